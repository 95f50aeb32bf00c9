//! One file packed as a whole: gzip, bzip2, zstd, xz, LZMA, lzip, compress, LZ4.

use super::lz4_frame::Lz4Reader;
use super::lzw::LzwReader;
use super::zip_member::MEMORY_KIB;
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
    /// The .xz file format 1.2.1.
    Xz,
    /// LZMA alone: properties, size, stream.
    Lzma,
    /// lzip (draft-diaz-lzip).
    Lzip,
    /// LZW of the program `compress`.
    Compress,
    /// LZ4 frames.
    Lz4,
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
    let is_gzip = packing == Packing::Gzip;
    let (stated, modified) = if is_gzip {
        gzip_head(input.bytes)
    } else {
        (None, None)
    };
    if packing == Packing::Lz4 {
        out.warn("the checksums of the LZ4 file were not compared");
    }
    let name = stated.unwrap_or_else(|| stripped(input.name));
    let shown = charset::decode(&name, None).text;
    let head = MemberHead {
        name,
        shown,
        modified,
        problem: None,
    };
    let mut source: Box<dyn Read> = match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input.bytes)),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input.bytes)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input.bytes)?),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(
            input.bytes,
            true,
            MEMORY_KIB,
        )),
        Packing::Lzma => Box::new(
            lzma_rust2::LzmaReader::new_mem_limit(input.bytes, MEMORY_KIB, None)
                .map_err(|error| FormatFault::Damaged(format!("it is no LZMA file: {error}")))?,
        ),
        Packing::Lzip => Box::new(lzma_rust2::LzipReader::new(input.bytes)),
        Packing::Compress => Box::new(LzwReader::new(input.bytes).ok_or_else(|| {
            FormatFault::Damaged("the head of the compressed file is wrong".to_owned())
        })?),
        Packing::Lz4 => Box::new(Lz4Reader::new(input.bytes)),
    };
    hand_over(members, head, &mut source)
}

/// The name and the time that a gzip header states.
fn gzip_head(bytes: &[u8]) -> (Option<Vec<u8>>, Option<String>) {
    let decoder = flate2::bufread::GzDecoder::new(bytes);
    let Some(header) = decoder.header() else {
        return (None, None);
    };
    let modified = Some(u64::from(header.mtime()))
        .filter(|seconds| *seconds > 0)
        .and_then(super::tar_file::unix_time);
    // Some programs store the whole path.
    let name = header
        .filename()
        .and_then(|name| name.rsplit(|b| matches!(b, b'/' | b'\\')).next())
        .filter(|name| !name.is_empty())
        .map(<[u8]>::to_vec);
    (name, modified)
}

/// The file's name without the ending that names the packing.
fn stripped(name: &[u8]) -> Vec<u8> {
    const ENDINGS: [(&[u8], &[u8]); 15] = [
        (b".tgz", b".tar"),
        (b".tbz2", b".tar"),
        (b".tbz", b".tar"),
        (b".svgz", b".svg"),
        (b".gz", b""),
        (b".bz2", b""),
        (b".zst", b""),
        (b".tzst", b".tar"),
        (b".txz", b".tar"),
        (b".tlz", b".tar"),
        (b".xz", b""),
        (b".lzma", b""),
        (b".lz4", b""),
        (b".lz", b""),
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
