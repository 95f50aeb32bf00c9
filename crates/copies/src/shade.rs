//! What a picture looks like from afar: light and dark on a square of cells, and a hash of it.

use crate::pixels::{Grey, between, correlation, turned};
use std::sync::LazyLock;

/// Cells on a side.
const SIDE: usize = 64;
/// Likeness of two pictures as they lie below which no cut-out is tried.
const LEAST_PLAIN: f32 = 0.5;
/// Bits of the hash, in words.
pub(crate) const WORDS: usize = 4;
/// A perceptual hash of 256 bits: the signs of the 256 lowest waves of the picture.
pub(crate) type Hash = [u64; WORDS];

/// Light and dark of a picture on 64 by 64 cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade(Vec<u8>);

/// The cosines of the waves: `[wave][place]`.
static WAVES: LazyLock<Vec<Vec<f32>>> = LazyLock::new(|| {
    let wave = |u: usize| {
        (0..SIDE)
            .map(|x| {
                let turn = std::f32::consts::PI / SIDE as f32;
                ((x as f32 + 0.5) * u as f32 * turn).cos()
            })
            .collect()
    };
    (0..SIDE).map(wave).collect()
});

/// Which waves the bits stand for: the lowest first, that without any variation left out.
static ORDER: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let mut all: Vec<(usize, usize)> = (0..SIDE)
        .flat_map(|u| (0..SIDE).map(move |v| (u, v)))
        .filter(|place| *place != (0, 0))
        .collect();
    all.sort_by_key(|(u, v)| (u * u + v * v, *u));
    all.truncate(WORDS * 64);
    all
});

