use super::*;
use proptest::prelude::*;

/// The class alone makes the two spellings one, and without it they differ.
fn check(class: Classes, a: &str, b: &str) {
    assert_eq!(fold(a, class), fold(b, class), "{class:?}");
    let all_others = Classes::SPELLING
        .with(Classes::OCR_CONFUSIONS)
        .without(class);
    assert_ne!(
        fold(a, all_others),
        fold(b, all_others),
        "another class than {class:?} does it"
    );
    assert_eq!(fold(a, Classes::NONE), a);
}

#[test]
fn alef_with_and_without_hamza_is_one() {
    check(Classes::ALEF_HAMZA, "أحمد", "احمد");
    check(Classes::ALEF_HAMZA, "إدارة", "ادارة");
    check(Classes::ALEF_HAMZA, "آمر", "أمر");
    check(Classes::ALEF_HAMZA, "ٱلأمن", "الامن");
}

#[test]
fn hamza_on_its_seat_is_the_seat() {
    check(Classes::HAMZA_SEAT, "مؤيد", "مويد");
    check(Classes::HAMZA_SEAT, "رئيس", "رييس");
}

#[test]
fn ta_marbuta_is_ha() {
    check(Classes::TA_MARBUTA, "فاطمة", "فاطمه");
}

#[test]
fn alef_maqsura_and_persian_letters_are_one() {
    check(Classes::ALEF_MAQSURA, "على", "علي");
    check(Classes::ALEF_MAQSURA, "علی", "علي");
    check(Classes::ALEF_MAQSURA, "کتاب", "كتاب");
}

#[test]
fn stretching_means_nothing() {
    check(Classes::TATWEEL, "سـري", "سري");
}

#[test]
fn vowel_signs_mean_nothing() {
    check(Classes::HARAKAT, "مُحَمَّدٌ", "محمد");
    check(Classes::HARAKAT, "هٰذا", "هذا");
    check(Classes::HARAKAT, "قالۖ", "قال");
}

#[test]
fn digits_of_all_three_sets_are_one() {
    check(Classes::DIGITS, "٢٠١٣", "2013");
    check(Classes::DIGITS, "۲۰۱۳", "2013");
}

#[test]
fn presentation_forms_are_letters() {
    check(Classes::PRESENTATION_FORMS, "ﻓﺮﻉ", "فرع");
}

#[test]
fn lam_alef_in_any_form_is_two_letters() {
    assert_eq!(fold("ﻻ", Classes::LAM_ALEF), "لا");
    assert_eq!(fold("ﺳﻼﻡ", Classes::PRESENTATION_FORMS), "سلام");
    assert_eq!(fold("ﻷ", Classes::LAM_ALEF), "لأ");
    assert_eq!(fold("ﻷ", Classes::SPELLING), "لا");
    assert_eq!(
        fold(
            "ﻻ",
            Classes::SPELLING
                .without(Classes::LAM_ALEF)
                .without(Classes::PRESENTATION_FORMS)
        ),
        "ﻻ"
    );
}

#[test]
fn letters_that_differ_by_dots_are_one_only_when_asked() {
    check(Classes::OCR_CONFUSIONS, "حبيب", "خبيث");
    check(Classes::OCR_CONFUSIONS, "قاسم", "فاسم");
    for pair in [
        "بت", "بث", "بن", "بي", "جح", "حخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق",
    ] {
        let signs: Vec<String> = pair
            .chars()
            .map(|c| fold(&c.to_string(), Classes::OCR))
            .collect();
        assert_eq!(signs[0], signs[1], "{pair}");
    }
    assert!(!Classes::SPELLING.contains(Classes::OCR_CONFUSIONS));
    assert_eq!(fold("ئ", Classes::OCR), fold("ب", Classes::OCR));
}

#[test]
fn latin_is_small_and_without_accents() {
    check(Classes::LATIN, "Séraphin", "seraphin");
    check(Classes::LATIN, "Ma\u{2bf}rūf", "maruf");
    assert_eq!(fold("Größe", Classes::LATIN), "große");
}

#[test]
fn the_exact_form_does_not_depend_on_how_it_is_stored() {
    assert_eq!(composed("ا\u{654}حمد"), "أحمد");
    assert_eq!(composed("e\u{301}t\u{200f}e\u{301}"), "été");
    assert_ne!(composed("ﻓﺮﻉ"), "فرع");
}

#[test]
fn the_article_comes_off_alone_and_after_particles() {
    for form in [
        "السجن",
        "وبالسجن",
        "والسجن",
        "بالسجن",
        "كالسجن",
        "فالسجن",
        "للسجن",
        "وللسجن",
    ] {
        assert_eq!(
            stem(&fold(form, Classes::SPELLING), Classes::ARTICLE),
            "سجن",
            "{form}"
        );
    }
    assert_eq!(
        stem("الى", Classes::ARTICLE),
        "الى",
        "too short to lose a part"
    );
    assert_eq!(stem("وسجن", Classes::ARTICLE), "وسجن");
}

#[test]
fn clitics_come_off_both_ends() {
    for form in ["سجنه", "سجنهم", "وسجنها", "سجننا", "سجنكم"] {
        assert_eq!(stem(form, Classes::CLITICS), "سجن", "{form}");
    }
    for (form, bare) in [
        ("بمحضر", "محضر"),
        ("لمحضر", "محضر"),
        ("وبمحضر", "محضر"),
        ("فمحضره", "محضر"),
    ] {
        assert_eq!(stem(form, Classes::CLITICS), bare);
    }
    for whole in ["ولد", "بدر", "كلب", "فرع", "لواء", "2013", "book"] {
        assert_eq!(stem(whole, Classes::WORD_FORMS), whole);
    }
}

#[test]
fn joined_compound_names_have_two_parts() {
    for (joined, parts) in [
        ("عبدالرحمن", ("عبد", "الرحمن")),
        ("عبدالله", ("عبد", "الله")),
        ("ابوبكر", ("ابو", "بكر")),
        ("نورالدين", ("نور", "الدين")),
        ("نصرالله", ("نصر", "الله")),
        ("عبدربه", ("عبد", "ربه")),
    ] {
        assert_eq!(compound_parts(joined), Some(parts), "{joined}");
    }
    for word in [
        "عبد",
        "عبدو",
        "عبدي",
        "ابواب",
        "والدين",
        "بالله",
        "الخالدين",
        "ابن",
        "ابو",
        "نور",
    ] {
        assert_eq!(compound_parts(word), None, "{word}");
    }
}

#[test]
fn every_class_has_a_row_in_the_table() {
    let rows: Vec<Vec<&str>> = table::rows(include_str!("../../tables/folding.tsv")).collect();
    for (name, _) in Classes::NAMED
        .iter()
        .filter(|(n, _)| !matches!(*n, "latin" | "presentation_forms"))
    {
        assert!(rows.iter().any(|row| row[0] == *name), "{name}");
    }
    for row in rows {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(!row[4].is_empty(), "no source: {row:?}");
    }
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(word in "[\u{600}-\u{6ff}\u{fe70}-\u{fefc}a-zA-ZÀ-ÿ0-9]{0,12}") {
        for classes in [Classes::SPELLING, Classes::OCR] {
            let once = fold(&word, classes);
            prop_assert_eq!(fold(&once, classes), once);
        }
    }

    #[test]
    fn a_stem_is_part_of_its_word(word in "[ا-ي]{1,12}") {
        let stem = stem(&word, Classes::WORD_FORMS);
        prop_assert!(word.contains(stem) && !stem.is_empty());
    }
}
