//! Looking at photographs with care: step by step, each step recorded; what one person saw and wrote down
//! spares the next.

use crate::fixture::{Place, user};
use crate::photos::photographed;
use domain::{AccessionId, ItemId, Role, UserName};
use image::RgbImage;
use std::collections::BTreeMap;
use workbench::photos::{DescriptionRequest, LabelRequest};
use workbench::{RevealStep, Store, WorkbenchError};

/// A store with photographs, an analyst, and who reads the record.
struct Desk {
    place: Place,
    store: Store,
    rima: UserName,
    watcher: UserName,
}

fn desk() -> Option<Desk> {
    let (place, _) = photographed()?;
    let store = place.store();
    let nour = user("nour");
    let (root, rima, watcher) = (user("root"), user("rima"), user("watcher"));
    store
        .add_user(&nour, &root, &[Role::Administrator], None)
        .unwrap();
    store
        .add_user(&root, &rima, &[Role::Analyst], None)
        .unwrap();
    store
        .add_user(&root, &watcher, &[Role::SecurityOfficer], None)
        .unwrap();
    store.grant(&nour, &rima, AccessionId::new(1)).unwrap();
    Some(Desk {
        place,
        store,
        rima,
        watcher,
    })
}

impl Desk {
    fn photo(&self, n: usize) -> ItemId {
        let photos = self.store.photos(&self.rima, None).unwrap();
        photos.photos[n].line.item.clone()
    }

    fn reveal(&self, id: &ItemId, step: RevealStep) -> Result<Option<RevealStep>, WorkbenchError> {
        self.store.reveal(&self.rima, id, 1, step, Some("identify"))
    }

    fn is_covered(&self, id: &ItemId, step: RevealStep) -> bool {
        let image = self.store.page_image(&self.rima, id, 1, step, 1_000);
        matches!(image, Err(WorkbenchError::Covered))
    }

    /// What the command line writes, which is a program of its own and has uncovered nothing yet.
    fn written(&self, words: &[&str]) -> RgbImage {
        let file = self.place.path("picture.png");
        let to = ["-o", file.to_str().unwrap(), "--user", "rima"];
        self.place.ends(0, &[words, &to].concat());
        let picture = image::open(&file).unwrap().into_rgb8();
        std::fs::remove_file(&file).unwrap();
        picture
    }

    /// What the record says of uncovering, oldest first: object and reason.
    fn record(&self) -> Vec<(String, String)> {
        let rows = self.store.consultations(&self.watcher, None, 10_000);
        let mut rows: Vec<(String, String)> = rows
            .unwrap()
            .into_iter()
            .filter(|row| row.action == "reveal-image" && row.outcome == "permitted")
            .map(|row| {
                let reason = row.reason.unwrap_or_default();
                (row.object.unwrap_or_default(), reason)
            })
            .collect();
        rows.reverse();
        rows
    }
}

#[test]
fn photographs_are_looked_at_with_care() {
    let Some(desk) = desk() else {
        return;
    };
    a_photograph_is_uncovered_step_by_step_and_each_is_recorded(&desk);
    a_label_is_shown_without_the_picture_around_it(&desk);
    what_a_person_reads_on_a_label_counts_and_the_reading_stays(&desk);
    a_description_spares_the_next_person(&desk);
    rules_are_taken_and_dropped_and_say_which_branches_there_were(&desk);
    own_figures_are_for_oneself_and_sums_name_nobody(&desk);
    words_of_people_survive_a_rebuild_and_go_with_an_erasure(&desk);
}

