//! Sound and moving pictures: what they say about themselves.

use crate::readers::{Handed, cp1256, read};
use domain::ItemState;
use extract::Reading;

fn about(bytes: &[u8], name: &str) -> (Reading, Vec<Handed>) {
    let (reading, members) = read(bytes, name);
    assert_eq!(reading.state, ItemState::NoText, "{:?}", reading.reason);
    assert!(
        reading
            .reason
            .as_ref()
            .unwrap()
            .contains("neither heard nor watched")
    );
    (reading, members)
}

fn has(reading: &Reading, key: &str, value: &str) {
    let values = reading.metadata.get(key);
    assert!(
        values.is_some_and(|values| values.iter().any(|v| v == value)),
        "{key} is {values:?}, not {value}; {reading:?}"
    );
}

/// Silence: frames of MPEG 1 layer 3, 128 kbit/s, 44.1 kHz, one channel.
fn frames(count: usize) -> Vec<u8> {
    let mut frame = vec![0xFF, 0xFB, 0x90, 0xC0];
    frame.resize(417, 0);
    frame.repeat(count)
}

fn frame(id: &str, body: &[u8]) -> Vec<u8> {
    let mut out = id.as_bytes().to_vec();
    out.extend((body.len() as u32).to_be_bytes());
    out.extend([0, 0]);
    out.extend(body);
    out
}

fn tagged(frames: &[Vec<u8>]) -> Vec<u8> {
    let body = frames.concat();
    let size = body.len() as u32;
    let mut out = b"ID3\x03\0\0".to_vec();
    out.extend(
        [
            size >> 21 & 127,
            size >> 14 & 127,
            size >> 7 & 127,
            size & 127,
        ]
        .map(|n| n as u8),
    );
    out.extend(body);
    out
}

#[test]
fn tags_of_a_sound_file_are_read_in_the_code_page_they_are_in() {
    let mut wide = vec![1, 0xFF, 0xFE];
    wide.extend("خطاب في الساحة".encode_utf16().flat_map(u16::to_le_bytes));
    let mut picture = b"\0image/png\0\x03\0".to_vec();
    picture.extend(b"\x89PNG\r\n\x1a\n0000000000");
    let mut mp3 = tagged(&[
        frame("TIT2", &wide),
        frame(
            "TPE1",
            &[&[0], cp1256("فرقة الوادي الكبير").as_slice()].concat(),
        ),
        frame("COMM", b"\0eng\0a comment"),
        frame("APIC", &picture),
    ]);
    mp3.extend(frames(77));
    let (reading, members) = about(&mp3, "a.mp3");
    has(&reading, "title", "خطاب في الساحة");
    has(&reading, "author", "فرقة الوادي الكبير");
    has(&reading, "description", "a comment");
    has(&reading, "media.codec", "MPEG audio layer 3");
    has(&reading, "media.duration", "00:00:02.007");
    assert!(
        reading
            .text()
            .contains("Title: خطاب في الساحة\nArtist: فرقة الوادي الكبير")
    );
    assert_eq!(members[0].shown, "picture-1.png");

    // The tag of the first version, at the end.
    let mut old = frames(10);
    let mut tag = b"TAG".to_vec();
    for (text, length) in [
        ("نشيد الوادي", 30),
        ("سامر الوادي", 30),
        ("", 30),
        ("2008", 4),
        ("", 31),
    ] {
        let mut field = cp1256(text);
        field.resize(length, 0);
        tag.extend(field);
    }
    old.extend(tag);
    let (reading, _) = about(&old, "a.mp3");
    has(&reading, "title", "نشيد الوادي");
    has(&reading, "author", "سامر الوادي");
    assert!(reading.text().contains("Year: 2008"));
}

fn boxed(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut out = ((body.len() + 8) as u32).to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(body);
    out
}

fn quick_time(kind: &[u8], text: &str) -> Vec<u8> {
    let mut body = (text.len() as u16).to_be_bytes().to_vec();
    body.extend([0x15, 0xC7]);
    body.extend(text.as_bytes());
    boxed(kind, &body)
}

