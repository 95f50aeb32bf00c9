//! The text of pages for programs: versions, what to distrust, corrections.

use super::Desk;
use super::correction::look_after;
use super::document::number;
use super::refused::Refused;
use super::visit::SignedIn;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use workbench::answer::PageView;
use workbench::{Corrected, CorrectionRequest, ItemVersions, Made, TextVersion, WordSpan};

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/documents/{id}/pages/{n}/text", get(text))
        .route("/documents/{id}/versions", get(versions))
        .route("/documents/{id}/corrections", post(correct))
}

#[derive(Deserialize, IntoParams)]
pub struct TextQuery {
    /// The version of the text; the newest where absent.
    v: Option<u32>,
}

#[derive(Serialize, ToSchema)]
pub struct PageBody {
    n: u32,
    label: Option<String>,
    text: String,
    source: String,
    confidence: Option<f32>,
    /// How far the text reads as written language, 0 to 1.
    quality: Option<f32>,
    /// How far the page can be relied on: good, doubtful, poor, not_read.
    reading_quality: Option<&'static str>,
    covered: bool,
    words: Vec<WordBody>,
    /// The version of the text; 0 is the first reading by a machine.
    version: u32,
    versions: Vec<VersionBody>,
    /// Whether people may correct it: a machine read it.
    correctable: bool,
    /// Why this reading was chosen, where there was a choice.
    choice: Option<String>,
    /// Readings that were not chosen.
    others: Vec<OtherReadingBody>,
    /// Places with ink that nobody has read.
    unread: Vec<UnreadBody>,
    /// Corrections made on an earlier reading: `carried`, `read_so` or `left`.
    earlier: Vec<EarlierBody>,
}

#[derive(Serialize, ToSchema)]
struct WordBody {
    text: String,
    /// Left, top, right, bottom as shares of the page.
    place: [f32; 4],
    line: u32,
    confidence: Option<f32>,
    /// `tesseract` or `numbers`; absent where no machine read it from pixels, or a person said it.
    by: Option<&'static str>,
    /// Of numbers and of months that others resemble: whether two readings agree.
    settled: Option<bool>,
    others: Vec<OtherWordBody>,
}

#[derive(Serialize, ToSchema)]
struct OtherWordBody {
    text: String,
    confidence: f32,
    by: &'static str,
}

#[derive(Serialize, ToSchema)]
struct OtherReadingBody {
    source: String,
    text: String,
    confidence: Option<f32>,
}

#[derive(Serialize, ToSchema)]
struct UnreadBody {
    /// Left, top, right, bottom as shares of the page.
    place: [f32; 4],
    /// handwriting, margin, stamp, illegible.
    what: &'static str,
}

#[derive(Serialize, ToSchema)]
struct EarlierBody {
    version: u32,
    fit: &'static str,
}

#[derive(Serialize, ToSchema)]
struct VersionBody {
    version: u32,
    /// Index of its act in the log.
    act: u64,
    at: String,
    by: String,
    /// The reading, an object of the vault, where a machine made the version.
    reading: Option<String>,
    /// The reader and its edition.
    reader: Option<String>,
    /// What a person changed.
    change: Option<ChangeBody>,
}

#[derive(Serialize, ToSchema)]
struct ChangeBody {
    /// The line of the version before, counted from 1, blank lines left out.
    line: u32,
    /// The first word, counted from 1.
    word: u32,
    words: u32,
    from: String,
    to: String,
    note: Option<String>,
}

impl From<TextVersion> for VersionBody {
    fn from(version: TextVersion) -> Self {
        let (reading, reader, change) = match version.made {
            Made::ByMachine { reading, reader } => (Some(reading.to_string()), reader, None),
            Made::ByPerson(change) => {
                let change = ChangeBody {
                    line: change.at.line,
                    word: change.at.word,
                    words: change.at.words,
                    from: change.from,
                    to: change.to,
                    note: change.note,
                };
                (None, None, Some(change))
            }
        };
        Self {
            version: version.version,
            act: version.act,
            at: version.at.to_string(),
            by: version.by.to_string(),
            reading,
            reader,
            change,
        }
    }
}

const fn engine_name(engine: extract::Engine) -> &'static str {
    match engine {
        extract::Engine::Tesseract => "tesseract",
        extract::Engine::Numbers => "numbers",
    }
}

fn earlier(list: Vec<(u32, workbench::Fit)>) -> Vec<EarlierBody> {
    let body = |(version, fit): (u32, workbench::Fit)| EarlierBody {
        version,
        fit: fit.name(),
    };
    list.into_iter().map(body).collect()
}

