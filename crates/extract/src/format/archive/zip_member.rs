//! The bytes of one member of a ZIP file.

use super::zip_directory::ZipEntry;
use super::zip_scan::data_start;
use std::io::{Error, ErrorKind, Read, Result};

/// Why the bytes of a member cannot be had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoBytes {
    /// A password is needed.
    Encrypted,
    /// The method of packing is not known here; its name.
    Method(String),
    /// The header before the member is not where the directory says.
    NoHeader,
}

/// Unpacks a member; a wrong checksum or missing bytes show as an error at its end.
pub(crate) fn unpack<'a>(
    bytes: &'a [u8],
    entry: &ZipEntry,
) -> std::result::Result<Box<dyn Read + 'a>, NoBytes> {
    if entry.is_encrypted() {
        return Err(NoBytes::Encrypted);
    }
    let start = data_start(bytes, entry.header_at).ok_or(NoBytes::NoHeader)?;
    let wanted = usize::try_from(entry.packed).unwrap_or(usize::MAX);
    let end = start.saturating_add(wanted).min(bytes.len());
    let packed = bytes.get(start..end).unwrap_or_default();
    let unpacked: Box<dyn Read + 'a> = match entry.method {
        0 => Box::new(packed),
        8 => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        9 => Box::new(deflate64::Deflate64Decoder::with_buffer(packed)),
        12 => Box::new(bzip2::bufread::BzDecoder::new(packed)),
        14 => lzma(packed, entry)?,
        93 => Box::new(
            zstd::stream::read::Decoder::with_buffer(packed).map_err(|_| NoBytes::NoHeader)?,
        ),
        95 => Box::new(lzma_rust2::XzReader::new_mem_limit(
            packed, true, MEMORY_KIB,
        )),
        98 => ppmd(packed, entry.size)?,
        other => return Err(NoBytes::Method(method_name(other))),
    };
    Ok(Box::new(Checked {
        inner: unpacked,
        crc: flate2::Crc::new(),
        count: 0,
        wanted: entry.crc,
        size: entry.size,
        missing: wanted > packed.len(),
    }))
}

/// What a dictionary or model may take; the file states its size.
pub(super) const MEMORY_KIB: u32 = 512 * 1024;

/// LZMA in ZIP (APPNOTE 5.8): version (2), length of properties (2), properties, then the stream.
fn lzma<'a>(
    packed: &'a [u8],
    entry: &ZipEntry,
) -> std::result::Result<Box<dyn Read + 'a>, NoBytes> {
    const END_MARK: u16 = 2;
    let Some((&[_, _, 5, 0, props, a, b, c, d], stream)) = packed.split_first_chunk::<9>() else {
        return Err(NoBytes::NoHeader);
    };
    let dictionary = u32::from_le_bytes([a, b, c, d]);
    let size = if entry.flags & END_MARK == 0 {
        entry.size
    } else {
        u64::MAX
    };
    match lzma_rust2::lzma_get_memory_usage_by_props(dictionary, props) {
        Ok(needed) if needed <= MEMORY_KIB => {}
        Ok(_) => {
            return Err(NoBytes::Method(
                "LZMA with a very large dictionary".to_owned(),
            ));
        }
        Err(_) => return Err(NoBytes::NoHeader),
    }
    let reader = lzma_rust2::LzmaReader::new_with_props(stream, size, props, dictionary, None);
    Ok(Box::new(reader.map_err(|_| NoBytes::NoHeader)?))
}

/// PPMd version I in ZIP (APPNOTE 5.10): order less one (4 bits), MiB less one (8), restoration (4).
fn ppmd(packed: &[u8], size: u64) -> std::result::Result<Box<dyn Read + '_>, NoBytes> {
    let Some((header, stream)) = packed.split_first_chunk::<2>() else {
        return Err(NoBytes::NoHeader);
    };
    let header = u32::from(u16::from_le_bytes(*header));
    let (order, mib) = ((header & 15) + 1, (header >> 4 & 0xff) + 1);
    let reader = ppmd_rust::Ppmd8Decoder::new(stream, order, mib << 20, (header >> 12).into())
        .map_err(|_| NoBytes::NoHeader)?;
    Ok(Box::new(reader.take(size)))
}

fn method_name(method: u16) -> String {
    match method {
        1 => "shrink".to_owned(),
        2..=5 => "reduce".to_owned(),
        6 => "implode".to_owned(),
        other => format!("number {other}"),
    }
}

/// Passes bytes on and compares their checksum and number at the end.
struct Checked<R> {
    inner: R,
    crc: flate2::Crc,
    count: u64,
    wanted: u32,
    size: u64,
    missing: bool,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        if count > 0 {
            self.crc.update(buffer.get(..count).unwrap_or_default());
            self.count += count as u64;
            return Ok(count);
        }
        if buffer.is_empty() {
            return Ok(0);
        }
        let fault = |text: String| Err(Error::new(ErrorKind::InvalidData, text));
        if self.missing {
            return fault("the file ends before the member does".to_owned());
        }
        if self.crc.sum() != self.wanted {
            return fault(format!(
                "the checksum of its {} bytes is {:08x}, stated is {:08x} for {} bytes",
                self.count,
                self.crc.sum(),
                self.wanted,
                self.size
            ));
        }
        Ok(0)
    }
}
