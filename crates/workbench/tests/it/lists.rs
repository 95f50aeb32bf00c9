//! Lists of people: on which ground they are held, what becomes of their rows, who sees them.
//! Every name is invented.

use crate::fixture::{Bench, accession, item, user};
use domain::{RecordId, Role};
use linkage::Field;
use linkage::list::{ListFault, RowFault};
use linkage::mapping::{Mapping, MappingFault, Use};
use std::fs;
use std::path::PathBuf;
use workbench::list::{ListGround, ListRequest, ListSource, Mapped, RowView};
use workbench::{IntakeRequest, ProcessOptions, RowChoice, WorkbenchError};

const LIST: &str = "no,الاسم,اسم الأب,الكنية,المواليد,ملاحظات\n\
    7,سالم,عمر,الحداد,1975,\n\
    8,ليلى,خالد,\"السمّان, الكبير\",3/4/1980,x\n\
    9,نور\n\
    7,هادي,زياد,البحري,1990,y\n";

fn ground() -> ListGround {
    ListGround {
        legal_basis: "order 12 of the invented court".to_owned(),
        purpose: "to find the missing".to_owned(),
        restrictions: vec!["not for exclusion".to_owned()],
    }
}

fn file(bench: &Bench, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = bench.folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn request(path: PathBuf) -> ListRequest {
    ListRequest {
        source: ListSource::File(IntakeRequest {
            path,
            source: "a courier".to_owned(),
            ..IntakeRequest::default()
        }),
        table: 1,
        ground: ground(),
        name: None,
        one_row_per_person: false,
        mapping: None,
        reading: ProcessOptions::default(),
    }
}

fn import(bench: &Bench, request: &ListRequest) -> Result<Mapped, WorkbenchError> {
    bench.store.import_list(&user("nour"), request, &mut |_| {})
}

fn imported(bench: &Bench) -> Mapped {
    import(bench, &request(file(bench, "قائمة.csv", LIST))).unwrap()
}

fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

#[test]
fn a_list_comes_in_with_its_ground_and_every_row_is_cited() {
    let bench = Bench::new();
    let mapped = imported(&bench);
    assert_eq!((mapped.act.records, mapped.act.bad_rows), (3, 1));
    assert_eq!(mapped.act.repeated_ids, 1);
    assert_eq!(
        (mapped.repeated[0].first_row, mapped.repeated[0].row),
        (2, 5)
    );
    let fault = RowFault::TooFewCells {
        found: 2,
        expected: 6,
    };
    assert_eq!(
        (mapped.bad[0].row, mapped.bad[0].line, &mapped.bad[0].fault),
        (4, 4, &fault)
    );
    assert_eq!(mapped.receipt.as_ref().unwrap().accession.items, 1);

    let nour = user("nour");
    let lists = bench.store.lists(&nour).unwrap();
    let [list] = lists.as_slice() else {
        panic!("{}", lists.len())
    };
    assert_eq!((list.name.as_str(), list.entered), ("قائمة.csv", true));
    assert_eq!(list.legal_basis, ground().legal_basis);
    assert_eq!(list.restrictions, ["not for exclusion"]);

    let record = bench
        .store
        .source_record(&nour, &id("ISN-000001:3"))
        .unwrap();
    assert_eq!((record.line, record.own_id.as_deref()), (3, Some("8")));
    assert_eq!(record.record.id(), "ISN-000001:3");
    assert_eq!(record.record.get(Field::Family), Some("السمّان, الكبير"));
    assert_eq!(record.record.get(Field::Given), Some("ليلى"));
    let cells: Vec<_> = record
        .cells
        .iter()
        .map(|c| (c.column.as_str(), c.text.as_str()))
        .collect();
    assert_eq!(cells[4], ("المواليد", "3/4/1980"));
    assert_eq!(cells[5], ("ملاحظات", "x"));
    assert_eq!(record.cells[3].says, [Use::Field(Field::Family)]);
    assert_eq!(record.cells[5].says, []);

    let rows = |choice, after, limit| -> Vec<u32> {
        let rows = bench
            .store
            .list_rows(&nour, &item(1), 1, choice, after, limit)
            .unwrap();
        let number = |row: &RowView| match row {
            RowView::Record(record) => record.id.row(),
            RowView::Bad(id, _) => id.row(),
        };
        rows.iter().map(number).collect()
    };
    assert_eq!(rows(RowChoice::All, 0, 100), [2, 3, 4, 5]);
    assert_eq!(rows(RowChoice::Records, 2, 1), [3]);
    assert_eq!(rows(RowChoice::Records, 3, 10), [5]);
    assert_eq!(rows(RowChoice::Bad, 0, 100), [4]);
    // Both rows that have the id, neither of them taken for the other.
    let same = bench
        .store
        .records_with_id(&nour, &item(1), 1, "7")
        .unwrap();
    let names: Vec<_> = same
        .iter()
        .map(|r| r.record.get(Field::Given).unwrap())
        .collect();
    assert_eq!(names, ["سالم", "هادي"]);
    for gone in [
        "ISN-000001:1",
        "ISN-000001:6",
        "ISN-000001:2.2",
        "ISN-000009:2",
        "ISN-000001:4",
    ] {
        let answer = bench.store.source_record(&nour, &id(gone));
        assert!(
            matches!(answer, Err(WorkbenchError::NotAvailable(_))),
            "{gone}"
        );
    }
    // The list itself is an item, byte for byte.
    assert_eq!(bench.bytes(&item(1)), LIST.as_bytes());
    let verdict = bench.store.verify(&nour, true, &mut |_, _| {}).unwrap();
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!((verdict.objects, verdict.unnamed), (2, 0));
}

#[test]
fn every_record_of_an_accession_is_handed_out_in_order() {
    let bench = Bench::new();
    imported(&bench);
    let mut seen = Vec::new();
    bench
        .store
        .source_records(&user("nour"), accession(1), &mut |list, id, record| {
            assert_eq!(list.purpose, "to find the missing");
            assert_eq!(record.id(), id.to_string());
            seen.push((id.row(), record.get(Field::Given).unwrap().to_owned()));
            Ok(())
        })
        .unwrap();
    let expected = [(2, "سالم"), (3, "ليلى"), (5, "هادي")];
    assert_eq!(seen, expected.map(|(row, name)| (row, name.to_owned())));
}

#[test]
fn the_tables_of_lists_are_made_anew_from_ledger_and_vault() {
    let bench = Bench::new();
    imported(&bench);
    let nour = user("nour");
    let before = bench.dump();
    assert_eq!(
        before
            .iter()
            .filter(|line| line.starts_with("source_record "))
            .count(),
        4
    );
    bench.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), before);
    // Without any tables at all, too.
    let root = bench.root();
    let Bench { folder, store } = bench;
    drop(store);
    for entry in fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("catalogue.sqlite")
        {
            fs::remove_file(path).unwrap();
        }
    }
    let store =
        workbench::Store::open(&root, crate::fixture::PASSPHRASE, crate::fixture::ticking())
            .unwrap();
    let bench = Bench { folder, store };
    assert_eq!(bench.dump(), before);
}

