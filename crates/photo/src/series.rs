//! Which shots show one body, in which order they were taken, and what is missing or does not fit.
//!
//! Time, memory: one sort of all shots, no step that takes every pair.

mod placing;

use crate::camera::{self, Camera, CameraKey, Course};
use crate::day::Day;
use crate::pack::Pack;
use crate::remark::Remark;
use crate::resaved;
use crate::shot::{LabelNumbers, Shot};
use placing::Placing;
use std::collections::BTreeMap;

/// Shots of one body, taken one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its shots in the order in which they were taken, copies behind.
    pub shots: Vec<usize>,
    /// How many of them are no copies of others of them.
    pub originals: usize,
    /// What their labels say together; of two values the one that more shots have.
    pub label: LabelNumbers,
    /// The day that folders and labels give, else the camera's.
    pub day: Option<Day>,
}

/// Running numbers of one camera that no file has, wherever it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which of [`Archive::cameras`].
    pub camera: usize,
    /// The shot before the gap.
    pub after: usize,
    /// The shot behind it.
    pub before: usize,
    /// What stands before the numbers: `DSCN`.
    pub prefix: String,
    /// How many digits they have.
    pub digits: u8,
    /// The first missing number.
    pub from: u32,
    /// The last missing number; smaller than the first where the counter started again in between.
    pub to: u32,
    /// How many.
    pub missing: u32,
}

impl Gap {
    /// The names of the first and the last missing file, without what stands behind the number.
    pub fn names(&self) -> (String, String) {
        let width = usize::from(self.digits);
        let name = |number: u32| format!("{}{number:0width$}", self.prefix);
        (name(self.from), name(self.to))
    }
}

/// Something about one shot that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Which shot.
    pub shot: usize,
    /// What.
    pub remark: Remark,
}

/// Everything that the shots tell together. Shots are named by their place in what was given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Archive {
    /// The cameras, in the order of their keys.
    pub cameras: Vec<Camera>,
    /// The series, in the order of their first shots' paths.
    pub series: Vec<Series>,
    /// For each shot, its series; nothing for none.
    pub series_of: Vec<Option<usize>>,
    /// For each shot, the shot that it is a copy of; nothing for originals.
    pub copy_of: Vec<Option<usize>>,
    /// For each shot, its camera.
    pub camera_of: Vec<Option<usize>>,
    /// Missing running numbers, camera by camera.
    pub gaps: Vec<Gap>,
    /// Findings, shot by shot.
    pub findings: Vec<Finding>,
}

/// Arranges all shots of an archive. The answer depends on what the shots say and not on their order.
pub fn arrange(shots: &[Shot], pack: &Pack) -> Archive {
    Order::of(shots, pack).archive(shots, pack)
}

/// The shots in order, before anything is said of them.
pub(crate) struct Order {
    copy_of: Vec<Option<usize>>,
    keys: Vec<CameraKey>,
    /// What each camera's shots tell together, in the order of `keys`.
    courses: Vec<Course>,
    camera_of: Vec<Option<usize>>,
    /// The day that folder and label of each shot give.
    told: Vec<Option<Day>>,
    /// The series, in the order of their first shots' paths.
    pub series: Vec<Series>,
}

impl Order {
    pub(crate) fn of(shots: &[Shot], pack: &Pack) -> Self {
        let copy_of = originals(shots);
        let mut by_camera: BTreeMap<CameraKey, Vec<usize>> = BTreeMap::new();
        for at in own(&copy_of) {
            if let Some(key) = shots.get(at).and_then(CameraKey::of) {
                by_camera.entry(key).or_default().push(at);
            }
        }
        let told: Vec<Option<Day>> = shots.iter().map(Shot::told_day).collect();
        let mut order = Self {
            camera_of: vec![None; shots.len()],
            copy_of,
            keys: Vec::new(),
            courses: Vec::new(),
            told,
            series: Vec::new(),
        };
        for (camera, (key, of)) in by_camera.into_iter().enumerate() {
            for at in &of {
                if let Some(known) = order.camera_of.get_mut(*at) {
                    *known = Some(camera);
                }
            }
            order.keys.push(key);
            let course = camera::course(shots, &order.told, of, pack);
            order.courses.push(course);
        }
        order.place(shots);
        order
    }

