//! From boxes to text: signs that are seen from left to right become lines as they are read.
//!
//! Arabic is turned around, all but the numbers and Latin in it. Poppler cuts Arabic words where
//! glyphs overlap, so its words are first joined again by the gaps between them.

mod direction;

use super::layer::{RawLine, RawPage, RawWord};
use crate::reading::Word;
use arabic::letters;
use direction::{Direction, direction, faced, is_percent, is_strong, joins, wrong_brackets};

/// Gap between pieces, as a share of the line's height, above which there is a space, where glyphs
/// were drawn from right to left and poppler cut at each.
const SPACE_BETWEEN_GLYPHS: f32 = 0.10;
/// The same where poppler cut at spaces: only what touches is one word.
const SPACE_BETWEEN_WORDS: f32 = 0.02;
/// Letters to a piece, on the mean of a page, below which its Arabic was cut at each glyph.
const CUT_AT_GLYPHS: f32 = 1.8;

/// A word and its box in points.
type Placed = (String, [f32; 4]);

/// The text of a page and its words with their places as shares of the page.
pub(super) fn page(raw: &RawPage) -> (String, Vec<Word>) {
    let mut lines: Vec<(String, Vec<Placed>)> = Vec::new();
    let space = raw.by_gap.then(|| space(raw));
    for block in &raw.blocks {
        let mut seen: Vec<Seen> = match space {
            Some(space) => one_height(&block.lines)
                .into_iter()
                .map(|line| Seen::by_gap(line, space))
                .collect(),
            None => block.lines.iter().map(Seen::of).collect(),
        };
        let arabic: usize = seen.iter().map(|line| line.arabic).sum();
        let latin: usize = seen.iter().map(|line| line.latin).sum();
        for line in &mut seen {
            // A line without letters follows its block.
            line.right_to_left = match (line.arabic, line.latin) {
                (0, 0) => arabic > latin,
                (0, _) => false,
                (a, l) => a * 2 > l,
            };
            let mut words = line.in_reading_order();
            if block.turn != 0.0 {
                for (_, place) in &mut words {
                    *place = turned_back(*place, block.turn);
                }
            }
            let text = words
                .iter()
                .map(|(text, _)| text.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            lines.push((text, words));
        }
        if !block.lines.is_empty() {
            lines.push((String::new(), Vec::new()));
        }
    }
    while lines.last().is_some_and(|(text, _)| text.is_empty()) {
        lines.pop();
    }
    let text = lines
        .iter()
        .map(|(text, _)| text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let repaired = arabic::visual_order::repair_page(&text).into_owned();
    let words = placed(&repaired, &lines, raw);
    (repaired, words)
}

/// How wide a gap is a space on this page.
fn space(raw: &RawPage) -> f32 {
    let words = raw.blocks.iter().flat_map(|block| &block.lines).flatten();
    let (mut pieces, mut letters) = (0u32, 0u32);
    for word in words {
        let signs = word.units.iter().flat_map(|unit| unit.chars());
        let count = signs.filter(|c| letters::is_letter(*c)).count();
        pieces += u32::from(count > 0);
        letters += u32::try_from(count).unwrap_or(0);
    }
    if pieces > 0 && (letters as f32) < CUT_AT_GLYPHS * pieces as f32 {
        SPACE_BETWEEN_GLYPHS
    } else {
        SPACE_BETWEEN_WORDS
    }
}

/// Whether the words of a line stand on end: most of them are taller than wide.
fn is_upright(line: &RawLine) -> bool {
    let long = line.iter().filter(|word| word.units.len() > 2);
    let (mut tall, mut all) = (0usize, 0usize);
    for word in long {
        let [left, top, right, bottom] = word.place;
        all += 1;
        tall += usize::from(bottom - top > (right - left) * 1.5);
    }
    all > 0 && tall * 2 > all
}

/// Lines that poppler parted although they stand at one height are one line.
fn one_height(block: &[RawLine]) -> Vec<RawLine> {
    let mut lines: Vec<RawLine> = Vec::new();
    for line in block.iter().filter(|line| !line.is_empty()) {
        let (top, bottom) = heights(line);
        let fits = !is_upright(line)
            && lines.last().is_some_and(|last| {
                let (other_top, other_bottom) = heights(last);
                let shared = bottom.min(other_bottom) - top.max(other_top);
                let small = (bottom - top).min(other_bottom - other_top);
                small > 0.0 && shared > 0.6 * small
            });
        match lines.last_mut() {
            Some(last) if fits => last.extend(line.iter().cloned()),
            _ => lines.push(line.clone()),
        }
    }
    lines
}

fn heights(line: &[RawWord]) -> (f32, f32) {
    line.iter()
        .fold((f32::MAX, f32::MIN), |(top, bottom), word| {
            let [_, word_top, _, word_bottom] = word.place;
            (top.min(word_top), bottom.max(word_bottom))
        })
}

/// A line as it is seen: pieces from left to right.
struct Seen {
    pieces: Vec<Piece>,
    /// Stands on end, and is left as poppler ordered it.
    upright: bool,
    arabic: usize,
    latin: usize,
    right_to_left: bool,
}

/// What stands between two spaces, as seen from left to right.
struct Piece {
    units: Vec<String>,
    place: [f32; 4],
}

impl Seen {
    /// A line whose words are whole and stand from left to right.
    fn of(line: &RawLine) -> Self {
        let mut seen = Self {
            pieces: Vec::with_capacity(line.len()),
            upright: false,
            arabic: 0,
            latin: 0,
            right_to_left: false,
        };
        for word in line {
            seen.count(&word.units);
            seen.pieces.push(Piece {
                units: word.units.clone(),
                place: word.place,
            });
        }
        seen
    }

    fn count(&mut self, units: &[String]) {
        for unit in units {
            match direction(unit) {
                Direction::Left => self.arabic += 1,
                Direction::Right => self.latin += 1,
                _ => {}
            }
        }
    }

    /// A line whose words are cut where their signs overlap.
    fn by_gap(mut words: RawLine, space: f32) -> Self {
        let upright = is_upright(&words);
        if !upright {
            words.sort_by(|a, b| left(a).total_cmp(&left(b)));
        }
        let mut seen = Self {
            pieces: Vec::new(),
            upright,
            arabic: 0,
            latin: 0,
            right_to_left: false,
        };
        for word in with_marks(words) {
            seen.count(&word.units);
            match seen.pieces.last_mut() {
                Some(last) if !upright && !is_parted(last, &word, space) => {
                    last.units.extend(word.units);
                    last.place = around(last.place, word.place);
                }
                _ => seen.pieces.push(Piece {
                    units: word.units,
                    place: word.place,
                }),
            }
        }
        seen
    }

    /// The words in the order in which they are read.
    fn in_reading_order(&self) -> Vec<Placed> {
        if self.upright {
            return self
                .pieces
                .iter()
                .map(|piece| (piece.units.concat(), piece.place))
                .collect();
        }
        let mut words = self.ordered();
        // Some files keep brackets as they look, some as they are meant: what opens must close.
        if self.right_to_left {
            let faced: Vec<String> = words
                .iter()
                .map(|(text, _)| text.chars().map(faced).collect())
                .collect();
            let wrong = wrong_brackets(words.iter().map(|(text, _)| text.as_str()));
            if wrong_brackets(faced.iter().map(String::as_str)) < wrong {
                for ((text, _), faced) in words.iter_mut().zip(faced) {
                    *text = faced;
                }
            }
        }
        words
    }

    fn ordered(&self) -> Vec<Placed> {
        // Per piece its overall direction; runs against the line's direction are turned as one.
        let kinds: Vec<Direction> = self.pieces.iter().map(Piece::direction).collect();
        let against = if self.right_to_left {
            Direction::Right
        } else {
            Direction::Left
        };
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        if self.right_to_left {
            order.reverse();
        }
        let mut at = 0;
        while at < order.len() {
            let is = |place: usize, kind: Direction| {
                order
                    .get(place)
                    .and_then(|n| kinds.get(*n))
                    .is_some_and(|k| *k == kind)
            };
            if !is(at, against) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            loop {
                if is(end, against) {
                    end += 1;
                } else if (is(end, Direction::Neutral) || is(end, Direction::Number))
                    && is(end + 1, against)
                {
                    end += 2;
                } else {
                    break;
                }
            }
            if let Some(run) = order.get_mut(at..end) {
                run.reverse();
            }
            at = end;
        }
        order
            .into_iter()
            .filter_map(|n| self.pieces.get(n))
            .map(|piece| (piece.read(self.right_to_left), piece.place))
            .collect()
    }
}

impl Piece {
    fn direction(&self) -> Direction {
        let mut found = Direction::Neutral;
        for unit in &self.units {
            match direction(unit) {
                Direction::Left => return Direction::Left,
                Direction::Right => found = Direction::Right,
                Direction::Number if found == Direction::Neutral => found = Direction::Number,
                _ => {}
            }
        }
        found
    }

    /// The signs as read: turned around in a line that is read from the right and where Arabic,
    /// with numbers and Latin inside left alone.
    fn read(&self, right_to_left: bool) -> String {
        let direction_of_all = self.direction();
        let turned = direction_of_all == Direction::Left
            || (right_to_left && direction_of_all != Direction::Right);
        if !turned {
            return self.units.concat();
        }
        let mut units: Vec<&str> = self.units.iter().map(String::as_str).collect();
        units.reverse();
        let mut at = 0;
        while at < units.len() {
            if !is_strong(units.get(at)) && !is_percent(&units, at) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while is_strong(units.get(end)) || joins(&units, end) || is_percent(&units, end) {
                end += 1;
            }
            if let Some(run) = units.get_mut(at..end) {
                run.reverse();
            }
            at = end;
        }
        units.concat()
    }
}

fn left(word: &RawWord) -> f32 {
    let [left, ..] = word.place;
    left
}

/// Vowel marks that stand alone join the letter over or under which they lie.
fn with_marks(words: Vec<RawWord>) -> Vec<RawWord> {
    let is_mark = |word: &RawWord| {
        let mut signs = word.units.iter().flat_map(|unit| unit.chars());
        signs.all(letters::is_mark)
    };
    let (marks, mut words): (Vec<RawWord>, Vec<RawWord>) = words.into_iter().partition(is_mark);
    for mark in marks {
        let [left, _, right, _] = mark.place;
        let middle = f32::midpoint(left, right);
        let distance = |word: &RawWord| {
            let [word_left, _, word_right, _] = word.place;
            if (word_left..=word_right).contains(&middle) {
                0.0
            } else {
                (word_left - middle).abs().min((word_right - middle).abs())
            }
        };
        let nearest = words
            .iter_mut()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match nearest {
            // Only a piece of one letter tells where in it the mark belongs.
            Some(word) if word.units.len() == 1 => {
                if let Some(letter) = word.units.first_mut() {
                    letter.push_str(&mark.units.concat());
                }
            }
            _ => {}
        }
    }
    words
}

/// Letters with their marks. Where a mark stands left of all letters, the marks of the word were
/// stored before their letters; otherwise after them.
pub(super) fn units_of(text: &str) -> Vec<String> {
    let signs: Vec<char> = text
        .chars()
        .filter(|c| !letters::is_ignorable(*c))
        .collect();
    let is_letter = |c: &char| letters::is_letter(*c);
    let first_mark = signs.iter().position(|c| letters::is_mark(*c));
    let first_letter = signs.iter().position(is_letter);
    let marks_lead = match (first_mark, first_letter) {
        (Some(mark), Some(letter)) => mark < letter,
        _ => false,
    };
    let mut units: Vec<String> = Vec::new();
    let mut leading = String::new();
    for c in signs {
        if letters::is_mark(c) {
            match units.last_mut() {
                Some(unit) if !marks_lead => unit.push(c),
                _ => leading.push(c),
            }
        } else {
            let mut unit = String::from(c);
            if letters::is_letter(c) {
                unit.push_str(&std::mem::take(&mut leading));
            }
            units.push(unit);
        }
    }
    if !leading.is_empty() {
        units.push(leading);
    }
    units
}

fn is_parted(before: &Piece, word: &RawWord, space: f32) -> bool {
    let [_, top, right, bottom] = before.place;
    let [left, word_top, _, word_bottom] = word.place;
    let height = (bottom - top).min(word_bottom - word_top).max(0.1);
    left - right > space * height
}

/// The place on the page of what was turned to be level.
fn turned_back([left, top, right, bottom]: [f32; 4], turn: f32) -> [f32; 4] {
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
    corners
        .map(|corner| super::blocks::turned(corner, turn))
        .into_iter()
        .map(|(x, y)| [x, y, x, y])
        .reduce(around)
        .unwrap_or_default()
}

fn around([a, b, c, d]: [f32; 4], [e, f, g, h]: [f32; 4]) -> [f32; 4] {
    [a.min(e), b.min(f), c.max(g), d.max(h)]
}

/// The words of the repaired text with their places. A repair keeps lines and, but for rare turns,
/// the number of words; a line where it does not keeps the words as they were before it.
fn placed(text: &str, lines: &[(String, Vec<Placed>)], raw: &RawPage) -> Vec<Word> {
    let (width, height) = (raw.width.max(1.0), raw.height.max(1.0));
    let mut words = Vec::new();
    for ((line, (_, pieces)), number) in text.split('\n').zip(lines).zip(1u32..) {
        let repaired: Vec<&str> = line.split(' ').collect();
        let same = repaired.len() == pieces.len();
        for (at, (piece, [left, top, right, bottom])) in pieces.iter().enumerate() {
            let text = match repaired.get(at) {
                Some(text) if same => (*text).to_owned(),
                _ => piece.clone(),
            };
            let share = |value: f32, of: f32| (value / of).clamp(0.0, 1.0);
            words.push(Word {
                text,
                place: [
                    share(*left, width),
                    share(*top, height),
                    share(*right, width),
                    share(*bottom, height),
                ],
                line: number,
                ..Word::default()
            });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::pdf::layer::RawBlock;

    fn line(words: &[(&str, f32, f32)]) -> RawPage {
        let words = words
            .iter()
            .map(|(text, left, right)| RawWord {
                units: units_of(text),
                place: [*left, 10.0, *right, 30.0],
            })
            .collect();
        RawPage {
            width: 600.0,
            height: 800.0,
            blocks: vec![RawBlock {
                lines: vec![words],
                turn: 0.0,
            }],
            by_gap: true,
        }
    }

    #[test]
    fn arabic_seen_from_the_left_is_read_from_the_right() {
        // كتب الضابط 125 صفحة
        let (text, words) = page(&line(&[
            ("ةحفص", 10.0, 40.0),
            ("125", 46.0, 70.0),
            ("طباضلا", 76.0, 120.0),
            ("بتك", 126.0, 150.0),
        ]));
        assert_eq!(text, "كتب الضابط 125 صفحة");
        assert_eq!(words.first().unwrap().text, "كتب");
        assert!(words.first().unwrap().place[0] > 0.2);
    }

    #[test]
    fn glyphs_that_touch_are_one_word() {
        let (text, _) = page(&line(&[
            ("ب", 10.0, 14.0),
            ("ت", 13.9, 18.0),
            ("ك", 18.1, 24.0),
        ]));
        assert_eq!(text, "كتب");
    }

    #[test]
    fn a_latin_name_in_an_arabic_line_keeps_its_order() {
        // سافر John Smith أمس مساء إلى دمشق
        let (text, _) = page(&line(&[
            ("قشمد", 10.0, 30.0),
            ("ىلإ", 36.0, 50.0),
            ("ءاسم", 56.0, 70.0),
            ("John", 80.0, 110.0),
            ("Smith", 116.0, 150.0),
            ("رفاس", 160.0, 190.0),
        ]));
        assert_eq!(text, "سافر John Smith مساء إلى دمشق");
    }

    #[test]
    fn plain_latin_is_left_alone() {
        let (text, _) = page(&line(&[
            ("The", 10.0, 30.0),
            ("report,", 34.0, 70.0),
            ("(2013)", 74.0, 90.0),
        ]));
        assert_eq!(text, "The report, (2013)");
    }
}
