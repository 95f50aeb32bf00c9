//! A mapping that was held against the columns of a list.

use super::{Mapping, MappingFault, Use};
use crate::list::{Form, Kind, Row};
use crate::{Field, Record};

/// Which column, by its number, says what. Made once for a list, used for each row.
#[derive(Debug, Clone)]
pub struct Plan {
    mapping: Mapping,
    separator: Option<String>,
    /// What each column says, by its number.
    uses: Vec<Vec<Use>>,
}

/// As many columns are named where one is missing.
const NAMED_COLUMNS: usize = 40;

impl Mapping {
    /// Holds the mapping against the columns of a list.
    ///
    /// # Errors
    /// Where it names a column that is not there, or says nothing of a person.
    pub fn plan(&self, headings: &[String]) -> Result<Plan, MappingFault> {
        let fields = |uses: &[Use]| uses.iter().any(|says| *says != Use::Id);
        if !self.columns().any(|(_, uses)| fields(uses)) {
            return Err(MappingFault::NothingMapped);
        }
        // Rows that name their own columns may bring one later; what never came is told at the end.
        let open = |form: &Form| matches!(form.kind, Kind::JsonLines | Kind::FollowTheMoney);
        if !self.form.as_ref().is_some_and(open) {
            self.complete(headings)?;
        }
        let mut plan = Plan {
            separator: self.separator.clone(),
            mapping: self.clone(),
            uses: Vec::new(),
        };
        plan.learn(headings);
        Ok(plan)
    }

    /// Whether every column that the mapping names is there.
    ///
    /// # Errors
    /// [`MappingFault::NoSuchColumn`] for the first that is not.
    pub fn complete(&self, headings: &[String]) -> Result<(), MappingFault> {
        self.columns()
            .find(|(column, _)| !headings.iter().any(|heading| heading == column))
            .map_or(Ok(()), |(column, _)| Err(missing(column, headings)))
    }
}

fn missing(column: &str, headings: &[String]) -> MappingFault {
    let mut columns: Vec<&str> = headings.iter().map(String::as_str).collect();
    if columns.len() > NAMED_COLUMNS {
        columns.truncate(NAMED_COLUMNS);
        columns.push("…");
    }
    MappingFault::NoSuchColumn {
        column: column.to_owned(),
        columns: columns.join(", "),
    }
}

impl Plan {
    /// Takes in columns that came up since.
    pub fn learn(&mut self, headings: &[String]) {
        for heading in headings.iter().skip(self.uses.len()) {
            let uses = self.mapping.columns.get(heading);
            self.uses.push(uses.cloned().unwrap_or_default());
        }
    }

    /// What a column says, by its number from 0.
    pub fn uses(&self, column: u32) -> &[Use] {
        self.uses
            .get(column as usize)
            .map_or(&[], |uses| uses.as_slice())
    }

    /// The id that the row has in its list; none where no column is the id, or its cell is empty.
    pub fn id<'r>(&self, row: &'r Row) -> Option<&'r str> {
        row.cells()
            .find(|(column, _)| self.uses(*column).contains(&Use::Id))
            .map(|(_, cell)| cell.trim())
            .filter(|id| !id.is_empty())
    }

    /// What the row says, under this id.
    pub fn record(&self, row: &Row, id: impl Into<String>) -> Record {
        let mut record = Record::new(id);
        for (column, cell) in row.cells() {
            for says in self.uses(column) {
                record = match &self.separator {
                    Some(separator) => cell
                        .split(separator.as_str())
                        .fold(record, |record, value| say(record, *says, value)),
                    None => say(record, *says, cell),
                };
            }
        }
        record
    }
}

fn say(record: Record, says: Use, value: &str) -> Record {
    match says {
        Use::Id => record,
        Use::Field(field) => record.with(field, value),
        Use::BirthPlaceAndDate => {
            let digit = value.find(char::is_numeric).unwrap_or(value.len());
            let (place, date) = value.split_at_checked(digit).unwrap_or((value, ""));
            let part =
                |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | ',' | '،' | ':');
            record
                .with(Field::BirthPlace, place.trim_matches(part))
                .with(Field::BirthDate, date.trim_matches(part))
        }
    }
}
