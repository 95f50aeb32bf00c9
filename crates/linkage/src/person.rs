//! A record made ready for comparison: its parts numbered, its date read, its place known.

use crate::birth::Birth;
use crate::lexicon::{Lexicon, NONE, Role, Token};
use crate::mapping::DateOrder;
use crate::place::{self, Governorate};
use crate::{Field, Record};
use arabic::names::{Form, Name, Part};
use arabic::{Classes, fold, table};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// One way to read a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) given: Token,
    pub(crate) father: Token,
    pub(crate) grandfather: Token,
    pub(crate) family: Token,
}

impl Reading {
    const NOTHING: Reading = Reading {
        given: NONE,
        father: NONE,
        grandfather: NONE,
        family: NONE,
    };

    fn parts(self) -> [(Token, Role); 4] {
        [
            (self.given, Role::Given),
            (self.father, Role::Father),
            (self.grandfather, Role::Grandfather),
            (self.family, Role::Family),
        ]
    }
}

/// What a record says, in numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    /// The likeliest way to read the name.
    pub(crate) name: Reading,
    /// Another way, where the name is one string and may be cut otherwise.
    pub(crate) otherwise: Option<Reading>,
    pub(crate) mother: Token,
    pub(crate) birth: Birth,
    /// 0 where not said.
    pub(crate) sex: u8,
    /// A token of the lexicon of places.
    pub(crate) place: Token,
    pub(crate) governorate: Governorate,
    /// 0 where not said.
    pub(crate) registry: u32,
    /// 0 where not said.
    pub(crate) national: u64,
}

/// A list made ready for comparison: what its records say, in numbers.
#[derive(Debug, Default)]
pub struct People {
    pub(crate) persons: Vec<Person>,
    pub(crate) names: Lexicon,
    pub(crate) places: Lexicon,
    dates: DateOrder,
}

impl People {
    /// An empty list whose dates stand in this order.
    pub fn new(dates: DateOrder) -> Self {
        Self {
            dates,
            ..Self::default()
        }
    }

    /// Adds the next record; its place is the number of records before it.
    pub fn push(&mut self, record: &Record) {
        let person = self.person(record);
        self.count(&person);
        self.persons.push(person);
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    fn person(&mut self, record: &Record) -> Person {
        let (name, otherwise) = self.name(record);
        let mother = record
            .get(Field::Mother)
            .and_then(|text| Name::parse(text).parts().first().cloned())
            .map_or(NONE, |part| self.names.token(&part));
        let written = record.get(Field::BirthPlace).map(place::written);
        let place = written
            .as_deref()
            .filter(|text| !text.is_empty())
            .map_or(NONE, |text| self.places.place(text));
        let governorate = record
            .get(Field::Governorate)
            .map(place::governorate)
            .filter(|g| *g > 0)
            .or_else(|| place::known(written.as_deref()?).map(|(_, g)| g))
            .unwrap_or(0);
        let birth = [Field::BirthDate, Field::BirthYear]
            .into_iter()
            .filter_map(|field| Birth::read(record.get(field)?, self.dates))
            .next();
        Person {
            name,
            otherwise,
            mother,
            birth: birth.unwrap_or_default(),
            sex: record.get(Field::Sex).map_or(0, sex),
            place,
            governorate,
            registry: record
                .get(Field::RegistryNumber)
                .map_or(0, |text| number(text) as u32),
            national: record.get(Field::NationalNumber).map_or(0, number),
        }
    }

    fn name(&mut self, record: &Record) -> (Reading, Option<Reading>) {
        let mut reading = Reading::NOTHING;
        // A name of origin is what many families are called by.
        let family = record.get(Field::Family).or(record.get(Field::Nisba));
        let structured = record.get(Field::Given).is_some() || family.is_some();
        if structured {
            reading = Reading {
                given: self.own(record.get(Field::Given)),
                father: self.whole(record.get(Field::Father)),
                grandfather: self.whole(record.get(Field::Grandfather)),
                family: self.whole(family),
            };
            // A kunya where the given name stands, and a family's name that may be the given one.
            let otherwise = (reading.given == NONE && reading.family != NONE).then(|| Reading {
                given: reading.family,
                family: self.whole(record.get(Field::Given)),
                ..reading
            });
            return (reading, otherwise.filter(|reading| reading.family != NONE));
        }
        let name = record.get(Field::FullName).map(Name::parse);
        let mut tokens: Vec<Token> = Vec::new();
        let parts = name.as_ref().map_or(&[][..], Name::parts);
        for (at, part) in parts.iter().enumerate() {
            // Before a name, a kunya is one; behind it, أبو begins a family's name.
            if part.form() != Form::Kunya || at > 0 {
                tokens.push(self.names.token(part));
            }
        }
        let mut otherwise = None;
        match tokens.as_slice() {
            [] => {}
            [given] => reading.given = *given,
            [given, last] => {
                reading.given = *given;
                reading.family = *last;
                otherwise = Some(Reading {
                    family: NONE,
                    father: *last,
                    ..reading
                });
            }
            [given, father, family] => {
                reading.given = *given;
                reading.father = *father;
                reading.family = *family;
            }
            [given, father, grandfather, .., family] => {
                reading.given = *given;
                reading.father = *father;
                reading.grandfather = *grandfather;
                reading.family = *family;
            }
        }
        (reading, otherwise)
    }

    /// An own name; a kunya in its place is none.
    fn own(&mut self, text: Option<&str>) -> Token {
        let kunya = |text: &&str| {
            let name = Name::parse(text);
            name.parts()
                .first()
                .is_some_and(|part| part.form() == Form::Kunya)
        };
        self.whole(text.filter(|text| !kunya(text)))
    }

    /// A value that is one part, its words joined.
    fn whole(&mut self, text: Option<&str>) -> Token {
        let Some(text) = text else { return NONE };
        let name = Name::parse(text);
        match name.parts() {
            [] => NONE,
            [part] => self.names.token(part),
            parts => {
                let joined: String = parts.iter().map(Part::text).collect();
                Name::parse(&joined)
                    .parts()
                    .first()
                    .map_or(NONE, |part| self.names.token(part))
            }
        }
    }

    fn count(&mut self, person: &Person) {
        for (token, role) in person.name.parts() {
            self.names.count(token, role);
        }
        self.names.count(person.mother, Role::Mother);
        self.places.count(person.place, Role::Given);
    }
}

static SEXES: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| match row.as_slice() {
        [word, "m", ..] => Some((*word, 1)),
        [word, "f", ..] => Some((*word, 2)),
        _ => None,
    };
    table::rows(include_str!("../tables/sex_words.tsv"))
        .filter_map(row)
        .collect()
});

