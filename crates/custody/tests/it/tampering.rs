//! Logs that their own keeper changed and signed again, with the real key.

use crate::fixture::{
    acts, at, check_proof, copy, cosigner, create, exported, item, log_key, received, trust,
    verify, verify_after,
};
use custody::cosignature::{Seen, cosign};
use custody::verify::log::verify_log_dir;
use custody::verify::proof::{ItemDigest, verify_proof};
use custody::{Finding, SignedCheckpoint, Trust, Verdict};
use std::fs;
use std::path::{Path, PathBuf};

/// The log as it was at 10 acts, and another one that claims to be the same log.
fn other_log(dir: &Path, acts: &[Vec<u8>]) -> (String, PathBuf) {
    let mut honest = create(&dir.join("honest"));
    honest.append(&crate::fixture::acts(0..10)).unwrap();
    let older = honest.checkpoint();
    let mut other = create(&dir.join("other"));
    other.append(acts).unwrap();
    let to = dir.join("other-export");
    other.export(&to).unwrap();
    assert!(verify(&to).holds(), "the other log is whole in itself");
    (older, to)
}

fn findings(dir: &Path, older: &str) -> Vec<Finding> {
    match verify_after(dir, older) {
        Verdict::DoesNotHold(findings) => findings,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_log_that_grew_continues_its_older_checkpoint() {
    let dir = crate::fixture::folder();
    for old_size in [0, 1, 9, 255, 256, 257, 511, 600] {
        let mut ledger = create(&dir.path().join(format!("{old_size}")));
        ledger.append(&acts(0..old_size)).unwrap();
        let older = ledger.checkpoint();
        ledger.append(&acts(old_size..601)).unwrap();
        let to = dir.path().join(format!("{old_size}-export"));
        ledger.export(&to).unwrap();
        assert!(verify_after(&to, &older).holds(), "{old_size}");
    }
}

#[test]
fn a_rewritten_entry_is_refused_given_an_older_checkpoint() {
    let dir = crate::fixture::folder();
    let mut changed = acts(0..12);
    changed[4] = received(4000);
    let (older, log) = other_log(dir.path(), &changed);
    assert_eq!(
        findings(&log, &older),
        [Finding::Rewritten { older_size: 10 }]
    );
}

#[test]
fn a_dropped_entry_is_refused_given_an_older_checkpoint() {
    let dir = crate::fixture::folder();
    let mut changed = acts(0..12);
    changed.remove(4);
    let (older, log) = other_log(dir.path(), &changed);
    assert_eq!(
        findings(&log, &older),
        [Finding::Rewritten { older_size: 10 }]
    );
}

#[test]
fn a_rolled_back_log_is_refused_given_an_older_checkpoint() {
    let dir = crate::fixture::folder();
    let (_, small) = exported(&dir.path().join("small"), 6);
    let mut grown = crate::fixture::open(&dir.path().join("small/ledger"));
    grown.append(&acts(6..10)).unwrap();
    let older = grown.checkpoint();
    assert_eq!(
        findings(&small, &older),
        [Finding::RolledBack {
            older_size: 10,
            size: 6
        }]
    );
}

#[test]
fn an_older_checkpoint_of_somebody_else_is_no_evidence_either_way() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 6);
    let stranger = custody::LogKey::from_seed("other.example", &[1; 32]).unwrap();
    let other =
        custody::Ledger::create(&dir.path().join("s"), stranger, &crate::fixture::body_key());
    let verdict = verify_after(&log, &other.unwrap().checkpoint());
    assert!(matches!(verdict, Verdict::CouldNotCheck(_)), "{verdict:?}");
}

/// The keeper shows office 1 one log and the court another one of the same size.
#[test]
fn a_split_view_is_refused_by_a_quorum_of_cosigners() {
    let dir = crate::fixture::folder();
    let mut shown = create(&dir.path().join("shown"));
    shown.append(&acts(0..10)).unwrap();
    let key = log_key().verifier();
    let mut note = shown.checkpoint();
    for number in [1, 2] {
        note = cosign(note.as_bytes(), &key, None, &cosigner(number), at(0)).unwrap();
    }
    for number in [1, 2] {
        shown
            .add_cosignature(note.as_bytes(), &cosigner(number).verifier())
            .unwrap();
    }
    let shown_to = dir.path().join("shown-export");
    shown.export(&shown_to).unwrap();

    let mut changed = acts(0..10);
    changed[3] = received(3000);
    let (_, court) = other_log(dir.path(), &changed);
    let offices: Vec<_> = [1, 2, 3].map(|number| cosigner(number).verifier()).to_vec();
    let with_quorum = |quorum| Trust::new(key.clone(), offices.clone(), Some(quorum)).unwrap();
    assert!(verify_log_dir(&shown_to, &with_quorum(2), &[]).holds());
    let three = verify_log_dir(&shown_to, &with_quorum(3), &[]);
    assert_eq!(
        three,
        Verdict::DoesNotHold(vec![Finding::NoQuorum { have: 2, need: 3 }])
    );
    let none = verify_log_dir(&court, &with_quorum(1), &[]);
    assert_eq!(
        none,
        Verdict::DoesNotHold(vec![Finding::NoQuorum { have: 0, need: 1 }])
    );

    // The cosignatures of the one view, put under the other one.
    let own = fs::read_to_string(court.join("checkpoint")).unwrap();
    let lines: Vec<&str> = note
        .lines()
        .filter(|line| line.starts_with("— office"))
        .collect();
    fs::write(
        court.join("checkpoint"),
        format!("{own}{}\n", lines.join("\n")),
    )
    .unwrap();
    let moved = verify_log_dir(&court, &with_quorum(1), &[]);
    assert!(matches!(moved, Verdict::DoesNotHold(_)), "{moved:?}");
}

