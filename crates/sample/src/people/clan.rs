//! An extended family: grandparents, their sons' households, and who of them is a person here.

use super::name_stock::{NameId, NameStock};
use super::person::{Birth, Household, Person};
use crate::chance::Chance;

/// What the members of a clan have in common.
pub(super) struct Clan<'a> {
    stock: &'a NameStock,
    chance: Chance,
    number: u32,
    first_id: u32,
    family: NameId,
    town: u32,
    register: i64,
    people: Vec<Person>,
}

/// The grandparents' household has this number.
const ROOT: u32 = 0;

/// The last year in which anybody is born.
const LAST_YEAR: i64 = 2_008;

impl<'a> Clan<'a> {
    /// The people of the clan with this number, numbered from `first_id`, the same for every call.
    pub(super) fn people(
        stock: &'a NameStock,
        seed: &Chance,
        number: u32,
        first_id: u32,
    ) -> Vec<Person> {
        let mut chance = seed.apart("clan", u64::from(number));
        let mut clan = Self {
            family: stock.family(&mut chance),
            town: stock.home(&mut chance),
            register: chance.between(1, 2_400),
            stock,
            chance,
            number,
            first_id,
            people: Vec::new(),
        };
        clan.fill();
        clan.people
    }

    fn fill(&mut self) {
        let great = self.given(true);
        let grandfather = self.given(true);
        let (grandmother, her_family) = (self.given(false), self.other_family());
        let houses = match self.chance.next() % 100 {
            0..65 => 1,
            65..90 => 2,
            _ => 3,
        };
        let eldest = self.chance.between(1_925, 1_965);
        let mut fathers: Vec<Person> = Vec::new();
        for nth in 0..houses {
            let after = self.chance.happens(25) && nth == 0;
            let taken: Vec<NameId> = fathers.iter().map(|father| father.given).collect();
            let given = if after {
                great
            } else {
                self.new_given(true, &taken)
            };
            let birth = self.day(eldest + i64::from(nth) * 3, 0, 2);
            let mut father = self.member(given, true, birth);
            father.father = grandfather;
            father.grandfather = great;
            father.mother = grandmother;
            father.mother_family = her_family;
            father.household.number = ROOT;
            fathers.push(father);
        }
        let mut cousins: Vec<(NameId, bool)> = Vec::new();
        for (number, mut father) in (1u32..).zip(fathers) {
            let here = self.chance.happens(35);
            let at = self.people.len();
            if here {
                father.id = self.next_id();
                self.people.push(father.clone());
            }
            let first_son = self.household(number, &father, here, &mut cousins);
            if let Some(father) = self.people.get_mut(at).filter(|_| here) {
                father.first_son = first_son;
            }
        }
    }

    /// Makes the children of `father`, and their mother where she is a person here. Gives the name of
    /// the first son.
    fn household(
        &mut self,
        number: u32,
        father: &Person,
        father_here: bool,
        cousins: &mut Vec<(NameId, bool)>,
    ) -> Option<NameId> {
        let (town, register) = match self.chance.happens(80) {
            true => (self.town, self.register),
            false => (
                self.stock.home(&mut self.chance),
                self.chance.between(1, 2_400),
            ),
        };
        let mut mother = self.mother(number, father, town);
        let mother_here = self.chance.happens(10);
        let at = self.people.len();
        if mother_here {
            mother.id = self.next_id();
            self.people.push(mother.clone());
        }
        let children = match self.chance.next() % 100 {
            0..25 => 1,
            25..50 => 2,
            50..75 => 3,
            75..90 => 4,
            _ => 5,
        };
        let mut siblings: Vec<(NameId, bool)> = Vec::new();
        let mut birth = self.day(father.birth.year, 22, 34);
        let mut first_son = None;
        for nth in 0..children {
            let twin = nth > 0 && self.chance.happens(4);
            if nth > 0 && !twin {
                birth = self.day(birth.year, 1, 4);
            }
            if birth.year > LAST_YEAR {
                break;
            }
            let male = self.chance.happens(55);
            let given = self.childs_name(male, father, first_son.is_none(), &siblings, cousins);
            if male && first_son.is_none() {
                first_son = Some(given);
            }
            siblings.push((given, male));
            let mut child = self.member(given, male, birth);
            child.father = father.given;
            child.grandfather = father.father;
            child.mother = mother.given;
            child.mother_family = mother.family;
            child.town = town;
            child.register = register;
            child.household.number = number;
            child.father_id = father_here.then_some(father.id);
            child.mother_id = mother_here.then_some(mother.id);
            child.id = self.next_id();
            self.people.push(child);
        }
        if let Some(mother) = self.people.get_mut(at).filter(|_| mother_here) {
            mother.first_son = first_son;
        }
        cousins.extend(siblings);
        first_son
    }

