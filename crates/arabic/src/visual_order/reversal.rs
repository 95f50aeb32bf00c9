//! Turning a line around without turning the numbers in it.

use crate::letters;

/// The line mirrored: last sign first, numbers and Latin words in their own direction, marks after
/// their letter, brackets facing the right way.
pub(super) fn whole_line(line: &str) -> String {
    let mut units = units_of(line);
    units.reverse();
    turn_left_to_right_runs(&mut units);
    face_brackets(units.concat())
}

/// Each word's letters mirrored, the words in their places.
pub(super) fn each_word(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut word = String::new();
    for c in line.chars().filter(|c| !letters::is_ignorable(*c)) {
        if letters::is_letter(c) || letters::is_mark(c) || c == letters::TATWEEL {
            word.push(c);
            continue;
        }
        out.push_str(&mirrored(&word));
        word.clear();
        out.push(c);
    }
    out.push_str(&mirrored(&word));
    out
}

/// The words in the opposite order, the letters of each in their places; the signs that lean on
/// the beginning of a word lean on its end afterwards.
pub(super) fn words_only(line: &str) -> String {
    let words: Vec<String> = line
        .split(' ')
        .rev()
        .map(|word| {
            let word: String = word
                .chars()
                .filter(|c| !letters::is_ignorable(*c))
                .collect();
            let stop = |c: char| matches!(c, '.' | '،' | '؛' | ',' | ':' | '؟');
            let bare = word.trim_start_matches(stop);
            let leading: String = word.chars().take_while(|c| stop(*c)).collect();
            format!("{bare}{leading}")
        })
        .collect();
    face_brackets(words.join(" "))
}

fn mirrored(word: &str) -> String {
    let mut units = units_of(word);
    units.reverse();
    units.concat()
}

/// Signs with the marks that belong to them. Where the marks of a line stand before their letters
/// (the mirror was exact), they belong to the letter after them.
fn units_of(line: &str) -> Vec<String> {
    let signs: Vec<char> = line
        .chars()
        .filter(|c| !letters::is_ignorable(*c))
        .collect();
    let marks_lead = signs.windows(2).any(|pair| {
        matches!(pair, [a, b] if letters::is_mark(*b) && !letters::is_letter(*a) && !letters::is_mark(*a))
    }) || signs.first().is_some_and(|c| letters::is_mark(*c));
    let mut units: Vec<String> = Vec::with_capacity(signs.len());
    let mut leading = String::new();
    for c in signs {
        if letters::is_mark(c) {
            match units.last_mut() {
                Some(unit) if !marks_lead => unit.push(c),
                _ => leading.push(c),
            }
        } else {
            let mut unit = String::from(c);
            unit.extend(leading.drain(..).rev());
            units.push(unit);
        }
    }
    if !leading.is_empty() {
        units.push(leading);
    }
    units
}

/// Puts numbers, dates and Latin words back into their own direction after a mirroring.
///
/// A full stop, comma, colon or slash between two digits belongs to the number (bidirectional
/// class CS, UAX 9 rule W4); a hyphen does not, since after Arabic letters the digits around it are
/// laid out right to left. Between Latin letters a space or hyphen belongs to the run.
fn turn_left_to_right_runs(units: &mut [String]) {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Digit,
        Latin,
        Joins,
        Space,
        Other,
    }
    let kinds: Vec<Kind> = units
        .iter()
        .map(|unit| match unit.chars().next() {
            Some(c) if letters::is_digit(c) => Kind::Digit,
            Some(c) if c.is_alphabetic() && !letters::is_letter(c) => Kind::Latin,
            Some('.' | ',' | ':' | '/' | '٫' | '٬' | '\u{060d}') => Kind::Joins,
            Some('-' | '_' | '@' | '\'' | '&' | '+' | '%' | ' ') => Kind::Space,
            _ => Kind::Other,
        })
        .collect();
    let kind = |index: usize| kinds.get(index).copied().unwrap_or(Kind::Other);
    let strong = |index: usize| matches!(kind(index), Kind::Digit | Kind::Latin);
    let mut start = 0;
    while start < units.len() {
        if !strong(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        loop {
            if strong(end) {
                end += 1;
            } else if strong(end + 1)
                && (kind(end) == Kind::Joins
                    || (kind(end) == Kind::Space
                        && kind(end - 1) == Kind::Latin
                        && kind(end + 1) == Kind::Latin))
            {
                end += 2;
            } else {
                break;
            }
        }
        if let Some(run) = units.get_mut(start..end) {
            run.reverse();
        }
        start = end;
    }
}

/// Mirrors the brackets if that makes more of them open before they close.
fn face_brackets(line: String) -> String {
    let turned: String = line
        .chars()
        .map(|c| match c {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            '{' => '}',
            '}' => '{',
            '«' => '»',
            '»' => '«',
            c => c,
        })
        .collect();
    if wrong_brackets(&turned) < wrong_brackets(&line) {
        turned
    } else {
        line
    }
}

/// Brackets that close what is not open, and brackets left open.
fn wrong_brackets(line: &str) -> u32 {
    let (mut open, mut wrong) = (0u32, 0u32);
    for c in line.chars() {
        match c {
            '(' | '[' | '{' | '«' => open += 1,
            ')' | ']' | '}' | '»' if open == 0 => wrong += 1,
            ')' | ']' | '}' | '»' => open -= 1,
            _ => {}
        }
    }
    wrong + open
}
