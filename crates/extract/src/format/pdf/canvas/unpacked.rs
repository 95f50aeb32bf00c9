//! Content streams as they read, and whether all of one could be unpacked.

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::Stream;

/// Packings over one another that are undone; honest files have one.
const PACKINGS: usize = 4;
/// Bytes taken at once.
const STEP: usize = 64 * 1024;

/// Why a stream was not unpacked to its end.
pub(super) const DAMAGED: &str = "a part of its content could not be unpacked";
/// The same for one that is larger than any page.
pub(super) const TOO_LARGE: &str =
    "its content unpacks to more than 64 MiB, and the rest was left out";

/// The content of a stream, and why it is not whole where it is not.
///
/// The library gives what it could unpack and does not tell where it stopped, so the usual packing is
/// undone here.
pub(super) fn plain(stream: &Stream, room: usize) -> (Vec<u8>, Option<&'static str>) {
    let filters = stream.filters().unwrap_or_default();
    let packed = stream.content.as_slice();
    let only_inflated = filters
        .iter()
        .all(|filter| matches!(*filter, b"FlateDecode" | b"Fl"))
        && !stream.dict.has(b"DecodeParms");
    match filters.split_first() {
        None => (
            packed.get(..room).unwrap_or(packed).to_vec(),
            (packed.len() > room).then_some(TOO_LARGE),
        ),
        Some((_, again)) if only_inflated => {
            let (mut content, mut cut) = inflate(packed, room);
            for _ in again.iter().take(PACKINGS) {
                let (inner, why) = inflate(&content, room);
                (content, cut) = (inner, cut.or(why));
            }
            (content, cut)
        }
        _ => match stream.get_plain_content_with_limit(room) {
            Ok(content) => {
                let lost = content.is_empty() && packed.len() > 16;
                (content, lost.then_some(DAMAGED))
            }
            Err(error) if error.to_string().contains("limit") => (Vec::new(), Some(TOO_LARGE)),
            Err(_) => (Vec::new(), Some(DAMAGED)),
        },
    }
}

/// Undoes zlib's packing (RFC 1950). Whole is what came to the end of its blocks: many writers leave
/// out the sum after it, or get it wrong.
fn inflate(packed: &[u8], room: usize) -> (Vec<u8>, Option<&'static str>) {
    let Some(blocks) = packed.get(2..) else {
        return (Vec::new(), (!packed.is_empty()).then_some(DAMAGED));
    };
    let mut engine = Decompress::new(false);
    let mut content = Vec::new();
    loop {
        if content.len() >= room {
            return (content, Some(TOO_LARGE));
        }
        content.reserve(STEP.min(room - content.len()));
        let taken = usize::try_from(engine.total_in()).unwrap_or(usize::MAX);
        let before = content.len();
        let rest = blocks.get(taken..).unwrap_or_default();
        match engine.decompress_vec(rest, &mut content, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return (content, None),
            Ok(_) if content.len() > before => {}
            Ok(_) | Err(_) => return (content, Some(DAMAGED)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn what_was_cut_is_told_and_the_rest_is_kept() {
        let text = "BT (0123456789) Tj ET\n".repeat(20_000);
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(inflate(&packed, 1 << 20), (text.clone().into_bytes(), None));
        // Without the sum at its end it is whole all the same.
        assert_eq!(inflate(&packed[..packed.len() - 4], 1 << 20).1, None);
        let (half, cut) = inflate(&packed[..packed.len() / 2], 1 << 20);
        assert!(cut == Some(DAMAGED) && text.as_bytes().starts_with(&half) && half.len() > 1_000);
        assert_eq!(inflate(&packed, 100).1, Some(TOO_LARGE));
        assert_eq!(
            inflate(b"this was never packed", 100),
            (Vec::new(), Some(DAMAGED))
        );
    }
}
