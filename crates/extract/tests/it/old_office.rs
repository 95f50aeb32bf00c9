//! Compound files of Word, Excel, PowerPoint and Publisher.

use crate::readers::{check, read};
use domain::ItemState;
use std::io::{Cursor, Write};

pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        let folders: Vec<&str> = name.trim_start_matches('/').split('/').collect();
        let mut path = String::new();
        for folder in &folders[..folders.len() - 1] {
            path = format!("{path}/{folder}");
            if !file.exists(&path) {
                file.create_storage(&path).unwrap();
            }
        }
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(crate) fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// 3 February 2013, 14:30.
const TIME: u32 = 30 | 14 << 6 | 3 << 11 | 2 << 16 | 113 << 20;

/// Tables of a document by their number in the header.
struct Tables {
    header: Vec<u8>,
    table: Vec<u8>,
}

impl Tables {
    fn add(&mut self, number: usize, bytes: &[u8]) {
        let at = self.table.len() as u32;
        put(&mut self.header, 0x9a + number * 8, at);
        put(&mut self.header, 0x9e + number * 8, bytes.len() as u32);
        self.table.extend_from_slice(bytes);
    }
}

/// A document of Word 97 of these runs, each with its rules; the last `comment` letters are a comment.
fn doc(runs: &[(&str, &[u8])], comment: u32) -> Vec<u8> {
    let text: String = runs.iter().map(|(text, _)| *text).collect();
    let letters = text.encode_utf16().count() as u32;
    let mut main = vec![0u8; 0x800];
    main.extend_from_slice(&wide(&text));
    main.resize(main.len().next_multiple_of(512), 0);
    let page_number = (main.len() / 512) as u32;
    let mut page = [0u8; 512];
    let (mut at, mut end) = (0x800u32, 511usize);
    for (n, (text, rules)) in runs.iter().enumerate() {
        put(&mut page, n * 4, at);
        at += wide(text).len() as u32;
        if !rules.is_empty() {
            end = (end - rules.len() - 1) / 2 * 2;
            page[end] = rules.len() as u8;
            page[end + 1..end + 1 + rules.len()].copy_from_slice(rules);
            page[(runs.len() + 1) * 4 + n] = (end / 2) as u8;
        }
    }
    put(&mut page, runs.len() * 4, at);
    page[511] = runs.len() as u8;
    main.extend_from_slice(&page);
    let mut tables = Tables {
        header: main,
        table: vec![0; 4],
    };
    let mut clx = vec![2u8];
    clx.extend_from_slice(&16u32.to_le_bytes());
    for number in [0, letters] {
        clx.extend_from_slice(&number.to_le_bytes());
    }
    clx.extend_from_slice(&[0, 0]);
    clx.extend_from_slice(&0x800u32.to_le_bytes());
    clx.extend_from_slice(&[0, 0]);
    tables.add(33, &clx);
    let pages: Vec<u8> = [0x800, at, page_number]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    tables.add(12, &pages);
    let mut authors = [0xffffu16, 2, 0]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect::<Vec<u8>>();
    for name in ["Unknown", "سامر"] {
        authors.extend_from_slice(&(name.encode_utf16().count() as u16).to_le_bytes());
        authors.extend_from_slice(&wide(name));
    }
    tables.add(51, &authors);
    if comment > 0 {
        let mut reference: Vec<u8> = [0u32, letters]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        reference.extend_from_slice(&[0; 30]);
        tables.add(4, &reference);
        let places: Vec<u8> = [0u32, comment, comment + 1]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        tables.add(5, &places);
        let owner = "خالد";
        let mut owners = (owner.encode_utf16().count() as u16).to_le_bytes().to_vec();
        owners.extend_from_slice(&wide(owner));
        tables.add(36, &owners);
        let mut date = TIME.to_le_bytes().to_vec();
        date.resize(18, 0);
        tables.add(112, &date);
    }
    let Tables { mut header, table } = tables;
    header[0..2].copy_from_slice(&0xa5ecu16.to_le_bytes());
    header[2..4].copy_from_slice(&0xc1u16.to_le_bytes());
    header[0x0a..0x0c].copy_from_slice(&0x0200u16.to_le_bytes());
    header[0x98..0x9a].copy_from_slice(&136u16.to_le_bytes());
    put(&mut header, 0x4c, letters - comment);
    put(&mut header, 0x5c, comment);
    compound(&[("/WordDocument", &header), ("/1Table", &table)])
}

