//! Pictures in boxes: HEIF and AVIF (ISO/IEC 14496-12, 23008-12), JPEG 2000 (ISO/IEC 15444-1),
//! JPEG XL (ISO/IEC 18181-2) and Canon's raw files. Only what the boxes say is read, no pixels.

use super::about::About;
use super::{camera, iptc, profile};
use crate::format::xmp;
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// Boxes of one level that are looked at.
const MOST_BOXES: usize = 5_000;
/// Items of one file that are looked at.
const MOST_ITEMS: usize = 20_000;
/// Bytes of one item that are put together.
const ITEM_BYTES: usize = 16 * 1024 * 1024;

/// Kinds of boxes with which such a file may begin.
const FIRST: [&[u8; 4]; 2] = [b"ftyp", b"jP  "];

const UUID_XMP: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
const UUID_IPTC: [u8; 16] = *b"\x33\xC7\xA4\xD2\xB8\x1D\x47\x23\xA0\xBA\xF1\xA3\xE0\x97\xAD\x38";
const UUID_EXIF: [u8; 16] = *b"JpgTiffExif->JP2";
const UUID_CANON: [u8; 16] = *b"\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48";

/// Whether a file is one of boxes.
pub(super) fn is_boxed(bytes: &[u8]) -> bool {
    let kind = bytes.get(4..8).unwrap_or_default();
    FIRST.iter().any(|first| kind == *first) || bytes.get(4..8) == Some(b"JXL ")
}

/// Goes over the boxes of one level.
struct Boxes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Boxes<'a> {
    type Item = ([u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, tail) = self.rest.split_first_chunk::<4>()?;
        let (kind, mut body) = tail.split_first_chunk::<4>()?;
        let mut head = 8;
        let mut length = u64::from(u32::from_be_bytes(*length));
        if length == 1 {
            let (long, behind) = body.split_first_chunk::<8>()?;
            length = u64::from_be_bytes(*long);
            body = behind;
            head = 16;
        }
        // Zero: to the end of the file.
        let size = match length {
            0 => body.len(),
            _ => usize::try_from(length.checked_sub(head)?).unwrap_or(usize::MAX),
        };
        self.rest = body.get(size..).unwrap_or_default();
        Some((*kind, body.get(..size).unwrap_or(body)))
    }
}

fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    Boxes { rest: bytes }.take(MOST_BOXES)
}

/// Adds what the boxes say.
pub(super) fn describe(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    for (kind, body) in boxes(bytes) {
        match &kind {
            b"ftyp" => {
                if let Some(brand) = body.get(..4) {
                    out.meta("image.brand", String::from_utf8_lossy(brand));
                }
            }
            b"meta" => {
                if let Some(inside) = body.get(4..) {
                    Items::of(inside).describe(bytes, about, out);
                }
            }
            b"jp2h" => {
                for (kind, body) in boxes(body) {
                    match &kind {
                        b"ihdr" => about.size = four(body, 4).zip(four(body, 0)),
                        b"colr" if body.first() == Some(&2) => {
                            profile::describe(body.get(3..).unwrap_or_default(), out);
                        }
                        _ => {}
                    }
                }
            }
            b"Exif" => exif_item(body, about, out),
            b"xml " => xmp::describe(body, out),
            b"uuid" => uuid(body, about, out),
            b"moov" => {
                for (kind, body) in boxes(body) {
                    if &kind == b"uuid" {
                        uuid(body, about, out);
                    }
                }
            }
            _ => {}
        }
    }
}

fn uuid(body: &[u8], about: &mut About, out: &mut Outcome) {
    let Some((id, data)) = body.split_first_chunk::<16>() else {
        return;
    };
    match *id {
        UUID_XMP => xmp::describe(data, out),
        UUID_IPTC => iptc::describe(data, out),
        UUID_EXIF => camera::describe(data, false, about, out),
        // Canon: the directories of the camera, each as a file of its own.
        UUID_CANON => {
            about.raw = true;
            for (kind, body) in boxes(data) {
                if kind.starts_with(b"CMT") {
                    camera::describe(body, false, about, out);
                }
            }
        }
        _ => {}
    }
}

