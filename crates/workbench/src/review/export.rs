//! Leads as rows for other programs. Every row says whether it is a lead or a decision.
//!
//! A lead on which people have not ended is no hit: its row has its number, its lists and where it
//! stands, and neither record, name nor weight. So no list of unconfirmed hits leaves in bulk.

use super::view::{DecisionView, powers};
use crate::{Store, WorkbenchError};
use catalogue::{LeadFilter, LeadPlace, LeadRow};
use domain::access::Action;
use domain::{AccessionId, LeadId, PersonId, RecordId, UserName};

/// Rows of one question to the tables.
const AT_ONCE: u32 = 1_000;

/// One row.
#[derive(Debug, Clone)]
pub enum ExportRow {
    /// A lead on which people have not ended.
    Lead {
        /// Its number.
        lead: LeadId,
        /// The list of the left record.
        left_list: AccessionId,
        /// The list of the right record.
        right_list: AccessionId,
        /// The name of where it stands.
        standing: String,
    },
    /// What people decided.
    Decision {
        /// Its number.
        lead: LeadId,
        /// The list and the number of the left record.
        left: (AccessionId, RecordId),
        /// The list and the number of the right record.
        right: (AccessionId, RecordId),
        /// The name of where it stands.
        standing: String,
        /// The person whom the records are of, where they are linked.
        person: Option<PersonId>,
        /// The odds of the newest run, as a power of two.
        weight: f64,
        /// The model of that run.
        model: String,
        /// The decisions that stand, with what speaks against.
        decisions: Vec<DecisionView>,
    },
}

impl Store {
    /// Gives every lead of which the person may read both records to `row`, in the order of their
    /// numbers. Recorded.
    ///
    /// # Errors
    /// Where the person may read no evidence, the tables fail, or `row` does.
    pub fn export_leads<E: From<WorkbenchError>>(
        &self,
        by: &UserName,
        row: &mut dyn FnMut(ExportRow) -> Result<(), E>,
    ) -> Result<u64, E> {
        let scope = self.scope(by, Action::ReadEvidence).map_err(E::from)?;
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some("list of leads".to_owned()),
            None,
            "permitted",
        )?;
        let mut filter = LeadFilter {
            place: LeadPlace::All,
            limit: AT_ONCE,
            ..LeadFilter::default()
        };
        let mut rows = 0;
        loop {
            let leads = self
                .0
                .catalogue
                .leads(&scope, by, &filter)
                .map_err(WorkbenchError::from)?;
            let Some(last) = leads.last() else {
                return Ok(rows);
            };
            filter.after = Some(last.id.clone());
            for lead in leads {
                row(self.export_row(lead, &scope)?)?;
                rows += 1;
            }
        }
    }

    fn export_row(
        &self,
        lead: LeadRow,
        scope: &std::collections::BTreeSet<AccessionId>,
    ) -> Result<ExportRow, WorkbenchError> {
        if !matches!(lead.standing.as_str(), "linked" | "apart" | "left_open") {
            return Ok(ExportRow::Lead {
                lead: lead.id,
                left_list: lead.left_accession,
                right_list: lead.right_accession,
                standing: lead.standing,
            });
        }
        let decisions = self.0.catalogue.decisions_on(&lead.id)?;
        let person = if lead.standing == "linked" {
            let (records, _) = self.0.catalogue.joined_with(scope, &lead.left)?;
            records.into_iter().next().map(PersonId::of)
        } else {
            None
        };
        Ok(ExportRow::Decision {
            decisions: self.told(&lead.id, decisions.iter().filter(|d| !d.withdrawn))?,
            person,
            weight: powers(lead.weight_hundredths),
            left: (lead.left_accession, lead.left),
            right: (lead.right_accession, lead.right),
            lead: lead.id,
            standing: lead.standing,
            model: lead.model,
        })
    }
}
