//! What the labels of one archive have in common: its branches by their names, and the order of its fields.
//!
//! Only what several labels say surely and by themselves is learned, and it only helps with what is left open:
//! a number keeps its digits, whatever others say.

use super::{Field, FieldKind, How, Label};
use crate::units::Units;
use crate::written::pieces;
use arabic::slips;
use std::collections::BTreeMap;

/// Confidence from which a field is learned from.
const LEARNED: f32 = 0.75;
/// Labels that must name a branch before others are read by it.
const LABELS: usize = 3;
/// The same of an order of fields.
const OF_ONE_ORDER: usize = 5;
/// A misread name has so many letters for each slip, and so many slips at most.
const LETTERS_A_SLIP: usize = 6;
const MOST_SLIPS: usize = 2;
/// A name that was read so often is another one, and no misreading.
const ANOTHER: usize = 3;
/// By so many labels one way of setting two numbers on a line must be commoner than the other.
const COMMONER: usize = 4;
/// What is left of the confidence of a name that was taken for a known one, for each slip.
const FOR_A_SLIP: f32 = 0.95;
/// The same of a name that no other label has, where there are labels to know.
const ALONE: f32 = 0.85;

/// What was learned.
#[derive(Debug, Default)]
pub(crate) struct Habits {
    /// Branches by the form in which they are compared: the commonest spelling, and how many labels say so.
    branches: BTreeMap<String, (String, usize)>,
    /// Names as they were read, without regard to how surely.
    names: BTreeMap<String, usize>,
    /// Kinds of fields, line by line, and how many labels have them so.
    orders: BTreeMap<Vec<FieldKind>, usize>,
}

fn key(written: &str) -> String {
    let words: Vec<String> = pieces(written)
        .iter()
        .map(|piece| piece.bare().to_owned())
        .collect();
    words.join(" ")
}

fn is_number(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
}

impl Habits {
    /// Learns from labels that were read one by one.
    pub(super) fn of(labels: &[Label]) -> Self {
        let mut habits = Self::default();
        let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for label in labels {
            let Some(branch) = label.get(FieldKind::Branch) else {
                continue;
            };
            if branch.value.is_empty() {
                continue;
            }
            let key = key(&branch.value);
            *habits.names.entry(key.clone()).or_default() += 1;
            let sure = matches!(branch.how, How::Word | How::Slip(1))
                && branch.others.is_empty()
                && branch.confidence >= LEARNED;
            if sure {
                *spellings
                    .entry(key)
                    .or_default()
                    .entry(&branch.value)
                    .or_default() += 1;
            }
        }
        for (key, spellings) in spellings {
            let count = spellings.values().sum();
            let commonest = spellings.iter().max_by_key(|(_, count)| **count);
            if let Some((spelling, _)) = commonest {
                habits.branches.insert(key, ((*spelling).to_owned(), count));
            }
        }
        for label in labels {
            let by_word = |field: &Field| matches!(field.how, How::Word | How::Slip(_));
            if label.left_over.is_empty() && label.fields.iter().all(by_word) {
                let kinds: Vec<FieldKind> = label.fields.iter().map(|field| field.kind).collect();
                let lines = label.fields.windows(2).all(|pair| match pair {
                    [above, below] => above.line < below.line,
                    _ => true,
                });
                if lines && kinds.len() > 1 {
                    *habits.orders.entry(kinds).or_default() += 1;
                }
            }
        }
        habits
    }

    /// Orders of so many lines that labels of this archive have.
    pub(super) fn orders(&self, lines: usize) -> Vec<&[FieldKind]> {
        self.orders
            .iter()
            .filter(|(kinds, count)| kinds.len() == lines && **count >= OF_ONE_ORDER)
            .map(|(kinds, _)| kinds.as_slice())
            .collect()
    }

    fn knows(&self, branch: &str) -> usize {
        let known = self.branches.get(&key(branch));
        known.map_or(0, |(_, count)| *count)
    }

    /// Settles what a label by itself leaves open.
    pub(super) fn settle(&self, label: &mut Label, units: &Units) {
        // Where the units are known, they have decided already.
        if units.is_empty() {
            self.direction(label);
        }
        for field in &mut label.fields {
            if field.kind == FieldKind::Branch && units.ids(&field.value).is_empty() {
                self.name(field);
            }
        }
    }

    /// Detainee and branch on one line may stand either way round: the branch that other labels name decides.
    fn direction(&self, label: &mut Label) {
        let place = |kind| {
            let of_kind = |field: &Field| field.kind == kind && field.how == How::Order;
            label.fields.iter().position(of_kind)
        };
        let (Some(branch), Some(detainee)) = (place(FieldKind::Branch), place(FieldKind::Detainee))
        else {
            return;
        };
        let value = |at: usize| label.fields.get(at).map(|f| (f.line, f.value.clone()));
        let (Some((line, as_branch)), Some((other_line, as_detainee))) =
            (value(branch), value(detainee))
        else {
            return;
        };
        if line != other_line || !is_number(&as_branch) {
            return;
        }
        let (here, there) = (self.knows(&as_branch), self.knows(&as_detainee));
        let turned = here == 0 && there >= LABELS;
        let told = here >= LABELS && there * COMMONER <= here;
        if !(turned || told) {
            return;
        }
        for (at, kind, other) in [
            (branch, FieldKind::Branch, &as_detainee),
            (detainee, FieldKind::Detainee, &as_branch),
        ] {
            let Some(field) = label.fields.get_mut(at) else {
                continue;
            };
            field.others.retain(|reading| reading.text != *other);
            if turned {
                field.kind = match kind {
                    FieldKind::Branch => FieldKind::Detainee,
                    _ => FieldKind::Branch,
                };
            }
        }
    }

    /// A name that nobody else has, and that is nearly one that several have, is that one misread.
    fn name(&self, field: &mut Field) {
        let key = key(&field.value);
        let read = self.names.get(&key).copied().unwrap_or(0);
        if field.value.is_empty() || is_number(&field.value) {
            return;
        }
        if let Some((spelling, count)) = self.branches.get(&key)
            && *count >= LABELS
        {
            field.value.clone_from(spelling);
            return;
        }
        if read >= ANOTHER {
            return;
        }
        let most = (key.chars().count() / LETTERS_A_SLIP).min(MOST_SLIPS);
        let numbers = |key: &str| -> Vec<String> {
            let pieces = pieces(key).into_iter();
            pieces.filter(|p| p.is_number).map(|p| p.key).collect()
        };
        let own = numbers(&key);
        let mut near: Vec<(usize, &str)> = self
            .branches
            .iter()
            .filter(|(name, (_, count))| *count >= LABELS && numbers(name) == own)
            .filter_map(|(name, (spelling, _))| Some((slips(&key, name, most)?, spelling.as_str())))
            .collect();
        near.sort_unstable();
        let factor = match near.as_slice() {
            [(count, spelling), rest @ ..]
                if rest.first().is_none_or(|(other, _)| other != count) =>
            {
                field.value = (*spelling).to_owned();
                FOR_A_SLIP.powi(i32::try_from(*count).unwrap_or(i32::MAX))
            }
            _ if self.branches.values().any(|(_, count)| *count >= LABELS) => ALONE,
            _ => 1.0,
        };
        field.confidence *= factor;
    }
}
