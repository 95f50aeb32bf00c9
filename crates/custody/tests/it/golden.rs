//! Logs and proofs of the first version are opened for ever.
//!
//! The files under `tests/data/v1` were written once, by this format's first ledger, and never change.

use crate::fixture::{acts, body_key, check_proof, copy, log_key, trust};
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
