//! Opening a ledger: what the checkpoint covers is kept, what lies beyond it is dropped.

use super::disk::{Disk, NEW};
use super::{Edge, Ledger};
use crate::body::{BodyKey, Sealer, records};
use crate::checkpoint::SignedCheckpoint;
use crate::error::{CustodyError, Result};
use crate::key::{LogKey, VerifierKey};
use crate::log_files::{CHECKPOINT, LogFiles, damaged, segment_name};
use crate::tile::{Frontier, TILE_WIDTH, Tile, TileKind, index_path, tiles_of};
use crate::tree::perfect_root;
use domain::Sha256;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// How often a reader begins again where a writer changed the files under its eyes.
const READER_ATTEMPTS: u32 = 8;

impl Ledger {
    /// Opens a ledger for appending. Drops what a crash left beyond the newest checkpoint; nothing
    /// that was acknowledged lies there.
    ///
    /// # Errors
    /// [`CustodyError::NoLedger`]; [`CustodyError::Damaged`] where the checkpoint is another log's;
    /// [`CustodyError::Damaged`] where the files do not add up to the checkpoint.
    pub fn open(dir: &Path, key: LogKey, body_key: &BodyKey) -> Result<Self> {
        let mut ledger = Self::read(dir, key.verifier(), body_key)?;
        ledger.key = Some(key);
        drop_tail(
            &ledger.files,
            ledger.size(),
            ledger.segment_bytes,
            &mut ledger.disk,
        )?;
        Ok(ledger)
    }

