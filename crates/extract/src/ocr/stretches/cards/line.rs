//! A line of a card: where its number ends and its word begins.

use crate::ocr::ink::{Piece, Pieces};
use crate::ocr::numbers;
use crate::ocr::parts::{self, Group, MOST_GROUPS, stands_out};
use crate::ocr::rules::Rules;
use crate::ocr::sheet::Sheet;
use crate::ocr::strip::Crop;
use std::ops::Range;

/// Probability from which the end of a line is taken for a number: on a card a doubtful number is
/// nearer than what tesseract makes of it.
const NUMBER: f32 = 0.15;
/// Probability from which the right end of a line with other writing on it is taken for a number.
const AT_RIGHT: f32 = 0.8;
/// No sign of a number is wider, and none taller, in heights of the middle piece of ink.
const WIDEST: f32 = 2.2;
const TALLEST: f32 = 2.6;
/// What is wider is joined letters.
const LETTERS: f32 = 1.4;

/// A line with the number at its end, where it has one.
pub(super) struct CardLine {
    pub bounds: Piece,
    pub number: Option<Number>,
    /// What is left of the line, cut out of the sheet; none where the number is all of it.
    pub rest: Option<Crop>,
    /// The line with its number, where that is not settled: a third reader is asked.
    pub with_number: Option<Crop>,
}

/// A number as our reader has it.
pub(super) struct Number {
    pub bounds: Piece,
    pub crop: Crop,
    pub run: numbers::NumberRun,
    /// Whether its parts stand apart from one another.
    pub spaced: bool,
    /// Whether two nets read it so, and it looks like nothing else.
    pub settled: bool,
    /// Whether nothing tells which way up it stands.
    pub either_way: bool,
}

/// A line of a card cut out of its sheet.
struct Source<'a> {
    sheet: &'a Sheet,
    pieces: &'a Pieces,
    rules: &'a Rules,
    groups: Vec<Group>,
}

impl CardLine {
    pub(super) fn of(sheet: &Sheet, pieces: &Pieces, rules: &Rules, own: &[u32]) -> Option<Self> {
        let line = Source {
            sheet,
            pieces,
            rules,
            groups: parts::groups(pieces, own, sheet.letters),
        };
        let (bounds, whole) = line.cut_out(&line.groups)?;
        let (number, rest) = match line.number_at_colon().or_else(|| line.number_by_signs()) {
            Some((number, rest)) => (Some(number), line.cut_out(&rest)),
            None => (None, line.cut_out(&line.groups)),
        };
        let open = number.as_ref().is_some_and(|number| !number.settled);
        Some(Self {
            bounds,
            with_number: Some(whole).filter(|_| open),
            number,
            rest: rest.map(|(_, crop)| crop),
        })
    }
}

