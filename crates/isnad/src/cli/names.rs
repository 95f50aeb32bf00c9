//! `isnad names`: whether written names can be the same, without a store.

use super::fail::Failure;
use super::words::NamesWords;
use arabic::names::{
    Account, Comparison, Level, Name, VERSION, Weights, common_names, compare, roles,
};
use serde_json::{Value, json};
use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

pub(super) fn run(words: &NamesWords) -> Result<ExitCode, Failure> {
    match words {
        NamesWords::Compare { explain } => compare_lines(*explain),
        NamesWords::Parse => parse_lines(),
    }
}

/// Lines of `id TAB name TAB name` in, `id TAB score` out, in the same order.
fn compare_lines(explain: bool) -> Result<ExitCode, Failure> {
    let weights = Weights::shipped();
    answer_lines("`id`, tab, name, tab, name", |cells| {
        let [id, one, other, ..] = cells else {
            return None;
        };
        let (one, other) = (Name::parse(one), Name::parse(other));
        let comparison = compare(&one, &other);
        let account = weights.account(&comparison);
        Some(if explain {
            explained(id, &one, &other, &comparison, &account).to_string()
        } else {
            format!("{id}\t{:.5}", account.score())
        })
    })
}

/// Lines of `id TAB name` in, one JSON object a line out, in the same order.
fn parse_lines() -> Result<ExitCode, Failure> {
    answer_lines("`id`, tab, name", |cells| match cells {
        [id, name, ..] => Some(parsed(id, name).to_string()),
        _ => None,
    })
}

/// Answers each line of the input from its cells. A line that is no such thing is answered with its
/// number and what is wrong, and the rest goes on; exit code 7 then.
fn answer_lines(
    form: &str,
    answer: impl Fn(&[&str]) -> Option<String>,
) -> Result<ExitCode, Failure> {
    let mut input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut line, mut number, mut bad) = (Vec::new(), 0u64, 0u64);
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|e| Failure::Other(e.into()))? == 0 {
            break;
        }
        number += 1;
        // What is no text is left out: an id must come back as it was given.
        let text = std::str::from_utf8(&line).ok();
        let text = text.map(|text| text.trim_end_matches(['\n', '\r']));
        let cells: Vec<&str> = text.unwrap_or_default().split('\t').collect();
        let Some(answer) = answer(&cells) else {
            if text.is_none_or(|text| !text.trim().is_empty()) {
                bad += 1;
                eprintln!(
                    "isnad: line {number} of the input is not {form} in UTF-8; it was left out."
                );
            }
            continue;
        };
        writeln!(out, "{answer}").map_err(Failure::Output)?;
    }
    out.flush().map_err(Failure::Output)?;
    Ok(if bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(7)
    })
}

/// Every reading of a name, the most plausible first.
fn parsed(id: &str, name: &str) -> Value {
    let roles = roles::read(name);
    let readings: Vec<Value> = roles
        .readings
        .iter()
        .map(|reading| {
            let parts: Vec<Value> = reading
                .parts
                .iter()
                .map(|(role, part)| {
                    let frequency = common_names::frequency(part);
                    json!({
                        "role": role.name(),
                        "text": part.text(),
                        "normal": part.normal(),
                        "form": part.form().name(),
                        "common_name": common_names::group(part).map(common_names::name),
                        "one_in": frequency.one_in.round(),
                    })
                })
                .collect();
            json!({
                "order": reading.order.name(),
                "plausibility": reading.plausibility,
                "parts": parts,
            })
        })
        .collect();
    let titles: Vec<Value> = roles
        .titles
        .iter()
        .map(|title| json!({ "word": title.word, "kind": title.kind }))
        .collect();
    json!({
        "id": id,
        "written": name,
        "titles": titles,
        "readings": readings,
        "version": roles::VERSION,
        "says": "how the name can be read; no statement about a person",
    })
}

/// Which part was laid onto which, and what each counts in bits.
fn explained(
    id: &str,
    one: &Name,
    other: &Name,
    comparison: &Comparison,
    account: &Account,
) -> Value {
    let (short, long) = if comparison.first_is_short {
        (one, other)
    } else {
        (other, one)
    };
    let text = |name: &Name, at: usize, count: usize| {
        let parts = name.parts().get(at..at + count)?;
        let words: Vec<&str> = parts.iter().map(|part| part.text()).collect();
        Some(words.join(" "))
    };
    let parts: Vec<Value> = comparison
        .pairings
        .iter()
        .zip(&account.parts)
        .map(|(pairing, bits)| {
            let short = text(short, pairing.short, pairing.short_count);
            let long = pairing
                .long
                .and_then(|at| text(long, at, pairing.long_count));
            let (a, b) = if comparison.first_is_short {
                (short, long)
            } else {
                (long, short)
            };
            json!({ "a": a, "b": b, "agreement": pairing.agreement, "bits": bits })
        })
        .collect();
    json!({
        "id": id,
        "score": account.score(),
        "bits": account.bits(),
        "parts": parts,
        "weakest_part_bits": account.weakest,
        "order_bits": account.order,
        "base_bits": account.base,
        "unmatched": comparison.unmatched,
        "starts_together": comparison.starts_together,
        "ends_together": comparison.ends_together,
        "order_swapped": comparison.order_swapped,
        "levels": comparison.levels().iter().map(|level| Level::name(*level)).collect::<Vec<_>>(),
        "version": VERSION,
        "says": "how alike the names are; no statement about persons",
    })
}