    /// Orders anew what labels have changed since: cameras of which a shot has another day now, and the
    /// series.
    pub(crate) fn renew(&mut self, shots: &[Shot], pack: &Pack) {
        let told: Vec<Option<Day>> = shots.iter().map(Shot::told_day).collect();
        let mut changed = vec![false; self.courses.len()];
        for ((before, now), camera) in self.told.iter().zip(&told).zip(&self.camera_of) {
            if before != now
                && let Some(changed) = camera.and_then(|camera| changed.get_mut(camera))
            {
                *changed = true;
            }
        }
        self.told = told;
        for (course, changed) in self.courses.iter_mut().zip(changed) {
            if changed {
                let of = std::mem::take(&mut course.shots);
                *course = camera::course(shots, &self.told, of, pack);
            }
        }
        self.place(shots);
    }

    fn placing<'a>(&'a self, shots: &'a [Shot], rank: &'a [usize]) -> Placing<'a> {
        Placing {
            shots,
            copy_of: &self.copy_of,
            camera_of: &self.camera_of,
            rank,
            told: &self.told,
        }
    }

    fn place(&mut self, shots: &[Shot]) {
        // Where each shot stands in the course of its camera.
        let mut rank: Vec<usize> = vec![usize::MAX; shots.len()];
        for course in &self.courses {
            for (place, at) in course.shots.iter().enumerate() {
                if let Some(rank) = rank.get_mut(*at) {
                    *rank = place;
                }
            }
        }
        let own: Vec<usize> = own(&self.copy_of).collect();
        self.series = self.placing(shots, &rank).series(&own);
    }

    /// What the order tells of gaps, clocks, places and files saved again.
    pub(crate) fn archive(self, shots: &[Shot], pack: &Pack) -> Archive {
        let mut series_of = vec![None; shots.len()];
        for (n, series) in self.series.iter().enumerate() {
            for at in &series.shots {
                if let Some(of) = series_of.get_mut(*at) {
                    *of = Some(n);
                }
            }
        }
        let (mut findings, mut gaps) = (Vec::new(), Vec::new());
        for (camera, course) in self.courses.iter().enumerate() {
            gaps.extend(course.gaps(shots, camera, &mut findings));
            course.strays(shots, &self.told, &series_of, &mut findings);
            course.clocks(shots, &self.told, pack, &mut findings);
        }
        let placing = self.placing(shots, &[]);
        placing.label_conflicts(&self.series, &mut findings);
        let own: Vec<usize> = own(&self.copy_of).collect();
        resaved::find(shots, &own, pack, &mut findings);
        findings.sort();
        findings.dedup();
        let courses = self.courses.into_iter().map(|course| course.shots);
        let cameras = self.keys.into_iter().zip(courses);
        Archive {
            cameras: cameras.map(|(key, shots)| Camera { key, shots }).collect(),
            series: self.series,
            series_of,
            copy_of: self.copy_of,
            camera_of: self.camera_of,
            gaps,
            findings,
        }
    }
}

/// Those that are no copies.
fn own(copy_of: &[Option<usize>]) -> impl Iterator<Item = usize> {
    let all = copy_of.iter().enumerate();
    all.filter(|(_, of)| of.is_none()).map(|(at, _)| at)
}

/// For each shot the one that it is a copy of: of each group the one that has most of what a camera gives.
fn originals(shots: &[Shot]) -> Vec<Option<usize>> {
    let mut best: BTreeMap<u32, usize> = BTreeMap::new();
    let rank = |at: usize| {
        let shot = shots.get(at)?;
        let pixels = shot.size_px.map_or(0, |(w, h)| u64::from(w) * u64::from(h));
        Some((
            !shot.path.is_handed_on(),
            shot.serial.is_some() || shot.model.is_some(),
            shot.has_maker_note,
            shot.taken.is_some(),
            pixels,
            std::cmp::Reverse(&shot.path.segments),
        ))
    };
    for (at, shot) in shots.iter().enumerate() {
        if let Some(group) = shot.copies {
            let known = best.entry(group).or_insert(at);
            if rank(*known) < rank(at) {
                *known = at;
            }
        }
    }
    let of = |(at, shot): (usize, &Shot)| {
        let first = *best.get(&shot.copies?)?;
        (first != at).then_some(first)
    };
    shots.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests;
