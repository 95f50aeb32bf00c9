//! Which shots one camera took, and what its clock was worth.

use crate::day::{ClockTime, Day};
use crate::pack::Pack;
use crate::remark::Remark;
use crate::sequence::{heaviest_rising, unrolled};
use crate::series::{Finding, Gap};
use crate::shot::{Counter, Shot};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Days by which a camera's clock may differ from folder and label without being wrong: work goes on past
/// midnight, folders are named the day after, zones differ.
const DAYS_APART: i32 = 2;
/// Days that a clock may have run since it was set back without anybody having noticed.
const DAYS_SINCE_RESET: i32 = 2;
/// Days by which a clock must be off before it is looked for a reset.
const DAYS_OF_RESET: i32 = 30;
/// Days of work on which a clock is off by the same before it is called set wrong.
const DAYS_SET_WRONG: usize = 3;
/// Numbers that may be missing between two shots before the counter is said to have jumped.
const MOST_MISSING: i64 = 2_000;

/// How cameras are told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CameraKey {
    /// By its number.
    Serial {
        /// Maker, folded.
        make: String,
        /// The number.
        serial: String,
    },
    /// By its model alone: there may be several of it.
    Model {
        /// Maker, folded.
        make: String,
        /// Model, folded.
        model: String,
        /// What stands before the running number.
        prefix: String,
    },
    /// By the names of files alone: camera data are missing.
    Names {
        /// What stands before the running number.
        prefix: String,
    },
}

impl CameraKey {
    /// The camera of a shot; nothing where neither data nor name tell of one.
    pub fn of(shot: &Shot) -> Option<Self> {
        let folded = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default();
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        };
        let prefix = shot.counter.as_ref().map(|counter| counter.prefix.clone());
        let (make, model) = (folded(&shot.make), folded(&shot.model));
        let serial = folded(&shot.serial);
        if !serial.is_empty() {
            return Some(Self::Serial { make, serial });
        }
        if !model.is_empty() {
            return Some(Self::Model {
                make,
                model,
                prefix: prefix.unwrap_or_default(),
            });
        }
        // What passed through a messenger has the messenger's name.
        prefix
            .filter(|_| !shot.path.is_handed_on())
            .map(|prefix| Self::Names { prefix })
    }

    /// The camera as figures and lists name it.
    pub fn name(&self) -> String {
        match self {
            Self::Serial { make, serial } => format!("{make} {serial}"),
            Self::Model {
                make,
                model,
                prefix,
            } => format!("{make} {model} {prefix}").trim().to_owned(),
            Self::Names { prefix } => prefix.clone(),
        }
    }
}

/// A camera and its shots.
#[derive(Debug, Clone, PartialEq)]
pub struct Camera {
    /// How it is told apart.
    pub key: CameraKey,
    /// Its shots by their places in the archive, copies left out, in the order in which they were taken as
    /// far as that can be told.
    pub shots: Vec<usize>,
}

/// What one camera's shots tell together.
pub(crate) struct Course {
    pub shots: Vec<usize>,
    /// The running numbers unrolled, where there is one, in the order of `shots`.
    pub numbers: Vec<Option<i64>>,
    /// Whether the number fits into the order of days.
    pub fits: Vec<bool>,
}

/// Whether a day is one from which clocks run when they lost their setting.
fn is_clock_start(day: Day, pack: &Pack) -> bool {
    pack.clocks
        .iter()
        .any(|start| (0..=DAYS_SINCE_RESET).contains(&day.since(*start)))
}

/// The day to sort by: that of folder and label, else the clock's where it can be right.
fn sort_day(shot: &Shot, told: Option<Day>, pack: &Pack) -> Option<Day> {
    told.or_else(|| {
        let clock = shot.taken.map(ClockTime::day)?;
        (!is_clock_start(clock, pack)).then_some(clock)
    })
}

/// How much a shot weighs where two cannot both be in the right place: one whose clock says the same as its
/// folder more than one whose clock says something else.
fn weight(shot: &Shot, told: Option<Day>) -> u32 {
    match shot.taken.map(ClockTime::day).zip(told) {
        Some((clock, told)) if clock.since(told).abs() <= 1 => 3,
        Some(_) => 1,
        None => 2,
    }
}

