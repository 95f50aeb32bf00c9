//! TAR files as containers (POSIX.1-2001 pax, ustar, GNU).

use super::member_names::{MemberNames, Otherwise};
use super::zip_file::climbs;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::kind::is_old_tar;
use crate::limits::{LimitKind, Limits};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::io::{Cursor, Read};
use tar::EntryType;

/// A block of a TAR file, in bytes.
const BLOCK: usize = 512;

/// Hands every member over; links, devices and folders as names with a reason.
///
/// Behind a part that is no header, the next header is looked for: what follows damage is not lost.
///
/// # Errors
/// [`FormatFault::Damaged`] where the first header is none, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let names = MemberNames::new(
        names_of(input.bytes).iter().map(Vec::as_slice),
        Otherwise::Likely,
    );
    names.note("tar.names", out);
    let mut account = Account::new(&names, input.limits());
    let mut start = 0;
    loop {
        let part = input.bytes.get(start..).unwrap_or_default();
        let end = unpack(part, &mut account, members)?;
        let after = start.saturating_add(account.end);
        let Some(error) = end else {
            if part
                .get(account.end..account.end.saturating_add(BLOCK))
                .is_none()
            {
                out.warn("the TAR file has no end mark, so it may have been cut");
            }
            break;
        };
        let Some(next) = next_header(input.bytes, after) else {
            if account.found == 0 {
                return Err(FormatFault::Damaged(format!("it is no TAR file: {error}")));
            }
            out.in_part(format!(
                "the TAR file breaks off after {} members: {error}",
                account.found
            ));
            break;
        };
        out.in_part(format!(
            "{} bytes after {} members of the TAR file are no header ({error}); the members behind them were found",
            next - after,
            account.found
        ));
        start = next;
    }
    account.warn(out);
    Ok(())
}

/// The names of all members, as far as the headers hold.
fn names_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = tar::Archive::new(Cursor::new(bytes));
    let Ok(entries) = archive.entries_with_seek() else {
        return Vec::new();
    };
    entries
        .map_while(Result::ok)
        .take(10_000)
        .map(|entry| entry.path_bytes().into_owned())
        .collect()
}

/// Where the next header stands behind `from`, which is none itself.
fn next_header(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from.div_ceil(BLOCK) * BLOCK;
    loop {
        at = at.checked_add(BLOCK)?;
        let header = bytes.get(at..at.checked_add(BLOCK)?)?;
        if header.get(257..262) == Some(b"ustar") && is_old_tar(header) {
            return Some(at);
        }
    }
}

/// What was found so far.
pub(super) struct Account<'a> {
    names: &'a MemberNames,
    limits: &'a Limits,
    /// Members handed over.
    pub found: u64,
    climbing: u64,
    /// Where the last member ends, from the start of its part.
    end: usize,
    /// Names of the members handed over, in order; a caller with a list of its own empties it.
    pub begun: Vec<Vec<u8>>,
    /// Whether the last of them came whole.
    pub last_is_whole: bool,
}

impl<'a> Account<'a> {
    pub(super) const fn new(names: &'a MemberNames, limits: &'a Limits) -> Self {
        Self {
            names,
            limits,
            found: 0,
            climbing: 0,
            end: 0,
            begun: Vec::new(),
            last_is_whole: true,
        }
    }

    /// Tells of names that lead out of the folder.
    pub(super) fn warn(&self, out: &mut Outcome) {
        if self.climbing > 0 {
            out.warn(format!("{} names of members point outside the folder they would be unpacked to; they are kept as names only", self.climbing));
        }
    }
}

/// Hands over what a stream holds; what ended it before its end mark is told, and is no error.
pub(super) fn unpack(
    source: impl Read,
    account: &mut Account<'_>,
    members: &mut dyn MemberSink,
) -> Result<Option<std::io::Error>, FormatFault> {
    account.end = 0;
    let mut archive = tar::Archive::new(source);
    archive.set_ignore_zeros(true);
    for entry in archive.entries()? {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Ok(Some(error)),
        };
        account.found += 1;
        account.limits.within(
            LimitKind::Members,
            account.found,
            "the members after that were not read",
        )?;
        let size = entry.size();
        let end = entry.raw_file_position().saturating_add(size);
        account.end =
            usize::try_from(end.div_ceil(BLOCK as u64) * BLOCK as u64).unwrap_or(usize::MAX);
        let head = head(&entry, account);
        account.begun.push(head.name.clone());
        account.last_is_whole = true;
        if head.problem.is_some() {
            members.begin(head)?;
            members.end(None)?;
            continue;
        }
        let mut counted = Counted {
            inner: &mut entry,
            count: 0,
            size,
            short: false,
        };
        hand_over(members, head, &mut counted)?;
        // A member cut by a limit came whole as far as the stream goes.
        account.last_is_whole = !counted.short;
    }
    Ok(None)
}

fn head<R: Read>(entry: &tar::Entry<'_, R>, account: &mut Account<'_>) -> MemberHead {
    let name = entry.path_bytes().into_owned();
    let shown = account.names.read(&name);
    account.climbing += u64::from(climbs(&shown));
    let target = entry
        .link_name_bytes()
        .map(|target| account.names.read(&target))
        .unwrap_or_default();
    let reason = match entry.header().entry_type() {
        EntryType::Directory => Some("an entry for a folder".to_owned()),
        EntryType::Symlink => Some(format!(
            "a symbolic link to `{target}`; it was not followed"
        )),
        EntryType::Link => Some(format!(
            "a hard link to the member `{target}`; its bytes are there"
        )),
        EntryType::Char | EntryType::Block => Some("an entry for a device".to_owned()),
        EntryType::Fifo => Some("an entry for a pipe".to_owned()),
        _ => None,
    };
    MemberHead {
        name,
        shown,
        modified: entry.header().mtime().ok().and_then(unix_time),
        problem: reason.map(|reason| MemberProblem {
            state: ItemState::NoText,
            reason,
        }),
    }
}

/// Seconds since 1970 as they are written elsewhere.
pub(super) fn unix_time(seconds: u64) -> Option<String> {
    let seconds = i64::try_from(seconds).ok()?;
    (0..253_402_300_799)
        .contains(&seconds)
        .then(|| domain::Moment::from_unix_ms(seconds * 1000).to_string())
}

/// Tells a member that is shorter than its header says.
struct Counted<R> {
    inner: R,
    count: u64,
    size: u64,
    short: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        if count == 0 && !buffer.is_empty() && self.count < self.size {
            self.short = true;
            return Err(std::io::Error::new(
                std::io::ErrorKind::UnexpectedEof,
                format!("{} of its {} bytes are there", self.count, self.size),
            ));
        }
        Ok(count)
    }
}
