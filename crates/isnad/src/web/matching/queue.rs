//! The queue: which leads wait, searched and filtered.

use super::super::Desk;
use super::super::refused::Refused;
use super::super::shell::Shell;
use super::super::visit::SignedIn;
use super::comparison::{Value, value};
use super::{BANDS, QueueAddress, lead_of};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use std::collections::HashMap;
use workbench::LeadPlace;
use workbench::review::{LeadLine, RecordView};

/// Leads on one screen.
const PER_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "matches.html")]
struct QueuePage {
    s: Shell,
    lines: Vec<Line>,
    total: u64,
    waiting: u64,
    places: Vec<(&'static str, String, bool)>,
    lists: Vec<(String, String, bool)>,
    bands: Vec<(String, String, bool)>,
    text: String,
    conflict: bool,
    filtered: bool,
    started_later: bool,
    first: String,
    next: Option<String>,
    resume: Option<(String, String)>,
}

/// One lead of the queue.
struct Line {
    address: String,
    lead: String,
    left: Side,
    right: Side,
    standing: &'static str,
    standing_icon: &'static str,
    standing_words: String,
    part: Option<String>,
}

struct Side {
    name: Value,
    list: String,
    record: String,
}

/// The queue of leads.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let address = QueueAddress::of_query(&query)?;
    let after = match query.get("after") {
        Some(text) => Some(lead_of(text)?),
        None => None,
    };
    let started_later = after.is_some();
    let (by, filter) = (who.by(), address.filter(after, PER_PAGE + 1));
    let mut queue = desk
        .ask(move |store| store.lead_queue(&by, &filter))
        .await?;
    let more = queue.lines.len() > PER_PAGE as usize;
    queue.lines.truncate(PER_PAGE as usize);
    let s = Shell::new(&desk, &who.visit, "matches", "screen-matches");
    let last = queue.lines.last().map(|line| line.lead.to_string());
    let next = last
        .filter(|_| more)
        .map(|last| address.at("/matches", &[("after", last.as_str())]));
    let named = |list: &domain::AccessionId| match queue.names.get(list) {
        Some(name) if !name.is_empty() => format!("{list} {name}"),
        _ => list.to_string(),
    };
    let page = QueuePage {
        total: queue.total,
        waiting: queue.waiting,
        places: LeadPlace::ALL
            .into_iter()
            .map(|place| {
                let words = s.t(&format!("screen-queue-{}", place.name()));
                (place.name(), words, place == address.place)
            })
            .collect(),
        lists: queue
            .lists
            .iter()
            .map(|(one, other, n)| {
                let words = format!("{} ↔ {} ({})", named(one), named(other), s.num(n));
                let on = address.lists == Some((*one, *other));
                (format!("{one}.{other}"), words, on)
            })
            .collect(),
        bands: BANDS
            .into_iter()
            .map(|(from, below)| {
                let words = match (from, below) {
                    (-100, below) => s.t1("screen-match-band-below", "below", below),
                    (from, 100) => s.t1("screen-match-band-from", "from", from),
                    (from, below) => s.t2("screen-match-band", "from", from, "below", below),
                };
                let on = address.band == Some((from, below));
                (format!("{from}..{below}"), words, on)
            })
            .collect(),
        text: address.text.clone(),
        conflict: address.conflict,
        filtered: !address.fields().is_empty(),
        started_later,
        first: address.at("/matches", &[]),
        next,
        resume: queue
            .resume
            .map(|lead| (address.at_lead(&lead), lead.to_string())),
        lines: queue
            .lines
            .iter()
            .map(|line| shown(&s, &address, line))
            .collect(),
        s,
    };
    Ok(Html(page.render()?).into_response())
}

fn shown(s: &Shell, address: &QueueAddress, line: &LeadLine) -> Line {
    let side = |record: &RecordView| {
        let name = record.name();
        Side {
            name: value(if name.is_empty() { "–" } else { &name }),
            list: record.list.clone(),
            record: record.record.to_string(),
        }
    };
    let (standing, standing_icon) = look(&line.standing);
    let part = match (line.read, line.decided) {
        (_, true) => Some("screen-match-you-decided"),
        (true, false) => Some("screen-match-you-read"),
        _ => None,
    };
    Line {
        address: address.at_lead(&line.lead),
        lead: line.lead.to_string(),
        left: side(&line.left),
        right: side(&line.right),
        standing,
        standing_icon,
        standing_words: standing_words(s, &line.standing),
        part: part.map(|key| s.t(key)),
    }
}

/// Class and icon of where a lead stands.
pub fn look(standing: &str) -> (&'static str, &'static str) {
    match standing {
        "linked" => ("ok", "check"),
        "apart" => ("na", "cross"),
        "left_open" => ("na", "none"),
        "disagreement" => ("warn", "alert"),
        "needs_second" => ("inf", "people"),
        _ => ("inf", "info"),
    }
}

/// Where a lead stands, in words.
pub fn standing_words(s: &Shell, standing: &str) -> String {
    s.t(&format!("screen-standing-{}", standing.replace('_', "-")))
}
