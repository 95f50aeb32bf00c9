//! For a person without a grant, a store is as if it had never received the accession.

use crate::fixture::{Place, read_all, user, zipped};
use domain::{AccessionId, ItemId, Role};
use workbench::{IntakeRequest, ItemFilter, RevealStep, SearchOptions, Store};

fn receive(place: &Place, store: &Store, name: &str) {
    let request = IntakeRequest {
        path: place.path(name),
        source: name.to_owned(),
        ..IntakeRequest::default()
    };
    store.intake(&user("nour"), &request, &mut |_| {}).unwrap();
}

fn letter(n: u32) -> String {
    format!(
        "الرقم: {n}/٨٣٧\nالتاريخ: {}/3/2013\nالسيد رئيس الفرع\nنعلمكم أن المدعو إلياس الصنوبري موقوف لدينا\n",
        n + 1
    )
}

/// A store with the accession that an analyst may read, and beside it, or not, one that she may not.
fn made(beside: bool) -> (Place, Store) {
    let place = Place::new();
    for n in 0..6 {
        place.put(&format!("open/letters/{n}.txt"), letter(n));
    }
    place.put(
        "open/box.zip",
        zipped(&[("inner.txt", letter(7).as_bytes())]),
    );
    // The same bytes as in the open one, words of its own, kinds and years and folders of its own.
    for n in 0..9 {
        place.put(&format!("closed/letters/{n}.txt"), letter(n));
        place.put(
            &format!("closed/secret/{n}.html"),
            format!("<p lang=fr>le président Sanawbari, الصنوبري {n}, 14/7/1999</p>"),
        );
    }
    place.put(
        "closed/secret/box.zip",
        zipped(&[("inner.txt", letter(7).as_bytes()), ("x.txt", b"x")]),
    );
    let store = place.store();
    receive(&place, &store, "open");
    if beside {
        receive(&place, &store, "closed");
    }
    read_all(&store, extract::OcrChoice::Never);
    let nour = user("nour");
    store
        .add_user(
            &nour,
            &user("rima"),
            &[Role::Analyst, Role::Investigator],
            None,
        )
        .unwrap();
    store
        .grant(&nour, &user("rima"), AccessionId::new(1))
        .unwrap();
    (place, store)
}

/// Everything that a person can learn by asking, as text; the name of the store left out.
fn learnt(store: &Store) -> Vec<String> {
    let rima = user("rima");
    let mut learnt = Vec::new();
    let queries = [
        "رئيس",
        "الصنوبري",
        "Sanawbari",
        "président",
        "secret",
        "date:1999",
        "date:2013",
        "kind:web",
        "language:fr",
        "language:ar",
        "accession:A-0002",
        "path:secret",
        "item:ISN-000012",
        "\"رئيس الفرع\"",
        "موقو*",
        "موقوف~1",
        "-رئيس",
        "x",
        "الرقم -رئيس",
    ];
    use catalogue::index::Sort;
    for query in queries {
        for sort in [Sort::Relevance, Sort::Date, Sort::Path, Sort::Item] {
            for (offset, limit) in [(0, 100), (2, 3), (0, 0)] {
                let options = SearchOptions {
                    facets: true,
                    sort,
                    offset,
                    limit,
                    ..SearchOptions::default()
                };
                let mut answer = store
                    .search(&rima, query, &options)
                    .unwrap_or_else(|e| panic!("{query}: {e}"));
                answer.hits.elapsed = std::time::Duration::ZERO;
                learnt.push(format!("{query}: {answer:?}"));
            }
        }
    }
    let folded = SearchOptions {
        fold_copies: true,
        limit: 100,
        ..SearchOptions::default()
    };
    for query in ["رئيس", "الصنوبري"] {
        let mut answer = store.search(&rima, query, &folded).unwrap();
        answer.hits.elapsed = std::time::Duration::ZERO;
        learnt.push(format!("{query}, folded: {answer:?}"));
    }
    learnt.push(format!("{:?}", store.copies(&rima, None).unwrap()));
    let lines = store
        .batch_search(&rima, &queries.join("\n"), &SearchOptions::default())
        .unwrap();
    learnt.push(format!("{lines:?}"));
    let filters = [
        ItemFilter {
            limit: 10_000,
            ..ItemFilter::default()
        },
        ItemFilter {
            accession: Some(AccessionId::new(2)),
            limit: 10,
            ..ItemFilter::default()
        },
        ItemFilter {
            folder: Some("secret".to_owned()),
            limit: 10,
            ..ItemFilter::default()
        },
        ItemFilter {
            after: Some(ItemId::new(7)),
            limit: 10,
            ..ItemFilter::default()
        },
    ];
    let mut known = Vec::new();
    for filter in &filters {
        let items: Vec<_> = store.items(&rima, filter).unwrap();
        known.extend(items.iter().map(|line| line.item.clone()));
        learnt.push(format!("{items:?}"));
    }
    known.extend((1..40).map(ItemId::new));
    known.push(ItemId::new(26).member(1));
    for id in known {
        // The time on the machine's clock is no part of what is told.
        let timeless = |text: String| text.split(" at: ").next().unwrap_or_default().to_owned();
        learnt.push(format!(
            "{id} {:?}",
            store.document(&rima, &id).map_err(|e| e.to_string())
        ));
        learnt.push(format!(
            "{id} {:?}",
            store.page(&rima, &id, 1).map_err(|e| e.to_string())
        ));
        learnt.push(format!(
            "{id} {:?}",
            store
                .page_image(&rima, &id, 1, RevealStep::Colour, 64)
                .map_err(|e| e.to_string())
        ));
        learnt.push(timeless(format!(
            "{id} {:?}",
            store
                .trail(&rima, &id)
                .map(|t| t.len())
                .map_err(|e| e.to_string())
        )));
        learnt.push(format!(
            "{id} {:?}",
            store
                .prove(&rima, &id)
                .map(|_| ())
                .map_err(|e| e.to_string())
        ));
        let checked = store
            .verify_item(&rima, &id)
            .map(|v| (v.content_holds, v.act_holds, v.findings));
        learnt.push(format!("{id} {:?}", checked.map_err(|e| e.to_string())));
    }
    for n in 1..4 {
        let outcome = store
            .accession(&rima, AccessionId::new(n))
            .map(|a| (a.items, a.members, a.objects, a.size_bytes));
        learnt.push(format!("{outcome:?}"));
    }
    learnt.push(format!("{}", store.accessions(&rima).unwrap().len()));
    learnt.push(format!("{:?}", store.process_status(&rima).unwrap()));
    let report = store
        .reading_report(&rima, &workbench::ReportRequest::default())
        .unwrap();
    learnt.push(format!("{report:?}"));
    learnt
}

