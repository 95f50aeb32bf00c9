//! Learns how spellings stand for one another, and how letters follow one another.

use super::usable;
use arabic::names::Name;
use std::collections::BTreeMap;
use std::fmt::Write;

type Steps = BTreeMap<(String, String), f64>;
type Pair = (Vec<char>, Vec<char>, f64);
/// From where in both words, how many letters of each, and which step that is.
type Edge = (usize, usize, usize, usize, usize);

const ACROSS: [(usize, usize); 6] = [(0, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1)];
const AMONG: [(usize, usize); 6] = [(0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)];
const ROUNDS: usize = 14;

pub(crate) fn write(tokens: &str, out: &str) -> std::io::Result<()> {
    let pairs = read_pairs(tokens);
    let record = format!(
        "# Learned from {} attested pairs of spellings by examples/train_names.\n",
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
            let usable = usable(sources, arabic, latin)
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
    // All ways of cutting are looked up once; the rounds run over numbers.
    let mut cuts: Vec<Vec<Edge>> = Vec::new();
    for (a, b, _) in pairs {
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
        cuts.push(edges);
    }
    let mut chance: Vec<f64> = Vec::new();
    for round in 0..ROUNDS {
        let mut counted = vec![0.0; ids.len()];
        for ((a, b, weight), edges) in pairs.iter().zip(&cuts) {
            let (n, m) = (a.len(), b.len());
            if round == 0 {
                // Nearer to the diagonal is likelier, before anything is known.
                for &(i, j, x, y, id) in edges {
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
            for (i, j, x, y, id) in edges {
                ahead[at(i + x, j + y)] += ahead[at(*i, *j)] * chance[*id];
            }
            for (i, j, x, y, id) in edges.iter().rev() {
                back[at(*i, *j)] += back[at(i + x, j + y)] * chance[*id];
            }
            let whole = ahead[at(n, m)];
            if whole > 1e-280 {
                for &(i, j, x, y, id) in edges {
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
