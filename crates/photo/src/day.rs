//! Days of the calendar, and dates of which parts are missing.

use domain::calendar::{civil_from_days, days_from_civil};
use std::fmt;

/// A day of the Gregorian calendar, as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Years that a folder, a label or a camera may mean.
const YEARS: std::ops::RangeInclusive<u16> = 1970..=2099;

impl Day {
    /// The day; nothing where no calendar has it, or the year is before 1970 or after 2099.
    pub fn of(year: u16, month: u8, day: u8) -> Option<Self> {
        if !YEARS.contains(&year) || day == 0 || day > days_in(year, month) {
            return None;
        }
        let days = days_from_civil(year.into(), month.into(), day.into());
        i32::try_from(days).ok().map(Self)
    }

    /// Days from `other` to this one.
    pub const fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day so many days after 1970-01-01.
    pub const fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// Year, month and day.
    pub fn civil(self) -> (i32, u8, u8) {
        let (year, month, day) = civil_from_days(self.0.into());
        (year as i32, month as u8, day as u8)
    }

    /// The day that a text begins with, as `2011-07-20`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || parts.next().is_some() {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// A date of which parts may be missing: `2011-07-20`, `2011-07`, `2011`, `--07-20`.
///
/// INVARIANT: the day that it names exists, in some year where the year is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A date; nothing where no calendar has it, or a day stands without its month.
    pub fn of(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let exists = match (year, month, day) {
            (None, None, None) | (_, None, Some(_)) => false,
            (year, None, None) => year.is_some_and(|year| YEARS.contains(&year)),
            (year, Some(month), day) => {
                // 2000 has every day that some year has.
                Day::of(year.unwrap_or(2000), month, day.unwrap_or(1)).is_some()
            }
        };
        exists.then_some(Self { year, month, day })
    }

    /// The year, where it is known.
    pub const fn year(self) -> Option<u16> {
        self.year
    }

    /// The month, where it is known.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// Whether the day of the month is known.
    pub const fn has_day(self) -> bool {
        self.day.is_some()
    }

    /// The day, where the whole date is known.
    pub fn day(self) -> Option<Day> {
        Day::of(self.year?, self.month?, self.day?)
    }

    /// The same date in a year, where it had none.
    pub fn in_year(self, year: u16) -> Option<Self> {
        match self.year {
            Some(_) => None,
            None => Self::of(Some(year), self.month, self.day),
        }
    }

    /// Whether the two may be one day: what both say is the same.
    pub fn may_be(self, other: Self) -> bool {
        fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            match (one, other) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            }
        }
        agree(self.year, other.year) && agree(self.month, other.month) && agree(self.day, other.day)
    }

    /// Whether that day is this date, as far as the date is known.
    pub fn holds(self, day: Day) -> bool {
        let (year, month, of_month) = day.civil();
        self.year.is_none_or(|known| i32::from(known) == year)
            && self.month.is_none_or(|known| known == month)
            && self.day.is_none_or(|known| known == of_month)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => write!(f, "-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A clock's time without a zone: milliseconds since 1970-01-01 00:00 on that clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(i64);

impl ClockTime {
    /// From `2011:07:20 08:34:57` or `2011-07-20T08:34:57`, and the digits of a fraction of a second.
    pub fn read(text: &str, fraction: &str) -> Option<Self> {
        let text: String = text.trim().chars().take(19).collect();
        let (date, time) = text.split_once([' ', 'T'])?;
        let day = Day::from_iso(&date.replace([':', '/', '.'], "-"))?;
        let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
            return None;
        }
        let digits: String = fraction
            .trim()
            .chars()
            .take_while(char::is_ascii_digit)
            .chain("000".chars())
            .take(3)
            .collect();
        let ms: i64 = digits.parse().unwrap_or(0);
        let seconds = i64::from(day.number()) * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self(seconds * 1_000 + ms))
    }

    /// The day on that clock.
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.div_euclid(86_400_000)).unwrap_or(0))
    }

    /// Milliseconds from `other` to this time.
    pub const fn ms_since(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_that_no_calendar_has_are_none() {
        for (year, month, day) in [
            (2011, 2, 29),
            (2011, 13, 1),
            (2011, 4, 31),
            (2011, 1, 0),
            (1969, 1, 1),
        ] {
            assert_eq!(Day::of(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(Day::of(1970, 1, 1).map(Day::number), Some(0));
        assert_eq!(
            Day::of(2012, 2, 29).map(|d| d.to_string()).as_deref(),
            Some("2012-02-29")
        );
        assert_eq!(
            Date::of(None, Some(2), Some(29))
                .map(|d| d.to_string())
                .as_deref(),
            Some("--02-29")
        );
        assert_eq!(Date::of(Some(2011), None, Some(2)), None);
        assert_eq!(
            Date::of(None, Some(2), Some(29)).and_then(|d| d.in_year(2011)),
            None
        );
    }

    #[test]
    fn clocks_are_read_with_their_fraction() {
        let at = |text, fraction| ClockTime::read(text, fraction);
        let plain = at("2011:07:20 08:34:57", "").unwrap();
        assert_eq!(
            at("2011-07-20T08:34:57+03:00", "5")
                .unwrap()
                .ms_since(plain),
            500
        );
        assert_eq!(plain.day().to_string(), "2011-07-20");
        for bad in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2011:07:20",
            "2011:07:20 25:00:00",
            "٢٠١١",
        ] {
            assert_eq!(at(bad, ""), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(number in 0i32..47_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(Day::from_iso(&day.to_string()), Some(day));
        }

        #[test]
        fn no_text_makes_a_clock_stumble(text in "\\PC{0,30}", fraction in "\\PC{0,5}") {
            let _ = ClockTime::read(&text, &fraction);
            let _ = Day::from_iso(&text);
        }
    }
}
