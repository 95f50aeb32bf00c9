//! Draws sheets into pixels.

use crate::sheet::{HEIGHT, Piece, Sheet, WIDTH};
use crate::typeface::{Shaped, Typefaces};
use ab_glyph::{Font as _, GlyphId, PxScale, point};
use image::{Rgb, RgbImage};

/// Pixels per inch of every drawn page.
pub(crate) const DPI: u16 = 200;
/// Pixels per point.
pub(crate) const PER_POINT: f32 = DPI as f32 / 72.0;

/// A shape in one colour of ink: how much of it lies on each pixel.
#[derive(Debug, Clone)]
pub(crate) struct Print {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 0 none to 255 full, row by row.
    pub(crate) cover: Vec<u8>,
    pub(crate) colour: [u8; 3],
}

impl Print {
    pub(crate) fn blank(width: u32, height: u32, colour: [u8; 3]) -> Self {
        Self {
            width,
            height,
            cover: vec![0; (width * height) as usize],
            colour,
        }
    }

    /// Puts ink on a pixel; the stronger of two inks stays.
    pub(crate) fn dab(&mut self, x: i32, y: i32, cover: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if x >= self.width || y >= self.height {
            return;
        }
        if let Some(pixel) = self.cover.get_mut((y * self.width + x) as usize) {
            *pixel = (*pixel).max((cover.clamp(0.0, 1.0) * 255.0) as u8);
        }
    }

    pub(crate) fn cover_at(&self, x: i32, y: i32) -> u8 {
        match (u32::try_from(x), u32::try_from(y)) {
            (Ok(x), Ok(y)) if x < self.width => self
                .cover
                .get((y * self.width + x) as usize)
                .copied()
                .unwrap_or(0),
            _ => 0,
        }
    }

    /// Sets a line of text into the print, its left end and baseline at `x`, `y` (pixels).
    pub(crate) fn text(&mut self, types: &Typefaces, line: &Shaped, x: f32, y: f32, size: f32) {
        trace(types, line, x, y, size, |px, py, cover| {
            self.dab(px, py, cover)
        });
    }

    /// Lays the print on an image, its middle at `at`; `strength` thins the ink.
    pub(crate) fn lay_on(&self, image: &mut RgbImage, at: (f32, f32), strength: f32) {
        let left = (at.0 - self.width as f32 / 2.0) as i32;
        let top = (at.1 - self.height as f32 / 2.0) as i32;
        for y in 0..self.height as i32 {
            for x in 0..self.width as i32 {
                let cover = f32::from(self.cover_at(x, y)) / 255.0 * strength;
                if cover > 0.0 {
                    blend(image, left + x, top + y, self.colour, cover);
                }
            }
        }
    }
}

/// Mixes ink into a pixel the way ink darkens paper.
fn blend(image: &mut RgbImage, x: i32, y: i32, colour: [u8; 3], cover: f32) {
    let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
        return;
    };
    let Some(pixel) = image.get_pixel_mut_checked(x, y) else {
        return;
    };
    for (paper, ink) in pixel.0.iter_mut().zip(colour) {
        let inked = f32::from(*paper) * f32::from(ink) / 255.0;
        *paper = (f32::from(*paper) * (1.0 - cover) + inked * cover) as u8;
    }
}

/// Calls `dab(x, y, cover)` for each pixel that a line of text touches.
fn trace(
    types: &Typefaces,
    line: &Shaped,
    x: f32,
    y: f32,
    size: f32,
    mut dab: impl FnMut(i32, i32, f32),
) {
    for glyph in &line.glyphs {
        let font = &types.face(glyph.style).outlines;
        // ab_glyph scales by the height of the face, offices by the em.
        let em = font.units_per_em().unwrap_or(1000.0);
        let scale = PxScale::from(size * font.height_unscaled() / em);
        let at = point(x + glyph.x * size, y - glyph.y * size);
        let placed = GlyphId(glyph.id).with_scale_and_position(scale, at);
        let Some(outline) = font.outline_glyph(placed) else {
            continue;
        };
        let bounds = outline.px_bounds();
        let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
        outline.draw(|px, py, cover| dab(left + px as i32, top + py as i32, cover));
    }
}

/// Draws text on an image, its left end and baseline at `x`, `y` (pixels).
pub(crate) fn write(
    image: &mut RgbImage,
    types: &Typefaces,
    line: &Shaped,
    at: (f32, f32),
    size: f32,
    colour: [u8; 3],
) {
    trace(types, line, at.0, at.1, size, |x, y, cover| {
        blend(image, x, y, colour, cover)
    });
}

/// Draws the printed part of a sheet on paper of a colour.
pub(crate) fn draw(sheet: &Sheet, types: &Typefaces, paper: [u8; 3], ink: [u8; 3]) -> RgbImage {
    let (width, height) = ((WIDTH * PER_POINT) as u32, (HEIGHT * PER_POINT) as u32);
    let mut image = RgbImage::from_pixel(width, height, Rgb(paper));
    for piece in &sheet.pieces {
        match piece {
            Piece::Text { x, y, size, line } => {
                let at = (x * PER_POINT, y * PER_POINT);
                write(&mut image, types, line, at, size * PER_POINT, ink);
            }
            Piece::Rule { from, to, width } => {
                let half = width / 2.0;
                let pixels = |low: f32, high: f32| {
                    let (low, high) = (low.min(high) - half, low.max(high) + half);
                    (low * PER_POINT) as i32
                        ..((high * PER_POINT) as i32).max((low * PER_POINT) as i32 + 1)
                };
                for y in pixels(from.1, to.1) {
                    for x in pixels(from.0, to.0) {
                        blend(&mut image, x, y, ink, 0.9);
                    }
                }
            }
        }
    }
    image
}
