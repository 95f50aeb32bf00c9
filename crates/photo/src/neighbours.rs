//! What the labels of one series say together, so that each can be held against the others.

use crate::label::{Field, FieldKind, Label};
use std::collections::BTreeMap;

/// How many labels of a series say what.
///
/// INVARIANT: counted once for the series; asking for one label takes the same time however many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    shots: usize,
    values: BTreeMap<FieldKind, Values>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Values {
    counts: BTreeMap<String, usize>,
    /// How many labels say something.
    labels: usize,
    /// The two values that most say, of equally many the smaller one first.
    most: [Option<(String, usize)>; 2],
}

impl Neighbours {
    /// Of all labels of a series, the empty ones of its shots without a label included.
    pub fn of<'a>(labels: impl IntoIterator<Item = &'a Label>) -> Self {
        let mut all = Self::default();
        for label in labels {
            all.shots += 1;
            for kind in FieldKind::ALL {
                if let Some(value) = label.value(kind) {
                    let values = all.values.entry(kind).or_default();
                    *values.counts.entry(value.to_owned()).or_default() += 1;
                    values.labels += 1;
                }
            }
        }
        for values in all.values.values_mut() {
            for (value, count) in &values.counts {
                let more =
                    |known: &Option<(String, usize)>| known.as_ref().is_none_or(|(_, n)| n < count);
                let [first, second] = &mut values.most;
                if more(first) {
                    *second = first.replace((value.clone(), *count));
                } else if more(second) {
                    *second = Some((value.clone(), *count));
                }
            }
        }
        all
    }

    /// What most say, where more than half of the other shots of the series say something and the label in
    /// question, one of the series, says nothing.
    pub(crate) fn usual(&self, kind: FieldKind) -> Option<&str> {
        let values = self.values.get(&kind)?;
        let others = self.shots.saturating_sub(1);
        if values.labels * 2 <= others {
            return None;
        }
        let [first, _] = &values.most;
        first.as_ref().map(|(value, _)| value.as_str())
    }

    /// Whether a label of the series says this.
    pub(crate) fn has(&self, kind: FieldKind, value: &str) -> bool {
        let values = self.values.get(&kind);
        values.is_some_and(|values| values.counts.contains_key(value))
    }

    /// How many of the other labels say what this field of this label says, and what else most say, how often.
    pub(crate) fn beside(&self, label: &Label, field: &Field) -> (usize, Option<(&str, usize)>) {
        let Some(values) = self.values.get(&field.kind) else {
            return (0, None);
        };
        let counted = values.counts.get(&field.value).copied().unwrap_or(0);
        // A label that says two things of one kind was not counted.
        let itself = usize::from(label.value(field.kind) == Some(&field.value));
        let other = values.most.iter().flatten();
        let mut other = other.filter(|(value, _)| *value != field.value);
        let other = other.next().map(|(value, times)| (value.as_str(), *times));
        (counted.saturating_sub(itself), other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::How;

    fn label(body: &str) -> Label {
        let field = Field {
            kind: FieldKind::Body,
            reading: body.to_owned(),
            value: body.to_owned(),
            others: Vec::new(),
            other_orders: Vec::new(),
            confidence: 0.9,
            line: 0,
            chars: 0..1,
            how: How::Word,
        };
        Label {
            fields: vec![field],
            left_over: Vec::new(),
        }
    }

    #[test]
    fn a_label_is_held_against_the_others_and_not_against_itself() {
        let labels: Vec<Label> = ["7", "7", "7", "1", "2"].map(label).into();
        let all = Neighbours::of(&labels);
        let beside = |at: usize| all.beside(&labels[at], &labels[at].fields[0]);
        assert_eq!(beside(0), (2, Some(("1", 1))));
        assert_eq!(beside(3), (0, Some(("7", 3))));
        let alone = Neighbours::of(&labels[..1]);
        assert_eq!(alone.beside(&labels[0], &labels[0].fields[0]), (0, None));
        assert_eq!(all.usual(FieldKind::Body), Some("7"));
        assert_eq!(all.usual(FieldKind::Branch), None);
        let silent = [Label::default(), Label::default(), label("7")];
        assert_eq!(Neighbours::of(&silent).usual(FieldKind::Body), None);
    }
}
