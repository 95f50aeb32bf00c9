//! The invented state: its branches, officers and the people its papers speak of.

use crate::SampleError;
use crate::chance::Chance;
use crate::day::Day;
use crate::words::{Variant, Word, Words};

/// Who signs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Officer {
    pub(crate) rank: String,
    pub(crate) post: String,
    pub(crate) name: String,
}

/// An office that writes papers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Branch {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) head: Officer,
}

/// A person the papers speak of.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) given: Word,
    pub(crate) father: String,
    pub(crate) mother: String,
    pub(crate) family: Word,
    pub(crate) born: i64,
    pub(crate) town: String,
    pub(crate) khana: i64,
    /// The branch that holds the person, as a place in [`World::branches`].
    pub(crate) branch: usize,
    /// The detainee number there.
    pub(crate) number: i64,
    pub(crate) arrest: Day,
    pub(crate) charge: String,
}

impl Person {
    /// Given name, father and family.
    pub(crate) fn full(&self) -> String {
        format!("{} {} {}", self.given.text, self.father, self.family.text)
    }

    /// Given name and family.
    pub(crate) fn short(&self) -> String {
        format!("{} {}", self.given.text, self.family.text)
    }

    /// The full name with one word of it written another way, and what differs.
    pub(crate) fn written_otherwise(&self) -> Option<(String, String)> {
        let choose = |variant: &Variant, given: &str, family: &str| {
            (
                format!("{given} {} {family}", self.father),
                variant.class.clone(),
            )
        };
        let joined = |variant: &&Variant| variant.class == "joined_name";
        let (given, family) = (&self.given, &self.family);
        match (
            given.variant.as_ref().filter(joined),
            &family.variant,
            &given.variant,
        ) {
            (Some(variant), ..) => Some(choose(variant, &variant.text, &family.text)),
            (_, Some(variant), _) => Some(choose(variant, &given.text, &variant.text)),
            (.., Some(variant)) => Some(choose(variant, &variant.text, &family.text)),
            _ => None,
        }
    }
}

/// Everything that the papers can speak of.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) words: Words,
    pub(crate) state: String,
    pub(crate) directorate: String,
    pub(crate) central: String,
    pub(crate) branches: Vec<Branch>,
    pub(crate) people: Vec<Person>,
    pub(crate) months: Vec<String>,
}

impl World {
    /// Makes the state of this seed, with about `people` people.
    pub(crate) fn make(chance: &Chance, people: u32) -> Result<Self, SampleError> {
        let words = Words::load()?;
        let mut chance = chance.apart("world", 0);
        let one = |kind: &str| {
            words
                .texts(kind)
                .map(|list| list.first().cloned().unwrap_or_default())
        };
        let mut branches = Vec::new();
        for number in words.texts("branch")? {
            let head = Officer {
                rank: chance.pick(&words.texts("rank")?),
                post: "رئيس الفرع".to_owned(),
                name: name(&words, &mut chance)?,
            };
            branches.push(Branch {
                name: format!("الفرع {number}"),
                number,
                head,
            });
        }
        let mut list: Vec<Person> = Vec::new();
        let mut tries = 0;
        while list.len() < people as usize && tries < people * 20 {
            tries += 1;
            let person = person(&words, &mut chance, branches.len(), list.len(), people)?;
            // Two people with the same three names would make the truth of a search ambiguous.
            if list.iter().all(|other| other.full() != person.full()) {
                list.push(person);
            }
        }
        Ok(Self {
            state: one("state")?,
            directorate: one("directorate")?,
            central: one("central")?,
            branches,
            people: list,
            months: words.texts("month")?,
            words,
        })
    }

    /// The branch at a place; an empty one where there is none.
    pub(crate) fn branch(&self, place: usize) -> Branch {
        self.branches.get(place).cloned().unwrap_or_default()
    }
}

fn person(
    words: &Words,
    chance: &mut Chance,
    branches: usize,
    nth: usize,
    people: u32,
) -> Result<Person, SampleError> {
    Ok(Person {
        given: chance.pick(words.list("given")?),
        father: chance.pick(&words.texts("given")?),
        mother: chance.pick(&words.texts("mother")?),
        family: chance.pick(words.list("family")?),
        born: chance.between(1951, 1995),
        town: chance.pick(&words.texts("town")?),
        khana: chance.between(12, 980),
        branch: nth % branches.max(1),
        number: 100 + 7 * nth as i64 + chance.between(0, 6),
        arrest: Day::FIRST
            .plus(nth as i64 * 1_100 / i64::from(people.max(1)) + chance.between(0, 20)),
        charge: chance.pick(&words.texts("charge")?),
    })
}

fn name(words: &Words, chance: &mut Chance) -> Result<String, SampleError> {
    let given = words.texts("given")?;
    let (first, father) = (chance.pick(&given), chance.pick(&given));
    Ok(format!(
        "{first} {father} {}",
        chance.pick(&words.texts("family")?)
    ))
}
