//! Ogg (RFC 3533) with Vorbis, Opus, Speex, Theora or FLAC in it, and FLAC by itself (RFC 9639).

use super::tag::Tags;
use crate::format::FormatFault;
use crate::format::mail::transfer::base64;
use crate::format::octets::{be_size, be_u64, le_size, le_u16, le_u32, le_u64};
use std::collections::BTreeMap;

/// Streams, packets of each, and bytes of a packet that are looked at.
const STREAMS: usize = 16;
const PACKETS: usize = 3;
const PACKET_BYTES: usize = 32 << 20;
/// Comments of one stream.
const COMMENTS: u32 = 5_000;

#[derive(Default)]
struct Stream {
    packets: Vec<Vec<u8>>,
    open: Vec<u8>,
    last: u64,
}

/// Reads the first packets of each stream.
///
/// # Errors
/// [`FormatFault::Damaged`] where no packet is whole.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut streams: BTreeMap<u32, Stream> = BTreeMap::new();
    let mut at = 0;
    while bytes.get(at..at + 4) == Some(b"OggS") {
        let Some((table, body)) = page(bytes, at) else {
            tags.warnings.push("the recording is cut".to_owned());
            break;
        };
        let size: usize = table.iter().map(|n| usize::from(*n)).sum();
        let serial = le_u32(bytes, at + 14).unwrap_or(0);
        let granule = le_u64(bytes, at + 6).unwrap_or(0);
        if streams.len() < STREAMS || streams.contains_key(&serial) {
            streams.entry(serial).or_default().take(
                table,
                bytes.get(body..).unwrap_or_default(),
                granule,
            );
        }
        at = body + size;
    }
    for stream in streams.values() {
        stream.tell(tags);
    }
    if tags.facts.is_empty() {
        return Err(FormatFault::Damaged(
            "no stream of the recording can be read".to_owned(),
        ));
    }
    Ok(())
}

/// The table of segments of a page, and where its body begins.
fn page(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let count = usize::from(*bytes.get(at + 26)?);
    let body = at + 27 + count;
    Some((bytes.get(at + 27..body)?, body))
}

impl Stream {
    fn take(&mut self, table: &[u8], body: &[u8], granule: u64) {
        if granule != u64::MAX {
            self.last = granule;
        }
        let mut rest = body;
        for size in table {
            if self.packets.len() >= PACKETS {
                return;
            }
            let (segment, after) = rest
                .split_at_checked(usize::from(*size))
                .unwrap_or((rest, &[]));
            rest = after;
            if self.open.len() < PACKET_BYTES {
                self.open.extend_from_slice(segment);
            }
            if *size < 255 {
                self.packets.push(std::mem::take(&mut self.open));
            }
        }
    }

    fn tell(&self, tags: &mut Tags) {
        let [first, rest @ ..] = self.packets.as_slice() else {
            return;
        };
        let second = rest.first().map(Vec::as_slice).unwrap_or_default();
        let samples = self.last as f64;
        if first.starts_with(b"\x01vorbis") {
            tags.fact("media.codec", "Vorbis");
            sound(first.get(11).copied(), le_u32(first, 12), samples, tags);
            comments(second.get(7..).unwrap_or_default(), tags);
        } else if first.starts_with(b"OpusHead") {
            tags.fact("media.codec", "Opus");
            let skip = f64::from(le_u16(first, 10).unwrap_or(0));
            sound(first.get(9).copied(), Some(48_000), samples - skip, tags);
            comments(second.get(8..).unwrap_or_default(), tags);
        } else if first.starts_with(b"Speex   ") {
            tags.fact("media.codec", "Speex");
            sound(first.get(48).copied(), le_u32(first, 36), samples, tags);
            comments(second, tags);
        } else if first.starts_with(b"\x80theora") {
            tags.fact("media.codec", "Theora");
            comments(second.get(7..).unwrap_or_default(), tags);
        } else if first.starts_with(b"\x7fFLAC") {
            tags.fact("media.codec", "FLAC");
            stream_info(first.get(17..).unwrap_or_default(), tags);
            for packet in rest {
                block(
                    packet.first().copied().unwrap_or(0) & 0x7F,
                    packet.get(4..).unwrap_or_default(),
                    tags,
                );
            }
        } else {
            tags.fact("media.codec", "unknown");
        }
    }
}

