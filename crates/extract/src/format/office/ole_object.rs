//! Files wrapped as OLE objects (MS-OLEDS).

use std::io::{Cursor, Read};

/// How a compound file begins.
pub(crate) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A file out of its wrapping.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unwrapped {
    /// The name it had where it came from.
    pub name: String,
    /// The path that it had on the machine where it was embedded; empty where that is not kept.
    pub source: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Bytes of one stream that are read at most.
const STREAM_BYTES: u64 = 256 << 20;

/// The file in a compound file that only wraps it: a package, or a stream of a known name.
pub(crate) fn native_file(bytes: &[u8]) -> Option<Unwrapped> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = |name: &str| {
        let mut out = Vec::new();
        file.open_stream(name)
            .ok()?
            .take(STREAM_BYTES)
            .read_to_end(&mut out)
            .ok()?;
        Some(out)
    };
    if let Some(native) = stream("/\u{1}Ole10Native") {
        return package(native.get(4..)?).or_else(|| {
            Some(Unwrapped {
                name: "object.bin".to_owned(),
                source: String::new(),
                bytes: native.get(4..)?.to_vec(),
            })
        });
    }
    if let Some(package) = stream("/Package") {
        let name = if package.starts_with(b"PK") {
            "package.zip"
        } else {
            "package.bin"
        };
        return Some(Unwrapped {
            name: name.to_owned(),
            source: String::new(),
            bytes: package,
        });
    }
    let contents = stream("/CONTENTS")?;
    let start = contents.windows(5).take(1024).position(|w| w == b"%PDF-")?;
    Some(Unwrapped {
        name: "contents.pdf".to_owned(),
        source: String::new(),
        bytes: contents.get(start..)?.to_vec(),
    })
}

/// The data of an OLE 1 object with its class (MS-OLEDS 2.2.4, 2.2.5).
pub(crate) fn ole1(bytes: &[u8]) -> Option<(String, &[u8])> {
    let number = |at: usize| {
        let field = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(field)).ok()
    };
    if number(4)? != 2 {
        return None;
    }
    let class_len = number(8)?;
    let class = bytes.get(12..12usize.checked_add(class_len)?)?;
    let mut at = 12 + class_len;
    for _ in 0..2 {
        at = at.checked_add(4)?.checked_add(number(at)?)?;
    }
    let size = number(at)?;
    let data = bytes.get(at + 4..)?;
    Some((
        String::from_utf8_lossy(class)
            .trim_end_matches('\0')
            .to_owned(),
        data.get(..size).unwrap_or(data),
    ))
}

/// A file as the packager wrote it: mark, label, path, flags, path again, size, bytes.
pub(crate) fn package(data: &[u8]) -> Option<Unwrapped> {
    let text_end = |at: usize| {
        data.get(at..)?
            .iter()
            .take(4096)
            .position(|b| *b == 0)
            .map(|n| at + n)
    };
    let label_end = text_end(2)?;
    let path_end = text_end(label_end + 1)?;
    let number = |at: usize| {
        let field = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(field)).ok()
    };
    let again = number(path_end + 5)?;
    let size_at = (path_end + 9).checked_add(again)?;
    let size = number(size_at)?;
    let bytes = data.get(size_at + 4..)?;
    let label = crate::format::plain::charset::decode(data.get(2..label_end)?, None).text;
    let name = label
        .rsplit(['\\', '/'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let name = if name.is_empty() {
        "package.bin".to_owned()
    } else {
        name
    };
    let source = data.get(label_end + 1..path_end)?;
    Some(Unwrapped {
        name,
        source: crate::format::plain::charset::decode(source, None).text,
        bytes: bytes.get(..size).unwrap_or(bytes).to_vec(),
    })
}

/// An ending for a file of this class of object.
pub(crate) fn extension_of_class(class: &str) -> &'static str {
    let class = class.to_ascii_lowercase();
    let known = [
        ("word.document.12", "docx"),
        ("excel.sheet.12", "xlsx"),
        ("powerpoint.show.12", "pptx"),
        ("word.", "doc"),
        ("excel.", "xls"),
        ("powerpoint.", "ppt"),
        ("acroexch", "pdf"),
        ("paint.picture", "bmp"),
    ];
    known
        .iter()
        .find(|(start, _)| class.starts_with(start))
        .map_or("bin", |(_, ending)| ending)
}
