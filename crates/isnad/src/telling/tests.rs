//! Eight leads of different kinds, told in English and Arabic. All names are invented.

use super::*;
use crate::texts::Texts;

fn step(
    field: Field,
    left: &str,
    right: &str,
    level: Level,
    weight: f32,
    one_in: Option<f64>,
) -> Step {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Step {
        field,
        left: said(left),
        right: said(right),
        level,
        weight,
        one_in,
    }
}

fn account(prior: f32, steps: Vec<Step>, probability: f64, others: &[(Relation, f64)]) -> Account {
    Account {
        relatives: 0.0,
        rivals: 0.0,
        prior,
        steps,
        probability,
        others: others.to_vec(),
    }
}

/// What each account is about, and the account.
fn accounts() -> Vec<(&'static str, Account)> {
    use Field::*;
    use Level::*;
    use Relation::*;
    vec![
        (
            "a good lead with one conflict",
            account(
                -13.2,
                vec![
                    step(Given, "سامر", "سامر", Same, 6.1, Some(310.0)),
                    step(Father, "يوسف", "Yousef", SameBySpelling, 3.4, Some(41.0)),
                    step(
                        Family,
                        "الحداد",
                        "حدّاد",
                        SameByLetterRules,
                        5.2,
                        Some(190.0),
                    ),
                    step(Mother, "هدى", "Huda", SameBySpelling, 5.9, Some(160.0)),
                    step(BirthYear, "1989", "1988", NearYear, 2.0, None),
                    step(BirthPlace, "قرية الزيتون", "الزيتونة", Similar, 1.2, None),
                    step(RegistryNumber, "412", "97", Different, -3.1, None),
                ],
                0.91,
                &[(Sibling, 0.05), (Cousin, 0.02), (Unrelated, 0.02)],
            ),
        ),
        (
            "brothers rather than one",
            account(
                -13.2,
                vec![
                    step(Given, "خالد", "Omar", Different, -6.4, None),
                    step(Father, "يوسف", "Youssef", SameBySpelling, 3.4, Some(41.0)),
                    step(Family, "الحداد", "Haddad", SameBySpelling, 5.2, Some(190.0)),
                    step(Mother, "هدى", "Hoda", SameBySpelling, 5.9, Some(160.0)),
                    step(BirthYear, "1989", "1992", YearsApart, -2.2, None),
                ],
                0.01,
                &[(Sibling, 0.93), (Twin, 0.001), (Unrelated, 0.059)],
            ),
        ),
        (
            "twins",
            account(
                -13.2,
                vec![
                    step(Given, "حسن", "حسين", Similar, -2.4, None),
                    step(Father, "علي", "علي", Same, 2.1, Some(17.0)),
                    step(
                        BirthDate,
                        "1990-04-12",
                        "1990-04-12",
                        Same,
                        9.7,
                        Some(9_800.0),
                    ),
                    step(Mother, "سعاد", "سعاد", Same, 5.0, Some(140.0)),
                ],
                0.31,
                &[(Twin, 0.58), (Sibling, 0.04), (Unrelated, 0.07)],
            ),
        ),
        (
            "father and son",
            account(
                -13.2,
                vec![
                    step(Given, "يوسف", "سامر", Different, -6.0, None),
                    step(Father, "سامر", "يوسف", OrderSwapped, 1.0, None),
                    step(Family, "الحداد", "الحداد", Same, 5.2, Some(190.0)),
                    step(BirthYear, "1958", "1989", Different, -7.0, None),
                ],
                0.002,
                &[(ParentAndChild, 0.88), (Unrelated, 0.118)],
            ),
        ),
        (
            "homonyms of a common name",
            account(
                -13.2,
                vec![
                    step(Given, "محمد", "Mohammed", SameBySpelling, 1.2, Some(6.0)),
                    step(Family, "الأحمد", "Al Ahmad", SameBySpelling, 2.3, Some(55.0)),
                    step(Father, "أحمد", "", OnlyOne, 0.0, None),
                    step(Governorate, "الشمالية", "الجنوبية", Different, -2.7, None),
                ],
                0.004,
                &[(Unrelated, 0.99), (Cousin, 0.006)],
            ),
        ),
        (
            "a placeholder for the day",
            account(
                -13.2,
                vec![
                    step(
                        FullName,
                        "ليلى قاسم",
                        "Kassem Leila",
                        OrderSwapped,
                        8.4,
                        Some(21_000.0),
                    ),
                    step(
                        BirthDate,
                        "1975-01-01",
                        "1975-08-30",
                        YearAndPlaceholder,
                        3.9,
                        None,
                    ),
                    step(Sex, "أنثى", "F", SameBySpelling, 1.0, Some(2.0)),
                ],
                0.52,
                &[(Unrelated, 0.46), (Cousin, 0.02)],
            ),
        ),
        (
            "numbers that nearly agree",
            account(
                -13.2,
                vec![
                    step(
                        NationalNumber,
                        "04012345678",
                        "04012345687",
                        OneDigitOff,
                        11.0,
                        None,
                    ),
                    step(RegistryNumber, "88", "88", Same, 4.0, Some(900.0)),
                    step(
                        BirthDate,
                        "03/07/1981",
                        "07/03/1981",
                        DayAndMonthSwapped,
                        5.5,
                        None,
                    ),
                    step(
                        BirthPlace,
                        "تل الورد",
                        "عين الجبل",
                        SameGovernorate,
                        0.9,
                        None,
                    ),
                ],
                0.985,
                &[(Sibling, 0.008), (Unrelated, 0.007)],
            ),
        ),
        (
            "nearly nothing to go by",
            account(
                -17.0,
                vec![
                    step(
                        Kunya,
                        "أبو خالد",
                        "Abu Khaled",
                        SameBySpelling,
                        4.4,
                        Some(70.0),
                    ),
                    step(Age, "32", "33", NearYear, 0.1, None),
                    step(BirthYear, "1981", "1981", SameYear, 3.1, None),
                    step(Nisba, "", "", OnlyOne, 0.0, None),
                ],
                0.001,
                &[(Unrelated, 0.998)],
            ),
        ),
        (
            "everything agrees",
            account(
                -13.2,
                vec![
                    step(
                        FullName,
                        "سامر يوسف الحداد",
                        "سامر يوسف الحداد",
                        Same,
                        24.0,
                        Some(2_400_000.0),
                    ),
                    step(
                        NationalNumber,
                        "04012345678",
                        "04012345678",
                        Same,
                        20.5,
                        None,
                    ),
                ],
                0.9996,
                &[(Unrelated, 0.0004)],
            ),
        ),
    ]
}

