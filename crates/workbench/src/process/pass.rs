//! One walk over what is due: readers side by side, one thread that acknowledges.

use super::commit::Committer;
use super::read::{self, ReadItem};
use super::work::How;
use super::{ProcessProgress, ProcessSummary};
use crate::{Store, WorkbenchError};
use catalogue::DueItem;
use domain::UserName;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long is waited for a reading before something else is looked at.
const PATIENCE: Duration = Duration::from_millis(100);

impl Store {
    /// One walk over everything due. Members found on it are due on the next.
    pub(super) fn pass(
        &self,
        by: &UserName,
        how: &How<'_>,
        waiting: u64,
        summary: &mut ProcessSummary,
        due: &mut dyn FnMut() -> Result<Vec<DueItem>, WorkbenchError>,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<(), WorkbenchError> {
        let first = due()?;
        if first.is_empty() {
            return Ok(());
        }
        let workers = how
            .options
            .workers
            .or_else(|| std::thread::available_parallelism().ok().map(usize::from));
        let workers = workers.unwrap_or(1).clamp(1, first.len());
        let (to_read, work) = sync_channel::<DueItem>(workers * 2);
        let (done, results) = sync_channel::<Result<ReadItem, WorkbenchError>>(workers * 4);
        let work = Arc::new(Mutex::new(work));
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (work, done) = (work.clone(), done.clone());
                scope.spawn(move || read::work(self, how, &work, &done));
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
            loop {
                match results.recv_timeout(PATIENCE) {
                    Ok(result) => committer.take(result?)?,
                    Err(RecvTimeoutError::Timeout) => committer.tick()?,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
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
                if let Ok(result) = results.recv_timeout(PATIENCE) {
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
