//! Shape, names and words of the files.

use crate::tree::{crates, ending, files, in_word, manifest, none, text};
use std::fs;

/// Above this many lines a file is named, ...
const NAMED_LINES: usize = 600;
/// ... and above this many it fails.
const MOST_LINES: usize = 1_000;

#[test]
fn no_source_file_is_longer_than_a_thousand_lines() {
    let mut findings = Vec::new();
    for path in ending(".rs") {
        let lines = text(&path).unwrap().lines().count();
        if lines > MOST_LINES {
            findings.push(format!("{path}: {lines} lines"));
        } else if lines > NAMED_LINES {
            println!("look for the second noun: {path}, {lines} lines");
        }
    }
    none("files that are too long", &findings);
}

#[test]
fn the_start_of_a_program_is_short() {
    let long = |path: &String| text(path).unwrap().lines().count() >= 60;
    let findings: Vec<String> = ending("/src/main.rs").into_iter().filter(long).collect();
    none("main.rs of 60 lines and more", &findings);
}

#[test]
fn files_are_named_after_a_noun_in_them() {
    const EMPTY: [&str; 9] = [
        "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "stuff",
    ];
    let mut findings = Vec::new();
    for path in files() {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            if EMPTY.contains(&stem.as_str()) || part == "mod.rs" {
                findings.push(path.clone());
            }
        }
    }
    none("names that say nothing", &findings);
}

/// Whether `needle` stands in the line as a word of its own where it begins or ends as a word.
fn has(line: &str, needle: &str) -> bool {
    line.match_indices(needle).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + needle.len()..].chars().next();
        let first = needle.starts_with(in_word) && before.is_some_and(in_word);
        let last = needle.ends_with(in_word) && after.is_some_and(in_word);
        !first && !last
    })
}

fn lines_with(paths: Vec<String>, needles: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    for path in paths
        .into_iter()
        .filter(|path| !path.starts_with("crates/tidy/"))
    {
        let Some(text) = text(&path) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(needle) = needles.iter().find(|needle| has(line, needle)) {
                findings.push(format!("{path}:{number} `{needle}`"));
            }
        }
    }
    findings
}

#[test]
fn nothing_is_left_for_later() {
    let code = |path: &String| {
        let last = path.rsplit('/').next().unwrap_or_default();
        let script = !last.contains('.') || last == "run";
        script
            || [
                ".rs", ".js", ".mjs", ".css", ".html", ".ftl", ".sh", ".toml", ".md",
            ]
            .iter()
            .any(|suffix| path.ends_with(suffix))
    };
    let paths: Vec<String> = files().into_iter().filter(code).collect();
    // Put together, so that this list is not itself found by whoever looks for such words.
    let needles = [
        concat!("todo", "!"),
        concat!("unimplemented", "!"),
        concat!("dbg", "!"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
        concat!("TO", "DO"),
    ];
    none("things left for later", &lines_with(paths, &needles));
}

#[test]
fn no_test_is_switched_off() {
    none(
        "tests that do not run",
        &lines_with(ending(".rs"), &[concat!("#[", "ignore")]),
    );
}

/// The path on one machine that stands in a line.
fn machine_path(line: &str) -> Option<&'static str> {
    const FOLDERS: [&str; 3] = [
        concat!("/", "work/"),
        concat!("/", "root/"),
        concat!("/", "home/"),
    ];
    FOLDERS.into_iter().find(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            // Part of a longer path, or of an address behind a host.
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| !in_word(c) && !matches!(c, '.' | '-' | '}' | ')' | '*' | '~'))
        })
    })
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let mut findings = Vec::new();
    for path in files()
        .into_iter()
        .filter(|path| !path.starts_with("crates/tidy/"))
    {
        let Some(text) = text(&path) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(folder) = machine_path(line) {
                findings.push(format!("{path}:{number} `{folder}`"));
            }
        }
    }
    none("paths of one machine", &findings);
}

#[test]
fn a_machine_path_is_told_from_a_part_of_another() {
    assert_eq!(machine_path("cd /home/x"), Some("/home/"));
    assert_eq!(machine_path("\"/home/x\""), Some("/home/"));
    for part in [
        ["..", "work", "x"],
        ["https://example.org", "home", ""],
        ["frame", "work", ""],
    ] {
        assert_eq!(machine_path(&part.join("/")), None);
    }
}

