//! Erasing a body leaves every proof and root as it was.

use crate::fixture::{
    act, acts, body_key, check_proof, create, files, item, log_key, open, verify,
};
use custody::act::Act;
use custody::{Body, Finding, Ledger, Proof, Verdict};
use std::fs;

#[test]
fn an_erased_body_is_gone_and_all_proofs_stay_valid() {
    let dir = crate::fixture::folder();
    let home = dir.path().join("ledger");
    let mut ledger = create(&home);
    ledger.append(&acts(0..300)).unwrap();
    let proofs: Vec<String> = (0..300).map(|index| ledger.prove(index).unwrap()).collect();
    let (root, checkpoint) = (ledger.root(), ledger.checkpoint());
    for erased in [0, 17, 255, 299] {
        let before = fs::read(home.join(format!("bodies/00{}", erased / 256))).unwrap();
        ledger.erase(erased).unwrap();
        ledger.erase(erased).unwrap();
        let after = fs::read(home.join(format!("bodies/00{}", erased / 256))).unwrap();
        assert!(before.len() > after.len() + 300, "salt and body are gone");
        assert_eq!(ledger.body(erased).unwrap(), Body::Erased);
    }
    assert_eq!((ledger.root(), ledger.checkpoint()), (root, checkpoint));
    for index in 0..300u64 {
        let proof = &proofs[index as usize];
        assert!(
            check_proof(proof.as_bytes(), &item(index)).holds(),
            "{index}"
        );
        if ![0, 17, 255, 299].contains(&index) {
            assert_eq!(&ledger.prove(index).unwrap(), proof);
        }
    }
    // The place of an erased act can still be shown, and says nothing of the body.
    let place = ledger.prove(17).unwrap();
    let shown = Proof::parse(place.as_bytes()).unwrap();
    assert_eq!(
        shown.disclosed.commitment(),
        Proof::parse(proofs[17].as_bytes())
            .unwrap()
            .disclosed
            .commitment()
    );
    assert!(matches!(
        check_proof(place.as_bytes(), &item(17)),
        Verdict::CouldNotCheck(_)
    ));

    let erasures: Vec<Vec<u8>> = [0, 17, 255, 299]
        .map(|index| {
            act(
                400,
                Act::Erased {
                    index,
                    item: None,
                    received_in: None,
                    ground: "court order 7/2026".to_owned(),
                },
            )
        })
        .to_vec();
    ledger.append(&erasures[1..]).unwrap();
    let unexplained = ledger.verify_all(|_, _| {}).unwrap();
    assert_eq!(unexplained, [Finding::UnexplainedErasure { index: 0 }]);
    ledger.append(&erasures[..1]).unwrap();
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap(), []);
    let again = open(&home);
    assert_eq!(again.body(17).unwrap(), Body::Erased);
    assert_eq!(again.size(), 304);
    let to = dir.path().join("export");
    again.export(&to).unwrap();
    assert!(verify(&to).holds());
}

/// The bodies lie on the disk sealed, so what must be gone is the sealed record.
#[test]
fn nothing_of_the_erased_record_stays_in_any_file() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..3)).unwrap();
    let segment = fs::read(dir.path().join("bodies/000")).unwrap();
    let length = |at: usize| u32::from_be_bytes(segment[at..at + 4].try_into().unwrap()) as usize;
    let second = 4 + length(0);
    let sealed = &segment[second + 4..second + 4 + length(second)];
    let stays = |part: &[u8]| {
        files(dir.path()).iter().any(|file| {
            let bytes = fs::read(dir.path().join(file)).unwrap();
            bytes.windows(part.len()).any(|window| window == part)
        })
    };
    assert!(stays(&sealed[..16]));
    ledger.erase(1).unwrap();
    for part in sealed.chunks_exact(16) {
        assert!(!stays(part));
    }
}

#[test]
fn no_name_and_no_salt_lies_in_clear_or_in_an_export() {
    let dir = crate::fixture::folder();
    let (ledger, log) = crate::fixture::exported(dir.path(), 5);
    let proof = Proof::parse(ledger.prove(2).unwrap().as_bytes()).unwrap();
    let custody::proof::Disclosed::Body { salt, .. } = proof.disclosed else {
        panic!()
    };
    for file in files(dir.path()) {
        let bytes = fs::read(dir.path().join(&file)).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!holds(b"samer") && !holds(salt.as_bytes()), "{file:?}");
    }
    assert!(files(&log).iter().all(|file| !file.starts_with("bodies")));
}

#[test]
fn bodies_open_under_their_own_key_log_and_place_only() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..2)).unwrap();
    let wrong_key = custody::BodyKey([1; 32]);
    let other = Ledger::open_read_only(dir.path(), log_key().verifier(), &wrong_key).unwrap();
    assert!(other.body(0).is_err());
    assert_eq!(other.verify_all(|_, _| {}).unwrap().len(), 2);
    // Two records of equal length change places.
    let path = dir.path().join("bodies/000");
    let segment = fs::read(&path).unwrap();
    let (one, two) = segment.split_at(segment.len() / 2);
    assert_eq!(one.len(), two.len());
    fs::write(&path, [two, one].concat()).unwrap();
    let swapped = Ledger::open_read_only(dir.path(), log_key().verifier(), &body_key()).unwrap();
    assert!(swapped.body(0).is_err() && swapped.body(1).is_err());
}
