//! Ink that is seen and not read: stamps, handwriting, notes in the margin, letters worn away. It is
//! told as a place, so that no guess stands in the text and nothing is passed over.

use super::ink::{Piece, Pieces};
use super::lines::Stretch;
use super::sheet::Sheet;
use super::text::Line;
use crate::reading::{self, Unread, UnreadKind, Word};

/// Sizes in heights of the middle piece of ink.
mod size {
    /// A piece of a stamp's edge is at least so tall and so wide.
    pub(super) const ARC: (f32, f32) = (3.0, 2.0);
    /// Pieces of one edge are not further apart.
    pub(super) const BETWEEN: f32 = 1.0;
    /// The sides of a stamp at least and at most.
    pub(super) const STAMP: std::ops::RangeInclusive<f32> = 5.0..=30.0;
    /// What begins further out than this beside the lines of the page stands in its margin.
    pub(super) const MARGIN: f32 = 1.0;
}
/// Share of its rectangle that the ink of an edge fills at most.
const HOLLOW: f32 = 0.4;
/// Of the sides of a stamp's rectangle, the share that is a corner; a round edge leaves it free.
const CORNER: f32 = 0.12;
/// Share of a stretch that lies on a stamp, from which it belongs to it.
const ON_STAMP: f32 = 0.6;
/// Below these mean confidences a stretch is not text: of a stamp, of a hand or in the margin, at all.
const STAMPED: f32 = 0.6;
const WRITTEN: f32 = 0.45;
const AT_ALL: f32 = 0.25;
/// From this confidence on, a stretch shows how high a line is and where the lines stand.
const PLAIN: f32 = 0.8;
/// A hand writes higher than print by this.
const HIGHER: f32 = 1.45;
/// A line of so many words with so few letters a word, and no surer than this, is strokes of letters
/// that wear has left over.
const SHATTERED: (usize, f32, f32) = (5, 2.3, 0.75);

/// A stretch and how surely it was read.
pub(super) struct Judged<'a> {
    pub stretch: &'a Stretch,
    /// Mean over its letters, 0 to 1; 0 where nothing was read.
    pub confidence: f32,
    /// Whether anything was read.
    pub read: bool,
}

/// A stamp on a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    bounds: Piece,
    round: bool,
}

/// The stamps of a sheet whose rules were taken out of the ink.
pub(super) fn stamps(sheet: &Sheet, pieces: &Pieces) -> Vec<Stamp> {
    let letters = sheet.letters;
    let arcs: Vec<(u32, Piece)> = (0u32..)
        .zip(pieces.all.iter().copied())
        .filter(|(_, piece)| {
            let (width, height) = (piece.width() as f32, piece.height() as f32);
            height >= size::ARC.0 * letters
                && width >= size::ARC.1 * letters
                && (piece.area as f32) < width * height * HOLLOW
        })
        .collect();
    let reach = (size::BETWEEN * letters) as u32;
    let mut found: Vec<(Piece, Vec<u32>)> = Vec::new();
    for (at, arc) in arcs {
        // Joining two edges may bring a third one near.
        let (mut bounds, mut members) = (arc, vec![at]);
        while let Some(near) = found
            .iter()
            .position(|(other, _)| are_near(&bounds, other, reach))
        {
            let (other, own) = found.swap_remove(near);
            bounds = bounds.joined(other);
            members.extend(own);
        }
        found.push((bounds, members));
    }
    found.sort_by_key(|(bounds, _)| (bounds.top, bounds.left));
    found
        .into_iter()
        .filter(|(bounds, _)| {
            [bounds.width(), bounds.height()]
                .iter()
                .all(|side| size::STAMP.contains(&(*side as f32 / letters)))
        })
        .map(|(bounds, members)| Stamp {
            bounds,
            round: is_round(&bounds, &members, pieces),
        })
        .collect()
}

const fn are_near(one: &Piece, other: &Piece, reach: u32) -> bool {
    one.left <= other.right + reach
        && other.left <= one.right + reach
        && one.top <= other.bottom + reach
        && other.top <= one.bottom + reach
}

/// Whether the corners of the rectangle are free of the edge's own ink.
fn is_round(bounds: &Piece, members: &[u32], pieces: &Pieces) -> bool {
    let corner = |side: u32| (side as f32 * CORNER) as u32;
    let (across, down) = (corner(bounds.width()), corner(bounds.height()));
    let rows = (bounds.top..bounds.top + down).chain(bounds.bottom - down + 1..=bounds.bottom);
    let (left, right) = (bounds.left + across, bounds.right - across);
    !rows
        .flat_map(|y| pieces.in_row(y))
        .any(|run| members.contains(&run.piece) && (run.left < left || run.right > right))
}

