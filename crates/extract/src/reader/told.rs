//! What a child says of a file beside its reading, and what is added to a reading when it fails.

use crate::reading::{Label, Reading, Tool};
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

/// Labels of one page at most; the child tells fewer.
const LABELS: usize = 32;
/// Corners lie no further than this from the origin, in pixels: pictures are smaller.
const FURTHEST: f32 = 1_000_000.0;

/// Drops labels from an untrusted mouth whose numbers are none: what comes after draws with them.
pub(super) fn keep_sane_labels(reading: &mut Reading) {
    let mut dropped = false;
    for page in &mut reading.pages {
        let before = page.labels.len();
        page.labels.retain(is_sane);
        page.labels.truncate(LABELS);
        dropped |= page.labels.len() < before;
    }
    if dropped {
        note_part(
            reading,
            "the reader told of labels that cannot be in the picture; they were dropped".to_owned(),
        );
    }
}

fn is_sane(label: &Label) -> bool {
    let near = |at: &f32| at.is_finite() && at.abs() <= FURTHEST;
    let share = |at: f32| (0.0..=1.0).contains(&at);
    let is_box = |place: &[f32; 4]| {
        let [left, top, right, bottom] = place;
        place.iter().all(near) && left <= right && top <= bottom
    };
    let [width, height] = label.crop;
    label.polygon.iter().flatten().all(near)
        && is_box(&label.bounds)
        && label.bounds.iter().all(|at| *at >= 0.0)
        && share(label.confidence)
        && width > 0
        && height > 0
        && width.max(height) as f32 <= FURTHEST
        && label.lines.iter().all(|line| {
            share(line.confidence)
                && line.boxes.len() == line.words.len()
                && line.boxes.iter().all(is_box)
                && line.words.iter().all(|word| is_box(&word.place))
        })
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
