//! ZIP files as containers.

use super::member_names::{MemberNames, Otherwise};
use super::zip_directory::{self, UTF8_NAME, ZipEntry};
use super::zip_member::{NoBytes, unpack};
use crate::format::{FormatFault, Input, MemberSink, hand_over};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;

/// Hands every member over, those of which only the name is known among them.
///
/// # Errors
/// [`FormatFault::Damaged`] where no member is found, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let most = usize::try_from(input.limits().members).unwrap_or(usize::MAX);
    let directory = zip_directory::open(input.bytes, most);
    for fault in &directory.faults {
        out.warn(fault.clone());
    }
    if directory.entries.is_empty() && directory.declared != Some(0) {
        return Err(FormatFault::Damaged(
            "the ZIP file holds no member that can be found".to_owned(),
        ));
    }
    let listed = directory.entries.len() as u64 - directory.unlisted;
    if let Some(declared) = directory.declared {
        // A count of 16 bits that overflowed is no statement.
        out.declared_members(if declared < listed { listed } else { declared });
        if directory.unlisted > 0 {
            out.warn(format!(
                "{} members stand in the ZIP file but not in its directory",
                directory.unlisted
            ));
        }
    }
    if !directory.faults.is_empty() && directory.declared.is_none() {
        out.in_part(
            "the end of the ZIP file is missing; members were found by the headers before them",
        );
    }
    if directory.prefix > 0 {
        out.warn(format!(
            "{} bytes stand before the first member of the ZIP file",
            directory.prefix
        ));
    }
    if !directory.comment.is_empty() {
        let comment = crate::format::plain::charset::decode(&directory.comment, None);
        out.meta("zip.comment", comment.text);
    }
    // Documents in a package without a reader of their own (XPS, Visio) still state who made them.
    let is_package = |entry: &ZipEntry| {
        matches!(
            entry.name.as_slice(),
            b"_rels/.rels" | b"[Content_Types].xml"
        )
    };
    if directory.entries.iter().any(is_package) {
        crate::format::office::note_package(input, out)?;
    }
    let names = directory.entries.iter().map(|entry| entry.name.as_slice());
    let names = MemberNames::new(names, Otherwise::Dos);
    names.note("zip.names", out);
    let mut locked = 0u64;
    let mut climbing = 0u64;
    for entry in &directory.entries {
        let shown = shown_name(entry, &names);
        climbing += u64::from(climbs(&shown));
        locked += u64::from(entry.is_encrypted());
        member(input, entry, shown, members)?;
    }
    if locked > 0 {
        out.warn(format!(
            "{locked} members are encrypted; a password is needed"
        ));
    }
    if climbing > 0 {
        out.warn(format!("{climbing} names of members point outside the folder they would be unpacked to; they are kept as names only"));
    }
    if directory.cut {
        let hit = input
            .limits()
            .hit(LimitKind::Members, "the members after that were not read");
        out.in_part(hit.to_string());
    }
    Ok(())
}

fn shown_name(entry: &ZipEntry, names: &MemberNames) -> String {
    match &entry.unicode_name {
        Some(name) => name.clone(),
        None if entry.flags & UTF8_NAME != 0 => String::from_utf8_lossy(&entry.name).into_owned(),
        None => names.read(&entry.name),
    }
}

fn member(
    input: &Input<'_>,
    entry: &ZipEntry,
    shown: String,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut head = MemberHead {
        name: entry.name.clone(),
        shown,
        modified: dos_time(entry.dos_time),
        problem: None,
    };
    let problem = |state, reason: &str| {
        Some(MemberProblem {
            state,
            reason: reason.to_owned(),
        })
    };
    if entry.is_folder() && !entry.is_encrypted() && entry.size == 0 {
        head.problem = problem(ItemState::NoText, "an entry for a folder");
    } else {
        match unpack(input.bytes, entry) {
            Ok(mut source) if entry.is_link() => {
                let mut target = Vec::new();
                let _ = std::io::Read::read_to_end(
                    &mut std::io::Read::take(&mut source, 4096),
                    &mut target,
                );
                let target = String::from_utf8_lossy(&target).into_owned();
                head.problem = problem(
                    ItemState::NoText,
                    &format!("a symbolic link to `{target}`; it was not followed"),
                );
            }
            Ok(mut source) => return hand_over(members, head, &mut source),
            Err(NoBytes::Encrypted) => {
                let reason = format!(
                    "the member of {} bytes is encrypted; a password is needed",
                    entry.size
                );
                head.problem = problem(ItemState::Encrypted, &reason);
            }
            Err(NoBytes::Method(method)) => {
                let reason = format!(
                    "the member of {} bytes is packed with {method}, which cannot be unpacked here",
                    entry.size
                );
                head.problem = problem(ItemState::Unsupported, &reason);
            }
            Err(NoBytes::NoHeader) => {
                head.problem = problem(
                    ItemState::Damaged,
                    "the member is not where the directory says",
                );
            }
        }
    }
    members.begin(head)?;
    members.end(None)
}

/// Whether a name leads out of its folder: absolute, or with `..` in it.
pub(super) fn climbs(name: &str) -> bool {
    let drive = name.get(1..3).is_some_and(|at| at == ":\\" || at == ":/");
    name.starts_with(['/', '\\']) || drive || name.split(['/', '\\']).any(|part| part == "..")
}

/// A date of MS-DOS, in the local time of the machine that packed.
fn dos_time((date, time): (u16, u16)) -> Option<String> {
    let (year, month, day) = (1980 + (date >> 9), date >> 5 & 15, date & 31);
    let (hour, minute, second) = (time >> 11, time >> 5 & 63, (time & 31) * 2);
    (date != 0).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}
