//! From sought words to the alternatives by which a page may have them. The search and the
//! highlights follow the same plan, so that what is marked is what was found.

use super::{Manner, Options, Seek};
use crate::index::{PlacedTerm, Reading, terms};
use arabic::fold::{self, Classes};
use arabic::skeleton::{self, Script};

/// One way in which a page may have what is sought.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    /// The reading of the text in which to look.
    pub reading: Reading,
    /// What to look for there.
    pub shape: Shape,
    /// How much a hit counts, beside 1 for a hit in the folded reading.
    pub weight: f32,
}

/// What is looked for in one reading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Terms at places relative to one another.
    Sequence {
        /// At least one.
        slots: Vec<Slot>,
        /// At most so many other words between, in any order of the words; 0 for side by side.
        words_between: u32,
    },
    /// Terms that begin so, after these terms side by side.
    Prefix(Vec<String>, String),
    /// Terms so many letters off.
    Fuzzy(String, u8),
}

/// One place of a sequence, and the terms that may stand there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// Place, counted from the first one.
    pub offset: usize,
    /// Any of these.
    pub any_of: Vec<String>,
}

// Weights: a spelling as typed is worth half a hit more; a form of the word is likely meant; the
// sound alone or a misreading is a guess that must not come before plain hits.
const WEIGHT_EXACT: f32 = 0.5;
const WEIGHT_STEM: f32 = 0.4;
const WEIGHT_OCR: f32 = 0.3;
const WEIGHT_SOUND: f32 = 0.2;

/// The alternatives for one sought part. Never empty for a part that has a letter or a digit.
pub(crate) fn plan(seek: &Seek, options: Options) -> Vec<Alternative> {
    let folded = options.letter_variants && !seek.exact;
    let mut out = Vec::new();
    match seek.manner {
        Manner::Prefix | Manner::Fuzzy(_) => {
            let word = if folded {
                fold::fold(&seek.text, Classes::SPELLING)
            } else {
                fold::composed(&seek.text)
            };
            let reading = if folded {
                Reading::Folded
            } else {
                Reading::Exact
            };
            let shape = match seek.manner {
                Manner::Fuzzy(letters_off) => Shape::Fuzzy(word, letters_off),
                // The parts of a compound name stand as two words: عبدالرح*.
                _ => match fold::compound_parts(&word).filter(|_| folded) {
                    Some((first, rest)) => Shape::Prefix(vec![first.to_owned()], rest.to_owned()),
                    None => Shape::Prefix(Vec::new(), word),
                },
            };
            let one_word = !matches!(&shape, Shape::Prefix(before, _) if !before.is_empty());
            if folded && options.word_forms && one_word {
                // موقو* is meant to find الموقوف as well. Forms have no places among other words.
                out.push(Alternative {
                    reading: Reading::Stem,
                    shape: shape.clone(),
                    weight: WEIGHT_STEM,
                });
            }
            out.push(Alternative {
                reading,
                shape,
                weight: 1.0,
            });
        }
        Manner::Word | Manner::Phrase | Manner::Near(_) => {
            let words_between = if let Manner::Near(between) = seek.manner {
                between
            } else {
                0
            };
            sequences(seek, options, folded, words_between, &mut out);
        }
    }
    out
}

fn sequences(
    seek: &Seek,
    options: Options,
    folded: bool,
    words_between: u32,
    out: &mut Vec<Alternative>,
) {
    let mut push = |reading: Reading, slots: Vec<Slot>, weight: f32| {
        if !slots.is_empty() {
            out.push(Alternative {
                reading,
                shape: Shape::Sequence {
                    slots,
                    words_between,
                },
                weight,
            });
        }
    };
    let exact = terms(Reading::Exact, &seek.text);
    if !folded {
        push(Reading::Exact, whole(&exact), 1.0);
        push(Reading::Exact, slots(&exact), 1.0);
        return;
    }
    let plain = terms(Reading::Folded, &seek.text);
    push(Reading::Folded, whole(&plain), 1.0);
    push(Reading::Folded, slots(&plain), 1.0);
    push(Reading::Exact, slots(&exact), WEIGHT_EXACT);
    if options.ocr_tolerant {
        push(
            Reading::Ocr,
            slots(&terms(Reading::Ocr, &seek.text)),
            WEIGHT_OCR,
        );
    }
    let stems = terms(Reading::Stem, &seek.text);
    // Forms are sought for single words; inside a phrase the form is part of what is asked for.
    if seek.manner == Manner::Word && options.word_forms && plain.len() == 1 && stems.len() == 1 {
        push(Reading::Stem, slots(&stems), WEIGHT_STEM);
    }
    push(Reading::Skeleton, by_sound(&seek.text), WEIGHT_SOUND);
}

/// The reference as a whole, if that is all there is.
fn whole(terms: &[PlacedTerm]) -> Vec<Slot> {
    let all = terms.iter().map(|t| t.end).max();
    let any_of: Vec<String> = terms
        .iter()
        .filter(|t| t.whole && t.position == 0 && Some(t.end) == all)
        .take(1)
        .map(|t| t.text.clone())
        .collect();
    if any_of.is_empty() {
        Vec::new()
    } else {
        vec![Slot { offset: 0, any_of }]
    }
}

fn slots(terms: &[PlacedTerm]) -> Vec<Slot> {
    let mut out: Vec<Slot> = Vec::new();
    let first = terms.first().map_or(0, |t| t.position);
    for term in terms.iter().filter(|t| !t.whole) {
        let offset = term.position - first;
        match out.last_mut() {
            Some(slot) if slot.offset == offset => slot.any_of.push(term.text.clone()),
            _ => out.push(Slot {
                offset,
                any_of: vec![term.text.clone()],
            }),
        }
    }
    out
}

/// The words by their sound in the other script; nothing if one of them does not tell enough, or
/// if the words are of two scripts.
fn by_sound(text: &str) -> Vec<Slot> {
    let sounds = skeleton::sounds(text);
    let Some(first) = sounds.first() else {
        return Vec::new();
    };
    let other = match first.script {
        Script::Arabic => crate::index::script_sign(Script::Latin),
        Script::Latin => crate::index::script_sign(Script::Arabic),
    };
    let mut out = Vec::new();
    let mut telling = false;
    for sound in &sounds {
        if sound.script != first.script {
            return Vec::new();
        }
        let written = text.get(sound.start..sound.end).unwrap_or_default();
        telling |= skeleton::telling_keys(written, &sound.keys)
            .next()
            .is_some();
        let any_of: Vec<String> = sound
            .keys
            .iter()
            .map(|key| format!("{other}{key}"))
            .collect();
        out.push(Slot {
            offset: sound.position,
            any_of,
        });
    }
    // Of a name in several words, one telling word is enough: Abu Bakr, Abd Allah.
    let number_in_it = text.chars().any(arabic::letters::is_digit);
    if telling && !number_in_it {
        out
    } else {
        Vec::new()
    }
}
