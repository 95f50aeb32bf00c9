//! Whether a bright rectangle has writing on it, as a label has.

use crate::ocr::ink::{Ink, Piece};
use image::GrayImage;

/// Longer side of the straightened picture that is looked at, in pixels.
pub(super) const SIDE: u32 = 360;
/// Share of it that is left out at each edge.
const EDGE: f32 = 0.02;
/// Cells in which the shade of the paper is measured, in pixels.
const CELL: usize = 30;

/// What is seen on a straightened rectangle.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Share of the pixels that are ink.
    pub ink: f32,
    /// How clearly ink and paper are two kinds: variance between them as a share of all.
    pub parted: f32,
    /// How dark the ink is, as a share of the paper.
    pub ink_shade: f32,
    /// Pieces of ink like letters, each `[left, top, right, bottom]` in shares.
    pub letters: Vec<[f32; 4]>,
    /// Share of the ink that is in them.
    pub in_letters: f32,
    /// Share of the letters that have a neighbour on their line, along or across.
    pub in_line: f32,
    /// Middle height of the letters, as a share of the shorter side.
    pub letter_height: f32,
    /// Share of the rectangle over which the letters are spread.
    pub spread: f32,
    /// How uneven the paper is: mean distance of its pixels from its own shade, as a share.
    pub rough: f32,
    /// Middle shade of the paper.
    pub paper: u8,
    /// Share of the paper's pixels that are within three shades of the middle one.
    pub uniform: f32,
}

impl Evidence {
    /// Looks at a straightened rectangle.
    pub(super) fn of(crop: &GrayImage) -> Self {
        let (width, height) = (crop.width() as usize, crop.height() as usize);
        let margin = |side: usize| ((side as f32 * EDGE) as usize).max(2);
        let (left, top) = (margin(width), margin(height));
        if width < 2 * left + 12 || height < 2 * top + 8 {
            return Self::default();
        }
        let inner = image::imageops::crop_imm(
            crop,
            left as u32,
            top as u32,
            (width - 2 * left) as u32,
            (height - 2 * top) as u32,
        )
        .to_image();
        let paper = Paper::of(&inner);
        let shares = paper.shares(&inner);
        let (bound, parted) = parting(&shares);
        let dark: Vec<bool> = shares.iter().map(|share| *share < bound).collect();
        let even = smoothed(&shares, inner.width() as usize);
        let (mut ink_sum, mut inks, mut rough) = (0usize, 0usize, 0usize);
        for (share, even) in shares.iter().zip(&even) {
            if *share < bound {
                ink_sum += usize::from(*share);
                inks += 1;
            } else {
                rough += usize::from(even.abs_diff(ONE));
            }
        }
        let papers = (shares.len() - inks).max(1);
        let shades = inner.as_raw().iter().zip(&dark);
        let mut counts = [0usize; 256];
        for (shade, dark) in shades {
            if !dark && let Some(count) = counts.get_mut(usize::from(*shade)) {
                *count += 1;
            }
        }
        let middle = middle_of(&counts, papers);
        let near: usize = counts
            .iter()
            .enumerate()
            .filter(|(shade, _)| shade.abs_diff(middle) <= 3)
            .map(|(_, count)| *count)
            .sum();
        let ink = Ink::of_marks(inner.width(), inner.height(), dark);
        let pieces = ink.pieces();
        let letters: Vec<Piece> = pieces
            .all
            .iter()
            .copied()
            .filter(|piece| is_letter(piece, inner.width(), inner.height()))
            .collect();
        let area: u32 = letters.iter().map(|piece| piece.area).sum();
        let frames = pieces.all.iter().filter(|piece| is_frame(piece, &inner));
        let framed: u32 = frames.map(|piece| piece.area).sum();
        let shorter = inner.width().min(inner.height()) as f32;
        let mut heights: Vec<u32> = letters
            .iter()
            .map(|p| p.height().min(p.width() * 2))
            .collect();
        heights.sort_unstable();
        let letter_height = heights.get(heights.len() / 2).copied().unwrap_or(0) as f32 / shorter;
        let (across, down) = (inner.width() as f32, inner.height() as f32);
        let spread = letters
            .iter()
            .copied()
            .reduce(Piece::joined)
            .map_or(0.0, |all| {
                (all.width() * all.height()) as f32 / (across * down)
            });
        Self {
            ink: inks as f32 / shares.len().max(1) as f32,
            parted,
            ink_shade: ink_sum as f32 / inks.max(1) as f32 / f32::from(ONE),
            in_letters: area as f32 / inks.saturating_sub(framed as usize).max(1) as f32,
            in_line: in_line(&letters),
            letter_height,
            spread,
            rough: rough as f32 / papers as f32 / f32::from(ONE),
            paper: middle as u8,
            uniform: near as f32 / papers as f32,
            letters: letters
                .iter()
                .map(|piece| {
                    [
                        piece.left as f32 / across,
                        piece.top as f32 / down,
                        (piece.right + 1) as f32 / across,
                        (piece.bottom + 1) as f32 / down,
                    ]
                })
                .collect(),
        }
    }
}