/// Brings the shots of one camera into order.
/// `told` is for every shot the day that folder and label give.
pub(crate) fn course(
    shots: &[Shot],
    told: &[Option<Day>],
    mut of: Vec<usize>,
    pack: &Pack,
) -> Course {
    let shot = |at: usize| shots.get(at);
    let told = |at: usize| told.get(at).copied().flatten();
    let number = |at: usize| shot(at).and_then(|shot| Some(shot.counter.as_ref()?.number));
    // Within a day a span of half the counter means that it rolled over.
    let mut by_day: BTreeMap<Option<Day>, (u32, u32)> = BTreeMap::new();
    let days: Vec<Option<Day>> = of
        .iter()
        .map(|at| shot(*at).and_then(|shot| sort_day(shot, told(*at), pack)))
        .collect();
    for (at, day) in of.iter().zip(&days) {
        if let Some(number) = number(*at) {
            let span = by_day.entry(*day).or_insert((number, number));
            *span = (span.0.min(number), span.1.max(number));
        }
    }
    let mut keyed: Vec<_> = of
        .drain(..)
        .zip(days)
        .map(|(at, day)| {
            let rolled = by_day
                .get(&day)
                .is_some_and(|(low, high)| high - low > 5_000);
            let number = number(at);
            let late = rolled && number.is_some_and(|number| number < 5_000);
            let taken = shot(at).and_then(|shot| shot.taken);
            let name = shot(at).and_then(|shot| shot.path.segments.last());
            // What has no day comes last.
            (day.is_none(), day, late, number, taken, name, at)
        })
        .collect();
    keyed.sort();
    let of: Vec<usize> = keyed.into_iter().map(|(.., at)| at).collect();
    // Each set of names has a counter of its own.
    let mut numbers: Vec<Option<i64>> = vec![None; of.len()];
    let mut fits = vec![true; of.len()];
    let mut runs: BTreeMap<(&str, u8), Vec<usize>> = BTreeMap::new();
    for (place, at) in of.iter().enumerate() {
        if let Some(counter) = shot(*at).and_then(|shot| shot.counter.as_ref()) {
            let run = runs.entry((counter.prefix.as_str(), counter.digits));
            run.or_default().push(place);
        }
    }
    for ((_, digits), places) in runs {
        let plain: Vec<u32> = places
            .iter()
            .filter_map(|place| of.get(*place).and_then(|at| number(*at)))
            .collect();
        let values = unrolled(&plain, digits);
        let weights: Vec<u32> = places
            .iter()
            .map(|place| {
                let at = of.get(*place).copied().unwrap_or(usize::MAX);
                shot(at).map_or(1, |shot| weight(shot, told(at)))
            })
            .collect();
        let rising = heaviest_rising(&values, &weights);
        for ((place, value), fit) in places.iter().zip(values).zip(rising) {
            if let (Some(number), Some(fits)) = (numbers.get_mut(*place), fits.get_mut(*place)) {
                *number = Some(value);
                *fits = fit;
            }
        }
    }
    Course {
        shots: of,
        numbers,
        fits,
    }
}

