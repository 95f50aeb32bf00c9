//! PDF: text by our own reader of content streams, checked by poppler where it is in doubt;
//! structure by lopdf; optical reading where the text layer is absent or not to be trusted.

mod blocks;
mod canvas;
mod cmap;
mod content;
mod drafts;
mod font;
mod layer;
mod layout;
mod matrix;
mod notes;
mod render;
mod revisions;
mod structure;
mod text_string;

use crate::format::{FormatFault, Input, MemberSink, OcrChoice};
use crate::limits::LimitKind;
use crate::ocr;
use crate::outcome::Outcome;
use crate::reading::{Page, TextSource};
use drafts::Draft;
use structure::Structure;

pub use render::draw;

/// Fewest signs that make a text layer; a page number alone is none.
const FEW_SIGNS: usize = 8;
/// A layer of more words than this is judged; fewer say too little.
const JUDGED_WORDS: usize = 8;
/// Quality below which a layer is doubted and the page read optically as well.
const DOUBTED: f32 = 0.55;

/// Reads a PDF.
///
/// # Errors
/// Encrypted, damaged, over a limit, or a program absent that is needed for this file.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let structure = Structure::of(input);
    let drafts = drafts::read(input, out, &structure);
    structure.describe(input, out);
    match drafts {
        Ok(drafts) => {
            let notes = notes::by_page(&structure, out);
            push_pages(input, out, drafts, notes)?;
        }
        Err(FormatFault::ToolAbsent(_)) if structure.is_locked() => {
            return Err(FormatFault::Encrypted(
                "the PDF is encrypted and cannot be read without its password".to_owned(),
            ));
        }
        Err(fault @ FormatFault::ToolAbsent(_)) => {
            out.no_text(format!("no text was read: {fault}"));
            out.in_part(fault.to_string());
        }
        Err(FormatFault::Damaged(words)) if structure.is_readable() => out.in_part(words),
        Err(fault) => return Err(fault),
    }
    structure.attachments(input, out, members)?;
    revisions::hand_over_previous(input, out, members)
}

/// Why a page is read optically.
enum Reason {
    Empty,
    Doubted(f32),
    Asked,
}

fn push_pages(
    input: &Input<'_>,
    out: &mut Outcome,
    drafts: Vec<Draft>,
    mut notes: notes::Notes,
) -> Result<(), FormatFault> {
    let mut optical = 0u64;
    let count = drafts.len();
    let mut unread = 0usize;
    for (at, mut draft) in drafts.into_iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let quality = draft.quality;
        let reason = match input.options.ocr {
            OcrChoice::Never => None,
            OcrChoice::Force => Some(Reason::Asked),
            OcrChoice::Auto if quality.signs < FEW_SIGNS => Some(Reason::Empty),
            OcrChoice::Auto if quality.score < DOUBTED && is_judged(&quality) => {
                Some(Reason::Doubted(quality.score))
            }
            OcrChoice::Auto => None,
        };
        let source = if draft.text.trim().is_empty() {
            TextSource::None
        } else {
            TextSource::Layer
        };
        let mut page = Page {
            text: std::mem::take(&mut draft.text),
            source,
            ..Page::default()
        };
        if input.options.words {
            page.words = std::mem::take(&mut draft.words);
        }
        if let Some(other) = draft.other.take() {
            out.meta(format!("pdf.second_reading.{number}"), other);
        }
        let mut spent = false;
        if let Some(reason) = reason {
            optical += 1;
            if let Err(hit) = input.limits().within(
                LimitKind::OcrPages,
                optical,
                "the pages after that were not read optically",
            ) {
                out.in_part(hit.to_string());
                spent = true;
            } else {
                optically(input, out, &draft, number, reason, &mut page)?;
            }
        } else if quality.score < DOUBTED && is_judged(&quality) {
            out.warn(format!(
                "the text layer of page {number} reads badly ({:.2} of 1), and optical reading was not asked for",
                quality.score
            ));
        }
        if let Some(lines) = notes.take(number) {
            if !page.text.is_empty() {
                page.text.push_str("\n\n");
            }
            page.text.push_str(&lines);
        }
        if page.text.trim().is_empty() && (spent || input.options.ocr == OcrChoice::Never) {
            unread += 1;
        }
        out.push_page(page)?;
    }
    if unread == count && count > 0 && input.options.ocr == OcrChoice::Never {
        out.no_text("the PDF has no text layer, and optical reading was not asked for");
    } else {
        out.no_text("no text was found on its pages, neither as a layer nor optically");
    }
    Ok(())
}

/// Whether there is enough on a page to doubt it.
const fn is_judged(quality: &arabic::Quality) -> bool {
    quality.words >= JUDGED_WORDS || quality.unreadable * 10 > quality.signs
}

/// Reads a page optically and keeps the better of both texts.
fn optically(
    input: &Input<'_>,
    out: &mut Outcome,
    draft: &Draft,
    number: u32,
    reason: Reason,
    page: &mut Page,
) -> Result<(), FormatFault> {
    (input.step)();
    let picture = match render::grey(input, draft.width, draft.height, number) {
        Ok(picture) => picture,
        Err(fault @ (FormatFault::Machine(_) | FormatFault::Encrypted(_))) => return Err(fault),
        Err(fault) => {
            out.in_part(format!("page {number} was not read optically: {fault}"));
            return Ok(());
        }
    };
    page.fingerprint = ocr::fingerprint_of_page(&picture);
    let read = match ocr::read(input, &picture) {
        Ok(read) => read,
        Err(FormatFault::Machine(error)) => return Err(error.into()),
        Err(fault) => {
            out.in_part(format!("page {number} was not read optically: {fault}"));
            return Ok(());
        }
    };
    out.tool(read.tool(input));
    if read.text.trim().is_empty() {
        return Ok(());
    }
    let optical_quality = arabic::quality::score(&read.text);
    let take = match reason {
        // A layer of a few signs, a heading or a page number, gives way only to a page full of text.
        Reason::Empty if page.text.trim().is_empty() => true,
        Reason::Empty => {
            read.confidence.is_some_and(|c| c > 0.6)
                && read.text.chars().count() > 4 * page.text.chars().count()
        }
        Reason::Asked => read.confidence.is_some_and(|c| c > 0.4),
        Reason::Doubted(score) => optical_quality.score > score + 0.1,
    };
    if let Reason::Doubted(score) = reason {
        let used = if take {
            "optical text is used instead, and the layer kept beside it"
        } else {
            "it is kept, as optical text is no better"
        };
        out.warn(format!(
            "the text layer of page {number} reads badly ({score:.2} of 1); {used}"
        ));
        if !take {
            out.meta(format!("pdf.optical_text.{number}"), &read.text);
        }
    }
    if take {
        if matches!(reason, Reason::Doubted(_) | Reason::Asked) && !page.text.trim().is_empty() {
            out.meta(format!("pdf.text_layer.{number}"), &page.text);
        }
        page.text = read.text;
        page.source = TextSource::Ocr;
        page.confidence = read.confidence;
        page.words = if input.options.words {
            read.words
        } else {
            Vec::new()
        };
    }
    Ok(())
}
