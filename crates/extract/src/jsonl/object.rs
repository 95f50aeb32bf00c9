//! The object that stands for a file in the stream.

use crate::reading::{Label, OtherReading, Page, Reading, TextSource, Unread, Word};
use domain::ItemState;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// One file, or one member of a file, as told to other programs.
///
/// The keys and their order are a contract; new keys may be added.
#[derive(Debug, Clone, Serialize)]
pub struct FileObject {
    /// The path as given; absent in members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The name inside the container; absent in files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    ok: bool,
    #[serde(serialize_with = "crate::text_form::serialize")]
    state: ItemState,
    media_type: String,
    text: String,
    pages: Vec<PageObject>,
    #[serde(serialize_with = "one_or_many")]
    metadata: BTreeMap<String, Vec<String>>,
    children: Vec<FileObject>,
    error: Option<String>,
    warnings: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PageObject {
    n: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    text: String,
    source: TextSource,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<OtherReading>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<Unread>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_share: Option<f32>,
}

impl FileObject {
    /// The object of a reading.
    pub fn of(reading: Reading) -> Self {
        let text = reading.text();
        let ok = reading.state.is_ok();
        // A file without bytes was read as far as it goes, but who asked for text should be told.
        let whole = matches!(reading.state, ItemState::Read | ItemState::NoText);
        let mut warnings = reading.warnings;
        if !whole
            && let Some(reason) = &reading.reason
            && !warnings.iter().any(|known| known == reason)
        {
            warnings.push(reason.clone());
        }
        let pages = reading.pages.into_iter().map(PageObject::of).collect();
        Self {
            path: None,
            name: None,
            ok,
            state: reading.state,
            media_type: reading.media_type,
            text,
            pages,
            metadata: reading.metadata,
            children: Vec::new(),
            error: if whole { None } else { reading.reason },
            warnings,
        }
    }

    /// The object of something that ended without being read.
    pub(super) fn ended(state: ItemState, reason: impl Into<String>) -> Self {
        Self::of(Reading::ended(state, "application/octet-stream", reason))
    }

    /// The object of a path that could not be opened.
    pub(super) fn failed(path: &str, words: &str) -> Self {
        let reason = format!("the file could not be opened: {words}");
        Self {
            path: Some(path.to_owned()),
            ..Self::ended(ItemState::Damaged, reason)
        }
    }

    /// Takes a member in; a limit met inside it is told outside as well.
    pub(super) fn adopt(&mut self, child: FileObject) {
        let name = child.name.as_deref().unwrap_or_default();
        for warning in child
            .warnings
            .iter()
            .filter(|words| words.contains("limit `"))
        {
            let outside = format!("in `{name}`: {warning}");
            if self.warnings.len() < 200 && !self.warnings.contains(&outside) {
                self.warnings.push(outside);
            }
        }
        self.children.push(child);
    }

    /// Sets the state that the container gave its member; `some` where a part of it was read.
    pub(super) fn end_as(&mut self, state: ItemState, reason: &str, some: bool) {
        self.state = if some && self.ok {
            ItemState::ReadInPart
        } else {
            state
        };
        self.ok = self.state.is_ok();
        self.error = Some(reason.to_owned());
        self.warnings.retain(|words| !words.is_empty());
        if !self.warnings.iter().any(|known| known == reason) {
            self.warnings.push(reason.to_owned());
        }
    }
}

impl PageObject {
    fn of(page: Page) -> Self {
        Self {
            n: page.n,
            label: page.label,
            text: page.text,
            source: page.source,
            confidence: page.confidence,
            words: page.words,
            quality: page.quality,
            choice: page.choice,
            others: page.others,
            unread: page.unread,
            labels: page.labels,
            picture_share: page.picture_share,
        }
    }
}

/// One value as itself, several as a list.
fn one_or_many<S: Serializer>(
    metadata: &BTreeMap<String, Vec<String>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Value<'a> {
        One(&'a str),
        Many(&'a [String]),
    }
    serializer.collect_map(
        metadata
            .iter()
            .map(|(key, values)| match values.as_slice() {
                [one] => (key, Value::One(one)),
                many => (key, Value::Many(many)),
            }),
    )
}
