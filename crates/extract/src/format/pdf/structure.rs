//! What a PDF says about itself: metadata, revisions, attachments.

use super::text_string::decode;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::kind::find;
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use lopdf::xref::XrefRecovery;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::collections::BTreeSet;

/// The objects of a PDF, where they could be read.
pub(super) struct Structure {
    document: Result<Document, String>,
}

/// Bytes one stream may unpack to while the objects are loaded.
const STREAM_BYTES: usize = 64 * 1024 * 1024;
/// Nodes of a tree of names that are looked at.
const TREE_NODES: usize = 20_000;
/// Bytes of XMP that are looked at.
const XMP_BYTES: usize = 4 * 1024 * 1024;

/// Keys of the information dictionary and the canonical keys they stand for.
const INFO: [(&[u8], &str); 8] = [
    (b"Title", "title"),
    (b"Author", "author"),
    (b"Subject", "subject"),
    (b"CreationDate", "created"),
    (b"ModDate", "modified"),
    (b"Producer", "producer"),
    (b"Creator", "creator_tool"),
    (b"Keywords", "keywords"),
];

impl Structure {
    /// Reads the objects.
    pub(super) fn of(input: &Input<'_>) -> Self {
        let options = LoadOptions {
            max_decompressed_size: Some(STREAM_BYTES),
            ..LoadOptions::default()
        };
        // The library may panic on what it did not foresee; that must not cost the text.
        let loaded = std::panic::catch_unwind(|| {
            Document::load_mem_with_options(input.bytes, options).map_err(|e| e.to_string())
        });
        Self {
            document: loaded.unwrap_or_else(|_| Err("the objects are damaged".to_owned())),
        }
    }

    /// Whether the objects could be read at all.
    pub(super) fn is_readable(&self) -> bool {
        self.document
            .as_ref()
            .is_ok_and(|document| document.catalog().is_ok())
    }

    /// The objects, where they can be read in clear.
    pub(super) fn document(&self) -> Option<&Document> {
        let document = self.document.as_ref().ok()?;
        (!document.is_encrypted() && document.catalog().is_ok()).then_some(document)
    }

    /// Whether the table of objects had to be made anew, so that some may be missing.
    pub(super) fn was_repaired(&self) -> bool {
        let document = self.document.as_ref();
        document.is_ok_and(|document| document.xref_recovery == Some(XrefRecovery::Reconstructed))
    }

    /// Whether a password is needed that is not at hand.
    pub(super) fn is_locked(&self) -> bool {
        match &self.document {
            Ok(document) => document.is_encrypted(),
            Err(words) => says_locked(words),
        }
    }

    /// Adds the metadata.
    pub(super) fn describe(&self, input: &Input<'_>, out: &mut Outcome) {
        if let Some(version) = find(input.bytes, b"%PDF-")
            .and_then(|at| input.bytes.get(at + 5..at + 8))
            .and_then(|version| std::str::from_utf8(version).ok())
        {
            out.meta("pdf.version", version);
        }
        let document = match &self.document {
            Ok(document) => document,
            Err(words) => {
                out.in_part(if says_locked(words) {
                    "the PDF is encrypted in part: its metadata and attachments cannot be read without its password"
                } else {
                    "the objects of the PDF are damaged: its metadata and attachments could not be read"
                });
                return;
            }
        };
        if document.is_encrypted() {
            out.in_part(
                "the PDF is encrypted in part: its metadata and attachments cannot be read without its password",
            );
        }
        if document.was_encrypted() {
            out.meta("pdf.encrypted", "yes, with an empty password");
        }
        if let Ok(pages) = document
            .catalog()
            .and_then(|c| c.get_deref(b"Pages", document))
            && let Ok(count) = pages
                .as_dict()
                .and_then(|pages| pages.get_deref(b"Count", document)?.as_i64())
        {
            out.meta("pdf.pages", count.to_string());
        }
        if let Ok(info) = document
            .trailer
            .get_deref(b"Info", document)
            .and_then(Object::as_dict)
        {
            describe_info(document, info, out);
        }
        let xmp = document
            .catalog()
            .and_then(|catalog| catalog.get_deref(b"Metadata", document))
            .and_then(Object::as_stream)
            .and_then(|stream| stream.get_plain_content_with_limit(XMP_BYTES));
        if let Ok(xmp) = xmp {
            crate::format::xmp::describe(&xmp, out);
        }
        if let Ok(catalog) = document.catalog() {
            let acts = ["OpenAction", "AA"]
                .iter()
                .any(|key| catalog.has(key.as_bytes()));
            if acts && find(input.bytes, b"/JavaScript").is_some() {
                out.warn("the PDF holds a script that would run when it is opened");
            }
        }
    }

