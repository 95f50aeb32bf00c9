//! Whether two values of a field say the same, however each is written.

use crate::birth::Birth;
use crate::mapping::DateOrder;
use crate::person::{number, sex};
use crate::{Field, Level, place};
use arabic::{Classes, fold, skeleton};

impl Field {
    /// Whether two values of this field say the same or nothing that speaks against it: a name in two
    /// scripts, `m` and `ذكر`, a date in two orders of digits, a year and a day of it.
    ///
    /// Where it cannot tell what a value means, letters decide.
    pub fn says_the_same(self, one: &str, other: &str) -> bool {
        let letters = || {
            fold::fold(one.trim(), Classes::SPELLING) == fold::fold(other.trim(), Classes::SPELLING)
        };
        match self {
            _ if self.is_name() => skeleton::may_be_same_name(one, other),
            Field::BirthPlace | Field::Governorate => {
                let known = |name| place::known(&place::written(name)).map(|(place, _)| place);
                match (known(one), known(other)) {
                    (Some(a), Some(b)) if a == b => true,
                    _ => skeleton::may_be_same_name(one, other),
                }
            }
            Field::Sex => match (sex(one), sex(other)) {
                (0, _) | (_, 0) => letters(),
                (a, b) => a == b,
            },
            Field::BirthDate | Field::BirthYear => {
                let read = |text| Birth::read(text, DateOrder::default());
                match (read(one), read(other)) {
                    (Some(a), Some(b)) => matches!(
                        a.level(b),
                        Some(Level::Same | Level::SameYear | Level::YearAndPlaceholder)
                    ),
                    _ => letters(),
                }
            }
            Field::RegistryNumber | Field::NationalNumber => number(one) == number(other),
            _ => letters(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_written_in_two_ways_say_the_same() {
        for (field, one, other) in [
            (Field::Sex, "m", "ذكر"),
            (Field::Sex, "weiblich", "أنثى"),
            (Field::BirthDate, "13/06/1967", "1967-06-13"),
            (Field::BirthDate, "١٣/٦/١٩٦٧", "1967"),
            (Field::BirthPlace, "حلب", "Aleppo"),
            (Field::NationalNumber, "٠١٢-٣٤", "01234"),
            (Field::Given, "سامر", "Samer"),
        ] {
            assert!(field.says_the_same(one, other), "{field}: {one} {other}");
        }
    }

    #[test]
    fn what_contradicts_does_not() {
        for (field, one, other) in [
            (Field::Sex, "m", "أنثى"),
            (Field::BirthDate, "13/06/1967", "1967-06-14"),
            (Field::BirthYear, "1967", "1968"),
            (Field::BirthPlace, "حلب", "Homs"),
            (Field::NationalNumber, "01234", "01235"),
            (Field::Family, "الحداد", "Nadir"),
        ] {
            assert!(!field.says_the_same(one, other), "{field}: {one} {other}");
        }
    }
}
