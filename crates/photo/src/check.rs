//! Whether what a label says agrees with everything else that is known of the picture.
//!
//! Agreement raises, disagreement flags: nothing here changes a reading. What is flagged goes to a person,
//! who sees the cut-out of the label and nothing else.

use crate::day::{ClockTime, Date, Day};
use crate::folder::{Path, Said, Sureness};
use crate::label::{Field, FieldKind, How, Label};
use crate::names::Names;
use crate::neighbours::Neighbours;
use crate::ranges::{Usual, leading_number};
use crate::remark::Remark;
use crate::units::Units;
use std::ops::RangeInclusive;

/// Confidence below which a field is not believed without something that agrees.
const BELIEVED: f32 = 0.75;
/// Days by which folder, label and camera may differ: work goes on past midnight, folders are named
/// the day after.
const DAYS_APART: i32 = 1;

/// Other labels of a series that must say the same before another reading that none of them has is ruled
/// out.
const SEVERAL: usize = 2;

/// What there is to hold a label against. Everything may be missing.
#[derive(Debug, Clone, Default)]
pub struct Grounds<'a> {
    /// The path.
    pub path: Option<&'a Path>,
    /// When the camera says that the picture was taken.
    pub taken: Option<ClockTime>,
    /// What all labels of the series say, this one among them.
    pub neighbours: Option<&'a Neighbours>,
    /// The units that are known; empty where none are.
    pub units: Option<&'a Units>,
    /// The names of branches that the labels of the archive have.
    pub names: Option<&'a Names>,
    /// Between which numbers of bodies it can lie.
    pub bodies: Numbers,
    /// Between which numbers of detainees it can lie.
    pub detainees: Numbers,
}

/// Between which numbers one can lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// As the name of a folder says.
    pub named: Option<RangeInclusive<u32>>,
    /// Most of those of the same folder.
    pub usual: Option<Usual>,
}

/// What one ground says to one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It says the same.
    Agrees,
    /// It says something else.
    Differs,
    /// The reading itself is not sure.
    Unsure,
}

/// One ground and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The place of the field in [`Label::fields`]; nothing where the label should have one and has not.
    pub field: Option<usize>,
    /// Of which kind it is.
    pub kind: FieldKind,
    /// What the ground says.
    pub stance: Stance,
    /// The ground.
    pub remark: Remark,
    /// Whether a person has to look at the label for it.
    pub review: bool,
}

struct Findings<'a> {
    field: usize,
    kind: FieldKind,
    value: &'a str,
    verdicts: Vec<Verdict>,
}

impl Findings<'_> {
    fn add(&mut self, stance: Stance, key: &'static str, there: impl ToString, review: bool) {
        let (label, there) = (self.value.to_owned(), there.to_string());
        self.tell(
            stance,
            Remark::new(key, [("label", label), ("there", there)]),
            review,
        );
    }

    fn tell(&mut self, stance: Stance, remark: Remark, review: bool) {
        self.verdicts.push(Verdict {
            field: Some(self.field),
            kind: self.kind,
            stance,
            remark,
            review,
        });
    }

    fn agreed(&self) -> bool {
        self.verdicts
            .iter()
            .any(|verdict| verdict.stance == Stance::Agrees)
    }
}

/// The fields that labels have as a rule.
const USUAL: [FieldKind; 4] = [
    FieldKind::Detainee,
    FieldKind::Body,
    FieldKind::Branch,
    FieldKind::Date,
];

/// Holds every field of a label against the grounds, and names those that it lacks: where most labels of
/// the series have one, or where a line of it was not understood.
pub fn check(label: &Label, grounds: &Grounds<'_>) -> Vec<Verdict> {
    let mut all = Vec::new();
    for (at, field) in label.fields.iter().enumerate() {
        let mut found = Findings {
            field: at,
            kind: field.kind,
            value: &field.value,
            verdicts: Vec::new(),
        };
        if field.value.is_empty() {
            found.add(Stance::Unsure, "label-no-value", &field.reading, true);
            all.append(&mut found.verdicts);
            continue;
        }
        match field.kind {
            FieldKind::Detainee => {
                against_folder(&mut found, field, grounds, |said| match said {
                    Said::Detainee(number) => Some(number.clone()),
                    _ => None,
                });
                range(&mut found, field, &grounds.detainees);
            }
            FieldKind::Body => {
                against_folder(&mut found, field, grounds, |said| match said {
                    Said::Body(number) => Some(number.clone()),
                    _ => None,
                });
                range(&mut found, field, &grounds.bodies);
            }
            FieldKind::Branch => branch(&mut found, label, field, grounds),
            FieldKind::Date => date(&mut found, field, grounds),
            FieldKind::Name => {}
        }
        neighbours(&mut found, label, field, grounds);
        reading(&mut found, label, field, grounds);
        all.append(&mut found.verdicts);
    }
    all.extend(
        USUAL
            .iter()
            .filter_map(|kind| missing(label, *kind, grounds)),
    );
    all
}

