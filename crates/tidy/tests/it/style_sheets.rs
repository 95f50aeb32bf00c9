//! Style sheets know start and end, not left and right: every screen is read from either side.

use crate::tree::{ending, none, text};

/// The declarations of a style sheet that name a side: line and declaration.
fn one_sided(css: &str) -> Vec<(usize, String)> {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    // Comments go, their line ends stay.
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        plain.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    plain.push_str(rest);
    let mut found = Vec::new();
    for (number, line) in (1..).zip(plain.lines()) {
        for declaration in line.split(['{', '}', ';']) {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let (property, value) = (property.trim(), value.trim());
            let sided = |text: &str| text.split('-').any(|part| matches!(part, "left" | "right"));
            let by_value = matches!(property, "text-align" | "float" | "clear" | "caption-side")
                && value.split_whitespace().any(sided);
            if sided(property) || by_value {
                found.push((number, declaration.trim().to_owned()));
            }
        }
    }
    found
}

#[test]
fn style_sheets_are_written_for_both_directions() {
    let sheets = ending(".css");
    assert!(!sheets.is_empty(), "there is no style sheet");
    let findings: Vec<String> = sheets
        .iter()
        .flat_map(|path| {
            let found = one_sided(&text(path).unwrap());
            found
                .into_iter()
                .map(move |(line, what)| format!("{path}:{line} `{what}`"))
        })
        .collect();
    none("declarations that name a side", &findings);
}

#[test]
fn a_side_is_seen_in_property_and_value_only() {
    let css = "/* left: 1px */\na { margin-left: 1px; color: red }\nb{border-top-right-radius:2px}\n\
        .left:hover { inset-inline-start: 0 }\nc { text-align: right; transform: none }\nd { right: 0; }";
    let lines: Vec<usize> = one_sided(css).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [2, 3, 5, 6]);
}
