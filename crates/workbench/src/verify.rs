//! The store against itself: every object against its name, every act against the log.

use crate::erase::objects;
use crate::{Store, WorkbenchError};
use custody::act::Act;
use domain::access::Action;
use domain::{Sha256, UserName};
use std::collections::BTreeSet;
use vault::Damage;

/// What a check of the store found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreVerdict {
    /// Objects that the log names.
    pub objects: u64,
    /// Acts in the log of evidence.
    pub acts: u64,
    /// Objects that are missing or do not hold, with the items they belong to.
    pub damaged: Vec<DamagedObject>,
    /// What does not hold in the logs, in words.
    pub log_findings: Vec<String>,
    /// Objects in the vault that no act names: leftovers of a run that was killed between vault and log.
    pub unnamed: u64,
}

/// An object that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedObject {
    /// Its name.
    pub object: Sha256,
    /// What is wrong, in words.
    pub damage: String,
    /// Where it lies on the disk.
    pub path: String,
    /// The items whose content it is.
    pub items: Vec<String>,
}

impl StoreVerdict {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.damaged.is_empty() && self.log_findings.is_empty()
    }
}

impl Store {
    /// Checks the logs and, where `all` is asked for, re-reads every object from the disk; else only
    /// that each one is there. The names come from the log, not from the tables.
    ///
    /// # Errors
    /// Where the person may not, or this machine fails.
    pub fn verify(
        &self,
        by: &UserName,
        all: bool,
        report: &mut dyn FnMut(u64, u64),
    ) -> Result<StoreVerdict, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        let mut verdict = StoreVerdict::default();
        let mut named: BTreeSet<Sha256> = BTreeSet::new();
        self.0.evidence.with_ledger(|ledger| {
            verdict.acts = ledger.size();
            verdict.log_findings.extend(
                ledger
                    .verify_all(|_, _| {})?
                    .into_iter()
                    .map(|finding| finding.to_string()),
            );
            Ok(())
        })?;
        if verdict.log_findings.is_empty() {
            self.each_act(|_, act| {
                named.extend(objects(&act));
                Ok(())
            })?;
        }
        self.0.consultations.with_ledger(|ledger| {
            let findings = ledger.verify_all(|_, _| {})?;
            verdict.log_findings.extend(
                findings
                    .into_iter()
                    .map(|finding| format!("consultations: {finding}")),
            );
            Ok(())
        })?;
        verdict.objects = named.len() as u64;
        let scope = self.0.catalogue.accession_numbers()?;
        for (done, object) in (0u64..).zip(&named) {
            report(done, verdict.objects);
            let damage = if all {
                self.0.vault.check(object)?
            } else {
                (!self.0.vault.contains(object)).then_some(Damage::Missing)
            };
            if let Some(damage) = damage {
                let items = self.0.catalogue.copies(&scope, object)?;
                verdict.damaged.push(DamagedObject {
                    object: *object,
                    damage: in_words(&damage),
                    path: self.0.vault.object_path(object).display().to_string(),
                    items: items.into_iter().map(|item| item.id.to_string()).collect(),
                });
            }
        }
        verdict.unnamed = self
            .0
            .vault
            .names()?
            .iter()
            .filter(|object| !named.contains(*object))
            .count() as u64;
        // Nothing is written into a log that does not hold.
        if verdict.log_findings.is_empty() {
            self.act(
                by,
                vec![Act::StoreVerified {
                    objects: verdict.objects,
                    damaged: verdict.damaged.len() as u64,
                }],
            )?;
        }
        Ok(verdict)
    }

    /// Every act of the log of evidence whose body was not erased, in order.
    pub(crate) fn each_act(
        &self,
        mut each: impl FnMut(u64, Act) -> Result<(), WorkbenchError>,
    ) -> Result<(), WorkbenchError> {
        self.0.evidence.with_ledger(|ledger| {
            ledger.for_each_body(0, |index, body| {
                let custody::Body::Present(bytes) = body else {
                    return Ok(());
                };
                let body = custody::act::ActBody::from_bytes(&bytes).map_err(|e| {
                    WorkbenchError::ActUnreadable {
                        index,
                        reason: e.to_string(),
                    }
                })?;
                each(index, body.act)
            })
        })
    }
}

fn in_words(damage: &Damage) -> String {
    match damage {
        Damage::Missing => "missing".to_owned(),
        Damage::Broken(reason) => format!("cannot be opened or read to its end: {reason}"),
        Damage::OtherContent(found) => format!("holds other bytes, with the digest {found}"),
    }
}
