//! Cosignatures: another office confirms what it saw of a log (C2SP `tlog-cosignature`).

use crate::checkpoint::SignedCheckpoint;
use crate::error::{CustodyError, Result};
use crate::key::{CosignerKey, VerifierKey};
use crate::tree::is_consistent;
use domain::{Moment, Sha256};

/// An earlier checkpoint of the same log, and the proof that the newer one continues it.
pub struct Seen<'a> {
    /// The checkpoint this office saw last.
    pub checkpoint: &'a SignedCheckpoint,
    /// The consistency proof from it to the newer one.
    pub proof: &'a [Sha256],
}

/// Puts another office's signature under a checkpoint; gives back the note with all signatures.
///
/// An office that has seen this log before passes what it saw; without it the signature says only
/// that this checkpoint is the first this office saw.
///
/// # Errors
/// Where the log has not signed the checkpoint, or it does not continue what was seen.
pub fn cosign(
    checkpoint: &[u8],
    log: &VerifierKey,
    seen: Option<Seen<'_>>,
    cosigner: &CosignerKey,
    at: Moment,
) -> Result<String> {
    let signed = SignedCheckpoint::open(checkpoint, log)?;
    let new = signed.head();
    if let Some(seen) = seen {
        let old = seen.checkpoint.head();
        if old.origin != new.origin {
            let (expected, found) = (old.origin.clone(), new.origin.clone());
            return Err(CustodyError::OtherLog { expected, found });
        }
        if !is_consistent(old.size, &old.root, new.size, &new.root, seen.proof) {
            return Err(CustodyError::OtherRoot { size: old.size });
        }
    }
    // A clock before 1970 is written as 1970.
    let at_unix_s = u64::try_from(at.unix_ms() / 1000).unwrap_or_default();
    let signature = cosigner.sign(signed.note().text(), at_unix_s);
    Ok(signed.note().clone().with(signature).to_string())
}
