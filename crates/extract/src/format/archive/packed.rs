//! One file packed as a whole: gzip, bzip2, zstd.

use crate::format::plain::charset;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use std::io::Read;

/// How it is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952; several streams in a row count as one file.
    Gzip,
    /// bzip2, likewise.
    Bzip2,
    /// RFC 8878.
    Zstd,
}

/// Hands the one member over, under the name that the header states or that the file's own name
/// has without its ending.
///
/// # Errors
/// The limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
    packing: Packing,
) -> Result<(), FormatFault> {
    out.declared_members(1);
    let stated = if packing == Packing::Gzip {
        gzip_name(input.bytes)
    } else {
        None
    };
    let name = stated.unwrap_or_else(|| stripped(input.name));
    let shown = charset::decode(&name, None).text;
    let head = MemberHead {
        name,
        shown,
        modified: None,
        problem: None,
    };
    let mut source: Box<dyn Read> = match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input.bytes)),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input.bytes)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input.bytes)?),
    };
    hand_over(members, head, &mut source)
}

fn gzip_name(bytes: &[u8]) -> Option<Vec<u8>> {
    let decoder = flate2::bufread::GzDecoder::new(bytes);
    let name = decoder.header()?.filename()?;
    // Some programs store the whole path.
    let name = name.rsplit(|b| matches!(b, b'/' | b'\\')).next()?;
    (!name.is_empty()).then(|| name.to_vec())
}

/// The file's name without the ending that names the packing.
fn stripped(name: &[u8]) -> Vec<u8> {
    const ENDINGS: [(&[u8], &[u8]); 8] = [
        (b".tgz", b".tar"),
        (b".tbz2", b".tar"),
        (b".tbz", b".tar"),
        (b".svgz", b".svg"),
        (b".gz", b""),
        (b".bz2", b""),
        (b".zst", b""),
        (b".z", b""),
    ];
    let name = name.rsplit(|b| *b == b'/').next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    for (ending, instead) in ENDINGS {
        if let Some(stem) = lower.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            let kept = name.get(..stem.len()).unwrap_or_default();
            return [kept, instead].concat();
        }
    }
    if name.is_empty() {
        b"content".to_vec()
    } else {
        [name, b".unpacked".as_slice()].concat()
    }
}
