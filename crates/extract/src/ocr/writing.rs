//! Ink on paper: where it is, in which pieces, and whether the pieces look like lines of writing.

use image::GrayImage;
use image::imageops::{self, FilterType};

/// Which pixels are ink: darker than what surrounds them.
pub(super) struct Ink {
    pub width: u32,
    pub height: u32,
    dark: Vec<bool>,
}

/// A joined piece of ink.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
    pub area: u32,
}

impl Piece {
    pub(super) const fn width(&self) -> u32 {
        self.right - self.left + 1
    }

    pub(super) const fn height(&self) -> u32 {
        self.bottom - self.top + 1
    }
}

/// How much darker than its surroundings ink is (Bradley and Roth, 2007, with a floor that keeps
/// the grain of paper out).
const DARKER: f32 = 0.84;
const DARKER_BY: f32 = 14.0;

impl Ink {
    /// Finds the ink, each pixel held against the mean of a window about it.
    pub(super) fn of(picture: &GrayImage) -> Self {
        let (width, height) = picture.dimensions();
        let (w, h) = (width as usize, height as usize);
        // Sums over all pixels above and to the left; one row and column of zeros before.
        let mut sums = vec![0u64; (w + 1) * (h + 1)];
        for (y, row) in picture.as_raw().chunks_exact(w.max(1)).enumerate() {
            let mut sum = 0u64;
            for (x, pixel) in row.iter().enumerate() {
                sum += u64::from(*pixel);
                let above = sums.get(y * (w + 1) + x + 1).copied().unwrap_or(0);
                if let Some(place) = sums.get_mut((y + 1) * (w + 1) + x + 1) {
                    *place = above + sum;
                }
            }
        }
        let half = (w.max(h) / 40).clamp(8, 60);
        let sum_at = |x: usize, y: usize| sums.get(y * (w + 1) + x).copied().unwrap_or(0);
        let mut dark = Vec::with_capacity(w * h);
        for (y, row) in picture.as_raw().chunks_exact(w.max(1)).enumerate() {
            let (top, bottom) = (y.saturating_sub(half), (y + half + 1).min(h));
            for (x, pixel) in row.iter().enumerate() {
                let (left, right) = (x.saturating_sub(half), (x + half + 1).min(w));
                let sum = sum_at(right, bottom) + sum_at(left, top)
                    - sum_at(left, bottom)
                    - sum_at(right, top);
                let mean = sum as f32 / ((bottom - top) * (right - left)) as f32;
                let shade = f32::from(*pixel);
                dark.push(shade < mean * DARKER && shade + DARKER_BY < mean);
            }
        }
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

    /// The joined pieces of ink, neighbours at corners counted in.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let width = self.width.max(1) as usize;
        // Runs of ink by row; each takes the piece of the runs above that it touches.
        let mut pieces: Vec<Piece> = Vec::new();
        let mut owner: Vec<u32> = Vec::new();
        let mut above: Vec<(u32, u32, u32)> = Vec::new();
        for (y, row) in self.dark.chunks_exact(width).enumerate() {
            let y = y as u32;
            let mut here: Vec<(u32, u32, u32)> = Vec::new();
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
                let mut mine: Option<u32> = None;
                while above
                    .get(first_above)
                    .is_some_and(|(_, end, _)| end + 1 < left)
                {
                    first_above += 1;
                }
                for (begin, _, label) in above.iter().skip(first_above) {
                    if *begin > right + 1 {
                        break;
                    }
                    let root = root(&mut owner, *label);
                    match mine {
                        Some(other) if other != root => {
                            let (keep, give) = (other.min(root), other.max(root));
                            merge(&mut pieces, &mut owner, keep, give);
                            mine = Some(keep);
                        }
                        _ => mine = Some(root),
                    }
                }
                let run = Piece {
                    left,
                    top: y,
                    right,
                    bottom: y,
                    area: right - left + 1,
                };
                let label = match mine {
                    Some(label) => {
                        if let Some(piece) = pieces.get_mut(label as usize) {
                            *piece = joined(*piece, run);
                        }
                        label
                    }
                    None => {
                        pieces.push(run);
                        owner.push(owner.len() as u32);
                        owner.len() as u32 - 1
                    }
                };
                here.push((left, right, label));
            }
            above = here;
        }
        pieces
            .iter()
            .zip(&owner)
            .enumerate()
            .filter(|(at, (_, owner))| **owner as usize == *at)
            .map(|(_, (piece, _))| *piece)
            .collect()
    }
}

fn root(owner: &mut [u32], label: u32) -> u32 {
    let mut at = label;
    while let Some(up) = owner.get(at as usize).copied()
        && up != at
    {
        let higher = owner.get(up as usize).copied().unwrap_or(up);
        if let Some(place) = owner.get_mut(at as usize) {
            *place = higher;
        }
        at = up;
    }
    at
}

fn merge(pieces: &mut [Piece], owner: &mut [u32], keep: u32, give: u32) {
    let given = pieces.get(give as usize).copied();
    if let (Some(place), Some(given)) = (pieces.get_mut(keep as usize), given) {
        *place = joined(*place, given);
    }
    if let Some(place) = owner.get_mut(give as usize) {
        *place = keep;
    }
}

