//! Records of the right list by what they say.

use crate::lexicon::{NONE, Token};
use crate::person::{People, Person, Reading};
use rustc_hash::FxHashMap;

/// Records of the right list by what they say, each name as it may be read.
pub(crate) struct RightIndex {
    by_family: Lists,
    by_given: Lists,
    by_given_year: FxHashMap<(Token, u16), Vec<u32>>,
    by_day: FxHashMap<u32, Vec<u32>>,
    by_national: FxHashMap<u64, Vec<u32>>,
}

impl RightIndex {
    pub(crate) fn of(right: &People) -> Self {
        let mut index = Self {
            by_family: Lists::of(right, |reading| reading.family),
            by_given: Lists::of(right, |reading| reading.given),
            by_given_year: FxHashMap::default(),
            by_day: FxHashMap::default(),
            by_national: FxHashMap::default(),
        };
        for (number, person) in right.persons.iter().enumerate() {
            let number = number as u32;
            let birth = person.birth;
            for given in tokens(person, |reading| reading.given) {
                let key = (given, birth.year);
                index.by_given_year.entry(key).or_default().push(number);
            }
            if birth.has_day() && !birth.is_placeholder() {
                let day = birth.day_number();
                index.by_day.entry(day).or_default().push(number);
            }
            if person.national != 0 {
                let number_of = person.national;
                index.by_national.entry(number_of).or_default().push(number);
            }
        }
        index
    }

    /// Records of this family name.
    pub(crate) fn family(&self, token: Token) -> &[u32] {
        self.by_family.get(token)
    }

    /// Records of this given name.
    pub(crate) fn given(&self, token: Token) -> &[u32] {
        self.by_given.get(token)
    }

    /// Records of this given name and year of birth, 0 where it is not said.
    pub(crate) fn given_year(&self, token: Token, year: u16) -> &[u32] {
        listed(self.by_given_year.get(&(token, year)))
    }

    /// Records born on this day.
    pub(crate) fn day(&self, day: u32) -> &[u32] {
        listed(self.by_day.get(&day))
    }

    /// Records of this national number.
    pub(crate) fn national(&self, number: u64) -> &[u32] {
        listed(self.by_national.get(&number))
    }
}

fn listed(list: Option<&Vec<u32>>) -> &[u32] {
    list.map_or(&[], |list| list)
}

/// The tokens a person's name has in one role, as it may be read; none twice.
fn tokens(person: &Person, of: impl Fn(&Reading) -> Token) -> impl Iterator<Item = Token> {
    let first = of(&person.name);
    let second = person.otherwise.as_ref().map_or(NONE, of);
    [first, if second == first { NONE } else { second }]
        .into_iter()
        .filter(|token| *token != NONE)
}

/// Numbers of records by token, in one block of memory.
struct Lists {
    from: Vec<u32>,
    records: Vec<u32>,
}

impl Lists {
    fn of(people: &People, of: impl Fn(&Reading) -> Token + Copy) -> Self {
        let mut from = vec![0u32; people.names.entries().len() + 2];
        for token in people.persons.iter().flat_map(|person| tokens(person, of)) {
            if let Some(cell) = from.get_mut(token as usize + 2) {
                *cell += 1;
            }
        }
        let mut sum = 0;
        for cell in &mut from {
            sum += *cell;
            *cell = sum;
        }
        let mut records = vec![0u32; sum as usize];
        for (number, person) in people.persons.iter().enumerate() {
            for token in tokens(person, of) {
                if let Some(next) = from.get_mut(token as usize + 1)
                    && let Some(cell) = records.get_mut(*next as usize)
                {
                    *cell = number as u32;
                    *next += 1;
                }
            }
        }
        Self { from, records }
    }

    fn get(&self, token: Token) -> &[u32] {
        let at = token as usize;
        match (self.from.get(at), self.from.get(at + 1)) {
            (Some(from), Some(to)) => self
                .records
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }
}
