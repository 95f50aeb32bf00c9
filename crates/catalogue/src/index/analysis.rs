//! From text to the terms of each field: the same way for pages, for queries and for highlights.

use arabic::fold::{self, Classes};
use arabic::skeleton::{self, Script};
use arabic::tokens::{self, Kind, Token};
use std::fmt::Write as _;

/// The readings of a text that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Reading {
    /// The words as written, canonically composed.
    Exact,
    /// Spelling variants folded; what search uses by default.
    Folded,
    /// Arabic words without article and clitics.
    Stem,
    /// Consonants, for finding a name across scripts. Terms begin with `a` or `l`, the script in
    /// which the text has the word.
    Skeleton,
    /// Letters that differ by dots only taken for the same.
    Ocr,
}

impl Reading {
    /// Every reading.
    pub(crate) const ALL: [Reading; 5] = [
        Reading::Exact,
        Reading::Folded,
        Reading::Stem,
        Reading::Skeleton,
        Reading::Ocr,
    ];

    /// The name of the field and of its tokeniser.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Reading::Exact => "exact",
            Reading::Folded => "folded",
            Reading::Stem => "stem",
            Reading::Skeleton => "skeleton",
            Reading::Ocr => "ocr",
        }
    }
}

/// A term and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedTerm {
    /// What is searched.
    pub text: String,
    /// Byte where the written form starts in the text.
    pub start: usize,
    /// Byte after its end.
    pub end: usize,
    /// Place in the order of words of this reading.
    pub position: usize,
    /// Whether this is a reference number as a whole, beside its parts.
    pub whole: bool,
}

/// The terms of a text in one reading, in order of position.
pub(crate) fn terms(reading: Reading, text: &str) -> Vec<PlacedTerm> {
    let cut = tokens::tokens(text);
    match reading {
        Reading::Exact => cut.iter().map(exact).collect(),
        Reading::Skeleton => by_sound(&cut),
        Reading::Folded | Reading::Stem | Reading::Ocr => folded(reading, &cut),
    }
}

fn exact(token: &Token<'_>) -> PlacedTerm {
    PlacedTerm {
        text: fold::composed(token.text),
        start: token.start,
        end: token.end,
        position: token.position,
        whole: token.kind == Kind::Reference,
    }
}

