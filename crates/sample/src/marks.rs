//! Stamps and signatures, made with chance and never those of a real office or person.

use crate::chance::Chance;
use crate::ink::Print;
use crate::typeface::{Style, Typefaces};
use std::f32::consts::{PI, TAU};

const STAMP_INK: [u8; 3] = [62, 58, 148];
const PEN_INK: [u8; 3] = [28, 44, 120];
/// Half the width of a stamp in pixels: 17 mm at 200 dpi.
const RADIUS: f32 = 134.0;

/// The round stamp of an office: its superiors around, its name in the middle.
pub(crate) fn stamp(
    types: &Typefaces,
    around: &str,
    middle: &[String],
    chance: &mut Chance,
) -> Print {
    let side = (RADIUS * 2.0) as u32 + 8;
    let centre = side as f32 / 2.0;
    let band = band(types, around);
    let mut flat = Print::blank(side, side, STAMP_INK);
    let (outer, inner) = (RADIUS - 8.0, RADIUS - 50.0);
    for y in 0..side as i32 {
        for x in 0..side as i32 {
            let (dx, dy) = (x as f32 - centre, y as f32 - centre);
            let radius = dx.hypot(dy);
            let ring = |at: f32, width: f32| (width - (radius - at).abs()).clamp(0.0, 1.0);
            let mut cover = ring(RADIUS, 2.6)
                .max(ring(RADIUS - 7.0, 1.3))
                .max(ring(inner - 4.0, 1.3));
            if radius < outer && radius > inner {
                // The band of text runs clockwise from the left, over the top.
                let angle = (dy.atan2(dx) + PI + TAU * 0.06).rem_euclid(TAU);
                let along = angle / TAU * band.width as f32;
                let across = (outer - radius) / (outer - inner) * band.height as f32;
                cover = cover.max(f32::from(band.cover_at(along as i32, across as i32)) / 255.0);
            }
            flat.dab(x, y, cover);
        }
    }
    let lines = middle.len() as f32;
    for (n, text) in middle.iter().enumerate() {
        let line = types.shape(text, Style::Bold);
        let size = 38.0_f32.min((inner * 1.5) / line.width.max(0.1));
        let y = centre + 10.0 + (n as f32 - (lines - 1.0) / 2.0) * 40.0;
        flat.text(types, &line, centre - line.width * size / 2.0, y, size);
    }
    worn(&turned(&flat, chance.around(0.3)), chance)
}

/// The text of the ring, written straight, as long as the ring is round.
fn band(types: &Typefaces, text: &str) -> Print {
    let (width, height) = ((TAU * (RADIUS - 29.0)) as u32, 42);
    let mut band = Print::blank(width, height, STAMP_INK);
    let line = types.shape(&format!("{text}  *  "), Style::Bold);
    let size = 34.0_f32.min(width as f32 * 0.98 / line.width.max(0.1));
    band.text(
        types,
        &line,
        (width as f32 - line.width * size) / 2.0,
        29.0,
        size,
    );
    band
}

/// The print turned about its middle by `angle` (radians).
fn turned(print: &Print, angle: f32) -> Print {
    let mut turned = Print::blank(print.width, print.height, print.colour);
    let (middle_x, middle_y) = (print.width as f32 / 2.0, print.height as f32 / 2.0);
    let (sin, cos) = angle.sin_cos();
    for y in 0..print.height as i32 {
        for x in 0..print.width as i32 {
            let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
            let (from_x, from_y) = (
                dx * cos + dy * sin + middle_x,
                dy * cos - dx * sin + middle_y,
            );
            let (left, top) = (from_x.floor(), from_y.floor());
            let at = |x: f32, y: f32| f32::from(print.cover_at(x as i32, y as i32)) / 255.0;
            let (right, low) = (from_x - left, from_y - top);
            let upper = at(left, top) * (1.0 - right) + at(left + 1.0, top) * right;
            let lower = at(left, top + 1.0) * (1.0 - right) + at(left + 1.0, top + 1.0) * right;
            turned.dab(x, y, upper * (1.0 - low) + lower * low);
        }
    }
    turned
}

/// The print as a hand presses it: more ink on one side, grains missing.
fn worn(print: &Print, chance: &mut Chance) -> Print {
    let mut worn = print.clone();
    let (lean_x, lean_y) = (chance.around(0.25), chance.around(0.25));
    for y in 0..print.height {
        for x in 0..print.width {
            let (share_x, share_y) = (
                x as f32 / print.width as f32 - 0.5,
                y as f32 / print.height as f32 - 0.5,
            );
            let pressed = 0.8 + share_x * lean_x * 2.0 + share_y * lean_y * 2.0;
            let grain = if chance.happens(7) { 0.35 } else { 1.0 };
            if let Some(pixel) = worn.cover.get_mut((y * print.width + x) as usize) {
                *pixel = (f32::from(*pixel) * pressed.clamp(0.35, 1.0) * grain) as u8;
            }
        }
    }
    worn
}

/// A signature: one moving line of the pen, always the same for the same chance.
pub(crate) fn signature(chance: &mut Chance) -> Print {
    let (width, height) = (330u32, 150u32);
    let mut print = Print::blank(width, height, PEN_INK);
    let waves: Vec<(f32, f32, f32)> = (0..4)
        .map(|n| {
            (
                1.5 + n as f32 * 1.9 + chance.around(0.8),
                chance.share() * TAU,
                (1.0 + n as f32).recip(),
            )
        })
        .collect();
    let slant = chance.around(0.25);
    for step in 0..2600 {
        let t = step as f32 / 2600.0;
        // Right to left, as Arabic is written, with a flourish back at the end.
        let forth = if t < 0.8 {
            1.0 - t / 0.8
        } else {
            (t - 0.8) * 3.2
        };
        let wave = |shift: f32| -> f32 {
            waves
                .iter()
                .map(|(rate, phase, size)| (t * rate * TAU + phase + shift).sin() * size)
                .sum()
        };
        let swing = if t < 0.8 { 1.0 } else { 0.25 };
        let x = 30.0 + forth * 270.0 + wave(1.0) * 13.0 * swing;
        let y = 75.0 + wave(0.0) * 27.0 * swing * (1.1 - t * 0.6) + (forth - 0.5) * slant * 90.0;
        let nib = 1.5 + (t * 37.0).sin().abs() * 1.2;
        for dy in -3i32..=3 {
            for dx in -3i32..=3 {
                let far = (dx as f32).hypot(dy as f32);
                print.dab(
                    x as i32 + dx,
                    y as i32 + dy,
                    (nib - far + 0.6).clamp(0.0, 0.92),
                );
            }
        }
    }
    print
}
