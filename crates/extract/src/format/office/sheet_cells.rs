//! The cells of one sheet, and what the whole workbook shares.

use super::number_format::{self, Shown};
use crate::format::markup::xml::{Piece, XmlReader};
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
                        let code = formats
                            .get(&id)
                            .map_or_else(|| number_format::built_in(id), String::as_str);
                        out.push(number_format::parse(code));
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
    /// Rows as lines with tab-parted cells.
    pub text: String,
    /// Headers and footers of the printed page.
    pub margins: Vec<String>,
    /// Hidden rows and columns.
    pub hidden: u64,
    /// Numbers of relations that links lead by.
    pub links: Vec<String>,
    /// The XML breaks off here.
    pub broken: Option<String>,
}

#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: String,
}

/// Reads a sheet; `room` is how many bytes of text may come of it.
pub(super) fn sheet(xml: &str, shared: &Shared, room: usize) -> Sheet {
    let mut reader = XmlReader::new(xml);
    let mut sheet = Sheet::default();
    let mut cell = Cell::default();
    let mut open = "";
    let mut row_empty = true;
    while let Some(piece) = reader.next() {
        if sheet.text.len() > room {
            break;
        }
        match piece {
            Piece::Open(tag) => match tag.name() {
                "row" | "col" => {
                    sheet.hidden +=
                        u64::from(matches!(tag.attr("hidden").as_deref(), Some("1" | "true")));
                    row_empty = true;
                }
                "c" => {
                    cell = Cell {
                        kind: tag.attr("t").unwrap_or_default(),
                        style: tag.attr("s").and_then(|s| s.parse().ok()).unwrap_or(0),
                        value: String::new(),
                    };
                }
                "v" | "t" => open = "value",
                "rPh" | "f" => open = "",
                "oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter"
                | "firstFooter" => {
                    open = "margin";
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
                    let text = shown(&cell, shared);
                    if !text.is_empty() {
                        if !row_empty {
                            sheet.text.push('\t');
                        }
                        row_empty = false;
                        sheet.text.extend(text.chars().map(|c| {
                            if matches!(c, '\n' | '\r' | '\t') {
                                ' '
                            } else {
                                c
                            }
                        }));
                    }
                }
                "row" if !row_empty => sheet.text.push('\n'),
                _ => open = "",
            },
            Piece::Text(text) => match open {
                "value" => cell.value.push_str(&text),
                "margin" => {
                    if let Some(last) = sheet.margins.last_mut() {
                        last.push_str(&text);
                    }
                }
                _ => {}
            },
        }
    }
    sheet.broken = reader.notes.broken;
    sheet
}

fn shown(cell: &Cell, shared: &Shared) -> String {
    match cell.kind.as_str() {
        "s" => cell
            .value
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|at| shared.strings.get(at))
            .cloned()
            .unwrap_or_default(),
        "b" => if cell.value.trim() == "1" {
            "TRUE"
        } else {
            "FALSE"
        }
        .to_owned(),
        "str" | "inlineStr" | "e" | "d" => cell.value.clone(),
        _ => match cell.value.trim().parse::<f64>() {
            Ok(number) => {
                let style = shared.styles.get(cell.style).unwrap_or(&Shown::General);
                match style {
                    // Long whole numbers are account and file numbers: every digit counts.
                    Shown::General if cell.value.trim().bytes().all(|b| b.is_ascii_digit()) => {
                        cell.value.trim().to_owned()
                    }
                    style => number_format::show(number, style, shared.since_1904),
                }
            }
            Err(_) => cell.value.clone(),
        },
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
