//! Which way the signs of a line run, and which of them belong together (after UAX 9).

use arabic::letters;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Right,
    Left,
    Number,
    Neutral,
}

/// The direction of the first sign that has a strong one.
pub(super) fn direction(unit: &str) -> Direction {
    let mut found = Direction::Neutral;
    for c in unit.chars() {
        if letters::is_digit(c) {
            found = Direction::Number;
        } else if letters::is_letter(c) || is_hebrew_or_syriac(c) {
            return Direction::Left;
        } else if c.is_alphabetic() {
            return Direction::Right;
        }
    }
    found
}

pub(super) const fn is_hebrew_or_syriac(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{05FF}' | '\u{0700}'..='\u{074F}')
}

/// Numbers and Latin letters keep their own direction.
pub(super) fn is_strong(unit: Option<&&str>) -> bool {
    unit.is_some_and(|u| matches!(direction(u), Direction::Number | Direction::Right))
}

/// Whether a sign between two numbers, or between Latin letters, belongs to them (UAX 9, W4; after
/// Arabic a hyphen between numbers does not).
pub(super) fn joins(units: &[&str], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|n| units.get(n));
    let after = units.get(at + 1);
    if !is_strong(before) || !is_strong(after) {
        return false;
    }
    let latin = [before, after]
        .iter()
        .any(|u| u.is_some_and(|u| direction(u) == Direction::Right));
    match units.get(at) {
        Some(&("." | "," | ":" | "/" | "٫" | "٬" | "\u{60d}")) => true,
        Some(&("-" | "@" | "_" | "'" | "&" | "+")) => latin,
        _ => false,
    }
}

/// A percent sign beside a European number belongs to it (UAX 9, W5).
pub(super) fn is_percent(units: &[&str], at: usize) -> bool {
    let is_digit = |n: Option<usize>| {
        n.and_then(|n| units.get(n))
            .is_some_and(|u| u.starts_with(|c: char| c.is_ascii_digit()))
    };
    units.get(at).is_some_and(|u| matches!(*u, "%" | "$" | "€"))
        && (is_digit(at.checked_sub(1)) || is_digit(Some(at + 1)))
}

/// A bracket facing the other way.
pub(super) const fn faced(sign: char) -> char {
    match sign {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

/// Brackets that close what is not open, and brackets left open.
pub(super) fn wrong_brackets<'a>(words: impl Iterator<Item = &'a str>) -> u32 {
    let (mut open, mut wrong) = (0u32, 0u32);
    for c in words.flat_map(str::chars) {
        match c {
            '(' | '[' | '{' | '«' => open += 1,
            ')' | ']' | '}' | '»' if open == 0 => wrong += 1,
            ')' | ']' | '}' | '»' => open -= 1,
            _ => {}
        }
    }
    wrong + open
}
