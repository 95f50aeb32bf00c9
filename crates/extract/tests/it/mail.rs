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

#[test]
fn a_box_that_states_lengths_is_cut_there_and_not_unquoted() {
    let body = "first\n\nFrom the north Mon Jan  7 10:00:00 2013\n>From kept\n";
    let mbox = format!(
        "From a@example.org Mon Jan  7 10:00:00 2013\nFrom: a@example.org\nContent-Length: {}\nSubject: one\n\n{body}\nFrom b@example.org Tue Jan  8 11:00:00 2013\nFrom: b@example.org\nSubject: two\n\nsecond\n",
        body.len()
    );
    let (reading, members) = read(mbox.as_bytes(), "box.mbox");
    assert_eq!(members.len(), 2, "{reading:?}");
    let first = String::from_utf8_lossy(&members[0].bytes).into_owned();
    assert!(first.ends_with(body), "{first}");
    assert_eq!(reading.declared_members, Some(2));
    // A length that is wrong is no statement.
    let wrong = mbox.replace(
        &format!("Content-Length: {}", body.len()),
        "Content-Length: 7",
    );
    let (_, members) = read(wrong.as_bytes(), "box.mbox");
    assert_eq!(members.len(), 3);
}

#[test]
fn a_box_whose_separators_hold_no_time_is_cut_too() {
    let mbox = "From a@example.org\nReturn-Path: <a@example.org>\nFrom: a@example.org\nTo: c@example.org\nSubject: one\n\nfirst\n\nFrom here on it is text\n\nFrom b@example.org\nReturn-Path: <b@example.org>\nSubject: two\n\nsecond\n";
    let (reading, members) = read(mbox.as_bytes(), "box");
    assert_eq!(members.len(), 2, "{reading:?}");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("taken for text"))
    );
}

#[test]
fn a_message_saved_with_an_envelope_without_a_date_is_a_mail() {
    let mail = "From a@example.org\nReturn-Path: <a@example.org>\nFrom: Pete (a chap) <pete(his)@example.org>\nTo: b@example.org\nSubject: words\n\nbody\n";
    let reading = check(mail.as_bytes(), "a.eml", "body");
    assert_eq!(reading.metadata["subject"], ["words"]);
    assert!(
        reading.metadata["from"].contains(&"Pete <pete@example.org>".to_owned()),
        "{:?}",
        reading.metadata["from"]
    );
}

#[test]
fn files_within_a_text_are_members() {
    let mail = "From: a@example.org\nTo: b@example.org\nSubject: x\n\nsee below\nbegin 644 cat.txt\n#0V%T\n`\nend\n";
    let (reading, members) = read(mail.as_bytes(), "a.eml");
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("cat.txt", b"Cat".as_slice())
    );
    assert!(folded(&reading).contains("see below [cat.txt]"));
}

#[test]
fn encryption_of_mail_is_named() {
    for (mail, word) in [
        (
            "From: a@example.org\nTo: b@example.org\nSubject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
            "PGP",
        ),
        (
            "From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n",
            "S/MIME",
        ),
    ] {
        let (reading, _) = read(mail.as_bytes(), "a.eml");
        let reason = reading.reason.unwrap_or_default();
        assert!(
            reason.contains("encrypted") && reason.contains(word),
            "{reason}"
        );
    }
}

#[test]
fn names_of_attachments_in_broken_forms_are_read() {
    let name = |head: &str| {
        let mail = format!(
            "From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n{head}\n\nx\n--b--\n"
        );
        read(mail.as_bytes(), "a.eml").1[0].shown.clone()
    };
    assert_eq!(
        name("Content-Disposition: attachment; filename*=windows-1256''%DE%C7%C6%E3%C9.doc"),
        "قائمة.doc"
    );
    assert_eq!(
        name(
            "Content-Disposition: attachment; filename*0*=utf-8''%D9%85%D9; filename*1*=%84%D9%81.doc"
        ),
        "ملف.doc"
    );
    assert_eq!(
        name("Content-Disposition: attachment; filename=\"=?windows-1256?B?3sfG48k=?=.doc\""),
        "قائمة.doc"
    );
}

