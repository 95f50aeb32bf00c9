//! What a picture looks like at first sight: a sheet of paper, or the world.

use image::GrayImage;

/// Pixels that are looked at, about.
const LOOKED_AT: usize = 200_000;
/// Shades, out of 256, by which the paper of one sheet differs under a lamp or a camera.
const SPREAD: usize = 64;
/// Share of the picture that is paper where it shows a sheet; ink, margins and table take the rest.
const SHEET: f32 = 0.55;
/// The darkest paper: the middle shade of grey.
const DARKEST: usize = 110;

/// Whether most of a picture is of one bright shade, as paper is. The world has many shades.
pub(super) fn is_paper(picture: &GrayImage) -> bool {
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
        assert!(is_paper(&sheet));
        let slope = GrayImage::from_fn(512, 512, |x, y| Luma([((x + y) / 4) as u8]));
        assert!(!is_paper(&slope));
        assert!(!is_paper(&GrayImage::from_pixel(99, 99, Luma([20]))));
        assert!(!is_paper(&GrayImage::new(0, 0)));
    }
}
