//! From agreement to odds: learned weights, few enough to read.

use super::{Comparison, Scripts};
use crate::table;
use std::sync::LazyLock;

/// What each observation counts, as log base 2 of the odds that it shifts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    /// Agreements at which the weight of a part is given; between them it runs straight.
    pub knots: Vec<f32>,
    /// Weights at the knots for names both Arabic, mixed, both Latin.
    pub parts: [Vec<f32>; 3],
    /// By how much the sum over all parts counts.
    pub sum: f32,
    /// By how much the weakest part counts once more: a name is as good as its worst part.
    pub weakest: f32,
    /// By how much it counts where it agrees.
    pub weakest_agreeing: f32,
    /// First part on first part.
    pub starts_together: f32,
    /// Last part on last part.
    pub ends_together: f32,
    /// Parts that fit in another order only.
    pub order_swapped: f32,
    /// Before anything is seen.
    pub base: f32,
}

/// How the odds of a comparison come about, in bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Of each part of the shorter name.
    pub parts: Vec<f32>,
    /// Of the weakest part, once more.
    pub weakest: f32,
    /// Of the order of parts.
    pub order: f32,
    /// Before anything is seen.
    pub base: f32,
}

impl Account {
    /// All together.
    pub fn bits(&self) -> f32 {
        self.parts.iter().sum::<f32>() + self.weakest + self.order + self.base
    }

    /// The chance, between 0 and 1, that two names drawn for comparison with these marks are one
    /// name, where half of such pairs are.
    pub fn score(&self) -> f32 {
        1.0 / (1.0 + (-self.bits()).exp2())
    }
}

static SHIPPED: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../tables/names/weights.tsv")));

impl Weights {
    /// The weights that ship with this version.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table of weights: a name and a value, or a name, a knot and a value.
    pub fn read(text: &'static str) -> Self {
        let mut weights = Self::default();
        for row in table::rows(text) {
            match row.as_slice() {
                [name, value] => {
                    let cell = match *name {
                        "sum" => &mut weights.sum,
                        "weakest" => &mut weights.weakest,
                        "weakest_agreeing" => &mut weights.weakest_agreeing,
                        "starts_together" => &mut weights.starts_together,
                        "ends_together" => &mut weights.ends_together,
                        "order_swapped" => &mut weights.order_swapped,
                        "base" => &mut weights.base,
                        _ => continue,
                    };
                    *cell = value.parse().unwrap_or(0.0);
                }
                [name, knot, value] => {
                    let at = match *name {
                        "part_arabic" => 0,
                        "part_mixed" => 1,
                        "part_latin" => 2,
                        _ => continue,
                    };
                    if at == 0 {
                        weights.knots.push(knot.parse().unwrap_or(0.0));
                    }
                    if let Some(list) = weights.parts.get_mut(at) {
                        list.push(value.parse().unwrap_or(0.0));
                    }
                }
                _ => {}
            }
        }
        weights
    }

    /// What one part of this agreement counts, in bits.
    pub fn of_part(&self, scripts: Scripts, agreement: f32) -> f32 {
        let Some(values) = self.parts.get(scripts as usize) else {
            return 0.0;
        };
        let mut before: Option<(f32, f32)> = None;
        for (knot, value) in self.knots.iter().zip(values) {
            if agreement <= *knot {
                return match before {
                    Some((from, low)) if *knot > from => {
                        low + (value - low) * (agreement - from) / (knot - from)
                    }
                    _ => *value,
                };
            }
            before = Some((*knot, *value));
        }
        before.map_or(0.0, |(_, value)| value)
    }

    /// The account of a comparison. One without parts speaks neither for nor against: -8 bits, so
    /// that an empty name is never found like another.
    pub fn account(&self, comparison: &Comparison) -> Account {
        let weights: Vec<f32> = comparison
            .pairings
            .iter()
            .map(|p| self.of_part(comparison.scripts, p.agreement))
            .collect();
        let Some(weakest) = weights.iter().copied().reduce(f32::min) else {
            return Account {
                parts: Vec::new(),
                weakest: 0.0,
                order: 0.0,
                base: -8.0,
            };
        };
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        Account {
            parts: weights.iter().map(|w| w * self.sum).collect(),
            weakest: weakest * self.weakest + weakest.max(0.0) * self.weakest_agreeing,
            order: when(comparison.starts_together, self.starts_together)
                + when(comparison.ends_together, self.ends_together)
                + when(comparison.order_swapped, self.order_swapped),
            base: self.base,
        }
    }
}
