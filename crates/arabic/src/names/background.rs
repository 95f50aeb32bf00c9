//! How likely letters follow one another in names at all, so that a match of rare ones counts more.

use super::alphabet::{ARABIC_LETTERS, LATIN_LETTERS, Written, number};
use crate::table;
use std::sync::LazyLock;

/// Log base 2 of the chance of a letter after another; the last row and column are the word's edge.
struct Chances {
    letters: usize,
    bits: Vec<f32>,
}

/// Bits for a pair that was never seen.
const UNSEEN: f32 = -14.0;

static ARABIC: LazyLock<Chances> =
    LazyLock::new(|| Chances::read(include_str!("../../tables/names/letters_arabic.tsv"), true));
static LATIN: LazyLock<Chances> =
    LazyLock::new(|| Chances::read(include_str!("../../tables/names/letters_latin.tsv"), false));

impl Chances {
    fn read(table: &'static str, arabic: bool) -> Self {
        let letters = if arabic {
            ARABIC_LETTERS
        } else {
            LATIN_LETTERS
        };
        let mut bits = vec![UNSEEN; (letters + 1) * (letters + 1)];
        let place = |cell: &str| match cell {
            "-" => Some(letters),
            other => number(other.chars().next()?, arabic).map(usize::from),
        };
        for row in table::rows(table) {
            if let [before, after, value] = row.as_slice()
                && let (Some(before), Some(after)) = (place(before), place(after))
                && let (Ok(value), Some(cell)) =
                    (value.parse(), bits.get_mut(before * (letters + 1) + after))
            {
                *cell = value;
            }
        }
        Self { letters, bits }
    }

    fn of(&self, word: &[u8]) -> f32 {
        let edge = self.letters;
        let mut before = edge;
        let mut sum = 0.0;
        for after in word.iter().map(|n| usize::from(*n)).chain([edge]) {
            let at = before * (self.letters + 1) + after;
            sum += self.bits.get(at).copied().unwrap_or(UNSEEN);
            before = after;
        }
        // Positive where it is taken off a joint chance.
        -sum
    }
}

/// Bits of surprise in a part's letters, 0 or more.
pub(super) fn bits(word: &Written) -> f32 {
    match word {
        Written::Arabic(letters) => arabic(letters),
        Written::Latin(letters) => latin(letters),
    }
}

/// Bits of surprise in Arabic letters.
pub(super) fn arabic(letters: &[u8]) -> f32 {
    ARABIC.of(letters)
}

/// Bits of surprise in Latin letters.
pub(super) fn latin(letters: &[u8]) -> f32 {
    LATIN.of(letters)
}
