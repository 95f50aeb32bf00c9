//! Whether two written names can be the same name: across scripts, spellings and habits.
//!
//! A name is parsed into parts. Parts are compared by spelling, with weights learned from attested
//! pairs: how Arabic letters are written in Latin ones by English, French, German, Dutch and Turkish
//! hands, and how such spellings differ among themselves. The parts of the shorter name are laid
//! onto the longer one in order, for order means something: given, father, grandfather, family.
//!
//! A score says how like the *names* are. It is no statement about persons: common names are shared
//! by thousands.

mod alignment;
mod alphabet;
mod background;
pub mod common_names;
pub mod normal;
mod parse;
mod spelling;
mod weights;

use alphabet::Written;
pub use parse::{Form, Name, Part};
pub use weights::{Account, Weights};

/// The version of parsing, tables and weights as a whole: scores of different versions are not
/// compared.
pub const VERSION: &str = "names/1";

/// Which scripts meet in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scripts {
    /// Both are written in Arabic letters.
    Arabic,
    /// One in Arabic, one in Latin letters.
    Mixed,
    /// Both in Latin letters.
    Latin,
}

/// A part of the shorter name and what was found for it in the longer one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// Which part of the shorter name.
    pub short: usize,
    /// Which part of the longer name; none where nothing was left for it.
    pub long: Option<usize>,
    /// 1 for the spelling expected most, 0 where the two say nothing about each other, below 0 where
    /// they speak against each other.
    pub agreement: f32,
}

/// What speaks for and against two names being one.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The scripts that met.
    pub scripts: Scripts,
    /// Whether the first name given is the shorter one (or of the same length).
    pub first_is_short: bool,
    /// Each part of the shorter name.
    pub pairings: Vec<Pairing>,
    /// Parts of the longer name that nothing was laid onto.
    pub unmatched: usize,
    /// The first part of the shorter name was laid onto the first of the longer.
    pub starts_together: bool,
    /// The last part of the shorter name was laid onto the last of the longer.
    pub ends_together: bool,
    /// The parts fit only in another order: family name first, for one.
    pub order_swapped: bool,
}

/// Agreement of a part for which nothing was left.
const NOTHING_LEFT: f32 = -1.5;

/// Compares two names. A name without any letter of either script has no part and agrees with none.
pub fn compare(one: &Name, other: &Name) -> Comparison {
    let first_is_short = one.parts().len() <= other.parts().len();
    let (short, long) = if first_is_short {
        (one, other)
    } else {
        (other, one)
    };
    let scripts = match (one.is_arabic(), other.is_arabic()) {
        (true, true) => Scripts::Arabic,
        (false, false) => Scripts::Latin,
        _ => Scripts::Mixed,
    };
    let agreements: Vec<Vec<f32>> = short
        .parts()
        .iter()
        .map(|a| long.parts().iter().map(|b| agreement(a, b)).collect())
        .collect();
    let laid = alignment::lay(&agreements, long.parts().len());
    let pairings: Vec<Pairing> = laid
        .onto
        .iter()
        .enumerate()
        .map(|(part, onto)| Pairing {
            short: part,
            long: *onto,
            agreement: onto
                .and_then(|b| agreements.get(part)?.get(b).copied())
                .unwrap_or(NOTHING_LEFT),
        })
        .collect();
    let used = pairings.iter().filter(|p| p.long.is_some()).count();
    let last = long.parts().len().checked_sub(1);
    Comparison {
        scripts,
        first_is_short,
        unmatched: long.parts().len() - used,
        starts_together: pairings.first().is_some_and(|p| p.long == Some(0)),
        ends_together: pairings
            .last()
            .is_some_and(|p| p.long.is_some() && p.long == last),
        order_swapped: laid.swapped,
        pairings,
    }
}

/// How far two parts agree, their articles on or off: the agreement of a [`Pairing`].
pub fn part_agreement(one: &Part, other: &Part) -> f32 {
    agreement(one, other)
}

/// How far two parts agree, their articles and attached words on or off.
fn agreement(one: &Part, other: &Part) -> f32 {
    // An article on one side only is common in lists, and speaks a little against.
    const ARTICLE_DIFFERS: f32 = 1.5;
    let mut gain = gain(&one.whole, &other.whole);
    match (&one.bare, &other.bare) {
        (Some(a), Some(b)) => gain = gain.max(self::gain(a, b)),
        (Some(a), None) => gain = gain.max(self::gain(a, &other.whole) - ARTICLE_DIFFERS),
        (None, Some(b)) => gain = gain.max(self::gain(&one.whole, b) - ARTICLE_DIFFERS),
        (None, None) => {}
    }
    let surprise = f32::midpoint(one.surprise, other.surprise).max(1.0);
    gain / surprise
}

/// Bits by which two spellings are likelier together than by chance.
fn gain(one: &Written, other: &Written) -> f32 {
    use Written::{Arabic, Latin};
    match (one, other) {
        (Arabic(a), Arabic(b)) => spelling::among_arabic(a, b),
        (Arabic(a), Latin(b)) | (Latin(b), Arabic(a)) => {
            spelling::across(a, b) + background::arabic(a) + background::latin(b)
        }
        (Latin(a), Latin(b)) => {
            spelling::among_latin(a, b) + background::latin(a) + background::latin(b)
        }
    }
}

#[cfg(test)]
mod tests;
