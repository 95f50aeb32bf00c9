//! Pages that are read optically, through a real child and the real tesseract.

use super::child::{file, read, reader, settings};
use super::pdf::one_page;
use domain::{ItemState, ReadingQuality};
use extract::{
    Drawing, Limits, OcrChoice, Page, Probe, ReadFault, ReadOptions, Reader, ReaderSettings,
    Reading, TextSource, grade,
};
use image::GrayImage;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const LINES: [&str; 12] = [
    "The branch received the letter on the same morning",
    "and the clerk entered it into the register of the year.",
    "Two guards brought the prisoner to the second floor,",
    "where the officer on duty wrote the first statement.",
    "He was asked about his brother and about the shop,",
    "and he answered that both had left before the summer.",
    "The statement was read to him and he signed each sheet.",
    "A copy was sent to the archive and another one was kept.",
    "The commander ordered that the file be opened again,",
    "because the date on the cover did not agree with it.",
    "Nobody remembered who had written the number by hand,",
    "and the matter was closed without any further remark.",
];

fn is_here() -> bool {
    let here = ["/usr/bin/tesseract", "/usr/bin/pdftoppm"]
        .iter()
        .all(|program| Path::new(program).exists())
        && model().is_some();
    if !here {
        println!("skipped: tesseract with the language eng or poppler-utils is not installed");
    }
    here
}

/// The model of English that came with the program.
fn model() -> Option<std::path::PathBuf> {
    let folders = std::fs::read_dir("/usr/share/tesseract-ocr").ok()?;
    folders
        .flatten()
        .map(|folder| folder.path().join("tessdata/eng.traineddata"))
        .find(|file| file.exists())
}

fn english() -> ReadOptions {
    ReadOptions {
        ocr_languages: vec!["eng".to_owned()],
        ..ReadOptions::default()
    }
}

/// A sheet with these lines, as a scanner sees it.
fn sheet(lines: &[&str]) -> GrayImage {
    let mut content = String::from("BT /F1 15 Tf 60 760 Td 24 TL ");
    for line in lines {
        let _ = write!(content, "({line}) Tj T* ");
    }
    content.push_str("ET");
    let png = reader()
        .render(&file(&one_page(&content)), &Drawing::page(1, 1_700))
        .unwrap();
    image::load_from_memory(&png).unwrap().into_luma8()
}

/// A PDF of scans, each with signs drawn over it.
fn scans(pages: &[(&GrayImage, &str)]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", 4 + 3 * n))
        .collect();
    objects.push(
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            kids.join(" ")
        )
        .into_bytes(),
    );
    objects.push(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    );
    for (n, (picture, signs)) in pages.iter().enumerate() {
        let first = 4 + 3 * n;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /S {} 0 R >> >> >>",
                first + 1,
                first + 2
            )
            .into_bytes(),
        );
        let content: Vec<u8> = format!("q 595 0 0 842 0 0 cm /S Do Q {signs}")
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        objects.push(stream("", &content));
        let (width, height) = picture.dimensions();
        let head = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
        );
        objects.push(stream(&head, picture.as_raw()));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    bytes
}

