//! One log with its lock: append and sync, then project.

use crate::WorkbenchError;
use crate::lock::{self, Purpose};
use catalogue::{Catalogue, Entry, Log};
use custody::act::{Act, ActBody};
use custody::{Body, BodyKey, Ledger, LogKey};
use domain::{Moment, UserName};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// How many acts are applied to the tables in one transaction.
const PROJECTED_AT_ONCE: usize = 2_000;

/// A log of a store. Several threads and programs may append; each append sees all earlier ones.
pub(crate) struct Journal {
    store: PathBuf,
    log: Log,
    folder: PathBuf,
    key: LogKey,
    body_key: BodyKey,
    ledger: Mutex<Ledger>,
}

impl Journal {
    pub(crate) fn create(
        store: &Path,
        log: Log,
        key: LogKey,
        body_key: BodyKey,
    ) -> Result<(), WorkbenchError> {
        Ledger::create(&folder(store, log), key, &body_key)?;
        Ok(())
    }

    pub(crate) fn open(
        store: &Path,
        log: Log,
        key: LogKey,
        body_key: BodyKey,
        catalogue: &Catalogue,
    ) -> Result<Self, WorkbenchError> {
        let folder = folder(store, log);
        let ledger = {
            // Opening cuts what a crash left behind the last checkpoint; nobody may be writing it.
            let _held = lock::take(store, purpose(log))?;
            let known = catalogue.position(log)?;
            open_whole(&folder, &key, &body_key, known)?
        };
        Ok(Self {
            store: store.to_owned(),
            log,
            folder,
            key,
            body_key,
            ledger: Mutex::new(ledger),
        })
    }

    /// Appends acts and applies them to the tables. When it returns, the acts are on the disk.
    ///
    /// Where it fails after the append, the acts stand and are applied by the next call or opening.
    pub(crate) fn append(
        &self,
        catalogue: &Catalogue,
        at: Moment,
        by: &UserName,
        acts: Vec<Act>,
    ) -> Result<Range<u64>, WorkbenchError> {
        self.append_after(catalogue, at, by, || Ok(acts))
    }

