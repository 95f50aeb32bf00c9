//! The rows of tables in a reading: sheets of workbooks and tables of databases.
//!
//! A page says how many of its first lines are rows ([`PageTable`]). Line `n` is row `n` and the field
//! after `m` tabs is column `m + 1`; a line `[row 5000]` says which row the next line is, a field
//! `[column AF]` which column the next field is.

use crate::format::office::grid::column_of;
use crate::{Page, Reading};

/// A table of a reading, over one page or more.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    pages: Vec<&'a Page>,
}

/// A row with its cells; columns count from 0. Empty cells are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow<'a> {
    /// Which row of the table, from 1.
    pub number: u32,
    /// Its cells, each with its column.
    pub cells: Vec<(u32, &'a str)>,
}

/// The tables of a reading, in the order of its pages.
pub fn tables(reading: &Reading) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for page in &reading.pages {
        let Some(table) = page.table else { continue };
        match tables.last_mut() {
            Some(begun) if table.continues => begun.pages.push(page),
            _ => tables.push(Table { pages: vec![page] }),
        }
    }
    tables
}

impl<'a> Table<'a> {
    /// What the table is called: a sheet's name, a table's name.
    pub fn name(&self) -> Option<&'a str> {
        self.pages.first()?.label.as_deref()
    }

    /// Its rows that have a cell, in order.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'a>> {
        let mut number = 0u32;
        self.pages.clone().into_iter().flat_map(move |page| {
            let table = page.table.unwrap_or_default();
            let lines = page.text.split('\n').take(table.lines as usize);
            // A page that goes on with a table repeats the names of its columns.
            let lines = lines.skip(usize::from(table.addressed && table.continues));
            let mut rows = Vec::new();
            for line in lines {
                if let Some(next) = marked_row(line).filter(|_| !table.addressed) {
                    number = next.saturating_sub(1);
                    continue;
                }
                number = number.saturating_add(1);
                let cells = cells(line, table.addressed);
                if !cells.is_empty() {
                    rows.push(TableRow { number, cells });
                }
            }
            rows
        })
    }
}

/// The row that a mark on a line of its own names.
fn marked_row(line: &str) -> Option<u32> {
    line.strip_prefix("[row ")?.strip_suffix(']')?.parse().ok()
}

fn cells(line: &str, addressed: bool) -> Vec<(u32, &str)> {
    let mut column = 0u32;
    let mut cells = Vec::new();
    for field in line.split('\t') {
        let marked = field
            .strip_prefix("[column ")
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(column_of);
        if let Some(next) = marked.filter(|_| !addressed) {
            column = next;
            continue;
        }
        if !field.is_empty() {
            cells.push((column, field));
        }
        column = column.saturating_add(1);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageTable;
    use domain::ItemState;

    fn reading(pages: Vec<Page>) -> Reading {
        Reading {
            pages,
            ..Reading::ended(ItemState::Read, "x/y", "")
        }
    }

    fn rows<'a>(table: &Table<'a>) -> Vec<(u32, Vec<(u32, &'a str)>)> {
        table.rows().map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn cells_have_the_rows_and_columns_of_the_sheet() {
        let text = "\tB1\n\nA3\t\tC3\n[row 5000]\n[column AF]\tfar\tnext\nA comment beside";
        let page = Page {
            label: Some("list".to_owned()),
            text: text.to_owned(),
            table: Some(PageTable {
                lines: 5,
                ..PageTable::default()
            }),
            ..Page::default()
        };
        let reading = reading(vec![Page::default(), page]);
        let tables = tables(&reading);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].name(), Some("list"));
        assert_eq!(
            rows(&tables[0]),
            [
                (1, vec![(1, "B1")]),
                (3, vec![(0, "A3"), (2, "C3")]),
                (5000, vec![(31, "far"), (32, "next")]),
            ]
        );
    }

    #[test]
    fn a_table_of_a_database_goes_on_over_its_pages() {
        let page = |text: &str, continues| Page {
            text: text.to_owned(),
            table: Some(PageTable {
                lines: 2,
                addressed: true,
                continues,
            }),
            ..Page::default()
        };
        let reading = reading(vec![
            page("row\tname\n1\t[column C]", false),
            page("row\tname\n2\tOmar", true),
            page("row\tplace\n1\tHarasta", false),
        ]);
        let tables = tables(&reading);
        assert_eq!(tables.len(), 2);
        assert_eq!(
            rows(&tables[0]),
            [
                (1, vec![(0, "row"), (1, "name")]),
                (2, vec![(0, "1"), (1, "[column C]")]),
                (3, vec![(0, "2"), (1, "Omar")]),
            ]
        );
    }
}
