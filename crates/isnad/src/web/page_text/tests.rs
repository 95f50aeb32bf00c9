use super::*;
use extract::{Engine, OtherWord};
use proptest::prelude::*;
use workbench::{WordSpan, Wording};

/// One hit in the text.
fn one(start: usize, end: usize) -> Vec<std::ops::Range<usize>> {
    std::iter::once(start..end).collect()
}

fn word(text: &str, line: u32, confidence: f32) -> Word {
    Word {
        text: text.into(),
        place: [0.1, 0.2, 0.3, 0.25],
        line,
        confidence: Some(confidence),
        ..Word::default()
    }
}

fn view(text: &str, words: &[Word]) -> PageView {
    PageView {
        n: 1,
        label: None,
        text: text.to_owned(),
        source: "ocr".to_owned(),
        confidence: None,
        words: words.to_vec(),
        wording: Wording::of(text, words),
        grade: None,
        quality: None,
        choice: None,
        others: Vec::new(),
        unread: Vec::new(),
        correctable: true,
        version: 0,
        versions: Vec::new(),
        earlier: Vec::new(),
        has_image: true,
        cover: workbench::Cover::None,
    }
}

fn laid_out(view: &PageView, marks: &[std::ops::Range<usize>]) -> PageText {
    lay_out(view, marks, &|_, _, _| String::new())
}

fn marks_of(page: &PageText) -> Vec<&WordMark> {
    let pieces = page.lines.iter().flat_map(|line| &line.pieces);
    pieces.filter_map(|piece| piece.word.as_ref()).collect()
}

#[test]
fn boxes_find_their_lines_over_blank_lines_and_repeated_words() {
    let text = "الفرع 41\n\nنقل الموقوف\nنقل ثان";
    let words = [
        word("الفرع", 1, 0.9),
        word("41", 1, 0.3),
        word("نقل", 2, 0.9),
        word("الموقوف", 2, 0.9),
        word("نقل", 3, 0.9),
    ];
    let second = text.rfind("نقل").unwrap();
    let page = laid_out(&view(text, &words), &one(second, second + "نقل".len()));
    let places: Vec<(u32, u32)> = page.boxes.iter().map(|b| (b.line, b.word)).collect();
    assert_eq!(places, [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]);
    let classes: Vec<&str> = page.boxes.iter().map(|b| b.class).collect();
    assert_eq!(classes, ["w", "w l", "w", "w", "w h"]);
    let lines: Vec<u32> = page.lines.iter().map(|l| l.n).collect();
    assert_eq!(lines, [1, 2, 3]);
    assert_eq!((page.marks, page.weak, page.dir), (1, 1, "rtl"));
    let weak: Vec<(u32, u32)> = marks_of(&page)
        .iter()
        .filter(|mark| mark.kind == WordKind::Weak)
        .map(|mark| mark.at)
        .collect();
    assert_eq!(weak, [(1, 2)]);
}

