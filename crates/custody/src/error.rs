//! What can go wrong with a ledger, a proof or a checkpoint.

use domain::{Family, Fault, Report};
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong with a ledger, a proof or a checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum CustodyError {
    /// The system refused a file operation.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no random bytes.
    #[error("this machine gave no random bytes: {reason}")]
    NoRandomness {
        /// What the system said.
        reason: String,
    },
    /// A text or file from outside does not have the form it should have.
    #[error("this is no {what}: {reason}")]
    Malformed {
        /// The form it should have.
        what: &'static str,
        /// Where it departs from it.
        reason: &'static str,
    },
    /// A signature by a known key does not fit the text it stands under.
    #[error("the signature of `{key}` does not fit the text")]
    BadSignature {
        /// Name of the key.
        key: String,
    },
    /// The log's own key has not signed this checkpoint.
    #[error("`{key}` has not signed this checkpoint")]
    Unsigned {
        /// Name of the log's key.
        key: String,
    },
    /// A checkpoint or a cosignature is about another log.
    #[error("this is about the log `{found}`, not `{expected}`")]
    OtherLog {
        /// The log at hand.
        expected: String,
        /// The log named in what was given.
        found: String,
    },
    /// A checkpoint names a root that this log never had at that size.
    #[error("at {size} acts this log has another root than the one given")]
    OtherRoot {
        /// The size it speaks of.
        size: u64,
    },
    /// A cosignature file holds nothing by another key.
    #[error("no cosignature by another key stands under this checkpoint")]
    NoCosignature,
    /// The folder holds no ledger.
    #[error("`{}` holds no ledger", dir.display())]
    NoLedger {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder already holds a ledger.
    #[error("`{}` already holds a ledger", dir.display())]
    LedgerExists {
        /// The folder.
        dir: PathBuf,
    },
    /// Bytes of the ledger are not what they were.
    #[error("`{file}` is damaged: {reason}")]
    Damaged {
        /// The file, relative to the ledger.
        file: String,
        /// What does not fit.
        reason: &'static str,
    },
    /// There is no act with this index.
    #[error("there is no act {index}; the log holds {size}")]
    NoSuchAct {
        /// The index asked for, from 0.
        index: u64,
        /// How many acts there are.
        size: u64,
    },
    /// An act is larger than the ledger keeps.
    #[error("an act may have {limit} bytes, this one has {size}")]
    ActTooLarge {
        /// Its size in bytes.
        size: usize,
        /// The most that is kept, in bytes.
        limit: usize,
    },
    /// A ledger opened for reading was asked to write.
    #[error("the ledger was opened for reading only")]
    ReadOnly,
    /// Acts were written, but the system did not confirm that they are on the disk.
    #[error("the system did not confirm that the last acts are on the disk: {source}")]
    Unconfirmed {
        /// What the system said.
        source: io::Error,
    },
    /// An earlier append was not confirmed; the ledger must be opened again.
    #[error("an earlier write was not confirmed; open the ledger again")]
    MustReopen,
    /// The answer of the time-stamping authority cannot be read.
    #[error("the answer of the time-stamping authority cannot be read: {reason}")]
    StampUnreadable {
        /// What the reader said.
        reason: String,
    },
    /// The time-stamping authority refused.
    #[error("the time-stamping authority refused the request: {status}")]
    StampRefused {
        /// Its status.
        status: String,
    },
    /// The stamp is over other bytes than any checkpoint that a stamp was asked for.
    #[error("the stamp is over other bytes than any checkpoint a stamp was asked for")]
    StampOfOtherBytes,
    /// The stamp answers another request.
    #[error("the stamp answers another request for the checkpoint of {size} acts")]
    StampOfOtherRequest {
        /// Size of the checkpoint.
        size: u64,
    },
}

impl CustodyError {
    /// Names the file in an error of the system.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| CustodyError::Io { path, source }
    }
}

impl Report for CustodyError {
    fn fault(&self) -> Fault {
        use CustodyError as E;
        let input = |id| Fault::new(id, Family::Input);
        match self {
            E::Io { path, source } if source.kind() == io::ErrorKind::StorageFull => {
                Fault::new("ledger-disk-full", Family::Machine).with("path", path.display())
            }
            E::Io { path, source } => Fault::new("ledger-file", Family::Machine)
                .with("path", path.display())
                .with("reason", source),
            E::NoRandomness { reason } => {
                Fault::new("no-randomness", Family::Machine).with("reason", reason)
            }
            E::Malformed { what, reason } => input("ledger-malformed")
                .with("what", what)
                .with("reason", reason),
            E::BadSignature { key } => input("ledger-bad-signature").with("key", key),
            E::Unsigned { key } => input("ledger-unsigned").with("key", key),
            E::OtherLog { expected, found } => input("ledger-other-log")
                .with("expected", expected)
                .with("found", found),
            E::OtherRoot { size } => {
                Fault::new("ledger-other-root", Family::Integrity).with("size", size)
            }
            E::NoCosignature => input("ledger-no-cosignature"),
            E::NoLedger { dir } => input("ledger-missing").with("path", dir.display()),
            E::LedgerExists { dir } => input("ledger-exists").with("path", dir.display()),
            E::Damaged { file, reason } => Fault::new("ledger-damaged", Family::Integrity)
                .with("file", file)
                .with("reason", reason),
            E::NoSuchAct { index, size } => Fault::new("ledger-no-such-act", Family::NotFound)
                .with("index", index)
                .with("size", size),
            E::ActTooLarge { size, limit } => input("ledger-act-too-large")
                .with("size", size)
                .with("limit", limit),
            E::ReadOnly => Fault::new("ledger-read-only", Family::Internal),
            E::Unconfirmed { source } => {
                Fault::new("ledger-unconfirmed", Family::Machine).with("reason", source)
            }
            E::MustReopen => Fault::new("ledger-must-reopen", Family::Machine),
            E::StampUnreadable { reason } => input("stamp-unreadable").with("reason", reason),
            E::StampRefused { status } => input("stamp-refused").with("status", status),
            E::StampOfOtherBytes => input("stamp-of-other-bytes"),
            E::StampOfOtherRequest { size } => input("stamp-of-other-request").with("size", size),
        }
    }
}

/// The outcome of a custody operation.
pub type Result<T> = std::result::Result<T, CustodyError>;
