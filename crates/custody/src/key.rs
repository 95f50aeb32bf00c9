//! Keys that sign checkpoints, and the public form in which they are handed out.

use crate::error::{CustodyError, Result};
use crate::note::{Note, NoteSignature, is_key_name};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
#[cfg(feature = "writer")]
use ed25519_dalek::{Signer, SigningKey};
use sha2::Digest;
use std::fmt;
use std::str::FromStr;

/// What a key signs, by the type byte of C2SP `signed-note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// `0x01`: Ed25519 over the note's text. The log's own key.
    Log,
    /// `0x04`: Ed25519 over time and text, `cosignature/v1`. The key of another office.
    Cosigner,
}

impl KeyType {
    const fn byte(self) -> u8 {
        match self {
            KeyType::Log => 0x01,
            KeyType::Cosigner => 0x04,
        }
    }
}

/// A public key with its name, written `name+hash+base64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyType,
    public: VerifyingKey,
}

impl VerifierKey {
    /// Name of the key; for a log also its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyType {
        self.kind
    }

    /// The 32 bytes of the public key.
    pub fn public_bytes(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// The first four bytes of SHA-256 over name, newline, type and public key.
    pub fn key_id(&self) -> [u8; 4] {
        key_id(&self.name, self.kind.byte(), self.public.as_bytes())
    }

    /// The signature of this key under the note: none if it has not signed.
    ///
    /// # Errors
    /// [`CustodyError::BadSignature`] where it stands there and does not fit.
    pub fn find_in(&self, note: &Note) -> Result<Option<Signed>> {
        let (name, id) = (&self.name, self.key_id());
        let mine = |s: &&NoteSignature| s.name() == name && s.key_id() == id;
        let Some(signature) = note.signatures().iter().find(mine) else {
            return Ok(None);
        };
        self.check(note.text(), signature.bytes())
            .map(Some)
            .ok_or_else(|| CustodyError::BadSignature {
                key: self.name.clone(),
            })
    }

    fn check(&self, text: &str, bytes: &[u8]) -> Option<Signed> {
        let (at_unix_s, signature) = match self.kind {
            KeyType::Log => (None, bytes),
            KeyType::Cosigner => {
                let (time, signature) = bytes.split_first_chunk::<8>()?;
                let seconds = u64::from_be_bytes(*time);
                i64::try_from(seconds).ok()?;
                (Some(seconds), signature)
            }
        };
        let signature = Signature::from_slice(signature).ok()?;
        let message = at_unix_s.map_or_else(|| text.to_owned(), |s| cosigned_text(s, text));
        self.public
            .verify_strict(message.as_bytes(), &signature)
            .ok()?;
        Some(Signed { at_unix_s })
    }
}

/// A signature that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// When a cosigner says it signed, seconds since 1970 UTC; a log's own signature has no time.
    pub at_unix_s: Option<u64>,
}

fn cosigned_text(at_unix_s: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {at_unix_s}\n{text}")
}

fn key_id(name: &str, kind: u8, public: &[u8]) -> [u8; 4] {
    let digest = sha2::Sha256::new()
        .chain_update(name.as_bytes())
        .chain_update(b"\n")
        .chain_update([kind])
        .chain_update(public)
        .finalize();
    digest.first_chunk::<4>().copied().unwrap_or_default()
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.kind.byte()];
        key.extend_from_slice(self.public.as_bytes());
        write!(
            f,
            "{}+{}+{}",
            self.name,
            hex::encode(self.key_id()),
            STANDARD.encode(key)
        )
    }
}

impl FromStr for VerifierKey {
    type Err = CustodyError;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |reason| CustodyError::Malformed {
            what: "public key",
            reason,
        };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("it is written `name+hash+base64`"));
        };
        if !is_key_name(name) {
            return Err(wrong("its name is empty or holds a space"));
        }
        let key = STANDARD
            .decode(key)
            .map_err(|_| wrong("its last part is not base64"))?;
        let (kind, public) = key
            .split_first()
            .ok_or_else(|| wrong("its last part is empty"))?;
        if hash != hex::encode(key_id(name, *kind, public)) {
            return Err(wrong(
                "its hash does not fit its name and key; it was copied wrongly",
            ));
        }
        let kind = match kind {
            0x01 => KeyType::Log,
            0x04 => KeyType::Cosigner,
            0x06 => {
                return Err(wrong(
                    "keys of type ML-DSA-44 are not known to this version",
                ));
            }
            _ => return Err(wrong("its type is not known")),
        };
        let public: &[u8; 32] = public
            .try_into()
            .map_err(|_| wrong("an Ed25519 key has 32 bytes"))?;
        let public = VerifyingKey::from_bytes(public).map_err(|_| wrong("it is no Ed25519 key"))?;
        if public.is_weak() {
            return Err(wrong("it is a weak Ed25519 key"));
        }
        Ok(Self {
            name: name.to_owned(),
            kind,
            public,
        })
    }
}

/// The key by which a log signs its checkpoints. Its name is the log's origin.
#[cfg(feature = "writer")]
#[derive(Clone)]
pub struct LogKey {
    name: String,
    secret: SigningKey,
}

/// The key by which one office confirms what it saw of another's log.
#[cfg(feature = "writer")]
#[derive(Clone)]
pub struct CosignerKey {
    name: String,
    secret: SigningKey,
}

#[cfg(feature = "writer")]
fn named(name: &str) -> Result<String> {
    let reason = "its name is empty, or holds a space or `+`";
    let wrong = CustodyError::Malformed {
        what: "key name",
        reason,
    };
    if is_key_name(name) {
        Ok(name.to_owned())
    } else {
        Err(wrong)
    }
}

#[cfg(feature = "writer")]
impl LogKey {
    /// The key that follows from 32 secret bytes.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`] where the name is not one a key may have.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self> {
        Ok(Self {
            name: named(name)?,
            secret: SigningKey::from_bytes(seed),
        })
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            kind: KeyType::Log,
            public: self.secret.verifying_key(),
        }
    }

    /// The name, which is also the log's origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Signs a text that ends in a newline.
    pub(crate) fn sign(&self, text: &str) -> NoteSignature {
        let signature = self.secret.sign(text.as_bytes()).to_bytes().to_vec();
        NoteSignature::new(&self.name, self.verifier().key_id(), signature)
    }
}

#[cfg(feature = "writer")]
impl CosignerKey {
    /// The key that follows from 32 secret bytes. They must not also be the seed of a log's key.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`] where the name is not one a key may have.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self> {
        Ok(Self {
            name: named(name)?,
            secret: SigningKey::from_bytes(seed),
        })
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            kind: KeyType::Cosigner,
            public: self.secret.verifying_key(),
        }
    }

    /// Signs a checkpoint's text at a time, in seconds since 1970 UTC.
    pub(crate) fn sign(&self, text: &str, at_unix_s: u64) -> NoteSignature {
        let message = cosigned_text(at_unix_s, text);
        let mut bytes = at_unix_s.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.secret.sign(message.as_bytes()).to_bytes());
        NoteSignature::new(&self.name, self.verifier().key_id(), bytes)
    }
}

#[cfg(feature = "writer")]
impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.name)
    }
}

#[cfg(feature = "writer")]
impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CosignerKey({})", self.name)
    }
}
