//! Enhanced metafiles ([MS-EMF], and [MS-EMFPLUS] within them): the texts that they draw.

use super::lines::Lines;
use crate::format::FormatFault;
use crate::format::octets::{le_size, le_u16, le_u32};
use crate::format::plain::charset;
use crate::outcome::Outcome;

/// Records looked at.
const RECORDS: usize = 5_000_000;

/// Reads title, program and the texts in the order in which they are drawn.
///
/// # Errors
/// [`FormatFault::Damaged`] where the header is cut, and the limit on text.
pub(super) fn read(bytes: &[u8], out: &mut Outcome) -> Result<(), FormatFault> {
    if bytes.get(40..44) != Some(b" EMF") {
        return Err(FormatFault::Damaged(
            "the header of the metafile is damaged".to_owned(),
        ));
    }
    describe(bytes, out);
    let room = usize::try_from(out.text_room()).unwrap_or(usize::MAX);
    let (mut drawn, mut plus) = (Lines::default(), Lines::default());
    let (mut at, mut glyphs, mut ended, mut align) = (0usize, 0u64, false, 0u32);
    for _ in 0..RECORDS {
        let (Some(kind), Some(size)) = (le_u32(bytes, at), le_size(bytes, at + 4)) else {
            break;
        };
        let Some(record) = at
            .checked_add(size)
            .and_then(|end| bytes.get(at..end))
            .filter(|record| record.len() >= 8)
        else {
            break;
        };
        match kind {
            14 => ended = true,
            22 => align = le_u32(record, 8).unwrap_or(0),
            83 | 84 => glyphs += u64::from(!text(record, 36, kind == 84, align, &mut drawn)),
            96 | 97 => {
                for n in 0..le_size(record, 36).unwrap_or(0).min(record.len() / 40) {
                    glyphs += u64::from(!text(record, 40 + 40 * n, kind == 97, align, &mut drawn));
                }
            }
            108 => small(record, &mut drawn),
            70 if record.get(12..16) == Some(b"EMF+") => {
                self::plus(record.get(16..).unwrap_or_default(), &mut plus);
            }
            _ => {}
        }
        if ended || drawn.len() + plus.len() > room {
            break;
        }
        at += size;
    }
    if !ended && drawn.len() + plus.len() <= room {
        out.in_part("the metafile breaks off");
    }
    if glyphs > 0 {
        out.in_part(format!(
            "{glyphs} texts are drawn by the numbers of shapes in a font that is not in the file; they cannot be read"
        ));
    }
    // Files for both kinds of readers draw everything twice.
    let text = if drawn.len() >= plus.len() {
        drawn
    } else {
        plus
    };
    out.push_text(text.finish())
}

/// The program and the title, each ended by a zero.
fn describe(bytes: &[u8], out: &mut Outcome) {
    let letters = le_size(bytes, 60).unwrap_or(0);
    let start = le_size(bytes, 64).unwrap_or(0);
    let end = letters.checked_mul(2).and_then(|n| n.checked_add(start));
    let Some(words) = end.and_then(|end| bytes.get(start..end)) else {
        return;
    };
    let words = encoding_rs::UTF_16LE
        .decode_without_bom_handling(words)
        .0
        .into_owned();
    let mut words = words.split('\0');
    out.meta("producer", words.next().unwrap_or_default());
    out.meta("title", words.next().unwrap_or_default());
}

/// Reads one text by its description (2.2.5); false where it is given as shapes and not as letters.
fn text(record: &[u8], at: usize, wide: bool, align: u32, lines: &mut Lines) -> bool {
    let (Some(height), Some(count), Some(start), Some(options)) = (
        le_u32(record, at + 4),
        le_size(record, at + 8),
        le_size(record, at + 12),
        le_u32(record, at + 16),
    ) else {
        return true;
    };
    if count == 0 {
        return true;
    }
    if options & 0x10 != 0 {
        return false;
    }
    let size = if wide { count.saturating_mul(2) } else { count };
    let Some(bytes) = record.get(start..start.saturating_add(size)) else {
        return true;
    };
    let text = letters(bytes, wide);
    let height = f64::from(height.cast_signed());
    match span(record, at, count, align) {
        Some((span, letter)) => lines.push_measured(&text, height, 2.0 * letter, Some(span)),
        None => lines.push(&text, height),
    }
    true
}

