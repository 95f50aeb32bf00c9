//! How many photographs, series and bodies there are, each figure with the list behind it.
//!
//! What cannot be attributed is counted as such, so that the parts of a figure add up to the whole. How a
//! figure was made is told by the key of a note ([`Figure::method`]).

use crate::day::{ClockTime, Date, Day};
use crate::folder::{Said, Sureness};
use crate::series::{Archive, Series};
use crate::shot::Shot;
use crate::units::Units;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// What was counted: for each the shots behind it. Their number is the figure. What is counted in
    /// several figures is held once.
    pub list: Vec<Arc<[usize]>>,
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
    branch: Option<Arc<str>>,
    /// `2013-07`.
    month: Option<Arc<str>>,
    /// As the folders say.
    photographer: Option<Arc<str>>,
    /// The camera's name.
    camera: Option<Arc<str>>,
}

/// One value of what figures are parted by; two where they are parted by branch and month.
type Part = (Arc<str>, Option<Arc<str>>);

impl Attribution {
    fn of(&self, by: By) -> Option<Part> {
        match by {
            By::All => None,
            By::Branch => Some((self.branch.clone()?, None)),
            By::Month => Some((self.month.clone()?, None)),
            By::BranchAndMonth => Some((self.branch.clone()?, Some(self.month.clone()?))),
            By::Photographer => Some((self.photographer.clone()?, None)),
            By::Camera => Some((self.camera.clone()?, None)),
        }
    }
}

/// Each text once.
#[derive(Default)]
struct Texts(FxHashSet<Arc<str>>);

impl Texts {
    fn one(&mut self, text: String) -> Arc<str> {
        if let Some(known) = self.0.get(text.as_str()) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}

/// What is found once for all shots.
struct Known {
    /// The day that folder and label of each shot give.
    told: Vec<Option<Day>>,
    /// For each series, the branch that folders of its shots name, and the first day that they tell.
    series: Vec<(Option<String>, Option<Day>)>,
    /// The names of the cameras.
    cameras: Vec<Arc<str>>,
    /// Under what each written branch is counted.
    branches: FxHashMap<String, Arc<str>>,
    texts: Texts,
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

    fn branch_of_folder(&self, shot: &Shot) -> Option<String> {
        let (name, sureness) = shot.path.surest(|said| match said {
            Said::Branch(name) | Said::Prison(name) => Some(name.clone()),
            _ => None,
        })?;
        (sureness == Sureness::Word).then_some(name)
    }

