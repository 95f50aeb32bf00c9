//! What a ZIP or compound file is, told from the names of what it holds.

use super::{COMPOUND_FILE, ENCRYPTED_OOXML, Family, find};
use crate::format::{apple, drawing, hangul, thumbnails};
use file_format::FileFormat;
use std::io::Cursor;

/// The kind of a ZIP file from the names in it.
pub(super) fn zip_kind(bytes: &[u8], extension: Option<&str>) -> (String, Family) {
    let names = zip_names(bytes);
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if let Some(mimetype) = zip_mimetype(bytes) {
        if mimetype.starts_with("application/vnd.oasis.opendocument.")
            || mimetype.starts_with("application/vnd.sun.xml.")
        {
            return (mimetype, Family::OpenDocument);
        }
        if mimetype == "application/epub+zip" {
            return (mimetype, Family::Archive);
        }
    }
    const OOXML: &str = "application/vnd.openxmlformats-officedocument.";
    if has("[Content_Types].xml") || has("_rels/.rels") {
        if under("word/") {
            return (format!("{OOXML}wordprocessingml.document"), Family::Office);
        }
        if has("xl/workbook.bin") {
            return (
                "application/vnd.ms-excel.sheet.binary.macroenabled.12".to_owned(),
                Family::Office,
            );
        }
        if under("xl/") {
            return (format!("{OOXML}spreadsheetml.sheet"), Family::Office);
        }
        if under("ppt/") {
            return (
                format!("{OOXML}presentationml.presentation"),
                Family::Office,
            );
        }
        if under("visio/") {
            return (drawing::VISIO.to_owned(), Family::Drawing);
        }
        if names
            .iter()
            .any(|name| name.ends_with(".fpage") || name.ends_with(".fdseq"))
        {
            return (drawing::XPS.to_owned(), Family::Drawing);
        }
    }
    if has("content.xml") && (has("META-INF/manifest.xml") || has("meta.xml")) {
        return (
            "application/vnd.oasis.opendocument.text".to_owned(),
            Family::OpenDocument,
        );
    }
    if let Some(media_type) = apple::iwork_type(has, extension) {
        return (media_type.to_owned(), Family::Apple);
    }
    match FileFormat::from_reader(Cursor::new(bytes)) {
        // What carries its own name but no reader is still a container, and loses nothing as one.
        Ok(known) if known != FileFormat::ArbitraryBinaryData => {
            (known.media_type().to_owned(), Family::Archive)
        }
        _ => ("application/zip".to_owned(), Family::Archive),
    }
}

/// How many names of a ZIP are looked at to tell its kind.
const ZIP_NAMES: usize = 2_000;

fn zip_names(bytes: &[u8]) -> Vec<String> {
    if let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
        return archive
            .file_names()
            .take(ZIP_NAMES)
            .filter_map(Result::ok)
            .map(|name| name.replace('\\', "/"))
            .collect();
    }
    // A cut file has no directory at its end: the names before each member are read instead.
    let mut names = Vec::new();
    let mut rest = bytes;
    while names.len() < ZIP_NAMES {
        let Some(at) = find(rest, b"PK\x03\x04") else {
            break;
        };
        let Some(header) = rest.get(at..) else { break };
        let length = match (header.get(26), header.get(27)) {
            (Some(low), Some(high)) => usize::from(u16::from_le_bytes([*low, *high])),
            _ => break,
        };
        if let Some(name) = header.get(30..30 + length) {
            names.push(String::from_utf8_lossy(name).replace('\\', "/"));
        }
        rest = header.get(4..).unwrap_or_default();
    }
    names
}

/// The content of a first, unpacked member `mimetype` (OpenDocument 1.3 part 2, section 3.3).
fn zip_mimetype(bytes: &[u8]) -> Option<String> {
    let header = bytes.get(..38)?;
    if header.get(8..10)? != [0, 0]
        || header.get(26..28)? != [8, 0]
        || !header.ends_with(b"mimetype")
    {
        return None;
    }
    let extra = usize::from(u16::from_le_bytes([*header.get(28)?, *header.get(29)?]));
    let tail = bytes.get(38 + extra..)?;
    let tail = tail.get(..128).unwrap_or(tail);
    let end = find(tail, b"PK").unwrap_or(tail.len());
    let text = std::str::from_utf8(tail.get(..end)?).ok()?.trim();
    Some(text.to_owned())
}

/// The kind of a compound file from the streams in its root.
pub(super) fn compound_kind(bytes: &[u8]) -> (String, Family) {
    let names = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file
            .read_root_storage()
            .take(ZIP_NAMES)
            .map(|entry| entry.name().to_owned())
            .collect::<Vec<_>>(),
        Err(_) => return damaged_compound_kind(bytes),
    };
    if thumbnails::is_thumbnails(&names) {
        return (thumbnails::THUMBNAILS.to_owned(), Family::Thumbnails);
    }
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if hangul::is_hangul(has) {
        return (hangul::HANGUL.to_owned(), Family::Hangul);
    }
    let other = FileFormat::from_reader(Cursor::new(bytes)).unwrap_or_default();
    let (media_type, family) = if has("EncryptedPackage") {
        (ENCRYPTED_OOXML, Family::Office)
    } else if has("WordDocument") {
        ("application/msword", Family::Office)
    } else if has("Workbook") || has("Book") {
        ("application/vnd.ms-excel", Family::Office)
    } else if has("PowerPoint Document") || has("PP97_DUALSTORAGE") {
        ("application/vnd.ms-powerpoint", Family::Office)
    } else if names
        .iter()
        .any(|name| name.starts_with("__properties_version1.0"))
        || names.iter().any(|name| name.starts_with("__substg1.0_"))
    {
        ("application/vnd.ms-outlook", Family::Mail)
    } else {
        let known = !matches!(
            other,
            FileFormat::CompoundFileBinary | FileFormat::ArbitraryBinaryData
        );
        (
            if known {
                other.media_type()
            } else {
                COMPOUND_FILE
            },
            Family::Office,
        )
    };
    (media_type.to_owned(), family)
}

/// The directory cannot be read: the names of its streams are looked for as UTF-16.
fn damaged_compound_kind(bytes: &[u8]) -> (String, Family) {
    let has = |wanted: &str| {
        let wide: Vec<u8> = wanted.bytes().flat_map(|b| [b, 0]).collect();
        find(bytes, &wide).is_some()
    };
    let media_type = if has("EncryptedPackage") {
        ENCRYPTED_OOXML
    } else if has("WordDocument") {
        "application/msword"
    } else if has("PowerPoint Document") {
        "application/vnd.ms-powerpoint"
    } else if has("Workbook") || has("Book") {
        "application/vnd.ms-excel"
    } else {
        COMPOUND_FILE
    };
    (media_type.to_owned(), Family::Office)
}
