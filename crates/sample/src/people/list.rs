//! The four lists: whom each has, what it says of them, and with which faults.

use super::confusion::{Confusions, by_hand, mistyped, one_digit_off};
use super::hand::{Hand, capitalised};
use super::list_file::{Entry, Folder};
use super::name_stock::{NameId, NameStock};
use super::person::{Birth, Person};
use super::population::Population;
use super::row::Row;
use super::sound::Language;
use crate::SampleError;
use crate::chance::Chance;

/// A list and the office that kept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// A register of a prison, typed from paper by optical reading.
    Detention,
    /// Who is paid, typed in an office.
    Payroll,
    /// What people said at a desk in Europe.
    Asylum,
    /// What families and neighbours told, in both scripts.
    Community,
}

/// Records are mixed among this many others before they are written.
const MIXED: usize = 32_768;

/// One list on its way from people to records.
struct Office<'a> {
    list: List,
    stock: &'a NameStock,
    confusions: Confusions,
}

impl List {
    pub(super) const ALL: [List; 4] = [
        List::Detention,
        List::Payroll,
        List::Asylum,
        List::Community,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            List::Detention => "detention",
            List::Payroll => "payroll",
            List::Asylum => "asylum",
            List::Community => "community",
        }
    }

    /// The letter with which its record numbers begin.
    pub(super) const fn letter(self) -> char {
        match self {
            List::Detention => 'd',
            List::Payroll => 'p',
            List::Asylum => 'a',
            List::Community => 'c',
        }
    }

    /// Writes the list and the truth of it.
    pub(super) fn write(
        self,
        population: &Population<'_>,
        folder: &mut Folder<'_>,
    ) -> Result<(), SampleError> {
        let office = Office {
            list: self,
            stock: population.stock,
            confusions: Confusions::load()?,
        };
        folder.open(self)?;
        let mut order = population.seed.apart(self.key(), 1);
        let mut waiting: Vec<Entry> = Vec::with_capacity(MIXED);
        population.each(self.key(), |person| {
            let mut chance = population.seed.apart(self.key(), 2 + u64::from(person.id));
            for nth in 0..self.records(person, &mut chance) {
                waiting.push(Entry {
                    row: office.row(person, nth, &mut chance),
                    person: person.id,
                    case: person.case,
                });
            }
            if waiting.len() >= MIXED {
                mix(&mut waiting, &mut order);
                waiting.drain(..).try_for_each(|entry| folder.put(&entry))?;
            }
            Ok(())
        })?;
        mix(&mut waiting, &mut order);
        waiting
            .into_iter()
            .try_for_each(|entry| folder.put(&entry))?;
        folder.close()
    }

    /// How many records the list has of somebody.
    fn records(self, person: &Person, chance: &mut Chance) -> u32 {
        if let Some(case) = person.case {
            let [detention, payroll, asylum, community] = case.records();
            return match self {
                List::Detention => detention,
                List::Payroll => payroll,
                List::Asylum => asylum,
                List::Community => community,
            };
        }
        let percent = match self {
            List::Detention => 60,
            List::Payroll => 30,
            List::Asylum => 50,
            List::Community => 25,
        };
        if !chance.happens(percent) {
            return 0;
        }
        // People were arrested twice, and told of by two neighbours.
        let again = match self {
            List::Detention | List::Community => 6,
            List::Asylum => 3,
            List::Payroll => 0,
        };
        1 + u32::from(chance.happens(again))
    }
}

/// Puts the entries in another order (Fisher and Yates).
fn mix(entries: &mut [Entry], chance: &mut Chance) {
    for last in (1..entries.len()).rev() {
        entries.swap(last, (chance.next() % (last as u64 + 1)) as usize);
    }
}

