//! `isnad process`.

mod explain;
mod report;
mod table;

use super::fail::Failure;
use super::words::{Ocr, ProcessRetry, ProcessRun, ProcessWords};
use super::{Session, progress, put};
use extract::OcrChoice;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::ExitCode;
use workbench::copies::CopiesProgress;
use workbench::{OcrModels, ProcessOptions, RetryRequest, Store};

pub(super) fn run(session: &Session, words: ProcessWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        ProcessWords::Run(words) => read(session, &store, &by, &words),
        ProcessWords::Copies => copies(session, &store, &by),
        ProcessWords::Status => status(session, &store, &by),
        ProcessWords::Report(words) => report::run(session, &store, &by, &words),
        ProcessWords::Retry(words) => retry(session, &store, &by, words),
        ProcessWords::Explain { item } => explain::run(session, &store, &by, &item),
    }
}

fn copies(session: &Session, store: &Store, by: &domain::UserName) -> Result<ExitCode, Failure> {
    let mut told = std::time::Instant::now();
    let found = store.find_copies(by, &mut |progress| {
        if told.elapsed().as_secs() >= 10 {
            told = std::time::Instant::now();
            session.say(&match progress {
                CopiesProgress::Marked(n) => format!("{n} readings looked at"),
                CopiesProgress::Compared(n, of) => format!("{n} of {of} pairs compared"),
            });
        }
    })?;
    if session.words.json {
        put(json!({
            "contents": found.contents, "fresh": found.fresh, "compared": found.compared, "pairs": found.pairs,
        }))?;
    } else {
        put(format_args!(
            "{} different contents, {} of them new; {} pairs compared; {} pairs are copies.",
            found.contents, found.fresh, found.compared, found.pairs
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn retry(
    session: &Session,
    store: &Store,
    by: &domain::UserName,
    words: ProcessRetry,
) -> Result<ExitCode, Failure> {
    let request = RetryRequest {
        states: words.state,
        media_type: words.media_type,
        ended_because: words.ended_because,
        outdated: words.outdated,
        reason: words.reason,
        dry_run: words.dry_run,
        program: None,
    };
    let order = store.retry(by, &request)?;
    if session.words.json {
        let groups: Vec<Value> = order
            .groups
            .iter()
            .map(|group| {
                json!({
                    "state": group.state.map(|state| state.name()), "media_type": group.media_type,
                    "why": group.outdated.as_ref().map(ToString::to_string), "items": group.items,
                })
            })
            .collect();
        let key = if request.dry_run {
            "would_order"
        } else {
            "ordered"
        };
        put(json!({ key: order.items, "groups": groups }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if request.dry_run {
        put(format_args!("{} items would be read again.", order.items))?;
    } else {
        put(format_args!(
            "{} items will be read again by the next `isnad process run`.",
            order.items
        ))?;
    }
    for group in &order.groups {
        let state = group.state.map(|state| state.to_string());
        let why = group.outdated.as_ref().map(ToString::to_string);
        let parts: Vec<String> = [state, group.media_type.clone(), why]
            .into_iter()
            .flatten()
            .collect();
        put(format_args!("  {:>8}  {}", group.items, parts.join(" · ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) const fn ocr_choice(word: Ocr) -> OcrChoice {
    match word {
        Ocr::Auto => OcrChoice::Auto,
        Ocr::Force => OcrChoice::Force,
        Ocr::Never => OcrChoice::Never,
    }
}

pub(super) fn languages(joined: &str) -> Vec<String> {
    joined
        .split('+')
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

fn read(
    session: &Session,
    store: &Store,
    by: &domain::UserName,
    words: &ProcessRun,
) -> Result<ExitCode, Failure> {
    let mut limits = extract::Limits::default();
    for assignment in &words.limit {
        limits.set(assignment).map_err(|reason| {
            Failure::input("bad-value")
                .with("what", "limit")
                .with("reason", reason)
        })?;
    }
    let options = ProcessOptions {
        limits,
        workers: words.workers,
        ocr: ocr_choice(words.ocr),
        ocr_languages: languages(&words.ocr_lang),
        ocr_models: models(words.ocr_models.as_deref()),
        ocr_budget: words.ocr_budget,
        require_fence: words.require_fence,
        ..ProcessOptions::default()
    };
    let bar = progress::bar(session, false);
    bar.set_message("reading");
    let summary = store.process(by, &options, &mut |progress| {
        bar.set_length(progress.done + progress.waiting);
        bar.set_position(progress.done);
    })?;
    bar.finish_and_clear();
    if session.words.json {
        let failures: Vec<Value> = summary
            .failures
            .iter()
            .map(|(item, why)| json!({ "item": item.to_string(), "reason": why }))
            .collect();
        put(json!({
            "done": summary.done, "states": states(&summary.states), "failures": failures,
            "fence_missing": summary.fence_missing, "optical_ms": summary.optical_ms,
            "optical_waiting": waiting(summary.optical_waiting),
        }))?;
    } else {
        put(format_args!("{} items read.", summary.done))?;
        for (state, count) in &summary.states {
            put(format_args!("  {count:>8}  {state}"))?;
        }
        for (item, why) in &summary.failures {
            put(format_args!(
                "  {item} could not be read and still waits: {why}"
            ))?;
        }
    }
    let (items, pages) = summary.optical_waiting;
    if pages > 0 {
        session.say(&format!(
            "{pages} pages of {items} items wait to be read optically; `isnad process run` goes on with them."
        ));
    }
    for missing in &summary.fence_missing {
        session.say(&format!(
            "The fence around the readers lacks a part on this machine: {missing}"
        ));
    }
    Ok(if summary.failures.is_empty() && pages == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(7)
    })
}

/// The word `program` stands for the models that came with the program.
fn models(named: Option<&Path>) -> OcrModels {
    match named {
        None => OcrModels::AsStored,
        Some(named) if named == Path::new("program") => OcrModels::OfProgram,
        Some(folder) => OcrModels::Folder(folder.to_owned()),
    }
}

fn waiting((items, pages): (u64, u64)) -> Value {
    json!({ "items": items, "pages": pages })
}

fn states(states: &std::collections::BTreeMap<domain::ItemState, u64>) -> Map<String, Value> {
    states
        .iter()
        .map(|(state, count)| (state.name().to_owned(), json!(count)))
        .collect()
}

fn status(session: &Session, store: &Store, by: &domain::UserName) -> Result<ExitCode, Failure> {
    let status = store.process_status(by)?;
    if session.words.json {
        put(json!({
            "items": status.items, "received": status.received, "members": status.members,
            "declared_members": status.declared_members, "found_members": status.found_members,
            "states": states(&status.states), "waiting": status.waiting, "reconciled": status.reconciled,
            "pages": status.pages, "optical_waiting": waiting(status.optical_waiting),
            "reasons": status.reasons.iter()
                .map(|r| json!({ "state": r.state.name(), "reason": r.reason, "items": r.items })).collect::<Vec<_>>(),
            "types": status.types.iter()
                .map(|(media, state, n)| json!({ "media_type": media, "state": state.name(), "items": n })).collect::<Vec<_>>(),
        }))?;
    } else {
        put(format_args!(
            "Items      {:>8} = {} received + {} found in containers",
            status.items, status.received, status.members
        ))?;
        for (state, count) in &status.states {
            put(format_args!("  {state:14} {count:>8}"))?;
            for reason in status.reasons.iter().filter(|r| r.state == *state).take(12) {
                put(format_args!("      {:>6}  {}", reason.items, reason.reason))?;
            }
        }
        put(format_args!(
            "  {:14} {:>8}",
            "still waiting", status.waiting
        ))?;
        if status.declared_members > 0 {
            put(format_args!(
                "Containers that state their members: {} declared, {} found, {} missing",
                status.declared_members,
                status.found_members,
                status.declared_members.saturating_sub(status.found_members)
            ))?;
        }
        put(format_args!("Pages read {:>8}", status.pages))?;
        let (items, pages) = status.optical_waiting;
        if pages > 0 {
            put(format_args!(
                "  of them {pages:>8} in {items} items wait to be read optically"
            ))?;
        }
        put(format_args!(
            "Totals reconcile: {}",
            if status.reconciled { "yes" } else { "NO" }
        ))?;
    }
    Ok(if status.reconciled {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}
