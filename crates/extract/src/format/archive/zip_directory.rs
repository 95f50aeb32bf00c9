//! The directory of a ZIP file (PKWARE, APPNOTE 6.3.10), read twice: at its end and before each member.
//!
//! Own reader, not a library's: evidence must show what one of the two places says and the other
//! does not, bytes of names as they are, and members of files whose end is missing.

use super::zip_scan;

/// A member as the file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ZipEntry {
    /// Its path, as bytes.
    pub name: Vec<u8>,
    /// General purpose flags.
    pub flags: u16,
    /// Compression method.
    pub method: u16,
    /// Checksum of the unpacked bytes.
    pub crc: u32,
    /// Packed size in bytes.
    pub packed: u64,
    /// Unpacked size in bytes.
    pub size: u64,
    /// Date and time of last change, as MS-DOS wrote them.
    pub dos_time: (u16, u16),
    /// Where the local header begins in the file.
    pub header_at: usize,
    /// Unix mode bits; 0 where none are given.
    pub unix_mode: u32,
    /// The name in UTF-8 of extra field 0x7075, if it belongs to this name.
    pub unicode_name: Option<String>,
}

/// Bit 0: encrypted. Bit 3: sizes stand after the data. Bit 11: the name is UTF-8.
pub(crate) const ENCRYPTED: u16 = 1;
pub(crate) const SIZES_AFTER: u16 = 1 << 3;
pub(crate) const UTF8_NAME: u16 = 1 << 11;

impl ZipEntry {
    /// Whether its bytes need a password.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.flags & ENCRYPTED != 0 || self.method == 99
    }

    /// Whether it stands for a folder.
    pub(crate) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/") || self.name.ends_with(b"\\") && self.size == 0
    }

    /// Whether it stands for a symbolic link.
    pub(crate) fn is_link(&self) -> bool {
        self.unix_mode & 0o170_000 == 0o120_000
    }
}

/// What the file says it holds.
#[derive(Debug, Default)]
pub(crate) struct ZipDirectory {
    /// The members in the order of the directory; found ones follow.
    pub entries: Vec<ZipEntry>,
    /// How many members the end record states; none without one.
    pub declared: Option<u64>,
    /// Members found before the data that the directory does not list.
    pub unlisted: u64,
    /// What is wrong with the directory, in words.
    pub faults: Vec<String>,
    /// Bytes before the first member.
    pub prefix: usize,
    /// The comment of the whole.
    pub comment: Vec<u8>,
    /// More members than the bound were listed; the rest is not in `entries`.
    pub cut: bool,
}

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";
const LISTED: &[u8] = b"PK\x01\x02";

/// Little-endian numbers at a place of the file.
pub(crate) fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(N)?)?;
    Some(
        field
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    number::<2>(bytes, at).and_then(|n| u16::try_from(n).ok())
}

fn index(bytes: &[u8], at: usize, wide: bool) -> Option<usize> {
    let value = if wide {
        number::<8>(bytes, at)
    } else {
        number::<4>(bytes, at)
    }?;
    usize::try_from(value).ok()
}

struct EndRecord {
    at: usize,
    declared: u64,
    size: usize,
    offset: usize,
}

/// Reads the directory; where it is missing or broken, the headers before the members.
pub(crate) fn open(bytes: &[u8], most: usize) -> ZipDirectory {
    let mut directory = ZipDirectory::default();
    match end_record(bytes) {
        Some(end) => {
            directory.declared = Some(end.declared);
            directory.comment = bytes.get(end.at + 22..).unwrap_or_default().to_vec();
            // Number of this volume, counted from 0; all ones where the wide record says it.
            if let Some(volume @ 1..=0xfffe) = number::<2>(bytes, end.at + 4) {
                directory.faults.push(format!(
                    "the ZIP file is the last of {} volumes; members in the others are missing",
                    volume + 1
                ));
            }
            listed(bytes, &end, most, &mut directory);
        }
        None => directory
            .faults
            .push("the directory at the end of the ZIP file is missing".to_owned()),
    }
    // The count of 16 bits may have overflowed; what stands behind the last one taken tells more.
    directory.cut |=
        directory.entries.len() >= most && directory.declared.unwrap_or(0) > most as u64;
    if !directory.cut {
        zip_scan::add_unlisted(bytes, most, &mut directory);
    }
    directory
}

/// Looks for the end record from the end on; of several, the last whose directory is where it says.
fn end_record(bytes: &[u8]) -> Option<EndRecord> {
    let mut first = None;
    let tail_start = bytes.len().saturating_sub(1 << 20);
    let mut tail = bytes.get(tail_start..)?;
    for _ in 0..1_000 {
        let Some(position) = tail.windows(4).rposition(|window| window == END) else {
            break;
        };
        let end = parse_end(bytes, tail_start + position);
        if let Some(end) = end {
            let start = end.at.saturating_sub(end.size);
            let right = |at: usize| bytes.get(at..at + 4) == Some(LISTED);
            if end.declared == 0 || right(end.offset) || right(start) {
                return Some(end);
            }
            first = first.or(Some(end));
        }
        tail = tail.get(..position + 3)?;
    }
    first
}

