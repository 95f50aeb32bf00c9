//! Databases and tables of single files.

use crate::readers::{cp1256, read, read_within};
use domain::ItemState;
use extract::{Limits, Reading};

/// Made once with SQLite 3.40 (pages of 512 bytes): `staff` with forty rows of which those from 8 to 33
/// were deleted, one row that goes on over several pages, a column added later; `log` without numbers
/// of rows; a view.
const STAFF: &[u8] = include_bytes!("../data/staff.sqlite");

fn page<'a>(reading: &'a Reading, label: &str) -> &'a str {
    let page = reading
        .pages
        .iter()
        .find(|page| page.label.as_deref() == Some(label));
    &page
        .unwrap_or_else(|| panic!("no page {label}: {reading:?}"))
        .text
}

#[test]
fn every_row_of_a_sqlite_database_is_a_line_with_its_address() {
    let (reading, members) = read(STAFF, "a.db");
    assert_eq!(reading.state, ItemState::Read, "{:?}", reading.warnings);
    let staff: Vec<&str> = page(&reading, "staff").lines().collect();
    assert_eq!(staff[0], "rowid\tid\tname\trank\tphoto\tunit");
    assert_eq!(staff[1], "1\t1\tسامر الوادي 1\tرقيب\t\tnone");
    assert_eq!(staff.len(), 1 + 14 + 1);
    let long = staff.last().unwrap();
    assert!(
        long.starts_with("500\t500\tbegin ن")
            && long.contains("ن end\tعقيد\t[file staff/photo-500.pdf]")
    );
    assert_eq!(members.len(), 1);
    assert!(members[0].bytes.starts_with(b"%PDF-1.4\n1 0 obj"));
    let log: Vec<&str> = page(&reading, "log").lines().collect();
    assert_eq!(log[0], "row\tday\tcode\tnote");
    assert_eq!(log[1], "1\t2013-01-06\t4\tnote 5");
    assert_eq!(reading.metadata["database.view"], ["chiefs"]);
}

#[test]
fn deleted_rows_of_a_sqlite_database_are_read_and_marked() {
    let (reading, _) = read(STAFF, "a.db");
    let left = page(&reading, "left behind");
    let freed = left
        .lines()
        .find(|line| line.contains("سامر الوادي 39"))
        .unwrap();
    assert!(freed.contains("rowid 39 (deleted or moved)"), "{freed}");
    let unused = left
        .lines()
        .find(|line| line.contains("سامر الوادي 25"))
        .unwrap();
    assert!(unused.contains("unused (deleted or moved)"), "{unused}");
    assert!(!page(&reading, "staff").contains("سامر الوادي 25"));
    assert!(reading.warnings.iter().any(|w| w.contains("deleted")));
}

#[test]
fn a_cut_or_flipped_sqlite_database_gives_what_is_left_and_says_so() {
    let (reading, _) = read(&STAFF[..STAFF.len() / 2], "a.db");
    assert!(page(&reading, "staff").contains("سامر الوادي 1"));
    assert_eq!(reading.state, ItemState::ReadInPart);
    for at in (0..STAFF.len()).step_by(7) {
        let mut bytes = STAFF.to_vec();
        bytes[at] ^= 0xFF;
        read(&bytes, "a.db");
    }
}

#[test]
fn a_limit_on_text_ends_a_database_and_is_told() {
    let limits = Limits {
        text_bytes: 500,
        ..Limits::default()
    };
    let (reading, _) = read_within(STAFF, "a.db", limits);
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.reason.unwrap().contains("`text_bytes` of 500"));
}

