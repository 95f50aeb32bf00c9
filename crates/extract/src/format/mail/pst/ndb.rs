//! The lower floor of a PST file (MS-PST 2.2): header, two trees, blocks. Reads the mapped file in
//! place.

use super::cipher::Cipher;
use crate::format::FormatFault;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of nodes and blocks.
pub(super) type Nid = u32;
/// See [`Nid`].
pub(super) type Bid = u64;

/// Which of the three layouts a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Outlook 97 to 2002: numbers of 32 bits.
    Ansi,
    /// Outlook 2003 and later: numbers of 64 bits.
    Unicode,
    /// OST files of Outlook 2013 and later: pages of 4 KiB, blocks that may be deflated. Not in the
    /// norm.
    Large,
}

/// A node of the file or of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    pub data: Bid,
    pub sub: Bid,
    pub parent: Nid,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    size: u16,
}

/// An open file.
pub(super) struct Database<'a> {
    bytes: &'a [u8],
    pub layout: Layout,
    cipher: Cipher,
    /// All nodes, by number.
    pub nodes: BTreeMap<Nid, Node>,
    /// All blocks, sorted by number.
    blocks: Vec<(Bid, Place)>,
    /// Pages of the trees that are damaged.
    pub bad_pages: u64,
    /// Nodes found by looking at every page, where the trees are damaged.
    pub recovered: u64,
    /// An OST file, a copy of a mailbox on a server.
    pub is_ost: bool,
}

/// The bytes of one node that are kept in memory at most.
pub(super) const NODE_BYTES: usize = 64 << 20;

/// Nodes within one node that are read at most.
const MOST_SUB_NODES: usize = 1 << 20;

const NODE_TREE: u8 = 0x81;
const BLOCK_TREE: u8 = 0x80;

