//! The document viewer: page image and text side by side, custody beside both.

use super::Desk;
use super::copies::{CopyCard, cards};
use super::page_pane::{self, FixForm, Seen, Shown};
use super::photos::{ExposureCard, PhotoCard};
use super::refused::Refused;
use super::search_form::SearchForm;
use super::search_view::marked_ranges;
use super::shell::{Shell, direction, face};
use super::visit::{Posted, SignedIn};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::ItemId;
use std::collections::BTreeMap;
use workbench::answer::{Document, ItemVerdict, TrailStep};
use workbench::{Cover, RevealStep, WorkbenchError};

/// Longest reason that an address carries, in characters.
const WHY_CHARS: usize = 60;
/// Pages listed beside the image; a longer paper is reached by page number.
const STRIP_MAX: u32 = 41;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    s: Shell,
    d: Document,
    id: ItemId,
    dir: &'static str,
    face: &'static str,
    place: Place,
    page: Option<Shown>,
    pages: u32,
    imaged: bool,
    strip: Vec<u32>,
    from_search: bool,
    tabs: Vec<(&'static str, String, u64)>,
    trail: Vec<Step>,
    metadata: Vec<(String, bool, Vec<String>)>,
    verdict: Option<ItemVerdict>,
    copies: Vec<CopyCard>,
    photo: Option<PhotoCard>,
    tags: Vec<(&'static str, String)>,
}

/// A step of custody in words.
struct Step {
    step: TrailStep,
    sentence: String,
    details: Vec<(String, String)>,
}

/// Where in the workbench the viewer stands; its address says all of it.
#[derive(Clone)]
pub struct Place {
    form: SearchForm,
    path: String,
    /// The page.
    pub n: u32,
    tab: String,
    rank: Option<u64>,
    /// The version of its text; the newest where absent.
    pub v: Option<u32>,
    /// The line and word whose correction is open.
    edit: Option<(u32, u32)>,
    /// The version that was just saved.
    pub saved: Option<u32>,
    /// The step of the image that is asked for without a script.
    pub shows: Option<RevealStep>,
    /// Whether it goes on paper now.
    pub printable: bool,
    /// Whether it was just described.
    described: bool,
    /// For which reason it was uncovered.
    pub why: String,
}

impl Place {
    /// What an address says.
    pub fn read(id: &ItemId, pairs: &[(String, String)]) -> Self {
        let get = |name: &str| {
            pairs
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.as_str())
                .unwrap_or_default()
        };
        let tab = get("tab");
        let known = ["custody", "photo", "metadata", "members", "copies"].contains(&tab);
        Self {
            form: SearchForm::read(pairs),
            path: format!("/documents/{id}"),
            n: get("n").parse().unwrap_or(1).max(1),
            tab: if known {
                tab.to_owned()
            } else {
                "custody".to_owned()
            },
            rank: get("rank").parse().ok(),
            v: get("v").parse().ok(),
            edit: at_of(get("edit")),
            saved: get("saved").parse().ok(),
            shows: RevealStep::named(get("uncovered")),
            printable: !get("printable").is_empty(),
            described: !get("described").is_empty(),
            why: get("why").chars().take(WHY_CHARS).collect(),
        }
    }

    fn address_of(&self, n: u32, tab: &str) -> String {
        self.address_with(n, tab, &[])
    }

    fn address_with(&self, n: u32, tab: &str, more: &[(&'static str, String)]) -> String {
        let rank = self.rank.map(|r| r.to_string()).unwrap_or_default();
        let tab = if tab == "custody" {
            String::new()
        } else {
            tab.to_owned()
        };
        self.form.address_at(
            &self.path,
            &[&[("n", n.to_string()), ("tab", tab), ("rank", rank)], more].concat(),
        )
    }

    /// The address of another page.
    pub fn at_page(&self, n: &u32) -> String {
        self.address_of(*n, &self.tab)
    }

    /// The address of the page `step` away.
    fn at_step(&self, step: i32) -> String {
        self.address_of(self.n.saturating_add_signed(step), &self.tab)
    }

    /// The address of another tab.
    fn at_tab(&self, tab: &str) -> String {
        self.address_of(self.n, tab)
    }

    /// The address of this very place.
    fn here(&self) -> String {
        let version = self.v.map(|v| v.to_string()).unwrap_or_default();
        self.address_with(self.n, &self.tab, &[("v", version)])
    }

    /// The address of a version of this page.
    pub fn at_version(&self, version: u32) -> String {
        self.address_with(self.n, &self.tab, &[("v", version.to_string())])
    }

    /// The address of the newest version of this page.
    fn newest(&self) -> String {
        self.address_of(self.n, &self.tab)
    }

    /// The address at which the correction of a word is open.
    fn at_word(&self, at: &(u32, u32)) -> String {
        let word = format!("{}.{}", at.0, at.1);
        format!(
            "{}#fix",
            self.address_with(self.n, &self.tab, &[("edit", word)])
        )
    }

    /// Where a correction of this page is saved.
    fn fix(&self) -> String {
        let act = format!("{}/pages/{}/corrections", self.path, self.n);
        Self {
            path: act,
            v: None,
            ..self.clone()
        }
        .here()
    }

    /// The address that shows the page after a correction was saved.
    pub fn after_saving(&self, version: u32, (line, word): (u32, u32)) -> String {
        let more = [
            ("saved", version.to_string()),
            ("at", format!("{line}.{word}")),
        ];
        self.address_with(self.n, &self.tab, &more)
    }

    /// The address of what is done on this place: the query travels along.
    fn act(&self, act: &str) -> String {
        let place = Self {
            path: format!("{}/{act}", self.path),
            ..self.clone()
        };
        place.here()
    }

    /// Where the image of this page is uncovered.
    fn reveal(&self) -> String {
        self.act(&format!("pages/{}/reveal", self.n))
    }

    /// Where it is said that the image goes on paper.
    fn print_it(&self) -> String {
        self.act(&format!("pages/{}/print", self.n))
    }

    /// The address that shows the page with its image as far as a step goes.
    pub fn after_reveal(&self, step: RevealStep, why: &str) -> String {
        let more = [
            ("uncovered", step.name().to_owned()),
            ("why", why.to_owned()),
        ];
        self.address_with(self.n, &self.tab, &more)
    }

    /// The result before (-1) or after (1) this one, where the viewer was opened from a search.
    fn at_result(&self, step: i64) -> Option<String> {
        let rank = self.rank?.checked_add_signed(step).filter(|r| *r > 0)?;
        Some(
            self.form
                .address_at("/search/result", &[("rank", rank.to_string())]),
        )
    }

    fn results(&self) -> String {
        self.form.address()
    }
}

/// A line and a word: `7.3`.
fn at_of(text: &str) -> Option<(u32, u32)> {
    let (line, word) = text.split_once('.')?;
    Some((line.parse().ok()?, word.parse().ok()?))
}

/// What is no number of an item is answered like one that does not exist.
pub fn number(id: &str) -> Result<ItemId, Refused> {
    id.parse().map_err(|_| Refused::not_available())
}

/// The viewer.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let place = Place::read(&id, &pairs);
    let form = match place.edit {
        Some((line, word)) => FixForm {
            open: true,
            line,
            word,
            words: 1,
            ..FixForm::default()
        },
        None => FixForm::default(),
    };
    show(&desk, &who, id, place, None, form).await
}

/// The viewer at a place, with what an act before it came to.
pub async fn show(
    desk: &Desk,
    who: &SignedIn,
    id: ItemId,
    mut place: Place,
    verdict: Option<ItemVerdict>,
    form: FixForm,
) -> Result<Response, Refused> {
    let (by, asked, n, query) = (who.by(), id.clone(), place.n, place.form.whole_query());
    let (options, wants_trail) = (place.form.options(0, 0, false), place.tab == "custody");
    let version = place.v;
    let (d, view, n, marks, trail, seen) = desk
        .ask(move |store| {
            let d = store.document(&by, &asked)?;
            let pages = pages_of(&d);
            let n = n.min(pages.max(1));
            let view = if pages > 0 {
                Some(store.page_at(&by, &asked, n, version)?)
            } else {
                None
            };
            let marks = match &view {
                Some(view) if !query.is_empty() => {
                    marked_ranges(&store.highlight(&view.text, &query, &options))
                }
                _ => Vec::new(),
            };
            let trail = if wants_trail {
                store.trail(&by, &asked)?
            } else {
                Vec::new()
            };
            let photo = match &view {
                Some(view) if view.cover == Cover::Photograph => store.photo(&by, &asked)?,
                _ => None,
            };
            let uncovered = match &view {
                Some(view) if view.cover.is_covered() => store.uncovered(&by, &asked, n)?,
                _ => None,
            };
            let today = store.exposure(&by)?;
            Ok::<_, WorkbenchError>((d, view, n, marks, trail, (photo, uncovered, today)))
        })
        .await?;
    place.n = n;
    let s = Shell::new(desk, &who.visit, "search", "screen-document").coming_back_to(&place.here());
    let tags_of_photos = super::photos::tags(&s);
    let (photo, uncovered, today) = seen;
    let of_photo = || photo.as_ref().map(|photo| PhotoCard::of(&s, photo));
    let seen = Seen {
        uncovered,
        exposure: Some(ExposureCard::of(today, desk.pause_after)),
        photo: of_photo(),
    };
    let in_panel = of_photo().filter(|_| place.tab == "photo");
    let is_photo = photo.is_some();
    let page = view.map(|view| page_pane::shown(&s, &view, &id, seen, &place, &marks, form));
    let pages = pages_of(&d);
    let tabs = [
        ("custody", 0),
        ("photo", 0),
        ("metadata", 0),
        ("members", d.members.len() as u64),
        ("copies", d.copies.len() as u64),
    ];
    let tabs = tabs.into_iter().filter(|(tab, n)| match *tab {
        "custody" | "metadata" => true,
        "photo" => is_photo,
        _ => *n > 0,
    });
    let tabs = tabs
        .map(|(tab, n)| (tab, s.t(&format!("screen-tab-{tab}")), n))
        .collect();
    let digest = d
        .line
        .sha256
        .map(|digest| digest.to_string())
        .unwrap_or_default();
    let page = DocumentPage {
        dir: direction(&d.title),
        face: face(&d.title),
        trail: trail
            .into_iter()
            .map(|step| step_in_words(&s, step, &digest))
            .collect(),
        metadata: metadata_in_words(&s, &d.metadata),
        copies: cards(&s, &id, &d.copies),
        strip: strip(n, pages),
        imaged: page.as_ref().is_some_and(|p| p.view.has_image),
        from_search: !place.form.is_empty(),
        s: s.titled(format!("{id} · {}", d.title)),
        d,
        id,
        place,
        page,
        pages,
        tabs,
        verdict,
        tags: in_panel.as_ref().map_or_else(Vec::new, |_| tags_of_photos),
        photo: in_panel,
    };
    Ok(Html(page.render()?).into_response())
}

/// A picture without text still has a page to look at.
fn pages_of(d: &Document) -> u32 {
    d.line.pages.max(u32::from(d.has_images))
}

/// The page numbers to list: all, or those around the open one.
fn strip(n: u32, pages: u32) -> Vec<u32> {
    let first = n
        .saturating_sub(STRIP_MAX / 2)
        .min(pages.saturating_sub(STRIP_MAX - 1))
        .max(1);
    (first..=pages.min(first + STRIP_MAX - 1)).collect()
}

/// A step of custody; the digest that stands above the trail is not said again.
fn step_in_words(s: &Shell, step: TrailStep, digest: &str) -> Step {
    let key = step
        .act
        .chars()
        .fold(String::from("screen-act"), |mut key, c| {
            if c.is_ascii_uppercase() {
                key.push('-');
            }
            key.push(c.to_ascii_lowercase());
            key
        });
    let sentence = if step.erased {
        s.t("screen-act-erased-body")
    } else {
        s.find(&key, &[]).unwrap_or_else(|| step.act.clone())
    };
    let details = step
        .details
        .iter()
        .filter(|(_, value)| *value != digest)
        .map(|(name, value)| {
            let label = s.find(&format!("screen-detail-{}", name.replace('_', "-")), &[]);
            let value = match name.as_str() {
                "state" => value
                    .parse()
                    .map_or_else(|_| value.clone(), |state| s.state_name(&Some(state))),
                _ if is_digest(value) => value.chars().take(16).chain(['…']).collect(),
                _ => value.clone(),
            };
            (label.unwrap_or_else(|| name.replace('_', " ")), value)
        })
        .collect();
    Step {
        step,
        sentence,
        details,
    }
}

fn is_digest(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Metadata with canonical keys in words first, raw keys as they are behind.
fn metadata_in_words(
    s: &Shell,
    metadata: &BTreeMap<String, Vec<String>>,
) -> Vec<(String, bool, Vec<String>)> {
    let label = |key: &str| {
        s.find(
            &format!("screen-meta-{}", key.replace(['.', '_'], "-")),
            &[],
        )
    };
    let mut lines: Vec<(String, bool, Vec<String>)> = metadata
        .iter()
        .map(|(key, values)| match label(key) {
            Some(label) => (label, false, values.clone()),
            None => (key.clone(), true, values.clone()),
        })
        .collect();
    lines.sort_by_key(|(_, raw, _)| *raw);
    lines
}

/// Re-reads the object and its place in the log, and shows what was found.
pub async fn verify(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    _posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let (by, asked) = (who.by(), id.clone());
    let verdict = desk
        .ask(move |store| store.verify_item(&by, &asked))
        .await?;
    let place = Place::read(&id, &pairs);
    show(&desk, &who, id, place, Some(verdict), FixForm::default()).await
}

/// The address of an act, asked for without doing it, leads back to the document.
pub async fn back(
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Redirect, Refused> {
    Ok(Redirect::to(&Place::read(&number(&id)?, &pairs).here()))
}

/// The same for acts on a page.
pub async fn back_to_page(Path((id, n)): Path<(String, u32)>) -> Result<Redirect, Refused> {
    Ok(Redirect::to(&format!("/documents/{}?n={n}", number(&id)?)))
}

/// The proof that the item's reception is in the log, to take along.
pub async fn proof(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let (id, by) = (number(&id)?, who.by());
    let asked = id.clone();
    let text = desk.ask(move |store| store.prove(&by, &asked)).await?;
    let disposition = format!("attachment; filename=\"{id}.tlog-proof\"");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, text).into_response())
}

#[cfg(test)]
mod pane_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paper_lists_the_pages_around_the_open_one() {
        assert_eq!(strip(1, 3), [1, 2, 3]);
        let far = strip(250, 500);
        assert_eq!(
            (far.first(), far.last(), far.len()),
            (Some(&230), Some(&270), 41)
        );
        let end = strip(500, 500);
        assert_eq!((end.first(), end.last()), (Some(&460), Some(&500)));
        assert!(strip(1, 0).is_empty());
    }

    #[test]
    fn the_viewers_address_keeps_the_search_and_the_place() {
        let id: ItemId = "ISN-000418".parse().unwrap();
        let pairs = [
            ("q", "x"),
            ("page", "2"),
            ("n", "3"),
            ("tab", "metadata"),
            ("rank", "21"),
        ];
        let pairs: Vec<(String, String)> =
            pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec();
        let place = Place::read(&id, &pairs);
        assert_eq!(
            place.here(),
            "/documents/ISN-000418?q=x&page=2&n=3&tab=metadata&rank=21"
        );
        assert_eq!(place.results(), "/search?q=x&page=2");
        assert_eq!(
            place.at_result(-1).as_deref(),
            Some("/search/result?q=x&page=2&rank=20")
        );
        assert_eq!(
            Place {
                rank: Some(1),
                ..place
            }
            .at_result(-1),
            None
        );
    }
}
