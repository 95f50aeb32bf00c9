//! Reading the files of a log from a folder.

use crate::error::{CustodyError, Result};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "writer")]
use crate::{
    commitment::Commitment,
    tile::{TILE_WIDTH, Tile, TileKind, entries_from, hashes_from, index_path},
    tree::perfect_root,
};
#[cfg(feature = "writer")]
use domain::Sha256;
#[cfg(feature = "writer")]
use std::collections::HashMap;

/// The file that holds the newest checkpoint.
pub(crate) const CHECKPOINT: &str = "checkpoint";

/// A folder with the files of a log.
#[derive(Debug, Clone)]
pub(crate) struct LogFiles {
    dir: PathBuf,
}

impl LogFiles {
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A file by its path relative to the log.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// A file's bytes; nothing where there is no such file.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.path(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CustodyError::io(&path)(error)),
        }
    }
}

#[cfg(feature = "writer")]
impl LogFiles {
    /// The first `width` hashes or entries of a tile, as bytes, with the name of the file they came
    /// from. A wider or the full tile serves where a writer has since replaced the narrow one.
    fn tile_bytes(&self, wanted: Tile) -> Result<(String, Vec<u8>)> {
        let partial = |width| Tile { width, ..wanted };
        let length = wanted.size_bytes() as usize;
        // A writer puts the wider tile in place before it removes the narrower one, so going up
        // to the full one never misses.
        for width in wanted.width..=TILE_WIDTH {
            let name = partial(width).path();
            if let Some(mut bytes) = self.read(&name)? {
                if bytes.len() as u64 != partial(width).size_bytes() {
                    return Err(damaged(name, "it has the wrong length"));
                }
                bytes.truncate(length);
                return Ok((name, bytes));
            }
        }
        Err(damaged(wanted.path(), "it is missing"))
    }

    /// The first hashes of a tile.
    pub fn hashes(&self, level: u32, index: u64, width: u64) -> Result<Vec<Sha256>> {
        let (name, bytes) = self.tile_bytes(Tile {
            kind: TileKind::Hashes(level),
            index,
            width,
        })?;
        hashes_from(&bytes).ok_or_else(|| damaged(name, "it holds no whole hashes"))
    }

    /// The first entries of a bundle.
    pub fn entries(&self, index: u64, width: u64) -> Result<Vec<Commitment>> {
        let (name, bytes) = self.tile_bytes(Tile {
            kind: TileKind::Entries,
            index,
            width,
        })?;
        entries_from(&bytes).ok_or_else(|| damaged(name, "an entry has the wrong length"))
    }

    /// Hashes of perfect subtrees, for making proofs. Tiles are read once.
    pub fn subtrees(&self) -> impl FnMut(u32, u64) -> Result<Sha256> {
        let files = self.clone();
        let mut read: HashMap<(u32, u64), Vec<Sha256>> = HashMap::new();
        move |level, index| {
            let (tile_level, height) = (level / 8, level % 8);
            let first = index << height;
            let (tile, start) = (first / TILE_WIDTH, (first % TILE_WIDTH) as usize);
            let end = start + (1usize << height);
            let key = (tile_level, tile);
            if read.get(&key).is_none_or(|hashes| hashes.len() < end) {
                read.insert(key, files.hashes(tile_level, tile, end as u64)?);
            }
            let hashes = read.get(&key).and_then(|hashes| hashes.get(start..end));
            Ok(perfect_root(hashes.unwrap_or_default()))
        }
    }
}

/// The file with the bodies of 256 acts.
#[cfg(feature = "writer")]
pub(crate) fn segment_name(index: u64) -> String {
    format!("bodies/{}", index_path(index))
}

/// A file that is not what it was.
#[cfg(feature = "writer")]
pub(crate) fn damaged(file: impl Into<String>, reason: &'static str) -> CustodyError {
    CustodyError::Damaged {
        file: file.into(),
        reason,
    }
}
