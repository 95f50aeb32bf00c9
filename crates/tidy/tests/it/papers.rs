//! The papers say what is there: commands, files, modules, links.

use crate::tree::{crates, ending, none, root, text};
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;

fn paper(name: &str) -> String {
    text(name).unwrap_or_else(|| panic!("{name} is missing"))
}

#[test]
fn the_papers_are_there() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        assert!(!paper(name).trim().is_empty(), "{name} is empty");
    }
}

#[test]
fn the_two_set_up_commands_can_be_started() {
    let readme = paper("README.md");
    for name in ["demo", "test"] {
        assert!(
            readme.contains(&format!("./{name}")),
            "README.md does not name ./{name}"
        );
        let path = root().join(name);
        if !path.exists() {
            println!("./{name} is not in this tree: not checked");
            continue;
        }
        let data = path.metadata().unwrap();
        assert!(
            data.is_file() && data.permissions().mode() & 0o111 != 0,
            "./{name} cannot be started"
        );
    }
}

/// The lines of fenced and indented blocks that begin with the name of a program of ours.
fn command_lines(markdown: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            let line = line.trim().trim_start_matches("$ ");
            if line.starts_with("isnad ") {
                found.push(line.to_owned());
            }
        }
    }
    found
}

/// The words of a command enum, as clap writes them.
fn words_of(code: &str, name: &str) -> BTreeSet<String> {
    let Some(start) = code.find(&format!("enum {name} {{")) else {
        return BTreeSet::new();
    };
    let body = code[start..].split("\n}").next().unwrap_or_default();
    let mut words = BTreeSet::new();
    let mut flattened = false;
    for line in body.lines().filter_map(|line| line.strip_prefix("    ")) {
        if line.starts_with(char::is_uppercase) {
            if flattened {
                let inner = line.split(['(', ')']).nth(1).unwrap_or_default();
                words.extend(words_of(
                    code,
                    inner.rsplit("::").next().unwrap_or_default(),
                ));
            } else {
                let word = line.chars().take_while(|c| c.is_alphanumeric());
                words.insert(word.collect::<String>().to_lowercase());
            }
        }
        flattened = line == "#[command(flatten)]";
    }
    words
}

/// The code of the words of the command line.
fn words_code() -> String {
    let folder = "crates/isnad/src/cli/words/";
    let more = ending(".rs");
    let more = more.iter().filter(|path| path.starts_with(folder));
    std::iter::once("crates/isnad/src/cli/words.rs")
        .chain(more.map(String::as_str))
        .filter_map(text)
        .collect()
}

/// What is wrong with a command line, by the words of the program.
fn wrong_in(line: &str, code: &str) -> Option<String> {
    let plain = line.split(" #").next().unwrap_or_default();
    let flags = plain
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"));
    for flag in flags {
        let field = flag.split('=').next().unwrap_or_default().replace('-', "_");
        if !["help", "version"].contains(&field.as_str())
            && !code.contains(&format!("{field}:"))
            && !code.contains(&format!(" {field},"))
        {
            return Some(format!("--{flag}"));
        }
    }
    let mut words = plain.split_whitespace().skip(1).peekable();
    // Words that every command takes may stand in front of it, some with a value.
    while let Some(word) = words.next_if(|word| word.starts_with('-')) {
        if ["--store", "--passphrase-file", "--user", "--lang"].contains(&word) {
            words.next();
        }
    }
    let first = words.next()?;
    if !words_of(code, "Command").contains(first) {
        return Some(first.to_owned());
    }
    let capital = first[..1].to_uppercase() + &first[1..];
    let below = words_of(code, &format!("{capital}Words"));
    let second = words.next().unwrap_or_default();
    (!below.is_empty() && !below.contains(second)).then(|| format!("{first} {second}"))
}

#[test]
fn the_commands_in_the_papers_are_commands_of_the_program() {
    let code = words_code();
    assert!(words_of(&code, "Command").contains("search"));
    let mut findings = Vec::new();
    let mut seen = 0;
    for path in ending(".md")
        .into_iter()
        .filter(|path| !path.starts_with("crates/"))
    {
        for line in command_lines(&paper(&path)) {
            seen += 1;
            findings
                .extend(wrong_in(&line, &code).map(|what| format!("{path}: `{what}` in `{line}`")));
        }
    }
    assert!(seen > 5, "only {seen} commands were found");
    none("commands that are none", &findings);
}

