//! What people wrote onto the pages, and what they filled in: annotations and form fields
//! (ISO 32000-2, 12.5 and 12.7).

use super::structure::Structure;
use super::text_string::decode;
use crate::outcome::Outcome;
use lopdf::{Dictionary, Document, Object};
use std::collections::{BTreeMap, BTreeSet};

/// Notes of one page that are kept.
const NOTES: usize = 10_000;
/// Fields of a form that are looked at.
const FIELDS: usize = 50_000;

/// Lines to put under the text of pages.
#[derive(Default)]
pub(super) struct Notes(BTreeMap<u32, Vec<String>>);

impl Notes {
    /// The lines of a page, once.
    pub(super) fn take(&mut self, page: u32) -> Option<String> {
        self.0.remove(&page).map(|lines| lines.join("\n"))
    }
}

/// Reads the notes of every page, and the fields of the form into the metadata.
pub(super) fn by_page(structure: &Structure, out: &mut Outcome) -> Notes {
    let mut notes = Notes::default();
    let Some(document) = structure.document() else {
        return notes;
    };
    for (page, number) in document.page_iter().zip(1u32..) {
        let Ok(page) = document.get_dictionary(page) else {
            continue;
        };
        let list = page
            .get_deref(b"Annots", document)
            .and_then(Object::as_array);
        let lines: Vec<String> = list
            .into_iter()
            .flatten()
            .take(NOTES)
            .filter_map(|note| note_line(document, document.dereference(note).ok()?.1))
            .collect();
        if !lines.is_empty() {
            notes.0.insert(number, lines);
        }
    }
    fields(document, out);
    notes
}

/// `[note by AUTHOR, DATE: words]` for what a person wrote.
fn note_line(document: &Document, note: &Object) -> Option<String> {
    let note = note.as_dict().ok()?;
    let text = |key: &[u8]| -> Option<String> {
        let text = decode(note.get_deref(key, document).ok()?.as_str().ok()?);
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let kind = note.get_deref(b"Subtype", document).ok()?.as_name().ok()?;
    // The words of a field stand in the form, those of free text on the page where it is drawn.
    let drawn = kind == b"FreeText" && note.has(b"AP");
    if drawn || matches!(kind, b"Widget" | b"Link" | b"Popup") {
        return None;
    }
    let words = text(b"Contents")?;
    let mut head = String::from("note");
    if let Some(author) = text(b"T") {
        head.push_str(" by ");
        head.push_str(&author);
    }
    if let Some(date) = text(b"M").or_else(|| text(b"CreationDate")) {
        head.push_str(", ");
        head.push_str(&date);
    }
    Some(format!("[{head}: {words}]"))
}

/// The fields of a form with what was filled in, as `pdf.form.NAME`.
fn fields(document: &Document, out: &mut Outcome) {
    let form = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"AcroForm", document)?.as_dict());
    let Ok(form) = form else {
        return;
    };
    if form.has(b"XFA") {
        out.warn("the PDF holds a form in XFA, whose rules no reader here follows; its fields are read where they stand as plain fields too");
    }
    let Ok(roots) = form
        .get_deref(b"Fields", document)
        .and_then(Object::as_array)
    else {
        return;
    };
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<(&Object, String)> = roots
        .iter()
        .rev()
        .map(|root| (root, String::new()))
        .collect();
    let mut count = 0;
    while let Some((field, above)) = waiting.pop() {
        count += 1;
        if count > FIELDS {
            out.in_part("the PDF's form has more fields than are read; the rest was left out");
            return;
        }
        if let Ok(id) = field.as_reference()
            && !seen.insert(id)
        {
            continue;
        }
        let Ok((_, Object::Dictionary(field))) = document.dereference(field) else {
            continue;
        };
        let own = field.get_deref(b"T", document).and_then(Object::as_str);
        let name = match (above.as_str(), own.map(decode)) {
            (above, Err(_)) => above.to_owned(),
            ("", Ok(own)) => own,
            (above, Ok(own)) => format!("{above}.{own}"),
        };
        if let Some(value) = value(document, field) {
            out.meta(format!("pdf.form.{name}"), value);
        }
        if let Ok(kids) = field
            .get_deref(b"Kids", document)
            .and_then(Object::as_array)
        {
            waiting.extend(kids.iter().rev().map(|kid| (kid, name.clone())));
        }
    }
}

fn value(document: &Document, field: &Dictionary) -> Option<String> {
    let text = |object: &Object| match document.dereference(object).ok()?.1 {
        Object::String(bytes, _) => Some(decode(bytes)),
        Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(1024 * 1024).ok()?;
            Some(decode(&bytes))
        }
        _ => None,
    };
    match field.get(b"V").ok()? {
        Object::Array(list) => Some(list.iter().filter_map(text).collect::<Vec<_>>().join("; ")),
        other => text(other),
    }
}
