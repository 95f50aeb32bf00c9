//! PDF through a real child.

use super::child::{read, reader};
use domain::ItemState;
use extract::{Drawing, OcrChoice, ReadOptions, TextSource};

/// A PDF of one page with this content and the font Helvetica as `/F1`.
pub fn one_page(content: &str) -> Vec<u8> {
    page_with(
        content,
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica",
        "",
        &[],
    )
}

/// A PDF of one page: its content, the keys of its font, further keys of the page, and objects from
/// number 7 on.
fn page_with(content: &str, font: &str, keys: &str, more: &[String]) -> Vec<u8> {
    page_of(stream("", content), font, "", keys, more)
}

/// The same with the object that holds the content, and with further resources.
pub fn page_of(
    content: String,
    font: &str,
    resources: &str,
    keys: &str,
    more: &[String],
) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [9 0 R] >> >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {resources} >> {keys} >>"),
        content,
        format!("<< {font} >>"),
        "<< /Title <FEFF062A06420631064A0631> /Author (A. Nonymous) /CreationDate (D:20130211090000Z) >>".to_owned(),
    ];
    objects.extend_from_slice(more);
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

pub fn stream(keys: &str, content: &str) -> String {
    format!(
        "<< {keys} /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
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

/// Codes of two bytes for the letters of «بلا قلم 2013», as a font of a word processor has them:
/// the pair lam-alef is one sign.
const LETTERS: &str = "/CIDInit /ProcSet findresource begin begincmap\n\
    1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
    8 beginbfchar <0001> <0628> <0002> <06440627> <0003> <0642> <0004> <FEE0> <0005> <0645>\n\
    <0006> <0020> <0007> <0032> <0008> <0030> endbfchar\n\
    1 beginbfrange <0009> <000A> [<0031> <0033>] endbfrange endcmap";

fn arabic_page(content: &str) -> Vec<u8> {
    let more = [
        stream("", LETTERS),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>".to_owned(),
    ];
    let font = "/Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [8 0 R] /ToUnicode 7 0 R";
    page_with(content, font, "", &more)
}

#[test]
fn arabic_drawn_from_the_left_is_read_from_the_right() {
    let seen = "BT /F1 20 Tf 72 700 Td <000700080009000A0006000500040003000600020001> Tj ET";
    let reading = read(
        &mut reader(),
        &arabic_page(seen),
        "a.pdf",
        &ReadOptions::default(),
    );
    assert_eq!(reading.text(), "بلا قلم 2013", "{reading:?}");
    assert_eq!(reading.state, ItemState::Read);
}

#[test]
fn arabic_drawn_sign_by_sign_from_the_right_is_the_same() {
    // 20 points a sign, half an em wide each; the number is drawn in its own direction.
    let mut drawn = String::from("BT /F1 20 Tf ");
    for (at, code) in ["0001", "0002", "0006", "0003", "0004", "0005", "0006"]
        .iter()
        .enumerate()
    {
        drawn.push_str(&format!("1 0 0 1 {} 700 Tm <{code}> Tj ", 300 - 10 * at));
    }
    drawn.push_str("1 0 0 1 200 700 Tm <000700080009000A> Tj ET");
    let reading = read(
        &mut reader(),
        &arabic_page(&drawn),
        "a.pdf",
        &ReadOptions::default(),
    );
    assert_eq!(reading.text(), "بلا قلم 2013", "{reading:?}");
}

#[test]
fn text_for_which_the_file_says_how_it_is_read_is_read_so() {
    let content = "BT /F1 20 Tf 72 700 Td (one) Tj /Span << /ActualText <FEFF00740077006F> >> BDC ( 2x) Tj EMC ( three) Tj ET";
    let reading = read(
        &mut reader(),
        &one_page(content),
        "a.pdf",
        &ReadOptions::default(),
    );
    assert_eq!(
        reading.text().split_whitespace().collect::<String>(),
        "onetwothree"
    );
}

#[test]
fn the_state_before_the_last_change_is_a_member() {
    let first = one_page(TEXT);
    let old_table = first.windows(7).position(|w| w == b"xref\n0 ").unwrap();
    // A change as writers make it: the new object, its table, and the way back.
    let mut twice = first.clone();
    let place = twice.len();
    let changed = stream("", "BT /F1 24 Tf 72 700 Td (Report number 18) Tj ET");
    twice.extend(format!("4 0 obj\n{changed}\nendobj\n").bytes());
    let table = twice.len();
    twice.extend(format!("xref\n4 1\n{place:010} 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R /Prev {old_table} >>\nstartxref\n{table}\n%%EOF\n").bytes());
    let mut members = super::child::Kept::default();
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    let file = super::child::file(&twice);
    let reading = reader()
        .read(&file, b"a.pdf", &options, &mut members)
        .unwrap();
    assert_eq!(reading.text(), "Report number 18");
    assert_eq!(reading.metadata["pdf.revisions"], ["2"]);
    assert_eq!(members.0[0].1, first, "the earlier state, byte for byte");
    let alone = read(&mut reader(), &first, "a.pdf", &options);
    assert_eq!(
        (alone.found_members, alone.text().as_str()),
        (0, "Report number 17")
    );
}

#[test]
fn what_people_wrote_onto_a_page_and_into_a_form_is_read() {
    let annotations = "/Annots [7 0 R 8 0 R 9 0 R]";
    let more = [
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Clerk) /Contents (returned twice) >>".to_owned(),
        "<< /Type /Annot /Subtype /FreeText /Rect [100 100 300 120] /Contents (drawn note) /AP << /N 10 0 R >> >>".to_owned(),
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /V (417) /Rect [100 200 300 220] >>".to_owned(),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>", "BT /F1 12 Tf 2 4 Td (drawn note) Tj ET"),
    ];
    let bytes = page_with(
        TEXT,
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica",
        annotations,
        &more,
    );
    let reading = read(&mut reader(), &bytes, "a.pdf", &ReadOptions::default());
    let text = reading.text();
    assert!(text.contains("[note by Clerk: returned twice]"), "{text}");
    assert_eq!(text.matches("drawn note").count(), 1, "{text}");
    assert_eq!(reading.metadata["pdf.form.number"], ["417"]);
}

