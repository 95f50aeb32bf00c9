//! Corrections on the command line: made on a scan that tesseract read, found in seconds, refused with
//! what stands there.

use crate::fixture::{Place, leak, read_all, user};
use domain::{ItemId, Role};
use extract::OcrChoice;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use workbench::ItemFilter;

const WORD: &str = "زيزفونيان";

/// A paper of the sample that lies there as a picture.
fn scan() -> PathBuf {
    let questions = fs::read_to_string(leak().truth_dir.join("questions.jsonl")).unwrap();
    let of_scans = questions.lines().filter_map(|line| {
        let question: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = question["path"].as_str()?.to_owned();
        (question["class"] == "scan" && !path.contains("!/")).then_some(path)
    });
    of_scans
        .map(|path| leak().files_dir.join(path))
        .find(|path| path.exists())
        .expect("the sample has a scan on disk")
}

/// A store with one scan, read, and an analyst who may correct it.
fn read_scan() -> (Place, ItemId) {
    let place = Place::new();
    let scan = scan();
    let name = format!(
        "medium/scan.{}",
        scan.extension().unwrap().to_str().unwrap()
    );
    place.put(&name, fs::read(scan).unwrap());
    place.take_in(&place.path("medium"));
    let store = place.store();
    read_all(&store, OcrChoice::Auto);
    let nour = user("nour");
    store
        .add_user(&nour, &user("root"), &[Role::Administrator], None)
        .unwrap();
    store
        .add_user(&user("root"), &user("layla"), &[Role::Analyst], None)
        .unwrap();
    store
        .grant(&user("root"), &user("layla"), "A-0001".parse().unwrap())
        .unwrap();
    let filter = ItemFilter {
        limit: 10,
        ..ItemFilter::default()
    };
    let items = store.items(&nour, &filter).unwrap();
    (place, items[0].item.clone())
}

/// The first line with several words: its number and its words, as the program numbers them.
fn a_line(place: &Place, item: &str) -> (u32, Vec<String>) {
    let text = place
        .ends(0, &["doc", "text", item, "--page", "1", "--numbered"])
        .out;
    let mut lines = text.lines().map(|line| {
        let mut words = line.split_whitespace().map(str::to_owned);
        (
            words.next().unwrap().parse().unwrap(),
            words.collect::<Vec<String>>(),
        )
    });
    lines
        .find(|(_, words)| words.len() >= 3)
        .expect("a line of text was read")
}

