//! Which bitmaps of a page may be photographs: all but the scan that its words were read from.
//!
//! Nothing looks at their pixels here. A scan under its text is told by where words lie, and what
//! is plainly no photograph by what the file says of it (`canvas/picture.rs`).

use super::canvas::Sheet;
use crate::reading::{TextSource, Word};

/// The share of a page below which a bitmap is an ornament: on A4 a square of 35 millimetres.
const LEAST_SHARE: f32 = 0.02;
/// Pixels below which nothing can be made out on a bitmap: 32 by 32.
const LEAST_PIXELS: u64 = 1_024;
/// The share of a page's words that lie on the scan they were read from. The others are stamped
/// beside it, or were read into its edge.
const WORDS_ON_SCAN: f32 = 0.6;
/// How many bands of equal height a scan is looked at in, and in how many of them words lie: those
/// of a short letter with its head do, those of a caption do not.
const BANDS: usize = 8;
const BANDS_WRITTEN: usize = 3;
/// The same from left to right: lines of a letter run over most of the sheet, those of a label or
/// down one side of a picture do not.
const COLUMNS: usize = 4;
const COLUMNS_WRITTEN: usize = 3;

/// A bitmap on a page, or several that lie side by side as pieces of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bitmap {
    /// `[left, top, right, bottom]` in points of the page as seen, no further than its edges.
    pub place: [f32; 4],
    pub pixels: u64,
    /// How many signs were drawn before it.
    pub signs_before: usize,
}

/// The bitmaps of one page that may be photographs. By default: nobody knows.
#[derive(Debug, Clone, Default)]
pub(super) struct Pictures {
    /// None where the page was not walked to its end.
    found: Option<Vec<Found>>,
}

#[derive(Debug, Clone, Copy)]
struct Found {
    /// As shares of the page's width and height.
    place: [f32; 4],
    /// Whether the page's own signs cannot be seen on it: they have no ink or lie under it.
    hides_signs: bool,
}

impl Pictures {
    /// Of a page that was walked.
    pub(super) fn of(sheet: &Sheet) -> Self {
        if sheet.cut.is_some() {
            return Self::default();
        }
        let (width, height) = (sheet.width.max(1.0), sheet.height.max(1.0));
        let signs = sheet.glyphs.len();
        let inkless = sheet.invisible * 2 > signs;
        let found = sheet
            .bitmaps
            .iter()
            .filter(|bitmap| bitmap.pixels >= LEAST_PIXELS)
            .map(|bitmap| {
                let [left, top, right, bottom] = bitmap.place;
                Found {
                    place: [left / width, top / height, right / width, bottom / height],
                    hides_signs: inkless || bitmap.signs_before * 2 > signs,
                }
            })
            .filter(|found| area(found.place) >= LEAST_SHARE);
        Self {
            found: Some(found.collect()),
        }
    }

    /// The share of the page, 0 to 1, that they cover, the scan under its words left out; none
    /// where there are none, and the whole page where nobody knows. `words` are those shown, read
    /// from `source`.
    pub(super) fn share(&self, words: &[Word], source: TextSource) -> Option<f32> {
        let Some(found) = &self.found else {
            return Some(1.0);
        };
        let share: f32 = found
            .iter()
            .filter(|found| {
                let may_be_scan = found.hides_signs || source == TextSource::Ocr;
                !(may_be_scan && is_written_over(found.place, words))
            })
            .map(|found| area(found.place))
            .sum();
        // Three digits are enough, and read well in a file.
        (share > 0.0).then(|| (share.min(1.0) * 1_000.0).round() / 1_000.0)
    }
}

