//! A piece of writing cut into words and numbers, each with its place, counted in characters.

use arabic::fold::{Classes, fold};
use arabic::letters::{TATWEEL, as_ascii_digit, digit_value, is_ignorable, is_mark};
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

/// The pieces in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut cutter = Cutter {
        parted: true,
        ..Cutter::default()
    };
    for (at, c) in text.chars().take(MOST_CHARS).enumerate() {
        if is_ignorable(c) {
            continue;
        }
        let belongs = c.is_alphanumeric() || is_mark(c) || c == TATWEEL;
        let kind = belongs.then(|| digit_value(c).is_some());
        if cutter.is_number != kind {
            cutter.close();
        }
        if let Some(is_number) = kind {
            if cutter.is_number.is_none() {
                cutter.start = at;
                cutter.is_number = Some(is_number);
            }
            cutter.word.push(as_ascii_digit(c));
            cutter.end = at + 1;
        } else {
            cutter.parted = true;
            if !c.is_whitespace() {
                cutter.before.push(c);
            }
        }
    }
    cutter.close();
    cutter.pieces
}

/// A piece while it grows, and those before it.
#[derive(Default)]
struct Cutter {
    pieces: Vec<Piece>,
    start: usize,
    end: usize,
    word: String,
    /// Whether the open piece is a number; nothing where none is open.
    is_number: Option<bool>,
    before: String,
    parted: bool,
}

impl Cutter {
    fn close(&mut self) {
        let Some(is_number) = self.is_number.take() else {
            return;
        };
        let word = std::mem::take(&mut self.word);
        let key = if is_number {
            word
        } else {
            fold(&word, Classes::SPELLING)
        };
        if !key.is_empty() {
            self.pieces.push(Piece {
                chars: self.start..self.end,
                key,
                is_number,
                before: std::mem::take(&mut self.before),
                parted: std::mem::replace(&mut self.parted, false),
            });
        }
    }
}

/// The characters of that range, as written, without signs that are not seen.
pub(crate) fn shown(text: &str, chars: &Range<usize>) -> String {
    let part: String = text
        .chars()
        .skip(chars.start)
        .take(chars.len())
        .filter(|c| !is_ignorable(*c) && !c.is_control())
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
