//! Lines whose signs stand in the order in which they are seen, left to right, instead of the
//! order in which they are read; and lam-alef pairs that were taken apart the wrong way round.
//!
//! Old PDF writers store the glyphs of a line from left to right. A reader that copies them gives
//! `ةيركسعلا` for العسكرية. What decides is the likelihood of the letters under a model of Arabic
//! words, the joining of presentation forms, and words that only stand before what they introduce.

mod lam_alef;
mod reversal;

use crate::letters::{self, Place};
use crate::{table, trigrams};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// In which order the signs of a line stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As it is read.
    Logical,
    /// The whole line is mirrored: letters and words.
    Mirrored,
    /// The letters of each word are mirrored, the words stand as they are read.
    LettersMirrored,
    /// The words run from left to right, the letters of each stand as they are read.
    WordsMirrored,
}

/// Evidence, in natural logarithm of the odds, that turns a line: 400 to 1. A line turned wrongly
/// is worse than one left, since the page image shows what was meant.
const TURNS: f32 = 6.0;

/// The same on a page whose lines are mostly mirrored: odds a little against it still turn a line.
const TURNS_ON_MIRRORED_PAGE: f32 = -1.0;

/// Signs of word order, each side, that must differ by this much before words are moved.
const WORDS_TURN: i32 = 2;

/// The line in the order in which it is read, with letters in place of presentation forms and
/// lam-alef pairs the right way round. Borrowed where nothing had to change.
///
/// Numbers, dates and Latin words inside the line keep their own direction. A line without Arabic
/// letters is given back as it is.
pub fn repair_line(line: &str) -> Cow<'_, str> {
    let turned = turn(line, TURNS);
    let proven = lam_alef::swaps_proven(&turned);
    set_pairs_right(turned, proven)
}

/// Repairs each line of a page. What the page as a whole shows, mirrored lines or swapped
/// lam-alef, counts for those of its lines that are too short to show it.
pub fn repair_page(page: &str) -> Cow<'_, str> {
    let (mut mirrored, mut logical) = (0, 0);
    for line in page.split('\n') {
        let odds = mirrored_letters(line);
        mirrored += usize::from(odds > TURNS);
        logical += usize::from(odds < -TURNS);
    }
    let asked = if mirrored > 2 * logical {
        TURNS_ON_MIRRORED_PAGE
    } else {
        TURNS
    };
    let turned: Vec<Cow<'_, str>> = page.split('\n').map(|line| turn(line, asked)).collect();
    let proven = lam_alef::swaps_proven(&turned.join("\n"));
    let repaired: Vec<Cow<'_, str>> = turned
        .into_iter()
        .map(|line| set_pairs_right(line, proven))
        .collect();
    if repaired.iter().all(|line| matches!(line, Cow::Borrowed(_))) {
        return Cow::Borrowed(page);
    }
    Cow::Owned(repaired.join("\n"))
}

/// The line in reading order and in letters, where the odds for it being turned reach `asked`.
fn turn(line: &str, asked: f32) -> Cow<'_, str> {
    if !line.chars().any(letters::is_letter) {
        return Cow::Borrowed(line);
    }
    let turned: Cow<'_, str> = match order_at(line, asked) {
        Order::Logical => Cow::Borrowed(line),
        Order::Mirrored => Cow::Owned(reversal::whole_line(line)),
        Order::LettersMirrored => Cow::Owned(reversal::each_word(line)),
        Order::WordsMirrored => Cow::Owned(reversal::words_only(line)),
    };
    if turned
        .chars()
        .any(|c| letters::presentation_form(c).is_some())
    {
        Cow::Owned(letters::without_presentation_forms(&turned))
    } else {
        turned
    }
}

