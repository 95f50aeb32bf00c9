//! Checking the tiles of a log against each other and against a root.

use super::finding::{Finding, Findings};
use crate::commitment::Commitment;
use crate::error::{CustodyError, Result};
use crate::log_files::LogFiles;
use crate::tile::{Frontier, TILE_WIDTH, Tile, TileKind, entries_from, hashes_from, tiles_of};
use crate::tree::perfect_root;
use domain::Sha256;
use std::collections::BTreeMap;
use std::fs;

/// What came out of reading every tile and entry.
#[derive(Default)]
pub(crate) struct TileCheck {
    pub findings: Findings,
    /// Roots recomputed from the entries, at the sizes asked for. A size is missing where an entry
    /// below it could not be read.
    pub roots: BTreeMap<u64, Sha256>,
}

/// Reads every entry and tile of a log of `size` acts.
///
/// The chain is closed link by link: entries to level 0, each level to the next, the edges to
/// `root`. So one damaged file gives one finding, and nothing can be damaged without giving one.
pub(crate) fn check_tiles(
    files: &LogFiles,
    size: u64,
    root: &Sha256,
    sizes: &[u64],
    mut each_bundle: impl FnMut(u64, &[Commitment]),
) -> Result<TileCheck> {
    let mut check = TileCheck::default();
    let mut leaves = Some(Frontier::default());
    let mut edge: Vec<Vec<Sha256>> = Vec::new();
    let mut complete = true;
    let mut below: Vec<Option<Sha256>> = Vec::new();
    let bundles: Vec<Tile> = tiles_of(size)
        .take_while(|tile| tile.kind == TileKind::Entries)
        .collect();
    note_roots(leaves.as_ref(), sizes, &mut check.roots);

    for bundle in bundles {
        let tile = Tile {
            kind: TileKind::Hashes(0),
            ..bundle
        };
        let entries = match read_exact(files, bundle, &mut check.findings)? {
            Some(bytes) => match entries_from(&bytes) {
                Some(entries) => Some(entries),
                None => {
                    check.findings.add(Finding::BrokenEntry {
                        file: bundle.path(),
                    });
                    None
                }
            },
            None => None,
        };
        let computed: Option<Vec<Sha256>> = entries
            .as_ref()
            .map(|entries| entries.iter().map(Commitment::leaf_hash).collect());
        if let (Some(frontier), Some(computed)) = (&mut leaves, &computed) {
            for leaf in computed {
                frontier.push(*leaf, |_, _, _| {});
                note_roots(Some(frontier), sizes, &mut check.roots);
            }
        } else {
            leaves = None;
        }
        if let Some(entries) = &entries {
            each_bundle(bundle.index, entries);
        }
        let stored = read_hashes(files, tile, &mut check.findings)?;
        if let (Some(computed), Some(stored)) = (&computed, &stored) {
            compare(tile, &bundle.path(), computed, stored, &mut check.findings);
        }
        close_tile(tile, stored, &mut below, &mut edge, &mut complete);
        if check.findings.is_full() {
            return Ok(check);
        }
    }
    check_upper_levels(
        files,
        size,
        below,
        &mut edge,
        &mut complete,
        &mut check.findings,
    )?;
    if complete && Frontier::new(size, edge).root() != *root {
        check.findings.add(Finding::WrongRoot);
    }
    Ok(check)
}

fn check_upper_levels(
    files: &LogFiles,
    size: u64,
    mut below: Vec<Option<Sha256>>,
    edge: &mut Vec<Vec<Sha256>>,
    complete: &mut bool,
    findings: &mut Findings,
) -> Result<()> {
    let upper: Vec<Tile> = tiles_of(size)
        .filter(|tile| matches!(tile.kind, TileKind::Hashes(1..)))
        .collect();
    let mut level = 1;
    let mut expected = std::mem::take(&mut below).into_iter();
    for tile in upper {
        let TileKind::Hashes(own) = tile.kind else {
            continue;
        };
        if own != level {
            expected = std::mem::take(&mut below).into_iter();
            level = own;
        }
        let stored = read_hashes(files, tile, findings)?;
        for place in 0..tile.width {
            let computed = expected.next().flatten();
            let held = stored
                .as_ref()
                .and_then(|stored| stored.get(place as usize));
            if let (Some(computed), Some(held)) = (computed, held)
                && computed != *held
            {
                let index = tile.index * TILE_WIDTH + place;
                let kind = TileKind::Hashes(own - 1);
                let lower = Tile {
                    kind,
                    index,
                    width: TILE_WIDTH,
                }
                .path();
                findings.add(Finding::Misfit {
                    file: tile.path(),
                    below: lower,
                    place,
                });
            }
        }
        close_tile(tile, stored, &mut below, edge, complete);
    }
    Ok(())
}

/// Keeps what the next level and the root need of a tile.
fn close_tile(
    tile: Tile,
    stored: Option<Vec<Sha256>>,
    below: &mut Vec<Option<Sha256>>,
    edge: &mut Vec<Vec<Sha256>>,
    complete: &mut bool,
) {
    let TileKind::Hashes(level) = tile.kind else {
        return;
    };
    while edge.len() <= level as usize {
        edge.push(Vec::new());
    }
    if tile.width == TILE_WIDTH {
        below.push(stored.map(|stored| perfect_root(&stored)));
        return;
    }
    match (stored, edge.get_mut(level as usize)) {
        (Some(stored), Some(row)) => *row = stored,
        _ => *complete = false,
    }
}

fn compare(
    tile: Tile,
    below: &str,
    computed: &[Sha256],
    stored: &[Sha256],
    findings: &mut Findings,
) {
    let differs = computed
        .iter()
        .zip(stored)
        .position(|(computed, stored)| computed != stored);
    if let Some(place) = differs {
        let (file, below) = (tile.path(), below.to_owned());
        findings.add(Finding::Misfit {
            file,
            below,
            place: place as u64,
        });
    }
}

fn note_roots(frontier: Option<&Frontier>, sizes: &[u64], roots: &mut BTreeMap<u64, Sha256>) {
    if let Some(frontier) = frontier
        && sizes.contains(&frontier.size())
    {
        roots.insert(frontier.size(), frontier.root());
    }
}

fn read_hashes(
    files: &LogFiles,
    tile: Tile,
    findings: &mut Findings,
) -> Result<Option<Vec<Sha256>>> {
    Ok(read_exact(files, tile, findings)?.and_then(|bytes| hashes_from(&bytes)))
}

/// A tile's bytes, where it is a plain file of the right length.
fn read_exact(files: &LogFiles, tile: Tile, findings: &mut Findings) -> Result<Option<Vec<u8>>> {
    let (name, expected) = (tile.path(), tile.size_bytes());
    let path = files.path(&name);
    match fs::symlink_metadata(&path) {
        Ok(data) if data.is_file() && data.len() == expected => {}
        Ok(data) if data.is_file() => {
            findings.add(Finding::WrongLength {
                file: name,
                expected,
                found: data.len(),
            });
            return Ok(None);
        }
        Ok(_) => {
            findings.add(Finding::MissingFile { file: name });
            return Ok(None);
        }
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            findings.add(Finding::MissingFile { file: name });
            return Ok(None);
        }
        Err(error) => return Err(CustodyError::io(&path)(error)),
    }
    files.read(&name)
}
