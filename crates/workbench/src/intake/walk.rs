//! Walking a medium: every entry once, in an order that does not change, nothing followed.

use domain::ItemPath;
use std::fs::{self, Metadata};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// One entry of a medium that becomes an item.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Where it is on this machine.
    pub(crate) place: PathBuf,
    /// Where it lay on the medium.
    pub(crate) path: ItemPath,
    /// What it is.
    pub(crate) kind: EntryKind,
    /// What the medium says about it; absent where it could not be asked.
    pub(crate) facts: Option<Facts>,
    /// Why it cannot be read, where that is known already.
    pub(crate) problem: Option<String>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    File,
    Symlink,
    /// Empty, or not to be opened; any other folder is no item but the path of its entries.
    Folder,
    Device,
    Channel,
}

/// What the medium says about an entry. Times in milliseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) size_bytes: u64,
    pub(crate) mode: u32,
    pub(crate) modified_ms: i64,
    pub(crate) accessed_ms: i64,
    pub(crate) changed_ms: i64,
}

/// Counts of a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    pub(crate) entries: u64,
    pub(crate) folders: u64,
    pub(crate) size_bytes: u64,
}

/// Walks and counts.
pub(crate) fn survey(medium: &Path) -> Survey {
    let mut walk = Walk::new(medium);
    let mut survey = Survey::default();
    for entry in walk.by_ref() {
        survey.entries += 1;
        if entry.kind == EntryKind::File {
            survey.size_bytes += entry.facts.map_or(0, |facts| facts.size_bytes);
        }
    }
    survey.folders = walk.folders;
    survey
}

/// Gives every entry of a medium, folder by folder, names in the order of their bytes.
pub(crate) struct Walk {
    root: PathBuf,
    // Entries still to give, last first. A folder is opened when it is reached.
    waiting: Vec<PathBuf>,
    pub(crate) folders: u64,
}

impl Walk {
    pub(crate) fn new(medium: &Path) -> Self {
        Self {
            root: medium.to_owned(),
            waiting: vec![medium.to_owned()],
            folders: 0,
        }
    }

    fn path_on_medium(&self, place: &Path) -> ItemPath {
        let inside = place.strip_prefix(&self.root).unwrap_or(place);
        if inside.as_os_str().is_empty() {
            // The medium is a single file, or its own root is the matter.
            return ItemPath::from_bytes(place.file_name().unwrap_or_default().as_bytes());
        }
        ItemPath::from_bytes(inside.as_os_str().as_bytes())
    }

    fn folder(&mut self, place: PathBuf, facts: Facts) -> Option<Entry> {
        self.folders += 1;
        let mut inside = Vec::new();
        let listed = fs::read_dir(&place).and_then(|entries| {
            for entry in entries {
                inside.push(entry?.path());
            }
            Ok(())
        });
        let empty = inside.is_empty();
        inside.sort_unstable_by(|a, b| b.as_os_str().as_bytes().cmp(a.as_os_str().as_bytes()));
        self.waiting.extend(inside);
        let problem = listed
            .err()
            .map(|e| format!("the folder could not be listed to its end: {e}"));
        if problem.is_none() && !empty || place == self.root && problem.is_none() {
            return None;
        }
        let path = self.path_on_medium(&place);
        Some(Entry {
            place,
            path,
            kind: EntryKind::Folder,
            facts: Some(facts),
            problem,
        })
    }
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let place = self.waiting.pop()?;
            let path = self.path_on_medium(&place);
            let metadata = match fs::symlink_metadata(&place) {
                Ok(metadata) => metadata,
                Err(e) => {
                    let problem = Some(format!("the medium does not answer for it: {e}"));
                    return Some(Entry {
                        place,
                        path,
                        kind: EntryKind::File,
                        facts: None,
                        problem,
                    });
                }
            };
            let facts = facts(&metadata);
            let of = metadata.file_type();
            let kind = if of.is_dir() {
                match self.folder(place, facts) {
                    Some(entry) => return Some(entry),
                    None => continue,
                }
            } else if of.is_symlink() {
                EntryKind::Symlink
            } else if of.is_block_device() || of.is_char_device() {
                EntryKind::Device
            } else if of.is_fifo() || of.is_socket() {
                EntryKind::Channel
            } else {
                EntryKind::File
            };
            return Some(Entry {
                place,
                path,
                kind,
                facts: Some(facts),
                problem: None,
            });
        }
    }
}

pub(crate) fn facts(metadata: &Metadata) -> Facts {
    let ms = |seconds: i64, nanoseconds: i64| {
        seconds
            .saturating_mul(1000)
            .saturating_add(nanoseconds / 1_000_000)
    };
    Facts {
        size_bytes: metadata.len(),
        mode: metadata.mode(),
        modified_ms: ms(metadata.mtime(), metadata.mtime_nsec()),
        accessed_ms: ms(metadata.atime(), metadata.atime_nsec()),
        changed_ms: ms(metadata.ctime(), metadata.ctime_nsec()),
    }
}
