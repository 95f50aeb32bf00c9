//! How many of planted copies are looked at at all.

use crate::noise::{form, misread, read};
use copies::{Candidates, Marks, compare};
use proptest::prelude::*;

/// Marks of papers of one form, and of a misread second reading of each.
fn planted(papers: u64, percent: usize, seed: u64) -> Vec<Marks> {
    let reading = |n: u64, again: u64| {
        let words = misread(&form(seed * 1_000 + n), percent, seed + n * 2 + again);
        Marks::of(&read(&words))
    };
    (0..papers)
        .flat_map(|n| [reading(n, 0), reading(n, 1)])
        .collect()
}

fn pairs(all: &[Marks]) -> Vec<(u32, u32)> {
    let mut counted = Candidates::new();
    all.iter().for_each(|marks| counted.count(marks));
    let mut kept = counted.counted();
    all.iter().for_each(|marks| kept.keep(marks));
    kept.pairs()
}

fn found(papers: u64, percent: usize, seed: u64) -> (usize, usize) {
    let pairs = pairs(&planted(papers, percent, seed));
    let right = pairs.iter().filter(|(a, b)| a / 2 == b / 2).count();
    (right, pairs.len())
}

#[test]
fn the_share_of_copies_looked_at_falls_slowly_with_the_errors() {
    for (percent, least) in [(0, 100), (10, 100), (20, 99), (30, 97), (40, 90)] {
        let (right, looked_at) = found(100, percent, 3);
        println!("{percent} % of words wrong: {right} of 100 looked at, {looked_at} pairs in all");
        assert!(right >= least, "{percent} %: {right}");
        assert!(looked_at < 1_500, "{percent} %: {looked_at} pairs");
    }
}

#[test]
fn more_copies_than_any_rare_shingle_may_have_are_joined_all_the_same() {
    let text = form(5);
    let one = Marks::of(&crate::noise::certain(&text));
    let all: Vec<Marks> = (0..300).map(|_| one.clone()).collect();
    let mut groups = copies::Groups::new();
    pairs(&all).iter().for_each(|(a, b)| groups.join(a, b));
    assert_eq!(groups.all().len(), 1);
    assert_eq!(groups.all()[0].len(), 300);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_kept_survives_being_written_down(seed in 0u64..1_000) {
        let marks = Marks::of(&read(&misread(&form(seed), 20, seed)));
        prop_assert_eq!(Marks::from_bytes(&marks.to_bytes()), Some(marks));
    }

    #[test]
    fn copies_are_looked_at_whatever_the_papers(seed in 0u64..1_000) {
        let (right, _) = found(20, 25, seed);
        prop_assert!(right >= 18, "{} of 20", right);
    }

    #[test]
    fn no_order_of_two_readings_changes_what_is_said(a in 0u64..50, b in 0u64..50, percent in 0usize..40) {
        let one = read(&misread(&form(a), percent, 1));
        let other = read(&misread(&form(b), percent, 2));
        prop_assert_eq!(compare(&one, &other), compare(&other, &one));
    }
}
