//! The definition of a table: its columns.

use super::pages::{Jet, Pages};
use crate::format::octets::{le_size, le_u16, le_u32};
use crate::format::plain::settled::Settled;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its columns, in the order in which they were made.
    pub columns: Vec<Column>,
    /// How many rows it states.
    pub rows: u32,
    /// The map of the pages it owns.
    pub used: u32,
    /// How many of its columns have no fixed length.
    pub variable: usize,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as the format numbers them.
    pub kind: u8,
    /// Its bit among those that say which values are there.
    pub number: usize,
    /// Where the value lies: from the start of the row, or which of the values without fixed length.
    pub at: usize,
    /// Whether the value has a fixed length.
    pub fixed: bool,
    /// Bytes of a fixed value.
    pub length: usize,
    /// Digits after the point, for decimals.
    pub scale: u8,
}

/// Columns that a table can have; Access allows 255.
const COLUMNS: usize = 4_096;
/// Pages that one definition goes on over.
const PAGES: usize = 1_000;

impl Table {
    /// Reads the definition that begins on this page.
    pub(super) fn read(pages: &Pages<'_>, number: usize, settled: Settled) -> Option<Self> {
        let bytes = joined(pages, number)?;
        let jet = pages.jet;
        let (rows, variable, columns, indexes, used, start, index, entry) = match jet {
            Jet::Three => (12, 23, 25, 31, 35, 43, 8, 18),
            Jet::Four => (16, 43, 45, 51, 55, 63, 12, 25),
        };
        let count = usize::from(le_u16(&bytes, columns)?);
        let indexes = le_size(&bytes, indexes)?;
        let mut at = indexes.checked_mul(index)?.checked_add(start)?;
        let mut table = Self {
            columns: Vec::new(),
            rows: le_u32(&bytes, rows)?,
            used: le_u32(&bytes, used)?,
            variable: usize::from(le_u16(&bytes, variable)?),
        };
        for _ in 0..count.min(COLUMNS) {
            table
                .columns
                .push(column(bytes.get(at..at.checked_add(entry)?)?, jet)?);
            at += entry;
        }
        for column in &mut table.columns {
            let (length, skip) = match jet {
                Jet::Three => (usize::from(*bytes.get(at)?), 1),
                Jet::Four => (usize::from(le_u16(&bytes, at)?), 2),
            };
            at += skip;
            let name = bytes.get(at..at.checked_add(length)?)?;
            column.name = match jet {
                Jet::Three => settled.decode(name),
                Jet::Four => encoding_rs::UTF_16LE
                    .decode_without_bom_handling(name)
                    .0
                    .into_owned(),
            };
            at += length;
        }
        table.columns.sort_by_key(|column| column.number);
        Some(table)
    }
}

/// The definition as one piece: its pages name the next one in bytes 4 to 7.
fn joined(pages: &Pages<'_>, number: usize) -> Option<Vec<u8>> {
    let first = pages.page(number).filter(|page| page.first() == Some(&2))?;
    let mut bytes = first.to_vec();
    let mut next = le_size(&first, 4)?;
    for _ in 0..PAGES {
        let Some(page) = pages
            .page(next)
            .filter(|page| next != 0 && page.first() == Some(&2))
        else {
            break;
        };
        bytes.extend_from_slice(page.get(8..)?);
        next = le_size(&page, 4)?;
    }
    Some(bytes)
}

fn column(entry: &[u8], jet: Jet) -> Option<Column> {
    let (number, variable, flags, fixed, length) = match jet {
        Jet::Three => (1, 3, 13, 14, 16),
        Jet::Four => (5, 7, 15, 21, 23),
    };
    let short = |at: usize| le_u16(entry, at).map(usize::from);
    let is_fixed = entry.get(flags)? & 1 == 1;
    Some(Column {
        name: String::new(),
        kind: *entry.first()?,
        number: short(number)?,
        at: short(if is_fixed { fixed } else { variable })?,
        fixed: is_fixed,
        length: short(length)?,
        scale: *entry.get(12)?,
    })
}
