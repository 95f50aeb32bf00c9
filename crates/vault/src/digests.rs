//! All the digests of one run of bytes, made while it passes by.

use domain::Sha256;
use sha2::Digest;
use std::io::{self, Write};

/// The digests of one content. SHA-256 is its identity; the others serve older hash lists and BagIt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// How many bytes passed.
    pub size_bytes: u64,
    /// SHA-256 (FIPS 180-4).
    pub sha256: Sha256,
    /// MD5 (RFC 1321), lower-case hexadecimal.
    pub md5: String,
    /// SHA-1 (FIPS 180-4), lower-case hexadecimal.
    pub sha1: String,
    /// SHA-512 (FIPS 180-4), lower-case hexadecimal.
    pub sha512: String,
}

/// Takes bytes and makes their digests.
#[derive(Default)]
pub struct Digester {
    size_bytes: u64,
    sha256: sha2::Sha256,
    md5: md5::Md5,
    sha1: sha1::Sha1,
    sha512: sha2::Sha512,
}

impl Digester {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.size_bytes += bytes.len() as u64;
        self.sha256.update(bytes);
        self.md5.update(bytes);
        self.sha1.update(bytes);
        self.sha512.update(bytes);
    }

    /// How many bytes were taken so far.
    pub const fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The digests of everything taken.
    pub fn finish(self) -> Digests {
        Digests {
            size_bytes: self.size_bytes,
            sha256: Sha256::from_bytes(self.sha256.finalize().into()),
            md5: hex(&self.md5.finalize()),
            sha1: hex(&self.sha1.finalize()),
            sha512: hex(&self.sha512.finalize()),
        }
    }
}

/// The SHA-256 of bytes at hand.
pub fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256::from_bytes(sha2::Sha256::digest(bytes).into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Passes bytes on and makes their SHA-256.
pub(crate) struct Sha256Writer<W> {
    out: W,
    digest: sha2::Sha256,
}

impl<W: Write> Sha256Writer<W> {
    pub(crate) fn new(out: W) -> Self {
        Self {
            out,
            digest: sha2::Sha256::new(),
        }
    }

    pub(crate) fn finish(self) -> Sha256 {
        Sha256::from_bytes(self.digest.finalize().into())
    }
}

impl<W: Write> Write for Sha256Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.digest.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "abc", from FIPS 180-4's and RFC 1321's own examples.
    #[test]
    fn the_norms_own_examples() {
        let mut digester = Digester::default();
        digester.update(b"a");
        digester.update(b"bc");
        let digests = digester.finish();
        assert_eq!(digests.size_bytes, 3);
        assert_eq!(
            digests.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(digests.md5, "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(digests.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(
            digests
                .sha512
                .starts_with("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2")
        );
        assert_eq!(sha256(b"abc"), digests.sha256);
    }
}
