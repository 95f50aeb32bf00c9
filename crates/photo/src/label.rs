//! From the lines of a label to its fields.
//!
//! What is told here is what the label says, each field with the line it rests on; whether it can be
//! true is told by [`crate::check`].

mod habits;
mod order;
mod words;

use crate::dating::{self, Digits};
use crate::day::Date;
use crate::pack::{Pack, Role};
use crate::units::Units;
use crate::written::{Piece, shown};
use habits::Habits;
pub(crate) use order::Order;
use std::ops::Range;

/// Lines of one label that are read.
const MOST_LINES: usize = 40;

/// A reading of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// In logical order.
    pub text: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// A line of a label as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The reading that is taken.
    pub reading: Reading,
    /// Other readings of the same ink, the surest first.
    pub others: Vec<Reading>,
    /// `[left, top, right, bottom]` as shares of the picture's width and height, 0 to 1.
    pub place: [f32; 4],
}

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// The detainee's number.
    Detainee,
    /// The number of the body, given by hospital or forensic office.
    Body,
    /// The branch or prison.
    Branch,
    /// The day.
    Date,
    /// A name.
    Name,
}

impl FieldKind {
    /// Every kind, in the order of columns.
    pub const ALL: [Self; 5] = [
        Self::Detainee,
        Self::Body,
        Self::Branch,
        Self::Date,
        Self::Name,
    ];

    /// Its name in tables and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Detainee => "detainee_number",
            Self::Body => "body_number",
            Self::Branch => "branch",
            Self::Date => "date",
            Self::Name => "name",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How it is known which field a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The word in front of it.
    Word,
    /// A word in front of it that differs in so many letters from the one meant, 1 where only dots do; a
    /// date may have any word, whose letters all count where it is none of its own.
    Slip(u8),
    /// A word in front of it that is as near to another field's.
    EitherWord,
    /// Where it stands among the others, or, of a date, its form.
    Order,
    /// It is the only one left.
    Left,
}

/// A field of a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What it says.
    pub kind: FieldKind,
    /// As printed.
    pub reading: String,
    /// Numbers in ASCII digits, dates as `2011-07-20`, names as printed. Empty where what is printed is
    /// no value of the field.
    pub value: String,
    /// Values by other readings of the same line, or by another order of the same numbers.
    pub others: Vec<Reading>,
    /// Values that the same digits have in another order of day and month.
    pub other_orders: Vec<String>,
    /// 0 to 1: of the line, less where the field is not named by a word.
    pub confidence: f32,
    /// Which line.
    pub line: usize,
    /// The characters of the line that hold the value.
    pub chars: Range<usize>,
    /// How it is known what it is.
    pub how: How,
}

/// The fields of one label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    /// In the order in which they stand.
    pub fields: Vec<Field>,
    /// Lines in which no field was found.
    pub left_over: Vec<usize>,
}

impl Label {
    /// The field of this kind, where there is one and no other one says something else.
    pub fn get(&self, kind: FieldKind) -> Option<&Field> {
        let mut all = self.fields.iter().filter(|field| field.kind == kind);
        let first = all.next()?;
        all.all(|other| other.value == first.value).then_some(first)
    }

    /// Its value.
    pub fn value(&self, kind: FieldKind) -> Option<&str> {
        self.get(kind)
            .map(|field| field.value.as_str())
            .filter(|value| !value.is_empty())
    }
}

/// Reads the labels of one archive, each as its lines from top to bottom; the answers stand in the same
/// places.
///
/// What several labels of the archive say surely helps with what a label by itself leaves open: which of two
/// numbers on one line is the branch, which branch a misread name means, in which order fields stand. No
/// number is read otherwise for it. Known units help in the same way, before anything else.
pub fn read_labels(labels: &[Vec<Line>], pack: &Pack, units: &Units) -> Vec<Label> {
    let read = |habits: &Habits| -> Vec<Label> {
        let labels = labels.iter();
        labels
            .map(|lines| with_habits(lines, pack, units, habits))
            .collect()
    };
    let habits = Habits::of(&read(&Habits::default()));
    let mut found = read(&habits);
    for label in &mut found {
        habits.settle(label, units);
    }
    found
}

/// Reads the lines of one label, from top to bottom, as [`read_labels`] does it for those of an archive.
/// Known units help to tell a branch from a detainee on a label without words.
pub fn read_label(lines: &[Line], pack: &Pack, units: &Units) -> Label {
    with_habits(lines, pack, units, &Habits::default())
}

