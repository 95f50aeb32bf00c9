//! Cosignatures that other offices send back.

use crate::fixture::{acts, at, cosigner, create, log_key, open, received};
use custody::cosignature::cosign;
use custody::{CustodyError, Note};

#[test]
fn a_cosignature_is_kept_under_its_checkpoint() {
    let dir = crate::fixture::folder();
    let key = log_key().verifier();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..5)).unwrap();
    let checkpoint = ledger.checkpoint();
    ledger.append(&acts(5..9)).unwrap();
    for number in [1, 2] {
        let by = cosigner(number);
        let note = cosign(checkpoint.as_bytes(), &key, None, &by, at(60)).unwrap();
        assert_eq!(
            ledger
                .add_cosignature(note.as_bytes(), &by.verifier())
                .unwrap(),
            5
        );
    }
    let again = open(dir.path());
    let names = ["office1.example/witness", "office2.example/witness"];
    assert_eq!(again.cosignatures(5).unwrap(), names);
    assert_eq!(again.cosignatures(9).unwrap(), [""; 0]);
    assert_eq!(again.cosigned_sizes().unwrap(), [5]);
    let kept = Note::parse(again.cosigned(5).unwrap().unwrap().as_bytes()).unwrap();
    assert!(key.find_in(&kept).unwrap().is_some());
    let signed = cosigner(2).verifier().find_in(&kept).unwrap().unwrap();
    assert_eq!(signed.at_unix_s, Some(1_700_000_060));
    assert_eq!(again.verify_all(|_, _| {}).unwrap(), []);
    std::fs::write(dir.path().join("cosignatures/5"), "broken").unwrap();
    assert_eq!(again.verify_all(|_, _| {}).unwrap().len(), 1);
}

#[test]
fn cosignatures_that_prove_nothing_are_refused() {
    let dir = crate::fixture::folder();
    let key = log_key().verifier();
    let by = cosigner(1);
    let mut ledger = create(&dir.path().join("ledger"));
    ledger.append(&acts(0..5)).unwrap();
    let own = ledger.checkpoint();
    let mut refused = |note: &str, by: &custody::CosignerKey| {
        ledger
            .add_cosignature(note.as_bytes(), &by.verifier())
            .unwrap_err()
    };
    assert!(matches!(refused(&own, &by), CustodyError::NoCosignature));
    let note = cosign(own.as_bytes(), &key, None, &by, at(0)).unwrap();
    assert!(matches!(
        refused(&note, &cosigner(2)),
        CustodyError::NoCosignature
    ));
    let grown = note.replace("\n5\n", "\n6\n");
    assert!(matches!(
        refused(&grown, &by),
        CustodyError::BadSignature { .. }
    ));
    assert!(matches!(
        refused("nonsense", &by),
        CustodyError::Malformed { .. }
    ));

    // The office saw another log under this name: a split view comes to light.
    let mut other = create(&dir.path().join("other"));
    other.append(&[received(8)]).unwrap();
    let seen = cosign(other.checkpoint().as_bytes(), &key, None, &by, at(0)).unwrap();
    assert!(matches!(
        refused(&seen, &by),
        CustodyError::OtherRoot { size: 1 }
    ));

    let stranger = custody::LogKey::from_seed("other.example", &[1; 32]).unwrap();
    let strange = custody::Ledger::create(
        &dir.path().join("strange"),
        stranger.clone(),
        &crate::fixture::body_key(),
    );
    let strange = strange.unwrap().checkpoint();
    let note = cosign(strange.as_bytes(), &stranger.verifier(), None, &by, at(0)).unwrap();
    assert!(matches!(refused(&note, &by), CustodyError::OtherLog { .. }));
}
