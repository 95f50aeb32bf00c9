//! A person: source records side by side, joined by decisions that can be undone.
//!
//! There is no merged row: each value stays with its record. A person's role is unknown here; nothing
//! that joins records says anything of it.

use crate::review::record::name_words;
use crate::review::{DecisionView, RecordView};
use crate::{Store, WorkbenchError};
use catalogue::{LeadRow, NameQuery};
use domain::access::Action;
use domain::{AccessionId, LeadId, PersonId, RecordId, UserName};
use linkage::Field;
use std::collections::{BTreeMap, BTreeSet};

/// Persons of one answer, at most.
const MOST_FOUND: usize = 200;

/// A person as one reader may see them.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// Its number, after the smallest record that this reader may see.
    pub person: PersonId,
    /// The records, side by side.
    pub sources: Vec<RecordView>,
    /// What joins them.
    pub links: Vec<LinkView>,
    /// Fields in which records differ.
    pub conflicts: Vec<FieldConflict>,
    /// Whether two records are rows of one list.
    pub twice_in_a_list: bool,
    /// Whether the reader may take a link apart.
    pub may_unlink: bool,
}

/// A link between two records, with everything that was decided on it.
#[derive(Debug, Clone)]
pub struct LinkView {
    /// The lead it came from.
    pub lead: LeadId,
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// All decisions, withdrawn ones too.
    pub decisions: Vec<DecisionView>,
}

/// A field in which records say what cannot both be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// Which.
    pub field: Field,
    /// What each record says that says anything there.
    pub values: Vec<(RecordId, String)>,
}

/// One line of an answer to a look-up.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Its number.
    pub person: PersonId,
    /// Its records that bear the name, in order.
    pub records: Vec<RecordView>,
    /// Records of the person in all.
    pub sources: u64,
}

impl Store {
    /// A person, by any of its records. Who has not read a lead on one of them gives a reason, which
    /// is kept in the record of consultations.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where the record is not there or not for this reader;
    /// [`WorkbenchError::ReasonRequired`].
    pub fn person_page(
        &self,
        by: &UserName,
        id: &PersonId,
        reason: Option<&str>,
    ) -> Result<PersonView, WorkbenchError> {
        let row = self.readable(by, id.record().item())?;
        self.authorise(by, Action::FindPerson, Some(row.accession))?;
        let scope = self.scope(by, Action::ReadEvidence)?;
        let (records, links) = self.0.catalogue.joined_with(&scope, id.record())?;
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        let mut own = false;
        for record in &records {
            own = own || self.0.catalogue.has_read_a_lead_on(by, record)?;
        }
        if !own && reason.is_none() {
            return Err(WorkbenchError::ReasonRequired);
        }
        let sources = self.sources(&records, id.record())?;
        self.record(
            by,
            Action::FindPerson.name(),
            Some(id.to_string()),
            reason,
            "permitted",
        )?;
        let mut views = Vec::with_capacity(links.len());
        for link in &links {
            let decisions = self.0.catalogue.decisions_on(&link.id)?;
            views.push(LinkView {
                lead: link.id.clone(),
                left: link.left.clone(),
                right: link.right.clone(),
                decisions: self.told(&link.id, decisions.iter())?,
            });
        }
        let may_review = |link: &LeadRow| {
            self.person(by).is_ok_and(|person| {
                [link.left_accession, link.right_accession]
                    .into_iter()
                    .all(|list| {
                        domain::access::decide(&person, Action::ReviewMatches, Some(list)).is_ok()
                    })
            })
        };
        let mut lists = BTreeSet::new();
        Ok(PersonView {
            person: PersonId::of(
                records
                    .first()
                    .cloned()
                    .unwrap_or_else(|| id.record().clone()),
            ),
            twice_in_a_list: sources.iter().any(|source| !lists.insert(source.accession)),
            conflicts: conflicts(&sources),
            may_unlink: !links.is_empty() && links.iter().all(may_review),
            sources,
            links: views,
        })
    }

