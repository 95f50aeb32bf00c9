//! Two nets that were trained apart read the same strip. What both read by themselves is a reading that
//! a second one confirms; together they read better than either.

use super::alphabet::{core, tidy};
use super::confidence::{FEATURES, features};
use super::decode::{Candidate, candidates, log_share_of, shares};
use super::net::Net;
use super::strip::Strip;

/// First bytes of a file of two nets.
pub const PAIR_MAGIC: &[u8; 16] = b"isnad numbers 2\n";
/// Rows of signs that each of the two proposes.
const PROPOSED: usize = 16;

/// Two nets, and how their figures become a probability.
#[derive(Debug)]
pub struct Pair {
    nets: [Net; 2],
    /// How a run's figures become the probability that it is right; see [`super::probability`].
    pub calibration: Vec<f32>,
}

/// What two nets make of a strip.
#[derive(Debug)]
pub struct Heard {
    /// For each net and column, the natural logarithm of the probability of each output.
    columns: [Vec<Vec<f32>>; 2],
    /// The row of signs that each net takes for the likeliest, tidied.
    pub alone: [Vec<usize>; 2],
    /// Rows that either proposes, by the mean of the logarithms of both, likeliest first.
    pub found: Vec<Candidate>,
}

impl Pair {
    /// Reads a file of two nets and their calibration; none where it is no such file or has another size.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(PAIR_MAGIC)?;
        let nets = [Net::take(&mut rest)?, Net::take(&mut rest)?];
        let (fours, over) = rest.as_chunks::<4>();
        let calibration = fours.iter().map(|four| f32::from_le_bytes(*four)).collect();
        over.is_empty().then_some(Self { nets, calibration })
    }

    /// Reads a strip with both.
    #[must_use]
    pub fn hear(&self, strip: &Strip) -> Heard {
        let columns = self.nets.each_ref().map(|net| net.columns(strip));
        let proposed = columns.each_ref().map(|own| candidates(own, PROPOSED));
        let alone = proposed
            .each_ref()
            .map(|own| own.first().map(|best| tidy(&best.row)).unwrap_or_default());
        let [one, other] = columns.each_ref().map(|own| shares(own));
        let [mut found, theirs] = proposed;
        for candidate in theirs {
            if !found.iter().any(|known| known.row == candidate.row) {
                found.push(candidate);
            }
        }
        for candidate in &mut found {
            let row = &candidate.row;
            candidate.log_share = f64::midpoint(log_share_of(&one, row), log_share_of(&other, row));
        }
        // Where two are as likely, the first net's order stays.
        found.sort_by(|one, other| other.log_share.total_cmp(&one.log_share));
        Heard {
            columns,
            alone,
            found,
        }
    }
}

impl Heard {
    /// Whether both nets by themselves read what they read together, but for other ink at the ends.
    #[must_use]
    pub fn agreed(&self) -> bool {
        let together = self.found.first().map(|best| tidy(&best.row));
        together.is_some_and(|together| {
            let same = |row: &Vec<usize>| core(row) == core(&together);
            self.alone.iter().all(same)
        })
    }

    /// The columns of the first net, by which places are told.
    #[must_use]
    pub fn columns(&self) -> &[Vec<f32>] {
        let [first, _] = &self.columns;
        first
    }

    /// The figures that speak for or against what they read together.
    #[must_use]
    pub fn figures(&self) -> [f32; FEATURES] {
        let [one, other] = self
            .columns
            .each_ref()
            .map(|columns| features(columns, &self.found));
        let mut figures = one;
        for (figure, other) in figures.iter_mut().zip(other) {
            *figure = f32::midpoint(*figure, other);
        }
        let [.., apart] = &mut figures;
        *apart = f32::from(u8::from(!self.agreed()));
        figures
    }
}
