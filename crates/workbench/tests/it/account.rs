//! The account of reading: the same figures in both databases, every figure as long as its list,
//! and quick over a whole leak.
//!
//! `ISNAD_ACCOUNT_ITEMS` sets how many items are counted (134,000 is a leak of the size expected).

use crate::fixture::{Bench, item, user};
use crate::parity::Database;
use catalogue::{
    ByState, Catalogue, Entry, ItemFilter, Location, Log, ReaderNote, Step, YearFilter,
};
use custody::act::{
    AccessionClosed, AccessionOpened, Act, ActBody, Content, Extracted, ItemKind, ItemReceived,
    Member, MemberEnded, PathText, ReadingAccount,
};
use domain::{AccessionId, ItemState, Moment, ReadingQuality};
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

fn content(n: u32) -> Content {
    let digits = |length: usize| format!("{n:0>length$x}");
    Content {
        size_bytes: u64::from(n),
        sha256: digits(64).parse().unwrap(),
        md5: digits(32),
        sha1: digits(40),
        sha512: digits(128),
    }
}

/// A leak of so many received items in two accessions, read in every way that is counted.
fn acts(items: u32) -> Vec<Entry> {
    let mut acts = Vec::new();
    let half = items / 2;
    for (number, range) in [(1, 1..=half), (2, half + 1..=items)] {
        let accession = AccessionId::new(number);
        acts.push(Act::AccessionOpened(AccessionOpened {
            accession,
            source: format!("drawer {number}"),
            received_from: None,
            witness: None,
            medium: "/medium".to_owned(),
        }));
        let count = u64::from(*range.end() + 1 - *range.start());
        acts.extend(range.map(|n| {
            Act::ItemReceived(ItemReceived {
                item: item(n),
                accession,
                path: PathText::Utf8(format!("فرع {}/كتب {}/صادر/{n}.pdf", n % 40, n % 1_300)),
                kind: ItemKind::File,
                content: Some(content(n)),
                modified_ms: (!n.is_multiple_of(17)).then_some(i64::from(n % 20) * 31_557_600_000),
                accessed_ms: None,
                changed_ms: None,
                mode: None,
                link_target: None,
                problem: None,
            })
        }));
        acts.push(Act::AccessionClosed(AccessionClosed {
            accession,
            items: count,
            folders: 1,
            size_bytes: 0,
            problems: 0,
        }));
    }
    // One in a hundred waits.
    let due = (1..=items).filter(|n| n % 100 != 99);
    acts.extend(due.map(|n| Act::Extracted(Box::new(reading(n)))));
    let body = |act| ActBody {
        at: Moment::from_unix_ms(1_400_000_000_000),
        by: user("nour"),
        act,
    };
    let entry = |(index, act)| Entry {
        index,
        body: Some(body(act)),
    };
    (0u64..).zip(acts).map(entry).collect()
}

fn reading(n: u32) -> Extracted {
    let (state, reason) = match n % 50 {
        0 => (ItemState::Encrypted, "a password is needed".to_owned()),
        1 => (
            ItemState::OverLimit,
            "limit `wall_ms` of 60000 reached: x".to_owned(),
        ),
        2 => (ItemState::Damaged, format!("broken at byte {n}")),
        3 => (
            ItemState::Unsupported,
            "no reader for sound (`audio/mpeg`) is part of isnad yet".to_owned(),
        ),
        4 => (
            ItemState::ReadInPart,
            "the program `tesseract` is not installed, so this was not read".to_owned(),
        ),
        5..15 => (ItemState::NoText, "it holds no text".to_owned()),
        _ => (ItemState::Read, String::new()),
    };
    let is_container = n.is_multiple_of(60);
    let member = |k: u32| Member {
        name: PathText::Utf8(format!("in/{k}.txt")),
        content: (k != 1).then(|| content(n + k)),
        modified: (k == 2).then(|| "2011-02-03".to_owned()),
        ended: (k == 1).then(|| MemberEnded {
            state: ItemState::Encrypted,
            reason: "the member is encrypted".to_owned(),
        }),
    };
    Extracted {
        item: item(n),
        input: content(n).sha256,
        version: "read/1 x".to_owned(),
        state,
        reason: (state != ItemState::Read).then_some(reason),
        media_type: [
            "application/pdf",
            "image/jpeg",
            "text/plain",
            "application/zip",
        ][(n % 4) as usize]
            .to_owned(),
        pages: n % 7,
        derivative: Some(content(n)),
        declared_members: is_container.then_some(3),
        members: if is_container {
            (1..=2).map(member).collect()
        } else {
            Vec::new()
        },
        account: (!n.is_multiple_of(9)).then(|| ReadingAccount {
            reader: Some("pdf 1".to_owned()),
            programs: vec![("poppler pdftotext".to_owned(), "25.03".to_owned())],
            absent: (n % 50 == 4)
                .then(|| "tesseract".to_owned())
                .into_iter()
                .collect(),
            ocr_percent: (0..n % 4).map(|k| ((n * 7 + k * 31) % 101) as u8).collect(),
            doubted_pages: u32::from(n.is_multiple_of(31)),
            poor_pages: n % 3 / 2,
            graded_pages: [n % 7, n % 5 / 4, n % 3 / 2, u32::from(n.is_multiple_of(41))],
            waiting_pages: if n.is_multiple_of(41) { n % 4 } else { 0 },
            looks: [
                None,
                Some("paper".to_owned()),
                Some("photograph".to_owned()),
            ][(n % 3) as usize]
                .clone(),
            year: (n.is_multiple_of(5)).then_some(2000 + (n % 15) as u16),
            warnings: (n.is_multiple_of(70))
                .then(|| "the name ends in `.jpg`, the content is `application/pdf`".to_owned())
                .into_iter()
                .collect(),
        }),
    }
}

