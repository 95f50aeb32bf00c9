//! Groups from pairs.

use std::collections::BTreeMap;

/// Joins what pairs join.
#[derive(Debug, Clone, Default)]
pub struct Groups<T: Ord + Clone> {
    above: BTreeMap<T, T>,
}

impl<T: Ord + Clone> Groups<T> {
    /// Nothing joined yet.
    pub const fn new() -> Self {
        Self {
            above: BTreeMap::new(),
        }
    }

    /// Joins two.
    pub fn join(&mut self, a: &T, b: &T) {
        let (a, b) = (self.first_of(a), self.first_of(b));
        // The smaller stands for both, so that no order of joining shows.
        let (first, other) = if a <= b { (a, b) } else { (b, a) };
        self.above.insert(other, first.clone());
        self.above.entry(first.clone()).or_insert(first);
    }

    /// The smallest of the group; the one itself where it is in none.
    pub fn first_of(&self, one: &T) -> T {
        let mut at = one;
        while let Some(above) = self.above.get(at) {
            if above == at {
                break;
            }
            at = above;
        }
        at.clone()
    }

    /// All groups, each sorted, in the order of their smallest.
    pub fn all(&self) -> Vec<Vec<T>> {
        let mut groups: BTreeMap<T, Vec<T>> = BTreeMap::new();
        for one in self.above.keys() {
            groups
                .entry(self.first_of(one))
                .or_default()
                .push(one.clone());
        }
        groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_groups_whatever_their_order() {
        let pairs = [(3, 4), (1, 2), (4, 2), (7, 8)];
        let mut there = Groups::new();
        let mut back = Groups::new();
        pairs.iter().for_each(|(a, b)| there.join(a, b));
        pairs.iter().rev().for_each(|(a, b)| back.join(b, a));
        assert_eq!(there.all(), [vec![1, 2, 3, 4], vec![7, 8]]);
        assert_eq!(there.all(), back.all());
        assert_eq!((there.first_of(&4), there.first_of(&9)), (1, 9));
    }
}
