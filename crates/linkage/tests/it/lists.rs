//! Lists in every form they come in, and broken ones.

use arabic::CodePage;
use linkage::Field;
use linkage::list::{
    BadRow, Form, Kind, List, ListFault, ROW_BYTES, RowFault, read_delimited, sniff,
};
use linkage::mapping::{Mapping, Use};
use proptest::prelude::*;
use std::io::Cursor;

fn mapping(columns: &[(&str, Use)]) -> Mapping {
    columns
        .iter()
        .fold(Mapping::default(), |mapping, (column, says)| {
            mapping.with(*column, *says).unwrap()
        })
}

fn names() -> Mapping {
    mapping(&[("id", Use::Id), ("name", Use::Field(Field::FullName))])
}

fn read(text: impl AsRef<[u8]>) -> List {
    read_delimited(text.as_ref(), &names()).unwrap()
}

fn people(list: &List) -> Vec<(u32, u64, &str, &str)> {
    list.records
        .iter()
        .map(|numbered| {
            let name = numbered.record.get(Field::FullName).unwrap_or_default();
            (numbered.row, numbered.line, numbered.record.id(), name)
        })
        .collect()
}

fn bad(row: u32, line: u64, fault: RowFault) -> BadRow {
    BadRow { row, line, fault }
}

/// The bytes of a text in a code page of one byte a sign.
fn single_byte(text: &str, page: CodePage) -> Vec<u8> {
    let byte = |c: char| {
        (0..=255u8)
            .find(|byte| arabic::code_page::decode(&[*byte], page).starts_with(c))
            .unwrap()
    };
    text.chars().map(byte).collect()
}

#[test]
fn quoted_cells_may_hold_delimiters_marks_and_line_ends() {
    let list = read(
        "id,name\r\n1,\"Salem, Omar\"\r\n2,\"the \"\"Tall\"\"\"\r\n3,\"two\nlines\"\r\n4,plain \"x\" y",
    );
    assert_eq!(
        people(&list),
        [
            (2, 2, "1", "Salem, Omar"),
            (3, 3, "2", "the \"Tall\""),
            (4, 4, "3", "two\nlines"),
            (5, 6, "4", "plain \"x\" y"),
        ]
    );
    assert_eq!(list.bad, []);
}

#[test]
fn every_delimiter_is_told_from_the_rows() {
    for delimiter in [',', ';', '\t', '|', '،', '؛'] {
        let text = format!("id{delimiter}name\n1{delimiter}سالم عمر\n2{delimiter}Omar\n");
        assert_eq!(
            sniff(&mut text.as_bytes()).unwrap().form.delimiter,
            delimiter
        );
        let names: Vec<_> = people(&read(&text))
            .iter()
            .map(|(.., n)| n.to_string())
            .collect();
        assert_eq!(names, ["سالم عمر", "Omar"], "{delimiter:?}");
    }
}

#[test]
fn every_encoding_gives_the_same_records() {
    let text = "id,name\n1,أحمد محمود الخطيب\n2,سالم عبد الله الحداد\n3,Omar\n";
    let expected = read(text);
    assert_eq!(expected.records.len(), 3);
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some('\u{feff}');
        let text: String = mark.into_iter().chain(text.chars()).collect();
        text.encode_utf16().flat_map(bytes).collect()
    };
    for (bytes, page) in [
        (format!("\u{feff}{text}").into_bytes(), CodePage::Utf8),
        (wide(u16::to_le_bytes, true), CodePage::Utf16Le),
        (wide(u16::to_be_bytes, true), CodePage::Utf16Be),
        (
            single_byte(text, CodePage::Windows1256),
            CodePage::Windows1256,
        ),
    ] {
        assert_eq!(sniff(&mut Cursor::new(&bytes)).unwrap().form.encoding, page);
        assert_eq!(read(&bytes).records, expected.records, "{page:?}");
    }
    let french = "id,name\n1,Hélène Gérard née Lefèvre\n2,François Côté\n";
    let bytes = single_byte(french, CodePage::Windows1252);
    assert_eq!(people(&read(bytes)), people(&read(french)));
}

