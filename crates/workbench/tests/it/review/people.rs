//! Two people decide, each without the other.

use super::*;
use domain::review::Opinion;
use workbench::review::{LeadView, Stage};
use workbench::{LeadPlace, WorkbenchError};

fn seen(desk: &Desk, by: &str) -> LeadView {
    desk.store().lead(&user(by), &first()).unwrap()
}

fn stage(view: &LeadView) -> &'static str {
    match view.stage {
        Stage::Blind => "blind",
        Stage::Uncovered { .. } => "uncovered",
        Stage::Waiting { .. } => "waiting",
        Stage::Settled { .. } => "settled",
    }
}

#[test]
fn weights_come_after_the_first_reading_and_a_link_after_two_decisions() {
    let desk = Desk::new();
    desk.propose();
    let store = desk.store();
    let (amal, basem) = (user("amal"), user("basem"));
    assert_eq!(stage(&seen(&desk, "amal")), "blind");
    // No decision without a first reading, no second first reading.
    assert!(matches!(
        store.decide(&amal, &first(), &request("x")),
        Err(WorkbenchError::LeadUnread(_))
    ));
    store
        .read_lead(&amal, &first(), Opinion::CannotTell)
        .unwrap();
    assert!(matches!(
        store.read_lead(&amal, &first(), Opinion::Same),
        Err(WorkbenchError::LeadReadAlready(_))
    ));
    let Stage::Uncovered {
        weighed, reading, ..
    } = seen(&desk, "amal").stage
    else {
        panic!("she has read")
    };
    assert_eq!(weighed.account, good());
    assert_eq!(reading.opinion, Opinion::CannotTell);
    // A reason is required.
    assert!(matches!(
        store.decide(&amal, &first(), &request("  ")),
        Err(WorkbenchError::ReasonRequired)
    ));
    let recorded = store
        .decide(&amal, &first(), &request("parents agree"))
        .unwrap();
    assert!(recorded.needs_another_person());
    // She cannot be the second one.
    assert!(matches!(
        store.decide(&amal, &first(), &request("again")),
        Err(WorkbenchError::DecidedFirst(_))
    ));
    assert_eq!(stage(&seen(&desk, "amal")), "waiting");
    // The second one sees nothing of it: not blind, not after his own reading.
    let before = format!("{:?}", seen(&desk, "basem"));
    assert!(
        !before.contains("amal") && !before.contains("parents agree"),
        "{before}"
    );
    assert_eq!(stage(&seen(&desk, "basem")), "blind");
    store.read_lead(&basem, &first(), Opinion::Same).unwrap();
    let uncovered = format!("{:?}", seen(&desk, "basem"));
    assert!(
        !uncovered.contains("amal") && !uncovered.contains("parents agree"),
        "{uncovered}"
    );
    let recorded = store
        .decide(&basem, &first(), &request("so it seems"))
        .unwrap();
    assert_eq!(recorded.standing.name(), "linked");
    let Stage::Settled {
        readings,
        decisions,
        ..
    } = seen(&desk, "amal").stage
    else {
        panic!("two have decided")
    };
    assert_eq!(readings.len(), 2);
    let by: Vec<&str> = decisions.iter().map(|d| d.by.as_str()).collect();
    assert_eq!(by, ["amal", "basem"]);
    // What spoke against is kept with the link: as the model had it and as people said it.
    assert_eq!(decisions[0].fields_against, ["birth_year"]);
    assert_eq!(decisions[0].against.as_deref(), Some("the year differs"));
    assert!(matches!(
        store.decide(&user("carla"), &first(), &request("x")),
        Err(WorkbenchError::LeadSettled(_))
    ));
}

#[test]
fn two_who_differ_need_a_third_who_sees_neither() {
    let desk = Desk::new();
    desk.propose();
    assert_eq!(desk.decides("amal", &first(), "same"), "needs_second");
    assert_eq!(desk.decides("basem", &first(), "different"), "disagreement");
    let third = format!("{:?}", seen(&desk, "carla"));
    assert!(
        !third.contains("amal") && !third.contains("basem"),
        "{third}"
    );
    // The two do not see each other either.
    let first_one = format!("{:?}", seen(&desk, "amal"));
    assert!(!first_one.contains("basem"), "{first_one}");
    assert_eq!(desk.decides("carla", &first(), "different"), "apart");
    assert_eq!(stage(&seen(&desk, "amal")), "settled");
}

#[test]
fn three_opinions_leave_it_open() {
    let desk = Desk::new();
    desk.propose();
    desk.decides("amal", &first(), "same");
    desk.decides("basem", &first(), "different");
    assert_eq!(desk.decides("carla", &first(), "cannot_tell"), "left_open");
}

