//! Whether two written names can be the same name: across scripts, spellings and habits.
//!
//! A name is parsed into parts. Parts are compared by spelling, with weights learned from attested
//! pairs: how Arabic letters are written in Latin ones by English, French, German, Dutch and Turkish
//! hands, and how such spellings differ among themselves. The parts of the shorter name are laid
//! onto the longer one in order, for order means something: given, father, grandfather, family.
//!
//! A score says how like the *names* are. It is no statement about persons: common names are shared
//! by thousands.

mod agreement;
mod alignment;
mod alphabet;
mod background;
pub mod common_names;
pub mod normal;
mod parse;
pub mod roles;
mod segments;
mod spelling;
mod weights;

pub use parse::{Form, Name, Part};
use segments::Segment;
pub use weights::{Account, Weights};

/// The version of parsing, tables and weights as a whole: scores of different versions are not
/// compared.
pub const VERSION: &str = "names/2";

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
    /// How many parts of the shorter name, from that one on, are taken as one: 1 or 2.
    pub short_count: usize,
    /// Which part of the longer name; none where nothing was left for it.
    pub long: Option<usize>,
    /// How many parts of the longer name are taken as one; 0 where there is none.
    pub long_count: usize,
    /// 1 for the spelling expected most, 0 where the two say nothing about each other, below 0 where
    /// they speak against each other.
    pub agreement: f32,
}

/// How the parts of two names stand to each other beyond their spelling. Several can hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Each part has its counterpart, in the same order.
    InOrder,
    /// The parts fit only in another order: family name first, for one.
    OrderSwapped,
    /// First and last part meet, and one between them is missing on one side: the father's, or the
    /// grandfather's.
    FatherMissing,
    /// What is one word on one side is two on the other: عبدالرحمن, نور الدين, a lost or moved space.
    CompoundJoined,
    /// Parts are missing on one side that are not between first and last.
    PartMissing,
    /// At least one part has no counterpart that agrees.
    PartDiffers,
}

impl Level {
    /// Its name in tables and machine-readable answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InOrder => "in_order",
            Self::OrderSwapped => "order_swapped",
            Self::FatherMissing => "father_missing",
            Self::CompoundJoined => "compound_joined",
            Self::PartMissing => "part_missing",
            Self::PartDiffers => "part_differs",
        }
    }
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

impl Comparison {
    /// How the parts stand to each other, in the order of [`Level`]; empty where there is no part.
    pub fn levels(&self) -> Vec<Level> {
        let mut levels = Vec::new();
        if self.pairings.is_empty() {
            return levels;
        }
        let differs = self.pairings.iter().any(|p| p.agreement < segments::POOR);
        let joined = self
            .pairings
            .iter()
            .any(|p| p.long_count > 0 && p.short_count != p.long_count);
        levels.push(if self.order_swapped {
            Level::OrderSwapped
        } else {
            Level::InOrder
        });
        if self.unmatched > 0 {
            levels.push(
                if self.starts_together && self.ends_together && self.pairings.len() > 1 {
                    Level::FatherMissing
                } else {
                    Level::PartMissing
                },
            );
        }
        if joined {
            levels.push(Level::CompoundJoined);
        }
        if differs {
            levels.push(Level::PartDiffers);
        }
        levels.sort_unstable();
        levels
    }
}

/// Agreement of a part for which nothing was left.
const NOTHING_LEFT: f32 = -1.5;

/// How far two parts agree: 1 for the spelling expected most, 0 where the two say nothing about each
/// other, below 0 where they speak against each other; never below -1.5.
///
/// The order of the two does not matter. It allocates nothing and keeps nothing, may be called from
/// many threads at once, and costs about a microsecond: compare millions. Two common names that
/// differ by a letter (سلمان and سليمان) agree little, however near their letters are.
pub fn part_agreement(one: &Part, other: &Part) -> f32 {
    agreement::agreement(one, other)
}

/// Compares two names. A name without any letter of either script has no part and agrees with none.
pub fn compare(one: &Name, other: &Name) -> Comparison {
    let scripts = match (one.is_arabic(), other.is_arabic()) {
        (true, true) => Scripts::Arabic,
        (false, false) => Scripts::Latin,
        _ => Scripts::Mixed,
    };
    let first_is_short = one.parts().len() <= other.parts().len();
    let (short, long) = if first_is_short {
        (one, other)
    } else {
        (other, one)
    };
    let (mut short, mut long) = (segments::single(short), segments::single(long));
    let mut first_is_short = first_is_short;
    let (mut agreements, mut laid) = lay(&short, &long);
    // Words that were written in one, or torn apart: at most two of them.
    for _ in 0..2 {
        let (poor, left) = poor(&agreements, &laid, long.len());
        let changed = !poor.is_empty()
            && (segments::join(&short, &poor, &mut long)
                || segments::join(&long, &left, &mut short));
        if !changed {
            break;
        }
        if short.len() > long.len() {
            std::mem::swap(&mut short, &mut long);
            first_is_short = !first_is_short;
        }
        (agreements, laid) = lay(&short, &long);
    }
    let pairings: Vec<Pairing> = short
        .iter()
        .zip(&laid.onto)
        .zip(&agreements)
        .map(|((part, onto), row)| {
            let met = onto.and_then(|at| Some((long.get(at)?, *row.get(at)?)));
            Pairing {
                short: part.start,
                short_count: part.count,
                long: met.map(|(segment, _)| segment.start),
                long_count: met.map_or(0, |(segment, _)| segment.count),
                agreement: met.map_or(NOTHING_LEFT, |(_, agreement)| agreement),
            }
        })
        .collect();
    let used = laid.onto.iter().filter(|onto| onto.is_some()).count();
    let last = long.len().checked_sub(1);
    Comparison {
        scripts,
        first_is_short,
        unmatched: long.len() - used,
        starts_together: laid.onto.first().is_some_and(|onto| *onto == Some(0)),
        ends_together: laid
            .onto
            .last()
            .is_some_and(|onto| onto.is_some() && *onto == last),
        order_swapped: laid.swapped,
        pairings,
    }
}

fn lay(short: &[Segment<'_>], long: &[Segment<'_>]) -> (Vec<Vec<f32>>, alignment::Laid) {
    let agreements: Vec<Vec<f32>> = short
        .iter()
        .map(|a| {
            long.iter()
                .map(|b| part_agreement(&a.part, &b.part))
                .collect()
        })
        .collect();
    let laid = alignment::lay(&agreements, long.len());
    (agreements, laid)
}

/// Which parts of the shorter and of the longer name have no counterpart that agrees.
fn poor(agreements: &[Vec<f32>], laid: &alignment::Laid, long: usize) -> (Vec<usize>, Vec<usize>) {
    let well = |short: usize| {
        let onto = laid.onto.get(short).copied().flatten()?;
        let agreement = agreements.get(short)?.get(onto)?;
        (*agreement >= segments::POOR).then_some(onto)
    };
    let met: Vec<Option<usize>> = (0..laid.onto.len()).map(well).collect();
    let poor = (0..met.len())
        .filter(|at| met.get(*at).is_none_or(Option::is_none))
        .collect();
    let left = (0..long).filter(|at| !met.contains(&Some(*at))).collect();
    (poor, left)
}

#[cfg(test)]
mod tests;
