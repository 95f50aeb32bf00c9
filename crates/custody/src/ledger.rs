//! The ledger: acts appended, committed to, sealed, and given back.
//!
//! A folder holds the log as plain `tlog-tiles` files (`checkpoint`, `tile/`) and beside it the
//! sealed bodies (`bodies/`), cosignatures and time stamps. The newest checkpoint decides what the
//! ledger holds: an append first brings bodies, entries and tiles to the disk and then replaces the
//! checkpoint. Whatever lies beyond the checkpoint was never acknowledged and is dropped at opening.
//!
//! One process may write at a time; the caller sees to that. Any number may read beside it.

mod bodies;
mod check;
pub mod disk;
mod proving;
mod recovery;
mod stamps;
mod witnesses;

pub use stamps::StoredStamp;

use crate::body::{BodyKey, Sealer};
use crate::checkpoint::Checkpoint;
use crate::commitment::Commitment;
use crate::error::{CustodyError, Result};
use crate::key::{LogKey, VerifierKey};
use crate::log_files::{CHECKPOINT, LogFiles, segment_name};
use crate::tile::{Frontier, TILE_WIDTH, Tile, TileKind, entries_to, hashes_to};
use disk::{Disk, push_new};
use domain::Sha256;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A ledger in a folder.
pub struct Ledger {
    files: LogFiles,
    verifier: VerifierKey,
    /// Absent where the ledger was opened for reading.
    key: Option<LogKey>,
    sealer: Sealer,
    edge: Edge,
    checkpoint: String,
    /// Length of the segment that the next act goes to.
    segment_bytes: u64,
    disk: Disk,
    /// Set where the system did not confirm a written checkpoint.
    unconfirmed: bool,
}

/// The end of the log: its not yet full tiles and bundle.
#[derive(Debug, Clone, Default)]
struct Edge {
    frontier: Frontier,
    entries: Vec<Commitment>,
}

/// Files that an append writes: path, length before, bytes after that.
struct Pending {
    edge: Edge,
    files: Vec<(String, u64, Vec<u8>)>,
    segment_bytes: u64,
}

impl Ledger {
    /// Makes an empty ledger in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`CustodyError::LedgerExists`] where there is one; those of the system.
    pub fn create(dir: &Path, key: LogKey, body_key: &BodyKey) -> Result<Self> {
        let files = LogFiles::new(dir);
        if files.path(CHECKPOINT).exists() || files.path("tile").exists() {
            return Err(CustodyError::LedgerExists {
                dir: dir.to_owned(),
            });
        }
        let edge = Edge::default();
        let checkpoint = signed(&key, &edge);
        let mut ledger = Self {
            verifier: key.verifier(),
            sealer: Sealer::new(body_key, key.name()),
            key: Some(key),
            files,
            edge,
            checkpoint,
            segment_bytes: 0,
            disk: Disk::default(),
            unconfirmed: false,
        };
        let mut changed = vec![dir.to_owned()];
        ledger.disk.make_dirs(dir, &mut changed)?;
        ledger
            .disk
            .replace(&ledger.files.path(CHECKPOINT), ledger.checkpoint.as_bytes())?;
        changed
            .iter()
            .try_for_each(|dir| ledger.disk.sync_dir(dir))?;
        Ok(ledger)
    }

    /// How many acts the ledger holds.
    pub const fn size(&self) -> u64 {
        self.edge.frontier.size()
    }

    /// Root of the tree over all acts.
    pub fn root(&self) -> Sha256 {
        self.edge.frontier.root()
    }

    /// The newest checkpoint, signed by the log's key.
    pub fn checkpoint(&self) -> String {
        self.checkpoint.clone()
    }

    /// The public key by which the checkpoints are checked.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The steps by which files are changed, for tests of crashes.
    #[doc(hidden)]
    pub fn disk_mut(&mut self) -> &mut Disk {
        &mut self.disk
    }

    /// Appends acts; gives back their indexes. On return they are on the disk.
    ///
    /// All of them are in the ledger, or none. After [`CustodyError::Unconfirmed`] it is not known
    /// which; open the ledger again to learn it. After any other error nothing was appended and the
    /// call may be repeated.
    ///
    /// # Errors
    /// Those of the system; [`CustodyError::ActTooLarge`]; [`CustodyError::ReadOnly`].
    pub fn append(&mut self, bodies: &[Vec<u8>]) -> Result<Range<u64>> {
        let key = self.key.clone().ok_or(CustodyError::ReadOnly)?;
        if self.unconfirmed {
            return Err(CustodyError::MustReopen);
        }
        let first = self.size();
        if bodies.is_empty() {
            return Ok(first..first);
        }
        let pending = self.prepare(bodies)?;
        let checkpoint = signed(&key, &pending.edge);
        if let Err(error) = self.put(&pending, &checkpoint) {
            // Gives the space back; what stays is dropped at the next opening.
            let _ = recovery::drop_tail(&self.files, first, self.segment_bytes, &mut self.disk);
            return Err(error);
        }
        let before = std::mem::replace(&mut self.edge, pending.edge);
        self.segment_bytes = pending.segment_bytes;
        self.checkpoint = checkpoint;
        if let Err(error) = self.disk.sync_dir(self.files.dir()) {
            self.unconfirmed = true;
            return Err(match error {
                CustodyError::Io { source, .. } => CustodyError::Unconfirmed { source },
                other => other,
            });
        }
        self.drop_superseded(&before);
        Ok(first..self.size())
    }

