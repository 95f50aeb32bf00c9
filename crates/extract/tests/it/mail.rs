//! Mail: heads, bodies, attachments, boxes.

use crate::readers::{check, cp1256, folded, read};

#[test]
fn encoded_words_and_bodies_in_windows_1256_are_read() {
    let mail = b"From: =?windows-1256?B?w83j1A==?= <a@example.org>\r\nTo: b@example.org\r\nSubject: =?UTF-8?B?2KfZhNmF?= =?UTF-8?B?2YjYttmI2Lk=?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C7=E1=CC=E3=E5=E6=D1=ED=C9\r\n";
    let reading = check(mail, "a.eml", "الجمهورية");
    assert_eq!(reading.metadata["subject"], ["الموضوع"]);
    assert!(reading.metadata["from"][0].contains("a@example.org"));
    assert_eq!(reading.metadata["to"], ["b@example.org"]);
}

#[test]
fn eight_bit_heads_and_bodies_without_a_declaration_are_read() {
    let mut mail = b"From: a@example.org\nSubject: ".to_vec();
    mail.extend(cp1256("كتاب إلى رئيس فرع التحقيق بخصوص الموقوفين"));
    mail.extend_from_slice(b"\nTo: b@example.org\n\n");
    mail.extend(cp1256(
        "نرسل إليكم ربطا قائمة بأسماء الأشخاص المطلوبين إلى الفرع للاطلاع وإجراء اللازم",
    ));
    let reading = check(&mail, "a.eml", "قائمة بأسماء الأشخاص المطلوبين");
    assert_eq!(
        reading.metadata["subject"],
        ["كتاب إلى رئيس فرع التحقيق بخصوص الموقوفين"]
    );
    assert!(
        reading.warnings.iter().any(|w| w.contains("windows-1256")),
        "{:?}",
        reading.warnings
    );
}

#[test]
fn a_body_that_declares_the_wrong_encoding_is_read_all_the_same() {
    let mut mail =
        b"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\n\n"
            .to_vec();
    mail.extend(cp1256(
        "يطلب إلى جميع الفروع والأقسام موافاتنا بأسماء العناصر المتغيبين عن الخدمة",
    ));
    check(&mail, "a.eml", "موافاتنا بأسماء العناصر المتغيبين");
}

const PARTS: &str = "From: a@example.org\nSubject: parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nالنص الأول\n--b\nContent-Type: application/pdf; name=\"=?utf-8?B?2YLYsdin2LEucGRm?=\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nJVBERi0=\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%D9%85%D9%84%D9%81.txt\n\nattached\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b\nContent-Type: message/rfc822\n\nFrom: c@example.org\nSubject: inner\n\ninner body\n--b--\n";

#[test]
fn attachments_are_members_with_their_names() {
    let (reading, members) = read(PARTS.as_bytes(), "a.eml");
    assert_eq!(folded(&reading), "النص الأول");
    let names: Vec<&str> = members.iter().map(|m| m.shown.as_str()).collect();
    assert_eq!(names, ["قرار.pdf", "ملف.txt", "part-4.png", "message.eml"]);
    assert_eq!(members[0].bytes, b"%PDF-");
    assert!(
        members[3]
            .bytes
            .starts_with(b"From: c@example.org\nSubject: inner"),
        "{:?}",
        String::from_utf8_lossy(&members[3].bytes)
    );
}

#[test]
fn html_that_says_more_than_the_plain_text_is_added() {
    let mail = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain words\n--b\nContent-Type: text/html\n\n<p>only in the page</p>\n--b--\n";
    let reading = check(mail.as_bytes(), "a.eml", "plain words");
    assert!(reading.text().contains("only in the page"));
}

#[test]
fn messages_nested_ten_thousand_deep_are_one_member() {
    let mut mail = String::from("From: a@example.org\nSubject: deep\n");
    for _ in 0..10_000 {
        mail.push_str("Content-Type: message/rfc822\n\n");
    }
    mail.push_str("end");
    let (_, members) = read(mail.as_bytes(), "a.eml");
    assert_eq!(members.len(), 1);
}

#[test]
fn a_box_gives_each_message_with_its_lines_unquoted() {
    let mbox = "From a@example.org Mon Jan  7 10:00:00 2013\nFrom: a@example.org\nSubject: one\n\nbody\n>From the start\n\nFrom b@example.org Tue Jan  8 11:00:00 2013\nFrom: b@example.org\nSubject: two\n\nFrom here on no separator\n";
    let (reading, members) = read(mbox.as_bytes(), "box.mbox");
    assert_eq!(members.len(), 2, "{reading:?}");
    assert_eq!(members[0].shown, "00001.eml");
    assert!(String::from_utf8_lossy(&members[0].bytes).contains("\nFrom the start"));
    assert!(String::from_utf8_lossy(&members[1].bytes).contains("no separator"));
}
