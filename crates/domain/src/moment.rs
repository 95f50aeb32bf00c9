//! An instant, as a clock gave it. Clocks may be wrong; order comes from the ledger.

use crate::calendar::{civil_from_days, days_from_civil};
use std::fmt;
use std::str::FromStr;

/// Milliseconds since 1970-01-01T00:00:00Z, written `2026-11-23T14:09:36.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// A text that is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an instant is written `2026-11-23T14:09:36.000Z`")]
pub struct NotAMoment;

impl Moment {
    /// The instant so many milliseconds after the start of 1970, UTC.
    pub const fn from_unix_ms(unix_ms: i64) -> Self {
        Self(unix_ms)
    }

    /// Milliseconds since the start of 1970, UTC.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The instant as `2026-11-23 14:09`, UTC, for screens.
    pub fn to_minutes(self) -> String {
        self.to_string()
            .chars()
            .take(16)
            .collect::<String>()
            .replace('T', " ")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, ms) = (self.0.div_euclid(86_400_000), self.0.rem_euclid(86_400_000));
        let (year, month, day) = civil_from_days(day);
        let (s, ms) = (ms / 1000, ms % 1000);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{ms:03}Z",
            s / 3600,
            s / 60 % 60,
            s % 60
        )
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let shape = "dddd-dd-ddTdd:dd:dd.dddZ";
        let fits = |(have, want): (char, char)| {
            if want == 'd' {
                have.is_ascii_digit()
            } else {
                have == want
            }
        };
        if text.chars().count() != shape.len() || !text.chars().zip(shape.chars()).all(fits) {
            return Err(NotAMoment);
        }
        let number = |from, to| {
            text.get(from..to)
                .and_then(|t| t.parse::<i64>().ok())
                .ok_or(NotAMoment)
        };
        let days = days_from_civil(number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let seconds = number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?;
        let moment = Self(days * 86_400_000 + seconds * 1000 + number(20, 23)?);
        // Thirty-first of February and the like come back as another day.
        if moment.to_string() == text {
            Ok(moment)
        } else {
            Err(NotAMoment)
        }
    }
}

/// The years in which papers of our time can have been written.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;

/// The first year in a date as any program writes it: standing alone (`11 Jun 2013`) or in front of
/// month and day (`20130611`).
pub fn year_in(date: &str) -> Option<u16> {
    date.split(|c: char| !c.is_ascii_digit())
        .filter(|run| matches!(run.len(), 4 | 8 | 12 | 14))
        .filter_map(|run| run.get(..4)?.parse().ok())
        .find(|year| YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_every_form_in_which_programs_write_it() {
        for (value, year) in [
            ("2013-06-11T10:00:00Z", Some(2013)),
            ("Tue, 11 Jun 2013 10:00:00 +0300", Some(2013)),
            ("D:20130611100000+03'00'", Some(2013)),
            ("2013:06:11 10:00:00", Some(2013)),
            ("11/06/13", None),
            ("room 0412", None),
            ("", None),
        ] {
            assert_eq!(year_in(value), year, "{value}");
        }
    }
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_instant_survives_writing_and_reading(ms in -62_135_596_800_000i64..253_402_300_799_999) {
            let moment = Moment::from_unix_ms(ms);
            prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
        }
    }

    #[test]
    fn known_instants() {
        assert_eq!(
            Moment::from_unix_ms(0).to_string(),
            "1970-01-01T00:00:00.000Z"
        );
        assert_eq!(
            Moment::from_unix_ms(951_782_400_000).to_string(),
            "2000-02-29T00:00:00.000Z"
        );
        assert!("2013-02-31T00:00:00.000Z".parse::<Moment>().is_err());
        assert!("2013-02-11T24:00:00.000Z".parse::<Moment>().is_err());
    }
}
