//! Logistic regression by Newton's steps.

/// Weights of the figures and, last, the constant; a little drawn towards nothing.
pub fn fit(rows: &[(Vec<f64>, bool)]) -> Vec<f64> {
    let count = rows.first().map_or(0, |(figures, _)| figures.len()) + 1;
    let mut weights = vec![0.0; count];
    for _ in 0..30 {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -1e-2 * weight).collect();
        let mut bend = vec![vec![0.0; count]; count];
        for (at, row) in bend.iter_mut().enumerate() {
            row[at] = 1e-2;
        }
        for (figures, right) in rows {
            let with_one = || figures.iter().copied().chain([1.0]);
            let sum: f64 = with_one().zip(&weights).map(|(f, w)| f * w).sum();
            let share = 1.0 / (1.0 + (-sum).exp());
            let miss = f64::from(u8::from(*right)) - share;
            for (one, figure) in with_one().enumerate() {
                slope[one] += miss * figure;
                for (other, second) in with_one().enumerate() {
                    bend[one][other] += share * (1.0 - share) * figure * second;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(bend, slope)) {
            *weight += step;
        }
    }
    weights
}

/// Solves a system of equations (Gauss, with the largest pivot).
fn solve(mut left: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for at in 0..count {
        let pivot = (at..count)
            .max_by(|one, other| left[*one][at].abs().total_cmp(&left[*other][at].abs()))
            .unwrap_or(at);
        left.swap(at, pivot);
        right.swap(at, pivot);
        for row in at + 1..count {
            let factor = left[row][at] / left[at][at];
            for column in at..count {
                left[row][column] -= factor * left[at][column];
            }
            right[row] -= factor * right[at];
        }
    }
    for at in (0..count).rev() {
        let known: f64 = (at + 1..count)
            .map(|column| left[at][column] * right[column])
            .sum();
        right[at] = (right[at] - known) / left[at][at];
    }
    right
}
