//! `isnad doc`.

use super::fail::Failure;
use super::words::DocWords;
use super::{Session, correction, put, write_new};
use serde_json::{Value, json};
use std::process::ExitCode;
use workbench::answer::ItemLine;
use workbench::{CorrectionRequest, ItemFilter, RevealStep, Store, WordSpan};

/// How many items one question to the tables brings.
const AT_ONCE: u32 = 5_000;
/// The longer side of a page written to a file, in pixels.
const PAGE_PX: u32 = 2_000;

pub(super) fn run(session: &Session, words: DocWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        DocWords::List {
            accession,
            state,
            waiting,
        } => {
            let mut filter = ItemFilter {
                accession,
                state,
                waiting,
                limit: AT_ONCE,
                ..ItemFilter::default()
            };
            loop {
                let lines = store.items(&by, &filter)?;
                let Some(last) = lines.last() else { break };
                filter.after = Some(last.item.clone());
                for line in &lines {
                    if session.words.json || session.words.jsonl {
                        put(value(line))?;
                    } else {
                        let state = line.state.map_or("waiting", |state| state.name());
                        put(format_args!("{}\t{state}\t{}", line.item, line.path))?;
                    }
                }
            }
        }
        DocWords::Show { item } => show(session, &store, &by, &item)?,
        DocWords::Copies(words) => super::copies::run(session, &store, &by, words)?,
        DocWords::Text {
            item,
            page,
            at_version,
            numbered,
        } => {
            let document = store.document(&by, &item)?;
            let pages = match page {
                Some(page) => page..=page,
                None => 1..=document.line.pages.max(1),
            };
            for n in pages {
                let page = store.page_at(&by, &item, n, at_version)?;
                if session.words.json || session.words.jsonl {
                    put(
                        json!({ "n": page.n, "label": page.label, "text": page.text, "source": page.source, "confidence": page.confidence, "version": page.version,
                            "quality": page.quality, "reading_quality": page.grade.map(|grade| grade.name()), "choice": page.choice, "others": page.others }),
                    )?;
                } else if numbered {
                    correction::numbered(&page)?;
                } else {
                    put(&page.text)?;
                }
            }
        }
        DocWords::Versions { item } => correction::versions(session, &store, &by, &item)?,
        DocWords::Correct {
            item,
            page,
            line,
            word,
            words,
            to,
            from,
            note,
            on_version,
        } => {
            let at = WordSpan { line, word, words };
            let request = CorrectionRequest {
                page,
                at,
                from,
                to,
                note,
                on_version,
            };
            correction::correct(session, &store, &by, &item, &request)?;
        }
        DocWords::Page {
            item,
            page,
            output,
            reveal,
            step,
            reason,
        } => {
            let step = RevealStep::from(step);
            if reveal {
                // Each step on the way is an entry of its own in the record, as on screen.
                for one in RevealStep::ALL {
                    if one.shows_a_body() && one <= step {
                        store.reveal(&by, &item, page, one, reason.as_deref())?;
                    }
                }
            }
            let image = store.page_image(&by, &item, page, step, PAGE_PX)?;
            write_new(&output, &image)?;
        }
        DocWords::Trail { item } => {
            for step in store.trail(&by, &item)? {
                if session.words.json || session.words.jsonl {
                    put(
                        json!({ "act": step.index, "name": step.act, "at": step.at.to_string(), "by": step.by.as_str(), "details": step.details, "erased": step.erased }),
                    )?;
                } else {
                    let details: Vec<String> = step
                        .details
                        .iter()
                        .map(|(k, v)| format!("{k}={v}"))
                        .collect();
                    put(format_args!(
                        "{:>8}  {}  {:14}  {}  {}",
                        step.index,
                        step.at,
                        step.act,
                        step.by,
                        details.join(" ")
                    ))?;
                }
            }
        }
        DocWords::Verify { item } => {
            let verdict = store.verify_item(&by, &item)?;
            let holds = verdict.content_holds && verdict.act_holds;
            if session.words.json {
                put(
                    json!({ "item": item.to_string(), "holds": holds, "content_holds": verdict.content_holds, "act_holds": verdict.act_holds, "sha256": verdict.sha256.map(|d| d.to_string()), "tree_size": verdict.tree_size, "findings": verdict.findings }),
                )?;
            } else {
                put(format_args!(
                    "{item} {}",
                    if holds { "holds" } else { "DOES NOT HOLD" }
                ))?;
                for finding in &verdict.findings {
                    put(format_args!("  {finding}"))?;
                }
            }
            return Ok(if holds {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(4)
            });
        }
        DocWords::Original {
            item,
            output,
            reason,
        } => {
            let mut file =
                std::fs::File::create_new(&output).map_err(|e| Failure::file(&output, &e))?;
            if let Err(error) = store.original(&by, &item, &reason, &mut file) {
                // Half an original is no original.
                drop(file);
                let _ = std::fs::remove_file(&output);
                return Err(error.into());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn value(line: &ItemLine) -> Value {
    json!({
        "item": line.item.to_string(), "accession": line.accession.to_string(), "path": line.path.to_string(),
        "kind": line.kind, "media_type": line.media_type, "state": line.state.map(|s| s.name()),
        "readable": line.state.is_some_and(|s| s.is_ok() && s != domain::ItemState::Empty), "why": line.reason, "size_bytes": line.size_bytes,
        "sha256": line.sha256.map(|d| d.to_string()), "pages": line.pages,
    })
}

fn show(
    session: &Session,
    store: &Store,
    by: &domain::UserName,
    item: &domain::ItemId,
) -> Result<(), Failure> {
    let document = store.document(by, item)?;
    if session.words.json {
        let mut shown = value(&document.line);
        if let Value::Object(fields) = &mut shown {
            fields.insert("title".to_owned(), json!(document.title));
            fields.insert("metadata".to_owned(), json!(document.metadata));
            fields.insert("warnings".to_owned(), json!(document.warnings));
            fields.insert(
                "modified".to_owned(),
                json!(document.modified.map(|m| m.to_string())),
            );
            fields.insert(
                "members".to_owned(),
                document.members.iter().map(value).collect(),
            );
            fields.insert(
                "copies".to_owned(),
                document
                    .copies
                    .iter()
                    .map(|copy| super::copies::with_kind(value(&copy.line), copy.kind))
                    .collect(),
            );
        }
        return put(shown);
    }
    let line = &document.line;
    put(format_args!("{}  {}", line.item, document.title))?;
    put(format_args!("path      {}", line.path))?;
    put(format_args!(
        "type      {}",
        line.media_type.as_deref().unwrap_or("not read yet")
    ))?;
    put(format_args!(
        "state     {}{}",
        line.state.map_or("waiting", |s| s.name()),
        line.reason
            .as_deref()
            .map(|r| format!(": {r}"))
            .unwrap_or_default()
    ))?;
    if let (Some(size), Some(sha256)) = (line.size_bytes, line.sha256) {
        put(format_args!("content   {size} bytes, sha256 {sha256}"))?;
    }
    if let Some(parent) = &document.parent {
        put(format_args!("lies in   {} {}", parent.item, parent.path))?;
    }
    for warning in &document.warnings {
        put(format_args!("warning   {warning}"))?;
    }
    for (key, values) in &document.metadata {
        put(format_args!("meta      {key} = {}", values.join(" | ")))?;
    }
    for member in &document.members {
        put(format_args!("member    {} {}", member.item, member.path))?;
    }
    for copy in &document.copies {
        let (item, path) = (&copy.line.item, &copy.line.path);
        let kind = super::copies::kind_name(copy.kind);
        put(format_args!("copy      {item} {path} ({kind})"))?;
    }
    Ok(())
}
