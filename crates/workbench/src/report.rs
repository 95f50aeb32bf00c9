//! The account of reading: every item counted once in each of several ways, what a person must look
//! at, and whether all sums agree.

use crate::answer::{ItemLine, ProcessStatus};
use crate::document::line;
use crate::{Store, WorkbenchError};
use catalogue::{ByState, ItemFilter, ItemRow, Log, OpticalCounts, Step};
use domain::access::Action;
use domain::{AccessionId, ItemState, UserName};
use std::collections::{BTreeMap, BTreeSet};

/// What the account is asked for.
#[derive(Debug, Clone)]
pub struct ReportRequest {
    /// Of this accession only.
    pub accession: Option<AccessionId>,
    /// Coverage of this folder and what lies beneath it; of the whole medium where empty.
    pub folder: String,
    /// Folders are told apart down to this level beneath that folder.
    pub level: usize,
    /// Most items listed by name, of those that need a person and of containers.
    pub named: u32,
}

impl Default for ReportRequest {
    fn default() -> Self {
        Self {
            accession: None,
            folder: String::new(),
            level: 1,
            named: 50,
        }
    }
}

/// The account of reading, over what the asking person may see.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingReport {
    /// Totals, states and reasons.
    pub status: ProcessStatus,
    /// Each accession.
    pub accessions: Vec<AccessionReading>,
    /// Each type, the most frequent first.
    pub types: Vec<TypeReading>,
    /// Containers that state their members.
    pub containers: ContainerReading,
    /// What was read optically, doubted, or reads badly.
    pub optical: OpticalCounts,
    /// What is to be done, in the order in which it helps.
    pub steps: Vec<StepReading>,
    /// The first items for which something is to be done.
    pub needs: Vec<NeedLine>,
    /// The folder whose coverage this is.
    pub folder: String,
    /// Coverage by folder.
    pub folders: Vec<FolderReading>,
    /// Coverage by year, the earliest first; those without a year last.
    pub years: Vec<YearReading>,
    /// Warnings with the number of items that have each.
    pub warnings: Vec<(String, u64)>,
    /// Whether every sum over all items gives their number, and the status reconciles.
    pub reconciled: bool,
    /// The sums that do not: by what was counted, and what came out.
    pub differing: Vec<(&'static str, u64)>,
    /// Acts were added in the middle of every attempt to count: the figures are of no one moment.
    pub moving: bool,
}

/// One accession.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessionReading {
    /// Its number.
    pub accession: AccessionId,
    /// Where the material comes from.
    pub source: String,
    /// Its items.
    pub states: ByState,
}

/// One type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeReading {
    /// The type; absent for items that wait and for entries without content.
    pub media_type: Option<String>,
    /// Its items.
    pub states: ByState,
    /// Their pages.
    pub pages: u64,
}

/// Containers that state how many members they have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContainerReading {
    /// How many there are.
    pub stating: u64,
    /// How many have more or fewer.
    pub differing: u64,
    /// The first of these, with what they state and what was found.
    pub lines: Vec<(ItemLine, u64, u64)>,
}

/// What is to be done about some items.
#[derive(Debug, Clone, PartialEq)]
pub struct StepReading {
    /// What.
    pub step: Step,
    /// With what: a program, a language, a limit.
    pub value: Option<String>,
    /// The items.
    pub states: ByState,
}

/// An item about which something is to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedLine {
    /// The item.
    pub line: ItemLine,
    /// What.
    pub step: Step,
    /// With what.
    pub value: Option<String>,
    /// The least confidence of its pages, in per cent, where it was read optically.
    pub ocr_least: Option<u8>,
}

/// Coverage of one folder of a medium.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderReading {
    /// The accession.
    pub accession: AccessionId,
    /// The folder.
    pub folder: String,
    /// Only what lies directly in the folder asked for, not beneath.
    pub directly: bool,
    /// Whether folders lie beneath that are not told apart.
    pub deeper: bool,
    /// Its items, members of containers included.
    pub states: ByState,
}

/// Coverage of one year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearReading {
    /// The year; absent where neither document nor file states one.
    pub year: Option<u16>,
    /// Items whose metadata state it.
    pub by_document: u64,
    /// Items for which only the date of the file says so.
    pub by_file: u64,
    /// The items.
    pub states: ByState,
}

/// How many items some states hold.
fn sum(states: &ByState) -> u64 {
    states.values().sum()
}

