//! What hands, keyboards and optical reading do to what is written.

use crate::SampleError;
use crate::chance::Chance;
use crate::words::rows;
use std::collections::HashMap;

const CONFUSIONS: &str = include_str!("../../tables/people/confusions.tsv");

/// Which letters are taken for which.
#[derive(Debug)]
pub(super) struct Confusions(HashMap<char, Vec<char>>);

impl Confusions {
    pub(super) fn load() -> Result<Self, SampleError> {
        rows(CONFUSIONS)
            .map(|line| {
                let (letter, others) = line.split_once('\t')?;
                Some((letter.chars().next()?, others.chars().collect()))
            })
            .collect::<Option<_>>()
            .map(Self)
            .ok_or_else(|| SampleError::Table("confusions".to_owned()))
    }

    /// Arabic text as optical reading gives it: `rate` of the letters are taken for others, some are
    /// lost, spaces close up, and lam-alef comes out reversed as some text layers have it.
    pub(super) fn misread(&self, text: &str, rate: f32, chance: &mut Chance) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match self.0.get(&letter) {
                Some(others) if chance.share() < rate => out.push(chance.pick(others)),
                _ if letter != ' ' && chance.share() < rate * 0.15 => {}
                _ => out.push(letter),
            }
        }
        if out.contains("لا") && chance.share() < rate * 2.0 {
            out = out.replacen("لا", "ال", 1);
        }
        let spaces = out.matches(' ').count() as u64;
        if spaces > 0 && chance.share() < rate * 1.5 {
            let lost = (chance.next() % spaces) as usize;
            let mut nth = 0;
            out.retain(|c| {
                nth += usize::from(c == ' ');
                c != ' ' || nth != lost + 1
            });
        }
        out
    }
}

/// Arabic text as one clerk writes it: hamza, ta marbuta, alef maqsura, names joined or split.
pub(super) fn by_hand(text: &str, chance: &mut Chance) -> String {
    let mut out = text.to_owned();
    if chance.happens(50) {
        out = out.replace(['أ', 'إ', 'آ'], "ا");
    }
    if chance.happens(40) {
        out = at_ends(&out, 'ة', 'ه');
    }
    if chance.happens(20) {
        out = at_ends(&out, 'ي', 'ى');
    } else if chance.happens(25) {
        out = at_ends(&out, 'ى', 'ي');
    }
    if chance.happens(28) {
        out = out.replace("عبد ", "عبد");
    }
    if chance.happens(30) {
        out = out.replace("أبو ", "أبو").replace("ابو ", "ابو");
    }
    out
}

/// With `from` at the ends of words written as `to`.
fn at_ends(text: &str, from: char, to: char) -> String {
    let mut letters = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let end = letters.peek().is_none_or(|next| *next == ' ');
        out.push(if end && letter == from { to } else { letter });
    }
    out
}

/// Latin text with `rate` of the letters mistyped: lost, doubled, another one, or changed with the
/// one before.
pub(super) fn mistyped(text: &str, rate: f32, chance: &mut Chance) -> String {
    const VOWELS: &str = "aeiou";
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_alphabetic() || chance.share() >= rate {
            out.push(letter);
            continue;
        }
        match chance.next() % 100 {
            0..35 => {}
            35..60 => out.extend([letter, letter]),
            60..80 => {
                let like = if VOWELS.contains(letter) {
                    VOWELS
                } else {
                    "bdfhklmnrstz"
                };
                let others: Vec<char> = like.chars().filter(|c| *c != letter).collect();
                out.push(chance.pick(&others));
            }
            _ => out.insert(out.len().saturating_sub(1), letter),
        }
    }
    out.into_iter().collect()
}

/// A number with one digit read as another.
pub(super) fn one_digit_off(number: &str, chance: &mut Chance) -> String {
    let at = (chance.next() % (number.len().max(1) as u64)) as usize;
    let other = chance.next() % 10;
    number
        .chars()
        .enumerate()
        .map(|(n, c)| match n == at {
            true => char::from_digit(other as u32, 10).unwrap_or(c),
            false => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optical_reading_confuses_letters_loses_spaces_and_turns_lam_alef() {
        let confusions = Confusions::load().unwrap();
        let read: Vec<String> = (0..2_000)
            .map(|seed| confusions.misread("علاء بشار", 0.05, &mut Chance::new(seed)))
            .collect();
        assert!(read.iter().any(|text| text == "علاءبشار"));
        assert!(read.iter().any(|text| text == "عالء بشار"));
        assert!(read.iter().any(|text| text == "علاء تشار"));
        assert!(read.iter().filter(|text| *text == "علاء بشار").count() > 600);
    }

    #[test]
    fn a_hand_changes_only_what_hands_change() {
        let all: std::collections::BTreeSet<String> = (0..500)
            .map(|seed| by_hand("أسامة عبد الله", &mut Chance::new(seed)))
            .collect();
        assert!(all.contains("اسامه عبدالله"));
        assert!(
            all.iter()
                .all(|text| text.contains("سام") && text.ends_with("الله"))
        );
        assert_eq!(all.len(), 8);
    }
}
