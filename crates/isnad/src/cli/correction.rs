//! `isnad doc correct`, `isnad doc versions`, and text with the numbers of its lines.

use super::fail::Failure;
use super::{Session, put};
use domain::{ItemId, UserName};
use serde_json::{Value, json};
use std::time::Duration;
use workbench::answer::PageView;
use workbench::{CorrectionRequest, Fit, Made, Store, TextVersion, wording};

/// How long the program waits until a correction can be found. A long work that is going on looks every
/// second.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn correct(
    session: &Session,
    store: &Store,
    by: &UserName,
    item: &ItemId,
    request: &CorrectionRequest,
) -> Result<(), Failure> {
    let done = store.correct(by, item, request)?;
    let findable = store.wait_until_findable(done.act, PATIENCE)?;
    let citation = format!(
        "{item} p{} l{} v{}",
        request.page, request.at.line, done.version
    );
    if session.words.json || session.words.jsonl {
        return put(json!({
            "item": item.to_string(), "page": request.page, "version": done.version, "act": done.act,
            "citation": citation, "findable": findable,
        }));
    }
    let found = if findable {
        "can be found"
    } else {
        "will be found when the work that holds the index has taken it in"
    };
    put(format_args!("{citation}  act {}, {found}", done.act))
}

pub(super) fn versions(
    session: &Session,
    store: &Store,
    by: &UserName,
    item: &ItemId,
) -> Result<(), Failure> {
    let all = store.text_versions(by, item)?;
    if session.words.json || session.words.jsonl {
        let readings: Vec<Value> = all
            .readings
            .iter()
            .map(|reading| {
                json!({
                    "act": reading.act, "at": reading.at.to_string(), "by": reading.by.as_str(),
                    "reading": reading.derivative.to_string(), "reader": reading.reader,
                })
            })
            .collect();
        let pages: serde_json::Map<String, Value> = all
            .pages
            .iter()
            .map(|(n, (versions, earlier))| {
                let versions: Vec<Value> = versions.iter().map(version_value).collect();
                let earlier: Vec<Value> = earlier
                    .iter()
                    .map(|(version, fit)| json!({ "version": version, "fit": fit.name() }))
                    .collect();
                (
                    n.to_string(),
                    json!({ "versions": versions, "earlier": earlier }),
                )
            })
            .collect();
        return put(json!({ "item": item.to_string(), "readings": readings, "pages": pages }));
    }
    for (n, reading) in all.readings.iter().enumerate() {
        put(format_args!(
            "reading {}  {}  {}  {}  {}",
            n + 1,
            reading.at,
            reading.by,
            reading.reader.as_deref().unwrap_or("-"),
            reading.derivative
        ))?;
    }
    for (n, (versions, earlier)) in &all.pages {
        for version in versions {
            let fit = earlier.iter().find(|(made, _)| *made == version.version);
            put(line(item, *n, version, fit.map(|(_, fit)| *fit)))?;
        }
    }
    Ok(())
}

fn line(item: &ItemId, page: u32, version: &TextVersion, fit: Option<Fit>) -> String {
    let n = version.version;
    let (at, by) = (version.at, &version.by);
    match &version.made {
        Made::ByMachine { reader, .. } => {
            let reader = reader.as_deref().unwrap_or("-");
            format!("{item} p{page} v{n}  {at}  {by}  read by machine: {reader}")
        }
        Made::ByPerson(change) => {
            let note = change.note.as_deref();
            let note = note.map(|note| format!("  ({note})")).unwrap_or_default();
            let fit = match fit {
                None => "",
                Some(Fit::Carried) => "  made on an earlier reading, carried over",
                Some(Fit::ReadSo) => "  made on an earlier reading; the newest has it so",
                Some(Fit::Left) => "  made on an earlier reading; does not fit the newest",
            };
            format!(
                "{item} p{page} l{} v{n}  {at}  {by}  `{}` -> `{}`{note}{fit}",
                change.at.line, change.from, change.to
            )
        }
    }
}

fn version_value(version: &TextVersion) -> Value {
    let mut value = json!({
        "version": version.version, "act": version.act, "at": version.at.to_string(), "by": version.by.as_str(),
    });
    if let Value::Object(fields) = &mut value {
        match &version.made {
            Made::ByMachine { reading, reader } => {
                fields.insert("reading".to_owned(), json!(reading.to_string()));
                fields.insert("reader".to_owned(), json!(reader));
            }
            Made::ByPerson(change) => {
                fields.insert(
                    "change".to_owned(),
                    json!({
                        "line": change.at.line, "word": change.at.word, "words": change.at.words,
                        "from": change.from, "to": change.to, "note": change.note,
                    }),
                );
            }
        }
    }
    value
}

/// The lines of a page with their numbers.
pub(super) fn numbered(page: &PageView) -> Result<(), Failure> {
    for line in page.wording.lines.iter().filter(|line| line.n > 0) {
        put(format_args!(
            "{:>4}  {}",
            line.n,
            wording::joined(&line.words)
        ))?;
    }
    Ok(())
}
