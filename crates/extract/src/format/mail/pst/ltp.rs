//! The middle floor of a PST file (MS-PST 2.3): heaps, property contexts, tables.

use super::ndb::{Bid, Database, Layout, NODE_BYTES, Nid, Node, le};
use std::collections::BTreeMap;

/// A heap on a node.
struct Heap {
    blocks: Vec<Vec<u8>>,
    layout: Layout,
}

impl Heap {
    fn read(database: &Database<'_>, data: Bid, client: u8) -> Result<(Self, u32), String> {
        let blocks = database.data(data)?;
        let first = blocks.first().map(Vec::as_slice).unwrap_or_default();
        if first.get(2..4) != Some(&[0xec, client]) {
            return Err("a heap has no head".to_owned());
        }
        let root = small(le(first, 4, 4));
        let layout = database.layout;
        Ok((Self { blocks, layout }, root))
    }

    /// An allocation by its number (MS-PST 2.3.1.1, 2.3.1.5).
    fn get(&self, hid: u32) -> Option<&[u8]> {
        let (index, block) = match self.layout {
            Layout::Ansi | Layout::Unicode => (hid >> 5 & 0x7ff, hid >> 16),
            Layout::Large => (hid >> 5 & 0x3fff, hid >> 19),
        };
        let index = usize::try_from(index).ok()?.checked_sub(1)?;
        let block = self.blocks.get(usize::try_from(block).ok()?)?;
        let map = usize::try_from(le(block, 0, 2)?).ok()?;
        if u64::try_from(index).ok()? >= le(block, map, 2)? {
            return None;
        }
        let place = |n: usize| usize::try_from(le(block, map + 4 + n * 2, 2)?).ok();
        block.get(place(index)?..place(index + 1)?)
    }

    /// All records of a tree on the heap (MS-PST 2.3.2), with the lengths of key and value.
    fn tree(&self, hid: u32) -> Result<(Vec<&[u8]>, usize), String> {
        let damaged = || "a tree on a heap is damaged".to_owned();
        let head = self.get(hid).ok_or_else(damaged)?;
        let [0xb5, key, value, levels, ..] = *head else {
            return Err(damaged());
        };
        let (key, value) = (usize::from(key), usize::from(value));
        let mut below = vec![small(le(head, 4, 4))];
        for _ in 0..levels.min(8) {
            let mut next = Vec::new();
            for hid in below {
                let rows = self.get(hid).ok_or_else(damaged)?;
                let hids = rows.chunks_exact(key + 4).filter_map(|row| le(row, key, 4));
                next.extend(hids.map(|hid| small(Some(hid))));
                // No heap holds more.
                if next.len() > 1 << 20 {
                    return Err(damaged());
                }
            }
            below = next;
        }
        let mut out = Vec::new();
        for hid in below.into_iter().filter(|hid| *hid != 0) {
            let rows = self.get(hid).ok_or_else(damaged)?;
            out.extend(rows.chunks_exact((key + value).max(1)));
            if out.len() > 1 << 22 {
                return Err(damaged());
            }
        }
        Ok((out, key))
    }
}

fn small(value: Option<u64>) -> u32 {
    value.and_then(|v| u32::try_from(v).ok()).unwrap_or(0)
}

/// A value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// One that fits in eight bytes.
    Fixed(u64),
    /// Bytes of any length.
    Bytes(Vec<u8>),
    /// A node within the node, not read yet.
    Node(Nid),
    /// One that cannot be read, and why.
    Lost(String),
}

/// The properties of a node: type and value by number.
pub(super) type Context = BTreeMap<u16, (u16, Value)>;

/// A binary value as data of an attachment: not read into memory.
const ATTACHED: u16 = 0x3701;

/// Reads a property context (MS-PST 2.3.3).
pub(super) fn context(
    database: &Database<'_>,
    node: Node,
    subs: &BTreeMap<Nid, Node>,
) -> Result<Context, String> {
    let (heap, root) = Heap::read(database, node.data, 0xbc)?;
    let (rows, _) = heap.tree(root)?;
    let mut out = Context::new();
    let mut budget = Budget::default();
    for row in rows {
        let (id, kind, value) = (
            small(le(row, 0, 2)),
            small(le(row, 2, 2)),
            small(le(row, 4, 4)),
        );
        let (Ok(id), Ok(kind)) = (u16::try_from(id), u16::try_from(kind)) else {
            continue;
        };
        let value = match kind {
            0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => Value::Fixed(u64::from(value)),
            _ => referred(database, &heap, subs, value, id == ATTACHED),
        };
        out.insert(id, (kind, fixed(kind, budget.take(value))));
    }
    Ok(out)
}

