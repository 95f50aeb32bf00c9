//! A ledger grows the same way in whatever batches, and stays what it was when opened again.

use crate::fixture::{acts, body_key, create, files, log_key, open, received};
use custody::{Body, CustodyError, Frontier, Ledger, LogKey};
use domain::{Family, Report};
use proptest::prelude::*;
use std::fs;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Salts are random, so the roots of two ledgers differ; the tiles of one ledger must be those
    /// of its entries put into a tree in one go.
    #[test]
    fn any_batch_sizes_give_the_tree_of_one_batch(batches in prop::collection::vec(0u64..400, 1..6)) {
        let dir = crate::fixture::folder();
        let home = dir.path().join("ledger");
        let mut ledger = create(&home);
        for (number, count) in batches.iter().enumerate() {
            let size = ledger.size();
            let range = ledger.append(&acts(size..size + count)).unwrap();
            prop_assert_eq!(range, size..size + count);
            if number % 2 == 1 {
                drop(ledger);
                ledger = open(&home);
            }
        }
        let total: u64 = batches.iter().sum();
        prop_assert_eq!(ledger.size(), total);
        let mut whole = Frontier::default();
        let mut entries = files(&home.join("tile"));
        entries.retain(|file| file.starts_with("entries"));
        for bundle in entries {
            for entry in fs::read(home.join("tile").join(bundle)).unwrap().chunks_exact(34) {
                whole.push(custody::tree::leaf_hash(&entry[2..]), |_, _, _| {});
            }
        }
        prop_assert_eq!(whole.size(), total);
        prop_assert_eq!(whole.root(), ledger.root());
        prop_assert_eq!(ledger.root_at(total).unwrap(), ledger.root());
        prop_assert_eq!(ledger.verify_all(|_, _| {}).unwrap(), vec![]);
        // No file is left over from any earlier size.
        let to = dir.path().join("export");
        ledger.export(&to).unwrap();
        let live: Vec<_> = files(&home).into_iter().filter(|f| !f.starts_with("bodies")).collect();
        prop_assert_eq!(files(&to), live);
    }
}

#[test]
fn bodies_come_back_in_order_from_any_place() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..700)).unwrap();
    for from in [0, 1, 255, 256, 511, 699, 700, 900] {
        let mut next = from;
        ledger
            .for_each_body(from, |index, body| {
                assert_eq!((index, body), (next, Body::Present(received(next))));
                next += 1;
                Ok::<(), CustodyError>(())
            })
            .unwrap();
        assert_eq!(next, from.max(700));
    }
    assert!(matches!(
        ledger.body(700),
        Err(CustodyError::NoSuchAct {
            index: 700,
            size: 700
        })
    ));
}

#[test]
fn an_error_of_the_reader_stops_the_reading() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..9)).unwrap();
    let mut seen = 0;
    let stopped = ledger.for_each_body(0, |index, _| {
        seen = index;
        if index == 4 {
            Err(CustodyError::ReadOnly)
        } else {
            Ok(())
        }
    });
    assert!(matches!(stopped, Err(CustodyError::ReadOnly)));
    assert_eq!(seen, 4);
}

#[test]
fn a_reader_stays_at_its_size_while_the_writer_goes_on() {
    let dir = crate::fixture::folder();
    let mut writer = create(dir.path());
    writer.append(&acts(0..250)).unwrap();
    let key = log_key().verifier();
    let mut reader = Ledger::open_read_only(dir.path(), key, &body_key()).unwrap();
    let (root, proof) = (writer.root(), writer.prove(249).unwrap());
    for size in 250..300 {
        writer.append(&[received(size)]).unwrap();
        assert_eq!((reader.size(), reader.root()), (250, root));
        assert_eq!(reader.prove(249).unwrap(), proof);
        assert_eq!(reader.body(0).unwrap(), Body::Present(received(0)));
    }
    assert!(matches!(
        reader.append(&acts(0..1)),
        Err(CustodyError::ReadOnly)
    ));
    assert!(matches!(reader.erase(0), Err(CustodyError::ReadOnly)));
    reader.refresh(&body_key()).unwrap();
    assert_eq!((reader.size(), reader.root()), (300, writer.root()));
}

