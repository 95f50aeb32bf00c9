//! Reading labels: several small cards in one run of tesseract, each turned so that it can be read.

use super::{LINE, mean, on_page};
use crate::format::{FormatFault, Input};
use crate::ocr::ink::{Piece, Pieces};
use crate::ocr::parts::{self, Group, MOST_GROUPS, as_read, stands_out};
use crate::ocr::rules::Rules;
use crate::ocr::sheet::Sheet;
use crate::ocr::strip::{Crop, Setting, Strip};
use crate::ocr::tesseract::{self, Found, Mode};
use crate::ocr::text::{self, Line};
use crate::ocr::{DOUBTFUL, Optical, lines, numbers};
use crate::reading::{Engine, OtherWord, Word};
use image::{GrayImage, imageops};
use std::ops::Range;

/// Setting of a line of a card. Heights of 18 to 26 pixels were tried on one half of 250 made photographs.
const CARD: Setting = Setting {
    letters: 26.0,
    border: 12,
    stretched: false,
};
/// Mean confidence below which a word in the place of a number is none.
const UNSURE: f32 = 0.6;
/// A card is turned where it then reads better by so much.
const TURNED: f32 = 1.4;
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

/// A card as it was read.
pub(crate) struct Card {
    /// Places are shares of the card turned by [`Card::quarters`].
    pub read: Optical,
    /// Quarters by which it is turned, clockwise, to be read.
    pub quarters: u8,
}

/// Reads cards; for each one that holds any ink what stands on it.
///
/// Numbers are read by our own reader as well, and by it alone where tesseract is not there.
///
/// # Errors
/// As [`tesseract::read`], but for a tesseract that is absent.
pub(crate) fn read_cards(
    input: &Input<'_>,
    cards: &[GrayImage],
) -> Result<Vec<Option<Card>>, FormatFault> {
    let lying: Vec<(usize, u8, Laid)> = (0..)
        .zip(cards)
        .filter_map(|(at, card)| cut(card, 0).map(|cut| (at, 0, cut)))
        .collect();
    let mut best: Vec<Option<Card>> = cards.iter().map(|_| None).collect();
    better_of(&mut best, &lying, read_cuts(input, &lying)?);
    // Those that came out badly may stand on their heads or lie on a side.
    let doubtful = |at: usize| {
        let card = best.get(at).and_then(Option::as_ref);
        card.is_some_and(|card| card.read.is_below(DOUBTFUL))
    };
    let turned: Vec<(usize, u8, Laid)> = (0..)
        .zip(cards)
        .filter(|(at, _)| doubtful(*at))
        .flat_map(|(at, card)| [2, 1, 3].map(|quarters| (at, quarters, card)))
        .filter_map(|(at, quarters, card)| cut(card, quarters).map(|cut| (at, quarters, cut)))
        .collect();
    better_of(&mut best, &turned, read_cuts(input, &turned)?);
    Ok(best)
}

/// The card turned by quarters, its lines looked for; none where it is blank.
fn cut(card: &GrayImage, quarters: u8) -> Option<Laid> {
    let sheet = match quarters {
        0 => Sheet::as_it_lies(card),
        1 => Sheet::as_it_lies(&imageops::rotate90(card)),
        2 => Sheet::as_it_lies(&imageops::rotate180(card)),
        _ => Sheet::as_it_lies(&imageops::rotate270(card)),
    }?;
    Some(Laid::of(sheet))
}

/// Keeps for each card the reading that is worth most; of equals the earlier one.
fn better_of(best: &mut [Option<Card>], cuts: &[(usize, u8, Laid)], read: Vec<Optical>) {
    for ((at, quarters, _), read) in cuts.iter().zip(read) {
        let card = Card {
            read,
            quarters: *quarters,
        };
        if let Some(place) = best.get_mut(*at)
            && place
                .as_ref()
                .is_none_or(|known| told(&known.read) * TURNED < told(&card.read))
        {
            *place = Some(card);
        }
    }
}

/// How much was read, and how surely; single signs count for nothing, since any stroke is one.
fn told(read: &Optical) -> f32 {
    let words = read.words.iter();
    words
        .map(|word| (text::length(&word.text), word.confidence.unwrap_or(0.0)))
        .filter(|(length, _)| *length >= 2.0)
        .map(|(length, sure)| length * (sure - 0.25).max(0.0))
        .sum()
}

/// A card with its lines, and the number at the end of each that has one.
struct Laid {
    sheet: Sheet,
    lines: Vec<CardLine>,
}

struct CardLine {
    bounds: Piece,
    number: Option<Number>,
    /// What is left of the line, cut out of the sheet; none where the number is all of it.
    rest: Option<Crop>,
    /// The line with its number, where that is not settled: a third reader is asked.
    with_number: Option<Crop>,
}