#[test]
fn a_page_that_cannot_be_walked_to_its_end_is_said_to_be_read_in_part() {
    // Two contents: one that reads, one whose packing is damaged.
    let more = [
        stream("", TEXT),
        stream("/Filter /FlateDecode", "this was never packed"),
    ];
    let bytes = page_of(
        "[7 0 R 8 0 R]".to_owned(),
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica",
        "",
        "",
        &more,
    );
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader(), &bytes, "a.pdf", &options);
    assert!(reading.text().contains("Report number 17"), "{reading:?}");
    assert_eq!(reading.state, ItemState::ReadInPart, "{reading:?}");
    assert!(reading.reason.unwrap().contains("page 1"));
}

#[test]
fn signs_that_nobody_can_tell_are_left_visible_and_asked_of_the_second_reader() {
    // Codes outside the map and no font program: no reader can know them.
    let drawn = "BT /F1 20 Tf 72 700 Td <00010002> Tj <0050005100520053> Tj ET";
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader(), &arabic_page(drawn), "a.pdf", &options);
    let tools: Vec<&str> = reading.tools.iter().map(|t| t.name.as_str()).collect();
    if poppler_is_here() {
        assert!(tools.contains(&"poppler pdftotext"), "{tools:?}");
    }
    assert!(
        reading.text().contains('\u{fffd}') || !reading.warnings.is_empty(),
        "{reading:?}"
    );
}

#[test]
fn a_page_is_drawn_as_a_picture_of_the_size_asked_for() {
    if !poppler_is_here() {
        return;
    }
    let mut reader = reader();
    let file = super::child::file(&one_page(TEXT));
    let png = reader.render(&file, &Drawing::page(1, 400)).unwrap();
    let picture = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!(picture.height().max(picture.width()), 400);
    assert!(picture.pixels().any(|p| p.0[0] < 100), "the page is blank");
    assert!(reader.render(&file, &Drawing::page(7, 400)).is_err());
    assert!(
        reader
            .render(&super::child::file(b"plain text"), &Drawing::page(1, 400))
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
