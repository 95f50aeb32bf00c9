//! Words about one item.

use clap::Subcommand;
use domain::{AccessionId, ItemId, ItemState};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum DocWords {
    /// List items.
    List {
        /// Only of this accession.
        #[arg(long)]
        accession: Option<AccessionId>,
        /// Only in this state.
        #[arg(long)]
        state: Option<ItemState>,
        /// Only items that are not read yet.
        #[arg(long)]
        waiting: bool,
    },
    /// Everything about one item.
    Show {
        /// Its number, e.g. ISN-000418.
        item: ItemId,
    },
    /// Copies: the same bytes, and the same paper or shot scanned or saved again. Of one item, of two
    /// against each other, or of all.
    Copies(super::copies::Copies),
    /// Its text, with people's corrections in it.
    Text {
        /// Its number.
        item: ItemId,
        /// Only this page, counted from 1.
        #[arg(long, value_name = "N")]
        page: Option<u32>,
        /// As it read at this version; 0 is the first reading by a machine.
        #[arg(long, value_name = "V", requires = "page")]
        at_version: Option<u32>,
        /// With the numbers of lines, as citations and corrections have them.
        #[arg(long)]
        numbered: bool,
    },
    /// The versions of its text: readings by machines, and what people corrected.
    Versions {
        /// Its number.
        item: ItemId,
    },
    /// Say what words of a page read: a new version, found within seconds. The machine's reading stays.
    Correct {
        /// Its number.
        item: ItemId,
        /// The page, counted from 1.
        #[arg(long, value_name = "N")]
        page: u32,
        /// The line, counted from 1, blank lines left out.
        #[arg(long, value_name = "L")]
        line: u32,
        /// The first word, counted from 1 in reading order.
        #[arg(long, value_name = "W")]
        word: u32,
        /// How many words.
        #[arg(long, value_name = "K", default_value_t = 1)]
        words: u32,
        /// What it reads. The same as stands there: you have checked it. Empty: there is no word.
        #[arg(long, value_name = "TEXT")]
        to: String,
        /// What stands there; checked before anything is written.
        #[arg(long, value_name = "TEXT")]
        from: Option<String>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// The version that you looked at; refused where there is a newer one.
        #[arg(long, value_name = "V")]
        on_version: Option<u32>,
    },
    /// The picture of a page, re-made from pixels.
    Page {
        /// Its number.
        item: ItemId,
        /// The page, counted from 1.
        page: u32,
        /// Where to write the PNG.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Uncover a photograph.
        #[arg(long)]
        reveal: bool,
        /// How much of it.
        #[arg(long, value_enum, default_value_t = ShownStep::Colour)]
        step: ShownStep,
        /// Why, for the record; required for a photograph.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Its custody: every act on it.
    Trail {
        /// Its number.
        item: ItemId,
    },
    /// Check its bytes and its place in the log anew.
    Verify {
        /// Its number.
        item: ItemId,
    },
    /// Take the original out of the store.
    Original {
        /// Its number.
        item: ItemId,
        /// Where to write it.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Why, for the record.
        #[arg(long)]
        reason: String,
    },
}

/// How much of a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ShownStep {
    /// Small, without colour and blurred.
    Blurred,
    /// Small and without colour.
    Small,
    /// Without colour.
    Grey,
    /// As it is.
    Colour,
}

impl From<ShownStep> for workbench::RevealStep {
    fn from(step: ShownStep) -> Self {
        match step {
            ShownStep::Blurred => Self::Blurred,
            ShownStep::Small => Self::Small,
            ShownStep::Grey => Self::Grey,
            ShownStep::Colour => Self::Colour,
        }
    }
}