impl From<PageView> for PageBody {
    fn from(page: PageView) -> Self {
        let word = |w: extract::Word| WordBody {
            text: w.text,
            place: w.place,
            line: w.line,
            confidence: w.confidence,
            by: w.by.map(engine_name),
            settled: w.settled,
            others: w
                .others
                .into_iter()
                .map(|other| OtherWordBody {
                    text: other.text,
                    confidence: other.confidence,
                    by: engine_name(other.by),
                })
                .collect(),
        };
        let other = |other: extract::OtherReading| OtherReadingBody {
            source: match other.source {
                extract::TextSource::Native => "native",
                extract::TextSource::Layer => "layer",
                extract::TextSource::Ocr => "ocr",
                extract::TextSource::None => "none",
            }
            .to_owned(),
            text: other.text,
            confidence: other.confidence,
        };
        let unread = |unread: extract::Unread| UnreadBody {
            place: unread.place,
            what: match unread.what {
                extract::UnreadKind::Handwriting => "handwriting",
                extract::UnreadKind::Margin => "margin",
                extract::UnreadKind::Stamp => "stamp",
                extract::UnreadKind::Illegible => "illegible",
            },
        };
        Self {
            n: page.n,
            label: page.label,
            text: page.text,
            source: page.source,
            confidence: page.confidence,
            quality: page.quality,
            reading_quality: page.grade.map(|grade| grade.name()),
            covered: page.cover.is_covered(),
            words: page.words.into_iter().map(word).collect(),
            version: page.version,
            versions: page.versions.into_iter().map(Into::into).collect(),
            correctable: page.correctable,
            choice: page.choice,
            others: page.others.into_iter().map(other).collect(),
            unread: page.unread.into_iter().map(unread).collect(),
            earlier: earlier(page.earlier),
        }
    }
}

/// The text of a page at a version, with its words and their places.
#[utoipa::path(get, path = "/api/v1/documents/{id}/pages/{n}/text",
    params(("id" = String, Path), ("n" = u32, Path), TextQuery),
    responses((status = 200, body = PageBody), (status = 404)))]
pub async fn text(
    State(desk): State<Desk>,
    who: SignedIn,
    Path((id, n)): Path<(String, u32)>,
    query: Result<Query<TextQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<PageBody>, Refused> {
    let Query(query) = query.map_err(|_| Refused::input("address-unreadable"))?;
    let (by, id) = (who.by(), number(&id)?);
    let page = desk
        .ask(move |store| store.page_at(&by, &id, n, query.v))
        .await?;
    Ok(Json(page.into()))
}

#[derive(Serialize, ToSchema)]
pub struct VersionsBody {
    /// Every reading by a machine, oldest first.
    readings: Vec<ReadingBody>,
    /// Pages that people corrected.
    pages: BTreeMap<u32, PageVersionsBody>,
}

#[derive(Serialize, ToSchema)]
struct ReadingBody {
    act: u64,
    at: String,
    by: String,
    reading: String,
    reader: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct PageVersionsBody {
    versions: Vec<VersionBody>,
    earlier: Vec<EarlierBody>,
}

impl From<ItemVersions> for VersionsBody {
    fn from(all: ItemVersions) -> Self {
        let reading = |reading: catalogue::ReadingRow| ReadingBody {
            act: reading.act,
            at: reading.at.to_string(),
            by: reading.by.to_string(),
            reading: reading.derivative.to_string(),
            reader: reading.reader,
        };
        let pages = all.pages.into_iter().map(|(n, (versions, beside))| {
            let page = PageVersionsBody {
                versions: versions.into_iter().map(Into::into).collect(),
                earlier: earlier(beside),
            };
            (n, page)
        });
        Self {
            pages: pages.collect(),
            readings: all.readings.into_iter().map(reading).collect(),
        }
    }
}

/// Every version of an item's text.
#[utoipa::path(get, path = "/api/v1/documents/{id}/versions", params(("id" = String, Path)),
    responses((status = 200, body = VersionsBody), (status = 404)))]
pub async fn versions(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<VersionsBody>, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let versions = desk.ask(move |store| store.text_versions(&by, &id)).await?;
    Ok(Json(versions.into()))
}

#[derive(Deserialize, ToSchema)]
pub struct CorrectionPost {
    /// The page, counted from 1.
    page: u32,
    /// The line of the version that you look at, counted from 1, blank lines left out.
    line: u32,
    /// The first word, counted from 1.
    word: u32,
    /// How many words; 1 where absent.
    words: Option<u32>,
    /// What stands there; checked where given.
    from: Option<String>,
    /// What it reads. The same: you have checked it. Empty: there is no word.
    to: String,
    /// Why.
    note: Option<String>,
    /// The version that you look at; the newest where absent.
    version: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct CorrectedBody {
    /// The version that was made.
    version: u32,
    /// Index of the act in the log.
    act: u64,
    /// Whether it can be found already; if not, it will within seconds.
    findable: bool,
}

impl From<Corrected> for CorrectedBody {
    fn from(corrected: Corrected) -> Self {
        Self {
            version: corrected.version,
            act: corrected.act,
            findable: corrected.findable,
        }
    }
}

/// Records what words of a page read, as a new version.
#[utoipa::path(post, path = "/api/v1/documents/{id}/corrections", params(("id" = String, Path)),
    request_body = CorrectionPost, responses((status = 201, body = CorrectedBody),
    (status = 400, description = "Something else stands there, or the text stands in the file itself"),
    (status = 404, description = "Not there, or not for this person"),
    (status = 409, description = "Somebody was faster; the problem says what changed")))]
pub async fn correct(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Json(posted): Json<CorrectionPost>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), number(&id)?);
    let request = CorrectionRequest {
        page: posted.page,
        at: WordSpan {
            line: posted.line,
            word: posted.word,
            words: posted.words.unwrap_or(1),
        },
        from: posted.from,
        to: posted.to,
        note: posted.note,
        on_version: posted.version,
    };
    let corrected = desk
        .ask(move |store| store.correct(&by, &id, &request))
        .await?;
    look_after(&desk, corrected);
    Ok((StatusCode::CREATED, Json(CorrectedBody::from(corrected))).into_response())
}