/// How high a line of the page is, in pixels of the sheet: the middle height of what was read surely; none
/// where nothing was.
pub(super) fn line_height<'a>(read: impl Iterator<Item = (&'a Stretch, f32)>) -> Option<u32> {
    let mut heights: Vec<u32> = read
        .filter(|(_, confidence)| *confidence >= PLAIN)
        .map(|(stretch, _)| stretch.bounds.height())
        .collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied()
}

/// For each stretch, whether it is to be told as unread, and as what; and the places of the stamps.
pub(super) fn judge(
    judged: &[Judged<'_>],
    stamps: &[Stamp],
    sheet: &Sheet,
) -> (Vec<Option<UnreadKind>>, Vec<Unread>) {
    let plain = || judged.iter().filter(|one| one.confidence >= PLAIN);
    let sure = judged.iter().map(|one| (one.stretch, one.confidence));
    let line = line_height(sure).map_or(f32::INFINITY, |height| height as f32);
    let body = plain().map(|one| one.stretch.bounds).reduce(Piece::joined);
    let mut hidden = vec![false; stamps.len()];
    let kinds = judged
        .iter()
        .map(|one| {
            let bounds = &one.stretch.bounds;
            if one.confidence < STAMPED
                && let Some(at) = stamps.iter().position(|stamp| stamp.holds(bounds))
            {
                if let Some(hidden) = hidden.get_mut(at) {
                    *hidden = true;
                }
                return Some(UnreadKind::Stamp);
            }
            if one.confidence < WRITTEN && one.read {
                let beside = body.is_some_and(|body| {
                    let reach = (size::MARGIN * sheet.letters) as u32;
                    bounds.right < body.left + reach || bounds.left + reach > body.right
                });
                if beside {
                    return Some(UnreadKind::Margin);
                }
                let short = bounds.width() * 2 < sheet.grey.width();
                if short && bounds.height() as f32 > line * HIGHER {
                    return Some(UnreadKind::Handwriting);
                }
            }
            (one.confidence < AT_ALL && one.read).then_some(UnreadKind::Illegible)
        })
        .collect();
    // The writing around a round stamp is never read; a stamp in a frame may have been.
    let places = stamps
        .iter()
        .zip(hidden)
        .filter(|(stamp, hidden)| stamp.round || *hidden)
        .map(|(stamp, _)| told(sheet, &stamp.bounds, UnreadKind::Stamp))
        .collect();
    (kinds, places)
}

impl Stamp {
    /// Whether a stretch lies on the stamp for the most part.
    fn holds(&self, bounds: &Piece) -> bool {
        let shared = |a: (u32, u32), b: (u32, u32)| (a.1.min(b.1) + 1).saturating_sub(a.0.max(b.0));
        let across = shared(
            (self.bounds.left, self.bounds.right),
            (bounds.left, bounds.right),
        );
        let down = shared(
            (self.bounds.top, self.bounds.bottom),
            (bounds.top, bounds.bottom),
        );
        let whole = (bounds.width() * bounds.height()).max(1) as f32;
        (across * down) as f32 / whole >= ON_STAMP
    }
}

/// Ink on the sheet as a place on the page.
pub(super) fn told(sheet: &Sheet, bounds: &Piece, what: UnreadKind) -> Unread {
    let corners = [bounds.left, bounds.top, bounds.right + 1, bounds.bottom + 1];
    Unread {
        place: sheet.place_on_page(corners.map(|at| at as f32)),
        what,
    }
}

/// Takes out the lines whose words are strokes that wear has left over of letters, and tells their places.
pub(super) fn without_shattered<B>(lines: &mut Vec<Line<B>>) -> Vec<Unread> {
    let shattered = lines.extract_if(.., |line| is_shattered(&line.words));
    shattered
        .filter_map(|line| {
            let place = reading::around(line.words.iter().map(|word| word.place))?;
            let what = UnreadKind::Illegible;
            Some(Unread { place, what })
        })
        .collect()
}

fn is_shattered(words: &[Word]) -> bool {
    let (mut letters, mut sure) = (0.0, 0.0);
    for word in words {
        let weight = super::text::length(&word.text);
        letters += weight;
        sure += word.confidence.unwrap_or(0.0) * weight;
    }
    let (many, few, doubtful) = SHATTERED;
    words.len() >= many && letters < few * words.len() as f32 && sure < doubtful * letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::rules::Rules;
    use image::{GrayImage, Luma};

    /// Lines of words over the upper half of a page, and a mark below that `dark` draws about its middle.
    fn page(dark: impl Fn(i64, i64) -> bool) -> GrayImage {
        GrayImage::from_fn(1_000, 1_000, |x, y| {
            let line = y / 40;
            let word = (x + line * 11) % (34 + line % 4 * 3);
            let lines = (10..30).contains(&(y % 40)) && word < 26 && (2..10).contains(&line);
            let lines = lines && (100..900).contains(&x);
            let mark = dark(i64::from(x) - 300, i64::from(y) - 700);
            Luma([if lines || mark { 20 } else { 235 }])
        })
    }

    fn ring(x: i64, y: i64) -> bool {
        (113 * 113..118 * 118).contains(&(x * x + y * y))
    }

    /// A frame that was pressed on at a slant, as no rule of the page stands.
    fn frame(x: i64, y: i64) -> bool {
        let (along, across) = (x + y / 7, y - x / 7);
        let edge = |at: i64, side: i64| (side..side + 8).contains(&at.abs());
        edge(along, 160) && across.abs() < 98 || edge(across, 90) && along.abs() < 168
    }

    fn stamps_of(picture: &GrayImage) -> (Sheet, Vec<Stamp>) {
        let mut sheet = Sheet::of(picture).unwrap();
        let _rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        let found = stamps(&sheet, &pieces);
        (sheet, found)
    }

    #[test]
    fn a_ring_and_a_slanted_frame_are_stamps_and_lines_of_words_are_none() {
        let (_, found) = stamps_of(&page(|_, _| false));
        assert!(found.is_empty(), "{found:?}");
        let (sheet, found) = stamps_of(&page(ring));
        assert_eq!(found.len(), 1);
        assert!(found[0].round);
        let place = told(&sheet, &found[0].bounds, UnreadKind::Stamp).place;
        for (is, wanted) in place.iter().zip([0.182, 0.582, 0.418, 0.818]) {
            assert!((is - wanted).abs() < 0.01, "{place:?}");
        }
        let (_, found) = stamps_of(&page(frame));
        assert_eq!(found.len(), 1);
        assert!(!found[0].round);
    }

    fn stretch(left: u32, top: u32, width: u32, height: u32) -> Stretch {
        Stretch {
            block: crate::ocr::lines::Block::default(),
            line: 0,
            within: 0,
            bounds: Piece {
                left,
                top,
                right: left + width - 1,
                bottom: top + height - 1,
                area: width * height / 8,
            },
            pieces: Vec::new(),
        }
    }

    #[test]
    fn what_is_doubtful_is_told_by_where_it_stands_and_how_high_it_is() {
        let (sheet, stamps) = stamps_of(&page(ring));
        let line = sheet.letters as u32;
        let check = |place: Stretch, confidence: f32, kind: Option<UnreadKind>| {
            let plain = stretch(100, 80, 800, line);
            let judged = [(&plain, 0.93), (&plain, 0.9), (&place, confidence)];
            let judged = judged.map(|(stretch, confidence)| Judged {
                stretch,
                confidence,
                read: true,
            });
            let (kinds, _) = judge(&judged, &stamps, &sheet);
            assert_eq!(kinds[0], None);
            assert_eq!(kinds[2], kind, "{confidence}");
        };
        let on_stamp = || stretch(250, 690, 100, line);
        check(on_stamp(), 0.4, Some(UnreadKind::Stamp));
        check(on_stamp(), 0.9, None);
        let beside = || stretch(20, 300, 60, line);
        check(beside(), 0.4, Some(UnreadKind::Margin));
        check(beside(), 0.7, None);
        let high = || stretch(500, 860, 150, line * 2);
        check(high(), 0.4, Some(UnreadKind::Handwriting));
        check(high(), 0.9, None);
        let low = || stretch(500, 860, 150, line);
        check(low(), 0.1, Some(UnreadKind::Illegible));
        check(low(), 0.4, None);
    }

    #[test]
    fn strokes_left_over_of_letters_are_no_line() {
        let line = |words: &[&str], confidence: f32| Line {
            block: 0,
            words: words
                .iter()
                .map(|text| Word {
                    text: (*text).to_owned(),
                    confidence: Some(confidence),
                    place: [0.1, 0.2, 0.3, 0.4],
                    ..Word::default()
                })
                .collect(),
        };
        let mut lines = vec![
            line(&["ا", "٠٣", ".", "د", "١", "ه"], 0.5),
            line(&["١", "٢", "٣", "٤", "٥", "٦"], 0.95),
            line(&["إلى", "السيد", "رئيس", "الفرع", "٤١"], 0.5),
        ];
        let gone = without_shattered(&mut lines);
        assert_eq!(lines.len(), 2);
        assert_eq!(gone.len(), 1);
        assert_eq!(gone[0].what, UnreadKind::Illegible);
    }
}
