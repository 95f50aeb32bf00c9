//! Optical reading in a store: with a budget, with models of the user, in the order of papers.

use crate::fixture::{PROGRAM, Place, leak, reading, user};
use extract::OcrChoice;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use workbench::{ProcessOptions, Store};

fn is_here() -> bool {
    let here = ["/usr/bin/tesseract", "/usr/bin/pdftoppm"]
        .iter()
        .all(|program| Path::new(program).exists());
    if !here {
        println!("skipped: tesseract or poppler-utils is not installed");
    }
    here
}

/// Files of the leak with this ending that have writing as pixels.
fn scans(ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![leak().files_dir.clone()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A medium with a text, a scan as a picture, a copy of it, and the scanned PDF of the leak.
fn medium(place: &Place) {
    place.put("medium/a letter.txt", "marigold");
    let picture = scans("png").remove(0);
    place.put("medium/b.png", fs::read(&picture).unwrap());
    place.put("medium/copy of b.png", fs::read(&picture).unwrap());
    let scanned = scans("pdf")
        .into_iter()
        .find(|path| path.to_string_lossy().contains("SCAN_"));
    place.put("medium/z.pdf", fs::read(scanned.unwrap()).unwrap());
    place.take_in(&place.path("medium"));
}

fn run(store: &Store, budget: Option<Duration>) -> workbench::ProcessSummary {
    let options = ProcessOptions {
        ocr_budget: budget,
        ..reading(OcrChoice::Auto)
    };
    let summary = store.process(&user("nour"), &options, &mut |_| {}).unwrap();
    assert!(summary.failures.is_empty(), "{summary:?}");
    summary
}

#[test]
fn what_a_budget_leaves_waits_is_counted_and_is_read_by_the_next_run() {
    if !is_here() {
        return;
    }
    let place = Place::new();
    medium(&place);
    let said = place.ends(7, &["process", "run", "--ocr-budget", "0", "--json"]);
    assert_eq!(said.json()["optical_waiting"]["items"], 3, "{said:?}");
    let pages = said.json()["optical_waiting"]["pages"].as_u64().unwrap();
    assert!(pages >= 4, "{said:?}");
    let status = place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(status["optical_waiting"]["pages"], pages);
    assert_eq!(status["states"]["read_in_part"], 3);
    assert_eq!(status["waiting"], 0);
    assert_eq!(status["reconciled"], true);
    let words = place.ends(0, &["process", "status"]).out;
    assert!(words.contains("wait to be read optically"), "{words}");
    // Text is found at once, and what nobody has read is found as such.
    let found =
        |query: &str| place.ends(0, &["search", query, "--json"]).json()["documents"].clone();
    assert_eq!(found("marigold"), 1);
    assert_eq!(found("quality:not_read"), 3);
    let explained = place
        .ends(0, &["process", "explain", "ISN-000002", "--json"])
        .json();
    assert_eq!(explained["step"], "go-on-reading", "{explained}");
    assert_eq!(explained["pages"][0]["reading_quality"], "not_read");
    assert!(
        explained["pages"][0]["choice"]
            .as_str()
            .unwrap()
            .contains("waits")
    );

    let (size, _) = place.checkpoint();
    place.ends(7, &["process", "run", "--ocr-budget", "0"]);
    assert_eq!(place.checkpoint().0, size, "nothing new, so no act");

    // A budget that one page spends: the paper is read, the picture waits.
    let store = place.store();
    let first = run(&store, Some(Duration::from_millis(1)));
    assert!(first.done >= 1 && first.optical_ms > 0, "{first:?}");
    let kinds = |state: &str| -> Vec<String> {
        let lines = place.ends(0, &["doc", "list", "--jsonl"]).lines();
        let of = lines.iter().filter(|line| line["state"] == state);
        of.map(|line| line["path"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(
        kinds("read").contains(&"z.pdf".to_owned()),
        "{:?}",
        kinds("read")
    );
    let second = run(&store, None);
    assert_eq!(second.optical_waiting, (0, 0), "{second:?}");
    assert!(kinds("read_in_part").is_empty());
    assert_eq!(found("quality:not_read"), 0);
    assert_eq!(run(&store, None).done, 0);

    // However it was divided, it is the reading that one run makes.
    let nour = user("nour");
    let whole = Place::new();
    medium(&whole);
    run(&whole.store(), None);
    let readings = |place: &Place| -> BTreeMap<String, Value> {
        ["ISN-000001", "ISN-000002", "ISN-000003", "ISN-000004"]
            .into_iter()
            .map(|item| {
                let said = place
                    .ends(0, &["process", "explain", item, "--json"])
                    .json();
                (item.to_owned(), said["reading_sha256"].clone())
            })
            .collect()
    };
    assert_eq!(readings(&place), readings(&whole));
    let dump = store.dump(&nour, true).unwrap();
    store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(store.dump(&nour, true).unwrap(), dump);
}

#[test]
fn a_copy_is_read_once_in_one_run() {
    if !is_here() {
        return;
    }
    let place = Place::new();
    let picture = fs::read(scans("png").remove(0)).unwrap();
    for n in 0..4 {
        place.put(&format!("medium/{n}.png"), &picture);
    }
    place.take_in(&place.path("medium"));
    let one = Place::new();
    one.put("medium/0.png", &picture);
    one.take_in(&one.path("medium"));
    let of_one = run(&one.store(), None).optical_ms;
    let of_four = run(&place.store(), None);
    assert_eq!(of_four.done, 4);
    // Four readings would take four times as long, on a busy machine as on an idle one.
    assert!(
        of_four.optical_ms < 2 * of_one,
        "{} {of_one}",
        of_four.optical_ms
    );
}

/// A folder with a model of Arabic under this program's eyes, and its bytes.
fn models(place: &Place) -> (PathBuf, Vec<u8>) {
    let folder = place.path("models");
    fs::create_dir(&folder).unwrap();
    for open in [place.folder.path(), folder.as_path()] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let there = fs::read_dir("/usr/share/tesseract-ocr").unwrap().flatten();
    let file = there
        .map(|folder| folder.path().join("tessdata/ara.traineddata"))
        .find(|file| file.exists())
        .unwrap();
    let bytes = fs::read(file).unwrap();
    fs::write(folder.join("ara.traineddata"), &bytes).unwrap();
    (folder, bytes)
}

#[test]
fn models_of_the_user_are_kept_for_later_runs_and_another_one_makes_readings_outdated() {
    if !is_here() {
        return;
    }
    let place = Place::new();
    place.put("medium/b.png", fs::read(scans("png").remove(0)).unwrap());
    place.take_in(&place.path("medium"));
    let (folder, mut bytes) = models(&place);
    let named = folder.to_str().unwrap();
    let refused = place.isnad(&[
        "process",
        "run",
        "--ocr-models",
        named,
        "--ocr-lang",
        "ara+fra",
    ]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.err.contains("`fra`") && refused.err.contains(named),
        "{refused:?}"
    );
    let status = || place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(status()["waiting"], 1, "nothing was read");

    place.ends(0, &["process", "run", "--ocr-models", named]);
    let told = fs::read_to_string(place.root().join("store.toml")).unwrap();
    assert!(told.contains(named), "{told}");
    let outdated = || {
        place
            .ends(
                0,
                &["process", "retry", "--outdated", "--dry-run", "--json"],
            )
            .json()
    };
    assert_eq!(outdated()["would_order"], 0);
    // The same model with one byte behind it is another file, and so another model.
    bytes.push(0);
    fs::write(folder.join("ara.traineddata"), &bytes).unwrap();
    let said = outdated();
    assert_eq!(said["would_order"], 1, "{said}");
    assert!(
        said["groups"][0]["why"].as_str().unwrap().contains("model"),
        "{said}"
    );
    // Back to those of the program, which are the bytes that read it.
    place.ends(0, &["process", "run", "--ocr-models", "program"]);
    assert_eq!(outdated()["would_order"], 0);
    let told = fs::read_to_string(place.root().join("store.toml")).unwrap();
    assert!(!told.contains("ocr_models"), "{told}");
    let gone = place.isnad(&["process", "run", "--ocr-models", "/no/such/folder"]);
    assert_eq!(gone.code, 2, "{gone:?}");
}

#[test]
fn the_doctor_names_each_model_by_its_digest_and_extract_refuses_a_language_at_once() {
    if !is_here() {
        return;
    }
    let place = Place::new();
    let (folder, _) = models(&place);
    let named = folder.to_str().unwrap();
    let said = place.isnad(&["doctor", "--ocr-models", named]);
    let lines: Vec<&str> = said
        .out
        .lines()
        .filter(|line| line.starts_with("model "))
        .collect();
    assert_eq!(lines.len(), 1, "{said:?}");
    let digest = lines[0].split_whitespace().last().unwrap();
    assert!(
        digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()),
        "{lines:?}"
    );
    let picture = place.put("b.png", fs::read(scans("png").remove(0)).unwrap());
    let words = ["extract", picture.to_str().unwrap(), "--ocr-models", named];
    let said = place.ends(0, &words);
    assert!(
        said.json()["pages"][0]["choice"]
            .as_str()
            .unwrap()
            .contains("read optically")
    );
    assert!(
        said.json()["pages"][0]["quality"].as_f64().is_some(),
        "{said:?}"
    );
    let refused = place.isnad(&[&words[..], &["--ocr-lang", "xyz"]].concat());
    assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{refused:?}");
    assert!(refused.err.contains("`xyz`"), "{refused:?}");
    assert!(Path::new(PROGRAM).exists());
}

#[test]
fn doc_text_and_report_tell_how_far_a_page_can_be_relied_on() {
    if !is_here() {
        return;
    }
    let place = Place::new();
    medium(&place);
    run(&place.store(), None);
    let page = place
        .ends(0, &["doc", "text", "ISN-000002", "--jsonl"])
        .lines()
        .remove(0);
    assert!(
        page["choice"].as_str().unwrap().contains("% confidence"),
        "{page}"
    );
    assert!(
        page["quality"].as_f64().is_some() && page["reading_quality"].is_string(),
        "{page}"
    );
    let report = place.ends(0, &["process", "report", "--json"]).json();
    let pages: u64 = ["good", "doubtful", "poor", "not_read"]
        .iter()
        .map(|quality| {
            report["optical"]["quality"][quality]["pages"]
                .as_u64()
                .unwrap()
        })
        .sum();
    assert_eq!(pages, report["pages"].as_u64().unwrap_or(pages), "{report}");
    assert!(pages >= 5);
    let answer = place
        .ends(0, &["search", "kind:image", "--json", "--facets"])
        .json();
    let graded: u64 = answer["facets"]["quality"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry[1].as_u64().unwrap())
        .sum();
    assert_eq!(graded, 2, "{answer}");
    let csv = place.ends(0, &["process", "report", "--csv", "-"]).out;
    assert!(csv.contains("reading quality"), "{csv}");
}
