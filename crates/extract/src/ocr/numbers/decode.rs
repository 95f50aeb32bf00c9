//! From columns of probabilities to rows of signs, likeliest first.

use super::alphabet::BLANK;
use super::net::{exp, ln};

/// A row of outputs and the probability that it is what stands there, over all its alignments.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Outputs from left to right, untidied.
    pub row: Vec<usize>,
    /// Natural logarithm of the probability.
    pub log_share: f64,
}

/// Rows that are kept from column to column.
const BEAM: usize = 16;
/// Outputs less likely than this in a column (logarithm) are not followed there.
const FAINT: f32 = -9.0;

/// All beginnings of rows that were met, each once: its last sign and what stands before that.
struct Beginnings {
    signs: Vec<(usize, usize)>,
    longer: Vec<Vec<(usize, usize)>>,
}

impl Beginnings {
    /// The number of the beginning that is one sign longer.
    fn with(&mut self, beginning: usize, sign: usize) -> usize {
        let known = self.longer.get(beginning).and_then(|longer| {
            let same = longer.iter().find(|(next, _)| *next == sign);
            same.map(|(_, number)| *number)
        });
        known.unwrap_or_else(|| {
            let number = self.signs.len();
            self.signs.push((beginning, sign));
            self.longer.push(Vec::new());
            if let Some(longer) = self.longer.get_mut(beginning) {
                longer.push((sign, number));
            }
            number
        })
    }

    fn last(&self, beginning: usize) -> usize {
        self.signs.get(beginning).map_or(BLANK, |(_, sign)| *sign)
    }

    fn row(&self, mut beginning: usize) -> Vec<usize> {
        let mut row = Vec::new();
        while beginning != 0
            && let Some((before, sign)) = self.signs.get(beginning)
        {
            row.push(*sign);
            beginning = *before;
        }
        row.reverse();
        row
    }
}

/// A beginning on the way from column to column.
#[derive(Debug, Clone, Copy)]
struct Path {
    beginning: usize,
    /// Probability of the alignments that end in a blank, and of those that end in the last sign;
    /// as shares of the likeliest.
    blank: f64,
    sign: f64,
}

/// The likeliest rows (prefix beam search), likeliest first.
#[must_use]
pub fn candidates(columns: &[Vec<f32>], most: usize) -> Vec<Candidate> {
    let mut beginnings = Beginnings {
        signs: vec![(0, BLANK)],
        longer: vec![Vec::new()],
    };
    let mut beam = vec![Path {
        beginning: 0,
        blank: 1.0,
        sign: 0.0,
    }];
    let mut log_scale = 0.0_f64;
    let mut next: Vec<Path> = Vec::new();
    for column in columns {
        let shares: Vec<(usize, f64)> = column
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, share)| *share > FAINT)
            .map(|(output, share)| (output, exp(f64::from(share))))
            .collect();
        next.clear();
        for path in &beam {
            let whole = path.blank + path.sign;
            for (output, share) in shares.iter().copied() {
                if output == BLANK {
                    add(&mut next, path.beginning, whole * share, 0.0);
                } else if beginnings.last(path.beginning) == output {
                    add(&mut next, path.beginning, 0.0, path.sign * share);
                    let longer = beginnings.with(path.beginning, output);
                    add(&mut next, longer, 0.0, path.blank * share);
                } else {
                    let longer = beginnings.with(path.beginning, output);
                    add(&mut next, longer, 0.0, whole * share);
                }
            }
        }
        next.sort_by(|one, other| {
            let (one_share, other_share) = (one.blank + one.sign, other.blank + other.sign);
            let order = other_share.total_cmp(&one_share);
            order.then(one.beginning.cmp(&other.beginning))
        });
        next.truncate(BEAM);
        let best = next
            .first()
            .map_or(1.0, |path| path.blank + path.sign)
            .max(1e-300);
        for path in &mut next {
            path.blank /= best;
            path.sign /= best;
        }
        log_scale += ln(best);
        std::mem::swap(&mut beam, &mut next);
    }
    beam.truncate(most);
    beam.into_iter()
        .map(|path| Candidate {
            log_share: ln(path.blank + path.sign) + log_scale,
            row: beginnings.row(path.beginning),
        })
        .collect()
}

