//! Match review: the queue of leads, one lead read blind and then weighed, and persons.

pub mod api;
mod comparison;
pub mod lead;
pub mod person;
pub mod queue;
mod waterfall;

use super::address::with_query;
use super::refused::Refused;
use domain::{AccessionId, LeadId};
use std::collections::HashMap;
use workbench::{LeadFilter, LeadPlace, WeightBand};

/// The bands of weights that are offered: from and below, in powers of two.
const BANDS: [(i32, i32); 4] = [(-100, 0), (0, 5), (5, 10), (10, 100)];

/// The part of the queue that an address names; it goes along from screen to screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueAddress {
    place: LeadPlace,
    text: String,
    conflict: bool,
    lists: Option<(AccessionId, AccessionId)>,
    band: Option<(i32, i32)>,
}

impl QueueAddress {
    /// Reads the fields of an address or a form.
    fn read<'a>(get: impl Fn(&str) -> &'a str) -> Result<Self, Refused> {
        let unreadable = || Refused::input("address-unreadable");
        let given = |name: &str| Some(get(name).trim()).filter(|value| !value.is_empty());
        let pair = |text: &str| {
            let (one, other) = text.split_once('.')?;
            Some((one.parse().ok()?, other.parse().ok()?))
        };
        let band = |text: &str| {
            let (from, below) = text.split_once("..")?;
            Some((from.parse().ok()?, below.parse().ok()?))
        };
        Ok(Self {
            place: match given("place") {
                Some(name) => name.parse().map_err(|()| unreadable())?,
                None => LeadPlace::default(),
            },
            text: given("q").unwrap_or_default().to_owned(),
            conflict: given("conflict").is_some(),
            lists: match given("lists") {
                Some(text) => Some(pair(text).ok_or_else(unreadable)?),
                None => None,
            },
            band: match given("band") {
                Some(text) => Some(band(text).ok_or_else(unreadable)?),
                None => None,
            },
        })
    }

    fn of_query(query: &HashMap<String, String>) -> Result<Self, Refused> {
        Self::read(|name| query.get(name).map(String::as_str).unwrap_or_default())
    }

    fn filter(&self, after: Option<LeadId>, limit: u32) -> LeadFilter {
        LeadFilter {
            place: self.place,
            text: self.text.clone(),
            conflict: self.conflict,
            lists: self.lists,
            band: self.band.map(|(from, below)| WeightBand { from, below }),
            after,
            limit,
        }
    }

    /// The fields, for hidden inputs and addresses. What is as usual is left out.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        if self.place != LeadPlace::default() {
            fields.push(("place", self.place.name().to_owned()));
        }
        if !self.text.is_empty() {
            fields.push(("q", self.text.clone()));
        }
        if self.conflict {
            fields.push(("conflict", "1".to_owned()));
        }
        if let Some((one, other)) = self.lists {
            fields.push(("lists", format!("{one}.{other}")));
        }
        if let Some((from, below)) = self.band {
            fields.push(("band", format!("{from}..{below}")));
        }
        fields
    }

    /// A path with these fields and more.
    fn at(&self, path: &str, more: &[(&str, &str)]) -> String {
        let fields = self.fields();
        let own = fields.iter().map(|(name, value)| (*name, value.as_str()));
        with_query(path, own.chain(more.iter().copied()))
    }

    fn at_lead(&self, lead: &LeadId) -> String {
        self.at(&format!("/matches/{lead}"), &[])
    }
}

/// The lead of an address; anything else is not available.
fn lead_of(text: &str) -> Result<LeadId, Refused> {
    text.parse().map_err(|_| Refused::not_available())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<QueueAddress, Refused> {
        let query: HashMap<String, String> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        QueueAddress::of_query(&query)
    }

    #[test]
    fn a_place_in_the_queue_comes_back_from_its_address() {
        let all = [
            ("place", "needs-second"),
            ("q", "حداد"),
            ("conflict", "1"),
            ("lists", "A-0001.A-0002"),
            ("band", "-100..0"),
        ];
        let address = read(&all).unwrap();
        let fields = address.fields();
        let again: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(again, all);
        assert_eq!(read(&[]).unwrap().at("/matches", &[]), "/matches");
        for wrong in [
            ("place", "x"),
            ("lists", "A-1"),
            ("lists", "1.2"),
            ("band", "a..b"),
        ] {
            assert!(read(&[wrong]).is_err(), "{wrong:?}");
        }
    }
}
