//! The account of reading as one table, for spreadsheets.

use super::super::Session;
use super::report::step_in_words;
use crate::telling::csv::cell;
use std::fmt::Write;
use workbench::{ByState, ReadingReport, in_order};

/// The columns, in order.
const HEAD: [&str; 11] = [
    "part",
    "accession",
    "name",
    "state",
    "items",
    "pages",
    "item",
    "path",
    "reason",
    "step",
    "next_step",
];

/// Lines that all have the same columns.
pub(super) struct Table {
    text: String,
}

/// One line; what is not set stays empty.
#[derive(Default)]
struct Line<'a> {
    part: &'a str,
    accession: String,
    name: String,
    state: &'a str,
    items: Option<u64>,
    pages: Option<u64>,
    item: String,
    path: String,
    reason: &'a str,
    step: &'a str,
    next_step: String,
}

impl Table {
    /// The whole account.
    pub(super) fn of(session: &Session, report: &ReadingReport) -> Self {
        let mut table = Self {
            text: HEAD.join(",") + "\r\n",
        };
        let status = &report.status;
        for (name, items) in [
            ("items", status.items),
            ("received", status.received),
            ("found in containers", status.members),
            ("members declared", status.declared_members),
            ("members found where declared", status.found_members),
            ("containers that state members", report.containers.stating),
            ("containers that differ", report.containers.differing),
            ("needing a person", report.needing()),
            ("totals reconcile", u64::from(report.reconciled)),
        ] {
            table.figure("total", name, Some(items), None);
        }
        for of in &report.accessions {
            table.states(
                "accession",
                &of.accession.to_string(),
                &of.source,
                &of.states,
            );
        }
        for of in &report.types {
            let name = of.media_type.as_deref().unwrap_or("none yet");
            table.states("type", "", name, &of.states);
        }
        for reason in &status.reasons {
            table.push(&Line {
                part: "reason",
                state: reason.state.name(),
                items: Some(reason.items),
                reason: &reason.reason,
                ..Line::default()
            });
        }
        for of in &report.folders {
            let name = match of.folder.as_str() {
                "" => ".",
                folder => folder,
            };
            table.states("folder", &of.accession.to_string(), name, &of.states);
        }
        for of in &report.years {
            let name = of
                .year
                .map_or("unknown".to_owned(), |year| year.to_string());
            table.states("year", "", &name, &of.states);
            table.figure("year by document", &name, Some(of.by_document), None);
            table.figure("year by file date", &name, Some(of.by_file), None);
        }
        table.optical(report);
        for (warning, items) in &report.warnings {
            table.push(&Line {
                part: "warning",
                items: Some(*items),
                reason: warning,
                ..Line::default()
            });
        }
        for of in &report.steps {
            for (state, items) in in_order(&of.states) {
                table.push(&Line {
                    part: "step",
                    state: state.map_or("waiting", domain::ItemState::name),
                    items: Some(items),
                    step: of.step.name(),
                    next_step: step_in_words(session, of.step, of.value.as_deref()),
                    ..Line::default()
                });
            }
        }
        for need in &report.needs {
            table.push(&Line {
                part: "item",
                accession: need.line.accession.to_string(),
                name: need.line.media_type.clone().unwrap_or_default(),
                state: need.line.state.map_or("waiting", domain::ItemState::name),
                pages: Some(u64::from(need.line.pages)),
                item: need.line.item.to_string(),
                path: need.line.path.to_string(),
                reason: need.line.reason.as_deref().unwrap_or_default(),
                step: need.step.name(),
                next_step: step_in_words(session, need.step, need.value.as_deref()),
                ..Line::default()
            });
        }
        table
    }

    /// The lines as text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn optical(&mut self, report: &ReadingReport) {
        let optical = &report.optical;
        self.figure(
            "optical",
            "read optically",
            Some(optical.items),
            Some(optical.pages),
        );
        let mut from = 0;
        let bands = optical.band_items.iter().zip(optical.band_pages);
        for (until, (items, pages)) in workbench::step::BANDS.into_iter().zip(bands) {
            let name = format!("confidence {from} to {} %", until.min(100));
            self.figure("optical", &name, Some(*items), Some(pages));
            from = until;
        }
        let (items, pages) = optical.doubted;
        self.figure("optical", "text layer doubted", Some(items), Some(pages));
        let (items, pages) = optical.poor;
        self.figure("optical", "text reads badly", Some(items), Some(pages));
        for (quality, (items, pages)) in domain::ReadingQuality::ALL.into_iter().zip(optical.graded)
        {
            let name = format!("reading quality {quality}");
            self.figure("optical", &name, Some(items), Some(pages));
        }
        let (items, pages) = optical.waiting;
        self.figure(
            "optical",
            "waiting to be read optically",
            Some(items),
            Some(pages),
        );
    }

    fn figure(&mut self, part: &str, name: &str, items: Option<u64>, pages: Option<u64>) {
        self.push(&Line {
            part,
            name: name.to_owned(),
            items,
            pages,
            ..Line::default()
        });
    }

    fn states(&mut self, part: &str, accession: &str, name: &str, states: &ByState) {
        for (state, items) in in_order(states) {
            self.push(&Line {
                part,
                accession: accession.to_owned(),
                name: name.to_owned(),
                state: state.map_or("waiting", domain::ItemState::name),
                items: Some(items),
                ..Line::default()
            });
        }
    }

    fn push(&mut self, line: &Line<'_>) {
        let count = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let cells = [
            cell(line.part),
            cell(&line.accession),
            cell(&line.name),
            cell(line.state),
            count(line.items),
            count(line.pages),
            cell(&line.item),
            cell(&line.path),
            cell(line.reason),
            cell(line.step),
            cell(&line.next_step),
        ];
        // Writing to a string does not fail.
        let _ = write!(self.text, "{}\r\n", cells.join(","));
    }
}
