//! The name of content: its SHA-256 digest.

use std::fmt;
use std::str::FromStr;

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

/// A text that is no SHA-256 digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 digest is written as 64 lower-case hexadecimal digits")]
pub struct NotADigest;

impl Sha256 {
    /// Takes 32 bytes that a hash function gave.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first eight hexadecimal digits, for people to tell two digests apart on one screen.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{self}")
    }
}

impl FromStr for Sha256 {
    type Err = NotADigest;

    /// Reads the canonical form only: one digest has one spelling.
    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let mut bytes = [0u8; 32];
        if text.len() != 64 {
            return Err(NotADigest);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = match pair {
                [high, low] => nibble(*high)? << 4 | nibble(*low)?,
                _ => return Err(NotADigest),
            };
        }
        Ok(Self(bytes))
    }
}

fn nibble(digit: u8) -> Result<u8, NotADigest> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NotADigest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_digest_survives_writing_and_reading(bytes: [u8; 32]) {
            let digest = Sha256::from_bytes(bytes);
            prop_assert_eq!(digest.to_string().parse::<Sha256>(), Ok(digest));
        }
    }

    #[test]
    fn a_digest_has_one_spelling() {
        let lower = "a".repeat(64);
        assert!(lower.parse::<Sha256>().is_ok());
        assert!(lower.to_uppercase().parse::<Sha256>().is_err());
        assert!(format!(" {lower}").parse::<Sha256>().is_err());
        assert!("a".repeat(63).parse::<Sha256>().is_err());
    }
}
