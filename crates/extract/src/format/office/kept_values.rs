//! Values that a workbook keeps of what is not in its sheets: cells of other workbooks, and the rows
//! that its summaries were made from.

use super::grid::{self, Grid};
use super::named_page;
use super::package::Package;
use crate::format::FormatFault;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::outcome::Outcome;

/// Adds a page for each other workbook and each summary that values are kept of.
///
/// # Errors
/// The limits.
pub(super) fn read(package: &Package<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    note_sources(package, out);
    let parts = |package: &Package<'_>, start: &str| -> Vec<String> {
        package
            .under(start)
            .filter(|name| name.ends_with(".xml"))
            .take(1_000)
            .map(str::to_owned)
            .collect()
    };
    for part in parts(package, "xl/externallinks/externallink") {
        let Some(xml) = package.xml(&part, out) else {
            continue;
        };
        let target = package
            .relations(&part, out)
            .into_iter()
            .find(|relation| relation.external)
            .map_or_else(|| "another workbook".to_owned(), |relation| relation.target);
        let text = outside_cells(&xml, out);
        if !text.trim().is_empty() {
            out.push_page(named_page(format!("kept from {target}"), text))?;
        }
    }
    for part in parts(package, "xl/pivotcache/pivotcachedefinition") {
        let Some(xml) = package.xml(&part, out) else {
            continue;
        };
        let records = package
            .relations(&part, out)
            .into_iter()
            .find(|relation| relation.kind == "pivotCacheRecords")
            .and_then(|relation| package.xml(&relation.target, out))
            .unwrap_or_default();
        let text = summary_rows(&xml, &records, out);
        if !text.trim().is_empty() {
            out.push_page(named_page("rows kept for a summary".to_owned(), text))?;
        }
    }
    Ok(())
}

/// Notes the databases, pages and files that values are fetched from (ECMA-376 part 1, 18.13).
fn note_sources(package: &Package<'_>, out: &mut Outcome) {
    let Some(xml) = package
        .has("xl/connections.xml")
        .then(|| package.xml("xl/connections.xml", out))
        .flatten()
    else {
        return;
    };
    let mut reader = XmlReader::new(&xml);
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        let source = match tag.name() {
            "dbPr" => tag.attr("connection"),
            "webPr" => tag.attr("url"),
            "textPr" => tag.attr("sourceFile"),
            _ => None,
        };
        if let Some(source) = source {
            note_outside(&source, out);
        }
    }
}

fn note_outside(target: &str, out: &mut Outcome) {
    out.meta("office.outside", target);
    out.warn(format!(
        "the workbook takes values from `{target}` outside itself; it was not fetched"
    ));
}

/// Cells of another workbook as they were when it was last there (ECMA-376 part 1, 18.14).
fn outside_cells(xml: &str, out: &mut Outcome) -> String {
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let mut reader = XmlReader::new(xml);
    let mut text = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut grid = Grid::default();
    let mut place = None;
    let mut in_value = false;
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "ddeLink" => {
                    let service = tag.attr("ddeService").unwrap_or_default();
                    let topic = tag.attr("ddeTopic").unwrap_or_default();
                    note_outside(&format!("{service} {topic}"), out);
                }
                "sheetName" => names.extend(tag.attr("val")),
                "sheetData" => {
                    grid = Grid::default();
                    let name = tag
                        .attr("sheetId")
                        .and_then(|id| id.parse::<usize>().ok())
                        .and_then(|id| names.get(id));
                    if let Some(name) = name {
                        text.push_str(name);
                        text.push('\n');
                    }
                }
                "cell" => place = tag.attr("r").as_deref().and_then(grid::place),
                "v" => in_value = true,
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "v" => in_value = false,
                "sheetData" => {
                    text.push_str(&std::mem::take(&mut grid).finish());
                    text.push('\n');
                }
                _ => {}
            },
            Piece::Text(value) if in_value => {
                if let Some((row, column)) = place {
                    grid.cell(row, column, &value);
                }
            }
            Piece::Text(_) => {}
        }
        if text.len() + grid.len() > room {
            break;
        }
    }
    text.trim_end().to_owned()
}

/// One field of a summary with the values that its rows name by number.
#[derive(Debug, Default)]
struct Field {
    name: String,
    values: Vec<String>,
}

/// The rows that a summary was made from (ECMA-376 part 1, 18.10).
fn summary_rows(xml: &str, records: &str, out: &mut Outcome) -> String {
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let mut fields: Vec<Field> = Vec::new();
    let mut reader = XmlReader::new(xml);
    let mut shared_items = false;
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "cacheField" => fields.push(Field {
                    name: tag.attr("name").unwrap_or_default(),
                    ..Field::default()
                }),
                "sharedItems" => shared_items = true,
                "s" | "n" | "d" | "b" | "e" | "m" if shared_items => {
                    if let Some(field) = fields.last_mut() {
                        field.values.push(tag.attr("v").unwrap_or_default());
                    }
                }
                _ => {}
            },
            Piece::Close(name) if name == "sharedItems" => shared_items = false,
            _ => {}
        }
    }
    let mut grid = Grid::default();
    for (column, field) in (0u32..).zip(&fields) {
        grid.cell(0, column, &field.name);
    }
    let mut reader = XmlReader::new(records);
    let (mut row, mut column) = (0u32, 0u32);
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "r" => (row, column) = (row.saturating_add(1), 0),
            "x" | "s" | "n" | "d" | "b" | "e" | "m" => {
                let value = tag.attr("v").unwrap_or_default();
                let field = usize::try_from(column).ok().and_then(|n| fields.get(n));
                let text = match (tag.name(), field, value.parse::<usize>()) {
                    ("x", Some(field), Ok(n)) => field.values.get(n).cloned().unwrap_or_default(),
                    _ => value,
                };
                grid.cell(row, column, &text);
                column = column.saturating_add(1);
            }
            _ => {}
        }
        if grid.len() > room {
            break;
        }
    }
    // Without rows the values of each field are all that is left.
    if row == 0 {
        for value in fields.iter().flat_map(|field| &field.values) {
            row = row.saturating_add(1);
            grid.cell(row, 0, value);
            if grid.len() > room {
                break;
            }
        }
    }
    grid.finish()
}
