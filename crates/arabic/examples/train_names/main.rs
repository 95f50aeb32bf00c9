//! Learns the tables under `tables/names`.
//!
//!     cargo run -p arabic --example train_names -- spelling TOKEN_PAIRS.tsv OUT
//!     cargo run -p arabic --example train_names -- common TOKEN_PAIRS.tsv KNOWN_NAMES.tsv OUT
//!     cargo run -p arabic --example train_names -- weights NAME_PAIRS.tsv OUT
//!
//! TOKEN_PAIRS: `arabic`, `latin`, `count`, `sources`, a header first; rows whose only source is
//! `anetac` are left out. NAME_PAIRS: `id`, `slice`, `name_a`, `name_b`, `label`; of these the composed
//! slices (`full_*`, `token_*`) are used, persons of real lists are not. The weights are fitted with
//! the tables of spelling that are built in, so those come first. `half` before OUT uses every second
//! pair of names only, for measuring on the others.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "a training script over its own arrays, written as the formulas are"
)]

mod common_names;

use arabic::names::{Name, Scripts, compare};
use std::collections::BTreeMap;
use std::fmt::Write;

type Steps = BTreeMap<(String, String), f64>;
type Pair = (Vec<char>, Vec<char>, f64);

const ACROSS: [(usize, usize); 6] = [(0, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1)];
const AMONG: [(usize, usize); 6] = [(0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)];
const ROUNDS: usize = 14;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["spelling", tokens, out] => write_spelling(&std::fs::read_to_string(tokens)?, out)?,
        ["common", tokens, known, out] => common_names::write(
            &std::fs::read_to_string(tokens)?,
            &std::fs::read_to_string(known)?,
            out,
        )?,
        ["weights", names, out] => write_weights(&std::fs::read_to_string(names)?, out, false)?,
        ["weights", names, "half", out] => {
            write_weights(&std::fs::read_to_string(names)?, out, true)?
        }
        _ => return Err("spelling TOKEN_PAIRS OUT, common TOKEN_PAIRS KNOWN_NAMES OUT, or weights NAME_PAIRS [half] OUT".into()),
    }
    Ok(())
}

fn write_spelling(tokens: &str, out: &str) -> std::io::Result<()> {
    let pairs = read_pairs(tokens);
    let record = format!(
        "# Learned from {} attested pairs of spellings by examples/train_names.rs.\n",
        pairs.len()
    );
    let across = learn(&pairs, &ACROSS);
    write_steps(
        &format!("{out}/spelling_arabic_latin.tsv"),
        &record,
        "arabic\tlatin",
        &across,
    )?;
    let among = learn(&latin_pairs(&pairs), &AMONG);
    write_steps(
        &format!("{out}/spelling_latin_latin.tsv"),
        &record,
        "latin\tlatin",
        &among,
    )?;
    write_letters(
        &format!("{out}/letters_arabic.tsv"),
        &record,
        pairs.iter().map(|p| (&p.0, p.2)),
    )?;
    write_letters(
        &format!("{out}/letters_latin.tsv"),
        &record,
        pairs.iter().map(|p| (&p.1, p.2)),
    )
}

/// Whether a row may be learned from. Where `UNSEEN` is set, Latin spellings whose hash is odd are
/// kept back, to measure how names do whose spellings were never seen.
fn usable(sources: &str, latin: &str) -> bool {
    let hash = latin
        .to_lowercase()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    sources != "anetac" && (std::env::var_os("UNSEEN").is_none() || hash.count_ones() % 2 == 0)
}

fn read_pairs(text: &str) -> Vec<Pair> {
    let joined = |name: &str| -> Vec<char> {
        let name = Name::parse(name);
        name.parts().iter().flat_map(|p| p.text().chars()).collect()
    };
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (arabic, latin, count, sources) =
                (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
            let (a, b) = (joined(arabic), joined(latin));
            let count: f64 = count.parse().ok()?;
            let usable = usable(sources, latin)
                && (1..=14).contains(&a.len())
                && (1..=16).contains(&b.len());
            usable.then_some((a, b, (1.0 + count).ln()))
        })
        .collect()
}

/// Spellings of one Arabic name, each with each.
fn latin_pairs(pairs: &[Pair]) -> Vec<Pair> {
    let mut by_name: BTreeMap<&[char], Vec<(&Vec<char>, f64)>> = BTreeMap::new();
    for (arabic, latin, weight) in pairs {
        by_name.entry(arabic).or_default().push((latin, *weight));
    }
    let mut found = Vec::new();
    for spellings in by_name.values_mut() {
        spellings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        spellings.truncate(8);
        let share = 2.0 / spellings.len() as f64;
        for (one, w) in &*spellings {
            for (other, v) in &*spellings {
                let weight = if one == other {
                    w * 0.5
                } else {
                    w.min(*v) * share
                };
                found.push(((*one).clone(), (*other).clone(), weight));
            }
        }
    }
    found
}