#[test]
fn a_wrong_command_is_seen() {
    let code = "enum Command {\n    /// A.\n    Intake(IntakeWords),\n    Status,\n}\nenum IntakeWords {\n    Add {\n        source: String,\n    },\n}\n";
    assert_eq!(wrong_in("isnad status", code), None);
    assert_eq!(wrong_in("isnad intake add x --source \"y\"", code), None);
    assert_eq!(
        wrong_in("isnad intake drop x", code).as_deref(),
        Some("intake drop")
    );
    assert_eq!(
        wrong_in("isnad status --sorce x", code).as_deref(),
        Some("--sorce")
    );
    assert_eq!(wrong_in("isnad fly", code).as_deref(), Some("fly"));
    let flat = "enum Command {\n    Match(MatchWords),\n}\nenum MatchWords {\n    #[command(flatten)]\n    Linking(link::LinkWords),\n    Run,\n}\nenum LinkWords {\n    Link,\n}\n";
    assert_eq!(wrong_in("isnad match link", flat), None);
    assert_eq!(wrong_in("isnad match run", flat), None);
    assert!(wrong_in("isnad match linking", flat).is_some());
    let code = &format!("{code} store: x, quiet: bool");
    assert_eq!(wrong_in("isnad --store /x --quiet status", code), None);
    assert_eq!(
        wrong_in("isnad --store /x fly", code).as_deref(),
        Some("fly")
    );
}

#[test]
fn links_between_the_papers_lead_somewhere() {
    let mut findings = Vec::new();
    for path in ending(".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in paper(&path)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next().map(str::to_owned))
        {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !root().join(folder).join(target).exists() {
                findings.push(format!("{path}: {target}"));
            }
        }
    }
    none("links that lead nowhere", &findings);
}

/// Under a heading that names a crate, the names in the first column of the table that follows.
fn code_map(architecture: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut map: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in architecture.lines() {
        if line.starts_with('#') {
            let name = line.split('`').nth(1).map(str::to_owned);
            current = name.filter(|name| line.starts_with("### ") && crates().contains(name));
            if let Some(name) = &current {
                map.entry(name.clone()).or_default();
            }
        } else if let (Some(name), Some(row)) = (&current, line.strip_prefix("| `")) {
            let cell = row.split('|').next().unwrap_or_default();
            let modules = format!("`{cell}");
            let names = modules.split('`').skip(1).step_by(2).map(str::to_owned);
            map.entry(name.clone()).or_default().extend(names);
        }
    }
    map
}

#[test]
fn the_code_map_names_every_module_and_no_other() {
    let map = code_map(&paper("ARCHITECTURE.md"));
    let mut findings = Vec::new();
    for name in crates().into_iter().filter(|name| name != "tidy") {
        let Some(named) = map.get(&name) else {
            findings.push(format!("{name} has no section"));
            continue;
        };
        let folder = format!("crates/{name}/src/");
        let modules: BTreeSet<String> = ending(".rs")
            .iter()
            .filter_map(|path| path.strip_prefix(&folder)?.strip_suffix(".rs"))
            .filter(|module| !module.contains('/') && !matches!(*module, "lib" | "main"))
            .map(str::to_owned)
            .collect();
        findings.extend(
            modules
                .difference(named)
                .map(|m| format!("{name}: `{m}` is not on the map")),
        );
        findings.extend(
            named
                .difference(&modules)
                .map(|m| format!("{name}: `{m}` is not in the tree")),
        );
    }
    none("the code map and the tree differ", &findings);
}

#[test]
fn the_architecture_is_read_in_one_sitting() {
    let lines = paper("ARCHITECTURE.md").lines().count();
    assert!(lines <= 300, "{lines} lines");
}

#[test]
fn decisions_are_numbered_without_gaps_and_say_their_price() {
    let mut findings = Vec::new();
    let decisions: Vec<String> = ending(".md")
        .into_iter()
        .filter(|path| path.starts_with("docs/decisions/0"))
        .collect();
    assert!(!decisions.is_empty());
    for (number, path) in (1..).zip(&decisions) {
        if !path.starts_with(&format!("docs/decisions/{number:04}-")) {
            findings.push(format!("{path} should be number {number:04}"));
        }
        for part in ["## Question", "## Choice", "## Turned down", "## Price"] {
            if !paper(path).contains(part) {
                findings.push(format!("{path} lacks `{part}`"));
            }
        }
    }
    none("decisions", &findings);
}

/// The headings of sections that have figures in a table and no command that makes them.
fn figures_without_command(benchmarks: &str) -> Vec<String> {
    let sections = benchmarks.split("\n## ").skip(1);
    let bare = sections.filter(|section| {
        let figures = section
            .lines()
            .filter(|line| line.trim_start().starts_with('|'));
        let figures = figures
            .filter(|line| line.contains(|c: char| c.is_ascii_digit()))
            .count();
        figures > 0 && !section.contains("```")
    });
    bare.map(|section| section.lines().next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_figure_can_be_measured_again() {
    let Some(benchmarks) = text("docs/benchmarks.md") else {
        println!("docs/benchmarks.md is not in this tree: not checked");
        return;
    };
    assert!(
        benchmarks.contains("\n## "),
        "docs/benchmarks.md has no sections"
    );
    none(
        "figures without the command that makes them",
        &figures_without_command(&benchmarks),
    );
}

#[test]
fn a_figure_without_its_command_is_seen() {
    let text = "# B\n\n## One\n\n```\nisnad bench intake\n```\n\n| a | 1 |\n\n## Two\n\n| b | 2 |\n\n## Three\n\nwords\n";
    assert_eq!(figures_without_command(text), ["Two"]);
}
