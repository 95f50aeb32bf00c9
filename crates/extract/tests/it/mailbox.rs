//! Mailboxes of Outlook, made by hand after MS-PST.

use crate::readers::{folded, read};
use domain::ItemState;

/// The checksum of MS-PST 5.3, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// A heap (MS-PST 2.3.1) of these allocations; the first one is its root.
fn heap(client: u8, allocations: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0, 0, 0xec, client, 0x20, 0, 0, 0, 0, 0, 0, 0];
    let mut places = vec![out.len() as u16];
    for allocation in allocations {
        out.extend(allocation);
        places.push(out.len() as u16);
    }
    out.resize(out.len().next_multiple_of(2), 0);
    let map = out.len() as u16;
    out[..2].copy_from_slice(&map.to_le_bytes());
    out.extend((allocations.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    for place in places {
        out.extend(place.to_le_bytes());
    }
    out
}

enum Value {
    Text(&'static str),
    Bytes(Vec<u8>),
    Number(u32),
    Time(u64),
    /// A node within the node: type and number.
    Node(u16, u32),
}

/// A property context (MS-PST 2.3.3).
fn context(properties: &[(u16, Value)]) -> Vec<u8> {
    let mut allocations = vec![vec![0xb5, 2, 6, 0, 0x40, 0, 0, 0], Vec::new()];
    let mut rows = Vec::new();
    for (id, value) in properties {
        let (kind, number): (u16, u32) = match value {
            Value::Number(number) => (3, *number),
            Value::Node(kind, number) => (*kind, *number),
            other => {
                let (kind, bytes) = match other {
                    Value::Text(text) => (
                        0x1f,
                        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    ),
                    Value::Bytes(bytes) => (0x0102, bytes.clone()),
                    Value::Time(ticks) => (0x40, ticks.to_le_bytes().to_vec()),
                    Value::Number(_) | Value::Node(..) => unreachable!(),
                };
                allocations.push(bytes);
                (kind, (allocations.len() as u32) << 5)
            }
        };
        rows.extend(id.to_le_bytes());
        rows.extend(kind.to_le_bytes());
        rows.extend(number.to_le_bytes());
    }
    allocations[1] = rows;
    heap(0xbc, &allocations)
}

/// A table (MS-PST 2.3.4) of one column, the number of the row.
fn table(rows: &[u32]) -> Vec<u8> {
    let info = [
        0x7c, 1, 4, 0, 4, 0, 4, 0, 5, 0, 0x40, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0xf2,
        0x67, 0, 0, 4, 0,
    ];
    let mut index = Vec::new();
    let mut matrix = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        index.extend(row.to_le_bytes());
        index.extend((at as u32).to_le_bytes());
        matrix.extend(row.to_le_bytes());
        matrix.push(0x80);
    }
    let head = vec![0xb5, 4, 4, 0, 0x60, 0, 0, 0];
    heap(0x7c, &[info.to_vec(), head, index, matrix])
}

/// The three layouts: numbers of 64 bits, of 32 bits, and pages of 4 KiB with deflated blocks.
#[derive(Default, Clone, Copy, PartialEq)]
enum Layout {
    #[default]
    Unicode,
    Ansi,
    Large,
}

impl Layout {
    /// A number of a block or a place.
    fn number(self, value: u64) -> Vec<u8> {
        match self {
            Layout::Ansi => (value as u32).to_le_bytes().to_vec(),
            _ => value.to_le_bytes().to_vec(),
        }
    }
}

/// A file of these nodes: number, parent, bytes, nodes within.
#[derive(Default)]
struct Maker {
    layout: Layout,
    blocks: Vec<(u64, Vec<u8>)>,
    nodes: Vec<(u32, u64, u64, u32)>,
}

impl Maker {
    fn block(&mut self, bytes: Vec<u8>, internal: bool) -> u64 {
        let bid = (self.blocks.len() as u64 + 1) * 4 + if internal { 2 } else { 0 };
        self.blocks.push((bid, bytes));
        bid
    }

    /// The bytes in blocks of this size, under a list of them (MS-PST 2.2.2.8.3.2.1).
    fn listed(&mut self, bytes: &[u8], size: usize) -> u64 {
        let blocks: Vec<u64> = bytes
            .chunks(size)
            .map(|piece| self.block(piece.to_vec(), false))
            .collect();
        let mut list = vec![1, 1];
        list.extend((blocks.len() as u16).to_le_bytes());
        list.extend((bytes.len() as u32).to_le_bytes());
        for bid in blocks {
            list.extend(bid.to_le_bytes());
        }
        self.block(list, true)
    }

    /// A list of nodes within a node.
    fn within(&mut self, nodes: &[(u32, u64, u64)]) -> u64 {
        let mut list = vec![2, 0];
        list.extend((nodes.len() as u16).to_le_bytes());
        if self.layout != Layout::Ansi {
            list.extend([0; 4]);
        }
        for (nid, data, sub) in nodes {
            for value in [u64::from(*nid), *data, *sub] {
                list.extend(self.layout.number(value));
            }
        }
        self.block(list, true)
    }

    fn node(&mut self, nid: u32, parent: u32, bytes: Vec<u8>, subs: &[(u32, Vec<u8>)]) {
        let data = self.block(bytes, false);
        let subs: Vec<(u32, u64, u64)> = subs
            .iter()
            .map(|(nid, bytes)| (*nid, self.block(bytes.clone(), false), 0))
            .collect();
        let sub = if subs.is_empty() {
            0
        } else {
            self.within(&subs)
        };
        self.nodes.push((nid, data, sub, parent));
    }

    fn page(&self, out: &mut Vec<u8>, kind: u8, entries: &[Vec<u8>]) -> u64 {
        let (size, counts, trailer) = match self.layout {
            Layout::Unicode => (512, 488, 496),
            Layout::Ansi => (512, 496, 500),
            Layout::Large => (4096, 4056, 4072),
        };
        out.resize(out.len().next_multiple_of(size), 0);
        let at = out.len();
        out.extend(entries.concat());
        assert!(out.len() - at <= counts, "one page only");
        out.resize(at + counts, 0);
        let (count, entry) = (entries.len() as u8, entries[0].len() as u8);
        match self.layout {
            Layout::Large => out.extend([count, 0, 127, 0, entry, 0]),
            _ => out.extend([count, 15, entry, 0]),
        }
        out.resize(at + trailer, 0);
        let sum = checksum(&out[at..]).to_le_bytes();
        out.extend([kind, kind, 0, 0]);
        if self.layout == Layout::Ansi {
            out.extend([0; 4]);
        }
        out.extend(sum);
        out.resize(at + size, 0);
        at as u64
    }

    fn finish(mut self) -> Vec<u8> {
        let layout = self.layout;
        let (unit, trailer) = match layout {
            Layout::Unicode => (64, 16),
            Layout::Ansi => (64, 12),
            Layout::Large => (512, 24),
        };
        let mut out = vec![0u8; 1024];
        let mut blocks = Vec::new();
        for (bid, plain) in &self.blocks {
            let bytes = if layout == Layout::Large {
                use std::io::Write;
                let mut pack =
                    flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
                pack.write_all(plain).unwrap();
                pack.finish().unwrap()
            } else {
                plain.clone()
            };
            out.resize(out.len().next_multiple_of(unit), 0);
            let at = out.len();
            out.extend(&bytes);
            out.resize(
                at + (bytes.len() + trailer).next_multiple_of(unit) - trailer,
                0,
            );
            out.extend((bytes.len() as u16).to_le_bytes());
            out.extend([0, 0]);
            let sum = checksum(&bytes).to_le_bytes();
            if layout == Layout::Ansi {
                out.extend(layout.number(*bid));
                out.extend(sum);
            } else {
                out.extend(sum);
                out.extend(layout.number(*bid));
            }
            if layout == Layout::Large {
                out.extend([0, 0]);
                out.extend((plain.len() as u16).to_le_bytes());
                out.extend([0; 4]);
            }
            let mut entry = layout.number(*bid);
            entry.extend(layout.number(at as u64));
            entry.extend((bytes.len() as u16).to_le_bytes());
            entry.extend([1, 0]);
            if layout != Layout::Ansi {
                entry.extend([0; 4]);
            }
            blocks.push(entry);
        }
        self.nodes.sort_unstable();
        let nodes: Vec<Vec<u8>> = self
            .nodes
            .iter()
            .map(|(nid, data, sub, parent)| {
                [u64::from(*nid), *data, *sub, u64::from(*parent)]
                    .iter()
                    .flat_map(|value| layout.number(*value))
                    .collect()
            })
            .collect();
        let blocks_at = layout.number(self.page(&mut out, 0x80, &blocks));
        let nodes_at = layout.number(self.page(&mut out, 0x81, &nodes));
        out[..4].copy_from_slice(b"!BDN");
        let (version, nodes_place, blocks_place) = match layout {
            Layout::Unicode => (23, 224, 240),
            Layout::Ansi => (14, 188, 196),
            Layout::Large => (36, 224, 240),
        };
        out[8..12].copy_from_slice(&[b'S', b'M', version, 0]);
        out[nodes_place..nodes_place + nodes_at.len()].copy_from_slice(&nodes_at);
        out[blocks_place..blocks_place + blocks_at.len()].copy_from_slice(&blocks_at);
        out
    }
}

const FOLDER: u32 = 0x8022;

/// A folder that states three messages and lists two, of which one is not there; and a message that
/// it does not list, and one without a folder.
fn mailbox() -> Vec<u8> {
    mailbox_in(Layout::Unicode)
}

fn mailbox_in(layout: Layout) -> Vec<u8> {
    let mut maker = Maker {
        layout,
        ..Maker::default()
    };
    maker.node(0x122, 0x122, context(&[(0x3001, Value::Text(""))]), &[]);
    maker.node(
        FOLDER,
        0x122,
        context(&[
            (0x3001, Value::Text("صندوق الوارد")),
            (0x3602, Value::Number(3)),
        ]),
        &[],
    );
    maker.node(0x802e, 0, table(&[0x20_0024, 0x20_0044]), &[]);
    let attachment = context(&[
        (0x3701, Value::Bytes(b"%PDF-".to_vec())),
        (0x3705, Value::Number(1)),
        (0x3707, Value::Text("قرار.pdf")),
    ]);
    maker.node(
        0x20_0024,
        FOLDER,
        context(&[
            (0x001a, Value::Text("IPM.Note")),
            (0x0037, Value::Text("كتاب رقم خمسة")),
            (0x0039, Value::Time(130_020_264_000_000_000)),
            (0x0c1a, Value::Text("سامر")),
            (0x0c1f, Value::Text("samer@example.org")),
            (0x0e04, Value::Text("b@example.org")),
            (0x1000, Value::Text("نرسل إليكم القائمة")),
        ]),
        &[(0x8025, attachment)],
    );
    for (nid, parent) in [(0x20_0064, FOLDER), (0x20_0084, 0x9922)] {
        let text = Value::Text("a message that is in no list");
        maker.node(nid, parent, context(&[(0x1000, text)]), &[]);
    }
    maker.finish()
}

#[test]
fn messages_stand_under_their_folder_with_their_attachments() {
    let (reading, members) = read(&mailbox(), "box.pst");
    let first = &members[0];
    assert_eq!(first.shown, "صندوق الوارد/00001.eml", "{reading:?}");
    let (mail, inside) = read(&first.bytes, "00001.eml");
    assert_eq!(mail.metadata["subject"], ["كتاب رقم خمسة"]);
    assert!(mail.metadata["from"][0].contains("samer@example.org"));
    assert!(mail.metadata["from"][0].contains("سامر"));
    assert_eq!(
        mail.metadata["created"],
        ["Mon, 07 Jan 2013 10:00:00 +0000"]
    );
    assert_eq!(folded(&mail), "نرسل إليكم القائمة");
    assert_eq!(inside[0].shown, "قرار.pdf");
    assert_eq!(inside[0].bytes, b"%PDF-");
}

#[test]
fn what_folders_state_is_held_against_what_is_there() {
    let (reading, members) = read(&mailbox(), "box.pst");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(members.len(), 4);
    let reason = reading.reason.clone().unwrap();
    assert!(
        reason.contains("states 3 messages and 2 were found"),
        "{reason}"
    );
    let missing = members
        .iter()
        .find(|m| m.shown.contains("0x200044"))
        .unwrap();
    assert_eq!(missing.problem.as_ref().unwrap().state, ItemState::Damaged);
    let told = |words: &str| reading.warnings.iter().any(|w| w.contains(words));
    assert!(told("not in its list"), "{:?}", reading.warnings);
    assert!(told("belong to no folder"));
    assert!(
        members
            .iter()
            .any(|m| m.shown.starts_with("(without a folder)/"))
    );
}

#[test]
fn the_same_mailbox_gives_the_same_bytes() {
    assert_eq!(read(&mailbox(), "a.pst").1, read(&mailbox(), "a.pst").1);
}

#[test]
fn a_mailbox_whose_tree_is_lost_is_searched_whole() {
    let mut file = mailbox();
    file[224..232].copy_from_slice(&7u64.to_le_bytes());
    let (reading, members) = read(&file, "a.pst");
    assert_eq!(members.len(), 4, "{reading:?}");
    assert!(reading.reason.unwrap().contains("damaged"));
}

#[test]
fn a_byte_that_was_changed_is_noticed() {
    let file = mailbox();
    let wide: Vec<u8> = "القائمة"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let at = file.windows(wide.len()).position(|w| w == wide).unwrap();
    let mut broken = file.clone();
    broken[at] ^= 1;
    let (_, members) = read(&broken, "a.pst");
    let reason = &members[0].problem.as_ref().unwrap().reason;
    assert!(reason.contains("checksum"), "{reason}");
}

#[test]
fn a_mailbox_under_a_key_is_named_as_encrypted() {
    let mut file = mailbox();
    file[513] = 0x10;
    let (reading, _) = read(&file, "a.pst");
    assert_eq!(reading.state, ItemState::Encrypted);
}

#[test]
fn no_damage_anywhere_ends_the_reader() {
    let file = mailbox();
    for at in (0..file.len()).step_by(7) {
        let mut broken = file.clone();
        broken[at] ^= 0xff;
        let _ = read(&broken, "a.pst");
    }
    for end in (0..file.len()).step_by(97) {
        let _ = read(&file[..end], "a.pst");
    }
}

/// One message in the root folder, with these nodes within it.
fn with_attachment(make: impl FnOnce(&mut Maker) -> (u64, u64)) -> Vec<u8> {
    let mut maker = Maker::default();
    maker.node(0x122, 0x122, context(&[(0x3001, Value::Text(""))]), &[]);
    let (data, sub) = make(&mut maker);
    let subs = maker.within(&[(0x8025, data, sub)]);
    let message = maker.block(context(&[(0x1000, Value::Text("outer"))]), false);
    maker.nodes.push((0x20_0024, message, subs, 0x122));
    maker.finish()
}

#[test]
fn an_attachment_in_many_blocks_comes_whole() {
    let content: Vec<u8> = (0..20_000u32).map(|n| (n % 251) as u8).collect();
    let file = with_attachment(|maker| {
        let data = maker.listed(&content, 7_000);
        let sub = maker.within(&[(0x81bf, data, 0)]);
        let about = context(&[
            (0x3701, Value::Node(0x0102, 0x81bf)),
            (0x3705, Value::Number(1)),
            (
                0x3707,
                Value::Text("قائمة بأسماء جميع العاملين في الفرع مع أرقامهم.pdf"),
            ),
        ]);
        (maker.block(about, false), sub)
    });
    let (reading, members) = read(&file, "a.pst");
    assert_eq!(reading.state, ItemState::Read, "{reading:?}");
    let (_, inside) = read(&members[0].bytes, "a.eml");
    assert_eq!(
        inside[0].shown,
        "قائمة بأسماء جميع العاملين في الفرع مع أرقامهم.pdf"
    );
    assert!(inside[0].bytes == content, "{}", inside[0].bytes.len());
}

#[test]
fn a_message_within_a_message_is_a_mail_of_its_own() {
    let file = with_attachment(|maker| {
        let inner = maker.block(
            context(&[
                (0x0037, Value::Text("الرسالة الداخلية")),
                (0x1000, Value::Text("inner words")),
            ]),
            false,
        );
        let sub = maker.within(&[(0x8044, inner, 0)]);
        let place = [0x44, 0x80, 0, 0, 9, 0, 0, 0];
        let mut about = context(&[
            (0x3701, Value::Bytes(place.to_vec())),
            (0x3705, Value::Number(5)),
            (0x3001, Value::Text("forwarded")),
        ]);
        // The type of the value is that of an object.
        let at = about.windows(4).position(|w| w == [1, 0x37, 2, 1]).unwrap();
        about[at + 2..at + 4].copy_from_slice(&[0x0d, 0]);
        (maker.block(about, false), sub)
    });
    let (_, members) = read(&file, "a.pst");
    let (_, inside) = read(&members[0].bytes, "a.eml");
    assert_eq!(
        inside[0].shown,
        "forwarded.eml",
        "{}",
        String::from_utf8_lossy(&members[0].bytes)
    );
    let (mail, _) = read(&inside[0].bytes, "b.eml");
    assert_eq!(mail.metadata["subject"], ["الرسالة الداخلية"]);
    assert_eq!(folded(&mail), "inner words");
}

#[test]
fn an_attachment_that_is_not_there_is_named() {
    let file = with_attachment(|maker| {
        let about = context(&[
            (0x3701, Value::Node(0x0102, 0x81bf)),
            (0x3705, Value::Number(1)),
            (0x3707, Value::Text("gone.doc")),
        ]);
        (maker.block(about, false), 0)
    });
    let (_, members) = read(&file, "a.pst");
    let reason = &members[0].problem.as_ref().unwrap().reason;
    assert!(reason.contains("gone.doc"), "{reason}");
    let (_, inside) = read(&members[0].bytes, "a.eml");
    assert_eq!(inside[0].shown, "gone.doc");
    assert!(inside[0].problem.is_some());
}

#[test]
fn every_layout_gives_the_same_messages() {
    let (_, known) = read(&mailbox(), "a.pst");
    for layout in [Layout::Ansi, Layout::Large] {
        let (reading, members) = read(&mailbox_in(layout), "a.pst");
        assert_eq!(members, known, "{reading:?}");
    }
}
