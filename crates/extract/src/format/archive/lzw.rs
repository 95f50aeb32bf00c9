//! Files of the program `compress` (`.Z`): LZW with codes of 9 to 16 bits.

use std::io::{Error, ErrorKind, Read, Result};

/// Clears the table, in files with blocks.
const CLEAR: usize = 256;

/// Unpacks as it is read.
pub(super) struct LzwReader<'a> {
    packed: &'a [u8],
    /// Next bit to be read.
    at: u64,
    /// First bit of the run of codes of this width: codes are written in groups of eight, and a change
    /// of width skips the rest of a group.
    group: u64,
    width: u32,
    most: u32,
    blocks: bool,
    prefix: Vec<u16>,
    suffix: Vec<u8>,
    last: Option<usize>,
    first: u8,
    /// Bytes of the last code, in reverse.
    held: Vec<u8>,
}

impl<'a> LzwReader<'a> {
    /// None where the head is not that of `compress`.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&[0x1f, 0x9d, flags], packed) = bytes.split_first_chunk::<3>()? else {
            return None;
        };
        let most = u32::from(flags & 31);
        (9..=16).contains(&most).then(|| {
            let mut reader = Self {
                packed,
                at: 0,
                group: 0,
                width: 9,
                most,
                blocks: flags & 0x80 != 0,
                prefix: vec![0; 256],
                suffix: (0..=255).collect(),
                last: None,
                first: 0,
                held: Vec::new(),
            };
            reader.clear();
            reader
        })
    }

    fn clear(&mut self) {
        let first_free = 256 + usize::from(self.blocks);
        self.prefix.resize(first_free, 0);
        self.suffix.resize(first_free, 0);
        self.last = None;
    }

    fn widen(&mut self, width: u32) {
        let group = u64::from(self.width) * 8;
        self.at = self.group + (self.at - self.group).div_ceil(group) * group;
        self.group = self.at;
        self.width = width;
    }

    fn code(&mut self) -> Option<usize> {
        let free = self.suffix.len();
        if self.width < self.most && free > (1 << self.width) - 1 {
            self.widen(self.width + 1);
        }
        let from = usize::try_from(self.at / 8).ok()?;
        let bits = self.packed.get(from..).filter(|rest| !rest.is_empty())?;
        if self.at + u64::from(self.width) > self.packed.len() as u64 * 8 {
            return None;
        }
        let window = bits
            .iter()
            .take(4)
            .rev()
            .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        let code = window >> (self.at % 8) & ((1 << self.width) - 1);
        self.at += u64::from(self.width);
        usize::try_from(code).ok()
    }

    /// Puts the bytes of the next code into `held`; false at the end.
    fn step(&mut self) -> Result<bool> {
        let damaged = || Error::new(ErrorKind::InvalidData, "a code is out of its table");
        let Some(mut code) = self.code() else {
            return Ok(false);
        };
        if self.blocks && code == CLEAR {
            self.clear();
            self.widen(9);
            return Ok(true);
        }
        let new = code;
        let free = self.suffix.len();
        if code >= free {
            // A code that is being made: what was last, with its first byte once more.
            self.held.push(self.first);
            code = self.last.filter(|_| code == free).ok_or_else(damaged)?;
        }
        while code >= 256 {
            self.held.push(*self.suffix.get(code).ok_or_else(damaged)?);
            let before = usize::from(*self.prefix.get(code).ok_or_else(damaged)?);
            // Each entry points to an older one, so this ends.
            code = before;
        }
        self.first = u8::try_from(code).map_err(|_| damaged())?;
        self.held.push(self.first);
        if let Some(last) = self.last
            && free < 1 << self.most
        {
            self.prefix
                .push(u16::try_from(last).map_err(|_| damaged())?);
            self.suffix.push(self.first);
        }
        self.last = Some(new);
        Ok(true)
    }
}

impl Read for LzwReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut written = 0;
        for place in buffer {
            while self.held.is_empty() {
                if !self.step()? {
                    return Ok(written);
                }
            }
            if let Some(byte) = self.held.pop() {
                *place = byte;
                written += 1;
            }
        }
        Ok(written)
    }
}
