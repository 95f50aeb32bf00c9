//! Persons: looked up with a reason, shown as records side by side, taken apart.

use super::super::Desk;
use super::super::refused::Refused;
use super::super::shell::Shell;
use super::super::visit::{Posted, SignedIn};
use super::comparison::{Value, value};
use super::lead::{Decided, decided};
use super::lead_of;
use crate::telling::field_key;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::PersonId;
use linkage::Field;
use workbench::{PersonLine, PersonView, WorkbenchError};

#[derive(Template)]
#[template(path = "persons.html")]
struct FindPage {
    s: Shell,
    name: String,
    reason: String,
    found: Option<Vec<Found>>,
}

struct Found {
    address: String,
    person: String,
    records: Vec<(String, Value, String)>,
    sources: u64,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    s: Shell,
    person: String,
    name: Value,
    sources: Vec<Source>,
    rows: Vec<Row>,
    links: Vec<Link>,
    twice_in_a_list: bool,
    may_unlink: bool,
}

struct Source {
    record: String,
    list: String,
    address: String,
}

struct Row {
    field: String,
    values: Vec<Option<Value>>,
    conflict: bool,
}

struct Link {
    lead: String,
    address: String,
    left: String,
    right: String,
    decisions: Vec<Decided>,
}

#[derive(Template)]
#[template(path = "person_reason.html")]
struct ReasonPage {
    s: Shell,
    person: String,
}

/// The look-up, before anything is asked.
pub async fn form(State(desk): State<Desk>, who: SignedIn) -> Result<Response, Refused> {
    let page = FindPage {
        s: Shell::new(&desk, &who.visit, "persons", "screen-persons"),
        name: String::new(),
        reason: String::new(),
        found: None,
    };
    Ok(Html(page.render()?).into_response())
}

/// Looks a person up by name. The reason goes into the record.
pub async fn find(
    State(desk): State<Desk>,
    who: SignedIn,
    posted: Posted,
) -> Result<Response, Refused> {
    let (name, reason) = (
        posted.get("name").to_owned(),
        posted.get("reason").to_owned(),
    );
    let (by, asked, why) = (who.by(), name.clone(), reason.clone());
    let found = desk
        .ask(move |store| store.find_person(&by, &asked, &why))
        .await?;
    let line = |line: PersonLine| Found {
        address: format!("/persons/{}", line.person),
        person: line.person.to_string(),
        records: line
            .records
            .iter()
            .map(|record| {
                let number = record.record.to_string();
                (number, value(&record.name()), record.list.clone())
            })
            .collect(),
        sources: line.sources,
    };
    let page = FindPage {
        s: Shell::new(&desk, &who.visit, "persons", "screen-persons"),
        name,
        reason,
        found: Some(found.into_iter().map(line).collect()),
    };
    Ok(Html(page.render()?).into_response())
}

/// A person on whose leads this reader works; anybody else is asked for a reason.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    show(desk, who, &id, "").await
}

/// A person, opened with a reason.
pub async fn open(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let reason = posted.get("reason").trim().to_owned();
    show(desk, who, &id, &reason).await
}

async fn show(desk: Desk, who: SignedIn, id: &str, reason: &str) -> Result<Response, Refused> {
    let id = person_of(id)?;
    let (by, asked, why) = (who.by(), id.clone(), reason.to_owned());
    let answer = desk
        .ask(
            move |store| match store.person_page(&by, &asked, Some(&why)) {
                Ok(view) => Ok(Some(view)),
                Err(WorkbenchError::ReasonRequired) => Ok(None),
                Err(other) => Err(other),
            },
        )
        .await?;
    let s = Shell::new(&desk, &who.visit, "persons", "screen-persons");
    match answer {
        Some(view) => Ok(Html(page(s, &view).render()?).into_response()),
        None => {
            let page = ReasonPage {
                s,
                person: id.to_string(),
            };
            Ok((StatusCode::OK, Html(page.render()?)).into_response())
        }
    }
}

/// Takes a link apart: two people have to decide anew.
pub async fn unlink(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let (id, lead) = (person_of(&id)?, lead_of(posted.get("lead"))?);
    let reason = posted.get("reason").to_owned();
    let by = who.by();
    desk.ask(move |store| store.withdraw_decision(&by, &lead, &reason))
        .await?;
    Ok(Redirect::to(&format!("/persons/{id}")).into_response())
}

/// The address of a form that was opened by hand.
pub async fn back(Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(Redirect::to(&format!("/persons/{}", person_of(&id)?)).into_response())
}

/// The person of an address; anything else is not available.
pub fn person_of(text: &str) -> Result<PersonId, Refused> {
    text.parse().map_err(|_| Refused::not_available())
}

fn page(s: Shell, view: &PersonView) -> PersonPage {
    let rows = Field::ALL.into_iter().filter_map(|field| {
        let values: Vec<Option<Value>> = view
            .sources
            .iter()
            .map(|source| {
                let said = source.values.iter().find(|(said, _)| *said == field);
                said.map(|(_, text)| value(text))
            })
            .collect();
        values.iter().any(Option::is_some).then(|| Row {
            field: s.t(&field_key(field)),
            conflict: view.conflicts.iter().any(|c| c.field == field),
            values,
        })
    });
    let name = view
        .sources
        .iter()
        .map(workbench::review::RecordView::name)
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| view.person.to_string());
    PersonPage {
        person: view.person.to_string(),
        name: value(&name),
        sources: view
            .sources
            .iter()
            .map(|source| Source {
                record: source.record.to_string(),
                list: source.list.clone(),
                address: format!("/records/{}", source.record),
            })
            .collect(),
        rows: rows.collect(),
        links: view
            .links
            .iter()
            .map(|link| Link {
                lead: link.lead.to_string(),
                address: format!("/matches/{}", link.lead),
                left: link.left.to_string(),
                right: link.right.to_string(),
                decisions: link.decisions.iter().map(|d| decided(&s, d)).collect(),
            })
            .collect(),
        twice_in_a_list: view.twice_in_a_list,
        may_unlink: view.may_unlink,
        s,
    }
}
