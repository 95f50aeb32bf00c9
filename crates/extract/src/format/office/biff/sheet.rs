//! The cells of one sheet.

use super::beside::Beside;
use super::chart::Chart;
use super::{
    BEGIN, Book, CONTINUE, END, Record, SheetPlace, double, going_on, long, record, short,
};
use crate::format::office::grid::{self, Grid, as_table};
use crate::format::office::sheet_cells::margin_words;
use crate::format::office::word_document::add_links;
use crate::outcome::Outcome;
use crate::reading::PageTable;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Sheet {
    cells: BTreeMap<(u16, u16), String>,
    bytes: usize,
    /// The cell whose formula was read last; its text stands in a record of its own.
    formula: (u16, u16),
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
}

impl Sheet {
    fn set(&mut self, row: u16, column: u16, text: String) {
        if !text.trim().is_empty() {
            self.bytes += text.len() + 1;
            self.cells.insert((row, column), text);
        }
    }
}

/// Everything that stands on a sheet; what is hidden is told in `out`.
pub(super) fn text(
    stream: &[u8],
    place: &SheetPlace,
    book: &Book,
    room: usize,
    out: &mut Outcome,
) -> (String, Option<PageTable>) {
    let mut sheet = Sheet::default();
    let mut beside = Beside::default();
    let mut charts: Vec<Chart> = Vec::new();
    let mut at = place.at;
    let mut depth = 0u32;
    let mut cut = false;
    if !record(stream, at).is_some_and(|first| BEGIN.contains(&first.kind)) {
        out.in_part(format!(
            "the sheet `{}` is not where the workbook says",
            place.name
        ));
        return (String::new(), None);
    }
    while let Some(found) = record(stream, at) {
        match found.kind {
            kind if BEGIN.contains(&kind) => {
                depth += 1;
                if depth == 2 || place.kind == 2 {
                    charts.push(Chart::default());
                }
            }
            END => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // A chart repeats cells of this or of another workbook under numbers of its own.
            _ if depth > 1 || place.kind == 2 => {
                if let Some(chart) = charts.last_mut() {
                    chart.take(&found, book);
                }
            }
            // Text of a formula, which may go on in further records.
            0x0207 | 0x0007 => {
                let more = going_on(stream, found.next, CONTINUE);
                let text = if more.is_empty() || !book.pages.wide {
                    book.text(found.body)
                } else {
                    let count = usize::from(short(found.body, 0).unwrap_or(0));
                    let parts: Vec<&[u8]> = found.body.get(2..).into_iter().chain(more).collect();
                    super::text::spread(&parts, count)
                };
                if let Some(text) = text {
                    sheet.set(sheet.formula.0, sheet.formula.1, text);
                }
            }
            0x0014 | 0x0015 if !found.body.is_empty() => {
                let text = if book.pages.wide {
                    book.pages.long(found.body)
                } else {
                    book.pages.brief(found.body)
                };
                beside.texts.extend(text.map(|t| margin_words(&t)));
            }
            _ => {
                if !beside.take(&found, stream, book) {
                    cell(&found, book, &mut sheet);
                }
            }
        }
        if sheet.bytes > room {
            cut = true;
            break;
        }
        at = found.next.max(at + 4);
    }
    if depth > 0 && !cut {
        out.in_part(format!(
            "the sheet `{}` breaks off before its end",
            place.name
        ));
    }
    note_hidden(&place.name, &mut sheet, out);
    written(sheet, beside, charts, out)
}

fn note_hidden(name: &str, sheet: &mut Sheet, out: &mut Outcome) {
    let rows = std::mem::take(&mut sheet.hidden_rows);
    let columns = std::mem::take(&mut sheet.hidden_columns);
    super::super::sheets::note_hidden(name, rows, columns, out);
}

fn written(
    sheet: Sheet,
    beside: Beside,
    charts: Vec<Chart>,
    out: &mut Outcome,
) -> (String, Option<PageTable>) {
    let cells: BTreeSet<&String> = if charts.is_empty() {
        BTreeSet::new()
    } else {
        sheet.cells.values().collect()
    };
    let charts: Vec<String> = charts
        .into_iter()
        .filter_map(|chart| {
            // What the sheet's own cells show already is not told twice.
            chart.written(|text| cells.contains(text))
        })
        .collect();
    let mut grid = Grid::default();
    for ((row, column), text) in &sheet.cells {
        grid.cell(u32::from(*row), u32::from(*column), text);
    }
    let mut text = grid.finish();
    let table = as_table(&text);
    let links: Vec<String> = beside.links.clone();
    for line in beside.lines(out).into_iter().chain(charts) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.trim());
    }
    add_links(&mut text, links.iter().map(String::as_str), out);
    (text, table)
}

