//! Fields of a dBASE table and their values.

use crate::format::octets::{be_u32, be_u64, le_u32, le_u64};
use crate::format::plain::settled::Settled;

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name, in the code page of the table.
    pub name: Vec<u8>,
    /// Bytes in each row.
    pub length: usize,
    kind: u8,
    /// Visual FoxPro and dBASE 7 give some letters another meaning.
    version: u8,
}

/// The kinds of fields there are.
const KINDS: &[u8] = b"CNFDLMGPBIYTO@+VQW0X";

/// Reads the list of fields in a header; none where it is no such list.
pub(super) fn fields(header: &[u8], version: u8) -> Option<Vec<Field>> {
    let seven = matches!(version, 0x04 | 0x8C);
    let (first, entry, name_bytes) = if seven { (68, 48, 32) } else { (32, 32, 11) };
    let mut fields = Vec::new();
    let mut at = first;
    while *header.get(at)? != 0x0D {
        let bytes = header.get(at..at + entry)?;
        let name = bytes.get(..name_bytes)?;
        let end = name.iter().position(|b| *b == 0).unwrap_or(name_bytes);
        let name = name.get(..end)?;
        let (kind, length, decimals) = if seven {
            (*bytes.get(32)?, *bytes.get(33)?, *bytes.get(34)?)
        } else {
            (*bytes.get(11)?, *bytes.get(16)?, *bytes.get(17)?)
        };
        let printable = |b: &u8| *b >= b' ';
        if name.is_empty() || !name.iter().all(printable) || !KINDS.contains(&kind) {
            return None;
        }
        // Texts of more than 255 letters use the place of the decimals as a high byte.
        let length = if kind == b'C' && !seven {
            usize::from(length) | usize::from(decimals) << 8
        } else {
            usize::from(length)
        };
        fields.push(Field {
            name: name.to_vec(),
            length,
            kind,
            version,
        });
        at += entry;
    }
    (!fields.is_empty()).then_some(fields)
}

impl Field {
    /// Whether its values are text.
    pub(super) const fn is_text(&self) -> bool {
        matches!(self.kind, b'C' | b'V')
    }

    /// Whether its values lie in another file.
    pub(super) const fn is_memo(&self) -> bool {
        matches!(self.kind, b'M' | b'G' | b'P' | b'W') || (self.kind == b'B' && !self.is_fox())
    }

    const fn is_fox(&self) -> bool {
        matches!(self.version, 0x30..=0x32)
    }

    /// A value as text.
    pub(super) fn shown(&self, value: &[u8], settled: Settled) -> String {
        if self.is_memo() {
            return block(value).map_or_else(String::new, |n| format!("[memo block {n}]"));
        }
        let binary = match self.kind {
            b'I' if self.is_fox() => le_u32(value, 0).map(|n| n.cast_signed().to_string()),
            b'I' | b'+' => be_u32(value, 0).map(ordered),
            b'B' => le_u64(value, 0).map(|n| f64::from_bits(n).to_string()),
            b'O' => be_u64(value, 0).map(|n| ordered_float(n).to_string()),
            b'Y' => le_u64(value, 0).map(|n| money(n.cast_signed())),
            b'T' if value.len() == 8 => fox_time(value),
            b'@' => None,
            b'0' | b'Q' | b'X' => Some(String::new()),
            _ => return self.letters(value, settled),
        };
        binary.unwrap_or_else(|| {
            if value.iter().all(|byte| *byte == 0) {
                String::new()
            } else {
                value.iter().map(|byte| format!("{byte:02x}")).collect()
            }
        })
    }

    fn letters(&self, value: &[u8], settled: Settled) -> String {
        let text = settled.decode(value);
        let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        match (self.kind, text.as_bytes()) {
            // Year first, since 03/04 is two dates.
            (b'D', digits) if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
                match (text.get(..4), text.get(4..6), text.get(6..)) {
                    (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
                    _ => text.to_owned(),
                }
            }
            (b'L', b"?") => String::new(),
            // Numbers that did not fit are stars.
            _ => text.to_owned(),
        }
    }
}

/// The number of a block in the file of memos.
fn block(value: &[u8]) -> Option<u64> {
    let number = if value.len() == 4 {
        u64::from(le_u32(value, 0)?)
    } else {
        std::str::from_utf8(value).ok()?.trim().parse().ok()?
    };
    (number > 0).then_some(number)
}

/// dBASE 7 writes numbers so that their bytes sort as they do: the sign bit turned round.
fn ordered(bits: u32) -> String {
    (bits ^ 0x8000_0000).cast_signed().to_string()
}

fn ordered_float(bits: u64) -> f64 {
    f64::from_bits(if bits >> 63 == 1 {
        bits ^ 1 << 63
    } else {
        !bits
    })
}

/// Four decimals.
fn money(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let whole = value.unsigned_abs();
    format!("{sign}{}.{:04}", whole / 10_000, whole % 10_000)
}

/// The day as a Julian day number, the time in milliseconds.
fn fox_time(value: &[u8]) -> Option<String> {
    let day = i64::from(le_u32(value, 0)?);
    let ms = i64::from(le_u32(value, 4)?);
    // 2440588 is the first of January 1970; the range keeps to years of four digits.
    if !(1_721_426..5_373_485).contains(&day) || !(0..86_400_000).contains(&ms) {
        return None;
    }
    // Some programs cut to a millisecond below the second that was meant.
    let written =
        domain::Moment::from_unix_ms((day - 2_440_588) * 86_400_000 + (ms + 500) / 1000 * 1000);
    let text = written.to_string();
    let moment: String = text.chars().take(19).collect();
    Some(moment.replace('T', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: u8, version: u8, value: &[u8]) -> String {
        let field = Field {
            name: b"A".to_vec(),
            length: value.len(),
            kind,
            version,
        };
        field.shown(value, Settled::Number(1252))
    }

    #[test]
    fn values_of_each_kind_are_shown() {
        assert_eq!(shown(b'D', 3, b"20130405"), "2013-04-05");
        assert_eq!(shown(b'D', 3, b"        "), "");
        assert_eq!(shown(b'N', 3, b"   12.50"), "12.50");
        assert_eq!(shown(b'L', 3, b"T"), "T");
        assert_eq!(shown(b'M', 0x83, b"        17"), "[memo block 17]");
        assert_eq!(shown(b'M', 0x30, &[9, 0, 0, 0]), "[memo block 9]");
        assert_eq!(shown(b'I', 0x30, &(-5i32).to_le_bytes()), "-5");
        assert_eq!(shown(b'Y', 0x30, &(-12_345i64).to_le_bytes()), "-1.2345");
        let moment = [2_456_294u32.to_le_bytes(), 37_800_000u32.to_le_bytes()].concat();
        assert_eq!(shown(b'T', 0x30, &moment), "2013-01-01 10:30:00");
    }
}
