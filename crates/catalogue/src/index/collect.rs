//! One pass over the matching pages: how many, of how many items, by facet, and the first ones in
//! the asked order.

use super::search::Sort;
use std::collections::{BTreeMap, BinaryHeap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// The fields whose values are counted, by the name under which they are given back.
pub(super) const FACETS: [&str; 7] = [
    "kind",
    "state",
    "quality",
    "language",
    "accession",
    "year",
    "folder",
];

/// Scores closer than one part in 256 are equal: summing in another order must not change the
/// order of hits, and so small a difference means nothing.
const SCORE_STEPS: f32 = 256.0;

/// Collects what a search gives back.
pub(super) struct Pages {
    /// So many first pages are kept.
    pub most: usize,
    /// In this order.
    pub sort: Sort,
    /// Whether facets are counted.
    pub facets: bool,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub documents: u64,
    pub pages: u64,
    pub facets: BTreeMap<String, BTreeMap<String, u64>>,
    /// The first pages in order.
    pub first: Vec<Candidate>,
}

/// A page with what orders it among all others, whatever segment it lies in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub key: Key,
    pub score: Score,
    pub address: DocAddress,
}

/// INVARIANT: no two pages have the same key, so the order is the same in every build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Steps below the best possible score.
    below: u64,
    /// Pages without the text sorted by come last.
    missing: bool,
    text: String,
    item: String,
    page: u64,
}

/// The order inside one segment, where texts are compared by their place in its dictionary.
type LocalKey = (u64, u64, u64, DocId);

/// Collects the pages of one segment.
pub(super) struct SegmentPages {
    segment: SegmentOrdinal,
    most: usize,
    sort: Sort,
    item: Option<StrColumn>,
    page: Column<u64>,
    text: Option<StrColumn>,
    facets: Vec<Facet>,
    pages: u64,
    documents: u64,
    current_item: Option<u64>,
    /// Facet values that the current item was already counted for.
    counted: Vec<(usize, u64)>,
    first: BinaryHeap<(LocalKey, OrderedScore)>,
}

struct Facet {
    name: &'static str,
    column: StrColumn,
    counts: Vec<u64>,
}

/// A score carried along; it takes no part in comparing, as the key before it differs.
#[derive(Debug, Clone, Copy)]
struct OrderedScore(Score);

impl PartialEq for OrderedScore {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for OrderedScore {}
impl PartialOrd for OrderedScore {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for OrderedScore {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl Collector for Pages {
    type Fruit = Found;
    type Child = SegmentPages;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentPages> {
        let fast = reader.fast_fields();
        let mut facets = Vec::new();
        if self.facets {
            for name in FACETS {
                if let Some(column) = fast.str(name)? {
                    let counts = vec![0; column.num_terms()];
                    facets.push(Facet {
                        name,
                        column,
                        counts,
                    });
                }
            }
        }
        let text = match self.sort {
            Sort::Date => fast.str("first_date")?,
            Sort::Path => fast.str("path")?,
            Sort::Relevance | Sort::Item => None,
        };
        Ok(SegmentPages {
            segment,
            most: self.most,
            sort: self.sort,
            item: fast.str("item_key")?,
            page: fast.u64("page")?,
            text,
            facets,
            pages: 0,
            documents: 0,
            current_item: None,
            counted: Vec::new(),
            first: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.most > 0
    }

    fn merge_fruits(&self, fruits: Vec<Result<Found, TantivyError>>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for fruit in fruits {
            let found = fruit?;
            // INVARIANT: the pages of an item lie in one segment, so no item is counted twice.
            all.documents += found.documents;
            all.pages += found.pages;
            for (name, counts) in found.facets {
                let into = all.facets.entry(name).or_default();
                for (value, count) in counts {
                    *into.entry(value).or_default() += count;
                }
            }
            all.first.extend(found.first);
        }
        all.first.sort_by(|a, b| a.key.cmp(&b.key));
        all.first.truncate(self.most);
        Ok(all)
    }
}

impl SegmentCollector for SegmentPages {
    type Fruit = Result<Found, TantivyError>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.pages += 1;
        let item = self
            .item
            .as_ref()
            .and_then(|column| column.ords().first(doc));
        if self.current_item != item || item.is_none() {
            self.documents += 1;
            self.current_item = item;
            self.counted.clear();
        }
        for (index, facet) in self.facets.iter_mut().enumerate() {
            for value in facet.column.ords().values_for_doc(doc) {
                if self.counted.contains(&(index, value)) {
                    continue;
                }
                self.counted.push((index, value));
                let place = usize::try_from(value).ok();
                if let Some(count) = place.and_then(|place| facet.counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        if self.most == 0 {
            return;
        }
        let rank = match self.sort {
            Sort::Relevance => below(score),
            Sort::Item => 0,
            Sort::Date | Sort::Path => self
                .text
                .as_ref()
                .and_then(|column| column.ords().first(doc))
                .unwrap_or(u64::MAX),
        };
        // Most pages of a large result fall behind at once, without a look at their other columns.
        let full = self.first.len() >= self.most;
        if full
            && self
                .first
                .peek()
                .is_some_and(|((last, ..), _)| rank > *last)
        {
            return;
        }
        let page = self.page.first(doc).unwrap_or(0);
        let key = (rank, item.unwrap_or(u64::MAX), page, doc);
        if !full {
            self.first.push((key, OrderedScore(score)));
        } else if self.first.peek().is_some_and(|(last, _)| key < *last) {
            self.first.pop();
            self.first.push((key, OrderedScore(score)));
        }
    }

    fn harvest(self) -> Result<Found, TantivyError> {
        let mut found = Found {
            documents: self.documents,
            pages: self.pages,
            ..Found::default()
        };
        for facet in &self.facets {
            let counts = found.facets.entry(facet.name.to_owned()).or_default();
            for (value, count) in (0u64..).zip(&facet.counts).filter(|(_, count)| **count > 0) {
                counts.insert(text_of(&facet.column, value)?, *count);
            }
        }
        for ((rank, item, page, doc), OrderedScore(score)) in self.first {
            let by_text = matches!(self.sort, Sort::Date | Sort::Path);
            let text = match &self.text {
                Some(column) if by_text && rank != u64::MAX => text_of(column, rank)?,
                _ => String::new(),
            };
            let item = match &self.item {
                Some(column) => text_of(column, item)?,
                None => String::new(),
            };
            let below = if self.sort == Sort::Relevance {
                rank
            } else {
                0
            };
            let missing = by_text && rank == u64::MAX;
            let key = Key {
                below,
                missing,
                text,
                item,
                page,
            };
            found.first.push(Candidate {
                key,
                score,
                address: DocAddress::new(self.segment, doc),
            });
        }
        Ok(found)
    }
}

fn text_of(column: &StrColumn, value: u64) -> Result<String, TantivyError> {
    let mut text = String::new();
    column.ord_to_str(value, &mut text)?;
    Ok(text)
}

/// Steps below a score that none reaches.
fn below(score: Score) -> u64 {
    const TOP: f32 = 1e6;
    // A score is neither negative nor near the top, so the cast loses nothing.
    ((TOP - score.clamp(0.0, TOP)) as f64 * f64::from(SCORE_STEPS)).round() as u64
}
