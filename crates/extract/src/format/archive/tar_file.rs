//! TAR files as containers.

use super::zip_file::climbs;
use crate::format::plain::charset;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use tar::EntryType;

/// Hands every member over; links, devices and folders as names with a reason.
///
/// # Errors
/// [`FormatFault::Damaged`] where the first header is none, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut archive = tar::Archive::new(input.bytes);
    let mut found = 0u64;
    let mut climbing = 0u64;
    for entry in archive.entries()? {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) if found == 0 => {
                return Err(FormatFault::Damaged(format!("it is no TAR file: {error}")));
            }
            Err(error) => {
                out.in_part(format!(
                    "the TAR file breaks off after {found} members: {error}"
                ));
                break;
            }
        };
        found += 1;
        if found > input.limits().members {
            return Err(input
                .limits()
                .hit(LimitKind::Members, "the members after that were not read")
                .into());
        }
        let name = entry.path_bytes().into_owned();
        let shown = charset::decode(&name, None).text;
        climbing += u64::from(climbs(&shown));
        let modified = entry
            .header()
            .mtime()
            .ok()
            .and_then(|s| i64::try_from(s).ok());
        let modified = modified
            .filter(|s| (0..253_402_300_799).contains(s))
            .map(|s| domain::Moment::from_unix_ms(s * 1000).to_string());
        let mut head = MemberHead {
            name,
            shown,
            modified,
            problem: None,
        };
        let target = entry
            .link_name_bytes()
            .map(|t| String::from_utf8_lossy(&t).into_owned())
            .unwrap_or_default();
        let reason = match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => None,
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
        match reason {
            Some(reason) => {
                head.problem = Some(MemberProblem {
                    state: ItemState::NoText,
                    reason,
                });
                members.begin(head)?;
                members.end(None)?;
            }
            None => {
                let size = entry.size();
                let mut counted = Counted {
                    inner: &mut entry,
                    count: 0,
                    size,
                };
                hand_over(members, head, &mut counted)?;
            }
        }
    }
    if climbing > 0 {
        out.warn(format!("{climbing} names of members point outside the folder they would be unpacked to; they are kept as names only"));
    }
    Ok(())
}

/// Tells a member that is shorter than its header says.
struct Counted<R> {
    inner: R,
    count: u64,
    size: u64,
}

impl<R: std::io::Read> std::io::Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        if count == 0 && !buffer.is_empty() && self.count < self.size {
            return Err(std::io::Error::new(
                std::io::ErrorKind::UnexpectedEof,
                format!("{} of its {} bytes are there", self.count, self.size),
            ));
        }
        Ok(count)
    }
}
