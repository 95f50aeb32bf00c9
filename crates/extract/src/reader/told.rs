//! What a child says of a file beside its reading, and what is added to a reading when it fails.

use crate::reading::{Reading, Tool};
use crate::{account, edition};
use domain::ItemState;

/// What a child tells of a file before it reads it.
pub(super) struct Told {
    pub media_type: String,
    reader: String,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            media_type: "application/octet-stream".to_owned(),
            reader: String::new(),
        }
    }
}

impl Told {
    /// The type and the reader from an untrusted mouth, parted by `;`.
    pub(super) fn from(body: &[u8]) -> Self {
        let mut parts = body.splitn(2, |b| *b == b';').map(plain_word);
        Self {
            media_type: parts.next().unwrap_or_default(),
            reader: parts.next().unwrap_or_default(),
        }
    }

    /// A reading that has nothing but its end.
    pub(super) fn ended(&self, state: ItemState, reason: String) -> Reading {
        let mut reading = Reading::ended(state, self.media_type.clone(), reason.clone());
        reading.warnings.push(reason);
        self.complete(&mut reading);
        reading
    }

    /// Names the reader where the reading does not: one that gave up says nothing of itself.
    pub(super) fn complete(&self, reading: &mut Reading) {
        let named = reading
            .tools
            .iter()
            .any(|tool| tool.name == account::READER);
        if !named && !self.reader.is_empty() {
            reading.tools.push(Tool {
                name: account::READER.to_owned(),
                version: edition::current(&self.reader, &self.media_type),
                options: String::new(),
            });
        }
    }
}

/// Notes that the file was not read whole, and why.
pub(super) fn note_part(reading: &mut Reading, reason: String) {
    reading.warnings.push(reason.clone());
    if matches!(
        reading.state,
        ItemState::Read | ItemState::ReadInPart | ItemState::NoText
    ) {
        reading.state = ItemState::ReadInPart;
        reading.reason = Some(match reading.reason.take() {
            Some(first) => format!("{first}; {reason}"),
            None => reason,
        });
    }
}

/// A name of a type or a reader from an untrusted mouth.
fn plain_word(body: &[u8]) -> String {
    let fits = |b: &&u8| b.is_ascii_alphanumeric() || b"/.+-_".contains(b);
    body.iter()
        .take(255)
        .filter(fits)
        .map(|b| char::from(*b))
        .collect()
}
