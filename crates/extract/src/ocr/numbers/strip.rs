//! A piece of a line brought to the one height and contrast that the net knows.

use crate::ocr::resample::{Kernel, resized};
use image::imageops;
use image::{GrayImage, Luma};

/// Height of a strip in pixels.
pub const HEIGHT: usize = 24;
/// Strips are drawn out to the sides by this, so that the narrowest signs still have columns enough.
const STRETCH: f32 = 1.2;
/// White pixels added on either side.
const SIDE: u32 = 6;
/// Width of a strip in pixels at most; a longer piece is no number.
const MOST_WIDTH: u32 = 1_600;
/// Least difference of ink and paper, in steps of grey, that is still stretched to full contrast.
const LEAST_CONTRAST: f32 = 28.0;
/// Darkness from which a pixel counts as ink when blank rows are looked for.
const INK: u8 = 90;

/// A strip: `HEIGHT` rows of `width` pixels, 0 paper to 1 ink.
#[derive(Debug, Clone)]
pub struct Strip {
    /// An even number of pixels.
    pub width: usize,
    /// Row after row.
    pub ink: Vec<f32>,
    /// Pixels of the picture from left to right for one pixel of the strip.
    pub scale: f32,
}

impl Strip {
    /// Makes a strip of a grey picture, dark ink on light paper; none where there is nothing to see.
    #[must_use]
    pub fn of(picture: &GrayImage) -> Option<Self> {
        let (width, height) = picture.dimensions();
        if width < 2 || height < 4 {
            return None;
        }
        let even = contrast(picture);
        let (top, rows) = inked_rows(&even);
        let scale = rows as f32 / HEIGHT as f32 / STRETCH;
        let across = ((width as f32 / scale).round() as u32).max(4);
        if across > MOST_WIDTH {
            return None;
        }
        let cut = imageops::crop_imm(&even, 0, top, width, rows).to_image();
        let small = resized(&cut, across, HEIGHT as u32, Kernel::Triangle);
        let whole = across + 2 * SIDE + across % 2;
        let mut framed = GrayImage::new(whole, HEIGHT as u32);
        imageops::replace(&mut framed, &small, i64::from(SIDE), 0);
        Some(Self {
            width: whole as usize,
            ink: framed
                .as_raw()
                .iter()
                .map(|v| f32::from(*v) / 255.0)
                .collect(),
            scale,
        })
    }

    /// The place in the picture, in pixels from its left edge, of a place in the strip.
    #[must_use]
    pub fn place(&self, across: f32) -> f32 {
        (across - SIDE as f32) * self.scale
    }

    /// The place in the strip of a place in the picture, both in pixels from the left.
    #[must_use]
    pub fn place_of(&self, across: f32) -> f32 {
        across / self.scale + SIDE as f32
    }
}

/// Paper made even and black, ink white.
fn contrast(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let paper = paper_levels(picture);
    let mut darkness = GrayImage::new(width, height);
    for (x, y, pixel) in picture.enumerate_pixels() {
        let level = level_at(&paper, x, height);
        let Luma([grey]) = *pixel;
        let dark = (level - f32::from(grey)).clamp(0.0, 255.0);
        darkness.put_pixel(x, y, Luma([dark as u8]));
    }
    let full = f32::from(percentile(darkness.as_raw().iter().copied(), 0.985)).max(LEAST_CONTRAST);
    for pixel in darkness.pixels_mut() {
        let Luma([dark]) = *pixel;
        *pixel = Luma([(f32::from(dark) * 255.0 / full).min(255.0) as u8]);
    }
    darkness
}

/// How light the paper is, block by block from left to right; a block is as wide as the picture high.
fn paper_levels(picture: &GrayImage) -> Vec<f32> {
    let (width, height) = picture.dimensions();
    let blocks = width.div_ceil(height).max(1);
    (0..blocks)
        .map(|block| {
            // Half a block more on either side, so that a block full of ink has paper to look at.
            let from = (block * height).saturating_sub(height / 2);
            let to = ((block + 1) * height + height / 2).min(width);
            let view = (0..height).flat_map(|y| (from..to).map(move |x| (x, y)));
            f32::from(percentile(
                view.map(|(x, y)| {
                    let Luma([grey]) = *picture.get_pixel(x, y);
                    grey
                }),
                0.8,
            ))
        })
        .collect()
}

fn level_at(paper: &[f32], x: u32, height: u32) -> f32 {
    let place = (x as f32 / height as f32 - 0.5).max(0.0);
    let block = place as usize;
    let here = paper.get(block).or(paper.last()).copied().unwrap_or(255.0);
    let next = paper.get(block + 1).copied().unwrap_or(here);
    here + (next - here) * (place - block as f32)
}

fn percentile(values: impl Iterator<Item = u8>, share: f32) -> u8 {
    let mut counts = [0_u32; 256];
    let mut total = 0_u32;
    for value in values {
        if let Some(count) = counts.get_mut(usize::from(value)) {
            *count += 1;
            total += 1;
        }
    }
    let wanted = (total as f32 * share) as u32;
    let mut seen = 0;
    for (value, count) in (0..=255_u8).zip(counts) {
        seen += count;
        if seen > wanted {
            return value;
        }
    }
    255
}

/// First row and number of rows that have ink; at least half of the height is kept.
fn inked_rows(even: &GrayImage) -> (u32, u32) {
    let (width, height) = even.dimensions();
    let least = 1.max(width / 200);
    let inked = |y: &u32| {
        let row = (0..width).filter(|x| {
            let Luma([dark]) = *even.get_pixel(*x, *y);
            dark > INK
        });
        row.count() as u32 >= least
    };
    let first = (0..height).find(inked).unwrap_or(0);
    let last = (0..height).rev().find(inked).unwrap_or(height - 1);
    // A row of paper above and below, where there is one.
    let edge = 1.max(height / 24);
    let (first, last) = (first.saturating_sub(edge), (last + edge).min(height - 1));
    let rows = last - first + 1;
    let least = height.div_ceil(2);
    if rows >= least {
        return (first, rows);
    }
    let top = (first + rows / 2)
        .saturating_sub(least / 2)
        .min(height - least);
    (top, least)
}
