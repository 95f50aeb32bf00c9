//! Records of the right list by what they say.

use crate::lexicon::{NONE, Token};
use crate::person::{People, Person, Reading};
use crate::place::Governorate;
use rustc_hash::FxHashMap;

/// What a look at a record compares, laid beside one another in memory: millions are looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brief {
    /// The record's place in its list.
    pub(crate) number: u32,
    pub(crate) given: Token,
    pub(crate) father: Token,
    pub(crate) family: Token,
    pub(crate) mother: Token,
    pub(crate) place: Token,
    /// 0 where not said.
    pub(crate) year: u16,
    /// 0 where not said.
    pub(crate) governorate: Governorate,
}

impl Brief {
    pub(crate) fn of(number: u32, person: &Person, reading: &Reading) -> Self {
        Self {
            number,
            given: reading.given,
            father: reading.father,
            family: reading.family,
            mother: person.mother,
            place: person.place,
            year: person.birth.year,
            governorate: person.governorate,
        }
    }
}

/// Records of the right list by what they say, each name as it may be read.
pub(crate) struct RightIndex {
    by_family: Lists,
    by_given: Lists,
    by_day: FxHashMap<u32, Vec<u32>>,
    by_national: FxHashMap<u64, Vec<u32>>,
}

impl RightIndex {
    pub(crate) fn of(right: &People) -> Self {
        let mut index = Self {
            by_family: Lists::of(right, |brief| brief.family),
            by_given: Lists::of(right, |brief| brief.given),
            by_day: FxHashMap::default(),
            by_national: FxHashMap::default(),
        };
        for (number, person) in right.persons.iter().enumerate() {
            let number = number as u32;
            let birth = person.birth;
            if birth.has_day() && !birth.is_placeholder() {
                let day = birth.day_number();
                index.by_day.entry(day).or_default().push(number);
            }
            if person.national != 0 {
                let national = person.national;
                index.by_national.entry(national).or_default().push(number);
            }
        }
        index
    }

    /// Records of this family name.
    pub(crate) fn family(&self, token: Token) -> &[Brief] {
        self.by_family.get(token)
    }

    /// Records of this given name, by year of birth.
    pub(crate) fn given(&self, token: Token) -> &[Brief] {
        self.by_given.get(token)
    }

    /// Records of this given name and of a year of birth from `first` to `last`.
    pub(crate) fn given_years(&self, token: Token, first: u16, last: u16) -> &[Brief] {
        let all = self.by_given.get(token);
        let from = all.partition_point(|brief| brief.year < first);
        let to = all.partition_point(|brief| brief.year <= last);
        all.get(from..to).unwrap_or_default()
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

/// Records by token, in one block of memory, those of a token by year.
struct Lists {
    from: Vec<u32>,
    records: Vec<Brief>,
}

impl Lists {
    fn of(people: &People, token: impl Fn(&Brief) -> Token) -> Self {
        let mut records: Vec<Brief> = Vec::with_capacity(people.persons.len());
        for (number, person) in people.persons.iter().enumerate() {
            let brief = |reading: &Reading| Brief::of(number as u32, person, reading);
            let first = brief(&person.name);
            let second = person.otherwise.as_ref().map(brief);
            let differs = second.filter(|second| token(second) != token(&first));
            let own = [Some(first), differs].into_iter().flatten();
            records.extend(own.filter(|brief| token(brief) != NONE));
        }
        records.sort_unstable_by_key(|brief| (token(brief), brief.year, brief.number));
        let mut from = vec![0u32; people.names.entries().len() + 1];
        for brief in &records {
            if let Some(cell) = from.get_mut(token(brief) as usize + 1) {
                *cell += 1;
            }
        }
        let mut sum = 0;
        for cell in &mut from {
            sum += *cell;
            *cell = sum;
        }
        Self { from, records }
    }

    fn get(&self, token: Token) -> &[Brief] {
        let at = token as usize;
        match (self.from.get(at), self.from.get(at.wrapping_add(1))) {
            (Some(from), Some(to)) => self
                .records
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }
}
