//! The weights: how often fields of one person's records agree, as a text a person can read.

mod text;

pub use text::{ModelFault, VERSION};

use crate::Relation;
use crate::calibration::{self, Calibration};
use crate::evidence::{BIRTHS, Evidence, Order, Rarity, UNSAID, UNSAID_YEARS};
use crate::lexicon::ROLES;
use crate::likeness::{Grade, WORTH, Worth};

/// Chances of what is seen, for records of one person and for records drawn by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Log base 2 of the odds that two records drawn by chance are of one person.
    pub(crate) prior: f32,
    /// For each role: how likely a part that agrees at a grade is of the same name.
    pub(crate) worth: [Worth; ROLES],
    /// For each role: the chance that records of one person differ.
    pub(crate) differs: [f32; ROLES],
    /// The chance of each level of birth: of one person, by chance.
    pub(crate) birth: [[f32; 2]; BIRTHS.len()],
    pub(crate) sex: [[f32; 2]; 2],
    /// For places: the worth of each grade.
    pub(crate) place: Worth,
    /// The chance that places differ: of one person, by chance.
    pub(crate) place_differs: [f32; 2],
    /// Of records whose places differ or are not said.
    pub(crate) governorate: [[f32; 2]; 2],
    pub(crate) registry: [[f32; 2]; 2],
    pub(crate) national: [[f32; 2]; 3],
    /// The chance of each order of the names, if of one person.
    pub(crate) order: [f32; 3],
    /// How much more frequent relatives are, against records of one person, than between two lists that
    /// share half of their people: log base 2. Within one list, few stand twice, and all have kin.
    pub(crate) relatives: f32,
    /// How odds become probabilities.
    pub(crate) calibration: Calibration,
}

impl Default for Model {
    /// Where estimation starts from: set by hand, the same for every pair of lists.
    fn default() -> Self {
        Self {
            prior: -17.0,
            worth: [WORTH; ROLES],
            differs: [0.03, 0.05, 0.1, 0.04, 0.05],
            birth: [
                [0.03, 0.80],
                [0.02, 0.08],
                [0.06, 0.06],
                [0.05, 0.02],
                [0.50, 0.02],
                [0.10, 0.002],
                [0.02, 0.0001],
                [0.60, 0.0001],
            ],
            sex: [[0.01, 0.5], [0.99, 0.5]],
            place: WORTH,
            place_differs: [0.06, 0.97],
            governorate: [[0.15, 0.9], [0.85, 0.1]],
            registry: [[0.1, 0.999], [0.9, 0.001]],
            national: [[0.05, 0.999_99], [0.03, 0.000_001], [0.92, 0.000_000_1]],
            order: [0.93, 0.03, 0.04],
            relatives: 0.0,
            calibration: calibration::SHIPPED,
        }
    }
}

/// Log base 2 of the ratio of a level's two chances.
fn ratio(levels: &[[f32; 2]], at: u8) -> f32 {
    if at == UNSAID {
        return 0.0;
    }
    levels
        .get(usize::from(at))
        .map_or(0.0, |[one, chance]| (one / chance).log2())
}

impl Model {
    /// Bits for or against one person, the prior left out, weighed against the ways in which two
    /// people of one family agree.
    pub(crate) fn weight(&self, evidence: &Evidence) -> f32 {
        let same = self.same(evidence);
        let others: f32 = self
            .relatives(evidence)
            .iter()
            .map(|(_, bits)| (bits + self.prior).exp2())
            .sum();
        same - (1.0 + others).log2()
    }

    /// Bits for one person against two unrelated ones.
    pub(crate) fn same(&self, evidence: &Evidence) -> f32 {
        let names: f32 = (0..5).map(|role| self.name(evidence, role)).sum();
        names
            + self.birth(evidence.birth)
            + self.sex(evidence.sex)
            + self.place(evidence)
            + self.registry(evidence.registry)
            + self.national(evidence.national)
            + self.order(evidence.order)
    }

    /// Bits of one role's name.
    pub(crate) fn name(&self, evidence: &Evidence, role: usize) -> f32 {
        let (Some(grade), Some(rarity)) = (evidence.names.get(role), evidence.rarities.get(role))
        else {
            return 0.0;
        };
        let (Some(worth), Some(differs)) = (self.worth.get(role), self.differs.get(role)) else {
            return 0.0;
        };
        like(*grade, *rarity, worth, *differs)
    }

