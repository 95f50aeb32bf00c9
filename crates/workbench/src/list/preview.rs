//! What would be understood of a list, before it is taken in.

use super::OtherLines;
use super::import::{ListRequest, ListSource, open_list};
use super::table::Table;
use crate::{ProcessOptions, Store, WorkbenchError};
use domain::access::Action;
use domain::{ItemId, UserName};
use extract::{FormatFault, MemberHead, MemberProblem, MemberSink, Reader, Reading};
use linkage::list::{BadRow, Entry, ListFault, ListReader, RepeatedId};
use linkage::mapping::{DateCounts, Mapping, Use};
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// As many values of a column are shown.
const SAMPLES: usize = 5;
/// A longer value is cut where it is shown.
const SAMPLE_CHARS: usize = 60;
/// As many bad rows and repeated ids are named.
const NAMED: usize = 1_000;

/// What would be understood of a list.
#[derive(Clone, PartialEq)]
pub struct Preview {
    /// The mapping: the one stated, or the one proposed; with the form.
    pub mapping: Mapping,
    /// Each column.
    pub columns: Vec<PreviewColumn>,
    /// Rows that would be source records.
    pub records: u64,
    /// Rows that could not be taken over.
    pub bad_rows: u64,
    /// The first of them.
    pub bad: Vec<BadRow>,
    /// Records whose id an earlier record has, too.
    pub repeated_ids: u64,
    /// The first of them.
    pub repeated: Vec<RepeatedId>,
    /// Rows that speak of something else than a person.
    pub passed_over: u64,
    /// Lines in another encoding.
    pub other_lines: OtherLines,
    /// The tables of a workbook or database: what each is called and how many rows it has.
    pub tables: Vec<(Option<String>, u64)>,
}

/// One column of a list.
#[derive(Clone, PartialEq)]
pub struct PreviewColumn {
    /// Its heading.
    pub heading: String,
    /// What it would be taken to say.
    pub says: Vec<Use>,
    /// Rows that have something in it.
    pub filled: u64,
    /// The first values, each once.
    pub samples: Vec<String>,
    /// What its values are as dates.
    pub dates: DateCounts,
}

/// Looks at a file as a list, without a store.
///
/// # Errors
/// Where it cannot be read as a list, or the mapping does not fit.
pub fn preview(
    path: &Path,
    table: u32,
    mapping: Option<Mapping>,
    options: &ProcessOptions,
) -> Result<Preview, WorkbenchError> {
    let mut table = open_table(path, table, mapping, options)?;
    look(&mut table)
}

/// Opens a table of a file of this machine; a workbook is read behind the fence.
pub(super) fn open_table(
    path: &Path,
    table: u32,
    mapping: Option<Mapping>,
    options: &ProcessOptions,
) -> Result<Table, WorkbenchError> {
    let file = open_list(path)?;
    let name = path
        .file_name()
        .map(|name| name.as_bytes().to_vec())
        .unwrap_or_default();
    Table::open(file, table, mapping, &mut |file| {
        read_fenced(file, &name, options)
    })
}

fn read_fenced(
    file: &File,
    name: &[u8],
    options: &ProcessOptions,
) -> Result<Reading, WorkbenchError> {
    let mut reader = Reader::start(&options.reader_settings())?;
    Ok(reader.read(file, name, &options.read_options(), &mut NoMembers)?)
}

/// Lets members go by: a list has none.
struct NoMembers;

impl MemberSink for NoMembers {
    fn begin(&mut self, _: MemberHead) -> Result<(), FormatFault> {
        Ok(())
    }

    fn write(&mut self, _: &[u8]) -> Result<(), FormatFault> {
        Ok(())
    }

    fn end(&mut self, _: Option<MemberProblem>) -> Result<(), FormatFault> {
        Ok(())
    }

    fn forget(&mut self) -> bool {
        true
    }
}