#[test]
fn a_row_in_another_encoding_is_named_and_the_rest_goes_in() {
    let other = |page: CodePage| RowFault::OtherEncoding {
        expected: page.name().to_owned(),
    };
    let mut bytes = "id,name\n1,سالم\n2,عمر\n3,".as_bytes().to_vec();
    bytes.extend(single_byte("خالد الحداد", CodePage::Windows1256));
    bytes.extend("\n4,ليلى\n".as_bytes());
    let list = read(&bytes);
    let ids: Vec<_> = people(&list)
        .iter()
        .map(|(_, _, id, _)| id.to_string())
        .collect();
    assert_eq!(ids, ["1", "2", "4"]);
    assert_eq!(list.bad, [bad(4, 4, other(CodePage::Utf8))]);
    let sniffed = sniff(&mut Cursor::new(&bytes)).unwrap();
    assert_eq!(sniffed.other_lines, Some((1, CodePage::Windows1256)));
    // The other way round.
    let mut bytes = single_byte(
        "id,name\n1,خالد الحداد\n2,أحمد الخطيب\n3,",
        CodePage::Windows1256,
    );
    bytes.extend("سالم\n".as_bytes());
    let list = read(&bytes);
    assert_eq!(list.records.len(), 2);
    assert_eq!(list.bad, [bad(4, 4, other(CodePage::Windows1256))]);
}

#[test]
fn half_a_sign_of_two_bytes_is_a_bad_row() {
    let mut bytes: Vec<u8> = "\u{feff}id,name\n1,سالم\n2,x"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.push(0x41);
    let list = read(&bytes);
    assert_eq!(people(&list), [(2, 2, "1", "سالم")]);
    let expected = "utf-16le".to_owned();
    assert_eq!(list.bad, [bad(3, 3, RowFault::OtherEncoding { expected })]);
}

#[test]
fn rows_with_too_few_or_too_many_cells_are_named() {
    let text = "id,name,note\n1,Salem\n2,Omar,x\n3,Nour,x,y\n4,Hadi,x,,\n";
    let list = read(text);
    assert_eq!(people(&list), [(3, 3, "2", "Omar"), (5, 5, "4", "Hadi")]);
    let (found, expected) = (2, 3);
    assert_eq!(
        list.bad,
        [
            bad(2, 2, RowFault::TooFewCells { found, expected }),
            bad(4, 4, RowFault::TooManyCells { found: 4, expected }),
        ]
    );
    let mut accepting = names();
    let mut form = Form::new(Kind::Delimited);
    form.short_rows = linkage::list::ShortRows::Accept;
    accepting.form = Some(form);
    let list = read_delimited(text.as_bytes(), &accepting).unwrap();
    assert_eq!(list.records.len(), 3);
}

#[test]
fn a_stray_quotation_mark_costs_one_row() {
    let list = read("id,name\n1,\"Salem\n2,\"Omar\"\n3,Nour\n4,\"Hadi\" x\n5,Ziad\n6,\"open");
    assert_eq!(
        people(&list),
        [
            (3, 3, "2", "Omar"),
            (4, 4, "3", "Nour"),
            (6, 6, "5", "Ziad")
        ]
    );
    assert_eq!(
        list.bad,
        [
            bad(2, 2, RowFault::QuoteInside),
            bad(5, 5, RowFault::QuoteInside),
            bad(7, 7, RowFault::QuoteOpen),
        ]
    );
}

#[test]
fn a_row_beyond_the_limit_costs_one_row_and_bounded_memory() {
    let long = "x".repeat(ROW_BYTES * 3);
    for cell in [long.clone(), format!("\"{long}\""), format!("\"{long}")] {
        let list = read(format!("id,name\n1,Salem\n2,{cell}\n3,Omar\n"));
        assert_eq!(people(&list), [(2, 2, "1", "Salem"), (4, 4, "3", "Omar")]);
        let limit_bytes = ROW_BYTES as u64;
        assert_eq!(list.bad, [bad(3, 3, RowFault::TooLong { limit_bytes })]);
    }
    // A mark that is never closed is looked after only so far.
    let many = "3,Omar\n".repeat(400_000);
    let list = read(format!("id,name\n1,Salem\n2,\"Nour\n{many}"));
    assert_eq!(list.bad, [bad(3, 3, RowFault::QuoteOpen)]);
    assert_eq!(list.records.len(), 400_001);
}

#[test]
fn empty_rows_are_counted_and_say_nothing() {
    let list = read("id,name\n\n1,Salem\n,\n  , \n2,Omar\n\n");
    assert_eq!(people(&list), [(3, 3, "1", "Salem"), (6, 6, "2", "Omar")]);
    assert_eq!(list.bad, []);
    // A row with an id and nothing else says nothing of a person.
    assert_eq!(
        read("id,name\n7,\n").bad,
        [bad(2, 2, RowFault::SaysNothing)]
    );
}

