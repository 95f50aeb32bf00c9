//! Compiles the table of common names from names that people wrote down and from attested pairs.

use arabic::names::{Name, Part, compare, normal};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One part in so many, by class of `known_names.tsv`.
const CLASSES: [f64; 5] = [15.0, 40.0, 200.0, 1_000.0, 3_000.0];
/// No name is taken for more common than this that nobody wrote down as common.
const COMMONEST_UNKNOWN: f64 = 1_500.0;
/// Nor for rarer than this, for it was found at all.
const RAREST: f64 = 15_000.0;
/// Spellings of a name in the table, and the least share that is kept, per mille.
const SPELLINGS: usize = 14;
const LEAST_PER_MILLE: f64 = 4.0;
/// A spelling counts as one of a name's where a comparison of the two gives at least this.
const LIKE: f32 = 0.3;

struct Pair {
    arabic: String,
    latin: String,
    count: f64,
    /// From a source that has names of the region only.
    regional: bool,
}

#[derive(Default)]
struct Row {
    /// Arabic spellings in normal form, the main one first.
    arabic: Vec<String>,
    class: Option<usize>,
    /// Latin spellings as known, by rank, and as attested, by count.
    known: BTreeMap<String, f64>,
    attested: BTreeMap<String, f64>,
}

pub(crate) fn write(tokens: &str, known: &str, out: &str) -> std::io::Result<()> {
    let mut rows = read_known(known);
    let by_name: BTreeMap<String, usize> = rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.arabic.iter().map(move |name| (name.clone(), at)))
        .collect();
    let pairs = read_pairs(tokens);
    let mut others: BTreeMap<String, Row> = BTreeMap::new();
    let mut regional: BTreeMap<String, bool> = BTreeMap::new();
    for pair in &pairs {
        let name = normal_of(&pair.arabic, &by_name);
        *regional.entry(name).or_default() |= pair.regional;
    }
    for pair in &pairs {
        let name = normal_of(&pair.arabic, &by_name);
        let row = match by_name.get(&name) {
            Some(at) => &mut rows[*at],
            None if regional[&name] && name.chars().count() >= 3 => {
                others.entry(name.clone()).or_default()
            }
            None => continue,
        };
        if row.arabic.is_empty() {
            row.arabic.push(name.clone());
        }
        let latin = if whole_normal(&pair.arabic) == name {
            whole_normal(&pair.latin)
        } else {
            bare(&pair.latin)
        };
        if like(&pair.arabic, &pair.latin) {
            *row.attested.entry(latin).or_default() += pair.count;
        }
    }
    rows.extend(
        others
            .into_values()
            .filter(|row| row.attested.values().sum::<f64>() >= 1.0),
    );
    let all: f64 = rows
        .iter()
        .map(|row| row.attested.values().sum::<f64>())
        .sum();
    let mut chances: Vec<(f64, Row)> = rows
        .into_iter()
        .map(|row| (chance(&row, all), row))
        .collect();
    chances.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.arabic.cmp(&b.1.arabic)));
    let mut text = format!(
        "# Common names of the region: Arabic spellings in normal form, one part of a name in so many, usual Latin spellings with their share per mille.\n\
         # Made by examples/train_names from known_names.tsv (names and classes written down by hand) and {} attested pairs of spellings.\n\
         # How common: for names of known_names.tsv the class, moved by a third towards how often the pairs have the name; for others that count alone,\n\
         # held between one in {COMMONEST_UNKNOWN} and one in {RAREST}. The pairs come from an encyclopedia's persons, dictionaries and one list of name\n\
         # words, so famous names and names shared with other languages are over-counted, women under-counted, and countries not told apart.\n\
         # Take it as an order of magnitude. `unlisted`: log2 of one in so many for a name that is not here, as a + b * bits of its letters.\n",
        pairs.len()
    );
    let (base, slope) = unlisted(&pairs);
    let _ = writeln!(text, "unlisted\t{base:.2}\t{slope:.3}");
    for (chance, row) in &chances {
        let spellings = spellings(row);
        if spellings.is_empty() {
            continue;
        }
        let shown: Vec<String> = spellings
            .iter()
            .map(|(spelling, per_mille)| format!("{spelling}:{per_mille:.0}"))
            .collect();
        let _ = writeln!(
            text,
            "{}\t{:.0}\t{}",
            row.arabic.join(" "),
            1.0 / chance,
            shown.join(" ")
        );
    }
    std::fs::write(format!("{out}/common_names.tsv"), text)
}

fn read_pairs(text: &str) -> Vec<Pair> {
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [arabic, latin, count, sources] = cells.as_slice() else {
                return None;
            };
            let pair = || Pair {
                arabic: (*arabic).to_owned(),
                latin: (*latin).to_owned(),
                count: count.parse().unwrap_or(1.0),
                regional: sources.split('+').any(|source| source == "tfp"),
            };
            super::usable(sources, arabic, latin).then(pair)
        })
        .collect()
}