impl Course {
    /// Numbers that are missing, and numbers that are there twice.
    pub(crate) fn gaps(
        &self,
        shots: &[Shot],
        camera: usize,
        findings: &mut Vec<Finding>,
    ) -> Vec<Gap> {
        let mut strays: FxHashMap<(&str, u8, u32), usize> = FxHashMap::default();
        for (at, _) in self
            .shots
            .iter()
            .zip(&self.fits)
            .filter(|(_, fits)| !**fits)
        {
            if let Some(counter) = shots.get(*at).and_then(|shot| shot.counter.as_ref()) {
                strays.insert((&counter.prefix, counter.digits, counter.number), *at);
            }
        }
        let mut gaps = Vec::new();
        let mut last: BTreeMap<(&str, u8), (i64, usize)> = BTreeMap::new();
        for ((at, number), fits) in self.shots.iter().zip(&self.numbers).zip(&self.fits) {
            let counter = shots.get(*at).and_then(|shot| shot.counter.as_ref());
            let (Some(number), Some(counter), true) = (*number, counter, *fits) else {
                continue;
            };
            let length = 10i64.pow(u32::from(counter.digits.clamp(1, 9))) - 1;
            let plain = |value: i64| (value - 1).rem_euclid(length) + 1;
            let key = (counter.prefix.as_str(), counter.digits);
            if let Some((before, earlier)) = last.insert(key, (number, *at)) {
                match number - before {
                    0 => findings.push(Finding {
                        shot: *at,
                        remark: beside("photo-number-twice", counter, earlier),
                    }),
                    1 => {}
                    step if step - 1 <= MOST_MISSING => {
                        // A file that lies elsewhere, or has no day, is not missing.
                        let there = (before + 1..number).filter_map(|value| {
                            let strayed = strays.get(&(key.0, key.1, plain(value) as u32))?;
                            Some((value, *strayed))
                        });
                        let mut from = (before, earlier);
                        for to in there.chain([(number, *at)]) {
                            if to.0 - from.0 > 1 {
                                gaps.push(Gap {
                                    camera,
                                    after: from.1,
                                    before: to.1,
                                    prefix: counter.prefix.clone(),
                                    digits: counter.digits,
                                    from: plain(from.0 + 1) as u32,
                                    to: plain(to.0 - 1) as u32,
                                    missing: (to.0 - from.0 - 1) as u32,
                                });
                            }
                            from = to;
                        }
                    }
                    _ => findings.push(Finding {
                        shot: *at,
                        remark: beside("photo-counter-jumps", counter, earlier),
                    }),
                }
            }
        }
        gaps
    }

