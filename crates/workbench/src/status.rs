//! How far reading has come, and whether the sums add up.

use crate::answer::{ProcessStatus, StateReason};
use crate::{Store, WorkbenchError};
use domain::access::Action;
use domain::{AccessionId, UserName};
use std::collections::BTreeSet;

impl Store {
    /// Counts over what the person may read. An administrator sees none: counts are content, too.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read.
    pub fn process_status(&self, by: &UserName) -> Result<ProcessStatus, WorkbenchError> {
        self.authorise(by, Action::SeeStatus, None)?;
        let person = self.person(by)?;
        self.status_of(&domain::access::permitted_accessions(
            &person,
            Action::ReadEvidence,
        ))
    }

    /// Counts over some accessions; the caller has decided which.
    pub(crate) fn status_of(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<ProcessStatus, WorkbenchError> {
        let counts = self.0.catalogue.status_counts(scope)?;
        let accessions = self.0.catalogue.accessions(scope)?;
        let ended: u64 = counts.states.values().sum();
        let members = counts.items - counts.received;
        // An accession that is still being received, or was stopped, reconciles when it is closed.
        let whole = |a: &catalogue::AccessionRow| {
            a.closed_items
                .is_none_or(|seen| seen == a.items + a.erased_items)
        };
        let reconciled = counts.items == ended + counts.waiting
            && members == counts.all_found_members
            && accessions.iter().all(whole);
        Ok(ProcessStatus {
            items: counts.items,
            received: counts.received,
            members,
            declared_members: counts.declared_members,
            found_members: counts.found_members,
            waiting: counts.waiting,
            reconciled,
            reasons: counts
                .reasons
                .into_iter()
                .map(|(state, reason, items)| StateReason {
                    state,
                    reason,
                    items,
                })
                .collect(),
            types: counts.types,
            pages: counts.pages,
            optical_waiting: counts.optical_waiting,
            states: counts.states,
        })
    }
}
