//! Mail: single messages, boxes of them, pages saved in mail form, messages of Outlook.

mod boxes;
mod header;
mod inline;
mod message;
mod outlook;
mod property;
mod pst;
mod rtf_body;
mod rtf_html;
mod signed;
mod tnef;
pub(crate) mod transfer;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;

/// Reads a message: its text, its headers as metadata, its attachments as members. A box hands each
/// message over as a member.
///
/// # Errors
/// [`FormatFault::Damaged`] where there is no message, and the limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    match input.media_type {
        "application/mbox" => boxes::read(input, out, members),
        "application/vnd.ms-outlook-pst" => pst::read(input, out, members),
        "application/ms-tnef" => tnef::read(input, out, members),
        "application/vnd.ms-outlook" => outlook::read(input, out, members),
        _ => message::read(input.bytes, out, members),
    }
}
