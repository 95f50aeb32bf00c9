use super::*;
use crate::{Pack, arrange};
use std::collections::BTreeMap as Map;

fn shot(path: &str, body: Option<&str>, branch: Option<&str>) -> Shot {
    let metadata: Map<String, Vec<String>> = [
        ("exif.model", "M1"),
        ("exif.make", "MAKER"),
        ("exif.serial", "7"),
    ]
    .map(|(key, value)| (key.to_owned(), vec![value.to_owned()]))
    .into();
    let mut shot = Shot::of_metadata(path.as_bytes(), &metadata, Pack::shipped());
    shot.label.body = body.map(str::to_owned);
    shot.label.branch = branch.map(str::to_owned);
    shot
}

fn figures(shots: &[Shot], counting: &Counting) -> Vec<Figure> {
    let mut units = Units::default();
    units.add("x.274", ["274"], None, None);
    count(shots, &arrange(shots, Pack::shipped()), &units, counting)
}

fn number(figures: &[Figure], measure: Measure, by: By, of: Option<&str>) -> usize {
    let found = figures
        .iter()
        .find(|f| f.measure == measure && f.by == by && f.of.as_deref() == of);
    found.map_or(0, Figure::number)
}

#[test]
fn figures_have_their_lists_and_what_is_unknown_is_counted_as_such() {
    let mut shots = vec![
        shot("2013/24-4/مصور 1/92/DSCN0001.JPG", Some("1"), Some("274")),
        shot("2013/24-4/مصور 1/92/DSCN0002.JPG", None, None),
        shot("2013/25-4/مصور 1/93/DSCN0003.JPG", Some("2"), None),
        shot("نسخة/001_DSCN0001.JPG", Some("1"), Some("274")),
        shot("x/scan.jpg", None, None),
    ];
    shots[0].copies = Some(1);
    shots[3].copies = Some(1);
    let found = figures(&shots, &Counting::default());
    let number = |measure, by, of| number(&found, measure, by, of);
    assert_eq!(number(Measure::Files, By::All, None), 5);
    assert_eq!(number(Measure::Photos, By::All, None), 4);
    assert_eq!(number(Measure::Photos, By::Branch, Some("x.274")), 2);
    assert_eq!(number(Measure::Photos, By::Branch, None), 2);
    assert_eq!(number(Measure::Photos, By::Month, Some("2013-04")), 3);
    assert_eq!(
        number(Measure::Photos, By::BranchAndMonth, Some("x.274 2013-04")),
        2
    );
    assert_eq!(number(Measure::Files, By::Photographer, Some("مصور 1")), 4);
    assert_eq!(number(Measure::Bodies, By::All, None), 2);
    assert_eq!(number(Measure::SeriesWithoutNumber, By::All, None), 1);
    let branch = found
        .iter()
        .find(|f| f.measure == Measure::Photos && f.of.as_deref() == Some("x.274"))
        .unwrap();
    let list: Vec<&[usize]> = branch.list.iter().map(AsRef::as_ref).collect();
    assert_eq!(list, [[0], [1]]);
    assert_eq!(branch.method, "count-photos-without-copies");
}

#[test]
fn a_number_that_comes_back_after_the_period_is_another_body() {
    let at = |day: &str, n: u32| {
        shot(
            &format!("2013/{day}/{n}/DSCN{n:04}.JPG"),
            Some("1"),
            Some("274"),
        )
    };
    let shots = [at("1-1", 11), at("20-2", 12), at("1-4", 13), at("1-9", 14)];
    let of = |period_days| {
        let counting = Counting {
            period_days,
            ..Counting::default()
        };
        number(&figures(&shots, &counting), Measure::Bodies, By::All, None)
    };
    assert_eq!((of(60), of(400), of(10)), (2, 1, 4));
}

#[test]
fn parts_add_up_to_the_whole() {
    let shots: Vec<Shot> = (0..40u32)
        .map(|n| {
            shot(
                &format!("2013/{}-4/{n}/DSCN{n:04}.JPG", n % 28 + 1),
                (n % 3 > 0).then_some("5"),
                (n % 2 > 0).then_some("274"),
            )
        })
        .collect();
    let found = figures(&shots, &Counting::default());
    for measure in [
        Measure::Files,
        Measure::Photos,
        Measure::Series,
        Measure::Bodies,
    ] {
        let all = number(&found, measure, By::All, None);
        for by in [
            By::Branch,
            By::Month,
            By::BranchAndMonth,
            By::Photographer,
            By::Camera,
        ] {
            let sum: usize = found
                .iter()
                .filter(|f| f.measure == measure && f.by == by)
                .map(Figure::number)
                .sum();
            assert_eq!(sum, all, "{measure:?} {by:?}");
        }
    }
}

#[test]
fn shots_with_a_wrong_clock_can_be_left_out() {
    let mut shots = vec![
        shot("2013/24-4/92/DSCN0001.JPG", Some("1"), Some("274")),
        shot("2013/24-4/92/DSCN0002.JPG", Some("1"), Some("274")),
    ];
    shots[1].taken = ClockTime::read("2011:01:05 10:00:00", "");
    let counting = Counting {
        leave_out: ["photo-clock-differs".to_owned()].into(),
        ..Counting::default()
    };
    assert_eq!(
        number(&figures(&shots, &counting), Measure::Photos, By::All, None),
        1
    );
}
