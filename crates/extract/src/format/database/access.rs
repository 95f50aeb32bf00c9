//! Access databases (`.mdb` since 1995, `.accdb`).

mod pages;
mod row;
mod table;
#[cfg(test)]
mod tests;

use super::blob::Blobs;
use super::rows::Rows;
use crate::format::octets::le_u32;
use crate::format::plain::settled::Settled;
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use pages::{Jet, Pages, Place};
use row::Value;
use std::collections::{BTreeMap, BTreeSet};
use table::Table;

/// Whether bytes begin as an Access database.
pub(super) fn is_access(bytes: &[u8]) -> bool {
    bytes.get(4..19).is_some_and(|mark| {
        mark.starts_with(b"Standard Jet DB") || mark.starts_with(b"Standard ACE DB")
    })
}

/// The page on which the list of all objects is defined.
const CATALOGUE: usize = 2;
/// Stands for the kind of a table that is not on the list.
const UNLISTED: i64 = -1;
/// Marks of tables that Access keeps for itself.
const SYSTEM: u32 = 0x8000_0002;

/// Reads the rows of every table that a person made, those deleted among them.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the list of
/// tables cannot be read, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let (pages, password) = Pages::open(input.bytes)?;
    let program = match input.bytes.get(0x14) {
        Some(0) => "Access 95 to 97 (Jet 3)",
        Some(1) => "Access 2000 to 2003 (Jet 4)",
        _ => "Access 2007 or later (ACE)",
    };
    out.meta("producer", program);
    if password {
        out.warn("the database asks for a password; its pages can be read without, and were");
    }
    if pages.is_encoded() {
        out.warn("the pages of the database are encoded with a key that it holds itself");
    }
    let owned = owned_pages(&pages);
    let settled = settle(&pages, out);
    let catalogue = Table::read(&pages, CATALOGUE, settled);
    let mut reading = Reading {
        pages,
        owned,
        settled,
        blobs: Blobs::default(),
    };
    let objects = match &catalogue {
        Some(catalogue) => reading.objects(catalogue),
        None => Vec::new(),
    };
    let unlisted = reading.unlisted(&objects);
    if objects.is_empty() && unlisted.is_empty() {
        return Err(FormatFault::Damaged(
            "the list of tables of the database cannot be read".to_owned(),
        ));
    }
    if objects.is_empty() {
        out.in_part("the list of tables cannot be read; tables were found by their definitions");
    }
    for object in objects {
        match object.kind {
            1 if object.flags & SYSTEM == 0 || holds_values(&object.name) => {
                out.meta("database.table", &object.name);
                reading.table(&object, out, members)?;
            }
            4 | 6 => {
                out.meta("database.linked_table", &object.name);
                out.warn(format!(
                    "the table `{}` is a link: its rows lie in another database{}",
                    object.name, object.elsewhere
                ));
            }
            5 if !object.name.starts_with('~') => out.meta("database.view", &object.name),
            _ => {}
        }
    }
    for definition in unlisted {
        let object = Object {
            name: format!("definition on page {definition}"),
            kind: UNLISTED,
            flags: 0,
            definition,
            elsewhere: String::new(),
        };
        out.warn(format!(
            "a table that the list of tables does not name, deleted or damaged, is defined on page {definition}; it was read"
        ));
        reading.table(&object, out, members)?;
    }
    Ok(())
}

