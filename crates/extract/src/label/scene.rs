//! Photographs made up for tests: cloth, and cards with signs of seven strokes.

use super::pixels::Projection;
use super::quad::{Point, Quad};
use image::{GrayImage, Luma};

/// Random numbers that are the same each time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn next(&mut self, below: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as u32 % below.max(1)
    }
}

/// Cloth of uneven shades with some grain.
pub(super) fn cloth(width: u32, height: u32, seed: u64) -> GrayImage {
    let mut dice = Dice::of(seed);
    let cells: Vec<f32> = (0..20 * 20).map(|_| 55.0 + dice.next(80) as f32).collect();
    let at = |x: usize, y: usize| cells[(y % 20) * 20 + x % 20];
    GrayImage::from_fn(width, height, |x, y| {
        let (u, v) = (
            x as f32 * 9.0 / width as f32,
            y as f32 * 9.0 / height as f32,
        );
        let (left, top, fx, fy) = (u as usize, v as usize, u.fract(), v.fract());
        let upper = at(left, top) * (1.0 - fx) + at(left + 1, top) * fx;
        let lower = at(left, top + 1) * (1.0 - fx) + at(left + 1, top + 1) * fx;
        let shade = upper * (1.0 - fy) + lower * fy + dice.next(9) as f32 - 4.0;
        Luma([shade.clamp(0.0, 255.0) as u8])
    })
}

/// A card about a middle, turned by degrees clockwise; `bent` moves its corners, as a camera does that
/// looks from the side.
pub(super) fn card(middle: Point, size: Point, degrees: f32, bent: f32) -> Quad {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let corner = |x: f32, y: f32| {
        let (x, y) = (x * size.0 / 2.0, y * size.1 / 2.0);
        (middle.0 + x * cos - y * sin, middle.1 + x * sin + y * cos)
    };
    Quad([
        corner(-1.0, -1.0),
        corner(1.0, -1.0 + bent),
        corner(1.0 - bent, 1.0),
        corner(-1.0 + bent, 1.0 - bent),
    ])
}

/// Which strokes each digit has: top, middle, bottom, left upper, right upper, left lower, right lower.
const STROKES: [u8; 10] = [
    0b111_1101, 0b101_0000, 0b011_0111, 0b101_0111, 0b101_1010, 0b100_1111, 0b110_1111, 0b101_0001,
    0b111_1111, 0b101_1111,
];

/// Whether a place on a card, in shares, is ink of these lines of digits.
fn is_ink(lines: &[&str], (u, v): Point) -> bool {
    let row = v * (lines.len() as f32 + 0.6) - 0.3;
    let Some(line) = lines
        .get(row.floor().max(0.0) as usize)
        .filter(|_| row >= 0.0)
    else {
        return false;
    };
    let longest = lines.iter().map(|line| line.len()).max().unwrap_or(1);
    let column = u * (longest as f32 + 1.0) - 0.5;
    let (x, y) = (column.rem_euclid(1.0), row.fract());
    let Some(digit) = line
        .as_bytes()
        .get(column.floor().max(0.0) as usize)
        .filter(|_| column >= 0.0)
    else {
        return false;
    };
    let Some(strokes) = STROKES.get(usize::from(digit.wrapping_sub(b'0'))) else {
        return false;
    };
    // A digit fills the middle of its cell; strokes are an eighth wide.
    let (x, y) = ((x - 0.2) / 0.6, (y - 0.15) / 0.7);
    if !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y) {
        return false;
    }
    let (left, right, upper) = (x < 0.2, x > 0.8, y < 0.5);
    let stroke = |bit: u8| strokes >> bit & 1 == 1;
    stroke(0) && y < 0.12
        || stroke(1) && (y - 0.5).abs() < 0.06
        || stroke(2) && y > 0.88
        || stroke(3) && left && upper
        || stroke(4) && right && upper
        || stroke(5) && left && !upper
        || stroke(6) && right && !upper
}

/// Lays a card into a picture: paper of this shade, ink as dark as a fifth of it.
pub(super) fn lay(picture: &mut GrayImage, quad: &Quad, lines: &[&str], paper: f32) {
    let back = Projection::back_from(quad).unwrap();
    let [left, top, right, bottom] = quad.bounds(picture.width() as f32, picture.height() as f32);
    for y in top as u32..(bottom.ceil() as u32).min(picture.height()) {
        for x in left as u32..(right.ceil() as u32).min(picture.width()) {
            let mut sum = 0.0;
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let at = (x as f32 + dx, y as f32 + dy);
                let (u, v) = back.at(at.0, at.1);
                sum += if !quad.holds(at) {
                    f32::from(picture.get_pixel(x, y).0[0])
                } else if is_ink(lines, (u, v)) {
                    paper * 0.2
                } else {
                    paper
                };
            }
            picture.put_pixel(x, y, Luma([(sum / 4.0) as u8]));
        }
    }
}

/// Makes every pixel darker or brighter by a factor of its place.
pub(super) fn lit(picture: &mut GrayImage, light: impl Fn(f32, f32) -> f32) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let shade = f32::from(pixel.0[0]) * light(x as f32, y as f32);
        pixel.0 = [shade.clamp(0.0, 255.0) as u8];
    }
}
