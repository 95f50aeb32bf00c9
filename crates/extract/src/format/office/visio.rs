//! Drawings of Visio 5 to 2003: the texts of their shapes.
//!
//! The format is not published; what is known of it comes from reading files. A tree of pointers leads
//! to packed streams, and those hold chunks, of which one kind is text. The order is that of the tree.

use super::compound::Compound;
use crate::format::FormatFault;
use crate::format::plain::charset;
use crate::outcome::Outcome;
use std::collections::BTreeSet;

/// The stream that holds the drawing.
pub(super) const DRAWING: &str = "/VisioDocument";

/// Streams that are followed, bytes of one unpacked, and bytes of all.
const STREAMS: usize = 50_000;
const STREAM_BYTES: usize = 16 << 20;
const ALL_BYTES: usize = 256 << 20;

/// A place in the tree.
#[derive(Debug, Clone, Copy)]
struct Pointer {
    kind: u32,
    at: usize,
    len: usize,
    form: u16,
}

/// Reads the text of all shapes.
///
/// # Errors
/// [`FormatFault::Damaged`] where the drawing cannot be followed, [`FormatFault::Unsupported`] for
/// versions before 5, and limits.
pub(super) fn read(file: &mut Compound<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let damaged = || FormatFault::Damaged("the drawing cannot be followed".to_owned());
    let bytes = file.stream(DRAWING).ok_or_else(damaged)?;
    if !bytes.starts_with(b"Visio (TM) Drawing") {
        return Err(damaged());
    }
    let version = u32::from(*bytes.get(0x1a).ok_or_else(damaged)?);
    if version < 5 {
        return Err(FormatFault::Unsupported(format!(
            "no reader for drawings of Visio {version} is part of isnad"
        )));
    }
    let trailer = pointer(&bytes, 0x24, version).ok_or_else(damaged)?;
    let mut texts: Vec<String> = Vec::new();
    // Depth first, so that shapes come in the order of their pages.
    let mut open = vec![trailer];
    let mut seen = BTreeSet::new();
    let (mut streams, mut unpacked) = (0, 0usize);
    while let Some(next) = open.pop() {
        streams += 1;
        if streams > STREAMS || unpacked > ALL_BYTES {
            out.in_part("the drawing has more parts than are followed; its end was not read");
            break;
        }
        if next.len == 0 || !seen.insert(next.at) {
            continue;
        }
        let Some(packed) = next
            .at
            .checked_add(next.len)
            .and_then(|end| bytes.get(next.at..end.min(bytes.len())))
        else {
            continue;
        };
        let packing = next.form & 2 != 0;
        let content = if packing {
            expand(packed)
        } else {
            packed.to_vec()
        };
        unpacked += content.len();
        if next.kind == 20 || matches!(next.form, 0x1d | 0x1e) || next.form >> 4 == 5 {
            // A packed stream begins with four bytes that its pointers do not count.
            let inner = children(&content, next, version, if packing { 4 } else { 0 });
            open.extend(inner.into_iter().rev());
        }
        if next.form >> 4 == 0xd || next.form >> 4 == 0x8 {
            add_texts(&content, version, &mut texts);
        }
    }
    out.push_text(texts.join("\n"))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn pointer(bytes: &[u8], at: usize, version: u32) -> Option<Pointer> {
    let size = |at: usize| usize::try_from(number(bytes, at)?).ok();
    Some(if version < 6 {
        Pointer {
            kind: u32::from(half(bytes, at)?),
            form: half(bytes, at + 2)?,
            at: size(at + 8)?,
            len: size(at + 12)?,
        }
    } else {
        Pointer {
            kind: number(bytes, at)?,
            at: size(at + 8)?,
            len: size(at + 12)?,
            form: half(bytes, at + 16)?,
        }
    })
}

/// The pointers in a stream: a list whose place depends on the kind of the stream.
fn children(content: &[u8], parent: Pointer, version: u32, shift: usize) -> Vec<Pointer> {
    let (count, first, step) = if version < 6 {
        let count_at = shift
            + match parent.kind {
                0x14 => 130,
                0x1d | 0x4e => 30,
                0x1e => 54,
                _ => 10,
            };
        let count = half(content, count_at).map(u32::from);
        (count, count_at + 2, 16)
    } else {
        // Where the list lies stands in front.
        let ahead = number(content, shift).and_then(|at| usize::try_from(at).ok());
        let count_at = ahead.unwrap_or(usize::MAX).saturating_add(shift);
        (number(content, count_at), count_at.saturating_add(8), 18)
    };
    let most = content.len() / step + 1;
    let count = usize::try_from(count.unwrap_or(0)).unwrap_or(0).min(most);
    (0..count)
        .filter_map(|n| pointer(content, first.checked_add(n * step)?, version))
        .collect()
}

/// Adds the text of each text chunk. Chunks part from one another by rules that differ by version; so
/// the heads of text chunks are looked for.
fn add_texts(content: &[u8], version: u32, texts: &mut Vec<String>) {
    const TEXT: u32 = 0x0e;
    let head = if version < 6 { 12 } else { 19 };
    let mut at = 0;
    while at + head < content.len() {
        let found = text_chunk(content, at, version, head).filter(|_| {
            if version < 6 {
                half(content, at) == Some(0x0e)
            } else {
                number(content, at) == Some(TEXT)
            }
        });
        match found {
            Some((text, end)) => {
                if !text.is_empty() {
                    texts.push(text);
                }
                at = end;
            }
            None => at += 1,
        }
    }
}

fn text_chunk(content: &[u8], at: usize, version: u32, head: usize) -> Option<(String, usize)> {
    let len_at = if version < 6 { at + 8 } else { at + 12 };
    let len = usize::try_from(number(content, len_at)?).ok()?;
    if !(9..1 << 20).contains(&len) {
        return None;
    }
    let body = content.get(at + head..at.checked_add(head + len)?)?;
    // A head with a number there speaks of another kind; eight bytes, all zero, stand before the letters.
    if version >= 6 && (number(content, at + 8)? != 0 || !body.starts_with(&[0; 8])) {
        return None;
    }
    let letters = body.get(8..)?;
    let text = if version >= 11 {
        charset::decode_page(letters, 1200)
    } else {
        charset::decode(letters.split(|b| *b == 0).next()?, None).text
    };
    let text = text.split('\0').next().unwrap_or_default();
    let strange = text
        .chars()
        .filter(|c| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}') || *c == '\u{fffd}'
        })
        .count();
    if strange > 0 {
        return None;
    }
    Some((text.replace('\r', "\n").trim().to_owned(), at + head + len))
}

