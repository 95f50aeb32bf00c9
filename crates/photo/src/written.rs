//! A piece of writing cut into words and numbers, each with its place, counted in characters.

use arabic::fold::{Classes, fold};
use std::ops::Range;

/// Characters of one piece of writing that are looked at; names of files are shorter, and what is longer
/// was made to keep a reader busy.
pub const MOST_CHARS: usize = 1_000;

/// A run of digits or of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Place in the writing, in characters.
    pub chars: Range<usize>,
    /// Digits in ASCII, or the folded word.
    pub key: String,
    pub is_number: bool,
    /// The signs between the piece before and this one, without blanks.
    pub before: String,
    /// Whether anything stands between the piece before and this one.
    pub parted: bool,
}

impl Piece {
    /// The number; nothing for words and for numbers of more than nine digits.
    pub(crate) fn number(&self) -> Option<u32> {
        (self.is_number && self.key.len() <= 9)
            .then(|| self.key.parse().ok())
            .flatten()
    }

    /// The word without the article.
    pub(crate) fn bare(&self) -> &str {
        bare(&self.key)
    }
}

/// A folded word without the article, where enough is left of it.
pub(crate) fn bare(key: &str) -> &str {
    key.strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(key)
}

/// The digit in ASCII, of any of the three sets that are in use where Arabic is written.
pub(crate) fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => u32::from(c) - 0x30,
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x660,
        '\u{06f0}'..='\u{06f9}' => u32::from(c) - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Signs that steer the writing direction or are not seen: they part nothing and count as nothing.
pub(crate) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{61c}' | '\u{ad}')
}

/// The pieces in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut before = String::new();
    let mut parted = true;
    let mut word = String::new();
    let mut open: Option<(usize, bool)> = None;
    let mut end = 0;
    let close = |out: &mut Vec<Piece>,
                 word: &mut String,
                 open: &mut Option<(usize, bool)>,
                 end: usize,
                 before: &mut String,
                 parted: &mut bool| {
        let Some((start, is_number)) = open.take() else {
            return;
        };
        let key = if is_number {
            std::mem::take(word)
        } else {
            fold(&std::mem::take(word), Classes::SPELLING)
        };
        if !key.is_empty() {
            out.push(Piece {
                chars: start..end,
                key,
                is_number,
                before: std::mem::take(before),
                parted: std::mem::replace(parted, false),
            });
        }
    };
    for (at, c) in text.chars().take(MOST_CHARS).enumerate() {
        if is_unseen(c) {
            continue;
        }
        let kind = match digit(c) {
            Some(_) => Some(true),
            None if c.is_alphanumeric() || is_mark(c) => Some(false),
            None => None,
        };
        if open.map(|(_, number)| number) != kind {
            close(
                &mut out,
                &mut word,
                &mut open,
                end,
                &mut before,
                &mut parted,
            );
        }
        match kind {
            Some(is_number) => {
                open.get_or_insert((at, is_number));
                word.push(digit(c).unwrap_or(c));
                end = at + 1;
            }
            None => {
                parted = true;
                if !c.is_whitespace() {
                    before.push(c);
                }
            }
        }
    }
    close(
        &mut out,
        &mut word,
        &mut open,
        end,
        &mut before,
        &mut parted,
    );
    out
}

/// Vowel signs and the stretching belong to the word.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The characters of that range, as written, without signs that are not seen.
pub(crate) fn shown(text: &str, chars: &Range<usize>) -> String {
    let part: String = text
        .chars()
        .skip(chars.start)
        .take(chars.len())
        .filter(|c| !is_unseen(*c) && !c.is_control())
        .collect();
    part.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(String, bool, Range<usize>)> {
        let found = pieces(text).into_iter();
        found.map(|p| (p.key, p.is_number, p.chars)).collect()
    }

    #[test]
    fn words_and_numbers_are_parted_in_every_script() {
        assert_eq!(
            cut("DSCN٢٢٥٥"),
            [
                ("dscn".to_owned(), false, 0..4),
                ("2255".to_owned(), true, 4..8)
            ]
        );
        let found = pieces("٢٠-٧-٢٠١١");
        let numbers: Vec<_> = found.iter().filter_map(Piece::number).collect();
        assert_eq!(numbers, [20, 7, 2011]);
        assert_eq!(found[1].before, "-");
    }

    #[test]
    fn signs_that_are_not_seen_part_nothing() {
        assert_eq!(
            cut("20\u{202e}1\u{200f}1"),
            [("2011".to_owned(), true, 0..6)]
        );
        assert_eq!(shown("\u{202e}ab\u{2066} c", &(0..6)), "ab c");
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_writing_one_after_the_other(text in "\\PC{0,60}") {
            let length = text.chars().count();
            let mut from = 0;
            for piece in pieces(&text) {
                prop_assert!(piece.chars.start >= from && piece.chars.end <= length);
                prop_assert!(!piece.chars.is_empty());
                from = piece.chars.end;
            }
        }
    }
}
