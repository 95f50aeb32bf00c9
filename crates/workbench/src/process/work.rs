//! In which order what is due is read, and for how long pages are read optically.

use super::retry::Today;
use super::{ProcessOptions, ProcessProgress, ProcessSummary};
use crate::{Store, WorkbenchError};
use catalogue::{DueItem, DueOrder, TURNS};
use domain::{AccessionId, ItemId, Sha256, UserName};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How many items one question for due items brings.
const DUE_AT_ONCE: u32 = 1_000;

/// How the items of one walk are read.
pub(super) struct How<'a> {
    pub(super) options: &'a ProcessOptions,
    pub(super) today: &'a Today,
    pub(super) budget: &'a Budget,
}

/// Processor time for optical reading, of all readers together. Measured, so what is read within it
/// may differ from run to run; how it is read does not.
#[derive(Debug)]
pub(super) struct Budget {
    most_ms: Option<u64>,
    spent_ms: AtomicU64,
}

impl Budget {
    /// One that is never spent.
    pub(super) const fn unbounded() -> Self {
        Self {
            most_ms: None,
            spent_ms: AtomicU64::new(0),
        }
    }

    fn of(most: Option<Duration>) -> Self {
        Self {
            most_ms: most.map(|most| u64::try_from(most.as_millis()).unwrap_or(u64::MAX)),
            ..Self::unbounded()
        }
    }

    pub(super) fn spend(&self, ms: u64) {
        self.spent_ms.fetch_add(ms, Ordering::Relaxed);
    }

    fn spent_ms(&self) -> u64 {
        self.spent_ms.load(Ordering::Relaxed)
    }

    /// Whether no further file may be begun.
    pub(super) fn is_spent(&self) -> bool {
        self.most_ms.is_some_and(|most| self.spent_ms() >= most)
    }
}

/// A run over everything that is due.
pub(super) struct Work<'a> {
    store: &'a Store,
    by: &'a UserName,
    scope: BTreeSet<AccessionId>,
    /// As the person wants it read.
    at_once: ProcessOptions,
    /// The same with pages left for later: how a run with a budget begins.
    first: ProcessOptions,
    budget: Budget,
    summary: ProcessSummary,
    /// What could not be read, by turn; each walk tries its turn again.
    failures: BTreeMap<i64, Vec<(ItemId, String)>>,
    /// The walk in which a content was first handed to a reader: over what is due, and over what is
    /// read optically.
    handed: [HashMap<Sha256, u32>; 2],
    walk: u32,
}

/// The turn of failures of optical reading, behind all others.
const OPTICAL: i64 = TURNS;

impl<'a> Work<'a> {
    pub(super) fn new(
        store: &'a Store,
        by: &'a UserName,
        scope: BTreeSet<AccessionId>,
        options: &ProcessOptions,
    ) -> Self {
        let is_bounded = options.ocr_budget.is_some();
        Self {
            store,
            by,
            scope,
            at_once: options.clone(),
            first: ProcessOptions {
                ocr_later: options.ocr_later || is_bounded,
                ..options.clone()
            },
            budget: Budget::of(options.ocr_budget),
            summary: ProcessSummary::default(),
            failures: BTreeMap::new(),
            handed: Default::default(),
            walk: 0,
        }
    }

    /// The versions of readings that are not made again by the walks over what is due.
    fn versions(&self) -> Vec<String> {
        let options = self.first.read_options();
        let mut versions = vec![options.at_once().version()];
        if options.ocr_later {
            versions.push(options.version());
        }
        versions
    }

    /// Whether pages that wait are read optically by this run.
    fn reads_what_waits(&self) -> bool {
        self.first.ocr_later && !self.at_once.ocr_later
    }

    /// Whether there is anything for this run to do.
    pub(super) fn is_any_due(&self) -> Result<bool, WorkbenchError> {
        let catalogue = &self.store.0.catalogue;
        for turn in 0..TURNS {
            if !catalogue
                .due(&self.scope, &self.versions(), turn, None, 1)?
                .is_empty()
            {
                return Ok(true);
            }
        }
        let waits = self.first.read_options().version();
        Ok(self.reads_what_waits()
            && !catalogue
                .optically_due(&self.scope, &waits, None, 1)?
                .is_empty())
    }

