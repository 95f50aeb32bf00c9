//! Saving what a person says of a photograph.

use super::queue::{Asked, show};
use crate::web::Desk;
use crate::web::document::number;
use crate::web::refused::Refused;
use crate::web::visit::{Posted, SignedIn};
use ::photo::FieldKind;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Report;
use std::collections::BTreeMap;
use workbench::WorkbenchError;
use workbench::photos::{DescriptionRequest, LabelRequest};

/// Saves what the labels of a photograph read, and goes on to the next.
pub async fn read(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let illegible = match posted.get("outcome") {
        "read" => false,
        "illegible" => true,
        _ => return Err(Refused::input("form-unreadable")),
    };
    // Where it goes on is read before anything is saved.
    let mut asked = Asked::read(&pairs)?;
    let typed: BTreeMap<String, String> = FieldKind::ALL
        .into_iter()
        .map(|kind| (kind.name().to_owned(), posted.get(kind.name()).to_owned()))
        .collect();
    let request = LabelRequest {
        fields: if illegible {
            BTreeMap::new()
        } else {
            typed.clone()
        },
        illegible,
        on: posted.get("reading").parse().ok(),
        note: posted.get("note").to_owned(),
    };
    let (by, item) = (who.by(), id.clone());
    let outcome = desk
        .ask(move |store| match store.read_label(&by, &item, &request) {
            Err(error @ WorkbenchError::BadValue { .. }) => Ok(Err(error.fault())),
            other => other.map(Ok),
        })
        .await?;
    match outcome {
        Ok(_) => Ok(Redirect::to(&asked.behind(&id, true)).into_response()),
        Err(fault) => {
            asked.item = Some(id);
            let told = desk.texts.fault(who.visit.lang, &fault);
            let note = posted.get("note").to_owned();
            show(&desk, &who, asked, move |open| {
                for field in &mut open.fields {
                    if let Some(text) = typed.get(field.line.name) {
                        field.line.value = text.clone();
                    }
                }
                open.note = note;
                open.fault = Some(told);
            })
            .await
        }
    }
}

/// Saves what a photograph shows, and goes back to it.
pub async fn describe(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let request = DescriptionRequest {
        words: posted.get("words").to_owned(),
        tags: posted.all("tag").map(str::to_owned).collect(),
    };
    let (by, item) = (who.by(), id.clone());
    desk.ask(move |store| store.describe(&by, &item, &request))
        .await?;
    let address = format!("/documents/{id}?tab=photo&described=1");
    Ok(Redirect::to(&address).into_response())
}
