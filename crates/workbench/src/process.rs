//! Reading what was received. What is left to do is a question to the tables, not a second book:
//! a run that was killed goes on where its last acknowledged batch ended.

mod commit;
mod read;
mod retry;

pub use retry::{Outdated, RetryGroup, RetryOrder, RetryRequest};

use crate::lock::{self, Purpose};
use crate::{Store, WorkbenchError};
use catalogue::{DueItem, ItemRow};
use commit::Committer;
use domain::access::Action;
use domain::{ItemId, ItemState, UserName};
use extract::{Limits, OcrChoice, ReadOptions, ReaderSettings};
use read::ReadItem;
use retry::Today;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};

/// How many items one question for due items brings.
const DUE_AT_ONCE: u32 = 1_000;

/// How reading is done.
#[derive(Debug, Clone)]
pub struct ProcessOptions {
    /// Readers side by side; the machine's cores where absent.
    pub workers: Option<usize>,
    /// Whether pages are read optically.
    pub ocr: OcrChoice,
    /// Languages of optical reading, as tesseract names them.
    pub ocr_languages: Vec<String>,
    /// The program that reads in a fence; this very program where absent.
    pub program: Option<PathBuf>,
    /// Read nothing at all where a part of the fence does not stand.
    pub require_fence: bool,
    /// The bounds for each file.
    pub limits: Limits,
}

impl Default for ProcessOptions {
    fn default() -> Self {
        Self {
            workers: None,
            ocr: OcrChoice::Auto,
            ocr_languages: vec!["ara".to_owned()],
            program: None,
            require_fence: false,
            limits: Limits::default(),
        }
    }
}

impl ProcessOptions {
    /// Read options for an item: words are kept, because the viewer shows where they stand.
    pub(crate) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            ocr: self.ocr,
            ocr_languages: self.ocr_languages.clone(),
            words: true,
            limits: self.limits.clone(),
        }
    }

    pub(crate) fn reader_settings(&self) -> ReaderSettings {
        ReaderSettings {
            program: self.program.clone(),
            require_fence: self.require_fence,
            limits: self.limits.clone(),
            ..ReaderSettings::default()
        }
    }
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProcessProgress {
    /// Items read and acknowledged in this run.
    pub done: u64,
    /// Items known to wait when it was last asked; members come to it as containers are opened.
    pub waiting: u64,
}

/// What one run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProcessSummary {
    /// Items read.
    pub done: u64,
    /// How they ended.
    pub states: BTreeMap<ItemState, u64>,
    /// Items that could not be read because of this machine or the vault, with the reason; they still wait.
    pub failures: Vec<(ItemId, String)>,
    /// Parts of the fence around the readers that this machine does not have.
    pub fence_missing: Vec<String>,
}

