//! Reading a page stretch by stretch.

mod cards;

use super::Optical;
use super::ink::Pieces;
use super::lines::{self, Stretch};
use super::months;
use super::parts::{self, Number, Part};
use super::rules::Rules;
use super::sheet::Sheet;
use super::strip::{Crop, Setting, Strip};
use super::tesseract::{self, Found, Mode};
use super::text::{self, Line};
use super::unread::{self, Judged, Stamp};
use crate::format::{FormatFault, Input};
use crate::reading::{Engine, OtherWord, UnreadKind, Word};

pub(crate) use cards::read_cards;

/// Settings of a strip for the two ways of reading a line. Heights of 16 to 26 pixels were tried for
/// both on twenty pages of prose and ten forms, with and without stretched shades; these two err least,
/// and err differently.
const LINE: Setting = Setting {
    letters: 18.0,
    border: 8,
    stretched: false,
};
const RAW_LINE: Setting = Setting {
    letters: 22.0,
    border: 0,
    stretched: true,
};
/// The whole sheet, where its stretches could not be read.
const WHOLE: Setting = Setting {
    letters: 22.0,
    border: 12,
    stretched: false,
};
/// Mean confidence from which a stretch is not read a second time.
const SURE: f32 = 0.9;

/// Mean confidence below which a part that is so many times as wide as high may be several lines, and
/// how many at most.
const DOUBTED: f32 = 0.7;
const WIDE: u32 = 3;
const MOST_LINES: u32 = 4;

/// A page on which one in so many lines is illegible is worn.
const WORN: usize = 4;

/// A sheet and what was cut out of it.
pub(super) struct Cut {
    pub sheet: Sheet,
    pieces: Pieces,
    rules: Rules,
    parts: Vec<Part>,
    stamps: Vec<Stamp>,
}

/// What tesseract makes of a part: the surer of its readings, and the other one where there are two.
#[derive(Debug, Default)]
struct Readings {
    best: Vec<Found>,
    other: Vec<Found>,
}

impl Part {
    /// How surely it was read, 0 to 1.
    fn sure(&self, found: &Readings) -> f32 {
        let number = self.number.as_ref();
        number.map_or_else(|| mean(&found.best), |number| number.confidence)
    }
}

impl Cut {
    pub(super) fn of(mut sheet: Sheet) -> Self {
        let rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        let parts = lines::stretches(&sheet, &pieces, &rules)
            .iter()
            .flat_map(|stretch| parts::parts(&sheet, &pieces, &rules, stretch))
            .collect();
        let stamps = unread::stamps(&sheet, &pieces);
        Self {
            sheet,
            pieces,
            rules,
            parts,
            stamps,
        }
    }

    /// Reads all parts: words twice where they come out doubtful, numbers by both readers.
    ///
    /// # Errors
    /// As [`tesseract::read`].
    pub(super) fn read(&self, input: &Input<'_>) -> Result<Optical, FormatFault> {
        let mut modes = vec![Mode::Line.number()];
        let parts: Vec<&Part> = self.parts.iter().collect();
        let found = self.read_parts(input, &parts, &mut modes)?;
        let mut read: Vec<(&Part, Readings)> = parts.into_iter().zip(found).collect();
        let lines = self.cut_again(&read);
        let parts: Vec<&Part> = lines.iter().flat_map(|(_, parts)| parts).collect();
        let mut found = self.read_parts(input, &parts, &mut modes)?.into_iter();
        let mut better = Vec::new();
        for (at, parts) in &lines {
            let again: Vec<(&Part, Readings)> = parts.iter().zip(found.by_ref()).collect();
            if sure(&again) > sure(read.get(*at..=*at).unwrap_or_default()) {
                better.push((*at, again));
            }
        }
        // From the last one on, so that places before it stay.
        for (at, again) in better.into_iter().rev() {
            read.splice(at..=at, again);
        }
        let mut read = self.assembled(&read, modes);
        let illegible = read.unread.iter();
        let illegible = illegible.filter(|place| place.what == UnreadKind::Illegible);
        let worn = illegible.count() * WORN > read.text.lines().count();
        if worn || read.is_below(super::DOUBTFUL) {
            // All readers see a one in any stroke of a page that is worn to strokes.
            read.settle_nothing();
        }
        Ok(read)
    }