/// Expectation maximisation over all ways to cut a pair into steps.
fn learn(pairs: &[Pair], shapes: &[(usize, usize)]) -> Steps {
    let cut = |word: &[char], at: usize, n: usize| word[at..at + n].iter().collect::<String>();
    let mut ids: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut chance: Vec<f64> = Vec::new();
    for round in 0..ROUNDS {
        let mut counted = vec![0.0; chance.len()];
        for (a, b, weight) in pairs {
            let (n, m) = (a.len(), b.len());
            let mut edges = Vec::new();
            for i in 0..=n {
                for j in 0..=m {
                    for (x, y) in shapes
                        .iter()
                        .copied()
                        .filter(|(x, y)| i + x <= n && j + y <= m)
                    {
                        let key = (cut(a, i, x), cut(b, j, y));
                        let fresh = ids.len();
                        let id = *ids.entry(key).or_insert(fresh);
                        edges.push((i, j, x, y, id));
                    }
                }
            }
            if round == 0 {
                counted.resize(ids.len(), 0.0);
                // Nearer to the diagonal is likelier, before anything is known.
                for (i, j, x, y, id) in edges {
                    let off = ((i as f64 + x as f64 / 2.0) / n as f64
                        - (j as f64 + y as f64 / 2.0) / m as f64)
                        .abs();
                    let one = if x == 1 && y >= 1 { 1.0 } else { 0.3 };
                    counted[id] += weight * (-8.0 * off).exp() * one;
                }
                continue;
            }
            let at = |i: usize, j: usize| i * (m + 1) + j;
            let (mut ahead, mut back) =
                (vec![0.0; (n + 1) * (m + 1)], vec![0.0; (n + 1) * (m + 1)]);
            ahead[0] = 1.0;
            back[at(n, m)] = 1.0;
            for (i, j, x, y, id) in &edges {
                ahead[at(i + x, j + y)] += ahead[at(*i, *j)] * chance[*id];
            }
            for (i, j, x, y, id) in edges.iter().rev() {
                back[at(*i, *j)] += back[at(i + x, j + y)] * chance[*id];
            }
            let whole = ahead[at(n, m)];
            if whole > 1e-280 {
                for (i, j, x, y, id) in edges {
                    counted[id] +=
                        weight * ahead[at(i, j)] * chance[id] * back[at(i + x, j + y)] / whole;
                }
            }
        }
        let sum: f64 = counted.iter().sum();
        chance = counted
            .iter()
            .map(|c| c / sum * if round > 0 && *c < 0.5 { 0.1 } else { 1.0 })
            .collect();
        eprintln!(
            "round {round}: {} steps",
            chance.iter().filter(|c| **c > 1e-7).count()
        );
    }
    ids.into_iter()
        .map(|(key, id)| (key, chance[id]))
        .filter(|(_, c)| *c > 1e-7)
        .collect()
}

fn shown(letters: &str) -> &str {
    if letters.is_empty() { "-" } else { letters }
}

fn write_steps(path: &str, record: &str, head: &str, steps: &Steps) -> std::io::Result<()> {
    let mut text = format!("{record}# {head}\tlog2 of the chance of this step\n");
    for ((a, b), chance) in steps {
        let _ = writeln!(text, "{}\t{}\t{:.2}", shown(a), shown(b), chance.log2());
    }
    std::fs::write(path, text)
}

/// Chances of a letter after another, smoothed by how often the letter comes at all.
fn write_letters<'a>(
    path: &str,
    record: &str,
    words: impl Iterator<Item = (&'a Vec<char>, f64)>,
) -> std::io::Result<()> {
    const SMOOTHING: f64 = 5.0;
    let (mut pairs, mut before): (BTreeMap<(char, char), f64>, BTreeMap<char, f64>) =
        Default::default();
    for (word, weight) in words {
        let mut last = '-';
        for letter in word.iter().copied().chain(['-']) {
            *pairs.entry((last, letter)).or_default() += weight;
            *before.entry(last).or_default() += weight;
            last = letter;
        }
    }
    let all: f64 = before.values().sum();
    let mut text = format!(
        "{record}# letter\tthe letter after it (- is the edge of the word)\tlog2 of its chance\n"
    );
    for (a, count_a) in &before {
        for (b, count_b) in &before {
            let seen = pairs.get(&(*a, *b)).copied().unwrap_or(0.0);
            let chance = (seen + SMOOTHING * count_b / all) / (count_a + SMOOTHING);
            let _ = writeln!(text, "{a}\t{b}\t{:.2}", chance.log2());
        }
    }
    std::fs::write(path, text)
}