fn tnef(attributes: &[(u8, u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![0x78, 0x9f, 0x3e, 0x22, 1, 0];
    for (level, id, data) in attributes {
        out.push(*level);
        out.extend(id.to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        let sum = data
            .iter()
            .fold(0u16, |sum, b| sum.wrapping_add(u16::from(*b)));
        out.extend(sum.to_le_bytes());
    }
    out
}

#[test]
fn the_wrapper_of_outlook_is_opened() {
    let wide: Vec<u8> = "قرار.pdf\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut properties = 1u32.to_le_bytes().to_vec();
    properties.extend(0x3707_001fu32.to_le_bytes());
    properties.extend(1u32.to_le_bytes());
    properties.extend((wide.len() as u32).to_le_bytes());
    properties.extend(&wide);
    properties.resize(properties.len().next_multiple_of(4), 0);
    let file = tnef(&[
        (
            1,
            0x0001_8004,
            cp1256("كتاب إلى رئيس الفرع بخصوص الموقوفين"),
        ),
        (
            1,
            0x0002_800c,
            cp1256("نرسل إليكم ربطا قائمة بأسماء الأشخاص المطلوبين إلى الفرع"),
        ),
        (2, 0x0006_9002, vec![0; 14]),
        (2, 0x0006_800f, b"%PDF-".to_vec()),
        (2, 0x0006_9005, properties),
        (2, 0x0006_9002, vec![0; 14]),
        (2, 0x0001_8010, b"lost.txt\0".to_vec()),
    ]);
    let (reading, members) = read(&file, "winmail.dat");
    assert!(
        folded(&reading).contains("قائمة بأسماء الأشخاص المطلوبين"),
        "{reading:?}"
    );
    assert_eq!(
        reading.metadata["subject"],
        ["كتاب إلى رئيس الفرع بخصوص الموقوفين"]
    );
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("قرار.pdf", b"%PDF-".as_slice())
    );
    assert!(members[1].problem.is_some());
    let (reading, _) = read(&file[..file.len() - 5], "winmail.dat");
    assert!(reading.reason.unwrap().contains("breaks off"));
}

/// A message of Outlook: texts by property, then attachments as name, method and content.
fn outlook(
    texts: &[(u16, &[u8], bool)],
    stated_attachments: u32,
    attachments: &[(&str, u32, Option<&[u8]>)],
) -> Vec<u8> {
    use std::io::Write;
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    {
        let mut write = |path: &str, bytes: &[u8]| {
            file.create_stream(path).unwrap().write_all(bytes).unwrap();
        };
        let mut head = vec![0u8; 32];
        head[20..24].copy_from_slice(&stated_attachments.to_le_bytes());
        write("/__properties_version1.0", &head);
        for (id, bytes, wide) in texts {
            let kind = if *wide { "001F" } else { "001E" };
            write(&format!("/__substg1.0_{id:04X}{kind}"), bytes);
        }
    }
    for (n, (name, method, content)) in attachments.iter().enumerate() {
        let folder = format!("/__attach_version1.0_#{n:08X}");
        file.create_storage(&folder).unwrap();
        let mut row = vec![0u8; 8];
        row.extend([3, 0, 5, 0x37, 6, 0, 0, 0]);
        row.extend(method.to_le_bytes());
        row.extend([0; 4]);
        row.extend([3, 0, 0x20, 0x0e, 6, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]);
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut write = |path: String, bytes: &[u8]| {
            file.create_stream(path).unwrap().write_all(bytes).unwrap();
        };
        write(format!("{folder}/__properties_version1.0"), &row);
        write(format!("{folder}/__substg1.0_3707001F"), &name);
        if let Some(content) = content {
            write(format!("{folder}/__substg1.0_37010102"), content);
        }
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn texts_of_outlook_without_a_code_page_are_read_together() {
    let body = cp1256("نرسل إليكم ربطا قائمة بأسماء الأشخاص المطلوبين إلى الفرع للاطلاع");
    let name = cp1256("سامر");
    let file = outlook(
        &[
            (0x0037, &cp1256("كتاب"), false),
            (0x0c1a, &name, false),
            (0x1000, &body, false),
        ],
        0,
        &[],
    );
    let reading = check(&file, "a.msg", "قائمة بأسماء الأشخاص المطلوبين");
    assert_eq!(reading.metadata["subject"], ["كتاب"]);
    assert_eq!(reading.metadata["from"], ["سامر"]);
    assert!(reading.warnings.iter().any(|w| w.contains("windows-1256")));
}

#[test]
fn attachments_of_outlook_are_counted_and_missing_ones_named() {
    let file = outlook(
        &[(0x1000, b"body", false)],
        3,
        &[("قرار.pdf", 1, Some(b"%PDF-")), ("far.doc", 2, None)],
    );
    let (reading, members) = read(&file, "a.msg");
    assert_eq!(members[0].bytes, b"%PDF-");
    let problem = members[1].problem.as_ref().unwrap();
    assert!(problem.reason.contains("kept elsewhere"), "{problem:?}");
    let reason = reading.reason.unwrap();
    assert!(reason.contains("states 3 attachments and 2"), "{reason}");
}

#[test]
fn a_mail_without_the_end_of_its_parts_may_have_been_cut() {
    let told = |mail: &str| {
        let (reading, _) = read(mail.as_bytes(), "a.eml");
        reading
            .warnings
            .iter()
            .any(|w| w.contains("may have been cut"))
    };
    assert!(!told(PARTS));
    assert!(told(PARTS.trim_end().trim_end_matches("--b--")));
}

#[test]
fn a_page_hidden_in_formatted_text_is_read_with_its_links() {
    // Uncompressed formatted text: sizes, the mark MELA, a checksum that is not asked.
    let rtf = b"{\\rtf1\\ansi\\ansicpg1256\\fromhtml1 {\\*\\htmltag64 <p>}\\'de\\'c7\\'c6\\'e3\\'c9 {\\*\\htmltag84 <a href=\"http://example.org/list\">}here{\\*\\htmltag92 </a>}{\\*\\htmltag72 </p>}}";
    let mut packed = (rtf.len() as u32 + 12).to_le_bytes().to_vec();
    packed.extend((rtf.len() as u32).to_le_bytes());
    packed.extend(b"MELA\0\0\0\0");
    packed.extend(rtf);
    let file = tnef(&[(1, 0x0006_9003, {
        let mut list = 1u32.to_le_bytes().to_vec();
        list.extend(0x1009_0102u32.to_le_bytes());
        list.extend(1u32.to_le_bytes());
        list.extend((packed.len() as u32).to_le_bytes());
        list.extend(&packed);
        list.resize(list.len().next_multiple_of(4), 0);
        list
    })]);
    let reading = check(&file, "winmail.dat", "قائمة here");
    assert_eq!(reading.metadata["html.link"], ["http://example.org/list"]);
}
