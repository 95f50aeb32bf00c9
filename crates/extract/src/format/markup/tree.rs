//! XML of any vocabulary as lines of text, with the office vocabularies that come as one XML file.

use super::flow::Flow;
use super::html::is_remote;
use super::xml::{Piece, Tag, XmlReader, to_text};
use crate::format::plain::charset;
use crate::format::{FormatFault, Input, MemberSink};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use std::collections::BTreeSet;

/// Reads an XML document.
///
/// # Errors
/// [`FormatFault::Over`] where the text is longer than the limit, [`FormatFault::Damaged`] where
/// nothing of it is XML.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    _members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let text = to_text(input.bytes);
    if !charset::is_text(&text) {
        return Err(FormatFault::Unsupported(
            "the bytes are no text in any encoding that is known here".to_owned(),
        ));
    }
    let mut walk = Walk::default();
    let mut reader = XmlReader::new(&text);
    let room = out.text_room();
    while let Some(piece) = reader.next() {
        walk.piece(piece, input);
        if walk.flow.len() as u64 > room {
            break;
        }
        if walk.word {
            crate::format::office::word::flow_of(&mut reader, &mut walk.flow, &mut walk.meta);
        }
    }
    for (key, value) in std::mem::take(&mut walk.meta) {
        out.meta(key, value);
    }
    for warning in reader.notes.warnings("the document") {
        out.warn(warning);
    }
    if let Some(doctype) = &reader.notes.doctype {
        out.meta("xml.doctype", doctype);
    }
    if let Some(broken) = &reader.notes.broken {
        if walk.elements == 0 {
            return Err(FormatFault::Damaged(format!(
                "it is not well-formed XML: {broken}"
            )));
        }
        out.in_part(format!("the XML breaks off: {broken}"));
    }
    if walk.active > 0 {
        out.warn(format!(
            "the document holds {} scripts or handlers; none was run",
            walk.active
        ));
    }
    if walk.remote > 0 {
        out.warn(format!(
            "the document refers to {} remote resources; none was fetched",
            walk.remote
        ));
    }
    if walk.too_deep {
        let hit = input.limits().hit(
            LimitKind::Nesting,
            "elements nested deeper were read without their structure",
        );
        out.warn(hit.to_string());
    }
    out.no_text("the document holds no text");
    out.push_text(walk.flow.finish())
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    meta: Vec<(String, String)>,
    elements: u64,
    depth: u64,
    too_deep: bool,
    /// Text stood here without a break since, so what follows is in the same line.
    mixed: bool,
    active: u64,
    remote: u64,
    /// The last element opened, whose text may be metadata.
    open: String,
    skip: Option<u64>,
    workbook: bool,
    /// The document is a text document of Word; its reader goes on.
    word: bool,
    seen: BTreeSet<String>,
}

impl Walk {
    fn piece(&mut self, piece: Piece<'_>, input: &Input<'_>) {
        match piece {
            Piece::Open(tag) => {
                self.depth += 1;
                self.elements += 1;
                self.too_deep |= self.depth > input.limits().nesting;
                self.open(&tag);
            }
            Piece::Close(name) => {
                if self.skip == Some(self.depth) {
                    self.skip = None;
                }
                self.depth = self.depth.saturating_sub(1);
                if self.workbook && name == "Cell" {
                    self.flow.close_cell();
                } else if !self.mixed {
                    self.flow.line();
                }
                self.open.clear();
            }
            Piece::Text(text) if self.skip.is_none() => {
                if text.trim().is_empty() {
                    self.mixed = false;
                    self.flow.push_folded(&text);
                } else {
                    self.note(&text);
                    self.flow.push_folded(&text);
                    self.mixed = true;
                }
            }
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name().to_owned();
        if self.elements == 1 {
            self.word = matches!(tag.full_name(), "w:wordDocument" | "pkg:package");
            self.workbook = name == "Workbook";
        }
        if self.workbook && name == "Cell" {
            self.flow.open_cell();
        } else if !self.mixed
            || matches!(
                name.as_str(),
                "p" | "div" | "head" | "item" | "row" | "Row" | "seg"
            )
        {
            self.flow.line();
        }
        if matches!(name.as_str(), "script" | "style" | "binaryData") && self.skip.is_none() {
            self.active += u64::from(name == "script");
            self.skip = Some(self.depth);
        }
        self.open = tag.full_name().to_owned();
        for (key, value) in tag.attrs().take(200) {
            let local = key.rsplit(':').next().unwrap_or_default().to_owned();
            if local.starts_with("on") && key == local && local.len() > 4 {
                self.active += 1;
            } else if matches!(local.as_str(), "href" | "src") && is_remote(&value) && name != "a" {
                self.remote += 1;
            } else if is_words(&local, &value) {
                self.flow.line();
                self.flow.push_folded(&value);
                self.flow.line();
            }
        }
        self.mixed = false;
    }

    /// Keeps title, author and subject of the first element that states them.
    fn note(&mut self, text: &str) {
        let key = match self.open.as_str() {
            "dc:title" | "o:Title" | "Title" | "title" => "title",
            "dc:creator" | "o:Author" | "Author" | "author" => "author",
            "dc:subject" | "o:Subject" | "Subject" => "subject",
            "dcterms:created" | "o:Created" | "Created" => "created",
            _ => return,
        };
        if self.seen.insert(key.to_owned()) {
            self.meta.push((key.to_owned(), text.trim().to_owned()));
        }
    }
}

/// Whether an attribute holds words for a person: by its name, or because no machine writes so.
fn is_words(name: &str, value: &str) -> bool {
    const NAMES: [&str; 10] = [
        "UnicodeString",
        "title",
        "alt",
        "label",
        "caption",
        "text",
        "desc",
        "description",
        "value",
        "tooltip",
    ];
    let named = NAMES.contains(&name) && value.chars().any(char::is_alphabetic);
    named || value.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