fn joined(a: Piece, b: Piece) -> Piece {
    Piece {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
        area: a.area + b.area,
    }
}

/// Whether a piece could be a letter or joined letters: no speck, rule, frame or blot.
fn is_letter_like(piece: &Piece, page_height: u32) -> bool {
    let (width, height) = (piece.width(), piece.height());
    let filled = piece.area as f32 / (width * height) as f32;
    height >= 5
        && width >= 3
        && height < page_height / 6
        && width < height * 14
        && height < width * 8
        && filled > 0.12
        && piece.area >= 10
}

/// The middle height of letter-like pieces, each counted by its width; none where there are too few.
pub(super) fn middle_height(pieces: &[Piece], page_height: u32) -> Option<f32> {
    let mut heights: Vec<(u32, u32)> = pieces
        .iter()
        .filter(|piece| is_letter_like(piece, page_height.max(60)))
        .map(|piece| (piece.height(), piece.width()))
        .collect();
    heights.sort_unstable();
    let total: u64 = heights.iter().map(|(_, width)| u64::from(*width)).sum();
    let mut sum = 0u64;
    for (height, width) in heights {
        sum += u64::from(width);
        if sum * 2 >= total {
            return Some(height as f32);
        }
    }
    None
}

/// Largest side on which a picture is looked at.
const LOOKED_AT_SIDE: u32 = 1_400;
/// Letter-like pieces with a neighbour on their line that make writing.
const FEW_NEIGHBOURS: usize = 24;
/// Share of the letter-like pieces that have a neighbour on their line.
const NEIGHBOUR_SHARE: f32 = 0.55;

/// Whether a picture shows lines of writing: pieces of about one height beside one another. Leaves,
/// gravel and weave also give many pieces, but of all heights and less in line.
pub(crate) fn looks_written(picture: &GrayImage) -> bool {
    let side = picture.width().max(picture.height());
    let small;
    let picture = if side > LOOKED_AT_SIDE {
        let share = LOOKED_AT_SIDE as f32 / side as f32;
        let width = ((picture.width() as f32 * share) as u32).max(1);
        let height = ((picture.height() as f32 * share) as u32).max(1);
        small = imageops::resize(picture, width, height, FilterType::Triangle);
        &small
    } else {
        picture
    };
    if picture.width() < 24 || picture.height() < 12 {
        return false;
    }
    let ink = Ink::of(picture);
    let mut pieces: Vec<Piece> = ink
        .pieces()
        .into_iter()
        .filter(|piece| is_letter_like(piece, ink.height.max(60)))
        .collect();
    pieces.sort_unstable_by_key(|piece| piece.left);
    let mut beside = 0usize;
    for (at, piece) in pieces.iter().enumerate() {
        let reach = piece.right + piece.height() * 2;
        let neighbour = pieces
            .iter()
            .skip(at + 1)
            .take_while(|other| other.left <= reach)
            .take(400)
            .any(|other| is_beside(piece, other));
        beside += usize::from(neighbour);
    }
    let few = if ink.width < 600 {
        FEW_NEIGHBOURS / 2
    } else {
        FEW_NEIGHBOURS
    };
    beside >= few && beside as f32 >= pieces.len() as f32 * NEIGHBOUR_SHARE
}

fn is_beside(piece: &Piece, other: &Piece) -> bool {
    let (small, large) = (
        piece.height().min(other.height()),
        piece.height().max(other.height()),
    );
    let shared = piece
        .bottom
        .min(other.bottom)
        .saturating_sub(piece.top.max(other.top));
    large <= small * 3 && shared * 2 >= small && other.left > piece.left
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn pieces_that_meet_further_down_are_one() {
        // A letter U, and a dot apart from it.
        let picture = GrayImage::from_fn(60, 60, |x, y| {
            let u =
                (10..50).contains(&y) && (x == 20 || x == 30) || y == 49 && (20..=30).contains(&x);
            let dot = (50..54).contains(&x) && (5..9).contains(&y);
            Luma([if u || dot { 0 } else { 255 }])
        });
        let mut pieces = Ink::of(&picture).pieces();
        pieces.sort_unstable_by_key(|piece| piece.left);
        let [u, dot] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert_eq!((u.width(), u.height()), (11, 40));
        assert_eq!((dot.width(), dot.height(), dot.area), (4, 4, 16));
    }

    #[test]
    fn a_plain_picture_is_no_writing_and_lines_are() {
        let lines = GrayImage::from_fn(800, 800, |x, y| {
            let inside =
                y % 40 < 16 && x % 22 < 13 && (80..720).contains(&x) && (80..720).contains(&y);
            Luma([if inside { 30 } else { 240 }])
        });
        assert!(looks_written(&lines));
        assert!(!looks_written(&GrayImage::from_pixel(
            800,
            800,
            Luma([120])
        )));
        let smooth = GrayImage::from_fn(800, 800, |x, y| Luma([((x + y) / 8) as u8]));
        assert!(!looks_written(&smooth));
    }
}