/// Unpacks a stream: eight steps a byte of flags, each a byte or a place in a ring of 4,096 bytes.
fn expand(packed: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    let mut ring = vec![0u8; 4_096];
    let mut place = 0usize;
    let mut rest = packed.iter();
    while let Some(flags) = rest.next() {
        for bit in 0..8 {
            if out.len() > STREAM_BYTES {
                return out;
            }
            let Some(first) = rest.next() else {
                return out;
            };
            if flags >> bit & 1 == 1 {
                put(*first, &mut ring, &mut place, &mut out);
                continue;
            }
            let Some(second) = rest.next() else {
                return out;
            };
            let length = usize::from(second & 15) + 3;
            let raw = usize::from(second & 0xf0) << 4 | usize::from(*first);
            // Places count from 18 before the end of the ring.
            let from = if raw > 4_078 { raw - 4_078 } else { raw + 18 };
            for step in 0..length {
                let byte = ring.get((from + step) & 4_095).copied().unwrap_or(0);
                put(byte, &mut ring, &mut place, &mut out);
            }
        }
    }
    out
}

fn put(byte: u8, ring: &mut [u8], place: &mut usize, out: &mut Vec<u8>) {
    if let Some(slot) = ring.get_mut(*place & 4_095) {
        *slot = byte;
    }
    *place += 1;
    out.push(byte);
}
