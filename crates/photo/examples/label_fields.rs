//! Holds the fields of labels, as they were read from pictures, against their truth.
//!
//! `read_labels < PATHS > READ`, then `cargo run -p photo --example label_fields READ TRUTH HALF [misses]`: READ
//! are the lines of the example `read_labels` of crate `extract`, TRUTH the file `truth/photos.jsonl` of a made leak,
//! HALF `even`, `odd` or `all` by the number of the series. Lines become fields and are held against folders,
//! cameras and neighbours as `isnad photo list` does it. With `misses` every label that was read wrongly or goes to
//! a person is shown; not to be used on the half that is kept from sight. With `alone` no label helps another.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

use photo::{
    FieldKind, Label, Line, Pack, Reading, Shot, Units, Verdict, judge, read_label, read_labels,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Confidence of a line on which no two readers agree, and other readings looked at: as crate `workbench` has it.
const UNSETTLED: f32 = 0.5;
const OTHERS: usize = 3;

const KINDS: [(FieldKind, &str); 4] = [
    (FieldKind::Detainee, "detainee_number"),
    (FieldKind::Body, "body_number"),
    (FieldKind::Branch, "branch"),
    (FieldKind::Date, "date"),
];

/// What was counted, for one style of labels or for all.
#[derive(Default)]
struct Tally {
    labels: usize,
    reviewed: usize,
    fields: usize,
    right: usize,
    missing: usize,
    wrong: usize,
    /// Neither right nor sent to a person.
    unseen: usize,
    invented: usize,
}

fn rows(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn confidence(value: &Value) -> f32 {
    value["confidence"].as_f64().unwrap_or(0.0) as f32
}

fn lines_of(row: &Value) -> Vec<Line> {
    let lines = list(row, "labels").flat_map(|label| list(label, "lines"));
    lines
        .map(|line| {
            let text = line["text"].as_str().unwrap();
            let sure = confidence(line);
            let settled = line["settled"].as_bool();
            let mut others = Vec::new();
            for word in list(line, "words").filter(|word| word["settled"] == false) {
                for other in list(word, "others").take(OTHERS) {
                    let (read, other_text) = (&word["text"], &other["text"]);
                    let (read, other_text) = (read.as_str().unwrap(), other_text.as_str().unwrap());
                    if text.contains(read) {
                        others.push(Reading {
                            text: text.replacen(read, other_text, 1),
                            confidence: confidence(other),
                        });
                    }
                }
            }
            Line {
                reading: Reading {
                    text: text.to_owned(),
                    confidence: if settled == Some(false) {
                        sure.min(UNSETTLED)
                    } else {
                        sure
                    },
                },
                others,
                place: [0.0; 4],
            }
        })
        .collect()
}

fn metadata(row: &Value) -> BTreeMap<String, Vec<String>> {
    serde_json::from_value(row["metadata"].clone()).unwrap_or_default()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [read, truth, half, rest @ ..] = arguments.as_slice() else {
        println!("READ TRUTH even|odd|all [misses] [alone]");
        return;
    };
    let misses = rest.iter().any(|word| word == "misses");
    let pack = Pack::shipped();
    let read = rows(read);
    let truth: HashMap<String, Value> = rows(truth)
        .into_iter()
        .map(|row| (row["path"].as_str().unwrap().to_owned(), row))
        .collect();
    let (mut shots, mut wanted, mut texts) = (vec![], vec![], vec![]);
    let mut groups: HashMap<String, u32> = HashMap::new();
    for row in &read {
        let path = row["path"].as_str().unwrap();
        let known = path
            .match_indices('/')
            .find_map(|(at, _)| truth.get(&path[at + 1..]));
        let Some(known) = known else { continue };
        let series: u32 = known["series"].as_str().unwrap()[1..].parse().unwrap();
        if half != "all" && series.is_multiple_of(2) != (half == "even") {
            continue;
        }
        let inside = known["path"].as_str().unwrap();
        let mut shot = Shot::of_metadata(inside.as_bytes(), &metadata(row), pack);
        if let Some(group) = known["dup_group"].as_str() {
            let next = groups.len() as u32;
            shot.copies = Some(*groups.entry(group.to_owned()).or_insert(next));
        }
        shots.push(shot);
        wanted.push(known);
        texts.push(lines_of(row));
    }
    let labels: Vec<Label> = if rest.iter().any(|word| word == "alone") {
        let lines = texts.iter();
        lines
            .map(|lines| read_label(lines, pack, &Units::default()))
            .collect()
    } else {
        read_labels(&texts, pack, &Units::default())
    };
    let (_, verdicts) = judge(&mut shots, &labels, pack, &Units::default());
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (label, verdicts)) in labels.iter().zip(&verdicts).enumerate() {
        for verdict in verdicts.iter().filter(|verdict| verdict.review) {
            *reasons.entry(verdict.remark.key).or_default() += 1;
        }
        let style = wanted[at]["label_style"].as_str().unwrap_or("none");
        let mut bad = tallied(&mut tallies, style, label, wanted[at], verdicts);
        bad.extend(
            verdicts
                .iter()
                .filter(|verdict| verdict.review)
                .map(|verdict| format!("  {}: {:?}", verdict.kind.name(), verdict.remark)),
        );
        if misses && !bad.is_empty() {
            println!("{} {style}", wanted[at]["path"].as_str().unwrap());
            println!(
                "  {}",
                wanted[at]["label_text"]
                    .as_str()
                    .unwrap_or_default()
                    .replace('\n', " | ")
            );
            for line in &texts[at] {
                let others: Vec<&str> = line.others.iter().map(|o| o.text.as_str()).collect();
                println!(
                    "    `{}` {:.2} {others:?}",
                    line.reading.text, line.reading.confidence
                );
            }
            for line in bad {
                println!("{line}");
            }
        }
    }
    told(&tallies);
    println!("reasons: {reasons:?}");
}

/// Counts one label, and tells what of it is wrong.
fn tallied<'a>(
    tallies: &mut BTreeMap<&'a str, Tally>,
    style: &'a str,
    label: &Label,
    wanted: &Value,
    verdicts: &[Verdict],
) -> Vec<String> {
    let mut bad = Vec::new();
    let reviewed = verdicts.iter().any(|verdict| verdict.review);
    for style in [style, "all"] {
        let tally = tallies.entry(style).or_default();
        tally.labels += 1;
        tally.reviewed += usize::from(reviewed);
        for (kind, key) in KINDS {
            let (value, wanted) = (label.value(kind), wanted["fields"][key].as_str());
            // As the scorer does it.
            let same = |value: &str| wanted.is_some_and(|wanted| folded(value) == folded(wanted));
            let right = value.is_some_and(same);
            let review = verdicts.iter().any(|v| v.kind == kind && v.review);
            match (value, wanted) {
                (Some(_), None) => tally.invented += 1,
                (None, None) => {}
                (value, Some(there)) => {
                    tally.fields += 1;
                    tally.right += usize::from(right);
                    tally.missing += usize::from(value.is_none());
                    tally.wrong += usize::from(value.is_some() && !right);
                    tally.unseen += usize::from(!right && !review);
                    if !right && style == "all" {
                        let seen = if review { "" } else { " NOT SENT TO A PERSON" };
                        bad.push(format!("  {key}: {value:?}, not {there}{seen}"));
                    }
                }
            }
        }
    }
    bad
}

/// The name without what differs between ways of spelling it.
fn folded(name: &str) -> String {
    arabic::fold::fold(name, arabic::fold::Classes::SPELLING)
}

fn told(tallies: &BTreeMap<&str, Tally>) {
    println!("style    labels review  fields  right          missing wrong unseen invented");
    for (style, tally) in tallies {
        println!(
            "{style:8} {:6} {:6}  {:6} {:6} ({:5.1} %) {:7} {:5} {:6} {:8}",
            tally.labels,
            tally.reviewed,
            tally.fields,
            tally.right,
            100.0 * tally.right as f64 / tally.fields.max(1) as f64,
            tally.missing,
            tally.wrong,
            tally.unseen,
            tally.invented
        );
    }
}
