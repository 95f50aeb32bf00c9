//! The rules of one country's archives, read from tables.
//!
//! The tables under `packs/` are built in; others of the same form can be read instead, so that a linguist
//! corrects them, and another country is added, without code.

use crate::day::Day;
use crate::file_name::Form;
use crate::label::Order;
use crate::units::Units;
use crate::written::{bare, pieces};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word stands in front of, or says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    Detainee,
    Body,
    Branch,
    Prison,
    Hospital,
    Agency,
    Date,
    Name,
    Photographer,
    Rank,
    Picture,
    MonthWord,
    Copy,
    Messenger,
    Scan,
    /// The name of this month.
    Month(u8),
}

const ROLES: [(&str, Role); 15] = [
    ("detainee", Role::Detainee),
    ("body", Role::Body),
    ("branch", Role::Branch),
    ("prison", Role::Prison),
    ("hospital", Role::Hospital),
    ("agency", Role::Agency),
    ("date", Role::Date),
    ("name", Role::Name),
    ("photographer", Role::Photographer),
    ("rank", Role::Rank),
    ("picture", Role::Picture),
    ("month", Role::MonthWord),
    ("copy", Role::Copy),
    ("messenger", Role::Messenger),
    ("scan", Role::Scan),
];

/// A table that is not of the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of table {table}: {what}")]
pub struct PackFault {
    /// Which of the texts, counted from 1.
    pub table: usize,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, with the cell in question.
    pub what: String,
}

/// One spelling of a word: the keys of its pieces without articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub keys: Vec<String>,
    pub role: Role,
}

/// The rules.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// By the first key, the longest first.
    words: FxHashMap<String, Vec<Spelling>>,
    pub(crate) forms: Vec<Form>,
    pub(crate) copy_marks: Vec<String>,
    /// Words between the first and the last number of a range.
    pub(crate) range_words: Vec<String>,
    pub(crate) clocks: Vec<Day>,
    pub(crate) editors: Vec<String>,
    pub(crate) orders: Vec<Order>,
    units: Units,
}

const TABLES: [&str; 6] = [
    include_str!("../packs/words.tsv"),
    include_str!("../packs/months.tsv"),
    include_str!("../packs/file_names.tsv"),
    include_str!("../packs/folders.tsv"),
    include_str!("../packs/cameras.tsv"),
    include_str!("../packs/labels.tsv"),
];

// A test reads the same tables and fails where they are not of the form.
static SHIPPED: LazyLock<Pack> = LazyLock::new(|| Pack::read(&TABLES).unwrap_or_default());

/// Gives `take` the cells of each line that is neither empty nor begins with `#`.
pub(crate) fn rows(
    tables: &[&str],
    mut take: impl FnMut(&[&str]) -> Result<(), String>,
) -> Result<(), PackFault> {
    for (table, text) in (1..).zip(tables) {
        for (line, row) in (1..).zip(text.lines()) {
            let row = row.trim_end_matches('\r');
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = row.split('\t').collect();
            take(&cells).map_err(|what| PackFault { table, line, what })?;
        }
    }
    Ok(())
}

impl Pack {
    /// The units of its tables; the tables that are built in have none.
    pub const fn units(&self) -> &Units {
        &self.units
    }

    /// The tables that are built in.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The tables that are built in and others beside them; faults count those that are built in first.
    ///
    /// # Errors
    /// The first line that is not of the form, or that gives a known word another meaning.
    pub fn extended(tables: &[&str]) -> Result<Self, PackFault> {
        let all: Vec<&str> = TABLES.iter().chain(tables).copied().collect();
        Self::read(&all)
    }

    /// Reads tables: lines of cells parted by tabs, the first cell says what the line is (`word`, `month`,
    /// `file`, `copymark`, `range`, `clock`, `editor`, `order`, `unit`), the last one is the source. Empty lines and lines
    /// that begin with `#` are left out.
    ///
    /// # Errors
    /// The first line that is not of the form.
    pub fn read(tables: &[&str]) -> Result<Self, PackFault> {
        let mut pack = Self::default();
        rows(tables, |cells| pack.take(cells))?;
        for spellings in pack.words.values_mut() {
            spellings.sort_by(|a, b| {
                let of = |s: &Spelling| (std::cmp::Reverse(s.keys.len()), s.keys.clone());
                of(a).cmp(&of(b))
            });
        }
        Ok(pack)
    }