impl Store {
    /// Reads everything that is due in the accessions the person may have read.
    ///
    /// # Errors
    /// Where another long work holds the store, the person may not do this, the readers cannot be
    /// started, or this machine fails. What was acknowledged until then stands.
    pub fn process(
        &self,
        by: &UserName,
        options: &ProcessOptions,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<ProcessSummary, WorkbenchError> {
        let scope = self.scope(by, Action::Process)?;
        let _held = lock::try_take(&self.0.root, Purpose::Work)?;
        self.0.vault.clear_incoming()?;
        self.settle_erasures()?;
        self.catch_up_index()?;
        let version = options.read_options().version();
        let mut summary = ProcessSummary::default();
        if self.0.catalogue.due(&scope, &version, None, 1)?.is_empty() {
            self.seek_copies_if_due()?;
            return Ok(summary);
        }
        let today = Today::of(options)?;
        loop {
            let before = summary.done;
            // Each pass tries again what failed in the one before.
            summary.failures.clear();
            let waiting = self.0.catalogue.waiting(&scope)?;
            report(ProcessProgress {
                done: summary.done,
                waiting,
            });
            let mut after: Option<ItemId> = None;
            let due = |after: &mut Option<ItemId>| -> Result<Vec<DueItem>, WorkbenchError> {
                let due = self
                    .0
                    .catalogue
                    .due(&scope, &version, after.as_ref(), DUE_AT_ONCE)?;
                *after = due.last().map(|item| item.id.clone());
                Ok(due)
            };
            self.pass(
                by,
                (options, &today),
                waiting,
                &mut summary,
                &mut || due(&mut after),
                report,
            )?;
            if summary.done == before {
                self.seek_copies_if_due()?;
                return Ok(summary);
            }
        }
    }

    /// Reads one item now, whatever its state. The caller holds the work lock.
    pub(crate) fn read_item(
        &self,
        by: &UserName,
        row: &ItemRow,
        options: &ProcessOptions,
    ) -> Result<(), WorkbenchError> {
        self.authorise(by, Action::Process, Some(row.accession))?;
        let Some(sha256) = row.sha256 else {
            return Ok(());
        };
        let item = DueItem {
            id: row.id.clone(),
            accession: row.accession,
            path: row.path.clone(),
            sha256,
            size_bytes: row.size_bytes.unwrap_or_default(),
        };
        let (mut summary, mut due) = (ProcessSummary::default(), vec![item]);
        let today = Today::of(options)?;
        self.pass(
            by,
            (options, &today),
            1,
            &mut summary,
            &mut || Ok(std::mem::take(&mut due)),
            &mut |_| {},
        )?;
        match summary.failures.pop() {
            None => Ok(()),
            Some((_, reason)) => Err(WorkbenchError::BadValue {
                what: "item",
                reason,
            }),
        }
    }

    /// One walk over everything due. Members found on it are due on the next.
    fn pass(
        &self,
        by: &UserName,
        (options, today): (&ProcessOptions, &Today),
        waiting: u64,
        summary: &mut ProcessSummary,
        due: &mut dyn FnMut() -> Result<Vec<DueItem>, WorkbenchError>,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<(), WorkbenchError> {
        let first = due()?;
        if first.is_empty() {
            return Ok(());
        }
        let workers = options
            .workers
            .or_else(|| std::thread::available_parallelism().ok().map(usize::from));
        let workers = workers.unwrap_or(1).clamp(1, first.len());
        let (to_read, work) = sync_channel::<DueItem>(workers * 2);
        let (done, results) = sync_channel::<Result<ReadItem, WorkbenchError>>(workers * 4);
        let work = Arc::new(Mutex::new(work));
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (work, done) = (work.clone(), done.clone());
                scope.spawn(move || read::work(self, options, today, &work, &done));
            }
            drop((work, done));
            let mut committer = Committer::new(self, by, waiting, summary, report)?;
            let mut batch = first;
            let mut to_read = Some(to_read);
            while !batch.is_empty() {
                for item in std::mem::take(&mut batch) {
                    hand_out(&mut to_read, item, &results, &mut committer)?;
                }
                batch = due()?;
            }
            drop(to_read);
            while let Ok(result) = results.recv() {
                committer.take(result?)?;
            }
            committer.finish()
        })
    }
}

/// Gives an item to the readers, taking over finished ones while it waits: neither side may block the other.
fn hand_out(
    to_read: &mut Option<std::sync::mpsc::SyncSender<DueItem>>,
    item: DueItem,
    results: &Receiver<Result<ReadItem, WorkbenchError>>,
    committer: &mut Committer<'_>,
) -> Result<(), WorkbenchError> {
    use std::sync::mpsc::TrySendError;
    let mut item = item;
    loop {
        let Some(sender) = to_read else { return Ok(()) };
        match sender.try_send(item) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Full(back)) => {
                item = back;
                if let Ok(result) = results.recv_timeout(std::time::Duration::from_millis(100)) {
                    committer.take(result?)?;
                }
                committer.tick()?;
            }
            Err(TrySendError::Disconnected(_)) => {
                // Every reader has ended; the reason is among the results.
                *to_read = None;
                while let Ok(result) = results.recv() {
                    committer.take(result?)?;
                }
                return Err(WorkbenchError::Internal("all readers ended".to_owned()));
            }
        }
    }
}