fn scope() -> BTreeSet<AccessionId> {
    [1, 2].map(AccessionId::new).into()
}

fn total(states: &ByState) -> u64 {
    states.values().sum()
}

/// Every figure of the account with the filter of its list.
fn figures(tables: &Catalogue) -> Vec<(String, u64, ItemFilter)> {
    let scope = scope();
    let mut figures = Vec::new();
    let mut add =
        |name: String, items: u64, filter: ItemFilter| figures.push((name, items, filter));
    let all = ItemFilter::default;
    for (accession, states) in tables.by_accession(&scope).unwrap() {
        let filter = ItemFilter {
            accession: Some(accession),
            ..all()
        };
        add(format!("{accession}"), total(&states), filter);
    }
    for (media_type, (states, _)) in tables.by_type(&scope).unwrap() {
        for (state, items) in &states {
            let filter = ItemFilter {
                untyped: media_type.is_none(),
                media_type: media_type.clone(),
                state: *state,
                waiting: state.is_none(),
                ..all()
            };
            add(format!("{media_type:?} {state:?}"), *items, filter);
        }
    }
    for ((step, value), states) in tables.by_step(&scope).unwrap() {
        let filter = ItemFilter {
            step: Some((step, value.clone())),
            ..all()
        };
        add(format!("{step:?} {value:?}"), total(&states), filter);
    }
    let optical = tables.optical(&scope).unwrap();
    add(
        "optical".to_owned(),
        optical.items,
        ItemFilter {
            optical: true,
            ..all()
        },
    );
    add(
        "doubted".to_owned(),
        optical.doubted.0,
        ItemFilter {
            doubted: true,
            ..all()
        },
    );
    add(
        "poor".to_owned(),
        optical.poor.0,
        ItemFilter {
            poor: true,
            ..all()
        },
    );
    for (quality, (items, _)) in ReadingQuality::ALL.into_iter().zip(optical.graded) {
        let filter = ItemFilter {
            quality: Some(quality),
            ..all()
        };
        add(quality.to_string(), items, filter);
    }
    add(
        "waiting to be read optically".to_owned(),
        optical.waiting.0,
        ItemFilter {
            optical_waiting: true,
            ..all()
        },
    );
    let mut from = 0;
    for (until, items) in catalogue::step::BANDS.into_iter().zip(optical.band_items) {
        let filter = ItemFilter {
            confidence: Some((from, until)),
            ..all()
        };
        add(format!("below {until} %"), items, filter);
        from = until;
    }
    let (_, differing) = tables.containers(&scope).unwrap();
    add(
        "differing".to_owned(),
        differing,
        ItemFilter {
            members_differ: true,
            ..all()
        },
    );
    for (warning, items) in tables.warnings(&scope, 100).unwrap() {
        add(
            warning.clone(),
            items,
            ItemFilter {
                warning: Some(warning),
                ..all()
            },
        );
    }
    let mut years = std::collections::BTreeMap::new();
    tables
        .by_year(&scope, |document, medium, _, items| {
            *years.entry(document.or(medium)).or_insert(0) += items;
        })
        .unwrap();
    for (year, items) in years {
        let filter = ItemFilter {
            year: Some(year.map_or(YearFilter::Unknown, YearFilter::Of)),
            ..all()
        };
        add(format!("{year:?}"), items, filter);
    }
    let mut places = std::collections::BTreeMap::new();
    tables
        .by_place(&scope, "", |_, place, _, items| {
            let top = place.split('/').next().unwrap_or_default().to_owned();
            *places.entry(top).or_insert(0) += items;
        })
        .unwrap();
    for (place, items) in places {
        add(
            place.clone(),
            items,
            ItemFilter {
                under: Some(place),
                ..all()
            },
        );
    }
    for (note, items) in tables.by_reader(&scope).unwrap() {
        let filter = ItemFilter {
            ended: true,
            reader: Some(note.clone()),
            ..all()
        };
        add(format!("{note:?}"), items, filter);
    }
    figures
}

