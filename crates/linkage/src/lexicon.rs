//! The name parts of a list, each kept once.

use arabic::names::{Name, Part};
use arabic::skeleton;
use rustc_hash::FxHashMap;

/// The number of a part in its lexicon.
pub(crate) type Token = u32;

/// No part: the record does not say.
pub(crate) const NONE: Token = Token::MAX;

/// Which place a part has in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Given,
    Father,
    Grandfather,
    Family,
    Mother,
}

/// How many roles there are.
pub(crate) const ROLES: usize = 5;

/// A part that occurs, and how often in which role.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) part: Part,
    pub(crate) arabic: bool,
    pub(crate) counts: [u32; ROLES],
    /// What its consonants may be.
    pub(crate) keys: Vec<Box<str>>,
}

impl Entry {
    pub(crate) fn count(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// All parts of one list.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    by_text: FxHashMap<Box<str>, Token>,
    /// How many records say anything in each role.
    pub(crate) said: [u32; ROLES],
}

/// Readings of a word's consonants beyond this many are left out.
const MOST_KEYS: usize = 12;

impl Lexicon {
    /// The token of a name's part, new or known. Counted when [`Self::count`] is called.
    pub(crate) fn token(&mut self, part: &Part) -> Token {
        let text = part.text();
        if let Some(token) = self.by_text.get(text) {
            return *token;
        }
        let Ok(token) = Token::try_from(self.entries.len()) else {
            return NONE;
        };
        self.entries.push(Entry {
            keys: keys(text),
            part: part.clone(),
            arabic: !text.is_ascii(),
            counts: [0; ROLES],
        });
        self.by_text.insert(text.into(), token);
        token
    }

    /// The token of a place's name, its words joined.
    pub(crate) fn place(&mut self, written: &str) -> Token {
        let name = Name::parse(written);
        name.parts().first().map_or(NONE, |part| self.token(part))
    }

    /// Counts one record that says this token in this role.
    pub(crate) fn count(&mut self, token: Token, role: Role) {
        if let Some(entry) = self.entries.get_mut(token as usize)
            && let Some(count) = entry.counts.get_mut(role as usize)
            && let Some(said) = self.said.get_mut(role as usize)
        {
            *count += 1;
            *said += 1;
        }
    }

    pub(crate) fn get(&self, token: Token) -> Option<&Entry> {
        self.entries.get(token as usize)
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// What the consonants of a part may be, its words joined.
fn keys(text: &str) -> Vec<Box<str>> {
    let mut all = joined_keys(text);
    // What looks like an article may be the name's own letters: ألين, الهام.
    let own = text
        .strip_prefix(['ا', 'أ', 'إ'])
        .filter(|rest| rest.starts_with('ل'));
    if let Some(own) = own {
        all.extend(joined_keys(own));
    }
    all.retain(|key| !key.is_empty());
    all.into_iter().map(Into::into).collect()
}

fn joined_keys(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for sound in skeleton::sounds(text) {
        all = all
            .iter()
            .flat_map(|front| sound.keys.iter().map(move |key| format!("{front}{key}")))
            .take(MOST_KEYS)
            .collect();
    }
    all
}