/// A number as our reader has it.
struct Number {
    bounds: Piece,
    crop: Crop,
    run: numbers::NumberRun,
    /// Whether its parts stand apart from one another.
    spaced: bool,
    /// Whether two nets read it so, and it looks like nothing else.
    settled: bool,
    /// Whether nothing tells which way up it stands.
    either_way: bool,
}

impl Laid {
    fn of(mut sheet: Sheet) -> Self {
        let rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        let mut lines: Vec<Vec<u32>> = Vec::new();
        let mut last = None;
        for stretch in lines::stretches(&sheet, &pieces, &rules) {
            match lines.last_mut() {
                Some(line) if last == Some(stretch.line) => line.extend(stretch.pieces),
                _ => lines.push(stretch.pieces),
            }
            last = Some(stretch.line);
        }
        let lines = lines
            .iter()
            .flat_map(|own| parted(&pieces, own, sheet.letters))
            .filter_map(|own| CardLine::of(&sheet, &pieces, &rules, &own))
            .collect();
        let mut laid = Self { sheet, lines };
        laid.doubt_its_way();
        laid
    }

    /// Nothing but its numbers tells which way up a card without words lies: where all can be read both ways,
    /// as `906`, none is settled.
    fn doubt_its_way(&mut self) {
        let both_ways = |line: &CardLine| {
            let number = line.number.as_ref().filter(|number| number.settled);
            number.is_some_and(|number| {
                let over = numbers::read(&imageops::rotate180(&number.crop.picture));
                line.rest.is_none() && is_settled(&over)
            })
        };
        if !self.lines.is_empty() && self.lines.iter().all(both_ways) {
            for number in self
                .lines
                .iter_mut()
                .filter_map(|line| line.number.as_mut())
            {
                number.settled = false;
                number.either_way = true;
            }
        }
    }
}

/// Whether two nets read a number so, and it looks like nothing else.
fn is_settled(run: &numbers::NumberRun) -> bool {
    run.is_number() && run.is_settled() && stands_out(parts::bare(&run.text))
}

