//! What a file is, told from its content; its name is only compared.

mod container;
mod polyglot;
mod text_look;

use crate::format::{apple, database, drawing, media, notebook, shortcut};
use container::{compound_kind, zip_kind};
use file_format::FileFormat;
use std::io::Cursor;

/// The type of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The type's name, e.g. `application/pdf`.
    pub media_type: String,
    /// Which reader takes it.
    pub family: Family,
    /// What a person should know: a name that says otherwise, a second file hidden in this one.
    pub warnings: Vec<String>,
}

/// Which reader takes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Containers of files, those of formats that have no reader of their own among them.
    Archive,
    /// Mail, single and in boxes, and web archives in mail form.
    Mail,
    /// Office Open XML and the compound files before it.
    Office,
    /// OpenDocument, packed and flat.
    OpenDocument,
    /// Rich Text Format.
    Rtf,
    /// HTML, XML, JSON.
    Markup,
    /// Text without format, tables with separators.
    Plain,
    /// PDF.
    Pdf,
    /// Pictures.
    Picture,
    /// Databases.
    Database,
    /// Cards, calendars, notes and messages of telephones.
    Card,
    /// Sound and moving pictures.
    Media,
    /// Metafiles, printed pages, drawings in packages.
    Drawing,
    /// OneNote sections.
    Notebook,
    /// Documents and lists of Apple's programs.
    Apple,
    /// Shortcuts of Windows.
    Shortcut,
    /// Lists of small pictures that Windows keeps.
    Thumbnails,
    /// Documents of Hangul.
    Hangul,
    /// No reader; the word says what it is.
    None(&'static str),
}

/// A compound file that holds an encrypted Office Open XML package.
pub const ENCRYPTED_OOXML: &str = "application/x-ooxml-encrypted";
/// A compound file of no known office program.
pub const COMPOUND_FILE: &str = "application/x-cfb";

/// Tells the type of `bytes`; `name` is the path or name the file came with.
pub fn detect(bytes: &[u8], name: &[u8]) -> Kind {
    let (media_type, family) = by_content(bytes, name);
    let mut warnings = Vec::new();
    if let Some(warning) = name_disagrees(&media_type, family, name) {
        warnings.push(warning);
    }
    warnings.extend(polyglot::hidden_files(bytes, &media_type));
    Kind {
        media_type,
        family,
        warnings,
    }
}

/// The part of a name after its last dot, in lower case, where it is 1 to 8 ASCII letters or digits.
pub fn extension(name: &[u8]) -> Option<String> {
    let base = name.rsplit(|b| *b == b'/').next()?;
    let dot = base.iter().rposition(|b| *b == b'.')?;
    let tail = base.get(dot + 1..)?;
    ((1..=8).contains(&tail.len()) && tail.iter().all(u8::is_ascii_alphanumeric))
        .then(|| String::from_utf8_lossy(tail).to_ascii_lowercase())
}