fn rules(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn changes_and_hidden_text_of_an_old_document_are_marked_with_name_and_time() {
    let time = TIME.to_le_bytes();
    let deleted = rules(&[&[0x00, 0x08, 1], &[0x63, 0x48, 1, 0], &[0x64, 0x68], &time]);
    let inserted = rules(&[&[0x01, 0x08, 1], &[0x04, 0x48, 1, 0]]);
    let file = doc(
        &[
            ("one ", &[]),
            ("gone ", &deleted),
            ("two ", &[]),
            ("added ", &inserted),
            ("سر", &[0x3c, 0x08, 1]),
            ("\rnext\r", &[]),
        ],
        0,
    );
    let reading = check(&file, "a.doc", "one two added سر");
    assert!(
        reading.text().contains(
            "سر\n[deleted by سامر 2013-02-03T14:30: gone]\n[inserted by سامر: added]\n[hidden: سر]\nnext"
        ),
        "{:?}",
        reading.text()
    );
    assert_eq!(reading.metadata["word.deleted"], ["gone"]);
    assert_eq!(reading.metadata["office.change.author"], ["سامر"]);
    assert!(reading.warnings.iter().any(|w| w.contains("hidden")));
}

#[test]
fn a_comment_of_an_old_document_stands_at_the_end_with_name_and_time() {
    let file = doc(&[("body\r", &[]), ("\u{5}why?\r", &[])], 6);
    let reading = check(
        &file,
        "a.doc",
        "body [comment by خالد 2013-02-03T14:30] why?",
    );
    assert_eq!(reading.metadata["office.comment.author"], ["خالد"]);
}

#[test]
fn a_document_cut_before_its_letters_says_how_many_are_missing() {
    let whole = doc(&[("one two three\r", &[])], 0);
    let mut inner = cfb::CompoundFile::open(Cursor::new(whole)).unwrap();
    let mut main = Vec::new();
    std::io::Read::read_to_end(&mut inner.open_stream("/WordDocument").unwrap(), &mut main)
        .unwrap();
    let mut table = Vec::new();
    std::io::Read::read_to_end(&mut inner.open_stream("/1Table").unwrap(), &mut table).unwrap();
    let file = compound(&[("/WordDocument", &main[..0x806]), ("/1Table", &table)]);
    let (reading, _) = read(&file, "a.doc");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(reading.text(), "one");
    assert!(reading.reason.unwrap().contains("11 letters"));
}

fn part(version: u16, instance: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    [
        &(version | instance << 4).to_le_bytes()[..],
        &kind.to_le_bytes(),
        &(body.len() as u32).to_le_bytes(),
        body,
    ]
    .concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// A deck of two slides, the second of the file first, and one that an earlier save left behind.
fn ppt() -> Vec<u8> {
    let slide = |text: &str, hidden: bool, more: &[u8]| {
        let mut show = vec![0u8; 16];
        show[10] = if hidden { 4 } else { 0 };
        let body = [
            part(2, 0, 1007, &numbers(&[0, 0, 0, 0, 0, 0])),
            part(0, 0, 1017, &show),
            part(15, 0, 1036, &part(0, 0, 4000, &wide(text))),
            more.to_vec(),
        ]
        .concat();
        part(15, 0, 1006, &body)
    };
    let mut date = vec![0u8; 28];
    for (at, number) in [(4, 2013u16), (6, 2), (10, 3), (12, 14), (14, 30)] {
        date[at..at + 2].copy_from_slice(&number.to_le_bytes());
    }
    let comment = [
        part(0, 0, 4026, &wide("خالد")),
        part(0, 1, 4026, &wide("why?")),
        part(0, 0, 12001, &date),
    ]
    .concat();
    let comment = part(0, 0, 5003, &part(15, 0, 12000, &comment));
    let mut main = Vec::new();
    let mut places = Vec::new();
    let entry = |id: u32, slide: u32| part(0, 0, 1011, &numbers(&[id, 0, 0, slide, 0]));
    let list = part(15, 0, 4080, &[entry(3, 257), entry(2, 256)].concat());
    for body in [
        part(15, 0, 1000, &list),
        slide("second", true, &[]),
        slide("الأولى", false, &comment),
    ] {
        places.push(main.len() as u32);
        main.extend_from_slice(&body);
    }
    main.extend_from_slice(&slide("left behind", false, &[]));
    let directory = main.len() as u32;
    let list = [vec![1 | 3 << 20], places].concat();
    main.extend_from_slice(&part(0, 0, 6002, &numbers(&list)));
    let edit = main.len() as u32;
    main.extend_from_slice(&part(0, 0, 4085, &numbers(&[0, 0, 0, directory, 1, 4, 0])));
    let user = numbers(&[0, 0x0ff6_0000, 0x14, 0xe391_c05f, edit]);
    compound(&[("/PowerPoint Document", &main), ("/Current User", &user)])
}

#[test]
fn slides_come_in_the_order_of_the_show_with_comments_and_what_was_left_behind() {
    let (reading, _) = read(&ppt(), "a.ppt");
    let texts: Vec<&str> = reading.pages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "الأولى\n[comment by خالد 2013-02-03T14:30:00] why?",
            "second",
            "left behind"
        ]
    );
    assert_eq!(reading.pages[2].label.as_deref(), Some("earlier saves"));
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("slide 2 is hidden"))
    );
}

