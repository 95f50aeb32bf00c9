//! A table that is to become a list: text in rows, or cells of a workbook or database.

use super::OtherLines;
use crate::WorkbenchError;
use extract::Reading;
use linkage::list::{
    BadRow, Form, Kind, ListFault, Row, RowSource, TITLE_ROWS, heading_row, numbered, sniff, unique,
};
use linkage::mapping::Mapping;
use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};
use std::vec;

/// Rows from which a mapping is proposed.
const LOOKED_AT_ROWS: usize = 1_000;

/// A table with the mapping by which it is read.
pub(super) struct Table {
    /// The mapping, with the form.
    pub(super) mapping: Mapping,
    /// Lines in another encoding.
    pub(super) other_lines: OtherLines,
    /// Every table beside it: what it is called and how many rows it has. Of text there is one.
    pub(super) beside: Vec<(Option<String>, u64)>,
    source: Source,
}

enum Source {
    Text(File),
    Cells(Vec<Row>),
}

impl Table {
    /// Opens table `number` of a file. `read` reads a file that is no text.
    ///
    /// # Errors
    /// Where there is no such table, or it cannot be read.
    pub(super) fn open(
        mut file: File,
        number: u32,
        stated: Option<Mapping>,
        read: &mut dyn FnMut(&File) -> Result<Reading, WorkbenchError>,
    ) -> Result<Self, WorkbenchError> {
        let stated_form = stated.as_ref().and_then(|mapping| mapping.form.clone());
        let of_cells = |form: &Form| form.kind == Kind::Cells;
        let mut other_lines = None;
        let form = match stated_form {
            Some(form) => form,
            None => match sniff(&mut file) {
                Ok(sniffed) => {
                    other_lines = sniffed.other_lines.map(|(n, page)| (n, page.name()));
                    sniffed.form
                }
                Err(ListFault::NoText) => Form::new(Kind::Cells),
                Err(fault) => return Err(fault.into()),
            },
        };
        rewind(&mut file)?;
        let (source, beside, form) = if of_cells(&form) {
            let reading = read(&file)?;
            let (rows, beside) = cells(&reading, number)?;
            let sniffed = stated.as_ref().is_none_or(|mapping| mapping.form.is_none());
            let first_row = if sniffed {
                heading_row(rows.iter().take(TITLE_ROWS))
            } else {
                form.first_row
            };
            (Source::Cells(rows), beside, Form { first_row, ..form })
        } else if number != 1 {
            return Err(WorkbenchError::NoTable {
                table: number,
                found: 1,
            });
        } else {
            (Source::Text(file), Vec::new(), form)
        };
        let proposed = stated.is_none();
        let mut mapping = stated.unwrap_or_default();
        mapping.form = Some(form.clone());
        let mut table = Self {
            mapping,
            other_lines,
            beside,
            source,
        };
        if proposed {
            let (columns, rows) = table.first_rows()?;
            table.mapping = Mapping::propose(&columns, &rows).mapping;
            table.mapping.form = Some(form);
        }
        Ok(table)
    }

    /// Its rows from the start.
    pub(super) fn rows(&mut self) -> Result<Box<dyn RowSource + '_>, WorkbenchError> {
        let usual = Form::new(Kind::Delimited);
        let form = self.mapping.form.as_ref().unwrap_or(&usual);
        match &mut self.source {
            Source::Cells(rows) => Ok(Box::new(CellRows::open(rows.clone(), form)?)),
            Source::Text(file) => {
                rewind(file)?;
                Ok(linkage::list::open(BufReader::new(file), form)?)
            }
        }
    }

    /// Its columns and first rows.
    fn first_rows(&mut self) -> Result<(Vec<String>, Vec<Vec<String>>), WorkbenchError> {
        let mut source = self.rows()?;
        let mut row = Row::default();
        let mut rows = Vec::new();
        while rows.len() < LOOKED_AT_ROWS {
            match source.next(&mut row).map_err(ListFault::from)? {
                None => break,
                Some(Err(_)) => {}
                Some(Ok(())) => rows.push(in_columns(&row)),
            }
        }
        Ok((source.headings().to_vec(), rows))
    }
}

fn rewind(file: &mut File) -> Result<(), WorkbenchError> {
    file.seek(SeekFrom::Start(0)).map_err(ListFault::from)?;
    Ok(())
}

