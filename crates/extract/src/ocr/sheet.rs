//! A page set upright and brought to one height of letters, and the way back to the page as it was.

use super::ink::Ink;
use super::resample::{Kernel, resized};
use super::{slant, writing};
use image::imageops;
use image::{GrayImage, Luma};

/// Height, in pixels, that the middle piece of ink (a joined part of a word) is brought to while
/// lines are looked for. Nearer sizes are left alone: each scaling costs sharpness.
const PIECE_HEIGHT: f32 = 26.0;
const LEFT_ALONE: std::ops::RangeInclusive<f32> = 16.0..=34.0;
/// Largest enlargement: beyond it nothing is gained.
const MOST_SCALE: f32 = 3.0;
/// Largest side on which heights and slant are measured.
const MEASURED_SIDE: u32 = 1_600;
/// Pixels of the sheet at most.
const MOST_PIXELS: f32 = 24_000_000.0;
/// Width of the smoothing before measuring, in pixels.
const SMOOTHED: f32 = 1.2;
/// Slant, in degrees, that is set right at least; less does no harm and turning costs sharpness.
const LEAST_SLANT: f32 = 0.15;
/// Share of ink below which a page is blank.
const BLANK: f32 = 0.000_15;

/// A page ready to be cut into lines.
pub(super) struct Sheet {
    pub grey: GrayImage,
    pub ink: Ink,
    /// The height of the middle piece of ink, in pixels of the sheet.
    pub letters: f32,
    place: Place,
}

/// How the sheet came from the page.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Quarter turns, clockwise.
    quarters: u8,
    /// Pixels of the sheet for one of the page, after the quarter turns.
    scale: f32,
    /// Counter-clockwise, in radians.
    turned: f32,
    /// Pixels of the page after the quarter turns.
    width: f32,
    height: f32,
}

