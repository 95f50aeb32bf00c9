//! One request: from whom, in which language, for which address.

use super::Desk;
use super::refused::Refused;
use super::session::Session;
use crate::texts::Lang;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::access::Person;
use domain::{Family, Fault, UserName};
use std::net::IpAddr;

/// What the guard learnt about a request before any screen saw it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language to answer in.
    pub lang: Lang,
    /// A name for this request, for a person to quote when something went wrong.
    pub request_id: String,
    /// Path and query as asked.
    pub here: String,
    /// From where.
    pub peer: IpAddr,
    /// Name and content of the session, where there is a live one.
    pub session: Option<(String, Session)>,
    /// The signed-in person with today's rights.
    pub person: Option<Person>,
    /// What forms must carry: the session's token, or before sign-in the one in its own cookie.
    pub csrf: String,
    /// Whether that token was made for this very request and its cookie must be set.
    pub fresh_csrf: bool,
}

impl Visit {
    /// Whether the answer goes to a program.
    pub fn is_api(&self) -> bool {
        self.here.starts_with("/api/")
    }
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Self, Refused> {
        parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or_else(|| Refused::internal("a request passed no guard"))
    }
}

/// A visit of somebody who is signed in. Screens that take one cannot be reached without.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The visit.
    pub visit: Visit,
    /// The person with today's rights.
    pub person: Person,
}

impl SignedIn {
    /// Who asks.
    pub fn by(&self) -> UserName {
        self.person.name.clone()
    }
}

impl FromRequestParts<Desk> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Refused> {
        let visit = Visit::from_request_parts(parts, desk).await?;
        let (Some(_), Some(person)) = (&visit.session, visit.person.clone()) else {
            return Err(Refused::sign_in_first());
        };
        Ok(Self { visit, person })
    }
}

/// The fields of a posted form that carried the right token.
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The first value of that field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    }
}

impl Posted {
    /// Every value of that field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Desk> for Posted {
    type Rejection = Refused;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, desk).await?;
        let request = Request::from_parts(parts, body);
        let axum::Form(fields) = axum::Form::<Vec<(String, String)>>::from_request(request, desk)
            .await
            .map_err(|rejection| {
                Refused::new(
                    Fault::new("form-unreadable", Family::Input),
                    rejection.status(),
                )
            })?;
        let posted = Self(fields);
        if visit.csrf.is_empty() || !same(posted.get("csrf"), &visit.csrf) {
            return Err(Refused::new(
                Fault::new("form-expired", Family::NotAllowed),
                StatusCode::FORBIDDEN,
            ));
        }
        Ok(posted)
    }
}

/// Compares in a time that does not tell where two texts part.
fn same(one: &str, two: &str) -> bool {
    one.len() == two.len()
        && one
            .bytes()
            .zip(two.bytes())
            .fold(0, |all, (a, b)| all | (a ^ b))
            == 0
}
