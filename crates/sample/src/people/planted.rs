//! Cases that a demonstration has to show, planted among the people.

use super::name_stock::NameStock;
use super::person::{Birth, Household, Person};
use crate::SampleError;

/// What a planted person is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// One person in five records, each spelled otherwise.
    FiveSpellings,
    /// Two people who share given name, father and family.
    Homonyms,
    /// Two sisters a year apart.
    Siblings,
    /// Two brothers of one day.
    Twins,
    /// A father and the son who bears his name.
    FatherAndSon,
    /// Two sons of brothers, both named after their grandfather.
    Cousins,
}

impl Case {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Case::FiveSpellings => "five_spellings",
            Case::Homonyms => "homonyms",
            Case::Siblings => "siblings",
            Case::Twins => "twins",
            Case::FatherAndSon => "father_and_son",
            Case::Cousins => "cousins",
        }
    }

    /// How many records of such a person each list has: detention, payroll, asylum, community.
    pub(super) const fn records(self) -> [u32; 4] {
        match self {
            Case::FiveSpellings => [1, 0, 3, 1],
            Case::Homonyms | Case::Cousins => [1, 1, 1, 0],
            Case::Siblings | Case::Twins => [1, 0, 1, 1],
            Case::FatherAndSon => [1, 1, 0, 1],
        }
    }
}

/// given, father, grandfather, mother, her family, family; year, month, day of birth; town, register.
type Plan = (
    Case,
    u32,
    [&'static str; 6],
    [i64; 3],
    u32,
    i64,
    bool,
    Option<usize>,
);

const PLANS: [Plan; 11] = [
    (
        Case::FiveSpellings,
        0,
        ["عبد الرحمن", "يوسف", "شعيب", "خديجة", "الخياط", "الشرفوني"],
        [1984, 3, 17],
        17,
        611,
        true,
        None,
    ),
    (
        Case::Homonyms,
        1,
        ["خالد", "محمد", "حسين", "مريم", "الصباغ", "النجار"],
        [1979, 11, 2],
        3,
        204,
        true,
        None,
    ),
    (
        Case::Homonyms,
        2,
        ["خالد", "محمد", "سليمان", "نجاح", "العطار", "النجار"],
        [1980, 6, 23],
        29,
        77,
        true,
        None,
    ),
    (
        Case::Siblings,
        3,
        ["ريم", "جواد", "محمود", "سعاد", "الحلواني", "القرسيني"],
        [1991, 2, 9],
        12,
        333,
        false,
        None,
    ),
    (
        Case::Siblings,
        3,
        ["رنيم", "جواد", "محمود", "سعاد", "الحلواني", "القرسيني"],
        [1992, 4, 20],
        12,
        333,
        false,
        None,
    ),
    (
        Case::Twins,
        4,
        ["حسن", "وليد", "عمر", "هدى", "الدباغ", "السلواني"],
        [1995, 8, 14],
        30,
        918,
        true,
        None,
    ),
    (
        Case::Twins,
        4,
        ["حسين", "وليد", "عمر", "هدى", "الدباغ", "السلواني"],
        [1995, 8, 14],
        30,
        918,
        true,
        None,
    ),
    (
        Case::FatherAndSon,
        5,
        ["مصطفى", "إبراهيم", "مصطفى", "فاطمة", "الخباز", "الصواف"],
        [1951, 1, 25],
        45,
        1_502,
        true,
        None,
    ),
    (
        Case::FatherAndSon,
        6,
        ["إبراهيم", "مصطفى", "إبراهيم", "سلمى", "الطحان", "الصواف"],
        [1976, 9, 6],
        45,
        1_502,
        true,
        Some(7),
    ),
    (
        Case::Cousins,
        7,
        ["إسماعيل", "نزار", "إسماعيل", "زينب", "الكاتب", "الجلناري"],
        [1987, 5, 11],
        50,
        42,
        true,
        None,
    ),
    (
        Case::Cousins,
        8,
        ["إسماعيل", "ماهر", "إسماعيل", "هناء", "اللبان", "الجلناري"],
        [1988, 12, 3],
        50,
        42,
        true,
        None,
    ),
];

/// How many people are planted.
pub(super) const COUNT: u32 = PLANS.len() as u32;

/// The planted people, numbered from 0.
pub(super) fn people(stock: &NameStock) -> Result<Vec<Person>, SampleError> {
    let mut people = Vec::new();
    for (id, (case, house, names, birth, town, register, male, father)) in (0u32..).zip(PLANS) {
        let [
            given,
            father_name,
            grandfather,
            mother,
            mother_family,
            family,
        ] = names;
        let [year, month, day] = birth;
        // Father and son, and the two cousins, are of one clan.
        let clan = match case {
            Case::FatherAndSon => 5,
            Case::Cousins => 7,
            _ => house,
        };
        people.push(Person {
            id,
            given: stock.find(given)?,
            father: stock.find(father_name)?,
            grandfather: stock.find(grandfather)?,
            mother: stock.find(mother)?,
            mother_family: stock.find(mother_family)?,
            family: stock.find(family)?,
            male,
            birth: Birth { year, month, day },
            town,
            register,
            national: stock.town(town).number * 1_000_000_000 + 104_729 * u64::from(id + 1),
            household: Household {
                clan: u32::MAX - clan,
                number: house - clan,
            },
            father_id: father.and_then(|nth| u32::try_from(nth).ok()),
            mother_id: None,
            first_son: (case == Case::FatherAndSon && father.is_none())
                .then(|| stock.find("إبراهيم"))
                .transpose()?,
            case: Some(case),
        });
    }
    Ok(people)
}
