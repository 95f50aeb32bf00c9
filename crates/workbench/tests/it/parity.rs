//! The same acts give the same tables in SQLite and in PostgreSQL.
//!
//! `ISNAD_TEST_POSTGRES` names a database of a server on which databases may be made, e.g.
//! `postgres://postgres@127.0.0.1:5432/postgres`.

use crate::fixture::{Bench, accession, item, user};
use domain::Role;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::fs;
use workbench::list::{ListGround, ListRequest, ListSource};
use workbench::{CatalogueSetting, IntakeRequest, SearchOptions};

/// A database of its own, gone with the value.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Nothing where no server is named.
    pub fn new(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var("ISNAD_TEST_POSTGRES") else {
            println!("skipped: ISNAD_TEST_POSTGRES names no server");
            return None;
        };
        let database = Self {
            server,
            name: format!("isnad_test_{test}_{}", std::process::id()),
        };
        database.tell(&format!("CREATE DATABASE {}", database.name));
        Some(database)
    }

    fn tell(&self, statement: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&self.server).await.unwrap();
            connection
                .execute(AssertSqlSafe(statement.to_owned()))
                .await
                .unwrap();
        });
    }

    pub fn url(&self) -> String {
        let (front, options) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let (server, _) = front.rsplit_once('/').unwrap();
        format!("{server}/{}?{options}", self.name)
    }

    fn setting(&self) -> CatalogueSetting {
        CatalogueSetting::Postgres(self.url())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.tell(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            self.name
        ));
    }
}

/// One of everything that leaves a trace in the tables; gives the tables back.
fn check(setting: CatalogueSetting, medium: &std::path::Path) -> Vec<String> {
    let bench = Bench::with(setting);
    let (store, nour, salma) = (&bench.store, user("nour"), user("salma"));
    let list = medium.with_extension("list");
    let request = IntakeRequest {
        path: medium.to_owned(),
        source: "درج المكتب".to_owned(),
        received_from: Some("a courier".to_owned()),
        witness: Some("a clerk".to_owned()),
        hashes: Some(list),
    };
    store.intake(&nour, &request, &mut |_| {}).unwrap();
    store
        .add_user(&nour, &salma, &[Role::Administrator], None)
        .unwrap();
    for (name, roles) in [
        ("rima", &[Role::Analyst, Role::Examiner][..]),
        ("wael", &[Role::SecurityOfficer]),
    ] {
        store.add_user(&salma, &user(name), roles, None).unwrap();
        store.grant(&nour, &user(name), accession(1)).unwrap();
    }
    store
        .set_roles(&salma, &user("rima"), &[Role::Reviewer])
        .unwrap();
    store.withdraw(&nour, &user("wael"), accession(1)).unwrap();
    store.set_active(&salma, &user("wael"), false).unwrap();
    store.prove(&nour, &item(2)).unwrap();
    store.erase(&nour, &item(3), "order 12, فقرة ٣").unwrap();
    let people = ListRequest {
        source: ListSource::File(IntakeRequest {
            path: medium.with_extension("csv"),
            source: "a clerk".to_owned(),
            ..IntakeRequest::default()
        }),
        table: 1,
        ground: ListGround {
            legal_basis: "أمر ١٢".to_owned(),
            purpose: "the missing".to_owned(),
            restrictions: vec!["é".to_owned()],
        },
        name: None,
        one_row_per_person: true,
        mapping: None,
        reading: workbench::ProcessOptions::default(),
    };
    store.import_list(&nour, &people, &mut |_| {}).unwrap();
    store.import_list(&nour, &people, &mut |_| {}).unwrap();
    store.verify(&nour, true, &mut |_, _| {}).unwrap();
    let dump = store.dump(&nour, true).unwrap();
    let status = store.process_status(&nour).unwrap();
    assert!(status.reconciled);
    store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(store.dump(&nour, true).unwrap(), dump, "made anew");
    let beside = bench.open().unwrap();
    assert_eq!(beside.dump(&nour, true).unwrap(), dump, "opened again");
    dump
}

#[test]
fn both_databases_hold_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    let medium = folder.path().join("medium");
    fs::create_dir_all(medium.join("ب")).unwrap();
    // Names that sort otherwise in most languages than by their bytes.
    for name in ["a", "B", "é", "أ", "ا", "آ", "ب/ملف.txt", "_", "Z z"] {
        fs::write(medium.join(name), name).unwrap();
    }
    use std::os::unix::ffi::OsStrExt;
    fs::write(
        medium.join(std::ffi::OsStr::from_bytes(b"\xca\xde\n.txt")),
        "bytes",
    )
    .unwrap();
    std::os::unix::fs::symlink("a", medium.join("link")).unwrap();
    fs::write(
        medium.with_extension("list"),
        format!("{}  a\n{}  absent\n", "0".repeat(64), "1".repeat(32)),
    )
    .unwrap();
    let rows: String = (0..2_500).map(|n| format!("{n},سالم {n}\n")).collect();
    let people = format!("id,name\nأ,Salem\nا,Omar\nx\u{0},NUL\ny\n{rows}");
    fs::write(medium.with_extension("csv"), people).unwrap();
    let embedded = check(CatalogueSetting::Embedded, &medium);
    assert!(embedded.len() > 20, "{embedded:#?}");
    let Some(database) = Database::new("rows") else {
        return;
    };
    assert_eq!(check(database.setting(), &medium), embedded);
}

/// Whatever a person types, the store goes on working.
fn survives_any_text(setting: CatalogueSetting) {
    let bench = Bench::with(setting);
    bench.put("a.txt", "alpha");
    bench.intake();
    let nour = user("nour");
    for text in ["a\0b", "\u{fffe}", "'; DROP TABLE item; --", "\u{202e}x"] {
        let _ = bench.store.search(&nour, text, &SearchOptions::default());
        let request = IntakeRequest {
            source: format!("source {text}"),
            ..bench.request()
        };
        let _ = bench.store.intake(&nour, &request, &mut |_| {});
        assert!(
            bench
                .store
                .original(&nour, &item(1), text, &mut Vec::new())
                .is_ok(),
            "after {text:?}"
        );
        assert!(
            bench.store.document(&nour, &item(1)).is_ok(),
            "after {text:?}"
        );
    }
    let before = bench.dump();
    bench.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(bench.dump(), before);
}

#[test]
fn no_text_that_a_person_types_stops_a_store() {
    survives_any_text(CatalogueSetting::Embedded);
}

#[test]
fn no_text_that_a_person_types_stops_a_store_in_postgresql() {
    let Some(database) = Database::new("texts") else {
        return;
    };
    survives_any_text(database.setting());
}

#[test]
fn a_database_with_the_tables_of_an_earlier_store_is_emptied() {
    let Some(database) = Database::new("earlier") else {
        return;
    };
    let earlier = Bench::with(database.setting());
    earlier.put("a.txt", "alpha");
    earlier.intake();
    drop(earlier);
    let bench = Bench::with(database.setting());
    assert!(bench.items().is_empty());
    assert!(bench.store.accessions(&user("nour")).unwrap().is_empty());
}
