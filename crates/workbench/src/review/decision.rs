//! Reading blind, deciding, taking back.

use crate::{Store, WorkbenchError};
use custody::act::{Act, BasisName, DecisionsWithdrawn, LeadDecided, LeadRead, UserNameText};
use domain::review::{Basis, Hindrance, Opinion, Standing, Vote, may_decide};
use domain::{LeadId, UserName};

/// A reason or a remark is at most so many characters long.
const LONGEST_CHARS: usize = 4_000;

/// What a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRequest {
    /// The opinion.
    pub opinion: Opinion,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// Why; required.
    pub reason: String,
    /// What else speaks against; kept with the link.
    pub against: Option<String>,
}

/// Where a lead stands after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Which.
    pub lead: LeadId,
    /// Where it stands now.
    pub standing: Standing,
}

impl Recorded {
    /// Whether another person has to decide before anything follows from it.
    pub const fn needs_another_person(&self) -> bool {
        matches!(
            self.standing,
            Standing::NeedsSecond | Standing::Disagreement
        )
    }
}

impl Store {
    /// Records what a person thinks of two records before any weight was shown to them. Once.
    ///
    /// # Errors
    /// Where the lead is not for this person, was read by them before, or is settled.
    pub fn read_lead(
        &self,
        by: &UserName,
        id: &LeadId,
        opinion: Opinion,
    ) -> Result<(), WorkbenchError> {
        let (row, _) = self.reviewable(by, id)?;
        let read = self.0.catalogue.readings_of(id)?;
        if read.iter().any(|reading| reading.by == *by) {
            return Err(WorkbenchError::LeadReadAlready(id.clone()));
        }
        if matches!(row.standing.as_str(), "linked" | "apart" | "left_open") {
            return Err(WorkbenchError::LeadSettled(id.clone()));
        }
        let lead = id.clone();
        self.act_once(by, Act::LeadRead(LeadRead { lead, opinion }))
    }

    /// Records a person's decision. It joins nothing by itself: a link needs two different people.
    ///
    /// # Errors
    /// Where the lead is not for this person, they have not read it blind, have decided already, the
    /// reason is missing, or people have ended with it.
    pub fn decide(
        &self,
        by: &UserName,
        id: &LeadId,
        request: &DecisionRequest,
    ) -> Result<Recorded, WorkbenchError> {
        let (row, _) = self.reviewable(by, id)?;
        let reason = said(&request.reason)?.ok_or(WorkbenchError::ReasonRequired)?;
        let against = match &request.against {
            Some(text) => said(text)?,
            None => None,
        };
        let has_read = self
            .0
            .catalogue
            .readings_of(id)?
            .iter()
            .any(|reading| reading.by == *by);
        may_decide(by, has_read, &self.votes_on(id)?).map_err(|hindrance| match hindrance {
            Hindrance::NotRead => WorkbenchError::LeadUnread(id.clone()),
            Hindrance::DecidedFirst => WorkbenchError::DecidedFirst(id.clone()),
            Hindrance::Settled => WorkbenchError::LeadSettled(id.clone()),
        })?;
        let (account, model) = self.newest_account(&row)?;
        let mut basis = request.basis.clone();
        basis.sort_unstable();
        basis.dedup();
        self.act_once(
            by,
            Act::LeadDecided(Box::new(LeadDecided {
                lead: id.clone(),
                opinion: request.opinion,
                basis: basis.into_iter().map(BasisName).collect(),
                reason,
                fields_against: account
                    .steps
                    .iter()
                    .filter(|step| step.weight < 0.0)
                    .map(|step| step.field.key().to_owned())
                    .collect(),
                against,
                model,
            })),
        )?;
        self.recorded(id)
    }

    /// Takes back what was decided; it stays in the history. As long as a lead is not settled, a
    /// person takes back their own decision. Once it is, any reviewer may open it again, and two
    /// people have to decide anew.
    ///
    /// # Errors
    /// Where the lead is not for this person, there is nothing of theirs to take back, or the reason
    /// is missing.
    pub fn withdraw_decision(
        &self,
        by: &UserName,
        id: &LeadId,
        reason: &str,
    ) -> Result<Recorded, WorkbenchError> {
        self.reviewable(by, id)?;
        let reason = said(reason)?.ok_or(WorkbenchError::ReasonRequired)?;
        let votes = self.votes_on(id)?;
        let settled = Standing::of(&votes).is_settled();
        let of: Vec<UserNameText> = votes
            .into_iter()
            .filter(|vote| settled || vote.by == *by)
            .map(|vote| UserNameText(vote.by))
            .collect();
        if of.is_empty() {
            return Err(WorkbenchError::NothingToWithdraw(id.clone()));
        }
        let lead = id.clone();
        self.act_once(
            by,
            Act::DecisionsWithdrawn(DecisionsWithdrawn { lead, of, reason }),
        )?;
        self.recorded(id)
    }

    fn recorded(&self, id: &LeadId) -> Result<Recorded, WorkbenchError> {
        Ok(Recorded {
            lead: id.clone(),
            standing: Standing::of(&self.votes_on(id)?),
        })
    }

    pub(super) fn votes_on(&self, id: &LeadId) -> Result<Vec<Vote>, WorkbenchError> {
        let decisions = self.0.catalogue.decisions_on(id)?;
        Ok(decisions
            .into_iter()
            .filter(|decision| !decision.withdrawn)
            .map(|decision| Vote {
                by: decision.by,
                opinion: decision.opinion,
            })
            .collect())
    }
}

/// What a person typed, without white space around it; nothing where that is all there is.
fn said(text: &str) -> Result<Option<String>, WorkbenchError> {
    let text = text.trim();
    if text.chars().count() > LONGEST_CHARS {
        return Err(WorkbenchError::BadValue {
            what: "reason",
            reason: format!("it has more than {LONGEST_CHARS} characters"),
        });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
