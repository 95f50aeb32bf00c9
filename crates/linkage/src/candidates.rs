//! Which pairs are compared at all.

mod index;

pub(crate) use index::RightIndex;

use crate::birth::Birth;
use crate::evidence::Sides;
use crate::lexicon::{NONE, Role, Token};
use crate::likeness::Grade;
use crate::person::Person;
use index::Brief;

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

/// A name is rare where fewer than one in 2^8 bear it, as log base 2.
const RARE_BITS: f32 = -8.0;
/// Grade from which on a part is a spelling of the same name.
const SPELLING: Grade = 4;
/// Grade from which on a part may be one.
const ALIKE: Grade = 2;
/// Grade from which on a place is the same.
const PLACE: Grade = 5;

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

    /// Puts the numbers of right records worth comparing with this one into `out`, each once.
    pub(crate) fn find(&mut self, person: &Person, out: &mut Vec<u32>) {
        out.clear();
        for reading in [Some(person.name), person.otherwise].into_iter().flatten() {
            self.set_given(reading.given);
            let look = Look {
                sides: self.sides,
                index: self.index,
                given: &self.given,
                birth: person.birth,
                own: Brief::of(0, person, &reading),
            };
            look.family(&mut self.capped, out);
            look.given_and_year(&mut self.capped, out);
            look.exchanged(out);
            look.day(&mut self.capped, out);
        }
        if person.national != 0 {
            let block = self.index.national(person.national);
            if block.len() > BLOCK {
                self.capped.national_number += 1;
            } else {
                out.extend(block);
            }
        }
        out.sort_unstable();
        out.dedup();
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
}

/// One left record, its name read in one way, looking for right ones.
struct Look<'a> {
    sides: &'a Sides<'a>,
    index: &'a RightIndex,
    /// Grade of each right token to the given name.
    given: &'a [Grade],
    birth: Birth,
    own: Brief,
}

impl Look<'_> {
    /// How like a right token is to the given name.
    fn given(&self, token: Token) -> Grade {
        self.given.get(token as usize).copied().unwrap_or(0)
    }

    fn like(&self, one: Token, other: Token) -> Grade {
        if one == NONE || other == NONE {
            0
        } else {
            self.sides.names.grade(one, other)
        }
    }

    /// Whether father or mother agree.
    fn parent_agrees(&self, other: &Brief) -> bool {
        self.like(self.own.father, other.father) >= ALIKE
            || self.like(self.own.mother, other.mother) >= ALIKE
    }

    fn near_year(&self, other: &Brief) -> bool {
        let (a, b) = (self.own.year, other.year);
        a == 0 || b == 0 || a.abs_diff(b) <= 2
    }

    fn same_year(&self, other: &Brief) -> bool {
        self.own.year != 0 && self.own.year == other.year
    }

    fn same_place(&self, other: &Brief) -> bool {
        let (a, b) = (self.own.place, other.place);
        a != NONE && b != NONE && self.sides.places.grade(a, b) >= PLACE
    }

    fn same_governorate(&self, other: &Brief) -> bool {
        self.own.governorate != 0 && self.own.governorate == other.governorate
    }

    fn rare(&self, own: Token, other: Token, role: Role) -> bool {
        self.sides.names.bearers((own, role), (other, role)) < RARE_BITS
    }

    /// One family name, and the given name or enough else.
    fn family(&self, capped: &mut Capped, out: &mut Vec<u32>) {
        let families = self.sides.names.of(self.own.family);
        let block: usize = families
            .iter()
            .map(|(family, _)| self.index.family(*family).len())
            .sum();
        if block > BLOCK {
            capped.family += 1;
            return;
        }
        for (family, grade) in families {
            let spelled = *grade >= SPELLING;
            let rare = spelled && self.rare(self.own.family, *family, Role::Family);
            for other in self.index.family(*family) {
                let take = self.given(other.given) > 0
                    || (self.near_year(other)
                        && (self.parent_agrees(other) || (spelled && self.same_place(other))))
                    || (rare && (self.same_year(other) || self.same_place(other)));
                if take {
                    out.push(other.number);
                }
            }
        }
    }

    /// One given name and about one year of birth, and enough else.
    fn given_and_year(&self, capped: &mut Capped, out: &mut Vec<u32>) {
        let year = self.own.year;
        let unsaid = |token: Token| self.index.given_years(token, 0, 0);
        let near = |token: Token| match year {
            0 => &[],
            year => self.index.given_years(token, year - 1, year + 1),
        };
        let givens = self.sides.names.of(self.own.given);
        let block: usize = givens
            .iter()
            .map(|(token, _)| unsaid(*token).len() + near(*token).len())
            .sum();
        if block > BLOCK {
            capped.given_and_year += 1;
            return;
        }
        for (token, grade) in givens {
            let spelled = *grade >= SPELLING;
            let rare = spelled && self.rare(self.own.given, *token, Role::Given);
            for other in unsaid(*token).iter().chain(near(*token)) {
                let take = self.parent_agrees(other)
                    || (self.same_year(other)
                        && (rare
                            || (spelled
                                && (self.same_place(other) || self.same_governorate(other)))))
                    || (rare && self.same_place(other));
                if take {
                    out.push(other.number);
                }
            }
        }
    }

    /// Given and family name exchanged.
    fn exchanged(&self, out: &mut Vec<u32>) {
        let families = self.sides.names.of(self.own.family);
        let block: usize = families
            .iter()
            .map(|(family, _)| self.index.given(*family).len())
            .sum();
        if block > BLOCK {
            return;
        }
        for (token, _) in families.iter().filter(|(_, grade)| *grade >= ALIKE) {
            for other in self.index.given(*token) {
                if self.given(other.family) >= ALIKE && self.near_year(other) {
                    out.push(other.number);
                }
            }
        }
    }

    /// One day of birth, and any name.
    fn day(&self, capped: &mut Capped, out: &mut Vec<u32>) {
        for day in [self.birth.day_number(), self.birth.exchanged()] {
            if day == 0 || self.birth.is_placeholder() {
                continue;
            }
            let block = self.index.day(day);
            if block.len() > BLOCK {
                capped.day += 1;
                continue;
            }
            for number in block {
                let Some(person) = self.sides.right.persons.get(*number as usize) else {
                    continue;
                };
                let other = Brief::of(*number, person, &person.name);
                if self.given(other.given) > 0
                    || self.like(self.own.family, other.family) > 0
                    || self.like(self.own.father, other.father) > 0
                    || self.same_place(&other)
                {
                    out.push(*number);
                }
            }
        }
    }
}
