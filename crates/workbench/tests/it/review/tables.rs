//! The tables are made from the acts alone; what is erased is gone from everywhere.

use super::*;
use crate::fixture::{files, item};
use crate::parity::Database;

/// One of everything that leaves a trace; gives the tables back.
fn worked(desk: &Desk) -> Vec<String> {
    desk.propose();
    desk.decides("amal", &first(), "same");
    desk.decides("basem", &first(), "same");
    let other = lead(record(2, 3), record(1, 4));
    desk.decides("amal", &other, "same");
    desk.decides("basem", &other, "different");
    desk.store()
        .withdraw_decision(&user("amal"), &other, "a slip")
        .unwrap();
    let again = vec![(record(1, 2), record(2, 2), brothers())];
    desk.store().propose(&nour(), "model/2", again).unwrap();
    desk.store().dump(&nour(), true).unwrap()
}

fn holds(desk: &Desk, dump: &[String]) {
    let leads = dump.iter().filter(|line| line.starts_with("lead ")).count();
    assert!(leads > 0, "{dump:#?}");
    assert!(
        dump.iter()
            .filter(|line| line.starts_with("lead "))
            .all(|line| !line.contains("words=-")),
        "a lead without words: {dump:#?}"
    );
    desk.store().rebuild(&nour(), &mut |_| {}).unwrap();
    assert_eq!(desk.store().dump(&nour(), true).unwrap(), dump, "made anew");
    let beside = desk.bench.open().unwrap();
    assert_eq!(beside.dump(&nour(), true).unwrap(), dump, "opened again");
}

#[test]
fn tables_made_anew_say_the_same() {
    let desk = Desk::new();
    let dump = worked(&desk);
    holds(&desk, &dump);
    let Some(database) = Database::new("leads") else {
        return;
    };
    let other = Desk::with(CatalogueSetting::Postgres(database.url()));
    // Folders and times of files differ; what the tables say of lists and leads does not.
    let of_leads = |dump: Vec<String>| -> Vec<String> {
        let wanted = |line: &String| line.starts_with("lead") || line.starts_with("source_record");
        dump.into_iter().filter(wanted).collect()
    };
    assert_eq!(of_leads(worked(&other)), of_leads(dump));
    for text in ["نجار", "Najjar", "haddad", "%", "a_b", "\\", "'"] {
        let filter = LeadFilter {
            text: text.to_owned(),
            place: workbench::LeadPlace::All,
            limit: 9,
            ..LeadFilter::default()
        };
        let found = |desk: &Desk| {
            desk.store()
                .lead_queue(&user("amal"), &filter)
                .unwrap()
                .total
        };
        assert_eq!(found(&other), found(&desk), "{text}");
    }
    holds(&other, &other.store().dump(&nour(), true).unwrap());
}

#[test]
fn a_list_mapped_anew_gives_its_leads_their_new_words() {
    let desk = Desk::new();
    desk.propose();
    let request = ListRequest {
        source: ListSource::Item(item(2)),
        table: 1,
        ground: ListGround {
            legal_basis: "order 12 of the invented court".to_owned(),
            purpose: "to find the missing".to_owned(),
            restrictions: Vec::new(),
        },
        name: None,
        one_row_per_person: true,
        mapping: None,
        reading: workbench::ProcessOptions::default(),
    };
    desk.store()
        .import_list(&nour(), &request, &mut |_| {})
        .unwrap();
    let dump = desk.store().dump(&nour(), true).unwrap();
    holds(&desk, &dump);
}

#[test]
fn an_erased_list_takes_its_leads_and_what_was_said_on_them() {
    let desk = Desk::new();
    worked(&desk);
    let objects = desk.bench.root().join("vault/objects");
    desk.store().erase(&nour(), &item(2), "an order").unwrap();
    let dump = desk.store().dump(&nour(), true).unwrap();
    assert!(
        !dump.iter().any(|line| line.starts_with("lead_decision ")),
        "{dump:#?}"
    );
    let leads = dump.iter().filter(|line| line.starts_with("lead ")).count();
    assert_eq!(leads, 1, "the one between the other two lists");
    holds(&desk, &dump);
    assert!(!files(&objects).is_empty());
    let verdict = desk.store().verify(&nour(), true, &mut |_, _| {}).unwrap();
    assert!(verdict.damaged.is_empty(), "{:?}", verdict.damaged);
}
