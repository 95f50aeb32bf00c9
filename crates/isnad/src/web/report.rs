//! The account of reading: what was read and how well, what needs a person and what to do next.
//! Every figure opens its list.

use super::Desk;
use super::address::with_query;
use super::refused::Refused;
use super::shell::{Html as Markup, Shell};
use super::visit::SignedIn;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{ItemState, ReadingQuality};
use std::collections::{BTreeSet, HashMap};
use workbench::{ByState, ReadingReport, ReportRequest, Step, in_order, step};

/// Reasons on the page; the processing screen has them all.
const REASONS: usize = 40;
/// Items named on the page.
const NAMED: u32 = 50;
/// Lines of one table; the rest is counted in one more.
const LINES: usize = 200;

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    s: Shell,
    r: ReadingReport,
    accession: String,
    steps: Vec<StepLine>,
    named: Vec<NamedLine>,
    containers: Vec<ContainerLine>,
    differing: String,
    optical: Vec<Figure>,
    matrices: Vec<Matrix>,
    reasons: Vec<ReasonLine>,
    more_reasons: usize,
    warnings: Vec<ReasonLine>,
}

/// One figure with its list.
struct Figure {
    name: String,
    pages: u64,
    items: u64,
    address: String,
}

struct StepLine {
    words: Markup,
    states: Vec<(Option<ItemState>, u64, String)>,
    items: u64,
    address: String,
}

struct NamedLine {
    item: String,
    path: String,
    state: Option<ItemState>,
    reason: String,
    words: Markup,
}

struct ContainerLine {
    item: String,
    path: String,
    declared: u64,
    found: u64,
}

struct ReasonLine {
    state: Option<ItemState>,
    reason: String,
    items: u64,
    address: String,
}

/// Items counted in two directions: one thing down, states across.
struct Matrix {
    /// Name of the place on the page.
    id: &'static str,
    title: String,
    note: String,
    head: String,
    states: Vec<Option<ItemState>>,
    rows: Vec<Row>,
    /// The folder above, where this is a part.
    up: Option<String>,
    /// Lines left out, and their items.
    more: (usize, u64),
}

struct Row {
    label: Markup,
    /// Where the label leads.
    opens: Option<String>,
    note: String,
    items: u64,
    address: String,
    cells: Vec<Option<(u64, String)>>,
}

/// The account.
pub async fn screen(
    State(desk): State<Desk>,
    who: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refused> {
    let get = |name: &str| query.get(name).map(|v| v.trim()).unwrap_or_default();
    let accession = match get("accession") {
        "" => None,
        text => Some(super::intake::number(text)?),
    };
    let request = ReportRequest {
        accession,
        folder: get("folder").trim_matches('/').to_owned(),
        level: 1,
        named: NAMED,
    };
    let by = who.by();
    let r = desk
        .ask(move |store| store.reading_report(&by, &request))
        .await?;
    let s = Shell::new(&desk, &who.visit, "processing", "screen-report");
    let accession = accession.map(|a| a.to_string()).unwrap_or_default();
    let view = View {
        s: &s,
        accession: &accession,
    };
    let reasons = view.reasons(&r);
    let page = ReportPage {
        steps: view.steps(&r),
        named: view.named(&r),
        containers: r
            .containers
            .lines
            .iter()
            .map(|(line, declared, found)| ContainerLine {
                item: line.item.to_string(),
                path: line.path.to_string(),
                declared: *declared,
                found: *found,
            })
            .collect(),
        differing: view.items(&[("differ", "1")]),
        optical: view.optical(&r),
        matrices: vec![
            view.accessions(&r),
            view.types(&r),
            view.folders(&r),
            view.years(&r),
        ],
        more_reasons: r.status.reasons.len().saturating_sub(REASONS),
        reasons,
        warnings: view.warnings(&r),
        accession: accession.clone(),
        r,
        s,
    };
    Ok(Html(page.render()?).into_response())
}

/// What a line of the page is made with.
struct View<'a> {
    s: &'a Shell,
    accession: &'a str,
}

