use super::*;

fn parse(text: &str) -> Node {
    Query::parse(text, Options::default()).unwrap().root
}

fn fails(text: &str) -> (usize, Wanted) {
    let error = Query::parse(text, Options::default()).unwrap_err();
    assert_eq!(error.text, text, "what was typed is kept");
    (error.at, error.wanted)
}

fn word(text: &str) -> impl Fn(&Node) -> bool {
    move |node| matches!(node, Node::Seek(seek) if seek.text == text && seek.manner == Manner::Word)
}

fn english_of(text: &str) -> String {
    english(&Query::parse(text, Options::default()).unwrap().read_as())
}

#[test]
fn words_are_all_asked_for() {
    let Node::And(parts) = parse("نقل موقوف") else {
        panic!()
    };
    assert!(word("نقل")(&parts[0]) && word("موقوف")(&parts[1]));
    assert_eq!(parse("نقل AND موقوف").clone(), {
        let Node::And(mut parts) = parse("نقل AND موقوف") else {
            panic!()
        };
        assert!(word("موقوف")(&parts[1]));
        let last = parts.pop().unwrap();
        Node::And(vec![parts.pop().unwrap(), last])
    });
    assert!(word("نقل")(&parse("+نقل")));
}

#[test]
fn or_binds_looser_than_and_and_brackets_bind() {
    let Node::Or(parts) = parse("a b OR c") else {
        panic!()
    };
    assert!(matches!(&parts[0], Node::And(both) if both.len() == 2));
    let Node::And(parts) = parse("a (b OR c)") else {
        panic!()
    };
    assert!(matches!(&parts[1], Node::Or(_)));
    let Node::And(parts) = parse("a -b NOT (c d)") else {
        panic!()
    };
    assert!(matches!(&parts[1], Node::Not(b) if word("b")(b)));
    assert!(matches!(&parts[2], Node::Not(_)));
}

#[test]
fn phrases_distances_prefixes_and_fuzzy_words() {
    let manner = |text: &str| match parse(text) {
        Node::Seek(seek) => (seek.text, seek.manner, seek.exact),
        other => panic!("{other:?}"),
    };
    let owned = |t: &str, m, e| (t.to_owned(), m, e);
    assert_eq!(
        manner("\"نقل الموقوف\""),
        owned("نقل الموقوف", Manner::Phrase, false)
    );
    assert_eq!(
        manner("«نقل الموقوف»"),
        owned("نقل الموقوف", Manner::Phrase, false)
    );
    assert_eq!(manner("\"a b\"~5"), owned("a b", Manner::Near(5), false));
    assert_eq!(manner("\"a b\"~٥"), owned("a b", Manner::Near(5), false));
    assert_eq!(manner("نقل*"), owned("نقل", Manner::Prefix, false));
    assert_eq!(manner("يوسف~"), owned("يوسف", Manner::Fuzzy(1), false));
    assert_eq!(manner("يوسف~2"), owned("يوسف", Manner::Fuzzy(2), false));
    assert_eq!(manner("=\"الإدارة\""), owned("الإدارة", Manner::Phrase, true));
    assert_eq!(manner("exact:الإدارة"), owned("الإدارة", Manner::Word, true));
    assert_eq!(manner("exact:\"a b\""), owned("a b", Manner::Phrase, true));
    assert_eq!(manner("1187/ص"), owned("1187/ص", Manner::Word, false));
    assert_eq!(manner("al Haddad"), owned("al Haddad", Manner::Word, false));
    assert_eq!(manner("10:30"), owned("10:30", Manner::Word, false));
}

#[test]
fn fields_have_types() {
    let filter = |text: &str| match parse(text) {
        Node::Filter(filter, _) => filter,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        filter("kind:pdf,DOCX"),
        Filter::Kind(vec!["pdf".into(), "docx".into()])
    );
    assert_eq!(
        filter("state:no_text"),
        Filter::State(vec![ItemState::NoText])
    );
    assert_eq!(
        filter("quality:poor,not_read"),
        Filter::Quality(vec![ReadingQuality::Poor, ReadingQuality::NotRead])
    );
    assert_eq!(
        filter("accession:7"),
        Filter::Accession(vec![AccessionId::new(7)])
    );
    assert_eq!(
        filter("accession:a-0007"),
        Filter::Accession(vec![AccessionId::new(7)])
    );
    assert_eq!(
        filter("item:isn-000418.2"),
        Filter::Item(ItemId::new(418).member(2))
    );
    assert_eq!(
        filter("path:\"الفرع 41/2013\""),
        Filter::Path("الفرع 41/2013".into())
    );
    let Filter::Date {
        from_day, to_day, ..
    } = filter("date:2013-01..2014-06")
    else {
        panic!()
    };
    assert_eq!((from_day, to_day), (15706, 16251));
    let Filter::Date {
        from_day, to_day, ..
    } = filter("date:٢٠١٣")
    else {
        panic!()
    };
    assert_eq!(to_day - from_day, 364);
    assert!(matches!(
        filter("date:2014.."),
        Filter::Date {
            to_day: i64::MAX,
            ..
        }
    ));
}

