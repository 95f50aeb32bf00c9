//! Looking at lists and their rows.

use super::rows_object;
use crate::{Store, WorkbenchError};
use catalogue::{ListRow, RecordPlace, RowChoice};
use domain::access::Action;
use domain::{AccessionId, ItemId, RecordId, UserName};
use linkage::Record;
use linkage::list::{BadRow, Row};
use linkage::mapping::{Mapping, Plan, Use};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use vault::VaultError;

/// A list as its newest act says, for a person who may see it.
pub type ListSummary = ListRow;

/// The most rows of one page.
const LONGEST_PAGE: u32 = 1_000;

/// A cell of a source record.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceCell {
    /// The heading of its column.
    pub column: String,
    /// What stands in it, as written.
    pub text: String,
    /// What the mapping says that it says.
    pub says: Vec<Use>,
}

/// A row of a list that says something of a person: all its cells, and what they were taken to say.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its number.
    pub id: RecordId,
    /// The accession it belongs to.
    pub accession: AccessionId,
    /// The line of the file in which it begins, from 1.
    pub line: u64,
    /// The id that the list gives it.
    pub own_id: Option<String>,
    /// What it says, under the mapping in force; its id is its number.
    pub record: Record,
    /// All its cells.
    pub cells: Vec<SourceCell>,
}

/// A row of a list, good or bad.
#[derive(Clone, PartialEq, Eq)]
pub enum RowView {
    /// A source record.
    Record(Box<SourceRecord>),
    /// A row that could not be taken over, and why.
    Bad(RecordId, BadRow),
}

impl Store {
    /// The lists that the person may see.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read.
    pub fn lists(&self, by: &UserName) -> Result<Vec<ListSummary>, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        Ok(self.0.catalogue.lists(&scope)?)
    }

    /// One list.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn list(
        &self,
        by: &UserName,
        item: &ItemId,
        table: u32,
    ) -> Result<ListSummary, WorkbenchError> {
        let id = RecordId::new(item.clone(), table, 1);
        self.list_of(by, &id, &format!("{item}"))
    }

    /// The list of a record, if the person may see it; `object` is what is asked for, in words.
    fn list_of(
        &self,
        by: &UserName,
        id: &RecordId,
        object: &str,
    ) -> Result<ListRow, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        match self.0.catalogue.list(id.item(), id.table())? {
            Some(list) if scope.contains(&list.accession) => Ok(list),
            Some(_) => Err(self.not_granted(by, Action::ReadEvidence, object.to_owned())?),
            None => Err(WorkbenchError::NotAvailable(object.to_owned())),
        }
    }

    /// Rows of a list behind row `after`; the look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn list_rows(
        &self,
        by: &UserName,
        item: &ItemId,
        table: u32,
        choice: RowChoice,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RowView>, WorkbenchError> {
        let list = self.list(by, item, table)?;
        let limit = limit.clamp(1, LONGEST_PAGE);
        let places = self
            .0
            .catalogue
            .record_places(&list, choice, after, limit)?;
        let object = match (places.first(), places.last()) {
            (Some(first), Some(last)) => {
                let first = RecordId::new(item.clone(), table, first.row);
                format!("{first} to row {}", last.row)
            }
            _ => format!("rows of {item}"),
        };
        let action = Action::ReadEvidence.name();
        self.record(by, action, Some(object), None, "permitted")?;
        self.rows_at(&list, &places)
    }

    /// One source record; the look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there, is a bad row, or not for this person.
    pub fn source_record(
        &self,
        by: &UserName,
        id: &RecordId,
    ) -> Result<SourceRecord, WorkbenchError> {
        match self.list_row(by, id)? {
            RowView::Record(record) => Ok(*record),
            RowView::Bad(..) => Err(WorkbenchError::NotAvailable(id.to_string())),
        }
    }

    /// One row of a list, good or bad; the look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn list_row(&self, by: &UserName, id: &RecordId) -> Result<RowView, WorkbenchError> {
        let list = self.list_of(by, id, &id.to_string())?;
        let not_available = || WorkbenchError::NotAvailable(id.to_string());
        let place = self.0.catalogue.record_place(&list, id.row())?;
        let place = place.ok_or_else(not_available)?;
        let action = Action::ReadEvidence.name();
        self.record(by, action, Some(id.to_string()), None, "permitted")?;
        let rows = self.rows_at(&list, &[place])?;
        rows.into_iter().next().ok_or_else(not_available)
    }

    /// The records of a list that have this id there: several, where the list says it more than once.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn records_with_id(
        &self,
        by: &UserName,
        item: &ItemId,
        table: u32,
        own_id: &str,
    ) -> Result<Vec<SourceRecord>, WorkbenchError> {
        let list = self.list(by, item, table)?;
        let places = self.0.catalogue.records_with_id(&list, own_id)?;
        let action = Action::ReadEvidence.name();
        self.record(
            by,
            action,
            Some(format!("a record of {item} by its id")),
            None,
            "permitted",
        )?;
        let rows = self.rows_at(&list, &places)?;
        let records = rows.into_iter().filter_map(|row| match row {
            RowView::Record(record) => Some(*record),
            RowView::Bad(..) => None,
        });
        Ok(records.collect())
    }

    /// Hands out every source record of an accession, list by list in the order of rows, for the
    /// matching of lists; memory does not grow with them. That they were taken is recorded, a line a list.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where the accession is not for this person, and what `each` returns.
    pub fn source_records(
        &self,
        by: &UserName,
        accession: AccessionId,
        each: &mut dyn FnMut(&ListSummary, RecordId, Record) -> Result<(), WorkbenchError>,
    ) -> Result<(), WorkbenchError> {
        self.accession(by, accession)?;
        let action = Action::ReadEvidence.name();
        for list in self.0.catalogue.lists(&[accession].into())? {
            let object = format!("all records of {}, table {}", list.item, list.table);
            self.record(by, action, Some(object), None, "permitted")?;
            self.each_record(&list, each)?;
        }
        Ok(())
    }

    pub(crate) fn each_record(
        &self,
        list: &ListRow,
        each: &mut dyn FnMut(&ListSummary, RecordId, Record) -> Result<(), WorkbenchError>,
    ) -> Result<(), WorkbenchError> {
        let plan = plan(list)?;
        let mut object = BufReader::with_capacity(1 << 17, self.0.vault.open_object(&list.rows)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            let size = object
                .read_until(b'\n', &mut line)
                .map_err(|e| VaultError::broken(&list.rows, &e))?;
            if size == 0 {
                return Ok(());
            }
            if let Ok(row) = parse(list, &line)? {
                let id = RecordId::new(list.item.clone(), list.table, row.number());
                let record = plan.record(&row, id.to_string());
                each(list, id, record)?;
            }
        }
    }

    /// The rows at these places, which are in the order of the object.
    pub(crate) fn rows_at(
        &self,
        list: &ListRow,
        places: &[RecordPlace],
    ) -> Result<Vec<RowView>, WorkbenchError> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let plan = plan(list)?;
        let mut object = self.0.vault.open_object(&list.rows)?;
        let broken = |e: std::io::Error| VaultError::broken(&list.rows, &e);
        let mut rows = Vec::with_capacity(places.len());
        let mut at = None;
        for place in places {
            if at != Some(place.from_byte) {
                object
                    .seek(SeekFrom::Start(place.from_byte))
                    .map_err(broken)?;
            }
            at = Some(place.from_byte + place.size_bytes);
            let mut line = Vec::new();
            let size = (&mut object).take(place.size_bytes).read_to_end(&mut line);
            size.map_err(broken)?;
            rows.push(view(list, &plan, parse(list, &line)?));
        }
        Ok(rows)
    }
}