/// From where to where a text reaches, by the places of its letters, and how wide a letter is.
fn span(record: &[u8], at: usize, count: usize, align: u32) -> Option<((f64, f64), f64)> {
    let from = f64::from(le_u32(record, at)?.cast_signed());
    let places = le_size(record, at + 36).filter(|at| *at > 0)?;
    // With 0x2000 a height stands beside each width.
    let step = if le_u32(record, at + 16)? & 0x2000 != 0 {
        8
    } else {
        4
    };
    let mut width = 0.0;
    for n in 0..count {
        width += f64::from(le_u32(record, places.checked_add(n.checked_mul(step)?)?)?);
    }
    let letter = width / count.max(1) as f64;
    // [MS-EMF] 2.1.32 by [MS-WMF] 2.1.2.3: 1 goes on where the last text ended, 2 is right, 6 is centred.
    match (align & 1, align & 6) {
        (0, 0) => Some(((from, from + width), letter)),
        (0, 2) => Some(((from - width, from), letter)),
        _ => None,
    }
}

/// A text without places for its letters (2.3.5.37).
fn small(record: &[u8], lines: &mut Lines) {
    let (Some(height), Some(count), Some(options)) =
        (le_u32(record, 12), le_size(record, 16), le_u32(record, 20))
    else {
        return;
    };
    let narrow = options & 0x200 != 0;
    // Bounds stand before the letters unless an option says that there are none.
    let start = if options & 0x100 != 0 { 36usize } else { 52 };
    let size = if narrow {
        count
    } else {
        count.saturating_mul(2)
    };
    if let Some(bytes) = record.get(start..start.saturating_add(size)) {
        lines.push(&letters(bytes, !narrow), f64::from(height.cast_signed()));
    }
}

/// The texts in records of the younger kind: drawn in a rectangle, or letter by letter.
fn plus(mut rest: &[u8], lines: &mut Lines) {
    while let (Some(kind), Some(size)) = (le_u16(rest, 0), le_size(rest, 4)) {
        let Some(record) = rest.get(..size).filter(|_| size >= 12) else {
            return;
        };
        let body = record.get(12..).unwrap_or_default();
        let single = |at: usize| le_u32(body, at).map_or(0.0, |n| f64::from(f32::from_bits(n)));
        match kind {
            // [MS-EMFPLUS] 2.3.4.14: brush, format, length, rectangle, letters.
            0x401C => {
                let size = le_size(body, 8).unwrap_or(0).saturating_mul(2);
                if let Some(bytes) = body.get(28..28usize.saturating_add(size)) {
                    lines.push(&letters(bytes, true), single(16));
                }
            }
            // 2.3.4.6: brush, options, whether a matrix follows, count, letters, places.
            0x4036 if le_u32(body, 4).unwrap_or(0) & 1 == 1 => {
                let count = le_size(body, 12).unwrap_or(0).saturating_mul(2);
                if let Some(bytes) = body.get(16..16usize.saturating_add(count)) {
                    lines.push(&letters(bytes, true), single(16 + count + 4));
                }
            }
            _ => {}
        }
        rest = rest.get(size..).unwrap_or_default();
    }
}

fn letters(bytes: &[u8], wide: bool) -> String {
    if wide {
        encoding_rs::UTF_16LE
            .decode_without_bom_handling(bytes)
            .0
            .into_owned()
    } else {
        charset::decode(bytes, None).text
    }
    .replace(|c: char| c.is_control(), " ")
}