impl Office<'_> {
    fn row(&self, person: &Person, nth: u32, chance: &mut Chance) -> Row {
        match self.list {
            List::Detention => self.detention(person, chance),
            List::Payroll => self.payroll(person, chance),
            List::Asylum => self.asylum(person, nth, chance),
            List::Community => self.community(person, chance),
        }
    }

    /// Optical reading of a register: in half of the records the whole name is one string.
    fn detention(&self, person: &Person, chance: &mut Chance) -> Row {
        // A quarter of the pages were faint.
        let rate = if chance.happens(25) { 0.05 } else { 0.012 };
        let mut row = self.arabic(person, chance);
        for text in [
            &mut row.given,
            &mut row.father,
            &mut row.grandfather,
            &mut row.mother,
            &mut row.family,
            &mut row.birth_place,
        ] {
            *text = self.confusions.misread(text, rate, chance);
        }
        if !chance.happens(12) {
            row.grandfather.clear();
        }
        let son_of = if chance.happens(6) { " بن " } else { " " };
        row.full_name = joined(&[&row.given, &row.father, &row.grandfather, &row.family])
            .replacen(' ', son_of, 1);
        if chance.happens(45) {
            row.given.clear();
            row.father.clear();
            row.grandfather.clear();
            row.family.clear();
        } else if chance.happens(3) {
            row.family.clear();
        }
        let mut birth = person.birth;
        if chance.happens(6) {
            birth.year += near(2, chance);
        }
        row.birth = chance.happens(20).then_some(birth);
        row.birth_year = chance.happens(80).then_some(birth.year);
        row.male = chance.happens(50).then_some(person.male);
        keep(&mut row.mother, 60, chance);
        keep(&mut row.birth_place, 60, chance);
        keep(&mut row.governorate, 50, chance);
        keep(&mut row.registry_number, 20, chance);
        keep(&mut row.national_number, 20, chance);
        if chance.happens(5) && !row.national_number.is_empty() {
            row.national_number = one_digit_off(&row.national_number, chance);
        }
        row
    }

    /// Typed in an office that asks for papers.
    fn payroll(&self, person: &Person, chance: &mut Chance) -> Row {
        let mut row = self.arabic(person, chance);
        row.grandfather.clear();
        row.full_name = joined(&[&row.given, &row.father, &row.family]);
        row.birth = chance.happens(85).then_some(person.birth);
        row.birth_year = Some(person.birth.year);
        row.male = Some(person.male);
        keep(&mut row.mother, 70, chance);
        keep(&mut row.birth_place, 80, chance);
        keep(&mut row.registry_number, 60, chance);
        keep(&mut row.national_number, 60, chance);
        row
    }

    /// What was said at a desk and written by ear: no grandfather, the first of January where the
    /// day is not known, names in the wrong boxes.
    fn asylum(&self, person: &Person, nth: u32, chance: &mut Chance) -> Row {
        let hand = match person.case {
            // Every record of a planted person is of another hand.
            Some(_) => {
                let turn = Language::ALL
                    .iter()
                    .cycle()
                    .skip(nth as usize + 1)
                    .step_by(2);
                Hand::of(turn.copied().next().unwrap_or_default(), chance)
            }
            None => Hand::new(chance),
        };
        let mut row = self.latin(person, &hand, chance);
        if !chance.happens(40) {
            row.father.clear();
        }
        if chance.happens(4) {
            std::mem::swap(&mut row.given, &mut row.family);
        }
        if chance.happens(12) {
            row.family = row.family.to_uppercase();
        }
        row.full_name = joined(&[&row.given, &row.father, &row.family]);
        let birth = said(person.birth, chance);
        row.birth = chance.happens(96).then_some(birth);
        row.birth_year = row.birth.map(|birth| birth.year);
        row.male = chance.happens(97).then_some(person.male);
        keep(&mut row.mother, 30, chance);
        keep(&mut row.birth_place, 75, chance);
        keep(&mut row.governorate, 35, chance);
        row.registry_number.clear();
        keep(&mut row.national_number, 12, chance);
        row
    }

    /// What others tell of somebody: gaps, and names by a child.
    fn community(&self, person: &Person, chance: &mut Chance) -> Row {
        let hand = chance.happens(40).then(|| Hand::new(chance));
        let mut row = match &hand {
            Some(hand) => self.latin(person, hand, chance),
            None => self.arabic(person, chance),
        };
        row.grandfather.clear();
        row.mother.clear();
        keep(&mut row.father, 46, chance);
        if let Some(son) = person.first_son.filter(|_| chance.happens(25)) {
            row.given = self.kunya(person.male, son, hand.as_ref(), chance);
        }
        keep(&mut row.family, 93, chance);
        row.full_name = joined(&[&row.given, &row.father, &row.family]);
        row.birth_year = chance.happens(45).then(|| {
            person.birth.year
                + if chance.happens(20) {
                    near(2, chance)
                } else {
                    0
                }
        });
        row.male = chance.happens(80).then_some(person.male);
        keep(&mut row.birth_place, 70, chance);
        keep(&mut row.governorate, 50, chance);
        row.registry_number.clear();
        row.national_number.clear();
        row
    }

    /// A name by the first son.
    fn kunya(&self, male: bool, son: NameId, hand: Option<&Hand>, chance: &mut Chance) -> String {
        match hand {
            None => {
                let parent = if male { "أبو" } else { "أم" };
                by_hand(&format!("{parent} {}", self.stock.arabic(son)), chance)
            }
            Some(hand) => {
                let parent = match (male, hand.language) {
                    (false, Language::French) => "Oum",
                    (false, _) => "Umm",
                    (true, Language::French) => "Abou",
                    (true, _) => "Abu",
                };
                let son = hand.write(self.stock, son, chance);
                format!("{parent} {}", capitalised(&son))
            }
        }
    }

    /// Everything that is known of somebody, in Arabic, by one clerk.
    fn arabic(&self, person: &Person, chance: &mut Chance) -> Row {
        let town = self.stock.town(person.town);
        let mother_family = chance.happens(35).then_some(person.mother_family);
        let mother = [Some(person.mother), mother_family];
        let mother: Vec<&str> = mother
            .iter()
            .flatten()
            .map(|n| self.stock.arabic(*n))
            .collect();
        let parts = [
            self.stock.arabic(person.given),
            self.stock.arabic(person.father),
            self.stock.arabic(person.grandfather),
            &mother.join(" "),
            self.stock.arabic(person.family),
            self.stock.arabic(town.name),
        ];
        // In one string, so that one clerk has one habit.
        let written = by_hand(&parts.join(" | "), chance);
        let mut parts = written.split(" | ").map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Row {
            language: None,
            given: next(),
            father: next(),
            grandfather: next(),
            mother: next(),
            family: next(),
            birth_place: next(),
            governorate: self.stock.arabic(town.governorate).to_owned(),
            registry_number: person.register.to_string(),
            national_number: format!("{:011}", person.national),
            ..Row::default()
        }
    }

    /// The same in Latin letters, with some keys missed.
    fn latin(&self, person: &Person, hand: &Hand, chance: &mut Chance) -> Row {
        let town = self.stock.town(person.town);
        let mut write = |name: NameId| {
            let written = hand.write(self.stock, name, chance);
            capitalised(&mistyped(&written, 0.012, chance))
        };
        Row {
            language: Some(hand.language),
            given: write(person.given),
            father: write(person.father),
            mother: write(person.mother),
            family: write(person.family),
            birth_place: write(town.name),
            governorate: write(town.governorate),
            national_number: format!("{:011}", person.national),
            ..Row::default()
        }
    }
}

/// A birthday as told at a desk.
fn said(birth: Birth, chance: &mut Chance) -> Birth {
    let mut said = birth;
    if chance.happens(4) {
        said.year += near(1, chance);
    }
    if chance.happens(3) {
        // Younger is taken in sooner.
        said.year += chance.between(2, 5);
    }
    if chance.happens(12) {
        (said.month, said.day) = (1, 1);
    } else if chance.happens(5) && said.day <= 12 {
        (said.month, said.day) = (said.day, said.month);
    }
    said
}

/// From 1 to `reach`, up or down.
fn near(reach: i64, chance: &mut Chance) -> i64 {
    let by = chance.between(1, reach);
    if chance.happens(50) { by } else { -by }
}

/// Empties `text` but in `percent` of a hundred cases.
fn keep(text: &mut String, percent: u64, chance: &mut Chance) {
    if !chance.happens(percent) {
        text.clear();
    }
}

fn joined(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}
