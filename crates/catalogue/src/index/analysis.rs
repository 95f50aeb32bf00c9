//! From text to the terms of each field: the same way for pages, for queries and for highlights.

use arabic::fold::{self, Classes};
use arabic::skeleton::{self, Script};
use arabic::tokens::{self, Kind, Token};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

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

/// Arabic words already read, since a page has few that another one has not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    words: HashMap<String, Parts>,
}

/// For each place that a word takes, the terms that stand there.
type Parts = Arc<[Vec<String>]>;

/// So many words are kept; then the memory begins anew.
const WORDS_KEPT: usize = 30_000;

impl Memory {
    fn parts(&mut self, word: &str, read: impl FnOnce(&str) -> Vec<Vec<String>>) -> Parts {
        if let Some(parts) = self.words.get(word) {
            return Arc::clone(parts);
        }
        if self.words.len() >= WORDS_KEPT {
            self.words.clear();
        }
        let parts: Parts = read(word).into();
        self.words.insert(word.to_owned(), Arc::clone(&parts));
        parts
    }
}

/// The terms of a text in one reading, in order of position.
pub(crate) fn terms(reading: Reading, text: &str) -> Vec<PlacedTerm> {
    // Snippets read a few pages in up to five ways for each search; what was read stays.
    MEMORIES
        .with_borrow_mut(|memories| terms_with(reading, text, memories.entry(reading).or_default()))
}

thread_local! {
    static MEMORIES: RefCell<HashMap<Reading, Memory>> = RefCell::default();
}

fn terms_with(reading: Reading, text: &str, memory: &mut Memory) -> Vec<PlacedTerm> {
    let cut = tokens::tokens(text);
    match reading {
        Reading::Exact => cut.iter().map(|token| exact(token, memory)).collect(),
        Reading::Skeleton => by_sound(&cut, memory),
        Reading::Folded | Reading::Stem | Reading::Ocr => folded(reading, &cut, memory),
    }
}

fn exact(token: &Token<'_>, memory: &mut Memory) -> PlacedTerm {
    let composed = |word: &str| vec![vec![fold::composed(word)]];
    PlacedTerm {
        text: memory
            .parts(token.text, composed)
            .iter()
            .map(|part| part.concat())
            .collect(),
        start: token.start,
        end: token.end,
        position: token.position,
        whole: token.kind == Kind::Reference,
    }
}

fn folded(reading: Reading, cut: &[Token<'_>], memory: &mut Memory) -> Vec<PlacedTerm> {
    let mut out = Vec::with_capacity(cut.len() + 4);
    let mut position = 0;
    for token in cut {
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
                    let spelled = fold::fold(token.text, Classes::SPELLING);
                    let turned = tokens::other_direction(&spelled);
                    push(spelled, position, true);
                    if let Some(turned) = turned {
                        push(turned, position, true);
                    }
                }
            }
            Kind::Arabic => {
                let parts = memory.parts(token.text, |word| arabic_parts(reading, word));
                for (index, text) in parts.iter().enumerate() {
                    push(text.concat(), position + index, false);
                }
                position += parts.len();
            }
            Kind::Latin | Kind::Number => {
                if reading != Reading::Stem {
                    push(fold::fold(token.text, Classes::SPELLING), position, false);
                }
                position += 1;
            }
        }
    }
    out
}

fn arabic_parts(reading: Reading, word: &str) -> Vec<Vec<String>> {
    let spelled = fold::fold(word, Classes::SPELLING);
    match fold::compound_parts(&spelled) {
        Some((first, second)) => {
            vec![
                vec![in_reading(reading, first)],
                vec![in_reading(reading, second)],
            ]
        }
        None => vec![vec![in_reading(reading, &spelled)]],
    }
}

fn in_reading(reading: Reading, spelled: &str) -> String {
    match reading {
        Reading::Stem => fold::stem(spelled, Classes::WORD_FORMS).to_owned(),
        Reading::Ocr => fold::fold(spelled, Classes::OCR),
        _ => spelled.to_owned(),
    }
}

fn by_sound(cut: &[Token<'_>], memory: &mut Memory) -> Vec<PlacedTerm> {
    let mut out = Vec::new();
    let mut position = 0;
    for (index, token) in cut.iter().enumerate() {
        let read = |next: Option<&str>| {
            let (script, parts) = skeleton::parts_of(token, next).unzip();
            let sign = script.map(script_sign).unwrap_or_default();
            let signed = |key: String| format!("{sign}{key}");
            let parts = parts.unwrap_or_default().into_iter();
            parts
                .map(|keys| keys.into_iter().map(signed).collect())
                .collect::<Vec<Vec<String>>>()
        };
        let parts = match token.kind {
            Kind::Arabic => memory.parts(token.text, |_| read(None)),
            _ => read(cut.get(index + 1).map(|next| next.text)).into(),
        };
        for keys in parts.iter() {
            for text in keys {
                out.push(PlacedTerm {
                    text: text.clone(),
                    start: token.start,
                    end: token.end,
                    position,
                    whole: false,
                });
            }
            position += 1;
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
pub(crate) struct ReadingTokenizer {
    reading: Reading,
    memory: Memory,
}

impl ReadingTokenizer {
    pub(crate) fn new(reading: Reading) -> Self {
        Self {
            reading,
            memory: Memory::default(),
        }
    }
}

impl tantivy::tokenizer::Tokenizer for ReadingTokenizer {
    type TokenStream<'a> = TermStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream {
        TermStream {
            rest: terms_with(self.reading, text, &mut self.memory).into_iter(),
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
