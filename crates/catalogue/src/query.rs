//! The language in which people search, from the line they type to what it means.
//!
//! ```text
//! نقل موقوف              both words, in any of their spellings and forms
//! "نقل الموقوف"          the words side by side, in this order
//! ="الإدارة" exact:نقل   exactly as written
//! "نقل سجن"~5            near each other: at most five other words between
//! نقل*  يوسف~1           words that begin so; words that differ by one letter
//! a AND b, a OR b, NOT a, -a, +a, ( )
//! path: kind: state: quality: date: language: accession: item:
//! ```

mod explain;
mod parse;
pub(crate) mod plan;
mod syntax_error;

pub use explain::{ReadAs, english};
pub use syntax_error::{SyntaxError, Wanted};

use domain::{AccessionId, ItemId, ItemState, ReadingQuality};
use std::fmt;

/// How words are read, where the query does not say it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// Spellings that differ by hamza, dots of ta marbuta and ya, vowel signs, digits and the like
    /// are the same word, and names are found across scripts. Off: exactly as written.
    pub letter_variants: bool,
    /// The word is found with article, particles and pronouns joined to it.
    pub word_forms: bool,
    /// Letters that differ by their dots only are the same, for pages read by machine.
    pub ocr_tolerant: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            letter_variants: true,
            word_forms: true,
            ocr_tolerant: false,
        }
    }
}

/// Characters of the typed line, counted from 0, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// A query that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The line as typed.
    pub text: String,
    /// How words are read.
    pub options: Options,
    /// What is sought.
    pub root: Node,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Every page.
    Everything,
    /// Words, or a part of one.
    Seek(Seek),
    /// All of these.
    And(Vec<Node>),
    /// At least one of these.
    Or(Vec<Node>),
    /// What does not have this.
    Not(Box<Node>),
    /// What lies in a certain place, or is of a certain kind.
    Filter(Filter, Span),
    /// Signs without any letter or digit: left out.
    Ignored(String, Span),
}

/// Words to find in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seek {
    /// As typed, without quotes and signs.
    pub text: String,
    /// How it is sought.
    pub manner: Manner,
    /// Whether it is sought exactly as written.
    pub exact: bool,
    /// Where it stands in the line.
    pub span: Span,
}

/// How words are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// One word; or what is written together, like a reference number.
    Word,
    /// Side by side in this order.
    Phrase,
    /// With at most so many other words between.
    Near(u32),
    /// Words that begin so.
    Prefix,
    /// Words that differ by at most so many letters.
    Fuzzy(u8),
}

/// A condition on a page beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The words stand side by side in the path; the last one may be a beginning.
    Path(String),
    /// One of these kinds of file.
    Kind(Vec<String>),
    /// One of these states.
    State(Vec<ItemState>),
    /// A page of one of these qualities.
    Quality(Vec<ReadingQuality>),
    /// A date that lies wholly within, both ends included; days since 1970-01-01.
    Date {
        /// As typed.
        text: String,
        /// First day.
        from_day: i64,
        /// Last day.
        to_day: i64,
    },
    /// One of these languages.
    Language(Vec<String>),
    /// One of these accessions.
    Accession(Vec<AccessionId>),
    /// The item or what lies in it.
    Item(ItemId),
}

impl Query {
    /// Reads a line. An empty line seeks every page.
    ///
    /// # Errors
    /// A [`SyntaxError`] that names the character and what was expected there.
    pub fn parse(text: &str, options: Options) -> Result<Self, SyntaxError> {
        let root = parse::parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            options,
            root,
        })
    }

    /// The query that finds every page.
    pub fn everything() -> Self {
        Self {
            text: String::new(),
            options: Options::default(),
            root: Node::Everything,
        }
    }

    /// How the line was understood, part by part, in its order.
    pub fn read_as(&self) -> Vec<ReadAs> {
        explain::explain(self)
    }
}

impl fmt::Display for Query {
    /// The line as typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
