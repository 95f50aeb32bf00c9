//! Files within the text of a mail: uuencode (POSIX.1-2017) and yEnc (draft 1.3); and text whose lines
//! were broken on the way (RFC 3676).

use crate::format::{FormatFault, MemberSink};
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;

/// A file that stood in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InlineFile {
    name: String,
    bytes: Vec<u8>,
    problem: Option<String>,
}

impl InlineFile {
    /// Hands it over as a member.
    ///
    /// # Errors
    /// Those of the sink.
    pub(super) fn hand_over(self, members: &mut dyn MemberSink) -> Result<(), FormatFault> {
        members.begin(MemberHead {
            name: self.name.clone().into_bytes(),
            shown: self.name,
            modified: None,
            problem: None,
        })?;
        for piece in self.bytes.chunks(1 << 16) {
            members.write(piece)?;
        }
        members.end(self.problem.map(|reason| MemberProblem {
            state: ItemState::Damaged,
            reason,
        }))
    }
}

/// The text without the files in it, and the files.
pub(super) fn split(text: &str) -> (String, Vec<InlineFile>) {
    let marked = |line: &str| uu_head(line).is_some() || line.starts_with("=ybegin ");
    if !text.lines().any(marked) {
        return (text.to_owned(), Vec::new());
    }
    let mut words = String::with_capacity(text.len());
    let mut files = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let rest = lines.clone();
        let found = match uu_head(line) {
            Some(name) => uu_file(name, rest),
            None if line.starts_with("=ybegin ") => Some(y_file(line, rest)),
            None => None,
        };
        match found {
            Some((file, used)) => {
                words.push_str(&format!("[{}]\n", file.name));
                files.push(file);
                for _ in 0..used {
                    lines.next();
                }
            }
            None => {
                words.push_str(line);
                words.push('\n');
            }
        }
    }
    (words, files)
}

/// `begin`, three or four octal digits, a name.
fn uu_head(line: &str) -> Option<&str> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let name = name.trim();
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| matches!(b, b'0'..=b'7'));
    (octal && !name.is_empty()).then_some(name)
}

/// The file and how many lines it took; none where the first line is no line of such a file.
fn uu_file<'a>(name: &str, lines: impl Iterator<Item = &'a str>) -> Option<(InlineFile, usize)> {
    let mut bytes = Vec::new();
    let mut used = 0;
    let mut problem = Some("the file in the text has no end line".to_owned());
    for line in lines {
        let line = line.trim_end_matches('\r');
        if line.trim_end() == "end" {
            used += 1;
            problem = None;
            break;
        }
        if !uu_line(line.as_bytes(), &mut bytes) {
            if used == 0 {
                return None;
            }
            problem = Some(format!(
                "the file in the text breaks off after {used} lines"
            ));
            break;
        }
        used += 1;
    }
    let file = InlineFile {
        name: name.to_owned(),
        bytes,
        problem,
    };
    (used > 0).then_some((file, used))
}

/// A length, then four letters for three bytes; blanks at the end may have been lost.
fn uu_line(line: &[u8], out: &mut Vec<u8>) -> bool {
    let value = |byte: u8| {
        (0x20..=0x60)
            .contains(&byte)
            .then(|| u32::from(byte - 0x20) & 0x3f)
    };
    let Some((first, letters)) = line.split_first() else {
        // An empty line stands for the length 0 whose blank was lost.
        return true;
    };
    let Some(length) = value(*first).and_then(|n| usize::try_from(n).ok()) else {
        return false;
    };
    let needed = length.div_ceil(3) * 4;
    if letters.len() > needed + 2 || (length > 0 && letters.is_empty()) {
        return false;
    }
    let start = out.len();
    for group in 0..length.div_ceil(3) {
        let mut sum = 0u32;
        for n in 0..4 {
            let byte = letters.get(group * 4 + n).copied().unwrap_or(b' ');
            let Some(value) = value(byte) else {
                out.truncate(start);
                return false;
            };
            sum = sum << 6 | value;
        }
        let [_, a, b, c] = sum.to_be_bytes();
        out.extend([a, b, c]);
    }
    out.truncate(start + length);
    true
}

