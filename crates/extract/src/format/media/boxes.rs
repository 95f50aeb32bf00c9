//! MP4, QuickTime and 3GP: boxes within boxes (ISO/IEC 14496-12; QuickTime File Format).

use super::box_tags;
use super::tag::{Tags, instant};
use crate::format::FormatFault;
use crate::format::octets::{be_size, be_u16, be_u32, be_u64};

/// Seconds from 1904 to 1970.
const EPOCH: u64 = 2_082_844_800;
/// Boxes looked at in one file.
const BOXES: usize = 200_000;
/// Boxes within one another.
const DEPTH: usize = 16;

/// A box.
#[derive(Clone, Copy)]
pub(super) struct Box<'a> {
    /// Its four letters.
    pub kind: [u8; 4],
    /// What it holds.
    pub body: &'a [u8],
    /// It states more than is there.
    pub cut: bool,
}

/// Whether the bytes begin with a box of such files.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.get(4..8).is_some_and(|kind| {
        matches!(
            kind,
            b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot"
        )
    })
}

/// The boxes that lie side by side in `bytes`.
pub(super) fn list(bytes: &[u8]) -> impl Iterator<Item = Box<'_>> {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let kind: [u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let (size, head) = match be_size(bytes, at)? {
            0 => (bytes.len() - at, 8),
            1 => (usize::try_from(be_u64(bytes, at + 8)?).ok()?, 16),
            size => (size, 8),
        };
        let end = at.checked_add(size)?;
        let start = at + head;
        if end < start {
            return None;
        }
        at = end;
        let rest = bytes.get(start..)?;
        let body = bytes.get(start..end);
        Some(Box {
            kind,
            body: body.unwrap_or(rest),
            cut: body.is_none(),
        })
    })
    .take(BOXES)
}

/// Reads dates, length, tracks and tags.
///
/// # Errors
/// [`FormatFault::Damaged`] where the index of the recording is missing.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let mut found = false;
    let mut left = BOXES;
    let mut stack: Vec<(Vec<Box<'_>>, usize)> = vec![(list(bytes).collect(), 0)];
    while let Some((boxes, at)) = stack.last_mut() {
        let Some(item) = boxes.get(*at).copied() else {
            stack.pop();
            continue;
        };
        *at += 1;
        let Some(rest) = left.checked_sub(1) else {
            tags.warnings.push(format!(
                "the recording has more than {BOXES} parts; the rest was not looked at"
            ));
            break;
        };
        left = rest;
        if item.cut {
            tags.warnings.push(
                "the recording is cut: a part of it states more bytes than are there".to_owned(),
            );
        }
        match &item.kind {
            b"ftyp" => tags.fact(
                "media.brand",
                letters(item.body.get(..4).unwrap_or_default()),
            ),
            b"mvhd" => {
                found = true;
                movie_head(item.body, tags);
            }
            b"tkhd" => track_head(item.body, tags),
            b"stsd" => codec(item.body, tags),
            b"meta" => box_tags::meta(item.body, tags),
            b"udta" => box_tags::user_data(item.body, tags),
            _ => {}
        }
        let goes_on = matches!(
            &item.kind,
            b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" | b"udta"
        );
        if goes_on && stack.len() < DEPTH {
            stack.push((list(item.body).collect(), 0));
        }
    }
    if found || !tags.text.is_empty() {
        Ok(())
    } else {
        Err(FormatFault::Damaged(
            "the index of the recording is missing; nothing is known of it".to_owned(),
        ))
    }
}

/// Four letters, those of QuickTime beyond ASCII among them.
pub(super) fn letters(bytes: &[u8]) -> String {
    encoding_rs::MACINTOSH
        .decode_without_bom_handling(bytes)
        .0
        .trim()
        .to_owned()
}

/// When the recording was made and how long it is. Cameras write the time of where they are as if it
/// were universal time.
fn movie_head(body: &[u8], tags: &mut Tags) {
    let wide = body.first() == Some(&1);
    let time = |at: usize| {
        if wide {
            be_u64(body, 4 + 2 * at)
        } else {
            be_u32(body, 4 + at).map(u64::from)
        }
    };
    for (at, key) in [(0, "created"), (4, "modified")] {
        if let Some(moment) = time(at).filter(|t| *t > 0).and_then(|t| instant(t, EPOCH)) {
            tags.fact(key, &moment);
            tags.fact(&format!("media.{key}"), moment);
        }
    }
    let (scale, length) = if wide {
        (be_u32(body, 20), be_u64(body, 24))
    } else {
        (be_u32(body, 12), be_u32(body, 16).map(u64::from))
    };
    if let (Some(scale @ 1..), Some(length)) = (scale, length) {
        tags.duration(length as f64 / f64::from(scale));
    }
}

fn track_head(body: &[u8], tags: &mut Tags) {
    let at = if body.first() == Some(&1) { 88 } else { 76 };
    let size = |at: usize| be_u32(body, at).map(|n| n >> 16).filter(|n| *n > 0);
    if let (Some(width), Some(height)) = (size(at), size(at + 4)) {
        tags.fact("image.width", width);
        tags.fact("image.height", height);
    }
}

fn codec(body: &[u8], tags: &mut Tags) {
    let Some(entry) = body.get(8..) else { return };
    let name = letters(entry.get(4..8).unwrap_or_default());
    tags.fact("media.codec", &name);
    let is_sound = matches!(
        name.as_str(),
        "mp4a"
            | "alac"
            | "samr"
            | "sawb"
            | "sowt"
            | "twos"
            | "raw"
            | "ulaw"
            | "alaw"
            | ".mp3"
            | "Opus"
            | "fLaC"
            | "ac-3"
            | "ec-3"
    );
    if is_sound {
        tags.fact("media.channels", be_u16(entry, 24).unwrap_or(0));
        tags.fact("media.sample_rate", be_u32(entry, 32).unwrap_or(0) >> 16);
    }
}
