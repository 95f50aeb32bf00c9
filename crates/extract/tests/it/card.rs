//! Cards and calendars of telephones.

use crate::readers::{cp1256, read};
use domain::ItemState;

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=A7=D9=84=D9=88=D8=A7=\r\n=D8=AF=D9=8A;=D8=B3=D8=A7=D9=85=D8=B1;;;\r\n\
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=B3=D8=A7=D9=85=D8=B1 =D8=A7=D9=84=D9=88=D8=A7=D8=AF=D9=8A\r\n\
TEL;CELL:+963 11\r\n  2223\r\nPHOTO;JPEG;ENCODING=BASE64:/9j/4AAQSkZJRgABAQAAAQABAAD//gA7Q1JFQVRPUjogZ2QtanBlZ\r\n yB2MS4wICh1c2luZyBJSkcgSlBFRyB2NjIpLCBxdWFsaXR5ID0=\r\n\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nitem1.FN:Second One\r\nitem1.ADR;TYPE=home:;;Long Street 5;Springfield;;;\r\nNOTE:first\\nsecond\\, third\r\nBDAY:19700304\r\nEND:VCARD\r\n";

#[test]
fn each_card_is_a_page_in_readable_text() {
    let (reading, members) = read(CARDS.as_bytes(), "contacts.vcf");
    assert_eq!(reading.media_type, "text/vcard");
    assert_eq!(reading.state, ItemState::Read, "{:?}", reading.warnings);
    let labels: Vec<_> = reading.pages.iter().map(|p| p.label.as_deref()).collect();
    assert_eq!(labels, [Some("سامر الوادي"), Some("Second One")]);
    let first = &reading.pages[0].text;
    for line in [
        "Name in parts: الوادي | سامر",
        "Name: سامر الوادي",
        "Telephone (cell): +963 11 2223",
        "Photo (jpeg): [file photo-1.jpg]",
    ] {
        assert!(
            first.lines().any(|l| l == line),
            "`{line}` is not in {first}"
        );
    }
    assert!(
        reading.pages[1]
            .text
            .contains("Address (home): Long Street 5, Springfield")
    );
    assert!(reading.pages[1].text.contains("Note: first\nsecond, third"));
    assert_eq!(reading.metadata["card.born"], ["1970-03-04"]);
    assert_eq!(reading.metadata["card.telephone"], ["+963 11 2223"]);
    assert_eq!(members.len(), 1);
    assert!(members[0].bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
}

#[test]
fn a_card_of_an_arabic_code_page_is_read_whether_it_says_so_or_not() {
    for head in ["FN:", "FN;CHARSET=windows-1256:"] {
        let mut card = format!("BEGIN:VCARD\r\nVERSION:2.1\r\n{head}").into_bytes();
        card.extend(cp1256("سامر الوادي الكبير"));
        card.extend(b"\r\nEND:VCARD\r\n");
        let (reading, _) = read(&card, "a.vcf");
        assert_eq!(
            reading.pages[0].text,
            "Version: 2.1\nName: سامر الوادي الكبير"
        );
    }
    let wide: Vec<u8> = "BEGIN:VCARD\r\nFN:سامر\r\nEND:VCARD\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (reading, _) = read(&[b"\xFF\xFE".as_slice(), &wide].concat(), "a.vcf");
    assert_eq!(reading.pages[0].text, "Name: سامر");
}

#[test]
fn an_event_says_when_where_and_who() {
    let text = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Office\nBEGIN:VTIMEZONE\nTZID:Asia/Damascus\nBEGIN:STANDARD\n\
DTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Asia/Damascus:20130405T090000\n\
DTEND:20130405T100000Z\nSUMMARY:اجتماع الفرع\nORGANIZER;CN=Samer:MAILTO:samer@example.org\n\
ATTENDEE;PARTSTAT=ACCEPTED;CN=\"Khaled: second\":mailto:khaled@example.org\nDESCRIPTION:one \n two\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
    let (reading, _) = read(text.as_bytes(), "a.ics");
    assert_eq!(reading.media_type, "text/calendar");
    assert_eq!(reading.pages[1].label.as_deref(), Some("اجتماع الفرع"));
    let event = &reading.pages[1].text;
    for line in [
        "Start: 2013-04-05 09:00:00 (Asia/Damascus)",
        "End: 2013-04-05 10:00:00Z",
        "Organizer: Samer MAILTO:samer@example.org",
        "Attendee: Khaled: second mailto:khaled@example.org (accepted)",
        "Description: one two",
        "[VALARM]",
    ] {
        assert!(
            event.lines().any(|l| l == line),
            "`{line}` is not in {event}"
        );
    }
    assert!(!reading.text().contains("1970"));
    assert_eq!(
        reading.metadata["calendar.start"],
        ["2013-04-05 09:00:00 (Asia/Damascus)"]
    );
    assert_eq!(reading.metadata["title"], ["اجتماع الفرع"]);
}

#[test]
fn a_card_that_breaks_off_says_so() {
    let (reading, _) = read(b"BEGIN:VCARD\r\nFN:Samer\r\nTEL:12", "a.vcf");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(reading.text().contains("Telephone: 12"));
}
