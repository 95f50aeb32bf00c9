//! Which bitmaps on the pages of a PDF may be photographs, through a real child.

use super::child::{read, reader};
use super::pdf::{page_of, stream};
use extract::{OcrChoice, ReadOptions, TextSource};

/// Pixels on each side of the made bitmaps.
const SIDE: usize = 64;
const RGB: &str = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
/// Half the page, in its upper part.
const UPPER_HALF: &str = "q 595 0 0 421 0 421 cm /P Do Q";
const WHOLE: &str = "q 595 0 0 842 0 0 cm /P Do Q";

/// What the page says of its pictures. `keys` are those of the bitmap `/P`, which is the only thing
/// in the cell of the pattern `/T`.
fn share(content: &str, keys: &str) -> Option<f32> {
    let head = format!("/Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} {keys}");
    let pattern = "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 300] /XStep 200 /YStep 300 /Matrix [1 0 0 1 100 400] /Resources << /XObject << /P 7 0 R >> >>";
    let more = [
        stream(&head, &"x".repeat(SIDE * SIDE * 3)),
        stream(pattern, "200 0 0 300 0 0 cm /P Do"),
    ];
    let bytes = page_of(
        stream("", content),
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica",
        "/XObject << /P 7 0 R >> /Pattern << /T 8 0 R >>",
        "",
        &more,
    );
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader(), &bytes, "a.pdf", &options);
    let page = &reading.pages[0];
    assert_eq!(page.source, TextSource::Layer, "{reading:?}");
    assert!(page.words.is_empty(), "words were not asked for");
    page.picture_share
}

/// Lines of nine words from the left to the right edge of the page, at these heights in points.
fn lines(heights: &[u32]) -> String {
    heights
        .iter()
        .map(|y| {
            format!("BT /F1 14 Tf 50 {y} Td (found by a patrol near the old mill that day) Tj ET ")
        })
        .collect()
}

/// A page full of lines.
fn letter() -> String {
    lines(&[780, 700, 600, 580, 560, 400, 380, 200, 100])
}

#[test]
fn a_photograph_with_a_caption_is_told() {
    let caption = lines(&[300, 280, 260, 240]);
    let found = share(&format!("{UPPER_HALF} {caption}"), RGB);
    assert_eq!(found, Some(0.5));
    // One that covers the page, with the caption on it.
    let on_it = format!("{WHOLE} {}", lines(&[60, 40, 20]));
    assert_eq!(share(&on_it, RGB), Some(1.0));
    let read_from_it = format!("3 Tr {} {WHOLE}", lines(&[60, 40, 20]));
    assert_eq!(share(&read_from_it, RGB), Some(1.0));
}

#[test]
fn a_scan_under_its_text_layer_is_none() {
    assert_eq!(share(&format!("{WHOLE} 3 Tr {}", letter()), RGB), None);
    assert_eq!(share(&format!("{} {WHOLE}", letter()), RGB), None);
    let strips: String = (0..40)
        .map(|n| {
            format!(
                "q 595 0 0 21.05 0 {} cm /P Do Q ",
                821.0 - 21.05 * f64::from(n)
            )
        })
        .collect();
    assert_eq!(share(&format!("{strips} 3 Tr {}", letter()), RGB), None);
    // Letters printed over a picture were not read from it.
    assert_eq!(share(&format!("{WHOLE} {}", letter()), RGB), Some(1.0));
}

#[test]
fn stamps_of_one_bit_and_small_logos_are_none() {
    let with = |picture: &str, keys: &str| share(&format!("{} {picture}", letter()), keys);
    assert_eq!(
        with(UPPER_HALF, "/ImageMask true /BitsPerComponent 1"),
        None
    );
    let grey = "/ColorSpace /DeviceGray /BitsPerComponent 1";
    assert_eq!(with(UPPER_HALF, grey), None);
    let two = "/ColorSpace [/Indexed /DeviceRGB 1 <ff0000ffffff>] /BitsPerComponent 8";
    assert_eq!(with(UPPER_HALF, two), None);
    assert_eq!(with("q 80 0 0 80 20 740 cm /P Do Q", RGB), None);
}

#[test]
fn a_photograph_in_the_stream_itself_or_filling_a_frame_is_told() {
    let pixels = "x".repeat(SIDE * SIDE);
    let inline = |keys: &str| {
        let image = format!("q 300 0 0 300 100 400 cm BI /W 64 /H 64 {keys} ID {pixels}\nEI Q");
        share(&format!("{} {image}", lines(&[300, 280])), RGB)
    };
    assert_eq!(inline("/BPC 8 /CS /G /IM false"), Some(0.18));
    assert_eq!(inline("/BPC 1 /CS /G"), None);
    assert_eq!(inline("/IM true"), None);
    let frame = "/Pattern cs /T scn 100 400 200 300 re f";
    let framed = share(&format!("{} {frame}", lines(&[300, 280])), RGB);
    assert_eq!(framed, Some(0.12));
}
