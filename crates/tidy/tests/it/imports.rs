//! A crate imports only from the floors below its own.

use crate::tree::{crates, in_word, manifest, none, sources};
use std::collections::BTreeMap;

/// Each crate and the crates of this tree it may import. A new crate or a new arrow is written here
/// with its reason in a decision.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("arabic", &[]),
    ("custody", &["domain"]),
    ("vault", &["domain", "custody"]),
    // Words and pixels in, pairs out. What is kept of pixels is made where pixels are read.
    ("copies", &["arabic"]),
    // Values in, findings out: knows neither ledger nor vault nor tables.
    ("extract", &["domain", "arabic", "copies"]),
    // The same: what is known of pictures in, series and figures out. No pixels.
    ("photo", &["domain", "arabic"]),
    // The same: records in, leads out.
    ("linkage", &["domain", "arabic"]),
    ("catalogue", &["domain", "arabic", "custody"]),
    (
        "workbench",
        &[
            "domain",
            "arabic",
            "custody",
            "vault",
            "copies",
            "extract",
            "linkage",
            "photo",
            "catalogue",
        ],
    ),
    ("sample", &["domain"]),
    (
        "isnad",
        &[
            "domain",
            "arabic",
            "custody",
            "vault",
            "copies",
            "extract",
            "linkage",
            "photo",
            "catalogue",
            "workbench",
            "sample",
        ],
    ),
    // Built from `custody` alone, so that it can be checked alone.
    ("isnad-verify", &["domain", "custody"]),
    ("tidy", &[]),
];

fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    MAY_IMPORT.iter().copied().collect()
}

#[test]
fn every_crate_has_a_floor_and_every_floor_a_crate() {
    let mut named: Vec<&str> = allowed().into_keys().collect();
    named.sort_unstable();
    assert_eq!(named, crates());
}

#[test]
fn the_floors_have_no_way_around() {
    let allowed = allowed();
    for (name, below) in &allowed {
        for other in *below {
            assert!(
                !allowed[other].contains(name),
                "{name} and {other} import each other"
            );
        }
    }
}

/// The crates of this tree that a manifest names in the given kind of table, at the top and for
/// single platforms, by name, by path and by another name.
fn named_in(manifest: &toml::Table, kind: &str) -> Vec<String> {
    let platforms = manifest
        .get("target")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten();
    let mut tables: Vec<&toml::Table> = platforms
        .filter_map(|(_, platform)| platform.get(kind)?.as_table())
        .chain(manifest.get(kind).and_then(toml::Value::as_table))
        .collect();
    let mut found = Vec::new();
    for (key, value) in tables.drain(..).flatten() {
        let real = value
            .get("package")
            .and_then(toml::Value::as_str)
            .unwrap_or(key);
        let by_path = value.get("path").and_then(toml::Value::as_str);
        let folder = by_path.and_then(|path| path.trim_end_matches('/').rsplit('/').next());
        found.extend([real, folder.unwrap_or(real)].map(str::to_owned));
    }
    found.retain(|name| crates().contains(name));
    found.sort();
    found.dedup();
    found
}

#[test]
fn manifests_name_only_crates_from_lower_floors() {
    let mut findings = Vec::new();
    for (name, below) in allowed() {
        for kind in ["dependencies", "build-dependencies"] {
            for other in named_in(&manifest(name), kind) {
                if !below.contains(&other.as_str()) {
                    findings.push(format!("{name} may not depend on {other} ([{kind}])"));
                }
            }
        }
        // Tests may use the made leak, and a crate may turn on its own features for its tests.
        for other in named_in(&manifest(name), "dev-dependencies") {
            if other != name && other != "sample" && !below.contains(&other.as_str()) {
                findings.push(format!("{name} may not be tested with {other}"));
            }
        }
    }
    none("arrows against the floors", &findings);
}

#[test]
fn a_manifest_is_seen_through_in_every_form() {
    let text = "[dependencies]\nvault.workspace = true\n[dependencies.keeper]\npackage = \"custody\"\n\
        [target.'cfg(unix)'.dependencies]\nx = { path = \"../catalogue\" }\nserde = \"1\"";
    assert_eq!(
        named_in(&text.parse().unwrap(), "dependencies"),
        ["catalogue", "custody", "vault"]
    );
}

/// The line in which `code` names the crate `name` as the start of a path, counted from 1.
fn line_naming(code: &str, name: &str) -> Option<usize> {
    let start = format!("{}::", name.replace('-', "_"));
    let names = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.match_indices(&start).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            before.is_none_or(|c| !in_word(c) && c != ':')
        })
    };
    code.lines().position(names).map(|line| line + 1)
}

#[test]
fn sources_name_only_crates_from_lower_floors() {
    let mut findings = Vec::new();
    for (name, below) in allowed() {
        for (path, code) in sources(name) {
            for other in crates().iter().filter(|other| *other != name) {
                if !below.contains(&other.as_str())
                    && let Some(line) = line_naming(&code, other)
                {
                    findings.push(format!("{path}:{line} names {other}"));
                }
            }
        }
    }
    none("paths against the floors", &findings);
}

#[test]
fn a_crate_is_recognised_by_its_whole_name() {
    assert_eq!(line_naming("\nuse vault::Vault;", "vault"), Some(2));
    assert_eq!(
        line_naming("let x = isnad_verify::y();", "isnad-verify"),
        Some(1)
    );
    assert_eq!(
        line_naming("crate::vault::x(); // vault::y\nmy_vault::z()", "vault"),
        None
    );
}

#[test]
fn the_verifier_is_built_without_the_writer() {
    let verifier = manifest("isnad-verify");
    let custody = &verifier["dependencies"]["custody"];
    assert!(
        custody.get("features").is_none(),
        "isnad-verify turns on features of custody"
    );
    let root: toml::Table = crate::tree::text("Cargo.toml").unwrap().parse().unwrap();
    let shared = &root["workspace"]["dependencies"]["custody"];
    assert_eq!(shared["default-features"].as_bool(), Some(false));
    let default = manifest("custody")["features"]["default"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(default, 0, "custody turns on features by itself");
}