fn set_pairs_right(line: Cow<'_, str>, proven: bool) -> Cow<'_, str> {
    match lam_alef::repair(&line, proven) {
        Some(repaired) => Cow::Owned(repaired),
        None => line,
    }
}

/// A row of signs as it stands on paper from left to right, in the order in which it is read: from the
/// right, numbers, dates and Latin words in their own direction.
pub fn read_from_the_right(printed: &str) -> String {
    reversal::whole_line(printed)
}

/// In which order the signs of the line stand, as far as the line itself tells; without enough
/// evidence it is taken to be as it is read.
pub fn order_of(line: &str) -> Order {
    order_at(line, TURNS)
}

fn order_at(line: &str, asked: f32) -> Order {
    let odds = mirrored_letters(line);
    if odds > asked {
        let by_word = reversal::each_word(line);
        // Given the letters are mirrored, the words most often are too; that they are not must
        // be shown.
        return if words_evidence(&by_word) <= -WORDS_TURN {
            Order::LettersMirrored
        } else {
            Order::Mirrored
        };
    }
    if odds < -TURNS && words_evidence(line) >= WORDS_TURN {
        return Order::WordsMirrored;
    }
    Order::Logical
}

/// Logarithm of the odds that the letters of the line's words are mirrored.
fn mirrored_letters(line: &str) -> f32 {
    let mut odds = 0.0;
    for word in line.split(|c: char| !letters::is_letter(c) && !letters::is_mark(c)) {
        let signs: Vec<char> = word.chars().collect();
        for pair in signs.windows(2) {
            let [Some(a), Some(b)] = [pair.first(), pair.last()].map(|c| {
                c.and_then(|c| letters::presentation_form(*c))
                    .map(|form| form.place)
            }) else {
                continue;
            };
            // Joining is strict: an initial form is followed by the form that it joins to.
            odds +=
                match (a, b) {
                    (Place::Initial, Place::Medial | Place::Final)
                    | (Place::Medial, Place::Final) => -4.0,
                    (Place::Final | Place::Medial, Place::Initial)
                    | (Place::Final, Place::Medial) => 4.0,
                    _ => 0.0,
                };
        }
        let lettered: Vec<char> = if signs
            .iter()
            .any(|c| letters::presentation_form(*c).is_some())
        {
            letters::without_presentation_forms(word).chars().collect()
        } else {
            signs
        };
        if lettered.iter().filter(|c| letters::is_letter(**c)).count() > 1 {
            let forward = trigrams::log_chance(lettered.iter().copied());
            let backward = trigrams::log_chance(lettered.iter().rev().copied());
            // One odd word (a foreign name, a code) must not outweigh the rest of the line.
            odds += (backward - forward).clamp(-8.0, 8.0);
        }
    }
    odds
}

static WORD_ORDER: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../tables/word_order.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
});

/// Signs that the words run from left to right, less the signs that they stand as they are read.
fn words_evidence(line: &str) -> i32 {
    let words: Vec<&str> = line
        .split_whitespace()
        .map(|w| w.trim_matches(letters::is_ignorable))
        .filter(|w| !w.is_empty())
        .collect();
    let begins_with_number = |w: &&str| w.chars().next().is_some_and(letters::is_digit);
    let mut evidence = 0;
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| words.get(i));
        let after = words.get(index + 1);
        let bare = word.trim_matches(|c: char| !letters::is_letter(c));
        evidence += match WORD_ORDER.get(bare).copied() {
            Some("before-number") => {
                i32::from(before.is_some_and(begins_with_number))
                    - i32::from(after.is_some_and(begins_with_number))
            }
            Some("before-word") => i32::from(after.is_none()) - i32::from(before.is_none()),
            Some("not-last") => i32::from(after.is_none()) - i32::from(before.is_none()),
            _ => 0,
        };
        // A full stop, comma or colon leans on the word before it.
        let stop = |c: char| matches!(c, '.' | '،' | '؛' | ',' | ':' | '؟');
        let letter_word = bare.chars().count() > 1;
        evidence += 2 * i32::from(letter_word && word.starts_with(stop))
            - 2 * i32::from(letter_word && word.ends_with(stop));
    }
    evidence
}

#[cfg(test)]
mod tests;