/// Whether a table of Access holds what a cell of another table lists: attachments, several values.
/// Such tables are called `f_`, a number in hexadecimal, and the name of the column.
fn holds_values(name: &str) -> bool {
    name.strip_prefix("f_")
        .and_then(|rest| rest.get(..32))
        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The pages of data by the table that they say they belong to.
fn owned_pages(pages: &Pages<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut owned: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 1..pages.count() {
        let Some(page) = pages.page(number).filter(|page| page.first() == Some(&1)) else {
            continue;
        };
        if let Some(table) = le_u32(&page, 4).and_then(|n| usize::try_from(n).ok()) {
            owned.entry(table).or_default().push(number);
        }
    }
    owned
}

/// The encoding of texts in Jet 3: as stated, unless the bytes clearly say otherwise.
fn settle(pages: &Pages<'_>, out: &mut Outcome) -> Settled {
    if pages.jet == Jet::Four {
        return Settled::Number(1200);
    }
    let mut sample = Vec::new();
    for number in 1..pages.count() {
        let Some(page) = pages.page(number).filter(|page| page.first() == Some(&1)) else {
            continue;
        };
        // Runs of letters, among them those beyond ASCII; numbers and pointers are left out.
        for run in page.split(|b| *b < 0x20 || *b == 0x7F) {
            let letters = run
                .iter()
                .filter(|b| b.is_ascii_alphabetic() || **b > 0xC0)
                .count();
            if run.len() >= 4 && !run.is_ascii() && letters * 10 >= run.len() * 8 {
                sample.extend_from_slice(run);
                sample.push(b'\n');
            }
        }
        if sample.len() > 64 * 1024 {
            break;
        }
    }
    let (settled, name, other) = Settled::by_number(pages.code_page, &sample);
    if other {
        out.warn(format!(
            "the database states code page {}; its texts were read as {name}",
            pages.code_page
        ));
    }
    out.meta("charset", name);
    settled
}

/// An entry of the list of all objects.
struct Object {
    name: String,
    kind: i64,
    flags: u32,
    definition: usize,
    elsewhere: String,
}

struct Reading<'a> {
    pages: Pages<'a>,
    owned: BTreeMap<usize, Vec<usize>>,
    settled: Settled,
    blobs: Blobs,
}

