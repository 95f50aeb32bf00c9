//! Every act that can stand in a ledger is applied to the tables; none falls through.

use crate::tree::{none, text};

/// The names of the variants of a public enum, from its source.
fn variants(code: &str, name: &str) -> Vec<String> {
    let start = code
        .find(&format!("pub enum {name} {{"))
        .expect("the enum is there");
    let body = &code[start..];
    let body = &body[..body.find("\n}").expect("the enum ends")];
    // A variant stands at the first level: four spaces, then a capital.
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.chars().take_while(|c| c.is_alphanumeric()).collect())
        .collect()
}

fn function<'a>(code: &'a str, head: &str) -> &'a str {
    let start = code.find(head).expect("the function is there");
    let body = &code[start..];
    &body[..body.find("\n}").expect("the function ends")]
}

#[test]
fn every_act_is_applied_to_the_tables_by_name() {
    let acts = variants(&text("crates/custody/src/act.rs").unwrap(), "Act");
    assert!(
        acts.len() >= 19 && acts.contains(&"Extracted".to_owned()),
        "{acts:?}"
    );
    let project = text("crates/catalogue/src/project.rs").unwrap();
    let apply = function(&project, "async fn apply(");
    assert!(
        !apply.contains("_ =>"),
        "an act could fall through in `apply`"
    );
    let missing: Vec<String> = acts
        .into_iter()
        .filter(|act| {
            let named = format!("Act::{act}");
            !apply
                .match_indices(&named)
                .any(|(at, found)| !apply[at + found.len()..].starts_with(crate::tree::in_word))
        })
        .collect();
    none("acts that are not applied", &missing);
}

#[test]
fn variants_are_told_from_their_fields() {
    let code = "pub enum Act {\n    /// One.\n    One {\n        /// Two.\n        Two: u8,\n    },\n    Three(X),\n}\n";
    assert_eq!(variants(code, "Act"), ["One", "Three"]);
}
