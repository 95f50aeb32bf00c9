//! Somebody who writes names in Latin letters.

use super::name_stock::{NameId, NameStock};
use super::sound::Language;
use crate::chance::Chance;

/// A writer with a language and habits.
#[derive(Debug)]
pub(super) struct Hand {
    pub(super) language: Language,
    habit: Chance,
}

impl Hand {
    /// The hand that keeps one record. Half of them write by English habits.
    pub(super) fn new(chance: &mut Chance) -> Self {
        let language = match chance.next() % 100 {
            0..40 => Language::English,
            40..60 => Language::French,
            60..80 => Language::German,
            _ => Language::Dutch,
        };
        Self::of(language, chance)
    }

    /// A hand of this language.
    pub(super) fn of(language: Language, chance: &mut Chance) -> Self {
        Self {
            language,
            habit: Chance::new(chance.next()),
        }
    }

    /// The name in small letters: as attested and respelled, or else as it sounds.
    pub(super) fn write(&self, stock: &NameStock, id: NameId, chance: &mut Chance) -> String {
        let name = stock.name(id);
        let total: u64 = name.attested.iter().map(|(_, share)| share).sum();
        let mut out = String::new();
        if total > 0 {
            let mut left = chance.next() % total;
            for (latin, share) in &name.attested {
                if left < *share {
                    out = stock.sounds.respell(latin, self.language, &self.habit);
                    break;
                }
                left -= share;
            }
        } else if let Some(spoken) = &name.spoken {
            stock
                .sounds
                .write(spoken, self.language, &self.habit, chance, &mut out);
        }
        out
    }
}

/// With a capital at the start of each word but a small article before a hyphen.
pub(super) fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = true;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let article = matches!(letter, 'a' | 'e') && rest.as_str().starts_with("l-");
        if start && letter.is_alphabetic() && !article {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        start = matches!(letter, ' ' | '-');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_capitals_and_articles_keep_theirs() {
        assert_eq!(capitalised("abu samir"), "Abu Samir");
        assert_eq!(capitalised("al-khayyat"), "al-Khayyat");
        assert_eq!(capitalised("al khayyat"), "Al Khayyat");
    }
}
