//! Finding labels in a photograph: bright quadrilaterals with an edge and with writing on them.

use super::around;
use super::edges;
use super::evidence::{self, Evidence};
use super::levels::{self, Area, Stencil};
use super::pixels::Pixels;
use super::quad::{self, Quad};
use image::GrayImage;

/// Longer side of the picture in which bright areas are looked for, in pixels.
const LOOKED_AT_SIDE: u32 = 480;
/// The same where writing is looked for.
const WRITING_SIDE: u32 = 800;
/// Smallest picture in which labels are looked for, in pixels.
const LEAST_SIDE: u32 = 48;
/// Area of a label as a share of the picture.
const LEAST_SHARE: f32 = 0.001_2;
const MOST_SHARE: f32 = 0.85;
/// Bright areas that are looked at, the steadiest first.
const MOST_AREAS: usize = 48;
/// Rectangles whose edges and writing are looked at.
const MOST_QUADS: usize = 16;
/// Labels told of one picture.
const MOST_LABELS: usize = 12;
/// Shortest side of a label, in pixels of the whole picture: what is lower holds no line of writing.
const LEAST_PIXELS: f32 = 22.0;
/// Share of a quadrilateral that the hull of its bright area fills.
const FILLED: f32 = 0.9;
/// Share from which it surely touches nothing else.
const CLEAN: f32 = 0.975;
/// What is less sure is no label.
const DOUBTED: f32 = 0.1;
/// Two findings with so much in common are the same one.
const SAME: f32 = 0.6;

/// A label found in a picture.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// In pixels of the picture, the left upper corner first as far as it can be told without reading.
    pub quad: Quad,
    /// Whether it was put into the picture by a program.
    pub added: bool,
    /// Whether the picture's edge cuts it.
    pub cut: bool,
    /// How surely it is a label, 0 to 1; no probability.
    pub confidence: f32,
    /// Middle height of the signs on it, as a share of its shorter side.
    pub letter_height: f32,
    /// The shade of its paper.
    pub paper: u8,
    evidence: Evidence,
}

/// A rectangle among the bright areas.
struct Candidate {
    quad: Quad,
    /// How well the area fills it, and how steady it is.
    worth: f32,
}

/// The labels of a picture, surest first.
pub(crate) fn find(picture: &GrayImage) -> Vec<Found> {
    let (width, height) = picture.dimensions();
    let (shorter, longer) = (width.min(height), width.max(height));
    if shorter < LEAST_SIDE || longer / shorter > 12 {
        return Vec::new();
    }
    let pixels = Pixels::of(picture);
    let mut found: Vec<Found> = candidates(&pixels)
        .iter()
        .filter_map(|candidate| looked_at(&pixels, candidate))
        .collect();
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut kept = settled(found);
    kept.truncate(MOST_LABELS);
    kept
}

fn candidates(pixels: &Pixels<'_>) -> Vec<Candidate> {
    let reduced = pixels.reduced(LOOKED_AT_SIDE);
    let scale = pixels.width() / reduced.width() as f32;
    let all = reduced.as_raw().len() as f32;
    let (least, most) = ((all * LEAST_SHARE).max(40.0), all * MOST_SHARE);
    let areas = levels::areas(&reduced, least as u32, most as u32);
    let mut stencil = Stencil::of(&reduced);
    let mut found: Vec<Candidate> = Vec::new();
    for area in areas.iter().take(MOST_AREAS) {
        let Some((quad, filled)) = rectangle(&mut stencil, &reduced, area) else {
            continue;
        };
        // Writing leaves holes in the area of its card.
        let holes = if (0.5..0.985).contains(&filled.1) {
            2.0
        } else {
            1.0
        };
        let worth = filled.0 * holes * (f32::from(area.steady) / 16.0).min(2.0);
        let quad = quad.scaled(scale);
        match found
            .iter_mut()
            .find(|known| known.quad.overlap(&quad) > 0.9)
        {
            Some(known) if known.worth >= worth => {}
            Some(known) => *known = Candidate { quad, worth },
            None => found.push(Candidate { quad, worth }),
        }
    }
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    found.truncate(MOST_QUADS);
    let finer = pixels.reduced(WRITING_SIDE);
    let scale = pixels.width() / finer.width() as f32;
    for quad in around::cards(&finer) {
        let quad = quad.scaled(scale);
        if !found.iter().any(|known| known.quad.overlap(&quad) > 0.9) {
            found.push(Candidate { quad, worth: 0.0 });
        }
    }
    found
}

/// The quadrilateral about an area and how well it fills it: as it is, or without what it hardly
/// touches.
fn rectangle(
    stencil: &mut Stencil,
    reduced: &GrayImage,
    area: &Area,
) -> Option<(Quad, (f32, f32))> {
    let side = (area.pixels as f32).sqrt();
    let mut best: Option<(Quad, (f32, f32))> = None;
    let rows = stencil.walk(reduced, area);
    for worn in [
        0,
        (side * 0.06).ceil() as u32 + 1,
        (side * 0.14).ceil() as u32 + 1,
    ] {
        let Some(shape) = stencil.shape(&rows, area, worn) else {
            continue;
        };
        let hull = quad::hull(&shape.outline);
        let Some(about) = Quad::about(&hull) else {
            continue;
        };
        let hulled = quad::area(&hull);
        let filled = hulled / about.area().max(1.0);
        let solid = shape.pixels as f32 / hulled.max(1.0);
        let better = best.is_none_or(|(_, (known, _))| filled > known + 0.01);
        if better && filled >= FILLED && solid >= 0.5 && about.is_card_like() {
            best = Some((about, (filled, solid)));
        }
        if best.is_some_and(|(_, (filled, _))| filled >= CLEAN) {
            break;
        }
    }
    best
}