impl View<'_> {
    /// The list of items with these filters, in the accession that the page is of.
    fn items(&self, pairs: &[(&str, &str)]) -> String {
        let own = pairs.iter().any(|(name, _)| *name == "accession");
        let accession = Some(("accession", self.accession)).filter(|_| !own);
        with_query("/items", accession.into_iter().chain(pairs.iter().copied()))
    }

    fn words(&self, step: Step, value: Option<&str>) -> Markup {
        let values = [("value", value.unwrap_or_default().to_owned())];
        let key = format!("screen-step-{}", step.name());
        self.s.html(&key, &values)
    }

    fn steps(&self, r: &ReadingReport) -> Vec<StepLine> {
        let line = |of: &workbench::StepReading| {
            let value = of.value.as_deref().unwrap_or_default();
            let pairs = [("step", of.step.name()), ("value", value)];
            let states = in_order(&of.states).into_iter().map(|(state, items)| {
                let [step, value] = pairs;
                let address = self.items(&[step, value, ("state", name(state))]);
                (state, items, address)
            });
            StepLine {
                words: self.words(of.step, of.value.as_deref()),
                states: states.collect(),
                items: of.states.values().sum(),
                address: self.items(&pairs),
            }
        };
        r.steps.iter().map(line).collect()
    }

    fn named(&self, r: &ReadingReport) -> Vec<NamedLine> {
        let line = |need: &workbench::NeedLine| NamedLine {
            item: need.line.item.to_string(),
            path: need.line.path.to_string(),
            state: need.line.state,
            reason: need.line.reason.clone().unwrap_or_default(),
            words: self.words(need.step, need.value.as_deref()),
        };
        r.needs.iter().map(line).collect()
    }

    fn optical(&self, r: &ReadingReport) -> Vec<Figure> {
        let optical = &r.optical;
        let mut figures = vec![Figure {
            name: self.s.t("screen-report-optical-all"),
            pages: optical.pages,
            items: optical.items,
            address: self.items(&[("optical", "1")]),
        }];
        let mut from = 0u8;
        let bands = optical.band_items.iter().zip(optical.band_pages);
        for (until, (items, pages)) in step::BANDS.into_iter().zip(bands) {
            let below = until.min(100);
            figures.push(Figure {
                name: self
                    .s
                    .t2("screen-report-band", "from", from, "until", below),
                pages,
                items: *items,
                address: self.items(&[("confidence", &format!("{from}-{below}"))]),
            });
            from = until;
        }
        for (key, (items, pages), filter) in [
            ("screen-report-doubted", optical.doubted, "doubted"),
            ("screen-report-poor", optical.poor, "poor"),
            (
                "screen-report-optical-waiting",
                optical.waiting,
                "optical-waiting",
            ),
        ] {
            figures.push(Figure {
                name: self.s.t(key),
                pages,
                items,
                address: self.items(&[(filter, "1")]),
            });
        }
        for (quality, (items, pages)) in ReadingQuality::ALL.into_iter().zip(optical.graded) {
            let name = self.s.quality(quality);
            figures.push(Figure {
                name: format!("{}: {name}", self.s.t("screen-facet-quality")),
                pages,
                items,
                address: self.items(&[("quality", quality.name())]),
            });
        }
        figures
    }

    fn reasons(&self, r: &ReadingReport) -> Vec<ReasonLine> {
        let lines = r.status.reasons.iter().take(REASONS);
        let line = |of: &workbench::answer::StateReason| ReasonLine {
            state: Some(of.state),
            reason: of.reason.clone(),
            items: of.items,
            address: self.items(&[("state", of.state.name()), ("reason", &of.reason)]),
        };
        lines.map(line).collect()
    }

    fn warnings(&self, r: &ReadingReport) -> Vec<ReasonLine> {
        let line = |(warning, items): &(String, u64)| ReasonLine {
            state: None,
            reason: warning.clone(),
            items: *items,
            address: self.items(&[("warning", warning)]),
        };
        r.warnings.iter().map(line).collect()
    }

    fn accessions(&self, r: &ReadingReport) -> Matrix {
        let row = |of: &workbench::AccessionReading| {
            let id = of.accession.to_string();
            let opens = with_query("/processing/report", [("accession", id.as_str())]);
            Row {
                note: of.source.clone(),
                opens: Some(opens).filter(|_| self.accession.is_empty()),
                ..self.row(self.s.code(&id), &of.states, &[("accession", &id)])
            }
        };
        let rows = r.accessions.iter().map(|of| (row(of), &of.states));
        self.matrix(
            "accessions",
            "screen-report-accessions",
            "screen-facet-accession",
            rows.collect(),
        )
    }

    fn types(&self, r: &ReadingReport) -> Matrix {
        let row = |of: &workbench::TypeReading| match &of.media_type {
            Some(media_type) => self.row(
                self.s.code(media_type),
                &of.states,
                &[("type", media_type.as_str())],
            ),
            None => self.row(
                self.s.bdi(self.s.t("screen-report-no-type")),
                &of.states,
                &[("type", "none")],
            ),
        };
        let rows = r.types.iter().map(|of| (row(of), &of.states));
        self.matrix("types", "screen-types", "screen-kind", rows.collect())
    }

    fn folders(&self, r: &ReadingReport) -> Matrix {
        let several = r.accessions.len() > 1;
        let row = |of: &workbench::FolderReading| {
            let id = of.accession.to_string();
            let filter = if of.directly { "place" } else { "under" };
            // The root of a medium has no name to filter by; a dot stands for it.
            let folder = if of.folder.is_empty() {
                "."
            } else {
                &of.folder
            };
            let opens = with_query(
                "/processing/report",
                [("accession", id.as_str()), ("folder", folder)],
            ) + "#folders";
            let label = match of.directly {
                true => self.s.bdi(self.s.t("screen-report-directly")),
                false => self.s.bdi(folder),
            };
            Row {
                note: if several { id.clone() } else { String::new() },
                opens: Some(opens).filter(|_| of.deeper),
                ..self.row(label, &of.states, &[("accession", &id), (filter, folder)])
            }
        };
        let rows = r.folders.iter().map(|of| (row(of), &of.states)).collect();
        let up = (!r.folder.is_empty()).then(|| {
            let above = r.folder.rsplit_once('/').map_or("", |(above, _)| above);
            with_query(
                "/processing/report",
                [("accession", self.accession), ("folder", above)],
            ) + "#folders"
        });
        Matrix {
            up,
            note: match r.folder.is_empty() {
                true => self.s.t("screen-report-folders-note"),
                false => self.s.t1("screen-report-in-folder", "folder", &r.folder),
            },
            ..self.matrix("folders", "screen-report-folders", "screen-folder", rows)
        }
    }

    fn years(&self, r: &ReadingReport) -> Matrix {
        let row = |of: &workbench::YearReading| {
            let year = of.year.map(|year| year.to_string());
            let label = match &year {
                Some(year) => self.s.code(year),
                None => self.s.bdi(self.s.t("screen-report-no-year")),
            };
            let pairs = [("year", year.as_deref().unwrap_or("unknown"))];
            let note = of.year.map_or(String::new(), |_| {
                self.s.t2(
                    "screen-report-year-from",
                    "document",
                    of.by_document,
                    "file",
                    of.by_file,
                )
            });
            Row {
                note,
                ..self.row(label, &of.states, &pairs)
            }
        };
        let rows = r.years.iter().map(|of| (row(of), &of.states));
        Matrix {
            note: self.s.t("screen-report-years-note"),
            ..self.matrix(
                "years",
                "screen-report-years",
                "screen-year",
                rows.collect(),
            )
        }
    }

    /// A row without cells: which states stand across is known when all rows are.
    fn row(&self, label: Markup, states: &ByState, pairs: &[(&str, &str)]) -> Row {
        let cells = ItemState::ALL.into_iter().map(Some).chain([None]);
        let cells = cells.map(|state| {
            let items = *states.get(&state)?;
            let mut all = pairs.to_vec();
            all.push(("state", name(state)));
            Some((items, self.items(&all)))
        });
        Row {
            label,
            opens: None,
            note: String::new(),
            items: states.values().sum(),
            address: self.items(pairs),
            cells: cells.collect(),
        }
    }

    fn matrix(
        &self,
        id: &'static str,
        title: &str,
        head: &str,
        rows: Vec<(Row, &ByState)>,
    ) -> Matrix {
        let there: BTreeSet<_> = rows.iter().flat_map(|(_, states)| states.keys()).collect();
        let all: Vec<_> = ItemState::ALL.into_iter().map(Some).chain([None]).collect();
        let shown: Vec<bool> = all.iter().map(|state| there.contains(state)).collect();
        let states = all
            .into_iter()
            .filter(|state| there.contains(state))
            .collect();
        let left_out = rows.iter().skip(LINES).map(|(row, _)| row.items).sum();
        let more = (rows.len().saturating_sub(LINES), left_out);
        let rows = rows.into_iter().take(LINES).map(|(mut row, _)| {
            let mut keep = shown.iter();
            row.cells
                .retain(|_| keep.next().copied().unwrap_or_default());
            row
        });
        Matrix {
            id,
            title: self.s.t(title),
            note: String::new(),
            head: self.s.t(head),
            states,
            rows: rows.collect(),
            up: None,
            more,
        }
    }
}

fn name(state: Option<ItemState>) -> &'static str {
    state.map_or("waiting", ItemState::name)
}
