//! Fits the weights of a comparison on what composed pairs show.

use super::regression::{logistic, logistic_scaled};
use arabic::names::{Name, Scripts, compare};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const KNOTS: [f32; 14] = [
    -1.5, -1.0, -0.6, -0.3, -0.1, 0.1, 0.25, 0.4, 0.55, 0.7, 0.82, 0.92, 0.985, 1.05,
];

/// How strongly the second step is held towards nothing: the order of parts must not decide alone,
/// for real lists keep it less than composed pairs do.
const PRIOR: f64 = 300.0;
const SCRIPTS: [Scripts; 3] = [Scripts::Arabic, Scripts::Mixed, Scripts::Latin];

/// What a comparison shows, as one line of a file of observations.
struct Row {
    label: bool,
    scripts: usize,
    starts_together: bool,
    ends_together: bool,
    order_swapped: bool,
    agreements: Vec<f32>,
}

/// Writes what the comparison of each composed pair shows. Of these, only pairs whose Latin spellings
/// are attested mainly in `half` of the token pairs: with tables that lack that half, they are as new
/// as the names of tomorrow. `even`: every second line only.
pub(crate) fn observe(
    names: &str,
    tokens: &str,
    half: u32,
    even: bool,
    out: &str,
) -> std::io::Result<()> {
    let halves = main_halves(tokens);
    let mut text = String::new();
    for (at, line) in names.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, slice, a, b, label, ..] = cells.as_slice() else {
            continue;
        };
        let composed = slice.starts_with("full_") || slice.starts_with("token_");
        if !composed || (even && at % 2 == 1) {
            continue;
        }
        let latin = [a, b]
            .into_iter()
            .filter(|name| name.is_ascii() || !Name::parse(name).is_arabic());
        let found: BTreeSet<u32> = latin
            .flat_map(|name| name.split([' ', '-', ',']))
            .filter_map(|word| halves.get(&word.to_lowercase()).copied())
            .collect();
        let here = if found.is_empty() {
            at as u32 / 2 % 2 == half
        } else {
            found.len() == 1 && found.contains(&half)
        };
        if !here {
            continue;
        }
        let seen = compare(&Name::parse(a), &Name::parse(b));
        let flag = |holds: bool| u8::from(holds);
        let _ = write!(
            text,
            "{label}\t{}\t{}\t{}\t{}",
            seen.scripts as usize,
            flag(seen.starts_together),
            flag(seen.ends_together),
            flag(seen.order_swapped)
        );
        for pairing in &seen.pairings {
            let _ = write!(text, "\t{:.4}", pairing.agreement);
        }
        text.push('\n');
    }
    std::fs::write(out, text)
}

/// For each Latin spelling, the half in which its most frequent pair lies.
fn main_halves(tokens: &str) -> BTreeMap<String, u32> {
    let mut most: BTreeMap<String, (u64, u32)> = BTreeMap::new();
    for line in tokens.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [arabic, latin, count, ..] = cells.as_slice() else {
            continue;
        };
        // What joins words says nothing of a name.
        if ["al", "el", "abd", "abu", "abou", "bin", "ben", "ibn"].contains(latin) {
            continue;
        }
        let count = count.parse().unwrap_or(1);
        let cell = most.entry(latin.to_lowercase()).or_default();
        if count > cell.0 {
            *cell = (count, super::half_of(arabic, latin));
        }
    }
    most.into_iter()
        .map(|(latin, (_, half))| (latin, half))
        .collect()
}

fn read(text: &str) -> Vec<Row> {
    text.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [label, scripts, starts, ends, swapped, agreements @ ..] = cells.as_slice() else {
                return None;
            };
            let agreements: Vec<f32> = agreements.iter().filter_map(|a| a.parse().ok()).collect();
            (!agreements.is_empty()).then(|| Row {
                label: *label == "1",
                scripts: scripts.parse().unwrap_or(0),
                starts_together: *starts == "1",
                ends_together: *ends == "1",
                order_swapped: *swapped == "1",
                agreements,
            })
        })
        .collect()
}

/// Fits the weights of parts, then those of names, on observations.
pub(crate) fn fit(observations: &str, out: &str) -> std::io::Result<()> {
    let rows = read(observations);
    let labels: Vec<bool> = rows.iter().map(|row| row.label).collect();
    let hats: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let mut features = vec![0.0; 3 * KNOTS.len()];
            for agreement in &row.agreements {
                for (knot, share) in hat(*agreement) {
                    features[row.scripts * KNOTS.len() + knot] += share;
                }
            }
            features
        })
        .collect();
    let fitted = logistic(&hats, &labels, &[3.0; 3 * KNOTS.len()]);
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
        .map(|row| {
            let parts: Vec<f64> = row
                .agreements
                .iter()
                .map(|agreement| f64::from(weights.of_part(SCRIPTS[row.scripts], *agreement)))
                .collect();
            let weakest = parts.iter().copied().fold(f64::MAX, f64::min).min(20.0);
            let flag = |holds: bool| f64::from(u8::from(holds));
            vec![
                parts.iter().sum(),
                weakest,
                weakest.max(0.0),
                flag(row.starts_together),
                flag(row.ends_together),
                flag(row.order_swapped),
                1.0,
            ]
        })
        .collect();
    let second = logistic_scaled(&seen, &labels, PRIOR);
    let mut text = format!(
        "# Weights of a comparison of names, log2 of odds, for half of the pairs being one name.\n# Fitted on {} composed pairs by examples/train_names, with tables of spelling that lacked their spellings.\n# observation\t[agreement]\tweight\n",
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