/// A candidate seen closely: its edges set right, its writing looked for.
fn looked_at(pixels: &Pixels<'_>, candidate: &Candidate) -> Option<Found> {
    let scale = pixels.width().max(pixels.height()) / LOOKED_AT_SIDE as f32;
    let level = pixels.level_for(scale);
    let quad = edges::refined(pixels, &candidate.quad, level).upright();
    let (across, down) = quad.lengths();
    if across.min(down) < LEAST_PIXELS {
        return None;
    }
    let seen = edges::seen(pixels, &quad, level);
    let (worst, mean) = seen.worst_and_mean();
    if edged(worst, mean) < DOUBTED {
        // Whatever stands on it.
        return None;
    }
    let longer = across.max(down);
    let side = |length: f32| ((length / longer * evidence::SIDE as f32).round() as u32).max(8);
    let crop = pixels.straightened(&quad, side(across), side(down), 255);
    let evidence = Evidence::of(&crop);
    // An edge that is not in the picture speaks for nothing.
    let cut = seen.edged.iter().filter(|edge| edge.is_none()).count();
    let confidence = confidence(worst, mean, &evidence) * 0.93f32.powi(cut as i32);
    (confidence > 0.0).then(|| Found {
        quad,
        added: is_added(&quad, &evidence),
        cut: cut > 0,
        confidence,
        letter_height: evidence.letter_height,
        paper: evidence.paper,
        evidence,
    })
}

/// How surely this is a label, 0 to 1; 0 where it is none. Each thing that is seen counts fully from
/// where nearly all cards have it, and not at all where leaves, tiles and cloth have it as well.
fn confidence(worst: f32, mean: f32, evidence: &Evidence) -> f32 {
    // Two or three large signs may be a number; smaller marks are bars and knots.
    let letters = evidence.letters.len();
    let enough = letters >= 6 || letters >= 3 && evidence.letter_height >= 0.12;
    let sized = (0.022..0.6).contains(&evidence.letter_height);
    if !enough || !sized || evidence.ink < 0.006 || evidence.in_line < 0.55 {
        return 0.0;
    }
    let product = edged(worst, mean)
        * ramp(evidence.parted, 0.6, 0.82)
        * ramp(evidence.in_letters, 0.4, 0.9)
        * ramp(evidence.rough, 0.065, 0.02)
        * ramp(evidence.spread, 0.03, 0.15)
        * ramp(evidence.ink, 0.38, 0.2)
        * ramp(evidence.ink_shade, 0.86, 0.7);
    if product < DOUBTED {
        0.0
    } else {
        product.sqrt()
    }
}

/// How far the edges speak for a label.
fn edged(worst: f32, mean: f32) -> f32 {
    ramp(worst, 0.25, 0.8) * ramp(mean, 0.65, 0.95)
}

/// 0 at the one bound and before it, 1 at the other and beyond it.
fn ramp(value: f32, none: f32, full: f32) -> f32 {
    ((value - none) / (full - none)).clamp(0.0, 1.0)
}

/// Whether a program has put it into the picture: its sides run along the rows and columns of pixels,
/// and its paper is of one bright shade.
fn is_added(quad: &Quad, evidence: &Evidence) -> bool {
    let straight = quad
        .sides()
        .iter()
        .all(|((x, y), (to_x, to_y))| (to_x - x).abs().min((to_y - y).abs()) < 1.2);
    straight && evidence.paper >= 235 && evidence.uniform >= 0.8
}

/// Without what is told twice, and without what only surrounds a label.
fn settled(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let twice = kept
            .iter()
            .any(|known| known.quad.overlap(&one.quad) > SAME);
        if !twice {
            kept.push(one);
        }
    }
    let mut gone = vec![false; kept.len()];
    for (at, outer) in kept.iter().enumerate() {
        for (other, inner) in kept.iter().enumerate() {
            let inside = inner.quad.common(&outer.quad) / inner.quad.area().max(1.0);
            if at == other || inside < 0.8 || inner.quad.area() >= outer.quad.area() {
                continue;
            }
            // The writing of a card with a frame or with columns is not all in one of its parts.
            let loser = if shared_writing(outer, inner) < 0.6 {
                other
            } else {
                at
            };
            if let Some(gone) = gone.get_mut(loser) {
                *gone = true;
            }
        }
    }
    let mut gone = gone.into_iter();
    kept.retain(|_| !gone.next().unwrap_or(false));
    kept
}

/// Share of the writing on the outer one that stands on the inner one.
fn shared_writing(outer: &Found, inner: &Found) -> f32 {
    let way = super::pixels::Projection::onto(&outer.quad);
    let inside = |letter: &[f32; 4]| {
        let [left, top, right, bottom] = *letter;
        let at = way.at(f32::midpoint(left, right), f32::midpoint(top, bottom));
        inner.quad.holds(at)
    };
    let count = outer
        .evidence
        .letters
        .iter()
        .filter(|letter| inside(letter))
        .count();
    count as f32 / outer.evidence.letters.len().max(1) as f32
}
