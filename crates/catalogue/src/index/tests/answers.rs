//! What a search gives back: counts, scope, order, snippets, and the same answers in every build.

use super::*;
use proptest::prelude::*;

/// Items of three accessions, some of two pages.
fn mixed() -> Vec<PageDoc> {
    let mut pages = Vec::new();
    for item in 1..=30u32 {
        for number in 1..=(1 + item % 2) {
            let text = format!(
                "كتاب رقم {item} نقل الموقوف {}",
                ["سامر", "يوسف", "خالد"][(item % 3) as usize]
            );
            let mut page = page(item, &text.repeat(1 + (item % 4) as usize));
            page.page = number;
            page.accession = AccessionId::new(1 + item % 3);
            page.kind = ["pdf", "docx"][(item % 2) as usize].to_owned();
            page.path = format!("{}/{item:03}.pdf", ["أرشيف", "صور"][(item % 2) as usize]);
            page.dates = vec![format!("20{:02}-0{}", 10 + item % 5, 1 + item % 9)];
            page.language = ["ar", ""][(item % 2) as usize].to_owned();
            pages.push(page);
        }
    }
    pages
}

#[test]
fn counts_are_of_items_and_pages_and_facets_of_items() {
    let store = Store::of(&mixed());
    let hits = store.hits(&read("نقل"), &[1, 2, 3], &Request::default());
    assert_eq!((hits.documents, hits.pages, hits.hits.len()), (30, 45, 20));
    assert_eq!(
        hits.facets["kind"],
        [("docx".to_owned(), 15), ("pdf".to_owned(), 15)]
    );
    assert_eq!(
        hits.facets["folder"],
        [("أرشيف".to_owned(), 15), ("صور".to_owned(), 15)]
    );
    assert_eq!(
        hits.facets["language"],
        [(String::new(), 15), ("ar".to_owned(), 15)]
    );
    assert_eq!(hits.facets["state"], [("read".to_owned(), 30)]);
    assert_eq!(hits.facets["year"].iter().map(|(_, n)| n).sum::<u64>(), 30);
    assert_eq!(hits.facets["accession"].len(), 3);
}

#[test]
fn outside_the_scope_nothing_is_found_counted_or_shown() {
    let store = Store::of(&mixed());
    for line in [
        "نقل",
        "",
        "سامر OR يوسف",
        "NOT سامر",
        "كتاب~1",
        "نق*",
        "kind:pdf",
        "accession:1,2,3",
    ] {
        let query = read(line);
        let none = store.hits(&query, &[], &Request::default());
        assert_eq!(
            (none.documents, none.pages, none.hits.len()),
            (0, 0, 0),
            "{line}"
        );
        assert!(none.facets.values().all(Vec::is_empty));
        let one = store.hits(
            &query,
            &[2],
            &Request {
                limit: 1000,
                ..Request::default()
            },
        );
        assert!(one.pages > 0, "{line}");
        assert!(
            one.hits
                .iter()
                .all(|hit| hit.accession == AccessionId::new(2)),
            "{line}"
        );
        assert_eq!(one.hits.len() as u64, one.pages);
        assert_eq!(
            one.facets["accession"],
            [("A-0002".to_owned(), one.documents)]
        );
        assert_eq!(
            one.facets["kind"].iter().map(|(_, n)| n).sum::<u64>(),
            one.documents
        );
    }
    let sealed = store.hits(&read("accession:2"), &[1, 3], &Request::default());
    assert_eq!((sealed.pages, sealed.facets["kind"].len()), (0, 0));
    // The counts of a store without accession 2 are those of one where it may not be seen.
    let without: Vec<PageDoc> = mixed()
        .into_iter()
        .filter(|p| p.accession != AccessionId::new(2))
        .collect();
    let smaller = Store::of(&without);
    let request = Request {
        sort: Sort::Item,
        ..Request::default()
    };
    let (hidden, absent) = (
        store.hits(&read("نقل"), &[1, 3], &request),
        smaller.hits(&read("نقل"), &[1, 3], &request),
    );
    assert_eq!(
        (hidden.documents, hidden.pages, hidden.facets),
        (absent.documents, absent.pages, absent.facets)
    );
    assert_eq!(hidden.hits, absent.hits);
}

#[test]
fn the_same_pages_in_other_batches_give_the_same_answers() {
    let pages = mixed();
    let whole = Store::of(&pages);
    let pieces = Store::in_batches(&pages, 4);
    for line in [
        "نقل",
        "نقل سامر",
        "\"نقل الموقوف\"",
        "كتاب OR يوسف",
        "Samer",
        "خالد~1",
        "-سامر",
        "",
    ] {
        for sort in [Sort::Relevance, Sort::Date, Sort::Path, Sort::Item] {
            let request = Request {
                limit: 100,
                sort,
                ..Request::default()
            };
            let (a, b) = (
                whole.hits(&read(line), &[1, 2, 3], &request),
                pieces.hits(&read(line), &[1, 2, 3], &request),
            );
            let order = |hits: &Hits| -> Vec<(String, u32)> {
                hits.hits
                    .iter()
                    .map(|h| (h.item.to_string(), h.page))
                    .collect()
            };
            assert_eq!(order(&a), order(&b), "{line} {sort:?}");
            assert_eq!(
                (a.documents, a.pages, a.facets),
                (b.documents, b.pages, b.facets)
            );
        }
    }
}

