use super::*;
use proptest::prelude::*;

/// Lays a line out as an old PDF writer does: glyph by glyph from the left, numbers unturned.
fn seen_from_the_left(line: &str) -> String {
    reversal::whole_line(line)
}

const LINES: [&str; 7] = [
    "إدارة المخابرات العامة الفرع 41",
    "الرقم: 1187/ص التاريخ: 11/6/2013",
    "إلى السيد رئيس الفرع (مع المرفقات) نحيل إليكم الموقوف سامر الهادي",
    "تم نقل الموقوف إلى المشفى العسكري رقم ٦١٢ بتاريخ ٢٠١٣/٦/١١",
    "قررت اللجنة الأمنية في المحافظة ما يلي: أولاً توقيف المذكور",
    "مُحَمَّد عبد الرحمن الخطيب والدته فاطمة تولد حمص 1984",
    "البريد الإلكتروني archive@example.org للمراسلة",
];

#[test]
fn a_mirrored_line_is_turned_back() {
    for line in LINES {
        let seen = seen_from_the_left(line);
        assert_eq!(order_of(&seen), Order::Mirrored, "{seen}");
        assert_eq!(repair_line(&seen), line);
    }
}

#[test]
fn a_line_in_reading_order_is_left_alone() {
    for line in LINES {
        assert!(
            matches!(repair_line(line), Cow::Borrowed(_)),
            "{line}: {}",
            repair_line(line)
        );
    }
}

#[test]
fn letters_mirrored_inside_words_are_turned_word_by_word() {
    let line = "تم نقل الموقوف إلى الفرع 41. وصل رقم 1187، مع التقرير.";
    let broken = reversal::each_word(line);
    assert_eq!(order_of(&broken), Order::LettersMirrored);
    assert_eq!(repair_line(&broken), line);
}

#[test]
fn words_laid_out_from_the_left_are_put_back() {
    let line = "إلى السيد رئيس الفرع 41 كتاب رقم 1187";
    let broken = "1187 رقم كتاب 41 الفرع رئيس السيد إلى";
    assert_eq!(order_of(broken), Order::WordsMirrored);
    assert_eq!(repair_line(broken), line);
}

#[test]
fn presentation_forms_tell_the_order_and_become_letters() {
    assert_eq!(repair_line("ﻓﺮﻉ ﺍﻟﺘﺤﻘﻴﻖ"), "فرع التحقيق");
    assert_eq!(repair_line("ﻖﻴﻘﺤﺘﻟﺍ ﻉﺮﻓ"), "فرع التحقيق");
    assert_eq!(repair_line("ﺔﻴﻧﺪﻤﻟﺍ ﻝﺍﻮﺣﻷﺍ"), "الأحوال المدنية");
}

#[test]
fn a_lam_alef_taken_apart_the_wrong_way_is_set_right() {
    for (broken, right) in [
        ("األمن السياسي", "الأمن السياسي"),
        ("األلوان واأللوان", "الألوان والألوان"),
        ("واإلدارة العامة", "والإدارة العامة"),
        (
            "رئيس قسم األحوال خالل السنة األولى",
            "رئيس قسم الأحوال خلال السنة الأولى",
        ),
        (
            "األوراق الالزمة للسالمة ال غير",
            "الأوراق اللازمة للسلامة لا غير",
        ),
    ] {
        assert_eq!(repair_line(broken), right);
    }
}

#[test]
fn words_with_alef_lam_inside_stay() {
    for line in [
        "قال الرجل إن الحال والمال على حالها",
        "الأموال والأعمال",
        "بالأمس والآن",
        "ألم ألف",
    ] {
        assert_eq!(repair_line(line), line);
    }
}

#[test]
fn one_line_proves_swapped_pairs_for_the_page() {
    let page = "الثالثاء ثالثة\nاألمن العام\nخالل";
    assert_eq!(repair_page(page), "الثلاثاء ثلاثة\nالأمن العام\nخلال");
    assert!(matches!(repair_page("خالد\nقال"), Cow::Borrowed(_)));
}

#[test]
fn lines_without_arabic_are_left_alone() {
    for line in ["", "Page 3 of 7", "11/6/2013", "(a) [b]"] {
        assert!(matches!(repair_line(line), Cow::Borrowed(_)));
    }
}

proptest! {
    #[test]
    fn any_line_is_repaired_without_loss_of_letters(line in "[ا-ي0-9a-z().،/ ]{0,60}") {
        let mut before: Vec<char> = line.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut after: Vec<char> = repair_line(&line).chars().filter(|c| c.is_alphanumeric()).collect();
        before.sort_unstable();
        after.sort_unstable();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn arbitrary_text_does_not_break_the_repair(line in "\\PC{0,40}") {
        let _ = repair_line(&line);
    }
}