#[test]
fn an_office_does_not_cosign_a_log_that_does_not_continue_what_it_saw() {
    let dir = crate::fixture::folder();
    let key = log_key().verifier();
    let mut ledger = create(&dir.path().join("ledger"));
    ledger.append(&acts(0..7)).unwrap();
    let seen = SignedCheckpoint::open(ledger.checkpoint().as_bytes(), &key).unwrap();
    ledger.append(&acts(7..20)).unwrap();
    let proof = ledger.consistency(7).unwrap();
    let newer = ledger.checkpoint();
    let cosigned = |proof: &[domain::Sha256], newer: &str| {
        let seen = Seen {
            checkpoint: &seen,
            proof,
        };
        cosign(newer.as_bytes(), &key, Some(seen), &cosigner(1), at(0))
    };
    assert!(cosigned(&proof, &newer).is_ok());
    assert!(cosigned(&proof[1..], &newer).is_err());
    let mut changed = acts(0..20);
    changed[2] = received(9);
    let mut other = create(&dir.path().join("other"));
    other.append(&changed).unwrap();
    assert!(cosigned(&other.consistency(7).unwrap(), &other.checkpoint()).is_err());
}

#[test]
fn a_checkpoint_without_the_logs_own_signature_is_refused_whoever_else_signed() {
    let dir = crate::fixture::folder();
    let (ledger, log) = exported(dir.path(), 10);
    let key = log_key().verifier();
    let note = cosign(
        ledger.checkpoint().as_bytes(),
        &key,
        None,
        &cosigner(1),
        at(0),
    )
    .unwrap();
    let own_line = format!("— {}", crate::fixture::ORIGIN);
    let without: Vec<&str> = note
        .lines()
        .filter(|line| !line.starts_with(&own_line))
        .collect();
    fs::write(log.join("checkpoint"), format!("{}\n", without.join("\n"))).unwrap();
    let trust = Trust::new(key, vec![cosigner(1).verifier()], Some(1)).unwrap();
    assert!(matches!(
        verify_log_dir(&log, &trust, &[]),
        Verdict::DoesNotHold(_)
    ));

    let proof = ledger.prove(3).unwrap();
    let (head, _) = proof.split_once("\n\n").unwrap();
    let forged = format!("{head}\n\n{}\n", without.join("\n"));
    let paper = ItemDigest::of(item(3).as_slice()).unwrap();
    assert!(matches!(
        verify_proof(forged.as_bytes(), &paper, &trust),
        Verdict::DoesNotHold(_)
    ));
}

#[test]
fn a_proof_under_a_cosigned_checkpoint_meets_the_quorum() {
    let dir = crate::fixture::folder();
    let key = log_key().verifier();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..10)).unwrap();
    let note = cosign(
        ledger.checkpoint().as_bytes(),
        &key,
        None,
        &cosigner(1),
        at(0),
    )
    .unwrap();
    ledger
        .add_cosignature(note.as_bytes(), &cosigner(1).verifier())
        .unwrap();
    ledger.append(&acts(10..12)).unwrap();
    let trust = Trust::new(key, vec![cosigner(1).verifier()], None).unwrap();
    let check = |index: u64| {
        let paper = ItemDigest::of(item(index).as_slice()).unwrap();
        verify_proof(ledger.prove(index).unwrap().as_bytes(), &paper, &trust)
    };
    assert!(check(3).holds());
    assert!(
        !check(11).holds(),
        "nobody has cosigned a checkpoint that covers act 11"
    );
}

#[test]
fn one_key_under_two_names_counts_once() {
    let key = log_key().verifier();
    let again = custody::CosignerKey::from_seed("another.example", &[101; 32]).unwrap();
    let twice = vec![cosigner(1).verifier(), again.verifier()];
    assert!(Trust::new(key.clone(), twice, Some(2)).is_err());
    let own = custody::CosignerKey::from_seed("own.example", &[7; 32]).unwrap();
    assert!(Trust::new(key, vec![own.verifier()], Some(1)).is_err());
}

#[test]
fn signatures_of_unknown_types_are_kept_and_never_counted() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 10);
    // A line as of an ML-DSA-44 cosigner: 4 + 8 + 2420 bytes.
    use base64::Engine;
    let line = base64::engine::general_purpose::STANDARD.encode([6u8; 2432]);
    let path = log.join("checkpoint");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}— future.example {line}\n")).unwrap();
    assert!(verify(&log).holds());
    let one = Trust::new(log_key().verifier(), vec![cosigner(1).verifier()], None).unwrap();
    assert!(!verify_log_dir(&log, &one, &[]).holds());
}

#[test]
fn a_proof_moved_to_another_item_or_act_is_refused() {
    let dir = crate::fixture::folder();
    let (ledger, log) = exported(dir.path(), 15);
    let proof = ledger.prove(4).unwrap();
    assert!(check_proof(proof.as_bytes(), &item(4)).holds());
    assert!(!check_proof(proof.as_bytes(), &item(5)).holds());
    let other = ledger.prove(5).unwrap();
    let extra = |text: &str| text.lines().nth(1).unwrap().to_owned();
    let swapped = proof.replace(&extra(&proof), &extra(&other));
    assert!(!check_proof(swapped.as_bytes(), &item(5)).holds());
    let moved = dir.path().join("copy");
    copy(&log, &moved);
    assert!(verify_log_dir(&moved, &trust(), &[]).holds());
}
