//! `isnad doctor`: proves the fence around the readers and names missing programs.

use super::fail::Failure;
use super::words::Doctor;
use super::{Session, put};
use extract::{Limits, ReaderSettings, doctor};
use serde_json::json;
use std::process::ExitCode;

pub(super) fn run(session: &Session, words: Doctor) -> Result<ExitCode, Failure> {
    let report = doctor(&ReaderSettings {
        limits: Limits::default(),
        ocr_models: words.ocr_models,
        ..ReaderSettings::default()
    })?;
    if session.words.json {
        put(json!({ "fenced": report.is_fenced(), "report": report }))?;
    } else {
        for (probe, answer) in &report.probes {
            let name = serde_json::to_value(probe)
                .ok()
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default();
            let verdict = if answer.refused {
                "refused"
            } else {
                "NOT REFUSED"
            };
            put(format_args!(
                "fence    {name:12} {verdict:12} {}",
                answer.words
            ))?;
        }
        for missing in &report.fence.missing {
            put(format_args!("missing  {missing}"))?;
        }
        for program in &report.programs {
            let version = program
                .version
                .as_deref()
                .unwrap_or("not installed; what it would read is marked so");
            put(format_args!(
                "program  {:12} {version} {}",
                program.name,
                program.languages.join(" ")
            ))?;
            for language in &program.languages {
                match program.models.get(language) {
                    Some(digest) => put(format_args!("model    {language:12} sha256 {digest}"))?,
                    None => put(format_args!("model    {language:12} cannot be read"))?,
                }
            }
        }
        put(if report.is_fenced() {
            "The fence stands."
        } else {
            "THE FENCE DOES NOT STAND WHOLE."
        })?;
    }
    Ok(if report.is_fenced() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}
