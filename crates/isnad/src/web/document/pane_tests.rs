//! The panes of the viewer, from readings made by hand.

use super::super::DeskParts;
use super::super::page_pane;
use super::super::session::Sessions;
use super::super::throttle::Throttle;
use super::super::visit::Visit;
use super::*;
use crate::texts::{Lang, Texts};
use domain::access::Person;
use domain::{Moment, Role, UserName};
use extract::{Engine, OtherReading, OtherWord, TextSource, Unread, UnreadKind, Word};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use workbench::answer::PageView;
use workbench::{
    CatalogueSetting, Change, Clock, Cover, Fit, Made, NewStore, TextVersion, WordSpan,
};

#[derive(Template)]
#[template(path = "page_image.html")]
struct ImagePane<'a> {
    s: &'a Shell,
    p: &'a Shown,
    place: &'a Place,
    id: &'a ItemId,
    pages: u32,
}

#[derive(Template)]
#[template(path = "page_text.html")]
struct TextPane<'a> {
    s: &'a Shell,
    p: &'a Shown,
    place: &'a Place,
    id: &'a ItemId,
    pages: u32,
}

fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

fn desk(folder: &std::path::Path) -> Desk {
    let new = NewStore {
        custodian: user("nour"),
        passphrase: "seven grey herons over the weir".to_owned(),
        password: None,
        catalogue: CatalogueSetting::Embedded,
        cost: vault::KeyCost {
            memory_kib: 64,
            passes: 1,
        },
    };
    let store = workbench::Store::init(&folder.join("store"), &new, Clock::of_this_machine());
    Desk(Arc::new(DeskParts {
        store: store.unwrap(),
        texts: Texts::load().unwrap(),
        sessions: Sessions::new(Duration::from_secs(60)),
        throttle: Throttle::default(),
        pause_after: 40,
        hosts: BTreeSet::new(),
    }))
}

fn shell(desk: &Desk, lang: Lang, role: Role) -> Shell {
    let visit = Visit {
        lang,
        request_id: "0".to_owned(),
        here: "/".to_owned(),
        peer: [127, 0, 0, 1].into(),
        session: None,
        person: Some(Person {
            name: user("layla"),
            active: true,
            roles: [role].into(),
            grants: ["A-0001".parse().unwrap()].into(),
        }),
        csrf: "token".to_owned(),
        fresh_csrf: false,
    };
    Shell::new(desk, &visit, "search", "screen-document")
}

/// A page with a doubtful word, a number that is not settled, a correction, handwriting, and a layer
/// that was not chosen.
fn view() -> PageView {
    let word = |text: &str, left: f32, confidence: f32| Word {
        text: text.to_owned(),
        place: [left, 0.1, left + 0.1, 0.15],
        line: 1,
        confidence: Some(confidence),
        by: Some(Engine::Tesseract),
        ..Word::default()
    };
    let number = Word {
        settled: Some(false),
        others: vec![OtherWord {
            text: "1178".to_owned(),
            confidence: 0.81,
            by: Engine::Numbers,
        }],
        ..word("1187", 0.5, 0.97)
    };
    let words = [
        word("الموقوف", 0.8, 0.9),
        word("سالم", 0.65, 0.3),
        number,
        word("نفل", 0.3, 0.4),
    ];
    let mut wording = workbench::Wording::of("الموقوف سالم 1187 نفل", &words);
    let at = WordSpan {
        line: 1,
        word: 4,
        words: 1,
    };
    assert!(wording.put(at, "نقل", 1));
    let version = |version: u32, by: &str, made: Made| TextVersion {
        version,
        act: u64::from(version),
        at: Moment::from_unix_ms(0),
        by: user(by),
        made,
    };
    let change = Change {
        at,
        from: "نفل".to_owned(),
        to: "نقل".to_owned(),
        note: Some("a note".to_owned()),
    };
    let machine = Made::ByMachine {
        reading: "00".repeat(32).parse().unwrap(),
        reader: Some("pdf 1".to_owned()),
    };
    PageView {
        n: 2,
        label: None,
        text: wording.text(),
        source: "ocr".to_owned(),
        confidence: Some(0.6),
        words: wording.placed_words(),
        wording,
        grade: None,
        quality: None,
        choice: Some("The text layer reads badly.".to_owned()),
        others: vec![OtherReading {
            source: TextSource::Layer,
            text: "what the layer says".to_owned(),
            confidence: None,
        }],
        unread: vec![Unread {
            place: [0.1, 0.7, 0.4, 0.8],
            what: UnreadKind::Handwriting,
        }],
        correctable: true,
        version: 1,
        versions: vec![
            version(0, "nour", machine),
            version(1, "layla", Made::ByPerson(change)),
        ],
        earlier: vec![(1, Fit::Carried)],
        has_image: true,
        cover: Cover::None,
    }
}

