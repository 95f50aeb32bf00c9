//! Workbooks that are encrypted with the password that Excel takes by itself.
//!
//! Who protects the structure of a workbook makes Excel encrypt it under a password that is the same
//! everywhere and that nobody is asked for. Such a workbook opens without a question; so it is read here.

use super::{Record, record, short};
use md5::{Digest, Md5};

/// The password that Excel takes by itself.
const PASSWORD: &str = "VelvetSweatshop";
/// After so many bytes of the stream the key changes ([MS-XLS] 2.2.10).
const BLOCK: usize = 1_024;
/// The records that lock a workbook, and what stands in their place in an unlocked one.
const LOCK: u16 = 0x002f;
const UNLOCKED: u16 = 0xffff;

/// The stream in clear; none where it is not locked so.
pub(super) fn stream(locked: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    let lock = loop {
        let found = record(locked, at).filter(|_| at < 1 << 16)?;
        if found.kind == LOCK {
            break found;
        }
        at = found.next.max(at + 4);
    };
    let keys = Keys::of(&lock)?;
    let mut clear = locked.to_vec();
    let key: Vec<u8> = (0u32..)
        .take(locked.len().div_ceil(BLOCK))
        .flat_map(|block| rc4(&keys.of_block(block), &[0; BLOCK]))
        .collect();
    let mut at = 0;
    while let Some(found) = record(locked, at) {
        // Heads of records, some whole records, and places of sheets are in clear ([MS-XLS] 2.2.10).
        let open = match found.kind {
            0x0809 | LOCK | 0x00e1 | 0x0138 | 0x0193 | 0x0194 | 0x0195 | 0x0196 => found.body.len(),
            0x0085 => 4,
            _ => 0,
        };
        let from = at + 4 + open;
        let to = at + 4 + found.body.len();
        for n in from..to {
            if let (Some(byte), Some(mask)) = (clear.get_mut(n), key.get(n)) {
                *byte ^= mask;
            }
        }
        if found.kind == LOCK
            && let Some(kind) = clear.get_mut(at..at + 2)
        {
            kind.copy_from_slice(&UNLOCKED.to_le_bytes());
        }
        at = found.next.max(at + 4);
    }
    Some(clear)
}

/// What the keys of all blocks are made from.
struct Keys {
    start: [u8; 5],
}

impl Keys {
    /// The keys under the password of Excel, where they fit the lock ([MS-OFFCRYPTO] 2.3.6.2, 2.3.6.4).
    fn of(lock: &Record<'_>) -> Option<Self> {
        let versions = [
            short(lock.body, 0)?,
            short(lock.body, 2)?,
            short(lock.body, 4)?,
        ];
        if versions != [1, 1, 1] {
            return None;
        }
        let salt = lock.body.get(6..22)?;
        let keys = Self::derived(salt)?;
        let check = rc4(&keys.of_block(0), lock.body.get(22..54)?);
        let (word, digest) = check.split_at_checked(16)?;
        (Md5::digest(word).as_slice() == digest).then_some(keys)
    }

    fn derived(salt: &[u8]) -> Option<Self> {
        let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let short_digest: [u8; 5] = *Md5::digest(password).as_slice().first_chunk()?;
        let mut digest = Md5::new();
        for _ in 0..16 {
            digest.update(short_digest);
            digest.update(salt);
        }
        Some(Self {
            start: *digest.finalize().as_slice().first_chunk()?,
        })
    }

    fn of_block(&self, block: u32) -> Vec<u8> {
        let mut digest = Md5::new();
        digest.update(self.start);
        digest.update(block.to_le_bytes());
        digest.finalize().to_vec()
    }
}

/// RC4, which is its own inverse.
fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let at = |state: &[u8], n: u8| state.get(usize::from(n)).copied().unwrap_or(0);
    let mut j = 0u8;
    for (n, k) in (0..=255u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, n)).wrapping_add(*k);
        state.swap(usize::from(n), usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    bytes
        .iter()
        .map(|byte| {
            i = i.wrapping_add(1);
            j = j.wrapping_add(at(&state, i));
            state.swap(usize::from(i), usize::from(j));
            let n = at(&state, i).wrapping_add(at(&state, j));
            byte ^ at(&state, n)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_text_is_encrypted_as_known() {
        let out = rc4(b"Key", b"Plaintext");
        assert_eq!(out, [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }

    fn add(stream: &mut Vec<u8>, kind: u16, body: &[u8]) {
        stream.extend_from_slice(&kind.to_le_bytes());
        stream.extend_from_slice(&(body.len() as u16).to_le_bytes());
        stream.extend_from_slice(body);
    }

    #[test]
    fn a_workbook_under_the_password_of_excel_itself_is_in_clear() {
        let salt = [7u8; 16];
        let keys = Keys::derived(&salt).unwrap();
        let word = [9u8; 16];
        let check = rc4(
            &keys.of_block(0),
            &[&word[..], Md5::digest(word).as_slice()].concat(),
        );
        let lock = [&[1, 0, 1, 0, 1, 0][..], &salt, &check].concat();
        let mut clear = Vec::new();
        add(&mut clear, 0x0809, &[0, 6, 5, 0]);
        add(&mut clear, LOCK, &lock);
        add(&mut clear, 0x0085, b"\x01\x02\x03\x04name");
        for _ in 0..200 {
            add(&mut clear, 0x0204, b"across many blocks");
        }
        // Locking and unlocking are the same but for the mark.
        let locked = stream(&clear).unwrap();
        assert_ne!(locked[80..], clear[80..]);
        let mut again = locked.clone();
        again[8..10].copy_from_slice(&LOCK.to_le_bytes());
        let mut expected = clear.clone();
        expected[8..10].copy_from_slice(&UNLOCKED.to_le_bytes());
        assert_eq!(stream(&again).unwrap(), expected);
        let mut other = clear;
        other[20] ^= 1;
        assert!(stream(&other).is_none());
    }
}
