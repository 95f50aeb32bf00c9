//! What a picture looks like at first sight: a sheet of paper, something drawn, or the world.

use image::GrayImage;

/// Pixels that are looked at, about.
const LOOKED_AT: usize = 200_000;
/// Shades, out of 256, by which the paper of one sheet differs under a lamp or a camera.
const SPREAD: usize = 64;
/// Share of the picture that is paper where it shows a sheet; ink, margins and table take the rest.
const SHEET: f32 = 0.55;
/// So many shades, out of 256, make nearly all of what is drawn.
const DRAWN_SHADES: usize = 12;
/// Which share that is.
const DRAWN: f32 = 0.97;
/// A picture whose longer side is shorter shows nothing.
const SMALLEST_PX: u32 = 96;
/// The darkest paper: the middle shade of grey.
const DARKEST: usize = 110;

/// What it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A sheet of paper.
    Paper,
    /// Drawn or too small to show anything: a sign, a chart, a picture of a screen.
    Drawing,
    /// The world. In doubt it is that.
    Photograph,
}

impl Look {
    /// Its name in the metadata.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Drawing => "drawing",
            Self::Photograph => "photograph",
        }
    }
}

/// What a picture looks like. Most of a paper is of one bright shade; what is drawn has few shades; the
/// world has many.
pub(super) fn at_first_sight(picture: &GrayImage) -> Look {
    let pixels = picture.as_raw();
    let step = (pixels.len() / LOOKED_AT).max(1);
    let mut shades = [0usize; 256];
    let mut count = 0usize;
    for shade in pixels.iter().step_by(step) {
        if let Some(place) = shades.get_mut(usize::from(*shade)) {
            *place += 1;
        }
        count += 1;
    }
    if is_paper(&shades, count) {
        return Look::Paper;
    }
    shades.sort_unstable_by(|a, b| b.cmp(a));
    let common: usize = shades.iter().take(DRAWN_SHADES).sum();
    let drawn = common as f32 >= DRAWN * count.max(1) as f32;
    if drawn || picture.width().max(picture.height()) < SMALLEST_PX {
        Look::Drawing
    } else {
        Look::Photograph
    }
}

fn is_paper(shades: &[usize; 256], count: usize) -> bool {
    let most = shades
        .windows(SPREAD)
        .skip(DARKEST - SPREAD / 2)
        .map(|window| window.iter().sum::<usize>())
        .max()
        .unwrap_or_default();
    most as f32 >= SHEET * count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_sheet_is_paper_and_the_world_is_none() {
        let sheet = GrayImage::from_fn(400, 600, |x, y| {
            let ink = y % 30 < 12 && x % 9 < 4;
            Luma([if ink { 40 } else { 200 + (x / 20) as u8 }])
        });
        assert_eq!(at_first_sight(&sheet), Look::Paper);
        let slope = GrayImage::from_fn(512, 512, |x, y| Luma([((x + y) / 4) as u8]));
        assert_eq!(at_first_sight(&slope), Look::Photograph);
        let sign = GrayImage::from_fn(300, 200, |x, y| Luma([if x * y % 7 < 3 { 30 } else { 90 }]));
        assert_eq!(at_first_sight(&sign), Look::Drawing);
        let icon = GrayImage::from_fn(64, 64, |x, y| Luma([(x * 2 + y) as u8]));
        assert_eq!(at_first_sight(&icon), Look::Drawing);
        assert_eq!(at_first_sight(&GrayImage::new(0, 0)), Look::Drawing);
    }
}
