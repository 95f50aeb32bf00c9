//! PDF through a real child.

use super::child::{read, reader};
use domain::ItemState;
use extract::{OcrChoice, ReadOptions, TextSource};

/// A PDF of one page with this content and the font Helvetica as `/F1`.
pub fn one_page(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Title <FEFF062A06420631064A0631> /Author (A. Nonymous) /CreationDate (D:20130211090000Z) >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    bytes
}

fn poppler_is_here() -> bool {
    let here = std::path::Path::new("/usr/bin/pdftotext").exists();
    if !here {
        println!("skipped: poppler-utils is not installed");
    }
    here
}

const TEXT: &str = "BT /F1 24 Tf 72 700 Td (Report number 17) Tj ET";

#[test]
fn text_words_and_metadata_come_out() {
    if !poppler_is_here() {
        return;
    }
    let options = ReadOptions {
        words: true,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader(), &one_page(TEXT), "a.pdf", &options);
    assert_eq!(reading.state, ItemState::Read, "{reading:?}");
    assert_eq!(reading.text(), "Report number 17");
    assert_eq!(reading.pages[0].source, TextSource::Layer);
    assert_eq!(reading.metadata["title"], ["تقرير"]);
    assert_eq!(reading.metadata["author"], ["A. Nonymous"]);
    let words = &reading.pages[0].words;
    assert_eq!(words.len(), 3);
    assert!((words[0].place[0] - 72.0 / 595.0).abs() < 0.01);
    assert!(words[0].place[1] > 0.1 && words[0].place[3] < 0.25);
}

#[test]
fn a_pdf_cut_anywhere_ends_in_a_state() {
    if !poppler_is_here() {
        return;
    }
    let whole = one_page(TEXT);
    let mut reader = reader();
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    for share in [1, 10, 30, 50, 70, 90, 99] {
        let cut = &whole[..whole.len() * share / 100];
        let reading = read(&mut reader, cut, "a.pdf", &options);
        if reading.state != ItemState::Read {
            assert!(reading.reason.is_some(), "{share}: {reading:?}");
        }
    }
}

#[test]
fn an_earlier_revision_is_counted() {
    if !poppler_is_here() {
        return;
    }
    let mut twice = one_page(TEXT);
    let again = twice.clone();
    twice.extend_from_slice(&again[again.len() - 40..]);
    let reading = read(&mut reader(), &twice, "a.pdf", &ReadOptions::default());
    assert_eq!(reading.metadata["pdf.revisions"], ["2"]);
}

#[test]
fn a_page_is_drawn_as_a_picture_of_the_size_asked_for() {
    if !poppler_is_here() {
        return;
    }
    let mut reader = reader();
    let file = super::child::file(&one_page(TEXT));
    let png = reader.render(&file, 1, 400).unwrap();
    let picture = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!(picture.height().max(picture.width()), 400);
    assert!(picture.pixels().any(|p| p.0[0] < 100), "the page is blank");
    assert!(reader.render(&file, 7, 400).is_err());
    assert!(
        reader
            .render(&super::child::file(b"plain text"), 1, 400)
            .is_err()
    );
}

#[test]
fn a_page_that_draws_itself_for_ever_ends() {
    if !poppler_is_here() {
        return;
    }
    // A content stream of nothing but open brackets and one that repeats a drawing many times.
    let mut reader = reader();
    let deep = "q ".repeat(200_000);
    let reading = read(
        &mut reader,
        &one_page(&deep),
        "a.pdf",
        &ReadOptions::default(),
    );
    assert!(reading.reason.is_some());
    let next = read(
        &mut reader,
        &one_page(TEXT),
        "a.pdf",
        &ReadOptions::default(),
    );
    assert_eq!(next.state, ItemState::Read);
}
