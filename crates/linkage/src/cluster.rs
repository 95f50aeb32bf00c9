//! Groups of records that may be of one person, under what the lists promise.

use std::collections::BTreeSet;

/// A link between two records, by their numbers, and its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The one record.
    pub one: u32,
    /// The other record.
    pub other: u32,
    /// The probability that both are of one person.
    pub probability: f32,
}

/// Records in groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    /// Groups of two records or more, each in order, the groups by their first record.
    pub groups: Vec<Vec<u32>>,
    /// Links that were not followed, because they would put two records of a list in one group that
    /// promises each person once. They are conflicts for a person to look at, not errors.
    pub conflicts: Vec<Link>,
}

/// Groups records by their links, the likeliest first.
///
/// `list` gives a record's list where that list promises each person at most once, else none. The
/// answer does not depend on the order of the links.
pub fn clusters(records: u32, links: &[Link], list: impl Fn(u32) -> Option<u32>) -> Clusters {
    let mut links = links.to_vec();
    links.sort_by(|a, b| {
        let ends = |link: &Link| (link.one.min(link.other), link.one.max(link.other));
        b.probability
            .total_cmp(&a.probability)
            .then_with(|| ends(a).cmp(&ends(b)))
    });
    let mut leader: Vec<u32> = (0..records).collect();
    let mut lists: Vec<BTreeSet<u32>> = (0..records)
        .map(|record| list(record).into_iter().collect())
        .collect();
    let mut conflicts = Vec::new();
    for link in links {
        let (a, b) = (find(&mut leader, link.one), find(&mut leader, link.other));
        if a == b {
            continue;
        }
        let (keep, join) = (a.min(b), a.max(b));
        let joined = lists.get(join as usize).cloned().unwrap_or_default();
        let Some(kept) = lists.get_mut(keep as usize) else {
            continue;
        };
        if kept.intersection(&joined).next().is_some() {
            conflicts.push(link);
            continue;
        }
        kept.extend(joined);
        if let Some(cell) = leader.get_mut(join as usize) {
            *cell = keep;
        }
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); records as usize];
    for record in 0..records {
        let of = find(&mut leader, record);
        if let Some(group) = members.get_mut(of as usize) {
            group.push(record);
        }
    }
    members.retain(|group| group.len() > 1);
    Clusters {
        groups: members,
        conflicts,
    }
}

/// The first record of a record's group.
fn find(leader: &mut [u32], record: u32) -> u32 {
    let mut at = record;
    while let Some(above) = leader.get(at as usize).copied() {
        if above == at {
            break;
        }
        // Every second step is cut out, so that ways stay short.
        let over = leader.get(above as usize).copied().unwrap_or(above);
        if let Some(cell) = leader.get_mut(at as usize) {
            *cell = over;
        }
        at = over;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(one: u32, other: u32, probability: f32) -> Link {
        Link {
            one,
            other,
            probability,
        }
    }

    #[test]
    fn records_linked_in_a_chain_are_one_group() {
        let found = clusters(5, &[link(3, 1, 0.9), link(1, 0, 0.8)], |_| None);
        assert_eq!(found.groups, [vec![0, 1, 3]]);
        assert!(found.conflicts.is_empty());
    }

    #[test]
    fn a_list_that_promises_each_person_once_keeps_its_promise() {
        // 0 is of list 1; 1 and 2 are both of list 2.
        let list = |record| Some(if record == 0 { 1 } else { 2 });
        let links = [link(0, 1, 0.8), link(0, 2, 0.9)];
        let found = clusters(3, &links, list);
        assert_eq!(found.groups, [vec![0, 2]]);
        assert_eq!(found.conflicts, [link(0, 1, 0.8)]);
    }

    #[test]
    fn the_order_of_links_does_not_matter() {
        let mut links: Vec<Link> = (0..40u32)
            .map(|n| link(n * 7 % 23, n * 5 % 19, 0.5 + (n % 7) as f32 / 20.0))
            .collect();
        let list = |record: u32| record.is_multiple_of(3).then_some(record % 2);
        let forth = clusters(23, &links, list);
        links.reverse();
        assert_eq!(clusters(23, &links, list).groups, forth.groups);
    }
}
