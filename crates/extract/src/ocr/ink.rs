//! Ink on paper: where it is, and in which joined pieces.

use image::GrayImage;

/// Which pixels are ink: darker than what surrounds them.
pub(crate) struct Ink {
    pub width: u32,
    pub height: u32,
    dark: Vec<bool>,
}

/// A joined piece of ink; the sides are the outermost pixels, all inside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
    pub area: u32,
}

/// Ink without a gap in one row, and the piece it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub left: u32,
    /// The last pixel.
    pub right: u32,
    /// Place in [`Pieces::all`].
    pub piece: u32,
}

/// The pieces of a page, and which pixels are whose.
pub(crate) struct Pieces {
    pub all: Vec<Piece>,
    /// The runs of each row, from left to right.
    rows: Vec<Vec<Run>>,
}

impl Piece {
    pub(crate) const fn width(&self) -> u32 {
        self.right - self.left + 1
    }

    pub(crate) const fn height(&self) -> u32 {
        self.bottom - self.top + 1
    }

    /// The smallest upright rectangle around both.
    pub(crate) fn joined(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
            area: self.area + other.area,
        }
    }
}

/// How much darker than its surroundings ink is (Bradley and Roth, 2007, with a floor that keeps
/// the grain of paper out).
const DARKER: f32 = 0.84;
const DARKER_BY: f32 = 14.0;

impl Ink {
    /// Finds the ink, each pixel held against the mean of a window about it.
    pub(crate) fn of(picture: &GrayImage) -> Self {
        let (width, height) = picture.dimensions();
        let (w, h) = (width as usize, height as usize);
        let half = (w.max(h) / 40).clamp(8, 60);
        let rows: Vec<&[u8]> = picture.as_raw().chunks_exact(w.max(1)).collect();
        // For each column the sum of the rows in the window: no more than 121 of them.
        let mut columns = vec![0u32; w];
        for row in rows.iter().take(half) {
            add(&mut columns, row);
        }
        // Sums of all columns to the left; one zero before.
        let mut sums = vec![0u32; w + 1];
        let mut dark = vec![false; w * h];
        let marks = dark.chunks_exact_mut(w.max(1));
        for ((y, row), marks) in rows.iter().enumerate().zip(marks) {
            if let Some(row) = rows.get(y + half) {
                add(&mut columns, row);
            }
            if let Some(row) = y.checked_sub(half + 1).and_then(|gone| rows.get(gone)) {
                for (sum, shade) in columns.iter_mut().zip(*row) {
                    *sum -= u32::from(*shade);
                }
            }
            let mut sum = 0u32;
            for (place, column) in sums.iter_mut().skip(1).zip(&columns) {
                // A row of more than 130,000 white pixels wraps; the differences of near ones stay.
                sum = sum.wrapping_add(*column);
                *place = sum;
            }
            let high = (y + half + 1).min(h) - y.saturating_sub(half);
            let is_dark = |shade: u8, left: u32, right: u32, across: usize| {
                let mean = right.wrapping_sub(left) as f32 / (high * across) as f32;
                let shade = f32::from(shade);
                (shade < mean * DARKER) & (shade + DARKER_BY < mean)
            };
            let across = 2 * half + 1;
            let inner = w.saturating_sub(2 * half);
            let windows = sums.iter().zip(sums.get(across..).unwrap_or_default());
            let places = marks.iter_mut().zip(*row).skip(half).take(inner);
            for ((mark, shade), (left, right)) in places.zip(windows) {
                *mark = is_dark(*shade, *left, *right, across);
            }
            let edges = (0..half.min(w)).chain((half + inner).min(w)..w);
            for x in edges {
                let (left, right) = (x.saturating_sub(half), (x + half + 1).min(w));
                let sum_at = |x: usize| sums.get(x).copied().unwrap_or(0);
                if let (Some(mark), Some(shade)) = (marks.get_mut(x), row.get(x)) {
                    *mark = is_dark(*shade, sum_at(left), sum_at(right), right - left);
                }
            }
        }
        Self {
            width,
            height,
            dark,
        }
    }

    /// Ink that was found otherwise: one mark a pixel, row by row.
    pub(crate) fn of_marks(width: u32, height: u32, dark: Vec<bool>) -> Self {
        Self {
            width,
            height,
            dark,
        }
    }

