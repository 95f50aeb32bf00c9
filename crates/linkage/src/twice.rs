//! Whether two records of one list are one person listed twice.

use crate::Level;
use crate::lexicon::{Entry, NONE, Role, Token};
use crate::person::{People, Person};
use arabic::names;

/// Compares records within a list that already fit one record of another list.
pub(crate) struct Twice<'a> {
    people: &'a People,
    /// Log base 2 of the odds that two records of the list are one person.
    prior: f32,
}

/// One record in twenty repeats another, if nothing is promised.
const REPEATED: f32 = 0.05;

impl<'a> Twice<'a> {
    pub(crate) fn new(people: &'a People) -> Self {
        Self {
            people,
            prior: (REPEATED / people.persons.len().max(1) as f32).log2(),
        }
    }

    /// The odds, as log base 2, that a record of the list repeats another one, where both fit `third`,
    /// a record of the other list; what the third says of both is not counted again.
    pub(crate) fn bits(&self, one: u32, other: u32, third: &Person) -> f32 {
        let person = |at: u32| self.people.persons.get(at as usize);
        match (person(one), person(other)) {
            (Some(a), Some(b)) => self.prior + self.between(a, b, third),
            _ => f32::NEG_INFINITY,
        }
    }

    /// Bits that two records add, for or against one person, to what the third says of both.
    fn between(&self, one: &Person, other: &Person, third: &Person) -> f32 {
        let (a, b, c) = (one.name, other.name, third.name);
        let part = |a: Token, b: Token, c: Token, role: Role| {
            let bits = self.part(a, b, role);
            if c == NONE { bits } else { bits.min(0.0) }
        };
        let names = part(a.given, b.given, c.given, Role::Given)
            + part(a.father, b.father, c.father, Role::Father)
            + part(a.family, b.family, c.family, Role::Family)
            + part(one.mother, other.mother, third.mother, Role::Mother);
        let birth = match one.birth.level(other.birth) {
            Some(Level::Same) if !third.birth.is_said() => 13.0,
            Some(Level::SameYear | Level::YearAndPlaceholder) if !third.birth.is_said() => 5.5,
            Some(Level::YearsApart | Level::Different) => -6.0,
            Some(Level::NearYear | Level::DaysDiffer) => -2.0,
            _ => 0.0,
        };
        let number = |a: u64, b: u64, same: f32| match (a, b) {
            (0, _) | (_, 0) => 0.0,
            (a, b) if a == b => same,
            _ => -4.0,
        };
        names
            + birth
            + number(one.national, other.national, 20.0)
            + number(one.registry.into(), other.registry.into(), 9.0)
    }

    /// Bits for or against one person of two parts in one role.
    fn part(&self, one: Token, other: Token, role: Role) -> f32 {
        let names = &self.people.names;
        let (Some(a), Some(b)) = (names.get(one), names.get(other)) else {
            return 0.0;
        };
        let said = names.said.get(role as usize).copied().unwrap_or(1).max(1) as f32;
        let count =
            |entry: &Entry| entry.counts.get(role as usize).copied().unwrap_or(0).max(1) as f32;
        let rarity = -(count(a).max(count(b)) / said).log2();
        let agreement = if one == other {
            1.0
        } else {
            names::part_agreement(&a.part, &b.part)
        };
        match agreement {
            0.6.. => rarity - 1.0,
            0.2.. => (rarity - 4.0).max(0.0),
            _ => -4.0,
        }
    }
}
