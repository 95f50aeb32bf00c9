//! The headers before the members of a ZIP file: all there is when its end is missing, and a check
//! on the directory when it is not.

use super::zip_directory::{SIZES_AFTER, ZipDirectory, ZipEntry, number, read_extra};
use flate2::{Decompress, FlushDecompress, Status};

const LOCAL: &[u8] = b"PK\x03\x04";
const AFTER: &[u8] = b"PK\x07\x08";

/// Where the data of a member begins, as its local header says.
pub(super) fn data_start(bytes: &[u8], header_at: usize) -> Option<usize> {
    let end = header_at.checked_add(30)?;
    let header = bytes.get(header_at..end)?;
    if !header.starts_with(LOCAL) {
        return None;
    }
    let name = usize::try_from(number::<2>(header, 26)?).ok()?;
    let extra = usize::try_from(number::<2>(header, 28)?).ok()?;
    end.checked_add(name)?
        .checked_add(extra)
        .filter(|at| *at <= bytes.len())
}

/// Adds members that stand in the file but not in its directory.
///
/// With a sound directory only the gaps between its members are looked at; without one, everything.
pub(super) fn add_unlisted(bytes: &[u8], most: usize, directory: &mut ZipDirectory) {
    let mut taken: Vec<(usize, usize)> = directory
        .entries
        .iter()
        .filter_map(|entry| {
            let start = data_start(bytes, entry.header_at)?;
            let end = start.saturating_add(usize::try_from(entry.packed).unwrap_or(usize::MAX));
            Some((entry.header_at, end.min(bytes.len())))
        })
        .collect();
    taken.sort_unstable();
    taken.push((bytes.len(), bytes.len()));
    let mut at = 0;
    let mut overlaps = 0u64;
    for (start, end) in taken {
        if start < at {
            overlaps += 1;
        } else {
            scan_gap(bytes, at, start, most, directory);
        }
        at = at.max(end);
    }
    if overlaps > 0 {
        directory.faults.push(format!(
            "{overlaps} members of the ZIP file share bytes with others"
        ));
    }
}

fn scan_gap(bytes: &[u8], from: usize, to: usize, most: usize, directory: &mut ZipDirectory) {
    let mut at = from;
    loop {
        let Some(gap) = bytes.get(at..to) else { return };
        let Some(found) = crate::kind::find(gap, LOCAL) else {
            return;
        };
        at += found;
        match local_entry(bytes, at, to) {
            Some(_) if directory.entries.len() >= most => {
                directory.cut = true;
                return;
            }
            Some((entry, next)) => {
                directory.entries.push(entry);
                directory.unlisted += 1;
                at = next.max(at + 4);
            }
            None => at += 4,
        }
    }
}

fn local_entry(bytes: &[u8], at: usize, to: usize) -> Option<(ZipEntry, usize)> {
    let small = |offset: usize| number::<2>(bytes, at + offset).and_then(|n| u16::try_from(n).ok());
    let data = data_start(bytes, at).filter(|data| *data <= to)?;
    let name_len = usize::from(small(26)?);
    let name = bytes.get(at + 30..at + 30 + name_len)?.to_vec();
    // A header that stands in the packed data by chance has a method or a name that makes no sense.
    let method = small(8)?;
    if !matches!(method, 0..=20 | 93..=99) || name.is_empty() || name.iter().any(|b| *b < 0x20) {
        return None;
    }
    let mut entry = ZipEntry {
        flags: small(6)?,
        method,
        dos_time: (small(12)?, small(10)?),
        crc: u32::try_from(number::<4>(bytes, at + 14)?).ok()?,
        packed: number::<4>(bytes, at + 18)?,
        size: number::<4>(bytes, at + 22)?,
        header_at: at,
        unix_mode: 0,
        unicode_name: None,
        name,
    };
    read_extra(
        bytes.get(at + 30 + name_len..data).unwrap_or_default(),
        &mut entry,
    );
    entry.header_at = at;
    if entry.flags & SIZES_AFTER != 0 && entry.packed == 0 {
        sizes_after(bytes, data, to, &mut entry)?;
    }
    let next = data.saturating_add(usize::try_from(entry.packed).unwrap_or(usize::MAX));
    Some((entry, next.min(to)))
}

/// Finds the end of data whose size is stated only after it.
fn sizes_after(bytes: &[u8], data: usize, to: usize, entry: &mut ZipEntry) -> Option<()> {
    let rest = bytes.get(data..to)?;
    let packed = if entry.method == 8 {
        deflate_end(rest)
    } else {
        None
    };
    let packed = packed
        .or_else(|| crate::kind::find(rest, AFTER))
        .unwrap_or(rest.len());
    entry.packed = packed as u64;
    let after = data + packed;
    let marked = usize::from(bytes.get(after..after + 4) == Some(AFTER)) * 4;
    if let (Some(crc), Some(size)) = (
        number::<4>(bytes, after + marked),
        number::<4>(bytes, after + marked + 8),
    ) {
        entry.crc = u32::try_from(crc).unwrap_or(0);
        entry.size = size;
        // What follows is counted with the data, so that the search goes on behind it.
        entry.flags &= !SIZES_AFTER;
    }
    Some(())
}

/// Where a deflated stream ends; the most it may unpack to while being measured is 1 GiB.
fn deflate_end(data: &[u8]) -> Option<usize> {
    let mut inflate = Decompress::new(false);
    let mut buffer = vec![0u8; 1 << 16];
    loop {
        let before = (inflate.total_in(), inflate.total_out());
        let rest = data.get(usize::try_from(before.0).ok()?..)?;
        let status = inflate
            .decompress(rest, &mut buffer, FlushDecompress::None)
            .ok()?;
        if status == Status::StreamEnd {
            return usize::try_from(inflate.total_in()).ok();
        }
        if before == (inflate.total_in(), inflate.total_out()) || inflate.total_out() > 1 << 30 {
            return None;
        }
    }
}