fn with_habits(lines: &[Line], pack: &Pack, units: &Units, habits: &Habits) -> Label {
    let lines = lines.get(..MOST_LINES.min(lines.len())).unwrap_or_default();
    let texts: Vec<&str> = lines
        .iter()
        .map(|line| line.reading.text.as_str())
        .collect();
    let read_texts = |texts: &[&str]| {
        words::read(texts, pack, habits).unwrap_or_else(|| order::read(texts, pack, units))
    };
    let mut label = read_texts(&texts);
    for field in &mut label.fields {
        let Some(line) = lines.get(field.line) else {
            continue;
        };
        field.confidence *= line.reading.confidence.clamp(0.0, 1.0);
        for other in &line.others {
            // The whole label with this one line read otherwise: so the order of numbers is kept.
            let mut texts = texts.clone();
            if let Some(text) = texts.get_mut(field.line) {
                *text = &other.text;
            }
            let read = read_texts(&texts);
            let there = read
                .fields
                .iter()
                .find(|there| there.kind == field.kind && there.line == field.line);
            let Some(there) = there else { continue };
            let known = there.value == field.value
                || field.others.iter().any(|known| known.text == there.value);
            if !known && !there.value.is_empty() {
                field.others.push(Reading {
                    text: there.value.clone(),
                    confidence: other.confidence.clamp(0.0, 1.0),
                });
            }
        }
    }
    label
}

/// A value found in a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub value: String,
    pub other_orders: Vec<String>,
    /// Whether blanks between digits were passed over.
    doubtful: bool,
    pub chars: Range<usize>,
}

fn span(pieces: &[Piece]) -> Range<usize> {
    let start = pieces.first().map_or(0, |piece| piece.chars.start);
    start..pieces.last().map_or(start, |piece| piece.chars.end)
}

/// A number with what is written to it: `92`, `92/ب`, `92/2011`.
pub(crate) fn number(pieces: &[Piece]) -> Option<Found> {
    let from = pieces.iter().position(|piece| piece.is_number)?;
    let first = pieces.get(from)?;
    let plain = |key: &str| match key.trim_start_matches('0') {
        "" => "0".to_owned(),
        rest => rest.to_owned(),
    };
    let mut value = plain(&first.key);
    let mut other_orders = Vec::new();
    let mut end = from;
    if let Some(next) = pieces.get(from + 1) {
        let letter = next.key.chars().count() == 1 && !next.is_number;
        let joined = !next.parted || matches!(next.before.as_str(), "/" | "-");
        if letter && joined || next.is_number && next.before == "/" {
            value = format!("{value}/{}", plain(&next.key));
            end += 1;
        } else if next.is_number && next.before.is_empty() {
            // Digits that stand apart may be one number, or two.
            other_orders.push(format!("{value}{}", next.key));
            end += 1;
        }
    }
    Some(Found {
        doubtful: !other_orders.is_empty(),
        value,
        other_orders,
        chars: span(pieces.get(from..=end)?),
    })
}

/// A date in numbers or with the name of a month.
pub(crate) fn date(pieces: &[Piece], pack: &Pack) -> Option<Found> {
    let digits = |at: usize| pieces.get(at).and_then(Digits::of);
    let told = |dates: Vec<Date>, from: usize, to: usize| {
        let mut dates = dates.into_iter().map(|date| date.to_string());
        Some(Found {
            value: dates.next()?,
            other_orders: dates.collect(),
            doubtful: false,
            chars: span(pieces.get(from..=to)?),
        })
    };
    for at in 0..pieces.len() {
        if let (Some(a), Some(b), Some(c)) = (digits(at), digits(at + 1), digits(at + 2)) {
            let dates = dating::three(a, b, c);
            if !dates.is_empty() {
                return told(dates, at, at + 2);
            }
        }
        let role = pack.role(pieces.get(at..)?.iter().map(|piece| piece.key.as_str()));
        if let Some((Role::Month(month), length)) = role {
            let before = at.checked_sub(1).and_then(digits);
            let after = digits(at + length).and_then(Digits::year);
            let date = Date::of(after, Some(month), before.and_then(Digits::day))?;
            let to = at + length - 1 + usize::from(after.is_some());
            return told(vec![date], at - usize::from(before.is_some()), to);
        }
        if let Some(piece) = pieces.get(at).filter(|piece| piece.is_number) {
            let dates = dating::eight(&piece.key);
            if !dates.is_empty() {
                return told(dates, at, at);
            }
        }
    }
    None
}

/// The words as they stand.
fn words_of(text: &str, pieces: &[Piece]) -> Option<Found> {
    let chars = span(pieces);
    let value = shown(text, &chars);
    (!value.is_empty()).then_some(Found {
        value,
        other_orders: Vec::new(),
        doubtful: false,
        chars,
    })
}

fn field(kind: FieldKind, how: How, text: &str, line: usize, found: Found) -> Field {
    let sure = match how {
        How::Word => 1.0,
        How::Slip(1) => 0.95,
        How::Slip(_) => 0.8,
        How::Order => 0.95,
        How::EitherWord | How::Left => 0.5,
    };
    let is_date = kind == FieldKind::Date;
    let others = if is_date {
        &[]
    } else {
        found.other_orders.as_slice()
    };
    Field {
        kind,
        reading: shown(text, &found.chars),
        others: others
            .iter()
            .map(|value| Reading {
                text: value.clone(),
                confidence: 0.5,
            })
            .collect(),
        other_orders: if is_date {
            found.other_orders
        } else {
            Vec::new()
        },
        value: found.value,
        confidence: if found.doubtful { sure * 0.6 } else { sure },
        line,
        chars: found.chars,
        how,
    }
}

#[cfg(test)]
mod tests;
