//! Tables and the search index. Both are made from vault and ledger alone and may be deleted at any time.

mod accession;
mod account;
mod connection;
mod consultation;
mod copy;
mod correction;
mod dump;
pub mod error;
mod identity;
pub mod index;
mod item;
mod lead;
mod list;
mod names;
mod person;
mod picture;
mod project;
pub mod query;
mod room;
mod schema;
mod statement;
mod status;
pub mod step;
mod turn;

pub use accession::AccessionRow;
pub use account::{ByState, OpticalCounts};
pub use connection::{Catalogue, Location};
pub use consultation::ConsultationRow;
pub use copy::{Compared, ContentMarks, CopyPair};
pub use correction::{CorrectionRow, ReadingRow};
pub use error::CatalogueError;
pub use item::{DueItem, DueOrder, ItemActRow, ItemFilter, ItemRow, ReaderNote, YearFilter};
pub use lead::{LeadFilter, LeadPlace, LeadRow, OpinionRow, ScoreRow, WeightBand};
pub use list::{ListRow, RecordPlace, RowChoice};
pub use names::{NameQuery, NameWords};
pub use person::{AccountRow, Secret};
pub use picture::{DescriptionRow, LabelReviewRow, PictureRow, RulesRow};
pub use project::Entry;
pub use status::StatusCounts;
pub use step::Step;
pub use turn::TURNS;

/// One of the two logs of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Log {
    /// What was done with the material.
    Evidence,
    /// Who looked at what.
    Consultations,
}
