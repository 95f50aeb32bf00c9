//! A model as a file that a person can read, compare and correct.

use super::Model;
use crate::Field;
use domain::{Family, Fault, Report};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The version of fields, levels and their order; a model of another version is not used.
pub const VERSION: &str = "linkage/1";

/// What is wrong with a model file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelFault {
    /// The file does not begin as a model does.
    #[error("the first line is not `model`, tab, `{VERSION}`")]
    Version,
    /// A line is no row of a model.
    #[error("line {0} is no row of a model: a name, a tab and a number")]
    Line(usize),
    /// A row's number cannot be: a chance outside 0..1, say.
    #[error("line {line}: `{name}` cannot be {value}")]
    Value {
        /// The line.
        line: usize,
        /// The row.
        name: String,
        /// Its number, as written.
        value: String,
    },
    /// A row is missing.
    #[error("the model does not say `{0}`")]
    Missing(String),
}

impl Report for ModelFault {
    fn fault(&self) -> Fault {
        let input = |id| Fault::new(id, Family::Input);
        match self {
            Self::Version => input("model-version").with("known", VERSION),
            Self::Line(line) => input("model-line").with("line", line),
            Self::Value { line, name, value } => input("model-value")
                .with("line", line)
                .with("name", name)
                .with("value", value),
            Self::Missing(name) => input("model-missing").with("name", name),
        }
    }
}

const HEAD: &str = "\
# How much each thing that two records say counts for and against their being of one person.
# Weights are log base 2 of a ratio: chance if of one person, divided by chance if not.
#
# prior            log base 2 of the odds that two records drawn at random are of one person
# spelling.F.N     how likely a part of name F that agrees at grade N is the same name; N is 1, barely
#                  alike, to 7, the usual spelling, and 8, letter for letter. The weight of an agreeing
#                  name is log2 of this, plus log2 of how few bear the name.
# differs.F        the chance that records of one person differ in name F
# L.one_person     the chance of level L, if both are of one person
# L.by_chance      the chance of level L for two records drawn at random
# relatives        log2 of how much more frequent kin are than between two lists of the same people
# calibration      log2 odds of what is claimed = shift + slope * log2 odds of all the above
";

/// Names of the levels of a birth, in the order of [`crate::evidence::BIRTHS`].
const BIRTHS: [&str; 8] = [
    "different",
    "three_to_five_years",
    "one_or_two_years",
    "same_year_other_day",
    "same_year",
    "year_and_first_of_january",
    "day_and_month_exchanged",
    "same_day",
];

impl Model {
    /// Each number with its name. The order is that of the file.
    fn cells(&mut self) -> Vec<(String, &mut f32)> {
        const ROLES: [Field; 5] = [
            Field::Given,
            Field::Father,
            Field::Grandfather,
            Field::Family,
            Field::Mother,
        ];
        let mut cells = vec![("prior".to_owned(), &mut self.prior)];
        for (role, worth) in ROLES.iter().zip(&mut self.worth) {
            for (grade, cell) in worth.iter_mut().enumerate().skip(1) {
                cells.push((format!("spelling.{role}.{grade}"), cell));
            }
        }
        for (grade, cell) in self.place.iter_mut().enumerate().skip(1) {
            cells.push((format!("spelling.birth_place.{grade}"), cell));
        }
        for (role, cell) in ROLES.iter().zip(&mut self.differs) {
            cells.push((format!("differs.{role}"), cell));
        }
        let [differs, by_chance] = &mut self.place_differs;
        cells.push(("birth_place.different.one_person".to_owned(), differs));
        cells.push(("birth_place.different.by_chance".to_owned(), by_chance));
        for (name, [one, chance]) in BIRTHS.iter().zip(&mut self.birth) {
            cells.push((format!("birth.{name}.one_person"), one));
            cells.push((format!("birth.{name}.by_chance"), chance));
        }
        let binary = [
            ("sex", &mut self.sex),
            ("governorate", &mut self.governorate),
            ("registry_number", &mut self.registry),
        ];
        for (field, levels) in binary {
            for (level, [one, chance]) in ["different", "same"].iter().zip(levels) {
                cells.push((format!("{field}.{level}.one_person"), one));
                cells.push((format!("{field}.{level}.by_chance"), chance));
            }
        }
        let numbers = ["different", "one_digit_off", "same"];
        for (level, [one, chance]) in numbers.iter().zip(&mut self.national) {
            cells.push((format!("national_number.{level}.one_person"), one));
            cells.push((format!("national_number.{level}.by_chance"), chance));
        }
        let orders = ["as_stated", "given_and_family_exchanged", "cut_otherwise"];
        for (name, cell) in orders.iter().zip(&mut self.order) {
            cells.push((format!("order.{name}.one_person"), cell));
        }
        cells.push(("relatives".to_owned(), &mut self.relatives));
        cells.push(("calibration.shift".to_owned(), &mut self.calibration.shift));
        cells.push(("calibration.slope".to_owned(), &mut self.calibration.slope));
        cells
    }

