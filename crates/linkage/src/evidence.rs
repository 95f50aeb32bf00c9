//! What two records say to each other, field by field, before anything is weighed.

use crate::Level;
use crate::lexicon::{NONE, ROLES, Role, Token};
use crate::likeness::{GRADES, Grade, IDENTICAL, Likeness};
use crate::model::Model;
use crate::person::{People, Person, Reading, one_digit_off};

/// A field of which one record or both say nothing.
pub(crate) const UNSAID: u8 = 15;

/// Which reading of the names fitted best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// Roles as stated.
    #[default]
    AsStated,
    /// Given and family name of one record change places.
    Swapped,
    /// The string cut otherwise.
    CutOtherwise,
}

/// The comparison of two records.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    /// Grade of given, father, grandfather, family and mother; [`UNSAID`] where one says nothing.
    pub(crate) names: [Grade; 5],
    pub(crate) order: Order,
    /// A number of [`births`].
    pub(crate) birth: u8,
    /// 0 the other sex, 1 the same.
    pub(crate) sex: u8,
    /// Grade of the place; 0 is another place.
    pub(crate) place: Grade,
    /// 0 another governorate, 1 the same.
    pub(crate) governorate: u8,
    /// 0 another number, 1 the same.
    pub(crate) registry: u8,
    /// 0 another number, 1 one digit off, 2 the same.
    pub(crate) national: u8,
    /// How rare each name is.
    pub(crate) rarities: [Rarity; 5],
    /// The same of the place.
    pub(crate) place_rarity: Rarity,
    /// How many years lie between the births; [`UNSAID_YEARS`] where one is not said.
    pub(crate) years_apart: u8,
    /// Grade of the given name of one and the father's name of the other; [`UNSAID`] where not said.
    pub(crate) parent: Grade,
    pub(crate) parent_rarity: Rarity,
}

/// Years apart where one record does not say.
pub(crate) const UNSAID_YEARS: u8 = u8::MAX;

/// How rare something is: eighths of a bit, so that one in 2^n has 8n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Rarity(u8);

impl Rarity {
    /// The rarity of what happens with this chance, given as log base 2.
    pub(crate) fn of(log_chance: f32) -> Self {
        Self((-log_chance * 8.0).clamp(0.0, 255.0) as u8)
    }

    /// In bits.
    pub(crate) fn bits(self) -> f32 {
        f32::from(self.0) / 8.0
    }
}

/// The levels of a birth by their numbers in [`Evidence::birth`].
pub(crate) const BIRTHS: [Level; 8] = [
    Level::Different,
    Level::YearsApart,
    Level::NearYear,
    Level::DaysDiffer,
    Level::SameYear,
    Level::YearAndPlaceholder,
    Level::DayAndMonthSwapped,
    Level::Same,
];

/// The number of a birth's level.
fn birth(one: &Person, other: &Person) -> u8 {
    one.birth
        .level(other.birth)
        .and_then(|level| BIRTHS.iter().position(|known| *known == level))
        .map_or(UNSAID, |at| at as u8)
}

/// Two lists side by side, and which of their names and places are like each other.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    pub(crate) left: &'a People,
    pub(crate) right: &'a People,
    pub(crate) names: Likeness,
    pub(crate) places: Likeness,
}

impl<'a> Sides<'a> {
    pub(crate) fn new(left: &'a People, right: &'a People, threads: usize) -> Self {
        Self {
            names: Likeness::between(&left.names, &right.names, threads),
            places: Likeness::of_places(&left.places, &right.places, threads),
            left,
            right,
        }
    }

    /// Counts anew how many bear each name and place, as the model weighs spellings.
    pub(crate) fn weigh(&mut self, model: &Model) {
        self.names.weigh(&model.worth);
        self.places.weigh(&[model.place; ROLES]);
    }

    /// Compares two records by their numbers.
    pub(crate) fn pair(&self, left: u32, right: u32) -> Evidence {
        let one = self.left.persons.get(left as usize);
        let other = self.right.persons.get(right as usize);
        one.zip(other)
            .map(|(one, other)| self.evidence(one, other))
            .unwrap_or_default()
    }

    /// Adds what a pair that counts `by` lets expect at each grade to sums by role, and of places.
    pub(crate) fn expect(
        &self,
        (left, right): (u32, u32),
        evidence: &Evidence,
        by: f32,
        model: &Model,
        names: &mut [[f32; GRADES]; ROLES],
        places: &mut [f32; GRADES],
    ) {
        let one = self.left.persons.get(left as usize);
        let other = self.right.persons.get(right as usize);
        let (Some(one), Some(other)) = (one, other) else {
            return;
        };
        if evidence.order != Order::AsStated {
            return;
        }
        let add = |sums: &mut [f32; GRADES], expected: [f32; GRADES]| {
            for (sum, expected) in sums.iter_mut().zip(expected).skip(1) {
                *sum += by * expected;
            }
        };
        let (a, b) = (one.name, other.name);
        let roles = [
            (a.given, b.given, Role::Given),
            (a.father, b.father, Role::Father),
            (a.grandfather, b.grandfather, Role::Grandfather),
            (a.family, b.family, Role::Family),
            (one.mother, other.mother, Role::Mother),
        ];
        let worths = model.worth.iter().zip(evidence.names);
        for (((a, b, role), sums), (worth, grade)) in roles.into_iter().zip(names).zip(worths) {
            if grade != UNSAID && grade != 0 {
                add(sums, self.names.expected((a, role), (b, role), worth));
            }
        }
        if evidence.place != UNSAID && evidence.place != 0 {
            let (a, b) = ((one.place, Role::Given), (other.place, Role::Given));
            add(places, self.places.expected(a, b, &model.place));
        }
    }

