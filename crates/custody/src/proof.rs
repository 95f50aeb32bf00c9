//! Proof files: one act and its place in the log, on its own (C2SP `tlog-proof` v1).
//!
//! The `extra` line carries, in base64, a JSON object: `{"salt": hex, "body": text}` where the act is
//! disclosed (`body_base64` where its bytes are no UTF-8), or `{"commitment": hex}` where only its
//! place is shown.

use crate::checkpoint::{decimal, decode_hash, encode_hash};
use crate::commitment::{Commitment, Salt};
use crate::error::{CustodyError, Result};
use crate::tree::root_from_inclusion;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Sha256;
use serde::{Deserialize, Serialize};
use std::fmt;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// A path longer than this would belong to a tree of more than 2^64 entries.
const LONGEST_PATH: usize = 64;

/// A proof as read or made. That it has the right form says nothing yet about whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What the entry is made of.
    pub disclosed: Disclosed,
    /// The act's index in the log, from 0.
    pub index: u64,
    /// Sibling hashes from the entry to the root.
    pub path: Vec<Sha256>,
    /// The signed checkpoint, as it stands in the file.
    pub checkpoint: String,
}

/// What a proof shows of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosed {
    /// The body, with the salt that binds it to the entry.
    Body {
        /// The salt of its commitment.
        salt: Salt,
        /// Its bytes.
        body: Vec<u8>,
    },
    /// The entry alone: the body was erased or is kept back.
    Place(Commitment),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commitment: Option<String>,
}

impl Disclosed {
    /// The entry of the log that follows from what is shown.
    pub fn commitment(&self) -> Commitment {
        match self {
            Disclosed::Body { salt, body } => Commitment::to(salt, body),
            Disclosed::Place(commitment) => *commitment,
        }
    }

    fn to_json(&self) -> Vec<u8> {
        let mut extra = Extra {
            salt: None,
            body: None,
            body_base64: None,
            commitment: None,
        };
        match self {
            Disclosed::Body { salt, body } => {
                extra.salt = Some(hex::encode(salt.as_bytes()));
                match std::str::from_utf8(body) {
                    Ok(text) => extra.body = Some(text.to_owned()),
                    Err(_) => extra.body_base64 = Some(STANDARD.encode(body)),
                }
            }
            Disclosed::Place(entry) => extra.commitment = Some(hex::encode(entry.as_bytes())),
        }
        // Four optional texts can always be written.
        serde_json::to_vec(&extra).unwrap_or_default()
    }

    fn from_json(json: &[u8]) -> Option<Self> {
        let extra: Extra = serde_json::from_slice(json).ok()?;
        let bytes32 = |text: String| hex::decode(text).ok()?.try_into().ok();
        let disclosed = match (extra.salt, extra.body, extra.body_base64, extra.commitment) {
            (Some(salt), Some(body), None, None) => Disclosed::Body {
                salt: Salt::from_bytes(bytes32(salt)?),
                body: body.into_bytes(),
            },
            (Some(salt), None, Some(body), None) => Disclosed::Body {
                salt: Salt::from_bytes(bytes32(salt)?),
                body: STANDARD.decode(body).ok()?,
            },
            (None, None, None, Some(entry)) => {
                Disclosed::Place(Commitment::from_bytes(bytes32(entry)?))
            }
            _ => return None,
        };
        // One content has one spelling: no other spaces, escapes, order or letter case.
        (disclosed.to_json() == json).then_some(disclosed)
    }
}

impl Proof {
    /// Reads a proof file, strictly.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let wrong = |reason| CustodyError::Malformed {
            what: "proof file",
            reason,
        };
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or_else(|| wrong("it has no checkpoint"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(wrong("its first line is not `c2sp.org/tlog-proof@v1`"));
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let disclosed = extra
            .and_then(|extra| STANDARD.decode(extra).ok())
            .and_then(|json| Disclosed::from_json(&json))
            .ok_or_else(|| wrong("its `extra` line does not hold an act of isnad"))?;
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(decimal)
            .ok_or_else(|| wrong("its `index` line is broken"))?;
        let path: Option<Vec<Sha256>> = lines.map(decode_hash).collect();
        let path = path.ok_or_else(|| wrong("a hash is not 32 bytes in base64"))?;
        if path.len() > LONGEST_PATH {
            return Err(wrong("it has too many hashes"));
        }
        Ok(Self {
            disclosed,
            index,
            path,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The root that follows from this proof in a tree of `size` entries; nothing where the path
    /// has the wrong length for it.
    pub fn root(&self, size: u64) -> Option<Sha256> {
        let leaf = self.disclosed.commitment().leaf_hash();
        root_from_inclusion(self.index, size, &leaf, &self.path)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        writeln!(f, "extra {}", STANDARD.encode(self.disclosed.to_json()))?;
        writeln!(f, "index {}", self.index)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{}", encode_hash(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