    fn take(&mut self, cells: &[&str]) -> Result<(), String> {
        match cells {
            ["word", role, spellings, _source] => {
                let role = ROLES.iter().find(|(name, _)| name == role);
                let (_, role) =
                    role.ok_or_else(|| format!("`{}` is no role", cells.get(1).unwrap_or(&"")))?;
                self.spell(*role, spellings)
            }
            ["month", number, spellings, _source] => match number.parse() {
                Ok(month @ 1..=12) => self.spell(Role::Month(month), spellings),
                _ => Err(format!("`{number}` is no month")),
            },
            ["file", form, _whose, kind, _source] => {
                self.forms.push(Form::read(form, kind)?);
                Ok(())
            }
            ["range", words, _source] => {
                let keys = words.split('|').flat_map(pieces).map(|piece| piece.key);
                self.range_words.extend(keys);
                Ok(())
            }
            ["copymark", mark, _source] => {
                self.copy_marks.push(mark.to_lowercase());
                Ok(())
            }
            ["clock", day, _whose, _source] => {
                let day = Day::from_iso(day).ok_or_else(|| format!("`{day}` is no day"))?;
                self.clocks.push(day);
                Ok(())
            }
            ["editor", begins, _source] => {
                self.editors.push(begins.to_lowercase());
                Ok(())
            }
            ["unit", ..] => self.units.take(cells),
            ["order", order, _source] => {
                self.orders.push(Order::read(order)?);
                Ok(())
            }
            [kind, ..] => Err(format!(
                "a line `{kind}` with {} cells is not known",
                cells.len()
            )),
            [] => Ok(()),
        }
    }

    fn spell(&mut self, role: Role, spellings: &str) -> Result<(), String> {
        for written in spellings.split('|') {
            let keys: Vec<String> = pieces(written)
                .iter()
                .map(|piece| piece.bare().to_owned())
                .collect();
            let first = keys
                .first()
                .ok_or_else(|| format!("`{written}` has no letters"))?
                .clone();
            let of_first = self.words.entry(first).or_default();
            let spelling = Spelling { keys, role };
            if let Some(other) = of_first.iter().find(|known| known.keys == spelling.keys) {
                if other.role != role {
                    return Err(format!("`{}` stands for two things", written.trim()));
                }
            } else {
                of_first.push(spelling);
            }
        }
        Ok(())
    }

    /// The role of the longest spelling that begins with these keys, and how many keys it takes.
    pub(crate) fn role<'a>(
        &self,
        keys: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<(Role, usize)> {
        let first = bare(keys.clone().next()?);
        let spellings = self.words.get(first)?;
        let found = spellings.iter().find(|spelling| {
            let mut ahead = keys.clone();
            spelling
                .keys
                .iter()
                .all(|key| ahead.next().is_some_and(|there| bare(there) == key))
        })?;
        Some((found.role, found.keys.len()))
    }

    /// Every spelling.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &Spelling> {
        self.words.values().flatten()
    }

    /// Whether a program of this name saves pictures again.
    pub(crate) fn is_editor(&self, software: &str) -> bool {
        let lower = software.to_lowercase();
        self.editors.iter().any(|begins| lower.starts_with(begins))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_are_of_the_form() {
        let pack = Pack::read(&TABLES).unwrap();
        assert!(pack.spellings().count() > 100);
        assert!(!pack.forms.is_empty() && !pack.clocks.is_empty() && !pack.orders.is_empty());
    }

    #[test]
    fn the_longest_spelling_counts_with_or_without_article() {
        let role = |text: &str| {
            let keys: Vec<String> = pieces(text).into_iter().map(|p| p.key).collect();
            Pack::shipped().role(keys.iter().map(String::as_str))
        };
        assert_eq!(role("رقم الموقوف ٩٢"), Some((Role::Detainee, 2)));
        assert_eq!(role("موقوف 92"), Some((Role::Detainee, 1)));
        assert_eq!(role("كانون الثاني"), Some((Role::Month(1), 2)));
        assert_eq!(role("ك2"), Some((Role::Month(1), 2)));
        assert_eq!(role("الفرع 274"), Some((Role::Branch, 1)));
        assert_eq!(role("مساعد أول حسام"), Some((Role::Rank, 2)));
        assert_eq!(role("حسام"), None);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let fault = |text: &str| Pack::read(&["# fine\n", text]).unwrap_err();
        assert_eq!(
            (
                fault("\nword\tking\tx\ts").table,
                fault("\nword\tking\tx\ts").line
            ),
            (2, 2)
        );
        for text in [
            "month\t13\tx\ts",
            "clock\tnever\twhose\ts",
            "file\tX{what:3}\twhose\tcamera\ts",
            "file\tX{counter:4}\twhose\tnobody\ts",
            "order\tking\ts",
            "word\tbody\t---\ts",
            "word\tbody\tx\ts\nword\tbranch\tx\ts",
            "verse\tx",
            "word\tbody",
        ] {
            let fault = fault(text);
            assert!(
                !fault.what.is_empty() && fault.to_string().contains("table 2"),
                "{text}"
            );
        }
    }
}
