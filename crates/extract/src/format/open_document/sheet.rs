//! The cells of a sheet, which may stand for many that are alike (OASIS OpenDocument 1.3 part 3,
//! section 9.1).

use crate::format::markup::xml::Tag;
use crate::format::office::grid::{self, Grid};
use crate::format::office::sheets;
use crate::outcome::Outcome;

/// Cells and rows that are alike and written out, each.
const ALIKE: u32 = 1_000;

/// A sheet being read.
#[derive(Debug, Default)]
pub(super) struct SheetCells {
    grid: Grid,
    row: u32,
    /// How many rows are alike, and whether they are hidden.
    rows: u32,
    hidden: bool,
    column: u32,
    /// How many cells are alike.
    columns: u32,
    cells: Vec<(u32, u32, String)>,
    /// Where columns are being stated.
    stated: u32,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
}

fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attr(name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attr("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

impl SheetCells {
    pub(super) fn column(&mut self, tag: &Tag<'_>) {
        let count = repeated(tag, "number-columns-repeated");
        let end = self.stated.saturating_add(count);
        if is_hidden(tag) {
            self.hidden_columns
                .extend((self.stated..end).take(ALIKE as usize));
        }
        self.stated = end;
    }

    pub(super) fn open_row(&mut self, tag: &Tag<'_>) {
        self.rows = repeated(tag, "number-rows-repeated");
        self.hidden = is_hidden(tag);
        (self.column, self.columns) = (0, 0);
        self.cells.clear();
    }

    pub(super) fn open_cell(&mut self, tag: &Tag<'_>) {
        self.columns = repeated(tag, "number-columns-repeated");
    }

    /// The address of the cell being read.
    pub(super) fn address(&self) -> String {
        grid::address(self.row, self.column)
    }

    pub(super) fn close_cell(&mut self, text: String) {
        if !text.is_empty() {
            self.cells.push((self.column, self.columns, text));
        }
        self.column = self.column.saturating_add(self.columns);
        self.columns = 0;
    }

    pub(super) fn close_row(&mut self, room: u64) {
        let has_text = !self.cells.is_empty();
        let alike = if has_text { self.rows.min(ALIKE) } else { 0 };
        for n in 0..alike {
            if self.grid.len() as u64 > room {
                break;
            }
            for (column, count, text) in &self.cells {
                for m in 0..(*count).min(ALIKE) {
                    let place = column.saturating_add(m);
                    self.grid.cell(self.row.saturating_add(n), place, text);
                }
            }
        }
        if self.hidden && (has_text || self.rows <= ALIKE) {
            self.hidden_rows
                .extend((self.row..self.row.saturating_add(self.rows)).take(ALIKE as usize));
        }
        self.row = self.row.saturating_add(self.rows.max(1));
        self.cells.clear();
    }

    /// The cells in their places; what is hidden is told in `out`.
    pub(super) fn finish(self, name: &str, out: &mut Outcome) -> String {
        sheets::note_hidden(name, self.hidden_rows, self.hidden_columns, out);
        self.grid.finish()
    }
}
