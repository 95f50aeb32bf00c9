use super::*;
use crate::label::{Line, Reading, read_label};
use crate::{Stance, arrange};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A shot of the camera with this number, and its label.
fn shot(path: &str, taken: &str, serial: &str, label: &str) -> (Shot, Label) {
    let metadata: BTreeMap<String, Vec<String>> = [
        ("exif.make", "MAKER"),
        ("exif.model", "M1"),
        ("exif.serial", serial),
        ("exif.datetime_original", taken),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (key.to_owned(), vec![value.to_owned()]))
    .collect();
    let lines: Vec<Line> = label
        .lines()
        .map(|text| Line {
            reading: Reading {
                text: text.to_owned(),
                confidence: 0.9,
            },
            others: Vec::new(),
            place: [0.0; 4],
        })
        .collect();
    let pack = Pack::shipped();
    let label = read_label(&lines, pack, &Units::default());
    (Shot::of_metadata(path.as_bytes(), &metadata, pack), label)
}

/// Bodies of one day, two shots of each, with these numbers on the labels of the first and the second.
fn day(folder: &str, bodies: &[(u32, u32)]) -> (Vec<Shot>, Vec<Label>) {
    let mut all = Vec::new();
    for (n, (first, second)) in bodies.iter().enumerate() {
        for (shot_of, body) in [first, second].into_iter().enumerate() {
            let number = n * 10 + shot_of + 1;
            let path = format!("{folder}/DSCN{number:04}.JPG");
            let minute = n * 10 + shot_of;
            let taken = format!("2013:04:04 {:02}:{:02}:00", 8 + minute / 60, minute % 60);
            let label = format!("رقم الجثة: {body}\nالفرع: 274");
            all.push(shot(&path, &taken, "1", &label));
        }
    }
    all.into_iter().unzip()
}

fn judged(folder: &str, bodies: &[(u32, u32)]) -> (Vec<Shot>, Vec<Vec<String>>) {
    let (mut shots, labels) = day(folder, bodies);
    let (_, verdicts) = judge(&mut shots, &labels, Pack::shipped(), &Units::default());
    let reviewed = |verdicts: &Vec<Verdict>| {
        let verdicts = verdicts.iter().filter(|verdict| verdict.review);
        let told = |v: &Verdict| {
            let there = v.remark.get("there").unwrap_or_default();
            format!("{} {there}", v.remark.key)
        };
        verdicts.map(told).collect()
    };
    (shots, verdicts.iter().map(reviewed).collect())
}

fn pairs(numbers: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    numbers.into_iter().map(|number| (number, number)).collect()
}

#[test]
fn a_number_far_from_those_of_its_folder_goes_to_a_person_and_the_others_do_not() {
    let mut bodies = pairs(640..660);
    bodies[3] = (6430, 6430);
    let (shots, reviewed) = judged("2013/4-4", &bodies);
    let far = vec!["label-number-far 640-659".to_owned()];
    assert_eq!((&reviewed[6], &reviewed[7]), (&far, &far));
    assert_eq!((&shots[6].label.body, &shots[7].label.body), (&None, &None));
    for (at, reasons) in reviewed.iter().enumerate() {
        assert!(reasons.is_empty() || at == 6 || at == 7, "{at} {reasons:?}");
    }
    assert_eq!(shots[0].label.body.as_deref(), Some("640"));
    // Too few to say what is usual.
    let (_, reviewed) = judged("2013/4-4", &bodies[..5]);
    assert!(reviewed.iter().all(Vec::is_empty), "{reviewed:?}");
}

