//! Photographs for programs: what is known of them, figures with the list behind each, what people say of
//! them, and uncovering step by step. No answer holds a picture but those that a reveal permits.

use super::figures::{by_name, by_of};
use super::{MEASURES, PARTED};
use crate::web::Desk;
use crate::web::document::number;
use crate::web::refused::Refused;
use crate::web::reveal::{self, image_address, label_address, step_of};
use crate::web::visit::SignedIn;
use ::photo::{By, FieldKind, Figure, Remark};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use workbench::RevealStep;
use workbench::photos::{DescriptionRequest, LabelRequest, Photo};

/// Most photographs in one answer.
const MOST: usize = 500;

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/photos", get(photos))
        .route("/photos/figures", get(figures))
        .route("/photos/{id}", get(photo))
        .route("/photos/{id}/label", post(read_label))
        .route("/photos/{id}/description", post(describe))
        .route("/photos/{id}/labels/{label}/image", get(reveal::label))
        .route("/documents/{id}/pages/{n}/reveals", post(uncover))
        .route("/exposure", get(exposure))
}

#[derive(Deserialize, IntoParams)]
pub struct PhotosQuery {
    /// `A-0001`; all accessions that you may read where absent.
    accession: Option<String>,
    /// `true`: only those whose label a person has to look at.
    #[serde(default)]
    review: bool,
    /// Photographs to leave out at the front.
    #[serde(default)]
    offset: usize,
    /// Photographs wanted, at most 500.
    limit: Option<usize>,
}

#[derive(Serialize, ToSchema)]
pub struct PhotosBody {
    /// How many there are.
    photos: usize,
    /// Those asked for, in the order of their numbers.
    list: Vec<PhotoBody>,
}

#[derive(Serialize, ToSchema)]
pub struct PhotoBody {
    item: String,
    accession: String,
    path: String,
    /// What counts of its labels: what a person read, else what the machine reads.
    fields: BTreeMap<&'static str, String>,
    /// Whether a person read its labels.
    read_by_person: bool,
    /// Whether a person has to look at its label.
    review: bool,
    /// What agrees and what speaks against.
    reasons: Vec<ReasonBody>,
    /// What else there is to know of it.
    findings: Vec<RemarkBody>,
    /// Where each of its labels is, cut out, once labels are uncovered.
    labels: Vec<String>,
    /// The first photograph of its series.
    series: Option<String>,
    copy_of: Option<String>,
    description: Option<String>,
    tags: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct ReasonBody {
    field: &'static str,
    /// agrees, differs, unsure.
    stance: &'static str,
    /// Whether a person has to look at the label for it.
    review: bool,
    #[serde(flatten)]
    remark: RemarkBody,
}

#[derive(Serialize, ToSchema)]
struct RemarkBody {
    /// The key of the sentence.
    key: &'static str,
    /// What stands in it.
    arguments: BTreeMap<&'static str, String>,
}

impl From<&Remark> for RemarkBody {
    fn from(remark: &Remark) -> Self {
        Self {
            key: remark.key,
            arguments: remark.arguments.iter().cloned().collect(),
        }
    }
}

impl From<&Photo> for PhotoBody {
    fn from(photo: &Photo) -> Self {
        let fields = FieldKind::ALL
            .into_iter()
            .filter_map(|kind| Some((kind.name(), photo.value(kind)?.to_owned())));
        let reason = |verdict: &::photo::Verdict| ReasonBody {
            field: verdict.kind.name(),
            stance: match verdict.stance {
                ::photo::Stance::Agrees => "agrees",
                ::photo::Stance::Differs => "differs",
                ::photo::Stance::Unsure => "unsure",
            },
            review: verdict.review,
            remark: (&verdict.remark).into(),
        };
        let id = &photo.line.item;
        let description = photo.description.as_ref();
        Self {
            item: id.to_string(),
            accession: photo.line.accession.to_string(),
            path: photo.line.path.to_string(),
            fields: fields.collect(),
            read_by_person: photo.said.is_some(),
            review: photo.needs_review(),
            reasons: photo.verdicts.iter().map(reason).collect(),
            findings: photo.findings.iter().map(Into::into).collect(),
            labels: (0..photo.found.len())
                .map(|n| format!("/api/v1{}", label_address(id, n)))
                .collect(),
            series: photo.series.as_ref().map(ToString::to_string),
            copy_of: photo.copy_of.as_ref().map(ToString::to_string),
            description: description.map(|said| said.words.clone()),
            tags: description
                .map(|said| said.tags.clone())
                .unwrap_or_default(),
        }
    }
}

fn accession_of(text: Option<&str>) -> Result<Option<domain::AccessionId>, Refused> {
    text.filter(|text| !text.is_empty())
        .map(crate::web::intake::number)
        .transpose()
}

/// The photographs that you may see, without a picture.
#[utoipa::path(get, path = "/api/v1/photos", params(PhotosQuery),
    responses((status = 200, body = PhotosBody)))]
