//! Erasing: bodies, salts and bytes go; the places in the log and every other proof stay.

use crate::lock;
use crate::{Store, WorkbenchError};
use custody::act::{AccessionNumber, Act, ItemIdText};
use domain::access::Action;
use domain::{ItemId, Sha256, UserName};
use std::collections::BTreeSet;

impl Store {
    /// Erases an item received as such: the bodies of all acts about it and its members, and every
    /// object that no other item refers to. That it happened, when, by whom and on what ground stays.
    ///
    /// # Errors
    /// Where the item is a member of a container (the container can be erased), is not available, the
    /// ground is empty, or the person may not. Called again after a crash it goes on.
    pub fn erase(&self, by: &UserName, id: &ItemId, ground: &str) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::Erase, None)?;
        let row = self.readable(by, id)?;
        if id.depth() > 0 {
            let reason = format!(
                "`{id}` lies in a container; erase `{}`",
                ItemId::new(id.root())
            );
            return Err(WorkbenchError::BadValue {
                what: "item",
                reason,
            });
        }
        if ground.trim().is_empty() {
            return Err(WorkbenchError::ReasonRequired);
        }
        let _held = lock::take_work(&self.0.root)?;
        // Words about its records go as well: a reason may name a person.
        let leads = self.0.catalogue.leads_on_item(id)?;
        let mut acts = Vec::new();
        self.each_act(|index, act| {
            let received_in = match act {
                Act::ItemReceived(received) if received.item == *id => {
                    Some(AccessionNumber(row.accession))
                }
                Act::Extracted(extracted) if extracted.item.root() == id.root() => None,
                Act::TextCorrected(corrected) if corrected.item.root() == id.root() => None,
                Act::LabelReviewed(reviewed) if reviewed.item.root() == id.root() => None,
                Act::PhotoDescribed(described) if described.item.root() == id.root() => None,
                Act::ListMapped(mapped) if mapped.item.root() == id.root() => None,
                Act::LeadDecided(decided) if leads.contains(&decided.lead) => None,
                Act::DecisionsWithdrawn(withdrawn) if leads.contains(&withdrawn.lead) => None,
                _ => return Ok(()),
            };
            let (item, ground) = (Some(ItemIdText(id.clone())), ground.to_owned());
            acts.push(Act::Erased {
                index,
                item,
                received_in,
                ground,
            });
            Ok(())
        })?;
        let erased = acts.len() as u64;
        self.act(by, acts)?;
        self.settle_erasures()?;
        self.catch_up_index()?;
        self.seek_copies(&mut |_| {})?;
        self.0.catalogue.forget_orphaned_photo_facts()?;
        self.0.catalogue.forget_deleted()?;
        Ok(erased)
    }

    /// Carries out what the log says is erased. The caller holds the work lock.
    ///
    /// The body of an act goes last: as long as it is there, it names the objects that are to go, so
    /// that a run after a crash ends what was begun.
    pub(crate) fn settle_erasures(&self) -> Result<(), WorkbenchError> {
        let mut begun = Vec::new();
        for index in self.0.catalogue.erased_acts()? {
            if let Some(body) = self.0.evidence.body(index)? {
                begun.push((index, body.act));
            }
        }
        if begun.is_empty() {
            return Ok(());
        }
        // An object stays as long as any act names it that stays: the content of another item, or a
        // reading of it, the newest or an earlier one.
        let going: BTreeSet<u64> = begun.iter().map(|(index, _)| *index).collect();
        let mut named = BTreeSet::new();
        self.each_act(|index, act| {
            if !going.contains(&index) {
                named.extend(objects(&act));
            }
            Ok(())
        })?;
        for (index, act) in begun {
            for object in objects(&act).difference(&named) {
                self.0.vault.erase(object)?;
            }
            self.0
                .evidence
                .with_ledger(|ledger| Ok(ledger.erase(index)?))?;
        }
        Ok(())
    }
}

/// The objects that an act names.
pub(crate) fn objects(act: &Act) -> BTreeSet<Sha256> {
    match act {
        Act::LeadsProposed(proposed) => [proposed.accounts.sha256].into(),
        Act::ItemReceived(received) => received.content.iter().map(|c| c.sha256).collect(),
        Act::Extracted(extracted) => {
            let members = extracted.members.iter().filter_map(|m| m.content.as_ref());
            extracted
                .derivative
                .iter()
                .chain(members)
                .map(|c| c.sha256)
                .collect()
        }
        Act::ListMapped(mapped) => [mapped.rows.sha256].into(),
        Act::RulesTaken(taken) => [taken.table.sha256].into(),
        _ => BTreeSet::new(),
    }
}