fn parse_end(bytes: &[u8], at: usize) -> Option<EndRecord> {
    let declared = number::<2>(bytes, at + 10)?;
    let size = index(bytes, at + 12, false)?;
    let offset = index(bytes, at + 16, false)?;
    let narrow = EndRecord {
        at,
        declared,
        size,
        offset,
    };
    let locator = at
        .checked_sub(20)
        .filter(|l| bytes.get(*l..*l + 4) == Some(LOCATOR64));
    let wide = locator
        .and_then(|l| index(bytes, l + 8, true))
        .filter(|e| bytes.get(*e..e.saturating_add(4)) == Some(END64));
    match wide {
        Some(end64) => Some(EndRecord {
            at,
            declared: number::<8>(bytes, end64 + 32)?,
            size: index(bytes, end64 + 40, true)?,
            offset: index(bytes, end64 + 48, true)?,
        }),
        None => Some(narrow),
    }
}

fn listed(bytes: &[u8], end: &EndRecord, most: usize, directory: &mut ZipDirectory) {
    // Bytes put before the archive shift every offset in it.
    let expected = end.at.saturating_sub(end.size);
    let here = |at: usize| bytes.get(at..at.saturating_add(4)) == Some(LISTED);
    let (mut at, shift) = if here(end.offset) {
        (end.offset, 0)
    } else if here(expected) {
        (expected, expected.saturating_sub(end.offset))
    } else {
        if end.declared > 0 {
            directory
                .faults
                .push("the directory of the ZIP file is not where its end record says".to_owned());
        }
        return;
    };
    directory.prefix = shift;
    while directory.entries.len() < most {
        if !here(at) {
            break;
        }
        let Some((entry, next)) = central_entry(bytes, at, shift) else {
            directory
                .faults
                .push("the directory of the ZIP file breaks off".to_owned());
            return;
        };
        directory.entries.push(entry);
        at = next;
    }
    directory.cut = directory.entries.len() >= most && here(at);
    if (directory.entries.len() as u64) < end.declared && directory.entries.len() < most {
        directory.faults.push(format!(
            "the end record states {} members and the directory lists {}",
            end.declared,
            directory.entries.len()
        ));
    }
}

fn central_entry(bytes: &[u8], at: usize, shift: usize) -> Option<(ZipEntry, usize)> {
    let name_len = usize::from(short(bytes, at + 28)?);
    let extra_len = usize::from(short(bytes, at + 30)?);
    let comment_len = usize::from(short(bytes, at + 32)?);
    let name = bytes.get(at + 46..at + 46 + name_len)?.to_vec();
    let extra = bytes
        .get(at + 46 + name_len..at + 46 + name_len + extra_len)
        .unwrap_or_default();
    let made_by = short(bytes, at + 4)? >> 8;
    let attributes = number::<4>(bytes, at + 38)?;
    let mut entry = ZipEntry {
        flags: short(bytes, at + 8)?,
        method: short(bytes, at + 10)?,
        dos_time: (short(bytes, at + 14)?, short(bytes, at + 12)?),
        crc: u32::try_from(number::<4>(bytes, at + 16)?).ok()?,
        packed: number::<4>(bytes, at + 20)?,
        size: number::<4>(bytes, at + 24)?,
        header_at: index(bytes, at + 42, false)?,
        // 3: Unix, 19: macOS; others keep no mode.
        unix_mode: if matches!(made_by, 3 | 19) {
            u32::try_from(attributes >> 16).ok()?
        } else {
            0
        },
        unicode_name: None,
        name,
    };
    read_extra(extra, &mut entry);
    entry.header_at = entry.header_at.saturating_add(shift);
    Some((entry, at + 46 + name_len + extra_len + comment_len))
}

/// Takes wide sizes (0x0001) and the Unicode name (0x7075) from the extra fields.
pub(super) fn read_extra(mut extra: &[u8], entry: &mut ZipEntry) {
    while let Some((id, len)) = short(extra, 0).zip(short(extra, 2)) {
        let Some(field) = extra.get(4..4 + usize::from(len)) else {
            return;
        };
        if id == 1 {
            let mut wide = field;
            let mut take = |value: &mut u64| {
                if *value == u64::from(u32::MAX)
                    && let Some(found) = number::<8>(wide, 0)
                {
                    *value = found;
                    wide = wide.get(8..).unwrap_or_default();
                }
            };
            take(&mut entry.size);
            take(&mut entry.packed);
            let mut offset = entry.header_at as u64;
            take(&mut offset);
            entry.header_at = usize::try_from(offset).unwrap_or(usize::MAX);
        }
        if id == 0x7075 && field.first() == Some(&1) {
            let mut crc = flate2::Crc::new();
            crc.update(&entry.name);
            if number::<4>(field, 1) == Some(u64::from(crc.sum())) {
                entry.unicode_name = field
                    .get(5..)
                    .and_then(|n| String::from_utf8(n.to_vec()).ok());
            }
        }
        extra = extra.get(4 + usize::from(len)..).unwrap_or_default();
    }
}