    /// Compares two records.
    pub(crate) fn evidence(&self, one: &Person, other: &Person) -> Evidence {
        let mut best = self.named(&one.name, &other.name, Order::AsStated);
        if best.names[3] == 0 || best.names[0] == 0 {
            let swapped = Reading {
                given: other.name.family,
                family: other.name.given,
                ..other.name
            };
            if swapped.given != NONE && swapped.family != NONE {
                best = better(best, self.named(&one.name, &swapped, Order::Swapped));
            }
        }
        for (a, b) in [
            (one.otherwise, Some(other.name)),
            (Some(one.name), other.otherwise),
            (one.otherwise, other.otherwise),
        ] {
            if let (Some(a), Some(b)) = (a, b)
                && (one.otherwise.is_some() || other.otherwise.is_some())
            {
                best = better(best, self.named(&a, &b, Order::CutOtherwise));
            }
        }
        let mother = self.part((one.mother, Role::Mother), (other.mother, Role::Mother));
        let [given, father, grandfather, family, _] = best.names;
        let [a, b, c, d, _] = best.rarities;
        let mut evidence = self.beside_names(one, other);
        evidence.names = [given, father, grandfather, family, mother.0];
        evidence.rarities = [a, b, c, d, mother.1];
        evidence.order = best.order;
        (evidence.parent, evidence.parent_rarity) = self.parent(one, other);
        evidence
    }

    /// Whether one may be the other's father, by name.
    fn parent(&self, one: &Person, other: &Person) -> (Grade, Rarity) {
        let (a, b) = (one.name, other.name);
        [
            self.part((a.given, Role::Given), (b.father, Role::Father)),
            self.part((a.father, Role::Father), (b.given, Role::Given)),
        ]
        .into_iter()
        .filter(|(grade, _)| *grade != UNSAID)
        .max()
        .unwrap_or((UNSAID, Rarity::default()))
    }

    /// Compares what two records say beside names.
    pub(crate) fn beside_names(&self, one: &Person, other: &Person) -> Evidence {
        let mut evidence = Evidence {
            names: [UNSAID; 5],
            birth: birth(one, other),
            years_apart: if one.birth.is_said() && other.birth.is_said() {
                one.birth.year.abs_diff(other.birth.year).min(200) as u8
            } else {
                UNSAID_YEARS
            },
            parent: UNSAID,
            ..Evidence::default()
        };
        let same = |a: u64, b: u64| {
            if a == 0 || b == 0 {
                UNSAID
            } else {
                u8::from(a == b)
            }
        };
        evidence.sex = same(one.sex.into(), other.sex.into());
        evidence.registry = same(one.registry.into(), other.registry.into());
        evidence.national = match same(one.national, other.national) {
            1 => 2,
            0 if one_digit_off(one.national, other.national) => 1,
            other => other,
        };
        evidence.governorate = same(one.governorate.into(), other.governorate.into());
        evidence.place = UNSAID;
        if one.place != NONE && other.place != NONE {
            let grade = self.places.grade(one.place, other.place);
            evidence.place = grade;
            if grade > 0 {
                evidence.place_rarity = Rarity::of(
                    self.places
                        .bearers((one.place, Role::Given), (other.place, Role::Given)),
                );
            }
        }
        evidence
    }

    fn part(&self, one: (Token, Role), other: (Token, Role)) -> (Grade, Rarity) {
        if one.0 == NONE || other.0 == NONE {
            return (UNSAID, Rarity::default());
        }
        let grade = self.names.grade(one.0, other.0);
        (grade, Rarity::of(self.names.bearers(one, other)))
    }

    fn named(&self, one: &Reading, other: &Reading, order: Order) -> Evidence {
        let swapped = order == Order::Swapped;
        let role = |role| match (role, swapped) {
            (Role::Given, true) => Role::Family,
            (Role::Family, true) => Role::Given,
            (role, _) => role,
        };
        let mut evidence = Evidence {
            order,
            names: [UNSAID; 5],
            ..Evidence::default()
        };
        let parts = [
            (one.given, other.given, Role::Given),
            (one.father, other.father, Role::Father),
            (one.grandfather, other.grandfather, Role::Grandfather),
            (one.family, other.family, Role::Family),
        ];
        for (at, (a, b, as_role)) in parts.into_iter().enumerate() {
            let (grade, chance) = self.part((a, as_role), (b, role(as_role)));
            if let (Some(cell), Some(rarity)) =
                (evidence.names.get_mut(at), evidence.rarities.get_mut(at))
            {
                *cell = grade;
                *rarity = chance;
            }
        }
        evidence
    }
}

/// The better of two comparisons of one pair: the one that would be the greater chance hit.
fn better(one: Evidence, other: Evidence) -> Evidence {
    let worth = |e: &Evidence| {
        let order = match e.order {
            Order::AsStated => 0.0,
            Order::Swapped => -5.0,
            Order::CutOtherwise => -1.0,
        };
        let disagreeing = e.names.iter().filter(|grade| **grade == 0).count() as f32;
        let agreeing: f32 = e
            .names
            .iter()
            .filter(|grade| **grade > 0 && **grade <= IDENTICAL)
            .map(|grade| (f32::from(*grade) - 6.0).min(0.0))
            .sum();
        let rarity: f32 = e
            .rarities
            .iter()
            .zip(&e.names)
            .filter(|(_, grade)| **grade > 0)
            .map(|(rarity, _)| rarity.bits())
            .sum();
        order + rarity - 6.0 * disagreeing + agreeing
    };
    if worth(&other) > worth(&one) {
        other
    } else {
        one
    }
}
