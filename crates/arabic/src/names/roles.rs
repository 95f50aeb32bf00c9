//! Which part of a written name is what: given name, father's, grandfather's, family name.
//!
//! Writers seldom say, so several readings are kept, each with how plausible it is. What is said
//! outright (بن, Sohn des, والدته, `Family, Given`) settles it. A reading says how a name can be
//! understood; it is no statement about a family.
//!
//! On forms, الكنية heads the family name. It is not the kunya, the name by a child: أبو خالد. A value
//! from under that heading belongs into [`Role::Family`], and nothing here reads headings.

use super::parse::{self, Form, Part};
use super::{alphabet, common_names, normal};
use crate::{letters, table};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a part of a name is to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The name given at birth.
    Given,
    /// The father's given name.
    Father,
    /// The given name of the father's father.
    Grandfather,
    /// Given names further back.
    Ancestor,
    /// The family's name.
    Family,
    /// A name by origin, tribe or trade in place of a family name: الحلبي.
    Nisba,
    /// A name by a child or a quality: أبو خالد.
    Kunya,
    /// A by-name.
    Laqab,
    /// The mother's name.
    Mother,
}

/// The habit by which a name is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Given, father, grandfather, family.
    Chain,
    /// Given, father and further, without a family name.
    ChainWithoutFamily,
    /// Given and family.
    Short,
    /// Family first: by a comma, in capitals, or by habit.
    FamilyFirst,
    /// A kunya or by-name in place of a name.
    ByName,
    /// One name only.
    Single,
}

impl Role {
    /// Its name in tables and machine-readable answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Father => "father",
            Self::Grandfather => "grandfather",
            Self::Ancestor => "ancestor",
            Self::Family => "family",
            Self::Nisba => "nisba",
            Self::Kunya => "kunya",
            Self::Laqab => "laqab",
            Self::Mother => "mother",
        }
    }
}

impl Order {
    /// Its name in tables and machine-readable answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::ChainWithoutFamily => "chain_without_family",
            Self::Short => "short",
            Self::FamilyFirst => "family_first",
            Self::ByName => "by_name",
            Self::Single => "single",
        }
    }
}

/// What kind of word stood before a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// As folded.
    pub word: String,
    /// As `tables/names/titles.tsv` says: rank, religious, academic, profession or courtesy.
    pub kind: &'static str,
}

/// One way to understand a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The habit that it takes the writer to have.
    pub order: Order,
    /// Each part with its role, in the order of [`Role`]; several can have the same role.
    pub parts: Vec<(Role, Part)>,
    /// Between 0 and 1; all readings of a name sum to 1. Set by hand, as a ranking: no measured chance.
    pub plausibility: f32,
}

/// All that was understood of a written name.
#[derive(Debug, Clone, PartialEq)]
pub struct Roles {
    /// What stood before it.
    pub titles: Vec<Title>,
    /// The readings, the most plausible first; none where there is no letter.
    pub readings: Vec<Reading>,
}

static TITLES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("../../tables/names/titles.tsv")));
static JOINS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("../../tables/names/joins.tsv")));

/// Words of the longest phrase that joins two names.
const LONGEST_JOIN: usize = 4;

fn pairs(text: &'static str) -> HashMap<&'static str, &'static str> {
    table::rows(text)
        .filter_map(|row| match row.as_slice() {
            [word, what] => Some((*word, *what)),
            _ => None,
        })
        .collect()
}

/// Reads a written name in every way that its form leaves open.
pub fn read(text: &str) -> Roles {
    let arabic = text.chars().any(letters::is_letter);
    let comma = text
        .split_once([',', '،'])
        .filter(|(family, given)| has_letter(family) && has_letter(given));
    let (body, family) = match comma {
        Some((family, given)) => (given, parse::parts(family, arabic)),
        None => (text, Vec::new()),
    };
    let folded = alphabet::fold(body, arabic);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    let mut titles = Vec::new();
    while let [first, _, ..] = words.as_slice()
        && let Some(kind) = TITLES.get(as_in_table(first, arabic).as_str())
    {
        titles.push(Title {
            word: (*first).to_owned(),
            kind,
        });
        words.remove(0);
    }
    let said = Said::of(&words, arabic);
    let capitals = !arabic && begins_in_capitals(body);
    let mut readings = said.readings(&family, capitals);
    let all: f32 = readings.iter().map(|reading| reading.plausibility).sum();
    for reading in &mut readings {
        reading.plausibility /= all.max(f32::MIN_POSITIVE);
        reading.parts.sort_by_key(|(role, _)| *role);
    }
    readings.sort_by(|a, b| b.plausibility.total_cmp(&a.plausibility));
    Roles { titles, readings }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A word as the tables write it.
fn as_in_table(word: &str, arabic: bool) -> String {
    if !arabic {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            other => other,
        })
        .collect()
}

/// `HADI Samer`: the first word in capitals, another one not.
fn begins_in_capitals(text: &str) -> bool {
    let capitals = |word: &str| word.len() > 2 && !word.chars().any(char::is_lowercase);
    let mut words = text.split_whitespace();
    words.next().is_some_and(capitals) && words.any(|word| !capitals(word))
}

/// What a writer said outright, and what is left open.
#[derive(Default)]
struct Said {
    /// Parts before any word that joins.
    open: Vec<Part>,
    fathers: Vec<Vec<Part>>,
    certain: Vec<(Role, Part)>,
}

