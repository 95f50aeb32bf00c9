//! Photoshop's files and the resources it writes into others (Adobe Photoshop File Formats, 2019).

use super::about::About;
use super::{camera, iptc, profile};
use crate::format::xmp;
use crate::outcome::Outcome;

/// Resources of one file that are looked at.
const MOST_RESOURCES: usize = 1_000;

/// What others need of the resources.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The JPEG of a small copy of the picture.
    pub thumbnail: Option<&'a [u8]>,
}

/// Adds what the resources say.
pub(super) fn describe<'a>(bytes: &'a [u8], out: &mut Outcome) -> Found<'a> {
    let mut about = None;
    walk(bytes, &mut about, out)
}

fn walk<'a>(bytes: &'a [u8], about: &mut Option<&mut About>, out: &mut Outcome) -> Found<'a> {
    let mut found = Found::default();
    let mut rest = bytes;
    for _ in 0..MOST_RESOURCES {
        let Some((id, data, behind)) = next(rest) else {
            break;
        };
        match id {
            0x0404 => iptc::describe(data, out),
            0x040F => profile::describe(data, out),
            0x0424 => xmp::describe(data, out),
            0x0422 => {
                if let Some(about) = about.as_deref_mut() {
                    camera::describe(data, false, about, out);
                }
            }
            // A head of 28 bytes, then a JPEG.
            0x0409 | 0x040C => {
                found.thumbnail = data.get(28..).filter(|jpeg| !jpeg.is_empty());
                if let Some(thumbnail) = found.thumbnail {
                    out.meta("photoshop.thumbnail.bytes", thumbnail.len().to_string());
                }
            }
            0x040A if data.first() == Some(&1) => out.meta("photoshop.copyrighted", "yes"),
            0x040B => out.meta("photoshop.url", super::field::plain(data)),
            0x0BB7 => out.meta("photoshop.clipping_path", super::field::plain(data)),
            _ => {}
        }
        rest = behind;
    }
    found
}

/// One resource and what stands behind it.
fn next(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let head = bytes.get(..6)?;
    // Other programs sign with letters of their own.
    let signed = [b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"];
    if !signed.iter().any(|signature| head.starts_with(*signature)) {
        return None;
    }
    let id = u16::from_be_bytes([*head.get(4)?, *head.get(5)?]);
    // The name: a byte of length, its letters, filled up to an even number.
    let name = usize::from(*bytes.get(6)?);
    let at = 6 + (name + 1).next_multiple_of(2);
    let length: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
    let rest = bytes.get(at + 4..)?;
    let data = rest.get(..length).unwrap_or(rest);
    let behind = length
        .checked_next_multiple_of(2)
        .and_then(|length| rest.get(length..));
    Some((id, data, behind.unwrap_or_default()))
}

/// Adds what a file of Photoshop says of itself.
pub(super) fn describe_psd(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    let four = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
    };
    about.size = four(18).zip(four(14));
    // Behind the head a table of colours, then the resources, each with its length before it.
    let colours = four(26).and_then(|length| usize::try_from(length).ok());
    let start = colours.and_then(|length| length.checked_add(30));
    if let Some(start) = start
        && let Some(length) = four(start).and_then(|length| usize::try_from(length).ok())
        && let Some(rest) = bytes.get(start + 4..)
    {
        walk(rest.get(..length).unwrap_or(rest), &mut Some(about), out);
    }
}
