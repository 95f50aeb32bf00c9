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
        12 => Box::new(bzip2::bufread::BzDecoder::new(packed)),
        93 => Box::new(
            zstd::stream::read::Decoder::with_buffer(packed).map_err(|_| NoBytes::NoHeader)?,
        ),
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

fn method_name(method: u16) -> String {
    match method {
        1 => "shrink".to_owned(),
        2..=5 => "reduce".to_owned(),
        6 => "implode".to_owned(),
        9 => "deflate64".to_owned(),
        14 => "LZMA".to_owned(),
        95 => "xz".to_owned(),
        98 => "PPMd".to_owned(),
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
