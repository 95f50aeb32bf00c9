//! Pictures on a page: how much of it they cover, and which may be photographs. A scan is a page
//! that a picture covers.

use super::super::content::Operand;
use super::super::matrix::Matrix;
use super::super::pictures::Bitmap;
use super::{Canvas, Sheet, numbers, resource};
use lopdf::{Dictionary, Document, Object, Stream};

/// Colours up to which a picture with a table of them is a drawing.
const FEW_COLOURS: i64 = 4;
/// Bitmaps that are kept of one page.
const BITMAPS: usize = 4_096;
/// Pictures of one pattern that are looked at; honest ones have one.
const PATTERN_PICTURES: usize = 16;
/// By how much two pieces of a picture and the whole may differ in area: writers overlap pieces by a
/// line of pixels, or leave a hair between them.
const JOINT: f32 = 0.04;

impl Sheet {
    /// Counts in a picture, which fills the unit square of its place (8.9.5). Scans in strips add
    /// up; pictures one over the other count twice, which makes a page no less a scan. `pixels` of
    /// one that may be a photograph are how many it has.
    pub(super) fn cover(&mut self, place: Matrix, pixels: Option<u64>) {
        let (place, share) = self.on_page(place);
        if !share.is_finite() || share <= 0.0 {
            return;
        }
        self.pictured = (self.pictured + share).min(1.0);
        if let Some(pixels) = pixels {
            self.keep(place, pixels);
        }
    }

    /// Counts in a picture with which shapes are filled, as if its whole cell were seen; programs for
    /// slides and letters put photographs into frames so. It is no scan.
    pub(super) fn cover_by_pattern(&mut self, place: Matrix, pixels: u64) {
        let (place, share) = self.on_page(place);
        let again = self.bitmaps.last().is_some_and(|last| last.place == place);
        if share.is_finite() && share > 0.0 && !again {
            self.keep(place, pixels);
        }
    }

    /// Where the unit square of a place comes to lie, no further than the edges of the page, and
    /// what share of the page that is.
    fn on_page(&self, place: Matrix) -> ([f32; 4], f32) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|(x, y)| place.point(x, y));
        let span = |values: [f32; 4], most: f32| {
            let low = values.into_iter().fold(f32::INFINITY, f32::min);
            let high = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            (low.max(0.0), high.min(most))
        };
        let (left, right) = span(corners.map(|(x, _)| x), self.width);
        let (top, bottom) = span(corners.map(|(_, y)| y), self.height);
        let place = [left, top, right, bottom];
        (place, area(place) / (self.width * self.height).max(1.0))
    }

    /// Keeps a bitmap, joined with those before it of which it is the next piece: strips and tiles
    /// are drawn in a row.
    fn keep(&mut self, place: [f32; 4], pixels: u64) {
        let mut bitmap = Bitmap {
            place,
            pixels,
            signs_before: self.glyphs.len(),
        };
        while let Some(last) = self.bitmaps.last()
            && let Some(whole) = joined(last, &bitmap)
        {
            self.bitmaps.pop();
            bitmap = whole;
        }
        if self.bitmaps.len() >= BITMAPS {
            // The small ones go: dots of a map, letters kept as pictures.
            let least = self.width * self.height / 100.0;
            self.bitmaps.retain(|kept| area(kept.place) >= least);
        }
        if self.bitmaps.len() < BITMAPS {
            self.bitmaps.push(bitmap);
        }
    }
}

/// Two bitmaps as one, where they make up a rectangle together.
fn joined(first: &Bitmap, second: &Bitmap) -> Option<Bitmap> {
    let place = crate::reading::around([first.place, second.place])?;
    let sum = area(first.place) + area(second.place);
    let most = area(first.place).max(area(second.place));
    let whole = area(place);
    // Pieces lie side by side; of two that lie one over the other, the whole is no larger than one.
    let are_pieces = (whole - sum).abs() <= JOINT * sum && whole > most * (1.0 + f32::EPSILON);
    are_pieces.then(|| Bitmap {
        place,
        pixels: first.pixels.saturating_add(second.pixels),
        signs_before: first.signs_before,
    })
}

fn area([left, top, right, bottom]: [f32; 4]) -> f32 {
    (right - left).max(0.0) * (bottom - top).max(0.0)
}

