//! Logistic regression, small enough to need no library.

/// Logistic regression whose prior is in units of each feature's spread; the last one is free.
pub(crate) fn logistic_scaled(rows: &[Vec<f64>], labels: &[bool], prior: f64) -> Vec<f64> {
    let width = rows[0].len();
    let count = rows.len() as f64;
    let spread: Vec<f64> = (0..width)
        .map(|k| {
            let mean = rows.iter().map(|r| r[k]).sum::<f64>() / count;
            let variance = rows.iter().map(|r| (r[k] - mean).powi(2)).sum::<f64>() / count;
            if variance > 1e-12 {
                variance.sqrt()
            } else {
                1.0
            }
        })
        .collect();
    let scaled: Vec<Vec<f64>> = rows
        .iter()
        .map(|r| r.iter().zip(&spread).map(|(x, s)| x / s).collect())
        .collect();
    let mut priors = vec![prior; width];
    if let Some(base) = priors.last_mut() {
        *base = 1e-6;
    }
    logistic(&scaled, labels, &priors)
        .iter()
        .zip(&spread)
        .map(|(w, s)| w / s)
        .collect()
}

/// Logistic regression by Newton's method with a Gaussian prior on each weight.
pub(crate) fn logistic(rows: &[Vec<f64>], labels: &[bool], priors: &[f64]) -> Vec<f64> {
    let width = rows[0].len();
    let mut weights = vec![0.0; width];
    for _ in 0..30 {
        let mut gradient: Vec<f64> = weights.iter().zip(priors).map(|(w, p)| -p * w).collect();
        let mut curve = vec![vec![0.0; width]; width];
        for (k, row) in curve.iter_mut().enumerate() {
            row[k] = priors[k];
        }
        for (row, label) in rows.iter().zip(labels) {
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let (error, bend) = (
                f64::from(u8::from(*label)) - chance,
                chance * (1.0 - chance),
            );
            for (i, x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                gradient[i] += error * x;
                for (j, y) in row.iter().enumerate() {
                    curve[i][j] += bend * x * y;
                }
            }
        }
        let step = solve(curve, gradient);
        for (w, s) in weights.iter_mut().zip(&step) {
            *w += s;
        }
        if step.iter().all(|s| s.abs() < 1e-6) {
            break;
        }
    }
    weights
}

fn solve(mut m: Vec<Vec<f64>>, mut v: Vec<f64>) -> Vec<f64> {
    let n = v.len();
    for k in 0..n {
        let pivot = (k..n)
            .max_by(|a, b| m[*a][k].abs().total_cmp(&m[*b][k].abs()))
            .unwrap_or(k);
        m.swap(k, pivot);
        v.swap(k, pivot);
        for i in k + 1..n {
            let factor = m[i][k] / m[k][k];
            for j in k..n {
                m[i][j] -= factor * m[k][j];
            }
            v[i] -= factor * v[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| m[k][j] * v[j]).sum();
        v[k] = (v[k] - known) / m[k][k];
    }
    v
}
