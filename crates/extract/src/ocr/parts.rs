//! Which parts of a stretch are numbers, and which are words.
//!
//! Tesseract invents Arabic-Indic digits, so numbers are found and cut out before it sees the line.

use super::ink::{Piece, Pieces};
use super::lines::Stretch;
use super::numbers::{self, NumberRun};
use super::rules::Rules;
use super::sheet::Sheet;
use super::strip::Crop;
use crate::reading::{Engine, OtherWord};

/// A part of a stretch that is read by one reader.
pub(super) struct Part {
    pub stretch: Stretch,
    pub crop: Crop,
    /// What the reader of numbers says, where the part is a number.
    pub number: Option<Number>,
}

/// A number as read from the ink.
pub(super) struct Number {
    /// In the order in which it is read and stored.
    pub text: String,
    /// Probability that all of it is right, 0 to 1.
    pub confidence: f32,
    /// Whether two nets read it so, each by itself, and surely enough to be relied on.
    pub settled: bool,
    /// Whether it fills its cell, so that nothing beside it can be mistaken for a piece of it.
    pub alone: bool,
    /// What it may be besides, likeliest first.
    pub others: Vec<OtherWord>,
}

/// Sizes of pieces and gaps, in heights of the middle piece of ink.
mod size {
    /// A gap as wide as this parts words.
    pub(super) const WORD_GAP: f32 = 0.33;
    /// Signs of one number are not further apart than this; `١` stands alone in its width.
    pub(super) const SIGN_GAP: f32 = 0.95;
    /// Two numbers are further apart than this.
    pub(super) const NUMBERS_APART: f32 = 1.2;
    /// Digits and separators are not wider than this; joined letters are.
    pub(super) const DIGIT: f32 = 1.25;
    /// A letter after a reference number is not wider than this.
    pub(super) const LETTER: f32 = 2.4;
    /// A gap beside a number is wider than those inside it by this.
    pub(super) const APART: f32 = 0.12;
    /// Nothing in a number is taller.
    pub(super) const TALL: f32 = 2.2;
}
/// Groups of signs in one number at most.
pub(super) const MOST_GROUPS: usize = 12;
/// Probability from which a whole cell is taken for a number, and from which a part of a line is. In a
/// cell of narrow signs a doubtful number is nearer than what tesseract would make of it.
const CELL: f32 = 0.15;
const IN_LINE: f32 = 0.8;

/// A word, or a part of one: pieces without a gap between them.
#[derive(Clone)]
pub(super) struct Group {
    pub bounds: Piece,
    /// Places in [`Pieces::all`], from left to right.
    pub pieces: Vec<u32>,
    /// Whether it may be part of a number in a line.
    narrow: bool,
}

/// Parts a stretch into numbers and what lies between them, from left to right.
pub(super) fn parts(sheet: &Sheet, pieces: &Pieces, rules: &Rules, stretch: &Stretch) -> Vec<Part> {
    let groups = groups(pieces, &stretch.pieces, sheet.letters);
    let crop_of = |groups: &[Group]| {
        let (bounds, own, crop) = cut_out(sheet, pieces, rules, groups)?;
        let stretch = Stretch {
            bounds,
            pieces: own,
            ..stretch.clone()
        };
        Some((stretch, crop))
    };
    let mut parts = Vec::new();
    // Where the words begin that are not yet in a part.
    let mut open = 0;
    let mut at = 0;
    while at < groups.len() {
        let found = candidates(&groups, at, open, sheet.letters)
            .into_iter()
            .find_map(|end| {
                let run = groups.get(at..end)?;
                let (stretch, crop) = crop_of(run)?;
                let alone = run.len() == groups.len();
                let number = Number::of(&numbers::read(&crop.picture), alone)?;
                Some((end, stretch, crop, number))
            });
        let Some((end, stretch, crop, number)) = found else {
            at += 1;
            continue;
        };
        let words = groups.get(open..at).unwrap_or_default();
        parts.extend(crop_of(words).map(|(stretch, crop)| Part {
            stretch,
            crop,
            number: None,
        }));
        parts.push(Part {
            stretch,
            crop,
            number: Some(number),
        });
        at = end;
        open = end;
    }
    let words = groups.get(open..).unwrap_or_default();
    parts.extend(crop_of(words).map(|(stretch, crop)| Part {
        stretch,
        crop,
        number: None,
    }));
    doubt_neighbours(&mut parts, sheet.letters);
    parts
}

