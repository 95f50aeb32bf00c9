//! The keys of a store, and how a passphrase opens them.

use crate::VaultError;
use age::secrecy::ExposeSecret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The secrets of a store. Printing them shows nothing.
pub struct StoreKeys {
    vault_identity: Zeroizing<String>,
    evidence_log_seed: Zeroizing<[u8; 32]>,
    consultation_log_seed: Zeroizing<[u8; 32]>,
    body_key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for StoreKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKeys([protected])")
    }
}

/// How much work a guess at the passphrase costs (Argon2id, RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for KeyCost {
    /// RFC 9106's second recommended option: 64 MiB, three passes.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
        }
    }
}

/// A store's secrets as `store.toml` holds them, closed under a passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedKeys {
    kdf: String,
    cost: KeyCost,
    salt: String,
    nonce: String,
    sealed: String,
}

const KDF: &str = "argon2id-xchacha20poly1305";
const PURPOSE: &[u8] = b"isnad store keys v1";
/// No store asks for more memory than this to be opened, whatever its file says. In KiB.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;

impl StoreKeys {
    /// Makes new random secrets.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn generate() -> Result<Self, VaultError> {
        Ok(Self {
            vault_identity: Zeroizing::new(
                age::x25519::Identity::generate()
                    .to_string()
                    .expose_secret()
                    .to_owned(),
            ),
            evidence_log_seed: random()?,
            consultation_log_seed: random()?,
            body_key: random()?,
        })
    }

    /// Seed of the Ed25519 key that signs the log of acts.
    pub fn evidence_log_seed(&self) -> &[u8; 32] {
        &self.evidence_log_seed
    }

    /// Seed of the Ed25519 key that signs the log of consultations.
    pub fn consultation_log_seed(&self) -> &[u8; 32] {
        &self.consultation_log_seed
    }

    /// The key under which bodies of acts are sealed.
    pub fn body_key(&self) -> &[u8; 32] {
        &self.body_key
    }

    pub(crate) fn vault_identity(&self) -> Result<age::x25519::Identity, VaultError> {
        self.vault_identity
            .parse()
            .map_err(|e: &str| VaultError::Key(e.to_owned()))
    }

    /// Closes the secrets under a passphrase.
    ///
    /// # Errors
    /// Where the system gives no random bytes or the cost is out of Argon2's range.
    pub fn seal(&self, passphrase: &str, cost: KeyCost) -> Result<SealedKeys, VaultError> {
        let salt = random::<16>()?;
        let nonce = random::<24>()?;
        let mut plain = Zeroizing::new(Vec::with_capacity(96 + self.vault_identity.len()));
        plain.extend_from_slice(self.evidence_log_seed.as_slice());
        plain.extend_from_slice(self.consultation_log_seed.as_slice());
        plain.extend_from_slice(self.body_key.as_slice());
        plain.extend_from_slice(self.vault_identity.as_bytes());
        let key = derive(passphrase, salt.as_slice(), cost)?;
        let sealed = XChaCha20Poly1305::new(key.as_slice().into())
            .encrypt(
                XNonce::from_slice(nonce.as_slice()),
                Payload {
                    msg: &plain,
                    aad: PURPOSE,
                },
            )
            .map_err(|e| VaultError::Key(e.to_string()))?;
        Ok(SealedKeys {
            kdf: KDF.to_owned(),
            cost,
            salt: STANDARD.encode(salt.as_slice()),
            nonce: STANDARD.encode(nonce.as_slice()),
            sealed: STANDARD.encode(sealed),
        })
    }
}

impl SealedKeys {
    /// Opens the secrets.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], or [`VaultError::Key`] where the sealed form itself is broken.
    pub fn open(&self, passphrase: &str) -> Result<StoreKeys, VaultError> {
        if self.kdf != KDF {
            return Err(VaultError::Key(format!("unknown kind `{}`", self.kdf)));
        }
        let decode = |text: &str| {
            STANDARD
                .decode(text)
                .map_err(|e| VaultError::Key(e.to_string()))
        };
        let (salt, nonce, sealed) = (
            decode(&self.salt)?,
            decode(&self.nonce)?,
            decode(&self.sealed)?,
        );
        if nonce.len() != 24 || self.cost.memory_kib > MOST_MEMORY_KIB {
            return Err(VaultError::Key("a value is out of range".to_owned()));
        }
        let key = derive(passphrase, &salt, self.cost)?;
        let plain = XChaCha20Poly1305::new(key.as_slice().into())
            .decrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &sealed,
                    aad: PURPOSE,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| VaultError::WrongPassphrase)?;
        let seed = |at: usize| {
            let bytes = plain
                .get(at..at + 32)
                .and_then(|part| <[u8; 32]>::try_from(part).ok());
            bytes
                .map(Zeroizing::new)
                .ok_or_else(|| VaultError::Key("too short".to_owned()))
        };
        let identity = plain
            .get(96..)
            .and_then(|part| std::str::from_utf8(part).ok())
            .unwrap_or_default();
        Ok(StoreKeys {
            evidence_log_seed: seed(0)?,
            consultation_log_seed: seed(32)?,
            body_key: seed(64)?,
            vault_identity: Zeroizing::new(identity.to_owned()),
        })
    }
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0u8; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|e| VaultError::Random(e.to_string()))?;
    Ok(bytes)
}

fn derive(passphrase: &str, salt: &[u8], cost: KeyCost) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let params = argon2::Params::new(cost.memory_kib, cost.passes, 1, Some(32))
        .map_err(|e| VaultError::Key(e.to_string()))?;
    let mut key = Zeroizing::new([0u8; 32]);
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|e| VaultError::Key(e.to_string()))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: KeyCost = KeyCost {
        memory_kib: 64,
        passes: 1,
    };

    #[test]
    fn only_the_passphrase_opens_the_keys() {
        let keys = StoreKeys::generate().unwrap();
        let sealed = keys.seal("correct horse", CHEAP).unwrap();
        let opened = sealed.open("correct horse").unwrap();
        assert_eq!(opened.body_key(), keys.body_key());
        assert_eq!(*opened.vault_identity, *keys.vault_identity);
        assert!(matches!(
            sealed.open("correct horsf"),
            Err(VaultError::WrongPassphrase)
        ));
    }

    #[test]
    fn a_changed_sealed_form_is_refused() {
        let mut sealed = StoreKeys::generate().unwrap().seal("p", CHEAP).unwrap();
        sealed.cost.memory_kib = u32::MAX;
        assert!(matches!(sealed.open("p"), Err(VaultError::Key(_))));
    }

    #[test]
    fn printing_keys_shows_nothing() {
        let keys = StoreKeys::generate().unwrap();
        assert_eq!(format!("{keys:?}"), "StoreKeys([protected])");
    }
}
