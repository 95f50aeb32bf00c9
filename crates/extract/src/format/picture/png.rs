//! The chunks of a PNG (PNG, third edition) that are meant for people.

use super::about::About;
use super::{camera, field, iptc, jpeg, profile, resources};
use crate::format::xmp;
use crate::outcome::Outcome;
use std::io::Read;

/// Chunks of one file that are looked at.
const MOST_CHUNKS: usize = 100_000;
/// Bytes one packed text may unpack to.
const TEXT_BYTES: u64 = 16 * 1024 * 1024;
/// Longest text that is kept whole.
const VALUE_CHARS: usize = 10_000;

/// Keywords of the norm (11.3.3.2) and the canonical keys they stand for.
const CANONICAL: [(&str, &str); 8] = [
    ("Title", "title"),
    ("Author", "author"),
    ("Description", "subject"),
    ("Copyright", "rights"),
    ("Creation Time", "created"),
    ("Software", "producer"),
    ("Source", "exif.model"),
    ("Comment", "comment"),
];

/// Adds what the chunks say.
pub(super) fn describe(bytes: &[u8], about: &mut About, out: &mut Outcome) {
    let mut rest = bytes.get(8..).unwrap_or_default();
    for _ in 0..MOST_CHUNKS {
        let Some((length, tail)) = rest.split_first_chunk::<4>() else {
            return;
        };
        let Some((kind, tail)) = tail.split_first_chunk::<4>() else {
            return;
        };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let data = tail.get(..length).unwrap_or(tail);
        let behind = length.checked_add(4).and_then(|end| tail.get(end..));
        match kind {
            b"IHDR" => {
                let side = |at: usize| -> Option<u32> {
                    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
                };
                about.size = side(0).zip(side(4));
            }
            b"tEXt" => {
                if let Some((keyword, text)) = parted(data) {
                    keep(&keyword, &latin(text), about, out);
                }
            }
            b"zTXt" => {
                if let Some((keyword, [0, packed @ ..])) = parted(data) {
                    keep(&keyword, &latin(&inflated(packed, out)), about, out);
                }
            }
            b"iTXt" => international(data, about, out),
            b"eXIf" => camera::describe(data, false, about, out),
            b"iCCP" => {
                if let Some((name, [0, packed @ ..])) = parted(data) {
                    out.meta("icc.name", name);
                    profile::describe(&inflated(packed, out), out);
                }
            }
            b"tIME" => {
                if let [high, low, month, day, hour, minute, second, ..] = data {
                    let year = u16::from_be_bytes([*high, *low]);
                    let time =
                        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
                    out.meta("png.tIME", &time);
                    out.fact("modified", time, "png.tIME");
                }
            }
            b"acTL" => {
                let frames = data.get(..4).and_then(|four| four.try_into().ok());
                let frames = frames.map_or(0, u32::from_be_bytes);
                if frames > 1 {
                    out.meta("image.frames", frames.to_string());
                    out.warn(format!(
                        "the picture moves: of its {frames} frames the first was looked at"
                    ));
                }
            }
            b"IEND" => {
                jpeg::note_trailer(behind.unwrap_or_default(), out);
                return;
            }
            _ => {}
        }
        let Some(behind) = behind else { return };
        rest = behind;
    }
}

/// The keyword, which ends with a zero byte, and what stands behind.
fn parted(data: &[u8]) -> Option<(String, &[u8])> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let keyword = latin(data.get(..end)?);
    Some((keyword, data.get(end + 1..)?))
}

/// Text of Latin-1 by the norm; programs write UTF-8 and code pages all the same.
fn latin(bytes: &[u8]) -> String {
    field::plain(bytes)
}

fn inflated(packed: &[u8], out: &mut Outcome) -> Vec<u8> {
    let mut text = Vec::new();
    let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(TEXT_BYTES + 1);
    // What could be unpacked before the damage is kept.
    let _ = unpacked.read_to_end(&mut text);
    if text.len() as u64 > TEXT_BYTES {
        out.warn(format!(
            "a packed text in the picture is longer than {TEXT_BYTES} bytes and was left out"
        ));
        text.clear();
    }
    text
}

/// Keyword, packed or not, method, language, translated keyword, text (11.3.3.4).
fn international(data: &[u8], about: &mut About, out: &mut Outcome) {
    let Some((keyword, [packed, _, rest @ ..])) = parted(data) else {
        return;
    };
    let Some((_, rest)) = parted(rest) else {
        return;
    };
    let Some((_, text)) = parted(rest) else {
        return;
    };
    let text = match packed {
        0 => text.to_vec(),
        _ => inflated(text, out),
    };
    if keyword == "XML:com.adobe.xmp" {
        xmp::describe(&text, out);
    } else {
        keep(&keyword, &String::from_utf8_lossy(&text), about, out);
    }
}

fn keep(keyword: &str, text: &str, about: &mut About, out: &mut Outcome) {
    // ImageMagick writes whole blocks of other kinds as hexadecimal text.
    if let Some(kind) = keyword.strip_prefix("Raw profile type ") {
        let block = raw_profile(text);
        match kind {
            "exif" | "APP1" | "app1" => {
                let note = block.strip_prefix(b"Exif\0\0").unwrap_or(&block);
                camera::describe(note, false, about, out);
                if block.starts_with(b"http://ns.adobe.com/xap") || block.starts_with(b"<") {
                    xmp::describe(&block, out);
                }
            }
            "xmp" => xmp::describe(&block, out),
            "icc" | "icm" => profile::describe(&block, out),
            "8bim" => {
                resources::describe(&block, out);
            }
            "iptc" if block.starts_with(b"8BIM") => {
                resources::describe(&block, out);
            }
            "iptc" => iptc::describe(&block, out),
            _ => {}
        }
        return;
    }
    let raw: String = format!("png.{keyword}").chars().take(100).collect();
    let text: String = text.chars().take(VALUE_CHARS).collect();
    out.meta(&raw, &text);
    if let Some((_, canonical)) = CANONICAL.iter().find(|(known, _)| *known == keyword) {
        out.fact(canonical, &text, &raw);
    }
}

/// The bytes of a block: its name, its length, then two digits for each byte.
fn raw_profile(text: &str) -> Vec<u8> {
    let digits = text
        .trim_start()
        .splitn(3, '\n')
        .nth(2)
        .unwrap_or_default()
        .chars()
        .filter_map(|c| c.to_digit(16));
    let digits: Vec<u8> = digits
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks_exact(2)
        .filter_map(|pair| Some(pair.first()? << 4 | pair.get(1)?))
        .collect()
}
