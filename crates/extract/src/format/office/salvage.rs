//! Compound files that are cut or contradict themselves: whatever of them can be found, put into a
//! sound one ([MS-CFB]).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

/// Entries of the directory that are looked at, and bytes of all streams that are kept.
const ENTRIES: usize = 50_000;
const BYTES: usize = 512 << 20;
/// The streams without which nothing is read.
const MAIN: [&str; 4] = [
    "/WordDocument",
    "/Workbook",
    "/Book",
    "/PowerPoint Document",
];
/// Numbers from here on name no sector.
const NO_SECTOR: u32 = 0xffff_fffa;

/// A sound compound file with the streams that can be found; none where not even a name can.
pub(super) fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Sectors::read(bytes)?;
    let mut streams = file.streams();
    if !MAIN.iter().any(|name| streams.contains_key(*name))
        && let Some((name, content)) = file.loose()
    {
        streams.insert(name.to_owned(), content.to_vec());
    }
    if streams.is_empty() {
        return None;
    }
    let mut copy = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    let mut made = BTreeSet::new();
    let mut kept = 0usize;
    for (path, content) in streams {
        kept = kept.saturating_add(content.len());
        if kept > BYTES {
            break;
        }
        let mut folder = String::new();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        for part in parts.iter().take(parts.len().saturating_sub(1)) {
            folder = format!("{folder}/{part}");
            if made.insert(folder.clone()) {
                let _ = copy.create_storage(&folder);
            }
        }
        if let Ok(mut stream) = copy.create_stream(&path) {
            stream.write_all(&content).ok()?;
        }
    }
    copy.flush().ok()?;
    Some(copy.into_inner().into_inner())
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// The sectors of a file and how they follow one another.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    small_size: usize,
    small_below: u64,
    next: BTreeMap<u32, u32>,
    next_small: Vec<u32>,
    first_of_directory: u32,
}

