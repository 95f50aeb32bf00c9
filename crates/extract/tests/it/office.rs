//! Office packages and compound files.

use crate::readers::{check, folded, package, read};
use domain::ItemState;
use std::io::{Cursor, Write};

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

fn docx(body: &str) -> Vec<u8> {
    package(&[
        TYPES,
        (
            "word/document.xml",
            &format!("<w:document {W}><w:body>{body}</w:body></w:document>"),
        ),
    ])
}

#[test]
fn paragraphs_tables_and_changes_of_a_text_document() {
    let body = "<w:p><w:r><w:t>كتا</w:t></w:r><w:r><w:t>ب رقم</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins w:author='سامر' w:date='2013-02-03T10:00:00Z'><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author='خالد'><w:r><w:delText>o</w:delText></w:r><w:r><w:delText>ld</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> words</w:t></w:r></w:p>";
    let reading = check(&docx(body), "a.docx", "كتاب رقم a b c new words");
    assert!(
        reading.text().contains("a\tb c\nnew words\n[inserted by سامر 2013-02-03T10:00:00Z: new]\n[deleted by خالد: old]"),
        "{:?}",
        reading.text()
    );
    assert_eq!(reading.metadata["word.deleted"], ["old"]);
    assert_eq!(reading.metadata["office.change.author"], ["خالد", "سامر"]);
}

#[test]
fn numbered_paragraphs_carry_their_labels() {
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl></w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
    let paragraph = |level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='5'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        paragraph(0, "one"),
        paragraph(1, "inner"),
        paragraph(1, "more"),
        paragraph(0, "two"),
    ]
    .concat();
    let file = package(&[
        TYPES,
        (
            "word/document.xml",
            &format!("<w:document {W}><w:body>{body}</w:body></w:document>"),
        ),
        ("word/numbering.xml", numbering),
    ]);
    check(&file, "a.docx", "1. one 1.a) inner 1.b) more 2. two");
}

#[test]
fn notes_headers_and_properties_are_read() {
    let file = package(&[
        TYPES,
        (
            "word/document.xml",
            &format!(
                "<w:document {W}><w:body><w:p><w:r><w:t>body</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/header1.xml",
            &format!("<w:hdr {W}><w:p><w:r><w:t>سري للغاية</w:t></w:r></w:p></w:hdr>"),
        ),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes {W}><w:footnote><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>عنوان</dc:title><dc:creator>كاتب</dc:creator></cp:coreProperties>",
        ),
        ("word/media/image1.png", "png"),
    ]);
    let (reading, members) = read(&file, "a.docx");
    assert_eq!(folded(&reading), "body note سري للغاية");
    assert_eq!(reading.metadata["title"], ["عنوان"]);
    assert_eq!(reading.metadata["author"], ["كاتب"]);
    assert_eq!(members[0].shown, "word/media/image1.png");
}

#[test]
fn an_entity_bomb_in_a_document_is_refused_and_named() {
    let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";
    let file = package(&[
        TYPES,
        (
            "word/document.xml",
            &format!(
                "{bomb}<w:document {W}><w:body><w:p><w:r><w:t>kept &b;</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
    ]);
    let reading = check(&file, "a.docx", "kept");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("entity expansion: 0")),
        "{:?}",
        reading.warnings
    );
    assert!(!reading.text().contains("aaaa"));
}

#[test]
fn an_outside_template_is_named_and_not_fetched() {
    let file = package(&[
        TYPES,
        (
            "word/document.xml",
            &format!(
                "<w:document {W}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='r1' Type='http://x/attachedTemplate' Target='http://198.51.100.9/t.dotm' TargetMode='External'/></Relationships>",
        ),
    ]);
    let reading = check(&file, "a.docx", "x");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("198.51.100.9") && w.contains("not fetched")),
        "{:?}",
        reading.warnings
    );
}

fn xlsx() -> Vec<u8> {
    package(&[
        TYPES,
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='الأسماء' sheetId='1' r:id='rId1'/><sheet name='سري' sheetId='2' state='hidden' r:id='rId2'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='t/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='t/worksheet' Target='worksheets/sheet2.xml'/><Relationship Id='rId3' Type='t/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='rId4' Type='t/styles' Target='styles.xml'/></Relationships>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>سامر</t></si><si><r><t>من</t></r><r><t>صور</t></r><rPh><t>above</t></rPh></si></sst>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;$&quot;#,##0.00;(&quot;$&quot;#,##0.00)'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row><row><c s='1'><v>41306</v></c><c s='2'><v>1599.99</v></c><c s='2'><v>-1599.99</v></c><c><v>123456789012345</v></c><c t='b'><v>1</v></c></row></sheetData><headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"Left words</oddHeader></headerFooter></worksheet>",
        ),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row><c t='inlineStr'><is><t>مخفي</t></is></c></row></sheetData></worksheet>",
        ),
    ])
}

