//! Documents of Hangul (HWP 5.0, as Hancom published it): a compound file with packed sections.

use super::octets::{le_u16, le_u32};
use super::{FormatFault, Input, MemberSink};
use crate::limits::{LimitKind, RATIO_FREE_BYTES};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use std::io::{Cursor, Read};

/// The name of the type.
pub(crate) const HANGUL: &str = "application/x-hwp";

/// Bytes of one stream as it lies in the file, and streams, that are read at most.
const STREAM_BYTES: u64 = 256 << 20;
const STREAMS: usize = 10_000;
/// Records of one section.
const RECORDS: usize = 5_000_000;
/// The record with the text of a paragraph: the first of its kind and 51.
const PARAGRAPH_TEXT: u32 = 0x10 + 51;

/// Whether the streams of a compound file are those of such a document.
pub(crate) fn is_hangul(has: impl Fn(&str) -> bool) -> bool {
    has("FileHeader") && has("DocInfo") && (has("BodyText") || has("ViewText"))
}

/// Reads the paragraphs of each section, properties, and pictures as members.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where no section can
/// be read, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let damaged =
        || FormatFault::Damaged("the document holds no section that can be read".to_owned());
    let mut file = cfb::CompoundFile::open(input.cursor()).map_err(|_| damaged())?;
    let mut paths: Vec<String> = file
        .walk()
        .take(STREAMS)
        .filter(cfb::Entry::is_stream)
        .map(|entry| entry.path().to_string_lossy().into_owned())
        .collect();
    paths.sort_by_key(|path| (path.len(), path.clone()));
    let head = stream(&mut file, "/FileHeader").ok_or_else(damaged)?;
    let flags = le_u32(&head, 36).unwrap_or(0);
    if let Some(summary) = stream(&mut file, "/\u{5}HwpSummaryInformation") {
        super::office::property_set::note(&summary, false, out);
    }
    // 2: a password; 4: spread in a form that only the program reads; 16: held by a service of rights.
    if flags & 0b1_0110 != 0 {
        return Err(FormatFault::Encrypted(
            "the document is encrypted; a password or its program is needed".to_owned(),
        ));
    }
    let packed = flags & 1 == 1;
    out.no_text("the document holds no text");
    let sections: Vec<&String> = paths
        .iter()
        .filter(|path| path.starts_with("/BodyText/Section"))
        .collect();
    if sections.is_empty() {
        return Err(damaged());
    }
    for path in sections {
        match stream(&mut file, path) {
            Some(bytes) => {
                let plain = unpacked(bytes, packed, input, out);
                out.push_text(paragraphs(&plain))?;
            }
            None => out.in_part(format!("the section `{path}` cannot be read")),
        }
    }
    for path in paths.iter().filter(|path| path.starts_with("/BinData/")) {
        let Some(bytes) = stream(&mut file, path) else {
            continue;
        };
        let bytes = unpacked(bytes, packed, input, out);
        let shown = path.trim_start_matches("/BinData/").to_owned();
        members.begin(MemberHead::named(shown))?;
        members.write(&bytes)?;
        members.end(None)?;
    }
    Ok(())
}

fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(path)
        .ok()?
        .take(STREAM_BYTES)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// A stream out of its packing; one that was not packed after all stays as it is.
fn unpacked(bytes: Vec<u8>, packed: bool, input: &Input<'_>, out: &mut Outcome) -> Vec<u8> {
    if !packed {
        return bytes;
    }
    let most = (bytes.len() as u64)
        .saturating_mul(input.limits().ratio)
        .max(RATIO_FREE_BYTES);
    let mut plain = Vec::new();
    let whole = flate2::read::DeflateDecoder::new(bytes.as_slice())
        .take(most)
        .read_to_end(&mut plain);
    if plain.len() as u64 == most {
        let hit = input
            .limits()
            .hit(LimitKind::Ratio, "a part of the document was cut there");
        out.in_part(hit.to_string());
    } else if whole.is_err() {
        out.in_part("a part of the document could be unpacked only in part");
    }
    if plain.is_empty() { bytes } else { plain }
}

/// The paragraphs of a section: kind in 10 bits, level in 10, length in 12, or after it where that is
/// not enough.
fn paragraphs(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0usize;
    for _ in 0..RECORDS {
        let Some(head) = le_u32(bytes, at) else { break };
        let mut size = head >> 20;
        at += 4;
        if size == 0xFFF {
            size = le_u32(bytes, at).unwrap_or(0);
            at += 4;
        }
        let end = at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
        let rest = bytes.get(at..).unwrap_or_default();
        let body = bytes.get(at..end).unwrap_or(rest);
        if head & 0x3FF == PARAGRAPH_TEXT {
            let line = letters(body);
            if !line.trim().is_empty() {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        at = end;
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text
}

/// Letters without the signs that stand for tables, fields and the like: those take eight places.
fn letters(body: &[u8]) -> String {
    let mut units = Vec::new();
    let mut n = 0;
    while let Some(unit) = le_u16(body, 2 * n) {
        match unit {
            9 => {
                units.push(u16::from(b'\t'));
                n += 8;
                continue;
            }
            10 => units.push(u16::from(b'\n')),
            0 | 13 | 25..=29 => {}
            24 => units.push(u16::from(b'-')),
            30 | 31 => units.push(u16::from(b' ')),
            1..=23 => {
                n += 8;
                continue;
            }
            unit => units.push(unit),
        }
        n += 1;
    }
    String::from_utf16_lossy(&units)
}
