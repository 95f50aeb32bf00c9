//! What was received: the accessions, one accession, its receipt.

use super::Desk;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::AccessionId;
use workbench::answer::{AccessionSummary, Receipt};

#[derive(Template)]
#[template(path = "intake.html")]
struct ListPage {
    s: Shell,
    accessions: Vec<AccessionSummary>,
}

/// The accessions that the person may see.
pub async fn list(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    let by = who.by();
    let accessions = desk.ask(move |store| store.accessions(&by)).await?;
    let page = ListPage {
        s: Shell::new(&desk, &who.visit, "intake", "screen-intake"),
        accessions,
    };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "accession.html")]
struct DetailPage {
    s: Shell,
    a: AccessionSummary,
}

/// One accession.
pub async fn detail(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(accession): Path<String>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&accession)?);
    let a = desk.ask(move |store| store.accession(&by, id)).await?;
    let s =
        Shell::new(&desk, &who.visit, "intake", "screen-intake").titled(a.accession.to_string());
    Ok(Html(DetailPage { s, a }.render()?).into_response())
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    s: Shell,
    r: Receipt,
}

/// The receipt, for the screen and for paper.
pub async fn receipt(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(accession): Path<String>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&accession)?);
    let r = desk.ask(move |store| store.receipt(&by, id)).await?;
    let s = Shell::new(&desk, &who.visit, "intake", "screen-receipt");
    let title = s.t1("screen-receipt-of", "accession", r.accession.accession);
    Ok(Html(
        ReceiptPage {
            s: s.titled(title),
            r,
        }
        .render()?,
    )
    .into_response())
}

/// What is no number of an accession is answered like one that does not exist.
pub fn number(accession: &str) -> Result<AccessionId, Refused> {
    accession.parse().map_err(|_| Refused::not_available())
}