/// Whether most words lie on the place, spread over it.
fn is_written_over([left, top, right, bottom]: [f32; 4], words: &[Word]) -> bool {
    let (mut bands, mut columns) = ([false; BANDS], [false; COLUMNS]);
    let mut on = 0usize;
    for word in words {
        let [x0, y0, x1, y1] = word.place;
        let (x, y) = (f32::midpoint(x0, x1), f32::midpoint(y0, y1));
        if x < left || x > right || y < top || y > bottom {
            continue;
        }
        on += 1;
        // Between 0 and the count: the word lies within. The cast cuts off what is after the point.
        let at = |share: f32, count: usize| (share * count as f32).max(0.0) as usize;
        let band = at((y - top) / (bottom - top), BANDS).min(BANDS - 1);
        let column = at((x - left) / (right - left), COLUMNS).min(COLUMNS - 1);
        if let (Some(band), Some(column)) = (bands.get_mut(band), columns.get_mut(column)) {
            (*band, *column) = (true, true);
        }
    }
    let written = |of: &[bool]| of.iter().filter(|at| **at).count();
    on as f32 >= words.len() as f32 * WORDS_ON_SCAN
        && written(&bands) >= BANDS_WRITTEN
        && written(&columns) >= COLUMNS_WRITTEN
}

fn area([left, top, right, bottom]: [f32; 4]) -> f32 {
    (right - left).max(0.0) * (bottom - top).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 100 by 100 points with these bitmaps; `signs` are drawn before the last.
    fn page(places: &[[f32; 4]], signs_before: usize) -> Pictures {
        Pictures::of(&Sheet {
            width: 100.0,
            height: 100.0,
            glyphs: vec![super::super::canvas::Glyph::default(); 10],
            bitmaps: places
                .iter()
                .map(|place| Bitmap {
                    place: *place,
                    pixels: 10_000,
                    signs_before,
                })
                .collect(),
            ..Sheet::default()
        })
    }

    /// Lines of four words over the whole width, at these heights.
    fn lines(heights: &[f32]) -> Vec<Word> {
        heights
            .iter()
            .flat_map(|y| {
                (0..4).map(move |n| {
                    let x = 0.1 + 0.2 * n as f32;
                    Word {
                        place: [x, *y, x + 0.15, y + 0.02],
                        ..Word::default()
                    }
                })
            })
            .collect()
    }

    const WHOLE: [f32; 4] = [0.0, 0.0, 100.0, 100.0];
    const LETTER: [f32; 5] = [0.05, 0.3, 0.34, 0.45, 0.8];

    #[test]
    fn a_scan_under_its_words_is_no_picture_and_one_with_a_caption_is() {
        let scan = page(&[WHOLE], 10);
        assert_eq!(scan.share(&lines(&LETTER), TextSource::Layer), None);
        let caption = lines(&[0.88, 0.91, 0.94]);
        assert_eq!(scan.share(&caption, TextSource::Layer), Some(1.0));
        assert_eq!(scan.share(&caption, TextSource::Ocr), Some(1.0));
        assert_eq!(scan.share(&[], TextSource::None), Some(1.0));
    }

    #[test]
    fn words_printed_over_a_picture_were_not_read_from_it() {
        let behind = page(&[WHOLE], 0);
        assert_eq!(behind.share(&lines(&LETTER), TextSource::Layer), Some(1.0));
        assert_eq!(behind.share(&lines(&LETTER), TextSource::Ocr), None);
    }

    #[test]
    fn a_picture_laid_on_a_scan_counts_by_itself() {
        let both = page(&[WHOLE, [10.0, 50.0, 60.0, 75.0]], 10);
        assert_eq!(both.share(&lines(&LETTER), TextSource::Layer), Some(0.125));
    }

    #[test]
    fn ornaments_do_not_count_and_what_nobody_looked_through_does() {
        let small = page(&[[0.0, 0.0, 10.0, 10.0]], 0);
        assert_eq!(small.share(&lines(&LETTER), TextSource::Layer), None);
        let unknown = Pictures::default();
        assert_eq!(unknown.share(&lines(&LETTER), TextSource::Layer), Some(1.0));
    }
}