/// Numbers that stand close to one another may be one that was cut in two: neither is settled.
fn doubt_neighbours(parts: &mut [Part], letters: f32) {
    let mut before: Option<&mut Part> = None;
    for part in parts {
        if let Some(left) = before
            && gap(&left.stretch.bounds, &part.stretch.bounds) < size::NUMBERS_APART * letters
            && let (Some(one), Some(other)) = (&mut left.number, &mut part.number)
        {
            one.settled = false;
            other.settled = false;
        }
        before = Some(part);
    }
}

/// Groups next to one another cut out of the sheet, with their rectangle and their pieces.
pub(super) fn cut_out(
    sheet: &Sheet,
    pieces: &Pieces,
    rules: &Rules,
    groups: &[Group],
) -> Option<(Piece, Vec<u32>, Crop)> {
    let bounds = groups.iter().map(|g| g.bounds).reduce(Piece::joined)?;
    let own: Vec<u32> = groups.iter().flat_map(|g| g.pieces.clone()).collect();
    let crop = Crop::of(sheet, pieces, rules, &bounds, &own);
    Some((bounds, own, crop))
}

/// The pieces of a line parted where there is a gap between them, from left to right.
pub(super) fn groups(pieces: &Pieces, own: &[u32], letters: f32) -> Vec<Group> {
    let mut sorted: Vec<(u32, Piece)> = own
        .iter()
        .filter_map(|at| Some((*at, *pieces.get(*at)?)))
        .collect();
    sorted.sort_by_key(|(_, piece)| piece.left);
    let mut groups: Vec<Group> = Vec::new();
    for (at, piece) in sorted {
        match groups.last_mut() {
            Some(group) if gap(&group.bounds, &piece) <= size::WORD_GAP * letters => {
                group.bounds = group.bounds.joined(piece);
                group.pieces.push(at);
            }
            _ => groups.push(Group {
                bounds: piece,
                pieces: vec![at],
                narrow: false,
            }),
        }
    }
    for group in &mut groups {
        let own = || group.pieces.iter().filter_map(|at| pieces.get(*at));
        let width = |piece: &Piece| piece.width() as f32 / letters;
        let wide = own().filter(|piece| width(piece) > size::DIGIT).count();
        let wider = own().any(|piece| width(piece) > size::LETTER);
        let tall = group.bounds.height() as f32 > size::TALL * letters;
        group.narrow = !wider && !tall && (wide == 0 || wide == 1 && group.pieces.len() >= 3);
    }
    groups
}

/// Groups of a line parted at a column of the sheet: what lies left of it and what lies right; a group that
/// it runs through is parted between its pieces.
pub(super) fn parted_at(
    pieces: &Pieces,
    groups: &[Group],
    column: f32,
) -> (Vec<Group>, Vec<Group>) {
    let side = |group: &Group, left: bool| {
        let own = group.pieces.iter().copied().filter(|at| {
            let piece = pieces.get(*at);
            let middle = piece.map_or(0.0, |p| f32::midpoint(p.left as f32, p.right as f32 + 1.0));
            (middle < column) == left
        });
        let own: Vec<u32> = own.collect();
        let bounds = own.iter().filter_map(|at| pieces.get(*at).copied());
        Some(Group {
            bounds: bounds.reduce(Piece::joined)?,
            pieces: own,
            narrow: group.narrow,
        })
    };
    let all = |left| {
        groups
            .iter()
            .filter_map(|group| side(group, left))
            .collect()
    };
    (all(true), all(false))
}

fn gap(left: &Piece, right: &Piece) -> f32 {
    right.left as f32 - left.right as f32 - 1.0
}

/// Where a number that begins at this group may end, the longest first. What stands as near to its
/// neighbour as its own signs to one another is a piece of a number, and none by itself: a number that
/// lost a digit is worse than one that was not found. `open` is where the last number ended.
fn candidates(groups: &[Group], at: usize, open: usize, letters: f32) -> Vec<usize> {
    let between = |left: usize| match groups.get(left..left + 2) {
        Some([left, right]) if left.narrow && right.narrow => {
            Some(gap(&left.bounds, &right.bounds) / letters)
        }
        _ => None,
    };
    let joins = |left: usize| between(left).filter(|gap| *gap <= size::SIGN_GAP);
    if !groups.get(at).is_some_and(|group| group.narrow) {
        return Vec::new();
    }
    let mut ends = vec![at + 1];
    while let Some(end) = ends.last().copied()
        && joins(end - 1).is_some()
        && ends.len() < MOST_GROUPS
    {
        ends.push(end + 1);
    }
    ends.reverse();
    ends.retain(|end| {
        let inside = (at..end - 1)
            .filter_map(between)
            .fold(size::WORD_GAP, f32::max);
        let before = at.checked_sub(1).filter(|before| *before >= open);
        let apart = |gap: Option<f32>| gap.is_none_or(|gap| gap > inside + size::APART);
        apart(before.and_then(joins)) && apart(joins(end - 1))
    });
    ends
}

