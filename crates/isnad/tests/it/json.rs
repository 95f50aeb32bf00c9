//! What other programs read: keys, objects and codes.

use crate::fixture::{Place, Said, leak, program, said, shown, zipped};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("{value} is no object"))
        .keys()
        .map(String::as_str)
        .collect()
}

fn has(value: &Value, expected: &[&str]) {
    let found = keys(value);
    for key in expected {
        assert!(found.contains(key), "`{key}` is not among {found:?}");
    }
}

#[test]
fn answers_for_programs_have_the_documented_keys() {
    let place = Place::new();
    let made = said(
        program()
            .args(["init", "other", "--json"])
            .current_dir(place.folder.path()),
    );
    has(&made.json(), &["store", "path", "custodian", "vkey"]);
    place.put("medium/a.txt", "رئيس الفرع 14/7/2013");
    place.put("medium/box.zip", zipped(&[("in.txt", "رئيس".as_bytes())]));
    let medium = place.path("medium");
    let medium = medium.to_str().unwrap();
    has(
        &place
            .ends(
                0,
                &[
                    "intake",
                    "add",
                    medium,
                    "--source",
                    "x",
                    "--dry-run",
                    "--json",
                ],
            )
            .json(),
        &["entries", "folders", "size_bytes"],
    );
    let receipt = place
        .ends(
            0,
            &[
                "intake",
                "add",
                medium,
                "--source",
                "x",
                "--json",
                "--receipt",
                "receipt",
            ],
        )
        .json();
    has(
        &receipt,
        &[
            "accession",
            "source",
            "items",
            "members",
            "objects",
            "size_bytes",
            "problems",
            "hash_lists",
            "store",
            "tree_size",
            "root",
            "vkey",
            "checkpoint",
        ],
    );
    let kept: Value =
        serde_json::from_str(&std::fs::read_to_string(place.path("receipt.json")).unwrap())
            .unwrap();
    assert_eq!(kept, receipt);
    assert!(
        std::fs::read_to_string(place.path("receipt.txt"))
            .unwrap()
            .contains(receipt["root"].as_str().unwrap())
    );
    assert_eq!(
        place
            .ends(0, &["intake", "receipt", "A-0001", "--json"])
            .json()["accession"],
        "A-0001"
    );
    has(
        &place.ends(0, &["intake", "list", "--jsonl"]).lines()[0],
        &["accession", "source", "closed_at", "items"],
    );
    let run = place.ends(0, &["process", "run", "--json"]).json();
    has(&run, &["done", "states", "failures", "fence_missing"]);
    assert_eq!(run["done"], 3);
    let status = place.ends(0, &["process", "status", "--json"]).json();
    has(
        &status,
        &[
            "items",
            "states",
            "reconciled",
            "received",
            "members",
            "waiting",
            "reasons",
            "types",
            "pages",
        ],
    );
    assert_eq!(
        (&status["items"], &status["reconciled"]),
        (&3.into(), &true.into())
    );
    assert_eq!(status["states"]["read"], 3);
    has(
        &place.ends(0, &["status", "--json"]).json(),
        &[
            "store",
            "acts",
            "vkey",
            "accessions",
            "items",
            "waiting",
            "reconciled",
        ],
    );
    let lines = place.ends(0, &["doc", "list", "--jsonl"]).lines();
    assert_eq!(lines.len(), 3);
    for line in &lines {
        has(
            line,
            &[
                "item",
                "accession",
                "path",
                "kind",
                "media_type",
                "state",
                "readable",
                "why",
                "size_bytes",
                "sha256",
                "pages",
            ],
        );
    }
    assert_eq!(lines[2]["path"], "box.zip!/in.txt");
    has(
        &place
            .ends(0, &["doc", "show", "ISN-000001", "--json"])
            .json(),
        &["item", "title", "metadata", "warnings", "members", "copies"],
    );
    has(
        &place
            .ends(0, &["doc", "text", "ISN-000001", "--jsonl"])
            .lines()[0],
        &["n", "text", "source"],
    );
    for step in place
        .ends(0, &["doc", "trail", "ISN-000001", "--jsonl"])
        .lines()
    {
        has(&step, &["act", "name", "at", "by", "details", "erased"]);
    }
    has(
        &place
            .ends(0, &["doc", "verify", "ISN-000001", "--json"])
            .json(),
        &[
            "item",
            "holds",
            "content_holds",
            "act_holds",
            "sha256",
            "tree_size",
            "findings",
        ],
    );
    let found = place
        .ends(0, &["search", "رئيس", "--json", "--facets"])
        .json();
    has(
        &found,
        &[
            "query",
            "read_as",
            "documents",
            "pages",
            "waiting",
            "hits",
            "facets",
            "folded",
        ],
    );
    has(
        &found["hits"][0],
        &[
            "item",
            "accession",
            "page",
            "score",
            "title",
            "path",
            "kind",
            "state",
            "dates",
            "language",
            "snippet",
            "copies",
        ],
    );
    assert_eq!(found["documents"], 2);
    has(
        &place
            .ends(0, &["store", "verify", "--all", "--json"])
            .json(),
        &[
            "holds",
            "acts",
            "objects",
            "reread",
            "damaged",
            "log_findings",
            "unnamed",
        ],
    );
    has(
        &place.ends(0, &["store", "rebuild", "--json"]).json(),
        &["acts", "items"],
    );
    has(
        &place
            .ends(0, &["process", "retry", "--state", "empty", "--json"])
            .json(),
        &["ordered"],
    );
    place.ends(0, &["user", "add", "wael", "--role", "security-officer"]);
    has(
        &place.ends(0, &["user", "list", "--jsonl"]).lines()[0],
        &["name", "active", "can_sign_in", "roles", "grants"],
    );
    let audit = place.ends(0, &["--user", "wael", "audit", "--jsonl"]);
    for line in audit.lines() {
        has(
            &line,
            &["index", "at", "by", "action", "object", "reason", "outcome"],
        );
    }
}

