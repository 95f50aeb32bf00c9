//! Which files somebody saved again behind the camera's back.
//!
//! One sign proves little: cameras differ, programs that only copy leave everything as it was. So each is
//! told by itself.

use crate::pack::Pack;
use crate::remark::Remark;
use crate::series::Finding;
use crate::shot::Shot;
use rustc_hash::{FxHashMap, FxHashSet};

/// Shots of a model below which nothing is said of what is usual for it.
const ENOUGH: usize = 8;
/// Likeness below which a small picture shows something else.
const SAME_THUMBNAIL: f32 = 0.75;

/// What the files of a model usually are.
#[derive(Default)]
struct Usual<'a> {
    shots: usize,
    with_note: usize,
    with_thumbnail: usize,
    standard: usize,
    tables: FxHashMap<&'a str, usize>,
    sizes: FxHashMap<(u32, u32), usize>,
}

fn model(shot: &Shot) -> Option<(&str, &str)> {
    Some((
        shot.make.as_deref().unwrap_or_default(),
        shot.model.as_deref()?,
    ))
}

/// Adds what shows that shots were saved again. `copies` are left out of what is usual.
pub(crate) fn find(shots: &[Shot], originals: &[usize], pack: &Pack, findings: &mut Vec<Finding>) {
    let mut usual: FxHashMap<(&str, &str), Usual<'_>> = FxHashMap::default();
    for shot in originals.iter().filter_map(|at| shots.get(*at)) {
        let Some(model) = model(shot) else { continue };
        let of = usual.entry(model).or_default();
        of.shots += 1;
        of.with_note += usize::from(shot.has_maker_note);
        of.with_thumbnail += usize::from(shot.thumbnail_likeness.is_some());
        of.standard += usize::from(shot.standard_tables.is_some());
        if let Some(tables) = &shot.tables {
            *of.tables.entry(tables).or_default() += 1;
        }
        if let Some((width, height)) = shot.size_px {
            *of.sizes
                .entry((width.max(height), width.min(height)))
                .or_default() += 1;
        }
    }
    let mut told: FxHashSet<(usize, &'static str)> = FxHashSet::default();
    for (at, shot) in shots.iter().enumerate() {
        let mut add = |remark: Remark| {
            if told.insert((at, remark.key)) {
                findings.push(Finding { shot: at, remark });
            }
        };
        if let Some(software) = shot.software.as_deref().filter(|name| pack.is_editor(name)) {
            let program = [("program", software.to_owned())];
            add(Remark::new("photo-saved-by-program", program));
        }
        if let Some(likeness) = shot.thumbnail_likeness.filter(|l| *l < SAME_THUMBNAIL) {
            let likeness = [("likeness", format!("{likeness:.2}"))];
            add(Remark::new("photo-thumbnail-differs", likeness));
        }
        let Some(of) = model(shot).and_then(|model| usual.get(&model)) else {
            continue;
        };
        if of.shots < ENOUGH {
            continue;
        }
        let mostly = |count: usize| count * 10 >= of.shots * 9;
        if mostly(of.with_note) && !shot.has_maker_note {
            add(Remark::new("photo-maker-note-missing", []));
        }
        if mostly(of.with_thumbnail) && shot.thumbnail_likeness.is_none() {
            add(Remark::new("photo-thumbnail-missing", []));
        }
        // Cameras that fit their tables to each picture have as many as pictures: theirs say nothing.
        let few_tables = of.tables.len() * 5 <= of.shots.max(10);
        if let Some(tables) = shot.tables.as_deref().filter(|_| few_tables) {
            let same = of.tables.get(tables).copied().unwrap_or(0);
            if same * 20 < of.shots {
                let alike = ("alike", same.to_string());
                add(match shot.standard_tables {
                    Some(strength) if of.standard * 2 < of.shots => {
                        let strength = ("strength", strength.to_string());
                        Remark::new("photo-tables-standard", [alike, strength])
                    }
                    _ => Remark::new("photo-tables-unusual", [alike]),
                });
            }
        }
        if let Some((width, height)) = shot.size_px {
            let same = of.sizes.get(&(width.max(height), width.min(height)));
            let few_sizes = of.sizes.len() * 5 <= of.shots.max(10);
            if few_sizes && same.copied().unwrap_or(0) * 20 < of.shots {
                let size = [("size", format!("{width}x{height}"))];
                add(Remark::new("photo-size-unusual", size));
            }
        }
    }
}
