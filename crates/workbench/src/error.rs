//! What can go wrong with an act.

use crate::CorrectionFault;
use catalogue::CatalogueError;
use catalogue::query::SyntaxError;
use custody::CustodyError;
use domain::access::Refusal;
use domain::{Family, Fault, LeadId, Report};
use extract::ReadFault;
use linkage::list::ListFault;
use std::io;
use std::path::{Path, PathBuf};
use vault::VaultError;

/// An error of the workbench.
#[derive(Debug, thiserror::Error)]
pub enum WorkbenchError {
    /// The folder holds no store.
    #[error("`{0}` holds no store")]
    NotAStore(PathBuf),
    /// The folder for a new store is not empty.
    #[error("`{0}` is not empty")]
    FolderNotEmpty(PathBuf),
    /// The store was made by a newer program.
    #[error("the store has format {found}, this program knows {known}")]
    StoreNewer {
        /// The store's format.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// `store.toml` cannot be understood.
    #[error("`{path}` cannot be understood: {reason}")]
    SettingsDamaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Another program holds the store.
    #[error("the store `{0}` is in use")]
    StoreBusy(PathBuf),
    /// A matching was ended before its end, as asked.
    #[error("the matching was ended before its end")]
    Cancelled,
    /// A passphrase or password is too short.
    #[error("a passphrase has at least {0} characters")]
    TooShort(usize),
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
    /// The disk is full.
    #[error("the disk is full: could not {what} `{path}`")]
    DiskFull {
        /// What was tried.
        what: &'static str,
        /// On which path.
        path: PathBuf,
    },
    /// What was to be taken in is not there.
    #[error("`{0}` does not exist")]
    PathMissing(PathBuf),
    /// What was to be taken in cannot be read.
    #[error("`{path}` cannot be read: {source}")]
    PathUnreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was to be taken in is a device.
    #[error("`{0}` is a device")]
    PathIsDevice(PathBuf),
    /// The store lies inside what was to be taken in, or the other way round.
    #[error("`{0}` and the store lie inside one another")]
    PathMeetsStore(PathBuf),
    /// The hash list cannot be understood at all.
    #[error("`{0}` holds no line of a hash list")]
    NoHashList(PathBuf),
    /// A value given is empty or not of its form.
    #[error("{what}: {reason}")]
    BadValue {
        /// Which value.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The query cannot be understood.
    #[error("the query cannot be understood: {0}")]
    Query(#[from] SyntaxError),
    /// What was asked for is not available: it is not there, or not for this person.
    #[error("not available: `{0}`")]
    NotAvailable(String),
    /// No such account.
    #[error("there is no account `{0}`")]
    NoSuchAccount(String),
    /// The account exists already.
    #[error("there is an account `{0}` already")]
    AccountExists(String),
    /// The roles exclude each other.
    #[error("these roles exclude each other")]
    RolesExclude,
    /// The sign-in is wrong; which part of it is not said.
    #[error("name or password is wrong")]
    SignInFailed,
    /// The person may not do this.
    #[error("not allowed: {action}")]
    NotAllowed {
        /// What was asked for.
        action: &'static str,
        /// Why it was refused.
        refusal: Refusal,
    },
    /// The page is covered and was not revealed.
    #[error("the image is covered")]
    Covered,
    /// A step of a photograph was asked for before the one that shows less.
    #[error("the step `{}` comes first", .0.name())]
    StepBefore(crate::RevealStep),
    /// The act wants a reason and got none.
    #[error("a reason is required")]
    ReasonRequired,
    /// The person has not read the lead blind.
    #[error("the lead {0} was not read before its weights")]
    LeadUnread(LeadId),
    /// The person has read the lead.
    #[error("the lead {0} was read already")]
    LeadReadAlready(LeadId),
    /// The person decided first; another one must be second.
    #[error("the same person decided on the lead {0}")]
    DecidedFirst(LeadId),
    /// People have ended with the lead.
    #[error("the lead {0} is settled")]
    LeadSettled(LeadId),
    /// No decision of this person stands on the lead.
    #[error("there is nothing to withdraw on the lead {0}")]
    NothingToWithdraw(LeadId),
    /// An act in the ledger cannot be read; projection stops there.
    #[error("act {index} cannot be read: {reason}")]
    ActUnreadable {
        /// Index in its log.
        index: u64,
        /// Why.
        reason: String,
    },
    /// The tables say more than the ledger: one of the two is not of this store, or was cut.
    #[error("the catalogue is at act {catalogue}, the ledger holds {ledger}")]
    LedgerShorter {
        /// Acts in the tables.
        catalogue: u64,
        /// Acts in the ledger.
        ledger: u64,
    },
    /// The ledger.
    #[error(transparent)]
    Custody(#[from] CustodyError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The tables and the index.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The readers.
    #[error(transparent)]
    Extract(#[from] ReadFault),
    /// A correction of text.
    #[error(transparent)]
    Correction(#[from] CorrectionFault),
    /// A list or its mapping.
    #[error(transparent)]
    List(#[from] ListFault),
    /// A list is to be taken in without saying on which ground.
    #[error("a list needs a {0}")]
    NoGround(&'static str),
    /// What should be a list is a folder.
    #[error("`{0}` is a folder")]
    ListIsFolder(PathBuf),
    /// An item or file holds no such table.
    #[error("there is no table {table}; {found} were found")]
    NoTable {
        /// Which table was asked for, from 1.
        table: u32,
        /// How many there are.
        found: u64,
    },
    /// A mistake in this program.
    #[error("internal: {0}")]
    Internal(String),
}

impl WorkbenchError {
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { what, path }
            }
            _ => Self::Io { what, path, source },
        }
    }
}

impl Report for WorkbenchError {
    fn fault(&self) -> Fault {
        let input = |id| Fault::new(id, Family::Input);
        let path_fault = |id, path: &Path| input(id).with("path", path.display());
        match self {
            Self::NotAStore(path) => {
                Fault::new("not-a-store", Family::NotFound).with("path", path.display())
            }
            Self::FolderNotEmpty(path) => path_fault("folder-not-empty", path),
            Self::StoreNewer { found, known } => input("store-newer")
                .with("found", found)
                .with("known", known),
            Self::SettingsDamaged { path, reason } => {
                Fault::new("settings-damaged", Family::Integrity)
                    .with("path", path.display())
                    .with("reason", reason)
            }
            Self::StoreBusy(path) => {
                Fault::new("store-busy", Family::Busy).with("path", path.display())
            }
            Self::Cancelled => input("matching-cancelled"),
            Self::TooShort(least) => input("passphrase-short").with("least", least),
            Self::Io { what, path, source } => Fault::new("io", Family::Machine)
                .with("what", what)
                .with("path", path.display())
                .with("reason", source),
            Self::DiskFull { path, .. } => {
                Fault::new("disk-full", Family::Machine).with("path", path.display())
            }
            Self::PathMissing(path) => path_fault("path-missing", path),
            Self::PathUnreadable { path, source } => {
                path_fault("path-unreadable", path).with("reason", source)
            }
            Self::PathIsDevice(path) => path_fault("path-is-device", path),
            Self::PathMeetsStore(path) => path_fault("path-meets-store", path),
            Self::NoHashList(path) => path_fault("no-hash-list", path),
            Self::BadValue { what, reason } => {
                input("bad-value").with("what", what).with("reason", reason)
            }
            Self::Query(error) => error.fault(),
            Self::NotAvailable(what) => {
                Fault::new("not-available", Family::NotFound).with("what", what)
            }
            Self::NoSuchAccount(user) => {
                Fault::new("no-such-account", Family::NotFound).with("user", user)
            }
            Self::AccountExists(user) => input("account-exists").with("user", user),
            Self::RolesExclude => input("roles-exclude"),
            Self::SignInFailed => Fault::new("sign-in-failed", Family::NotAllowed),
            Self::NotAllowed { action, refusal } => Fault::new("not-allowed", Family::NotAllowed)
                .with("action", action)
                .with("refusal", refusal.name()),
            Self::Covered => Fault::new("covered", Family::NotAllowed),
            Self::StepBefore(step) => input("step-before").with("step", step.name()),
            Self::ReasonRequired => input("reason-required"),
            Self::LeadUnread(lead) => input("lead-unread").with("lead", lead),
            Self::LeadReadAlready(lead) => input("lead-read-already").with("lead", lead),
            Self::DecidedFirst(lead) => {
                Fault::new("decided-first", Family::NeedsSecondPerson).with("lead", lead)
            }
            Self::LeadSettled(lead) => input("lead-settled").with("lead", lead),
            Self::NothingToWithdraw(lead) => input("nothing-to-withdraw").with("lead", lead),
            Self::ActUnreadable { index, reason } => {
                Fault::new("act-unreadable", Family::Integrity)
                    .with("index", index)
                    .with("reason", reason)
            }
            Self::LedgerShorter { catalogue, ledger } => {
                Fault::new("ledger-shorter", Family::Integrity)
                    .with("catalogue", catalogue)
                    .with("ledger", ledger)
            }
            Self::Custody(error) => error.fault(),
            Self::Vault(error) => error.fault(),
            Self::Catalogue(error) => error.fault(),
            Self::Extract(error) => error.fault(),
            Self::Correction(error) => error.fault(),
            Self::List(error) => error.fault(),
            Self::NoGround(what) => input("list-no-ground").with("what", what),
            Self::ListIsFolder(path) => path_fault("list-is-folder", path),
            Self::NoTable { table, found } => input("list-no-table")
                .with("table", table)
                .with("found", found),
            Self::Internal(reason) => {
                Fault::new("internal", Family::Internal).with("reason", reason)
            }
        }
    }
}