#[test]
fn a_scan_is_corrected_found_and_every_version_can_be_shown() {
    let (place, item) = read_scan();
    let item = item.to_string();
    let (line, words) = a_line(&place, &item);
    let image = place.path("before.png");
    let png = [
        "doc",
        "page",
        &item,
        "1",
        "-o",
        image.to_str().unwrap(),
        "--reveal",
    ];
    place.ends(0, &png);
    let number = line.to_string();
    let machine = place.ends(0, &["doc", "text", &item, "--page", "1"]).out;
    let at = [
        "doc", "correct", &item, "--page", "1", "--line", &number, "--word", "2",
    ];
    let to = ["--to", WORD, "--user", "layla"];

    // The custodian keeps the paper and does not say what it reads.
    place.ends(3, &[&at[..], &["--to", WORD]].concat());
    let wrong = place.ends(2, &[&at[..], &to, &["--from", "nothing-of-this"]].concat());
    assert!(wrong.err.contains(&words[1]), "{wrong:?}");
    let nowhere = [&at[..5], &["--line", "9999", "--word", "1"], &to].concat();
    let nowhere = place.ends(5, &nowhere);
    assert!(nowhere.err.contains("9,999"), "{nowhere:?}");
    let behind = [&at[..7], &["--word", "999"], &to].concat();
    let behind = place.ends(5, &behind);
    assert!(behind.err.contains(&words.join(" ")), "{behind:?}");

    let start = Instant::now();
    let good = [
        &at[..],
        &to,
        &["--from", &words[1], "--note", "checked", "--json"],
    ]
    .concat();
    let done = place.ends(0, &good).json();
    println!("found {:?} after the command was given", start.elapsed());
    assert_eq!(done["version"], 1);
    assert_eq!(done["findable"], true);
    assert_eq!(done["citation"], format!("{item} p1 l{line} v1"));
    let found = place.ends(0, &["search", WORD, "--json"]).json();
    assert_eq!(found["documents"], 1, "{found}");

    let late = [
        &at[..],
        &["--to", "x", "--user", "layla", "--on-version", "0"],
    ]
    .concat();
    let late = place.ends(6, &late);
    assert!(
        late.err.contains("layla") && late.err.contains(WORD),
        "{late:?}"
    );

    let now = place.ends(0, &["doc", "text", &item, "--page", "1"]).out;
    let expected = words.join(" ").replacen(&words[1], WORD, 1);
    assert!(now.contains(WORD) && now != machine, "{expected}");
    let then = ["doc", "text", &item, "--page", "1", "--at-version", "0"];
    assert_eq!(place.ends(0, &then).out, machine);
    let never = ["doc", "text", &item, "--page", "1", "--at-version", "7"];
    place.ends(5, &never);
    let versions = place.ends(0, &["doc", "versions", &item, "--json"]).json();
    let made = &versions["pages"]["1"]["versions"];
    assert_eq!(made[0]["reading"], versions["readings"][0]["reading"]);
    assert_eq!(made[1]["change"]["from"], words[1].as_str());
    assert_eq!(made[1]["change"]["to"], WORD);
    assert_eq!(made[1]["change"]["note"], "checked");
    assert_eq!(made[1]["by"], "layla");
    let told = place.ends(0, &["doc", "versions", &item]).out;
    assert!(told.contains(&format!("{item} p1 l{line} v1")), "{told}");
    let trail = place.ends(0, &["doc", "trail", &item]).out;
    assert!(trail.contains("TextCorrected"), "{trail}");

    let after = place.path("after.png");
    let png = [
        "doc",
        "page",
        &item,
        "1",
        "-o",
        after.to_str().unwrap(),
        "--reveal",
    ];
    place.ends(0, &png);
    assert_eq!(fs::read(image).unwrap(), fs::read(after).unwrap());
    place.ends(0, &["doc", "verify", &item]);
    place.ends(0, &["store", "verify", "--all"]);
}

#[test]
fn a_correction_is_found_in_seconds_while_a_long_run_holds_the_index() {
    let (place, item) = read_scan();
    let item = item.to_string();
    let (line, words) = a_line(&place, &item);
    // More scans, each of other bytes, so that reading takes a while.
    let bytes = fs::read(scan()).unwrap();
    for n in 0..6u8 {
        let more = [&bytes[..], &[n; 16]].concat();
        let name = scan().extension().unwrap().to_str().unwrap().to_owned();
        place.put(&format!("more/{n}.{name}"), more);
    }
    place.take_in(&place.path("more"));
    let mut run = place
        .command(&["process", "run", "--workers", "1", "--no-progress"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lock = || {
        let busy = place.isnad(&["process", "retry", "--state", "damaged", "--reason", "x"]);
        busy.code == 8
    };
    let start = Instant::now();
    while !lock() {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "the run took no lock"
        );
    }
    let number = line.to_string();
    let words = [
        "doc", "correct", &item, "--page", "1", "--line", &number, "--word", "2", "--from",
        &words[1],
    ];
    let start = Instant::now();
    let done = place.ends(
        0,
        &[&words[..], &["--to", WORD, "--user", "layla", "--json"]].concat(),
    );
    let took = start.elapsed();
    let still_runs = run.try_wait().unwrap().is_none();
    assert!(still_runs, "the run ended before anything was shown");
    assert_eq!(done.json()["findable"], true, "{done:?}");
    println!("found {took:?} after the command was given, with a run of the readers going on");
    let found = place.ends(0, &["search", WORD, "--json"]).json();
    assert_eq!(found["documents"], 1, "{found}");
    assert!(run.wait().unwrap().success());
    let found = place.ends(0, &["search", WORD, "--json"]).json();
    assert_eq!(
        found["documents"], 1,
        "the end of the run took it out: {found}"
    );
}
