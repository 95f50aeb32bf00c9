//! Taking over what a model proposes.

use super::cited::{CitedAccount, turned};
use crate::intake::content;
use crate::{Store, WorkbenchError};
use custody::act::{AccessionNumber, Act, LeadsProposed, ProposedLead};
use domain::access::Action;
use domain::{AccessionId, ItemId, LeadId, RecordId, UserName};
use linkage::{Account, Record};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A field that moves the odds by so many powers of two or more against one person speaks strongly
/// against: 8 to 1.
pub const STRONGLY_AGAINST: f32 = -3.0;
/// Leads of one act, and accounts of one object.
const BATCH: usize = 500;

/// What a run has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedRun {
    /// Random name of the run.
    pub run: String,
    /// Leads that were not known before.
    pub fresh: u64,
    /// Leads that were known; the run says anew what speaks for and against them.
    pub rescored: u64,
}

/// A lead on its way in, its records in the order of their numbers.
struct Coming {
    left: RecordId,
    right: RecordId,
    account: Account,
}

impl Store {
    /// Takes over the leads of one run of a model. A lead that is known keeps its number and what
    /// people decided on it.
    ///
    /// # Errors
    /// Where the person may not have one of the lists compared, a record is not there, an account
    /// cannot be added up, or this machine fails; then nothing of the run stands.
    pub fn propose(
        &self,
        by: &UserName,
        model: &str,
        leads: Vec<(RecordId, RecordId, Account)>,
    ) -> Result<ProposedRun, WorkbenchError> {
        let records = self.said_by(leads.iter().flat_map(|(one, other, _)| [one, other]))?;
        self.propose_of(by, model, leads, &records)
    }

    /// [`Self::propose`], with what the records of the leads say.
    pub(crate) fn propose_of(
        &self,
        by: &UserName,
        model: &str,
        leads: Vec<(RecordId, RecordId, Account)>,
        records: &BTreeMap<RecordId, Record>,
    ) -> Result<ProposedRun, WorkbenchError> {
        let wrong = |reason: String| WorkbenchError::BadValue {
            what: "leads",
            reason,
        };
        let model = model.trim();
        if model.is_empty() {
            return Err(wrong("the model has no name".to_owned()));
        }
        let lists = self.lists_of(by, &leads)?;
        let mut coming: BTreeMap<LeadId, Coming> = BTreeMap::new();
        for (one, other, account) in leads {
            if one == other {
                return Err(wrong(format!("{one} is compared with itself")));
            }
            if !can_be_added_up(&account) {
                return Err(wrong(format!(
                    "the account of {one} and {other} holds what is no number"
                )));
            }
            let id = lead_id(&one, &other);
            let lead = if one < other {
                Coming {
                    left: one,
                    right: other,
                    account,
                }
            } else {
                Coming {
                    left: other,
                    right: one,
                    account: turned(&account),
                }
            };
            if let Some(before) = coming.insert(id.clone(), lead)
                && coming.get(&id).map(|now| (&now.left, &now.right))
                    != Some((&before.left, &before.right))
            {
                return Err(wrong(format!("two leads have the number {id}")));
            }
        }
        let known = self.known_among(&coming)?;
        let run = random_run()?;
        let acts = self.acts_of(&run, model, &lists, &coming, records)?;
        if !acts.is_empty() {
            self.act(by, acts)?;
            self.name_leads()?;
        }
        Ok(ProposedRun {
            run,
            fresh: coming.len() as u64 - known,
            rescored: known,
        })
    }

    /// The list of every item that a lead names a record of; refused where the person may not have it
    /// compared.
    fn lists_of(
        &self,
        by: &UserName,
        leads: &[(RecordId, RecordId, Account)],
    ) -> Result<BTreeMap<ItemId, AccessionId>, WorkbenchError> {
        let mut lists: BTreeMap<ItemId, AccessionId> = BTreeMap::new();
        for record in leads.iter().flat_map(|(one, other, _)| [one, other]) {
            if lists.contains_key(record.item()) {
                continue;
            }
            let row = self.readable(by, record.item())?;
            if !lists.values().any(|list| *list == row.accession) {
                self.authorise(by, Action::ProposeLeads, Some(row.accession))?;
            }
            lists.insert(row.id, row.accession);
        }
        Ok(lists)
    }

