//! AR files as containers: libraries of Unix and packages of Debian (ar(5), the forms of System V and BSD).

use super::cpio_file::Missing;
use super::tar_file::unix_time;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::MemberHead;
use std::io::Read;

/// Length of a member's header.
const HEADER: usize = 60;

/// Hands every member over; tables of names and symbols are no members.
///
/// # Errors
/// The limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let bytes = input.bytes;
    let mut at = 8usize;
    let mut long_names: &[u8] = &[];
    let mut found = 0u64;
    while at < bytes.len() {
        let header = bytes.get(at..at.saturating_add(HEADER));
        let Some((header, size)) = header.and_then(|header| Some((header, size(header)?))) else {
            out.in_part(format!(
                "the AR file breaks off after {found} members: what follows is no header"
            ));
            break;
        };
        let start = at.saturating_add(HEADER);
        let end = start.saturating_add(size);
        let mut data = bytes.get(start..end.min(bytes.len())).unwrap_or_default();
        let missing = size.saturating_sub(data.len());
        at = end.saturating_add(end % 2);
        let field = header.get(..16).unwrap_or_default().trim_ascii_end();
        let name = match field {
            b"//" => {
                long_names = data;
                continue;
            }
            b"/" | b"/SYM64/" | b"__.SYMDEF" | b"__.SYMDEF SORTED" => continue,
            // System V: a place in the table of long names.
            [b'/', digits @ ..] => {
                let from = text_number(digits).unwrap_or(usize::MAX);
                let name = long_names.get(from..).unwrap_or_default();
                let end = name.iter().position(|b| *b == b'\n').unwrap_or(name.len());
                let name = name.get(..end).unwrap_or_default();
                name.strip_suffix(b"/").unwrap_or(name)
            }
            // BSD: the name stands before the bytes.
            [b'#', b'1', b'/', digits @ ..] => {
                let (name, rest) = data
                    .split_at_checked(text_number(digits).unwrap_or(0))
                    .unwrap_or((&[], data));
                data = rest;
                let end = name.iter().position(|b| *b == 0).unwrap_or(name.len());
                name.get(..end).unwrap_or_default()
            }
            plain => plain.strip_suffix(b"/").unwrap_or(plain),
        };
        found += 1;
        input.limits().within(
            LimitKind::Members,
            found,
            "the members after that were not read",
        )?;
        let head = MemberHead {
            name: name.to_vec(),
            shown: crate::format::plain::charset::decode(name, None).text,
            modified: header
                .get(16..28)
                .and_then(text_number)
                .and_then(|seconds| unix_time(u64::try_from(seconds).ok()?)),
            problem: None,
        };
        hand_over(members, head, &mut data.chain(Missing(missing)))?;
    }
    Ok(())
}

fn size(header: &[u8]) -> Option<usize> {
    header.ends_with(b"`\n").then_some(())?;
    text_number(header.get(48..58)?)
}

fn text_number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}
