use super::*;

fn parts(name: &str) -> Vec<String> {
    let parsed = Name::parse(name);
    parsed.parts().iter().map(|p| p.text().to_owned()).collect()
}

fn score(one: &str, other: &str) -> f32 {
    let comparison = compare(&Name::parse(one), &Name::parse(other));
    Weights::shipped().account(&comparison).score()
}

#[test]
fn what_belongs_together_is_one_part() {
    assert_eq!(
        parts("عبد الرحمن أبو خالد الحسني"),
        ["عبدالرحمن", "أبوخالد", "الحسني"]
    );
    assert_eq!(parts("محمد بن أحمد"), ["محمد", "أحمد"]);
    assert_eq!(
        parts("Abd al-Rahman Abu Khalid EL HASSANI"),
        ["abdalrahman", "abukhalid", "elhassani"]
    );
    assert_eq!(parts("Al-Hasani, Sāmer"), ["samer", "alhasani"]);
    assert!(parts("— 12 —").is_empty());
}

#[test]
fn one_name_is_found_in_the_spellings_of_many_hands() {
    for (arabic, latin) in [
        ("سامر الهادي", "Samer al-Hadi"),
        ("سامر الهادي", "Samir Alhady"),
        ("خالد يوسف الحداد", "Khaled Youssef Haddad"),
        ("خالد يوسف الحداد", "Chaled Jussuf al-Haddad"),
        ("عبد الرحمن شريف", "Abdurrahman Cherif"),
        ("جمال قاسم", "Djamel Kassem"),
        ("جمال قاسم", "Cemal Kasim"),
    ] {
        let found = score(arabic, latin);
        assert!(found > 0.6, "{arabic} {latin}: {found}");
    }
}

#[test]
fn another_name_is_another() {
    for (one, other) in [
        ("سامر الهادي", "Khaled Youssef"),
        ("خالد يوسف الحداد", "Khaled Youssef Najjar"),
        ("خالد يوسف الحداد", "Walid Youssef Haddad"),
        ("Samer Hadi", "Nizar Kabbani"),
        ("سامر الهادي", "وليد النجار"),
    ] {
        let found = score(one, other);
        assert!(found < 0.4, "{one} {other}: {found}");
    }
}

#[test]
fn the_order_of_two_names_does_not_matter_to_their_score() {
    let names = [
        "سامر خالد الهادي",
        "Samer Hadi",
        "Al-Hadi, Samer",
        "خالد",
        "",
        "Umm Khaled",
    ];
    for one in names {
        for other in names {
            let (there, back) = (score(one, other), score(other, one));
            assert!((there - back).abs() < 1e-4, "{one} {other}: {there} {back}");
        }
    }
}

#[test]
fn order_is_meaning() {
    let straight = score("خالد سامر الهادي", "Khaled Samer al-Hadi");
    let father = score("خالد سامر الهادي", "Samer al-Hadi");
    assert!(
        straight > father,
        "a son is not his father: {straight} {father}"
    );
    let swapped = compare(&Name::parse("الهادي خالد"), &Name::parse("Khaled al-Hadi"));
    assert!(swapped.order_swapped);
}

#[test]
fn a_name_without_letters_is_like_none() {
    assert!(score("", "Samer") < 0.1);
    assert!(score("", "") < 0.1);
    assert!(score("???", "سامر") < 0.1);
}

#[test]
fn a_part_weighs_more_the_better_it_agrees() {
    let weights = Weights::shipped();
    for scripts in [Scripts::Arabic, Scripts::Mixed, Scripts::Latin] {
        let all: Vec<f32> = (-20..=15)
            .map(|tenth| weights.of_part(scripts, tenth as f32 / 10.0))
            .collect();
        assert!(
            all.windows(2).all(|pair| pair[0] <= pair[1] + 1e-6),
            "{scripts:?} {all:?}"
        );
        assert!(
            all[0] < -2.0 && *all.last().unwrap() > 0.5,
            "{scripts:?} {all:?}"
        );
    }
}

#[test]
fn near_common_names_are_told_apart() {
    let between = |one: &str, other: &str| {
        let (one, other) = (Name::parse(one), Name::parse(other));
        part_agreement(&one.parts()[0], &other.parts()[0])
    };
    for (one, same, other) in [
        ("سلمان", "سلمن", "سليمان"),
        ("سلمان", "Salman", "Suleiman"),
        ("منير", "Mounir", "منيف"),
        ("حسن", "Hasan", "حسين"),
        ("سعد", "Saad", "سعيد"),
        ("محمد", "Mohamed", "محمود"),
        ("أحمد", "احمد", "حمد"),
        ("Mahmoud", "محمود", "Mohamed"),
    ] {
        let (same, other) = (between(one, same), between(one, other));
        assert!(same > 0.6 && other < 0.5, "{one}: {same} {other}");
    }
    // A slip in a name that is no other name stays near.
    assert!(between("حمدي", "جمدي") > 0.5);
}

#[test]
fn words_torn_apart_or_written_in_one_still_meet() {
    for (one, other) in [
        ("احمدتحسين حجازي", "أحمد تحسين حجازي"),
        ("K haled Najjar", "Khaled Najjar"),
        ("صلاح الدين النجار", "Slaheddine Najjar"),
        ("صلاحالدين النجار", "Salah ad-Din Najjar"),
        ("نور الدين", "Noureddine"),
    ] {
        let found = score(one, other);
        assert!(found > 0.5, "{one} {other}: {found}");
    }
    let joined = compare(
        &Name::parse("احمدتحسين حجازي"),
        &Name::parse("أحمد تحسين حجازي"),
    );
    assert!(joined.levels().contains(&Level::CompoundJoined));
    assert_eq!(joined.unmatched, 0);
}

proptest::proptest! {
    #[test]
    fn two_parts_agree_alike_either_way(one in "[ا-ي]{1,9}|[a-z]{1,11}", other in "[ا-ي]{1,9}|[a-z]{1,11}") {
        let (a, b) = (Name::parse(&one), Name::parse(&other));
        if let ([a], [b]) = (a.parts(), b.parts()) {
            let (there, back) = (part_agreement(a, b), part_agreement(b, a));
            proptest::prop_assert!((there - back).abs() < 1e-4, "{one} {other} {there} {back}");
            proptest::prop_assert!(there >= -1.5);
        }
    }

    #[test]
    fn spaces_and_short_vowels_change_no_score(spaces in 1usize..5, at in 1usize..5) {
        let plain = "سامر خالد الصنوبري";
        let written: String = plain.chars().enumerate().flat_map(|(i, c)| {
            let mark = (c != ' ' && i % at == 0).then_some('\u{650}');
            std::iter::repeat_n(c, if c == ' ' { spaces } else { 1 }).chain(mark)
        }).collect();
        let other = "Samer Khaled Sanawbari";
        proptest::prop_assert_eq!(score(&written, other), score(plain, other));
    }

    #[test]
    fn any_two_texts_have_a_score(one in ".{0,40}", other in ".{0,40}") {
        let found = score(&one, &other);
        proptest::prop_assert!((0.0..=1.0).contains(&found));
    }
}