pub(super) fn le(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(
        field
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

impl Layout {
    /// Length of a number of a block or of a place.
    const fn wide(self) -> usize {
        match self {
            Self::Ansi => 4,
            Self::Unicode | Self::Large => 8,
        }
    }

    const fn page(self) -> usize {
        match self {
            Self::Ansi | Self::Unicode => 512,
            Self::Large => 4096,
        }
    }

    /// Where the counts of a tree's page stand, and its trailer.
    const fn page_ends(self) -> (usize, usize) {
        match self {
            Self::Ansi => (496, 500),
            Self::Unicode => (488, 496),
            Self::Large => (4056, 4072),
        }
    }
}

/// A page of a tree.
struct Page<'a> {
    level: u8,
    entries: Vec<&'a [u8]>,
    sound: bool,
}

impl<'a> Database<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// [`FormatFault::Damaged`] where there is no header or no tree, [`FormatFault::Encrypted`] and
    /// [`FormatFault::Unsupported`] as the header says.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FormatFault> {
        let damaged = |words: &str| FormatFault::Damaged(words.to_owned());
        let version =
            le(bytes, 10, 2).ok_or_else(|| damaged("the header of the PST file is cut"))?;
        let layout = match version {
            14 | 15 => Layout::Ansi,
            36 => Layout::Large,
            // Versions from 37 on belong to files under Windows Information Protection.
            37 => {
                return Err(FormatFault::Encrypted(
                    "the PST file is encrypted by Windows Information Protection; a key is needed"
                        .to_owned(),
                ));
            }
            16..=35 => Layout::Unicode,
            other => {
                return Err(FormatFault::Unsupported(format!(
                    "PST files of version {other} are unknown here"
                )));
            }
        };
        let (nodes_at, blocks_at, cipher_at) = match layout {
            Layout::Ansi => (188, 196, 461),
            Layout::Unicode | Layout::Large => (224, 240, 513),
        };
        let number = bytes.get(cipher_at).copied().unwrap_or(0);
        let cipher = Cipher::of(number).ok_or_else(|| {
            FormatFault::Encrypted(format!(
                "the PST file is encrypted (method {number}); a key is needed"
            ))
        })?;
        let mut database = Self {
            bytes,
            layout,
            cipher,
            nodes: BTreeMap::new(),
            blocks: Vec::new(),
            bad_pages: 0,
            recovered: 0,
            is_ost: bytes.get(8..10) == Some(b"SO"),
        };
        let root = |at| le(bytes, at, layout.wide()).unwrap_or(0);
        database.walk(root(blocks_at), BLOCK_TREE);
        database.walk(root(nodes_at), NODE_TREE);
        if database.bad_pages > 0 || database.nodes.is_empty() {
            database.scan();
        }
        database.blocks.sort_by_key(|(bid, _)| *bid);
        database.blocks.dedup_by_key(|(bid, _)| *bid);
        if database.nodes.is_empty() {
            return Err(damaged("no node can be found in the PST file"));
        }
        Ok(database)
    }

    fn page(&self, at: u64, kind: u8) -> Option<Page<'a>> {
        let from = usize::try_from(at).ok()?;
        let page = self
            .bytes
            .get(from..from.checked_add(self.layout.page())?)?;
        let (counts, trailer) = self.layout.page_ends();
        if page.get(trailer) != Some(&kind) || page.get(trailer + 1) != Some(&kind) {
            return None;
        }
        let (count, size, level) = if self.layout == Layout::Large {
            (
                le(page, counts, 2)?,
                le(page, counts + 4, 1)?,
                le(page, counts + 5, 1)?,
            )
        } else {
            (
                le(page, counts, 1)?,
                le(page, counts + 2, 1)?,
                le(page, counts + 3, 1)?,
            )
        };
        let size = usize::try_from(size).ok().filter(|size| *size >= 8)?;
        let stated = match self.layout {
            Layout::Ansi => le(page, trailer + 8, 4)?,
            Layout::Unicode | Layout::Large => le(page, trailer + 4, 4)?,
        };
        let body = page.get(..trailer)?;
        let entries = page
            .get(..counts)?
            .chunks_exact(size)
            .take(usize::try_from(count).ok()?)
            .collect();
        Some(Page {
            level: u8::try_from(level).ok()?,
            entries,
            sound: u64::from(checksum(body)) == stated,
        })
    }

    /// Walks a tree from its root; each page once, each level below the one before.
    fn walk(&mut self, root: u64, kind: u8) {
        let wide = self.layout.wide();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![(root, u8::MAX)];
        while let Some((at, above)) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            let Some(page) = self.page(at, kind).filter(|page| page.level < above) else {
                self.bad_pages += 1;
                continue;
            };
            self.bad_pages += u64::from(!page.sound);
            if page.level == 0 {
                for entry in &page.entries {
                    self.leaf(entry, kind);
                }
                continue;
            }
            // Key, then number and place of the page below.
            for entry in page.entries.iter().rev() {
                if let Some(at) = le(entry, wide * 2, wide) {
                    waiting.push((at, page.level));
                }
            }
        }
    }

    fn leaf(&mut self, entry: &[u8], kind: u8) -> bool {
        let wide = self.layout.wide();
        if kind == BLOCK_TREE {
            let place = le(entry, 0, wide).zip(le(entry, wide, wide).zip(le(entry, wide * 2, 2)));
            if let Some((bid, (at, size))) = place {
                let size = u16::try_from(size).unwrap_or(0);
                self.blocks.push((bid & !1, Place { at, size }));
            }
            return false;
        }
        let found = le(entry, 0, 4)
            .zip(le(entry, wide, wide))
            .zip(le(entry, wide * 2, wide).zip(le(entry, wide * 3, 4)));
        let Some(((nid, data), (sub, parent))) = found else {
            return false;
        };
        let (Ok(nid), Ok(parent)) = (Nid::try_from(nid), Nid::try_from(parent)) else {
            return false;
        };
        match self.nodes.entry(nid) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(Node { data, sub, parent });
                true
            }
            std::collections::btree_map::Entry::Occupied(_) => false,
        }
    }

    /// Looks at every page of the file for leaves of the trees; what the trees gave already stands.
    fn scan(&mut self) {
        let step = self.layout.page();
        let trailer = self.layout.page_ends().1;
        let mut at = 0usize;
        while let Some(page) = self.bytes.get(at..at.saturating_add(step)) {
            for kind in [BLOCK_TREE, NODE_TREE] {
                if page.get(trailer) == Some(&kind)
                    && let Some(page) = self.page(at as u64, kind)
                    && page.level == 0
                    && page.sound
                {
                    for entry in page.entries {
                        self.recovered += u64::from(self.leaf(entry, kind));
                    }
                }
            }
            at += 512;
        }
    }

    /// The bytes of one block, readable.
    fn block(&self, bid: Bid) -> Result<Vec<u8>, String> {
        let bid = bid & !1;
        let at = self
            .blocks
            .binary_search_by_key(&bid, |(known, _)| *known)
            .map_err(|_| format!("block {bid:#x} is not in the file's list of blocks"))?;
        let Some((_, place)) = self.blocks.get(at) else {
            return Err("no block".to_owned());
        };
        let outside = || format!("block {bid:#x} lies beyond the end of the file");
        let from = usize::try_from(place.at).map_err(|_| outside())?;
        let size = usize::from(place.size);
        let (unit, trailer) = match self.layout {
            Layout::Ansi => (64, 12),
            Layout::Unicode => (64, 16),
            Layout::Large => (512, 24),
        };
        let whole = (size + trailer).next_multiple_of(unit);
        let end = from.checked_add(whole).ok_or_else(outside)?;
        let block = self.bytes.get(from..end).ok_or_else(outside)?;
        let data = block.get(..size).unwrap_or_default();
        let end = block.get(whole - trailer..).unwrap_or_default();
        let (owner, sum) = match self.layout {
            Layout::Ansi => (le(end, 4, 4), le(end, 8, 4)),
            Layout::Unicode | Layout::Large => (le(end, 8, 8), le(end, 4, 4)),
        };
        if owner.map(|owner| owner & !1) != Some(bid) {
            return Err(format!("the place of block {bid:#x} holds another one"));
        }
        if sum != Some(u64::from(checksum(data))) {
            return Err(format!("the checksum of block {bid:#x} is wrong"));
        }
        let mut data = match le(end, 18, 2) {
            Some(plain) if self.layout == Layout::Large && plain != 0 && plain != size as u64 => {
                use std::io::Read;
                let mut out = Vec::new();
                flate2::bufread::ZlibDecoder::new(data)
                    .take(1 << 17)
                    .read_to_end(&mut out)
                    .map_err(|error| format!("block {bid:#x} cannot be unpacked: {error}"))?;
                out
            }
            _ => data.to_vec(),
        };
        if bid & 2 == 0 {
            self.cipher.decode(&mut data, bid);
        }
        Ok(data)
    }

    /// The numbers of the blocks that hold the bytes of a node, in order.
    ///
    /// At most two levels of lists (MS-PST 2.2.2.8.3.2).
    pub(super) fn data_blocks(&self, bid: Bid) -> Result<Vec<Bid>, String> {
        if bid == 0 {
            return Ok(Vec::new());
        }
        let mut list = vec![bid];
        for _ in 0..2 {
            if list.iter().all(|bid| bid & 2 == 0) {
                break;
            }
            let mut below = Vec::new();
            for bid in list {
                if bid & 2 == 0 {
                    below.push(bid);
                    continue;
                }
                let block = self.block(bid)?;
                if block.first() != Some(&1) {
                    return Err(format!("block {bid:#x} is no list of blocks"));
                }
                let count = usize::try_from(le(&block, 2, 2).unwrap_or(0)).unwrap_or(0);
                let wide = self.layout.wide();
                let numbers = block.get(8..).unwrap_or_default().chunks_exact(wide);
                below.extend(numbers.take(count).filter_map(|n| le(n, 0, wide)));
                // Lists that name the same blocks over and over would fill the memory.
                if below.len() > self.bytes.len() / 64 + 1 {
                    return Err("more blocks are listed than the file can hold".to_owned());
                }
            }
            list = below;
        }
        if list.iter().any(|bid| bid & 2 != 0) {
            return Err("lists of blocks are nested too deep".to_owned());
        }
        Ok(list)
    }

    /// The bytes of a node, block by block, as far as memory allows.
    pub(super) fn data(&self, bid: Bid) -> Result<Vec<Vec<u8>>, String> {
        let mut total = 0usize;
        let mut out = Vec::new();
        for bid in self.data_blocks(bid)? {
            let block = self.block(bid)?;
            total = total.saturating_add(block.len());
            if total > NODE_BYTES {
                return Err(format!("a value is larger than {NODE_BYTES} bytes"));
            }
            out.push(block);
        }
        Ok(out)
    }

    /// The bytes of a node as a stream.
    pub(super) fn stream(&self, bid: Bid) -> Stream<'_, 'a> {
        match self.data_blocks(bid) {
            Ok(blocks) => Stream {
                database: self,
                blocks: blocks.into_iter(),
                held: Vec::new(),
                given: 0,
                fault: None,
            },
            Err(fault) => Stream {
                database: self,
                blocks: Vec::new().into_iter(),
                held: Vec::new(),
                given: 0,
                fault: Some(fault),
            },
        }
    }

    /// The nodes within a node (MS-PST 2.2.2.8.3.3).
    pub(super) fn sub_nodes(&self, bid: Bid) -> Result<BTreeMap<Nid, Node>, String> {
        let mut out = BTreeMap::new();
        if bid == 0 {
            return Ok(out);
        }
        let wide = self.layout.wide();
        let head = if self.layout == Layout::Ansi { 4 } else { 8 };
        let mut waiting = vec![(bid, 2u8)];
        while let Some((bid, above)) = waiting.pop() {
            let block = self.block(bid)?;
            let level = block.get(1).copied().unwrap_or(0);
            if block.first() != Some(&2) || level >= above {
                return Err(format!("block {bid:#x} is no list of nodes"));
            }
            let count = usize::try_from(le(&block, 2, 2).unwrap_or(0)).unwrap_or(0);
            let rows = block.get(head..).unwrap_or_default();
            if level == 0 {
                for row in rows.chunks_exact(wide * 3).take(count) {
                    let values = le(row, 0, 4)
                        .and_then(|nid| Nid::try_from(nid).ok())
                        .zip(le(row, wide, wide).zip(le(row, wide * 2, wide)));
                    if let Some((nid, (data, sub))) = values {
                        out.insert(
                            nid,
                            Node {
                                data,
                                sub,
                                parent: 0,
                            },
                        );
                    }
                }
            } else {
                let below = rows.chunks_exact(wide * 2).take(count);
                waiting.extend(below.filter_map(|row| Some((le(row, wide, wide)?, level))));
            }
            if out.len() > MOST_SUB_NODES || waiting.len() > MOST_SUB_NODES {
                return Err(format!(
                    "more than {MOST_SUB_NODES} nodes are listed within a node"
                ));
            }
        }
        Ok(out)
    }
}

