//! How many photographs, series and bodies there are, each figure with the list behind it.
//!
//! What cannot be attributed is counted as such, so that the parts of a figure add up to the whole. How a
//! figure was made is told by the key of a note ([`Figure::method`]).

use crate::day::{ClockTime, Date, Day};
use crate::folder::{Said, Sureness};
use crate::series::{Archive, Series};
use crate::shot::Shot;
use crate::units::Units;
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Files, copies among them.
    Files,
    /// Photographs, each once.
    Photos,
    /// Series.
    Series,
    /// Distinct bodies that have a number.
    Bodies,
    /// Series without any number, of which nobody can say whether they show bodies already counted.
    SeriesWithoutNumber,
}

/// By what it is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Everything together.
    All,
    /// Branch or prison.
    Branch,
    /// Month, as `2013-07`.
    Month,
    /// Branch and month, parted by a blank.
    BranchAndMonth,
    /// Who took the pictures, as the folders say.
    Photographer,
    /// Camera.
    Camera,
}

impl By {
    const ALL: [Self; 6] = [
        Self::All,
        Self::Branch,
        Self::Month,
        Self::BranchAndMonth,
        Self::Photographer,
        Self::Camera,
    ];
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub measure: Measure,
    /// By what.
    pub by: By,
    /// Of which branch, month, ...; nothing for what could not be attributed, and for everything together.
    pub of: Option<String>,
    /// What was counted: for each the shots behind it. Their number is the figure.
    pub list: Vec<Vec<usize>>,
    /// The key of the note that says how it was counted.
    pub method: &'static str,
}

impl Figure {
    /// The figure.
    pub const fn number(&self) -> usize {
        self.list.len()
    }
}

/// What shapes the counting.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Numbers of bodies start again: a number of a branch that comes back after more than so many days
    /// without it is another body.
    pub period_days: i32,
    /// Shots with a finding of these keys are left out.
    pub leave_out: BTreeSet<String>,
}

impl Default for Counting {
    fn default() -> Self {
        Self {
            period_days: 60,
            leave_out: BTreeSet::new(),
        }
    }
}

/// What a shot is attributed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Attribution {
    /// The unit's id, or what is written where no unit is known.
    pub branch: Option<String>,
    /// `2013-07`.
    pub month: Option<String>,
    /// As the folders say.
    pub photographer: Option<String>,
    /// The place of the camera in [`Archive::cameras`], written out.
    pub camera: Option<String>,
}

impl Attribution {
    fn of(&self, by: By) -> Option<String> {
        match by {
            By::All => None,
            By::Branch => self.branch.clone(),
            By::Month => self.month.clone(),
            By::BranchAndMonth => Some(format!(
                "{} {}",
                self.branch.as_ref()?,
                self.month.as_ref()?
            )),
            By::Photographer => self.photographer.clone(),
            By::Camera => self.camera.clone(),
        }
    }
}

/// Keys of findings by which a camera's clock says nothing.
const CLOCK_WRONG: [&str; 5] = [
    "photo-clock-reset",
    "photo-clock-may-be-reset",
    "photo-clock-set-wrong",
    "photo-clock-differs",
    "photo-clock-against-counter",
];

struct Counter<'a> {
    shots: &'a [Shot],
    archive: &'a Archive,
    units: &'a Units,
    counting: &'a Counting,
    clock_wrong: BTreeSet<usize>,
    left_out: BTreeSet<usize>,
}

/// A body: its number in its branch, and its series.
struct Body {
    series: Vec<usize>,
    by_detainee: bool,
}

/// Every figure, in a fixed order; figures of nothing are left out, those of everything are there always.
pub fn count(shots: &[Shot], archive: &Archive, units: &Units, counting: &Counting) -> Vec<Figure> {
    let with = |wanted: &dyn Fn(&str) -> bool| -> BTreeSet<usize> {
        let findings = archive.findings.iter();
        findings
            .filter(|finding| wanted(finding.remark.key))
            .map(|finding| finding.shot)
            .collect()
    };
    let counter = Counter {
        shots,
        archive,
        units,
        counting,
        clock_wrong: with(&|key| CLOCK_WRONG.contains(&key)),
        left_out: with(&|key| counting.leave_out.contains(key)),
    };
    counter.figures()
}

