//! One record of a list, as its office wrote it.

use super::person::Birth;
use super::sound::Language;

/// What a record can say; the order is that of the plain lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    RecId,
    List,
    Script,
    FullName,
    Given,
    Father,
    Grandfather,
    Mother,
    Family,
    Sex,
    BirthDate,
    BirthYear,
    BirthPlace,
    Governorate,
    RegistryNumber,
    NationalNumber,
}

impl Column {
    pub(super) const ALL: [(Column, &'static str); 16] = [
        (Column::RecId, "rec_id"),
        (Column::List, "list"),
        (Column::Script, "script"),
        (Column::FullName, "full_name"),
        (Column::Given, "given"),
        (Column::Father, "father"),
        (Column::Grandfather, "grandfather"),
        (Column::Mother, "mother"),
        (Column::Family, "family"),
        (Column::Sex, "sex"),
        (Column::BirthDate, "dob"),
        (Column::BirthYear, "birth_year"),
        (Column::BirthPlace, "birthplace"),
        (Column::Governorate, "governorate"),
        (Column::RegistryNumber, "registry_no"),
        (Column::NationalNumber, "national_id"),
    ];
}

/// A record. An empty string says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The language of the hand that wrote it; none where it is in Arabic.
    pub(super) language: Option<Language>,
    pub(super) full_name: String,
    pub(super) given: String,
    pub(super) father: String,
    pub(super) grandfather: String,
    pub(super) mother: String,
    pub(super) family: String,
    /// Whether the person is a man; none where the record does not say.
    pub(super) male: Option<bool>,
    pub(super) birth: Option<Birth>,
    pub(super) birth_year: Option<i64>,
    pub(super) birth_place: String,
    pub(super) governorate: String,
    pub(super) registry_number: String,
    pub(super) national_number: String,
}

impl Row {
    /// The value of a column that is text in every form of list.
    pub(super) fn text(&self, column: Column) -> &str {
        match column {
            Column::Script if self.language.is_some() => "lat",
            Column::Script => "ar",
            Column::FullName => &self.full_name,
            Column::Given => &self.given,
            Column::Father => &self.father,
            Column::Grandfather => &self.grandfather,
            Column::Mother => &self.mother,
            Column::Family => &self.family,
            Column::BirthPlace => &self.birth_place,
            Column::Governorate => &self.governorate,
            Column::RegistryNumber => &self.registry_number,
            Column::NationalNumber => &self.national_number,
            Column::RecId | Column::List | Column::Sex | Column::BirthDate | Column::BirthYear => {
                ""
            }
        }
    }
}
