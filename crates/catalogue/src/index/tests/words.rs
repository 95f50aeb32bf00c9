//! Which words find which, and what is marked.

use super::*;

/// Each spelling finds all the others by default, and only itself when sought exactly.
fn check(spellings: &[&str]) {
    let store = texts(spellings);
    let all: Vec<u32> = (1..=spellings.len() as u32).collect();
    for (number, spelling) in (1u32..).zip(spellings) {
        assert_eq!(store.found(spelling), all, "{spelling}");
        assert_eq!(
            store.found(&format!("exact:{spelling}")),
            [number],
            "{spelling}"
        );
        let strict = Options {
            letter_variants: false,
            ..Options::default()
        };
        assert_eq!(store.found_with(spelling, strict), [number], "{spelling}");
        for text in spellings {
            assert_eq!(marked(text, spelling), [*text], "{spelling} marks {text}");
        }
    }
}

#[test]
fn spellings_of_each_class_find_each_other() {
    check(&["أحمد", "احمد", "آحمد", "ٱحمد"]);
    check(&["مؤيد", "مويد"]);
    check(&["فاطمة", "فاطمه"]);
    check(&["مصطفى", "مصطفي", "مصطفی"]);
    check(&["سري", "ســري"]);
    check(&["محمد", "مُحَمَّد"]);
    check(&["٢٠١٣", "2013", "۲۰۱۳"]);
    check(&["فرع", "ﻓﺮﻉ"]);
    check(&["سلام", "سﻼم"]);
    check(&["Séraphin", "seraphin", "SERAPHIN"]);
}

#[test]
fn joined_and_split_compounds_find_each_other_in_phrases_too() {
    let store = texts(&[
        "السيد عبدالرحمن الخطيب",
        "السيد عبد الرحمن الخطيب",
        "الرحمن عبد",
    ]);
    assert_eq!(store.found("عبدالرحمن"), [1, 2]);
    assert_eq!(store.found("\"عبد الرحمن\""), [1, 2]);
    assert_eq!(store.found("\"عبدالرحمن الخطيب\""), [1, 2]);
    assert_eq!(store.found("\"السيد عبد الرحمن الخطيب\""), [1, 2]);
    assert_eq!(store.found("عبدالرح*"), [1, 2]);
    assert_eq!(
        marked("السيد عبدالرحمن الخطيب", "\"عبد الرحمن\""),
        ["عبدالرحمن"]
    );
    assert_eq!(marked("ابن عبد الرحمن", "عبدالرحمن"), ["عبد", "الرحمن"]);
    let store = texts(&["أبوبكر", "أبو بكر", "نورالدين", "نور الدين"]);
    assert_eq!(store.found("ابو بكر"), [1, 2]);
    assert_eq!(store.found("نورالدين"), [3, 4]);
}

#[test]
fn article_and_clitics_are_word_forms_that_can_be_switched_off() {
    let store = texts(&["السجن", "وبالسجن", "سجنه", "سجن", "سجين"]);
    assert_eq!(store.found("سجن"), [1, 2, 3, 4]);
    assert_eq!(store.found("السجن"), [1, 2, 3, 4]);
    let plain = Options {
        word_forms: false,
        ..Options::default()
    };
    assert_eq!(store.found_with("سجن", plain), [4]);
    assert_eq!(marked("نقل إلى السجن وسجنه", "سجن"), ["السجن", "وسجنه"]);
}

#[test]
fn letters_misread_by_their_dots_are_found_only_when_asked() {
    let store = texts(&["الحطيب", "الخطيب"]);
    assert_eq!(store.found("الخطيب"), [2]);
    let tolerant = Options {
        ocr_tolerant: true,
        ..Options::default()
    };
    assert_eq!(store.found_with("الخطيب", tolerant), [1, 2]);
    let store = texts(&["تقل الموفوف"]);
    assert_eq!(store.found_with("\"نقل الموقوف\"", tolerant), [1]);
}

#[test]
fn names_are_found_across_scripts() {
    let store = texts(&[
        "يوسف الحداد",
        "Yousef al-Haddad",
        "سامر النجار",
        "عبد الرحمن الشامي",
    ]);
    for line in [
        "Yousef al-Haddad",
        "Yusuf el Haddad",
        "youssef haddad",
        "\"Yousef al-Haddad\"",
    ] {
        assert!(store.found(line).contains(&1), "{line}");
        assert!(!store.found(line).contains(&3), "{line}");
    }
    assert_eq!(store.found("يوسف الحداد"), [1, 2]);
    assert_eq!(store.found("Abdulrahman Chami"), [4]);
    assert_eq!(
        marked("المدعو يوسف الحداد تولد", "Yousef al-Haddad"),
        ["يوسف", "الحداد"]
    );
    assert_eq!(marked("by Yousef al-Haddad,", "الحداد"), ["Haddad"]);
    assert!(store.found("report").is_empty());
}

#[test]
fn phrases_keep_order_and_nearness_counts_words_between() {
    let store = texts(&[
        "نقل الموقوف سامر",
        "الموقوف نقل",
        "نقل أمس الموقوف",
        "نقل ليلا من السجن ذاته الموقوف",
    ]);
    assert_eq!(store.found("\"نقل الموقوف\""), [1]);
    assert_eq!(store.found("نقل الموقوف"), [1, 2, 3, 4]);
    assert_eq!(store.found("\"نقل الموقوف\"~1"), [1, 3]);
    assert_eq!(store.found("\"نقل الموقوف\"~4"), [1, 2, 3, 4]);
    assert_eq!(
        marked("نقل سامر ثم نقل الموقوف", "\"نقل الموقوف\""),
        ["نقل", "الموقوف"]
    );
    assert_eq!(
        marked("نقل أمس الموقوف", "\"نقل الموقوف\"~1"),
        ["نقل", "الموقوف"]
    );
    assert!(marked("الموقوف نقل", "\"نقل الموقوف\"").is_empty());
}

