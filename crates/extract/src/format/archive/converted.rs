//! Archives that the program `bsdtar` (Debian package `libarchive-tools`) can open: RAR, CAB, LZH, ISO
//! images, XAR, RPM, WARC and others.
//!
//! The program runs twice inside the fence and writes nothing but its output: once to list what the
//! archive says it holds, once to convert it to a TAR stream, which our own reader takes. What is
//! listed and does not come becomes a member all the same, with the reason.

use super::member_names::{MemberNames, Otherwise};
use super::rar_list::{self, RarMember};
use super::tar_file::{self, Account};
use super::volume;
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use crate::tools::{Ended, Given};
use domain::ItemState;
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

/// How often the conversion is begun anew behind a member that ended it.
const ATTEMPTS: usize = 16;
/// Members that are named to be left out, at most: a command line is bounded.
const PATTERNS: usize = 2_000;
/// Bytes of the list that are read.
const LIST_BYTES: u64 = 64 << 20;

/// Hands every member over, those of which only the name is known among them.
///
/// # Errors
/// [`FormatFault::ToolAbsent`] without the program, [`FormatFault::Encrypted`] or
/// [`FormatFault::Damaged`] where nothing can be listed, and the limits of containers.
pub(super) fn read(
    input: &Input<'_>,
    kind: &str,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let marks = volume::look(input.bytes);
    if let Some(part) = &marks.part_of_several {
        out.in_part(part.clone());
    }
    if marks.names_locked {
        return Err(FormatFault::Encrypted(format!(
            "the {kind} archive is encrypted, the names of its members too; a password is needed"
        )));
    }
    let program = &input.tools.bsdtar;
    let list = run(input, &["--numeric-owner", "-tvf", "-"], |source| {
        let mut text = Vec::new();
        source.take(LIST_BYTES).read_to_end(&mut text).map(|_| text)
    })?;
    out.tool(program.took_part("bsdtar", "-P -cf - --format=pax @-"));
    let complaint = list.complaint.clone();
    let whole_list = list.success;
    let headers = rar_list::list(input.bytes);
    let listed = with_headers(lines(&list.value?), headers);
    if listed.is_empty() {
        return Err(nothing_listed(kind, whole_list, &complaint, &marks));
    }
    let names = MemberNames::new(
        listed.iter().map(|line| line.name.as_slice()),
        Otherwise::Likely,
    );
    names.note("archive.names", out);
    out.declared_members(listed.len() as u64);
    if !whole_list {
        out.in_part(format!(
            "the list of members of the {kind} archive breaks off: {}",
            last_words(&complaint)
        ));
    }
    let missing = convert(input, &listed, &names, out, members)?;
    let mut locked = 0u64;
    for (line, complaint) in missing {
        let problem = line.problem(&complaint);
        locked += u64::from(problem.state == ItemState::Encrypted);
        members.begin(MemberHead {
            shown: names.read(&line.name),
            name: line.name.clone(),
            modified: None,
            problem: Some(problem),
        })?;
        members.end(None)?;
    }
    if locked > 0 {
        out.warn(format!(
            "{locked} members are encrypted; a password is needed"
        ));
    }
    Ok(())
}

/// What the program lists, with what the headers of a RAR file say beside it; what only the headers
/// hold follows.
fn with_headers(mut listed: Vec<Listed>, headers: Vec<RarMember>) -> Vec<Listed> {
    // Both go by the order of the headers; a program that passed one over would shift the rest.
    let fits = listed.len() <= headers.len()
        && listed.iter().zip(&headers).all(|(line, header)| {
            line.size == header.size || line.size == 0 || header.copy_of.is_some()
        });
    if !fits {
        return listed;
    }
    let mut headers = headers.into_iter();
    for (line, header) in listed.iter_mut().zip(headers.by_ref()) {
        line.encrypted = header.encrypted;
        line.copy_of = header.copy_of;
        line.continued = header.continued;
    }
    listed.extend(headers.map(|header| Listed {
        name: header.name,
        size: header.size,
        encrypted: header.encrypted,
        copy_of: header.copy_of,
        continued: header.continued,
    }));
    listed
}

