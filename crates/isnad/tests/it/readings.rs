//! Readings: made anew they are the same, read again they replace one another, erased they are gone.

use crate::fixture::{Place, leak, read_all, user, zipped};
use domain::{ItemId, ItemState, Sha256};
use extract::OcrChoice;
use std::fs;
use workbench::{RetryRequest, SearchOptions, Store, WorkbenchError};

fn hits(store: &Store, query: &str) -> Vec<String> {
    let options = SearchOptions {
        limit: 1_000,
        ..SearchOptions::default()
    };
    let answer = store.search(&user("nour"), query, &options).unwrap();
    answer
        .hits
        .hits
        .into_iter()
        .map(|hit| format!("{}#p{} {} {:?}", hit.item, hit.page, hit.score, hit.snippet))
        .collect()
}

const QUERIES: [&str; 5] = [
    "رئيس",
    "الصنوبري OR موقوف",
    "date:2012",
    "kind:pdf",
    "\"رئيس الفرع\"",
];

#[test]
fn deleted_tables_and_index_come_back_with_every_word() {
    let place = Place::new();
    place.take_in(&leak().files_dir);
    let store = place.store();
    read_all(&store, OcrChoice::Never);
    let nour = user("nour");
    let again = RetryRequest {
        states: vec![ItemState::Damaged, ItemState::ReadInPart],
        reason: "once more".to_owned(),
        ..RetryRequest::default()
    };
    store.retry(&nour, &again).unwrap();
    read_all(&store, OcrChoice::Never);
    let dump = store.dump(&nour, true).unwrap();
    let found: Vec<Vec<String>> = QUERIES.iter().map(|query| hits(&store, query)).collect();
    assert!(found.iter().all(|hits| !hits.is_empty()), "{found:?}");
    let same = |store: &Store, how: &str| {
        assert_eq!(store.dump(&nour, true).unwrap(), dump, "{how}");
        for (query, before) in QUERIES.iter().zip(&found) {
            assert_eq!(&hits(store, query), before, "{how}: {query}");
        }
    };
    store.rebuild(&nour, &mut |_| {}).unwrap();
    same(&store, "made anew");
    drop(store);
    for what in ["tables", "index", "both"] {
        if what != "index" {
            for name in [
                "catalogue.sqlite",
                "catalogue.sqlite-wal",
                "catalogue.sqlite-shm",
            ] {
                let _ = fs::remove_file(place.root().join(name));
            }
        }
        if what != "tables" {
            fs::remove_dir_all(place.root().join("index")).unwrap();
        }
        same(&place.store(), what);
    }
}

fn all_of(store: &Store) -> Vec<workbench::answer::ItemLine> {
    store
        .items(
            &user("nour"),
            &workbench::ItemFilter {
                limit: 10_000,
                ..Default::default()
            },
        )
        .unwrap()
}

fn object(place: &Place, sha256: &Sha256) -> std::path::PathBuf {
    let name = sha256.to_string();
    place
        .root()
        .join("vault/objects")
        .join(&name[..2])
        .join(name)
}

#[test]
fn an_erased_container_takes_its_members_and_its_words_with_it() {
    let place = Place::new();
    let inner = zipped(&[("deep.txt", b"periwinkle")]);
    place.put(
        "medium/box.zip",
        zipped(&[
            ("a.txt", b"marigold one"),
            ("shared.txt", b"celandine"),
            ("inner.zip", &inner),
        ]),
    );
    place.put("medium/shared.txt", "celandine");
    place.put("medium/kept.txt", "foxglove");
    place.take_in(&place.path("medium"));
    let store = place.store();
    read_all(&store, OcrChoice::Never);
    let nour = user("nour");
    let items = all_of(&store);
    let by_path = |path: &str| {
        items
            .iter()
            .find(|item| item.path.to_string() == path)
            .unwrap()
            .clone()
    };
    let container = by_path("box.zip");
    let members: Vec<_> = items.iter().filter(|item| item.kind == "member").collect();
    assert_eq!(members.len(), 4);
    for word in ["marigold", "celandine", "periwinkle", "foxglove"] {
        assert!(!hits(&store, word).is_empty(), "{word}");
    }
    let member = by_path("box.zip!/a.txt");
    let refused = store.erase(&nour, &member.item, "order 12").unwrap_err();
    assert!(
        matches!(refused, WorkbenchError::BadValue { .. }),
        "{refused}"
    );
    let early = store.prove(&nour, &by_path("kept.txt").item).unwrap();

    store.erase(&nour, &container.item, "order 12").unwrap();
    assert!(hits(&store, "marigold").is_empty());
    assert!(hits(&store, "periwinkle").is_empty());
    assert_eq!(hits(&store, "celandine").len(), 1);
    for gone in [
        &container,
        &member,
        &by_path("box.zip!/inner.zip"),
        &by_path("box.zip!/inner.zip!/deep.txt"),
    ] {
        assert!(
            !object(&place, &gone.sha256.unwrap()).exists(),
            "{}",
            gone.path
        );
    }
    assert!(object(&place, &by_path("shared.txt").sha256.unwrap()).exists());
    let verdict = store.verify(&nour, true, &mut |_, _| {}).unwrap();
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!(
        verdict.unnamed, 0,
        "objects of an erased item are left behind"
    );
    assert!(store.process_status(&nour).unwrap().reconciled);
    let dump = store.dump(&nour, true).unwrap();
    store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(store.dump(&nour, true).unwrap(), dump);
    assert!(hits(&store, "marigold").is_empty());
    let key = store.checkpoint(&nour).unwrap().1.parse().unwrap();
    let digest = custody::verify::proof::ItemDigest::of(&b"foxglove"[..]).unwrap();
    let trust = custody::Trust::in_log(key).unwrap();
    assert!(custody::verify::proof::verify_proof(early.as_bytes(), &digest, &trust).holds());
}

