//! Whether other programs read what was written.

use crate::{leak_of_all, lines, text};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

fn documents(dir: &Path, format: &str, outside: bool) -> Vec<Value> {
    let mut rows = lines(&dir.join("truth/documents.jsonl"));
    rows.retain(|row| {
        text(row, "format") == format && (!outside || !text(row, "path").contains("!/"))
    });
    assert!(!rows.is_empty(), "no {format}");
    rows
}

fn bytes(dir: &Path, row: &Value) -> Vec<u8> {
    fs::read(dir.join("files").join(text(row, "path"))).unwrap()
}

fn zip_text(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Arabic letters and digits only: what layout and line ends do is another matter.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_format_is_present() {
    let dir = leak_of_all();
    let files = lines(&dir.path().join("truth/files.jsonl"));
    for ending in [
        ".pdf", ".jpg", ".png", ".tif", ".docx", ".xlsx", ".odt", ".rtf", ".html", ".txt", ".csv",
        ".eml", ".mbox", ".zip", ".tar.gz", ".JPG", ".doc",
    ] {
        assert!(
            files.iter().any(|row| text(row, "path").ends_with(ending)),
            "{ending}"
        );
    }
    for why in [
        "empty",
        "truncated",
        "encrypted",
        "random bytes, not what the name says",
    ] {
        assert!(files.iter().any(|row| text(row, "why") == why), "{why}");
    }
    for format in [
        "tpdf", "scan", "eml", "mbox", "html", "rtf", "odt", "csv", "xlsx", "docx", "txt",
    ] {
        documents(dir.path(), format, false);
    }
}

#[test]
fn pdftotext_reads_the_text_layer_in_the_order_of_speech() {
    let dir = leak_of_all();
    for row in documents(dir.path(), "tpdf", true) {
        let path = dir.path().join("files").join(text(&row, "path"));
        let out = match Command::new("pdftotext").arg(&path).arg("-").output() {
            Ok(out) => out,
            Err(error) => {
                println!("skipped: pdftotext is absent ({error})");
                return;
            }
        };
        let found = letters(&String::from_utf8(out.stdout).unwrap());
        let wanted = letters(text(&row, "subject"));
        assert!(found.contains(&wanted), "{wanted} in {found}");
        let state = row["pages"][0].as_str().unwrap().lines().next().unwrap();
        assert!(found.contains(&letters(state)), "{state} in {found}");
    }
}

#[test]
fn a_scan_holds_no_text_layer_and_decodes() {
    let dir = leak_of_all();
    for row in documents(dir.path(), "scan", true) {
        let bytes = bytes(dir.path(), &row);
        if text(&row, "path").ends_with(".pdf") {
            assert!(bytes.starts_with(b"%PDF-"));
            assert!(!bytes.windows(9).any(|part| part == b"/FontFile"));
        } else {
            let image = image::load_from_memory(&bytes).unwrap().to_luma8();
            assert_eq!(image.dimensions(), (1652, 2338));
            let dark = image.pixels().filter(|pixel| pixel.0[0] < 110).count();
            let share = dark as f64 / f64::from(1652 * 2338);
            assert!(
                (0.004..0.25).contains(&share),
                "{share} of {} is ink",
                text(&row, "path")
            );
        }
    }
}

#[test]
fn office_files_hold_every_line() {
    let dir = leak_of_all();
    for (format, member) in [
        ("docx", "word/document.xml"),
        ("odt", "content.xml"),
        ("xlsx", "xl/sharedStrings.xml"),
    ] {
        for row in documents(dir.path(), format, true) {
            let xml = zip_text(&bytes(dir.path(), &row), member);
            assert!(xml.contains(text(&row, "subject")));
            let name = row["signatory"]["name"].as_str().unwrap();
            assert!(xml.contains(name), "{name}");
        }
    }
}

#[test]
fn a_workbook_opens_with_its_rows() {
    use calamine::{Data, Reader as _};
    let dir = leak_of_all();
    for row in documents(dir.path(), "xlsx", true) {
        let mut book = calamine::Xlsx::new(Cursor::new(bytes(dir.path(), &row))).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let cell = |cell: &Data| match cell {
            Data::Empty => None,
            other => Some(other.to_string()),
        };
        let rows: Vec<String> = sheet
            .rows()
            .map(|row| row.iter().filter_map(cell).collect::<Vec<_>>().join("\t"))
            .collect();
        assert_eq!(rows.join("\n"), row["pages"][0].as_str().unwrap());
    }
}

#[test]
fn a_mail_opens_with_its_text_and_its_attachment() {
    use mail_parser::MimeHeaders as _;
    let dir = leak_of_all();
    let files = lines(&dir.path().join("truth/files.jsonl"));
    let mut raw = 0;
    for row in documents(dir.path(), "eml", true) {
        let bytes = bytes(dir.path(), &row);
        let mail = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        let body = mail.body_text(0).unwrap();
        assert_eq!(letters(&body), letters(row["pages"][0].as_str().unwrap()));
        let file = mail.attachment(0).unwrap();
        let member = format!(
            "{}!/{}",
            text(&row, "path"),
            file.attachment_name().unwrap()
        );
        let listed = files
            .iter()
            .find(|row| text(row, "path") == member)
            .unwrap();
        assert_eq!(
            listed["size_bytes"].as_u64().unwrap(),
            file.contents().len() as u64
        );
        assert!(file.contents().starts_with(b"%PDF-"));
        let headers = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .unwrap();
        raw += usize::from(!bytes[..headers].is_ascii());
    }
    assert_eq!(raw, 1);
}

#[test]
fn a_mailbox_holds_three_mails() {
    let dir = leak_of_all();
    let rows = documents(dir.path(), "mbox", true);
    let content = String::from_utf8(bytes(dir.path(), &rows[0])).unwrap();
    assert_eq!(
        content
            .split('\n')
            .filter(|line| line.starts_with("From "))
            .count(),
        3
    );
    assert_eq!(rows.len(), 3);
    for row in &rows {
        assert!(content.contains(row["pages"][0].as_str().unwrap()));
        let mail = content
            .split("From diwan")
            .find(|mail| mail.contains(text(row, "subject")))
            .unwrap();
        let parsed = mail_parser::MessageParser::default()
            .parse(mail.split_once('\n').unwrap().1)
            .unwrap();
        assert_eq!(
            parsed.subject().unwrap(),
            format!("الموضوع: {}", text(row, "subject"))
        );
    }
}

#[test]
fn a_packed_tape_holds_its_members() {
    let dir = leak_of_all();
    let files = lines(&dir.path().join("truth/files.jsonl"));
    let row = files
        .iter()
        .find(|row| text(row, "kind") == "tar.gz")
        .unwrap();
    let bytes = bytes(dir.path(), row);
    let mut tape = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
    let mut members = 0;
    for entry in tape.entries().unwrap() {
        let entry = entry.unwrap();
        let path = format!("{}!/{}", text(row, "path"), entry.path().unwrap().display());
        let listed = files.iter().find(|row| text(row, "path") == path).unwrap();
        assert_eq!(listed["size_bytes"].as_u64().unwrap(), entry.size());
        members += 1;
    }
    assert_eq!(members, 2);
}

#[test]
fn plain_files_decode_from_their_encoding() {
    let dir = leak_of_all();
    let mut encodings = std::collections::BTreeSet::new();
    for row in documents(dir.path(), "txt", true) {
        let bytes = bytes(dir.path(), &row);
        let read = if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
            encodings.insert("utf-16");
            let units: Vec<u16> = rest
                .chunks(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16(&units).unwrap()
        } else if let Ok(text) = String::from_utf8(bytes.clone()) {
            encodings.insert("utf-8");
            text
        } else {
            encodings.insert("windows-1256");
            encoding_rs::WINDOWS_1256.decode(&bytes).0.into_owned()
        };
        let read: Vec<&str> = read.lines().collect();
        assert_eq!(read.join("\n"), row["pages"][0].as_str().unwrap());
    }
    assert_eq!(encodings.len(), 3, "{encodings:?}");
    for row in documents(dir.path(), "html", true) {
        let page = encoding_rs::WINDOWS_1256
            .decode(&bytes(dir.path(), &row))
            .0
            .into_owned();
        assert!(page.contains(text(&row, "subject")) && page.contains("charset=windows-1256"));
    }
    for row in documents(dir.path(), "rtf", true) {
        let source = String::from_utf8(bytes(dir.path(), &row)).unwrap();
        let hex: String = encoding_rs::WINDOWS_1256
            .encode(row["signatory"]["name"].as_str().unwrap())
            .0
            .iter()
            .map(|byte| {
                if *byte == b' ' {
                    " ".to_owned()
                } else {
                    format!("\\'{byte:02x}")
                }
            })
            .collect();
        assert!(source.contains("\\ansicpg1256") && source.contains(&hex));
    }
}

#[test]
fn an_archive_opens_and_holds_what_the_truth_says() {
    let dir = leak_of_all();
    let files = lines(&dir.path().join("truth/files.jsonl"));
    let (mut archives, mut opened) = (0, 0);
    for row in files
        .iter()
        .filter(|row| text(row, "kind") == "zip" && !text(row, "path").contains("!/"))
    {
        let bytes = bytes(dir.path(), row);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        archives += 1;
        for n in 0..zip.len() {
            if text(row, "why") == "encrypted" {
                assert!(zip.by_index(n).is_err());
                let mut member = zip.by_index_decrypt(n, b"bustan-4711").unwrap();
                let mut out = Vec::new();
                member.read_to_end(&mut out).unwrap();
                assert!(std::str::from_utf8(&out).unwrap().contains("الموضوع"));
                continue;
            }
            let mut member = zip.by_index(n).unwrap();
            let mut out = Vec::new();
            member.read_to_end(&mut out).unwrap();
            let raw = member.name_raw().to_vec();
            let name = String::from_utf8(raw.clone())
                .unwrap_or_else(|_| encoding_rs::WINDOWS_1256.decode(&raw).0.into_owned());
            let path = format!("{}!/{name}", text(row, "path"));
            let listed = files
                .iter()
                .find(|row| text(row, "path") == path)
                .unwrap_or_else(|| panic!("{path}"));
            assert_eq!(listed["size_bytes"].as_u64().unwrap(), out.len() as u64);
            opened += 1;
        }
    }
    assert_eq!(archives, 4);
    assert_eq!(opened, 7);
}

#[test]
fn a_photo_carries_its_label_and_its_camera() {
    let dir = leak_of_all();
    for row in lines(&dir.path().join("truth/photos.jsonl")) {
        let bytes = fs::read(dir.path().join("files").join(text(&row, "path"))).unwrap();
        let note = exif::Reader::new()
            .read_from_container(&mut Cursor::new(&bytes))
            .unwrap();
        let noted = |tag: exif::Tag| {
            let field = note.get_field(tag, exif::In::PRIMARY).unwrap();
            field
                .display_value()
                .to_string()
                .trim_matches('"')
                .to_owned()
        };
        assert_eq!(noted(exif::Tag::Make), text(&row["camera"], "make"));
        assert_eq!(noted(exif::Tag::Model), text(&row["camera"], "model"));
        assert_eq!(
            noted(exif::Tag::BodySerialNumber),
            text(&row["camera"], "serial")
        );
        let taken = text(&row, "datetime_original").replace('T', " ");
        assert_eq!(noted(exif::Tag::DateTimeOriginal), taken);
        assert_eq!(noted(exif::Tag::DateTime), taken);
        let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
        assert_eq!(image.dimensions(), (1632, 1224));
        let bounds: Vec<u32> = row["label_box"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap() as u32)
            .collect();
        assert!(bounds[2] < 1632 && bounds[3] < 1224);
        let middle = |low: u32, high: u32| (low + high) / 2;
        let left = image.get_pixel(bounds[0] + 40, middle(bounds[1], bounds[3]));
        assert!(left.0.iter().all(|channel| *channel > 225), "{left:?}");
        let label = text(&row, "label_text");
        assert_eq!(label.lines().count(), 4);
    }
}