    /// The share of ink.
    pub(super) fn share(&self) -> f32 {
        let count = self.dark.iter().filter(|dark| **dark).count();
        count as f32 / self.dark.len().max(1) as f32
    }

    /// At most `most` points of ink, evenly taken.
    pub(super) fn points(&self, most: usize) -> Vec<(f32, f32)> {
        let count = self.dark.iter().filter(|dark| **dark).count();
        let step = count.div_ceil(most.max(1)).max(1);
        let width = self.width.max(1) as usize;
        let inked = self
            .dark
            .iter()
            .enumerate()
            .filter(|(_, dark)| **dark)
            .step_by(step);
        inked
            .map(|(at, _)| ((at % width) as f32, (at / width) as f32))
            .collect()
    }

    /// The rows of the page.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks_exact(self.width.max(1) as usize)
    }

    /// Takes ink away where `gone` says so; both have one entry a pixel, row by row.
    pub(super) fn remove(&mut self, gone: &[bool]) {
        for (dark, gone) in self.dark.iter_mut().zip(gone) {
            *dark &= !gone;
        }
    }

    /// The joined pieces of ink, neighbours at corners counted in.
    pub(crate) fn pieces(&self) -> Pieces {
        let mut joining = Joining::default();
        let mut rows: Vec<Vec<Run>> = Vec::with_capacity(self.height as usize);
        for (y, row) in self.rows().enumerate() {
            let above = rows.last().map_or(&[] as &[Run], Vec::as_slice);
            let here = joining.row(y as u32, row, above);
            rows.push(here);
        }
        joining.finished(rows)
    }
}

impl Pieces {
    /// The runs of a row.
    pub(super) fn in_row(&self, y: u32) -> &[Run] {
        self.rows
            .get(y as usize)
            .map_or(&[] as &[Run], Vec::as_slice)
    }

    pub(super) fn get(&self, piece: u32) -> Option<&Piece> {
        self.all.get(piece as usize)
    }
}

fn add(sums: &mut [u32], row: &[u8]) {
    for (sum, shade) in sums.iter_mut().zip(row) {
        *sum += u32::from(*shade);
    }
}

/// The marked pixels and their eight neighbours, row by row.
pub(super) fn grown(marked: &[bool], width: usize) -> Vec<bool> {
    let mut grown = vec![false; marked.len()];
    for (at, _) in marked.iter().enumerate().filter(|(_, marked)| **marked) {
        let x = at % width.max(1);
        let (left, right) = (x.min(1), usize::from(x + 1 < width));
        for middle in [at.checked_sub(width), Some(at), at.checked_add(width)] {
            let near = middle.and_then(|at| grown.get_mut(at - left..=at + right));
            if let Some(near) = near {
                near.fill(true);
            }
        }
    }
    grown
}

/// Pieces while rows are still coming: one that turns out to be another's is given to it.
#[derive(Default)]
struct Joining {
    pieces: Vec<Piece>,
    owner: Vec<u32>,
}

impl Joining {
    /// Takes the runs of a row; each joins the pieces of the runs above that it touches.
    fn row(&mut self, y: u32, row: &[bool], above: &[Run]) -> Vec<Run> {
        let mut here = Vec::new();
        let mut x = 0usize;
        let mut first_above = 0usize;
        while let Some(start) = row
            .get(x..)
            .and_then(|rest| rest.iter().position(|dark| *dark))
            .map(|n| n + x)
        {
            let length = row.get(start..).map_or(0, |rest| {
                rest.iter().position(|dark| !*dark).unwrap_or(rest.len())
            });
            let (left, right) = (start as u32, (start + length - 1) as u32);
            x = start + length;
            while above
                .get(first_above)
                .is_some_and(|run| run.right + 1 < left)
            {
                first_above += 1;
            }
            let mut mine: Option<u32> = None;
            for run in above.iter().skip(first_above) {
                if run.left > right + 1 {
                    break;
                }
                let root = self.root(run.piece);
                mine = Some(match mine {
                    Some(other) if other != root => self.merged(other, root),
                    _ => root,
                });
            }
            let ink = Piece {
                left,
                top: y,
                right,
                bottom: y,
                area: right - left + 1,
            };
            let piece = self.with(mine, ink);
            here.push(Run { left, right, piece });
        }
        here
    }