/// A picture's note of the camera: where in it the head of TIFF stands, then the note.
fn exif_item(item: &[u8], about: &mut About, out: &mut Outcome) {
    let skip = four(item, 0).and_then(|skip| usize::try_from(skip).ok());
    let note = skip
        .and_then(|skip| skip.checked_add(4))
        .and_then(|at| item.get(at..));
    if let Some(note) = note {
        // The pixels are turned by a property of the picture; the field of the note must not turn
        // them again (ISO/IEC 23008-12, A.2.1).
        let turned = about.orientation;
        camera::describe(note, false, about, out);
        about.orientation = turned;
    }
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_be_bytes(raw))
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let raw = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_be_bytes(raw))
}

/// The items of a file and what is known of each.
#[derive(Default)]
struct Items<'a> {
    primary: Option<u32>,
    /// Kind, and the media type where it has one.
    kinds: BTreeMap<u32, ([u8; 4], String)>,
    /// Pieces, and whether they lie in the box of data beside the items.
    places: BTreeMap<u32, (bool, Vec<(u64, u64)>)>,
    data: &'a [u8],
    properties: Vec<([u8; 4], &'a [u8])>,
    /// Numbers of properties, from 1.
    has: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Items<'a> {
    fn of(inside: &'a [u8]) -> Self {
        let mut items = Self::default();
        for (kind, body) in boxes(inside) {
            match &kind {
                b"pitm" => {
                    items.primary = match body.first() {
                        Some(0) => two(body, 4).map(u32::from),
                        _ => four(body, 4),
                    };
                }
                b"iinf" => items.take_kinds(body),
                b"iloc" => {
                    items.take_places(body);
                }
                b"idat" => items.data = body,
                b"iprp" => {
                    for (kind, body) in boxes(body) {
                        match &kind {
                            b"ipco" => items.properties = boxes(body).collect(),
                            b"ipma" => {
                                items.take_properties(body);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        items
    }

    fn take_kinds(&mut self, body: &'a [u8]) {
        let first = if body.first() == Some(&0) { 6 } else { 8 };
        let entries = boxes(body.get(first..).unwrap_or_default());
        for (_, entry) in entries.filter(|(kind, _)| kind == b"infe") {
            let (id, at) = match entry.first() {
                Some(2) => (two(entry, 4).map(u32::from), 8),
                Some(3) => (four(entry, 4), 10),
                _ => continue,
            };
            let kind: Option<[u8; 4]> = entry.get(at..at + 4).and_then(|k| k.try_into().ok());
            let words = entry.get(at + 4..).unwrap_or_default();
            let media_type = words.split(|byte| *byte == 0).nth(1).unwrap_or_default();
            if let (Some(id), Some(kind)) = (id, kind) {
                let media_type = String::from_utf8_lossy(media_type).into_owned();
                self.kinds.insert(id, (kind, media_type));
            }
        }
    }

    /// ISO/IEC 14496-12, 8.11.3.
    fn take_places(&mut self, body: &[u8]) -> Option<()> {
        let version = *body.first()?;
        let widths = two(body, 4)?;
        let width = |shift: u16| usize::from(widths >> shift & 15);
        let (offset_width, length_width, base_width) = (width(12), width(8), width(4));
        let index_width = if version == 0 { 0 } else { width(0) };
        let mut at = 6;
        let mut read = |width: usize| -> Option<u64> {
            let raw = body.get(at..at + width)?;
            at += width;
            let value = raw
                .iter()
                .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
            (width <= 8).then_some(value)
        };
        let id_width = if version < 2 { 2 } else { 4 };
        let count = read(id_width)?;
        for _ in 0..count.min(MOST_ITEMS as u64) {
            let id = u32::try_from(read(id_width)?).ok()?;
            let method = if version == 0 { 0 } else { read(2)? & 15 };
            read(2)?;
            let base = read(base_width)?;
            let pieces = read(2)?;
            let mut places = Vec::new();
            for _ in 0..pieces.min(MOST_ITEMS as u64) {
                read(index_width)?;
                let offset = base.saturating_add(read(offset_width)?);
                places.push((offset, read(length_width)?));
            }
            if method < 2 {
                self.places.insert(id, (method == 1, places));
            }
        }
        Some(())
    }

    /// ISO/IEC 23008-12, 9.3.2.
    fn take_properties(&mut self, body: &[u8]) -> Option<()> {
        let version = *body.first()?;
        let wide = body.get(3)? & 1 == 1;
        let count = four(body, 4)?;
        let mut at = 8;
        for _ in 0..(count as usize).min(MOST_ITEMS) {
            let id = if version == 0 {
                at += 2;
                u32::from(two(body, at - 2)?)
            } else {
                at += 4;
                four(body, at - 4)?
            };
            let links = usize::from(*body.get(at)?);
            at += 1;
            for _ in 0..links {
                let number = if wide {
                    at += 2;
                    usize::from(two(body, at - 2)? & 0x7FFF)
                } else {
                    at += 1;
                    usize::from(body.get(at - 1)? & 0x7F)
                };
                self.has.entry(id).or_default().push(number);
            }
        }
        Some(())
    }

    fn describe(&self, bytes: &[u8], about: &mut About, out: &mut Outcome) {
        let primary = self.primary.unwrap_or(0);
        for number in self.has.get(&primary).into_iter().flatten() {
            let property = number.checked_sub(1).and_then(|n| self.properties.get(n));
            let Some((kind, body)) = property else {
                continue;
            };
            match kind {
                b"ispe" => about.size = four(body, 4).zip(four(body, 8)),
                b"irot" => {
                    let turn = body.first().copied().unwrap_or(0) & 3;
                    out.meta("image.turned", format!("{} degrees", u16::from(turn) * 90));
                }
                b"colr" if matches!(body.get(..4), Some(b"prof" | b"rICC")) => {
                    profile::describe(body.get(4..).unwrap_or_default(), out);
                }
                _ => {}
            }
        }
        let is_picture = |kind: &[u8; 4]| {
            matches!(
                kind,
                b"hvc1" | b"av01" | b"grid" | b"iovl" | b"jpeg" | b"avc1"
            )
        };
        let pictures = self.kinds.values().filter(|(kind, _)| is_picture(kind));
        out.meta("image.items", pictures.count().to_string());
        for (id, (kind, media_type)) in &self.kinds {
            match kind {
                b"Exif" => exif_item(&self.item(*id, bytes), about, out),
                b"mime" if media_type.contains("rdf+xml") || media_type.contains("xmp") => {
                    xmp::describe(&self.item(*id, bytes), out);
                }
                _ => {}
            }
        }
    }

    /// The bytes of an item.
    fn item(&self, id: u32, bytes: &[u8]) -> Vec<u8> {
        let mut whole = Vec::new();
        let Some((inside, places)) = self.places.get(&id) else {
            return whole;
        };
        let source = if *inside { self.data } else { bytes };
        for (offset, length) in places {
            let start = usize::try_from(*offset).unwrap_or(usize::MAX);
            let rest = source.get(start..).unwrap_or_default();
            let length = match length {
                0 => rest.len(),
                _ => usize::try_from(*length).unwrap_or(usize::MAX),
            };
            let piece = rest.get(..length).unwrap_or(rest);
            if whole.len().saturating_add(piece.len()) > ITEM_BYTES {
                break;
            }
            whole.extend(piece);
        }
        whole
    }
}

/// The size that a bare codestream of JPEG 2000 states (ISO/IEC 15444-1, A.5.1).
pub(super) fn codestream_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let width = four(bytes, 8)?.checked_sub(four(bytes, 16)?)?;
    let height = four(bytes, 12)?.checked_sub(four(bytes, 20)?)?;
    Some((width, height))
}
