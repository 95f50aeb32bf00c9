//! The files under the paths given.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The files, those of each folder in byte order of their paths. What cannot be listed stands as
/// itself, so that its failure is told.
pub(super) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        let mut under = Vec::new();
        let mut waiting = vec![path.clone()];
        while let Some(path) = waiting.pop() {
            match list(&path) {
                Some(entries) => waiting.extend(entries),
                None => under.push(path),
            }
        }
        under.sort_by(|a, b| a.as_os_str().as_bytes().cmp(b.as_os_str().as_bytes()));
        files.extend(under);
    }
    files
}

/// What lies in a folder; none where it is no folder, is a link to one, or cannot be listed.
fn list(path: &Path) -> Option<Vec<PathBuf>> {
    let about = std::fs::symlink_metadata(path).ok()?;
    if !about.is_dir() {
        return None;
    }
    let entries = std::fs::read_dir(path).ok()?;
    Some(entries.flatten().map(|entry| entry.path()).collect())
}
