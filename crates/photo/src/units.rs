//! The branches, prisons and other bodies that are known, and when there were any.

use crate::day::Day;
use crate::pack::{self, PackFault};
use crate::written::pieces;
use arabic::slips;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// One of them, in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    id: String,
    from: Option<Day>,
    /// The first day on which it was no more.
    to: Option<Day>,
}

/// What is known of units, by the numbers and names under which they are written.
#[derive(Debug, Clone, Default)]
pub struct Units {
    units: Vec<Unit>,
    /// Numbers in ASCII digits, and names folded without articles.
    by_key: FxHashMap<String, Vec<usize>>,
    names: Vec<(String, usize)>,
    /// First words of names: with `prison of ...` some prisons are known.
    first_words: FxHashSet<String>,
    has_numbers: bool,
}

/// The form in which names are compared.
pub(crate) fn key(written: &str) -> String {
    let words: Vec<String> = pieces(written)
        .iter()
        .map(|piece| match piece.is_number {
            true => piece.key.trim_start_matches('0').to_owned(),
            false => piece.bare().to_owned(),
        })
        .collect();
    words.join(" ")
}

fn is_numbered(key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or_default();
    !last.is_empty() && last.chars().all(|c| c.is_ascii_digit())
}

/// The table of [`Units::syria`], for a store that takes it among its rules.
pub const SYRIA_UNITS: &str = include_str!("../packs/units_syria.tsv");

static SYRIA: LazyLock<Units> = LazyLock::new(|| {
    // A test reads the same table and fails where it is not of the form.
    Units::read(&[SYRIA_UNITS]).unwrap_or_default()
});

