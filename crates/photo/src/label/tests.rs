use super::*;
use proptest::prelude::*;

fn line(text: &str) -> Line {
    Line {
        reading: Reading {
            text: text.to_owned(),
            confidence: 1.0,
        },
        others: Vec::new(),
        place: [0.0; 4],
    }
}

fn units() -> Units {
    let mut units = Units::default();
    units.add("x.274", ["274"], None, None);
    units.add("x.336", ["336"], None, None);
    units
}

fn label(text: &str) -> Label {
    let lines: Vec<Line> = text.split('\n').map(line).collect();
    read_label(&lines, Pack::shipped(), &units())
}

fn check(text: &str, wanted: &[(FieldKind, &str)]) {
    let found = label(text);
    let fields: Vec<(FieldKind, &str)> = found
        .fields
        .iter()
        .map(|f| (f.kind, f.value.as_str()))
        .collect();
    assert_eq!(fields, wanted, "{text}: {found:#?}");
}

use FieldKind::{Body, Branch, Date as Day, Detainee, Name};

#[test]
fn fields_are_told_by_their_words() {
    let full = [
        (Body, "904"),
        (Detainee, "92"),
        (Branch, "274"),
        (Day, "2011-07-20"),
    ];
    check(
        "رقم الجثة: 904\nرقم الموقوف: 92\nالفرع: 274\nالتاريخ: 2011/7/20",
        &full,
    );
    check(
        "رقم الجثة: ٩٠٤\nرقم الموقوف: ٩٢\nالفرع: ٢٧٤\nالتاريخ: ٢٠/٧/٢٠١١",
        &full,
    );
    check("الجثة 904\nالموقوف 92\nالجهة 274\nتاريخ 20/7/2011", &full);
    check(
        "رقم الجثة: 904 رقم الموقوف: 92\nفرع 274\nبتاريخ 20 تموز 2011",
        &full,
    );
    check(
        "الجثة: 985\nالموقوف: 1148\nالجهة: سجن وادي الرمل",
        &[
            (Body, "985"),
            (Detainee, "1148"),
            (Branch, "سجن وادي الرمل"),
        ],
    );
    check(
        "رقم الجثة: 723\nالفرع: فرع الاستقصاء",
        &[(Body, "723"), (Branch, "فرع الاستقصاء")],
    );
    check(
        "الجثة: 12\nالجهة: فرع 274\nالاسم: سالم نعمان",
        &[(Body, "12"), (Branch, "274"), (Name, "سالم نعمان")],
    );
    check("الموقوف: 472/ب", &[(Detainee, "472/ب")]);
}

#[test]
fn words_with_the_slips_of_a_reader_are_known() {
    let found = label("رقم الجنة: 904\nرقم الموقوق: 92\nالقرع: 274\nالتاريح: 2011/7/20");
    let kinds: Vec<FieldKind> = found.fields.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [Body, Detainee, Branch, Day]);
    assert!(
        found
            .fields
            .iter()
            .all(|f| f.how == How::Slip(1) && f.confidence < 1.0)
    );
    // As near to the word for a body as to that for an office.
    let found = label("الجمة: 904\nالموقوف: 92");
    assert_eq!(found.fields[0].how, How::EitherWord);
    assert!(found.fields[0].confidence <= 0.5);
}

#[test]
fn numbers_without_words_are_told_by_their_order() {
    check(
        "644\n273 / 336",
        &[(Body, "644"), (Detainee, "273"), (Branch, "336")],
    );
    check(
        "٩٢١\n١٥١ / ٢٧٤",
        &[(Body, "921"), (Detainee, "151"), (Branch, "274")],
    );
    check(
        "898\n139\nسجن وادي الرمل",
        &[(Body, "898"), (Detainee, "139"), (Branch, "سجن وادي الرمل")],
    );
    check(
        "898\n139\nفرع الاستقصاء",
        &[(Body, "898"), (Detainee, "139"), (Branch, "فرع الاستقصاء")],
    );
    check(
        "644\n273 / 336\n20/7/2011",
        &[
            (Body, "644"),
            (Detainee, "273"),
            (Branch, "336"),
            (Day, "2011-07-20"),
        ],
    );
    let found = label("644\n336 / 151");
    assert_eq!(
        (found.value(Branch), found.value(Detainee)),
        (Some("336"), Some("151"))
    );
    assert!(found.get(Branch).unwrap().confidence < 0.75);
    // A shape that no table knows is left, not guessed.
    let found = label("1\n2\n3\n4\n5");
    assert_eq!((found.fields.len(), found.left_over.len()), (0, 5));
}