#[test]
fn a_new_mapping_takes_the_place_of_the_old_one_and_records_keep_their_numbers() {
    let bench = Bench::new();
    imported(&bench);
    let nour = user("nour");
    let mapping = Mapping::default()
        .with("الكنية", Use::Field(Field::Laqab))
        .unwrap()
        .with("الاسم", Use::Field(Field::FullName))
        .unwrap();
    let again = ListRequest {
        source: ListSource::Item(item(1)),
        name: Some("by another hand".to_owned()),
        one_row_per_person: true,
        mapping: Some(mapping),
        ..request(PathBuf::new())
    };
    let acts = bench.acts();
    import(&bench, &again).unwrap();
    assert_eq!(bench.acts(), acts + 1);
    let list = bench.store.list(&nour, &item(1), 1).unwrap();
    assert_eq!(
        (list.name.as_str(), list.one_row_per_person),
        ("by another hand", true)
    );
    let record = bench
        .store
        .source_record(&nour, &id("ISN-000001:3"))
        .unwrap();
    assert_eq!(record.record.get(Field::FullName), Some("ليلى"));
    assert_eq!(
        (record.record.get(Field::Given), record.own_id),
        (None, None)
    );
    let dump = bench.dump();
    assert_eq!(
        dump.iter()
            .filter(|line| line.starts_with("source_record "))
            .count(),
        4
    );
    bench.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), dump);
}

