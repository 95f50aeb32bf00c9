//! Acknowledging what was read: objects, then acts, then tables, then index.

use super::read::{Finished, ReadItem};
use super::{ProcessProgress, ProcessSummary};
use crate::correction::LOOK_EVERY;
use crate::pages::{page_docs, path_doc};
use crate::{Store, WorkbenchError};
use catalogue::index::IndexWriter;
use catalogue::{DueItem, Log};
use custody::act::Act;
use domain::UserName;
use std::time::{Duration, Instant};

/// A batch is acknowledged when it has this many items ...
const BATCH_ITEMS: usize = 500;
/// ... or is this old.
const BATCH_AGE: Duration = Duration::from_secs(5);

pub(super) struct Committer<'a> {
    store: &'a Store,
    by: &'a UserName,
    waiting: u64,
    before: u64,
    summary: &'a mut ProcessSummary,
    report: &'a mut dyn FnMut(ProcessProgress),
    writer: IndexWriter,
    batch: Vec<(DueItem, Finished)>,
    started: Instant,
    /// What people corrected before this place of the log is in the index.
    corrected_until: u64,
    looked: Instant,
}

impl<'a> Committer<'a> {
    pub(super) fn new(
        store: &'a Store,
        by: &'a UserName,
        waiting: u64,
        summary: &'a mut ProcessSummary,
        report: &'a mut dyn FnMut(ProcessProgress),
    ) -> Result<Self, WorkbenchError> {
        let writer = store.0.index.writer()?;
        Ok(Self {
            store,
            by,
            waiting,
            before: summary.done,
            summary,
            report,
            writer,
            batch: Vec::new(),
            started: Instant::now(),
            corrected_until: store.0.index.position()?,
            looked: Instant::now(),
        })
    }

    /// Takes over an item; acknowledges the batch when it is full.
    pub(super) fn take(&mut self, read: ReadItem) -> Result<(), WorkbenchError> {
        if self.summary.fence_missing != read.fence_missing {
            self.summary.fence_missing = read.fence_missing;
        }
        match read.outcome {
            Ok(finished) => self.batch.push((read.item, finished)),
            Err(reason) => self.summary.failures.push((read.item.id, reason)),
        }
        self.tick()
    }

    /// Acknowledges the batch if it is time.
    pub(super) fn tick(&mut self) -> Result<(), WorkbenchError> {
        if self.batch.len() >= BATCH_ITEMS
            || !self.batch.is_empty() && self.started.elapsed() >= BATCH_AGE
        {
            self.commit()?;
        }
        self.take_in_corrections()
    }

    /// Puts what people corrected meanwhile into the index: they wait for it, and not for a batch.
    fn take_in_corrections(&mut self) -> Result<(), WorkbenchError> {
        if self.looked.elapsed() < LOOK_EVERY {
            return Ok(());
        }
        self.looked = Instant::now();
        let until = self.store.0.catalogue.position(Log::Evidence)?;
        if until > self.corrected_until
            && self
                .store
                .put_corrected(&self.writer, self.corrected_until)?
                > 0
        {
            // Nothing but this run brings readings, and its batch is not in the log yet.
            self.writer.commit(until)?;
        }
        self.corrected_until = until;
        Ok(())
    }

    /// Acknowledges what is left.
    pub(super) fn finish(mut self) -> Result<(), WorkbenchError> {
        self.commit()?;
        // Pages that were replaced still weigh in the order of hits until the index is compacted.
        Ok(self.writer.compact()?)
    }

    fn commit(&mut self) -> Result<(), WorkbenchError> {
        self.started = Instant::now();
        if self.batch.is_empty() {
            return Ok(());
        }
        let (mut objects, mut acts, mut readings) = (Vec::new(), Vec::new(), Vec::new());
        for (item, finished) in self.batch.drain(..) {
            objects.extend(finished.staged);
            *self
                .summary
                .states
                .entry(finished.extracted.state)
                .or_default() += 1;
            acts.push(Act::Extracted(Box::new(finished.extracted)));
            readings.push((item, finished.reading));
        }
        self.store.0.vault.settle(objects)?;
        let range = self.store.act(self.by, acts)?;
        for (item, reading) in &readings {
            let row = self.store.0.catalogue.item(&item.id)?;
            if let Some(row) = row {
                let reading = self.store.corrected(&item.id, reading)?;
                self.writer.put_item(&item.id, &page_docs(&row, &reading))?;
            }
            if reading.found_members > 0 {
                // Members that ended with their container are read no further, and are found by their path.
                for member in self
                    .store
                    .0
                    .catalogue
                    .members(&item.id)?
                    .iter()
                    .filter(|m| m.state.is_some())
                {
                    self.writer.put_item(&member.id, &path_doc(member))?;
                }
            }
        }
        self.store
            .put_corrected(&self.writer, self.corrected_until)?;
        self.corrected_until = range.end;
        self.writer.commit(range.end)?;
        self.summary.done += readings.len() as u64;
        let done = self.summary.done - self.before;
        let waiting = self.waiting.saturating_sub(done);
        (self.report)(ProcessProgress {
            done: self.summary.done,
            waiting,
        });
        Ok(())
    }
}
