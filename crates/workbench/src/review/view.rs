//! A lead as one person may see it now: blind, uncovered, waiting for others, or ended.

use super::cited::CitedAccount;
use super::record::RecordView;
use crate::{Store, WorkbenchError};
use catalogue::{LeadRow, OpinionRow, ScoreRow};
use custody::act::Act;
use domain::access::Action;
use domain::review::{Basis, Opinion};
use domain::{AccessionId, LeadId, Moment, RecordId, UserName};
use linkage::{Account, Record};
use std::collections::BTreeSet;

/// Rival candidates that are named of each record.
const MOST_RIVALS: usize = 12;

/// A lead as one person may see it now.
#[derive(Debug, Clone)]
pub struct LeadView {
    /// Its number.
    pub lead: LeadId,
    /// The record on the left side.
    pub left: RecordView,
    /// The record on the right side.
    pub right: RecordView,
    /// The model of the newest run.
    pub model: String,
    /// When it was first proposed.
    pub proposed_at: Moment,
    /// The name of where it stands; see [`domain::review::Standing::name`].
    pub standing: String,
    /// What else the person may see.
    pub stage: Stage,
}

/// What a person may see of a lead beside its records.
///
/// INVARIANT: weights are in no stage before the person's own first reading, and what others read or
/// decided is in no stage before the lead is settled.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Nothing: the person is to say first what the records say to them.
    Blind,
    /// The weights: the person may decide.
    Uncovered {
        /// The person's own first reading.
        reading: ReadingView,
        /// What speaks for and against.
        weighed: Box<Weighed>,
        /// Decisions of this person that were withdrawn.
        earlier: Vec<DecisionView>,
    },
    /// The person has decided; others have to.
    Waiting {
        /// The person's own first reading.
        reading: ReadingView,
        /// What speaks for and against.
        weighed: Box<Weighed>,
        /// Decisions of this person, withdrawn ones too.
        own: Vec<DecisionView>,
    },
    /// People have ended with it.
    Settled {
        /// All first readings.
        readings: Vec<ReadingView>,
        /// What speaks for and against.
        weighed: Box<Weighed>,
        /// All decisions, withdrawn ones too.
        decisions: Vec<DecisionView>,
    },
}

/// What speaks for and against a lead.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The account of the newest run.
    pub account: Account,
    /// What earlier runs of other models said, the newest first.
    pub rescored: Vec<Rescored>,
    /// Other leads on the two records.
    pub rivals: Vec<Rival>,
}

/// What another model said of a lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescored {
    /// The model and its version.
    pub model: String,
    /// When.
    pub at: Moment,
    /// The odds, as a power of two.
    pub weight: f64,
}

/// Another lead on one of the two records.
#[derive(Debug, Clone)]
pub struct Rival {
    /// Its number.
    pub lead: LeadId,
    /// Of which of the two records it is a lead.
    pub of: RecordId,
    /// The other record.
    pub record: RecordView,
    /// The odds, as a power of two; absent where this person has still to read that lead blind.
    pub weight: Option<f64>,
    /// The name of where it stands.
    pub standing: String,
}

/// A first reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingView {
    /// Whose.
    pub by: UserName,
    /// When.
    pub at: Moment,
    /// What they thought before any weight was shown.
    pub opinion: Opinion,
}

/// A decision, as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    /// Whose.
    pub by: UserName,
    /// When.
    pub at: Moment,
    /// What was decided.
    pub opinion: Opinion,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// Why; absent where the act was erased.
    pub reason: Option<String>,
    /// Fields that spoke against in the account that was shown.
    pub fields_against: Vec<String>,
    /// What else speaks against.
    pub against: Option<String>,
    /// The model whose account was shown.
    pub model: String,
    /// Who withdrew it, when and why.
    pub withdrawn: Option<(UserName, Moment, String)>,
}

impl Store {
    /// A lead as this person may see it now. The look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there, or one of its records is not for this
    /// person.
    pub fn lead(&self, by: &UserName, id: &LeadId) -> Result<LeadView, WorkbenchError> {
        let (row, scope) = self.reviewable(by, id)?;
        self.record(
            by,
            Action::ReviewMatches.name(),
            Some(id.to_string()),
            None,
            "permitted",
        )?;
        self.lead_view(by, &row, &scope)
    }

