//! Title, author, dates and the like of a package.

use super::package::Package;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::outcome::Outcome;

/// Notes core, extended and custom properties (ECMA-376 part 1, section 22.2 and 22.3; part 2, section 11).
pub(super) fn note(package: &Package<'_>, out: &mut Outcome) {
    let mut core = "docProps/core.xml".to_owned();
    let mut app = "docProps/app.xml".to_owned();
    let mut custom = "docProps/custom.xml".to_owned();
    for relation in package.relations("", out) {
        match relation.kind.as_str() {
            "core-properties" => core = relation.target,
            "extended-properties" | "extendedProperties" => app = relation.target,
            "custom-properties" | "customProperties" => custom = relation.target,
            _ => {}
        }
    }
    for part in [core, app] {
        if let Some(text) = package.xml(&part, out) {
            simple(&text, out);
        }
    }
    if let Some(text) = package.xml(&custom, out) {
        named(&text, out);
    }
}

fn simple(text: &str, out: &mut Outcome) {
    let mut reader = XmlReader::new(text);
    let mut name = String::new();
    let mut value = String::new();
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => {
                tag.name().clone_into(&mut name);
                value.clear();
            }
            Piece::Text(text) => value.push_str(&text),
            Piece::Close(closed) if closed.as_str() == name => {
                property(&name, &value, out);
                name.clear();
            }
            Piece::Close(_) => {}
        }
    }
    for warning in reader.notes.warnings("the part with the properties") {
        out.warn(warning);
    }
}

fn property(name: &str, value: &str, out: &mut Outcome) {
    if matches!(
        name,
        "TitlesOfParts" | "HeadingPairs" | "lpstr" | "i4" | "variant" | "vector"
    ) {
        return;
    }
    let canonical = match name {
        "title" => "title",
        "creator" => "author",
        "subject" => "subject",
        "created" => "created",
        "modified" => "modified",
        "Application" => "producer",
        "lastModifiedBy" => "last_author",
        "lastPrinted" => "printed",
        "revision" => "revision",
        "Company" => "company",
        "Manager" => "manager",
        "Template" => "template",
        "TotalTime" => "edit_time",
        _ => "",
    };
    if canonical == "edit_time" && !value.trim().is_empty() {
        // Kept in minutes.
        out.meta(canonical, format!("{} min", value.trim()));
    } else if !canonical.is_empty() {
        out.meta(canonical, value);
    }
    out.meta(format!("office.{name}"), value);
}

fn named(text: &str, out: &mut Outcome) {
    let mut reader = XmlReader::new(text);
    let mut name = String::new();
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) if tag.name() == "property" => {
                name = tag.attr("name").unwrap_or_default()
            }
            Piece::Text(text) if !name.is_empty() => {
                out.meta(format!("office.custom.{name}"), text)
            }
            _ => {}
        }
    }
}
