//! What a list can say of a person.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a column of a list says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The whole name in one string, as written.
    FullName,
    /// The person's own name.
    Given,
    /// The father's own name.
    Father,
    /// The father's father's own name.
    Grandfather,
    /// The family's name; on forms of the region الكنية.
    Family,
    /// The mother's name, with or without her family's.
    Mother,
    /// A name by a child: أبو خالد.
    Kunya,
    /// A by-name or nom de guerre.
    Laqab,
    /// A name of origin: الحلبي.
    Nisba,
    /// Sex.
    Sex,
    /// Date of birth, as written.
    BirthDate,
    /// Year of birth, where that is all, or beside the date.
    BirthYear,
    /// Age in years, where that is what the list gives.
    Age,
    /// Place of birth or origin.
    BirthPlace,
    /// Governorate, province.
    Governorate,
    /// Number in a civil register of a place (الخانة). Households share it.
    RegistryNumber,
    /// National number. It is evidence, never proof: digits are misread and papers forged.
    NationalNumber,
}

/// A word that names no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no field of a person; the fields are: {known}", known = Field::keys())]
pub struct NoSuchField(String);

impl Field {
    /// Every field, in the order in which people read them.
    pub const ALL: [Field; 17] = [
        Field::FullName,
        Field::Given,
        Field::Father,
        Field::Grandfather,
        Field::Family,
        Field::Mother,
        Field::Kunya,
        Field::Laqab,
        Field::Nisba,
        Field::Sex,
        Field::BirthDate,
        Field::BirthYear,
        Field::Age,
        Field::BirthPlace,
        Field::Governorate,
        Field::RegistryNumber,
        Field::NationalNumber,
    ];

    /// Its name in mapping files, models and answers.
    pub const fn key(self) -> &'static str {
        match self {
            Field::FullName => "full_name",
            Field::Given => "given",
            Field::Father => "father",
            Field::Grandfather => "grandfather",
            Field::Family => "family",
            Field::Mother => "mother",
            Field::Kunya => "kunya",
            Field::Laqab => "laqab",
            Field::Nisba => "nisba",
            Field::Sex => "sex",
            Field::BirthDate => "birth_date",
            Field::BirthYear => "birth_year",
            Field::Age => "age",
            Field::BirthPlace => "birth_place",
            Field::Governorate => "governorate",
            Field::RegistryNumber => "registry_number",
            Field::NationalNumber => "national_number",
        }
    }

    /// Whether it is a name, or a part of one, which a person bears.
    pub const fn is_name(self) -> bool {
        matches!(
            self,
            Field::FullName
                | Field::Given
                | Field::Father
                | Field::Grandfather
                | Field::Family
                | Field::Mother
                | Field::Kunya
                | Field::Laqab
                | Field::Nisba
        )
    }

    fn keys() -> String {
        Self::ALL.map(Self::key).join(", ")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl FromStr for Field {
    type Err = NoSuchField;

    fn from_str(text: &str) -> Result<Self, NoSuchField> {
        Self::ALL
            .into_iter()
            .find(|field| field.key() == text)
            .ok_or_else(|| NoSuchField(text.to_owned()))
    }
}
