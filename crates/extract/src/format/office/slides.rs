//! Decks in XML: one page a slide, with its notes.

use super::drawing::{self, Shapes};
use super::named_page;
use super::package::Package;
use super::sheets::beside;
use super::word_document::add_links;
use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::outcome::Outcome;
use std::collections::BTreeSet;

/// Reads the slides in their order; hidden ones as well, and says so.
///
/// # Errors
/// The limits.
pub(super) fn read(package: &Package<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let main = package
        .relations("", out)
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(
            || "ppt/presentation.xml".to_owned(),
            |relation| relation.target,
        );
    let relations = package.relations(&main, out);
    let order = package
        .xml(&main, out)
        .map(|xml| slide_order(&xml))
        .unwrap_or_default();
    let mut slides: Vec<String> = order
        .iter()
        .filter_map(|id| relations.iter().find(|r| r.id == *id))
        .map(|relation| relation.target.clone())
        .collect();
    if slides.is_empty() {
        out.in_part("the order of the slides is missing; they were read by their names");
        slides = package
            .under("ppt/slides/slide")
            .map(str::to_owned)
            .collect();
    }
    let mut shown_masters = BTreeSet::new();
    for (n, slide) in slides.iter().enumerate() {
        let Some(xml) = package.xml(slide, out) else {
            out.in_part(format!("slide {} is missing from the package", n + 1));
            out.push_page(named_page(String::new(), String::new()))?;
            continue;
        };
        if is_hidden(&xml, out) {
            out.warn(format!("slide {} is hidden; it was read", n + 1));
            out.meta("office.hidden_slide", (n + 1).to_string());
        }
        let mut flow = Flow::default();
        drawing::add_text(&xml, Shapes::All, &mut flow);
        let mut links = Vec::new();
        for relation in package.relations(slide, out) {
            match relation.kind.as_str() {
                "hyperlink" if relation.external => links.push(relation.target),
                "slideLayout" => masters(
                    package,
                    &relation.target,
                    &mut shown_masters,
                    &mut flow,
                    out,
                ),
                "notesSlide" => {
                    if let Some(xml) = package.xml(&relation.target, out) {
                        drawing::add_text(&xml, Shapes::All, &mut flow);
                    }
                }
                _ if !relation.external => beside(package, &relation, &mut flow, out),
                _ => {}
            }
        }
        let mut text = flow.finish();
        add_links(&mut text, links.iter().map(String::as_str), out);
        let title: String = text
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(120)
            .collect();
        out.push_page(named_page(title, text))?;
    }
    Ok(())
}

/// Adds what a layout and its master show on every slide, on the first slide that uses them.
fn masters(
    package: &Package<'_>,
    layout: &str,
    shown: &mut BTreeSet<String>,
    flow: &mut Flow,
    out: &mut Outcome,
) {
    let master = package
        .relations(layout, out)
        .into_iter()
        .find(|r| r.kind == "slideMaster")
        .map(|r| r.target);
    for part in std::iter::once(layout.to_owned()).chain(master) {
        if shown.insert(part.clone())
            && let Some(xml) = package.xml(&part, out)
        {
            drawing::add_text(&xml, Shapes::OwnOfMaster, flow);
        }
    }
}

fn slide_order(xml: &str) -> Vec<String> {
    let mut reader = XmlReader::new(xml);
    let mut order = Vec::new();
    while let Some(piece) = reader.next() {
        if let Piece::Open(tag) = piece
            && tag.name() == "sldId"
        {
            order.extend(
                tag.attrs()
                    .find(|(key, _)| key.ends_with(":id"))
                    .map(|(_, id)| id),
            );
        }
    }
    order
}

fn is_hidden(xml: &str, out: &mut Outcome) -> bool {
    let mut reader = XmlReader::new(xml);
    while let Some(piece) = reader.next() {
        if let Piece::Open(tag) = piece {
            return matches!(tag.attr("show").as_deref(), Some("0" | "false"));
        }
    }
    for warning in reader.notes.warnings("a slide") {
        out.warn(warning);
    }
    false
}
