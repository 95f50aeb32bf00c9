//! Texts in the records of a workbook.

use super::short;
use crate::format::plain::charset;

/// How texts of single bytes are written.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Texts say themselves whether they are UTF-16 (BIFF8).
    pub wide: bool,
    /// The code page; 0 where none is known.
    pub number: u32,
}

impl Pages {
    /// Takes the stated code page, unless the letters speak for an Arabic one: a western page is what
    /// programs state when they do not know.
    pub(super) fn state(&mut self, stated: u32) {
        let western = matches!(stated, 0 | 1252 | 1200 | 0x8000 | 0x8001);
        if self.number == 0 || !western {
            self.number = match stated {
                0x8000 => 10000,
                0x8001 => 1252,
                stated => stated,
            };
        }
    }

    /// A text after a count of two bytes.
    pub(super) fn long(&self, bytes: &[u8]) -> Option<String> {
        let count = usize::from(short(bytes, 0)?);
        self.text(bytes.get(2..)?, count)
    }

    /// A text after a count of one byte.
    pub(super) fn brief(&self, bytes: &[u8]) -> Option<String> {
        let count = usize::from(*bytes.first()?);
        self.text(bytes.get(1..)?, count)
    }

    fn text(&self, bytes: &[u8], count: usize) -> Option<String> {
        if self.wide {
            return counted(bytes, count);
        }
        let bytes = bytes.get(..count).unwrap_or(bytes);
        Some(charset::decode_page(bytes, self.number))
    }
}

/// A text of `count` letters after a byte that says how wide they are.
pub(super) fn counted(bytes: &[u8], count: usize) -> Option<String> {
    let (flags, rest) = bytes.split_first()?;
    let mut rest = rest;
    // Runs of formats and readings stand between the flags and the letters; their data behind.
    if flags & 8 != 0 {
        rest = rest.get(2..)?;
    }
    if flags & 4 != 0 {
        rest = rest.get(4..)?;
    }
    Some(if flags & 1 != 0 {
        charset::decode_page(rest.get(..count * 2).unwrap_or(rest), 1200)
    } else {
        // The low bytes of UTF-16 whose high bytes are all zero.
        rest.iter().take(count).map(|b| char::from(*b)).collect()
    })
}

/// A text of `count` letters that is cut into records, each with a byte that says how wide its letters are.
pub(super) fn spread(parts: &[&[u8]], count: usize) -> Option<String> {
    let mut cursor = Cursor {
        parts,
        part: 0,
        at: 0,
    };
    let wide = cursor.byte()? & 1 != 0;
    Some(String::from_utf16_lossy(&cursor.letters(count, wide)))
}

/// Texts kept of the shared table.
const STRINGS: usize = 4_000_000;

/// Reads the shared table, which is cut into records wherever one is full ([MS-XLS] 2.4.265).
pub(super) fn shared(parts: &[&[u8]]) -> Vec<String> {
    let mut cursor = Cursor {
        parts,
        part: 0,
        at: 8,
    };
    let mut out = Vec::new();
    while out.len() < STRINGS {
        let Some(text) = cursor.text() else { break };
        out.push(text);
    }
    out
}

struct Cursor<'p, 'a> {
    parts: &'p [&'a [u8]],
    part: usize,
    at: usize,
}

impl Cursor<'_, '_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut value = 0usize;
        for n in 0..bytes {
            value |= usize::from(self.byte()?) << (8 * n);
        }
        Some(value)
    }

    /// `count` letters, or as many as there are.
    fn letters(&mut self, count: usize, mut wide: bool) -> Vec<u16> {
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..count {
            // A text that is cut goes on in the next record after a byte that says its width anew.
            if self
                .parts
                .get(self.part)
                .is_some_and(|part| self.at >= part.len())
            {
                self.part += 1;
                self.at = 0;
                let Some(flags) = self.byte() else { break };
                wide = flags & 1 != 0;
            }
            let unit = if wide {
                self.number(2)
            } else {
                self.byte().map(usize::from)
            };
            let Some(unit) = unit else { break };
            units.push(u16::try_from(unit).unwrap_or(0xfffd));
        }
        units
    }

    fn text(&mut self) -> Option<String> {
        let count = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let readings = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let units = self.letters(count, flags & 1 != 0);
        let mut text = String::from_utf16_lossy(&units);
        self.skip(runs.saturating_mul(4));
        if readings > 0 {
            let start = (self.part, self.at);
            if let Some(reading) = self.reading().filter(|reading| !reading.trim().is_empty()) {
                text.push(' ');
                text.push_str(&reading);
            }
            (self.part, self.at) = start;
            self.skip(readings);
        }
        Some(text)
    }

    /// How the text is spoken, which stands above it ([MS-XLS] 2.5.86).
    fn reading(&mut self) -> Option<String> {
        self.skip(12);
        let count = self.number(2)?;
        let mut units = Vec::new();
        for _ in 0..count.min(1_000) {
            units.push(u16::try_from(self.number(2)?).unwrap_or(0xfffd));
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 {
            let Some(part) = self.parts.get(self.part) else {
                return;
            };
            let left = part.len().saturating_sub(self.at);
            if left == 0 {
                self.part += 1;
                self.at = 0;
                continue;
            }
            let step = left.min(count);
            self.at += step;
            count -= step;
        }
    }
}
