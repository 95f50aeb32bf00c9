//! Signed notes: text with signature lines under it (C2SP `signed-note`).

use crate::error::{CustodyError, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// Longest note that is read, in bytes. Sixteen post-quantum signatures fit many times over.
const LONGEST_NOTE_BYTES: usize = 1 << 20;
/// Most signature lines that are read.
const MOST_SIGNATURES: usize = 256;

/// A text and the signatures under it. A parsed note has the right form; nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: [u8; 4],
    bytes: Vec<u8>,
}

impl NoteSignature {
    /// A signature by the key with this name and number. The name is one that [`is_key_name`] takes.
    #[cfg(feature = "writer")]
    pub(crate) fn new(name: &str, key_id: [u8; 4], bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            key_id,
            bytes,
        }
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of the key: the first four bytes of a digest over name, type and public key.
    pub const fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    /// The signature after the key's number; its form depends on the key's type.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        // The engine takes the canonical form only: full padding, no stray bits.
        let decoded = STANDARD.decode(encoded).ok()?;
        let (key_id, bytes) = decoded.split_first_chunk::<4>()?;
        if !is_key_name(name) || bytes.is_empty() {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            key_id: *key_id,
            bytes: bytes.to_vec(),
        })
    }
}

impl fmt::Display for NoteSignature {
    /// The line, with its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut signed = self.key_id.to_vec();
        signed.extend_from_slice(&self.bytes);
        writeln!(f, "— {} {}", self.name, STANDARD.encode(signed))
    }
}

/// Whether a text may name a key: not empty, no space of any script, no `+`, no control character.
pub fn is_key_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || c == '+' || c.is_control())
}

impl Note {
    /// Puts signatures under a text that ends in a newline.
    #[cfg(feature = "writer")]
    pub(crate) fn new(text: String, signatures: Vec<NoteSignature>) -> Self {
        Self { text, signatures }
    }

    /// Reads a note, strictly: any departure from the form is refused.
    ///
    /// # Errors
    /// [`CustodyError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let wrong = |reason| CustodyError::Malformed {
            what: "signed note",
            reason,
        };
        if bytes.len() > LONGEST_NOTE_BYTES {
            return Err(wrong("it is too long"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        if whole.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong("it holds a control character"));
        }
        let (text, lines) = whole
            .rsplit_once("\n\n")
            .ok_or_else(|| wrong("no empty line stands before the signatures"))?;
        let lines = lines
            .strip_suffix('\n')
            .ok_or_else(|| wrong("the last line does not end in a newline"))?;
        let mut signatures: Vec<NoteSignature> = Vec::new();
        for line in lines.split('\n') {
            let signature =
                NoteSignature::parse(line).ok_or_else(|| wrong("a signature line is broken"))?;
            let same = |s: &NoteSignature| s.name == signature.name && s.key_id == signature.key_id;
            if signatures.iter().any(same) {
                return Err(wrong("one key has signed twice"));
            }
            if signatures.len() == MOST_SIGNATURES {
                return Err(wrong("it has too many signatures"));
            }
            signatures.push(signature);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The signed text, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order. Those by unknown keys or of unknown types are kept.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The note with one more signature; an earlier one by the same key is replaced.
    #[cfg(feature = "writer")]
    pub(crate) fn with(mut self, signature: NoteSignature) -> Self {
        self.signatures
            .retain(|s| s.name != signature.name || s.key_id != signature.key_id);
        self.signatures.push(signature);
        self
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| write!(f, "{signature}"))
    }
}
