//! Photographs: what folders, labels, cameras and people say of them, and how many there are of what, for
//! a person who may see them. Nothing here looks at a pixel.

mod exposure;
mod facts;
mod said;

pub use exposure::{DayOfLooks, Exposure};
pub(crate) use facts::is_photograph;
pub use said::{Description, DescriptionRequest, LabelRequest, SaidLabel, TAGS};

use crate::answer::ItemLine;
use crate::{Store, WorkbenchError};
use copies::Groups;
use domain::access::Action;
use domain::{AccessionId, ItemId, UserName};
use extract::{Label as ReadLabel, LabelLine};
use facts::Picture;
use photo::{
    Archive, Counting, Figure, Grounds, Label, LabelNumbers, Line, Pack, Remark, Shot, Units,
    Verdict, arrange, check, count, read_label,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Confidence of a line on which no two readers agree: it needs something else that agrees.
const UNSETTLED: f32 = 0.5;
/// Readings of a word, beside the one taken, that are looked at.
const OTHERS: usize = 3;
/// How many answers are kept: people with the same grants share one.
const KEPT: usize = 3;

/// A photograph and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The item.
    pub line: ItemLine,
    /// The labels that were found on it.
    pub found: Vec<ReadLabel>,
    /// What they say as the machine reads them, field by field.
    pub label: Label,
    /// What a person read on them; this counts then.
    pub said: Option<SaidLabel>,
    /// What a person wrote down of the picture.
    pub description: Option<Description>,
    /// What agrees and what speaks against each field of the machine's reading.
    pub verdicts: Vec<Verdict>,
    /// What folders and name of the file claim, and what the camera wrote.
    pub shot: Shot,
    /// What a person should know of it: a clock that was reset, a place that does not fit.
    pub findings: Vec<Remark>,
    /// The first photograph of its series.
    pub series: Option<ItemId>,
    /// The photograph that it is a copy of.
    pub copy_of: Option<ItemId>,
}

impl Photo {
    /// Whether a person has to look at its label: something speaks against it, or nothing on it was
    /// understood, and nobody has looked yet.
    pub fn needs_review(&self) -> bool {
        self.said.is_none() && self.is_in_doubt()
    }

    fn is_in_doubt(&self) -> bool {
        let mute = !self.found.is_empty() && self.label.fields.is_empty();
        mute || self.verdicts.iter().any(|verdict| verdict.review)
    }

    /// The value of a field: what a person read, else what the machine reads.
    pub fn value(&self, kind: photo::FieldKind) -> Option<&str> {
        match &self.said {
            Some(said) => said.fields.get(kind.name()).map(String::as_str),
            None => self.label.value(kind),
        }
    }
}

/// All photographs that a person may see, and the figures made of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Photos {
    /// In the order of their numbers.
    pub photos: Vec<Photo>,
    /// Series, cameras, gaps; photographs are named by their place in `photos`.
    pub archive: Archive,
    /// How many there are of what, each with its list; photographs by their place in `photos`.
    pub figures: Vec<Figure>,
}

impl Photos {
    /// The place of a photograph.
    pub fn place_of(&self, id: &ItemId) -> Option<usize> {
        let found = self
            .photos
            .binary_search_by_key(&id.sort_key(), |photo| photo.line.item.sort_key());
        found.ok()
    }
}

/// Labels that a person has to look at.
#[derive(Debug, Clone)]
pub struct LabelQueue {
    /// All photographs.
    pub photos: Arc<Photos>,
    /// Those to be looked at, by their places, in the order of their numbers.
    pub open: Vec<usize>,
    /// How many were in doubt and have been looked at.
    pub done: usize,
}

/// What an answer depends on. As long as all of it is the same, the answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    scope: BTreeSet<AccessionId>,
    read: (u64, u64),
    copies: u64,
    said: u64,
}

/// Answers that were made, so that a screen need not wait for each.
#[derive(Default)]
pub(crate) struct Arranged(Mutex<Vec<(State, Arc<Photos>)>>);

impl Arranged {
    fn find(&self, fits: impl Fn(&State) -> bool) -> Option<Arc<Photos>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().rev().find(|(state, _)| fits(state));
        found.map(|(_, photos)| photos.clone())
    }

    fn keep(&self, state: State, photos: Arc<Photos>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| known.scope != state.scope);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((state, photos));
    }
}

