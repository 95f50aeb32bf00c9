//! Many queries at once: one verdict a line, and a bad line never stops the rest.

use super::Desk;
use super::refused::Refused;
use super::search_form::SearchForm;
use super::shell::Shell;
use super::visit::{Posted, SignedIn};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use domain::Report;

/// Most queries in one go.
const LINES_MAX: usize = 1000;

#[derive(Template)]
#[template(path = "batch.html")]
struct BatchPage {
    s: Shell,
    queries: String,
    verdicts: Vec<Verdict>,
    found: usize,
    left_out: usize,
}

struct Verdict {
    line: u64,
    query: String,
    documents: Option<u64>,
    fault: String,
    address: String,
}

/// The empty form.
pub async fn form(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    page(&desk, &who, String::new(), Vec::new(), 0)
}

/// Asks each line.
pub async fn run(
    State(desk): State<Desk>,
    who: SignedIn,
    posted: Posted,
) -> Result<Response, Refused> {
    let queries = posted.get("queries").replace("\r\n", "\n");
    let left_out = queries.lines().count().saturating_sub(LINES_MAX);
    let asked = queries
        .lines()
        .take(LINES_MAX)
        .collect::<Vec<_>>()
        .join("\n");
    let (by, form) = (
        who.by(),
        SearchForm {
            page: 1,
            ..SearchForm::default()
        },
    );
    let options = form.options(0, 0, false);
    let answers = desk
        .ask(move |store| store.batch_search(&by, &asked, &options))
        .await?;
    let verdicts = answers
        .into_iter()
        .map(|answer| {
            let address = SearchForm {
                q: answer.query.clone(),
                ..form.clone()
            }
            .address();
            let (documents, fault) = match answer.outcome {
                Ok((documents, _)) => (Some(documents), String::new()),
                Err(error) => (None, desk.texts.fault(who.visit.lang, &error.fault()).0),
            };
            Verdict {
                line: answer.line,
                query: answer.query,
                documents,
                fault,
                address,
            }
        })
        .collect();
    page(&desk, &who, queries, verdicts, left_out)
}

fn page(
    desk: &Desk,
    who: &SignedIn,
    queries: String,
    verdicts: Vec<Verdict>,
    left_out: usize,
) -> Result<Response, Refused> {
    let found = verdicts
        .iter()
        .filter(|v| v.documents.is_some_and(|n| n > 0))
        .count();
    let s = Shell::new(desk, &who.visit, "search", "screen-batch");
    Ok(Html(
        BatchPage {
            s,
            queries,
            verdicts,
            found,
            left_out,
        }
        .render()?,
    )
    .into_response())
}
