//! Dates as they stand in a page, for filters. The text itself is never changed.

use arabic::letters::{as_ascii_digit, is_ignorable};

/// The years that a date in a page may have.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2035;

/// Dates written in digits, `day/month/year` or `year/month/day` with `/`, `-` or `.`, in either set
/// of digits; ISO form, sorted, each once. `month/day/year` is read only where nothing else is possible.
pub(super) fn dates_in(text: &str) -> Vec<String> {
    let plain: Vec<char> = text
        .chars()
        .map(as_ascii_digit)
        .filter(|c| !is_ignorable(*c))
        .collect();
    let mut found = std::collections::BTreeSet::new();
    let mut at = 0;
    while at < plain.len() {
        let starts = plain.get(at).is_some_and(char::is_ascii_digit);
        let inside = at > 0
            && plain
                .get(at - 1)
                .is_some_and(|c| c.is_ascii_digit() || is_separator(*c));
        if starts
            && !inside
            && let Some((date, length)) = date_at(plain.get(at..).unwrap_or_default())
        {
            found.insert(date);
            at += length;
            continue;
        }
        at += 1;
    }
    found.into_iter().collect()
}

fn date_at(text: &[char]) -> Option<(String, usize)> {
    let (a, a_len) = number(text)?;
    let separator = *text.get(a_len).filter(|c| is_separator(**c))?;
    let (b, b_len) = number(text.get(a_len + 1..)?)?;
    let second = a_len + 1 + b_len;
    if *text.get(second)? != separator {
        return None;
    }
    let (c, c_len) = number(text.get(second + 1..)?)?;
    let length = second + 1 + c_len;
    if text
        .get(length)
        .is_some_and(|c| c.is_ascii_digit() || *c == separator)
    {
        return None;
    }
    let (year, month, day) = match (a_len, c_len) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) if b <= 12 => (c, b, a),
        (1 | 2, 4) => (c, a, b),
        _ => return None,
    };
    let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| (format!("{year:04}-{month:02}-{day:02}"), length))
}

fn number(text: &[char]) -> Option<(u32, usize)> {
    let digits: String = text
        .iter()
        .take(5)
        .take_while(|c| c.is_ascii_digit())
        .collect();
    digits.parse().ok().map(|n| (n, digits.len()))
}

const fn is_separator(c: char) -> bool {
    matches!(c, '/' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_sets_of_digits_and_both_orders() {
        let text = "التاريخ: ٢٠١٣/٦/١١ و 12/7/2014 ثم 2011-04-18، وكتاب 5.3.2012";
        assert_eq!(
            dates_in(text),
            ["2011-04-18", "2012-03-05", "2013-06-11", "2014-07-12"]
        );
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        assert!(
            dates_in("1187/ص 12/2013 99/99/2013 1/2/3/2013 192.168.1.1 12/7-2014 31/13/1800")
                .is_empty()
        );
    }

    #[test]
    fn a_day_that_can_be_no_month_settles_the_order() {
        assert_eq!(dates_in("06/25/2013"), ["2013-06-25"]);
    }
}
