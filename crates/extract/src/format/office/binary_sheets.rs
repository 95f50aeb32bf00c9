//! Workbooks in binary parts ([MS-XLSB]).

use super::biff::{failure, packed_number};
use super::comments;
use super::grid::{Grid, as_table};
use super::kept_values;
use super::number_format::{self, Shown};
use super::package::Package;
use super::sheets;
use super::word_document::add_links;
use super::{named_page, sheet_page};
use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::plain::charset;
use crate::format::revision;
use crate::outcome::Outcome;
use crate::reading::PageTable;
use std::collections::BTreeMap;

/// A record: its kind and body ([MS-XLSB] 2.1.4).
struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

/// Goes through the records of a part.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (kind, after) = count(rest, 2)?;
        let (size, after) = count(after, 4)?;
        let body = after.get(..size.min(after.len()))?;
        rest = after.get(body.len()..)?;
        Some(Record {
            kind: u16::try_from(kind).unwrap_or(u16::MAX),
            body,
        })
    })
}

/// A number of up to `most` bytes, seven bits in each, the lowest first.
fn count(bytes: &[u8], most: usize) -> Option<(usize, &[u8])> {
    let mut value = 0usize;
    for n in 0..most {
        let byte = *bytes.get(n)?;
        value |= usize::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 || n + 1 == most {
            return Some((value, bytes.get(n + 1..)?));
        }
    }
    None
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// A text after a count of letters, and what follows it.
fn wide(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let letters = usize::try_from(long(bytes, at)?).ok()?;
    // A text that is not there counts all ones.
    if letters == u32::MAX as usize {
        return Some((String::new(), at + 4));
    }
    let end = (at + 4).checked_add(letters.checked_mul(2)?)?;
    Some((charset::decode_page(bytes.get(at + 4..end)?, 1200), end))
}

struct SheetPart {
    name: String,
    state: u32,
    relation: String,
}

#[derive(Default)]
struct Book {
    sheets: Vec<SheetPart>,
    strings: Vec<String>,
    styles: Vec<Shown>,
    since_1904: bool,
}

/// Reads each sheet with its cells in their places and its comments; hidden sheets as well.
///
/// # Errors
/// [`FormatFault::Damaged`] where the list of sheets is missing, and limits.
pub(super) fn read(package: &Package<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let main = "xl/workbook.bin";
    let bytes = package
        .bytes_of(main, out)
        .ok_or_else(|| FormatFault::Damaged("the list of sheets is missing".to_owned()))?;
    let mut book = Book::default();
    for found in records(&bytes) {
        match found.kind {
            153 => book.since_1904 = long(found.body, 0).is_some_and(|flags| flags & 1 != 0),
            156 => book.sheets.extend(sheet_part(found.body)),
            _ => {}
        }
    }
    if book.sheets.is_empty() {
        return Err(FormatFault::Damaged(
            "the workbook lists no sheet that can be found".to_owned(),
        ));
    }
    let relations = package.relations(main, out);
    let part = |kind: &str, out: &mut Outcome| {
        let target = &relations.iter().find(|r| r.kind == kind)?.target;
        package.bytes_of(target, out)
    };
    for found in records(&part("sharedStrings", out).unwrap_or_default()) {
        if found.kind == 19 {
            let text = wide(found.body, 1).map(|(text, _)| text);
            book.strings.push(text.unwrap_or_default());
        }
    }
    book.styles = styles(&part("styles", out).unwrap_or_default());
    for sheet in &book.sheets {
        let state = match sheet.state {
            0 => "visible",
            2 => "veryHidden",
            _ => "hidden",
        };
        sheets::note_state(&sheet.name, state, out);
        let target = relations
            .iter()
            .find(|r| r.id == sheet.relation)
            .map(|r| r.target.clone())
            .unwrap_or_default();
        let Some(bytes) = package.bytes_of(&target, out) else {
            out.in_part(format!(
                "the sheet `{}` is missing from the package",
                sheet.name
            ));
            out.push_page(named_page(sheet.name.clone(), String::new()))?;
            continue;
        };
        let text = sheet_text(package, &target, &bytes, sheet, &book, out);
        out.push_page(sheet_page(sheet.name.clone(), text))?;
    }
    kept_values::read(package, out)
}

/// A sheet of the list ([MS-XLSB] 2.4.303). Before the format was published four bytes more stood in
/// front of the names; the names tell which it is, since they end the record.
fn sheet_part(body: &[u8]) -> Option<SheetPart> {
    [8, 12].into_iter().find_map(|at| {
        let (relation, at) = wide(body, at)?;
        let (name, end) = wide(body, at)?;
        (end == body.len()).then_some(())?;
        Some(SheetPart {
            name,
            state: long(body, 0)?,
            relation,
        })
    })
}

/// The format of each cell style ([MS-XLSB] 2.4.657, 2.4.825).
fn styles(bytes: &[u8]) -> Vec<Shown> {
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    for found in records(bytes) {
        match found.kind {
            44 => {
                if let (Some(id), Some((code, _))) = (short(found.body, 0), wide(found.body, 2)) {
                    formats.insert(id, code);
                }
            }
            617 => in_cells = true,
            618 => in_cells = false,
            47 if in_cells => {
                let id = short(found.body, 2).unwrap_or(0);
                let code = formats
                    .get(&id)
                    .map_or_else(|| number_format::built_in(u32::from(id)), String::as_str);
                styles.push(number_format::parse(code));
            }
            _ => {}
        }
    }
    styles
}

fn sheet_text(
    package: &Package<'_>,
    target: &str,
    bytes: &[u8],
    sheet: &SheetPart,
    book: &Book,
    out: &mut Outcome,
) -> (String, Option<PageTable>) {
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let relations = package.relations(target, out);
    let mut grid = Grid::default();
    let mut row = 0u32;
    let (mut hidden_rows, mut hidden_columns, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for found in records(bytes) {
        let body = found.body;
        match found.kind {
            0 => {
                row = long(body, 0).unwrap_or(row);
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    hidden_rows.push(row);
                }
                if grid.len() > room {
                    break;
                }
            }
            60 if body.get(16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(from), Some(to)) = (long(body, 0), long(body, 4))
                    && to < 16_383
                {
                    hidden_columns.extend((from..=to).take(16_384));
                }
            }
            494 => {
                let id = wide(body, 16).map(|(id, _)| id).unwrap_or_default();
                links.extend(
                    relations
                        .iter()
                        .find(|r| r.id == id)
                        .map(|r| r.target.clone()),
                );
            }
            1..=11 | 62 => {
                if let (Some(column), Some(text)) = (long(body, 0), cell(&found, book)) {
                    grid.cell(row, column, &text);
                }
            }
            _ => {}
        }
    }
    sheets::note_hidden(&sheet.name, hidden_rows, hidden_columns, out);
    let mut text = grid.finish();
    let table = as_table(&text);
    let mut flow = Flow::default();
    for relation in relations.iter().filter(|r| !r.external) {
        if relation.kind == "comments" && relation.target.ends_with(".bin") {
            if let Some(bytes) = package.bytes_of(&relation.target, out) {
                add_comments(&bytes, &mut flow, out);
            }
        } else if relation.kind == "threadedComment" {
            if let Some(xml) = package.xml(&relation.target, out) {
                comments::add(package, &xml, &mut flow, out);
            }
        } else {
            sheets::beside(package, relation, &mut flow, out);
        }
    }
    let beside = flow.finish();
    if !text.is_empty() && !beside.is_empty() {
        text.push('\n');
    }
    text.push_str(&beside);
    add_links(&mut text, links.iter().map(String::as_str), out);
    (text, table)
}

