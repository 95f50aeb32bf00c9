//! Numbers of leads and of persons.

use crate::RecordId;
use crate::id::NotAnId;
use std::fmt;
use std::str::FromStr;

/// The letters of base32 (RFC 4648).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Letters of a lead's number: 50 bits.
const LENGTH: usize = 10;

/// The number of a lead: two source records that may speak of one person. Written `L-` and ten
/// letters or digits.
///
/// INVARIANT: the number follows from the two records alone, whichever stands first, so a run of
/// another model finds the lead that was there, with what people decided on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeadId(String);

impl LeadId {
    /// What the number is a digest of.
    pub fn named_by(one: &RecordId, other: &RecordId) -> String {
        let (first, second) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        format!("isnad lead\n{first}\n{second}\n")
    }

    /// The lead whose [`LeadId::named_by`] has this SHA-256.
    pub fn from_digest(digest: &[u8; 32]) -> Self {
        let mut bits = digest
            .iter()
            .fold((0u64, 0usize), |(bits, taken), byte| {
                if taken < 8 {
                    (bits << 8 | u64::from(*byte), taken + 1)
                } else {
                    (bits, taken)
                }
            })
            .0;
        let mut text = String::from("L-");
        for _ in 0..LENGTH {
            let place = usize::try_from(bits >> 59).unwrap_or_default();
            text.push(LETTERS.get(place).copied().map_or('A', char::from));
            bits <<= 5;
        }
        Self(text)
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LeadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for LeadId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let letters = text.strip_prefix("L-").unwrap_or_default();
        if letters.len() == LENGTH && letters.bytes().all(|b| LETTERS.contains(&b)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnId::new(
                "a lead is written `L-` and ten capital letters or digits",
            ))
        }
    }
}

/// A person: a set of source records joined by decisions. Named by the smallest of its records,
/// `P-ISN-000012:7`.
///
/// Any of its records leads to the same person. The number changes only when a record with a smaller
/// number joins or the smallest is taken out; what was decided stands in the acts either way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(RecordId);

impl PersonId {
    /// The person of whom this is the smallest record, or one of the records.
    pub const fn of(record: RecordId) -> Self {
        Self(record)
    }

    /// The record that names the person.
    pub const fn record(&self) -> &RecordId {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("P-{}", self.0))
    }
}

impl FromStr for PersonId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        // A record number names its person as well.
        let record = text.strip_prefix("P-").unwrap_or(text);
        record.parse().map(Self).map_err(|_| {
            NotAnId::new("a person is written `P-ISN-000012:7`, after one of its records")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ItemId;

    fn record(row: u32) -> RecordId {
        RecordId::new(ItemId::new(12), 1, row)
    }

    #[test]
    fn a_lead_has_one_number_whichever_record_stands_first() {
        assert_eq!(
            LeadId::named_by(&record(7), &record(8)),
            LeadId::named_by(&record(8), &record(7))
        );
        assert_ne!(
            LeadId::named_by(&record(7), &record(8)),
            LeadId::named_by(&record(7), &record(9))
        );
    }

    #[test]
    fn a_number_is_written_in_ten_letters_and_read_again() {
        let mut digest = [0u8; 32];
        assert_eq!(LeadId::from_digest(&digest).to_string(), "L-AAAAAAAAAA");
        digest.fill(0xff);
        assert_eq!(LeadId::from_digest(&digest).to_string(), "L-7777777777");
        digest[0] = 0b0000_1000;
        let id = LeadId::from_digest(&digest);
        assert!(id.as_str().starts_with("L-BD7"), "{id}");
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in [
            "",
            "L-",
            "L-aaaaaaaaaa",
            "L-AAAAAAAAA",
            "L-AAAAAAAAA1",
            "M-AAAAAAAAAA",
        ] {
            assert!(wrong.parse::<LeadId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_person_is_found_by_any_record() {
        let person = PersonId::of(record(7));
        assert_eq!(person.to_string(), "P-ISN-000012:7");
        assert_eq!("P-ISN-000012:7".parse(), Ok(person.clone()));
        assert_eq!("ISN-000012:7".parse(), Ok(person));
        assert!("P-12".parse::<PersonId>().is_err());
    }
}
