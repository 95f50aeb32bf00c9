//! Where the letters of a document lie ([MS-DOC] 2.8.35, 2.9.38, 2.9.177).

use super::header::{Header, Place};
use super::{long, word};
use crate::format::plain::charset;

/// A run of letters that lie together.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The first letter's number, and that after the last.
    pub from: usize,
    pub to: usize,
    /// Its first byte in the main stream.
    pub at: usize,
    /// Letters of one byte each.
    pub single: bool,
    /// What was changed since by a save that only added ([MS-DOC] 2.9.199).
    pub change: u16,
}

/// All pieces of a document.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub list: Vec<Piece>,
    /// Changes of format that pieces name by number.
    pub changes: Vec<Vec<u8>>,
    /// The table of them is lost.
    pub is_loose: bool,
}

/// Pieces that are kept at most.
const PIECES: usize = 1_000_000;

impl Pieces {
    /// The pieces of a document; none where the table of them cannot be read.
    pub(super) fn of(header: &Header<'_>, main: &[u8], table: &[u8]) -> Option<Self> {
        if !header.is_old {
            return header
                .bytes(Place::Pieces, table)
                .and_then(|bytes| Self::read(bytes, false))
                .or_else(|| Self::loose(header));
        }
        // Word 6 and 95 keep the table in the main stream, and only where the text lies scattered.
        let scattered = header
            .old_pair(0x160)
            .filter(|pair| pair.1 > 0 && header.is_word_6());
        if let Some((at, len)) = scattered.filter(|_| header.is_fast_saved)
            && let Some(bytes) = main.get(at..at.saturating_add(len).min(main.len()))
            && let Some(pieces) = Self::read(bytes, true)
        {
            return Some(pieces);
        }
        let (start, end) = header.old_text()?;
        let letters = end.min(main.len()).checked_sub(start)?;
        Some(Self {
            list: vec![Piece {
                from: 0,
                to: letters,
                at: start,
                single: true,
                change: 0,
            }],
            changes: Vec::new(),
            is_loose: false,
        })
    }

    /// The text as it lies, where the table of its pieces is lost. Word states where it begins and ends
    /// for older programs; how wide letters are follows from how many there are.
    fn loose(header: &Header<'_>) -> Option<Self> {
        let (start, end) = header.old_text()?;
        let letters = header
            .letters
            .iter()
            .fold(0usize, |sum, count| sum.saturating_add(*count));
        let len = end.checked_sub(start).filter(|len| *len > 0)?;
        let single = letters == 0 || len < letters.saturating_mul(2);
        Some(Self {
            list: vec![Piece {
                from: 0,
                to: if single { len } else { len / 2 },
                at: start,
                single,
                change: 0,
            }],
            changes: Vec::new(),
            is_loose: true,
        })
    }

    fn read(mut clx: &[u8], old: bool) -> Option<Self> {
        let mut pieces = Self::default();
        while clx.first() == Some(&1) {
            let len = word(clx, 1)?;
            if pieces.changes.len() < 0x8000 {
                pieces
                    .changes
                    .push(clx.get(3..3 + len).unwrap_or_default().to_vec());
            }
            clx = clx.get(3 + len..)?;
        }
        let plc = clx.get(5..).filter(|_| clx.first() == Some(&2))?;
        let plc = plc.get(..long(clx, 1)?).unwrap_or(plc);
        let count = plc.len().checked_sub(4)? / 12;
        for n in 0..count.min(PIECES) {
            let (from, to) = (long(plc, n * 4)?, long(plc, n * 4 + 4)?);
            let place = (count + 1) * 4 + n * 8;
            let raw = long(plc, place + 2)?;
            let single = old || raw & 0x4000_0000 != 0;
            let at = raw & 0x3fff_ffff;
            if to < from {
                continue;
            }
            pieces.list.push(Piece {
                from,
                to,
                at: if single && !old { at / 2 } else { at },
                single,
                change: u16::try_from(word(plc, place + 6)?).unwrap_or(0),
            });
        }
        Some(pieces)
    }

    /// How many letters there are.
    pub(super) fn letters(&self) -> usize {
        self.list.last().map_or(0, |piece| piece.to)
    }

    /// The bytes of all letters of one byte, for telling their code page; cut at 1 MiB.
    pub(super) fn sample(&self, main: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in self.list.iter().filter(|piece| piece.single) {
            out.extend_from_slice(piece.bytes(main, piece.from, piece.to));
            if out.len() > 1 << 20 {
                break;
            }
        }
        out
    }

    /// Letters missing because their place lies beyond the end of the stream.
    pub(super) fn missing(&self, main: &[u8]) -> usize {
        self.list
            .iter()
            .map(|piece| {
                let width = if piece.single { 1 } else { 2 };
                (piece.to - piece.from)
                    .saturating_sub(piece.bytes(main, piece.from, piece.to).len() / width)
            })
            .sum()
    }
}

impl Piece {
    /// The bytes of the letters from `from` to `to` that lie in this piece.
    pub(super) fn bytes<'m>(&self, main: &'m [u8], from: usize, to: usize) -> &'m [u8] {
        let width = if self.single { 1 } else { 2 };
        let from = from.max(self.from);
        let to = to.min(self.to);
        if from >= to {
            return &[];
        }
        let start = self.at.saturating_add((from - self.from) * width);
        let end = start.saturating_add((to - from) * width).min(main.len());
        main.get(start..end).unwrap_or_default()
    }

    /// Those letters, each with its place in the main stream.
    pub(super) fn letters(
        &self,
        main: &[u8],
        page: u32,
        from: usize,
        to: usize,
    ) -> Vec<(char, usize)> {
        let width = if self.single { 1 } else { 2 };
        let first = self
            .at
            .saturating_add((from.max(self.from) - self.from) * width);
        let text = charset::decode_page(
            self.bytes(main, from, to),
            if self.single { page } else { 1200 },
        );
        let mut units = 0usize;
        text.chars()
            .map(|c| {
                let at = first + units * width;
                units += if self.single { 1 } else { c.len_utf16() };
                (c, at)
            })
            .collect()
    }
}
