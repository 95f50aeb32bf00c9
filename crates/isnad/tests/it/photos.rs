//! Photographs: what labels and folders say of them is listed and counted, for whom it is meant, and no
//! pixel comes along.

use crate::fixture::{Place, user};
use domain::{AccessionId, Role};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Photographs of a fictional leak, taken in and read, with what is true of each by its path.
pub(crate) fn photographed() -> Option<(Place, BTreeMap<String, Value>)> {
    if !Path::new("/usr/bin/tesseract").exists() {
        println!("skipped: tesseract is not installed");
        return None;
    }
    let place = Place::new();
    let options = sample::Options {
        seed: 3,
        papers: sample::LEAST_PAPERS,
        photos: 8,
    };
    let made = sample::make(&place.path("leak"), &options).unwrap();
    place.take_in(&made.files_dir.join("الصور"));
    place.ends(0, &["process", "run", "--no-progress"]);
    let truth = std::fs::read_to_string(place.path("leak/truth/photos.jsonl")).unwrap();
    let truth = truth
        .lines()
        .map(|line| {
            let photo: Value = serde_json::from_str(line).unwrap();
            let path = photo["path"].as_str().unwrap();
            (path.strip_prefix("الصور/").unwrap().to_owned(), photo)
        })
        .collect();
    Some((place, truth))
}

#[test]
fn photographs_are_listed_and_counted_for_those_who_may_read_them() {
    let Some((place, truth)) = photographed() else {
        return;
    };
    labels_are_listed_as_they_are_and_what_is_not_believed_goes_to_a_person(&place, &truth);
    figures_add_up_and_name_what_they_rest_on(&place, &truth);
    reasons_are_told_in_words_and_missing_numbers_are_listed(&place);
    photographs_are_for_those_who_may_read_them(&place);
}

fn labels_are_listed_as_they_are_and_what_is_not_believed_goes_to_a_person(
    place: &Place,
    truth: &BTreeMap<String, Value>,
) {
    let photos = place.ends(0, &["photo", "list", "--jsonl"]).lines();
    assert_eq!(photos.len(), truth.len());
    let (mut right, mut all) = (0, 0);
    for photo in &photos {
        let is = &truth[photo["path"].as_str().unwrap()];
        for field in ["detainee_number", "body_number", "branch", "date"] {
            let same = photo["fields"][field] == is["fields"][field];
            all += 1;
            right += usize::from(same);
            let reviewed = photo["review"] == true;
            assert!(same || reviewed, "{field}: {photo} is {is}");
        }
        let read: Vec<f64> = serde_json::from_value(photo["label_box"].clone()).unwrap();
        let wanted: Vec<f64> = serde_json::from_value(is["label_box"].clone()).unwrap();
        for (read, wanted) in read.iter().zip(wanted) {
            assert!((read - wanted).abs() < 12.0, "{photo}");
        }
        assert_eq!(photo["camera"], is["camera"]);
    }
    assert!(right * 10 >= all * 9, "{right} of {all} fields");
    // Two photographs in a row show the same label.
    let series: BTreeSet<&str> = photos
        .iter()
        .filter_map(|photo| photo["series"].as_str())
        .collect();
    assert_eq!(series.len(), truth.len() / 2);
    let reviewed = place
        .ends(0, &["photo", "list", "--review", "--jsonl"])
        .lines();
    assert!(reviewed.iter().all(|photo| photo["review"] == true));
}

fn figures_add_up_and_name_what_they_rest_on(place: &Place, truth: &BTreeMap<String, Value>) {
    let figures = place.ends(0, &["photo", "stats", "--jsonl"]).lines();
    let number = |figure: &Value| figure["number"].as_u64().unwrap();
    let of = |by: &str| -> u64 {
        let asked = figures
            .iter()
            .filter(|figure| figure["by"] == by && figure["measure"] == "photos");
        asked.map(number).sum()
    };
    assert_eq!(of("all"), truth.len() as u64);
    assert_eq!(of("branch"), of("all"), "what is not attributed is counted");
    for figure in &figures {
        let items = figure["items"].as_array().unwrap();
        assert_eq!(items.len() as u64, number(figure), "{figure}");
        assert!(figure["method"].as_str().unwrap().starts_with("count-"));
    }
    let told = place.ends(0, &["photo", "stats", "--by", "month"]).out;
    assert!(told.contains("Bodies: "), "{told}");
    let arabic = place.ends(0, &["photo", "stats", "--lang", "ar"]).out;
    assert!(arabic.contains("الجثث: "), "{arabic}");
    let table = place.ends(0, &["photo", "stats", "--csv"]).out;
    assert!(
        table.starts_with("of,files,photos,series,bodies,series_without_number\n"),
        "{table}"
    );
}

fn reasons_are_told_in_words_and_missing_numbers_are_listed(place: &Place) {
    // With one numbered branch known, those of the photographs are not, and their labels need a look.
    let units = place.put("units.tsv", "unit\tx.999\t999\t\t\tinvented\n");
    let add = ["photo", "rules", "add", units.to_str().unwrap(), "--quiet"];
    place.ends(0, &add);
    for lang in ["en", "ar", "fr", "nl"] {
        let told = place.ends(0, &["photo", "list", "--review", "--lang", lang]);
        let mut reasons = 0;
        for line in told.out.lines() {
            if let Some(reason) = line.strip_prefix("    ") {
                assert!(
                    reason.ends_with('.') && !reason.contains("label-"),
                    "{line}"
                );
                reasons += 1;
            } else {
                assert!(line.starts_with("ISN-"), "{line}");
            }
        }
        assert!(reasons > 0, "{lang}");
    }
    place.ends(0, &["photo", "rules", "drop", "units", "--quiet"]);
    let gaps = place.ends(0, &["photo", "gaps", "--jsonl"]).lines();
    let told = place.ends(0, &["photo", "gaps"]).out;
    for gap in &gaps {
        let (first, after) = (gap["first"].as_str(), gap["after"].as_str());
        assert!(
            told.contains(first.unwrap()) && told.contains(after.unwrap()),
            "{gap}"
        );
        assert!(gap["missing"].as_u64().unwrap() > 0, "{gap}");
    }
    let lines = told.lines().count();
    assert_eq!(lines, gaps.len().max(1), "{told}");
}

fn photographs_are_for_those_who_may_read_them(place: &Place) {
    let store = place.store();
    let (nour, rima) = (user("nour"), user("rima"));
    store
        .add_user(&nour, &rima, &[Role::Analyst], None)
        .unwrap();
    assert!(store.photos(&rima, None).unwrap().photos.is_empty());
    store.grant(&nour, &rima, AccessionId::new(1)).unwrap();
    assert_eq!(store.photos(&rima, None).unwrap().photos.len(), 8);
    assert_eq!(store.photos(&nour, None).unwrap().photos.len(), 8);
}