pub async fn photos(
    State(desk): State<Desk>,
    who: SignedIn,
    query: Result<Query<PhotosQuery>, QueryRejection>,
) -> Result<Json<PhotosBody>, Refused> {
    let Query(query) = query.map_err(|_| Refused::input("address-unreadable"))?;
    let accession = accession_of(query.accession.as_deref())?;
    let by = who.by();
    let all = desk.ask(move |store| store.photos(&by, accession)).await?;
    let wanted = || {
        all.photos
            .iter()
            .filter(|photo| !query.review || photo.needs_review())
    };
    let list = wanted()
        .skip(query.offset)
        .take(query.limit.unwrap_or(MOST).min(MOST))
        .map(Into::into);
    Ok(Json(PhotosBody {
        photos: wanted().count(),
        list: list.collect(),
    }))
}

/// What is known of one photograph, without a picture.
#[utoipa::path(get, path = "/api/v1/photos/{id}", params(("id" = String, Path)),
    responses((status = 200, body = PhotoBody), (status = 404, description = "Not there, not for you, or no photograph")))]
pub async fn photo(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<PhotoBody>, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let photo = desk.ask(move |store| store.photo(&by, &id)).await?;
    let photo = photo.ok_or_else(Refused::not_available)?;
    Ok(Json((&photo).into()))
}

#[derive(Deserialize, IntoParams)]
pub struct FiguresQuery {
    /// `A-0001`; all accessions that you may read where absent.
    accession: Option<String>,
    /// branch, month, branch-month, photographer, camera.
    by: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct FigureBody {
    /// files, photos, series, bodies, series-without-number.
    measure: &'static str,
    by: &'static str,
    /// Of which; absent for what could not be attributed, and for everything together.
    of: Option<String>,
    number: usize,
    /// The key of the sentence that says how it was counted.
    method: &'static str,
    /// What was counted, each with its photographs.
    items: Vec<Vec<String>>,
}

/// How many there are of what, with the photographs behind each figure.
#[utoipa::path(get, path = "/api/v1/photos/figures", params(FiguresQuery),
    responses((status = 200, body = Vec<FigureBody>), (status = 400, description = "Figures are not parted by that")))]
pub async fn figures(
    State(desk): State<Desk>,
    who: SignedIn,
    query: Result<Query<FiguresQuery>, QueryRejection>,
) -> Result<Json<Vec<FigureBody>>, Refused> {
    let Query(query) = query.map_err(|_| Refused::input("address-unreadable"))?;
    let accession = accession_of(query.accession.as_deref())?;
    let parted = by_of(query.by.as_deref().unwrap_or(PARTED[0].0))?;
    let by = who.by();
    let all = desk.ask(move |store| store.photos(&by, accession)).await?;
    let body = |figure: &Figure| {
        let item = |at: &usize| Some(all.photos.get(*at)?.line.item.to_string());
        let measure = MEASURES
            .iter()
            .find(|(_, known)| *known == figure.measure)?;
        Some(FigureBody {
            measure: measure.0,
            by: by_name(figure.by),
            of: figure.of.clone(),
            number: figure.number(),
            method: figure.method,
            items: figure
                .list
                .iter()
                .map(|shots| shots.iter().filter_map(item).collect())
                .collect(),
        })
    };
    let asked = all
        .figures
        .iter()
        .filter(|figure| figure.by == parted || figure.by == By::All);
    Ok(Json(asked.filter_map(body).collect()))
}

