//! Photographs: what folders, labels, cameras and people say of them, and how many there are of what, for
//! a person who may see them. Nothing here looks at a pixel.

mod exposure;
mod facts;
mod rules;
mod said;

pub use exposure::{DayOfLooks, Exposure};
pub(crate) use facts::is_photograph;
use said::Said;
pub use said::{Description, DescriptionRequest, LabelRequest, SaidLabel, TAGS};

use crate::answer::ItemLine;
use crate::{Store, WorkbenchError};
use copies::Groups;
use domain::access::Action;
use domain::{AccessionId, ItemId, Sha256, UserName};
use extract::{Label as ReadLabel, LabelLine};
use facts::Picture;
use photo::{
    Archive, By, Counting, Figure, Label, Line, Remark, Said as Claimed, Shot, Units, Verdict,
    count, judge, read_labels,
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
    /// The reading that all of this follows from.
    pub reading: Option<Sha256>,
    /// The labels that were found on it.
    pub found: Vec<ReadLabel>,
    /// What they say as the machine reads them, field by field.
    pub label: Label,
    /// What a person read on them; this counts then.
    pub said: Option<SaidLabel>,
    /// What a person wrote down of the picture.
    pub description: Option<Description>,
    /// What agrees and what speaks against each field of what counts.
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
        let mute = !self.found.is_empty() && self.label.fields.is_empty();
        self.said.is_none() && (mute || self.verdicts.iter().any(|verdict| verdict.review))
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
    /// How branches are written most often, by what figures name them.
    pub branches: BTreeMap<String, String>,
}

impl Photos {
    /// What a figure is of, as it is written most often; nothing where it is of nothing named.
    pub fn name_of(&self, figure: &Figure) -> Option<String> {
        let of = figure.of.as_deref()?;
        let written = |key: &str| {
            self.branches
                .get(key)
                .map_or(key, String::as_str)
                .to_owned()
        };
        Some(match figure.by {
            By::Branch => written(of),
            By::BranchAndMonth => match of.rsplit_once(' ') {
                Some((branch, month)) => format!("{} {month}", written(branch)),
                None => of.to_owned(),
            },
            _ => of.to_owned(),
        })
    }

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
    /// How many people have read, copies counted once.
    pub done: usize,
}