fn a_photograph_is_uncovered_step_by_step_and_each_is_recorded(desk: &Desk) {
    let id = desk.photo(0);
    let covered = |step| desk.is_covered(&id, step);
    assert!(RevealStep::ALL[1..].iter().all(|step| covered(*step)));
    assert!(matches!(
        desk.store
            .reveal(&desk.rima, &id, 1, RevealStep::Blurred, Some("  ")),
        Err(WorkbenchError::ReasonRequired)
    ));
    for early in [RevealStep::Small, RevealStep::Grey, RevealStep::Colour] {
        let refused = desk.reveal(&id, early);
        assert!(
            matches!(refused, Err(WorkbenchError::StepBefore(_))),
            "{refused:?}"
        );
    }
    assert!(desk.record().is_empty());

    let (number, mut recorded, mut seen) = (id.to_string(), Vec::new(), Vec::new());
    for step in &RevealStep::ALL[1..] {
        let words = [
            "doc",
            "page",
            &number,
            "1",
            "--reveal",
            "--step",
            step.name(),
        ];
        let image = desk.written(&[&words[..], &["--reason", "identify"]].concat());
        let grey = image.pixels().all(|p| p.0[0] == p.0[1] && p.0[1] == p.0[2]);
        assert_eq!(grey, *step != RevealStep::Colour, "{step:?}");
        let small = matches!(step, RevealStep::Blurred | RevealStep::Small);
        assert_eq!(image.width().max(image.height()) <= 320, small, "{step:?}");
        seen.push(image);
        // The steps on the way are in the record as well.
        let taken = RevealStep::ALL[1..].iter().filter(|one| *one <= step);
        recorded
            .extend(taken.map(|one| (format!("{id}#p1 {}", one.name()), "identify".to_owned())));
        // What another program uncovered stays covered here.
        assert!(covered(RevealStep::Blurred));
    }
    // The blur takes away what is fine: neighbours differ less.
    let rough = |image: &RgbImage| -> u64 {
        let row = |y: u32| {
            (1..image.width()).map(move |x| {
                let (a, b) = (image.get_pixel(x - 1, y), image.get_pixel(x, y));
                u64::from(a.0[0].abs_diff(b.0[0]))
            })
        };
        (0..image.height()).flat_map(row).sum()
    };
    assert!(rough(&seen[0]) * 2 < rough(&seen[1]));
    assert_eq!(desk.record(), recorded);
    desk.place.ends(
        2,
        &[
            "doc", "page", &number, "1", "--reveal", "-o", "x.png", "--user", "rima",
        ],
    );
    // What is not there leaves no entry, and a reason has its bounds.
    for (page, step) in [
        (0, RevealStep::Blurred),
        (2, RevealStep::Blurred),
        (2, RevealStep::Label),
    ] {
        let nowhere = desk.store.reveal(&desk.rima, &id, page, step, Some("x"));
        assert!(matches!(nowhere, Err(WorkbenchError::NotAvailable(_))));
    }
    let long = "x".repeat(401);
    let refused = desk
        .store
        .reveal(&desk.rima, &id, 1, RevealStep::Blurred, Some(&long));
    assert!(matches!(refused, Err(WorkbenchError::BadValue { .. })));
    assert_eq!(desk.record(), recorded);

    desk.reveal(&id, RevealStep::Blurred).unwrap();
    desk.reveal(&id, RevealStep::Small).unwrap();
    assert_eq!(
        desk.store.uncovered(&desk.rima, &id, 1).unwrap(),
        Some(RevealStep::Small)
    );
    assert!(covered(RevealStep::Grey));
    desk.store.cover_all(&desk.rima);
    assert!(covered(RevealStep::Blurred) && covered(RevealStep::Colour));
    assert!(matches!(
        desk.store.print_image(&desk.rima, &id, 1, "for the court"),
        Err(WorkbenchError::Covered)
    ));
}

fn a_label_is_shown_without_the_picture_around_it(desk: &Desk) {
    let id = desk.photo(1);
    let label = |n| desk.store.label_image(&desk.rima, &id, n);
    assert!(matches!(label(0), Err(WorkbenchError::Covered)));
    let crop = desk.written(&["photo", "label", &id.to_string()]);
    assert!(crop.width() > 40 && crop.height() > 20);
    let last = desk.record().pop().unwrap();
    assert_eq!(last, (format!("{id}#p1 label"), String::new()));
    desk.store
        .reveal(&desk.rima, &id, 1, RevealStep::Label, None)
        .unwrap();
    assert!(matches!(label(9), Err(WorkbenchError::NotAvailable(_))));
    assert!(desk.is_covered(&id, RevealStep::Blurred));
}

