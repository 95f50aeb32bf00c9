//! Property sets of objects ([MS-ONESTORE] 2.6.1, 2.6.6 to 2.6.9).

use crate::format::octets::{le_size, le_u16, le_u32};

/// A property that holds data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property<'a> {
    /// Its number, without its type.
    pub number: u32,
    /// Its data.
    pub data: &'a [u8],
}

/// Sets within one another.
const DEPTH: u32 = 8;
/// Properties taken of one object.
const PROPERTIES: usize = 100_000;

/// The properties with data of an object, those of sets within it among them.
pub(super) fn read(object: &[u8]) -> Vec<Property<'_>> {
    let mut found = Vec::new();
    if let Some(at) = after_streams(object) {
        set(object, at, DEPTH, &mut found);
    }
    found
}

/// Where the properties begin: after the lists of objects, of spaces and of contexts that they refer to.
fn after_streams(object: &[u8]) -> Option<usize> {
    let mut at = 0usize;
    let mut head = le_u32(object, at)?;
    let without_spaces = head >> 31 == 1;
    at = skip(at, head)?;
    if !without_spaces {
        head = le_u32(object, at)?;
        at = skip(at, head)?;
        if head >> 30 & 1 == 1 {
            at = skip(at, le_u32(object, at)?)?;
        }
    }
    Some(at)
}

fn skip(at: usize, head: u32) -> Option<usize> {
    let count = usize::try_from(head & 0xFF_FFFF).ok()?;
    at.checked_add(4)?.checked_add(count.checked_mul(4)?)
}

/// Reads a set; gives where it ends. `depth` is how many sets may still lie within one another.
fn set<'a>(
    object: &'a [u8],
    at: usize,
    depth: u32,
    found: &mut Vec<Property<'a>>,
) -> Option<usize> {
    let count = usize::from(le_u16(object, at)?);
    let mut data = at.checked_add(2)?.checked_add(count.checked_mul(4)?)?;
    for n in 0..count {
        let id = le_u32(object, at + 2 + 4 * n)?;
        if found.len() >= PROPERTIES {
            return None;
        }
        data = match id >> 26 & 31 {
            // Nothing, a truth value in the number itself, one reference in the lists before.
            1 | 2 | 8 | 0xA | 0xC => data,
            3 => data + 1,
            4 => data + 2,
            // Four bytes, and counts of references in the lists before.
            5 | 9 | 0xB | 0xD => data + 4,
            6 => data + 8,
            7 => {
                let size = le_size(object, data)?;
                let start = data + 4;
                let end = start.checked_add(size)?;
                found.push(Property {
                    number: id & 0x3FF_FFFF,
                    data: object.get(start..end)?,
                });
                end
            }
            0x10 => {
                let sets = le_size(object, data)?;
                let mut at = data + 4;
                if sets > 0 {
                    // All of them have one number.
                    at += 4;
                }
                for _ in 0..sets {
                    at = set(object, at, depth.checked_sub(1)?, found)?;
                }
                at
            }
            0x11 => set(object, data, depth.checked_sub(1)?, found)?,
            _ => return None,
        };
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_found_behind_the_lists_and_in_sets_within() {
        // One reference to an object, no list of spaces; a flag, a text, a set with a text.
        let mut object = (1u32 | 1 << 31).to_le_bytes().to_vec();
        object.extend([9; 4]);
        object.extend(3u16.to_le_bytes());
        for id in [2u32 << 26 | 5, 7 << 26 | 0x1C22, 0x11 << 26 | 7] {
            object.extend(id.to_le_bytes());
        }
        object.extend(4u32.to_le_bytes());
        object.extend(b"text");
        object.extend(1u16.to_le_bytes());
        object.extend((7u32 << 26 | 0x3498).to_le_bytes());
        object.extend(2u32.to_le_bytes());
        object.extend(b"in");
        let found = read(&object);
        let shown: Vec<_> = found.iter().map(|p| (p.number, p.data)).collect();
        assert_eq!(shown, [(0x1C22, &b"text"[..]), (0x3498, b"in")]);
        for at in 0..object.len() {
            let mut flipped = object.clone();
            flipped[at] ^= 0xFF;
            read(&flipped);
        }
    }
}
