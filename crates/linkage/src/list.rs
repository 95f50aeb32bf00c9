//! Lists of people: rows in, records out, bad rows named.
//!
//! Read as a stream: memory does not grow with the list, but for a few bytes a row that tell ids that
//! stand twice.

mod bad_row;
mod delimited;
mod form;
mod headings;
mod json_lines;
mod row;
mod sniff;
mod text_stream;

pub use bad_row::{BadRow, RowFault};
pub use delimited::{Delimited, ROW_BYTES};
pub use form::{Form, Kind, ShortRows};
pub use headings::{numbered, unique};
pub use json_lines::JsonLines;
pub use row::Row;
pub use sniff::{Sniffed, TITLE_ROWS, heading_row, sniff};

use crate::Record;
use crate::mapping::{Mapping, MappingFault, Plan};
use domain::{Family, Fault, Report};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read};

/// Why a list cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ListFault {
    /// Nothing is written in it.
    #[error("the list is empty")]
    Empty,
    /// Its bytes are no text.
    #[error("the list is no text; a workbook is read as one")]
    NoText,
    /// It is one JSON value over many lines.
    #[error("the list is one JSON array; write each row as an object on a line of its own")]
    JsonArray,
    /// The row that should name the columns cannot be read.
    #[error("the columns cannot be told: line {line}: {fault}", line = .0.line, fault = .0.fault)]
    BadHeadings(BadRow),
    /// The mapping does not fit.
    #[error(transparent)]
    Mapping(#[from] MappingFault),
    /// It could not be read from the disk.
    #[error("it could not be read: {0}")]
    Io(#[from] io::Error),
}

impl Report for ListFault {
    fn fault(&self) -> Fault {
        let input = |id| Fault::new(id, Family::Input);
        match self {
            Self::Empty => input("list-empty"),
            Self::NoText => input("list-no-text"),
            Self::JsonArray => input("list-json-array"),
            Self::BadHeadings(bad) => input("list-bad-headings")
                .with("line", bad.line)
                .with("reason", &bad.fault),
            Self::Mapping(fault) => fault.fault(),
            Self::Io(error) => Fault::new("list-unreadable", Family::Machine).with("reason", error),
        }
    }
}

/// Where rows come from.
pub trait RowSource {
    /// The names of the columns; a list whose rows name their own may learn more of them on the way.
    fn headings(&self) -> &[String];

    /// Reads the next row into `row`, or tells that one is bad; none at the end. Rows in which nothing
    /// is written are passed over, and keep their numbers.
    ///
    /// # Errors
    /// Where the list cannot be read from the disk.
    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>>;

    /// How many rows were passed over because they speak of something else than a person.
    fn passed_over(&self) -> u64 {
        0
    }
}

impl<S: RowSource + ?Sized> RowSource for &mut S {
    fn headings(&self) -> &[String] {
        (**self).headings()
    }

    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        (**self).next(row)
    }

    fn passed_over(&self) -> u64 {
        (**self).passed_over()
    }
}

impl<S: RowSource + ?Sized> RowSource for Box<S> {
    fn headings(&self) -> &[String] {
        (**self).headings()
    }

    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        (**self).next(row)
    }

    fn passed_over(&self) -> u64 {
        (**self).passed_over()
    }
}

/// Opens a list in a form that was sniffed or stated.
///
/// # Errors
/// Where it cannot be read, is empty, or its columns cannot be told.
pub fn open<'a>(source: impl Read + 'a, form: &Form) -> Result<Box<dyn RowSource + 'a>, ListFault> {
    match form.kind {
        Kind::Delimited => Ok(Box::new(Delimited::open(source, form)?)),
        Kind::JsonLines | Kind::FollowTheMoney => Ok(Box::new(JsonLines::open(source, form)?)),
        // Cells come from the reading of an item, not from bytes.
        Kind::Cells => Err(ListFault::NoText),
    }
}

/// A record with the place of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Which row of the table, from 1, the row of headings included.
    pub row: u32,
    /// The line of the file in which it begins, from 1.
    pub line: u64,
    /// What it says.
    pub record: Record,
}

/// An id that an earlier row has, too. Both rows are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatedId {
    /// The id as written.
    pub id: String,
    /// The row that has it first.
    pub first_row: u32,
    /// The row that has it again.
    pub row: u32,
}