    /// What one shot is attributed to: by its label, its folders, its series, its original, its clock.
    fn attribution(&self, at: usize, known: &mut Known) -> Attribution {
        let own = self.shots.get(at);
        let original = self.original(at);
        let first = self.shots.get(original);
        let both = || [own, first].into_iter().flatten();
        let series = self.archive.series_of.get(at).copied().flatten();
        let of_series = series.and_then(|n| known.series.get(n));
        let branch = both()
            .find_map(|shot| shot.label.branch.clone())
            .or_else(|| both().find_map(|shot| self.branch_of_folder(shot)))
            .or_else(|| self.archive.series.get(series?)?.label.branch.clone())
            .or_else(|| of_series?.0.clone());
        let clock = || {
            let shot = first?;
            let right = !self.clock_wrong.contains(&original) && !self.clock_wrong.contains(&at);
            shot.taken.filter(|_| right).map(ClockTime::day)
        };
        let told = |at: usize| known.told.get(at).copied().flatten();
        let day = told(at)
            .or_else(|| told(original))
            // The day of a series may be that of a clock, which is asked last and only where it is right.
            .or_else(|| of_series?.1)
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
            known.cameras.get(camera).cloned()
        });
        Attribution {
            branch: branch.map(|written| {
                let counted = known.branches.entry(written);
                let texts = &mut known.texts;
                let counted =
                    counted.or_insert_with_key(|written| texts.one(self.units.counted_as(written)));
                counted.clone()
            }),
            month: month.map(|month| known.texts.one(month)),
            photographer: photographer.map(|name| known.texts.one(name)),
            camera,
        }
    }

    fn known(&self) -> Known {
        let told: Vec<Option<Day>> = self.shots.iter().map(Shot::told_day).collect();
        let of_series = |series: &Series| {
            let mut shots = series.shots.iter().filter_map(|at| self.shots.get(*at));
            let days = series
                .shots
                .iter()
                .filter_map(|at| told.get(*at).copied().flatten());
            (
                shots.find_map(|shot| self.branch_of_folder(shot)),
                days.min(),
            )
        };
        let cameras = self.archive.cameras.iter();
        Known {
            series: self.archive.series.iter().map(of_series).collect(),
            told,
            cameras: cameras.map(|camera| camera.key.name().into()).collect(),
            branches: FxHashMap::default(),
            texts: Texts::default(),
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let mut known = self.known();
        let attributed: Vec<Attribution> = (0..self.shots.len())
            .map(|at| self.attribution(at, &mut known))
            .collect();
        drop(known);
        let files: Vec<Arc<[usize]>> = (0..self.shots.len())
            .filter(|at| self.is_counted(*at))
            .map(|at| Arc::from([at]))
            .collect();
        let photos = files
            .iter()
            .filter(|one| one.first().is_some_and(|at| self.original(*at) == *at))
            .cloned()
            .collect();
        let counted = |series: &Series| -> Arc<[usize]> {
            let shots = series.shots.iter().copied();
            shots.filter(|at| self.is_counted(*at)).collect()
        };
        let series: Vec<Arc<[usize]>> = self.archive.series.iter().map(counted).collect();
        let (bodies, without) = self.bodies(&attributed);
        let shots_of = |of: &[usize]| -> Arc<[usize]> {
            if let [one] = of {
                return series.get(*one).cloned().unwrap_or_default();
            }
            let lists = of.iter().filter_map(|n| series.get(*n));
            lists.flat_map(|list| list.iter()).copied().collect()
        };
        let by_detainee = bodies.iter().any(|body| body.by_detainee);
        let bodies: Vec<Arc<[usize]>> = bodies.iter().map(|body| shots_of(&body.series)).collect();
        let without: Vec<Arc<[usize]>> = without.iter().map(|n| shots_of(&[*n])).collect();
        let body_method = if by_detainee {
            "count-bodies-by-number-or-detainee"
        } else {
            "count-bodies-by-number"
        };
        let mut figures = Vec::new();
        for (measure, list, method) in [
            (Measure::Files, files, "count-files"),
            (Measure::Photos, photos, "count-photos-without-copies"),
            (Measure::Series, series, "count-series"),
            (Measure::Bodies, bodies, body_method),
            (
                Measure::SeriesWithoutNumber,
                without,
                "count-series-without-number",
            ),
        ] {
            let list: Vec<Arc<[usize]>> = list.into_iter().filter(|one| !one.is_empty()).collect();
            for by in By::ALL {
                parted(measure, by, &list, method, &attributed, &mut figures);
            }
        }
        figures
    }

    /// Distinct bodies by number in branch and period, and the series that have no number.
    fn bodies(&self, attributed: &[Attribution]) -> (Vec<Body>, Vec<usize>) {
        type Key = (Option<Arc<str>>, bool, String);
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
    list: &[Arc<[usize]>],
    method: &'static str,
    attributed: &[Attribution],
    figures: &mut Vec<Figure>,
) {
    let mut parts: FxHashMap<Option<Part>, Vec<Arc<[usize]>>> = FxHashMap::default();
    let mut values: Vec<Part> = Vec::new();
    for one in list {
        values.clear();
        for value in one.iter().filter_map(|at| attributed.get(*at)?.of(by)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        // A body is of one branch and began in one month.
        if matches!(by, By::Branch | By::Month | By::BranchAndMonth) {
            let first = values.iter().min().cloned();
            values.clear();
            values.extend(first);
        }
        if values.is_empty() {
            parts.entry(None).or_default().push(one.clone());
        }
        for value in values.drain(..) {
            parts.entry(Some(value)).or_default().push(one.clone());
        }
    }
    if by == By::All && parts.is_empty() {
        parts.insert(None, Vec::new());
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by(|a, b| a.0.cmp(&b.0));
    figures.extend(parts.into_iter().map(|(of, mut list)| {
        list.shrink_to_fit();
        Figure {
            measure,
            by,
            of: of.map(|(first, second)| match second {
                Some(second) => format!("{first} {second}"),
                None => first.to_string(),
            }),
            list,
            method,
        }
    }));
}

#[cfg(test)]
mod tests;
