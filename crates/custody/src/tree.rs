//! The hash tree of RFC 6962, section 2.1, with SHA-256.
//!
//! Proofs are made from hashes of perfect subtrees: `fetch(level, index)` gives the hash over the
//! entries `index * 2^level .. (index + 1) * 2^level`.

use domain::Sha256;
use sha2::Digest;

/// Hash of one entry.
pub fn leaf_hash(entry: &[u8]) -> Sha256 {
    hash(&[&[0x00], entry])
}

/// Hash of an inner node.
pub fn node_hash(left: &Sha256, right: &Sha256) -> Sha256 {
    hash(&[&[0x01], left.as_bytes(), right.as_bytes()])
}

/// Root of the tree without entries.
pub fn empty_root() -> Sha256 {
    hash(&[])
}

fn hash(parts: &[&[u8]]) -> Sha256 {
    let digest = parts.iter().fold(sha2::Sha256::new(), |digest, part| {
        digest.chain_update(part)
    });
    Sha256::from_bytes(digest.finalize().into())
}

/// Root over hashes whose number is a power of two; of none, the empty root.
pub fn perfect_root(hashes: &[Sha256]) -> Sha256 {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(node_hash(left, right)),
                [single] => Some(*single),
                _ => None,
            })
            .collect();
    }
    row.first().copied().unwrap_or_else(empty_root)
}

/// The sizes of the perfect subtrees that a tree of this size is made of, left to right, as levels.
pub(crate) fn subtree_levels(size: u64) -> impl Iterator<Item = u32> {
    (0..u64::BITS)
        .rev()
        .filter(move |level| size >> level & 1 == 1)
}

/// Hash over the entries `from..to`, where `from` is a multiple of the largest power of two that
/// fits in the range.
fn range_hash<E>(
    from: u64,
    to: u64,
    fetch: &mut impl FnMut(u32, u64) -> Result<Sha256, E>,
) -> Result<Sha256, E> {
    let mut at = from;
    let mut subtrees = Vec::new();
    for level in subtree_levels(to - from) {
        subtrees.push(fetch(level, at >> level)?);
        at += 1 << level;
    }
    let mut rightmost_first = subtrees.iter().rev();
    let Some(last) = rightmost_first.next() else {
        return Ok(empty_root());
    };
    Ok(rightmost_first.fold(*last, |right, left| node_hash(left, &right)))
}

/// Root over the first `size` entries.
///
/// # Errors
/// Those of `fetch`.
pub fn root<E>(
    size: u64,
    mut fetch: impl FnMut(u32, u64) -> Result<Sha256, E>,
) -> Result<Sha256, E> {
    range_hash(0, size, &mut fetch)
}

/// The largest power of two that is less than `count`, for `count` of 2 or more.
const fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The proof that entry `index` is in the tree of `size` entries: sibling hashes, leaf to root.
/// Nothing where there is no such entry.
///
/// # Errors
/// Those of `fetch`.
pub fn prove_inclusion<E>(
    index: u64,
    size: u64,
    mut fetch: impl FnMut(u32, u64) -> Result<Sha256, E>,
) -> Result<Option<Vec<Sha256>>, E> {
    if index >= size {
        return Ok(None);
    }
    let (mut from, mut to) = (0, size);
    let mut path = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            path.push(range_hash(middle, to, &mut fetch)?);
            to = middle;
        } else {
            path.push(range_hash(from, middle, &mut fetch)?);
            from = middle;
        }
    }
    path.reverse();
    Ok(Some(path))
}

/// The proof that the tree of `size` entries begins with the tree of `old_size` entries
/// (RFC 9162, section 2.1.4.1). Nothing where `old_size` is 0 or more than `size`.
///
/// # Errors
/// Those of `fetch`.
pub fn prove_consistency<E>(
    old_size: u64,
    size: u64,
    mut fetch: impl FnMut(u32, u64) -> Result<Sha256, E>,
) -> Result<Option<Vec<Sha256>>, E> {
    if old_size == 0 || old_size > size {
        return Ok(None);
    }
    let (mut from, mut to) = (0, size);
    let mut path = Vec::new();
    while old_size != to {
        let middle = from + split(to - from);
        if old_size <= middle {
            path.push(range_hash(middle, to, &mut fetch)?);
            to = middle;
        } else {
            path.push(range_hash(from, middle, &mut fetch)?);
            from = middle;
        }
    }
    if from != 0 {
        path.push(range_hash(from, to, &mut fetch)?);
    }
    path.reverse();
    Ok(Some(path))
}

/// The root that follows from an entry's hash and its proof (RFC 9162, section 2.1.3.2).
/// Nothing where the proof has the wrong length for this place.
pub fn root_from_inclusion(
    index: u64,
    size: u64,
    leaf: &Sha256,
    path: &[Sha256],
) -> Option<Sha256> {
    if index >= size {
        return None;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// Whether the tree with `root` begins with the tree with `old_root` (RFC 9162, section 2.1.4.2).
pub fn is_consistent(
    old_size: u64,
    old_root: &Sha256,
    size: u64,
    root: &Sha256,
    path: &[Sha256],
) -> bool {
    if old_size > size {
        return false;
    }
    if old_size == size {
        return path.is_empty() && old_root == root;
    }
    if old_size == 0 {
        return path.is_empty() && *old_root == empty_root();
    }
    let mut rest = path.iter();
    let first = if old_size.is_power_of_two() {
        Some(old_root)
    } else {
        rest.next()
    };
    let Some(first) = first else { return false };
    let (mut node, mut last) = (old_size - 1, size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *root
}
