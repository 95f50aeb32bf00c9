//! ID3 tags of sound files (id3.org: ID3v1.1, 2.2, 2.3, 2.4).

use super::tag::Tags;
use crate::format::octets::{be_u16, be_u32};
use crate::format::plain::settled::Settled;
use std::borrow::Cow;

/// Frames read of one tag.
const FRAMES: usize = 5_000;

/// Reads the tag at the start; gives where it ends, or 0 where there is none.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> usize {
    let Some(frames) = Frames::of(bytes) else {
        return 0;
    };
    let end = frames.end;
    let list = frames.list();
    // A tag says "Latin 1" of whatever the machine's code page was.
    let sample: Vec<u8> = list
        .iter()
        .filter(|(id, body)| is_text(id) && body.first() == Some(&0))
        .flat_map(|(_, body)| body.iter().skip(1).copied().chain([b'\n']))
        .collect();
    let (settled, name, other) = Settled::by_number(1252, &sample);
    if other {
        tags.warnings.push(format!(
            "tags that say they are Latin 1 were read as {name}"
        ));
    }
    for (id, body) in &list {
        frame(id, body, settled, tags);
    }
    if end > bytes.len() {
        tags.warnings
            .push("the tag at the start of the recording is cut".to_owned());
    }
    end
}

fn is_text(id: &str) -> bool {
    id.starts_with('T') || matches!(id, "COMM" | "COM" | "USLT" | "ULT")
}

struct Frames<'a> {
    body: Cow<'a, [u8]>,
    version: u8,
    end: usize,
}

/// Seven bits of each byte.
fn synchsafe(bytes: &[u8], at: usize) -> Option<usize> {
    let number = be_u32(bytes, at)?;
    let bits = (0..4).fold(0, |sum, n| sum | (number >> (8 * n) & 0x7F) << (7 * n));
    usize::try_from(bits).ok()
}

/// Takes out the zeros that were put after FF so that no player takes it for sound.
fn resynchronised(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut after = false;
    for byte in bytes {
        if !(after && *byte == 0) {
            out.push(*byte);
        }
        after = *byte == 0xFF;
    }
    out
}

impl<'a> Frames<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(b"ID3") {
            return None;
        }
        let version = *bytes.get(3)?;
        let flags = *bytes.get(5)?;
        let end = 10 + synchsafe(bytes, 6)?;
        let body = bytes.get(10..end.min(bytes.len()))?;
        let mut body = if flags & 0x80 != 0 && version < 4 {
            Cow::Owned(resynchronised(body))
        } else {
            Cow::Borrowed(body)
        };
        if flags & 0x40 != 0 && version >= 3 {
            let skip = if version == 3 {
                usize::try_from(be_u32(&body, 0)?).ok()?.checked_add(4)?
            } else {
                synchsafe(&body, 0)?
            };
            body = Cow::Owned(body.get(skip..)?.to_vec());
        }
        Some(Self { body, version, end })
    }

    /// The frames that can be read, with their names.
    fn list(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while found.len() < FRAMES {
            let Some((id, size, flags, head)) = self.head(at) else {
                break;
            };
            let start = at + head;
            let Some(rest) = self.body.get(start..) else {
                break;
            };
            let body = rest.get(..size).unwrap_or(rest);
            if let Some(body) = self.plain(body, flags) {
                found.push((id, body));
            }
            at = start.saturating_add(size);
        }
        found
    }

    fn head(&self, at: usize) -> Option<(String, usize, u8, usize)> {
        let name_bytes = if self.version == 2 { 3 } else { 4 };
        let name = self.body.get(at..at + name_bytes)?;
        if !name
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            return None;
        }
        let id = String::from_utf8_lossy(name).into_owned();
        Some(match self.version {
            2 => {
                let size = be_u32(&self.body, at + 2)? & 0xFF_FFFF;
                (id, usize::try_from(size).ok()?, 0, 6)
            }
            3 => {
                let size = usize::try_from(be_u32(&self.body, at + 4)?).ok()?;
                (id, size, *self.body.get(at + 9)?, 10)
            }
            _ => (
                id,
                synchsafe(&self.body, at + 4)?,
                *self.body.get(at + 9)?,
                10,
            ),
        })
    }

    /// A frame without what its flags put around it; none where it is encrypted or packed.
    fn plain(&self, body: &[u8], flags: u8) -> Option<Vec<u8>> {
        match self.version {
            3 if flags & 0xC0 != 0 => None,
            3 if flags & 0x20 != 0 => body.get(1..).map(<[u8]>::to_vec),
            4 if flags & 0x0C != 0 => None,
            4 => {
                let skip = usize::from(flags & 0x40 != 0) + if flags & 1 != 0 { 4 } else { 0 };
                let body = body.get(skip..)?;
                Some(if flags & 2 != 0 {
                    resynchronised(body)
                } else {
                    body.to_vec()
                })
            }
            _ => Some(body.to_vec()),
        }
    }
}

