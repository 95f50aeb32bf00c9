//! From odds that take each field for independent to probabilities that mean what they say.
//!
//! Fields are not independent: a record with one garbled name has often two, and a place that agrees
//! makes a year agree more. So odds are too far from even. How much too far is told by two numbers,
//! measured on invented populations with their truth (`isnad sample lists`) or on what people decided.

/// How log odds become those of a probability: `shift + slope * odds`, as log base 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Calibration {
    pub(crate) shift: f32,
    pub(crate) slope: f32,
}

/// Fitted on 100,000 invented people, Arabic against Latin lists, seed 11; `docs/benchmarks.md` tells
/// how it holds on others.
pub(crate) const SHIPPED: Calibration = Calibration {
    shift: 0.25,
    slope: 0.88,
};

/// Decisions that what is shipped counts for.
const SHIPPED_COUNTS: f64 = 50.0;
/// Steps of Newton's method; it settles in fewer.
const STEPS: usize = 30;

impl Calibration {
    /// The probability, 0..1, of what has this probability if fields were independent.
    pub(crate) fn of(self, probability: f32) -> f32 {
        let odds = (probability / (1.0 - probability).max(1e-9)).max(1e-12);
        let log = (self.shift + self.slope * odds.log2()).clamp(-40.0, 40.0);
        1.0 / (1.0 + (-log).exp2())
    }

    /// What is shipped, moved as far as decisions on pairs with these probabilities demand.
    pub(crate) fn learned(decided: &[(f32, bool)]) -> Self {
        let points: Vec<(f64, f64)> = decided
            .iter()
            .map(|(probability, same)| {
                let odds = (probability / (1.0 - probability).max(1e-9)).max(1e-12);
                (f64::from(odds.log2()), f64::from(u8::from(*same)))
            })
            .collect();
        let start = (f64::from(SHIPPED.shift), f64::from(SHIPPED.slope));
        let (mut shift, mut slope) = start;
        for _ in 0..STEPS {
            // What is shipped holds the two numbers back, the slope by the spread of usual odds.
            let mut gradient = [
                (start.0 - shift) * SHIPPED_COUNTS * 0.25,
                (start.1 - slope) * SHIPPED_COUNTS * 4.0,
            ];
            let mut curve = [SHIPPED_COUNTS * 0.25, 0.0, SHIPPED_COUNTS * 4.0];
            for (odds, same) in &points {
                let claimed = 1.0 / (1.0 + (-(shift + slope * odds)).exp2());
                let (off, spread) = (same - claimed, claimed * (1.0 - claimed));
                gradient[0] += off;
                gradient[1] += off * odds;
                curve[0] += spread * std::f64::consts::LN_2;
                curve[1] += spread * odds * std::f64::consts::LN_2;
                curve[2] += spread * odds * odds * std::f64::consts::LN_2;
            }
            let size = curve[0] * curve[2] - curve[1] * curve[1];
            if size <= f64::EPSILON {
                break;
            }
            shift += (curve[2] * gradient[0] - curve[1] * gradient[1]) / size;
            slope += (curve[0] * gradient[1] - curve[1] * gradient[0]) / size;
            slope = slope.clamp(0.2, 2.0);
            shift = shift.clamp(-10.0, 10.0);
        }
        Self {
            shift: shift as f32,
            slope: slope as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_decisions_what_is_shipped_stays() {
        assert_eq!(Calibration::learned(&[]), SHIPPED);
    }

    #[test]
    fn many_decisions_move_it_to_what_they_say() {
        // Of pairs claimed at 0.9 people found half to be one person; of those at 0.1 none.
        let decided: Vec<(f32, bool)> = (0..4000)
            .map(|n| {
                if n % 2 == 0 {
                    (0.9, n % 4 == 0)
                } else {
                    (0.1, false)
                }
            })
            .collect();
        let learned = Calibration::learned(&decided);
        assert!((learned.of(0.9) - 0.5).abs() < 0.05, "{learned:?}");
        assert!(learned.of(0.1) < 0.05, "{learned:?}");
    }

    #[test]
    fn certainty_stays_between_0_and_1_and_order_is_kept() {
        let claims = [0.0, 1e-6, 0.2, 0.5, 0.99, 1.0];
        let given: Vec<f32> = claims.map(|claim| SHIPPED.of(claim)).to_vec();
        assert!(given.is_sorted());
        assert!(given.iter().all(|p| (0.0..=1.0).contains(p)));
    }
}
