//! Every question whose answer is known finds it.

use crate::fixture::{Place, leak, read_all, user};
use std::fs;
use std::sync::OnceLock;
use workbench::{SearchOptions, Store};

/// The leak, received and read with optical reading, once for these tests.
fn store() -> &'static (Place, Store) {
    static STORE: OnceLock<(Place, Store)> = OnceLock::new();
    STORE.get_or_init(|| {
        let place = Place::new();
        place.take_in(&leak().files_dir);
        let store = place.store();
        read_all(&store, extract::OcrChoice::Auto);
        (place, store)
    })
}

fn truth(name: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(leak().truth_dir.join(name)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn found(query: &str) -> Vec<String> {
    let options = SearchOptions {
        limit: 10_000,
        ..SearchOptions::default()
    };
    let answer = store().1.search(&user("nour"), query, &options).unwrap();
    answer.hits.hits.into_iter().map(|hit| hit.path).collect()
}

#[test]
fn every_question_finds_its_paper() {
    let questions = truth("questions.jsonl");
    assert!(questions.len() >= 15, "{}", questions.len());
    let mut lost = Vec::new();
    for question in &questions {
        let (query, path) = (
            question["query"].as_str().unwrap(),
            question["path"].as_str().unwrap(),
        );
        if !found(query).iter().any(|found| found == path) {
            lost.push(format!(
                "{} ({}): `{query}` does not find `{path}`",
                question["id"], question["class"]
            ));
        }
    }
    assert!(
        lost.is_empty(),
        "{} of {} lost:\n{}",
        lost.len(),
        questions.len(),
        lost.join("\n")
    );
}

#[test]
fn the_phrase_as_written_finds_every_paper_with_letters_in_which_it_stands() {
    let scans: Vec<String> = truth("documents.jsonl")
        .iter()
        .filter(|d| {
            ![
                "txt", "docx", "html", "rtf", "odt", "eml", "tpdf", "csv", "xlsx",
            ]
            .contains(&d["format"].as_str().unwrap())
        })
        .map(|d| d["path"].as_str().unwrap().to_owned())
        .collect();
    let mut lost = Vec::new();
    for question in truth("questions.jsonl")
        .iter()
        .filter(|q| q["class"] != "scan")
    {
        let found = found(&format!("\"{}\"", question["written"].as_str().unwrap()));
        for path in question["paths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p.as_str().unwrap())
        {
            let in_a_packed_tape = path.contains(".tar.") || path.contains(".mbox");
            if !scans.iter().any(|scan| scan == path)
                && !in_a_packed_tape
                && !found.iter().any(|f| f == path)
            {
                lost.push(format!(
                    "{}: `{}` not in `{path}`",
                    question["id"], question["written"]
                ));
            }
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn every_file_and_member_of_the_leak_is_an_item_with_a_state() {
    let (_, store) = store();
    let filter = workbench::ItemFilter {
        limit: 10_000,
        ..Default::default()
    };
    let items = store.items(&user("nour"), &filter).unwrap();
    for file in truth("files.jsonl") {
        let path = file["path"].as_str().unwrap();
        if path.contains(".tar.") || path.contains(".mbox") {
            continue;
        }
        let bytes = match file["path_hex"].as_str() {
            Some(digits) => hex::decode(digits).unwrap(),
            None => path.as_bytes().to_vec(),
        };
        // The name of a member in an old Windows archive is kept as bytes, not as the letters they
        // stand for; its content tells which one it is.
        let container = path
            .split_once("!/")
            .map(|(container, _)| format!("{container}!/"));
        let same = |item: &&workbench::answer::ItemLine| {
            let inside = container
                .as_ref()
                .is_some_and(|c| item.path.as_bytes().starts_with(c.as_bytes()));
            let content = item.sha256.map(|sha256| sha256.to_string());
            item.path.as_bytes() == bytes
                || inside && content.as_deref() == file["sha256"].as_str() && content.is_some()
        };
        let item = items
            .iter()
            .find(same)
            .unwrap_or_else(|| panic!("`{path}` is no item"));
        let state = item
            .state
            .unwrap_or_else(|| panic!("`{path}` has no state"));
        if let Some(sha256) = file["sha256"].as_str()
            && let Some(found) = item.sha256
        {
            assert_eq!(found.to_string(), sha256, "{path}");
        }
        if file["readable"] == true {
            assert!(state.is_ok(), "`{path}` ended {state}: {:?}", item.reason);
        } else {
            // A container is read when its members were listed; they say themselves that they are closed.
            let members =
                |line: &&workbench::answer::ItemLine| line.item.parent() == Some(item.item.clone());
            let told = !matches!(state, domain::ItemState::Read)
                || items
                    .iter()
                    .filter(members)
                    .any(|m| m.state.is_some_and(|s| !s.is_ok()));
            assert!(
                told,
                "`{path}` cannot be read ({}) and nothing says so",
                file["why"]
            );
        }
    }
    let status = store.process_status(&user("nour")).unwrap();
    assert!(status.reconciled);
    assert_eq!(status.waiting, 0);
    assert_eq!(status.items, items.len() as u64);
    assert_eq!(status.states.values().sum::<u64>(), status.items);
}
