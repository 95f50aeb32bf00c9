//! What a RAR file says it holds: its headers, read without unpacking (RAR 5.0 archive format;
//! technote of RAR 1.5 to 4).
//!
//! The program that unpacks does not tell encrypted members from others, nor copies of members from
//! empty ones, and ends at what it cannot unpack; the headers say all of that.

use super::zip_directory::number;

/// A member by its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RarMember {
    pub name: Vec<u8>,
    pub size: u64,
    pub encrypted: bool,
    /// The member whose bytes it shares.
    pub copy_of: Option<String>,
    /// It began in the volume before this one.
    pub continued: bool,
}

/// Headers that are read at most.
const MOST: usize = 1 << 20;

/// The members in the order of their headers; none where it is no RAR file.
pub(super) fn list(bytes: &[u8]) -> Vec<RarMember> {
    match bytes {
        [b'R', b'a', b'r', b'!', 0x1a, 7, 0, ..] => old_list(bytes),
        [b'R', b'a', b'r', b'!', 0x1a, 7, 1, 0, ..] => new_list(bytes),
        _ => Vec::new(),
    }
}

fn size_of(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Each header: crc (2), type (1), flags (2), size (2), and with the flag 0x8000 the size of what
/// follows it (4).
fn old_list(bytes: &[u8]) -> Vec<RarMember> {
    let mut out = Vec::new();
    let mut at = 7usize;
    while out.len() < MOST {
        let Some(header) = bytes.get(at..) else { break };
        let (Some(kind), Some(flags), Some(size)) = (
            header.get(2),
            number::<2>(header, 3),
            number::<2>(header, 5),
        ) else {
            break;
        };
        let mut packed = 0;
        if flags & 0x8000 != 0 || *kind == 0x74 {
            packed = number::<4>(header, 7).unwrap_or(0);
        }
        if matches!(kind, 0x74 | 0x7a) && flags & 0x100 != 0 {
            packed |= number::<4>(header, 32).unwrap_or(0) << 32;
        }
        if *kind == 0x74 {
            let header = header.get(..size_of(size)).unwrap_or_default();
            out.extend(old_member(header, flags));
        }
        // The end of the archive.
        if *kind == 0x7b || size < 7 {
            break;
        }
        at = at
            .saturating_add(size_of(size))
            .saturating_add(size_of(packed));
    }
    out
}

fn old_member(header: &[u8], flags: u64) -> Option<RarMember> {
    let mut size = number::<4>(header, 11)?;
    let length = size_of(number::<2>(header, 26)?);
    let mut at = 32usize;
    if flags & 0x100 != 0 {
        size |= number::<4>(header, 36)? << 32;
        at += 8;
    }
    let name = header.get(at..at.checked_add(length)?)?;
    let name = match name.iter().position(|b| *b == 0) {
        Some(end) if flags & 0x200 != 0 => {
            let (plain, coded) = name.split_at_checked(end)?;
            wide_name(plain, coded.get(1..)?).into_bytes()
        }
        _ => name.to_vec(),
    };
    Some(RarMember {
        name: name
            .iter()
            .map(|b| if *b == b'\\' { b'/' } else { *b })
            .collect(),
        size,
        encrypted: flags & 4 != 0,
        copy_of: None,
        continued: flags & 1 != 0,
    })
}

/// The name in UTF-16 as what differs from the plain one: pairs of bits say how the next letter is
/// written.
fn wide_name(plain: &[u8], coded: &[u8]) -> String {
    let mut bytes = coded.iter().copied();
    let high = u16::from(bytes.next().unwrap_or(0)) << 8;
    let mut out: Vec<u16> = Vec::new();
    let (mut flags, mut left) = (0u8, 0u8);
    loop {
        if left == 0 {
            let Some(next) = bytes.next() else { break };
            (flags, left) = (next, 8);
        }
        left -= 2;
        let Some(byte) = bytes.next() else { break };
        match flags >> left & 3 {
            0 => out.push(u16::from(byte)),
            1 => out.push(u16::from(byte) | high),
            2 => {
                let Some(upper) = bytes.next() else { break };
                out.push(u16::from_le_bytes([byte, upper]));
            }
            _ => {
                let shift = if byte & 0x80 == 0 { None } else { bytes.next() };
                for _ in 0..usize::from(byte & 0x7f) + 2 {
                    let letter = plain.get(out.len()).copied().unwrap_or(0);
                    out.push(match shift {
                        Some(shift) => u16::from(letter.wrapping_add(shift)) | high,
                        None => u16::from(letter),
                    });
                }
            }
        }
    }
    String::from_utf16_lossy(&out)
}

/// Takes numbers of seven bits a byte.
struct Numbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Numbers<'a> {
    fn next(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn named(&mut self) -> Option<&'a [u8]> {
        let length = size_of(self.next()?);
        self.take(length)
    }
}

