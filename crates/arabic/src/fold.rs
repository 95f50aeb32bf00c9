//! Folding: spellings that a reader takes for the same are made the same.
//!
//! The classes stand in `tables/folding.tsv`, each can be switched by itself, and the form as it
//! was written is never lost, since folding makes a new text.

use crate::{letters, table};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A set of folding classes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Classes(u16);

impl Classes {
    /// No folding: the exact form.
    pub const NONE: Classes = Classes(0);
    /// أ إ آ ٱ as ا.
    pub const ALEF_HAMZA: Classes = Classes(1);
    /// ؤ as و, ئ as ي.
    pub const HAMZA_SEAT: Classes = Classes(1 << 1);
    /// ة as ه.
    pub const TA_MARBUTA: Classes = Classes(1 << 2);
    /// ى and the Persian ی as ي, the Persian ک as ك.
    pub const ALEF_MAQSURA: Classes = Classes(1 << 3);
    /// The stretching ـ left out.
    pub const TATWEEL: Classes = Classes(1 << 4);
    /// Vowel signs, superscript alef and Quranic signs left out.
    pub const HARAKAT: Classes = Classes(1 << 5);
    /// Arabic-Indic and Persian digits as ASCII digits.
    pub const DIGITS: Classes = Classes(1 << 6);
    /// Presentation forms as letters.
    pub const PRESENTATION_FORMS: Classes = Classes(1 << 7);
    /// Lam-alef ligatures as two letters.
    pub const LAM_ALEF: Classes = Classes(1 << 8);
    /// The article, alone or after و ب ك ف ل, taken off.
    pub const ARTICLE: Classes = Classes(1 << 9);
    /// Prefixed particles and suffixed pronouns taken off.
    pub const CLITICS: Classes = Classes(1 << 10);
    /// Joined compound names (عبدالرحمن) as two words.
    pub const COMPOUND_NAMES: Classes = Classes(1 << 11);
    /// Letters that differ by dots only as one letter. Off unless asked for.
    pub const OCR_CONFUSIONS: Classes = Classes(1 << 12);
    /// Latin letters small and without accents.
    pub const LATIN: Classes = Classes(1 << 13);

    /// The classes that change spelling only, never the word: what search uses by default.
    pub const SPELLING: Classes = Classes(0b10_1001_1111_1111);
    /// [`Classes::SPELLING`], article and clitics.
    pub const WORD_FORMS: Classes = Self::SPELLING.with(Self::ARTICLE).with(Self::CLITICS);
    /// [`Classes::SPELLING`] and letters confused when a page was read by machine.
    pub const OCR: Classes = Self::SPELLING.with(Self::OCR_CONFUSIONS);

    /// Every class by its name in the table.
    pub const NAMED: [(&'static str, Classes); 14] = [
        ("alef_hamza", Self::ALEF_HAMZA),
        ("hamza_seat", Self::HAMZA_SEAT),
        ("ta_marbuta", Self::TA_MARBUTA),
        ("alef_maqsura", Self::ALEF_MAQSURA),
        ("tatweel", Self::TATWEEL),
        ("harakat", Self::HARAKAT),
        ("digits", Self::DIGITS),
        ("presentation_forms", Self::PRESENTATION_FORMS),
        ("lam_alef", Self::LAM_ALEF),
        ("article", Self::ARTICLE),
        ("clitics", Self::CLITICS),
        ("compound_names", Self::COMPOUND_NAMES),
        ("ocr_confusions", Self::OCR_CONFUSIONS),
        ("latin", Self::LATIN),
    ];

    /// These classes and those.
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// These classes but not those.
    pub const fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    /// Whether all of `other` are among these.
    pub const fn contains(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(
                Self::NAMED
                    .iter()
                    .filter(|(_, c)| self.contains(*c))
                    .map(|(name, _)| name),
            )
            .finish()
    }
}

/// A sign of the table and what it becomes.
struct Sign {
    class: Classes,
    to: &'static str,
}

struct Affix {
    class: Classes,
    letters: &'static str,
    /// Letters that must remain.
    remain: usize,
}

struct Rules {
    signs: HashMap<char, Vec<Sign>>,
    prefixes: Vec<Affix>,
    suffixes: Vec<Affix>,
    joined_prefixes: Vec<Affix>,
    joined_names: HashMap<String, &'static str>,
    kept: HashSet<&'static str>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules {
        signs: HashMap::new(),
        prefixes: Vec::new(),
        suffixes: Vec::new(),
        joined_prefixes: Vec::new(),
        joined_names: HashMap::new(),
        kept: HashSet::new(),
    };
    for row in table::rows(include_str!("../tables/folding.tsv")) {
        let [class, kind, from, to, _source] = row.as_slice() else {
            continue;
        };
        let Some((_, class)) = Classes::NAMED.iter().find(|(name, _)| name == class) else {
            continue;
        };
        let affix = || Affix {
            class: *class,
            letters: from,
            remain: to.parse().unwrap_or(3),
        };
        match *kind {
            "sign" => {
                if let Some(sign) = from.chars().next() {
                    rules
                        .signs
                        .entry(sign)
                        .or_default()
                        .push(Sign { class: *class, to });
                }
            }
            "signs" => {
                let mut ends = from.split('-').filter_map(table::char_of);
                if let (Some(first), Some(last)) = (ends.next(), ends.next()) {
                    for sign in first..=last {
                        rules
                            .signs
                            .entry(sign)
                            .or_default()
                            .push(Sign { class: *class, to });
                    }
                }
            }
            "prefix" if *class == Classes::COMPOUND_NAMES => rules.joined_prefixes.push(affix()),
            "prefix" => rules.prefixes.push(affix()),
            "suffix" => rules.suffixes.push(affix()),
            "first" => {
                rules.joined_names.insert(format!("{from}{to}"), from);
            }
            "keeps" => {
                rules.kept.insert(from);
            }
            _ => {}
        }
    }
    rules
});

