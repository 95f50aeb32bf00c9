//! Which column of a list says what of a person.

mod date_order;
mod header_words;
mod plan;
mod proposal;

pub use date_order::{DateCounts, DateOrder};
pub use plan::Plan;
pub use proposal::{ColumnProposal, Proposal};

use crate::Field;
use crate::list::Form;
use domain::{Family, Fault, Report};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The version of mapping files that this program writes.
const VERSION: u32 = 1;
/// A longer mapping file is none.
pub const MAPPING_BYTES: u64 = 1 << 20;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// A field of a person.
    Field(Field),
    /// The id of the row in its list.
    Id,
    /// Place and date of birth in one cell, as on forms that ask `محل وتاريخ الولادة`: the place is
    /// what stands before the first digit.
    BirthPlaceAndDate,
}

impl Use {
    /// Its name in mapping files.
    pub const fn key(self) -> &'static str {
        match self {
            Use::Field(field) => field.key(),
            Use::Id => "id",
            Use::BirthPlaceAndDate => "birth_place_and_date",
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl FromStr for Use {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "id" => Ok(Use::Id),
            "birth_place_and_date" => Ok(Use::BirthPlaceAndDate),
            other => other.parse().map(Use::Field).map_err(|_| text.to_owned()),
        }
    }
}

/// Which column of a list says what of a person, and how the list is written down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// How the list is written down; sniffed where it is not said.
    pub form: Option<Form>,
    /// How days and months stand in dates.
    pub date_order: DateOrder,
    /// What parts several values in one cell, where the list does that: `;`, ` / `.
    pub separator: Option<String>,
    columns: BTreeMap<String, Vec<Use>>,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// The file is no TOML of this form.
    #[error("the mapping cannot be understood: {0}")]
    NoMapping(String),
    /// It is of a later version.
    #[error("the mapping has version {0}; this program knows {VERSION}")]
    Newer(u32),
    /// A column is to say something that is no field.
    #[error("column `{column}`: `{word}` is no field; the fields are: {known}", known = fields())]
    NoSuchField {
        /// The column.
        column: String,
        /// The word that names no field.
        word: String,
    },
    /// The list has no such column.
    #[error("the list has no column `{column}`; its columns are: {columns}")]
    NoSuchColumn {
        /// The column.
        column: String,
        /// The columns of the list.
        columns: String,
    },
    /// Two columns are to be the id.
    #[error("two columns are to be the id of a row: `{first}` and `{second}`")]
    TwoIds {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// No column says anything of a person.
    #[error("the mapping says of no column what it says of a person")]
    NothingMapped,
}

/// Whether a heading is known in one of the languages.
pub fn is_heading(cell: &str) -> bool {
    header_words::meaning(cell).is_some()
}

/// Every word that a column may be mapped to.
pub fn fields() -> String {
    let fields = Field::ALL.map(Field::key).join(", ");
    format!("id, {fields}, birth_place_and_date")
}

impl Report for MappingFault {
    fn fault(&self) -> Fault {
        let input = |id| Fault::new(id, Family::Input);
        match self {
            Self::NoMapping(reason) => input("mapping-unreadable").with("reason", reason),
            Self::Newer(found) => input("mapping-newer")
                .with("found", found)
                .with("known", VERSION),
            Self::NoSuchField { column, word } => input("mapping-no-field")
                .with("column", column)
                .with("word", word)
                .with("known", fields()),
            Self::NoSuchColumn { column, columns } => input("mapping-no-column")
                .with("column", column)
                .with("columns", columns),
            Self::TwoIds { first, second } => input("mapping-two-ids")
                .with("first", first)
                .with("second", second),
            Self::NothingMapped => input("mapping-nothing"),
        }
    }
}

impl Mapping {
    /// The mapping with this column saying this, too.
    ///
    /// # Errors
    /// [`MappingFault::TwoIds`].
    pub fn with(mut self, column: impl Into<String>, says: Use) -> Result<Self, MappingFault> {
        let column = column.into();
        if says == Use::Id
            && let Some(first) = self.id_column().filter(|first| *first != column)
        {
            let first = first.to_owned();
            return Err(MappingFault::TwoIds {
                first,
                second: column,
            });
        }
        let uses = self.columns.entry(column).or_default();
        if !uses.contains(&says) {
            uses.push(says);
        }
        Ok(self)
    }

    /// The columns it speaks of, and what each says.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &[Use])> {
        self.columns
            .iter()
            .map(|(column, uses)| (column.as_str(), uses.as_slice()))
    }

    /// The column that holds the id of a row.
    pub fn id_column(&self) -> Option<&str> {
        self.columns()
            .find(|(_, uses)| uses.contains(&Use::Id))
            .map(|(column, _)| column)
    }

    /// Reads a mapping file.
    ///
    /// # Errors
    /// Where it is no mapping, names a field that there is none, or two ids.
    pub fn from_toml(text: &str) -> Result<Self, MappingFault> {
        if text.len() as u64 > MAPPING_BYTES {
            let reason = format!("it is longer than {MAPPING_BYTES} bytes");
            return Err(MappingFault::NoMapping(reason));
        }
        let file: File =
            toml::from_str(text).map_err(|e| MappingFault::NoMapping(e.to_string()))?;
        if file.version > VERSION {
            return Err(MappingFault::Newer(file.version));
        }
        let mut mapping = Mapping {
            form: file.form,
            date_order: file.date_order,
            separator: file.separator.filter(|separator| !separator.is_empty()),
            columns: BTreeMap::new(),
        };
        for (column, Words(words)) in file.columns {
            for word in words {
                let says = word.parse().map_err(|word| MappingFault::NoSuchField {
                    column: column.clone(),
                    word,
                })?;
                mapping = mapping.with(column.clone(), says)?;
            }
        }
        Ok(mapping)
    }

    /// The mapping as a file.
    ///
    /// # Errors
    /// None in practice: every mapping can be written.
    pub fn to_toml(&self) -> Result<String, MappingFault> {
        let words = |uses: &Vec<Use>| Words(uses.iter().map(ToString::to_string).collect());
        let file = File {
            version: VERSION,
            date_order: self.date_order,
            separator: self.separator.clone(),
            form: self.form.clone(),
            columns: self
                .columns
                .iter()
                .map(|(column, uses)| (column.clone(), words(uses)))
                .collect(),
        };
        toml::to_string(&file).map_err(|e| MappingFault::NoMapping(e.to_string()))
    }
}

/// A mapping file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default = "version")]
    version: u32,
    #[serde(default)]
    date_order: DateOrder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    separator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<Form>,
    columns: BTreeMap<String, Words>,
}

const fn version() -> u32 {
    VERSION
}

/// One word, or a list of them.
struct Words(Vec<String>);

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => out.serialize_str(one),
            many => many.serialize(out),
        }
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "the name of a field, or a list of names")]
        enum Either {
            One(String),
            Many(Vec<String>),
        }
        Ok(Self(match Either::deserialize(from)? {
            Either::One(word) => vec![word],
            Either::Many(words) => words,
        }))
    }
}