impl Number {
    /// The run as a number, where it is one surely enough.
    fn of(run: &NumberRun, alone: bool) -> Option<Self> {
        let least = if alone { CELL } else { IN_LINE };
        let printed = bare(&run.text);
        if !run.is_number() || run.confidence < least {
            return None;
        }
        if !alone && !stands_out(printed) {
            return None;
        }
        Some(Self {
            text: as_read(printed),
            confidence: run.confidence,
            settled: run.is_settled(),
            alone,
            others: others(run),
        })
    }
}

/// A number as printed, without the colon of the word beside it.
pub(super) fn bare(printed: &str) -> &str {
    printed.trim_matches([':', ' '])
}

/// What else a run may be, likeliest first.
pub(super) fn others(run: &NumberRun) -> Vec<OtherWord> {
    let others = run
        .others
        .iter()
        .filter(|(text, _)| !bare(text).is_empty() && !text.contains(numbers::OTHER_TEXT));
    others
        .map(|(text, share)| OtherWord {
            text: as_read(bare(text)),
            confidence: *share,
            by: Engine::Numbers,
        })
        .collect()
}

/// Whether the signs of a number differ from what letters and points look like: alef and `١`, ه and
/// `٥`, a point and `٠`.
pub(super) fn stands_out(printed: &str) -> bool {
    let digits = printed.chars().filter(|c| c.is_numeric()).count();
    let plain = |c: char| !"١1٥0٠۵lo|/.,-: ".contains(c);
    let own = printed.chars().filter(|c| plain(*c)).count();
    let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
    own > 0 && digits > letters
}

/// The order in which a row of signs is read and stored, that stands in this order on paper. Western
/// numbers without letters stand as they are read.
pub(super) fn as_read(printed: &str) -> String {
    let any = |test: fn(char) -> bool| printed.chars().any(test);
    let dashed = printed.contains('-') && any(|c| ('٠'..='٩').contains(&c));
    if !dashed && !any(char::is_alphabetic) {
        return printed.to_owned();
    }
    // The sign for the era of the Hijra is told as it is read: two characters of one sign.
    arabic::visual_order::read_from_the_right(&printed.replace("هـ", "ـه"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_stored_as_it_is_read() {
        for (printed, stored) in [
            ("٢٣/١١/١٩٩٩", "٢٣/١١/١٩٩٩"),
            ("2013-04-11", "2013-04-11"),
            ("س/٦٢٤٨", "٦٢٤٨/س"),
            ("س/352/682", "352/682/س"),
            ("٢٤٢٤-٨-١", "١-٨-٢٤٢٤"),
            ("5,000", "5,000"),
            ("هـ١٤٣٥", "١٤٣٥هـ"),
            ("٧", "٧"),
        ] {
            assert_eq!(as_read(printed), stored, "{printed}");
        }
    }

    #[test]
    fn a_piece_of_a_number_is_no_number() {
        let group = |left: u32, width: u32| Group {
            bounds: Piece {
                left,
                top: 0,
                right: left + width - 1,
                bottom: 20,
                area: 100,
            },
            pieces: vec![0],
            narrow: true,
        };
        // Three signs eight pixels apart, one after 18 pixels, one after 60; letters are 20 high.
        let groups = [
            group(0, 10),
            group(18, 10),
            group(36, 10),
            group(64, 10),
            group(134, 10),
        ];
        let ends = |at| candidates(&groups, at, 0, 20.0);
        assert_eq!(ends(0), [4, 3], "all signs, or those before the wider gap");
        assert!(ends(1).is_empty(), "its first sign stands before it");
        assert_eq!(ends(4), [5]);
    }

    #[test]
    fn what_looks_like_letters_and_points_is_no_number_inside_a_line() {
        for printed in ["١", "١١", "٥", "٠", "1.", "١/١", "و٢"] {
            assert!(!stands_out(printed), "{printed}");
        }
        for printed in ["٧", "٢٣/١١/١٩٩٩", "2004", "س/٦٢٤٨"] {
            assert!(stands_out(printed), "{printed}");
        }
    }
}