fn opened(location: &Location, entries: &[Entry]) -> Catalogue {
    let tables = Catalogue::open(location).unwrap();
    for batch in entries.chunks(2_000) {
        tables.project(Log::Evidence, batch).unwrap();
    }
    tables
}

fn location(folder: &tempfile::TempDir) -> Location {
    Location::Sqlite(folder.path().join("catalogue.sqlite"))
}

#[test]
fn every_figure_is_as_long_as_its_list_in_both_databases() {
    let folder = tempfile::tempdir().unwrap();
    let entries = acts(1_200);
    let tables = opened(&location(&folder), &entries);
    let found = figures(&tables);
    assert!(found.len() > 60, "{}", found.len());
    for (name, items, filter) in &found {
        let listed = tables.count_items(&scope(), filter).unwrap();
        assert_eq!(listed, *items, "{name}");
    }
    let in_all = tables.status_counts(&scope()).unwrap().items;
    let by_accession = tables.by_accession(&scope()).unwrap();
    assert_eq!(by_accession.values().map(total).sum::<u64>(), in_all);
    let by_type = tables.by_type(&scope()).unwrap();
    assert_eq!(by_type.values().map(|(s, _)| total(s)).sum::<u64>(), in_all);

    // Whoever may see one accession only, counts that one only.
    let one = BTreeSet::from([AccessionId::new(1)]);
    let seen: u64 = tables.by_step(&one).unwrap().values().map(total).sum();
    let both: u64 = tables.by_step(&scope()).unwrap().values().map(total).sum();
    assert!(seen > 0 && seen < both);

    let dump = tables.dump(true).unwrap();
    tables.clear().unwrap();
    for batch in entries.chunks(7) {
        tables.project(Log::Evidence, batch).unwrap();
    }
    assert_eq!(
        tables.dump(true).unwrap(),
        dump,
        "made anew in other batches"
    );

    let Some(database) = Database::new("account") else {
        return;
    };
    let beside = opened(&Location::Postgres(database.url()), &entries);
    assert_eq!(beside.dump(true).unwrap(), dump);
    assert_eq!(figures(&beside), found);
    for (name, items, filter) in &found {
        assert_eq!(
            beside.count_items(&scope(), filter).unwrap(),
            *items,
            "{name}"
        );
    }
}

#[test]
fn an_item_has_one_step_and_reading_it_again_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut entries = acts(120);
    let tables = opened(&location(&folder), &entries);
    let step = |n| tables.item(&item(n)).unwrap().unwrap().step;
    assert_eq!(step(50), Some((Step::AskPassword, None)));
    assert_eq!(
        step(51),
        Some((Step::RaiseLimit, Some("wall_ms".to_owned())))
    );
    assert_eq!(
        step(54),
        Some((Step::InstallProgram, Some("tesseract".to_owned())))
    );
    let container = tables.item(&item(60)).unwrap().unwrap();
    assert_eq!(container.step, Some((Step::CompareMembers, None)));
    assert_eq!(container.members, (Some(3), Some(2)));
    assert_eq!(step(100), Some((Step::AskPassword, None)));
    let next = entries.len() as u64;
    let order = Act::RetryOrdered {
        items: vec![custody::act::ItemIdText(item(50))],
        reason: "again".to_owned(),
    };
    let body = ActBody {
        at: Moment::from_unix_ms(0),
        by: user("nour"),
        act: order,
    };
    entries = vec![Entry {
        index: next,
        body: Some(body),
    }];
    tables.project(Log::Evidence, &entries).unwrap();
    assert_eq!(step(50), None, "what waits needs nobody yet");
    let by_reader = tables.by_reader(&scope()).unwrap();
    assert!(by_reader.iter().any(|(note, _)| note.reader.is_none()));
    assert!(by_reader.iter().any(|(note, _)| *note
        == ReaderNote {
            reader: Some("pdf 1".to_owned()),
            media_type: Some("image/jpeg".to_owned()),
            programs: Some("poppler pdftotext 25.03".to_owned()),
            absent: None,
        }));
}

