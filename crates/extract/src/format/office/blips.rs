//! Pictures in the drawings of old office files ([MS-ODRAW] 2.2.22 to 2.2.32).

use crate::format::{FormatFault, MemberSink};
use crate::reading::MemberHead;
use std::collections::BTreeSet;
use std::io::Read;

/// Pictures as they are found, each once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    found: Vec<(&'static str, Vec<u8>)>,
    seen: BTreeSet<[u8; 16]>,
    bytes: usize,
}

/// Pictures and bytes of pictures that are kept at most.
const PICTURES: usize = 20_000;
const BYTES: usize = 256 << 20;

struct Record<'a> {
    version: u16,
    instance: u16,
    kind: u16,
    body: &'a [u8],
    next: usize,
}

fn record(bytes: &[u8], at: usize) -> Option<Record<'_>> {
    let head: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
    let [a, b, c, d, e, f, g, h] = head;
    let first = u16::from_le_bytes([a, b]);
    let len = usize::try_from(u32::from_le_bytes([e, f, g, h])).ok()?;
    let start = at + 8;
    let end = start.checked_add(len)?.min(bytes.len());
    Some(Record {
        version: first & 15,
        instance: first >> 4,
        kind: u16::from_le_bytes([c, d]),
        body: bytes.get(start..end)?,
        next: end,
    })
}

impl Pictures {
    /// Adds the pictures in these records, and those that they say lie in `elsewhere`.
    pub(super) fn add_from(&mut self, bytes: &[u8], elsewhere: &[u8]) {
        let mut at = 0;
        while let Some(found) = record(bytes, at) {
            match found.kind {
                0xf018..=0xf117 => self.add(&found),
                // What says where a picture lies may hold it as well, behind its name.
                0xf007 => {
                    let name = found.body.get(33).map_or(0, |len| usize::from(*len));
                    let inner = found.body.get(36 + name..).unwrap_or_default();
                    if let Some(picture) = record(inner, 0) {
                        self.add(&picture);
                    } else if let Some(far) = found
                        .body
                        .get(28..32)
                        .and_then(|field| Some(u32::from_le_bytes(field.try_into().ok()?)))
                        .filter(|far| *far != u32::MAX)
                        && let Some(picture) = usize::try_from(far)
                            .ok()
                            .and_then(|far| record(elsewhere, far))
                    {
                        self.add(&picture);
                    }
                }
                _ => {}
            }
            at = if found.version == 15 {
                at + 8
            } else {
                found.next.max(at + 8)
            };
        }
    }

    fn add(&mut self, found: &Record<'_>) {
        let (extension, single, metafile) = match found.kind {
            0xf01a => ("emf", 0x3d4, true),
            0xf01b => ("wmf", 0x216, true),
            0xf01c => ("pict", 0x542, true),
            0xf01d | 0xf02a if matches!(found.instance, 0x6e2 | 0x6e3) => ("jpg", 0x6e2, false),
            0xf01d | 0xf02a => ("jpg", 0x46a, false),
            0xf01e => ("png", 0x6e0, false),
            0xf01f => ("dib", 0x7a8, false),
            0xf029 => ("tif", 0x6e4, false),
            _ => return,
        };
        // A second digest stands behind the first where the number of the kind says so.
        let head = if found.instance == single { 16 } else { 32 };
        let Some(digest) = found
            .body
            .get(..16)
            .and_then(|digest| <[u8; 16]>::try_from(digest).ok())
        else {
            return;
        };
        let bytes = if metafile {
            metafile_bytes(found.body.get(head..).unwrap_or_default())
        } else {
            found.body.get(head + 1..).map(<[u8]>::to_vec)
        };
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
            return;
        };
        if self.found.len() < PICTURES
            && self.bytes.saturating_add(bytes.len()) < BYTES
            && self.seen.insert(digest)
        {
            self.bytes += bytes.len();
            self.found.push((extension, bytes));
        }
    }

    /// Hands them over.
    ///
    /// # Errors
    /// The limits of containers.
    pub(super) fn hand(self, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
        for (n, (extension, bytes)) in self.found.into_iter().enumerate() {
            let shown = format!("picture-{}.{extension}", n + 1);
            members.begin(MemberHead::named(shown))?;
            members.write(&bytes)?;
            members.end(None)?;
        }
        Ok(())
    }
}

/// A metafile behind its head of 34 bytes, packed or not ([MS-ODRAW] 2.2.31).
fn metafile_bytes(body: &[u8]) -> Option<Vec<u8>> {
    let packed = body.get(34..)?;
    if body.get(32) == Some(&0xfe) {
        return Some(packed.to_vec());
    }
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(packed)
        .take(64 << 20)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}
