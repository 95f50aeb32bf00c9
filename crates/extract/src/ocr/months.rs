//! The names of months that differ by a word alone, such as the first and the second Tishrin: a wrong
//! word is a wrong month. They are settled like numbers, where two readings of the line agree.

use super::tesseract::Found;
use arabic::{Classes, fold, slips};

/// A name that two months bear, and how the one and the other are told apart; folded, without article.
struct Twins {
    name: &'static str,
    /// Whether the name is met without a month being meant, as the name of a person is.
    common: bool,
    told_by: [&'static [&'static str]; 2],
}

const FIRST: &[&str] = &["اول", "1"];
const SECOND: &[&str] = &["ثاني", "ثان", "2"];

static TWINS: [Twins; 4] = [
    Twins {
        name: "تشرين",
        common: false,
        told_by: [FIRST, SECOND],
    },
    Twins {
        name: "كانون",
        common: false,
        told_by: [FIRST, SECOND],
    },
    Twins {
        name: "ربيع",
        common: true,
        told_by: [FIRST, &["ثاني", "اخر"]],
    },
    Twins {
        name: "جمادي",
        common: true,
        told_by: [&["اولي", "اول"], &["ثانيه", "اخره"]],
    },
];

/// A month of a pair in a row of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mention {
    /// Place of the first of its two words.
    at: usize,
    twins: usize,
    /// Which of the two; none where the word that tells is read as neither.
    which: Option<usize>,
}

/// A word of a month's name and whether both readings of its line have the same month there.
#[derive(Debug, Clone)]
pub(super) struct Verdict<'a> {
    pub at: usize,
    pub settled: bool,
    /// The same word as the other reading has it, where that differs.
    pub other: Option<&'a Found>,
}

/// Whether a row of words holds such a month, so that it is to be read twice.
pub(super) fn are_named(words: &[Found]) -> bool {
    !mentions(words).is_empty()
}

/// What is to be said of the words of such months in a reading, held against another one of the same
/// line.
pub(super) fn held_against<'a>(words: &[Found], other: &'a [Found]) -> Vec<Verdict<'a>> {
    let (own, theirs) = (mentions(words), mentions(other));
    let paired = own.len() == theirs.len();
    let verdicts = own.iter().enumerate().flat_map(|(nth, mention)| {
        let second = theirs.get(nth).filter(|_| paired);
        let settled = mention.which.is_some()
            && second.is_some_and(|second| {
                (second.twins, second.which) == (mention.twins, mention.which)
            });
        (0..2).map(move |word| {
            let ours = words.get(mention.at + word);
            let theirs = second.and_then(|second| other.get(second.at + word));
            Verdict {
                at: mention.at + word,
                settled,
                other: theirs.filter(|theirs| ours.is_some_and(|ours| ours.text != theirs.text)),
            }
        })
    });
    verdicts.collect()
}

fn mentions(words: &[Found]) -> Vec<Mention> {
    let plain: Vec<String> = words.iter().map(|word| folded(&word.text)).collect();
    let pairs = (0..).zip(plain.windows(2));
    pairs
        .filter_map(|(at, pair)| {
            let [name, tells] = pair else { return None };
            let tells = tells.strip_prefix("ال").unwrap_or(tells);
            let (twins, pair) = (0..).zip(&TWINS).find(|(_, twins)| {
                let allowed = usize::from(!twins.common);
                slips(name, twins.name, allowed).is_some()
            })?;
            let which = pair.told_by.iter().position(|words| words.contains(&tells));
            let nearly = || {
                let words = pair.told_by.iter().flat_map(|words| words.iter());
                words
                    .filter(|word| word.chars().count() > 2)
                    .any(|word| slips(tells, word, 1).is_some())
            };
            (which.is_some() || nearly()).then_some(Mention { at, twins, which })
        })
        .collect()
}

/// A word without marks and points, its spellings brought to one.
fn folded(word: &str) -> String {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    fold::fold(&letters, Classes::SPELLING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<Found> {
        text.split(' ')
            .map(|word| Found {
                text: word.to_owned(),
                confidence: 0.9,
                place: [0.0; 4],
                line: [1, 1, 1],
            })
            .collect()
    }

    fn settled(one: &str, other: &str) -> Vec<bool> {
        let (one, other) = (line(one), line(other));
        let verdicts = held_against(&one, &other);
        verdicts.iter().map(|verdict| verdict.settled).collect()
    }

    #[test]
    fn a_month_on_which_both_readings_agree_is_settled() {
        for (one, other) in [
            ("تاريخ 7 تشرين الأول 2011", "تاريخ 7 تشرين الاول، 2011"),
            ("كانون ثاني", "كانون الثاني"),
            ("جمادى الأولى 1434", "جمادى الاولى 1434"),
        ] {
            assert_eq!(settled(one, other), [true, true], "{one} / {other}");
        }
    }

    #[test]
    fn a_month_on_which_they_differ_or_that_one_lacks_is_not() {
        for (one, other) in [
            ("تشرين الأول", "تشرين الثاني"),
            ("تشرين الأول", "كانون الأول"),
            ("تشرين الاوك", "تشرين الاوك"),
            ("تشرين الأول", "تشرب الامل"),
            ("تشرين الأول", ""),
        ] {
            assert_eq!(settled(one, other), [false, false], "{one} / {other}");
        }
        let (one, other) = (line("في تشرين الأول"), line("في تشرين الثاني"));
        let verdicts = held_against(&one, &other);
        assert_eq!(verdicts[1].at, 2);
        assert_eq!(
            verdicts[1].other.map(|word| word.text.as_str()),
            Some("الثاني")
        );
    }

    #[test]
    fn names_and_other_months_are_none_of_it() {
        for text in [
            "ربيع حسن الأحمد",
            "تشرين",
            "نيسان الأول",
            "جامعة تشرين في اللاذقية",
        ] {
            assert!(!are_named(&line(text)), "{text}");
        }
        assert!(are_named(&line("15 تشرين الثاني 2012")));
        assert!(are_named(&line("تشربن الثاني")), "a slip in the name");
    }
}
