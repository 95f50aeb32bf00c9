//! Sealed bodies: what the log commits to, encrypted, in segments of 256 acts.
//!
//! A segment is a run of records. A record is a length of four bytes, big-endian, then that many
//! bytes: a nonce of 12 bytes and, sealed with ChaCha20-Poly1305 (RFC 8439), the salt and the body.
//! An erased record is the length `ff ff ff ff` alone. A length of zero is no record, so a page of
//! zeros that a crash left is never taken for an erasure.

use crate::commitment::{Commitment, Salt};
use crate::error::{CustodyError, Result};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::fmt;
use zeroize::Zeroize;

/// Largest body of one act, in bytes.
pub const LARGEST_BODY_BYTES: usize = 64 << 20;
const LENGTH_BYTES: usize = 4;
const NONCE_BYTES: usize = 12;
const SALT_BYTES: usize = 32;
const TAG_BYTES: usize = 16;
const ERASED: [u8; LENGTH_BYTES] = [0xff; LENGTH_BYTES];

/// The key under which bodies are sealed.
#[derive(Clone)]
pub struct BodyKey(pub [u8; 32]);

impl fmt::Debug for BodyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyKey")
    }
}

impl Drop for BodyKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// An act's body as the ledger gives it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The bytes that were appended.
    Present(Vec<u8>),
    /// It was erased; its place in the log stands.
    Erased,
}

/// A body with the salt of its commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    pub salt: Salt,
    pub body: Vec<u8>,
}

impl Opened {
    pub fn commitment(&self) -> Commitment {
        Commitment::to(&self.salt, &self.body)
    }
}

/// Seals and opens the bodies of one log.
pub(crate) struct Sealer {
    cipher: ChaCha20Poly1305,
    origin: String,
}

impl Sealer {
    pub fn new(key: &BodyKey, origin: &str) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new(Key::from_slice(&key.0)),
            origin: origin.to_owned(),
        }
    }

    /// A record holds only in its own log and at its own index.
    fn bound_to(&self, index: u64) -> Vec<u8> {
        let mut bytes = b"isnad/body/v1\n".to_vec();
        bytes.extend_from_slice(self.origin.as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(&index.to_be_bytes());
        bytes
    }

    /// Appends the record of a body to a segment; gives back the commitment.
    pub fn seal(&self, index: u64, body: &[u8], segment: &mut Vec<u8>) -> Result<Commitment> {
        if body.len() > LARGEST_BODY_BYTES {
            let (size, limit) = (body.len(), LARGEST_BODY_BYTES);
            return Err(CustodyError::ActTooLarge { size, limit });
        }
        let salt = Salt::from_bytes(random()?);
        let nonce: [u8; NONCE_BYTES] = random()?;
        let mut plain = Vec::with_capacity(SALT_BYTES + body.len());
        plain.extend_from_slice(salt.as_bytes());
        plain.extend_from_slice(body);
        let aad = self.bound_to(index);
        let payload = Payload {
            msg: &plain,
            aad: &aad,
        };
        let sealed = self
            .cipher
            .encrypt(Nonce::from_slice(&nonce), payload)
            .map_err(|_| {
                let (size, limit) = (body.len(), LARGEST_BODY_BYTES);
                CustodyError::ActTooLarge { size, limit }
            })?;
        plain.zeroize();
        let length = (NONCE_BYTES + sealed.len()) as u32;
        segment.extend_from_slice(&length.to_be_bytes());
        segment.extend_from_slice(&nonce);
        segment.extend_from_slice(&sealed);
        Ok(Commitment::to(&salt, body))
    }

    /// Opens a record; nothing where it was not sealed by this key for this place.
    pub fn open(&self, index: u64, sealed: &[u8]) -> Option<Opened> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let aad = self.bound_to(index);
        let payload = Payload {
            msg: sealed,
            aad: &aad,
        };
        let plain = self
            .cipher
            .decrypt(Nonce::from_slice(nonce), payload)
            .ok()?;
        let (salt, body) = plain.split_first_chunk::<SALT_BYTES>()?;
        Some(Opened {
            salt: Salt::from_bytes(*salt),
            body: body.to_vec(),
        })
    }
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|error| CustodyError::NoRandomness {
        reason: error.to_string(),
    })?;
    Ok(bytes)
}

/// One record of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    /// Where it begins in the segment.
    pub start: usize,
    /// Where the next one begins.
    pub end: usize,
    /// Nonce and sealed bytes; nothing where the body was erased.
    pub sealed: Option<&'a [u8]>,
}

/// The whole records of a segment, in order; ends at the first that is torn or no record.
pub(crate) fn records(segment: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = segment.get(start..)?;
        let (length, rest) = rest.split_first_chunk::<LENGTH_BYTES>()?;
        let sealed = if *length == ERASED {
            None
        } else {
            let length = u32::from_be_bytes(*length) as usize;
            if length < NONCE_BYTES + SALT_BYTES + TAG_BYTES {
                return None;
            }
            Some(rest.get(..length)?)
        };
        let end = start + LENGTH_BYTES + sealed.map_or(0, <[u8]>::len);
        let record = Record { start, end, sealed };
        start = end;
        Some(record)
    })
}

/// The segment with one record erased; every other byte stays. Nothing where there is no such
/// record.
pub(crate) fn with_erased(segment: &[u8], place: usize) -> Option<Vec<u8>> {
    let record = records(segment).nth(place)?;
    let mut bytes = segment.get(..record.start)?.to_vec();
    bytes.extend_from_slice(&ERASED);
    bytes.extend_from_slice(segment.get(record.end..)?);
    Some(bytes)
}
