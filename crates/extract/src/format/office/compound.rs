//! Office files of 1993 to 2006, and encrypted ones of any year: compound files.

use super::ole_object::{self, Unwrapped};
use super::{biff, compound_slides, compound_word, property_set, workbook};
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

/// Reads a text document, workbook or deck with its properties and embedded objects.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the
/// container cannot be opened, [`FormatFault::Unsupported`] for kinds without a reader, and limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut file = match Compound::open(input.bytes) {
        Ok(file) => file,
        // A workbook of before 1993 is no compound file, and a damaged one may still be read.
        Err(fault) if input.media_type != "application/vnd.ms-excel" => return Err(fault),
        Err(_) => return workbook::read(input, out),
    };
    let paths = file.paths();
    let has = |name: &str| {
        paths
            .iter()
            .any(|(path, _)| path.eq_ignore_ascii_case(name))
    };
    if has("/EncryptedPackage") {
        return Err(FormatFault::Encrypted(
            "the document is encrypted; a password is needed".to_owned(),
        ));
    }
    for (path, document) in [
        ("/\u{5}SummaryInformation", false),
        ("/\u{5}DocumentSummaryInformation", true),
    ] {
        if let Some(bytes) = file.stream(path) {
            property_set::note(&bytes, document, out);
        }
    }
    if paths.iter().any(|(path, storage)| {
        *storage && (path.ends_with("/VBA") || path.ends_with("/_VBA_PROJECT_CUR"))
    }) {
        out.meta("office.macros", "yes");
        out.warn("the document holds macros; none was run");
    }
    out.no_text("the document holds no text");
    let end = if has("/WordDocument") {
        compound_word::read(&mut file, out)
    } else if has("/Workbook") || has("/Book") {
        match biff::stream(&mut file) {
            Some(stream) => biff::read(&stream, out),
            None => workbook::read(input, out),
        }
    } else if has("/PowerPoint Document") {
        compound_slides::read(&mut file, has("/EncryptedSummary"), out)
    } else if let Some(inner) = ole_object::native_file(input.bytes) {
        return hand(&inner, members);
    } else {
        Err(FormatFault::Unsupported(format!(
            "no reader for this kind of compound file (`{}`) is part of isnad; its properties were read",
            input.media_type
        )))
    };
    if !matches!(end, Err(FormatFault::Encrypted(_))) {
        objects(&mut file, &paths, members)?;
    }
    end
}

fn hand(file: &Unwrapped, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
    let shown = file.name.clone();
    members.begin(MemberHead {
        name: shown.clone().into_bytes(),
        shown,
        modified: None,
        problem: None,
    })?;
    members.write(&file.bytes)?;
    members.end(None)
}

/// Hands embedded objects over: storages of Word's pool and of workbooks, as files of their own.
fn objects(
    file: &mut Compound<'_>,
    paths: &[(String, bool)],
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let roots = paths.iter().filter(|(path, storage)| {
        let name = path.rsplit('/').next().unwrap_or_default();
        let pooled = path.starts_with("/ObjectPool/_") && path.matches('/').count() == 2;
        let in_book = path.starts_with("/MBD") && path.matches('/').count() == 1;
        *storage && !name.is_empty() && (pooled || in_book)
    });
    for (root, _) in roots.take(5_000) {
        let Some(bytes) = copy_storage(file, root, paths) else {
            continue;
        };
        let name = root.rsplit('/').next().unwrap_or_default();
        match ole_object::native_file(&bytes) {
            Some(inner) => hand(
                &Unwrapped {
                    name: format!("{name}/{}", inner.name),
                    ..inner
                },
                members,
            )?,
            None => hand(
                &Unwrapped {
                    name: format!("{name}.ole"),
                    bytes,
                },
                members,
            )?,
        }
    }
    Ok(())
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
