//! How far reading has come: totals that add up, each figure a way to its list.

use super::Desk;
use super::address::with_query;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use domain::ItemState;
use workbench::answer::ProcessStatus;

#[derive(Template)]
#[template(path = "processing.html")]
struct StatusPage {
    s: Shell,
    p: ProcessStatus,
    terms: Vec<Term>,
    reasons: Vec<ReasonLine>,
    types: Vec<TypeLine>,
}

/// One figure of the sum.
struct Term {
    state: Option<ItemState>,
    items: u64,
    address: String,
    /// Share of all items in steps of 5 %, for the width class of its bar.
    step: u64,
}

struct ReasonLine {
    state: Option<ItemState>,
    reason: String,
    items: u64,
    address: String,
}

struct TypeLine {
    media_type: String,
    state: Option<ItemState>,
    items: u64,
    address: String,
}

/// The status screen.
pub async fn screen(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    let by = who.by();
    let p = desk.ask(move |store| store.process_status(&by)).await?;
    let page = StatusPage {
        s: Shell::new(&desk, &who.visit, "processing", "screen-processing"),
        terms: terms(&p),
        reasons: p
            .reasons
            .iter()
            .map(|line| ReasonLine {
                state: Some(line.state),
                reason: line.reason.clone(),
                items: line.items,
                address: with_query(
                    "/items",
                    [
                        ("state", line.state.name()),
                        ("reason", line.reason.as_str()),
                    ],
                ),
            })
            .collect(),
        types: p
            .types
            .iter()
            .map(|(media_type, state, items)| TypeLine {
                media_type: media_type.clone(),
                state: Some(*state),
                items: *items,
                address: with_query(
                    "/items",
                    [("type", media_type.as_str()), ("state", state.name())],
                ),
            })
            .collect(),
        p,
    };
    Ok(Html(page.render()?).into_response())
}

/// Every state that has items, in the order of reports, and those that wait.
fn terms(p: &ProcessStatus) -> Vec<Term> {
    let step = |items: u64| (items * 20).div_ceil(p.items.max(1)).min(20);
    let mut terms: Vec<Term> = ItemState::ALL
        .into_iter()
        .filter_map(|state| {
            let items = p.states.get(&state).copied().filter(|n| *n > 0)?;
            let address = with_query("/items", [("state", state.name())]);
            Some(Term {
                state: Some(state),
                items,
                address,
                step: step(items),
            })
        })
        .collect();
    if p.waiting > 0 || terms.is_empty() {
        let address = "/items?waiting=1".to_owned();
        terms.push(Term {
            state: None,
            items: p.waiting,
            address,
            step: step(p.waiting),
        });
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_on_screen_add_up_to_the_total() {
        let p = ProcessStatus {
            items: 17,
            received: 12,
            members: 5,
            declared_members: 5,
            found_members: 5,
            states: [
                (ItemState::Read, 9),
                (ItemState::Damaged, 2),
                (ItemState::Empty, 0),
            ]
            .into(),
            waiting: 6,
            reconciled: true,
            reasons: Vec::new(),
            types: Vec::new(),
            pages: 20,
            optical_waiting: (0, 0),
        };
        let terms = terms(&p);
        assert_eq!(terms.iter().map(|t| t.items).sum::<u64>(), p.items);
        assert_eq!(terms.len(), 3, "a state without items is left out");
        assert!(terms.iter().all(|t| (1..=20).contains(&t.step)));
    }
}