#[test]
fn two_ledgers_of_one_key_cannot_be_taken_for_each_other() {
    let dir = crate::fixture::folder();
    drop(create(dir.path()));
    let other = LogKey::from_seed("isnad.example/store/test/consultations", &[7; 32]).unwrap();
    let wrong = Ledger::open(dir.path(), other, &body_key()).err().unwrap();
    assert!(matches!(wrong, CustodyError::Damaged { .. }));
    assert!(matches!(
        Ledger::create(dir.path(), log_key(), &body_key()),
        Err(CustodyError::LedgerExists { .. })
    ));
    let nothing = Ledger::open(&dir.path().join("none"), log_key(), &body_key());
    assert!(matches!(nothing, Err(CustodyError::NoLedger { .. })));
}

#[test]
fn damage_at_the_edge_stops_the_opening_and_names_the_file() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..600)).unwrap();
    drop(ledger);
    let places = [
        "checkpoint",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
        "tile/entries/002.p/88",
    ];
    for name in places {
        let path = dir.path().join(name);
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        let last = bytes.len() - 8;
        bytes[last] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let error = Ledger::open(dir.path(), log_key(), &body_key())
            .err()
            .unwrap();
        assert_eq!(error.fault().family, Family::Integrity, "{name}: {error}");
        // Entries and hashes of level 0 contradict each other; either may be the damaged one.
        let named = if name.starts_with("tile/0") {
            "tile/0"
        } else {
            name
        };
        assert!(error.to_string().contains(named), "{name}: {error}");
        fs::remove_file(&path).unwrap();
        assert!(
            Ledger::open(dir.path(), log_key(), &body_key()).is_err(),
            "{name}"
        );
        fs::write(&path, &whole).unwrap();
    }
    let segment = dir.path().join("bodies/002");
    let whole = fs::read(&segment).unwrap();
    fs::write(&segment, &whole[..whole.len() - 1]).unwrap();
    let error = Ledger::open(dir.path(), log_key(), &body_key())
        .err()
        .unwrap();
    assert!(error.to_string().contains("bodies/002"), "{error}");
    assert_eq!(
        fs::read(&segment).unwrap().len(),
        whole.len() - 1,
        "nothing was cut"
    );
}

#[test]
fn every_flipped_byte_of_a_body_is_found_and_its_act_named() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..4)).unwrap();
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap(), []);
    let path = dir.path().join("bodies/000");
    let whole = fs::read(&path).unwrap();
    for byte in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[byte] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let findings = ledger.verify_all(|_, _| {}).unwrap();
        let act = byte / (whole.len() / 4);
        let named = findings.iter().any(|finding| {
            let text = finding.to_string();
            text.contains("bodies/000") && text.contains(&format!(" {act}"))
        });
        assert!(named, "byte {byte}: {findings:?}");
    }
}

#[test]
fn an_empty_batch_changes_nothing_and_an_empty_body_is_a_body() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    let before = ledger.checkpoint();
    assert_eq!(ledger.append(&[]).unwrap(), 0..0);
    assert_eq!(ledger.checkpoint(), before);
    ledger.append(&[Vec::new(), vec![0xff, 0, 10]]).unwrap();
    assert_eq!(ledger.body(0).unwrap(), Body::Present(Vec::new()));
    assert!(custody::Proof::parse(ledger.prove(1).unwrap().as_bytes()).is_ok());
    let to = dir.path().join("export");
    ledger.export(&to).unwrap();
    assert!(crate::fixture::verify(&to).holds());
    assert!(
        ledger.export(&to).is_err(),
        "a folder that is not empty is not written to"
    );
}

#[test]
fn a_changed_or_missing_checkpoint_of_an_open_ledger_is_found() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..3)).unwrap();
    let older = ledger.checkpoint();
    ledger.append(&acts(3..4)).unwrap();
    let path = dir.path().join("checkpoint");
    for text in ["broken".to_owned(), older] {
        fs::write(&path, text).unwrap();
        assert_eq!(ledger.verify_all(|_, _| {}).unwrap().len(), 1);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap().len(), 1);
    let error = Ledger::open(dir.path(), log_key(), &body_key())
        .err()
        .unwrap();
    assert_eq!(error.fault().family, Family::Integrity);
}