impl<'a> Canvas<'a> {
    /// The picture that the name stands for.
    pub(super) fn picture(
        &self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
    ) -> Option<&'a Stream> {
        let (_, object) = resource(self.document, resources, b"XObject", name)?;
        as_picture(self.document, object)
    }

    /// The cell of a tiling pattern that shows a picture, as the place of a unit square, and how many
    /// pixels the largest of its pictures has that may be a photograph (8.7.3).
    pub(super) fn pattern(
        &self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
    ) -> Option<(Matrix, u64)> {
        let document = self.document;
        let (_, object) = resource(document, resources, b"Pattern", name)?;
        let keys = &object.as_stream().ok()?.dict;
        let own = keys.get_deref(b"Resources", document).ok()?;
        let objects = own.as_dict().ok()?.get_deref(b"XObject", document).ok()?;
        let pictures = objects.as_dict().ok()?.iter().take(PATTERN_PICTURES);
        let pixels = pictures
            .filter_map(|(_, object)| {
                let (_, object) = document.dereference(object).ok()?;
                pixels(document, as_picture(document, object)?)
            })
            .max()?;
        let cell = numbers(document, keys, b"BBox")?;
        let [Some(x0), Some(y0), Some(x1), Some(y1)] = cell.as_slice() else {
            return None;
        };
        let matrix = numbers(document, keys, b"Matrix")
            .and_then(|matrix| Matrix::from_numbers(&matrix))
            .unwrap_or(Matrix::IDENTITY);
        let cell = Matrix([x1 - x0, 0.0, 0.0, y1 - y0, *x0, *y0]);
        Some((cell.then(matrix), pixels))
    }
}

fn as_picture<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Stream> {
    let stream = object.as_stream().ok()?;
    let kind = stream.dict.get_deref(b"Subtype", document);
    let is_image = kind
        .and_then(Object::as_name)
        .is_ok_and(|kind| kind == b"Image");
    is_image.then_some(stream)
}

/// How many pixels a picture has; none where the file says that it is no photograph: a stencil, of
/// one bit, or of a table of few colours (8.9.5 and 8.6.6.3). In doubt it may be one.
pub(super) fn pixels(document: &Document, picture: &Stream) -> Option<u64> {
    let value = |key: &[u8]| picture.dict.get_deref(key, document).ok();
    let number = |key: &[u8]| value(key).and_then(|object| object.as_i64().ok());
    // These two say themselves how many bits they have, whatever stands beside them.
    let says_itself = picture
        .filters()
        .unwrap_or_default()
        .iter()
        .any(|filter| matches!(*filter, b"DCTDecode" | b"DCT" | b"JPXDecode"));
    let is_stencil = value(b"ImageMask").and_then(|object| object.as_bool().ok()) == Some(true);
    let is_of_one_bit = number(b"BitsPerComponent") == Some(1);
    let has_few_colours = value(b"ColorSpace")
        .and_then(|space| space.as_array().ok())
        .is_some_and(|space| has_few_colours(document, space));
    if !says_itself && (is_stencil || is_of_one_bit || has_few_colours) {
        return None;
    }
    Some(product(number(b"Width"), number(b"Height")))
}

fn has_few_colours(document: &Document, space: &[Object]) -> bool {
    let at = |n: usize| {
        let object = space.get(n)?;
        document.dereference(object).ok().map(|(_, object)| object)
    };
    let is_table = at(0)
        .and_then(|name| name.as_name().ok())
        .is_some_and(|name| matches!(name, b"Indexed" | b"I"));
    let highest = at(2).and_then(|highest| highest.as_i64().ok());
    is_table && highest.is_some_and(|highest| (0..FEW_COLOURS).contains(&highest))
}

/// The same of an inline image, from its keys (8.9.7).
pub(super) fn inline_pixels(keys: &[Operand]) -> Option<u64> {
    let value = |short: &[u8], long: &[u8]| {
        keys.windows(2).find_map(|pair| match pair {
            [Operand::Name(key), value] if key == short || key == long => Some(value),
            _ => None,
        })
    };
    // Sizes of pictures: no more than a float holds exactly matters here.
    let number = |short: &[u8], long: &[u8]| Some(value(short, long)?.number()? as i64);
    let is_stencil = value(b"IM", b"ImageMask").and_then(Operand::name) == Some(b"true");
    let is_of_one_bit = number(b"BPC", b"BitsPerComponent") == Some(1);
    let has_few_colours = keys.windows(3).any(|space| match space {
        [
            Operand::Name(table),
            Operand::Name(_),
            Operand::Number(highest),
        ] => {
            matches!(table.as_slice(), b"I" | b"Indexed")
                && (0..FEW_COLOURS).contains(&(*highest as i64))
        }
        _ => false,
    });
    if is_stencil || is_of_one_bit || has_few_colours {
        return None;
    }
    Some(product(number(b"W", b"Width"), number(b"H", b"Height")))
}

