use super::*;
use crate::day::ClockTime;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A shot of this path and time by the camera of this number.
fn shot(path: &str, taken: &str, serial: &str) -> Shot {
    let metadata: BTreeMap<String, Vec<String>> = [
        ("exif.make", "MAKER"),
        ("exif.model", "M1"),
        ("exif.serial", serial),
        ("exif.datetime_original", taken),
        ("jpeg.tables", "aa"),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (key.to_owned(), vec![value.to_owned()]))
    .collect();
    Shot::of_metadata(path.as_bytes(), &metadata, Pack::shipped())
}

fn with_body(mut shot: Shot, body: &str) -> Shot {
    shot.label.body = Some(body.to_owned());
    shot.label.branch = Some("274".to_owned());
    shot
}

fn arranged(shots: &[Shot]) -> Archive {
    arrange(shots, Pack::shipped())
}

fn groups(archive: &Archive) -> Vec<Vec<usize>> {
    archive
        .series
        .iter()
        .map(|series| series.shots.clone())
        .collect()
}

fn keys(archive: &Archive, at: usize) -> Vec<&'static str> {
    let findings = archive.findings.iter().filter(|finding| finding.shot == at);
    findings.map(|finding| finding.remark.key).collect()
}

#[test]
fn a_folder_with_a_number_is_one_series_in_order_of_the_counter() {
    let shots = [
        shot("2011/20-7/92/DSCN2256.JPG", "2011:07:20 08:35:41", "1"),
        shot("2011/20-7/92/DSCN2255.JPG", "2011:07:20 08:34:57", "1"),
        shot("2011/20-7/93/DSCN2257.JPG", "2011:07:20 08:36:57", "1"),
    ];
    assert_eq!(groups(&arranged(&shots)), [vec![1, 0], vec![2]]);
}

#[test]
fn a_folder_of_a_day_is_cut_by_pauses_and_by_labels() {
    let at = |n: u32, time: &str| {
        shot(
            &format!("2011/20-7/DSCN{n}.JPG"),
            &format!("2011:07:20 {time}"),
            "1",
        )
    };
    let shots = [
        at(2255, "08:00:00"),
        at(2256, "08:01:00"),
        at(2257, "08:20:00"),
        at(2258, "08:21:00"),
    ];
    assert_eq!(groups(&arranged(&shots)), [vec![0, 1], vec![2, 3]]);
    // The same number holds over a pause, another one cuts without any.
    let shots = [
        with_body(at(2255, "08:00:00"), "1"),
        with_body(at(2256, "08:20:00"), "1"),
        with_body(at(2257, "08:20:20"), "2"),
        at(2258, "08:20:30"),
    ];
    assert_eq!(groups(&arranged(&shots)), [vec![0, 1], vec![2, 3]]);
}

#[test]
fn missing_numbers_are_told_over_the_end_of_the_counter() {
    let at = |n: u32, second: u32| {
        shot(
            &format!("2011/20-7/92/DSCN{n:04}.JPG"),
            &format!("2011:07:20 08:00:{second:02}"),
            "1",
        )
    };
    let shots = [at(9997, 1), at(9999, 2), at(1, 3), at(4, 4)];
    let gaps: Vec<(u32, u32, u32)> = arranged(&shots)
        .gaps
        .iter()
        .map(|g| (g.from, g.to, g.missing))
        .collect();
    assert_eq!(gaps, [(9998, 9998, 1), (2, 3, 2)]);
    assert!(
        arranged(&shots).findings.is_empty(),
        "{:?}",
        arranged(&shots).findings
    );
}

#[test]
fn a_clock_that_lost_its_setting_is_no_conflict() {
    let shots = [
        shot("2013/24-4/139/DSCN2302.JPG", "2005:01:01 00:11:12", "1"),
        shot("2013/25-4/140/DSCN2303.JPG", "2013:04:25 10:00:00", "1"),
        shot("2014/12-9/291/DSCN2304.JPG", "2013:08:12 10:46:42", "1"),
        shot("2014/13-9/292/DSCN2305.JPG", "2014:09:14 10:46:42", "1"),
    ];
    let found = arranged(&shots);
    assert_eq!(keys(&found, 0), ["photo-clock-reset"]);
    assert_eq!(keys(&found, 1), Vec::<&str>::new());
    assert_eq!(keys(&found, 2), ["photo-clock-differs"]);
    assert_eq!(found.findings[1].remark.get("days"), Some("-396"));
    assert_eq!(keys(&found, 3), Vec::<&str>::new());
}

#[test]
fn a_clock_that_is_off_by_the_same_for_days_is_set_wrong() {
    let shots: Vec<Shot> = (1..6u32)
        .map(|n| {
            shot(
                &format!("2013/1{n}-4/{n}/DSCN230{n}.JPG"),
                &format!("2013:03:1{n} 10:00:00"),
                "1",
            )
        })
        .collect();
    let found = arranged(&shots);
    assert!(
        (0..5).all(|at| keys(&found, at) == ["photo-clock-set-wrong"]),
        "{:?}",
        found.findings
    );
}

