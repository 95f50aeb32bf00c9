//! The order in which what is due is read, in both databases.

use crate::fixture::{item, user};
use crate::parity::Database;
use catalogue::{Catalogue, DueItem, Entry, Location, Log, TURNS};
use custody::act::{
    AccessionOpened, Act, ActBody, Content, Extracted, ItemKind, ItemReceived, PathText,
    ReadingAccount,
};
use domain::{AccessionId, ItemState, Moment};
use std::collections::BTreeSet;

fn content(n: u32, size_bytes: u64) -> Content {
    let digits = |length: usize| format!("{n:0>length$x}");
    Content {
        size_bytes,
        sha256: digits(64).parse().unwrap(),
        md5: digits(32),
        sha1: digits(40),
        sha512: digits(128),
    }
}

/// Path, size, and for the second reading: type, looks, pages that wait.
const ITEMS: [(&str, u64, &str, Option<&str>, u32); 8] = [
    ("a/IMG_1.jpg", 10, "image/jpeg", Some("photograph"), 1),
    ("a/thick.pdf", 900, "application/pdf", None, 40),
    ("a/letter.docx", 700, "x/office", None, 0),
    ("b/thin.PDF", 80, "application/pdf", None, 2),
    ("b/box.zip", 700, "application/zip", None, 0),
    ("b/talk.mp3", 1, "audio/mpeg", None, 0),
    ("c/scan.png", 5_000, "image/png", Some("paper"), 1),
    ("c/note.txt", 2, "text/plain", None, 0),
];

fn opened(location: &Location) -> Catalogue {
    let accession = AccessionId::new(1);
    let mut acts = vec![Act::AccessionOpened(AccessionOpened {
        accession,
        source: "a drawer".to_owned(),
        received_from: None,
        witness: None,
        medium: "/medium".to_owned(),
    })];
    for (n, (path, size, ..)) in (1u32..).zip(ITEMS) {
        acts.push(Act::ItemReceived(ItemReceived {
            item: item(n),
            accession,
            path: PathText::Utf8(path.to_owned()),
            kind: ItemKind::File,
            content: Some(content(n, size)),
            modified_ms: None,
            accessed_ms: None,
            changed_ms: None,
            mode: None,
            link_target: None,
            problem: None,
        }));
    }
    let tables = Catalogue::open(location).unwrap();
    tables.project(Log::Evidence, &entries(0, acts)).unwrap();
    tables
}

fn entries(first: u64, acts: Vec<Act>) -> Vec<Entry> {
    let body = |act| ActBody {
        at: Moment::from_unix_ms(0),
        by: user("nour"),
        act,
    };
    let entry = |(index, act)| Entry {
        index,
        body: Some(body(act)),
    };
    (first..).zip(acts).map(entry).collect()
}

/// Everything that two questions at a time bring.
fn all(mut ask: impl FnMut(Option<&catalogue::DueOrder>) -> Vec<DueItem>) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let due = ask(after.as_ref());
        let Some(last) = due.last() else {
            return found;
        };
        after = Some(last.order.clone());
        found.extend(due.iter().map(|item| item.path.to_string()));
    }
}

fn check(tables: &Catalogue) {
    let scope = BTreeSet::from([AccessionId::new(1)]);
    let versions = ["at once".to_owned(), "later".to_owned()];
    let due = |versions: &[String]| -> Vec<String> {
        (0..TURNS)
            .flat_map(|turn| all(|after| tables.due(&scope, versions, turn, after, 2).unwrap()))
            .collect()
    };
    assert_eq!(
        due(&versions),
        [
            "c/note.txt",
            "a/letter.docx",
            "b/box.zip",
            "b/thin.PDF",
            "a/thick.pdf",
            "a/IMG_1.jpg",
            "c/scan.png",
            "b/talk.mp3",
        ]
    );
    let read = (1u32..)
        .zip(ITEMS)
        .map(|(n, (_, size, media_type, looks, waiting))| {
            Act::Extracted(Box::new(Extracted {
                item: item(n),
                input: content(n, size).sha256,
                version: versions[usize::from(waiting > 0)].clone(),
                state: ItemState::Read,
                reason: None,
                media_type: media_type.to_owned(),
                pages: waiting,
                derivative: Some(content(n, size)),
                declared_members: None,
                members: Vec::new(),
                account: Some(ReadingAccount {
                    waiting_pages: waiting,
                    looks: looks.map(str::to_owned),
                    ..ReadingAccount::default()
                }),
            }))
        });
    tables
        .project(Log::Evidence, &entries(9, read.collect()))
        .unwrap();
    assert!(due(&versions).is_empty());
    assert_eq!(
        due(&versions[..1]).len(),
        4,
        "what waits is due for a run without a budget"
    );
    let optically = all(|after| tables.optically_due(&scope, "later", after, 2).unwrap());
    assert_eq!(
        optically,
        ["b/thin.PDF", "a/thick.pdf", "c/scan.png", "a/IMG_1.jpg"]
    );
    assert_eq!(tables.optically_waiting(&scope).unwrap(), (4, 44));
    assert_eq!(tables.optically_waiting(&BTreeSet::new()).unwrap(), (0, 0));
    let other = tables.optically_due(&scope, "another", None, 9).unwrap();
    assert!(other.is_empty());
}

#[test]
fn papers_are_read_before_pictures_and_small_before_large_in_both_databases() {
    let folder = tempfile::tempdir().unwrap();
    let tables = opened(&Location::Sqlite(folder.path().join("catalogue.sqlite")));
    check(&tables);
    if let Some(database) = Database::new("order") {
        check(&opened(&Location::Postgres(database.url())));
    }
}
