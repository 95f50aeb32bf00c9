//! Searching.

use super::collect::{Candidate, FACETS, Pages};
use super::fields::Fields;
use super::highlight::Marker;
use super::{Fragment, Index, compile};
use crate::CatalogueError;
use crate::query::Query;
use domain::{AccessionId, ItemId, ItemState, ReadingQuality};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tantivy::collector::Count;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, Term};

/// The order of hits. Equal ones follow by item and page, so that no order depends on how the
/// index was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// The likeliest first.
    #[default]
    Relevance,
    /// The earliest date on the page first; pages without a date last.
    Date,
    /// By path.
    Path,
    /// By item number.
    Item,
}

/// Which of the hits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// So many hits are passed over.
    pub offset: usize,
    /// So many are given. There is no upper limit.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// Whether facets are counted.
    pub facets: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: 20,
            sort: Sort::Relevance,
            facets: true,
        }
    }
}

/// What a search found. Everything in it is kept to the scope: counts, facets and snippets alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// Items with at least one matching page.
    pub documents: u64,
    /// Matching pages, all of them counted.
    pub pages: u64,
    /// The pages asked for, in order.
    pub hits: Vec<Hit>,
    /// By field (`kind`, `state`, `quality`, `language`, `accession`, `year`, `folder`), how many items have
    /// each value; the most frequent first. An unknown language and a file in no folder count
    /// under the empty text.
    pub facets: BTreeMap<String, Vec<(String, u64)>>,
    /// How long the search took.
    pub elapsed: Duration,
}

/// A page that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The item.
    pub item: ItemId,
    /// Its accession.
    pub accession: AccessionId,
    /// The page, from 1.
    pub page: u32,
    /// Only for comparing hits of one search; 0 unless sorted by relevance.
    pub score: f32,
    /// The item's title; may be empty.
    pub title: String,
    /// The path inside the accession.
    pub path: String,
    /// The kind of file.
    pub kind: String,
    /// How the reading ended.
    pub state: ItemState,
    /// The part of the text with the most hits, as written. A fragment `…` stands where text was
    /// left out.
    pub snippet: Vec<Fragment>,
    /// How far its text can be relied on; absent where it holds nothing to be read.
    pub quality: Option<ReadingQuality>,
    /// Dates on the page.
    pub dates: Vec<String>,
    /// The language; may be empty.
    pub language: String,
}

/// The length that BM25 takes for an average page. A constant, so that a page's score depends on the
/// page and on how rare its words are, not on what else was put in or replaced before.
const AVERAGE_WORDS: u64 = 200;

impl Index {
    /// Whether a page of any of these items, or of what lies in them, is found.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the index cannot be read.
    pub fn holds_any(&self, items: &[ItemId]) -> Result<bool, CatalogueError> {
        if items.is_empty() {
            return Ok(false);
        }
        self.reload()?;
        let searcher = self.inner.reader.searcher();
        for item in items {
            let term = Term::from_field_text(self.inner.fields.within, &item.to_string());
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            let pages = searcher
                .search(&query, &Count)
                .map_err(|e| self.failed(&e))?;
            if pages > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds the pages that match, in the accessions of `scope` only; an empty scope finds nothing.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the index cannot be read.
    pub fn search(
        &self,
        query: &Query,
        scope: &BTreeSet<AccessionId>,
        request: &Request,
    ) -> Result<Hits, CatalogueError> {
        let start = Instant::now();
        let searcher = self.inner.reader.searcher();
        let compiled = compile::compile(query, scope, &self.inner.fields);
        let pages = Pages {
            most: if request.limit == 0 {
                0
            } else {
                request.offset.saturating_add(request.limit)
            },
            sort: request.sort,
            facets: request.facets,
        };
        let statistics =
            Statistics::of(&searcher, scope, &self.inner.fields).map_err(|e| self.failed(&e))?;
        let found = searcher
            .search_with_statistics_provider(&compiled, &pages, &statistics)
            .map_err(|e| self.failed(&e))?;
        let marker = Marker::new(query);
        let wanted = found.first.iter().skip(request.offset);
        let hits = wanted
            .map(|candidate| self.hit(&searcher, candidate, &marker, request.sort))
            .collect::<Result<_, _>>()?;
        let mut facets: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
        if request.facets {
            for name in FACETS {
                let counts = found.facets.get(name).into_iter().flatten();
                let mut counts: Vec<(String, u64)> = counts
                    .map(|(value, count)| (value.clone(), *count))
                    .collect();
                counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
                facets.insert(name.to_owned(), counts);
            }
        }
        Ok(Hits {
            documents: found.documents,
            pages: found.pages,
            hits,
            facets,
            elapsed: start.elapsed(),
        })
    }

    fn hit(
        &self,
        searcher: &Searcher,
        candidate: &Candidate,
        marker: &Marker,
        sort: Sort,
    ) -> Result<Hit, CatalogueError> {
        let stored: TantivyDocument = searcher
            .doc(candidate.address)
            .map_err(|e| self.failed(&e))?;
        let fields: &Fields = &self.inner.fields;
        let text = |field: Field| {
            stored
                .get_first(field)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
        };
        let damaged = |what: &str| self.failed(&format!("an entry has no right {what}"));
        let page = stored.get_first(fields.page).and_then(|v| v.as_u64());
        let page = page.and_then(|page| u32::try_from(page).ok());
        Ok(Hit {
            item: text(fields.item).parse().map_err(|_| damaged("item"))?,
            accession: text(fields.accession)
                .parse()
                .map_err(|_| damaged("accession"))?,
            page: page.ok_or_else(|| damaged("page"))?,
            score: if sort == Sort::Relevance {
                candidate.score
            } else {
                0.0
            },
            title: text(fields.title).to_owned(),
            path: text(fields.path).to_owned(),
            kind: text(fields.kind).to_owned(),
            state: text(fields.state).parse().map_err(|_| damaged("state"))?,
            quality: text(fields.quality).parse().ok(),
            snippet: marker.snippet(text(fields.text)),
            dates: stored
                .get_all(fields.dates)
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect(),
            language: text(fields.language).to_owned(),
        })
    }
}

/// Figures for BM25 that do not depend on how the index was built, nor on what the person may not
/// read: how rare a word is elsewhere is knowledge about elsewhere.
struct Statistics<'a> {
    searcher: &'a Searcher,
    pages: u64,
    // Absent where the scope is the whole index: then its own counts serve, which are at hand.
    scope: Option<Box<dyn EngineQuery>>,
}

impl<'a> Statistics<'a> {
    fn of(
        searcher: &'a Searcher,
        scope: &BTreeSet<AccessionId>,
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let inside = compile::within(scope, fields);
        let pages = searcher.search(&inside, &Count)? as u64;
        let whole = pages == searcher.num_docs();
        Ok(Self {
            searcher,
            pages: pages.max(1),
            scope: (!whole).then_some(inside),
        })
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(self.pages * AVERAGE_WORDS)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.pages)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let pages = match &self.scope {
            None => self.searcher.doc_freq(term)?,
            Some(scope) => {
                let word = TermQuery::new(term.clone(), IndexRecordOption::Basic);
                let both = BooleanQuery::intersection(vec![Box::new(word), scope.box_clone()]);
                self.searcher.search(&both, &Count)? as u64
            }
        };
        // Replaced pages may still count here; never more than there are pages, which BM25 needs.
        Ok(pages.min(self.pages))
    }
}
