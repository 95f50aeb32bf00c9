//! Office files of 1993 to 2006, and encrypted ones of any year: compound files.

use super::ole_object::{self, Unwrapped};
use super::{
    biff, compound_slides, compound_word, lock, macros, property_set, publication, salvage, visio,
};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use std::io::{Cursor, Read, Write};

/// An opened compound file.
pub(crate) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
}

/// Bytes of one stream that are read at most.
const STREAM_BYTES: u64 = 256 << 20;

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, FormatFault> {
        cfb::CompoundFile::open(Cursor::new(bytes))
            .map(|file| Self { file })
            .map_err(|error| {
                FormatFault::Damaged(format!("the compound file cannot be opened: {error}"))
            })
    }

    /// The bytes of a stream by its path.
    pub(crate) fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file
            .open_stream(path)
            .ok()?
            .take(STREAM_BYTES)
            .read_to_end(&mut bytes)
            .ok()?;
        Some(bytes)
    }

    /// The paths of everything in it, with whether it is a storage.
    fn paths(&self) -> Vec<(String, bool)> {
        self.file
            .walk()
            .take(20_000)
            .map(|entry| {
                (
                    entry.path().to_string_lossy().into_owned(),
                    entry.is_storage(),
                )
            })
            .collect()
    }
}

/// Reads a text document, workbook, deck, publication or drawing with its properties and what is
/// embedded in it.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the
/// container cannot be opened, [`FormatFault::Unsupported`] for kinds without a reader, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let rescued;
    let mut file = match Compound::open(input.bytes) {
        Ok(file) => file,
        // A workbook of before 1993 is no compound file.
        Err(_) if biff::is_bare(input.bytes) => return biff::read(input.bytes, out, members),
        Err(_) if compound_word::is_bare(input.bytes) => {
            return compound_word::read_bare(input.bytes, out, members);
        }
        Err(fault) => {
            let Some(sound) = salvage::rebuilt(input.bytes) else {
                return Err(fault);
            };
            rescued = sound;
            out.in_part(format!("{fault}; what can be found of it was read"));
            Compound::open(&rescued)?
        }
    };
    let paths = file.paths();
    let has = |name: &str| {
        paths
            .iter()
            .any(|(path, _)| path.eq_ignore_ascii_case(name))
    };
    if has("/EncryptedPackage") {
        let info = file.stream("/EncryptionInfo").unwrap_or_default();
        let method = lock::method_of_package(&info);
        return Err(FormatFault::Encrypted(lock::sentence("document", method)));
    }
    note_properties(&mut file, out);
    if has("/_signatures") || has("/_xmlsignatures") {
        out.meta("office.signed", "yes");
    }
    let code = code(&mut file, &paths, out);
    out.no_text("the document holds no text");
    let embedded = objects(&mut file, &paths);
    let end = if has("/WordDocument") {
        compound_word::read(&mut file, &embedded, out, members)
    } else if has("/Workbook") || has("/Book") {
        match biff::stream(&mut file) {
            Some(stream) => biff::read(&stream, out, members),
            None => Err(FormatFault::Damaged(
                "the workbook cannot be opened: the stream that holds it is damaged".to_owned(),
            )),
        }
    } else if has("/PowerPoint Document") {
        compound_slides::read(&mut file, has("/EncryptedSummary"), out, members)
    } else if has(publication::TEXTS) {
        publication::read(&mut file, out)
    } else if has(visio::DRAWING) {
        visio::read(&mut file, out)
    } else if let Some(inner) = ole_object::native_file(input.bytes) {
        return hand(&inner, members);
    } else if code.is_empty() {
        Err(FormatFault::Unsupported(format!(
            "no reader for this kind of compound file (`{}`) is part of isnad; its properties were read",
            input.media_type
        )))
    } else {
        Ok(())
    };
    if !matches!(end, Err(FormatFault::Encrypted(_))) {
        for file in embedded.iter().chain(&code) {
            if !file.source.is_empty() {
                out.meta("office.embedded.source", &file.source);
            }
            hand(file, members)?;
        }
    }
    end
}

fn note_properties(file: &mut Compound<'_>, out: &mut Outcome) {
    for (path, document) in [
        ("/\u{5}SummaryInformation", false),
        ("/\u{5}DocumentSummaryInformation", true),
    ] {
        if let Some(bytes) = file.stream(path) {
            property_set::note(&bytes, document, out);
        }
    }
}

/// The source of the code in it, a file a module.
fn code(file: &mut Compound<'_>, paths: &[(String, bool)], out: &mut Outcome) -> Vec<Unwrapped> {
    let mut code = Vec::new();
    let storages: Vec<&String> = paths
        .iter()
        .filter(|(path, storage)| *storage && path.to_ascii_uppercase().ends_with("/VBA"))
        .map(|(path, _)| path)
        .collect();
    for storage in storages {
        out.meta("office.macros", "yes");
        out.warn("the document holds macros; none was run");
        for module in macros::modules(file, storage) {
            code.push(Unwrapped {
                name: format!("macros/{}.bas", module.name),
                source: String::new(),
                bytes: module.source.into_bytes(),
            });
        }
    }
    code
}

fn hand(file: &Unwrapped, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    let shown = file.name.clone();
    members.begin(MemberHead::named(shown))?;
    members.write(&file.bytes)?;
    members.end(None)
}

/// Bytes of all embedded objects that are held at most.
const OBJECT_BYTES: usize = 512 << 20;

/// The embedded objects: storages of Word's pool, of workbooks, publications and drawings, as files of
/// their own.
fn objects(file: &mut Compound<'_>, paths: &[(String, bool)]) -> Vec<Unwrapped> {
    let roots = paths.iter().filter(|(path, storage)| {
        let depth = path.matches('/').count();
        let pooled = path.starts_with("/ObjectPool/") || path.starts_with("/Objects/");
        let at_root = ["/MBD", "/Embedding", "/Object "]
            .iter()
            .any(|start| path.starts_with(start));
        *storage && (pooled && depth == 2 || at_root && depth == 1)
    });
    let mut found = Vec::new();
    let mut held = 0usize;
    for (root, _) in roots.take(5_000) {
        let Some(bytes) = copy_storage(file, root, paths) else {
            continue;
        };
        held = held.saturating_add(bytes.len());
        if held > OBJECT_BYTES {
            break;
        }
        let name = root.rsplit('/').next().unwrap_or_default();
        found.push(match ole_object::native_file(&bytes) {
            Some(inner) => Unwrapped {
                name: format!("{name}/{}", inner.name),
                ..inner
            },
            None => Unwrapped {
                name: format!("{name}.ole"),
                source: String::new(),
                bytes,
            },
        });
    }
    found
}

/// Makes a compound file of its own from a storage within one.
fn copy_storage(file: &mut Compound<'_>, root: &str, paths: &[(String, bool)]) -> Option<Vec<u8>> {
    let mut copy = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    let inside = format!("{root}/");
    for (path, storage) in paths.iter().filter(|(path, _)| path.starts_with(&inside)) {
        let target = path.strip_prefix(root)?;
        if *storage {
            copy.create_storage(target).ok()?;
        } else {
            let bytes = file.stream(path)?;
            copy.create_stream(target).ok()?.write_all(&bytes).ok()?;
        }
    }
    copy.flush().ok()?;
    Some(copy.into_inner().into_inner())
}
