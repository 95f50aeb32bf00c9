//! `isnad sample`.

use super::fail::Failure;
use super::put;
use super::words::Sample;
use std::process::ExitCode;

pub(super) fn run(words: Sample) -> Result<ExitCode, Failure> {
    let options = sample::Options {
        seed: words.seed,
        papers: words.papers,
        photos: words.photos,
    };
    let summary = sample::make(&words.dir, &options)?;
    put(format_args!(
        "{} files in {}",
        summary.files,
        summary.files_dir.display()
    ))?;
    put(format_args!(
        "What must be found in them: {}",
        summary.truth_dir.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
