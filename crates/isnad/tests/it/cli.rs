//! Each wrong input ends with its code and a sentence that says what to do.

use crate::fixture::{PASSPHRASE, PROGRAM, Place, Said, copy, program, said, verifier};
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;

/// It failed with this code, this sentence and a remedy, and put no data out.
fn fails(said: &Said, code: i32, sentence: &str, what: &str) {
    assert_eq!(said.code, code, "{what}: {said:?}");
    let mut lines = said.err.lines();
    let first = lines.next().unwrap_or_default();
    assert!(
        first.starts_with("isnad: ") && first.contains(sentence),
        "{what}: `{first}` lacks `{sentence}`"
    );
    assert!(
        lines.next().is_some_and(|line| line.starts_with("       ")),
        "{what} has no remedy: {}",
        said.err
    );
    assert_eq!(said.out, "", "{what}");
}

pub(crate) fn filled() -> Place {
    let place = Place::new();
    place.put("medium/a.txt", "رئيس الفرع");
    place.put("medium/b.txt", "beta");
    place.take_in(&place.path("medium"));
    place
}

#[test]
fn every_code_of_the_table_stands_for_its_kind_of_end() {
    let place = filled();
    let medium = place.path("medium").to_str().unwrap().to_owned();
    place.put("wrong-list", format!("{}  a.txt\n", "0".repeat(64)));
    place.ends(0, &["user", "add", "rima", "--role", "analyst"]);
    let add = |path: &str| place.isnad(&["intake", "add", path, "--source", "other"]);

    // 0: done.
    place.ends(0, &["status"]);
    place.ends(0, &["process", "status"]);
    place.ends(0, &["store", "verify"]);
    // 1: a finding.
    place.ends(1, &["search", "absent", "--fail-empty"]);
    place.ends(
        1,
        &[
            "intake",
            "add",
            &medium,
            "--source",
            "other",
            "--hashes",
            "wrong-list",
        ],
    );
    // 2: the input.
    fails(
        &add("absent"),
        2,
        "`absent` does not exist.",
        "a medium that is not there",
    );
    fails(&add("/dev/null"), 2, "`/dev/null` is a device", "a device");
    fails(
        &add("store/vault"),
        2,
        "lie inside one another",
        "the store itself",
    );
    fails(
        &add("."),
        2,
        "lie inside one another",
        "what holds the store",
    );
    fails(
        &place.isnad(&["intake", "add", &medium, "--source", " "]),
        2,
        "--source",
        "an empty source",
    );
    let list = place.isnad(&[
        "intake", "add", &medium, "--source", "x", "--hashes", "absent",
    ]);
    fails(
        &list,
        2,
        "`absent` does not exist.",
        "a list that is not there",
    );
    fails(
        &place.isnad(&["search", ""]),
        2,
        "There is no query.",
        "no query",
    );
    fails(
        &place.isnad(&["search", "(رئيس"]),
        2,
        "At character 1 a bracket",
        "an open bracket",
    );
    fails(
        &place.isnad(&["search", "nofield:x"]),
        2,
        "there is no field `nofield`",
        "an unknown field",
    );
    fails(
        &place.isnad(&["ledger", "erase", "ISN-000001", "--ground", " "]),
        2,
        "A reason is required",
        "no ground",
    );
    let taken = place.isnad(&[
        "doc",
        "original",
        "ISN-000001",
        "-o",
        "wrong-list",
        "--reason",
        "x",
    ]);
    fails(
        &taken,
        2,
        "`wrong-list` is there already.",
        "a file that is there",
    );
    fails(
        &place.isnad(&["init", "medium"]),
        2,
        "is not empty",
        "a folder in use",
    );
    fails(
        &place.isnad(&["sample", "medium"]),
        2,
        "",
        "a sample in a folder in use",
    );
    fails(
        &place.isnad(&["sample", "lists", "medium"]),
        2,
        "is not an empty folder",
        "lists in a folder in use",
    );
    fails(
        &place.isnad(&["sample", "lists", "people", "--persons", "12"]),
        2,
        "12 people are too few",
        "lists of too few people",
    );
    fails(
        &place.isnad(&["sample", "lists", "people", "--names", "medium/none.tsv"]),
        2,
        "`medium/none.tsv` cannot be used",
        "a table of names that is not there",
    );
    assert_eq!(place.isnad(&["sample"]).code, 2);
    assert!(
        place
            .isnad(&["doc", "show", "1"])
            .err
            .contains("ISN-000418")
    );
    assert_eq!(place.isnad(&["doc", "show", "1"]).code, 2);
    assert_eq!(place.isnad(&["no-such-word"]).code, 2);
    assert_eq!(place.isnad(&["user", "add", "x", "--role", "king"]).code, 2);
    // 3: not allowed.
    fails(
        &place.isnad(&["--user", "rima", "audit"]),
        3,
        "You may not do this",
        "an analyst at the record",
    );
    fails(
        &place.isnad(&["--user", "rima", "store", "rebuild"]),
        3,
        "You may not do this",
        "an analyst at the tables",
    );
    fails(
        &place.isnad(&["--user", "karim", "status"]),
        3,
        "You may not do this",
        "an unknown person",
    );
    // 5: not there, or not for this person.
    fails(
        &place.isnad(&["doc", "show", "ISN-000999"]),
        5,
        "Not available: ISN-000999",
        "an unknown item",
    );
    fails(
        &place.isnad(&["--user", "rima", "doc", "show", "ISN-000001"]),
        5,
        "Not available: ISN-000001",
        "an item not granted",
    );
    fails(
        &place.isnad(&["intake", "receipt", "A-0099"]),
        5,
        "Not available: A-0099",
        "an unknown accession",
    );
    fails(
        &place.isnad(&["--store", "absent", "status"]),
        5,
        "`absent` holds no store.",
        "no store there",
    );
    // 7: partial.
    let partial = place.isnad(&["intake", "add", "/proc/self/mem", "--source", "a bad disk"]);
    assert_eq!(partial.code, 7, "{partial:?}");
    assert!(partial.out.contains("Not taken       1"), "{}", partial.out);
    // 8: busy.
    let held = File::open(place.root().join("locks/work.lock")).unwrap();
    rustix::fs::flock(&held, rustix::fs::FlockOperation::LockExclusive).unwrap();
    for words in [
        &["process", "run"][..],
        &["intake", "add", &medium, "--source", "x"],
        &["store", "rebuild"],
    ] {
        fails(
            &place.isnad(words),
            8,
            "is in use by another long work",
            words[0],
        );
    }
    place.ends(0, &["search", "رئيس"]);
    drop(held);
    // 4: integrity.
    let text = fs::read_to_string(place.root().join("store.toml")).unwrap();
    fs::write(place.root().join("store.toml"), "[").unwrap();
    fails(
        &place.isnad(&["status"]),
        4,
        "cannot be understood",
        "broken settings",
    );
    fs::write(place.root().join("store.toml"), text).unwrap();
    let body = place.root().join("ledger/evidence/checkpoint");
    let mut bytes = fs::read(&body).unwrap();
    let last = bytes.len() - 12;
    bytes[last] = if bytes[last] == b'A' { b'B' } else { b'A' };
    fs::write(&body, bytes).unwrap();
    fails(
        &place.isnad(&["status"]),
        4,
        "is damaged",
        "a forged checkpoint",
    );
}

