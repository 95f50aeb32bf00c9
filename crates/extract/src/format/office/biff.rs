//! Workbooks of Excel 5 to 2003, record by record (MS-XLS; BIFF5 and BIFF8).

use super::biff_text::{self, Pages};
use super::compound::Compound;
use super::named_page;
use super::number_format::{self, Shown};
use super::sheet_cells::margin_words;
use crate::format::FormatFault;
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// A record of the stream.
struct Record<'a> {
    kind: u16,
    body: &'a [u8],
    next: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = short(stream, at)?;
    let len = usize::from(short(stream, at + 2)?);
    let end = (at + 4 + len).min(stream.len());
    Some(Record {
        kind,
        body: stream.get(at + 4..end)?,
        next: end,
    })
}

/// A little-endian number of two bytes.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(
        bytes.get(at..at.checked_add(8)?)?.try_into().ok()?,
    ))
}

struct SheetPlace {
    name: String,
    at: usize,
    hidden: bool,
}

#[derive(Default)]
struct Book {
    pages: Pages,
    strings: Vec<String>,
    formats: BTreeMap<u16, String>,
    cell_formats: Vec<u16>,
    sheets: Vec<SheetPlace>,
    since_1904: bool,
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// Whether the stream is of a kind that is read here; older ones begin with another record.
pub(super) fn is_known(stream: &[u8]) -> bool {
    short(stream, 0) == Some(BEGIN) && matches!(short(stream, 4), Some(0x0500 | 0x0600))
}

/// The stream with the workbook.
pub(super) fn stream(file: &mut Compound<'_>) -> Option<Vec<u8>> {
    file.stream("/Workbook")
        .or_else(|| file.stream("/Book"))
        .filter(|stream| is_known(stream))
}

/// Reads each sheet as rows with tab-parted cells, then its text boxes, comments, header and footer.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, and limits.
pub(super) fn read(stream: &[u8], out: &mut Outcome) -> Result<(), FormatFault> {
    let book = globals(stream)?;
    for sheet in &book.sheets {
        if sheet.hidden {
            out.warn(format!("the sheet `{}` is hidden; it was read", sheet.name));
            out.meta("office.hidden_sheet", &sheet.name);
        }
        let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
        let text = sheet_text(stream, sheet.at, &book, room);
        out.push_page(named_page(sheet.name.clone(), text))?;
    }
    Ok(())
}

fn globals(stream: &[u8]) -> Result<Book, FormatFault> {
    let mut book = Book::default();
    book.pages.wide = short(stream, 4) == Some(0x0600);
    let mut at = 0;
    while let Some(found) = record(stream, at) {
        let body = found.body;
        match found.kind {
            END => break,
            0x002f => {
                return Err(FormatFault::Encrypted(
                    "the workbook is encrypted; a password is needed".to_owned(),
                ));
            }
            0x0042 => book.pages.number = u32::from(short(body, 0).unwrap_or(1252)),
            0x0022 => book.since_1904 = short(body, 0) == Some(1),
            0x041e => {
                if let Some(id) = short(body, 0) {
                    let rest = body.get(2..).unwrap_or_default();
                    let code = if book.pages.wide {
                        book.pages.long(rest)
                    } else {
                        book.pages.brief(rest)
                    };
                    book.formats.insert(id, code.unwrap_or_default());
                }
            }
            0x00e0 => book.cell_formats.push(short(body, 2).unwrap_or(0)),
            0x0085 => {
                let name = body
                    .get(6..)
                    .and_then(|rest| book.pages.brief(rest))
                    .unwrap_or_default();
                let place = long(body, 0)
                    .and_then(|at| usize::try_from(at).ok())
                    .unwrap_or(usize::MAX);
                let hidden = body.get(4).is_some_and(|state| state & 3 != 0);
                // Type 2 is a chart, 6 a module of code; only tables hold cells.
                if !matches!(body.get(5), Some(6)) {
                    book.sheets.push(SheetPlace {
                        name,
                        at: place,
                        hidden,
                    });
                }
            }
            0x00fc => {
                let mut parts = vec![body];
                let mut next = found.next;
                while let Some(more) = record(stream, next).filter(|r| r.kind == CONTINUE) {
                    parts.push(more.body);
                    next = more.next;
                }
                book.strings = biff_text::shared(&parts);
            }
            _ => {}
        }
        at = found.next.max(at + 4);
    }
    Ok(book)
}

#[derive(Default)]
struct Sheet {
    cells: BTreeMap<(u16, u16), String>,
    beside: Vec<String>,
    bytes: usize,
}

impl Sheet {
    fn set(&mut self, row: u16, column: u16, text: String) {
        if !text.trim().is_empty() {
            self.bytes += text.len() + 1;
            self.cells.insert((row, column), text);
        }
    }
}

fn sheet_text(stream: &[u8], start: usize, book: &Book, room: usize) -> String {
    let mut sheet = Sheet::default();
    let mut at = start;
    let mut depth = 0u32;
    let mut formula = (0, 0);
    while let Some(found) = record(stream, at) {
        match found.kind {
            BEGIN => depth += 1,
            END => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // A chart within the sheet repeats cells under numbers of its own.
            _ if depth > 1 => {}
            // The text of a shape or comment stands in the record after it.
            0x01b6 => {
                let count = usize::from(short(found.body, 10).unwrap_or(0));
                if let Some(more) =
                    record(stream, found.next).filter(|r| r.kind == CONTINUE && count > 0)
                {
                    sheet.beside.extend(biff_text::counted(more.body, count));
                }
            }
            0x0014 | 0x0015 if !found.body.is_empty() => {
                let text = if book.pages.wide {
                    book.pages.long(found.body)
                } else {
                    book.pages.brief(found.body)
                };
                sheet.beside.extend(text.map(|t| margin_words(&t)));
            }
            0x0207 => {
                if let Some(text) = book.pages.long(found.body) {
                    sheet.set(formula.0, formula.1, text);
                }
            }
            kind => cell(kind, found.body, book, &mut sheet, &mut formula),
        }
        if sheet.bytes > room {
            break;
        }
        at = found.next.max(at + 4);
    }
    lines(sheet)
}

fn lines(sheet: Sheet) -> String {
    let mut out = String::new();
    let mut last = None;
    for ((row, _), text) in sheet.cells {
        match last {
            Some(same) if same == row => out.push('\t'),
            Some(_) => out.push('\n'),
            None => {}
        }
        last = Some(row);
        out.extend(text.chars().map(|c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        }));
    }
    for text in sheet.beside.iter().filter(|text| !text.trim().is_empty()) {
        out.push('\n');
        out.push_str(text.trim());
    }
    out.trim().to_owned()
}

