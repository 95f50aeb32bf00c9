//! Metafiles, printed pages, drawings, notebooks, files of Apple's programs.

use crate::readers::{package, read, stored_zip};
use domain::ItemState;
use extract::Reading;

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn labels(reading: &Reading) -> Vec<Option<&str>> {
    reading
        .pages
        .iter()
        .map(|page| page.label.as_deref())
        .collect()
}

fn record(kind: u32, body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    body.resize(body.len().div_ceil(4) * 4, 0);
    let mut out = kind.to_le_bytes().to_vec();
    out.extend((body.len() as u32 + 8).to_le_bytes());
    out.extend(body);
    out
}

/// A text of an enhanced metafile at a height; `options` as [MS-EMF] 2.1.11.
fn drawn(text: &str, height: i32, options: u32) -> Vec<u8> {
    placed(text, (0, height), options, 0)
}

/// The same at a place, each letter so wide; 0 leaves that out.
fn placed(text: &str, (x, y): (i32, i32), options: u32, letter: u32) -> Vec<u8> {
    let count = text.encode_utf16().count();
    let mut body = vec![0; 28];
    body.extend(x.to_le_bytes());
    body.extend(y.to_le_bytes());
    body.extend((count as u32).to_le_bytes());
    body.extend(76u32.to_le_bytes());
    body.extend(options.to_le_bytes());
    body.resize(64, 0);
    let words = wide(text);
    let places = if letter == 0 {
        0
    } else {
        76 + words.len().div_ceil(4) * 4
    };
    body.extend((places as u32).to_le_bytes());
    body.extend(words);
    if letter > 0 {
        body.resize(places - 8, 0);
        (0..count).for_each(|_| body.extend(letter.to_le_bytes()));
    }
    record(84, &body)
}

fn metafile(records: &[Vec<u8>]) -> Vec<u8> {
    let mut head = vec![0; 32];
    head.extend(b" EMF");
    head.resize(52, 0);
    let words = wide("Invented\0رسم\0\0");
    head.extend((words.len() as u32 / 2).to_le_bytes());
    head.extend(108u32.to_le_bytes());
    head.resize(100, 0);
    head.extend(words);
    [record(1, &head), records.concat(), record(14, &[0; 12])].concat()
}

#[test]
fn texts_of_a_metafile_are_lines_by_their_height() {
    let bytes = metafile(&[
        drawn("ملف", 10, 0),
        drawn("رقم ٧", 10, 0),
        drawn("second line", 40, 0),
    ]);
    let (reading, _) = read(&bytes, "a.emf");
    assert_eq!(reading.media_type, "image/emf");
    assert_eq!(reading.text(), "ملف رقم ٧\nsecond line");
    assert_eq!(reading.state, ItemState::Read);
    assert_eq!(reading.metadata["title"], ["رسم"]);
    let (cut, _) = read(&bytes[..bytes.len() - 20], "a.emf");
    assert_eq!(cut.state, ItemState::ReadInPart);
}

#[test]
fn pieces_that_touch_are_one_word() {
    let bytes = metafile(&[
        placed("wo", (0, 9), 0, 10),
        placed("rd", (20, 9), 0, 10),
        placed("next", (50, 9), 0, 10),
    ]);
    let (reading, _) = read(&bytes, "a.emf");
    assert_eq!(reading.text(), "word next");
}

#[test]
fn what_a_metafile_draws_as_shapes_is_told() {
    let bytes = metafile(&[drawn("read", 10, 0), drawn("xxxx", 10, 0x10)]);
    let (reading, _) = read(&bytes, "a.emf");
    assert_eq!(reading.text(), "read");
    assert_eq!(reading.state, ItemState::ReadInPart);
    assert!(
        reading
            .reason
            .unwrap()
            .contains("1 texts are drawn by the numbers of shapes")
    );
}

