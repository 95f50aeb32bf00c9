//! A line that is no query, and where it stops being one.

use domain::{Family, Fault, Report};
use std::fmt;

/// A line that could not be read. It keeps the line, so that nothing typed is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line as typed.
    pub text: String,
    /// The character, counted from 0, where reading stopped.
    pub at: usize,
    /// What was expected there.
    pub wanted: Wanted,
}

/// What a query should have had at the place where reading stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A closing quotation mark.
    ClosingQuote,
    /// A closing bracket.
    ClosingBracket,
    /// An opening bracket before this closing one.
    OpeningBracket,
    /// Something to seek, after this sign or word.
    Term(String),
    /// One of the fields, instead of this name.
    Field(String),
    /// A value of this field, instead of this one.
    Value {
        /// The field.
        field: &'static str,
        /// What was written.
        found: String,
        /// What it takes.
        takes: String,
    },
    /// A distance: 1 or 2 for a word, 1 to 100 for a phrase.
    Distance {
        /// The largest.
        most: u32,
    },
    /// At least one letter before the star.
    PrefixLetters,
    /// No star inside quotation marks.
    NoStarInPhrase,
}

/// The names of the fields.
pub(crate) const FIELDS: &str =
    "path, kind, state, quality, date, language, accession, item, exact";

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: ", self.at + 1)?;
        match &self.wanted {
            Wanted::ClosingQuote => f.write_str("this quotation mark is not closed"),
            Wanted::ClosingBracket => f.write_str("this bracket is not closed"),
            Wanted::OpeningBracket => f.write_str("this bracket closes nothing"),
            Wanted::Term(after) => write!(f, "nothing to seek stands with `{after}`"),
            Wanted::Field(name) => write!(f, "there is no field `{name}`; the fields are {FIELDS}"),
            Wanted::Value {
                field,
                found,
                takes,
            } => {
                write!(f, "`{found}` is no value of `{field}`, which takes {takes}")
            }
            Wanted::Distance { most } => write!(f, "after `~` stands a number from 1 to {most}"),
            Wanted::PrefixLetters => f.write_str("before `*` stands at least one letter"),
            Wanted::NoStarInPhrase => f.write_str("`*` cannot stand inside quotation marks"),
        }
    }
}

impl std::error::Error for SyntaxError {}

impl Report for SyntaxError {
    fn fault(&self) -> Fault {
        let fault = |id| {
            Fault::new(id, Family::Input)
                .with("at", self.at + 1)
                .with("query", &self.text)
        };
        match &self.wanted {
            Wanted::ClosingQuote => fault("query-unclosed-quote"),
            Wanted::ClosingBracket => fault("query-unclosed-bracket"),
            Wanted::OpeningBracket => fault("query-stray-bracket"),
            Wanted::Term(after) => fault("query-missing-term").with("after", after),
            Wanted::Field(name) => fault("query-unknown-field")
                .with("field", name)
                .with("fields", FIELDS),
            Wanted::Value {
                field,
                found,
                takes,
            } => fault("query-bad-value")
                .with("field", field)
                .with("found", found)
                .with("takes", takes),
            Wanted::Distance { most } => fault("query-bad-distance").with("most", most),
            Wanted::PrefixLetters => fault("query-empty-prefix"),
            Wanted::NoStarInPhrase => fault("query-star-in-phrase"),
        }
    }
}
