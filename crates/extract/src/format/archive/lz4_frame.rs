//! Files of the program `lz4` (LZ4 Frame Format 1.6.4, and its legacy form).
//!
//! The checksums of blocks and content are not compared.

use std::io::{Error, ErrorKind, Read, Result};

const FRAME: &[u8] = &[0x04, 0x22, 0x4d, 0x18];
const LEGACY: &[u8] = &[0x02, 0x21, 0x4c, 0x18];
/// How far back a match may reach.
const REACH: usize = 64 * 1024;
/// Largest block, packed or not: 8 MiB in the legacy form.
const BLOCK: usize = 8 << 20;

/// Unpacks block by block.
pub(super) struct Lz4Reader<'a> {
    rest: &'a [u8],
    legacy: bool,
    /// A frame is open: linked blocks, checksums after blocks, checksum at the end.
    frame: Option<(bool, bool, bool)>,
    /// What matches may point to, and behind `given` what was not given out yet.
    window: Vec<u8>,
    given: usize,
}

fn damaged(words: &str) -> Error {
    Error::new(ErrorKind::InvalidData, words.to_owned())
}

impl<'a> Lz4Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            legacy: false,
            frame: None,
            window: Vec::new(),
            given: 0,
        }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "the file ends within a frame"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn word(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    }

    /// Opens the next frame; false at the end of the file.
    fn open(&mut self) -> Result<bool> {
        if self.rest.is_empty() {
            return Ok(false);
        }
        let mark = self.take(4)?;
        if mark == LEGACY {
            self.legacy = true;
            self.frame = Some((false, false, false));
            return Ok(true);
        }
        // Frames to be passed over: 0x184D2A50 to 0x184D2A5F.
        if matches!(mark, [0x50..=0x5f, 0x2a, 0x4d, 0x18]) {
            let size = usize::try_from(self.word()?).unwrap_or(usize::MAX);
            self.take(size)?;
            return Ok(true);
        }
        if mark != FRAME {
            return Err(damaged("what follows the frame is none"));
        }
        let flags = self.take(2)?.first().copied().unwrap_or(0);
        if flags >> 6 != 1 {
            return Err(damaged("the frame is of an unknown version"));
        }
        let more = usize::from(flags & 8 != 0) * 8 + usize::from(flags & 1 != 0) * 4 + 1;
        self.take(more)?;
        self.legacy = false;
        self.frame = Some((flags & 0x20 == 0, flags & 0x10 != 0, flags & 4 != 0));
        Ok(true)
    }

    /// Unpacks the next block; false at the end of the file.
    fn step(&mut self) -> Result<bool> {
        let Some((linked, block_sums, content_sum)) = self.frame else {
            return self.open();
        };
        let keep = if linked { REACH } else { 0 };
        let from = self.window.len().saturating_sub(keep);
        self.window.drain(..from);
        self.given = self.window.len();
        if self.legacy && (self.rest.is_empty() || self.rest.starts_with(LEGACY)) {
            self.frame = None;
            return self.open();
        }
        let size = self.word()?;
        if size == 0 && !self.legacy {
            if content_sum {
                self.take(4)?;
            }
            self.frame = None;
            return Ok(true);
        }
        let stored = size >> 31 == 1 && !self.legacy;
        let length = usize::try_from(size & 0x7fff_ffff).unwrap_or(usize::MAX);
        if length > BLOCK + (BLOCK / 255) + 16 {
            return Err(damaged("a block is larger than any may be"));
        }
        let packed = self.take(length)?;
        if block_sums {
            self.take(4)?;
        }
        if stored {
            self.window.extend_from_slice(packed);
        } else {
            unpack(packed, &mut self.window).ok_or_else(|| damaged("a block is damaged"))?;
        }
        Ok(true)
    }
}

/// LZ4 Block Format: runs of bytes and matches of what went before.
fn unpack(packed: &[u8], window: &mut Vec<u8>) -> Option<()> {
    let start = window.len();
    let mut rest = packed;
    let byte = |rest: &mut &[u8]| {
        let (first, tail) = rest.split_first()?;
        *rest = tail;
        Some(usize::from(*first))
    };
    let long = |short: usize, rest: &mut &[u8]| {
        let mut length = short;
        if short == 15 {
            loop {
                let more = byte(rest)?;
                length += more;
                if more < 255 {
                    break;
                }
            }
        }
        Some(length)
    };
    loop {
        let (token, tail) = rest.split_first()?;
        rest = tail;
        let run = long(usize::from(token >> 4), &mut rest)?;
        let (literal, tail) = rest.split_at_checked(run)?;
        window.extend_from_slice(literal);
        rest = tail;
        if rest.is_empty() {
            return Some(());
        }
        let (back, tail) = rest.split_first_chunk::<2>()?;
        rest = tail;
        let back = usize::from(u16::from_le_bytes(*back));
        let length = long(usize::from(token & 15), &mut rest)? + 4;
        if back == 0 || back > window.len() || window.len() - start + length > BLOCK {
            return None;
        }
        for _ in 0..length {
            let byte = *window.get(window.len() - back)?;
            window.push(byte);
        }
    }
}

impl Read for Lz4Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        while self.given == self.window.len() {
            if !self.step()? {
                return Ok(0);
            }
        }
        let ready = self.window.get(self.given..).unwrap_or_default();
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