#[test]
fn printed_pages_come_in_the_order_of_their_document() {
    let page = |text: &str| {
        format!(
            "<FixedPage xmlns='http://schemas.microsoft.com/xps/2005/06'><Glyphs OriginX='1' OriginY='20' \
             FontRenderingEmSize='12' UnicodeString='{text}'/><Glyphs OriginX='60' OriginY='20' FontRenderingEmSize='12' \
             UnicodeString='{{}}{{x}}'/><Glyphs OriginX='1' OriginY='50' FontRenderingEmSize='12' UnicodeString='next'/></FixedPage>"
        )
    };
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "FixedDocSeq.fdseq",
            "<FixedDocumentSequence><DocumentReference Source='/Documents/1/FixedDoc.fdoc'/></FixedDocumentSequence>",
        ),
        (
            "Documents/1/FixedDoc.fdoc",
            "<FixedDocument><PageContent Source='Pages/2.fpage'/><PageContent Source='Pages/1.fpage'/></FixedDocument>",
        ),
        ("Documents/1/Pages/1.fpage", &page("الثانية")),
        ("Documents/1/Pages/2.fpage", &page("الأولى")),
        ("Resources/a.png", "not looked at"),
    ]);
    let (reading, members) = read(&bytes, "a.xps");
    assert_eq!(reading.media_type, "application/vnd.ms-xpsdocument");
    assert_eq!(reading.state, ItemState::Read, "{:?}", reading.warnings);
    assert_eq!(reading.pages[0].text, "الأولى {x}\nnext");
    assert_eq!(reading.pages[1].text, "الثانية {x}\nnext");
    assert_eq!(members.len(), 1);
}

#[test]
fn each_page_of_a_drawing_has_its_shapes_and_what_they_take_from_their_masters() {
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "visio/pages/pages.xml",
            "<Pages xmlns:r='r'><Page ID='0' Name='خريطة'><Rel r:id='rId1'/></Page></Pages>",
        ),
        (
            "visio/pages/_rels/pages.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='x/page' Target='page1.xml'/></Relationships>",
        ),
        (
            "visio/pages/page1.xml",
            "<PageContents><Shapes><Shape ID='1' Master='2'><Text><cp IX='0'/>الفرع <fld IX='0'>227</fld>\n</Text></Shape><Shape ID='2' Master='2'/></Shapes></PageContents>",
        ),
        (
            "visio/masters/masters.xml",
            "<Masters xmlns:r='r'><Master ID='2' Name='Box'><Rel r:id='rId1'/></Master></Masters>",
        ),
        (
            "visio/masters/_rels/masters.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='x/master' Target='master1.xml'/></Relationships>",
        ),
        (
            "visio/masters/master1.xml",
            "<MasterContents><Shapes><Shape><Text>of the master</Text></Shape></Shapes></MasterContents>",
        ),
    ]);
    let (reading, _) = read(&bytes, "a.vsdx");
    assert_eq!(labels(&reading), [Some("خريطة")]);
    assert_eq!(reading.text(), "الفرع 227\nof the master");
}

