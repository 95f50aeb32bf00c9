//! Every entry of a medium becomes an item, every byte an object.

use crate::fixture::{Bench, again, files, user};
use domain::{Family, ItemState, Moment, Report};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use workbench::{IntakeRequest, WorkbenchError};

fn pipe(place: &Path) {
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, place, rustix::fs::FileType::Fifo, mode, 0).unwrap();
}

#[test]
fn every_kind_of_entry_is_received_and_none_is_followed() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("deep/er/b.txt", "beta");
    bench.put("zero.txt", "");
    fs::create_dir(bench.medium().join("empty")).unwrap();
    symlink("a.txt", bench.medium().join("link")).unwrap();
    symlink("deep", bench.medium().join("link to folder")).unwrap();
    symlink("nowhere/at/all", bench.medium().join("dangling")).unwrap();
    symlink("/etc", bench.medium().join("outside")).unwrap();
    pipe(&bench.medium().join("pipe"));
    let _listener = UnixListener::bind(bench.medium().join("socket")).unwrap();
    let receipt = bench.intake();
    type Seen = (String, Option<u64>, Option<ItemState>, Option<String>);
    let got: BTreeMap<String, Seen> = bench
        .items()
        .into_iter()
        .map(|line| {
            let target = bench
                .store
                .document(&user("nour"), &line.item)
                .unwrap()
                .link_target;
            (
                line.path.to_string(),
                (
                    line.kind,
                    line.size_bytes,
                    line.state,
                    target.map(|t| t.to_string()),
                ),
            )
        })
        .collect();
    let entry = |kind: &str, size, state, target: Option<&str>| {
        (kind.to_owned(), size, state, target.map(str::to_owned))
    };
    let no_text = Some(ItemState::NoText);
    let expected: BTreeMap<String, _> = [
        ("a.txt", entry("file", Some(5), None, None)),
        ("deep/er/b.txt", entry("file", Some(4), None, None)),
        ("zero.txt", entry("file", Some(0), None, None)),
        ("empty", entry("folder", None, no_text, None)),
        ("link", entry("symlink", None, no_text, Some("a.txt"))),
        (
            "link to folder",
            entry("symlink", None, no_text, Some("deep")),
        ),
        (
            "dangling",
            entry("symlink", None, no_text, Some("nowhere/at/all")),
        ),
        ("outside", entry("symlink", None, no_text, Some("/etc"))),
        (
            "pipe",
            entry("channel", None, Some(ItemState::Unsupported), None),
        ),
        (
            "socket",
            entry("channel", None, Some(ItemState::Unsupported), None),
        ),
    ]
    .map(|(path, entry)| (path.to_owned(), entry))
    .into();
    assert_eq!(got, expected);
    assert_eq!(receipt.accession.items, 10);
    assert_eq!(receipt.accession.size_bytes, 9);
    assert!(receipt.accession.problems.is_empty());
    let status = bench.store.process_status(&user("nour")).unwrap();
    assert!(status.reconciled);
    assert_eq!((status.items, status.waiting), (10, 3));
}

#[test]
fn bytes_and_times_are_kept_and_the_medium_is_left_as_it_was() {
    let bench = Bench::new();
    // More than one block of the seal and of the copy, and no whole number of them.
    let long: Vec<u8> = (0..300_007u32).map(|n| (n % 251) as u8).collect();
    bench.put("long.bin", &long);
    bench.put("الفرع/كتاب رقم ٥.txt", "مذكرة داخلية");
    let changed = UNIX_EPOCH + Duration::from_millis(1_300_000_000_123);
    let before_1970 = UNIX_EPOCH - Duration::from_millis(86_400_001);
    File::open(bench.medium().join("long.bin"))
        .unwrap()
        .set_modified(changed)
        .unwrap();
    File::open(bench.medium().join("الفرع/كتاب رقم ٥.txt"))
        .unwrap()
        .set_modified(before_1970)
        .unwrap();
    let before = files(&bench.medium());
    bench.intake();
    assert_eq!(files(&bench.medium()), before);
    let modified = |path: &str| {
        let line = bench.at(path);
        assert_eq!(
            bench.bytes(&line.item),
            fs::read(bench.medium().join(path)).unwrap()
        );
        bench
            .store
            .document(&user("nour"), &line.item)
            .unwrap()
            .modified
    };
    assert_eq!(
        modified("long.bin"),
        Some(Moment::from_unix_ms(1_300_000_000_123))
    );
    assert_eq!(
        modified("الفرع/كتاب رقم ٥.txt"),
        Some(Moment::from_unix_ms(-86_400_001))
    );
    let kept = bench
        .medium()
        .join("long.bin")
        .metadata()
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(kept, changed);
}