    /// Persons with a record that bears the name, in either script, among the records of leads and
    /// lists that the reader may see. The look-up is kept with its reason.
    ///
    /// # Errors
    /// [`WorkbenchError::ReasonRequired`]; where the reader may look nobody up.
    pub fn find_person(
        &self,
        by: &UserName,
        name: &str,
        reason: &str,
    ) -> Result<Vec<PersonLine>, WorkbenchError> {
        let scope = self.scope(by, Action::FindPerson)?;
        if reason.trim().is_empty() {
            return Err(WorkbenchError::ReasonRequired);
        }
        let Some(query) = NameQuery::parse(name) else {
            return Err(WorkbenchError::BadValue {
                what: "name",
                reason: "it has no letter".to_owned(),
            });
        };
        self.record(
            by,
            Action::FindPerson.name(),
            Some(name.trim().to_owned()),
            Some(reason.trim()),
            "permitted",
        )?;
        let found = self.records_named(&scope, &query)?;
        let mut persons: BTreeMap<PersonId, (Vec<(RecordId, AccessionId)>, u64)> = BTreeMap::new();
        for (record, accession) in found {
            let (records, _) = self.0.catalogue.joined_with(&scope, &record)?;
            let sources = records.len() as u64;
            let first = records.into_iter().next().unwrap_or_else(|| record.clone());
            let entry = persons.entry(PersonId::of(first)).or_default();
            entry.0.push((record, accession));
            entry.1 = sources;
        }
        persons
            .into_iter()
            .map(|(person, (records, sources))| {
                let views = self.record_views(records)?;
                Ok(PersonLine {
                    person,
                    records: views.into_values().collect(),
                    sources,
                })
            })
            .collect()
    }

    /// Records that bear a name, in the order of their lists. Names stand in the vault alone, so the
    /// lists are read from end to end.
    fn records_named(
        &self,
        scope: &BTreeSet<AccessionId>,
        query: &NameQuery,
    ) -> Result<Vec<(RecordId, AccessionId)>, WorkbenchError> {
        let mut found = Vec::new();
        for list in self.0.catalogue.lists(scope)? {
            self.each_record(&list, &mut |_, id, record| {
                if found.len() < MOST_FOUND && query.finds(&name_words(&record)) {
                    found.push((id, list.accession));
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    fn sources(
        &self,
        records: &BTreeSet<RecordId>,
        asked: &RecordId,
    ) -> Result<Vec<RecordView>, WorkbenchError> {
        let mut wanted = Vec::with_capacity(records.len());
        for record in records {
            match self.0.catalogue.item(record.item())? {
                Some(item) => wanted.push((record.clone(), item.accession)),
                None => return Err(WorkbenchError::NotAvailable(record.to_string())),
            }
        }
        let views = self.record_views(wanted)?;
        // A number that no row has is no person.
        if views.get(asked).is_none_or(|view| view.values.is_empty()) {
            return Err(WorkbenchError::NotAvailable(asked.to_string()));
        }
        Ok(views.into_values().collect())
    }
}

/// Fields in which two records say what cannot both be: names of no common sound, other values that
/// differ after folding.
fn conflicts(sources: &[RecordView]) -> Vec<FieldConflict> {
    let mut found = Vec::new();
    for field in Field::ALL {
        let values: Vec<(RecordId, String)> = sources
            .iter()
            .filter_map(|source| {
                let (_, value) = source.values.iter().find(|(said, _)| *said == field)?;
                Some((source.record.clone(), value.clone()))
            })
            .collect();
        let differs = values.iter().enumerate().any(|(n, (_, one))| {
            values
                .iter()
                .skip(n + 1)
                .any(|(_, other)| !field.says_the_same(one, other))
        });
        if differs {
            found.push(FieldConflict { field, values });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ItemId;

    fn view(row: u32, values: &[(Field, &str)]) -> RecordView {
        RecordView {
            record: RecordId::new(ItemId::new(1), 1, row),
            accession: AccessionId::new(row),
            list: String::new(),
            values: values
                .iter()
                .map(|(field, value)| (*field, (*value).to_owned()))
                .collect(),
            cells: Vec::new(),
        }
    }

    #[test]
    fn two_spellings_are_no_conflict_and_two_years_are_one() {
        let one = view(1, &[(Field::Given, "سامر"), (Field::BirthYear, "١٩٨٩")]);
        let other = view(2, &[(Field::Given, "Samer"), (Field::BirthYear, "1989")]);
        assert!(conflicts(&[one.clone(), other]).is_empty());
        let other = view(2, &[(Field::Given, "Khaled"), (Field::BirthYear, "1988")]);
        let fields: Vec<Field> = conflicts(&[one, other]).iter().map(|c| c.field).collect();
        assert_eq!(fields, [Field::Given, Field::BirthYear]);
    }
}
