//! Receiving a body of material: every entry of a medium becomes an item, every byte an object.

mod hash_list;
mod receive;
pub(crate) use receive::content;
mod walk;

use crate::answer::{AccessionSummary, Receipt};
use crate::lock;
use crate::{Store, WorkbenchError};
use custody::act::{AccessionClosed, AccessionOpened, Act};
use domain::access::Action;
use domain::{AccessionId, ItemPath, UserName};
use hash_list::HashList;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// What is to be received, and what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntakeRequest {
    /// A folder, the mount of a disk image, or a single file.
    pub path: PathBuf,
    /// Where the material comes from, in the custodian's words.
    pub source: String,
    /// Who handed it over.
    pub received_from: Option<String>,
    /// Who else was present.
    pub witness: Option<String>,
    /// A hash list that came with the medium.
    pub hashes: Option<PathBuf>,
}

/// How far receiving has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IntakeProgress {
    /// Entries of the medium; known after a first walk.
    pub entries: u64,
    /// Bytes of those entries as the medium states them.
    pub size_bytes: u64,
    /// Entries acknowledged: their acts are on the disk.
    pub done: u64,
    /// Bytes of the acknowledged entries.
    pub done_bytes: u64,
    /// Entries whose content could not be taken.
    pub problems: u64,
}

/// What a medium holds, told without taking anything in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MediumSurvey {
    /// Entries that would become items.
    pub entries: u64,
    /// Folders among which they lie.
    pub folders: u64,
    /// Bytes as the medium states them.
    pub size_bytes: u64,
}

