//! Who looked at what, who may, and the keys.

use super::Desk;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::{SignedIn, Visit};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use std::collections::HashMap;
use workbench::answer::{Account, ConsultationLine};

/// Lines on one screen.
const PER_PAGE: u32 = 100;

#[derive(Template)]
#[template(path = "consultations.html")]
struct ConsultationsPage {
    s: Shell,
    lines: Vec<Line>,
    started_later: bool,
    next: Option<String>,
}

/// One consultation in words.
struct Line {
    line: ConsultationLine,
    action: String,
    permitted: bool,
    outcome: String,
}

/// The record of consultations, for the one who watches over it.
pub async fn consultations(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let before = match query.get("before") {
        Some(text) => Some(text.parse::<u64>().map_err(|_| Refused::not_available())?),
        None => None,
    };
    let by = who.by();
    let lines = desk
        .ask(move |store| store.consultations(&by, before, PER_PAGE))
        .await?;
    let s = Shell::new(&desk, &who.visit, "consultations", "screen-consultations");
    let next = (lines.len() == PER_PAGE as usize)
        .then(|| {
            lines
                .last()
                .map(|last| format!("/consultations?before={}", last.index))
        })
        .flatten();
    let lines = lines.into_iter().map(|line| in_words(&s, line)).collect();
    Ok(Html(
        ConsultationsPage {
            s,
            lines,
            started_later: before.is_some(),
            next,
        }
        .render()?,
    )
    .into_response())
}

fn in_words(s: &Shell, line: ConsultationLine) -> Line {
    let action = s
        .find(&format!("screen-action-{}", line.action), &[])
        .unwrap_or_else(|| line.action.clone());
    let permitted = line.outcome == "permitted";
    let slug = line
        .outcome
        .trim_start_matches("refused: ")
        .replace(' ', "-");
    let outcome = s.find(&format!("screen-outcome-{slug}"), &[]);
    let outcome = outcome.unwrap_or_else(|| line.outcome.clone());
    Line {
        line,
        action,
        permitted,
        outcome,
    }
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    s: Shell,
    people: Vec<Account>,
}

/// The accounts, for the one who keeps them.
pub async fn people(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    let by = who.by();
    let people = desk.ask(move |store| store.people(&by)).await?;
    let page = PeoplePage {
        s: Shell::new(&desk, &who.visit, "people", "screen-people"),
        people,
    };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "shortcuts.html")]
struct ShortcutsPage {
    s: Shell,
}

/// The keys, on a page of their own where scripts are off.
pub async fn shortcuts(State(desk): State<Desk>, visit: Visit) -> Result<Response, Refused> {
    let page = ShortcutsPage {
        s: Shell::new(&desk, &visit, "", "screen-keys"),
    };
    Ok(Html(page.render()?).into_response())
}
