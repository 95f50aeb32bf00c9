//! What kind of text a text is, by the look of its start.

use super::{Family, find};

/// Bytes looked at.
const LOOK: usize = 64 * 1024;

/// The type of a text; none where the bytes are no text.
pub(super) fn look(bytes: &[u8], name: &[u8]) -> Option<(String, Family)> {
    let head = bytes.get(..LOOK).unwrap_or(bytes);
    let narrow = narrowed(head)?;
    let start = narrow.trim_ascii_start();
    let lower = start.get(..4096).unwrap_or(start).to_ascii_lowercase();
    let extension = super::extension(name);
    let extension = extension.as_deref().unwrap_or_default();
    let found = |media_type: &str, family| Some((media_type.to_owned(), family));

    if let Some(media_type) = crate::format::card::detect(&lower) {
        return found(media_type, Family::Card);
    }
    if is_mbox(start) {
        let one = extension == "eml" && find(bytes, b"\nFrom ").is_none();
        return found(
            if one {
                "message/rfc822"
            } else {
                "application/mbox"
            },
            Family::Mail,
        );
    }
    if let Some(kind) = mail_head(start) {
        return found(kind, Family::Mail);
    }
    if lower.starts_with(b"<") {
        let has = |needle: &[u8]| find(&lower, needle).is_some();
        let xhtml = has(b"<html") || has(b"<!doctype html");
        if has(b"urn:oasis:names:tc:opendocument:xmlns:office") && has(b"<office:document") {
            return found(
                "application/vnd.oasis.opendocument.text-flat-xml",
                Family::OpenDocument,
            );
        }
        if has(b"<svg") && !xhtml {
            return found("image/svg+xml", Family::Markup);
        }
        if xhtml {
            return found("text/html", Family::Markup);
        }
        if lower.starts_with(b"<?xml") || (has(b"xmlns") && !is_html_like(&lower)) {
            return found("application/xml", Family::Markup);
        }
        if is_html_like(&lower) {
            return found("text/html", Family::Markup);
        }
        if matches!(
            extension,
            "xml" | "xsd" | "xsl" | "rdf" | "kml" | "gpx" | "xlf" | "tmx"
        ) {
            return found("application/xml", Family::Markup);
        }
    }
    match extension {
        "html" | "htm" | "xhtml" if find(&lower, b"<").is_some() => {
            return found("text/html", Family::Markup);
        }
        "md" | "markdown" => return found("text/markdown", Family::Markup),
        "csv" => return found("text/csv", Family::Plain),
        "tsv" | "tab" => return found("text/tab-separated-values", Family::Plain),
        _ => {}
    }
    if is_json(start, extension) {
        return found("application/json", Family::Markup);
    }
    if let Some(kind) = table_look(start) {
        return found(kind, Family::Plain);
    }
    found("text/plain", Family::Plain)
}

/// The text with one byte a letter where it is ASCII, whichever encoding it has; none where the
/// bytes are no text.
fn narrowed(head: &[u8]) -> Option<Vec<u8>> {
    if let Some(rest) = head.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(rest.to_vec());
    }
    let wide = |rest: &[u8], little: bool| {
        let units = rest.chunks_exact(2).map(|pair| match pair {
            [low, high] if little => u16::from_le_bytes([*low, *high]),
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        let letters: Vec<u16> = units.collect();
        let strange = letters
            .iter()
            .filter(|u| **u < 9 || (0x0E..0x1B).contains(*u) || **u == 0xFFFE || **u == 0xFFFF)
            .count();
        (strange * 100 <= letters.len()).then(|| {
            letters
                .iter()
                .map(|u| u8::try_from(*u).unwrap_or(0xFF))
                .collect()
        })
    };
    if let Some(rest) = head.strip_prefix(b"\xFF\xFE") {
        return wide(rest, true);
    }
    if let Some(rest) = head.strip_prefix(b"\xFE\xFF") {
        return wide(rest, false);
    }
    if head.contains(&0) {
        return wide_without_mark(head).and_then(|little| wide(head, little));
    }
    let control = head.iter().filter(|b| is_odd_control(**b)).count();
    if control * 50 > head.len() {
        return None;
    }
    // Text in an eight-bit page keeps to letters, spaces and lines; packed data uses every byte.
    if std::str::from_utf8(head).is_err() && head.len() > 256 {
        let spaces = head.iter().filter(|b| b.is_ascii_whitespace()).count();
        if spaces * 60 < head.len() || control * 500 > head.len() {
            return None;
        }
    }
    Some(head.to_vec())
}

const fn is_odd_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x1A)) || byte == 0x7F
}

/// Whether bytes with zeros are UTF-16 without a mark, and which half comes first (true: the low one).
fn wide_without_mark(head: &[u8]) -> Option<bool> {
    if head.len() < 4 {
        return None;
    }
    // Latin text has zero, Arabic text has 06, in every second byte.
    let count = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| matches!(**b, 0x00 | 0x06))
            .count()
    };
    let half = head.len() / 2;
    let (even, odd) = (count(0), count(1));
    if odd * 10 > half * 8 && even * 10 < half * 3 {
        Some(true)
    } else if even * 10 > half * 8 && odd * 10 < half * 3 {
        Some(false)
    } else {
        None
    }
}