    /// What tesseract makes of parts: words twice where they come out doubtful.
    ///
    /// # Errors
    /// As [`tesseract::read`].
    fn read_parts(
        &self,
        input: &Input<'_>,
        parts: &[&Part],
        modes: &mut Vec<&'static str>,
    ) -> Result<Vec<Readings>, FormatFault> {
        let all: Vec<&Crop> = parts.iter().map(|part| &part.crop).collect();
        let mut found: Vec<Readings> = self
            .read_crops(input, &all, &LINE, Mode::Line)?
            .into_iter()
            .map(|best| Readings {
                best,
                other: Vec::new(),
            })
            .collect();
        let doubtful: Vec<usize> = (0..)
            .zip(parts.iter().zip(&found))
            .filter(|(_, (part, found))| {
                let doubtful = mean(&found.best) < SURE || months::are_named(&found.best);
                part.number.is_none() && doubtful
            })
            .map(|(at, _)| at)
            .collect();
        if !doubtful.is_empty() {
            if !modes.contains(&Mode::RawLine.number()) {
                modes.push(Mode::RawLine.number());
            }
            let crops: Vec<&Crop> = doubtful
                .iter()
                .filter_map(|at| all.get(*at).copied())
                .collect();
            let again = self.read_crops(input, &crops, &RAW_LINE, Mode::RawLine)?;
            for (at, words) in doubtful.iter().zip(again) {
                if let Some(found) = found.get_mut(*at) {
                    found.other = words;
                    if mean(&found.other) > mean(&found.best) {
                        std::mem::swap(&mut found.best, &mut found.other);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Parts that read badly and are as high as two lines or more, cut into as many.
    fn cut_again(&self, read: &[(&Part, Readings)]) -> Vec<(usize, Vec<Part>)> {
        let sure = read
            .iter()
            .map(|(part, found)| (&part.stretch, part.sure(found)));
        let Some(height) = unread::line_height(sure) else {
            return Vec::new();
        };
        let again = (0..).zip(read).filter_map(|(at, (part, found))| {
            let bounds = &part.stretch.bounds;
            let count = (bounds.height() as f32 / height as f32).round() as u32;
            let wide = bounds.width() > bounds.height() * WIDE;
            let is_one = part.number.is_some() || !wide || !(2..=MOST_LINES).contains(&count);
            if is_one || mean(&found.best) >= DOUBTED {
                return None;
            }
            let letters = self.sheet.letters;
            let lines = lines::cut_again(&part.stretch, &self.pieces, letters, count);
            let parts = lines
                .iter()
                .flat_map(|line| parts::parts(&self.sheet, &self.pieces, &self.rules, line));
            Some((at, parts.collect()))
        });
        again.collect()
    }

    /// Mean confidence of the widest stretches, weighed by letters.
    ///
    /// # Errors
    /// As [`tesseract::read`].
    pub(super) fn sample(&self, input: &Input<'_>, count: usize) -> Result<f32, FormatFault> {
        let mut widest: Vec<&Part> = self.parts.iter().collect();
        widest.sort_by_key(|part| std::cmp::Reverse(part.stretch.bounds.width()));
        let crops: Vec<&Crop> = widest.iter().take(count).map(|part| &part.crop).collect();
        let found = self.read_crops(input, &crops, &LINE, Mode::Line)?;
        Ok(mean(&found.concat()))
    }

    /// The words of each crop, with their places on the sheet.
    fn read_crops(
        &self,
        input: &Input<'_>,
        crops: &[&Crop],
        setting: &Setting,
        mode: Mode,
    ) -> Result<Vec<Vec<Found>>, FormatFault> {
        let strips: Vec<Strip> = crops
            .iter()
            .map(|crop| crop.set(self.sheet.letters, setting))
            .collect();
        let mut found = tesseract::read(input, strips.iter().map(|strip| &strip.picture), mode)?;
        for (words, strip) in found.iter_mut().zip(&strips) {
            for word in words {
                word.place = strip.on_sheet(word.place);
            }
        }
        Ok(found)
    }

    fn assembled(&self, found: &[(&Part, Readings)], modes: Vec<&'static str>) -> Optical {
        let from_the_right =
            text::is_from_the_right(found.iter().flat_map(|(_, found)| &found.best));
        let judged: Vec<Judged<'_>> = found
            .iter()
            .map(|(part, found)| Judged {
                stretch: &part.stretch,
                confidence: part.sure(found),
                read: part.number.is_some() || !found.best.is_empty(),
            })
            .collect();
        let (kinds, mut unread) = unread::judge(&judged, &self.stamps, &self.sheet);
        let mut read: Vec<(&Stretch, Vec<Word>)> = Vec::new();
        for ((part, found), kind) in found.iter().zip(kinds) {
            match kind {
                None => read.push((&part.stretch, self.words(part, found))),
                // The place of the whole stamp is told once.
                Some(UnreadKind::Stamp) => {}
                Some(kind) => unread.push(unread::told(&self.sheet, &part.stretch.bounds, kind)),
            }
        }
        read.retain(|(_, words)| !words.is_empty());
        read.sort_by(|(a, _), (b, _)| {
            let block = |stretch: &Stretch| {
                if from_the_right {
                    stretch.block.right_first()
                } else {
                    stretch.block.clone()
                }
            };
            let across = a.bounds.left.cmp(&b.bounds.left);
            block(a)
                .cmp(&block(b))
                .then((a.line, a.within).cmp(&(b.line, b.within)))
                .then(if from_the_right {
                    across.reverse()
                } else {
                    across
                })
        });
        let mut lines = read
            .chunk_by(|(a, _), (b, _)| (a.line, a.within) == (b.line, b.within))
            .filter_map(|stretches| {
                let (first, _) = stretches.first()?;
                Some(Line {
                    block: first.block.clone(),
                    words: stretches
                        .iter()
                        .flat_map(|(_, words)| words.clone())
                        .collect(),
                })
            })
            .collect();
        unread.extend(unread::without_shattered(&mut lines));
        Optical {
            unread,
            ..text::assembled(lines, modes)
        }
    }

    fn words(&self, part: &Part, found: &Readings) -> Vec<Word> {
        if let Some(number) = &part.number {
            return vec![self.number(part, number, &found.best)];
        }
        let mut words: Vec<Word> = found
            .best
            .iter()
            .map(|found| on_page(&self.sheet, found))
            .collect();
        for verdict in months::held_against(&found.best, &found.other) {
            if let Some(word) = words.get_mut(verdict.at) {
                word.settled = Some(verdict.settled);
                word.others.extend(verdict.other.map(|other| OtherWord {
                    text: other.text.clone(),
                    confidence: other.confidence,
                    by: Engine::Tesseract,
                }));
            }
        }
        words
    }

    /// The number as our nets have it, with what tesseract makes of the same ink. Settled is what two of
    /// the three read alike.
    fn number(&self, part: &Part, number: &Number, found: &[Found]) -> Word {
        let second: String = found.iter().map(|found| found.text.as_str()).collect();
        let agree = text::same_number(&number.text, &second);
        // Among words, letters that happen to look like digits are told from a number by the reader of words.
        let is_number = number.alone || second.contains(char::is_numeric);
        let mut others = number.others.clone();
        if !agree && !second.is_empty() {
            others.push(OtherWord {
                text: second,
                confidence: mean(found),
                by: Engine::Tesseract,
            });
        }
        let bounds = &part.stretch.bounds;
        let place = [bounds.left, bounds.top, bounds.right + 1, bounds.bottom + 1];
        Word {
            text: number.text.clone(),
            place: self.sheet.place_on_page(place.map(|at| at as f32)),
            confidence: Some(number.confidence),
            by: Some(Engine::Numbers),
            settled: Some(agree || number.settled && is_number),
            others,
            ..Word::default()
        }
    }
}

/// Mean confidence of several parts, weighed by letters.
fn sure(read: &[(&Part, Readings)]) -> f32 {
    let (mut sum, mut letters) = (0.0, 0.0);
    for (part, found) in read {
        let weight = match &part.number {
            Some(number) => text::length(&number.text),
            None => found.best.iter().map(|word| text::length(&word.text)).sum(),
        };
        sum += part.sure(found) * weight;
        letters += weight;
    }
    if letters > 0.0 { sum / letters } else { 0.0 }
}

/// Reads the sheet as one picture, its layout left to tesseract.
///
/// # Errors
/// As [`tesseract::read`].
pub(super) fn read_whole(
    input: &Input<'_>,
    sheet: &Sheet,
    mode: Mode,
) -> Result<Optical, FormatFault> {
    let strip = Crop::whole(sheet).set(sheet.letters, &WHOLE);
    let mut found = tesseract::read(input, std::iter::once(&strip.picture), mode)?
        .pop()
        .unwrap_or_default();
    for word in &mut found {
        word.place = strip.on_sheet(word.place);
    }
    let mut lines = found
        .chunk_by(|a, b| a.line == b.line)
        .map(|words| Line {
            block: words.first().map(|word| word.line[0]).unwrap_or_default(),
            words: words.iter().map(|word| on_page(sheet, word)).collect(),
        })
        .collect();
    Ok(Optical {
        unread: unread::without_shattered(&mut lines),
        ..text::assembled(lines, vec![mode.number()])
    })
}

fn on_page(sheet: &Sheet, found: &Found) -> Word {
    Word {
        text: found.text.clone(),
        place: sheet.place_on_page(found.place),
        confidence: Some(found.confidence),
        by: Some(Engine::Tesseract),
        // A number that one reader alone has found is not settled.
        settled: found.text.chars().any(char::is_numeric).then_some(false),
        ..Word::default()
    }
}

/// Mean confidence of words, weighed by their letters; 0 where there are none.
fn mean(words: &[Found]) -> f32 {
    let (mut sum, mut letters) = (0.0, 0.0);
    for word in words {
        let weight = text::length(&word.text);
        sum += word.confidence * weight;
        letters += weight;
    }
    if letters > 0.0 { sum / letters } else { 0.0 }
}