fn add(paths: &mut Vec<Path>, beginning: usize, blank: f64, sign: f64) {
    if blank + sign <= 0.0 {
        return;
    }
    if let Some(path) = paths.iter_mut().find(|path| path.beginning == beginning) {
        path.blank += blank;
        path.sign += sign;
    } else {
        paths.push(Path {
            beginning,
            blank,
            sign,
        });
    }
}

/// The natural logarithm of the probability of a row, over all its alignments.
#[must_use]
pub fn log_share(columns: &[Vec<f32>], row: &[usize]) -> f64 {
    log_share_of(&shares(columns), row)
}

/// For each column the probabilities, where it has their logarithms.
pub(super) fn shares(columns: &[Vec<f32>]) -> Vec<Vec<f64>> {
    let of = |column: &Vec<f32>| column.iter().map(|share| exp(f64::from(*share))).collect();
    columns.iter().map(of).collect()
}

/// As [`log_share`], from probabilities: many rows are asked of the same columns.
pub(super) fn log_share_of(columns: &[Vec<f64>], row: &[usize]) -> f64 {
    let states = states(row);
    // Shares of the alignments so far that end in each state, of their sum.
    let mut shares = vec![0.0_f64; states.len()];
    let mut next = Vec::with_capacity(states.len());
    let mut log_scale = 0.0;
    for (at, column) in columns.iter().enumerate() {
        next.clear();
        for (state, output) in states.iter().copied().enumerate() {
            let from = |back: usize| {
                let before = state.checked_sub(back);
                before.and_then(|before| shares.get(before)).copied()
            };
            let mut sum = from(0).unwrap_or(0.0) + from(1).unwrap_or(0.0);
            if may_jump(&states, state) {
                sum += from(2).unwrap_or(0.0);
            }
            if at == 0 {
                sum = f64::from(u8::from(state <= 1));
            }
            next.push(sum * column.get(output).copied().unwrap_or(0.0));
        }
        let whole: f64 = next.iter().sum();
        let scale = whole.max(1e-300);
        for share in &mut next {
            *share /= scale;
        }
        log_scale += ln(scale);
        std::mem::swap(&mut shares, &mut next);
    }
    let ends: f64 = shares.iter().rev().take(2).sum();
    log_scale + ln(ends.max(1e-300))
}

/// Blank, first sign, blank, second sign, ..., blank.
fn states(row: &[usize]) -> Vec<usize> {
    std::iter::once(BLANK)
        .chain(row.iter().flat_map(|sign| [*sign, BLANK]))
        .collect()
}

/// Whether the blank before a sign may be left out, as the sign before it is another one.
fn may_jump(states: &[usize], state: usize) -> bool {
    let here = states.get(state).copied().unwrap_or(BLANK);
    let before = state.checked_sub(2).and_then(|before| states.get(before));
    here != BLANK && before.is_some_and(|before| *before != here)
}

/// Where a sign stands: first and last column, and how sure the net is of it there.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// First column.
    pub from: usize,
    /// Last column.
    pub to: usize,
    /// Largest probability of the sign in these columns.
    pub share: f32,
}