/// The letters of a text that was read as Latin-1 stand for one byte each.
fn y_file<'a>(head: &str, lines: impl Iterator<Item = &'a str>) -> (InlineFile, usize) {
    let field = |key: &str| {
        let (_, rest) = head.split_once(&format!(" {key}="))?;
        rest.split_whitespace().next()
    };
    let name = head
        .split_once(" name=")
        .map_or("file.bin", |(_, name)| name.trim());
    let stated = field("size").and_then(|size| size.parse::<u64>().ok());
    let mut bytes = Vec::new();
    let mut used = 0;
    let mut lossy = false;
    for line in lines {
        used += 1;
        if line.starts_with("=yend") {
            break;
        }
        if line.starts_with("=ypart ") {
            continue;
        }
        let mut escaped = false;
        for c in line.chars() {
            if c == '=' && !escaped {
                escaped = true;
                continue;
            }
            let byte = u8::try_from(u32::from(c)).unwrap_or_else(|_| {
                lossy = true;
                0
            });
            let shift = if escaped { 106 } else { 42 };
            escaped = false;
            bytes.push(byte.wrapping_sub(shift));
        }
    }
    let problem = match stated {
        _ if lossy => Some(
            "the bytes of the yEnc file were changed when its text was read; the mail holds them"
                .to_owned(),
        ),
        Some(stated) if stated != bytes.len() as u64 => Some(format!(
            "the yEnc file states {stated} bytes and {} are there",
            bytes.len()
        )),
        _ => None,
    };
    let file = InlineFile {
        name: name.to_owned(),
        bytes,
        problem,
    };
    (file, used)
}

/// Joins lines that were broken on the way (RFC 3676): one that ends in a blank goes on, within one
/// depth of quotation; a blank at its start was stuffed; `delete` takes the blank at the end too.
pub(super) fn unflowed(text: &str, delete: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let body = line.get(depth..).unwrap_or_default();
        let body = body.strip_prefix(' ').unwrap_or(body);
        // A signature's line stands alone.
        let soft = body.ends_with(' ') && body != "-- ";
        if open != Some(depth) {
            if open.is_some() {
                out.push('\n');
            }
            for _ in 0..depth {
                out.push('>');
            }
            if depth > 0 {
                out.push(' ');
            }
        }
        out.push_str(if soft && delete {
            body.strip_suffix(' ').unwrap_or(body)
        } else {
            body
        });
        if soft {
            open = Some(depth);
        } else {
            out.push('\n');
            open = None;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuencoded_file_leaves_the_text() {
        let (words, files) = split("before\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\n");
        assert_eq!(words, "before\n[cat.txt]\nafter\n");
        assert_eq!(files[0].bytes, b"Cat");
        assert_eq!(files[0].problem, None);
        let (_, files) = split("begin 644 cat.txt\n#0V%T\n");
        assert!(files[0].problem.is_some());
    }

    #[test]
    fn a_sentence_that_begins_with_begin_stays() {
        let text = "begin 644 times again\nand go on as before, for it is a long way home\n";
        assert_eq!(split(text), (text.to_owned(), Vec::new()));
    }

    #[test]
    fn a_yenc_file_is_read_and_counted() {
        let packed: String = b"words!"
            .iter()
            .map(|b| char::from(b.wrapping_add(42)))
            .collect();
        let text = format!("=ybegin line=128 size=6 name=a b.bin\n{packed}\n=yend size=6\n");
        let (_, files) = split(&text);
        assert_eq!(
            (files[0].name.as_str(), files[0].bytes.as_slice()),
            ("a b.bin", b"words!".as_slice())
        );
        assert_eq!(files[0].problem, None);
    }

    #[test]
    fn lines_that_were_broken_are_joined() {
        let text = "one \ntwo\n> said \n> so\n stuffed\n-- \nme";
        assert_eq!(
            unflowed(text, false),
            "one two\n> said so\nstuffed\n-- \nme\n"
        );
        assert_eq!(unflowed("كت \nاب", true), "كتاب\n");
    }
}
