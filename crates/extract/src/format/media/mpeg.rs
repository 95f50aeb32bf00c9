//! MPEG sound (ISO/IEC 11172-3): its tags, and its length from the frames.

use super::id3;
use super::tag::Tags;
use crate::format::FormatFault;
use crate::format::octets::be_u32;

/// Bytes after the tag in which the first frame is looked for.
const SEARCH_BYTES: usize = 128 * 1024;

/// Whether the bytes begin as such a file does.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"ID3") || Frame::at(bytes, 0).is_some()
}

/// Reads the tags at start and end.
///
/// # Errors
/// [`FormatFault::Damaged`] where there is neither a tag nor sound.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let start = id3::read(bytes, tags);
    id3::read_first(bytes, tags);
    let window = bytes.get(start..).unwrap_or_default();
    let window = window.get(..SEARCH_BYTES).unwrap_or(window);
    let first =
        (0..window.len()).find_map(|at| Frame::at(window, at).map(|frame| (start + at, frame)));
    let Some((at, frame)) = first else {
        return if tags.facts.is_empty() {
            Err(FormatFault::Damaged(
                "no sound can be found in the file".to_owned(),
            ))
        } else {
            tags.warnings
                .push("no sound can be found after the tag".to_owned());
            Ok(())
        };
    };
    tags.fact("media.codec", frame.codec());
    tags.fact("media.sample_rate", frame.rate);
    tags.fact("media.channels", if frame.mono { 1 } else { 2 });
    let seconds = match frame.stated_frames(bytes.get(at..).unwrap_or_default()) {
        Some(frames) => f64::from(frames) * f64::from(frame.samples) / f64::from(frame.rate),
        None => (bytes.len() - at) as f64 / (f64::from(frame.kilobits) * 125.0),
    };
    tags.duration(seconds);
    Ok(())
}

struct Frame {
    layer: u8,
    rate: u32,
    kilobits: u32,
    samples: u32,
    mono: bool,
    /// Bytes from the header to where an encoder puts its count of frames.
    side: usize,
}

const ONE_ONE: [u32; 15] = [
    0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
];
const ONE_TWO: [u32; 15] = [
    0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
];
const ONE_THREE: [u32; 15] = [
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
];
const TWO_ONE: [u32; 15] = [
    0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
];
const TWO_REST: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

impl Frame {
    /// A frame whose successor is where it should be, or which is the last one.
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let (frame, length) = Self::head(bytes, at)?;
        let next = at + length;
        (next + 4 > bytes.len() || Self::head(bytes, next).is_some()).then_some(frame)
    }

    fn head(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        let head = be_u32(bytes, at)?;
        if head >> 21 != 0x7FF {
            return None;
        }
        let field = |shift: u32, bits: u32| usize::try_from(head >> shift & ((1 << bits) - 1)).ok();
        let (version, layer) = (field(19, 2)?, field(17, 2)?);
        let rate = [44_100u32, 48_000, 32_000].get(field(10, 2)?)?;
        let (rate, first) = match version {
            3 => (*rate, true),
            2 => (rate / 2, false),
            0 => (rate / 4, false),
            _ => return None,
        };
        let table = match (first, layer) {
            (true, 3) => ONE_ONE,
            (true, 2) => ONE_TWO,
            (true, 1) => ONE_THREE,
            (false, 3) => TWO_ONE,
            (false, 1 | 2) => TWO_REST,
            _ => return None,
        };
        let kilobits = *table.get(field(12, 4)?).filter(|k| **k > 0)?;
        let samples = match (layer, first) {
            (3, _) => 384,
            (1, false) => 576,
            _ => 1152,
        };
        let padding = u32::try_from(field(9, 1)?).ok()?;
        let length = if layer == 3 {
            (12_000 * kilobits / rate + padding) * 4
        } else {
            samples / 8 * 1000 * kilobits / rate + padding
        };
        let mono = field(6, 2)? == 3;
        let side = match (first, mono) {
            (true, false) => 36,
            (true, true) | (false, false) => 21,
            (false, true) => 13,
        };
        let layer = u8::try_from(4 - layer).ok()?;
        let frame = Self {
            layer,
            rate,
            kilobits,
            samples,
            mono,
            side,
        };
        Some((frame, usize::try_from(length).ok()?.max(4)))
    }

    fn codec(&self) -> String {
        format!("MPEG audio layer {}", self.layer)
    }

    /// The number of frames that an encoder of varying rates wrote into the first one.
    fn stated_frames(&self, frame: &[u8]) -> Option<u32> {
        let mark = frame.get(self.side..self.side + 4)?;
        if (mark == b"Xing" || mark == b"Info") && be_u32(frame, self.side + 4)? & 1 == 1 {
            return be_u32(frame, self.side + 8);
        }
        (frame.get(36..40)? == b"VBRI").then(|| be_u32(frame, 36 + 14))?
    }
}
