//! One lead: read blind, weighed, decided by two people, taken back.

use super::super::Desk;
use super::super::refused::Refused;
use super::super::shell::{Html as Markup, Shell};
use super::super::visit::{Posted, SignedIn};
use super::comparison::{self, Line, Value, value};
use super::queue::{look, standing_words};
use super::waterfall::Waterfall;
use super::{QueueAddress, lead_of};
use crate::telling::{self, Telling, field_key, odds, signed, tell};
use askama::Template;
use askama::filters::HtmlSafeOutput;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::review::{Basis, Opinion};
use domain::{LeadId, UserName};
use std::collections::HashMap;
use workbench::review::{
    DecisionRequest, DecisionView, LeadView, Neighbours, ReadingView, RecordView, Stage, Weighed,
};
use workbench::{Store, WorkbenchError};

#[derive(Template)]
#[template(path = "match.html")]
struct LeadPage {
    s: Shell,
    lead: String,
    left: Side,
    right: Side,
    model: String,
    proposed_at: domain::Moment,
    standing: &'static str,
    standing_icon: &'static str,
    standing_words: String,
    near: Near,
    fields: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    weighed: Option<WeighedPart>,
    stage: StagePart,
}

/// The way through the queue.
struct Near {
    previous: Option<String>,
    next: Option<String>,
    queue: String,
    place: u64,
    total: u64,
}

struct Side {
    record: String,
    item: String,
    list: String,
    /// The row as it stands, value by value.
    row: Vec<Value>,
}

struct WeighedPart {
    waterfall: Waterfall,
    odds: String,
    telling: Telling,
    others: Vec<Markup>,
    rescored: Vec<(String, domain::Moment, String)>,
    rivals: Vec<(String, Vec<RivalLine>)>,
}

struct RivalLine {
    address: String,
    record: String,
    name: Value,
    weight: Option<String>,
    standing: String,
}

/// What a person does now, or what was done.
enum StagePart {
    Blind(Vec<Choice>),
    Uncovered {
        reading: Said,
        choices: Vec<Choice>,
        basis: Vec<(&'static str, String)>,
        against: Vec<String>,
        earlier: Vec<Decided>,
    },
    Waiting {
        own: Vec<Decided>,
        third: bool,
    },
    Settled {
        readings: Vec<Said>,
        decisions: Vec<Decided>,
        person: Option<String>,
    },
}

struct Choice {
    value: &'static str,
    words: String,
    note: Option<String>,
    key: &'static str,
    keys: &'static str,
    on: bool,
}

struct Said {
    by: String,
    initials: String,
    at: domain::Moment,
    opinion: String,
}

/// A decision in words.
pub struct Decided {
    pub by: String,
    pub at: domain::Moment,
    pub opinion: String,
    pub basis: Vec<String>,
    pub reason: Option<String>,
    pub against: Vec<String>,
    pub remark: Option<String>,
    pub model: String,
    pub withdrawn: Option<(String, domain::Moment, String)>,
}

/// One lead, as this person may see it now.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let (id, address) = (lead_of(&id)?, QueueAddress::of_query(&query)?);
    let (by, filter) = (who.by(), address.filter(None, 1));
    let (view, near) = desk
        .ask(move |store| {
            let view = store.lead(&by, &id)?;
            let near = store.lead_neighbours(&by, &filter, &id)?;
            Ok((view, near))
        })
        .await?;
    let s = Shell::new(&desk, &who.visit, "matches", "screen-matches");
    let s = s.titled(view.lead.to_string());
    Ok(Html(page(s, &address, view, near).render()?).into_response())
}

/// A first reading, before any weight.
pub async fn read(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let opinion = opinion_of(&posted)?;
    done(&desk, &who, &id, &posted, move |store, by, id| {
        store.read_lead(by, id, opinion).map(|_| ())
    })
    .await
}

/// A decision.
pub async fn decide(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let mut basis = Vec::new();
    for name in posted.all("basis") {
        let known = name.parse::<Basis>();
        basis.push(known.map_err(|_| Refused::input("address-unreadable"))?);
    }
    let request = DecisionRequest {
        opinion: opinion_of(&posted)?,
        basis,
        reason: posted.get("reason").to_owned(),
        against: Some(posted.get("against").to_owned()),
    };
    done(&desk, &who, &id, &posted, move |store, by, id| {
        store.decide(by, id, &request).map(|_| ())
    })
    .await
}