#[test]
fn an_empty_line_seeks_everything_and_bare_signs_are_left_out() {
    assert_eq!(parse(""), Node::Everything);
    assert_eq!(parse("  "), Node::Everything);
    assert!(matches!(parse("–"), Node::Ignored(..)));
    assert!(matches!(parse("\"…\""), Node::Ignored(..)));
    assert!(matches!(parse("-"), Node::Ignored(..)));
}

#[test]
fn a_fault_names_the_character_and_what_was_expected() {
    assert_eq!(fails("نقل \"الموقوف"), (4, Wanted::ClosingQuote));
    assert_eq!(fails("(a b"), (0, Wanted::ClosingBracket));
    assert_eq!(fails("a b)"), (3, Wanted::OpeningBracket));
    assert_eq!(fails("a OR"), (3, Wanted::Term("OR".into())));
    assert_eq!(fails("OR a"), (0, Wanted::Term("OR".into())));
    assert_eq!(fails("AND a"), (0, Wanted::Term("AND".into())));
    assert_eq!(fails("a AND"), (2, Wanted::Term("AND".into())));
    assert_eq!(fails("a NOT"), (2, Wanted::Term("NOT".into())));
    assert_eq!(fails("a ()"), (3, Wanted::Term(")".into())));
    assert_eq!(fails("a titel:x"), (2, Wanted::Field("titel".into())));
    assert!(matches!(
        fails("state:red"),
        (6, Wanted::Value { field: "state", .. })
    ));
    assert!(matches!(
        fails("date:2013-13"),
        (5, Wanted::Value { field: "date", .. })
    ));
    assert!(matches!(
        fails("date:2014..2013"),
        (5, Wanted::Value { .. })
    ));
    assert!(matches!(fails("kind:"), (5, Wanted::Value { .. })));
    assert_eq!(fails("يوسف~3"), (4, Wanted::Distance { most: 2 }));
    assert_eq!(fails("\"a b\"~x"), (5, Wanted::Distance { most: 100 }));
    assert_eq!(fails("*"), (0, Wanted::PrefixLetters));
    assert_eq!(fails("\"a b*\""), (4, Wanted::NoStarInPhrase));
}

#[test]
fn faults_have_a_sentence_in_english() {
    let error = Query::parse("a titel:x", Options::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "character 3: there is no field `titel`; the fields are path, kind, state, quality, date, language, \
         accession, item, exact"
    );
    let fault = domain::Report::fault(&error);
    assert_eq!(
        (fault.id, fault.family),
        ("query-unknown-field", domain::Family::Input)
    );
}

#[test]
fn a_query_is_explained() {
    assert_eq!(
        english_of("نقل \"الموقوف سامر\" -kind:pdf"),
        "«نقل» with its spellings and its joined forms and the phrase «الموقوف سامر» and not kind pdf"
    );
    assert_eq!(
        english_of("(a* OR b~2) date:2013"),
        "(words that begin with «a» or words at most two letters off «b») and date 2013"
    );
    assert_eq!(english_of(""), "every page");
    assert_eq!(
        english_of("Haddad"),
        "«Haddad» with its spellings and its sound in the other script"
    );
    let strict = Options {
        letter_variants: false,
        ..Options::default()
    };
    let query = Query::parse("نقل", strict).unwrap();
    assert_eq!(english(&query.read_as()), "«نقل», exactly as written");
}

#[test]
fn parts_know_where_they_stand() {
    let query = Query::parse("نقل kind:pdf", Options::default()).unwrap();
    let spans: Vec<Span> = query
        .read_as()
        .into_iter()
        .filter_map(|part| match part {
            ReadAs::Word { span, .. } | ReadAs::Field { span, .. } => Some(span),
            _ => None,
        })
        .collect();
    assert_eq!(
        spans,
        [Span { start: 0, end: 3 }, Span { start: 4, end: 12 }]
    );
}

proptest::proptest! {
    #[test]
    fn any_line_is_read_or_refused_at_one_of_its_characters(text in "[a-c\u{627}-\u{62a} \"()*~:=+\\-0-9]{0,24}|\\PC{0,16}") {
        match Query::parse(&text, Options::default()) {
            Ok(query) => {
                let _ = english(&query.read_as());
            }
            Err(error) => proptest::prop_assert!(error.at <= text.chars().count()),
        }
    }
}