/// Converts until every listed member was tried; gives back those that did not come, with the words
/// that the program ended with.
fn convert<'a>(
    input: &Input<'_>,
    listed: &'a [Listed],
    names: &MemberNames,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<Vec<(&'a Listed, String)>, FormatFault> {
    let mut account = Account::new(names, input.limits());
    let mut missing: Vec<(&Listed, String)> = Vec::new();
    let (listed, without_bytes): (Vec<&Listed>, Vec<&Listed>) =
        listed.iter().partition(|line| line.has_bytes());
    missing.extend(without_bytes.iter().map(|line| (*line, String::new())));
    let barred: Vec<Vec<u8>> = without_bytes
        .iter()
        .take(PATTERNS)
        .map(|line| pattern(&line.name))
        .collect();
    let mut patterns = barred.clone();
    let mut next = 0usize;
    if listed.is_empty() {
        return Ok(missing);
    }
    let mut complaint = String::new();
    for _ in 0..ATTEMPTS {
        let mut arguments: Vec<&std::ffi::OsStr> = ["-P", "-cf", "-", "--format=pax"]
            .map(std::ffi::OsStr::new)
            .to_vec();
        for pattern in &patterns {
            arguments.push(std::ffi::OsStr::new("--exclude"));
            arguments.push(std::os::unix::ffi::OsStrExt::from_bytes(pattern));
        }
        arguments.push(std::ffi::OsStr::new("@-"));
        account.begun.clear();
        let ended = run(input, &arguments, |source| {
            tar_file::unpack(source, &mut account, members)
        })?;
        let broken = ended.value?;
        complaint = ended.complaint;
        let came = std::mem::take(&mut account.begun);
        // Members come in the order of the list, so what came ends where the program did.
        let mut counts: BTreeMap<&[u8], u64> = BTreeMap::new();
        for name in &came {
            *counts.entry(bare(name)).or_default() += 1;
        }
        let rest = listed.get(next..).unwrap_or_default();
        let mut reached = 0;
        let mut waiting = Vec::new();
        for (at, line) in rest.iter().enumerate() {
            match counts.get_mut(bare(&line.name)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    reached = at + 1;
                    missing.append(&mut waiting);
                }
                _ => waiting.push((*line, complaint.clone())),
            }
        }
        next += reached;
        if ended.success && broken.is_none() {
            missing.append(&mut waiting);
            account.warn(out);
            return Ok(missing);
        }
        // The member after the last one that came is the one that ended the program, unless the last
        // one came in part; either way it is not asked for again.
        let fallen = if account.last_is_whole { 1 } else { 0 };
        for line in listed.get(next..next + fallen).unwrap_or_default() {
            missing.push((*line, complaint.clone()));
        }
        next += fallen;
        if next >= listed.len() || next + barred.len() > PATTERNS {
            break;
        }
        patterns.clone_from(&barred);
        let done = listed.get(..next).unwrap_or_default();
        patterns.extend(done.iter().map(|line| pattern(&line.name)));
    }
    out.in_part(format!(
        "the unpacking of the archive stopped: {}",
        last_words(&complaint)
    ));
    account.warn(out);
    missing.extend(
        listed
            .get(next..)
            .unwrap_or_default()
            .iter()
            .map(|line| (*line, complaint.clone())),
    );
    Ok(missing)
}

/// A pattern that this name alone fits.
fn pattern(name: &[u8]) -> Vec<u8> {
    let mut out = vec![b'^'];
    for byte in name.strip_suffix(b"/").unwrap_or(name) {
        if matches!(byte, b'*' | b'?' | b'[' | b']' | b'\\' | b'^' | b'$') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b'$');
    out
}

fn run<T>(
    input: &Input<'_>,
    arguments: &[impl AsRef<std::ffi::OsStr>],
    take: impl FnOnce(&mut dyn Read) -> T,
) -> Result<Ended<T>, FormatFault> {
    let time = Duration::from_millis(input.limits().wall_ms);
    let mut ended = input
        .tools
        .bsdtar
        .run(arguments, Given::File(input.file), time, take)?;
    if ended.timed_out {
        ended.complaint = format!(
            "limit `wall_ms` of {} reached: the unpacking was stopped there",
            input.limits().wall_ms
        );
    }
    Ok(ended)
}

fn nothing_listed(
    kind: &str,
    success: bool,
    complaint: &str,
    marks: &volume::Marks,
) -> FormatFault {
    if speaks_of_encryption(complaint) || marks.members_locked {
        return FormatFault::Encrypted(format!(
            "the {kind} archive is encrypted; a password is needed"
        ));
    }
    if complaint.contains("Unrecognized archive format") {
        return FormatFault::Unsupported(format!(
            "archives of the kind {kind} cannot be unpacked here; the file is kept whole"
        ));
    }
    let words = if success {
        "it lists no member".to_owned()
    } else {
        last_words(complaint)
    };
    FormatFault::Damaged(format!("the {kind} archive cannot be unpacked: {words}"))
}

fn speaks_of_encryption(complaint: &str) -> bool {
    let lower = complaint.to_ascii_lowercase();
    lower.contains("encrypt") || lower.contains("passphrase") || lower.contains("password")
}

