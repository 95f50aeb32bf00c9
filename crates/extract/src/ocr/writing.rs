//! Whether pieces of ink look like lines of writing.

use super::ink::{Ink, Piece};
use super::resample::{Kernel, resized};
use image::GrayImage;
use std::borrow::Cow;

/// Whether a piece could be a letter or joined letters: no speck, rule, frame or blot.
pub(super) fn is_letter_like(piece: &Piece, page_height: u32) -> bool {
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

/// The picture at the size at which writing is looked for; that is at most its own.
pub(crate) fn looked_at(picture: &GrayImage) -> Cow<'_, GrayImage> {
    let side = picture.width().max(picture.height());
    if side <= LOOKED_AT_SIDE {
        return Cow::Borrowed(picture);
    }
    let share = LOOKED_AT_SIDE as f32 / side as f32;
    let width = ((picture.width() as f32 * share) as u32).max(1);
    let height = ((picture.height() as f32 * share) as u32).max(1);
    Cow::Owned(resized(picture, width, height, Kernel::Triangle))
}

/// Whether a picture shows lines of writing: pieces of about one height beside one another. Leaves,
/// gravel and weave also give many pieces, but of all heights and less in line.
pub(crate) fn looks_written(picture: &GrayImage) -> bool {
    let picture = &*looked_at(picture);
    if picture.width() < 24 || picture.height() < 12 {
        return false;
    }
    let ink = Ink::of(picture);
    let mut pieces: Vec<Piece> = ink
        .pieces()
        .all
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
