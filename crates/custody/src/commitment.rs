//! Salted commitments: what the log holds in place of an act's body.

use crate::tree::leaf_hash;
use domain::Sha256;
use sha2::Digest;
use std::fmt;
use subtle::ConstantTimeEq;

/// Stands before the body in the committed message, so that the same salt and bytes used for
/// anything else give another value.
const DOMAIN: &[u8] = b"isnad/act/v1\n";
const BLOCK_BYTES: usize = 64;

/// 32 random bytes that hide a body behind its commitment. Who has erased it can no longer show,
/// and nobody can guess, what the commitment was made of.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// Takes 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt")
    }
}

/// One entry of the log: HMAC-SHA256 (RFC 2104) with the salt as key over `isnad/act/v1`, a
/// newline and the body's bytes.
#[derive(Debug, Clone, Copy)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// The commitment to a body.
    pub fn to(salt: &Salt, body: &[u8]) -> Self {
        Self(hmac_sha256(salt.as_bytes(), &[DOMAIN, body]))
    }

    /// Takes an entry of a log.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The entry's bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The entry's hash in the tree.
    pub fn leaf_hash(&self) -> Sha256 {
        leaf_hash(&self.0)
    }
}

impl PartialEq for Commitment {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Commitment {}

/// RFC 2104 for keys that are no longer than one block of SHA-256.
fn hmac_sha256(key: &[u8; 32], message: &[&[u8]]) -> [u8; 32] {
    let mut inner_key = [0x36u8; BLOCK_BYTES];
    let mut outer_key = [0x5cu8; BLOCK_BYTES];
    for ((inner, outer), byte) in inner_key.iter_mut().zip(&mut outer_key).zip(key) {
        *inner ^= byte;
        *outer ^= byte;
    }
    let start = sha2::Sha256::new().chain_update(inner_key);
    let inner = message
        .iter()
        .fold(start, |digest, part| digest.chain_update(part))
        .finalize();
    sha2::Sha256::new()
        .chain_update(outer_key)
        .chain_update(inner)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 1, its 20-byte key padded with zeros as HMAC itself pads it.
    #[test]
    fn hmac_agrees_with_rfc_4231_case_1() {
        let mut key = [0u8; 32];
        key[..20].fill(0x0b);
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(
            hex::encode(hmac_sha256(&key, &[b"Hi ", b"There"])),
            expected
        );
    }

    /// RFC 4231, test case 2: the key `Jefe`.
    #[test]
    fn hmac_agrees_with_rfc_4231_case_2() {
        let mut key = [0u8; 32];
        key[..4].copy_from_slice(b"Jefe");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(
            hex::encode(hmac_sha256(&key, &[b"what do ya want for nothing?"])),
            expected
        );
    }
}