#[test]
fn without_an_id_the_row_serves_and_ids_that_stand_twice_are_both_kept() {
    let list = read("id,name\n7,Salem\n,Omar\n7,Nour\n7,Hadi\n");
    let ids: Vec<_> = people(&list)
        .iter()
        .map(|(_, _, id, _)| id.to_string())
        .collect();
    assert_eq!(ids, ["7", "3", "7 (row 4)", "7 (row 5)"]);
    let told: Vec<_> = list
        .repeated
        .iter()
        .map(|r| (r.id.as_str(), r.first_row, r.row))
        .collect();
    assert_eq!(told, [("7", 2, 4), ("7", 2, 5)]);
    let only_names = mapping(&[("name", Use::Field(Field::FullName))]);
    let list = read_delimited(b"name\nSalem\n\nOmar\n", &only_names).unwrap();
    assert_eq!(people(&list), [(2, 2, "2", "Salem"), (4, 4, "4", "Omar")]);
}

#[test]
fn a_list_without_headings_has_numbered_columns() {
    let mut plain = mapping(&[("column 2", Use::Field(Field::FullName))]);
    plain.form = Some(Form {
        headings: false,
        ..Form::new(Kind::Delimited)
    });
    let list = read_delimited(b"1,Salem\n2,Omar\n", &plain).unwrap();
    assert_eq!(people(&list), [(1, 1, "1", "Salem"), (2, 2, "2", "Omar")]);
}

#[test]
fn a_title_above_the_headings_is_passed_over() {
    let list = read_delimited(
        "قائمة الموقوفين,,\nعام 2012,,\nno,name,dob\n1,Salem,1975\n".as_bytes(),
        &mapping(&[("no", Use::Id), ("name", Use::Field(Field::FullName))]),
    );
    assert_eq!(people(&list.unwrap()), [(4, 4, "1", "Salem")]);
}

#[test]
fn json_lines_keep_every_value_and_name_broken_lines() {
    let text = "{\"id\":1,\"name\":[\"Salem\",\"سالم\"],\"born\":{\"on\":\"1975\"}}\n\n\
        {\"id\":\"2\",\"name\":null,\"late\":\"x\"}\nnothing\n[1]\n{\"id\":3,\"name\":\"Omar\"}\n";
    let mapped = names()
        .with("born.on", Use::Field(Field::BirthDate))
        .unwrap();
    let list = read_delimited(text.as_bytes(), &mapped).unwrap();
    assert_eq!(people(&list), [(1, 1, "1", "Salem"), (6, 6, "3", "Omar")]);
    let said: Vec<_> = list.records[0].record.values().to_vec();
    assert_eq!(
        said,
        [
            (Field::FullName, "Salem".to_owned()),
            (Field::FullName, "سالم".to_owned()),
            (Field::BirthDate, "1975".to_owned()),
        ]
    );
    assert_eq!(
        list.bad,
        [
            bad(3, 3, RowFault::SaysNothing),
            bad(4, 4, RowFault::NoObject),
            bad(5, 5, RowFault::NoObject),
        ]
    );
}

#[test]
fn persons_of_follow_the_money_are_rows_and_other_things_are_passed_over() {
    let text = "{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"firstName\":[\"Salem\"],\
        \"lastName\":[\"Haddad\"],\"fatherName\":[\"Omar\"],\"weakAlias\":[\"the Tall\"],\"birthDate\":[\"1975-03-04\"]}}\n\
        {\"id\":\"c1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Haddad Bakeries\"]}}\n";
    let sniffed = sniff(&mut text.as_bytes()).unwrap();
    assert_eq!(sniffed.form.kind, Kind::FollowTheMoney);
    let source = linkage::list::open(text.as_bytes(), &sniffed.form).unwrap();
    let proposal = Mapping::propose(source.headings(), &[]);
    let list = read_delimited(text.as_bytes(), &proposal.mapping).unwrap();
    assert_eq!(list.passed_over, 1);
    let record = &list.records[0].record;
    assert_eq!(record.id(), "p1");
    for (field, value) in [
        (Field::Given, "Salem"),
        (Field::Family, "Haddad"),
        (Field::Father, "Omar"),
        (Field::Laqab, "the Tall"),
        (Field::BirthDate, "1975-03-04"),
    ] {
        assert_eq!(record.get(field), Some(value));
    }
}

