//! How far two papers say the same, word by word, in whatever order they were read.
//!
//! Words are met without regard to order: two readings of one scan take columns and margins in
//! different orders. Only what speaks against is looked for in its place: between words that both
//! papers have, one says this and the other that.

use crate::diff::rising;
use crate::paper::{Paper, Seen, Sureness};
use rustc_hash::FxHashMap;

/// What two papers say and do not say alike. Shares are of letters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Share of the shorter paper that stands in the other, word for word or nearly.
    pub common: f32,
    /// Share of the longer paper that stands in the other.
    pub common_of_longer: f32,
    /// Share of the shorter paper in whose place the other surely says something else.
    pub against: f32,
    /// The same, and the letters of words that are alike but not the same where both are sure of theirs.
    pub surely_other: f32,
    /// The most words in one such place, on the side where they are fewer.
    pub longest_against: u32,
    /// Share of the shorter paper in whose place the other was read as something else, surely or not.
    pub unlike: f32,
    /// Words without anything like them in the other paper, on the side where they are fewer.
    pub words_apart: u32,
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
/// Words of one place at most: beyond that the two have no place in common.
const PLACE_AT_MOST: usize = 60;
/// Share of letters that may be wrong where the place in the paper says that it is the same word.
const MISREAD: f32 = 0.4;

/// One paper in the comparison.
struct Part<'a> {
    paper: &'a Paper,
    /// How each word was met.
    met: Vec<Met>,
    /// By which word of the other paper, where it was met by one.
    partner: Vec<Option<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Not,
    Nearly,
    Same,
}

/// What stands against in the same places of both papers, in letters.
#[derive(Default)]
struct Places {
    sure: u32,
    longest: u32,
    any: u32,
}

/// Holds two papers against each other.
pub fn agreement(a: &Paper, b: &Paper) -> Agreement {
    let (mut left, mut right) = (Part::of(a), Part::of(b));
    same_words(&mut left, &mut right);
    joined_words(&mut left, b);
    joined_words(&mut right, a);
    like_words(&mut left, &mut right);
    let places = places(&mut left, &mut right);
    let certain = |paper: &Paper| paper.words.iter().all(|w| w.sureness == Sureness::Certain);
    let (l, r) = (left.sums(), right.sums());
    let shorter_left = l.total <= r.total;
    let (shorter, longer) = if shorter_left { (&l, &r) } else { (&r, &l) };
    Agreement {
        common: shorter.met / shorter.total.max(1.0),
        common_of_longer: longer.met / longer.total.max(1.0),
        against: places.sure as f32 / shorter.total.max(1.0),
        surely_other: (places.sure + surely_altered(&left, &right)) as f32 / shorter.total.max(1.0),
        longest_against: places.longest,
        unlike: places.any as f32 / shorter.total.max(1.0),
        words_apart: l.words_apart.min(r.words_apart),
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
    altered: f32,
    words_apart: u32,
    numbers_common: u32,
    numbers_against: u32,
}

impl<'a> Part<'a> {
    fn of(paper: &'a Paper) -> Self {
        Self {
            paper,
            met: vec![Met::Not; paper.words.len()],
            partner: vec![None; paper.words.len()],
        }
    }

    fn rest(&self) -> Vec<usize> {
        let open = |(at, met): (usize, &Met)| (*met == Met::Not).then_some(at);
        self.met.iter().enumerate().filter_map(open).collect()
    }

    fn word(&self, at: usize) -> Option<&'a Seen> {
        self.paper.words.get(at)
    }

    fn mark(&mut self, at: usize, met: Met, partner: Option<usize>) {
        if let Some(place) = self.met.get_mut(at) {
            *place = met;
        }
        if let Some(place) = self.partner.get_mut(at) {
            *place = partner;
        }
    }

    /// Words of this stretch that nothing in the other paper is like.
    fn apart(&self, from: usize, to: usize) -> Vec<usize> {
        (from..to)
            .filter(|at| self.met.get(*at) == Some(&Met::Not))
            .filter(|at| self.word(*at).is_some_and(Seen::counts))
            .collect()
    }

    fn letters(&self, places: &[usize]) -> Vec<char> {
        let words = places.iter().filter_map(|at| self.word(*at));
        words.flat_map(|word| word.letters.chars()).collect()
    }

    /// Letters and words in these places that were surely read.
    fn sure(&self, places: &[usize]) -> (u32, u32) {
        let words = places.iter().filter_map(|at| self.word(*at));
        words
            .filter(|word| word.sureness != Sureness::Doubtful)
            .fold((0, 0), |(letters, words), word| {
                (letters + word.length, words + 1)
            })
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
            if !word.counts() {
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
                Met::Not => sums.words_apart += 1,
            }
        }
        sums
    }
}

