//! Lam-alef pairs that a reader took apart the wrong way round.
//!
//! A font draws lam and alef as one glyph. A program that mirrors a line glyph by glyph, and only
//! then writes the two letters, gives `األمن` for الأمن and `السالم` for السلام.

use crate::{letters, table, trigrams};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Gain in log odds that a swap must bring where the line proves that pairs are swapped.
const GAIN_PROVEN: f32 = 0.0;
/// The gain asked for without such proof.
const GAIN_ALONE: f32 = 6.5;

const fn is_alef(c: char) -> bool {
    matches!(c, 'ا' | 'أ' | 'إ' | 'آ')
}

/// Whether the text proves that its pairs are swapped: it has words that begin with two alefs and
/// lam, as no Arabic word does, and hardly any pair that stands the right way round.
pub(super) fn swaps_proven(text: &str) -> bool {
    let (mut swapped, mut right) = (0, 0);
    for word in words(text) {
        let signs: Vec<char> = word.chars().collect();
        if certain_place(&signs).is_some() {
            swapped += 1;
        } else if has_right_pair(&signs) {
            right += 1;
        }
    }
    swapped > right
}

/// Whether lam and alef stand in reading order, and not as the rest of a lam before a swapped pair.
fn has_right_pair(word: &[char]) -> bool {
    (0..word.len()).any(|at| {
        matches!(word.get(at..at + 2), Some(['ل', b]) if is_alef(*b))
            && word.get(at + 2).is_none_or(|c| *c != 'ل')
    })
}

/// Where in the word the alef of a certainly swapped pair stands.
fn certain_place(word: &[char]) -> Option<usize> {
    let start = usize::from(matches!(word.first(), Some('و' | 'ف' | 'ب' | 'ك')));
    [0, start]
        .into_iter()
        .find_map(|at| match word.get(at..at + 3)? {
            ['ا', b, 'ل'] if is_alef(*b) => Some(at + 1),
            _ => None,
        })
}

/// The line with its swapped pairs set right; `None` where there is nothing to set right.
/// `proven` says that the page has words which cannot be read but as swapped.
pub(super) fn repair(line: &str, proven: bool) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let mut changed = false;
    let mut rest = line;
    while let Some(start) = rest.find(is_word_sign) {
        let (gap, from) = rest.split_at(start);
        out.push_str(gap);
        let end = from.find(|c| !is_word_sign(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        match repair_word(word, proven) {
            Some(repaired) => {
                changed = true;
                out.push_str(&repaired);
            }
            None => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    changed.then_some(out)
}

fn is_word_sign(c: char) -> bool {
    letters::is_letter(c) || letters::is_mark(c) || c == letters::TATWEEL
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c| !is_word_sign(c))
        .filter(|word| !word.is_empty())
}

fn repair_word(word: &str, proven: bool) -> Option<String> {
    let mut signs: Vec<char> = word.chars().collect();
    let mut changed = false;
    let mut settled = 0;
    if let Some(at) = certain_place(&signs) {
        signs.swap(at, at + 1);
        changed = true;
        settled = at + 2;
    }
    if proven && signs == ['ا', 'ل'] {
        return Some("لا".to_owned());
    }
    // The article of the word stays: after it, or at the very start, alef-lam is right.
    let mut at = article_length(&signs).max(settled);
    while at + 1 < signs.len() {
        let pair = (signs.get(at).copied(), signs.get(at + 1).copied());
        if let (Some(alef), Some('ل')) = pair
            && is_alef(alef)
        {
            let mut other = signs.clone();
            other.swap(at, at + 1);
            let gain = trigrams::log_chance(other.iter().copied())
                - trigrams::log_chance(signs.iter().copied())
                + 2.0 * context_gain(&signs, at);
            // Where pairs are swapped, a lam right before an alef can only be the lam of `للا`.
            let after_lam = at > 0 && signs.get(at - 1) == Some(&'ل');
            let asked = if proven { GAIN_PROVEN } else { GAIN_ALONE };
            if gain > asked || (proven && after_lam) {
                signs = other;
                changed = true;
                at += 1;
            }
        }
        at += 1;
    }
    changed.then(|| signs.into_iter().collect())
}

/// Logarithm of the odds for lam-alef against alef-lam between the letters around place `at`.
fn context_gain(word: &[char], at: usize) -> f32 {
    let letter = |index: Option<usize>| index.and_then(|i| word.get(i)).copied().unwrap_or('_');
    let key = [
        letter(at.checked_sub(2)),
        letter(at.checked_sub(1)),
        '-',
        letter(Some(at + 2)),
        letter(Some(at + 3)),
    ];
    CONTEXTS
        .get(key.iter().collect::<String>().as_str())
        .copied()
        .unwrap_or(0.0)
}

static CONTEXTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    table::rows(include_str!("../../tables/lam_alef.tsv"))
        .filter_map(|row| {
            let [context, lam_alef, alef_lam] = row.try_into().ok()?;
            let (for_it, against): (f32, f32) = (lam_alef.parse().ok()?, alef_lam.parse().ok()?);
            Some((context, ((for_it + 0.5) / (against + 0.5)).ln()))
        })
        .collect()
});

fn article_length(word: &[char]) -> usize {
    let start = usize::from(matches!(word.first(), Some('و' | 'ف' | 'ب' | 'ك')));
    for at in [start, 0] {
        if matches!(word.get(at..at + 2), Some(['ا', 'ل'])) {
            return at + 2;
        }
    }
    // A word that begins with a hamzated alef and lam may be swapped (ألمن for لأمن), or be right.
    0
}
