//! Checking a folder with the files of a log.

use super::finding::{Finding, Findings};
use super::tiles::check_tiles;
use super::{Trust, Verdict};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::error::{CustodyError, Result};
use crate::log_files::{CHECKPOINT, LogFiles};
use crate::tile::tiles_of;
use domain::{ItemPath, Sha256};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// Folders that a store keeps beside its log. They are no part of the log.
const BESIDE: [&str; 3] = ["bodies", "cosignatures", "stamps"];
/// Longest checkpoint that is read, in bytes.
const LONGEST_CHECKPOINT_BYTES: u64 = 1 << 20;

/// What holds of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHolds {
    /// Which log.
    pub origin: String,
    /// How many acts it holds.
    pub size: u64,
    /// Root over them.
    pub root: Sha256,
    /// Names of the trusted cosigners who signed its checkpoint.
    pub cosigners: Vec<String>,
    /// Sizes of the older checkpoints that it continues.
    pub continues: Vec<u64>,
    /// Folders that lie there and are no part of a log; they were not looked into.
    pub beside: Vec<String>,
}

/// An earlier checkpoint of the log, with a name to call it by.
#[derive(Debug, Clone)]
pub struct Older {
    /// What to call it in a sentence, such as its file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Checks a folder with the files of a log: reads every entry and tile, recomputes the root, checks
/// the log's signature and the quorum, and that the log continues each older checkpoint.
pub fn verify_log_dir(dir: &Path, trust: &Trust, older: &[Older]) -> Verdict<LogHolds> {
    let mut heads = Vec::new();
    for old in older {
        match SignedCheckpoint::open(&old.bytes, trust.log()) {
            Ok(signed) => heads.push(signed.head().clone()),
            Err(error) => {
                let name = &old.name;
                return Verdict::CouldNotCheck(format!("the older checkpoint `{name}`: {error}"));
            }
        }
    }
    match check(dir, trust, &heads) {
        Ok(verdict) => verdict,
        Err(error) => Verdict::CouldNotCheck(error.to_string()),
    }
}

fn check(dir: &Path, trust: &Trust, older: &[Checkpoint]) -> Result<Verdict<LogHolds>> {
    fs::read_dir(dir).map_err(CustodyError::io(dir))?;
    let files = LogFiles::new(dir);
    let Some(bytes) = read_checkpoint(&files)? else {
        return Ok(if files.path("tile").exists() {
            Verdict::DoesNotHold(vec![Finding::MissingFile {
                file: CHECKPOINT.to_owned(),
            }])
        } else {
            Verdict::CouldNotCheck(format!("`{}` holds no log", dir.display()))
        });
    };
    let (signed, cosigners) = match trust.open(&bytes) {
        Ok(opened) => opened,
        Err(finding) => return Ok(Verdict::DoesNotHold(vec![finding])),
    };
    let head = signed.head();
    let sizes: Vec<u64> = older.iter().map(|old| old.size).collect();
    let tiles = check_tiles(&files, head.size, &head.root, &sizes, |_, _| {})?;
    let mut findings = tiles.findings;
    for old in older {
        if old.size > head.size {
            findings.add(Finding::RolledBack {
                older_size: old.size,
                size: head.size,
            });
        } else if tiles.roots.get(&old.size) != Some(&old.root) {
            findings.add(Finding::Rewritten {
                older_size: old.size,
            });
        }
    }
    let beside = find_strays(&files, head.size, &mut findings)?;
    let held = LogHolds {
        origin: head.origin.clone(),
        size: head.size,
        root: head.root,
        cosigners,
        continues: sizes,
        beside,
    };
    Ok(Verdict::of(findings.into_vec(), held))
}

fn read_checkpoint(files: &LogFiles) -> Result<Option<Vec<u8>>> {
    let path = files.path(CHECKPOINT);
    match fs::metadata(&path) {
        // Longer than any note: cut, so that it is refused as one and not read into memory.
        Ok(data) if data.len() > LONGEST_CHECKPOINT_BYTES => Ok(Some(Vec::new())),
        _ => files.read(CHECKPOINT),
    }
}

/// Names every file that a log of this size does not have; gives back the folders beside the log.
fn find_strays(files: &LogFiles, size: u64, findings: &mut Findings) -> Result<Vec<String>> {
    let mut beside = Vec::new();
    let mut found = Vec::new();
    let dir = files.dir();
    for entry in fs::read_dir(dir).map_err(CustodyError::io(dir))? {
        let entry = entry.map_err(CustodyError::io(dir))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_dir = entry
            .file_type()
            .map_err(CustodyError::io(&entry.path()))?
            .is_dir();
        if is_dir && BESIDE.contains(&name.as_str()) {
            beside.push(name);
        } else {
            list(&entry.path(), name, is_dir, &mut found)?;
        }
    }
    let mut expected: HashSet<String> = tiles_of(size).map(|tile| tile.path()).collect();
    expected.insert(CHECKPOINT.to_owned());
    found.retain(|name| !expected.contains(name));
    found.sort();
    for name in found {
        // Such a name is not ours: it is shown so that it cannot play with a terminal.
        let file = ItemPath::from_bytes(name).to_string();
        findings.add(Finding::StrayFile { file });
    }
    beside.sort();
    Ok(beside)
}

fn list(path: &Path, name: String, is_dir: bool, found: &mut Vec<String>) -> Result<()> {
    if !is_dir {
        found.push(name);
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(CustodyError::io(path))? {
        let entry = entry.map_err(CustodyError::io(path))?;
        let is_dir = entry
            .file_type()
            .map_err(CustodyError::io(&entry.path()))?
            .is_dir();
        let child = format!("{name}/{}", entry.file_name().to_string_lossy());
        list(&entry.path(), child, is_dir, found)?;
    }
    Ok(())
}
