//! What the verifier says and how it exits, on files that were written once and kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where something is not as promised"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Exit code and standard output.
fn run(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad-verify"))
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../custody/tests/data/v1")
        .join(name)
}

fn text(name: &str) -> String {
    kept(name).to_str().unwrap().to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_whole_log_holds_with_the_key_as_text_or_file() {
    let key = fs::read_to_string(kept("log.vkey")).unwrap();
    let log = text("export");
    for key in [key.trim(), &text("log.vkey")] {
        let (code, said) = run(&["log", &log, "--vkey", key]);
        assert_eq!(code, 0, "{said}");
        assert!(
            said.starts_with("Holds.\nLog isnad.example/store/test: 6 acts, root "),
            "{said}"
        );
        assert!(said.contains("No older checkpoint and no cosigner was given"));
    }
    let older = text("ledger/checkpoint");
    let (code, said) = run(&[
        "log",
        &log,
        "--vkey",
        key.trim(),
        "--older",
        &older,
        "--cosigner",
        &text("office.vkey"),
        "--quorum",
        "1",
    ]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("continues the older checkpoint of 6 acts"));
    assert!(said.contains("Cosigned by office1.example/witness."));
}

#[test]
fn the_folder_of_a_store_is_a_log_too_and_its_bodies_are_not_looked_into() {
    let (code, said) = run(&[
        "log",
        &text("ledger"),
        &format!("--vkey={}", text("log.vkey")),
    ]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Not looked into, no part of the log: bodies/"));
}

#[test]
fn a_damaged_log_does_not_hold_and_the_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    copy(&kept("export"), dir.path());
    let bundle = dir.path().join("tile/entries/000.p/6");
    let mut bytes = fs::read(&bundle).unwrap();
    bytes[40] ^= 1;
    fs::write(&bundle, bytes).unwrap();
    let log = dir.path().to_str().unwrap();
    let (code, said) = run(&["log", log, "--vkey", &text("log.vkey")]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("- `tile/0/000.p/6` does not fit `tile/entries/000.p/6`"),
        "{said}"
    );
}

#[test]
fn a_proof_holds_for_its_item_alone() {
    let (proof, item, key) = (
        text("item-4.tlog-proof"),
        text("item-4.txt"),
        text("log.vkey"),
    );
    let (code, said) = run(&["proof", &proof, &item, "--vkey", &key]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("received as ISN-000005 of accession A-0001"),
        "{said}"
    );
    assert!(said.contains("by samer.invented"));
    assert!(said.contains("No cosigner was given"));
    let (code, said) = run(&[
        "proof",
        &proof,
        &item,
        "--vkey",
        &key,
        "--cosigner",
        &text("office.vkey"),
    ]);
    assert_eq!(
        (code, said.contains("Cosigned by office1")),
        (0, true),
        "{said}"
    );
    let (code, said) = run(&["proof", &proof, &key, "--vkey", &key]);
    assert_eq!(code, 1);
    assert!(
        said.starts_with("Does not hold.\n- the act does not speak of this file"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_checked_is_neither_fine_nor_forged() {
    let (log, key) = (text("export"), text("log.vkey"));
    for arguments in [
        &["log", &log][..],
        &["log", &log, "--vkey", "/none"],
        &["log", &log, "--vkey", "name+00000000+AAAA"],
        &["log", &log, "--vkey", &key, "--vkey", &key],
        &["log", &log, "--vkey", &key, "--quorum", "1"],
        &["log", &log, "--vkey", &key, "--quorum"],
        &["log", &log, "--vkey", &key, "--cosigner", &key],
        &["log", &log, "--vkey", &key, "--older", "/none"],
        &["log", &log, "--vkey", &key, "--older", &key],
        &["log", "/none", "--vkey", &key],
        &["log", &log, &log, "--vkey", &key],
        &["log", &log, "--vkey", &key, "--what"],
        &["proof", &log, "--vkey", &key],
        &["proof", "/none", &key, "--vkey", &key],
        &["bag", "/none"],
        &["bag", &log],
        &["bag", &log, "--vkey", &key],
        &["nonsense"],
        &[],
    ] {
        let (code, said) = run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
        assert!(
            !said.contains("Holds") && !said.contains("Does not hold"),
            "{said}"
        );
    }
}

#[test]
fn another_logs_key_does_not_open_this_log() {
    // The public key of the example in Go's note package.
    let other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let (code, said) = run(&["log", &text("export"), "--vkey", other]);
    assert_eq!(code, 1);
    assert!(
        said.contains("`PeterNeumann` has not signed this checkpoint"),
        "{said}"
    );
}

#[test]
fn help_and_version_are_told() {
    let (code, said) = run(&["--help"]);
    assert!(code == 0 && said.contains("--quorum N") && said.contains("Exit code: 0"));
    assert_eq!(run(&["log", "--help"]).0, 0);
    assert_eq!(
        run(&["--version"]),
        (0, format!("isnad-verify {}\n", env!("CARGO_PKG_VERSION")))
    );
}
