//! Made bombs, each through a real child: every one ends with a reason of its own, none takes the
//! memory of the machine, and the child that met it reads the next file.

use super::child::{file, reader, settings};
use super::readers::{package, stored_zip};
use domain::ItemState;
use extract::{
    FormatFault, Limits, MemberHead, MemberProblem, MemberSink, OcrChoice, ReadOptions, Reader,
    Reading,
};
use std::io::Write;
use std::time::{Duration, Instant};

const GIB: u64 = 1 << 30;

/// Keeps what is said of members, not their bytes.
#[derive(Default)]
struct Told {
    names: Vec<String>,
    problems: Vec<MemberProblem>,
    /// What lies at the bottom was handed over, to be read as a file of its own.
    bottom: bool,
}

impl MemberSink for Told {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        self.names.push(head.shown);
        self.problems.extend(head.problem);
        Ok(())
    }
    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        self.bottom |= bytes.windows(6).any(|word| word == b"bottom");
        Ok(())
    }
    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        self.problems.extend(problem);
        Ok(())
    }
}

/// What is promised of a bomb: its words stand in the reason, a warning or the problem of a member.
/// Of one that only nests it is enough that what lies at its bottom was read.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    words: &'static str,
}

fn options(limits: Limits) -> ReadOptions {
    ReadOptions {
        ocr: OcrChoice::Never,
        limits,
        ..ReadOptions::default()
    }
}

fn said(reading: &Reading, told: &Told) -> String {
    let mut said = reading.reason.clone().unwrap_or_default();
    for warning in &reading.warnings {
        said += "\n";
        said += warning;
    }
    for problem in &told.problems {
        said += "\n";
        said += &problem.reason;
    }
    said
}

fn own_peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.unwrap().split_whitespace().nth(1).unwrap();
    number.parse::<u64>().unwrap() * 1024
}

