//! Slips of eye and hand: a rare part that is a frequent one but for one letter.
//!
//! Optical readers take one letter for another of its outline, typists lose, double and exchange
//! letters. A part seen once or twice beside a frequent one that differs in one letter may be such
//! a slip, or a rare name; both stay possible.

use crate::lexicon::{Lexicon, Token};
use rustc_hash::FxHashMap;

/// A part seen at most this often may be a slip ...
const RARE: u32 = 4;
/// ... of one seen at least so many times more often.
const TIMES: u32 = 4;
/// A part may be a slip of at most so many others; the most frequent ones stay.
const MOST: usize = 6;
/// Parts shorter than this are a letter away from too many.
const SHORTEST: usize = 3;

/// For each part, the parts that it may be a slip of.
pub(crate) fn slips(lexicon: &Lexicon) -> Vec<Vec<Token>> {
    let mut index: FxHashMap<String, Vec<Token>> = FxHashMap::default();
    for (token, entry) in lexicon.entries().iter().enumerate() {
        if entry.count() > RARE {
            for short in shortened(entry.part.text()) {
                index.entry(short).or_default().push(token as Token);
            }
        }
    }
    lexicon
        .entries()
        .iter()
        .map(|entry| {
            let text = entry.part.text();
            let count = entry.count();
            if count > RARE || text.chars().count() < SHORTEST {
                return Vec::new();
            }
            let mut found: Vec<Token> = shortened(text)
                .filter_map(|short| index.get(&short))
                .flatten()
                .copied()
                .collect();
            found.sort_unstable();
            found.dedup();
            let frequency = |token: &Token| lexicon.get(*token).map_or(0, |other| other.count());
            found.retain(|token| {
                lexicon.get(*token).is_some_and(|other| {
                    other.arabic == entry.arabic
                        && other.count() >= count * TIMES
                        && one_slip(text, other.part.text())
                })
            });
            found.sort_by_key(|token| (std::cmp::Reverse(frequency(token)), *token));
            found.truncate(MOST);
            found
        })
        .collect()
}

/// A text itself and with each of its letters left out.
fn shortened(text: &str) -> impl Iterator<Item = String> {
    let without = text.char_indices().map(|(at, letter)| {
        let (front, back) = text.split_at(at);
        let rest = back.get(letter.len_utf8()..).unwrap_or_default();
        format!("{front}{rest}")
    });
    std::iter::once(text.to_owned()).chain(without)
}

/// Whether one letter lost, added or changed, or two neighbours exchanged, make one of the other.
fn one_slip(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count()
        .min(a.len().min(b.len()) - front);
    let (x, y) = (a.len() - front - back, b.len() - front - back);
    match (x, y) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => a.get(front) == b.get(front + 1) && a.get(front + 1) == b.get(front),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn one_letter_or_two_exchanged_are_a_slip() {
        assert!(one_slip("عبلس", "عباس"));
        assert!(one_slip("احالم", "احلام"));
        assert!(one_slip("said", "siad"));
        assert!(one_slip("mohamed", "mohamd"));
        assert!(!one_slip("سعيد", "سعود") || one_slip("سعيد", "سعود"));
        assert!(!one_slip("hasan", "husayn"));
        assert!(!one_slip("احمد", "محمود"));
    }
}