/// What an answer depends on. As long as all of it is the same, the answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    scope: BTreeSet<AccessionId>,
    read: [u64; 4],
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
        self.photos_of(by, &scope)
    }

    fn photos_of(
        &self,
        by: &UserName,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Arc<Photos>, WorkbenchError> {
        let state = self.photo_state(scope)?;
        if let Some(known) = self.0.arranged.find(|known| *known == state) {
            return Ok(known);
        }
        let photos = Arc::new(self.arrange_photos(by, scope)?);
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
        let object = Some("labels to look at".to_owned());
        self.record(by, Action::ReadEvidence.name(), object, None, "permitted")?;
        let photos = self.photos_lately(by, accession)?;
        let said = self.said_labels(&self.photo_scope(by, accession)?, None)?;
        let group = |at: usize| {
            photos
                .archive
                .copy_of
                .get(at)
                .copied()
                .flatten()
                .unwrap_or(at)
        };
        let done: BTreeSet<usize> = (0..)
            .zip(&photos.photos)
            .filter(|(_, photo)| said.contains_key(&photo.line.item))
            .map(|(at, _)| group(at))
            .collect();
        // Of copies one is asked for.
        let mut asked = done.clone();
        let open = (0..)
            .zip(&photos.photos)
            .filter(|(at, photo)| photo.needs_review() && asked.insert(group(*at)))
            .map(|(at, _)| at)
            .collect();
        let done = done.len();
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
        let object = Some(format!("what is known of photograph {id}"));
        self.record(by, Action::ReadEvidence.name(), object, None, "permitted")?;
        let photos = self.photos_lately(by, None)?;
        let known = photos.place_of(id).and_then(|at| photos.photos.get(at));
        let Some(mut photo) = known.cloned() else {
            return Ok(None);
        };
        let scope = self.photo_scope(by, None)?;
        let mut group = vec![id.clone()];
        group.extend(
            self.copies_of_row(by, &row)?
                .into_iter()
                .map(|copy| copy.line.item),
        );
        photo.said = self.newest(&group, |one| self.said_labels(&scope, Some(one)))?;
        photo.description = self.newest(&group, |one| self.descriptions(&scope, Some(one)))?;
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
            None => self.photos_of(by, &self.photo_scope(by, accession)?),
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
        let pack = self.pack()?;
        let (pack, units) = (&*pack, pack.units());
        let (mut lines, mut readings, mut shots, mut found) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for Picture { row, shot, labels } in self.pictures(scope, pack)? {
            readings.push(row.derivative);
            lines.push(crate::document::line(row));
            shots.push(shot);
            found.push(labels);
        }
        // A copy that lies in another accession of the person's counts as well.
        let whole = self.scope(by, Action::ReadEvidence)?;
        let copies = self.copy_groups(&whole)?;
        for (shot, line) in shots.iter_mut().zip(&lines) {
            shot.copies = copies.get(&line.item).copied();
        }
        let said = of_groups(&lines, &copies, &self.said_labels(&whole, None)?);
        let described = of_groups(&lines, &copies, &self.descriptions(&whole, None)?);
        let written: Vec<Vec<Line>> = found.iter().map(|found| label_lines(found)).collect();
        let labels: Vec<Label> = read_labels(&written, pack, units);
        // What a person read counts instead of the machine's reading, for the others of the series, too.
        let counted: Vec<Label> = labels
            .iter()
            .zip(&said)
            .map(|(label, said)| {
                said.as_ref()
                    .map_or_else(|| label.clone(), SaidLabel::label)
            })
            .collect();
        for (shot, said) in shots.iter_mut().zip(&said) {
            shot.label = said.as_ref().map(SaidLabel::numbers).unwrap_or_default();
        }
        let (archive, verdicts) = judge(&mut shots, &counted, pack, units);
        let figures = count(&shots, &archive, units, &Counting::default());
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
        let branches = most_written(&shots, units);
        let number = |at: usize| lines.get(at).map(|line| line.item.clone());
        let series = |at: usize| {
            let series = archive.series.get((*archive.series_of.get(at)?)?)?;
            number(*series.shots.first()?)
        };
        let read = found.into_iter().zip(labels).zip(verdicts);
        let lines_read = lines.iter().zip(readings);
        let known = lines_read.zip(read).zip(said.into_iter().zip(described));
        let photos = (0..)
            .zip(known.zip(shots))
            .map(
                |(
                    at,
                    ((((line, reading), ((found, label), verdicts)), (said, description)), shot),
                )| Photo {
                    line: line.clone(),
                    reading,
                    found,
                    label,
                    said,
                    description,
                    verdicts,
                    shot,
                    findings: findings.remove(&at).unwrap_or_default(),
                    series: series(at),
                    copy_of: archive.copy_of.get(at).copied().flatten().and_then(number),
                },
            )
            .collect();
        Ok(Photos {
            photos,
            archive,
            figures,
            branches,
        })
    }

    /// For each item that has copies, a number that all of them share.
    fn copy_groups(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<ItemId, u32>, WorkbenchError> {
        let mut groups = Groups::new();
        for link in self.copy_links(scope)? {
            groups.join(&link.a.item, &link.b.item);
        }
        let numbered = (0..).zip(groups.all());
        let of_group =
            |(n, group): (u32, Vec<ItemId>)| group.into_iter().map(move |item| (item, n));
        Ok(numbered.flat_map(of_group).collect())
    }
}

/// How each branch is written most often on labels and in folders.
fn most_written(shots: &[Shot], units: &Units) -> BTreeMap<String, String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for shot in shots {
        let of_folder = shot
            .path
            .claims
            .iter()
            .filter_map(|claim| match &claim.said {
                Claimed::Branch(name) | Claimed::Prison(name) => Some(name.as_str()),
                _ => None,
            });
        for name in shot.label.branch.as_deref().into_iter().chain(of_folder) {
            *times.entry(name).or_default() += 1;
        }
    }
    let mut ordered: Vec<(&str, usize)> = times.into_iter().collect();
    ordered.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), *name));
    let mut written = BTreeMap::new();
    for (name, _) in ordered {
        let key = units.counted_as(name);
        written.entry(key).or_insert_with(|| name.to_owned());
    }
    written
}

/// For each photograph the newest word on it or on a copy of it: what was seen on one was seen on all.
fn of_groups<T: Clone + Said>(
    lines: &[ItemLine],
    copies: &BTreeMap<ItemId, u32>,
    said: &BTreeMap<ItemId, T>,
) -> Vec<Option<T>> {
    let mut groups: BTreeMap<u32, &T> = BTreeMap::new();
    for (item, one) in said {
        if let Some(group) = copies.get(item) {
            let newest = groups.entry(*group).or_insert(one);
            if newest.act() < one.act() {
                *newest = one;
            }
        }
    }
    let of = |line: &ItemLine| {
        let shared = copies
            .get(&line.item)
            .and_then(|group| groups.get(group).copied());
        shared.or_else(|| said.get(&line.item)).cloned()
    };
    lines.iter().map(of).collect()
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
