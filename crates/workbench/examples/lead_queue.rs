//! How long the queue of leads takes with a hundred thousand of them. Every name is made by a die.
//!
//!     cargo run --release -p workbench --example lead_queue [LEADS]

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement stops where something is not as it should be"
)]

use domain::{ItemId, RecordId, Role, UserName};
use linkage::{Account, Field, Level, Relation, Step};
use std::fmt::Write as _;
use std::time::Instant;
use workbench::list::{ListGround, ListRequest, ListSource};
use workbench::{CatalogueSetting, Clock, IntakeRequest, LeadFilter, LeadPlace, NewStore, Store};

const SYLLABLES: [(&str, &str); 16] = [
    ("سا", "sa"),
    ("مر", "mer"),
    ("لي", "li"),
    ("دا", "da"),
    ("نو", "no"),
    ("حد", "had"),
    ("كر", "kar"),
    ("يم", "im"),
    ("فا", "fa"),
    ("طر", "tar"),
    ("بش", "bash"),
    ("زي", "zi"),
    ("ها", "ha"),
    ("جم", "jam"),
    ("رش", "rash"),
    ("قص", "kas"),
];

/// A name from a number, in Arabic and in Latin letters.
fn name(n: usize) -> (String, String) {
    let (mut arabic, mut latin) = (String::new(), String::new());
    let mut rest = n * 2_654_435_761 % 65_536;
    for _ in 0..3 {
        let (a, l) = SYLLABLES[rest % SYLLABLES.len()];
        arabic.push_str(a);
        latin.push_str(l);
        rest /= SYLLABLES.len();
    }
    (arabic, latin)
}

fn list(store: &Store, by: &UserName, path: std::path::PathBuf, source: &str) {
    let request = ListRequest {
        source: ListSource::File(IntakeRequest {
            path,
            source: source.to_owned(),
            ..IntakeRequest::default()
        }),
        table: 1,
        ground: ListGround {
            legal_basis: "a measurement".to_owned(),
            purpose: "a measurement".to_owned(),
            restrictions: Vec::new(),
        },
        name: None,
        one_row_per_person: true,
        mapping: None,
        reading: workbench::ProcessOptions::default(),
    };
    store.import_list(by, &request, &mut |_| {}).unwrap();
}

fn account(n: usize) -> Account {
    let step = |field, weight| Step {
        field,
        left: None,
        right: None,
        level: Level::SameBySpelling,
        weight,
        one_in: Some(40.0),
    };
    let last = if n.is_multiple_of(7) { -3.5 } else { 2.0 };
    Account {
        relatives: 0.0,
        rivals: 0.0,
        prior: -13.0,
        steps: vec![
            step(Field::Given, 6.0),
            step(Field::Father, 3.5),
            step(Field::Family, (n % 9) as f32),
            step(Field::BirthYear, last),
        ],
        probability: 0.5,
        others: vec![(Relation::Unrelated, 0.5)],
    }
}

fn main() {
    let leads: usize = std::env::args()
        .nth(1)
        .map_or(100_000, |n| n.parse().unwrap());
    let rows = leads / 2;
    let folder = tempfile::tempdir().unwrap();
    let by: UserName = "nour".parse().unwrap();
    let reviewer: UserName = "amal".parse().unwrap();
    let new = NewStore {
        custodian: by.clone(),
        passphrase: "seven grey herons over the weir".to_owned(),
        password: None,
        catalogue: CatalogueSetting::Embedded,
        cost: vault::KeyCost {
            memory_kib: 64,
            passes: 1,
        },
    };
    let root = folder.path().join("store");
    let store = Store::init(&root, &new, Clock::of_this_machine()).unwrap();
    let mut left = "no,الاسم,اسم الأب,الكنية,المواليد\n".to_owned();
    let mut right = "no,given name,father name,family name,birth year\n".to_owned();
    for n in 0..rows {
        let (given, father, family) = (name(n), name(n * 31 + 7), name(n * 17 + 3));
        let year = 1950 + n % 50;
        writeln!(left, "{n},{},{},{},{year}", given.0, father.0, family.0).unwrap();
        writeln!(right, "{n},{},{},{},{year}", given.1, father.1, family.1).unwrap();
    }
    for (file, text) in [("left.csv", left), ("right.csv", right)] {
        let path = folder.path().join(file);
        std::fs::write(&path, text).unwrap();
        list(&store, &by, path, file);
    }
    store
        .add_user(&by, &reviewer, &[Role::Reviewer], None)
        .unwrap();
    for n in [1, 2] {
        store
            .grant(&by, &reviewer, domain::AccessionId::new(n))
            .unwrap();
    }
    let record = |item, row: usize| RecordId::new(ItemId::new(item), 1, row as u32 + 2);
    let proposed: Vec<_> = (0..leads)
        .map(|n| {
            let (row, other) = (n % rows, (n + n / rows) % rows);
            (record(1, row), record(2, other), account(n))
        })
        .collect();
    let start = Instant::now();
    store.propose(&by, "measured/1", proposed).unwrap();
    println!("{leads} leads taken over in {:?}", start.elapsed());
    let start = Instant::now();
    store.rebuild(&by, &mut |_| {}).unwrap();
    println!("tables made anew in {:?}", start.elapsed());
    let (arabic, latin) = (name(3).0, name(5).1);
    let base = LeadFilter {
        limit: 51,
        ..LeadFilter::default()
    };
    let filters = [
        ("what waits for me", base.clone()),
        (
            "all",
            LeadFilter {
                place: LeadPlace::All,
                ..base.clone()
            },
        ),
        (
            "a piece of a name and conflict",
            LeadFilter {
                text: arabic.chars().take(4).collect(),
                conflict: true,
                ..base.clone()
            },
        ),
        (
            "a name in the other script",
            LeadFilter {
                text: latin,
                ..base.clone()
            },
        ),
        (
            "a name that nobody bears",
            LeadFilter {
                text: "ظظظظ".to_owned(),
                ..base
            },
        ),
    ];
    for (what, filter) in filters {
        let mut times: Vec<_> = (0..20)
            .map(|_| {
                let start = Instant::now();
                let queue = store.lead_queue(&reviewer, &filter).unwrap();
                (start.elapsed(), queue.total)
            })
            .collect();
        times.sort_unstable();
        println!(
            "{what}: {} leads, median {:?}, 19th of 20 {:?}",
            times[10].1, times[10].0, times[18].0
        );
    }
    let first = store
        .lead_queue(
            &reviewer,
            &LeadFilter {
                limit: 1,
                ..LeadFilter::default()
            },
        )
        .unwrap();
    let lead = &first.lines[0].lead;
    store
        .read_lead(&reviewer, lead, domain::review::Opinion::Same)
        .unwrap();
    let start = Instant::now();
    store.lead(&reviewer, lead).unwrap();
    store
        .lead_neighbours(&reviewer, &LeadFilter::default(), lead)
        .unwrap();
    println!("one lead uncovered in {:?}", start.elapsed());
    let start = Instant::now();
    let found = store
        .find_person(&reviewer, "samer", "a measurement")
        .unwrap();
    println!(
        "a person looked up in {:?}: {}",
        start.elapsed(),
        found.len()
    );
}
