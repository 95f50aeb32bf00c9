//! Whether the truth is the whole truth.

use crate::{leak_of_all, lines, small, text};
use sample::{Options, SampleError};
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Every file and link below a folder, as bytes of its path.
fn on_disk(root: &Path) -> BTreeSet<Vec<u8>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(root)
                        .unwrap()
                        .as_os_str()
                        .as_bytes()
                        .to_vec(),
                );
            }
        }
    }
    found
}

fn path_bytes(row: &serde_json::Value) -> Vec<u8> {
    match row["path_hex"].as_str() {
        Some(hex) => {
            let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            (0..hex.len()).step_by(2).map(byte).collect()
        }
        None => text(row, "path").as_bytes().to_vec(),
    }
}

fn all_bytes(root: &Path) -> BTreeMap<Vec<u8>, (Vec<u8>, i64)> {
    on_disk(root)
        .into_iter()
        .map(|path| {
            let full = root.join(OsString::from_vec(path.clone()));
            let link = full.is_symlink();
            let bytes = match link {
                true => fs::read_link(&full)
                    .unwrap()
                    .as_os_str()
                    .as_bytes()
                    .to_vec(),
                false => fs::read(&full).unwrap(),
            };
            let time = fs::symlink_metadata(&full).unwrap().mtime();
            (path, (bytes, time))
        })
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_times() {
    let (one, two) = (leak_of_all(), tempfile::tempdir().unwrap());
    sample::make(two.path(), &small()).unwrap();
    let (one, two) = (all_bytes(one.path()), all_bytes(two.path()));
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        two.keys().collect::<Vec<_>>()
    );
    for (path, content) in &one {
        // The truth itself is written now; the leak carries the dates of its papers.
        let leaked = path.starts_with(b"files/");
        let same = content.0 == two[path].0 && (!leaked || content.1 == two[path].1);
        assert!(same, "{}", String::from_utf8_lossy(path));
    }
}

#[test]
fn another_seed_gives_another_leak() {
    let (one, two) = (leak_of_all(), tempfile::tempdir().unwrap());
    sample::make(two.path(), &Options { seed: 8, ..small() }).unwrap();
    let documents = |dir: &Path| fs::read(dir.join("truth/documents.jsonl")).unwrap();
    assert_ne!(documents(one.path()), documents(two.path()));
}

#[test]
fn the_truth_lists_every_file_on_disk_with_its_digest_and_no_other() {
    let dir = leak_of_all();
    let summary = &dir.summary;
    let truth = lines(&dir.path().join("truth/files.jsonl"));
    let listed: Vec<_> = truth
        .iter()
        .filter(|row| !text(row, "path").contains("!/"))
        .collect();
    let paths: BTreeSet<Vec<u8>> = listed.iter().map(|row| path_bytes(row)).collect();
    assert_eq!(paths, on_disk(&summary.files_dir));
    assert_eq!(paths.len(), listed.len());
    assert_eq!(summary.files, listed.len() as u64);
    let mut size_bytes = 0;
    for row in listed {
        if row["target"].is_string() {
            continue;
        }
        let bytes = fs::read(summary.files_dir.join(OsString::from_vec(path_bytes(row)))).unwrap();
        let digest: String = sha2::Sha256::digest(&bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(text(row, "sha256"), digest);
        assert_eq!(row["size_bytes"].as_u64().unwrap(), bytes.len() as u64);
        size_bytes += bytes.len() as u64;
    }
    assert_eq!(summary.size_bytes, size_bytes);
}

#[test]
fn every_document_photo_and_question_points_to_a_listed_path() {
    let dir = leak_of_all();
    let summary = &dir.summary;
    let truth = |name: &str| lines(&dir.path().join("truth").join(name));
    let files: BTreeSet<String> = truth("files.jsonl")
        .iter()
        .map(|row| text(row, "path").to_owned())
        .collect();
    for name in ["documents.jsonl", "photos.jsonl", "questions.jsonl"] {
        let rows = truth(name);
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            assert!(files.contains(text(&row, "path")), "{name}: {row}");
        }
    }
    assert_eq!(summary.photos, 2);
    // One paper lies in the archive that nobody can open.
    assert_eq!(summary.documents, u64::from(small().papers) - 1);
}