fn cell(kind: u16, body: &[u8], book: &Book, sheet: &mut Sheet, formula: &mut (u16, u16)) {
    let (Some(row), Some(column), Some(style)) = (short(body, 0), short(body, 2), short(body, 4))
    else {
        return;
    };
    match kind {
        0x00fd => {
            let at = long(body, 6).and_then(|at| usize::try_from(at).ok());
            if let Some(text) = at.and_then(|at| book.strings.get(at)) {
                sheet.set(row, column, text.clone());
            }
        }
        0x0204 | 0x00d6 => {
            if let Some(text) = body.get(6..).and_then(|rest| book.pages.long(rest)) {
                sheet.set(row, column, text);
            }
        }
        0x0203 => {
            if let Some(value) = double(body, 6) {
                sheet.set(row, column, shown(value, style, book));
            }
        }
        0x027e => {
            if let Some(value) = long(body, 6).map(packed_number) {
                sheet.set(row, column, shown(value, style, book));
            }
        }
        0x00bd => {
            let rest = body
                .get(4..body.len().saturating_sub(2))
                .unwrap_or_default();
            for (n, pair) in (0u16..).zip(rest.chunks_exact(6)) {
                if let (Some(style), Some(value)) = (short(pair, 0), long(pair, 2)) {
                    sheet.set(
                        row,
                        column.saturating_add(n),
                        shown(packed_number(value), style, book),
                    );
                }
            }
        }
        0x0205 => {
            // Of two bytes the second tells truth values from errors.
            if let (Some(value), Some(is_error)) = (body.get(6), body.get(7)) {
                let text = match (*is_error, *value) {
                    (0, 0) => "FALSE",
                    (0, _) => "TRUE",
                    (_, code) => failure(code),
                };
                sheet.set(row, column, text.to_owned());
            }
        }
        0x0006 => {
            *formula = (row, column);
            match body.get(6..14) {
                Some([1, _, value, _, _, _, 0xff, 0xff]) => {
                    sheet.set(
                        row,
                        column,
                        if *value == 0 { "FALSE" } else { "TRUE" }.to_owned(),
                    );
                }
                Some([2, _, code, _, _, _, 0xff, 0xff]) => {
                    sheet.set(row, column, failure(*code).to_owned());
                }
                Some([_, _, _, _, _, _, 0xff, 0xff]) | None => {}
                Some(_) => {
                    if let Some(value) = double(body, 6) {
                        sheet.set(row, column, shown(value, style, book));
                    }
                }
            }
        }
        _ => {}
    }
}

/// What a cell shows where its formula fails (MS-XLS 2.5.10).
fn failure(code: u8) -> &'static str {
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

/// A number in four bytes: whole or the upper half of a double, as is or in hundredths (MS-XLS 2.5.217).
fn packed_number(raw: u32) -> f64 {
    let value = if raw & 2 != 0 {
        f64::from(i32::from_le_bytes(raw.to_le_bytes()) >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    if raw & 1 != 0 { value / 100.0 } else { value }
}

fn shown(value: f64, style: u16, book: &Book) -> String {
    let id = book
        .cell_formats
        .get(usize::from(style))
        .copied()
        .unwrap_or(0);
    let code = book
        .formats
        .get(&id)
        .map_or_else(|| number_format::built_in(u32::from(id)), String::as_str);
    let format = number_format::parse(code);
    let format = if value.is_finite() {
        format
    } else {
        Shown::General
    };
    number_format::show(value, &format, book.since_1904)
}
