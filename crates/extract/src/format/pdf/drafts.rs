//! The text of each page, by two readers that check each other.
//!
//! Our own reader goes first: it knows the sign behind each glyph and costs a tenth of starting
//! another program. Where it doubts itself (signs it cannot tell, a file it had to repair, Arabic
//! that does not read as Arabic) poppler reads the page, too, and the better text is taken. The
//! other one is kept beside it, and that they differ is said.

use super::canvas::Canvas;
use super::layer::{self, Layer};
use super::pictures::Pictures;
use super::structure::Structure;
use super::{blocks, layout};
use crate::format::{FormatFault, Input};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::Word;
use arabic::Quality;
use lopdf::{Document, ObjectId};
use std::time::{Duration, Instant};

/// A page as it was read, before optical reading is thought of.
pub(super) struct Draft {
    /// In points.
    pub width: f32,
    pub height: f32,
    pub text: String,
    pub words: Vec<Word>,
    pub quality: Quality,
    /// The share of the page that its pictures cover, 0 to 1.
    pub pictured: f32,
    /// Those that may be photographs.
    pub pictures: Pictures,
    /// Whether most of its signs are drawn without ink: the layer that another program laid over a
    /// scan.
    pub inkless: bool,
    /// The text of the reader that was not followed, where it differs.
    pub other: Option<String>,
    /// Which of the two was, in one sentence.
    pub followed: &'static str,
    /// Why our reader distrusts its own text.
    doubt: Option<String>,
    /// Why our reader did not come to the end of the page.
    cut: Option<&'static str>,
}

/// Quality below which Arabic text is read by the second reader as well.
const UNSURE: f32 = 0.8;
/// Arabic words that are enough to judge by.
const JUDGED: usize = 6;
/// How much better the second text must be.
const BETTER: f32 = 0.02;

/// Reads the text of every page.
///
/// # Errors
/// Encrypted, damaged beyond reading, or the second reader absent where the first cannot read.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    structure: &Structure,
) -> Result<Vec<Draft>, FormatFault> {
    let pages: Vec<ObjectId> = structure
        .document()
        .map(|document| {
            let most = usize::try_from(input.limits().pages).unwrap_or(usize::MAX);
            document.page_iter().take(most.saturating_add(1)).collect()
        })
        .unwrap_or_default();
    let (Some(document), false) = (structure.document(), pages.is_empty()) else {
        let layer = layer::read(input, 1, None)?;
        note_poppler(input, out, &layer);
        return Ok(layer.pages.iter().map(draft).collect());
    };
    let mut drafts = own(input, out, document, &pages);
    if structure.was_repaired() {
        let doubt = "the file had to be repaired";
        for draft in &mut drafts {
            draft.doubt.get_or_insert_with(|| doubt.to_owned());
        }
    }
    let doubted = |draft: &Draft| draft.doubt.is_some();
    if let (Some(first), Some(last)) = (
        drafts.iter().position(doubted),
        drafts.iter().rposition(doubted),
    ) {
        check(input, out, &mut drafts, first, last)?;
    }
    for (draft, number) in drafts.iter().zip(1u32..) {
        if let Some(cut) = draft.cut {
            out.in_part(format!("page {number} was not read to its end: {cut}"));
        }
    }
    Ok(drafts)
}

/// Our own reading of every page.
fn own(
    input: &Input<'_>,
    out: &mut Outcome,
    document: &Document,
    pages: &[ObjectId],
) -> Vec<Draft> {
    let mut canvas = Canvas::new(document);
    let mut drafts = Vec::new();
    let mut text_bytes = 0u64;
    let limits = input.limits();
    let until = Instant::now() + Duration::from_millis(limits.wall_ms / 2);
    let (mut invisible, mut drawn) = (0usize, 0usize);
    for page in pages {
        let sheet = canvas.sheet(*page);
        invisible += sheet.invisible;
        drawn += sheet.glyphs.len();
        let glyphs = sheet.glyphs.len().max(1);
        let cut = sheet.cut;
        let mut doubt = if let Some(cut) = cut {
            Some(format!("it was not read to its end: {cut}"))
        } else if sheet.untold > 2 && sheet.untold * 50 > glyphs {
            Some("its font does not say what some of its signs stand for".to_owned())
        } else if sheet.downward * 10 > glyphs {
            Some("its lines run downwards".to_owned())
        } else {
            None
        };
        let (pictured, inkless) = (sheet.pictured, sheet.invisible * 2 > sheet.glyphs.len());
        let pictures = Pictures::of(&sheet);
        let mut draft = draft(&blocks::page(sheet));
        draft.pictures = pictures;
        (draft.pictured, draft.inkless) = (pictured, inkless);
        if draft.quality.words >= JUDGED && draft.quality.score < UNSURE {
            doubt.get_or_insert_with(|| "its Arabic does not read well".to_owned());
        }
        (draft.doubt, draft.cut) = (doubt, cut);
        text_bytes = text_bytes.saturating_add(draft.text.len() as u64);
        drafts.push(draft);
        if text_bytes > limits.text_bytes {
            // The pages so far are over the limit, which is told where they are added up.
            break;
        }
        if Instant::now() > until && drafts.len() < pages.len() {
            let cut = format!("the pages after {} were not read", drafts.len());
            out.in_part(limits.hit(LimitKind::WallMs, cut).to_string());
            break;
        }
    }
    if invisible > 0 {
        out.meta("pdf.invisible_signs", format!("{invisible} of {drawn}"));
    }
    drafts
}

