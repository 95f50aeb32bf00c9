//! Boxes of mail in one file (RFC 4155 and its cousins).

use crate::format::{FormatFault, Input, MemberSink};
use crate::kind::find;
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
    let bytes = input.bytes;
    let mut found = Found::default();
    let mut at = next_separator(bytes, 0, &mut found);
    let Some(first) = at else {
        return Err(FormatFault::Damaged(
            "no message begins in this box of mail".to_owned(),
        ));
    };
    if first > 0 {
        let before = bytes.get(..first).unwrap_or_default();
        if !before.trim_ascii().is_empty() {
            out.in_part(format!(
                "{first} bytes stand before the first message of the box and belong to none"
            ));
        }
    }
    let mut crlf = false;
    while let Some(start) = at {
        let separator = line(bytes, start);
        crlf = separator.ends_with(b"\r\n");
        let head = start + separator.len();
        let (end, by_length) = match stated_end(bytes, head) {
            Some(end) => (end, true),
            None => (
                next_separator(bytes, head, &mut found).unwrap_or(bytes.len()),
                false,
            ),
        };
        found.messages += 1;
        found.by_length += u64::from(by_length);
        input.limits().within(
            LimitKind::Members,
            found.messages,
            "the messages after that were not read",
        )?;
        let message = bytes.get(head..end).unwrap_or_default();
        at = next_separator(bytes, end, &mut found);
        if found.messages == 1 && at.is_none() {
            // Many programs save a single message so.
            out.media_type("message/rfc822");
            let message = without_quotes(message, by_length, &mut found);
            return super::message::read(&message, out, members);
        }
        let shown = format!("{:05}.eml", found.messages);
        members.begin(MemberHead::named(shown))?;
        for part in pieces(message, by_length, &mut found) {
            members.write(part)?;
        }
        members.end(None)?;
        if let Some(next) = at.filter(|next| *next > end) {
            let between = bytes.get(end..next).unwrap_or_default();
            if !between.trim_ascii().is_empty() {
                out.in_part(format!(
                    "{} bytes between two messages of the box belong to none",
                    next - end
                ));
            }
        }
    }
    out.declared_members(found.messages);
    out.meta("mbox.messages", found.messages.to_string());
    out.meta("mbox.lines", if crlf { "CRLF" } else { "LF" });
    if found.by_length > 0 {
        out.meta("mbox.by_content_length", found.by_length.to_string());
    }
    if found.unquoted > 0 {
        out.meta("mbox.unquoted_lines", found.unquoted.to_string());
    }
    if found.doubtful > 0 {
        out.warn(format!(
            "{} lines of the box begin as messages do but hold no time, and were taken for text",
            found.doubtful
        ));
    }
    Ok(())
}

/// What was counted on the way.
#[derive(Debug, Default)]
struct Found {
    messages: u64,
    by_length: u64,
    unquoted: u64,
    doubtful: u64,
}

fn line(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    let end = rest.iter().position(|b| *b == b'\n');
    rest.get(..end.map_or(rest.len(), |end| end + 1))
        .unwrap_or_default()
}

/// The next line that begins a message, behind an empty line or at the start.
fn next_separator(bytes: &[u8], from: usize, found: &mut Found) -> Option<usize> {
    let mut at = from;
    let mut after_blank = true;
    while at < bytes.len() {
        let line = line(bytes, at);
        if after_blank && line.starts_with(b"From ") {
            if is_separator(line, bytes.get(at + line.len()..).unwrap_or_default()) {
                return Some(at);
            }
            found.doubtful += 1;
        }
        after_blank = matches!(line, b"\n" | b"\r\n");
        at += line.len();
    }
    None
}

/// `From `, a sender, and something with a time of day; or, from programs that write no time, a
/// line of a head right behind it.
fn is_separator(line: &[u8], behind: &[u8]) -> bool {
    let rest = line.get(5..).unwrap_or_default();
    let time = rest
        .windows(3)
        .any(|w| matches!(w, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    rest.len() < 500 && (time || begins_head(behind))
}

/// Whether the first lines are lines of a head with a name that mail has.
fn begins_head(bytes: &[u8]) -> bool {
    const NAMES: [&[u8]; 8] = [
        b"return-path:",
        b"received:",
        b"x-mozilla-status:",
        b"from:",
        b"message-id:",
        b"date:",
        b"x-gm-thrid:",
        b"status:",
    ];
    let first = line(bytes, 0).to_ascii_lowercase();
    NAMES.iter().any(|name| first.starts_with(name))
}

/// Where the message ends by its own statement, if a message or the end of the file follows there.
///
/// Boxes of System V state the length of the body and quote nothing.
fn stated_end(bytes: &[u8], head: usize) -> Option<usize> {
    // A head is short; beyond that nothing is looked for, message after message.
    const HEAD_BYTES: usize = 1 << 18;
    let rest = bytes.get(head..)?;
    let rest = rest.get(..HEAD_BYTES).unwrap_or(rest);
    let blank = [
        find(rest, b"\n\n").map(|at| at + 2),
        find(rest, b"\n\r\n").map(|at| at + 3),
    ];
    let body = blank.into_iter().flatten().min()?;
    let lower = rest.get(..body)?.to_ascii_lowercase();
    let field = find(&lower, b"\ncontent-length:")?;
    let digits = line(&lower, field + 1).get(15..)?;
    let length: usize = std::str::from_utf8(digits).ok()?.trim().parse().ok()?;
    let end = head.checked_add(body)?.checked_add(length)?;
    let behind = bytes.get(end..)?;
    let blanks = behind
        .iter()
        .take_while(|b| matches!(**b, b'\n' | b'\r'))
        .count();
    let next = behind.get(blanks..)?;
    let follows = next.is_empty()
        || (next.starts_with(b"From ")
            && is_separator(line(next, 0), next.get(line(next, 0).len()..)?));
    // The length counts bytes; where lines were changed on the way it ends anywhere.
    let at_line = bytes.get(..end)?.ends_with(b"\n") || blanks > 0 || next.is_empty();
    (follows && at_line).then_some(end)
}

/// The message in pieces, with one `>` taken from lines that were quoted because they begin with
/// `From `; nothing is quoted where the length was stated.
fn pieces<'a>(message: &'a [u8], by_length: bool, found: &mut Found) -> Vec<&'a [u8]> {
    if by_length {
        return vec![message];
    }
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < message.len() {
        let line = line(message, at);
        let arrows = line.iter().take_while(|b| **b == b'>').count();
        if arrows > 0
            && line
                .get(arrows..)
                .is_some_and(|rest| rest.starts_with(b"From "))
        {
            found.unquoted += 1;
            out.push(message.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        at += line.len();
    }
    out.push(message.get(start..).unwrap_or_default());
    out
}

fn without_quotes(message: &[u8], by_length: bool, found: &mut Found) -> Vec<u8> {
    pieces(message, by_length, found).concat()
}
