//! The consonants of a name, so that its Arabic and its Latin spellings meet.
//!
//! Arabic writes consonants and long vowels; Latin spellings guess at the vowels and differ in the
//! consonants by language. A word gives one key or, where a letter may stand for several sounds, a
//! few; two words may be the same name if they share one. The keys are coarse on purpose: they
//! find, they do not judge.

use crate::fold::{self, Classes};
use crate::table;
use crate::tokens::{self, Kind};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

mod latin;

/// A word wider than this in readings is cut: the likelier readings stand first.
const MOST_KEYS: usize = 16;

/// The script in which a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Arabic.
    Arabic,
    /// Latin.
    Latin,
}

/// A word by its sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Byte where the written word starts.
    pub start: usize,
    /// Byte after its end.
    pub end: usize,
    /// The script it is written in.
    pub script: Script,
    /// What its consonants may be, the likeliest first; never empty.
    pub keys: Vec<String>,
    /// Its place, counted without articles, so that names line up in both scripts.
    pub position: usize,
}

/// The words of a text by their sound. Articles standing alone (al, el, as before S...) are left
/// out; joined compounds (Abdulrahman, عبدالرحمن) are two words, as they are when written apart.
pub fn sounds(text: &str) -> Vec<Sound> {
    sounds_of(&tokens::tokens(text))
}

/// [`sounds`] for a text that is already cut.
pub fn sounds_of(cut: &[tokens::Token<'_>]) -> Vec<Sound> {
    let mut out: Vec<Sound> = Vec::new();
    let mut position = 0;
    for (index, token) in cut.iter().enumerate() {
        let next = cut.get(index + 1).map(|next| next.text);
        let Some((script, parts)) = parts_of(token, next) else {
            continue;
        };
        for keys in parts {
            out.push(Sound {
                start: token.start,
                end: token.end,
                script,
                keys,
                position,
            });
            position += 1;
        }
    }
    out
}

/// The script of a word and the keys of each of its parts, none empty; `None` for an article
/// standing alone before the `next` word, for numbers and for references.
///
/// For an Arabic word the answer depends on nothing but its text, so a caller may keep it.
pub fn parts_of(
    token: &tokens::Token<'_>,
    next: Option<&str>,
) -> Option<(Script, Vec<Vec<String>>)> {
    let (script, mut parts) = match token.kind {
        Kind::Arabic => (Script::Arabic, arabic_parts(token.text)),
        Kind::Latin => {
            let plain = fold::fold(token.text, Classes::LATIN);
            let next = next.map(|next| fold::fold(next, Classes::LATIN));
            if latin::is_article(&plain, next.as_deref()) {
                return None;
            }
            (Script::Latin, latin::parts(&plain))
        }
        Kind::Number | Kind::Reference => return None,
    };
    parts.retain(|keys| !keys.is_empty());
    Some((script, parts))
}

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../tables/common_words.tsv"))
        .filter_map(|row| row.first().copied())
        .flat_map(str::split_whitespace)
        .collect()
});

/// The keys by which a word is worth looking for in the other script: those with three sounds or
/// more, of a word that is not among the most common ones. Shorter keys meet too many words.
pub fn telling_keys<'a>(written: &str, keys: &'a [String]) -> impl Iterator<Item = &'a str> {
    let folded = fold::fold(written, Classes::SPELLING);
    let common =
        COMMON.contains(folded.as_str()) || COMMON.contains(fold::stem(&folded, Classes::ARTICLE));
    keys.iter()
        .map(String::as_str)
        .filter(move |key| !common && key.len() >= 3)
}