/// A list of nodes of a section, at this place of the file.
fn list(nodes: &[(u32, u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = 0xA456_7AB1_F5F7_F4C4u64.to_le_bytes().to_vec();
    out.extend([16, 0, 0, 0, 0, 0, 0, 0]);
    for (id, refers_to, body) in nodes {
        let size = body.len() as u32 + 4;
        // References of four bytes and lengths of four.
        out.extend((id | size << 10 | 1 << 23 | refers_to << 27).to_le_bytes());
        out.extend(body);
    }
    out.extend([0xFF; 8]);
    out.extend([0; 4]);
    out.extend(0x8BC2_15C3_8233_BA4Bu64.to_le_bytes());
    out
}

fn section() -> Vec<u8> {
    let reference =
        |at: usize, size: usize| [(at as u32).to_le_bytes(), (size as u32).to_le_bytes()].concat();
    let object = |properties: &[(u32, Vec<u8>)]| {
        let mut out = (1u32 << 31).to_le_bytes().to_vec();
        out.extend((properties.len() as u16).to_le_bytes());
        for (id, _) in properties {
            out.extend((7 << 26 | id).to_le_bytes());
        }
        for (_, data) in properties {
            out.extend((data.len() as u32).to_le_bytes());
            out.extend(data);
        }
        out
    };
    let mut out = vec![0; 1024];
    out[..16].copy_from_slice(&[
        0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96,
        0xD3,
    ]);
    out[48..64].copy_from_slice(&[
        0x3F, 0xDD, 0x9A, 0x10, 0x1B, 0x91, 0xF5, 0x49, 0xA5, 0xD0, 0x17, 0x91, 0xED, 0xC8, 0xAE,
        0xD8,
    ]);
    let mut place = |bytes: Vec<u8>| {
        let at = out.len();
        let size = bytes.len();
        out.extend(bytes);
        (reference(at, size), at, size)
    };
    let (first, ..) = place(object(&[(0x1CF3, wide("اجتماع")), (0x1D75, wide("سامر"))]));
    let linked = "نص الملاحظة \u{fddf}HYPERLINK \"http://example.org/\"here";
    let (second, ..) = place(object(&[(0x1C22, wide(linked))]));
    let (third, ..) = place(object(&[(0x3498, b"plain words".to_vec())]));
    let mut file = vec![
        0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E,
        0xAC,
    ];
    file.extend(9u64.to_le_bytes());
    file.extend([0; 12]);
    file.extend(b"%PDF-1.4\n");
    let (file, ..) = place(file);
    let objects =
        [first, second, third].map(|reference| (0xA4, 1, [reference, vec![0; 6]].concat()));
    let (page, ..) = place(list(&objects));
    let (files, ..) = place(list(&[(0x94, 1, [file, vec![0; 16]].concat())]));
    let (_, at, size) = place(list(&[
        (0x08, 2, [page, vec![0; 20]].concat()),
        (0x90, 2, files),
    ]));
    out[172..180].copy_from_slice(&(at as u64).to_le_bytes());
    out[180..184].copy_from_slice(&(size as u32).to_le_bytes());
    out
}

#[test]
fn a_page_of_a_notebook_has_its_title_its_texts_and_its_files() {
    let bytes = section();
    let (reading, members) = read(&bytes, "a.one");
    assert_eq!(reading.media_type, "application/onenote");
    assert_eq!(reading.state, ItemState::Read, "{:?}", reading.warnings);
    assert_eq!(labels(&reading), [Some("اجتماع")]);
    assert_eq!(
        reading.text(),
        "نص الملاحظة <http://example.org/> here\nplain words"
    );
    assert_eq!(reading.metadata["author"], ["سامر"]);
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("file-1.pdf", &b"%PDF-1.4\n"[..])
    );
    for at in (0..bytes.len()).step_by(3) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0xFF;
        read(&flipped, "a.one");
    }
}

#[test]
fn iwork_gives_title_author_paragraphs_and_cells() {
    let text = "<sl:document xmlns:sl='l' xmlns:sf='f' xmlns:sfa='a'><sf:metadata><sf:title><sf:string sfa:string='عنوان'/></sf:title>\
        <sf:authors><sf:string sfa:string='سامر'/></sf:authors></sf:metadata><sf:p>first <sf:span>words</sf:span></sf:p><sf:p>second</sf:p>\
        <sf:tabular-model sf:name='Staff'><sf:grid sf:numcols='2'/><sf:datasource><sf:t><sf:ct sfa:s='name'/></sf:t><sf:t><sf:ct sfa:s='age'/></sf:t>\
        <sf:t><sf:ct sfa:s='Samer'/></sf:t><sf:n sf:v='44.100000000000001'/><sf:pm><sf:menu-choices><sf:t sfa:ID='a'><sf:ct sfa:s='no'/></sf:t>\
        <sf:t sfa:ID='b'><sf:ct sfa:s='yes'/></sf:t></sf:menu-choices><sf:proxied-cell-ref sfa:IDREF='b'/></sf:pm><sf:d sf:cell-date='276048000'/></sf:datasource></sf:tabular-model></sl:document>";
    let bytes = stored_zip(&[
        (b"index.xml", 0, text.as_bytes()),
        (b"buildVersionHistory.plist", 0, b"x"),
        (b"QuickLook/Preview.pdf", 0, b"%PDF-1.4\n"),
    ]);
    let (reading, members) = read(&bytes, "a.pages");
    assert_eq!(reading.media_type, "application/vnd.apple.pages");
    assert_eq!(
        reading.text(),
        "first words\nsecond\nStaff\nname\tage\nSamer\t44.1\nyes\t2009-10-01"
    );
    assert_eq!(reading.metadata["title"], ["عنوان"]);
    assert_eq!(reading.metadata["author"], ["سامر"]);
    assert_eq!(members.len(), 1);
}

