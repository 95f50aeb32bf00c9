//! Text without structure, and tables of values parted by one character.

pub(crate) mod charset;
mod delimited;
pub(crate) mod settled;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use charset::Decoded;

/// Reads text in any usual encoding; a table of values comes as rows with tab-parted cells.
///
/// # Errors
/// [`FormatFault::Unsupported`] where the bytes are no text, [`FormatFault::Over`] where the text is
/// longer than the limit.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    _members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let decoded = charset::decode(input.bytes, None);
    if !charset::is_text(&decoded.text) {
        return Err(FormatFault::Unsupported(
            "the bytes are no text in any encoding that is known here".to_owned(),
        ));
    }
    note_charset(&decoded, out);
    let text = tidy(&decoded.text);
    if is_delimited(input)
        && let Some(table) = delimited::to_tabs(&text)
    {
        out.meta("csv.delimiter", table.delimiter);
        out.meta("csv.rows", table.rows.to_string());
        return table
            .pages
            .into_iter()
            .try_for_each(|page| out.push_text(page));
    }
    out.no_text("it holds white space only");
    // Form feeds part pages where a printer's file was kept.
    let mut pages: Vec<&str> = text.split('\u{c}').collect();
    while pages.len() > 1 && pages.last().is_some_and(|page| page.trim().is_empty()) {
        pages.pop();
    }
    pages
        .into_iter()
        .try_for_each(|page| out.push_text(page.trim_end()))
}

/// Notes the encoding, and warns where it had to be guessed.
pub(crate) fn note_charset(decoded: &Decoded, out: &mut Outcome) {
    out.meta("charset", &decoded.charset);
    if decoded.guessed {
        out.warn(format!(
            "the character encoding is not stated or stated wrongly; it was read as {}",
            decoded.charset
        ));
    }
}

/// Line ends as `\n`, without the characters that end or pad files of old systems.
pub(crate) fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace(['\0', '\u{1a}'], "")
}

fn is_delimited(input: &Input<'_>) -> bool {
    matches!(input.media_type, "text/csv" | "text/tab-separated-values")
        || matches!(input.extension().as_deref(), Some("csv" | "tsv" | "tab"))
}