impl Sheet {
    /// Prepares a page; none where it is blank.
    pub(super) fn of(picture: &GrayImage) -> Option<Self> {
        let (width, height) = picture.dimensions();
        if width < 8 || height < 8 {
            return None;
        }
        let small;
        let (measured, shrunk) = if width.max(height) > MEASURED_SIDE {
            let share = MEASURED_SIDE as f32 / width.max(height) as f32;
            small = scaled(picture, share);
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
        let letters = writing::middle_height(&pieces.all, ink.height)? / shrunk;
        if slant::lies_on_its_side(&ink, &pieces) {
            let turned = imageops::rotate90(picture);
            let ink = Ink::of(&imageops::blur(&imageops::rotate90(measured), SMOOTHED));
            return Self::standing(&turned, 1, letters, slant::slant(&ink));
        }
        Self::standing(picture, 0, letters, slant::slant(&ink))
    }

    /// Prepares a small page whose lines are known to run across; none where it is blank.
    pub(super) fn as_it_lies(picture: &GrayImage) -> Option<Self> {
        if picture.width() < 8 || picture.height() < 8 {
            return None;
        }
        let ink = Ink::of(&imageops::blur(picture, SMOOTHED));
        if ink.share() < BLANK {
            return None;
        }
        let letters = writing::middle_height(&ink.pieces().all, ink.height)?;
        Self::standing(picture, 0, letters, slant::slant(&ink))
    }

    /// The same page with its head where its feet were.
    pub(super) fn upside_down(&self) -> Option<Self> {
        let turned = imageops::rotate180(&self.grey);
        let ink = Ink::of(&turned);
        let letters = writing::middle_height(&ink.pieces().all, ink.height)?;
        Some(Self {
            grey: turned,
            ink,
            letters,
            // Turning about the middle by a small angle and by half a circle may change places.
            place: Place {
                quarters: (self.place.quarters + 2) % 4,
                ..self.place
            },
        })
    }

    /// Whether the page was scanned on its side, so that its head may be on either.
    pub(super) const fn lay_on_its_side(&self) -> bool {
        self.place.quarters % 2 == 1
    }

    fn standing(picture: &GrayImage, quarters: u8, letters: f32, slant: f32) -> Option<Self> {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let wanted = if LEFT_ALONE.contains(&letters) {
            1.0
        } else {
            (PIECE_HEIGHT / letters).clamp(0.1, MOST_SCALE)
        };
        let wanted = wanted.min((MOST_PIXELS / (width * height)).sqrt());
        let mut grey = if wanted == 1.0 {
            picture.clone()
        } else {
            scaled(picture, wanted)
        };
        let scale = grey.width() as f32 / width;
        let mut turned = 0.0;
        if slant.abs() >= LEAST_SLANT {
            turned = slant.to_radians();
            grey = turn(&grey, turned);
        }
        let ink = Ink::of(&imageops::blur(&grey, 0.8));
        let letters = writing::middle_height(&ink.pieces().all, ink.height)?;
        Some(Self {
            grey,
            ink,
            letters,
            place: Place {
                quarters,
                scale,
                turned,
                width,
                height,
            },
        })
    }

    /// Leads a box on the sheet, in pixels, back to shares of the page.
    pub(super) fn place_on_page(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        corners
            .into_iter()
            .map(|corner| self.place.back(corner))
            .fold([1.0f32, 1.0, 0.0, 0.0], |[a, b, c, d], (x, y)| {
                [a.min(x), b.min(y), c.max(x), d.max(y)]
            })
    }
}

impl Place {
    fn back(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let middle = (
            self.width * self.scale / 2.0,
            self.height * self.scale / 2.0,
        );
        let (sin, cos) = self.turned.sin_cos();
        let (dx, dy) = (x - middle.0, y - middle.1);
        let (x, y) = (
            middle.0 + dx * cos - dy * sin,
            middle.1 + dx * sin + dy * cos,
        );
        let share = |value: f32, of: f32| (value / (of * self.scale)).clamp(0.0, 1.0);
        let (x, y) = (share(x, self.width), share(y, self.height));
        match self.quarters % 4 {
            0 => (x, y),
            1 => (y, 1.0 - x),
            2 => (1.0 - x, 1.0 - y),
            _ => (1.0 - y, x),
        }
    }
}

/// The picture made larger or smaller.
pub(super) fn scaled(picture: &GrayImage, scale: f32) -> GrayImage {
    let side = |pixels: u32| ((pixels as f32 * scale).round() as u32).max(1);
    let kernel = if scale < 1.0 {
        Kernel::Triangle
    } else {
        Kernel::CatmullRom
    };
    let (width, height) = (side(picture.width()), side(picture.height()));
    resized(picture, width, height, kernel)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of strokes of several lengths, and a mark near the right upper corner.
    fn page() -> GrayImage {
        GrayImage::from_fn(900, 700, |x, y| {
            let line = y / 30;
            let word = (x + line * 7) % (20 + line % 5 * 3);
            let inside =
                y % 30 < 12 && word < 14 && (60..840).contains(&x) && (60..640).contains(&y);
            Luma([if inside { 20 } else { 235 }])
        })
    }

    /// Where the ink of the sheet lies on the page: its outermost box in shares.
    fn inked(sheet: &Sheet) -> [f32; 4] {
        let all = sheet.ink.pieces().all;
        let whole = all.iter().copied().reduce(|a, b| a.joined(b)).unwrap();
        sheet.place_on_page([
            whole.left as f32,
            whole.top as f32,
            whole.right as f32 + 1.0,
            whole.bottom as f32 + 1.0,
        ])
    }

    #[test]
    fn boxes_lead_back_to_the_page_however_it_lay() {
        let page = page();
        let want = [60.0 / 900.0, 60.0 / 700.0, 840.0 / 900.0, 640.0 / 700.0];
        let near = |found: [f32; 4], want: [f32; 4]| {
            found.iter().zip(want).all(|(a, b)| (a - b).abs() < 0.02)
        };
        let straight = Sheet::of(&page).unwrap();
        assert!(near(inked(&straight), want), "{:?}", inked(&straight));
        let over = straight.upside_down().unwrap();
        assert!(near(inked(&over), want), "{:?}", inked(&over));

        let [left, top, right, bottom] = want;
        let on_side = Sheet::of(&imageops::rotate90(&page)).unwrap();
        assert!(on_side.lay_on_its_side());
        let want = [1.0 - bottom, left, 1.0 - top, right];
        assert!(near(inked(&on_side), want), "{:?}", inked(&on_side));
        assert!(near(inked(&on_side.upside_down().unwrap()), want));
    }

    #[test]
    fn a_blank_page_is_no_sheet() {
        assert!(Sheet::of(&GrayImage::from_pixel(400, 400, Luma([240]))).is_none());
    }
}
