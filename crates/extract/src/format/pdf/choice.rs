//! Which reading of a page is shown: the text layer or the optical one. Both are kept, and the
//! choice is said.

use super::drafts::Draft;
use super::render;
use crate::format::optical::{self, OpticalPage};
use crate::format::{FormatFault, Input, OcrChoice};
use crate::grade;
use crate::ocr;
use crate::outcome::Outcome;
use crate::reading::{OtherReading, Page, TextSource};

/// Fewest signs that make a text layer; a page number alone is none.
const FEW_SIGNS: usize = 8;
/// Over a scan, a layer of fewer words than this is what a scanner or a clerk's program stamps on
/// each page, not the page: the sparsest letters of an office have twice as many.
const STAMPED_WORDS: usize = 20;
/// The share of a page that its pictures cover where it is a scan.
const SCANNED: f32 = 0.6;
/// Quality below which a layer is doubted: clean pages of offices lie above 0.8, and of a layer at this
/// value three words in ten are none.
const DOUBTED: f32 = 0.7;
/// Quality below which the layer that another program laid without ink over a scan is doubted: it
/// is a reading of the same picture, so it has no more right than ours.
const INKLESS_DOUBTED: f32 = 0.75;
/// By how much the optical text must read better than a layer that is doubted.
const BETTER: f32 = 0.1;
/// Confidence of optical reading from which it takes the place of a layer of a few signs, and of one
/// that nobody doubts where optical reading is asked for.
const SURE: f32 = 0.6;
const ENOUGH: f32 = 0.4;

/// Why a page is read optically.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reason {
    /// It has no text layer.
    Empty,
    /// It has a few signs, over a scan or alone.
    Few,
    /// Its layer reads badly.
    Doubted(f32),
    /// Every page is.
    Asked,
}

/// The page as its text layer has it.
pub(super) fn of_layer(input: &Input<'_>, draft: &mut Draft) -> Page {
    let mut page = Page {
        text: std::mem::take(&mut draft.text),
        ..Page::default()
    };
    page.source = if page.text.trim().is_empty() {
        TextSource::None
    } else {
        TextSource::Layer
    };
    page.picture_share = draft.pictures.share(&draft.words, page.source);
    if input.options.words {
        page.words = std::mem::take(&mut draft.words);
    }
    if let Some(text) = draft.other.take() {
        page.choice = Some(draft.followed.to_owned());
        page.others.push(OtherReading {
            source: TextSource::Layer,
            text,
            confidence: None,
        });
    }
    page
}

/// Why the page is read optically; none where its layer serves or nobody asked for it.
pub(super) fn wanted(input: &Input<'_>, draft: &Draft) -> Option<Reason> {
    let quality = draft.quality;
    let words = quality.words + quality.latin_words;
    match input.options.ocr {
        OcrChoice::Never => None,
        OcrChoice::Force => Some(Reason::Asked),
        OcrChoice::Auto if quality.signs == 0 => Some(Reason::Empty),
        OcrChoice::Auto if quality.signs < FEW_SIGNS => Some(Reason::Few),
        OcrChoice::Auto if draft.pictured > SCANNED && words < STAMPED_WORDS => Some(Reason::Few),
        OcrChoice::Auto => doubt(draft).map(Reason::Doubted),
    }
}

/// The quality of a layer that is not to be trusted.
fn doubt(draft: &Draft) -> Option<f32> {
    let quality = draft.quality;
    let least = if draft.inkless && draft.pictured > SCANNED {
        INKLESS_DOUBTED
    } else {
        DOUBTED
    };
    (grade::is_judged(&quality) && quality.score < least).then_some(quality.score)
}

/// Says what there is to say of a page that is not read optically.
pub(super) fn unasked(out: &mut Outcome, draft: &Draft, number: u32, page: &mut Page) {
    if let Some(score) = doubt(draft) {
        out.warn(format!(
            "the text layer of page {number} reads badly ({score:.2} of 1), and optical reading was not asked for"
        ));
    } else if page.source == TextSource::None {
        page.choice =
            Some("it has no text layer, and optical reading was not asked for".to_owned());
    }
}