/// An entry of the directory ([MS-CFB] 2.6.1).
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Sectors<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let shift = short(bytes, 30)?;
        let small_shift = short(bytes, 32)?;
        if !(7..=16).contains(&shift) || !(3..=shift).contains(&small_shift) {
            return None;
        }
        let mut file = Self {
            bytes,
            size: 1 << shift,
            small_size: 1 << small_shift,
            small_below: u64::from(long(bytes, 56)?),
            next: BTreeMap::new(),
            next_small: Vec::new(),
            first_of_directory: long(bytes, 48)?,
        };
        file.read_table();
        let first_small = long(bytes, 60)?;
        let table = file.chain(first_small, u64::MAX);
        file.next_small = table
            .chunks_exact(4)
            .filter_map(|field| long(field, 0))
            .collect();
        Some(file)
    }

    /// Reads the sectors that say which sector follows which ([MS-CFB] 2.3, 2.5).
    fn read_table(&mut self) {
        let mut tables: Vec<u32> = (0..109)
            .filter_map(|n| long(self.bytes, 76 + n * 4))
            .collect();
        let mut list = long(self.bytes, 68).unwrap_or(NO_SECTOR);
        let mut seen = BTreeSet::new();
        while list < NO_SECTOR && seen.insert(list) {
            let Some(sector) = self.sector(list) else {
                break;
            };
            let numbers: Vec<u32> = sector
                .chunks_exact(4)
                .filter_map(|field| long(field, 0))
                .collect();
            let Some((last, numbers)) = numbers.split_last() else {
                break;
            };
            tables.extend_from_slice(numbers);
            list = *last;
        }
        let per_sector = u32::try_from(self.size / 4).unwrap_or(u32::MAX);
        for (n, table) in (0u32..).zip(tables) {
            let Some(sector) = Some(table)
                .filter(|table| *table < NO_SECTOR)
                .and_then(|table| self.sector(table))
            else {
                continue;
            };
            let first = n.saturating_mul(per_sector);
            for (m, field) in (0u32..).zip(sector.chunks_exact(4)) {
                if let Some(next) = long(field, 0) {
                    self.next.insert(first.saturating_add(m), next);
                }
            }
        }
    }

    /// The bytes of a sector, or as many as there are.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let at = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.size)?;
        self.bytes
            .get(at..at.checked_add(self.size)?.min(self.bytes.len()))
            .filter(|sector| !sector.is_empty())
    }

    /// The bytes of the sectors from `start` on. Where the table does not say what follows, the
    /// next one in the file is taken.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = start;
        while at < NO_SECTOR && (out.len() as u64) < size && out.len() < BYTES && seen.insert(at) {
            let Some(sector) = self.sector(at) else { break };
            out.extend_from_slice(sector);
            at = match self.next.get(&at) {
                Some(next) => *next,
                None if size < u64::MAX => at.saturating_add(1),
                None => break,
            };
        }
        if let Ok(size) = usize::try_from(size) {
            out.truncate(size);
        }
        out
    }

    fn small_chain(&self, container: &[u8], start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = start;
        while at < NO_SECTOR && (out.len() as u64) < size && seen.insert(at) {
            let Some(from) = usize::try_from(at)
                .ok()
                .and_then(|at| at.checked_mul(self.small_size))
            else {
                break;
            };
            let end = (from + self.small_size).min(container.len());
            let Some(sector) = container.get(from..end) else {
                break;
            };
            out.extend_from_slice(sector);
            at = usize::try_from(at)
                .ok()
                .and_then(|at| self.next_small.get(at).copied())
                .unwrap_or(at.saturating_add(1));
        }
        if let Ok(size) = usize::try_from(size) {
            out.truncate(size);
        }
        out
    }

    /// The main stream where no directory is left: programs write it first and in one piece.
    fn loose(&self) -> Option<(&'static str, &'a [u8])> {
        let rest = self.bytes.get(self.size..)?;
        let name = match rest {
            [0xec | 0xdc, 0xa5, ..] => "/WordDocument",
            [0x09, 0x08, ..] => "/Workbook",
            [0x0f, 0x00, 0xe8, 0x03, ..] => "/PowerPoint Document",
            _ => return None,
        };
        Some((name, rest))
    }

    fn entries(&self) -> Vec<Entry> {
        self.chain(self.first_of_directory, u64::MAX)
            .chunks_exact(128)
            .take(ENTRIES)
            .filter_map(|entry| {
                let len = usize::from(short(entry, 64)?).clamp(2, 64);
                let name = crate::format::plain::charset::decode_page(entry.get(..len - 2)?, 1200);
                let size = long(entry, 120)?;
                Some(Entry {
                    name: name.replace(['/', '\\', ':', '!'], "_"),
                    kind: *entry.get(66)?,
                    left: long(entry, 68)?,
                    right: long(entry, 72)?,
                    child: long(entry, 76)?,
                    start: long(entry, 116)?,
                    size: u64::from(size),
                })
            })
            .collect()
    }

    /// Every stream with its path; what the tree does not reach lies at the top.
    fn streams(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = self.entries();
        let get = |number: u32| usize::try_from(number).ok().and_then(|n| entries.get(n));
        let mut streams = BTreeMap::new();
        let Some(root) = entries.first() else {
            return streams;
        };
        let container = self.chain(root.start, root.size.max(1));
        let mut reached = BTreeSet::from([0u32]);
        let mut open = vec![(root.child, String::new())];
        let mut found: Vec<(u32, String)> = Vec::new();
        while let Some((number, folder)) = open.pop() {
            let Some(entry) = get(number) else { continue };
            if !reached.insert(number) || folder.len() > 2_000 {
                continue;
            }
            open.push((entry.left, folder.clone()));
            open.push((entry.right, folder.clone()));
            let path = format!("{folder}/{}", entry.name);
            if entry.kind == 1 {
                open.push((entry.child, path));
            } else {
                found.push((number, path));
            }
        }
        let all = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        found.extend(
            (0..all)
                .filter(|number| !reached.contains(number))
                .filter_map(|number| Some((number, format!("/{}", get(number)?.name)))),
        );
        let mut held = 0usize;
        for (number, path) in found {
            if held > BYTES {
                break;
            }
            let Some(entry) = get(number).filter(|e| e.kind == 2 && !e.name.is_empty()) else {
                continue;
            };
            let content = if entry.size < self.small_below {
                self.small_chain(&container, entry.start, entry.size)
            } else {
                self.chain(entry.start, entry.size)
            };
            held = held.saturating_add(content.len());
            if !content.is_empty() {
                streams.entry(path).or_insert(content);
            }
        }
        streams
    }
}