#[test]
fn a_question_differs_from_the_paper_only_in_its_spelling() {
    let dir = leak_of_all();
    let documents = lines(&dir.path().join("truth/documents.jsonl"));
    let questions = lines(&dir.path().join("truth/questions.jsonl"));
    let classes: BTreeSet<&str> = questions.iter().map(|row| text(row, "class")).collect();
    for class in ["exact", "digits", "scan", "member"] {
        assert!(classes.contains(class), "{class} in {classes:?}");
    }
    assert!(
        classes
            .iter()
            .any(|class| ["hamza", "ta_marbuta", "alef_maqsura", "joined_name"].contains(class))
    );
    for row in &questions {
        let paper = documents
            .iter()
            .find(|paper| paper["path"] == row["path"])
            .unwrap();
        let pages = paper["pages"].as_array().unwrap();
        let holds = |words: &str| {
            pages
                .iter()
                .any(|page| page.as_str().unwrap().contains(words))
        };
        assert!(holds(text(row, "written")), "{row}");
        let same = matches!(text(row, "class"), "exact" | "scan" | "member");
        assert_eq!(holds(text(row, "query")), same, "{row}");
    }
}

#[test]
fn a_letter_answers_the_office_it_is_written_to() {
    let dir = leak_of_all();
    let documents = lines(&dir.path().join("truth/documents.jsonl"));
    let mut answers = 0;
    for row in documents.iter().filter(|row| text(row, "type") == "letter") {
        let cited = row["cites"][0].as_str().unwrap_or_default();
        let Some((_, branch)) = cited.split_once('/') else {
            continue;
        };
        let western = |c: char| match u32::from(c) {
            code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10).unwrap(),
            _ => c,
        };
        let addressee: String = text(row, "addressee").chars().map(western).collect();
        assert!(addressee.ends_with(branch), "{row}");
        answers += 1;
    }
    assert!(answers > 0);
}

#[test]
fn copies_and_hard_names_are_there() {
    let dir = leak_of_all();
    let summary = &dir.summary;
    let paths = on_disk(&summary.files_dir);
    assert!(paths.iter().any(|path| path.contains(&b'\n')));
    assert!(paths.iter().any(|path| std::str::from_utf8(path).is_err()));
    assert!(paths.iter().any(|path| path.contains(&b' ')));
    let rows = lines(&dir.path().join("truth/files.jsonl"));
    let digest_of: BTreeMap<&str, &str> = rows
        .iter()
        .map(|row| (text(row, "path"), text(row, "sha256")))
        .collect();
    let copies: Vec<_> = rows
        .iter()
        .filter(|row| row["exact_dup_of"].is_string())
        .collect();
    assert_eq!(copies.len(), 5);
    for copy in copies {
        assert_eq!(digest_of[text(copy, "exact_dup_of")], text(copy, "sha256"));
    }
    let link = rows.iter().find(|row| row["target"].is_string()).unwrap();
    assert!(
        fs::metadata(summary.files_dir.join(text(link, "path")))
            .unwrap()
            .is_file()
    );
}

#[test]
fn a_file_carries_the_date_of_its_paper() {
    let dir = leak_of_all();
    let summary = &dir.summary;
    let documents = lines(&dir.path().join("truth/documents.jsonl"));
    let loose = |row: &&serde_json::Value| {
        text(row, "path").starts_with("الفرع") && !text(row, "path").contains("!/")
    };
    let row = documents.iter().find(loose).unwrap();
    let days = fs::metadata(summary.files_dir.join(text(row, "path")))
        .unwrap()
        .mtime()
        / 86_400;
    let moment = domain::Moment::from_unix_ms(days * 86_400_000).to_string();
    assert!(moment.starts_with(text(row, "date")), "{moment} {row}");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("mine.txt"), "mine").unwrap();
    assert!(matches!(
        sample::make(dir.path(), &small()),
        Err(SampleError::NotEmpty(_))
    ));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    let file: PathBuf = dir.path().join("mine.txt");
    assert!(matches!(
        sample::make(&file, &small()),
        Err(SampleError::NotEmpty(_))
    ));
}

#[test]
fn too_few_papers_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let few = Options {
        papers: sample::LEAST_PAPERS - 1,
        ..small()
    };
    assert!(matches!(
        sample::make(dir.path(), &few),
        Err(SampleError::TooFewPapers { .. })
    ));
}
