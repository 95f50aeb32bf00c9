//! Photographs on screen, without showing one: figures, sets, labels to be looked at. Pictures are
//! uncovered in the viewer alone ([`super::reveal`]), labels there and in their queue.

pub mod api;
pub mod figures;
pub mod queue;
pub mod said;
pub mod set;

use super::address::with_query;
use super::document::number;
use super::refused::Refused;
use super::shell::Shell;
use crate::telling::photos as telling;
use ::photo::{By, FieldKind, Measure, Verdict};
use axum::extract::Path;
use axum::response::Redirect;
use domain::Moment;
use workbench::photos::{Description, Exposure, Photo, SaidLabel, TAGS};

/// What figures are parted by, with its name in addresses.
pub const PARTED: [(&str, By); 5] = [
    ("branch", By::Branch),
    ("month", By::Month),
    ("branch-month", By::BranchAndMonth),
    ("photographer", By::Photographer),
    ("camera", By::Camera),
];
/// What is counted, with its name in addresses; its words stand under `photo-` and that name.
pub const MEASURES: [(&str, Measure); 5] = [
    ("files", Measure::Files),
    ("photos", Measure::Photos),
    ("series", Measure::Series),
    ("bodies", Measure::Bodies),
    ("series-without-number", Measure::SeriesWithoutNumber),
];
/// Pictures after which a pause is suggested, where the unit has set no other number.
pub const PAUSE_AFTER: u32 = 40;

/// A photograph by itself has its place in the viewer.
pub async fn to_viewer(Path(id): Path<String>) -> Result<Redirect, Refused> {
    Ok(Redirect::to(&format!("/documents/{}", number(&id)?)))
}

/// What is known of one photograph without looking at it.
pub struct PhotoCard {
    /// Its number.
    pub item: String,
    /// Where it lies.
    pub path: String,
    /// The day that folders, label or camera tell.
    pub day: Option<String>,
    /// How many labels were found on it.
    pub labels: usize,
    /// Fields and their values, as far as there are any.
    pub fields: Vec<FieldLine>,
    /// What a person read on its labels.
    pub said: Option<SaidLabel>,
    /// What a person wrote down of it.
    pub description: Option<DescriptionLine>,
    /// Whether somebody has to look at its label.
    pub review: bool,
    /// What speaks against fields of its label, in sentences.
    pub reasons: Vec<String>,
    /// What else there is to know of it, in sentences.
    pub findings: Vec<String>,
    /// The set of its series.
    pub series: Option<String>,
    /// The photograph that it is a copy of.
    pub copy_of: Option<String>,
}

/// A field of a label.
pub struct FieldLine {
    /// Its name in forms.
    pub name: &'static str,
    /// Its name in words.
    pub words: String,
    /// What it reads.
    pub value: String,
}

/// What a person wrote down.
pub struct DescriptionLine {
    /// In words.
    pub words: String,
    /// The words of the list, as on screen.
    pub tags: Vec<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl PhotoCard {
    /// Of a photograph.
    pub fn of(s: &Shell, photo: &Photo) -> Self {
        let fields = FieldKind::ALL.into_iter().filter_map(|kind| {
            Some(FieldLine {
                name: kind.name(),
                words: field_words(s, kind),
                value: photo.value(kind)?.to_owned(),
            })
        });
        let series = photo.series.as_ref().map(ToString::to_string);
        Self {
            item: photo.line.item.to_string(),
            path: photo.line.path.to_string(),
            day: photo.shot.told_day().map(|day| day.to_string()),
            labels: photo.found.len(),
            fields: fields.collect(),
            said: photo.said.clone(),
            description: photo.description.as_ref().map(|said| described(s, said)),
            review: photo.needs_review(),
            reasons: reasons(s, photo),
            findings: photo
                .findings
                .iter()
                .map(|remark| telling::remark(remark, &|key, values| s.say(key, values)))
                .collect(),
            series: series.map(|series| with_query("/photos/set", [("series", series.as_str())])),
            copy_of: photo.copy_of.as_ref().map(ToString::to_string),
        }
    }
}

impl PhotoCard {
    /// Whether a person said that nothing on its labels can be read.
    pub fn is_illegible(&self) -> bool {
        self.said
            .as_ref()
            .is_some_and(|said| said.fields.is_empty())
    }

    /// Whether the description has a word of the list, as on screen.
    pub fn has_tag(&self, words: &str) -> bool {
        let said = self.description.iter().flat_map(|said| &said.tags);
        said.into_iter().any(|tag| tag == words)
    }
}

fn described(s: &Shell, said: &Description) -> DescriptionLine {
    DescriptionLine {
        words: said.words.clone(),
        tags: said.tags.iter().map(|tag| tag_words(s, tag)).collect(),
        by: said.by.to_string(),
        at: said.at,
    }
}

/// A word of the list, in the language of the page.
fn tag_words(s: &Shell, tag: &str) -> String {
    s.t(&format!("photo-tag-{}", tag.replace('_', "-")))
}

/// The words of the list, each with its words on screen.
pub fn tags(s: &Shell) -> Vec<(&'static str, String)> {
    TAGS.iter().map(|tag| (*tag, tag_words(s, tag))).collect()
}

/// The name of a field in words.
pub fn field_words(s: &Shell, kind: FieldKind) -> String {
    s.t(&telling::field_key(kind))
}

/// What asks for a look at a label, in sentences.
fn reasons(s: &Shell, photo: &Photo) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    if !photo.found.is_empty() && photo.label.fields.is_empty() {
        told.push(s.t("photo-mute-label"));
    }
    for verdict in photo.verdicts.iter().filter(|verdict| verdict.review) {
        let words = verdict_words(s, verdict);
        if !told.contains(&words) {
            told.push(words);
        }
    }
    told
}

/// A verdict behind the name of its field.
pub fn verdict_words(s: &Shell, verdict: &Verdict) -> String {
    telling::ground(verdict, &|key, values| s.say(key, values))
}

/// The person's own figures of today, for that person.
pub struct ExposureCard {
    /// The figures.
    pub today: Exposure,
    /// Whether a pause is suggested.
    pub pause: bool,
}

impl ExposureCard {
    /// With a pause suggested after so many pictures without one.
    pub fn of(today: Exposure, pause_after: u32) -> Self {
        Self {
            today,
            pause: today.since_pause >= pause_after.max(1),
        }
    }

    /// How much was looked at, in words.
    pub fn words(&self, s: &Shell) -> String {
        match self.today.pictures {
            0 => s.t("photo-exposure-none"),
            n => s.t2("photo-exposure", "n", n, "minutes", self.today.minutes),
        }
    }

    /// That this may be the moment for a pause; nothing where it is not.
    pub fn pause_words(&self, s: &Shell) -> Option<String> {
        self.pause
            .then(|| s.t1("photo-exposure-pause", "n", self.today.since_pause))
    }
}
