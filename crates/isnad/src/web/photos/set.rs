//! A set of photographs, covered: what is known of it before anybody looks, and what is known of each.

use super::figures::{by_name, by_of, measure_of};
use super::{ExposureCard, MEASURES, PhotoCard, tag_words};
use crate::web::Desk;
use crate::web::address::with_query;
use crate::web::refused::Refused;
use crate::web::reveal::value;
use crate::web::shell::Shell;
use crate::web::visit::SignedIn;
use ::photo::{By, Measure};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use std::collections::{BTreeMap, BTreeSet};
use workbench::WorkbenchError;
use workbench::photos::{Photo, Photos};

/// Photographs on one page.
const PER_PAGE: usize = 60;

#[derive(Template)]
#[template(path = "photo_set.html")]
struct SetPage {
    s: Shell,
    exposure: ExposureCard,
    title: String,
    /// What the figure counts where a group of photographs stands for one.
    counted: Option<(String, usize)>,
    /// Whether that is series already.
    counts_series: bool,
    photos: usize,
    series: usize,
    copies: usize,
    unlabelled: usize,
    waiting: usize,
    read_by_people: usize,
    described: usize,
    tags: Vec<(String, usize)>,
    findings: Vec<(String, usize)>,
    queue_address: String,
    groups: Vec<Group>,
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// Photographs that stand together: a body, a series.
struct Group {
    name: Option<String>,
    photos: Vec<PhotoCard>,
}

/// The page.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let accession = match value(&pairs, "accession") {
        "" => None,
        text => Some(crate::web::intake::number(text)?),
    };
    let by = who.by();
    let (photos, today) = desk
        .ask(move |store| {
            let photos = store.photos(&by, accession)?;
            Ok::<_, WorkbenchError>((photos, store.exposure(&by)?))
        })
        .await?;
    let s = Shell::new(&desk, &who.visit, "photos", "photo-set");
    let set = Set::read(&s, &photos, &pairs)?;
    let page: usize = value(&pairs, "page").parse().unwrap_or(1).max(1);
    let all: BTreeSet<usize> = set.groups.iter().flatten().copied().collect();
    let members: Vec<&Photo> = all.iter().filter_map(|at| photos.photos.get(*at)).collect();
    let pages = set
        .groups
        .iter()
        .map(Vec::len)
        .sum::<usize>()
        .div_ceil(PER_PAGE);
    let page = page.min(pages.max(1));
    let address = |n: usize| {
        let n = n.to_string();
        let kept = pairs
            .iter()
            .filter(|(name, _)| name != "page")
            .map(|(name, value)| (name.as_str(), value.as_str()));
        with_query("/photos/set", kept.chain([("page", n.as_str())]))
    };
    let count = |fits: &dyn Fn(&&Photo) -> bool| members.iter().copied().filter(fits).count();
    let series: BTreeSet<_> = members
        .iter()
        .filter_map(|photo| photo.series.as_ref())
        .collect();
    let accession = accession.map(|id| id.to_string()).unwrap_or_default();
    let view = SetPage {
        exposure: ExposureCard::of(today, desk.pause_after),
        counted: set.counted.clone().map(|words| (words, set.groups.len())),
        counts_series: set.measure == Some(Measure::Series),
        photos: members.len(),
        series: series.len(),
        copies: count(&|photo| photo.copy_of.is_some()),
        unlabelled: count(&|photo| photo.found.is_empty()),
        waiting: count(&|photo| photo.needs_review()),
        read_by_people: count(&|photo| photo.said.is_some()),
        described: count(&|photo| photo.description.is_some()),
        tags: counted(members.iter().flat_map(|photo| {
            let said = photo.description.iter().flat_map(|said| &said.tags);
            said.map(|tag| tag_words(&s, tag))
        })),
        findings: counted(members.iter().flat_map(|photo| {
            let keys: BTreeSet<&str> = photo.findings.iter().map(|remark| remark.key).collect();
            keys.into_iter().map(|key| kind_words(&s, key))
        })),
        queue_address: with_query("/photos/labels", [("accession", accession.as_str())]),
        groups: set.shown(&s, &photos, page),
        previous: (page > 1).then(|| address(page - 1)),
        next: (page < pages).then(|| address(page + 1)),
        page,
        pages,
        title: set.title,
        s,
    };
    Ok(Html(view.render()?).into_response())
}

