//! One bit flipped, or one byte cut, anywhere: found.

use crate::fixture::{check_proof, exported, files, item, verify};
use custody::Verdict;
use std::fs;

#[test]
fn every_flipped_bit_of_an_exported_log_is_found() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 15);
    assert!(verify(&log).holds());
    let mut flips = 0;
    for file in files(&log) {
        let path = log.join(&file);
        let whole = fs::read(&path).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &bytes).unwrap();
            let verdict = verify(&log);
            assert!(
                matches!(verdict, Verdict::DoesNotHold(_)),
                "{file:?} bit {bit}: {verdict:?}"
            );
            flips += 1;
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(verify(&log).holds());
    assert!(flips > 9000, "{flips} flips were tried");
}

#[test]
fn every_truncation_and_extension_of_an_exported_log_is_found() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 15);
    for file in files(&log) {
        let path = log.join(&file);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(
                matches!(verify(&log), Verdict::DoesNotHold(_)),
                "{file:?} cut to {length}"
            );
        }
        for more in [&b"\n"[..], b"\0", b" ", &whole] {
            fs::write(&path, [&whole, more].concat()).unwrap();
            assert!(
                matches!(verify(&log), Verdict::DoesNotHold(_)),
                "{file:?} with {more:?}"
            );
        }
        fs::remove_file(&path).unwrap();
        let verdict = verify(&log);
        let named = format!("`{}` is missing", file.display());
        match verdict {
            Verdict::DoesNotHold(findings) => {
                assert!(
                    findings.iter().any(|finding| finding.to_string() == named),
                    "{findings:?}"
                );
            }
            other => panic!("{file:?} removed: {other:?}"),
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(verify(&log).holds());
}

/// More than one bundle and a second level: one flip in each byte of the upper tile, and in every
/// seventh byte of the rest.
#[test]
fn flips_in_a_log_of_several_levels_are_found_and_named() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 600);
    assert!(verify(&log).holds());
    for file in files(&log) {
        let path = log.join(&file);
        let whole = fs::read(&path).unwrap();
        let stride = if whole.len() > 1000 { 211 } else { 7 };
        for byte in (0..whole.len()).step_by(stride) {
            let mut bytes = whole.clone();
            bytes[byte] ^= 1 << (byte % 8);
            fs::write(&path, &bytes).unwrap();
            let Verdict::DoesNotHold(findings) = verify(&log) else {
                panic!("{file:?} byte {byte} was not found")
            };
            let name = file.display().to_string();
            let named = findings
                .iter()
                .any(|finding| finding.to_string().contains(&name));
            assert!(
                named || findings.len() == 1,
                "{file:?} byte {byte}: {findings:?}"
            );
        }
        fs::write(&path, &whole).unwrap();
    }
}

#[test]
fn files_that_do_not_belong_to_a_log_are_named() {
    let dir = crate::fixture::folder();
    let (_, log) = exported(dir.path(), 15);
    for stray in [
        "tile/0/001",
        "tile/0/000",
        "tile/0/000.p/14",
        "tile/entries/0",
        "note.txt",
        "tile/8/x",
    ] {
        let path = log.join(stray);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, b"x").unwrap();
        let Verdict::DoesNotHold(findings) = verify(&log) else {
            panic!("{stray} was not found")
        };
        assert_eq!(
            findings[0].to_string(),
            format!("`{stray}` does not belong here")
        );
        fs::remove_file(&path).unwrap();
    }
    std::os::unix::fs::symlink("checkpoint", log.join("link")).unwrap();
    assert!(!verify(&log).holds());
}

#[test]
fn every_flipped_bit_and_every_truncation_of_a_proof_is_found() {
    let dir = crate::fixture::folder();
    let (ledger, _) = exported(dir.path(), 15);
    let proof = ledger.prove(7).unwrap().into_bytes();
    let paper = item(7);
    assert!(check_proof(&proof, &paper).holds());
    for bit in 0..proof.len() * 8 {
        let mut bytes = proof.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verdict = check_proof(&bytes, &paper);
        assert!(
            matches!(verdict, Verdict::DoesNotHold(_)),
            "bit {bit}: {verdict:?}"
        );
    }
    for length in 0..proof.len() {
        assert!(matches!(
            check_proof(&proof[..length], &paper),
            Verdict::DoesNotHold(_)
        ));
    }
    assert!(!check_proof(&[&proof[..], b"\n"].concat(), &paper).holds());
    for bit in 0..paper.len() * 8 {
        let mut bytes = paper.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(
            matches!(check_proof(&proof, &bytes), Verdict::DoesNotHold(_)),
            "item bit {bit}"
        );
    }
}
