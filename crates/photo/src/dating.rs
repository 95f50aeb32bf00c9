//! Numbers as dates, in every order in which they may stand.

use crate::day::Date;
use crate::written::Piece;

/// A number and how many digits it is written with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits {
    pub value: u32,
    pub length: usize,
}

impl Digits {
    pub(crate) fn of(piece: &Piece) -> Option<Self> {
        Some(Self {
            value: piece.number()?,
            length: piece.key.len(),
        })
    }

    /// As a year: four digits, or the last two of one of this century or of the seventies and later.
    pub(crate) fn year(self) -> Option<u16> {
        match (self.length, self.value) {
            (4, value @ 1970..=2099) => u16::try_from(value).ok(),
            (2, value @ 0..=40) => u16::try_from(2000 + value).ok(),
            (2, value @ 70..=99) => u16::try_from(1900 + value).ok(),
            _ => None,
        }
    }

    /// As the number of a month.
    pub(crate) fn month(self) -> Option<u8> {
        u8::try_from(self.value)
            .ok()
            .filter(|month| self.length <= 2 && (1..=12).contains(month))
    }

    /// As the number of a day.
    pub(crate) fn day(self) -> Option<u8> {
        u8::try_from(self.value)
            .ok()
            .filter(|day| self.length <= 2 && (1..=31).contains(day))
    }
}

/// Puts a date behind the others, unless it is none or already there.
fn add(dates: &mut Vec<Date>, year: Option<u16>, month: Option<u8>, day: Option<u8>) {
    if let Some(date) = Date::of(year, month, day)
        && !dates.contains(&date)
    {
        dates.push(date);
    }
}

/// The dates that three numbers may be, the usual one first: in Syria day, month, year (domain facts
/// 2.3), and the year in front where a program wrote it.
pub(crate) fn three(a: Digits, b: Digits, c: Digits) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut full = |year: Digits, month: Digits, day: Digits| {
        if let (Some(year), Some(month), Some(day)) = (year.year(), month.month(), day.day()) {
            add(&mut dates, Some(year), Some(month), Some(day));
        }
    };
    if a.length == 4 {
        full(a, b, c);
        full(a, c, b);
    } else if c.length == 4 {
        full(c, b, a);
        full(c, a, b);
    } else {
        full(c, b, a);
        full(a, b, c);
        full(c, a, b);
    }
    dates
}

/// The dates that two numbers may be: a day and its month, or a month and its year.
pub(crate) fn two(a: Digits, b: Digits) -> Vec<Date> {
    let mut dates = Vec::new();
    if a.length == 4 || b.length == 4 {
        let (year, month) = if a.length == 4 { (a, b) } else { (b, a) };
        if let (Some(year), Some(month)) = (year.year(), month.month()) {
            add(&mut dates, Some(year), Some(month), None);
        }
        return dates;
    }
    for (day, month) in [(a, b), (b, a)] {
        if let (Some(day), Some(month)) = (day.day(), month.month()) {
            add(&mut dates, None, Some(month), Some(day));
        }
    }
    dates
}

/// The dates that eight digits in a row may be.
pub(crate) fn eight(digits: &str) -> Vec<Date> {
    let part = |from: usize, to: usize| {
        let value = digits.get(from..to)?.parse().ok()?;
        Some(Digits {
            value,
            length: to - from,
        })
    };
    let mut dates = Vec::new();
    if digits.len() == 8 {
        for places in [[(0, 4), (4, 6), (6, 8)], [(4, 8), (2, 4), (0, 2)]] {
            let [year, month, day] = places.map(|(from, to)| part(from, to));
            if let (Some(year), Some(month), Some(day)) = (year, month, day) {
                add(&mut dates, year.year(), month.month(), day.day());
            }
        }
    }
    dates.retain(|date| date.day().is_some());
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Digits {
        Digits {
            value: text.parse().unwrap(),
            length: text.len(),
        }
    }

    fn told(dates: &[Date]) -> String {
        let dates: Vec<_> = dates.iter().map(Date::to_string).collect();
        dates.join(" ")
    }

    #[test]
    fn the_usual_order_comes_first_and_the_others_are_kept() {
        let of = |a, b, c| told(&three(digits(a), digits(b), digits(c)));
        assert_eq!(of("20", "7", "2011"), "2011-07-20");
        assert_eq!(of("3", "4", "2013"), "2013-04-03 2013-03-04");
        assert_eq!(of("2013", "4", "3"), "2013-04-03 2013-03-04");
        assert_eq!(of("1", "2", "13"), "2013-02-01 2013-01-02");
        assert_eq!(of("31", "2", "2013"), "");
        assert_eq!(of("274", "2", "2013"), "");
    }

    #[test]
    fn two_numbers_are_a_day_or_a_month() {
        let of = |a, b| told(&two(digits(a), digits(b)));
        assert_eq!(of("20", "7"), "--07-20");
        assert_eq!(of("7", "6"), "--06-07 --07-06");
        assert_eq!(of("2011", "07"), "2011-07");
        assert_eq!(of("07", "2011"), "2011-07");
        assert_eq!(of("274", "92"), "");
        assert_eq!(told(&eight("20110720")), "2011-07-20");
        assert_eq!(told(&eight("20072011")), "2011-07-20");
        assert_eq!(told(&eight("99999999")), "");
    }
}
