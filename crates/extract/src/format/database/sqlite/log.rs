//! The files beside a database: what was changed and not yet taken over (`-wal`), and what pages held
//! before the last change (`-journal`). Both hold whole pages (sqlite.org, "Database File Format", 3, 4).

use super::pages::Pages;
use super::record::{self, Value};
use crate::format::database::rows::Rows;
use crate::format::octets::be_u32;
use crate::format::{FormatFault, Input};
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// How a log of new pages begins, by the order of bytes of its sums.
const WAL: [[u8; 4]; 2] = [[0x37, 0x7F, 0x06, 0x82], [0x37, 0x7F, 0x06, 0x83]];
/// How a log of old pages begins.
const JOURNAL: [u8; 8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

/// Whether bytes begin as such a file.
pub(in super::super) fn begins(bytes: &[u8]) -> bool {
    WAL.iter().any(|mark| bytes.starts_with(mark)) || bytes.starts_with(&JOURNAL)
}

/// Reads the rows on the pages of the file. Of a page that stands in it several times the last one of
/// a log of new pages counts, and the first one of a log of old pages.
///
/// # Errors
/// [`FormatFault::Damaged`] where no page is found, and limits.
pub(in super::super) fn read(input: &Input<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let is_journal = input.bytes.starts_with(&JOURNAL);
    let frames = if is_journal {
        journal(input.bytes)
    } else {
        wal(input.bytes)
    };
    let Some((size, frames)) = frames.filter(|(_, frames)| !frames.is_empty()) else {
        return Err(FormatFault::Damaged(
            "no page can be found in the log of the database".to_owned(),
        ));
    };
    let what = if is_journal {
        "what pages of a database held before its last change"
    } else {
        "changes to a database that were not yet taken over into it"
    };
    out.warn(format!(
        "{what}; which table a row belongs to, and the names of its columns, stand in the database itself"
    ));
    let numbers: Vec<u32> = frames.keys().copied().collect();
    let pages = Pages::of_frames(size, frames)?;
    let mut rows = Rows::new("rows of changed pages", "place", &[]);
    for number in numbers {
        for (n, cell) in pages.leaf_cells(number).into_iter().enumerate() {
            let cells: Vec<String> = record::values(&cell.payload, pages.encoding)
                .iter()
                .map(Value::to_string)
                .collect();
            let place = format!(
                "page {number} entry {} rowid {}",
                n + 1,
                cell.rowid.unwrap_or_default()
            );
            rows.push(&place, &cells, out)?;
        }
    }
    rows.end(out)?;
    Ok(())
}

type Frames<'a> = BTreeMap<u32, &'a [u8]>;

/// Frames of 24 bytes and a page, after a header of 32 bytes.
fn wal(bytes: &[u8]) -> Option<(usize, Frames<'_>)> {
    let size = usize::try_from(be_u32(bytes, 8)?)
        .ok()
        .filter(|size| *size >= 512)?;
    // Frames of an earlier round have other salts.
    let salt = bytes.get(16..24)?;
    let mut frames = BTreeMap::new();
    for frame in bytes.get(32..)?.chunks_exact(size.checked_add(24)?) {
        if let (Some(number), Some(page)) = (be_u32(frame, 0), frame.get(24..))
            && frame.get(8..16) == Some(salt)
        {
            frames.insert(number, page);
        }
    }
    Some((size, frames))
}

/// Number, page and sum, after a header that fills a sector.
fn journal(bytes: &[u8]) -> Option<(usize, Frames<'_>)> {
    let sector = usize::try_from(be_u32(bytes, 20)?)
        .ok()
        .filter(|n| *n >= 32)?;
    let size = usize::try_from(be_u32(bytes, 24)?)
        .ok()
        .filter(|n| *n >= 512)?;
    let mut frames = BTreeMap::new();
    for record in bytes.get(sector..)?.chunks_exact(size.checked_add(8)?) {
        if let (Some(number), Some(page)) = (be_u32(record, 0), record.get(4..4 + size)) {
            frames.entry(number).or_insert(page);
        }
    }
    Some((size, frames))
}