    /// As [`Store::lead`], but never more than the two records, whatever the person has read.
    ///
    /// # Errors
    /// As [`Store::lead`].
    pub fn lead_blind(&self, by: &UserName, id: &LeadId) -> Result<LeadView, WorkbenchError> {
        let view = self.lead(by, id)?;
        Ok(LeadView {
            stage: Stage::Blind,
            ..view
        })
    }

    /// The row of a lead that the person may review, and the lists that they may review.
    pub(super) fn reviewable(
        &self,
        by: &UserName,
        id: &LeadId,
    ) -> Result<(LeadRow, BTreeSet<AccessionId>), WorkbenchError> {
        let scope = self.scope(by, Action::ReviewMatches)?;
        match self.0.catalogue.lead(id)? {
            Some(row)
                if scope.contains(&row.left_accession) && scope.contains(&row.right_accession) =>
            {
                Ok((row, scope))
            }
            Some(_) => Err(self.not_granted(by, Action::ReviewMatches, id.to_string())?),
            None => Err(WorkbenchError::NotAvailable(id.to_string())),
        }
    }

    pub(super) fn lead_view(
        &self,
        by: &UserName,
        row: &LeadRow,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<LeadView, WorkbenchError> {
        let id = &row.id;
        let readings = self.0.catalogue.readings_of(id)?;
        let decisions = self.0.catalogue.decisions_on(id)?;
        let own_reading = readings.iter().find(|reading| reading.by == *by);
        let has_decided = decisions.iter().any(|d| d.by == *by && !d.withdrawn);
        let settled = matches!(row.standing.as_str(), "linked" | "apart" | "left_open");
        let own = |decision: &&OpinionRow| decision.by == *by;
        let stage = match own_reading {
            // Who decides on what others ended reads it blind like everybody; so does who comes new.
            _ if settled => Stage::Settled {
                readings: readings.iter().map(reading).collect(),
                weighed: Box::new(self.weighed(by, row, scope)?),
                decisions: self.told(id, decisions.iter())?,
            },
            None => Stage::Blind,
            Some(read) if has_decided => Stage::Waiting {
                reading: reading(read),
                weighed: Box::new(self.weighed(by, row, scope)?),
                own: self.told(id, decisions.iter().filter(own))?,
            },
            Some(read) => Stage::Uncovered {
                reading: reading(read),
                weighed: Box::new(self.weighed(by, row, scope)?),
                earlier: self.told(id, decisions.iter().filter(own))?,
            },
        };
        Ok(LeadView {
            lead: id.clone(),
            left: self.record_view(&row.left, row.left_accession)?,
            right: self.record_view(&row.right, row.right_accession)?,
            model: row.model.clone(),
            proposed_at: row.proposed_at,
            standing: row.standing.clone(),
            stage,
        })
    }

    fn weighed(
        &self,
        by: &UserName,
        row: &LeadRow,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Weighed, WorkbenchError> {
        let scores = self.0.catalogue.scores(&row.id)?;
        let Some(newest) = scores.first() else {
            return Err(WorkbenchError::NotAvailable(row.id.to_string()));
        };
        let mut rescored: Vec<Rescored> = Vec::new();
        for score in &scores {
            let known = score.model == newest.model
                || rescored.iter().any(|other| other.model == score.model);
            if !known {
                rescored.push(Rescored {
                    model: score.model.clone(),
                    at: score.at,
                    weight: powers(score.weight_hundredths),
                });
            }
        }
        let (left, right) = self.both_said(row)?;
        Ok(Weighed {
            account: self.cited(newest)?.told(&left, &right),
            rescored,
            rivals: self.rivals(by, row, scope)?,
        })
    }

    /// The account of the newest run, as it compares the records as they are now.
    pub(super) fn newest_account(
        &self,
        row: &LeadRow,
    ) -> Result<(Account, String), WorkbenchError> {
        let scores = self.0.catalogue.scores(&row.id)?;
        let Some(newest) = scores.first() else {
            return Err(WorkbenchError::NotAvailable(row.id.to_string()));
        };
        let (left, right) = self.both_said(row)?;
        Ok((
            self.cited(newest)?.told(&left, &right),
            newest.model.clone(),
        ))
    }

    fn both_said(&self, row: &LeadRow) -> Result<(Record, Record), WorkbenchError> {
        let mut said = self.said_by([&row.left, &row.right])?;
        let mut take = |record: &RecordId| {
            said.remove(record)
                .ok_or_else(|| WorkbenchError::NotAvailable(record.to_string()))
        };
        Ok((take(&row.left)?, take(&row.right)?))
    }

    fn cited(&self, score: &ScoreRow) -> Result<CitedAccount, WorkbenchError> {
        let bytes = self.0.vault.read(&score.accounts)?;
        let unreadable = |reason: String| WorkbenchError::ActUnreadable {
            index: score.act,
            reason,
        };
        let line = usize::try_from(score.line)
            .ok()
            .and_then(|line| bytes.split(|byte| *byte == b'\n').nth(line))
            .ok_or_else(|| unreadable(format!("its accounts have no line {}", score.line)))?;
        CitedAccount::from_line(line)
            .map_err(|e| unreadable(format!("an account of no form this program knows: {e}")))
    }

    /// Other leads on the two records. The weight of one that this person has still to read is not told.
    fn rivals(
        &self,
        by: &UserName,
        row: &LeadRow,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Vec<Rival>, WorkbenchError> {
        let mut rivals = Vec::new();
        for of in [&row.left, &row.right] {
            let mut others = self.0.catalogue.leads_of(of)?;
            others.retain(|other| {
                other.id != row.id
                    && scope.contains(&other.left_accession)
                    && scope.contains(&other.right_accession)
            });
            let ids: Vec<LeadId> = others.iter().map(|other| other.id.clone()).collect();
            let (read, _) = self.0.catalogue.part_of(by, &ids)?;
            // Read ones by weight, then the others by number: their place must not tell their weight.
            others.sort_by_key(|other| {
                let uncovered = read.contains(&other.id);
                let weight = if uncovered {
                    -other.weight_hundredths
                } else {
                    0
                };
                (!uncovered, weight, other.id.clone())
            });
            for other in others.iter().take(MOST_RIVALS) {
                let (record, accession) = if other.left == *of {
                    (&other.right, other.right_accession)
                } else {
                    (&other.left, other.left_accession)
                };
                rivals.push(Rival {
                    lead: other.id.clone(),
                    of: of.clone(),
                    record: self.record_view(record, accession)?,
                    weight: read
                        .contains(&other.id)
                        .then(|| powers(other.weight_hundredths)),
                    standing: other.standing.clone(),
                });
            }
        }
        Ok(rivals)
    }

    /// Decisions with what the log says of them.
    pub(crate) fn told<'a>(
        &self,
        id: &LeadId,
        decisions: impl Iterator<Item = &'a OpinionRow>,
    ) -> Result<Vec<DecisionView>, WorkbenchError> {
        let decisions: Vec<&OpinionRow> = decisions.collect();
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let mut withdrawals = Vec::new();
        for index in self.0.catalogue.withdrawals_on(id)? {
            if let Some(body) = self.0.evidence.body(index)?
                && let Act::DecisionsWithdrawn(withdrawn) = body.act
            {
                withdrawals.push((index, body.by, body.at, withdrawn));
            }
        }
        let mut views = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let withdrawn = withdrawals.iter().find(|(index, _, _, act)| {
                *index > decision.act && act.of.iter().any(|user| user.0 == decision.by)
            });
            let body = self.0.evidence.body(decision.act)?.map(|body| body.act);
            let decided = match body {
                Some(Act::LeadDecided(decided)) => Some(*decided),
                _ => None,
            };
            views.push(DecisionView {
                by: decision.by.clone(),
                at: decision.at,
                opinion: decision.opinion,
                withdrawn: withdrawn
                    .filter(|_| decision.withdrawn)
                    .map(|(_, by, at, act)| (by.clone(), *at, act.reason.clone())),
                basis: decided
                    .iter()
                    .flat_map(|d| d.basis.iter().map(|basis| basis.0))
                    .collect(),
                reason: decided.as_ref().map(|d| d.reason.clone()),
                fields_against: decided
                    .as_ref()
                    .map(|d| d.fields_against.clone())
                    .unwrap_or_default(),
                against: decided.as_ref().and_then(|d| d.against.clone()),
                model: decided.map(|d| d.model).unwrap_or_default(),
            });
        }
        Ok(views)
    }
}

pub(super) fn reading(row: &OpinionRow) -> ReadingView {
    ReadingView {
        by: row.by.clone(),
        at: row.at,
        opinion: row.opinion,
    }
}

/// Hundredths as whole powers of two.
pub(super) fn powers(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}
