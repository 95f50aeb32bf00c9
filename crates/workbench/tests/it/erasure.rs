//! What is erased is gone, and nothing else is; tables and index can be made anew at any time.

use crate::fixture::{Bench, files, item, user};
use custody::verify::proof::{ItemDigest, verify_proof};
use custody::{Trust, VerifierKey};
use std::fs;
use workbench::WorkbenchError;

fn holds(proof: &str, bytes: &[u8], key: &str) -> bool {
    let key: VerifierKey = key.parse().unwrap();
    verify_proof(
        proof.as_bytes(),
        &ItemDigest::of(bytes).unwrap(),
        &Trust::in_log(key).unwrap(),
    )
    .holds()
}

#[test]
fn an_erased_item_is_gone_and_every_other_proof_holds() {
    let bench = Bench::new();
    bench.put("gone.txt", "a name that must go");
    bench.put("kept.txt", "a letter that stays");
    let receipt = bench.intake();
    let nour = user("nour");
    let (gone, kept) = (bench.at("gone.txt"), bench.at("kept.txt"));
    let early = bench.store.prove(&nour, &kept.item).unwrap();
    let of_gone = bench.store.prove(&nour, &gone.item).unwrap();
    let place = bench.object_path(&gone.sha256.unwrap().to_string());
    assert!(place.exists());
    let before = bench.acts();
    assert_eq!(bench.store.erase(&nour, &gone.item, "order 12").unwrap(), 1);
    assert_eq!(bench.acts(), before + 1);

    assert!(!place.exists());
    let not_available = |error| matches!(error, WorkbenchError::NotAvailable(_));
    assert!(
        bench
            .store
            .document(&nour, &gone.item)
            .is_err_and(not_available)
    );
    assert!(
        bench
            .store
            .page(&nour, &gone.item, 1)
            .is_err_and(not_available)
    );
    assert!(
        bench
            .store
            .trail(&nour, &gone.item)
            .is_err_and(not_available)
    );
    assert!(
        bench
            .store
            .prove(&nour, &gone.item)
            .is_err_and(not_available)
    );
    assert!(
        bench
            .store
            .original(&nour, &gone.item, "x", &mut Vec::new())
            .is_err_and(not_available)
    );
    assert_eq!(bench.items().len(), 1);
    let of_the_name = |line: &String| line.contains("gone.txt");
    assert!(!bench.dump().iter().any(of_the_name));

    let late = bench.store.prove(&nour, &kept.item).unwrap();
    for proof in [&early, &late] {
        assert!(holds(proof, b"a letter that stays", &receipt.vkey));
        assert!(!holds(proof, b"a letter that stays.", &receipt.vkey));
    }
    // A proof given out before is out of reach and stays true.
    assert!(holds(&of_gone, b"a name that must go", &receipt.vkey));
    let verdict = bench.store.verify(&nour, true, &mut |_, _| {}).unwrap();
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!((verdict.objects, verdict.unnamed), (1, 0));
    assert!(
        bench
            .store
            .verify_item(&nour, &kept.item)
            .unwrap()
            .act_holds
    );
    assert!(bench.store.process_status(&nour).unwrap().reconciled);
}

