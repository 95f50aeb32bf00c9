//! A text document: its stories in order, then what stands beside them.

use super::drawing::{self, Shapes};
use super::numbering::Numbering;
use super::package::Package;
use super::word::Story;
use super::word_settings;
use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::XmlReader;
use crate::outcome::Outcome;

/// Reads the body, then notes, headers, footers, diagrams, charts and comments, all on one page:
/// where pages break is decided by the program that shows the document.
///
/// # Errors
/// The limits, or [`FormatFault::Damaged`] where the body is missing.
pub(super) fn read(package: &Package<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let main = package
        .relations("", out)
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(
            || "word/document.xml".to_owned(),
            |relation| relation.target,
        );
    let numbering = package.xml("word/numbering.xml", out).unwrap_or_default();
    let styles = package.xml("word/styles.xml", out).unwrap_or_default();
    let numbering = Numbering::read(&numbering, &styles);
    word_settings::note(package, out);
    let mut story = Story::new(&numbering);
    let mut flow = Flow::default();
    let mut links = Vec::new();
    if !add_part(package, &main, &mut story, &mut flow, &mut links, out) {
        out.in_part(format!("the body `{main}` of the document is missing"));
    }
    let mut others: Vec<String> = package
        .under("word/")
        .filter(|name| {
            let file = name.strip_prefix("word/").unwrap_or(name);
            file.ends_with(".xml")
                && [
                    "footnotes",
                    "endnotes",
                    "comments.",
                    "header",
                    "footer",
                    "glossary/document",
                ]
                .iter()
                .any(|start| file.starts_with(start))
        })
        .map(str::to_owned)
        .collect();
    others.sort_by_key(|name| rank(name));
    let (comments, others): (Vec<String>, Vec<String>) = others
        .into_iter()
        .partition(|name| name.starts_with("word/comments."));
    for name in others {
        add_part(package, &name, &mut story, &mut flow, &mut links, out);
    }
    let drawings: Vec<String> = package
        .under("word/")
        .filter(|n| n.starts_with("word/charts/chart") || n.starts_with("word/diagrams/data"))
        .map(str::to_owned)
        .collect();
    for name in drawings {
        if let Some(xml) = package.xml(&name, out) {
            drawing::add_text(&xml, Shapes::All, &mut flow);
        }
    }
    for name in comments {
        add_part(package, &name, &mut story, &mut flow, &mut links, out);
    }
    note(&story, out);
    let mut text = flow.finish();
    let links = links.iter().map(String::as_str);
    add_links(
        &mut text,
        links.chain(story.notes.links.iter().map(String::as_str)),
        out,
    );
    out.push_text(text)
}

/// Footnotes before endnotes before headers and footers.
fn rank(name: &str) -> (u8, String) {
    let order = ["footnotes", "endnotes", "header", "footer"];
    let at = order
        .iter()
        .position(|word| name.contains(word))
        .unwrap_or(order.len());
    (u8::try_from(at).unwrap_or(u8::MAX), name.to_owned())
}

fn add_part(
    package: &Package<'_>,
    name: &str,
    story: &mut Story<'_>,
    flow: &mut Flow,
    links: &mut Vec<String>,
    out: &mut Outcome,
) -> bool {
    let Some(xml) = package.xml(name, out) else {
        return false;
    };
    for relation in package.relations(name, out) {
        if relation.external && matches!(relation.kind.as_str(), "hyperlink" | "subDocument") {
            links.push(relation.target);
        }
    }
    let mut reader = XmlReader::new(&xml);
    flow.line();
    story.read(&mut reader, flow);
    for warning in reader.notes.warnings(&format!("the part `{name}`")) {
        out.warn(warning);
    }
    if let Some(broken) = &reader.notes.broken {
        out.in_part(format!("the part `{name}` breaks off: {broken}"));
    }
    true
}

fn note(story: &Story<'_>, out: &mut Outcome) {
    let notes = &story.notes;
    notes.revisions.note("word.deleted", out);
    for author in &notes.commentators {
        out.meta("office.comment.author", author);
    }
    for outside in &notes.outside {
        out.meta("office.outside", outside);
        out.warn(format!(
            "a field of the document refers to something outside itself (`{outside}`); it was not fetched"
        ));
    }
}

/// Adds addresses that stand behind words, so that they can be found; those that the text shows
/// itself are left out.
pub(super) fn add_links<'l>(
    text: &mut String,
    links: impl Iterator<Item = &'l str>,
    out: &mut Outcome,
) {
    for link in links.take(2_000) {
        out.meta("link", link);
        let bare = link.trim_start_matches("mailto:");
        if !text.contains(bare) {
            text.push_str(if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            });
            text.push_str(link);
        }
    }
}
