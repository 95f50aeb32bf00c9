//! Cutting a text into words, numbers and references, each with its place in the text.

use crate::letters;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters of the Arabic script.
    Arabic,
    /// Letters of another script, digits among them.
    Latin,
    /// Digits of one of the three sets.
    Number,
    /// A reference number, date or the like, as a whole: numbers and short letter groups joined by
    /// `/`, `-`, `.`, `:` or `_`. Its parts follow as tokens of their own.
    Reference,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Byte where the token starts in the text it was cut from.
    ///
    /// INVARIANT: `start` and `end` lie on character boundaries of the original text.
    pub start: usize,
    /// Byte after its end.
    pub end: usize,
    /// The written form.
    pub text: &'a str,
    /// What it is made of.
    pub kind: Kind,
    /// Its place in the order of words, counted from 0. A reference has the place of its first
    /// part, and each part a place of its own.
    pub position: usize,
}

/// The tokens of the text in order; a reference stands right before its parts.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let runs = runs(text);
    let mut out = Vec::with_capacity(runs.len() + 4);
    let mut position = 0;
    let mut rest = runs.as_slice();
    while let Some(first) = rest.first() {
        let joined = 1 + rest
            .iter()
            .zip(rest.iter().skip(1))
            .take_while(|(a, b)| joins(text, a, b))
            .count();
        let (chain, after) = rest.split_at_checked(joined).unwrap_or((rest, &[]));
        let whole = chain.last().map_or(first.end, |last| last.end);
        if chain.len() > 1 && chain.iter().any(|run| run.kind == Kind::Number) {
            push(
                &mut out,
                text,
                first.start,
                whole,
                Kind::Reference,
                position,
            );
        }
        for run in chain {
            push(&mut out, text, run.start, run.end, run.kind, position);
            position += 1;
        }
        rest = after;
    }
    out
}

fn push<'a>(
    out: &mut Vec<Token<'a>>,
    text: &'a str,
    start: usize,
    end: usize,
    kind: Kind,
    position: usize,
) {
    if let Some(text) = text.get(start..end) {
        out.push(Token {
            start,
            end,
            text,
            kind,
            position,
        });
    }
}

/// The reference read from its other end, group by group: in writing from right to left `8/2051`
/// and `2051/8` may be the same ink. `None` where that changes nothing.
pub fn other_direction(reference: &str) -> Option<String> {
    let mut groups: Vec<&str> = reference.split_inclusive(is_joiner).collect();
    if groups.len() < 2 {
        return None;
    }
    groups.reverse();
    let mut turned = String::with_capacity(reference.len());
    let joiners: Vec<char> = reference.chars().rev().filter(|c| is_joiner(*c)).collect();
    let mut joiners = joiners.into_iter();
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            turned.extend(joiners.next());
        }
        turned.push_str(group.trim_end_matches(is_joiner));
    }
    (turned != reference).then_some(turned)
}

struct Run {
    start: usize,
    end: usize,
    kind: Kind,
    signs: usize,
}

fn kind_of(c: char) -> Option<Kind> {
    if letters::is_letter(c) || letters::is_mark(c) || c == letters::TATWEEL {
        Some(Kind::Arabic)
    } else if letters::is_digit(c) {
        Some(Kind::Number)
    } else if c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036f}' | '\u{2bb}'..='\u{2bf}') {
        Some(Kind::Latin)
    } else {
        None
    }
}

/// Runs of signs of one kind. A Latin run may hold digits and apostrophes; signs that only steer
/// the direction or the joining neither begin, end nor break a run.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Whether the last run may still grow, and whether an apostrophe waits for its next letter.
    let (mut open, mut apostrophe) = (false, false);
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if letters::is_ignorable(c) {
            continue;
        }
        let Some(kind) = kind_of(c) else {
            let last_is_latin = runs.last().is_some_and(|run| run.kind == Kind::Latin);
            let joins =
                open && !apostrophe && last_is_latin && matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ');
            (open, apostrophe) = (joins, joins);
            continue;
        };
        match runs.last_mut() {
            Some(run) if open && grows(run.kind, kind, apostrophe) => {
                run.end = end;
                run.signs += 1;
                run.kind = if run.kind == kind { kind } else { Kind::Latin };
            }
            // A vowel sign with no letter before it is no word.
            _ if letters::is_mark(c) || c == letters::TATWEEL => {
                open = false;
                continue;
            }
            _ => runs.push(Run {
                start,
                end,
                kind,
                signs: 1,
            }),
        }
        (open, apostrophe) = (true, false);
    }
    runs
}

fn grows(run: Kind, next: Kind, apostrophe: bool) -> bool {
    match (run, next) {
        (Kind::Latin, Kind::Number) | (Kind::Number, Kind::Latin) => !apostrophe,
        (a, b) => a == b,
    }
}

const fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '/' | '\\' | '-' | '.' | ':' | '_' | '\u{060d}' | '٫' | '–'
    )
}

/// Whether two neighbouring runs belong to one reference.
fn joins(text: &str, a: &Run, b: &Run) -> bool {
    let Some(gap) = text.get(a.end..b.start) else {
        return false;
    };
    let mut signs = gap.chars().filter(|c| !letters::is_ignorable(*c));
    let (Some(joiner), None) = (signs.next(), signs.next()) else {
        return false;
    };
    let numbers = [a, b].iter().filter(|run| run.kind == Kind::Number).count();
    // Suffixes of series are a letter or a short abbreviation; a whole word is a word.
    let short = [a, b]
        .iter()
        .all(|run| run.kind == Kind::Number || run.signs <= 3);
    match joiner {
        '.' | ':' | '٫' => numbers == 2 || (a.signs == 1 && b.signs == 1),
        joiner if is_joiner(joiner) => numbers >= 1 && short,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(&str, Kind, usize)> {
        tokens(text)
            .iter()
            .map(|t| (t.text, t.kind, t.position))
            .collect()
    }

    #[test]
    fn words_of_both_scripts_are_cut_apart() {
        assert_eq!(
            cut("كتاب الفرع41 من Yousef al-Haddad"),
            [
                ("كتاب", Kind::Arabic, 0),
                ("الفرع", Kind::Arabic, 1),
                ("41", Kind::Number, 2),
                ("من", Kind::Arabic, 3),
                ("Yousef", Kind::Latin, 4),
                ("al", Kind::Latin, 5),
                ("Haddad", Kind::Latin, 6),
            ]
        );
        assert_eq!(
            cut("Ma'ruf’s B52 d'"),
            [
                ("Ma'ruf’s", Kind::Latin, 0),
                ("B52", Kind::Latin, 1),
                ("d", Kind::Latin, 2)
            ]
        );
    }

    #[test]
    fn references_stay_whole_and_in_parts() {
        assert_eq!(
            cut("رقم 1187/ص."),
            [
                ("رقم", Kind::Arabic, 0),
                ("1187/ص", Kind::Reference, 1),
                ("1187", Kind::Number, 1),
                ("ص", Kind::Arabic, 2),
            ]
        );
        for whole in [
            "2013/6/11",
            "١١/٦/٢٠١٣",
            "579/م.ن",
            "1/8/1337",
            "8873/أ",
            "12-2013",
            "10:30",
            "AB/12",
        ] {
            let tokens = tokens(whole);
            assert_eq!((tokens[0].text, tokens[0].kind), (whole, Kind::Reference));
        }
        for apart in [
            "المدير/الرئيس",
            "2013.وقد",
            "نقل - سجن",
            "e.g",
            "1 / 2",
            "رقم/41",
        ] {
            assert_eq!(
                tokens(apart)[0].kind == Kind::Reference,
                apart == "رقم/41",
                "{apart}"
            );
        }
    }

    #[test]
    fn direction_signs_are_passed_over() {
        let text = "\u{202b}كتاب\u{202c} 1187\u{200f}/\u{200f}ص \u{200e}مو\u{200c}قوف";
        let texts: Vec<&str> = tokens(text).iter().map(|t| t.text).collect();
        assert_eq!(
            texts,
            [
                "كتاب",
                "1187\u{200f}/\u{200f}ص",
                "1187",
                "ص",
                "مو\u{200c}قوف"
            ]
        );
    }

    #[test]
    fn vowel_signs_and_stretching_stay_in_the_word() {
        assert_eq!(cut("مُحَـمَّد ـ ـَ"), [("مُحَـمَّد", Kind::Arabic, 0)]);
    }

    #[test]
    fn a_reference_may_be_read_from_its_other_end() {
        assert_eq!(other_direction("8/2051").as_deref(), Some("2051/8"));
        assert_eq!(other_direction("11/6/2013").as_deref(), Some("2013/6/11"));
        assert_eq!(other_direction("1/8-1337").as_deref(), Some("1337-8/1"));
        assert_eq!(other_direction("7/7"), None);
    }

    proptest! {
        #[test]
        fn offsets_lie_on_character_boundaries_and_give_the_written_form(text in "\\PC{0,60}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert_eq!(text.get(token.start..token.end), Some(token.text));
                prop_assert!(!token.text.is_empty() && token.position >= last);
                last = token.position;
            }
        }

        #[test]
        fn references_too_give_the_written_form(text in "[ا-ت0-9٠-٩/.:\\-\u{200f}a-z ]{0,40}") {
            for token in tokens(&text) {
                prop_assert_eq!(text.get(token.start..token.end), Some(token.text));
            }
        }
    }
}
