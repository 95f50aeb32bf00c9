//! `isnad names`: whether written names can be the same, without a store.

use super::fail::Failure;
use super::words::NamesWords;
use arabic::names::{Account, Comparison, Name, VERSION, Weights, compare};
use serde_json::{Value, json};
use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

pub(super) fn run(words: &NamesWords) -> Result<ExitCode, Failure> {
    match words {
        NamesWords::Compare { explain } => compare_lines(*explain),
    }
}

/// Lines of `id TAB name TAB name` in, `id TAB score` out, in the same order. A line that is no such
/// thing is answered with its number and what is wrong, and the rest goes on; exit code 7 then.
fn compare_lines(explain: bool) -> Result<ExitCode, Failure> {
    let mut input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let weights = Weights::shipped();
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
        let mut cells = text.unwrap_or_default().split('\t');
        let (Some(id), Some(one), Some(other)) = (cells.next(), cells.next(), cells.next()) else {
            if text.is_none_or(|text| !text.trim().is_empty()) {
                bad += 1;
                eprintln!(
                    "isnad: line {number} of the input is not `id`, tab, name, tab, name in UTF-8; it was left out."
                );
            }
            continue;
        };
        let (one, other) = (Name::parse(one), Name::parse(other));
        let comparison = compare(&one, &other);
        let account = weights.account(&comparison);
        let written = if explain {
            let told = explained(id, &one, &other, &comparison, &account);
            writeln!(out, "{told}")
        } else {
            writeln!(out, "{id}\t{:.5}", account.score())
        };
        written.map_err(Failure::Output)?;
    }
    out.flush().map_err(Failure::Output)?;
    Ok(if bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(7)
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
    let text = |name: &Name, at: usize| name.parts().get(at).map(|part| part.text().to_owned());
    let parts: Vec<Value> = comparison
        .pairings
        .iter()
        .zip(&account.parts)
        .map(|(pairing, bits)| {
            let short = text(short, pairing.short);
            let long = pairing.long.and_then(|at| text(long, at));
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
        "version": VERSION,
        "says": "how alike the names are; no statement about persons",
    })
}