/// Image pane and text pane.
fn panes(lang: Lang, role: Role, view: &PageView, asked: &[(&str, &str)]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let s = shell(&desk, lang, role);
    let id: ItemId = "ISN-000418".parse().unwrap();
    let pairs: Vec<(String, String)> = asked
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let place = Place::read(&id, &pairs);
    let form = match place.edit {
        Some((line, word)) => FixForm {
            open: true,
            line,
            word,
            words: 1,
            ..FixForm::default()
        },
        None => FixForm::default(),
    };
    let p = page_pane::shown(&s, view, &id, Seen::default(), &place, &[], form);
    let (s, p, place, id) = (&s, &p, &place, &id);
    let pages = 3;
    let image = ImagePane {
        s,
        p,
        place,
        id,
        pages,
    };
    let text = TextPane {
        s,
        p,
        place,
        id,
        pages,
    };
    (image.render().unwrap(), text.render().unwrap())
}

fn has(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
}

#[test]
fn what_to_distrust_is_marked_on_the_image_and_in_the_text() {
    let (image, text) = panes(Lang::En, Role::Analyst, &view(), &[("n", "2")]);
    has(
        &image,
        &[
            r#"<rect class="w u""#,
            r#"<rect class="w l""#,
            r#"<rect class="w c""#,
            r#"<rect class="x" data-line="0" x="100.0" y="700.0" width="300.0" height="100.0""#,
            ">not read: handwriting</span>",
        ],
    );
    has(
        &text,
        &[
            "1 doubtful word<",
            "1 unsettled number on this page<",
            r#"class="wd un""#,
            r#"class="wd lo""#,
            r#"class="wd co""#,
            "not settled: no two readings agree",
            "confidence 97%",
            "read by tesseract",
            "81%, the reader of numbers",
            "1178",
            "what the layer says",
            "Text layer of the file",
            "The text layer reads badly.",
            "<del dir=\"auto\"><span class=\"vh\">Machine: </span>نفل</del>",
            "ISN-000418 p2 l1 v1",
            "carried over to this reading",
            "a note",
        ],
    );
}

#[test]
fn every_language_has_the_words() {
    for lang in [Lang::En, Lang::Ar, Lang::Fr, Lang::Nl] {
        let (image, text) = panes(
            lang,
            Role::Analyst,
            &view(),
            &[("n", "2"), ("edit", "1.3"), ("saved", "1")],
        );
        for pane in [image, text] {
            assert!(
                !pane.contains("screen-"),
                "{lang:?}: a text is missing in {pane}"
            );
        }
    }
}

#[test]
fn a_word_in_the_address_opens_its_form_with_the_other_readings() {
    let (_, text) = panes(
        Lang::En,
        Role::Analyst,
        &view(),
        &[("n", "2"), ("edit", "1.3")],
    );
    let form = text.split("data-fix").nth(2).unwrap_or(&text);
    assert!(
        text.contains(r#"name="to""#) && text.contains(r#"value="1187""#),
        "{form}"
    );
    has(
        &text,
        &["data-choice hidden>1178<", r#"name="version" value="1""#],
    );
    let (_, closed) = panes(Lang::En, Role::Analyst, &view(), &[("n", "2")]);
    has(
        &closed,
        &["id=\"fix\" data-fix aria-label=\"Correct\" hidden>"],
    );
}

#[test]
fn who_may_not_correct_and_old_versions_have_no_form() {
    let (_, text) = panes(Lang::En, Role::Reviewer, &view(), &[("n", "2")]);
    assert!(
        !text.contains("name=\"to\"") && text.contains(r#"<span class="wd un""#),
        "{text}"
    );
    let old = PageView {
        version: 0,
        ..view()
    };
    let (_, text) = panes(Lang::En, Role::Analyst, &old, &[("n", "2"), ("v", "0")]);
    assert!(!text.contains("name=\"to\""), "{text}");
    has(&text, &["You see version"]);
}

#[test]
fn a_covered_image_has_no_address_and_no_drawing() {
    for cover in [Cover::Doubtful, Cover::Photograph] {
        let covered = PageView { cover, ..view() };
        let (image, _) = panes(
            Lang::En,
            Role::Analyst,
            &covered,
            &[("n", "2"), ("uncovered", "colour")],
        );
        assert!(!image.contains("<img"), "{image}");
        has(&image, &["data-cover", r#"aria-hidden="true" hidden>"#]);
        // It begins with the step that shows least, and asks what for.
        has(&image, &[r#"name="step" value="blurred""#, "<select"]);
    }
}