fn by_content(bytes: &[u8], name: &[u8]) -> (String, Family) {
    if bytes.is_empty() {
        return (
            "application/x-empty".to_owned(),
            Family::None("an empty file"),
        );
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if bytes.starts_with(b"%PDF-") {
        return ("application/pdf".to_owned(), Family::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes, extension(name).as_deref());
    }
    // The first of several volumes of a ZIP file (APPNOTE 8.5.3).
    if bytes.starts_with(b"PK\x07\x08PK\x03\x04") {
        return ("application/zip".to_owned(), Family::Archive);
    }
    if bytes.starts_with(b"\x78\x9F\x3E\x22") {
        return ("application/ms-tnef".to_owned(), Family::Mail);
    }
    if bytes.starts_with(b"!BDN") && matches!(bytes.get(8..10), Some(b"SM" | b"SO" | b"AB")) {
        return ("application/vnd.ms-outlook-pst".to_owned(), Family::Mail);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound_kind(bytes);
    }
    // A document of Word 1 or 2 for Windows ([MS-DOC] 2.5.2 gives the mark of later ones).
    if matches!(bytes, [0x9b | 0xdb | 0xdc, 0xa5, 0x20..=0xc0, 0, ..]) {
        return ("application/msword".to_owned(), Family::Office);
    }
    if is_bare_workbook(bytes) {
        return ("application/vnd.ms-excel".to_owned(), Family::Office);
    }
    if head.trim_ascii_start().starts_with(b"{\\rtf") {
        return ("application/rtf".to_owned(), Family::Rtf);
    }
    // ITU-T T.88 annex D.4.1.
    if bytes.starts_with(b"\x97JB2\r\n\x1a\n") {
        return ("image/x-jbig2".to_owned(), Family::Picture);
    }
    // Bytes may stand before the head of a PDF; but a mail may carry one within its first lines.
    if find(head, b"%PDF-").is_some() && !is_picture_head(bytes) {
        return match text_look::look(bytes, name) {
            Some((media_type, Family::Mail)) => (media_type, Family::Mail),
            _ => ("application/pdf".to_owned(), Family::Pdf),
        };
    }
    if let Some(media_type) = database::detect(bytes, extension(name).as_deref()) {
        return (media_type.to_owned(), Family::Database);
    }
    if notebook::begins(bytes) {
        return (notebook::ONENOTE.to_owned(), Family::Notebook);
    }
    if shortcut::begins(bytes) {
        return ("application/x-ms-shortcut".to_owned(), Family::Shortcut);
    }
    if bytes.starts_with(b"bplist0") {
        return (apple::PROPERTY_LIST.to_owned(), Family::Apple);
    }
    if let Some(media_type) = drawing::metafile_type(bytes) {
        return (media_type.to_owned(), Family::Drawing);
    }
    let known = FileFormat::from_reader(Cursor::new(bytes)).unwrap_or_default();
    let media_type = known.media_type();
    if let Some(family) = binary_family(media_type) {
        return (media_type.to_owned(), family);
    }
    let sure = !matches!(
        known,
        FileFormat::ArbitraryBinaryData
            | FileFormat::PlainText
            | FileFormat::HypertextMarkupLanguage
            | FileFormat::ExtensibleMarkupLanguage
            | FileFormat::Empty
    ) && !media_type.starts_with("text/")
        && !media_type.ends_with("+xml")
        && !media_type.ends_with("json");
    // A signature of a few bytes can lie at the start of a text; text is looked at first.
    if let Some(found) = text_look::look(bytes, name) {
        return found;
    }
    if sure {
        let family = match known.kind() {
            file_format::Kind::Audio | file_format::Kind::Video => Family::Media,
            _ if matches!(
                media_type,
                "application/ogg" | "application/x-ebml" | "application/vnd.ms-asf"
            ) =>
            {
                Family::Media
            }
            _ => Family::None(family_word(known)),
        };
        return (media_type.to_owned(), family);
    }
    if let Some(media_type) = media::detect(bytes) {
        return (media_type.to_owned(), Family::Media);
    }
    if media_type.ends_with("+xml") || media_type == "text/xml" {
        return (media_type.to_owned(), Family::Markup);
    }
    // A tar of the oldest kind has no signature, only a sum over its header.
    if is_old_tar(bytes) {
        return ("application/x-tar".to_owned(), Family::Archive);
    }
    (
        "application/octet-stream".to_owned(),
        Family::None("data of unknown type"),
    )
}

/// A workbook from before it was put into compound files: the first record begins a sheet or workbook
/// ([MS-XLS] 2.4.21).
fn is_bare_workbook(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [
            0x09,
            0 | 2 | 4 | 8,
            4..=16,
            0,
            _,
            0 | 2..=6,
            0x10 | 0x20 | 0x40,
            0,
            ..
        ] | [0x09, 4 | 8, 6..=16, 0, _, 0 | 2..=6, 5, 0, ..]
            | [0x09, 4, 6..=16, 0, _, 0 | 2..=6, 0, 1, ..]
    )
}

fn is_picture_head(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 5] = [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*"];
    HEADS.iter().any(|head| bytes.starts_with(head))
}

fn binary_family(media_type: &str) -> Option<Family> {
    Some(match media_type {
        "application/pdf" => Family::Pdf,
        "application/rtf" => Family::Rtf,
        "image/svg+xml" => Family::Markup,
        "image/vnd.dwg" | "image/vnd.dxf" | "image/emf" | "image/wmf" => return None,
        "application/gzip"
        | "application/x-bzip2"
        | "application/x-tar"
        | "application/x-xz"
        | "application/zstd"
        | "application/x-7z-compressed"
        | "application/vnd.rar"
        | "application/vnd.ms-cab-compressed"
        | "application/x-lzma"
        | "application/x-lz4"
        | "application/x-archive"
        | "application/x-arj"
        | "application/x-cpio"
        | "application/x-lzh-compressed"
        | "application/x-compress"
        | "application/x-lzip"
        | "application/vnd.debian.binary-package"
        | "application/x-iso9660-image"
        | "application/x-xar"
        | "application/x-rpm"
        | "application/warc"
        | "application/x-ace-compressed" => Family::Archive,
        other if other.starts_with("image/") => Family::Picture,
        _ => return None,
    })
}

const fn family_word(known: FileFormat) -> &'static str {
    use file_format::Kind as K;
    match known.kind() {
        K::Audio => "sound",
        K::Video => "moving pictures",
        K::Database => "a database",
        K::Executable => "a program",
        K::Disk | K::Rom => "a disk image",
        K::Font => "a font",
        K::Compressed | K::Archive | K::Package => "this kind of archive",
        K::Model => "a drawing or model",
        K::Document | K::Spreadsheet | K::Presentation | K::Diagram | K::Formula | K::Ebook => {
            "this kind of document"
        }
        _ => "data of this type",
    }
}

