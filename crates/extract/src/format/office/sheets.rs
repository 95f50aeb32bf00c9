//! Workbooks in XML: one page a sheet.

use super::comments;
use super::drawing::{self, Shapes};
use super::grid;
use super::kept_values;
use super::package::{Package, Relation};
use super::sheet_cells::{self, Shared};
use super::word_document::add_links;
use super::{named_page, sheet_page};
use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::outcome::Outcome;
use crate::reading::PageTable;

struct SheetPart {
    name: String,
    state: String,
    relation: String,
}

/// Reads each sheet with its comments, shapes and charts; hidden sheets as well, and says so.
///
/// # Errors
/// The limits, or [`FormatFault::Damaged`] where the list of sheets is missing.
pub(super) fn read(package: &Package<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let main = package
        .relations("", out)
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let Some(workbook) = package.xml(&main, out) else {
        return Err(FormatFault::Damaged(
            "the list of sheets is missing".to_owned(),
        ));
    };
    let (parts, since_1904) = sheet_list(&workbook, out);
    if parts.is_empty() {
        out.in_part("the workbook lists no sheet that can be found");
    }
    let relations = package.relations(&main, out);
    let part_of = |kind: &str| {
        relations
            .iter()
            .find(|r| r.kind == kind)
            .map(|r| r.target.clone())
    };
    let strings = part_of("sharedStrings")
        .and_then(|part| package.xml(&part, out))
        .unwrap_or_default();
    let styles = part_of("styles")
        .and_then(|part| package.xml(&part, out))
        .unwrap_or_default();
    let shared = Shared {
        strings: sheet_cells::strings(&strings),
        styles: sheet_cells::styles(&styles),
        since_1904,
    };
    for part in parts {
        note_state(&part.name, &part.state, out);
        let target = relations
            .iter()
            .find(|r| r.id == part.relation)
            .map(|r| r.target.clone())
            .unwrap_or_default();
        let Some(xml) = package.xml(&target, out) else {
            out.in_part(format!(
                "the sheet `{}` is missing from the package",
                part.name
            ));
            out.push_page(named_page(part.name, String::new()))?;
            continue;
        };
        let text = sheet_text(package, &target, &xml, &shared, &part.name, out);
        out.push_page(sheet_page(part.name, text))?;
    }
    kept_values::read(package, out)
}

/// Says that a sheet is hidden, and how well.
pub(super) fn note_state(name: &str, state: &str, out: &mut Outcome) {
    match state {
        "visible" => return,
        "veryHidden" => {
            out.warn(format!(
                "the sheet `{name}` is hidden so that its program does not offer to show it; it was read"
            ));
            out.meta("office.very_hidden_sheet", name);
        }
        _ => out.warn(format!("the sheet `{name}` is hidden; it was read")),
    }
    out.meta("office.hidden_sheet", name);
}

/// Says which rows and columns of a sheet are hidden, counted from 0.
pub(crate) fn note_hidden(name: &str, rows: Vec<u32>, columns: Vec<u32>, out: &mut Outcome) {
    let mut parts = Vec::new();
    for (word, list) in [
        (
            "rows",
            grid::stretches(rows, |n| (u64::from(n) + 1).to_string()),
        ),
        ("columns", grid::stretches(columns, grid::letters)),
    ] {
        if !list.is_empty() {
            out.meta(format!("office.hidden_{word}"), format!("{name}: {list}"));
            parts.push(format!("{word} {list}"));
        }
    }
    if !parts.is_empty() {
        out.warn(format!(
            "the sheet `{name}` hides {}; they were read",
            parts.join(" and ")
        ));
    }
}

fn sheet_list(workbook: &str, out: &mut Outcome) -> (Vec<SheetPart>, bool) {
    let mut reader = XmlReader::new(workbook);
    let mut parts = Vec::new();
    let mut since_1904 = false;
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "sheet" => parts.push(SheetPart {
                name: tag.attr("name").unwrap_or_default(),
                state: tag.attr("state").unwrap_or_else(|| "visible".to_owned()),
                relation: tag
                    .attrs()
                    .find(|(key, _)| key.ends_with(":id"))
                    .map(|(_, id)| id)
                    .unwrap_or_default(),
            }),
            "workbookPr" => {
                since_1904 = matches!(tag.attr("date1904").as_deref(), Some("1" | "true"))
            }
            "workbookProtection" => {
                out.warn("the structure of the workbook is protected against change")
            }
            _ => {}
        }
    }
    for warning in reader.notes.warnings("the list of sheets") {
        out.warn(warning);
    }
    (parts, since_1904)
}

fn sheet_text(
    package: &Package<'_>,
    target: &str,
    xml: &str,
    shared: &Shared,
    name: &str,
    out: &mut Outcome,
) -> (String, Option<PageTable>) {
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let sheet = sheet_cells::sheet(xml, shared, room);
    if let Some(broken) = &sheet.broken {
        out.in_part(format!("the sheet `{name}` breaks off: {broken}"));
    }
    note_hidden(name, sheet.hidden_rows, sheet.hidden_columns, out);
    let mut text = sheet.text;
    let table = grid::as_table(&text);
    let mut flow = Flow::default();
    for margin in &sheet.margins {
        flow.line();
        flow.push(&sheet_cells::margin_words(margin));
    }
    let relations = package.relations(target, out);
    for relation in relations.iter().filter(|r| !r.external) {
        beside(package, relation, &mut flow, out);
    }
    let beside = flow.finish();
    if !text.is_empty() && !beside.is_empty() {
        text.push('\n');
    }
    text.push_str(&beside);
    let links = sheet.links.iter().map(|id| {
        relations
            .iter()
            .find(|r| r.id == *id)
            .map_or(id.as_str(), |relation| relation.target.as_str())
    });
    add_links(&mut text, links, out);
    (text, table)
}

/// Adds comments, shapes, charts and diagrams of a sheet or slide.
pub(super) fn beside(
    package: &Package<'_>,
    relation: &Relation,
    flow: &mut Flow,
    out: &mut Outcome,
) {
    match relation.kind.as_str() {
        "comments" | "threadedComment" | "chart" | "chartEx" | "diagramData" => {
            if let Some(xml) = package.xml(&relation.target, out) {
                if matches!(relation.kind.as_str(), "comments" | "threadedComment") {
                    comments::add(package, &xml, flow, out);
                } else {
                    drawing::add_text(&xml, Shapes::All, flow);
                }
            }
        }
        "drawing" => {
            if let Some(xml) = package.xml(&relation.target, out) {
                drawing::add_text(&xml, Shapes::All, flow);
            }
            for inner in package.relations(&relation.target, out) {
                if matches!(inner.kind.as_str(), "chart" | "chartEx" | "diagramData")
                    && let Some(xml) = package.xml(&inner.target, out)
                {
                    drawing::add_text(&xml, Shapes::All, flow);
                }
            }
        }
        _ => {}
    }
}