/// What is noticed, as a kind.
fn kind_words(s: &Shell, key: &str) -> String {
    let kind = format!("photo-kind-{}", key.trim_start_matches("photo-"));
    s.find(&kind, &[]).unwrap_or_else(|| key.to_owned())
}

/// Words and how often they come, the most frequent first.
fn counted(words: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for word in words {
        *all.entry(word).or_default() += 1;
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    all
}

/// What an address asks for.
struct Set {
    title: String,
    /// What is counted, where it is a figure.
    measure: Option<Measure>,
    /// What each group is; absent where photographs are listed one by one.
    counted: Option<String>,
    /// Photographs by their places.
    groups: Vec<Vec<usize>>,
}

impl Set {
    fn read(s: &Shell, photos: &Photos, pairs: &[(String, String)]) -> Result<Self, Refused> {
        let get = |name| value(pairs, name);
        if !get("series").is_empty() {
            let id = crate::web::document::number(get("series"))?;
            let at = photos.place_of(&id).ok_or_else(Refused::not_available)?;
            let series = photos.archive.series_of.get(at).copied().flatten();
            let series = series.and_then(|series| photos.archive.series.get(series));
            return Ok(Self {
                title: s.t1("photo-set-series", "item", &id),
                measure: None,
                counted: None,
                groups: series
                    .map_or_else(|| vec![at], |series| series.shots.clone())
                    .into_iter()
                    .map(|at| vec![at])
                    .collect(),
            });
        }
        if !get("finding").is_empty() {
            let findings = photos.archive.findings.iter();
            let shots: BTreeSet<usize> = findings
                .filter(|finding| finding.remark.key == get("finding"))
                .map(|finding| finding.shot)
                .collect();
            return Ok(Self {
                title: kind_words(s, get("finding")),
                measure: None,
                counted: None,
                groups: shots.into_iter().map(|at| vec![at]).collect(),
            });
        }
        let (by, measure) = (by_of(get("by"))?, measure_of(get("measure"))?);
        let of = Some(get("of")).filter(|of| !of.is_empty());
        let by = match (of, get("unattributed")) {
            (None, "") => By::All,
            _ => by,
        };
        let figure = photos.figures.iter().find(|figure| {
            figure.by == by && figure.measure == measure && figure.of.as_deref() == of
        });
        let words = MEASURES
            .iter()
            .find(|(_, known)| *known == measure)
            .map(|(name, _)| s.t(&format!("photo-{name}")))
            .unwrap_or_default();
        let title = match (by, of) {
            (By::All, _) => s.t("photo-set-all"),
            (_, None) => s.t("photo-unattributed"),
            (by, Some(of)) => {
                let written = figure.and_then(|figure| photos.name_of(figure));
                let written = written.unwrap_or_else(|| of.to_owned());
                format!("{} {written}", s.t(&format!("photo-by-{}", by_name(by))))
            }
        };
        let groups = figure.map_or_else(Vec::new, |figure| {
            figure.list.iter().map(|shots| shots.to_vec()).collect()
        });
        let alone = groups.iter().all(|group| group.len() <= 1);
        Ok(Self {
            title,
            measure: Some(measure),
            counted: (!alone).then_some(words),
            groups,
        })
    }

    /// The photographs of one page in their groups.
    fn shown(&self, s: &Shell, photos: &Photos, page: usize) -> Vec<Group> {
        let places = self
            .groups
            .iter()
            .enumerate()
            .flat_map(|(group, places)| places.iter().map(move |at| (group, *at)));
        let mut groups: Vec<(usize, Group)> = Vec::new();
        for (group, at) in places.skip((page - 1) * PER_PAGE).take(PER_PAGE) {
            let Some(photo) = photos.photos.get(at) else {
                continue;
            };
            let card = PhotoCard::of(s, photo);
            match groups.last_mut() {
                Some((last, open)) if *last == group || self.counted.is_none() => {
                    open.photos.push(card);
                }
                _ => {
                    let name = self.counted.as_ref().map(|words| {
                        let n = s.num(group + 1);
                        format!("{words} · {n}")
                    });
                    let photos = vec![card];
                    groups.push((group, Group { name, photos }));
                }
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}