    /// The model as a text file.
    pub fn to_text(&self) -> String {
        let mut out = format!("model\t{VERSION}\n{HEAD}");
        for (name, value) in self.clone().cells() {
            // A text buffer takes everything.
            let _ = writeln!(out, "{name}\t{value}");
        }
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the file is of another version, a row is none, missing, or holds an impossible number.
    pub fn from_text(text: &str) -> Result<Self, ModelFault> {
        let mut lines = text.lines().enumerate();
        let head = lines.next().map(|(_, line)| line.trim_end());
        if head != Some(&format!("model\t{VERSION}")) {
            return Err(ModelFault::Version);
        }
        let mut rows: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for (at, line) in lines {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, value) = line.split_once('\t').ok_or(ModelFault::Line(at + 1))?;
            rows.insert(name.trim(), (at + 1, value.trim()));
        }
        let mut model = Self::default();
        for (name, cell) in model.cells() {
            let (line, value) = rows
                .remove(name.as_str())
                .ok_or_else(|| ModelFault::Missing(name.clone()))?;
            let number: Option<f32> = value.parse().ok();
            let fits = |number: &f32| match name.as_str() {
                "prior" => (-60.0..0.0).contains(number),
                "relatives" => (-20.0..=20.0).contains(number),
                "calibration.shift" => (-10.0..=10.0).contains(number),
                "calibration.slope" => (0.1..=3.0).contains(number),
                _ => *number > 0.0 && *number <= 1.0,
            };
            *cell = number.filter(fits).ok_or_else(|| ModelFault::Value {
                line,
                name: name.clone(),
                value: value.to_owned(),
            })?;
        }
        match rows.into_values().next() {
            Some((line, _)) => Err(ModelFault::Line(line)),
            None => Ok(model),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_writing_and_reading() {
        let mut model = Model {
            prior: -16.743_929,
            ..Model::default()
        };
        for (at, (_, cell)) in model.cells().into_iter().enumerate().skip(1) {
            *cell = 0.1 + 0.9 / (at as f32 + 1.37);
        }
        assert_eq!(Model::from_text(&model.to_text()), Ok(model));
    }

    #[test]
    fn what_is_no_model_is_refused_with_its_place() {
        let text = Model::default().to_text();
        assert_eq!(Model::from_text(""), Err(ModelFault::Version));
        let other = text.replace(VERSION, "linkage/0");
        assert_eq!(Model::from_text(&other), Err(ModelFault::Version));
        let missing = text.replace("differs.given", "# differs.given");
        let fault = ModelFault::Missing("differs.given".to_owned());
        assert_eq!(Model::from_text(&missing), Err(fault));
        let more = format!("{text}unknown\t1\n");
        assert!(matches!(Model::from_text(&more), Err(ModelFault::Line(_))));
        let wrong = text.replace("sex.same.one_person\t0.99", "sex.same.one_person\t7");
        assert!(matches!(
            Model::from_text(&wrong),
            Err(ModelFault::Value { .. })
        ));
    }
}
