//! How a page lies: which way its lines run, and how far they fall.

use super::ink::{Ink, Pieces};
use super::writing;

/// Slant, in degrees, that is looked for at most.
const MOST_SLANT: f32 = 8.0;
/// How much sharper lines across the page must part than lines along it, before it is turned.
const SURELY_TURNED: f32 = 1.6;

/// How far the lines fall to the right, in degrees: the angle at which rows of ink and rows of
/// paper part most sharply.
pub(super) fn slant(ink: &Ink) -> f32 {
    let rows = Rows {
        points: ink.points(60_000),
        shift: ink.width,
        height: ink.height,
    };
    let (sharp, coarse) = rows.best_of(-MOST_SLANT, MOST_SLANT, 0.5);
    let (sharper, fine) = rows.best_of(coarse - 0.5, coarse + 0.5, 0.1);
    // A page that parts as sharply upright is upright.
    let upright = rows.sharpness(0.0);
    if sharp.max(sharper) > upright * 1.05 {
        fine
    } else {
        0.0
    }
}

/// Whether the lines run from top to bottom, as on a sheet that was scanned lying on its side. Only
/// letters are looked at: the rules of a table part as sharply both ways.
pub(super) fn lies_on_its_side(ink: &Ink, pieces: &Pieces) -> bool {
    let middle = |from: u32, to: u32| (from + to) as f32 / 2.0;
    let letters: Vec<(f32, f32)> = pieces
        .all
        .iter()
        .filter(|piece| writing::is_letter_like(piece, ink.height.max(60)))
        .map(|piece| {
            (
                middle(piece.left, piece.right),
                middle(piece.top, piece.bottom),
            )
        })
        .collect();
    if letters.len() < 40 {
        return false;
    }
    let across = Rows {
        points: letters.iter().map(|(x, y)| (*y, *x)).collect(),
        shift: ink.height,
        height: ink.width,
    };
    let along = Rows {
        points: letters,
        shift: ink.width,
        height: ink.height,
    };
    let (along, _) = along.best_of(-MOST_SLANT, MOST_SLANT, 0.5);
    let (across, _) = across.best_of(-MOST_SLANT, MOST_SLANT, 0.5);
    // The same number of points over more rows parts less sharply by the number of rows.
    let (height, width) = (ink.height.max(1) as f32, ink.width.max(1) as f32);
    across * width > along * height * SURELY_TURNED
}

/// Points of ink, to be counted in rows at an angle.
struct Rows {
    points: Vec<(f32, f32)>,
    shift: u32,
    height: u32,
}

impl Rows {
    /// The sum of squared steps from row to row.
    fn sharpness(&self, degrees: f32) -> f32 {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let shift = self.shift as f32;
        let mut rows = vec![0f32; (self.height + 2 * self.shift + 2) as usize];
        for (x, y) in &self.points {
            let row = *y * cos - *x * sin + shift;
            if let Some(count) = rows.get_mut(row as usize) {
                *count += 1.0;
            }
        }
        rows.windows(2)
            .map(|pair| match pair {
                [a, b] => (a - b) * (a - b),
                _ => 0.0,
            })
            .sum()
    }

    /// The sharpest angle of a range, after its sharpness.
    fn best_of(&self, from: f32, to: f32, step: f32) -> (f32, f32) {
        let count = ((to - from) / step).round().max(0.0) as u32;
        let mut best = (f32::MIN, 0.0);
        for n in 0..=count {
            let degrees = from + n as f32 * step;
            let found = self.sharpness(degrees);
            if found > best.0 {
                best = (found, degrees);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, imageops};

    /// Lines of short strokes, `height` pixels high, falling by `degrees`.
    fn strokes(degrees: f32, height: f32) -> GrayImage {
        let slope = degrees.to_radians().tan();
        GrayImage::from_fn(900, 700, |x, y| {
            let y = y as f32 - (x as f32 - 450.0) * slope;
            let line = (y / (height * 2.0)).fract() * height * 2.0;
            let inside =
                line < height && x % 24 < 16 && (60..840).contains(&x) && y > 60.0 && y < 640.0;
            Luma([if inside { 20 } else { 235 }])
        })
    }

    #[test]
    fn a_slanting_page_is_measured() {
        for degrees in [-4.0, -1.0, 2.0, 5.0] {
            let found = slant(&Ink::of(&strokes(degrees, 14.0)));
            assert!((found - degrees).abs() < 0.4, "{degrees}: {found}");
        }
    }

    #[test]
    fn a_page_on_its_side_is_told_from_one_that_stands() {
        // Words of several lengths, so that they do not stand under one another.
        let standing = GrayImage::from_fn(900, 700, |x, y| {
            let line = y / 30;
            let word = (x + line * 7) % (20 + line % 5 * 3);
            let inside =
                y % 30 < 12 && word < 14 && (60..840).contains(&x) && (60..640).contains(&y);
            Luma([if inside { 20 } else { 235 }])
        });
        let lies = |picture: &GrayImage| {
            let ink = Ink::of(picture);
            lies_on_its_side(&ink, &ink.pieces())
        };
        assert!(!lies(&standing));
        assert!(lies(&imageops::rotate90(&standing)));
    }
}