/// How often the figures are counted anew where acts came in between.
const ATTEMPTS: u32 = 4;
/// Most warnings told apart.
const WARNINGS: u32 = 200;

impl Store {
    /// The account of reading over what the person may read. Looking at it is recorded: it names items.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read, or the accession is not for them.
    pub fn reading_report(
        &self,
        by: &UserName,
        request: &ReportRequest,
    ) -> Result<ReadingReport, WorkbenchError> {
        self.authorise(by, Action::SeeStatus, None)?;
        let person = self.person(by)?;
        let mut scope = domain::access::permitted_accessions(&person, Action::ReadEvidence);
        if let Some(accession) = request.accession {
            if !scope.contains(&accession) {
                return Err(WorkbenchError::NotAvailable(accession.to_string()));
            }
            scope = BTreeSet::from([accession]);
        }
        self.record(
            by,
            Action::SeeStatus.name(),
            Some("account of reading".to_owned()),
            None,
            "permitted",
        )?;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let before = self.0.catalogue.position(Log::Evidence)?;
            let mut report = self.count(&scope, request)?;
            report.moving = self.0.catalogue.position(Log::Evidence)? != before;
            if !report.moving || attempt == ATTEMPTS {
                return Ok(report);
            }
        }
    }

    fn count(
        &self,
        scope: &BTreeSet<AccessionId>,
        request: &ReportRequest,
    ) -> Result<ReadingReport, WorkbenchError> {
        let tables = &self.0.catalogue;
        let status = self.status_of(scope)?;
        let mut states = tables.by_accession(scope)?;
        let accessions: Vec<AccessionReading> = tables
            .accessions(scope)?
            .into_iter()
            .map(|row| AccessionReading {
                states: states.remove(&row.accession).unwrap_or_default(),
                accession: row.accession,
                source: row.source,
            })
            .collect();
        let mut types: Vec<TypeReading> = tables
            .by_type(scope)?
            .into_iter()
            .map(|(media_type, (states, pages))| TypeReading {
                media_type,
                states,
                pages,
            })
            .collect();
        types.sort_by_key(|line| std::cmp::Reverse(sum(&line.states)));
        let folders = self.folders(scope, request)?;
        let years = self.years(scope)?;
        let steps = tables
            .by_step(scope)?
            .into_iter()
            .map(|((step, value), states)| StepReading {
                step,
                value,
                states,
            })
            .collect();
        let total = |sums: &mut dyn Iterator<Item = &ByState>| sums.map(sum).sum::<u64>();
        let mut sums = vec![
            (
                "accession",
                total(&mut accessions.iter().map(|a| &a.states)),
            ),
            ("type", total(&mut types.iter().map(|t| &t.states))),
            ("year", total(&mut years.iter().map(|y| &y.states))),
        ];
        if request.folder.is_empty() {
            sums.push(("folder", total(&mut folders.iter().map(|f| &f.states))));
        }
        sums.retain(|(_, items)| *items != status.items);
        Ok(ReadingReport {
            reconciled: status.reconciled && sums.is_empty(),
            differing: sums,
            accessions,
            types,
            containers: self.containers(scope, request)?,
            optical: tables.optical(scope)?,
            steps,
            needs: self.needs(scope, request)?,
            folder: request.folder.clone(),
            folders,
            years,
            warnings: tables.warnings(scope, WARNINGS)?,
            status,
            moving: false,
        })
    }

    fn containers(
        &self,
        scope: &BTreeSet<AccessionId>,
        request: &ReportRequest,
    ) -> Result<ContainerReading, WorkbenchError> {
        let (stating, differing) = self.0.catalogue.containers(scope)?;
        let filter = ItemFilter {
            members_differ: true,
            limit: request.named,
            ..ItemFilter::default()
        };
        let rows = match differing {
            0 => Vec::new(),
            _ => self.0.catalogue.items(scope, &filter)?,
        };
        let lines = rows.into_iter().map(|row| {
            let (declared, found) = row.members;
            (
                line(row),
                declared.unwrap_or_default(),
                found.unwrap_or_default(),
            )
        });
        Ok(ContainerReading {
            stating,
            differing,
            lines: lines.collect(),
        })
    }

    fn needs(
        &self,
        scope: &BTreeSet<AccessionId>,
        request: &ReportRequest,
    ) -> Result<Vec<NeedLine>, WorkbenchError> {
        let filter = ItemFilter {
            any_step: true,
            limit: request.named,
            ..ItemFilter::default()
        };
        let need = |row: ItemRow| {
            let (step, value) = row.step.clone()?;
            Some(NeedLine {
                step,
                value,
                ocr_least: row.ocr_least,
                line: line(row),
            })
        };
        Ok(self
            .0
            .catalogue
            .items(scope, &filter)?
            .into_iter()
            .filter_map(need)
            .collect())
    }

    fn folders(
        &self,
        scope: &BTreeSet<AccessionId>,
        request: &ReportRequest,
    ) -> Result<Vec<FolderReading>, WorkbenchError> {
        let mut found: BTreeMap<(AccessionId, bool, String), (bool, ByState)> = BTreeMap::new();
        let asked = request.folder.as_str();
        self.0
            .catalogue
            .by_place(scope, asked, |accession, place, state, items| {
                let (folder, deeper) = folder_at(place, asked, request.level);
                let directly = folder == asked;
                let entry = found
                    .entry((accession, !directly, folder))
                    .or_insert_with(|| (false, ByState::new()));
                entry.0 |= deeper;
                *entry.1.entry(state).or_default() += items;
            })?;
        let mut folders = Vec::new();
        for ((accession, beneath, folder), (deeper, states)) in found {
            folders.push(FolderReading {
                accession,
                folder,
                directly: !beneath,
                deeper,
                states,
            });
        }
        Ok(folders)
    }

    fn years(&self, scope: &BTreeSet<AccessionId>) -> Result<Vec<YearReading>, WorkbenchError> {
        let mut found: BTreeMap<(bool, Option<u16>), YearReading> = BTreeMap::new();
        self.0
            .catalogue
            .by_year(scope, |document, medium, state, items| {
                let year = document.or(medium);
                let entry = found
                    .entry((year.is_none(), year))
                    .or_insert_with(|| YearReading {
                        year,
                        by_document: 0,
                        by_file: 0,
                        states: ByState::new(),
                    });
                match (document, medium) {
                    (Some(_), _) => entry.by_document += items,
                    (None, Some(_)) => entry.by_file += items,
                    (None, None) => {}
                }
                *entry.states.entry(state).or_default() += items;
            })?;
        Ok(found.into_values().collect())
    }
}

