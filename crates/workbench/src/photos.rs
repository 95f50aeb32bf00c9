//! Photographs: what folders, labels and cameras say of them, and how many there are of what, for a
//! person who may see them. Nothing here looks at a pixel.

use crate::answer::ItemLine;
use crate::{ItemFilter, Store, WorkbenchError};
use copies::Groups;
use domain::access::Action;
use domain::{AccessionId, ItemId, UserName};
use extract::{Label as ReadLabel, LabelLine, Reading};
use photo::{
    Archive, Counting, Figure, Label, Line, Pack, Remark, Shot, Units, Verdict, count, judge,
    read_label,
};
use std::collections::BTreeMap;

/// How many items one question to the tables brings.
const AT_ONCE: u32 = 2_000;
/// Confidence of a line on which no two readers agree: it needs something else that agrees.
const UNSETTLED: f32 = 0.5;
/// Readings of a word, beside the one taken, that are looked at.
const OTHERS: usize = 3;

/// A photograph and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The item.
    pub line: ItemLine,
    /// The labels that were found on it.
    pub found: Vec<ReadLabel>,
    /// What they say, field by field.
    pub label: Label,
    /// What agrees and what speaks against each field.
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
    /// understood.
    pub fn needs_review(&self) -> bool {
        let mute = !self.found.is_empty() && self.label.fields.is_empty();
        mute || self.verdicts.iter().any(|verdict| verdict.review)
    }
}

/// All photographs that a person may see, and the figures made of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Photos {
    /// In the order of their numbers.
    pub photos: Vec<Photo>,
    /// Series, cameras, gaps; photographs are named by their place in `photos`.
    pub archive: Archive,
    /// How many there are of what, each with its list; photographs by their place in `photos`.
    pub figures: Vec<Figure>,
}

/// Photographs as their readings tell them, each at one place in all three.
#[derive(Default)]
struct Pictures {
    lines: Vec<ItemLine>,
    shots: Vec<Shot>,
    found: Vec<Vec<ReadLabel>>,
}

impl Store {
    /// The photographs of one accession, or of all that the person may read, with everything that
    /// folders, labels and cameras say together.
    ///
    /// A field of a label counts only where its reading is sure enough and nothing speaks against it;
    /// what cannot be attributed is counted as such.
    ///
    /// # Errors
    /// Where the person's rights, the tables or a reading cannot be read.
    pub fn photos(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<Photos, WorkbenchError> {
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some("list of photographs".to_owned()),
            None,
            "permitted",
        )?;
        let pack = Pack::shipped();
        let Pictures {
            lines,
            mut shots,
            found,
        } = self.photographs(by, accession, pack)?;
        let copies = self.copies_among(by, accession, &lines)?;
        for (shot, copies) in shots.iter_mut().zip(copies) {
            shot.copies = copies;
        }
        let units = Units::default();
        let labels: Vec<Label> = found
            .iter()
            .map(|found| read_label(&label_lines(found), pack, &units))
            .collect();
        let (archive, verdicts) = judge(&mut shots, &labels, pack, &units);
        let figures = count(&shots, &archive, &units, &Counting::default());
        let mut findings: BTreeMap<usize, Vec<Remark>> = BTreeMap::new();
        for finding in &archive.findings {
            let of = findings.entry(finding.shot).or_default();
            of.push(finding.remark.clone());
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

    /// Items whose reading says that they are photographs.
    fn photographs(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
        pack: &Pack,
    ) -> Result<Pictures, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        let mut pictures = Pictures::default();
        let mut filter = ItemFilter {
            accession,
            limit: AT_ONCE,
            ..ItemFilter::default()
        };
        loop {
            let rows = self.0.catalogue.items(&scope, &filter)?;
            let Some(last) = rows.last() else {
                return Ok(pictures);
            };
            filter.after = Some(last.id.clone());
            for row in rows {
                let picture = row.media_type.as_deref();
                if !picture.is_some_and(|media| media.starts_with("image/")) {
                    continue;
                }
                if let Some(reading) = self.reading(&row)?
                    && is_photograph(&reading)
                {
                    let path = row.path.as_bytes();
                    let shot = Shot::of_metadata(path, &reading.metadata, pack);
                    pictures.shots.push(shot);
                    pictures.lines.push(crate::document::line(row));
                    pictures.found.push(labels_of(reading));
                }
            }
        }
    }

    /// For each item, a number that all of its copies share; nothing where it has none.
    fn copies_among(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
        lines: &[ItemLine],
    ) -> Result<Vec<Option<u32>>, WorkbenchError> {
        let places: BTreeMap<&ItemId, u32> = lines.iter().map(|line| &line.item).zip(0..).collect();
        let mut groups = Groups::new();
        for link in self.copies(by, accession)? {
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

fn is_photograph(reading: &Reading) -> bool {
    let looks = reading.metadata.get(extract::LOOKS);
    let labelled = reading.pages.iter().any(|page| !page.labels.is_empty());
    labelled || looks.is_some_and(|looks| looks.iter().any(|looks| looks == "photograph"))
}

fn labels_of(reading: Reading) -> Vec<ReadLabel> {
    let pages = reading.pages.into_iter();
    pages.flat_map(|page| page.labels).collect()
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
