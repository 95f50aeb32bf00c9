//! A person is a set of records, joined by decisions and taken apart again.

use super::*;
use domain::PersonId;
use workbench::review::ExportRow;
use workbench::{PersonView, WorkbenchError};

fn linked(desk: &Desk, lead: &LeadId) {
    desk.decides("amal", lead, "same");
    assert_eq!(desk.decides("basem", lead, "same"), "linked");
}

fn page(desk: &Desk, by: &str, record: RecordId) -> PersonView {
    let id = PersonId::of(record);
    desk.store()
        .person_page(&user(by), &id, Some("for a test"))
        .unwrap()
}

#[test]
fn records_stand_side_by_side_and_come_apart() {
    let desk = Desk::new();
    desk.propose();
    linked(&desk, &first());
    let person = page(&desk, "amal", record(2, 2));
    assert_eq!(person.person.to_string(), "P-ISN-000001:2");
    let records: Vec<RecordId> = person.sources.iter().map(|s| s.record.clone()).collect();
    assert_eq!(records, [record(1, 2), record(2, 2)]);
    // No merged row: each value stands as its record has it, and what differs is named.
    let given = |n: usize| {
        person.sources[n]
            .values
            .iter()
            .find(|(f, _)| *f == Field::Given)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!((given(0).as_str(), given(1).as_str()), ("سامر", "Samer"));
    let differ: Vec<Field> = person.conflicts.iter().map(|c| c.field).collect();
    assert_eq!(differ, [Field::BirthYear]);
    assert!(person.may_unlink && !person.twice_in_a_list);
    assert_eq!(person.links[0].decisions.len(), 2);
    // A second link brings the brother's row in: two rows of one list.
    linked(&desk, &lead(record(1, 3), record(2, 2)));
    let person = page(&desk, "amal", record(1, 3));
    assert_eq!(person.sources.len(), 3);
    assert!(person.twice_in_a_list);
    assert!(person.conflicts.iter().any(|c| c.field == Field::Given));
    desk.store()
        .withdraw_decision(
            &user("carla"),
            &lead(record(1, 3), record(2, 2)),
            "a brother",
        )
        .unwrap();
    assert_eq!(page(&desk, "amal", record(1, 3)).sources.len(), 1);
    let left = page(&desk, "amal", record(2, 2));
    assert_eq!(
        (left.sources.len(), left.person.to_string()),
        (2, "P-ISN-000001:2".to_owned())
    );
}

#[test]
fn a_record_that_a_reader_may_not_see_joins_nothing_for_them() {
    let desk = Desk::new();
    desk.propose();
    let sealed = lead(record(1, 2), record(3, 2));
    for name in ["dima", "emad"] {
        desk.person(name, &[Role::Reviewer], &[1, 2, 3]);
    }
    desk.decides("dima", &sealed, "same");
    desk.decides("emad", &sealed, "same");
    assert_eq!(page(&desk, "dima", record(3, 2)).sources.len(), 2);
    let open = page(&desk, "amal", record(1, 2));
    assert_eq!((open.sources.len(), open.links.len()), (1, 0));
    let id = PersonId::of(record(3, 2));
    let refused = desk.store().person_page(&user("amal"), &id, Some("x"));
    assert!(matches!(refused, Err(WorkbenchError::NotAvailable(_))));
}

#[test]
fn who_has_not_worked_on_a_person_gives_a_reason() {
    let desk = Desk::new();
    desk.propose();
    let analyst = desk.person("rima", &[Role::Analyst], &[1, 2]);
    let watch = desk.person("wael", &[Role::SecurityOfficer], &[]);
    let id = PersonId::of(record(1, 2));
    for reason in [None, Some(" ")] {
        let refused = desk.store().person_page(&analyst, &id, reason);
        assert!(matches!(refused, Err(WorkbenchError::ReasonRequired)));
    }
    let view = desk
        .store()
        .person_page(&analyst, &id, Some("a family asked"))
        .unwrap();
    assert!(!view.may_unlink);
    let lines = desk.store().consultations(&watch, None, 9).unwrap();
    let line = lines
        .iter()
        .find(|line| line.action == "find-person")
        .unwrap();
    assert_eq!(line.reason.as_deref(), Some("a family asked"));
    assert_eq!(line.object.as_deref(), Some("P-ISN-000001:2"));
    // Her own work needs no reason.
    desk.decides("amal", &first(), "same");
    assert!(desk.store().person_page(&user("amal"), &id, None).is_ok());
    let outsider = desk.person("omar", &[Role::Examiner], &[1, 2]);
    assert!(desk.store().person_page(&outsider, &id, Some("x")).is_err());
}

#[test]
fn a_person_is_found_by_name_with_a_reason_in_the_lists_one_may_read() {
    let desk = Desk::new();
    desk.propose();
    linked(&desk, &first());
    let store = desk.store();
    let amal = user("amal");
    assert!(matches!(
        store.find_person(&amal, "Haddad", " "),
        Err(WorkbenchError::ReasonRequired)
    ));
    let found = store
        .find_person(&amal, "سامر حداد", "a family asked")
        .unwrap();
    let [person] = found.as_slice() else {
        panic!("{}", found.len())
    };
    assert_eq!(
        (person.person.to_string().as_str(), person.sources),
        ("P-ISN-000001:2", 2)
    );
    assert_eq!(person.records.len(), 2, "both spellings bear the name");
    assert_eq!(store.find_person(&amal, "Haddad", "x").unwrap().len(), 2);
    // The third list has a Hadad, whom she may not see.
    let half = desk.person("hani", &[Role::Analyst], &[3]);
    assert_eq!(store.find_person(&half, "حداد", "x").unwrap().len(), 1);
    assert!(store.find_person(&amal, "؟", "x").is_err());
}

#[test]
fn no_list_of_unconfirmed_hits_leaves_in_bulk() {
    let desk = Desk::new();
    desk.propose();
    linked(&desk, &first());
    let mut rows = Vec::new();
    desk.store()
        .export_leads::<WorkbenchError>(&user("amal"), &mut |row| {
            rows.push(row);
            Ok(())
        })
        .unwrap();
    assert_eq!(rows.len(), 4);
    for row in rows {
        match row {
            ExportRow::Lead { lead, standing, .. } => {
                assert_eq!(standing, "undecided");
                assert_ne!(lead, first());
            }
            ExportRow::Decision {
                lead,
                person,
                decisions,
                left,
                ..
            } => {
                assert_eq!((lead, left.1), (first(), record(1, 2)));
                assert_eq!(person.unwrap().to_string(), "P-ISN-000001:2");
                assert_eq!(decisions.len(), 2);
            }
        }
    }
}