fn object_keys(object: &Value, member: bool) {
    has(
        object,
        &[
            "ok",
            "state",
            "media_type",
            "text",
            "pages",
            "metadata",
            "children",
            "error",
            "warnings",
        ],
    );
    assert!(
        object[if member { "name" } else { "path" }].is_string(),
        "{object}"
    );
    let state: domain::ItemState = object["state"].as_str().unwrap().parse().unwrap();
    assert_eq!(object["ok"], state.is_ok(), "{object}");
    for page in object["pages"].as_array().unwrap() {
        has(page, &["n", "text"]);
    }
    for warning in object["warnings"].as_array().unwrap() {
        assert!(warning.is_string());
    }
    for child in object["children"].as_array().unwrap() {
        object_keys(child, true);
    }
}

#[test]
fn extract_tells_every_file_of_the_leak_and_ends_well() {
    let folder = &leak().files_dir;
    let run = || {
        said(
            program()
                .args(["extract", "--jsonl", "--ocr", "never", "--workers", "2"])
                .arg(folder),
        )
    };
    let first = run();
    assert_eq!(first.code, 0, "{}", first.err);
    let objects = first.lines();
    // Links are told as well.
    assert_eq!(objects.len() as u64, leak().files);
    objects.iter().for_each(|object| object_keys(object, false));
    let ends_with = |ending: &str| {
        let found = objects
            .iter()
            .find(|o| o["path"].as_str().unwrap().ends_with(ending));
        found.unwrap_or_else(|| panic!("no object for `{ending}`"))
    };
    let locked = ends_with("محمي بكلمة سر.zip");
    let member = &locked["children"][0];
    assert_eq!(
        (&member["state"], &member["ok"]),
        (&"encrypted".into(), &false.into())
    );
    assert!(
        member["error"].as_str().unwrap().contains("encrypted"),
        "{member}"
    );
    let empty = ends_with("مسودة فارغة.docx");
    assert_eq!(empty["state"], "empty");
    assert!(objects.iter().any(|o| {
        o["children"][0]["children"][0]["text"]
            .as_str()
            .is_some_and(|t| !t.is_empty())
    }));
    assert_eq!(
        run().out,
        first.out,
        "the order and every byte are the same again"
    );
}

