//! Rows of delimited text: RFC 4180 and its cousins, read as a stream.
//!
//! A quotation mark counts where a cell begins with it. A row that breaks this rule is bad, and
//! reading goes on in the line after the one in which it began, so that one stray mark costs one row.

use super::bad_row::{BadRow, RowFault};
use super::form::{Form, ShortRows};
use super::text_stream::TextStream;
use super::{ListFault, Row, RowSource, headings};
use arabic::{CodePage, code_page};
use memchr::{memchr, memchr2, memmem};
use std::collections::VecDeque;
use std::io::{self, Read};

/// The most bytes of one row. Also how far the end of a quoted cell is looked for.
pub const ROW_BYTES: usize = 1 << 20;
/// A list of people with more columns is none.
const MOST_COLUMNS: usize = 16_384;
const CHUNK_BYTES: usize = 1 << 18;

/// The rows of delimited text.
pub struct Delimited<R> {
    source: TextStream<R>,
    buffer: Vec<u8>,
    from: usize,
    ended: bool,
    delimiter: Vec<u8>,
    line_end: u8,
    encoding: CodePage,
    short_rows: ShortRows,
    /// Rows and lines that were passed so far.
    rows: u32,
    lines: u64,
    headings: Vec<String>,
    /// Where the cells of the row in hand lie in the buffer, and whether they are quoted.
    places: Vec<Place>,
    /// Rows that were read to find out about the columns.
    held: VecDeque<Result<Row, BadRow>>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    from: usize,
    to: usize,
    quoted: bool,
    doubled: bool,
}

/// What lies at the start of the buffer.
enum Found {
    /// A row of so many bytes and lines, line end included.
    Row { bytes: usize, lines: u64 },
    /// A row that is bad. So many bytes of it are in hand; where they do not reach the next line, the
    /// rest of the line is passed over, too.
    Bad {
        bytes: usize,
        whole_line: bool,
        fault: RowFault,
    },
    /// More bytes are needed to tell.
    More,
}

impl<R: Read> Delimited<R> {
    /// Opens the text and reads its headings.
    ///
    /// # Errors
    /// Where it cannot be read, or has no row.
    pub fn open(source: R, form: &Form) -> Result<Self, ListFault> {
        let mut table = Self::new(source, form);
        let mut row = Row::default();
        let first = loop {
            match table.next_row(&mut row)? {
                None => return Err(ListFault::Empty),
                Some(_) if table.rows < form.first_row => {}
                Some(Ok(())) => break &row,
                Some(Err(bad)) if form.headings => return Err(ListFault::BadHeadings(bad)),
                Some(Err(bad)) => table.held.push_back(Err(bad)),
            }
        };
        if first.len() > MOST_COLUMNS {
            return Err(ListFault::BadHeadings(BadRow {
                row: first.number(),
                line: first.line(),
                fault: RowFault::TooManyCells {
                    found: u32::try_from(first.len()).unwrap_or(u32::MAX),
                    expected: MOST_COLUMNS as u32,
                },
            }));
        }
        if form.headings {
            let cells = first.cells().map(|(_, cell)| cell);
            table.headings = headings::unique(cells);
        } else {
            table.headings = headings::numbered(first.len());
            table.held.push_back(Ok(first.clone()));
        }
        Ok(table)
    }

    pub(super) fn new(source: R, form: &Form) -> Self {
        let (source, encoding) = TextStream::new(source, form.encoding);
        Self {
            source,
            buffer: Vec::new(),
            from: 0,
            ended: false,
            delimiter: in_encoding(form.delimiter, encoding),
            line_end: b'\n',
            encoding,
            short_rows: form.short_rows,
            rows: 0,
            lines: 0,
            headings: Vec::new(),
            places: Vec::new(),
            held: VecDeque::new(),
        }
    }

    pub(super) fn next_row(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        loop {
            if self.from >= self.buffer.len() && !self.fill()? {
                return Ok(None);
            }
            match self.look() {
                Found::More => {
                    self.fill()?;
                }
                Found::Bad {
                    bytes,
                    whole_line,
                    fault,
                } => {
                    let bad = self.bad(fault);
                    self.rows = self.rows.saturating_add(1);
                    self.lines += 1;
                    self.from += bytes;
                    if !whole_line {
                        self.pass_line()?;
                    }
                    return Ok(Some(Err(bad)));
                }
                Found::Row { bytes, lines } => {
                    row.begin(self.rows.saturating_add(1), self.lines + 1);
                    let taken = self.take(row);
                    let bad = taken.err().map(|fault| self.bad(fault));
                    self.rows = self.rows.saturating_add(1);
                    self.lines += lines;
                    self.from += bytes;
                    match bad {
                        Some(bad) => return Ok(Some(Err(bad))),
                        None if row.is_empty() => {}
                        None => return Ok(Some(Ok(()))),
                    }
                }
            }
        }
    }

