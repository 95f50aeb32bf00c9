//! What a run of a model brings, and what it cannot.

use super::*;
use workbench::WorkbenchError;
use workbench::review::Stage;

#[test]
fn a_run_joins_nothing_and_makes_nobody_anything() {
    let desk = Desk::new();
    desk.propose();
    let queue = desk
        .store()
        .lead_queue(
            &user("amal"),
            &LeadFilter {
                limit: 100,
                ..LeadFilter::default()
            },
        )
        .unwrap();
    assert_eq!(
        queue.lines.len(),
        4,
        "one has a record that she may not read"
    );
    assert!(queue.lines.iter().all(|line| line.standing == "undecided"));
    for row in 2..=5 {
        let id = domain::PersonId::of(record(1, row));
        let person = desk
            .store()
            .person_page(&user("amal"), &id, Some("a check"))
            .unwrap();
        assert_eq!((person.sources.len(), person.links.len()), (1, 0));
    }
}

#[test]
fn another_model_keeps_the_lead_and_what_people_made_of_it() {
    let desk = Desk::new();
    desk.propose();
    assert_eq!(desk.decides("amal", &first(), "same"), "needs_second");
    // The other way round, and with another weight.
    let account = Account {
        relatives: 0.0,
        rivals: 0.0,
        prior: -15.0,
        ..good()
    };
    let turned = Account {
        steps: account
            .steps
            .iter()
            .map(|step| Step {
                left: step.right.clone(),
                right: step.left.clone(),
                ..step.clone()
            })
            .collect(),
        ..account.clone()
    };
    let again = vec![(record(2, 2), record(1, 2), turned)];
    let run = desk.store().propose(&nour(), "model/2", again).unwrap();
    assert_eq!((run.fresh, run.rescored), (0, 1));
    let view = desk.store().lead(&user("amal"), &first()).unwrap();
    assert_eq!(
        (view.model.as_str(), view.standing.as_str()),
        ("model/2", "needs_second")
    );
    let Stage::Waiting { weighed, own, .. } = view.stage else {
        panic!("she has decided")
    };
    assert_eq!(weighed.account, account);
    assert_eq!(own[0].model, "model/1");
    let [earlier] = weighed.rescored.as_slice() else {
        panic!("{:?}", weighed.rescored)
    };
    assert_eq!((earlier.model.as_str(), earlier.weight), ("model/1", 2.25));
}

#[test]
fn what_cannot_be_a_lead_is_refused_whole() {
    let desk = Desk::new();
    let store = desk.store();
    let bad = |leads| store.propose(&nour(), "model/1", leads).unwrap_err();
    let two = || (record(1, 2), record(2, 2));
    let with = |account| {
        vec![
            (record(1, 3), record(2, 2), good()),
            (two().0, two().1, account),
        ]
    };
    let infinite = Account {
        prior: f32::INFINITY,
        ..good()
    };
    let beyond = Account {
        probability: 1.5,
        ..good()
    };
    for account in [infinite, beyond] {
        assert!(matches!(
            bad(with(account)),
            WorkbenchError::BadValue { .. }
        ));
    }
    let same = vec![(record(1, 2), record(1, 2), good())];
    assert!(matches!(bad(same), WorkbenchError::BadValue { .. }));
    // A row of headings is no record, a row beyond the end neither.
    for absent in [record(1, 1), record(1, 99), record(9, 2)] {
        let leads = vec![(absent, record(2, 2), good())];
        assert!(matches!(bad(leads), WorkbenchError::NotAvailable(_)));
    }
    assert!(matches!(
        store.propose(&nour(), " ", with(good())).unwrap_err(),
        WorkbenchError::BadValue { .. }
    ));
    assert!(
        desk.all("amal").is_empty(),
        "nothing of a refused run stands"
    );
    let run = store.propose(&nour(), "model/1", Vec::new()).unwrap();
    assert_eq!(run.fresh, 0);
}

#[test]
fn who_may_not_have_a_list_compared_cannot_propose_leads_on_it() {
    let desk = Desk::new();
    let leads = || vec![(record(1, 2), record(3, 2), good())];
    let refused = desk.store().propose(&user("amal"), "model/1", leads());
    assert!(matches!(refused, Err(WorkbenchError::NotAvailable(_))));
    let examiner = desk.person("eva", &[Role::Examiner], &[1, 3]);
    let refused = desk.store().propose(&examiner, "model/1", leads());
    assert!(matches!(refused, Err(WorkbenchError::NotAllowed { .. })));
}
