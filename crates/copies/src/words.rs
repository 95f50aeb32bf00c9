//! How far two papers say the same, word by word, in whatever order they were read.
//!
//! Order is left out on purpose: two readings of one scan take columns and margins in different
//! orders, and two papers of one form differ in what is filled in, not in the order.

use crate::paper::{Paper, Seen, Sureness};
use rustc_hash::FxHashMap;

/// What two papers say and do not say alike. Weights are letters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Share of the shorter paper that stands in the other, word for word or nearly.
    pub common: f32,
    /// Share of the longer paper that stands in the other.
    pub common_of_longer: f32,
    /// Share that is surely read and has nothing like it in the other paper, on the side where it is less.
    pub against: f32,
    /// How many words that is.
    pub words_against: u32,
    /// Share of words that differ in a few letters, on the side where it is less.
    pub altered: f32,
    /// Sure numbers of at least two digits that both have.
    pub numbers_common: u32,
    /// Sure numbers that only one has, on the side where they are fewer: where both have some, they contradict.
    pub numbers_against: u32,
    /// Whether both papers are text and nothing was read optically.
    pub is_certain: bool,
    /// Words of the shorter paper.
    pub words: u32,
}

/// Compared words at most, beside those that are the same: what is beyond that is not like the other paper.
const REST_AT_MOST: usize = 1_500;

/// One paper in the comparison.
struct Part<'a> {
    paper: &'a Paper,
    /// How each word was met.
    met: Vec<Met>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Not,
    Nearly,
    Same,
}

/// Holds two papers against each other.
pub fn agreement(a: &Paper, b: &Paper) -> Agreement {
    let (mut left, mut right) = (Part::of(a), Part::of(b));
    same_words(&mut left, &mut right);
    joined_words(&mut left, b);
    joined_words(&mut right, a);
    like_words(&mut left, &mut right);
    let certain = |paper: &Paper| paper.words.iter().all(|w| w.sureness == Sureness::Certain);
    let (l, r) = (left.sums(), right.sums());
    let shorter_left = l.total <= r.total;
    let (shorter, longer) = if shorter_left { (&l, &r) } else { (&r, &l) };
    Agreement {
        common: shorter.met / shorter.total.max(1.0),
        common_of_longer: longer.met / longer.total.max(1.0),
        against: (l.against / l.total.max(1.0)).min(r.against / r.total.max(1.0)),
        words_against: l.words_against.min(r.words_against),
        altered: (l.altered / l.total.max(1.0)).min(r.altered / r.total.max(1.0)),
        numbers_common: l.numbers_common.min(r.numbers_common),
        numbers_against: l.numbers_against.min(r.numbers_against),
        is_certain: certain(a) && certain(b),
        words: a.words.len().min(b.words.len()) as u32,
    }
}

#[derive(Default)]
struct Sums {
    total: f32,
    met: f32,
    against: f32,
    altered: f32,
    words_against: u32,
    numbers_common: u32,
    numbers_against: u32,
}

impl<'a> Part<'a> {
    fn of(paper: &'a Paper) -> Self {
        Self {
            paper,
            met: vec![Met::Not; paper.words.len()],
        }
    }

    fn rest(&self) -> Vec<usize> {
        let open = |(at, met): (usize, &Met)| (*met == Met::Not).then_some(at);
        self.met.iter().enumerate().filter_map(open).collect()
    }

    fn word(&self, at: usize) -> Option<&'a Seen> {
        self.paper.words.get(at)
    }

    fn mark(&mut self, at: usize, met: Met) {
        if let Some(place) = self.met.get_mut(at) {
            *place = met;
        }
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for (word, met) in self.paper.words.iter().zip(&self.met) {
            let sure = word.sureness != Sureness::Doubtful;
            if word.is_telling_number() && sure {
                match met {
                    Met::Not => sums.numbers_against += 1,
                    _ => sums.numbers_common += 1,
                }
            }
            // Digits that nobody is sure of say nothing, and particles say the same everywhere.
            if word.is_number || word.length < 3 {
                continue;
            }
            let weight = word.length as f32;
            sums.total += weight;
            match met {
                Met::Same => sums.met += weight,
                Met::Nearly => {
                    sums.met += weight;
                    sums.altered += weight;
                }
                Met::Not if sure => {
                    sums.against += weight;
                    sums.words_against += 1;
                }
                Met::Not => {}
            }
        }
        sums
    }
}

