//! Where links of a sheet lead, and which other files a workbook takes values from.

use super::long;
use crate::format::plain::charset;

/// The target of a link ([MS-XLS] 2.4.140, [MS-OSHARED] 2.3.7.1).
pub(super) fn target(body: &[u8]) -> Option<String> {
    // The cells it covers, a class, a version, flags.
    let flags = long(body, 28)?;
    let mut at = 32;
    // Words shown, and the frame to show it in.
    for bit in [0x10, 0x80] {
        if flags & bit != 0 {
            at += 4 + letters(body, at)? * 2;
        }
    }
    let mut target = String::new();
    if flags & 1 != 0 && flags & 0x100 != 0 {
        let count = letters(body, at)?;
        target = wide(body, at + 4, count * 2)?;
        at += 4 + count * 2;
    } else if flags & 1 != 0 {
        let class = body.get(at..at + 16)?;
        at += 16;
        if class.starts_with(&[0xe0, 0xc9, 0xea, 0x79]) {
            let len = letters(body, at)?;
            target = wide(body, at + 4, len)?;
            at += 4 + len;
        } else {
            // A file: how many folders up, a short path, a mark, and the path in UTF-16 if it needs it.
            let len = usize::try_from(long(body, at + 2)?).ok()?;
            let short_path = body.get(at + 6..at.checked_add(6 + len)?)?;
            target = charset::decode(short_path.split(|b| *b == 0).next()?, None).text;
            let rest = at + 6 + len + 24;
            let size = letters(body, rest)?;
            if size > 6 {
                let len = letters(body, rest + 4)?;
                target = wide(body, rest + 10, len)?;
            }
            at = rest + 4 + size;
        }
    }
    if flags & 8 != 0
        && let Some(count) = letters(body, at)
        && let Some(place) = wide(body, at + 4, count * 2)
    {
        if !target.is_empty() {
            target.push('#');
        }
        target.push_str(&place);
    }
    let target = target.trim_matches('\0').to_owned();
    (!target.is_empty()).then_some(target)
}

/// A count of letters, which the record bounds.
fn letters(body: &[u8], at: usize) -> Option<usize> {
    let count = usize::try_from(long(body, at)?).ok()?;
    (count <= body.len()).then_some(count)
}

fn wide(body: &[u8], at: usize, len: usize) -> Option<String> {
    let bytes = body.get(at..at.checked_add(len)?.min(body.len()))?;
    let text = charset::decode_page(bytes, 1200);
    Some(text.split('\0').next().unwrap_or_default().to_owned())
}

/// The path of another workbook out of its code letters ([MS-XLS] 2.5.277); none for the workbook itself.
pub(super) fn plain_path(coded: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = coded.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1}' if out.is_empty() => {}
            '\u{1}' => {
                // A drive, or two backslashes of a share.
                match chars.next() {
                    Some('@') => out.push_str("\\\\"),
                    Some(drive) => {
                        out.push(drive);
                        out.push_str(":\\");
                    }
                    None => {}
                }
            }
            '\u{2}' | '\u{3}' => out.push('\\'),
            '\u{4}' => out.push_str("..\\"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    let out = out.trim().to_owned();
    (!out.is_empty()).then_some(out)
}