#[derive(Deserialize, ToSchema)]
pub struct LabelPost {
    /// By the names of the fields: detainee_number, body_number, branch, date, name. One that is not
    /// there cannot be read.
    fields: BTreeMap<String, String>,
    /// Nothing on them can be read; then no field is given.
    #[serde(default)]
    illegible: bool,
    /// Why.
    #[serde(default)]
    note: String,
}

#[derive(Serialize, ToSchema)]
pub struct SavedBody {
    /// Index of the act in the log.
    act: u64,
}

/// Records what a person read on the labels of a photograph.
#[utoipa::path(post, path = "/api/v1/photos/{id}/label", params(("id" = String, Path)), request_body = LabelPost,
    responses((status = 201, body = SavedBody), (status = 400, description = "A value is none of its field"), (status = 404)))]
pub async fn read_label(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Json(posted): Json<LabelPost>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let request = LabelRequest {
        fields: posted.fields,
        illegible: posted.illegible,
        on: None,
        note: posted.note,
    };
    let act = desk
        .ask(move |store| store.read_label(&by, &id, &request))
        .await?;
    Ok((StatusCode::CREATED, Json(SavedBody { act })).into_response())
}

#[derive(Deserialize, ToSchema)]
pub struct DescriptionPost {
    /// What is shown, in words.
    #[serde(default)]
    words: String,
    /// What is shown, by the words of the list.
    #[serde(default)]
    tags: Vec<String>,
}

/// Records what a photograph shows, so that others need not look.
#[utoipa::path(post, path = "/api/v1/photos/{id}/description", params(("id" = String, Path)), request_body = DescriptionPost,
    responses((status = 201, body = SavedBody), (status = 400, description = "Nothing is said, or a word is not on the list"), (status = 404)))]
pub async fn describe(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Json(posted): Json<DescriptionPost>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let request = DescriptionRequest {
        words: posted.words,
        tags: posted.tags,
    };
    let act = desk
        .ask(move |store| store.describe(&by, &id, &request))
        .await?;
    Ok((StatusCode::CREATED, Json(SavedBody { act })).into_response())
}

#[derive(Deserialize, ToSchema)]
pub struct RevealPost {
    /// label, blurred, small, grey, colour; of a photograph each needs the one before it.
    step: String,
    /// Why; required for a photograph, but for its labels.
    reason: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct RevealBody {
    step: &'static str,
    /// Where the picture is; absent for labels, which have addresses of their own.
    image: Option<String>,
    /// The next step.
    next: Option<&'static str>,
}

/// Uncovers a step of a page's picture; recorded.
#[utoipa::path(post, path = "/api/v1/documents/{id}/pages/{n}/reveals",
    params(("id" = String, Path), ("n" = u32, Path)), request_body = RevealPost,
    responses((status = 201, body = RevealBody), (status = 400, description = "A reason or an earlier step is missing"),
    (status = 403, description = "Not for you"), (status = 404)))]
pub async fn uncover(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    Json(posted): Json<RevealPost>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let step = step_of(&posted.step)?;
    let item = id.clone();
    let next = desk
        .ask(move |store| store.reveal(&by, &item, n, step, posted.reason.as_deref()))
        .await?;
    let body = RevealBody {
        step: step.name(),
        image: step
            .shows_a_body()
            .then(|| format!("/api/v1{}", image_address(&id, n, Some(step)))),
        next: next.map(RevealStep::name),
    };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

#[derive(Serialize, ToSchema)]
pub struct ExposureBody {
    /// Pictures that you uncovered today (UTC), each once; labels alone are not counted.
    pictures: u32,
    in_colour: u32,
    /// Pauses of more than five minutes left out.
    minutes: u32,
    /// Pictures since the last such pause.
    since_pause: u32,
    /// Pictures after which a pause is suggested.
    pause_after: u32,
}

/// Your own figures of today. Nobody else is told.
#[utoipa::path(get, path = "/api/v1/exposure", responses((status = 200, body = ExposureBody)))]
pub async fn exposure(
    State(desk): State<Desk>,
    who: SignedIn,
) -> Result<Json<ExposureBody>, Refused> {
    let by = who.by();
    let today = desk.ask(move |store| store.exposure(&by)).await?;
    Ok(Json(ExposureBody {
        pictures: today.pictures,
        in_colour: today.in_colour,
        minutes: today.minutes,
        since_pause: today.since_pause,
        pause_after: desk.pause_after,
    }))
}