/// Reads a page optically and shows the better of both texts; the other one is kept.
///
/// # Errors
/// This machine's faults, and that the PDF cannot be opened.
pub(super) fn optically(
    input: &Input<'_>,
    out: &mut Outcome,
    draft: &Draft,
    number: u32,
    reason: Reason,
    page: &mut Page,
) -> Result<(), FormatFault> {
    (input.step)();
    let picture = render::grey(input, draft.width, draft.height, number);
    let read = picture.and_then(|picture| {
        page.fingerprint = ocr::fingerprint_of_page(&picture);
        optical::read(input, out, &picture)
    });
    let read = match read {
        Ok(read) => read,
        Err(fault @ (FormatFault::Machine(_) | FormatFault::Encrypted(_))) => return Err(fault),
        Err(fault) => {
            page.choice = Some(format!("it was not read optically: {fault}"));
            out.in_part(format!("page {number} was not read optically: {fault}"));
            return Ok(());
        }
    };
    let taken = is_better(&read, reason, page);
    page.choice = Some(sentence(&read, reason, taken));
    if let Reason::Doubted(score) = reason {
        let used = if taken {
            "optical text is used instead, and the layer kept beside it"
        } else {
            "it is kept, as optical text is no better"
        };
        out.warn(format!(
            "the text layer of page {number} reads badly ({score:.2} of 1); {used}"
        ));
    }
    if taken {
        page.picture_share = draft.pictures.share(&read.words, TextSource::Ocr);
        read.put(input, page);
    } else {
        page.unread.clone_from(&read.unread);
        page.others.extend(read.as_other());
    }
    Ok(())
}

/// Whether the optical text is shown.
fn is_better(read: &OpticalPage, reason: Reason, page: &Page) -> bool {
    let sure = read.confidence.unwrap_or_default();
    let (ours, layer) = (signs(&read.text), signs(&page.text));
    if layer == 0 {
        return true;
    }
    if ours == 0 {
        return false;
    }
    match reason {
        Reason::Empty => true,
        // What is stamped on a scan gives way only to a page full of text.
        Reason::Few => sure > SURE && ours > 4 * layer || sure > ENOUGH && ours > 10 * layer,
        Reason::Asked => sure > ENOUGH,
        // Half a page that reads well does not outweigh a whole one.
        Reason::Doubted(score) => {
            arabic::quality::score(&read.text).score > score + BETTER && 3 * ours > layer
        }
    }
}

fn signs(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The choice in words.
fn sentence(read: &OpticalPage, reason: Reason, taken: bool) -> String {
    let percent = read.percent();
    let nothing = read.is_empty();
    match (reason, taken) {
        (Reason::Empty, _) if nothing => {
            "it has no text layer, and optical reading found nothing on it".to_owned()
        }
        (Reason::Empty, _) => {
            format!("it has no text layer; it was read optically with {percent} % confidence")
        }
        (Reason::Few, true) => format!(
            "its text layer has a few signs only; the optical reading, of {percent} % confidence, is shown"
        ),
        (Reason::Few, false) if nothing => {
            "its text layer has a few signs only, and optical reading found nothing more".to_owned()
        }
        (Reason::Few, false) => format!(
            "its text layer has a few signs only; it is shown, as the optical reading has little more or is of {percent} % confidence only"
        ),
        (Reason::Doubted(score), true) => format!(
            "its text layer reads badly ({score:.2} of 1); the optical reading, of {percent} % confidence, is shown"
        ),
        (Reason::Doubted(score), false) if nothing => format!(
            "its text layer reads badly ({score:.2} of 1); it is shown, as optical reading found nothing"
        ),
        (Reason::Doubted(score), false) => format!(
            "its text layer reads badly ({score:.2} of 1); it is shown, as the optical reading is no better"
        ),
        (Reason::Asked, _) if nothing => {
            "optical reading was asked for and found nothing on it".to_owned()
        }
        (Reason::Asked, true) => {
            format!("optical reading was asked for; it is shown, with {percent} % confidence")
        }
        (Reason::Asked, false) => format!(
            "optical reading was asked for; the text layer is shown, as the optical reading is of {percent} % confidence only"
        ),
    }
}
