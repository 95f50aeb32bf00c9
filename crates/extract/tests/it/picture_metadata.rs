//! What pictures say of themselves, in every place where it may stand.

use super::readers::{cp1256, read};
use domain::ItemState;
use extract::Reading;
use image::{GrayImage, ImageFormat, Luma};
use std::io::{Cursor, Write};

fn values<'a>(reading: &'a Reading, key: &str) -> Vec<&'a str> {
    let found = reading.metadata.get(key);
    found.into_iter().flatten().map(String::as_str).collect()
}

/// A small picture in this format.
fn picture(format: ImageFormat) -> Vec<u8> {
    let plain = GrayImage::from_fn(40, 30, |x, _| Luma([x as u8]));
    let mut bytes = Cursor::new(Vec::new());
    let plain = image::DynamicImage::from(plain).to_rgb8();
    plain.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

enum Value<'a> {
    Text(&'a [u8]),
    Bytes(Vec<u8>),
    Long(u32),
    Rationals(&'a [(u32, u32)]),
}

/// A directory of TIFF, low byte first, that begins at `at`.
fn directory(at: usize, entries: &[(u16, Value<'_>)], next: u32) -> Vec<u8> {
    let mut out = (entries.len() as u16).to_le_bytes().to_vec();
    let mut behind: Vec<u8> = Vec::new();
    let behind_at = at + 2 + 12 * entries.len() + 4;
    for (tag, value) in entries {
        let (kind, count, bytes) = match value {
            Value::Text(text) => (2u16, text.len() + 1, [*text, b"\0"].concat()),
            Value::Bytes(bytes) => (7, bytes.len(), bytes.clone()),
            Value::Long(number) => (4, 1, number.to_le_bytes().to_vec()),
            Value::Rationals(parts) => {
                let four = |(n, d): &(u32, u32)| [n.to_le_bytes(), d.to_le_bytes()].concat();
                (5, parts.len(), parts.iter().flat_map(four).collect())
            }
        };
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend((count as u32).to_le_bytes());
        if bytes.len() <= 4 {
            let mut inside = bytes;
            inside.resize(4, 0);
            out.extend(inside);
        } else {
            out.extend(((behind_at + behind.len()) as u32).to_le_bytes());
            behind.extend(bytes);
            behind.resize(behind.len().next_multiple_of(2), 0);
        }
    }
    out.extend(next.to_le_bytes());
    out.extend(behind);
    out
}

/// Camera, photographer in windows-1256, dates, place, a Canon note, a thumbnail.
fn note() -> Vec<u8> {
    note_beside(&picture(ImageFormat::Jpeg))
}

/// The same, with this small picture.
fn note_beside(small: &[u8]) -> Vec<u8> {
    let author = cp1256("سلمى الحداد من المكتب الصحفي");
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let main = |exif: u32, gps: u32, next: u32| {
        let entries = [
            (0x010F, Value::Text(b"Canon")),
            (0x0110, Value::Text(b"EOS Invented")),
            (0x013B, Value::Text(&author)),
            (0x0132, Value::Text(b"2013:04:08 10:00:00")),
            (0x8769, Value::Long(exif)),
            (0x8825, Value::Long(gps)),
        ];
        directory(8, &entries, next)
    };
    let exif_at = 8 + main(0, 0, 0).len();
    let exif = |note_at: usize| {
        let maker = directory(
            note_at,
            &[
                (0x0007, Value::Text(b"Firmware 1.0.2")),
                (0x0008, Value::Long(1_181_861)),
                (0x0009, Value::Text(b"Karim")),
                (0x000C, Value::Long(420_017)),
            ],
            0,
        );
        let entries = [
            (0x9003, Value::Text(b"2013:04:07 09:30:00")),
            (0x9011, Value::Text(b"+03:00")),
            (
                0x9286,
                Value::Bytes([b"UNICODE\0".to_vec(), wide("قرب الجسر")].concat()),
            ),
            (0xA434, Value::Text(b"EF 50mm")),
            (0x927C, Value::Bytes(maker)),
        ];
        directory(exif_at, &entries, 0)
    };
    let length = exif(0).len();
    let maker = exif(0);
    // The note is the last value; its length is known from its directory.
    let note_length = directory(
        0,
        &[
            (0x0007, Value::Text(b"Firmware 1.0.2")),
            (0x0008, Value::Long(0)),
            (0x0009, Value::Text(b"Karim")),
            (0x000C, Value::Long(0)),
        ],
        0,
    )
    .len();
    assert_eq!(maker.len(), length);
    let exif = exif(exif_at + length - note_length.next_multiple_of(2));
    let gps_at = exif_at + exif.len();
    let gps = directory(
        gps_at,
        &[
            (0x0001, Value::Text(b"N")),
            (0x0002, Value::Rationals(&[(33, 1), (30, 1), (36, 1)])),
            (0x0003, Value::Text(b"E")),
            (0x0004, Value::Rationals(&[(36, 1), (18, 1), (0, 1)])),
            (0x0007, Value::Rationals(&[(6, 1), (30, 1), (5, 1)])),
            (0x001D, Value::Text(b"2013:04:07")),
        ],
        0,
    );
    let thumbnail_at = gps_at + gps.len();
    let jpeg_at = thumbnail_at + 2 + 24 + 4;
    let thumbnail = directory(
        thumbnail_at,
        &[
            (0x0201, Value::Long(jpeg_at as u32)),
            (0x0202, Value::Long(small.len() as u32)),
        ],
        0,
    );
    out.extend(main(exif_at as u32, gps_at as u32, thumbnail_at as u32));
    out.extend(exif);
    out.extend(gps);
    out.extend(thumbnail);
    out.extend(small);
    out
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const PACKET: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
    <rdf:Description xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmp:CreateDate='2014-01-01T00:00:00Z'><dc:creator><rdf:Seq><rdf:li>Nour</rdf:li></rdf:Seq></dc:creator>\
    </rdf:Description></rdf:RDF></x:xmpmeta>";

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, marker];
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
    out
}

fn press_field(number: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1C, 2, number];
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
    out
}

fn photograph() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    photograph_of(&plain, &plain)
}

/// A photograph of these pixels beside which that small picture is stored.
fn photograph_of(jpeg: &[u8], small: &[u8]) -> Vec<u8> {
    let press = [
        press_field(120, &cp1256("وصلت القافلة إلى الساحة قبل الظهر")),
        press_field(80, &cp1256("مراسل الوكالة في المدينة")),
    ]
    .concat();
    let mut block = b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec();
    block.extend((press.len() as u32).to_be_bytes());
    block.extend(press);
    let (start, rest) = jpeg.split_at(2);
    [
        start.to_vec(),
        segment(0xE1, &[b"Exif\0\0".to_vec(), note_beside(small)].concat()),
        segment(
            0xE1,
            &[b"http://ns.adobe.com/xap/1.0/\0", PACKET.as_bytes()].concat(),
        ),
        segment(0xED, &block),
        segment(0xFE, "ملاحظة على الصورة".as_bytes()),
        rest.to_vec(),
    ]
    .concat()
}

#[test]
fn every_place_of_a_photograph_is_read_and_none_overwrites_another() {
    let (reading, _) = read(&photograph(), "a.jpg");
    let wanted = [
        ("exif.make", &["Canon"][..]),
        ("exif.model", &["EOS Invented"]),
        ("exif.datetime_original", &["2013:04:07 09:30:00"]),
        (
            "created",
            &["2013-04-07T09:30:00+03:00", "2014-01-01T00:00:00Z"],
        ),
        (
            "source.created",
            &["exif.DateTimeOriginal", "xmp.xmp:CreateDate"],
        ),
        ("modified", &["2013-04-08T10:00:00"]),
        ("gps", &["33.510000, 36.300000"]),
        ("gps.time", &["2013-04-07T06:30:05Z"]),
        ("exif.lens", &["EF 50mm"]),
        ("exif.serial", &["0000420017"]),
        ("source.exif.serial", &["exif.makernote.SerialNumber"]),
        ("exif.firmware", &["Firmware 1.0.2"]),
        ("exif.file_number", &["118-1861"]),
        ("exif.owner", &["Karim"]),
        ("exif.makernote.vendor", &["Canon"]),
        ("exif.thumbnail.size", &["40 x 30"]),
        ("exif.UserComment", &["قرب الجسر"]),
        ("comment", &["قرب الجسر", "ملاحظة على الصورة"]),
        ("jpeg.comment", &["ملاحظة على الصورة"]),
        (
            "iptc.Caption-Abstract",
            &["وصلت القافلة إلى الساحة قبل الظهر"],
        ),
        ("iptc.code_page", &["windows-1256 (by its letters)"]),
        ("image.width", &["40"]),
    ];
    for (key, wanted) in wanted {
        assert_eq!(values(&reading, key), wanted, "{key}: {reading:#?}");
    }
    let mut authors = values(&reading, "author");
    authors.sort_unstable();
    assert_eq!(
        authors,
        [
            "Nour",
            "سلمى الحداد من المكتب الصحفي",
            "مراسل الوكالة في المدينة"
        ]
    );
}

/// A scene of a few bright and dark fields, as a JPEG of this quality.
fn scene(fields: [u8; 6], (width, height): (u32, u32), quality: u8) -> Vec<u8> {
    let grey = GrayImage::from_fn(width, height, |x, y| {
        let field = (x * 3 / width + y * 2 / height * 3) as usize;
        Luma([fields[field].saturating_add((x * 20 / width) as u8)])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&grey)
        .unwrap();
    bytes
}

const SCENE: [u8; 6] = [40, 200, 90, 160, 20, 230];
const OTHER: [u8; 6] = [220, 30, 30, 120, 200, 60];

fn likeness(reading: &Reading) -> f32 {
    values(reading, "exif.thumbnail.likeness")[0]
        .parse()
        .unwrap()
}

#[test]
fn a_small_picture_that_shows_something_else_is_told() {
    let large = scene(SCENE, (400, 300), 90);
    let cases = [
        (scene(SCENE, (160, 120), 60), true),
        (scene(OTHER, (160, 120), 60), false),
    ];
    for (small, same) in cases {
        let (reading, _) = read(&photograph_of(&large, &small), "a.jpg");
        let found = likeness(&reading);
        assert_eq!(found > 0.9, same, "{found}");
        assert_eq!(found < 0.6, !same, "{found}");
    }
    // The bars that make a wide picture fit do not count.
    let wide = scene(SCENE, (480, 240), 90);
    let inner = image::load_from_memory(&scene(SCENE, (160, 80), 80)).unwrap();
    let mut barred = image::RgbImage::new(160, 120);
    image::imageops::overlay(&mut barred, &inner.to_rgb8(), 0, 20);
    let mut small = Cursor::new(Vec::new());
    barred.write_to(&mut small, ImageFormat::Jpeg).unwrap();
    let (reading, _) = read(&photograph_of(&wide, &small.into_inner()), "a.jpg");
    assert!(likeness(&reading) > 0.9, "{}", likeness(&reading));
    // A broken one is said to be so, and the picture is read.
    let (reading, _) = read(&photograph_of(&large, &small_but_cut()), "a.jpg");
    assert_eq!(values(&reading, "exif.thumbnail.state"), ["damaged"]);
    assert_eq!(values(&reading, "image.width"), ["400"]);
}

fn small_but_cut() -> Vec<u8> {
    let mut small = scene(SCENE, (160, 120), 60);
    small.truncate(100);
    small
}

#[test]
fn who_saved_a_picture_shows_in_its_tables() {
    let tables = |quality: u8| {
        let (reading, _) = read(&scene(SCENE, (64, 48), quality), "a.jpg");
        let digest = values(&reading, "jpeg.tables")[0].to_owned();
        let standard = values(&reading, "jpeg.tables.standard").concat();
        (digest, standard)
    };
    assert_eq!(tables(75).1, "75");
    assert_eq!(tables(90).1, "90");
    assert_eq!(tables(75), tables(75));
    assert_ne!(tables(75).0, tables(90).0);
    // The tables of the small picture are not those of the picture.
    let small = scene(SCENE, (160, 120), 60);
    let (reading, _) = read(&photograph_of(&scene(SCENE, (64, 48), 75), &small), "a.jpg");
    assert_eq!(values(&reading, "jpeg.tables.standard"), ["75"]);
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = (data.len() as u32).to_be_bytes();
    [&length, kind.as_slice(), data, &sum.sum().to_be_bytes()].concat()
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(text).unwrap();
    out.finish().unwrap()
}

#[test]
fn the_texts_of_a_png_are_read_packed_or_not() {
    let png = picture(ImageFormat::Png);
    // Behind the head: eight bytes, and the chunk IHDR of 25.
    let (head, rest) = png.split_at(33);
    let parts = [
        chunk(b"tEXt", b"Software\0Paint Invented"),
        chunk(
            b"zTXt",
            &[b"Comment\0\0".to_vec(), packed(b"packed words")].concat(),
        ),
        chunk(b"iTXt", "Title\0\0\0ar\0\0عنوان الصورة".as_bytes()),
        chunk(
            b"iTXt",
            &[b"XML:com.adobe.xmp\0\0\0\0\0", PACKET.as_bytes()].concat(),
        ),
        chunk(b"eXIf", &note()),
        chunk(b"tIME", &[0x07, 0xDD, 4, 9, 8, 7, 6]),
    ];
    let (reading, _) = read(&[head, &parts.concat(), rest].concat(), "a.png");
    assert_eq!(values(&reading, "title"), ["عنوان الصورة"]);
    assert_eq!(values(&reading, "png.Comment"), ["packed words"]);
    assert_eq!(values(&reading, "png.tIME"), ["2013-04-09T08:07:06Z"]);
    assert!(values(&reading, "author").contains(&"Nour"));
    assert_eq!(values(&reading, "exif.make"), ["Canon"]);
    assert_eq!(reading.state, ItemState::NoText);
}

#[test]
fn a_packed_text_of_a_png_that_grows_without_end_is_left_out() {
    let png = picture(ImageFormat::Png);
    let (head, rest) = png.split_at(33);
    let bomb = [b"Comment\0\0".to_vec(), packed(&vec![b'a'; 40 << 20])].concat();
    let (reading, _) = read(&[head, &chunk(b"zTXt", &bomb), rest].concat(), "a.png");
    assert!(values(&reading, "png.Comment").is_empty());
    assert!(
        reading.warnings.iter().any(|w| w.contains("was left out")),
        "{reading:?}"
    );
}

#[test]
fn parts_of_a_webp_and_of_a_gif_are_read() {
    let part = |kind: &[u8; 4], data: &[u8]| {
        let mut out = [kind.as_slice(), &(data.len() as u32).to_le_bytes(), data].concat();
        out.resize(out.len().next_multiple_of(2), 0);
        out
    };
    let webp = picture(ImageFormat::WebP);
    let mut made = webp[..12].to_vec();
    made.extend(part(b"VP8X", &[0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0]));
    made.extend(&webp[12..]);
    made.extend(part(b"EXIF", &note()));
    made.extend(part(b"XMP ", PACKET.as_bytes()));
    let length = (made.len() as u32 - 8).to_le_bytes();
    made[4..8].copy_from_slice(&length);
    let (reading, _) = read(&made, "a.webp");
    assert_eq!(values(&reading, "exif.model"), ["EOS Invented"]);
    assert!(values(&reading, "author").contains(&"Nour"));

    let gif = picture(ImageFormat::Gif);
    let end = gif.len() - 1;
    let comment = "كلمات".as_bytes();
    let block = [&[0x21, 0xFE, comment.len() as u8], comment, &[0]].concat();
    let (reading, _) = read(&[&gif[..end], &block, &gif[end..]].concat(), "a.gif");
    assert_eq!(values(&reading, "gif.comment"), ["كلمات"]);
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [
        &(body.len() as u32 + 8).to_be_bytes(),
        kind.as_slice(),
        body,
    ]
    .concat()
}

/// A picture of a telephone without its pixels.
fn heic() -> Vec<u8> {
    let item = |id: u16, kind: &[u8; 4], words: &[u8]| {
        let head = [2, 0, 0, 0, (id >> 8) as u8, id as u8, 0, 0];
        boxed(b"infe", &[&head, kind.as_slice(), b"\0", words].concat())
    };
    let kinds = [
        vec![0, 0, 0, 0, 0, 3],
        item(1, b"hvc1", b""),
        item(2, b"Exif", b""),
        item(3, b"mime", b"application/rdf+xml\0"),
    ]
    .concat();
    let exif = [0u32.to_be_bytes().to_vec(), note()].concat();
    let meta = |at: u32| {
        let mut places = vec![0, 0, 0, 0, 0x44, 0, 0, 2];
        for (id, offset, length) in [
            (2u16, at, exif.len() as u32),
            (3, at + exif.len() as u32, PACKET.len() as u32),
        ] {
            places.extend(id.to_be_bytes());
            places.extend([0, 0, 0, 1]);
            places.extend(offset.to_be_bytes());
            places.extend(length.to_be_bytes());
        }
        let size = [
            0u32.to_be_bytes(),
            4000u32.to_be_bytes(),
            3000u32.to_be_bytes(),
        ]
        .concat();
        let links = [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0x81];
        boxed(
            b"meta",
            &[
                vec![0; 4],
                boxed(b"pitm", &[0, 0, 0, 0, 0, 1]),
                boxed(b"iinf", &kinds),
                boxed(b"iloc", &places),
                boxed(
                    b"iprp",
                    &[
                        boxed(b"ipco", &boxed(b"ispe", &size)),
                        boxed(b"ipma", &links),
                    ]
                    .concat(),
                ),
            ]
            .concat(),
        )
    };
    let start = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    let at = start.len() + meta(0).len() + 8;
    let data = boxed(b"mdat", &[exif.as_slice(), PACKET.as_bytes()].concat());
    [start, meta(at as u32), data].concat()
}

#[test]
fn a_picture_of_a_telephone_tells_size_camera_and_place() {
    let (reading, _) = read(&heic(), "a.heic");
    assert_eq!(reading.media_type, "image/heic");
    assert_eq!(reading.state, ItemState::NoText, "{reading:?}");
    for (key, wanted) in [
        ("image.width", "4000"),
        ("image.height", "3000"),
        ("exif.make", "Canon"),
        ("gps", "33.510000, 36.300000"),
    ] {
        assert_eq!(values(&reading, key), [wanted], "{key}");
    }
    assert!(values(&reading, "author").contains(&"Nour"));
}

#[test]
fn a_raw_file_is_seen_by_the_picture_its_camera_made() {
    let small = picture(ImageFormat::Jpeg);
    let entries = |at: u32| {
        [
            (0x00FE, Value::Long(0)),
            (0x0100, Value::Long(6000)),
            (0x0101, Value::Long(4000)),
            (0x0106, Value::Long(32803)),
            (0x010F, Value::Text(b"NIKON")),
            (0x0201, Value::Long(at)),
            (0x0202, Value::Long(small.len() as u32)),
        ]
    };
    let at = 8 + directory(8, &entries(0), 0).len();
    let head = b"II*\0\x08\0\0\0".to_vec();
    let raw = [head, directory(8, &entries(at as u32), 0), small.clone()].concat();
    let (reading, _) = read(&raw, "a.nef");
    assert_eq!(values(&reading, "image.width"), ["6000"]);
    assert_eq!(values(&reading, "image.preview"), ["40 x 30"]);
    assert_eq!(reading.pages.len(), 1);
    assert!(reading.warnings.iter().any(|w| w.contains("not developed")));
}

#[test]
fn a_size_is_told_of_pictures_that_cannot_be_decoded() {
    let jbig2 = [
        b"\x97JB2\r\n\x1a\n\x01\0\0\0\x01".as_slice(),
        b"\0\0\0\0\x30\0\x01\0\0\0\x13",
        &[0, 0, 0x02, 0x80, 0, 0, 0x01, 0xE0],
        &[0; 11],
    ]
    .concat();
    let jp2 = [
        boxed(b"jP  ", b"\r\n\x87\n"),
        boxed(b"ftyp", b"jp2 \0\0\0\0jp2 "),
        boxed(
            b"jp2h",
            &boxed(b"ihdr", &[0, 0, 1, 0xE0, 0, 0, 2, 0x80, 0, 3, 7, 7, 0, 0]),
        ),
    ]
    .concat();
    let mut psd = b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\x01\xE0\0\0\x02\x80\0\x08\0\x03".to_vec();
    psd.extend([0; 12]);
    for (bytes, name) in [(jbig2, "a.jb2"), (jp2, "a.jp2"), (psd, "a.psd")] {
        let (reading, _) = read(&bytes, name);
        assert_eq!(
            values(&reading, "image.width"),
            ["640"],
            "{name} {reading:?}"
        );
        assert_eq!(values(&reading, "image.height"), ["480"], "{name}");
        assert_eq!(reading.state, ItemState::Unsupported, "{name}");
        assert!(reading.reason.unwrap().contains("not decoded"), "{name}");
    }
    let ico = [&[0, 0, 1, 0, 1, 0, 64, 48][..], &[0; 14]].concat();
    let (reading, _) = read(&ico, "a.ico");
    assert_eq!(values(&reading, "image.width"), ["64"], "{reading:?}");
    let (reading, _) = read(&picture(ImageFormat::Bmp), "a.bmp");
    assert_eq!(values(&reading, "image.width"), ["40"]);
}

#[test]
fn a_sidecar_gives_the_keys_that_the_picture_would() {
    let (reading, _) = read(PACKET.as_bytes(), "a.xmp");
    assert_eq!(values(&reading, "author"), ["Nour"]);
    assert_eq!(values(&reading, "created"), ["2014-01-01T00:00:00Z"]);
}

#[test]
fn what_stands_behind_the_end_of_a_picture_is_told() {
    let mut jpeg = picture(ImageFormat::Jpeg);
    jpeg.extend(b"\0\0\0\x18ftypmp42\0\0\0\0");
    let (reading, _) = read(&jpeg, "a.jpg");
    assert_eq!(values(&reading, "image.trailer_bytes"), ["16"]);
    assert!(reading.warnings.iter().any(|w| w.contains("a film")));
}

#[test]
fn a_note_that_points_into_itself_ends() {
    let mut bytes = note();
    // The directory of the camera begins anew at the head of the file.
    let at = bytes
        .windows(2)
        .position(|two| two == [0x69, 0x87])
        .unwrap();
    bytes[at + 8..at + 12].copy_from_slice(&8u32.to_le_bytes());
    let jpeg = picture(ImageFormat::Jpeg);
    let (start, rest) = jpeg.split_at(2);
    let exif = segment(0xE1, &[b"Exif\0\0".to_vec(), bytes].concat());
    let (reading, _) = read(&[start, &exif, rest].concat(), "a.jpg");
    assert_eq!(values(&reading, "exif.make"), ["Canon"]);
}
