//! Running numbers of one camera, unrolled, and what does not fit into their order.

/// Numbers as they would be had the counter never started again, in the order in which the shots are
/// believed to have been taken.
///
/// A fall by more than half of what the counter holds is its end: behind 9999 comes 0001. A fall that
/// the following shots confirm (a new card, a counter set back) begins a new run, as far away as
/// no gap reaches.
pub(crate) fn unrolled(numbers: &[u32], digits: u8) -> Vec<i64> {
    let length = 10i64.pow(u32::from(digits.clamp(1, 9))) - 1;
    // Longer than any counter: runs never touch.
    let apart = length * 4;
    let mut base = 0i64;
    let mut run = 0i64;
    let mut highest: Option<i64> = None;
    let mut out = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let number = i64::from(*number);
        if let Some(last) = highest {
            let fall = last - (run + base + number);
            if fall > length / 2 && fall < length {
                base += length;
            } else if fall > 0
                && is_new_run(numbers.get(at..).unwrap_or_default(), last - run - base)
            {
                run += base + apart;
                base = 0;
                highest = None;
            }
        }
        let mut value = run + base + number;
        // Late comers from before the end of the counter.
        if let Some(last) = highest
            && value - last > length / 2
            && base > 0
        {
            value -= length;
        }
        highest = Some(highest.map_or(value, |last| last.max(value)));
        out.push(value);
    }
    out
}

/// Whether the shots from here on stay below what was reached before, rising: not one that lies in a wrong
/// folder, but a counter that began again.
fn is_new_run(ahead: &[u32], reached: i64) -> bool {
    const CONFIRMING: usize = 6;
    let ahead = ahead.get(..CONFIRMING).unwrap_or_default();
    let below = ahead.iter().all(|number| i64::from(*number) < reached);
    ahead.len() == CONFIRMING && below && ahead.is_sorted()
}

/// Which of the values belong to the series that never falls and weighs most; of several as heavy that one
/// whose values are smallest. Weights are at least 1. In n log n steps.
pub(crate) fn heaviest_rising(values: &[i64], weights: &[u32]) -> Vec<bool> {
    let mut sorted: Vec<i64> = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    // By value, the heaviest series that ends there or below (Fenwick, 1994: a tree of maxima).
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); sorted.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    let mut heaviest: (u64, Option<usize>) = (0, None);
    for (at, value) in values.iter().enumerate() {
        let place = sorted.partition_point(|known| known <= value);
        let mut best = (0, None);
        let mut node = place;
        while node > 0 {
            if let Some(known) = tree.get(node).filter(|known| known.0 > best.0) {
                best = *known;
            }
            node &= node - 1;
        }
        before.push(best.1);
        let weight = best.0 + u64::from(weights.get(at).copied().unwrap_or(1).max(1));
        let own = (weight, Some(at));
        let smaller = |other: Option<usize>| {
            other
                .and_then(|at| values.get(at))
                .is_some_and(|o| value < o)
        };
        if weight > heaviest.0 || weight == heaviest.0 && smaller(heaviest.1) {
            heaviest = own;
        }
        let mut node = place;
        while let Some(known) = tree.get_mut(node) {
            if known.0 < weight {
                *known = own;
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut fits = vec![false; values.len()];
    let mut at = heaviest.1;
    while let Some(place) = at {
        if let Some(fit) = fits.get_mut(place) {
            *fit = true;
        }
        at = before.get(place).copied().flatten();
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_counter_rolls_over_behind_its_highest_number() {
        assert_eq!(
            unrolled(&[9997, 9998, 9999, 1, 2], 4),
            [9997, 9998, 9999, 10_000, 10_001]
        );
        // One shot from before that stands behind.
        assert_eq!(
            unrolled(&[9998, 1, 9999, 2], 4),
            [9998, 10_000, 9999, 10_001]
        );
    }

    #[test]
    fn a_counter_that_begins_again_begins_a_new_run() {
        let numbers = [500, 501, 502, 1, 2, 3, 4, 5, 6, 7];
        let found = unrolled(&numbers, 4);
        assert!(
            found.is_sorted() && found[3] - found[2] > 10_000,
            "{found:?}"
        );
        // One that falls alone is out of place, not a new run.
        assert_eq!(
            unrolled(&[500, 501, 90, 502, 503], 4),
            [500, 501, 90, 502, 503]
        );
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let fits = heaviest_rising(&[1, 2, 90, 3, 4, 4, 5], &[1; 7]);
        assert_eq!(fits, [true, true, false, true, true, true, true]);
        // Of two that cannot both be right the heavier one is.
        assert_eq!(
            heaviest_rising(&[1, 3, 2, 4], &[2, 2, 1, 2]),
            [true, true, false, true]
        );
        assert_eq!(
            heaviest_rising(&[1, 3, 2, 4], &[2, 1, 2, 2]),
            [true, false, true, true]
        );
        assert!(heaviest_rising(&[], &[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_heaviest_series_never_falls_and_none_is_heavier(weighed in prop::collection::vec((0i64..30, 1u32..4), 0..12)) {
            let (values, weights): (Vec<i64>, Vec<u32>) = weighed.iter().copied().unzip();
            let fits = heaviest_rising(&values, &weights);
            let of = |keep: &dyn Fn(usize) -> bool| -> (Vec<i64>, u32) {
                let kept = weighed.iter().enumerate().filter(|(n, _)| keep(*n));
                let kept: Vec<(i64, u32)> = kept.map(|(_, row)| *row).collect();
                (kept.iter().map(|row| row.0).collect(), kept.iter().map(|row| row.1).sum())
            };
            let (kept, weight) = of(&|n| fits[n]);
            prop_assert!(kept.is_sorted());
            let best = (0u32..1 << values.len())
                .map(|mask| of(&|n| mask >> n & 1 == 1))
                .filter(|(some, _)| some.is_sorted())
                .map(|(_, weight)| weight)
                .max();
            prop_assert_eq!(Some(weight), best);
        }

        #[test]
        fn a_counter_that_only_counts_is_unrolled_to_steps_of_one(start in 1u32..9999, count in 1usize..30_000) {
            let numbers: Vec<u32> = (0..count as u32).map(|n| (start - 1 + n) % 9999 + 1).collect();
            let found = unrolled(&numbers, 4);
            prop_assert!(found.windows(2).all(|pair| pair[1] - pair[0] == 1));
        }
    }
}
