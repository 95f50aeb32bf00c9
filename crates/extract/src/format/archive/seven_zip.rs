//! 7z files as containers.

use super::zip_file::climbs;
use super::zip_member::MEMORY_KIB;
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Error, Password};
use std::io::Read;

/// Hands every member over; those that cannot be unpacked as names with the reason.
///
/// Each block is unpacked by itself, so a damaged or encrypted one costs its own members only.
///
/// # Errors
/// [`FormatFault::Encrypted`] where even the names are, [`FormatFault::Damaged`] where the list of
/// members cannot be read, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut source = input.cursor();
    let password = Password::empty();
    let archive = Archive::read_with_memory_limit(&mut source, &password, MEMORY_KIB as usize)
        .map_err(|error| unreadable(input.bytes, &error))?;
    let files = archive.files.as_slice();
    out.declared_members(files.len() as u64);
    out.meta("7z.members", files.len().to_string());
    if files.len() as u64 > input.limits().members {
        let hit = input
            .limits()
            .hit(LimitKind::Members, "the members after that were not read");
        out.in_part(hit.to_string());
    }
    let climbing = files.iter().filter(|file| climbs(file.name())).count();
    if climbing > 0 {
        out.warn(format!("{climbing} names of members point outside the folder they would be unpacked to; they are kept as names only"));
    }
    let outside = outside_blocks(&archive);
    let mut hand = Hand {
        members,
        ended: None,
        locked: 0,
    };
    for number in 0..archive.blocks.len() {
        hand.block(&archive, number, &mut source)?;
    }
    for (_, file) in files
        .iter()
        .enumerate()
        .filter(|(at, _)| outside.get(*at) == Some(&true))
    {
        hand.member(file, &mut std::io::empty())?;
    }
    if hand.locked > 0 {
        out.warn(format!(
            "{} members are encrypted; a password is needed",
            hand.locked
        ));
    }
    Ok(())
}

/// Which entries belong to no block; one without bytes between two of a block is handed over with it.
fn outside_blocks(archive: &Archive) -> Vec<bool> {
    let blocks = &archive.stream_map.file_block_index;
    let mut last = std::collections::BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(block) = block {
            last.insert(*block, at);
        }
    }
    let mut until = None;
    let mut outside = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        if let Some(block) = block {
            until = last.get(block).copied();
        }
        outside.push(block.is_none() && until.is_none_or(|until| at > until));
    }
    outside
}

/// Why the list of members cannot be read.
fn unreadable(bytes: &[u8], error: &Error) -> FormatFault {
    let end = super::zip_directory::number::<8>(bytes, 12)
        .zip(super::zip_directory::number::<8>(bytes, 20))
        .and_then(|(offset, size)| 32u64.checked_add(offset)?.checked_add(size));
    match error {
        Error::PasswordRequired => FormatFault::Encrypted(LOCKED.to_owned()),
        Error::UnsupportedCompressionMethod(name) if name == AES => {
            FormatFault::Encrypted(LOCKED.to_owned())
        }
        Error::UnsupportedCompressionMethod(name) => FormatFault::Unsupported(format!(
            "the list of members of the 7z archive is packed with {name}, which cannot be unpacked here"
        )),
        _ if end.is_some_and(|end| end > bytes.len() as u64) => FormatFault::Damaged(format!(
            "the 7z archive should be {} bytes long and is {}: it is cut, or the first of several volumes; its list of members stands at the missing end",
            end.unwrap_or_default(),
            bytes.len()
        )),
        other => FormatFault::Damaged(format!(
            "the list of members of the 7z archive cannot be read: {}",
            in_words(other)
        )),
    }
}

const AES: &str = "AES256_SHA256";
const LOCKED: &str =
    "the 7z archive is encrypted, the names of its members too; a password is needed";

struct Hand<'a> {
    members: &'a mut dyn MemberSink,
    /// A fault that ends the container, on its way out of the library.
    ended: Option<FormatFault>,
    locked: u64,
}

