//! The words of `isnad bench`.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum BenchWords {
    /// Intake against `cp` followed by `sha256sum` with sync.
    Intake {
        /// A folder to take in; a made corpus where absent.
        #[arg(long)]
        path: Option<PathBuf>,
        /// Where to work; must have room for two copies.
        #[arg(long)]
        scratch: Option<PathBuf>,
        /// Megabytes of the made corpus.
        #[arg(long, default_value_t = 600)]
        megabytes: u64,
    },
    /// Reading: files a second over a folder.
    Process {
        /// A folder to read.
        path: PathBuf,
        /// Where to work.
        #[arg(long)]
        scratch: Option<PathBuf>,
        /// Readers side by side.
        #[arg(long)]
        workers: Option<usize>,
    },
    /// Making tables and index anew.
    Rebuild {
        /// Items in the made store.
        #[arg(long, default_value_t = 20_000)]
        items: u64,
        /// Where to work.
        #[arg(long)]
        scratch: Option<PathBuf>,
    },
}
