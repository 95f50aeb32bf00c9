//! Two records side by side: as they are, or with what their fields say for and against.

use super::super::shell::{Shell, direction, face};
use crate::telling::{agreement_key, field_key, rounded, signed};
use linkage::{Account, Field, Level};
use workbench::review::{RecordView, STRONGLY_AGAINST};

/// A value of a record, ready to be shown.
pub struct Value {
    pub text: String,
    pub dir: &'static str,
    pub face: &'static str,
}

/// One field of both records.
pub struct Line {
    pub field: String,
    pub left: Option<Value>,
    pub right: Option<Value>,
    pub weighed: Option<WeighedLine>,
}

/// What a field says for or against.
pub struct WeighedLine {
    /// Class and icon of the agreement.
    pub class: &'static str,
    pub icon: &'static str,
    pub agreement: String,
    pub weight: String,
    pub one_in: Option<String>,
    /// Whether it speaks strongly against.
    pub conflict: bool,
}

/// Every field that one of the two records has, in the order in which people read them. No weight is
/// anywhere in it.
pub fn blind(left: &RecordView, right: &RecordView, s: &Shell) -> Vec<Line> {
    Field::ALL
        .into_iter()
        .filter_map(|field| {
            let line = Line {
                field: s.t(&field_key(field)),
                left: said(left, field),
                right: said(right, field),
                weighed: None,
            };
            (line.left.is_some() || line.right.is_some()).then_some(line)
        })
        .collect()
}

/// The fields of an account with their weights; after them what the records say beside.
pub fn weighed(account: &Account, left: &RecordView, right: &RecordView, s: &Shell) -> Vec<Line> {
    let mut lines: Vec<Line> = account
        .steps
        .iter()
        .map(|step| {
            let (class, icon) = look(step.level, step.weight);
            Line {
                field: s.t(&field_key(step.field)),
                left: step.left.as_deref().map(value),
                right: step.right.as_deref().map(value),
                weighed: Some(WeighedLine {
                    class,
                    icon,
                    agreement: s.t(agreement_key(step.level)),
                    weight: signed(f64::from(step.weight), s.lang),
                    one_in: step
                        .one_in
                        .filter(|n| *n >= 1.5)
                        .map(|n| s.t1("screen-match-one-in", "n", rounded(n))),
                    conflict: step.weight <= STRONGLY_AGAINST,
                }),
            }
        })
        .collect();
    let compared = |field: Field| account.steps.iter().any(|step| step.field == field);
    // A whole name whose parts were compared needs no line of its own.
    let parts = account.steps.iter().any(|step| step.field.is_name());
    for field in Field::ALL {
        if compared(field) || (field == Field::FullName && parts) {
            continue;
        }
        let (one, other) = (said(left, field), said(right, field));
        if one.is_some() || other.is_some() {
            lines.push(Line {
                field: s.t(&field_key(field)),
                left: one,
                right: other,
                weighed: None,
            });
        }
    }
    lines
}

/// How a step looks: never by colour alone.
fn look(level: Level, weight: f32) -> (&'static str, &'static str) {
    match level {
        Level::OnlyOne => ("na", "none"),
        _ if weight <= STRONGLY_AGAINST => ("bad", "cross"),
        _ if weight < 0.0 => ("warn", "alert"),
        Level::Same | Level::SameByLetterRules | Level::SameBySpelling => ("ok", "check"),
        Level::Similar | Level::Different => ("warn", "alert"),
        _ => ("inf", "info"),
    }
}

fn said(record: &RecordView, field: Field) -> Option<Value> {
    let (_, text) = record.values.iter().find(|(said, _)| *said == field)?;
    Some(value(text))
}

/// A value as it is shown, with its own direction and face.
pub fn value(text: &str) -> Value {
    Value {
        text: text.to_owned(),
        dir: direction(text),
        face: face(text),
    }
}
