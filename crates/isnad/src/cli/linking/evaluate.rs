//! `isnad match evaluate`.

use crate::cli::fail::Failure;
use crate::cli::words::linking::Evaluate;
use crate::cli::{Session, put, read_text};
use linkage::evaluate::{Band, Judged, Quality, quality};
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(session: &Session, words: &Evaluate) -> Result<ExitCode, Failure> {
    let truth = read_text(&words.truth)?;
    let persons = persons(&truth, &words.truth)?;
    let pairs = read_text(&words.pairs)?;
    let mut leads = Vec::new();
    for (number, line) in pairs.lines().enumerate() {
        if line.trim().is_empty() || (number == 0 && line.starts_with("left_id")) {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(one), Some(other), Some(probability)) =
            (cells.first(), cells.get(1), cells.get(3))
        else {
            return Err(wrong_line(&words.pairs, number));
        };
        let probability: f64 = probability
            .trim()
            .parse()
            .ok()
            .filter(|p| (0.0..=1.0).contains(p))
            .ok_or_else(|| wrong_line(&words.pairs, number))?;
        let (Some(a), Some(b)) = (persons.get(one), persons.get(other)) else {
            return Err(Failure::input("truth-without-record")
                .with("path", words.truth.display())
                .with("line", number + 1));
        };
        leads.push(Judged {
            probability,
            same: a == b,
        });
    }
    let true_pairs = true_pairs(&persons, &pairs);
    let found = quality(&leads, true_pairs);
    if let Some(path) = &words.plot {
        let mut file = super::create(path, words.force)?;
        file.write_all(plot(&found).as_bytes())
            .and_then(|()| file.flush())
            .map_err(|e| Failure::file(path, &e))?;
    }
    if session.words.json {
        put(told(&found))?;
    } else {
        put(written(&found).trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn wrong_line(path: &Path, number: usize) -> Failure {
    Failure::input("pairs-line")
        .with("path", path.display())
        .with("line", number + 1)
}

fn persons<'a>(text: &'a str, path: &Path) -> Result<HashMap<&'a str, &'a str>, Failure> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            line.split_once('\t')
                .map(|(record, person)| (record.trim(), person.trim()))
                .ok_or_else(|| wrong_line(path, number))
        })
        .collect()
}

/// Pairs of the truth across the two lists whose ids stand in the pairs. A record that is in no pair
/// belongs to the list whose ids begin with the same letters.
fn true_pairs(persons: &HashMap<&str, &str>, pairs: &str) -> u64 {
    let front = |id: &str| -> String { id.chars().take_while(|c| !c.is_ascii_digit()).collect() };
    let mut lists: Option<(String, String)> = None;
    for line in pairs.lines().filter(|line| !line.starts_with("left_id")) {
        let mut cells = line.split('\t');
        if let (Some(one), Some(other)) = (cells.next(), cells.next()) {
            lists = Some((front(one), front(other)));
            break;
        }
    }
    let Some((left, right)) = lists else { return 0 };
    let mut counts: HashMap<&str, (u64, u64)> = HashMap::new();
    for (record, person) in persons {
        let count = counts.entry(person).or_default();
        let front = front(record);
        count.0 += u64::from(front == left);
        count.1 += u64::from(front == right);
    }
    let within = left == right;
    counts
        .into_values()
        .map(|(a, b)| {
            if within {
                a * a.saturating_sub(1) / 2
            } else {
                a * b
            }
        })
        .sum()
}

fn told(quality: &Quality) -> serde_json::Value {
    let at = |at: &linkage::evaluate::At| {
        json!({
            "threshold": at.threshold,
            "precision": at.precision,
            "recall": at.recall,
            "f1": at.f1(),
        })
    };
    let [low, high] = quality.recall_at;
    json!({
        "true_pairs": quality.true_pairs,
        "ceiling": quality.ceiling,
        "at_half": at(&quality.at_half),
        "best": at(&quality.best),
        "recall_at_precision_95": low.1,
        "recall_at_precision_99": high.1,
        "calibration_error": quality.calibration_error,
        "bands": quality.bands.iter().map(|band| json!({
            "from": band.from,
            "to": band.to,
            "leads": band.leads,
            "claimed": band.claimed,
            "observed": band.observed,
        })).collect::<Vec<_>>(),
    })
}

fn written(quality: &Quality) -> String {
    let mut out = String::new();
    let at = |at: &linkage::evaluate::At| {
        format!(
            "precision {:.4}, recall {:.4}, F1 {:.4}",
            at.precision,
            at.recall,
            at.f1()
        )
    };
    let [(_, low), (_, high)] = quality.recall_at;
    // A text buffer takes everything.
    let _ = writeln!(
        out,
        "true pairs {}, of them among the leads {:.4}",
        quality.true_pairs, quality.ceiling
    );
    let _ = writeln!(out, "from 0.5 on: {}", at(&quality.at_half));
    let _ = writeln!(
        out,
        "best, from {:.4} on: {}",
        quality.best.threshold,
        at(&quality.best)
    );
    let _ = writeln!(
        out,
        "recall at precision 0.95: {low:.4}, at 0.99: {high:.4}"
    );
    let _ = writeln!(out, "claimed      leads   mean claimed   observed");
    for Band {
        from,
        to,
        leads,
        claimed,
        observed,
    } in &quality.bands
    {
        let _ = writeln!(
            out,
            "{from:.2}-{to:.2}  {leads:>8}         {claimed:.4}     {observed:.4}"
        );
    }
    let _ = writeln!(
        out,
        "expected calibration error {:.4}",
        quality.calibration_error
    );
    out
}

/// A reliability plot: where the points lie on the line, a claimed probability is what it says.
fn plot(quality: &Quality) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 360\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"11\">\n\
         <title>Claimed probability against observed share</title>\n\
         <rect width=\"360\" height=\"360\" fill=\"white\"/>\n\
         <path d=\"M40 20V320H340\" fill=\"none\" stroke=\"black\"/>\n\
         <path d=\"M40 320L340 20\" stroke=\"gray\" stroke-dasharray=\"4\"/>\n\
         <text x=\"190\" y=\"350\" text-anchor=\"middle\">claimed</text>\n\
         <text x=\"12\" y=\"170\" text-anchor=\"middle\" transform=\"rotate(-90 12 170)\">observed</text>\n",
    );
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (x, y) = place(tick, tick);
        let _ = writeln!(
            out,
            "<text x=\"{x:.0}\" y=\"334\" text-anchor=\"middle\">{tick}</text>\
             <text x=\"36\" y=\"{:.0}\" text-anchor=\"end\">{tick}</text>",
            y + 4.0
        );
    }
    for band in &quality.bands {
        let (x, y) = place(band.claimed, band.observed);
        let radius = 2.0 + (band.leads as f64).log10();
        let _ = writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"steelblue\">\
             <title>{} leads, claimed {:.3}, observed {:.3}</title></circle>",
            band.leads, band.claimed, band.observed
        );
    }
    out.push_str("</svg>\n");
    out
}

fn place(claimed: f64, observed: f64) -> (f64, f64) {
    (40.0 + 300.0 * claimed, 320.0 - 300.0 * observed)
}