#[test]
fn what_was_decided_is_taken_back_and_kept() {
    let desk = Desk::new();
    desk.propose();
    let store = desk.store();
    desk.decides("amal", &first(), "same");
    // Nobody takes back for somebody else, as long as it is not settled.
    assert!(matches!(
        store.withdraw_decision(&user("basem"), &first(), "no"),
        Err(WorkbenchError::NothingToWithdraw(_))
    ));
    assert!(matches!(
        store.withdraw_decision(&user("amal"), &first(), " "),
        Err(WorkbenchError::ReasonRequired)
    ));
    let recorded = store
        .withdraw_decision(&user("amal"), &first(), "the wrong row")
        .unwrap();
    assert_eq!(recorded.standing.name(), "undecided");
    let Stage::Uncovered { earlier, .. } = seen(&desk, "amal").stage else {
        panic!("she may decide anew")
    };
    let (by, _, why) = earlier[0].withdrawn.clone().unwrap();
    assert_eq!((by.as_str(), why.as_str()), ("amal", "the wrong row"));
    store
        .decide(&user("amal"), &first(), &request("after all"))
        .unwrap();
    assert_eq!(desk.decides("basem", &first(), "same"), "linked");
    // A third reviewer takes the link apart; then two have to decide anew.
    let recorded = store
        .withdraw_decision(&user("carla"), &first(), "two brothers")
        .unwrap();
    assert_eq!(recorded.standing.name(), "undecided");
    let Stage::Uncovered { earlier, .. } = seen(&desk, "basem").stage else {
        panic!("open again")
    };
    assert_eq!(earlier.len(), 1, "his own, not hers");
    store
        .decide(&user("basem"), &first(), &request("still"))
        .unwrap();
    let view = seen(&desk, "basem");
    assert_eq!(
        (stage(&view), view.standing.as_str()),
        ("waiting", "needs_second")
    );
}

#[test]
fn a_lead_is_there_only_for_who_may_read_both_records() {
    let desk = Desk::new();
    desk.propose();
    let store = desk.store();
    let half = desk.person("hani", &[Role::Reviewer], &[1]);
    let analyst = desk.person("rima", &[Role::Analyst], &[1, 2, 3]);
    let sealed = lead(record(1, 2), record(3, 2));
    for (by, lead) in [(&half, &first()), (&user("amal"), &sealed)] {
        let absent = "L-AAAAAAAAAA".parse().unwrap();
        let told = |error: WorkbenchError| error.to_string().replace(lead.as_str(), "L-AAAAAAAAAA");
        let refused = store.lead(by, lead).unwrap_err();
        let nothing = store.lead(by, &absent).unwrap_err();
        assert_eq!(told(refused), told(nothing));
        assert!(store.read_lead(by, lead, Opinion::Same).is_err());
        assert!(store.decide(by, lead, &request("x")).is_err());
        assert!(store.withdraw_decision(by, lead, "x").is_err());
    }
    assert!(desk.all("hani").is_empty());
    let queue = store
        .lead_queue(
            &half,
            &LeadFilter {
                place: LeadPlace::All,
                limit: 9,
                ..LeadFilter::default()
            },
        )
        .unwrap();
    assert_eq!((queue.total, queue.waiting, queue.lists.len()), (0, 0, 0));
    // Nor among the other candidates of a record that they may read.
    store
        .read_lead(&user("amal"), &first(), Opinion::Same)
        .unwrap();
    let view = format!("{:?}", seen(&desk, "amal"));
    assert!(!view.contains("root: 3"), "{view}");
    assert!(view.contains("row: 3"), "the brother is named: {view}");
    // Who reads evidence and does not review sees no lead at all.
    assert!(matches!(
        store.lead(&analyst, &first()),
        Err(WorkbenchError::NotAllowed { .. })
    ));
    assert!(store.lead_queue(&analyst, &LeadFilter::default()).is_err());
    // A right taken away is gone at once.
    store
        .withdraw(&nour(), &user("amal"), accession(2))
        .unwrap();
    assert!(store.lead(&user("amal"), &first()).is_err());
}

#[test]
fn the_weight_of_another_candidate_is_told_after_that_one_was_read() {
    let desk = Desk::new();
    desk.propose();
    let amal = user("amal");
    let rival = lead(record(1, 3), record(2, 2));
    let told = || match seen(&desk, "amal").stage {
        Stage::Uncovered { weighed, .. } => weighed.rivals[0].weight,
        _ => panic!("she has read"),
    };
    desk.store()
        .read_lead(&amal, &first(), Opinion::Same)
        .unwrap();
    assert_eq!(told(), None);
    desk.store()
        .read_lead(&amal, &rival, Opinion::Different)
        .unwrap();
    assert_eq!(told(), Some(-11.0));
}

#[test]
fn every_look_is_recorded() {
    let desk = Desk::new();
    desk.propose();
    let watch = desk.person("wael", &[Role::SecurityOfficer], &[]);
    let half = desk.person("hani", &[Role::Reviewer], &[1]);
    seen(&desk, "amal");
    let _ = desk.store().lead(&half, &first());
    let lines = desk.store().consultations(&watch, None, 20).unwrap();
    let of = |by: &str, outcome: &str| {
        lines.iter().any(|line| {
            line.by.as_str() == by
                && line.action == "review-matches"
                && line.object.as_deref() == Some(first().as_str())
                && line.outcome == outcome
        })
    };
    assert!(
        of("amal", "permitted") && of("hani", "refused: no-grant"),
        "{lines:#?}"
    );
}
