//! Text in two bytes a sign, rewritten as UTF-8 while it passes; other text passes as it is.

use arabic::CodePage;
use std::io::{self, Read};

const CHUNK_BYTES: usize = 1 << 16;

/// How a pair of bytes is read.
type Unit = fn([u8; 2]) -> u16;

/// A source of text whose line ends and delimiters are single bytes.
pub(super) struct TextStream<R> {
    source: R,
    /// How a pair of bytes is read, where the text is of two bytes a sign.
    unit: Option<Unit>,
    name: &'static str,
    raw: Vec<u8>,
    /// The first half of a sign of four bytes.
    high: Option<u16>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> TextStream<R> {
    /// The stream, and the encoding in which it comes out.
    pub(super) fn new(source: R, encoding: CodePage) -> (Self, CodePage) {
        let (unit, seen): (Option<Unit>, _) = match encoding {
            CodePage::Utf16Le => (Some(u16::from_le_bytes), CodePage::Utf8),
            CodePage::Utf16Be => (Some(u16::from_be_bytes), CodePage::Utf8),
            other => (None, other),
        };
        let stream = Self {
            source,
            unit,
            name: encoding.name(),
            raw: Vec::new(),
            high: None,
            text: Vec::new(),
            given: 0,
            ended: false,
        };
        (stream, seen)
    }

    /// Whether its bytes are other ones than those of the source.
    pub(super) const fn is_rewritten(&self) -> bool {
        self.unit.is_some()
    }

    /// The encoding of the source.
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    fn refill(&mut self, unit: Unit) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let held = self.raw.len();
        self.raw.resize(held + CHUNK_BYTES, 0);
        let count = self
            .source
            .read(self.raw.get_mut(held..).unwrap_or_default());
        let count = match count {
            Ok(count) => count,
            Err(e) => {
                self.raw.truncate(held);
                return Err(e);
            }
        };
        self.raw.truncate(held + count);
        self.ended = count == 0;
        let whole = self.raw.len() / 2 * 2;
        let units = self.raw.get(..whole).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = self
            .high
            .take()
            .into_iter()
            .chain(units.map(|pair| {
                unit([
                    pair.first().copied().unwrap_or(0),
                    pair.get(1).copied().unwrap_or(0),
                ])
            }))
            .collect();
        self.raw.drain(..whole);
        let mut units = units.as_slice();
        if !self.ended
            && let Some((last, before)) = units.split_last()
            && (0xd800..0xdc00).contains(last)
        {
            self.high = Some(*last);
            units = before;
        }
        let mut sign = [0u8; 4];
        for c in char::decode_utf16(units.iter().copied()) {
            let c = c.unwrap_or('\u{fffd}');
            self.text
                .extend_from_slice(c.encode_utf8(&mut sign).as_bytes());
        }
        if self.ended && !self.raw.is_empty() {
            // Half a unit at the end stands for nothing.
            self.raw.clear();
            self.text.extend_from_slice("\u{fffd}".as_bytes());
        }
        Ok(())
    }
}

impl<R: Read> Read for TextStream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(unit) = self.unit else {
            return self.source.read(out);
        };
        while self.given >= self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill(unit)?;
        }
        let rest = self.text.get(self.given..).unwrap_or_default();
        let count = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every sign is cut.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match (self.0.split_first(), out.first_mut()) {
                (Some((byte, rest)), Some(place)) => {
                    *place = *byte;
                    self.0 = rest;
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
    }

    #[test]
    fn signs_cut_anywhere_come_out_whole() {
        let text = "سالم 𝄞 x\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (mut stream, _) = TextStream::new(Drops(&bytes), CodePage::Utf16Le);
        let mut out = String::new();
        stream.read_to_string(&mut out).unwrap();
        assert_eq!(out, text);
        let (mut stream, _) = TextStream::new(Drops(&[0x00, 0xd8, 0x41]), CodePage::Utf16Le);
        let mut out = String::new();
        stream.read_to_string(&mut out).unwrap();
        assert_eq!(out, "\u{fffd}\u{fffd}");
    }
}
