//! Which pairs are compared at all.

use crate::evidence::Sides;
use crate::lexicon::{NONE, Role, Token};
use crate::likeness::Grade;
use crate::person::{People, Person};
use rustc_hash::FxHashMap;

/// A name is rare where fewer than one in 2^8 agree with it so well, as log base 2.
const RARE_BITS: f32 = -8.0;

/// A block of right records is looked at up to this size. A name that so many bear needs another
/// field to find a person by, or the work would grow with the square of the lists.
const BLOCK: usize = 20_000;

/// How many left records had a block too large to be looked at, by what the block has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capped {
    /// Records of one family name, in all its spellings.
    pub family: u64,
    /// Records of one given name and year of birth.
    pub given_and_year: u64,
    /// Records of one day of birth.
    pub day: u64,
    /// Records of one national number.
    pub national_number: u64,
}

impl Capped {
    pub(crate) fn add(&mut self, other: &Self) {
        self.family += other.family;
        self.given_and_year += other.given_and_year;
        self.day += other.day;
        self.national_number += other.national_number;
    }

    /// Whether every block was looked at.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Records of the right list by what they say.
pub(crate) struct RightIndex {
    by_family: Lists,
    by_given: Lists,
    by_given_year: FxHashMap<(Token, u16), Vec<u32>>,
    by_day: FxHashMap<u32, Vec<u32>>,
    by_national: FxHashMap<u64, Vec<u32>>,
}

/// Numbers of records by token.
struct Lists {
    from: Vec<u32>,
    records: Vec<u32>,
}

impl Lists {
    fn of(people: &People, token: impl Fn(&Person) -> Token) -> Self {
        let count = people.names.entries().len();
        let mut from = vec![0u32; count + 2];
        for person in &people.persons {
            if let Some(cell) = from.get_mut(token(person) as usize + 2) {
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
            let at = token(person);
            if at != NONE
                && let Some(next) = from.get_mut(at as usize + 1)
                && let Some(cell) = records.get_mut(*next as usize)
            {
                *cell = number as u32;
                *next += 1;
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

impl RightIndex {
    pub(crate) fn of(right: &People) -> Self {
        let mut by_given_year: FxHashMap<(Token, u16), Vec<u32>> = FxHashMap::default();
        let mut by_day: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut by_national: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (number, person) in right.persons.iter().enumerate() {
            let number = number as u32;
            let birth = person.birth;
            if person.name.given != NONE {
                by_given_year
                    .entry((person.name.given, birth.year))
                    .or_default()
                    .push(number);
            }
            if birth.has_day() && !birth.is_placeholder() {
                by_day.entry(birth.day_number()).or_default().push(number);
            }
            if person.national != 0 {
                by_national.entry(person.national).or_default().push(number);
            }
        }
        Self {
            by_family: Lists::of(right, |p| p.name.family),
            by_given: Lists::of(right, |p| p.name.given),
            by_given_year,
            by_day,
            by_national,
        }
    }
}

/// Finds right records for one left record after another; those with one given name in a row are
/// found faster.
pub(crate) struct Finder<'a> {
    sides: &'a Sides<'a>,
    index: &'a RightIndex,
    /// Grade of each right token to the given name at hand.
    given: Vec<Grade>,
    given_of: Token,
    pub(crate) capped: Capped,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(sides: &'a Sides<'a>, index: &'a RightIndex) -> Self {
        Self {
            given: vec![0; sides.right.names.entries().len()],
            given_of: NONE,
            sides,
            index,
            capped: Capped::default(),
        }
    }

    fn set_given(&mut self, token: Token) {
        if token == self.given_of {
            return;
        }
        for (old, _) in self.sides.names.of(self.given_of) {
            if let Some(cell) = self.given.get_mut(*old as usize) {
                *cell = 0;
            }
        }
        for (new, grade) in self.sides.names.of(token) {
            if let Some(cell) = self.given.get_mut(*new as usize) {
                *cell = *grade;
            }
        }
        self.given_of = token;
    }

    /// Puts the numbers of right records worth comparing with this one into `out`, each once.
    pub(crate) fn find(&mut self, person: &Person, out: &mut Vec<u32>) {
        out.clear();
        self.set_given(person.name.given);
        let (sides, index) = (self.sides, self.index);
        let right = |number: &u32| sides.right.persons.get(*number as usize);
        let given = |other: &Person| -> Grade {
            self.given
                .get(other.name.given as usize)
                .copied()
                .unwrap_or(0)
        };
        let like = |a: Token, b: Token| {
            if a == NONE || b == NONE {
                0
            } else {
                sides.names.grade(a, b)
            }
        };
        let near = |other: &Person| {
            let (a, b) = (person.birth, other.birth);
            !a.is_said() || !b.is_said() || a.year.abs_diff(b.year) <= 2
        };
        let same_year =
            |other: &Person| person.birth.is_said() && person.birth.year == other.birth.year;
        let same_place = |other: &Person| {
            person.place != NONE
                && other.place != NONE
                && sides.places.grade(person.place, other.place) >= 5
        };
        let rare =
            |a: Token, b: Token, role: Role| sides.names.bearers((a, role), (b, role)) < RARE_BITS;
        let families = sides.names.of(person.name.family);
        let block: usize = families
            .iter()
            .map(|(f, _)| index.by_family.get(*f).len())
            .sum();
        if block > BLOCK {
            self.capped.family += 1;
        } else {
            for (family, grade) in families {
                for number in index.by_family.get(*family) {
                    let Some(other) = right(number) else { continue };
                    let take = given(other) > 0
                        || (near(other)
                            && (like(person.name.father, other.name.father) >= 2
                                || like(person.mother, other.mother) >= 2))
                        || (*grade >= 4
                            && same_year(other)
                            && rare(person.name.family, *family, Role::Family));
                    if take {
                        out.push(*number);
                    }
                }
            }
        }
        let years: &[u16] = match person.birth.year {
            0 => &[0],
            year => &[year - 1, year, year + 1, 0],
        };
        let of_given = |token: Token, year: u16| {
            let list = index.by_given_year.get(&(token, year));
            list.map_or(&[][..], |list| list)
        };
        let givens = sides.names.of(person.name.given);
        let block: usize = givens
            .iter()
            .flat_map(|(token, _)| years.iter().map(|year| of_given(*token, *year).len()))
            .sum();
        if block > BLOCK {
            self.capped.given_and_year += 1;
        } else {
            for (token, grade) in givens {
                for number in years.iter().flat_map(|year| of_given(*token, *year)) {
                    let Some(other) = right(number) else { continue };
                    let take = like(person.name.father, other.name.father) >= 2
                        || like(person.mother, other.mother) >= 2
                        || (*grade >= 4
                            && same_year(other)
                            && (same_place(other) || rare(person.name.given, *token, Role::Given)));
                    if take {
                        out.push(*number);
                    }
                }
            }
        }
        // Given and family name exchanged.
        let block: usize = families
            .iter()
            .map(|(f, _)| index.by_given.get(*f).len())
            .sum();
        if block <= BLOCK {
            for (token, grade) in families {
                for number in index.by_given.get(*token) {
                    let Some(other) = right(number) else { continue };
                    let family = self.given.get(other.name.family as usize);
                    if *grade >= 2 && family.is_some_and(|grade| *grade >= 2) && near(other) {
                        out.push(*number);
                    }
                }
            }
        }
        for day in [person.birth.day_number(), person.birth.exchanged()] {
            if day == 0 || person.birth.is_placeholder() {
                continue;
            }
            let block = index.by_day.get(&day).map_or(&[][..], |list| list);
            if block.len() > BLOCK {
                self.capped.day += 1;
                continue;
            }
            for number in block {
                let Some(other) = right(number) else { continue };
                if given(other) > 0
                    || like(person.name.family, other.name.family) > 0
                    || like(person.name.father, other.name.father) > 0
                {
                    out.push(*number);
                }
            }
        }
        if person.national != 0 {
            let block = index.by_national.get(&person.national);
            let block = block.map_or(&[][..], |list| list);
            if block.len() > BLOCK {
                self.capped.national_number += 1;
            } else {
                out.extend(block);
            }
        }
        out.sort_unstable();
        out.dedup();
    }
}
