//! Code in office files: its source, module by module ([MS-OVBA]). Nothing is ever run.

use super::compound::Compound;
use crate::format::plain::charset;

/// A module of code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Module {
    /// Its name.
    pub name: String,
    /// Its source.
    pub source: String,
}

/// Modules, and bytes of one unpacked, that are read at most.
const MODULES: usize = 5_000;
const SOURCE: usize = 32 << 20;

/// The modules of the project in this storage, which ends in `/VBA`.
pub(super) fn modules(file: &mut Compound<'_>, storage: &str) -> Vec<Module> {
    let Some(directory) = file
        .stream(&format!("{storage}/dir"))
        .and_then(|bytes| unpack(&bytes))
    else {
        return Vec::new();
    };
    let (page, places) = places(&directory);
    let mut modules = Vec::new();
    for place in places {
        let source = file
            .stream(&format!("{storage}/{}", place.stream))
            .and_then(|bytes| unpack(bytes.get(place.at..)?));
        if let Some(source) = source {
            modules.push(Module {
                name: place.stream,
                source: charset::decode_page(&source, page).replace("\r\n", "\n"),
            });
        }
    }
    modules
}

/// Where the source of a module lies in its stream.
struct Place {
    stream: String,
    at: usize,
}

/// The code page of the project and its modules ([MS-OVBA] 2.3.4.2).
fn places(directory: &[u8]) -> (u32, Vec<Place>) {
    let mut page = 1252;
    let mut places: Vec<Place> = Vec::new();
    let mut rest = directory;
    while let Some((id, size)) = head(rest) {
        // The version states fewer bytes than it has.
        let size = if id == 0x0009 { 6 } else { size };
        let Some(body) = rest.get(6..6usize.saturating_add(size)) else {
            break;
        };
        match id {
            0x0003 => {
                page = body
                    .first_chunk()
                    .map_or(page, |b| u16::from_le_bytes(*b).into())
            }
            0x001a if places.len() < MODULES => places.push(Place {
                stream: charset::decode_page(body, page),
                at: 0,
            }),
            // The same name in UTF-16.
            0x0032 => {
                if let Some(place) = places.last_mut().filter(|_| !body.is_empty()) {
                    place.stream = charset::decode_page(body, 1200);
                }
            }
            0x0031 => {
                if let (Some(place), Some(at)) = (places.last_mut(), body.first_chunk()) {
                    place.at = usize::try_from(u32::from_le_bytes(*at)).unwrap_or(usize::MAX);
                }
            }
            _ => {}
        }
        rest = rest.get(6 + size..).unwrap_or_default();
    }
    (page, places)
}

fn head(bytes: &[u8]) -> Option<(u16, usize)> {
    let id = u16::from_le_bytes(*bytes.first_chunk()?);
    let size = u32::from_le_bytes(*bytes.get(2..)?.first_chunk()?);
    Some((id, usize::try_from(size).ok()?))
}

/// Unpacks a container ([MS-OVBA] 2.4.1.3.1). What breaks off is given as far as it goes.
fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[1])?;
    let mut out: Vec<u8> = Vec::new();
    while let Some(first) = rest.first_chunk() {
        let head = u16::from_le_bytes(*first);
        let size = usize::from(head & 0x0fff) + 1;
        let chunk = rest.get(2..(2 + size).min(rest.len()))?;
        rest = rest.get(2 + size..).unwrap_or_default();
        if head & 0x8000 == 0 {
            out.extend_from_slice(chunk);
        } else if unpack_chunk(chunk, &mut out).is_none() {
            break;
        }
        if out.len() > SOURCE {
            break;
        }
    }
    Some(out)
}

/// Unpacks a chunk of at most 4,096 bytes of source ([MS-OVBA] 2.4.1.3.2 to 2.4.1.3.5).
fn unpack_chunk(chunk: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    let mut rest = chunk.iter();
    while let Some(flags) = rest.next() {
        for bit in 0..8 {
            let Some(first) = rest.next() else {
                return Some(());
            };
            if flags >> bit & 1 == 0 {
                out.push(*first);
                continue;
            }
            let token = u16::from_le_bytes([*first, *rest.next()?]);
            let done = out.len() - start;
            // As many bits for the distance as the bytes so far need, at least four.
            let bits = (usize::BITS - done.saturating_sub(1).leading_zeros()).max(4);
            let length_mask = 0xffffu16 >> bits.min(12);
            let length = usize::from(token & length_mask) + 3;
            let distance = usize::from((token & !length_mask) >> (16 - bits.min(12))) + 1;
            let from = out.len().checked_sub(distance).filter(|at| *at >= start)?;
            for at in from..from + length {
                let byte = *out.get(at)?;
                out.push(byte);
            }
            if out.len() - start > 4_096 {
                return Some(());
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of [MS-OVBA] 3.2.2.
    #[test]
    fn the_example_of_the_norm_is_unpacked() {
        let packed = [
            0x01, 0x2f, 0xb0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66,
            0x00, 0x70, 0x61, 0x67, 0x68, 0x69, 0x6a, 0x01, 0x38, 0x08, 0x61, 0x6b, 0x6c, 0x00,
            0x30, 0x6d, 0x6e, 0x6f, 0x70, 0x06, 0x71, 0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74,
            0x75, 0x76, 0x10, 0x77, 0x78, 0x79, 0x7a, 0x00, 0x3c,
        ];
        let text = unpack(&packed).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
        );
    }

    #[test]
    fn rubbish_unpacks_to_little_and_never_fails() {
        for length in 0..64usize {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 37 % 256) as u8).collect();
            let _ = unpack(&[&[1u8][..], &bytes].concat());
        }
    }
}
