//! Cards found from their writing: where letters stand together, the even paper about them is followed
//! outward to its edges, whatever lies beyond them.
//!
//! This finds what no shade parts from its surroundings: a card on a sheet, under a window, half in
//! shadow.

use super::pixels::shade_at;
use super::quad::{self, Point, Quad, between, distance};
use crate::ocr::ink::{Ink, Piece};
use copies::Groups;
use image::GrayImage;

/// Pieces of ink in one block at least.
const FEWEST: usize = 5;
/// Blocks that are followed outward, those with most pieces first.
const MOST_BLOCKS: usize = 10;
/// Pieces that are looked at: gravel and cloth have tens of thousands.
const MOST_PIECES: usize = 4_000;
/// Gap between pieces of a block, in heights of the larger one.
const GAP: f32 = 1.4;
/// The same from line to line.
const LINE_GAP: f32 = 2.8;
/// Ways outward on each side.
const RAYS: usize = 28;
/// A step in shade that ends the paper, and as a share of the paper's shade.
const EDGE: f32 = 7.0;
const EDGE_SHARE: f32 = 0.045;
/// Share of the ways that end on one line, where that is an edge.
const AGREE: f32 = 0.5;

/// The quadrilaterals about blocks of writing, in pixels of this picture.
pub(super) fn cards(picture: &GrayImage) -> Vec<Quad> {
    let pieces = Ink::of(picture).pieces();
    let longer = picture.width().max(picture.height());
    let mut letters: Vec<Piece> = pieces
        .all
        .into_iter()
        .filter(|piece| is_letter(piece, longer))
        .collect();
    letters.sort_unstable_by_key(|piece| (piece.left, piece.top));
    if letters.len() > MOST_PIECES {
        return Vec::new();
    }
    let mut blocks = blocks(&letters);
    blocks.retain(|block| block.len() >= FEWEST);
    blocks.sort_by_key(|block| std::cmp::Reverse(block.len()));
    blocks.truncate(MOST_BLOCKS);
    blocks
        .iter()
        .filter_map(|block| card_about(picture, block))
        .collect()
}

fn is_letter(piece: &Piece, longer: u32) -> bool {
    let (w, h) = (piece.width(), piece.height());
    let filled = piece.area as f32 / (w * h) as f32;
    w.max(h) >= 3 && w.max(h) * 9 <= longer && w.min(h) >= 2 && filled > 0.12 && piece.area >= 5
}

/// Pieces that stand near one another and are of like size.
fn blocks(letters: &[Piece]) -> Vec<Vec<Piece>> {
    let mut groups = Groups::new();
    let size = |piece: &Piece| piece.width().min(piece.height() * 2).max(piece.height()) as f32;
    for (at, piece) in letters.iter().enumerate() {
        groups.join(&at, &at);
        let reach = piece.right as f32 + GAP * 3.0 * size(piece);
        for (other_at, other) in letters.iter().enumerate().skip(at + 1) {
            if other.left as f32 > reach {
                break;
            }
            let (large, small) = (size(piece).max(size(other)), size(piece).min(size(other)));
            let across = other.left as f32 - piece.right as f32;
            let down = (other.top as f32 - piece.bottom as f32)
                .max(piece.top as f32 - other.bottom as f32);
            let height = large.min(2.5 * small);
            let near = across <= GAP * height && down <= LINE_GAP * height;
            if near && large <= 5.0 * small {
                groups.join(&at, &other_at);
            }
        }
    }
    let of = |group: &Vec<usize>| {
        group
            .iter()
            .filter_map(|at| letters.get(*at))
            .copied()
            .collect()
    };
    groups.all().iter().map(of).collect()
}

