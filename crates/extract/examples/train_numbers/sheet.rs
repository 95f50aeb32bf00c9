//! Pictures to look at: what the fonts draw, and what the samples look like.

use super::paper;
use super::random::Chance;
use super::typeface::{Field, Typeface};
use image::imageops;
use image::{GrayImage, Luma};

/// One row for each font: eastern, Persian, western digits, letters.
pub fn of_fonts(faces: &[Typeface]) -> GrayImage {
    let (row, column) = (34, 620);
    let per_column = faces.len().div_ceil(3);
    let mut sheet = GrayImage::from_pixel(column * 3, row * per_column as u32, Luma([255]));
    for (at, face) in faces.iter().enumerate() {
        let mut field = Field::new(column as usize, row as usize);
        let mut pen = 34.0;
        let label = Typeface::of(LABEL, "label", "label", "w");
        if let Some(label) = label {
            label.draw(&mut field, &at.to_string(), false, (2.0, 22.0), 9.0, 0.6);
        }
        for text in ["٠١٢٣٤٥٦٧٨٩", "۴۵۶", "0123456789", "٫،٪%/-"] {
            if face.has(text) {
                face.draw(&mut field, text, false, (pen, 24.0), 15.0, 1.0);
            }
            pen += if text == "۴۵۶" { 60.0 } else { 160.0 };
        }
        if face.has("سصحه") {
            face.draw(
                &mut field,
                "س ص ح هـ عدد",
                true,
                (pen - 60.0, 24.0),
                12.0,
                1.0,
            );
        }
        let (x, y) = (at / per_column, at % per_column);
        for (place, value) in field.values.iter().enumerate() {
            let (dx, dy) = (place % field.width, place / field.width);
            sheet.put_pixel(
                x as u32 * column + dx as u32,
                y as u32 * row + dy as u32,
                Luma([255 - (value * 255.0) as u8]),
            );
        }
        println!("{at}\t{}\t{}", face.file, face.family);
    }
    sheet
}

const LABEL: &[u8] = include_bytes!("../../../sample/fonts/NotoSans-Regular.ttf");

/// Samples as they are learned from.
pub fn of_samples(faces: &[Typeface], seed: u64) -> GrayImage {
    let mut chance = Chance::new(seed);
    let mut sheet = GrayImage::from_pixel(1500, 1500, Luma([128]));
    let (mut x, mut y, mut tall) = (0, 0, 0);
    while y < 1400 {
        let made = paper::sample(&mut chance, faces, None);
        let (width, height) = made.picture.dimensions();
        if x + width > 1500 {
            (x, y, tall) = (0, y + tall + 4, 0);
        }
        imageops::replace(&mut sheet, &made.picture, i64::from(x), i64::from(y));
        println!(
            "{x},{y}\t{}\t{}\t{:?}",
            extract::numbers::text_of(&made.row),
            faces[made.family].file,
            made.wears
        );
        x += width + 6;
        tall = tall.max(height);
    }
    sheet
}
