//! Hash lists that come with a medium: `sha256sum` and BSD lines, and hashdeep's columns.

use crate::WorkbenchError;
use catalogue::ItemRow;
use custody::act::{HashListChecked, PathText};
use domain::{AccessionId, ItemPath, Sha256};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A hash list that was read.
pub(super) struct HashList {
    sha256: Sha256,
    lines: Vec<Line>,
    unreadable_lines: Vec<u64>,
}

struct Line {
    path: ItemPath,
    digests: Vec<String>,
}

impl HashList {
    /// Reads a list.
    ///
    /// # Errors
    /// Where the file cannot be read, or no line of it can be understood.
    pub(super) fn read(path: &Path) -> Result<Self, WorkbenchError> {
        let bytes = std::fs::read(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => WorkbenchError::PathMissing(path.to_owned()),
            _ => WorkbenchError::PathUnreadable {
                path: path.to_owned(),
                source,
            },
        })?;
        let list = Self::parse(&bytes);
        if list.lines.is_empty() {
            return Err(WorkbenchError::NoHashList(path.to_owned()));
        }
        Ok(list)
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut list = Self {
            sha256: vault::digests::sha256(bytes),
            lines: Vec::new(),
            unreadable_lines: Vec::new(),
        };
        let mut columns: Option<Vec<Vec<u8>>> = None;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        for (number, line) in (1u64..).zip(bytes.split(|b| *b == b'\n')) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if let Some(names) = line
                .strip_prefix(b"%%%% ")
                .filter(|rest| rest.starts_with(b"size,"))
            {
                columns = Some(names.split(|b| *b == b',').map(<[u8]>::to_vec).collect());
            } else if line.is_empty()
                || line.starts_with(b"#")
                || line.starts_with(b"%%%%")
                || line.starts_with(b"##")
            {
                // A comment.
            } else if let Some(entry) = columns
                .as_ref()
                .map_or_else(|| simple(line), |names| hashdeep(line, names.len()))
            {
                list.lines.push(entry);
            } else {
                list.unreadable_lines.push(number);
            }
        }
        list
    }

    /// Compares the list with what arrived. A path is compared with the newest item that lies there.
    pub(super) fn check(
        &self,
        accession: AccessionId,
        items: &[(ItemPath, ItemRow)],
    ) -> HashListChecked {
        let by_path: HashMap<&ItemPath, &ItemRow> =
            items.iter().map(|(path, item)| (path, item)).collect();
        let mut checked = HashListChecked {
            accession,
            list_sha256: self.sha256,
            agreed: 0,
            differing: Vec::new(),
            missing: Vec::new(),
            unlisted: 0,
            unreadable_lines: self.unreadable_lines.clone(),
        };
        for line in &self.lines {
            let Some(item) = by_path.get(&line.path).filter(|item| item.sha256.is_some()) else {
                checked.missing.push(PathText::from(&line.path));
                continue;
            };
            if line.digests.iter().all(|digest| has_digest(item, digest)) {
                checked.agreed += 1;
            } else {
                checked.differing.push(PathText::from(&line.path));
            }
        }
        let named: HashSet<&ItemPath> = self.lines.iter().map(|line| &line.path).collect();
        let files = items
            .iter()
            .filter(|(_, item)| item.kind == "file")
            .map(|(path, _)| path);
        checked.unlisted = files.collect::<HashSet<_>>().difference(&named).count() as u64;
        checked
    }
}

