//! The names and places from which people are made.

use super::sound::{Sounds, Spoken};
use crate::SampleError;
use crate::chance::Chance;
use crate::words::rows;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

const NAMES: &str = include_str!("../../tables/people/names.tsv");
const PLACES: &str = include_str!("../../tables/people/places.tsv");

/// Of the families of a table of spellings no more are used: the most frequent ones.
const MOST_FAMILIES: usize = 8_000;

/// The place of a name in [`NameStock`].
pub(super) type NameId = u32;

/// One name and what is known of its spellings.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) arabic: String,
    /// Its sounds; none where only attested spellings are known.
    pub(super) spoken: Option<Spoken>,
    /// Attested Latin spellings with their shares; none where the sounds decide.
    pub(super) attested: Vec<(String, u64)>,
}

/// A town and its governorate.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) name: NameId,
    pub(super) governorate: NameId,
    /// The first two digits of national numbers given there.
    pub(super) number: u64,
}

/// Places in a list, drawn by weight.
#[derive(Debug, Default)]
struct Urn {
    places: Vec<u32>,
    /// The sum of the weights up to and with each place.
    sums: Vec<u64>,
}

impl Urn {
    fn add(&mut self, place: u32, weight: u64) {
        self.places.push(place);
        self.sums
            .push(self.sums.last().copied().unwrap_or(0) + weight.max(1));
    }

    fn draw(&self, chance: &mut Chance) -> u32 {
        let total = self.sums.last().copied().unwrap_or(1);
        let drawn = chance.next() % total;
        let nth = self.sums.partition_point(|sum| *sum <= drawn);
        self.places.get(nth).copied().unwrap_or(0)
    }
}

/// Every name and place, and how often each is drawn.
#[derive(Debug)]
pub(super) struct NameStock {
    pub(super) sounds: Sounds,
    names: Vec<Name>,
    towns: Vec<Town>,
    male: Urn,
    female: Urn,
    family: Urn,
    town: Urn,
    by_arabic: HashMap<String, NameId>,
}

impl NameStock {
    /// The built-in names; with a table of spellings, spelled as attested there where it has them,
    /// and with the families it adds.
    pub(super) fn load(table: Option<&Path>) -> Result<Self, SampleError> {
        let mut stock = Self {
            sounds: Sounds::load()?,
            names: Vec::new(),
            towns: Vec::new(),
            male: Urn::default(),
            female: Urn::default(),
            family: Urn::default(),
            town: Urn::default(),
            by_arabic: HashMap::new(),
        };
        let attested = table.map(read_spellings).transpose()?;
        for line in rows(NAMES) {
            let wrong = || SampleError::Table(line.to_owned());
            let cells: Vec<&str> = line.split('\t').collect();
            let [kind, arabic, sound, weight] = *cells else {
                return Err(wrong());
            };
            let weight: u64 = weight.parse().map_err(|_| wrong())?;
            let id = stock.named(arabic, sound, attested.as_ref())?;
            let urn = match kind {
                "male" => &mut stock.male,
                "female" => &mut stock.female,
                "family" => &mut stock.family,
                _ => return Err(wrong()),
            };
            urn.add(id, weight);
        }
        for line in rows(PLACES) {
            let wrong = || SampleError::Table(line.to_owned());
            let cells: Vec<&str> = line.split('\t').collect();
            let [governorate, governorate_sound, number, town, sound, weight] = *cells else {
                return Err(wrong());
            };
            let town = Town {
                name: stock.named(town, sound, None)?,
                governorate: stock.named(governorate, governorate_sound, None)?,
                number: number.parse().map_err(|_| wrong())?,
            };
            let place = u32::try_from(stock.towns.len()).unwrap_or(u32::MAX);
            stock.towns.push(town);
            stock.town.add(place, weight.parse().map_err(|_| wrong())?);
        }
        if let Some(attested) = attested {
            stock.add_families(attested);
        }
        Ok(stock)
    }

    fn named(
        &mut self,
        arabic: &str,
        sound: &str,
        attested: Option<&Spellings>,
    ) -> Result<NameId, SampleError> {
        if let Some(id) = self.by_arabic.get(arabic) {
            return Ok(*id);
        }
        let spoken = Some(self.sounds.parse(sound)?);
        let attested = attested
            .and_then(|table| table.get(&folded(arabic)))
            .map(|found| found.latin.iter().map(|(l, n)| (l.clone(), share(*n))))
            .map(Iterator::collect)
            .unwrap_or_default();
        Ok(self.push(Name {
            arabic: arabic.to_owned(),
            spoken,
            attested,
        }))
    }

    fn push(&mut self, name: Name) -> NameId {
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.by_arabic.insert(name.arabic.clone(), id);
        self.names.push(name);
        id
    }

