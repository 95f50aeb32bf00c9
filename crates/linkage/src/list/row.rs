//! One row of a table, cell by cell, as written.

use std::fmt;

/// A row of a table: its cells as written, each with the column it stands in.
///
/// One buffer holds all cells, so that a million rows cost no million allocations; it is filled anew
/// for each row.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    number: u32,
    line: u64,
    text: String,
    /// Column, and where the cell ends in the text.
    cells: Vec<(u32, usize)>,
}

impl Row {
    /// A row without cells. Both numbers count from 1.
    pub fn new(number: u32, line: u64) -> Self {
        Self {
            number,
            line,
            ..Self::default()
        }
    }

    /// Which row of its table, from 1, the row of headings included.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The line of the file in which it begins, from 1. Where a cell holds a line end, or the file has
    /// no lines, it is another number than the row's.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// Empties it and gives it new numbers.
    pub(crate) fn begin(&mut self, number: u32, line: u64) {
        self.number = number;
        self.line = line;
        self.text.clear();
        self.cells.clear();
    }

    /// Adds a cell. A column may have several: each is a value of its own.
    pub fn push(&mut self, column: u32, text: &str) {
        self.text.push_str(text);
        self.cells.push((column, self.text.len()));
    }

    /// Gives the buffer for the next cell; [`Row::close`] ends it.
    pub(crate) fn buffer(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the cell that was written into the buffer.
    pub(crate) fn close(&mut self, column: u32) {
        self.cells.push((column, self.text.len()));
    }

    /// The cells in the order of the row, with their columns counted from 0.
    pub fn cells(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut from = 0;
        self.cells.iter().map(move |(column, end)| {
            let cell = self.text.get(from..*end).unwrap_or_default();
            from = *end;
            (*column, cell)
        })
    }

    /// The first cell of a column.
    pub fn cell(&self, column: u32) -> Option<&str> {
        self.cells().find(|(at, _)| *at == column).map(|(_, c)| c)
    }

    /// How many cells it has, empty ones included.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Cells speak of people: only the place is told.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells.len();
        write!(f, "row {} (line {}, {cells} cells)", self.number, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put_in() {
        let mut row = Row::new(7, 9);
        row.push(0, "سالم");
        row.push(2, "");
        row.push(2, "x");
        assert_eq!(
            row.cells().collect::<Vec<_>>(),
            [(0, "سالم"), (2, ""), (2, "x")]
        );
        assert_eq!((row.cell(2), row.cell(1)), (Some(""), None));
        assert_eq!(format!("{row:?}"), "row 7 (line 9, 3 cells)");
        row.begin(8, 10);
        assert!(row.is_empty());
        assert_eq!(row.len(), 0);
    }
}