#[test]
fn names_that_are_no_text_or_break_lines_are_kept_byte_for_byte() {
    let bench = Bench::new();
    let names: [&[u8]; 4] = [
        b"\xca\xde\xd1\xed\xd1.txt",
        b"two\nlines.txt",
        b"tab\tand \\slash",
        b" .txt ",
    ];
    for name in names {
        bench.put(OsStr::from_bytes(name), name);
    }
    bench.intake();
    let lines = bench.items();
    let mut expected: Vec<&[u8]> = names.to_vec();
    expected.sort_unstable();
    assert_eq!(
        lines
            .iter()
            .map(|line| line.path.as_bytes())
            .collect::<Vec<_>>(),
        expected
    );
    for line in &lines {
        assert_eq!(bench.bytes(&line.item), line.path.as_bytes());
        assert!(!line.path.to_string().contains('\n'));
    }
    let acts = bench.acts();
    bench.intake();
    assert_eq!(bench.acts(), acts);
}

#[test]
fn the_same_bytes_twice_are_two_items_and_one_object() {
    let bench = Bench::new();
    bench.put("a.txt", "the same letter");
    bench.put("copies/b.txt", "the same letter");
    let receipt = bench.intake();
    assert_eq!((receipt.accession.items, receipt.accession.objects), (2, 1));
    let objects = files(&bench.root().join("vault/objects"));
    assert_eq!(objects.len(), 1);
    let first = bench.at("a.txt");
    let copies = bench
        .store
        .document(&user("nour"), &first.item)
        .unwrap()
        .copies;
    assert_eq!(
        copies
            .iter()
            .map(|c| c.line.path.to_string())
            .collect::<Vec<_>>(),
        ["copies/b.txt"]
    );
}

#[test]
fn a_second_run_adds_nothing() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    fs::create_dir(bench.medium().join("empty")).unwrap();
    symlink("a.txt", bench.medium().join("link")).unwrap();
    pipe(&bench.medium().join("pipe"));
    let first = bench.intake();
    let (dump, truth) = (bench.dump(), files(&bench.root().join("vault")));
    let second = bench.intake();
    assert_eq!(second, first);
    assert_eq!(bench.dump(), dump);
    assert_eq!(files(&bench.root().join("vault")), truth);
}

#[test]
fn a_changed_file_is_a_second_item_and_the_first_stays() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("b.txt", "beta");
    bench.intake();
    let first = bench.at("a.txt");
    bench.put("a.txt", "alpha, corrected");
    let receipt = bench.intake();
    assert_eq!(receipt.accession.items, 3);
    let second = bench.at("a.txt");
    assert_ne!(first.item, second.item);
    assert_eq!(bench.bytes(&first.item), b"alpha");
    assert_eq!(bench.bytes(&second.item), b"alpha, corrected");
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
}

#[test]
fn what_is_gone_from_the_medium_stays_and_the_sums_still_add_up() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.put("b.txt", "beta");
    bench.intake();
    fs::remove_file(bench.medium().join("a.txt")).unwrap();
    bench.put("c.txt", "gamma");
    let receipt = bench.intake();
    assert_eq!(receipt.accession.items, 3);
    assert_eq!(bench.bytes(&bench.at("a.txt").item), b"alpha");
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
}

