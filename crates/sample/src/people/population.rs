//! Everybody, clan by clan, in any order.

use super::clan::Clan;
use super::list_file::Folder;
use super::name_stock::NameStock;
use super::person::Person;
use super::planted;
use crate::SampleError;
use crate::chance::Chance;

/// The people of a seed. Nobody is kept: a clan is made anew whenever it is asked for.
pub(super) struct Population<'a> {
    pub(super) stock: &'a NameStock,
    pub(super) seed: Chance,
    persons: u32,
    /// The number of the first person of each clan.
    first_ids: Vec<u32>,
}

impl<'a> Population<'a> {
    /// As many clans as give `persons` people, the planted ones among them.
    pub(super) fn new(seed: u64, persons: u32, stock: &'a NameStock) -> Self {
        let seed = Chance::new(seed).apart("people", 0);
        let mut first_ids = Vec::new();
        let mut next = planted::COUNT;
        while next < persons {
            let clan = u32::try_from(first_ids.len()).unwrap_or(u32::MAX);
            first_ids.push(next);
            let people = Clan::people(stock, &seed, clan, next);
            next = next.saturating_add(u32::try_from(people.len()).unwrap_or(0));
        }
        Self {
            stock,
            seed,
            persons,
            first_ids,
        }
    }

    /// Calls `visit` with everybody once, in an order that belongs to `purpose`: planted people
    /// first, then the clans as if shuffled.
    pub(super) fn each(
        &self,
        purpose: &str,
        mut visit: impl FnMut(&Person) -> Result<(), SampleError>,
    ) -> Result<(), SampleError> {
        for person in planted::people(self.stock)? {
            visit(&person)?;
        }
        let clans = self.first_ids.len() as u64;
        let mut chance = self.seed.apart(purpose, 0);
        let (start, stride) = (chance.next() % clans.max(1), stride(clans, &mut chance));
        for nth in 0..clans {
            let number = (start + nth * stride) % clans;
            let first = self.first_ids.get(number as usize).copied().unwrap_or(0);
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for person in Clan::people(self.stock, &self.seed, number, first) {
                // The last clan may be cut.
                if person.id < self.persons {
                    visit(&person)?;
                }
            }
        }
        Ok(())
    }

    /// Writes who everybody is.
    pub(super) fn write_relations(&self, folder: &mut Folder<'_>) -> Result<(), SampleError> {
        self.each("relations", |person| folder.relation(person))
    }
}

/// A step that visits each of `n` places once: it has no divisor in common with `n`.
fn stride(n: u64, chance: &mut Chance) -> u64 {
    fn divisor(a: u64, b: u64) -> u64 {
        if b == 0 { a } else { divisor(b, a % b) }
    }
    let mut step = chance.next() % n.max(1);
    while divisor(step, n) != 1 {
        step += 1;
    }
    step
}
