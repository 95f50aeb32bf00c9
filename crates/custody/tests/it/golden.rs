//! Logs and proofs of the first version are opened for ever.
//!
//! The files under `tests/data/v1` were written once, by the ignored test below, and never change.

use crate::fixture::{
    acts, at, body_key, check_proof, copy, cosigner, create, item, log_key, trust,
};
use custody::cosignature::cosign;
use custody::verify::log::verify_log_dir;
use custody::verify::proof::{ItemDigest, verify_proof};
use custody::{Body, Ledger, Trust};
use std::fs;
use std::path::{Path, PathBuf};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/v1")
}

#[test]
fn the_exported_log_and_the_proof_of_version_1_hold() {
    let verdict = verify_log_dir(&kept().join("export"), &trust(), &[]);
    assert!(verdict.holds(), "{verdict:?}");
    let text = fs::read_to_string(kept().join("log.vkey")).unwrap();
    assert_eq!(text.trim(), log_key().verifier().to_string());
    let office: custody::VerifierKey = fs::read_to_string(kept().join("office.vkey"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let cosigned = Trust::new(log_key().verifier(), vec![office], Some(1)).unwrap();
    assert!(verify_log_dir(&kept().join("export"), &cosigned, &[]).holds());
    let proof = fs::read(kept().join("item-4.tlog-proof")).unwrap();
    let paper = fs::read(kept().join("item-4.txt")).unwrap();
    assert!(check_proof(&proof, &paper).holds());
    assert!(
        verify_proof(
            &proof,
            &ItemDigest::of(paper.as_slice()).unwrap(),
            &cosigned
        )
        .holds()
    );
}

#[test]
fn the_ledger_of_version_1_opens_with_all_its_bodies() {
    let dir = tempfile::tempdir().unwrap();
    copy(&kept().join("ledger"), dir.path());
    let mut ledger = Ledger::open(dir.path(), log_key(), &body_key()).unwrap();
    assert_eq!(ledger.size(), 6);
    for index in 0..6 {
        let expected = match index {
            2 => Body::Erased,
            index => Body::Present(acts(index..index + 1).remove(0)),
        };
        assert_eq!(ledger.body(index).unwrap(), expected);
    }
    ledger.append(&acts(6..8)).unwrap();
    assert_eq!(ledger.size(), 8);
}

#[test]
#[ignore = "writes the files that are kept; run once for each version of the format"]
fn write_the_files_that_are_kept() {
    let to = kept();
    assert!(!to.exists(), "the files of a version are written once");
    let mut ledger = create(&to.join("ledger"));
    ledger.append(&acts(0..4)).unwrap();
    ledger.append(&acts(4..6)).unwrap();
    let by = cosigner(1);
    let key = log_key().verifier();
    let note = cosign(ledger.checkpoint().as_bytes(), &key, None, &by, at(90)).unwrap();
    ledger
        .add_cosignature(note.as_bytes(), &by.verifier())
        .unwrap();
    ledger.erase(2).unwrap();
    ledger.export(&to.join("export")).unwrap();
    fs::write(to.join("item-4.tlog-proof"), ledger.prove(4).unwrap()).unwrap();
    fs::write(to.join("item-4.txt"), item(4)).unwrap();
    fs::write(to.join("log.vkey"), format!("{key}\n")).unwrap();
    fs::write(to.join("office.vkey"), format!("{}\n", by.verifier())).unwrap();
}
