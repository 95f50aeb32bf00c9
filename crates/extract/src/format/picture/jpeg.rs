//! The segments of a JPEG (ITU-T T.81 annex B; JFIF 1.02; CIPA DC-008).

use super::about::About;
use super::quantisation::Tables;
use super::{camera, field, profile, resources};
use crate::format::xmp;
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// Segments of one file that are looked at.
const MOST_SEGMENTS: usize = 20_000;
/// Bytes of one profile or one packet that is put together from several segments.
const JOINED_BYTES: usize = 16 * 1024 * 1024;

const EXIF: &[u8] = b"Exif\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const RESOURCES: &[u8] = b"Photoshop 3.0\0";

/// One segment: its marker and what stands in it.
struct Segments<'a> {
    rest: &'a [u8],
}

/// What stands next in a file.
enum Part<'a> {
    Segment(u8, &'a [u8]),
    /// The end of the picture, and what stands behind it.
    End(&'a [u8]),
}

impl<'a> Iterator for Segments<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        loop {
            // Between segments stand the packed pixels, where 0xFF is followed by zero.
            let at = self.rest.iter().position(|byte| *byte == 0xFF)?;
            let marker = *self.rest.get(at + 1)?;
            let behind = self.rest.get(at + 2..).unwrap_or_default();
            match marker {
                0xFF => self.rest = self.rest.get(at + 1..).unwrap_or_default(),
                0x00 | 0x01 | 0xD0..=0xD8 => self.rest = behind,
                0xD9 => {
                    self.rest = &[];
                    return Some(Part::End(behind));
                }
                _ => {
                    let length = behind.get(..2)?;
                    let length = usize::from(u16::from_be_bytes(length.try_into().ok()?)).max(2);
                    let body = behind.get(2..length).unwrap_or(behind.get(2..)?);
                    self.rest = behind.get(length..).unwrap_or_default();
                    return Some(Part::Segment(marker, body));
                }
            }
        }
    }
}

/// Width and height as the frame states them.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut segments = Segments { rest: bytes };
    segments.by_ref().take(500).find_map(|part| match part {
        Part::Segment(marker, body) => frame(marker, body),
        Part::End(_) => None,
    })
}

fn frame(marker: u8, body: &[u8]) -> Option<(u32, u32)> {
    // C4, C8 and CC are no frames.
    let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let [_, h1, h0, w1, w0, ..] = body else {
        return None;
    };
    let two = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
    is_frame.then(|| (two(*w1, *w0), two(*h1, *h0)))
}

/// Adds what the segments say.
pub(super) fn describe(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    let mut icc: BTreeMap<u8, &[u8]> = BTreeMap::new();
    let mut more: BTreeMap<&[u8], BTreeMap<u32, &[u8]>> = BTreeMap::new();
    let mut blocks: Vec<u8> = Vec::new();
    let mut packets: Vec<&[u8]> = Vec::new();
    let mut tables = Tables::default();
    let mut end = None;
    for part in (Segments { rest: bytes }).take(MOST_SEGMENTS) {
        let (marker, body) = match part {
            Part::Segment(marker, body) => (marker, body),
            Part::End(behind) => {
                end = Some(behind);
                break;
            }
        };
        match marker {
            0xE1 => {
                if let Some(note) = body.strip_prefix(EXIF) {
                    // Behind the name stands one more byte, zero as a rule.
                    camera::describe(note.get(1..).unwrap_or_default(), false, about, out);
                } else if let Some(packet) = body.strip_prefix(XMP) {
                    packets.push(packet);
                } else if let Some(part) = body.strip_prefix(MORE_XMP)
                    && let (Some(id), Some(place), Some(data)) =
                        (part.get(..32), part.get(36..40), part.get(40..))
                {
                    let place = place.try_into().map_or(0, u32::from_be_bytes);
                    more.entry(id).or_default().insert(place, data);
                }
            }
            0xE2 => {
                if let Some([number, _, data @ ..]) = body.strip_prefix(PROFILE) {
                    icc.insert(*number, data);
                } else if body.starts_with(b"MPF\0") {
                    out.meta("jpeg.more_pictures", "yes");
                }
            }
            0xED => {
                if let Some(block) = body.strip_prefix(RESOURCES)
                    && blocks.len() < JOINED_BYTES
                {
                    blocks.extend(block);
                }
            }
            0xFE => {
                let comment: String = field::plain(body).chars().take(10_000).collect();
                out.fact("comment", &comment, "jpeg.comment");
                out.meta("jpeg.comment", comment);
            }
            0xE0 if body.starts_with(b"JFIF\0") => {
                if let (Some(major), Some(minor)) = (body.get(5), body.get(6)) {
                    out.meta("jpeg.jfif", format!("{major}.{minor:02}"));
                }
            }
            0xDB => tables.take(body),
            0xEE if body.starts_with(b"Adobe") => out.meta("jpeg.adobe", "yes"),
            _ => {
                if about.size.is_none()
                    && let Some(size) = frame(marker, body)
                {
                    about.size = Some(size);
                    if matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE) {
                        out.meta("jpeg.progressive", "yes");
                    }
                }
            }
        }
    }
    tables.tell(out);
    resources::describe(&blocks, out);
    profile::describe(&joined(icc.into_values()), out);
    for packet in packets {
        xmp::describe(packet, out);
    }
    for parts in more.into_values() {
        xmp::describe(&joined(parts.into_values()), out);
    }
    match end {
        Some(behind) => note_trailer(behind, out),
        None => out.meta("jpeg.end", "missing"),
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut whole = Vec::new();
    for part in parts {
        if whole.len() + part.len() > JOINED_BYTES {
            break;
        }
        whole.extend(part);
    }
    whole
}

/// Tells of what stands behind the end of a picture.
pub(super) fn note_trailer(behind: &[u8], out: &mut Outcome) {
    if behind
        .iter()
        .all(|byte| matches!(byte, 0 | b'\n' | b'\r' | 0xFF))
    {
        return;
    }
    out.meta("image.trailer_bytes", behind.len().to_string());
    let what = if behind.starts_with(b"\xFF\xD8\xFF") {
        "another picture"
    } else if behind.get(4..8) == Some(b"ftyp") {
        "a film"
    } else {
        "data"
    };
    out.warn(format!(
        "behind the end of the picture stand {} more bytes ({what}), which were not read",
        behind.len()
    ));
}
