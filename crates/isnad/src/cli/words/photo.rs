//! Words of `isnad photo`.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use domain::{AccessionId, ItemId};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum PhotoWords {
    /// Photographs with what labels, folders and cameras say; no pixel is looked at.
    List(PhotoList),
    /// How many photographs, series and bodies there are, and how that was counted.
    Stats(PhotoStats),
    /// Running numbers of cameras that no file has.
    Gaps(PhotoGaps),
    /// Write a label of a photograph, cut out and set upright, to a file; recorded.
    Label(PhotoLabel),
    /// Say what the labels of a photograph read. What is left out cannot be read or is not there.
    Read(PhotoRead),
    /// Write down what a photograph shows, so that others need not look.
    Describe(PhotoDescribe),
    /// Rules by which photographs are judged, beside those built in: units and their times, words.
    #[command(subcommand)]
    Rules(RulesWords),
    /// How many pictures you uncovered today; with `--all` sums of all people, without names.
    Exposure(PhotoExposure),
}

#[derive(Debug, Args)]
pub(crate) struct PhotoLabel {
    /// The photograph.
    pub(crate) item: ItemId,
    /// Which of its labels, from 1.
    #[arg(long, default_value_t = 1)]
    pub(crate) label: usize,
    /// Where to; a PNG. The file must not exist.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Why, for the record.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PhotoRead {
    /// The photograph.
    pub(crate) item: ItemId,
    /// The detainee's number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) detainee_number: Option<String>,
    /// The body's number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) body_number: Option<String>,
    /// Branch or prison.
    #[arg(long, value_name = "NAME")]
    pub(crate) branch: Option<String>,
    /// The day, as 2013-07-20 or as it stands.
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<String>,
    /// A name.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Nothing can be read.
    #[arg(long, conflicts_with_all = ["detainee_number", "body_number", "branch", "date", "name"])]
    pub(crate) illegible: bool,
    /// Why, or on which ground.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
}

#[derive(Debug, Args)]
pub(crate) struct PhotoDescribe {
    /// The photograph.
    pub(crate) item: ItemId,
    /// What is shown, in words.
    #[arg(default_value = "")]
    pub(crate) words: String,
    /// What is shown, by a word of the list; may be given more than once.
    #[arg(long, value_parser = PossibleValuesParser::new(workbench::photos::TAGS))]
    pub(crate) tag: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesWords {
    /// The tables that count.
    List,
    /// Take a table; one of that name is replaced.
    Add {
        /// The table: lines of cells parted by tabs.
        #[arg(required_unless_present = "shipped")]
        file: Option<PathBuf>,
        /// Its name; that of the file where absent.
        #[arg(long, conflicts_with = "shipped")]
        name: Option<String>,
        /// Take a table that comes with the program.
        #[arg(long, value_enum, conflicts_with = "file")]
        shipped: Option<ShippedRules>,
    },
    /// Let a table count no longer.
    Drop {
        /// Its name.
        name: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShippedRules {
    /// Branches and prisons of Syria and their times, as public sources name them.
    Syria,
}

#[derive(Debug, Args)]
pub(crate) struct PhotoExposure {
    /// Sums of all people, day by day, for a security officer.
    #[arg(long)]
    pub(crate) all: bool,
    /// How many days back.
    #[arg(long, default_value_t = 7, requires = "all")]
    pub(crate) days: u32,
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
