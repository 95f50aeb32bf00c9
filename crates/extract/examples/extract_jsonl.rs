//! `extract::jsonl` as a program: paths in, one JSON object per file out.

use extract::jsonl::{JsonlSettings, extract, serve};
use extract::{OcrChoice, ReadFault};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments
        .peek()
        .is_some_and(|first| first == extract::child::SUBCOMMAND)
    {
        return extract::child::run();
    }
    let mut settings = JsonlSettings::default();
    let (mut paths, mut worker, mut doctor) = (Vec::new(), false, false);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .and_then(|v| v.into_string().ok())
                .unwrap_or_default()
        };
        match argument.to_str() {
            Some("--worker") => worker = true,
            Some("--doctor") => doctor = true,
            Some("--words") => settings.options.words = true,
            Some("--workers") => settings.workers = value().parse().unwrap_or(0),
            Some("--ocr-lang") => {
                settings.options.ocr_languages = value().split('+').map(str::to_owned).collect();
            }
            Some("--ocr") => {
                settings.options.ocr = match value().as_str() {
                    "force" => OcrChoice::Force,
                    "never" => OcrChoice::Never,
                    _ => OcrChoice::Auto,
                };
            }
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let mut out = io::stdout().lock();
    let done = if doctor {
        extract::doctor(&settings.reader).and_then(|report| {
            serde_json::to_writer_pretty(&mut out, &report).map_err(|e| ReadFault::Talk(e.into()))
        })
    } else if worker {
        serve(&settings, &mut io::stdin().lock(), &mut out)
    } else {
        extract(&settings, &paths, &mut out)
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}