/// Whether two names may be spellings of one another: every word of the shorter one has a
/// counterpart in the longer one, in the same order.
pub fn may_be_same_name(a: &str, b: &str) -> bool {
    let (a, b) = (sounds(a), sounds(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    !short.is_empty()
        && short
            .iter()
            .all(|word| rest.any(|other| word.keys.iter().any(|key| other.keys.contains(key))))
}

fn arabic_parts(word: &str) -> Vec<Vec<String>> {
    // Everything but ta marbuta and alef maqsura, which say how the word ends.
    let kept = Classes::SPELLING
        .without(Classes::TA_MARBUTA)
        .without(Classes::ALEF_MAQSURA);
    let lettered = fold::fold(word, kept);
    let spelled = fold::fold(word, Classes::SPELLING);
    match fold::compound_parts(&spelled) {
        // Both foldings keep the number of letters, so the parts are cut at the same place.
        Some((first, _)) => {
            let at = first.chars().count();
            let split = lettered
                .char_indices()
                .nth(at)
                .map_or(lettered.len(), |(i, _)| i);
            let (first, second) = lettered.split_at_checked(split).unwrap_or((&lettered, ""));
            vec![arabic_keys(first), arabic_keys(second)]
        }
        None => vec![arabic_keys(&lettered)],
    }
}

/// Keys of one Arabic word, spelled in letters without marks.
fn arabic_keys(word: &str) -> Vec<String> {
    let word = fold::stem(word, Classes::ARTICLE);
    let signs: Vec<char> = word.chars().collect();
    let mut keys = Keys::new();
    for (index, sign) in signs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| signs.get(i)).copied();
        let after = signs.get(index + 1).copied();
        match sign {
            'ا' | 'ع' | 'ء' | 'أ' | 'إ' | 'آ' if before.is_none() => keys.add(&["A"]),
            'و' if before.is_none() => keys.add(&["w"]),
            'ي' | 'ی' if before.is_none() => keys.add(&["y"]),
            'و' if matches!(after, Some('ا' | 'ي' | 'ی' | 'ى' | 'ة')) => keys.add(&["w"]),
            // After a long a, و is the consonant at least as often as the vowel (داود, طاوس).
            'و' if before == Some('ا') && after.is_some() => keys.add(&["", "w"]),
            'ي' | 'ی' if matches!(after, Some('ا' | 'و' | 'ى' | 'ي' | 'ة' | 'ه')) => {
                keys.add(if after == Some('ا') || after == Some('و') {
                    &["y"]
                } else {
                    &["y", ""]
                });
            }
            'ي' | 'ی' if after.is_none() && before == Some('ي') => keys.add(&["", "Y"]),
            'ي' | 'ی' if after.is_none() => keys.add(&["Y"]),
            'ى' if after.is_none() => keys.add(&["", "Y"]),
            sign => {
                if let Some(classes) = TABLE.arabic(*sign, after.is_none()) {
                    keys.add(classes);
                }
            }
        }
    }
    keys.finish()
}

/// Readings that grow letter by letter.
struct Keys(Vec<String>);

impl Keys {
    fn new() -> Self {
        Self(vec![String::new()])
    }

    /// Adds one of `alternatives` to each reading, the first alternative being the likeliest.
    fn add<S: AsRef<str>>(&mut self, alternatives: &[S]) {
        let mut grown: Vec<String> = Vec::with_capacity(self.0.len() * alternatives.len());
        for alternative in alternatives {
            for reading in &self.0 {
                let reading = format!("{reading}{}", alternative.as_ref());
                if grown.len() < MOST_KEYS && !grown.contains(&reading) {
                    grown.push(reading);
                }
            }
        }
        self.0 = grown;
    }

    fn finish(mut self) -> Vec<String> {
        self.0.retain(|key| !key.is_empty());
        self.0
    }
}

struct Consonants {
    arabic_any: HashMap<char, Vec<String>>,
    arabic_last: HashMap<char, Vec<String>>,
    latin: HashMap<&'static str, Vec<(&'static str, Vec<String>)>>,
}

static TABLE: LazyLock<Consonants> = LazyLock::new(|| {
    let mut table = Consonants {
        arabic_any: HashMap::new(),
        arabic_last: HashMap::new(),
        latin: HashMap::new(),
    };
    for row in table::rows(include_str!("../tables/transliteration.tsv")) {
        let [script, written, place, classes, _source] = row.as_slice() else {
            continue;
        };
        let classes: Vec<String> = classes
            .split(' ')
            .map(|class| class.replace('-', ""))
            .collect();
        match (*script, *place, written.chars().next()) {
            ("arabic", "last", Some(sign)) => drop(table.arabic_last.insert(sign, classes)),
            ("arabic", _, Some(sign)) => drop(table.arabic_any.insert(sign, classes)),
            ("latin", place, _) => table
                .latin
                .entry(written)
                .or_default()
                .push((place, classes)),
            _ => {}
        }
    }
    table
});

impl Consonants {
    fn arabic(&self, sign: char, last: bool) -> Option<&[String]> {
        let at_end = if last {
            self.arabic_last.get(&sign)
        } else {
            None
        };
        at_end
            .or_else(|| self.arabic_any.get(&sign))
            .map(Vec::as_slice)
    }

    /// The spelling as the table has it, with its classes at this place of the word.
    fn latin(
        &'static self,
        written: &str,
        place: &str,
    ) -> Option<(&'static str, &'static [String])> {
        let (written, places) = self.latin.get_key_value(written)?;
        let at = |place| places.iter().find(|(p, _)| *p == place);
        at(place)
            .or_else(|| at("any"))
            .map(|(_, classes)| (*written, classes.as_slice()))
    }
}

#[cfg(test)]
mod tests;
