//! What the program says of its own words.

use crate::cli::filled;
use crate::fixture::{program, said};

#[test]
fn help_stands_behind_every_word() {
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut waiting: Vec<Vec<String>> = vec![vec![]];
    let mut seen = 0;
    while let Some(command) = waiting.pop() {
        let help = said(program().args(&command).arg("--help"));
        assert_eq!(help.code, 0, "{command:?}: {}", help.err);
        assert!(help.out.contains("Usage: isnad"), "{command:?}");
        seen += 1;
        let listed = help
            .out
            .lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1);
        for line in listed.take_while(|line| line.starts_with("  ")) {
            // Continued descriptions are set in further.
            let Some(name) = line
                .strip_prefix("  ")
                .filter(|rest| !rest.starts_with(' '))
            else {
                continue;
            };
            let name = words(name).remove(0);
            if name != "help" {
                waiting.push([command.clone(), vec![name]].concat());
            }
        }
    }
    assert!(seen > 30, "only {seen} words were found");
    assert!(said(program().arg("--version")).out.starts_with("isnad 0."));
    assert!(said(program().arg("--help")).out.contains("Exit codes:"));
    assert_eq!(said(program().args(["search", "--help-query"])).code, 0);
    assert_eq!(said(&mut program()).code, 2);
}

#[test]
fn every_example_that_help_gives_is_understood() {
    let place = filled();
    let help = said(program().args(["search", "--help-query"])).out;
    let examples: Vec<&str> = help
        .split_whitespace()
        .filter(|word| {
            let field = word
                .split_once(':')
                .is_some_and(|(name, value)| !name.is_empty() && !value.is_empty());
            field || word.starts_with("pre*") || word.starts_with("word~")
        })
        .collect();
    assert!(examples.len() >= 9, "{examples:?}");
    let refused: Vec<String> = examples
        .iter()
        .map(|example| (example, place.isnad(&["search", example, "-q"])))
        .filter(|(_, said)| said.code != 0)
        .map(|(example, said)| {
            format!("{example}: {}", said.err.lines().next().unwrap_or_default())
        })
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
