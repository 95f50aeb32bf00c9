//! The records that a deck is made of ([MS-PPT] 2.3.1).

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// 15 where its body is records again.
    pub version: u16,
    pub instance: u16,
    pub kind: u16,
    pub body: &'a [u8],
    next: usize,
}

/// A little-endian number of four bytes.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
    .ok()
}

/// A little-endian number of two bytes.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// The record at a place.
pub(super) fn record(bytes: &[u8], at: usize) -> Option<Record<'_>> {
    let first = short(bytes, at)?;
    let start = at.checked_add(8)?;
    let end = start.checked_add(long(bytes, at + 4)?)?.min(bytes.len());
    Some(Record {
        version: first & 15,
        instance: first >> 4,
        kind: short(bytes, at + 2)?,
        body: bytes.get(start..end)?,
        next: end,
    })
}

/// The records one after the other.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = record(bytes, at)?;
        at = found.next;
        Some(found)
    })
}

/// The same, and those within containers in their place: a container holds its records right after
/// its head, so stepping into one is stepping on.
pub(super) fn flat(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = record(bytes, at)?;
        at = if found.version == 15 {
            at + 8
        } else {
            found.next
        };
        Some(found)
    })
}