/// A decision is taken back.
pub async fn withdraw(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let reason = posted.get("reason").to_owned();
    done(&desk, &who, &id, &posted, move |store, by, id| {
        store.withdraw_decision(by, id, &reason).map(|_| ())
    })
    .await
}

/// Does something to a lead and goes back to it, at its place in the queue.
async fn done(
    desk: &Desk,
    who: &SignedIn,
    id: &str,
    posted: &Posted,
    act: impl FnOnce(&Store, &UserName, &LeadId) -> Result<(), WorkbenchError> + Send + 'static,
) -> Result<Response, Refused> {
    let (id, address) = (lead_of(id)?, QueueAddress::read(|name| posted.get(name))?);
    let to = address.at_lead(&id);
    let by = who.by();
    desk.ask(move |store| act(store, &by, &id)).await?;
    Ok(Redirect::to(&to).into_response())
}

/// An address of a form that was opened by hand.
pub async fn back(Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(Redirect::to(&format!("/matches/{}", lead_of(&id)?)).into_response())
}

fn opinion_of(posted: &Posted) -> Result<Opinion, Refused> {
    posted
        .get("opinion")
        .parse()
        .map_err(|_| Refused::input("opinion-missing"))
}

fn page(s: Shell, address: &QueueAddress, view: LeadView, near: Neighbours) -> LeadPage {
    let (standing, standing_icon) = look(&view.standing);
    let weighed = match &view.stage {
        Stage::Blind => None,
        Stage::Uncovered { weighed, .. }
        | Stage::Waiting { weighed, .. }
        | Stage::Settled { weighed, .. } => Some(weighed),
    };
    let lines = match weighed {
        None => comparison::blind(&view.left, &view.right, &s),
        Some(weighed) => comparison::weighed(&weighed.account, &view.left, &view.right, &s),
    };
    LeadPage {
        lead: view.lead.to_string(),
        left: side(&view.left),
        right: side(&view.right),
        model: view.model.clone(),
        proposed_at: view.proposed_at,
        standing,
        standing_icon,
        standing_words: standing_words(&s, &view.standing),
        near: Near {
            previous: near.previous.map(|lead| address.at_lead(&lead)),
            next: near.next.map(|lead| address.at_lead(&lead)),
            queue: address.at("/matches", &[]),
            place: near.place,
            total: near.total,
        },
        fields: address.fields(),
        lines,
        weighed: weighed.map(|weighed| weighed_part(&s, address, &view, weighed)),
        stage: stage_part(&s, &view),
        s,
    }
}

fn side(record: &RecordView) -> Side {
    Side {
        record: record.record.to_string(),
        item: record.record.item().to_string(),
        list: record.list.clone(),
        row: record.cells.iter().map(|text| value(text)).collect(),
    }
}

fn weighed_part(
    s: &Shell,
    address: &QueueAddress,
    view: &LeadView,
    weighed: &Weighed,
) -> WeighedPart {
    let account = &weighed.account;
    let plain = |key: &str, values: &[(&str, String)]| s.find(key, values).unwrap_or_default();
    let html = |key: &str, values: &[(&str, String)]| s.html(key, values).0;
    let mut others = account.others.clone();
    others.sort_by(|one, other| other.1.total_cmp(&one.1));
    let rivals = [&view.left, &view.right].map(|of| {
        let lines: Vec<RivalLine> = weighed
            .rivals
            .iter()
            .filter(|rival| rival.of == of.record)
            .map(|rival| RivalLine {
                address: address.at_lead(&rival.lead),
                record: rival.record.record.to_string(),
                name: value(&rival.record.name()),
                weight: rival.weight.map(|weight| signed(weight, s.lang)),
                standing: standing_words(s, &rival.standing),
            })
            .collect();
        (of.list.clone(), lines)
    });
    WeighedPart {
        waterfall: Waterfall::of(account, s),
        odds: odds(account.weight(), &plain),
        telling: tell(account, s.lang, &html),
        others: others
            .iter()
            .filter(|(_, share)| *share >= 0.005)
            .map(|(relation, share)| HtmlSafeOutput(telling::other(*relation, *share, &html)))
            .collect(),
        rescored: weighed
            .rescored
            .iter()
            .map(|other| (other.model.clone(), other.at, signed(other.weight, s.lang)))
            .collect(),
        rivals: rivals.into(),
    }
}