#[test]
fn without_folders_of_days_the_counter_contradicts_the_clock() {
    let at = |n: u32, day: u32| {
        shot(
            &format!("x/DSCN{n}.JPG"),
            &format!("2013:04:{day:02} 10:00:00"),
            "1",
        )
    };
    let shots: Vec<Shot> = (0..8u32)
        .map(|n| at(2300 + n, if n == 4 { 25 } else { 1 + n }))
        .collect();
    let found = arranged(&shots);
    let flagged: Vec<usize> = found.findings.iter().map(|finding| finding.shot).collect();
    assert_eq!(flagged, [4], "{:?}", found.findings);
}

#[test]
fn a_picture_in_a_wrong_folder_is_told_by_its_number() {
    let mut shots: Vec<Shot> = (0..4u32)
        .map(|n| {
            shot(
                &format!("2013/10-4/92/DSCN{}.JPG", 2300 + n),
                &format!("2013:04:10 10:0{n}:00"),
                "1",
            )
        })
        .collect();
    shots.remove(2);
    shots.extend((0..6u32).map(|n| {
        shot(
            &format!("2013/12-4/95/DSCN{}.JPG", 2310 + n),
            &format!("2013:04:12 10:0{n}:00"),
            "1",
        )
    }));
    shots.push(shot(
        "2013/12-4/95/DSCN2302.JPG",
        "2013:04:10 10:02:00",
        "1",
    ));
    let found = arranged(&shots);
    let last = shots.len() - 1;
    assert_eq!(
        keys(&found, last),
        ["photo-out-of-place-among"],
        "{:?}",
        found.findings
    );
    let among = found.findings[0].remark.other().unwrap();
    assert_eq!(found.series_of[among], found.series_of[0]);
}

#[test]
fn copies_go_with_their_original_and_are_counted_behind_it() {
    let mut shots = vec![
        shot("واتس/IMG-20130812-WA0002.jpg", "", ""),
        shot("2011/20-7/92/DSCN2255.JPG", "2011:07:20 08:34:57", "1"),
        shot("نسخة احتياطية/002_DSCN2255.JPG", "2011:07:20 08:34:57", "1"),
    ];
    for shot in &mut shots {
        shot.copies = Some(7);
    }
    let found = arranged(&shots);
    assert_eq!(found.copy_of, [Some(1), None, Some(1)]);
    assert_eq!(groups(&found), [vec![1, 0, 2]]);
    assert_eq!(found.series[0].originals, 1);
}

#[test]
fn loose_pictures_go_to_the_one_series_of_their_label() {
    let mut shots = vec![
        with_body(
            shot("2011/20-7/92/DSCN2255.JPG", "2011:07:20 08:34:57", "1"),
            "904",
        ),
        with_body(shot("واتس/IMG-20130812-WA0002.jpg", "", ""), "904"),
        shot("واتس/IMG-20130812-WA0003.jpg", "", ""),
    ];
    assert_eq!(groups(&arranged(&shots)), [vec![0, 1], vec![2]]);
    // The number came back a year later: nobody can say whose the loose one is.
    shots.push(with_body(
        shot("2012/20-7/12/DSCN3255.JPG", "2012:07:20 08:34:57", "1"),
        "904",
    ));
    assert_eq!(arranged(&shots).series.len(), 4);
}

#[test]
fn a_label_of_another_body_in_a_folder_is_told() {
    let at = |n: u32, body: &str| {
        with_body(
            shot(
                &format!("2011/20-7/92/DSCN{n}.JPG"),
                "2011:07:20 08:34:57",
                "1",
            ),
            body,
        )
    };
    let found = arranged(&[at(2255, "1"), at(2256, "9"), at(2257, "1")]);
    assert_eq!(groups(&found), [vec![0, 2], vec![1]]);
    assert_eq!(keys(&found, 1), ["photo-label-of-another-series"]);
    assert!(keys(&found, 0).is_empty());
}

#[test]
fn files_saved_again_are_told_by_what_is_unusual_for_their_camera() {
    let mut shots: Vec<Shot> = (0..30u32)
        .map(|n| {
            let mut shot = shot(
                &format!("2011/20-7/92/DSCN{}.JPG", 2255 + n),
                &format!("2011:07:20 08:00:{n:02}"),
                "1",
            );
            shot.has_maker_note = true;
            shot.thumbnail_likeness = Some(0.98);
            shot.size_px = Some((4000, 3000));
            shot
        })
        .collect();
    assert!(arranged(&shots).findings.is_empty());
    shots[3].software = Some("Adobe Photoshop CS6 (Windows)".to_owned());
    shots[4].tables = Some("bb".to_owned());
    shots[4].standard_tables = Some(75);
    shots[4].has_maker_note = false;
    shots[5].thumbnail_likeness = Some(0.2);
    shots[6].size_px = Some((800, 600));
    shots[7].software = Some("Ver.1.01".to_owned());
    // Held upright.
    shots[8].size_px = Some((3000, 4000));
    let found = arranged(&shots);
    assert_eq!(keys(&found, 3), ["photo-saved-by-program"]);
    assert_eq!(
        keys(&found, 4),
        ["photo-maker-note-missing", "photo-tables-standard"]
    );
    assert_eq!(keys(&found, 5), ["photo-thumbnail-differs"]);
    assert_eq!(keys(&found, 6), ["photo-size-unusual"]);
    assert!(keys(&found, 7).is_empty() && keys(&found, 8).is_empty());
}

