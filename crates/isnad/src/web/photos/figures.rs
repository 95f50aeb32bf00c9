//! How many photographs there are of what: a chart, the same figures as a table, and how they were made.
//! Every figure opens its set.

use super::{ExposureCard, MEASURES, PARTED};
use crate::telling::csv::cell;
use crate::telling::photos as telling;
use crate::web::Desk;
use crate::web::address::with_query;
use crate::web::refused::Refused;
use crate::web::reveal::value;
use crate::web::shell::Shell;
use crate::web::visit::SignedIn;
use ::photo::{By, Figure, Measure};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use std::collections::{BTreeMap, BTreeSet};
use workbench::WorkbenchError;
use workbench::photos::Photos;

/// Rows of the chart; the table has all.
const BARS: usize = 40;
/// Gaps that are named on the page.
const GAPS: usize = 50;
/// Length of the longest bar, in its own units.
const LONGEST: usize = 1_000;

#[derive(Template)]
#[template(path = "photos.html")]
struct FiguresPage {
    s: Shell,
    exposure: ExposureCard,
    accession: String,
    accessions: Vec<(String, bool)>,
    parted: Vec<(&'static str, String, bool)>,
    measures: Vec<(&'static str, String, bool)>,
    measure_words: String,
    rows: Vec<Row>,
    bars: Vec<Bar>,
    left_out: usize,
    methods: Vec<String>,
    whole: Row,
    queue: usize,
    queue_address: String,
    csv: String,
    findings: Vec<(String, usize, String)>,
    gaps: Vec<String>,
    gaps_all: usize,
    missing: u32,
}

/// A line of the table.
#[derive(Default)]
struct Row {
    name: String,
    /// Whether the name stands for what could not be attributed, and is no value.
    nameless: bool,
    cells: Vec<(usize, String)>,
}

/// A bar of the chart.
struct Bar {
    name: String,
    number: usize,
    length: usize,
    address: String,
}

/// The figures by one thing: what they are of, and each measure.
pub fn table(photos: &Photos, by: By) -> Vec<(Option<&str>, BTreeMap<Measure, &Figure>)> {
    let mut rows: BTreeMap<Option<&str>, BTreeMap<Measure, &Figure>> = BTreeMap::new();
    for figure in photos.figures.iter().filter(|figure| figure.by == by) {
        let row = rows.entry(figure.of.as_deref()).or_default();
        row.insert(figure.measure, figure);
    }
    // Numbers as numbers; what could not be attributed stands behind the rest.
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(of, _)| {
        let number = of.and_then(|of| of.split(' ').next()?.parse::<u64>().ok());
        (of.is_none(), number.is_none(), number, *of)
    });
    rows
}

/// The page.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let asked = Asked::read(&pairs)?;
    let (by, accession) = (who.by(), asked.accession);
    let (photos, today, accessions, queue) = desk
        .ask(move |store| {
            let photos = store.photos(&by, accession)?;
            let accessions = store.accessions(&by)?;
            let queue = store.label_queue(&by, accession)?.open.len();
            Ok::<_, WorkbenchError>((photos, store.exposure(&by)?, accessions, queue))
        })
        .await?;
    let s = Shell::new(&desk, &who.visit, "photos", "photo-title");
    let rows: Vec<Row> = table(&photos, asked.by)
        .iter()
        .map(|(of, figures)| asked.row(&s, &photos, *of, figures))
        .collect();
    let measure_at = MEASURES
        .iter()
        .position(|(_, measure)| *measure == asked.measure);
    let bars = bars(&rows, measure_at.unwrap_or_default());
    let whole = table(&photos, By::All);
    let whole = whole
        .first()
        .map(|(of, figures)| {
            Asked {
                by: By::All,
                ..asked
            }
            .row(&s, &photos, *of, figures)
        })
        .unwrap_or_default();
    let methods: BTreeSet<&str> = photos
        .figures
        .iter()
        .filter(|figure| figure.by == asked.by)
        .map(|figure| figure.method)
        .collect();
    let chosen = asked.accession_text();
    let page = FiguresPage {
        exposure: ExposureCard::of(today, desk.pause_after),
        accessions: accessions
            .iter()
            .map(|line| line.accession.to_string())
            .map(|id| (id.clone(), id == chosen))
            .collect(),
        parted: PARTED
            .map(|(name, by)| (name, s.t(&format!("photo-by-{name}")), by == asked.by))
            .to_vec(),
        measures: MEASURES
            .map(|(name, measure)| {
                let words = s.t(&format!("photo-{name}"));
                (name, words, measure == asked.measure)
            })
            .to_vec(),
        measure_words: s.t(&format!("photo-{}", asked.measure_name())),
        left_out: rows.len().saturating_sub(BARS),
        bars,
        methods: methods.into_iter().map(|method| s.t(method)).collect(),
        whole,
        queue,
        queue_address: with_query("/photos/labels", [("accession", chosen.as_str())]),
        csv: asked.address("/photos/figures.csv", &[]),
        findings: asked.findings(&s, &photos),
        gaps: gaps(&s, &photos),
        gaps_all: photos.archive.gaps.len(),
        missing: photos
            .archive
            .gaps
            .iter()
            .fold(0u32, |sum, gap| sum.saturating_add(gap.missing)),
        accession: chosen,
        rows,
        s,
    };
    Ok(Html(page.render()?).into_response())
}