impl Store {
    /// What [`Store::import_list`] would do; nothing is taken in.
    ///
    /// # Errors
    /// As [`Store::import_list`].
    pub fn survey_list(
        &self,
        by: &UserName,
        request: &ListRequest,
    ) -> Result<Preview, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        request.ground.check()?;
        let mapping = request.mapping.clone();
        match &request.source {
            ListSource::File(intake) => {
                preview(&intake.path, request.table, mapping, &request.reading)
            }
            ListSource::Item(id) => {
                self.preview_item(by, id, request.table, mapping, &request.reading)
            }
        }
    }

    /// Looks at a table of an item as a list; the look is recorded.
    ///
    /// # Errors
    /// Where it is not available, cannot be read as a list, or the mapping does not fit.
    pub fn preview_item(
        &self,
        by: &UserName,
        id: &ItemId,
        table: u32,
        mapping: Option<Mapping>,
        options: &ProcessOptions,
    ) -> Result<Preview, WorkbenchError> {
        let (row, reading) = self.looked_at(by, id)?;
        let mut table = self.item_table(&row, table, mapping, &mut |file| match &reading {
            Some(reading) if !extract::table::tables(reading).is_empty() => Ok(reading.clone()),
            _ => read_fenced(file, row.path.as_bytes(), options),
        })?;
        look(&mut table)
    }
}

fn look(table: &mut Table) -> Result<Preview, WorkbenchError> {
    let mapping = table.mapping.clone();
    let mut preview = Preview {
        mapping: mapping.clone(),
        columns: Vec::new(),
        records: 0,
        bad_rows: 0,
        bad: Vec::new(),
        repeated_ids: 0,
        repeated: Vec::new(),
        passed_over: 0,
        other_lines: table.other_lines,
        tables: table.beside.clone(),
    };
    let mut rows = table.rows()?;
    let says = |uses: &[Use]| uses.iter().any(|says| *says != Use::Id);
    let understood = mapping.columns().any(|(_, uses)| says(uses));
    let mut read_by = mapping.clone();
    if !understood {
        // A list of which no column is understood is looked at all the same: a person will say.
        let first = rows.headings().first().cloned().unwrap_or_default();
        read_by = read_by.with(first, Use::Field(linkage::Field::FullName))?;
    }
    let mut reader = ListReader::new(&mut *rows, &read_by)?;
    while let Some(entry) = reader.next_entry().map_err(ListFault::from)? {
        match entry {
            Entry::Bad(bad) => {
                preview.bad_rows += u64::from(understood);
                if understood && preview.bad.len() < NAMED {
                    preview.bad.push(bad);
                }
            }
            Entry::Record(_, repeated) => {
                preview.records += u64::from(understood);
                preview.repeated_ids += u64::from(repeated.is_some());
                preview
                    .repeated
                    .extend(repeated.filter(|_| preview.repeated.len() < NAMED));
            }
        }
        let row = reader.row();
        for (column, cell) in row.cells().filter(|(_, cell)| !cell.trim().is_empty()) {
            count(&mut preview.columns, column as usize, cell);
        }
    }
    let headings = reader.rows().headings().to_vec();
    preview.passed_over = reader.rows().passed_over();
    mapping.complete(&headings)?;
    preview.columns.resize_with(
        headings.len().max(preview.columns.len()),
        PreviewColumn::empty,
    );
    for (column, heading) in preview.columns.iter_mut().zip(headings) {
        let says = mapping.columns().find(|(name, _)| *name == heading);
        column.says = says.map(|(_, uses)| uses.to_vec()).unwrap_or_default();
        column.heading = heading;
    }
    Ok(preview)
}

fn count(columns: &mut Vec<PreviewColumn>, at: usize, cell: &str) {
    if at >= columns.len() {
        columns.resize_with(at + 1, PreviewColumn::empty);
    }
    let Some(column) = columns.get_mut(at) else {
        return;
    };
    column.filled += 1;
    column.dates.add(cell);
    if column.samples.len() < SAMPLES {
        let shown: String = cell.trim().chars().take(SAMPLE_CHARS).collect();
        if !column.samples.contains(&shown) {
            column.samples.push(shown);
        }
    }
}

impl PreviewColumn {
    fn empty() -> Self {
        Self {
            heading: String::new(),
            says: Vec::new(),
            filled: 0,
            samples: Vec::new(),
            dates: DateCounts::default(),
        }
    }
}
