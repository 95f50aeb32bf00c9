//! What can go wrong with the tables and the index.

use domain::{Family, Fault, Report};
use std::path::PathBuf;

/// An error of the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The database cannot be reached or opened.
    #[error("the catalogue cannot be opened: {0}")]
    Unreachable(String),
    /// The disk is full.
    #[error("the disk is full: `{0}`")]
    DiskFull(PathBuf),
    /// The tables are of another version than this program.
    #[error("the catalogue has version {found}, this program uses {expected}")]
    OtherVersion {
        /// What the tables say.
        found: String,
        /// What this program needs.
        expected: i64,
    },
    /// A statement failed.
    #[error("the catalogue failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A row holds what cannot be: the tables were changed by hand or are damaged.
    #[error("the catalogue holds a value that cannot be: {0}")]
    BadRow(String),
    /// An act does not fit what came before it.
    #[error("act {index} does not fit: {reason}")]
    Misfit {
        /// Index in its log.
        index: u64,
        /// Why, in one sentence.
        reason: String,
    },
    /// The search index failed.
    #[error("the search index in `{path}` failed: {reason}")]
    Index {
        /// Where it lies.
        path: PathBuf,
        /// What it said.
        reason: String,
    },
}

impl Report for CatalogueError {
    fn fault(&self) -> Fault {
        match self {
            Self::Unreachable(reason) => {
                Fault::new("catalogue-unreachable", Family::Machine).with("reason", reason)
            }
            Self::DiskFull(path) => {
                Fault::new("disk-full", Family::Machine).with("path", path.display())
            }
            Self::OtherVersion { found, expected } => {
                Fault::new("catalogue-version", Family::Machine)
                    .with("found", found)
                    .with("expected", expected)
            }
            Self::Database(error) if disk_full(error) => {
                Fault::new("disk-full", Family::Machine).with("path", "catalogue")
            }
            Self::Database(error) => {
                Fault::new("catalogue-failed", Family::Machine).with("reason", error)
            }
            Self::BadRow(reason) => {
                Fault::new("catalogue-damaged", Family::Machine).with("reason", reason)
            }
            Self::Misfit { index, reason } => Fault::new("act-misfit", Family::Integrity)
                .with("index", index)
                .with("reason", reason),
            Self::Index { path, reason } => Fault::new("index-failed", Family::Machine)
                .with("path", path.display())
                .with("reason", reason),
        }
    }
}

fn disk_full(error: &sqlx::Error) -> bool {
    // SQLITE_FULL is 13; PostgreSQL's disk_full is 53100.
    error
        .as_database_error()
        .and_then(|e| e.code())
        .is_some_and(|code| code == "13" || code == "53100")
}
