//! From signs on a page to words in lines in blocks, in the order in which blocks are read.
//!
//! What was drawn after what says little, so places decide: signs that touch are a word, words on
//! one height a line, and white space that runs through many lines parts columns.

mod columns;
mod marks;

use super::canvas::{Glyph, Sheet};
use super::layer::{RawBlock, RawLine, RawPage, RawWord};
use arabic::letters;
use std::rc::Rc;

/// Gap between signs, as a share of their height, above which a space is meant, on a page that
/// draws its spaces.
const SPACE_AMONG_SPACES: f32 = 0.25;
/// The same on a page that draws none.
const SPACE_BY_GAP: f32 = 0.12;
/// How far apart, as a share of their height, the lines of two signs of one word may lie.
const ONE_LINE: f32 = 0.25;

/// What stands between two spaces.
#[derive(Debug, Clone)]
struct Piece {
    units: Vec<Rc<str>>,
    left: f32,
    right: f32,
    /// The line it stands on.
    base: f32,
    rise: f32,
    depth: f32,
    space: bool,
}

impl Piece {
    fn of(glyph: &Glyph) -> Self {
        Self {
            units: vec![glyph.text.clone()],
            left: glyph.from.0.min(glyph.to.0),
            right: glyph.from.0.max(glyph.to.0),
            base: f32::midpoint(glyph.from.1, glyph.to.1),
            rise: glyph.rise,
            depth: glyph.depth,
            space: glyph.text.chars().all(char::is_whitespace),
        }
    }

    fn height(&self) -> f32 {
        (self.rise + self.depth).max(0.1)
    }

    fn top(&self) -> f32 {
        self.base - self.rise
    }

    fn bottom(&self) -> f32 {
        self.base + self.depth
    }

    /// Adds a sign on the side on which it lies.
    fn add(&mut self, other: Self) {
        let before = f32::midpoint(other.left, other.right) < f32::midpoint(self.left, self.right);
        let after_all = other.right >= self.right;
        self.left = self.left.min(other.left);
        self.right = self.right.max(other.right);
        if other.height() > self.height() {
            (self.rise, self.depth) = (other.rise, other.depth);
        }
        if before && !after_all {
            self.units.splice(0..0, other.units);
        } else {
            self.units.extend(other.units);
        }
    }
}

/// The words of a page in lines and blocks.
pub(super) fn page(sheet: Sheet) -> RawPage {
    let mut blocks = Vec::new();
    let (width, height) = (sheet.width, sheet.height);
    for (turn, glyphs) in by_direction(sheet.glyphs) {
        let glyphs = marks::on_their_letters(glyphs);
        for lines in columns::in_reading_order(pieces(&glyphs)) {
            let lines: Vec<RawLine> = lines.into_iter().map(words).collect();
            if !lines.is_empty() {
                blocks.push(RawBlock { lines, turn });
            }
        }
    }
    RawPage {
        width,
        height,
        blocks,
        by_gap: false,
    }
}

/// The signs by the direction of their lines, in degrees; that of most signs first. Those of other
/// directions are turned so that their lines lie level.
fn by_direction(glyphs: Vec<Glyph>) -> Vec<(f32, Vec<Glyph>)> {
    let mut found: Vec<(i32, Vec<Glyph>)> = Vec::new();
    let mut last = 0;
    for glyph in glyphs {
        let (dx, dy) = (glyph.to.0 - glyph.from.0, glyph.to.1 - glyph.from.1);
        let degrees = if dx.abs() + dy.abs() < 0.01 {
            last
        } else {
            // Lines drawn from right to left are level, too; two degrees are a crooked scan.
            let degrees = dy.atan2(dx).to_degrees().round() as i32;
            let level = |d: i32| d.rem_euclid(180).min(180 - d.rem_euclid(180)) <= 3;
            if level(degrees) { 0 } else { degrees }
        };
        last = degrees;
        // Text on a curve has a direction for each sign; there it stays as it is drawn.
        let crowded = found.len() >= 12;
        match found
            .iter_mut()
            .find(|(known, _)| *known == degrees || crowded)
        {
            Some((_, list)) => list.push(glyph),
            None => found.push((degrees, vec![glyph])),
        }
    }
    found.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    found
        .into_iter()
        .map(|(degrees, mut list)| {
            let turn = degrees as f32;
            if degrees != 0 {
                for glyph in &mut list {
                    glyph.from = turned(glyph.from, -turn);
                    glyph.to = turned(glyph.to, -turn);
                }
            }
            (turn, list)
        })
        .collect()
}

/// A point turned around the corner of the page.
pub(super) fn turned((x, y): (f32, f32), degrees: f32) -> (f32, f32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (x * cos - y * sin, x * sin + y * cos)
}

