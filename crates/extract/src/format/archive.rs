//! Containers of files: ZIP, TAR, and single files packed with gzip, bzip2 or zstd.

mod packed;
mod tar_file;
pub(crate) mod zip_directory;
mod zip_file;
pub(crate) mod zip_member;
mod zip_names;
mod zip_scan;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;

/// Hands the members over, one level deep, and tells declared from found.
///
/// # Errors
/// [`FormatFault::Unsupported`] for archives without a reader, [`FormatFault::Damaged`] where no
/// member can be found, and the limits of containers.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.no_text("the archive is empty");
    match input.bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return zip_file::read(input, out, members),
        [0x1f, 0x8b, ..] => return packed::read(input, out, members, packed::Packing::Gzip),
        [b'B', b'Z', b'h', ..] => return packed::read(input, out, members, packed::Packing::Bzip2),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            return packed::read(input, out, members, packed::Packing::Zstd);
        }
        _ => {}
    }
    match input.media_type {
        "application/x-tar" => tar_file::read(input, out, members),
        "application/zip" => zip_file::read(input, out, members),
        other => Err(unsupported(input.bytes, other)),
    }
}

/// Names the kind of archive, and encryption where its header shows it.
fn unsupported(bytes: &[u8], media_type: &str) -> FormatFault {
    let kind = match bytes {
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => {
            if seven_zip_is_encrypted(bytes) {
                return FormatFault::Encrypted(
                    "the 7z archive is encrypted; a password is needed".to_owned(),
                );
            }
            "7z"
        }
        [b'R', b'a', b'r', b'!', 0x1a, 7, version, rest @ ..] => {
            if rar_is_encrypted(*version, rest) {
                return FormatFault::Encrypted(
                    "the RAR archive is encrypted; a password is needed".to_owned(),
                );
            }
            "RAR"
        }
        [0xfd, b'7', b'z', b'X', b'Z', ..] => "xz",
        [b'M', b'S', b'C', b'F', ..] => "cabinet (CAB)",
        _ => media_type,
    };
    FormatFault::Unsupported(format!(
        "archives of the kind {kind} cannot be unpacked here; the file is kept whole"
    ))
}

/// The codec number of AES-256 with SHA-256 (7zFormat.txt, 06F10701) in the header at the end.
fn seven_zip_is_encrypted(bytes: &[u8]) -> bool {
    let number = |at: usize| {
        bytes
            .get(at..at + 8)
            .and_then(|b| b.try_into().ok())
            .map(u64::from_le_bytes)
            .and_then(|n| usize::try_from(n).ok())
    };
    let Some((offset, size)) = number(12).zip(number(20)) else {
        return false;
    };
    let start = offset.saturating_add(32);
    let header = bytes
        .get(start..start.saturating_add(size).min(bytes.len()))
        .unwrap_or_default();
    header
        .windows(4)
        .any(|window| window == [0x06, 0xf1, 0x07, 0x01])
}

/// RAR 4: the flag of encrypted headers in the main header; RAR 5: a header of type 4.
fn rar_is_encrypted(version: u8, rest: &[u8]) -> bool {
    match version {
        // Archive header: crc (2), type (1), flags (2); a file header's flag 0x04 is a password.
        0 => {
            let flags = |at: usize| {
                rest.get(at..at + 2)
                    .and_then(|b| b.try_into().ok())
                    .map(u16::from_le_bytes)
            };
            let main = flags(3).unwrap_or(0);
            let size = flags(5).map_or(13, usize::from);
            main & 0x80 != 0
                || (rest.get(size + 2) == Some(&0x74) && flags(size + 3).unwrap_or(0) & 4 != 0)
        }
        // After the eighth byte of the signature: crc (4), size (1), type.
        _ => rest.get(6) == Some(&4),
    }
}
