//! Learns the tables under `tables/names`, and measures.
//!
//!     train_names spelling TOKEN_PAIRS.tsv OUT
//!     train_names common TOKEN_PAIRS.tsv KNOWN_NAMES.tsv OUT
//!     train_names observe NAME_PAIRS.tsv TOKEN_PAIRS.tsv 0|1 all|even OBSERVATIONS
//!     train_names weights OBSERVATIONS OBSERVATIONS OUT
//!     train_names measure NAME_PAIRS.tsv > SCORES.tsv
//!
//! each after `cargo run -p arabic --example train_names --`; OUT is a folder. TOKEN_PAIRS: `arabic`,
//! `latin`, `count`, `sources`, a header first; rows whose only source is `anetac` are left out.
//! NAME_PAIRS: `id`, `slice`, `name_a`, `name_b`, `label`; of these the composed slices (`full_*`,
//! `token_*`) are used, persons of real lists are not.
//!
//! A name of tomorrow is spelled in ways that no table has. Weights that were fitted with tables that
//! have every spelling of the pairs would trust the tables too much. So, for each half: make the tables
//! of spelling and common names with `WITHOUT=0` (or 1) set, build again, for they are built in, and
//! `observe` that half. Then make the tables from all, and fit `weights` from both observations.
//! `even` keeps every second pair of names out, for measuring on the others.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "a training script over its own arrays, written as the formulas are"
)]

mod common_names;
mod regression;
mod spelling;
mod weights;

use arabic::names::{Name, compare};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["spelling", tokens, out] => spelling::write(&std::fs::read_to_string(tokens)?, out)?,
        ["common", tokens, known, out] => common_names::write(
            &std::fs::read_to_string(tokens)?,
            &std::fs::read_to_string(known)?,
            out,
        )?,
        ["measure", names] => measure(&std::fs::read_to_string(names)?)?,
        ["observe", names, tokens, half, lines, out] => weights::observe(
            &std::fs::read_to_string(names)?,
            &std::fs::read_to_string(tokens)?,
            half.parse()?,
            *lines == "even",
            out,
        )?,
        ["weights", one, other, out] => weights::fit(
            &(std::fs::read_to_string(one)? + &std::fs::read_to_string(other)?),
            out,
        )?,
        _ => {
            return Err(
                "one of: spelling, common, observe, weights, measure; see the top of this file"
                    .into(),
            );
        }
    }
    Ok(())
}

/// Scores of all pairs on the standard output, as `isnad names compare` gives them, and how many a
/// second on one core, once the tables are read.
fn measure(names: &str) -> std::io::Result<()> {
    let pairs: Vec<(&str, &str, &str)> = names
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.nth(1)?, cells.next()?))
        })
        .collect();
    let weights = arabic::names::Weights::shipped();
    // Tables are read when first used, and that is not what is measured.
    for (_, a, b) in &pairs {
        compare(&Name::parse(a), &Name::parse(b));
    }
    let started = std::time::Instant::now();
    let scores: Vec<f32> = pairs
        .iter()
        .map(|(_, a, b)| {
            let comparison = compare(&Name::parse(a), &Name::parse(b));
            weights.account(&comparison).score()
        })
        .collect();
    let seconds = started.elapsed().as_secs_f64();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for ((id, ..), score) in pairs.iter().zip(scores) {
        writeln!(out, "{id}\t{score:.5}")?;
    }
    eprintln!("{:.0} pairs a second", pairs.len() as f64 / seconds);
    Ok(())
}

/// Whether a row may be learned from. Where `WITHOUT` is set, pairs of that half are kept back, to
/// measure how names do whose spellings were never seen.
fn usable(sources: &str, arabic: &str, latin: &str) -> bool {
    let without = std::env::var("WITHOUT").ok();
    sources != "anetac" && without.is_none_or(|half| half != half_of(arabic, latin).to_string())
}

/// 0 or 1, by the hash of the pair.
fn half_of(arabic: &str, latin: &str) -> u32 {
    let bytes = arabic.bytes().chain([b'\t']).chain(latin.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash.count_ones() % 2
}