fn draft(raw: &layer::RawPage) -> Draft {
    let (text, words) = layout::page(raw);
    Draft {
        width: raw.width,
        height: raw.height,
        quality: arabic::quality::score(&text),
        pictured: 0.0,
        pictures: Pictures::default(),
        inkless: false,
        text,
        words,
        other: None,
        followed: "",
        doubt: None,
        cut: None,
    }
}

/// Has the second reader read the doubted pages, and takes its text where it is better.
///
/// # Errors
/// Where neither reader found anything at all, with what the second says of the file.
fn check(
    input: &Input<'_>,
    out: &mut Outcome,
    drafts: &mut [Draft],
    first: usize,
    last: usize,
) -> Result<(), FormatFault> {
    let page = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let layer = match layer::read(input, page(first), Some(page(last))) {
        Ok(layer) => layer,
        Err(fault @ (FormatFault::Damaged(_) | FormatFault::Encrypted(_)))
            if drafts.iter().all(|draft| draft.text.trim().is_empty()) =>
        {
            return Err(fault);
        }
        Err(fault) => {
            let doubts = drafts.iter().filter_map(|draft| draft.doubt.as_deref());
            if let Some(doubt) = doubts.into_iter().next() {
                out.warn(format!(
                    "the text of page {} is in doubt ({doubt}), and no second reader could check it: {fault}",
                    page(first)
                ));
            }
            return Ok(());
        }
    };
    note_poppler(input, out, &layer);
    for ((own, raw), number) in drafts
        .iter_mut()
        .skip(first)
        .zip(&layer.pages)
        .zip(page(first)..)
    {
        let Some(doubt) = own.doubt.clone() else {
            continue;
        };
        let second = Draft {
            pictured: own.pictured,
            pictures: own.pictures.clone(),
            inkless: own.inkless,
            ..draft(raw)
        };
        if bare(&second.text) == bare(&own.text) {
            continue;
        }
        let followed = is_better(&second, own);
        out.warn(format!(
            "two readers of the text layer differ on page {number} ({doubt}); {}",
            if followed {
                "that of poppler is followed"
            } else {
                "our own is followed"
            }
        ));
        let kept = if followed {
            std::mem::replace(own, second).text
        } else {
            second.text
        };
        own.followed = if followed {
            "two readers of its text layer differ; that of poppler is shown"
        } else {
            "two readers of its text layer differ; our own is shown"
        };
        own.other = Some(kept).filter(|text| !text.trim().is_empty());
    }
    Ok(())
}

fn note_poppler(input: &Input<'_>, out: &mut Outcome, layer: &Layer) {
    let program = &input.tools.pdftotext;
    out.tool(program.took_part("poppler pdftotext", "-bbox-layout"));
    if let Some(words) = &layer.trouble {
        out.in_part(words.clone());
    }
}

/// Whether the second text reads better and has not lost what the first has.
fn is_better(second: &Draft, first: &Draft) -> bool {
    let readable = |draft: &Draft| draft.quality.signs - draft.quality.unreadable;
    let (ours, theirs) = (readable(first), readable(second));
    if theirs * 10 < ours * 7 {
        return false;
    }
    if ours * 10 < theirs * 7 {
        return second.quality.score >= first.quality.score - 0.1;
    }
    second.quality.score > first.quality.score + BETTER
}

/// The signs that carry meaning, without regard to spaces.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
