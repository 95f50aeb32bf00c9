//! A store that is not what it was says so, names the place, and is not written to.

use crate::fixture::{Bench, PASSPHRASE, copy, files, ticking, truth, user};
use domain::{Family, Report};
use std::fs;
use std::path::Path;
use workbench::{CatalogueSetting, NewStore, Store, WorkbenchError};

fn filled(letters: u32) -> Bench {
    let bench = Bench::new();
    for n in 0..letters {
        bench.put(format!("{n:02}.txt"), format!("letter {n}"));
    }
    bench.intake();
    bench
}

/// Closes the store and gives its folder.
fn closed(bench: Bench) -> tempfile::TempDir {
    let Bench { folder, store } = bench;
    drop(store);
    folder
}

fn open(folder: &Path) -> Result<Store, WorkbenchError> {
    Store::open(&folder.join("store"), PASSPHRASE, ticking())
}

fn family(outcome: &Result<Store, WorkbenchError>) -> Option<Family> {
    outcome.as_ref().err().map(|error| error.fault().family)
}

#[test]
fn one_byte_changed_anywhere_in_the_ledger_is_named() {
    // More acts than one tile holds.
    let bench = filled(300);
    bench
        .store
        .document(&user("nour"), &crate::fixture::item(7))
        .unwrap();
    let folder = closed(bench);
    let ledger = folder.path().join("store/ledger");
    let whole = files(&ledger);
    assert!(
        whole.len() >= 8,
        "{:?}",
        whole
            .keys()
            .map(|n| String::from_utf8_lossy(n))
            .collect::<Vec<_>>()
    );
    let mut wrong = Vec::new();
    for (name, bytes) in &whole {
        let name = String::from_utf8(name.clone()).unwrap();
        let place = ledger.join(&name);
        // Every line of a checkpoint, and a spread of places in everything else.
        let places: Vec<usize> = if name.ends_with("checkpoint") {
            (0..bytes.len()).step_by(7).collect()
        } else {
            [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1].into()
        };
        for at in places {
            let mut changed = bytes.clone();
            changed[at] ^= 0x01;
            fs::write(&place, &changed).unwrap();
            let before = truth(&folder.path().join("store"));
            match open(folder.path()) {
                Err(error) => {
                    if error.fault().family != Family::Integrity {
                        wrong.push(format!("{name} byte {at}: {:?} `{error}`", error.fault()));
                    }
                    if truth(&folder.path().join("store")) != before {
                        wrong.push(format!(
                            "{name} byte {at}: refused, but the store was written to"
                        ));
                    }
                }
                Ok(store) => {
                    let verdict = store.verify(&user("nour"), false, &mut |_, _| {});
                    let named = match &verdict {
                        Ok(verdict) => !verdict.holds() && !verdict.log_findings.is_empty(),
                        Err(error) => error.fault().family == Family::Integrity,
                    };
                    if !named {
                        wrong.push(format!("{name} byte {at}: {verdict:?}"));
                    }
                }
            }
            fs::remove_dir_all(&ledger).unwrap();
            for (other, bytes) in &whole {
                let other = ledger.join(String::from_utf8(other.clone()).unwrap());
                fs::create_dir_all(other.parent().unwrap()).unwrap();
                fs::write(other, bytes).unwrap();
            }
            // The tables may have seen an act of the check that is taken back here.
            for tables in [
                "catalogue.sqlite",
                "catalogue.sqlite-wal",
                "catalogue.sqlite-shm",
            ] {
                let _ = fs::remove_file(folder.path().join("store").join(tables));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let store = open(folder.path()).unwrap();
    assert!(
        store
            .verify(&user("nour"), true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}

#[test]
fn a_file_missing_from_the_ledger_is_named() {
    let folder = closed(filled(12));
    let ledger = folder.path().join("store/ledger/evidence");
    for (name, bytes) in files(&ledger) {
        let place = ledger.join(String::from_utf8(name.clone()).unwrap());
        fs::remove_file(&place).unwrap();
        let outcome = open(folder.path());
        let error = outcome
            .err()
            .unwrap_or_else(|| panic!("{} is missing", place.display()));
        assert_eq!(
            error.fault().family,
            Family::Integrity,
            "{}: {error}",
            place.display()
        );
        fs::write(&place, bytes).unwrap();
    }
    assert!(open(folder.path()).is_ok());
}

#[test]
fn a_ledger_cut_back_to_an_earlier_state_is_named() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.intake();
    let ledger = bench.root().join("ledger/evidence");
    let earlier = bench.folder.path().join("earlier");
    copy(&ledger, &earlier);
    bench.put("b.txt", "beta");
    bench.intake();
    let folder = closed(bench);
    fs::remove_dir_all(&ledger).unwrap();
    copy(&earlier, &ledger);
    let outcome = open(folder.path());
    assert_eq!(family(&outcome), Some(Family::Integrity));
    assert!(matches!(outcome, Err(WorkbenchError::LedgerShorter { .. })));
}

#[test]
fn an_earlier_checkpoint_put_in_place_of_the_newest_destroys_nothing() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.intake();
    let checkpoint = bench.root().join("ledger/evidence/checkpoint");
    let earlier = fs::read(&checkpoint).unwrap();
    bench.put("b.txt", "beta");
    bench.intake();
    let newest = fs::read(&checkpoint).unwrap();
    let folder = closed(bench);
    fs::write(&checkpoint, earlier).unwrap();
    assert_eq!(family(&open(folder.path())), Some(Family::Integrity));
    fs::write(&checkpoint, newest).unwrap();
    let store =
        open(folder.path()).expect("the acts behind the earlier checkpoint are still there");
    assert!(
        store
            .verify(&user("nour"), true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}

#[test]
fn a_damaged_object_is_named_with_its_items() {
    let bench = filled(12);
    let nour = user("nour");
    bench.put("copy of 03.txt", "letter 3");
    bench.intake();
    let line = bench.at("03.txt");
    let copy = bench.at("copy of 03.txt");
    let object = line.sha256.unwrap();
    let place = bench.object_path(&object.to_string());
    let whole = fs::read(&place).unwrap();
    for at in [0, whole.len() / 2, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 0x80;
        fs::write(&place, changed).unwrap();
        let verdict = bench.store.verify(&nour, true, &mut |_, _| {}).unwrap();
        let [damaged] = verdict.damaged.as_slice() else {
            panic!("byte {at}: {verdict:?}")
        };
        assert_eq!(damaged.object, object);
        assert_eq!(
            damaged.items,
            [line.item.to_string(), copy.item.to_string()]
        );
        assert_eq!(Path::new(&damaged.path), place.canonicalize().unwrap());
        assert!(
            !bench
                .store
                .verify_item(&nour, &line.item)
                .unwrap()
                .content_holds
        );
        let error = bench
            .store
            .original(&nour, &line.item, "x", &mut Vec::new())
            .unwrap_err();
        assert_eq!(
            error.fault().family,
            Family::Integrity,
            "byte {at}: {error}"
        );
    }
    fs::write(&place, &whole[..whole.len() - 20]).unwrap();
    assert_eq!(
        bench
            .store
            .verify(&nour, true, &mut |_, _| {})
            .unwrap()
            .damaged
            .len(),
        1
    );
    fs::remove_file(&place).unwrap();
    for all in [true, false] {
        let verdict = bench.store.verify(&nour, all, &mut |_, _| {}).unwrap();
        assert_eq!(
            verdict.damaged.first().map(|d| d.damage.as_str()),
            Some("missing")
        );
    }
    // Two whole objects under each other's names are whole, and still not what they say.
    let other = bench.object_path(&bench.at("05.txt").sha256.unwrap().to_string());
    fs::copy(&other, &place).unwrap();
    let verdict = bench.store.verify(&nour, true, &mut |_, _| {}).unwrap();
    assert!(
        verdict.damaged[0].damage.contains("other bytes"),
        "{verdict:?}"
    );
    fs::write(&place, whole).unwrap();
    assert!(
        bench
            .store
            .verify(&nour, true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let folder = closed(filled(12));
    let place = folder.path().join("store/store.toml");
    let text = fs::read_to_string(&place).unwrap();
    fs::write(
        &place,
        text.replacen("format = 1", "format = 99\nnot_known_here = true", 1),
    )
    .unwrap();
    let before = truth(&folder.path().join("store"));
    let outcome = open(folder.path());
    assert!(matches!(
        outcome,
        Err(WorkbenchError::StoreNewer {
            found: 99,
            known: 1
        })
    ));
    assert_eq!(family(&outcome), Some(Family::Input));
    assert_eq!(truth(&folder.path().join("store")), before);
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_writes_nothing() {
    let folder = closed(filled(12));
    let before = truth(&folder.path().join("store"));
    for passphrase in [
        "",
        "seven grey herons over the weiR",
        "seven grey herons over the weir ",
    ] {
        let outcome = Store::open(&folder.path().join("store"), passphrase, ticking());
        let fault = outcome.err().unwrap().fault();
        assert_eq!(
            (fault.id, fault.family),
            ("wrong-passphrase", Family::Input)
        );
    }
    assert_eq!(truth(&folder.path().join("store")), before);
}

#[test]
fn settings_that_cannot_be_understood_are_named() {
    let folder = closed(filled(12));
    let place = folder.path().join("store/store.toml");
    let text = fs::read_to_string(&place).unwrap();
    let other_key = |line: &str| {
        if line.starts_with("evidence_vkey") {
            "evidence_vkey = \"x\"".to_owned()
        } else {
            line.to_owned()
        }
    };
    let key_changed: String = text.lines().map(|line| other_key(line) + "\n").collect();
    for broken in [
        "",
        "format = 1\n",
        "[[[",
        &text[..text.len() / 2],
        &key_changed,
    ] {
        fs::write(&place, broken).unwrap();
        let outcome = open(folder.path());
        assert!(
            matches!(outcome, Err(WorkbenchError::SettingsDamaged { .. })),
            "{broken:?}: {:?}",
            outcome.err()
        );
        assert_eq!(family(&outcome), Some(Family::Integrity));
    }
    fs::write(&place, text).unwrap();
    assert!(open(folder.path()).is_ok());
}

#[test]
fn a_folder_that_is_no_store_is_told_from_one_that_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let absent = Store::open(&folder.path().join("absent"), PASSPHRASE, ticking());
    assert!(matches!(absent, Err(WorkbenchError::NotAStore(_))));
    let empty = Store::open(folder.path(), PASSPHRASE, ticking());
    assert_eq!(empty.err().unwrap().fault().family, Family::NotFound);
    let new = |passphrase: &str| NewStore {
        custodian: user("nour"),
        passphrase: passphrase.to_owned(),
        password: None,
        catalogue: CatalogueSetting::Embedded,
        cost: vault::KeyCost {
            memory_kib: 64,
            passes: 1,
        },
    };
    let place = folder.path().join("store");
    assert!(matches!(
        Store::init(&place, &new("short"), ticking()),
        Err(WorkbenchError::TooShort(8))
    ));
    assert!(!place.exists());
    fs::write(folder.path().join("file"), "in use").unwrap();
    let taken = Store::init(folder.path(), &new(PASSPHRASE), ticking());
    assert!(matches!(taken, Err(WorkbenchError::FolderNotEmpty(_))));
    assert!(Store::init(&place, &new(PASSPHRASE), ticking()).is_ok());
}
