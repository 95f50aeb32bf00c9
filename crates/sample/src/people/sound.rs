//! How a name is said, and how hands of four languages write what is said.

use crate::SampleError;
use crate::chance::Chance;
use crate::words::rows;

const SOUNDS: &str = include_str!("../../tables/people/sounds.tsv");
const RESPELLING: &str = include_str!("../../tables/people/respelling.tsv");

/// The language whose habits a hand has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Language {
    #[default]
    English,
    French,
    German,
    Dutch,
}

impl Language {
    pub(super) const ALL: [Language; 4] = [
        Language::English,
        Language::French,
        Language::German,
        Language::Dutch,
    ];

    const fn key(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::German => "de",
            Language::Dutch => "nl",
        }
    }
}

/// Spellings of one sound with their shares.
type Habits = Vec<(String, u64)>;

/// One sound and the habits of each language, in the order of [`Language::ALL`].
#[derive(Debug)]
struct Sound {
    key: &'static str,
    habits: [Habits; 4],
}

/// What a hand makes of letters that stand in a spelling for English.
#[derive(Debug)]
struct Respelling {
    letters: &'static str,
    become_: &'static str,
    percent: u64,
}

/// A name as the sounds of which it consists, by their places in [`Sounds`].
pub(super) type Spoken = Vec<u16>;

/// The tables of sounds and of respelling.
#[derive(Debug)]
pub(super) struct Sounds {
    sounds: Vec<Sound>,
    respelling: [Vec<Respelling>; 4],
}

impl Sounds {
    pub(super) fn load() -> Result<Self, SampleError> {
        let wrong = |line: &str| SampleError::Table(line.to_owned());
        let mut sounds = Vec::new();
        for line in rows(SOUNDS) {
            let mut cells = line.split('\t');
            let key = cells.next().ok_or_else(|| wrong(line))?;
            let mut next = || cells.next().and_then(habits).ok_or_else(|| wrong(line));
            sounds.push(Sound {
                key,
                habits: [next()?, next()?, next()?, next()?],
            });
        }
        // A long sound is tried before its beginning.
        sounds.sort_by_key(|sound| (std::cmp::Reverse(sound.key.len()), sound.key));
        let mut respelling: [Vec<Respelling>; 4] = Default::default();
        for line in rows(RESPELLING) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [language, letters, become_, percent] = *cells else {
                return Err(wrong(line));
            };
            let place = Language::ALL.iter().position(|l| l.key() == language);
            let rules = place.and_then(|place| respelling.get_mut(place));
            let (Some(rules), Ok(percent)) = (rules, percent.parse()) else {
                return Err(wrong(line));
            };
            rules.push(Respelling {
                letters,
                become_,
                percent,
            });
        }
        for rules in &mut respelling {
            rules.sort_by_key(|rule| std::cmp::Reverse(rule.letters.len()));
        }
        Ok(Self { sounds, respelling })
    }

    /// The sounds of `text`; a full stop parts letters that would otherwise be one sound.
    pub(super) fn parse(&self, text: &str) -> Result<Spoken, SampleError> {
        let mut spoken = Spoken::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                rest = after;
                continue;
            }
            let found = self
                .sounds
                .iter()
                .enumerate()
                .find_map(|(n, sound)| Some((n, rest.strip_prefix(sound.key)?)));
            match (found, rest.strip_prefix(' ')) {
                (Some((n, after)), _) => {
                    spoken.push(u16::try_from(n).unwrap_or(SPACE));
                    rest = after;
                }
                (None, Some(after)) => {
                    spoken.push(SPACE);
                    rest = after;
                }
                (None, None) => return Err(SampleError::Table(text.to_owned())),
            }
        }
        Ok(spoken)
    }

    /// Writes `spoken` into `out` as a hand of this language that keeps to `habit` but for one
    /// letter in seven.
    pub(super) fn write(
        &self,
        spoken: &[u16],
        language: Language,
        habit: &Chance,
        chance: &mut Chance,
        out: &mut String,
    ) {
        for &place in spoken {
            let Some(sound) = self.sounds.get(usize::from(place)) else {
                out.push(' ');
                continue;
            };
            let Some(habits) = sound.habits.get(language as usize) else {
                continue;
            };
            let drawn = match chance.happens(15) {
                true => chance.next(),
                false => habit.apart(sound.key, 0).next(),
            };
            let spelling = share_of(habits, drawn);
            // No word of these languages begins with a letter written twice.
            let doubled = spelling.len() == 2 && spelling.chars().nth(0) == spelling.chars().nth(1);
            let consonant = spelling.starts_with('s');
            if doubled && consonant && out.chars().next_back().is_none_or(|c| !c.is_alphabetic()) {
                out.push('s');
            } else {
                out.push_str(spelling);
            }
        }
    }

    /// An English spelling as a hand of this language writes it.
    pub(super) fn respell(&self, text: &str, language: Language, habit: &Chance) -> String {
        let none = Vec::new();
        let rules = self.respelling.get(language as usize).unwrap_or(&none);
        let mut out = String::with_capacity(text.len() + 4);
        let mut rest = text;
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            // `ou` and `dj` are spellings of one sound already.
            let part = matches!((before, first), ('o', 'u') | ('s' | 'd', 'j'));
            let rule = rules
                .iter()
                .filter(|_| !part)
                .find(|rule| rest.starts_with(rule.letters));
            match rule {
                Some(rule) => {
                    rest = rest.strip_prefix(rule.letters).unwrap_or_default();
                    let kept = habit.apart(rule.letters, 1).next() % 100 >= rule.percent;
                    out.push_str(if kept { rule.letters } else { rule.become_ });
                    before = rule.letters.chars().next_back().unwrap_or(' ');
                }
                None => {
                    out.push(first);
                    before = first;
                    rest = rest.strip_prefix(first).unwrap_or_default();
                }
            }
        }
        out
    }
}