#[test]
fn a_workbook_has_a_page_a_sheet_and_numbers_as_shown() {
    let (reading, _) = read(&xlsx(), "a.xlsx");
    assert_eq!(reading.pages.len(), 2);
    assert_eq!(reading.pages[0].label.as_deref(), Some("الأسماء"));
    assert_eq!(
        reading.pages[0].text,
        "سامر\tمنصور\n2013-02-01\t$1,599.99\t($1,599.99)\t123456789012345\tTRUE\nLeft words"
    );
    assert_eq!(reading.pages[1].text, "مخفي");
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("`سري` is hidden"))
    );
}

#[test]
fn a_deck_has_a_page_a_slide_with_its_notes() {
    let slide = |text: &str| {
        format!(
            "<p:sld xmlns:p='p' xmlns:a='a'><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>"
        )
    };
    let file = package(&[
        TYPES,
        (
            "ppt/presentation.xml",
            "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst><p:sldId id='256' r:id='rId2'/><p:sldId id='257' r:id='rId1'/></p:sldIdLst></p:presentation>",
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='t/slide' Target='slides/slide1.xml'/><Relationship Id='rId2' Type='t/slide' Target='slides/slide2.xml'/></Relationships>",
        ),
        ("ppt/slides/slide1.xml", &slide("second")),
        ("ppt/slides/slide2.xml", &slide("الأولى")),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            "<Relationships><Relationship Id='n' Type='t/notesSlide' Target='../notesSlides/notesSlide1.xml'/></Relationships>",
        ),
        ("ppt/notesSlides/notesSlide1.xml", &slide("ملاحظة")),
    ]);
    let (reading, _) = read(&file, "a.pptx");
    let texts: Vec<&str> = reading.pages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, ["الأولى\nملاحظة", "second"]);
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_encrypted_package_is_called_encrypted() {
    let file = compound(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", b"y")]);
    let (reading, _) = read(&file, "a.docx");
    assert_eq!(reading.state, ItemState::Encrypted);
    assert!(reading.reason.unwrap().contains("password"));
}

/// A document of Word 97 with one piece of UTF-16 and one of single bytes.
fn doc(flags: u16) -> Vec<u8> {
    let wide: Vec<u8> = "سري\r".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut main = vec![0u8; 0x400];
    main[0..2].copy_from_slice(&0xa5ecu16.to_le_bytes());
    main[2..4].copy_from_slice(&0xc1u16.to_le_bytes());
    main[0x0a..0x0c].copy_from_slice(&(0x0200 | flags).to_le_bytes());
    let wide_at = main.len() as u32;
    main.extend_from_slice(&wide);
    let single_at = main.len() as u32;
    main.extend_from_slice(b"a\x07b\x07\x07\x13 HYPERLINK \"http://x.example\" \x14shown\x15");
    let letters = main.len() as u32 - single_at;
    let mut table = vec![2u8];
    table.extend_from_slice(&28u32.to_le_bytes());
    for cp in [0, 4, 4 + letters] {
        table.extend_from_slice(&cp.to_le_bytes());
    }
    for fc in [wide_at, (single_at * 2) | 0x4000_0000] {
        table.extend_from_slice(&[0, 0]);
        table.extend_from_slice(&fc.to_le_bytes());
        table.extend_from_slice(&[0, 0]);
    }
    main[0x1a6..0x1aa].copy_from_slice(&(table.len() as u32).to_le_bytes());
    compound(&[("/WordDocument", &main), ("/1Table", &table)])
}

#[test]
fn an_old_document_is_read_through_its_pieces() {
    let reading = check(&doc(0), "a.doc", "سري a b shown http://x.example");
    assert!(reading.text().contains("a\tb"), "{:?}", reading.text());
}

#[test]
fn an_encrypted_old_document_is_called_encrypted() {
    let (reading, _) = read(&doc(0x0100), "a.doc");
    assert_eq!(reading.state, ItemState::Encrypted);
}

/// A workbook of Excel 97 with one hidden sheet: a shared text cut between two records, and numbers.
fn xls(locked: bool) -> Vec<u8> {
    fn add(stream: &mut Vec<u8>, kind: u16, body: &[u8]) {
        stream.extend_from_slice(&kind.to_le_bytes());
        stream.extend_from_slice(&(body.len() as u16).to_le_bytes());
        stream.extend_from_slice(body);
    }
    let begin = |kind: u16| [0x0600u16.to_le_bytes(), kind.to_le_bytes()].concat();
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let globals = |place: u32| {
        let mut stream = Vec::new();
        add(&mut stream, 0x0809, &begin(5));
        if locked {
            add(&mut stream, 0x002f, &[1, 0]);
        }
        let format = "\"$\"#,##0.00";
        add(
            &mut stream,
            0x041e,
            &[&[164, 0, format.len() as u8, 0, 0][..], format.as_bytes()].concat(),
        );
        add(&mut stream, 0x00e0, &[0, 0, 0, 0]);
        add(&mut stream, 0x00e0, &[0, 0, 164, 0]);
        add(
            &mut stream,
            0x0085,
            &[&place.to_le_bytes()[..], &[1, 0, 3, 1], &wide("سري")].concat(),
        );
        add(
            &mut stream,
            0x00fc,
            &[&[1, 0, 0, 0, 1, 0, 0, 0, 6, 0, 1][..], &wide("سام")].concat(),
        );
        add(&mut stream, 0x003c, &[0, b'a', b'b', b'c']);
        add(&mut stream, 0x000a, &[]);
        stream
    };
    let mut stream = globals(globals(0).len() as u32);
    add(&mut stream, 0x0809, &begin(0x10));
    add(&mut stream, 0x00fd, &[0; 10]);
    add(
        &mut stream,
        0x0203,
        &[&[0, 0, 1, 0, 1, 0][..], &1599.99f64.to_le_bytes()].concat(),
    );
    add(
        &mut stream,
        0x027e,
        &[&[1, 0, 0, 0, 0, 0][..], &(7u32 << 2 | 2).to_le_bytes()].concat(),
    );
    add(&mut stream, 0x000a, &[]);
    compound(&[("/Workbook", &stream)])
}

#[test]
fn an_old_workbook_is_read_with_its_formats_and_hidden_sheets() {
    let (reading, _) = read(&xls(false), "a.xls");
    assert_eq!(reading.pages[0].text, "سامabc\t$1,599.99\n7");
    assert_eq!(reading.pages[0].label.as_deref(), Some("سري"));
    assert!(
        reading
            .warnings
            .iter()
            .any(|w| w.contains("`سري` is hidden"))
    );
}

#[test]
fn an_encrypted_old_workbook_is_called_encrypted() {
    assert_eq!(read(&xls(true), "a.xls").0.state, ItemState::Encrypted);
}

#[test]
fn comments_hidden_text_and_sessions_of_a_text_document_are_told() {
    let file = package(&[
        TYPES,
        (
            "word/document.xml",
            &format!(
                "<w:document {W}><w:body><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>shown </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>سر</w:t></w:r></w:p><w:p><w:moveFrom w:author='خالد'><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:moveTo w:author='خالد'><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/comments.xml",
            &format!(
                "<w:comments {W}><w:comment w:id='0' w:author='ليلى' w:date='2014-01-01T00:00:00Z'><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        ),
        (
            "word/settings.xml",
            &format!(
                "<w:settings {W}><w:rsids><w:rsidRoot w:val='00AB12CD'/><w:rsid w:val='00AB12CD'/><w:rsid w:val='00FF0011'/></w:rsids></w:settings>"
            ),
        ),
    ]);
    let (reading, _) = read(&file, "a.docx");
    assert_eq!(
        reading.text(),
        "shown سر\n[hidden: سر]\nmoved\n[moved from here by خالد: moved]\n[inserted by خالد: moved]\n[comment by ليلى 2014-01-01T00:00:00Z] why?"
    );
    assert_eq!(reading.metadata["office.rsids"], ["00AB12CD 00FF0011"]);
    assert_eq!(reading.metadata["office.comment.author"], ["ليلى"]);
}

fn one_sheet(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        TYPES,
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='t/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

#[test]
fn cells_keep_their_places_and_comments_name_theirs() {
    let sheet = "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='2' hidden='1'><c r='B2'><v>5</v></c><c r='D2' t='str'><v>x</v></c></row><row r='900'><c r='A900'><v>0.1</v></c></row></sheetData></worksheet>";
    let file = one_sheet(
        sheet,
        &[
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships><Relationship Id='c' Type='t/comments' Target='../comments1.xml'/></Relationships>",
            ),
            (
                "xl/comments1.xml",
                "<comments><authors><author>ليلى</author></authors><commentList><comment ref='B2' authorId='0'><text><r><t>why?</t></r></text></comment></commentList></comments>",
            ),
        ],
    );
    let (reading, _) = read(&file, "a.xlsx");
    assert_eq!(
        reading.pages[0].text,
        "\n\t5\t\tx\n[row 900]\n0.1\n[comment on B2 by ليلى] why?"
    );
    assert_eq!(reading.metadata["office.hidden_rows"], ["S: 2"]);
    assert_eq!(reading.metadata["office.hidden_columns"], ["S: B-C"]);
}

#[test]
fn rows_that_only_a_summary_or_a_link_keeps_are_not_lost() {
    let file = one_sheet(
        "<worksheet><sheetData/></worksheet>",
        &[
            (
                "xl/pivotCache/pivotCacheDefinition1.xml",
                "<pivotCacheDefinition><cacheFields><cacheField name='Name'><sharedItems><s v='سامر'/></sharedItems></cacheField><cacheField name='Sum'><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>",
            ),
            (
                "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels",
                "<Relationships><Relationship Id='r' Type='t/pivotCacheRecords' Target='pivotCacheRecords1.xml'/></Relationships>",
            ),
            (
                "xl/pivotCache/pivotCacheRecords1.xml",
                "<pivotCacheRecords><r><x v='0'/><n v='7'/></r></pivotCacheRecords>",
            ),
            (
                "xl/externalLinks/externalLink1.xml",
                "<externalLink><externalBook><sheetNames><sheetName val='Far'/></sheetNames><sheetDataSet><sheetData sheetId='0'><row r='1'><cell r='B1' t='str'><v>kept</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
            ),
        ],
    );
    let (reading, _) = read(&file, "a.xlsx");
    let texts: Vec<&str> = reading.pages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, ["", "Far\n\tkept", "Name\tSum\nسامر\t7"]);
}

#[test]
fn a_workbook_in_binary_parts_is_read() {
    fn add(part: &mut Vec<u8>, kind: u16, body: &[u8]) {
        if kind > 127 {
            part.push(kind as u8 | 0x80);
            part.push((kind >> 7) as u8);
        } else {
            part.push(kind as u8);
        }
        part.push(body.len() as u8);
        part.extend_from_slice(body);
    }
    let text = |text: &str| {
        let mut out = (text.encode_utf16().count() as u32).to_le_bytes().to_vec();
        out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        out
    };
    let mut book = Vec::new();
    add(
        &mut book,
        156,
        &[&[2, 0, 0, 0, 1, 0, 0, 0][..], &text("rId1"), &text("سري")].concat(),
    );
    let mut sheet = Vec::new();
    let mut row = vec![0u8; 25];
    (row[0], row[11]) = (1, 0x10);
    add(&mut sheet, 0, &row);
    add(
        &mut sheet,
        6,
        &[&[1, 0, 0, 0, 0, 0, 0, 0][..], &text("خلية")].concat(),
    );
    add(
        &mut sheet,
        5,
        &[&[2, 0, 0, 0, 0, 0, 0, 0][..], &1.5f64.to_le_bytes()].concat(),
    );
    let file = crate::readers::stored_zip(&[
        (b"[Content_Types].xml", 0, b"<Types/>"),
        (b"xl/workbook.bin", 0, &book),
        (
            b"xl/_rels/workbook.bin.rels",
            0,
            b"<Relationships><Relationship Id='rId1' Type='t/worksheet' Target='worksheets/sheet1.bin'/></Relationships>",
        ),
        (b"xl/worksheets/sheet1.bin", 0, &sheet),
    ]);
    let (reading, _) = read(&file, "a.xlsb");
    assert_eq!(reading.pages[0].text, "\n\tخلية\t1.5");
    assert_eq!(reading.metadata["office.very_hidden_sheet"], ["سري"]);
    assert_eq!(reading.metadata["office.hidden_rows"], ["سري: 2"]);
}
