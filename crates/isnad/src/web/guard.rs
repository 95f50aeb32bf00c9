//! What every request passes before a screen sees it, and every answer before it leaves.

use super::Desk;
use super::refused::{self, Refused};
use super::session::{self, Found};
use super::visit::Visit;
use crate::texts::{Lang, negotiate};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Family, Fault, UserName};
use std::net::SocketAddr;
use std::time::Instant;

/// Cookie that carries the form token before anybody has signed in.
pub const CSRF_COOKIE: &str = "isnad_form";
/// Cookie that carries the chosen language.
pub const LANG_COOKIE: &str = "isnad_lang";

/// Nothing inline, nothing from elsewhere, nothing framed.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), display-capture=(), usb=()",
    ),
];

/// Lets a request in or not, and finishes the answer.
pub async fn around(
    State(desk): State<Desk>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let (mut visit, idle) = visit_of(&desk, peer, &request);
    if let Some(user) = idle {
        // What was uncovered in a session goes with it; a record that fails is logged where it fails.
        let _ = desk.ask(move |store| store.signed_out(&user)).await;
    }
    let admitted = match admit(&desk, &request) {
        Ok(()) => know_person(&desk, &mut visit).await,
        Err(refused) => Err(refused),
    };
    let mut response = match admitted {
        Ok(()) => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
        Err(refused) => axum::response::IntoResponse::into_response(refused),
    };
    if let Some(refused) = response.extensions().get::<Refused>().cloned() {
        response = refused::in_words(&desk, &visit, &refused);
    }
    finish(&visit, &mut response);
    response
}

/// The visit, and whose session had ended for want of use.
fn visit_of(desk: &Desk, peer: SocketAddr, request: &Request) -> (Visit, Option<UserName>) {
    let headers = request.headers();
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let lang = cookie(headers, LANG_COOKIE)
        .and_then(Lang::from_code)
        .unwrap_or_else(|| negotiate(asked));
    let mut idle = None;
    let session = cookie(headers, session::COOKIE).and_then(|name| {
        match desk.sessions.find(name, Instant::now()) {
            Found::Live(session) => Some((name.to_owned(), *session)),
            Found::Idle(user) => {
                idle = Some(user);
                None
            }
            Found::Nobody => None,
        }
    });
    let carried = cookie(headers, CSRF_COOKIE)
        .filter(|token| token.len() == 43)
        .map(str::to_owned);
    let (csrf, fresh_csrf) = match (&session, carried) {
        (Some((_, session)), _) => (session.csrf.clone(), false),
        (None, Some(token)) => (token, false),
        // Without random bytes the token stays empty and every form is refused.
        (None, None) => (session::random_name().unwrap_or_default(), true),
    };
    let mut id = [0u8; 6];
    let request_id = getrandom::fill(&mut id)
        .map(|()| hex::encode(id))
        .unwrap_or_default();
    let here = request
        .uri()
        .path_and_query()
        .map(|p| p.as_str().to_owned())
        .unwrap_or_default();
    let visit = Visit {
        lang,
        request_id,
        here,
        peer: peer.ip(),
        session,
        person: None,
        csrf,
        fresh_csrf,
    };
    (visit, idle)
}

/// Refuses what was not sent to us, and what another page made a browser send.
fn admit(desk: &Desk, request: &Request) -> Result<(), Refused> {
    let headers = request.headers();
    let host = headers
        .get(header::HOST)
        .and_then(|v| v.to_str().ok())
        .map(str::to_ascii_lowercase)
        .filter(|host| desk.hosts.contains(host))
        .ok_or_else(|| {
            Refused::new(
                Fault::new("host-unknown", Family::NotAllowed),
                StatusCode::MISDIRECTED_REQUEST,
            )
        })?;
    if matches!(*request.method(), Method::GET | Method::HEAD) || is_own_origin(headers, &host) {
        return Ok(());
    }
    Err(Refused::new(
        Fault::new("origin-unknown", Family::NotAllowed),
        StatusCode::FORBIDDEN,
    ))
}

/// Whether a browser says that the request came from one of our own pages. One that says nothing
/// is refused.
///
/// `Sec-Fetch-Site` goes first: pages cannot set it, and since ours send no referrer, a browser
/// writes `Origin: null` for their forms.
fn is_own_origin(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    origin.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https") && rest.eq_ignore_ascii_case(host)
    })
}

/// Reads the person's rights anew, so that a right taken away is gone with the next request.
async fn know_person(desk: &Desk, visit: &mut Visit) -> Result<(), Refused> {
    let Some((name, session)) = visit.session.clone() else {
        return Ok(());
    };
    let by = session.user.clone();
    match desk.ask(move |store| store.person(&by)).await {
        Ok(person) if person.active => {
            visit.person = Some(person);
            Ok(())
        }
        // A closed or unreadable account is nobody.
        Ok(_) => {
            desk.sessions.close(&name);
            visit.session = None;
            Ok(())
        }
        Err(refused) => Err(refused),
    }
}

fn finish(visit: &Visit, response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Evidence, and the traces of who read it, stay out of every cache; assets say so themselves.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(&visit.request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if visit.fresh_csrf && !visit.is_api() {
        set_cookie(headers, CSRF_COOKIE, &visit.csrf, None);
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(have, _)| *have == name)
        .map(|(_, value)| value)
}

/// Sets a cookie that scripts cannot read and other sites cannot send. Without `max_age_s` it goes
/// with the browser; with 0 it goes at once.
pub fn set_cookie(headers: &mut HeaderMap, name: &str, value: &str, max_age_s: Option<u32>) {
    let life = max_age_s
        .map(|s| format!("; Max-Age={s}"))
        .unwrap_or_default();
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{life}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        headers.append(header::SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn forms_are_taken_from_our_own_pages_only() {
        let host = "127.0.0.1:8443";
        for (own, pairs) in [
            (true, vec![("origin", "http://127.0.0.1:8443")]),
            (true, vec![("sec-fetch-site", "same-origin")]),
            (false, vec![("origin", "http://evil.test")]),
            (
                true,
                vec![("origin", "null"), ("sec-fetch-site", "same-origin")],
            ),
            (false, vec![("origin", "null")]),
            (
                false,
                vec![
                    ("origin", "http://127.0.0.1:8443"),
                    ("sec-fetch-site", "cross-site"),
                ],
            ),
            (false, vec![("origin", "http://127.0.0.1:9999")]),
            (false, vec![("sec-fetch-site", "same-site")]),
            (false, vec![]),
        ] {
            assert_eq!(is_own_origin(&headers(&pairs), host), own, "{pairs:?}");
        }
    }

    #[test]
    fn cookies_are_found_among_others() {
        let headers = headers(&[("cookie", "a=1; isnad_session=abc; b=isnad_session=x")]);
        assert_eq!(cookie(&headers, "isnad_session"), Some("abc"));
        assert_eq!(cookie(&headers, "session"), None);
    }

    #[test]
    fn the_policy_permits_no_inline_code_and_no_other_origin() {
        assert!(CONTENT_POLICY.starts_with("default-src 'none'"));
        for forbidden in ["unsafe", "data:", "blob:", "http", "*"] {
            assert!(!CONTENT_POLICY.contains(forbidden), "{forbidden}");
        }
    }
}