fn request(pairs: &[(&str, &str)]) -> LabelRequest {
    LabelRequest {
        fields: pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        illegible: pairs.is_empty(),
        ..LabelRequest::default()
    }
}

fn what_a_person_reads_on_a_label_counts_and_the_reading_stays(desk: &Desk) {
    let (store, rima) = (&desk.store, &desk.rima);
    let id = desk.photo(0);
    let before = store.photo(rima, &id).unwrap().unwrap();
    // Who has not seen a label does not say what it reads.
    let unseen = desk.photo(3);
    let blind = store.read_label(rima, &unseen, &request(&[("branch", "274")]));
    assert!(matches!(blind, Err(WorkbenchError::BadValue { .. })));
    let other_reading = LabelRequest {
        on: Some("00".repeat(32).parse().unwrap()),
        ..request(&[("branch", "274")])
    };
    assert!(store.read_label(rima, &id, &other_reading).is_err());
    for wrong in [
        LabelRequest::default(),
        LabelRequest {
            illegible: true,
            ..request(&[("branch", "274")])
        },
        request(&[("name", "a\u{202e}b")]),
        request(&[("body_number", "no number")]),
        request(&[("date", "31/31/2013")]),
        request(&[("shoe_size", "42")]),
    ] {
        let refused = store.read_label(rima, &id, &wrong);
        assert!(matches!(refused, Err(WorkbenchError::BadValue { .. })));
    }
    let said = request(&[
        ("body_number", "٩٨٧٦"),
        ("branch", "فرع الميناء"),
        ("date", "7/8/2013"),
        ("detainee_number", " "),
    ]);
    store.read_label(rima, &id, &said).unwrap();
    let after = store.photo(rima, &id).unwrap().unwrap();
    let read = after.said.as_ref().unwrap();
    assert_eq!(
        read.fields,
        BTreeMap::from(
            [
                ("body_number", "9876"),
                ("branch", "فرع الميناء"),
                ("date", "2013-08-07")
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        )
    );
    assert_eq!((read.by.as_str(), read.times), ("rima", 1));
    assert_eq!(after.label, before.label, "the machine's reading stays");
    assert!(!after.needs_review());
    // Counted where the person's word has it.
    let photos = store.photos(rima, None).unwrap();
    let branch = photos.figures.iter().find(|figure| {
        figure.by == photo::By::Branch
            && figure.measure == photo::Measure::Bodies
            && figure.of.as_deref().is_some_and(|of| of.contains("ميناء"))
    });
    assert_eq!(branch.unwrap().number(), 1);
    // Nothing legible is an answer, too; the newest counts, and how often it was read is told.
    store.read_label(rima, &id, &request(&[])).unwrap();
    let again = store.photo(rima, &id).unwrap().unwrap();
    assert!(again.said.as_ref().unwrap().fields.is_empty());
    assert_eq!(again.said.unwrap().times, 2);
    let queue = store.label_queue(rima, None).unwrap();
    let open = queue.open.iter().map(|at| &queue.photos.photos[*at]);
    assert!(open.map(|photo| &photo.line.item).all(|open| *open != id));
    let trail = store.trail(rima, &id).unwrap();
    assert_eq!(
        trail
            .iter()
            .filter(|step| step.act == "LabelReviewed")
            .count(),
        2
    );
}

fn a_description_spares_the_next_person(desk: &Desk) {
    let (store, rima) = (&desk.store, &desk.rima);
    let id = desk.photo(2);
    let said = |words: &str, tags: &[&str]| DescriptionRequest {
        words: words.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    for wrong in [said("", &[]), said("x", &["beautiful"])] {
        let refused = store.describe(rima, &id, &wrong);
        assert!(matches!(refused, Err(WorkbenchError::BadValue { .. })));
    }
    let tags = ["label_legible", "no_person", "no_person"];
    store
        .describe(rima, &id, &said("A card on grey cloth.", &tags))
        .unwrap();
    let photo = store.photo(&user("nour"), &id).unwrap().unwrap();
    let description = photo.description.unwrap();
    assert_eq!(description.words, "A card on grey cloth.");
    assert_eq!(description.tags, ["label_legible", "no_person"]);
    let listed = store.photos(rima, None).unwrap();
    let at = listed.place_of(&id).unwrap();
    assert_eq!(listed.photos[at].description, Some(description));
}

fn rules_are_taken_and_dropped_and_say_which_branches_there_were(desk: &Desk) {
    let place = &desk.place;
    let waiting = || {
        let lines = place.ends(0, &["photo", "list", "--jsonl"]).lines();
        let with = |line: &serde_json::Value| line["reasons"].to_string().contains("label-branch");
        lines.iter().filter(|line| with(line)).count()
    };
    assert_eq!(waiting(), 0);
    let bad = place.put("bad.tsv", "# units\nunit\tx.1\t999\tnever\t\tinvented\n");
    let said = place.ends(2, &["photo", "rules", "add", bad.to_str().unwrap()]);
    assert!(
        said.err.contains("line 2") && said.err.contains("never"),
        "{said:?}"
    );
    // Only a branch that no photograph has: those that are numbered are unknown now.
    let units = "unit\tx.999\t999\t\t\tinvented\n";
    let table = place.put("units.tsv", units);
    let add = ["photo", "rules", "add", table.to_str().unwrap(), "--quiet"];
    place.ends(0, &add);
    let unknown = waiting();
    assert!(unknown > 0);
    assert!(
        place
            .ends(0, &["photo", "rules", "list"])
            .out
            .starts_with("units\t")
    );
    place.ends(3, &[&add[..], &["--user", "rima"]].concat());
    place.ends(0, &["store", "verify", "--quiet"]);
    place.ends(
        0,
        &["photo", "rules", "add", "--shipped", "syria", "--quiet"],
    );
    assert_eq!(
        place
            .ends(0, &["photo", "rules", "list", "--jsonl"])
            .lines()
            .len(),
        2
    );
    for name in ["units", "syria"] {
        place.ends(0, &["photo", "rules", "drop", name, "--quiet"]);
    }
    place.ends(5, &["photo", "rules", "drop", "units"]);
    assert_eq!(waiting(), 0);
}

fn own_figures_are_for_oneself_and_sums_name_nobody(desk: &Desk) {
    let today = desk.store.exposure(&desk.rima).unwrap();
    // One photograph, in all its steps; the label of the other is no picture of a body.
    assert_eq!((today.pictures, today.in_colour), (1, 1));
    let other = desk.store.exposure(&user("nour")).unwrap();
    assert_eq!(other.pictures, 0);
    let sums = desk.store.exposure_of_all(&desk.watcher, 2).unwrap();
    // Of one person a sum would tell everything.
    assert!(!sums.is_empty() && sums.iter().all(|day| day.pictures.is_none()));
    assert!(!format!("{sums:?}").contains("rima"));
    assert!(desk.store.exposure_of_all(&desk.rima, 2).is_err());
}

fn words_of_people_survive_a_rebuild_and_go_with_an_erasure(desk: &Desk) {
    let (read, described) = (desk.photo(0), desk.photo(2));
    let dump = desk.place.dump();
    desk.place.ends(0, &["store", "rebuild", "--no-progress"]);
    assert_eq!(desk.place.dump(), dump);
    let store = desk.place.store();
    let photo = |id: &ItemId| store.photo(&desk.rima, id).unwrap().unwrap();
    assert_eq!(photo(&read).said.unwrap().times, 2);
    assert!(photo(&described).description.is_some());
    let nour = user("nour");
    store
        .erase(&nour, &described, "an order of a court")
        .unwrap();
    let left = store.photos(&desk.rima, None).unwrap();
    assert_eq!(left.place_of(&described), None);
    let dump = desk.place.dump();
    assert!(
        !dump.contains("grey cloth"),
        "the description is still there"
    );
}