fn missing(label: &Label, kind: FieldKind, grounds: &Grounds<'_>) -> Option<Verdict> {
    if label.fields.iter().any(|field| field.kind == kind) {
        return None;
    }
    let of_series = grounds.neighbours.and_then(|all| all.usual(kind));
    let remark = if let Some(there) = of_series {
        Remark::new("label-field-missing", [("there", there.to_owned())])
    } else if label.left_over.is_empty() {
        return None;
    } else {
        let lines = label.left_over.len().to_string();
        Remark::new("label-line-not-understood", [("lines", lines)])
    };
    Some(Verdict {
        field: None,
        kind,
        stance: Stance::Unsure,
        remark,
        review: true,
    })
}

/// The numbers of the folders, which say so by a word or by their place; what they may say besides
/// only agrees.
fn against_folder(
    found: &mut Findings<'_>,
    field: &Field,
    grounds: &Grounds<'_>,
    pick: impl Fn(&Said) -> Option<String>,
) {
    let Some(path) = grounds.path else { return };
    let claimed = path.claims.iter().filter_map(|claim| {
        let value = pick(&claim.said)?;
        Some((value, claim.sureness))
    });
    let claimed: Vec<(String, Sureness)> = claimed.collect();
    if claimed.iter().any(|(value, _)| *value == field.value) {
        found.add(Stance::Agrees, "label-folder-agrees", &field.value, false);
    } else if let Some((value, _)) = claimed
        .iter()
        .filter(|(_, sureness)| *sureness >= Sureness::Place)
        .max_by_key(|(_, sureness)| *sureness)
    {
        found.add(Stance::Differs, "label-folder-differs", value, true);
    }
}

fn range(found: &mut Findings<'_>, field: &Field, numbers: &Numbers) {
    let Some(number) = leading_number(&field.value) else {
        return;
    };
    if let Some(named) = numbers
        .named
        .as_ref()
        .filter(|named| !named.contains(&number))
    {
        let there = format!("{}-{}", named.start(), named.end());
        found.add(Stance::Differs, "label-number-out-of-range", there, true);
    }
    if let Some(usual) = numbers.usual.as_ref().filter(|usual| usual.is_far(number)) {
        let there = format!("{}-{}", usual.most.start(), usual.most.end());
        found.add(Stance::Differs, "label-number-far", there, true);
    }
}

fn branch(found: &mut Findings<'_>, label: &Label, field: &Field, grounds: &Grounds<'_>) {
    let units = grounds.units;
    if let Some(units) = units {
        known(found, label, field, grounds, units);
    }
    if units.is_none_or(|units| units.ids(&field.value).is_empty())
        && let Some(rather) = grounds.names.and_then(|names| names.rather(&field.value))
    {
        found.add(Stance::Unsure, "label-branch-seldom", rather, true);
    }
    let Some(path) = grounds.path else { return };
    let named = path.surest(|said| match said {
        Said::Branch(name) | Said::Prison(name) => Some(name.clone()),
        _ => None,
    });
    if let Some((named, sureness)) = named {
        let same = |units: &Units| units.counted_as(&named) == units.counted_as(&field.value);
        if grounds.units.map_or_else(|| same(&Units::default()), same) {
            found.add(Stance::Agrees, "label-folder-agrees", named, false);
        } else if sureness == Sureness::Word {
            found.add(Stance::Differs, "label-folder-differs", named, true);
        }
    }
}

/// Whether there is such a branch, and was one then.
fn known(
    found: &mut Findings<'_>,
    label: &Label,
    field: &Field,
    grounds: &Grounds<'_>,
    units: &Units,
) {
    if units.ids(&field.value).is_empty() {
        let near = units.near(&field.value).join(", ");
        if !near.is_empty() {
            found.add(Stance::Differs, "label-branch-unknown-near", near, true);
        } else if units.knows_such(&field.value) {
            let label = [("label", field.value.clone())];
            let remark = Remark::new("label-branch-unknown", label);
            found.tell(Stance::Differs, remark, true);
        }
        return;
    }
    // A camera's clock is often wrong and proves nothing here.
    let own = label.value(FieldKind::Date).and_then(Day::from_iso);
    let of_folder = || Some(grounds.path?.days().first()?.0);
    if let Some(day) = own.or_else(of_folder)
        && units.was_there(&field.value, day) == Some(false)
    {
        found.add(Stance::Differs, "label-branch-not-then", day, true);
    }
}

fn near(one: Day, other: Day) -> bool {
    one.since(other).abs() <= DAYS_APART
}

