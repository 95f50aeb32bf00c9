//! Setting a page upright and to one height of letters before it is read.

use super::writing::{self, Ink};
use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

/// Height, in pixels, that the middle piece of ink (a joined part of a word) is brought to. Of 18, 20,
/// 22, 26, 30 and 34 this gave the fewest wrong letters over thirty rendered pages of ten kinds of
/// wear; 20 and 18 are a little better on clean and noisy ones.
const PIECE_HEIGHT: f32 = 22.0;
/// Largest enlargement: beyond it tesseract gains nothing.
const MOST_SCALE: f32 = 2.0;
/// Largest side on which heights and slant are measured.
const MEASURED_SIDE: u32 = 1_600;
/// Pixels of the picture given to tesseract at most.
const MOST_PIXELS: f32 = 24_000_000.0;
/// Width of the smoothing before measuring, in pixels.
const SMOOTHED: f32 = 1.2;
/// Slant, in degrees, that is set right at least; less does no harm and turning costs sharpness.
const LEAST_SLANT: f32 = 0.35;
/// Slant, in degrees, that is looked for at most.
const MOST_SLANT: f32 = 8.0;
/// Share of ink below which a page is blank.
const BLANK: f32 = 0.000_15;
/// White border added around, in pixels: tesseract loses letters that touch the edge.
const BORDER: u32 = 12;

/// A page ready to be read, and the way back to the page as it was.
pub(super) struct Prepared {
    picture: GrayImage,
    scale: f32,
    /// Counter-clockwise, in radians.
    turned: f32,
    width: f32,
    height: f32,
}

/// Prepares a page; none where it is blank.
pub(super) fn page(picture: &GrayImage) -> Option<Prepared> {
    let (width, height) = picture.dimensions();
    if width < 8 || height < 8 {
        return None;
    }
    let side = width.max(height);
    let small;
    let (measured, shrunk) = if side > MEASURED_SIDE {
        let share = MEASURED_SIDE as f32 / side as f32;
        let (w, h) = (
            (width as f32 * share) as u32,
            (height as f32 * share) as u32,
        );
        small = imageops::resize(picture, w.max(1), h.max(1), FilterType::Triangle);
        (&small, share)
    } else {
        (picture, 1.0)
    };
    // The grain of a scan is smoothed away before it is taken for small letters.
    let ink = Ink::of(&imageops::blur(measured, SMOOTHED));
    if ink.share() < BLANK {
        return None;
    }
    let pieces = ink.pieces();
    let piece_height = writing::middle_height(&pieces, ink.height)? / shrunk;
    let pixels = width as f32 * height as f32;
    let scale = (PIECE_HEIGHT / piece_height)
        .clamp(0.2, MOST_SCALE)
        .min((MOST_PIXELS / pixels).sqrt());
    let (w, h) = (
        (width as f32 * scale) as u32,
        (height as f32 * scale) as u32,
    );
    let scaled = if (0.9..=1.1).contains(&scale) {
        picture.clone()
    } else {
        let filter = if scale < 1.0 {
            FilterType::Triangle
        } else {
            FilterType::CatmullRom
        };
        imageops::resize(picture, w.max(8), h.max(8), filter)
    };
    let scale = scaled.width() as f32 / width as f32;
    let slant = slant(&ink);
    let (picture, turned) = if slant.abs() >= LEAST_SLANT {
        (turn(&scaled, slant.to_radians()), slant.to_radians())
    } else {
        (scaled, 0.0)
    };
    let picture = with_border(&picture);
    Some(Prepared {
        picture,
        scale,
        turned,
        width: width as f32,
        height: height as f32,
    })
}

impl Prepared {
    /// The picture as binary PGM.
    pub(super) fn as_pnm(&self) -> Vec<u8> {
        let mut bytes = format!(
            "P5\n{} {}\n255\n",
            self.picture.width(),
            self.picture.height()
        )
        .into_bytes();
        bytes.extend_from_slice(self.picture.as_raw());
        bytes
    }

    /// Leads a box on the prepared picture back to shares of the page.
    pub(super) fn place_on_page(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let border = BORDER as f32;
        let middle = (
            self.width * self.scale / 2.0,
            self.height * self.scale / 2.0,
        );
        let (sin, cos) = self.turned.sin_cos();
        let back = |x: f32, y: f32| {
            let (dx, dy) = (x - border - middle.0, y - border - middle.1);
            let (x, y) = (
                middle.0 + dx * cos - dy * sin,
                middle.1 + dx * sin + dy * cos,
            );
            let share = |value: f32, of: f32| (value / (of * self.scale)).clamp(0.0, 1.0);
            (share(x, self.width), share(y, self.height))
        };
        let corners = [
            back(left, top),
            back(right, top),
            back(left, bottom),
            back(right, bottom),
        ];
        corners
            .iter()
            .fold([1.0f32, 1.0, 0.0, 0.0], |[a, b, c, d], (x, y)| {
                [a.min(*x), b.min(*y), c.max(*x), d.max(*y)]
            })
    }

