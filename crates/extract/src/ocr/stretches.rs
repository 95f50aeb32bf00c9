//! Reading a page stretch by stretch.

mod cards;

use super::Optical;
use super::lines::{self, Stretch};
use super::parts::{self, Number, Part};
use super::rules::Rules;
use super::sheet::Sheet;
use super::strip::{Crop, Setting, Strip};
use super::tesseract::{self, Found, Mode};
use super::text::{self, Line};
use crate::format::{FormatFault, Input};
use crate::reading::{Engine, OtherWord, Word};

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

/// A sheet and what was cut out of it.
pub(super) struct Cut {
    pub sheet: Sheet,
    parts: Vec<Part>,
}

impl Cut {
    pub(super) fn of(mut sheet: Sheet) -> Self {
        let rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        let parts = lines::stretches(&sheet, &pieces, &rules)
            .iter()
            .flat_map(|stretch| parts::parts(&sheet, &pieces, &rules, stretch))
            .collect();
        Self { sheet, parts }
    }

    /// Reads all parts: words twice where they come out doubtful, numbers by both readers.
    ///
    /// # Errors
    /// As [`tesseract::read`].
    pub(super) fn read(&self, input: &Input<'_>) -> Result<Optical, FormatFault> {
        let all: Vec<&Crop> = self.parts.iter().map(|part| &part.crop).collect();
        let mut found = self.read_crops(input, &all, &LINE, Mode::Line)?;
        let mut modes = vec![Mode::Line.number()];
        let doubtful: Vec<usize> = (0..)
            .zip(self.parts.iter().zip(&found))
            .filter(|(_, (part, words))| part.number.is_none() && mean(words) < SURE)
            .map(|(at, _)| at)
            .collect();
        if !doubtful.is_empty() {
            modes.push(Mode::RawLine.number());
            let crops: Vec<&Crop> = doubtful
                .iter()
                .filter_map(|at| all.get(*at).copied())
                .collect();
            let again = self.read_crops(input, &crops, &RAW_LINE, Mode::RawLine)?;
            for (at, words) in doubtful.iter().zip(again) {
                if let Some(first) = found.get_mut(*at)
                    && mean(&words) > mean(first)
                {
                    *first = words;
                }
            }
        }
        let mut read = self.assembled(&found, modes);
        if read.is_below(super::DOUBTFUL) {
            // Two readers see a one in any stroke of a page that is worn to strokes.
            for word in &mut read.words {
                word.settled = word.settled.map(|_| false);
            }
        }
        Ok(read)
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

    fn assembled(&self, found: &[Vec<Found>], modes: Vec<&'static str>) -> Optical {
        let from_the_right = text::is_from_the_right(found.iter().flatten());
        let mut read: Vec<(&Stretch, Vec<Word>)> = self
            .parts
            .iter()
            .zip(found)
            .map(|(part, found)| (&part.stretch, self.words(part, found)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
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
                .then(a.line.cmp(&b.line))
                .then(if from_the_right {
                    across.reverse()
                } else {
                    across
                })
        });
        let lines = read
            .chunk_by(|(a, _), (b, _)| a.line == b.line)
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
        text::assembled(lines, modes)
    }

    fn words(&self, part: &Part, found: &[Found]) -> Vec<Word> {
        match &part.number {
            Some(number) => vec![self.number(part, number, found)],
            None => found
                .iter()
                .map(|found| on_page(&self.sheet, found))
                .collect(),
        }
    }

    /// The number as our reader has it, with what tesseract makes of the same ink.
    fn number(&self, part: &Part, number: &Number, found: &[Found]) -> Word {
        let second: String = found.iter().map(|found| found.text.as_str()).collect();
        let agree = text::same_number(&number.text, &second);
        let mut others: Vec<OtherWord> = number
            .others
            .iter()
            .map(|(text, share)| OtherWord {
                text: text.clone(),
                confidence: *share,
                by: Engine::Numbers,
            })
            .collect();
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
            settled: Some(agree),
            others,
            ..Word::default()
        }
    }
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
    let lines = found
        .chunk_by(|a, b| a.line == b.line)
        .map(|words| Line {
            block: words.first().map(|word| word.line[0]).unwrap_or_default(),
            words: words.iter().map(|word| on_page(sheet, word)).collect(),
        })
        .collect();
    Ok(text::assembled(lines, vec![mode.number()]))
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
