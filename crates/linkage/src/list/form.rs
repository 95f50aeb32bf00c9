//! How a list is written down.

use arabic::CodePage;
use serde::{Deserialize, Serialize};

/// How a list is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// What its rows are made of.
    pub kind: Kind,
    /// The encoding of its text, by the names of [`CodePage`].
    #[serde(default = "utf8", with = "encoding")]
    pub encoding: CodePage,
    /// What parts the cells of a row; of no meaning for other kinds.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// The row with which the table begins, from 1. Rows above it are a title and are passed over.
    #[serde(default = "first")]
    pub first_row: u32,
    /// Whether the first row names the columns. Without, they are called `column 1`, `column 2`.
    #[serde(default = "yes")]
    pub headings: bool,
    /// What becomes of rows with fewer cells than headings.
    #[serde(default)]
    pub short_rows: ShortRows,
}

/// What the rows of a list are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Cells parted by a character: CSV, TSV.
    Delimited,
    /// A JSON object on each line; its keys are the columns.
    JsonLines,
    /// FollowTheMoney entities, one on each line; those that are persons are rows.
    FollowTheMoney,
    /// Cells of a sheet or of a table of a database, taken from the reading of an item.
    Cells,
}

impl Kind {
    /// Its name in mapping files.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Delimited => "delimited",
            Kind::JsonLines => "json_lines",
            Kind::FollowTheMoney => "follow_the_money",
            Kind::Cells => "cells",
        }
    }
}

/// What becomes of rows with fewer cells than headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortRows {
    /// They are bad: their cells may stand in the wrong columns.
    #[default]
    Bad,
    /// The cells that are missing are the last ones, and empty.
    Accept,
}

impl Form {
    /// A form of this kind in UTF-8 with headings.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            encoding: CodePage::Utf8,
            delimiter: ',',
            first_row: 1,
            headings: true,
            short_rows: ShortRows::Bad,
        }
    }
}

const fn utf8() -> CodePage {
    CodePage::Utf8
}

const fn comma() -> char {
    ','
}

const fn first() -> u32 {
    1
}

const fn yes() -> bool {
    true
}

mod encoding {
    use arabic::CodePage;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const ALL: [CodePage; 8] = [
        CodePage::Utf8,
        CodePage::Utf16Le,
        CodePage::Utf16Be,
        CodePage::Windows1256,
        CodePage::Windows1252,
        CodePage::Iso8859_6,
        CodePage::MacArabic,
        CodePage::Dos720,
    ];

    pub(super) fn serialize<S: Serializer>(page: &CodePage, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(page.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<CodePage, D::Error> {
        let name = String::deserialize(from)?;
        ALL.into_iter()
            .find(|page| page.name() == name)
            .ok_or_else(|| {
                let known = ALL.map(CodePage::name).join(", ");
                D::Error::custom(format!("`{name}` is no encoding; known are {known}"))
            })
    }
}
