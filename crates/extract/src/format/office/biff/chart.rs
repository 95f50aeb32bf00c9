//! What a chart shows: its texts, and the cells that it keeps for when their workbook is not there.

use super::sheet::failure;
use super::{Book, Record, double, short};
use crate::format::office::grid::Grid;
use std::collections::BTreeMap;

/// Collected record by record.
#[derive(Debug, Default)]
pub(super) struct Chart {
    texts: Vec<String>,
    /// Which of three tables is being read: values, names of categories, sizes of bubbles.
    table: u16,
    /// By table, row and column.
    cells: BTreeMap<(u16, u16, u16), String>,
}

/// Cells of one chart that are kept.
const CELLS: usize = 200_000;

impl Chart {
    /// Takes a record of the chart.
    pub(super) fn take(&mut self, found: &Record<'_>, book: &Book) {
        let body = found.body;
        match found.kind {
            // Text of a title, an axis, a series ([MS-XLS] 2.4.254).
            0x100d => {
                let text = body.get(2..).and_then(|rest| book.pages.brief(rest));
                if let Some(text) = text.filter(|text| !text.trim().is_empty())
                    && self.texts.len() < 10_000
                    && !self.texts.contains(&text)
                {
                    self.texts.push(text);
                }
            }
            // Which table follows ([MS-XLS] 2.4.263).
            0x1065 => self.table = short(body, 0).unwrap_or(0),
            0x0203 => {
                if let Some(value) = double(body, 6) {
                    let text = book.number(value, short(body, 4).unwrap_or(0));
                    self.set(body, text);
                }
            }
            0x0204 => {
                if let Some(text) = body.get(6..).and_then(|rest| book.pages.long(rest)) {
                    self.set(body, text);
                }
            }
            0x0205 => {
                if let (Some(value), Some(1)) = (body.get(6), body.get(7)) {
                    self.set(body, failure(*value).to_owned());
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, body: &[u8], text: String) {
        if let (Some(row), Some(column)) = (short(body, 0), short(body, 2))
            && self.cells.len() < CELLS
            && !text.trim().is_empty()
        {
            self.cells.insert((self.table, row, column), text);
        }
    }

    /// The texts as lines, then a line a point: its category, its values. None where the sheet shows
    /// all of it.
    pub(super) fn written(self, is_shown: impl Fn(&String) -> bool) -> Option<String> {
        let mut lines: Vec<String> = self
            .texts
            .into_iter()
            .filter(|text| !is_shown(text))
            .collect();
        let is_new = self.cells.values().any(|text| !is_shown(text));
        if is_new {
            let mut rows: BTreeMap<u16, Vec<String>> = BTreeMap::new();
            // Names of categories stand before values; all series share the first of them.
            for table in [2, 1, 3] {
                for ((_, row, _), text) in self.cells.range((table, 0, 0)..(table + 1, 0, 0)) {
                    let row = rows.entry(*row).or_default();
                    if table != 2 || !row.contains(text) {
                        row.push(text.clone());
                    }
                }
            }
            let mut grid = Grid::default();
            for (row, cells) in (0u32..).zip(rows.into_values()) {
                for (column, text) in (0u32..).zip(&cells) {
                    grid.cell(row, column, text);
                }
            }
            lines.push(grid.finish());
        }
        let text = lines.join("\n");
        (!text.trim().is_empty()).then_some(text)
    }
}