#[test]
fn a_number_that_is_not_settled_has_a_mark_of_its_own_whatever_its_confidence() {
    let number = Word {
        settled: Some(false),
        others: vec![
            OtherWord {
                text: "14".to_owned(),
                confidence: 0.5,
                by: Engine::Numbers,
            },
            OtherWord {
                text: "41".to_owned(),
                confidence: 0.4,
                by: Engine::Tesseract,
            },
        ],
        ..word("41", 1, 0.95)
    };
    let settled = Word {
        settled: Some(true),
        ..word("2013", 1, 0.95)
    };
    let page = laid_out(
        &view("الفرع 41 2013", &[word("الفرع", 1, 0.9), number, settled]),
        &[],
    );
    assert_eq!((page.weak, page.unsettled), (0, 1));
    let kinds: Vec<WordKind> = marks_of(&page).iter().map(|mark| mark.kind).collect();
    assert_eq!(
        kinds,
        [WordKind::Plain, WordKind::Unsettled, WordKind::Plain]
    );
    assert_eq!(marks_of(&page)[1].others, r#"["14"]"#);
    assert_eq!(page.boxes[1].class, "w u");
}

#[test]
fn what_a_person_said_is_no_word_to_check_and_offers_what_the_machine_read() {
    let words = [word("سالم", 1, 0.2), word("رقم", 1, 0.2)];
    let mut page = view("سالم رقم", &words);
    let at = WordSpan {
        line: 1,
        word: 1,
        words: 1,
    };
    assert!(page.wording.put(at, "سليم بن", 1));
    page.text = page.wording.text();
    let page = laid_out(&page, &[]);
    let kinds: Vec<WordKind> = marks_of(&page).iter().map(|mark| mark.kind).collect();
    assert_eq!(kinds, [WordKind::Said, WordKind::Said, WordKind::Weak]);
    assert_eq!(marks_of(&page)[0].others, r#"["سالم"]"#);
    let classes: Vec<&str> = page.boxes.iter().map(|b| b.class).collect();
    assert_eq!(classes, ["w c", "w l"]);
}

#[test]
fn what_the_file_itself_holds_has_no_words_to_correct() {
    let typed = PageView {
        correctable: false,
        ..view("typed words", &[])
    };
    assert!(marks_of(&laid_out(&typed, &[])).is_empty());
}

#[test]
fn what_nobody_read_has_a_place_and_a_name() {
    let unread = [
        (UnreadKind::Handwriting, "screen-unread-handwriting"),
        (UnreadKind::Margin, "screen-unread-margin"),
        (UnreadKind::Stamp, "screen-unread-stamp"),
        (UnreadKind::Illegible, "screen-unread-illegible"),
    ];
    let place = [0.25, 0.5, 0.75, 0.625];
    let page = PageView {
        unread: unread.map(|(what, _)| Unread { place, what }).to_vec(),
        ..view("x", &[])
    };
    let page = laid_out(&page, &[]);
    let keys: Vec<&str> = page.unread.iter().map(|(_, key)| *key).collect();
    assert_eq!(keys, unread.map(|(_, key)| key));
    let area = &page.unread[0].0;
    let edges = [&area.x, &area.y, &area.width, &area.height];
    assert_eq!(edges, ["250.0", "500.0", "500.0", "125.0"]);
}

#[test]
fn a_word_that_the_text_does_not_hold_keeps_its_box() {
    let page = laid_out(&view("أخرى", &[word("مختلفة", 1, 0.4)]), &[]);
    let only = page.boxes.first().unwrap();
    assert_eq!((only.line, only.class), (0, "w l"));
}

#[test]
fn places_outside_the_page_are_brought_inside() {
    let outside = Word {
        text: "x".into(),
        place: [-3.0, 0.5, 9.0, f32::NAN],
        line: 1,
        ..Word::default()
    };
    let page = laid_out(&view("x", &[outside]), &[]);
    let area = &page.boxes.first().unwrap().area;
    let edges = [&area.x, &area.width, &area.height];
    assert_eq!(edges, ["0.0", "1000.0", "0.0"]);
}

#[test]
fn a_mark_over_several_words_begins_once() {
    let text = "نقل الموقوف ثان";
    let page = laid_out(&view(text, &[]), &one(0, "نقل الموقوف".len()));
    let runs: Vec<&Run> = page.lines[0].pieces.iter().flat_map(|p| &p.runs).collect();
    let marked: Vec<(&str, bool)> = runs
        .iter()
        .filter(|run| run.mark == Some(1))
        .map(|run| (run.text.as_str(), run.begins))
        .collect();
    assert_eq!(marked, [("نقل", true), (" ", false), ("الموقوف", false)]);
}

proptest! {
    #[test]
    fn no_letter_is_lost_or_doubled(text in "[ا-ي a-z\n]{0,60}", from in 0usize..60, len in 0usize..20) {
        let from = text.char_indices().map(|(i, _)| i).nth(from).unwrap_or(0);
        let to = text.get(from..).unwrap_or_default().char_indices().map(|(i, _)| from + i).nth(len).unwrap_or(text.len());
        let page = laid_out(&view(&text, &[]), &one(from, to));
        let shown: Vec<String> = page
            .lines
            .iter()
            .map(|l| l.pieces.iter().flat_map(|p| &p.runs).map(|r| r.text.as_str()).collect())
            .collect();
        let lines: Vec<&str> =
            text.split('\n').filter(|l| !l.trim().is_empty()).map(|l| l.trim_end_matches(' ')).collect();
        prop_assert_eq!(shown, lines);
    }
}