fn cell(found: &Record<'_>, book: &Book, sheet: &mut Sheet) {
    let body = found.body;
    let (Some(row), Some(column)) = (short(body, 0), short(body, 2)) else {
        return;
    };
    // In the oldest version three bytes of format stand where later ones have the number of one.
    let oldest = book.version == 2 && found.kind < 0x0008;
    let (style, at) = if oldest {
        (body.get(5).map_or(0, |b| u16::from(b & 0x3f)), 7)
    } else {
        (short(body, 4).unwrap_or(0), 6)
    };
    match found.kind {
        0x00fd => {
            let at = long(body, 6).and_then(|at| usize::try_from(at).ok());
            if let Some(text) = at.and_then(|at| book.strings.get(at)) {
                sheet.set(row, column, text.clone());
            }
        }
        0x0204 | 0x0004 | 0x00d6 => {
            if let Some(text) = body.get(at..).and_then(|rest| book.text(rest)) {
                sheet.set(row, column, text);
            }
        }
        0x0203 | 0x0003 => {
            if let Some(value) = double(body, at) {
                sheet.set(row, column, book.number(value, style));
            }
        }
        0x0002 if oldest => {
            if let Some(value) = short(body, at) {
                sheet.set(row, column, book.number(f64::from(value), style));
            }
        }
        0x027e => {
            if let Some(value) = long(body, 6).map(packed_number) {
                sheet.set(row, column, book.number(value, style));
            }
        }
        0x00bd => {
            let rest = body
                .get(4..body.len().saturating_sub(2))
                .unwrap_or_default();
            for (n, pair) in (0u16..).zip(rest.chunks_exact(6)) {
                if let (Some(style), Some(value)) = (short(pair, 0), long(pair, 2)) {
                    let text = book.number(packed_number(value), style);
                    sheet.set(row, column.saturating_add(n), text);
                }
            }
        }
        0x0205 | 0x0005 => {
            // Of two bytes the second tells truth values from errors.
            if let (Some(value), Some(is_error)) = (body.get(at), body.get(at + 1)) {
                let text = match (*is_error, *value) {
                    (0, 0) => "FALSE",
                    (0, _) => "TRUE",
                    (_, code) => failure(code),
                };
                sheet.set(row, column, text.to_owned());
            }
        }
        0x0006 | 0x0206 | 0x0406 => formula(body, at, (row, column), style, book, sheet),
        // fDyZero ([MS-XLS] 2.4.221).
        0x0208 if short(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
            sheet.hidden_rows.push(u32::from(row));
        }
        // fHidden ([MS-XLS] 2.4.53); a stretch to the last column is an empty rest.
        0x007d if short(body, 8).is_some_and(|flags| flags & 1 != 0) && column < 255 => {
            sheet
                .hidden_columns
                .extend((u32::from(row)..=u32::from(column)).take(256));
        }
        _ => {}
    }
}

/// What a formula came to last ([MS-XLS] 2.5.133).
fn formula(body: &[u8], at: usize, place: (u16, u16), style: u16, book: &Book, sheet: &mut Sheet) {
    sheet.formula = place;
    let text = match body.get(at..at + 8) {
        Some([1, _, value, _, _, _, 0xff, 0xff]) => {
            if *value == 0 { "FALSE" } else { "TRUE" }.to_owned()
        }
        Some([2, _, code, _, _, _, 0xff, 0xff]) => failure(*code).to_owned(),
        Some([_, _, _, _, _, _, 0xff, 0xff]) | None => return,
        Some(_) => match double(body, at) {
            Some(value) => book.number(value, style),
            None => return,
        },
    };
    sheet.set(place.0, place.1, text);
}

/// What a cell shows where its formula fails ([MS-XLS] 2.5.10).
pub(in super::super) fn failure(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

/// A number in four bytes: whole or the upper half of a double, as is or in hundredths ([MS-XLS] 2.5.217).
pub(in super::super) fn packed_number(raw: u32) -> f64 {
    let value = if raw & 2 != 0 {
        f64::from(i32::from_le_bytes(raw.to_le_bytes()) >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    if raw & 1 != 0 { value / 100.0 } else { value }
}

/// The address of a cell.
pub(super) fn address(row: u16, column: u16) -> String {
    grid::address(u32::from(row), u32::from(column))
}
