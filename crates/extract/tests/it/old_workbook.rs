//! Workbooks of Excel before 2007, in a container and without.

use crate::old_office::{compound, lost_head, wide};
use crate::readers::read;
use domain::ItemState;
use std::io::Cursor;

fn add(stream: &mut Vec<u8>, kind: u16, body: &[u8]) {
    stream.extend_from_slice(&kind.to_le_bytes());
    stream.extend_from_slice(&(body.len() as u16).to_le_bytes());
    stream.extend_from_slice(body);
}

fn short_text(text: &str) -> Vec<u8> {
    [
        &(text.encode_utf16().count() as u16).to_le_bytes()[..],
        &[1],
        &wide(text),
    ]
    .concat()
}

/// A workbook of Excel 97 with these records in its one sheet.
fn xls(state: u8, sheet: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let begin = |kind: u16| [0x0600u16.to_le_bytes(), kind.to_le_bytes()].concat();
    let globals = |place: u32| {
        let mut stream = Vec::new();
        add(&mut stream, 0x0809, &begin(5));
        add(&mut stream, 0x00e0, &[0, 0, 0, 0]);
        let head = [&place.to_le_bytes()[..], &[state, 0, 1, 0, b'S']].concat();
        add(&mut stream, 0x0085, &head);
        add(&mut stream, 0x000a, &[]);
        stream
    };
    let mut stream = globals(globals(0).len() as u32);
    add(&mut stream, 0x0809, &begin(0x10));
    for (kind, body) in sheet {
        add(&mut stream, *kind, body);
    }
    add(&mut stream, 0x000a, &[]);
    compound(&[("/Workbook", &stream)])
}

fn label(row: u16, column: u16, text: &str) -> (u16, Vec<u8>) {
    let place = [row, column, 0].into_iter().flat_map(|n| n.to_le_bytes());
    (0x0204, place.chain(short_text(text)).collect())
}

#[test]
fn cells_keep_their_places_and_what_is_hidden_is_said() {
    let mut row = vec![0u8; 16];
    row[0] = 2;
    row[12] = 0x20;
    let column = [1u16, 1, 0, 0, 1, 0]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    let file = xls(
        2,
        &[
            label(0, 0, "A1"),
            label(2, 1, "سري"),
            label(2, 3, "D3"),
            (0x0208, row),
            (0x007d, column),
        ],
    );
    let (reading, _) = read(&file, "a.xls");
    assert_eq!(reading.pages[0].text, "A1\n\n\tسري\t\tD3");
    assert_eq!(reading.metadata["office.hidden_rows"], ["S: 3"]);
    assert_eq!(reading.metadata["office.hidden_columns"], ["S: B"]);
    assert_eq!(reading.metadata["office.very_hidden_sheet"], ["S"]);
}

#[test]
fn a_comment_on_a_cell_names_the_cell_and_the_author() {
    let object = [0x15u16, 0x12, 0x19, 7, 0, 0, 0, 0, 0, 0, 0]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    let mut text = vec![0u8; 18];
    text[10] = 6;
    // The text is cut after three letters, and goes on in letters of one byte.
    let first = [&[1][..], &wide("سؤا")].concat();
    let note = [1u16, 2, 0, 7]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .chain(short_text("خالد"))
        .collect();
    let file = xls(
        0,
        &[
            label(0, 0, "x"),
            (0x005d, object),
            (0x01b6, text),
            (0x003c, first),
            (0x003c, b"\0abc".to_vec()),
            (0x001c, note),
        ],
    );
    let (reading, _) = read(&file, "a.xls");
    assert_eq!(reading.pages[0].text, "x\n[comment on C2 by خالد] سؤاabc");
}

#[test]
fn cells_that_only_a_chart_keeps_are_not_lost() {
    let begin = [0x0600u16, 0x20]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    let title = [&[0, 0, 2, 0][..], b"T1"].concat();
    let file = xls(
        0,
        &[
            label(0, 0, "x"),
            (0x0809, begin),
            (0x100d, title),
            (0x1065, vec![2, 0]),
            label(0, 0, "دمشق"),
            (0x1065, vec![1, 0]),
            (0x0203, [&[0; 6][..], &5f64.to_le_bytes()].concat()),
            (0x000a, vec![]),
        ],
    );
    let (reading, _) = read(&file, "a.xls");
    assert_eq!(reading.pages[0].text, "x\nT1\nدمشق\t5");
}

#[test]
fn a_sheet_that_breaks_off_or_is_not_there_is_said() {
    let whole = xls(0, &[label(0, 0, "kept")]);
    let mut inner = cfb::CompoundFile::open(Cursor::new(whole)).unwrap();
    let mut stream = Vec::new();
    std::io::Read::read_to_end(&mut inner.open_stream("/Workbook").unwrap(), &mut stream).unwrap();
    let cut = compound(&[("/Workbook", &stream[..stream.len() - 4])]);
    let (reading, _) = read(&cut, "a.xls");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert_eq!(reading.text(), "kept");
}

#[test]
fn a_workbook_of_the_oldest_kind_is_read_without_a_container() {
    let mut stream = Vec::new();
    add(&mut stream, 0x0009, &[2, 0, 0x10, 0]);
    add(
        &mut stream,
        0x0004,
        &[&[0, 0, 0, 0, 0, 0, 0, 5][..], b"label"].concat(),
    );
    add(&mut stream, 0x0002, &[0, 0, 1, 0, 0, 0, 0, 42, 0]);
    add(&mut stream, 0x000a, &[]);
    let (reading, _) = read(&stream, "a.xls");
    assert_eq!(reading.text(), "label\t42");
}

#[test]
fn the_way_a_workbook_is_locked_is_named() {
    let stream = {
        let mut stream = Vec::new();
        add(&mut stream, 0x0809, &[0, 6, 5, 0]);
        add(&mut stream, 0x002f, &[1, 0, 1, 0, 1, 0]);
        add(&mut stream, 0x000a, &[]);
        stream
    };
    let (reading, _) = read(&compound(&[("/Workbook", &stream)]), "a.xls");
    assert_eq!(reading.state, ItemState::Encrypted);
    let reason = reading.reason.unwrap();
    assert!(
        reason.contains("RC4") && reason.contains("password"),
        "{reason}"
    );
}

#[test]
fn a_workbook_without_directory_gives_its_cells() {
    let whole = xls(0, &[label(0, 0, "kept"), label(1, 0, "cut")]);
    let mut inner = cfb::CompoundFile::open(Cursor::new(whole)).unwrap();
    let mut stream = Vec::new();
    std::io::Read::read_to_end(&mut inner.open_stream("/Workbook").unwrap(), &mut stream).unwrap();
    let cut = stream.len() - 12;
    let (reading, _) = read(&[lost_head(), stream[..cut].to_vec()].concat(), "a.xls");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.text().starts_with("kept"));
}
