//! Directories of TIFF (TIFF 6.0 section 2), in which cameras write as well (CIPA DC-008 section 4.5).
//!
//! Reads what is there of a cut or broken file; every place and length is held against the bytes.

use exif::{Rational, SRational, Value};

/// Entries of one directory that are read.
const MOST_ENTRIES: u64 = 2_000;
/// Numbers of one entry that are read.
const MOST_NUMBERS: usize = 4_096;
/// Bytes of one entry that are copied out to be shown.
const MOST_BYTES: usize = 64 * 1024;

/// A file, or a part of one, in which directories stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tiff<'a> {
    pub bytes: &'a [u8],
    pub little: bool,
    /// Offsets of eight bytes: BigTIFF.
    big: bool,
}

/// One entry of a directory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub tag: u16,
    kind: u16,
    count: u64,
    /// Where the value stands.
    pub at: usize,
    /// The bytes of the value, as many as there are.
    pub bytes: &'a [u8],
}

/// A directory, and where the next one stands; zero for none.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    pub entries: Vec<Entry<'a>>,
    pub next: usize,
}

impl<'a> Tiff<'a> {
    /// The file and where its first directory stands.
    pub(super) fn open(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let mut tiff = Self {
            bytes,
            little,
            big: false,
        };
        match tiff.two(2)? {
            // 0x4F52 and 0x5352 are Olympus raw files, 0x55 those of Panasonic.
            42 | 0x4F52 | 0x5352 | 0x55 => Some((tiff, tiff.four(4)? as usize)),
            43 => {
                tiff.big = true;
                Some((tiff, usize::try_from(tiff.eight(8)?).ok()?))
            }
            _ => None,
        }
    }

    /// Directories without a head of their own, as makers' notes have them.
    pub(super) const fn headless(bytes: &'a [u8], little: bool) -> Self {
        Self {
            bytes,
            little,
            big: false,
        }
    }