/// What comes out of a list, one after the other.
#[derive(Debug)]
pub enum Entry {
    /// A row that says something, and the earlier row with the same id, where there is one.
    Record(Numbered, Option<RepeatedId>),
    /// A row that could not be taken over.
    Bad(BadRow),
}

/// Reads records out of rows by a mapping.
pub struct ListReader<S> {
    rows: S,
    plan: Plan,
    row: Row,
    seen: SeenIds,
}

impl<S: RowSource> ListReader<S> {
    /// Ready to read `rows`.
    ///
    /// # Errors
    /// Where the mapping names a column that the list does not have.
    pub fn new(rows: S, mapping: &Mapping) -> Result<Self, MappingFault> {
        Ok(Self {
            plan: mapping.plan(rows.headings())?,
            rows,
            row: Row::default(),
            seen: SeenIds::default(),
        })
    }

    /// The next record or bad row; none at the end.
    ///
    /// # Errors
    /// Where the list cannot be read from the disk.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        match self.rows.next(&mut self.row)? {
            None => Ok(None),
            Some(Err(bad)) => Ok(Some(Entry::Bad(bad))),
            Some(Ok(())) => Ok(Some(self.entry())),
        }
    }

    /// The row that the last entry came from, cell by cell.
    pub const fn row(&self) -> &Row {
        &self.row
    }

    /// The rows beneath.
    pub const fn rows(&self) -> &S {
        &self.rows
    }

    fn entry(&mut self) -> Entry {
        let (row, line) = (self.row.number(), self.row.line());
        self.plan.learn(self.rows.headings());
        let mut repeated = None;
        let id = match self.plan.id(&self.row) {
            Some(id) => match self.seen.first(id, row) {
                Some(first_row) => {
                    let id = id.to_owned();
                    let shown = format!("{id} (row {row})");
                    repeated = Some(RepeatedId { id, first_row, row });
                    shown
                }
                None => id.to_owned(),
            },
            None => row.to_string(),
        };
        let record = self.plan.record(&self.row, id);
        if record.values().is_empty() {
            let fault = RowFault::SaysNothing;
            return Entry::Bad(BadRow { row, line, fault });
        }
        Entry::Record(Numbered { row, line, record }, repeated)
    }
}

/// The ids seen so far, as digests.
#[derive(Default)]
struct SeenIds(HashMap<u64, u32>);

impl SeenIds {
    /// The row that had this id first; none where this one is the first. Two ids share a digest once
    /// in 2^64 pairs.
    fn first(&mut self, id: &str, row: u32) -> Option<u32> {
        let mut digest = DefaultHasher::new();
        id.hash(&mut digest);
        match self.0.entry(digest.finish()) {
            std::collections::hash_map::Entry::Occupied(seen) => Some(*seen.get()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(row);
                None
            }
        }
    }
}

/// A whole list in memory.
#[derive(Debug, Default)]
pub struct List {
    /// Its records, in the order of the rows. A record whose id stands twice has its row beside the id.
    pub records: Vec<Numbered>,
    /// Rows that could not be taken over.
    pub bad: Vec<BadRow>,
    /// Ids that stand more than once.
    pub repeated: Vec<RepeatedId>,
    /// Rows that speak of something else than a person.
    pub passed_over: u64,
}

/// Reads a list whole. Where the mapping does not say in which form it is, the form is sniffed.
///
/// # Errors
/// Where the list cannot be read at all, or the mapping does not fit it.
pub fn read_delimited(bytes: &[u8], mapping: &Mapping) -> Result<List, ListFault> {
    let form = match &mapping.form {
        Some(form) => form.clone(),
        None => sniff(&mut Cursor::new(bytes))?.form,
    };
    let mut reader = ListReader::new(open(bytes, &form)?, mapping)?;
    let mut list = List::default();
    while let Some(entry) = reader.next_entry()? {
        match entry {
            Entry::Record(record, repeated) => {
                list.records.push(record);
                list.repeated.extend(repeated);
            }
            Entry::Bad(bad) => list.bad.push(bad),
        }
    }
    list.passed_over = reader.rows().passed_over();
    Ok(list)
}
