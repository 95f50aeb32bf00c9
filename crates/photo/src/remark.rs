//! Why something is said, as a key of the translation files and what stands in its sentence.

/// A reason. Two equal ones say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The key, one of [`REMARKS`].
    pub key: &'static str,
    /// What stands in the sentence, by name, in the order of the names. Under `other` stands a shot, by its
    /// place in what was given: see [`Remark::naming`].
    pub arguments: Vec<(&'static str, String)>,
}

/// Every key that is given, and what is given with it.
///
/// Those that begin with `label-` are of one field of a label: `label` is what the label says, `there` what
/// the ground says. Those that begin with `photo-` are of a whole photograph.
pub const REMARKS: [(&str, &[&str]); 39] = [
    ("label-branch-not-then", &["label", "there"]),
    ("label-branch-seldom", &["label", "there"]),
    ("label-branch-unknown", &["label"]),
    ("label-branch-unknown-near", &["label", "there"]),
    ("label-camera-agrees", &["label", "there"]),
    ("label-camera-differs", &["label", "there"]),
    ("label-date-in-part", &["label", "there"]),
    ("label-date-other-order", &["label", "there"]),
    ("label-doubtful", &["label", "there"]),
    ("label-field-missing", &["there"]),
    ("label-folder-agrees", &["label", "there"]),
    ("label-folder-differs", &["label", "there"]),
    ("label-line-not-understood", &["lines"]),
    ("label-neighbours-agree", &["label", "there"]),
    ("label-neighbours-differ", &["label", "there"]),
    ("label-no-value", &["label", "there"]),
    ("label-number-far", &["label", "there"]),
    ("label-number-out-of-range", &["label", "there"]),
    ("label-readings-differ", &["label", "there"]),
    ("label-says-two", &["label", "there"]),
    ("label-word-missing", &["label", "there"]),
    ("label-word-unsure", &["label", "there"]),
    ("photo-clock-against-counter", &["clock", "number"]),
    ("photo-clock-differs", &["clock", "counter", "days", "told"]),
    ("photo-clock-may-be-reset", &["clock"]),
    ("photo-clock-reset", &["clock", "counter", "days", "told"]),
    (
        "photo-clock-set-wrong",
        &["clock", "counter", "days", "told"],
    ),
    ("photo-counter-jumps", &["number", "other"]),
    ("photo-label-of-another-series", &[]),
    ("photo-maker-note-missing", &[]),
    ("photo-number-twice", &["number", "other"]),
    ("photo-out-of-place", &["number"]),
    ("photo-out-of-place-among", &["number", "other"]),
    ("photo-saved-by-program", &["program"]),
    ("photo-size-unusual", &["size"]),
    ("photo-tables-standard", &["alike", "strength"]),
    ("photo-tables-unusual", &["alike"]),
    ("photo-thumbnail-differs", &["likeness"]),
    ("photo-thumbnail-missing", &[]),
];

impl Remark {
    /// A reason with what stands in its sentence.
    ///
    /// INVARIANT: key and names stand in [`REMARKS`], so that each has its sentence.
    pub(crate) fn new<const N: usize>(
        key: &'static str,
        arguments: [(&'static str, String); N],
    ) -> Self {
        let mut arguments = Vec::from(arguments);
        arguments.sort_unstable();
        debug_assert!(
            REMARKS.iter().any(|(known, names)| {
                *known == key && names.iter().eq(arguments.iter().map(|(name, _)| name))
            }),
            "{key} {arguments:?} has no sentence"
        );
        Self { key, arguments }
    }

    /// What stands under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The shot that it speaks of beside its own, by its place in what was given.
    pub fn other(&self) -> Option<usize> {
        self.get("other")?.parse().ok()
    }

    /// The same with the other shot under the name that a person knows.
    #[must_use]
    pub fn naming(mut self, name: impl FnOnce(usize) -> String) -> Self {
        let place = self.other();
        let under = self.arguments.iter_mut().find(|(name, _)| *name == "other");
        if let (Some(place), Some((_, other))) = (place, under) {
            *other = name(place);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_names_stand_in_order_and_once() {
        assert!(REMARKS.is_sorted_by(|a, b| a.0 < b.0));
        for (key, names) in REMARKS {
            assert!(names.is_sorted_by(|a, b| a < b), "{key}");
        }
    }

    #[test]
    fn the_other_shot_gets_a_name() {
        let remark = Remark::new(
            "photo-number-twice",
            [("other", "3".to_owned()), ("number", "3".to_owned())],
        );
        assert_eq!(remark.other(), Some(3));
        let named = remark.naming(|place| format!("item {place}"));
        assert_eq!(
            (named.get("other"), named.get("number")),
            (Some("item 3"), Some("3"))
        );
    }
}
