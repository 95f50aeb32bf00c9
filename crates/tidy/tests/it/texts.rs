//! What people read: the same texts in every language, and a text for every fault.

use crate::tree::{crates, ending, none, sources, text};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [&str; 4] = ["en", "ar", "fr", "nl"];
const FOLDER: &str = "crates/isnad/i18n";

/// The messages of a Fluent file with the variables in each. Attributes count as their message.
fn messages(ftl: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in ftl.lines() {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            let key = line.split('=').next().unwrap_or_default().trim().to_owned();
            assert!(!found.contains_key(&key), "`{key}` stands twice");
            found.insert(key.clone(), BTreeSet::new());
            current = Some(key);
        } else if line.starts_with('#') {
            current = None;
        }
        let Some(variables) = current.as_ref().and_then(|key| found.get_mut(key)) else {
            continue;
        };
        for (at, _) in line.match_indices('$') {
            let name = line[at + 1..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || "_-".contains(*c));
            variables.insert(name.collect());
        }
    }
    found
}

fn ftl(language: &str, file: &str) -> BTreeMap<String, BTreeSet<String>> {
    messages(&text(&format!("{FOLDER}/{language}/{file}")).unwrap_or_default())
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    let mut files = BTreeSet::new();
    for path in ending(".ftl") {
        let (language, file) = path
            .strip_prefix(FOLDER)
            .and_then(|p| p[1..].split_once('/'))
            .expect("known folder");
        assert!(
            LANGUAGES.contains(&language),
            "{path} is of no language of this program"
        );
        files.insert(file.to_owned());
    }
    assert!(files.contains("fault.ftl"), "the texts were not found");
    let mut findings = Vec::new();
    for file in files {
        let english = ftl("en", &file);
        for language in LANGUAGES {
            let other = ftl(language, &file);
            for (key, variables) in &english {
                match other.get(key) {
                    None => findings.push(format!("{language}/{file} lacks `{key}`")),
                    Some(own) if own != variables => {
                        findings.push(format!(
                            "{language}/{file} `{key}`: {own:?}, not {variables:?}"
                        ));
                    }
                    Some(_) => {}
                }
            }
            let extra = other.keys().filter(|key| !english.contains_key(*key));
            findings.extend(extra.map(|key| format!("en/{file} lacks `{key}` of {language}")));
        }
    }
    none("languages that differ", &findings);
}

/// Names of functions and closures that make a fault of the literal they are given.
fn makers(code: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (at, _) in code.match_indices("|id") {
        // `let input = |id| Fault::new(id, ...)`, `let path_fault = |id, path: &Path| input(id)...`
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        if let Some(name) = line
            .trim_start()
            .strip_prefix("let ")
            .and_then(|l| l.strip_suffix(" = "))
        {
            found.insert(name.to_owned());
        }
    }
    for (at, mark) in code.match_indices("(id: &'static str") {
        let _ = mark;
        let name = code[..at].rsplit("fn ").next().unwrap_or_default();
        found.insert(name.to_owned());
    }
    found
}

/// Whether a text has the form of a fault's id.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The ids of the faults that a source makes.
fn ids_made(code: &str, everywhere: &BTreeSet<String>) -> BTreeSet<String> {
    let mut makers = makers(code);
    makers.extend(everywhere.iter().cloned());
    let mut found = BTreeSet::new();
    for maker in &makers {
        for (at, call) in code.match_indices(&format!("{maker}(")) {
            if code[..at].ends_with(crate::tree::in_word) {
                continue;
            }
            let argument = code[at + call.len()..].trim_start();
            found.extend(
                argument
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next())
                    .map(str::to_owned),
            );
        }
    }
    // `let id = match ... { ... => "path-missing", ... };` before a fault is made of `id`.
    for (at, _) in code.match_indices("let id = match") {
        let body = code[at..].split("};").next().unwrap_or_default();
        let arms = body
            .split("=> \"")
            .skip(1)
            .filter_map(|arm| arm.split('"').next());
        found.extend(arms.map(str::to_owned));
    }
    found.retain(|id| is_id(id));
    found
}

/// The makers that are called from other files than their own.
fn shared_makers() -> BTreeSet<String> {
    [
        "Fault::new",
        "Failure::input",
        "Refused::input",
        "Self::input",
    ]
    .map(str::to_owned)
    .into()
}

#[test]
fn every_fault_has_its_sentence_and_its_remedy() {
    let texts = ftl("en", "fault.ftl");
    let mut findings = Vec::new();
    let mut seen = 0;
    for name in crates() {
        for (path, code) in sources(&name) {
            for id in ids_made(&code, &shared_makers()) {
                seen += 1;
                for key in [format!("fault-{id}"), format!("fault-{id}-remedy")] {
                    if !texts.contains_key(&key) {
                        findings.push(format!("`{key}`, for {path}"));
                    }
                }
            }
        }
    }
    assert!(seen > 80, "only {seen} faults were found in the code");
    none("texts that are missing", &findings);
}

#[test]
fn every_text_of_a_fault_is_of_a_fault() {
    let mut literals: BTreeSet<String> = BTreeSet::new();
    for name in crates() {
        for (_, code) in sources(&name) {
            literals.extend(
                code.split('"')
                    .filter(|part| is_id(part))
                    .map(str::to_owned),
            );
        }
    }
    let texts = ftl("en", "fault.ftl");
    let unused: Vec<String> = texts
        .into_keys()
        .filter(|key| {
            let id = key.strip_prefix("fault-").unwrap_or(key);
            let id = id.strip_suffix("-remedy").unwrap_or(id);
            !literals.contains(id)
        })
        .collect();
    none("texts of no fault", &unused);
}

#[test]
fn faults_are_found_in_every_form_of_the_code() {
    let code = "let input = |id| Fault::new(id, Family::Input);\n input(\"a-b\");\n Fault::new(\n  \"c\", x);\n\
        fn known(id: &'static str) {}\n known(\"d\"); unknown(\"e\"); my_input(\"f\");\n\
        let id = match kind {\n A => \"g\",\n _ => \"h-i\",\n};";
    let found = ids_made(code, &shared_makers());
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["a-b", "c", "d", "g", "h-i"]
    );
}

#[test]
fn variables_are_found_in_the_message_they_stand_in() {
    let found =
        messages("# $no\na = x { $b }\n    { $c ->\n       *[other] { $d }\n    }\n\ne = f\n");
    assert_eq!(
        found["a"].iter().map(String::as_str).collect::<Vec<_>>(),
        ["b", "c", "d"]
    );
    assert!(found["e"].is_empty() && found.len() == 2);
}
