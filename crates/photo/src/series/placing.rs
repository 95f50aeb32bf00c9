//! Shots into series: by folder and camera, cut where labels, clocks and counters say so.

use super::{Finding, Series};
use crate::day::{ClockTime, Day};
use crate::remark::Remark;
use crate::shot::{LabelNumbers, Shot};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Minutes without a picture after which another body is on the table, where neither folder nor
/// label says so.
const MINUTES_APART: i64 = 5;
/// Running numbers that may be missing within a series.
const NUMBERS_APART: u32 = 5;
/// Days within which the same numbers on two labels are the same body.
const DAYS_APART: i32 = 3;

pub(super) struct Placing<'a> {
    pub shots: &'a [Shot],
    pub copy_of: &'a [Option<usize>],
    pub camera_of: &'a [Option<usize>],
    /// Where each shot stands in the course of its camera.
    pub rank: &'a [usize],
    /// The day that folder and label of each shot give.
    pub told: &'a [Option<Day>],
}

/// Shots that lie together: their folder, and the camera where the folder is not that of one body.
type Shelf<'a> = (&'a [String], Option<usize>);

/// The place of a group, and its day.
type Dated = (Option<Day>, usize);

impl<'a> Placing<'a> {
    fn shot(&self, at: usize) -> Option<&'a Shot> {
        self.shots.get(at)
    }

    fn camera(&self, at: usize) -> Option<usize> {
        self.camera_of.get(at).copied().flatten()
    }

    fn told(&self, at: usize) -> Option<Day> {
        self.told.get(at).copied().flatten()
    }

    /// All series, in the order of the paths of their first shots.
    pub(super) fn series(&self, originals: &[usize]) -> Vec<Series> {
        let mut shelves: BTreeMap<Shelf<'a>, Vec<usize>> = BTreeMap::new();
        let mut loose: Vec<usize> = Vec::new();
        for at in originals {
            let Some(shot) = self.shot(*at) else { continue };
            if shot.has_own_folder() {
                shelves.entry((shot.folder(), None)).or_default().push(*at);
            } else if shot.path.is_handed_on() || self.camera(*at).is_none() {
                loose.push(*at);
            } else {
                let shelf = (shot.folder(), self.camera(*at));
                shelves.entry(shelf).or_default().push(*at);
            }
        }
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (_, mut shelf) in shelves {
            self.sort(&mut shelf);
            self.cut(&shelf, &mut groups);
        }
        self.sort(&mut loose);
        self.place_loose(loose, &mut groups);
        let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, of) in self.copy_of.iter().enumerate() {
            if let Some(of) = of {
                copies.entry(*of).or_default().push(at);
            }
        }
        let mut all: Vec<Series> = groups
            .into_iter()
            .map(|group| self.finished(group, &copies))
            .collect();
        let path = |series: &Series| {
            let first = series.shots.first().and_then(|at| self.shot(*at));
            first.map(|shot| shot.path.segments.as_slice())
        };
        all.sort_by(|a, b| path(a).cmp(&path(b)));
        all
    }

    fn sort(&self, shots: &mut [usize]) {
        let key = |at: &usize| {
            let shot = self.shot(*at);
            (
                self.camera(*at),
                self.rank.get(*at),
                shot.and_then(|shot| shot.taken),
                shot.map(|shot| shot.path.segments.as_slice()),
            )
        };
        shots.sort_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Cuts what lies together where one body follows another.
    fn cut(&self, shelf: &[usize], all: &mut Vec<Vec<usize>>) {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut known = LabelNumbers::default();
        // Labels that came before in an own folder, by the body's number, with the last group of each: a stray
        // shot does not part what follows from what was.
        let mut earlier: FxHashMap<String, (LabelNumbers, usize)> = FxHashMap::default();
        for at in shelf {
            let Some(shot) = self.shot(*at) else { continue };
            let own_folder = shot.has_own_folder();
            let parts = match open.last().and_then(|last| self.shot(*last)) {
                None => false,
                Some(_) if !shot.label.may_be_same(&known) => true,
                Some(_) if own_folder => false,
                // The same number on both labels holds over any pause.
                Some(_) if shot.label.body.is_some() && shot.label.body == known.body => false,
                Some(last) => is_pause(last, shot),
            };
            if parts {
                let before = std::mem::take(&mut known);
                if let Some(body) = before.body.clone() {
                    earlier.insert(body, (before, groups.len()));
                }
                groups.push(std::mem::take(&mut open));
                let body = shot.label.body.as_ref().filter(|_| own_folder);
                if let Some((label, group)) = body.and_then(|body| earlier.get(body))
                    && label.may_be_same(&shot.label)
                    && let Some(group) = groups.get_mut(*group)
                {
                    open = std::mem::take(group);
                    known = label.clone();
                }
            }
            open.push(*at);
            known.complete(shot.label.clone());
        }
        groups.push(open);
        all.extend(groups.into_iter().filter(|group| !group.is_empty()));
    }

    /// Shots that came by another way go to the one series whose label says the same.
    fn place_loose(&self, loose: Vec<usize>, groups: &mut Vec<Vec<usize>>) {
        let mut by_label: BTreeMap<(String, String), Vec<Dated>> = BTreeMap::new();
        let key = |label: &LabelNumbers| Some((label.body.clone()?, label.branch.clone()?));
        for (n, group) in groups.iter().enumerate() {
            let label = self.label(group);
            if let Some(key) = key(&label) {
                let day = group.iter().find_map(|at| self.told(*at));
                by_label.entry(key).or_default().push((day, n));
            }
        }
        let mut alone: BTreeMap<(String, String, Option<Day>), usize> = BTreeMap::new();
        for at in loose {
            let Some(shot) = self.shot(at) else { continue };
            let day = self.told(at);
            let near = |other: Option<Day>| match (day, other) {
                (Some(day), Some(other)) => day.since(other).abs() <= DAYS_APART,
                _ => true,
            };
            let of_label = key(&shot.label);
            let found = of_label.as_ref().and_then(|key| by_label.get(key));
            let found: Vec<usize> = found
                .into_iter()
                .flatten()
                .filter(|(other, _)| near(*other))
                .map(|(_, n)| *n)
                .collect();
            // Those with the same label that fit nowhere are of one series, too.
            let target = match (found.as_slice(), of_label) {
                ([one], _) => Some(*one),
                (_, Some((body, branch))) => {
                    Some(*alone.entry((body, branch, day)).or_insert(groups.len()))
                }
                _ => None,
            };
            match target.and_then(|n| groups.get_mut(n)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
    }

    fn finished(&self, mut group: Vec<usize>, copies: &BTreeMap<usize, Vec<usize>>) -> Series {
        let originals = group.len();
        let more: Vec<usize> = group
            .iter()
            .filter_map(|at| copies.get(at))
            .flatten()
            .copied()
            .collect();
        let label = self.label(&group);
        let told = group.iter().find_map(|at| self.told(*at));
        let taken = || {
            group
                .iter()
                .find_map(|at| Some(self.shot(*at)?.taken?.day()))
        };
        let day = told.or_else(taken);
        group.extend(more);
        Series {
            shots: group,
            originals,
            label,
            day,
        }
    }

    /// What the labels of a group say together.
    fn label(&self, group: &[usize]) -> LabelNumbers {
        let labels: Vec<&LabelNumbers> = group
            .iter()
            .filter_map(|at| Some(&self.shot(*at)?.label))
            .collect();
        LabelNumbers {
            body: most(labels.iter().filter_map(|label| label.body.clone())),
            detainee: most(labels.iter().filter_map(|label| label.detainee.clone())),
            branch: most(labels.iter().filter_map(|label| label.branch.clone())),
            day: most(labels.iter().filter_map(|label| label.day)),
        }
    }

    /// Folders that are one body's and hold labels of several.
    pub(super) fn label_conflicts(&self, series: &[Series], findings: &mut Vec<Finding>) {
        let mut shelves: BTreeMap<&[String], Vec<&Series>> = BTreeMap::new();
        for one in series {
            let first = one.shots.first().and_then(|at| self.shot(*at));
            if let Some(shot) = first.filter(|shot| shot.has_own_folder()) {
                shelves.entry(shot.folder()).or_default().push(one);
            }
        }
        for of_folder in shelves
            .into_values()
            .filter(|of_folder| of_folder.len() > 1)
        {
            let largest = of_folder.iter().map(|one| one.originals).max();
            let mut main = of_folder
                .iter()
                .filter(|one| Some(one.originals) == largest);
            let (Some(first), more) = (main.next(), main.next()) else {
                continue;
            };
            for one in &of_folder {
                // Of two as large nobody can say which lies wrong.
                if more.is_none() && std::ptr::eq(*one, *first) {
                    continue;
                }
                findings.extend(one.shots.iter().take(one.originals).map(|at| Finding {
                    shot: *at,
                    remark: Remark::new("photo-label-of-another-series", []),
                }));
            }
        }
    }
}

/// Whether another body is on the table, by clock and counter.
fn is_pause(last: &Shot, next: &Shot) -> bool {
    let counters = match (&last.counter, &next.counter) {
        (Some(a), Some(b)) if a.prefix == b.prefix => Some(b.number.abs_diff(a.number)),
        _ => None,
    };
    let minutes = last
        .taken
        .zip(next.taken)
        .map(|(a, b): (ClockTime, ClockTime)| b.ms_since(a).abs() / 60_000);
    match (minutes, counters) {
        (Some(minutes), _) if minutes > MINUTES_APART => true,
        (_, Some(numbers)) => numbers > NUMBERS_APART,
        (Some(_), None) => false,
        (None, None) => true,
    }
}

/// The value that occurs most, of several the smallest.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let highest = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|(_, count)| *count == highest)
        .map(|(value, _)| value)
}
