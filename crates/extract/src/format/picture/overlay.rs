//! A TIFF with another of its pages in front, without a copy of the file.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// Bytes 4 to 8 of a TIFF say where its first page is described (TIFF 6.0, section 2); decoders
/// read that page only.
const FIRST_PAGE: std::ops::Range<usize> = 4..8;

/// The bytes of a picture, those that point at the first page replaced.
#[derive(Clone)]
pub(super) struct Overlay<'a> {
    bytes: &'a [u8],
    place: Option<[u8; 4]>,
    at: usize,
}

impl<'a> Overlay<'a> {
    /// The bytes as they are, or with another page in front.
    pub(super) const fn new(bytes: &'a [u8], place: Option<[u8; 4]>) -> Self {
        Self {
            bytes,
            place,
            at: 0,
        }
    }
}

impl BufRead for Overlay<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(place) = &self.place else {
            return Ok(rest);
        };
        Ok(match self.at.checked_sub(FIRST_PAGE.start) {
            None => self.bytes.get(self.at..FIRST_PAGE.start).unwrap_or(rest),
            Some(inside) => place
                .get(inside..)
                .filter(|p| !p.is_empty())
                .unwrap_or(rest),
        })
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount);
    }
}

impl Read for Overlay<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl Seek for Overlay<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let from = |base: usize, change: i64| {
            let base = u64::try_from(base).ok()?;
            base.checked_add_signed(change)
        };
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(change) => from(self.bytes.len(), change),
            SeekFrom::Current(change) => from(self.at, change),
        };
        let at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        // A place behind the end is allowed; nothing is read there.
        self.at = usize::try_from(at).unwrap_or(usize::MAX);
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_place_of_the_first_page_is_another() {
        let bytes = b"II*\0abcdrest";
        let mut text = String::new();
        Overlay::new(bytes, Some(*b"WXYZ"))
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "II*\0WXYZrest");
        text.clear();
        Overlay::new(bytes, None).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), bytes);
    }

    #[test]
    fn a_reader_may_jump() {
        let mut overlay = Overlay::new(b"II*\0abcdrest", Some(*b"WXYZ"));
        let mut one = [0u8; 3];
        overlay.seek(SeekFrom::Start(6)).unwrap();
        overlay.read_exact(&mut one).unwrap();
        assert_eq!(&one, b"YZr");
        overlay.seek(SeekFrom::End(-2)).unwrap();
        assert_eq!(overlay.read(&mut one).unwrap(), 2);
        overlay.seek(SeekFrom::Current(99)).unwrap();
        assert_eq!(overlay.read(&mut one).unwrap(), 0);
        assert!(overlay.seek(SeekFrom::Current(-999)).is_err());
    }
}
