//! A picture in halves, quarters and so on, and shades between its pixels.

use super::quad::{Point, Quad};
use image::GrayImage;

/// Side, in pixels, at which halving ends.
const SMALLEST: u32 = 160;

/// A picture, and the same halved again and again.
pub(super) struct Pixels<'a> {
    whole: &'a GrayImage,
    halves: Vec<GrayImage>,
}

impl<'a> Pixels<'a> {
    pub(super) fn of(whole: &'a GrayImage) -> Self {
        let mut halves: Vec<GrayImage> = Vec::new();
        loop {
            let last = halves.last().unwrap_or(whole);
            if last.width().min(last.height()) < 2 * SMALLEST {
                break;
            }
            halves.push(halved(last));
        }
        Self { whole, halves }
    }

    /// How often it was halved.
    pub(super) fn depth(&self) -> usize {
        self.halves.len()
    }

    /// The picture halved so many times.
    pub(super) fn level(&self, level: usize) -> &GrayImage {
        level
            .checked_sub(1)
            .and_then(|at| self.halves.get(at))
            .unwrap_or(self.whole)
    }

    /// The level at which `pixels` of the whole picture are about one.
    pub(super) fn level_for(&self, pixels: f32) -> usize {
        let wanted = pixels.max(1.0).log2().floor() as usize;
        wanted.min(self.depth())
    }

    pub(super) fn width(&self) -> f32 {
        self.whole.width() as f32
    }

    pub(super) fn height(&self) -> f32 {
        self.whole.height() as f32
    }

    /// The whole picture with its longer side at most this.
    pub(super) fn reduced(&self, side: u32) -> GrayImage {
        let longer = self.whole.width().max(self.whole.height());
        if longer <= side {
            return self.whole.clone();
        }
        let share = side as f32 / longer as f32;
        let level = self.level(self.level_for(0.7 / share));
        let size = |pixels: u32| ((pixels as f32 * share).round() as u32).max(1);
        scaled_down(level, size(self.whole.width()), size(self.whole.height()))
    }

    /// The quadrilateral as an upright rectangle of this size; `outside` stands where the picture ends.
    pub(super) fn straightened(
        &self,
        quad: &Quad,
        width: u32,
        height: u32,
        outside: u8,
    ) -> GrayImage {
        let way = Projection::onto(quad);
        let (across, down) = quad.lengths();
        let level = self.level_for((across / width as f32).max(down / height as f32) * 1.2);
        let (picture, share) = (self.level(level), 0.5f32.powi(level as i32));
        let mut shades = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            let v = (y as f32 + 0.5) / height as f32;
            shades.extend((0..width).map(|x| {
                let (x, y) = way.at((x as f32 + 0.5) / width as f32, v);
                let shade = shade_at(picture, (x * share, y * share));
                shade.map_or(outside, |shade| (shade + 0.5) as u8)
            }));
        }
        GrayImage::from_raw(width, height, shades).unwrap_or_default()
    }
}

/// The shade at a place, whose whole numbers are the left upper corners of pixels; none outside.
pub(super) fn shade_at(picture: &GrayImage, (x, y): Point) -> Option<f32> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if !(x >= 0.0 && y >= 0.0 && x < width as f32 && y < height as f32) {
        return None;
    }
    let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
    let (left, top) = (x as usize, y as usize);
    let (fx, fy) = (x - left as f32, y - top as f32);
    let (right, below) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let raw = picture.as_raw();
    let at = |x: usize, y: usize| {
        raw.get(y * width + x)
            .map_or(0.0, |shade| f32::from(*shade))
    };
    let upper = at(left, top) + (at(right, top) - at(left, top)) * fx;
    let lower = at(left, below) + (at(right, below) - at(left, below)) * fx;
    Some(upper + (lower - upper) * fy)
}

/// The picture at less than its size and more than half of it, shades between pixels taken.
fn scaled_down(picture: &GrayImage, width: u32, height: u32) -> GrayImage {
    let (from_width, from_height) = (picture.width() as usize, picture.height() as usize);
    // Places in 256ths of a pixel; the middle of each pixel lies on the middle of what it stands for.
    let places = |from: usize, to: u32| -> Vec<(usize, u32)> {
        let step = from as f32 / to as f32;
        let place = |at: u32| ((at as f32 + 0.5) * step - 0.5).max(0.0);
        (0..to)
            .map(|at| {
                let place = place(at).min(from as f32 - 1.001).max(0.0);
                (place as usize, (place.fract() * 256.0) as u32)
            })
            .collect()
    };
    let columns = places(from_width, width);
    let rows: Vec<&[u8]> = picture.as_raw().chunks_exact(from_width.max(1)).collect();
    let mut shades = Vec::with_capacity(width as usize * height as usize);
    for (top, down) in places(from_height, height) {
        let (Some(upper), Some(lower)) = (rows.get(top), rows.get(top + 1).or(rows.get(top)))
        else {
            break;
        };
        shades.extend(columns.iter().map(|(left, right)| {
            let across = |row: &[u8]| match row.get(*left..*left + 2) {
                Some([one, other]) => u32::from(*one) * (256 - right) + u32::from(*other) * right,
                _ => row.get(*left).map_or(0, |one| u32::from(*one) * 256),
            };
            ((across(upper) * (256 - down) + across(lower) * down + 32_768) >> 16) as u8
        }));
    }
    GrayImage::from_raw(width, height, shades).unwrap_or_default()
}

