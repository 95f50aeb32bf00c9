//! A paper as its words, in the form in which two papers are held against each other.

use arabic::fold::{Classes, fold};

/// Whether a word stands on the paper as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// The file holds it as text.
    Certain,
    /// Read optically, and surely.
    Sure,
    /// Read optically, and perhaps wrongly: it speaks for a copy where it is found there, and never against.
    Doubtful,
}

/// A word as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    /// Folded letters, or the runs of digits of a number, smallest first, so that a date reads the
    /// same in either direction.
    pub letters: String,
    /// How many letters.
    pub length: u32,
    pub sureness: Sureness,
    pub is_number: bool,
}

/// The words of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    pub(crate) words: Vec<Seen>,
}

/// Words of a paper that are compared at most: of a longer one the first ones.
const WORDS_AT_MOST: usize = 20_000;

impl Paper {
    /// Adds the words of a text.
    pub fn add(&mut self, text: &str, sureness: Sureness) {
        for word in text.split_whitespace() {
            for part in parts(word) {
                if self.words.len() >= WORDS_AT_MOST {
                    return;
                }
                self.words.extend(Seen::of(part, sureness));
            }
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Letters of all its words, numbers left out.
    pub(crate) fn letters(&self) -> impl Iterator<Item = char> {
        self.words
            .iter()
            .filter(|word| !word.is_number)
            .flat_map(|word| word.letters.chars())
    }
}

/// A word without the signs around it; signs inside part it, except between digits.
pub(crate) fn parts(word: &str) -> impl Iterator<Item = &str> {
    let has_digit = word.chars().any(char::is_numeric);
    word.split(move |c: char| {
        !(c.is_alphanumeric() || is_mark(c) || has_digit && "/-.\\_".contains(c))
    })
    .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
    .filter(|part| !part.is_empty())
}

/// Vowel signs and the stretching belong to the word.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The form in which a word is compared; empty where nothing of it counts.
pub(crate) fn key(word: &str) -> String {
    let folded = fold(word, Classes::SPELLING);
    if !folded.chars().any(|c| c.is_ascii_digit()) {
        return folded.chars().filter(|c| c.is_alphanumeric()).collect();
    }
    let mut runs: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(|run| run.trim_start_matches('0'))
        .collect();
    runs.sort_unstable();
    runs.join(".")
}

impl Seen {
    fn of(word: &str, sureness: Sureness) -> Option<Self> {
        let letters = key(word);
        let length = letters.chars().count() as u32;
        let is_number = letters.chars().any(|c| c.is_ascii_digit());
        (length > 0).then_some(Self {
            letters,
            length,
            sureness,
            is_number,
        })
    }

    /// Whether it weighs as a word: digits are held against each other by themselves, and particles say
    /// the same everywhere.
    pub(crate) const fn counts(&self) -> bool {
        !self.is_number && self.length >= 3
    }

    /// A number that can tell two papers apart: no ordinal of a list.
    pub(crate) fn is_telling_number(&self) -> bool {
        self.is_number && self.letters.chars().filter(char::is_ascii_digit).count() >= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_the_same_in_either_direction_and_in_all_digits() {
        assert_eq!(key("12/5/2013"), key("٢٠١٣/٥/١٢"));
        assert_eq!(key("2013/05/12"), key("12-5-2013"));
        assert_ne!(key("12/5/2013"), key("13/5/2013"));
    }

    #[test]
    fn words_are_parted_from_their_signs() {
        let words = |text: &str| {
            let mut paper = Paper::default();
            paper.add(text, Sureness::Certain);
            paper
                .words
                .into_iter()
                .map(|w| w.letters)
                .collect::<Vec<_>>()
        };
        assert_eq!(words("(الفرع: 41)،"), ["الفرع", "41"]);
        assert_eq!(words("الأول—الثاني"), ["الاول", "الثاني"]);
    }
}