/// The same table as a file.
pub async fn csv(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let asked = Asked::read(&pairs)?;
    let (by, accession) = (who.by(), asked.accession);
    let photos = desk.ask(move |store| store.photos(&by, accession)).await?;
    let names = MEASURES.map(|(name, _)| name.replace('-', "_"));
    let mut text = format!("of,{}\r\n", names.join(","));
    for (of, figures) in table(&photos, asked.by) {
        let numbers = MEASURES.map(|(_, measure)| {
            let figure = figures.get(&measure);
            figure.map_or(0, |figure| figure.number()).to_string()
        });
        let any = figures.values().next();
        let named = any.and_then(|figure| photos.name_of(figure));
        let of = match of {
            Some(of) => cell(named.as_deref().unwrap_or(of)),
            None => cell("(not attributed)"),
        };
        text.push_str(&format!("{of},{}\r\n", numbers.join(",")));
    }
    let name = format!("photographs-by-{}.csv", asked.by_name());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, text).into_response())
}

/// What an address asks for.
#[derive(Clone, Copy)]
struct Asked {
    accession: Option<domain::AccessionId>,
    by: By,
    measure: Measure,
}

impl Asked {
    fn read(pairs: &[(String, String)]) -> Result<Self, Refused> {
        let accession = match value(pairs, "accession") {
            "" => None,
            text => Some(crate::web::intake::number(text)?),
        };
        Ok(Self {
            accession,
            by: by_of(value(pairs, "by"))?,
            measure: measure_of(value(pairs, "measure"))?,
        })
    }

    fn accession_text(&self) -> String {
        self.accession.map(|id| id.to_string()).unwrap_or_default()
    }

    fn by_name(&self) -> &'static str {
        by_name(self.by)
    }

    fn measure_name(&self) -> &'static str {
        let named = MEASURES
            .iter()
            .find(|(_, measure)| *measure == self.measure);
        named.map_or("photos", |(name, _)| name)
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let accession = self.accession_text();
        let own = [("accession", accession.as_str()), ("by", self.by_name())];
        with_query(path, own.into_iter().chain(more.iter().copied()))
    }

    fn row(
        &self,
        s: &Shell,
        photos: &Photos,
        of: Option<&str>,
        figures: &BTreeMap<Measure, &Figure>,
    ) -> Row {
        let cells = MEASURES.map(|(name, measure)| {
            let number = figures.get(&measure).map_or(0, |figure| figure.number());
            let of = match (self.by, of) {
                (By::All, _) => [("of", ""), ("unattributed", "")],
                (_, Some(of)) => [("of", of), ("unattributed", "")],
                (_, None) => [("of", ""), ("unattributed", "1")],
            };
            let address = self.address("/photos/set", &[("measure", name), of[0], of[1]]);
            (number, address)
        });
        Row {
            name: match (self.by, of) {
                (By::All, _) => s.t("photo-all"),
                (_, None) => s.t("photo-unattributed"),
                (_, Some(of)) => {
                    let any = figures.values().next();
                    let written = any.and_then(|figure| photos.name_of(figure));
                    written.unwrap_or_else(|| of.to_owned())
                }
            },
            nameless: of.is_none(),
            cells: cells.to_vec(),
        }
    }

    /// What is noticed about photographs, each kind with its number and its set.
    fn findings(&self, s: &Shell, photos: &Photos) -> Vec<(String, usize, String)> {
        let mut kinds: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for finding in &photos.archive.findings {
            kinds
                .entry(finding.remark.key)
                .or_default()
                .insert(finding.shot);
        }
        let accession = self.accession_text();
        let line = |(key, shots): (&str, BTreeSet<usize>)| {
            let words = s
                .find(
                    &format!("photo-kind-{}", key.trim_start_matches("photo-")),
                    &[],
                )
                .unwrap_or_else(|| key.to_owned());
            let pairs = [("accession", accession.as_str()), ("finding", key)];
            (words, shots.len(), with_query("/photos/set", pairs))
        };
        kinds.into_iter().map(line).collect()
    }
}