/// Stands for a space in [`Spoken`].
const SPACE: u16 = u16::MAX;

/// `a 8,e 2`: spellings with their shares; `-` is no letter, `_` a space.
fn habits(cell: &str) -> Option<Habits> {
    cell.split(',')
        .map(|part| {
            let (spelling, share) = part.rsplit_once(' ')?;
            let spelling = if spelling == "-" { "" } else { spelling };
            Some((spelling.replace('_', " "), share.parse().ok()?))
        })
        .collect()
}

fn share_of(habits: &Habits, drawn: u64) -> &str {
    let total: u64 = habits.iter().map(|(_, share)| share).sum();
    let mut left = drawn % total.max(1);
    for (spelling, share) in habits {
        if left < *share {
            return spelling;
        }
        left -= share;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_by_the_habits_of_each_language() {
        let sounds = Sounds::load().unwrap();
        let spoken = sounds.parse("shukrii").unwrap();
        let written = |language| {
            let mut all = std::collections::BTreeSet::new();
            for seed in 0..200 {
                let (habit, mut chance) = (Chance::new(seed), Chance::new(seed + 1_000));
                let mut out = String::new();
                sounds.write(&spoken, language, &habit, &mut chance, &mut out);
                all.insert(out);
            }
            all
        };
        assert!(written(Language::English).contains("shukri"));
        assert!(written(Language::French).contains("choukri"));
        assert!(written(Language::German).contains("schukri"));
        assert!(written(Language::Dutch).contains("sjoekri"));
        assert!(!written(Language::English).contains("schukri"));
    }

    #[test]
    fn a_last_ta_marbuta_is_one_vowel() {
        let sounds = Sounds::load().unwrap();
        let spoken = sounds.parse("saara@").unwrap();
        for seed in 0..50 {
            let (habit, mut chance) = (Chance::new(seed), Chance::new(seed));
            let mut out = String::new();
            sounds.write(&spoken, Language::German, &habit, &mut chance, &mut out);
            assert!(out.ends_with("ra") || out.ends_with("rah"), "{out}");
        }
    }

    #[test]
    fn sounds_that_touch_are_parted_by_a_stop() {
        let sounds = Sounds::load().unwrap();
        assert_eq!(sounds.parse("as.had").unwrap().len(), 5);
        assert_eq!(sounds.parse("ashad").unwrap().len(), 4);
        assert!(sounds.parse("x").is_err());
    }

    #[test]
    fn an_english_spelling_is_respelled_once() {
        let sounds = Sounds::load().unwrap();
        let all: Vec<String> = (0..50)
            .map(|seed| sounds.respell("shoukri", Language::French, &Chance::new(seed)))
            .collect();
        assert!(all.iter().any(|text| text == "choukri"));
        assert!(all.iter().all(|text| !text.contains("oou")));
    }
}
