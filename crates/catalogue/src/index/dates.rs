//! Dates of a precision, as day numbers.

use domain::calendar::days_from_civil;

/// First and last day, counted from 1970-01-01, of `2013`, `2013-06` or `2013-06-11`; `None` for
/// what is no date.
pub(crate) fn days_of(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split('-');
    let number = |part: Option<&str>, digits: usize| match part {
        None => Some(None),
        Some(part) if part.len() <= digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<i64>().ok().map(Some)
        }
        Some(_) => None,
    };
    let year = number(parts.next(), 4)?.filter(|year| (1..=9999).contains(year))?;
    let month = number(parts.next(), 2)?;
    let day = number(parts.next(), 2)?;
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some((days_from_civil(year, 1, 1), days_from_civil(year, 12, 31))),
        (Some(month), None) if (1..=12).contains(&month) => {
            let next = if month == 12 {
                days_from_civil(year + 1, 1, 1)
            } else {
                days_from_civil(year, month + 1, 1)
            };
            Some((days_from_civil(year, month, 1), next - 1))
        }
        (Some(month), Some(day)) if (1..=12).contains(&month) && day >= 1 => {
            let (first, last) = days_of(&format!("{year}-{month}"))?;
            let number = first + day - 1;
            (number <= last).then_some((number, number))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_covers_what_it_says_and_no_more() {
        assert_eq!(days_of("1970-01-01"), Some((0, 0)));
        assert_eq!(days_of("1970-01"), Some((0, 30)));
        assert_eq!(days_of("1970"), Some((0, 364)));
        assert_eq!(days_of("2012-02").map(|(a, b)| b - a), Some(28));
        assert_eq!(
            days_of("2013-12").map(|(_, b)| b),
            days_of("2013").map(|(_, b)| b)
        );
        for wrong in [
            "",
            "2013-13",
            "2013-02-29",
            "2013-00",
            "13-06-2013",
            "2013-6-1-1",
            "abc",
            "-2013",
            "2013-",
        ] {
            assert_eq!(days_of(wrong), None, "{wrong}");
        }
    }
}