/// The header sum of tar (POSIX.1-1988 10.1.1): all bytes, those of the sum itself read as spaces.
pub(crate) fn is_old_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else {
        return false;
    };
    let sum: u64 = header
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            u64::from(if (148..156).contains(&at) {
                b' '
            } else {
                *byte
            })
        })
        .sum();
    let stated = header
        .get(148..156)
        .and_then(|field| std::str::from_utf8(field).ok());
    let digits = stated
        .unwrap_or_default()
        .trim_matches(|c: char| c == ' ' || c == '\0');
    header.first() != Some(&0) && u64::from_str_radix(digits, 8) == Ok(sum)
}

/// Where `needle` first lies in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut from = 0;
    loop {
        let tail = bytes.get(from..)?;
        let at = tail.iter().position(|byte| byte == first)?;
        if tail.get(at + 1..)?.starts_with(rest) {
            return Some(from + at);
        }
        from += at + 1;
    }
}

/// Extensions that name a format plainly; a file whose content is another is worth a look.
const PLAIN_NAMES: [(&str, &[&str]); 26] = [
    ("pdf", &["application/pdf"]),
    ("jpg", &["image/jpeg"]),
    ("jpeg", &["image/jpeg"]),
    ("png", &["image/png", "image/apng"]),
    ("gif", &["image/gif"]),
    ("tif", &["image/tiff"]),
    ("tiff", &["image/tiff"]),
    ("bmp", &["image/bmp"]),
    ("webp", &["image/webp"]),
    ("zip", &["zip"]),
    ("docx", &["wordprocessingml", ENCRYPTED_OOXML]),
    ("xlsx", &["spreadsheetml", ENCRYPTED_OOXML]),
    ("pptx", &["presentationml", ENCRYPTED_OOXML]),
    ("doc", &["application/msword", "application/rtf"]),
    ("xls", &["application/vnd.ms-excel"]),
    ("ppt", &["application/vnd.ms-powerpoint"]),
    ("odt", &["opendocument"]),
    ("ods", &["opendocument"]),
    ("odp", &["opendocument"]),
    ("rtf", &["application/rtf"]),
    ("eml", &["message/rfc822"]),
    (
        "txt",
        &["text/", "message/", "application/mbox", "json", "xml"],
    ),
    ("csv", &["text/"]),
    ("html", &["text/html", "xml"]),
    ("gz", &["application/gzip"]),
    (
        "exe",
        &[
            "executable",
            "application/x-msdownload",
            "portable-executable",
        ],
    ),
];

fn name_disagrees(media_type: &str, family: Family, name: &[u8]) -> Option<String> {
    let extension = extension(name)?;
    let (_, allowed) = PLAIN_NAMES.iter().find(|(known, _)| *known == extension)?;
    if allowed.iter().any(|part| media_type.contains(part)) || media_type == "application/x-empty" {
        return None;
    }
    let what = match family {
        Family::None(word) => format!("{word} (`{media_type}`)"),
        _ => format!("`{media_type}`"),
    };
    Some(format!(
        "the name ends in `.{extension}`, the content is {what}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8], name: &str) -> Kind {
        detect(bytes, name.as_bytes())
    }

    #[test]
    fn content_decides_and_a_lying_name_is_told() {
        let found = kind(b"%PDF-1.4\n%...", "holiday.jpg");
        assert_eq!(found.family, Family::Pdf);
        assert_eq!(
            found.warnings,
            ["the name ends in `.jpg`, the content is `application/pdf`"]
        );
        assert!(kind(b"%PDF-1.4\n", "a.pdf").warnings.is_empty());
    }

    #[test]
    fn a_pdf_may_start_late() {
        assert_eq!(kind(b"\r\n\r\njunk\n%PDF-1.3\n", "x").family, Family::Pdf);
    }

    #[test]
    fn arabic_text_in_an_eight_bit_page_is_text() {
        let found = kind(
            b"\xC7\xE1\xCC\xE3\xE5\xE6\xD1\xED\xC9 \xC7\xE1\xDA\xD1\xC8\xED\xC9\r\n",
            "a.txt",
        );
        assert_eq!(
            (found.media_type.as_str(), found.family),
            ("text/plain", Family::Plain)
        );
    }

    #[test]
    fn mail_is_told_by_its_head() {
        let mail = b"Return-Path: <a@example.org>\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nbody";
        assert_eq!(kind(mail, "x").media_type, "message/rfc822");
        let boxed = [
            b"From a@example.org Mon Jan  7 10:00:00 2013\n".as_slice(),
            mail,
        ]
        .concat();
        assert_eq!(kind(&boxed, "x").media_type, "application/mbox");
    }

    #[test]
    fn rubbish_is_not_text() {
        let rubbish: Vec<u8> = (0..4000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert!(matches!(kind(&rubbish, "a.txt").family, Family::None(_)));
    }

    #[test]
    fn a_name_with_bytes_of_any_kind_has_no_extension_or_a_short_one() {
        assert_eq!(extension(b"a/b.d/c"), None);
        assert_eq!(extension("تقرير.DOCX".as_bytes()).as_deref(), Some("docx"));
        assert_eq!(extension("a.تقرير".as_bytes()), None);
    }
}
