//! Where two texts differ, word by word, in the order in which they are read.

use crate::paper::key;
use std::collections::HashMap;

/// On which side a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On both, in the spelling of the first.
    Both,
    /// Only in the first.
    First,
    /// Only in the second.
    Second,
}

/// A piece of the texts laid side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub side: Side,
    /// The words as they are written, with the spaces and line ends between them.
    pub text: String,
}

/// A stretch without any word to hold on to is gone through word by word if it is not larger than this.
const CELLS_AT_MOST: usize = 4_000_000;

/// One text as words.
struct Words<'a> {
    /// Each word with what stands behind it up to the next one.
    written: Vec<&'a str>,
    keys: Vec<u32>,
}

/// Lays two texts side by side. All pieces but those of the second side, joined, are the first text.
///
/// Spellings that a reader takes for the same, and signs around words, are no difference.
pub fn diff(first: &str, second: &str) -> Vec<Piece> {
    let mut numbers = HashMap::new();
    let a = Words::of(first, &mut numbers);
    let b = Words::of(second, &mut numbers);
    let mut matched = Vec::new();
    matches(&a.keys, &b.keys, (0, 0), &mut matched);
    matched.push((a.keys.len(), b.keys.len()));
    let (mut at, mut there) = (0, 0);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut put = |side: Side, words: Option<&[&str]>| {
        let text = words.unwrap_or_default().concat();
        match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.side == side => last.text.push_str(&text),
            _ => pieces.push(Piece { side, text }),
        }
    };
    for (left, right) in matched {
        put(Side::First, a.written.get(at..left));
        put(Side::Second, b.written.get(there..right));
        put(Side::Both, a.written.get(left..left + 1));
        (at, there) = (left + 1, right + 1);
    }
    pieces
}

impl<'a> Words<'a> {
    fn of(text: &'a str, numbers: &mut HashMap<String, u32>) -> Self {
        let (mut written, mut keys) = (Vec::new(), Vec::new());
        let mut start = 0;
        let mut in_space = false;
        let mut word_end = 0;
        let mut ends: Vec<(usize, usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                if !in_space {
                    word_end = at;
                }
                in_space = true;
            } else if in_space {
                ends.push((start, word_end, at));
                start = at;
                in_space = false;
            }
        }
        let end = if in_space { word_end } else { text.len() };
        ends.push((start, end, text.len()));
        for (start, end, next) in ends {
            let (Some(whole), Some(word)) = (text.get(start..next), text.get(start..end)) else {
                continue;
            };
            if whole.is_empty() {
                continue;
            }
            let fresh = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let folded = key(word);
            // A sign that stands alone counts as itself.
            let folded = if folded.is_empty() {
                word.to_owned()
            } else {
                folded
            };
            keys.push(*numbers.entry(folded).or_insert(fresh));
            written.push(whole);
        }
        Self { written, keys }
    }
}

/// The words that are taken for the same, in order: equal ends first, then words that occur once on
/// both sides (Cohen's patience diff), then what is left by the longest common sequence.
fn matches(a: &[u32], b: &[u32], (left, right): (usize, usize), out: &mut Vec<(usize, usize)>) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    out.extend((0..head).map(|n| (left + n, right + n)));
    let (rest_a, rest_b) = (
        a.get(head..).unwrap_or_default(),
        b.get(head..).unwrap_or_default(),
    );
    let tail = rest_a
        .iter()
        .rev()
        .zip(rest_b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let inner_a = rest_a.get(..rest_a.len() - tail).unwrap_or_default();
    let inner_b = rest_b.get(..rest_b.len() - tail).unwrap_or_default();
    let (left, right) = (left + head, right + head);
    if !inner_a.is_empty() && !inner_b.is_empty() {
        let anchors = anchors(inner_a, inner_b);
        if anchors.is_empty() {
            longest(inner_a, inner_b, (left, right), out);
        } else {
            let (mut x, mut y) = (0, 0);
            for (next_x, next_y) in anchors {
                let between = (
                    inner_a.get(x..next_x).unwrap_or_default(),
                    inner_b.get(y..next_y).unwrap_or_default(),
                );
                matches(between.0, between.1, (left + x, right + y), out);
                out.push((left + next_x, right + next_y));
                (x, y) = (next_x + 1, next_y + 1);
            }
            let behind = (
                inner_a.get(x..).unwrap_or_default(),
                inner_b.get(y..).unwrap_or_default(),
            );
            matches(behind.0, behind.1, (left + x, right + y), out);
        }
    }
    let (end_a, end_b) = (left + inner_a.len(), right + inner_b.len());
    out.extend((0..tail).map(|n| (end_a + n, end_b + n)));
}

