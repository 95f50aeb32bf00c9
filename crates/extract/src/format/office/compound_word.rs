//! Text documents of Word 6 to 2003 (MS-DOC).

use super::compound::Compound;
use crate::format::FormatFault;
use crate::format::plain::charset;
use crate::outcome::Outcome;
use std::collections::BTreeSet;

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    )))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
    .ok()
}

/// Reads the text through the piece table: body, notes, headers, comments, text boxes in that order.
///
/// # Errors
/// [`FormatFault::Encrypted`] by the flag of the header, [`FormatFault::Damaged`] where the text
/// cannot be found, and limits.
pub(super) fn read(file: &mut Compound<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let damaged =
        || FormatFault::Damaged("the place of the text in the document cannot be found".to_owned());
    let main = file.stream("/WordDocument").ok_or_else(damaged)?;
    let flags = word(&main, 0x0a).ok_or_else(damaged)?;
    if flags & 0x0100 != 0 {
        return Err(FormatFault::Encrypted(
            "the document is encrypted; a password is needed".to_owned(),
        ));
    }
    let version = word(&main, 2).unwrap_or(0);
    let table = if flags & 0x0200 != 0 {
        "/1Table"
    } else {
        "/0Table"
    };
    let raw = if version < 0xc1 {
        old_text(&main, out)
    } else {
        let table = file
            .stream(table)
            .or_else(|| file.stream("/1Table"))
            .or_else(|| file.stream("/0Table"));
        table.and_then(|table| pieces(&main, &table))
    };
    let raw = raw.ok_or_else(damaged)?;
    let mut links = BTreeSet::new();
    let mut text = readable(&raw, &mut links);
    super::word_document::add_links(&mut text, links.iter().map(String::as_str), out);
    out.push_text(text)
}

/// Word 6 and 95: one run of bytes in the code page of the machine.
fn old_text(main: &[u8], out: &mut Outcome) -> Option<String> {
    let (start, end) = (long(main, 0x18)?, long(main, 0x1c)?);
    let bytes = main.get(start..end.min(main.len()))?;
    // Character set of the machine: 256 is a Macintosh, all else Windows (MS-DOC 2.5.2, chs).
    let page = if word(main, 0x14) == Some(256) {
        10000
    } else {
        1252
    };
    match charset::arabic(bytes) {
        Some((page, text)) => {
            out.meta("charset", page.name());
            out.warn(format!(
                "the document does not state its code page; it was read as {}",
                page.name()
            ));
            Some(text)
        }
        None => Some(charset::decode_page(bytes, page)),
    }
}

/// Word 97 and later: pieces of UTF-16 or of single bytes (MS-DOC 2.9.38, 2.9.177).
fn pieces(main: &[u8], table: &[u8]) -> Option<String> {
    let (offset, len) = (long(main, 0x01a2)?, long(main, 0x01a6)?);
    let mut clx = table.get(offset..offset.checked_add(len)?.min(table.len()))?;
    while clx.first() == Some(&1) {
        clx = clx.get(3 + word(clx, 1)?..)?;
    }
    let plc = clx.get(5..).filter(|_| clx.first() == Some(&2))?;
    let plc = plc.get(..long(clx, 1)?).unwrap_or(plc);
    let count = plc.len().checked_sub(4)? / 12;
    let mut text = String::new();
    for n in 0..count {
        let (from, to) = (long(plc, n * 4)?, long(plc, n * 4 + 4)?);
        let at = long(plc, (count + 1) * 4 + n * 8 + 2)?;
        let letters = to.checked_sub(from)?;
        let single = at & 0x4000_0000 != 0;
        let at = at & 0x3fff_ffff;
        if single {
            let start = at / 2;
            let bytes = main
                .get(start..start.saturating_add(letters).min(main.len()))
                .unwrap_or_default();
            text.push_str(&charset::decode_page(bytes, 1252));
        } else {
            let bytes = main
                .get(at..at.saturating_add(letters * 2).min(main.len()))
                .unwrap_or_default();
            text.push_str(&charset::decode_page(bytes, 1200));
        }
    }
    Some(text)
}

/// Fields within fields beyond this many are taken as text.
const FIELDS: usize = 1_000;

/// The text as read by a person: marks become lines and tabs, instructions of fields are left out.
fn readable(raw: &str, links: &mut BTreeSet<String>) -> String {
    let mut out = String::with_capacity(raw.len());
    // For each open field: its instruction, and whether its result has begun.
    let mut fields: Vec<(String, bool)> = Vec::new();
    let mut row_open = false;
    let mut last_cell = false;
    for c in raw.chars() {
        match c {
            '\u{13}' if fields.len() < FIELDS => fields.push((String::new(), false)),
            '\u{14}' => {
                if let Some((_, shown)) = fields.last_mut() {
                    *shown = true;
                }
            }
            '\u{15}' => {
                if let Some((instruction, shown)) = fields.pop() {
                    end_field(&instruction, shown, &mut out, links);
                }
            }
            c if fields.iter().any(|(_, shown)| !shown) => {
                if let Some((instruction, _)) = fields.iter_mut().find(|(_, shown)| !shown)
                    && instruction.len() < 4_000
                {
                    instruction.push(c);
                }
            }
            // The mark of a row's end comes right after that of its last cell.
            '\u{7}' if last_cell => {
                out.push('\n');
                (row_open, last_cell) = (false, false);
                continue;
            }
            '\u{7}' => {
                out.push('\t');
                (row_open, last_cell) = (true, true);
                continue;
            }
            '\r' if row_open => out.push(' '),
            '\r' | '\u{b}' | '\u{c}' | '\u{e}' => out.push('\n'),
            '\u{1e}' => out.push('\u{2011}'),
            '\u{1f}' => {}
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
        if c != '\r' || !row_open {
            row_open &= c != '\r' && c != '\u{c}';
        }
        last_cell = false;
    }
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn end_field(instruction: &str, shown: bool, out: &mut String, links: &mut BTreeSet<String>) {
    let mut words = instruction.split_whitespace();
    match words
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase()
        .as_str()
    {
        "HYPERLINK" => {
            let link = words
                .find(|word| !word.starts_with('\\'))
                .unwrap_or_default()
                .trim_matches('"');
            if !link.is_empty() && links.len() < 1_000 {
                links.insert(link.to_owned());
            }
        }
        // A formula field has no result; its letters are its text.
        "EQ" if !shown => out.push_str(instruction.trim()),
        _ => {}
    }
}
