//! Properties of compound files ([MS-OLEPS]): title, author, dates, in the code page that the set states.

use crate::format::plain::charset;
use crate::outcome::Outcome;
use std::collections::BTreeMap;

/// Properties of one set that are read at most.
const PROPERTIES: usize = 1_000;

/// Notes the properties of `\x05SummaryInformation` (`document` false) or
/// `\x05DocumentSummaryInformation` (`document` true), and those that a person added to the second.
pub(crate) fn note(bytes: &[u8], document: bool, out: &mut Outcome) {
    let sets = number(bytes, 24).unwrap_or(1).clamp(1, 2);
    for n in 0..sets {
        let Some(set) = number(bytes, 44 + n * 20).and_then(|at| bytes.get(at..)) else {
            continue;
        };
        let values = values(set);
        let page = values
            .iter()
            .find(|(id, _)| *id == 1)
            .and_then(|(_, value)| Some(u16::from_le_bytes(value.get(4..6)?.try_into().ok()?)))
            .map_or(1252, u32::from);
        if n == 1 {
            note_custom(&values, page, out);
        } else {
            note_known(&values, page, document, out);
        }
    }
}

fn values(set: &[u8]) -> Vec<(u32, &[u8])> {
    let count = number(set, 4).unwrap_or(0);
    (0..count.min(PROPERTIES))
        .filter_map(|n| {
            let id = u32::try_from(number(set, 8 + n * 8)?).ok()?;
            Some((id, set.get(number(set, 12 + n * 8)?..)?))
        })
        .collect()
}

fn note_known(values: &[(u32, &[u8])], page: u32, document: bool, out: &mut Outcome) {
    for (id, value) in values {
        let (raw, canonical) = names(*id, document);
        if raw.is_empty() {
            continue;
        }
        if let Some(text) = text(value, page, *id == 10 && !document) {
            out.meta(format!("office.{raw}"), &text);
            if !canonical.is_empty() {
                out.meta(canonical, &text);
            }
        }
    }
    if !document {
        out.meta("office.codepage", page.to_string());
        // What the security property says ([MS-OLEPS] 2.25.1, PIDSI_DOC_SECURITY).
        let security = values
            .iter()
            .find(|(id, _)| *id == 19)
            .and_then(|(_, value)| number(value, 4));
        match security {
            Some(flags) if flags & 1 != 0 => {
                out.warn("the properties say that a password protects the document")
            }
            Some(flags) if flags & 8 != 0 => {
                out.warn("the properties say that the document is locked for comments only")
            }
            _ => {}
        }
    }
}

/// Properties that a person added: a list of names stands under number 0.
fn note_custom(values: &[(u32, &[u8])], page: u32, out: &mut Outcome) {
    let Some((_, list)) = values.iter().find(|(id, _)| *id == 0) else {
        return;
    };
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    let mut at = 4;
    for _ in 0..number(list, 0).unwrap_or(0).min(PROPERTIES) {
        let (Some(id), Some(len)) = (number(list, at), number(list, at + 4)) else {
            break;
        };
        let len = if page == 1200 {
            len.saturating_mul(2)
        } else {
            len
        };
        let Some(name) = list.get(at + 8..(at + 8).saturating_add(len)) else {
            break;
        };
        if let Ok(id) = u32::try_from(id) {
            names.insert(id, in_page(name, page));
        }
        at += 8 + len;
        // In UTF-16 each begins at a place that four divides.
        if page == 1200 {
            at = at.next_multiple_of(4);
        }
    }
    for (id, value) in values {
        if let (Some(name), Some(text)) = (names.get(id), text(value, page, false)) {
            let name = name.trim_matches('\0');
            out.meta(format!("office.custom.{name}"), text);
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
        (false, 7) => ("template", "template"),
        (false, 8) => ("lastModifiedBy", "last_author"),
        (false, 9) => ("revision", "revision"),
        (false, 10) => ("editingTime", "edit_time"),
        (false, 11) => ("lastPrinted", "printed"),
        (false, 12) => ("created", "created"),
        (false, 13) => ("modified", "modified"),
        (false, 14) => ("pages", ""),
        (false, 15) => ("words", ""),
        (false, 16) => ("characters", ""),
        (false, 18) => ("application", "producer"),
        (false, 19) => ("security", ""),
        (true, 2) => ("category", ""),
        (true, 3) => ("presentationFormat", ""),
        (true, 5) => ("lines", ""),
        (true, 6) => ("paragraphs", ""),
        (true, 7) => ("slides", ""),
        (true, 8) => ("notes", ""),
        (true, 9) => ("hiddenSlides", ""),
        (true, 14) => ("manager", "manager"),
        (true, 15) => ("company", "company"),
        (true, 23) => ("applicationVersion", ""),
        (true, 26) => ("contentType", ""),
        (true, 27) => ("contentStatus", ""),
        (true, 28) => ("language", ""),
        _ => ("", ""),
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
    .ok()
}

fn in_page(bytes: &[u8], page: u32) -> String {
    let bytes = bytes
        .split(|b| *b == 0)
        .next()
        .filter(|_| page != 1200)
        .unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if page != 1200 => text.to_owned(),
        // A western page is what programs state when they do not know.
        _ if page == 1252 => charset::decode(bytes, None).text,
        _ => charset::decode_page(bytes, page),
    }
}

fn text(value: &[u8], page: u32, is_span: bool) -> Option<String> {
    match number(value, 0)? & 0xffff {
        // VT_LPSTR
        30 => {
            let bytes = value.get(8..8usize.checked_add(number(value, 4)?)?)?;
            Some(in_page(bytes, page))
        }
        // VT_LPWSTR
        31 => {
            let bytes = value.get(8..8usize.checked_add(number(value, 4)?.checked_mul(2)?)?)?;
            Some(charset::decode_page(bytes, 1200))
        }
        2 => Some(i16::from_le_bytes(value.get(4..6)?.try_into().ok()?).to_string()),
        3 => Some(i32::from_le_bytes(value.get(4..8)?.try_into().ok()?).to_string()),
        5 => Some(f64::from_le_bytes(value.get(4..12)?.try_into().ok()?).to_string()),
        11 => Some(
            if value.get(4..6)? == [0, 0] {
                "no"
            } else {
                "yes"
            }
            .to_owned(),
        ),
        // VT_FILETIME; editing time is a span, the others are instants.
        64 => {
            let ticks = i64::from_le_bytes(value.get(4..12)?.try_into().ok()?);
            if is_span {
                return Some(format!("{} s", ticks / 10_000_000));
            }
            let ms = ticks / 10_000 - 11_644_473_600_000;
            (ticks > 0 && ms < 253_402_300_799_999)
                .then(|| domain::Moment::from_unix_ms(ms).to_string())
        }
        _ => None,
    }
}
