//! What can go wrong with a vault.

use domain::{Family, Fault, Report, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// An error of the vault.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The folder holds no vault.
    #[error("`{0}` holds no vault")]
    NotAVault(PathBuf),
    /// The disk is full.
    #[error("the disk is full: could not {what} `{path}`")]
    DiskFull {
        /// What was tried.
        what: &'static str,
        /// On which path.
        path: PathBuf,
    },
    /// This machine failed.
    #[error("could not {what} `{path}`: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The source of a new object failed, not the vault.
    #[error("the source could not be read: {0}")]
    Source(io::Error),
    /// An object is not there.
    #[error("object {0} is missing")]
    Missing(Sha256),
    /// An object cannot be opened or read to its end.
    #[error("object {name} is damaged: {reason}")]
    Broken {
        /// Which.
        name: Sha256,
        /// What the reader said.
        reason: String,
    },
    /// An object holds other bytes than its name says.
    #[error("object {name} holds other bytes: {found}")]
    OtherContent {
        /// Which.
        name: Sha256,
        /// The digest of what it holds.
        found: Sha256,
    },
    /// The passphrase does not open the keys.
    #[error("the passphrase does not open this store")]
    WrongPassphrase,
    /// The sealed keys are not readable.
    #[error("the store's keys cannot be read: {0}")]
    Key(String),
    /// The system gave no random bytes.
    #[error("this machine gave no random bytes: {0}")]
    Random(String),
}

impl VaultError {
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { what, path }
            }
            _ => Self::Io { what, path, source },
        }
    }

    /// An object that could not be read to its end.
    pub fn broken(name: &Sha256, reason: &io::Error) -> Self {
        Self::Broken {
            name: *name,
            reason: reason.to_string(),
        }
    }
}

impl Report for VaultError {
    fn fault(&self) -> Fault {
        match self {
            Self::NotAVault(path) => {
                Fault::new("vault-absent", Family::Integrity).with("path", path.display())
            }
            Self::DiskFull { path, .. } => {
                Fault::new("disk-full", Family::Machine).with("path", path.display())
            }
            Self::Io { what, path, source } => Fault::new("io", Family::Machine)
                .with("what", what)
                .with("path", path.display())
                .with("reason", source),
            Self::Source(source) => {
                Fault::new("source-unreadable", Family::Input).with("reason", source)
            }
            Self::Missing(name) => {
                Fault::new("object-missing", Family::Integrity).with("object", name)
            }
            Self::Broken { name, reason } => Fault::new("object-damaged", Family::Integrity)
                .with("object", name)
                .with("reason", reason),
            Self::OtherContent { name, found } => {
                Fault::new("object-other-content", Family::Integrity)
                    .with("object", name)
                    .with("found", found)
            }
            Self::WrongPassphrase => Fault::new("wrong-passphrase", Family::Input),
            Self::Key(reason) => {
                Fault::new("keys-unreadable", Family::Integrity).with("reason", reason)
            }
            Self::Random(reason) => Fault::new("no-random", Family::Machine).with("reason", reason),
        }
    }
}
