//! One label at a time.

use super::*;
use crate::label::{Line, Reading, read_label};
use crate::pack::Pack;
use crate::read_path;

fn label(text: &str) -> Label {
    let line = |text: &str| Line {
        reading: Reading {
            text: text.to_owned(),
            confidence: 0.9,
        },
        others: Vec::new(),
        place: [0.0; 4],
    };
    let lines: Vec<Line> = text.split('\n').map(line).collect();
    read_label(&lines, Pack::shipped(), &Units::default())
}

fn told(label: &Label, grounds: &Grounds<'_>) -> Vec<String> {
    let line = |v: &Verdict| {
        let review = if v.review { " !" } else { "" };
        format!(
            "{} {} {}{review}",
            v.kind.name(),
            v.remark.key,
            v.remark
                .get("there")
                .or(v.remark.get("lines"))
                .unwrap_or("")
        )
    };
    check(label, grounds).iter().map(line).collect()
}

const TEXT: &str = "رقم الجثة: 904\nرقم الموقوف: 92\nالفرع: 274\nالتاريخ: 2011/7/20";

#[test]
fn what_agrees_is_told_and_goes_to_nobody() {
    let path = read_path(
        "2011/20-7/مصور 1/92/DSCN2255.JPG".as_bytes(),
        Pack::shipped(),
    );
    let grounds = Grounds {
        path: Some(&path),
        taken: ClockTime::read("2011:07:20 08:34:57", ""),
        ..Grounds::default()
    };
    assert_eq!(
        told(&label(TEXT), &grounds),
        [
            "detainee_number label-folder-agrees 92",
            "date label-folder-agrees 2011-07-20",
            "date label-camera-agrees 2011-07-20",
        ]
    );
}

#[test]
fn what_differs_goes_to_a_person_with_its_ground() {
    let path = read_path("فرع 336/2012/20-7/93/x.jpg".as_bytes(), Pack::shipped());
    let mut units = Units::default();
    units.add("x", ["274"], None, Day::from_iso("2010-01-01"));
    let grounds = Grounds {
        path: Some(&path),
        taken: ClockTime::read("2011:07:20 08:34:57", ""),
        units: Some(&units),
        bodies: Numbers {
            named: Some(1..=900),
            usual: None,
        },
        ..Grounds::default()
    };
    assert_eq!(
        told(&label(TEXT), &grounds),
        [
            "body_number label-number-out-of-range 1-900 !",
            "detainee_number label-folder-differs 93 !",
            "branch label-branch-not-then 2011-07-20 !",
            "branch label-folder-differs 336 !",
            "date label-folder-differs 2012-07-20 !",
            "date label-camera-agrees 2011-07-20",
        ]
    );
    let unknown = label("الفرع: 999\nالجثة: 1");
    assert!(told(&unknown, &grounds)[0].starts_with("branch label-branch-unknown"));
}

#[test]
fn a_field_that_the_series_has_or_a_line_not_understood_goes_to_a_person() {
    let whole = [label(TEXT), label(TEXT)];
    let short = label("رقم الجثة: 904\nالفرع: 274\nالتاريخ: 2011/7/20");
    let all = Neighbours::of(whole.iter().chain([&short]));
    let grounds = Grounds {
        neighbours: Some(&all),
        ..Grounds::default()
    };
    assert_eq!(
        told(&short, &grounds).last().unwrap(),
        "detainee_number label-field-missing 92 !"
    );
    // By itself nothing says that it should have one.
    assert!(told(&short, &Grounds::default()).is_empty());
    let garbled = label("رقم الجثة: 904\nظظظ ظظظ\nالفرع: 274");
    let lacking = told(&garbled, &Grounds::default());
    assert!(
        lacking.contains(&"date label-line-not-understood 1 !".to_owned()),
        "{lacking:?}"
    );
}

#[test]
fn a_wrong_clock_does_not_make_a_label_doubtful_that_its_folder_confirms() {
    let path = read_path("2011/20-7/x.jpg".as_bytes(), Pack::shipped());
    let grounds = Grounds {
        path: Some(&path),
        taken: ClockTime::read("2005:01:01 00:11:12", ""),
        ..Grounds::default()
    };
    let verdicts = check(&label(TEXT), &grounds);
    let clock = verdicts
        .iter()
        .find(|v| v.remark.key == "label-camera-differs")
        .unwrap();
    assert!(!clock.review);
    let grounds = Grounds {
        path: None,
        ..grounds
    };
    let verdicts = check(&label(TEXT), &grounds);
    assert!(
        verdicts
            .iter()
            .any(|v| v.remark.key == "label-camera-differs" && v.review)
    );
}

