//! Why something is said, as a key of the translation files and what stands in its sentence.

/// A reason. Two equal ones say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The key, as `photo-date-differs`.
    pub key: &'static str,
    /// What stands in the sentence, by name, in the order of the names.
    pub arguments: Vec<(&'static str, String)>,
}

impl Remark {
    /// A reason without anything to put in.
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            arguments: Vec::new(),
        }
    }

    /// The same with one thing more to put in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let at = self.arguments.partition_point(|(known, _)| *known < name);
        self.arguments.insert(at, (name, value.to_string()));
        self
    }

    /// What stands under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}