/// The rectangle of least area about points (one of its sides lies on the hull).
fn least_rectangle(points: &[Point]) -> Option<Quad> {
    let hull = quad::hull(points);
    let sides = hull.iter().zip(hull.iter().cycle().skip(1));
    sides
        .filter_map(|(from, to)| {
            let length = distance(*from, *to);
            let (ux, uy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
            let (mut left, mut right, mut top, mut bottom) =
                (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
            for (x, y) in &hull {
                let (along, across) = (x * ux + y * uy, y * ux - x * uy);
                left = left.min(along);
                right = right.max(along);
                top = top.min(across);
                bottom = bottom.max(across);
            }
            let corner =
                |along: f32, across: f32| (along * ux - across * uy, along * uy + across * ux);
            let quad = Quad([
                corner(left, top),
                corner(right, top),
                corner(right, bottom),
                corner(left, bottom),
            ]);
            (length > 0.0).then_some((quad, (right - left) * (bottom - top)))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(quad, _)| quad)
}

fn card_about(picture: &GrayImage, block: &[Piece]) -> Option<Quad> {
    let points: Vec<Point> = block
        .iter()
        .flat_map(|piece| {
            let (left, top) = (piece.left as f32, piece.top as f32);
            let (right, bottom) = (piece.right as f32 + 1.0, piece.bottom as f32 + 1.0);
            [(left, top), (right, top), (left, bottom), (right, bottom)]
        })
        .collect();
    let written = least_rectangle(&points)?;
    let (across, down) = written.lengths();
    if across.min(down) < 4.0 {
        return None;
    }
    // Letters may stand less than their own height from the edge; a card is hardly larger than thrice
    // its writing.
    let start = written.grown(1.5)?;
    let reach = across.max(down).max(2.5 * across.min(down)) * 1.2;
    let lines = start
        .sides()
        .map(|(from, to)| edge_beyond(picture, from, to, reach));
    let [a, b, c, d] = lines;
    let quad = Quad::of_lines([a?, b?, c?, d?])?;
    (quad.is_card_like() && quad.area() < 25.0 * written.area()).then_some(quad)
}

/// The line on which the ways outward from a side end.
fn edge_beyond(picture: &GrayImage, from: Point, to: Point, reach: f32) -> Option<(Point, Point)> {
    let length = distance(from, to).max(1e-3);
    let (ux, uy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    // Outward of a clockwise side is to its left.
    let outward = (uy, -ux);
    let ends: Vec<(f32, f32)> = (0..RAYS)
        .filter_map(|at| {
            let along = (at as f32 + 0.5) / RAYS as f32;
            let way = way_out(picture, between(from, to, along), outward, reach)?;
            Some((along * length, way))
        })
        .collect();
    let needed = (RAYS as f32 * AGREE) as usize;
    if ends.len() < needed {
        return None;
    }
    // The line through two ends that most others agree with; of equals the nearer one.
    let mut best: Option<(usize, f32, f32)> = None;
    for (at, one) in ends.iter().enumerate() {
        for other in ends.iter().skip(at + RAYS / 4) {
            let slope = (other.1 - one.1) / (other.0 - one.0).max(1e-3);
            if slope.abs() > 0.4 {
                continue;
            }
            let base = one.1 - slope * one.0;
            let agree = ends
                .iter()
                .filter(|(along, off)| (off - base - slope * along).abs() <= 1.3)
                .count();
            if best.is_none_or(|known| agree > known.0) {
                best = Some((agree, base, slope));
            }
        }
    }
    let (agree, base, slope) = best?;
    let off = |at: Point, by: f32| (at.0 + outward.0 * by, at.1 + outward.1 * by);
    (agree >= needed).then(|| (off(from, base), off(to, base + slope * length)))
}

/// How far the paper goes on from a place; none where no edge comes. The picture's edge is one.
fn way_out(picture: &GrayImage, from: Point, (dx, dy): Point, reach: f32) -> Option<f32> {
    let at = |step: f32| shade_at(picture, (from.0 + dx * step, from.1 + dy * step));
    let mut paper = at(0.0)?.max(at(1.0).unwrap_or(0.0));
    let mut step = 1.0;
    while step < reach {
        let Some(shade) = at(step) else {
            return Some(step - 0.5);
        };
        let bound = EDGE.max(paper * EDGE_SHARE);
        if (shade - paper).abs() > bound {
            let after = at(step + 1.0).unwrap_or(shade);
            if (after - paper).abs() > bound {
                return Some(step);
            }
        } else {
            paper += (shade - paper) * 0.2;
        }
        step += 1.0;
    }
    None
}