    /// Adds ink to a piece, or begins one with it.
    fn with(&mut self, mine: Option<u32>, ink: Piece) -> u32 {
        match mine {
            Some(label) => {
                if let Some(piece) = self.pieces.get_mut(label as usize) {
                    *piece = piece.joined(ink);
                }
                label
            }
            None => {
                let label = self.pieces.len() as u32;
                self.pieces.push(ink);
                self.owner.push(label);
                label
            }
        }
    }

    fn root(&mut self, label: u32) -> u32 {
        let mut at = label;
        while let Some(up) = self.owner.get(at as usize).copied()
            && up != at
        {
            let higher = self.owner.get(up as usize).copied().unwrap_or(up);
            if let Some(place) = self.owner.get_mut(at as usize) {
                *place = higher;
            }
            at = up;
        }
        at
    }

    /// Makes one of two pieces, and says which it is now.
    fn merged(&mut self, one: u32, other: u32) -> u32 {
        let (keep, give) = (one.min(other), one.max(other));
        let given = self.pieces.get(give as usize).copied();
        if let (Some(piece), Some(given)) = (self.pieces.get_mut(keep as usize), given) {
            *piece = piece.joined(given);
        }
        if let Some(owner) = self.owner.get_mut(give as usize) {
            *owner = keep;
        }
        keep
    }

    fn finished(mut self, mut rows: Vec<Vec<Run>>) -> Pieces {
        let mut all = Vec::new();
        let mut place = vec![0u32; self.pieces.len()];
        for label in 0..self.pieces.len() {
            if self.root(label as u32) as usize == label
                && let (Some(place), Some(piece)) = (place.get_mut(label), self.pieces.get(label))
            {
                *place = all.len() as u32;
                all.push(*piece);
            }
        }
        for run in rows.iter_mut().flatten() {
            let root = self.root(run.piece);
            run.piece = place.get(root as usize).copied().unwrap_or(0);
        }
        Pieces { all, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn ink_is_darker_than_the_mean_of_its_window() {
        for (width, height) in [(70, 50), (9, 40), (17, 17), (200, 12), (1, 1)] {
            let picture = GrayImage::from_fn(width, height, |x, y| {
                Luma([(x * 53 + y * 29 + x * y % 7 * 31) as u8])
            });
            let half = (width.max(height) / 40).clamp(8, 60);
            let wanted: Vec<bool> = picture
                .enumerate_pixels()
                .map(|(x, y, pixel)| {
                    let (left, right) = (x.saturating_sub(half), (x + half + 1).min(width));
                    let (top, bottom) = (y.saturating_sub(half), (y + half + 1).min(height));
                    let rows = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
                    let sum: u32 = rows.map(|(x, y)| u32::from(picture[(x, y)].0[0])).sum();
                    let mean = sum as f32 / ((bottom - top) * (right - left)) as f32;
                    let shade = f32::from(pixel.0[0]);
                    shade < mean * DARKER && shade + DARKER_BY < mean
                })
                .collect();
            assert_eq!(Ink::of(&picture).dark, wanted, "{width} by {height}");
        }
    }

    #[test]
    fn pieces_that_meet_further_down_are_one() {
        // A letter U, and a dot apart from it.
        let picture = GrayImage::from_fn(60, 60, |x, y| {
            let u =
                (10..50).contains(&y) && (x == 20 || x == 30) || y == 49 && (20..=30).contains(&x);
            let dot = (50..54).contains(&x) && (5..9).contains(&y);
            Luma([if u || dot { 0 } else { 255 }])
        });
        let pieces = Ink::of(&picture).pieces();
        let mut all = pieces.all.clone();
        all.sort_unstable_by_key(|piece| piece.left);
        let [u, dot] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!((u.width(), u.height()), (11, 40));
        assert_eq!((dot.width(), dot.height(), dot.area), (4, 4, 16));
        // Both arms of the letter are the same piece, from the first row on.
        let [left, right] = pieces.in_row(20) else {
            panic!("two arms")
        };
        assert_eq!(left.piece, right.piece);
        assert_eq!(pieces.get(left.piece).unwrap().width(), 11);
    }
}
