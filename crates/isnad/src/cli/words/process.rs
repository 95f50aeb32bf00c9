//! The words of `isnad process`, `isnad extract` and `isnad doctor`.

use clap::{Args, Subcommand, ValueEnum};
use domain::{AccessionId, ItemId, ItemState};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub(crate) enum ProcessWords {
    /// Read everything that is due. Stopped at any moment, it goes on when run again.
    Run(ProcessRun),
    /// Look for copies among what was read; `process run` does so at its end.
    Copies,
    /// Totals that reconcile, with reasons.
    Status,
    /// The account of reading: what was read, how well, what needs a person and what to do next.
    Report(ProcessReport),
    /// Order that items be read again.
    Retry(ProcessRetry),
    /// How an item was read: programs, versions, options, limits, warnings, members.
    Explain {
        /// Its number, e.g. ISN-000418.
        item: ItemId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ProcessReport {
    /// Only of this accession.
    #[arg(long)]
    pub(crate) accession: Option<AccessionId>,
    /// Coverage of this folder and what lies beneath it.
    #[arg(long, value_name = "FOLDER", default_value = "")]
    pub(crate) folder: String,
    /// Tell folders apart down to this level.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) level: usize,
    /// How many items that need a person are named; all of them in a CSV file.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub(crate) limit: u32,
    /// Write the whole account to this file as CSV; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ProcessRetry {
    /// Items in this state; may be given more than once.
    #[arg(long, required_unless_present_any = ["media_type", "outdated", "ended_because"])]
    pub(crate) state: Vec<ItemState>,
    /// Items of this type, e.g. application/pdf.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) media_type: Option<String>,
    /// Items that ended for this reason, word for word as `process status` shows it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) ended_because: Option<String>,
    /// Items that today's readers or programs may read otherwise than those that read them.
    #[arg(long)]
    pub(crate) outdated: bool,
    /// Why, for the record.
    #[arg(
        long,
        default_value = "asked for on the command line",
        value_name = "TEXT"
    )]
    pub(crate) reason: String,
    /// Order nothing; say how many and why.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ProcessRun {
    /// Readers side by side; the machine's cores where absent.
    #[arg(long)]
    pub(crate) workers: Option<usize>,
    /// Whether pages are read optically.
    #[arg(long, default_value = "auto")]
    pub(crate) ocr: Ocr,
    /// Languages of optical reading, as tesseract names them, joined by `+`.
    #[arg(long, default_value = "ara")]
    pub(crate) ocr_lang: String,
    /// Read optically with the models in this folder (`ara.traineddata`, ...), and keep it for later
    /// runs; `program` goes back to those of the program. Each reading names its models by their
    /// SHA-256. What other models read is read again only when `process retry --outdated` orders it.
    #[arg(long, value_name = "DIR")]
    pub(crate) ocr_models: Option<PathBuf>,
    /// Processor time for optical reading, all readers together, e.g. 90s, 45m, 2h; 0 reads text only.
    /// Text is read first; then pages are read optically, papers before photographs, until the time
    /// is spent. What is left waits, is counted by `process status`, and is read by a later run.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) ocr_budget: Option<Duration>,
    /// Read nothing where a part of the fence does not stand.
    #[arg(long)]
    pub(crate) require_fence: bool,
    /// Another bound for each file, e.g. wall_ms=600000; may be given more than once. What was read
    /// under the usual bounds is read again only when `process retry` orders it.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) limit: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Ocr {
    /// Pages without text or with bad text, and pictures that look like paper.
    Auto,
    /// Every page.
    Force,
    /// No page.
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Files and folders; folders are walked.
    pub(crate) paths: Vec<PathBuf>,
    /// Speak the line protocol: READY, then a JSON path a line in, an object a line out.
    #[arg(long)]
    pub(crate) worker: bool,
    /// With words, their places and confidence.
    #[arg(long)]
    pub(crate) words: bool,
    /// Whether pages are read optically.
    #[arg(long, default_value = "auto")]
    pub(crate) ocr: Ocr,
    /// Languages of optical reading, as tesseract names them, joined by `+`.
    #[arg(long, default_value = "ara")]
    pub(crate) ocr_lang: String,
    /// Read optically with the models in this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) ocr_models: Option<PathBuf>,
    /// Readers side by side.
    #[arg(long, default_value_t = 1)]
    pub(crate) workers: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The models of optical reading in this folder instead of those of the program.
    #[arg(long, value_name = "DIR")]
    pub(crate) ocr_models: Option<PathBuf>,
}

/// A number of seconds, or one with `s`, `m` or `h` behind it.
fn duration(text: &str) -> Result<Duration, String> {
    let (digits, seconds) = match text.trim().strip_suffix(['s', 'm', 'h']) {
        Some(digits) if text.ends_with('h') => (digits, 3600),
        Some(digits) if text.ends_with('m') => (digits, 60),
        Some(digits) => (digits, 1),
        None => (text.trim(), 1),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| format!("`{text}` is no time such as 90s, 45m or 2h"))?;
    number
        .checked_mul(seconds)
        .map(Duration::from_secs)
        .ok_or_else(|| format!("`{text}` is longer than any run"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit_or_is_in_seconds() {
        for (text, seconds) in [
            ("0", 0),
            ("90", 90),
            ("90s", 90),
            ("45m", 2_700),
            ("2h", 7_200),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for wrong in ["", "h", "2 hours", "-1s", "1.5h", "99999999999999999h"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
