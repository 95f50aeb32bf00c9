//! What a person or a program sees when something was refused or went wrong.

use super::Desk;
use super::shell::Shell;
use super::visit::Visit;
use askama::Template;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{Family, Fault, Report};
use workbench::WorkbenchError;

/// A request that got no answer, with its reason. The guard puts it into words.
#[derive(Debug, Clone)]
pub struct Refused {
    fault: Fault,
    status: StatusCode,
}

impl Refused {
    /// A refusal with its own status.
    pub fn new(fault: Fault, status: StatusCode) -> Self {
        Self { fault, status }
    }

    /// What does not exist and what is not permitted look the same.
    pub fn not_available() -> Self {
        Self::new(
            Fault::new("not-available", Family::NotFound),
            StatusCode::NOT_FOUND,
        )
    }

    /// Nobody is signed in.
    pub fn sign_in_first() -> Self {
        Self::new(
            Fault::new("sign-in-first", Family::NotAllowed),
            StatusCode::UNAUTHORIZED,
        )
    }

    /// A mistake in the workbench itself.
    pub fn internal(what: &'static str) -> Self {
        tracing::error!(what, "the workbench failed");
        Self::new(
            Fault::new("workbench-failed", Family::Internal),
            StatusCode::INTERNAL_SERVER_ERROR,
        )
    }

    /// A value in a form or an address that cannot be used.
    pub fn input(id: &'static str) -> Self {
        Self::new(Fault::new(id, Family::Input), StatusCode::BAD_REQUEST)
    }

    /// Whether the one who asked is at fault rather than the machine; at sign-in that is all one
    /// may learn.
    pub fn is_about_the_person(&self) -> bool {
        matches!(
            self.fault.family,
            Family::Input | Family::NotFound | Family::NotAllowed
        )
    }
}

impl From<WorkbenchError> for Refused {
    fn from(error: WorkbenchError) -> Self {
        let fault = error.fault();
        let status = status_of(&fault);
        if matches!(
            fault.family,
            Family::Internal | Family::Machine | Family::Integrity
        ) {
            tracing::error!(fault = fault.id, "{error}");
        }
        Self { fault, status }
    }
}

impl From<askama::Error> for Refused {
    fn from(_: askama::Error) -> Self {
        Self::internal("a page could not be put together")
    }
}

/// The status that stands for a family of faults.
pub fn status_of(fault: &Fault) -> StatusCode {
    match (fault.family, fault.id) {
        // A covered image is there and may be asked for, but not like this.
        (_, "covered") => StatusCode::CONFLICT,
        (Family::Input, _) => StatusCode::BAD_REQUEST,
        (Family::NotFound, _) => StatusCode::NOT_FOUND,
        (Family::NotAllowed, _) => StatusCode::FORBIDDEN,
        (Family::NeedsSecondPerson | Family::Conflict, _) => StatusCode::CONFLICT,
        (Family::Busy, _) => StatusCode::SERVICE_UNAVAILABLE,
        (Family::Machine | Family::Integrity | Family::Internal, _) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Any address that no screen has.
pub async fn no_such_page() -> Refused {
    Refused::not_available()
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    s: Shell,
    heading: String,
    sentence: String,
    remedy: String,
}

/// Puts a refusal into words, in the person's language, as a page or as a problem body (RFC 9457).
pub fn in_words(desk: &Desk, visit: &Visit, refused: &Refused) -> Response {
    let mut fault = refused.fault.clone();
    if fault.id == "not-available" && fault.args.is_empty() {
        fault = fault.with("what", visit.here.split('?').next().unwrap_or_default());
    }
    let (sentence, remedy) = desk.texts.fault(visit.lang, &fault);
    if visit.is_api() {
        let body = serde_json::json!({
            "type": format!("urn:isnad:fault:{}", refused.fault.id),
            "title": sentence,
            "detail": remedy,
            "status": refused.status.as_u16(),
            "instance": format!("urn:isnad:request:{}", visit.request_id),
        });
        let mut response = (refused.status, Json(body)).into_response();
        let problem = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, problem);
        return response;
    }
    if refused.status == StatusCode::UNAUTHORIZED {
        let next = super::address::inside(&visit.here);
        return Redirect::to(&super::address::with_query("/sign-in", [("next", next)]))
            .into_response();
    }
    let heading = match refused.status {
        StatusCode::NOT_FOUND => "screen-fault-not-available",
        StatusCode::FORBIDDEN => "screen-fault-not-allowed",
        StatusCode::BAD_REQUEST => "screen-fault-input",
        StatusCode::SERVICE_UNAVAILABLE => "screen-fault-busy",
        StatusCode::CONFLICT if fault.family == Family::NeedsSecondPerson => {
            "screen-fault-second-person"
        }
        StatusCode::CONFLICT if fault.family == Family::Conflict => "screen-fault-conflict",
        StatusCode::CONFLICT => "screen-fault-covered",
        _ => "screen-fault-machine",
    };
    let s = Shell::new(desk, visit, "", heading);
    let heading = s.t(heading);
    match (FaultPage {
        s,
        heading,
        sentence,
        remedy,
    })
    .render()
    {
        Ok(page) => (refused.status, Html(page)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "500").into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_never_answers_as_a_success() {
        for family in [
            Family::Input,
            Family::NotFound,
            Family::NotAllowed,
            Family::NeedsSecondPerson,
            Family::Conflict,
            Family::Busy,
            Family::Machine,
            Family::Integrity,
            Family::Internal,
        ] {
            let status = status_of(&Fault::new("x", family));
            assert!(
                status.is_client_error() || status.is_server_error(),
                "{family:?}"
            );
        }
        assert_eq!(
            status_of(&Fault::new("covered", Family::NotAllowed)),
            StatusCode::CONFLICT
        );
    }
}