fn is_html_like(lower: &[u8]) -> bool {
    const TAGS: [&[u8]; 12] = [
        b"<head", b"<body", b"<title", b"<meta", b"<div", b"<table", b"<p>", b"<br", b"<script",
        b"<h1", b"<a href", b"<span",
    ];
    TAGS.iter().any(|tag| find(lower, tag).is_some())
}

fn is_mbox(start: &[u8]) -> bool {
    let Some(rest) = start.strip_prefix(b"From ") else {
        return false;
    };
    let Some(end) = rest.iter().position(|b| *b == b'\n') else {
        return false;
    };
    let (first, behind) = rest.split_at_checked(end + 1).unwrap_or((rest, &[]));
    let dated = first
        .windows(3)
        .any(|w| matches!(w, [d, b':', e] if d.is_ascii_digit() && e.is_ascii_digit()));
    let head = behind.split(|b| *b == b'\n').next().unwrap_or_default();
    // Some programs write no date; then a whole head must follow.
    header_name(head).is_some() && (dated || mail_head(behind).is_some())
}

/// The name of a header line.
fn header_name(line: &[u8]) -> Option<String> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = line.get(..colon)?;
    let fits = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    ((1..=60).contains(&name.len()) && name.iter().all(fits))
        .then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

/// Header names that hardly start a line of anything but a mail.
const MAIL_NAMES: [&str; 21] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "received",
    "content-type",
    "cc",
    "bcc",
    "reply-to",
    "sender",
    "x-mailer",
    "in-reply-to",
    "content-transfer-encoding",
    "references",
    "x-originating-ip",
    "dkim-signature",
    "envelope-to",
];

fn mail_head(start: &[u8]) -> Option<&'static str> {
    let mut known = Vec::new();
    let mut web_archive = false;
    for (at, line) in start.split(|b| *b == b'\n').take(200).enumerate() {
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(name) = header_name(line) else {
            // A few broken lines do not unmake a head that has begun.
            if at == 0 || known.len() < 2 {
                return None;
            }
            continue;
        };
        if name == "snapshot-content-location" || find(line, b"multipart/related").is_some() {
            web_archive |= name.starts_with("snapshot") || find(start, b"text/html").is_some();
        }
        if MAIL_NAMES.contains(&name.as_str()) && !known.contains(&name) {
            known.push(name);
        }
    }
    if known.len() < 2 {
        return None;
    }
    let sent = known
        .iter()
        .any(|n| matches!(n.as_str(), "to" | "received" | "delivered-to"));
    Some(if web_archive && !sent {
        "multipart/related"
    } else {
        "message/rfc822"
    })
}

fn is_json(start: &[u8], extension: &str) -> bool {
    let opens = matches!(start.first(), Some(b'{' | b'['));
    let quoted = start
        .iter()
        .skip(1)
        .find(|b| !b.is_ascii_whitespace())
        .is_some_and(|b| matches!(b, b'"' | b'{' | b'[' | b']' | b'}') || b.is_ascii_digit());
    let paired = find(start, b"\":").is_some() || find(start, b"\" :").is_some();
    opens && quoted && (matches!(extension, "json" | "jsonl" | "geojson" | "ndjson") || paired)
}

/// A table with separators: each of the first lines has the same number of them, two or more.
fn table_look(start: &[u8]) -> Option<&'static str> {
    let lines: Vec<&[u8]> = start
        .split(|b| *b == b'\n')
        .take(12)
        .filter(|line| !line.trim_ascii().is_empty())
        .collect();
    let (_, lines) = lines.split_last().filter(|(_, rest)| rest.len() >= 3)?;
    let counts_agree = |separator: u8| {
        let mut counts = lines
            .iter()
            .map(|l| l.iter().filter(|b| **b == separator).count());
        let first = counts.next().unwrap_or(0);
        first >= 2 && counts.all(|count| count == first)
    };
    if counts_agree(b'\t') {
        Some("text/tab-separated-values")
    } else if counts_agree(b',') || counts_agree(b';') || counts_agree(b'|') {
        Some("text/csv")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media_type(bytes: &[u8]) -> Option<String> {
        look(bytes, b"x").map(|(media_type, _)| media_type)
    }

    #[test]
    fn wide_text_needs_no_mark() {
        let arabic: Vec<u8> = "السلام عليكم ورحمة الله وبركاته"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(media_type(&arabic).as_deref(), Some("text/plain"));
        let big: Vec<u8> = "plain words here"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(media_type(&big).as_deref(), Some("text/plain"));
    }

    #[test]
    fn markup_and_tables_are_told_apart() {
        assert_eq!(
            media_type(b"<!DOCTYPE html><p>x").as_deref(),
            Some("text/html")
        );
        assert_eq!(
            media_type(b"<?xml version='1.0'?><a/>").as_deref(),
            Some("application/xml")
        );
        assert_eq!(
            media_type(b"{\"a\": 1}").as_deref(),
            Some("application/json")
        );
        assert_eq!(
            media_type(b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n").as_deref(),
            Some("text/csv")
        );
        assert_eq!(
            media_type(b"Dear sir,\nnothing: here\n\n").as_deref(),
            Some("text/plain")
        );
    }
}