#[test]
fn without_a_ground_no_list_comes_in() {
    let bench = Bench::new();
    let path = file(&bench, "list.csv", LIST);
    for (basis, purpose) in [("", "x"), ("  ", "x"), ("x", "")] {
        let mut request = request(path.clone());
        request.ground.legal_basis = basis.to_owned();
        request.ground.purpose = purpose.to_owned();
        let answer = import(&bench, &request);
        assert!(matches!(answer, Err(WorkbenchError::NoGround(_))));
    }
    assert!(bench.items().is_empty(), "nothing was received");
}

#[test]
fn what_cannot_be_a_list_is_refused_before_anything_is_received() {
    let bench = Bench::new();
    let acts = bench.acts();
    let refused = |name: &str, content: &[u8], mapping: Option<Mapping>| {
        let request = ListRequest {
            mapping,
            ..request(file(&bench, name, content))
        };
        import(&bench, &request).unwrap_err()
    };
    let says = |column: &str| {
        Mapping::default()
            .with(column, Use::Field(Field::Given))
            .unwrap()
    };
    let list = LIST.as_bytes();
    assert!(matches!(
        refused("empty", b"", None),
        WorkbenchError::List(ListFault::Empty)
    ));
    assert!(matches!(
        refused("a.csv", list, Some(says("vorname"))),
        WorkbenchError::List(ListFault::Mapping(MappingFault::NoSuchColumn { column, .. })) if column == "vorname"
    ));
    assert!(matches!(
        refused("b.jsonl", b"{\"a\":1}\n{\"a\":2}\n", Some(says("vorname"))),
        WorkbenchError::List(ListFault::Mapping(MappingFault::NoSuchColumn { .. }))
    ));
    assert!(matches!(
        refused("c.csv", b"x,y\n1,2\n", None),
        WorkbenchError::List(ListFault::Mapping(MappingFault::NothingMapped))
    ));
    let answer = import(&bench, &request(bench.medium()));
    assert!(matches!(answer, Err(WorkbenchError::ListIsFolder(_))));
    let answer = import(&bench, &request(bench.medium().join("absent")));
    assert!(matches!(answer, Err(WorkbenchError::PathMissing(_))));
    assert_eq!(bench.acts(), acts);
}

