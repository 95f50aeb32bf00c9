//! Handing out proofs and the log itself.

use super::Ledger;
use super::disk::{Disk, push_new};
use crate::checkpoint::Checkpoint;
use crate::error::{CustodyError, Result};
use crate::log_files::{CHECKPOINT, damaged};
use crate::proof::{Disclosed, Proof};
use crate::tile::{TILE_WIDTH, Tile, TileKind, entries_to, hashes_to, tiles_of};
use crate::tree;
use domain::Sha256;
use std::fs;
use std::path::Path;

impl Ledger {
    /// The proof file of one act, under the newest cosigned checkpoint that covers it, else under
    /// the newest checkpoint. Of an erased act the proof shows the place alone.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`]; [`CustodyError::Damaged`].
    pub fn prove(&self, index: u64) -> Result<String> {
        let disclosed = match self.opened(index)? {
            Some(opened) => Disclosed::Body {
                salt: opened.salt,
                body: opened.body,
            },
            None => {
                let (number, place) = (index / TILE_WIDTH, index % TILE_WIDTH);
                let entries = self.files.entries(number, place + 1)?;
                let entry = entries.last().copied();
                Disclosed::Place(entry.ok_or_else(|| damaged("tile/entries", "it is empty"))?)
            }
        };
        let cosigned = self.newest_cosigned(index)?;
        let (size, checkpoint) = cosigned.unwrap_or_else(|| (self.size(), self.checkpoint()));
        let path = tree::prove_inclusion(index, size, self.files.subtrees())?
            .ok_or(CustodyError::NoSuchAct { index, size })?;
        Ok(Proof {
            disclosed,
            index,
            path,
            checkpoint,
        }
        .to_string())
    }

    /// The proof that this log continues what it was at an earlier size.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`] where it never had that size.
    pub fn consistency(&self, old_size: u64) -> Result<Vec<Sha256>> {
        let size = self.size();
        if old_size == 0 {
            return Ok(Vec::new());
        }
        tree::prove_consistency(old_size, size, self.files.subtrees())?.ok_or(
            CustodyError::NoSuchAct {
                index: old_size - 1,
                size,
            },
        )
    }

    /// Root of the tree at an earlier size.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`] where it never had that size.
    pub fn root_at(&self, size: u64) -> Result<Sha256> {
        if size > self.size() {
            return Err(CustodyError::NoSuchAct {
                index: size - 1,
                size: self.size(),
            });
        }
        tree::root(size, self.files.subtrees())
    }

    /// The checkpoint of an earlier size. Signatures are deterministic, so its bytes are those that
    /// were signed at that size.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`]; [`CustodyError::ReadOnly`] where it must be signed and no key is
    /// at hand.
    pub fn checkpoint_at(&self, size: u64) -> Result<String> {
        if size == self.size() {
            return Ok(self.checkpoint());
        }
        let head = self.head_at(size)?;
        let key = self.key.as_ref().ok_or(CustodyError::ReadOnly)?;
        Ok(head.signed_by(key).to_string())
    }

    pub(super) fn head_at(&self, size: u64) -> Result<Checkpoint> {
        let (origin, root) = (self.verifier.name().to_owned(), self.root_at(size)?);
        Ok(Checkpoint {
            origin,
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// Writes the log as plain `tlog-tiles` files into a folder that is missing or empty: no body
    /// and no salt. Cosignatures of the newest checkpoint stand under it.
    ///
    /// # Errors
    /// [`CustodyError::LedgerExists`] where the folder is not empty; those of the system.
    pub fn export(&self, to: &Path) -> Result<()> {
        let mut disk = Disk::default();
        let mut changed = Vec::new();
        disk.make_dirs(to, &mut changed)?;
        if fs::read_dir(to)
            .map_err(CustodyError::io(to))?
            .next()
            .is_some()
        {
            return Err(CustodyError::LedgerExists { dir: to.to_owned() });
        }
        let mut written = Vec::new();
        for tile in tiles_of(self.size()) {
            let path = to.join(tile.path());
            if let Some(dir) = path.parent() {
                disk.make_dirs(dir, &mut changed)?;
                push_new(&mut changed, dir);
            }
            disk.write(&path, 0, &self.tile_bytes(tile)?)?;
            written.push(path);
        }
        disk.sync(to, &written, &changed)?;
        let checkpoint = self
            .cosigned(self.size())?
            .unwrap_or_else(|| self.checkpoint());
        disk.replace(&to.join(CHECKPOINT), checkpoint.as_bytes())?;
        disk.sync_dir(to)
    }

    fn tile_bytes(&self, tile: Tile) -> Result<Vec<u8>> {
        Ok(match tile.kind {
            TileKind::Entries => entries_to(&self.files.entries(tile.index, tile.width)?),
            TileKind::Hashes(level) => {
                hashes_to(&self.files.hashes(level, tile.index, tile.width)?)
            }
        })
    }
}
