//! Words of `isnad doc copies`.

use clap::Args;
use domain::{AccessionId, ItemId};

#[derive(Debug, Args)]
pub(crate) struct Copies {
    /// Its number, e.g. ISN-000418; all copies where absent.
    pub(crate) item: Option<ItemId>,
    /// A second item, to hold against the first.
    #[arg(requires = "item")]
    pub(crate) other: Option<ItemId>,
    /// Where the texts of the two differ, word by word.
    #[arg(long, requires = "other")]
    pub(crate) diff: bool,
    /// Only within this accession.
    #[arg(long, conflicts_with = "item")]
    pub(crate) accession: Option<AccessionId>,
}
