//! Decks of PowerPoint 97 to 2003 (MS-PPT).

use super::compound::Compound;
use super::named_page;
use crate::format::FormatFault;
use crate::format::plain::charset::decode_page;
use crate::outcome::Outcome;

/// Record types that count.
const DOCUMENT: u16 = 1000;
const SLIDE: u16 = 1006;
const NOTES: u16 = 1008;
const MASTER: u16 = 1016;
const SLIDE_LIST: u16 = 4080;
const SLIDE_PERSIST: u16 = 1011;
const TEXT_CHARS: u16 = 4000;
const TEXT_BYTES: u16 = 4008;
const STRING: u16 = 4026;

struct Record<'a> {
    version: u16,
    kind: u16,
    instance: u16,
    body: &'a [u8],
    next: usize,
}

fn record(bytes: &[u8], at: usize) -> Option<Record<'_>> {
    let head: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
    let [a, b, c, d, e, f, g, h] = head;
    let first = u16::from_le_bytes([a, b]);
    let len = usize::try_from(u32::from_le_bytes([e, f, g, h])).ok()?;
    let end = (at + 8).checked_add(len)?.min(bytes.len());
    Some(Record {
        version: first & 15,
        instance: first >> 4,
        kind: u16::from_le_bytes([c, d]),
        body: bytes.get(at + 8..end)?,
        next: end,
    })
}

/// Reads the slides in the order of the file, their notes, and what the masters show.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the main
/// stream cannot be read, and limits.
pub(super) fn read(
    file: &mut Compound<'_>,
    encrypted: bool,
    out: &mut Outcome,
) -> Result<(), FormatFault> {
    // The header token of an encrypted deck (MS-PPT 2.3.2).
    let user = file.stream("/Current User").unwrap_or_default();
    if encrypted || user.get(12..16) == Some(&[0xdf, 0xc4, 0xd1, 0xf3]) {
        return Err(FormatFault::Encrypted(
            "the deck is encrypted; a password is needed".to_owned(),
        ));
    }
    let main = file.stream("/PowerPoint Document").ok_or_else(|| {
        FormatFault::Damaged("the main stream of the deck cannot be read".to_owned())
    })?;
    let mut outlines: Vec<Vec<String>> = Vec::new();
    let mut slides: Vec<Vec<String>> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut masters: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(top) = record(&main, at) {
        match top.kind {
            DOCUMENT => outlines = outline(top.body),
            SLIDE => slides.push(texts(top.body, false)),
            NOTES => notes.extend(texts(top.body, false)),
            MASTER => masters.extend(texts(top.body, true)),
            _ => {}
        }
        at = top.next.max(at + 8);
    }
    let count = slides.len().max(outlines.len());
    for n in 0..count {
        let mut lines: Vec<String> = Vec::new();
        for line in outlines.get(n).into_iter().chain(slides.get(n)).flatten() {
            if !lines.contains(line) {
                lines.push(line.clone());
            }
        }
        let title: String = lines
            .first()
            .and_then(|l| l.lines().next())
            .unwrap_or_default()
            .chars()
            .take(120)
            .collect();
        out.push_page(named_page(title, lines.join("\n")))?;
    }
    for (label, lines) in [("notes", notes), ("masters", masters)] {
        let mut seen: Vec<String> = Vec::new();
        for line in lines {
            if !seen.contains(&line) && seen.len() < 5_000 {
                seen.push(line);
            }
        }
        if !seen.is_empty() {
            out.push_page(named_page(label.to_owned(), seen.join("\n")))?;
        }
    }
    Ok(())
}

/// The texts of each slide as the document's own list holds them.
fn outline(document: &[u8]) -> Vec<Vec<String>> {
    let mut slides = Vec::new();
    let mut at = 0;
    while let Some(child) = record(document, at) {
        // Instance 0 lists the slides; 1 the masters, 2 the notes.
        if child.kind == SLIDE_LIST && child.instance == 0 {
            let mut inner = 0;
            while let Some(entry) = record(child.body, inner) {
                match entry.kind {
                    SLIDE_PERSIST => slides.push(Vec::new()),
                    _ => {
                        if let (Some(text), Some(slide)) = (text_of(&entry), slides.last_mut()) {
                            slide.push(text);
                        }
                    }
                }
                inner = entry.next.max(inner + 8);
            }
        }
        at = child.next.max(at + 8);
    }
    slides
}

/// Every text within a container, however deep, in order; with the names of its theme if wanted.
fn texts(container: &[u8], names: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    // Containers hold their children right after their header, so stepping into one is stepping on.
    while let Some(entry) = record(container, at) {
        let sample = names && entry.kind != STRING;
        if entry.kind == STRING && names && entry.instance == 3 {
            out.extend(utf16(entry.body));
        } else if let Some(text) = text_of(&entry)
            && !(sample && text.starts_with("Click to edit"))
        {
            out.push(text);
        }
        at = if entry.version == 15 {
            at + 8
        } else {
            entry.next.max(at + 8)
        };
    }
    out
}

fn text_of(entry: &Record<'_>) -> Option<String> {
    match entry.kind {
        TEXT_CHARS => utf16(entry.body),
        TEXT_BYTES => clean(&decode_page(entry.body, 1252)),
        _ => None,
    }
}

fn utf16(body: &[u8]) -> Option<String> {
    clean(&decode_page(body, 1200))
}

fn clean(text: &str) -> Option<String> {
    let text = text.replace(['\r', '\u{b}'], "\n");
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let text = text.trim();
    (!text.is_empty() && text != "*").then(|| text.to_owned())
}