#[test]
fn a_store_does_not_open_without_the_right_word() {
    let place = filled();
    let without = |place: &Place| {
        let mut command = place.command(&["status"]);
        command.env_remove("ISNAD_PASSPHRASE");
        command
    };
    fails(
        &said(
            place
                .command(&["status"])
                .env("ISNAD_PASSPHRASE", "not this one"),
        ),
        2,
        "does not open this store",
        "a wrong word",
    );
    place.put("word", format!("{PASSPHRASE}\r\nsecond line\n"));
    assert_eq!(
        said(without(&place).args(["--passphrase-file", "word"])).code,
        0
    );
    fails(
        &said(without(&place).args(["--passphrase-file", "absent"])),
        2,
        "`absent` does not exist",
        "no file",
    );
    place.put("empty", "");
    fails(
        &said(without(&place).args(["--passphrase-file", "empty"])),
        2,
        "does not open this store",
        "an empty file",
    );
    // In a session of its own there is no terminal to ask on.
    let mut alone = std::process::Command::new("setsid");
    alone
        .arg("-w")
        .arg(PROGRAM)
        .arg("status")
        .env("ISNAD_STORE", place.root())
        .env_remove("ISNAD_PASSPHRASE")
        .env("LANG", "C");
    fails(
        &said(alone.stdin(Stdio::null())),
        2,
        "The passphrase of the store is missing",
        "nobody to ask",
    );
    fails(
        &said(program().arg("status")),
        2,
        "No store is named.",
        "no store",
    );
    let text = fs::read_to_string(place.root().join("store.toml")).unwrap();
    fs::write(
        place.root().join("store.toml"),
        text.replacen("format = 1", "format = 99", 1),
    )
    .unwrap();
    fails(
        &place.isnad(&["status"]),
        2,
        "has format 99",
        "a newer store",
    );
}

