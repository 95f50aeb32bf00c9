//! SQLite databases, file format 3 (sqlite.org, "Database File Format").
//!
//! Own reader, not the library: it opens damaged files as far as they go, shows rows that were
//! deleted and not yet overwritten, and has no SQL that a hostile schema could reach.

mod left;
mod log;
mod pages;
mod record;
mod schema;

use super::blob::Blobs;
use super::rows::Rows;
use crate::format::octets::be_u32;
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use pages::{Cell, Pages, Walk};
use record::Value;
use schema::Table;

pub(super) use log::{begins as is_log, read as read_log};

/// How a database begins.
pub(super) const MARK: &[u8] = b"SQLite format 3\0";

/// Tables read of one database; further ones are named.
const TABLES: usize = 10_000;

/// Reads the rows of every table, then what is left of deleted rows.
///
/// # Errors
/// [`FormatFault::Damaged`] where the list of tables cannot be read, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let pages = Pages::open(input.bytes)?;
    note_header(&pages, out);
    let (tables, end) = tables(&pages, out);
    if tables.is_empty() && end.is_some() {
        return Err(FormatFault::Damaged(
            "the list of tables of the database cannot be read".to_owned(),
        ));
    }
    let mut blobs = Blobs::default();
    for table in tables.iter().take(TABLES) {
        read_table(&pages, table, &mut blobs, out, members)?;
    }
    if tables.len() > TABLES {
        out.in_part(format!(
            "the database has {} tables; those after {TABLES} were not read",
            tables.len()
        ));
    }
    left::read(&pages, out)
}

fn note_header(pages: &Pages<'_>, out: &mut Outcome) {
    out.meta("database.encoding", pages.encoding.name());
    out.meta("database.pages", pages.count().to_string());
    for (at, key) in [
        (60, "sqlite.user_version"),
        (68, "sqlite.application_id"),
        (96, "sqlite.version"),
    ] {
        if let Some(number) = be_u32(pages.bytes, at).filter(|n| *n > 0) {
            out.meta(key, number.to_string());
        }
    }
    if pages.bytes.get(19) == Some(&2) {
        out.warn(
            "the database keeps its latest changes in a file of its own (`-wal`) beside it; what \
             stands there and not yet here is not in these rows",
        );
    }
    let stated = be_u32(pages.bytes, 28).unwrap_or(0);
    // The stated size holds only where it was written with the last change (header, 92).
    if be_u32(pages.bytes, 24) == be_u32(pages.bytes, 92) && stated > pages.count() {
        out.in_part(format!(
            "the database states {stated} pages and {} are there",
            pages.count()
        ));
    }
}

/// The tables with rows of their own, from the schema on page 1; and why the list ended early.
fn tables(pages: &Pages<'_>, out: &mut Outcome) -> (Vec<Table>, Option<String>) {
    let mut walk = Walk::new(1);
    let mut found = Vec::new();
    while let Some(cell) = walk.next(pages) {
        let row = record::values(&cell.payload, pages.encoding);
        let text = |at: usize| match row.get(at) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let root = match row.get(3) {
            Some(Value::Integer(root)) => u32::try_from(*root).unwrap_or(0),
            _ => 0,
        };
        match text(0) {
            "table" if root == 0 => {
                out.warn(format!(
                    "the table `{}` is virtual: its rows lie in other tables or are made by a program",
                    text(1)
                ));
            }
            "table" if !text(1).starts_with("sqlite_stat") => {
                out.meta("database.table", text(1));
                found.push(Table::parse(text(1), root, text(4)));
            }
            "view" => out.meta("database.view", text(1)),
            "trigger" => out.meta("database.trigger", text(1)),
            _ => {}
        }
    }
    note_faults("the list of tables", &walk, out);
    (found, walk.faults.first().cloned())
}

fn note_faults(what: &str, walk: &Walk, out: &mut Outcome) {
    if let Some(first) = walk.faults.first() {
        let more = walk.faults.len() - 1;
        let others = if more > 0 {
            format!("; {more} more places like it")
        } else {
            String::new()
        };
        out.in_part(format!("{what} is damaged: {first}{others}"));
    }
}

fn read_table(
    pages: &Pages<'_>,
    table: &Table,
    blobs: &mut Blobs,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let address = if table.without_rowid { "row" } else { "rowid" };
    let mut rows = Rows::new(&table.name, address, &table.names());
    let mut walk = Walk::new(table.root);
    while let Some(cell) = walk.next(pages) {
        let address = match cell.rowid {
            Some(rowid) => rowid.to_string(),
            None => (rows.count() + 1).to_string(),
        };
        if !cell.whole {
            walk.faults.push(format!(
                "the row {address} breaks off, since a page that continues it is missing"
            ));
        }
        let cells = cells(pages, table, &cell, &address, blobs, out, members)?;
        rows.push(&address, &cells, out)?;
    }
    note_faults(&format!("the table `{}`", table.name), &walk, out);
    rows.end(out)?;
    Ok(())
}

fn cells(
    pages: &Pages<'_>,
    table: &Table,
    cell: &Cell,
    address: &str,
    blobs: &mut Blobs,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<Vec<String>, FormatFault> {
    let stored = record::values(&cell.payload, pages.encoding);
    let mut shown = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let value = column.stored_at.and_then(|at| stored.get(at));
        shown.push(match value {
            // The key of the row is stored once, as its number.
            Some(Value::Null) if column.is_rowid => address.to_owned(),
            Some(Value::Blob(bytes)) => {
                let place = format!("{}/{}-{address}", table.name, column.name);
                blobs.shown(&place, bytes, out, members)?
            }
            Some(value) => value.to_string(),
            // Added to the table after the row was written.
            None => column.default.clone().unwrap_or_default(),
        });
    }
    // More values than the schema names columns: nothing is left out.
    for value in stored.iter().skip(table.stored()) {
        shown.push(value.to_string());
    }
    Ok(shown)
}
