//! `isnad intake`.

use super::fail::Failure;
use super::words::IntakeWords;
use super::{Session, progress, put, write_new};
use serde_json::{Value, json};
use std::process::ExitCode;
use workbench::answer::{AccessionSummary, Receipt};
use workbench::{IntakeRequest, Store};

pub(super) fn run(session: &Session, words: IntakeWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        IntakeWords::Add {
            path,
            source,
            received_from,
            witness,
            hashes,
            dry_run,
            receipt,
        } => {
            let request = IntakeRequest {
                path,
                source,
                received_from,
                witness,
                hashes,
            };
            if dry_run {
                return survey(session, &store, &by, &request);
            }
            let bar = progress::bar(session, true);
            bar.set_message("receiving");
            let given = store.intake(&by, &request, &mut |progress| {
                bar.set_length(progress.size_bytes);
                bar.set_position(progress.done_bytes.min(progress.size_bytes));
            })?;
            bar.finish_and_clear();
            if let Some(path) = receipt {
                write_new(&path.with_added_extension("txt"), text(&given).as_bytes())?;
                write_new(
                    &path.with_added_extension("json"),
                    format!("{:#}\n", value(&given)).as_bytes(),
                )?;
            }
            show(session, &given)?;
            Ok(code(&given.accession))
        }
        IntakeWords::List => {
            let accessions = store.accessions(&by)?;
            for accession in &accessions {
                if session.words.json || session.words.jsonl {
                    put(summary(accession))?;
                } else {
                    let closed = if accession.closed_at.is_some() {
                        "received"
                    } else {
                        "still open"
                    };
                    put(format_args!(
                        "{}  {:>8} entries  {:>14} bytes  {closed:10}  {}  {}",
                        accession.accession,
                        accession.items,
                        accession.size_bytes,
                        accession.opened_at.to_minutes(),
                        accession.source
                    ))?;
                }
            }
            if accessions.is_empty() {
                session.say("Nothing was received yet, or nothing you may read. `isnad intake add PATH --source \"...\"` receives a folder.");
            }
            Ok(ExitCode::SUCCESS)
        }
        IntakeWords::Receipt { accession } => {
            show(session, &store.receipt(&by, accession)?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn survey(
    session: &Session,
    store: &Store,
    by: &domain::UserName,
    request: &IntakeRequest,
) -> Result<ExitCode, Failure> {
    let survey = store.survey(by, request)?;
    if session.words.json {
        put(
            json!({ "entries": survey.entries, "folders": survey.folders, "size_bytes": survey.size_bytes }),
        )?;
    } else {
        put(format_args!(
            "Would receive {} entries in {} folders, {} bytes. Nothing was taken in.",
            survey.entries, survey.folders, survey.size_bytes
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Entries whose content could not be taken make it partial; a list that disagrees is a finding.
fn code(accession: &AccessionSummary) -> ExitCode {
    let disagrees = accession
        .hash_lists
        .last()
        .is_some_and(|l| !l.differing.is_empty() || !l.missing.is_empty());
    match (accession.problems.is_empty(), disagrees) {
        (_, true) => ExitCode::from(1),
        (false, false) => ExitCode::from(7),
        (true, false) => ExitCode::SUCCESS,
    }
}

fn show(session: &Session, receipt: &Receipt) -> Result<(), Failure> {
    if session.words.json {
        put(value(receipt))
    } else {
        put(text(receipt).trim_end())
    }
}

fn summary(accession: &AccessionSummary) -> Value {
    json!({
        "accession": accession.accession.to_string(), "source": accession.source,
        "received_from": accession.received_from, "witness": accession.witness, "medium": accession.medium,
        "opened_at": accession.opened_at.to_string(), "opened_by": accession.opened_by.as_str(),
        "closed_at": accession.closed_at.map(|at| at.to_string()),
        "items": accession.items, "members": accession.members, "objects": accession.objects,
        "size_bytes": accession.size_bytes,
        "problems": accession.problems.iter()
            .map(|(item, path, reason)| json!({ "item": item.to_string(), "path": path.to_string(), "reason": reason }))
            .collect::<Vec<_>>(),
        "hash_lists": accession.hash_lists,
    })
}

fn value(receipt: &Receipt) -> Value {
    let mut value = summary(&receipt.accession);
    if let Value::Object(fields) = &mut value {
        fields.insert("store".to_owned(), json!(receipt.store));
        fields.insert("tree_size".to_owned(), json!(receipt.tree_size));
        fields.insert("root".to_owned(), json!(receipt.root));
        fields.insert("vkey".to_owned(), json!(receipt.vkey));
        fields.insert("checkpoint".to_owned(), json!(receipt.checkpoint));
    }
    value
}

/// The receipt as a text that can be printed and signed.
fn text(receipt: &Receipt) -> String {
    let accession = &receipt.accession;
    let mut lines = vec![
        format!("RECEIPT {}", accession.accession),
        String::new(),
        format!("Source          {}", accession.source),
    ];
    let mut also = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{name:15} {value}")))
    };
    also("Received from", accession.received_from.clone());
    also("Witness", accession.witness.clone());
    also("Medium", Some(accession.medium.clone()));
    also("Received by", Some(accession.opened_by.to_string()));
    also("Begun", Some(accession.opened_at.to_string()));
    also(
        "Ended",
        Some(
            accession
                .closed_at
                .map_or("not yet".to_owned(), |at| at.to_string()),
        ),
    );
    also(
        "Entries",
        Some(format!(
            "{} ({} different contents)",
            accession.items, accession.objects
        )),
    );
    also("Bytes", Some(accession.size_bytes.to_string()));
    also("Not taken", Some(accession.problems.len().to_string()));
    for (item, path, reason) in &accession.problems {
        lines.push(format!("  {item}  {path}"));
        lines.push(format!("      {reason}"));
    }
    for list in &accession.hash_lists {
        lines.push(format!(
            "Hash list       sha256 {}: {} agree, {} differ, {} did not arrive, {} not listed, {} lines not understood",
            list.list_sha256,
            list.agreed,
            list.differing.len(),
            list.missing.len(),
            list.unlisted,
            list.unreadable_lines.len()
        ));
        let shown = |path: &custody::act::PathText| {
            path.to_path().map(|p| p.to_string()).unwrap_or_default()
        };
        lines.extend(
            list.differing
                .iter()
                .map(|path| format!("  differs  {}", shown(path))),
        );
        lines.extend(
            list.missing
                .iter()
                .map(|path| format!("  missing  {}", shown(path))),
        );
    }
    lines.push(String::new());
    lines.push(format!("Store           {}", receipt.store));
    lines.push(format!("Acts in the log {}", receipt.tree_size));
    lines.push(format!("Root            {}", receipt.root));
    lines.push(format!("Key of the log  {}", receipt.vkey));
    lines.push("Checkpoint, word for word:".to_owned());
    lines.extend(receipt.checkpoint.lines().map(|line| format!("  {line}")));
    lines.push(String::new());
    lines.join("\n")
}
