//! An account at rest: it cites the records and repeats nothing of them.
//!
//! The values that an account compares stand in the records. At rest each is a place in a record, so
//! that the object of a run names nobody, and erasing a record leaves nothing of it in there.

use crate::WorkbenchError;
use linkage::{Account, Field, Level, Record, Relation, Step};
use serde::{Deserialize, Serialize};

/// A piece of a value of a record: the field, the first letter, how many letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cite(Field, usize, usize);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CitedStep {
    field: Field,
    left: Option<Cite>,
    right: Option<Cite>,
    level: Level,
    weight: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_in: Option<f64>,
}

/// An account as it lies in the vault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitedAccount {
    prior: f32,
    steps: Vec<CitedStep>,
    #[serde(default)]
    relatives: f32,
    #[serde(default)]
    rivals: f32,
    probability: f64,
    others: Vec<(Relation, f64)>,
}

impl CitedAccount {
    /// The account of two records. A value that stands in neither place of its record is left out.
    pub(super) fn of(account: &Account, left: &Record, right: &Record) -> Self {
        let step = |step: &Step| CitedStep {
            field: step.field,
            left: step.left.as_deref().and_then(|v| cite(step.field, v, left)),
            right: step
                .right
                .as_deref()
                .and_then(|v| cite(step.field, v, right)),
            level: step.level,
            weight: step.weight,
            one_in: step.one_in,
        };
        Self {
            prior: account.prior,
            steps: account.steps.iter().map(step).collect(),
            relatives: account.relatives,
            rivals: account.rivals,
            probability: account.probability,
            others: account.others.clone(),
        }
    }

    /// The account with the values as the records have them.
    pub(super) fn told(&self, left: &Record, right: &Record) -> Account {
        let step = |step: &CitedStep| Step {
            field: step.field,
            left: value(step.field, step.left, left),
            right: value(step.field, step.right, right),
            level: step.level,
            weight: step.weight,
            one_in: step.one_in,
        };
        Account {
            prior: self.prior,
            steps: self.steps.iter().map(step).collect(),
            relatives: self.relatives,
            rivals: self.rivals,
            probability: self.probability,
            others: self.others.clone(),
        }
    }

    pub(super) fn line(&self) -> Result<Vec<u8>, WorkbenchError> {
        serde_json::to_vec(self).map_err(|e| WorkbenchError::Internal(e.to_string()))
    }

    pub(super) fn from_line(line: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line)
    }
}

fn cite(field: Field, value: &str, record: &Record) -> Option<Cite> {
    let own = record.values().iter().filter(|(said, _)| *said == field);
    let others = record.values().iter().filter(|(said, _)| *said != field);
    own.chain(others).find_map(|(said, text)| {
        let (before, _) = text.split_once(value)?;
        let (start, length) = (before.chars().count(), value.chars().count());
        // Of a field said twice, only the first can be cited by its name.
        let cite = Cite(*said, start, length);
        (piece(cite, record).as_deref() == Some(value)).then_some(cite)
    })
}

fn piece(Cite(field, start, length): Cite, record: &Record) -> Option<String> {
    let text: String = record
        .get(field)?
        .chars()
        .skip(start)
        .take(length)
        .collect();
    (!text.is_empty()).then_some(text)
}

fn value(field: Field, cite: Option<Cite>, record: &Record) -> Option<String> {
    match cite {
        Some(cite) => piece(cite, record),
        None => record.get(field).map(str::to_owned),
    }
}

/// The account with its sides changed.
pub(super) fn turned(account: &Account) -> Account {
    let step = |step: &Step| Step {
        left: step.right.clone(),
        right: step.left.clone(),
        ..step.clone()
    };
    Account {
        steps: account.steps.iter().map(step).collect(),
        ..account.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        let step = |field, left: &str, right: &str| Step {
            field,
            left: (!left.is_empty()).then(|| left.to_owned()),
            right: (!right.is_empty()).then(|| right.to_owned()),
            level: Level::Same,
            weight: 1.5,
            one_in: Some(41.0),
        };
        Account {
            prior: -13.0,
            steps: vec![
                step(Field::Given, "سامر", "Samer"),
                step(Field::Father, "يوسف", "Yousef"),
                step(Field::BirthYear, "1989", ""),
            ],
            relatives: -0.5,
            rivals: 0.75,
            probability: 0.9,
            others: vec![(Relation::Sibling, 0.06), (Relation::Unrelated, 0.04)],
        }
    }

    fn records() -> (Record, Record) {
        let left = Record::new("1")
            .with(Field::FullName, "سامر يوسف الحداد")
            .with(Field::BirthYear, "1989");
        let right = Record::new("2")
            .with(Field::Given, "Samer")
            .with(Field::Father, "Yousef");
        (left, right)
    }

    #[test]
    fn an_account_comes_back_from_the_vault_as_it_went_in() {
        let (left, right) = records();
        let cited = CitedAccount::of(&account(), &left, &right);
        let line = cited.line().unwrap();
        let again = CitedAccount::from_line(&line).unwrap();
        assert_eq!(again.told(&left, &right), account());
        assert_eq!(turned(&turned(&account())), account());
    }

    #[test]
    fn nothing_of_a_record_lies_in_the_account() {
        let (left, right) = records();
        let line = CitedAccount::of(&account(), &left, &right).line().unwrap();
        let text = String::from_utf8(line).unwrap();
        for said in ["سامر", "يوسف", "Samer", "Yousef", "1989"] {
            assert!(!text.contains(said), "{text}");
        }
    }

    #[test]
    fn a_value_that_the_record_lacks_is_not_invented() {
        let (left, _) = records();
        let cited = CitedAccount::of(&account(), &left, &Record::new("2"));
        let told = cited.told(&left, &Record::new("2"));
        assert_eq!(told.steps[1].right, None);
        assert_eq!(told.steps[1].left.as_deref(), Some("يوسف"));
    }
}
