//! Rows of a table as lines of a page.

use crate::format::FormatFault;
use crate::outcome::Outcome;
use crate::reading::{Page, PageTable};

/// Text of one page from which on the next row begins a new one: a page is what a person looks at
/// and what the search index takes as one.
const PAGE_BYTES: usize = 1 << 20;

/// Writes a table: one line a row, cells parted by tabs, the row's address first, the names of the
/// columns on top of each page.
pub(super) struct Rows {
    label: String,
    heading: String,
    text: String,
    from: Option<String>,
    pages: u32,
    count: u64,
}

impl Rows {
    /// A table of this name; `address` names what the first cell of each row says.
    pub(super) fn new(label: &str, address: &str, columns: &[String]) -> Self {
        let mut heading = cell(address);
        for name in columns {
            heading.push('\t');
            heading.push_str(&cell(name));
        }
        Self {
            label: label.to_owned(),
            heading,
            text: String::new(),
            from: None,
            pages: 0,
            count: 0,
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The limits on pages and text.
    pub(super) fn push(
        &mut self,
        address: &str,
        cells: &[String],
        out: &mut Outcome,
    ) -> Result<(), FormatFault> {
        if self.text.len() >= PAGE_BYTES {
            self.flush(out)?;
            self.from = Some(address.to_owned());
        }
        self.text.push('\n');
        self.text.push_str(&cell(address));
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        for value in cells.iter().take(filled.map_or(0, |at| at + 1)) {
            self.text.push('\t');
            self.text.push_str(&cell(value));
        }
        self.count += 1;
        Ok(())
    }

    /// How many rows were added.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// Ends the table; one without rows is a page with the names of its columns.
    ///
    /// # Errors
    /// The limits on pages and text.
    pub(super) fn end(mut self, out: &mut Outcome) -> Result<u64, FormatFault> {
        if self.pages == 0 || !self.text.is_empty() {
            self.flush(out)?;
        }
        Ok(self.count)
    }

    fn flush(&mut self, out: &mut Outcome) -> Result<(), FormatFault> {
        let label = match &self.from {
            Some(address) => format!("{}, from {address}", self.label),
            None => self.label.clone(),
        };
        let text = format!("{}{}", self.heading, self.text);
        self.text.clear();
        let table = PageTable {
            lines: u32::try_from(text.matches('\n').count() + 1).unwrap_or(u32::MAX),
            addressed: true,
            continues: self.pages > 0,
        };
        self.pages += 1;
        out.push_page(Page {
            label: Some(label).filter(|label| !label.is_empty()),
            table: Some(table),
            text,
            ..Page::default()
        })
    }
}

/// A value on one line and in one cell.
fn cell(value: &str) -> String {
    value
        .trim_end_matches(|c: char| c.is_whitespace() || c == '\0')
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn a_long_table_goes_on_on_further_pages_that_say_where() {
        let mut out = Outcome::new("x", &Limits::default());
        let mut rows = Rows::new("staff", "row", &["name".to_owned()]);
        let long = "ن".repeat(300_000);
        for n in 1..=3 {
            rows.push(&n.to_string(), std::slice::from_ref(&long), &mut out)
                .unwrap();
        }
        assert_eq!(rows.end(&mut out).unwrap(), 3);
        let labels: Vec<_> = out
            .pages()
            .iter()
            .map(|p| p.label.clone().unwrap())
            .collect();
        assert_eq!(labels, ["staff", "staff, from 3"]);
        assert!(
            out.pages()
                .iter()
                .all(|p| p.text.starts_with("row\tname\n"))
        );
    }

    #[test]
    fn a_value_keeps_to_its_line_and_cell() {
        let mut out = Outcome::new("x", &Limits::default());
        let mut rows = Rows::new("t", "row", &["a".to_owned(), "b".to_owned()]);
        let cells = ["one\ntwo\tthree".to_owned(), "four".to_owned()];
        rows.push("1", &cells, &mut out).unwrap();
        rows.end(&mut out).unwrap();
        assert_eq!(out.pages()[0].text, "row\ta\tb\n1\tone two three\tfour");
    }
}