#[test]
fn what_is_no_value_is_told_as_such() {
    let found = label("رقم الجثة: غير واضح\nالموقوف: 92\nالتاريخ: 45/45/2011");
    assert_eq!(
        (
            found.fields[0].value.as_str(),
            found.fields[0].reading.as_str()
        ),
        ("", "غير واضح")
    );
    assert_eq!(found.fields[2].value, "");
    assert_eq!(found.value(Body), None);
}

#[test]
fn other_readings_of_a_line_stay_beside_the_first() {
    let mut lines = vec![line("الجثة: 904"), line("الموقوف: 92")];
    lines[0].others.push(Reading {
        text: "الجثة: 964".to_owned(),
        confidence: 0.4,
    });
    let found = read_label(&lines, Pack::shipped(), &units());
    assert_eq!(
        found.fields[0].others,
        [Reading {
            text: "964".to_owned(),
            confidence: 0.4
        }]
    );
    assert!(found.fields[1].others.is_empty());
    // Digits that stand apart may be one number.
    let found = label("الجثة: 9 04");
    assert_eq!(found.fields[0].others[0].text, "904");
    let found = label("التاريخ: 3/4/2013\nالجثة: 1");
    assert_eq!(found.fields[0].other_orders, ["2013-03-04"]);
}

#[test]
fn a_number_that_lost_its_word_is_the_one_that_is_missing() {
    let five = [NAMED; 5];
    for (text, in_archive) in [
        // Its place among the others says so as well, where other labels have them so.
        ("رقم الجثة: 904\n92\nالفرع: 274", How::Order),
        ("رقم الجثة: 904\nالمفوف: 92\nالفرع: 274", How::Order),
        ("رقم الجثة: 904\nالإضبارة: 92\nالفرع: 274", How::Left),
        ("الفرع: 274\nرقم الجثة: 904\n92", How::Left),
    ] {
        let all: Vec<&str> = five.into_iter().chain([text]).collect();
        for (found, how) in [
            (label(text), How::Left),
            (archive(&all).pop().unwrap(), in_archive),
        ] {
            let field = found.get(Detainee).unwrap();
            assert_eq!((field.value.as_str(), field.how), ("92", how), "{text}");
            assert!(found.left_over.is_empty());
        }
    }
}

#[test]
fn a_word_that_could_be_two_is_the_one_that_no_other_line_has() {
    let found = label("الجغة: 904\nالموقوف: 92\nالجهة: 274");
    let field = found.get(Body).unwrap();
    assert_eq!((field.value.as_str(), field.how), ("904", How::Slip(1)));
    // Dots are misread sooner than letters.
    let found = label("الجئة: 904\nالموقوف: 92");
    assert_eq!(found.get(Body).unwrap().how, How::Slip(1));
    // What is left of one word before a number is no second word.
    let found = label("رقم الجثة: وم: ٣٩٦\nالموقوف: 92");
    assert_eq!(found.value(Body), Some("396"));
}

#[test]
fn a_date_is_known_by_its_form() {
    for (text, how) in [
        ("تار: 2011/7/20\nالجثة: 1", How::Slip(2)),
        ("تارية: 2011/7/20\nالجثة: 1", How::Slip(1)),
        ("2011/7/20\nالجثة: 1", How::Order),
        ("كتب: 2011/7/20\nالجثة: 1", How::Slip(3)),
    ] {
        let found = label(text);
        let field = found.get(Day).unwrap();
        assert_eq!(
            (field.value.as_str(), field.how),
            ("2011-07-20", how),
            "{text}"
        );
    }
    // Of two nobody knows which.
    assert!(label("2011/7/20\nالجثة: 1\n2012/7/20").get(Day).is_none());
}

/// Labels of one archive, whose units nobody has told.
fn archive(texts: &[&str]) -> Vec<Label> {
    let labels: Vec<Vec<Line>> = texts
        .iter()
        .map(|text| text.split('\n').map(line).collect())
        .collect();
    read_labels(&labels, Pack::shipped(), &Units::default())
}