#[test]
fn a_single_file_is_a_medium() {
    let bench = Bench::new();
    bench.put("folder/letter.txt", "alone");
    bench.put("folder/other.txt", "not asked for");
    let request = IntakeRequest {
        path: bench.medium().join("folder/letter.txt"),
        ..bench.request()
    };
    let receipt = bench
        .store
        .intake(&user("nour"), &request, &mut |_| {})
        .unwrap();
    assert_eq!(receipt.accession.items, 1);
    assert_eq!(bench.bytes(&bench.at("letter.txt").item), b"alone");
}

#[test]
fn an_empty_medium_is_an_accession_without_items() {
    let bench = Bench::new();
    let receipt = bench.intake();
    assert_eq!(
        (receipt.accession.items, receipt.accession.size_bytes),
        (0, 0)
    );
    assert!(receipt.accession.closed_at.is_some());
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
}

#[test]
fn a_file_that_its_medium_does_not_give_is_an_item_with_the_reason() {
    let bench = Bench::new();
    // Reading another process's memory at place 0 fails as a bad sector does.
    let request = IntakeRequest {
        path: PathBuf::from("/proc/self/mem"),
        ..bench.request()
    };
    let receipt = bench
        .store
        .intake(&user("nour"), &request, &mut |_| {})
        .unwrap();
    let [(item, path, reason)] = receipt.accession.problems.as_slice() else {
        panic!("one problem: {receipt:?}")
    };
    assert_eq!(path.to_string(), "mem");
    assert!(reason.contains("could not be read to the end"), "{reason}");
    let line = bench.items().remove(0);
    assert_eq!(
        (&line.item, line.state, line.sha256),
        (item, Some(ItemState::Damaged), None)
    );
    assert_eq!(line.reason.as_ref(), Some(reason));
    assert!(files(&bench.root().join("vault")).is_empty());
    assert!(
        bench
            .store
            .process_status(&user("nour"))
            .unwrap()
            .reconciled
    );
}

#[test]
fn a_file_without_rights_is_an_item_with_the_reason() {
    if rustix::process::geteuid().is_root() {
        println!("skipped: who is root may read every file");
        return;
    }
    let bench = Bench::new();
    bench.put("closed.txt", "not for us");
    bench.put("closed/inside.txt", "nor this");
    let (file, folder) = (
        bench.medium().join("closed.txt"),
        bench.medium().join("closed"),
    );
    for place in [&file, &folder] {
        fs::set_permissions(place, fs::Permissions::from_mode(0o000)).unwrap();
    }
    let receipt = bench.intake();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(receipt.accession.problems.len(), 2);
    for path in ["closed.txt", "closed"] {
        let line = bench.at(path);
        assert_eq!(line.state, Some(ItemState::Damaged), "{path}");
        assert!(line.reason.unwrap().contains("denied"));
    }
}

