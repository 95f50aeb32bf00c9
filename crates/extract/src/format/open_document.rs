//! OpenDocument and its forerunner of OpenOffice 1, packed or as one XML file.

mod changes;
mod content;
mod looks;
mod sheet;

use super::archive::zip_directory::ENCRYPTED;
use super::markup::xml::{self, Piece, XmlReader};
use super::office::package::Package;
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use looks::Looks;

/// Reads the text in order, a page a sheet or slide; properties; pictures and objects as members.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the content
/// is missing, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.no_text("the document holds no text");
    if !input.bytes.starts_with(b"PK") {
        let text = xml::to_text(input.bytes);
        note_meta(&text, out);
        return content::read(&text, "the document", true, Looks::default(), out);
    }
    let package = Package::open(input, out)?;
    let manifest = package
        .xml("META-INF/manifest.xml", out)
        .unwrap_or_default();
    if manifest.contains("encryption-data")
        || input
            .bytes
            .get(6)
            .is_some_and(|flags| u16::from(*flags) & ENCRYPTED != 0)
    {
        return Err(FormatFault::Encrypted(
            "the document is encrypted; a password is needed".to_owned(),
        ));
    }
    if let Some(meta) = package.xml("meta.xml", out) {
        note_meta(&meta, out);
    }
    let Some(body) = package.xml("content.xml", out) else {
        hand_parts(&package, out, members)?;
        return Err(FormatFault::Damaged(
            "the part `content.xml` with the text is missing or cannot be unpacked".to_owned(),
        ));
    };
    let styles = package.xml("styles.xml", out).unwrap_or_default();
    let looks = Looks::read(&styles);
    content::read(&body, "the part `content.xml`", false, looks.clone(), out)?;
    content::read_margins(&styles, out)?;
    // Objects within the document are folders with a content of their own: formulas, charts, tables.
    let objects: Vec<String> = package
        .names()
        .filter(|name| name.ends_with("/content.xml"))
        .take(1_000)
        .map(str::to_owned)
        .collect();
    for name in objects {
        if let Some(text) = package.xml(&name, out) {
            content::read(
                &text,
                &format!("the part `{name}`"),
                false,
                looks.clone(),
                out,
            )?;
        }
    }
    hand_parts(&package, out, members)
}

fn note_meta(text: &str, out: &mut Outcome) {
    let mut reader = XmlReader::new(text);
    let mut name = String::new();
    let mut user = String::new();
    let mut creator = None;
    let mut initial = None;
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => {
                tag.full_name().clone_into(&mut name);
                user = tag.attr_exact("meta:name").unwrap_or_default();
                match name.as_str() {
                    "office:body" => break,
                    "meta:template" => {
                        if let Some(template) = tag.attr("href").or_else(|| tag.attr("title")) {
                            out.meta("template", template);
                        }
                    }
                    _ => {}
                }
            }
            Piece::Close(_) => name.clear(),
            Piece::Text(text) => {
                let Some(local) = name
                    .strip_prefix("dc:")
                    .or_else(|| name.strip_prefix("meta:"))
                else {
                    continue;
                };
                match local {
                    "title" | "subject" => out.meta(local, &text),
                    "creator" => creator = Some(text.to_string()),
                    "initial-creator" => initial = Some(text.to_string()),
                    "creation-date" => out.meta("created", &text),
                    "date" => out.meta("modified", &text),
                    "generator" => out.meta("producer", &text),
                    "editing-cycles" => out.meta("revision", &text),
                    "editing-duration" => out.meta("edit_time", &text),
                    "print-date" => out.meta("printed", &text),
                    _ => {}
                }
                let key = if local == "user-defined" {
                    format!("odf.custom.{user}")
                } else {
                    format!("odf.{local}")
                };
                out.meta(key, &text);
            }
        }
    }
    if let Some(last) = &creator {
        out.meta("last_author", last);
    }
    // Who wrote it first is its author; who saved it last stands beside.
    if let Some(author) = initial.or(creator) {
        out.meta("author", author);
    }
}

fn hand_parts(
    package: &Package<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let names: Vec<String> = package
        .names()
        .filter(|name| {
            let picture = name.starts_with("pictures/")
                || name.contains("/pictures/")
                || name.starts_with("media/");
            let object = name.starts_with("object ") && !name.contains('/');
            let code = name.starts_with("basic/")
                && name.ends_with(".xml")
                && !name.ends_with("-lb.xml")
                && !name.ends_with("-lc.xml");
            (picture || object || code) && !name.ends_with('/')
        })
        .map(str::to_owned)
        .collect();
    for name in names {
        let Some(bytes) = package.bytes_of(&name, out) else {
            continue;
        };
        if name.starts_with("basic/") {
            out.meta("office.macros", "yes");
            out.warn("the document holds macros; none was run");
        }
        let inner = super::office::ole_object::native_file(&bytes)
            .filter(|_| bytes.starts_with(super::office::ole_object::COMPOUND));
        let (shown, bytes) = inner.map_or((name.clone(), bytes), |file| {
            (format!("{name}/{}", file.name), file.bytes)
        });
        members.begin(MemberHead::named(shown))?;
        members.write(&bytes)?;
        members.end(None)?;
    }
    Ok(())
}
