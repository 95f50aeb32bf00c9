//! Names that cameras and programs give to files, by forms that are data.

use crate::day::{Date, Day};
use crate::pack::Pack;
use crate::written::MOST_CHARS;
use arabic::letters::{as_ascii_digit, is_digit, is_ignorable};

/// Who gives a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Giver {
    Camera,
    Phone,
    Messenger,
    Person,
}

/// What so many digits of a name are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Counter,
    Year,
    Month,
    Day,
    /// Hour, minute or second: bounded by this number.
    Below(u32),
    Folder,
    MonthHex,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Sign(char),
    /// At least and at most so many digits.
    Digits(Part, usize, usize),
}

/// A form of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    steps: Vec<Step>,
    giver: Giver,
}

/// What a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub giver: Giver,
    /// The letters in front of the counter, as capitals; with the folder of the card where there is one.
    pub prefix: String,
    /// The running number, how many digits it has, and where it stands, in characters of the name.
    pub counter: Option<(u32, u8, std::ops::Range<usize>)>,
    /// The date in the name, and where it stands.
    pub date: Option<(Date, std::ops::Range<usize>)>,
    /// A running number of an export stood before the name, or a mark of a copy behind it.
    pub copied: bool,
}

impl Form {
    pub(crate) fn read(text: &str, giver: &str) -> Result<Self, String> {
        let giver = match giver {
            "camera" => Giver::Camera,
            "phone" => Giver::Phone,
            "messenger" => Giver::Messenger,
            "person" => Giver::Person,
            other => return Err(format!("`{other}` gives no names")),
        };
        let mut steps = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c != '{' {
                steps.extend(c.to_lowercase().map(Step::Sign));
                continue;
            }
            let inside: String = rest.by_ref().take_while(|c| *c != '}').collect();
            let (name, length) = match inside.split_once(':') {
                Some((name, length)) => (name, length.parse::<usize>().ok()),
                None => (inside.as_str(), Some(0)),
            };
            let part = match name {
                "counter" => Part::Counter,
                "year" => Part::Year,
                "month" => Part::Month,
                "day" => Part::Day,
                "hour" => Part::Below(24),
                "minute" | "second" => Part::Below(60),
                "folder" => Part::Folder,
                "monthhex" => Part::MonthHex,
                _ => return Err(format!("`{{{inside}}}` is no part of a name")),
            };
            match length {
                Some(0) => steps.push(Step::Digits(part, 1, 9)),
                Some(length @ 1..=9) => steps.push(Step::Digits(part, length, length)),
                _ => return Err(format!("`{{{inside}}}` has no length from 1 to 9")),
            }
        }
        Ok(Self { steps, giver })
    }

    /// What a name of this form says; the whole of it has to fit. `chars` are those of the name with their
    /// places, without signs that are not seen.
    fn fits(&self, chars: &[(usize, char)]) -> Option<Named> {
        let mut rest = chars.iter().peekable();
        let mut prefix = String::new();
        let (mut counter, mut year, mut month, mut day) = (None, None, None, None);
        let mut span: Option<(usize, usize)> = None;
        for step in &self.steps {
            match step {
                Step::Sign(sign) => {
                    let (_, c) = rest.next()?;
                    if c.to_lowercase().next() != Some(*sign) {
                        return None;
                    }
                    prefix.extend(c.to_uppercase());
                }
                Step::Digits(part, least, most) => {
                    let (mut value, mut count) = (0u32, 0usize);
                    let start = rest.peek().map(|(at, _)| *at)?;
                    let mut end = start;
                    let radix = if *part == Part::MonthHex { 16 } else { 10 };
                    while count < *most
                        && let Some((at, c)) = rest.peek()
                        && let Some(next) = as_ascii_digit(*c).to_digit(radix)
                    {
                        value = value.saturating_mul(radix).saturating_add(next);
                        count += 1;
                        end = at + 1;
                        rest.next();
                    }
                    if count < *least {
                        return None;
                    }
                    match part {
                        Part::Counter => {
                            counter = Some((value, u8::try_from(count).unwrap_or(9), start..end));
                        }
                        Part::Year => year = Some(u16::try_from(value).ok()?),
                        Part::Month => month = Some(u8::try_from(value).ok()?),
                        Part::MonthHex if (1..=12).contains(&value) => {
                            prefix.push_str(&format!("{value:X}"));
                        }
                        Part::Day if year.is_some() => day = Some(u8::try_from(value).ok()?),
                        // Behind a month alone, as Olympus writes it.
                        Part::Day if (1..=31).contains(&value) => {
                            prefix.push_str(&format!("{value:02}"));
                        }
                        Part::Below(bound) if value < *bound => {}
                        Part::Folder if value >= 100 => prefix.push_str(&format!("{value:03}")),
                        Part::MonthHex | Part::Below(_) | Part::Folder | Part::Day => return None,
                    }
                    if matches!(part, Part::Year | Part::Month | Part::Day) {
                        span = Some((span.map_or(start, |(from, _)| from), end));
                    }
                }
            }
        }
        if rest.next().is_some() {
            return None;
        }
        let date = match (year, month, day) {
            (None, None, None) => None,
            (Some(year), Some(month), Some(day)) => {
                Day::of(year, month, day)?;
                let (from, to) = span?;
                Some((Date::of(Some(year), Some(month), Some(day))?, from..to))
            }
            _ => return None,
        };
        Some(Named {
            giver: self.giver,
            prefix: prefix.trim().to_owned(),
            counter,
            date,
            copied: false,
        })
    }
}

