//! Labels on photographs, through a real child.

use super::child::{file, read, reader};
use super::pdf::one_page;
use domain::ItemState;
use extract::{Drawing, LabelOrigin, OcrChoice, ReadFault, ReadOptions};
use image::{GrayImage, ImageFormat, Luma, imageops};
use std::io::Cursor;

fn is_here() -> bool {
    let here = std::path::Path::new("/usr/bin/pdftoppm").exists();
    if !here {
        println!("skipped: poppler-utils is not installed");
    }
    here
}

/// Printed lines on white paper.
fn card(lines: &[&str]) -> GrayImage {
    let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
    let content = format!("BT /F1 40 Tf 40 780 Td 60 TL {} ET", shown.join(" "));
    let png = reader()
        .render(&file(&one_page(&content)), &Drawing::page(1, 1_200))
        .unwrap();
    let page = image::load_from_memory(&png).unwrap().into_luma8();
    let height = 40 + 86 * lines.len() as u32;
    imageops::crop_imm(&page, 20, 20, 520, height).to_image()
}

/// Grey cloth with this card on it.
fn photograph(card: Option<&GrayImage>) -> Vec<u8> {
    let mut picture = GrayImage::from_fn(1_100, 800, |x, y| {
        let fold = ((x * 3 + y * 5) / 170 % 7) * 6;
        Luma([80 + fold as u8 + ((x * 7 + y * 13) % 5) as u8])
    });
    if let Some(card) = card {
        imageops::replace(&mut picture, card, 300, 250);
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn the_numbers_of_a_label_are_the_text_of_a_photograph() {
    if !is_here() {
        return;
    }
    let card = card(&["4183", "215 - 227", "2013/07/04"]);
    let mut reader = reader();
    let options = ReadOptions {
        words: true,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader, &photograph(Some(&card)), "a.png", &options);
    let page = &reading.pages[0];
    let [label] = page.labels.as_slice() else {
        panic!("{reading:?}")
    };
    let want = [300.0, 250.0, 820.0, 250.0 + card.height() as f32];
    for (found, want) in label.bounds.iter().zip(want) {
        assert!(
            (found - want).abs() < 4.0,
            "{:?} for {want:?}",
            label.bounds
        );
    }
    assert_eq!(label.origin, LabelOrigin::Overlay);
    let lines: Vec<&str> = label.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(
        lines.first().is_some_and(|line| line.contains("4183")),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line.contains("2013/07/04")),
        "{lines:?}"
    );
    assert_eq!(page.text, label.text());
    for line in &label.lines {
        assert_eq!(line.words.len(), line.boxes.len());
        for place in &line.boxes {
            assert!(place[0] >= 296.0 && place[2] <= 824.0, "{place:?}");
        }
    }
    assert!(
        page.words
            .iter()
            .all(|word| word.place[0] > 0.25 && word.place[2] < 0.76)
    );
    assert_eq!(reading.metadata["image.looks"], ["photograph"]);
}

#[test]
fn numbers_that_can_be_read_both_ways_up_are_not_settled() {
    if !is_here() {
        return;
    }
    let settled = |lines: &[&str]| {
        let photograph = photograph(Some(&card(lines)));
        let reading = read(&mut reader(), &photograph, "a.png", &ReadOptions::default());
        let labels = reading.pages.into_iter().flat_map(|page| page.labels);
        let lines = labels.flat_map(|label| label.lines);
        lines
            .map(|line| (line.text, line.settled))
            .collect::<Vec<_>>()
    };
    for (text, settled) in settled(&["906", "1691", "98066"]) {
        assert_ne!(settled, Some(true), "{text}");
    }
    let all = settled(&["4183", "906", "2574"]);
    assert!(
        all.contains(&("906".to_owned(), Some(true))),
        "its neighbours tell which way it stands: {all:?}"
    );
}

#[test]
fn a_photograph_without_a_label_and_one_that_is_not_read_have_none() {
    let mut reader = reader();
    let reading = read(
        &mut reader,
        &photograph(None),
        "a.png",
        &ReadOptions::default(),
    );
    assert_eq!(reading.state, ItemState::NoText);
    assert!(reading.pages[0].labels.is_empty());
    if !is_here() {
        return;
    }
    let card = card(&["4183", "215 - 227", "2013/07/04"]);
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader, &photograph(Some(&card)), "a.png", &options);
    assert!(reading.pages[0].labels.is_empty(), "{reading:?}");
    let options = ReadOptions {
        ocr_later: true,
        ..ReadOptions::default()
    };
    let reading = read(&mut reader, &photograph(Some(&card)), "a.png", &options);
    assert!(reading.pages[0].waits, "{reading:?}");
}

fn cut(polygon: [[f32; 2]; 4]) -> Drawing {
    Drawing {
        label: Some(polygon),
        ..Drawing::page(1, 800)
    }
}

#[test]
fn a_label_is_cut_out_and_set_upright() {
    let mut picture = GrayImage::from_pixel(400, 300, Luma([50]));
    // White, with its upper half black, lying on its right side: the top looks to the right.
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if (100..200).contains(&x) && (80..240).contains(&y) {
            pixel.0 = [if x >= 150 { 0 } else { 255 }];
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let bytes = bytes.into_inner();
    let mut reader = reader();
    let polygon = [[200.0, 80.0], [200.0, 240.0], [100.0, 240.0], [100.0, 80.0]];
    let png = reader.render(&file(&bytes), &cut(polygon)).unwrap();
    let label = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!(label.dimensions(), (160, 100));
    assert!(label.get_pixel(80, 10).0[0] < 20 && label.get_pixel(80, 90).0[0] > 235);

    let nowhere = [[900.0, 80.0], [990.0, 80.0], [990.0, 240.0], [900.0, 240.0]];
    for wrong in [nowhere, [[0.0; 2]; 4], [[f32::MAX; 2]; 4]] {
        let fault = reader.render(&file(&bytes), &cut(wrong)).unwrap_err();
        assert!(matches!(fault, ReadFault::NotDrawn { .. }), "{fault:?}");
    }
}

#[test]
fn a_photographed_page_is_no_label() {
    if !is_here() {
        return;
    }
    let shown: Vec<String> = (0..22)
        .map(|n| format!("(Line {n} of a page that was laid before the camera) Tj T*"))
        .collect();
    let content = format!("BT /F1 16 Tf 60 790 Td 32 TL {} ET", shown.join(" "));
    let png = reader()
        .render(&file(&one_page(&content)), &Drawing::page(1, 760))
        .unwrap();
    let page = image::load_from_memory(&png).unwrap().into_luma8();
    let mut picture = GrayImage::from_pixel(1_100, 800, Luma([60]));
    imageops::replace(&mut picture, &page, 280, 20);
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let reading = read(
        &mut reader(),
        &bytes.into_inner(),
        "a.png",
        &ReadOptions::default(),
    );
    assert!(reading.pages[0].labels.is_empty(), "{reading:?}");
}
