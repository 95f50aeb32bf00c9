//! The words of `isnad list`.

use clap::{Args, Subcommand};
use domain::{ItemId, RecordId};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum ListWords {
    /// Take a list of people in: received like any medium, held on a legal basis for a purpose, each
    /// row a source record.
    Import(ListImport),
    /// What would be understood of a list; needs no store for a file.
    Preview(ListPreview),
    /// The lists that were taken in.
    List,
    /// A list: its ground, its mapping, its counts.
    Show {
        /// The item that holds it, e.g. ISN-000418.
        item: ItemId,
        /// Which table of the item.
        #[arg(long, default_value_t = 1, value_name = "N")]
        table: u32,
    },
    /// Rows of a list, as they were mapped.
    Rows {
        /// The item that holds it.
        item: ItemId,
        /// Which table of the item.
        #[arg(long, default_value_t = 1, value_name = "N")]
        table: u32,
        /// Only the rows that could not be taken over.
        #[arg(long)]
        bad: bool,
        /// Only rows behind this one.
        #[arg(long, default_value_t = 0, value_name = "ROW")]
        after: u32,
        /// Rows to give; all where 0.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// One row: every cell as written, and what it was taken to say.
    Record {
        /// Its number, e.g. ISN-000418:7.
        record: RecordId,
    },
}

/// Which table is meant, and which column says what.
#[derive(Debug, Args)]
pub(crate) struct ListTable {
    /// CSV, TSV, JSON lines, FollowTheMoney entities, XLSX, XLS, ODS, or a database.
    #[arg(conflicts_with = "item", required_unless_present = "item")]
    pub(crate) file: Option<PathBuf>,
    /// A table in an item of the store instead of a file.
    #[arg(long)]
    pub(crate) item: Option<ItemId>,
    /// Which table of a workbook or database.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) table: u32,
    /// A mapping file: which column says what. Proposed by the headings where absent.
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Read no workbook where a part of the fence does not stand.
    #[arg(long)]
    pub(crate) require_fence: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListImport {
    #[command(flatten)]
    pub(crate) table: ListTable,
    /// Where the list comes from.
    #[arg(long, value_name = "TEXT", required_unless_present = "item")]
    pub(crate) source: Option<String>,
    /// Who handed it over.
    #[arg(long, value_name = "TEXT")]
    pub(crate) received_from: Option<String>,
    /// Who else was present.
    #[arg(long, value_name = "TEXT")]
    pub(crate) witness: Option<String>,
    /// On which legal basis the list is held; without it the list is refused.
    #[arg(long, value_name = "TEXT")]
    pub(crate) legal_basis: Option<String>,
    /// What it may be used for; without it the list is refused.
    #[arg(long, value_name = "TEXT")]
    pub(crate) purpose: Option<String>,
    /// What it may not be used for, or only under a condition; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    pub(crate) restriction: Vec<String>,
    /// What the list is called; by its path where absent.
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// The list promises that no person stands in it twice.
    #[arg(long)]
    pub(crate) one_row_per_person: bool,
    /// Read and count only.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListPreview {
    #[command(flatten)]
    pub(crate) table: ListTable,
    /// Write the mapping to this file, to be changed and given to `--map`.
    #[arg(long, value_name = "FILE")]
    pub(crate) write_map: Option<PathBuf>,
}
