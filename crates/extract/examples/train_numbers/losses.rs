//! How wrong the outputs are: by alignment (CTC), or column by column where the places are known.

use extract::numbers::{BLANK, COLUMN_PIXELS, OTHER};

/// Loss of a row over all its alignments, and the slopes of the outputs before they became shares.
/// None where the strip has too few columns for the row.
pub fn aligned(columns: &[Vec<f32>], row: &[usize]) -> Option<(f32, Vec<Vec<f32>>)> {
    let states: Vec<usize> = std::iter::once(BLANK)
        .chain(row.iter().flat_map(|sign| [*sign, BLANK]))
        .collect();
    let (count, length) = (states.len(), columns.len());
    let least = row.len() + row.windows(2).filter(|pair| pair[0] == pair[1]).count();
    if length < least || length == 0 {
        return None;
    }
    let jumps =
        |state: usize| state >= 2 && states[state] != BLANK && states[state] != states[state - 2];
    let none = f64::NEG_INFINITY;
    let mut ahead = vec![vec![none; count]; length];
    let mut behind = vec![vec![none; count]; length];
    for (at, column) in columns.iter().enumerate() {
        for state in 0..count {
            let before = if at == 0 {
                if state <= 1 { 0.0 } else { none }
            } else {
                let last = &ahead[at - 1];
                let mut sum = last[state];
                if state >= 1 {
                    sum = log_sum(sum, last[state - 1]);
                }
                if jumps(state) {
                    sum = log_sum(sum, last[state - 2]);
                }
                sum
            };
            ahead[at][state] = before + f64::from(column[states[state]]);
        }
    }
    for at in (0..length).rev() {
        for state in 0..count {
            behind[at][state] = if at + 1 == length {
                if state + 2 >= count { 0.0 } else { none }
            } else {
                let (next, column) = (&behind[at + 1], &columns[at + 1]);
                let through = |to: usize| next[to] + f64::from(column[states[to]]);
                let mut sum = through(state);
                if state + 1 < count {
                    sum = log_sum(sum, through(state + 1));
                }
                if state + 2 < count && jumps(state + 2) {
                    sum = log_sum(sum, through(state + 2));
                }
                sum
            };
        }
    }
    let whole = log_sum(
        ahead[length - 1][count - 1],
        if count > 1 {
            ahead[length - 1][count - 2]
        } else {
            none
        },
    );
    if !whole.is_finite() {
        return None;
    }
    let slopes = (0..length)
        .map(|at| {
            let mut slope: Vec<f32> = columns[at].iter().map(|share| share.exp()).collect();
            for state in 0..count {
                let share = ahead[at][state] + behind[at][state] - whole;
                slope[states[state]] -= share.exp() as f32;
            }
            slope
        })
        .collect();
    Some((-whole as f32, slopes))
}

fn log_sum(one: f64, other: f64) -> f64 {
    let (most, least) = if one > other {
        (one, other)
    } else {
        (other, one)
    };
    if least == f64::NEG_INFINITY {
        return most;
    }
    most + (least - most).exp().ln_1p()
}

/// Loss column by column: a sign at its middle, blank elsewhere, other ink over its whole width.
pub fn placed(columns: &[Vec<f32>], spans: &[(usize, f32, f32)]) -> (f32, Vec<Vec<f32>>) {
    let mut wanted = vec![BLANK; columns.len()];
    for (output, from, to) in spans {
        let pixels = COLUMN_PIXELS as f32;
        let (from, to) = (from / pixels, to / pixels);
        let middle = (from + to) / 2.0;
        let half = if *output == OTHER {
            (to - from) * 0.45
        } else {
            (to - from) * 0.15
        };
        let (first, last) = ((middle - half.max(0.3)).max(0.0), middle + half.max(0.3));
        for slot in wanted
            .iter_mut()
            .take(last as usize + 1)
            .skip(first as usize)
        {
            *slot = *output;
        }
    }
    let mut loss = 0.0;
    let slopes = columns
        .iter()
        .zip(&wanted)
        .map(|(column, output)| {
            // Blanks are many.
            let weight = if *output == BLANK { 0.3 } else { 1.0 };
            loss -= column[*output] * weight;
            let mut slope: Vec<f32> = column.iter().map(|share| share.exp() * weight).collect();
            slope[*output] -= weight;
            slope
        })
        .collect();
    (loss, slopes)
}
