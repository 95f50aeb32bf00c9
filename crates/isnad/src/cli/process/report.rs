//! `isnad process report`.

use super::super::fail::Failure;
use super::super::words::ProcessReport;
use super::super::{Session, put, write_new};
use super::table::Table;
use domain::{ItemState, ReadingQuality, UserName};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use workbench::{ByState, ReadingReport, ReportRequest, Step, Store, in_order};

/// Most items named in a CSV file.
const ALL: u32 = u32::MAX >> 1;

pub(super) fn run(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: &ProcessReport,
) -> Result<ExitCode, Failure> {
    let request = ReportRequest {
        accession: words.accession,
        folder: words.folder.trim_matches('/').to_owned(),
        level: words.level,
        named: if words.csv.is_some() {
            ALL
        } else {
            words.limit
        },
    };
    let report = store.reading_report(by, &request)?;
    match &words.csv {
        Some(path) if path == Path::new("-") => {
            let table = Table::of(session, &report);
            let mut out = std::io::stdout();
            out.write_all(table.text().as_bytes())
                .map_err(Failure::Output)?;
        }
        Some(path) => {
            write_new(path, Table::of(session, &report).text().as_bytes())?;
            session.say(&format!("The account is in `{}`.", path.display()));
        }
        None if session.words.json => put(as_json(session, &report))?,
        None => text(session, &report)?,
    }
    Ok(if report.reconciled {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What is to be done, in the language of the person.
pub(super) fn step_in_words(session: &Session, step: Step, value: Option<&str>) -> String {
    let values = [("value", value.unwrap_or_default().to_owned())];
    let key = format!("screen-step-{}", step.name());
    session.texts.say(session.lang, &key, &values)
}

fn states(states: &ByState) -> Map<String, Value> {
    in_order(states)
        .into_iter()
        .map(|(state, items)| (name(state).to_owned(), json!(items)))
        .collect()
}

fn name(state: Option<ItemState>) -> &'static str {
    state.map_or("waiting", ItemState::name)
}

fn as_json(session: &Session, report: &ReadingReport) -> Value {
    let status = &report.status;
    let optical = &report.optical;
    let mut from = 0;
    let bands = optical.band_items.iter().zip(optical.band_pages);
    let bands: Vec<Value> = workbench::step::BANDS
        .into_iter()
        .zip(bands)
        .map(|(until, (items, pages))| {
            let band = json!({ "from": from, "below": until, "items": items, "pages": pages });
            from = until;
            band
        })
        .collect();
    json!({
        "items": status.items, "received": status.received, "members": status.members,
        "declared_members": status.declared_members, "found_members": status.found_members,
        "waiting": status.waiting, "pages": status.pages,
        "states": status.states.iter()
            .map(|(state, n)| (state.name().to_owned(), json!(n))).collect::<Map<_, _>>(),
        "reconciled": report.reconciled, "processed": report.is_processed(), "moving": report.moving,
        "differing": report.differing.iter()
            .map(|(what, items)| json!({ "by": what, "items": items })).collect::<Vec<_>>(),
        "accessions": report.accessions.iter().map(|of| json!({
            "accession": of.accession.to_string(), "source": of.source, "states": states(&of.states),
        })).collect::<Vec<_>>(),
        "types": report.types.iter().map(|of| json!({
            "media_type": of.media_type, "states": states(&of.states), "pages": of.pages,
        })).collect::<Vec<_>>(),
        "reasons": status.reasons.iter().map(|r| json!({
            "state": r.state.name(), "reason": r.reason, "items": r.items,
        })).collect::<Vec<_>>(),
        "containers": {
            "stating": report.containers.stating, "differing": report.containers.differing,
            "named": report.containers.lines.iter().map(|(line, declared, found)| json!({
                "item": line.item.to_string(), "path": line.path.to_string(),
                "declared": declared, "found": found,
            })).collect::<Vec<_>>(),
        },
        "optical": {
            "items": optical.items, "pages": optical.pages,
            "mean_percent": (optical.pages > 0).then(|| optical.mean_percent()), "bands": bands,
            "doubted": { "items": optical.doubted.0, "pages": optical.doubted.1 },
            "poor": { "items": optical.poor.0, "pages": optical.poor.1 },
            "quality": ReadingQuality::ALL.iter().zip(optical.graded)
                .map(|(quality, (items, pages))| (quality.name().to_owned(), json!({ "items": items, "pages": pages })))
                .collect::<serde_json::Map<_, _>>(),
            "waiting": { "items": optical.waiting.0, "pages": optical.waiting.1 },
        },
        "needing": report.needing(),
        "steps": report.steps.iter().map(|of| json!({
            "step": of.step.name(), "value": of.value, "states": states(&of.states),
            "next_step": step_in_words(session, of.step, of.value.as_deref()),
        })).collect::<Vec<_>>(),
        "needs": report.needs.iter().map(|need| json!({
            "item": need.line.item.to_string(), "path": need.line.path.to_string(),
            "state": need.line.state.map(|state| state.name()), "reason": need.line.reason,
            "step": need.step.name(), "value": need.value, "least_percent": need.ocr_least,
            "next_step": step_in_words(session, need.step, need.value.as_deref()),
        })).collect::<Vec<_>>(),
        "folder": report.folder,
        "folders": report.folders.iter().map(|of| json!({
            "accession": of.accession.to_string(), "folder": of.folder, "directly": of.directly,
            "deeper": of.deeper, "states": states(&of.states),
        })).collect::<Vec<_>>(),
        "years": report.years.iter().map(|of| json!({
            "year": of.year, "by_document": of.by_document, "by_file": of.by_file,
            "states": states(&of.states),
        })).collect::<Vec<_>>(),
        "warnings": report.warnings.iter()
            .map(|(warning, items)| json!({ "warning": warning, "items": items })).collect::<Vec<_>>(),
    })
}

fn sum(states: &ByState) -> u64 {
    states.values().sum()
}

/// `read 12, damaged 3`.
fn shares(states: &ByState) -> String {
    let part = |(state, items)| format!("{} {items}", name(state));
    in_order(states)
        .into_iter()
        .map(part)
        .collect::<Vec<_>>()
        .join(", ")
}

fn text(session: &Session, report: &ReadingReport) -> Result<(), Failure> {
    let status = &report.status;
    put(verdict(report))?;
    put(format_args!(
        "Items {} = {} received + {} found in containers; {} pages",
        status.items, status.received, status.members, status.pages
    ))?;
    for (what, items) in &report.differing {
        put(format_args!(
            "  by {what} they are {items}, not {}",
            status.items
        ))?;
    }
    put("\nBy accession")?;
    for of in &report.accessions {
        put(format_args!(
            "  {:>8}  {} {}: {}",
            sum(&of.states),
            of.accession,
            of.source,
            shares(&of.states)
        ))?;
    }
    put("\nBy type")?;
    for of in &report.types {
        let media_type = of.media_type.as_deref().unwrap_or("(no type yet)");
        put(format_args!(
            "  {:>8}  {media_type}: {}",
            sum(&of.states),
            shares(&of.states)
        ))?;
    }
    put("\nReasons")?;
    for reason in status.reasons.iter().take(40) {
        put(format_args!(
            "  {:>8}  {}: {}",
            reason.items, reason.state, reason.reason
        ))?;
    }
    if status.reasons.len() > 40 {
        put(format_args!(
            "  and {} more reasons; --json and --csv have them all",
            status.reasons.len() - 40
        ))?;
    }
    containers(report)?;
    optical(report)?;
    put(format_args!(
        "\nNeeding a person: {} items",
        report.needing()
    ))?;
    for of in &report.steps {
        put(format_args!(
            "  {:>8}  {} ({})",
            sum(&of.states),
            step_in_words(session, of.step, of.value.as_deref()),
            shares(&of.states)
        ))?;
    }
    for need in &report.needs {
        put(format_args!(
            "  {} {}\n      {}: {}\n      -> {}",
            need.line.item,
            need.line.path,
            name(need.line.state),
            need.line.reason.as_deref().unwrap_or("-"),
            step_in_words(session, need.step, need.value.as_deref())
        ))?;
    }
    if report.needing() > report.needs.len() as u64 {
        put(format_args!(
            "  and {} more; --limit or --csv names them",
            report.needing() - report.needs.len() as u64
        ))?;
    }
    coverage(report)?;
    if !report.warnings.is_empty() {
        put("\nWarnings")?;
    }
    for (warning, items) in &report.warnings {
        put(format_args!("  {items:>8}  {warning}"))?;
    }
    put(format_args!(
        "\nTotals reconcile: {}",
        if report.reconciled { "yes" } else { "NO" }
    ))
}

/// The one sentence that matters, in front of everything.
fn verdict(report: &ReadingReport) -> String {
    let status = &report.status;
    if report.moving {
        "Reading goes on while this is counted: the figures are of no one moment.".to_owned()
    } else if !report.reconciled {
        "TOTALS DO NOT RECONCILE: nothing here may be called processed.".to_owned()
    } else if status.waiting > 0 {
        format!(
            "{} items still wait to be read; totals reconcile.",
            status.waiting
        )
    } else {
        format!(
            "Processed: every one of {} items ended in a state; totals reconcile.",
            status.items
        )
    }
}

fn containers(report: &ReadingReport) -> Result<(), Failure> {
    let (status, containers) = (&report.status, &report.containers);
    put(format_args!(
        "\nContainers that state their members: {}; {} declared, {} found; {} differ",
        containers.stating, status.declared_members, status.found_members, containers.differing
    ))?;
    for (line, declared, found) in &containers.lines {
        put(format_args!(
            "  {} {}: {declared} declared, {found} found",
            line.item, line.path
        ))?;
    }
    Ok(())
}

fn optical(report: &ReadingReport) -> Result<(), Failure> {
    let optical = &report.optical;
    put(format_args!(
        "\nRead optically: {} items, {} pages{}",
        optical.items,
        optical.pages,
        match optical.pages {
            0 => String::new(),
            _ => format!("; mean confidence {} %", optical.mean_percent()),
        }
    ))?;
    let mut from = 0;
    let bands = optical.band_items.iter().zip(optical.band_pages);
    for (until, (items, pages)) in workbench::step::BANDS.into_iter().zip(bands) {
        if optical.pages > 0 {
            let below = until.min(100);
            put(format_args!(
                "  {from:>3} to {below:>3} %: {pages} pages in {items} items"
            ))?;
        }
        from = until;
    }
    put(format_args!(
        "  text layer doubted: {} pages in {} items\n  text reads badly: {} pages in {} items",
        optical.doubted.1, optical.doubted.0, optical.poor.1, optical.poor.0
    ))?;
    for (quality, (items, pages)) in ReadingQuality::ALL.into_iter().zip(optical.graded) {
        put(format_args!(
            "  reading quality {quality:9}: {pages} pages in {items} items"
        ))?;
    }
    put(format_args!(
        "  waiting to be read optically: {} pages in {} items",
        optical.waiting.1, optical.waiting.0
    ))
}

fn coverage(report: &ReadingReport) -> Result<(), Failure> {
    match report.folder.as_str() {
        "" => put("\nBy folder")?,
        folder => put(format_args!("\nBy folder, in {folder}"))?,
    }
    for of in &report.folders {
        let mark = match (of.directly, of.deeper) {
            (true, _) => " (directly)",
            (false, true) => "/…",
            (false, false) => "",
        };
        let folder = if of.folder.is_empty() {
            "."
        } else {
            &of.folder
        };
        put(format_args!(
            "  {:>8}  {} {folder}{mark}: {}",
            sum(&of.states),
            of.accession,
            shares(&of.states)
        ))?;
    }
    put("\nBy year (stated by the document, else the date of the file)")?;
    for of in &report.years {
        put(format_args!(
            "  {:>8}  {}: {} by document, {} by file; {}",
            sum(&of.states),
            of.year
                .map_or("no year".to_owned(), |year| year.to_string()),
            of.by_document,
            of.by_file,
            shares(&of.states)
        ))?;
    }
    Ok(())
}
