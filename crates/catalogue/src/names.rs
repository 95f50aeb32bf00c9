//! The words by which a record is found: names as folded, and by their sound across scripts.

use arabic::fold::{Classes, fold};
use arabic::{skeleton, tokens};
use std::collections::BTreeSet;

/// The names of one record, ready to be searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameWords {
    /// Folded words, a space before and behind each.
    pub(crate) words: String,
    /// Keys of their sound, a space before and behind each.
    pub(crate) sounds: String,
}

impl NameWords {
    /// The words of these names.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut words, mut sounds) = (BTreeSet::new(), BTreeSet::new());
        for name in names {
            words.extend(folded(name));
            let keys = skeleton::sounds(name).into_iter().flat_map(|s| s.keys);
            sounds.extend(keys.map(|key| plain(&key)));
        }
        Self {
            words: spaced(words),
            sounds: spaced(sounds),
        }
    }

    /// The words of both records of a lead.
    pub fn with(&self, other: &Self) -> Self {
        let together = |one: &str, other: &str| {
            let all = one.split_whitespace().chain(other.split_whitespace());
            spaced(all.map(str::to_owned).collect())
        };
        Self {
            words: together(&self.words, &other.words),
            sounds: together(&self.sounds, &other.sounds),
        }
    }
}

fn spaced(all: BTreeSet<String>) -> String {
    let mut text = String::from(" ");
    for word in all {
        text.push_str(&word);
        text.push(' ');
    }
    text
}

fn folded(text: &str) -> Vec<String> {
    tokens::tokens(text)
        .iter()
        .map(|token| fold(token.text, Classes::SPELLING))
        .filter(|word| !word.is_empty())
        .collect()
}

/// A key in small letters only: one of the two databases tells small from capital, the other does not.
fn plain(key: &str) -> String {
    let mut text = String::with_capacity(key.len() + 2);
    for c in key.chars() {
        text.extend(c.to_lowercase());
        if c.is_uppercase() {
            text.push('\'');
        }
    }
    text
}

/// A typed line of which every word is sought.
pub struct NameQuery(Vec<Sought>);

impl NameQuery {
    /// The words of a typed line; nothing where it has none.
    pub fn parse(text: &str) -> Option<Self> {
        let sought = sought(text);
        (!sought.is_empty()).then_some(Self(sought))
    }

    /// Whether a record bears every word, as a piece of a name as written or by its sound.
    pub fn finds(&self, names: &NameWords) -> bool {
        self.0.iter().all(|word| {
            names.words.contains(&word.fragment)
                || word
                    .keys
                    .iter()
                    .any(|key| names.sounds.contains(&format!(" {key} ")))
        })
    }
}

/// One word that is sought.
pub(crate) struct Sought {
    fragment: String,
    keys: Vec<String>,
}

impl Sought {
    /// Columns and what is looked for in each; one of them must have it.
    pub(crate) fn patterns(&self) -> Vec<(&'static str, String)> {
        let mut patterns = vec![("words", format!("%{}%", escaped(&self.fragment)))];
        patterns.extend(
            self.keys
                .iter()
                .map(|key| ("sounds", format!("% {} %", escaped(key)))),
        );
        patterns
    }
}

/// A percent sign, an underscore and the sign that escapes them stand for themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The words of a typed line. Each is sought as a piece of a name as written, and by its sound.
pub(crate) fn sought(text: &str) -> Vec<Sought> {
    tokens::tokens(text)
        .iter()
        .filter_map(|token| {
            let fragment = fold(token.text, Classes::SPELLING);
            let keys = skeleton::sounds(token.text);
            let keys: BTreeSet<String> = keys
                .iter()
                .flat_map(|sound| &sound.keys)
                .map(|key| plain(key))
                .collect();
            (!fragment.is_empty()).then(|| Sought {
                fragment,
                keys: keys.into_iter().collect(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(names: &[&str], text: &str) -> bool {
        let words = NameWords::of(names.iter().copied());
        NameQuery::parse(text).is_some_and(|query| query.finds(&words))
    }

    #[test]
    fn a_name_is_found_by_a_piece_another_spelling_and_in_the_other_script() {
        let record = ["سامر", "يوسف", "الحدّاد", "هدى محمود"];
        for text in [
            "حداد",
            "سام",
            "الحداد",
            "هدي",
            "يوسف سامر",
            "Haddad",
            "Samer",
            "Yousef",
            "Youssef haddad",
            "Mahmoud",
        ] {
            assert!(finds(&record, text), "{text}");
        }
        for text in ["خالد", "Khaled", "سامر خالد", "", "%", "_"] {
            assert!(!finds(&record, text), "{text}");
        }
        assert!(finds(&["Samer Al-Haddad"], "سامر الحداد"));
        assert!(finds(&["Abdulrahman"], "عبد الرحمن"));
    }

    #[test]
    fn a_sign_of_the_pattern_stands_for_itself() {
        assert_eq!(escaped(r"a%b_c\d"), r"a\%b\_c\\d");
    }

    #[test]
    fn both_records_of_a_lead_are_sought_together() {
        let (one, other) = (NameWords::of(["سامر"]), NameWords::of(["Samer Haddad"]));
        let both = one.with(&other);
        assert_eq!(both, other.with(&one));
        assert!(both.words.contains(" سامر ") && both.words.contains(" haddad "));
        assert_eq!(NameWords::default().with(&NameWords::default()).words, " ");
    }
}
