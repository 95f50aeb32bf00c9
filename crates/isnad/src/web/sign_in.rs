//! Signing in, signing out, choosing a language.

use super::Desk;
use super::address::inside;
use super::guard::{CSRF_COOKIE, LANG_COOKIE, set_cookie};
use super::refused::Refused;
use super::session::COOKIE;
use super::shell::{Html, Shell};
use super::visit::{Posted, Visit};
use crate::texts::Lang;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::HashMap;
use std::time::Instant;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    s: Shell,
    next: String,
    name: String,
    problem: Option<Html>,
    notice: Option<String>,
}

/// The sign-in form.
pub async fn form(
    State(desk): State<Desk>,
    visit: Visit,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let next = query
        .get("next")
        .map(|next| inside(next).to_owned())
        .unwrap_or_default();
    if visit.person.is_some() {
        return Ok(Redirect::to(inside(&next)).into_response());
    }
    let s = Shell::new(&desk, &visit, "", "screen-sign-in");
    let notice = match query.get("after").map(String::as_str) {
        Some("out") => Some(s.t("screen-signed-out")),
        _ if next.len() > 1 => Some(s.t("screen-sign-in-again")),
        _ => None,
    };
    let page = SignInPage {
        s,
        next,
        name: String::new(),
        problem: None,
        notice,
    };
    Ok(axum::response::Html(page.render()?).into_response())
}

/// Checks name and password. A wrong name and a wrong password are answered alike.
pub async fn sign_in(
    State(desk): State<Desk>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Refused> {
    let name = posted.get("name").trim().to_owned();
    let next = inside(posted.get("next")).to_owned();
    let wait = desk.throttle.wait(&name, visit.peer, Instant::now());
    let again = |status, problem: fn(&Shell, u64) -> Html, seconds: u64| {
        let s = Shell::new(&desk, &visit, "", "screen-sign-in");
        let problem = Some(problem(&s, seconds));
        let page = SignInPage {
            s,
            next: next.clone(),
            name: name.clone(),
            problem,
            notice: None,
        };
        Ok((status, axum::response::Html(page.render()?)).into_response())
    };
    if !wait.is_zero() {
        let seconds = wait.as_secs() + 1;
        let mut response: Response = again(
            StatusCode::TOO_MANY_REQUESTS,
            |s, seconds| s.h1("screen-sign-in-wait", "seconds", seconds),
            seconds,
        )?;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    let (asked, password) = (name.clone(), posted.get("password").to_owned());
    let user = match desk
        .ask(move |store| store.sign_in(&asked, &password))
        .await
    {
        Ok(user) => user,
        Err(refused) if refused.is_about_the_person() => {
            desk.throttle.failed(&name, visit.peer, Instant::now());
            return again(
                StatusCode::FORBIDDEN,
                |s, _| s.h0("screen-sign-in-wrong"),
                0,
            );
        }
        Err(refused) => return Err(refused),
    };
    desk.throttle.succeeded(&name);
    // INVARIANT: a session never outlives a sign-in under the same cookie; the name is always new.
    if let Some((old, _)) = &visit.session {
        desk.sessions.close(old);
    }
    let session = desk
        .sessions
        .open(user, Instant::now())
        .map_err(|_| Refused::internal("the system gave no random bytes"))?;
    let mut response = Redirect::to(&next).into_response();
    set_cookie(response.headers_mut(), COOKIE, &session, None);
    set_cookie(response.headers_mut(), CSRF_COOKIE, "", Some(0));
    Ok(response)
}

/// Ends the session; the engine forgets what was uncovered in it.
pub async fn sign_out(
    State(desk): State<Desk>,
    visit: Visit,
    _posted: Posted,
) -> Result<Response, Refused> {
    if let Some((name, _)) = &visit.session
        && let Some(user) = desk.sessions.close(name)
    {
        desk.ask(move |store| store.signed_out(&user)).await?;
    }
    let mut response = Redirect::to("/sign-in?after=out").into_response();
    set_cookie(response.headers_mut(), COOKIE, "", Some(0));
    Ok(response)
}

/// Remembers the language and goes back to the same address.
pub async fn language(posted: Posted) -> Result<Response, Refused> {
    let lang =
        Lang::from_code(posted.get("lang")).ok_or_else(|| Refused::input("language-unknown"))?;
    let mut response = Redirect::to(inside(posted.get("back"))).into_response();
    set_cookie(
        response.headers_mut(),
        LANG_COOKIE,
        lang.code(),
        Some(365 * 24 * 3600),
    );
    Ok(response)
}
