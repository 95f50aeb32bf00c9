//! The search screen.

use super::Desk;
use super::listing::{Pager, Step};
use super::refused::Refused;
use super::search_form::{PER_PAGE, SearchForm};
use super::search_view::{
    FacetView, HitView, ReadLine, Years, facet_views, hit_address, hit_view, read_lines, years_view,
};
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use workbench::answer::SearchAnswer;
use workbench::{SearchOptions, WorkbenchError};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    s: Shell,
    form: SearchForm,
    /// Nothing has been asked yet.
    start: bool,
    fault: Option<QueryFault>,
    read_as: Vec<ReadLine>,
    hits: Vec<HitView>,
    pager: Pager,
    documents: u64,
    /// Pages found, whether or not copies are folded.
    pages: u64,
    /// Seconds the answer took, written.
    took: String,
    facets: Vec<FacetView>,
    years: Option<Years>,
    waiting: u64,
    relaxed: Vec<(String, &'static str)>,
    /// Filters in force: words, and the address without.
    chips: Vec<(String, String)>,
}

/// A query that could not be understood, with the place.
struct QueryFault {
    before: String,
    at: String,
    after: String,
    position: usize,
    sentence: String,
    remedy: String,
}

/// The start page is the search for who reads evidence, the status for everybody else.
pub async fn home(State(desk): State<Desk>, who: SignedIn) -> Redirect {
    let s = Shell::new(&desk, &who.visit, "", "screen-search");
    Redirect::to(match () {
        () if s.works_with_evidence() => "/search",
        () if s.may("read-consultations") => "/consultations",
        () if s.may("manage-users") => "/people",
        () => "/processing",
    })
}

/// The search screen.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let mut form = SearchForm::read(&pairs);
    let s = Shell::new(&desk, &who.visit, "search", "screen-search");
    let s = if form.q.is_empty() {
        s
    } else {
        titled(s, &form.q)
    };
    let mut page = SearchPage {
        start: form.is_empty(),
        fault: None,
        read_as: Vec::new(),
        hits: Vec::new(),
        pager: Pager::new(0, PER_PAGE, 1),
        documents: 0,
        pages: 0,
        took: String::new(),
        facets: Vec::new(),
        years: None,
        waiting: 0,
        relaxed: Vec::new(),
        chips: form
            .filters
            .iter()
            .map(|f| (f.clone(), form.toggled(f).address()))
            .collect(),
        form: form.clone(),
        s,
    };
    if form.is_empty() {
        let by = who.by();
        page.waiting = desk
            .ask(move |store| store.process_status(&by))
            .await
            .map_or(0, |p| p.waiting);
        return Ok(axum::response::Html(page.render()?).into_response());
    }
    let mut answer = ask(&desk, &who, &form).await?;
    // A page beyond the end shows the last one.
    if let Ok(found) = &answer {
        let last = Pager::new(shown(found), PER_PAGE, form.page).page;
        if last != form.page {
            form.page = last;
            answer = ask(&desk, &who, &form).await?;
        }
    }
    match answer {
        Ok(answer) => fill(&mut page, &form, answer),
        Err(fault) => page.fault = Some(fault_view(&desk, &who, &form, *fault)),
    }
    page.form = form;
    Ok(axum::response::Html(page.render()?).into_response())
}

fn titled(s: Shell, query: &str) -> Shell {
    let title = s.t1("screen-search-title", "query", query);
    s.titled(title)
}

/// The answer, or what is wrong with the query; any other failure ends the request.
async fn ask(
    desk: &Desk,
    who: &SignedIn,
    form: &SearchForm,
) -> Result<Result<SearchAnswer, Box<WorkbenchError>>, Refused> {
    let (by, query) = (who.by(), form.whole_query());
    let options = form.options((form.page - 1) * PER_PAGE, PER_PAGE as usize, true);
    desk.ask(move |store| match store.search(&by, &query, &options) {
        Ok(answer) => Ok(Ok(answer)),
        Err(error @ WorkbenchError::Query { .. }) => Ok(Err(Box::new(error))),
        Err(error) => Err(error),
    })
    .await
}

