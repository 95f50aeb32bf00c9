//! What an office scanner or copier makes of a sheet.

use crate::SampleError;
use crate::chance::Chance;
use crate::ink::{self, DPI, PER_POINT, Print};
use crate::sheet::{MarkKind, Sheet};
use crate::typeface::Typefaces;
use image::codecs::jpeg::{JpegEncoder, PixelDensity};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::grayscale;
use image::{ExtendedColorType, GrayImage, ImageEncoder as _, Rgb, RgbImage};

/// How a sheet came to be an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// A good flatbed scanner, in grey.
    Clean,
    /// In colour, on yellowed paper.
    Colour,
    /// A copy of a copy: hard contrast, dirt, a dark edge.
    Copy,
}

/// The stamp and the signature of one office.
#[derive(Debug, Clone)]
pub(crate) struct Imprints {
    pub(crate) stamp: Print,
    pub(crate) signature: Print,
}

impl Imprints {
    pub(crate) const fn of(&self, kind: MarkKind) -> &Print {
        match kind {
            MarkKind::Stamp => &self.stamp,
            MarkKind::Signature => &self.signature,
        }
    }
}

/// Prints, signs, stamps and scans a sheet.
pub(crate) fn scan(
    sheet: &Sheet,
    types: &Typefaces,
    imprints: &Imprints,
    manner: Manner,
    chance: &mut Chance,
) -> RgbImage {
    let paper = match manner {
        Manner::Clean => [250, 250, 250],
        Manner::Colour => [246, 240, 222],
        Manner::Copy => [236, 236, 236],
    };
    let mut image = ink::draw(sheet, types, paper, [24, 24, 26]);
    for mark in &sheet.marks {
        let at = (mark.at.0 * PER_POINT, mark.at.1 * PER_POINT);
        imprints.of(mark.kind).lay_on(&mut image, at, 0.9);
    }
    let skew = match manner {
        Manner::Clean => chance.around(0.006),
        Manner::Colour => chance.around(0.012),
        Manner::Copy => chance.around(0.02),
    };
    let mut image = skewed(&image, skew, paper);
    match manner {
        Manner::Clean => grain(&mut image, chance, 5),
        Manner::Colour => grain(&mut image, chance, 8),
        Manner::Copy => copied(&mut image, chance),
    }
    image
}

/// Turns the page about its middle by `angle` (radians), blending neighbouring pixels.
fn skewed(image: &RgbImage, angle: f32, paper: [u8; 3]) -> RgbImage {
    let (width, height) = image.dimensions();
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    let (sin, cos) = angle.sin_cos();
    let row_bytes = width as usize * 3;
    let raw = image.as_raw();
    let mut out = RgbImage::from_pixel(width, height, Rgb(paper));
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
        let (from_x, from_y) = (
            dx * cos + dy * sin + middle_x,
            dy * cos - dx * sin + middle_y,
        );
        if from_x < 0.0
            || from_y < 0.0
            || from_x >= (width - 1) as f32
            || from_y >= (height - 1) as f32
        {
            continue;
        }
        let (left, top) = (from_x as usize, from_y as usize);
        let (right, low) = (from_x - left as f32, from_y - top as f32);
        let start = top * row_bytes + left * 3;
        let (Some([a, b, c, d, e, f]), Some([g, h, i, j, k, l])) = (
            raw.get(start..start + 6),
            raw.get(start + row_bytes..start + row_bytes + 6),
        ) else {
            continue;
        };
        let mix = |tl: u8, tr: u8, bl: u8, br: u8| {
            let upper = f32::from(tl) * (1.0 - right) + f32::from(tr) * right;
            let lower = f32::from(bl) * (1.0 - right) + f32::from(br) * right;
            (upper * (1.0 - low) + lower * low) as u8
        };
        *pixel = Rgb([
            mix(*a, *d, *g, *j),
            mix(*b, *e, *h, *k),
            mix(*c, *f, *i, *l),
        ]);
    }
    out
}

/// Faint noise, the same on all three channels.
fn grain(image: &mut RgbImage, chance: &mut Chance, strength: u64) {
    let mut bits = 0u64;
    for (n, pixel) in image.pixels_mut().enumerate() {
        if n % 8 == 0 {
            bits = chance.next();
        }
        let noise = ((bits & 0xff) % (strength * 2 + 1)) as i16 - strength as i16;
        bits >>= 8;
        for channel in &mut pixel.0 {
            *channel = (i16::from(*channel) + noise).clamp(0, 255) as u8;
        }
    }
}

fn copied(image: &mut RgbImage, chance: &mut Chance) {
    grain(image, chance, 14);
    let (width, height) = image.dimensions();
    let edge = chance.between(4, 16) as u32;
    for (x, _, pixel) in image.enumerate_pixels_mut() {
        let dark = if x < edge { 120 } else { 0 };
        for channel in &mut pixel.0 {
            let hard = (i32::from(*channel) - 128) * 8 / 5 + 140 - dark;
            *channel = hard.clamp(12, 255) as u8;
        }
    }
    for _ in 0..chance.between(60, 160) {
        let x = chance.between(0, i64::from(width) - 3) as u32;
        let y = chance.between(0, i64::from(height) - 3) as u32;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            if chance.happens(70)
                && let Some(pixel) = image.get_pixel_mut_checked(x + dx, y + dy)
            {
                *pixel = Rgb([50, 50, 50]);
            }
        }
    }
}

