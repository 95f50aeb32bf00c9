//! Lists and their rows as text and as JSON.

use super::super::fail::Failure;
use super::bad_value;
use domain::RecordId;
use linkage::list::{BadRow, RepeatedId};
use linkage::mapping::{DateCounts, Use};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use workbench::list::{ListSummary, Mapped, Preview, RowView, SourceRecord};

/// As many bad rows and repeated ids are named on the screen.
const SHOWN: usize = 20;

pub(super) fn id(row: &RowView) -> &RecordId {
    match row {
        RowView::Record(record) => &record.id,
        RowView::Bad(id, _) => id,
    }
}

pub(super) fn list(list: &ListSummary) -> Value {
    json!({
        "item": list.item.to_string(), "table": list.table, "accession": list.accession.to_string(),
        "name": list.name, "legal_basis": list.legal_basis, "purpose": list.purpose,
        "restrictions": list.restrictions, "one_row_per_person": list.one_row_per_person,
        "mapped_at": list.at.to_string(), "mapped_by": list.by.as_str(), "act": list.act,
        "columns": list.columns, "mapping": list.mapping, "records": list.records, "bad_rows": list.bad_rows,
        "repeated_ids": list.repeated_ids, "passed_over": list.passed_over, "entered": list.entered,
    })
}

pub(super) fn list_line(list: &ListSummary) -> String {
    let bad = match list.bad_rows {
        0 => String::new(),
        bad => format!("  {bad} bad"),
    };
    format!(
        "{}  table {}  {:>9} records{bad}  {}",
        list.item, list.table, list.records, list.name
    )
}

pub(super) fn list_text(list: &ListSummary) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name:15} {value}");
    };
    line("List", &list.name);
    line(
        "Item",
        &format!("{}, table {}, {}", list.item, list.table, list.accession),
    );
    line("Legal basis", &list.legal_basis);
    line("Purpose", &list.purpose);
    for restriction in &list.restrictions {
        line("Restriction", restriction);
    }
    line(
        "One row each",
        if list.one_row_per_person {
            "promised"
        } else {
            "not promised"
        },
    );
    line(
        "Mapped",
        &format!("{} by {}, act {}", list.at, list.by, list.act),
    );
    line("Records", &list.records.to_string());
    line("Bad rows", &list.bad_rows.to_string());
    line("Repeated ids", &list.repeated_ids.to_string());
    line("Passed over", &list.passed_over.to_string());
    text.push_str("Mapping:\n");
    for row in list.mapping.lines() {
        let _ = writeln!(text, "  {row}");
    }
    text
}

/// Values by field, in the order in which they were said.
fn said(record: &SourceRecord) -> Map<String, Value> {
    let mut fields = Map::new();
    for (field, value) in record.record.values() {
        let values = fields.entry(field.key()).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(json!(value));
        }
    }
    fields
}