    /// Seals, commits and builds tiles, all in memory.
    fn prepare(&self, bodies: &[Vec<u8>]) -> Result<Pending> {
        let mut edge = self.edge.clone();
        let mut files = Vec::new();
        let mut segment = Vec::new();
        let mut offset = self.segment_bytes;
        for body in bodies {
            let index = edge.frontier.size();
            let commitment = self.sealer.seal(index, body, &mut segment)?;
            edge.entries.push(commitment);
            edge.frontier
                .push(commitment.leaf_hash(), |level, index, hashes| {
                    let tile = Tile {
                        kind: TileKind::Hashes(level),
                        index,
                        width: TILE_WIDTH,
                    };
                    files.push((tile.path(), 0, hashes_to(hashes)));
                });
            if edge.entries.len() as u64 == TILE_WIDTH {
                let index = index / TILE_WIDTH;
                let tile = Tile {
                    kind: TileKind::Entries,
                    index,
                    width: TILE_WIDTH,
                };
                files.push((tile.path(), 0, entries_to(&edge.entries)));
                files.push((segment_name(index), offset, std::mem::take(&mut segment)));
                edge.entries.clear();
                offset = 0;
            }
        }
        let end = offset + segment.len() as u64;
        if !segment.is_empty() {
            let index = edge.frontier.size() / TILE_WIDTH;
            files.push((segment_name(index), offset, segment));
        }
        files.extend(edge.partial_tiles(&self.edge));
        Ok(Pending {
            edge,
            files,
            segment_bytes: end,
        })
    }

    /// Brings bodies, entries and tiles to the disk, then replaces the checkpoint.
    fn put(&mut self, pending: &Pending, checkpoint: &str) -> Result<()> {
        let mut written: Vec<PathBuf> = Vec::new();
        let mut changed: Vec<PathBuf> = Vec::new();
        for (name, offset, bytes) in &pending.files {
            let path = self.files.path(name);
            if let Some(dir) = path.parent() {
                self.disk.make_dirs(dir, &mut changed)?;
                if *offset == 0 {
                    push_new(&mut changed, dir);
                }
            }
            self.disk.write(&path, *offset, bytes)?;
            written.push(path);
        }
        self.disk.sync(self.files.dir(), &written, &changed)?;
        self.disk
            .replace(&self.files.path(CHECKPOINT), checkpoint.as_bytes())
    }

    /// Removes the narrow tiles that wider ones have replaced. What a crash leaves of them is
    /// harmless and removed at the next opening.
    fn drop_superseded(&mut self, before: &Edge) {
        let kept: Vec<String> = self.edge.tiles().map(|tile| tile.path()).collect();
        for tile in before.tiles() {
            let name = tile.path();
            if !kept.contains(&name) {
                let path = self.files.path(&name);
                let _ = self.disk.remove(&path);
                // The folder of a tile that is now full is empty and goes too.
                let _ = path.parent().map(std::fs::remove_dir);
            }
        }
    }
}

impl Edge {
    /// The partial tiles and bundle of the edge.
    fn tiles(&self) -> impl Iterator<Item = Tile> {
        let size = self.frontier.size();
        let levels = self
            .frontier
            .levels()
            .iter()
            .enumerate()
            .map(move |(level, hashes)| Tile {
                kind: TileKind::Hashes(level as u32),
                index: size >> (8 * level) >> 8,
                width: hashes.len() as u64,
            });
        let entries = Tile {
            kind: TileKind::Entries,
            index: size / TILE_WIDTH,
            width: self.entries.len() as u64,
        };
        std::iter::once(entries)
            .chain(levels)
            .filter(|tile| tile.width > 0)
    }

    /// The partial tiles and bundle that differ from those of an earlier edge.
    fn partial_tiles(&self, before: &Edge) -> Vec<(String, u64, Vec<u8>)> {
        let known: Vec<Tile> = before.tiles().collect();
        let bytes = |tile: &Tile| match tile.kind {
            TileKind::Entries => entries_to(&self.entries),
            TileKind::Hashes(level) => {
                let row = self.frontier.levels().get(level as usize);
                hashes_to(row.map(Vec::as_slice).unwrap_or_default())
            }
        };
        self.tiles()
            .filter(|tile| !known.contains(tile))
            .map(|tile| (tile.path(), 0, bytes(&tile)))
            .collect()
    }
}

fn signed(key: &LogKey, edge: &Edge) -> String {
    let head = Checkpoint {
        origin: key.name().to_owned(),
        size: edge.frontier.size(),
        root: edge.frontier.root(),
        extensions: Vec::new(),
    };
    head.signed_by(key).to_string()
}