fn told(lang: Lang) -> String {
    let texts = Texts::load().unwrap();
    let mut out = String::new();
    for (name, account) in accounts() {
        out.push_str(&format!("== {name}\n"));
        let telling = tell(&account, lang, &|key, values| texts.say(lang, key, values));
        for sentence in telling.sentences() {
            out.push_str(sentence);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

#[test]
fn accounts_are_told_in_english() {
    insta::assert_snapshot!("english", told(Lang::En));
}

#[test]
fn accounts_are_told_in_arabic() {
    insta::assert_snapshot!("arabic", told(Lang::Ar));
}

#[test]
fn no_account_says_that_two_people_are_one_or_that_anybody_did_anything() {
    for word in told(Lang::En).split(|c: char| !c.is_alphabetic()) {
        let word = word.to_lowercase();
        assert!(
            ![
                "is",
                "suspect",
                "suspected",
                "perpetrator",
                "guilty",
                "identical"
            ]
            .contains(&word.as_str()),
            "`{word}`"
        );
    }
    for (lang, words) in [
        (Lang::Ar, &["مشتبه", "متهم", "مجرم"][..]),
        (Lang::Fr, &["suspect", "coupable"]),
        (Lang::Nl, &["verdacht", "dader", "schuldig"]),
    ] {
        let told = told(lang).to_lowercase();
        for word in words {
            assert!(!told.contains(word), "{lang:?}: {word}");
        }
    }
}

#[test]
fn every_language_opens_and_closes_with_the_lead_and_leaves_no_hole() {
    let texts = Texts::load().unwrap();
    for lang in Lang::ALL {
        let told = told(lang);
        assert!(!told.contains("account-"), "{lang:?} lacks a text");
        assert!(
            !told.chars().any(|c| ('\u{f8e0}'..='\u{f8f2}').contains(&c)),
            "{lang:?} shows a mark"
        );
        for (_, account) in accounts() {
            let telling = tell(&account, lang, &|key, values| texts.say(lang, key, values));
            let sentences: Vec<&str> = telling.sentences().collect();
            let say = |key: &str| texts.say(lang, key, &[]);
            assert_eq!(
                sentences.first().copied(),
                Some(say("account-opening").as_str())
            );
            assert_eq!(
                sentences.last().copied(),
                Some(say("account-closing").as_str())
            );
            assert_eq!(telling.steps.len(), account.steps.len());
        }
    }
}

#[test]
fn markup_of_values_is_escaped_and_isolated() {
    let texts = Texts::load().unwrap();
    let account = account(
        0.0,
        vec![step(
            Field::Given,
            "<b>",
            "سامر",
            Level::Different,
            -1.0,
            None,
        )],
        0.5,
        &[],
    );
    let telling = tell(&account, Lang::En, &|key, values| {
        texts.say_html(Lang::En, key, values)
    });
    assert_eq!(
        telling.steps,
        [
            "Given name: <bdi>&lt;b&gt;</bdi> on one side, <bdi>سامر</bdi> on the other; speaks against, <bdi>\u{2212}1.0</bdi>."
        ]
    );
    assert_eq!(telling.against, "What speaks against: Given name.");
}

#[test]
fn numbers_are_told_as_far_as_they_are_known() {
    for (number, shown) in [
        (1.0, 1),
        (41.4, 41),
        (310.0, 310),
        (9_412.0, 9_400),
        (23_456.0, 23_000),
    ] {
        assert_eq!(rounded(number), shown);
    }
    let say = |_: &str, values: &[(&str, String)]| {
        values.first().map(|(_, v)| v.clone()).unwrap_or_default()
    };
    assert_eq!(odds(7.5, &say), "180");
    assert_eq!(odds(-13.2, &say), "9400");
    assert_eq!(signed(3.44, Lang::En), "+3.4");
    assert_eq!(signed(-3.06, Lang::Nl), "\u{2212}3,1");
    assert_eq!(signed(-0.01, Lang::En), "0.0");
}
