//! Visio drawings in a package ([MS-VSDX]): a page each, with the texts of its shapes.

use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::format::office::{self, package::Package};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::Page;
use std::collections::BTreeMap;

/// Reads the pages in their order; background pages among them.
///
/// # Errors
/// [`FormatFault::Damaged`] where no page is found, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    office::note_package(input, out)?;
    let package = Package::open(input, out)?;
    const LIST: &str = "visio/pages/pages.xml";
    let relations = package.relations(LIST, out);
    let listed = package
        .xml(LIST, out)
        .map(|xml| named_pages(&xml))
        .unwrap_or_default();
    let masters = masters(&package, out);
    let mut pages: Vec<(String, String)> = listed
        .into_iter()
        .filter_map(|(name, id)| {
            let relation = relations.iter().find(|relation| relation.id == id)?;
            Some((name, relation.target.clone()))
        })
        .collect();
    if pages.is_empty() {
        // The list is missing or damaged: the parts themselves are there.
        pages = package
            .under("visio/pages/")
            .filter(|name| name.ends_with(".xml") && !name.ends_with("/pages.xml"))
            .map(|name| (String::new(), name.to_owned()))
            .collect();
    }
    if pages.is_empty() {
        return Err(FormatFault::Damaged(
            "the drawing holds no page that can be found".to_owned(),
        ));
    }
    for (name, part) in pages {
        let Some(xml) = package.xml(&part, out) else {
            out.in_part(format!("the page `{name}` is missing from the drawing"));
            continue;
        };
        let text = shapes(&xml, &masters, &part, out);
        out.push_page(Page {
            label: Some(name).filter(|name| !name.is_empty()),
            text,
            ..Page::default()
        })?;
    }
    if let Some(xml) = package.xml("visio/comments.xml", out) {
        let text = shapes(&xml, &BTreeMap::new(), "the comments", out);
        if !text.is_empty() {
            out.push_page(Page {
                label: Some("comments".to_owned()),
                text,
                ..Page::default()
            })?;
        }
    }
    package.hand_embedded(out, members)
}

/// Names of pages with the relation by which each is found.
fn named_pages(xml: &str) -> Vec<(String, String)> {
    let mut reader = XmlReader::new(xml);
    let mut pages: Vec<(String, String)> = Vec::new();
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "Page" | "Master" => {
                let key = if tag.name() == "Page" { "Name" } else { "ID" };
                pages.push((tag.attr_exact(key).unwrap_or_default(), String::new()));
            }
            "Rel" => {
                if let (Some(last), Some(id)) = (pages.last_mut(), tag.attr("id")) {
                    last.1 = id;
                }
            }
            _ => {}
        }
    }
    pages
}

/// The texts of the masters by number: a shape without a text of its own shows that of its master.
fn masters(package: &Package<'_>, out: &mut Outcome) -> BTreeMap<String, String> {
    const LIST: &str = "visio/masters/masters.xml";
    let relations = package.relations(LIST, out);
    let listed = package
        .xml(LIST, out)
        .map(|xml| named_pages(&xml))
        .unwrap_or_default();
    let mut texts = BTreeMap::new();
    for (number, id) in listed {
        let Some(relation) = relations.iter().find(|relation| relation.id == id) else {
            continue;
        };
        let Some(xml) = package.xml(&relation.target, out) else {
            continue;
        };
        let text = shapes(&xml, &BTreeMap::new(), &relation.target, out);
        if !text.is_empty() {
            texts.insert(number, text);
        }
    }
    texts
}

/// A shape that is open: its master, and whether it has a text of its own.
struct Shape {
    master: Option<String>,
    spoke: bool,
}

fn shapes(xml: &str, masters: &BTreeMap<String, String>, part: &str, out: &mut Outcome) -> String {
    let mut reader = XmlReader::new(xml);
    let mut flow = Flow::default();
    let mut open: Vec<Shape> = Vec::new();
    let mut in_text = 0u32;
    let room = out.text_room();
    while let Some(piece) = reader.next() {
        if flow.len() as u64 > room {
            break;
        }
        match piece {
            Piece::Open(tag) => match tag.name() {
                "Shape" => open.push(Shape {
                    master: tag.attr_exact("Master"),
                    spoke: false,
                }),
                "Text" | "CommentEntry" => {
                    flow.line();
                    in_text += 1;
                    if let Some(shape) = open.last_mut() {
                        shape.spoke = true;
                    }
                }
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "Text" | "CommentEntry" => {
                    in_text = in_text.saturating_sub(1);
                    flow.line();
                }
                "Shape" => {
                    if let Some(shape) = open.pop()
                        && !shape.spoke
                        && let Some(text) = shape.master.and_then(|number| masters.get(&number))
                    {
                        flow.line();
                        flow.push(text);
                        flow.line();
                    }
                }
                _ => {}
            },
            Piece::Text(text) if in_text > 0 => flow.push(text.trim_end_matches('\n')),
            Piece::Text(_) => {}
        }
    }
    for warning in reader.notes.warnings(&format!("`{part}`")) {
        out.warn(warning);
    }
    if let Some(broken) = &reader.notes.broken {
        out.in_part(format!("`{part}` breaks off: {broken}"));
    }
    flow.finish()
}
