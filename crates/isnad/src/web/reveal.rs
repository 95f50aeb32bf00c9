//! Covered pictures: uncovering one step by step, covering all again, putting one on paper. Each is a
//! deliberate act of its own, and recorded.

use super::Desk;
use super::document::{Place, number};
use super::photos::ExposureCard;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::{Posted, SignedIn};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ItemId;
use serde_json::json;
use workbench::{RevealStep, WorkbenchError};

/// Longest side of a page image on screen.
const IMAGE_MAX_PX: u32 = 1600;

/// For what a picture may be needed. What is chosen stands in the record of consultations.
pub const REASONS: [&str; 7] = [
    "identify", "injuries", "label", "series", "quality", "court", "other",
];

/// Where the image of a page is, as far as a step shows it.
pub fn image_address(id: &ItemId, n: u32, step: Option<RevealStep>) -> String {
    let step = step.map_or(String::new(), |step| format!("?step={}", step.name()));
    format!("/documents/{id}/pages/{n}/image{step}")
}

/// Where a label of a photograph is, counted from 0.
pub fn label_address(id: &ItemId, label: usize) -> String {
    format!("/photos/{id}/labels/{label}/image")
}

/// The step that an address or a form names; the picture as it is where it names none.
pub fn step_of(name: &str) -> Result<RevealStep, Refused> {
    match name {
        "" => Ok(RevealStep::Colour),
        name => RevealStep::named(name).ok_or_else(|| Refused::input("address-unreadable")),
    }
}

/// A picture as an answer.
pub fn png(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    (headers, bytes).into_response()
}

/// The image of a page, made anew from its pixels. 409 while so much of it is covered.
pub async fn image(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let (id, by) = (number(&id)?, who.by());
    let step = step_of(value(&pairs, "step"))?;
    let bytes = desk
        .ask(move |store| store.page_image(&by, &id, n, step, IMAGE_MAX_PX))
        .await?;
    Ok(png(bytes))
}

/// A label of a photograph, cut out and set upright. 409 while the labels are covered.
pub async fn label(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, label)): Path<(String, usize)>,
) -> Result<Response, Refused> {
    let (id, by) = (number(&id)?, who.by());
    let bytes = desk
        .ask(move |store| store.label_image(&by, &id, label))
        .await?;
    Ok(png(bytes))
}

/// Uncovers a step of one image. A script gets the image's address and the next step, a form the
/// viewer with the image in it.
pub async fn reveal(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let step = step_of(posted.get("step"))?;
    let why = posted.get("reason").trim().to_owned();
    let (by, asked, reason) = (who.by(), id.clone(), why.clone());
    let (next, today) = desk
        .ask(move |store| {
            let next = store.reveal(&by, &asked, n, step, Some(&reason))?;
            Ok((next, store.exposure(&by)?))
        })
        .await?;
    if wants_json(&headers) {
        let image = step
            .shows_a_body()
            .then(|| image_address(&id, n, Some(step)));
        let s = Shell::new(&desk, &who.visit, "", "screen-document");
        let exposure = ExposureCard::of(today, desk.pause_after);
        let told = json!({
            "image": image, "step": step.name(), "next": next.map(RevealStep::name),
            "looked": exposure.words(&s), "pause": exposure.pause_words(&s),
        });
        return Ok(axum::Json(told).into_response());
    }
    if step == RevealStep::Label {
        return Ok(Redirect::to(&format!("/photos/labels?item={id}&shown=1")).into_response());
    }
    let mut place = Place::read(&id, &pairs);
    place.n = n;
    Ok(Redirect::to(&place.after_reveal(step, &why)).into_response())
}

/// Covers all that this person uncovered.
pub async fn cover(
    State(desk): State<Desk>,
    who: SignedIn,
    _posted: Posted,
) -> Result<Response, Refused> {
    let by = who.by();
    desk.ask(move |store| {
        store.cover_all(&by);
        Ok::<_, WorkbenchError>(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Records that an uncovered image goes on paper, with the reason.
pub async fn print(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let (by, asked, reason) = (who.by(), id.clone(), posted.get("reason").to_owned());
    desk.ask(move |store| store.print_image(&by, &asked, n, &reason))
        .await?;
    if wants_json(&headers) {
        return Ok(axum::Json(json!({ "print": true })).into_response());
    }
    // Without a script the page comes back with the picture in it, to be printed by the browser.
    let mut place = Place::read(&id, &pairs);
    place.n = n;
    let step = step_of(posted.get("step"))?;
    let address = place.after_reveal(step, posted.get("reason"));
    Ok(Redirect::to(&format!("{address}&printable=1")).into_response())
}

pub fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept == "application/json")
}

/// The first value of that name; empty where there is none.
pub fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs
        .iter()
        .find(|(have, _)| have == name)
        .map(|(_, value)| value.as_str())
        .unwrap_or_default()
}
