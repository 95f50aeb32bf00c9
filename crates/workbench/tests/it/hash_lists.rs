//! A hash list that came with a medium is compared with what arrived.

use crate::fixture::{Bench, user};
use custody::act::{HashListChecked, PathText};
use std::fs;
use workbench::{IntakeRequest, WorkbenchError};

/// `printf alpha | sha256sum`, and the like.
const ALPHA: &str = "8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8";
const ALPHA_MD5: &str = "2c1743a391305fbf367df8e4f069f9f9";

fn with_list(bench: &Bench, list: &str) -> Result<HashListChecked, WorkbenchError> {
    let place = bench.folder.path().join("list");
    fs::write(&place, list).unwrap();
    let request = IntakeRequest {
        hashes: Some(place),
        ..bench.request()
    };
    let receipt = bench.store.intake(&user("nour"), &request, &mut |_| {})?;
    Ok(receipt.accession.hash_lists.last().unwrap().clone())
}

fn paths(of: &[PathText]) -> Vec<String> {
    of.iter()
        .map(|path| path.to_path().unwrap().to_string())
        .collect()
}

#[test]
fn agreeing_differing_missing_unlisted_and_unreadable_are_told_apart() {
    let bench = Bench::new();
    for (path, bytes) in [("a.txt", "alpha"), ("b.txt", "beta"), ("c.txt", "gamma")] {
        bench.put(path, bytes);
    }
    let list = format!("{ALPHA}  ./a.txt\n{ALPHA}  b.txt\n{ALPHA}  gone.txt\nno line of a list\n");
    let checked = with_list(&bench, &list).unwrap();
    assert_eq!(checked.agreed, 1);
    assert_eq!(paths(&checked.differing), ["b.txt"]);
    assert_eq!(paths(&checked.missing), ["gone.txt"]);
    assert_eq!(checked.unlisted, 1);
    assert_eq!(checked.unreadable_lines, [4]);
    let acts = bench.acts();
    with_list(&bench, &list).unwrap();
    assert_eq!(bench.acts(), acts, "the same list again is no new act");
}

#[test]
fn a_path_listed_twice_is_one_listed_path() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("b.txt", "beta");
    let checked = with_list(&bench, &format!("{ALPHA}  a.txt\n{ALPHA_MD5}  a.txt\n")).unwrap();
    assert_eq!((checked.agreed, checked.unlisted), (2, 1));
}

#[test]
fn an_earlier_version_of_a_listed_file_is_not_unlisted() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha, before");
    bench.intake();
    bench.put("a.txt", "alpha");
    let checked = with_list(&bench, &format!("{ALPHA}  a.txt\n")).unwrap();
    assert_eq!(
        (checked.agreed, checked.unlisted, checked.differing.len()),
        (1, 0, 0)
    );
}

#[test]
fn a_list_that_cannot_be_used_stops_the_reception_before_it_begins() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    let acts = bench.acts();
    assert!(matches!(
        with_list(&bench, "nothing\nof use\n"),
        Err(WorkbenchError::NoHashList(_))
    ));
    let absent = IntakeRequest {
        hashes: Some(bench.folder.path().join("absent")),
        ..bench.request()
    };
    let error = bench
        .store
        .intake(&user("nour"), &absent, &mut |_| {})
        .unwrap_err();
    assert!(matches!(error, WorkbenchError::PathMissing(_)));
    assert_eq!(bench.acts(), acts);
}