/// 1 for male, 2 for female, 0 where the words of lists do not tell.
pub(crate) fn sex(text: &str) -> u8 {
    let word = text.trim().to_lowercase();
    SEXES.get(word.as_str()).copied().unwrap_or(0)
}

/// The most digits of a number that is kept as one.
const DIGITS: usize = 17;

/// A number by its letters and digits, 0 where there are none. One of digits alone keeps them, behind a
/// 1, so that single digits can be compared; others are known again and no more.
pub(crate) fn number(text: &str) -> u64 {
    let signs: Vec<char> = fold::fold(text, Classes::DIGITS)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    if signs.is_empty() {
        return 0;
    }
    if signs.len() <= DIGITS && signs.iter().all(char::is_ascii_digit) {
        let digits = signs.iter().filter_map(|c| c.to_digit(10));
        return digits.fold(1, |number, digit| number * 10 + u64::from(digit));
    }
    let mut hasher = FxHasher::default();
    signs.hash(&mut hasher);
    hasher.finish() | OTHER_SIGNS
}

/// Marks a number that holds more than digits.
const OTHER_SIGNS: u64 = 1 << 63;

/// Whether two numbers differ in one digit, or in two neighbours exchanged.
pub(crate) fn one_digit_off(one: u64, other: u64) -> bool {
    if one >= OTHER_SIGNS || other >= OTHER_SIGNS {
        return false;
    }
    let digits = |mut number: u64| {
        let mut digits = [0u8; DIGITS + 1];
        for digit in &mut digits {
            *digit = (number % 10) as u8;
            number /= 10;
        }
        digits
    };
    let (a, b) = (digits(one), digits(other));
    let length = |number: u64| number.checked_ilog10();
    let off: Vec<(u8, u8)> = a.into_iter().zip(b).filter(|(x, y)| x != y).collect();
    let neighbours = || {
        let first = a.iter().zip(&b).position(|(x, y)| x != y).unwrap_or(0);
        a.get(first + 1) != b.get(first + 1)
    };
    length(one) == length(other)
        && match off.as_slice() {
            [_] => true,
            [(a, b), (c, d)] => a == d && b == c && neighbours(),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::{number, one_digit_off};

    #[test]
    fn numbers_meet_across_digits_and_signs() {
        assert_eq!(number("٠١٢٣-٤٥"), number("012345"));
        assert_ne!(number("012345"), number("12345"));
        assert_eq!(number(" - "), 0);
        assert_eq!(number("A-12"), number("A 12"));
    }

    #[test]
    fn a_slip_in_a_number_is_one_digit_or_two_exchanged() {
        let off = |one, other| one_digit_off(number(one), number(other));
        assert!(off("02052554244", "02052554274"));
        assert!(off("123456", "124356"));
        assert!(!off("123456", "123456"));
        assert!(!off("123456", "1234567"));
        assert!(!off("123456", "423156"));
        assert!(!off("A123456", "A123457"));
    }
}
