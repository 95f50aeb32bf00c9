//! Proofs that leave the store: for one item, for the whole log, with stamps and cosignatures.

use crate::answer::ItemVerdict;
use crate::{Store, WorkbenchError};
use custody::act::{Act, ItemIdText};
use custody::{Proof, SignedCheckpoint, VerifierKey};
use domain::access::Action;
use domain::{ItemId, UserName};
use std::path::Path;

impl Store {
    /// A proof for one item: the act that received it, its salt, and its place under the newest
    /// checkpoint that another office cosigned, or else the newest of all. Checked with `isnad-verify proof`, without this store.
    ///
    /// # Errors
    /// Where the item is not available, or its act was erased.
    pub fn prove(&self, by: &UserName, id: &ItemId) -> Result<String, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::Prove, None)?;
        self.act(
            by,
            vec![Act::ProofIssued {
                item: ItemIdText(id.clone()),
            }],
        )?;
        self.0
            .evidence
            .with_ledger(|ledger| Ok(ledger.prove(row.received_act)?))
    }

    /// Checks one item anew: its bytes against its digest, its act against the newest checkpoint.
    ///
    /// # Errors
    /// Where the item is not available or this machine fails; what does not hold is in the verdict.
    pub fn verify_item(&self, by: &UserName, id: &ItemId) -> Result<ItemVerdict, WorkbenchError> {
        let row = self.readable(by, id)?;
        let mut findings = Vec::new();
        if let Some(content) = &row.sha256
            && let Some(damage) = self.0.vault.check(content)?
        {
            findings.push(format!("object {content}: {damage:?}"));
        }
        let content_holds = findings.is_empty();
        let tree_size = self.0.evidence.with_ledger(|ledger| {
            match ledger.prove(row.received_act) {
                Ok(text) => {
                    if let Err(reason) = holds(&text, ledger.verifier()) {
                        findings.push(format!("act {}: {reason}", row.received_act));
                    }
                }
                Err(error) => findings.push(format!("act {}: {error}", row.received_act)),
            }
            Ok(ledger.size())
        })?;
        self.record(
            by,
            "verify-item",
            Some(id.to_string()),
            None,
            if findings.is_empty() {
                "holds"
            } else {
                "does not hold"
            },
        )?;
        Ok(ItemVerdict {
            content_holds,
            act_holds: findings.len() == usize::from(!content_holds),
            sha256: row.sha256,
            tree_size,
            findings,
            at: self.0.clock.now(),
        })
    }

    /// Writes the log of acts as plain C2SP tlog-tiles files, without bodies and salts.
    ///
    /// # Errors
    /// Where the person may not, or the folder cannot be written.
    pub fn export_log(&self, by: &UserName, to: &Path) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        let to = std::path::absolute(to).map_err(|e| WorkbenchError::io("find", to, e))?;
        self.0.evidence.with_ledger(|ledger| {
            ledger.export(&to)?;
            Ok(ledger.size())
        })
    }

    /// The newest checkpoint of the log of acts, and the key that verifies it.
    ///
    /// # Errors
    /// Where the person may not see it or the ledger cannot be read.
    pub fn checkpoint(&self, by: &UserName) -> Result<(String, String), WorkbenchError> {
        self.authorise(by, Action::SeeStatus, None)?;
        self.0
            .evidence
            .with_ledger(|ledger| Ok((ledger.checkpoint(), ledger.verifier().to_string())))
    }

    /// A request for a time stamp (RFC 3161, DER) over the newest checkpoint.
    ///
    /// # Errors
    /// Where the person may not, or the request cannot be kept.
    pub fn stamp_request(&self, by: &UserName) -> Result<Vec<u8>, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        self.0
            .evidence
            .with_ledger(|ledger| Ok(ledger.stamp_request(ledger.size())?))
    }

    /// Takes over the answer of a time-stamping authority.
    ///
    /// # Errors
    /// Where the answer does not fit a request of this log.
    pub fn add_stamp(&self, by: &UserName, answer: &[u8]) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        let stamp = self
            .0
            .evidence
            .with_ledger(|ledger| Ok(ledger.add_stamp(answer)?))?;
        let (tree_size, token_sha256) = (stamp.size, stamp.token_sha256);
        self.act(
            by,
            vec![Act::Stamped {
                tree_size,
                token_sha256,
            }],
        )?;
        Ok(tree_size)
    }

    /// Takes over a cosignature that another office made on a checkpoint of this log.
    ///
    /// # Errors
    /// Where the note is not about a checkpoint of this log or the key's signature does not hold.
    pub fn add_cosignature(
        &self,
        by: &UserName,
        note: &[u8],
        key: &VerifierKey,
    ) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::Prove, None)?;
        let tree_size = self
            .0
            .evidence
            .with_ledger(|ledger| Ok(ledger.add_cosignature(note, key)?))?;
        self.act(
            by,
            vec![Act::Cosigned {
                tree_size,
                key: key.name().to_owned(),
            }],
        )?;
        Ok(tree_size)
    }
}

fn holds(proof: &str, key: &VerifierKey) -> Result<(), String> {
    let proof = Proof::parse(proof.as_bytes()).map_err(|e| e.to_string())?;
    let signed =
        SignedCheckpoint::open(proof.checkpoint.as_bytes(), key).map_err(|e| e.to_string())?;
    match proof.root(signed.head().size) {
        Some(root) if root == signed.head().root => Ok(()),
        _ => Err("its place does not lead to the root of the checkpoint".to_owned()),
    }
}
