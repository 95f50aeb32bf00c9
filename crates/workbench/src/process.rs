//! Reading what was received. What is left to do is a question to the tables, not a second book:
//! a run that was killed goes on where its last acknowledged batch ended.

mod commit;
mod models;
mod pass;
mod read;
mod retry;
mod work;

pub use models::OcrModels;
pub use retry::{Outdated, RetryGroup, RetryOrder, RetryRequest};

use crate::lock;
use crate::{Store, WorkbenchError};
use catalogue::{DueItem, DueOrder, ItemRow};
use domain::access::Action;
use domain::{ItemId, ItemState, UserName};
use extract::{Limits, OcrChoice, ReadOptions, ReaderSettings};
use retry::Today;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use work::{Budget, How, Work};

/// How reading is done.
#[derive(Debug, Clone)]
pub struct ProcessOptions {
    /// Readers side by side; the machine's cores where absent.
    pub workers: Option<usize>,
    /// Whether pages are read optically.
    pub ocr: OcrChoice,
    /// Whether every page that is to be read optically is left for a later run. A run with a budget
    /// begins so by itself.
    pub ocr_later: bool,
    /// Processor time for optical reading, all readers together; no bound where absent. A file that
    /// was begun within it is read to its end.
    pub ocr_budget: Option<Duration>,
    /// Languages of optical reading, as tesseract names them.
    pub ocr_languages: Vec<String>,
    /// With which models pages are read optically.
    pub ocr_models: OcrModels,
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
            ocr_later: false,
            ocr_budget: None,
            ocr_languages: vec!["ara".to_owned()],
            ocr_models: OcrModels::AsStored,
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
            ocr_later: self.ocr_later,
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
            ocr_models: self.ocr_models.folder().cloned(),
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
    /// Items with pages that wait to be read optically, and those pages, in what the person may have
    /// read: those of earlier runs among them.
    pub optical_waiting: (u64, u64),
    /// Processor time that optical reading took, in milliseconds.
    pub optical_ms: u64,
}

impl Store {
    /// Reads everything that is due in the accessions the person may have read: containers and office
    /// files first, then what may be scans, then pictures.
    ///
    /// With a budget for optical reading, everything is read without it first, and pages that need it
    /// wait; then they are read, papers before photographs, until the budget is spent.
    ///
    /// # Errors
    /// Where another long work holds the store, the person may not do this, the readers cannot be
    /// started, a language has no model, or this machine fails. What was acknowledged until then
    /// stands.
    pub fn process(
        &self,
        by: &UserName,
        options: &ProcessOptions,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<ProcessSummary, WorkbenchError> {
        let scope = self.scope(by, Action::Process)?;
        let _held = lock::take_work(&self.0.root)?;
        self.0.vault.clear_incoming()?;
        self.settle_erasures()?;
        self.catch_up_index()?;
        let named = options.ocr_models != OcrModels::AsStored;
        let options = self.with_models(options)?;
        let mut work = Work::new(self, by, scope, &options);
        if named || work.is_any_due()? {
            let today = Today::of(&options)?;
            if named {
                self.keep_models(&options)?;
            }
            work.run(&today, report)?;
        }
        self.seek_copies_if_due()?;
        self.0.catalogue.forget_orphaned_photo_facts()?;
        self.gather_photo_facts()?;
        work.close()
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
            order: DueOrder::default(),
        };
        let options = self.with_models(options)?;
        let (mut summary, mut due) = (ProcessSummary::default(), vec![item]);
        let today = Today::of(&options)?;
        let how = How {
            options: &options,
            today: &today,
            budget: &Budget::unbounded(),
        };
        self.pass(
            by,
            &how,
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
}
