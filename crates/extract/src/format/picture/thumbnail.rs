//! Whether the small picture that a camera stores beside a picture shows the same.
//!
//! Programs that change a picture often leave the small one as it was. No pixels of it are kept: it is
//! as much evidence as the picture itself.

use crate::outcome::Outcome;
use copies::Shade;
use image::{GrayImage, ImageReader, Limits};
use std::io::Cursor;

/// Bytes of a small picture that are looked at; Exif has room for 64 kB.
pub(super) const MOST_BYTES: usize = 1024 * 1024;
/// Likeness at and above which both surely show the same.
const SAME: f32 = 0.9;
/// Longest side of a small picture.
const MOST_SIDE: u32 = 1024;
/// Memory for unpacking it.
const MOST_MEMORY: u64 = 16 * 1024 * 1024;
/// Brightness at and below which a border is one that the camera put there to fill its shape.
const BLACK: u8 = 24;

/// Adds how alike the small picture and the picture are, -1 to 1, and by how many quarters one of
/// them is turned, where it is.
pub(super) fn compare(thumbnail: &[u8], picture: &GrayImage, out: &mut Outcome) {
    let shade = |grey: &GrayImage| {
        let (width, height) = grey.dimensions();
        Shade::of(width as usize, height as usize, grey.as_raw())
    };
    let Some(small) = unpacked(thumbnail) else {
        out.meta("exif.thumbnail.state", "damaged");
        return;
    };
    let (Some(small), Some(large)) = (shade(&without_border(small)), shade(picture)) else {
        return;
    };
    if !small.is_telling() || !large.is_telling() {
        out.meta("exif.thumbnail.state", "blank");
        return;
    }
    let mut likeness = large.likeness(&small);
    let mut turned = small;
    for turn in 1..4 {
        if likeness >= SAME {
            break;
        }
        turned = turned.turned();
        let found = large.likeness(&turned);
        // Turned, two pictures of different things are soon somewhat alike: only what is surely the same counts.
        if found >= SAME {
            likeness = found;
            out.meta("exif.thumbnail.turned", turn.to_string());
        }
    }
    out.meta("exif.thumbnail.likeness", format!("{likeness:.3}"));
}

fn unpacked(bytes: &[u8]) -> Option<GrayImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Some(reader.decode().ok()?.into_luma8())
}

/// Without the black bars that bring a wide picture into the shape of 4 by 3.
fn without_border(picture: GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let dark_row = |y: u32| (0..width).all(|x| picture.get_pixel(x, y).0 <= [BLACK]);
    let dark_column = |x: u32| (0..height).all(|y| picture.get_pixel(x, y).0 <= [BLACK]);
    let run = |length: u32, dark: &dyn Fn(u32) -> bool, from_end: bool| {
        let place = |n: u32| if from_end { length - 1 - n } else { n };
        // Bars are at most a fifth on either side.
        (0..length / 5).take_while(|n| dark(place(*n))).count() as u32
    };
    let (top, bottom) = (run(height, &dark_row, false), run(height, &dark_row, true));
    let (left, right) = (
        run(width, &dark_column, false),
        run(width, &dark_column, true),
    );
    image::imageops::crop_imm(
        &picture,
        left,
        top,
        width.saturating_sub(left + right).max(1),
        height.saturating_sub(top + bottom).max(1),
    )
    .to_image()
}
