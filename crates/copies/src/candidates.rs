//! Which pairs are looked at: those that share rare runs of letters, or look alike from afar.
//!
//! Two walks over the marks of all items, in the same order: the first counts in how many items each
//! shingle occurs, the second keeps of each item its rarest ones. What a letterhead and the set words
//! of a form say is in so many papers that it brings nobody together. Memory: 64 MiB for the counts and
//! at most some 1,200 bytes an item, whatever the items hold.

use crate::marks::{Look, Marks, TURNS};
use crate::shade::{Hash, distance};
use crate::spread::Places;
use rustc_hash::FxHashMap;

/// Slots of the counts. Two shingles in one slot count together, which makes both seem commoner.
const SLOTS: usize = 1 << 26;
/// Items a shingle may be in to bring two of them together.
const RARE: u8 = 48;
/// Rare shingles that are kept of an item.
const KEPT: usize = 48;
/// Rare shingles that two items must share at least ...
const SHARED: usize = 3;
/// ... and as a share, one in so many, of what is kept of the one with fewer.
const SHARED_PART: usize = 5;
/// Shingles by which those are brought together that have no rare ones, because there are so many copies.
const COMMON: usize = 8;
/// Items with a smaller number that one item is compared with at most: those that share most.
const PARTNERS: usize = 32;
/// Bits in which the looks of two pictures may differ.
const FAR: u32 = 48;
/// Photographs whose frames are in the index at once: 16 frames of 32 bytes and 16 places each.
const LOT: usize = 20_000;

/// The first walk: counting.
#[derive(Debug)]
pub struct Candidates {
    counts: Vec<u8>,
}

impl Default for Candidates {
    fn default() -> Self {
        Self::new()
    }
}

