use super::*;
use crate::names::Name;

fn part(name: &str) -> Part {
    let parsed = Name::parse(name);
    assert_eq!(parsed.parts().len(), 1, "{name}");
    parsed.parts()[0].clone()
}

fn names_of(written: &str) -> Vec<&'static str> {
    groups(&part(written))
        .iter()
        .map(|share| name(share.group))
        .collect()
}

#[test]
fn the_spellings_of_a_name_are_one_group() {
    for spellings in [
        &["محمد", "Mohamed", "Muhammad", "MEHMET", "مُحَمَّد"][..],
        &["أحمد", "احمد", "Ahmet", "Achmed"],
        &["الحسن", "حسن", "al-Hasan", "Hasan", "Hassan"],
        &[
            "عبد الرحمن",
            "عبدالرحمن",
            "Abdurrahman",
            "Abd al-Rahman",
            "Abdel Rahman",
        ],
        &["داود", "داوود", "Daoud"],
        &["الياس", "إلياس", "Elias"],
        &["فاطمة", "فاطمه", "Fatma"],
    ] {
        let first = group(&part(spellings[0]));
        assert!(first.is_some(), "{}", spellings[0]);
        for spelling in spellings {
            assert_eq!(group(&part(spelling)), first, "{spelling}");
        }
    }
}

#[test]
fn names_that_differ_by_a_letter_are_different_groups() {
    for (one, other) in [
        ("سلمان", "سليمان"),
        ("منير", "منيف"),
        ("حسن", "حسين"),
        ("سعد", "سعيد"),
        ("محمد", "محمود"),
        ("أحمد", "حمد"),
    ] {
        assert_ne!(group(&part(one)), group(&part(other)), "{one} {other}");
    }
}

#[test]
fn a_spelling_that_serves_two_names_tells_both() {
    let found = names_of("Hassan");
    assert!(
        found.contains(&"حسن") && found.contains(&"حسان"),
        "{found:?}"
    );
    let found = names_of("Samir");
    assert!(
        found.contains(&"سمير") && found.contains(&"سامر"),
        "{found:?}"
    );
}

#[test]
fn shares_of_a_spelling_sum_to_one_and_the_likeliest_comes_first() {
    for shares in COMMON.arabic.values().chain(COMMON.latin.values()) {
        let sum: f32 = shares.iter().map(|share| share.share).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{shares:?}");
        assert!(shares.windows(2).all(|two| two[0].share >= two[1].share));
    }
}

#[test]
fn common_names_are_more_common_than_rare_ones() {
    let one_in = |written: &str| frequency(&part(written)).one_in;
    assert!(one_in("محمد") < 30.0);
    assert!((one_in("Mohamed") / one_in("محمد") - 1.0).abs() < 0.1);
    assert!(one_in("حسن") > one_in("محمد"));
    assert!(one_in("منيف") > one_in("حسن"));
    let unknown = frequency(&part("قرطبلخانجي"));
    assert!(!unknown.listed && unknown.one_in >= UNLISTED.0);
    assert!(one_in("بخبغظضذث") >= unknown.one_in);
}

#[test]
fn every_row_of_the_table_is_read() {
    let rows = include_str!("../../../tables/names/common_names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("unlisted"))
        .count();
    assert_eq!(count(), rows);
    let (base, slope) = COMMON.unlisted;
    assert!(base > 0.0 && slope > 0.0);
    let all: f32 = COMMON.rows.iter().map(|row| 1.0 / row.one_in).sum();
    assert!(
        (0.4..1.2).contains(&all),
        "the shares of all names sum to {all}"
    );
}