    /// Opens a ledger for reading, also while another process appends to it. It stays at the size
    /// it was opened at; see [`Ledger::refresh`].
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub fn open_read_only(dir: &Path, key: VerifierKey, body_key: &BodyKey) -> Result<Self> {
        let mut attempt = 1;
        loop {
            let before = fs::read(dir.join(CHECKPOINT)).ok();
            match Self::read(dir, key.clone(), body_key) {
                Err(CustodyError::Damaged { .. })
                    if attempt < READER_ATTEMPTS
                        && before != fs::read(dir.join(CHECKPOINT)).ok() =>
                {
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Moves a reader to the newest checkpoint.
    ///
    /// # Errors
    /// As [`Ledger::open_read_only`]; the ledger then stays where it was.
    pub fn refresh(&mut self, body_key: &BodyKey) -> Result<()> {
        let newer = Self::open_read_only(self.files.dir(), self.verifier.clone(), body_key)?;
        self.edge = newer.edge;
        self.checkpoint = newer.checkpoint;
        self.segment_bytes = newer.segment_bytes;
        Ok(())
    }

    fn read(dir: &Path, verifier: VerifierKey, body_key: &BodyKey) -> Result<Self> {
        let files = LogFiles::new(dir);
        let Some(bytes) = files.read(CHECKPOINT)? else {
            return Err(if files.path("tile").exists() {
                damaged(CHECKPOINT, "it is missing")
            } else {
                CustodyError::NoLedger {
                    dir: dir.to_owned(),
                }
            });
        };
        let signed = SignedCheckpoint::open(&bytes, &verifier).map_err(|error| match error {
            CustodyError::Malformed { reason, .. } => damaged(CHECKPOINT, reason),
            CustodyError::BadSignature { .. } => {
                damaged(CHECKPOINT, "its signature does not fit its text")
            }
            CustodyError::Unsigned { .. } => {
                damaged(CHECKPOINT, "the key of this log has not signed it")
            }
            CustodyError::OtherLog { .. } => damaged(CHECKPOINT, "it is of another log"),
            other => other,
        })?;
        let size = signed.head().size;
        let edge = Edge::read(&files, size)?;
        if edge.frontier.root() != signed.head().root {
            return Err(first_misfit(&files, &edge));
        }
        let segment_bytes = segment_end(&files, size)?;
        Ok(Self {
            sealer: Sealer::new(body_key, verifier.name()),
            verifier,
            key: None,
            files,
            edge,
            checkpoint: String::from_utf8_lossy(&bytes).into_owned(),
            segment_bytes,
            disk: Disk::default(),
            unconfirmed: false,
        })
    }
}

impl Edge {
    fn read(files: &LogFiles, size: u64) -> Result<Self> {
        let mut levels = Vec::new();
        let mut count = size;
        for level in 0.. {
            if count == 0 {
                break;
            }
            let (index, width) = (count / TILE_WIDTH, count % TILE_WIDTH);
            levels.push(match width {
                0 => Vec::new(),
                width => files.hashes(level, index, width)?,
            });
            count /= TILE_WIDTH;
        }
        let (index, width) = (size / TILE_WIDTH, size % TILE_WIDTH);
        let entries = if width == 0 {
            Vec::new()
        } else {
            files.entries(index, width)?
        };
        let leaves: Vec<Sha256> = entries.iter().map(|entry| entry.leaf_hash()).collect();
        if leaves != levels.first().cloned().unwrap_or_default() {
            let bundle = Tile {
                kind: TileKind::Entries,
                index,
                width,
            };
            return Err(damaged(
                bundle.path(),
                "its entries do not fit the hashes in `tile/0`",
            ));
        }
        Ok(Self {
            frontier: Frontier::new(size, levels),
            entries,
        })
    }
}

/// Where the edge does not add up to the checkpoint: the tile whose hashes do not follow from the
/// tiles below it, else the checkpoint itself.
fn first_misfit(files: &LogFiles, edge: &Edge) -> CustodyError {
    for tile in edge.tiles() {
        let TileKind::Hashes(level @ 1..) = tile.kind else {
            continue;
        };
        let row = edge
            .frontier
            .levels()
            .get(level as usize)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for (place, hash) in (tile.index * TILE_WIDTH..).zip(row) {
            match files.hashes(level - 1, place, TILE_WIDTH) {
                Ok(below) if perfect_root(&below) == *hash => {}
                Ok(_) => return damaged(tile.path(), "it does not fit the tiles below it"),
                Err(error) => return error,
            }
        }
    }
    damaged(CHECKPOINT, "its root does not follow from the tiles")
}

/// Length of the segment that act number `size` goes to, as far as the checkpoint covers it.
fn segment_end(files: &LogFiles, size: u64) -> Result<u64> {
    let (index, width) = (size / TILE_WIDTH, (size % TILE_WIDTH) as usize);
    if width == 0 {
        return Ok(0);
    }
    let name = segment_name(index);
    let segment = files
        .read(&name)?
        .ok_or_else(|| damaged(name.clone(), "it is missing"))?;
    let last = records(&segment).nth(width - 1);
    last.map(|record| record.end as u64)
        .ok_or_else(|| damaged(name, "acts are missing at its end"))
}

/// Removes every file of tiles and bodies that the checkpoint does not call for, and cuts the last
/// segment to what it covers.
pub(super) fn drop_tail(
    files: &LogFiles,
    size: u64,
    segment_bytes: u64,
    disk: &mut Disk,
) -> Result<()> {
    let mut kept: HashSet<String> = tiles_of(size).map(|tile| tile.path()).collect();
    kept.extend((0..size.div_ceil(TILE_WIDTH)).map(segment_name));
    let mut found = Vec::new();
    for top in ["tile", "bodies"] {
        list_files(&files.path(top), top, &mut found)?;
    }
    for name in found.into_iter().filter(|name| !kept.contains(name)) {
        disk.remove(&files.path(&name))?;
    }
    let half_written = files.path(&format!("{CHECKPOINT}{NEW}"));
    if half_written.exists() {
        disk.remove(&half_written)?;
    }
    if !size.is_multiple_of(TILE_WIDTH) {
        let last = files.path(&format!("bodies/{}", index_path(size / TILE_WIDTH)));
        let length = fs::metadata(&last).map_err(CustodyError::io(&last))?.len();
        if length > segment_bytes {
            disk.cut(&last, segment_bytes)?;
            disk.sync_file(&last)?;
        }
    }
    Ok(())
}

/// All files below a folder, by their path relative to the log. A missing folder holds none.
pub(super) fn list_files(dir: &Path, name: &str, found: &mut Vec<String>) -> Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(dir).map_err(CustodyError::io(dir))? {
        let entry = entry.map_err(CustodyError::io(dir))?;
        let child = format!("{name}/{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(CustodyError::io(&entry.path()))?;
        if kind.is_dir() {
            list_files(&entry.path(), &child, found)?;
        } else {
            found.push(child);
        }
    }
    Ok(())
}
