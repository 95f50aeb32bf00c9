//! Numbers, dates and reference numbers read by a net of our own.
//!
//! Two nets read together and each by itself; they were trained by `examples/train_numbers`; what they were trained on, how
//! well they read and where they fail is told in `docs/models/numbers.md`. They know no language: what
//! they say of a year or of an office is what the ink looks like.

mod alphabet;
mod confidence;
mod decode;
mod matrix;
mod net;
mod pair;
mod strip;

pub use alphabet::{
    BLANK, COMMA, OTHER, OTHER_TEXT, SIGNS, SPACE, core, is_digit, is_eastern, is_separator,
    output_of, text_of, tidy,
};
pub use confidence::{FEATURES, features, probability};
pub use decode::{Candidate, Place, candidates, log_share, places};
pub use matrix::Packed;
pub use net::{COLUMN_PIXELS, DAMPED, FOLDS, Fold, MAGIC, Net, narrow, thin_out, wide};
pub use pair::{Heard, PAIR_MAGIC, Pair};
pub use strip::{HEIGHT, Strip};

use image::GrayImage;
use std::ops::Range;
use std::sync::LazyLock;

/// The weights, and the figures of the calibration behind them.
static WEIGHTS: &[u8] = include_bytes!("numbers/numbers.net");
static PAIR: LazyLock<Option<Pair>> = LazyLock::new(|| Pair::parse(WEIGHTS));

/// Rows of signs that are told beside the likeliest at most.
const OTHERS: usize = 8;

/// Probability from which a number that both nets read alike is settled: among worn numbers of fonts kept
/// back for the calibration, 99 in 100 of these are right.
const SETTLED: f32 = 0.98;

/// What stands in a piece of a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumberRun {
    /// From left to right as printed. [`OTHER_TEXT`] stands for ink that is no sign of a number; empty
    /// where there is nothing.
    pub text: String,
    /// Probability that the whole text is right, but for other ink at its ends, 0 to 1; calibrated on
    /// fonts that the net had not seen.
    pub confidence: f32,
    /// Whether two nets that were trained apart read it so, each by itself.
    pub agreed: bool,
    /// The signs of the text from left to right; gaps are none.
    pub signs: Vec<Sign>,
    /// What else it may be, likeliest first, with its probability.
    pub others: Vec<(String, f32)>,
}

/// One sign of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// As it stands in the text; `هـ` is one sign of two characters.
    pub text: &'static str,
    /// From its left to its right end, in pixels of the picture given; about, to a quarter of a digit.
    pub span: Range<f32>,
    /// Probability of this sign here, as the net gives it (not calibrated).
    pub confidence: f32,
}

impl NumberRun {
    /// Whether two nets read it so, each by itself, and surely enough to be relied on.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.agreed && self.confidence >= SETTLED
    }

    /// Whether it is all signs of numbers with a digit among them.
    #[must_use]
    pub fn is_number(&self) -> bool {
        let digit = |sign: &Sign| alphabet::output_of(sign.text).is_some_and(alphabet::is_digit);
        self.signs.iter().any(digit) && self.signs.iter().all(|sign| sign.text != OTHER_TEXT)
    }
}

/// Reads a piece of a line: dark ink on light paper, one line high.
#[must_use]
pub fn read(piece: &GrayImage) -> NumberRun {
    PAIR.as_ref()
        .map_or_else(NumberRun::default, |pair| read_with(pair, piece))
}

/// Reads a piece of a line with nets of one's own.
#[must_use]
pub fn read_with(pair: &Pair, piece: &GrayImage) -> NumberRun {
    let Some(strip) = Strip::of(piece) else {
        return NumberRun::default();
    };
    let heard = pair.hear(&strip);
    let told = as_told(&heard.found);
    let Some((best, _)) = told.first() else {
        return NumberRun::default();
    };
    let places = best
        .first_row
        .iter()
        .zip(decode::places(heard.columns(), &best.first_row))
        .collect::<Vec<_>>();
    let confidence = probability(&heard.figures(), &pair.calibration);
    let rest = (1.0 - confidence).max(0.0);
    let whole: f64 = told.iter().skip(1).map(|(_, share)| share).sum();
    let signs = places
        .iter()
        .filter(|(sign, _)| **sign != SPACE)
        .map(|(sign, place)| {
            // The net fires at the middle of a sign: half a sign lies on either side.
            let column = |at: usize| strip.place((at * COLUMN_PIXELS) as f32);
            Sign {
                text: SIGNS.get(**sign).copied().unwrap_or_default(),
                span: column(place.from)..column(place.to + 1),
                confidence: place.share,
            }
        })
        .collect();
    NumberRun {
        text: text_of(&best.row),
        confidence,
        agreed: heard.agreed(),
        signs,
        others: told
            .iter()
            .skip(1)
            .take(OTHERS)
            .map(|(other, share)| {
                (
                    text_of(&other.row),
                    rest * (share / whole.max(1e-30)) as f32,
                )
            })
            .filter(|(_, share)| *share > 0.000_05)
            .collect(),
    }
}

/// A text with the first of the raw rows that tell it.
struct Told {
    row: Vec<usize>,
    first_row: Vec<usize>,
}

/// Candidates that are told the same way put together, with the sum of their probabilities.
fn as_told(found: &[Candidate]) -> Vec<(Told, f64)> {
    let mut told: Vec<(Told, f64)> = Vec::new();
    for candidate in found {
        let row = tidy(&candidate.row);
        let share = net::exp(candidate.log_share);
        if let Some((_, sum)) = told.iter_mut().find(|(known, _)| known.row == row) {
            *sum += share;
        } else {
            let first_row = candidate.row.clone();
            told.push((Told { row, first_row }, share));
        }
    }
    told.sort_by(|one, other| other.1.total_cmp(&one.1));
    told
}
