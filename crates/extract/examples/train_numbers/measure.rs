//! How well two nets read fonts they have not seen, and how far their confidence may be believed.

use super::paper::{self, Sample};
use super::random::Chance;
use super::regression;
use super::typeface::Typeface;
use super::wear::WEARS;
use extract::numbers::{
    FEATURES, MAGIC, OTHER, PAIR_MAGIC, Pair, SIGNS, Strip, core, is_digit, probability, tidy,
};
use std::collections::BTreeMap;

/// One sample as it was read.
pub struct Read {
    pub family: String,
    pub digit_px: f32,
    pub truth: Vec<usize>,
    pub read: Vec<usize>,
    /// What each net reads by itself.
    pub alone: [Vec<usize>; 2],
    pub agreed: bool,
    pub figures: [f32; FEATURES],
}

impl Read {
    pub fn right(&self) -> bool {
        core(&self.truth) == core(&self.read)
    }

    /// Whether there is a number to read.
    pub fn is_number(&self) -> bool {
        self.truth.iter().any(|sign| is_digit(*sign))
    }
}

/// Two files of one net each as a file of a pair, without its calibration.
pub fn joined(one: &[u8], other: &[u8]) -> Vec<u8> {
    let weights = |file: &[u8]| file.get(MAGIC.len()..).unwrap_or_default().to_vec();
    [PAIR_MAGIC.to_vec(), weights(one), weights(other)].concat()
}

/// Reads a sample.
pub fn read(pair: &Pair, faces: &[Typeface], made: &Sample) -> Option<Read> {
    let strip = Strip::of(&made.picture)?;
    let heard = pair.hear(&strip);
    Some(Read {
        family: faces[made.family].family.clone(),
        digit_px: made.digit_px,
        truth: made.row.clone(),
        read: tidy(&heard.found.first()?.row),
        alone: heard.alone.clone(),
        agreed: heard.agreed(),
        figures: heard.figures(),
    })
}

/// Reads samples of these faces, worn by chance.
pub fn many(pair: &Pair, faces: &[Typeface], count: usize, seed: u64) -> Vec<Read> {
    let mut chance = Chance::new(seed);
    (0..count)
        .filter_map(|_| {
            let made = paper::sample(&mut chance, faces, None);
            read(pair, faces, &made)
        })
        .collect()
}

/// Makes the same samples without reading them.
fn many_unread(faces: &[Typeface], count: usize, seed: u64) {
    let mut chance = Chance::new(seed);
    for _ in 0..count {
        std::hint::black_box(paper::sample(&mut chance, faces, None));
    }
}

/// Fits the calibration: one weight for each figure, and the constant.
pub fn calibrate(reads: &[Read]) -> Vec<f32> {
    let rows: Vec<(Vec<f64>, bool)> = reads
        .iter()
        .filter(|read| read.is_number())
        .map(|read| {
            (
                read.figures.iter().map(|f| f64::from(*f)).collect(),
                read.right(),
            )
        })
        .collect();
    regression::fit(&rows)
        .into_iter()
        .map(|w| w as f32)
        .collect()
}