/// Each header: crc (4), then numbers: size, type, flags, size of the extra area (flag 1), size of
/// what follows the header (flag 2).
fn new_list(bytes: &[u8]) -> Vec<RarMember> {
    let mut out = Vec::new();
    let mut at = 8usize;
    while out.len() < MOST {
        let mut numbers = Numbers {
            bytes,
            at: at.saturating_add(4),
        };
        let Some(size) = numbers.next().map(size_of) else {
            break;
        };
        let start = numbers.at;
        let end = start.saturating_add(size);
        let Some(header) = bytes.get(start..end) else {
            break;
        };
        let mut header = Numbers {
            bytes: header,
            at: 0,
        };
        let (Some(kind), Some(flags)) = (header.next(), header.next()) else {
            break;
        };
        let extra = if flags & 1 == 0 {
            Some(0)
        } else {
            header.next()
        };
        let data = if flags & 2 == 0 {
            Some(0)
        } else {
            header.next()
        };
        let (Some(extra), Some(data)) = (extra, data) else {
            break;
        };
        match kind {
            2 => out.extend(new_member(header, size_of(extra), flags)),
            // Everything behind is encrypted, or the archive ends.
            4 | 5 => break,
            _ => {}
        }
        if size == 0 {
            break;
        }
        at = end.saturating_add(size_of(data));
    }
    out
}

fn new_member(mut header: Numbers<'_>, extra: usize, flags: u64) -> Option<RarMember> {
    let about = header.next()?;
    let size = header.next()?;
    header.next()?;
    if about & 2 != 0 {
        header.take(4)?;
    }
    if about & 4 != 0 {
        header.take(4)?;
    }
    header.next()?;
    header.next()?;
    let mut member = RarMember {
        name: header.named()?.to_vec(),
        size: if about & 8 == 0 { size } else { 0 },
        encrypted: false,
        copy_of: None,
        continued: flags & 8 != 0,
    };
    let mut records = Numbers {
        bytes: header.bytes,
        at: header.bytes.len().checked_sub(extra)?,
    };
    while let Some(length) = records.next() {
        let Some(record) = records.take(size_of(length)) else {
            break;
        };
        let mut record = Numbers {
            bytes: record,
            at: 0,
        };
        match record.next() {
            Some(1) => member.encrypted = true,
            Some(4) => {
                record.next();
                if let Some(version) = record.next() {
                    member.name.extend(format!(";{version}").bytes());
                }
            }
            // A hard link or a copy.
            Some(5) if matches!(record.next(), Some(4 | 5)) => {
                record.next();
                member.copy_of = record
                    .named()
                    .map(|name| String::from_utf8_lossy(name).into_owned());
            }
            _ => {}
        }
    }
    Some(member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_bits_is_read() {
        // `قا.txt`: two letters with the high byte 06, then four bytes of the plain name.
        let coded = [6, 0b01_01_11_00, 0x42, 0x27, 2];
        assert_eq!(wide_name(b"??.txt", &coded), "قا.txt");
    }

    #[test]
    fn an_encrypted_member_of_rar_5_is_told_by_its_header() {
        let mut header = vec![2, 1, 3, 0, 9, 0x20, 0, 0, 5];
        header.extend(b"a.txt");
        header.extend([2, 1, 0]);
        let mut file = b"Rar!\x1a\x07\x01\0".to_vec();
        file.extend([0; 4]);
        file.push(header.len() as u8);
        file.extend(header);
        let found = list(&file);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].name.as_slice(), found[0].size, found[0].encrypted),
            (b"a.txt".as_slice(), 9, true)
        );
    }

    #[test]
    fn headers_that_lead_nowhere_end_the_list() {
        for end in 0..40u8 {
            let mut file = b"Rar!\x1a\x07\x01\0".to_vec();
            file.extend((0..end).map(|n| n.wrapping_mul(83)));
            let _ = list(&file);
            file[6] = 0;
            let _ = list(&file);
        }
    }
}
