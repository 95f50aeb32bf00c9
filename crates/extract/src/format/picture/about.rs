//! What a file says of the picture in it, whatever its format.

use super::{boxes, camera, chunks, jpeg, png, resources};
use crate::format::{Input, xmp};
use crate::kind::find;
use crate::outcome::Outcome;
use image::metadata::Orientation;
use std::ops::Range;

/// What a reader of pixels needs of what a file says of itself.
#[derive(Debug)]
pub(super) struct About {
    /// Which way up the picture is.
    pub orientation: Orientation,
    /// Width and height, where the file states them in a form that only its own format has.
    pub size: Option<(u32, u32)>,
    /// The pixels are those of a sensor, which nothing here develops.
    pub raw: bool,
    /// The small picture stored beside the picture.
    pub thumbnail: Option<Vec<u8>>,
    /// Where the largest finished picture lies that the camera stored beside raw pixels.
    pub preview: Option<Range<usize>>,
}

impl About {
    fn nothing() -> Self {
        Self {
            orientation: Orientation::NoTransforms,
            size: None,
            raw: false,
            thumbnail: None,
            preview: None,
        }
    }

    /// Reads what the file says, and adds it to the metadata.
    pub(super) fn of(input: &Input<'_>, out: &mut Outcome) -> Self {
        let bytes = input.bytes;
        let mut about = Self::nothing();
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => jpeg::describe(bytes, &mut about, out),
            [0x89, b'P', b'N', b'G', ..] => png::describe(bytes, &mut about, out),
            [b'G', b'I', b'F', b'8', ..] => chunks::describe_gif(bytes, out),
            [b'R', b'I', b'F', b'F', ..] => chunks::describe_webp(bytes, &mut about, out),
            [b'8', b'B', b'P', b'S', ..] => resources::describe_psd(bytes, &mut about, out),
            [b'I', b'I', ..] | [b'M', b'M', ..] => camera::describe(bytes, true, &mut about, out),
            _ if bytes.starts_with(b"FUJIFILMCCD-RAW") => fuji_raw(bytes, &mut about, out),
            _ if boxes::is_boxed(bytes) => boxes::describe(bytes, &mut about, out),
            _ => {
                about.size = stated_size(bytes);
                loose_xmp(bytes, out);
            }
        }
        about
    }

    /// The way up alone, for drawing.
    pub(super) fn silently(input: &Input<'_>) -> Self {
        let mut aside = Outcome::new(input.media_type, input.limits());
        Self::of(input, &mut aside)
    }
}

/// Fuji's raw files hold a JPEG, whose place stands at byte 84.
fn fuji_raw(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    let place = |at: usize| {
        let raw: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(raw)).ok()
    };
    about.raw = true;
    if let (Some(start), Some(length)) = (place(84), place(88))
        && let Some(end) = start.checked_add(length)
        && let Some(preview) = bytes.get(start..end.min(bytes.len()))
    {
        jpeg::describe(preview, about, out);
        about.preview = Some(start..end.min(bytes.len()));
    }
}

/// XMP may lie in a file of any format between marks that are looked for (ISO 16684-1, 7.3.2).
fn loose_xmp(bytes: &[u8], out: &mut Outcome) {
    const LOOKED_AT_BYTES: usize = 64 * 1024 * 1024;
    let bytes = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    if let Some(start) = find(bytes, b"<x:xmpmeta")
        && let Some(rest) = bytes.get(start..)
        && let Some(end) = find(rest, b"</x:xmpmeta>")
    {
        xmp::describe(rest.get(..end + 12).unwrap_or(rest), out);
    }
}

/// The size that the head of a format states for which no decoder is here.
fn stated_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let four = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
    };
    let two = |at: usize| -> Option<u32> {
        let raw = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(u32::from(u16::from_be_bytes(raw)))
    };
    if bytes.starts_with(b"\xFF\x4F\xFF\x51") {
        return boxes::codestream_size(bytes);
    }
    // ITU-T T.88 annex D.4 and 7.2: the first segment of type 48 states the size of the page.
    if bytes.starts_with(b"\x97JB2\r\n\x1a\n") {
        let unknown_pages = bytes.get(8).is_some_and(|flags| flags & 2 == 2);
        let first = if unknown_pages { 9 } else { 13 };
        let is_page = bytes.get(first + 4).is_some_and(|flags| flags & 0x3F == 48);
        return is_page.then(|| Some((four(first + 11)?, four(first + 15)?)))?;
    }
    // An icon holds several pictures; its size is that of the largest. 0 stands for 256.
    if bytes.starts_with(&[0, 0, 1, 0]) || bytes.starts_with(&[0, 0, 2, 0]) {
        let count = usize::from(*bytes.get(4)?);
        let side = |at: usize| match bytes.get(at) {
            Some(0) => Some(256),
            Some(side) => Some(u32::from(*side)),
            None => None,
        };
        return (0..count)
            .filter_map(|n| Some((side(6 + n * 16)?, side(7 + n * 16)?)))
            .max();
    }
    if bytes.starts_with(&[0x01, 0xDA]) {
        return Some((two(6)?, two(8)?));
    }
    if bytes.starts_with(b"DDS ") {
        return Some((four(16)?.swap_bytes(), four(12)?.swap_bytes()));
    }
    None
}
