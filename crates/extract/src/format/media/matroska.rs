//! Matroska and WebM (RFC 8794, RFC 9559).

use super::tag::{Tags, instant};
use crate::format::FormatFault;

/// Elements looked at, and those within one another.
const ELEMENTS: usize = 200_000;
const DEPTH: usize = 16;
/// Seconds from 1970 to 2001.
const SINCE_1970: u64 = 978_307_200;

const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const VIDEO: u32 = 0xE0;
const AUDIO: u32 = 0xE1;
const ALL_TAGS: u32 = 0x1254_C367;
const TAG: u32 = 0x7373;
const SIMPLE_TAG: u32 = 0x67C8;
const ATTACHMENTS: u32 = 0x1941_A469;
const ATTACHED: u32 = 0x61A7;
const CHAPTERS: u32 = 0x1043_A770;
const EDITION: u32 = 0x45B9;
const CHAPTER: u32 = 0xB6;
const CHAPTER_SAYS: u32 = 0x80;
const HOLDERS: [u32; 15] = [
    SEGMENT,
    INFO,
    TRACKS,
    TRACK,
    VIDEO,
    AUDIO,
    ALL_TAGS,
    TAG,
    SIMPLE_TAG,
    ATTACHMENTS,
    ATTACHED,
    CHAPTERS,
    EDITION,
    CHAPTER,
    CHAPTER_SAYS,
];

/// Reads title, dates, tracks, tags, chapters and attached files.
///
/// # Errors
/// [`FormatFault::Damaged`] where nothing of it can be read.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut found = Found::default();
    let mut ends = vec![bytes.len()];
    let mut at = 0;
    for _ in 0..ELEMENTS {
        while ends.last().is_some_and(|end| at >= *end) {
            ends.pop();
        }
        let Some(end) = ends.last().copied() else {
            break;
        };
        let Some((id, size, head)) = element(bytes, at) else {
            break;
        };
        let start = at + head;
        // A size of all ones: until what holds it ends.
        let stop = size.map_or(end, |size| start.saturating_add(size)).min(end);
        if HOLDERS.contains(&id) && ends.len() < DEPTH {
            found.open(id);
            ends.push(stop);
            at = start;
            continue;
        }
        if let Some(body) = bytes.get(start..stop) {
            found.element(id, body, tags);
        }
        at = stop.max(at + 1);
    }
    let scale = found.scale.unwrap_or(1_000_000.0);
    tags.duration(found.duration.unwrap_or(0.0) * scale / 1e9);
    if tags.facts.is_empty() {
        return Err(FormatFault::Damaged(
            "the recording holds nothing that can be read".to_owned(),
        ));
    }
    Ok(())
}

/// Number, size where it is known, and length of its head.
fn element(bytes: &[u8], at: usize) -> Option<(u32, Option<usize>, usize)> {
    let first = *bytes.get(at)?;
    let id_bytes = usize::try_from(first.leading_zeros()).ok()? + 1;
    if id_bytes > 4 {
        return None;
    }
    let id = bytes
        .get(at..at + id_bytes)?
        .iter()
        .fold(0u32, |sum, byte| sum << 8 | u32::from(*byte));
    let first = *bytes.get(at + id_bytes)?;
    let size_bytes = usize::try_from(first.leading_zeros()).ok()? + 1;
    if size_bytes > 8 {
        return None;
    }
    let raw = bytes.get(at + id_bytes..at + id_bytes + size_bytes)?;
    let all = raw
        .iter()
        .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mask = (1u64 << (7 * size_bytes)) - 1;
    let size = all & mask;
    let size = (size != mask).then(|| usize::try_from(size).unwrap_or(usize::MAX));
    Some((id, size, id_bytes + size_bytes))
}

#[derive(Default)]
struct Found {
    name: String,
    file: String,
    scale: Option<f64>,
    duration: Option<f64>,
}

impl Found {
    fn open(&mut self, id: u32) {
        match id {
            SIMPLE_TAG => self.name.clear(),
            ATTACHED => self.file.clear(),
            _ => {}
        }
    }

    fn element(&mut self, id: u32, body: &[u8], tags: &mut Tags) {
        let text = || {
            String::from_utf8_lossy(body)
                .trim_end_matches('\0')
                .to_owned()
        };
        match id {
            0x7BA9 => tags.tag("matroska", "TITLE", &text()),
            0x4D80 => tags.fact("matroska.MuxingApp", text()),
            0x5741 => tags.tag("matroska", "WritingApp", &text()),
            0x4461 => {
                // Nanoseconds since 2001.
                let seconds = number(body) / 1_000_000_000;
                if let Some(made) = instant(seconds.saturating_add(SINCE_1970), 0) {
                    tags.fact("created", made);
                }
            }
            0x2AD7B1 => self.scale = Some(number(body) as f64),
            0x4489 => self.duration = float(body),
            0x86 => tags.fact("media.codec", text()),
            0x536E => tags.tag("matroska", "track name", &text()),
            0x22B59C => tags.fact("media.language", text()),
            0xB0 => tags.fact("image.width", number(body)),
            0xBA => tags.fact("image.height", number(body)),
            0x9F => tags.fact("media.channels", number(body)),
            0xB5 => {
                if let Some(rate) = float(body) {
                    tags.fact("media.sample_rate", rate);
                }
            }
            0x45A3 => self.name = text(),
            0x4487 => tags.tag("matroska", &self.name, &text()),
            0x85 => tags.tag("matroska", "chapter", &text()),
            0x466E => self.file = text(),
            0x465C => tags.file(Some(&self.file), "attachment", body),
            _ => {}
        }
    }
}

fn number(body: &[u8]) -> u64 {
    body.iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn float(body: &[u8]) -> Option<f64> {
    match body.len() {
        4 => Some(f64::from(f32::from_be_bytes(body.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(body.try_into().ok()?)),
        _ => None,
    }
}