fn folded(reading: Reading, cut: &[Token<'_>]) -> Vec<PlacedTerm> {
    let mut out = Vec::with_capacity(cut.len() + 4);
    let mut position = 0;
    for token in cut {
        let spelled = fold::fold(token.text, Classes::SPELLING);
        let mut push = |text: String, position: usize, whole: bool| {
            if !text.is_empty() {
                out.push(PlacedTerm {
                    text,
                    start: token.start,
                    end: token.end,
                    position,
                    whole,
                });
            }
        };
        match token.kind {
            Kind::Reference => {
                // The parts follow at this same position.
                if reading == Reading::Folded {
                    let turned = tokens::other_direction(&spelled);
                    push(spelled, position, true);
                    if let Some(turned) = turned {
                        push(turned, position, true);
                    }
                }
                continue;
            }
            Kind::Arabic => match fold::compound_parts(&spelled) {
                Some((first, second)) => {
                    push(in_reading(reading, first), position, false);
                    position += 1;
                    push(in_reading(reading, second), position, false);
                }
                None => push(in_reading(reading, &spelled), position, false),
            },
            Kind::Latin | Kind::Number => {
                if reading != Reading::Stem {
                    push(spelled, position, false);
                }
            }
        }
        position += 1;
    }
    out
}

fn in_reading(reading: Reading, spelled: &str) -> String {
    match reading {
        Reading::Stem => fold::stem(spelled, Classes::WORD_FORMS).to_owned(),
        Reading::Ocr => fold::fold(spelled, Classes::OCR),
        _ => spelled.to_owned(),
    }
}

fn by_sound(cut: &[Token<'_>]) -> Vec<PlacedTerm> {
    let mut out = Vec::new();
    for sound in skeleton::sounds_of(cut) {
        for key in &sound.keys {
            let mut text = String::with_capacity(key.len() + 1);
            let _ = write!(text, "{}{key}", script_sign(sound.script));
            out.push(PlacedTerm {
                text,
                start: sound.start,
                end: sound.end,
                position: sound.position,
                whole: false,
            });
        }
    }
    out
}

/// The sign before a skeleton key that says in which script the text has the word.
pub(crate) const fn script_sign(script: Script) -> char {
    match script {
        Script::Arabic => 'a',
        Script::Latin => 'l',
    }
}

/// The tokeniser of one reading, as the index engine wants it.
#[derive(Clone)]
pub(crate) struct ReadingTokenizer(pub(crate) Reading);

impl tantivy::tokenizer::Tokenizer for ReadingTokenizer {
    type TokenStream<'a> = TermStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream {
        TermStream {
            rest: terms(self.0, text).into_iter(),
            current: tantivy::tokenizer::Token::default(),
        }
    }
}

/// The terms of a text, one after the other.
pub(crate) struct TermStream {
    rest: std::vec::IntoIter<PlacedTerm>,
    current: tantivy::tokenizer::Token,
}

impl tantivy::tokenizer::TokenStream for TermStream {
    fn advance(&mut self) -> bool {
        let Some(term) = self.rest.next() else {
            return false;
        };
        self.current = tantivy::tokenizer::Token {
            offset_from: term.start,
            offset_to: term.end,
            position: term.position,
            text: term.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &tantivy::tokenizer::Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut tantivy::tokenizer::Token {
        &mut self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(reading: Reading, text: &str) -> Vec<(String, usize)> {
        terms(reading, text)
            .into_iter()
            .map(|t| (t.text, t.position))
            .collect()
    }

    #[test]
    fn joined_and_split_compounds_have_the_same_places() {
        assert_eq!(
            texts(Reading::Folded, "عبدالرحمن الخطيب"),
            texts(Reading::Folded, "عبد الرحمن الخطيب")
        );
        assert_eq!(
            texts(Reading::Ocr, "عبدالرحمن الخطيب"),
            texts(Reading::Ocr, "عبد الرحمن الخطيب")
        );
    }

    #[test]
    fn a_reference_is_found_whole_and_from_both_ends() {
        let got = texts(Reading::Folded, "رقم ٨/٢٠٥١ في");
        let want = [
            ("رقم", 0),
            ("8/2051", 1),
            ("2051/8", 1),
            ("8", 1),
            ("2051", 2),
            ("في", 3),
        ];
        assert_eq!(got, want.map(|(t, p)| (t.to_owned(), p)));
    }

    #[test]
    fn each_reading_has_its_own_form() {
        assert_eq!(texts(Reading::Exact, "الإدارَة"), [("الإدارَة".to_owned(), 0)]);
        assert_eq!(texts(Reading::Folded, "الإدارَة"), [("الاداره".to_owned(), 0)]);
        assert_eq!(texts(Reading::Stem, "والإدارَة"), [("ادار".to_owned(), 0)]);
        assert_eq!(texts(Reading::Ocr, "خبيث"), [("حببب".to_owned(), 0)]);
        assert_eq!(texts(Reading::Skeleton, "Haddad"), [("lhdd".to_owned(), 0)]);
        assert_eq!(
            texts(Reading::Exact, "ا\u{0654}حمد"),
            [("أحمد".to_owned(), 0)]
        );
    }

    proptest! {
        #[test]
        fn offsets_lie_on_character_boundaries_in_every_reading(text in "[\u{600}-\u{6ff}\u{fe70}-\u{fefc}a-zA-Zé0-9/ .'\u{200f}-]{0,50}") {
            for reading in Reading::ALL {
                let mut last = 0;
                for term in terms(reading, &text) {
                    prop_assert!(text.get(term.start..term.end).is_some_and(|t| !t.is_empty()));
                    prop_assert!(term.position >= last && !term.text.is_empty());
                    last = term.position;
                }
            }
        }
    }
}
