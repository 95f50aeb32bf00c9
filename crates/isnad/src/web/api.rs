//! The same workbench for programs, under `/api/v1`: same session, same rights, same record.

use super::Desk;
use super::document::number;
use super::matching::api as matching;
use super::photos::api as photos;
use super::refused::Refused;
use super::reveal::{png, step_of};
use super::text_api;
use super::visit::SignedIn;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use workbench::SearchOptions;
use workbench::answer::{
    AccessionSummary, Document, ItemLine, ProcessStatus, SearchAnswer, TrailStep,
};

/// Most hits in one answer; a program pages on with `offset`.
const HITS_MAX: usize = 500;
/// Longest side of a page image.
const IMAGE_MAX_PX: u32 = 2400;

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/openapi.json", get(openapi))
        .route("/search", get(search))
        .route("/documents/{id}", get(document))
        .route("/documents/{id}/custody", get(custody))
        .route("/documents/{id}/pages/{n}/image", get(image))
        .route("/accessions", get(accessions))
        .route("/status", get(status))
        .merge(text_api::routes())
        .merge(matching::routes())
        .merge(photos::routes())
        .fallback(super::refused::no_such_page)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "isnad",
        description = "Search, documents, custody, photographs, leads, persons and status of one store. Every call is \
        made in a signed-in session, decided by the person's rights and recorded.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        search,
        document,
        custody,
        image,
        text_api::text,
        text_api::versions,
        text_api::correct,
        accessions,
        status,
        matching::matches,
        matching::lead,
        matching::read,
        matching::decide,
        matching::person,
        photos::photos,
        photos::photo,
        photos::figures,
        photos::read_label,
        photos::describe,
        photos::uncover,
        photos::exposure
    ),
    components(schemas(Problem))
)]
struct Description;

async fn openapi(_: SignedIn) -> Json<utoipa::openapi::OpenApi> {
    let mut description = Description::openapi();
    description.info.version = env!("CARGO_PKG_VERSION").to_owned();
    Json(description)
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the body that the guard writes")]
struct Problem {
    /// `urn:isnad:fault:` and the name of the fault.
    r#type: String,
    /// What is wrong.
    title: String,
    /// What to do.
    detail: String,
    /// The HTTP status.
    status: u16,
    /// `urn:isnad:request:` and the name of the request.
    instance: String,
}

#[derive(Deserialize, IntoParams)]
struct SearchQuery {
    /// The query, in the language of the search screen.
    q: String,
    /// Hits to leave out at the front.
    #[serde(default)]
    offset: usize,
    /// Hits wanted, at most 500.
    #[serde(default = "twenty")]
    limit: usize,
    /// `true`: words exactly as written, without letter variants.
    #[serde(default)]
    exact_letters: bool,
    /// `true`: without word forms.
    #[serde(default)]
    exact_forms: bool,
    /// `true`: letters that optical reading confuses find one another.
    #[serde(default)]
    ocr_tolerant: bool,
    /// `true`: of each group of copies only the first hit.
    #[serde(default)]
    fold_copies: bool,
}

fn twenty() -> usize {
    20
}

#[derive(Serialize, ToSchema)]
struct SearchBody {
    query: String,
    documents: u64,
    pages: u64,
    waiting: u64,
    hits: Vec<HitBody>,
    /// With copies folded: hits in all.
    folded: Option<u64>,
    facets: std::collections::BTreeMap<String, Vec<(String, u64)>>,
}

#[derive(Serialize, ToSchema)]
struct HitBody {
    item: String,
    accession: String,
    page: u32,
    title: String,
    path: String,
    kind: String,
    state: String,
    /// How far the page can be relied on: good, doubtful, poor, not_read.
    quality: Option<String>,
    language: String,
    dates: Vec<String>,
    snippet: Vec<PieceBody>,
    /// How many copies there are that the person may see.
    copies: u64,
}

#[derive(Serialize, ToSchema)]
struct PieceBody {
    text: String,
    marked: bool,
}

impl From<SearchAnswer> for SearchBody {
    fn from(answer: SearchAnswer) -> Self {
        let piece = |p: catalogue::index::Fragment| PieceBody {
            text: p.text,
            marked: p.marked,
        };
        let copies = answer.copies;
        let hit = |h: catalogue::index::Hit| HitBody {
            item: h.item.to_string(),
            accession: h.accession.to_string(),
            page: h.page,
            title: h.title,
            path: h.path,
            kind: h.kind,
            state: h.state.to_string(),
            quality: h.quality.map(|quality| quality.to_string()),
            language: h.language,
            dates: h.dates,
            copies: copies.get(&h.item).copied().unwrap_or_default(),
            snippet: h.snippet.into_iter().map(piece).collect(),
        };
        Self {
            query: answer.query,
            documents: answer.hits.documents,
            pages: answer.hits.pages,
            waiting: answer.waiting,
            hits: answer.hits.hits.into_iter().map(hit).collect(),
            folded: answer.folded,
            facets: answer.hits.facets,
        }
    }
}

/// Searches in what the person may see.
#[utoipa::path(get, path = "/api/v1/search", params(SearchQuery), responses(
    (status = 200, body = SearchBody), (status = 400, description = "The query cannot be read", body = Problem)))]