fn date(found: &mut Findings<'_>, field: &Field, grounds: &Grounds<'_>) {
    let Some(day) = Day::from_iso(&field.value) else {
        found.add(Stance::Unsure, "label-date-in-part", &field.value, true);
        return;
    };
    let others: Vec<Day> = field
        .other_orders
        .iter()
        .filter_map(|d| Day::from_iso(d))
        .collect();
    let turned = |there: Day| others.iter().any(|other| near(*other, there));
    let days = grounds.path.map(Path::days).unwrap_or_default();
    let mut folder_agrees = false;
    if days.iter().any(|(there, _)| near(day, *there)) {
        found.add(Stance::Agrees, "label-folder-agrees", day, false);
        folder_agrees = true;
    } else if let Some((there, _)) = days.first() {
        let key = if days.iter().any(|(there, _)| turned(*there)) {
            "label-date-other-order"
        } else {
            "label-folder-differs"
        };
        found.add(Stance::Differs, key, there, true);
    } else if let Some(path) = grounds.path {
        // A folder of a year or a month alone.
        let part: Option<(Date, Sureness)> = path.surest(|said| match said {
            Said::Date(date) => Some(*date),
            _ => None,
        });
        if let Some((part, sureness)) = part {
            if part.holds(day) {
                found.add(Stance::Agrees, "label-folder-agrees", part, false);
            } else if sureness >= Sureness::Place {
                found.add(Stance::Differs, "label-folder-differs", part, true);
            }
        }
    }
    if let Some(taken) = grounds.taken.map(ClockTime::day) {
        if near(day, taken) {
            found.add(Stance::Agrees, "label-camera-agrees", taken, false);
        } else {
            let key = if turned(taken) && !folder_agrees {
                "label-date-other-order"
            } else {
                "label-camera-differs"
            };
            // A camera's clock is often wrong; where the folder says what the label says, it is.
            found.add(Stance::Differs, key, taken, !folder_agrees);
        }
    }
}

/// What the other labels of the series say.
fn neighbours(found: &mut Findings<'_>, label: &Label, field: &Field, grounds: &Grounds<'_>) {
    let Some(all) = grounds.neighbours else {
        return;
    };
    let (same, other) = all.beside(label, field);
    if same > 0 {
        let agrees = other.is_none_or(|(_, times)| same >= times);
        if agrees {
            let key = "label-neighbours-agree";
            found.add(Stance::Agrees, key, &field.value, false);
        }
    }
    if let Some((other, times)) = other {
        // One that was misread is looked at itself; those it differs from need it only where they are few.
        let review = times * 2 > same;
        found.add(Stance::Differs, "label-neighbours-differ", other, review);
    }
}

/// Whether folder or camera say exactly this, by a word or by its place.
fn is_said(grounds: &Grounds<'_>, kind: FieldKind, value: &str) -> bool {
    let folder = grounds.path.is_some_and(|path| {
        path.claims.iter().any(|claim| {
            claim.sureness >= Sureness::Place
                && match (&claim.said, kind) {
                    (Said::Detainee(number), FieldKind::Detainee)
                    | (Said::Body(number), FieldKind::Body) => number == value,
                    (Said::Branch(name) | Said::Prison(name), FieldKind::Branch) => name == value,
                    (Said::Date(date), FieldKind::Date) => date.to_string() == value,
                    _ => false,
                }
        })
    });
    let taken = grounds.taken.map(ClockTime::day);
    folder || kind == FieldKind::Date && taken.is_some_and(|day| day.to_string() == value)
}

/// Whether another reading of a field is ruled out: something that was not read from the label says exactly
/// what the label says and nothing says the other; or the other is the number beside it, of which folder or
/// camera say that it is another field's; or several labels of the series say the same and none the other.
fn is_ruled_out(label: &Label, field: &Field, other: &str, grounds: &Grounds<'_>) -> bool {
    if is_said(grounds, field.kind, other) {
        return false;
    }
    let exchanged = label.fields.iter().any(|beside| {
        beside.line == field.line
            && beside.kind != field.kind
            && beside.value == other
            && is_said(grounds, beside.kind, other)
    });
    if exchanged || is_said(grounds, field.kind, &field.value) {
        return true;
    }
    grounds
        .neighbours
        .is_some_and(|all| all.beside(label, field).0 >= SEVERAL && !all.has(field.kind, other))
}

/// What speaks against the reading itself.
fn reading(found: &mut Findings<'_>, label: &Label, field: &Field, grounds: &Grounds<'_>) {
    let others = field.others.iter().map(|other| other.text.as_str());
    let open = others
        .clone()
        .find(|other| !is_ruled_out(label, field, other, grounds));
    if let Some(other) = open.or_else(|| others.clone().next()) {
        let review = open.is_some();
        found.add(Stance::Unsure, "label-readings-differ", other, review);
    }
    let twice = label.fields.iter().find(|other| {
        other.kind == field.kind && other.value != field.value && !other.value.is_empty()
    });
    if let Some(other) = twice {
        found.add(Stance::Unsure, "label-says-two", &other.value, true);
    }
    let agreed = found.agreed();
    match field.how {
        How::EitherWord => found.add(Stance::Unsure, "label-word-unsure", &field.reading, true),
        How::Left => found.add(Stance::Unsure, "label-word-missing", &field.reading, true),
        How::Slip(count) if count > 1 && !agreed => {
            found.add(Stance::Unsure, "label-word-unsure", &field.reading, true);
        }
        How::Slip(_) | How::Word | How::Order => {}
    }
    if field.confidence < BELIEVED && !agreed {
        let percent = (field.confidence * 100.0).round() as u32;
        found.add(Stance::Unsure, "label-doubtful", percent, true);
    }
}

#[cfg(test)]
mod tests;