fn stage_part(s: &Shell, view: &LeadView) -> StagePart {
    match &view.stage {
        Stage::Blind => StagePart::Blind(choices(s, None)),
        Stage::Uncovered {
            reading,
            weighed,
            earlier,
        } => StagePart::Uncovered {
            reading: said(s, reading),
            choices: choices(s, Some(reading.opinion)),
            basis: Basis::ALL
                .into_iter()
                .map(|basis| (basis.name(), basis_words(s, basis)))
                .collect(),
            against: weighed
                .account
                .steps
                .iter()
                .filter(|step| step.weight < 0.0)
                .map(|step| {
                    let weight = signed(f64::from(step.weight), s.lang);
                    format!("{} {weight}", s.t(&field_key(step.field)))
                })
                .collect(),
            earlier: earlier.iter().map(|d| decided(s, d)).collect(),
        },
        Stage::Waiting { own, .. } => StagePart::Waiting {
            own: own.iter().map(|d| decided(s, d)).collect(),
            third: view.standing == "disagreement",
        },
        Stage::Settled {
            readings,
            decisions,
            ..
        } => StagePart::Settled {
            readings: readings.iter().map(|r| said(s, r)).collect(),
            decisions: decisions.iter().map(|d| decided(s, d)).collect(),
            person: (view.standing == "linked").then(|| {
                let first = view.left.record.clone().min(view.right.record.clone());
                format!("/persons/{}", domain::PersonId::of(first))
            }),
        },
    }
}

fn choices(s: &Shell, on: Option<Opinion>) -> Vec<Choice> {
    Opinion::ALL
        .into_iter()
        .map(|opinion| {
            let (key, keys) = match opinion {
                Opinion::Same => ("Y", "y"),
                Opinion::Different => ("N", "n"),
                Opinion::CannotTell => ("U", "u h"),
            };
            Choice {
                value: opinion.name(),
                words: opinion_words(s, opinion),
                note: (opinion == Opinion::CannotTell)
                    .then(|| s.t("screen-match-cannot-tell-note")),
                key,
                keys,
                on: on == Some(opinion),
            }
        })
        .collect()
}

/// An opinion in words.
pub fn opinion_words(s: &Shell, opinion: Opinion) -> String {
    s.t(&format!(
        "screen-opinion-{}",
        opinion.name().replace('_', "-")
    ))
}

fn basis_words(s: &Shell, basis: Basis) -> String {
    s.t(&format!("screen-basis-{}", basis.name().replace('_', "-")))
}

fn said(s: &Shell, reading: &ReadingView) -> Said {
    Said {
        by: reading.by.to_string(),
        initials: initials(reading.by.as_str()),
        at: reading.at,
        opinion: opinion_words(s, reading.opinion),
    }
}

/// A decision in words.
pub fn decided(s: &Shell, decision: &DecisionView) -> Decided {
    let field = |key: &String| {
        let field = key.parse::<linkage::Field>();
        field.map_or_else(|_| key.clone(), |field| s.t(&field_key(field)))
    };
    Decided {
        by: decision.by.to_string(),
        at: decision.at,
        opinion: opinion_words(s, decision.opinion),
        basis: decision
            .basis
            .iter()
            .map(|basis| basis_words(s, *basis))
            .collect(),
        reason: decision.reason.clone(),
        against: decision.fields_against.iter().map(field).collect(),
        remark: decision.against.clone(),
        model: decision.model.clone(),
        withdrawn: decision
            .withdrawn
            .as_ref()
            .map(|(by, at, why)| (by.to_string(), *at, why.clone())),
    }
}

fn initials(name: &str) -> String {
    let mut parts = name
        .split(['.', '_', '-'])
        .filter_map(|part| part.chars().next());
    match (parts.next(), parts.next()) {
        (Some(a), Some(b)) => format!("{a}{b}").to_uppercase(),
        _ => name.chars().take(2).collect::<String>().to_uppercase(),
    }
}
