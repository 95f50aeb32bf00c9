//! What the first bytes of RAR and CAB files say of passwords and of further volumes.

use super::zip_directory::number;

/// What stands in the head of an archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Even the names need a password.
    pub names_locked: bool,
    /// The first member needs one.
    pub members_locked: bool,
    /// The archive is one of several files, in words.
    pub part_of_several: Option<String>,
}

/// Looks at the head of an archive.
pub(super) fn look(bytes: &[u8]) -> Marks {
    match bytes {
        [b'R', b'a', b'r', b'!', 0x1a, 7, 0, rest @ ..] => rar4(rest),
        [b'R', b'a', b'r', b'!', 0x1a, 7, 1, 0, rest @ ..] => rar5(rest),
        [b'M', b'S', b'C', b'F', ..] => cabinet(bytes),
        _ => Marks::default(),
    }
}

fn small(bytes: &[u8], at: usize) -> u64 {
    number::<2>(bytes, at).unwrap_or(0)
}

/// RAR 1.5 to 4: crc (2), type (1), flags (2), size (2). In the archive's header the flag 1 is one of
/// several volumes, 0x80 locked names, 0x100 the first volume; in a member's, 4 is a password.
fn rar4(rest: &[u8]) -> Marks {
    let main = small(rest, 3);
    let size = usize::try_from(small(rest, 5)).unwrap_or(13);
    let member = rest.get(size + 2) == Some(&0x74);
    Marks {
        names_locked: main & 0x80 != 0,
        members_locked: member && small(rest, size + 3) & 4 != 0,
        part_of_several: (main & 1 != 0).then(|| several(main & 0x100 != 0)),
    }
}

/// RAR 5: crc (4), then numbers of seven bits a byte: size, type, flags, and so on. Type 4 is
/// encryption of everything; in the archive's header (type 1) the flag 1 is one of several volumes,
/// 2 says that this is not the first.
fn rar5(rest: &[u8]) -> Marks {
    let mut at = 4;
    let mut next = || {
        let mut value = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = *rest.get(at)?;
            at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    };
    let (_, kind, flags) = (next(), next(), next());
    if kind == Some(4) {
        return Marks {
            names_locked: true,
            ..Marks::default()
        };
    }
    let extra = flags.is_some_and(|flags| flags & 1 != 0);
    if extra {
        let _ = next();
    }
    let archive = next().unwrap_or(0);
    Marks {
        part_of_several: (kind == Some(1) && archive & 1 != 0).then(|| several(archive & 2 == 0)),
        ..Marks::default()
    }
}

/// MS-CAB 2.1: the flag 1 names a cabinet before this one, 2 one after it.
fn cabinet(bytes: &[u8]) -> Marks {
    let flags = small(bytes, 30);
    Marks {
        part_of_several: (flags & 3 != 0).then(|| several(flags & 1 == 0)),
        ..Marks::default()
    }
}

fn several(first: bool) -> String {
    let which = if first { "the first" } else { "a later one" };
    format!(
        "the archive is {which} of several volumes; a member that goes on in another volume is there only in part"
    )
}