/// The rows of a table of a reading, and what tables there are.
#[allow(clippy::type_complexity, reason = "named where it is used")]
fn cells(
    reading: &Reading,
    number: u32,
) -> Result<(Vec<Row>, Vec<(Option<String>, u64)>), WorkbenchError> {
    let tables = extract::table::tables(reading);
    let beside = tables
        .iter()
        .map(|table| (table.name().map(str::to_owned), table.rows().count() as u64))
        .collect();
    let index = number.checked_sub(1).map(|n| n as usize);
    let table = index.and_then(|n| tables.get(n));
    let table = table.ok_or(WorkbenchError::NoTable {
        table: number,
        found: tables.len() as u64,
    })?;
    let rows = table.rows().map(|found| {
        let mut row = Row::new(found.number, u64::from(found.number));
        for (column, cell) in found.cells {
            row.push(column, cell);
        }
        row
    });
    Ok((rows.collect(), beside))
}

/// Rows of cells; a cell in a column without a heading is of a column called by its place.
struct CellRows {
    headings: Vec<String>,
    rows: vec::IntoIter<Row>,
}

impl CellRows {
    fn open(rows: Vec<Row>, form: &Form) -> Result<Self, ListFault> {
        let width = rows
            .iter()
            .flat_map(|row| row.cells().map(|(column, _)| column as usize + 1));
        let width = width.max().unwrap_or(0);
        let mut rows = rows.into_iter();
        rows.as_slice().first().ok_or(ListFault::Empty)?;
        while rows
            .as_slice()
            .first()
            .is_some_and(|row| row.number() < form.first_row)
        {
            rows.next();
        }
        let headings = if form.headings {
            let first = rows.next().ok_or(ListFault::Empty)?;
            let mut cells = in_columns(&first);
            cells.resize(width.max(cells.len()), String::new());
            unique(cells.iter().map(String::as_str))
        } else {
            numbered(width)
        };
        Ok(Self { headings, rows })
    }
}

impl RowSource for CellRows {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        let Some(next) = self.rows.find(|row| !row.is_empty()) else {
            return Ok(None);
        };
        *row = next;
        Ok(Some(Ok(())))
    }
}

/// The first cell of each column.
fn in_columns(row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for (column, text) in row.cells() {
        let column = column as usize;
        if column >= cells.len() {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column).filter(|cell| cell.is_empty()) {
            cell.push_str(text);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ItemState;
    use extract::{Page, PageTable};
    use linkage::Field;
    use linkage::list::{Entry, ListReader};
    use std::io::Write;

    fn workbook(text: &str, lines: u32) -> Reading {
        let table = PageTable {
            lines,
            ..PageTable::default()
        };
        Reading {
            pages: vec![Page {
                label: Some("S".to_owned()),
                text: text.to_owned(),
                table: Some(table),
                ..Page::default()
            }],
            ..Reading::ended(ItemState::Read, "x/y", "")
        }
    }

    fn no_text() -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"PK\x03\x04\0\0\0\0").unwrap();
        file.rewind().unwrap();
        file
    }

    #[test]
    fn rows_of_a_sheet_keep_their_numbers_under_a_title() {
        let text =
            "قائمة المفقودين\n\nالاسم\tاسم الأب\t\tالمواليد\nسالم\t\t\t1975\n\nنور\tعمر\nbeside";
        let reading = workbook(text, 6);
        let mut table = Table::open(no_text(), 1, None, &mut |_| Ok(reading.clone())).unwrap();
        assert_eq!(table.beside, [(Some("S".to_owned()), 4)]);
        let mapping = table.mapping.clone();
        assert_eq!(mapping.form.as_ref().unwrap().first_row, 3);
        let mut reader = ListReader::new(table.rows().unwrap(), &mapping).unwrap();
        let mut seen = Vec::new();
        while let Some(entry) = reader.next_entry().unwrap() {
            let Entry::Record(found, _) = entry else {
                panic!()
            };
            let said = |field| found.record.get(field).unwrap_or("-").to_owned();
            seen.push((
                found.row,
                said(Field::Given),
                said(Field::Father),
                said(Field::BirthYear),
            ));
        }
        let row = |n, a: &str, b: &str, c: &str| (n, a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(
            seen,
            [row(4, "سالم", "-", "1975"), row(6, "نور", "عمر", "-")]
        );
    }

    #[test]
    fn a_table_that_is_not_there_is_told_with_those_that_are() {
        let reading = workbook("a\tb", 1);
        let open = |number| Table::open(no_text(), number, None, &mut |_| Ok(reading.clone()));
        for number in [0, 2] {
            let fault = open(number).err();
            assert!(
                matches!(fault, Some(WorkbenchError::NoTable { found: 1, .. })),
                "{number}"
            );
        }
        let mut text = tempfile::tempfile().unwrap();
        text.write_all(b"id,name\n1,Salem\n").unwrap();
        text.rewind().unwrap();
        let fault = Table::open(text, 2, None, &mut |_| panic!("text is read here")).err();
        assert!(matches!(
            fault,
            Some(WorkbenchError::NoTable { found: 1, .. })
        ));
    }
}
