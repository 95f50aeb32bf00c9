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

#[derive(Debug, Clone)]
struct Path {
    row: Vec<usize>,
    /// Probability of the alignments that end in a blank, and of those that end in the last sign;
    /// scaled by the likeliest of each column.
    blank: f64,
    sign: f64,
}

/// The likeliest rows (prefix beam search), likeliest first.
#[must_use]
pub fn candidates(columns: &[Vec<f32>], most: usize) -> Vec<Candidate> {
    let mut beam = vec![Path {
        row: Vec::new(),
        blank: 1.0,
        sign: 0.0,
    }];
    let mut log_scale = 0.0_f64;
    for column in columns {
        let shares: Vec<(usize, f64)> = column
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, share)| *share > FAINT)
            .map(|(output, share)| (output, exp(f64::from(share))))
            .collect();
        let mut next: Vec<Path> = Vec::with_capacity(beam.len() * 3);
        for path in &beam {
            for (output, share) in shares.iter().copied() {
                let whole = path.blank + path.sign;
                if output == BLANK {
                    add(&mut next, &path.row, None, whole * share, 0.0);
                } else if path.row.last() == Some(&output) {
                    add(&mut next, &path.row, None, 0.0, path.sign * share);
                    add(&mut next, &path.row, Some(output), 0.0, path.blank * share);
                } else {
                    add(&mut next, &path.row, Some(output), 0.0, whole * share);
                }
            }
        }
        next.sort_by(|one, other| {
            let (one_share, other_share) = (one.blank + one.sign, other.blank + other.sign);
            other_share
                .total_cmp(&one_share)
                .then_with(|| one.row.cmp(&other.row))
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
        beam = next;
    }
    beam.truncate(most);
    beam.into_iter()
        .map(|path| Candidate {
            log_share: ln(path.blank + path.sign) + log_scale,
            row: path.row,
        })
        .collect()
}

fn add(paths: &mut Vec<Path>, row: &[usize], more: Option<usize>, blank: f64, sign: f64) {
    if blank + sign <= 0.0 {
        return;
    }
    let known = paths.iter_mut().find(|path| match more {
        None => path.row == row,
        Some(output) => path.row.split_last() == Some((&output, row)),
    });
    if let Some(path) = known {
        path.blank += blank;
        path.sign += sign;
        return;
    }
    let mut row = row.to_vec();
    row.extend(more);
    paths.push(Path { row, blank, sign });
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
    // States: blank, first sign, blank, second sign, ..., blank.
    let states: Vec<usize> = std::iter::once(BLANK)
        .chain(row.iter().flat_map(|sign| [*sign, BLANK]))
        .collect();
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
            let jump = state.checked_sub(2).and_then(|before| states.get(before));
            if output != BLANK && jump.is_some_and(|before| *before != output) && from(2) > best.0 {
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
