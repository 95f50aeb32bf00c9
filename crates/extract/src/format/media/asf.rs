//! Windows Media (Advanced Systems Format, 1.2): its header objects.

use super::tag::{Tags, instant};
use crate::format::FormatFault;
use crate::format::octets::{le_u16, le_u32, le_u64};

/// Objects looked at.
const OBJECTS: usize = 10_000;
/// First four bytes of the identifiers of objects, as they lie in the file.
const CONTENT: [u8; 4] = [0x33, 0x26, 0xB2, 0x75];
const EXTENDED: [u8; 4] = [0x40, 0xA4, 0xD0, 0xD2];
const PROPERTIES: [u8; 4] = [0xA1, 0xDC, 0xAB, 0x8C];
const CODECS: [u8; 4] = [0x40, 0x52, 0xD1, 0x86];
/// Seconds from 1601 to 1970.
const EPOCH: u64 = 11_644_473_600;

/// Reads what the header says.
///
/// # Errors
/// [`FormatFault::Damaged`] where the header is cut.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut at = 30usize;
    for _ in 0..OBJECTS {
        let (Some(id), Some(size)) = (bytes.get(at..at + 4), le_u64(bytes, at + 16)) else {
            break;
        };
        let Some(size) = usize::try_from(size).ok().filter(|size| *size >= 24) else {
            break;
        };
        let end = at.saturating_add(size);
        let Some(body) = bytes.get(at + 24..end) else {
            break;
        };
        if id == CONTENT {
            content(body, tags);
        } else if id == EXTENDED {
            extended(body, tags);
        } else if id == PROPERTIES {
            if let Some(made) = le_u64(body, 24).and_then(|t| instant(t / 10_000_000, EPOCH)) {
                tags.fact("created", made);
            }
            let ticks = le_u64(body, 40).unwrap_or(0);
            let before = le_u64(body, 56).unwrap_or(0);
            tags.duration(ticks as f64 / 1e7 - before as f64 / 1e3);
        } else if id == CODECS {
            codecs(body, tags);
        }
        at = end;
    }
    if tags.facts.is_empty() {
        return Err(FormatFault::Damaged(
            "the header of the recording is damaged".to_owned(),
        ));
    }
    Ok(())
}

fn wide(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

fn content(body: &[u8], tags: &mut Tags) {
    let mut at = 10;
    for (n, raw) in ["Title", "Author", "Copyright", "Description", "Rating"]
        .iter()
        .enumerate()
    {
        let length = le_u16(body, 2 * n).map_or(0, usize::from);
        tags.tag(
            "asf",
            raw,
            &wide(body.get(at..at + length).unwrap_or_default()),
        );
        at += length;
    }
}

fn extended(body: &[u8], tags: &mut Tags) {
    let mut at = 2;
    for _ in 0..le_u16(body, 0).unwrap_or(0) {
        let Some(name_bytes) = le_u16(body, at).map(usize::from) else {
            return;
        };
        let name = wide(body.get(at + 2..at + 2 + name_bytes).unwrap_or_default());
        at += 2 + name_bytes;
        let (Some(kind), Some(length)) = (le_u16(body, at), le_u16(body, at + 2).map(usize::from))
        else {
            return;
        };
        let value = body.get(at + 4..at + 4 + length).unwrap_or_default();
        at += 4 + length;
        let name = name.trim_end_matches('\0');
        match kind {
            0 => tags.tag("asf", name, &wide(value)),
            3 => tags.fact(&format!("asf.{name}"), le_u32(value, 0).unwrap_or(0)),
            _ => {}
        }
    }
}

fn codecs(body: &[u8], tags: &mut Tags) {
    let mut at = 20;
    for _ in 0..le_u32(body, 16).unwrap_or(0).min(100) {
        let Some(letters) = le_u16(body, at + 2).map(usize::from) else {
            return;
        };
        let name = wide(body.get(at + 4..at + 4 + letters * 2).unwrap_or_default());
        tags.fact("media.codec", name.trim_end_matches('\0'));
        at += 4 + letters * 2;
        let more = le_u16(body, at).map_or(0, usize::from);
        at += 2 + more * 2;
        at += 2 + le_u16(body, at).map_or(0, usize::from);
    }
}
