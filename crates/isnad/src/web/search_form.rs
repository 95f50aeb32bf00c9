//! The state of the search screen as its address says it.

use super::address::with_query;
use catalogue::index::Sort;
use std::borrow::Borrow;
use workbench::SearchOptions;

/// Hits on one screen.
pub const PER_PAGE: u64 = 20;

/// What the address of the search screen says. Writing it and reading it back gives the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchForm {
    /// The query as typed.
    pub q: String,
    /// Filters chosen beside the query, each in the query language: `state:read`.
    pub filters: Vec<String>,
    /// Letter variants off.
    pub exact_letters: bool,
    /// Word forms off.
    pub exact_forms: bool,
    /// OCR confusions on.
    pub ocr: bool,
    /// Copies folded.
    pub fold: bool,
    /// Order: empty for relevance.
    pub sort: String,
    /// How hits are shown: empty for the list, `table`.
    pub view: String,
    /// Screen, counted from 1.
    pub page: u64,
}

impl SearchForm {
    /// Reads the query pairs of an address; what it does not know it leaves out.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let get = |name: &str| {
            pairs
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.trim().to_owned())
                .unwrap_or_default()
        };
        let known = |value: String, values: &[&str]| {
            if values.contains(&value.as_str()) {
                value
            } else {
                String::new()
            }
        };
        let mut filters: Vec<String> = Vec::new();
        for (_, value) in pairs.iter().filter(|(name, _)| name == "f") {
            if !value.trim().is_empty() && !filters.contains(value) {
                filters.push(value.clone());
            }
        }
        Self {
            q: get("q"),
            filters,
            exact_letters: get("letters") == "exact",
            exact_forms: get("forms") == "exact",
            ocr: get("ocr") == "on",
            fold: get("copies") == "fold",
            sort: known(get("sort"), &["date", "path", "item"]),
            view: known(get("view"), &["table"]),
            page: get("page").parse().unwrap_or(1).max(1),
        }
    }

    /// Whether there is anything to search for.
    pub fn is_empty(&self) -> bool {
        self.q.is_empty() && self.filters.is_empty()
    }

    /// The query the engine is asked: what was typed and every filter, all required; filters on the
    /// same field widen one another. The typed part stands first, in brackets where it needs them.
    pub fn whole_query(&self) -> String {
        let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
        for filter in &self.filters {
            let name = filter.split(':').next().unwrap_or_default();
            match fields.iter_mut().find(|(field, _)| *field == name) {
                Some((_, group)) => group.push(filter),
                None => fields.push((name, vec![filter])),
            }
        }
        let groups = fields.iter().map(|(_, group)| match group.as_slice() {
            [one] => (*one).to_owned(),
            several => format!("({})", several.join(" OR ")),
        });
        let bracketed =
            !self.filters.is_empty() && self.q.split_whitespace().any(|word| word == "OR");
        let typed = if bracketed {
            format!("({})", self.q)
        } else {
            self.q.clone()
        };
        std::iter::once(typed)
            .filter(|q| !q.is_empty())
            .chain(groups)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The options for the engine.
    pub fn options(&self, offset: u64, limit: usize, facets: bool) -> SearchOptions {
        SearchOptions {
            letter_variants: !self.exact_letters,
            word_forms: !self.exact_forms,
            ocr_tolerant: self.ocr,
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
            limit,
            sort: match self.sort.as_str() {
                "date" => Sort::Date,
                "path" => Sort::Path,
                "item" => Sort::Item,
                _ => Sort::Relevance,
            },
            facets,
            fold_copies: self.fold,
        }
    }

    /// The pairs that make up this state, in the order in which they are written.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("q", self.q.clone())];
        pairs.extend(self.filters.iter().map(|f| ("f", f.clone())));
        pairs.push((
            "letters",
            if self.exact_letters {
                "exact".into()
            } else {
                String::new()
            },
        ));
        pairs.push((
            "forms",
            if self.exact_forms {
                "exact".into()
            } else {
                String::new()
            },
        ));
        pairs.push(("ocr", if self.ocr { "on".into() } else { String::new() }));
        pairs.push((
            "copies",
            if self.fold {
                "fold".into()
            } else {
                String::new()
            },
        ));
        pairs.push(("sort", self.sort.clone()));
        pairs.push(("view", self.view.clone()));
        pairs.push((
            "page",
            if self.page > 1 {
                self.page.to_string()
            } else {
                String::new()
            },
        ));
        pairs
    }

    /// The address of this state under another path, with more pairs behind.
    pub fn address_at(&self, path: &str, more: &[(&'static str, String)]) -> String {
        let pairs = self.pairs();
        with_query(
            path,
            pairs.iter().chain(more).map(|(n, v)| (*n, v.as_str())),
        )
    }

    /// The address of this state.
    pub fn address(&self) -> String {
        self.address_at("/search", &[])
    }

    /// This state changed, back on the first screen.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut form = Self {
            page: 1,
            ..self.clone()
        };
        change(&mut form);
        form
    }

    /// The address of another screen of the same hits.
    pub fn at_page(&self, page: impl Borrow<u64>) -> String {
        Self {
            page: *page.borrow(),
            ..self.clone()
        }
        .address()
    }

    /// The address with one way of reading words switched over.
    pub fn switched(&self, option: &str) -> String {
        self.with(|form| match option {
            "letters" => form.exact_letters = !form.exact_letters,
            "forms" => form.exact_forms = !form.exact_forms,
            "copies" => form.fold = !form.fold,
            _ => form.ocr = !form.ocr,
        })
        .address()
    }

    /// The address without filters.
    pub fn unfiltered(&self) -> String {
        self.with(|form| form.filters.clear()).address()
    }

    /// The orders to choose from: key of the text, address, whether chosen.
    pub fn orders(&self) -> Vec<(&'static str, String, bool)> {
        let orders = [
            ("", "screen-order-relevance"),
            ("date", "screen-order-date"),
            ("path", "screen-order-path"),
            ("item", "screen-order-item"),
        ];
        let one = |(order, key): (&str, &'static str)| {
            (
                key,
                self.with(|form| form.sort = order.to_owned()).address(),
                self.sort == order,
            )
        };
        orders.into_iter().map(one).collect()
    }

    /// The views to choose from: key of the text, address, whether chosen.
    pub fn views(&self) -> Vec<(&'static str, String, bool)> {
        let one = |(view, key): (&str, &'static str)| {
            let form = Self {
                view: view.to_owned(),
                ..self.clone()
            };
            (key, form.address(), self.view == view)
        };
        [("", "screen-view-list"), ("table", "screen-view-table")]
            .into_iter()
            .map(one)
            .collect()
    }

    /// This state with a filter put in, or taken out where it is in.
    pub fn toggled(&self, filter: &str) -> Self {
        self.with(|form| {
            let before = form.filters.len();
            form.filters.retain(|f| f != filter);
            if form.filters.len() == before {
                form.filters.push(filter.to_owned());
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::Query;
    use proptest::prelude::*;

    fn read(address: &str) -> SearchForm {
        let uri = address.parse().unwrap();
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&uri).unwrap();
        SearchForm::read(&pairs)
    }

    proptest! {
        #[test]
        fn the_address_says_the_whole_state(
            q in "[ -~ا-ي\"]{0,20}", filters in prop::collection::btree_set("[a-z]{1,5}:[a-zا-ي ]{1,8}x", 0..3),
            exact_letters: bool, exact_forms: bool, ocr: bool, fold: bool, page in 1u64..99,
            sort in prop::sample::select(vec!["", "date", "path", "item"]),
            view in prop::sample::select(vec!["", "table"]),
        ) {
            let form = SearchForm {
                q: q.trim().to_owned(), filters: filters.into_iter().collect(),
                exact_letters, exact_forms, ocr, fold, sort: sort.into(), view: view.into(), page,
            };
            prop_assert_eq!(read(&form.address()), form);
        }
    }

    #[test]
    fn a_filter_goes_in_and_out() {
        let form = read("/search?q=x&page=4");
        let on = form.toggled("state:read");
        assert_eq!(on.address(), "/search?q=x&f=state%3Aread");
        assert_eq!(on.toggled("state:read").address(), "/search?q=x");
        assert_eq!(on.whole_query(), "x state:read");
    }

    #[test]
    fn filters_narrow_and_those_of_one_field_widen_one_another() {
        let form = read("/search?q=a+OR+b&f=state:read&f=kind:mail&f=state:damaged");
        assert_eq!(
            form.whole_query(),
            "(a OR b) (state:read OR state:damaged) kind:mail"
        );
        assert_eq!(read("/search?q=a+OR+b").whole_query(), "a OR b");
        assert_eq!(read("/search?f=kind:mail").whole_query(), "kind:mail");
    }

    #[test]
    fn nonsense_in_the_address_is_passed_over() {
        let form = read("/search?sort=evil&view=1&page=-3&letters=maybe&f=+");
        assert_eq!(
            form,
            SearchForm {
                page: 1,
                ..SearchForm::default()
            }
        );
        assert!(form.is_empty());
    }
}
