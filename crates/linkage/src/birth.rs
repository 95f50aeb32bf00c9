//! Dates of birth as lists give them.

use crate::Level;
use crate::mapping::DateOrder;

/// What a record says of a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Birth {
    /// 0 where the record does not say.
    pub(crate) year: u16,
    /// 0 where the record gives the year alone.
    month: u8,
    day: u8,
}

/// Whether a number may be a year of birth; others are slips.
pub(crate) const fn is_year(number: u32) -> bool {
    matches!(number, 1850..=2100)
}

/// Whether some year has this day.
pub(crate) const fn is_day(day: u32, month: u32) -> bool {
    let most = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    1 <= day && day <= most
}

impl Birth {
    /// Reads a date with any digits and separators, or a bare year. A year in front is known as one;
    /// else days and months stand as `order` says. What is no date says nothing.
    pub(crate) fn read(text: &str, order: DateOrder) -> Option<Self> {
        let mut numbers: [u16; 3] = [0; 3];
        let mut digits: [u8; 3] = [0; 3];
        let mut at = 0;
        let mut inside = false;
        for c in text.chars() {
            let value = match c {
                '0'..='9' => u32::from(c) - 0x30,
                '\u{0660}'..='\u{0669}' => u32::from(c) - 0x660,
                '\u{06f0}'..='\u{06f9}' => u32::from(c) - 0x6f0,
                _ => {
                    if inside {
                        at += 1;
                        inside = false;
                    }
                    continue;
                }
            };
            inside = true;
            let (Some(number), Some(count)) = (numbers.get_mut(at), digits.get_mut(at)) else {
                break;
            };
            *number = number.saturating_mul(10).saturating_add(value as u16);
            *count = count.saturating_add(1);
        }
        let [a, b, c] = numbers;
        let [a_digits, _, c_digits] = digits;
        let year_only = |year: u16| {
            is_year(year.into()).then_some(Self {
                year,
                month: 0,
                day: 0,
            })
        };
        let (year, month, day) = match (a_digits, c_digits) {
            (4, 0) => return year_only(a),
            (4, _) => (a, b, c),
            (_, 4) if order == DateOrder::MonthDayYear => (c, a, b),
            (_, 4) => (c, b, a),
            _ => return None,
        };
        if !is_year(year.into()) {
            return None;
        }
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        // As the list as a whole writes it, or the other way round.
        [(month, day), (day, month)]
            .into_iter()
            .find(|(month, day)| is_day((*day).into(), (*month).into()))
            .map_or_else(
                || year_only(year),
                |(month, day)| Some(Self { year, month, day }),
            )
    }

    /// Whether the record says anything.
    pub(crate) const fn is_said(self) -> bool {
        self.year != 0
    }

    /// Whether it says a day.
    pub(crate) const fn has_day(self) -> bool {
        self.day != 0
    }

    /// 1 January is what offices write where nobody knew the day.
    pub(crate) const fn is_placeholder(self) -> bool {
        self.day == 1 && self.month == 1
    }

    /// A number for the day, 0 where there is none.
    pub(crate) fn day_number(self) -> u32 {
        if self.has_day() {
            u32::from(self.year) * 512 + u32::from(self.month) * 32 + u32::from(self.day)
        } else {
            0
        }
    }

    /// The same with day and month exchanged; 0 where that is no date.
    pub(crate) fn exchanged(self) -> u32 {
        if self.has_day() && self.day <= 12 && self.day != self.month {
            u32::from(self.year) * 512 + u32::from(self.day) * 32 + u32::from(self.month)
        } else {
            0
        }
    }

    /// How two births stand to each other; none where one does not say.
    pub(crate) fn level(self, other: Self) -> Option<Level> {
        if !self.is_said() || !other.is_said() {
            return None;
        }
        let apart = self.year.abs_diff(other.year);
        let days = self.has_day() && other.has_day();
        let placeholder = self.is_placeholder() || other.is_placeholder();
        Some(match apart {
            0 if days && self == other => Level::Same,
            0 if placeholder => Level::YearAndPlaceholder,
            0 if days && self.day_number() == other.exchanged() => Level::DayAndMonthSwapped,
            0 if days => Level::DaysDiffer,
            0 => Level::SameYear,
            1 | 2 => Level::NearYear,
            3..=5 => Level::YearsApart,
            _ => Level::Different,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: Option<Level>) {
        let read = |text| Birth::read(text, DateOrder::DayMonthYear).unwrap_or_default();
        assert_eq!(read(one).level(read(other)), expected, "{one} and {other}");
        assert_eq!(read(other).level(read(one)), expected, "{other} and {one}");
    }

    #[test]
    fn dates_meet_across_order_and_digits() {
        check("13/06/1967", "1967-06-13", Some(Level::Same));
        check("١٣/٦/١٩٦٧", "1967-06-13", Some(Level::Same));
        check("06-13-1967", "1967-06-13", Some(Level::Same));
    }

    #[test]
    fn a_day_nobody_knew_is_no_day() {
        check("1967-01-01", "13/06/1967", Some(Level::YearAndPlaceholder));
        check("1967", "1967-06-13", Some(Level::SameYear));
    }

    #[test]
    fn day_and_month_may_change_places() {
        check("03/06/1967", "1967-03-06", Some(Level::DayAndMonthSwapped));
        check("03/06/1967", "1967-06-04", Some(Level::DaysDiffer));
    }

    #[test]
    fn years_apart_have_their_distance() {
        check("1967", "1969", Some(Level::NearYear));
        check("1967", "1971", Some(Level::YearsApart));
        check("1967", "1991", Some(Level::Different));
    }

    #[test]
    fn a_day_that_no_month_has_leaves_the_year() {
        check("31/02/1967", "1967", Some(Level::SameYear));
        check("31/02/1967", "1967-02-03", Some(Level::SameYear));
    }

    #[test]
    fn what_is_no_date_says_nothing() {
        for text in ["", "unknown", "12345", "1/2", "0000-00-00"] {
            let birth = Birth::read(text, DateOrder::DayMonthYear);
            assert_eq!(birth, None, "{text}");
        }
        check("", "1967", None);
    }

    #[test]
    fn month_first_where_the_list_writes_so() {
        let american = Birth::read("03/06/1967", DateOrder::MonthDayYear);
        assert_eq!(american, Birth::read("1967-03-06", DateOrder::MonthDayYear));
    }
}