impl Shade {
    /// Of grey pixels, row by row; nothing where the picture has no pixels.
    pub fn of(width: usize, height: usize, grey: &[u8]) -> Option<Self> {
        let small = Grey::shrunk((width, height, grey), SIDE, SIDE)?;
        Some(Self(
            small
                .pixels
                .iter()
                .map(|p| p.round().clamp(0.0, 255.0) as u8)
                .collect(),
        ))
    }

    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() == SIDE * SIDE).then_some(Self(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Turned by a quarter, clockwise.
    pub fn turned(&self) -> Self {
        Self(turned(&self.0, SIDE, SIDE))
    }

    /// Whether there is anything to tell it by: a blank picture resembles every other blank one.
    pub fn is_telling(&self) -> bool {
        let n = self.0.len().max(1) as f32;
        let mean = self.0.iter().map(|p| f32::from(*p)).sum::<f32>() / n;
        let spread = self.0.iter().map(|p| (f32::from(*p) - mean).powi(2));
        (spread.sum::<f32>() / n).sqrt() >= 4.0
    }

    /// The perceptual hashes of the frames that a cut-out of the picture may be.
    pub(crate) fn frame_hashes(&self) -> Vec<Hash> {
        let cells: Vec<f32> = self.0.iter().map(|cell| f32::from(*cell)).collect();
        let side = SIDE as f32;
        let of = |[left, top, right, bottom]: [f32; 4]| {
            let at = |start: f32, end: f32, place: usize| {
                let length = 1.0 - start - end;
                (start * side + (place as f32 + 0.5) * length - 0.5).max(0.0)
            };
            let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
            let framed = places.map(|(x, y)| {
                let value = between(&cells, (SIDE, SIDE), at(left, right, x), at(top, bottom, y));
                value.round().clamp(0.0, 255.0) as u8
            });
            Self(framed.collect()).hash()
        };
        frames().map(of).collect()
    }

    /// The perceptual hash.
    pub(crate) fn hash(&self) -> Hash {
        // Rows first, then columns: only the waves that are asked for.
        let most = ORDER.iter().map(|(u, v)| (*u).max(*v)).max().unwrap_or(0) + 1;
        let mut rows = vec![0.0f32; SIDE * most];
        for (line, into) in self.0.chunks_exact(SIDE).zip(rows.chunks_exact_mut(most)) {
            for (value, wave) in into.iter_mut().zip(WAVES.iter()) {
                *value = line.iter().zip(wave).map(|(p, c)| f32::from(*p) * c).sum();
            }
        }
        let mut hash = [0u64; WORDS];
        for (bit, (u, v)) in ORDER.iter().enumerate() {
            let Some(wave) = WAVES.get(*v) else { continue };
            let sum: f32 = wave
                .iter()
                .enumerate()
                .map(|(y, c)| rows.get(y * most + u).copied().unwrap_or(0.0) * c)
                .sum();
            if sum > 0.0
                && let Some(word) = hash.get_mut(bit / 64)
            {
                *word |= 1 << (bit % 64);
            }
        }
        hash
    }

    /// How alike two pictures are, -1 to 1, one of them perhaps cut at its edges by up to a tenth and
    /// brighter or darker.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mine, theirs) = (self.relief(), other.relief());
        // What is not alike at all as it lies does not become so by cutting a tenth.
        let plain = correlation(mine.iter().copied().zip(theirs.iter().copied()));
        if plain < LEAST_PLAIN {
            return plain;
        }
        let within = |a: &[f32], b: &[f32]| {
            // The whole of `a` is a cut-out of `b`.
            let mut best: f32 = -1.0;
            for keep in [1.0f32, 0.98, 0.96, 0.94, 0.92, 0.9] {
                let spare = (1.0 - keep) * SIDE as f32;
                for (left, top) in [
                    (0.5, 0.5),
                    (0.0, 0.5),
                    (1.0, 0.5),
                    (0.5, 0.0),
                    (0.5, 1.0),
                    (0.0, 0.0),
                    (0.0, 1.0),
                    (1.0, 0.0),
                    (1.0, 1.0),
                ] {
                    let along = |i: usize, side: f32| {
                        ((i as f32 + 0.5) * keep + side * spare - 0.5).max(0.0)
                    };
                    let pairs = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
                    let pairs = pairs.map(|(x, y)| {
                        let here = a.get(y * SIDE + x).copied().unwrap_or(0.0);
                        (
                            here,
                            between(b, (SIDE, SIDE), along(x, left), along(y, top)),
                        )
                    });
                    best = best.max(correlation(pairs));
                    if keep >= 1.0 {
                        break;
                    }
                }
                // Nothing that is cut elsewhere fits better than this.
                if best >= 0.995 {
                    break;
                }
            }
            best
        };
        within(&mine, &theirs).max(within(&theirs, &mine))
    }

    /// How alike the two are where one is a cut-out of the other, up to an eighth of a side left out, -1 to
    /// 1. Takes some milliseconds; [`Shade::likeness`] says before whether it is worth it.
    pub fn cut_likeness(&self, other: &Self) -> f32 {
        // Blurring takes away what is finer than a cell may be shifted.
        let mine = crate::cut::blurred(&self.relief(), SIDE);
        let theirs = crate::cut::blurred(&other.relief(), SIDE);
        let there = crate::cut::likeness(&mine, &theirs, SIDE);
        there.max(crate::cut::likeness(&theirs, &mine, SIDE))
    }

    /// Each cell against the mean of those around it: what a picture shows, without how it is lit.
    fn relief(&self) -> Vec<f32> {
        const REACH: usize = 8;
        // Sums over all cells above and to the left; one row and column of zeros before.
        let mut sums = vec![0.0f32; (SIDE + 1) * (SIDE + 1)];
        for (y, row) in self.0.chunks_exact(SIDE).enumerate() {
            let mut line = 0.0;
            for (x, cell) in row.iter().enumerate() {
                line += f32::from(*cell);
                let above = sums.get(y * (SIDE + 1) + x + 1).copied().unwrap_or(0.0);
                if let Some(sum) = sums.get_mut((y + 1) * (SIDE + 1) + x + 1) {
                    *sum = above + line;
                }
            }
        }
        let sum_at = |x: usize, y: usize| sums.get(y * (SIDE + 1) + x).copied().unwrap_or(0.0);
        let mut relief = Vec::with_capacity(SIDE * SIDE);
        for (y, row) in self.0.chunks_exact(SIDE).enumerate() {
            let (top, bottom) = (y.saturating_sub(REACH), (y + REACH + 1).min(SIDE));
            for (x, cell) in row.iter().enumerate() {
                let (left, right) = (x.saturating_sub(REACH), (x + REACH + 1).min(SIDE));
                let sum = sum_at(right, bottom) + sum_at(left, top)
                    - sum_at(left, bottom)
                    - sum_at(right, top);
                let cells = (bottom - top) * (right - left);
                relief.push(f32::from(*cell) - sum / cells as f32);
            }
        }
        relief
    }
}

/// Frames by which cut-outs are found.
pub(crate) const FRAMES: usize = 16;

/// How much is cut off for each of them: left, top, right, bottom, in shares of the side. A cut-out is near
/// one of them, or the picture, by some three in a hundred; one that lost more than a tenth of a side is not.
fn frames() -> impl Iterator<Item = [f32; 4]> {
    const CUT: f32 = 0.06;
    let some = (1..FRAMES)
        .map(|sides| [0, 1, 2, 3].map(|side| if sides >> side & 1 == 1 { CUT } else { 0.0 }));
    std::iter::once([CUT / 2.0; 4]).chain(some)
}

/// In how many bits two hashes differ.
pub(crate) fn distance(a: &Hash, b: &Hash) -> u32 {
    a.iter().zip(b).map(|(x, y)| (x ^ y).count_ones()).sum()
}