#[test]
fn what_is_no_list_is_refused_in_words() {
    let refused = |bytes: &[u8]| read_delimited(bytes, &names()).unwrap_err();
    assert!(matches!(refused(b""), ListFault::Empty));
    assert!(matches!(refused(b" \n \r\n"), ListFault::Empty));
    assert!(matches!(refused(b"[{\"id\":1}]"), ListFault::JsonArray));
    let rubbish: Vec<u8> = (0..200_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    assert!(matches!(refused(&rubbish), ListFault::NoText));
    assert!(matches!(
        refused(b"PK\x03\x04\0\0\0\0\x08\0\0\0"),
        ListFault::NoText
    ));
    assert!(matches!(
        refused(b"id,\"name\n1,x\n"),
        ListFault::BadHeadings(_)
    ));
}

/// The same row again and again, made while it is read.
struct Endless {
    row: &'static [u8],
    left: u32,
    given: usize,
}

impl std::io::Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut filled = 0;
        while self.left > 0 && filled < out.len() {
            let rest = &self.row[self.given..];
            let count = rest.len().min(out.len() - filled);
            out[filled..filled + count].copy_from_slice(&rest[..count]);
            (filled, self.given) = (filled + count, self.given + count);
            if self.given == self.row.len() {
                (self.left, self.given) = (self.left - 1, 0);
            }
        }
        Ok(filled)
    }
}

#[test]
fn a_million_identical_names_pass_one_by_one() {
    let row = "أحمد محمد,\"محمد\",same\n".as_bytes();
    let form = Form {
        headings: false,
        ..Form::new(Kind::Delimited)
    };
    let endless = Endless {
        row,
        left: 1_000_000,
        given: 0,
    };
    let rows = linkage::list::open(endless, &form).unwrap();
    let mapped = mapping(&[
        ("column 1", Use::Field(Field::FullName)),
        ("column 3", Use::Id),
    ]);
    let mut reader = linkage::list::ListReader::new(rows, &mapped).unwrap();
    let (mut records, mut repeated) = (0, 0);
    while let Some(entry) = reader.next_entry().unwrap() {
        let linkage::list::Entry::Record(_, again) = entry else {
            panic!("{entry:?}")
        };
        records += 1;
        repeated += u32::from(again.is_some());
    }
    assert_eq!((records, repeated), (1_000_000, 999_999));
}

proptest! {
    /// Whatever the cells hold, writing and reading gives them back, however the text is cut.
    #[test]
    fn cells_survive_writing_and_reading(
        cells in prop::collection::vec(prop::collection::vec("[a-zسلم \",;\r\n\t|]{0,12}", 3), 1..20)
    ) {
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = "id,name,note\n".to_owned();
        for (n, row) in cells.iter().enumerate() {
            let row: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
            text.push_str(&format!("{n},x{},{}\n", "", row.first().unwrap()));
        }
        let mapped = names().with("note", Use::Field(Field::Laqab)).unwrap();
        let mut stated = mapped.clone();
        stated.form = Some(Form::new(Kind::Delimited));
        let list = read_delimited(text.as_bytes(), &stated).unwrap();
        prop_assert_eq!(&list.bad, &[]);
        prop_assert_eq!(list.records.len(), cells.len());
        for (numbered, row) in list.records.iter().zip(&cells) {
            let note = row.first().unwrap().trim();
            prop_assert_eq!(numbered.record.get(Field::Laqab).unwrap_or_default(), note);
        }
    }

    /// No bytes make the reader stop, and no row is lost: each line is in a row, good, bad or empty.
    #[test]
    fn any_bytes_are_read_to_the_end(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let mut stated = mapping(&[("column 1", Use::Field(Field::FullName))]);
        stated.form = Some(Form { headings: false, ..Form::new(Kind::Delimited) });
        let _ = read_delimited(&bytes, &stated);
        let _ = sniff(&mut Cursor::new(&bytes));
    }

    /// Rows keep their numbers: a marker in the last line is found in the line where it stands.
    #[test]
    fn what_follows_rubbish_keeps_its_line(lines in prop::collection::vec("[a-z\",]{0,8}", 0..30)) {
        let mut text = "name\n".to_owned();
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        // Two marks, so that whatever is open before ends here or is bad by itself.
        text.push_str("\n\nMARK\n");
        let mut stated = mapping(&[("name", Use::Field(Field::FullName))]);
        stated.form = Some(Form::new(Kind::Delimited));
        let list = read_delimited(text.as_bytes(), &stated).unwrap();
        let mark = list.records.iter().find(|r| r.record.get(Field::FullName) == Some("MARK"));
        prop_assert_eq!(mark.map(|m| m.line), Some(lines.len() as u64 + 4));
    }
}