impl Source<'_> {
    fn cut_out(&self, groups: &[Group]) -> Option<(Piece, Crop)> {
        let (bounds, _, crop) = parts::cut_out(self.sheet, self.pieces, self.rules, groups)?;
        Some((bounds, crop))
    }

    fn read(&self, groups: &[Group]) -> Option<Number> {
        let (bounds, crop) = self.cut_out(groups)?;
        let run = numbers::read(&crop.picture);
        Some(Number {
            settled: is_settled(&run),
            bounds,
            crop,
            run,
            spaced: groups.len() >= 3,
            either_way: false,
        })
    }

    fn is_any(&self, group: &Group, test: impl Fn(&Piece) -> bool) -> bool {
        let own = group.pieces.iter().filter_map(|at| self.pieces.get(*at));
        own.into_iter().any(test)
    }

    /// Whether a group may be signs of a number.
    fn is_narrow(&self, group: &Group) -> bool {
        let letters = self.sheet.letters;
        let wide = |piece: &Piece| piece.width() as f32 > WIDEST * letters;
        !self.is_any(group, wide) && group.bounds.height() as f32 <= TALLEST * letters
    }

    /// The number left of a colon that is seen, and what lies right of it, where that is a word: joined letters
    /// are wider than any digit, and two zeros above one another are no colon.
    fn number_at_colon(&self) -> Option<(Number, Vec<Group>)> {
        let letters = self.sheet.letters;
        let column = colon(self.pieces, &self.groups, letters)?;
        let (own, rest) = parts::parted_at(self.pieces, &self.groups, column);
        let wide = |piece: &Piece| piece.width() as f32 > LETTERS * letters;
        let is_word = rest.iter().any(|group| self.is_any(group, wide));
        if !is_word || !own.iter().all(|group| self.is_narrow(group)) {
            return None;
        }
        let number = self.read(&own)?;
        number.settled.then_some((number, rest))
    }

    /// The longest row of signs at either end of the line that is a number, and what lies beside it. It stands at
    /// the left, or, on a line that runs from the left, at the right.
    fn number_by_signs(&self) -> Option<(Number, Vec<Group>)> {
        let groups = &self.groups;
        let (all, narrow) = (groups.len(), |group: &&Group| self.is_narrow(group));
        let left = groups.iter().take_while(narrow).count().min(MOST_GROUPS);
        let right = groups.iter().rev().take_while(narrow).count();
        let from_left = (1..=left).rev().map(|count| (0..count, false));
        let from_right = (1..=right.min(MOST_GROUPS))
            .rev()
            .map(|count| (all - count..all, true));
        let (range, at_right, number) =
            from_left.chain(from_right).find_map(|(range, at_right)| {
                let number = self.read(groups.get(range.clone())?)?;
                // At the right of a line the word before a number begins as a rule: letters look like digits.
                let beside = at_right && range.len() < all;
                let least = if beside { AT_RIGHT } else { NUMBER };
                let fits = number.run.is_number()
                    && number.run.confidence >= least
                    && (!beside || stands_out(parts::bare(&number.run.text)));
                fits.then_some((range, at_right, number))
            })?;
        // Its end may be a colon, or letters of which the reader of numbers has made nothing.
        let shorter = number
            .end(at_right, self.sheet.letters)
            .and_then(|(column, wanted)| {
                let (left, right) = parts::parted_at(self.pieces, groups, column);
                let (own, rest) = if at_right {
                    (right, left)
                } else {
                    (left, right)
                };
                let number = self.read(&own)?;
                let same = digits(&number.run.text) == wanted;
                (same && number.run.is_number()).then_some((number, rest))
            });
        let rest = if at_right {
            0..range.start
        } else {
            range.end..all
        };
        shorter.or_else(|| Some((number, groups.get(rest)?.to_vec())))
    }
}

impl Number {
    /// Where the number ends towards the rest of its line, as a column of the sheet, and its digits up to
    /// there, where ink lies beyond: at the colon of the word beside it, or behind its last sign.
    fn end(&self, at_right: bool, letters: f32) -> Option<(f32, String)> {
        let mut signs: Vec<(&str, &Range<f32>)> = self
            .run
            .signs
            .iter()
            .map(|sign| (sign.text, &sign.span))
            .collect();
        let is_digit = |(text, _): &(&str, _)| text.chars().any(char::is_numeric);
        if at_right {
            signs.reverse();
        }
        // Two digits or more behind a colon are a time of day.
        let colon = signs.iter().position(|(text, _)| *text == ":");
        let colon = colon.filter(|at| {
            let (before, behind) = signs.split_at(*at);
            before.iter().any(is_digit) && behind.iter().filter(|sign| is_digit(sign)).count() < 2
        });
        let own = signs.get(..colon.unwrap_or(signs.len()))?;
        let (_, last) = own.iter().rfind(|sign| is_digit(sign))?;
        let colon = colon.and_then(|at| signs.get(at));
        let (near, far) = if at_right {
            (last.start, colon.map(|(_, span)| span.end))
        } else {
            (last.end, colon.map(|(_, span)| span.start))
        };
        let away = if at_right { -0.4 } else { 0.4 } * letters;
        let end = far.map_or(near + away, |far| f32::midpoint(near, far));
        let column = self.crop.column_on_sheet(end);
        let mut own: Vec<&str> = own.iter().map(|(text, _)| *text).collect();
        if at_right {
            own.reverse();
        }
        let beyond = if at_right {
            column > self.bounds.left as f32
        } else {
            column < self.bounds.right as f32
        };
        beyond.then(|| (column, digits(&own.concat())))
    }
}

/// Whether two nets read a number so, and it looks like nothing else.
pub(super) fn is_settled(run: &numbers::NumberRun) -> bool {
    run.is_number() && run.is_settled() && stands_out(parts::bare(&run.text))
}

