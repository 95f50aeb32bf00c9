//! Leads and persons for programs: the same blindness, the same two people.

use super::super::Desk;
use super::super::refused::Refused;
use super::super::visit::SignedIn;
use super::person::person_of;
use super::{QueueAddress, lead_of};
use crate::telling::row_of;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};
use workbench::review::{
    DecisionRequest, DecisionView, LeadView, ReadingView, RecordView, Recorded, Stage, Weighed,
};

/// Leads of one answer, at most.
const MOST_LEADS: u32 = 500;

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/matches", get(matches))
        .route("/matches/{id}", get(lead))
        .route("/matches/{id}/readings", post(read))
        .route("/matches/{id}/decisions", post(decide))
        .route("/persons/{id}", get(person))
}

#[derive(Deserialize, IntoParams)]
#[allow(dead_code, reason = "describes what the queue's own reader takes")]
pub(in crate::web) struct MatchesQuery {
    /// todo (the usual), undecided, needs-second, disagreement, mine, decided, all.
    place: Option<String>,
    /// Pieces of names in either script.
    q: Option<String>,
    /// `1`: only leads with a field that speaks strongly against.
    conflict: Option<String>,
    /// Two lists: `A-0001.A-0002`.
    lists: Option<String>,
    /// Weights from and below, in powers of two: `5..10`. Only leads that you have read.
    band: Option<String>,
    /// Only behind this lead.
    after: Option<String>,
    /// Leads wanted, at most 500.
    limit: Option<u32>,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct MatchesBody {
    total: u64,
    matches: Vec<MatchLine>,
}

#[derive(Serialize, ToSchema)]
struct MatchLine {
    lead: String,
    /// Always `lead` or `decision`: a match is a lead until two people have decided.
    row: &'static str,
    standing: String,
    left: RecordBody,
    right: RecordBody,
    read: bool,
    decided: bool,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct RecordBody {
    record: String,
    accession: String,
    list: String,
    /// Field and value, as written.
    values: Vec<(String, String)>,
}

impl From<&RecordView> for RecordBody {
    fn from(view: &RecordView) -> Self {
        Self {
            record: view.record.to_string(),
            accession: view.accession.to_string(),
            list: view.list.clone(),
            values: view
                .values
                .iter()
                .map(|(field, value)| (field.key().to_owned(), value.clone()))
                .collect(),
        }
    }
}

/// Leads that the person may review, in the order of their numbers. No weight is among it.
#[utoipa::path(get, path = "/api/v1/matches", params(MatchesQuery), responses((status = 200, body = MatchesBody)))]
pub(in crate::web) async fn matches(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<MatchesBody>, Refused> {
    let address = QueueAddress::of_query(&query)?;
    let after = match query.get("after") {
        Some(text) => Some(lead_of(text)?),
        None => None,
    };
    let limit = match query.get("limit") {
        Some(text) => text
            .parse::<u32>()
            .map_err(|_| Refused::input("address-unreadable"))?,
        None => 50,
    };
    let (by, filter) = (who.by(), address.filter(after, limit.min(MOST_LEADS)));
    let queue = desk
        .ask(move |store| store.lead_queue(&by, &filter))
        .await?;
    let matches = queue.lines.iter().map(|line| MatchLine {
        lead: line.lead.to_string(),
        row: row_of(&line.standing),
        standing: line.standing.clone(),
        left: (&line.left).into(),
        right: (&line.right).into(),
        read: line.read,
        decided: line.decided,
    });
    Ok(Json(MatchesBody {
        total: queue.total,
        matches: matches.collect(),
    }))
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct MatchBody {
    lead: String,
    row: &'static str,
    standing: String,
    /// blind, uncovered, waiting or settled.
    stage: &'static str,
    left: RecordBody,
    right: RecordBody,
    model: String,
    /// What speaks for and against; absent before your own first reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed: Option<WeighedBody>,
    /// First readings: your own, and once it is settled all.
    readings: Vec<ReadingBody>,
    /// Decisions: your own, and once it is settled all.
    decisions: Vec<DecisionBody>,
}

#[derive(Serialize, ToSchema)]
struct WeighedBody {
    prior: f32,
    /// What relatives explain, in powers of two; 0 or below.
    relatives: f32,
    /// What rival candidates and calibration move, in powers of two.
    rivals_weight: f32,
    weight: f32,
    probability: f64,
    steps: Vec<StepBody>,
    /// Other explanations with their probabilities.
    others: BTreeMap<String, f64>,
    /// What earlier runs of other models said: model and weight.
    rescored: Vec<(String, f64)>,
    rivals: Vec<RivalBody>,
}

#[derive(Serialize, ToSchema)]
struct StepBody {
    field: String,
    left: Option<String>,
    right: Option<String>,
    level: String,
    weight: f32,
    one_in: Option<f64>,
}

#[derive(Serialize, ToSchema)]
struct RivalBody {
    lead: String,
    of: String,
    record: String,
    /// Absent where you have still to read that lead blind.
    weight: Option<f64>,
    standing: String,
}

#[derive(Serialize, ToSchema)]
struct ReadingBody {
    by: String,
    at: String,
    opinion: &'static str,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct DecisionBody {
    by: String,
    at: String,
    opinion: &'static str,
    basis: Vec<&'static str>,
    reason: Option<String>,
    fields_against: Vec<String>,
    against: Option<String>,
    model: String,
    withdrawn: bool,
}

impl From<&ReadingView> for ReadingBody {
    fn from(reading: &ReadingView) -> Self {
        Self {
            by: reading.by.to_string(),
            at: reading.at.to_string(),
            opinion: reading.opinion.name(),
        }
    }
}

impl From<&DecisionView> for DecisionBody {
    fn from(decision: &DecisionView) -> Self {
        Self {
            by: decision.by.to_string(),
            at: decision.at.to_string(),
            opinion: decision.opinion.name(),
            basis: decision.basis.iter().map(|basis| basis.name()).collect(),
            reason: decision.reason.clone(),
            fields_against: decision.fields_against.clone(),
            against: decision.against.clone(),
            model: decision.model.clone(),
            withdrawn: decision.withdrawn.is_some(),
        }
    }
}

impl From<&Weighed> for WeighedBody {
    fn from(weighed: &Weighed) -> Self {
        let account = &weighed.account;
        Self {
            prior: account.prior,
            relatives: account.relatives,
            rivals_weight: account.rivals,
            weight: account.weight(),
            probability: account.probability,
            steps: account
                .steps
                .iter()
                .map(|step| StepBody {
                    field: step.field.key().to_owned(),
                    left: step.left.clone(),
                    right: step.right.clone(),
                    level: name(&step.level),
                    weight: step.weight,
                    one_in: step.one_in,
                })
                .collect(),
            others: account
                .others
                .iter()
                .map(|(relation, share)| (name(relation), *share))
                .collect(),
            rescored: weighed
                .rescored
                .iter()
                .map(|other| (other.model.clone(), other.weight))
                .collect(),
            rivals: weighed
                .rivals
                .iter()
                .map(|rival| RivalBody {
                    lead: rival.lead.to_string(),
                    of: rival.of.to_string(),
                    record: rival.record.record.to_string(),
                    weight: rival.weight,
                    standing: rival.standing.clone(),
                })
                .collect(),
        }
    }
}

/// The name under which serde writes a value.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// One lead, as this person may see it now: two records before their first reading, then the
/// weights, and what others read and decided only when the lead is settled.
#[utoipa::path(get, path = "/api/v1/matches/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = MatchBody), (status = 404, description = "Not there, or not for this person")))]
pub(in crate::web) async fn lead(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<MatchBody>, Refused> {
    let (by, id) = (who.by(), lead_of(&id)?);
    let view = desk.ask(move |store| store.lead(&by, &id)).await?;
    Ok(Json((&view).into()))
}

impl From<&LeadView> for MatchBody {
    fn from(view: &LeadView) -> Self {
        let (stage, weighed, readings, decisions): (_, Option<&Weighed>, Vec<&ReadingView>, &[_]) =
            match &view.stage {
                Stage::Blind => ("blind", None, Vec::new(), &[]),
                Stage::Uncovered {
                    reading,
                    weighed,
                    earlier,
                } => ("uncovered", Some(weighed), vec![reading], earlier),
                Stage::Waiting {
                    reading,
                    weighed,
                    own,
                } => ("waiting", Some(weighed), vec![reading], own),
                Stage::Settled {
                    readings,
                    weighed,
                    decisions,
                } => (
                    "settled",
                    Some(weighed),
                    readings.iter().collect(),
                    decisions,
                ),
            };
        Self {
            lead: view.lead.to_string(),
            row: row_of(&view.standing),
            standing: view.standing.clone(),
            stage,
            left: (&view.left).into(),
            right: (&view.right).into(),
            model: view.model.clone(),
            weighed: weighed.map(Into::into),
            readings: readings.into_iter().map(Into::into).collect(),
            decisions: decisions.iter().map(Into::into).collect(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct ReadingRequest {
    /// same, different or cannot_tell.
    opinion: String,
}

/// A first reading, before any weight.
#[utoipa::path(post, path = "/api/v1/matches/{id}/readings", params(("id" = String, Path)),
    request_body = ReadingRequest, responses((status = 201, body = MatchBody),
    (status = 400, description = "Read before, or no opinion"), (status = 404)))]
pub(in crate::web) async fn read(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Json(request): Json<ReadingRequest>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), lead_of(&id)?);
    let opinion = request
        .opinion
        .parse()
        .map_err(|_| Refused::input("opinion-missing"))?;
    let view = desk
        .ask(move |store| {
            store.read_lead(&by, &id, opinion)?;
            store.lead(&by, &id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(MatchBody::from(&view))).into_response())
}

#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct DecisionPost {
    /// same, different or cannot_tell.
    opinion: String,
    /// What it rests on; see the decision's own list.
    #[serde(default)]
    basis: Vec<String>,
    /// Why; required.
    reason: String,
    /// What speaks against; kept with the link.
    against: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct RecordedBody {
    lead: String,
    standing: &'static str,
    /// Whether another person has to decide before anything follows from it.
    needs_another_person: bool,
}

impl From<Recorded> for RecordedBody {
    fn from(recorded: Recorded) -> Self {
        Self {
            lead: recorded.lead.to_string(),
            needs_another_person: recorded.needs_another_person(),
            standing: recorded.standing.name(),
        }
    }
}

/// A decision. It joins nothing by itself: a link needs two different people.
#[utoipa::path(post, path = "/api/v1/matches/{id}/decisions", params(("id" = String, Path)),
    request_body = DecisionPost, responses((status = 201, body = RecordedBody),
    (status = 400, description = "Not read blind, settled, or without a reason"),
    (status = 409, description = "You decided first; another person must be second"), (status = 404)))]
pub(in crate::web) async fn decide(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Json(posted): Json<DecisionPost>,
) -> Result<Response, Refused> {
    let (by, id) = (who.by(), lead_of(&id)?);
    let mut basis = Vec::new();
    for name in &posted.basis {
        basis.push(
            name.parse()
                .map_err(|_| Refused::input("address-unreadable"))?,
        );
    }
    let request = DecisionRequest {
        opinion: posted
            .opinion
            .parse()
            .map_err(|_| Refused::input("opinion-missing"))?,
        basis,
        reason: posted.reason,
        against: posted.against,
    };
    let recorded = desk
        .ask(move |store| store.decide(&by, &id, &request))
        .await?;
    Ok((StatusCode::CREATED, Json(RecordedBody::from(recorded))).into_response())
}

#[derive(Deserialize, IntoParams)]
pub(in crate::web) struct PersonQuery {
    /// Why you look this person up; needed unless you have read a lead on one of their records.
    reason: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct PersonBody {
    person: String,
    /// Always `unknown`: nothing that joins records says anything of a role.
    role: &'static str,
    sources: Vec<RecordBody>,
    links: Vec<LinkBody>,
    /// Fields in which the records differ.
    conflicts: Vec<String>,
    twice_in_a_list: bool,
}

#[derive(Serialize, ToSchema)]
struct LinkBody {
    lead: String,
    left: String,
    right: String,
    decisions: Vec<DecisionBody>,
}

/// A person: source records side by side, joined by decisions. There is no merged row.
#[utoipa::path(get, path = "/api/v1/persons/{id}", params(("id" = String, Path), PersonQuery), responses(
    (status = 200, body = PersonBody), (status = 400, description = "A reason is needed"), (status = 404)))]
pub(in crate::web) async fn person(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<PersonQuery>,
) -> Result<Json<PersonBody>, Refused> {
    let (by, id) = (who.by(), person_of(&id)?);
    let view = desk
        .ask(move |store| store.person_page(&by, &id, query.reason.as_deref()))
        .await?;
    Ok(Json(PersonBody {
        person: view.person.to_string(),
        role: "unknown",
        sources: view.sources.iter().map(Into::into).collect(),
        conflicts: view
            .conflicts
            .iter()
            .map(|conflict| conflict.field.key().to_owned())
            .collect(),
        twice_in_a_list: view.twice_in_a_list,
        links: view
            .links
            .iter()
            .map(|link| LinkBody {
                lead: link.lead.to_string(),
                left: link.left.to_string(),
                right: link.right.to_string(),
                decisions: link.decisions.iter().map(Into::into).collect(),
            })
            .collect(),
    }))
}
