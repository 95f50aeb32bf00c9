//! Reading labels: several small cards in one run of tesseract, each turned so that it can be read.

use super::{Cut, LINE, RAW_LINE, mean};
use crate::format::{FormatFault, Input};
use crate::ocr::sheet::Sheet;
use crate::ocr::strip::{Crop, Setting, Strip};
use crate::ocr::tesseract::{self, Found, Mode};
use crate::ocr::{DOUBTFUL, Optical};
use image::{GrayImage, imageops};

/// Mean confidence of a stretch below which it is read a second time.
const UNSURE: f32 = 0.7;

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
    let lying: Vec<(usize, u8, Cut)> = (0..)
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
    let turned: Vec<(usize, u8, Cut)> = (0..)
        .zip(cards)
        .filter(|(at, _)| doubtful(*at))
        .flat_map(|(at, card)| [2, 1, 3].map(|quarters| (at, quarters, card)))
        .filter_map(|(at, quarters, card)| cut(card, quarters).map(|cut| (at, quarters, cut)))
        .collect();
    better_of(&mut best, &turned, read_cuts(input, &turned)?);
    Ok(best)
}

/// The card turned by quarters, cut into what is read at one go; none where it is blank.
fn cut(card: &GrayImage, quarters: u8) -> Option<Cut> {
    let sheet = match quarters {
        0 => Sheet::of(card),
        1 => Sheet::of(&imageops::rotate90(card)),
        2 => Sheet::of(&imageops::rotate180(card)),
        _ => Sheet::of(&imageops::rotate270(card)),
    }?;
    // A sheet that turns itself is read in its own turn.
    (!sheet.lay_on_its_side() || quarters == 0).then(|| Cut::of(sheet))
}

/// Keeps for each card the reading that is worth most; of equals the earlier one.
fn better_of(best: &mut [Option<Card>], cuts: &[(usize, u8, Cut)], read: Vec<Optical>) {
    for ((at, quarters, _), read) in cuts.iter().zip(read) {
        let card = Card {
            read,
            quarters: *quarters,
        };
        if let Some(place) = best.get_mut(*at)
            && place
                .as_ref()
                .is_none_or(|known| known.read.worth() < card.read.worth())
        {
            *place = Some(card);
        }
    }
}

/// Reads several sheets in one run, and what came out doubtful in a second one.
fn read_cuts(
    input: &Input<'_>,
    cuts: &[(usize, u8, Cut)],
) -> Result<Vec<Optical>, FormatFault> {
    let cuts: Vec<&Cut> = cuts.iter().map(|(_, _, cut)| cut).collect();
    let crops: Vec<(f32, &Crop)> = cuts
        .iter()
        .flat_map(|cut| cut.parts.iter().map(|part| (cut.sheet.letters, &part.crop)))
        .collect();
    let mut modes = vec![Mode::Line.number()];
    let mut found = strips(input, &crops, &LINE, Mode::Line)?;
    let parts = cuts.iter().flat_map(|cut| &cut.parts);
    let doubtful: Vec<usize> = (0..)
        .zip(parts.zip(&found))
        .filter(|(_, (part, words))| part.number.is_none() && mean(words) < UNSURE)
        .map(|(at, _)| at)
        .collect();
    if !doubtful.is_empty() {
        modes.push(Mode::RawLine.number());
        let again: Vec<(f32, &Crop)> = doubtful
            .iter()
            .filter_map(|at| crops.get(*at).copied())
            .collect();
        let again = strips(input, &again, &RAW_LINE, Mode::RawLine)?;
        for (at, words) in doubtful.iter().zip(again) {
            if let Some(first) = found.get_mut(*at)
                && mean(&words) > mean(first)
            {
                *first = words;
            }
        }
    }
    let mut found = found.into_iter();
    Ok(cuts
        .iter()
        .map(|cut| {
            let own: Vec<Vec<Found>> = found.by_ref().take(cut.parts.len()).collect();
            cut.assembled(&own, modes.clone())
        })
        .collect())
}

/// The words of each crop, with their places on its sheet; none at all without tesseract.
fn strips(
    input: &Input<'_>,
    crops: &[(f32, &Crop)],
    setting: &Setting,
    mode: Mode,
) -> Result<Vec<Vec<Found>>, FormatFault> {
    let strips: Vec<Strip> = crops
        .iter()
        .map(|(letters, crop)| crop.set(*letters, setting))
        .collect();
    let pictures = strips.iter().map(|strip| &strip.picture);
    let mut found = match tesseract::read(input, pictures, mode) {
        Err(FormatFault::ToolAbsent(_)) => vec![Vec::new(); crops.len()],
        other => other?,
    };
    for (words, strip) in found.iter_mut().zip(&strips) {
        for word in words {
            word.place = strip.on_sheet(word.place);
        }
    }
    Ok(found)
}