/// What is parted by, of its name in addresses.
pub fn by_of(name: &str) -> Result<By, Refused> {
    match name {
        "" => Ok(By::Branch),
        "all" => Ok(By::All),
        name => {
            let found = PARTED.iter().find(|(known, _)| *known == name);
            let found = found.ok_or_else(|| Refused::input("address-unreadable"))?;
            Ok(found.1)
        }
    }
}

/// Its name in addresses.
pub fn by_name(by: By) -> &'static str {
    let named = PARTED.iter().find(|(_, known)| *known == by);
    named.map_or("all", |(name, _)| name)
}

/// What is counted, of its name in addresses.
pub fn measure_of(name: &str) -> Result<Measure, Refused> {
    if name.is_empty() {
        return Ok(Measure::Photos);
    }
    let found = MEASURES.iter().find(|(known, _)| *known == name);
    let found = found.ok_or_else(|| Refused::input("address-unreadable"))?;
    Ok(found.1)
}

/// Missing running numbers, the first of them, in sentences.
fn gaps(s: &Shell, photos: &Photos) -> Vec<String> {
    let name = |at: usize| {
        let photo = photos.photos.get(at);
        photo.map_or_else(String::new, |photo| photo.line.item.to_string())
    };
    let gaps = photos.archive.gaps.iter().take(GAPS);
    gaps.map(|gap| {
        let camera = photos.archive.cameras.get(gap.camera);
        let camera = camera.map(|camera| camera.key.name()).unwrap_or_default();
        telling::gap(gap, &camera, name, &|key, values| s.say(key, values))
    })
    .collect()
}

fn bars(rows: &[Row], measure: usize) -> Vec<Bar> {
    let cell = |row: &Row| row.cells.get(measure).cloned().unwrap_or_default();
    let shown: Vec<&Row> = rows.iter().take(BARS).collect();
    let most = shown
        .iter()
        .map(|row| cell(row).0)
        .max()
        .unwrap_or_default();
    let bar = |row: &&Row| {
        let (number, address) = cell(row);
        let length = (number * LONGEST).checked_div(most).unwrap_or_default();
        Bar {
            name: row.name.clone(),
            number,
            // What is there is seen.
            length: length.max(usize::from(number > 0) * 4),
            address,
        }
    };
    shown.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let row = |name: &str, number| Row {
            name: name.to_owned(),
            cells: vec![(number, String::new())],
            ..Row::default()
        };
        let rows = [row("a", 10), row("b", 5), row("c", 0)];
        let bars = bars(&rows, 0);
        let lengths: Vec<usize> = bars.iter().map(|bar| bar.length).collect();
        assert_eq!(lengths, [LONGEST, LONGEST / 2, 0]);
        assert!(super::bars(&[], 0).is_empty());
    }

    #[test]
    fn an_address_names_what_there_is() {
        assert_eq!(by_of("").unwrap(), By::Branch);
        assert_eq!(by_of("branch-month").unwrap(), By::BranchAndMonth);
        assert_eq!(by_name(By::All), "all");
        assert!(by_of("rubbish").is_err() && measure_of("rubbish").is_err());
    }
}
