//! Source records as a reviewer sees them: what the row says, and where it stands.

use crate::list::{RowView, SourceRecord};
use crate::{Store, WorkbenchError};
use catalogue::{ListRow, NameWords};
use domain::{AccessionId, ItemId, LeadId, RecordId};
use linkage::{Field, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// So many rows of one list are looked up one by one; for more the list is read from end to end.
const ONE_BY_ONE: usize = 200;

/// A source record with its citation.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordView {
    /// Its number: item, table and row.
    pub record: RecordId,
    /// The accession it stands in.
    pub accession: AccessionId,
    /// What the list is called.
    pub list: String,
    /// What the row says of a person, as written.
    pub values: Vec<(Field, String)>,
    /// Every cell of the row that has something in it, as written.
    pub cells: Vec<String>,
}

impl fmt::Debug for RecordView {
    /// The number alone: what it says is of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordView").field(&self.record).finish()
    }
}

impl RecordView {
    /// The name in one line, as far as the row says one.
    pub fn name(&self) -> String {
        let said = |wanted: Field| {
            self.values
                .iter()
                .find(|(field, _)| *field == wanted)
                .map(|(_, value)| value.as_str())
        };
        if let Some(whole) = said(Field::FullName) {
            return whole.to_owned();
        }
        let parts = [
            Field::Given,
            Field::Father,
            Field::Grandfather,
            Field::Family,
        ];
        let mut name: Vec<&str> = parts.into_iter().filter_map(said).collect();
        if name.is_empty() {
            let others = [Field::Kunya, Field::Laqab, Field::Nisba];
            name = others.into_iter().filter_map(said).collect();
        }
        name.join(" ")
    }
}

/// The words by which a record is found.
pub(crate) fn name_words(record: &Record) -> NameWords {
    let names = record.values().iter().filter(|(field, _)| field.is_name());
    NameWords::of(names.map(|(_, value)| value.as_str()))
}

/// Rows by the list that they are of.
type ByList = BTreeMap<(ItemId, u32), BTreeSet<u32>>;

fn by_list<'a>(records: impl IntoIterator<Item = &'a RecordId>) -> ByList {
    let mut lists = ByList::new();
    for record in records {
        lists
            .entry((record.item().clone(), record.table()))
            .or_default()
            .insert(record.row());
    }
    lists
}

impl Store {
    pub(crate) fn record_view(
        &self,
        record: &RecordId,
        accession: AccessionId,
    ) -> Result<RecordView, WorkbenchError> {
        self.record_views([(record.clone(), accession)])?
            .remove(record)
            .ok_or_else(|| WorkbenchError::NotAvailable(record.to_string()))
    }

    /// Views of records by their numbers. Who asks has been let in before.
    pub(crate) fn record_views(
        &self,
        wanted: impl IntoIterator<Item = (RecordId, AccessionId)>,
    ) -> Result<BTreeMap<RecordId, RecordView>, WorkbenchError> {
        let wanted: BTreeMap<RecordId, AccessionId> = wanted.into_iter().collect();
        let mut views = BTreeMap::new();
        for ((item, table), rows) in by_list(wanted.keys()) {
            let list = self.0.catalogue.list(&item, table)?;
            let mut said = match &list {
                Some(list) => self.rows_of(list, &rows)?,
                None => BTreeMap::new(),
            };
            for row in rows {
                let record = RecordId::new(item.clone(), table, row);
                let Some(accession) = wanted.get(&record) else {
                    continue;
                };
                // A row that the list as mapped now does not have says nothing any more.
                let source = said.remove(&record);
                let view = RecordView {
                    accession: *accession,
                    list: list.as_ref().map(|l| l.name.clone()).unwrap_or_default(),
                    values: source
                        .as_ref()
                        .map(|source| source.record.values().to_vec())
                        .unwrap_or_default(),
                    cells: source
                        .into_iter()
                        .flat_map(|source| source.cells)
                        .map(|cell| cell.text)
                        .filter(|text| !text.trim().is_empty())
                        .collect(),
                    record: record.clone(),
                };
                views.insert(record, view);
            }
        }
        Ok(views)
    }

    fn rows_of(
        &self,
        list: &ListRow,
        rows: &BTreeSet<u32>,
    ) -> Result<BTreeMap<RecordId, SourceRecord>, WorkbenchError> {
        let mut places = Vec::with_capacity(rows.len());
        for row in rows {
            places.extend(self.0.catalogue.record_place(list, *row)?);
        }
        let views = self.rows_at(list, &places)?;
        Ok(views
            .into_iter()
            .filter_map(|view| match view {
                RowView::Record(record) => Some((record.id.clone(), *record)),
                RowView::Bad(..) => None,
            })
            .collect())
    }

    /// What lists are called, by their accessions.
    pub(crate) fn list_names(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<AccessionId, String>, WorkbenchError> {
        let mut names: BTreeMap<AccessionId, String> = BTreeMap::new();
        for list in self.0.catalogue.lists(scope)? {
            let name = names.entry(list.accession).or_default();
            if !name.is_empty() {
                name.push_str(" + ");
            }
            name.push_str(&list.name);
        }
        Ok(names)
    }

    /// What records say, by their numbers. Records that are not there are left out.
    pub(crate) fn said_by<'a>(
        &self,
        records: impl IntoIterator<Item = &'a RecordId>,
    ) -> Result<BTreeMap<RecordId, Record>, WorkbenchError> {
        let mut said = BTreeMap::new();
        for ((item, table), rows) in by_list(records) {
            let Some(list) = self.0.catalogue.list(&item, table)? else {
                continue;
            };
            if rows.len() > ONE_BY_ONE {
                self.each_record(&list, &mut |_, id, record| {
                    if rows.contains(&id.row()) {
                        said.insert(id, record);
                    }
                    Ok(())
                })?;
            } else {
                let found = self.rows_of(&list, &rows)?;
                said.extend(found.into_iter().map(|(id, source)| (id, source.record)));
            }
        }
        Ok(said)
    }

    /// Enters the words of leads that have none. The caller holds the work lock, or has just proposed
    /// them: entered twice they are the same.
    pub(crate) fn name_leads(&self) -> Result<(), WorkbenchError> {
        let mut after: Option<LeadId> = None;
        loop {
            let leads = self.0.catalogue.leads_to_name(after.as_ref())?;
            let Some((last, _, _)) = leads.last() else {
                return Ok(());
            };
            after = Some(last.clone());
            let records = leads.iter().flat_map(|(_, left, right)| [left, right]);
            let words: BTreeMap<RecordId, NameWords> = self
                .said_by(records)?
                .into_iter()
                .map(|(id, record)| (id, name_words(&record)))
                .collect();
            let of = |record: &RecordId| words.get(record).cloned().unwrap_or_default();
            let named: Vec<(LeadId, NameWords)> = leads
                .iter()
                .map(|(lead, left, right)| (lead.clone(), of(left).with(&of(right))))
                .collect();
            self.0.catalogue.name_leads(&named)?;
        }
    }
}
