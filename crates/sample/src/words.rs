//! The word lists and wordings under `tables/`.

use crate::SampleError;
use std::collections::BTreeMap;

const WORDS: &str = include_str!("../tables/words.tsv");
const PHRASES: &str = include_str!("../tables/phrases.tsv");

/// A word and, where it has one, another way to write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) variant: Option<Variant>,
}

/// Another way to write a word, to search with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) text: String,
    /// What differs: `hamza`, `ta_marbuta`, `alef_maqsura`, `joined_name`.
    pub(crate) class: String,
}

/// Both tables, read and checked.
#[derive(Debug)]
pub(crate) struct Words {
    words: BTreeMap<&'static str, Vec<Word>>,
    phrases: BTreeMap<(&'static str, &'static str), Vec<String>>,
}

impl Words {
    /// Reads the tables that are built in.
    pub(crate) fn load() -> Result<Self, SampleError> {
        let mut words: BTreeMap<&'static str, Vec<Word>> = BTreeMap::new();
        for line in rows(WORDS) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(text)) = (cells.next(), cells.next()) else {
                return Err(SampleError::Table(line.to_owned()));
            };
            let variant = match (cells.next().unwrap_or(""), cells.next().unwrap_or("")) {
                ("", _) => None,
                (text, class) => Some(Variant {
                    text: text.to_owned(),
                    class: class.to_owned(),
                }),
            };
            words.entry(kind).or_default().push(Word {
                text: text.to_owned(),
                variant,
            });
        }
        let mut phrases: BTreeMap<(&'static str, &'static str), Vec<String>> = BTreeMap::new();
        for line in rows(PHRASES) {
            let mut cells = line.splitn(3, '\t');
            let (Some(kind), Some(part), Some(text)) = (cells.next(), cells.next(), cells.next())
            else {
                return Err(SampleError::Table(line.to_owned()));
            };
            phrases
                .entry((kind, part))
                .or_default()
                .push(text.to_owned());
        }
        Ok(Self { words, phrases })
    }

    /// The words of a kind.
    pub(crate) fn list(&self, kind: &str) -> Result<&[Word], SampleError> {
        match self.words.get(kind) {
            Some(list) => Ok(list),
            None => Err(SampleError::Table(kind.to_owned())),
        }
    }

    /// The words of a kind, without their variants.
    pub(crate) fn texts(&self, kind: &str) -> Result<Vec<String>, SampleError> {
        Ok(self
            .list(kind)?
            .iter()
            .map(|word| word.text.clone())
            .collect())
    }

    /// The wordings of one part of one type of paper; none where the type has no such part.
    pub(crate) fn phrases(&self, kind: &'static str, part: &'static str) -> &[String] {
        self.phrases.get(&(kind, part)).map_or(&[], Vec::as_slice)
    }
}

pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
