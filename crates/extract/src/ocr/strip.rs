//! Cutting what is read at one go out of the sheet, cleared of everything else.

use super::ink::{self, Piece, Pieces};
use super::rules::Rules;
use super::sheet::{self, Sheet};
use image::{GrayImage, Luma, imageops};

/// Paper left around a stretch, in pixels of the sheet.
const MARGIN: u32 = 4;

/// A stretch cut out: its own ink on paper, as grey as it was.
pub(super) struct Crop {
    pub picture: GrayImage,
    /// The shade of the paper.
    paper: u8,
    /// Where its left upper corner lies on the sheet, in pixels.
    left: u32,
    top: u32,
}

/// How a strip is set for a reader.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Pixels that the middle piece of ink is brought to.
    pub letters: f32,
    /// Paper added around, in pixels.
    pub border: u32,
    /// Whether the darkest ink is made black and the paper white.
    pub stretched: bool,
}

/// A crop set for a reader, and the way back.
pub(super) struct Strip {
    pub picture: GrayImage,
    left: f32,
    top: f32,
    scale: f32,
    border: f32,
}

impl Crop {
    /// Cuts `own` out, which lies within `bounds`.
    pub(super) fn of(
        sheet: &Sheet,
        pieces: &Pieces,
        rules: &Rules,
        bounds: &Piece,
        own: &[u32],
    ) -> Self {
        let (left, top) = (
            bounds.left.saturating_sub(MARGIN),
            bounds.top.saturating_sub(MARGIN),
        );
        let width = (bounds.right + 1 + MARGIN).min(sheet.grey.width()) - left;
        let height = (bounds.bottom + 1 + MARGIN).min(sheet.grey.height()) - top;
        let mut picture = imageops::crop_imm(&sheet.grey, left, top, width, height).to_image();
        let size = (width * height) as usize;
        let mut own = own.to_vec();
        own.sort_unstable();
        let (mut mine, mut others) = (vec![false; size], vec![false; size]);
        for y in 0..height {
            let at = |x: u32| (y * width + x) as usize;
            for run in pieces.in_row(top + y) {
                let from = run.left.max(left) - left;
                let to = (run.right + 1).min(left + width).saturating_sub(left);
                let marks = if own.binary_search(&run.piece).is_ok() {
                    &mut mine
                } else {
                    &mut others
                };
                if let Some(pixels) = marks.get_mut(at(from.min(to))..at(to)) {
                    pixels.fill(true);
                }
            }
            for x in 0..width {
                if rules.ran_through(left + x, top + y)
                    && let Some(mark) = others.get_mut(at(x))
                {
                    *mark = true;
                }
            }
        }
        let paper = paper(&picture, &mine, &others);
        let mine = ink::grown(&mine, width as usize);
        let others = ink::grown(&others, width as usize);
        for (pixel, (mine, other)) in picture.iter_mut().zip(mine.iter().zip(&others)) {
            if *other && !*mine {
                *pixel = paper;
            }
        }
        Self {
            picture,
            paper,
            left,
            top,
        }
    }

    /// The column of the sheet, in pixels, at which one of the crop lies.
    pub(super) fn column_on_sheet(&self, column: f32) -> f32 {
        column + self.left as f32
    }

    /// The whole sheet as it is.
    pub(super) fn whole(sheet: &Sheet) -> Self {
        let nobodys = vec![false; sheet.grey.as_raw().len()];
        Self {
            picture: sheet.grey.clone(),
            paper: paper(&sheet.grey, &nobodys, &nobodys),
            left: 0,
            top: 0,
        }
    }

    /// Sets it for a reader; `letters` is the height of the middle piece on the sheet.
    pub(super) fn set(&self, letters: f32, how: &Setting) -> Strip {
        let scale = how.letters / letters;
        let mut picture = sheet::scaled(&self.picture, scale);
        let mut paper = self.paper;
        if how.stretched {
            stretch(&mut picture, paper);
            paper = u8::MAX;
        }
        let mut framed = GrayImage::from_pixel(
            picture.width() + 2 * how.border,
            picture.height() + 2 * how.border,
            Luma([paper]),
        );
        let border = i64::from(how.border);
        imageops::replace(&mut framed, &picture, border, border);
        Strip {
            picture: framed,
            left: self.left as f32,
            top: self.top as f32,
            scale,
            border: how.border as f32,
        }
    }
}

impl Strip {
    /// Leads a box on the strip, in pixels, back to the sheet.
    pub(super) fn on_sheet(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let x = |at: f32| (at - self.border) / self.scale + self.left;
        let y = |at: f32| (at - self.border) / self.scale + self.top;
        [x(left), y(top), x(right), y(bottom)]
    }
}

/// The middle shade of what is nobody's ink.
fn paper(picture: &GrayImage, mine: &[bool], others: &[bool]) -> u8 {
    let mut counts = [0u32; 256];
    let mut free = 0;
    for (pixel, (mine, other)) in picture.as_raw().iter().zip(mine.iter().zip(others)) {
        if !mine && !other {
            free += 1;
            if let Some(count) = counts.get_mut(usize::from(*pixel)) {
                *count += 1;
            }
        }
    }
    let mut seen = 0;
    for (shade, count) in (0u8..=255).zip(counts) {
        seen += count;
        if free > 0 && seen * 2 >= free {
            return shade;
        }
    }
    u8::MAX
}

/// Spreads the shades so that the darkest fiftieth is nearly black and the paper white.
fn stretch(picture: &mut GrayImage, paper: u8) {
    let mut shades: Vec<u8> = picture.as_raw().clone();
    shades.sort_unstable();
    let dark = f32::from(shades.get(shades.len() / 50).copied().unwrap_or(0));
    let span = (f32::from(paper) - dark).max(20.0);
    for pixel in picture.iter_mut() {
        let share = (f32::from(*pixel) - dark) / span;
        *pixel = (share * 235.0 + 20.0).clamp(0.0, 255.0) as u8;
    }
}