fn middle_of(counts: &[usize; 256], all: usize) -> usize {
    let mut seen = 0;
    for (shade, count) in counts.iter().enumerate() {
        seen += count;
        if seen * 2 >= all {
            return shade;
        }
    }
    255
}

/// A piece as large as a letter or joined letters may be on a card, and no notch or line at its edge.
fn is_letter(piece: &Piece, width: u32, height: u32) -> bool {
    let (w, h) = (piece.width(), piece.height());
    let shorter = width.min(height);
    let touches = [
        piece.left == 0,
        piece.top == 0,
        piece.right + 1 >= width,
        piece.bottom + 1 >= height,
    ];
    let filled = piece.area as f32 / (w * h) as f32;
    h.max(w) >= 5
        && h.min(w) >= 2
        && h * 10 <= height * 7
        && w * 10 <= width * 8
        && h.min(w) * 10 <= shorter * 6
        && filled > 0.1
        && piece.area >= 12
        && !touches.contains(&true)
}

/// A line drawn around the writing.
fn is_frame(piece: &Piece, card: &GrayImage) -> bool {
    let (width, height) = (piece.width(), piece.height());
    width * 10 >= card.width() * 7
        && height * 10 >= card.height() * 6
        && piece.area * 4 < width * height
}

/// The mean of each pixel and its neighbours, but for those at the edge: without the grain of a
/// camera in the dark.
fn smoothed(shares: &[u8], width: usize) -> Vec<u8> {
    let mut even = shares.to_vec();
    let rows: Vec<&[u8]> = shares.chunks_exact(width.max(1)).collect();
    for (y, rows) in rows.windows(3).enumerate() {
        let [above, here, below] = rows else { continue };
        let windows = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
        let target = even.iter_mut().skip((y + 1) * width + 1);
        for (((above, here), below), target) in windows.zip(target) {
            let all = above.iter().chain(here).chain(below);
            let sum: u16 = all.map(|share| u16::from(*share)).sum();
            *target = (sum / 9) as u8;
        }
    }
    even
}

/// Share of the pieces beside which another stands, of like size, on a level: along the rows or along
/// the columns, whichever has more, since the card may lie on its side.
fn in_line(letters: &[Piece]) -> f32 {
    let side = |along: fn(&Piece) -> (u32, u32), across: fn(&Piece) -> (u32, u32)| {
        let beside = |one: &Piece, other: &Piece| {
            let ((a, b), (c, d)) = (across(one), across(other));
            let (high, low) = ((b - a + 1).max(d - c + 1), (b - a + 1).min(d - c + 1));
            let shared = (b.min(d) + 1).saturating_sub(a.max(c));
            let ((e, f), (g, h)) = (along(one), along(other));
            let gap = e.max(g).saturating_sub(f.min(h));
            high <= low * 4 && shared * 2 >= low && gap <= high * 2
        };
        letters
            .iter()
            .enumerate()
            .filter(|(at, one)| {
                letters
                    .iter()
                    .enumerate()
                    .any(|(other, piece)| other != *at && beside(one, piece))
            })
            .count()
    };
    let rows = side(|p| (p.left, p.right), |p| (p.top, p.bottom));
    let columns = side(|p| (p.top, p.bottom), |p| (p.left, p.right));
    rows.max(columns) as f32 / letters.len().max(1) as f32
}

