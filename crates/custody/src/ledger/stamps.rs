//! Time stamps over checkpoints, kept beside the log.
//!
//! `stamps/<size>.checkpoint` is what was stamped, `<size>.tsq` the request, `<size>.tsr` the answer.

use super::Ledger;
use crate::body::random;
use crate::checkpoint::decimal;
use crate::error::{CustodyError, Result};
use crate::log_files::damaged;
use crate::stamp::{Asked, Stamped, request, sha256};
use domain::{Moment, Sha256};
use std::fs;
use std::path::PathBuf;

const STAMPS: &str = "stamps";

/// A stamp that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStamp {
    /// Size of the stamped log, in acts.
    pub size: u64,
    /// When the authority says it stamped.
    pub at: Moment,
    /// Digest of the stored answer.
    pub token_sha256: Sha256,
    /// The authority's answer, for `openssl ts -verify -in`.
    pub response: PathBuf,
    /// The stamped bytes, for `openssl ts -verify -data`.
    pub checkpoint: PathBuf,
}

impl Ledger {
    /// A request for a stamp over the checkpoint of a size, to be carried to an authority. Asking
    /// again for the same size gives the same request until it is answered.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`]; [`CustodyError::ReadOnly`]; those of the system.
    pub fn stamp_request(&mut self, size: u64) -> Result<Vec<u8>> {
        if self.key.is_none() {
            return Err(CustodyError::ReadOnly);
        }
        if let Some(kept) = self.files.read(&format!("{STAMPS}/{size}.tsq"))? {
            return Ok(kept);
        }
        let checkpoint = self.checkpoint_at(size)?;
        let request = request(checkpoint.as_bytes(), random()?)?;
        self.put_beside(STAMPS, &format!("{size}.checkpoint"), checkpoint.as_bytes())?;
        self.put_beside(STAMPS, &format!("{size}.tsq"), &request)?;
        Ok(request)
    }

    /// Takes in the authority's answer (a response or a bare token) to the request it belongs to.
    ///
    /// # Errors
    /// [`CustodyError::StampUnreadable`], [`CustodyError::StampRefused`],
    /// [`CustodyError::StampOfOtherBytes`], [`CustodyError::StampOfOtherRequest`]; nothing is kept.
    pub fn add_stamp(&mut self, answer: &[u8]) -> Result<StoredStamp> {
        if self.key.is_none() {
            return Err(CustodyError::ReadOnly);
        }
        let stamped = Stamped::read(answer)?;
        let mut other_request = None;
        for size in self.stamp_sizes("tsq")? {
            let name = format!("{STAMPS}/{size}.tsq");
            let bytes = self.files.read(&name)?.unwrap_or_default();
            let asked = Asked::read(&bytes).map_err(|_| damaged(name, "it is no request"))?;
            if asked.imprint != stamped.imprint {
                continue;
            }
            if asked.nonce != stamped.nonce {
                other_request = Some(size);
                continue;
            }
            self.put_beside(STAMPS, &format!("{size}.tsr"), &stamped.response)?;
            return self.stamp(size);
        }
        Err(
            other_request.map_or(CustodyError::StampOfOtherBytes, |size| {
                CustodyError::StampOfOtherRequest { size }
            }),
        )
    }

    /// The stamps that are kept, by rising size.
    ///
    /// # Errors
    /// Those of the system; [`CustodyError::Damaged`] where a stamp is not over its checkpoint.
    pub fn stamps(&self) -> Result<Vec<StoredStamp>> {
        self.stamp_sizes("tsr")?
            .into_iter()
            .map(|size| self.stamp(size))
            .collect()
    }

    fn stamp(&self, size: u64) -> Result<StoredStamp> {
        let name = |ending: &str| format!("{STAMPS}/{size}.{ending}");
        let read = |name: String| {
            let bytes = self.files.read(&name)?;
            bytes.ok_or_else(|| damaged(name, "it is missing"))
        };
        let (response, checkpoint) = (read(name("tsr"))?, read(name("checkpoint"))?);
        let stamped =
            Stamped::read(&response).map_err(|_| damaged(name("tsr"), "it is no stamp"))?;
        if stamped.imprint != sha256(&checkpoint) {
            return Err(damaged(name("checkpoint"), "its stamp is over other bytes"));
        }
        Ok(StoredStamp {
            size,
            at: stamped.at,
            token_sha256: sha256(&response),
            response: self.files.path(&name("tsr")),
            checkpoint: self.files.path(&name("checkpoint")),
        })
    }

    fn stamp_sizes(&self, ending: &str) -> Result<Vec<u64>> {
        let dir = self.files.path(STAMPS);
        if !dir.is_dir() {
            return Ok(Vec::new());
        }
        let mut sizes = Vec::new();
        for entry in fs::read_dir(&dir).map_err(CustodyError::io(&dir))? {
            let name = entry.map_err(CustodyError::io(&dir))?.file_name();
            let stem = name.to_str().and_then(|name| name.split_once('.'));
            sizes.extend(
                stem.filter(|(_, e)| *e == ending)
                    .and_then(|(size, _)| decimal(size)),
            );
        }
        sizes.sort_unstable();
        Ok(sizes)
    }
}