fn frame(id: &str, body: &[u8], settled: Settled, tags: &mut Tags) {
    let Some((encoding, rest)) = body.split_first() else {
        return;
    };
    let encoding = *encoding;
    match id {
        "TXXX" | "TXX" | "WXXX" | "WXX" => {
            let (name, value) = cut(rest, encoding);
            // The address of a link is Latin whatever the name of it is.
            let value_encoding = if id.starts_with('W') { 0 } else { encoding };
            let name = text(name, encoding, settled);
            let key = if name.is_empty() { id.to_owned() } else { name };
            tags.tag("id3", &key, &text(value, value_encoding, settled));
        }
        "COMM" | "COM" | "USLT" | "ULT" => {
            let (_, value) = cut(rest.get(3..).unwrap_or_default(), encoding);
            tags.tag("id3", id, &text(value, encoding, settled));
        }
        "APIC" => {
            let (_, rest) = cut(rest, 0);
            let (_, picture) = cut(rest.get(1..).unwrap_or_default(), encoding);
            tags.file(None, "picture", picture);
        }
        "PIC" => {
            let (_, picture) = cut(rest.get(4..).unwrap_or_default(), encoding);
            tags.file(None, "picture", picture);
        }
        "GEOB" | "GEO" => {
            let (_, rest) = cut(rest, 0);
            let (name, rest) = cut(rest, encoding);
            let (_, file) = cut(rest, encoding);
            tags.file(Some(&text(name, encoding, settled)), "object", file);
        }
        id if id.starts_with('T') => {
            // Several values are parted by zeros.
            let text = text(rest, encoding, settled);
            for value in text.split('\0') {
                tags.tag("id3", id, value);
            }
        }
        id if id.starts_with('W') => tags.tag("id3", id, &text(body, 0, settled)),
        _ => {}
    }
}

/// Cuts at the zero that ends a text of this encoding.
fn cut(bytes: &[u8], encoding: u8) -> (&[u8], &[u8]) {
    let (end, width) = if matches!(encoding, 1 | 2) {
        let pairs = bytes.chunks_exact(2).position(|pair| pair == [0, 0]);
        (pairs.map(|n| n * 2), 2)
    } else {
        (bytes.iter().position(|b| *b == 0), 1)
    };
    match end {
        Some(end) => (
            bytes.get(..end).unwrap_or_default(),
            bytes.get(end + width..).unwrap_or_default(),
        ),
        None => (bytes, &[]),
    }
}

fn text(bytes: &[u8], encoding: u8, settled: Settled) -> String {
    match encoding {
        1 => match be_u16(bytes, 0) {
            Some(0xFEFF) => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
            _ => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        },
        2 => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        3 => String::from_utf8_lossy(bytes).into_owned(),
        _ => settled.decode(bytes),
    }
    .replace('\u{feff}', "")
}

/// Reads the 128 bytes at the end that the first version wrote.
pub(super) fn read_first(bytes: &[u8], tags: &mut Tags) {
    let Some(tag) = bytes
        .len()
        .checked_sub(128)
        .and_then(|at| bytes.get(at..))
        .filter(|tag| tag.starts_with(b"TAG"))
    else {
        return;
    };
    let fields = [
        ("TIT2", 3, 33),
        ("TPE1", 33, 63),
        ("TALB", 63, 93),
        ("TYER", 93, 97),
        ("COMM", 97, 125),
    ];
    let field = |from: usize, to: usize| {
        let field = tag.get(from..to).unwrap_or_default();
        field
            .split(|b| *b == 0)
            .next()
            .unwrap_or_default()
            .trim_ascii()
    };
    let sample: Vec<u8> = fields
        .iter()
        .flat_map(|(_, from, to)| field(*from, *to).iter().copied().chain([b'\n']))
        .collect();
    let (settled, name, other) = Settled::by_number(1252, &sample);
    if other {
        tags.warnings.push(format!(
            "the tag at the end does not state its code page; it was read as {name}"
        ));
    }
    for (id, from, to) in fields {
        let value = settled.decode(field(from, to));
        // The longer value of the newer tag says it already.
        let known = tags
            .facts
            .iter()
            .any(|(key, said)| *key == format!("id3.{id}") && said.starts_with(value.trim()));
        if !known {
            tags.tag("id3", id, &value);
        }
    }
    if let (Some(0), Some(track @ 1..)) = (tag.get(125), tag.get(126)) {
        tags.fact("media.track", track);
    }
}
