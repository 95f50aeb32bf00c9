//! The act by which a table becomes a list of people.

use super::Content;
use domain::{AccessionId, ItemId};
use serde::{Deserialize, Serialize};

/// A table in an item was taken for a list of people: on which ground, what for, and which column says
/// what. A later act about the same table takes the place of this one; the numbers of its records stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListMapped {
    /// The item that holds the table.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// The accession it belongs to.
    #[serde(with = "crate::text_form")]
    pub accession: AccessionId,
    /// Which table of the item, from 1.
    pub table: u32,
    /// What the list is called.
    pub name: String,
    /// On which legal basis it is held.
    pub legal_basis: String,
    /// What it may be used for.
    pub purpose: String,
    /// What it may not be used for, or only under a condition.
    pub restrictions: Vec<String>,
    /// Whether the list promises that no person stands in it twice.
    pub one_row_per_person: bool,
    /// Which column says what, and how the list is written down, as a mapping file (TOML).
    pub mapping: String,
    /// The version of what read the rows, e.g. `list/1`.
    pub version: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows cell by cell, good and bad, an object of the vault.
    pub rows: Content,
    /// Rows that are source records.
    pub records: u64,
    /// Rows that could not be taken over.
    pub bad_rows: u64,
    /// Records whose id an earlier record has, too.
    pub repeated_ids: u64,
    /// Rows passed over because they speak of something else than a person.
    pub passed_over: u64,
}