#[test]
fn what_the_system_does_not_let_be_read_is_named_and_the_rest_received() {
    let root = rustix::process::geteuid().is_root();
    let place = Place::new();
    place.put("medium/good.txt", "good");
    place.put("medium/closed.txt", "closed");
    place.put("medium/closed/in.txt", "inside");
    place.put("barred/x.txt", "x");
    for name in ["medium/closed.txt", "medium/closed", "barred"] {
        fs::set_permissions(place.path(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    // Who is root may read everything, so somebody else receives.
    const NOBODY: u32 = 65_534;
    if root {
        let reachable = Path::new(PROGRAM).ancestors().all(|p| {
            p.metadata()
                .is_ok_and(|m| m.permissions().mode() & 0o001 != 0)
        });
        if !reachable {
            println!("skipped: nobody else can run {PROGRAM}");
            return;
        }
        for path in [place.folder.path().to_owned(), place.root()] {
            chown_all(&path, NOBODY);
        }
        for name in ["medium/closed.txt", "medium/closed", "barred"] {
            chown(place.path(name), Some(0), None).unwrap();
        }
    }
    let run = |words: &[&str]| {
        let mut command = place.command(words);
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        said(&mut command)
    };
    let partial = run(&["intake", "add", "medium", "--source", "x", "--json"]);
    assert_eq!(partial.code, 7, "{partial:?}");
    let problems = partial.json()["problems"].clone();
    let paths: Vec<&str> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["closed", "closed.txt"]);
    assert_eq!(partial.json()["items"], 3);
    fails(
        &run(&["intake", "add", "barred", "--source", "x"]),
        2,
        "cannot be used",
        "a folder closed to us",
    );
    let status = run(&["process", "status", "--json"]).json();
    assert_eq!(
        (&status["reconciled"], &status["states"]["damaged"]),
        (&true.into(), &2.into())
    );
    fs::set_permissions(
        place.path("medium/closed"),
        fs::Permissions::from_mode(0o755),
    )
    .unwrap();
}

fn chown_all(path: &Path, owner: u32) {
    match chown(path, Some(owner), Some(owner)) {
        // A journal of the database that was just emptied and removed.
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return,
        changed => changed.unwrap(),
    }
    let kind = path.symlink_metadata().unwrap().file_type();
    if kind.is_dir() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            chown_all(&entry.path(), owner);
        }
    }
}

#[test]
fn a_person_reads_the_language_of_the_terminal_or_the_one_asked_for() {
    let place = Place::new();
    let told = |language: Option<&str>, variables: &[(&str, &str)]| {
        let mut command = place.command(&["--store", "/absent/store", "status"]);
        command.env_remove("LANG").envs(variables.iter().copied());
        command.args(language.map(|l| ["--lang", l]).into_iter().flatten());
        let said = said(&mut command);
        assert_eq!(said.code, 5);
        said.err.lines().next().unwrap().to_owned()
    };
    let (en, ar) = ("isnad: `/absent/store` holds no store.", "لا يحوي");
    assert_eq!(told(None, &[]), en);
    assert_eq!(told(None, &[("LANG", "C")]), en);
    assert_eq!(told(None, &[("LANG", "sw_KE.UTF-8")]), en);
    assert!(told(None, &[("LANG", "ar_SY.UTF-8")]).contains(ar));
    assert!(told(None, &[("LANG", "en_US.UTF-8"), ("LC_ALL", "ar")]).contains(ar));
    assert!(told(None, &[("LANG", "fr_FR.UTF-8")]).contains("ne contient pas de dépôt"));
    assert!(told(None, &[("LANG", "nl_NL")]).contains("bevat geen opslag"));
    assert!(told(Some("ar"), &[("LANG", "nl_NL")]).contains(ar));
    assert_eq!(told(Some("en"), &[("LANG", "ar_SY.UTF-8")]), en);
    // The path stands in every language, and no text of the translation machinery does.
    for lang in ["en", "ar", "fr", "nl"] {
        let line = told(Some(lang), &[]);
        assert!(line.contains("/absent/store"), "{line}");
        assert!(
            !line.contains("{") && !line.contains("not-a-store"),
            "{line}"
        );
    }
}

