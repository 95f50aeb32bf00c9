//! What does not hold, and where.

use std::fmt;

/// One thing that does not hold. [`fmt::Display`] gives it in plain English.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the fields are what their names say; each variant is described"
)]
pub enum Finding {
    /// A file of the log is not there.
    MissingFile { file: String },
    /// A file lies in the log that does not belong to it.
    StrayFile { file: String },
    /// A file is longer or shorter than the log's size asks for.
    WrongLength {
        file: String,
        expected: u64,
        found: u64,
    },
    /// An entry in a bundle is no commitment.
    BrokenEntry { file: String },
    /// A hash in a tile does not follow from what lies below it.
    Misfit {
        file: String,
        below: String,
        place: u64,
    },
    /// The root does not follow from the tiles.
    WrongRoot,
    /// The checkpoint is broken or the log has not signed it.
    BadCheckpoint { reason: String },
    /// The signature of a known cosigner does not fit.
    BadCosignature { key: String },
    /// Too few cosigners have signed.
    NoQuorum { have: usize, need: usize },
    /// The log holds fewer acts than it once signed for.
    RolledBack { older_size: u64, size: u64 },
    /// The log does not begin as it once signed that it does.
    Rewritten { older_size: u64 },
    /// A proof file is broken.
    BadProof { reason: String },
    /// The act of a proof is not in the log at the place it names.
    NotInLog { index: u64 },
    /// The file at hand is not the one the act speaks of.
    OtherItem { found: String },
    /// Bodies cannot be read from a segment any more.
    LostBodies { file: String, from: u64, to: u64 },
    /// A body cannot be unsealed or does not fit its entry.
    DamagedBody { file: String, index: u64 },
    /// A body is gone and no act says why.
    UnexplainedErasure { index: u64 },
    /// A stamp or cosignature kept beside the log is broken.
    BrokenAttestation { file: String, reason: String },
    /// A bag does not hold to its format.
    BadBag { file: String, reason: String },
    /// A file's digest is not the one in a manifest.
    WrongDigest { file: String, manifest: String },
    /// A file of the bag is in no manifest, or not in all of them.
    Unlisted { file: String, manifest: String },
    /// More was found than is listed.
    AndMore,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Finding as F;
        match self {
            F::MissingFile { file } => write!(f, "`{file}` is missing"),
            F::StrayFile { file } => write!(f, "`{file}` does not belong here"),
            F::WrongLength {
                file,
                expected,
                found,
            } => {
                write!(f, "`{file}` has {found} bytes, it should have {expected}")
            }
            F::BrokenEntry { file } => write!(f, "`{file}` holds an entry of the wrong length"),
            F::Misfit { file, below, place } => {
                write!(
                    f,
                    "`{file}` does not fit `{below}`: hash number {place} is another"
                )
            }
            F::WrongRoot => f.write_str("the root in `checkpoint` does not follow from the tiles"),
            F::BadCheckpoint { reason } => write!(f, "the checkpoint does not hold: {reason}"),
            F::BadCosignature { key } => {
                write!(f, "the cosignature of `{key}` does not fit the checkpoint")
            }
            F::NoQuorum { have, need } => {
                write!(
                    f,
                    "{have} of the named cosigners have signed; {need} are asked for"
                )
            }
            F::RolledBack { older_size, size } => {
                write!(
                    f,
                    "the log once held {older_size} acts and now holds {size}"
                )
            }
            F::Rewritten { older_size } => write!(
                f,
                "the first {older_size} acts are not those the log signed for in the older checkpoint"
            ),
            F::BadProof { reason } => write!(f, "the proof does not hold: {reason}"),
            F::NotInLog { index } => {
                write!(
                    f,
                    "the act shown is not act {index} of the log that the checkpoint signs"
                )
            }
            F::OtherItem { found } => {
                write!(f, "the act does not speak of this file (SHA-256 {found})")
            }
            F::LostBodies { file, from, to } => {
                write!(
                    f,
                    "`{file}`: the bodies of acts {from} to {to} cannot be read"
                )
            }
            F::DamagedBody { file, index } => {
                write!(
                    f,
                    "`{file}`: the body of act {index} is not what was recorded"
                )
            }
            F::UnexplainedErasure { index } => {
                write!(f, "the body of act {index} was erased and no act says why")
            }
            F::BrokenAttestation { file, reason } => write!(f, "`{file}`: {reason}"),
            F::BadBag { file, reason } => write!(f, "`{file}`: {reason}"),
            F::WrongDigest { file, manifest } => {
                write!(f, "`{file}` is not what `{manifest}` says")
            }
            F::Unlisted { file, manifest } => write!(f, "`{file}` is not listed in `{manifest}`"),
            F::AndMore => f.write_str("more was found than is listed here"),
        }
    }
}

/// Most findings that are listed; a log that is wrong everywhere needs no longer list.
const MOST_FINDINGS: usize = 1000;

/// A list that stays short enough to read.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding; beyond the limit the list only says that there is more.
    pub fn add(&mut self, finding: Finding) {
        if self.0.len() < MOST_FINDINGS {
            self.0.push(finding);
        } else if self.0.len() == MOST_FINDINGS {
            self.0.push(Finding::AndMore);
        }
    }

    /// Whether nothing more is taken.
    pub fn is_full(&self) -> bool {
        self.0.len() > MOST_FINDINGS
    }

    pub fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}
