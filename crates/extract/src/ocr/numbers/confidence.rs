//! How sure the net may be: from its own figures to a probability that holds.

use super::alphabet::{BLANK, OTHER, core, tidy};
use super::decode::{Candidate, places};
use super::net::{exp, ln};

/// Number of figures that speak for or against a run.
pub const FEATURES: usize = 7;

/// The figures of a run; see the source for each. All are 0 for a run that is beyond doubt. The last one
/// is left for whether two readers differ.
#[must_use]
pub fn features(columns: &[Vec<f32>], found: &[Candidate]) -> [f32; FEATURES] {
    let Some(best) = found.first() else {
        return [9.0; FEATURES];
    };
    let row = tidy(&best.row);
    let mut same = 0.0;
    let mut rival = 0.0_f64;
    for candidate in found {
        let share = exp(candidate.log_share);
        if core(&tidy(&candidate.row)) == core(&row) {
            same += share;
        } else {
            rival = rival.max(share);
        }
    }
    let log_same = ln(same.max(1e-12));
    let log_rival = ln(rival.max(1e-12));
    let signs = places(columns, &best.row);
    let weakest = best
        .row
        .iter()
        .zip(&signs)
        .filter(|(sign, _)| **sign != OTHER)
        .map(|(_, place)| place.share)
        .fold(1.0_f32, f32::min);
    // Columns in which neither blank nor any one sign is clearly meant.
    let unclear: f32 = columns
        .iter()
        .map(|column| 1.0 - exp(f64::from(column.iter().copied().fold(-9.0, f32::max))) as f32)
        .sum();
    let blank_doubt = columns
        .iter()
        .filter_map(|column| column.get(BLANK))
        .filter(|share| **share > -4.6 && **share < -0.01)
        .count();
    [
        // How unlikely the run is, on a scale on which the last nines count.
        ln((1.0 - same).clamp(1e-6, 1.0)) as f32 + 13.8,
        -log_same as f32,
        (13.8 - (log_same - log_rival) as f32).max(0.0),
        ln(f64::from((1.0 - weakest).clamp(1e-6, 1.0))) as f32 + 13.8,
        unclear / signs.len().max(1) as f32,
        blank_doubt as f32 / signs.len().max(1) as f32,
        0.0,
    ]
}

/// The probability that a run with these figures is right, by logistic regression.
///
/// `weights`: one for each figure and the constant behind them. Without weights the net's own word.
#[must_use]
pub fn probability(figures: &[f32; FEATURES], weights: &[f32]) -> f32 {
    let [_, log_same, ..] = figures;
    let Some((constant, factors)) = weights.split_last() else {
        return exp(-f64::from(*log_same)) as f32;
    };
    let sum = figures
        .iter()
        .zip(factors)
        .fold(f64::from(*constant), |sum, (figure, factor)| {
            sum + f64::from(*figure) * f64::from(*factor)
        });
    (1.0 / (1.0 + exp(-sum))) as f32
}
