//! The files of the tree, as Git sees them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

/// Every file, by its path from the root, in order. Without Git the folders are walked.
pub fn files() -> Vec<String> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output();
    let mut files: Vec<String> = match listed {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let names = String::from_utf8_lossy(&output.stdout).into_owned();
            names
                .split('\0')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect()
        }
        _ => {
            println!("no Git here: the folders are walked instead");
            let mut found = Vec::new();
            walk(&root(), "", &mut found);
            found
        }
    };
    files.retain(|name| root().join(name).is_file());
    files.sort();
    files.dedup();
    assert!(
        files.iter().any(|name| name == "Cargo.toml"),
        "the tree has no files"
    );
    files
}

fn walk(folder: &Path, name: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let own = entry.file_name().to_string_lossy().into_owned();
        if matches!(own.as_str(), "target" | "node_modules" | ".git" | "out") {
            continue;
        }
        let path = if name.is_empty() {
            own
        } else {
            format!("{name}/{own}")
        };
        if entry.path().is_dir() {
            walk(&entry.path(), &path, found);
        } else {
            found.push(path);
        }
    }
}

/// The files whose names end so.
pub fn ending(suffix: &str) -> Vec<String> {
    files()
        .into_iter()
        .filter(|name| name.ends_with(suffix))
        .collect()
}

/// The text of a file; nothing where it is none.
pub fn text(name: &str) -> Option<String> {
    let bytes = fs::read(root().join(name)).ok()?;
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// The names of the folders under `crates`.
pub fn crates() -> Vec<String> {
    let mut names: Vec<String> = ending("Cargo.toml")
        .iter()
        .filter_map(|name| name.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
        .map(str::to_owned)
        .collect();
    names.sort();
    assert!(names.len() > 5, "the crates were not found");
    names
}

/// The manifest of a crate.
pub fn manifest(name: &str) -> toml::Table {
    text(&format!("crates/{name}/Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap()
}

/// The sources of a crate, without tests: path and text, the text up to the unit tests at its end.
pub fn sources(name: &str) -> Vec<(String, String)> {
    let folder = format!("crates/{name}/src/");
    ending(".rs")
        .into_iter()
        .filter(|path| path.starts_with(&folder))
        .filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .map(|path| {
            let text = text(&path).unwrap();
            let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
            (path, text[..end].to_owned())
        })
        .collect()
}

/// Fails with all findings, one a line.
pub fn none(what: &str, findings: &[String]) {
    assert!(
        findings.is_empty(),
        "{what}:\n  {}\n",
        findings.join("\n  ")
    );
}

/// Whether a character can be part of a name in code.
pub fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
