//! `isnad sample`.

use super::fail::Failure;
use super::put;
use super::words::{HeadingsWord, Sample, SampleLists, SampleOther};
use std::process::ExitCode;

pub(super) fn run(words: Sample) -> Result<ExitCode, Failure> {
    if let Some(SampleOther::Lists(words)) = words.other {
        return lists(&words);
    }
    let options = sample::Options {
        seed: words.seed,
        papers: words.papers,
        photos: words.photos,
    };
    // The parser asks for the folder where no other word stands.
    let dir = words.dir.unwrap_or_default();
    let summary = sample::make(&dir, &options)?;
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

fn lists(words: &SampleLists) -> Result<ExitCode, Failure> {
    let options = sample::ListOptions {
        seed: words.seed,
        persons: words.persons,
        names: words.names.clone(),
        headings: match words.headings {
            HeadingsWord::Plain => sample::Headings::Plain,
            HeadingsWord::Local => sample::Headings::Local,
        },
    };
    let summary = sample::make_lists(&words.dir, &options)?;
    for (path, records) in &summary.lists {
        put(format_args!("{records} records in {}", path.display()))?;
    }
    put(format_args!(
        "Who is who among {} people: {}, {}, {}",
        summary.persons,
        summary.truth.display(),
        summary.relations.display(),
        summary.planted.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