#[test]
fn extract_says_at_once_that_a_path_is_wrong_and_inside_a_folder_goes_on() {
    let place = Place::new();
    let wrong = said(
        program()
            .args(["extract", "--jsonl", "absent.pdf"])
            .current_dir(place.folder.path()),
    );
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(
        wrong.err.starts_with("isnad: `absent.pdf` does not exist."),
        "{}",
        wrong.err
    );
    let nothing = said(program().args(["extract", "--jsonl"]));
    assert_eq!(nothing.code, 2);
    place.put("folder/broken.pdf", "%PDF-1.4 and no more");
    place.put("folder/good.txt", "good");
    std::os::unix::fs::symlink("nowhere", place.path("folder/dangling.txt")).unwrap();
    let mixed = said(
        program()
            .args(["extract", "--jsonl", "folder"])
            .current_dir(place.folder.path()),
    );
    assert_eq!(mixed.code, 0);
    let objects = mixed.lines();
    assert_eq!(objects.len(), 3);
    let by_name = |name: &str| {
        objects
            .iter()
            .find(|o| o["path"].as_str().unwrap().ends_with(name))
            .unwrap()
    };
    assert_eq!(by_name("good.txt")["text"].as_str().unwrap().trim(), "good");
    assert!(by_name("broken.pdf")["error"].is_string());
    assert!(by_name("dangling.txt")["error"].is_string());
}

#[test]
fn the_worker_speaks_a_line_for_a_line() {
    let place = Place::new();
    let good = place.put("رسالة.txt", "مذكرة");
    let mut child = program()
        .args(["extract", "--worker"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut questions = child.stdin.take().unwrap();
    let mut line = String::new();
    answers.read_line(&mut line).unwrap();
    assert_eq!(line, "READY\n");
    let mut ask = |question: String| -> Value {
        writeln!(questions, "{question}").unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"))
    };
    let path = serde_json::to_string(good.to_str().unwrap()).unwrap();
    let object = ask(path.clone());
    assert_eq!(
        (object["text"].as_str().unwrap().trim(), &object["ok"]),
        ("مذكرة", &true.into())
    );
    assert_eq!(object["path"], shown(&good));
    for bad in [
        "\"/absent/file\"".to_owned(),
        "no json".to_owned(),
        "\"/\"".to_owned(),
    ] {
        let object = ask(bad.clone());
        assert_eq!(object["ok"], false, "{bad}: {object}");
        assert!(object["error"].is_string());
    }
    assert_eq!(ask(path)["text"], object["text"], "it goes on after each");
    drop(questions);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_bad_line_in_a_file_of_queries_stops_nothing() {
    let place = Place::new();
    place.put("medium/a.txt", "رئيس الفرع");
    place.take_in(&place.path("medium"));
    place.ends(0, &["process", "run", "-q"]);
    place.put(
        "queries",
        "\u{feff}رئيس\n# a remark\n\n(رئيس\nabsent\n\"رئيس الفرع\"\r\nnofield:x\n",
    );
    let told = |said: Said| {
        let lines: Vec<(u64, Option<u64>, bool)> = said
            .lines()
            .iter()
            .map(|l| {
                (
                    l["line"].as_u64().unwrap(),
                    l["documents"].as_u64(),
                    l["error"].is_string(),
                )
            })
            .collect();
        lines
    };
    let said = place.ends(7, &["search", "--batch", "queries", "--jsonl"]);
    let expected = [
        (1, Some(1), false),
        (4, None, true),
        (5, Some(0), false),
        (6, Some(1), false),
        (7, None, true),
    ];
    assert_eq!(told(said), expected);
    let text = place.ends(7, &["search", "--batch", "queries"]).out;
    assert!(
        text.lines()
            .any(|line| line.starts_with("4\t-\t-\t(رئيس\tAt character 1 a bracket is opened")),
        "{text}"
    );
    place.put("good", "رئيس\n");
    place.ends(0, &["search", "--batch", "good"]);
    place.put("bytes", b"\xca\xde\n");
    place.ends(2, &["search", "--batch", "bytes"]);
}