    /// Reads until nothing is due, or until what is due cannot be read.
    pub(super) fn run(
        &mut self,
        today: &Today,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<(), WorkbenchError> {
        loop {
            self.turns(today, report)?;
            // What is read optically may hold members, which are due then.
            if !self.reads_what_waits() || !self.optically(today, report)? {
                return Ok(());
            }
        }
    }

    /// The summary, with what still waits.
    pub(super) fn close(mut self) -> Result<ProcessSummary, WorkbenchError> {
        self.summary.failures = self.failures.into_values().flatten().collect();
        self.summary.optical_ms = self.budget.spent_ms();
        self.summary.optical_waiting = self.store.0.catalogue.optically_waiting(&self.scope)?;
        Ok(self.summary)
    }

    /// Walks over what is due, turn by turn; members that a turn brought begin at the first again.
    fn turns(
        &mut self,
        today: &Today,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<(), WorkbenchError> {
        let versions = self.versions();
        let mut turn = 0;
        while turn < TURNS {
            let (store, scope) = (self.store, self.scope.clone());
            let mut after: Option<DueOrder> = None;
            let mut due = || {
                let due =
                    store
                        .0
                        .catalogue
                        .due(&scope, &versions, turn, after.as_ref(), DUE_AT_ONCE)?;
                after = due.last().map(|item| item.order.clone());
                Ok(due)
            };
            let (options, budget) = (self.first.clone(), Budget::unbounded());
            let how = How {
                options: &options,
                today,
                budget: &budget,
            };
            let waiting = store.0.catalogue.waiting(&self.scope)?;
            let moved = self.step(turn, &how, waiting, &mut due, report)?;
            self.budget.spend(budget.spent_ms());
            turn = if moved { 0 } else { turn + 1 };
        }
        Ok(())
    }

    /// Walks over the pages that wait while the budget lasts; whether anything was read.
    fn optically(
        &mut self,
        today: &Today,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<bool, WorkbenchError> {
        let (store, scope) = (self.store, self.scope.clone());
        let waits = self.first.read_options().version();
        let budget = std::mem::replace(&mut self.budget, Budget::unbounded());
        let mut after: Option<DueOrder> = None;
        let mut due = || {
            if budget.is_spent() {
                return Ok(Vec::new());
            }
            let due =
                store
                    .0
                    .catalogue
                    .optically_due(&scope, &waits, after.as_ref(), DUE_AT_ONCE)?;
            after = due.last().map(|item| item.order.clone());
            Ok(due)
        };
        let options = self.at_once.clone();
        let how = How {
            options: &options,
            today,
            budget: &budget,
        };
        let (waiting, _) = store.0.catalogue.optically_waiting(&self.scope)?;
        let moved = self.step(OPTICAL, &how, waiting, &mut due, report);
        self.budget = budget;
        moved
    }

    /// One walk; whether anything was read or put off to the next walk.
    fn step(
        &mut self,
        turn: i64,
        how: &How<'_>,
        waiting: u64,
        due: &mut dyn FnMut() -> Result<Vec<DueItem>, WorkbenchError>,
        report: &mut dyn FnMut(ProcessProgress),
    ) -> Result<bool, WorkbenchError> {
        let before = self.summary.done;
        report(ProcessProgress {
            done: before,
            waiting,
        });
        self.walk += 1;
        let (walk, [of_due, of_optical]) = (self.walk, &mut self.handed);
        let handed = if turn == OPTICAL { of_optical } else { of_due };
        let mut put_off = 0u64;
        // Equal contents are read once: the second of them waits for the next walk, which finds the
        // reading of the first in the tables.
        let mut first_of_each = || -> Result<Vec<DueItem>, WorkbenchError> {
            loop {
                let mut batch = due()?;
                let all = batch.len();
                batch.retain(|item| match handed.get(&item.sha256) {
                    Some(first) => *first < walk,
                    None => handed.insert(item.sha256, walk).is_none(),
                });
                put_off += (all - batch.len()) as u64;
                if all == 0 || !batch.is_empty() {
                    return Ok(batch);
                }
            }
        };
        self.store.pass(
            self.by,
            how,
            waiting,
            &mut self.summary,
            &mut first_of_each,
            report,
        )?;
        let failed = std::mem::take(&mut self.summary.failures);
        self.failures.insert(turn, failed);
        Ok(self.summary.done > before || put_off > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_when_no_file_may_be_begun() {
        let budget = Budget::of(Some(Duration::from_secs(2)));
        assert!(!budget.is_spent());
        budget.spend(1_999);
        assert!(!budget.is_spent());
        budget.spend(1);
        assert!(budget.is_spent());
        assert!(Budget::of(Some(Duration::ZERO)).is_spent());
        let unbounded = Budget::unbounded();
        unbounded.spend(u64::MAX / 2);
        assert!(!unbounded.is_spent());
    }
}
