//! How far the text of a page can be relied on.
//!
//! The figure is [`arabic::quality`]'s; this module says when there is enough text to judge, and
//! what figure and confidence of optical reading mean in words.

use crate::reading::{Page, TextSource, UnreadKind};
use domain::ReadingQuality;

/// Quality below which text reads badly: less than it takes for half of the words to be words.
pub const POOR: f32 = 0.55;
/// Quality below which text reads with faults.
pub const FAULTY: f32 = 0.8;
/// Confidence of optical reading below which a page is a case for a person, and below which numbers
/// and names on it want a second look. The bands of the account of reading end at the same places.
const POOR_CONFIDENCE: f32 = 0.6;
const DOUBTFUL_CONFIDENCE: f32 = 0.8;
/// A page of fewer words is not judged, unless a tenth of its signs cannot be read.
const JUDGED_WORDS: usize = 8;
/// Most bytes of a page that are judged: more of it says no more.
const JUDGED_BYTES: usize = 64 * 1024;

/// Whether there is enough on a page to judge it.
pub const fn is_judged(quality: &arabic::Quality) -> bool {
    quality.words + quality.latin_words >= JUDGED_WORDS || quality.unreadable * 10 > quality.signs
}

/// How far a text reads as written language, 0 to 1; none where there is too little of it.
pub fn of_text(text: &str) -> Option<f32> {
    let mut end = text.len().min(JUDGED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let quality = arabic::quality::score(text.get(..end).unwrap_or_default());
    is_judged(&quality).then_some(quality.score)
}

/// Whether the text of a page reads badly, however it was come by.
pub fn is_poor(page: &Page) -> bool {
    page.quality.is_some_and(|quality| quality < POOR)
}

/// How far a page can be relied on; none for a page that holds nothing where the format itself says
/// so: an empty sheet of a workbook was read, and there is nothing on it.
pub fn of_page(page: &Page) -> Option<ReadingQuality> {
    if page.waits {
        return Some(ReadingQuality::NotRead);
    }
    if page.text.trim().is_empty() {
        let nobody_read = page.source == TextSource::None || !page.unread.is_empty();
        return nobody_read.then_some(ReadingQuality::NotRead);
    }
    let by_text = match page.quality {
        Some(quality) if quality < POOR => ReadingQuality::Poor,
        Some(quality) if quality < FAULTY => ReadingQuality::Doubtful,
        _ => ReadingQuality::Good,
    };
    if page.source != TextSource::Ocr {
        return Some(by_text);
    }
    let by_reader = match page.confidence.unwrap_or_default() {
        sure if sure < POOR_CONFIDENCE => ReadingQuality::Poor,
        sure if sure < DOUBTFUL_CONFIDENCE => ReadingQuality::Doubtful,
        _ => ReadingQuality::Good,
    };
    let illegible = page
        .unread
        .iter()
        .any(|place| place.what == UnreadKind::Illegible);
    let by_places = if illegible {
        ReadingQuality::Doubtful
    } else {
        ReadingQuality::Good
    };
    // The worst of them: each sees faults to which the others are blind.
    Some(by_text.max(by_reader).max(by_places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Unread;

    fn check(page: Page, grade: Option<ReadingQuality>) {
        assert_eq!(of_page(&page), grade, "{page:?}");
    }

    fn page(source: TextSource, confidence: Option<f32>, quality: Option<f32>) -> Page {
        Page {
            text: "كتاب".to_owned(),
            source,
            confidence,
            quality,
            ..Page::default()
        }
    }

    #[test]
    fn a_page_is_as_good_as_the_worst_that_is_known_of_it() {
        use ReadingQuality::{Doubtful, Good, Poor};
        use TextSource::{Layer, Native, Ocr};
        check(page(Native, None, None), Some(Good));
        check(page(Layer, None, Some(0.9)), Some(Good));
        check(page(Layer, None, Some(0.7)), Some(Doubtful));
        check(page(Layer, None, Some(0.5)), Some(Poor));
        check(page(Ocr, Some(0.9), Some(0.9)), Some(Good));
        check(page(Ocr, Some(0.7), Some(0.9)), Some(Doubtful));
        check(page(Ocr, Some(0.9), Some(0.5)), Some(Poor));
        check(page(Ocr, None, Some(0.9)), Some(Poor));
        let illegible = Unread {
            place: [0.0, 0.0, 0.5, 0.5],
            what: UnreadKind::Illegible,
        };
        let page = Page {
            unread: vec![illegible],
            ..page(Ocr, Some(0.9), Some(0.9))
        };
        check(page, Some(Doubtful));
    }

    #[test]
    fn a_page_without_text_is_not_read_unless_its_format_says_that_it_is_empty() {
        let empty = |source| Page {
            source,
            ..Page::default()
        };
        check(empty(TextSource::Native), None);
        check(empty(TextSource::None), Some(ReadingQuality::NotRead));
        let waiting = Page {
            waits: true,
            ..page(TextSource::Layer, None, Some(0.9))
        };
        check(waiting, Some(ReadingQuality::NotRead));
    }

    #[test]
    fn too_little_text_is_not_judged() {
        assert_eq!(of_text("صفحة 3"), None);
        assert!(of_text("\u{fffd}\u{fffd}\u{fffd}").is_some_and(|score| score < 0.1));
        assert!(of_text(&"كتب الضابط التقرير ".repeat(5)).is_some_and(|score| score > FAULTY));
    }
}
