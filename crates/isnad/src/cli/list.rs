//! `isnad list`.

mod told;

use super::fail::Failure;
use super::words::{ListImport, ListPreview, ListTable, ListWords};
use super::{Session, progress, put, read_bytes, write_new};
use domain::UserName;
use linkage::mapping::{MAPPING_BYTES, Mapping};
use serde_json::json;
use std::process::ExitCode;
use workbench::list::{ListGround, ListRequest, ListSource, RowView};
use workbench::{IntakeRequest, ProcessOptions, RowChoice, Store};

/// How many rows one question brings.
const AT_ONCE: u32 = 1_000;
/// Done, but rows of the list were bad.
const PARTIAL: u8 = 7;

pub(super) fn run(session: &Session, words: ListWords) -> Result<ExitCode, Failure> {
    if let ListWords::Preview(words) = words {
        return preview(session, words);
    }
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        ListWords::Import(words) => import(session, &store, &by, words),
        ListWords::Preview(_) => Ok(ExitCode::SUCCESS),
        ListWords::List => {
            let lists = store.lists(&by)?;
            for list in &lists {
                if session.words.json || session.words.jsonl {
                    put(told::list(list))?;
                } else {
                    put(told::list_line(list))?;
                }
            }
            if lists.is_empty() {
                session.say("No list was taken in yet, or none you may read. `isnad list import FILE` takes one in.");
            }
            Ok(ExitCode::SUCCESS)
        }
        ListWords::Show { item, table } => {
            let list = store.list(&by, &item, table)?;
            if session.words.json {
                put(told::list(&list))?;
            } else {
                put(told::list_text(&list).trim_end())?;
            }
            Ok(ExitCode::SUCCESS)
        }
        ListWords::Rows {
            item,
            table,
            bad,
            after,
            limit,
        } => {
            let choice = if bad { RowChoice::Bad } else { RowChoice::All };
            let (mut after, mut left) = (after, if limit == 0 { u32::MAX } else { limit });
            while left > 0 {
                let asked = left.min(AT_ONCE);
                let rows = store.list_rows(&by, &item, table, choice, after, asked)?;
                let Some(last) = rows.last() else { break };
                after = told::id(last).row();
                for row in &rows {
                    show_row(session, row)?;
                }
                left -= u32::try_from(rows.len()).unwrap_or(left).min(left);
            }
            Ok(ExitCode::SUCCESS)
        }
        ListWords::Record { record } => {
            let row = store.list_row(&by, &record)?;
            if session.words.json || session.words.jsonl {
                put(told::row(&row))?;
            } else {
                put(told::row_text(&row).trim_end())?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn show_row(session: &Session, row: &RowView) -> Result<(), Failure> {
    if session.words.json || session.words.jsonl {
        put(told::row(row))
    } else {
        put(told::row_line(row))
    }
}

fn options(words: &ListTable) -> ProcessOptions {
    ProcessOptions {
        require_fence: words.require_fence,
        ..ProcessOptions::default()
    }
}

fn mapping(words: &ListTable) -> Result<Option<Mapping>, Failure> {
    let Some(path) = &words.map else {
        return Ok(None);
    };
    let size = std::fs::metadata(path)
        .map_err(|e| Failure::file(path, &e))?
        .len();
    if size > MAPPING_BYTES {
        let reason = format!("`{}` is longer than {MAPPING_BYTES} bytes", path.display());
        return Err(Failure::input("mapping-unreadable").with("reason", reason));
    }
    let text = String::from_utf8(read_bytes(path)?)
        .map_err(|_| Failure::input("not-utf8").with("path", path.display()))?;
    Ok(Some(Mapping::from_toml(&text)?))
}

fn preview(session: &Session, words: ListPreview) -> Result<ExitCode, Failure> {
    let (stated, reading) = (mapping(&words.table)?, options(&words.table));
    let table = words.table.table;
    let seen = match (words.table.file, words.table.item) {
        (Some(path), _) => workbench::list::preview(&path, table, stated, &reading)?,
        (None, Some(item)) => {
            let store = session.open()?;
            let by = session.by(&store)?;
            store.preview_item(&by, &item, table, stated, &reading)?
        }
        (None, None) => return Ok(ExitCode::from(2)),
    };
    if let Some(path) = &words.write_map {
        write_new(path, seen.mapping.to_toml()?.as_bytes())?;
    }
    if session.words.json {
        put(told::preview(&seen)?)?;
    } else {
        put(told::preview_text(&seen)?.trim_end())?;
    }
    Ok(partial(seen.bad_rows))
}

fn import(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: ListImport,
) -> Result<ExitCode, Failure> {
    let (stated, reading) = (mapping(&words.table)?, options(&words.table));
    let source = match (words.table.file, words.table.item) {
        (Some(path), _) => ListSource::File(IntakeRequest {
            path,
            source: words.source.unwrap_or_default(),
            received_from: words.received_from,
            witness: words.witness,
            hashes: None,
        }),
        (None, Some(item)) => ListSource::Item(item),
        (None, None) => return Ok(ExitCode::from(2)),
    };
    let request = ListRequest {
        source,
        table: words.table.table,
        ground: ListGround {
            legal_basis: words.legal_basis.unwrap_or_default(),
            purpose: words.purpose.unwrap_or_default(),
            restrictions: words.restriction,
        },
        name: words.name,
        one_row_per_person: words.one_row_per_person,
        mapping: stated,
        reading,
    };
    if words.dry_run {
        let seen = store.survey_list(by, &request)?;
        if session.words.json {
            put(told::preview(&seen)?)?;
        } else {
            put(told::preview_text(&seen)?)?;
            put("Nothing was taken in.")?;
        }
        return Ok(partial(seen.bad_rows));
    }
    let bar = progress::bar(session, false);
    bar.set_message("reading rows");
    let mapped = store.import_list(by, &request, &mut |progress| {
        let rows = progress.records + progress.bad_rows;
        if progress.entered > 0 {
            bar.set_message("entering rows");
            bar.set_length(rows);
            bar.set_position(progress.entered);
        } else {
            bar.set_length(rows);
            bar.set_position(rows);
        }
    })?;
    bar.finish_and_clear();
    if session.words.json {
        put(told::mapped(&mapped))?;
    } else {
        put(told::mapped_text(&mapped).trim_end())?;
    }
    if mapped.act.bad_rows > 0 {
        session.say(&format!(
            "{} rows could not be taken over; `isnad list rows {} --bad --limit 0` names them all.",
            mapped.act.bad_rows, mapped.act.item
        ));
    }
    Ok(partial(mapped.act.bad_rows))
}

fn partial(bad_rows: u64) -> ExitCode {
    if bad_rows == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PARTIAL)
    }
}

/// A bad row as JSON.
fn bad_value(bad: &linkage::list::BadRow) -> serde_json::Value {
    json!({ "row": bad.row, "line": bad.line, "fault": bad.fault, "reason": bad.fault.to_string() })
}
