//! Finding: one query, or a file of them.

use crate::answer::SearchAnswer;
use crate::{Store, WorkbenchError};
use catalogue::index::{Fragment, Hits, Request, Sort};
use catalogue::query::{Options, Query};
use domain::access::Action;
use domain::{AccessionId, ItemId, Sha256, UserName};
use std::collections::{BTreeMap, BTreeSet};

/// Hits among which copies are folded; those that follow are not given, and narrowing the search
/// brings them forward.
const FOLDED_AT_MOST: usize = 5_000;

/// How a query is understood and how much of the answer is given.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// Letters that are written in several ways find one another.
    pub letter_variants: bool,
    /// A word finds its forms with article and attached particles.
    pub word_forms: bool,
    /// Letters that optical reading confuses find one another.
    pub ocr_tolerant: bool,
    /// Hits to leave out at the front.
    pub offset: usize,
    /// Hits to give.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// Whether counts by kind, state, language, accession, year and folder are wanted.
    pub facets: bool,
    /// Whether copies are folded: of each group of copies the first hit alone is given. Never unless
    /// it is asked for.
    pub fold_copies: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            letter_variants: true,
            word_forms: true,
            ocr_tolerant: false,
            offset: 0,
            limit: 25,
            sort: Sort::Relevance,
            facets: false,
            fold_copies: false,
        }
    }
}

impl SearchOptions {
    fn query_options(&self) -> Options {
        Options {
            letter_variants: self.letter_variants,
            word_forms: self.word_forms,
            ocr_tolerant: self.ocr_tolerant,
        }
    }
}

/// The verdict on one line of a file of queries.
#[derive(Debug)]
pub struct BatchVerdict {
    /// The line, counted from 1.
    pub line: u64,
    /// The query as it stands there.
    pub query: String,
    /// Documents and pages found, or why the line could not be understood.
    pub outcome: Result<(u64, u64), WorkbenchError>,
}

impl Store {
    /// Searches in what the person may read. The search is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::Query`] where the query cannot be understood.
    pub fn search(
        &self,
        by: &UserName,
        text: &str,
        options: &SearchOptions,
    ) -> Result<SearchAnswer, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        let query = parse(text, options)?;
        self.record(by, "search", Some(text.to_owned()), None, "permitted")?;
        let request = Request {
            offset: options.offset,
            limit: options.limit,
            sort: options.sort,
            facets: options.facets,
        };
        let (hits, folded) = if options.fold_copies {
            let (hits, folded) = self.folded(&query, &scope, &request)?;
            (hits, Some(folded))
        } else {
            (self.0.index.search(&query, &scope, &request)?, None)
        };
        let items: BTreeSet<ItemId> = hits.hits.iter().map(|hit| hit.item.clone()).collect();
        let copies = self.copy_counts(&scope, &items)?;
        Ok(SearchAnswer {
            query: text.to_owned(),
            read_as: query.read_as(),
            hits,
            waiting: self.0.catalogue.waiting(&scope)?,
            copies: copies.into_iter().map(|(item, (n, _))| (item, n)).collect(),
            folded,
        })
    }

    /// The hits with copies folded, and how many there are then. All hits are walked, because whether
    /// one is folded depends on those before it; pages of one item are hits of their own, as ever.
    fn folded(
        &self,
        query: &Query,
        scope: &BTreeSet<AccessionId>,
        request: &Request,
    ) -> Result<(Hits, u64), WorkbenchError> {
        let whole = Request {
            offset: 0,
            limit: FOLDED_AT_MOST,
            ..*request
        };
        let mut hits = self.0.index.search(query, scope, &whole)?;
        let items: BTreeSet<ItemId> = hits.hits.iter().map(|hit| hit.item.clone()).collect();
        let groups = self.copy_counts(scope, &items)?;
        let mut shown: BTreeMap<Sha256, ItemId> = BTreeMap::new();
        hits.hits.retain(|hit| match groups.get(&hit.item) {
            Some((_, group)) => {
                *shown.entry(*group).or_insert_with(|| hit.item.clone()) == hit.item
            }
            None => true,
        });
        let folded = hits.hits.len() as u64;
        hits.hits = std::mem::take(&mut hits.hits)
            .into_iter()
            .skip(request.offset)
            .take(request.limit)
            .collect();
        Ok((hits, folded))
    }

    /// Searches for each line; a line that cannot be understood gets its own verdict and stops
    /// nothing. Empty lines and lines that start with `#` are left out.
    ///
    /// # Errors
    /// Where the person may not search, or the index fails.
    pub fn batch_search(
        &self,
        by: &UserName,
        lines: &str,
        options: &SearchOptions,
    ) -> Result<Vec<BatchVerdict>, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        let request = Request {
            offset: 0,
            limit: 0,
            sort: Sort::Item,
            facets: false,
        };
        let mut verdicts = Vec::new();
        for (line, text) in (1u64..).zip(lines.lines()) {
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let outcome = match parse(text, options) {
                Ok(query) => {
                    let hits = self.0.index.search(&query, &scope, &request)?;
                    Ok((hits.documents, hits.pages))
                }
                Err(error) => Err(error),
            };
            verdicts.push(BatchVerdict {
                line,
                query: text.to_owned(),
                outcome,
            });
        }
        // One line for the whole file, or a long file would bury every other consultation.
        let listed = verdicts
            .iter()
            .map(|verdict| verdict.query.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        self.record(by, "batch-search", Some(listed), None, "permitted")?;
        Ok(verdicts)
    }

    /// Marks in a text what a query would find in it; the text as it is where the query cannot be understood.
    pub fn highlight(&self, text: &str, query: &str, options: &SearchOptions) -> Vec<Fragment> {
        match parse(query, options) {
            Ok(query) => catalogue::index::highlight(text, &query),
            Err(_) => vec![Fragment {
                text: text.to_owned(),
                marked: false,
            }],
        }
    }
}

fn parse(text: &str, options: &SearchOptions) -> Result<Query, WorkbenchError> {
    Ok(Query::parse(text, options.query_options())?)
}
