//! The values of one row.

use super::pages::{Jet, Pages};
use super::table::{Column, Table};
use crate::format::octets::{le_size, le_u16, le_u32, le_u64};
use crate::format::plain::settled::Settled;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Not there.
    Null,
    /// As text.
    Text(String),
    /// Bytes without a meaning of their own: an embedded object, an attachment.
    Bytes(Vec<u8>),
}

/// Bytes of one long value that are read at most.
const LONG_BYTES: usize = 256 << 20;

/// The values in the order of the columns; none where the row contradicts itself.
pub(super) fn values(
    pages: &Pages<'_>,
    table: &Table,
    row: &[u8],
    settled: Settled,
) -> Option<Vec<Value>> {
    let (start, count) = match pages.jet {
        Jet::Three => (1, usize::from(*row.first()?)),
        Jet::Four => (2, usize::from(le_u16(row, 0)?)),
    };
    let mask_at = row.len().checked_sub(count.div_ceil(8))?;
    let mask = row.get(mask_at..)?;
    if mask_at < start || count == 0 {
        return None;
    }
    let ends = if table.variable == 0 {
        Vec::new()
    } else {
        match pages.jet {
            Jet::Three => ends_three(row, mask_at)?,
            Jet::Four => ends_four(row, mask_at)?,
        }
    };
    let mut out = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let there = column.number < count
            && mask
                .get(column.number / 8)
                .is_some_and(|byte| byte >> (column.number % 8) & 1 == 1);
        if column.kind == 1 {
            // A truth value is its bit.
            let word = if there { "yes" } else { "no" };
            out.push(Value::Text(word.to_owned()));
            continue;
        }
        let bytes = if !there {
            None
        } else if column.fixed {
            let at = start + column.at;
            row.get(at..at.checked_add(column.length)?)
        } else {
            match (ends.get(column.at), ends.get(column.at + 1)) {
                (Some(from), Some(to)) => row.get(*from..*to),
                _ => None,
            }
        };
        out.push(match bytes {
            Some(bytes) => value(pages, column, bytes, settled),
            None => Value::Null,
        });
    }
    Some(out)
}

/// Where the values without fixed length begin, and where the last one ends: a list from the end
/// backwards, two bytes each.
fn ends_four(row: &[u8], mask_at: usize) -> Option<Vec<usize>> {
    let count = usize::from(le_u16(row, mask_at.checked_sub(2)?)?);
    (0..=count)
        .map(|n| le_u16(row, mask_at.checked_sub(4 + 2 * n)?).map(usize::from))
        .collect()
}

/// The same in one byte each, with a table of the places at which another 256 is to be added.
fn ends_three(row: &[u8], mask_at: usize) -> Option<Vec<usize>> {
    let last = mask_at.checked_sub(1)?;
    let count = usize::from(*row.get(last)?);
    let mut jumps = row.len().checked_sub(1)? / 256;
    let list = last.checked_sub(jumps + 1)?;
    // The last jump may be a dummy.
    if list.checked_sub(count)? / 256 < jumps {
        jumps -= 1;
    }
    let mut used = 0;
    let mut out = Vec::with_capacity(count + 1);
    for n in 0..=count {
        while used < jumps
            && row
                .get(last.checked_sub(used + 1)?)
                .map(|b| usize::from(*b))
                == Some(n)
        {
            used += 1;
        }
        out.push(usize::from(*row.get(list.checked_sub(n)?)?) + used * 256);
    }
    Some(out)
}

fn value(pages: &Pages<'_>, column: &Column, bytes: &[u8], settled: Settled) -> Value {
    let text = match column.kind {
        2 => bytes.first().map(u8::to_string),
        3 => le_u16(bytes, 0).map(|n| n.cast_signed().to_string()),
        4 | 18 => le_u32(bytes, 0).map(|n| n.cast_signed().to_string()),
        5 => le_u64(bytes, 0).map(|n| decimals(i128::from(n.cast_signed()), 4)),
        6 => le_u32(bytes, 0).map(|n| f32::from_bits(n).to_string()),
        7 => le_u64(bytes, 0).map(|n| f64::from_bits(n).to_string()),
        8 => le_u64(bytes, 0).map(|n| moment(f64::from_bits(n))),
        10 => Some(self::text(bytes, pages.jet, settled)),
        11 => return long(pages, bytes).map_or(Value::Null, Value::Bytes),
        12 => long(pages, bytes).map(|long| self::text(&long, pages.jet, settled)),
        15 => guid(bytes),
        16 => numeric(bytes, column.scale),
        19 => le_u64(bytes, 0).map(|n| n.cast_signed().to_string()),
        _ => return Value::Bytes(bytes.to_vec()),
    };
    text.map_or(Value::Null, Value::Text)
}