impl Said {
    fn of(words: &[&str], arabic: bool) -> Self {
        let mut said = Self::default();
        let mut rest = words;
        let mut run: Vec<&str> = Vec::new();
        let mut relation: Option<&'static str> = None;
        while let Some((word, after)) = rest.split_first() {
            let begun = !run.is_empty() || relation.is_some() || !said.open.is_empty();
            match join(rest, arabic).filter(|(_, taken)| begun && *taken < rest.len()) {
                Some((next, taken)) => {
                    said.take(relation, &run, arabic);
                    run.clear();
                    relation = Some(next);
                    rest = rest.get(taken..).unwrap_or_default();
                }
                None => {
                    run.push(word);
                    rest = after;
                }
            }
        }
        said.take(relation, &run, arabic);
        said
    }

    fn take(&mut self, relation: Option<&str>, words: &[&str], arabic: bool) {
        let parts = parse::parts(&words.join(" "), arabic);
        let role = match relation {
            None => {
                self.open.extend(parts);
                return;
            }
            Some("father") => {
                self.fathers.push(parts);
                return;
            }
            Some("mother") => Role::Mother,
            Some("kunya") => Role::Kunya,
            _ => Role::Laqab,
        };
        self.certain
            .extend(parts.into_iter().map(|part| (role, part)));
    }

    /// Each way to understand it.
    fn readings(mut self, family: &[Part], capitals: bool) -> Vec<Reading> {
        let mut certain = std::mem::take(&mut self.certain);
        // A kunya that is not the last of several parts is no family name.
        let count = self.open.len();
        let (kunyas, open): (Vec<_>, Vec<_>) = std::mem::take(&mut self.open)
            .into_iter()
            .enumerate()
            .partition(|(at, part)| part.form() == Form::Kunya && (at + 1 < count || count < 2));
        certain.extend(kunyas.into_iter().map(|(_, part)| (Role::Kunya, part)));
        let open: Vec<Part> = open.into_iter().map(|(_, part)| part).collect();
        let reading = |order, roles: Vec<(Role, Part)>, plausibility| Reading {
            order,
            parts: certain.iter().cloned().chain(roles).collect(),
            plausibility,
        };
        if !family.is_empty() {
            let mut roles = chain(&open, &self.fathers, false);
            roles.extend(family.iter().map(|part| (of_family(part), part.clone())));
            return vec![reading(Order::FamilyFirst, roles, 1.0)];
        }
        if open.is_empty() && self.fathers.is_empty() {
            return if certain.is_empty() {
                Vec::new()
            } else {
                vec![reading(Order::ByName, Vec::new(), 1.0)]
            };
        }
        let all = open.len() + self.fathers.iter().map(Vec::len).sum::<usize>();
        let last = self.fathers.iter().flatten().last().or(open.last());
        let looks = last.map_or(0.5, looks_like_family);
        if all == 1 {
            let given = chain(&open, &self.fathers, false);
            let named = last.map(|part| (of_family(part), part.clone()));
            return vec![
                reading(Order::Single, given, 1.0 - looks),
                reading(Order::Single, named.into_iter().collect(), looks),
            ];
        }
        let with_family = if all == 2 { Order::Short } else { Order::Chain };
        let mut readings = vec![
            reading(with_family, chain(&open, &self.fathers, true), looks),
            reading(
                Order::ChainWithoutFamily,
                chain(&open, &self.fathers, false),
                1.0 - looks,
            ),
        ];
        if self.fathers.is_empty()
            && let Some((first, others)) = open.split_first()
        {
            let mut roles = chain(others, &[], false);
            roles.push((of_family(first), first.clone()));
            let article = |part: &Part| part.form() == Form::WithArticle;
            let turned = if capitals {
                20.0
            } else if article(first) && last.is_some_and(|last| !article(last)) {
                2.0
            } else {
                0.02
            };
            readings.push(reading(Order::FamilyFirst, roles, turned));
        }
        readings
    }
}

/// The relation that these words begin with, and how many they are.
fn join(words: &[&str], arabic: bool) -> Option<(&'static str, usize)> {
    (1..=LONGEST_JOIN.min(words.len())).rev().find_map(|taken| {
        let phrase = words.get(..taken)?.join(" ");
        let known = JOINS.get(phrase.as_str());
        known
            .or_else(|| JOINS.get(as_in_table(&phrase, arabic).as_str()))
            .map(|relation| (*relation, taken))
    })
}

/// Given, father, grandfather and on; the last is the family's name where `family` says so.
fn chain(open: &[Part], fathers: &[Vec<Part>], family: bool) -> Vec<(Role, Part)> {
    let generations = [Role::Given, Role::Father, Role::Grandfather];
    let parts: Vec<&Part> = open.iter().chain(fathers.iter().flatten()).collect();
    let last = parts.len().saturating_sub(1);
    parts
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let role = if family && at == last && at > 0 {
                of_family(part)
            } else {
                generations.get(at).copied().unwrap_or(Role::Ancestor)
            };
            (role, part.clone())
        })
        .collect()
}

/// A family name with article that ends as names of origin do is a nisba.
fn of_family(part: &Part) -> Role {
    let origin = part.form() == Form::WithArticle && part.text().ends_with(['ي', 'ى', 'i', 'y']);
    if origin { Role::Nisba } else { Role::Family }
}

/// How much a part looks like a family's name rather than a given one. Set by hand.
fn looks_like_family(part: &Part) -> f32 {
    match (part.form(), common_names::group(part).is_some()) {
        (Form::WithArticle, _) => 0.95,
        (Form::Kunya, _) => 0.8,
        (Form::Servant, _) => 0.25,
        (_, true) => 0.45,
        (_, false) => 0.75,
    }
}

/// The version of roles and of the normal forms in them.
pub const VERSION: &str = normal::VERSION;

#[cfg(test)]
mod tests;
