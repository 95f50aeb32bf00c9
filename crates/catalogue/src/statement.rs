//! A statement that is put together from parts, with numbered placeholders both databases know.

use domain::AccessionId;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Type};
use std::collections::BTreeSet;

/// Text from this crate, values from anywhere: values never become text.
pub(crate) struct Statement {
    text: String,
    values: AnyArguments,
    failed: Option<sqlx::Error>,
}

impl Statement {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            values: AnyArguments::default(),
            failed: None,
        }
    }

    /// Adds text of this crate.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder and its value.
    pub(crate) fn value<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, value: T) -> &mut Self {
        if let Err(error) = self.values.add(value) {
            self.failed = Some(sqlx::Error::Encode(error));
        }
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Limits the statement to the accessions a person may see; an empty scope sees nothing.
    pub(crate) fn scope(&mut self, scope: &BTreeSet<AccessionId>) -> &mut Self {
        self.scope_of("accession", scope)
    }

    /// As [`Statement::scope`], by a column of another name.
    pub(crate) fn scope_of(&mut self, column: &str, scope: &BTreeSet<AccessionId>) -> &mut Self {
        if scope.is_empty() {
            return self.push("1 = 0");
        }
        self.push(column).push(" IN (");
        self.values_of(scope.iter().map(|accession| i64::from(accession.number())));
        self.push(")")
    }

    /// Adds placeholders for all of these values, with commas between them.
    pub(crate) fn values_of<'t, T: Encode<'t, Any> + Type<Any>>(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for (n, value) in values.into_iter().enumerate() {
            if n > 0 {
                self.push(", ");
            }
            self.value(value);
        }
        self
    }

    /// The statement as the database takes it.
    ///
    /// # Errors
    /// Where a value could not be encoded.
    pub(crate) fn query<'q>(self) -> Result<Query<'q, Any, AnyArguments>, sqlx::Error> {
        match self.failed {
            Some(error) => Err(error),
            None => Ok(sqlx::query_with(AssertSqlSafe(self.text), self.values)),
        }
    }
}
