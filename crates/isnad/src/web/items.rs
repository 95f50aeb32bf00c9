//! The list behind a figure: items by accession, state, reason, type, folder.

use super::Desk;
use super::address::with_query;
use super::refused::Refused;
use super::shell::Shell;
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use domain::{ItemId, ItemState};
use std::collections::HashMap;
use workbench::answer::ItemLine;
use workbench::{ItemFilter, Step, YearFilter};

/// Items on one screen.
const PER_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "items.html")]
struct ItemsPage {
    s: Shell,
    items: Vec<ItemLine>,
    states: Vec<(String, String, bool)>,
    accession: String,
    reason: String,
    media_type: String,
    folder: String,
    waiting: bool,
    filtered: bool,
    started_later: bool,
    first: String,
    next: Option<String>,
    extras: Vec<Extra>,
}

/// A filter that comes from a figure of the account and has no field of its own.
struct Extra {
    name: &'static str,
    value: String,
    words: String,
    without: String,
}

/// The filters that an address can carry beside those of the form.
const EXTRAS: [&str; 13] = [
    "under",
    "place",
    "year",
    "step",
    "value",
    "differ",
    "optical",
    "confidence",
    "doubted",
    "poor",
    "quality",
    "optical-waiting",
    "warning",
];

/// The list of items.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let get = |name: &str| {
        query
            .get(name)
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
    };
    let (state, waiting) = match get("state").as_deref() {
        Some("waiting") => (None, true),
        Some(name) => (
            Some(
                name.parse::<ItemState>()
                    .map_err(|_| Refused::input("state-unknown"))?,
            ),
            false,
        ),
        None => (None, get("waiting").is_some()),
    };
    let accession = match get("accession") {
        Some(text) => Some(super::intake::number(&text)?),
        None => None,
    };
    let after = match get("after") {
        Some(text) => Some(
            text.parse::<ItemId>()
                .map_err(|_| Refused::not_available())?,
        ),
        None => None,
    };
    let started_later = after.is_some();
    let filter = ItemFilter {
        accession,
        state,
        reason: get("reason"),
        media_type: get("type").filter(|name| name != UNTYPED),
        untyped: get("type").as_deref() == Some(UNTYPED),
        folder: get("folder"),
        under: get("under"),
        // A dot stands for the root of a medium, which has no name.
        place: get("place").map(|folder| if folder == "." { String::new() } else { folder }),
        year: get("year").as_deref().map(year).transpose()?,
        step: step(get("step").as_deref(), get("value"))?,
        members_differ: get("differ").is_some(),
        optical: get("optical").is_some(),
        confidence: get("confidence").as_deref().map(confidence).transpose()?,
        doubted: get("doubted").is_some(),
        poor: get("poor").is_some(),
        quality: get("quality")
            .map(|name| {
                name.parse()
                    .map_err(|_| Refused::input("address-unreadable"))
            })
            .transpose()?,
        optical_waiting: get("optical-waiting").is_some(),
        warning: get("warning"),
        waiting,
        after,
        // One more than is shown tells whether there is a next screen.
        limit: PER_PAGE + 1,
        ..ItemFilter::default()
    };
    let by = who.by();
    let mut items = desk.ask(move |store| store.items(&by, &filter)).await?;
    let more = items.len() > PER_PAGE as usize;
    items.truncate(PER_PAGE as usize);

    let accession = accession.map(|a| a.to_string()).unwrap_or_default();
    let state_name = if waiting {
        "waiting"
    } else {
        state.map_or("", ItemState::name)
    };
    let (reason, media_type) = (
        get("reason").unwrap_or_default(),
        get("type").unwrap_or_default(),
    );
    let folder = get("folder").unwrap_or_default();
    let extra: Vec<(&'static str, String)> = EXTRAS
        .into_iter()
        .filter_map(|name| Some((name, get(name)?)))
        .collect();
    let address = |after: &str, left_out: &str| {
        let form = [
            ("accession", accession.as_str()),
            ("state", state_name),
            ("reason", reason.as_str()),
            ("type", media_type.as_str()),
            ("folder", folder.as_str()),
        ];
        let extra = extra.iter().map(|(name, value)| (*name, value.as_str()));
        // The value of a step says nothing without it.
        let kept = extra
            .filter(|(name, _)| *name != left_out && !(*name == "value" && left_out == "step"));
        with_query(
            "/items",
            form.into_iter().chain(kept).chain([("after", after)]),
        )
    };
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| address(&last.item.to_string(), ""));
    let first = address("", "");
    let s = Shell::new(&desk, &who.visit, "items", "screen-items");
    let value_of_step = get("value").unwrap_or_default();
    let extras = extra
        .iter()
        .filter(|(name, _)| *name != "value")
        .map(|(name, value)| Extra {
            name,
            value: value.clone(),
            words: words(&s, name, value, &value_of_step),
            without: address("", name),
        })
        .collect();
    let name_of = |state: Option<ItemState>| {
        let key = state.map_or("waiting", ItemState::name);
        (key.to_owned(), s.state_name(&state), key == state_name)
    };
    let states = ItemState::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(name_of)
        .collect();
    let filtered = first != "/items";
    let page = ItemsPage {
        s,
        items,
        states,
        accession,
        reason,
        media_type,
        folder,
        waiting,
        filtered,
        started_later,
        first,
        next,
        extras,
    };
    Ok(axum::response::Html(page.render()?).into_response())
}