impl Store {
    /// The photographs of one accession, or of all that the person may read, with everything that
    /// folders, labels, cameras and people say together.
    ///
    /// A field of a label counts only where a person read it, or its reading is sure enough and nothing
    /// speaks against it; what cannot be attributed is counted as such.
    ///
    /// # Errors
    /// Where the accession is not there or not for this person; where rights, tables or a reading cannot
    /// be read.
    pub fn photos(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<Arc<Photos>, WorkbenchError> {
        let scope = self.photo_scope(by, accession)?;
        let object = Some("list of photographs".to_owned());
        self.record(by, Action::ReadEvidence.name(), object, None, "permitted")?;
        let state = self.photo_state(&scope)?;
        if let Some(known) = self.0.arranged.find(|known| *known == state) {
            return Ok(known);
        }
        let photos = Arc::new(self.arrange_photos(by, &scope)?);
        // The state was taken before the tables were read: what came in meanwhile makes a newer one.
        self.0.arranged.keep(state, photos.clone());
        Ok(photos)
    }

    /// The photographs whose labels a person has to look at, for working through: what people said counts
    /// at once, series and figures may be those of before.
    ///
    /// # Errors
    /// As [`Store::photos`].
    pub fn label_queue(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<LabelQueue, WorkbenchError> {
        let photos = self.photos_lately(by, accession)?;
        let said = self.said_labels(&self.photo_scope(by, accession)?, None)?;
        let in_doubt = (0..)
            .zip(&photos.photos)
            .filter(|(_, photo)| photo.is_in_doubt());
        let (open, done): (Vec<_>, Vec<_>) =
            in_doubt.partition(|(_, photo)| !said.contains_key(&photo.line.item));
        let done = done.len();
        let open = open.into_iter().map(|(at, _)| at).collect();
        Ok(LabelQueue { photos, open, done })
    }

    /// One photograph with what people said of it until now; nothing where the item is none.
    ///
    /// # Errors
    /// Where the item is not there or not for this person, and as [`Store::photos`].
    pub fn photo(&self, by: &UserName, id: &ItemId) -> Result<Option<Photo>, WorkbenchError> {
        let row = self.readable(by, id)?;
        if !self.is_a_photograph(&row)? {
            return Ok(None);
        }
        let photos = self.photos_lately(by, None)?;
        let known = photos.place_of(id).and_then(|at| photos.photos.get(at));
        let Some(mut photo) = known.cloned() else {
            return Ok(None);
        };
        let scope = BTreeSet::from([row.accession]);
        photo.said = self.said_labels(&scope, Some(id))?.remove(id);
        photo.description = self.descriptions(&scope, Some(id))?.remove(id);
        Ok(Some(photo))
    }

    /// As [`Store::photos`], where what people said a moment ago may be missing.
    fn photos_lately(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<Arc<Photos>, WorkbenchError> {
        let scope = self.photo_scope(by, accession)?;
        let state = self.photo_state(&scope)?;
        let lately = |known: &State| State {
            said: 0,
            ..known.clone()
        };
        match self
            .0
            .arranged
            .find(|known| lately(known) == lately(&state))
        {
            Some(known) => Ok(known),
            None => self.photos(by, accession),
        }
    }

    fn photo_scope(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<BTreeSet<AccessionId>, WorkbenchError> {
        let mut scope = self.scope(by, Action::ReadEvidence)?;
        if let Some(accession) = accession {
            if !scope.contains(&accession) {
                return Err(self.not_granted(by, Action::ReadEvidence, accession.to_string())?);
            }
            scope.retain(|one| *one == accession);
        }
        Ok(scope)
    }

    fn photo_state(&self, scope: &BTreeSet<AccessionId>) -> Result<State, WorkbenchError> {
        let catalogue = &self.0.catalogue;
        let (read, said) = catalogue.photo_state()?;
        Ok(State {
            scope: scope.clone(),
            read,
            copies: catalogue.copies_position(copies::EDITION)?,
            said,
        })
    }

    fn arrange_photos(
        &self,
        by: &UserName,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Photos, WorkbenchError> {
        let pack = Pack::shipped();
        let (mut lines, mut shots, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for Picture { row, shot, labels } in self.pictures(scope, pack)? {
            lines.push(crate::document::line(row));
            shots.push(shot);
            found.push(labels);
        }
        let copies = self.copies_among(by, scope, &lines)?;
        for (shot, copies) in shots.iter_mut().zip(copies) {
            shot.copies = copies;
        }
        let mut said = self.said_labels(scope, None)?;
        let mut described = self.descriptions(scope, None)?;
        let units = Units::default();
        let labels: Vec<Label> = found
            .iter()
            .map(|found| read_label(&label_lines(found), pack, &units))
            .collect();
        // Series by folders, cameras and time alone: they say which labels stand beside one another.
        let first = arrange(&shots, pack);
        let verdicts: Vec<Vec<Verdict>> = (0..)
            .zip(labels.iter().zip(&shots))
            .map(|(at, (label, shot))| {
                check(
                    label,
                    &Grounds {
                        path: Some(&shot.path),
                        taken: shot.taken,
                        neighbours: &neighbours(&first, &labels, at),
                        units: Some(&units),
                        ..Grounds::default()
                    },
                )
            })
            .collect();
        for (((shot, label), verdicts), line) in
            shots.iter_mut().zip(&labels).zip(&verdicts).zip(&lines)
        {
            shot.label = match said.get(&line.item) {
                Some(said) => said.numbers(),
                None => LabelNumbers::of(label, |kind| {
                    !verdicts.iter().any(|v| v.kind == kind && v.review)
                }),
            };
        }
        let archive = arrange(&shots, pack);
        let figures = count(&shots, &archive, &units, &Counting::default());
        let mut findings: BTreeMap<usize, Vec<Remark>> = BTreeMap::new();
        for finding in &archive.findings {
            let name = |at: usize| {
                lines
                    .get(at)
                    .map_or_else(String::new, |l| l.item.to_string())
            };
            let of = findings.entry(finding.shot).or_default();
            of.push(finding.remark.clone().naming(name));
        }
        let number = |at: usize| lines.get(at).map(|line| line.item.clone());
        let series = |at: usize| {
            let series = archive.series.get((*archive.series_of.get(at)?)?)?;
            number(*series.shots.first()?)
        };
        let known = lines.iter().zip(found).zip(labels).zip(verdicts).zip(shots);
        let photos = (0..)
            .zip(known)
            .map(|(at, ((((line, found), label), verdicts), shot))| Photo {
                line: line.clone(),
                found,
                label,
                said: said.remove(&line.item),
                description: described.remove(&line.item),
                verdicts,
                shot,
                findings: findings.remove(&at).unwrap_or_default(),
                series: series(at),
                copy_of: archive.copy_of.get(at).copied().flatten().and_then(number),
            })
            .collect();
        Ok(Photos {
            photos,
            archive,
            figures,
        })
    }

    /// For each item, a number that all of its copies share; nothing where it has none.
    fn copies_among(
        &self,
        by: &UserName,
        scope: &BTreeSet<AccessionId>,
        lines: &[ItemLine],
    ) -> Result<Vec<Option<u32>>, WorkbenchError> {
        let places: BTreeMap<&ItemId, u32> = lines.iter().map(|line| &line.item).zip(0..).collect();
        let mut groups = Groups::new();
        for link in self.copies(by, None)? {
            if !scope.contains(&link.a.accession) || !scope.contains(&link.b.accession) {
                continue;
            }
            if let (Some(a), Some(b)) = (places.get(&link.a.item), places.get(&link.b.item)) {
                groups.join(a, b);
            }
        }
        let mut found = vec![None; lines.len()];
        for group in groups.all() {
            let first = group.first().copied();
            for at in group {
                if let Some(place) = found.get_mut(at as usize) {
                    *place = first;
                }
            }
        }
        Ok(found)
    }
}

/// Lines of all labels of a picture, as the grammars of labels want them.
fn label_lines(labels: &[ReadLabel]) -> Vec<Line> {
    labels
        .iter()
        .flat_map(|label| &label.lines)
        .map(|line| Line {
            reading: photo::Reading {
                text: line.text.clone(),
                confidence: if line.settled == Some(false) {
                    line.confidence.min(UNSETTLED)
                } else {
                    line.confidence
                },
            },
            others: other_readings(line),
            place: extract::around(line.boxes.iter().copied()).unwrap_or_default(),
        })
        .collect()
}

/// The line with one word read otherwise, for each other reading of a number in it.
fn other_readings(line: &LabelLine) -> Vec<photo::Reading> {
    let mut others = Vec::new();
    for word in line.words.iter().filter(|word| word.settled == Some(false)) {
        for other in word.others.iter().take(OTHERS) {
            if line.text.contains(&word.text) {
                others.push(photo::Reading {
                    text: line.text.replacen(&word.text, &other.text, 1),
                    confidence: other.confidence,
                });
            }
        }
    }
    others
}

/// Labels of the other photographs of a series.
fn neighbours<'a>(archive: &Archive, labels: &'a [Label], at: usize) -> Vec<&'a Label> {
    let series = archive.series_of.get(at).copied().flatten();
    let series = series.and_then(|series| archive.series.get(series));
    let others = series.into_iter().flat_map(|series| &series.shots);
    others
        .filter(|other| **other != at)
        .filter_map(|other| labels.get(*other))
        .collect()
}
