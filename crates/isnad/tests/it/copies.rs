//! Copies: found, told to whom may see them, folded only where it is asked for, and the same after a
//! rebuild.

use crate::fixture::{Place, read_all, user};
use domain::{AccessionId, Role};
use serde_json::Value;
use workbench::SearchOptions;
use workbench::copies::CopyKind;

/// A letter of one office: the same words, its own number, date and person.
fn letter(number: u32, day: u32, person: &str) -> String {
    format!(
        "الجمهورية العربية\nفرع المحفوظات\nالرقم: {number}/س\nالتاريخ: {day}/3/2013\nإلى السيد رئيس الفرع\n\
         نعلمكم أن المدعو {person} موقوف لدينا منذ ثلاثة أيام وأنه أحيل إلى القسم المختص أصولا\n\
         يرجى الاطلاع وإجراء ما يلزم وإعلامنا بالنتيجة في أقرب وقت مع الشكر\nرئيس القسم\n"
    )
}

fn take_in(place: &Place, name: &str) {
    place.take_in(&place.path(name));
}

/// Two copies of one letter in the first accession, another one of the form beside them, and a copy
/// in an accession of its own.
fn made() -> Place {
    let place = Place::new();
    let text = letter(418, 7, "سامر بلوط الصنوبري");
    place.put("open/كتاب 418.txt", &text);
    place.put("open/نسخة/كتاب 418.txt", &text);
    // Saved again: other line ends, a line more.
    place.put(
        "open/محفوظ/كتاب 418-1.txt",
        text.replace('\n', "\r\n") + "\r\nصورة إلى الديوان",
    );
    place.put("open/كتاب 419.txt", letter(419, 9, "نادر شربين الحوراني"));
    place.put("open/كتاب 420.txt", letter(420, 9, "وليد سنديان الجبلي"));
    place.put("closed/سري/كتاب.txt", format!("{text}\nللحفظ"));
    take_in(&place, "open");
    take_in(&place, "closed");
    read_all(&place.store(), extract::OcrChoice::Never);
    place
}

fn pairs(place: &Place, words: &[&str]) -> Vec<(String, String, String)> {
    let lines = place.ends(0, words).lines();
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    lines
        .iter()
        .map(|line| (text(line, "kind"), text(line, "a"), text(line, "b")))
        .collect()
}

#[test]
fn exact_and_near_copies_are_listed_with_their_reasons_and_nothing_else() {
    let place = made();
    let found = pairs(
        &place,
        &["doc", "copies", "--accession", "A-0001", "--jsonl"],
    );
    let kinds: Vec<&str> = found.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "exact").count(),
        1,
        "{found:?}"
    );
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "near").count(),
        2,
        "{found:?}"
    );
    let another = |path: &str| path.contains("419") || path.contains("420");
    assert!(
        found.iter().all(|(_, a, b)| !another(a) && !another(b)),
        "{found:?}"
    );
    let lines = place.ends(0, &["doc", "copies", "--jsonl"]).lines();
    assert!(
        lines
            .iter()
            .all(|line| line["reason"].as_str().is_some_and(|r| r.len() > 10))
    );
    let ends = |line: &Value| (line["a_item"].clone(), line["b_item"].clone());
    assert!(lines.iter().all(|line| ends(line).0 != ends(line).1));
}

#[test]
fn two_near_copies_are_laid_side_by_side() {
    let place = made();
    let lines = place
        .ends(0, &["doc", "copies", "--accession", "A-0001", "--jsonl"])
        .lines();
    let near = lines.iter().find(|line| line["kind"] == "near").unwrap();
    let (a, b) = (
        near["a_item"].as_str().unwrap(),
        near["b_item"].as_str().unwrap(),
    );
    let whole = place
        .ends(0, &["doc", "copies", a, b, "--diff", "--json"])
        .json();
    let side = |side: &str| -> String {
        let pieces = whole["diff"].as_array().unwrap().iter();
        pieces
            .filter(|p| p["side"] == side)
            .map(|p| p["text"].as_str().unwrap())
            .collect()
    };
    let added = side("a") + &side("b");
    assert_eq!(added.trim(), "صورة إلى الديوان");
    assert!(side("both").contains("418"));
    let told = place.ends(0, &["doc", "copies", a, b, "--diff"]).out;
    assert!(told.contains("صورة إلى الديوان"), "{told}");
    place.ends(5, &["doc", "copies", a, "ISN-000999", "--diff"]);
    place.ends(2, &["doc", "copies", a, "--diff"]);
}

