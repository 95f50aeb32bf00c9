//! Containers of files: ZIP, TAR, 7z, CPIO, AR, single files that are packed as a whole, and what an
//! outside program can turn into TAR.

mod ar_file;
mod converted;
mod cpio_file;
mod lz4_frame;
mod lzw;
mod member_names;
mod packed;
mod rar_list;
pub(crate) mod seven_zip;
mod tar_file;
mod volume;
pub(crate) mod zip_directory;
mod zip_file;
pub(crate) mod zip_member;
mod zip_scan;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use packed::Packing;

/// Hands the members over, one level deep, and tells declared from found.
///
/// # Errors
/// [`FormatFault::Unsupported`] for archives without a reader, [`FormatFault::ToolAbsent`] where one
/// needs a program that is not there, [`FormatFault::Damaged`] where no member can be found,
/// [`FormatFault::Encrypted`], and the limits of containers.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.no_text("the archive is empty");
    // By type first: the name of a first member may begin with any bytes.
    match input.media_type {
        "application/x-tar" => return tar_file::read(input, out, members),
        "application/x-cpio" => return cpio_file::read(input, out, members),
        _ => {}
    }
    let packing = match input.bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return zip_file::read(input, out, members),
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => return seven_zip::read(input, out, members),
        [b'!', b'<', b'a', b'r', b'c', b'h', b'>', b'\n', ..] => {
            return ar_file::read(input, out, members);
        }
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        [b'B', b'Z', b'h', ..] => Some(Packing::Bzip2),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => Some(Packing::Xz),
        [b'L', b'Z', b'I', b'P', ..] => Some(Packing::Lzip),
        [0x1f, 0x9d, ..] => Some(Packing::Compress),
        [0x04, 0x22, 0x4d, 0x18, ..] | [0x02, 0x21, 0x4c, 0x18, ..] => Some(Packing::Lz4),
        _ if input.media_type == "application/x-lzma" => Some(Packing::Lzma),
        _ => None,
    };
    if let Some(packing) = packing {
        return packed::read(input, out, members, packing);
    }
    match input.media_type {
        "application/zip" => zip_file::read(input, out, members),
        // No free program opens these.
        other @ ("application/x-ace-compressed" | "application/x-arj") => {
            Err(FormatFault::Unsupported(format!(
                "archives of the kind {} cannot be unpacked here; the file is kept whole",
                kind_word(other)
            )))
        }
        other => converted::read(input, kind_word(other), out, members),
    }
}

/// What people call an archive of this type.
fn kind_word(media_type: &str) -> &str {
    match media_type {
        "application/vnd.rar" => "RAR",
        "application/vnd.ms-cab-compressed" => "cabinet (CAB)",
        "application/x-lzh-compressed" => "LZH",
        "application/x-iso9660-image" => "ISO image",
        "application/x-xar" => "XAR",
        "application/x-rpm" => "RPM",
        "application/warc" => "WARC",
        "application/x-arj" => "ARJ",
        "application/x-ace-compressed" => "ACE",
        other => other,
    }
}
