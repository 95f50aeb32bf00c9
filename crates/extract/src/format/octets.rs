//! Numbers as they lie in bytes; none where the bytes end before them.

fn field<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// Two bytes, the low one first.
pub(crate) fn le_u16(bytes: &[u8], at: usize) -> Option<u16> {
    field(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes, the low one first.
pub(crate) fn le_u32(bytes: &[u8], at: usize) -> Option<u32> {
    field(bytes, at).map(u32::from_le_bytes)
}

/// Eight bytes, the low one first.
pub(crate) fn le_u64(bytes: &[u8], at: usize) -> Option<u64> {
    field(bytes, at).map(u64::from_le_bytes)
}

/// Two bytes, the high one first.
pub(crate) fn be_u16(bytes: &[u8], at: usize) -> Option<u16> {
    field(bytes, at).map(u16::from_be_bytes)
}

/// Four bytes, the high one first.
pub(crate) fn be_u32(bytes: &[u8], at: usize) -> Option<u32> {
    field(bytes, at).map(u32::from_be_bytes)
}

/// Eight bytes, the high one first.
pub(crate) fn be_u64(bytes: &[u8], at: usize) -> Option<u64> {
    field(bytes, at).map(u64::from_be_bytes)
}

/// Four bytes, the low one first, as a place or length in memory.
pub(crate) fn le_size(bytes: &[u8], at: usize) -> Option<usize> {
    le_u32(bytes, at).and_then(|n| usize::try_from(n).ok())
}

/// Four bytes, the high one first, as a place or length in memory.
pub(crate) fn be_size(bytes: &[u8], at: usize) -> Option<usize> {
    be_u32(bytes, at).and_then(|n| usize::try_from(n).ok())
}
