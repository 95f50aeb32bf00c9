//! Who manages accounts, who signs in, and that all of it is on record.

use crate::fixture::{Bench, PASSWORD, accession, item, user};
use domain::{Role, UserName};
use workbench::{SearchOptions, Store, WorkbenchError};

fn refused<T>(outcome: Result<T, WorkbenchError>) -> bool {
    matches!(outcome, Err(WorkbenchError::NotAllowed { .. }))
}

/// The newest line on record, as the security officer sees it; his own reading left out.
fn last_line(store: &Store, officer: &UserName) -> (String, String, Option<String>, String) {
    let lines = store.consultations(officer, None, 2).unwrap();
    let line = &lines[1];
    (
        line.by.to_string(),
        line.action.clone(),
        line.object.clone(),
        line.outcome.clone(),
    )
}

#[test]
fn every_sign_in_is_on_record_right_wrong_unknown_or_closed() {
    let bench = Bench::new();
    let nour = user("nour");
    let wael = bench.person("nour", "wael", &[Role::SecurityOfficer]);
    bench
        .store
        .add_user(&nour, &user("rima"), &[Role::Analyst], Some(PASSWORD))
        .unwrap();
    let attempt = |name: &str, password: &str| {
        let outcome = bench.store.sign_in(name, password);
        (outcome, last_line(&bench.store, &wael))
    };
    let line = |by: &str, object: Option<&str>, outcome: &str| {
        (
            by.to_owned(),
            "sign-in".to_owned(),
            object.map(str::to_owned),
            outcome.to_owned(),
        )
    };
    let wrong = "refused: wrong name or password";

    let (outcome, recorded) = attempt("rima", PASSWORD);
    assert_eq!(outcome.unwrap(), user("rima"));
    assert_eq!(recorded, line("rima", None, "permitted"));
    for (name, password, by, object) in [
        ("rima", "a password nobody guesse", "rima", None),
        ("rima", "", "rima", None),
        ("karim", PASSWORD, "nour", Some("unknown name")),
        // No password was ever set.
        ("wael", "", "nour", Some("unknown name")),
        ("NOT A NAME\n", PASSWORD, "nour", Some("unknown name")),
        (PASSWORD, "rima", "nour", Some("unknown name")),
    ] {
        let (outcome, recorded) = attempt(name, password);
        assert!(
            matches!(outcome, Err(WorkbenchError::SignInFailed)),
            "{name:?}"
        );
        assert_eq!(recorded, line(by, object, wrong), "{name:?}");
    }
    bench.store.set_active(&nour, &user("rima"), false).unwrap();
    let (outcome, recorded) = attempt("rima", PASSWORD);
    assert!(matches!(outcome, Err(WorkbenchError::SignInFailed)));
    assert_eq!(
        (recorded.1, recorded.3),
        ("sign-in".to_owned(), wrong.to_owned())
    );
    bench.store.set_active(&nour, &user("rima"), true).unwrap();
    bench
        .store
        .set_password(&nour, &user("rima"), "another password")
        .unwrap();
    assert!(attempt("rima", PASSWORD).0.is_err());
    assert!(attempt("rima", "another password").0.is_ok());
    bench.store.signed_out(&user("rima")).unwrap();
    assert_eq!(last_line(&bench.store, &wael).1, "sign-out");
    // What was typed is nowhere on record.
    let lines = bench.store.consultations(&wael, None, 1_000).unwrap();
    let kept = |line: &workbench::answer::ConsultationLine| format!("{line:?}");
    assert!(
        !lines
            .iter()
            .map(kept)
            .any(|line| line.contains(PASSWORD) || line.contains("karim"))
    );
}

#[test]
fn the_first_custodian_manages_accounts_only_while_there_is_no_administrator() {
    let bench = Bench::new();
    let nour = user("nour");
    let salma = bench.person("nour", "salma", &[Role::Administrator]);
    assert!(refused(bench.store.add_user(
        &nour,
        &user("rima"),
        &[Role::Analyst],
        None
    )));
    assert!(refused(bench.store.people(&nour)));
    bench.person("salma", "rima", &[Role::Analyst]);
    bench.store.set_active(&salma, &salma, false).unwrap();
    assert!(refused(bench.store.people(&salma)));
    bench.store.set_active(&nour, &salma, true).unwrap();
    assert!(refused(bench.store.set_active(&nour, &salma, false)));
}

