//! Colour profiles (ISO 15076-1): their name tells which device or program made the picture.

use crate::format::picture::field;
use crate::outcome::Outcome;

/// Entries of the table that are looked at.
const MOST_TAGS: usize = 200;
/// Longest text that is kept.
const VALUE_CHARS: usize = 500;

/// Adds name, rights, date and device of a profile.
pub(super) fn describe(bytes: &[u8], out: &mut Outcome) {
    if bytes.get(36..40) != Some(b"acsp") {
        return;
    }
    for (tag, key) in [
        (b"desc", "icc.description"),
        (b"cprt", "icc.copyright"),
        (b"dmnd", "icc.device_maker"),
        (b"dmdd", "icc.device_model"),
    ] {
        if let Some(text) = find(bytes, tag).and_then(text) {
            out.meta(key, text.chars().take(VALUE_CHARS).collect::<String>());
        }
    }
    let two = |at: usize| {
        let raw = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(u16::from_be_bytes(raw))
    };
    if let (Some(year @ 1980..), Some(month @ 1..=12), Some(day @ 1..=31)) =
        (two(24), two(26), two(28))
    {
        out.meta("icc.created", format!("{year}-{month:02}-{day:02}"));
    }
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let raw: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(raw)).ok()
}

/// The data of a tag (7.3).
fn find<'a>(bytes: &'a [u8], tag: &[u8]) -> Option<&'a [u8]> {
    let count = four(bytes, 128)?.min(MOST_TAGS);
    let entry = (0..count)
        .map(|n| 132 + n * 12)
        .find(|at| bytes.get(*at..at + 4) == Some(tag))?;
    let rest = bytes.get(four(bytes, entry + 4)?..)?;
    Some(rest.get(..four(bytes, entry + 8)?).unwrap_or(rest))
}

/// The text in the data of a tag, in the first language it has.
fn text(data: &[u8]) -> Option<String> {
    let text = match data.get(..4)? {
        b"text" => field::plain(data.get(8..)?),
        // textDescriptionType of version 2 of the norm.
        b"desc" => {
            let rest = data.get(12..)?;
            field::plain(rest.get(..four(data, 8)?).unwrap_or(rest))
        }
        // multiLocalizedUnicodeType (10.15): the first record stands at byte 16.
        b"mluc" => {
            let rest = data.get(four(data, 24)?..)?;
            let wide = rest.get(..four(data, 20)?).unwrap_or(rest);
            let units = wide
                .chunks_exact(2)
                .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)));
            char::decode_utf16(units.take(VALUE_CHARS))
                .map(|c| c.unwrap_or('\u{FFFD}'))
                .collect()
        }
        _ => return None,
    };
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!text.is_empty()).then(|| text.to_owned())
}
