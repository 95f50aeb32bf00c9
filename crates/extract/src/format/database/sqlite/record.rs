//! Records: the values of one row (sqlite.org, "Database File Format", 2.1).

use super::pages::Encoding;
use std::fmt;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Real(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(text),
            Value::Blob(bytes) => write!(f, "[{} bytes]", bytes.len()),
        }
    }
}

/// Most columns a table can have.
const COLUMNS: usize = 32_767;

/// A number of one to nine bytes and how many they are.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut value = 0u64;
    for n in 0..9 {
        let byte = *bytes.get(at.checked_add(n)?)?;
        if n == 8 {
            value = value << 8 | u64::from(byte);
        } else {
            value = value << 7 | u64::from(byte & 0x7f);
        }
        if byte & 0x80 == 0 || n == 8 {
            return Some((value.cast_signed(), n + 1));
        }
    }
    None
}

/// The values of a record, as far as its bytes go.
pub(super) fn values(record: &[u8], encoding: Encoding) -> Vec<Value> {
    let mut out = Vec::new();
    let Some((length, mut at)) = varint(record, 0) else {
        return out;
    };
    let Ok(length) = usize::try_from(length) else {
        return out;
    };
    let mut body = length;
    while at < length && out.len() < COLUMNS {
        let Some((kind, used)) = varint(record, at) else {
            break;
        };
        at += used;
        let Some((value, size)) = value(record, body, kind, encoding) else {
            break;
        };
        body += size;
        out.push(value);
    }
    out
}

fn value(record: &[u8], at: usize, kind: i64, encoding: Encoding) -> Option<(Value, usize)> {
    let whole = |size: usize| {
        let bytes = record.get(at..at.checked_add(size)?)?;
        let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
        let start = if negative { -1i64 } else { 0 };
        let number = bytes
            .iter()
            .fold(start, |sum, byte| sum << 8 | i64::from(*byte));
        Some((Value::Integer(number), size))
    };
    match kind {
        0 | 10 | 11 => Some((Value::Null, 0)),
        1..=4 => whole(usize::try_from(kind).ok()?),
        5 => whole(6),
        6 => whole(8),
        7 => {
            let bytes: [u8; 8] = record.get(at..at.checked_add(8)?)?.try_into().ok()?;
            Some((Value::Real(f64::from_be_bytes(bytes)), 8))
        }
        8 => Some((Value::Integer(0), 0)),
        9 => Some((Value::Integer(1), 0)),
        kind => {
            let size = usize::try_from(kind.checked_sub(12)? / 2).ok()?;
            let rest = record.get(at..)?;
            // A record that breaks off still shows the start of its last value.
            let bytes = rest.get(..size).unwrap_or(rest);
            let value = if kind % 2 == 0 {
                Value::Blob(bytes.to_vec())
            } else {
                Value::Text(text(bytes, encoding))
            };
            Some((value, size))
        }
    }
}

fn text(bytes: &[u8], encoding: Encoding) -> String {
    let encoding = match encoding {
        // Programs put bytes of other code pages into text columns; nobody stops them.
        Encoding::Utf8 => {
            return match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => crate::format::plain::charset::decode(bytes, None).text,
            };
        }
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_length_that_the_format_gives_them() {
        assert_eq!(varint(&[0x7f], 0), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9], 0), Some((-1, 9)));
        assert_eq!(varint(&[0x80; 4], 0), None);
    }

    #[test]
    fn a_record_gives_its_values_and_a_cut_one_what_is_left() {
        let record = [
            5,
            1,
            0,
            13 + 2 * 4,
            9, // header: integer of a byte, null, text of four bytes, one
            0xfe,
            b'n',
            b'a',
            b'm',
            b'e',
        ];
        let all = values(&record, Encoding::Utf8);
        let expected = [
            Value::Integer(-2),
            Value::Null,
            Value::Text("name".into()),
            Value::Integer(1),
        ];
        assert_eq!(all, expected);
        let cut = values(&record[..8], Encoding::Utf8);
        assert_eq!(cut.get(2), Some(&Value::Text("na".into())));
    }
}