#[test]
fn exact_phrases_fold_nothing() {
    let store = texts(&["إدارة الأمن", "اداره الامن"]);
    assert_eq!(store.found("\"إدارة الأمن\""), [1, 2]);
    assert_eq!(store.found("=\"إدارة الأمن\""), [1]);
    assert_eq!(store.found("exact:\"اداره الامن\""), [2]);
}

#[test]
fn beginnings_and_near_spellings() {
    let store = texts(&["نقليات", "نقلوا", "منقول", "يوسف", "يوسق", "يسوف", "أنقل"]);
    assert_eq!(store.found("نقل*"), [1, 2]);
    assert_eq!(store.found("يوسف~1"), [4, 5, 6]);
    assert_eq!(marked("نقليات ومنقول", "نقل*"), ["نقليات"]);
    assert_eq!(marked("يوسق يسوف يونس", "يوسف~1"), ["يوسق", "يسوف"]);
}

#[test]
fn a_beginning_finds_more_than_fifty_words() {
    let words: Vec<String> = (0..300).map(|n| format!("AB{n}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(texts(&words).found("ab*").len(), 300);
}

#[test]
fn references_are_found_whole_in_parts_and_from_either_end() {
    let store = texts(&[
        "رقم 1187/ص",
        "رقم ١١٨٧/ص",
        "الرقم 8/2051",
        "تاريخ ١١/٦/٢٠١٣",
        "تاريخ 2013/6/11",
        "1187",
    ]);
    assert_eq!(store.found("1187/ص"), [1, 2]);
    assert_eq!(store.found("1187"), [1, 2, 6]);
    assert_eq!(store.found("2051/8"), [3]);
    assert_eq!(store.found("2013/6/11"), [4, 5]);
    assert_eq!(marked("رقم ١١٨٧/ص في", "1187/ص"), ["١١٨٧/ص"]);
}

#[test]
fn and_or_not_and_brackets() {
    let store = texts(&["نقل موقوف", "نقل سجن", "موقوف سجن", "تعميم"]);
    assert_eq!(store.found("نقل AND موقوف"), [1]);
    assert_eq!(store.found("نقل OR تعميم"), [1, 2, 4]);
    assert_eq!(store.found("نقل -موقوف"), [2]);
    assert_eq!(store.found("NOT نقل"), [3, 4]);
    assert_eq!(store.found("سجن (نقل OR موقوف)"), [2, 3]);
    assert_eq!(store.found("سجن NOT (نقل OR تعميم)"), [3]);
    assert_eq!(store.found("-نقل -تعميم"), [3]);
    assert_eq!(store.found("نقل – موقوف"), [1]);
    assert_eq!(store.found(""), [1, 2, 3, 4]);
    assert!(store.found("–").is_empty());
    assert!(marked("نقل موقوف", "نقل -موقوف").contains(&"نقل".to_owned()));
    assert_eq!(marked("نقل موقوف", "نقل -موقوف").len(), 1);
}

#[test]
fn fields_narrow_the_search() {
    let mut pages = vec![
        page(1, "نقل"),
        page(2, "نقل"),
        page(3, "نقل"),
        page(4, "نقل"),
    ];
    pages[0].path = "أرشيف/الفرع 41/كتب 2013/نقل.pdf".to_owned();
    pages[1].kind = "docx".to_owned();
    pages[1].dates = vec!["2013-06-11".to_owned(), "2015".to_owned()];
    pages[2].state = ItemState::ReadInPart;
    pages[2].dates = vec!["2013-06".to_owned()];
    pages[2].language = "fr".to_owned();
    pages[3].accession = AccessionId::new(2);
    pages[3].item = ItemId::new(4).member(2).member(1);
    pages[3].dates = vec!["2013".to_owned(), "nonsense".to_owned()];
    let store = Store::of(&pages);
    for (line, want) in [
        ("kind:docx", &[2][..]),
        ("kind:pdf,docx", &[1, 2, 3, 4]),
        ("state:read_in_part", &[3]),
        ("language:fr", &[3]),
        ("accession:A-0002", &[4]),
        ("item:ISN-000004", &[4]),
        ("item:ISN-000004.2", &[4]),
        ("item:ISN-000004.1", &[]),
        ("path:الفرع", &[1]),
        ("path:\"الفرع 41\"", &[1]),
        ("path:ارشيف/الفرع", &[1]),
        ("path:scans", &[2, 3, 4]),
        ("path:\"41 الفرع\"", &[]),
        ("نقل -kind:docx -accession:2", &[1, 3]),
        // A date counts only where it lies wholly within: "2013" alone is not June.
        ("date:2013", &[2, 3, 4]),
        ("date:2013-06", &[2, 3]),
        ("date:2013-06-11", &[2]),
        ("date:2013-06-12", &[]),
        ("date:2013-05..2013-07", &[2, 3]),
        ("date:2013-06-02..2013-06-30", &[2]),
        ("date:2014..", &[2]),
        ("date:..2012", &[]),
    ] {
        assert_eq!(store.found(line), want, "{line}");
    }
}

#[test]
fn files_without_text_are_found_by_name() {
    let mut photo = page(1, "");
    photo.path = "الصور/IMG_2031 جثة.jpg".to_owned();
    photo.title = "بطاقة الموقوف".to_owned();
    let store = Store::of(&[photo, page(2, "غير ذلك")]);
    assert_eq!(store.found("جثة"), [1]);
    assert_eq!(store.found("بطاقه"), [1]);
    assert_eq!(store.found("2031"), [1]);
}