const NAMED: &str = "رقم الجثة: 1\nرقم الموقوف: 2\nالفرع: 274";

#[test]
fn the_branches_that_others_name_tell_which_number_is_one() {
    let open = |label: &Label| label.fields.iter().any(|field| !field.others.is_empty());
    let alone = archive(&["644\n336 / 274"]);
    assert!(open(&alone[0]));
    let found = archive(&[NAMED, NAMED, NAMED, "644\n336 / 274", "644\n274 / 336"]);
    for label in &found[3..] {
        let told = (label.value(Branch), label.value(Detainee), open(label));
        assert_eq!(told, (Some("274"), Some("336"), false));
    }
    // Both are branches of the archive: a person decides.
    let other = NAMED.replace("274", "336");
    let found = archive(&[
        NAMED,
        NAMED,
        NAMED,
        &other,
        &other,
        &other,
        "644\n336 / 274",
    ]);
    assert!(open(&found[6]));
}

#[test]
fn a_name_that_was_misread_is_the_one_that_several_labels_have() {
    let named = "الجثة: 1\nالموقوف: 2\nالجهة: سجن الوادي الأخضر";
    let misread = named.replace("سجن", "سحر");
    let far = named.replace("سجن الوادي", "مركز السهل");
    let found = archive(&[
        named,
        named,
        named,
        &misread,
        &far,
        &named.replace("أ", "ا"),
    ]);
    let told: Vec<(&str, bool)> = found[3..]
        .iter()
        .map(|label| {
            let field = label.get(Branch).unwrap();
            (field.value.as_str(), field.confidence < 1.0)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("سجن الوادي الأخضر", true),
            ("مركز السهل الأخضر", true),
            ("سجن الوادي الأخضر", false)
        ]
    );
    assert_eq!(found[3].get(Branch).unwrap().reading, "سحر الوادي الأخضر");
    // What was read so often is another name.
    let texts = [named, named, named, &misread, &misread, &misread];
    assert_eq!(archive(&texts)[3].value(Branch), Some("سحر الوادي الأخضر"));
    // Numbers are never read otherwise.
    let found = archive(&[NAMED, NAMED, NAMED, &NAMED.replace("274", "214")]);
    assert_eq!(found[3].value(Branch), Some("214"));
}

#[test]
fn the_order_of_the_archive_counts_before_that_of_the_tables() {
    let other = "رقم الموقوف: 2\nرقم الجثة: 1\nالفرع: 274\nالتاريخ: 2011/7/20";
    let lost = "رقم الموقوف: 2\n1\nالفرع: 274\nالتاريخ: 2011/7/20";
    let how = |texts: &[&str]| {
        let found = archive(texts);
        let body = found.last().unwrap().get(Body).unwrap();
        (body.value.clone(), body.how)
    };
    assert_eq!(how(&[lost]), ("1".to_owned(), How::Left));
    let six = [other, other, other, other, other, lost];
    assert_eq!(how(&six), ("1".to_owned(), How::Order));
}

proptest! {
    #[test]
    fn any_lines_are_read(texts in prop::collection::vec("[\\PC\u{202e}]{0,30}|(رقم الجثة|الفرع|التاريخ): [0-9٠-٩/ ]{0,12}", 0..8)) {
        let lines: Vec<Line> = texts.iter().map(|t| line(t)).collect();
        let found = read_label(&lines, Pack::shipped(), &units());
        for field in &found.fields {
            prop_assert!(field.line < lines.len());
            prop_assert!(field.chars.end <= texts[field.line].chars().count());
            prop_assert!((0.0..=1.0).contains(&field.confidence));
        }
    }

    #[test]
    fn numbers_are_read_back_in_both_sets_of_digits(body in 1u32..100_000, detainee in 1u32..100_000, arabic in any::<bool>()) {
        let written = format!("رقم الجثة: {body}\nرقم الموقوف: {detainee}\nالفرع: 274");
        let written: String = if arabic {
            written.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect()
        } else { written };
        let found = label(&written);
        let (body, detainee) = (body.to_string(), detainee.to_string());
        prop_assert_eq!(found.value(FieldKind::Body), Some(body.as_str()));
        prop_assert_eq!(found.value(FieldKind::Detainee), Some(detainee.as_str()));
    }
}
