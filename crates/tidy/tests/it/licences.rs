//! Which licences the dependencies have, and where they come from: `deny.toml`, held without the tool.

use crate::tree::{none, root, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

fn policy() -> toml::Table {
    text("deny.toml")
        .expect("deny.toml is there")
        .parse()
        .unwrap()
}

fn strings(value: &toml::Value) -> Vec<String> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap().to_owned())
        .collect()
}

/// Whether an SPDX expression can be met with the licences in `allowed`. `/` is an old way to write
/// `OR`; an exception (`WITH`) counts as a licence of its own.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "`{expression}` is no SPDX expression");
    met
}

fn any(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let met = any(words, at, allowed);
        assert_eq!(words.get(*at), Some(&")"), "{words:?}");
        *at += 1;
        return met;
    }
    let mut name = words[*at].to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words[*at + 1]);
        *at += 2;
    }
    allowed.contains(&name)
}

fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc is there");
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    host.to_owned()
}

/// Name and licence of every package that is built on this machine.
fn packages() -> Vec<(String, Option<String>)> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--locked",
            "--filter-platform",
        ])
        .arg(host())
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "could not check: run `cargo fetch --locked` first\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let foreign = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| !p["source"].is_null());
    foreign
        .map(|p| {
            (
                p["name"].as_str().unwrap().to_owned(),
                p["license"].as_str().map(str::to_owned),
            )
        })
        .collect()
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let policy = policy();
    let licences = policy["licenses"].as_table().unwrap();
    let allowed = strings(&licences["allow"]);
    let exceptions: BTreeMap<String, Vec<String>> = licences["exceptions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (
                e["crate"].as_str().unwrap().to_owned(),
                strings(&e["allow"]),
            )
        })
        .collect();
    let packages = packages();
    assert!(
        packages.len() > 100,
        "only {} packages were found",
        packages.len()
    );
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, licence) in &packages {
        let licence = licence.as_deref().unwrap_or("none named");
        *counts.entry(licence).or_default() += 1;
        let also = exceptions.get(name).into_iter().flatten().cloned();
        let allowed: Vec<String> = allowed.iter().cloned().chain(also).collect();
        if licence == "none named" || !is_met(licence, &allowed) {
            findings.push(format!("{name}: {licence}"));
        }
    }
    for (licence, count) in counts {
        println!("{count:>4}  {licence}");
    }
    none("dependencies whose licence is not allowed", &findings);
    let stale = exceptions
        .keys()
        .filter(|name| !packages.iter().any(|(p, _)| p == *name));
    none(
        "exceptions for no dependency",
        &stale.cloned().collect::<Vec<_>>(),
    );
}

#[test]
fn no_licence_that_binds_the_whole_program_is_allowed() {
    let policy = policy();
    let licences = policy["licenses"].as_table().unwrap();
    let mut all = strings(&licences["allow"]);
    for exception in licences["exceptions"].as_array().unwrap() {
        all.extend(strings(&exception["allow"]));
    }
    all.retain(|name| {
        ["GPL", "SSPL", "OSL", "EUPL", "CC-BY-SA"]
            .iter()
            .any(|part| name.contains(part))
    });
    none("licences that bind the whole program", &all);
}

#[test]
fn an_expression_is_met_as_spdx_says() {
    let allowed = ["MIT", "Apache-2.0", "BSD-3-Clause"].map(str::to_owned);
    let check =
        |expression, expected| assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    check("MIT", true);
    check("GPL-3.0-only", false);
    check("Apache-2.0 OR GPL-2.0-only", true);
    check("MIT AND GPL-2.0-only", false);
    check("(MIT OR GPL-2.0-only) AND BSD-3-Clause", true);
    check("MPL-2.0/MIT", true);
    check("Apache-2.0 WITH LLVM-exception", false);
    check("GPL-2.0-only OR MIT AND LGPL-3.0-only", false);
}

#[test]
fn dependencies_come_from_one_source_and_none_is_banned() {
    let lock: toml::Table = text("Cargo.lock").unwrap().parse().unwrap();
    let banned: Vec<String> = policy()["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["crate"].as_str().unwrap().to_owned())
        .collect();
    assert!(!banned.is_empty());
    let mut sources: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if banned.iter().any(|banned| banned == name) {
            findings.push(format!("{name} is banned"));
        }
        if let Some(source) = package.get("source").and_then(toml::Value::as_str) {
            if !source.starts_with("registry+") || package.get("checksum").is_none() {
                findings.push(format!("{name} comes from {source} or without a checksum"));
            }
            sources.push(source);
        }
    }
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources.len(), 1, "{sources:?}");
    none("dependencies", &findings);
}
