//! Where writing is on a page, cell by cell.

use super::ink::{Piece, Pieces};
use super::rules::Rules;
use super::writing;
use std::ops::RangeInclusive;

/// Rows of half a letter's height that one line takes.
const CROSSED: usize = 5;

/// A coarse picture of where the writing is.
pub(super) struct Grid {
    pub cell: f32,
    pub left: u32,
    pub top: u32,
    pub columns: usize,
    taken: Vec<bool>,
}

impl Grid {
    /// Letters and the rules between them: no gutter runs through the rows of a ruled table, and what
    /// is no letter, like the shadow of a fold, does not close one.
    pub(super) fn of(writing: &[u32], pieces: &Pieces, rules: &Rules, cell: f32) -> Option<Self> {
        let all = || {
            writing
                .iter()
                .filter_map(|at| pieces.get(*at))
                .filter(|piece| writing::is_letter_like(piece, u32::MAX))
        };
        let whole = all().copied().reduce(Piece::joined)?;
        let mut grid = Self::over(whole, cell);
        for piece in all() {
            grid.take(piece.top..=piece.bottom, piece.left..=piece.right);
        }
        for (y, left, end) in rules.across() {
            let inside = (whole.top..=whole.bottom).contains(&y);
            let (left, right) = (left.max(whole.left), (end - 1).min(whole.right));
            if inside && left <= right {
                grid.take(y..=y, left..=right);
            }
        }
        Some(grid)
    }

    /// A free grid over a rectangle.
    pub(super) fn over(whole: Piece, cell: f32) -> Self {
        let count = |pixels: u32| (pixels as f32 / cell) as usize + 1;
        let (columns, rows) = (count(whole.width()), count(whole.height()));
        Self {
            cell,
            left: whole.left,
            top: whole.top,
            columns,
            taken: vec![false; columns * rows],
        }
    }

    /// Whether the cell of a pixel is marked; what lies outside the grid is not.
    pub(super) fn is_taken(&self, x: u32, y: u32) -> bool {
        let (Some(x), Some(y)) = (x.checked_sub(self.left), y.checked_sub(self.top)) else {
            return false;
        };
        let cell = |pixel: u32| (pixel as f32 / self.cell) as usize;
        let column = cell(x);
        column < self.columns && self.taken.get(cell(y) * self.columns + column) == Some(&true)
    }

    /// Marks a rectangle of pixels of the sheet that begins inside the grid; what lies beyond its end is
    /// left out.
    pub(super) fn take(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) {
        let cell = |pixel: u32, from: u32| (pixel.saturating_sub(from) as f32 / self.cell) as usize;
        let (left, right) = (
            cell(*columns.start(), self.left),
            cell(*columns.end(), self.left).min(self.columns - 1),
        );
        let last = (self.taken.len() / self.columns).saturating_sub(1);
        for row in cell(*rows.start(), self.top)..=cell(*rows.end(), self.top).min(last) {
            let from = row * self.columns;
            if let Some(cells) = self.taken.get_mut(from + left..=from + right) {
                cells.fill(true);
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.taken.chunks_exact(self.columns)
    }

    /// The longest range of rows in which these columns are free. One line across, a watermark or a
    /// stamp, does not end a range that goes on for `least` rows on either side.
    pub(super) fn longest_free(
        &self,
        columns: std::ops::Range<usize>,
        least: usize,
    ) -> std::ops::Range<usize> {
        let free = |row: &[bool]| {
            row.get(columns.clone())
                .is_some_and(|cells| !cells.contains(&true))
        };
        let rows: Vec<bool> = self.rows().map(free).collect();
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        let mut end = 0;
        for stretch in rows.chunk_by(|a, b| a == b) {
            let start = end;
            end += stretch.len();
            if stretch.first() != Some(&true) {
                continue;
            }
            match ranges.last_mut() {
                Some(before)
                    if start - before.end <= CROSSED
                        && before.len() >= least
                        && stretch.len() >= least =>
                {
                    before.end = end;
                }
                _ => ranges.push(start..end),
            }
        }
        ranges
            .into_iter()
            .max_by_key(std::ops::Range::len)
            .unwrap_or_default()
    }

    /// The stretches of columns with writing in these rows, parted by strips of at least `width` free ones.
    pub(super) fn columns_of(
        &self,
        rows: &std::ops::Range<usize>,
        width: usize,
    ) -> Vec<std::ops::Range<usize>> {
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        for at in 0..self.columns {
            if self.filled(at..at + 1, rows) * rows.len() as f32 <= CROSSED as f32 {
                continue;
            }
            match found.last_mut() {
                Some(column) if at - column.end < width => column.end = at + 1,
                _ => found.push(at..at + 1),
            }
        }
        found
    }

    /// The share of these columns that has writing, over these rows.
    pub(super) fn filled(
        &self,
        columns: std::ops::Range<usize>,
        rows: &std::ops::Range<usize>,
    ) -> f32 {
        let mut taken = 0;
        for row in self.rows().skip(rows.start).take(rows.len()) {
            let cells = row.get(columns.clone()).unwrap_or_default();
            taken += cells.iter().filter(|taken| **taken).count();
        }
        taken as f32 / (columns.len() * rows.len()).max(1) as f32
    }
}