#[test]
fn bytes_that_another_item_has_too_stay_until_the_last_one_goes() {
    let bench = Bench::new();
    bench.put("a.txt", "the same letter");
    bench.put("b.txt", "the same letter");
    bench.intake();
    let nour = user("nour");
    let (first, second) = (bench.at("a.txt"), bench.at("b.txt"));
    let place = bench.object_path(&first.sha256.unwrap().to_string());
    bench.store.erase(&nour, &first.item, "order 12").unwrap();
    assert!(place.exists());
    assert_eq!(bench.bytes(&second.item), b"the same letter");
    assert!(
        bench
            .store
            .verify(&nour, true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
    bench.store.erase(&nour, &second.item, "order 13").unwrap();
    assert!(!place.exists());
    assert!(
        bench
            .store
            .verify(&nour, true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}

#[test]
fn the_tables_after_erasing_are_those_made_anew() {
    let bench = Bench::new();
    for n in 0..5 {
        bench.put(format!("{n}.txt"), format!("letter {n}"));
    }
    bench.intake();
    let nour = user("nour");
    bench.store.prove(&nour, &item(2)).unwrap();
    bench.store.erase(&nour, &item(2), "order 12").unwrap();
    bench.store.erase(&nour, &item(5), "order 13").unwrap();
    let before = bench.dump();
    bench.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), before);
}

#[test]
fn a_number_is_never_given_again() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("z.txt", "omega");
    bench.intake();
    bench
        .store
        .erase(&user("nour"), &item(2), "order 12")
        .unwrap();
    fs::remove_file(bench.medium().join("z.txt")).unwrap();
    bench.put("new.txt", "new");
    bench.intake();
    assert_eq!(bench.at("new.txt").item, item(3));
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
}

#[test]
fn the_sums_add_up_when_an_erased_file_is_received_again() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("z.txt", "omega");
    bench.intake();
    bench
        .store
        .erase(&user("nour"), &item(2), "order 12")
        .unwrap();
    bench.intake();
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
    assert!(
        bench
            .store
            .verify(&user("nour"), true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
    let before = bench.dump();
    bench.store.rebuild(&user("nour"), &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), before);
}

#[test]
fn erasing_wants_a_ground() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.intake();
    let acts = bench.acts();
    let error = bench
        .store
        .erase(&user("nour"), &item(1), "  ")
        .unwrap_err();
    assert!(matches!(error, WorkbenchError::ReasonRequired));
    assert_eq!(bench.acts(), acts);
    assert_eq!(bench.bytes(&item(1)), b"alpha");
}

#[test]
fn deleted_tables_and_index_come_back_the_same() {
    let bench = Bench::new();
    for n in 0..4 {
        bench.put(format!("{n}.txt"), format!("letter {n}"));
    }
    bench.intake();
    let (nour, salma) = (
        user("nour"),
        bench.person("nour", "salma", &[domain::Role::Administrator]),
    );
    bench.person(
        "salma",
        "rima",
        &[domain::Role::Analyst, domain::Role::Examiner],
    );
    bench
        .store
        .grant(&nour, &user("rima"), crate::fixture::accession(1))
        .unwrap();
    bench
        .store
        .set_active(&salma, &user("rima"), false)
        .unwrap();
    bench.store.prove(&nour, &item(3)).unwrap();
    bench.store.erase(&nour, &item(4), "order 12").unwrap();
    let dump = bench.dump();
    let consulted = files(&bench.root().join("ledger"));
    let Bench { folder, store } = bench;
    drop(store);
    let root = folder.path().join("store");
    for name in [
        "catalogue.sqlite",
        "catalogue.sqlite-wal",
        "catalogue.sqlite-shm",
    ] {
        let _ = fs::remove_file(root.join(name));
    }
    fs::remove_dir_all(root.join("index")).unwrap();
    let store =
        workbench::Store::open(&root, crate::fixture::PASSPHRASE, crate::fixture::ticking())
            .unwrap();
    assert_eq!(
        files(&root.join("ledger")),
        consulted,
        "opening adds no act"
    );
    assert_eq!(store.dump(&nour, true).unwrap(), dump);
    let rebuilt = store.rebuild(&nour, &mut |_| {}).unwrap();
    assert!(rebuilt.acts > 10);
    assert_eq!(store.dump(&nour, true).unwrap(), dump);
}

#[test]
fn no_file_of_the_store_keeps_the_name_of_what_was_erased() {
    let bench = Bench::new();
    // So many that the name lies deep in the tables, and not only in their log of changes.
    for n in 0..400 {
        bench.put(format!("folder {}/{n}.txt", n % 9), format!("letter {n}"));
    }
    bench.put("folder 3/inhaftierter-elias-4711.txt", "a letter");
    bench.intake();
    let nour = user("nour");
    let held_in = |root: &std::path::Path| -> Vec<String> {
        let word = b"inhaftierter-elias-4711";
        let holds = |bytes: &Vec<u8>| bytes.windows(word.len()).any(|w| w == word);
        let found = files(root).into_iter().filter(|(_, bytes)| holds(bytes));
        found
            .map(|(name, _)| String::from_utf8_lossy(&name).into_owned())
            .collect()
    };
    assert!(
        !held_in(&bench.root()).is_empty(),
        "the tables hold it in plain before"
    );
    let gone = bench.at("folder 3/inhaftierter-elias-4711.txt");
    bench.store.erase(&nour, &gone.item, "order 12").unwrap();
    let Bench { folder, store } = bench;
    drop(store);
    assert_eq!(held_in(&folder.path().join("store")), Vec::<String>::new());
}
