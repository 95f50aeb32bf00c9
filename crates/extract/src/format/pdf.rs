//! PDF: text by our own reader of content streams, checked by poppler where it is in doubt;
//! structure by lopdf; optical reading where the text layer is absent or not to be trusted.

mod blocks;
mod canvas;
mod choice;
mod cmap;
mod content;
mod drafts;
mod font;
mod layer;
mod layout;
mod matrix;
mod notes;
mod pictures;
mod render;
mod revisions;
mod structure;
mod text_string;

use crate::format::optical::{Due, Turn};
use crate::format::{FormatFault, Input, MemberSink, OcrChoice};
use crate::outcome::Outcome;
use drafts::Draft;
use structure::Structure;

pub use render::draw;

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

fn push_pages(
    input: &Input<'_>,
    out: &mut Outcome,
    drafts: Vec<Draft>,
    mut notes: notes::Notes,
) -> Result<(), FormatFault> {
    let mut turn = Turn::default();
    let count = drafts.len();
    let mut unread = 0usize;
    for (mut draft, number) in drafts.into_iter().zip(1u32..) {
        let mut page = choice::of_layer(input, &mut draft);
        let mut spent = false;
        match choice::wanted(input, &draft) {
            Some(reason) => match turn.next(input, &mut page) {
                Due::Now => choice::optically(input, out, &draft, number, reason, &mut page)?,
                Due::Later => {}
                Due::Never(hit) => {
                    page.choice = Some("it was not read optically: the limit was spent".to_owned());
                    out.in_part(hit.to_string());
                    spent = true;
                }
            },
            None => choice::unasked(out, &draft, number, &mut page),
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
    turn.close(out);
    if unread == count && count > 0 && input.options.ocr == OcrChoice::Never {
        out.no_text("the PDF has no text layer, and optical reading was not asked for");
    } else {
        out.no_text("no text was found on its pages, neither as a layer nor optically");
    }
    Ok(())
}