/// Letters of words that were met nearly, where neither side doubts its own.
fn surely_altered(left: &Part<'_>, right: &Part<'_>) -> u32 {
    let sure = |word: &&Seen| word.sureness != Sureness::Doubtful;
    let pairs = left.met.iter().zip(&left.partner).enumerate();
    pairs
        .filter(|(_, (met, _))| **met == Met::Nearly)
        .filter_map(|(at, (_, partner))| left.word(at).filter(sure).zip(right.word((*partner)?)))
        .filter(|(_, there)| sure(there))
        .map(|(here, _)| here.length)
        .sum()
}

/// What stands in the same places of both papers: between two words that both have, one after the other.
/// What is alike there but for misread letters is met; the rest stands against.
fn places(left: &mut Part<'_>, right: &mut Part<'_>) -> Places {
    let met = left.partner.iter().enumerate();
    let pairs: Vec<(usize, usize)> = met
        .filter_map(|(at, other)| Some((at, (*other)?)))
        .collect();
    let end = (left.paper.words.len(), right.paper.words.len());
    let mut found = Places::default();
    let mut rows = (Vec::new(), Vec::new());
    let mut start = (0, 0);
    // A word that was met by one elsewhere holds no place.
    for (at, other) in rising(&pairs).into_iter().chain([end]) {
        let here = left.apart(start.0, at);
        let there = right.apart(start.1, other);
        let comparable = |places: &[usize]| (1..=PLACE_AT_MOST).contains(&places.len());
        if comparable(&here) && comparable(&there) {
            settle(left, right, (&here, &there), &mut found, &mut rows);
        }
        start = (at + 1, other + 1);
    }
    found
}

fn settle(
    left: &mut Part<'_>,
    right: &mut Part<'_>,
    (here, there): (&[usize], &[usize]),
    found: &mut Places,
    rows: &mut (Vec<usize>, Vec<usize>),
) {
    let (mine, theirs) = (left.letters(here), right.letters(there));
    let allowed = (mine.len().max(theirs.len()) as f32 * MISREAD) as usize;
    if slips(&mine, &theirs, allowed, rows) <= allowed {
        here.iter().for_each(|at| left.mark(*at, Met::Nearly, None));
        there
            .iter()
            .for_each(|at| right.mark(*at, Met::Nearly, None));
        return;
    }
    let ((letters, words), (other_letters, other_words)) = (left.sure(here), right.sure(there));
    found.sure += letters.min(other_letters);
    found.longest = found.longest.max(words.min(other_words));
    found.any += mine.len().min(theirs.len()) as u32;
}

fn same_words(left: &mut Part<'_>, right: &mut Part<'_>) {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, word) in right.paper.words.iter().enumerate().rev() {
        places.entry(&word.letters).or_default().push(at);
    }
    for (at, word) in left.paper.words.iter().enumerate() {
        if let Some(found) = places.get_mut(word.letters.as_str()).and_then(Vec::pop) {
            left.mark(at, Met::Same, Some(found));
            right.mark(found, Met::Same, Some(at));
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
            part.mark(at, Met::Same, None);
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
            left.mark(at, Met::Nearly, Some(other));
            right.mark(other, Met::Nearly, Some(at));
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
