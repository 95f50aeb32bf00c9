//! The words of `isnad sample`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Sample {
    #[command(subcommand)]
    pub(crate) other: Option<SampleOther>,
    /// A folder that does not exist or is empty.
    #[arg(required = true)]
    pub(crate) dir: Option<PathBuf>,
    /// Another number makes another leak.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many papers.
    #[arg(long, default_value_t = 40)]
    pub(crate) papers: u32,
    /// How many label photographs.
    #[arg(long, default_value_t = 12)]
    pub(crate) photos: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SampleOther {
    /// Make an invented population and four lists that speak of it, with the truth of who is who.
    Lists(SampleLists),
}

#[derive(Debug, Args)]
pub(crate) struct SampleLists {
    /// A folder that does not exist or is empty.
    pub(crate) dir: PathBuf,
    /// How many people.
    #[arg(long, default_value_t = 300)]
    pub(crate) persons: u32,
    /// Another number makes another population.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// A table of attested spellings to draw names from: arabic, latin, count, parted by tabs.
    #[arg(long, value_name = "FILE")]
    pub(crate) names: Option<PathBuf>,
    /// How the lists are written.
    #[arg(long, value_enum, default_value = "plain")]
    pub(crate) headings: HeadingsWord,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum HeadingsWord {
    /// Tab-separated, with the same English headings.
    Plain,
    /// As offices pass lists on: CSV in two encodings and a workbook, headings in five languages.
    Local,
}