impl Reading<'_> {
    fn objects(&self, catalogue: &Table) -> Vec<Object> {
        let mut found = Vec::new();
        let (rows, _) = self.rows(catalogue, CATALOGUE);
        for (bytes, deleted) in rows {
            let Some(values) = row::values(&self.pages, catalogue, &bytes, self.settled) else {
                continue;
            };
            if deleted {
                continue;
            }
            let text = |name: &str| {
                let at = catalogue.columns.iter().position(|c| c.name == name)?;
                match values.get(at)? {
                    Value::Text(text) => Some(text.as_str()),
                    _ => None,
                }
            };
            let number = |name: &str| text(name).and_then(|text| text.parse::<i64>().ok());
            let Some(name) = text("Name") else { continue };
            let bits = |number: i64| u32::try_from(number & 0xFFFF_FFFF).unwrap_or(0);
            let place = [text("Database"), text("Connect"), text("ForeignName")];
            let place: Vec<&str> = place
                .into_iter()
                .flatten()
                .filter(|p| !p.is_empty())
                .collect();
            found.push(Object {
                name: name.to_owned(),
                kind: number("Type").unwrap_or(0),
                flags: number("Flags").map_or(0, bits),
                definition: number("Id")
                    .map_or(0, |id| usize::try_from(bits(id) & 0x00FF_FFFF).unwrap_or(0)),
                elsewhere: if place.is_empty() {
                    String::new()
                } else {
                    format!(" (`{}`)", place.join("`, `"))
                },
            });
        }
        found
    }

    /// The pages that define a table of a person which the list does not name, and whose rows are there.
    fn unlisted(&self, objects: &[Object]) -> Vec<usize> {
        let type_at = match self.pages.jet {
            Jet::Three => 20,
            Jet::Four => 40,
        };
        let known: BTreeSet<usize> = objects
            .iter()
            .filter(|object| object.kind == 1)
            .map(|object| object.definition)
            .collect();
        self.owned
            .keys()
            .copied()
            .filter(|number| *number > CATALOGUE && !known.contains(number))
            .filter(|number| {
                self.pages.page(*number).is_some_and(|page| {
                    page.first() == Some(&2) && page.get(type_at) == Some(&0x4E)
                })
            })
            .collect()
    }

    /// The rows of a table with whether each is deleted, and whether all of its pages were found.
    fn rows(&self, table: &Table, definition: usize) -> (Vec<(Vec<u8>, bool)>, bool) {
        let stated = self.owned.get(&definition).cloned().unwrap_or_default();
        let used = self.pages.used(table.used);
        let known = used.is_some();
        let used: BTreeSet<usize> = used.map_or_else(
            || stated.iter().copied().collect(),
            |used| used.into_iter().collect(),
        );
        let mut continued = BTreeSet::new();
        let mut found = Vec::new();
        for number in stated {
            let Some(page) = self.pages.page(number) else {
                continue;
            };
            // A page that the table gave up still holds rows that it had.
            let given_up = !used.contains(&number);
            for (n, place) in self.pages.rows(&page).into_iter().enumerate() {
                let Place {
                    start,
                    end,
                    deleted,
                    elsewhere,
                } = place;
                let Some(bytes) = page.get(start..end) else {
                    continue;
                };
                let here = (number << 8) | n;
                if elsewhere && !deleted {
                    let Some(pointer) = le_u32(bytes, 0) else {
                        continue;
                    };
                    continued.insert(usize::try_from(pointer).unwrap_or(0));
                    if let Some(row) = self.pages.pointed(pointer) {
                        found.push((here, row, given_up));
                    }
                } else if !elsewhere && !bytes.is_empty() {
                    found.push((here, bytes.to_vec(), deleted || given_up));
                }
            }
        }
        // The second half of a row is marked as deleted, so that it does not count twice.
        found.retain(|(here, _, deleted)| !(*deleted && continued.contains(here)));
        let rows = found
            .into_iter()
            .map(|(_, row, deleted)| (row, deleted))
            .collect();
        (rows, known)
    }

    fn table(
        &mut self,
        object: &Object,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        let name = &object.name;
        let Some(table) = Table::read(&self.pages, object.definition, self.settled) else {
            out.in_part(format!(
                "the definition of the table `{name}` cannot be read"
            ));
            return Ok(());
        };
        let (found, known) = self.rows(&table, object.definition);
        if !known {
            out.warn(format!(
                "which pages belong to the table `{name}` is not recorded; deleted rows may stand among its rows"
            ));
        }
        let columns: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
        let mut rows = Rows::new(name, "row", &columns);
        let (mut live, mut dead, mut broken) = (0u32, 0u32, 0u32);
        for (n, (bytes, deleted)) in (1u64..).zip(&found) {
            let Some(values) = row::values(&self.pages, &table, bytes, self.settled) else {
                // What is deleted may be half overwritten.
                broken += u32::from(!deleted);
                continue;
            };
            let address = if *deleted {
                dead += 1;
                format!("{n} (deleted)")
            } else {
                live += 1;
                n.to_string()
            };
            let cells = self.cells(name, &table, &values, &address, out, members)?;
            rows.push(&address, &cells, out)?;
        }
        if dead > 0 {
            out.warn(format!(
                "{dead} rows of the table `{name}` were deleted and are still in the file; they are marked"
            ));
        }
        // What was deleted need not be whole.
        if object.kind != UNLISTED && (broken > 0 || live < table.rows) {
            out.in_part(format!(
                "the table `{name}` states {} rows and {live} could be read",
                table.rows
            ));
        }
        rows.end(out)?;
        Ok(())
    }

    fn cells(
        &mut self,
        name: &str,
        table: &Table,
        values: &[Value],
        address: &str,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<Vec<String>, FormatFault> {
        let mut cells = Vec::with_capacity(values.len());
        for (column, value) in table.columns.iter().zip(values) {
            cells.push(match value {
                Value::Null => String::new(),
                Value::Text(text) => text.clone(),
                Value::Bytes(bytes) => {
                    let place = format!("{name}/{}-{address}", column.name);
                    if let Some((file, inner)) = row::embedded(bytes) {
                        self.blobs
                            .hand(format!("{place}/{file}"), &inner, out, members)?
                    } else if column.name == "FileData"
                        && let Some(inner) = row::attachment(bytes)
                    {
                        let file = attached_name(table, values);
                        self.blobs
                            .hand(format!("{place}/{file}"), &inner, out, members)?
                    } else {
                        self.blobs.shown(&place, bytes, out, members)?
                    }
                }
            });
        }
        Ok(cells)
    }
}

/// The name of an attached file, which stands in the column beside it.
fn attached_name(table: &Table, values: &[Value]) -> String {
    let at = table.columns.iter().position(|c| c.name == "FileName");
    match at.and_then(|at| values.get(at)) {
        Some(Value::Text(name)) if !name.is_empty() => name.clone(),
        _ => "attachment".to_owned(),
    }
}
