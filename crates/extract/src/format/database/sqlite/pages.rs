//! The pages of a database and the trees in them.

use super::record::varint;
use crate::format::FormatFault;
use crate::format::octets::{be_u16, be_u32};
use std::cell;
use std::collections::{BTreeMap, BTreeSet};

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    /// Its usual name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }
}

/// The file as pages of one size.
pub(super) struct Pages<'a> {
    /// All bytes.
    pub bytes: &'a [u8],
    /// How text is written.
    pub encoding: Encoding,
    size: usize,
    usable: usize,
    /// The pages by number, where they do not lie one after the other.
    frames: Option<BTreeMap<u32, &'a [u8]>>,
    /// Pages that rows may still go on to. An honest page continues one row, so as many as there are
    /// pages are enough; a file whose rows all go on to one page ends here and not in the memory.
    continued: cell::Cell<u64>,
}

/// One entry of a tree.
#[derive(Debug)]
pub(super) struct Cell {
    /// The number of the row; none in trees ordered by a key.
    pub rowid: Option<i64>,
    /// The record.
    pub payload: Vec<u8>,
    /// Whether the record is complete.
    pub whole: bool,
}

const TABLE_LEAF: u8 = 13;
const TABLE_BRANCH: u8 = 5;
const INDEX_LEAF: u8 = 10;
const INDEX_BRANCH: u8 = 2;

impl<'a> Pages<'a> {
    /// Reads the header (1.3).
    ///
    /// # Errors
    /// [`FormatFault::Damaged`] where it states no size of page.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FormatFault> {
        let damaged = || FormatFault::Damaged("the header of the database is damaged".to_owned());
        let size = match be_u16(bytes, 16).ok_or_else(damaged)? {
            1 => 65_536,
            size if size >= 512 && size.is_power_of_two() => usize::from(size),
            _ => return Err(damaged()),
        };
        let reserved = usize::from(*bytes.get(20).ok_or_else(damaged)?);
        let usable = size.checked_sub(reserved).filter(|u| *u >= 480);
        let encoding = match be_u32(bytes, 56) {
            Some(2) => Encoding::Utf16Le,
            Some(3) => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        let pages = (bytes.len() / size) as u64;
        Ok(Self {
            bytes,
            encoding,
            size,
            usable: usable.ok_or_else(damaged)?,
            frames: None,
            continued: cell::Cell::new(pages + 16),
        })
    }

    /// Pages that stand in a log, by their numbers in the database.
    ///
    /// # Errors
    /// [`FormatFault::Damaged`] where their size is none that a database can have.
    pub(super) fn of_frames(
        size: usize,
        frames: BTreeMap<u32, &'a [u8]>,
    ) -> Result<Self, FormatFault> {
        if !(512..=65_536).contains(&size) || !size.is_power_of_two() {
            return Err(FormatFault::Damaged(
                "the log states a size of pages that no database has".to_owned(),
            ));
        }
        Ok(Self {
            bytes: &[],
            encoding: Encoding::Utf8,
            size,
            usable: size,
            continued: cell::Cell::new(frames.len() as u64 + 16),
            frames: Some(frames),
        })
    }

    /// How many whole pages are there.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.bytes.len() / self.size).unwrap_or(u32::MAX)
    }

    /// A page by its number, counted from 1.
    pub(super) fn page(&self, number: u32) -> Option<&'a [u8]> {
        if let Some(frames) = &self.frames {
            return frames.get(&number).copied();
        }
        let at = usize::try_from(number.checked_sub(1)?)
            .ok()?
            .checked_mul(self.size)?;
        self.bytes.get(at..at.checked_add(self.size)?)
    }

    /// The entries of a page that is the leaf of a table, whoever it belongs to.
    pub(super) fn leaf_cells(&self, number: u32) -> Vec<Cell> {
        let Some(page) = self.page(number) else {
            return Vec::new();
        };
        let Some(tree) = Tree::of(page, number).filter(|tree| tree.kind == TABLE_LEAF) else {
            return Vec::new();
        };
        (0..tree.cells)
            .filter_map(|n| self.cell(page, tree.kind, tree.pointer(page, n)?))
            .collect()
    }

    /// Bytes of a leaf of a table that no row uses.
    pub(super) fn unused(&self, number: u32) -> Vec<&'a [u8]> {
        let Some(page) = self.page(number) else {
            return Vec::new();
        };
        let Some(tree) = Tree::of(page, number).filter(|tree| tree.kind == TABLE_LEAF) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let start = tree.header + 8 + 2 * tree.cells;
        let content = match be_u16(page, tree.header + 5) {
            Some(0) => 65_536,
            other => usize::from(other.unwrap_or(0)),
        };
        found.extend(page.get(start..content.min(self.usable)));
        // Freed entries form a list through the page (1.6); each lies after the one before.
        let mut at = usize::from(be_u16(page, tree.header + 1).unwrap_or(0));
        while at >= start {
            let (Some(next), Some(size)) = (be_u16(page, at), be_u16(page, at + 2)) else {
                break;
            };
            found.extend(page.get(at + 4..(at + usize::from(size)).min(self.usable)));
            if usize::from(next) <= at {
                break;
            }
            at = usize::from(next);
        }
        found
    }

    /// Whether a page is the leaf of a table.
    pub(super) fn is_leaf(&self, number: u32) -> bool {
        self.page(number)
            .and_then(|page| Tree::of(page, number))
            .is_some_and(|tree| tree.kind == TABLE_LEAF)
    }

    /// Reads the entry at a place of a page (1.6).
    fn cell(&self, page: &[u8], kind: u8, at: usize) -> Option<Cell> {
        let mut at = if kind == INDEX_BRANCH {
            at.checked_add(4)?
        } else {
            at
        };
        let (length, used) = varint(page, at)?;
        at += used;
        let mut rowid = None;
        if kind == TABLE_LEAF {
            let (number, used) = varint(page, at)?;
            rowid = Some(number);
            at += used;
        }
        let length = usize::try_from(length).ok()?;
        let local = self.local_bytes(length, kind);
        let mut payload = page.get(at..at.checked_add(local)?)?.to_vec();
        if local < length {
            let mut next = be_u32(page, at + local)?;
            while payload.len() < length && next != 0 {
                let Some(left) = self.continued.get().checked_sub(1) else {
                    break;
                };
                self.continued.set(left);
                let Some(more) = self.page(next) else { break };
                let wanted = (length - payload.len()).min(self.usable - 4);
                payload.extend_from_slice(more.get(4..4 + wanted).unwrap_or_default());
                next = be_u32(more, 0).unwrap_or(0);
            }
        }
        Some(Cell {
            rowid,
            whole: payload.len() == length,
            payload,
        })
    }

    /// How much of a record stands on the page itself (1.6, at its end).
    fn local_bytes(&self, length: usize, kind: u8) -> usize {
        let most = if kind == TABLE_LEAF {
            self.usable - 35
        } else {
            (self.usable - 12) * 64 / 255 - 23
        };
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let wanted = least + (length - least) % (self.usable - 4);
        if wanted <= most { wanted } else { least }
    }
}

