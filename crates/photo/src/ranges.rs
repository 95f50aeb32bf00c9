//! Between which numbers those of a folder lie: as its name says, and as most of its labels say.
//!
//! One wrong reading must not make others wrong: what most labels say is told by quartiles, and each series
//! counts once.

use crate::check::Numbers;
use crate::folder::Said;
use crate::label::{FieldKind, Label};
use crate::series::Series;
use crate::shot::Shot;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Series of a folder below which nothing is said of what is usual in it.
const ENOUGH: usize = 8;
/// By how many times the middle half a number must lie outside of it to be far.
const FAR: u32 = 3;
/// The least that the middle half is taken for: numbers of a folder that lie close together are followed
/// by others.
const LEAST_SPREAD: u32 = 25;
/// Labels that must lie in a range of which nobody says what it counts before it is held against others.
const CONFIRMING: usize = 3;

/// Between which numbers most of a folder lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    /// The smallest and the largest of those that are not far from the others.
    pub most: RangeInclusive<u32>,
    near: RangeInclusive<u32>,
}

impl Usual {
    /// What is usual among these numbers; nothing where there are too few.
    fn of(mut numbers: Vec<u32>) -> Option<Self> {
        if numbers.len() < ENOUGH {
            return None;
        }
        numbers.sort_unstable();
        let (low, high) = (
            *numbers.get(numbers.len() / 4)?,
            *numbers.get(numbers.len() * 3 / 4)?,
        );
        let spread = (high - low).max(high / 20).max(LEAST_SPREAD);
        let reach = spread.saturating_mul(FAR);
        let near = low.saturating_sub(reach)..=high.saturating_add(reach);
        let mut most = numbers.iter().filter(|number| near.contains(number));
        let first = *most.next()?;
        let last = *most.next_back().unwrap_or(&first);
        Some(Self {
            most: first..=last,
            near,
        })
    }

    /// Whether a number lies far from most.
    pub fn is_far(&self, number: u32) -> bool {
        !self.near.contains(&number)
    }
}

/// The number that a value begins with: `92/ب` is 92.
pub(crate) fn leading_number(value: &str) -> Option<u32> {
    let end = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}

fn number_of(label: &Label, kind: FieldKind) -> Option<u32> {
    label.value(kind).and_then(leading_number)
}

/// A folder.
type Folder<'a> = &'a [String];
/// A folder whose name says a range, the first and the last number.
type Bounds<'a> = (Folder<'a>, u32, u32);
/// For bodies and for detainees: how many numbers lie in a range, of how many.
type Within = [(usize, usize); 2];

/// What can be said of the numbers of every folder.
#[derive(Default)]
pub(crate) struct Ranges<'a> {
    usual: BTreeMap<(Folder<'a>, FieldKind), Option<Usual>>,
    /// Where a name says a range without saying of what: whether it is one of bodies, of detainees.
    counted: BTreeMap<Bounds<'a>, [bool; 2]>,
}

const KINDS: [FieldKind; 2] = [FieldKind::Body, FieldKind::Detainee];

/// The folder in which series lie beside one another: above that of one body.
fn shelf(shot: &Shot) -> Folder<'_> {
    let folder = shot.folder();
    match folder.split_last() {
        Some((_, above)) if shot.has_own_folder() => above,
        _ => folder,
    }
}

/// The ranges that folders say, the lowest last: the folder, of what, from, to.
fn named(shot: &Shot) -> impl Iterator<Item = (Folder<'_>, Option<FieldKind>, u32, u32)> {
    shot.path
        .claims
        .iter()
        .filter_map(|claim| match claim.said {
            Said::Numbers { of, from, to } => {
                let segment = claim.places.first()?.segment;
                Some((shot.path.segments.get(..=segment)?, of, from, to))
            }
            _ => None,
        })
}

impl<'a> Ranges<'a> {
    pub(crate) fn of(shots: &'a [Shot], labels: &[Label], series: &[Series]) -> Self {
        let mut numbers: BTreeMap<(Folder<'_>, FieldKind), Vec<u32>> = BTreeMap::new();
        let mut inside: BTreeMap<Bounds<'_>, Within> = BTreeMap::new();
        for one in series {
            let Some(first) = one.shots.first().and_then(|at| shots.get(*at)) else {
                continue;
            };
            for (kind, slot) in KINDS.into_iter().zip(0..) {
                let all = one.shots.iter().filter_map(|at| labels.get(*at));
                // Each series once: what most of its labels say.
                let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
                for number in all.filter_map(|label| number_of(label, kind)) {
                    *counts.entry(number).or_default() += 1;
                }
                let most = counts.iter().max_by_key(|(_, count)| **count);
                let Some((number, _)) = most else { continue };
                numbers
                    .entry((shelf(first), kind))
                    .or_default()
                    .push(*number);
                for (folder, of, from, to) in named(first) {
                    if of.is_none()
                        && let Some((within, all)) =
                            inside.entry((folder, from, to)).or_default().get_mut(slot)
                    {
                        *within += usize::from((from..=to).contains(number));
                        *all += 1;
                    }
                }
            }
        }
        let usual = numbers.into_iter().map(|(key, all)| (key, Usual::of(all)));
        let counted = inside.into_iter().map(|(key, kinds)| {
            let counts = kinds.map(|(within, all)| within >= CONFIRMING && within * 5 >= all * 4);
            (key, counts)
        });
        Self {
            usual: usual.collect(),
            counted: counted.collect(),
        }
    }

    /// What is known of the bodies' and of the detainees' numbers where a shot lies.
    pub(crate) fn numbers(&self, shot: &Shot) -> [Numbers; 2] {
        let mut found = KINDS.map(|kind| Numbers {
            named: None,
            usual: self.usual.get(&(shelf(shot), kind)).cloned().flatten(),
        });
        for (folder, of, from, to) in named(shot) {
            let counts = match of {
                Some(of) => KINDS.map(|kind| kind == of),
                None => {
                    let counted = self.counted.get(&(folder, from, to));
                    counted.copied().unwrap_or_default()
                }
            };
            for (numbers, counts) in found.iter_mut().zip(counts) {
                if counts {
                    numbers.named = Some(from..=to);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_number_is_far_and_does_not_make_others_far() {
        let mut numbers: Vec<u32> = (640..660).collect();
        numbers.extend([6400, 9651]);
        let usual = Usual::of(numbers).unwrap();
        assert_eq!(usual.most, 640..=659);
        assert!(usual.is_far(6400) && usual.is_far(9651) && usual.is_far(64));
        assert!(!usual.is_far(640) && !usual.is_far(700) && !usual.is_far(600));
        assert_eq!(Usual::of(vec![1, 2, 900]), None);
        assert!(Usual::of(vec![u32::MAX; 20]).is_some_and(|all| all.is_far(7)));
    }

    #[test]
    fn numbers_begin_values() {
        assert_eq!(leading_number("92/ب"), Some(92));
        assert_eq!(leading_number("ب"), None);
        assert_eq!(leading_number("99999999999"), None);
    }
}
