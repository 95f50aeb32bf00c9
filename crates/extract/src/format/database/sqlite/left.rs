//! Rows that were deleted, or moved to another page, and whose bytes are still where they were.

use super::pages::{Pages, Walk};
use super::record::{self, Value};
use crate::format::FormatFault;
use crate::format::database::rows::Rows;
use crate::format::octets::be_u32;
use crate::outcome::Outcome;
use std::collections::BTreeSet;

/// Letters from which on a run in unused bytes is taken for what somebody wrote.
const RUN_CHARS: usize = 6;

/// Reads rows on pages that were freed, and runs of text between the rows of pages in use.
///
/// # Errors
/// The limits on pages and text.
pub(super) fn read(pages: &Pages<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let (free, trunks) = free_pages(pages);
    let mut rows = Rows::new("left behind", "place", &[]);
    for number in &free {
        for (n, cell) in pages.leaf_cells(*number).into_iter().enumerate() {
            let values = record::values(&cell.payload, pages.encoding);
            let cells: Vec<String> = values.iter().map(Value::to_string).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let place = format!(
                    "page {number} entry {} rowid {} (deleted or moved)",
                    n + 1,
                    cell.rowid.unwrap_or_default()
                );
                rows.push(&place, &cells, out)?;
            }
        }
    }
    let freed = rows.count();
    for number in 1..=pages.count() {
        if free.contains(&number) {
            continue;
        }
        let unused = match trunks.contains(&number) {
            true => pages
                .page(number)
                .map(|page| vec![page])
                .unwrap_or_default(),
            false => pages.unused(number),
        };
        for bytes in unused {
            let text = runs(bytes);
            if !text.is_empty() {
                rows.push(
                    &format!("page {number} unused (deleted or moved)"),
                    &[text],
                    out,
                )?;
            }
        }
    }
    if rows.count() == 0 {
        return Ok(());
    }
    out.warn(format!(
        "{freed} rows and {} runs of text that were deleted or moved are still in the file; they stand \
         on the page `left behind`, marked as such",
        rows.count() - freed
    ));
    rows.end(out)?;
    Ok(())
}

/// The pages on the list of free ones (1.5): those that were leaves of tables, and the trunks of the list.
fn free_pages(pages: &Pages<'_>) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let mut found = BTreeSet::new();
    let mut trunks = BTreeSet::new();
    let mut next = be_u32(pages.bytes, 32).unwrap_or(0);
    while next != 0 && trunks.insert(next) {
        let Some(page) = pages.page(next) else { break };
        let listed = be_u32(page, 4)
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(0);
        for n in 0..listed.min(page.len() / 4) {
            let number = be_u32(page, 8 + 4 * n).unwrap_or(0);
            if pages.is_leaf(number) {
                found.insert(number);
            }
        }
        next = be_u32(page, 0).unwrap_or(0);
    }
    // A page that a table reaches is not free, whatever the list says.
    let mut schema = Walk::new(1);
    while schema.next(pages).is_some() {}
    found.retain(|number| !schema.seen().contains(number));
    (found, trunks)
}

/// Runs of text in bytes: letters, digits and signs of UTF-8, parted by spaces.
fn runs(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for run in chunk.valid().split(|c: char| c.is_control()) {
            let letters = run.chars().filter(|c| c.is_alphanumeric()).count();
            if run.chars().count() >= RUN_CHARS && letters * 2 > run.chars().count() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(run.trim());
            }
        }
    }
    out
}