/// Reads the bombs one after the other with one child each.
fn check(cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for case in cases {
        let mut reader: Reader = reader();
        let child = reader.child_id();
        let mut told = Told::default();
        let begun = Instant::now();
        let reading = reader
            .read(
                &file(&case.bytes),
                case.name.as_bytes(),
                &options(Limits::default()),
                &mut told,
            )
            .unwrap();
        let spent = begun.elapsed();
        let peak = (reader.child_id() == child).then(|| reader.peak_memory().unwrap());
        let said = said(&reading, &told);
        println!(
            "{:22} {:13} {:>6} ms, peak {} MiB, text {}, members {}: {}",
            case.name,
            format!("{:?}", reading.state),
            spent.as_millis(),
            peak.map_or(0, |peak| peak.child_bytes.max(peak.program_bytes) >> 20),
            reading.text().len(),
            told.names.len(),
            said.lines().next().unwrap_or_default()
        );
        let name = case.name;
        let bottom = case.words == "nest" && (told.bottom || reading.text().contains("bottom"));
        if !said.contains(case.words) && !bottom {
            wrong.push(format!("{name}: `{}` is not said in `{said}`", case.words));
        }
        match peak {
            None => wrong.push(format!("{name}: the child was lost")),
            Some(peak) if peak.child_bytes >= GIB || peak.program_bytes >= GIB => {
                wrong.push(format!("{name}: {peak:?}"));
            }
            Some(_) => {}
        }
        if spent > Duration::from_secs(30) {
            wrong.push(format!("{name}: {spent:?}"));
        }
        let next = reader
            .read(
                &file(b"some text"),
                b"a.txt",
                &options(Limits::default()),
                &mut Told::default(),
            )
            .unwrap();
        assert_eq!(next.state, ItemState::Read, "after {name}");
    }
    assert!(
        own_peak_bytes() < GIB,
        "the parent took {}",
        own_peak_bytes()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn case(name: &'static str, bytes: Vec<u8>, words: &'static str) -> Case {
    Case { name, bytes, words }
}

/// Zeros packed by a writer, as many MiB as told.
fn zeros(mut into: impl Write, mib: usize) {
    let piece = vec![0u8; 1 << 20];
    for _ in 0..mib {
        into.write_all(&piece).unwrap();
    }
}

fn gzip(mib: usize) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    zeros(&mut out, mib);
    out.finish().unwrap()
}

fn deflated_zip(mib: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("zeros.bin", zip::write::SimpleFileOptions::default())
        .unwrap();
    zeros(&mut zip, mib);
    zip.finish().unwrap().into_inner()
}

#[test]
fn archives_that_grow_without_end() {
    let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    zeros(&mut bzip, 48);
    let mut zstd = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    zeros(&mut zstd, 256);
    let empty: Vec<(Vec<u8>, u16, &[u8])> = (0..100_050u32)
        .map(|n| (n.to_string().into_bytes(), 0, b"".as_slice()))
        .collect();
    let empty: Vec<(&[u8], u16, &[u8])> = empty
        .iter()
        .map(|(name, flags, bytes)| (name.as_slice(), *flags, *bytes))
        .collect();
    check(vec![
        case("ratio.zip", deflated_zip(256), "limit `ratio` of 200"),
        case("endless.gz", gzip(256), "limit `ratio` of 200"),
        case(
            "endless.bz2",
            bzip.finish().unwrap(),
            "limit `ratio` of 200",
        ),
        case(
            "endless.zst",
            zstd.finish().unwrap(),
            "limit `ratio` of 200",
        ),
        case("many.zip", stored_zip(&empty), "limit `members` of 100000"),
    ]);
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut sum = flate2::Crc::new();
    sum.update(&chunk);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(chunk);
    bytes.extend(sum.sum().to_be_bytes());
    bytes.extend(b"\0\0\0\x04IDAT\0\0\0\0\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    bytes
}

fn tiff(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x05\0".to_vec();
    for (tag, value) in [(256u16, width), (257, height), (258, 8), (262, 1), (273, 8)] {
        bytes.extend(tag.to_le_bytes());
        bytes.extend([4, 0, 1, 0, 0, 0]);
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

#[test]
fn pictures_of_absurd_size() {
    let mut gif = b"GIF89a\xFF\xFF\xFF\xFF\0\0\0".to_vec();
    gif.extend(b",\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02L\x01\0;");
    let mut bmp = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bmp.extend(60_000u32.to_le_bytes());
    bmp.extend(60_000u32.to_le_bytes());
    bmp.extend([1, 0, 24, 0]);
    bmp.extend([0; 40]);
    let mut jpeg =
        b"\xFF\xD8\xFF\xC0\0\x11\x08\xFF\xDC\xFF\xDC\x03\x01\x11\0\x02\x11\0\x03\x11\0".to_vec();
    jpeg.extend(b"\xFF\xDA\0\x0C\x03\x01\0\x02\0\x03\0\0\x3F\0\0\xFF\xD9");
    check(vec![
        case(
            "two-to-31.png",
            png(0x7FFF_FFFF, 0x7FFF_FFFF),
            "limit `pixels` of 100000000",
        ),
        case(
            "large.png",
            png(20_000, 20_000),
            "limit `pixels` of 100000000",
        ),
        case(
            "two-to-31.tif",
            tiff(0x7FFF_FFFF, 0x7FFF_FFFF),
            "limit `pixels` of 100000000",
        ),
        case("large.gif", gif, "limit `pixels` of 100000000"),
        case("large.bmp", bmp, "limit `pixels` of 100000000"),
        case("large.jpg", jpeg, "limit `pixels` of 100000000"),
    ]);
}

/// A PDF of these objects, the first of them its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", n + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!(
            "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    bytes
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

#[test]
fn pdf_files_that_grow_or_go_in_circles() {
    let text = |text: &str| text.as_bytes().to_vec();
    let mut twice = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zeros(&mut twice, 256);
    let once = twice.finish().unwrap();
    let mut outer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    outer.write_all(&once).unwrap();
    let outer = outer.finish().unwrap();
    let catalog = text("<</Type/Catalog/Pages 2 0 R>>");
    let one = text("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    let page = text("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>");
    let mut many = vec![catalog.clone()];
    let kids: String = (3..20_053).map(|n| format!("{n} 0 R ")).collect();
    many.push(text(&format!("<</Type/Pages/Kids[{kids}]/Count 20050>>")));
    let blank = text("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>");
    many.resize(20_052, blank);
    check(vec![
        case(
            "flate.pdf",
            pdf(&[
                catalog.clone(),
                one.clone(),
                page,
                stream("/Filter[/FlateDecode/FlateDecode]", &outer),
            ]),
            "unpacks to more than 64 MiB",
        ),
        case(
            "circle.pdf",
            pdf(&[catalog.clone(), text("<</Type/Pages/Kids[2 0 R]/Count 9>>")]),
            "",
        ),
        case("pages.pdf", pdf(&many), "limit `pages` of 20000"),
    ]);
}

#[test]
fn markup_that_nests_or_multiplies() {
    let laughs = {
        let mut doctype = "<!DOCTYPE x [<!ENTITY a0 \"ha\">".to_owned();
        for n in 1..12 {
            doctype += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
        }
        format!("<?xml version='1.0'?>{doctype}]><x>&a11;</x>")
    };
    let document = |body: &str| {
        package(&[
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/document.xml",
                &format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"),
            ),
        ])
    };
    let laughing = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &laughs),
    ]);
    let mut mail = "From: a@example.org\r\nSubject: x\r\n".to_owned();
    for n in 0..20_000 {
        mail += &format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n");
    }
    mail += "Content-Type: text/plain\r\n\r\nbottom\r\n";
    check(vec![
        case("laughs.xml", laughs.clone().into_bytes(), "entit"),
        case("laughs.docx", laughing, "entit"),
        case(
            "outside.xml",
            b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>".to_vec(),
            "external",
        ),
        case(
            "deep.json",
            format!("{}\"bottom\"", "[".repeat(1_000_000)).into_bytes(),
            "nest",
        ),
        case(
            "deep.html",
            format!("{}bottom", "<div>".repeat(300_000)).into_bytes(),
            "nest",
        ),
        case(
            "deep.xml",
            format!("<?xml version='1.0'?>{}bottom", "<a>".repeat(300_000)).into_bytes(),
            "nest",
        ),
        case(
            "deep.rtf",
            format!("{{\\rtf1 {} bottom", "{".repeat(1_000_000)).into_bytes(),
            "nest",
        ),
        case(
            "deep.docx",
            document(&format!(
                "{}<w:p><w:r><w:t>bottom</w:t></w:r></w:p>",
                "<w:tbl><w:tr><w:tc>".repeat(100_000)
            )),
            "nest",
        ),
        case("deep.eml", mail.into_bytes(), "nest"),
    ]);
}

#[test]
fn sheets_that_state_more_cells_than_they_hold() {
    let book = "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>";
    let links = "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>";
    let sheet = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData></worksheet>";
    let repeated = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet><table:table table:name='a'><table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p>cell</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    check(vec![
        case(
            "wide.xlsx",
            package(&[
                ("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", book),
                ("xl/_rels/workbook.xml.rels", links),
                ("xl/worksheets/sheet1.xml", sheet),
            ]),
            "",
        ),
        case(
            "repeated.ods",
            package(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", repeated),
            ]),
            "",
        ),
    ]);
}

