//! Whether the script that measures leads counts what it says.

use sample::{ListOptions, ListSummary, make_lists};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

struct Place {
    dir: tempfile::TempDir,
    summary: ListSummary,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let options = ListOptions {
        persons: 2_000,
        ..ListOptions::default()
    };
    let summary = make_lists(&dir.path().join("people"), &options).unwrap();
    Place { dir, summary }
}

impl Place {
    /// What the script says of these leads between detention and asylum; nothing without Python.
    fn measured(&self, leads: &[(String, String, f64)]) -> Option<Value> {
        self.measured_between(["detention", "asylum"], leads)
    }

    fn measured_between(&self, lists: [&str; 2], leads: &[(String, String, f64)]) -> Option<Value> {
        let pairs = self.dir.path().join("pairs.tsv");
        let rows = leads
            .iter()
            .map(|(left, right, probability)| format!("{left}\t{right}\t0.0\t{probability}\n"));
        let head = "left_id\tright_id\tmatch_weight\tprobability\n";
        fs::write(&pairs, format!("{head}{}", rows.collect::<String>())).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/measure-matching");
        let out = Command::new("python3")
            .arg(script)
            .arg(&pairs)
            .arg(&self.summary.dir)
            .args(lists)
            .arg("--json")
            .output();
        let out = match out {
            Ok(out) => out,
            Err(error) => {
                println!("skipped: python3 is absent ({error})");
                return None;
            }
        };
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        Some(serde_json::from_slice(&out.stdout).unwrap())
    }

    /// The records of each person in one list.
    fn records(&self, letter: char) -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in fs::read_to_string(&self.summary.truth).unwrap().lines() {
            let (record, person) = line.split_once('\t').unwrap();
            if record.starts_with(letter) {
                found
                    .entry(person.to_owned())
                    .or_default()
                    .push(record.to_owned());
            }
        }
        found
    }

    /// Record and person of a planted case in one list.
    fn planted(&self, case: &str, letter: char) -> Vec<(String, String)> {
        let text = fs::read_to_string(&self.summary.planted).unwrap();
        let rows = text
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let mut found: Vec<(String, String)> = rows
            .filter(|row| row[0] == case && row[2].starts_with(letter))
            .map(|row| (row[1].to_owned(), row[2].to_owned()))
            .collect();
        found.sort();
        found
    }

    /// The lead from the first person of a case to the second.
    fn crossed(&self, case: &str) -> (String, String, f64) {
        let (left, right) = (self.planted(case, 'd'), self.planted(case, 'a'));
        (left[0].1.clone(), right.last().unwrap().1.clone(), 0.97)
    }
}

#[test]
fn perfect_leads_are_perfect_and_planted_wrong_ones_are_counted_by_kind() {
    let place = place();
    let (left, right) = (place.records('d'), place.records('a'));
    let mut leads: Vec<(String, String, f64)> = Vec::new();
    for (person, records) in &left {
        for a in records {
            for b in right.get(person).into_iter().flatten() {
                leads.push((a.clone(), b.clone(), 1.0));
            }
        }
    }
    let Some(perfect) = place.measured(&leads) else {
        return;
    };
    assert_eq!(perfect["true_pairs"].as_u64().unwrap(), leads.len() as u64);
    assert_eq!(perfect["best_f1"], 1.0);
    assert_eq!(perfect["recall_at_precision_99"], 1.0);
    assert_eq!(perfect["wrong_above_0.95"]["wrong"], 0);
    assert_eq!(perfect["expected_calibration_error"], 0.0);

    for case in ["twins", "siblings", "cousins", "homonyms"] {
        leads.push(place.crossed(case));
    }
    let worse = place.measured(&leads).unwrap();
    let kinds = &worse["wrong_above_0.95"]["kinds"];
    assert_eq!(worse["wrong_above_0.95"]["wrong"], 4);
    for kind in ["twin", "sibling", "cousin", "same name"] {
        assert_eq!(kinds[kind], 1, "{kind}: {kinds}");
    }

    leads.truncate(leads.len() / 2);
    let half = place.measured(&leads).unwrap();
    let recall = half["at_half"][1].as_f64().unwrap();
    assert!((0.49..0.51).contains(&recall), "{recall}");
}

#[test]
fn few_pairs_are_undecidable_and_the_bound_says_so() {
    let place = place();
    let Some(measured) = place.measured(&[]) else {
        return;
    };
    let bound = &measured["bound"];
    assert!(bound["true_pairs_looked_at"].as_u64().unwrap() > 500);
    let undecidable = bound["undecidable"].as_f64().unwrap();
    assert!(undecidable < 0.05, "{undecidable}");
    let (best, reader) = (&bound["best_f1"], &measured["perfect_reader"]["best_f1"]);
    assert!(best.as_f64().unwrap() <= 1.0);
    assert!((0.9..=1.0).contains(&reader.as_f64().unwrap()), "{reader}");
}

#[test]
fn leads_within_one_list_count_each_pair_once() {
    let place = place();
    let planted = place.planted("five_spellings", 'a');
    let [a, b, c] = [0, 1, 2].map(|nth: usize| planted[nth].1.clone());
    // The first lead stands twice, in both directions.
    let leads = [
        (a.clone(), b.clone(), 0.9),
        (b.clone(), a, 0.7),
        (b, c, 0.9),
    ];
    let Some(measured) = place.measured_between(["asylum", "asylum"], &leads) else {
        return;
    };
    assert_eq!(measured["leads"], 2);
    assert_eq!(measured["wrong_above_0.5"]["wrong"], 0);
    let records = place.records('a');
    let pairs = records
        .values()
        .map(|held| held.len() * (held.len() - 1) / 2);
    assert_eq!(
        measured["true_pairs"].as_u64().unwrap(),
        pairs.sum::<usize>() as u64
    );
    assert!(measured.get("bound").is_none());
}

#[test]
fn a_lead_to_a_record_that_is_not_there_is_named_by_its_line() {
    let place = place();
    let pairs = place.dir.path().join("pairs.tsv");
    fs::write(&pairs, "d0000000\ta9999999\t0.5\n").unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/measure-matching");
    let out = Command::new("python3")
        .arg(script)
        .arg(&pairs)
        .arg(&place.summary.dir)
        .args(["detention", "asylum"])
        .output();
    let Ok(out) = out else {
        println!("skipped: python3 is absent");
        return;
    };
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(
        said.contains("pairs.tsv:1 names a record that is not in the lists"),
        "{said}"
    );
}
