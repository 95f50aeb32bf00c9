//! The words for linking lists without a store.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum LinkingWords {
    /// Find records of two lists that may be of one person, without a store.
    Link(Link),
    /// Find records within one list that may be of one person, without a store.
    Dedupe(Dedupe),
    /// Tell in words what speaks for and against two records of two lists, without a store.
    Explain(Explain),
    /// Compare leads with a truth: precision, recall, calibration.
    Evaluate(Evaluate),
}

/// Two lists.
#[derive(Debug, Args)]
pub(crate) struct Lists {
    /// A list: CSV, TSV, JSON lines or FollowTheMoney.
    #[arg(long, value_name = "FILE")]
    pub(crate) left: PathBuf,
    /// Another list.
    #[arg(long, value_name = "FILE")]
    pub(crate) right: PathBuf,
    /// A mapping for both lists; understood from the headings where absent.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["left_map", "right_map"])]
    pub(crate) map: Option<PathBuf>,
    /// A mapping for the left list.
    #[arg(long, value_name = "FILE")]
    pub(crate) left_map: Option<PathBuf>,
    /// A mapping for the right list.
    #[arg(long, value_name = "FILE")]
    pub(crate) right_map: Option<PathBuf>,
    /// Lists in which each person stands at most once.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) once: Option<Side>,
}

#[derive(Debug, Args)]
pub(crate) struct Link {
    #[command(flatten)]
    pub(crate) lists: Lists,
    #[command(flatten)]
    pub(crate) how: How,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The id of a record of the left list.
    pub(crate) left_id: String,
    /// The id of a record of the right list.
    pub(crate) right_id: String,
    #[command(flatten)]
    pub(crate) lists: Lists,
    /// Use the weights of this model file instead of finding them from the lists.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// The left list.
    Left,
    /// The right list.
    Right,
    /// Both lists.
    Both,
}

#[derive(Debug, Args)]
pub(crate) struct Dedupe {
    /// A list: CSV, TSV, JSON lines or FollowTheMoney.
    #[arg(long, value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// A mapping for the list; understood from the headings where absent.
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) how: How,
}

#[derive(Debug, Args)]
pub(crate) struct How {
    /// Where the pairs go, parted by tabs: left_id, right_id, match_weight, probability.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Write groups of records that may be one person: group, side, id. Links that would put two
    /// records of one person into a list that promises each person once are written as conflicts.
    #[arg(long, value_name = "FILE")]
    pub(crate) clusters: Option<PathBuf>,
    /// Write what speaks for and against each pair, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) explain: Option<PathBuf>,
    /// Leave out pairs less probable than this.
    #[arg(long, default_value_t = 0.01, value_name = "P")]
    pub(crate) least: f64,
    /// Use the weights of this model file instead of finding them from the lists.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Write the weights that were used.
    #[arg(long, value_name = "FILE")]
    pub(crate) write_model: Option<PathBuf>,
    /// Pairs that people decided: left_id, right_id, same or different, parted by tabs.
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub(crate) decided: Option<PathBuf>,
    /// Threads to work on; all cores where absent.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Write over files that are there.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// The pairs, as `match link` writes them.
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: PathBuf,
    /// The truth: record id, person id, parted by tabs.
    #[arg(long, value_name = "FILE")]
    pub(crate) truth: PathBuf,
    /// Write a reliability plot: claimed probability against observed share.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) plot: Option<PathBuf>,
    /// Write over a plot that is there.
    #[arg(long)]
    pub(crate) force: bool,
}
