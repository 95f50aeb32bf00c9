//! What speaks for and against two records being one person, in figures a person can add up.

use crate::Field;
use serde::{Deserialize, Serialize};

/// How two values of a field stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Letter for letter.
    Same,
    /// The same but for letters that hands interchange: hamza, ta marbuta, articles, spaces.
    SameByLetterRules,
    /// A usual spelling of the same name, in this script or the other.
    SameBySpelling,
    /// Close, and seldom the same: another vowel pattern, a letter misread or lost.
    Similar,
    /// Two names or two values.
    Different,
    /// The names fit in another order only: family name first.
    OrderSwapped,
    /// Only one of the two says anything here.
    OnlyOne,
    /// The first of January stands for a day nobody knew, and the years agree.
    YearAndPlaceholder,
    /// Day and month change places.
    DayAndMonthSwapped,
    /// Same year; one or both do not say more.
    SameYear,
    /// Same year, another day.
    DaysDiffer,
    /// The years are one or two apart.
    NearYear,
    /// The years are three to five apart.
    YearsApart,
    /// Another place in the same governorate.
    SameGovernorate,
    /// One digit is another one, or two are swapped.
    OneDigitOff,
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is compared.
    pub field: Field,
    /// What the left record says, as written.
    pub left: Option<String>,
    /// What the right record says, as written.
    pub right: Option<String>,
    /// How the two stand to each other.
    pub level: Level,
    /// By how many powers of two the odds move: above 0 for, below 0 against one person.
    pub weight: f32,
    /// Of how many persons one bears this value; what is common counts less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_in: Option<f64>,
}

/// Who the two records speak of, if not of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Brothers or sisters.
    Sibling,
    /// Born on the same day of the same mother.
    Twin,
    /// Father or mother and child.
    ParentAndChild,
    /// Children of siblings, often with the same given name after the grandfather.
    Cousin,
    /// Two people who share a name or a date by chance.
    Unrelated,
}

/// The account of one lead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The odds before any field is seen, as a power of two.
    pub prior: f32,
    /// What each field adds.
    pub steps: Vec<Step>,
    /// What relatives take: how much likelier what agrees is because people of one household share
    /// names and places. 0 or below.
    #[serde(default)]
    pub relatives: f32,
    /// What other candidates for the same records take, or give where they are all taken otherwise;
    /// with it what calibration takes or gives.
    #[serde(default)]
    pub rivals: f32,
    /// The probability that both records speak of one person, 0..1, calibrated.
    pub probability: f64,
    /// The other ways to explain what agrees, with their probabilities; with `probability` they sum
    /// to 1.
    pub others: Vec<(Relation, f64)>,
}

impl Account {
    /// The odds after all fields, relatives and rivals, as a power of two.
    pub fn weight(&self) -> f32 {
        let steps: f32 = self.steps.iter().map(|step| step.weight).sum();
        self.prior + steps + self.relatives + self.rivals
    }
}
