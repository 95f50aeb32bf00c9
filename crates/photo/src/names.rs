//! Names of branches as the labels of an archive write them, and which is likely a slip of which.

use crate::label::{FieldKind, Label};
use crate::series::Series;
use crate::units::{alike, key};
use std::collections::{BTreeMap, BTreeSet};

/// Series that must have a name before others are held against it.
const ENOUGH: usize = 3;
/// How many times as many series must have it.
const MORE: usize = 3;

/// Which names of branches are likely slips of which others.
///
/// INVARIANT: told once for each name; asking takes the same time however many labels there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// By the form in which names are compared: the name that is rather meant.
    rather: BTreeMap<String, String>,
}

impl Names {
    pub(crate) fn of(labels: &[Label], series: &[Series]) -> Self {
        let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for one in series {
            let labels = one.shots.iter().filter_map(|at| labels.get(*at));
            let names: BTreeSet<&str> = labels
                .filter_map(|label| label.value(FieldKind::Branch))
                .collect();
            let keys: BTreeMap<String, &str> =
                names.into_iter().map(|name| (key(name), name)).collect();
            for (key, name) in keys {
                let known = counts.entry(key).or_insert_with(|| (0, name.to_owned()));
                known.0 += 1;
                if name < known.1.as_str() {
                    name.clone_into(&mut known.1);
                }
            }
        }
        let often: Vec<(&String, &(usize, String))> = counts
            .iter()
            .filter(|(_, (times, _))| *times >= ENOUGH)
            .collect();
        let rather = counts.iter().filter_map(|(own, (count, _))| {
            // A name that far more series have and that differs in few letters; of several the commonest.
            let near = often.iter().filter(|(other, (times, _))| {
                *times >= count * MORE && *other != own && alike(own, other).is_some()
            });
            let most =
                near.max_by_key(|(other, (times, _))| (*times, std::cmp::Reverse(*other)))?;
            Some((own.clone(), most.1.1.clone()))
        });
        Self {
            rather: rather.collect(),
        }
    }

    /// The name that is rather meant, where there is one.
    pub(crate) fn rather(&self, written: &str) -> Option<&str> {
        self.rather.get(&key(written)).map(String::as_str)
    }
}
