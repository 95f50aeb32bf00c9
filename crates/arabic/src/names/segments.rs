//! The parts of two names, two written words taken as one where the other name has them so:
//! احمدتحسين and أحمد تحسين, K haled and Khaled.

use super::agreement::agreement;
use super::alphabet::Written;
use super::{Name, Part};
use std::borrow::Cow;

/// How well a joined part must agree before it is believed.
const JOINED: f32 = 0.6;
/// A part that agrees less than this with everything is looked at again.
pub(super) const POOR: f32 = 0.45;
/// Letters that a part must have to be two written in one.
const SHORTEST_JOINED: usize = 5;

/// One part, or two neighbours taken as one.
#[derive(Debug, Clone)]
pub(super) struct Segment<'a> {
    /// Its first part in the name.
    pub start: usize,
    /// How many parts it holds.
    pub count: usize,
    pub part: Cow<'a, Part>,
}

/// Every part by itself.
pub(super) fn single(name: &Name) -> Vec<Segment<'_>> {
    name.parts()
        .iter()
        .enumerate()
        .map(|(start, part)| Segment {
            start,
            count: 1,
            part: Cow::Borrowed(part),
        })
        .collect()
}

/// Joins the two neighbours in `split` that together agree best with one of `poor` in `whole`.
pub(super) fn join(whole: &[Segment<'_>], poor: &[usize], split: &mut Vec<Segment<'_>>) -> bool {
    let mut best: Option<(f32, usize, Part)> = None;
    for one in poor.iter().filter_map(|at| whole.get(*at)) {
        for (at, two) in split.windows(2).enumerate() {
            let [a, b] = two else { continue };
            if one.count + a.count + b.count > 3 || !may_be(&one.part, &a.part, &b.part) {
                continue;
            }
            let joined = Part::joined(&a.part, &b.part);
            let found = agreement(&one.part, &joined);
            if found >= JOINED && best.as_ref().is_none_or(|(best, ..)| found > *best) {
                best = Some((found, at, joined));
            }
        }
    }
    let Some((_, at, joined)) = best else {
        return false;
    };
    split.remove(at + 1);
    if let Some(segment) = split.get_mut(at) {
        segment.count = 2;
        segment.part = Cow::Owned(joined);
    }
    true
}

/// Whether the letters leave it open that one part is two others written in one.
fn may_be(whole: &Part, first: &Part, second: &Part) -> bool {
    let (long, a, b) = (letters(whole), letters(first), letters(second));
    let (sum, length) = (a.len() + b.len(), long.len());
    match (&whole.whole, &first.whole) {
        (Written::Arabic(_), Written::Arabic(_)) | (Written::Latin(_), Written::Latin(_)) => {
            length >= SHORTEST_JOINED
                && length.abs_diff(sum) <= 2
                && (long.first() == a.first() || long.last() == b.last())
        }
        // A Latin spelling has the vowels, too.
        (Written::Arabic(_), Written::Latin(_)) => {
            length >= SHORTEST_JOINED && sum + 1 >= length && sum <= 2 * length + 2
        }
        (Written::Latin(_), Written::Arabic(_)) => {
            sum >= SHORTEST_JOINED && length + 1 >= sum && length <= 2 * sum + 2
        }
    }
}

fn letters(part: &Part) -> &[u8] {
    match &part.whole {
        Written::Arabic(letters) | Written::Latin(letters) => letters,
    }
}
