//! Making the tables and the index anew, and bringing the index up to the tables.

use crate::lock::{self, Purpose};
use crate::pages::{page_docs, path_doc};
use crate::{Store, WorkbenchError};
use catalogue::Log;
use domain::access::Action;
use domain::{ItemId, UserName};

/// How many items one step of the index takes.
const AT_ONCE: u32 = 500;

/// Whether somebody waits for the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// What was taken out goes from the files, too.
    Thorough,
    /// What a person corrected is found at once; nothing large is rewritten for it.
    Quick,
}

/// What was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Acts applied, of both logs.
    pub acts: u64,
    /// Items put into the index.
    pub items: u64,
}

impl Store {
    /// Empties tables and index and makes them anew from ledger and vault.
    ///
    /// # Errors
    /// Where another long work holds the store, an act cannot be read, or an object does not hold.
    pub fn rebuild(
        &self,
        by: &UserName,
        report: &mut dyn FnMut(u64),
    ) -> Result<Rebuilt, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        let _held = lock::take_work(&self.0.root)?;
        self.0.catalogue.clear()?;
        self.0.evidence.catch_up(&self.0.catalogue)?;
        self.0.consultations.catch_up(&self.0.catalogue)?;
        self.settle_erasures()?;
        self.enter_lists(&mut |_| {})?;
        self.0.index.writer()?.clear()?;
        let items = self.index_since(0, Pace::Thorough, report)?;
        self.seek_copies(&mut |_| {})?;
        let acts = self.0.catalogue.position(Log::Evidence)?
            + self.0.catalogue.position(Log::Consultations)?;
        Ok(Rebuilt { acts, items })
    }

    /// Brings the index up to the tables if no long work is going on; else that work does it.
    pub(crate) fn catch_up_index_if_free(&self) -> Result<(), WorkbenchError> {
        if self.0.index.position()? >= self.0.catalogue.position(Log::Evidence)? {
            return Ok(());
        }
        match lock::try_take(&self.0.root, Purpose::Work) {
            Ok(_held) => self.catch_up_index(),
            Err(WorkbenchError::StoreBusy(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// As [`Store::catch_up_index_if_free`], for a person who waits: large segments are left as they are.
    pub(crate) fn put_into_index_if_free(&self) -> Result<(), WorkbenchError> {
        match lock::try_take(&self.0.root, Purpose::Work) {
            Ok(_held) => {
                let position = self.0.index.position()?;
                if position < self.0.catalogue.position(Log::Evidence)? {
                    self.index_since(position, Pace::Quick, &mut |_| {})?;
                }
                Ok(())
            }
            Err(WorkbenchError::StoreBusy(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Brings the index up to the tables. The caller holds the work lock.
    pub(crate) fn catch_up_index(&self) -> Result<(), WorkbenchError> {
        let position = self.0.index.position()?;
        if position < self.0.catalogue.position(Log::Evidence)? {
            self.index_since(position, Pace::Thorough, &mut |_| {})?;
        }
        Ok(())
    }

    fn index_since(
        &self,
        position: u64,
        pace: Pace,
        report: &mut dyn FnMut(u64),
    ) -> Result<u64, WorkbenchError> {
        let until = self.0.catalogue.position(Log::Evidence)?;
        let mut after: Option<ItemId> = None;
        let mut items = 0;
        let mut writer = None;
        loop {
            let rows = self
                .0
                .catalogue
                .read_since(position, after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id.clone());
            let writer = match &mut writer {
                Some(writer) => writer,
                none => none.insert(self.0.index.writer()?),
            };
            for row in &rows {
                // What is to be read again keeps its old text in the index until it has a new one.
                let docs = match self.reading(row)? {
                    Some(reading) => page_docs(row, &*self.corrected(&row.id, &reading)?),
                    None => path_doc(row),
                };
                writer.put_item(&row.id, &docs)?;
                items += 1;
            }
            report(items);
        }
        let mut erased = self.0.catalogue.erased_items()?;
        if pace == Pace::Quick && !self.0.index.holds_any(&erased)? {
            erased.clear();
        }
        if writer.is_some() || !erased.is_empty() {
            let mut writer = match writer {
                Some(writer) => writer,
                None => self.0.index.writer()?,
            };
            for item in &erased {
                writer.take_out(item);
            }
            if pace == Pace::Quick {
                writer.merge_small_alone();
            }
            writer.commit(until)?;
            if !erased.is_empty() {
                // What was taken out stands in the index's files until they are written anew.
                writer.compact()?;
            }
            if pace == Pace::Quick {
                writer.end()?;
            }
        }
        Ok(items)
    }
}

impl Store {
    /// All tables as text lines, to show that two stores or two builds of one say the same.
    ///
    /// # Errors
    /// Where the person may not, or the tables cannot be read.
    pub fn dump(&self, by: &UserName, of_the_run: bool) -> Result<Vec<String>, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        // The tables tell of every accession, so only who may read each of them gets them.
        self.scope(by, Action::ReadEvidence)?;
        for accession in self.0.catalogue.accession_numbers()? {
            self.authorise(by, Action::ReadEvidence, Some(accession))?;
        }
        Ok(self.0.catalogue.dump(of_the_run)?)
    }
}
