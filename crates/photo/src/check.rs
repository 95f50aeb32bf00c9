//! Whether what a label says agrees with everything else that is known of the picture.
//!
//! Agreement raises, disagreement flags: nothing here changes a reading. What is flagged goes to a person,
//! who sees the cut-out of the label and nothing else.

use crate::day::{ClockTime, Date, Day};
use crate::folder::{Path, Said, Sureness};
use crate::label::{Field, FieldKind, How, Label};
use crate::remark::Remark;
use crate::units::Units;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Confidence below which a field is not believed without something that agrees.
const BELIEVED: f32 = 0.75;
/// Days by which folder, label and camera may differ: work goes on past midnight, folders are named
/// the day after.
const DAYS_APART: i32 = 1;

/// What there is to hold a label against. Everything may be missing.
#[derive(Debug, Clone, Default)]
pub struct Grounds<'a> {
    /// The path.
    pub path: Option<&'a Path>,
    /// When the camera says that the picture was taken.
    pub taken: Option<ClockTime>,
    /// Labels of the other pictures of the series.
    pub neighbours: &'a [&'a Label],
    /// The units that are known; empty where none are.
    pub units: Option<&'a Units>,
    /// Between which numbers of bodies those of the same folder lie.
    pub bodies: Option<RangeInclusive<u32>>,
    /// Between which numbers of detainees those of the same folder lie.
    pub detainees: Option<RangeInclusive<u32>>,
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
                range(&mut found, field, grounds.detainees.as_ref());
            }
            FieldKind::Body => {
                against_folder(&mut found, field, grounds, |said| match said {
                    Said::Body(number) => Some(number.clone()),
                    _ => None,
                });
                range(&mut found, field, grounds.bodies.as_ref());
            }
            FieldKind::Branch => branch(&mut found, label, field, grounds),
            FieldKind::Date => date(&mut found, field, grounds),
            FieldKind::Name => {}
        }
        neighbours(&mut found, field, grounds);
        reading(&mut found, label, field);
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
    let values = grounds
        .neighbours
        .iter()
        .filter_map(|other| other.value(kind));
    let values: Vec<&str> = values.collect();
    let of_series = values.len() * 2 > grounds.neighbours.len();
    let remark = if of_series {
        let there = values.first().copied().unwrap_or_default();
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

fn range(found: &mut Findings<'_>, field: &Field, range: Option<&RangeInclusive<u32>>) {
    let digits: String = field
        .value
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if let (Some(range), Ok(number)) = (range, digits.parse::<u32>())
        && !range.contains(&number)
    {
        let there = format!("{}-{}", range.start(), range.end());
        found.add(Stance::Differs, "label-number-out-of-range", there, true);
    }
}

fn branch(found: &mut Findings<'_>, label: &Label, field: &Field, grounds: &Grounds<'_>) {
    let units = grounds.units.filter(|units| !units.is_empty());
    if let Some(units) = units {
        let day = label
            .value(FieldKind::Date)
            .and_then(Day::from_iso)
            .or_else(|| Some(grounds.path?.days().first()?.0))
            .or_else(|| grounds.taken.map(ClockTime::day));
        if units.ids(&field.value).is_empty() {
            let near = units.near(&field.value).join(", ");
            if near.is_empty() {
                let label = [("label", field.value.clone())];
                let remark = Remark::new("label-branch-unknown", label);
                found.tell(Stance::Differs, remark, true);
            } else {
                found.add(Stance::Differs, "label-branch-unknown-near", near, true);
            }
        } else if let Some(day) = day
            && units.was_there(&field.value, day) == Some(false)
        {
            found.add(Stance::Differs, "label-branch-not-then", day, true);
        }
    }
    let Some(path) = grounds.path else { return };
    let named = path.surest(|said| match said {
        Said::Branch(name) | Said::Prison(name) => Some(name.clone()),
        _ => None,
    });
    if let Some((named, sureness)) = named {
        let same = |units: &Units| units.counted_as(&named) == units.counted_as(&field.value);
        if units.map_or_else(|| same(&Units::default()), same) {
            found.add(Stance::Agrees, "label-folder-agrees", named, false);
        } else if sureness == Sureness::Word {
            found.add(Stance::Differs, "label-folder-differs", named, true);
        }
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

/// What most labels of the series say.
fn neighbours(found: &mut Findings<'_>, field: &Field, grounds: &Grounds<'_>) {
    let mut values: BTreeMap<&str, usize> = BTreeMap::new();
    for label in grounds.neighbours {
        if let Some(value) = label.value(field.kind) {
            *values.entry(value).or_default() += 1;
        }
    }
    let most = values
        .iter()
        .max_by_key(|(value, count)| (**count, std::cmp::Reverse(**value)));
    let Some((value, count)) = most else { return };
    let own = values.get(field.value.as_str()).copied().unwrap_or(0);
    if own > 0 && own == *count {
        found.add(
            Stance::Agrees,
            "label-neighbours-agree",
            &field.value,
            false,
        );
        let others = values.iter().filter(|(value, _)| **value != field.value);
        if let Some((other, times)) = others.max_by_key(|(_, times)| **times) {
            // One that was misread is looked at itself; those it differs from need it only where they are few.
            let review = times * 2 > own;
            found.add(Stance::Differs, "label-neighbours-differ", other, review);
        }
    } else {
        found.add(Stance::Differs, "label-neighbours-differ", value, true);
    }
}

/// What speaks against the reading itself.
fn reading(found: &mut Findings<'_>, label: &Label, field: &Field) {
    if let Some(other) = field.others.first() {
        found.add(Stance::Unsure, "label-readings-differ", &other.text, true);
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
mod tests {
    use super::*;
    use crate::label::{Line, Reading, read_label};
    use crate::pack::Pack;
    use crate::read_path;

    fn label(text: &str) -> Label {
        let line = |text: &str| Line {
            reading: Reading {
                text: text.to_owned(),
                confidence: 0.9,
            },
            others: Vec::new(),
            place: [0.0; 4],
        };
        let lines: Vec<Line> = text.split('\n').map(line).collect();
        read_label(&lines, Pack::shipped(), &Units::default())
    }

    fn told(label: &Label, grounds: &Grounds<'_>) -> Vec<String> {
        let line = |v: &Verdict| {
            let review = if v.review { " !" } else { "" };
            format!(
                "{} {} {}{review}",
                v.kind.name(),
                v.remark.key,
                v.remark
                    .get("there")
                    .or(v.remark.get("lines"))
                    .unwrap_or("")
            )
        };
        check(label, grounds).iter().map(line).collect()
    }

    const TEXT: &str = "رقم الجثة: 904\nرقم الموقوف: 92\nالفرع: 274\nالتاريخ: 2011/7/20";

    #[test]
    fn what_agrees_is_told_and_goes_to_nobody() {
        let path = read_path(
            "2011/20-7/مصور 1/92/DSCN2255.JPG".as_bytes(),
            Pack::shipped(),
        );
        let grounds = Grounds {
            path: Some(&path),
            taken: ClockTime::read("2011:07:20 08:34:57", ""),
            ..Grounds::default()
        };
        assert_eq!(
            told(&label(TEXT), &grounds),
            [
                "detainee_number label-folder-agrees 92",
                "date label-folder-agrees 2011-07-20",
                "date label-camera-agrees 2011-07-20",
            ]
        );
    }

    #[test]
    fn what_differs_goes_to_a_person_with_its_ground() {
        let path = read_path("فرع 336/2012/20-7/93/x.jpg".as_bytes(), Pack::shipped());
        let mut units = Units::default();
        units.add("x", ["274"], None, Day::from_iso("2010-01-01"));
        let grounds = Grounds {
            path: Some(&path),
            taken: ClockTime::read("2011:07:20 08:34:57", ""),
            units: Some(&units),
            bodies: Some(1..=900),
            ..Grounds::default()
        };
        assert_eq!(
            told(&label(TEXT), &grounds),
            [
                "body_number label-number-out-of-range 1-900 !",
                "detainee_number label-folder-differs 93 !",
                "branch label-branch-not-then 2011-07-20 !",
                "branch label-folder-differs 336 !",
                "date label-folder-differs 2012-07-20 !",
                "date label-camera-agrees 2011-07-20",
            ]
        );
        let unknown = label("الفرع: 999\nالجثة: 1");
        assert!(told(&unknown, &grounds)[0].starts_with("branch label-branch-unknown"));
    }

    #[test]
    fn a_field_that_the_series_has_or_a_line_not_understood_goes_to_a_person() {
        let whole = [label(TEXT), label(TEXT)];
        let neighbours: Vec<&Label> = whole.iter().collect();
        let grounds = Grounds {
            neighbours: &neighbours,
            ..Grounds::default()
        };
        let short = label("رقم الجثة: 904\nالفرع: 274\nالتاريخ: 2011/7/20");
        assert_eq!(
            told(&short, &grounds).last().unwrap(),
            "detainee_number label-field-missing 92 !"
        );
        // By itself nothing says that it should have one.
        assert!(told(&short, &Grounds::default()).is_empty());
        let garbled = label("رقم الجثة: 904\nظظظ ظظظ\nالفرع: 274");
        let lacking = told(&garbled, &Grounds::default());
        assert!(
            lacking.contains(&"date label-line-not-understood 1 !".to_owned()),
            "{lacking:?}"
        );
    }

    #[test]
    fn a_wrong_clock_does_not_make_a_label_doubtful_that_its_folder_confirms() {
        let path = read_path("2011/20-7/x.jpg".as_bytes(), Pack::shipped());
        let grounds = Grounds {
            path: Some(&path),
            taken: ClockTime::read("2005:01:01 00:11:12", ""),
            ..Grounds::default()
        };
        let verdicts = check(&label(TEXT), &grounds);
        let clock = verdicts
            .iter()
            .find(|v| v.remark.key == "label-camera-differs")
            .unwrap();
        assert!(!clock.review);
        let grounds = Grounds {
            path: None,
            ..grounds
        };
        let verdicts = check(&label(TEXT), &grounds);
        assert!(
            verdicts
                .iter()
                .any(|v| v.remark.key == "label-camera-differs" && v.review)
        );
    }

    #[test]
    fn the_other_order_of_a_date_is_recognised() {
        let path = read_path("2013/4-3/x.jpg".as_bytes(), Pack::shipped());
        // 4-3 is the 4th of March before it is the 3rd of April; both readings of the folder count.
        let found = told(
            &label("التاريخ: 3/4/2013\nالجثة: 1"),
            &Grounds {
                path: Some(&path),
                ..Grounds::default()
            },
        );
        assert!(
            found.contains(&"date label-folder-agrees 2013-04-03".to_owned()),
            "{found:?}"
        );
        let taken = ClockTime::read("2013:03:04 08:00:00", "");
        let found = told(
            &label("التاريخ: 3/4/2013\nالجثة: 1"),
            &Grounds {
                taken,
                ..Grounds::default()
            },
        );
        assert_eq!(found, ["date label-date-other-order 2013-03-04 !"]);
    }

    #[test]
    fn two_readings_go_to_a_person_whatever_agrees() {
        let line = Line {
            reading: Reading {
                text: "الموقوف: 92".to_owned(),
                confidence: 0.9,
            },
            others: vec![Reading {
                text: "الموقوف: 97".to_owned(),
                confidence: 0.3,
            }],
            place: [0.0; 4],
        };
        let label = read_label(&[line], Pack::shipped(), &Units::default());
        let path = read_path("2011/20-7/92/x.jpg".as_bytes(), Pack::shipped());
        let found = told(
            &label,
            &Grounds {
                path: Some(&path),
                ..Grounds::default()
            },
        );
        assert_eq!(
            found,
            [
                "detainee_number label-folder-agrees 92",
                "detainee_number label-readings-differ 97 !"
            ]
        );
    }

    #[test]
    fn neighbours_raise_and_flag() {
        let (own, same, other) = (
            label("الجثة: 904"),
            label("الجثة: 904"),
            label("الجثة: 964"),
        );
        let with = |neighbours: &[&Label]| {
            told(
                &own,
                &Grounds {
                    neighbours,
                    ..Grounds::default()
                },
            )
        };
        assert_eq!(
            with(&[&same, &same]),
            ["body_number label-neighbours-agree 904"]
        );
        assert_eq!(
            with(&[&same, &same, &other]),
            [
                "body_number label-neighbours-agree 904",
                "body_number label-neighbours-differ 964",
            ]
        );
        assert_eq!(
            with(&[&other, &other]),
            ["body_number label-neighbours-differ 964 !"]
        );
        assert!(with(&[]).is_empty());
    }
}