    /// Numbers that lie among those of another day.
    pub(crate) fn strays(
        &self,
        shots: &[Shot],
        told: &[Option<Day>],
        series_of: &[Option<usize>],
        findings: &mut Vec<Finding>,
    ) {
        type Run<'a> = BTreeMap<(&'a str, u8), Vec<(i64, usize)>>;
        let mut fitting: Run<'_> = BTreeMap::new();
        for ((at, number), fits) in self.shots.iter().zip(&self.numbers).zip(&self.fits) {
            let counter = shots.get(*at).and_then(|shot| shot.counter.as_ref());
            if let (Some(number), Some(counter), true) = (*number, counter, *fits) {
                let run = fitting.entry((counter.prefix.as_str(), counter.digits));
                run.or_default().push((number, *at));
            }
        }
        for ((at, number), fits) in self.shots.iter().zip(&self.numbers).zip(&self.fits) {
            let counter = shots.get(*at).and_then(|shot| shot.counter.as_ref());
            let (Some(number), Some(counter), false) = (*number, counter, *fits) else {
                continue;
            };
            let run = fitting.get(&(counter.prefix.as_str(), counter.digits));
            let run = run.map_or(&[][..], Vec::as_slice);
            let place = run.partition_point(|(known, _)| *known < number);
            let series = |place: Option<usize>| {
                let (_, shot) = run.get(place?)?;
                Some((series_of.get(*shot).copied().flatten()?, *shot))
            };
            let Some(shot) = shots.get(*at) else { continue };
            let remark = if told.get(*at).copied().flatten().is_some() {
                match (series(place.checked_sub(1)), series(Some(place))) {
                    (Some((before, among)), Some((behind, _))) if before == behind => {
                        beside("photo-out-of-place-among", counter, among)
                    }
                    _ => {
                        let number = [("number", counter.number.to_string())];
                        Remark::new("photo-out-of-place", number)
                    }
                }
            } else if let Some(taken) = shot.taken {
                // Where only the clock gave the day, the clock is in question and not the place.
                against(taken, counter.number)
            } else {
                continue;
            };
            findings.push(Finding { shot: *at, remark });
        }
    }

    /// What the clock was worth: set back, set wrong, or against folder, label and counter.
    pub(crate) fn clocks(
        &self,
        shots: &[Shot],
        told: &[Option<Day>],
        pack: &Pack,
        findings: &mut Vec<Finding>,
    ) {
        let told_of = |at: usize| told.get(at).copied().flatten();
        let offset = |at: usize| {
            let told = told_of(at)?;
            Some((shots.get(at)?.taken?.day().since(told), told))
        };
        // On how many days the clock is off by so many days.
        let mut days_off: BTreeMap<i32, Vec<Day>> = BTreeMap::new();
        for at in &self.shots {
            if let Some((off, day)) = offset(*at).filter(|(off, _)| off.abs() > DAYS_APART) {
                let days = days_off.entry(off).or_default();
                if days.last() != Some(&day) {
                    days.push(day);
                }
            }
        }
        let same_off = |off: i32| {
            let days = days_off.range(off - 1..=off + 1).flat_map(|(_, days)| days);
            days.collect::<std::collections::BTreeSet<_>>().len()
        };
        let mut flagged = vec![false; self.shots.len()];
        for ((at, fits), flag) in self.shots.iter().zip(&self.fits).zip(&mut flagged) {
            let Some(shot) = shots.get(*at) else { continue };
            let Some(taken) = shot.taken.map(ClockTime::day) else {
                continue;
            };
            let told = told_of(*at);
            let off = told.map(|told| taken.since(told));
            let key = match off {
                Some(off) if off.abs() <= DAYS_APART => continue,
                Some(off) if off.abs() >= DAYS_OF_RESET && is_clock_start(taken, pack) => {
                    "photo-clock-reset"
                }
                Some(off) if same_off(off) >= DAYS_SET_WRONG => "photo-clock-set-wrong",
                Some(_) => "photo-clock-differs",
                None if is_clock_start(taken, pack) => "photo-clock-may-be-reset",
                None => continue,
            };
            *flag = true;
            let clock = ("clock", taken.to_string());
            // Where the counter says that the shot belongs where it lies, the clock is wrong.
            let counter = match shot.counter {
                Some(_) if *fits => "folder",
                Some(_) => "other",
                None => "none",
            };
            let remark = match told.zip(off) {
                Some((told, off)) => Remark::new(
                    key,
                    [
                        clock,
                        ("counter", counter.to_owned()),
                        ("days", off.to_string()),
                        ("told", told.to_string()),
                    ],
                ),
                None => Remark::new(key, [clock]),
            };
            findings.push(Finding { shot: *at, remark });
        }
        self.against_counter(shots, &flagged, findings);
    }

    /// Times that fall while the counter rises.
    fn against_counter(&self, shots: &[Shot], flagged: &[bool], findings: &mut Vec<Finding>) {
        let mut timed: Vec<(i64, usize, ClockTime)> = Vec::new();
        let rows = self
            .shots
            .iter()
            .zip(&self.numbers)
            .zip(self.fits.iter().zip(flagged));
        for ((at, number), (fits, flagged)) in rows {
            let taken = shots.get(*at).and_then(|shot| shot.taken);
            if let (Some(number), Some(taken), true, false) = (*number, taken, *fits, *flagged) {
                timed.push((number, *at, taken));
            }
        }
        timed.sort_unstable_by_key(|(number, at, taken)| (*number, *taken, *at));
        let Some((_, _, start)) = timed.first().copied() else {
            return;
        };
        let times: Vec<i64> = timed
            .iter()
            .map(|(_, _, taken)| taken.ms_since(start))
            .collect();
        for ((_, at, taken), fits) in timed.iter().zip(heaviest_rising(&times, &[])) {
            let counter = shots.get(*at).and_then(|shot| shot.counter.as_ref());
            if let Some(counter) = counter.filter(|_| !fits) {
                let remark = against(*taken, counter.number);
                findings.push(Finding { shot: *at, remark });
            }
        }
    }
}

/// A remark on a running number that names another shot.
fn beside(key: &'static str, counter: &Counter, other: usize) -> Remark {
    let number = counter.number.to_string();
    Remark::new(key, [("number", number), ("other", other.to_string())])
}

/// A clock that says something else than the running numbers.
fn against(taken: ClockTime, number: u32) -> Remark {
    let clock = ("clock", taken.day().to_string());
    let number = ("number", number.to_string());
    Remark::new("photo-clock-against-counter", [clock, number])
}
