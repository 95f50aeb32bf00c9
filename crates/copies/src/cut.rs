//! Whether one picture is a cut-out of another, brought onto it to a part of a cell.
//!
//! A cut shifts and stretches what a cell covers, and fine patterns then fall into other cells. So both
//! are looked at a little blurred, and the frame of the cut is sought where it fits best.

use crate::pixels::{between, correlation};

/// Shares of the sides that are tried for the frame, before it is moved.
const SHARES: [f32; 3] = [1.0, 0.95, 0.9];
/// Steps by which the frame is moved, in cells: the first ones over a quarter of the cells.
const STEPS: [(f32, usize); 4] = [(1.0, 2), (0.5, 2), (0.25, 1), (0.12, 1)];
/// Most of a side that may be cut off, in shares of it, and how far a frame may reach beyond.
const MOST_CUT: f32 = 0.13;
const BEYOND: f32 = 0.01;
/// Likeness below which no finer step brings a cut-out onto its picture.
const HOPELESS: f32 = 0.45;
/// Rows and columns at the edges that are left out: their surroundings are cut off.
const EDGE: usize = 2;

/// A frame in cells: left, top, width, height.
type Frame = [f32; 4];

/// How alike `cut` is to the best frame of `whole`, -1 to 1; both are squares of so many cells.
pub(crate) fn likeness(cut: &[f32], whole: &[f32], side: usize) -> f32 {
    let mut best: (f32, Frame) = (-1.0, [0.0, 0.0, side as f32, side as f32]);
    let attempt = |best: &mut (f32, Frame), frame: Frame, every: usize| {
        let found = framed(cut, whole, side, frame, every);
        let better = found > best.0 + 1e-6;
        if better {
            *best = (found, frame);
        }
        better
    };
    for across in SHARES {
        for down in SHARES {
            let (width, height) = (across * side as f32, down * side as f32);
            let spare = (side as f32 - width, side as f32 - height);
            for (x, y) in [0.0, 0.5, 1.0]
                .into_iter()
                .flat_map(|x| [0.0, 0.5, 1.0].map(|y| (x, y)))
            {
                attempt(&mut best, [x * spare.0, y * spare.1, width, height], 2);
            }
        }
    }
    for (step, every) in STEPS {
        if best.0 < HOPELESS {
            break;
        }
        best.0 = framed(cut, whole, side, best.1, every);
        loop {
            let from = best.1;
            let mut moved = false;
            // Each of the four edges by itself, and the frame as it is.
            for (place, size) in [
                (0, Some(2)),
                (1, Some(3)),
                (2, None),
                (3, None),
                (0, None),
                (1, None),
            ] {
                for by in [-step, step] {
                    let mut frame = best.1;
                    if let Some(edge) = frame.get_mut(place) {
                        *edge += by;
                    }
                    if let Some(length) = size.and_then(|size| frame.get_mut(size)) {
                        *length -= by;
                    }
                    moved |= is_frame(frame, side) && attempt(&mut best, frame, every);
                }
            }
            if !moved || from == best.1 {
                break;
            }
        }
    }
    best.0
}

/// Whether a frame lies in the picture and leaves enough of it.
fn is_frame([left, top, width, height]: Frame, side: usize) -> bool {
    let side = side as f32;
    let fits = |start: f32, length: f32| {
        start >= -BEYOND * side
            && start + length <= side * (1.0 + BEYOND)
            && length >= side * (1.0 - MOST_CUT)
    };
    fits(left, width) && fits(top, height)
}

/// How alike the cut-out is to this frame, by every so manieth cell in both directions.
fn framed(cut: &[f32], whole: &[f32], side: usize, frame: Frame, every: usize) -> f32 {
    let [left, top, width, height] = frame;
    let inner = || (EDGE..side.saturating_sub(EDGE)).step_by(every);
    let place = |start: f32, length: f32, at: usize| {
        (start + (at as f32 + 0.5) * length / side as f32 - 0.5).max(0.0)
    };
    correlation(inner().flat_map(|y| {
        let there_y = place(top, height, y);
        inner().map(move |x| {
            let here = cut.get(y * side + x).copied().unwrap_or(0.0);
            (
                here,
                between(whole, (side, side), place(left, width, x), there_y),
            )
        })
    }))
}

/// Each cell as the mean of itself and its neighbours.
pub(crate) fn blurred(cells: &[f32], side: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(cells.len());
    for y in 0..side {
        for x in 0..side {
            let (mut sum, mut count) = (0.0, 0.0);
            for row in y.saturating_sub(1)..(y + 2).min(side) {
                for column in x.saturating_sub(1)..(x + 2).min(side) {
                    sum += cells.get(row * side + column).copied().unwrap_or(0.0);
                    count += 1.0;
                }
            }
            out.push(sum / count);
        }
    }
    out
}