impl Candidates {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self {
            counts: vec![0; SLOTS],
        }
    }

    /// Counts the shingles of an item.
    pub fn count(&mut self, marks: &Marks) {
        for shingle in &marks.sketch {
            if let Some(count) = self.counts.get_mut(slot(*shingle)) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// The second walk may begin.
    pub fn counted(self) -> Kept {
        Kept {
            counts: self.counts,
            items: 0,
            rare: Vec::new(),
            kept: Vec::new(),
            common: Vec::new(),
            looks: Vec::new(),
        }
    }
}

fn slot(shingle: u32) -> usize {
    (shingle.wrapping_mul(0x9e37_79b1) >> (32 - SLOTS.trailing_zeros())) as usize
}

/// The second walk: keeping what is rare.
#[derive(Debug)]
pub struct Kept {
    counts: Vec<u8>,
    items: u32,
    /// Shingle and item.
    rare: Vec<(u32, u32)>,
    /// How many rare shingles are kept of each item.
    kept: Vec<u8>,
    common: Vec<(u32, u32)>,
    looks: Vec<(u32, Look)>,
}

impl Kept {
    /// Keeps what is rare of the next item. Items are numbered from 0 in the order of this walk.
    pub fn keep(&mut self, marks: &Marks) {
        let item = self.items;
        self.items += 1;
        let mut rare: Vec<(u8, u32)> = marks
            .sketch
            .iter()
            .map(|shingle| {
                (
                    self.counts.get(slot(*shingle)).copied().unwrap_or(0),
                    *shingle,
                )
            })
            .filter(|(count, _)| (2..=RARE).contains(count))
            .collect();
        rare.sort_unstable();
        rare.truncate(KEPT);
        if rare.len() < SHARED {
            let common = marks.sketch.iter().take(COMMON);
            self.common.extend(common.map(|shingle| (*shingle, item)));
        }
        self.kept.push(u8::try_from(rare.len()).unwrap_or(u8::MAX));
        self.rare
            .extend(rare.into_iter().map(|(_, shingle)| (shingle, item)));
        self.looks
            .extend(marks.looks.iter().map(|look| (item, look.clone())));
    }

    /// The pairs to compare, each once, the smaller number first, in order.
    pub fn pairs(mut self) -> Vec<(u32, u32)> {
        self.counts = Vec::new();
        let mut pairs = self.by_text();
        pairs.extend(self.by_common_text());
        pairs.extend(by_looks(&self.looks));
        pairs.extend(by_frames(&self.looks));
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn by_text(&mut self) -> Vec<(u32, u32)> {
        self.rare.sort_unstable();
        let places = Places::of(&self.rare);
        // The same, item by item.
        let mut by_item: Vec<(u32, u32)> = std::mem::take(&mut self.rare)
            .into_iter()
            .map(|(shingle, item)| (item, shingle))
            .collect();
        by_item.sort_unstable();
        let mut pairs = Vec::new();
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for of_item in by_item.chunk_by(|a, b| a.0 == b.0) {
            let Some((item, _)) = of_item.first() else {
                continue;
            };
            shared.clear();
            for (_, shingle) in of_item {
                for other in places.at(*shingle).iter().take_while(|other| *other < item) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
            let kept = |item: u32| usize::from(self.kept.get(item as usize).copied().unwrap_or(0));
            let mut partners: Vec<(usize, u32)> = shared
                .iter()
                .filter(|(other, n)| {
                    let least = kept(*item).min(kept(**other)) / SHARED_PART;
                    **n >= least.max(SHARED)
                })
                .map(|(other, n)| (*n, *other))
                .collect();
            best(&mut partners, |(n, other)| (std::cmp::Reverse(*n), *other));
            pairs.extend(partners.into_iter().map(|(_, other)| (other, *item)));
        }
        pairs
    }

    /// Neighbours in the lists of common shingles: enough to join those of which there are many.
    fn by_common_text(&mut self) -> Vec<(u32, u32)> {
        self.common.sort_unstable();
        let neighbours = self.common.windows(2).filter_map(|pair| match pair {
            [(a, first), (b, second)] if a == b && first != second => Some((*first, *second)),
            _ => None,
        });
        neighbours.collect()
    }
}

/// Keeps the best by that order.
fn best<T, K: Ord>(partners: &mut Vec<T>, order: impl Fn(&T) -> K) {
    partners.sort_unstable_by_key(order);
    partners.truncate(PARTNERS);
}

/// Pairs whose looks differ in few bits, in any of the ways in which the other can lie.
fn by_looks(looks: &[(u32, Look)]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for of_ink in [false, true] {
        let these: Vec<(u32, &Look)> = looks
            .iter()
            .filter(|(_, look)| look.of_ink == of_ink)
            .map(|(item, look)| (*item, look))
            .collect();
        let upright: Vec<Hash> = these
            .iter()
            .map(|(_, look)| look.hashes.first().copied().unwrap_or_default())
            .collect();
        let index = LookIndex::of(&upright);
        let mut near: Vec<(u32, u32)> = Vec::new();
        for (at, (item, look)) in these.iter().enumerate() {
            near.clear();
            for hash in look.hashes.iter().take(TURNS) {
                index.near(hash, at, &upright, &mut |other, far| {
                    near.push((far, other))
                });
            }
            let mut partners: Vec<(u32, u32)> = near
                .iter()
                .filter_map(|(far, other)| Some((*far, these.get(*other as usize)?.0)))
                .filter(|(_, other)| other != item)
                .collect();
            partners.sort_unstable_by_key(|(far, other)| (*other, *far));
            partners.dedup_by_key(|(_, other)| *other);
            best(&mut partners, |(far, other)| (*far, *other));
            pairs.extend(
                partners
                    .into_iter()
                    .map(|(_, other)| (other.min(*item), other.max(*item))),
            );
        }
    }
    pairs
}

/// Pairs of which one may be a cut-out of the other: it looks, in any of the ways in which it can lie, like
/// a frame of the other. Frames are gone through in lots, so that their index stays small.
fn by_frames(looks: &[(u32, Look)]) -> Vec<(u32, u32)> {
    let photographs: Vec<(u32, &Look)> = looks
        .iter()
        .filter(|(_, look)| !look.frames.is_empty())
        .map(|(item, look)| (*item, look))
        .collect();
    // Of each photograph those it is nearest to, over all lots.
    let mut partners: Vec<Vec<(u32, u32)>> = vec![Vec::new(); photographs.len()];
    for lot in photographs.chunks(LOT) {
        let frames: Vec<Hash> = lot
            .iter()
            .flat_map(|(_, look)| &look.frames)
            .copied()
            .collect();
        let items = lot
            .iter()
            .flat_map(|(item, look)| look.frames.iter().map(|_| *item));
        let items: Vec<u32> = items.collect();
        let index = LookIndex::of(&frames);
        for ((item, look), partners) in photographs.iter().zip(&mut partners) {
            for hash in look.hashes.iter().take(TURNS) {
                index.near(hash, frames.len(), &frames, &mut |frame, far| {
                    let other = items.get(frame as usize).copied().unwrap_or(*item);
                    if other != *item {
                        partners.push((far, other));
                    }
                });
            }
            partners.sort_unstable_by_key(|(far, other)| (*other, *far));
            partners.dedup_by_key(|(_, other)| *other);
            best(partners, |(far, other)| (*far, *other));
        }
    }
    let mut pairs = Vec::new();
    for ((item, _), partners) in photographs.iter().zip(partners) {
        let of = |(_, other): (u32, u32)| (other.min(*item), other.max(*item));
        pairs.extend(partners.into_iter().map(of));
    }
    pairs
}

/// Hashes by each of their sixteen parts of sixteen bits. Two hashes that differ in fewer than 32
/// bits have a part in which they differ in at most one, and of those that differ in 48 all but a
/// few in a hundred have.
struct LookIndex {
    parts: Vec<Places>,
    /// Where so many share a part that every hash is held against every other at less cost.
    all: bool,
}

const PARTS: usize = 16;

fn part(hash: &Hash, at: usize) -> u32 {
    let word = hash.get(at / 4).copied().unwrap_or(0);
    u32::from((word >> (at % 4 * 16)) as u16)
}

impl LookIndex {
    fn of(hashes: &[Hash]) -> Self {
        let mut parts = Vec::new();
        let mut cost = 0u64;
        for at in 0..PARTS {
            let mut entries: Vec<(u32, u32)> = (0u32..)
                .zip(hashes)
                .map(|(n, hash)| (part(hash, at), n))
                .collect();
            entries.sort_unstable();
            let places = Places::of(&entries);
            cost += entries
                .chunk_by(|a, b| a.0 == b.0)
                .map(|same| {
                    let near = (0..16).map(|bit| {
                        places
                            .at(same.first().map_or(0, |s| s.0) ^ (1 << bit))
                            .len()
                    });
                    same.len() as u64 * (same.len() + near.sum::<usize>()) as u64
                })
                .sum::<u64>();
            parts.push(places);
        }
        let every = hashes.len() as u64 * hashes.len() as u64;
        Self {
            parts,
            all: cost > every,
        }
    }

    /// Calls for each hash before `before` that is near.
    fn near(&self, hash: &Hash, before: usize, hashes: &[Hash], found: &mut dyn FnMut(u32, u32)) {
        let mut check = |other: u32| {
            let Some(there) = hashes.get(other as usize) else {
                return;
            };
            let far = distance(hash, there);
            if far <= FAR {
                found(other, far);
            }
        };
        if self.all {
            (0..before as u32).for_each(check);
            return;
        }
        for (at, places) in self.parts.iter().enumerate() {
            let value = part(hash, at);
            let near = std::iter::once(value).chain((0..16).map(|bit| value ^ (1 << bit)));
            for near in near {
                let earlier = places
                    .at(near)
                    .iter()
                    .take_while(|other| (**other as usize) < before);
                earlier.for_each(|other| check(*other));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_hashes_are_found_and_far_ones_are_not() {
        // A fixed walk through numbers; no random source.
        let mut state = 7u64;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 11 ^ state << 31
        };
        let base: Vec<Hash> = (0..500).map(|_| [next(), next(), next(), next()]).collect();
        let index = LookIndex::of(&base);
        let mut planted = |flips: usize| {
            let mut found = 0;
            for (n, hash) in base.iter().enumerate().take(100) {
                let mut other = *hash;
                let mut flipped = std::collections::BTreeSet::new();
                while flipped.len() < flips {
                    flipped.insert((next() >> 7) as usize % 256);
                }
                for bit in flipped {
                    other[bit / 64] ^= 1 << (bit % 64);
                }
                let mut hit = false;
                index.near(&other, base.len(), &base, &mut |at, _| {
                    hit |= at == n as u32
                });
                found += usize::from(hit);
            }
            found
        };
        // The curve: certain up to 31 bits, nearly so up to the bound, nothing beyond it.
        assert_eq!(planted(0), 100);
        assert_eq!(planted(31), 100);
        assert!(planted(40) >= 95);
        assert!(planted(48) >= 80);
        assert_eq!(planted(49), 0);
    }
}
