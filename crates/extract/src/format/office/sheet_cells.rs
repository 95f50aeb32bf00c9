//! The cells of one sheet, and what the whole workbook shares.

use super::grid::{self, Grid};
use super::number_format::{self, Shown};
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What all sheets share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Texts by number.
    pub strings: Vec<String>,
    /// Formats by number of cell style.
    pub styles: Vec<Shown>,
    /// Days count from 1904.
    pub since_1904: bool,
}

/// Texts kept of the shared table; a sheet has fewer cells with text than this.
const STRINGS: usize = 4_000_000;

/// Reads the table of shared texts, without the readings set above them.
pub(super) fn strings(xml: &str) -> Vec<String> {
    let mut reader = XmlReader::new(xml);
    let mut out = Vec::new();
    let mut text = String::new();
    let (mut in_text, mut above) = (false, false);
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "t" => in_text = true,
                "rPh" => above = true,
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => {
                    above = false;
                }
                "si" if out.len() < STRINGS => out.push(std::mem::take(&mut text)),
                _ => {}
            },
            Piece::Text(piece) if in_text && !above => text.push_str(&piece),
            Piece::Text(_) => {}
        }
    }
    out
}

/// Reads which format each cell style has.
pub(super) fn styles(xml: &str) -> Vec<Shown> {
    let mut reader = XmlReader::new(xml);
    let mut formats: BTreeMap<u32, String> = BTreeMap::new();
    let mut read: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut out = Vec::new();
    let mut in_cells = false;
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => {
                let id = || tag.attr("numFmtId").and_then(|id| id.parse::<u32>().ok());
                match tag.name() {
                    "numFmt" => {
                        if let Some(id) = id() {
                            formats.insert(id, tag.attr("formatCode").unwrap_or_default());
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = id().unwrap_or(0);
                        let shown = read.entry(id).or_insert_with(|| {
                            let code = formats
                                .get(&id)
                                .map_or_else(|| number_format::built_in(id), String::as_str);
                            number_format::parse(code)
                        });
                        out.push(shown.clone());
                    }
                    _ => {}
                }
            }
            Piece::Close(name) if name == "cellXfs" => in_cells = false,
            _ => {}
        }
    }
    out
}

/// What a sheet says beside its cells.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The cells in their places.
    pub text: String,
    /// Headers and footers of the printed page.
    pub margins: Vec<String>,
    /// Hidden rows and columns, counted from 0.
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<u32>,
    /// Numbers of relations that links lead by.
    pub links: Vec<String>,
    /// The XML breaks off here.
    pub broken: Option<String>,
}

/// What the value of a cell means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Truth,
    Text,
}

#[derive(Debug, Default)]
struct Cell {
    kind: Kind,
    style: usize,
    row: u32,
    column: u32,
    value: String,
}

/// Where the text that comes next belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Value,
    Margin,
}

/// Reads a sheet; `room` is how many bytes of text may come of it.
pub(super) fn sheet(xml: &str, shared: &Shared, room: usize) -> Sheet {
    let mut reader = XmlReader::new(xml);
    let mut sheet = Sheet::default();
    let mut grid = Grid::default();
    let mut cell = Cell::default();
    let mut open = Open::Nothing;
    // The row and column that come next where none is stated.
    let (mut next_row, mut next_column) = (0u32, 0u32);
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "c" => {
                    cell.begin(&tag, next_row.saturating_sub(1), next_column);
                    next_column = cell.column.saturating_add(1);
                }
                "v" | "t" => open = Open::Value,
                "row" => {
                    let (row, hidden) = row(&tag, next_row);
                    if hidden {
                        sheet.hidden_rows.push(row);
                    }
                    (next_row, next_column) = (row.saturating_add(1), 0);
                    if grid.len() > room {
                        break;
                    }
                }
                "col" => hidden_columns(&tag, &mut sheet.hidden_columns),
                "rPh" | "f" => open = Open::Nothing,
                "oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter"
                | "firstFooter" => {
                    open = Open::Margin;
                    sheet.margins.push(String::new());
                }
                "hyperlink" => {
                    if let Some(id) = tag.attr_exact("r:id").or_else(|| tag.attr("location")) {
                        sheet.links.push(id);
                    }
                }
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "c" => {
                    if !cell.value.is_empty() {
                        grid.cell(cell.row, cell.column, &shown(&cell, shared));
                        cell.value.clear();
                    }
                }
                "row" => {}
                _ => open = Open::Nothing,
            },
            Piece::Text(text) => match open {
                Open::Value => cell.value.push_str(&text),
                Open::Margin => {
                    if let Some(last) = sheet.margins.last_mut() {
                        last.push_str(&text);
                    }
                }
                Open::Nothing => {}
            },
        }
    }
    sheet.text = grid.finish();
    sheet.broken = reader.notes.broken;
    sheet
}

