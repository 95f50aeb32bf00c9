//! The readers of formats, each forced on the bytes whatever they look like.

use domain::ItemState;
use extract::kind::{Family, Kind, detect};
use extract::{
    FormatFault, Limits, MemberHead, MemberProblem, MemberSink, OcrChoice, ReadOptions,
};

/// A format: how its reader is chosen, and what is put around the bytes.
pub struct Form {
    pub name: &'static str,
    media_type: &'static str,
    family: Family,
    around: Around,
}

/// What is put around the bytes.
enum Around {
    /// Nothing: they are the file.
    Nothing,
    /// The parts of a ZIP; the last one holds them.
    Zip(&'static [(&'static str, &'static str)]),
    /// A PDF: they are the content of its page.
    PdfPage,
    /// A PDF: they are the map of its font to Unicode.
    PdfMap,
}

const fn form(name: &'static str, media_type: &'static str, family: Family) -> Form {
    Form {
        name,
        media_type,
        family,
        around: Around::Nothing,
    }
}

const fn part(
    name: &'static str,
    media_type: &'static str,
    family: Family,
    around: &'static [(&'static str, &'static str)],
) -> Form {
    Form {
        name,
        media_type,
        family,
        around: Around::Zip(around),
    }
}

const fn within(name: &'static str, around: Around) -> Form {
    Form {
        name,
        media_type: "application/pdf",
        family: Family::Pdf,
        around,
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const BOOK: &str = "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>";
const BOOK_LINKS: &str = "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>";
const DECK: &str = "<presentation xmlns:r='r'><sldIdLst><sldId id='256' r:id='rId1'/></sldIdLst></presentation>";
const DECK_LINKS: &str = "<Relationships><Relationship Id='rId1' Target='slides/slide1.xml' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide'/></Relationships>";

/// Every format, by the name of its target.
pub static FORMS: [Form; 69] = [
    form("doc", "application/msword", Family::Office),
    form("xls", "application/vnd.ms-excel", Family::Office),
    form("ppt", "application/vnd.ms-powerpoint", Family::Office),
    form("compound", "application/x-cfb", Family::Office),
    form("docx", DOCX, Family::Office),
    form("xlsx", XLSX, Family::Office),
    form("pptx", PPTX, Family::Office),
    part("docx-part", DOCX, Family::Office, &[TYPES, ("word/document.xml", "")]),
    part(
        "xlsx-part",
        XLSX,
        Family::Office,
        &[
            TYPES,
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_LINKS),
            ("xl/worksheets/sheet1.xml", ""),
        ],
    ),
    part(
        "pptx-part",
        PPTX,
        Family::Office,
        &[
            TYPES,
            ("ppt/presentation.xml", DECK),
            ("ppt/_rels/presentation.xml.rels", DECK_LINKS),
            ("ppt/slides/slide1.xml", ""),
        ],
    ),
    form("odt", ODT, Family::OpenDocument),
    part("odt-part", ODT, Family::OpenDocument, &[("content.xml", "")]),
    form("rtf", "application/rtf", Family::Rtf),
    form("html", "text/html", Family::Markup),
    form("xml", "text/xml", Family::Markup),
    form("xmp", "application/rdf+xml", Family::Markup),
    form("svg", "image/svg+xml", Family::Markup),
    form("json", "application/json", Family::Markup),
    form("markdown", "text/markdown", Family::Markup),
    form("txt", "text/plain", Family::Plain),
    form("csv", "text/csv", Family::Plain),
    form("eml", "message/rfc822", Family::Mail),
    form("mbox", "application/mbox", Family::Mail),
    form("msg", "application/vnd.ms-outlook", Family::Mail),
    form("pdf", "application/pdf", Family::Pdf),
    form("jpg", "image/jpeg", Family::Picture),
    form("png", "image/png", Family::Picture),
    form("gif", "image/gif", Family::Picture),
    form("tif", "image/tiff", Family::Picture),
    form("webp", "image/webp", Family::Picture),
    form("heic", "image/heic", Family::Picture),
    form("psd", "image/vnd.adobe.photoshop", Family::Picture),
    form("jp2", "image/jp2", Family::Picture),
    form("zip", "application/zip", Family::Archive),
    form("tar", "application/x-tar", Family::Archive),
    form("gz", "application/gzip", Family::Archive),
    form("7z", "application/x-7z-compressed", Family::Archive),
    form("rar", "application/vnd.rar", Family::Archive),
    form("pst", "application/vnd.ms-outlook-pst", Family::Mail),
    form("tnef", "application/ms-tnef", Family::Mail),
    form("sqlite", "application/vnd.sqlite3", Family::Database),
    form("sqlite-log", "application/x-sqlite3-log", Family::Database),
    form("dbf", "application/dbf", Family::Database),
    form("dbf-memo", "application/x-dbf-memo", Family::Database),
    form("mdb", "application/x-msaccess", Family::Database),
    form("vcf", "text/vcard", Family::Card),
    form("ics", "text/calendar", Family::Card),
    form("mp3", "audio/mpeg", Family::Media),
    form("mov", "video/quicktime", Family::Media),
    form("wav", "audio/wav", Family::Media),
    form("mkv", "application/x-ebml", Family::Media),
    form("wma", "application/vnd.ms-asf", Family::Media),
    form("ogg", "application/ogg", Family::Media),
    form("emf", "image/emf", Family::Drawing),
    form("wmf", "image/wmf", Family::Drawing),
    form("xps", "application/vnd.ms-xpsdocument", Family::Drawing),
    form("one", "application/onenote", Family::Notebook),
    form("bplist", "application/x-bplist", Family::Apple),
    form("lnk", "application/x-ms-shortcut", Family::Shortcut),
    form("cpio", "application/x-cpio", Family::Archive),
    form("ar", "application/x-archive", Family::Archive),
    form("xz", "application/x-xz", Family::Archive),
    form("lzma", "application/x-lzma", Family::Archive),
    form("compress", "application/x-compress", Family::Archive),
    form("lz4", "application/x-lz4", Family::Archive),
    form(
        "xlsb",
        "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        Family::Office,
    ),
    within("pdf-page", Around::PdfPage),
    within("pdf-map", Around::PdfMap),
    // Whatever the content says: the telling of types as well.
    form("any", "", Family::Plain),
];

/// Small bounds, so that what grows without end is seen in seconds.
fn options() -> ReadOptions {
    ReadOptions {
        ocr: OcrChoice::Never,
        limits: Limits {
            text_bytes: 8 << 20,
            members: 2_000,
            member_bytes: 32 << 20,
            member_bytes_total: 64 << 20,
            pages: 500,
            pixels: 4_000_000,
            nesting: 10_000,
            memory_bytes: 512 << 20,
            ..Limits::default()
        },
        ..ReadOptions::default()
    }
}

/// Counts members and forgets them.
#[derive(Default)]
struct Counted {
    begun: u64,
    ended: u64,
}

impl MemberSink for Counted {
    fn begin(&mut self, _: MemberHead) -> Result<(), FormatFault> {
        self.begun += 1;
        Ok(())
    }
    fn write(&mut self, _: &[u8]) -> Result<(), FormatFault> {
        Ok(())
    }
    fn end(&mut self, _: Option<MemberProblem>) -> Result<(), FormatFault> {
        self.ended += 1;
        Ok(())
    }
}

/// Reads the bytes and holds the reading to its promises.
pub fn read(form: &Form, bytes: &[u8]) {
    let wrapped;
    let bytes = match &form.around {
        Around::Nothing => bytes,
        Around::PdfPage => {
            wrapped = pdf(bytes, MAP);
            &wrapped
        }
        Around::PdfMap => {
            wrapped = pdf(SHOWN, bytes);
            &wrapped
        }
        Around::Zip(around) => {
            let Some((last, before)) = around.split_last() else {
                return;
            };
            let mut parts: Vec<(&str, &[u8])> = before
                .iter()
                .map(|(name, text)| (*name, text.as_bytes()))
                .collect();
            parts.push((last.0, bytes));
            wrapped = stored_zip(&parts);
            &wrapped
        }
    };
    let kind = if form.media_type.is_empty() {
        detect(bytes, b"a.bin")
    } else {
        Kind {
            media_type: form.media_type.to_owned(),
            family: form.family,
            warnings: Vec::new(),
        }
    };
    let options = options();
    let once = || {
        let mut sink = Counted::default();
        let reading =
            extract::read_unfenced_as(bytes, b"a.bin", kind.clone(), &options, &mut sink)
                .expect("a file in memory");
        assert_eq!(sink.begun, sink.ended, "a member was left open");
        assert_eq!(sink.begun, reading.found_members, "members were miscounted");
        reading
    };
    let reading = once();
    assert_eq!(
        reading.state == ItemState::Read,
        reading.reason.is_none(),
        "a reason stands beside every state but `read`: {:?}",
        reading.state
    );
    let text: usize = reading.pages.iter().map(|page| page.text.len()).sum();
    assert!(text as u64 <= options.limits.text_bytes, "{text} bytes of text");
    assert!(reading.pages.len() as u64 <= options.limits.pages);
    if bytes.len() % 16 == 0 {
        let written = |reading| serde_json::to_string(reading).expect("a reading as JSON");
        assert_eq!(written(&reading), written(&once()), "two readings differ");
    }
}

const MAP: &[u8] = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <0600> endbfrange";
const SHOWN: &[u8] = b"BT /F 12 Tf 50 700 Td <000102030405060708090A0B0C0D0E0F414243> Tj ET";

/// A PDF of one page with this content and this map of its only font.
fn pdf(content: &[u8], map: &[u8]) -> Vec<u8> {
    let stream = |bytes: &[u8]| {
        let mut object = format!("<</Length {}>>stream\n", bytes.len()).into_bytes();
        object.extend(bytes);
        object.extend(b"\nendstream");
        object
    };
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>>>".to_vec(),
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Made/ToUnicode 6 0 R>>".to_vec(),
        stream(map),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 16>>stream\nBT (x) Tj ET /X Do\nendstream".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size 8/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A ZIP of unpacked members, so that changed bytes reach the reader of the part.
fn stored_zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let at = out.len() as u32;
        let mut sum = flate2::Crc::new();
        sum.update(content);
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        head.extend(sum.sum().to_le_bytes());
        head.extend((content.len() as u32).to_le_bytes());
        head.extend((content.len() as u32).to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = out.len() as u32;
    let count = (parts.len() as u16).to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