#[test]
fn watching_and_working_do_not_go_together() {
    let bench = Bench::new();
    let nour = user("nour");
    let acts = bench.acts();
    for watcher in [Role::Administrator, Role::SecurityOfficer] {
        for other in Role::ALL.into_iter().filter(|role| *role != watcher) {
            let outcome = bench
                .store
                .add_user(&nour, &user("both"), &[other, watcher], None);
            assert!(
                matches!(outcome, Err(WorkbenchError::RolesExclude)),
                "{watcher} {other}"
            );
        }
    }
    assert_eq!(bench.acts(), acts);
    bench.person("nour", "rima", &[Role::Analyst]);
    let outcome =
        bench
            .store
            .set_roles(&nour, &user("rima"), &[Role::Analyst, Role::Administrator]);
    assert!(matches!(outcome, Err(WorkbenchError::RolesExclude)));
}

#[test]
fn accounts_are_one_each_and_must_be_there() {
    let bench = Bench::new();
    let nour = user("nour");
    bench.person("nour", "rima", &[Role::Analyst]);
    let again = bench
        .store
        .add_user(&nour, &user("rima"), &[Role::Custodian], None);
    assert!(matches!(again, Err(WorkbenchError::AccountExists(_))));
    let short = bench
        .store
        .add_user(&nour, &user("karim"), &[Role::Analyst], Some("short"));
    assert!(matches!(short, Err(WorkbenchError::TooShort(8))));
    for outcome in [
        bench
            .store
            .set_roles(&nour, &user("karim"), &[Role::Analyst]),
        bench.store.set_active(&nour, &user("karim"), false),
        bench.store.set_password(&nour, &user("karim"), PASSWORD),
    ] {
        assert!(matches!(outcome, Err(WorkbenchError::NoSuchAccount(_))));
    }
    bench.put("a.txt", "alpha");
    bench.intake();
    let outcome = bench.store.grant(&nour, &user("karim"), accession(1));
    assert!(matches!(outcome, Err(WorkbenchError::NoSuchAccount(_))));
    let outcome = bench.store.grant(&nour, &user("rima"), accession(2));
    assert!(matches!(outcome, Err(WorkbenchError::NotAvailable(_))));
}

#[test]
fn a_right_taken_back_ends_with_the_next_act_in_every_program() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.intake();
    let nour = user("nour");
    let rima = bench.person("nour", "rima", &[Role::Analyst]);
    bench.store.grant(&nour, &rima, accession(1)).unwrap();
    let beside = bench.open().unwrap();
    for store in [&bench.store, &beside] {
        assert!(store.document(&rima, &item(1)).is_ok());
    }
    bench.store.withdraw(&nour, &rima, accession(1)).unwrap();
    for store in [&bench.store, &beside] {
        assert!(matches!(
            store.document(&rima, &item(1)),
            Err(WorkbenchError::NotAvailable(_))
        ));
        assert!(store.accessions(&rima).unwrap().is_empty());
        assert_eq!(store.process_status(&rima).unwrap().items, 0);
    }
    bench.store.grant(&nour, &rima, accession(1)).unwrap();
    assert!(beside.document(&rima, &item(1)).is_ok());
    beside.set_active(&nour, &rima, false).unwrap();
    for store in [&bench.store, &beside] {
        assert!(refused(store.document(&rima, &item(1))));
        assert!(refused(store.process_status(&rima)));
    }
}

#[test]
fn a_closed_account_changes_nothing_not_even_its_own_password() {
    let bench = Bench::new();
    let nour = user("nour");
    bench
        .store
        .add_user(&nour, &user("rima"), &[Role::Analyst], Some(PASSWORD))
        .unwrap();
    assert!(
        bench
            .store
            .set_password(&user("rima"), &user("rima"), "one of her own")
            .is_ok()
    );
    bench.store.set_active(&nour, &user("rima"), false).unwrap();
    let acts = bench.acts();
    assert!(
        bench
            .store
            .set_password(&user("rima"), &user("rima"), "one of her own")
            .is_err()
    );
    assert_eq!(bench.acts(), acts);
}

#[test]
fn an_attempt_under_a_name_without_an_account_is_recorded() {
    let bench = Bench::new();
    let officer = bench.person("nour", "wael", &[Role::SecurityOfficer]);
    let nobody = user("nobody.here");
    let outcome = bench
        .store
        .search(&nobody, "كتاب", &SearchOptions::default());
    assert!(matches!(outcome, Err(WorkbenchError::NoSuchAccount(_))));
    let lines = bench.store.consultations(&officer, None, 10).unwrap();
    let attempt = lines.iter().find(|line| line.by == nobody).unwrap();
    assert!(attempt.outcome.starts_with("refused"), "{attempt:?}");
}
