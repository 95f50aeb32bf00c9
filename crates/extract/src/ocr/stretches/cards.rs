//! Reading labels: several small cards in one run of tesseract, each turned so that it can be read.

mod line;

use super::{LINE, mean, on_page};
use crate::format::{FormatFault, Input};
use crate::ocr::parts::{self, as_read, stands_out};
use crate::ocr::rules::Rules;
use crate::ocr::sheet::Sheet;
use crate::ocr::strip::{Setting, Strip};
use crate::ocr::tesseract::{self, Found, Mode};
use crate::ocr::text::{self, Line};
use crate::ocr::{DOUBTFUL, Optical, lines, numbers};
use crate::reading::{Engine, OtherWord, Word};
use image::{GrayImage, imageops};
use line::{CardLine, Number, parted};

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
/// Probability of a number read upside down from which it can be read so.
const BOTH_WAYS: f32 = 0.5;

/// A card as it was read.
pub(crate) struct Card {
    /// Places are shares of the card turned by [`Card::quarters`].
    pub read: Optical,
    /// Quarters by which it is turned, clockwise, to be read.
    pub quarters: u8,
}

/// Reads cards; for each one that holds any ink what stands on it.
///
/// Numbers are read by our own reader; tesseract is asked of the rest of each line, and of numbers that are not
/// settled.
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
                line.rest.is_none() && over.is_number() && over.confidence >= BOTH_WAYS
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
    let read = cuts.iter().zip(words).map(|((_, _, laid), words)| {
        let asked = |line: &CardLine| line.rest.is_some() || line.with_number.is_some();
        let modes = if laid.lines.iter().any(asked) {
            vec![Mode::DarkLine.number()]
        } else {
            Vec::new()
        };
        assembled(laid, &words, modes)
    });
    Ok(read.collect())
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