/// The likeliest alignment of a row (Viterbi): one place for each sign.
#[must_use]
pub fn places(columns: &[Vec<f32>], row: &[usize]) -> Vec<Place> {
    let states = states(row);
    let mut score: Vec<f32> = vec![f32::NEG_INFINITY; states.len()];
    let mut back: Vec<Vec<u8>> = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        let mut steps = Vec::with_capacity(states.len());
        let mut next = Vec::with_capacity(states.len());
        for (state, output) in states.iter().copied().enumerate() {
            let from = |steps_back: usize| {
                state
                    .checked_sub(steps_back)
                    .and_then(|before| score.get(before).copied())
                    .unwrap_or(f32::NEG_INFINITY)
            };
            let mut best = (from(0), 0_u8);
            if from(1) > best.0 {
                best = (from(1), 1);
            }
            if may_jump(&states, state) && from(2) > best.0 {
                best = (from(2), 2);
            }
            if at == 0 {
                best = (if state <= 1 { 0.0 } else { f32::NEG_INFINITY }, 0);
            }
            next.push(best.0 + column.get(output).copied().unwrap_or(f32::NEG_INFINITY));
            steps.push(best.1);
        }
        score = next;
        back.push(steps);
    }
    let last = states.len() - 1;
    let ends_in_sign = last > 0 && score.get(last - 1) > score.get(last);
    let mut state = if ends_in_sign { last - 1 } else { last };
    let mut places: Vec<Option<Place>> = vec![None; row.len()];
    for (at, (steps, column)) in back.iter().zip(columns).enumerate().rev() {
        if state % 2 == 1
            && let Some(slot) = places.get_mut(state / 2)
            && let Some(output) = states.get(state)
        {
            let share = exp(f64::from(column.get(*output).copied().unwrap_or(-99.0))) as f32;
            *slot = Some(slot.map_or(
                Place {
                    from: at,
                    to: at,
                    share,
                },
                |place| Place {
                    from: at,
                    share: place.share.max(share),
                    ..place
                },
            ));
        }
        state = state.saturating_sub(usize::from(steps.get(state).copied().unwrap_or(0)));
    }
    places.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of three outputs: blank, sign 1, sign 2.
    fn columns(shares: &[[f32; 3]]) -> Vec<Vec<f32>> {
        let logs = |column: &[f32; 3]| column.iter().map(|share| share.ln()).collect();
        shares.iter().map(logs).collect()
    }

    /// The probability of a row by trying all alignments.
    fn by_trying(shares: &[[f32; 3]], row: &[usize]) -> f64 {
        let mut sum = 0.0;
        for number in 0..3_usize.pow(shares.len() as u32) {
            let mut path = Vec::new();
            let (mut rest, mut share) = (number, 1.0);
            for column in shares {
                path.push(rest % 3);
                share *= f64::from(column[rest % 3]);
                rest /= 3;
            }
            path.dedup();
            path.retain(|output| *output != BLANK);
            if path == row {
                sum += share;
            }
        }
        sum
    }

    #[test]
    fn candidates_have_the_probability_of_all_their_alignments() {
        let shares = [
            [0.5, 0.3, 0.2],
            [0.2, 0.5, 0.3],
            [0.4, 0.4, 0.2],
            [0.3, 0.1, 0.6],
            [0.6, 0.2, 0.2],
        ];
        let found = candidates(&columns(&shares), 16);
        assert!(found.len() > 8);
        assert!(found.is_sorted_by(|one, other| one.log_share >= other.log_share));
        for candidate in found.iter().take(4) {
            let wanted = by_trying(&shares, &candidate.row);
            let exact = exp(log_share(&columns(&shares), &candidate.row));
            assert!((exact - wanted).abs() < 1e-6, "{exact}: {wanted}");
            let share = exp(candidate.log_share);
            assert!((share - wanted).abs() < 0.02, "{candidate:?}: {wanted}");
        }
        let likeliest = found.first().unwrap();
        for row in [vec![1, 2], vec![1], vec![2], vec![1, 1, 2], vec![2, 1, 2]] {
            assert!(by_trying(&shares, &row) <= exp(likeliest.log_share) + 1e-6);
        }
    }

    #[test]
    fn a_sign_twice_needs_a_blank_between() {
        let once = [[0.1, 0.9, 0.0], [0.1, 0.9, 0.0]];
        assert_eq!(candidates(&columns(&once), 1)[0].row, [1]);
        let twice = [[0.1, 0.9, 0.0], [0.9, 0.1, 0.0], [0.1, 0.9, 0.0]];
        assert_eq!(candidates(&columns(&twice), 1)[0].row, [1, 1]);
    }

    #[test]
    fn places_follow_the_likeliest_alignment() {
        let shares = [
            [0.9, 0.1, 0.0],
            [0.1, 0.9, 0.0],
            [0.2, 0.8, 0.0],
            [0.9, 0.1, 0.0],
            [0.1, 0.0, 0.9],
        ];
        let found = places(&columns(&shares), &[1, 2]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].from, found[0].to), (1, 2));
        assert_eq!((found[1].from, found[1].to), (4, 4));
        assert!((found[0].share - 0.9).abs() < 1e-6);
    }

    #[test]
    fn no_column_is_an_empty_row() {
        assert_eq!(candidates(&[], 4)[0].row, Vec::<usize>::new());
        assert!(places(&[], &[]).is_empty());
    }
}