#[test]
fn small_pictures_that_windows_kept_come_with_names_and_dates() {
    use std::io::Write;
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let mut list = vec![16, 0, 7, 0];
    list.resize(16, 0);
    for (number, name) in [(12u32, "صورة الهوية.jpg"), (13, "gone.jpg")] {
        let mut entry = number.to_le_bytes().to_vec();
        entry.extend(((1_365_156_900u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        entry.extend(wide(name));
        entry.extend([0; 4]);
        list.extend((entry.len() as u32 + 4).to_le_bytes());
        list.extend(entry);
    }
    file.create_stream("/Catalog")
        .unwrap()
        .write_all(&list)
        .unwrap();
    let picture = [
        12u32.to_le_bytes(),
        1u32.to_le_bytes(),
        4u32.to_le_bytes(),
        [0xFF, 0xD8, 0xFF, 0xD9],
    ]
    .concat();
    file.create_stream("/21")
        .unwrap()
        .write_all(&picture)
        .unwrap();
    file.flush().unwrap();
    let (reading, members) = read(&file.into_inner().into_inner(), "Thumbs.db");
    assert_eq!(reading.media_type, "application/x-thumbs-db");
    assert!(
        reading
            .text()
            .contains("12\tصورة الهوية.jpg\t2013-04-05T10:15:00"),
        "{}",
        reading.text()
    );
    assert_eq!(members[0].shown, "صورة الهوية.jpg.thumbnail.jpg");
    assert_eq!(members[0].bytes, [0xFF, 0xD8, 0xFF, 0xD9]);
    assert!(members[1].problem.is_some());
}

#[test]
fn a_document_of_hangul_gives_its_paragraphs() {
    use std::io::Write;
    let build = |flags: u32| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        let mut head = b"HWP Document File".to_vec();
        head.resize(36, 0);
        head.extend(flags.to_le_bytes());
        head.resize(256, 0);
        file.create_stream("/FileHeader")
            .unwrap()
            .write_all(&head)
            .unwrap();
        file.create_stream("/DocInfo").unwrap();
        file.create_storage("/BodyText").unwrap();
        // A sign for a table takes eight places; a paragraph ends with 13.
        let mut words = [2u16, 1, 1, 1, 1, 1, 1, 2].map(u16::to_le_bytes).concat();
        words.extend(wide("보고서 ١٢"));
        words.extend([13, 0]);
        let mut section = (67u32 | (words.len() as u32) << 20).to_le_bytes().to_vec();
        section.extend(&words);
        let mut packed =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&section).unwrap();
        file.create_stream("/BodyText/Section0")
            .unwrap()
            .write_all(&packed.finish().unwrap())
            .unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    };
    let (reading, _) = read(&build(1), "a.hwp");
    assert_eq!(reading.media_type, "application/x-hwp");
    assert_eq!(reading.text(), "보고서 ١٢");
    let (locked, _) = read(&build(3), "a.hwp");
    assert_eq!(locked.state, ItemState::Encrypted);
}
