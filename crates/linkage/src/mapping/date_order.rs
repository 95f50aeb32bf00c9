//! How days and months stand in the dates of a list.

use crate::birth;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the numbers of a date stand. A year of four digits in front is known wherever it stands; this
/// says what the other two are.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `31/12/1975`, as in the region and in Europe.
    #[default]
    DayMonthYear,
    /// `12/31/1975`.
    MonthDayYear,
    /// `1975-12-31`.
    YearMonthDay,
}

impl DateOrder {
    /// Its name in mapping files.
    pub const fn key(self) -> &'static str {
        match self {
            DateOrder::DayMonthYear => "day_month_year",
            DateOrder::MonthDayYear => "month_day_year",
            DateOrder::YearMonthDay => "year_month_day",
        }
    }
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// What the dates of a column can be read as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DateCounts {
    /// Only with the day in front: `31/12/1975`.
    pub day_first: u64,
    /// Only with the month in front: `12/31/1975`.
    pub month_first: u64,
    /// Either way: `03/04/1975`.
    pub either: u64,
    /// With the year in front: `1975-12-31`.
    pub year_first: u64,
    /// A year and nothing else.
    pub year_only: u64,
    /// A small number, as an age is.
    pub small_number: u64,
    /// Nothing of this.
    pub other: u64,
}

impl DateCounts {
    /// Counts one value; an empty one is none.
    pub fn add(&mut self, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        *match numbers(value).as_deref() {
            Some([(4, y)]) if birth::is_year(*y) => &mut self.year_only,
            Some([(1..=3, n)]) if *n <= 120 => &mut self.small_number,
            Some([(4, y), (_, m), (_, d)]) if birth::is_year(*y) && birth::is_day(*d, *m) => {
                &mut self.year_first
            }
            Some([(1 | 2, a), (1 | 2, b), (4, y)]) if birth::is_year(*y) => {
                match (birth::is_day(*a, *b), birth::is_day(*b, *a)) {
                    (true, true) => &mut self.either,
                    (true, false) => &mut self.day_first,
                    (false, true) => &mut self.month_first,
                    (false, false) => &mut self.other,
                }
            }
            // Years of two digits: the day or the month is in front, whatever the century.
            Some([(1 | 2, a), (1 | 2, b), (2, _)]) => {
                match (birth::is_day(*a, *b), birth::is_day(*b, *a)) {
                    (true, true) => &mut self.either,
                    (true, false) => &mut self.day_first,
                    (false, true) => &mut self.month_first,
                    (false, false) => &mut self.other,
                }
            }
            _ => &mut self.other,
        } += 1;
    }

    /// Values that are whole dates.
    pub const fn dates(&self) -> u64 {
        self.day_first + self.month_first + self.either + self.year_first
    }

    /// All values counted.
    pub const fn filled(&self) -> u64 {
        self.dates() + self.year_only + self.small_number + self.other
    }

    /// The order that fits most; where nothing tells, the day is in front, as in the region.
    pub const fn order(&self) -> DateOrder {
        if self.year_first > self.day_first + self.month_first + self.either {
            DateOrder::YearMonthDay
        } else if self.month_first > self.day_first {
            DateOrder::MonthDayYear
        } else {
            DateOrder::DayMonthYear
        }
    }
}

/// The numbers of a date with their lengths, in either set of digits; none where letters or more than
/// three numbers stand in it.
fn numbers(value: &str) -> Option<Vec<(usize, u32)>> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    let mut inside = false;
    for c in value.chars() {
        if let Some(digit) = digit(c) {
            if !inside {
                found.push((0, 0));
            }
            let (length, number) = found.last_mut().filter(|(length, _)| *length < 4)?;
            *length += 1;
            *number = *number * 10 + digit;
            inside = true;
        } else if matches!(c, '/' | '-' | '.' | ' ' | '\\' | '–') {
            inside = false;
        } else if c == 'T' && found.len() == 3 {
            // The time of day behind a date.
            break;
        } else if !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}') {
            return None;
        }
    }
    (1..=3).contains(&found.len()).then_some(found)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_fits_one_order_tells_the_order() {
        let mut counts = DateCounts::default();
        for value in [
            "03/04/1975",
            "٣١/١٢/١٩٧٥",
            "1975",
            "34",
            "",
            "نحو 1975",
            "12.31.75",
            "31-1-1980",
        ] {
            counts.add(value);
        }
        assert_eq!(
            (counts.day_first, counts.month_first, counts.either),
            (2, 1, 1)
        );
        assert_eq!(
            (counts.year_only, counts.small_number, counts.other),
            (1, 1, 1)
        );
        assert_eq!(counts.order(), DateOrder::DayMonthYear);
        let mut american = DateCounts::default();
        american.add("12/31/1975");
        assert_eq!(american.order(), DateOrder::MonthDayYear);
        let mut iso = DateCounts::default();
        iso.add("1975-12-31T00:00:00");
        assert_eq!(iso.order(), DateOrder::YearMonthDay);
    }
}