/// Words that occur once on both sides, the longest series of them that keeps its order.
fn anchors(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u32, (usize, usize, usize, usize)> = HashMap::new();
    for (at, word) in a.iter().enumerate() {
        let entry = seen.entry(*word).or_default();
        (entry.0, entry.1) = (entry.0 + 1, at);
    }
    for (at, word) in b.iter().enumerate() {
        let entry = seen.entry(*word).or_default();
        (entry.2, entry.3) = (entry.2 + 1, at);
    }
    let mut once: Vec<(usize, usize)> = seen
        .into_values()
        .filter(|(here, _, there, _)| (*here, *there) == (1, 1))
        .map(|(_, x, _, y)| (x, y))
        .collect();
    once.sort_unstable();
    rising(&once)
}

/// Of pairs in the order of their first, the longest series in which the second rises, too.
pub(crate) fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the series that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (_, y)) in pairs.iter().enumerate() {
        let lower = |end: &usize| pairs.get(*end).is_some_and(|(_, other)| other < y);
        let place = ends.partition_point(lower);
        before.push(place.checked_sub(1).and_then(|p| ends.get(p).copied()));
        match ends.get_mut(place) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut series = Vec::new();
    let mut at = ends.last().copied();
    while let Some(n) = at {
        series.extend(pairs.get(n));
        at = before.get(n).copied().flatten();
    }
    series.reverse();
    series
}

/// The longest common sequence; nothing where that would take too long.
fn longest(a: &[u32], b: &[u32], (left, right): (usize, usize), out: &mut Vec<(usize, usize)>) {
    let width = b.len() + 1;
    if a.len().saturating_mul(width) > CELLS_AT_MOST {
        return;
    }
    // `lengths[i][j]`: of what is left behind `i` and `j`.
    let mut lengths = vec![0u16; (a.len() + 1) * width];
    let cell =
        |lengths: &[u16], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let value = if x == y {
                cell(&lengths, i + 1, j + 1).saturating_add(1)
            } else {
                cell(&lengths, i + 1, j).max(cell(&lengths, i, j + 1))
            };
            if let Some(place) = lengths.get_mut(i * width + j) {
                *place = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            out.push((left + i, right + j));
            (i, j) = (i + 1, j + 1);
        } else if cell(&lengths, i + 1, j) >= cell(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, expected: &[(Side, &str)]) {
        let pieces = diff(first, second);
        let told: Vec<(Side, &str)> = pieces.iter().map(|p| (p.side, p.text.as_str())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn words_put_in_left_out_and_changed_are_told() {
        use Side::{Both, First, Second};
        check("إلى الفرع 41", "إلى الفرع 41", &[(Both, "إلى الفرع 41")]);
        check(
            "نقل الموقوف اليوم",
            "نقل اليوم",
            &[(Both, "نقل "), (First, "الموقوف "), (Both, "اليوم")],
        );
        check(
            "بتاريخ 12/5/2013 مساء",
            "بتاريخ 13/5/2013 مساء",
            &[
                (Both, "بتاريخ "),
                (First, "12/5/2013 "),
                (Second, "13/5/2013 "),
                (Both, "مساء"),
            ],
        );
        check("", "كلمة", &[(Second, "كلمة")]);
        check("", "", &[]);
    }

    #[test]
    fn spelling_is_no_difference() {
        check("أحمد، ٤١", "احمد 41", &[(Side::Both, "أحمد، ٤١")]);
    }
}