    /// Hands over the embedded files.
    pub(super) fn attachments(
        &self,
        input: &Input<'_>,
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<(), FormatFault> {
        let Ok(document) = &self.document else {
            return Ok(());
        };
        let files = embedded_files(document);
        if files.is_empty() {
            return Ok(());
        }
        out.declared_members(files.len() as u64);
        let limit = usize::try_from(input.limits().member_bytes.min(512 * 1024 * 1024))
            .unwrap_or(usize::MAX);
        for (name, id) in files {
            let head = MemberHead::named(name.clone());
            let content = document
                .get_object(id)
                .and_then(Object::as_stream)
                .and_then(|stream| stream.get_plain_content_with_limit(limit));
            match content {
                Ok(content) => hand_over(members, head, &mut content.as_slice())?,
                Err(error) => {
                    let over = error.to_string().contains("limit");
                    let problem = if over {
                        let cut = format!("the attachment `{name}` was not unpacked");
                        let hit = input.limits().hit(LimitKind::MemberBytes, cut);
                        (domain::ItemState::OverLimit, hit.to_string())
                    } else {
                        let reason = "the attachment could not be unpacked".to_owned();
                        (domain::ItemState::Damaged, reason)
                    };
                    members.begin(MemberHead {
                        problem: Some(crate::reading::MemberProblem {
                            state: problem.0,
                            reason: problem.1,
                        }),
                        ..head
                    })?;
                    members.end(None)?;
                }
            }
        }
        Ok(())
    }
}

fn describe_info(document: &Document, info: &Dictionary, out: &mut Outcome) {
    for (key, value) in info {
        let Ok((_, value)) = document.dereference(value) else {
            continue;
        };
        let text = match value {
            Object::String(bytes, _) => decode(bytes),
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            _ => continue,
        };
        out.meta(format!("pdf.{}", String::from_utf8_lossy(key)), &text);
        if let Some((_, canonical)) = INFO.iter().find(|(known, _)| known == key) {
            out.meta(*canonical, &text);
        }
    }
}

/// The embedded files: name and stream, in the order of the tree of names, then of the pages.
fn embedded_files(document: &Document) -> Vec<(String, ObjectId)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let root = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"Names", document)?.as_dict())
        .and_then(|names| names.get_deref(b"EmbeddedFiles", document)?.as_dict());
    let mut waiting: Vec<&Dictionary> = root.into_iter().collect();
    let mut nodes = 0;
    while let Some(node) = waiting.pop() {
        nodes += 1;
        if nodes > TREE_NODES {
            break;
        }
        if let Ok(names) = node
            .get_deref(b"Names", document)
            .and_then(Object::as_array)
        {
            for pair in names.chunks_exact(2) {
                if let [_, file] = pair
                    && let Ok((_, Object::Dictionary(file))) = document.dereference(file)
                {
                    note_file(document, file, &mut found, &mut seen);
                }
            }
        }
        if let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array) {
            for kid in kids.iter().rev() {
                if let Ok((_, Object::Dictionary(kid))) = document.dereference(kid) {
                    waiting.push(kid);
                }
            }
        }
    }
    // Files pinned to a page as a note, and any other specification of a file with content.
    for object in document.objects.values() {
        if let Object::Dictionary(dictionary) = object
            && dictionary.has(b"EF")
        {
            note_file(document, dictionary, &mut found, &mut seen);
        }
    }
    found
}

fn note_file(
    document: &Document,
    file: &Dictionary,
    found: &mut Vec<(String, ObjectId)>,
    seen: &mut BTreeSet<ObjectId>,
) {
    let Ok(streams) = file.get_deref(b"EF", document).and_then(Object::as_dict) else {
        return;
    };
    let stream = [b"UF".as_slice(), b"F", b"Unix", b"DOS", b"Mac"]
        .iter()
        .find_map(|key| streams.get(key).and_then(Object::as_reference).ok());
    let name = [b"UF".as_slice(), b"F", b"Unix", b"DOS", b"Mac"]
        .iter()
        .find_map(|key| file.get_deref(key, document).and_then(Object::as_str).ok())
        .map(decode);
    if let Some(stream) = stream
        && seen.insert(stream)
    {
        let name = name.filter(|name| !name.trim().is_empty());
        found.push((
            name.unwrap_or_else(|| format!("attachment-{}", stream.0)),
            stream,
        ));
    }
}

fn says_locked(words: &str) -> bool {
    let words = words.to_lowercase();
    ["password", "encrypt", "decrypt"]
        .iter()
        .any(|word| words.contains(word))
}
