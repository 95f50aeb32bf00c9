//! Checkpoints: what a log says of itself at one size (C2SP `tlog-checkpoint`).

use crate::error::{CustodyError, Result};
#[cfg(feature = "writer")]
use crate::key::LogKey;
use crate::key::VerifierKey;
use crate::note::Note;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Sha256;
use std::fmt;

/// The head of a log: how many acts, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many acts.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Sha256,
    /// Lines after the third; this program writes none and gives them no meaning.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Reads the text of a checkpoint, without signatures.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`].
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |reason| CustodyError::Malformed {
            what: "checkpoint",
            reason,
        };
        let body = text
            .strip_suffix('\n')
            .ok_or_else(|| wrong("it ends without a newline"))?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(wrong("it has fewer than three lines"));
        };
        if origin.is_empty() {
            return Err(wrong("it names no log"));
        }
        let size = decimal(size).ok_or_else(|| wrong("its size is no number"))?;
        let root = decode_hash(root).ok_or_else(|| wrong("its root is not 32 bytes in base64"))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(wrong("it holds an empty line"));
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions,
        })
    }

    /// Signs the checkpoint with the log's key.
    #[cfg(feature = "writer")]
    pub(crate) fn signed_by(&self, key: &LogKey) -> Note {
        let text = self.to_string();
        let signature = key.sign(&text);
        Note::new(text, vec![signature])
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n{}\n{}",
            self.origin,
            self.size,
            encode_hash(&self.root)
        )?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint that the log's own key has signed. There is no other way to get one than by
/// checking that signature, so a value of this type is proof of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    head: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a checkpoint and checks the log's signature. Whoever else signed does not matter here.
    ///
    /// # Errors
    /// Where the form is wrong, the log's key has not signed or its signature does not fit, or the
    /// checkpoint is about another log than the key's.
    pub fn open(bytes: &[u8], key: &VerifierKey) -> Result<Self> {
        let note = Note::parse(bytes)?;
        let head = Checkpoint::parse(note.text())?;
        key.find_in(&note)?.ok_or_else(|| CustodyError::Unsigned {
            key: key.name().to_owned(),
        })?;
        if head.origin != key.name() {
            let (expected, found) = (key.name().to_owned(), head.origin);
            return Err(CustodyError::OtherLog { expected, found });
        }
        Ok(Self { head, note })
    }

    /// What the log says.
    pub const fn head(&self) -> &Checkpoint {
        &self.head
    }

    /// The note with all its signatures.
    pub const fn note(&self) -> &Note {
        &self.note
    }
}

/// A number in decimal digits, in its one spelling.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A hash in base64, in its one spelling.
pub(crate) fn decode_hash(text: &str) -> Option<Sha256> {
    let bytes: [u8; 32] = STANDARD.decode(text).ok()?.try_into().ok()?;
    Some(Sha256::from_bytes(bytes))
}

/// A hash in base64.
pub(crate) fn encode_hash(hash: &Sha256) -> String {
    STANDARD.encode(hash.as_bytes())
}