/// The longest that one question of the account took.
fn slowest(tables: &Catalogue, database: &str) -> Duration {
    let scope = scope();
    let mut slowest = Duration::ZERO;
    let mut time = |name: &str, ask: &dyn Fn()| {
        ask();
        let start = Instant::now();
        ask();
        let took = start.elapsed();
        println!("{database} {name:12} {took:?}");
        slowest = slowest.max(took);
    };
    time("totals", &|| drop(tables.status_counts(&scope).unwrap()));
    time("accessions", &|| drop(tables.by_accession(&scope).unwrap()));
    time("types", &|| drop(tables.by_type(&scope).unwrap()));
    time("folders", &|| {
        tables.by_place(&scope, "", |_, _, _, _| {}).unwrap()
    });
    time("one folder", &|| {
        tables.by_place(&scope, "فرع 7", |_, _, _, _| {}).unwrap()
    });
    time("years", &|| {
        tables.by_year(&scope, |_, _, _, _| {}).unwrap()
    });
    time("optical", &|| tables.optical(&scope).map(|_| ()).unwrap());
    time("containers", &|| {
        tables.containers(&scope).map(|_| ()).unwrap()
    });
    time("steps", &|| drop(tables.by_step(&scope).unwrap()));
    time("warnings", &|| drop(tables.warnings(&scope, 200).unwrap()));
    time("readers", &|| drop(tables.by_reader(&scope).unwrap()));
    let list = |filter: ItemFilter| {
        let filter = ItemFilter {
            limit: 51,
            ..filter
        };
        drop(tables.items(&scope, &filter).unwrap());
    };
    let all = ItemFilter::default;
    time("needs", &|| {
        list(ItemFilter {
            any_step: true,
            ..all()
        })
    });
    time("rare step", &|| {
        list(ItemFilter {
            step: Some((Step::CompareMembers, None)),
            ..all()
        });
    });
    time("differing", &|| {
        list(ItemFilter {
            members_differ: true,
            ..all()
        })
    });
    time("warning", &|| {
        list(ItemFilter {
            warning: Some("none".to_owned()),
            ..all()
        })
    });
    time("year", &|| {
        list(ItemFilter {
            year: Some(YearFilter::Of(2031)),
            ..all()
        })
    });
    time("confidence", &|| {
        list(ItemFilter {
            confidence: Some((0, 40)),
            ..all()
        })
    });
    slowest
}

#[test]
fn the_account_of_a_whole_leak_is_quick() {
    let items = std::env::var("ISNAD_ACCOUNT_ITEMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(4_000);
    let folder = tempfile::tempdir().unwrap();
    let entries = acts(items);
    let start = Instant::now();
    let tables = opened(&location(&folder), &entries);
    println!("{items} items projected in {:?}", start.elapsed());
    let took = slowest(&tables, "sqlite");
    assert!(took < Duration::from_secs(2), "{took:?}");
    let Some(database) = Database::new("quick") else {
        return;
    };
    let beside = opened(&Location::Postgres(database.url()), &entries);
    let took = slowest(&beside, "postgresql");
    assert!(took < Duration::from_secs(2), "{took:?}");
}

/// Tables of another version, as another program would have left them.
fn of_version(bench: &Bench, version: i64) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let path = bench.root().join("catalogue.sqlite");
    runtime.block_on(async {
        let mut tables = SqliteConnection::connect(&format!("sqlite://{}", path.display()))
            .await
            .unwrap();
        for statement in [
            "DROP TABLE item_warning".to_owned(),
            "DROP INDEX item_account".to_owned(),
            "ALTER TABLE item DROP COLUMN place".to_owned(),
            format!("UPDATE schema_version SET version = {version}"),
        ] {
            tables.execute(AssertSqlSafe(statement)).await.unwrap();
        }
    });
}

#[test]
fn tables_of_an_earlier_version_are_filled_anew_and_of_a_later_one_left_alone() {
    let bench = Bench::new();
    bench.put("a/b.txt", "alpha");
    bench.intake();
    let dump = bench.dump();
    of_version(&bench, 1);
    let beside = bench.open().unwrap();
    assert_eq!(beside.dump(&user("nour"), true).unwrap(), dump);
    of_version(&bench, 99);
    let refused = bench.open().err().unwrap();
    assert!(refused.to_string().contains("99"), "{refused}");
}
