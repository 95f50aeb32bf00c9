//! Which shots show one body, in which order they were taken, and what is missing or does not fit.
//!
//! Time, memory: one sort of all shots, no step that takes every pair.

mod placing;

use crate::camera::{self, Camera, CameraKey};
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
    let copy_of = originals(shots);
    let own: Vec<usize> = (0..shots.len())
        .filter(|at| copy_of.get(*at) == Some(&None))
        .collect();
    let mut by_camera: BTreeMap<CameraKey, Vec<usize>> = BTreeMap::new();
    for at in &own {
        if let Some(key) = shots.get(*at).and_then(CameraKey::of) {
            by_camera.entry(key).or_default().push(*at);
        }
    }
    let mut archive = Archive {
        camera_of: vec![None; shots.len()],
        ..Archive::default()
    };
    let mut courses = Vec::new();
    // Where each shot stands in the course of its camera.
    let mut rank: Vec<usize> = vec![usize::MAX; shots.len()];
    for (camera, (key, of)) in by_camera.into_iter().enumerate() {
        let course = camera::course(shots, of, pack);
        for (place, at) in course.shots.iter().enumerate() {
            if let (Some(rank), Some(of)) = (rank.get_mut(*at), archive.camera_of.get_mut(*at)) {
                *rank = place;
                *of = Some(camera);
            }
        }
        archive.cameras.push(Camera {
            key,
            shots: course.shots.clone(),
        });
        courses.push(course);
    }
    let placing = Placing {
        shots,
        copy_of: &copy_of,
        camera_of: &archive.camera_of,
        rank: &rank,
    };
    archive.series = placing.series(&own);
    archive.series_of = vec![None; shots.len()];
    for (n, series) in archive.series.iter().enumerate() {
        for at in &series.shots {
            if let Some(of) = archive.series_of.get_mut(*at) {
                *of = Some(n);
            }
        }
    }
    for (camera, course) in courses.iter().enumerate() {
        let gaps = course.gaps(shots, camera, &mut archive.findings);
        archive.gaps.extend(gaps);
        course.strays(shots, &archive.series_of, &mut archive.findings);
        course.clocks(shots, pack, &mut archive.findings);
    }
    placing.label_conflicts(&archive.series, &mut archive.findings);
    resaved::find(shots, &own, pack, &mut archive.findings);
    archive.findings.sort();
    archive.findings.dedup();
    archive.copy_of = copy_of;
    archive
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
