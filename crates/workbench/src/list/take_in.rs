//! From a table to the object that holds its rows and the figures that go into the act.

use super::rows_object;
use crate::WorkbenchError;
use linkage::list::{BadRow, Entry, ListReader, RepeatedId, RowSource};
use linkage::mapping::Mapping;
use std::io::{self, Write};

/// As many bad rows and repeated ids are named in an answer; all of them stand in the list.
const NAMED: usize = 1_000;
/// Between two reports pass so many rows.
const ROWS_BETWEEN_REPORTS: u64 = 5_000;

/// What was found in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) columns: Vec<String>,
    pub(super) records: u64,
    pub(super) bad_rows: u64,
    pub(super) repeated_ids: u64,
    pub(super) passed_over: u64,
    /// The first bad rows.
    pub(super) bad: Vec<BadRow>,
    /// The first repeated ids.
    pub(super) repeated: Vec<RepeatedId>,
}

/// Reads a table to its end and writes its rows into `out`.
pub(super) fn take_in(
    rows: impl RowSource,
    mapping: &Mapping,
    out: &mut dyn Write,
    report: &mut dyn FnMut(u64, u64),
) -> Result<Found, WorkbenchError> {
    let mut reader = ListReader::new(rows, mapping).map_err(linkage::list::ListFault::from)?;
    let mut found = Found::default();
    let mut line = Vec::new();
    let failed = |e: io::Error| WorkbenchError::List(e.into());
    let unwritten = |e: serde_json::Error| WorkbenchError::Internal(e.to_string());
    while let Some(entry) = reader.next_entry().map_err(failed)? {
        match entry {
            Entry::Record(_, repeated) => {
                found.records += 1;
                rows_object::write_row(reader.row(), &mut line).map_err(unwritten)?;
                if let Some(repeated) = repeated {
                    found.repeated_ids += 1;
                    if found.repeated.len() < NAMED {
                        found.repeated.push(repeated);
                    }
                }
            }
            Entry::Bad(bad) => {
                found.bad_rows += 1;
                rows_object::write_bad(&bad, &mut line).map_err(unwritten)?;
                if found.bad.len() < NAMED {
                    found.bad.push(bad);
                }
            }
        }
        out.write_all(&line).map_err(failed)?;
        if (found.records + found.bad_rows).is_multiple_of(ROWS_BETWEEN_REPORTS) {
            report(found.records, found.bad_rows);
        }
    }
    // Rows that name their own columns must have named every column of the mapping by now.
    mapping
        .complete(reader.rows().headings())
        .map_err(linkage::list::ListFault::from)?;
    found.columns = reader.rows().headings().to_vec();
    found.passed_over = reader.rows().passed_over();
    report(found.records, found.bad_rows);
    Ok(found)
}