/// One word folded sign by sign: every class but article, clitics and compound names, which need
/// the word as a whole. Signs that only steer the writing direction are left out.
pub fn fold(word: &str, classes: Classes) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        push_folded(&mut out, c, classes);
    }
    out
}

fn push_folded(out: &mut String, c: char, classes: Classes) {
    match c {
        c if c.is_ascii() => {
            let small = classes.contains(Classes::LATIN);
            out.push(if small { c.to_ascii_lowercase() } else { c });
        }
        c if letters::is_ignorable(c) => {}
        c if is_near_arabic(c) => push_arabic(out, c, classes),
        c if classes.contains(Classes::LATIN) => {
            let plain = c.to_lowercase().nfkd().filter(|c| !is_accent(*c));
            // A lone sign must not vanish: what is nothing but an accent stays nothing.
            out.extend(plain.flat_map(char::to_lowercase));
        }
        c => out.push(c),
    }
}

fn push_arabic(out: &mut String, c: char, classes: Classes) {
    let mut current = c;
    let ligature =
        classes.contains(Classes::LAM_ALEF) || classes.contains(Classes::PRESENTATION_FORMS);
    if matches!(c, '\u{fef5}'..='\u{fefc}') {
        if ligature && let Some(sign) = RULES.signs.get(&c).and_then(|signs| signs.first()) {
            for part in sign.to.chars() {
                push_arabic(out, part, classes);
            }
            return;
        }
    } else if classes.contains(Classes::PRESENTATION_FORMS)
        && let Some(form) = letters::presentation_form(c)
    {
        for part in &form.letters {
            push_arabic(out, *part, classes);
        }
        return;
    }
    // A sign may fall under two classes, one after the other: ئ becomes ي, and ي becomes ب where
    // dots do not count.
    for _ in 0..3 {
        let rule = RULES
            .signs
            .get(&current)
            .and_then(|signs| signs.iter().find(|sign| classes.contains(sign.class)));
        match rule.map(|sign| sign.to.chars().next()) {
            Some(Some(next)) => current = next,
            Some(None) => return,
            None => break,
        }
    }
    out.push(current);
}

const fn is_near_arabic(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{08a0}'..='\u{08ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{2bb}'..='\u{2bf}' | '\u{2018}' | '\u{2019}')
}

/// The form as it is written, canonically composed (NFC), so that two ways of storing one written
/// sign are one; signs that only steer the writing direction are left out.
pub fn composed(written: &str) -> String {
    if written.is_ascii() {
        return written.to_owned();
    }
    written
        .nfc()
        .filter(|c| !letters::is_ignorable(*c))
        .collect()
}

/// A folded Arabic word without article and clitics, as far as `classes` hold them. A word too
/// short to lose a part keeps it. This is no root: it brings forms of one noun together.
pub fn stem(folded: &str, classes: Classes) -> &str {
    let mut word = folded;
    let letters_in = |text: &str| text.chars().count();
    if !word.chars().next().is_some_and(letters::is_letter) {
        return word;
    }
    let applies = |affix: &&Affix| classes.contains(affix.class);
    for affix in RULES.prefixes.iter().filter(applies) {
        if let Some(rest) = word.strip_prefix(affix.letters)
            && letters_in(rest) >= affix.remain
        {
            word = rest;
            break;
        }
    }
    for affix in RULES.suffixes.iter().filter(applies) {
        if let Some(rest) = word.strip_suffix(affix.letters)
            && letters_in(rest) >= affix.remain
        {
            word = rest;
            break;
        }
    }
    word
}

/// The two parts of a joined compound name (عبدالرحمن, ابوبكر, نورالدين), for a word that is already
/// folded; `None` for any other word.
pub fn compound_parts(folded: &str) -> Option<(&str, &str)> {
    if RULES.kept.contains(folded) {
        return None;
    }
    // و before a name is the conjunction, not a part of it.
    if let Some(first) = RULES.joined_names.get(folded) {
        return folded.split_at_checked(first.len());
    }
    for affix in &RULES.joined_prefixes {
        let Some(rest) = folded.strip_prefix(affix.letters) else {
            continue;
        };
        if rest.chars().count() >= affix.remain {
            // The article belongs to the second part.
            let first = affix.letters.strip_suffix("ال").unwrap_or(affix.letters);
            return folded.split_at_checked(first.len());
        }
    }
    None
}

#[cfg(test)]
mod tests;
