//! The forms in which lists are written: files, headings, dates, code pages.

use super::Headings;
use super::list::List;
use super::person::Birth;
use super::row::{Column, Row};
use crate::day::Digits;
use encoding_rs::WINDOWS_1256;

/// How a form of list is kept as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tsv,
    /// With a mark at the start and commas, as Excel saves it; Arabic-Indic digits.
    CsvUtf8,
    /// Semicolons and the code page of Arabic Windows.
    Csv1256,
    /// Semicolons, UTF-8 without a mark.
    CsvSemicolon,
    Xlsx,
}

/// A form: the file, its columns with their headings, and how it writes sexes and dates.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) file: &'static str,
    pub(super) kind: Kind,
    pub(super) columns: &'static [(Column, &'static str)],
    man: &'static str,
    woman: &'static str,
    /// Between day, month and year; none writes 1984-03-17.
    between: Option<char>,
}

const fn plain(file: &'static str, between: Option<char>) -> Form {
    Form {
        file,
        kind: Kind::Tsv,
        columns: &Column::ALL,
        man: "m",
        woman: "f",
        between,
    }
}

const REGISTER: Form = Form {
    file: "detention.csv",
    kind: Kind::CsvUtf8,
    columns: &[
        (Column::RecId, "رقم السجل"),
        (Column::FullName, "الاسم الكامل"),
        (Column::Given, "الاسم"),
        (Column::Father, "اسم الأب"),
        (Column::Grandfather, "اسم الجد"),
        (Column::Family, "الكنية"),
        (Column::Mother, "اسم الأم"),
        (Column::Sex, "الجنس"),
        (Column::BirthDate, "تاريخ الولادة"),
        (Column::BirthYear, "المواليد"),
        (Column::BirthPlace, "مكان الولادة"),
        (Column::Governorate, "المحافظة"),
        (Column::RegistryNumber, "الخانة"),
        (Column::NationalNumber, "الرقم الوطني"),
    ],
    man: "ذكر",
    woman: "أنثى",
    between: Some('/'),
};

const PAYROLL: Form = Form {
    file: "payroll.csv",
    kind: Kind::Csv1256,
    columns: &[
        (Column::RecId, "الرقم الذاتي"),
        (Column::Given, "الاسم الأول"),
        (Column::Father, "الأب"),
        (Column::Family, "النسبة"),
        (Column::Mother, "الأم"),
        (Column::Sex, "الجنس"),
        (Column::BirthDate, "تاريخ الميلاد"),
        (Column::BirthYear, "سنة الميلاد"),
        (Column::BirthPlace, "محل الولادة"),
        (Column::Governorate, "المحافظة"),
        (Column::RegistryNumber, "رقم القيد"),
        (Column::NationalNumber, "الرقم الوطني"),
    ],
    man: "ذكر",
    woman: "أنثى",
    between: Some('/'),
};

const DUTCH: Form = Form {
    file: "asylum-nl.xlsx",
    kind: Kind::Xlsx,
    columns: &[
        (Column::RecId, "Dossiernummer"),
        (Column::Family, "Achternaam"),
        (Column::Given, "Voornaam"),
        (Column::Father, "Naam vader"),
        (Column::Mother, "Naam moeder"),
        (Column::Sex, "Geslacht"),
        (Column::BirthDate, "Geboortedatum"),
        (Column::BirthPlace, "Geboorteplaats"),
        (Column::Governorate, "Provincie"),
        (Column::NationalNumber, "Nationaal nummer"),
    ],
    man: "M",
    woman: "V",
    between: Some('-'),
};

const FRENCH: Form = Form {
    file: "asylum-fr.csv",
    kind: Kind::CsvSemicolon,
    columns: &[
        (Column::RecId, "N° de dossier"),
        (Column::Family, "Nom de famille"),
        (Column::Given, "Prénom"),
        (Column::Father, "Nom du père"),
        (Column::Mother, "Nom de la mère"),
        (Column::Sex, "Sexe"),
        (Column::BirthDate, "Date de naissance"),
        (Column::BirthPlace, "Lieu de naissance"),
        (Column::Governorate, "Gouvernorat"),
        (Column::NationalNumber, "Numéro national"),
    ],
    man: "H",
    woman: "F",
    between: Some('/'),
};

