//! Records in groups, under what the lists promise.

use super::Source;
use linkage::Linkage;
use linkage::cluster::{Link, clusters};
use std::io::{self, Write};

/// Links at least this probable make a group.
const GROUPED: f32 = 0.5;

/// Writes `group, side, id` for each record in a group, and each link that a promise speaks against as
/// `conflict, left id, right id`. `right` is none where a list was held against itself.
pub(super) fn write(
    out: &mut impl Write,
    linkage: &Linkage<'_>,
    left: &Source,
    right: Option<&Source>,
    once: (bool, bool),
) -> io::Result<()> {
    let lefts = left.people.len() as u32;
    let behind = if right.is_some() { lefts } else { 0 };
    let records = lefts + right.map_or(0, |right| right.people.len() as u32);
    let links: Vec<Link> = linkage
        .pairs()
        .iter()
        .filter(|pair| pair.probability >= GROUPED)
        .map(|pair| Link {
            one: pair.left,
            other: pair.right + behind,
            probability: pair.probability,
        })
        .collect();
    let promises = |record: u32| match record < lefts {
        true => once.0.then_some(0),
        false => once.1.then_some(1),
    };
    let named = |record: u32| match right.filter(|_| record >= lefts) {
        Some(right) => ("right", right.id(record - lefts)),
        None => ("left", left.id(record)),
    };
    let found = clusters(records, &links, promises);
    writeln!(out, "group\tside\tid")?;
    for (number, group) in found.groups.iter().enumerate() {
        for record in group {
            let (side, id) = named(*record);
            writeln!(out, "{}\t{side}\t{id}", number + 1)?;
        }
    }
    for conflict in &found.conflicts {
        let (one, other) = (named(conflict.one).1, named(conflict.other).1);
        writeln!(out, "conflict\t{one}\t{other}")?;
    }
    out.flush()
}
