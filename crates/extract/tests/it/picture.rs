//! Pictures through a real child.

use super::child::{read, reader, settings};
use domain::ItemState;
use extract::{Drawing, Limits, ReadOptions, Reader};
use image::{GrayImage, ImageFormat, Luma};
use std::io::Cursor;

/// The start of a PNG that states this size (checksum as PNG 3.0, annex D).
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut sum = u32::MAX;
    for byte in &chunk {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
    }
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(chunk);
    bytes.extend((!sum).to_be_bytes());
    bytes.extend(b"\0\0\0\x04IDAT\0\0\0\0\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    bytes
}

#[test]
fn a_picture_of_absurd_size_is_not_decoded() {
    let mut reader = reader();
    let cases = [
        (0x7FFF_FFFF, 0x7FFF_FFFF, "limit `pixels` of 100000000"),
        (20_000, 20_000, "limit `pixels` of 100000000"),
    ];
    for (width, height, words) in cases {
        let reading = read(
            &mut reader,
            &png_head(width, height),
            "a.png",
            &ReadOptions::default(),
        );
        assert_eq!(reading.state, ItemState::OverLimit, "{reading:?}");
        assert!(reading.reason.unwrap().contains(words));
    }
}

#[test]
fn a_picture_that_asks_for_more_memory_than_allotted_is_not_decoded() {
    let limits = Limits {
        memory_bytes: 300 * 1024 * 1024,
        ..Limits::default()
    };
    let mut reader = Reader::start(&settings(limits.clone())).unwrap();
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader, &png_head(9_000, 9_000), "a.png", &options);
    assert_eq!(reading.state, ItemState::OverLimit, "{reading:?}");
    assert!(reading.reason.unwrap().contains("memory_bytes"));
}

#[test]
fn a_picture_without_writing_is_no_text_and_says_so() {
    let plain = GrayImage::from_fn(300, 200, |x, _| Luma([(x / 2) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    plain.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let reading = read(
        &mut reader(),
        bytes.get_ref(),
        "a.png",
        &ReadOptions::default(),
    );
    assert_eq!(reading.state, ItemState::NoText);
    assert_eq!(
        reading.reason.as_deref(),
        Some("a picture without lines of writing")
    );
    assert_eq!(reading.metadata["image.width"], ["300"]);
}

#[test]
fn a_cut_picture_is_damaged() {
    let plain = GrayImage::from_fn(300, 200, |x, y| Luma([(x * y) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    plain.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let cut = &bytes.get_ref()[..bytes.get_ref().len() / 2];
    let reading = read(&mut reader(), cut, "a.png", &ReadOptions::default());
    assert_eq!(reading.state, ItemState::Damaged, "{reading:?}");
}

#[test]
fn a_picture_is_drawn_anew() {
    let plain = GrayImage::from_fn(300, 200, |x, _| Luma([(x / 2) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    plain.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let png = reader()
        .render(&super::child::file(bytes.get_ref()), &Drawing::page(1, 100))
        .unwrap();
    let small = image::load_from_memory(&png).unwrap();
    assert_eq!((small.width(), small.height()), (100, 67));
}
