//! Boxes of mail in one file (RFC 4155 and its cousins).

use crate::format::{FormatFault, Input, MemberSink};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::MemberHead;

/// Hands each message over as `00001.eml`, in order.
///
/// # Errors
/// [`FormatFault::Damaged`] where no message begins, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    if let Some(message) = only_message(input.bytes) {
        out.media_type("message/rfc822");
        return super::message::read(message, out, members);
    }
    let mut count = 0u64;
    let mut after_blank = true;
    let mut crlf = false;
    for line in input.bytes.split_inclusive(|b| *b == b'\n') {
        if after_blank && is_separator(line) {
            if count > 0 {
                members.end(None)?;
            }
            count += 1;
            if count > input.limits().members {
                return Err(input
                    .limits()
                    .hit(LimitKind::Members, "the messages after that were not read")
                    .into());
            }
            let shown = format!("{count:05}.eml");
            members.begin(MemberHead {
                name: shown.clone().into_bytes(),
                shown,
                modified: None,
                problem: None,
            })?;
            crlf = line.ends_with(b"\r\n");
            after_blank = false;
            continue;
        }
        after_blank = matches!(line, b"\n" | b"\r\n");
        if count > 0 {
            members.write(unquoted(line))?;
        }
    }
    if count == 0 {
        return Err(FormatFault::Damaged(
            "no message begins in this box of mail".to_owned(),
        ));
    }
    out.meta("mbox.messages", count.to_string());
    out.meta("mbox.lines", if crlf { "CRLF" } else { "LF" });
    members.end(None)
}

/// The one message of a file that begins with a separator and holds no other: many programs save a
/// single message so.
fn only_message(bytes: &[u8]) -> Option<&[u8]> {
    let mut after_blank = true;
    let mut separators = 0;
    let mut start = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if after_blank && is_separator(line) {
            separators += 1;
            if separators == 1 {
                start += line.len();
            }
        } else if separators == 0 {
            start += line.len();
        }
        if separators > 1 {
            return None;
        }
        after_blank = matches!(line, b"\n" | b"\r\n");
    }
    bytes.get(start..).filter(|_| separators == 1)
}

/// `From `, a sender, and something with a time of day.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let time = rest
        .windows(3)
        .any(|w| matches!(w, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    time && rest.len() < 500
}

/// A line that begins with `From ` in the message itself was written with `>` before it.
fn unquoted(line: &[u8]) -> &[u8] {
    let arrows = line.iter().take_while(|b| **b == b'>').count();
    if arrows > 0
        && line
            .get(arrows..)
            .is_some_and(|rest| rest.starts_with(b"From "))
    {
        line.get(1..).unwrap_or(line)
    } else {
        line
    }
}
