//! Earlier states of a file that was changed by adding to its end (ISO 32000-2, 7.5.6).
//!
//! Each change leaves what was there before it, byte for byte: a struck paragraph, a replaced page.
//! The state before the last change is handed over as a member, and its own reading hands over the
//! one before that.

use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::kind::find;
use crate::outcome::Outcome;
use crate::reading::MemberHead;

/// Hands over the file as it was before its last change.
pub(super) fn hand_over_previous(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let ends = ends(input.bytes);
    out.meta("pdf.revisions", ends.len().max(1).to_string());
    let [.., previous, _last] = ends.as_slice() else {
        return Ok(());
    };
    let number = ends.len() - 1;
    out.warn(format!(
        "the PDF was changed after it was made: {number} earlier states of it lie in the file"
    ));
    let name = format!("state {number} before the last change.pdf");
    let head = MemberHead::named(name);
    let mut bytes = input.bytes.get(..*previous).unwrap_or_default();
    hand_over(members, head, &mut bytes)
}

/// Where each state of the file ends.
///
/// A state ends with `startxref`, the place of its table, and `%%EOF`. A file that was arranged for
/// reading over a network has a first such mark that names place 0 (annex F.3.4): that ends nothing.
fn ends(bytes: &[u8]) -> Vec<usize> {
    const MARK: &[u8] = b"startxref";
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, MARK)) {
        let mark = at + found;
        at = mark + MARK.len();
        let tail = bytes.get(at..).unwrap_or_default();
        let tail = tail.get(..64).unwrap_or(tail);
        let digits: String = tail
            .iter()
            .skip_while(|b| b.is_ascii_whitespace())
            .take_while(|b| b.is_ascii_digit())
            .map(|b| char::from(*b))
            .collect();
        let Ok(place) = digits.parse::<usize>() else {
            continue;
        };
        let points_back = place > 0 && place < mark;
        let table = bytes.get(place..).unwrap_or_default();
        let is_table = table.trim_ascii_start().starts_with(b"xref")
            || table
                .trim_ascii_start()
                .first()
                .is_some_and(u8::is_ascii_digit);
        if !points_back || !is_table {
            continue;
        }
        if let Some(end) = find(tail, b"%%EOF") {
            let mut end = at + end + 5;
            // The line's end belongs to the state.
            while bytes.get(end).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
                end += 1;
            }
            ends.push(end);
        }
    }
    ends
}
