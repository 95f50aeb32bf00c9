//! `isnad names compare` as other programs use it.

use crate::fixture::program;
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

/// What it answers to these lines: exit code, standard output, standard error.
fn compare(words: &[&str], lines: &[u8]) -> (i32, String, String) {
    answer(&[&["compare"], words].concat(), lines)
}

fn answer(words: &[&str], lines: &[u8]) -> (i32, String, String) {
    let mut child = program()
        .arg("names")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let ended = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        ended.status.code().unwrap(),
        text(ended.stdout),
        text(ended.stderr),
    )
}

#[test]
fn each_line_is_answered_in_its_order() {
    let lines = "b\tسامر الهادي\tSamer al-Hadi\na\tسامر الهادي\tNizar Kabbani\r\n";
    let (code, out, _) = compare(&[], lines.as_bytes());
    assert_eq!(code, 0);
    let scores: Vec<(&str, f32)> = out
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(id, score)| (id, score.parse().unwrap()))
        .collect();
    assert_eq!((scores[0].0, scores[1].0), ("b", "a"));
    assert!(scores[0].1 > 0.6 && scores[1].1 < 0.1, "{scores:?}");
}

#[test]
fn an_account_adds_up_to_its_bits() {
    let line = "x\tHadi, Samer\tسامر خالد الهادي\n";
    let (code, out, _) = compare(&["--explain"], line.as_bytes());
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&out).unwrap();
    let bits = |value: &Value| value.as_f64().unwrap();
    let parts: f64 = told["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| bits(&part["bits"]))
        .sum();
    let sum = parts
        + ["weakest_part_bits", "order_bits", "base_bits"]
            .iter()
            .map(|name| bits(&told[*name]))
            .sum::<f64>();
    assert!((sum - bits(&told["bits"])).abs() < 1e-3, "{told}");
    assert_eq!(told["parts"][0]["a"], "samer");
    assert_eq!(told["parts"][0]["b"], "سامر");
    assert_eq!(told["unmatched"], 1);
}

#[test]
fn what_is_no_pair_is_told_by_its_number_and_the_rest_goes_on() {
    let mut lines = b"only-an-id\tSamer\n\n".to_vec();
    lines.extend(b"\xff\xfe\tSamer\tSamer\n");
    lines.extend("last\tسامر\tSamer".as_bytes());
    let (code, out, err) = compare(&[], &lines);
    assert_eq!(code, 7);
    assert!(
        out.starts_with("last\t") && out.lines().count() == 1,
        "{out}"
    );
    assert!(err.contains("line 1 ") && err.contains("line 3 "), "{err}");
}

#[test]
fn a_name_is_read_in_every_way_that_it_leaves_open() {
    let lines = "1\tالعميد سامر بن خالد الصنوبري\n2\n3\tHadi, Samer\n";
    let (code, out, err) = answer(&["parse"], lines.as_bytes());
    assert_eq!(code, 7, "{err}");
    assert!(err.contains("line 2"), "{err}");
    let told: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((&told[0]["id"], &told[1]["id"]), (&"1".into(), &"3".into()));
    assert_eq!(told[0]["titles"][0]["kind"], "rank");
    let parts = told[0]["readings"][0]["parts"].as_array().unwrap();
    let roles: Vec<(&str, &str)> = parts
        .iter()
        .map(|part| {
            (
                part["role"].as_str().unwrap(),
                part["text"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        roles,
        [("given", "سامر"), ("father", "خالد"), ("nisba", "الصنوبري")]
    );
    assert_eq!(parts[0]["common_name"], "سامر");
    assert_eq!(told[1]["readings"][0]["order"], "family_first");
}

#[test]
fn the_levels_of_an_alignment_are_named() {
    let levels = |line: &str| -> Vec<String> {
        let (code, out, _) = compare(&["--explain"], format!("x\t{line}\n").as_bytes());
        assert_eq!(code, 0);
        let told: Value = serde_json::from_str(&out).unwrap();
        serde_json::from_value(told["levels"].clone()).unwrap()
    };
    assert_eq!(levels("خالد الحداد\tKhaled al-Haddad"), ["in_order"]);
    assert_eq!(
        levels("خالد يوسف الحداد\tKhaled al-Haddad"),
        ["in_order", "father_missing"]
    );
    assert_eq!(levels("الحداد خالد\tKhaled al-Haddad"), ["order_swapped"]);
    assert_eq!(
        levels("خالديوسف الحداد\tخالد يوسف الحداد"),
        ["in_order", "compound_joined"]
    );
    assert!(levels("خالد النجار\tKhaled Haddad").contains(&"part_differs".to_owned()));
}