/// A long value: in the row itself, in a row elsewhere, or in a chain of rows.
fn long(pages: &Pages<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let stated = le_u32(bytes, 0)?;
    let length = usize::try_from(stated & 0x3FFF_FFFF).ok()?.min(LONG_BYTES);
    let pointer = le_u32(bytes, 4);
    match stated >> 30 {
        2 | 3 => {
            let rest = bytes.get(12..)?;
            Some(rest.get(..length).unwrap_or(rest).to_vec())
        }
        1 => {
            let row = pages.pointed(pointer?)?;
            Some(row.get(..length).unwrap_or(&row).to_vec())
        }
        _ => {
            let mut out = Vec::new();
            let mut next = pointer?;
            // As many steps as there are pages, so that a chain in a circle ends.
            for _ in 0..pages.count() {
                let Some(row) = pages.pointed(next).filter(|_| next != 0) else {
                    break;
                };
                out.extend_from_slice(row.get(4..).unwrap_or_default());
                next = le_u32(&row, 0).unwrap_or(0);
                if out.len() >= length {
                    break;
                }
            }
            out.truncate(length);
            (!out.is_empty()).then_some(out)
        }
    }
}

/// Text: in Jet 4 either UTF-16 or, after FF FE, packed: a zero switches between one byte a letter
/// and two.
fn text(bytes: &[u8], jet: Jet, settled: Settled) -> String {
    if jet == Jet::Three {
        return settled.decode(bytes);
    }
    let Some(mut rest) = bytes.strip_prefix(b"\xFF\xFE") else {
        return encoding_rs::UTF_16LE
            .decode_without_bom_handling(bytes)
            .0
            .into_owned();
    };
    let mut units = Vec::with_capacity(rest.len());
    let mut packed = true;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0, tail) => {
                packed = !packed;
                tail
            }
            (low, tail) if packed => {
                units.push(u16::from(*low));
                tail
            }
            (low, [high, tail @ ..]) => {
                units.push(u16::from_le_bytes([*low, *high]));
                tail
            }
            _ => break,
        };
    }
    String::from_utf16_lossy(&units)
}

/// Days since the end of 1899, the time of day as their fraction; before that the fraction counts
/// forward all the same.
fn moment(value: f64) -> String {
    if !(-657_434.0..2_958_466.0).contains(&value) {
        return value.to_string();
    }
    let days = value.trunc();
    let seconds = ((value - days).abs() * 86_400.0).round();
    #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
    let ms = ((days - 25_569.0) * 86_400_000.0 + seconds * 1_000.0) as i64;
    let written = domain::Moment::from_unix_ms(ms).to_string();
    let day: String = written.chars().take(10).collect();
    let clock: String = written.chars().skip(11).take(8).collect();
    match (days == 0.0, seconds == 0.0) {
        (true, _) => clock,
        (_, true) => day,
        _ => format!("{day} {clock}"),
    }
}

fn guid(bytes: &[u8]) -> Option<String> {
    let (a, b, c) = (le_u32(bytes, 0)?, le_u16(bytes, 4)?, le_u16(bytes, 6)?);
    let tail: Vec<String> = bytes
        .get(8..16)?
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let (d, e) = tail.split_at_checked(2)?;
    Some(format!(
        "{{{a:08x}-{b:04x}-{c:04x}-{}-{}}}",
        d.concat(),
        e.concat()
    ))
}

