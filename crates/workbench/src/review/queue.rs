//! The queue of leads of one person, and the way through it.

use super::record::RecordView;
use crate::{Store, WorkbenchError};
use catalogue::{LeadFilter, LeadRow};
use domain::access::Action;
use domain::{AccessionId, LeadId, UserName};
use std::collections::BTreeMap;

/// Leads on one screen, at most.
const LONGEST_QUEUE: u32 = 1_000;

/// One line of the queue. It tells nothing of weights.
#[derive(Debug, Clone)]
pub struct LeadLine {
    /// Which lead.
    pub lead: LeadId,
    /// The record on the left side.
    pub left: RecordView,
    /// The record on the right side.
    pub right: RecordView,
    /// The name of where it stands.
    pub standing: String,
    /// Whether this person has read it.
    pub read: bool,
    /// Whether a decision of this person stands.
    pub decided: bool,
}

/// A part of the queue.
#[derive(Debug, Clone)]
pub struct LeadQueue {
    /// Its leads.
    pub lines: Vec<LeadLine>,
    /// Leads that the filter wants in all.
    pub total: u64,
    /// Leads that wait for this person, whatever the filter.
    pub waiting: u64,
    /// The pairs of lists with leads, with their names and how many.
    pub lists: Vec<(AccessionId, AccessionId, u64)>,
    /// The names of the lists.
    pub names: BTreeMap<AccessionId, String>,
    /// The lead that this person looked at last, where it waits for them.
    pub resume: Option<LeadId>,
}

/// What stands around a lead in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// The lead before.
    pub previous: Option<LeadId>,
    /// The lead behind.
    pub next: Option<LeadId>,
    /// The place of the lead, counted from 1; 0 where the first one that is wanted comes later.
    pub place: u64,
    /// Leads that the filter wants.
    pub total: u64,
}

impl Store {
    /// The leads that a filter wants, for a reviewer. The look is recorded with the filter.
    ///
    /// # Errors
    /// Where the person may not review, or the tables cannot be read.
    pub fn lead_queue(
        &self,
        by: &UserName,
        filter: &LeadFilter,
    ) -> Result<LeadQueue, WorkbenchError> {
        let scope = self.scope(by, Action::ReviewMatches)?;
        let filter = LeadFilter {
            limit: filter.limit.clamp(1, LONGEST_QUEUE),
            ..filter.clone()
        };
        self.record(
            by,
            "search-matches",
            Some(in_words(&filter)),
            None,
            "permitted",
        )?;
        let rows = self.0.catalogue.leads(&scope, by, &filter)?;
        let (total, _) = self.0.catalogue.count_leads(&scope, by, &filter, None)?;
        let todo = LeadFilter::default();
        let (waiting, _) = self.0.catalogue.count_leads(&scope, by, &todo, None)?;
        let lists = self.0.catalogue.lead_lists(&scope)?;
        let names = self.list_names(&scope)?;
        Ok(LeadQueue {
            lines: self.lead_lines(by, &rows)?,
            total,
            waiting,
            lists: lists
                .into_iter()
                .map(|((one, other), n)| (one, other, n))
                .collect(),
            names,
            resume: self.last_lead(by)?,
        })
    }

    /// The lead that this person looked at last, where they may still decide on it.
    ///
    /// # Errors
    /// Where the person may not review, or the tables cannot be read.
    pub fn last_lead(&self, by: &UserName) -> Result<Option<LeadId>, WorkbenchError> {
        let scope = self.scope(by, Action::ReviewMatches)?;
        let Some(last) = self.0.catalogue.last_lead_of(by)? else {
            return Ok(None);
        };
        let Ok(id) = last.parse::<LeadId>() else {
            return Ok(None);
        };
        let row = self.0.catalogue.lead(&id)?.filter(|row| {
            scope.contains(&row.left_accession)
                && scope.contains(&row.right_accession)
                && matches!(
                    row.standing.as_str(),
                    "undecided" | "needs_second" | "disagreement"
                )
        });
        let (_, decided) = self.0.catalogue.part_of(by, std::slice::from_ref(&id))?;
        Ok(row.map(|row| row.id).filter(|id| !decided.contains(id)))
    }

    /// What stands before and behind a lead among those that a filter wants.
    ///
    /// # Errors
    /// Where the person may not review, or the tables cannot be read.
    pub fn lead_neighbours(
        &self,
        by: &UserName,
        filter: &LeadFilter,
        at: &LeadId,
    ) -> Result<Neighbours, WorkbenchError> {
        let scope = self.scope(by, Action::ReviewMatches)?;
        let behind = LeadFilter {
            after: Some(at.clone()),
            limit: 1,
            ..filter.clone()
        };
        let next = self.0.catalogue.leads(&scope, by, &behind)?;
        let (total, place) = self.0.catalogue.count_leads(&scope, by, filter, Some(at))?;
        Ok(Neighbours {
            previous: self.0.catalogue.lead_before(&scope, by, filter, at)?,
            next: next.into_iter().next().map(|row| row.id),
            place,
            total,
        })
    }

    fn lead_lines(&self, by: &UserName, rows: &[LeadRow]) -> Result<Vec<LeadLine>, WorkbenchError> {
        let ids: Vec<LeadId> = rows.iter().map(|row| row.id.clone()).collect();
        let (read, decided) = self.0.catalogue.part_of(by, &ids)?;
        let wanted = rows.iter().flat_map(|row| {
            [
                (row.left.clone(), row.left_accession),
                (row.right.clone(), row.right_accession),
            ]
        });
        let views = self.record_views(wanted)?;
        rows.iter()
            .map(|row| {
                let view = |record| {
                    views
                        .get(record)
                        .cloned()
                        .ok_or_else(|| WorkbenchError::NotAvailable(row.id.to_string()))
                };
                Ok(LeadLine {
                    lead: row.id.clone(),
                    left: view(&row.left)?,
                    right: view(&row.right)?,
                    standing: row.standing.clone(),
                    read: read.contains(&row.id),
                    decided: decided.contains(&row.id),
                })
            })
            .collect()
    }
}

/// A filter as the record of consultations keeps it.
fn in_words(filter: &LeadFilter) -> String {
    let mut words = filter.place.name().to_owned();
    if filter.conflict {
        words.push_str(" conflict");
    }
    if let Some((one, other)) = filter.lists {
        words.push_str(&format!(" lists:{one}-{other}"));
    }
    if let Some(band) = filter.band {
        words.push_str(&format!(" weight:{}..{}", band.from, band.below));
    }
    if !filter.text.trim().is_empty() {
        words.push_str(&format!(" \"{}\"", filter.text.trim()));
    }
    words
}