const KNOTS: [f32; 14] = [
    -1.5, -1.0, -0.6, -0.3, -0.1, 0.1, 0.25, 0.4, 0.55, 0.7, 0.82, 0.92, 0.985, 1.05,
];

/// Fits the weights of parts, then those of names, on composed pairs.
fn write_weights(names: &str, out: &str, half: bool) -> std::io::Result<()> {
    let rows: Vec<(arabic::names::Comparison, bool)> = names
        .lines()
        .skip(1)
        .enumerate()
        .filter(|(at, _)| !half || at % 2 == 0)
        .filter_map(|(_, line)| {
            let mut cells = line.split('\t').skip(1);
            let (slice, a, b, label) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
            let composed = slice.starts_with("full_") || slice.starts_with("token_");
            composed.then(|| (compare(&Name::parse(a), &Name::parse(b)), label == "1"))
        })
        .collect();
    let labels: Vec<bool> = rows.iter().map(|(_, label)| *label).collect();
    let hats: Vec<Vec<f64>> = rows
        .iter()
        .map(|(comparison, _)| {
            let mut features = vec![0.0; 3 * KNOTS.len()];
            for pairing in &comparison.pairings {
                for (knot, share) in hat(pairing.agreement) {
                    features[comparison.scripts as usize * KNOTS.len() + knot] += share;
                }
            }
            features
        })
        .collect();
    let fitted = logistic(&hats, &labels, &vec![3.0; 3 * KNOTS.len()]);
    let mut weights = arabic::names::Weights {
        knots: KNOTS.to_vec(),
        ..Default::default()
    };
    for (scripts, list) in weights.parts.iter_mut().enumerate() {
        let mut highest = f32::MIN;
        for knot in 0..KNOTS.len() {
            highest =
                highest.max(fitted[scripts * KNOTS.len() + knot] as f32 / std::f32::consts::LN_2);
            list.push(highest);
        }
    }
    let seen: Vec<Vec<f64>> = rows
        .iter()
        .map(|(comparison, _)| {
            let parts: Vec<f64> = comparison
                .pairings
                .iter()
                .map(|p| f64::from(weights.of_part(comparison.scripts, p.agreement)))
                .collect();
            let weakest = parts.iter().copied().fold(f64::MAX, f64::min).min(20.0);
            let flag = |holds: bool| f64::from(u8::from(holds));
            vec![
                parts.iter().sum(),
                weakest,
                weakest.max(0.0),
                flag(comparison.starts_together),
                flag(comparison.ends_together),
                flag(comparison.order_swapped),
                1.0,
            ]
        })
        .collect();
    // A strong prior keeps the order of parts from deciding alone: real lists keep it less than the
    // composed ones.
    let second = logistic_scaled(&seen, &labels, 300.0);
    let mut text = format!(
        "# Weights of a comparison of names, log2 of odds, for half of the pairs being one name.\n# Fitted on {} composed pairs by examples/train_names.rs.\n# observation\t[agreement]\tweight\n",
        rows.len()
    );
    for (scripts, name) in [
        (Scripts::Arabic, "arabic"),
        (Scripts::Mixed, "mixed"),
        (Scripts::Latin, "latin"),
    ] {
        for (knot, value) in KNOTS.iter().zip(&weights.parts[scripts as usize]) {
            let _ = writeln!(text, "part_{name}\t{knot}\t{value:.3}");
        }
    }
    for (name, value) in [
        "sum",
        "weakest",
        "weakest_agreeing",
        "starts_together",
        "ends_together",
        "order_swapped",
        "base",
    ]
    .iter()
    .zip(second)
    {
        let _ = writeln!(text, "{name}\t{:.3}", value / std::f64::consts::LN_2);
    }
    std::fs::write(format!("{out}/weights.tsv"), text)
}

fn hat(agreement: f32) -> Vec<(usize, f64)> {
    let last = KNOTS.len() - 1;
    let value = agreement.clamp(KNOTS[0], KNOTS[last]);
    let low = KNOTS
        .iter()
        .rposition(|k| *k <= value)
        .unwrap_or(0)
        .min(last - 1);
    let share = f64::from((value - KNOTS[low]) / (KNOTS[low + 1] - KNOTS[low]));
    vec![(low, 1.0 - share), (low + 1, share)]
}

/// Logistic regression whose prior is in units of each feature's spread; the last one is free.
fn logistic_scaled(rows: &[Vec<f64>], labels: &[bool], prior: f64) -> Vec<f64> {
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
fn logistic(rows: &[Vec<f64>], labels: &[bool], priors: &[f64]) -> Vec<f64> {
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