#[test]
fn rows_in_the_logs_beside_a_sqlite_database_are_read() {
    // The last page of the fixture that is the leaf of a table, put into a log of either kind.
    let pages: Vec<&[u8]> = STAFF.chunks(512).collect();
    let leaf = pages.iter().rposition(|page| page[0] == 13).unwrap();
    let mut wal = vec![0x37, 0x7F, 0x06, 0x82];
    wal.extend(3_007_000u32.to_be_bytes());
    wal.extend(512u32.to_be_bytes());
    wal.resize(32, 0);
    wal.extend((leaf as u32 + 1).to_be_bytes());
    wal.resize(56, 0);
    wal.extend(pages[leaf]);
    let mut journal = vec![0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];
    journal.resize(20, 0);
    journal.extend(512u32.to_be_bytes());
    journal.extend(512u32.to_be_bytes());
    journal.resize(512, 0);
    journal.extend((leaf as u32 + 1).to_be_bytes());
    journal.extend(pages[leaf]);
    journal.extend([0; 4]);
    for (bytes, name) in [(wal, "a.db-wal"), (journal, "a.db-journal")] {
        let (reading, _) = read(&bytes, name);
        assert_eq!(
            reading.state,
            ItemState::Read,
            "{name} {:?}",
            reading.reason
        );
        let text = page(&reading, "rows of changed pages");
        assert!(
            text.contains(&format!("page {} entry 1 rowid", leaf + 1)),
            "{text}"
        );
        assert!(text.contains("سامر الوادي"), "{text}");
    }
}

/// A dBASE table of a name, a date and a memo; each row as its mark, name, date.
fn table(driver: u8, rows: &[(u8, &[u8], &str)]) -> Vec<u8> {
    let mut out = vec![0x83, 113, 4, 5];
    out.extend((rows.len() as u32).to_le_bytes());
    out.extend((32u16 + 3 * 32 + 1).to_le_bytes());
    out.extend((1u16 + 20 + 8 + 10).to_le_bytes());
    out.resize(29, 0);
    out.extend([driver, 0, 0]);
    for (name, kind, length) in [("NAME", b'C', 20u8), ("BORN", b'D', 8), ("NOTE", b'M', 10)] {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.extend([kind, 0, 0, 0, 0, length]);
        field.resize(32, 0);
        out.extend(field);
    }
    out.push(0x0D);
    for (mark, name, born) in rows {
        out.push(*mark);
        let mut name = name.to_vec();
        name.resize(20, b' ');
        out.extend(name);
        out.extend(born.as_bytes());
        out.extend(b"         7");
    }
    out.push(0x1A);
    out
}

#[test]
fn a_dbase_table_is_read_in_its_code_page_with_deleted_rows_marked() {
    let names = [
        cp1256("سامر الوادي"),
        cp1256("خالد النهري"),
        cp1256("ماهر الجبلي"),
    ];
    let rows: Vec<(u8, &[u8], &str)> = vec![
        (b' ', &names[0], "19700304"),
        (b'*', &names[1], "19710405"),
        (b' ', &names[2], "        "),
    ];
    // Stated, not stated, stated wrongly.
    for driver in [0x7E, 0, 1, 3] {
        let (reading, _) = read(&table(driver, &rows), "staff.dbf");
        assert_eq!(reading.state, ItemState::Read);
        assert_eq!(
            page(&reading, "staff"),
            "row\tNAME\tBORN\tNOTE\n1\tسامر الوادي\t1970-03-04\t[memo block 7]\n2 (deleted)\tخالد النهري\t\
             1971-04-05\t[memo block 7]\n3\tماهر الجبلي\t\t[memo block 7]",
            "driver {driver}"
        );
        assert!(
            reading
                .warnings
                .iter()
                .any(|w| w.contains("marked as deleted"))
        );
        assert!(reading.warnings.iter().any(|w| w.contains("`.dbt`")));
    }
    let (reading, _) = read(&table(0, &[(b' ', b"Ren\x82", "20130101")]), "a.dbf");
    assert!(page(&reading, "a").contains("Ren"));
}

#[test]
fn rows_that_a_dbase_table_states_and_lacks_are_told() {
    let whole = table(0, &[(b' ', b"one", "20130101"), (b' ', b"two", "20130102")]);
    let (reading, _) = read(&whole[..whole.len() - 40], "a.dbf");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.reason.unwrap().contains("states 2 rows and 1"));
}