async fn search(
    State(desk): State<Desk>,
    who: SignedIn,
    query: Result<Query<SearchQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<SearchBody>, Refused> {
    let Query(query) = query.map_err(|_| Refused::input("address-unreadable"))?;
    let options = SearchOptions {
        letter_variants: !query.exact_letters,
        word_forms: !query.exact_forms,
        ocr_tolerant: query.ocr_tolerant,
        offset: query.offset,
        limit: query.limit.min(HITS_MAX),
        facets: true,
        fold_copies: query.fold_copies,
        ..super::search_form::SearchForm::default().options(0, 0, true)
    };
    let by = who.by();
    let answer = desk
        .ask(move |store| store.search(&by, &query.q, &options))
        .await?;
    Ok(Json(answer.into()))
}

#[derive(Serialize, ToSchema)]
struct ItemBody {
    item: String,
    accession: String,
    path: String,
    kind: String,
    media_type: Option<String>,
    state: Option<String>,
    reason: Option<String>,
    size_bytes: Option<u64>,
    sha256: Option<String>,
    pages: u32,
}

impl From<&ItemLine> for ItemBody {
    fn from(line: &ItemLine) -> Self {
        Self {
            item: line.item.to_string(),
            accession: line.accession.to_string(),
            path: line.path.to_string(),
            kind: line.kind.clone(),
            media_type: line.media_type.clone(),
            state: line.state.map(|state| state.to_string()),
            reason: line.reason.clone(),
            size_bytes: line.size_bytes,
            sha256: line.sha256.map(|digest| digest.to_string()),
            pages: line.pages,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct DocumentBody {
    #[serde(flatten)]
    item: ItemBody,
    title: String,
    metadata: std::collections::BTreeMap<String, Vec<String>>,
    warnings: Vec<String>,
    parent: Option<ItemBody>,
    members: Vec<ItemBody>,
    copies: Vec<CopyBody>,
    has_images: bool,
}

#[derive(Serialize, ToSchema)]
struct CopyBody {
    #[serde(flatten)]
    item: ItemBody,
    /// `exact` or `near`.
    copy: &'static str,
    /// 0 to 1000; absent where the two were not found alike by themselves.
    likeness: Option<u16>,
}

impl From<&workbench::copies::Copy> for CopyBody {
    fn from(copy: &workbench::copies::Copy) -> Self {
        use workbench::copies::CopyKind;
        let (kind, likeness) = match copy.kind {
            CopyKind::Exact => ("exact", Some(1000)),
            CopyKind::Near { likeness, .. } => ("near", Some(likeness)),
            CopyKind::Through => ("near", None),
        };
        Self {
            item: (&copy.line).into(),
            copy: kind,
            likeness,
        }
    }
}

impl From<Document> for DocumentBody {
    fn from(d: Document) -> Self {
        Self {
            item: (&d.line).into(),
            title: d.title,
            metadata: d.metadata,
            warnings: d.warnings,
            parent: d.parent.as_ref().map(Into::into),
            members: d.members.iter().map(Into::into).collect(),
            copies: d.copies.iter().map(Into::into).collect(),
            has_images: d.has_images,
        }
    }
}

/// Everything about one item but its text.
#[utoipa::path(get, path = "/api/v1/documents/{id}", params(("id" = String, Path, description = "ISN-000418")),
    responses((status = 200, body = DocumentBody), (status = 404, description = "Not there, or not for this person", body = Problem)))]
async fn document(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<DocumentBody>, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    Ok(Json(
        desk.ask(move |store| store.document(&by, &id))
            .await?
            .into(),
    ))
}

#[derive(Serialize, ToSchema)]
struct StepBody {
    index: u64,
    act: String,
    at: String,
    by: String,
    details: std::collections::BTreeMap<String, String>,
    erased: bool,
}

impl From<TrailStep> for StepBody {
    fn from(step: TrailStep) -> Self {
        Self {
            index: step.index,
            act: step.act,
            at: step.at.to_string(),
            by: step.by.to_string(),
            details: step.details,
            erased: step.erased,
        }
    }
}

/// The custody trail of one item.
#[utoipa::path(get, path = "/api/v1/documents/{id}/custody", params(("id" = String, Path)),
    responses((status = 200, body = Vec<StepBody>), (status = 404, body = Problem)))]
