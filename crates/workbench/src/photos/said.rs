//! What people said of photographs: what a label reads, what a picture shows. Each is an act; the newest
//! counts, and all are kept.

use crate::{Store, WorkbenchError};
use catalogue::{DescriptionRow, LabelReviewRow};
use custody::act::{Act, LabelReviewed, PhotoDescribed};
use domain::access::Action;
use domain::{AccessionId, ItemId, Moment, Sha256, UserName};
use photo::{Day, FieldKind, Label, LabelNumbers, said_label, typed};
use std::collections::{BTreeMap, BTreeSet};

/// Longest description or note, in characters.
const LONGEST_CHARS: usize = 4_000;

/// The words of the list by which a picture is described. They say what a viewer must be prepared for,
/// and what work needs the picture for.
pub const TAGS: [&str; 10] = [
    "adult",
    "child",
    "several_persons",
    "no_person",
    "face_visible",
    "face_hidden",
    "injuries_visible",
    "label_legible",
    "label_not_legible",
    "number_on_body",
];

/// What a person read on the labels of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLabel {
    /// On which photograph: this one or a copy of it.
    pub on: ItemId,
    /// Index of the act in the log.
    pub act: u64,
    /// By the names of the fields; what is not there cannot be read.
    pub fields: BTreeMap<String, String>,
    /// Who.
    pub by: UserName,
    /// When.
    pub at: Moment,
    /// Why.
    pub note: Option<String>,
    /// How many times labels of it were read by people, this one included.
    pub times: u32,
}

/// A word of a person.
pub(super) trait Said {
    /// Index of the act in the log: the highest is the newest.
    fn act(&self) -> u64;
}

impl Said for SaidLabel {
    fn act(&self) -> u64 {
        self.act
    }
}

impl Said for Description {
    fn act(&self) -> u64 {
        self.act
    }
}

impl SaidLabel {
    /// As a label on which all is sure.
    pub(super) fn label(&self) -> Label {
        let fields = self.fields.iter();
        said_label(fields.filter_map(|(name, value)| Some((FieldKind::named(name)?, value))))
    }

    pub(super) fn numbers(&self) -> LabelNumbers {
        let value = |kind: FieldKind| self.fields.get(kind.name()).cloned();
        LabelNumbers {
            body: value(FieldKind::Body),
            detainee: value(FieldKind::Detainee),
            branch: value(FieldKind::Branch),
            day: value(FieldKind::Date).and_then(|day| Day::from_iso(&day)),
        }
    }
}

/// What a person wrote down of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// On which photograph: this one or a copy of it.
    pub on: ItemId,
    /// Index of the act in the log.
    pub act: u64,
    /// In words.
    pub words: String,
    /// By words of [`TAGS`].
    pub tags: Vec<String>,
    /// Who.
    pub by: UserName,
    /// When.
    pub at: Moment,
}

/// What a person says the labels of a photograph read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelRequest {
    /// By the names of the fields, as typed. An empty one cannot be read or is not there.
    pub fields: BTreeMap<String, String>,
    /// Nothing on them can be read; then no field is given.
    pub illegible: bool,
    /// The machine's reading that the person had before them; checked where given.
    pub on: Option<Sha256>,
    /// Why.
    pub note: String,
}

/// What a person wants to write down of a photograph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DescriptionRequest {
    /// In words.
    pub words: String,
    /// By words of [`TAGS`].
    pub tags: Vec<String>,
}