/// The bytes that the values of one node or table may take together: the same block may be named by
/// each of them.
#[derive(Default)]
struct Budget(usize);

impl Budget {
    fn take(&mut self, value: Value) -> Value {
        if let Value::Bytes(bytes) = &value {
            self.0 = self.0.saturating_add(bytes.len());
            if self.0 > NODE_BYTES * 2 {
                return Value::Lost("the values together are too large".to_owned());
            }
        }
        value
    }
}

/// Values of eight bytes stand on the heap.
fn fixed(kind: u16, value: Value) -> Value {
    match (kind, &value) {
        (0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040, Value::Bytes(bytes)) => {
            le(bytes, 0, 8).map_or(value, Value::Fixed)
        }
        _ => value,
    }
}

/// What a number of a heap place or of a node stands for.
fn referred(
    database: &Database<'_>,
    heap: &Heap,
    subs: &BTreeMap<Nid, Node>,
    number: u32,
    leave: bool,
) -> Value {
    if number == 0 {
        return Value::Bytes(Vec::new());
    }
    if number & 0x1f == 0 {
        return heap.get(number).map_or_else(
            || Value::Lost("its place on the heap is damaged".to_owned()),
            |bytes| Value::Bytes(bytes.to_vec()),
        );
    }
    if leave {
        return Value::Node(number);
    }
    match subs.get(&number) {
        Some(node) => match database.data(node.data) {
            Ok(blocks) => Value::Bytes(blocks.concat()),
            Err(reason) => Value::Lost(reason),
        },
        None => Value::Lost("its node is missing".to_owned()),
    }
}

/// Reads all rows of a table (MS-PST 2.3.4): number of the row, and its properties.
pub(super) fn table(
    database: &Database<'_>,
    node: Node,
    wanted: &dyn Fn(u16) -> bool,
) -> Result<Vec<(u32, Context)>, String> {
    let damaged = || "a table is damaged".to_owned();
    let subs = database.sub_nodes(node.sub)?;
    let (heap, root) = Heap::read(database, node.data, 0x7c)?;
    let info = heap.get(root).ok_or_else(damaged)?;
    if info.first() != Some(&0x7c) {
        return Err(damaged());
    }
    let columns: Vec<&[u8]> = info
        .get(22..)
        .unwrap_or_default()
        .chunks_exact(8)
        .take(usize::from(info.get(1).copied().unwrap_or(0)))
        .collect();
    let bits_at = usize::try_from(le(info, 6, 2).unwrap_or(0)).unwrap_or(0);
    let row_size = usize::try_from(le(info, 8, 2).unwrap_or(0)).unwrap_or(0);
    if row_size < 4 {
        return Err(damaged());
    }
    let index = small(le(info, 10, 4));
    let count = if index == 0 {
        0
    } else {
        heap.tree(index)?.0.len()
    };
    let rows_at = small(le(info, 14, 4));
    let blocks = match rows_at {
        0 => Vec::new(),
        hid if hid & 0x1f == 0 => vec![heap.get(hid).ok_or_else(damaged)?.to_vec()],
        nid => database.data(subs.get(&nid).ok_or_else(damaged)?.data)?,
    };
    let mut out = Vec::new();
    let mut budget = Budget::default();
    // Rows do not go on in the next block (MS-PST 2.3.4.4.1).
    for row in blocks
        .iter()
        .flat_map(|block| block.chunks_exact(row_size))
        .take(count)
    {
        let mut cells = Context::new();
        for column in &columns {
            let (kind, id) = (small(le(column, 0, 2)), small(le(column, 2, 2)));
            let (Ok(kind), Ok(id)) = (u16::try_from(kind), u16::try_from(id)) else {
                continue;
            };
            let [.., low, high, size, bit] = **column else {
                continue;
            };
            let there = row
                .get(bits_at + usize::from(bit / 8))
                .is_some_and(|byte| byte & 0x80 >> (bit % 8) != 0);
            let at = usize::from(u16::from_le_bytes([low, high]));
            if !there || !wanted(id) {
                continue;
            }
            let Some(cell) = le(row, at, usize::from(size.min(8))) else {
                continue;
            };
            let value = match kind {
                0x0002..=0x0007 | 0x000a | 0x000b | 0x0014 | 0x0040 => Value::Fixed(cell),
                _ => referred(database, &heap, &subs, small(Some(cell)), false),
            };
            cells.insert(id, (kind, budget.take(value)));
        }
        out.push((small(le(row, 0, 4)), cells));
    }
    Ok(out)
}
