//! Publications of Publisher: their text, which lies in a stream of its own.

use super::compound::Compound;
use crate::format::FormatFault;
use crate::format::plain::charset;
use crate::outcome::Outcome;

/// The stream that holds the text of all frames.
pub(super) const TEXTS: &str = "/Quill/QuillSub/CONTENTS";

/// Where the list of blocks begins, and how long an entry of it is.
const LIST: usize = 0x20;
const ENTRY: usize = 24;
/// Blocks that are looked at, at most.
const BLOCKS: usize = 10_000;

/// Reads the text of all frames, in the order in which it is kept.
///
/// # Errors
/// [`FormatFault::Damaged`] where the stream is not what it should be, and limits.
pub(super) fn read(file: &mut Compound<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let damaged = || FormatFault::Damaged("the text of the publication cannot be found".to_owned());
    let bytes = file.stream(TEXTS).ok_or_else(damaged)?;
    if !bytes.starts_with(b"CHNKINK ") {
        return Err(damaged());
    }
    let mut text = String::new();
    for n in 0..BLOCKS {
        let at = LIST + n * ENTRY;
        let Some(entry) = bytes.get(at..at + ENTRY) else {
            break;
        };
        if !entry.starts_with(&[0x18, 0]) {
            break;
        }
        let number = |at: usize| {
            let field = entry.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(field)).ok()
        };
        if entry.get(12..16) != Some(b"TEXT") {
            continue;
        }
        let block = number(16)
            .zip(number(20))
            .and_then(|(from, len)| bytes.get(from..from.checked_add(len)?.min(bytes.len())));
        match block {
            Some(block) => text.push_str(&charset::decode_page(block, 1200)),
            None => out.in_part("a block of text lies beyond the end of the publication"),
        }
    }
    let text: String = text
        .chars()
        .map(|c| match c {
            '\r' | '\u{b}' | '\u{c}' => '\n',
            c => c,
        })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    out.push_text(text.trim().to_owned())
}
