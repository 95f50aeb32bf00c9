//! PDF: the text layer by poppler, its order set right; structure by lopdf; optical reading where
//! the layer is absent or not to be trusted.

mod layer;
mod layout;
mod render;
mod structure;
mod text_string;

use crate::format::{FormatFault, Input, MemberSink, OcrChoice};
use crate::limits::LimitKind;
use crate::ocr;
use crate::outcome::Outcome;
use crate::reading::{Page, TextSource};
use layer::Layer;

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
/// Encrypted, damaged, over a limit, or poppler absent.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let structure = structure::Structure::of(input);
    let layer = layer::read(input);
    structure.describe(input, out);
    let layer = match layer {
        Ok(layer) => layer,
        Err(FormatFault::ToolAbsent(name)) => {
            out.no_text(format!(
                "the program `{name}` is not installed, so no text was read"
            ));
            out.in_part(FormatFault::ToolAbsent(name).to_string());
            structure.attachments(input, out, members)?;
            return Ok(());
        }
        Err(FormatFault::Damaged(words)) if structure.is_readable() => {
            out.in_part(words);
            structure.attachments(input, out, members)?;
            return Ok(());
        }
        Err(fault) => return Err(fault),
    };
    out.tool(
        input
            .tools
            .pdftotext
            .took_part("poppler pdftotext", "-bbox-layout"),
    );
    if let Some(words) = &layer.trouble {
        out.in_part(words.clone());
    }
    push_pages(input, out, layer)?;
    structure.attachments(input, out, members)
}

/// Why a page is read optically.
enum Reason {
    Empty,
    Doubted(f32),
    Asked,
}

fn push_pages(input: &Input<'_>, out: &mut Outcome, layer: Layer) -> Result<(), FormatFault> {
    let mut optical = 0u64;
    let count = layer.pages.len();
    let mut unread = 0usize;
    for (at, raw) in layer.pages.into_iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let (text, words) = layout::page(&raw);
        let quality = arabic::quality::score(&text);
        let reason = match input.options.ocr {
            OcrChoice::Never => None,
            OcrChoice::Force => Some(Reason::Asked),
            OcrChoice::Auto if quality.signs < FEW_SIGNS => Some(Reason::Empty),
            OcrChoice::Auto if quality.score < DOUBTED && is_judged(&quality) => {
                Some(Reason::Doubted(quality.score))
            }
            OcrChoice::Auto => None,
        };
        let source = if text.trim().is_empty() {
            TextSource::None
        } else {
            TextSource::Layer
        };
        let mut page = Page {
            text,
            source,
            ..Page::default()
        };
        if input.options.words {
            page.words = words;
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
                optically(input, out, &raw, number, reason, &mut page)?;
            }
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
    raw: &layer::RawPage,
    number: u32,
    reason: Reason,
    page: &mut Page,
) -> Result<(), FormatFault> {
    (input.step)();
    let picture = match render::grey(input, raw, number) {
        Ok(picture) => picture,
        Err(fault @ (FormatFault::Machine(_) | FormatFault::Encrypted(_))) => return Err(fault),
        Err(fault) => {
            out.in_part(format!("page {number} was not read optically: {fault}"));
            return Ok(());
        }
    };
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
            "optical text is used instead"
        } else {
            "it is kept, as optical text is no better"
        };
        out.warn(format!(
            "the text layer of page {number} reads badly ({score:.2} of 1); {used}"
        ));
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
