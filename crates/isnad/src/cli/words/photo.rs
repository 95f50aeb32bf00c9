//! Words of `isnad photo`.

use clap::{Args, Subcommand, ValueEnum};
use domain::AccessionId;

#[derive(Debug, Subcommand)]
pub(crate) enum PhotoWords {
    /// Photographs with what labels, folders and cameras say; no pixel is looked at.
    List(PhotoList),
    /// How many photographs, series and bodies there are, and how that was counted.
    Stats(PhotoStats),
    /// Running numbers of cameras that no file has.
    Gaps(PhotoGaps),
}

#[derive(Debug, Args)]
pub(crate) struct PhotoList {
    /// Only of this accession.
    #[arg(long)]
    pub(crate) accession: Option<AccessionId>,
    /// Only those on whose label a person has to decide.
    #[arg(long)]
    pub(crate) review: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PhotoGaps {
    /// Only of this accession.
    #[arg(long)]
    pub(crate) accession: Option<AccessionId>,
}

#[derive(Debug, Args)]
pub(crate) struct PhotoStats {
    /// Only of this accession.
    #[arg(long)]
    pub(crate) accession: Option<AccessionId>,
    /// By what the figures are parted.
    #[arg(long, value_enum, default_value_t = Parted::Branch)]
    pub(crate) by: Parted,
    /// Comma-separated values.
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Parted {
    /// Branch or prison.
    Branch,
    /// Month.
    Month,
    /// Branch and month.
    BranchMonth,
    /// Who took them, as the folders say.
    Photographer,
    /// Camera.
    Camera,
}