async fn custody(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Vec<StepBody>>, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let trail = desk.ask(move |store| store.trail(&by, &id)).await?;
    Ok(Json(trail.into_iter().map(Into::into).collect()))
}

#[derive(Deserialize, IntoParams)]
struct ImageQuery {
    /// blurred, small, grey, colour; colour where absent.
    step: Option<String>,
}

/// The image of a page as PNG, as far as a step shows it.
#[utoipa::path(get, path = "/api/v1/documents/{id}/pages/{n}/image",
    params(("id" = String, Path), ("n" = u32, Path, description = "Counted from 1"), ImageQuery),
    responses((status = 200, content_type = "image/png", body = Vec<u8>),
        (status = 409, description = "The image is covered and this person has not revealed so much of it", body = Problem)))]
async fn image(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    query: Result<Query<ImageQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Refused> {
    let Query(query) = query.map_err(|_| Refused::input("address-unreadable"))?;
    let (by, id) = (who.by(), number(&id)?);
    let step = step_of(query.step.as_deref().unwrap_or_default())?;
    let bytes = desk
        .ask(move |store| store.page_image(&by, &id, n, step, IMAGE_MAX_PX))
        .await?;
    Ok(png(bytes))
}

#[derive(Serialize, ToSchema)]
struct AccessionBody {
    accession: String,
    source: String,
    received_from: Option<String>,
    witness: Option<String>,
    medium: String,
    opened_at: String,
    opened_by: String,
    closed_at: Option<String>,
    items: u64,
    members: u64,
    objects: u64,
    size_bytes: u64,
    problems: usize,
}

impl From<AccessionSummary> for AccessionBody {
    fn from(a: AccessionSummary) -> Self {
        Self {
            accession: a.accession.to_string(),
            source: a.source,
            received_from: a.received_from,
            witness: a.witness,
            medium: a.medium,
            opened_at: a.opened_at.to_string(),
            opened_by: a.opened_by.to_string(),
            closed_at: a.closed_at.map(|at| at.to_string()),
            items: a.items,
            members: a.members,
            objects: a.objects,
            size_bytes: a.size_bytes,
            problems: a.problems.len(),
        }
    }
}

/// The accessions that the person may see.
#[utoipa::path(get, path = "/api/v1/accessions", responses((status = 200, body = Vec<AccessionBody>)))]
async fn accessions(
    State(desk): State<Desk>,
    who: SignedIn,
) -> Result<Json<Vec<AccessionBody>>, Refused> {
    let by = who.by();
    let accessions = desk.ask(move |store| store.accessions(&by)).await?;
    Ok(Json(accessions.into_iter().map(Into::into).collect()))
}

#[derive(Serialize, ToSchema)]
struct StatusBody {
    items: u64,
    received: u64,
    members: u64,
    states: std::collections::BTreeMap<String, u64>,
    waiting: u64,
    reconciled: bool,
    pages: u64,
}

impl From<ProcessStatus> for StatusBody {
    fn from(p: ProcessStatus) -> Self {
        Self {
            items: p.items,
            received: p.received,
            members: p.members,
            states: p
                .states
                .iter()
                .map(|(state, n)| (state.to_string(), *n))
                .collect(),
            waiting: p.waiting,
            reconciled: p.reconciled,
            pages: p.pages,
        }
    }
}

/// How far reading has come, over what the person may see.
#[utoipa::path(get, path = "/api/v1/status", responses((status = 200, body = StatusBody)))]
async fn status(State(desk): State<Desk>, who: SignedIn) -> Result<Json<StatusBody>, Refused> {
    let by = who.by();
    Ok(Json(
        desk.ask(move |store| store.process_status(&by))
            .await?
            .into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_every_route() {
        let description = serde_json::to_value(Description::openapi()).unwrap();
        assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
        let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
        assert_eq!(paths.len(), 21);
        assert!(
            paths.iter().all(|path| path.starts_with("/api/v1/")),
            "{paths:?}"
        );
    }
}