impl Counter<'_> {
    fn is_counted(&self, at: usize) -> bool {
        !self.left_out.contains(&at)
    }

    fn original(&self, at: usize) -> usize {
        self.archive
            .copy_of
            .get(at)
            .copied()
            .flatten()
            .unwrap_or(at)
    }

    fn series(&self, at: usize) -> Option<&Series> {
        let series = self.archive.series_of.get(at).copied().flatten()?;
        self.archive.series.get(series)
    }

    fn branch_of_folder(&self, shot: &Shot) -> Option<String> {
        let (name, sureness) = shot.path.surest(|said| match said {
            Said::Branch(name) | Said::Prison(name) => Some(name.clone()),
            _ => None,
        })?;
        (sureness == Sureness::Word).then_some(name)
    }

    /// What one shot is attributed to: by its label, its folders, its series, its original, its clock.
    fn attribution(&self, at: usize) -> Attribution {
        let own = self.shots.get(at);
        let original = self.original(at);
        let first = self.shots.get(original);
        let both = || [own, first].into_iter().flatten();
        let series = self.series(at);
        let branch = both()
            .find_map(|shot| shot.label.branch.clone())
            .or_else(|| both().find_map(|shot| self.branch_of_folder(shot)))
            .or_else(|| series.and_then(|series| series.label.branch.clone()))
            .or_else(|| {
                let mut others = series?.shots.iter().filter_map(|at| self.shots.get(*at));
                others.find_map(|shot| self.branch_of_folder(shot))
            });
        let clock = || {
            let shot = first?;
            let right = !self.clock_wrong.contains(&original) && !self.clock_wrong.contains(&at);
            shot.taken.filter(|_| right).map(ClockTime::day)
        };
        // The day of a series may be that of a clock, which is asked last and only where it is right.
        let of_series = || {
            let shots = series?.shots.iter().filter_map(|at| self.shots.get(*at));
            shots.filter_map(Shot::told_day).min()
        };
        let day = both()
            .find_map(Shot::told_day)
            .or_else(of_series)
            .or_else(clock);
        let month = day.map(month_of).or_else(|| {
            both().find_map(|shot| {
                let (date, _) = shot.path.surest(|said| match said {
                    Said::Date(date) => Some(*date),
                    _ => None,
                })?;
                month_of_date(date)
            })
        });
        let photographer = both().find_map(|shot| {
            let named = shot.path.surest(|said| match said {
                Said::Photographer(name) => Some(name.clone()),
                _ => None,
            });
            named.map(|(name, _)| name)
        });
        let camera = [at, original].into_iter().find_map(|at| {
            let camera = self.archive.camera_of.get(at).copied().flatten()?;
            self.archive.cameras.get(camera)
        });
        Attribution {
            branch: branch.map(|written| self.units.counted_as(&written)),
            month,
            photographer,
            camera: camera.map(|camera| camera.key.name()),
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let attributed: Vec<Attribution> = (0..self.shots.len())
            .map(|at| self.attribution(at))
            .collect();
        let files: Vec<Vec<usize>> = (0..self.shots.len())
            .filter(|at| self.is_counted(*at))
            .map(|at| vec![at])
            .collect();
        let photos = files
            .iter()
            .filter(|one| one.first().is_some_and(|at| self.original(*at) == *at))
            .cloned()
            .collect();
        let counted = |series: &Series| -> Vec<usize> {
            let shots = series.shots.iter().copied();
            shots.filter(|at| self.is_counted(*at)).collect()
        };
        let series: Vec<Vec<usize>> = self.archive.series.iter().map(counted).collect();
        let (bodies, without) = self.bodies(&attributed);
        let shots_of = |of: &[usize]| -> Vec<usize> {
            let lists = of.iter().filter_map(|n| series.get(*n));
            lists.flatten().copied().collect()
        };
        let by_detainee = bodies.iter().any(|body| body.by_detainee);
        let bodies: Vec<Vec<usize>> = bodies.iter().map(|body| shots_of(&body.series)).collect();
        let without: Vec<Vec<usize>> = without.iter().map(|n| shots_of(&[*n])).collect();
        let body_method = if by_detainee {
            "count-bodies-by-number-or-detainee"
        } else {
            "count-bodies-by-number"
        };
        let mut figures = Vec::new();
        for (measure, list, method) in [
            (Measure::Files, files, "count-files"),
            (Measure::Photos, photos, "count-photos-without-copies"),
            (Measure::Series, series.clone(), "count-series"),
            (Measure::Bodies, bodies, body_method),
            (
                Measure::SeriesWithoutNumber,
                without,
                "count-series-without-number",
            ),
        ] {
            let list: Vec<Vec<usize>> = list.into_iter().filter(|one| !one.is_empty()).collect();
            for by in By::ALL {
                parted(measure, by, &list, method, &attributed, &mut figures);
            }
        }
        figures
    }

    /// Distinct bodies by number in branch and period, and the series that have no number.
    fn bodies(&self, attributed: &[Attribution]) -> (Vec<Body>, Vec<usize>) {
        type Key = (Option<String>, bool, String);
        let mut by_number: BTreeMap<Key, Vec<(Option<Day>, usize)>> = BTreeMap::new();
        let mut without = Vec::new();
        for (n, series) in self.archive.series.iter().enumerate() {
            if !series.shots.iter().any(|at| self.is_counted(*at)) {
                continue;
            }
            let branch = series
                .shots
                .iter()
                .find_map(|at| attributed.get(*at)?.branch.clone());
            let claimed = |pick: &dyn Fn(&Said) -> Option<String>| {
                let shot = series.shots.first().and_then(|at| self.shots.get(*at))?;
                let (number, sureness) = shot.path.surest(pick)?;
                (sureness >= Sureness::Place).then_some(number)
            };
            let body = series.label.body.clone().or_else(|| {
                claimed(&|said| match said {
                    Said::Body(number) => Some(number.clone()),
                    _ => None,
                })
            });
            let detainee = || {
                series.label.detainee.clone().or_else(|| {
                    claimed(&|said| match said {
                        Said::Detainee(number) => Some(number.clone()),
                        _ => None,
                    })
                })
            };
            let by_detainee = body.is_none();
            match body.or_else(detainee) {
                Some(number) => {
                    let key = (branch, by_detainee, number);
                    by_number.entry(key).or_default().push((series.day, n));
                }
                None => without.push(n),
            }
        }
        let mut bodies = Vec::new();
        for ((_, by_detainee, _), mut of) in by_number {
            of.sort_unstable();
            let mut last: Option<Day> = None;
            let mut open: Vec<usize> = Vec::new();
            for (day, n) in of {
                let again = match (last, day) {
                    (Some(last), Some(day)) => day.since(last) > self.counting.period_days,
                    _ => false,
                };
                if again {
                    bodies.push(Body {
                        series: std::mem::take(&mut open),
                        by_detainee,
                    });
                }
                last = day.or(last);
                open.push(n);
            }
            bodies.push(Body {
                series: open,
                by_detainee,
            });
        }
        (bodies, without)
    }
}