#[test]
fn talk_goes_to_the_other_stream_and_quiet_is_quiet() {
    let place = filled();
    place.ends(0, &["process", "run", "-q"]);
    let loud = place.ends(0, &["search", "رئيس"]);
    assert!(loud.err.contains("Read as: ") && !loud.out.contains("Read as: "));
    let quiet = place.ends(0, &["search", "رئيس", "-q"]);
    assert_eq!((quiet.err.as_str(), &quiet.out), ("", &loud.out));
    assert!(!loud.out.contains('\x1b'));
}

#[test]
fn a_reader_that_has_had_enough_is_no_fault() {
    let place = filled();
    let mut child = place
        .command(&["store", "dump"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn an_administrator_and_a_security_officer_see_the_status_and_no_content() {
    let place = filled();
    place.ends(0, &["user", "add", "wael", "--role", "security-officer"]);
    place.ends(0, &["user", "add", "salma", "--role", "administrator"]);
    for name in ["wael", "salma"] {
        let status = place.ends(0, &["--user", name, "status", "--json"]).json();
        assert!(
            status["acts"].is_u64() && status["items"].is_null(),
            "{status}"
        );
        let counts = place
            .ends(0, &["--user", name, "process", "status", "--json"])
            .json();
        assert_eq!((&counts["items"], &counts["pages"]), (&0.into(), &0.into()));
        place.ends(0, &["--user", name, "process", "status"]);
        place.ends(3, &["--user", name, "search", "رئيس"]);
        place.ends(3, &["--user", name, "doc", "list"]);
        place.ends(3, &["--user", name, "store", "dump"]);
    }
}

#[test]
fn proofs_leave_the_store_and_hold_without_it() {
    let place = filled();
    let Some(_) = verifier() else { return };
    let check = |words: &[&str]| {
        said(
            verifier()
                .unwrap()
                .args(words)
                .current_dir(place.folder.path()),
        )
    };
    fs::write(place.path("vkey"), place.ends(0, &["ledger", "vkey"]).out).unwrap();
    fs::write(place.path("old"), place.checkpoint().1).unwrap();
    place.ends(
        0,
        &[
            "doc",
            "original",
            "ISN-000001",
            "-o",
            "item",
            "--reason",
            "for the defence",
        ],
    );
    place.ends(
        0,
        &["ledger", "prove", "ISN-000001", "-o", "item.tlog-proof"],
    );
    // A folder below one that is there, named without any slash.
    place.ends(0, &["ledger", "export", "log"]);
    assert_eq!(
        check(&["log", "log", "--vkey", "vkey", "--older", "old"]).code,
        0
    );
    assert_eq!(
        check(&["proof", "item.tlog-proof", "item", "--vkey", "vkey"]).code,
        0
    );
    assert_eq!(
        check(&["proof", "item.tlog-proof", "medium/b.txt", "--vkey", "vkey"]).code,
        1
    );
    copy(&place.path("log"), &place.path("changed"));
    let tile = fs::read_dir(place.path("changed/tile/0/000.p"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = fs::read(&tile).unwrap();
    bytes[0] ^= 1;
    fs::write(&tile, bytes).unwrap();
    assert_eq!(check(&["log", "changed", "--vkey", "vkey"]).code, 1);
    let again = place.isnad(&["ledger", "export", "log"]);
    assert_eq!(again.code, 2, "{again:?}");
}
