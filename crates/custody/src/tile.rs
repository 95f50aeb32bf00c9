//! Tiles: the hash tree cut into files (C2SP `tlog-tiles`).

use crate::checkpoint::decimal;
use crate::commitment::Commitment;
use crate::tree::{empty_root, node_hash, perfect_root, subtree_levels};
use domain::Sha256;

/// Hashes or entries in a full tile.
pub const TILE_WIDTH: u64 = 256;
/// Bytes of one entry in a bundle: a length of two bytes, then the commitment.
pub(crate) const ENTRY_BYTES: usize = 34;
const HASH_BYTES: usize = 32;
/// Tiles of level 8 would need more entries than 64 bits can count.
const LEVELS: u32 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TileKind {
    /// The entries themselves: an entry bundle.
    Entries,
    /// Hashes over `256^level` entries each.
    Hashes(u32),
}

/// One file of the log: which kind, which place, how many hashes or entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its place within the level, from 0.
    pub index: u64,
    /// How many hashes or entries: 1 to 256.
    pub width: u64,
}

impl Tile {
    /// The file's path, relative to the log: `tile/<level>/x001/234[.p/<width>]`.
    pub fn path(&self) -> String {
        let kind = match self.kind {
            TileKind::Entries => "entries".to_owned(),
            TileKind::Hashes(level) => level.to_string(),
        };
        let width = if self.width == TILE_WIDTH {
            String::new()
        } else {
            format!(".p/{}", self.width)
        };
        format!("tile/{kind}/{}{width}", index_path(self.index))
    }

    /// Reads such a path; nothing where it is not in its one spelling.
    pub fn from_path(path: &str) -> Option<Self> {
        let (kind, place) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok().filter(|level| *level < LEVELS)?),
        };
        let (place, width) = match place.split_once(".p/") {
            Some((place, width)) => (place, decimal(width)?),
            None => (place, TILE_WIDTH),
        };
        let index = place.split('/').try_fold(0u64, |index, part| {
            let digits = part.strip_prefix('x').unwrap_or(part);
            index.checked_mul(1000)?.checked_add(digits.parse().ok()?)
        })?;
        let tile = Self { kind, index, width };
        ((1..=TILE_WIDTH).contains(&width) && tile.path() == path).then_some(tile)
    }

    /// How many bytes the file has.
    pub const fn size_bytes(&self) -> u64 {
        match self.kind {
            TileKind::Entries => self.width * ENTRY_BYTES as u64,
            TileKind::Hashes(_) => self.width * HASH_BYTES as u64,
        }
    }
}

/// `1234067` is `x001/x234/067`.
pub(crate) fn index_path(index: u64) -> String {
    let (mut rest, mut path) = (index / 1000, format!("{:03}", index % 1000));
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// Every file of a log of this size: entry bundles, then hashes, level by level.
pub fn tiles_of(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..LEVELS).map(TileKind::Hashes);
    std::iter::once(TileKind::Entries)
        .chain(levels)
        .flat_map(move |kind| {
            let level = if let TileKind::Hashes(level) = kind {
                level
            } else {
                0
            };
            let count = size >> (8 * level);
            (0..count.div_ceil(TILE_WIDTH)).map(move |index| {
                let width = TILE_WIDTH.min(count - index * TILE_WIDTH);
                Tile { kind, index, width }
            })
        })
}

/// The hashes of a tile; nothing where the bytes are not whole hashes.
pub(crate) fn hashes_from(bytes: &[u8]) -> Option<Vec<Sha256>> {
    let chunks = bytes.chunks_exact(HASH_BYTES);
    if !chunks.remainder().is_empty() {
        return None;
    }
    chunks
        .map(|chunk| chunk.try_into().ok().map(Sha256::from_bytes))
        .collect()
}

/// The bytes of a tile.
#[cfg(feature = "writer")]
pub(crate) fn hashes_to(hashes: &[Sha256]) -> Vec<u8> {
    hashes
        .iter()
        .flat_map(|hash| hash.as_bytes().iter().copied())
        .collect()
}

/// The entries of a bundle; nothing where one has another length than a commitment.
pub(crate) fn entries_from(bytes: &[u8]) -> Option<Vec<Commitment>> {
    let chunks = bytes.chunks_exact(ENTRY_BYTES);
    if !chunks.remainder().is_empty() {
        return None;
    }
    chunks
        .map(|chunk| {
            let (length, entry) = chunk.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*length)) == HASH_BYTES).then_some(())?;
            entry.try_into().ok().map(Commitment::from_bytes)
        })
        .collect()
}

/// The bytes of a bundle.
#[cfg(feature = "writer")]
pub(crate) fn entries_to(entries: &[Commitment]) -> Vec<u8> {
    let length = [0, HASH_BYTES as u8];
    entries
        .iter()
        .flat_map(|entry| length.into_iter().chain(*entry.as_bytes()))
        .collect()
}

/// The right edge of a growing tree: on each level the hashes of its last, not yet full tile.
///
/// INVARIANT: every level holds fewer than 256 hashes; together they are the whole tree's root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    levels: Vec<Vec<Sha256>>,
}

impl Frontier {
    /// The edge of a tree of this size, from the hashes of its partial tiles, lowest level first.
    pub(crate) fn new(size: u64, levels: Vec<Vec<Sha256>>) -> Self {
        Self { size, levels }
    }

    /// How many entries the tree has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the last, not yet full tile of each level, lowest level first.
    pub fn levels(&self) -> &[Vec<Sha256>] {
        &self.levels
    }

    /// Adds one entry; `full` is given every tile that this fills, with its level and index.
    pub fn push(&mut self, leaf: Sha256, mut full: impl FnMut(u32, u64, &[Sha256])) {
        self.size += 1;
        let mut carried = Some(leaf);
        let mut level = 0u32;
        let mut rows = self.levels.iter_mut();
        while let Some(hash) = carried.take() {
            let Some(row) = rows.next() else {
                self.levels.push(vec![hash]);
                return;
            };
            row.push(hash);
            if row.len() as u64 == TILE_WIDTH {
                let index = (self.size >> (8 * (level + 1))) - 1;
                full(level, index, row);
                carried = Some(perfect_root(row));
                row.clear();
            }
            level += 1;
        }
    }

    /// Root of the tree.
    pub fn root(&self) -> Sha256 {
        let mut subtrees = Vec::new();
        for row in self.levels.iter().rev() {
            let mut rest = row.as_slice();
            for level in subtree_levels(row.len() as u64) {
                let Some((front, back)) = rest.split_at_checked(1 << level) else {
                    break;
                };
                subtrees.push(perfect_root(front));
                rest = back;
            }
        }
        let mut rightmost_first = subtrees.iter().rev();
        let Some(last) = rightmost_first.next() else {
            return empty_root();
        };
        rightmost_first.fold(*last, |right, left| node_hash(left, &right))
    }
}