/// Shots of an archive in which anything may be.
fn any_shot() -> impl Strategy<Value = Shot> {
    let folder = prop::sample::select(vec!["2011/20-7/92", "2011/21-7", "واتس", "", "2012"]);
    let parts = (
        folder,
        1u32..10_000,
        1u32..29,
        0u32..24,
        prop::option::of(0u32..4),
        0u8..3,
        any::<bool>(),
    );
    parts.prop_map(|(folder, number, day, hour, group, serial, body)| {
        let path = format!("{folder}/DSCN{number:04}.JPG");
        let taken = format!("2011:07:{day:02} {hour:02}:00:00");
        let serial = ["", "1", "2"][usize::from(serial)];
        let mut shot = shot(&path, &taken, serial);
        shot.copies = group.filter(|_| day % 3 == 0);
        if body {
            shot.label.body = Some((number % 5).to_string());
            shot.label.branch = Some("274".to_owned());
        }
        shot
    })
}

proptest! {
    #[test]
    fn every_shot_is_in_one_series_and_the_order_given_does_not_matter(shots in prop::collection::vec(any_shot(), 0..30), turn in 0usize..30) {
        let found = arranged(&shots);
        let mut seen = vec![0; shots.len()];
        for at in found.series.iter().flat_map(|series| &series.shots) {
            seen[*at] += 1;
        }
        prop_assert!(seen.iter().all(|times| *times == 1));
        // The same shots, given in another order; paths of their own tell them apart.
        let mut named: Vec<Shot> = shots;
        for (n, shot) in named.iter_mut().enumerate() {
            if let Some(name) = shot.path.segments.last_mut() {
                name.push_str(&format!("{n}"));
            }
        }
        let paths = |shots: &[Shot]| {
            let found = arranged(shots);
            let name = |at: &usize| shots[*at].path.segments.join("/");
            let mut series: Vec<Vec<String>> = found.series.iter().map(|s| s.shots.iter().map(name).collect()).collect();
            for one in &mut series { one.sort(); }
            series.sort();
            let mut told: Vec<(String, Remark)> = found.findings.iter().map(|f| (name(&f.shot), f.remark.clone())).filter(|(_, r)| !r.key.contains("twice") && !r.key.contains("jumps") && r.other().is_none()).collect();
            told.sort();
            (series, told)
        };
        let before = paths(&named);
        let middle = turn.min(named.len());
        named.rotate_left(middle);
        prop_assert_eq!(before, paths(&named));
    }
}

#[test]
fn clock_times_order_shots_that_have_no_counter() {
    let at = |name: &str, time: &str| {
        shot(
            &format!("2011/20-7/92/{name}"),
            &format!("2011:07:20 {time}"),
            "1",
        )
    };
    let shots = [at("b.jpg", "08:00:00"), at("a.jpg", "08:01:00")];
    assert_eq!(groups(&arranged(&shots)), [vec![0, 1]]);
    assert!(ClockTime::read("2011:07:20 08:00:00", "").is_some());
}

#[test]
fn a_file_that_lies_elsewhere_is_not_missing() {
    let mut shots: Vec<Shot> = [1, 2, 3, 7, 8, 9]
        .map(|n| {
            let path = format!("2011/20-7/92/DSCN{n:04}.JPG");
            shot(&path, "2011:07:20 08:34:57", "1")
        })
        .into();
    // Without a folder of a day and without a clock.
    shots.push(shot("ناقص/DSCN0005.JPG", "", "1"));
    let found = arranged(&shots);
    let gaps: Vec<(String, u32)> = found
        .gaps
        .iter()
        .map(|gap| (gap.names().0, gap.missing))
        .collect();
    assert_eq!(
        gaps,
        [("DSCN0004".to_owned(), 1), ("DSCN0006".to_owned(), 1)]
    );
    assert!(found.findings.is_empty(), "{:?}", found.findings);
}

#[test]
fn a_body_that_comes_back_twice_stays_one_series() {
    let shots: Vec<Shot> = ["7", "8", "7", "8", "7"]
        .iter()
        .zip(1..)
        .map(|(body, n)| {
            let path = format!("2011/20-7/92/DSCN000{n}.JPG");
            with_body(shot(&path, "2011:07:20 08:34:57", "1"), body)
        })
        .collect();
    let mut found = groups(&arranged(&shots));
    found.sort();
    assert_eq!(found, [vec![0, 2, 4], vec![1, 3]]);
}