/// A shade of just the paper, among shares of the paper's shade.
const ONE: u8 = 160;

/// The shade of the paper all over a card that is lit unevenly.
struct Paper {
    columns: usize,
    rows: usize,
    shades: Vec<f32>,
}

impl Paper {
    fn of(crop: &GrayImage) -> Self {
        let (width, height) = (crop.width() as usize, crop.height() as usize);
        let count = |side: usize| side.div_ceil(CELL).max(1);
        let (columns, rows) = (count(width), count(height));
        let mut shades = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let mut counts = [0usize; 256];
                let mut all = 0;
                let lines = crop.as_raw().chunks_exact(width.max(1));
                for line in lines.skip(row * height / rows).take(height.div_ceil(rows)) {
                    let from = column * width / columns;
                    for shade in line.iter().skip(from).take(width.div_ceil(columns)) {
                        if let Some(place) = counts.get_mut(usize::from(*shade)) {
                            *place += 1;
                        }
                        all += 1;
                    }
                }
                let mut seen = 0;
                let bright = counts.iter().enumerate().find(|(_, count)| {
                    seen += **count;
                    seen * 4 >= all * 3
                });
                shades.push(bright.map_or(255.0, |(shade, _)| shade as f32));
            }
        }
        Self {
            columns,
            rows,
            shades,
        }
    }

    fn at(&self, column: usize, row: usize) -> f32 {
        let (column, row) = (column.min(self.columns - 1), row.min(self.rows - 1));
        self.shades
            .get(row * self.columns + column)
            .copied()
            .unwrap_or(255.0)
    }

    /// Every pixel as a share of the paper about it; [`ONE`] is the paper itself.
    fn shares(&self, crop: &GrayImage) -> Vec<u8> {
        let (width, height) = (crop.width() as usize, crop.height() as usize);
        let mut shares = Vec::with_capacity(width * height);
        for (y, line) in crop.as_raw().chunks_exact(width.max(1)).enumerate() {
            let v = ((y as f32 + 0.5) * self.rows as f32 / height as f32 - 0.5).max(0.0);
            let (row, fy) = (v as usize, v.fract());
            for (x, shade) in line.iter().enumerate() {
                let u = ((x as f32 + 0.5) * self.columns as f32 / width as f32 - 0.5).max(0.0);
                let (column, fx) = (u as usize, u.fract());
                let upper = self.at(column, row) * (1.0 - fx) + self.at(column + 1, row) * fx;
                let lower =
                    self.at(column, row + 1) * (1.0 - fx) + self.at(column + 1, row + 1) * fx;
                let paper = (upper * (1.0 - fy) + lower * fy).max(8.0);
                shares.push((f32::from(*shade) / paper * f32::from(ONE)).clamp(0.0, 255.0) as u8);
            }
        }
        shares
    }
}

/// The bound between ink and paper, and the variance between them as a share of all (Otsu, 1979).
fn parting(shares: &[u8]) -> (u8, f32) {
    let mut counts = [0f64; 256];
    for share in shares {
        if let Some(count) = counts.get_mut(usize::from(*share)) {
            *count += 1.0;
        }
    }
    let all = shares.len().max(1) as f64;
    let sum: f64 = counts
        .iter()
        .enumerate()
        .map(|(at, count)| at as f64 * count)
        .sum();
    let mean = sum / all;
    let variance: f64 = counts
        .iter()
        .enumerate()
        .map(|(at, count)| (at as f64 - mean).powi(2) * count)
        .sum::<f64>()
        / all;
    let (mut below, mut sum_below, mut best) = (0.0, 0.0, (0usize, 0.0));
    for (at, count) in counts.iter().enumerate() {
        below += count;
        sum_below += at as f64 * count;
        let above = all - below;
        if below == 0.0 || above <= 0.0 {
            continue;
        }
        let gap = sum_below / below - (sum - sum_below) / above;
        let between = below * above / all / all * gap * gap;
        if between > best.1 {
            best = (at + 1, between);
        }
    }
    // Neither a shade of grey in the paper nor only the blackest ink.
    let bound = best
        .0
        .clamp(usize::from(ONE) * 45 / 100, usize::from(ONE) * 84 / 100);
    (bound as u8, (best.1 / variance.max(1e-6)) as f32)
}