/// Where a colon parts a line, as the column at its left: two specks above one another with nothing above,
/// below or between them. Of several the rightmost, which stands at the word of a line from the right.
fn colon(pieces: &Pieces, groups: &[Group], letters: f32) -> Option<f32> {
    let all: Vec<Piece> = groups
        .iter()
        .flat_map(|group| &group.pieces)
        .filter_map(|at| pieces.get(*at).copied())
        .collect();
    let middle = |piece: &Piece| {
        (
            f32::midpoint(piece.left as f32, piece.right as f32),
            f32::midpoint(piece.top as f32, piece.bottom as f32),
        )
    };
    let speck = |piece: &&Piece| piece.width().max(piece.height()) as f32 <= 0.5 * letters;
    let specks: Vec<&Piece> = all.iter().filter(speck).collect();
    let columns = specks.iter().enumerate().flat_map(|(at, upper)| {
        specks.iter().skip(at + 1).filter_map(|lower| {
            let (one, other) = (middle(upper), middle(lower));
            let above = (one.0 - other.0).abs() <= 0.25 * letters;
            let apart = (0.25..=1.4).contains(&((one.1 - other.1).abs() / letters));
            let pair = upper.joined(**lower);
            let inside = |piece: &&Piece| piece.left <= pair.right && pair.left <= piece.right;
            (above && apart && all.iter().filter(inside).count() == 2).then_some(pair.left)
        })
    });
    columns.max().map(|left| left as f32)
}

/// The pieces of a line, parted where they are lines above one another: large figures that stand close
/// leave no room between two rows.
pub(super) fn parted(pieces: &Pieces, own: &[u32], letters: f32) -> Vec<Vec<u32>> {
    let mut rows: Vec<(Piece, Vec<u32>)> = Vec::new();
    let mut sorted: Vec<(u32, Piece)> = own
        .iter()
        .filter_map(|at| Some((*at, *pieces.get(*at)?)))
        .collect();
    // The largest first: dots go to the row that they stand nearest to.
    sorted.sort_by_key(|(_, piece)| std::cmp::Reverse(piece.height()));
    for (at, piece) in sorted {
        let shared = |row: &Piece| {
            let (top, bottom) = (piece.top.max(row.top), piece.bottom.min(row.bottom) + 1);
            f64::from(bottom) - f64::from(top)
        };
        let best = rows
            .iter_mut()
            .max_by(|(a, _), (b, _)| shared(a).total_cmp(&shared(b)));
        let least = if piece.height() as f32 >= 0.5 * letters {
            f64::from(piece.height()) * 0.4
        } else {
            f64::MIN
        };
        match best {
            Some((row, members)) if shared(row) >= least => {
                if piece.height() as f32 >= 0.5 * letters {
                    *row = row.joined(piece);
                }
                members.push(at);
            }
            _ => rows.push((piece, vec![at])),
        }
    }
    rows.sort_by_key(|(row, _)| row.top);
    // Letters of one line may not reach one another either; rows of figures hardly share a height.
    let apart = rows.windows(2).all(|pair| match pair {
        [(above, _), (below, _)] => {
            let shared = f64::from(above.bottom + 1) - f64::from(below.top);
            let lower = above.height().min(below.height());
            shared <= 0.25 * f64::from(lower) && lower as f32 >= 0.6 * letters
        }
        _ => true,
    });
    if apart {
        rows.into_iter().map(|(_, members)| members).collect()
    } else {
        vec![own.to_vec()]
    }
}

/// The digits of a text.
fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::ink::Ink;
    use image::{GrayImage, Luma};

    /// Where a colon is seen on a line of these filled rectangles `[left, top, width, height]`.
    fn seen(marks: &[[u32; 4]]) -> Option<f32> {
        let mut line = GrayImage::from_pixel(400, 80, Luma([240]));
        for [left, top, width, height] in marks {
            for y in *top..top + height {
                for x in *left..left + width {
                    line.put_pixel(x, y, Luma([10]));
                }
            }
        }
        let pieces = Ink::of(&line).pieces();
        let own: Vec<u32> = (0..).take(pieces.all.len()).collect();
        colon(&pieces, &parts::groups(&pieces, &own, 24.0), 24.0)
    }

    #[test]
    fn two_specks_above_one_another_part_a_number_from_its_word() {
        let digits = [[40, 24, 12, 26], [60, 24, 12, 26], [80, 24, 12, 26]];
        let word = [150, 24, 60, 26];
        let with = |more: &[[u32; 4]]| seen(&[&digits, &[word][..], more].concat());
        assert_eq!(with(&[[120, 28, 5, 5], [121, 44, 5, 5]]), Some(120.0));
        assert_eq!(with(&[]), None);
        // A dot by itself, two beside one another, and those of a letter between them.
        assert_eq!(with(&[[120, 44, 5, 5]]), None);
        assert_eq!(with(&[[120, 44, 5, 5], [129, 44, 5, 5]]), None);
        assert_eq!(with(&[[170, 10, 5, 5], [170, 60, 5, 5]]), None);
        // Of two the one at the word.
        let two = [
            [54, 28, 3, 3],
            [54, 44, 3, 3],
            [120, 28, 5, 5],
            [120, 44, 5, 5],
        ];
        assert_eq!(with(&two), Some(120.0));
    }
}
