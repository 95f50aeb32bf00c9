//! Cosignatures by other offices, kept beside the log.

use super::Ledger;
use crate::checkpoint::{Checkpoint, SignedCheckpoint, decimal};
use crate::error::{CustodyError, Result};
use crate::key::{KeyType, VerifierKey};
use crate::note::Note;
use std::fs;

const COSIGNATURES: &str = "cosignatures";

impl Ledger {
    /// Takes in a note by which another office cosigned one of this log's checkpoints; gives back
    /// the size it is about. Kept in `cosignatures/<size>`, beside those that are there.
    ///
    /// # Errors
    /// [`CustodyError::NoCosignature`] where `by` has not signed it; [`CustodyError::OtherLog`];
    /// [`CustodyError::OtherRoot`] where the office saw another log under this log's name, which is
    /// a grave finding; [`CustodyError::BadSignature`].
    pub fn add_cosignature(&mut self, note: &[u8], by: &VerifierKey) -> Result<u64> {
        let key = self.key.clone().ok_or(CustodyError::ReadOnly)?;
        let note = Note::parse(note)?;
        let given = Checkpoint::parse(note.text())?;
        if given.origin != self.verifier.name() {
            let (expected, found) = (self.verifier.name().to_owned(), given.origin);
            return Err(CustodyError::OtherLog { expected, found });
        }
        let own = by.public_bytes() == self.verifier.public_bytes();
        if own || by.kind() != KeyType::Cosigner || by.find_in(&note)?.is_none() {
            return Err(CustodyError::NoCosignature);
        }
        let size = given.size;
        let head = self.head_at(size)?;
        if head != given {
            return Err(CustodyError::OtherRoot { size });
        }
        let name = format!("{COSIGNATURES}/{size}");
        let kept = match self.files.read(&name)? {
            Some(bytes) => SignedCheckpoint::open(&bytes, &self.verifier)?
                .note()
                .clone(),
            None => head.signed_by(&key),
        };
        let new = note
            .signatures()
            .iter()
            .find(|s| s.name() == by.name() && s.key_id() == by.key_id());
        let kept = new
            .into_iter()
            .fold(kept, |kept, signature| kept.with(signature.clone()));
        self.put_beside(COSIGNATURES, &size.to_string(), kept.to_string().as_bytes())?;
        Ok(size)
    }

    /// The checkpoint of a size with its cosignatures; nothing where nobody cosigned it.
    ///
    /// # Errors
    /// Those of the system; [`CustodyError::Damaged`].
    pub fn cosigned(&self, size: u64) -> Result<Option<String>> {
        let name = format!("{COSIGNATURES}/{size}");
        let Some(bytes) = self.files.read(&name)? else {
            return Ok(None);
        };
        let damaged = |_| CustodyError::Damaged {
            file: name.clone(),
            reason: "it is not this log's checkpoint",
        };
        let signed = SignedCheckpoint::open(&bytes, &self.verifier).map_err(damaged)?;
        Ok(Some(signed.note().to_string()))
    }

    /// Names of the keys that cosigned the checkpoint of a size.
    ///
    /// # Errors
    /// As [`Ledger::cosigned`].
    pub fn cosignatures(&self, size: u64) -> Result<Vec<String>> {
        let Some(text) = self.cosigned(size)? else {
            return Ok(Vec::new());
        };
        let note = Note::parse(text.as_bytes())?;
        let own = self.verifier.key_id();
        let others = note.signatures().iter().filter(|s| s.key_id() != own);
        Ok(others.map(|s| s.name().to_owned()).collect())
    }

    /// The sizes at which a checkpoint was cosigned, in rising order.
    ///
    /// # Errors
    /// Those of the system.
    pub fn cosigned_sizes(&self) -> Result<Vec<u64>> {
        let dir = self.files.path(COSIGNATURES);
        if !dir.is_dir() {
            return Ok(Vec::new());
        }
        let mut sizes = Vec::new();
        for entry in fs::read_dir(&dir).map_err(CustodyError::io(&dir))? {
            let entry = entry.map_err(CustodyError::io(&dir))?;
            sizes.extend(entry.file_name().to_str().and_then(decimal));
        }
        sizes.sort_unstable();
        Ok(sizes)
    }

    /// Size and text of the newest cosigned checkpoint that covers an act.
    pub(super) fn newest_cosigned(&self, index: u64) -> Result<Option<(u64, String)>> {
        let covers = |size: &&u64| **size > index && **size <= self.size();
        let sizes = self.cosigned_sizes()?;
        let Some(size) = sizes.iter().rev().find(covers) else {
            return Ok(None);
        };
        Ok(self.cosigned(*size)?.map(|text| (*size, text)))
    }

    /// Puts a file beside the log, all of it or nothing.
    pub(super) fn put_beside(&mut self, folder: &str, name: &str, bytes: &[u8]) -> Result<()> {
        let dir = self.files.path(folder);
        let mut changed = vec![dir.clone()];
        self.disk.make_dirs(&dir, &mut changed)?;
        self.disk.replace(&dir.join(name), bytes)?;
        changed.iter().try_for_each(|dir| self.disk.sync_dir(dir))
    }
}