impl Store {
    /// Receives a medium. What was received before by the same call is not taken again; what a
    /// stopped call had acknowledged stays.
    ///
    /// # Errors
    /// Where the path or hash list cannot be used, another long work holds the store, the person may
    /// not take material in, or this machine fails. Everything acknowledged until then stands.
    pub fn intake(
        &self,
        by: &UserName,
        request: &IntakeRequest,
        progress: &mut dyn FnMut(IntakeProgress),
    ) -> Result<Receipt, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        let medium = self.usable_medium(request)?;
        let hash_list = request.hashes.as_deref().map(HashList::read).transpose()?;
        let _held = lock::take_work(&self.0.root)?;
        self.0.vault.clear_incoming()?;
        self.settle_erasures()?;
        let accession = self.open_accession(by, request, &medium)?;
        let before = self.accession_row(accession)?;
        let received = receive::receive(self, by, accession, &medium, progress)?;
        if let Some(list) = hash_list {
            self.check_hash_list(by, accession, &list)?;
        }
        let summary = self.accession_row(accession)?;
        if received.new_entries > 0 || summary.closed_items.is_none() {
            let closed = AccessionClosed {
                accession,
                // Earlier versions of a file, and what is gone from the medium since, stay items.
                items: before.items + before.erased_items + received.new_entries,
                folders: received.folders,
                size_bytes: summary.size_bytes,
                problems: received.problems,
            };
            self.act(by, vec![Act::AccessionClosed(closed)])?;
        }
        // What has no content to be read is found by its path from now on.
        self.catch_up_index()?;
        self.receipt(by, accession)
    }

    /// Walks a medium and counts, without taking anything in.
    ///
    /// # Errors
    /// As [`Store::intake`] has for its path.
    pub fn survey(
        &self,
        by: &UserName,
        request: &IntakeRequest,
    ) -> Result<MediumSurvey, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        let medium = self.usable_medium(request)?;
        let survey = walk::survey(&medium);
        Ok(MediumSurvey {
            entries: survey.entries,
            folders: survey.folders,
            size_bytes: survey.size_bytes,
        })
    }

    /// The receipt of an accession, with the checkpoint of this moment.
    ///
    /// # Errors
    /// Where the accession is not available to the person.
    pub fn receipt(
        &self,
        by: &UserName,
        accession: AccessionId,
    ) -> Result<Receipt, WorkbenchError> {
        let accession = self.accession(by, accession)?;
        self.0.evidence.with_ledger(|ledger| {
            let checkpoint = ledger.checkpoint();
            Ok(Receipt {
                accession,
                store: self.0.name.clone(),
                tree_size: ledger.size(),
                // The third line of a checkpoint is the root in base64 (C2SP tlog-checkpoint).
                root: checkpoint.lines().nth(2).unwrap_or_default().to_owned(),
                vkey: ledger.verifier().to_string(),
                checkpoint,
            })
        })
    }

    /// The accessions that the person may read.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read.
    pub fn accessions(&self, by: &UserName) -> Result<Vec<AccessionSummary>, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        let rows = self.0.catalogue.accessions(&scope)?;
        rows.into_iter().map(|row| self.summary(row)).collect()
    }

    /// One accession.
    ///
    /// # Errors
    /// Where it is not available to the person.
    pub fn accession(
        &self,
        by: &UserName,
        accession: AccessionId,
    ) -> Result<AccessionSummary, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        if !scope.contains(&accession) {
            if self.0.catalogue.accession_numbers()?.contains(&accession) {
                return Err(self.not_granted(by, Action::ReadEvidence, accession.to_string())?);
            }
            return Err(WorkbenchError::NotAvailable(accession.to_string()));
        }
        self.summary(self.accession_row(accession)?)
    }

    fn accession_row(
        &self,
        accession: AccessionId,
    ) -> Result<catalogue::AccessionRow, WorkbenchError> {
        let rows = self.0.catalogue.accessions(&[accession].into())?;
        rows.into_iter()
            .next()
            .ok_or_else(|| WorkbenchError::NotAvailable(accession.to_string()))
    }

    fn summary(&self, row: catalogue::AccessionRow) -> Result<AccessionSummary, WorkbenchError> {
        let hash_lists = self.0.catalogue.hash_lists(row.accession)?;
        let problems = self.0.catalogue.problems(row.accession)?;
        Ok(AccessionSummary {
            accession: row.accession,
            source: row.source,
            received_from: row.received_from,
            witness: row.witness,
            medium: row.medium,
            opened_at: row.opened_at,
            opened_by: row.opened_by,
            closed_at: row.closed_at,
            items: row.items,
            members: row.members,
            objects: row.objects,
            size_bytes: row.size_bytes,
            problems,
            hash_lists,
        })
    }

    fn usable_medium(&self, request: &IntakeRequest) -> Result<PathBuf, WorkbenchError> {
        if request.source.trim().is_empty() {
            let reason = "it is empty; say where the material comes from".to_owned();
            return Err(WorkbenchError::BadValue {
                what: "--source",
                reason,
            });
        }
        let path = &request.path;
        let unreadable = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::NotFound => WorkbenchError::PathMissing(path.clone()),
            _ => WorkbenchError::PathUnreadable {
                path: path.clone(),
                source,
            },
        };
        let medium = path.canonicalize().map_err(unreadable)?;
        let kind = medium.symlink_metadata().map_err(unreadable)?.file_type();
        if kind.is_dir() {
            std::fs::read_dir(&medium).map_err(unreadable)?;
        } else if kind.is_file() {
            std::fs::File::open(&medium).map_err(unreadable)?;
        } else {
            return Err(WorkbenchError::PathIsDevice(path.clone()));
        }
        let meets = |a: &Path, b: &Path| a.starts_with(b) || b.starts_with(a);
        if meets(&medium, &self.0.root) {
            return Err(WorkbenchError::PathMeetsStore(path.clone()));
        }
        Ok(medium)
    }

    /// The accession that this call opened before, or a new one.
    fn open_accession(
        &self,
        by: &UserName,
        request: &IntakeRequest,
        medium: &Path,
    ) -> Result<AccessionId, WorkbenchError> {
        // Two media may lie under one path at different times; the source tells them apart.
        let shown = ItemPath::from_bytes(medium.as_os_str().as_bytes()).to_string();
        if let Some(earlier) = self.0.catalogue.accession_of(&shown, &request.source)? {
            return Ok(earlier);
        }
        let last = self
            .0
            .catalogue
            .accession_numbers()?
            .last()
            .map_or(0, |a| a.number());
        let accession = AccessionId::new(last + 1);
        let opened = AccessionOpened {
            accession,
            source: request.source.clone(),
            received_from: request.received_from.clone(),
            witness: request.witness.clone(),
            medium: shown,
        };
        // Who receives the material can read it; everybody else needs a grant.
        self.act(
            by,
            vec![
                Act::AccessionOpened(opened),
                Act::Granted {
                    user: by.clone(),
                    accession,
                },
            ],
        )?;
        Ok(accession)
    }

    fn check_hash_list(
        &self,
        by: &UserName,
        accession: AccessionId,
        list: &HashList,
    ) -> Result<(), WorkbenchError> {
        let items = self.0.catalogue.received_paths(accession)?;
        let checked = list.check(accession, &items);
        if self.0.catalogue.hash_lists(accession)?.contains(&checked) {
            return Ok(());
        }
        self.act(by, vec![Act::HashListChecked(checked)])
            .map(|_| ())
    }
}