/// What a cell shows ([MS-XLSB] 2.4.301 to 2.4.321).
fn cell(found: &Record<'_>, book: &Book) -> Option<String> {
    let body = found.body;
    let style = usize::try_from(long(body, 4)? & 0x00ff_ffff).ok()?;
    let number = |value: f64| {
        let style = book.styles.get(style).unwrap_or(&Shown::General);
        number_format::show(value, style, book.since_1904)
    };
    let double = || {
        let field = body.get(8..16)?.try_into().ok()?;
        Some(f64::from_le_bytes(field))
    };
    match found.kind {
        2 => Some(number(packed_number(long(body, 8)?))),
        3 | 11 => Some(failure(*body.get(8)?).to_owned()),
        4 | 10 => Some(if *body.get(8)? == 0 { "FALSE" } else { "TRUE" }.to_owned()),
        5 | 9 => double().map(number),
        6 | 8 => wide(body, 8).map(|(text, _)| text),
        7 => book
            .strings
            .get(usize::try_from(long(body, 8)?).ok()?)
            .cloned(),
        62 => wide(body, 9).map(|(text, _)| text),
        _ => None,
    }
}

/// Comments with their cells and authors ([MS-XLSB] 2.1.7.12).
fn add_comments(bytes: &[u8], flow: &mut Flow, out: &mut Outcome) {
    let mut authors: Vec<String> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for found in records(bytes) {
        let body = found.body;
        match found.kind {
            632 => authors.extend(wide(body, 0).map(|(name, _)| name)),
            635 => {
                let author = long(body, 0)
                    .and_then(|n| authors.get(usize::try_from(n).ok()?))
                    .cloned()
                    .unwrap_or_default();
                let place = long(body, 4)
                    .zip(long(body, 12))
                    .map(|(row, column)| super::grid::address(row, column))
                    .unwrap_or_default();
                open = Some((place, author));
            }
            637 => {
                let text = wide(body, 1).map(|(text, _)| text).unwrap_or_default();
                if let Some((place, author)) = open.take()
                    && !text.trim().is_empty()
                {
                    out.meta("office.comment.author", &author);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    flow.line();
                    flow.push(&revision::comment_on(&place, &author, "", &text));
                    flow.line();
                }
            }
            _ => {}
        }
    }
}
