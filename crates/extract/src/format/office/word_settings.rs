//! What the settings of a text document tell of how it came about.

use super::package::Package;
use crate::format::markup::xml::{Piece, XmlReader};
use crate::outcome::Outcome;

/// Numbers of editing sessions that are kept.
const SESSIONS: usize = 2_000;

/// Notes sessions of editing, protection, variables, sources of data, and who worked on it (ECMA-376
/// part 1, section 17.15; [MS-DOCX] 2.5.3).
pub(super) fn note(package: &Package<'_>, out: &mut Outcome) {
    if let Some(xml) = package.xml("word/settings.xml", out) {
        settings(&xml, out);
    }
    if let Some(xml) = package.xml("word/people.xml", out) {
        people(&xml, out);
    }
}

fn settings(xml: &str, out: &mut Outcome) {
    let mut reader = XmlReader::new(xml);
    let mut sessions: Vec<String> = Vec::new();
    let mut count = 0u64;
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        let val = || tag.attr("val").unwrap_or_default();
        match tag.name() {
            "rsidRoot" => out.meta("office.rsid_root", val()),
            "rsid" => {
                count += 1;
                if sessions.len() < SESSIONS {
                    sessions.push(val());
                }
            }
            "docId" => out.meta("office.document_id", val()),
            "documentProtection" => {
                let edit = tag.attr("edit").unwrap_or_default();
                out.meta("office.protection", &edit);
                if !edit.is_empty() && edit != "none" {
                    out.warn(format!("the document is protected against change ({edit})"));
                }
            }
            "trackRevisions" if !matches!(val().as_str(), "0" | "false" | "off") => {
                out.meta("office.tracks_changes", "yes");
            }
            "docVar" => {
                let name = tag.attr("name").unwrap_or_default();
                out.meta(format!("office.variable.{name}"), val());
            }
            "connectString" | "query" => out.meta(format!("office.merge.{}", tag.name()), val()),
            _ => {}
        }
    }
    if !sessions.is_empty() {
        out.meta("office.rsids", sessions.join(" "));
        out.meta("office.rsid_count", count.to_string());
    }
}

/// People who wrote comments or changes, with the accounts they were signed in with.
fn people(xml: &str, out: &mut Outcome) {
    let mut reader = XmlReader::new(xml);
    let mut name = String::new();
    while let Some(piece) = reader.next() {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "person" => name = tag.attr("author").unwrap_or_default(),
            "presenceInfo" => {
                let account = tag.attr("userId").unwrap_or_default();
                if account != name && account != "None" {
                    out.meta("office.account", format!("{name}: {account}"));
                }
            }
            _ => {}
        }
    }
}
