//! Searching, filtering, and going on where one stopped.

use super::*;
use domain::review::Opinion;
use workbench::{LeadPlace, WeightBand};

fn found(desk: &Desk, by: &str, filter: LeadFilter) -> Vec<LeadId> {
    let filter = LeadFilter {
        limit: 100,
        ..filter
    };
    let queue = desk.store().lead_queue(&user(by), &filter).unwrap();
    assert_eq!(queue.total, queue.lines.len() as u64);
    queue.lines.into_iter().map(|line| line.lead).collect()
}

fn named(desk: &Desk, text: &str) -> Vec<LeadId> {
    let filter = LeadFilter {
        text: text.to_owned(),
        ..LeadFilter::default()
    };
    found(desk, "amal", filter)
}

#[test]
fn a_piece_of_a_name_in_either_script_finds_the_lead() {
    let desk = Desk::new();
    desk.propose();
    let laila = lead(record(2, 3), record(1, 4));
    for text in ["نجار", "ليل", "Najjar", "leila", "النجار ليلي", "kassem"] {
        assert_eq!(named(&desk, text), std::slice::from_ref(&laila), "{text}");
    }
    assert_eq!(named(&desk, "haddad").len(), 2);
    assert_eq!(
        named(&desk, "samer haddad").len(),
        2,
        "either record may bear it"
    );
    assert!(named(&desk, "زياد").is_empty() && named(&desk, "%").len() == 4);
}

#[test]
fn what_people_did_chooses_the_queue() {
    let desk = Desk::new();
    desk.propose();
    let place = |by: &str, place| {
        found(
            &desk,
            by,
            LeadFilter {
                place,
                ..LeadFilter::default()
            },
        )
        .len()
    };
    assert_eq!(place("amal", LeadPlace::Todo), 4);
    desk.decides("amal", &first(), "same");
    assert_eq!(place("amal", LeadPlace::Todo), 3);
    assert_eq!(
        place("amal", LeadPlace::NeedsSecond),
        0,
        "she cannot be second"
    );
    assert_eq!(place("basem", LeadPlace::NeedsSecond), 1);
    assert_eq!(place("basem", LeadPlace::Undecided), 3);
    assert_eq!(place("amal", LeadPlace::Mine), 1);
    assert_eq!(place("basem", LeadPlace::Mine), 0);
    desk.decides("basem", &first(), "different");
    assert_eq!(place("carla", LeadPlace::Disagreement), 1);
    assert_eq!(place("carla", LeadPlace::Decided), 0);
    desk.decides("carla", &first(), "different");
    assert_eq!(place("amal", LeadPlace::Decided), 1);
    assert_eq!(place("amal", LeadPlace::All), 4);
}

#[test]
fn conflicts_and_lists_are_filters_and_a_weight_is_one_only_after_the_reading() {
    let desk = Desk::new();
    desk.propose();
    let conflict = LeadFilter {
        conflict: true,
        ..LeadFilter::default()
    };
    let brother = lead(record(1, 3), record(2, 2));
    assert_eq!(
        found(&desk, "amal", conflict.clone()),
        std::slice::from_ref(&brother)
    );
    let both = LeadFilter {
        text: "خالد".to_owned(),
        ..conflict
    };
    assert_eq!(found(&desk, "amal", both), std::slice::from_ref(&brother));
    let lists = |one, other| LeadFilter {
        lists: Some((accession(one), accession(other))),
        ..LeadFilter::default()
    };
    assert_eq!(found(&desk, "amal", lists(2, 1)).len(), 4);
    assert!(found(&desk, "amal", lists(1, 3)).is_empty());
    let band = LeadFilter {
        place: LeadPlace::All,
        band: Some(WeightBand { from: 0, below: 5 }),
        ..LeadFilter::default()
    };
    assert!(
        found(&desk, "amal", band.clone()).is_empty(),
        "it would tell the weight"
    );
    desk.store()
        .read_lead(&user("amal"), &first(), Opinion::Same)
        .unwrap();
    assert_eq!(found(&desk, "amal", band), [first()]);
}

#[test]
fn the_queue_is_walked_from_end_to_end_and_resumed() {
    let desk = Desk::new();
    desk.propose();
    let store = desk.store();
    let amal = user("amal");
    let all = desk.all("amal");
    let filter = LeadFilter::default();
    for (n, lead) in all.iter().enumerate() {
        let near = store.lead_neighbours(&amal, &filter, lead).unwrap();
        assert_eq!(near.previous.as_ref(), n.checked_sub(1).map(|n| &all[n]));
        assert_eq!(near.next.as_ref(), all.get(n + 1));
        assert_eq!((near.place, near.total), (n as u64 + 1, 4));
    }
    assert_eq!(store.last_lead(&amal).unwrap(), None);
    store.lead(&amal, &all[2]).unwrap();
    // Another look, signing out, another handle: the place is in the record.
    store.signed_out(&amal).unwrap();
    let again = desk.bench.open().unwrap();
    let queue = again
        .lead_queue(&amal, &LeadFilter { limit: 9, ..filter })
        .unwrap();
    assert_eq!(queue.resume.as_ref(), Some(&all[2]));
    assert_eq!(again.last_lead(&user("basem")).unwrap(), None);
    desk.decides("amal", &all[2], "same");
    assert_eq!(
        store.last_lead(&amal).unwrap(),
        None,
        "it waits for others now"
    );
}
