//! Places of birth and origin: a gazetteer where it knows them, spelling where it does not.

use arabic::{Classes, fold, table};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A place of the gazetteer.
pub(crate) type Place = u16;

/// A governorate by its number; 0 is none.
pub(crate) type Governorate = u8;

struct Gazetteer {
    places: FxHashMap<String, Place>,
    governorates: Vec<Governorate>,
    /// Names of governorates, which serve as names of the towns, too.
    governorate_names: FxHashMap<String, Governorate>,
}

static GAZETTEER: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(include_str!("../tables/places.tsv")));

impl Gazetteer {
    fn read(text: &'static str) -> Self {
        let mut gazetteer = Self {
            places: FxHashMap::default(),
            governorates: Vec::new(),
            governorate_names: FxHashMap::default(),
        };
        for row in table::rows(text) {
            let [governorate, kind, arabic, latin, _] = row.as_slice() else {
                continue;
            };
            let number: Governorate = governorate
                .trim_start_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .unwrap_or(0);
            let place = gazetteer.governorates.len() as Place;
            gazetteer.governorates.push(number);
            for name in arabic.split('|').chain(latin.split('|')) {
                let name = written(name);
                if *kind == "governorate" {
                    gazetteer.governorate_names.insert(name.clone(), number);
                }
                gazetteer.places.entry(name).or_insert(place);
            }
        }
        gazetteer
    }
}

/// A place's name without what hands vary: hamza, ta marbuta, articles, accents, spaces, hyphens.
pub(crate) fn written(name: &str) -> String {
    let folded = fold::fold(name, Classes::SPELLING.with(Classes::LATIN));
    let mut joined = String::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let bare = match word {
            "al" | "el" | "as" | "ar" | "ad" | "an" | "az" | "ash" | "at" => "",
            other => fold::stem(other, Classes::ARTICLE),
        };
        joined.push_str(bare);
    }
    joined
}

/// The place of this written name, where the gazetteer knows it, and its governorate.
pub(crate) fn known(written: &str) -> Option<(Place, Governorate)> {
    let place = *GAZETTEER.places.get(written)?;
    let governorate = GAZETTEER
        .governorates
        .get(usize::from(place))
        .copied()
        .unwrap_or(0);
    Some((place, governorate))
}

/// The governorate of this name, written as a person wrote it.
pub(crate) fn governorate(name: &str) -> Governorate {
    let written = written(name);
    GAZETTEER
        .governorate_names
        .get(&written)
        .copied()
        .or_else(|| known(&written).map(|(_, governorate)| governorate))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_number_in_both_scripts() {
        let place = |name| known(&written(name));
        assert!(place("حلب").is_some());
        assert_eq!(place("حلب"), place("Aleppo"));
        assert_eq!(place("القطيفه"), place("Al-Qutayfah"));
        assert_eq!(place("Nowhere-on-Sea"), None);
        assert_eq!(governorate("ريف دمشق"), governorate("Rif Dimashq"));
        assert_ne!(governorate("ريف دمشق"), governorate("دمشق"));
    }
}