    /// A first son is often named after his grandfather, and a child now and then as a cousin is.
    fn childs_name(
        &mut self,
        male: bool,
        father: &Person,
        first: bool,
        siblings: &[(NameId, bool)],
        cousins: &[(NameId, bool)],
    ) -> NameId {
        let taken: Vec<NameId> = siblings.iter().map(|(given, _)| *given).collect();
        if male && first && self.chance.happens(25) && !taken.contains(&father.father) {
            return father.father;
        }
        let shared: Vec<NameId> = cousins
            .iter()
            .filter(|(given, sex)| *sex == male && !taken.contains(given))
            .map(|(given, _)| *given)
            .collect();
        if !shared.is_empty() && self.chance.happens(20) {
            return self.chance.pick(&shared);
        }
        self.new_given(male, &taken)
    }

    /// A woman of another family, with parents of her own who are nobody here.
    fn mother(&mut self, number: u32, father: &Person, town: u32) -> Person {
        let given = self.given(false);
        let birth = self.day(father.birth.year, 1, 9);
        let mut mother = self.member(given, false, birth);
        mother.family = self.other_family();
        mother.father = self.given(true);
        mother.grandfather = self.given(true);
        mother.mother = self.given(false);
        mother.mother_family = self.other_family();
        mother.town = match self.chance.happens(70) {
            true => town,
            false => self.stock.home(&mut self.chance),
        };
        mother.register = self.chance.between(1, 2_400);
        // Counted from above, so that it is none of the sons' households.
        mother.household.number = u32::from(u16::MAX) - number;
        mother
    }

    /// Somebody with the marks of the clan; parents and household are filled in by the caller.
    fn member(&mut self, given: NameId, male: bool, birth: Birth) -> Person {
        let prefix = self.stock.town(self.town).number;
        Person {
            id: 0,
            given,
            father: given,
            grandfather: given,
            mother: given,
            mother_family: given,
            family: self.family,
            male,
            birth,
            town: self.town,
            register: self.register,
            national: prefix * 1_000_000_000 + self.chance.next() % 1_000_000_000,
            household: Household {
                clan: self.number,
                number: ROOT,
            },
            father_id: None,
            mother_id: None,
            first_son: None,
            case: None,
        }
    }

    fn next_id(&self) -> u32 {
        self.first_id
            .saturating_add(u32::try_from(self.people.len()).unwrap_or(u32::MAX))
    }

    fn given(&mut self, male: bool) -> NameId {
        self.stock.given(male, &mut self.chance)
    }

    /// A given name that no sibling has; parents give up after some tries.
    fn new_given(&mut self, male: bool, taken: &[NameId]) -> NameId {
        for _ in 0..20 {
            let given = self.given(male);
            if !taken.contains(&given) {
                return given;
            }
        }
        self.given(male)
    }

    fn other_family(&mut self) -> NameId {
        self.stock.family(&mut self.chance)
    }

    /// A day from `low` to `high` years after `year`.
    fn day(&mut self, year: i64, low: i64, high: i64) -> Birth {
        Birth {
            year: year + self.chance.between(low, high),
            month: self.chance.between(1, 12),
            day: self.chance.between(1, 28),
        }
    }
}