/// The last complaint that says anything, without the program's name.
fn last_words(complaint: &str) -> String {
    let said = complaint
        .lines()
        .map(|line| line.trim().trim_start_matches("bsdtar: "))
        .rfind(|line| {
            !line.is_empty() && !line.starts_with("Error exit delayed") && *line != "(null)"
        });
    said.map_or_else(
        || "the file ends early or is damaged there".to_owned(),
        str::to_owned,
    )
}

/// A member as the list states it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Listed {
    name: Vec<u8>,
    size: u64,
    encrypted: bool,
    copy_of: Option<String>,
    continued: bool,
}

impl Listed {
    /// Whether it is worth while to ask for its bytes.
    const fn has_bytes(&self) -> bool {
        !self.encrypted && self.copy_of.is_none()
    }

    /// Why it did not come.
    fn problem(&self, complaint: &str) -> MemberProblem {
        let size = self.size;
        if let Some(of) = &self.copy_of {
            return MemberProblem {
                state: ItemState::NoText,
                reason: format!("the same bytes as the member `{of}`; they are there"),
            };
        }
        if self.encrypted || speaks_of_encryption(complaint) {
            return MemberProblem {
                state: ItemState::Encrypted,
                reason: format!("the member of {size} bytes is encrypted; a password is needed"),
            };
        }
        if self.continued {
            return MemberProblem {
                state: ItemState::Damaged,
                reason: format!(
                    "the member of {size} bytes begins in an earlier volume, which is needed to unpack it"
                ),
            };
        }
        let lower = complaint.to_ascii_lowercase();
        let state = if lower.contains("unavailable") || lower.contains("unsupported") {
            ItemState::Unsupported
        } else {
            ItemState::Damaged
        };
        MemberProblem {
            state,
            reason: format!(
                "the member of {size} bytes could not be unpacked: {}",
                last_words(complaint)
            ),
        }
    }
}

/// A name without the slash that marks a folder in one of the two places.
fn bare(name: &[u8]) -> &[u8] {
    name.strip_suffix(b"/").unwrap_or(name)
}

/// The members of a long list: mode, links, owner, group, size, three words of time, name.
fn lines(text: &[u8]) -> Vec<Listed> {
    text.split(|b| *b == b'\n').filter_map(line).collect()
}

fn line(text: &[u8]) -> Option<Listed> {
    let kind = *text.first()?;
    let mut rest = text;
    let mut size = 0;
    for column in 0..8 {
        let start = rest.iter().position(|b| *b != b' ')?;
        let word = rest.get(start..)?;
        let end = word.iter().position(|b| *b == b' ')?;
        if column == 4 {
            size = std::str::from_utf8(word.get(..end)?)
                .ok()?
                .parse()
                .unwrap_or(0);
        }
        rest = word.get(end..)?;
    }
    let name = rest.get(1..)?;
    let cut = |mark: &[u8]| crate::kind::find(name, mark);
    let end = if kind == b'l' {
        cut(b" -> ")
    } else {
        cut(b" link to ")
    };
    Some(Listed {
        name: unescaped(name.get(..end.unwrap_or(name.len()))?),
        size,
        ..Listed::default()
    })
}

/// The list writes bytes that cannot be shown as `\ooo`, and some by letter.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        if *byte != b'\\' {
            out.push(*byte);
            continue;
        }
        let digits = |text: &[u8]| {
            let text = std::str::from_utf8(text.get(..3)?).ok()?;
            u8::from_str_radix(text, 8).ok()
        };
        if let Some(value) = digits(tail) {
            out.push(value);
            rest = tail.get(3..).unwrap_or_default();
            continue;
        }
        let Some((letter, after)) = tail.split_first() else {
            out.push(b'\\');
            break;
        };
        rest = after;
        out.push(match letter {
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            other => *other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_links_and_strange_bytes() {
        let text = b"-rw-r--r--  1 0      0        3000 Nov 25 14:33 a b.bin\nlrwxrwxrwx  1 0      0          11 Jan  1  2013 lnk -> /etc/passwd\n-rw-r--r--  2 0      0           9 Nov 25 14:33 two\\n\\343\\\\.txt link to one.txt\n";
        let found = lines(text);
        assert_eq!(
            found[0],
            Listed {
                name: b"a b.bin".to_vec(),
                size: 3000,
                ..Listed::default()
            }
        );
        assert_eq!(found[1].name, b"lnk");
        assert_eq!(found[2].name, b"two\n\xe3\\.txt");
    }

    #[test]
    fn a_pattern_stands_for_itself() {
        assert_eq!(pattern(b"a*[1].txt"), b"^a\\*\\[1\\].txt$");
    }
}
