//! The steps by which a ledger changes its files, one by one.
//!
//! All writing goes through here, so that a test can take down the steps and replay every way in
//! which a crash may cut them short.

use crate::error::{CustodyError, Result};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// One change to the file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A folder was made.
    MakeDir(PathBuf),
    /// A file was cut, or made, to this length; bytes were then written at its end.
    Write {
        /// Which file.
        path: PathBuf,
        /// Its length before the bytes.
        offset: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file's content was brought to the disk.
    SyncFile(PathBuf),
    /// A folder's names were brought to the disk.
    SyncDir(PathBuf),
    /// Everything on the file system was brought to the disk.
    SyncAll,
    /// A file was given another name, replacing what had it.
    Rename(PathBuf, PathBuf),
    /// A file was removed.
    Remove(PathBuf),
}

/// Above how many files one sync of the whole file system is cheaper than one for each.
const FILES_SYNCED_ONE_BY_ONE: usize = 12;

/// Carries out steps; takes them down where it was asked to.
#[derive(Debug, Default)]
pub struct Disk {
    taken_down: Option<Vec<Step>>,
}

impl Disk {
    /// From now on every step is kept in memory, bytes included. For tests.
    pub fn take_down(&mut self) {
        self.taken_down = Some(Vec::new());
    }

    /// The steps since the last call.
    pub fn taken_down(&mut self) -> Vec<Step> {
        self.taken_down
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.taken_down {
            steps.push(step());
        }
    }

    /// Makes a folder and those above it; adds each folder that got a new name to `changed`.
    pub(crate) fn make_dirs(&mut self, dir: &Path, changed: &mut Vec<PathBuf>) -> Result<()> {
        if dir.is_dir() {
            return Ok(());
        }
        if let Some(parent) = dir.parent() {
            self.make_dirs(parent, changed)?;
            push_new(changed, parent);
        }
        fs::create_dir(dir).map_err(CustodyError::io(dir))?;
        self.note(|| Step::MakeDir(dir.to_owned()));
        Ok(())
    }

    /// Cuts or makes the file to `offset` bytes and writes `bytes` there.
    pub(crate) fn write(&mut self, path: &Path, offset: u64, bytes: &[u8]) -> Result<()> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(CustodyError::io(path))?;
        let length = file.metadata().map_err(CustodyError::io(path))?.len();
        if length < offset {
            let shrunk = io::Error::other("the file is shorter than it was");
            return Err(CustodyError::io(path)(shrunk));
        }
        if length > offset {
            file.set_len(offset).map_err(CustodyError::io(path))?;
        }
        self.note(|| Step::Write {
            path: path.to_owned(),
            offset,
            bytes: bytes.to_vec(),
        });
        file.write_all_at(bytes, offset)
            .map_err(CustodyError::io(path))
    }

    /// Brings a file's content to the disk.
    pub(crate) fn sync_file(&mut self, path: &Path) -> Result<()> {
        let file = File::open(path).map_err(CustodyError::io(path))?;
        file.sync_all().map_err(CustodyError::io(path))?;
        self.note(|| Step::SyncFile(path.to_owned()));
        Ok(())
    }

    /// Brings a folder's names to the disk.
    pub(crate) fn sync_dir(&mut self, path: &Path) -> Result<()> {
        let file = File::open(path).map_err(CustodyError::io(path))?;
        file.sync_all().map_err(CustodyError::io(path))?;
        self.note(|| Step::SyncDir(path.to_owned()));
        Ok(())
    }

    /// Brings files and folders to the disk, at whichever price is lower.
    pub(crate) fn sync(&mut self, root: &Path, files: &[PathBuf], dirs: &[PathBuf]) -> Result<()> {
        if files.len() + dirs.len() > FILES_SYNCED_ONE_BY_ONE {
            let folder = File::open(root).map_err(CustodyError::io(root))?;
            // Errors of writing back are reported by syncfs from Linux 5.8 on.
            if rustix::fs::syncfs(&folder).is_ok() {
                self.note(|| Step::SyncAll);
                return Ok(());
            }
        }
        files.iter().try_for_each(|path| self.sync_file(path))?;
        dirs.iter().try_for_each(|path| self.sync_dir(path))
    }

    /// Replaces a file at once: written beside it, synced, renamed. The folder is still to be synced.
    pub(crate) fn replace(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        let beside = new_name(path);
        self.write(&beside, 0, bytes)?;
        self.sync_file(&beside)?;
        fs::rename(&beside, path).map_err(CustodyError::io(path))?;
        self.note(|| Step::Rename(beside, path.to_owned()));
        Ok(())
    }

    /// Removes a file.
    pub(crate) fn remove(&mut self, path: &Path) -> Result<()> {
        fs::remove_file(path).map_err(CustodyError::io(path))?;
        self.note(|| Step::Remove(path.to_owned()));
        Ok(())
    }

    /// Cuts a file.
    pub(crate) fn cut(&mut self, path: &Path, length: u64) -> Result<()> {
        self.write(path, length, &[])
    }
}

/// Names of files that are being written and not yet in place.
pub(crate) const NEW: &str = ".new";

fn new_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(NEW);
    PathBuf::from(name)
}

/// Adds a path that is not there yet.
pub(crate) fn push_new(paths: &mut Vec<PathBuf>, path: &Path) {
    if !paths.iter().any(|known| known == path) {
        paths.push(path.to_owned());
    }
}
