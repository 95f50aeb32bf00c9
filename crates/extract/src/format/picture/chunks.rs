//! The parts of WebP (RFC 9649) and GIF (GIF89a) that are meant for people.

use super::about::About;
use super::{camera, field, jpeg, profile};
use crate::format::xmp;
use crate::outcome::Outcome;

/// Parts of one file that are looked at.
const MOST_PARTS: usize = 200_000;
/// Bytes of one comment or packet that are kept.
const PART_BYTES: usize = 16 * 1024 * 1024;

/// Adds what the chunks of a WebP say.
pub(super) fn describe_webp(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut frames = 0u64;
    for _ in 0..MOST_PARTS {
        let Some((kind, tail)) = rest.split_first_chunk::<4>() else {
            break;
        };
        let Some((length, tail)) = tail.split_first_chunk::<4>() else {
            break;
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let data = tail.get(..length).unwrap_or(tail);
        match kind {
            b"EXIF" => {
                let note = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                camera::describe(note, false, about, out);
            }
            b"XMP " => xmp::describe(data, out),
            b"ICCP" => profile::describe(data, out),
            b"ANMF" => frames += 1,
            b"VP8X" => {
                let side = |at: usize| match data.get(at..at + 3) {
                    Some([a, b, c]) => Some(u32::from_le_bytes([*a, *b, *c, 0]) + 1),
                    _ => None,
                };
                about.size = side(4).zip(side(7));
            }
            _ => {}
        }
        let behind = length
            .checked_next_multiple_of(2)
            .and_then(|length| tail.get(length..));
        let Some(behind) = behind else { break };
        rest = behind;
    }
    note_frames(frames, out);
}

fn note_frames(frames: u64, out: &mut Outcome) {
    if frames > 1 {
        out.meta("image.frames", frames.to_string());
        out.warn(format!(
            "the picture moves: of its {frames} frames the first was looked at"
        ));
    }
}

/// Adds what the blocks of a GIF say.
pub(super) fn describe_gif(bytes: &[u8], out: &mut Outcome) {
    let Some(flags) = bytes.get(10) else { return };
    let table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3usize << ((flags & 7) + 1)
        }
    };
    let mut rest = bytes.get(13 + table(*flags)..).unwrap_or_default();
    let mut frames = 0u64;
    for _ in 0..MOST_PARTS {
        match rest {
            // A picture: its place, a table of colours, the size of its codes, its blocks.
            [0x2C, head @ ..] => {
                frames += 1;
                let flags = head.get(8).copied().unwrap_or(0);
                let data = head.get(10 + table(flags)..).unwrap_or_default();
                rest = blocks(data, |_| {});
            }
            [0x21, 0xFE, data @ ..] => {
                let mut comment = Vec::new();
                rest = blocks(data, |block| {
                    if comment.len() < PART_BYTES {
                        comment.extend(block);
                    }
                });
                let comment: String = field::plain(&comment).chars().take(10_000).collect();
                out.fact("comment", &comment, "gif.comment");
                out.meta("gif.comment", comment);
            }
            // XMP stands unparted behind its name; what looks like blocks is its own text.
            [0x21, 0xFF, 11, data @ ..] if data.starts_with(b"XMP DataXMP") => {
                let packet = data.get(11..).unwrap_or_default();
                let end = crate::kind::find(packet, b"<?xpacket end")
                    .or_else(|| crate::kind::find(packet, b"\x01\xFF\xFE"));
                let end = end.unwrap_or(packet.len()).min(PART_BYTES);
                xmp::describe(packet.get(..end).unwrap_or(packet), out);
                rest = blocks(packet, |_| {});
            }
            [0x21, _, data @ ..] => rest = blocks(data, |_| {}),
            [0x3B, behind @ ..] => {
                jpeg::note_trailer(behind, out);
                break;
            }
            _ => break,
        }
    }
    note_frames(frames, out);
}

/// Goes over blocks, each with its length before it, to the one of length zero; gives what is behind.
fn blocks<'a>(mut rest: &'a [u8], mut take: impl FnMut(&'a [u8])) -> &'a [u8] {
    while let [length, data @ ..] = rest {
        let length = usize::from(*length);
        let Some((block, behind)) = data.split_at_checked(length) else {
            return &[];
        };
        rest = behind;
        if length == 0 {
            break;
        }
        take(block);
    }
    rest
}