fn plan(list: &ListRow) -> Result<Plan, WorkbenchError> {
    let mapping = Mapping::from_toml(&list.mapping).map_err(|e| unreadable(list, &e))?;
    mapping
        .plan(&list.columns)
        .map_err(|e| unreadable(list, &e))
}

fn parse(list: &ListRow, line: &[u8]) -> Result<Result<Row, BadRow>, WorkbenchError> {
    rows_object::read(line).map_err(|e| unreadable(list, &e))
}

fn unreadable(list: &ListRow, reason: &dyn ToString) -> WorkbenchError {
    WorkbenchError::ActUnreadable {
        index: list.act,
        reason: reason.to_string(),
    }
}

fn view(list: &ListRow, plan: &Plan, row: Result<Row, BadRow>) -> RowView {
    let number = |row: u32| RecordId::new(list.item.clone(), list.table, row);
    let row = match row {
        Err(bad) => return RowView::Bad(number(bad.row), bad),
        Ok(row) => row,
    };
    let id = number(row.number());
    let heading = |column: u32| {
        list.columns
            .get(column as usize)
            .cloned()
            .unwrap_or_default()
    };
    let cells = row.cells().map(|(column, text)| SourceCell {
        column: heading(column),
        text: text.to_owned(),
        says: plan.uses(column).to_vec(),
    });
    RowView::Record(Box::new(SourceRecord {
        accession: list.accession,
        line: row.line(),
        own_id: plan.id(&row).map(str::to_owned),
        record: plan.record(&row, id.to_string()),
        cells: cells.collect(),
        id,
    }))
}