#[test]
fn a_publication_gives_its_text() {
    let text = wide("منشور\rsecond");
    let mut stream = b"CHNKINK ".to_vec();
    stream.resize(0x20, 0);
    let mut entry = vec![0x18, 0];
    entry.extend_from_slice(b"TEXT");
    entry.resize(12, 0);
    entry.extend_from_slice(b"TEXT");
    entry.extend_from_slice(&numbers(&[0x50, text.len() as u32]));
    stream.extend_from_slice(&entry);
    stream.resize(0x50, 0);
    stream.extend_from_slice(&text);
    let file = compound(&[("/Quill/QuillSub/CONTENTS", &stream)]);
    assert_eq!(read(&file, "a.pub").0.text(), "منشور\nsecond");
}

#[test]
fn properties_are_read_in_their_code_page_with_those_a_person_added() {
    let title = crate::readers::cp1256("تقرير");
    let set = |values: &[(u32, Vec<u8>)]| {
        let mut heads = Vec::new();
        let mut bodies = Vec::new();
        for (id, value) in values {
            let at = 8 + values.len() * 8 + bodies.len();
            heads.extend_from_slice(&numbers(&[*id, at as u32]));
            bodies.extend_from_slice(value);
        }
        let size = 8 + heads.len() + bodies.len();
        [numbers(&[size as u32, values.len() as u32]), heads, bodies].concat()
    };
    let text = |bytes: &[u8]| [numbers(&[30, bytes.len() as u32]), bytes.to_vec()].concat();
    let page = numbers(&[2, 1256]);
    let head = |sets: u32| {
        let mut head = vec![0xfe, 0xff, 0, 0];
        head.resize(24, 0);
        head.extend_from_slice(&sets.to_le_bytes());
        head
    };
    let one = set(&[(1, page.clone()), (2, text(&title)), (8, text(b"last"))]);
    let summary = [head(1), vec![0; 16], numbers(&[48]), one].concat();
    let known = set(&[(1, page.clone()), (15, text(b"firm"))]);
    let list = [numbers(&[1, 2, 5]), b"Case\0".to_vec()].concat();
    let own = set(&[(0, list), (1, page), (2, text(b"17/b"))]);
    let places = [
        vec![0; 16],
        numbers(&[68]),
        vec![0; 16],
        numbers(&[68 + known.len() as u32]),
    ]
    .concat();
    let document = [head(2), places, known, own].concat();
    let file = compound(&[
        ("/\u{5}SummaryInformation", &summary),
        ("/\u{5}DocumentSummaryInformation", &document),
    ]);
    let (reading, _) = read(&file, "a.bin");
    for (key, value) in [
        ("title", "تقرير"),
        ("last_author", "last"),
        ("company", "firm"),
        ("office.custom.Case", "17/b"),
        ("office.codepage", "1256"),
    ] {
        assert_eq!(
            reading.metadata.get(key).map(|v| v[0].as_str()),
            Some(value),
            "{key}"
        );
    }
}