#[test]
fn copies_are_folded_only_where_it_is_asked_for_and_every_hit_says_that_there_are_some() {
    let place = made();
    let open = place
        .ends(0, &["search", "الصنوبري accession:A-0001", "--json"])
        .json();
    assert_eq!(open["hits"].as_array().unwrap().len(), 3);
    assert!(open["folded"].is_null());
    assert!(
        open["hits"]
            .as_array()
            .unwrap()
            .iter()
            .all(|hit| hit["copies"] == 3),
        "{open}"
    );
    let folded = place
        .ends(
            0,
            &[
                "search",
                "الصنوبري accession:A-0001",
                "--fold-copies",
                "--json",
            ],
        )
        .json();
    assert_eq!(folded["hits"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&folded["folded"], &folded["pages"]),
        (&Value::from(1), &open["pages"])
    );
    let others = place
        .ends(0, &["search", "رئيس", "--fold-copies", "--json"])
        .json();
    assert_eq!(others["hits"].as_array().unwrap().len(), 3);
    let told = place.ends(0, &["search", "رئيس", "--fold-copies"]).out;
    assert!(told.contains("(+3 copies)"), "{told}");
}

#[test]
fn who_may_not_read_an_accession_learns_of_no_copy_in_it() {
    let place = made();
    let store = place.store();
    let (nour, rima) = (user("nour"), user("rima"));
    store
        .add_user(&nour, &rima, &[Role::Analyst], None)
        .unwrap();
    store.grant(&nour, &rima, AccessionId::new(2)).unwrap();
    let filter = workbench::ItemFilter {
        limit: 50,
        ..workbench::ItemFilter::default()
    };
    let hers = store.items(&rima, &filter).unwrap();
    let secret = hers.first().unwrap().item.clone();
    // Her only item has three copies in an accession that is not hers.
    assert_eq!(store.copies_of(&nour, &secret).unwrap().len(), 3);
    assert_eq!(store.copies_of(&rima, &secret).unwrap(), []);
    assert_eq!(store.copies(&rima, None).unwrap(), []);
    assert_eq!(store.document(&rima, &secret).unwrap().copies, []);
    for fold_copies in [false, true] {
        let options = SearchOptions {
            fold_copies,
            ..SearchOptions::default()
        };
        let answer = store.search(&rima, "الصنوبري", &options).unwrap();
        assert_eq!((answer.hits.hits.len(), answer.copies.len()), (1, 0));
    }
    let copy = store.copies_of(&nour, &secret).unwrap().remove(0).line.item;
    let refused = store.compare_texts(&rima, &secret, &copy).unwrap_err();
    let absent = store
        .compare_texts(&rima, &secret, &"ISN-000999".parse().unwrap())
        .unwrap_err();
    assert_eq!(
        std::mem::discriminant(&refused),
        std::mem::discriminant(&absent)
    );
    assert!(store.copies_of(&rima, &copy).is_err());
}

#[test]
fn a_rebuild_finds_the_same_and_so_does_reading_in_two_goes() {
    let place = made();
    let pairs = || place.ends(0, &["doc", "copies", "--jsonl"]).out;
    let (before, found) = (place.dump(), pairs());
    assert!(found.contains("near"), "nothing to compare");
    place.ends(0, &["store", "rebuild"]);
    assert_eq!((place.dump(), pairs()), (before, found));
    // Nothing is compared twice.
    let again = place.ends(0, &["process", "copies", "--json"]).json();
    assert_eq!(
        (&again["fresh"], &again["compared"]),
        (&Value::from(0), &Value::from(0))
    );
    // What comes later is held against what is there.
    let late = letter(418, 7, "سامر بلوط الصنوبري") + "نسخة ثالثة";
    place.put("late/كتاب.txt", &late);
    take_in(&place, "late");
    read_all(&place.store(), extract::OcrChoice::Never);
    let store = place.store();
    let filter = workbench::ItemFilter {
        limit: 50,
        ..workbench::ItemFilter::default()
    };
    let last = store
        .items(&user("nour"), &filter)
        .unwrap()
        .pop()
        .unwrap()
        .item;
    assert_eq!(store.copies_of(&user("nour"), &last).unwrap().len(), 4);
    let (grown, found) = (place.dump(), pairs());
    place.ends(0, &["store", "rebuild"]);
    assert_eq!((place.dump(), pairs()), (grown, found));
}

#[test]
fn what_is_erased_is_nobodys_copy_any_more() {
    let place = made();
    let store = place.store();
    let nour = user("nour");
    let filter = workbench::ItemFilter {
        limit: 50,
        ..workbench::ItemFilter::default()
    };
    let secret = store.items(&nour, &filter).unwrap().pop().unwrap().item;
    let copy = store.copies_of(&nour, &secret).unwrap().remove(0);
    assert!(matches!(copy.kind, CopyKind::Near { .. }));
    place.ends(
        0,
        &[
            "ledger",
            "erase",
            &secret.to_string(),
            "--ground",
            "order 12 of an invented court",
        ],
    );
    assert_eq!(store.copies_of(&nour, &copy.line.item).unwrap().len(), 2);
    let pairs = || place.ends(0, &["doc", "copies", "--jsonl"]).out;
    let (after, left) = (place.dump(), pairs());
    place.ends(0, &["store", "rebuild"]);
    assert_eq!((place.dump(), pairs()), (after, left));
}