/// The header of a page of a tree.
struct Tree {
    header: usize,
    kind: u8,
    cells: usize,
}

impl Tree {
    fn of(page: &[u8], number: u32) -> Option<Self> {
        let header = if number == 1 { 100 } else { 0 };
        let kind = *page.get(header)?;
        matches!(kind, TABLE_LEAF | TABLE_BRANCH | INDEX_LEAF | INDEX_BRANCH).then_some(())?;
        let cells = usize::from(be_u16(page, header + 3)?);
        let tree = Self {
            header,
            kind,
            cells,
        };
        // The list of places must fit the page.
        page.get(tree.places() + 2 * cells - usize::from(cells > 0))?;
        Some(tree)
    }

    const fn is_branch(&self) -> bool {
        matches!(self.kind, TABLE_BRANCH | INDEX_BRANCH)
    }

    const fn places(&self) -> usize {
        self.header + if self.is_branch() { 12 } else { 8 }
    }

    fn pointer(&self, page: &[u8], n: usize) -> Option<usize> {
        be_u16(page, self.places() + 2 * n).map(usize::from)
    }
}

/// Goes through a tree in the order of its keys, without recursion.
pub(super) struct Walk {
    stack: Vec<(u32, usize)>,
    seen: BTreeSet<u32>,
    /// What was wrong, in words.
    pub faults: Vec<String>,
}

/// Levels of a tree; a real one of the largest size has fewer than twenty.
const LEVELS: usize = 64;
/// Faults kept of one tree.
const FAULTS: usize = 1_000;

impl Walk {
    /// Starts at the root of a tree.
    pub(super) fn new(root: u32) -> Self {
        Self {
            stack: vec![(root, 0)],
            seen: BTreeSet::from([root]),
            faults: Vec::new(),
        }
    }

    /// The pages met so far.
    pub(super) const fn seen(&self) -> &BTreeSet<u32> {
        &self.seen
    }

    fn fault(&mut self, words: String) {
        if self.faults.len() < FAULTS {
            self.faults.push(words);
        }
    }

    /// The next entry; what cannot be read is noted and passed over.
    pub(super) fn next(&mut self, pages: &Pages<'_>) -> Option<Cell> {
        while let Some((number, step)) = self.stack.pop() {
            let Some((page, tree)) = pages
                .page(number)
                .and_then(|page| Some((page, Tree::of(page, number)?)))
            else {
                self.fault(format!("page {number} is missing or no page of a table"));
                continue;
            };
            if !tree.is_branch() {
                if step >= tree.cells {
                    continue;
                }
                self.stack.push((number, step + 1));
                match tree
                    .pointer(page, step)
                    .and_then(|at| pages.cell(page, tree.kind, at))
                {
                    Some(cell) => return Some(cell),
                    None => self.fault(format!("entry {} of page {number}", step + 1)),
                }
                continue;
            }
            // Even steps go down, odd ones are the entries between two pages below.
            let n = step / 2;
            if n > tree.cells {
                continue;
            }
            self.stack.push((number, step + 1));
            if step % 2 == 0 {
                let child = if n == tree.cells {
                    be_u32(page, tree.header + 8)
                } else {
                    tree.pointer(page, n).and_then(|at| be_u32(page, at))
                };
                self.descend(number, child);
            } else if tree.kind == INDEX_BRANCH && n < tree.cells {
                match tree
                    .pointer(page, n)
                    .and_then(|at| pages.cell(page, tree.kind, at))
                {
                    Some(cell) => return Some(cell),
                    None => self.fault(format!("entry {} of page {number}", n + 1)),
                }
            }
        }
        None
    }

    fn descend(&mut self, from: u32, child: Option<u32>) {
        match child {
            Some(child) if self.stack.len() < LEVELS && self.seen.insert(child) => {
                self.stack.push((child, 0));
            }
            _ => self.fault(format!("page {from} leads nowhere or back")),
        }
    }
}