    /// As [`Journal::append`], with acts that depend on what the tables say: they are made when every act
    /// before them is in the tables and no other program can add one. `make` may not ask the log.
    pub(crate) fn append_after(
        &self,
        catalogue: &Catalogue,
        at: Moment,
        by: &UserName,
        make: impl FnOnce() -> Result<Vec<Act>, WorkbenchError>,
    ) -> Result<Range<u64>, WorkbenchError> {
        let mut ledger = self.ledger()?;
        let _held = lock::take(&self.store, purpose(self.log))?;
        self.refresh(&mut ledger)?;
        self.project_gap(catalogue, &ledger)?;
        let bodies: Vec<ActBody> = make()?
            .into_iter()
            .map(|act| ActBody {
                at,
                by: by.clone(),
                act,
            })
            .collect();
        let written = bodies
            .iter()
            .map(|body| {
                body.to_bytes()
                    .map_err(|e| WorkbenchError::Internal(e.to_string()))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let range = match ledger.append(&written) {
            Ok(range) => range,
            Err(error) => {
                // Whether an append that was not confirmed stands is learnt by opening anew.
                let known = ledger.size();
                if let Ok(reopened) = open_whole(&self.folder, &self.key, &self.body_key, known) {
                    *ledger = reopened;
                }
                return Err(error.into());
            }
        };
        let entries: Vec<Entry> = range
            .clone()
            .zip(bodies)
            .map(|(index, body)| Entry {
                index,
                body: Some(body),
            })
            .collect();
        catalogue.project(self.log, &entries)?;
        Ok(range)
    }

    /// Applies to the tables what the ledger has and they lack.
    pub(crate) fn catch_up(&self, catalogue: &Catalogue) -> Result<(), WorkbenchError> {
        let mut ledger = self.ledger()?;
        let _held = lock::take(&self.store, purpose(self.log))?;
        self.refresh(&mut ledger)?;
        self.project_gap(catalogue, &ledger)
    }

    /// Hands out the ledger as it is on the disk now, for reading and for acts that are not appends.
    pub(crate) fn with_ledger<T>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, WorkbenchError>,
    ) -> Result<T, WorkbenchError> {
        let mut ledger = self.ledger()?;
        let _held = lock::take(&self.store, purpose(self.log))?;
        self.refresh(&mut ledger)?;
        work(&mut ledger)
    }

    /// The body of one act; nothing where it was erased.
    pub(crate) fn body(&self, index: u64) -> Result<Option<ActBody>, WorkbenchError> {
        self.with_ledger(|ledger| parse(index, ledger.body(index)?))
    }

    fn ledger(&self) -> Result<MutexGuard<'_, Ledger>, WorkbenchError> {
        // A thread that died while it held the ledger may have left it behind the disk; refresh mends that.
        Ok(self
            .ledger
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Opens the ledger again where another program, or an append that failed, moved it.
    fn refresh(&self, ledger: &mut Ledger) -> Result<(), WorkbenchError> {
        let path = self.folder.join("checkpoint");
        let on_disk = fs::read(&path).map_err(|e| WorkbenchError::io("read", &path, e))?;
        if on_disk != ledger.checkpoint().as_bytes() {
            *ledger = open_whole(&self.folder, &self.key, &self.body_key, ledger.size())?;
        }
        Ok(())
    }

    fn project_gap(&self, catalogue: &Catalogue, ledger: &Ledger) -> Result<(), WorkbenchError> {
        let position = catalogue.position(self.log)?;
        if position > ledger.size() {
            return Err(WorkbenchError::LedgerShorter {
                catalogue: position,
                ledger: ledger.size(),
            });
        }
        if position == ledger.size() {
            return Ok(());
        }
        let mut waiting = Vec::new();
        ledger.for_each_body(position, |index, body| -> Result<(), WorkbenchError> {
            waiting.push(Entry {
                index,
                body: parse(index, body)?,
            });
            if waiting.len() >= PROJECTED_AT_ONCE {
                catalogue.project(self.log, &waiting)?;
                waiting.clear();
            }
            Ok(())
        })?;
        catalogue.project(self.log, &waiting)?;
        Ok(())
    }
}

/// Opens a ledger for appending, unless it holds fewer acts than were seen of it before.
///
/// Opening for appending cuts what lies behind the checkpoint. With an earlier checkpoint put in the
/// place of the newest one, that would be acknowledged acts; so the size is compared first.
fn open_whole(
    folder: &Path,
    key: &LogKey,
    body_key: &BodyKey,
    known: u64,
) -> Result<Ledger, WorkbenchError> {
    let size = Ledger::open_read_only(folder, key.verifier(), body_key)?.size();
    if size < known {
        return Err(WorkbenchError::LedgerShorter {
            catalogue: known,
            ledger: size,
        });
    }
    Ok(Ledger::open(folder, key.clone(), body_key)?)
}

/// INVARIANT: projection never skips what it cannot read; it stops there and names the act.
fn parse(index: u64, body: Body) -> Result<Option<ActBody>, WorkbenchError> {
    match body {
        Body::Erased => Ok(None),
        Body::Present(bytes) => {
            ActBody::from_bytes(&bytes)
                .map(Some)
                .map_err(|e| WorkbenchError::ActUnreadable {
                    index,
                    reason: e.to_string(),
                })
        }
    }
}

fn folder(store: &Path, log: Log) -> PathBuf {
    store.join("ledger").join(match log {
        Log::Evidence => "evidence",
        Log::Consultations => "consultations",
    })
}

const fn purpose(log: Log) -> Purpose {
    match log {
        Log::Evidence => Purpose::Evidence,
        Log::Consultations => Purpose::Consultations,
    }
}
