//! `isnad extract`: the readers without a store.

use super::Session;
use super::fail::Failure;
use super::process::{languages, ocr_choice};
use super::words::Extract;
use extract::jsonl::{JsonlSettings, extract, serve};
use extract::{ReadOptions, ReaderSettings};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

pub(super) fn run(_session: &Session, words: Extract) -> Result<ExitCode, Failure> {
    let settings = JsonlSettings {
        reader: ReaderSettings {
            ocr_models: words.ocr_models,
            ..ReaderSettings::default()
        },
        options: ReadOptions {
            ocr: ocr_choice(words.ocr),
            ocr_languages: languages(&words.ocr_lang),
            words: words.words,
            ..ReadOptions::default()
        },
        workers: words.workers,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if words.worker {
        serve(&settings, &mut std::io::stdin().lock(), &mut out)?;
        return Ok(ExitCode::SUCCESS);
    }
    if words.paths.is_empty() {
        return Err(Failure::input("no-path-named"));
    }
    for path in &words.paths {
        // A typing mistake is told at once; what cannot be read inside a folder tells so itself.
        path.symlink_metadata()
            .map_err(|e| Failure::file(path, &e))?;
    }
    extract(&settings, &words.paths, &mut out)?;
    out.flush().map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}