#[test]
fn a_number_out_of_what_the_folder_says_goes_to_a_person() {
    let mut bodies = pairs([1004, 1020, 1100, 1150, 1199]);
    bodies[4] = (1299, 1299);
    let (_, reviewed) = judged("2013/4-4/1001-1200", &bodies);
    let out = vec!["label-number-out-of-range 1001-1200".to_owned()];
    assert_eq!((&reviewed[8], &reviewed[9]), (&out, &out));
    assert!(reviewed[..8].iter().all(Vec::is_empty), "{reviewed:?}");
    // What is counted is not said; where few labels fit, it is not bodies.
    let (_, reviewed) = judged("2013/4-4/1001-1200", &pairs([4, 20, 1100, 1150, 1199]));
    assert!(reviewed.iter().all(Vec::is_empty), "{reviewed:?}");
    let (_, reviewed) = judged("2013/4-4/جثة 1001-1200", &pairs([4, 1100]));
    assert_eq!(reviewed[0], out);
    assert!(reviewed[2].is_empty());
}

#[test]
fn what_a_person_decided_is_kept_and_a_shot_without_a_label_has_no_verdicts() {
    let (mut shots, mut labels) = day("2013/4-4", &[(640, 641), (650, 650)]);
    shots[0].label.body = Some("641".to_owned());
    labels[3] = Label::default();
    let (archive, verdicts) = judge(&mut shots, &labels, Pack::shipped(), &Units::default());
    assert_eq!(shots[0].label.body.as_deref(), Some("641"));
    assert_eq!(shots[0].label.branch.as_deref(), Some("274"));
    assert!(verdicts[3].is_empty() && shots[3].label.is_empty());
    assert_eq!(archive.series_of[0], archive.series_of[1]);
    let agrees = |v: &Verdict| v.stance == Stance::Agrees;
    assert!(verdicts[1].iter().any(agrees));
}

#[test]
fn a_name_that_is_nearly_one_that_many_have_goes_to_a_person() {
    let names = [
        "سجن الوادي",
        "سجن الوادي",
        "سجن الوادي",
        "سجن الواذي",
        "سجن التل",
    ];
    let (mut shots, labels): (Vec<Shot>, Vec<Label>) = names
        .iter()
        .zip(1..)
        .map(|(name, n)| {
            let path = format!("2013/4-4/{n}/DSCN000{n}.JPG");
            shot(&path, "", "1", &format!("الجهة: {name}"))
        })
        .unzip();
    let (_, verdicts) = judge(&mut shots, &labels, Pack::shipped(), &Units::default());
    let seldom = |verdicts: &Vec<Verdict>| {
        let mut keys = verdicts.iter().map(|verdict| verdict.remark.key);
        keys.any(|key| key == "label-branch-seldom")
    };
    let found: Vec<bool> = verdicts.iter().map(seldom).collect();
    assert_eq!(found, [false, false, false, true, false]);
    assert_eq!(shots[3].label.branch, None);
}

fn any_shots() -> impl Strategy<Value = Vec<(Shot, Label)>> {
    let folder = prop::sample::select(vec!["2013/4-4/92", "2013/5-4", "واتس", "", "1-500"]);
    let one = (folder, 1u32..60, 1u32..9, 0u32..6, 0u8..3, any::<bool>());
    let one = one.prop_map(|(folder, number, of_month, body, serial, dated)| {
        let date = if dated {
            format!("\nالتاريخ: {of_month}/4/2013")
        } else {
            String::new()
        };
        let label = match body {
            0 => String::new(),
            body => format!("رقم الجثة: {body}\nالفرع: 27{}{date}", body % 3),
        };
        let taken = format!("2013:04:{of_month:02} 08:{number:02}:00");
        let serial = ["", "1", "2"][usize::from(serial)];
        shot(
            &format!("{folder}/DSCN{number:04}.JPG"),
            &taken,
            serial,
            &label,
        )
    });
    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn the_archive_is_the_one_of_the_believed_labels(all in any_shots()) {
        let (mut shots, labels): (Vec<Shot>, Vec<Label>) = all.into_iter().unzip();
        let pack = Pack::shipped();
        let (archive, verdicts) = judge(&mut shots, &labels, pack, &Units::default());
        prop_assert_eq!(verdicts.len(), shots.len());
        prop_assert_eq!(&archive, &arrange(&shots, pack));
    }
}
