//! Tags in the boxes of MP4, QuickTime and 3GP (iTunes list; QuickTime metadata; 3GPP TS 26.244, 8).

use super::boxes::{Box, letters, list};
use super::tag::Tags;
use crate::format::octets::{be_size, be_u16, be_u32};
use crate::format::plain::charset;

/// Reads the box `meta`: a list under numbers or under four letters.
pub(super) fn meta(body: &[u8], tags: &mut Tags) {
    // In QuickTime the box has no version before what it holds.
    let body = if body.get(4..8) == Some(b"hdlr") {
        body
    } else {
        body.get(4..).unwrap_or_default()
    };
    let parts: Vec<Box<'_>> = list(body).collect();
    let part = |kind: &[u8; 4]| parts.iter().find(|part| part.kind == *kind);
    let keys = part(b"keys")
        .map(|keys| keys_of(keys.body))
        .unwrap_or_default();
    let Some(items) = part(b"ilst") else { return };
    for item in list(items.body) {
        let number = u32::from_be_bytes(item.kind);
        let key = usize::try_from(number)
            .ok()
            .and_then(|n| keys.get(n.checked_sub(1)?))
            .cloned();
        let raw = key.unwrap_or_else(|| letters(&item.kind));
        let mut name = raw;
        for inner in list(item.body) {
            match &inner.kind {
                // A name of its own: who made it up and what it is.
                b"name" => name = text(inner.body.get(4..).unwrap_or_default()),
                b"data" => value(&name, inner.body, tags),
                _ => {}
            }
        }
    }
}

/// The names that numbers stand for.
fn keys_of(body: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 8;
    while let Some(size) = be_size(body, at).filter(|size| *size >= 8) {
        let Some(name) = body.get(at + 8..at.saturating_add(size)) else {
            break;
        };
        out.push(text(name));
        at += size;
    }
    out
}

fn value(name: &str, body: &[u8], tags: &mut Tags) {
    let (Some(kind), Some(value)) = (be_u32(body, 0), body.get(8..)) else {
        return;
    };
    match (kind, name) {
        (13 | 14 | 27, _) | (_, "covr") => tags.file(None, "picture", value),
        (_, "trkn" | "disk") => {
            if let Some(number) = be_u16(value, 2).filter(|n| *n > 0) {
                tags.tag("mp4", name, &number.to_string());
            }
        }
        (1, _) => tags.tag("mp4", name, &text(value)),
        (2, _) => {
            let wide = encoding_rs::UTF_16BE.decode_without_bom_handling(value).0;
            tags.tag("mp4", name, &wide);
        }
        // Numbers of players: tempo, rating, the place in a shop.
        (21 | 22, _) if value.len() <= 8 => {
            let number = value
                .iter()
                .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
            tags.fact(&format!("mp4.{name}"), number);
        }
        _ => {}
    }
}

/// Reads the box `udta`: texts of QuickTime, which begin with ©, and those of 3GP.
pub(super) fn user_data(body: &[u8], tags: &mut Tags) {
    for item in list(body) {
        match &item.kind {
            [0xA9, ..] => quick_time(item, tags),
            b"titl" | b"auth" | b"dscp" | b"cprt" | b"perf" | b"gnre" | b"albm" => {
                // Version and language stand before.
                let value = wide_or_not(item.body.get(6..).unwrap_or_default());
                tags.tag("3gp", &letters(&item.kind), &value);
            }
            b"yrrc" => {
                if let Some(year) = be_u16(item.body, 4) {
                    tags.tag("3gp", "yrrc", &year.to_string());
                }
            }
            b"loci" => location(item.body, tags),
            b"manu" | b"modl" => {
                // Some makers of telephones write a version and a language, some nothing.
                let text = text(item.body);
                tags.tag(
                    "mp4",
                    &letters(&item.kind),
                    text.trim_start_matches(|c: char| c.is_control()),
                );
            }
            _ => {}
        }
    }
}

/// Pieces of length, language and text.
fn quick_time(item: Box<'_>, tags: &mut Tags) {
    let name = letters(&item.kind);
    let mut at = 0;
    while let (Some(length @ 1..), Some(language)) =
        (be_u16(item.body, at), be_u16(item.body, at + 2))
    {
        let end = at + 4 + usize::from(length);
        let Some(value) = item.body.get(at + 4..end) else {
            break;
        };
        // Languages below 0x400 are those of the old Macintosh, each with an encoding of its own; 12 is
        // Arabic.
        let value = match language {
            12 => charset::decode_page(value, 10004),
            0 if std::str::from_utf8(value).is_err() => charset::decode_page(value, 10000),
            _ => text(value),
        };
        tags.tag("quicktime", &name, &value);
        at = end;
    }
}

/// A place by name and in degrees as numbers with sixteen bits after the point.
fn location(body: &[u8], tags: &mut Tags) {
    let rest = body.get(6..).unwrap_or_default();
    let wide = rest.starts_with(b"\xFE\xFF");
    let end = if wide {
        rest.chunks_exact(2)
            .position(|pair| pair == [0, 0])
            .map(|n| 2 * n + 2)
    } else {
        rest.iter().position(|b| *b == 0).map(|n| n + 1)
    };
    let Some(end) = end else { return };
    tags.tag(
        "3gp",
        "location.name",
        &wide_or_not(rest.get(..end).unwrap_or_default()),
    );
    // One byte says what the place is of.
    let degrees =
        |at: usize| be_u32(rest, end + 1 + at).map(|n| f64::from(n.cast_signed()) / 65_536.0);
    if let (Some(longitude), Some(latitude)) = (degrees(0), degrees(4)) {
        tags.tag(
            "3gp",
            "loci",
            &format!("{latitude:+09.5}{longitude:+010.5}/"),
        );
    }
}

fn wide_or_not(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\xFE\xFF") {
        encoding_rs::UTF_16BE.decode(bytes).0.into_owned()
    } else {
        text(bytes)
    }
}

fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => charset::decode(bytes, None).text,
    }
}