/// The answers of two stores that differ.
fn differing(with: &[String], without: &[String]) -> Vec<String> {
    assert_eq!(with.len(), without.len());
    let pairs = with.iter().zip(without).filter(|(a, b)| a != b);
    pairs
        .map(|(a, b)| format!("with:    {a:.600}\nwithout: {b:.600}"))
        .collect()
}

#[test]
fn what_a_person_may_not_read_leaves_no_trace_in_any_answer() {
    let (_with_place, with) = made(true);
    let (_without_place, without) = made(false);
    // Times of files and folders differ between two media made one after the other; the place of an act
    // in the log is shown to all who may see the act.
    let plain = |lines: Vec<String>, leave_out: &[(&str, char)]| -> Vec<String> {
        let without = |line: String| {
            leave_out
                .iter()
                .fold(line, |line, (from, to)| cut(&line, from, *to))
        };
        lines.into_iter().map(without).collect()
    };
    let (with, without) = (learnt(&with), learnt(&without));
    let times: &[(&str, char)] = &[("Moment(", ')'), ("act: ", ',')];
    let times_and_scores: &[(&str, char)] = &[("Moment(", ')'), ("score: ", ','), ("act: ", ',')];
    let told = differing(
        &plain(with.clone(), times_and_scores),
        &plain(without.clone(), times_and_scores),
    );
    assert!(
        told.is_empty(),
        "{} answers tell:\n{}",
        told.len(),
        told.join("\n")
    );
    assert!(
        without.iter().any(|line| line.contains("إلياس")),
        "the questions find something"
    );
    // A score that counts how rare a word is in what is not granted answers a question about it.
    let told = differing(&plain(with, times), &plain(without, times));
    assert!(
        told.is_empty(),
        "{} scores tell:\n{}",
        told.len(),
        told.join("\n")
    );
}

/// Leaves out every passage that begins so, up to the next such character.
fn cut(line: &str, from: &str, to: char) -> String {
    let mut rest = line;
    let mut plain = String::new();
    while let Some((front, behind)) = rest.split_once(from) {
        plain.push_str(front);
        rest = behind.split_once(to).map_or("", |(_, behind)| behind);
    }
    plain + rest
}

#[test]
fn the_custodian_sees_both() {
    let (_place, store) = made(true);
    let answer = store
        .search(
            &user("nour"),
            "Sanawbari",
            &SearchOptions {
                facets: true,
                ..SearchOptions::default()
            },
        )
        .unwrap();
    assert!(answer.hits.documents > 9);
    assert_eq!(answer.hits.facets["accession"].len(), 2);
}

#[test]
fn a_grant_taken_back_empties_the_next_search() {
    let (_place, store) = made(true);
    let (nour, rima) = (user("nour"), user("rima"));
    let hits = || {
        store
            .search(&rima, "رئيس", &SearchOptions::default())
            .unwrap()
            .hits
            .documents
    };
    assert_eq!(hits(), 7);
    store.grant(&nour, &rima, AccessionId::new(2)).unwrap();
    assert_eq!(hits(), 17);
    store.withdraw(&nour, &rima, AccessionId::new(1)).unwrap();
    assert_eq!(hits(), 10);
    store.withdraw(&nour, &rima, AccessionId::new(2)).unwrap();
    assert_eq!(hits(), 0);
}

#[test]
fn who_watches_or_keeps_accounts_reads_nothing_whatever_is_granted() {
    let (_place, store) = made(false);
    let nour = user("nour");
    store
        .add_user(&nour, &user("wael"), &[Role::SecurityOfficer], None)
        .unwrap();
    store
        .add_user(&nour, &user("salma"), &[Role::Administrator], None)
        .unwrap();
    for name in ["wael", "salma"] {
        let by = user(name);
        store.grant(&nour, &by, AccessionId::new(1)).unwrap();
        let refused = |error| matches!(error, workbench::WorkbenchError::NotAllowed { .. });
        assert!(
            store
                .search(&by, "رئيس", &SearchOptions::default())
                .is_err_and(refused)
        );
        assert!(
            store
                .batch_search(&by, "رئيس", &SearchOptions::default())
                .is_err_and(refused)
        );
        assert!(store.document(&by, &ItemId::new(1)).is_err_and(refused));
        assert!(store.page(&by, &ItemId::new(1), 1).is_err_and(refused));
        assert!(
            store
                .page_image(&by, &ItemId::new(1), 1, RevealStep::Colour, 64)
                .is_err_and(refused)
        );
        assert!(
            store
                .original(&by, &ItemId::new(1), "x", &mut Vec::new())
                .is_err_and(refused)
        );
        let status = store.process_status(&by).unwrap();
        assert_eq!((status.items, status.pages, status.types.len()), (0, 0, 0));
    }
}