fn sound(channels: Option<u8>, rate: Option<u32>, samples: f64, tags: &mut Tags) {
    tags.fact("media.channels", channels.unwrap_or(0));
    if let Some(rate @ 1..) = rate {
        tags.fact("media.sample_rate", rate);
        tags.duration(samples / f64::from(rate));
    }
}

/// Reads a list of comments: who wrote it, then `NAME=value` in UTF-8.
fn comments(bytes: &[u8], tags: &mut Tags) {
    let piece = |at: usize| {
        let size = le_size(bytes, at)?;
        let text = bytes.get(at + 4..(at + 4).checked_add(size)?)?;
        Some((String::from_utf8_lossy(text).into_owned(), at + 4 + size))
    };
    let Some((vendor, mut at)) = piece(0) else {
        return;
    };
    tags.tag("vorbis", "vendor", &vendor);
    let count = le_u32(bytes, at).unwrap_or(0);
    at += 4;
    for _ in 0..count.min(COMMENTS) {
        let Some((comment, next)) = piece(at) else {
            tags.warnings
                .push("the comments of the recording are cut".to_owned());
            return;
        };
        at = next;
        if let Some((name, value)) = comment.split_once('=') {
            if name.eq_ignore_ascii_case("METADATA_BLOCK_PICTURE") {
                picture(&base64(value.as_bytes()), tags);
            } else if name.eq_ignore_ascii_case("COVERART") {
                tags.file(None, "picture", &base64(value.as_bytes()));
            } else {
                tags.tag("vorbis", name, value);
            }
        }
    }
}

/// Reads FLAC by itself: its blocks before the sound.
///
/// # Errors
/// [`FormatFault::Damaged`] where no block is whole.
pub(super) fn read_flac(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut at = 4;
    for _ in 0..10_000 {
        let Some(head) = be_size(bytes, at) else {
            break;
        };
        let (kind, size) = (head >> 24, head & 0xFF_FFFF);
        let Some(body) = bytes.get(at + 4..at + 4 + size) else {
            tags.warnings.push("the recording is cut".to_owned());
            break;
        };
        block(u8::try_from(kind & 0x7F).unwrap_or(127), body, tags);
        at += 4 + size;
        if kind & 0x80 != 0 {
            break;
        }
    }
    if tags.facts.is_empty() {
        return Err(FormatFault::Damaged(
            "the head of the recording is damaged".to_owned(),
        ));
    }
    Ok(())
}

fn block(kind: u8, body: &[u8], tags: &mut Tags) {
    match kind {
        0 => {
            tags.fact("media.codec", "FLAC");
            stream_info(body, tags);
        }
        4 => comments(body, tags),
        6 => picture(body, tags),
        _ => {}
    }
}

/// Rate in 20 bits, channels in 3, bits a sample in 5, samples in 36.
fn stream_info(body: &[u8], tags: &mut Tags) {
    let Some(bits) = be_u64(body, 10) else { return };
    let rate = u32::try_from(bits >> 44).unwrap_or(0);
    let channels = u8::try_from(bits >> 41 & 7).ok().map(|n| n + 1);
    sound(channels, Some(rate), (bits & 0xF_FFFF_FFFF) as f64, tags);
}

fn picture(body: &[u8], tags: &mut Tags) {
    let mut at = 4;
    for _ in 0..2 {
        let Some(size) = be_size(body, at) else {
            return;
        };
        at = at.saturating_add(4).saturating_add(size);
    }
    at = at.saturating_add(16);
    if let Some(size) = be_size(body, at) {
        let rest = body.get(at + 4..).unwrap_or_default();
        tags.file(None, "picture", rest.get(..size).unwrap_or(rest));
    }
}