#[test]
fn a_list_is_seen_by_those_alone_who_may_read_its_accession() {
    let bench = Bench::new();
    imported(&bench);
    bench.person("nour", "salma", &[Role::Administrator]);
    let rima = bench.person("salma", "rima", &[Role::Analyst]);
    let one = id("ISN-000001:2");
    let not_available = |e| matches!(e, WorkbenchError::NotAvailable(_));
    let store = &bench.store;
    assert!(store.lists(&rima).unwrap().is_empty());
    assert!(store.list(&rima, &item(1), 1).is_err_and(not_available));
    assert!(store.source_record(&rima, &one).is_err_and(not_available));
    let rows = store.list_rows(&rima, &item(1), 1, RowChoice::All, 0, 9);
    assert!(rows.is_err_and(not_available));
    let records = store.source_records(&rima, accession(1), &mut |_, _, _| panic!("seen"));
    assert!(records.is_err_and(not_available));
    let again = request(bench.folder.path().join("قائمة.csv"));
    let answer = store.import_list(&rima, &again, &mut |_| {});
    assert!(matches!(answer, Err(WorkbenchError::NotAllowed { .. })));
    store.grant(&user("nour"), &rima, accession(1)).unwrap();
    assert_eq!(store.lists(&rima).unwrap().len(), 1);
    assert!(store.source_record(&rima, &one).is_ok());
    // Looks and refused looks stand in the record.
    let wael = bench.person("salma", "wael", &[Role::SecurityOfficer]);
    let looks = store.consultations(&wael, None, 1_000).unwrap();
    let of = |outcome: &str| {
        let mut of_rima = looks
            .iter()
            .filter(|look| look.by == rima && look.outcome == outcome);
        of_rima.any(|look| look.object.as_deref() == Some("ISN-000001:2"))
    };
    assert!(of("permitted") && of("refused: no-grant"));
}

#[test]
fn an_erased_list_leaves_no_name_behind() {
    let bench = Bench::new();
    let mapped = imported(&bench);
    let nour = user("nour");
    let place = bench.object_path(&mapped.act.rows.sha256.to_string());
    assert!(place.exists());
    bench.store.erase(&nour, &item(1), "order 13").unwrap();
    assert!(!place.exists());
    assert!(bench.store.lists(&nour).unwrap().is_empty());
    let dump = bench.dump();
    assert!(
        !dump
            .iter()
            .any(|line| line.starts_with("source_record ") || line.starts_with("list "))
    );
    bench.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), dump);
    assert!(
        bench
            .store
            .verify(&nour, true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}

#[test]
fn a_store_with_a_damaged_list_still_opens_and_names_what_is_damaged() {
    let bench = Bench::new();
    let mapped = imported(&bench);
    let place = bench.object_path(&mapped.act.rows.sha256.to_string());
    fs::remove_file(&place).unwrap();
    let nour = user("nour");
    assert!(bench.store.rebuild(&nour, &mut |_| {}).is_err());
    let store = bench.open().unwrap();
    assert!(!store.lists(&nour).unwrap()[0].entered);
    let answer = store.source_record(&nour, &id("ISN-000001:2"));
    assert!(matches!(answer, Err(WorkbenchError::NotAvailable(_))));
    let verdict = store.verify(&nour, true, &mut |_, _| {}).unwrap();
    let damaged: Vec<_> = verdict
        .damaged
        .iter()
        .map(|damaged| damaged.object)
        .collect();
    assert_eq!(damaged, [mapped.act.rows.sha256]);
    // The same table mapped again brings the same object back.
    let again = ListRequest {
        source: ListSource::Item(item(1)),
        ..request(PathBuf::new())
    };
    import(&bench, &again).unwrap();
    assert!(
        bench
            .store
            .source_record(&nour, &id("ISN-000001:2"))
            .is_ok()
    );
}

#[test]
fn json_lines_and_entities_come_in_with_every_value() {
    let bench = Bench::new();
    let text = "{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Salem Haddad\",\"سالم الحداد\"],\
        \"firstName\":[\"Salem\"],\"lastName\":[\"Haddad\"]}}\n\
        {\"id\":\"c1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Haddad Bakeries\"]}}\n";
    let mapped = import(&bench, &request(file(&bench, "people.ftm.json", text))).unwrap();
    assert_eq!((mapped.act.records, mapped.act.passed_over), (1, 1));
    let record = bench
        .store
        .source_record(&user("nour"), &id("ISN-000001:1"))
        .unwrap();
    assert_eq!(record.own_id.as_deref(), Some("p1"));
    let names: Vec<_> = record
        .record
        .values()
        .iter()
        .filter(|(field, _)| *field == Field::FullName)
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(names, ["Salem Haddad", "سالم الحداد"]);
}
