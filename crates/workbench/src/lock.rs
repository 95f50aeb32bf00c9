//! Locks between programs that use one store. The system lets go of them when a program dies.

use crate::WorkbenchError;
use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a correction may hold the index before long work says that the store is busy.
const A_MOMENT: Duration = Duration::from_secs(1);

/// How long a short act waits for another program's short act.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the locks keep apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Long work: reception, reading, rebuilding, erasing. One at a time.
    Work,
    /// One act on the log of evidence.
    Evidence,
    /// One act on the log of consultations.
    Consultations,
}

impl Purpose {
    const fn file(self) -> &'static str {
        match self {
            Purpose::Work => "work.lock",
            Purpose::Evidence => "evidence.lock",
            Purpose::Consultations => "consultations.lock",
        }
    }
}

/// A held lock; dropped, it is free.
pub(crate) struct Held(
    #[allow(dead_code, reason = "the lock lives as long as the file is open")] File,
);

/// Takes the lock or says at once that another program has it.
pub(crate) fn try_take(root: &Path, purpose: Purpose) -> Result<Held, WorkbenchError> {
    let file = open(root, purpose)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Held(file)),
        Err(e) if e == rustix::io::Errno::WOULDBLOCK => {
            Err(WorkbenchError::StoreBusy(root.to_owned()))
        }
        Err(e) => Err(WorkbenchError::io("lock", root, e.into())),
    }
}

/// Takes the lock of long work. A correction that is put into the index holds it for a moment, which is
/// waited for; another long work is not.
pub(crate) fn take_work(root: &Path) -> Result<Held, WorkbenchError> {
    let start = Instant::now();
    loop {
        match try_take(root, Purpose::Work) {
            Err(WorkbenchError::StoreBusy(_)) if start.elapsed() < A_MOMENT => {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return done,
        }
    }
}

/// Takes the lock, waiting a while for other programs.
pub(crate) fn take(root: &Path, purpose: Purpose) -> Result<Held, WorkbenchError> {
    let start = Instant::now();
    loop {
        match try_take(root, purpose) {
            Err(WorkbenchError::StoreBusy(_)) if start.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn open(root: &Path, purpose: Purpose) -> Result<File, WorkbenchError> {
    let folder = root.join("locks");
    // A backup may have left out the empty folder.
    std::fs::create_dir_all(&folder)
        .map_err(|e| WorkbenchError::io("make the folder", &folder, e))?;
    let path = folder.join(purpose.file());
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
        .open(&path)
        .map_err(|e| WorkbenchError::io("open", &path, e))
}
