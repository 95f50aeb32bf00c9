//! The branches, prisons and other bodies that are known, and when there were any.

use crate::day::Day;
use crate::written::pieces;
use arabic::slips;
use rustc_hash::FxHashMap;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    id: String,
    from: Option<Day>,
    /// The first day on which it was no more.
    to: Option<Day>,
}

/// What is known of units, by the numbers and names under which they are written.
#[derive(Debug, Clone, Default)]
pub struct Units {
    units: Vec<Unit>,
    /// Numbers in ASCII digits, and names folded without articles.
    by_key: FxHashMap<String, Vec<usize>>,
    names: Vec<(String, usize)>,
}

/// The form in which names are compared.
fn key(written: &str) -> String {
    let words: Vec<String> = pieces(written)
        .iter()
        .map(|piece| match piece.is_number {
            true => piece.key.trim_start_matches('0').to_owned(),
            false => piece.bare().to_owned(),
        })
        .collect();
    words.join(" ")
}

impl Units {
    /// Adds a unit under everything it is called, a number or a name as written.
    pub fn add<'a>(
        &mut self,
        id: &str,
        called: impl IntoIterator<Item = &'a str>,
        from: Option<Day>,
        to: Option<Day>,
    ) {
        let at = self.units.len();
        self.units.push(Unit {
            id: id.to_owned(),
            from,
            to,
        });
        for written in called {
            let key = key(written);
            if key.is_empty() {
                continue;
            }
            let known = self.by_key.entry(key.clone()).or_default();
            if !known.contains(&at) {
                known.push(at);
                self.names.push((key, at));
            }
        }
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Those that are written so; where none is, the one whose name begins so: labels leave out the end of
    /// long names.
    fn places(&self, written: &str) -> Vec<usize> {
        let key = key(written);
        if let Some(exact) = self.by_key.get(&key) {
            return exact.clone();
        }
        if key.split(' ').count() < 2 {
            return Vec::new();
        }
        let begins = |name: &str| {
            name.strip_prefix(&key)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        let longer = self.names.iter().filter(|(name, _)| begins(name));
        let mut longer: Vec<usize> = longer.map(|(_, at)| *at).collect();
        longer.sort_unstable();
        longer.dedup();
        if longer.len() == 1 {
            longer
        } else {
            Vec::new()
        }
    }

    /// The ids of those that are written so, or of the one whose name begins so.
    pub fn ids(&self, written: &str) -> Vec<&str> {
        let places = self.places(written).into_iter();
        places
            .filter_map(|at| self.units.get(at))
            .map(|unit| unit.id.as_str())
            .collect()
    }

    /// Whether one is written so and was there that day; nothing where none is written so.
    pub fn was_there(&self, written: &str, day: Day) -> Option<bool> {
        let places = self.places(written);
        (!places.is_empty()).then(|| {
            places.iter().any(|at| {
                self.units.get(*at).is_some_and(|unit| {
                    unit.from.is_none_or(|from| from <= day) && unit.to.is_none_or(|to| day < to)
                })
            })
        })
    }

    /// The id under which a branch is counted: that of the one unit that is written so; where none or
    /// several are, what is written, in the form in which it is compared.
    pub fn counted_as(&self, written: &str) -> String {
        match self.ids(written).as_slice() {
            [one] => (*one).to_owned(),
            _ => key(written),
        }
    }

    /// Names that differ from what is written in one letter of six at most, the nearest first.
    pub fn near(&self, written: &str) -> Vec<&str> {
        let wanted = key(written);
        let letters = wanted.chars().count();
        if wanted.chars().all(|c| c.is_ascii_digit()) || letters < 4 {
            return Vec::new();
        }
        let most = (letters / 6).max(1);
        let mut found: Vec<(usize, &str)> = self
            .names
            .iter()
            .filter_map(|(name, _)| Some((slips(&wanted, name, most)?, name.as_str())))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_as_they_are_written_and_when_they_were_there() {
        let mut units = Units::default();
        let day = |text| Day::from_iso(text);
        units.add(
            "x.1",
            ["274", "الفرع 274"],
            day("2011-01-01"),
            day("2014-01-01"),
        );
        units.add("x.2", ["سجن الوادي"], None, None);
        assert_eq!(units.ids("٢٧٤"), ["x.1"]);
        assert_eq!(units.ids("فرع 274"), ["x.1"]);
        assert_eq!(
            units.was_there("274", day("2013-12-31").unwrap()),
            Some(true)
        );
        assert_eq!(
            units.was_there("274", day("2014-01-01").unwrap()),
            Some(false)
        );
        assert_eq!(units.was_there("275", day("2013-01-01").unwrap()), None);
        assert_eq!(units.near("سجن الواذي"), ["سجن وادي"]);
        assert_eq!(units.counted_as("السجن الوادي"), "x.2");
        assert_eq!(units.counted_as("999"), "999");
        assert!(units.near("275").is_empty());
        // The end of a long name is left out on labels.
        units.add("x.3", ["سجن وادي الرمل العسكري"], None, None);
        assert_eq!(units.ids("سجن وادي الرمل"), ["x.3"]);
        assert!(units.ids("سجن").is_empty());
        units.add("x.4", ["سجن وادي الرمل المركزي"], None, None);
        assert!(units.ids("سجن وادي الرمل").is_empty());
    }
}