/// The pieces of a line, parted where they are lines above one another: large figures that stand close
/// leave no room between two rows.
fn parted(pieces: &Pieces, own: &[u32], letters: f32) -> Vec<Vec<u32>> {
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

impl CardLine {
    fn of(sheet: &Sheet, pieces: &Pieces, rules: &Rules, own: &[u32]) -> Option<Self> {
        let groups = parts::groups(pieces, own, sheet.letters);
        let crop = |groups: &[Group]| parts::cut_out(sheet, pieces, rules, groups);
        let narrow = |group: &Group| {
            let of = |piece: &Piece| piece.width() as f32 <= WIDEST * sheet.letters;
            let own = || group.pieces.iter().filter_map(|at| pieces.get(*at));
            own().all(of) && group.bounds.height() as f32 <= TALLEST * sheet.letters
        };
        // The number ends the line: it stands at its left, or, on a line that runs from the left, at
        // its right. The longest one counts: its parts are numbers as well.
        let left = groups
            .iter()
            .take_while(|group| narrow(group))
            .count()
            .min(MOST_GROUPS);
        let right = groups
            .iter()
            .rev()
            .take_while(|group| narrow(group))
            .count()
            .min(MOST_GROUPS);
        let all = groups.len();
        let from_left = (1..=left).rev().map(|count| (0..count, false));
        let from_right = (1..=right).rev().map(|count| (all - count..all, true));
        let (bounds, _, whole) = crop(&groups)?;
        // A colon that is seen parts the number from its word; else the longest row of signs is read that
        // can be a number, and parted where it ends.
        let at_colon = colon(pieces, &groups, sheet.letters).and_then(|column| {
            let (own, rest) = parts::parted_at(pieces, &groups, column);
            // Joined letters are wider than any digit: two zeros above one another are no colon.
            let wide = |at: &u32| {
                let piece = pieces.get(*at);
                piece.is_some_and(|piece| piece.width() as f32 > LETTERS * sheet.letters)
            };
            let is_word = rest.iter().flat_map(|group| &group.pieces).any(wide);
            let number = (is_word && own.iter().all(narrow)).then(|| {
                let (bounds, _, crop) = crop(&own)?;
                let run = numbers::read(&crop.picture);
                Some(Number::of(bounds, crop, run, own.len()))
            });
            let number = number.flatten().filter(|number| number.settled)?;
            Some((number, rest))
        });
        let mut candidates = from_left.chain(from_right);
        let mut number = || {
            candidates.find_map(|(range, at_right)| {
                let (bounds, _, crop) = crop(groups.get(range.clone())?)?;
                let run = numbers::read(&crop.picture);
                // At the right of a line the word before a number begins as a rule: letters look like digits.
                let alone = range.len() == all;
                let fits = run.is_number()
                    && run.confidence >= if at_right && !alone { AT_RIGHT } else { NUMBER }
                    && (alone || !at_right || stands_out(parts::bare(&run.text)));
                let number = Number::of(bounds, crop, run, range.len());
                fits.then_some((range, at_right, number))
            })
        };
        let number = if at_colon.is_some() { None } else { number() };
        let (number, rest) = match number {
            _ if at_colon.is_some() => at_colon.map(|(number, rest)| (Some(number), rest))?,
            None => (None, groups),
            Some((range, at_right, number)) => {
                let parted = number
                    .end(at_right, sheet.letters)
                    .and_then(|(column, wanted)| {
                        let (left, right) = parts::parted_at(pieces, &groups, column);
                        let (own, rest) = if at_right {
                            (right, left)
                        } else {
                            (left, right)
                        };
                        let (bounds, _, crop) = crop(&own)?;
                        let run = numbers::read(&crop.picture);
                        let same = digits(&run.text) == wanted;
                        let number = Number::of(bounds, crop, run, own.len());
                        (same && number.run.is_number()).then_some((number, rest))
                    });
                parted.map_or_else(
                    || {
                        let mut groups = groups;
                        let rest = if at_right {
                            groups.truncate(range.start);
                            groups
                        } else {
                            groups.split_off(range.end)
                        };
                        (Some(number), rest)
                    },
                    |(number, rest)| (Some(number), rest),
                )
            }
        };
        let with_number =
            Some(whole).filter(|_| number.as_ref().is_some_and(|number| !number.settled));
        let rest = crop(&rest).map(|(_, _, crop)| crop);
        Some(Self {
            bounds,
            number,
            rest,
            with_number,
        })
    }
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

/// Reads several sheets in one run, line by line; lines of which nothing came are read once more in a second
/// one.
fn read_cuts(input: &Input<'_>, cuts: &[(usize, u8, Laid)]) -> Result<Vec<Optical>, FormatFault> {
    // For each card and each of its lines the words on it.
    let mut words: Vec<Vec<Vec<Found>>> = cuts
        .iter()
        .map(|(_, _, laid)| laid.lines.iter().map(|_| Vec::new()).collect())
        .collect();
    for (setting, again) in [(&CARD, false), (&LINE, true)] {
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut strips: Vec<Strip> = Vec::new();
        for (card, ((_, _, laid), words)) in cuts.iter().zip(&words).enumerate() {
            for (at, (line, words)) in laid.lines.iter().zip(words).enumerate() {
                let any = words.iter().any(|word| !is_in_number(line, word));
                let crop = match &line.with_number {
                    Some(whole) if !again => Some(whole),
                    _ => line.rest.as_ref().filter(|_| !any),
                };
                if let Some(crop) = crop {
                    places.push((card, at));
                    strips.push(crop.set(laid.sheet.letters, setting));
                }
            }
        }
        for ((card, at), found) in places.into_iter().zip(run(input, &strips)?) {
            if let Some(words) = words.get_mut(card).and_then(|lines| lines.get_mut(at)) {
                words.extend(found);
            }
        }
    }
    let modes = vec![Mode::DarkLine.number()];
    Ok(cuts
        .iter()
        .zip(words)
        .map(|((_, _, laid), words)| assembled(laid, &words, modes.clone()))
        .collect())
}

/// The words of each strip, with their places on its sheet; none at all without tesseract.
fn run(input: &Input<'_>, strips: &[Strip]) -> Result<Vec<Vec<Found>>, FormatFault> {
    let pictures = strips.iter().map(|strip| &strip.picture);
    let mut found = match tesseract::read(input, pictures, Mode::DarkLine) {
        Err(FormatFault::ToolAbsent(_)) => vec![Vec::new(); strips.len()],
        other => other?,
    };
    for (words, strip) in found.iter_mut().zip(strips) {
        for word in words.iter_mut() {
            word.place = strip.on_sheet(word.place);
            // Marks of direction are no writing.
            word.text.retain(|c| !matches!(c, '\u{200e}' | '\u{200f}'));
        }
        words.retain(|word| !word.text.trim().is_empty());
    }
    Ok(found)
}

/// The digits of a text.
fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).collect()
}

/// Whether tesseract has read a word as the line's number, or as nothing but points. Its boxes are not
/// asked: on lines from the right it gives those of a number to the words beside it.
fn is_in_number(line: &CardLine, word: &Found) -> bool {
    line.number.is_some() && !word.text.chars().any(char::is_alphabetic)
}

