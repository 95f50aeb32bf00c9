//! Saving a correction from the viewer.

use super::Desk;
use super::document::{Place, number, show};
use super::page_pane::FixForm;
use super::refused::Refused;
use super::visit::{Posted, SignedIn};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Report;
use std::time::Duration;
use workbench::{Corrected, CorrectionRequest, WordSpan, WorkbenchError};

/// How long a correction is looked after while a long work holds the index. That work takes it in within
/// seconds; this is for the case that it ends before it has seen it.
const LOOK_AFTER: Duration = Duration::from_secs(600);

/// Saves what a person says some words read, and shows the page with it.
pub async fn save(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    Query(pairs): Query<Vec<(String, String)>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let count = |name: &str| posted.get(name).parse::<u32>().unwrap_or_default();
    let words = count("words").max(1);
    let request = CorrectionRequest {
        page: n,
        at: WordSpan {
            line: count("line"),
            word: count("word"),
            words,
        },
        from: Some(posted.get("from").to_owned()).filter(|from| !from.is_empty()),
        to: posted.get("to").to_owned(),
        note: Some(posted.get("note").to_owned()),
        on_version: posted.get("version").parse().ok(),
    };
    let mut place = Place::read(&id, &pairs);
    place.n = n;
    place.v = None;
    let form = FixForm {
        open: true,
        line: request.at.line,
        word: request.at.word,
        words,
        to: request.to.clone(),
        note: posted.get("note").to_owned(),
        ..FixForm::default()
    };
    let (by, asked) = (who.by(), id.clone());
    // What is wrong with the correction itself is told beside it, with what was typed.
    let outcome = desk
        .ask(move |store| match store.correct(&by, &asked, &request) {
            Err(WorkbenchError::Correction(fault)) => Ok(Err(fault.fault())),
            Err(error @ WorkbenchError::BadValue { .. }) => Ok(Err(error.fault())),
            other => other.map(Ok),
        })
        .await?;
    match outcome {
        Ok(corrected) => {
            look_after(&desk, corrected);
            let at = (form.line, form.word);
            Ok(Redirect::to(&place.after_saving(corrected.version, at)).into_response())
        }
        Err(fault) => {
            let status = super::refused::status_of(&fault);
            let form = FixForm {
                fault: Some(desk.texts.fault(who.visit.lang, &fault)),
                ..form
            };
            let page = show(&desk, &who, id, place, None, form).await?;
            Ok((status, page).into_response())
        }
    }
}

/// Sees to it that a correction is found that a long work kept out of the index for now.
pub fn look_after(desk: &Desk, corrected: Corrected) {
    if !corrected.findable {
        let desk = desk.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = desk.store.wait_until_findable(corrected.act, LOOK_AFTER) {
                tracing::error!(
                    act = corrected.act,
                    "a correction is not in the index: {error}"
                );
            }
        });
    }
}