    /// Bits for each relation of two people against their being unrelated.
    pub(crate) fn relatives(&self, evidence: &Evidence) -> [(Relation, f32); 4] {
        let father = self.name(evidence, 1);
        let grandfather = self.name(evidence, 2);
        let family = self.name(evidence, 3);
        let mother = self.name(evidence, 4);
        let place = self.place(evidence);
        let registry = ratio(&self.registry, evidence.registry);
        let given = evidence.names[0];
        let apart = |levels: [f32; 4]| match evidence.years_apart {
            UNSAID_YEARS => 0.0,
            0 => levels[0],
            1..=5 => levels[1],
            6..=14 => levels[2],
            _ => levels[3],
        };
        // Brothers and sisters do not share a name; one that agrees well speaks against it.
        let distinct = match given {
            0 | UNSAID => 0.0,
            1 | 2 => -1.0,
            _ => -5.0,
        };
        let household = father + grandfather + family + mother + place + registry;
        let sibling = household + distinct + apart([-1.0, 1.6, 0.6, -2.0]);
        let twin = household
            + distinct
            + match evidence.birth {
                UNSAID => 0.0,
                // All levels of one day.
                4..=7 => self.birth(evidence.birth),
                _ => -6.0,
            };
        let parent_name = match evidence.parent {
            UNSAID => 0.0,
            grade => like(
                grade,
                evidence.parent_rarity,
                &self.worth[1],
                self.differs[1],
            ),
        };
        let parent = parent_name
            + family
            + place
            + registry
            + distinct.max(-1.0)
            + apart([-6.0, -6.0, -5.0, 1.0]);
        let cousin_given = match given {
            UNSAID => 0.0,
            0 => -0.2,
            _ => self.name(evidence, 0) - 2.5,
        };
        let father_differs = match evidence.names[1] {
            UNSAID => 0.0,
            0 => 0.2,
            _ => -3.0,
        };
        let cousin = cousin_given
            + grandfather
            + family
            + place
            + father_differs
            + apart([0.0, 0.3, 0.3, -0.5]);
        [
            (Relation::Sibling, sibling + SIBLINGS + self.relatives),
            (Relation::Twin, twin + TWINS + self.relatives),
            (Relation::ParentAndChild, parent + PARENTS + self.relatives),
            (Relation::Cousin, cousin + COUSINS + self.relatives),
        ]
    }

    pub(crate) fn birth(&self, level: u8) -> f32 {
        ratio(&self.birth, level)
    }

    pub(crate) fn sex(&self, level: u8) -> f32 {
        ratio(&self.sex, level)
    }

    pub(crate) fn registry(&self, level: u8) -> f32 {
        ratio(&self.registry, level)
    }

    pub(crate) fn national(&self, level: u8) -> f32 {
        ratio(&self.national, level)
    }

    pub(crate) fn order(&self, order: Order) -> f32 {
        self.order.get(order as usize).map_or(0.0, |m| m.log2())
    }

    /// Bits of place and governorate.
    pub(crate) fn place(&self, evidence: &Evidence) -> f32 {
        match evidence.place {
            UNSAID => ratio(&self.governorate, evidence.governorate),
            grade => {
                let [differs, by_chance] = self.place_differs;
                let bits = like(grade, evidence.place_rarity, &self.place, differs);
                if grade == 0 {
                    bits - by_chance.log2() + ratio(&self.governorate, evidence.governorate)
                } else {
                    bits
                }
            }
        }
    }
}

/// Bits of a part that agrees at this grade, given how rare the name is.
fn like(grade: Grade, rarity: Rarity, worth: &Worth, differs: f32) -> f32 {
    match grade {
        UNSAID => 0.0,
        0 => differs.log2(),
        grade => worth.get(usize::from(grade)).map_or(0.0, |worth| {
            (1.0 - differs).log2() + worth.log2() + rarity.bits()
        }),
    }
}

// How many pairs of each relation there are for one pair of records of one person, as log base 2:
// set by hand for households of the region.
const SIBLINGS: f32 = 1.0;
const TWINS: f32 = -4.0;
const PARENTS: f32 = -0.5;
const COUSINS: f32 = -1.0;