    fn bad(&self, fault: RowFault) -> BadRow {
        BadRow {
            row: self.rows.saturating_add(1),
            line: self.lines + 1,
            fault,
        }
    }

    /// Reads more; false where there is no more.
    fn fill(&mut self) -> io::Result<bool> {
        let first = self.buffer.is_empty() && self.lines == 0;
        self.buffer.drain(..self.from);
        self.from = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + CHUNK_BYTES, 0);
        let mut filled = held;
        while let Some(room) = self
            .buffer
            .get_mut(filled..)
            .filter(|room| !room.is_empty())
        {
            match self.source.read(room) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.buffer.truncate(filled);
                    return Err(e);
                }
            }
        }
        self.buffer.truncate(filled);
        if first {
            if self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.from = 3;
            }
            // Old Mac files end lines with a carriage return alone.
            if memchr(b'\n', &self.buffer).is_none() && memchr(b'\r', &self.buffer).is_some() {
                self.line_end = b'\r';
            }
        }
        Ok(filled > held)
    }

    /// Passes over the rest of a line that is too long to hold.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            let rest = self.buffer.get(self.from..).unwrap_or_default();
            if let Some(at) = memchr(self.line_end, rest) {
                self.from += at + 1;
                return Ok(());
            }
            self.from = self.buffer.len();
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Finds the row at the start of the buffer and the places of its cells.
    fn look(&mut self) -> Found {
        self.places.clear();
        let rest = self.buffer.get(self.from..).unwrap_or_default();
        let end = match memchr2(self.line_end, b'"', rest) {
            Some(at) if rest.get(at) == Some(&b'"') => return self.look_quoted(),
            Some(at) => at,
            None if !self.ended && rest.len() <= ROW_BYTES => return Found::More,
            None if rest.len() > ROW_BYTES => return too_long(rest.len(), false),
            None => rest.len(),
        };
        if end > ROW_BYTES {
            return too_long(end + 1, true);
        }
        let line = rest.get(..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut from = 0;
        let mut put = |to: usize| {
            self.places.push(Place {
                from,
                to,
                quoted: false,
                doubled: false,
            });
            from = to + self.delimiter.len();
        };
        match self.delimiter.as_slice() {
            [one] => memchr::memchr_iter(*one, line).for_each(&mut put),
            many => memmem::find_iter(line, many).for_each(&mut put),
        }
        put(line.len());
        Found::Row {
            bytes: (end + 1).min(rest.len()),
            lines: 1,
        }
    }

    /// The same where there is a quotation mark.
    fn look_quoted(&mut self) -> Found {
        let rest = self.buffer.get(self.from..).unwrap_or_default();
        let line_end = memchr(self.line_end, rest);
        let first_line = match line_end {
            Some(at) => at + 1,
            None if !self.ended && rest.len() <= ROW_BYTES => return Found::More,
            None => rest.len(),
        };
        if first_line > ROW_BYTES {
            return too_long(first_line, line_end.is_some());
        }
        let bad = |fault| Found::Bad {
            bytes: first_line,
            whole_line: true,
            fault,
        };
        let (mut at, mut lines) = (0, 1);
        loop {
            let cell = rest.get(at..).unwrap_or_default();
            let place;
            if cell.first() == Some(&b'"') {
                let (mut to, mut doubled) = (at + 1, false);
                loop {
                    let inside = rest.get(to..).unwrap_or_default();
                    match memchr2(b'"', self.line_end, inside) {
                        _ if to > ROW_BYTES => return bad(RowFault::QuoteOpen),
                        None if self.ended || inside.len() > ROW_BYTES => {
                            return bad(RowFault::QuoteOpen);
                        }
                        None => return Found::More,
                        Some(n) if inside.get(n) != Some(&b'"') => {
                            lines += 1;
                            to += n + 1;
                        }
                        Some(n) if inside.get(n + 1) == Some(&b'"') => {
                            doubled = true;
                            to += n + 2;
                        }
                        // Whether the mark at the end of the buffer closes the cell, the next byte tells.
                        Some(n) if n + 1 == inside.len() && !self.ended => return Found::More,
                        Some(n) => {
                            to += n;
                            break;
                        }
                    }
                }
                self.places.push(Place {
                    from: at + 1,
                    to,
                    quoted: true,
                    doubled,
                });
                place = to + 1;
            } else {
                let end = memchr(self.line_end, cell).unwrap_or(cell.len());
                if end == cell.len() && !self.ended {
                    return if cell.len() > ROW_BYTES {
                        bad(RowFault::TooLong {
                            limit_bytes: ROW_BYTES as u64,
                        })
                    } else {
                        Found::More
                    };
                }
                let line = cell.get(..end).unwrap_or_default();
                let to = memmem::find(line, &self.delimiter).unwrap_or(end);
                let text = line.get(..to).unwrap_or_default();
                let last = to == end;
                let text = match text.strip_suffix(b"\r") {
                    Some(text) if last => text,
                    _ => text,
                };
                self.places.push(Place {
                    from: at,
                    to: at + text.len(),
                    quoted: false,
                    doubled: false,
                });
                place = at + to;
            }
            let after = rest.get(place..).unwrap_or_default();
            if after.starts_with(&self.delimiter) {
                at = place + self.delimiter.len();
                continue;
            }
            let gap = usize::from(after.first() == Some(&b'\r') && self.line_end != b'\r');
            match after.get(gap) {
                Some(end) if *end == self.line_end => {
                    return Found::Row {
                        bytes: place + gap + 1,
                        lines,
                    };
                }
                None if self.ended => {
                    return Found::Row {
                        bytes: place + gap,
                        lines,
                    };
                }
                None => return Found::More,
                Some(_) if after.len() < self.delimiter.len() && !self.ended => return Found::More,
                Some(_) => return bad(RowFault::QuoteInside),
            }
        }
    }

    /// Writes the cells that were found into the row.
    fn take(&mut self, row: &mut Row) -> Result<(), RowFault> {
        let rest = self.buffer.get(self.from..).unwrap_or_default();
        let whole = rest.get(..self.places.last().map_or(0, |place| place.to));
        let whole = whole.unwrap_or_default();
        let other = || RowFault::OtherEncoding {
            expected: self.encoding.name().to_owned(),
        };
        let utf8 = std::str::from_utf8(whole).is_ok();
        let convert = match self.encoding {
            CodePage::Utf8 if utf8 => false,
            CodePage::Utf8 => return Err(other()),
            // Several signs of UTF-8 in a row of a single-byte page are no chance.
            _ if utf8 && !whole.is_ascii() => return Err(other()),
            _ => !utf8,
        };
        for (column, place) in (0u32..).zip(&self.places) {
            let bytes = rest.get(place.from..place.to).unwrap_or_default();
            let out = row.buffer();
            let start = out.len();
            if convert && !bytes.is_ascii() {
                out.push_str(&code_page::decode(bytes, self.encoding));
            } else {
                out.push_str(std::str::from_utf8(bytes).map_err(|_| other())?);
            }
            if place.quoted && place.doubled {
                let single = out.get(start..).unwrap_or_default().replace("\"\"", "\"");
                out.truncate(start);
                out.push_str(&single);
            }
            row.close(column);
        }
        // A file that was made from UTF-16 marks so what was no text in it.
        if self.source.is_rewritten() && row.buffer().contains('\u{fffd}') {
            return Err(RowFault::OtherEncoding {
                expected: self.source.name().to_owned(),
            });
        }
        self.count_cells(row)
    }

    fn count_cells(&self, row: &mut Row) -> Result<(), RowFault> {
        let found = u32::try_from(row.len()).unwrap_or(u32::MAX);
        let expected = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        if expected == 0 || row.is_empty() {
            return Ok(());
        }
        if found < expected && self.short_rows == ShortRows::Bad {
            return Err(RowFault::TooFewCells { found, expected });
        }
        // Empty cells behind the last heading say nothing and move nothing.
        let surplus = row.cells().skip(expected as usize);
        if found > expected && surplus.into_iter().any(|(_, cell)| !cell.trim().is_empty()) {
            return Err(RowFault::TooManyCells { found, expected });
        }
        Ok(())
    }
}

impl<R: Read> RowSource for Delimited<R> {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        match self.held.pop_front() {
            None => self.next_row(row),
            Some(Err(bad)) => Ok(Some(Err(bad))),
            Some(Ok(held)) => {
                *row = held;
                Ok(Some(Ok(())))
            }
        }
    }
}

fn too_long(bytes: usize, whole_line: bool) -> Found {
    let limit_bytes = ROW_BYTES as u64;
    Found::Bad {
        bytes,
        whole_line,
        fault: RowFault::TooLong { limit_bytes },
    }
}

/// The delimiter's bytes; one that the encoding does not know is written in UTF-8 and never found.
fn in_encoding(delimiter: char, encoding: CodePage) -> Vec<u8> {
    if encoding != CodePage::Utf8 && !delimiter.is_ascii() {
        for byte in 0x80..=0xff {
            if code_page::decode(&[byte], encoding).starts_with(delimiter) {
                return vec![byte];
            }
        }
    }
    delimiter.to_string().into_bytes()
}