impl Units {
    /// Branches and prisons of Syria as public sources name them. Not for archives of other countries,
    /// where every branch would be unknown.
    pub fn syria() -> &'static Self {
        &SYRIA
    }

    /// Reads tables: lines `unit`, id, what it is called (parted by `|`), the first day, the first day on
    /// which it was no more (`2011-07-20`, empty where nobody knows), source; parted by tabs. Units of
    /// several tables stand together; a unit that is there twice has the names and periods of both.
    ///
    /// # Errors
    /// The first line that is not of the form.
    pub fn read(tables: &[&str]) -> Result<Self, PackFault> {
        let mut units = Self::default();
        pack::rows(tables, |cells| match cells {
            ["unit", ..] => units.take(cells),
            [kind, ..] => Err(format!("a line `{kind}` is no unit")),
            [] => Ok(()),
        })?;
        Ok(units)
    }

    /// Takes a line of a table.
    pub(crate) fn take(&mut self, cells: &[&str]) -> Result<(), String> {
        let [_, id, names, from, to, _source] = cells else {
            return Err(format!("a unit has six cells and not {}", cells.len()));
        };
        let day = |written: &str| match written.trim() {
            "" => Ok(None),
            written => Day::from_iso(written)
                .filter(|day| day.to_string() == written)
                .map(Some)
                .ok_or_else(|| format!("`{written}` is no day like 2011-07-20")),
        };
        let (from, to) = (day(from)?, day(to)?);
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            return Err(format!("it ended on {to}, before it began on {from}"));
        }
        let id = id.trim();
        if id.is_empty() {
            return Err("a unit without an id".to_owned());
        }
        if let Some(mute) = names.split('|').find(|name| key(name).is_empty()) {
            return Err(format!("`{mute}` has neither letters nor digits"));
        }
        self.add(id, names.split('|'), from, to);
        Ok(())
    }

    /// Adds those that another one knows.
    pub fn extend(&mut self, other: &Self) {
        let first = self.units.len();
        self.units.extend(other.units.iter().cloned());
        for (key, at) in &other.names {
            self.call(key.clone(), first + at);
        }
    }

    /// Adds a unit under everything it is called, a number or a name as written.
    pub fn add<'a>(
        &mut self,
        id: &str,
        called: impl IntoIterator<Item = &'a str>,
        from: Option<Day>,
        to: Option<Day>,
    ) {
        let at = self.units.len();
        self.units.push(Unit {
            id: id.to_owned(),
            from,
            to,
        });
        for written in called {
            let key = key(written);
            if !key.is_empty() {
                self.call(key, at);
            }
        }
    }

    fn call(&mut self, key: String, at: usize) {
        let known = self.by_key.entry(key.clone()).or_default();
        if known.contains(&at) {
            return;
        }
        known.push(at);
        if is_numbered(&key) {
            self.has_numbers = true;
        } else if let Some((first, _)) = key.split_once(' ') {
            self.first_words.insert(first.to_owned());
        }
        self.names.push((key, at));
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Whether one written so would be known if there were one: some are known that are written in the
    /// same way, by a number, or by a name that begins with the same word.
    pub fn knows_such(&self, written: &str) -> bool {
        let key = key(written);
        if is_numbered(&key) {
            return self.has_numbers;
        }
        let first = key.split(' ').next().unwrap_or_default();
        self.first_words.contains(first)
    }

    /// Those that are written so; where none is, the one whose name begins so: labels leave out the end of
    /// long names.
    fn places(&self, written: &str) -> Vec<usize> {
        let key = key(written);
        if let Some(exact) = self.by_key.get(&key) {
            return exact.clone();
        }
        if key.split(' ').count() < 2 {
            return Vec::new();
        }
        let begins = |name: &str| {
            name.strip_prefix(&key)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        let longer = self.names.iter().filter(|(name, _)| begins(name));
        let mut longer: Vec<usize> = longer.map(|(_, at)| *at).collect();
        longer.sort_unstable();
        longer.dedup();
        let id = |at: &usize| self.units.get(*at).map(|unit| unit.id.as_str());
        if longer
            .iter()
            .all(|at| id(at) == longer.first().and_then(id))
        {
            longer
        } else {
            Vec::new()
        }
    }

    /// The ids of those that are written so, or of the one whose name begins so.
    pub fn ids(&self, written: &str) -> Vec<&str> {
        let places = self.places(written).into_iter();
        let mut ids: Vec<&str> = places
            .filter_map(|at| self.units.get(at))
            .map(|unit| unit.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether one is written so and was there that day; nothing where none is written so.
    pub fn was_there(&self, written: &str, day: Day) -> Option<bool> {
        let places = self.places(written);
        (!places.is_empty()).then(|| {
            places.iter().any(|at| {
                self.units.get(*at).is_some_and(|unit| {
                    unit.from.is_none_or(|from| from <= day) && unit.to.is_none_or(|to| day < to)
                })
            })
        })
    }

    /// The id under which a branch is counted: that of the one unit that is written so; where none or
    /// several are, what is written, in the form in which it is compared.
    pub fn counted_as(&self, written: &str) -> String {
        match self.ids(written).as_slice() {
            [one] => (*one).to_owned(),
            _ => key(written),
        }
    }

    /// Names that differ from what is written in one letter of six at most, the nearest first.
    pub fn near(&self, written: &str) -> Vec<&str> {
        let wanted = key(written);
        let mut found: Vec<(usize, &str)> = self
            .names
            .iter()
            .filter_map(|(name, _)| Some((alike(&wanted, name)?, name.as_str())))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(_, name)| name).collect()
    }
}

/// In how many letters two names in the form in which they are compared differ; nothing where that is more
/// than one of six, or where the first is a number or short.
pub(crate) fn alike(one: &str, other: &str) -> Option<usize> {
    let letters = one.chars().count();
    if one.chars().all(|c| c.is_ascii_digit()) || letters < 4 {
        return None;
    }
    slips(one, other, (letters / 6).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use proptest::prelude::*;

    #[test]
    fn units_are_found_as_they_are_written_and_when_they_were_there() {
        let mut units = Units::default();
        let day = |text| Day::from_iso(text);
        units.add(
            "x.1",
            ["274", "الفرع 274"],
            day("2011-01-01"),
            day("2014-01-01"),
        );
        units.add("x.2", ["سجن الوادي"], None, None);
        assert_eq!(units.ids("٢٧٤"), ["x.1"]);
        assert_eq!(units.ids("فرع 274"), ["x.1"]);
        assert_eq!(
            units.was_there("274", day("2013-12-31").unwrap()),
            Some(true)
        );
        assert_eq!(
            units.was_there("274", day("2014-01-01").unwrap()),
            Some(false)
        );
        assert_eq!(units.was_there("275", day("2013-01-01").unwrap()), None);
        assert_eq!(units.near("سجن الواذي"), ["سجن وادي"]);
        assert_eq!(units.counted_as("السجن الوادي"), "x.2");
        assert_eq!(units.counted_as("999"), "999");
        assert!(units.near("275").is_empty());
        // The end of a long name is left out on labels.
        units.add("x.3", ["سجن وادي الرمل العسكري"], None, None);
        assert_eq!(units.ids("سجن وادي الرمل"), ["x.3"]);
        assert!(units.ids("سجن").is_empty());
        units.add("x.4", ["سجن وادي الرمل المركزي"], None, None);
        assert!(units.ids("سجن وادي الرمل").is_empty());
    }
    #[test]
    fn units_of_several_tables_stand_together_and_only_their_kind_is_known() {
        let numbered = "# by number\nunit\tx.1\t274 | الفرع 274\t2012-03-11\t\tmade\n";
        let again = "unit\tx.1\tفرع السهل\t\t2011-01-01\tmade\r\n";
        let units = Units::read(&[numbered, again]).unwrap();
        assert_eq!(units.ids("٢٧٤"), ["x.1"]);
        assert_eq!(units.counted_as("فرع السهل"), "x.1");
        assert!(units.knows_such("999") && units.knows_such("فرع الجبل"));
        // No prison is known, so that nobody can say that this one is none.
        assert!(!units.knows_such("سجن الوادي"));
        let mut both = Units::default();
        both.add("x.9", ["سجن الوادي"], None, None);
        both.extend(&units);
        assert!(both.knows_such("سجن التل"));
        let day = |text| Day::from_iso(text).unwrap();
        assert_eq!(both.was_there("274", day("2011-05-05")), Some(false));
        assert_eq!(both.was_there("274", day("2012-03-11")), Some(true));
        assert_eq!(both.was_there("فرع السهل", day("2010-05-05")), Some(true));
    }

    #[test]
    fn a_line_that_is_no_unit_is_named() {
        for (line, what) in [
            ("unit\tx.1\t274", "six cells"),
            ("unit\tx.1\t274\t2011\t\ts", "`2011` is no day"),
            ("unit\tx.1\t274\t2011-02-30\t\ts", "`2011-02-30` is no day"),
            (
                "unit\tx.1\t274\t2012-01-01\t2011-01-01\ts",
                "before it began",
            ),
            ("unit\t\t274\t\t\ts", "without an id"),
            ("unit\tx.1\t274||x\t\t\ts", "neither letters nor digits"),
            ("word\tbody\tx\ts", "`word` is no unit"),
        ] {
            let fault = Units::read(&["# fine\n", line]).unwrap_err();
            assert_eq!((fault.table, fault.line), (2, 1));
            assert!(fault.what.contains(what), "{fault}");
        }
    }

    #[test]
    fn the_table_of_syria_is_of_the_form() {
        let units = Units::read(&[include_str!("../packs/units_syria.tsv")]).unwrap();
        assert_eq!(units.ids("٢١٥"), ["sy.mid.b215"]);
        assert!(units.knows_such("999") && units.knows_such("سجن لا يعرف"));
        let day = Day::from_iso("2016-01-01").unwrap();
        assert_eq!(units.was_there("سجن تدمر", day), Some(false));
    }
    #[test]
    fn a_pack_may_have_units_and_the_built_in_one_has_none() {
        let pack = Pack::read(&["unit\tx.1\t274\t\t\tmade\nword\tbody\tx\tmade\n"]).unwrap();
        assert_eq!(pack.units().ids("274"), ["x.1"]);
        assert!(Pack::shipped().units().is_empty());
    }

    proptest! {
        #[test]
        fn whatever_a_table_holds_it_is_read_or_named(
            cells in prop::collection::vec("[unit0-9|\u{661}\u{627}\\- ]{0,12}", 0..8),
            written in "\\PC{0,20}",
        ) {
            let table = format!("unit\t{}", cells.join("\t"));
            if let Ok(units) = Units::read(&[&table, "unit\tx\t274|سجن الوادي\t\t\ts"]) {
                let _ = (units.near(&written), units.knows_such(&written), units.counted_as(&written));
                prop_assert_eq!(units.counted_as("سجن الوادي"), "x");
            }
        }
    }
}
