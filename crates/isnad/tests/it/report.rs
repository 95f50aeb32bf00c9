//! The account of reading, orders to read again, and explanations, through the program.

use crate::fixture::{Place, leak, zipped};
use serde_json::Value;

const READ: [&str; 4] = ["process", "run", "--ocr", "never"];

/// One of each that needs a person, beside papers that need nobody.
fn place() -> Place {
    let place = Place::new();
    for n in 0..6 {
        place.put(
            &format!("medium/فرع 1/2013/{n}.txt"),
            format!("كتاب رقم {n} إلى رئيس الفرع"),
        );
    }
    place.put("medium/فرع 2/picture.jpg", "%PDF-1.4 cut off");
    place.put(
        "medium/فرع 2/unknown.bin",
        [7u8, 200, 3, 0, 255, 9, 1, 2].repeat(40),
    );
    place.put("medium/empty", "");
    place.put(
        "medium/=box.zip",
        zipped(&[("in/a.txt", "رئيس".as_bytes()), ("b.txt", b"letter")]),
    );
    place.take_in(&place.path("medium"));
    place
}

fn sum(states: &Value) -> u64 {
    let states = states.as_object().unwrap().values();
    states.map(|items| items.as_u64().unwrap()).sum()
}

#[test]
fn every_sum_of_the_account_is_the_number_of_items() {
    let place = place();
    let before = place.ends(0, &["process", "report", "--json"]).json();
    assert_eq!(before["processed"], false, "nothing is read yet");
    assert!(before["reconciled"].as_bool().unwrap());
    place.ends(0, &READ);
    let report = place.ends(0, &["process", "report", "--json"]).json();
    let items = report["items"].as_u64().unwrap();
    assert_eq!(items, 12);
    assert_eq!(report["processed"], true);
    for part in ["accessions", "types", "folders", "years"] {
        let lines = report[part].as_array().unwrap();
        let all: u64 = lines.iter().map(|line| sum(&line["states"])).sum();
        assert_eq!(all, items, "{part}: {lines:#?}");
    }
    let needing: u64 = report["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| sum(&step["states"]))
        .sum();
    assert_eq!(report["needing"], needing);
    assert_eq!(report["needs"].as_array().unwrap().len() as u64, needing);
    for need in report["needs"].as_array().unwrap() {
        assert!(need["next_step"].as_str().unwrap().len() > 10, "{need}");
        assert!(need["reason"].as_str().is_some(), "{need}");
    }
    let hidden = |w: &Value| {
        w["warning"]
            .as_str()
            .unwrap()
            .starts_with("the name ends in `.jpg`")
    };
    assert!(report["warnings"].as_array().unwrap().iter().any(hidden));
    let folder = |name: &str| {
        let line = report["folders"].as_array().unwrap().iter();
        let mut line = line.filter(|line| line["folder"] == name);
        line.next().unwrap_or_else(|| panic!("{name}")).clone()
    };
    assert_eq!(folder("فرع 1")["deeper"], true);
    assert_eq!(sum(&folder("فرع 1")["states"]), 6);
    // The zip lies at the root, and so do its members.
    assert_eq!(sum(&folder("")["states"]), 4);
    let beneath = ["process", "report", "--folder", "فرع 1", "--json"];
    let beneath = place.ends(0, &beneath).json();
    assert_eq!(beneath["folders"][0]["folder"], "فرع 1/2013");
    assert!(beneath["reconciled"].as_bool().unwrap());
    let said = place.ends(0, &["process", "report"]).out;
    assert!(
        said.starts_with("Processed: every one of 12 items"),
        "{said}"
    );
    let said = place.ends(0, &["process", "report", "--lang", "ar"]).out;
    assert!(said.contains("المصدر"), "{said}");
}

#[test]
fn the_table_holds_every_item_and_no_formula() {
    let place = place();
    place.ends(0, &READ);
    let table = place.ends(0, &["process", "report", "--csv", "-"]).out;
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert!(lines[0].starts_with("part,accession,name,state,items"));
    let needing = place.ends(0, &["process", "report", "--json"]).json()["needing"].clone();
    let named = lines
        .iter()
        .filter(|line| line.starts_with("item,"))
        .count();
    assert_eq!(needing, named as u64);
    let typed: u64 = lines
        .iter()
        .filter(|line| line.starts_with("type,"))
        .map(|line| line.split(',').nth(4).unwrap().parse::<u64>().unwrap())
        .sum();
    assert_eq!(typed, 12);
    assert!(!table.contains(",=") && !table.contains("\n="), "{table}");
    place.ends(0, &["process", "report", "--csv", "account.csv", "-q"]);
    assert_eq!(
        std::fs::read_to_string(place.path("account.csv")).unwrap(),
        table
    );
    // Nothing is overwritten.
    place.ends(2, &["process", "report", "--csv", "account.csv"]);
}

#[test]
fn what_is_of_today_is_not_read_again_and_an_order_names_its_items() {
    let place = place();
    place.ends(0, &READ);
    let outdated = ["process", "retry", "--outdated", "--dry-run", "--json"];
    let order = place.ends(0, &outdated).json();
    assert_eq!(order["would_order"], 0, "{order}");
    let (size, _) = place.checkpoint();
    let of_type = [
        "process",
        "retry",
        "--type",
        "text/plain",
        "--dry-run",
        "--json",
    ];
    let would = place.ends(0, &of_type).json()["would_order"].clone();
    assert_eq!(would, 8);
    assert_eq!(place.checkpoint().0, size, "a dry run leaves no act");
    place.ends(2, &["process", "retry"]);
    let before = place.dump();
    let order = [
        "process",
        "retry",
        "--type",
        "text/plain",
        "--state",
        "read",
        "--json",
    ];
    assert_eq!(place.ends(0, &order).json()["ordered"], would);
    let report = place.ends(0, &["process", "report", "--json"]).json();
    assert_eq!(report["waiting"], would);
    assert_eq!(report["processed"], false);
    place.ends(0, &READ);
    assert_eq!(place.dump(), before);
}

#[test]
fn an_explanation_names_everything_that_shaped_a_reading() {
    let place = Place::new();
    place.take_in(&leak().files_dir);
    place.ends(0, &READ);
    let items = place.ends(0, &["doc", "list", "--jsonl"]).lines();
    let id = |media: &str| {
        let mut found = items.iter().filter(|line| line["media_type"] == media);
        let line = found.next().unwrap_or_else(|| panic!("no {media}"));
        line["item"].as_str().unwrap().to_owned()
    };
    let pdf = place
        .ends(0, &["process", "explain", &id("application/pdf"), "--json"])
        .json();
    assert!(pdf["reader"].as_str().unwrap().starts_with("pdf "), "{pdf}");
    assert!(pdf["reader_now"].is_null());
    let tools = pdf["tools"].as_array().unwrap();
    let named = |name: &str| tools.iter().any(|tool| tool["name"] == name);
    assert!(named("isnad") && named("isnad reader"), "{tools:?}");
    let limits = pdf["limits"].as_array().unwrap();
    assert!(
        limits
            .iter()
            .all(|limit| limit["unusual"] == false && limit["value"].as_u64() > Some(0))
    );
    assert_eq!(pdf["history"].as_array().unwrap().len(), 1);
    let again = place.ends(0, &["process", "explain", &id("application/pdf"), "--json"]);
    assert_eq!(again.json(), pdf, "no clock in it");
    let zip = place
        .ends(0, &["process", "explain", &id("application/zip"), "--json"])
        .json();
    let members = zip["members"].as_array().unwrap().len() as u64;
    assert!(members > 0 && zip["declared_members"] == members, "{zip}");
    let said = place
        .ends(0, &["process", "explain", &id("application/zip")])
        .out;
    assert!(
        said.contains("archive 1") && said.contains("wall_ms="),
        "{said}"
    );
    place.ends(5, &["process", "explain", "ISN-987654"]);
}

#[test]
fn a_raised_limit_stands_in_the_reading_and_mends_it() {
    let place = Place::new();
    place.put("medium/long.txt", "كتاب ".repeat(400));
    place.take_in(&place.path("medium"));
    let low = ["process", "run", "--limit", "text_bytes=100"];
    place.ends(0, &low);
    let report = place.ends(0, &["process", "report", "--json"]).json();
    assert_eq!(report["needs"][0]["step"], "raise-limit", "{report}");
    assert_eq!(report["needs"][0]["value"], "text_bytes");
    let explained = place
        .ends(0, &["process", "explain", "ISN-000001", "--json"])
        .json();
    let limits = explained["limits"].as_array().unwrap();
    let limit = limits
        .iter()
        .find(|limit| limit["name"] == "text_bytes")
        .unwrap();
    assert_eq!(
        (&limit["value"], &limit["unusual"]),
        (&100.into(), &true.into())
    );
    place.ends(0, &["process", "retry", "--state", "read_in_part"]);
    place.ends(0, &["process", "run"]);
    let report = place.ends(0, &["process", "report", "--json"]).json();
    assert_eq!(report["needing"], 0, "{report}");
    place.ends(2, &["process", "run", "--limit", "no_such=1"]);
}