const GERMAN: Form = Form {
    file: "asylum-de.csv",
    kind: Kind::CsvSemicolon,
    columns: &[
        (Column::RecId, "Aktenzeichen"),
        (Column::Family, "Nachname"),
        (Column::Given, "Vorname"),
        (Column::Father, "Name des Vaters"),
        (Column::Mother, "Name der Mutter"),
        (Column::Sex, "Geschlecht"),
        (Column::BirthDate, "Geburtsdatum"),
        (Column::BirthPlace, "Geburtsort"),
        (Column::Governorate, "Provinz"),
        (Column::NationalNumber, "Nationalnummer"),
    ],
    man: "männlich",
    woman: "weiblich",
    between: Some('.'),
};

const COMMUNITY: Form = Form {
    file: "community.csv",
    kind: Kind::CsvSemicolon,
    columns: &[
        (Column::RecId, "ID"),
        (Column::FullName, "Full name"),
        (Column::Given, "First name"),
        (Column::Father, "Father's name"),
        (Column::Family, "Surname"),
        (Column::Sex, "Sex"),
        (Column::BirthYear, "Year of birth"),
        (Column::BirthPlace, "Place of birth"),
        (Column::Governorate, "Governorate"),
    ],
    man: "male",
    woman: "female",
    between: None,
};

impl Form {
    /// The forms of a list; with several, the first takes what no other is for.
    pub(super) fn of(list: List, headings: Headings) -> Vec<Form> {
        match (headings, list) {
            (Headings::Plain, List::Detention) => vec![plain("detention.tsv", Some('/'))],
            (Headings::Plain, List::Payroll) => vec![plain("payroll.tsv", Some('/'))],
            (Headings::Plain, List::Asylum) => vec![plain("asylum.tsv", None)],
            (Headings::Plain, List::Community) => vec![plain("community.tsv", None)],
            (Headings::Local, List::Detention) => vec![REGISTER],
            (Headings::Local, List::Payroll) => vec![PAYROLL],
            (Headings::Local, List::Asylum) => vec![DUTCH, FRENCH, GERMAN],
            (Headings::Local, List::Community) => vec![COMMUNITY],
        }
    }

    /// What stands in a column.
    pub(super) fn cell(&self, column: Column, row: &Row, list: List, rec_id: &str) -> String {
        let text = match column {
            Column::RecId => rec_id.to_owned(),
            Column::List => list.key().to_owned(),
            Column::Sex => match row.male {
                Some(true) => self.man.to_owned(),
                Some(false) => self.woman.to_owned(),
                None => String::new(),
            },
            Column::BirthDate => row.birth.map(|birth| self.date(birth)).unwrap_or_default(),
            Column::BirthYear => row.birth_year.map(|y| y.to_string()).unwrap_or_default(),
            _ => row.text(column).to_owned(),
        };
        match (self.kind, column) {
            // Numbers of records are what people find them by.
            (Kind::CsvUtf8, column) if column != Column::RecId => Digits::ArabicIndic.write(&text),
            _ => text,
        }
    }

    fn date(&self, birth: Birth) -> String {
        let Birth { year, month, day } = birth;
        match self.between {
            Some(mark) => format!("{day:02}{mark}{month:02}{mark}{year}"),
            None => format!("{year}-{month:02}-{day:02}"),
        }
    }

    /// Cells as a line of the file.
    pub(super) fn line(&self, cells: &[String]) -> Vec<u8> {
        let quoted = |mark: char| {
            let cells = cells
                .iter()
                .map(|cell| match cell.contains([mark, '"', '\n']) {
                    true => format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => cell.clone(),
                });
            format!("{}\r\n", cells.collect::<Vec<_>>().join(&mark.to_string()))
        };
        match self.kind {
            Kind::Tsv | Kind::Xlsx => format!("{}\n", cells.join("\t")).into_bytes(),
            Kind::CsvUtf8 => quoted(',').into_bytes(),
            Kind::CsvSemicolon => quoted(';').into_bytes(),
            Kind::Csv1256 => WINDOWS_1256.encode(&quoted(';')).0.into_owned(),
        }
    }
}
