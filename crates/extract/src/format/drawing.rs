//! Drawings and printed pages: metafiles of Windows, XPS, Visio of 2013 and later.

mod enhanced;
mod lines;
mod metafile;
mod visio;
mod xps;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;

/// The name of the type of XPS.
pub(crate) const XPS: &str = "application/vnd.ms-xpsdocument";
/// The name of the type of Visio drawings in a package.
pub(crate) const VISIO: &str = "application/vnd.ms-visio.drawing.main+xml";

/// The type of a metafile by its first bytes.
pub(crate) fn metafile_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF") {
        Some("image/emf")
    } else if metafile::begins(bytes) {
        Some("image/wmf")
    } else {
        None
    }
}

/// Reads the text of each page, with its properties; pictures become members.
///
/// # Errors
/// [`FormatFault::Damaged`] where no page can be found, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.no_text("the drawing holds no text");
    match input.bytes {
        [b'P', b'K', ..] if input.media_type == VISIO => visio::read(input, out, members),
        [b'P', b'K', ..] => xps::read(input, out, members),
        [1, 0, 0, 0, ..] => enhanced::read(input.bytes, out),
        _ => metafile::read(input.bytes, out),
    }
}