/// Gives the bytes of a node one block after the other.
pub(super) struct Stream<'d, 'a> {
    database: &'d Database<'a>,
    blocks: std::vec::IntoIter<Bid>,
    held: Vec<u8>,
    given: usize,
    fault: Option<String>,
}

impl std::io::Read for Stream<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let wrong = |fault| std::io::Error::new(std::io::ErrorKind::InvalidData, fault);
        if let Some(fault) = self.fault.take() {
            return Err(wrong(fault));
        }
        while self.given == self.held.len() {
            let Some(bid) = self.blocks.next() else {
                return Ok(0);
            };
            self.held = self.database.block(bid).map_err(wrong)?;
            self.given = 0;
        }
        let ready = self.held.get(self.given..).unwrap_or_default();
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// The checksum of pages and blocks (MS-PST 5.3): that of ZIP, begun with 0 and not turned over.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0u32;
    for byte in bytes {
        let [low, ..] = sum.to_le_bytes();
        let row = SUMS.get(usize::from(low ^ byte)).copied().unwrap_or(0);
        sum = sum >> 8 ^ row;
    }
    sum
}

const SUMS: [u32; 256] = sums();

#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a constant is computed while compiling, where a wrong place is an error of the compiler"
)]
const fn sums() -> [u32; 256] {
    let mut out = [0u32; 256];
    let mut at = 0;
    while at < 256 {
        let mut row = at as u32;
        let mut bit = 0;
        while bit < 8 {
            row = if row & 1 == 1 {
                row >> 1 ^ 0xedb8_8320
            } else {
                row >> 1
            };
            bit += 1;
        }
        out[at] = row;
        at += 1;
    }
    out
}