/// The folder under which a place is counted: so many levels beneath the folder asked for; and
/// whether the place lies deeper still.
fn folder_at(place: &str, asked: &str, level: usize) -> (String, bool) {
    let beneath = match asked {
        "" => Some(place),
        asked => place
            .strip_prefix(asked)
            .and_then(|rest| rest.strip_prefix('/')),
    };
    let Some(beneath) = beneath.filter(|rest| !rest.is_empty()) else {
        return (asked.to_owned(), false);
    };
    let mut parts = beneath.split('/');
    let shown: Vec<&str> = parts.by_ref().take(level.max(1)).collect();
    let shown = shown.join("/");
    let folder = match asked {
        "" => shown,
        asked => format!("{asked}/{shown}"),
    };
    (folder, parts.next().is_some())
}

/// States in the order of reports, those that wait last, each with its count.
pub fn in_order(states: &ByState) -> Vec<(Option<ItemState>, u64)> {
    ItemState::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .filter_map(|state| Some((state, *states.get(&state)?)))
        .collect()
}

impl ReadingReport {
    /// Whether everything was read to an end and all sums agree: the one case in which the material
    /// may be called processed.
    pub fn is_processed(&self) -> bool {
        self.reconciled && !self.moving && self.status.waiting == 0
    }

    /// Items for which something is to be done.
    pub fn needing(&self) -> u64 {
        self.steps.iter().map(|step| sum(&step.states)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_counted_at_the_level_asked_for() {
        for (place, asked, level, folder, deeper) in [
            ("", "", 1, "", false),
            ("a", "", 1, "a", false),
            ("a/b/c", "", 1, "a", true),
            ("a/b/c", "", 2, "a/b", true),
            ("a/b/c", "", 9, "a/b/c", false),
            ("a", "a", 1, "a", false),
            ("a/b/c", "a", 1, "a/b", true),
            ("فرع/كتب", "فرع", 1, "فرع/كتب", false),
        ] {
            let found = folder_at(place, asked, level);
            assert_eq!(
                found,
                (folder.to_owned(), deeper),
                "{place} {asked} {level}"
            );
        }
    }
}
