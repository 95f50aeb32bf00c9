//! Groups copies among many invented papers and pictures: how long, with how much memory, how rightly.
//!
//! `cargo run --release -p copies --example copies_bench [ITEMS]`, 134,000 where absent. Half of the
//! items are papers of forty forms with names, numbers and dates of their own, half are pictures; one in
//! ten is a misread second reading, or the picture saved again. Nothing is read from outside.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use copies::{Candidates, Fingerprint, Marks, Paper, Portrait, Sureness, compare};
use std::time::Instant;

struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        dice.next(7);
        dice
    }

    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % below.max(1)
    }
}

/// Syllables: an invented language with few words, so that papers resemble one another as real ones do.
const PARTS: &[&str] = &[
    "مح", "اح", "عب", "سل", "يو", "خا", "ري", "نا", "دي", "مو", "را", "شد", "كر", "ها", "لي", "فا",
    "طم", "زي", "نب", "صل", "قا", "سم", "وس", "ام", "جد", "بر", "هن", "تا", "لم", "حس",
];

fn word(dice: &mut Dice) -> String {
    (0..2 + dice.next(2))
        .map(|_| PARTS[dice.next(PARTS.len())])
        .collect()
}

/// A stock of names as people share them.
fn given(dice: &mut Dice) -> String {
    let place = dice.next(400) * dice.next(400) / 400;
    word(&mut Dice::new(900_000 + place as u64))
}

fn text(number: u64) -> String {
    let mut dice = Dice::new(number);
    let mut form = Dice::new(5_000_000 + number % 40);
    let mut text = String::new();
    let set: Vec<String> = (0..70).map(|_| word(&mut form)).collect();
    text.push_str(&set[..35].join(" "));
    text.push_str(&format!(
        " {}/{} {}/{}/20{} ",
        dice.next(900),
        dice.next(400),
        1 + dice.next(28),
        1 + dice.next(12),
        11 + dice.next(9)
    ));
    for _ in 0..4 + dice.next(16) {
        text.push_str(&format!(
            "{} {} {} {} {}\n",
            given(&mut dice),
            given(&mut dice),
            word(&mut dice),
            given(&mut dice),
            1950 + dice.next(50)
        ));
    }
    text.push_str(&set[35..].join(" "));
    text
}

fn paper(number: u64, again: bool) -> Portrait {
    let mut dice = Dice::new(number * 2 + u64::from(again) + 77);
    let mut paper = Paper::default();
    // One in five words is read wrongly, each time others.
    for word in text(number).split_whitespace() {
        if word.contains(|c: char| c.is_ascii_digit()) {
            paper.add(word, Sureness::Doubtful);
        } else if dice.next(5) == 0 {
            let mut letters: Vec<char> = word.chars().collect();
            let at = dice.next(letters.len());
            letters[at] = PARTS[dice.next(PARTS.len())].chars().next().unwrap();
            paper.add(&letters.into_iter().collect::<String>(), Sureness::Doubtful);
        } else {
            paper.add(word, Sureness::Sure);
        }
    }
    Portrait {
        paper,
        prints: Vec::new(),
    }
}

fn picture(number: u64, again: bool) -> Portrait {
    let mut dice = Dice::new(number + 3_000_000);
    let spots: Vec<[f32; 4]> = (0..14)
        .map(|_| {
            [
                dice.next(96) as f32,
                dice.next(72) as f32,
                4.0 + dice.next(14) as f32,
                dice.next(140) as f32 - 70.0,
            ]
        })
        .collect();
    // Darker, and a hundredth cut off at each edge.
    let (bright, kept) = if again { (0.85, 0.98) } else { (1.0, 1.0) };
    let mut grey = Vec::with_capacity(96 * 72);
    for y in 0..72 {
        for x in 0..96 {
            let (u, v) = (
                x as f32 * kept + (1.0 - kept) * 48.0,
                y as f32 * kept + (1.0 - kept) * 36.0,
            );
            let light: f32 = spots
                .iter()
                .map(|[a, b, r, depth]| {
                    depth * (-((u - a).powi(2) + (v - b).powi(2)) / (r * r)).exp()
                })
                .sum();
            grey.push(((120.0 + light) * bright).clamp(0.0, 255.0) as u8);
        }
    }
    Portrait {
        paper: Paper::default(),
        prints: vec![Fingerprint::of_picture(96, 72, &grey)],
    }
}

/// Item `n`: which one it shows, and whether for the second time. Two in twenty repeat the one before of their kind.
fn portrait(n: u64) -> Portrait {
    let again = n % 20 >= 18;
    let shows = if again { n - 2 } else { n };
    if n.is_multiple_of(2) {
        picture(shows, again)
    } else {
        paper(shows, again)
    }
}

fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|n| n.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}

fn main() {
    let items: u64 = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(134_000);
    let start = Instant::now();
    // As in a store, what is kept of each item lies on the disk between the walks.
    let path = std::env::temp_dir().join(format!("isnad-copies-bench-{}", std::process::id()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut lengths = Vec::new();
    for n in 0..items {
        let bytes = Marks::of(&portrait(n)).to_bytes();
        lengths.push(bytes.len());
        std::io::Write::write_all(&mut file, &bytes).unwrap();
    }
    drop(file);
    let made = start.elapsed();
    println!("items          {items}");
    println!(
        "making, marks  {:.1} s (of this, making the items themselves is no part of the work)",
        made.as_secs_f64()
    );
    let grouping = Instant::now();
    let walk = |call: &mut dyn FnMut(&Marks)| {
        let mut file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
        for length in &lengths {
            let mut bytes = vec![0; *length];
            std::io::Read::read_exact(&mut file, &mut bytes).unwrap();
            call(&Marks::from_bytes(&bytes).unwrap());
        }
    };
    let mut counted = Candidates::new();
    walk(&mut |marks| counted.count(marks));
    let mut kept = counted.counted();
    walk(&mut |marks| kept.keep(marks));
    let pairs = kept.pairs();
    println!(
        "candidates     {} pairs in {:.1} s",
        pairs.len(),
        grouping.elapsed().as_secs_f64()
    );
    let comparing = Instant::now();
    let (mut papers, mut pictures, mut wrong) = (0u64, 0u64, 0u64);
    let mut held: (u64, Portrait) = (u64::MAX, Portrait::default());
    for (a, b) in pairs {
        let (a, b) = (u64::from(a), u64::from(b));
        if held.0 != a {
            held = (a, portrait(a));
        }
        if compare(&held.1, &portrait(b)).is_some() {
            match b % 20 {
                19 if b == a + 2 => papers += 1,
                18 if b == a + 2 => pictures += 1,
                _ => wrong += 1,
            }
        }
    }
    let _ = std::fs::remove_file(&path);
    println!("comparing      {:.1} s", comparing.elapsed().as_secs_f64());
    println!(
        "grouping       {:.1} s in all",
        grouping.elapsed().as_secs_f64()
    );
    println!(
        "planted        {} papers, {} pictures; found {papers} and {pictures}; wrong {wrong}",
        items / 20,
        items / 20
    );
    println!("peak memory    {} MiB", peak_mib());
}
