//! A row that could not be taken over, and why.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A row that could not be taken over. Its bytes stay in the list; it is named, not lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRow {
    /// Which row of its table, from 1, the row of headings included.
    pub row: u32,
    /// The line of the file in which it begins, from 1.
    pub line: u64,
    /// What is wrong with it.
    #[serde(flatten)]
    pub fault: RowFault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum RowFault {
    /// It has fewer cells than there are headings, so its cells may stand in the wrong columns.
    TooFewCells {
        /// Cells of the row.
        found: u32,
        /// Headings.
        expected: u32,
    },
    /// It has more cells than there are headings.
    TooManyCells {
        /// Cells of the row.
        found: u32,
        /// Headings.
        expected: u32,
    },
    /// Its bytes are not in the encoding of the list.
    OtherEncoding {
        /// The encoding of the list.
        expected: String,
    },
    /// A cell begins with a quotation mark that nothing ends.
    QuoteOpen,
    /// Something stands between a closing quotation mark and the end of the cell.
    QuoteInside,
    /// It is longer than any row may be.
    TooLong {
        /// The most bytes of a row.
        limit_bytes: u64,
    },
    /// The line is no JSON object.
    NoObject,
    /// No mapped column of it says anything.
    SaysNothing,
}

impl RowFault {
    /// The key of its sentence in translation files, and the values in it.
    pub fn words(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let cells = |found: &u32, expected: &u32| {
            let (found, expected) = (found.to_string(), expected.to_string());
            vec![("found", found), ("expected", expected)]
        };
        match self {
            Self::TooFewCells { found, expected } => ("too-few-cells", cells(found, expected)),
            Self::TooManyCells { found, expected } => ("too-many-cells", cells(found, expected)),
            Self::OtherEncoding { expected } => {
                ("other-encoding", vec![("expected", expected.clone())])
            }
            Self::QuoteOpen => ("quote-open", Vec::new()),
            Self::QuoteInside => ("quote-inside", Vec::new()),
            Self::TooLong { limit_bytes } => ("too-long", vec![("limit", limit_bytes.to_string())]),
            Self::NoObject => ("no-object", Vec::new()),
            Self::SaysNothing => ("says-nothing", Vec::new()),
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewCells { found, expected } => {
                write!(f, "it has {found} cells, and there are {expected} headings")
            }
            Self::TooManyCells { found, expected } => {
                write!(
                    f,
                    "it has {found} cells, and there are only {expected} headings"
                )
            }
            Self::OtherEncoding { expected } => {
                write!(
                    f,
                    "its bytes are not in the encoding of the list, {expected}"
                )
            }
            Self::QuoteOpen => f.write_str("a quotation mark opens a cell and nothing closes it"),
            Self::QuoteInside => f.write_str(
                "something stands between a closing quotation mark and the end of its cell",
            ),
            Self::TooLong { limit_bytes } => write!(f, "it is longer than {limit_bytes} bytes"),
            Self::NoObject => f.write_str("the line is no JSON object"),
            Self::SaysNothing => f.write_str("nothing in it says anything of a person"),
        }
    }
}