/// What the name of a file says, its suffix left out.
pub(crate) fn read(name: &str, pack: &Pack) -> Option<Named> {
    let mut chars: Vec<(usize, char)> = name
        .chars()
        .take(MOST_CHARS)
        .enumerate()
        .filter(|(_, c)| !is_ignorable(*c))
        .collect();
    // A suffix of one to five signs; a name without one is read as well.
    if let Some(dot) = chars.iter().rposition(|(_, c)| *c == '.')
        && (2..=6).contains(&(chars.len() - dot))
    {
        chars.truncate(dot);
    }
    let fits = |chars: &[(usize, char)]| pack.forms.iter().find_map(|form| form.fits(chars));
    if let Some(named) = fits(&chars) {
        return Some(named);
    }
    let stripped = without_copy_mark(&chars, pack);
    let bare = without_export_number(stripped);
    if bare.len() == chars.len() {
        return None;
    }
    let named = fits(stripped).or_else(|| fits(bare))?;
    Some(Named {
        copied: true,
        ..named
    })
}

/// Without ` - Copy`, ` (2)`, `_2`.
fn without_copy_mark<'a>(chars: &'a [(usize, char)], pack: &Pack) -> &'a [(usize, char)] {
    let cut = |chars: &'a [(usize, char)], length: usize| {
        chars
            .get(..chars.len().saturating_sub(length))
            .unwrap_or(chars)
    };
    let mut rest = chars;
    if let [.., (_, ')')] = rest
        && let Some(open) = rest.iter().rposition(|(_, c)| *c == '(')
        && let Some(inside) = rest.get(open + 1..rest.len() - 1)
        && (1..=3).contains(&inside.len())
        && inside.iter().all(|(_, c)| is_digit(*c))
    {
        rest = cut(rest, rest.len() - open);
        while let [.., (_, ' ')] = rest {
            rest = cut(rest, 1);
        }
    }
    let text: String = rest.iter().flat_map(|(_, c)| c.to_lowercase()).collect();
    let mark = pack.copy_marks.iter().find(|mark| text.ends_with(*mark));
    match mark {
        Some(mark) => cut(rest, mark.chars().count()),
        None => rest,
    }
}

/// Without `002_` in front.
fn without_export_number(chars: &[(usize, char)]) -> &[(usize, char)] {
    let digits = chars.iter().take_while(|(_, c)| is_digit(*c)).count();
    match chars.get(digits) {
        Some((_, '_' | '-' | ' ')) if (1..=6).contains(&digits) => {
            chars.get(digits + 1..).unwrap_or(chars)
        }
        _ => chars,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str) -> Option<(String, Option<u32>, Option<String>, bool)> {
        let named = read(name, Pack::shipped())?;
        let date = named.date.map(|(date, _)| date.to_string());
        Some((named.prefix, named.counter.map(|c| c.0), date, named.copied))
    }

    #[test]
    fn names_of_cameras_are_known() {
        let plain =
            |prefix: &str, counter: u32| Some((prefix.to_owned(), Some(counter), None, false));
        for (name, wanted) in [
            ("DSCN2255.JPG", plain("DSCN", 2255)),
            ("dscf0001.jpg", plain("DSCF", 1)),
            ("IMG_0012.JPG", plain("IMG_", 12)),
            ("P1010034.JPG", plain("P101", 34)),
            ("PA250013.JPG", plain("PA25", 13)),
            ("DSC01234.JPG", plain("DSC", 1234)),
            ("صورة ٣.jpg", plain("صورة", 3)),
            ("IMG_00123.JPG", None),
            ("IMG_0012", plain("IMG_", 12)),
            ("مجلد", None),
            ("", None),
            (".", None),
        ] {
            assert_eq!(named(name), wanted, "{name}");
        }
    }

    #[test]
    fn copies_and_exports_keep_the_name_within() {
        let copy = |counter: u32| Some(("DSCF".to_owned(), Some(counter), None, true));
        for name in [
            "002_DSCF2211.JPG",
            "DSCF2211 - نسخة.JPG",
            "DSCF2211 - Copy (2).JPG",
            "DSCF2211(1).jpg",
            "14-DSCF2211 - Copy.jpg",
        ] {
            assert_eq!(named(name), copy(2211), "{name}");
        }
    }

    #[test]
    fn names_of_programs_tell_when() {
        let found = named("IMG-20130812-WA0002.jpg");
        let wanted = (
            "IMG--WA".to_owned(),
            Some(2),
            Some("2013-08-12".to_owned()),
            false,
        );
        assert_eq!(found, Some(wanted));
        assert_eq!(named("IMG-20131312-WA0002.jpg"), None);
        assert!(
            named("WhatsApp Image 2014-04-03 at 10.11.12.jpeg")
                .unwrap()
                .2
                .is_some()
        );
    }

    proptest! {
        #[test]
        fn no_name_makes_it_stumble(name in "[A-Za-z0-9_ ().{}٠-٩\u{202e}\u{0}-]{0,40}") {
            if let Some(named) = read(&name, Pack::shipped())
                && let Some((_, _, place)) = named.counter {
                prop_assert!(place.end <= name.chars().count());
            }
        }
    }
}