/// Tells everything about two nets, in the tables of its model card.
pub fn tell(pair: &Pair, faces: &[Typeface], count: usize, seed: u64) {
    let begun = std::time::Instant::now();
    let reads = many(pair, faces, count, seed);
    let making = std::time::Instant::now();
    many_unread(faces, count, seed);
    let spent = making
        .duration_since(begun)
        .saturating_sub(making.elapsed());
    println!(
        "milliseconds for a piece: {:.2}\n",
        spent.as_secs_f64() * 1000.0 / reads.len() as f64
    );
    let numbers: Vec<&Read> = reads.iter().filter(|read| read.is_number()).collect();
    let share = |part: &[&Read]| {
        let right = part.iter().filter(|read| read.right()).count();
        100.0 * right as f64 / part.len().max(1) as f64
    };
    println!(
        "## All\n\nnumbers: {}, right as a whole: {:.2} %",
        numbers.len(),
        share(&numbers)
    );
    for (net, name) in ["the first net alone", "the second net alone"]
        .iter()
        .enumerate()
    {
        let right = numbers
            .iter()
            .filter(|read| core(&read.truth) == core(&read.alone[net]));
        println!(
            "{name}: {:.2} %",
            100.0 * right.count() as f64 / numbers.len().max(1) as f64
        );
    }
    let agreed: Vec<&Read> = numbers.iter().filter(|read| read.agreed).copied().collect();
    println!(
        "both read the same: {:.1} %, of these right: {:.2} %",
        100.0 * agreed.len() as f64 / numbers.len().max(1) as f64,
        share(&agreed)
    );
    let (wrong, signs) = sign_errors(&numbers);
    println!(
        "signs: {signs}, wrong, lost or invented: {:.3} %",
        100.0 * wrong as f64 / signs as f64
    );
    let words: Vec<&Read> = reads.iter().filter(|read| !read.is_number()).collect();
    let invented = |least: f32| {
        let turned = words.iter().filter(|read| {
            let digits = read.read.iter().any(|sign| is_digit(*sign));
            let other = core(&read.read).contains(&OTHER);
            digits && !other && probability(&read.figures, &pair.calibration) >= least
        });
        turned.count()
    };
    println!(
        "lines without digits: {}, read as numbers: {}, of these with confidence 0.9 and more: {}",
        words.len(),
        invented(0.0),
        invented(0.9)
    );
    println!(
        "\n## By family\n\n| family | numbers | right as a whole, % | of the surest 80 %, right, % |\n|---|---|---|---|"
    );
    by(&numbers, pair, |read| read.family.clone());
    println!(
        "\n## By height of a digit in pixels\n\n| height | numbers | right as a whole, % | of the surest 80 %, right, % |\n|---|---|---|---|"
    );
    by(&numbers, pair, |read| match read.digit_px as u32 {
        0..10 => "07 to 10".to_owned(),
        10..14 => "10 to 14".to_owned(),
        14..20 => "14 to 20".to_owned(),
        20..30 => "20 to 30".to_owned(),
        _ => "30 to 60".to_owned(),
    });
    println!(
        "\n## By wear (alone)\n\n| wear | numbers | right as a whole, % | of the surest 80 %, right, % |\n|---|---|---|---|"
    );
    for (at, wear) in WEARS.iter().enumerate() {
        let mut chance = Chance::new(seed ^ ((at as u64 + 1) << 20));
        let reads: Vec<Read> = (0..count / 17)
            .filter_map(|_| {
                read(
                    pair,
                    faces,
                    &paper::sample(&mut chance, faces, Some(&[*wear])),
                )
            })
            .collect();
        let numbers: Vec<&Read> = reads.iter().filter(|read| read.is_number()).collect();
        by(&numbers, pair, |_| format!("{wear:?}"));
    }
    println!("\n## Confusions (truth, read, times)\n");
    confusions(&numbers);
    println!("\n## Calibration\n");
    calibration(&numbers, pair);
}

fn by(numbers: &[&Read], pair: &Pair, key: impl Fn(&Read) -> String) {
    let mut groups: BTreeMap<String, Vec<&Read>> = BTreeMap::new();
    for read in numbers {
        groups.entry(key(read)).or_default().push(read);
    }
    for (name, mut group) in groups {
        group.sort_by(|one, other| {
            let sure = |read: &Read| probability(&read.figures, &pair.calibration);
            sure(other).total_cmp(&sure(one))
        });
        let right = |part: &[&Read]| {
            100.0 * part.iter().filter(|read| read.right()).count() as f64
                / part.len().max(1) as f64
        };
        println!(
            "| {name} | {} | {:.1} | {:.1} |",
            group.len(),
            right(&group),
            right(&group[..group.len() * 4 / 5])
        );
    }
}

fn sign_errors(numbers: &[&Read]) -> (usize, usize) {
    let mut wrong = 0;
    let mut signs = 0;
    for read in numbers {
        let steps = align(core(&read.truth), core(&read.read));
        wrong += steps.iter().filter(|(truth, told)| truth != told).count();
        signs += core(&read.truth).len();
    }
    (wrong, signs.max(1))
}