/// `<digest>  <path>`, `<digest> *<path>` or `SHA256 (<path>) = <digest>`.
fn simple(line: &[u8]) -> Option<Line> {
    // GNU coreutils puts a backslash in front of a line whose path has escapes.
    let (escaped, line) = match line.strip_prefix(b"\\") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let digits = line.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let (digest, path) = if matches!(digits, 32 | 40 | 64 | 128) {
        let (digest, rest) = line.split_at_checked(digits)?;
        let rest = rest
            .strip_prefix(b"  ")
            .or_else(|| rest.strip_prefix(b" *"))
            .or_else(|| rest.strip_prefix(b"\t"))?;
        (digest, rest)
    } else {
        let open = line.windows(2).position(|w| w == b" (")?;
        let close = line.windows(4).rposition(|w| w == b") = ")?;
        (line.get(close + 4..)?, line.get(open + 2..close)?)
    };
    let path = if escaped {
        unescape(path)
    } else {
        path.to_vec()
    };
    Some(Line {
        path: on_medium(&path),
        digests: vec![digest_text(digest)?],
    })
}

/// `size,digest,...,path`; the path is the last column and may hold commas.
fn hashdeep(line: &[u8], columns: usize) -> Option<Line> {
    let mut parts = line
        .splitn(columns, |b| *b == b',')
        .skip(1)
        .collect::<Vec<_>>();
    let path = parts.pop()?;
    let digests = parts
        .into_iter()
        .map(digest_text)
        .collect::<Option<Vec<_>>>()?;
    (!digests.is_empty()).then(|| Line {
        path: on_medium(path),
        digests,
    })
}

fn digest_text(digits: &[u8]) -> Option<String> {
    let usual =
        matches!(digits.len(), 32 | 40 | 64 | 128) && digits.iter().all(u8::is_ascii_hexdigit);
    usual.then(|| String::from_utf8_lossy(digits).to_lowercase())
}

fn on_medium(path: &[u8]) -> ItemPath {
    let path = path.strip_prefix(b"./").unwrap_or(path);
    // A list made on Windows parts its folders with backslashes.
    if path.contains(&b'\\') && !path.contains(&b'/') {
        return ItemPath::from_bytes(
            path.iter()
                .map(|b| if *b == b'\\' { b'/' } else { *b })
                .collect::<Vec<_>>(),
        );
    }
    ItemPath::from_bytes(path)
}

fn unescape(path: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(path.len());
    let mut bytes = path.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => plain.push(match bytes.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(other) => *other,
                None => b'\\',
            }),
            other => plain.push(*other),
        }
    }
    plain
}

fn has_digest(item: &ItemRow, digest: &str) -> bool {
    let others = item.other_digests.as_ref();
    match digest.len() {
        32 => others.is_some_and(|(md5, _, _)| md5 == digest),
        40 => others.is_some_and(|(_, sha1, _)| sha1 == digest),
        64 => item
            .sha256
            .is_some_and(|sha256| sha256.to_string() == digest),
        _ => others.is_some_and(|(_, _, sha512)| sha512 == digest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> HashList {
        HashList::parse(text.as_bytes())
    }

    #[test]
    fn the_usual_spellings_are_understood() {
        let sha = "0".repeat(64);
        let md5 = "A".repeat(32);
        let text = format!(
            "# made by hand\n{sha}  ./a/b.pdf\n{md5} *c.doc\r\nSHA256 (d (1).txt) = {sha}\n\\{sha}  e\\nf\nrubbish\n"
        );
        let list = parsed(&text);
        let paths: Vec<String> = list
            .lines
            .iter()
            .map(|line| line.path.to_string())
            .collect();
        assert_eq!(paths, ["a/b.pdf", "c.doc", "d (1).txt", r"e\x0af"]);
        assert_eq!(list.lines[1].digests, ["a".repeat(32)]);
        assert_eq!(list.unreadable_lines, [6]);
    }

    #[test]
    fn columns_of_hashdeep_are_understood() {
        let (md5, sha) = ("1".repeat(32), "2".repeat(64));
        let list = parsed(&format!(
            "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## x\n12,{md5},{sha},./a, b.txt\n"
        ));
        assert_eq!(list.lines.len(), 1);
        assert_eq!(list.lines[0].path.to_string(), "a, b.txt");
        assert_eq!(list.lines[0].digests, [md5, sha]);
    }
}