fn film() -> Vec<u8> {
    let mut head = vec![0; 4];
    // 2013-04-05 10:15:00
    head.extend((1_365_156_900u32 + 2_082_844_800).to_be_bytes());
    head.extend([0; 4]);
    head.extend(1000u32.to_be_bytes());
    head.extend(61_500u32.to_be_bytes());
    let mut track = vec![0; 76];
    track.extend((640u32 << 16).to_be_bytes());
    track.extend((480u32 << 16).to_be_bytes());
    let mut codec = vec![0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 40];
    codec.extend(b"avc1");
    codec.resize(60, 0);
    let keys = [
        b"\0\0\0\0\0\0\0\x02".to_vec(),
        boxed(b"mdta", b"com.apple.quicktime.make"),
        boxed(b"mdta", b"com.apple.quicktime.model"),
    ]
    .concat();
    let item = |n: u8, value: &str| {
        let data = [b"\0\0\0\x01\0\0\0\0".as_slice(), value.as_bytes()].concat();
        boxed(&[0, 0, 0, n], &boxed(b"data", &data))
    };
    let meta = [
        boxed(b"hdlr", &[0; 24]),
        boxed(b"keys", &keys),
        boxed(b"ilst", &[item(1, "Mountain"), item(2, "M 5")].concat()),
    ]
    .concat();
    let moov = [
        boxed(b"mvhd", &head),
        boxed(
            b"trak",
            &[
                boxed(b"tkhd", &track),
                boxed(
                    b"mdia",
                    &boxed(b"minf", &boxed(b"stbl", &boxed(b"stsd", &codec))),
                ),
            ]
            .concat(),
        ),
        boxed(
            b"udta",
            &[
                quick_time(b"\xA9nam", "في الوادي"),
                quick_time(b"\xA9xyz", "+33.5138+036.2765/"),
            ]
            .concat(),
        ),
        boxed(b"meta", &meta),
    ]
    .concat();
    [
        boxed(b"ftyp", b"qt  \0\0\0\0qt  "),
        boxed(b"moov", &moov),
        boxed(b"mdat", &[0; 100]),
    ]
    .concat()
}

#[test]
fn a_film_says_when_where_and_with_what_it_was_made() {
    let (reading, _) = about(&film(), "a.mov");
    for (key, value) in [
        ("title", "في الوادي"),
        ("gps", "33.513800, 36.276500"),
        ("exif.make", "Mountain"),
        ("exif.model", "M 5"),
        ("media.duration", "00:01:01.500"),
        ("media.codec", "avc1"),
        ("image.width", "640"),
    ] {
        has(&reading, key, value);
    }
    assert!(reading.metadata["created"][0].starts_with("2013-04-05T10:15:00"));
}

#[test]
fn no_cut_and_no_flipped_byte_breaks_a_film() {
    let whole = film();
    for at in 0..whole.len() {
        read(&whole[..at], "a.mov");
        let mut flipped = whole.clone();
        flipped[at] ^= 0xFF;
        read(&flipped, "a.mov");
    }
}

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut out = kind.to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    out
}

#[test]
fn lists_of_information_in_wav_are_read() {
    let format = [1u16.to_le_bytes(), 1u16.to_le_bytes()].concat();
    let format = [
        format,
        8000u32.to_le_bytes().to_vec(),
        8000u32.to_le_bytes().to_vec(),
        vec![1, 0, 8, 0],
    ]
    .concat();
    let list = [
        b"INFO".to_vec(),
        chunk(b"INAM", &cp1256("تسجيل الاجتماع الأول")),
        chunk(b"ICRD", b"2012-05-06"),
    ]
    .concat();
    let body = [
        b"WAVE".to_vec(),
        chunk(b"fmt ", &format),
        chunk(b"LIST", &list),
        chunk(b"data", &[0; 16_000]),
    ]
    .concat();
    let (reading, _) = about(&chunk(b"RIFF", &body), "a.wav");
    has(&reading, "title", "تسجيل الاجتماع الأول");
    has(&reading, "created", "2012-05-06");
    has(&reading, "media.duration", "00:00:02.000");
    has(&reading, "media.codec", "PCM");
}

fn comments(list: &[&str]) -> Vec<u8> {
    let mut out = 3u32.to_le_bytes().to_vec();
    out.extend(b"lib");
    out.extend((list.len() as u32).to_le_bytes());
    for text in list {
        out.extend((text.len() as u32).to_le_bytes());
        out.extend(text.as_bytes());
    }
    out
}

