//! Which words stand over columns of lists, in five languages.

use super::Use;
use arabic::{Classes, fold, table};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a heading stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One thing.
    Says(Use),
    /// A name: the given one where the list has a column for the father or the family, else the whole.
    Name,
}

static WORDS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    table::rows(include_str!("../../tables/header_words.tsv"))
        .filter_map(|row| {
            let [word, says, ..] = row.as_slice() else {
                return None;
            };
            let meaning = match *says {
                "name" => Meaning::Name,
                says => Meaning::Says(says.parse().ok()?),
            };
            Some((folded(word), meaning))
        })
        .collect()
});

/// What a heading stands for, if it is known. A heading in two languages, `الاسم / Name`, may be known
/// by either, and by neither where the two contradict each other.
pub(super) fn meaning(heading: &str) -> Option<Meaning> {
    if let Some(meaning) = WORDS.get(&folded(heading)) {
        return Some(*meaning);
    }
    let mut found = None;
    for part in heading.split(['/', '|', '(', ')', '-', '–', '\n', ':', ',', '،']) {
        let part = folded(part);
        match (WORDS.get(&part).filter(|_| !part.is_empty()), found) {
            (Some(meaning), None) => found = Some(*meaning),
            (Some(meaning), Some(earlier)) if *meaning != earlier => return None,
            _ => {}
        }
    }
    found
}

/// A heading as headings are compared: letters that hands interchange are one, words parted by one
/// space, no marks.
fn folded(heading: &str) -> String {
    let mut out = String::new();
    let words = heading
        .split(|c: char| !c.is_alphanumeric() && !arabic::letters::is_mark(c) && c != '\u{640}')
        .filter(|word| !word.is_empty());
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fold::fold(word, Classes::SPELLING));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    #[test]
    fn every_row_of_the_table_is_understood_and_no_word_says_two_things() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for row in table::rows(include_str!("../../tables/header_words.tsv")) {
            let [word, says, language, source] = row.as_slice() else {
                panic!("not four cells: {row:?}");
            };
            assert!(
                *says == "name" || says.parse::<Use>().is_ok(),
                "{word}: {says}"
            );
            assert!(
                ["ar", "en", "fr", "nl", "de", "key"].contains(language),
                "{word}"
            );
            assert!(!source.is_empty(), "{word}");
            let earlier = seen.insert(folded(word), says);
            assert!(earlier.is_none_or(|earlier| earlier == *says), "{word}");
        }
    }

    #[test]
    fn headings_are_known_by_their_words_however_they_are_written() {
        let field = |field| Some(Meaning::Says(Use::Field(field)));
        for (heading, meant) in [
            ("اسم الأب", field(Field::Father)),
            ("إسم الاب", field(Field::Father)),
            ("الكنية", field(Field::Family)),
            ("الخانة", field(Field::RegistryNumber)),
            ("المواليد", field(Field::BirthDate)),
            ("Nom de famille", field(Field::Family)),
            ("PRÉNOM", field(Field::Given)),
            ("Né(e) le", field(Field::BirthDate)),
            ("Achternaam", field(Field::Family)),
            ("geboorte_datum", field(Field::BirthDate)),
            ("Geburtsort", field(Field::BirthPlace)),
            ("date of birth", field(Field::BirthDate)),
            ("اسم الأم / Mother's name", field(Field::Mother)),
            ("rec_id", Some(Meaning::Says(Use::Id))),
            ("الاسم", Some(Meaning::Name)),
            (
                "محل وتاريخ الولادة",
                Some(Meaning::Says(Use::BirthPlaceAndDate)),
            ),
            ("اسم الأب / Mother", None),
            ("ملاحظات", None),
            ("", None),
        ] {
            assert_eq!(meaning(heading), meant, "{heading}");
        }
    }
}