fn read_known(known: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for line in known.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [class, arabic, latin] = cells.as_slice() else {
            continue;
        };
        let class = class.parse().ok().filter(|class| *class < CLASSES.len());
        // الياس begins with letters of the article, but Elias has none.
        let article = latin.starts_with("al") && arabic.starts_with("ال");
        let names: Vec<String> = arabic
            .split(' ')
            .map(|name| {
                let name = if article {
                    name.trim_start_matches("ال")
                } else {
                    name
                };
                whole_normal(name)
            })
            .collect();
        let at = names.iter().find_map(|name| by_name.get(name)).copied();
        let at = at.unwrap_or(rows.len());
        if at == rows.len() {
            rows.push(Row::default());
        }
        let row = &mut rows[at];
        row.class = row.class.min(class).or(class);
        for name in names {
            by_name.insert(name.clone(), at);
            if !row.arabic.contains(&name) {
                row.arabic.push(name);
            }
        }
        for (rank, spelling) in latin.split(' ').enumerate() {
            let spelling = if article {
                bare(spelling)
            } else {
                whole_normal(spelling)
            };
            let cell = row.known.entry(spelling).or_default();
            *cell = cell.max(1.0 / (rank as f64 + 1.0));
        }
    }
    rows
}

/// By count and class: what share of all parts this name is.
fn chance(row: &Row, all: f64) -> f64 {
    let counted = row.attested.values().sum::<f64>().max(0.3) / all;
    match row.class.and_then(|class| CLASSES.get(class)) {
        Some(one_in) => ((-one_in.ln() * 2.0 + counted.ln()) / 3.0).exp(),
        None => counted.clamp(1.0 / RAREST, 1.0 / COMMONEST_UNKNOWN),
    }
}

/// Known spellings and attested ones, half and half where there are both.
fn spellings(row: &Row) -> Vec<(String, f64)> {
    let (known, attested): (f64, f64) = (row.known.values().sum(), row.attested.values().sum());
    let each = if known > 0.0 && attested > 0.0 {
        500.0
    } else {
        1_000.0
    };
    let mut shares: BTreeMap<&String, f64> = BTreeMap::new();
    for (spelling, weight) in &row.known {
        *shares.entry(spelling).or_default() += each * weight / known;
    }
    for (spelling, weight) in &row.attested {
        *shares.entry(spelling).or_default() += each * weight / attested;
    }
    let mut list: Vec<(String, f64)> = shares
        .into_iter()
        .filter(|(spelling, share)| *share >= LEAST_PER_MILLE && spelling.len() >= 2)
        .map(|(spelling, share)| (spelling.clone(), share))
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list.truncate(SPELLINGS);
    list
}

/// How the count of a name falls with the bits of its letters, over all pairs.
fn unlisted(pairs: &[Pair]) -> (f64, f64) {
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    for pair in pairs {
        *counts.entry(&pair.arabic).or_default() += pair.count;
    }
    let all: f64 = counts.values().sum();
    let points: Vec<(f64, f64)> = counts
        .iter()
        .filter_map(|(name, count)| {
            let name = Name::parse(name);
            let [part] = name.parts() else { return None };
            Some((f64::from(part.surprise()), (all / count).log2()))
        })
        .collect();
    let n = points.len() as f64;
    let (x, y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    let (x, y) = (x / n, y / n);
    let (mut over, mut under) = (0.0, 0.0);
    for point in &points {
        over += (point.0 - x) * (point.1 - y);
        under += (point.0 - x) * (point.0 - x);
    }
    let slope = over / under;
    (y - slope * x, slope)
}

fn like(arabic: &str, latin: &str) -> bool {
    let comparison = compare(&Name::parse(arabic), &Name::parse(latin));
    comparison.pairings.iter().all(|p| p.agreement >= LIKE)
}

/// Its folded letters, all parts joined, in normal form but for the article. The table that is built
/// in has no say in it.
fn whole_normal(name: &str) -> String {
    let name = Name::parse(name);
    let text: String = name.parts().iter().map(Part::text).collect();
    if name.is_arabic() {
        normal::arabic(&text)
    } else {
        normal::latin(&text)
    }
}

/// The normal form, without article unless the whole is known as a name.
fn normal_of(name: &str, known: &BTreeMap<String, usize>) -> String {
    let whole = whole_normal(name);
    match whole.strip_prefix("ال") {
        Some(bare) if !known.contains_key(&whole) && bare.chars().count() >= 2 => bare.to_owned(),
        _ => whole,
    }
}

/// The letters after an article, where there is one.
fn bare(latin: &str) -> String {
    let whole = whole_normal(latin);
    let article = ["al", "el"]
        .into_iter()
        .find_map(|article| whole.strip_prefix(article).filter(|bare| bare.len() >= 3));
    article.map_or_else(|| whole.clone(), normal::latin)
}
