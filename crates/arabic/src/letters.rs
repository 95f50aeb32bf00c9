//! What kind of sign a character is.

use crate::table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kashida that stretches a word and means nothing.
pub const TATWEEL: char = '\u{0640}';

/// Whether the character is a letter of the Arabic script, in any form.
pub const fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{063f}' | '\u{0641}'..='\u{064a}' | '\u{066e}' | '\u{066f}'
        | '\u{0671}'..='\u{06d3}' | '\u{06d5}' | '\u{06ee}' | '\u{06ef}'
        | '\u{06fa}'..='\u{06fc}' | '\u{06ff}' | '\u{0750}'..='\u{077f}'
        | '\u{08a0}'..='\u{08c9}' | '\u{fb50}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}'
        | '\u{fd50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether the character is a vowel sign, a Quranic sign or another mark above or below a letter.
pub const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06dc}'
        | '\u{06df}'..='\u{06e4}' | '\u{06e7}' | '\u{06e8}' | '\u{06ea}'..='\u{06ed}'
        | '\u{08d3}'..='\u{08e1}' | '\u{08e3}'..='\u{08ff}')
}

/// Whether the character only turns the writing direction, joins or parts letters, or allows a
/// break: nothing that a reader would look for.
pub const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{00ad}')
}

/// Whether the character is a digit of one of the three sets in use: ASCII, Arabic-Indic, Persian.
pub const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06f0}'..='\u{06f9}')
}

/// The value of a digit of one of the three sets in use.
pub const fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - 0x30),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x660),
        '\u{06f0}'..='\u{06f9}' => Some(c as u32 - 0x6f0),
        _ => None,
    }
}

/// A digit of one of the three sets in use as the ASCII digit; every other character as it is.
pub fn as_ascii_digit(c: char) -> char {
    digit_value(c)
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

/// Where in a word a presentation form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Joined to neither side.
    Isolated,
    /// Joined to the letter before it.
    Final,
    /// Joined to the letter after it.
    Initial,
    /// Joined to both.
    Medial,
}

/// A presentation form: a glyph that older programs store instead of the letter.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where in a word it stands.
    pub place: Place,
    /// The letters it stands for.
    pub letters: Vec<char>,
}

static FORMS: LazyLock<HashMap<char, Form>> = LazyLock::new(|| {
    table::rows(include_str!("../tables/presentation_forms.tsv"))
        .filter_map(|row| {
            let [form, place, letters] = row.try_into().ok()?;
            let place = match place {
                "final" => Place::Final,
                "initial" => Place::Initial,
                "medial" => Place::Medial,
                _ => Place::Isolated,
            };
            let letters = letters.split(' ').filter_map(table::char_of).collect();
            Some((table::char_of(form)?, Form { place, letters }))
        })
        .collect()
});

/// What a presentation form stands for; `None` for any other character.
pub fn presentation_form(c: char) -> Option<&'static Form> {
    // The lookup is paid only for the two blocks that hold forms.
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
        .then(|| FORMS.get(&c))
        .flatten()
}

/// The text with every presentation form replaced by the letters it stands for.
pub fn without_presentation_forms(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match presentation_form(c) {
            Some(form) => out.extend(&form.letters),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presentation_forms_stand_for_letters() {
        assert_eq!(without_presentation_forms("ﻓﺮﻉ ﺍﻷﻣﻦ ﷲ"), "فرع الأمن الله");
        assert_eq!(
            presentation_form('\u{fefb}').map(|f| f.letters.len()),
            Some(2)
        );
        assert_eq!(presentation_form('ا').map(|f| f.letters.len()), None);
    }

    #[test]
    fn marks_and_letters_are_told_apart() {
        assert!(is_mark('\u{0651}') && is_mark('\u{0670}') && !is_letter('\u{0651}'));
        assert!(is_letter('ی') && is_letter('ک') && !is_letter(TATWEEL) && !is_letter('٣'));
        assert!(!is_letter('،') && !is_letter('؟') && !is_mark('٫'));
    }

    #[test]
    fn every_form_has_letters() {
        assert!(FORMS.len() > 600);
        assert!(FORMS.values().all(|form| !form.letters.is_empty()));
    }
}