    pub(super) fn two(&self, at: usize) -> Option<u16> {
        let raw = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(raw)
        } else {
            u16::from_be_bytes(raw)
        })
    }

    pub(super) fn four(&self, at: usize) -> Option<u32> {
        let raw = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little {
            u32::from_le_bytes(raw)
        } else {
            u32::from_be_bytes(raw)
        })
    }

    fn eight(&self, at: usize) -> Option<u64> {
        let raw = self.bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
        Some(if self.little {
            u64::from_le_bytes(raw)
        } else {
            u64::from_be_bytes(raw)
        })
    }

    /// A number as wide as offsets are in this file.
    fn wide(&self, at: usize) -> Option<u64> {
        if self.big {
            self.eight(at)
        } else {
            self.four(at).map(u64::from)
        }
    }

    /// The directory at a place, as far as it can be read.
    pub(super) fn directory(&self, at: usize) -> Option<Directory<'a>> {
        let (head, length, word) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let stated = if self.big {
            self.eight(at)?
        } else {
            u64::from(self.two(at)?)
        };
        let mut directory = Directory::default();
        let first = at.checked_add(head)?;
        for n in 0..stated.min(MOST_ENTRIES) {
            let place = first.checked_add(usize::try_from(n).ok()?.checked_mul(length)?)?;
            let Some(entry) = self.entry(place, word) else {
                return Some(directory);
            };
            directory.entries.push(entry);
        }
        let end = usize::try_from(stated)
            .ok()
            .and_then(|n| n.checked_mul(length))
            .and_then(|n| n.checked_add(first));
        directory.next = end
            .and_then(|end| self.wide(end))
            .and_then(|next| usize::try_from(next).ok())
            .unwrap_or(0);
        Some(directory)
    }

    fn entry(&self, place: usize, word: usize) -> Option<Entry<'a>> {
        let tag = self.two(place)?;
        let kind = self.two(place + 2)?;
        let count = self.wide(place + 4)?;
        let inside = place + 4 + word;
        // The value must be there even where it is an offset.
        self.wide(inside)?;
        let length = count.saturating_mul(size(kind));
        let at = if length <= word as u64 {
            inside
        } else {
            usize::try_from(self.wide(inside)?).unwrap_or(usize::MAX)
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let rest = self.bytes.get(at..).unwrap_or_default();
        Some(Entry {
            tag,
            kind,
            count,
            at,
            bytes: rest.get(..length).unwrap_or(rest),
        })
    }

    /// The values of an entry as numbers, of whole types only.
    pub(super) fn numbers(&self, entry: &Entry<'a>) -> Vec<u64> {
        let width = match entry.kind {
            1 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 13 => 4,
            16..=18 => 8,
            _ => return Vec::new(),
        };
        let value = |n: usize| match width {
            1 => entry.bytes.get(n).map(|byte| u64::from(*byte)),
            2 => self.two(entry.at + n * 2).map(u64::from),
            4 => self.four(entry.at + n * 4).map(u64::from),
            _ => self.eight(entry.at + n * 8),
        };
        (0..self.count(entry, width)).filter_map(value).collect()
    }

    /// The first value of an entry as a number.
    pub(super) fn number(&self, entry: &Entry<'a>) -> Option<u64> {
        self.numbers(entry).first().copied()
    }

    /// How many values of this width can be read.
    fn count(&self, entry: &Entry<'a>, width: usize) -> usize {
        let stated = usize::try_from(entry.count).unwrap_or(usize::MAX);
        stated.min(entry.bytes.len() / width).min(MOST_NUMBERS)
    }

    /// The value in the form in which it can be shown.
    pub(super) fn value(&self, entry: &Entry<'a>) -> Value {
        let at = entry.at;
        let each = |width: usize| 0..self.count(entry, width);
        let bytes = entry.bytes.get(..MOST_BYTES).unwrap_or(entry.bytes);
        match entry.kind {
            1 => Value::Byte(bytes.to_vec()),
            2 => Value::Ascii(bytes.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect()),
            3 => Value::Short(each(2).filter_map(|n| self.two(at + n * 2)).collect()),
            4 | 13 => Value::Long(each(4).filter_map(|n| self.four(at + n * 4)).collect()),
            5 => Value::Rational(
                each(8)
                    .filter_map(|n| {
                        let (num, denom) = (self.four(at + n * 8)?, self.four(at + n * 8 + 4)?);
                        Some(Rational { num, denom })
                    })
                    .collect(),
            ),
            6 => Value::SByte(bytes.iter().map(|byte| byte.cast_signed()).collect()),
            8 => Value::SShort(
                each(2)
                    .filter_map(|n| self.two(at + n * 2).map(u16::cast_signed))
                    .collect(),
            ),
            9 => Value::SLong(
                each(4)
                    .filter_map(|n| self.four(at + n * 4).map(u32::cast_signed))
                    .collect(),
            ),
            10 => Value::SRational(
                each(8)
                    .filter_map(|n| {
                        let (num, denom) = (self.four(at + n * 8)?, self.four(at + n * 8 + 4)?);
                        let (num, denom) = (num.cast_signed(), denom.cast_signed());
                        Some(SRational { num, denom })
                    })
                    .collect(),
            ),
            11 => Value::Float(
                each(4)
                    .filter_map(|n| self.four(at + n * 4).map(f32::from_bits))
                    .collect(),
            ),
            12 => Value::Double(
                each(8)
                    .filter_map(|n| self.eight(at + n * 8).map(f64::from_bits))
                    .collect(),
            ),
            _ => Value::Undefined(bytes.to_vec(), 0),
        }
    }
}

/// Bytes of one value of a type (TIFF 6.0 section 2; 13 is IFD, 16 to 18 are of BigTIFF).
const fn size(kind: u16) -> u64 {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_four_gigabytes_is_what_is_there_of_it() {
        let mut bytes = b"II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\xff\xff\xff\xff\x1a\0\0\0".to_vec();
        bytes.extend(b"\0\0\0\0Make");
        let (tiff, first) = Tiff::open(&bytes).unwrap();
        let directory = tiff.directory(first).unwrap();
        assert_eq!(directory.entries[0].bytes, b"Make");
        assert_eq!(directory.next, 0);
    }

    #[test]
    fn places_at_the_end_of_all_numbers_are_no_places() {
        let bytes = b"II*\0\xff\xff\xff\xff";
        let (tiff, first) = Tiff::open(bytes).unwrap();
        assert!(tiff.directory(first).is_none());
        let bytes = b"II+\0\x08\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff";
        let (tiff, first) = Tiff::open(bytes).unwrap();
        assert!(tiff.directory(first).is_none());
    }
}