#[test]
fn names_links_and_files_of_two_kinds() {
    let names = stored_zip(&[
        (b"a\0b\nc.txt", 0, b"one"),
        (b"../../../etc/cron.d/x", 0, b"two"),
        (b"/etc/passwd", 0, b"three"),
    ]);
    let mut tar = tar::Builder::new(Vec::new());
    let mut head = tar::Header::new_ustar();
    head.set_entry_type(tar::EntryType::Symlink);
    head.set_size(0);
    head.set_mode(0o777);
    tar.append_link(&mut head, "link", "/etc/passwd").unwrap();
    let links = tar.into_inner().unwrap();
    let mut both = png(4, 4);
    both.extend(stored_zip(&[(b"inside.txt", 0, b"hidden")]));
    check(vec![
        case("names.zip", names, "point outside"),
        case("link.tar", links, "link"),
        case("both.png", both, "two at once"),
    ]);
}

#[test]
fn containers_within_containers_end_at_their_depth() {
    use extract::jsonl::{JsonlSettings, extract};
    let mut bytes = b"the end".to_vec();
    let mut name = "end.txt".to_owned();
    for n in 0..14 {
        bytes = stored_zip(&[(name.as_bytes(), 0, &bytes)]);
        name = format!("{n}.zip");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep.zip");
    std::fs::write(&path, bytes).unwrap();
    let mut out = Vec::new();
    let settings = JsonlSettings {
        reader: settings(Limits::default()),
        options: options(Limits::default()),
        workers: 1,
    };
    extract(&settings, &[path], &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("limit `depth` of 8"), "{text}");
    assert!(own_peak_bytes() < GIB);
}

/// An old workbook whose directory of streams is a chain that runs into itself.
fn circling_workbook() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream("/Workbook").unwrap();
    stream.write_all(&[9; 9_000]).unwrap();
    drop(stream);
    file.flush().unwrap();
    let mut bytes = file.into_inner().into_inner();
    let four = |at: usize, bytes: &[u8]| {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    };
    let size = 1 << bytes[30];
    // [MS-CFB] 2.2: the first sector of the table of chains, and that of the directory.
    let (table, directory) = (four(76, &bytes), four(48, &bytes));
    let link = (table + 1) * size + directory * 4;
    bytes[link..link + 4].copy_from_slice(&(directory as u32).to_le_bytes());
    bytes
}

#[test]
fn an_old_workbook_whose_chains_go_in_circles() {
    check(vec![case("circle.xls", circling_workbook(), "")]);
}