pub(super) fn row(row: &RowView) -> Value {
    match row {
        RowView::Record(record) => json!({
            "id": record.id.to_string(), "line": record.line, "own_id": record.own_id, "says": said(record),
            "cells": record.cells.iter().map(|cell| json!({
                "column": cell.column, "text": cell.text,
                "says": cell.says.iter().map(Use::to_string).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        }),
        RowView::Bad(id, bad) => json!({
            "id": id.to_string(), "line": bad.line, "fault": bad.fault, "reason": bad.fault.to_string(),
        }),
    }
}

pub(super) fn row_line(row: &RowView) -> String {
    match row {
        RowView::Bad(id, bad) => format!("{id}\tbad, line {}: {}", bad.line, bad.fault),
        RowView::Record(record) => {
            let said = record.record.values().iter();
            let said: Vec<String> = said
                .map(|(field, value)| format!("{field}={value}"))
                .collect();
            format!("{}\t{}", record.id, said.join("\t"))
        }
    }
}

pub(super) fn row_text(row: &RowView) -> String {
    let RowView::Record(record) = row else {
        return row_line(row);
    };
    let mut text = format!(
        "{}  {}, line {}\n",
        record.id, record.accession, record.line
    );
    for cell in &record.cells {
        let says: Vec<String> = cell.says.iter().map(Use::to_string).collect();
        let says = if says.is_empty() {
            "-".to_owned()
        } else {
            says.join(", ")
        };
        let _ = writeln!(text, "  {says:16} {}: {}", cell.column, cell.text);
    }
    text
}

pub(super) fn mapped(mapped: &Mapped) -> Value {
    let act = &mapped.act;
    json!({
        "item": act.item.to_string(), "table": act.table, "accession": act.accession.to_string(),
        "name": act.name, "records": act.records, "bad_rows": act.bad_rows, "repeated_ids": act.repeated_ids,
        "passed_over": act.passed_over, "mapping": act.mapping, "columns": act.columns,
        "bad": mapped.bad.iter().map(bad_value).collect::<Vec<_>>(),
        "repeated": mapped.repeated.iter().map(repeated_value).collect::<Vec<_>>(),
        "other_lines": mapped.other_lines.map(|(lines, encoding)| json!({ "lines": lines, "encoding": encoding })),
    })
}

pub(super) fn mapped_text(mapped: &Mapped) -> String {
    let act = &mapped.act;
    let mut text = format!(
        "{}, table {}, {}: {} source records, {} bad rows. {}\n",
        act.item, act.table, act.accession, act.records, act.bad_rows, act.name
    );
    says(&mut text, mapped.mapping.columns());
    named(
        &mut text,
        &mapped.bad,
        act.bad_rows,
        &mapped.repeated,
        act.repeated_ids,
    );
    other(&mut text, mapped.other_lines, act.passed_over);
    text
}

pub(super) fn preview(seen: &Preview) -> Result<Value, Failure> {
    let columns: Vec<Value> = seen
        .columns
        .iter()
        .map(|column| {
            json!({
                "column": column.heading, "filled": column.filled, "samples": column.samples,
                "says": column.says.iter().map(Use::to_string).collect::<Vec<_>>(),
                "dates": column.dates,
            })
        })
        .collect();
    Ok(json!({
        "mapping": seen.mapping.to_toml()?, "columns": columns, "records": seen.records, "bad_rows": seen.bad_rows,
        "bad": seen.bad.iter().map(bad_value).collect::<Vec<_>>(),
        "repeated_ids": seen.repeated_ids,
        "repeated": seen.repeated.iter().map(repeated_value).collect::<Vec<_>>(),
        "passed_over": seen.passed_over, "date_order": seen.mapping.date_order.key(),
        "other_lines": seen.other_lines.map(|(lines, encoding)| json!({ "lines": lines, "encoding": encoding })),
        "tables": seen.tables.iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect::<Vec<_>>(),
    }))
}

pub(super) fn preview_text(seen: &Preview) -> Result<String, Failure> {
    let mut text = String::new();
    if let Some(form) = &seen.mapping.form {
        let _ = writeln!(
            text,
            "Read as {}, {}, delimiter {:?}, dates {}",
            form.kind.name(),
            form.encoding.name(),
            form.delimiter,
            seen.mapping.date_order
        );
    }
    for (n, (name, rows)) in (1..).zip(&seen.tables) {
        let _ = writeln!(
            text,
            "Table {n}: {} ({rows} rows)",
            name.as_deref().unwrap_or("-")
        );
    }
    for column in &seen.columns {
        let says: Vec<String> = column.says.iter().map(Use::to_string).collect();
        let says = if says.is_empty() {
            "-".to_owned()
        } else {
            says.join(", ")
        };
        let samples = column.samples.join(" | ");
        let _ = writeln!(
            text,
            "  {says:18} {}  ({} filled)  {samples}",
            column.heading, column.filled
        );
        if column
            .says
            .iter()
            .any(|says| says.key().starts_with("birth_date"))
        {
            let _ = writeln!(text, "  {:18} {}", "", dates(&column.dates));
        }
    }
    let (records, bad) = (seen.records, seen.bad_rows);
    let _ = writeln!(
        text,
        "{records} rows would be source records, {bad} rows are bad."
    );
    named(&mut text, &seen.bad, bad, &seen.repeated, seen.repeated_ids);
    other(&mut text, seen.other_lines, seen.passed_over);
    let says = |uses: &[Use]| uses.iter().any(|says| *says != Use::Id);
    if !seen.mapping.columns().any(|(_, uses)| says(uses)) {
        text.push_str("No heading says anything of a person. Write a mapping file with --write-map and say what each column is.\n");
    }
    Ok(text)
}

fn dates(dates: &DateCounts) -> String {
    format!(
        "dates: {} day first, {} month first, {} either way, {} year first; {} years, {} small numbers, {} other",
        dates.day_first,
        dates.month_first,
        dates.either,
        dates.year_first,
        dates.year_only,
        dates.small_number,
        dates.other
    )
}

fn says<'a>(text: &mut String, columns: impl Iterator<Item = (&'a str, &'a [Use])>) {
    for (column, uses) in columns {
        let uses: Vec<String> = uses.iter().map(Use::to_string).collect();
        let _ = writeln!(text, "  {:18} {column}", uses.join(", "));
    }
}

fn repeated_value(repeated: &RepeatedId) -> Value {
    json!({ "id": repeated.id, "first_row": repeated.first_row, "row": repeated.row })
}

fn named(text: &mut String, bad: &[BadRow], bad_rows: u64, repeated: &[RepeatedId], ids: u64) {
    for row in bad.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "  bad row {} (line {}): {}",
            row.row, row.line, row.fault
        );
    }
    more(text, bad.len(), bad_rows, "bad rows");
    for id in repeated.iter().take(SHOWN) {
        let RepeatedId { id, first_row, row } = id;
        let _ = writeln!(
            text,
            "  row {row} has the id `{id}` of row {first_row}; both are kept"
        );
    }
    more(text, repeated.len(), ids, "repeated ids");
}

fn more(text: &mut String, named: usize, all: u64, what: &str) {
    let left = all.saturating_sub(named.min(SHOWN) as u64);
    if left > 0 {
        let _ = writeln!(text, "  and {left} more {what}");
    }
}

fn other(text: &mut String, other_lines: Option<(u64, &str)>, passed_over: u64) {
    if let Some((lines, encoding)) = other_lines {
        let _ = writeln!(
            text,
            "  {lines} lines seem to be in {encoding}, not in the list's encoding"
        );
    }
    if passed_over > 0 {
        let _ = writeln!(
            text,
            "  {passed_over} rows speak of something else than a person"
        );
    }
}
