//! A row of a list, as written.

use crate::Field;

/// A row of a list: what it says of a person, as written. Nothing in it is normalised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    id: String,
    values: Vec<(Field, String)>,
}

impl Record {
    /// A record that says nothing yet. Its id is unique in its list.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            values: Vec::new(),
        }
    }

    /// The record with this value, without white space around it; an empty one says nothing. A field
    /// said twice keeps both, and [`Record::get`] gives the first.
    #[must_use]
    pub fn with(mut self, field: Field, value: &str) -> Self {
        let value = value.trim();
        if !value.is_empty() {
            self.values.push((field, value.to_owned()));
        }
        self
    }

    /// Its id in its list.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it says in this field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values
            .iter()
            .find(|(said, _)| *said == field)
            .map(|(_, value)| value.as_str())
    }

    /// Everything it says, in the order in which it was said.
    pub fn values(&self) -> &[(Field, String)] {
        &self.values
    }
}
