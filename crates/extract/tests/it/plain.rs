//! Text in any encoding, tables of values.

use crate::readers::{check, cp1256, read};
use domain::ItemState;

const SENTENCE: &str = "إلى جميع الفروع والأقسام يطلب إليكم تنفيذ مضمون هذا التعميم وإعلامنا";

#[test]
fn windows_1256_without_a_mark_is_read_and_told() {
    let reading = check(&cp1256(SENTENCE), "a.txt", SENTENCE);
    assert_eq!(reading.metadata["charset"], ["windows-1256"]);
    assert!(reading.warnings.iter().any(|w| w.contains("encoding")));
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    let le: Vec<u8> = SENTENCE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = SENTENCE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(&le, "a.txt", SENTENCE);
    check(&be, "a.txt", SENTENCE);
    check(&[b"\xff\xfe".as_slice(), &le].concat(), "a.txt", SENTENCE);
}

#[test]
fn utf_8_is_never_called_a_guess() {
    let reading = check(SENTENCE.as_bytes(), "a.txt", SENTENCE);
    assert_eq!(reading.warnings, Vec::<String>::new());
    assert_eq!(reading.state, ItemState::Read);
}

#[test]
fn rubbish_is_no_text() {
    let mut seed = 7u32;
    let rubbish: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(5_000)
    .collect();
    let (reading, _) = read(&rubbish, "a.txt");
    assert!(!reading.state.is_ok(), "{:?}", reading.state);
}

#[test]
fn tables_of_values_come_as_rows_whatever_parts_them() {
    let mut semicolons = cp1256("الاسم;الرتبة;التاريخ\n");
    semicolons.extend(cp1256(
        "سامر;\"رقيب; أول\";2013\nخالد;ملازم;2012\nماهر;عقيد;2011\n",
    ));
    let (reading, _) = read(&semicolons, "a.csv");
    assert!(
        reading.text().contains("سامر\tرقيب; أول\t2013"),
        "{}",
        reading.text()
    );
    let (reading, _) = read(b"a,b,c\n1,\"x\ny\",3\n", "a.csv");
    assert_eq!(reading.text(), "a\tb\tc\n1\tx y\t3");
}

#[test]
fn the_line_of_a_table_is_the_row_also_on_further_pages() {
    let (reading, _) = read(b"a,b\n\n\"x\n\ny\",2\n,3\n", "a.csv");
    assert_eq!(reading.text(), "a\tb\n\nx  y\t2\n\t3");
    let long: String = (1..=60_000)
        .map(|n| format!("{n},name of row {n},x\n"))
        .collect();
    let (reading, _) = read(long.as_bytes(), "a.csv");
    assert_eq!(reading.metadata["csv.rows"], ["60000"]);
    let second = reading.pages[1].text.lines().collect::<Vec<_>>();
    let row: u32 = second[0]
        .strip_prefix("[row ")
        .unwrap()
        .trim_end_matches(']')
        .parse()
        .unwrap();
    assert_eq!(second[1], format!("{row}\tname of row {row}\tx"));
}