/// The host of a package registry or of a stand-in for one that a line fetches from.
fn registry(line: &str) -> Option<String> {
    const HOSTS: [&str; 10] = [
        "index.crates.io",
        "static.crates.io",
        "registry.npmjs.org",
        "registry.yarnpkg.com",
        "pypi.org",
        "files.pythonhosted.org",
        "deb.debian.org",
        "security.debian.org",
        "rubygems.org",
        "registry-1.docker.io",
    ];
    const PARTS: [&str; 5] = ["artifactory", "nexus", "mirror", "registry", "proxy"];
    line.match_indices("://").find_map(|(at, mark)| {
        let scheme = line[..at].to_lowercase();
        if !scheme.ends_with("http") && !scheme.ends_with("https") {
            return None;
        }
        let rest = &line[at + mark.len()..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !".-@:".contains(c));
        let host = rest[..end.unwrap_or(rest.len())].to_lowercase();
        let known = HOSTS.contains(&host.as_str()) || PARTS.iter().any(|part| host.contains(part));
        (known || rest.starts_with("github.com/rust-lang/crates.io-index")).then_some(host)
    })
}

#[test]
fn no_file_names_a_package_registry() {
    let mut findings = Vec::new();
    for path in files()
        .into_iter()
        .filter(|path| !path.starts_with("crates/tidy/"))
    {
        let Some(text) = text(&path) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            // Cargo writes the public index into the lock file under this one name on every machine.
            let own = concat!(
                "source = \"registry+https:",
                "//github.com/rust-lang/crates.io-index\""
            );
            if (!path.ends_with("Cargo.lock") || line != own)
                && let Some(host) = registry(line)
            {
                findings.push(format!("{path}:{number} {host}"));
            }
        }
    }
    none("addresses of package registries", &findings);
}

#[test]
fn a_registry_is_told_from_another_address() {
    assert!(registry("\"https://registry.npmjs.org/a.tgz\"").is_some());
    assert!(registry("index = \"sparse+http://cargo-proxy.example:80/\"").is_some());
    assert!(
        registry("see https://www.rfc-editor.org/rfc/rfc3161 and postgres://proxy/x").is_none()
    );
}

#[test]
fn every_crate_is_held_to_the_rules_of_the_workspace() {
    let mut findings = Vec::new();
    for name in crates() {
        let manifest = manifest(&name);
        let inherits = |table: &str, key: &str| {
            let value = manifest.get(table).and_then(|t| t.get(key));
            let value = if table == "lints" {
                value
            } else {
                value.and_then(|v| v.get("workspace"))
            };
            value.and_then(toml::Value::as_bool) == Some(true)
        };
        for (table, key) in [
            ("lints", "workspace"),
            ("package", "edition"),
            ("package", "rust-version"),
            ("package", "license"),
            ("package", "publish"),
        ] {
            if !inherits(table, key) {
                findings.push(format!("{name}: [{table}] {key}"));
            }
        }
    }
    none("not taken from the workspace", &findings);
}

#[test]
fn no_crate_names_a_version_of_its_own() {
    let mut findings = Vec::new();
    for name in crates() {
        let manifest = manifest(&name);
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let table = manifest.get(kind).and_then(toml::Value::as_table);
            for (key, value) in table.into_iter().flatten() {
                if value.as_str().is_some() || value.get("version").is_some() {
                    findings.push(format!("{name}: {key}"));
                }
            }
        }
    }
    none("versions named beside the workspace's", &findings);
}

#[test]
fn one_test_program_a_crate() {
    let mut findings = Vec::new();
    for name in crates() {
        let Ok(entries) =
            fs::read_dir(crate::tree::root().join("crates").join(&name).join("tests"))
        else {
            continue;
        };
        for entry in entries.map(Result::unwrap) {
            if entry.file_name().to_string_lossy().ends_with(".rs") {
                findings.push(format!(
                    "crates/{name}/tests/{}",
                    entry.file_name().display()
                ));
            }
        }
    }
    none("test programs beside `tests/it`", &findings);
}