fn assembled(laid: &Laid, words: &[Vec<Found>], modes: Vec<&'static str>) -> Optical {
    let from_the_right = text::is_from_the_right(words.iter().flatten());
    let lines = laid
        .lines
        .iter()
        .zip(words)
        .map(|(line, found)| Line {
            block: 0,
            words: line.words(&laid.sheet, found, from_the_right),
        })
        .filter(|line: &Line<i32>| !line.words.is_empty())
        .collect();
    let mut read = text::assembled(lines, modes);
    if read.is_below(DOUBTFUL) {
        // A card that is hardly read is no place for two readers to agree by chance.
        read.settle_nothing();
    }
    read
}

impl CardLine {
    /// The words in reading order, which is tesseract's, with the number at its end of the line.
    fn words(&self, sheet: &Sheet, found: &[Found], from_the_right: bool) -> Vec<Word> {
        let Some(number) = &self.number else {
            return found.iter().map(|word| on_page(sheet, word)).collect();
        };
        let (second, letters): (Vec<&Found>, Vec<&Found>) =
            found.iter().partition(|word| is_in_number(self, word));
        let mut words: Vec<Word> = Vec::new();
        // Where the number was read as a number, its box may be that of the word beside it; where it was
        // read as letters, they stand in its place.
        let as_letters = !second
            .iter()
            .any(|word| word.text.chars().any(char::is_numeric));
        for found in letters {
            let [left, _, right, _] = found.place;
            let middle = f32::midpoint(left, right);
            let within =
                number.bounds.left as f32 <= middle && middle <= number.bounds.right as f32;
            let doubtful = found.confidence < UNSURE;
            if self.rest.is_none() || as_letters && within && doubtful {
                continue;
            }
            let mut word = on_page(sheet, found);
            // A part of the number that was read as the end of the word beside it.
            let joined = |c: char| c.is_numeric() || "/-.".contains(c);
            word.text = word.text.trim_matches(joined).to_owned();
            word.settled = word.text.chars().any(char::is_numeric).then_some(false);
            if word.text.chars().any(char::is_alphabetic) {
                words.push(word);
            }
        }
        // The colon after a word is read as part of the number as often as not.
        let colon = number.run.text.contains(':');
        if (colon || second.iter().any(|word| word.text.contains(':')))
            && let Some(last) = words.last_mut()
            && !last.text.contains(':')
        {
            last.text.push(':');
        }
        let second: Vec<Found> = second.into_iter().cloned().collect();
        let mut word = number.word(sheet, &second, from_the_right);
        let other = |word: &Found| {
            let digits = word.text.chars().any(char::is_numeric);
            digits && !text::same_number(&number.run.text, &word.text)
        };
        if self.rest.is_some() && words.is_empty() && second.iter().any(other) {
            // What stands beside it are digits as well: it may be a piece of a number.
            word.settled = Some(false);
        }
        let at_left = number.bounds.left <= self.bounds.left;
        if at_left == from_the_right {
            words.push(word);
        } else {
            words.insert(0, word);
        }
        words
    }
}

impl Number {
    /// A number of so many groups of signs.
    fn of(bounds: Piece, crop: Crop, run: numbers::NumberRun, groups: usize) -> Self {
        Self {
            settled: is_settled(&run),
            bounds,
            crop,
            run,
            spaced: groups >= 3,
            either_way: false,
        }
    }

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

    /// The number with what tesseract makes of the same ink.
    fn word(&self, sheet: &Sheet, second: &[Found], from_the_right: bool) -> Word {
        let told: String = second.iter().map(|found| found.text.as_str()).collect();
        let printed = parts::bare(&self.run.text);
        let mut text = as_read(printed);
        let mut others: Vec<OtherWord> = Vec::new();
        let agree = text::same_number(&text, &told);
        // All readers see such signs as do not stand out in any stroke or point.
        let settled = !self.either_way && stands_out(printed) && (agree || self.settled);
        // Two numbers with a stroke between them and room about it are read from the right, the digits
        // of each from the left; a date is set without room.
        if from_the_right
            && self.spaced
            && let Some((left, right)) = printed.split_once('/')
            && !right.contains('/')
        {
            others.push(OtherWord {
                text,
                confidence: self.run.confidence / 2.0,
                by: Engine::Numbers,
            });
            // Which of the two is meant to come first the digits do not tell; the reader of labels asks.
            text = format!("{} / {}", right.trim(), left.trim());
        }
        others.extend(parts::others(&self.run));
        if !agree && !told.is_empty() {
            others.push(OtherWord {
                text: told,
                confidence: mean(second),
                by: Engine::Tesseract,
            });
        }
        let bounds = &self.bounds;
        let place = [bounds.left, bounds.top, bounds.right + 1, bounds.bottom + 1];
        Word {
            text,
            place: sheet.place_on_page(place.map(|at| at as f32)),
            confidence: Some(self.run.confidence),
            by: Some(Engine::Numbers),
            settled: Some(settled),
            others,
            ..Word::default()
        }
    }
}
