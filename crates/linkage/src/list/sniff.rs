//! In which form a list is, told from its bytes.

use super::form::{Form, Kind, ShortRows};
use super::{Delimited, ListFault, Row};
use crate::mapping::is_heading;
use arabic::{CodePage, code_page};
use std::io::Read;

/// Bytes at the start from which kind and delimiter are told.
const HEAD_BYTES: usize = 1 << 20;
/// Bytes of lines that are no UTF-8 from which their code page is told.
const FOREIGN_BYTES: usize = 1 << 16;
/// Rows from which the delimiter is told.
const LOOKED_AT_ROWS: usize = 200;
/// How workbooks and databases begin: no text, whatever their bytes look like.
const CONTAINERS: [&[u8]; 3] = [
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"SQLite format 3\0",
];
const DELIMITERS: [char; 6] = [',', ';', '\t', '|', '،', '؛'];

/// What the bytes of a list tell of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// The form.
    pub form: Form,
    /// Lines in another encoding than that of the list: how many, and which encoding it seems to be.
    pub other_lines: Option<(u64, CodePage)>,
}

/// Reads a list once to its end and tells in which form it is.
///
/// # Errors
/// Where it is empty, no text, one JSON array, or cannot be read.
pub fn sniff(source: &mut dyn Read) -> Result<Sniffed, ListFault> {
    let mut look = Look::default();
    let mut chunk = vec![0u8; 1 << 18];
    loop {
        match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => look.take(chunk.get(..count).unwrap_or_default()),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e.into()),
        }
    }
    look.end();
    look.judge()
}

#[derive(Default)]
struct Look {
    head: Vec<u8>,
    foreign: Vec<u8>,
    /// The last line, which may go on.
    open: Vec<u8>,
    utf8_lines: u64,
    foreign_lines: u64,
    any: bool,
}

impl Look {
    fn take(&mut self, bytes: &[u8]) {
        let room = HEAD_BYTES.saturating_sub(self.head.len());
        self.head
            .extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        self.any |= bytes.iter().any(|b| !b.is_ascii_whitespace());
        let Some(last) = memchr::memrchr(b'\n', bytes) else {
            // Of a line without end, the beginning tells enough.
            if self.open.len() <= HEAD_BYTES {
                self.open.extend_from_slice(bytes);
            }
            return;
        };
        let (whole, rest) = bytes.split_at(last + 1);
        let open = std::mem::take(&mut self.open);
        if open.is_empty() {
            self.count(whole);
        } else {
            self.count(&[open.as_slice(), whole].concat());
        }
        self.open = rest.to_vec();
    }

    fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.count(&open);
    }

    /// Counts lines by their encoding; most blocks are of one, so blocks are tried first.
    fn count(&mut self, lines: &[u8]) {
        if lines.is_ascii() {
            return;
        }
        let utf8 = std::str::from_utf8(lines).is_ok();
        if utf8 && self.foreign_lines == 0 {
            self.utf8_lines += memchr::memchr_iter(b'\n', lines).count().max(1) as u64;
            return;
        }
        for line in lines.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
            if std::str::from_utf8(line).is_ok() {
                self.utf8_lines += 1;
                continue;
            }
            self.foreign_lines += 1;
            if self.foreign.len() < FOREIGN_BYTES {
                let line = line
                    .get(..FOREIGN_BYTES.min(line.len()))
                    .unwrap_or_default();
                self.foreign.extend_from_slice(line);
                self.foreign.push(b'\n');
            }
        }
    }

    fn judge(self) -> Result<Sniffed, ListFault> {
        if !self.any {
            return Err(ListFault::Empty);
        }
        if CONTAINERS.iter().any(|start| self.head.starts_with(start)) {
            return Err(ListFault::NoText);
        }
        let (encoding, other_lines) = match code_page::guess(&self.head) {
            wide @ (CodePage::Utf16Le | CodePage::Utf16Be) => (wide, None),
            _ if self.foreign_lines == 0 => (CodePage::Utf8, None),
            _ => {
                let page = code_page::guess(&self.foreign);
                if self.foreign_lines > self.utf8_lines {
                    let other = (self.utf8_lines > 0).then_some((self.utf8_lines, CodePage::Utf8));
                    (page, other)
                } else {
                    (CodePage::Utf8, Some((self.foreign_lines, page)))
                }
            }
        };
        let head = code_page::decode(&self.head, encoding);
        if !reads_as_text(&head) {
            return Err(ListFault::NoText);
        }
        let form = Form {
            kind: Kind::Delimited,
            encoding,
            delimiter: ',',
            first_row: 1,
            headings: true,
            short_rows: ShortRows::Bad,
        };
        let form = match head
            .trim_start_matches('\u{feff}')
            .trim_start()
            .chars()
            .next()
        {
            Some('{') => Form {
                kind: if is_follow_the_money(&head) {
                    Kind::FollowTheMoney
                } else {
                    Kind::JsonLines
                },
                ..form
            },
            Some('[') => return Err(ListFault::JsonArray),
            _ => {
                let delimiter = delimiter(&self.head, &form);
                let form = Form { delimiter, ..form };
                Form {
                    first_row: first_row(&self.head, &form),
                    ..form
                }
            }
        };
        Ok(Sniffed { form, other_lines })
    }
}