/// A sign and sixteen bytes: four words, the highest first, each with its low byte first.
fn numeric(bytes: &[u8], scale: u8) -> Option<String> {
    let mut value = 0u128;
    for n in 0..4 {
        value = value << 32 | u128::from(le_u32(bytes, 1 + 4 * n)?);
    }
    let value = i128::try_from(value).ok()?;
    let negative = bytes.first().is_some_and(|sign| *sign != 0);
    Some(decimals(
        if negative { -value } else { value },
        usize::from(scale),
    ))
}

/// A whole number with a point before its last digits; trailing zeros are left out.
fn decimals(value: i128, scale: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!(
        "{:0>width$}",
        value.unsigned_abs(),
        width = scale.min(40) + 1
    );
    let (whole, rest) = digits
        .split_at_checked(digits.len() - scale.min(40))
        .unwrap_or((&digits, ""));
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

/// A file out of an object that Access embedded: after a header of its own (mark 1C15, then its
/// length) the object as OLE 1 wrote it ([MS-OLEDS] 2.2.5).
pub(super) fn embedded(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    use crate::format::office::ole_object;
    if le_u16(bytes, 0)? != 0x1C15 {
        return None;
    }
    let object = bytes.get(usize::from(le_u16(bytes, 2)?)..)?;
    // Version and format stand before what the shared reader takes.
    let (class, data) = ole_object::ole1(object)?;
    if class.eq_ignore_ascii_case("package")
        && let Some(file) = ole_object::package(data)
    {
        return Some((file.name, file.bytes));
    }
    let ending = ole_object::extension_of_class(&class);
    Some((format!("object.{ending}"), data.to_vec()))
}

/// An attachment of Access 2007: kind and length, then name ending and bytes, packed or not.
pub(super) fn attachment(bytes: &[u8]) -> Option<Vec<u8>> {
    use std::io::Read;
    let body = bytes.get(8..)?;
    let plain = match le_u32(bytes, 0)? {
        0 => body.to_vec(),
        1 => {
            let mut plain = Vec::new();
            flate2::read::ZlibDecoder::new(body)
                .take(LONG_BYTES as u64)
                .read_to_end(&mut plain)
                .ok()?;
            plain
        }
        _ => return None,
    };
    let head = le_size(&plain, 0)?;
    plain
        .get(head..)
        .filter(|_| (8..4096).contains(&head))
        .map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_text_switches_between_one_and_two_bytes() {
        let mut bytes = b"\xFF\xFEno 7 ".to_vec();
        bytes.push(0);
        bytes.extend("أمر".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.push(0);
        bytes.extend(b" x");
        assert_eq!(text(&bytes, Jet::Four, Settled::Number(1252)), "no 7 أمر x");
        let wide: Vec<u8> = "أمر".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide, Jet::Four, Settled::Number(1252)), "أمر");
    }

    #[test]
    fn places_in_rows_of_jet_3_are_found_beyond_a_byte() {
        // Count, two values, end, places backwards, how many values, mask.
        let short = [2, b'a', b'b', b'c', b'd', b'e', 6, 3, 1, 2, 3];
        assert_eq!(ends_three(&short, 10).unwrap(), [1, 3, 6]);
        // The second value begins at 301, so from it on 256 is added: the table of jumps says "1".
        let mut long = vec![b'x'; 311];
        long[0] = 2;
        long.extend([(311 - 256) as u8, (301 - 256) as u8, 1, 1, 2, 3]);
        let mask_at = long.len() - 1;
        assert_eq!(ends_three(&long, mask_at).unwrap(), [1, 301, 311]);
    }

    #[test]
    fn dates_amounts_and_keys_are_shown() {
        assert_eq!(moment(41_275.437_5), "2013-01-01 10:30:00");
        assert_eq!(moment(41_275.0), "2013-01-01");
        assert_eq!(moment(0.5), "12:00:00");
        assert_eq!(decimals(-12_340, 4), "-1.234");
        assert_eq!(decimals(5, 4), "0.0005");
        assert_eq!(decimals(70_000, 4), "7");
        assert_eq!(
            guid(&[
                0x78, 0x56, 0x34, 0x12, 0xBC, 0x9A, 0xF0, 0xDE, 1, 2, 3, 4, 5, 6, 7, 8
            ])
            .unwrap(),
            "{12345678-9abc-def0-0102-030405060708}"
        );
    }
}
