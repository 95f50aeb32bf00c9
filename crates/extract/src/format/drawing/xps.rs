//! XPS (ECMA-388): printed pages as glyphs with their text beside them.

use super::lines::Lines;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use crate::format::office::{self, package::Package};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};

/// Reads the pages in the order of the documents; pictures become members.
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
    let mut pages = in_order(&package, out);
    // What no document lists is a page all the same.
    let others: Vec<String> = package
        .names()
        .filter(|name| name.ends_with(".fpage") && !pages.iter().any(|page| page == name))
        .map(str::to_owned)
        .collect();
    if !others.is_empty() && !pages.is_empty() {
        out.warn(format!(
            "{} pages lie in the file that its documents do not list; they were read last",
            others.len()
        ));
    }
    pages.extend(others);
    if pages.is_empty() {
        return Err(FormatFault::Damaged(
            "the file holds no page that can be found".to_owned(),
        ));
    }
    let mut end = Ok(());
    for name in pages {
        let Some(xml) = package.xml(&name, out) else {
            out.in_part(format!("the page `{name}` is missing from the file"));
            continue;
        };
        let text = page(&xml, &name, out);
        end = out.push_page(Page {
            text,
            ..Page::default()
        });
        if end.is_err() {
            break;
        }
    }
    pictures(&package, out, members)?;
    end
}

/// The pages by the lists that lead to them: of documents, and of pages of each.
fn in_order(package: &Package<'_>, out: &mut Outcome) -> Vec<String> {
    let mut lists: Vec<String> = package
        .relations("", out)
        .into_iter()
        .filter(|relation| relation.kind == "fixedrepresentation")
        .map(|relation| relation.target)
        .collect();
    if lists.is_empty() {
        lists = package
            .names()
            .filter(|n| n.ends_with(".fdseq"))
            .map(str::to_owned)
            .collect();
    }
    let mut documents = Vec::new();
    for list in &lists {
        documents.extend(sources(package, list, "DocumentReference", out));
    }
    let mut pages = Vec::new();
    for document in &documents {
        pages.extend(sources(package, document, "PageContent", out));
    }
    pages.retain(|page| package.has(page));
    pages
}

/// The parts that a list refers to, by their names in the package.
fn sources(package: &Package<'_>, list: &str, element: &str, out: &mut Outcome) -> Vec<String> {
    let Some(xml) = package.xml(list, out) else {
        return Vec::new();
    };
    let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reader = XmlReader::new(&xml);
    let mut found = Vec::new();
    while let Some(piece) = reader.next() {
        if let Piece::Open(tag) = piece
            && tag.name() == element
            && let Some(source) = tag.attr("Source")
        {
            found.push(resolved(folder, &source));
        }
    }
    found
}

/// A reference relative to a folder as the name of a part: without a leading slash, in lower case.
fn resolved(folder: &str, source: &str) -> String {
    let whole = match source.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None => format!("{folder}/{source}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/").to_lowercase()
}

fn page(xml: &str, name: &str, out: &mut Outcome) -> String {
    let mut reader = XmlReader::new(xml);
    let mut lines = Lines::default();
    let room = out.text_room();
    while let Some(piece) = reader.next() {
        if let Piece::Open(tag) = piece {
            if tag.name() == "Glyphs" {
                glyphs(&tag, &mut lines);
            }
            // Words for those who cannot see a picture.
            if let Some(words) = tag.attr_exact("AutomationProperties.Name") {
                lines.end_line();
                lines.push(&words, -1.0);
                lines.end_line();
            }
        }
        if lines.len() as u64 > room {
            break;
        }
    }
    for warning in reader.notes.warnings(&format!("the page `{name}`")) {
        out.warn(warning);
    }
    if let Some(broken) = &reader.notes.broken {
        out.in_part(format!("the page `{name}` breaks off: {broken}"));
    }
    lines.finish()
}

/// The text of a run; one that begins with `{}` has that put before a brace of its own (12.1.4).
fn glyphs(tag: &Tag<'_>, lines: &mut Lines) {
    let number = |key: &str| {
        tag.attr(key)
            .and_then(|n| n.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    if let Some(text) = tag.attr("UnicodeString") {
        let text = text.strip_prefix("{}").unwrap_or(&text);
        let tall = number("FontRenderingEmSize");
        let width = tag
            .attr("Indices")
            .and_then(|indices| advance(&indices, text.chars().count()))
            .map(|share| share * tall);
        let from = number("OriginX");
        // Odd levels run from right to left, and begin at their right end.
        let leftward = number("BidiLevel") % 2.0 == 1.0;
        let span = width.map(|width| {
            if leftward {
                (from - width, from)
            } else {
                (from, from + width)
            }
        });
        lines.push_measured(text, number("OriginY"), tall, span);
    }
}

/// How far a run reaches, in shares of the size of its letters; none where the file leaves it to the
/// font. Each glyph is `number,advance,...`, all of it optional, after `(letters:glyphs)` (5.1.3).
fn advance(indices: &str, letters: usize) -> Option<f64> {
    let glyphs: Vec<&str> = indices.split(';').collect();
    if glyphs.len() < letters && !indices.contains('(') {
        return None;
    }
    let mut sum = 0.0;
    for glyph in glyphs {
        sum += glyph.split(',').nth(1)?.trim().parse::<f64>().ok()?;
    }
    Some(sum / 100.0)
}

fn pictures(
    package: &Package<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let endings = [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".wdp", ".jxr"];
    let names: Vec<String> = package
        .names()
        .filter(|name| endings.iter().any(|ending| name.ends_with(ending)))
        .map(str::to_owned)
        .collect();
    for name in names {
        if let Some(bytes) = package.bytes_of(&name, out) {
            members.begin(MemberHead::named(name))?;
            members.write(&bytes)?;
            members.end(None)?;
        }
    }
    Ok(())
}