#[test]
fn the_other_order_of_a_date_is_recognised() {
    let path = read_path("2013/4-3/x.jpg".as_bytes(), Pack::shipped());
    // 4-3 is the 4th of March before it is the 3rd of April; both readings of the folder count.
    let found = told(
        &label("التاريخ: 3/4/2013\nالجثة: 1"),
        &Grounds {
            path: Some(&path),
            ..Grounds::default()
        },
    );
    assert!(
        found.contains(&"date label-folder-agrees 2013-04-03".to_owned()),
        "{found:?}"
    );
    let taken = ClockTime::read("2013:03:04 08:00:00", "");
    let found = told(
        &label("التاريخ: 3/4/2013\nالجثة: 1"),
        &Grounds {
            taken,
            ..Grounds::default()
        },
    );
    assert_eq!(found, ["date label-date-other-order 2013-03-04 !"]);
}

#[test]
fn two_readings_go_to_a_person_whatever_agrees() {
    let line = Line {
        reading: Reading {
            text: "الموقوف: 92".to_owned(),
            confidence: 0.9,
        },
        others: vec![Reading {
            text: "الموقوف: 97".to_owned(),
            confidence: 0.3,
        }],
        place: [0.0; 4],
    };
    let label = read_label(&[line], Pack::shipped(), &Units::default());
    let path = read_path("2011/20-7/92/x.jpg".as_bytes(), Pack::shipped());
    let found = told(
        &label,
        &Grounds {
            path: Some(&path),
            ..Grounds::default()
        },
    );
    assert_eq!(
        found,
        [
            "detainee_number label-folder-agrees 92",
            "detainee_number label-readings-differ 97"
        ]
    );
}

#[test]
fn neighbours_raise_and_flag() {
    let (own, same, other) = (
        label("الجثة: 904"),
        label("الجثة: 904"),
        label("الجثة: 964"),
    );
    let with = |others: &[&Label]| {
        let all = Neighbours::of(others.iter().copied().chain([&own]));
        told(
            &own,
            &Grounds {
                neighbours: Some(&all),
                ..Grounds::default()
            },
        )
    };
    assert_eq!(
        with(&[&same, &same]),
        ["body_number label-neighbours-agree 904"]
    );
    assert_eq!(
        with(&[&same, &same, &other]),
        [
            "body_number label-neighbours-agree 904",
            "body_number label-neighbours-differ 964",
        ]
    );
    assert_eq!(
        with(&[&other, &other]),
        ["body_number label-neighbours-differ 964 !"]
    );
    assert!(with(&[]).is_empty());
}

/// Labels whose first line has another reading.
fn read_twice(text: &str, other: &str) -> Label {
    let line = |(n, text): (usize, &str)| Line {
        reading: Reading {
            text: text.to_owned(),
            confidence: 0.9,
        },
        others: (n == 0)
            .then(|| Reading {
                text: other.to_owned(),
                confidence: 0.4,
            })
            .into_iter()
            .collect(),
        place: [0.0; 4],
    };
    let lines: Vec<Line> = text.lines().enumerate().map(line).collect();
    read_label(&lines, Pack::shipped(), &Units::default())
}

fn differs(label: &Label, grounds: &Grounds<'_>) -> Vec<String> {
    let mut told = told(label, grounds);
    told.retain(|line| line.contains("readings-differ"));
    told
}

#[test]
fn another_reading_goes_to_a_person_unless_something_rules_it_out() {
    let label = read_twice("الموقوف: 92\nالفرع: 274", "الموقوف: 97");
    let with = |path: &str| {
        let path = read_path(path.as_bytes(), Pack::shipped());
        let grounds = Grounds {
            path: Some(&path),
            ..Grounds::default()
        };
        differs(&label, &grounds)
    };
    assert_eq!(
        with("x.jpg"),
        ["detainee_number label-readings-differ 97 !"]
    );
    assert_eq!(
        with("2011/20-7/92/x.jpg"),
        ["detainee_number label-readings-differ 97"]
    );
    assert_eq!(
        with("2011/20-7/97/x.jpg"),
        ["detainee_number label-readings-differ 97 !"]
    );
    // A day beside the folder's agrees, and proves nothing against another reading.
    let dated = read_twice("التاريخ: 21/7/2011", "التاريخ: 20/7/2011");
    let path = read_path("2011/20-7/x.jpg".as_bytes(), Pack::shipped());
    let grounds = Grounds {
        path: Some(&path),
        ..Grounds::default()
    };
    assert_eq!(
        differs(&dated, &grounds),
        ["date label-readings-differ 2011-07-20 !"]
    );
}

#[test]
fn several_labels_rule_out_what_none_of_them_says() {
    let own = read_twice("الموقوف: 92", "الموقوف: 97");
    let (same, other) = (label("الموقوف: 92"), label("الموقوف: 97"));
    let with = |others: &[&Label]| {
        let all = Neighbours::of(others.iter().copied().chain([&own]));
        let grounds = Grounds {
            neighbours: Some(&all),
            ..Grounds::default()
        };
        differs(&own, &grounds)
    };
    let to_person = ["detainee_number label-readings-differ 97 !"];
    assert_eq!(with(&[&same]), to_person);
    assert_eq!(with(&[&same, &same, &other]), to_person);
    assert_eq!(
        with(&[&same, &same]),
        ["detainee_number label-readings-differ 97"]
    );
}
