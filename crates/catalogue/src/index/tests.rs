use super::*;
use crate::query::{Options, Query};
use std::collections::BTreeSet;

mod answers;
mod words;

/// An index in a folder of its own, removed when dropped.
struct Store {
    index: Index,
    _folder: tempfile::TempDir,
}

impl Store {
    fn of(pages: &[PageDoc]) -> Self {
        Self::in_batches(pages, usize::MAX)
    }

    /// The pages of each item together, with a commit after every `items` of them.
    fn in_batches(pages: &[PageDoc], items: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(folder.path()).unwrap();
        let mut writer = index.writer().unwrap();
        for (count, group) in pages.chunk_by(|a, b| a.item == b.item).enumerate() {
            writer.put_item(&group[0].item, group).unwrap();
            if (count + 1) % items == 0 {
                writer.commit(count as u64).unwrap();
            }
        }
        writer.commit(pages.len() as u64).unwrap();
        drop(writer);
        Self {
            index,
            _folder: folder,
        }
    }

    fn hits(&self, query: &Query, scope: &[u32], request: &Request) -> Hits {
        let scope: BTreeSet<AccessionId> = scope.iter().map(|n| AccessionId::new(*n)).collect();
        self.index.search(query, &scope, request).unwrap()
    }

    /// Numbers of the items found in accessions 1 to 3.
    fn found(&self, line: &str) -> Vec<u32> {
        self.found_with(line, Options::default())
    }

    fn found_with(&self, line: &str, options: Options) -> Vec<u32> {
        let query = Query::parse(line, options).unwrap();
        let request = Request {
            limit: 1000,
            sort: Sort::Item,
            ..Request::default()
        };
        let hits = self.hits(&query, &[1, 2, 3], &request);
        let mut items: Vec<u32> = hits.hits.iter().map(|hit| hit.item.root()).collect();
        items.dedup();
        assert_eq!(items.len() as u64, hits.documents);
        items
    }
}

fn page(item: u32, text: &str) -> PageDoc {
    PageDoc {
        item: ItemId::new(item),
        accession: AccessionId::new(1),
        page: 1,
        text: text.to_owned(),
        title: String::new(),
        path: format!("scans/{item}.pdf"),
        kind: "pdf".to_owned(),
        state: ItemState::Read,
        quality: None,
        dates: Vec::new(),
        language: "ar".to_owned(),
        modified: None,
    }
}

fn texts(texts: &[&str]) -> Store {
    let pages: Vec<PageDoc> = (1u32..)
        .zip(texts)
        .map(|(item, text)| page(item, text))
        .collect();
    Store::of(&pages)
}

fn read(line: &str) -> Query {
    Query::parse(line, Options::default()).unwrap()
}

/// The marked pieces of a text.
fn marked(text: &str, line: &str) -> Vec<String> {
    let fragments = highlight(text, &read(line));
    let joined: String = fragments.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(joined, text, "highlights change nothing");
    fragments
        .into_iter()
        .filter(|f| f.marked)
        .map(|f| f.text)
        .collect()
}

#[test]
fn a_beginning_and_a_misspelling_find_the_joined_form() {
    let store = texts(&["نقل الموقوف إلى الفرع", "كتاب بالموقوفين", "كتاب آخر"]);
    assert_eq!(store.found("موقو*"), [1, 2]);
    assert_eq!(store.found("موقوق~1"), [1]);
    assert_eq!(marked("نقل الموقوف", "موقو*"), ["الموقوف"]);
    let without_forms = Options {
        word_forms: false,
        ..Options::default()
    };
    assert!(store.found_with("موقو*", without_forms).is_empty());
}
