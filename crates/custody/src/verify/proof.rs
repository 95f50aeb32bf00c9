//! Checking a proof file together with the file it speaks of.

use super::{Finding, Trust, Verdict};
use crate::act::{Act, ActBody, Content};
use crate::proof::{Disclosed, Proof};
use domain::{AccessionId, ItemId, Sha256};
use sha2::Digest;
use std::io::{self, Read};

/// What holds of a proof.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofHolds {
    /// Which log.
    pub origin: String,
    /// The act's index in it, from 0.
    pub index: u64,
    /// Size of the log whose checkpoint the proof stands under, in acts.
    pub size: u64,
    /// The act: when, by whom, what.
    pub body: ActBody,
    /// As what the act names the file.
    pub named: Named,
    /// Names of the trusted cosigners who signed the checkpoint.
    pub cosigners: Vec<String>,
}

/// As what an act names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// It was received under this number.
    Received(ItemId, AccessionId),
    /// It was read under this number.
    Read(ItemId),
    /// It was found in a container; the number is the member's.
    Member(ItemId),
    /// It is what a reader made of the item with this number.
    Derivative(ItemId),
}

/// Size and digest of a file at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemDigest {
    /// How many bytes.
    pub size_bytes: u64,
    /// SHA-256 over them.
    pub sha256: Sha256,
}

impl ItemDigest {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn of(mut reader: impl Read) -> io::Result<Self> {
        let mut digest = sha2::Sha256::new();
        let size_bytes = io::copy(&mut reader, &mut digest)?;
        Ok(Self {
            size_bytes,
            sha256: Sha256::from_bytes(digest.finalize().into()),
        })
    }
}

/// Checks a proof file: act to entry, entry to root, root to signatures, act to the file at hand.
pub fn verify_proof(proof: &[u8], item: &ItemDigest, trust: &Trust) -> Verdict<ProofHolds> {
    let proof = match Proof::parse(proof) {
        Ok(proof) => proof,
        Err(error) => {
            return Verdict::DoesNotHold(vec![Finding::BadProof {
                reason: error.to_string(),
            }]);
        }
    };
    let (signed, cosigners) = match trust.open(proof.checkpoint.as_bytes()) {
        Ok(opened) => opened,
        Err(finding) => return Verdict::DoesNotHold(vec![finding]),
    };
    let (head, index) = (signed.head(), proof.index);
    if proof.root(head.size) != Some(head.root) {
        return Verdict::DoesNotHold(vec![Finding::NotInLog { index }]);
    }
    let Disclosed::Body { body, .. } = &proof.disclosed else {
        return Verdict::CouldNotCheck(format!(
            "act {index} is in the log, but the proof does not show what it says; its body was erased"
        ));
    };
    let Ok(body) = ActBody::from_bytes(body) else {
        return Verdict::CouldNotCheck(format!(
            "act {index} is in the log, but this version cannot read what it says"
        ));
    };
    let Some(named) = named_in(&body.act, item) else {
        let found = item.sha256.to_string();
        return Verdict::DoesNotHold(vec![Finding::OtherItem { found }]);
    };
    let (origin, size) = (head.origin.clone(), head.size);
    Verdict::Holds(ProofHolds {
        origin,
        index,
        size,
        body,
        named,
        cosigners,
    })
}

fn named_in(act: &Act, item: &ItemDigest) -> Option<Named> {
    let is = |content: &Option<Content>| {
        content
            .as_ref()
            .is_some_and(|c| c.sha256 == item.sha256 && c.size_bytes == item.size_bytes)
    };
    match act {
        Act::ItemReceived(received) => is(&received.content)
            .then(|| Named::Received(received.item.clone(), received.accession)),
        Act::Extracted(extracted) => {
            let container = &extracted.item;
            let member = extracted
                .members
                .iter()
                .position(|member| is(&member.content));
            let member = member
                .and_then(|place| u32::try_from(place + 1).ok())
                .map(|ordinal| Named::Member(container.member(ordinal)));
            member
                .or_else(|| is(&extracted.derivative).then(|| Named::Derivative(container.clone())))
                .or_else(|| {
                    (extracted.input == item.sha256).then(|| Named::Read(container.clone()))
                })
        }
        _ => None,
    }
}
