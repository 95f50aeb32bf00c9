//! Properties of compound files (MS-OLEPS): title, author, dates, in the code page that the set states.

use crate::format::plain::charset;
use crate::outcome::Outcome;

/// Notes the properties of `\x05SummaryInformation` (`document` false) or
/// `\x05DocumentSummaryInformation` (`document` true).
pub(crate) fn note(bytes: &[u8], document: bool, out: &mut Outcome) {
    let Some(offset) = number(bytes, 44) else {
        return;
    };
    let Some(set) = bytes.get(offset..) else {
        return;
    };
    let Some(count) = number(set, 4) else { return };
    let values: Vec<(u32, &[u8])> = (0..count.min(500))
        .filter_map(|n| {
            let id = u32::try_from(number(set, 8 + n * 8)?).ok()?;
            Some((id, set.get(number(set, 12 + n * 8)?..)?))
        })
        .collect();
    let page = values
        .iter()
        .find(|(id, _)| *id == 1)
        .and_then(|(_, value)| Some(u16::from_le_bytes(value.get(4..6)?.try_into().ok()?)));
    for (id, value) in values {
        let (raw, canonical) = names(id, document);
        if raw.is_empty() {
            continue;
        }
        if let Some(text) = text(value, u32::from(page.unwrap_or(1252)), id) {
            out.meta(format!("office.{raw}"), &text);
            if !canonical.is_empty() {
                out.meta(canonical, &text);
            }
        }
    }
}

fn names(id: u32, document: bool) -> (&'static str, &'static str) {
    match (document, id) {
        (false, 2) => ("title", "title"),
        (false, 3) => ("subject", "subject"),
        (false, 4) => ("author", "author"),
        (false, 5) => ("keywords", ""),
        (false, 6) => ("comments", ""),
        (false, 7) => ("template", ""),
        (false, 8) => ("lastModifiedBy", ""),
        (false, 9) => ("revision", ""),
        (false, 10) => ("editingTime", ""),
        (false, 11) => ("lastPrinted", ""),
        (false, 12) => ("created", "created"),
        (false, 13) => ("modified", "modified"),
        (false, 18) => ("application", "producer"),
        (true, 2) => ("category", ""),
        (true, 14) => ("manager", ""),
        (true, 15) => ("company", ""),
        _ => ("", ""),
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
    .ok()
}

fn text(value: &[u8], page: u32, id: u32) -> Option<String> {
    match number(value, 0)? & 0xffff {
        // VT_LPSTR
        30 => {
            let bytes = value.get(8..8usize.checked_add(number(value, 4)?)?)?;
            let bytes = bytes
                .split(|b| *b == 0)
                .next()
                .filter(|_| page != 1200)
                .unwrap_or(bytes);
            Some(match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                // A western page is what programs state when they do not know.
                Err(_) if page == 1252 => charset::decode(bytes, None).text,
                Err(_) => charset::decode_page(bytes, page),
            })
        }
        // VT_LPWSTR
        31 => {
            let bytes = value.get(8..8usize.checked_add(number(value, 4)?.checked_mul(2)?)?)?;
            Some(charset::decode_page(bytes, 1200))
        }
        3 => number(value, 4).map(|n| n.to_string()),
        // VT_FILETIME; editing time is a span, the others are instants.
        64 => {
            let ticks = i64::from_le_bytes(value.get(4..12)?.try_into().ok()?);
            if id == 10 {
                return Some(format!("{} s", ticks / 10_000_000));
            }
            let ms = ticks / 10_000 - 11_644_473_600_000;
            (ticks > 0 && ms < 253_402_300_799_999)
                .then(|| domain::Moment::from_unix_ms(ms).to_string())
        }
        _ => None,
    }
}
