//! The edges of a card: where exactly they lie, and whether they are edges at all.

use super::pixels::{Pixels, shade_at};
use super::quad::{Point, Quad, between, distance};
use image::GrayImage;

/// Places along a side that are looked at.
const PLACES: usize = 40;
/// Share of a side that is left out at either end, where corners are round or bent.
const LEFT_OUT: f32 = 0.06;
/// How far from a side its edge is looked for, in pixels of the level.
const REACH: f32 = 3.5;
const STEP: f32 = 0.5;
/// A card is brighter than what is beside it by this, in shades and as a share of its own.
const BRIGHTER: f32 = 5.0;
const BRIGHTER_SHARE: f32 = 0.03;

/// A side so near to the picture's edge, in pixels of the level, is cut by it.
const CUT: f32 = 4.0;

/// What is seen along the four sides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// For each side the share of its places at which the inside is brighter than the outside; none
    /// for a side that lies on the picture's edge.
    pub edged: [Option<f32>; 4],
}

impl Seen {
    /// The weakest side, and the mean of all; 0 where all sides lie on the picture's edge.
    pub(super) fn worst_and_mean(&self) -> (f32, f32) {
        let inside: Vec<f32> = self.edged.iter().flatten().copied().collect();
        if inside.is_empty() {
            return (0.0, 0.0);
        }
        let worst = inside.iter().copied().fold(1.0, f32::min);
        (worst, inside.iter().sum::<f32>() / inside.len() as f32)
    }
}

/// A place on a side, and the way inward.
fn places(from: Point, to: Point) -> impl Iterator<Item = (f32, Point, (f32, f32))> {
    let length = distance(from, to).max(1e-3);
    let inward = ((from.1 - to.1) / length, (to.0 - from.0) / length);
    (0..PLACES).map(move |at| {
        let share = (at as f32 + 0.5) / PLACES as f32;
        let along = LEFT_OUT + share * (1.0 - 2.0 * LEFT_OUT);
        (along, between(from, to, along), inward)
    })
}

fn moved(at: Point, inward: (f32, f32), by: f32) -> Point {
    (at.0 + inward.0 * by, at.1 + inward.1 * by)
}

/// Moves the sides to where the picture gets brighter most steeply, from the coarse level to the
/// whole picture. The quadrilateral is in pixels of the whole picture.
pub(super) fn refined(pixels: &Pixels<'_>, quad: &Quad, from_level: usize) -> Quad {
    let mut best = *quad;
    for level in (0..=from_level.min(pixels.depth())).rev() {
        let share = 0.5f32.powi(level as i32);
        let picture = pixels.level(level);
        let here = best.scaled(share);
        let lines = here.sides().map(|(from, to)| edge_near(picture, from, to));
        let Some(found) = Quad::of_lines(lines) else {
            continue;
        };
        let found = found.scaled(1.0 / share);
        if found.is_card_like() && found.overlap(&best) > 0.7 {
            best = found;
        }
    }
    best
}

/// The edge near a side, as a line through two points.
fn edge_near(picture: &GrayImage, from: Point, to: Point) -> (Point, Point) {
    let steps = (REACH / STEP) as i32;
    let outside = places(from, to)
        .filter(|(_, at, inward)| shade_at(picture, moved(*at, *inward, -2.0)).is_none())
        .count();
    if outside * 2 > PLACES {
        // The picture's edge cuts the card here.
        return (from, to);
    }
    let mut seen: Vec<(f32, f32, f32)> = Vec::with_capacity(PLACES);
    for (along, at, inward) in places(from, to) {
        let shades: Vec<Option<f32>> = (-steps - 2..=steps + 2)
            .map(|step| shade_at(picture, moved(at, inward, step as f32 * STEP)))
            .collect();
        let rise = |window: &[Option<f32>]| match window {
            [Some(a), Some(b), _, Some(c), Some(d)] => Some(c + d - a - b),
            _ => None,
        };
        let steepest = shades
            .windows(5)
            .enumerate()
            .filter_map(|(at, window)| Some((at, rise(window)?)))
            .filter(|(_, rise)| *rise > BRIGHTER)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, rise)) = steepest {
            seen.push((along, (at as i32 - steps) as f32 * STEP, rise.sqrt()));
        }
    }
    if seen.len() < PLACES / 4 {
        return (from, to);
    }
    let (near, far) = fitted(&seen);
    let length = distance(from, to).max(1e-3);
    let inward = ((from.1 - to.1) / length, (to.0 - from.0) / length);
    (moved(from, inward, near), moved(to, inward, far))
}

/// The line through most of the places: its distance from the side at both ends. Each place is
/// `(along, off, weight)`.
fn fitted(seen: &[(f32, f32, f32)]) -> (f32, f32) {
    let mut offs: Vec<f32> = seen.iter().map(|place| place.1).collect();
    offs.sort_by(f32::total_cmp);
    let middle = offs.get(offs.len() / 2).copied().unwrap_or(0.0);
    let (mut base, mut slope, mut reach) = (middle, 0.0f32, 2.5f32);
    for _ in 0..6 {
        let (mut w, mut x, mut y, mut xx, mut xy) = (0.0f32, 0.0f32, 0.0f32, 0.0f32, 0.0f32);
        for (along, off, weight) in seen {
            let miss = (off - base - slope * along) / reach;
            if miss.abs() >= 1.0 {
                continue;
            }
            let weight = weight * (1.0 - miss * miss).powi(2);
            w += weight;
            x += weight * along;
            y += weight * off;
            xx += weight * along * along;
            xy += weight * along * off;
        }
        let spread = w * xx - x * x;
        if w <= 0.0 || spread <= 1e-6 {
            break;
        }
        slope = (w * xy - x * y) / spread;
        base = (y - slope * x) / w;
        reach = (reach * 0.75).max(1.0);
    }
    (base, base + slope)
}

/// Looks along the sides at a level; the quadrilateral is in pixels of the whole picture.
pub(super) fn seen(pixels: &Pixels<'_>, quad: &Quad, level: usize) -> Seen {
    let share = 0.5f32.powi(level as i32);
    let picture = pixels.level(level);
    let mean = |at: Point, inward: (f32, f32), from: f32| -> Option<f32> {
        let one = shade_at(picture, moved(at, inward, from))?;
        let other = shade_at(picture, moved(at, inward, from * 2.0))?;
        Some(f32::midpoint(one, other))
    };
    let mut edged = [None; 4];
    for (side, edged) in quad.scaled(share).sides().into_iter().zip(&mut edged) {
        let (mut looked, mut good, mut darker) = (0usize, 0usize, 0usize);
        for (_, at, inward) in places(side.0, side.1) {
            // Where the picture ends, so does what can be seen of the card.
            if shade_at(picture, moved(at, inward, -CUT)).is_none() {
                continue;
            }
            let (Some(inside), Some(outside)) = (mean(at, inward, 1.5), mean(at, inward, -1.5))
            else {
                continue;
            };
            looked += 1;
            let step = inside - outside;
            let bound = BRIGHTER.max(inside * BRIGHTER_SHARE);
            good += usize::from(step >= bound);
            darker += usize::from(-step >= bound);
        }
        *edged = (looked * 3 >= PLACES).then(|| good.max(darker) as f32 / looked as f32);
    }
    Seen { edged }
}