fn month_of(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

fn month_of_date(date: Date) -> Option<String> {
    Some(format!("{:04}-{:02}", date.year()?, date.month()?))
}

/// The figures of one measure, parted. Bodies and series that several photographers or cameras took count
/// with each of them.
fn parted(
    measure: Measure,
    by: By,
    list: &[Vec<usize>],
    method: &'static str,
    attributed: &[Attribution],
    figures: &mut Vec<Figure>,
) {
    let mut parts: BTreeMap<Option<String>, Vec<Vec<usize>>> = BTreeMap::new();
    for one in list {
        let values = one.iter().filter_map(|at| attributed.get(*at)?.of(by));
        let mut values: BTreeSet<String> = values.collect();
        // A body is of one branch and began in one month.
        if matches!(by, By::Branch | By::Month | By::BranchAndMonth) {
            let first = values.pop_first();
            values = first.into_iter().collect();
        }
        if values.is_empty() {
            parts.entry(None).or_default().push(one.clone());
        }
        for value in values {
            parts.entry(Some(value)).or_default().push(one.clone());
        }
    }
    if by == By::All && parts.is_empty() {
        parts.insert(None, Vec::new());
    }
    figures.extend(parts.into_iter().map(|(of, list)| Figure {
        measure,
        by,
        of,
        list,
        method,
    }));
}

#[cfg(test)]
mod tests;