/// Signs that were drawn one after the other and touch, as pieces; spaces as pieces of their own.
fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let spaces = glyphs
        .iter()
        .filter(|glyph| glyph.text.chars().all(char::is_whitespace))
        .count();
    let join = if spaces * 25 > glyphs.len() {
        SPACE_AMONG_SPACES
    } else {
        SPACE_BY_GAP
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for glyph in glyphs {
        let next = Piece::of(glyph);
        if next.space {
            open = false;
            pieces.push(next);
            continue;
        }
        match pieces.last_mut() {
            Some(last) if open && touches(last, &next, join) => last.add(next),
            _ => pieces.push(next),
        }
        open = true;
    }
    pieces
}

fn touches(one: &Piece, other: &Piece, join: f32) -> bool {
    let (small, large) = (
        one.height().min(other.height()),
        one.height().max(other.height()),
    );
    let gap = (other.left - one.right).max(one.left - other.right);
    let width = other.right - other.left;
    // What lies within the word so far is another one over it: a shadow, a correction.
    if width > 0.1 * small && gap < -0.8 * width {
        return false;
    }
    (one.base - other.base).abs() < ONE_LINE * large && gap < join * small && small * 2.5 > large
}

/// A line from left to right: pieces that touch are joined, what was drawn twice is taken once.
fn words(mut line: Vec<Piece>) -> RawLine {
    line.sort_by(|a, b| {
        let middle = |p: &Piece| f32::midpoint(p.left, p.right);
        middle(a).total_cmp(&middle(b))
    });
    let has_spaces = line.iter().any(|piece| piece.space);
    let join = if has_spaces { 0.06 } else { SPACE_BY_GAP };
    let mut words: Vec<Piece> = Vec::new();
    let mut parted = true;
    for piece in line {
        if piece.space {
            parted = true;
            continue;
        }
        match words.last_mut() {
            Some(last) if is_shadow(last, &piece) => {}
            Some(last)
                if !parted
                    && piece.left - last.right < join * last.height().min(piece.height()) =>
            {
                last.units.extend(piece.units);
                last.left = last.left.min(piece.left);
                last.right = last.right.max(piece.right);
            }
            _ => words.push(piece),
        }
        parted = false;
    }
    words
        .into_iter()
        .map(|piece| RawWord {
            place: [piece.left, piece.top(), piece.right, piece.bottom()],
            units: piece
                .units
                .iter()
                .map(|unit| letters::without_presentation_forms(unit))
                .collect(),
        })
        .collect()
}

/// The same word drawn again a little aside, for a bold look or a shadow.
fn is_shadow(one: &Piece, other: &Piece) -> bool {
    let near = 0.2 * one.height();
    (one.left - other.left).abs() < near
        && (one.right - other.right).abs() < near
        && one.units == other.units
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn glyph(text: &str, left: f32, right: f32, base: f32) -> Glyph {
        Glyph {
            text: text.into(),
            from: (left, base),
            to: (right, base),
            rise: 7.5,
            depth: 2.5,
        }
    }

    fn text_of(glyphs: Vec<Glyph>) -> Vec<Vec<Vec<String>>> {
        let sheet = Sheet {
            width: 600.0,
            height: 800.0,
            glyphs,
            ..Sheet::default()
        };
        page(sheet)
            .blocks
            .iter()
            .map(|block| {
                block
                    .lines
                    .iter()
                    .map(|line| line.iter().map(|word| word.units.concat()).collect())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn signs_drawn_from_either_side_are_words_seen_from_the_left() {
        let forward = vec![
            glyph("a", 10.0, 15.0, 50.0),
            glyph("b", 15.0, 20.0, 50.0),
            glyph(" ", 20.0, 23.0, 50.0),
            glyph("c", 23.0, 28.0, 50.0),
        ];
        let mut backward = forward.clone();
        backward.reverse();
        assert_eq!(text_of(forward), [[["ab", "c"]]]);
        assert_eq!(text_of(backward), [[["ab", "c"]]]);
    }

    #[test]
    fn a_gap_is_a_space_where_none_is_drawn() {
        let glyphs = vec![
            glyph("a", 10.0, 15.0, 50.0),
            glyph("b", 15.2, 20.0, 50.0),
            glyph("c", 22.5, 28.0, 50.0),
        ];
        assert_eq!(text_of(glyphs), [[["ab", "c"]]]);
    }

    #[test]
    fn a_word_drawn_twice_is_read_once() {
        let glyphs = vec![
            glyph("a", 10.0, 15.0, 50.0),
            glyph("b", 15.0, 20.0, 50.0),
            glyph("a", 10.4, 15.4, 50.0),
            glyph("b", 15.4, 20.4, 50.0),
        ];
        assert_eq!(text_of(glyphs), [[["ab"]]]);
    }

    #[test]
    fn lines_that_stand_on_end_are_blocks_of_their_own() {
        let mut glyphs = vec![glyph("a", 10.0, 15.0, 50.0), glyph("b", 15.0, 20.0, 50.0)];
        for (at, text) in ["u", "p"].into_iter().enumerate() {
            let y = 300.0 - 5.0 * at as f32;
            glyphs.push(Glyph {
                from: (40.0, y),
                to: (40.0, y - 5.0),
                ..glyph(text, 0.0, 0.0, 0.0)
            });
        }
        assert_eq!(text_of(glyphs), [[["ab"]], [["up"]]]);
    }
}
