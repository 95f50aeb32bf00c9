//! The lists of nodes of a section, and what they refer to ([MS-ONESTORE] 2.3 to 2.5).

use crate::format::FormatFault;
use crate::format::octets::{le_u16, le_u32, le_u64};
use std::cell::Cell;
use std::collections::BTreeSet;

/// How a section, and a table of contents of sections, begin (2.3.1).
const SECTION: [u8; 16] = [
    0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3,
];
const CONTENTS: [u8; 16] = [
    0xA1, 0x2F, 0xFF, 0x43, 0xD9, 0xEF, 0x76, 0x4C, 0x9E, 0xE2, 0x10, 0xEA, 0x57, 0x22, 0x76, 0x5F,
];
/// The form that this reader takes.
const REVISION_STORE: [u8; 16] = [
    0x3F, 0xDD, 0x9A, 0x10, 0x1B, 0x91, 0xF5, 0x49, 0xA5, 0xD0, 0x17, 0x91, 0xED, 0xC8, 0xAE, 0xD8,
];
/// What stands before a file (2.6.13).
const FILE_HEAD: [u8; 16] = [
    0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC,
];
const LIST_HEAD: u64 = 0xA456_7AB1_F5F7_F4C4;

/// Nodes looked at in one file.
const NODES: usize = 5_000_000;

/// Whether bytes begin as such a file.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&SECTION) || bytes.starts_with(&CONTENTS)
}

/// An opened section.
pub(super) struct Store<'a> {
    bytes: &'a [u8],
    cut: Cell<bool>,
    left: Cell<usize>,
}

/// A piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    at: usize,
    size: usize,
}

/// A node: what it is, and what it refers to.
#[derive(Debug, Clone, Copy)]
struct Node {
    id: u32,
    /// 1: a piece of data, 2: a list.
    refers_to: u32,
    chunk: Option<Chunk>,
}

