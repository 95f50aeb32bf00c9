//! Checking without trust in who kept the log: log folders, proof files, bags.
//!
//! Every check ends in a [`Verdict`]. "Could not check" is neither fine nor forged.

pub mod bag;
pub mod finding;
pub mod log;
pub mod proof;
mod tiles;

pub use finding::Finding;
#[cfg(feature = "writer")]
pub(crate) use tiles::check_tiles;

use crate::checkpoint::SignedCheckpoint;
use crate::error::{CustodyError, Result};
use crate::key::{KeyType, VerifierKey};

/// How a check ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T> {
    /// Everything that was to be checked holds.
    Holds(T),
    /// Something does not hold; what, is named.
    DoesNotHold(Vec<Finding>),
    /// The check could not be made; why, in one sentence.
    CouldNotCheck(String),
}

impl<T> Verdict<T> {
    /// Whether everything holds.
    pub const fn holds(&self) -> bool {
        matches!(self, Verdict::Holds(_))
    }

    /// The exit code that stands for this verdict.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Verdict::Holds(_) => 0,
            Verdict::DoesNotHold(_) => 1,
            Verdict::CouldNotCheck(_) => 2,
        }
    }

    fn of(findings: Vec<Finding>, held: T) -> Self {
        if findings.is_empty() {
            Verdict::Holds(held)
        } else {
            Verdict::DoesNotHold(findings)
        }
    }
}

/// Whose signatures a verifier asks for: the log's own always, and a number of cosigners.
#[derive(Debug, Clone)]
pub struct Trust {
    log: VerifierKey,
    cosigners: Vec<VerifierKey>,
    quorum: usize,
}

impl Trust {
    /// Trust in the log's key alone. Such a log proves nothing against who holds the key.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`] where the key is no log's key.
    pub fn in_log(log: VerifierKey) -> Result<Self> {
        Self::new(log, Vec::new(), None)
    }

    /// Trust in the log's key together with `quorum` of the cosigners; all of them where no number
    /// is given.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`] where a key is of the wrong kind or given twice, or the number is
    /// larger than that of the cosigners.
    pub fn new(
        log: VerifierKey,
        cosigners: Vec<VerifierKey>,
        quorum: Option<usize>,
    ) -> Result<Self> {
        let wrong = |reason| CustodyError::Malformed {
            what: "set of keys",
            reason,
        };
        if log.kind() != KeyType::Log {
            return Err(wrong("the log's key is a cosigner's key"));
        }
        for (place, key) in cosigners.iter().enumerate() {
            if key.kind() != KeyType::Cosigner {
                return Err(wrong("a cosigner's key is a log's key"));
            }
            let earlier = cosigners.iter().take(place).chain([&log]);
            if earlier
                .into_iter()
                .any(|other| other.public_bytes() == key.public_bytes())
            {
                return Err(wrong(
                    "one key is given under two names; it can count only once",
                ));
            }
        }
        let quorum = quorum.unwrap_or(cosigners.len());
        if quorum > cosigners.len() {
            return Err(wrong("the quorum is larger than the number of cosigners"));
        }
        Ok(Self {
            log,
            cosigners,
            quorum,
        })
    }

    /// The log's key.
    pub const fn log(&self) -> &VerifierKey {
        &self.log
    }

    /// Opens a checkpoint and counts the cosigners who signed it.
    fn open(&self, bytes: &[u8]) -> std::result::Result<(SignedCheckpoint, Vec<String>), Finding> {
        let signed =
            SignedCheckpoint::open(bytes, &self.log).map_err(|error| Finding::BadCheckpoint {
                reason: error.to_string(),
            })?;
        let mut names = Vec::new();
        for key in &self.cosigners {
            match key.find_in(signed.note()) {
                Ok(Some(_)) => names.push(key.name().to_owned()),
                Ok(None) => {}
                Err(_) => {
                    return Err(Finding::BadCosignature {
                        key: key.name().to_owned(),
                    });
                }
            }
        }
        if names.len() < self.quorum {
            return Err(Finding::NoQuorum {
                have: names.len(),
                need: self.quorum,
            });
        }
        Ok((signed, names))
    }
}
