//! An archive as a whole: which labels can be believed, and what follows from them.

use crate::check::{Grounds, Verdict, check};
use crate::label::Label;
use crate::names::Names;
use crate::neighbours::Neighbours;
use crate::pack::Pack;
use crate::ranges::Ranges;
use crate::series::{Archive, Order};
use crate::shot::{LabelNumbers, Shot};
use crate::units::Units;

/// Holds every label against everything else that is known, fills in what of the labels is believed
/// ([`Shot::label`]), and arranges the archive. `labels` are those of the shots, at the same places; the
/// verdicts are, too.
///
/// What stands in [`Shot::label`] before was decided by people: it is kept, field by field. A shot whose label
/// says nothing at all gets no verdicts: there is nothing on it to look at.
///
/// Series by folders, cameras and time alone say which labels stand beside one another; the archive that is
/// given back knows the labels as well. The answer depends on what is said and not on the order of the
/// shots.
pub fn judge(
    shots: &mut [Shot],
    labels: &[Label],
    pack: &Pack,
    units: &Units,
) -> (Archive, Vec<Vec<Verdict>>) {
    let mut order = Order::of(shots, pack);
    let verdicts = verdicts(shots, labels, &order, units);
    for ((shot, label), verdicts) in shots.iter_mut().zip(labels).zip(&verdicts) {
        let believed = LabelNumbers::of(label, |kind| {
            !verdicts.iter().any(|v| v.kind == kind && v.review)
        });
        shot.label.complete(believed);
    }
    order.renew(shots, pack);
    (order.archive(shots, pack), verdicts)
}

fn verdicts(shots: &[Shot], labels: &[Label], order: &Order, units: &Units) -> Vec<Vec<Verdict>> {
    let ranges = Ranges::of(shots, labels, &order.series);
    let names = Names::of(labels, &order.series);
    let mut verdicts = vec![Vec::new(); shots.len()];
    for series in &order.series {
        let all = series.shots.iter().filter_map(|at| labels.get(*at));
        let neighbours = Neighbours::of(all);
        for at in &series.shots {
            let (Some(shot), Some(label)) = (shots.get(*at), labels.get(*at)) else {
                continue;
            };
            if *label == Label::default() {
                continue;
            }
            let [bodies, detainees] = ranges.numbers(shot);
            let grounds = Grounds {
                path: Some(&shot.path),
                taken: shot.taken,
                neighbours: Some(&neighbours),
                units: Some(units),
                names: Some(&names),
                bodies,
                detainees,
            };
            if let Some(of) = verdicts.get_mut(*at) {
                *of = check(label, &grounds);
            }
        }
    }
    verdicts
}

#[cfg(test)]
mod tests;
