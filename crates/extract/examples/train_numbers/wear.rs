//! What years, copiers and scanners do to a line.

use super::random::Chance;
use super::typeface::Field;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, GrayImage, Luma};

/// One way in which a line suffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wear {
    Clean,
    LowResolution,
    Blur,
    Jpeg,
    Fax,
    Photocopy,
    Salt,
    UnevenLight,
    LowContrast,
    Stamp,
    Rule,
    Skew,
    Bleed,
    Texture,
    Typewriter,
    Thin,
    Bold,
}

/// All of them.
pub const WEARS: [Wear; 17] = [
    Wear::Clean,
    Wear::LowResolution,
    Wear::Blur,
    Wear::Jpeg,
    Wear::Fax,
    Wear::Photocopy,
    Wear::Salt,
    Wear::UnevenLight,
    Wear::LowContrast,
    Wear::Stamp,
    Wear::Rule,
    Wear::Skew,
    Wear::Bleed,
    Wear::Texture,
    Wear::Typewriter,
    Wear::Thin,
    Wear::Bold,
];

/// One to three of them.
pub fn by_chance(chance: &mut Chance) -> Vec<Wear> {
    let count = match chance.whole(0, 9) {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut wears = Vec::new();
    for _ in 0..count {
        wears.push(*chance.one_of(&WEARS));
    }
    wears
}

/// Strokes made thinner or thicker.
pub fn strokes(chance: &mut Chance, field: &mut Field, wears: &[Wear], digit: f32) {
    let (thin, bold) = (wears.contains(&Wear::Thin), wears.contains(&Wear::Bold));
    let radius = digit * chance.between(0.012, 0.035);
    if bold {
        spread(field, radius, false);
    } else if thin {
        spread(field, radius * 0.7, true);
    }
}

/// The darkest (or lightest) within a radius; a share of the last pixel by its part.
fn spread(field: &mut Field, radius: f32, lightest: bool) {
    let reach = radius.ceil() as isize;
    for along in [true, false] {
        let before = field.clone();
        for y in 0..field.height as isize {
            for x in 0..field.width as isize {
                let here = before.at(x, y);
                let mut best = here;
                for step in -reach..=reach {
                    let share = (radius - (step.unsigned_abs() as f32 - 1.0)).clamp(0.0, 1.0);
                    let other = if along {
                        before.at(x + step, y)
                    } else {
                        before.at(x, y + step)
                    };
                    let mixed = here + (other - here) * share;
                    best = if lightest {
                        best.min(mixed)
                    } else {
                        best.max(mixed)
                    };
                }
                field.values[y as usize * field.width + x as usize] = best;
            }
        }
    }
}

/// Rules and stamps over the window, and marks of every paper.
pub fn marks(chance: &mut Chance, field: &mut Field, wears: &[Wear], digit: f32, window: [f32; 4]) {
    let [left, top, right, bottom] = window;
    if wears.contains(&Wear::Rule) {
        let thick = digit * chance.between(0.03, 0.09);
        let force = chance.between(0.5, 1.0);
        match chance.whole(0, 3) {
            0 => {
                // A rule of a table at an edge.
                let x = if chance.happens(0.5) {
                    left + digit * chance.between(-0.02, 0.12)
                } else {
                    right - digit * chance.between(0.0, 0.14)
                };
                fill(field, [x, top - digit, x + thick, bottom + digit], force);
            }
            1 => {
                let y = if chance.happens(0.5) {
                    top + digit * chance.between(-0.02, 0.08)
                } else {
                    bottom - digit * chance.between(0.0, 0.1)
                };
                fill(field, [left - digit, y, right + digit, y + thick], force);
            }
            2 => {
                // Dots to write on.
                let y = bottom - (bottom - top) * chance.between(0.05, 0.3);
                let step = digit * chance.between(0.12, 0.3);
                let mut x = left - digit;
                while x < right + digit {
                    fill(field, [x, y, x + thick, y + thick], force * 0.8);
                    x += step;
                }
            }
            _ => {
                // A stroke through the line, thin and grey.
                let y = top + (bottom - top) * chance.between(0.2, 0.9);
                fill(
                    field,
                    [left - digit, y, right + digit, y + thick * 0.6],
                    force * chance.between(0.3, 0.6),
                );
            }
        }
    }
    if wears.contains(&Wear::Stamp) {
        let radius = digit * chance.between(1.5, 5.0);
        let middle = (
            chance.between(left, right),
            top + (bottom - top) * chance.between(-2.0, 3.0),
        );
        let thick = digit * chance.between(0.06, 0.2);
        let force = chance.between(0.2, 0.6);
        for y in (top - digit) as isize..(bottom + digit) as isize {
            for x in (left - digit) as isize..(right + digit) as isize {
                let away = ((x as f32 - middle.0).powi(2) + (y as f32 - middle.1).powi(2)).sqrt();
                if (away - radius).abs() < thick || (away - radius * 0.7).abs() < thick * 0.5 {
                    field.darken(x, y, force);
                }
            }
        }
    }
    if wears.contains(&Wear::Bleed) {
        // The back of the sheet: the line itself mirrored, moved and soft.
        let force = chance.between(0.1, 0.3);
        let before = field.clone();
        let (drop, move_by) = (
            (digit * chance.between(-0.6, 0.6)) as isize,
            (digit * chance.between(-0.5, 0.5)) as isize,
        );
        let turn = (left + right) as isize + move_by;
        let soft = (digit * 0.06).ceil() as isize;
        for y in (top - digit) as isize..(bottom + digit) as isize {
            for x in left as isize..right as isize {
                let mirrored = turn - x;
                let sum = before.at(mirrored - soft, y + drop)
                    + before.at(mirrored + soft, y + drop)
                    + before.at(mirrored, y + drop - soft)
                    + before.at(mirrored, y + drop + soft);
                field.darken(x, y, sum / 4.0 * force);
            }
        }
    }
}

fn fill(field: &mut Field, [left, top, right, bottom]: [f32; 4], force: f32) {
    for y in top as isize..=(bottom as isize).max(top as isize) {
        for x in left as isize..=(right as isize).max(left as isize) {
            field.darken(x, y, force);
        }
    }
}

/// Ink on paper, seen by a scanner.
pub fn paper(chance: &mut Chance, ink: Field, wears: &[Wear], digit: f32) -> GrayImage {
    let has = |wear| wears.contains(&wear);
    let (width, height) = (ink.width, ink.height);
    let (white, mut black) = if has(Wear::Clean) {
        (chance.between(235.0, 255.0), chance.between(0.0, 30.0))
    } else {
        (chance.between(190.0, 255.0), chance.between(0.0, 90.0))
    };
    if has(Wear::LowContrast) {
        black = white - chance.between(28.0, 80.0);
    }
    let mut field = ink;
    if has(Wear::Blur) {
        blur(&mut field, digit * chance.between(0.03, 0.085));
    } else if !has(Wear::Clean) {
        blur(&mut field, digit * chance.between(0.0, 0.03));
    }
    let light = has(Wear::UnevenLight).then(|| {
        (
            chance.between(-70.0, 70.0),
            chance.between(-50.0, 50.0),
            chance.between(0.0, 6.0),
        )
    });
    let grain = if has(Wear::Texture) {
        chance.between(6.0, 22.0)
    } else {
        0.0
    };
    let patch = digit * chance.between(0.15, 0.7);
    let coarse = rough(chance, width, height, patch);
    let noise = if has(Wear::Clean) {
        0.0
    } else {
        chance.between(0.0, 7.0)
    };
    let patchy = if has(Wear::Typewriter) || has(Wear::Photocopy) {
        chance.between(0.0, 0.35)
    } else {
        0.0
    };
    let mut picture = GrayImage::new(width as u32, height as u32);
    for y in 0..height {
        for x in 0..width {
            let at = y * width + x;
            let mut force = field.values[at];
            force *= 1.0 - patchy * (coarse[at] * 0.5 + 0.5).clamp(0.0, 1.0);
            let mut grey = white + (black - white) * force;
            if let Some((slope_x, slope_y, phase)) = light {
                let (u, v) = (
                    x as f32 / width as f32 - 0.5,
                    y as f32 / height as f32 - 0.5,
                );
                grey += slope_x * u + slope_y * v * 0.5 + 12.0 * (u * 6.0 + phase).sin() - 20.0;
            }
            grey += grain * coarse[at] + noise * chance.normal();
            picture.put_pixel(x as u32, y as u32, Luma([grey.clamp(0.0, 255.0) as u8]));
        }
    }
    if has(Wear::Salt) {
        let share = chance.between(0.004, 0.05);
        for pixel in picture.pixels_mut() {
            if chance.happens(share) {
                *pixel = Luma([if chance.happens(0.5) {
                    black as u8
                } else {
                    white as u8
                }]);
            }
        }
    }
    if has(Wear::LowResolution) && digit > 12.0 {
        let target = chance.between(7.5, 12.0);
        let small = scaled(&picture, target / digit, target / digit);
        picture = if chance.happens(0.5) {
            small
        } else {
            imageops::resize(&small, width as u32, height as u32, FilterType::Triangle)
        };
    }
    if has(Wear::Fax) {
        picture = fax(chance, &picture, digit, (white + black) / 2.0);
    } else if has(Wear::Photocopy) {
        picture = photocopy(chance, &picture, (white, black), digit);
    }
    if has(Wear::Jpeg) {
        picture = jpeg(chance, picture);
    }
    picture
}

fn scaled(picture: &GrayImage, across: f32, down: f32) -> GrayImage {
    let width = ((picture.width() as f32 * across).round() as u32).max(2);
    let height = ((picture.height() as f32 * down).round() as u32).max(4);
    imageops::resize(picture, width, height, FilterType::Triangle)
}

/// Two-valued, few lines to the inch.
fn fax(chance: &mut Chance, picture: &GrayImage, digit: f32, middle: f32) -> GrayImage {
    // Ten point digits have about 20 dots at 200 to the inch, half at standard quality.
    let target = chance.between(13.0, 24.0).min(digit.max(9.0));
    let coarse = if chance.happens(0.4) && target > 16.0 {
        0.5
    } else {
        1.0
    };
    let mut small = scaled(picture, target / digit, target / digit * coarse);
    let bias = chance.between(-18.0, 18.0);
    for pixel in small.pixels_mut() {
        let Luma([grey]) = *pixel;
        *pixel = Luma([if f32::from(grey) > middle + bias {
            255
        } else {
            0
        }]);
    }
    if coarse < 1.0 {
        let (width, height) = small.dimensions();
        small = imageops::resize(&small, width, height * 2, FilterType::Nearest);
    }
    if chance.happens(0.4) {
        small = scaled(&small, digit / target, digit / target);
    }
    small
}

/// Contrast driven up, specks, strokes that break or run.
fn photocopy(chance: &mut Chance, picture: &GrayImage, tones: (f32, f32), digit: f32) -> GrayImage {
    let (white, black) = tones;
    let threshold = black + (white - black) * chance.between(0.3, 0.75);
    let hardness = chance.between(2.0, 12.0);
    let mut copy = picture.clone();
    for pixel in copy.pixels_mut() {
        let Luma([grey]) = *pixel;
        let noisy = f32::from(grey) + chance.normal() * 10.0;
        *pixel = Luma([((noisy - threshold) * hardness + 128.0).clamp(0.0, 255.0) as u8]);
    }
    let specks = chance.whole(0, (copy.width() / 12) as usize);
    for _ in 0..specks {
        let size = (digit * chance.between(0.02, 0.09)).max(1.0) as u32;
        let (x, y) = (
            chance.whole(0, copy.width() as usize - 1) as u32,
            chance.whole(0, copy.height() as usize - 1) as u32,
        );
        for dy in 0..size {
            for dx in 0..size {
                if x + dx < copy.width() && y + dy < copy.height() {
                    copy.put_pixel(x + dx, y + dy, Luma([0]));
                }
            }
        }
    }
    copy
}

fn jpeg(chance: &mut Chance, picture: GrayImage) -> GrayImage {
    let quality = chance.whole(12, 70) as u8;
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    let encoded = JpegEncoder::new_with_quality(&mut bytes, quality).encode(
        picture.as_raw(),
        width,
        height,
        ExtendedColorType::L8,
    );
    if encoded.is_err() {
        return picture;
    }
    image::load_from_memory(&bytes).map_or(picture, |again| again.into_luma8())
}

/// Smooth by three passes of a box.
fn blur(field: &mut Field, sigma: f32) {
    if sigma < 0.2 {
        return;
    }
    // One pass of weights on three neighbours has the variance 2w; repeated until it is reached.
    let passes = (sigma * sigma / 0.5).ceil().max(1.0);
    let weight = sigma * sigma / passes / 2.0;
    for _ in 0..passes as usize {
        for along in [true, false] {
            let before = field.clone();
            for y in 0..field.height as isize {
                for x in 0..field.width as isize {
                    let here = before.at(x, y);
                    let (one, other) = if along {
                        (before.at(x - 1, y), before.at(x + 1, y))
                    } else {
                        (before.at(x, y - 1), before.at(x, y + 1))
                    };
                    field.values[y as usize * field.width + x as usize] =
                        here * (1.0 - 2.0 * weight) + (one + other) * weight;
                }
            }
        }
    }
}

/// Smooth noise of about unit deviation, patches of the size given.
fn rough(chance: &mut Chance, width: usize, height: usize, size: f32) -> Vec<f32> {
    let size = size.max(1.5);
    let (columns, rows) = (
        (width as f32 / size) as usize + 3,
        (height as f32 / size) as usize + 3,
    );
    let mut knots = Field::new(columns, rows);
    for value in &mut knots.values {
        *value = chance.normal();
    }
    let mut values = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            values.push(super::paper::between(
                &knots,
                x as f32 / size + 0.5,
                y as f32 / size + 0.5,
            ));
        }
    }
    values
}