/// Whether there are no more control characters in it than slips of a hand.
fn reads_as_text(head: &str) -> bool {
    let strange =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1a}' | '\u{c}');
    let (mut all, mut controls) = (0usize, 0usize);
    for c in head.chars().take(HEAD_BYTES) {
        all += 1;
        controls += usize::from(strange(&c));
    }
    controls * 50 <= all
}

fn is_follow_the_money(head: &str) -> bool {
    let first = head.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.contains("\"schema\"") && line.contains("\"properties\""))
}

/// The delimiter that parts the first rows into the most cells alike.
fn delimiter(head: &[u8], form: &Form) -> char {
    let mut best = (0, ',');
    for delimiter in DELIMITERS {
        let form = Form {
            delimiter,
            ..form.clone()
        };
        let mut rows = Delimited::new(head, &form);
        let mut row = Row::default();
        let mut counts = Vec::new();
        while counts.len() < LOOKED_AT_ROWS {
            match rows.next_row(&mut row) {
                Ok(Some(Ok(()))) => counts.push(row.len()),
                Ok(Some(Err(_))) => counts.push(0),
                Ok(None) | Err(_) => break,
            }
        }
        let Some(first) = counts.iter().copied().find(|count| *count > 0) else {
            continue;
        };
        let alike = counts.iter().filter(|count| **count == first).count();
        let score = if first < 2 {
            0
        } else {
            alike * 1000 / counts.len().max(1) * 1000 + first.min(999)
        };
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The row with which the table begins: the one among the first whose cells are headings that are
/// known, if there are two such cells; else the first row.
fn first_row(head: &[u8], form: &Form) -> u32 {
    let mut rows = Delimited::new(head, form);
    let mut row = Row::default();
    let mut first = Vec::new();
    while first.len() < TITLE_ROWS {
        match rows.next_row(&mut row) {
            Ok(Some(Ok(()))) => first.push(row.clone()),
            Ok(Some(Err(_))) => {}
            Ok(None) | Err(_) => break,
        }
    }
    heading_row(first.iter())
}

/// Rows among which the headings are looked for.
pub const TITLE_ROWS: usize = 30;

/// The number of the row whose cells are headings that are known, if there are two such cells; else 1.
pub fn heading_row<'a>(rows: impl Iterator<Item = &'a Row>) -> u32 {
    let known = |row: &Row| row.cells().filter(|(_, cell)| is_heading(cell)).count();
    let best = rows.map(|row| (known(row), row.number()));
    best.filter(|(known, _)| *known >= 2)
        .max_by_key(|(known, number)| (*known, u32::MAX - number))
        .map_or(1, |(_, number)| number)
}