#[test]
fn a_replaced_item_leaves_no_trace_once_the_index_is_compact() {
    let pages = mixed();
    let fresh = Store::of(&pages);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    for group in pages.chunk_by(|a, b| a.item == b.item) {
        let earlier = [PageDoc {
            text: "نقل قديم سامر سامر".to_owned(),
            ..group[0].clone()
        }];
        writer.put_item(&group[0].item, &earlier).unwrap();
    }
    writer.commit(1).unwrap();
    for group in pages.chunk_by(|a, b| a.item == b.item) {
        writer.put_item(&group[0].item, group).unwrap();
    }
    writer.put_item(&ItemId::new(99), &[]).unwrap();
    writer.commit(2).unwrap();
    writer.compact().unwrap();
    assert_eq!(index.position().unwrap(), 2);
    let again = Store {
        index,
        _folder: folder,
    };
    assert!(again.found("قديم").is_empty());
    for line in ["نقل", "سامر", "يوسف OR خالد"] {
        let all = Request {
            limit: 100,
            ..Request::default()
        };
        let (a, b) = (
            fresh.hits(&read(line), &[1, 2, 3], &all),
            again.hits(&read(line), &[1, 2, 3], &all),
        );
        assert_eq!(
            (a.hits, a.facets, a.pages),
            (b.hits, b.facets, b.pages),
            "{line}"
        );
    }
}

#[test]
fn every_hit_is_counted_however_many() {
    let pages: Vec<PageDoc> = (1..=10_500).map(|item| page(item, "نقل الموقوف")).collect();
    let store = Store::of(&pages);
    let request = Request {
        offset: 10_400,
        limit: 500,
        sort: Sort::Item,
        facets: true,
    };
    let hits = store.hits(&read("نقل"), &[1], &request);
    assert_eq!(
        (hits.documents, hits.pages, hits.hits.len()),
        (10_500, 10_500, 100)
    );
    assert_eq!(hits.hits.last().unwrap().item, ItemId::new(10_500));
    assert_eq!(hits.facets["kind"], [("pdf".to_owned(), 10_500)]);
}

#[test]
fn hits_are_sorted_as_asked() {
    let mut pages = vec![
        page(1, "نقل سجن سجن سجن"),
        page(2, "نقل"),
        page(3, "نقل نقل نقل"),
    ];
    pages[0].dates = vec!["2014-01".to_owned(), "2012-03-01".to_owned()];
    pages[2].dates = vec!["2011".to_owned()];
    pages[0].path = "ب/2".to_owned();
    pages[1].path = "ا/1".to_owned();
    pages[2].path = "ج/3".to_owned();
    let store = Store::of(&pages);
    let order = |sort| -> Vec<u32> {
        let request = Request {
            sort,
            ..Request::default()
        };
        store
            .hits(&read("نقل"), &[1], &request)
            .hits
            .iter()
            .map(|h| h.item.root())
            .collect()
    };
    assert_eq!(order(Sort::Date), [3, 1, 2]);
    assert_eq!(order(Sort::Path), [2, 1, 3]);
    assert_eq!(order(Sort::Item), [1, 2, 3]);
    assert_eq!(order(Sort::Relevance)[0], 3);
}

#[test]
fn a_word_as_typed_comes_before_its_variants() {
    let store = texts(&["سجنه غير", "السجن غير", "سجن غير"]);
    let hits = store.hits(&read("سجن"), &[1], &Request::default());
    assert_eq!(hits.hits[0].item, ItemId::new(3));
    assert!(hits.hits[0].score > hits.hits[1].score);
}

#[test]
fn a_snippet_shows_the_hits_as_written_with_whole_words() {
    let filler = "كلام آخر لا يعني شيئا ".repeat(40);
    let text = format!("{filler} نقل المَوْقُوف سامر إلى السجن {filler}");
    let store = texts(&[text.as_str()]);
    let hits = store.hits(&read("الموقوف"), &[1], &Request::default());
    let snippet = &hits.hits[0].snippet;
    assert!(
        snippet.iter().any(|f| f.marked && f.text == "المَوْقُوف"),
        "{snippet:?}"
    );
    assert_eq!(snippet.first().map(|f| f.text.as_str()), Some("…"));
    assert_eq!(snippet.last().map(|f| f.text.as_str()), Some("…"));
    let shown: String = snippet.iter().map(|f| f.text.as_str()).collect();
    assert!(shown.chars().count() < 320);
    for word in shown.trim_matches('…').split_whitespace() {
        assert!(text.split_whitespace().any(|w| w == word), "{word} was cut");
    }
}

#[test]
fn the_position_in_the_ledger_is_kept_and_one_writer_holds_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    assert_eq!(index.position().unwrap(), 0);
    let mut writer = index.writer().unwrap();
    assert!(matches!(index.writer(), Err(CatalogueError::Index { .. })));
    writer.put_item(&ItemId::new(1), &[page(1, "نقل")]).unwrap();
    assert_eq!(
        Store {
            index: index.clone(),
            _folder: tempfile::tempdir().unwrap()
        }
        .found("نقل"),
        [0u32; 0]
    );
    writer.commit(41).unwrap();
    drop(writer);
    let again = Index::open_or_create(folder.path()).unwrap();
    assert_eq!(again.position().unwrap(), 41);
    assert!(Index::create(folder.path()).is_err());
    assert!(Index::open(&folder.path().join("none")).is_err());
}

proptest! {
    #[test]
    fn highlights_cut_no_character_and_lose_nothing(
        text in "[\u{627}-\u{63a}\u{641}-\u{652}a-d0-9 ./\u{200f}é]{0,80}",
        line in "[\u{627}-\u{63a}a-d0-9]{1,4}( [\u{641}-\u{64a}a-d]{1,3}){0,2}[*~]?",
    ) {
        let query = read(&line);
        let joined: String = highlight(&text, &query).into_iter().map(|f| f.text).collect();
        prop_assert_eq!(joined, text);
    }
}