#[test]
fn a_reception_stopped_half_way_goes_on_where_its_last_batch_ended() {
    let run = |stopped: bool| {
        let bench = Bench::new();
        for n in 0..2_300 {
            bench.put(
                format!("{:02}/{n:04}.txt", n % 7),
                format!("paper {}", n % 900),
            );
        }
        let mut acknowledged = 0;
        if stopped {
            // Who is told of the first batch dies of it.
            let died = catch_unwind(AssertUnwindSafe(|| {
                bench
                    .store
                    .intake(&user("nour"), &bench.request(), &mut |progress| {
                        acknowledged = progress.done;
                        panic!("stopped here");
                    })
            }));
            assert!(died.is_err());
            assert!(acknowledged > 0 && acknowledged < 2_300, "{acknowledged}");
            let here = bench.items();
            assert_eq!(here.len() as u64, acknowledged);
            let open = bench.store.accessions(&user("nour")).unwrap().remove(0);
            assert_eq!(open.closed_at, None);
        }
        let receipt = bench.intake();
        assert_eq!(receipt.accession.items, 2_300);
        assert!(receipt.accession.closed_at.is_some());
        let verdict = bench
            .store
            .verify(&user("nour"), false, &mut |_, _| {})
            .unwrap();
        assert!(verdict.holds());
        let numbered: Vec<String> = bench
            .items()
            .into_iter()
            .map(|l| format!("{} {} {:?}", l.item, l.path, l.sha256))
            .collect();
        numbered
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn what_cannot_be_a_medium_is_refused_and_nothing_is_written() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    let acts = bench.acts();
    let try_path = |path: PathBuf| {
        let request = IntakeRequest {
            path,
            ..bench.request()
        };
        bench
            .store
            .intake(&user("nour"), &request, &mut |_| {})
            .unwrap_err()
    };
    assert!(matches!(
        try_path(bench.medium().join("absent")),
        WorkbenchError::PathMissing(_)
    ));
    assert!(matches!(
        try_path(PathBuf::from("/dev/null")),
        WorkbenchError::PathIsDevice(_)
    ));
    assert!(matches!(
        try_path(bench.root().join("vault")),
        WorkbenchError::PathMeetsStore(_)
    ));
    assert!(matches!(
        try_path(bench.root()),
        WorkbenchError::PathMeetsStore(_)
    ));
    assert!(matches!(
        try_path(bench.folder.path().to_owned()),
        WorkbenchError::PathMeetsStore(_)
    ));
    // By another name it is the same folder.
    let other_name = bench.medium().join("../medium/../store");
    assert!(matches!(
        try_path(other_name),
        WorkbenchError::PathMeetsStore(_)
    ));
    symlink(bench.root(), bench.folder.path().join("alias")).unwrap();
    assert!(matches!(
        try_path(bench.folder.path().join("alias")),
        WorkbenchError::PathMeetsStore(_)
    ));
    let no_source = IntakeRequest {
        source: " ".to_owned(),
        ..bench.request()
    };
    let error = bench
        .store
        .intake(&user("nour"), &no_source, &mut |_| {})
        .unwrap_err();
    assert_eq!(error.fault().family, Family::Input);
    assert_eq!(bench.acts(), acts);
    assert!(bench.store.accessions(&user("nour")).unwrap().is_empty());
}

#[test]
fn a_store_that_is_being_worked_on_says_so_and_can_be_read_meanwhile() {
    let bench = Bench::new();
    bench.put("a.txt", "alpha");
    bench.intake();
    let held = File::open(bench.root().join("locks/work.lock")).unwrap();
    rustix::fs::flock(&held, rustix::fs::FlockOperation::LockExclusive).unwrap();
    let nour = user("nour");
    let busy = |error: WorkbenchError| {
        assert!(matches!(error, WorkbenchError::StoreBusy(_)), "{error}");
        assert_eq!(error.fault().family.exit_code(), 8);
    };
    busy(
        bench
            .store
            .intake(&nour, &bench.request(), &mut |_| {})
            .unwrap_err(),
    );
    busy(
        bench
            .store
            .process(&nour, &Default::default(), &mut |_| {})
            .unwrap_err(),
    );
    busy(bench.store.rebuild(&nour, &mut |_| {}).unwrap_err());
    busy(
        bench
            .store
            .erase(&nour, &bench.at("a.txt").item, "an order")
            .unwrap_err(),
    );
    busy(
        bench
            .store
            .retry(&nour, &again(ItemState::Damaged))
            .unwrap_err(),
    );
    let beside = bench.open().unwrap();
    assert_eq!(beside.accessions(&nour).unwrap().len(), 1);
    assert!(bench.store.document(&nour, &bench.at("a.txt").item).is_ok());
    drop(held);
    assert!(bench.store.rebuild(&nour, &mut |_| {}).is_ok());
}

#[test]
fn two_programs_that_act_at_once_lose_nothing() {
    let bench = Bench::new();
    bench.person("nour", "salma", &[domain::Role::Administrator]);
    let before = bench.acts();
    std::thread::scope(|scope| {
        for program in 0..3 {
            let store = bench.open().unwrap();
            scope.spawn(move || {
                for n in 0..8 {
                    let name = user(&format!("p{program}-{n}"));
                    store
                        .add_user(&user("salma"), &name, &[domain::Role::Analyst], None)
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(bench.acts(), before + 24);
    assert_eq!(bench.store.people(&user("salma")).unwrap().len(), 26);
    assert!(
        bench
            .store
            .verify(&user("nour"), true, &mut |_, _| {})
            .unwrap()
            .holds()
    );
}
