//! Paths in, objects out.

use super::child::settings;
use extract::jsonl::{JsonlSettings, extract, serve};
use extract::{Limits, OcrChoice, ReadOptions};
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;

fn front(limits: Limits, workers: usize) -> JsonlSettings {
    let options = ReadOptions {
        ocr: OcrChoice::Never,
        limits,
        ..ReadOptions::default()
    };
    JsonlSettings {
        reader: settings(Limits::default()),
        options,
        workers,
    }
}

fn objects(settings: &JsonlSettings, paths: &[PathBuf]) -> Vec<Value> {
    let mut out = Vec::new();
    extract(settings, paths, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn members_are_followed_and_nested() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zipped(&[("memo.txt", "مذكرة داخلية".as_bytes())]);
    let outer = zipped(&[("inner.zip", &inner), ("note.txt", b"a note")]);
    let path = folder.path().join("outer.zip");
    std::fs::write(&path, outer).unwrap();
    let found = objects(&front(Limits::default(), 1), &[path]);
    let [object] = found.as_slice() else {
        panic!("one object")
    };
    assert_eq!(object["ok"], true);
    assert_eq!(object["state"], "read");
    assert_eq!(object["children"][0]["name"], "inner.zip");
    let memo = &object["children"][0]["children"][0];
    assert_eq!(
        (&memo["name"], &memo["text"]),
        (&"memo.txt".into(), &"مذكرة داخلية".into())
    );
    for key in [
        "path",
        "ok",
        "state",
        "media_type",
        "text",
        "pages",
        "metadata",
        "children",
        "error",
        "warnings",
    ] {
        assert!(object.get(key).is_some(), "{key}");
    }
}

#[test]
fn depth_is_bounded_and_told_at_the_top() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = zipped(&[("end.txt", b"end")]);
    for _ in 0..4 {
        bytes = zipped(&[("next.zip", &bytes)]);
    }
    let path = folder.path().join("deep.zip");
    std::fs::write(&path, bytes).unwrap();
    let found = objects(
        &front(
            Limits {
                depth: 2,
                ..Limits::default()
            },
            1,
        ),
        &[path],
    );
    let deep = &found[0]["children"][0]["children"][0]["children"][0];
    assert_eq!(deep["state"], "over_limit");
    assert!(
        found[0]["warnings"]
            .to_string()
            .contains("limit `depth` of 2"),
        "{}",
        found[0]["warnings"]
    );
}

#[test]
fn the_order_of_paths_is_kept_whoever_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..40 {
        std::fs::write(
            folder.path().join(format!("{n:02}.txt")),
            format!("number {n}"),
        )
        .unwrap();
    }
    let paths = [folder.path().to_path_buf(), folder.path().join("absent")];
    let alone = objects(&front(Limits::default(), 1), &paths);
    let together = objects(&front(Limits::default(), 3), &paths);
    assert_eq!(alone, together);
    assert_eq!(alone.len(), 41);
    assert_eq!(alone[7]["text"], "number 7");
    assert_eq!(alone[40]["ok"], false);
    assert!(
        alone[40]["error"]
            .as_str()
            .unwrap()
            .contains("could not be opened")
    );
}

#[test]
fn the_line_protocol_answers_each_line_with_one_object() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a \"quoted\" name.txt");
    std::fs::write(&path, "words").unwrap();
    let lines = format!("{}\nrubbish\n", serde_json::to_string(&path).unwrap());
    let mut out = Vec::new();
    serve(
        &front(Limits::default(), 1),
        &mut lines.as_bytes(),
        &mut out,
    )
    .unwrap();
    let out = String::from_utf8(out).unwrap();
    let mut answers = out.lines();
    assert_eq!(answers.next(), Some("READY"));
    let first: Value = serde_json::from_str(answers.next().unwrap()).unwrap();
    assert_eq!(first["text"], "words");
    let second: Value = serde_json::from_str(answers.next().unwrap()).unwrap();
    assert_eq!(second["ok"], false);
    assert_eq!(answers.next(), None);
}