fn stream(keys: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {keys} /Length {} >>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

fn only(reading: &Reading) -> &Page {
    assert_eq!(reading.pages.len(), 1, "{reading:?}");
    &reading.pages[0]
}

fn choice(page: &Page) -> &str {
    page.choice.as_deref().unwrap_or_default()
}

#[test]
fn a_scan_is_read_optically_and_names_program_model_and_choice() {
    if !is_here() {
        return;
    }
    let bytes = scans(&[(&sheet(&LINES), "")]);
    let reading = read(&mut reader(), &bytes, "a.pdf", &english());
    let page = only(&reading);
    assert_eq!(
        (reading.state, page.source),
        (ItemState::Read, TextSource::Ocr),
        "{reading:?}"
    );
    assert!(page.text.contains("register of the year"), "{}", page.text);
    assert!(
        choice(page).starts_with("it has no text layer; it was read optically"),
        "{page:?}"
    );
    assert!(page.others.is_empty() && page.quality.is_some_and(|quality| quality > 0.9));
    assert_eq!(grade::of_page(page), Some(ReadingQuality::Good), "{page:?}");
    let model_tool = reading
        .tools
        .iter()
        .find(|tool| tool.name == "tesseract model eng");
    let digest = sha256(&std::fs::read(model().unwrap()).unwrap());
    assert_eq!(model_tool.unwrap().version, digest);
    assert!(reading.tools.iter().any(|tool| tool.name == "tesseract"));
}

/// By another program, so that the digest is not held against itself.
fn sha256(bytes: &[u8]) -> String {
    use std::io::Write;
    let mut child = std::process::Command::new("sha256sum")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let out = child.wait_with_output().unwrap().stdout;
    String::from_utf8(out).unwrap()[..64].to_owned()
}

#[test]
fn what_a_scanner_stamps_onto_a_scan_is_kept_and_is_not_the_page() {
    if !is_here() {
        return;
    }
    let stamp = "BT /F1 8 Tf 60 20 Td (Scanned with Quick Scanner, page 3 of 12) Tj ET";
    let bytes = scans(&[(&sheet(&LINES), stamp)]);
    let reading = read(&mut reader(), &bytes, "a.pdf", &english());
    let page = only(&reading);
    assert_eq!(page.source, TextSource::Ocr, "{page:?}");
    assert!(page.text.contains("opened again"), "{}", page.text);
    assert!(page.others.iter().any(|other| {
        other.source == TextSource::Layer && other.text.contains("Quick Scanner, page 3 of 12")
    }));
    assert!(choice(page).contains("a few signs only"), "{page:?}");
}

#[test]
fn a_layer_without_ink_over_a_scan_is_followed_only_where_it_reads_well() {
    if !is_here() {
        return;
    }
    let picture = sheet(&LINES);
    let layer = |line: &str| {
        let mut signs = String::from("BT 3 Tr /F1 15 Tf 60 760 Td 24 TL ");
        for _ in 0..12 {
            let _ = write!(signs, "({line}) Tj T* ");
        }
        signs.push_str("ET");
        let bytes = scans(&[(&picture, signs.as_str())]);
        read(&mut reader(), &bytes, "a.pdf", &english())
    };
    // Arabic that some program took for text of another code page.
    let bad = layer("ÇáÊÞÑíÑ Çáíæãí Åáì ÇáÓíÏ ÑÆíÓ ÇáÝÑÚ");
    let page = only(&bad);
    assert_eq!(page.source, TextSource::Ocr, "{page:?}");
    assert!(page.text.contains("opened again"), "{}", page.text);
    assert!(page.others[0].text.contains("ÇáÝÑÚ"), "{page:?}");
    assert!(choice(page).contains("reads badly"), "{page:?}");
    assert!(
        bad.warnings
            .iter()
            .any(|words| words.contains("the text layer of page 1 reads badly"))
    );
    let good = layer("Two guards brought the prisoner to the second floor");
    let page = only(&good);
    assert_eq!(
        (page.source, &page.choice),
        (TextSource::Layer, &None),
        "{page:?}"
    );
    assert!(
        good.tools.iter().all(|tool| tool.name != "tesseract"),
        "{:?}",
        good.tools
    );
}

#[test]
fn a_page_on_which_nothing_could_be_read_says_so() {
    if !is_here() {
        return;
    }
    let blank = GrayImage::from_pixel(800, 1_100, image::Luma([250]));
    let reading = read(&mut reader(), &scans(&[(&blank, "")]), "a.pdf", &english());
    let page = only(&reading);
    assert_eq!(
        (reading.state, page.source),
        (ItemState::NoText, TextSource::None),
        "{page:?}"
    );
    assert!(reading.reason.is_some());
    assert!(
        choice(page).contains("optical reading found nothing"),
        "{page:?}"
    );
    assert_eq!(grade::of_page(page), Some(ReadingQuality::NotRead));
    // Beside a page that was read it is not lost either.
    let both = scans(&[(&sheet(&LINES), ""), (&blank, "")]);
    let reading = read(&mut reader(), &both, "a.pdf", &english());
    assert_eq!(reading.state, ItemState::Read);
    assert!(
        choice(&reading.pages[1]).contains("found nothing"),
        "{reading:?}"
    );
    let never = ReadOptions {
        ocr: OcrChoice::Never,
        ..english()
    };
    let reading = read(&mut reader(), &both, "a.pdf", &never);
    assert_eq!(reading.state, ItemState::NoText);
    assert!(
        reading
            .pages
            .iter()
            .all(|page| choice(page).contains("not asked for"))
    );
}

fn png(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn pages_left_for_later_wait_and_say_so_and_nothing_else_is_another() {
    if !is_here() {
        return;
    }
    let later = ReadOptions {
        ocr_later: true,
        ..english()
    };
    let picture = sheet(&LINES);
    let mut reader = reader();
    for (bytes, name, looks) in [
        (scans(&[(&picture, ""), (&picture, "")]), "a.pdf", None),
        (png(&picture), "a.png", Some("paper")),
    ] {
        let reading = read(&mut reader, &bytes, name, &later);
        assert_eq!(reading.state, ItemState::ReadInPart, "{reading:?}");
        assert!(
            reading
                .reason
                .as_deref()
                .unwrap()
                .contains("to be read optically")
        );
        assert!(
            reading
                .pages
                .iter()
                .all(|page| page.waits && choice(page).contains("waits"))
        );
        assert!(reading.tools.iter().all(|tool| tool.name != "tesseract"));
        assert_eq!(later.shaping(&reading).version(), later.version());
        assert_ne!(later.version(), english().version());
        let account = extract::Account::of(&reading);
        assert_eq!(account.waiting_pages as usize, reading.pages.len());
        assert_eq!(account.looks.as_deref(), looks);
    }
    assert_eq!(reader.optical_ms(), 0, "nothing was read optically");
    // What needs no optical reading is the same reading, byte for byte.
    for (bytes, name) in [
        (
            one_page("BT /F1 24 Tf 72 700 Td (Report number 17) Tj ET"),
            "a.pdf",
        ),
        (
            png(&GrayImage::from_pixel(300, 300, image::Luma([90]))),
            "a.png",
        ),
    ] {
        let at_once = read(&mut reader, &bytes, name, &english());
        let left = read(&mut reader, &bytes, name, &later);
        assert_eq!(
            serde_json::to_vec(&at_once).unwrap(),
            serde_json::to_vec(&left).unwrap()
        );
        assert_eq!(later.shaping(&left).version(), english().version());
    }
    read(&mut reader, &png(&picture), "a.png", &english());
    assert!(reader.optical_ms() > 50, "{}", reader.optical_ms());
}

#[test]
fn writing_that_could_not_be_read_with_confidence_is_kept_beside_the_picture() {
    if !is_here() {
        return;
    }
    // Lines of signs that are no letters of any script.
    let picture = GrayImage::from_fn(900, 900, |x, y| {
        let inside = y % 60 < 26 && (60..840).contains(&x) && (60..840).contains(&y);
        let sign = (x / 26 * 7 + y / 60 * 3) % 5;
        let drawn = x % 26 < 17 && (x % 26 + y % 60 * sign) % 9 < 4;
        image::Luma([if inside && drawn { 20 } else { 240 }])
    });
    let reading = read(&mut reader(), &png(&picture), "a.png", &english());
    let page = only(&reading);
    if reading.state == ItemState::NoText {
        assert!(!choice(page).is_empty() && page.text.is_empty(), "{page:?}");
        assert_eq!(grade::of_page(page), Some(ReadingQuality::NotRead));
    } else {
        assert!(choice(page).contains("% confidence"), "{page:?}");
    }
}

/// A folder that readers without rights may read, with this in place of the model of English.
fn models(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::write(folder.path().join("eng.traineddata"), bytes).unwrap();
    folder
}

#[test]
fn models_of_the_user_are_used_named_and_nothing_beside_them_is_opened() {
    if !is_here() {
        return;
    }
    let folder = models(&std::fs::read(model().unwrap()).unwrap());
    let with = |folder: &Path| ReaderSettings {
        ocr_models: Some(folder.to_owned()),
        ..settings(Limits::default())
    };
    let mut reader = Reader::start(&with(folder.path())).unwrap();
    let programs = reader.programs_for(&["eng".to_owned()]).unwrap();
    let tesseract = programs
        .iter()
        .find(|program| program.name == "tesseract")
        .unwrap();
    assert_eq!(
        tesseract.languages,
        ["eng"],
        "those of the folder and no others"
    );
    let reading = read(&mut reader, &png(&sheet(&LINES)), "a.png", &english());
    assert!(only(&reading).text.contains("opened again"), "{reading:?}");
    let used = reading
        .tools
        .iter()
        .find(|tool| tool.name == "tesseract model eng");
    assert_eq!(used.unwrap().version, tesseract.models["eng"]);
    // The fence is open for this folder, to be looked at, and for nothing else.
    for probe in [Probe::OpenFile, Probe::WriteFile, Probe::Connect] {
        assert!(reader.probe(probe).unwrap().refused, "{probe:?}");
    }
    let missing = Reader::start(&with(folder.path()))
        .unwrap()
        .programs_for(&["eng".to_owned(), "fra".to_owned()])
        .unwrap_err();
    let ReadFault::ModelMissing {
        language, there, ..
    } = &missing
    else {
        panic!("{missing:?}")
    };
    assert_eq!((language.as_str(), there.as_str()), ("fra", "eng"));
    assert!(
        missing
            .to_string()
            .contains(folder.path().to_str().unwrap())
    );
}

/// A TIFF of several pages without packing.
fn tiff(picture: &GrayImage, pages: usize) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let mut bytes = b"II*\0".to_vec();
    bytes.extend(8u32.to_le_bytes());
    for page in 0..pages {
        let start = u32::try_from(bytes.len()).unwrap();
        let pixels = start + 2 + 9 * 12 + 4;
        let next = pixels + width * height;
        let long = |tag: u16, value: u32| (tag, 4u16, value);
        let entries = [
            long(256, width),
            long(257, height),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            long(273, pixels),
            (277, 3, 1),
            long(278, height),
            long(279, width * height),
        ];
        bytes.extend(9u16.to_le_bytes());
        for (tag, kind, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(1u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        let last = page + 1 == pages;
        bytes.extend((if last { 0 } else { next }).to_le_bytes());
        bytes.extend(picture.as_raw());
    }
    bytes
}

#[test]
fn one_page_at_a_time_is_held_in_memory_however_many_there_are() {
    if !is_here() {
        return;
    }
    let picture = sheet(&LINES[..2]);
    let peak = |bytes: &[u8], name: &str, pages: usize| {
        let mut reader = reader();
        let reading = read(&mut reader, bytes, name, &english());
        assert_eq!(reading.pages.len(), pages, "{reading:?}");
        assert!(
            reading
                .pages
                .iter()
                .all(|page| page.source == TextSource::Ocr)
        );
        // The file itself is mapped: its pages are counted as long as nobody else wants the room.
        reader
            .peak_memory()
            .unwrap()
            .child_bytes
            .saturating_sub(bytes.len() as u64)
    };
    // A page at work takes ten times the room of its picture, and what was given back is not used
    // again in full. Ten more pages kept would be several times as much.
    let most = |few: u64| few / 2;
    let few = peak(&tiff(&picture, 2), "a.tif", 2);
    let many = peak(&tiff(&picture, 12), "a.tif", 12);
    assert!(many < few + most(few), "{few} {many}");
    let one = (&picture, "");
    let few = peak(&scans(&[one; 2]), "a.pdf", 2);
    let many = peak(&scans(&[one; 12]), "a.pdf", 12);
    // A PDF is held as objects, its packed pictures among them.
    assert!(
        many < few + most(few) + 12 * picture.as_raw().len() as u64,
        "{few} {many}"
    );
}
