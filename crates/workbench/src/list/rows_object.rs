//! The object that holds the rows of a list: a JSON object on each line, good rows and bad ones in
//! the order of the table.

use linkage::list::{BadRow, Row, RowFault};
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<T> {
    /// Which row of the table.
    n: u32,
    /// The line of the file.
    l: u64,
    /// Its cells, where they stand in the first columns one after the other.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    c: Vec<T>,
    /// Its cells with their columns, where they do not.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    v: Vec<(u32, T)>,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bad: Option<RowFault>,
}

/// Writes a row as a line, line end included, into `out`, which is emptied first.
pub(super) fn write_row(row: &Row, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let in_order = (0u32..)
        .zip(row.cells())
        .all(|(n, (column, _))| n == column);
    let mut line = Line {
        n: row.number(),
        l: row.line(),
        c: Vec::new(),
        v: Vec::new(),
        bad: None,
    };
    if in_order {
        line.c = row.cells().map(|(_, cell)| cell).collect();
    } else {
        line.v = row.cells().collect();
    }
    write(&line, out)
}

/// The same for a bad row.
pub(super) fn write_bad(bad: &BadRow, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let line = Line::<&str> {
        n: bad.row,
        l: bad.line,
        c: Vec::new(),
        v: Vec::new(),
        bad: Some(bad.fault.clone()),
    };
    write(&line, out)
}

fn write(line: &Line<&str>, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.clear();
    serde_json::to_writer(&mut *out, line)?;
    out.push(b'\n');
    Ok(())
}

/// Reads a line back.
pub(super) fn read(bytes: &[u8]) -> serde_json::Result<Result<Row, BadRow>> {
    let line: Line<String> = serde_json::from_slice(bytes)?;
    if let Some(fault) = line.bad {
        let (row, line) = (line.n, line.l);
        return Ok(Err(BadRow { row, line, fault }));
    }
    let mut row = Row::new(line.n, line.l);
    for (column, cell) in (0u32..).zip(&line.c) {
        row.push(column, cell);
    }
    for (column, cell) in &line.v {
        row.push(*column, cell);
    }
    Ok(Ok(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut plain = Row::new(2, 3);
        plain.push(0, "سالم \"x\"");
        plain.push(1, "");
        let mut several = Row::new(9, 9);
        several.push(4, "a");
        several.push(4, "b\n");
        let mut out = Vec::new();
        for row in [plain, several] {
            write_row(&row, &mut out).unwrap();
            assert_eq!(out.iter().filter(|b| **b == b'\n').count(), 1);
            assert_eq!(read(&out).unwrap().unwrap(), row);
        }
        let bad = BadRow {
            row: 4,
            line: 5,
            fault: RowFault::TooFewCells {
                found: 1,
                expected: 2,
            },
        };
        write_bad(&bad, &mut out).unwrap();
        assert_eq!(read(&out).unwrap().unwrap_err(), bad);
        assert!(read(b"{\"n\":1}").is_err());
    }
}