/// The type of what has none, in addresses.
const UNTYPED: &str = "none";

fn year(text: &str) -> Result<YearFilter, Refused> {
    match text {
        "unknown" => Ok(YearFilter::Unknown),
        year => year
            .parse()
            .map(YearFilter::Of)
            .map_err(|_| Refused::input("address-unreadable")),
    }
}

fn step(
    name: Option<&str>,
    value: Option<String>,
) -> Result<Option<(Step, Option<String>)>, Refused> {
    let Some(name) = name else { return Ok(None) };
    let step = name
        .parse()
        .map_err(|()| Refused::input("address-unreadable"))?;
    Ok(Some((step, value)))
}

/// `40-60`: from so many per cent, below so many.
fn confidence(text: &str) -> Result<(u8, u8), Refused> {
    let unreadable = || Refused::input("address-unreadable");
    let (from, until) = text.split_once('-').ok_or_else(unreadable)?;
    let number = |text: &str| text.parse::<u8>().map_err(|_| unreadable());
    let until = number(until)?;
    // A page of 100 per cent belongs to the last band.
    Ok((number(from)?, if until == 100 { 101 } else { until }))
}

/// What a filter says, in words.
fn words(s: &Shell, name: &str, value: &str, value_of_step: &str) -> String {
    match name {
        "under" => s.t1("screen-filter-under", "folder", value),
        "place" if value == "." => s.t("screen-filter-root"),
        "place" => s.t1("screen-filter-place", "folder", value),
        "year" if value == "unknown" => s.t("screen-report-no-year"),
        "year" => format!("{} {value}", s.t("screen-year")),
        "step" => s.t1(&format!("screen-step-{value}"), "value", value_of_step),
        "differ" => s.t("screen-filter-differ"),
        "optical" => s.t("screen-report-optical-all"),
        "confidence" => {
            let (from, until) = value.split_once('-').unwrap_or_default();
            s.t2("screen-report-band", "from", from, "until", until)
        }
        "doubted" => s.t("screen-report-doubted"),
        "poor" => s.t("screen-report-poor"),
        "quality" => {
            let quality = value.parse().map(|quality| s.quality(quality));
            format!(
                "{}: {}",
                s.t("screen-facet-quality"),
                quality.unwrap_or_default()
            )
        }
        "optical-waiting" => s.t("screen-report-optical-waiting"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_from_an_address_is_read_or_refused() {
        assert_eq!(year("2013").unwrap(), YearFilter::Of(2013));
        assert_eq!(year("unknown").unwrap(), YearFilter::Unknown);
        assert_eq!(confidence("40-60").unwrap(), (40, 60));
        assert_eq!(confidence("80-100").unwrap(), (80, 101));
        assert!(confidence("40").is_err() && confidence("a-b").is_err() && year("x").is_err());
        assert!(step(Some("no-such-step"), None).is_err());
        let step = step(Some("raise-limit"), Some("pages".to_owned())).unwrap();
        assert_eq!(step, Some((Step::RaiseLimit, Some("pages".to_owned()))));
    }
}
