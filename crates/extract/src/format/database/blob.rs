//! Bytes in a cell: a file becomes a member, text is shown, the rest is counted.

use crate::format::{FormatFault, MemberSink};
use crate::kind::{self, Family};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use file_format::FileFormat;
use std::io::Cursor;

/// Bytes below which a value is no file but a number, a key, a hash.
const SHORTEST_FILE: usize = 40;
/// Bytes up to which a value without meaning is written out.
const SHOWN_BYTES: usize = 20;

/// Hands over the files in cells, until a limit on members is met.
#[derive(Default)]
pub(super) struct Blobs {
    stopped: bool,
}

impl Blobs {
    /// What the cell shows of `bytes`; `place` names table, column and row.
    ///
    /// # Errors
    /// Where a member cannot be handed on; a limit on members is noted and the rows go on.
    pub(super) fn shown(
        &mut self,
        place: &str,
        bytes: &[u8],
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<String, FormatFault> {
        if bytes.is_empty() {
            return Ok(String::new());
        }
        if let Some(extension) = file_extension(bytes) {
            let name = format!("{place}.{extension}");
            return self.hand(name, bytes, out, members);
        }
        if let Ok(text) = std::str::from_utf8(bytes)
            && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
        {
            return Ok(text.to_owned());
        }
        if bytes.len() <= SHOWN_BYTES {
            return Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        Ok(format!("[{} bytes]", bytes.len()))
    }

    /// Hands a file over under its name; gives what the cell shows of it.
    ///
    /// # Errors
    /// As [`Blobs::shown`].
    pub(super) fn hand(
        &mut self,
        name: String,
        bytes: &[u8],
        out: &mut Outcome,
        members: &mut dyn MemberSink,
    ) -> Result<String, FormatFault> {
        if self.stopped {
            return Ok(format!("[{} bytes]", bytes.len()));
        }
        let shown = format!("[file {name}]");
        let head = MemberHead::named(name);
        match members.begin(head) {
            Ok(()) => {}
            Err(FormatFault::Over(hit)) => {
                self.stopped = true;
                out.in_part(hit.to_string());
                return Ok(format!("[{} bytes]", bytes.len()));
            }
            Err(fault) => return Err(fault),
        }
        match members.write(bytes) {
            Ok(()) => members.end(None)?,
            Err(FormatFault::Over(hit)) => {
                self.stopped = true;
                out.in_part(hit.to_string());
                members.end(Some(MemberProblem {
                    state: ItemState::OverLimit,
                    reason: hit.to_string(),
                }))?;
            }
            Err(fault) => return Err(fault),
        }
        Ok(shown)
    }
}

/// The ending for a name, where the bytes are a file of a kind that is known.
pub(super) fn file_extension(bytes: &[u8]) -> Option<String> {
    if bytes.len() < SHORTEST_FILE {
        return None;
    }
    match kind::detect(bytes, b"").family {
        Family::None(_) | Family::Plain | Family::Markup => None,
        _ => Some(
            FileFormat::from_reader(Cursor::new(bytes))
                .unwrap_or_default()
                .extension()
                .to_owned(),
        ),
    }
}