impl Store {
    /// Records what a person read on the labels of a photograph. It counts instead of the machine's
    /// reading, which stays.
    ///
    /// # Errors
    /// Where the item is not available or no photograph, the person may not, or a value is none of its
    /// field; the fault names the field.
    pub fn read_label(
        &self,
        by: &UserName,
        id: &ItemId,
        request: &LabelRequest,
    ) -> Result<u64, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::CorrectText, Some(row.accession))?;
        let reading = row.derivative.filter(|_| row.sha256.is_some());
        let (Some(reading), true) = (reading, self.is_a_photograph(&row)?) else {
            return Err(no_photograph(id));
        };
        if request.on.is_some_and(|on| on != reading) {
            return Err(WorkbenchError::BadValue {
                what: "label",
                reason: format!("`{id}` was read again since you opened it; look at it anew"),
            });
        }
        if !self.has_seen(by, id)? {
            return Err(WorkbenchError::BadValue {
                what: "label",
                reason: format!("you have not looked at the label of `{id}`; show it first"),
            });
        }
        let pack = self.pack()?;
        let mut fields = BTreeMap::new();
        for (name, text) in &request.fields {
            let kind = FieldKind::named(name).ok_or_else(|| WorkbenchError::BadValue {
                what: "field",
                reason: format!("`{name}` is no field of a label"),
            })?;
            if text.trim().is_empty() {
                continue;
            }
            let value = typed(kind, text, &pack).filter(|value| !value.chars().any(is_unseen));
            let value = value.ok_or_else(|| WorkbenchError::BadValue {
                what: kind.name(),
                reason: format!(
                    "`{text}` is no value of this field; write numbers without blanks, days as 2013-07-20"
                ),
            })?;
            fields.insert(kind.name().to_owned(), value);
        }
        if fields.is_empty() != request.illegible {
            let reason = match request.illegible {
                true => "fields are given, and that nothing can be read",
                false => "no field is given; if nothing can be read, say so",
            };
            return Err(WorkbenchError::BadValue {
                what: "label",
                reason: reason.to_owned(),
            });
        }
        let note = text("note", &request.note)?;
        let object = Some(format!("label of {id}"));
        self.record(by, Action::CorrectText.name(), object, None, "permitted")?;
        let reviewed = LabelReviewed {
            item: id.clone(),
            reading,
            fields,
            note: Some(note).filter(|note| !note.is_empty()),
        };
        let range = self.act(by, vec![Act::LabelReviewed(Box::new(reviewed))])?;
        Ok(range.start)
    }

    /// Records what a photograph shows, so that others need not look.
    ///
    /// # Errors
    /// Where the item is not available or no photograph, the person may not, a tag is not on the list, or
    /// nothing is said.
    pub fn describe(
        &self,
        by: &UserName,
        id: &ItemId,
        request: &DescriptionRequest,
    ) -> Result<u64, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::CorrectText, Some(row.accession))?;
        if !self.is_a_photograph(&row)? {
            return Err(no_photograph(id));
        }
        let words = text("description", &request.words)?;
        let tags: BTreeSet<&String> = request.tags.iter().collect();
        if let Some(tag) = tags.iter().find(|tag| !TAGS.contains(&tag.as_str())) {
            return Err(WorkbenchError::BadValue {
                what: "tag",
                reason: format!("`{tag}` is not on the list: {}", TAGS.join(", ")),
            });
        }
        if words.is_empty() && tags.is_empty() {
            return Err(WorkbenchError::BadValue {
                what: "description",
                reason: "neither words nor tags are given".to_owned(),
            });
        }
        let object = Some(format!("description of {id}"));
        self.record(by, Action::CorrectText.name(), object, None, "permitted")?;
        let described = PhotoDescribed {
            item: id.clone(),
            words,
            tags: tags.into_iter().cloned().collect(),
        };
        let range = self.act(by, vec![Act::PhotoDescribed(Box::new(described))])?;
        Ok(range.start)
    }

    /// The newest word on any of these photographs.
    pub(super) fn newest<T: Said>(
        &self,
        of: &[ItemId],
        said: impl Fn(&ItemId) -> Result<BTreeMap<ItemId, T>, WorkbenchError>,
    ) -> Result<Option<T>, WorkbenchError> {
        let mut newest: Option<T> = None;
        for one in of {
            for (_, word) in said(one)? {
                if newest.as_ref().is_none_or(|known| known.act() < word.act()) {
                    newest = Some(word);
                }
            }
        }
        Ok(newest)
    }

    /// The newest of what people read on labels.
    pub(super) fn said_labels(
        &self,
        scope: &BTreeSet<AccessionId>,
        item: Option<&ItemId>,
    ) -> Result<BTreeMap<ItemId, SaidLabel>, WorkbenchError> {
        let mut said: BTreeMap<ItemId, SaidLabel> = BTreeMap::new();
        for row in self.0.catalogue.label_reviews(scope, item)? {
            let LabelReviewRow {
                item,
                act,
                by,
                at,
                fields,
                note,
                ..
            } = row;
            let times = said.get(&item).map_or(0, |earlier| earlier.times) + 1;
            let newest = SaidLabel {
                on: item.clone(),
                act,
                fields,
                by,
                at,
                note,
                times,
            };
            said.insert(item, newest);
        }
        Ok(said)
    }

    /// The newest of what people wrote down.
    pub(super) fn descriptions(
        &self,
        scope: &BTreeSet<AccessionId>,
        item: Option<&ItemId>,
    ) -> Result<BTreeMap<ItemId, Description>, WorkbenchError> {
        let rows = self
            .0
            .catalogue
            .photo_descriptions(scope, item)?
            .into_iter();
        let newest = rows.map(|row| {
            let DescriptionRow {
                item,
                act,
                words,
                tags,
                by,
                at,
            } = row;
            let description = Description {
                on: item.clone(),
                act,
                words,
                tags,
                by,
                at,
            };
            (item, description)
        });
        Ok(newest.collect())
    }
}

fn no_photograph(id: &ItemId) -> WorkbenchError {
    WorkbenchError::BadValue {
        what: "item",
        reason: format!("`{id}` was not read as a photograph"),
    }
}

/// Trimmed, of bounded length.
fn text(what: &'static str, text: &str) -> Result<String, WorkbenchError> {
    let text = text.replace('\r', "");
    let text = text.trim();
    let chars = text.chars().count();
    if text.chars().any(is_unseen) {
        return Err(WorkbenchError::BadValue {
            what,
            reason: "it holds signs that are not seen or that turn the direction of writing"
                .to_owned(),
        });
    }
    if chars > LONGEST_CHARS {
        return Err(WorkbenchError::BadValue {
            what,
            reason: format!("it has {chars} characters, at most {LONGEST_CHARS} are kept"),
        });
    }
    Ok(text.to_owned())
}

/// Signs that a reader does not see or that turn what stands beside them; line ends are none.
fn is_unseen(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
