//! CPIO files as containers: the forms `newc`, `crc` (SVR4) and `odc` (POSIX.1-1988 10.1.2), and the
//! old binary one in both orders of bytes.

use super::member_names::{MemberNames, Otherwise};
use super::tar_file::unix_time;
use super::zip_file::climbs;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::io::Read;

/// A member as its header states it.
struct Header<'a> {
    name: &'a [u8],
    mode: u64,
    links: u64,
    modified: u64,
    size: usize,
    /// Where its bytes begin, and where the next header does.
    data_at: usize,
    next: usize,
}

/// Hands every member over; links, devices and folders as names with a reason.
///
/// # Errors
/// [`FormatFault::Damaged`] where the first header is none, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let bytes = input.bytes;
    let names = {
        let heads = std::iter::successors(header(bytes, 0), |last| header(bytes, last.next));
        MemberNames::new(heads.take(10_000).map(|head| head.name), Otherwise::Likely)
    };
    names.note("cpio.names", out);
    let (mut at, mut found, mut climbing) = (0, 0u64, 0u64);
    loop {
        let Some(head) = header(bytes, at) else {
            if found == 0 {
                return Err(FormatFault::Damaged("it is no CPIO file".to_owned()));
            }
            out.in_part(format!(
                "the CPIO file breaks off after {found} members, without its end mark"
            ));
            break;
        };
        if head.name == b"TRAILER!!!" {
            break;
        }
        found += 1;
        input.limits().within(
            LimitKind::Members,
            found,
            "the members after that were not read",
        )?;
        let shown = names.read(head.name);
        climbing += u64::from(climbs(&shown));
        member(bytes, &head, shown, members)?;
        at = head.next;
    }
    if climbing > 0 {
        out.warn(format!("{climbing} names of members point outside the folder they would be unpacked to; they are kept as names only"));
    }
    Ok(())
}

fn member(
    bytes: &[u8],
    head: &Header<'_>,
    shown: String,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let end = head.data_at.saturating_add(head.size);
    let data = bytes
        .get(head.data_at..end.min(bytes.len()))
        .unwrap_or_default();
    let reason = match head.mode & 0o170_000 {
        0o040_000 => Some("an entry for a folder".to_owned()),
        0o120_000 => Some(format!(
            "a symbolic link to `{}`; it was not followed",
            String::from_utf8_lossy(data.get(..4096).unwrap_or(data))
        )),
        0o020_000 | 0o060_000 => Some("an entry for a device".to_owned()),
        0o010_000 => Some("an entry for a pipe".to_owned()),
        0o140_000 => Some("an entry for a socket".to_owned()),
        // SVR4 writes the bytes of a file with several names once, behind the last of them.
        _ if head.size == 0 && head.links > 1 => Some(
            "one of several names of one file; its bytes stand with another of them, if it had any"
                .to_owned(),
        ),
        _ => None,
    };
    let without_bytes = reason.is_some();
    let member = MemberHead {
        name: head.name.to_vec(),
        shown,
        modified: unix_time(head.modified),
        problem: reason.map(|reason| MemberProblem {
            state: ItemState::NoText,
            reason,
        }),
    };
    if without_bytes {
        members.begin(member)?;
        return members.end(None);
    }
    let mut source = data.chain(Missing(head.size.saturating_sub(data.len())));
    hand_over(members, member, &mut source)
}

/// Stands for bytes that a file should have and has not.
pub(super) struct Missing(pub usize);

impl Read for Missing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Ok(0);
        }
        Err(std::io::Error::new(
            std::io::ErrorKind::UnexpectedEof,
            format!("the last {} bytes are missing", self.0),
        ))
    }
}

fn header(bytes: &[u8], at: usize) -> Option<Header<'_>> {
    let head = bytes.get(at..)?;
    match head {
        [b'0', b'7', b'0', b'7', b'0', b'1' | b'2', ..] => {
            let field = |n: usize| number(head, 6 + n * 8, 8, 16);
            let name_len = usize::try_from(field(11)?).ok()?;
            let size = usize::try_from(field(6)?).ok()?;
            let named = name_len.checked_add(110)?;
            let data_at = at.checked_add(named.checked_next_multiple_of(4)?)?;
            Some(Header {
                name: without_nul(head.get(110..named)?),
                mode: field(1)?,
                links: field(4)?,
                modified: field(5)?,
                size,
                data_at,
                next: data_at.checked_add(size.checked_next_multiple_of(4)?)?,
            })
        }
        [b'0', b'7', b'0', b'7', b'0', b'7', ..] => {
            let name_len = usize::try_from(number(head, 59, 6, 8)?).ok()?;
            let size = usize::try_from(number(head, 65, 11, 8)?).ok()?;
            let named = name_len.checked_add(76)?;
            let data_at = at.checked_add(named)?;
            Some(Header {
                name: without_nul(head.get(76..named)?),
                mode: number(head, 18, 6, 8)?,
                links: number(head, 36, 6, 8)?,
                modified: number(head, 48, 11, 8)?,
                size,
                data_at,
                next: data_at.checked_add(size)?,
            })
        }
        [0xc7, 0x71, ..] => binary(head, at, u16::from_le_bytes),
        [0x71, 0xc7, ..] => binary(head, at, u16::from_be_bytes),
        _ => None,
    }
}

/// Thirteen numbers of two bytes; those of four bytes have their higher half first.
fn binary(head: &[u8], at: usize, order: fn([u8; 2]) -> u16) -> Option<Header<'_>> {
    let half = |n: usize| {
        let pair = head.get(n * 2..n * 2 + 2)?.try_into().ok()?;
        Some(u64::from(order(pair)))
    };
    let name_len = usize::try_from(half(10)?).ok()?;
    let size = usize::try_from(half(11)? << 16 | half(12)?).ok()?;
    let named = name_len.checked_add(26)?;
    let data_at = at.checked_add(named.checked_next_multiple_of(2)?)?;
    Some(Header {
        name: without_nul(head.get(26..named)?),
        mode: half(3)?,
        links: half(6)?,
        modified: half(8)? << 16 | half(9)?,
        size,
        data_at,
        next: data_at.checked_add(size.checked_next_multiple_of(2)?)?,
    })
}

fn number(head: &[u8], at: usize, digits: usize, base: u32) -> Option<u64> {
    let text = std::str::from_utf8(head.get(at..at.checked_add(digits)?)?).ok()?;
    u64::from_str_radix(text, base).ok()
}

fn without_nul(name: &[u8]) -> &[u8] {
    name.strip_suffix(&[0]).unwrap_or(name)
}