    /// How many of these leads are known. A number that stands for two other records is refused: it
    /// is a digest, and one in ten million million pairs meets another.
    fn known_among(&self, coming: &BTreeMap<LeadId, Coming>) -> Result<u64, WorkbenchError> {
        let ids: Vec<LeadId> = coming.keys().cloned().collect();
        let mut known = 0;
        for batch in ids.chunks(BATCH) {
            for row in self.0.catalogue.leads_by_id(batch)? {
                let same = coming
                    .get(&row.id)
                    .is_some_and(|lead| lead.left == row.left && lead.right == row.right);
                if !same {
                    return Err(WorkbenchError::BadValue {
                        what: "leads",
                        reason: format!("the number {} stands for two other records", row.id),
                    });
                }
                known += 1;
            }
        }
        Ok(known)
    }

    fn acts_of(
        &self,
        run: &str,
        model: &str,
        lists: &BTreeMap<ItemId, AccessionId>,
        coming: &BTreeMap<LeadId, Coming>,
        records: &BTreeMap<RecordId, Record>,
    ) -> Result<Vec<Act>, WorkbenchError> {
        let mut by_lists: BTreeMap<(AccessionId, AccessionId), Vec<(&LeadId, &Coming)>> =
            BTreeMap::new();
        for (id, lead) in coming {
            let list = |record: &RecordId| {
                lists
                    .get(record.item())
                    .copied()
                    .ok_or_else(|| WorkbenchError::NotAvailable(record.to_string()))
            };
            let pair = (list(&lead.left)?, list(&lead.right)?);
            by_lists.entry(pair).or_default().push((id, lead));
        }
        let (mut staged, mut acts) = (Vec::new(), Vec::new());
        for ((left, right), leads) in by_lists {
            for batch in leads.chunks(BATCH) {
                let mut lines = Vec::new();
                let mut proposed = Vec::with_capacity(batch.len());
                for (id, lead) in batch {
                    let said = |record: &RecordId| {
                        records
                            .get(record)
                            .ok_or_else(|| WorkbenchError::NotAvailable(record.to_string()))
                    };
                    let (one, other) = (said(&lead.left)?, said(&lead.right)?);
                    lines.extend(CitedAccount::of(&lead.account, one, other).line()?);
                    lines.push(b'\n');
                    proposed.push(ProposedLead {
                        lead: (*id).clone(),
                        left: lead.left.clone(),
                        right: lead.right.clone(),
                        weight_hundredths: hundredths(lead.account.weight()),
                        conflict: lead
                            .account
                            .steps
                            .iter()
                            .any(|step| step.weight <= STRONGLY_AGAINST),
                    });
                }
                let object = self.0.vault.stage_all(&mut lines.as_slice())?;
                acts.push(Act::LeadsProposed(Box::new(LeadsProposed {
                    run: run.to_owned(),
                    model: model.to_owned(),
                    left: AccessionNumber(left),
                    right: AccessionNumber(right),
                    accounts: content(object.digests()),
                    leads: proposed,
                })));
                staged.push(object);
            }
        }
        self.0.vault.settle(staged)?;
        Ok(acts)
    }
}

/// The number of the lead on two records.
pub(super) fn lead_id(one: &RecordId, other: &RecordId) -> LeadId {
    let digest: [u8; 32] = Sha256::digest(LeadId::named_by(one, other)).into();
    LeadId::from_digest(&digest)
}

fn can_be_added_up(account: &Account) -> bool {
    [account.prior, account.relatives, account.rivals]
        .iter()
        .all(|bits| bits.is_finite())
        && (0.0..=1.0).contains(&account.probability)
        && account
            .others
            .iter()
            .all(|(_, share)| (0.0..=1.0).contains(share))
        && account.steps.iter().all(|step| {
            step.weight.is_finite() && step.one_in.is_none_or(|n| n.is_finite() && n >= 1.0)
        })
}

/// A weight in hundredths, as acts and tables keep it.
pub(super) fn hundredths(weight: f32) -> i64 {
    // Rust's conversion ends at the bounds; no weight comes near them.
    (f64::from(weight) * 100.0).round() as i64
}

fn random_run() -> Result<String, WorkbenchError> {
    let mut bytes = [0u8; 8];
    getrandom::fill(&mut bytes).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