fn fault_view(desk: &Desk, who: &SignedIn, form: &SearchForm, error: WorkbenchError) -> QueryFault {
    let (sentence, remedy) = desk
        .texts
        .fault(who.visit.lang, &domain::Report::fault(&error));
    let position = if let WorkbenchError::Query(wrong) = &error {
        wrong.at + 1
    } else {
        1
    };
    let query = form.whole_query();
    let mut letters = query.chars();
    QueryFault {
        before: letters.by_ref().take(position.saturating_sub(1)).collect(),
        at: letters.by_ref().take(1).collect(),
        after: letters.collect(),
        position,
        sentence,
        remedy,
    }
}

/// Hits that can be walked through.
fn shown(answer: &SearchAnswer) -> u64 {
    answer.folded.unwrap_or(answer.hits.pages)
}

fn fill(page: &mut SearchPage, form: &SearchForm, answer: SearchAnswer) {
    let s = &page.s;
    page.took = format!("{:.2}", answer.hits.elapsed.as_secs_f64());
    page.documents = answer.hits.documents;
    page.waiting = answer.waiting;
    page.pager = Pager::new(shown(&answer), PER_PAGE, form.page);
    page.pages = answer.hits.pages;
    page.read_as = read_lines(s, &answer.read_as);
    let first = page.pager.first;
    page.hits = answer
        .hits
        .hits
        .iter()
        .zip(first..)
        .map(|(hit, rank)| {
            let copies = answer.copies.get(&hit.item).copied().unwrap_or_default();
            hit_view(form, hit, rank, copies)
        })
        .collect();
    page.facets = facet_views(s, form, &answer);
    page.years = years_view(form, &answer);
    page.relaxed = if answer.hits.pages == 0 {
        relaxed(form)
    } else {
        Vec::new()
    };
}

/// Searches that would find more, each one step wider than this one.
fn relaxed(form: &SearchForm) -> Vec<(String, &'static str)> {
    let mut wider: Vec<(String, &'static str)> = Vec::new();
    if !form.filters.is_empty() {
        wider.push((
            form.with(|f| f.filters.clear()).address(),
            "screen-relax-filters",
        ));
    }
    if form.exact_letters {
        wider.push((
            form.with(|f| f.exact_letters = false).address(),
            "screen-relax-letters",
        ));
    }
    if form.exact_forms {
        wider.push((
            form.with(|f| f.exact_forms = false).address(),
            "screen-relax-forms",
        ));
    }
    if !form.ocr {
        wider.push((form.with(|f| f.ocr = true).address(), "screen-relax-ocr"));
    }
    if form.q.contains('"') {
        wider.push((
            form.with(|f| f.q = f.q.replace('"', "")).address(),
            "screen-relax-phrase",
        ));
    }
    wider
}

/// Opens the result of that rank, so that one can walk from document to document.
pub async fn nth_result(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Redirect, Refused> {
    let form = SearchForm::read(&pairs);
    let rank = pairs
        .iter()
        .find(|(n, _)| n == "rank")
        .and_then(|(_, v)| v.parse::<u64>().ok())
        .unwrap_or(1)
        .max(1);
    let (by, query) = (who.by(), form.whole_query());
    let options = SearchOptions {
        facets: false,
        ..form.options(rank - 1, 1, false)
    };
    let answer = desk
        .ask(move |store| store.search(&by, &query, &options))
        .await?;
    let form = SearchForm {
        page: (rank - 1) / PER_PAGE + 1,
        ..form
    };
    Ok(Redirect::to(&match answer.hits.hits.first() {
        Some(hit) => hit_address(&form, hit, rank),
        // Past the last result lies the list.
        None => form.address(),
    }))
}