#[test]
fn comments_of_ogg_and_flac_are_read() {
    let page = |packets: &[Vec<u8>], granule: u64| {
        let mut out = b"OggS\0\0".to_vec();
        out.extend(granule.to_le_bytes());
        out.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        out.push(packets.len() as u8);
        out.extend(packets.iter().map(|p| p.len() as u8));
        out.extend(packets.concat());
        out
    };
    let mut head = b"\x01vorbis\0\0\0\0\x01".to_vec();
    head.extend(8000u32.to_le_bytes());
    head.resize(30, 0);
    let said = [
        b"\x03vorbis".to_vec(),
        comments(&["TITLE=حديث", "Artist=سامر"]),
    ]
    .concat();
    let ogg = [
        page(&[head], 0),
        page(&[said], 0),
        page(&[vec![0; 9]], 24_000),
    ]
    .concat();
    let (reading, _) = about(&ogg, "a.ogg");
    has(&reading, "title", "حديث");
    has(&reading, "author", "سامر");
    has(&reading, "media.duration", "00:00:03.000");

    let mut info = vec![0u8; 34];
    info[10..18].copy_from_slice(&(44_100u64 << 44 | 1 << 41 | 15 << 36 | 88_200).to_be_bytes());
    let block = |kind: u8, body: &[u8]| {
        let mut out = ((u32::from(kind) << 24) | body.len() as u32)
            .to_be_bytes()
            .to_vec();
        out.extend(body);
        out
    };
    let flac = [
        b"fLaC".to_vec(),
        block(0, &info),
        block(0x84, &comments(&["TITLE=x y"])),
    ]
    .concat();
    let (reading, _) = about(&flac, "a.flac");
    has(&reading, "title", "x y");
    has(&reading, "media.channels", "2");
    has(&reading, "media.duration", "00:00:02.000");
}

#[test]
fn matroska_and_windows_media_are_read() {
    let element = |id: &[u8], body: &[u8]| {
        let mut out = id.to_vec();
        out.extend((body.len() as u32 | 0x1000_0000).to_be_bytes());
        out.extend(body);
        out
    };
    let info = [
        element(&[0x7B, 0xA9], "في الساحة".as_bytes()),
        element(&[0x44, 0x89], &2500f32.to_be_bytes()),
    ]
    .concat();
    let tag = element(
        &[0x67, 0xC8],
        &[
            element(&[0x45, 0xA3], b"ARTIST"),
            element(&[0x44, 0x87], "سامر".as_bytes()),
        ]
        .concat(),
    );
    let file = element(
        &[0x61, 0xA7],
        &[
            element(&[0x46, 0x6E], b"note.txt"),
            element(&[0x46, 0x5C], b"words"),
        ]
        .concat(),
    );
    let segment = [
        element(&[0x15, 0x49, 0xA9, 0x66], &info),
        element(&[0x12, 0x54, 0xC3, 0x67], &element(&[0x73, 0x73], &tag)),
        element(&[0x19, 0x41, 0xA4, 0x69], &file),
    ]
    .concat();
    let head = element(
        &[0x1A, 0x45, 0xDF, 0xA3],
        &element(&[0x42, 0x82], b"matroska"),
    );
    let mkv = [head, element(&[0x18, 0x53, 0x80, 0x67], &segment)].concat();
    let (reading, members) = about(&mkv, "a.mkv");
    has(&reading, "title", "في الساحة");
    has(&reading, "author", "سامر");
    has(&reading, "media.duration", "00:00:02.500");
    assert_eq!(
        (members[0].shown.as_str(), members[0].bytes.as_slice()),
        ("note.txt", &b"words"[..])
    );

    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (title, author) = (wide("خطاب"), wide("سامر"));
    let mut content = [title.len() as u16, author.len() as u16, 0, 0, 0]
        .map(u16::to_le_bytes)
        .concat();
    content.extend([title, author].concat());
    let mut object = vec![
        0x33, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA, 0, 0x62, 0xCE, 0x6C,
    ];
    object.extend((content.len() as u64 + 24).to_le_bytes());
    object.extend(content);
    let mut wma = vec![
        0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA, 0, 0x62, 0xCE, 0x6C,
    ];
    wma.extend((object.len() as u64 + 30).to_le_bytes());
    wma.extend([1, 0, 0, 0, 1, 2]);
    wma.extend(object);
    let (reading, _) = about(&wma, "a.wma");
    has(&reading, "title", "خطاب");
    has(&reading, "author", "سامر");
}

#[test]
fn speech_of_telephones_tells_its_length() {
    let mut speech = b"#!AMR\n".to_vec();
    for _ in 0..100 {
        speech.push(0x3C);
        speech.extend([0; 31]);
    }
    let (reading, _) = about(&speech, "a.amr");
    has(&reading, "media.duration", "00:00:02.000");
}