/// The image as a JPEG file of [`DPI`]; grey where `colour` is not asked for.
pub(crate) fn jpeg(image: &RgbImage, quality: u8, colour: bool) -> Result<Vec<u8>, SampleError> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.set_pixel_density(PixelDensity::dpi(DPI));
    if colour {
        encoder.encode_image(image)?;
    } else {
        encoder.encode_image(&grayscale(image))?;
    }
    Ok(bytes)
}

/// The image as a grey PNG file of 16 shades.
pub(crate) fn png(image: &RgbImage) -> Result<Vec<u8>, SampleError> {
    let mut grey = grayscale(image);
    for pixel in grey.pixels_mut() {
        // A scanner's white point: paper becomes plain white, and the file small.
        pixel.0 = pixel
            .0
            .map(|level| if level > 225 { 255 } else { level / 17 * 17 });
    }
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::NoFilter)
        .write_image(
            grey.as_raw(),
            grey.width(),
            grey.height(),
            ExtendedColorType::L8,
        )?;
    Ok(bytes)
}

/// The images as one TIFF file, a page each, black and white, packed with PackBits
/// (TIFF 6.0 sections 3 and 9).
pub(crate) fn tiff(images: &[RgbImage]) -> Vec<u8> {
    let mut file = b"II\x2a\x00".to_vec();
    // Where the offset of the next page's directory has to be written.
    let mut link = file.len();
    file.extend([0; 4]);
    for image in images {
        let grey = grayscale(image);
        let strip = file.len() as u32;
        for row in rows(&grey) {
            packbits(&row, &mut file);
        }
        let strip_bytes = file.len() as u32 - strip;
        if file.len() % 2 == 1 {
            file.push(0);
        }
        let resolution = file.len() as u32;
        file.extend(u32::from(DPI).to_le_bytes());
        file.extend(1u32.to_le_bytes());
        let directory = file.len() as u32;
        if let Some(place) = file.get_mut(link..link + 4) {
            place.copy_from_slice(&directory.to_le_bytes());
        }
        let (width, height) = grey.dimensions();
        // (tag, type, value): type 3 is a 16-bit, 4 a 32-bit whole number, 5 a fraction elsewhere.
        let entries: [(u16, u16, u32); 12] = [
            (256, 4, width),
            (257, 4, height),
            (258, 3, 1),
            (259, 3, 32_773),
            (262, 3, 0),
            (273, 4, strip),
            (277, 3, 1),
            (278, 4, height),
            (279, 4, strip_bytes),
            (282, 5, resolution),
            (283, 5, resolution),
            (296, 3, 2),
        ];
        file.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, value) in entries {
            file.extend(tag.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend(1u32.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        link = file.len();
        file.extend([0; 4]);
    }
    file
}

/// The rows of an image, eight pixels a byte, black as 1.
fn rows(image: &GrayImage) -> impl Iterator<Item = Vec<u8>> + '_ {
    image.rows().map(|row| {
        let pixels: Vec<u8> = row.map(|pixel| u8::from(pixel.0 < [150])).collect();
        pixels
            .chunks(8)
            .map(|eight| {
                eight
                    .iter()
                    .enumerate()
                    .fold(0, |byte, (n, black)| byte | (black << (7 - n)))
            })
            .collect()
    })
}

fn packbits(row: &[u8], out: &mut Vec<u8>) {
    let mut rest = row;
    while let Some(first) = rest.first() {
        let same = rest
            .iter()
            .take(128)
            .take_while(|byte| *byte == first)
            .count();
        let taken = if same > 1 {
            out.extend([(257 - same) as u8, *first]);
            same
        } else {
            let pairs = rest.iter().zip(rest.iter().skip(1));
            let plain = 1 + pairs
                .take(127)
                .take_while(|(one, next)| one != next)
                .count();
            let plain = plain.min(rest.len());
            out.push((plain - 1) as u8);
            out.extend(rest.iter().take(plain));
            plain
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with runs, single pixels and a width that fills no whole byte.
    fn page() -> RgbImage {
        let mut chance = Chance::new(3);
        RgbImage::from_fn(1_003, 40, |x, y| match y {
            0..20 => Rgb([if x / 200 % 2 == 0 { 0 } else { 255 }; 3]),
            _ => Rgb([if chance.happens(50) { 0 } else { 255 }; 3]),
        })
    }

    #[test]
    fn a_tiff_page_comes_back_as_it_was() {
        let page = page();
        let read = image::load_from_memory(&tiff(std::slice::from_ref(&page))).unwrap();
        assert_eq!(read.to_rgb8(), page);
    }

    #[test]
    fn a_tiff_file_holds_every_page() {
        let file = tiff(&[page(), page(), page()]);
        let long = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let mut directory = long(4);
        let mut pages = 0;
        while directory != 0 {
            pages += 1;
            let entries = usize::from(u16::from_le_bytes([file[directory], file[directory + 1]]));
            directory = long(directory + 2 + entries * 12);
        }
        assert_eq!(pages, 3);
    }
}
