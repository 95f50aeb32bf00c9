//! Binary property lists (CFBinaryPList.c in Apple's published sources of CoreFoundation).

use crate::format::octets::be_u64;
use crate::format::plain::charset;

/// A value; those with parts are reached by [`List::items`] and [`List::get`].
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Numbers, dates and truth values as text.
    Text(String),
    Data(&'a [u8]),
    Array,
    Dictionary,
}

/// An opened list: objects by their number.
pub(super) struct List<'a> {
    bytes: &'a [u8],
    offset_bytes: usize,
    reference_bytes: usize,
    count: usize,
    top: usize,
    table: usize,
}

/// Objects written out of one list, and levels of objects within one another.
const OBJECTS: usize = 1_000_000;
const DEPTH: usize = 64;

impl<'a> List<'a> {
    /// Reads the last 32 bytes, which say where all objects are.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let end = bytes.get(bytes.len().checked_sub(32)?..)?;
        let size = |at: usize| usize::try_from(be_u64(end, at)?).ok();
        let list = Self {
            bytes,
            offset_bytes: usize::from(*end.get(6)?),
            reference_bytes: usize::from(*end.get(7)?),
            count: size(8)?,
            top: size(16)?,
            table: size(24)?,
        };
        let fits = (1..=8).contains(&list.offset_bytes)
            && (1..=8).contains(&list.reference_bytes)
            && list.count <= bytes.len()
            && list.top < list.count;
        fits.then_some(list)
    }

    /// The number of the outermost object.
    pub(super) const fn top(&self) -> usize {
        self.top
    }

    fn number(&self, at: usize, bytes: usize) -> Option<usize> {
        let field = self.bytes.get(at..at.checked_add(bytes)?)?;
        let number = field
            .iter()
            .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        usize::try_from(number).ok()
    }

    /// Kind, count, and place of what follows.
    fn head(&self, object: usize) -> Option<(u8, usize, usize)> {
        if object >= self.count {
            return None;
        }
        let entry = self
            .table
            .checked_add(object.checked_mul(self.offset_bytes)?)?;
        let at = self.number(entry, self.offset_bytes)?;
        let mark = *self.bytes.get(at)?;
        let (kind, low) = (mark >> 4, usize::from(mark & 15));
        if low < 15 || matches!(kind, 0..=3) {
            return Some((kind, low, at + 1));
        }
        // A larger count is an integer of its own.
        let power = *self.bytes.get(at + 1)? & 15;
        let length = 1usize.checked_shl(u32::from(power)).filter(|n| *n <= 8)?;
        Some((kind, self.number(at + 2, length)?, at + 2 + length))
    }

    /// The value of an object.
    pub(super) fn value(&self, object: usize) -> Option<Value<'a>> {
        let (kind, count, at) = self.head(object)?;
        let take = |bytes: usize| self.bytes.get(at..at.checked_add(bytes)?);
        Some(match kind {
            0 => Value::Text(
                match count {
                    8 => "false",
                    9 => "true",
                    _ => "",
                }
                .to_owned(),
            ),
            1 => {
                let bytes = take(1usize.checked_shl(u32::try_from(count).ok()?)?)?;
                let number = bytes
                    .iter()
                    .rev()
                    .take(8)
                    .rev()
                    .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
                Value::Text(if bytes.len() >= 8 {
                    number.cast_signed().to_string()
                } else {
                    number.to_string()
                })
            }
            2 => Value::Text(
                float(take(1usize.checked_shl(u32::try_from(count).ok()?)?)?)?.to_string(),
            ),
            3 => {
                let seconds = float(take(8)?)?;
                // Seconds since 2001.
                if !(-978_307_200.0..2.5e11).contains(&seconds) {
                    return Some(Value::Text(seconds.to_string()));
                }
                #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
                let ms = ((seconds + 978_307_200.0) * 1000.0) as i64;
                Value::Text(domain::Moment::from_unix_ms(ms).to_string())
            }
            4 => Value::Data(take(count)?),
            5 => Value::Text(charset::decode(take(count)?, None).text),
            6 => {
                let wide = take(count.checked_mul(2)?)?;
                Value::Text(
                    encoding_rs::UTF_16BE
                        .decode_without_bom_handling(wide)
                        .0
                        .into_owned(),
                )
            }
            7 => Value::Text(String::from_utf8_lossy(take(count)?).into_owned()),
            8 => Value::Text(format!("uid {}", self.number(at, count + 1)?)),
            0xA..=0xC => Value::Array,
            0xD => Value::Dictionary,
            _ => return None,
        })
    }

    fn references(&self, at: usize, count: usize) -> Vec<usize> {
        let most = self.bytes.len() / self.reference_bytes;
        (0..count.min(most))
            .map_while(|n| self.number(at + n * self.reference_bytes, self.reference_bytes))
            .collect()
    }

    /// The parts of an array; of anything else none.
    pub(super) fn items(&self, object: usize) -> Vec<usize> {
        match self.head(object) {
            Some((0xA..=0xC, count, at)) => self.references(at, count),
            _ => Vec::new(),
        }
    }

    /// Names and values of a dictionary.
    fn pairs(&self, object: usize) -> Vec<(usize, usize)> {
        match self.head(object) {
            Some((0xD, count, at)) => {
                let keys = self.references(at, count);
                let values = self.references(
                    at.saturating_add(count.saturating_mul(self.reference_bytes)),
                    count,
                );
                keys.into_iter().zip(values).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value under a name.
    pub(super) fn get(&self, object: usize, key: &str) -> Option<usize> {
        self.pairs(object)
            .into_iter()
            .find(|(name, _)| matches!(self.value(*name), Some(Value::Text(text)) if text == key))
            .map(|(_, value)| value)
    }

    /// All of it as lines `name: value`, indented by depth; and whether nothing was left out.
    pub(super) fn to_lines(&self, room: usize) -> (String, bool) {
        let mut out = String::new();
        let mut whole = true;
        let mut stack = vec![(0usize, String::new(), self.top)];
        let mut steps = 0usize;
        while let Some((depth, name, object)) = stack.pop() {
            steps += 1;
            if steps > OBJECTS || depth > DEPTH || out.len() > room {
                whole = false;
                break;
            }
            let indent = "  ".repeat(depth.saturating_sub(1));
            let before = if name.is_empty() {
                String::new()
            } else {
                format!("{name}: ")
            };
            let Some(value) = self.value(object) else {
                whole = false;
                continue;
            };
            match value {
                Value::Text(text) => {
                    out.push_str(&format!("{indent}{before}{text}\n"));
                }
                Value::Data(bytes) => {
                    let readable = std::str::from_utf8(bytes)
                        .ok()
                        .filter(|text| charset::is_text(text) && !text.is_empty());
                    let shown =
                        readable.map_or_else(|| format!("[{} bytes]", bytes.len()), str::to_owned);
                    out.push_str(&format!("{indent}{before}{shown}\n"));
                }
                Value::Array | Value::Dictionary => {
                    if !name.is_empty() {
                        out.push_str(&format!("{indent}{name}:\n"));
                    }
                    let mut parts: Vec<(usize, String, usize)> = self
                        .items(object)
                        .into_iter()
                        .map(|item| (depth + 1, String::new(), item))
                        .collect();
                    for (key, value) in self.pairs(object) {
                        let key = match self.value(key) {
                            Some(Value::Text(text)) => text,
                            _ => String::new(),
                        };
                        parts.push((depth + 1, key, value));
                    }
                    parts.reverse();
                    stack.extend(parts);
                }
            }
        }
        (out.trim_end().to_owned(), whole)
    }
}

fn float(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A list of these objects, the first one outermost; numbers of one byte.
    pub(in super::super) fn list(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut out = b"bplist00".to_vec();
        let mut table = Vec::new();
        for object in objects {
            table.extend((out.len() as u16).to_be_bytes());
            out.extend(object);
        }
        let at = out.len() as u64;
        out.extend(table);
        out.extend([0, 0, 0, 0, 0, 0, 2, 1]);
        out.extend((objects.len() as u64).to_be_bytes());
        out.extend(0u64.to_be_bytes());
        out.extend(at.to_be_bytes());
        out
    }

    fn text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = vec![0x60 | units.len() as u8];
        out.extend(units.into_iter().flat_map(u16::to_be_bytes));
        out
    }

    #[test]
    fn a_list_becomes_lines_and_a_circle_ends() {
        let bytes = list(&[
            vec![0xD2, 1, 2, 3, 4],
            text("name"),
            text("parts"),
            text("سامر"),
            vec![0xA2, 5, 6],
            vec![0x10, 7],
            vec![0x09],
        ]);
        let list_of = List::open(&bytes).unwrap();
        let (lines, whole) = list_of.to_lines(1000);
        assert_eq!(lines, "name: سامر\nparts:\n  7\n  true");
        assert!(whole);
        let circle = list(&[vec![0xA1, 0]]);
        assert!(!List::open(&circle).unwrap().to_lines(1000).1);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0xFF;
            if let Some(list) = List::open(&flipped) {
                list.to_lines(10_000);
            }
        }
    }
}