    #[cfg(test)]
    pub(super) fn plain(width: u32, height: u32) -> Self {
        let picture = GrayImage::new(width, height);
        Self {
            picture,
            scale: 1.0,
            turned: 0.0,
            width: width as f32,
            height: height as f32,
        }
    }
}

/// How far the lines fall to the right, in degrees: the angle at which rows of ink and rows of
/// paper part most sharply.
fn slant(ink: &Ink) -> f32 {
    let points = ink.points(60_000);
    let sharpness = |degrees: f32| -> f32 {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let shift = ink.width as f32;
        let mut rows = vec![0f32; (ink.height + 2 * ink.width + 2) as usize];
        for (x, y) in &points {
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
    };
    let best_of = |from: f32, to: f32, step: f32| {
        let count = ((to - from) / step).round().max(0.0) as u32;
        let mut best = (f32::MIN, 0.0);
        for n in 0..=count {
            let degrees = from + n as f32 * step;
            let found = sharpness(degrees);
            if found > best.0 {
                best = (found, degrees);
            }
        }
        best
    };
    let (sharp, coarse) = best_of(-MOST_SLANT, MOST_SLANT, 0.5);
    let (sharper, fine) = best_of(coarse - 0.5, coarse + 0.5, 0.1);
    // A page that parts as sharply upright is upright.
    let upright = sharpness(0.0);
    if sharp.max(sharper) > upright * 1.05 {
        fine
    } else {
        0.0
    }
}

/// The picture turned about its middle, paper white where nothing was.
fn turn(picture: &GrayImage, radians: f32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let (sin, cos) = radians.sin_cos();
    let middle = (width as f32 / 2.0, height as f32 / 2.0);
    let paper = paper(picture);
    let at = |x: i64, y: i64| -> f32 {
        match (u32::try_from(x), u32::try_from(y)) {
            (Ok(x), Ok(y)) if x < width && y < height => f32::from(picture.get_pixel(x, y).0[0]),
            _ => paper,
        }
    };
    GrayImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 - middle.0, y as f32 - middle.1);
        let (x, y) = (
            middle.0 + dx * cos - dy * sin,
            middle.1 + dx * sin + dy * cos,
        );
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let upper = at(left, top) * (1.0 - fx) + at(left + 1, top) * fx;
        let lower = at(left, top + 1) * (1.0 - fx) + at(left + 1, top + 1) * fx;
        Luma([(upper * (1.0 - fy) + lower * fy).round().clamp(0.0, 255.0) as u8])
    })
}

/// The commonest shade, which is the paper's.
fn paper(picture: &GrayImage) -> f32 {
    let mut counts = [0u32; 256];
    for pixel in picture.as_raw().iter().step_by(7) {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(_, count)| **count);
    best.map_or(255.0, |(shade, _)| shade as f32)
}

fn with_border(picture: &GrayImage) -> GrayImage {
    let shade = paper(picture) as u8;
    let (width, height) = (picture.width() + 2 * BORDER, picture.height() + 2 * BORDER);
    let mut framed = GrayImage::from_pixel(width, height, Luma([shade]));
    imageops::replace(&mut framed, picture, i64::from(BORDER), i64::from(BORDER));
    framed
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_slanting_page_is_set_upright() {
        for degrees in [-4.0, -1.0, 2.0, 5.0] {
            let found = slant(&Ink::of(&strokes(degrees, 14.0)));
            assert!((found - degrees).abs() < 0.4, "{degrees}: {found}");
        }
    }

    #[test]
    fn letters_are_brought_to_one_height() {
        for height in [12.0, 20.0, 50.0] {
            let prepared = page(&strokes(0.0, height)).unwrap();
            let expected = PIECE_HEIGHT / height;
            assert!(
                (prepared.scale / expected - 1.0).abs() < 0.25,
                "{height}: {}",
                prepared.scale
            );
        }
    }

    #[test]
    fn a_blank_page_is_not_read() {
        assert!(page(&GrayImage::from_pixel(800, 800, Luma([250]))).is_none());
        assert!(page(&GrayImage::new(1, 1)).is_none());
    }

    #[test]
    fn boxes_lead_back_to_the_page() {
        let turned = 4f32.to_radians();
        let picture = strokes(0.0, 10.0);
        let prepared = Prepared {
            picture,
            scale: 2.0,
            turned,
            width: 900.0,
            height: 700.0,
        };
        let border = BORDER as f32;
        let [left, top, right, bottom] = prepared.place_on_page([
            900.0 + border - 1.0,
            700.0 + border - 1.0,
            900.0 + border + 1.0,
            700.0 + border + 1.0,
        ]);
        assert!((f32::midpoint(left, right) - 0.5).abs() < 0.001);
        assert!((f32::midpoint(top, bottom) - 0.5).abs() < 0.001);
    }
}