/// As many as can be where the file does not say.
fn product(width: Option<i64>, height: Option<i64>) -> u64 {
    let side = |pixels: Option<i64>| pixels.and_then(|pixels| u64::try_from(pixels).ok());
    match (side(width), side(height)) {
        (Some(width), Some(height)) => width.saturating_mul(height),
        _ => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn covered(places: &[[f32; 6]]) -> f32 {
        let mut sheet = Sheet {
            width: 100.0,
            height: 200.0,
            ..Sheet::default()
        };
        for place in places {
            sheet.cover(Matrix(*place), Some(10_000));
        }
        sheet.pictured
    }

    #[test]
    fn a_scan_covers_its_page_in_one_piece_in_strips_or_turned() {
        let is = |share: f32, wanted: f32| assert!((share - wanted).abs() < 0.01, "{share}");
        is(covered(&[[100.0, 0.0, 0.0, 200.0, 0.0, 0.0]]), 1.0);
        is(covered(&[[0.0, 200.0, -100.0, 0.0, 100.0, 0.0]]), 1.0);
        is(
            covered(&[
                [100.0, 0.0, 0.0, -100.0, 0.0, 200.0],
                [100.0, 0.0, 0.0, 100.0, 0.0, 0.0],
            ]),
            1.0,
        );
        is(covered(&[[20.0, 0.0, 0.0, 20.0, 10.0, 10.0]]), 0.02);
        // What lies outside the page is not on it.
        is(covered(&[[100.0, 0.0, 0.0, 200.0, 300.0, 0.0]]), 0.0);
        is(covered(&[[f32::NAN, 0.0, 0.0, 1.0, 0.0, 0.0]]), 0.0);
    }

    #[test]
    fn pieces_of_a_picture_are_one_and_pictures_one_over_the_other_are_two() {
        let kept = |places: &[[f32; 6]]| {
            let mut sheet = Sheet {
                width: 100.0,
                height: 200.0,
                ..Sheet::default()
            };
            for place in places {
                sheet.cover(Matrix(*place), Some(500));
            }
            sheet.bitmaps
        };
        // Four tiles in two rows.
        let tile = |x: f32, y: f32| [30.0, 0.0, 0.0, 40.0, x, y];
        let tiles = kept(&[
            tile(10.0, 20.0),
            tile(40.0, 20.0),
            tile(10.0, 60.0),
            tile(40.0, 60.0),
        ]);
        assert_eq!(tiles.len(), 1);
        assert_eq!(
            (tiles[0].place, tiles[0].pixels),
            ([10.0, 20.0, 70.0, 100.0], 2_000)
        );
        assert_eq!(kept(&[tile(10.0, 20.0), tile(10.0, 20.0)]).len(), 2);
        assert_eq!(kept(&[tile(0.0, 0.0), tile(50.0, 100.0)]).len(), 2);
        let whole = [100.0, 0.0, 0.0, 200.0, 0.0, 0.0];
        assert_eq!(kept(&[whole, tile(10.0, 20.0)]).len(), 2);
    }

    #[test]
    fn a_stencil_a_bit_and_few_colours_are_no_photograph() {
        let document = Document::new();
        let told = |space: Object, bits: i64, stencil: bool, filter: &str| {
            let dictionary = dictionary! {
                "Width" => 40, "Height" => 30, "BitsPerComponent" => bits,
                "ColorSpace" => space, "ImageMask" => stencil, "Filter" => filter,
            };
            pixels(&document, &Stream::new(dictionary, Vec::new()))
        };
        let rgb = || Object::from("DeviceRGB");
        let table = |highest: i64| {
            Object::Array(vec!["Indexed".into(), "DeviceRGB".into(), highest.into()])
        };
        assert_eq!(told(rgb(), 8, false, "FlateDecode"), Some(1_200));
        assert_eq!(told(rgb(), 1, false, "FlateDecode"), None);
        assert_eq!(told(rgb(), 8, true, "FlateDecode"), None);
        assert_eq!(told(table(2), 8, false, "FlateDecode"), None);
        assert_eq!(told(table(255), 8, false, "FlateDecode"), Some(1_200));
        // A JPEG has as many bits as it has.
        assert_eq!(told(rgb(), 1, true, "DCTDecode"), Some(1_200));
        let silent = Stream::new(Dictionary::new(), Vec::new());
        assert_eq!(pixels(&document, &silent), Some(u64::MAX));
    }

    #[test]
    fn inline_images_are_told_alike() {
        let told = |keys: &str| {
            let content = format!("BI {keys} ID x\nEI Q");
            let mut operands = Vec::new();
            super::super::Content::new(content.as_bytes()).next(&mut operands);
            inline_pixels(&operands)
        };
        assert_eq!(told("/W 40 /H 30 /BPC 8 /CS /RGB"), Some(1_200));
        assert_eq!(told("/IM false /W 40 /H 30 /BPC 8 /CS /G"), Some(1_200));
        assert_eq!(told("/IM true /W 40 /H 30"), None);
        assert_eq!(
            told("/W 40 /H 30 /BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns 40 >>"),
            None
        );
        assert_eq!(
            told("/W 40 /H 30 /BPC 8 /CS [/I /RGB 1 <000000ffffff>]"),
            None
        );
        assert_eq!(
            told("/W 40 /H 30 /BPC 8 /CS [/I /RGB 200 <00>]"),
            Some(1_200)
        );
    }
}
