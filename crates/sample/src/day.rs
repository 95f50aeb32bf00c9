//! A calendar day and the ways an office writes it.

use domain::Moment;

/// A day of the Gregorian calendar, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

/// Which digits an office writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    /// 0 to 9.
    Western,
    /// The digits U+0660 to U+0669.
    ArabicIndic,
}

impl Digits {
    /// `text` with its digits in this script.
    pub(crate) fn write(self, text: &str) -> String {
        let indic = |c: char| match c.to_digit(10) {
            Some(n) => char::from_u32(0x660 + n).unwrap_or(c),
            None => c,
        };
        match self {
            Digits::Western => text.to_owned(),
            Digits::ArabicIndic => text.chars().map(indic).collect(),
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Digits::Western => "latin",
            Digits::ArabicIndic => "arabic",
        }
    }
}

impl Day {
    /// 2011-06-01, the first day on which the invented offices write.
    pub(crate) const FIRST: Day = Day(15_126);

    pub(crate) const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// How many days lie between `earlier` and this day.
    pub(crate) const fn days_after(self, earlier: Day) -> i64 {
        self.0 - earlier.0
    }

    /// `2013-04-07`.
    pub(crate) fn iso(self) -> String {
        Moment::from_unix_ms(self.0 * 86_400_000)
            .to_string()
            .chars()
            .take(10)
            .collect()
    }

    /// Year, month and day.
    pub(crate) fn parts(self) -> (u16, u16, u16) {
        let iso = self.iso();
        let mut parts = iso.split('-').map(|part| part.parse().unwrap_or(1));
        let mut next = || parts.next().unwrap_or(1);
        (next(), next(), next())
    }

    /// Seconds since 1970 at `second` of this day, UTC.
    pub(crate) const fn at(self, second: i64) -> i64 {
        self.0 * 86_400 + second
    }

    /// `2013/4/7`, as typed in the reference block.
    pub(crate) fn slashed(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}/{month}/{day}")
    }

    /// `7-4-2013`, as in file names.
    pub(crate) fn dashed(self) -> String {
        let (year, month, day) = self.parts();
        format!("{day}-{month}-{year}")
    }

    /// `7 نيسان 2013`, with the month's name out of `months`.
    pub(crate) fn named(self, months: &[String]) -> String {
        let (year, month, day) = self.parts();
        let name = months
            .get(usize::from(month).saturating_sub(1))
            .map_or("", String::as_str);
        format!("{day} {name} {year}")
    }

    /// The date word of MS-DOS, used inside ZIP archives.
    pub(crate) fn dos_date(self) -> u16 {
        let (year, month, day) = self.parts();
        (year.saturating_sub(1980) << 9) | (month << 5) | day
    }

    /// `Sun, 07 Apr 2013`, as RFC 5322 section 3.3 wants it.
    pub(crate) fn rfc5322(self) -> String {
        let (year, month, day) = self.parts();
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let weekday = weekday
            .get(self.0.rem_euclid(7) as usize)
            .copied()
            .unwrap_or_default();
        let month = months
            .get(usize::from(month) - 1)
            .copied()
            .unwrap_or_default();
        format!("{weekday}, {day:02} {month} {year}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_every_office_way() {
        let day = Day::FIRST;
        assert_eq!(day.iso(), "2011-06-01");
        assert_eq!(day.slashed(), "2011/6/1");
        assert_eq!(day.dashed(), "1-6-2011");
        assert_eq!(day.rfc5322(), "Wed, 01 Jun 2011");
        assert_eq!(Digits::ArabicIndic.write(&day.slashed()), "٢٠١١/٦/١");
    }
}