impl<'a> Store<'a> {
    /// Checks the header.
    ///
    /// # Errors
    /// [`FormatFault::Unsupported`] for another form.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FormatFault> {
        if bytes.get(48..64) != Some(&REVISION_STORE) {
            return Err(FormatFault::Unsupported(
                "the OneNote section is in the form in which it is kept by a server, which has no reader here"
                    .to_owned(),
            ));
        }
        Ok(Self {
            bytes,
            cut: Cell::new(false),
            left: Cell::new(NODES),
        })
    }

    /// Whether something that is referred to is not there.
    pub(super) const fn is_cut(&self) -> bool {
        self.cut.get()
    }

    /// The lists that the outermost list refers to, but that of files: each is a page, or the section
    /// itself.
    pub(super) fn spaces(&self) -> Vec<Chunk> {
        self.root()
            .into_iter()
            .filter(|node| node.refers_to == 2 && node.id == 0x08)
            .filter_map(|node| node.chunk)
            .collect()
    }

    fn root(&self) -> Vec<Node> {
        // fcrFileNodeListRoot (2.3.1).
        let at = le_u64(self.bytes, 172).and_then(|n| usize::try_from(n).ok());
        let size = le_u32(self.bytes, 180).and_then(|n| usize::try_from(n).ok());
        match (at, size) {
            (Some(at), Some(size)) => self.nodes(Chunk { at, size }),
            _ => Vec::new(),
        }
    }

    /// The property sets that a list and all lists in it refer to, in their order.
    pub(super) fn property_sets(&self, list: Chunk) -> Vec<&'a [u8]> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([list.at]);
        let mut stack = vec![self.nodes(list).into_iter()];
        while let Some(nodes) = stack.last_mut() {
            let Some(node) = nodes.next() else {
                stack.pop();
                continue;
            };
            let Some(chunk) = node.chunk else { continue };
            match node.refers_to {
                2 if seen.insert(chunk.at) => stack.push(self.nodes(chunk).into_iter()),
                // Declarations and revisions of objects (2.5.23 to 2.5.28, 2.5.13 to 2.5.15).
                1 if matches!(
                    node.id,
                    0x2D | 0x2E | 0x41 | 0x42 | 0xA4 | 0xA5 | 0xC4 | 0xC5
                ) =>
                {
                    match self
                        .bytes
                        .get(chunk.at..chunk.at.saturating_add(chunk.size))
                    {
                        Some(set) => found.push(set),
                        None => self.cut.set(true),
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The files that were put into the section (2.5.21, 2.6.13).
    pub(super) fn files(&self) -> Vec<&'a [u8]> {
        let mut found = Vec::new();
        let lists = self
            .root()
            .into_iter()
            .filter(|node| node.refers_to == 2 && node.id == 0x90)
            .filter_map(|node| node.chunk);
        for list in lists {
            for node in self.nodes(list) {
                let Some(chunk) = node
                    .chunk
                    .filter(|_| node.refers_to == 1 && node.id == 0x94)
                else {
                    continue;
                };
                let file = self
                    .bytes
                    .get(chunk.at..)
                    .filter(|rest| rest.starts_with(&FILE_HEAD));
                let size = file
                    .and_then(|file| le_u64(file, 16))
                    .and_then(|size| usize::try_from(size).ok());
                match (file, size) {
                    (Some(file), Some(size)) => match file.get(36..36usize.saturating_add(size)) {
                        Some(bytes) => found.push(bytes),
                        None => self.cut.set(true),
                    },
                    _ => self.cut.set(true),
                }
            }
        }
        found
    }

    /// The nodes of a list, over all of its fragments (2.4.1).
    fn nodes(&self, list: Chunk) -> Vec<Node> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(list);
        while let Some(chunk) = next.filter(|chunk| seen.insert(chunk.at)) {
            let end = chunk.at.saturating_add(chunk.size);
            let Some(fragment) = self
                .bytes
                .get(chunk.at..end)
                .filter(|fragment| le_u64(fragment, 0) == Some(LIST_HEAD) && fragment.len() >= 36)
            else {
                self.cut.set(true);
                break;
            };
            // A reference to the next fragment and a mark stand at the end.
            let body_end = fragment.len() - 20;
            let mut at = 16;
            while at + 4 <= body_end {
                let Some((node, size)) = node(fragment, at).filter(|(node, _)| node.id != 0) else {
                    break;
                };
                let Some(left) = self.left.get().checked_sub(1) else {
                    self.cut.set(true);
                    return found;
                };
                self.left.set(left);
                if node.id == 0xFF {
                    break;
                }
                found.push(node);
                at += size;
            }
            next = match (le_u64(fragment, body_end), le_u32(fragment, body_end + 8)) {
                (Some(at), Some(size)) if at != u64::MAX && size > 0 => usize::try_from(at)
                    .ok()
                    .zip(usize::try_from(size).ok())
                    .map(|(at, size)| Chunk { at, size }),
                _ => None,
            };
        }
        found
    }
}

/// Reads a node: its number in 10 bits, its size in 13, how its reference is written in 4, what it
/// refers to in 4 (2.4.3).
fn node(bytes: &[u8], at: usize) -> Option<(Node, usize)> {
    let head = le_u32(bytes, at)?;
    let size = usize::try_from(head >> 10 & 0x1FFF).ok()?;
    let refers_to = head >> 27 & 15;
    let chunk = if matches!(refers_to, 1 | 2) {
        let (place, used) = match head >> 23 & 3 {
            0 => (le_u64(bytes, at + 4)?, 8),
            1 => (u64::from(le_u32(bytes, at + 4)?), 4),
            2 => (u64::from(le_u16(bytes, at + 4)?) * 8, 2),
            _ => (u64::from(le_u32(bytes, at + 4)?) * 8, 4),
        };
        let length_at = at + 4 + used;
        let length = match head >> 25 & 3 {
            0 => u64::from(le_u32(bytes, length_at)?),
            1 => le_u64(bytes, length_at)?,
            2 => u64::from(*bytes.get(length_at)?) * 8,
            _ => u64::from(le_u16(bytes, length_at)?) * 8,
        };
        Some(Chunk {
            at: usize::try_from(place).ok()?,
            size: usize::try_from(length).ok()?,
        })
    } else {
        None
    };
    let node = Node {
        id: head & 0x3FF,
        refers_to,
        chunk,
    };
    (size >= 4).then_some((node, size))
}