fn same_words(left: &mut Part<'_>, right: &mut Part<'_>) {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, word) in right.paper.words.iter().enumerate().rev() {
        places.entry(&word.letters).or_default().push(at);
    }
    for (at, word) in left.paper.words.iter().enumerate() {
        if let Some(found) = places.get_mut(word.letters.as_str()).and_then(Vec::pop) {
            left.mark(at, Met::Same);
            right.mark(found, Met::Same);
        }
    }
}

/// Words that stand in the other paper without the space before or behind them, or with one more.
fn joined_words(part: &mut Part<'_>, other: &Paper) {
    let stream: String = other.letters().collect();
    for at in part.rest().into_iter().take(REST_AT_MOST) {
        let stands = part
            .word(at)
            .is_some_and(|w| !w.is_number && w.length >= 4 && stream.contains(&w.letters));
        if stands {
            part.mark(at, Met::Same);
        }
    }
}

/// Words that differ by a slip of the reader.
fn like_words(left: &mut Part<'_>, right: &mut Part<'_>) {
    let letters = |part: &Part<'_>| -> Vec<(usize, Vec<char>)> {
        part.rest()
            .into_iter()
            .filter_map(|at| Some((at, part.word(at)?)))
            .filter(|(_, word)| !word.is_number && word.length >= 3)
            .map(|(at, word)| (at, word.letters.chars().collect()))
            .take(REST_AT_MOST)
            .collect()
    };
    let (mine, mut theirs) = (letters(left), letters(right));
    let mut rows = (Vec::new(), Vec::new());
    for (at, word) in mine {
        let allowed = (word.len() / 3).max(1);
        let best = theirs
            .iter()
            .enumerate()
            .filter(|(_, (_, other))| other.len().abs_diff(word.len()) <= allowed)
            .map(|(place, (_, other))| (slips(&word, other, allowed, &mut rows), place))
            .min();
        if let Some((distance, place)) = best
            && distance <= allowed
        {
            let (other, _) = theirs.swap_remove(place);
            left.mark(at, Met::Nearly);
            right.mark(other, Met::Nearly);
        }
    }
}

/// How many letters are put in, left out or changed; more than `most` reads as one more than that.
fn slips(a: &[char], b: &[char], most: usize, rows: &mut (Vec<usize>, Vec<usize>)) -> usize {
    let (above, row) = rows;
    above.clear();
    above.extend(0..=b.len());
    for (i, x) in a.iter().enumerate() {
        row.clear();
        row.push(i + 1);
        let mut least = i + 1;
        let mut before = i + 1;
        for (y, pair) in b.iter().zip(above.windows(2)) {
            let [diagonal, up] = pair else { continue };
            let cost = (diagonal + usize::from(x != y)).min(up + 1).min(before + 1);
            row.push(cost);
            before = cost;
            least = least.min(cost);
        }
        if least > most {
            return most + 1;
        }
        std::mem::swap(above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_up_to_the_bound() {
        let check = |a: &str, b: &str, most: usize| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            slips(&a, &b, most, &mut (Vec::new(), Vec::new()))
        };
        assert_eq!(check("محمود", "محمود", 2), 0);
        assert_eq!(check("محمود", "محمد", 2), 1);
        assert_eq!(check("الفرع", "القرغ", 2), 2);
        assert_eq!(check("الفرع", "دمشق", 2), 3);
    }
}