/// The mean of each four pixels.
fn halved(picture: &GrayImage) -> GrayImage {
    let (width, height) = (
        (picture.width() / 2) as usize,
        (picture.height() / 2) as usize,
    );
    let stride = picture.width() as usize;
    let mut pixels = Vec::with_capacity(width * height);
    for pair in picture
        .as_raw()
        .chunks_exact((stride * 2).max(1))
        .take(height)
    {
        let (upper, lower) = pair.split_at(stride);
        let sums = upper
            .chunks_exact(2)
            .zip(lower.chunks_exact(2))
            .map(|(upper, lower)| {
                upper
                    .iter()
                    .chain(lower)
                    .map(|shade| u16::from(*shade))
                    .sum::<u16>()
            });
        pixels.extend(sums.map(|sum| ((sum + 2) / 4) as u8));
    }
    GrayImage::from_raw(width as u32, height as u32, pixels).unwrap_or_default()
}

/// The way from a square of side 1 to a quadrilateral, as a camera sees it (Heckbert, 1989).
pub(super) struct Projection([f32; 8]);

impl Projection {
    pub(super) fn onto(quad: &Quad) -> Self {
        let [(ax, ay), (bx, by), (cx, cy), (dx, dy)] = quad.0;
        let (sx, sy) = (ax - bx + cx - dx, ay - by + cy - dy);
        let (ux, uy, vx, vy) = (bx - cx, by - cy, dx - cx, dy - cy);
        let turn = ux * vy - uy * vx;
        let (g, h) = if turn.abs() < 1e-6 {
            (0.0, 0.0)
        } else {
            ((sx * vy - sy * vx) / turn, (ux * sy - uy * sx) / turn)
        };
        Self([
            bx - ax + g * bx,
            dx - ax + h * dx,
            ax,
            by - ay + g * by,
            dy - ay + h * dy,
            ay,
            g,
            h,
        ])
    }

    /// The way back: from the quadrilateral to the square. None where it has no area.
    pub(super) fn back_from(quad: &Quad) -> Option<Self> {
        let [a, b, c, d, e, f, g, h] = Self::onto(quad).0;
        // The adjoint of the matrix, scaled so that its last entry is 1.
        let last = a * e - b * d;
        (last.abs() > 1e-6).then(|| {
            Self([
                (e - f * h) / last,
                (c * h - b) / last,
                (b * f - c * e) / last,
                (f * g - d) / last,
                (a - c * g) / last,
                (c * d - a * f) / last,
                (d * h - e * g) / last,
                (b * g - a * h) / last,
            ])
        })
    }

    pub(super) fn at(&self, u: f32, v: f32) -> Point {
        let [a, b, c, d, e, f, g, h] = self.0;
        let depth = g * u + h * v + 1.0;
        let depth = if depth.abs() < 1e-6 { 1e-6 } else { depth };
        ((a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn corners_of_the_square_are_corners_of_the_card() {
        let quad = Quad([(10.0, 12.0), (90.0, 20.0), (80.0, 70.0), (5.0, 50.0)]);
        let way = Projection::onto(&quad);
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        for ((u, v), (x, y)) in corners.into_iter().zip(quad.0) {
            let (found_x, found_y) = way.at(u, v);
            assert!((found_x - x).abs() < 1e-3 && (found_y - y).abs() < 1e-3);
            let (back_u, back_v) = Projection::back_from(&quad).unwrap().at(x, y);
            assert!((back_u - u).abs() < 1e-3 && (back_v - v).abs() < 1e-3);
        }
    }

    #[test]
    fn halves_hold_the_mean_shade() {
        let picture =
            GrayImage::from_fn(801, 641, |x, _| Luma([if x % 2 == 0 { 100 } else { 200 }]));
        let pixels = Pixels::of(&picture);
        assert_eq!(pixels.depth(), 2);
        assert_eq!(pixels.level(1).dimensions(), (400, 320));
        assert_eq!(pixels.level(1).get_pixel(3, 3).0, [150]);
        assert_eq!(shade_at(&picture, (1.0, 5.0)), Some(150.0));
        assert_eq!(shade_at(&picture, (-0.1, 5.0)), None);
    }
}