impl Hand<'_> {
    fn block(
        &mut self,
        archive: &Archive,
        number: usize,
        source: &mut std::io::Cursor<&[u8]>,
    ) -> Result<(), FormatFault> {
        let (Some(block), password) = (archive.blocks.get(number), Password::empty()) else {
            return Ok(());
        };
        let decoder = BlockDecoder::new_with_memory_limit(
            1,
            MEMORY_KIB as usize,
            number,
            archive,
            &password,
            source,
        );
        let entries = decoder.entries().to_vec();
        let locked = block
            .coders
            .iter()
            .any(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256);
        if locked {
            self.locked += entries.iter().filter(|entry| entry.has_stream()).count() as u64;
            for entry in &entries {
                let problem = problem(
                    ItemState::Encrypted,
                    format!(
                        "the member of {} bytes is encrypted; a password is needed",
                        entry.size()
                    ),
                );
                self.without_bytes(entry, problem)?;
            }
            return Ok(());
        }
        let (mut begun, mut cut) = (0usize, false);
        let end = decoder.for_each_entries(&mut |entry, bytes| {
            begun += 1;
            let mut bytes = Drained {
                inner: bytes,
                ended: false,
            };
            if let Err(fault) = self.member(entry, &mut bytes) {
                self.ended = Some(fault);
                return Err(Error::Other("ended".into()));
            }
            // What a limit cut is not unpacked to its end for the sake of what follows.
            cut = entry.has_stream() && entry.size() > 0 && !bytes.ended;
            Ok(!cut)
        });
        if let Some(fault) = self.ended.take() {
            return Err(fault);
        }
        let error = match end {
            Err(error) => error,
            Ok(_) if cut => Error::Other(
                "a limit was reached in a member before it, with which it is packed".into(),
            ),
            Ok(_) => return Ok(()),
        };
        let state = match error {
            Error::UnsupportedCompressionMethod(_) => ItemState::Unsupported,
            Error::MaxMemLimited { .. } => ItemState::OverLimit,
            _ if cut => ItemState::OverLimit,
            _ => ItemState::Damaged,
        };
        for entry in entries.iter().skip(begun) {
            let reason = format!(
                "the member of {} bytes could not be unpacked: {}",
                entry.size(),
                in_words(&error)
            );
            self.without_bytes(entry, problem(state, reason))?;
        }
        Ok(())
    }

    fn without_bytes(
        &mut self,
        entry: &ArchiveEntry,
        problem: MemberProblem,
    ) -> Result<(), FormatFault> {
        let mut head = head(entry);
        head.problem.get_or_insert(problem);
        self.members.begin(head)?;
        self.members.end(None)
    }

    fn member(&mut self, entry: &ArchiveEntry, bytes: &mut dyn Read) -> Result<(), FormatFault> {
        let mut head = head(entry);
        // The upper half holds the bits of Unix where bit 15 says so.
        let mode = entry.windows_attributes() >> 16;
        let unix = entry.has_windows_attributes && entry.windows_attributes() & 0x8000 != 0;
        if unix && mode & 0o170_000 == 0o120_000 && entry.has_stream() {
            let mut target = Vec::new();
            let _ = bytes.take(4096).read_to_end(&mut target);
            let target = String::from_utf8_lossy(&target).into_owned();
            head.problem = Some(problem(
                ItemState::NoText,
                format!("a symbolic link to `{target}`; it was not followed"),
            ));
        }
        if head.problem.is_some() {
            self.members.begin(head)?;
            return self.members.end(None);
        }
        hand_over(self.members, head, bytes)
    }
}

/// Notes whether the bytes of a member were read to their end, or to where they break off.
struct Drained<'a> {
    inner: &'a mut dyn Read,
    ended: bool,
}

impl Read for Drained<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let result = self.inner.read(buffer);
        self.ended |= !matches!(result, Ok(1..));
        result
    }
}

fn problem(state: ItemState, reason: String) -> MemberProblem {
    MemberProblem { state, reason }
}

fn head(entry: &ArchiveEntry) -> MemberHead {
    let reason = if entry.is_anti_item() {
        Some("an entry that deletes a file when it is unpacked".to_owned())
    } else {
        entry
            .is_directory()
            .then(|| "an entry for a folder".to_owned())
    };
    MemberHead {
        name: entry.name().as_bytes().to_vec(),
        shown: entry.name().to_owned(),
        modified: entry
            .has_last_modified_date
            .then(|| file_time(u64::from(entry.last_modified_date())))
            .flatten(),
        problem: reason.map(|reason| problem(ItemState::NoText, reason)),
    }
}

/// An instant of Windows: 100 ns since 1601.
pub(crate) fn file_time(ticks: u64) -> Option<String> {
    let ms = i64::try_from(ticks / 10_000).ok()? - 11_644_473_600_000;
    (0..253_402_300_799_999)
        .contains(&ms)
        .then(|| domain::Moment::from_unix_ms(ms).to_string())
}

/// The library's errors as sentences.
fn in_words(error: &Error) -> String {
    match error {
        Error::BadSignature(_) => "the signature is wrong".to_owned(),
        Error::UnsupportedVersion { major, minor } => format!("version {major}.{minor} is unknown"),
        Error::ChecksumVerificationFailed | Error::NextHeaderCrcMismatch => {
            "the checksum is wrong".to_owned()
        }
        Error::UnsupportedCompressionMethod(name) => {
            format!("it is packed with {name}, which cannot be unpacked here")
        }
        Error::MaxMemLimited { max_kb, actaul_kb } => {
            format!(
                "limit `memory_bytes` reached: unpacking needs {actaul_kb} KiB, {max_kb} KiB are allowed"
            )
        }
        Error::Io(error, _) | Error::MaybeBadPassword(error) => error.to_string(),
        Error::Other(text) | Error::Unsupported(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}