    /// What is no given name and has letters that writers of foreign names avoid becomes a family.
    fn add_families(&mut self, attested: Spellings) {
        const OWN_LETTERS: [char; 6] = ['ح', 'ع', 'ص', 'ض', 'ظ', 'ق'];
        let known: std::collections::BTreeSet<String> =
            self.names.iter().map(|name| folded(&name.arabic)).collect();
        let mut found: Vec<(u64, String, BTreeMap<String, u64>)> = attested
            .into_iter()
            .filter(|(key, spelled)| {
                let own = spelled.arabic.contains(OWN_LETTERS) || spelled.arabic.starts_with("ال");
                own && key.chars().count() >= 3 && !known.contains(key)
            })
            .map(|(_, spelled)| {
                let count: u64 = spelled.latin.values().sum();
                (count, spelled.arabic, spelled.latin)
            })
            .collect();
        found.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        found.truncate(MOST_FAMILIES);
        for (count, arabic, latin) in found {
            if self.by_arabic.contains_key(&arabic) {
                continue;
            }
            let attested = latin.into_iter().map(|(l, n)| (l, share(n))).collect();
            let id = self.push(Name {
                arabic,
                spoken: None,
                attested,
            });
            self.family.add(id, share(count));
        }
    }

    pub(super) fn name(&self, id: NameId) -> &Name {
        static NOBODY: Name = Name {
            arabic: String::new(),
            spoken: None,
            attested: Vec::new(),
        };
        self.names.get(id as usize).unwrap_or(&NOBODY)
    }

    pub(super) fn town(&self, place: u32) -> &Town {
        static NOWHERE: Town = Town {
            name: NameId::MAX,
            governorate: NameId::MAX,
            number: 0,
        };
        self.towns.get(place as usize).unwrap_or(&NOWHERE)
    }

    pub(super) fn arabic(&self, id: NameId) -> &str {
        &self.name(id).arabic
    }

    /// The place of a name that a planted case asks for.
    pub(super) fn find(&self, arabic: &str) -> Result<NameId, SampleError> {
        let found = self.by_arabic.get(arabic).copied();
        found.ok_or_else(|| SampleError::Table(arabic.to_owned()))
    }

    pub(super) fn given(&self, male: bool, chance: &mut Chance) -> NameId {
        match male {
            true => self.male.draw(chance),
            false => self.female.draw(chance),
        }
    }

    pub(super) fn family(&self, chance: &mut Chance) -> NameId {
        self.family.draw(chance)
    }

    pub(super) fn home(&self, chance: &mut Chance) -> u32 {
        self.town.draw(chance)
    }
}

/// Spellings of one Arabic name in a table.
#[derive(Debug)]
struct Spelled {
    arabic: String,
    latin: BTreeMap<String, u64>,
}

/// By the folded Arabic name.
type Spellings = BTreeMap<String, Spelled>;

/// Of `n` occurrences, the weight: frequent spellings count for less than their number, because a
/// table of names counts articles, not people.
fn share(n: u64) -> u64 {
    ((n as f64).powf(0.6) * 10.0) as u64
}

/// Without the differences that hands and tables make: hamza, ta marbuta, alef maqsura, spaces.
fn folded(arabic: &str) -> String {
    arabic
        .chars()
        .filter(|c| *c != ' ' && *c != 'ء')
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            other => other,
        })
        .collect()
}

fn read_spellings(path: &Path) -> Result<Spellings, SampleError> {
    let text = fs::read_to_string(path).map_err(|source| SampleError::Names {
        path: path.to_owned(),
        detail: source.to_string(),
    })?;
    let mut found = Spellings::new();
    for (number, line) in (1u32..).zip(text.lines()) {
        let mut cells = line.split('\t');
        let row = (
            cells.next(),
            cells.next(),
            cells.next().and_then(|n| n.trim().parse::<u64>().ok()),
        );
        let (Some(arabic), Some(latin), Some(count)) = row else {
            if number == 1 {
                continue; // headings
            }
            return Err(SampleError::Names {
                path: path.to_owned(),
                detail: format!("line {number}"),
            });
        };
        let spelled = found.entry(folded(arabic)).or_insert_with(|| Spelled {
            arabic: arabic.to_owned(),
            latin: BTreeMap::new(),
        });
        *spelled.latin.entry(latin.to_owned()).or_insert(0u64) += count;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_names_and_each_can_be_said() {
        let stock = NameStock::load(None).unwrap();
        let count = |urn: &Urn| urn.places.len();
        assert!(count(&stock.male) + count(&stock.female) >= 400);
        assert!(count(&stock.family) >= 550);
        assert!(stock.towns.len() >= 100);
        assert!(stock.names.iter().all(|name| name.spoken.is_some()));
    }

    #[test]
    fn a_name_is_drawn_by_its_weight() {
        let mut urn = Urn::default();
        urn.add(7, 9);
        urn.add(8, 1);
        let mut chance = Chance::new(1);
        let eights = (0..1_000).filter(|_| urn.draw(&mut chance) == 8).count();
        assert!((60..140).contains(&eights), "{eights}");
    }
}