/// The cheapest way from one row to another, sign by sign.
fn align(truth: &[usize], read: &[usize]) -> Vec<(Option<usize>, Option<usize>)> {
    let (rows, columns) = (truth.len() + 1, read.len() + 1);
    let mut cost = vec![0_usize; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            cost[row * columns + column] = match (row, column) {
                (0, _) => column,
                (_, 0) => row,
                _ => {
                    let change = usize::from(truth[row - 1] != read[column - 1]);
                    (cost[(row - 1) * columns + column - 1] + change)
                        .min(cost[(row - 1) * columns + column] + 1)
                        .min(cost[row * columns + column - 1] + 1)
                }
            };
        }
    }
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut steps = Vec::new();
    while row > 0 || column > 0 {
        let here = cost[row * columns + column];
        if row > 0 && column > 0 {
            let change = usize::from(truth[row - 1] != read[column - 1]);
            if cost[(row - 1) * columns + column - 1] + change == here {
                (row, column) = (row - 1, column - 1);
                steps.push((Some(truth[row]), Some(read[column])));
                continue;
            }
        }
        if row > 0 && cost[(row - 1) * columns + column] + 1 == here {
            row -= 1;
            steps.push((Some(truth[row]), None));
        } else {
            column -= 1;
            steps.push((None, Some(read[column])));
        }
    }
    steps
}

fn confusions(numbers: &[&Read]) {
    let mut counts: BTreeMap<(Option<usize>, Option<usize>), usize> = BTreeMap::new();
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for read in numbers {
        for (truth, told) in align(core(&read.truth), core(&read.read)) {
            if let Some(truth) = truth {
                *seen.entry(truth).or_default() += 1;
            }
            if truth != told {
                *counts.entry((truth, told)).or_default() += 1;
            }
        }
    }
    let name = |sign: Option<usize>| {
        sign.map_or("nothing".to_owned(), |sign| match sign {
            OTHER => "other ink".to_owned(),
            extract::numbers::SPACE => "gap".to_owned(),
            _ => format!("`{}`", SIGNS[sign]),
        })
    };
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("| is | read as | times | of |\n|---|---|---|---|");
    for ((truth, told), count) in sorted.iter().take(40) {
        let of = truth.map_or(0, |truth| seen[&truth]);
        println!("| {} | {} | {count} | {of} |", name(*truth), name(*told));
    }
}

fn calibration(numbers: &[&Read], pair: &Pair) {
    let mut sure: Vec<(f32, bool)> = numbers
        .iter()
        .map(|read| (probability(&read.figures, &pair.calibration), read.right()))
        .collect();
    sure.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("| confidence | numbers | mean confidence | right |\n|---|---|---|---|");
    let edges = [
        0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.01,
    ];
    let mut error = 0.0;
    for pair in edges.windows(2) {
        let bin: Vec<&(f32, bool)> = sure
            .iter()
            .filter(|(p, _)| *p >= pair[0] && *p < pair[1])
            .collect();
        if bin.is_empty() {
            continue;
        }
        let mean = bin.iter().map(|(p, _)| f64::from(*p)).sum::<f64>() / bin.len() as f64;
        let right = bin.iter().filter(|(_, right)| *right).count() as f64 / bin.len() as f64;
        error += (mean - right).abs() * bin.len() as f64 / sure.len() as f64;
        println!(
            "| {} to {} | {} | {mean:.4} | {right:.4} |",
            pair[0],
            pair[1].min(1.0),
            bin.len()
        );
    }
    println!("\nexpected calibration error: {error:.4}");
    for wanted in [0.99, 0.995, 0.998] {
        let (mut right, mut best) = (0, None);
        for (at, (p, is_right)) in sure.iter().enumerate() {
            right += usize::from(*is_right);
            if right as f64 / (at + 1) as f64 >= wanted {
                best = Some((at + 1, *p));
            }
        }
        if let Some((count, p)) = best {
            println!(
                "right in {:.1} %: coverage {:.1} % (confidence {p:.4} and more)",
                wanted * 100.0,
                100.0 * count as f64 / sure.len() as f64
            );
        }
    }
    for least in [0.9, 0.95, 0.98, 0.99, 0.995] {
        let part: Vec<_> = sure.iter().filter(|(p, _)| *p >= least).collect();
        let right = part.iter().filter(|(_, right)| *right).count();
        println!(
            "confidence {least} and more: coverage {:.1} %, right {:.2} %",
            100.0 * part.len() as f64 / sure.len() as f64,
            100.0 * right as f64 / part.len().max(1) as f64
        );
    }
}
