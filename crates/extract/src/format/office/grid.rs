//! The cells of a sheet as lines that keep their places.
//!
//! Line `n` is row `n`, and the field after `m` tabs is column `m + 1`; so a cell has its address by
//! where it stands. Where many rows or columns are empty, a mark in brackets says where it goes on:
//! `[row 5000]` on a line of its own before the row, `[column AF]` as a field before the cell.

use crate::reading::PageTable;
use std::fmt::Write;

/// Empty rows, and empty columns, that are kept as such; beyond it a mark stands for them.
const ROWS: u32 = 40;
const COLUMNS: u32 = 40;
/// Bytes that may be spent on empty cells; later ones become marks at once.
const PADDING: usize = 1 << 20;

/// Takes cells in the order of rows and columns.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    text: String,
    /// The row and column that the end of the text stands for, from 0.
    row: u32,
    column: u32,
    /// The row has a cell.
    begun: bool,
    padding: usize,
}

impl Grid {
    /// Adds a cell. A place before the last one is taken for the next free one.
    pub(crate) fn cell(&mut self, row: u32, column: u32, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if row > self.row {
            self.go_to_row(row);
        }
        let next = self.column + u32::from(self.begun);
        let gap = column.saturating_sub(self.column);
        let few = if self.padding < PADDING { COLUMNS } else { 2 };
        if gap > few {
            if self.begun {
                self.text.push('\t');
            }
            let _ = write!(self.text, "[column {}]\t", letters(column));
            self.column = column;
        } else if self.begun {
            let gap = gap.max(1);
            self.padding += gap as usize - 1;
            (0..gap).for_each(|_| self.text.push('\t'));
            self.column = column.max(next);
        } else {
            self.padding += gap as usize;
            (0..gap).for_each(|_| self.text.push('\t'));
            self.column = column;
        }
        self.begun = true;
        let mut rest = text;
        while let Some(at) = rest.find(['\n', '\r', '\t']) {
            let (line, after) = rest.split_at(at);
            self.text.push_str(line);
            self.text.push(' ');
            rest = after.get(1..).unwrap_or_default();
        }
        self.text.push_str(rest);
    }

    fn go_to_row(&mut self, row: u32) {
        let gap = row - self.row;
        let few = if self.padding < PADDING { ROWS } else { 2 };
        if gap > few {
            if self.begun || !self.text.is_empty() {
                self.text.push('\n');
            }
            let _ = writeln!(self.text, "[row {}]", row + 1);
        } else {
            self.padding += gap as usize - 1;
            (0..gap).for_each(|_| self.text.push('\n'));
        }
        self.row = row;
        self.column = 0;
        self.begun = false;
    }

    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The lines.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// The lines of a grid as a table of a page; none where it has no cell.
pub(crate) fn as_table(grid: &str) -> Option<PageTable> {
    let lines = grid.matches('\n').count() + 1;
    (!grid.is_empty()).then(|| PageTable {
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        ..PageTable::default()
    })
}

/// The column, from 0, that letters stand for; none where they are no letters, or beyond any sheet.
pub(crate) fn column_of(letters: &str) -> Option<u32> {
    let (row, column) = place(&format!("{letters}1"))?;
    (row == 0 && column < 1 << 20).then_some(column)
}

/// The letters of a column, counted from 0.
pub(super) fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        out.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

/// The address of a cell, counted from 0: `B3`.
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// Row and column, from 0, of an address like `B3`.
pub(super) fn place(address: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    for byte in address.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'$' => {}
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// Rows or columns as words: `3, 7-9`.
pub(super) fn stretches(mut numbers: Vec<u32>, name: impl Fn(u32) -> String) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    let mut out: Vec<String> = Vec::new();
    let mut open: Option<(u32, u32)> = None;
    for number in numbers.into_iter().map(Some).chain([None]) {
        match (open, number) {
            (Some((from, to)), Some(number)) if number == to + 1 => open = Some((from, number)),
            (stretch, number) => {
                if let Some((from, to)) = stretch {
                    out.push(if from == to {
                        name(from)
                    } else {
                        format!("{}-{}", name(from), name(to))
                    });
                }
                open = number.map(|number| (number, number));
            }
        }
        if out.len() >= 40 {
            out.push("…".to_owned());
            break;
        }
    }
    out.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_where_its_address_says() {
        let mut grid = Grid::default();
        grid.cell(0, 1, "B1");
        grid.cell(0, 3, "D1");
        grid.cell(2, 0, "A3");
        grid.cell(2, 1, "two\nlines");
        assert_eq!(grid.finish(), "\tB1\t\tD1\n\nA3\ttwo lines");
    }

    #[test]
    fn far_cells_are_marked_and_cost_little() {
        let mut grid = Grid::default();
        grid.cell(0, 0, "x");
        grid.cell(1_000_000, 16_383, "far");
        grid.cell(1_000_000, 16_384, "next");
        assert_eq!(grid.finish(), "x\n[row 1000001]\n[column XFD]\tfar\tnext");
    }

    #[test]
    fn addresses_go_both_ways() {
        for (text, at) in [
            ("A1", (0, 0)),
            ("Z10", (9, 25)),
            ("AA2", (1, 26)),
            ("XFD1048576", (1_048_575, 16_383)),
        ] {
            assert_eq!(place(text), Some(at));
            assert_eq!(address(at.0, at.1), text);
        }
        assert_eq!(place("A0"), None);
    }

    #[test]
    fn stretches_are_named_once() {
        assert_eq!(stretches(vec![3, 1, 2, 7], |n| n.to_string()), "1-3, 7");
    }
}