#[test]
fn code_is_named_and_its_source_is_a_member() {
    // Chunks that are not packed at all begin with this mark.
    let plain = |text: &[u8]| {
        let mut tokens = Vec::new();
        for eight in text.chunks(8) {
            tokens.push(0);
            tokens.extend_from_slice(eight);
        }
        let head = 0xb000u16 | (tokens.len() as u16 - 1);
        [&[1][..], &head.to_le_bytes(), &tokens].concat()
    };
    let record = |id: u16, body: &[u8]| {
        [
            &id.to_le_bytes()[..],
            &(body.len() as u32).to_le_bytes(),
            body,
        ]
        .concat()
    };
    let directory = [
        record(3, &1256u16.to_le_bytes()),
        record(0x1a, b"Module1"),
        record(0x31, &2u32.to_le_bytes()),
    ]
    .concat();
    let source = [b"xx".to_vec(), plain(b"Sub Auto_Open()\r\nEnd Sub")].concat();
    let file = compound(&[("/VBA/dir", &plain(&directory)), ("/VBA/Module1", &source)]);
    let (reading, members) = read(&file, "vbaProject.bin");
    assert_eq!(reading.metadata["office.macros"], ["yes"]);
    assert_eq!(members[0].shown, "macros/Module1.bas");
    assert_eq!(members[0].bytes, b"Sub Auto_Open()\nEnd Sub");
}

#[test]
fn a_compound_file_that_is_cut_gives_what_is_left_and_says_so() {
    let mut whole = doc(&[("one two three\r", &[])], 0);
    // The table of sectors is lost, and the end of the file.
    for at in (76..512).step_by(4) {
        put(&mut whole, at, 0xffff_fffe);
    }
    whole.truncate(whole.len() - 64);
    let (reading, _) = read(&whole, "a.doc");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(reading.text(), "one two three");
    assert!(
        reading
            .reason
            .unwrap()
            .contains("compound file cannot be opened")
    );
}

#[test]
fn rubbish_behind_the_mark_of_a_compound_file_is_damaged() {
    for length in [8usize, 100, 512, 700, 5_000] {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend((0..length).map(|n| (n * 31 % 251) as u8));
        let (reading, _) = read(&bytes, "a.doc");
        assert_eq!(reading.state, ItemState::Damaged);
    }
}

#[test]
fn a_document_of_word_2_in_arabic_is_read_without_a_container() {
    let text = crate::readers::cp1256("يطلب إلى جميع الفروع تنفيذ مضمون هذا الكتاب\r");
    let mut file = vec![0u8; 0x300];
    file[..4].copy_from_slice(&[0xdb, 0xa5, 0x2d, 0]);
    put(&mut file, 0x18, 0x300);
    put(&mut file, 0x1c, 0x300 + text.len() as u32);
    put(&mut file, 0x34, text.len() as u32);
    file.extend_from_slice(&text);
    let reading = check(
        &file,
        "a.doc",
        "يطلب إلى جميع الفروع تنفيذ مضمون هذا الكتاب",
    );
    assert!(reading.warnings.iter().any(|w| w.contains("windows-1256")));
}

/// The head of a compound file whose tables and directory are lost.
pub(crate) fn lost_head() -> Vec<u8> {
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.resize(512, 0xff);
    head[30..34].copy_from_slice(&[9, 0, 6, 0]);
    put(&mut head, 48, 5_000);
    put(&mut head, 56, 4_096);
    put(&mut head, 76, 4_999);
    head
}

#[test]
fn a_document_without_directory_gives_its_text_as_it_lies() {
    let text = wide("نص باق\rthe rest is cut off\r");
    let mut main = vec![0u8; 0x400];
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    put(&mut main, 0x18, 0x400);
    put(&mut main, 0x1c, 0x400 + text.len() as u32);
    put(&mut main, 0x4c, text.len() as u32 / 2);
    main.extend_from_slice(&text[..14]);
    let (reading, _) = read(&[lost_head(), main].concat(), "a.doc");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(reading.text(), "نص باق");
    assert!(reading.reason.unwrap().contains("letters"));
}