/// The number of a row, from 0, and whether it is hidden.
fn row(tag: &Tag<'_>, next: u32) -> (u32, bool) {
    let (mut row, mut hidden) = (next, false);
    tag.each(|name, value| {
        match name {
            "r" => {
                row = value
                    .parse::<u32>()
                    .ok()
                    .and_then(|r| r.checked_sub(1))
                    .unwrap_or(next);
            }
            "hidden" => hidden = matches!(value, "1" | "true"),
            _ => {}
        }
        true
    });
    (row, hidden)
}

fn hidden_columns(tag: &Tag<'_>, columns: &mut Vec<u32>) {
    if !matches!(tag.attr("hidden").as_deref(), Some("1" | "true")) {
        return;
    }
    let number = |name: &str| {
        tag.attr(name)
            .and_then(|value| value.parse::<u32>().ok())
            .and_then(|number| number.checked_sub(1))
    };
    if let (Some(from), Some(to)) = (number("min"), number("max"))
        // A stretch to the last column is an empty rest.
        && to < 16_383
    {
        columns.extend((from..=to).take(16_384));
    }
}

impl Cell {
    /// Takes over what the tag says; a place that is not stated is the next one.
    fn begin(&mut self, tag: &Tag<'_>, row: u32, column: u32) {
        (self.kind, self.style, self.row, self.column) = (Kind::Number, 0, row, column);
        self.value.clear();
        tag.each(|name, value| {
            match name {
                "r" => {
                    if let Some((row, column)) = grid::place(value) {
                        (self.row, self.column) = (row, column);
                    }
                }
                "s" => self.style = value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match value {
                        "s" => Kind::Shared,
                        "b" => Kind::Truth,
                        "str" | "inlineStr" | "e" | "d" => Kind::Text,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
            true
        });
    }
}

fn shown<'c>(cell: &'c Cell, shared: &'c Shared) -> Cow<'c, str> {
    let value = cell.value.trim();
    match cell.kind {
        Kind::Shared => value
            .parse::<usize>()
            .ok()
            .and_then(|at| shared.strings.get(at))
            .map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text)),
        Kind::Truth => Cow::Borrowed(if value == "1" { "TRUE" } else { "FALSE" }),
        Kind::Text => Cow::Borrowed(&cell.value),
        Kind::Number => {
            let style = shared.styles.get(cell.style).unwrap_or(&Shown::General);
            // Long whole numbers are account and file numbers: every digit counts.
            if *style == Shown::General && number_format::is_plain(value) {
                return Cow::Borrowed(value);
            }
            match value.parse::<f64>() {
                Ok(number) => Cow::Owned(number_format::show(number, style, shared.since_1904)),
                Err(_) => Cow::Borrowed(&cell.value),
            }
        }
    }
}

/// The words of a printed header or footer, without its codes (ECMA-376 part 1, 18.3.1.46).
pub(super) fn margin_words(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => out.push('&'),
            Some('"') => {
                let _ = chars.by_ref().find(|c| *c == '"');
            }
            Some('L' | 'C' | 'R') => out.push('\n'),
            Some('K') => (0..6).for_each(|_| {
                let _ = chars.next_if(char::is_ascii_hexdigit);
            }),
            Some(d) if d.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    out.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
