//! The list behind a figure: items by accession, state, reason, type, folder.

use super::Desk;
use super::address::with_query;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{ItemId, ItemState};
use std::collections::HashMap;
use workbench::ItemFilter;
use workbench::answer::ItemLine;

/// Items on one screen.
const PER_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "items.html")]
struct ItemsPage {
    s: Shell,
    items: Vec<ItemLine>,
    states: Vec<(String, String, bool)>,
    accession: String,
    reason: String,
    media_type: String,
    folder: String,
    waiting: bool,
    filtered: bool,
    started_later: bool,
    first: String,
    next: Option<String>,
}

/// The list of items.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let get = |name: &str| {
        query
            .get(name)
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
    };
    let (state, waiting) = match get("state").as_deref() {
        Some("waiting") => (None, true),
        Some(name) => (
            Some(
                name.parse::<ItemState>()
                    .map_err(|_| Refused::input("state-unknown"))?,
            ),
            false,
        ),
        None => (None, get("waiting").is_some()),
    };
    let accession = match get("accession") {
        Some(text) => Some(super::intake::number(&text)?),
        None => None,
    };
    let after = match get("after") {
        Some(text) => Some(
            text.parse::<ItemId>()
                .map_err(|_| Refused::not_available())?,
        ),
        None => None,
    };
    let started_later = after.is_some();
    let filter = ItemFilter {
        accession,
        state,
        reason: get("reason"),
        media_type: get("type"),
        folder: get("folder"),
        waiting,
        after,
        // One more than is shown tells whether there is a next screen.
        limit: PER_PAGE + 1,
    };
    let by = who.by();
    let mut items = desk.ask(move |store| store.items(&by, &filter)).await?;
    let more = items.len() > PER_PAGE as usize;
    items.truncate(PER_PAGE as usize);

    let accession = accession.map(|a| a.to_string()).unwrap_or_default();
    let state_name = if waiting {
        "waiting"
    } else {
        state.map_or("", ItemState::name)
    };
    let (reason, media_type) = (
        get("reason").unwrap_or_default(),
        get("type").unwrap_or_default(),
    );
    let folder = get("folder").unwrap_or_default();
    let address = |after: &str| {
        with_query(
            "/items",
            [
                ("accession", accession.as_str()),
                ("state", state_name),
                ("reason", reason.as_str()),
                ("type", media_type.as_str()),
                ("folder", folder.as_str()),
                ("after", after),
            ],
        )
    };
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| address(&last.item.to_string()));
    let first = address("");
    let s = Shell::new(&desk, &who.visit, "items", "screen-items");
    let name_of = |state: Option<ItemState>| {
        let key = state.map_or("waiting", ItemState::name);
        (key.to_owned(), s.state_name(&state), key == state_name)
    };
    let states = ItemState::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(name_of)
        .collect();
    let filtered = first != "/items";
    let page = ItemsPage {
        s,
        items,
        states,
        accession,
        reason,
        media_type,
        folder,
        waiting,
        filtered,
        started_later,
        first,
        next,
    };
    Ok(Html(page.render()?).into_response())
}
