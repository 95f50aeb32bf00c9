//! A database of Jet 4 built by hand: a list of objects, one table, rows of each mark.

use super::pages::{hide, pointer};
use super::{is_access, read};
use crate::format::{FormatFault, Input, MemberSink, ReadOptions};
use crate::kind::Family;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem, Reading};
use crate::tools::{Tools, memory_file};
use domain::ItemState;
use std::path::Path;

const PAGE: usize = 4096;

#[derive(Default)]
struct Kept(Vec<(String, Vec<u8>)>);

impl MemberSink for Kept {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        self.0.push((head.shown, Vec::new()));
        Ok(())
    }
    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        self.0.last_mut().unwrap().1.extend_from_slice(bytes);
        Ok(())
    }
    fn end(&mut self, _problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        Ok(())
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The first page, with the key of the pages.
fn first(version: u8, key: u32) -> Vec<u8> {
    let mut page = vec![0, 1, 0, 0];
    page.extend(b"Standard Jet DB\0");
    page.push(version);
    page.resize(PAGE, 0);
    let mut head = vec![0u8; 128];
    head[0x3E - 0x18..][..4].copy_from_slice(&key.to_le_bytes());
    hide(&mut head);
    page[0x18..0x18 + 128].copy_from_slice(&head);
    page
}

/// The definition of a table: name, type, fixed or not of each column.
fn definition(columns: &[(&str, u8, bool)], rows: u32, used: u32) -> Vec<u8> {
    let mut page = vec![2, 1, 0, 0, 0, 0, 0, 0];
    page.resize(63, 0);
    page[16..20].copy_from_slice(&rows.to_le_bytes());
    let variable = columns.iter().filter(|c| !c.2).count() as u16;
    page[43..45].copy_from_slice(&variable.to_le_bytes());
    page[45..47].copy_from_slice(&(columns.len() as u16).to_le_bytes());
    page[55..59].copy_from_slice(&used.to_le_bytes());
    let (mut fixed_at, mut variable_at) = (0u16, 0u16);
    for (number, (_, kind, fixed)) in columns.iter().enumerate() {
        let mut entry = vec![0u8; 25];
        entry[0] = *kind;
        entry[5..7].copy_from_slice(&(number as u16).to_le_bytes());
        let length: u16 = if *kind == 3 { 2 } else { 4 };
        if *fixed {
            entry[15] = 1;
            entry[21..23].copy_from_slice(&fixed_at.to_le_bytes());
            entry[23..25].copy_from_slice(&length.to_le_bytes());
            fixed_at += length;
        } else {
            entry[7..9].copy_from_slice(&variable_at.to_le_bytes());
            variable_at += 1;
        }
        page.extend(entry);
    }
    for (name, _, _) in columns {
        page.extend(((name.len() * 2) as u16).to_le_bytes());
        page.extend(wide(name));
    }
    page.resize(PAGE, 0);
    page
}

/// A row: fixed values, then those without fixed length.
fn row(count: usize, fixed: &[u8], variable: &[Vec<u8>]) -> Vec<u8> {
    let mut out = (count as u16).to_le_bytes().to_vec();
    out.extend(fixed);
    let mut ends = vec![out.len() as u16];
    for value in variable {
        out.extend(value);
        ends.push(out.len() as u16);
    }
    for end in ends.iter().rev() {
        out.extend(end.to_le_bytes());
    }
    out.extend((variable.len() as u16).to_le_bytes());
    out.extend(vec![0xFF; count.div_ceil(8)]);
    out
}

/// A page of data; the marks of each row stand in the upper bits of its place.
fn data(table: u32, rows: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut page = vec![0u8; PAGE];
    page[..4].copy_from_slice(&[1, 1, 0, 0]);
    page[4..8].copy_from_slice(&table.to_le_bytes());
    page[12..14].copy_from_slice(&(rows.len() as u16).to_le_bytes());
    let mut end = PAGE;
    for (n, (marks, bytes)) in rows.iter().enumerate() {
        end -= bytes.len();
        page[end..end + bytes.len()].copy_from_slice(bytes);
        page[14 + 2 * n..16 + 2 * n].copy_from_slice(&(end as u16 | marks).to_le_bytes());
    }
    page
}

fn map(pages: &[usize]) -> Vec<u8> {
    let mut out = vec![0u8; 69];
    for page in pages {
        out[5 + page / 8] |= 1 << (page % 8);
    }
    out
}

/// Pages: 0 head, 1 maps, 2 list of objects, 3 its rows, 4 table, 5 and 6 its rows, 7 given up.
fn database() -> Vec<u8> {
    let objects = [
        ("Id", 4, true),
        ("Type", 3, true),
        ("Flags", 4, true),
        ("Name", 10, false),
    ];
    let object = |id: u32, kind: u16, flags: u32, name: &str| {
        let fixed = [
            &id.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &flags.to_le_bytes(),
        ]
        .concat();
        (0, row(4, &fixed, &[wide(name)]))
    };
    let staff = [
        ("Id", 4, true),
        ("Name", 10, false),
        ("Note", 12, false),
        ("Paper", 11, false),
    ];
    let person = |id: u32, name: &str, note: &str| {
        let mut memo = (wide(note).len() as u32 | 0x8000_0000)
            .to_le_bytes()
            .to_vec();
        memo.extend([0; 8]);
        memo.extend(wide(note));
        let mut paper = (60u32 | 0x8000_0000).to_le_bytes().to_vec();
        paper.extend([0; 8]);
        paper.extend(b"%PDF-1.4\n");
        paper.resize(72, b'x');
        row(4, &id.to_le_bytes(), &[wide(name), memo, paper])
    };
    let pages = [
        first(1, 0),
        data(0, &[(0, map(&[3])), (0, map(&[5, 6]))]),
        definition(&objects, 3, pointer(1, 0)),
        data(
            2,
            &[
                object(4, 1, 0, "الموظفون"),
                object(9, 1, 0x8000_0000, "MSysSecret"),
                object(0, 5, 0, "وحدات"),
            ],
        ),
        definition(&staff, 2, pointer(1, 1)),
        data(
            4,
            &[
                (0, person(1, "سامر", "أول")),
                (0x8000, person(2, "خالد", "حذف")),
                (0x4000, pointer(6, 0).to_le_bytes().to_vec()),
            ],
        ),
        data(4, &[(0x8000, person(3, "ماهر", "نقل"))]),
        data(4, &[(0, person(4, "باسل", "قديم"))]),
    ];
    pages.concat()
}

fn reading(bytes: &[u8]) -> (Reading, Vec<(String, Vec<u8>)>) {
    let options = ReadOptions::default();
    let mut kept = Kept::default();
    let mut out = Outcome::new("application/x-msaccess", &options.limits);
    let input = Input {
        bytes,
        file: &memory_file().unwrap(),
        name: b"a.mdb",
        media_type: "application/x-msaccess",
        family: Family::Database,
        options: &options,
        scratch: Path::new("."),
        tools: &Tools::default(),
        step: &|| {},
    };
    let end = read(&input, &mut out, &mut kept);
    let found = kept.0.len() as u64;
    (out.settle(end, found), kept.0)
}

#[test]
fn rows_are_read_wherever_they_lie_and_deleted_ones_are_marked() {
    let bytes = database();
    assert!(is_access(&bytes));
    let (reading, members) = reading(&bytes);
    assert_eq!(reading.state, ItemState::Read, "{:?}", reading.warnings);
    assert_eq!(reading.metadata["database.table"], ["الموظفون"]);
    assert_eq!(reading.metadata["database.view"], ["وحدات"]);
    assert_eq!(reading.pages[0].label.as_deref(), Some("الموظفون"));
    let lines: Vec<&str> = reading.pages[0].text.lines().collect();
    assert_eq!(lines[0], "row\tId\tName\tNote\tPaper");
    let starts = [
        "1\t1\tسامر\tأول\t[file ",
        "2 (deleted)\t2\tخالد",
        "3\t3\tماهر\tنقل",
        "4 (deleted)\t4\tباسل",
    ];
    for (line, start) in lines[1..].iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    assert_eq!(lines.len(), 5);
    assert_eq!(members.len(), 4);
    assert!(members[0].0.ends_with("Paper-1.pdf") && members[0].1.len() == 60);
}

#[test]
fn a_table_that_is_no_longer_listed_is_found_by_its_definition() {
    let mut bytes = database();
    // The list of objects forgets everything; the definition says that it is of a person's table.
    bytes[3 * PAGE + 12..3 * PAGE + 14].copy_from_slice(&[0, 0]);
    bytes[4 * PAGE + 40] = 0x4E;
    let (reading, _) = reading(&bytes);
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(
        reading.pages[0].label.as_deref(),
        Some("definition on page 4")
    );
    assert!(reading.text().contains("سامر"));
    assert!(reading.warnings.iter().any(|w| w.contains("does not name")));
}

#[test]
fn pages_encoded_with_a_key_in_the_file_are_read() {
    let mut bytes = database();
    bytes[..PAGE].copy_from_slice(&first(1, 0x0102_0304));
    for (number, page) in bytes.chunks_mut(PAGE).enumerate().skip(1) {
        super::pages::cipher(&(0x0102_0304 ^ number as u32).to_le_bytes(), page);
    }
    let (reading, _) = reading(&bytes);
    assert!(reading.text().contains("سامر"), "{reading:?}");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("encoded with a key"))
    );
}

#[test]
fn an_encrypted_database_says_so() {
    let mut bytes = database();
    bytes[..PAGE].copy_from_slice(&first(3, 77));
    let (reading, _) = reading(&bytes);
    assert_eq!(reading.state, ItemState::Encrypted);
    assert!(reading.reason.unwrap().contains("encrypted"));
}

#[test]
fn no_flipped_byte_breaks_the_reader() {
    let bytes = database();
    for at in (0..bytes.len()).step_by(13) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0xFF;
        reading(&flipped);
    }
}
