//! The signs that the net tells apart, one output of it each.
//!
//! The order is that of the outputs: a change of it makes the weights worthless.

/// The output that says "between two signs".
pub const BLANK: usize = 0;

/// What each output stands for; the first is [`BLANK`].
///
/// Persian digits are signs of their own only where they look different (four, five, six). Comma and
/// decimal sign share one output, for many fonts draw them alike: what stands around decides. Plain
/// alef is left out on purpose: it would take ones for letters.
pub const SIGNS: [&str; 60] = [
    "", "٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩", "۴", "۵", "۶", "0", "1", "2", "3", "4",
    "5", "6", "7", "8", "9", "/", "-", ".", ",", ":", "(", ")", "%", "+", " ", "أ", "ب", "ت", "ث",
    "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط", "ع", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و",
    "ي", "هـ", OTHER_TEXT,
];

/// How ink that is no sign of this alphabet stands in a text: a piece of a word, mostly.
pub const OTHER_TEXT: &str = "\u{fffd}";
/// The output for it.
pub const OTHER: usize = 59;
/// The output for a gap that parts two numbers.
pub const SPACE: usize = 33;
/// The output for comma and decimal sign.
pub const COMMA: usize = 27;

/// The output for a sign; none where the net does not know it.
#[must_use]
pub fn output_of(sign: &str) -> Option<usize> {
    match sign {
        "٫" | "،" => Some(COMMA),
        "٪" => output_of("%"),
        "–" => output_of("-"),
        _ => SIGNS
            .iter()
            .position(|known| *known == sign)
            .filter(|at| *at != BLANK),
    }
}

/// Whether an output stands for a digit of any script.
#[must_use]
pub const fn is_digit(output: usize) -> bool {
    output >= 1 && output <= 23
}

/// Whether an output stands for an Arabic-Indic or Persian digit.
#[must_use]
pub const fn is_eastern(output: usize) -> bool {
    output >= 1 && output <= 13
}

/// Whether an output parts the pieces of one number, so that gaps beside it say nothing.
#[must_use]
pub const fn is_separator(output: usize) -> bool {
    output >= 24 && output <= 32
}

/// Brings a row of outputs to the one spelling in which it is learned and given: gaps only between
/// digits or letters, other ink in a row once.
#[must_use]
pub fn tidy(row: &[usize]) -> Vec<usize> {
    let mut tidied: Vec<usize> = Vec::with_capacity(row.len());
    let mut gap = false;
    for sign in row.iter().copied() {
        if sign == SPACE {
            gap = true;
            continue;
        }
        let before = tidied.last().copied();
        if sign == OTHER && before == Some(OTHER) {
            gap = false;
            continue;
        }
        let mute = |side: usize| side == OTHER || is_separator(side);
        if gap && before.is_some_and(|side| !mute(side)) && !mute(sign) {
            tidied.push(SPACE);
        }
        gap = false;
        tidied.push(sign);
    }
    tidied
}

/// What is left of a tidied row without other ink at its ends: pieces of neighbours are no part of a
/// number, and whether a sliver of one was seen says nothing about it.
#[must_use]
pub fn core(row: &[usize]) -> &[usize] {
    let mut left = row;
    while let [OTHER, rest @ ..] | [rest @ .., OTHER] = left {
        left = rest;
    }
    left
}

/// The text of a tidied row.
#[must_use]
pub fn text_of(row: &[usize]) -> String {
    let mut text = String::new();
    for (at, sign) in row.iter().copied().enumerate() {
        let beside = |place: Option<usize>| {
            place
                .and_then(|place| row.get(place))
                .is_some_and(|side| is_eastern(*side))
        };
        if sign == COMMA && beside(at.checked_sub(1)) && beside(at.checked_add(1)) {
            text.push('٫');
        } else {
            text.push_str(SIGNS.get(sign).copied().unwrap_or_default());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<usize> {
        let signs = text.split_inclusive(|_: char| true);
        signs.map(|sign| output_of(sign).unwrap()).collect()
    }

    #[test]
    fn every_output_has_one_sign_and_every_sign_one_output() {
        for (output, sign) in SIGNS.iter().enumerate().skip(1) {
            assert_eq!(output_of(sign), Some(output), "{sign}");
        }
        assert_eq!(output_of(""), None);
        assert_eq!(output_of("ا"), None);
        assert_eq!(
            SIGNS
                .iter()
                .filter(|sign| output_of(sign).is_some_and(is_digit))
                .count(),
            23
        );
        assert_eq!(SIGNS[OTHER], OTHER_TEXT);
        assert_eq!((SIGNS[SPACE], SIGNS[COMMA]), (" ", ","));
    }

    #[test]
    fn gaps_stay_between_digits_only() {
        let tidied = |text: &str| text_of(&tidy(&row(text)));
        assert_eq!(tidied("12 34"), "12 34");
        assert_eq!(tidied(" 12  34 "), "12 34");
        assert_eq!(tidied("12 / 34"), "12/34");
        assert_eq!(tidied("\u{fffd} \u{fffd}\u{fffd} 12"), "\u{fffd}12");
    }

    #[test]
    fn other_ink_at_the_ends_is_no_part_of_a_number() {
        let tidied = tidy(&row("\u{fffd} 12\u{fffd}3 \u{fffd}"));
        assert_eq!(text_of(core(&tidied)), "12\u{fffd}3");
        assert!(core(&[OTHER, OTHER]).is_empty());
    }

    #[test]
    fn a_comma_between_eastern_digits_is_the_decimal_sign() {
        assert_eq!(text_of(&row("٣,٥")), "٣٫٥");
        assert_eq!(text_of(&row("3,5")), "3,5");
    }
}