#[test]
fn erasing_one_of_two_copies_leaves_every_reading_of_the_other() {
    let place = Place::new();
    // A picture: read without and with optical reading it gives two different readings.
    let pictures: Vec<_> = walk(&leak().files_dir)
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "png"))
        .collect();
    let Some(picture) = pictures.first() else {
        panic!("the leak holds a picture")
    };
    let bytes = fs::read(picture).unwrap();
    place.put("medium/a.png", &bytes);
    place.put("medium/b.png", &bytes);
    place.take_in(&place.path("medium"));
    let store = place.store();
    read_all(&store, OcrChoice::Never);
    read_all(&store, OcrChoice::Auto);
    let nour = user("nour");
    assert!(store.verify(&nour, true, &mut |_, _| {}).unwrap().holds());
    store.erase(&nour, &ItemId::new(1), "order 12").unwrap();
    let verdict = store.verify(&nour, true, &mut |_, _| {}).unwrap();
    assert!(verdict.holds(), "{:?}", verdict.damaged);
    let before = store.dump(&nour, true).unwrap();
    store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(store.dump(&nour, true).unwrap(), before);
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => waiting.push(entry.path()),
                kind if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

#[test]
fn reading_again_gives_the_same_readings() {
    let place = Place::new();
    place.take_in(&leak().files_dir);
    let store = place.store();
    read_all(&store, OcrChoice::Never);
    let nour = user("nour");
    let before = store.dump(&nour, false).unwrap();
    let waiting_before = all_of(&store).len();
    let mut again = RetryRequest {
        states: ItemState::ALL.to_vec(),
        reason: "a better reader".to_owned(),
        dry_run: true,
        ..RetryRequest::default()
    };
    let would = store.retry(&nour, &again).unwrap();
    assert_eq!(
        store.process_status(&nour).unwrap().waiting,
        0,
        "a dry run orders nothing"
    );
    again.dry_run = false;
    let ordered = store.retry(&nour, &again).unwrap();
    assert_eq!(ordered, would);
    assert!(ordered.items > 30, "{ordered:?}");
    assert!(store.process_status(&nour).unwrap().waiting > 0);
    read_all(&store, OcrChoice::Never);
    assert_eq!(store.dump(&nour, false).unwrap(), before);
    assert_eq!(all_of(&store).len(), waiting_before);
    assert!(store.process_status(&nour).unwrap().reconciled);
}

#[test]
fn a_second_run_of_reading_adds_no_act() {
    let place = Place::new();
    place.take_in(&leak().files_dir);
    place.ends(0, &["process", "run", "--ocr", "never"]);
    let (size, _) = place.checkpoint();
    let said = place.ends(0, &["process", "run", "--ocr", "never", "--json"]);
    assert_eq!(said.json()["done"], 0);
    assert_eq!(place.checkpoint().0, size);
}

#[test]
fn an_object_damaged_before_it_was_read_costs_its_item_and_is_named() {
    let place = Place::new();
    for n in 0..4 {
        place.put(&format!("medium/{n}.txt"), format!("letter {n}"));
    }
    place.take_in(&place.path("medium"));
    let line = place.ends(0, &["doc", "list", "--jsonl"]).lines().remove(2);
    let sha256: Sha256 = line["sha256"].as_str().unwrap().parse().unwrap();
    let at = object(&place, &sha256);
    let mut bytes = fs::read(&at).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&at, &bytes).unwrap();
    let said = place.ends(7, &["process", "run", "--json"]);
    let failures = said.json()["failures"].clone();
    assert_eq!(failures[0]["item"], line["item"], "{said:?}");
    assert_eq!(said.json()["done"], 3);
    let status = place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(status["waiting"], 1);
    let verdict = place
        .ends(4, &["store", "verify", "--all", "--json"])
        .json();
    assert_eq!(verdict["damaged"][0]["object"], line["sha256"]);
    assert_eq!(verdict["damaged"][0]["items"][0], line["item"]);
    bytes[last] ^= 1;
    fs::write(&at, &bytes).unwrap();
    place.ends(0, &["process", "run"]);
    place.ends(0, &["store", "verify", "--all"]);
}
