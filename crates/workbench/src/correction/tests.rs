//! Versions, conflicts, new readings, the index, erasure and rebuilding, on readings made by hand.

use super::*;
use crate::{CatalogueSetting, Clock, IntakeRequest, NewStore, SearchOptions};
use custody::act::{Act, Extracted};
use domain::{ItemState, Moment, Report, Role};
use extract::Word;
use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

const PASSPHRASE: &str = "seven grey herons over the weir";

struct Desk {
    folder: TempDir,
    store: Store,
}

fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

fn clock() -> Clock {
    let next = AtomicI64::new(1_400_000_000_000);
    Clock::new(move || Moment::from_unix_ms(next.fetch_add(1_000, Ordering::Relaxed)))
}

const fn at(line: u32, word: u32) -> WordSpan {
    WordSpan {
        line,
        word,
        words: 1,
    }
}

fn ask(line: u32, word: u32, to: &str) -> CorrectionRequest {
    CorrectionRequest {
        page: 1,
        at: at(line, word),
        from: None,
        to: to.to_owned(),
        note: None,
        on_version: None,
    }
}

/// A page as an optical reader leaves it: each word in a box of its own.
fn page(n: u32, lines: &[&str]) -> Page {
    let mut words = Vec::new();
    for (line, text) in (1u8..).zip(lines) {
        for (place, word) in (0u8..).zip(text.split(' ')) {
            let (left, top) = (0.9 - f32::from(place) * 0.1, f32::from(line) * 0.1);
            words.push(Word {
                text: word.to_owned(),
                place: [left, top, left + 0.08, top + 0.04],
                line: u32::from(line),
                confidence: Some(0.5),
                ..Word::default()
            });
        }
    }
    Page {
        n,
        text: lines.join("\n"),
        source: TextSource::Ocr,
        confidence: Some(0.5),
        words,
        ..Page::default()
    }
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore {
            custodian: user("nour"),
            passphrase: PASSPHRASE.to_owned(),
            password: None,
            catalogue: CatalogueSetting::Embedded,
            cost: vault::KeyCost {
                memory_kib: 64,
                passes: 1,
            },
        };
        let store = Store::init(&folder.path().join("store"), &new, clock()).unwrap();
        let medium = folder.path().join("medium");
        fs::create_dir(&medium).unwrap();
        fs::write(medium.join("scan.bin"), "pixels").unwrap();
        fs::write(medium.join("other.bin"), "others").unwrap();
        let request = IntakeRequest {
            path: medium,
            source: "a drawer".to_owned(),
            ..IntakeRequest::default()
        };
        store.intake(&user("nour"), &request, &mut |_| {}).unwrap();
        store
            .add_user(&user("nour"), &user("root"), &[Role::Administrator], None)
            .unwrap();
        for (name, role) in [("layla", Role::Analyst), ("samir", Role::Examiner)] {
            store
                .add_user(&user("root"), &user(name), &[role], None)
                .unwrap();
            store
                .grant(&user("root"), &user(name), "A-0001".parse().unwrap())
                .unwrap();
        }
        Self { folder, store }
    }

    /// What a run of the readers acknowledges.
    fn read(&self, item: u32, pages: Vec<Page>) {
        let id = ItemId::new(item);
        let row = self.store.0.catalogue.item(&id).unwrap().unwrap();
        let reading = Reading {
            pages,
            ..Reading::ended(ItemState::Read, "image/tiff", "")
        };
        let bytes = serde_json::to_vec(&reading).unwrap();
        let staged = self.store.0.vault.stage_all(&mut bytes.as_slice()).unwrap();
        let derivative = crate::intake::content(staged.digests());
        self.store.0.vault.settle(vec![staged]).unwrap();
        let act = Act::Extracted(Box::new(Extracted {
            item: id,
            input: row.sha256.unwrap(),
            version: "read/1".to_owned(),
            state: ItemState::Read,
            reason: None,
            media_type: "image/tiff".to_owned(),
            pages: u32::try_from(reading.pages.len()).unwrap(),
            derivative: Some(derivative),
            declared_members: None,
            members: Vec::new(),
            account: None,
        }));
        self.store.act_once(&user("nour"), act).unwrap();
        self.store.catch_up_index_if_free().unwrap();
    }

    fn correct(&self, by: &str, request: &CorrectionRequest) -> Result<Corrected, WorkbenchError> {
        self.store.correct(&user(by), &ItemId::new(1), request)
    }

    fn text(&self, version: Option<u32>) -> String {
        let view = self
            .store
            .page_at(&user("layla"), &ItemId::new(1), 1, version);
        view.unwrap().text
    }

    fn hits(&self, query: &str) -> Vec<String> {
        hits(&self.store, query)
    }
}

fn hits(store: &Store, query: &str) -> Vec<String> {
    let options = SearchOptions {
        limit: 100,
        ..SearchOptions::default()
    };
    let answer = store.search(&user("layla"), query, &options).unwrap();
    let hits = answer.hits.hits.into_iter();
    hits.map(|hit| format!("{}#p{} {:?}", hit.item, hit.page, hit.snippet))
        .collect()
}

fn fault(outcome: Result<Corrected, WorkbenchError>) -> domain::Fault {
    outcome.expect_err("it must not be acknowledged").fault()
}

fn value<'a>(fault: &'a domain::Fault, name: &str) -> &'a str {
    let found = fault.args.iter().find(|(n, _)| *n == name);
    found.map_or("", |(_, value)| value.as_str())
}

#[test]
fn a_correction_is_a_version_that_is_found_and_the_reading_stays() {
    let desk = Desk::new();
    desk.read(
        1,
        vec![page(1, &["الموقوف سالم", "رقم 1187"]), page(2, &["بيان"])],
    );
    let before = desk
        .store
        .0
        .catalogue
        .item(&ItemId::new(1))
        .unwrap()
        .unwrap();
    assert_eq!(desk.hits("سليم").len(), 0);
    let done = desk.correct("layla", &ask(1, 2, " سليم ")).unwrap();
    assert_eq!((done.version, done.findable), (1, true));
    assert_eq!(desk.hits("سليم").len(), 1);
    // The misreading is not shown as the text any more.
    assert_eq!(desk.hits("سالم").len(), 0);
    assert_eq!(desk.hits("بيان").len(), 1);
    let second = CorrectionRequest {
        note: Some("the stamp covers it".to_owned()),
        on_version: Some(1),
        ..ask(2, 2, "1178 تاريخ")
    };
    assert_eq!(desk.correct("samir", &second).unwrap().version, 2);
    let texts = [None, Some(0), Some(1), Some(2)].map(|v| desk.text(v));
    assert_eq!(
        texts,
        [
            "الموقوف سليم\nرقم 1178 تاريخ",
            "الموقوف سالم\nرقم 1187",
            "الموقوف سليم\nرقم 1187",
            "الموقوف سليم\nرقم 1178 تاريخ"
        ]
    );
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!(view.version, 2);
    let authors: Vec<&str> = view.versions.iter().map(|v| v.by.as_str()).collect();
    assert_eq!(authors, ["nour", "layla", "samir"]);
    let word = view.words.iter().find(|word| word.text == "سليم").unwrap();
    assert_eq!(word.confidence, None);
    let machine = page(1, &["الموقوف سالم"]).words;
    assert_eq!(Some(word.place), machine.last().map(|word| word.place));
    // Neither the image nor the machine's reading is another.
    let after = desk
        .store
        .0
        .catalogue
        .item(&ItemId::new(1))
        .unwrap()
        .unwrap();
    assert_eq!(
        (after.sha256, after.derivative),
        (before.sha256, before.derivative)
    );
    let trail = desk.store.trail(&user("layla"), &ItemId::new(1)).unwrap();
    let last = trail.last().unwrap();
    assert_eq!(
        (last.act.as_str(), last.by.as_str()),
        ("TextCorrected", "samir")
    );
    assert_eq!(last.details.get("page").unwrap(), "ISN-000001 p1 l2 v2");
    // Taken back: another version.
    assert_eq!(
        desk.correct("layla", &ask(1, 2, "سالم")).unwrap().version,
        3
    );
    assert_eq!(desk.hits("سالم").len(), 1);
    assert_eq!(desk.text(Some(1)), "الموقوف سليم\nرقم 1187");
}

#[test]
fn who_is_second_is_told_what_the_first_one_changed() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1187"])]);
    let on = |version| Some(version);
    let request = |to: &str, version| CorrectionRequest {
        on_version: on(version),
        ..ask(1, 2, to)
    };
    desk.correct("layla", &request("سليم", 0)).unwrap();
    let late = fault(desk.correct("samir", &request("سلمان", 0)));
    assert_eq!(
        (late.id, late.family.exit_code()),
        ("text-changed-meanwhile", 6)
    );
    let told = ["by", "version", "line", "from", "to"].map(|name| value(&late, name));
    assert_eq!(told, ["layla", "1", "1", "سالم", "سليم"]);
    assert_eq!(desk.text(None), "الموقوف سليم\nرقم 1187");
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1178"])]);
    let late = fault(desk.correct("samir", &request("سلمان", 1)));
    assert_eq!(
        (late.id, value(&late, "version")),
        ("text-read-meanwhile", "2")
    );
}

#[test]
fn two_people_at_once_make_one_version_each_or_none() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["a b c d"])]);
    let outcomes: Vec<bool> = std::thread::scope(|scope| {
        let tries: Vec<_> = (1..=4)
            .map(|word| {
                let desk = &desk;
                scope.spawn(move || {
                    let request = CorrectionRequest {
                        on_version: Some(0),
                        ..ask(1, word, "x")
                    };
                    desk.correct(if word % 2 == 0 { "layla" } else { "samir" }, &request)
                        .is_ok()
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|done| **done).count(), 1);
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!(view.versions.len(), 2);
}

/// Each look is an entry of one log, each correction an act of the other, and both go into the same tables.
#[test]
fn looks_and_corrections_at_once_are_all_taken() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["a b c d"])]);
    let by = user("layla");
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..12 {
                    desk.store.page(&by, &ItemId::new(1), 1).unwrap();
                }
            });
        }
        scope.spawn(|| {
            for n in 0..12 {
                desk.correct("samir", &ask(1, 1, &format!("x{n}"))).unwrap();
            }
        });
    });
    assert_eq!(
        desk.store.page(&by, &ItemId::new(1), 1).unwrap().version,
        12
    );
}

#[test]
fn what_cannot_be_corrected_is_told_with_what_stands_there() {
    let desk = Desk::new();
    let native = Page {
        source: TextSource::Native,
        ..page(2, &["typed"])
    };
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم"]), native]);
    let told = |request: &CorrectionRequest, name| {
        let fault = fault(desk.correct("layla", request));
        (fault.id, value(&fault, name).to_owned())
    };
    let is = |id, value: &str| (id, value.to_owned());
    assert_eq!(told(&ask(3, 1, "x"), "lines"), is("text-no-line", "2"));
    assert_eq!(told(&ask(0, 1, "x"), "lines"), is("text-no-line", "2"));
    assert_eq!(
        told(&ask(1, 3, "x"), "stands"),
        is("text-no-word", "الموقوف سالم")
    );
    assert_eq!(
        told(&ask(1, 0, "x"), "stands"),
        is("text-no-word", "الموقوف سالم")
    );
    let other = CorrectionRequest {
        from: Some("سليم".to_owned()),
        ..ask(1, 2, "x")
    };
    assert_eq!(told(&other, "stands"), is("text-other-word", "سالم"));
    assert_eq!(told(&ask(2, 1, " "), "line"), is("text-line-emptied", "2"));
    assert_eq!(told(&ask(1, 1, "a\u{0}b"), "what"), is("bad-value", "text"));
    assert_eq!(
        told(&ask(1, 1, &"a".repeat(1_001)), "what"),
        is("bad-value", "text")
    );
    let typed = CorrectionRequest {
        page: 2,
        ..ask(1, 1, "x")
    };
    assert_eq!(told(&typed, "page"), is("text-not-read", "ISN-000001#p2"));
    let nowhere = CorrectionRequest {
        page: 9,
        ..ask(1, 1, "x")
    };
    assert_eq!(told(&nowhere, "what"), is("not-available", "ISN-000001#p9"));
    let unread = desk
        .store
        .correct(&user("layla"), &ItemId::new(2), &ask(1, 1, "x"));
    assert_eq!(fault(unread).id, "not-available");
    let asked = desk
        .store
        .page_at(&user("layla"), &ItemId::new(1), 1, Some(4));
    assert_eq!(asked.unwrap_err().fault().id, "text-no-version");
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!(
        view.versions.len(),
        1,
        "something was acknowledged all the same"
    );
}

#[test]
fn a_word_may_be_checked_and_a_false_word_taken_out() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف || سالم"])]);
    desk.correct("layla", &ask(1, 3, "سالم")).unwrap();
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!(view.text, "الموقوف || سالم");
    assert_eq!(view.words.last().unwrap().confidence, None);
    desk.correct("layla", &ask(1, 2, "")).unwrap();
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!((view.text.as_str(), view.words.len()), ("الموقوف سالم", 2));
}

#[test]
fn a_new_reading_is_a_version_with_what_fits_carried_over_and_the_rest_beside() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1187", "فرع 41"])]);
    desk.correct("layla", &ask(1, 2, "سليم")).unwrap();
    desk.correct("layla", &ask(2, 2, "1178")).unwrap();
    desk.correct("samir", &ask(3, 2, "14")).unwrap();
    // The same again, byte for byte, is no new version.
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1187", "فرع 41"])]);
    assert_eq!(desk.text(Some(3)), desk.text(None));
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1178", "فرع 47"])]);
    let view = desk.store.page(&user("layla"), &ItemId::new(1), 1).unwrap();
    assert_eq!(view.version, 4);
    assert_eq!(view.text, "الموقوف سليم\nرقم 1178\nفرع 47");
    assert_eq!(
        view.earlier,
        [(1, Fit::Carried), (2, Fit::ReadSo), (3, Fit::Left)]
    );
    assert_eq!(desk.hits("سليم").len(), 1, "what was carried over is found");
    assert_eq!(desk.text(Some(3)), "الموقوف سليم\nرقم 1178\nفرع 14");
    assert_eq!(desk.text(Some(0)), "الموقوف سالم\nرقم 1187\nفرع 41");
    let all = desk
        .store
        .text_versions(&user("layla"), &ItemId::new(1))
        .unwrap();
    assert_eq!(all.readings.len(), 2);
    let (versions, earlier) = all.pages.get(&1).unwrap();
    assert_eq!((versions.len(), earlier.len()), (5, 3));
    // Made on the new reading.
    desk.correct("samir", &ask(3, 2, "14")).unwrap();
    assert_eq!(desk.text(None), "الموقوف سليم\nرقم 1178\nفرع 14");
}

#[test]
fn a_rebuild_gives_the_same_tables_and_the_same_answers() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1187"])]);
    desk.read(2, vec![page(1, &["سالم"])]);
    desk.correct("layla", &ask(1, 2, "سليم")).unwrap();
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم 1178"])]);
    desk.correct("samir", &ask(2, 1, "برقم")).unwrap();
    let nour = user("nour");
    let queries = ["سليم", "سالم", "برقم", "1178", "1187"];
    let answers = |store: &Store| queries.map(|query| hits(store, query));
    let (dump, before) = (desk.store.dump(&nour, true).unwrap(), answers(&desk.store));
    assert_eq!(before.each_ref().map(Vec::len), [1, 1, 1, 1, 0]);
    let texts = |store: &Store| {
        let at = |v| {
            store
                .page_at(&user("layla"), &ItemId::new(1), 1, Some(v))
                .unwrap()
                .text
        };
        (0..4).map(at).collect::<Vec<_>>()
    };
    let versions = texts(&desk.store);
    desk.store.rebuild(&nour, &mut |_| {}).unwrap();
    assert_eq!(desk.store.dump(&nour, true).unwrap(), dump);
    assert_eq!(
        (answers(&desk.store), texts(&desk.store)),
        (before, versions)
    );
}

#[test]
fn a_correction_whose_program_died_before_tables_or_index_is_mended_at_the_next_opening() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم"])]);
    let root = desk.folder.path().join("store");
    let tables = || ["", "-wal", "-shm"].map(|end| root.join(format!("catalogue.sqlite{end}")));
    let saved = tables().map(|path| fs::read(path).ok());
    let held = crate::lock::try_take(&root, crate::lock::Purpose::Work).unwrap();
    // The index is held, so the correction gets into log and tables alone.
    let done = desk.correct("layla", &ask(1, 2, "سليم")).unwrap();
    assert!(!done.findable);
    assert_eq!(desk.hits("سليم").len(), 0);
    let dump = desk.store.dump(&user("nour"), true).unwrap();
    drop(held);
    let Desk { folder, store } = desk;
    drop(store);
    let open = || Store::open(&root, PASSPHRASE, clock()).unwrap();
    assert_eq!(hits(&open(), "سليم").len(), 1, "the index is mended");
    // Tables as they were before: the log alone has the correction.
    for (path, bytes) in tables().iter().zip(&saved) {
        match bytes {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => drop(fs::remove_file(path)),
        }
    }
    let _ = fs::remove_dir_all(root.join("index"));
    let store = open();
    assert_eq!(store.dump(&user("nour"), true).unwrap(), dump);
    assert_eq!(hits(&store, "سليم").len(), 1);
    drop(folder);
}

#[test]
fn whoever_waits_finds_the_correction_once_the_long_work_has_ended() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم"])]);
    let root = desk.folder.path().join("store");
    let held = crate::lock::try_take(&root, crate::lock::Purpose::Work).unwrap();
    let done = desk.correct("layla", &ask(1, 2, "سليم")).unwrap();
    let short = Duration::from_millis(150);
    assert!(!desk.store.wait_until_findable(done.act, short).unwrap());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(200));
            drop(held);
        });
        let long = Duration::from_secs(20);
        assert!(desk.store.wait_until_findable(done.act, long).unwrap());
    });
    assert_eq!(desk.hits("سليم").len(), 1);
}

#[test]
fn a_long_work_without_pages_of_its_own_takes_corrections_in_and_leaves_the_place_of_the_index() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم"])]);
    let held = crate::lock::try_take(desk.store.root(), crate::lock::Purpose::Work).unwrap();
    let mut watch = CorrectionWatch::of(&desk.store).unwrap();
    let before = desk.store.0.index.position().unwrap();
    assert!(!desk.correct("layla", &ask(1, 2, "سليم")).unwrap().findable);
    std::thread::sleep(LOOK_EVERY);
    watch.look().unwrap();
    assert_eq!(desk.hits("سليم").len(), 1);
    assert_eq!(desk.store.0.index.position().unwrap(), before);
    drop(held);
    desk.store.catch_up_index_if_free().unwrap();
    assert_eq!(desk.hits("سليم").len(), 1);
}

#[test]
fn the_title_follows_the_text_as_people_corrected_it() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموضوع: نفل الموقوفين"])]);
    desk.correct("layla", &ask(1, 2, "نقل")).unwrap();
    let title = desk
        .store
        .document(&user("layla"), &ItemId::new(1))
        .unwrap()
        .title;
    assert_eq!(title, "نقل الموقوفين");
}

#[test]
fn an_erased_item_takes_the_corrections_of_its_text_along() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم"])]);
    desk.read(2, vec![page(1, &["كتاب"])]);
    desk.correct("layla", &ask(1, 2, "قصيبة")).unwrap();
    desk.read(1, vec![page(1, &["الموقوف سالم", "رقم"])]);
    let readings = desk
        .store
        .text_versions(&user("layla"), &ItemId::new(1))
        .unwrap()
        .readings;
    let kept = desk
        .store
        .correct(&user("layla"), &ItemId::new(2), &ask(1, 1, "كتابكم"))
        .unwrap();
    desk.store
        .erase(&user("nour"), &ItemId::new(1), "order 12")
        .unwrap();
    let dump = desk.store.dump(&user("nour"), true).unwrap();
    assert!(dump.iter().all(|line| !line.contains("قصيبة")));
    assert!(dump.iter().any(|line| line.contains("كتابكم")));
    assert_eq!(desk.hits("قصيبة").len(), 0);
    assert_eq!(readings.len(), 2);
    for reading in readings {
        assert!(!desk.store.0.vault.contains(&reading.derivative));
    }
    let mut left = Vec::new();
    desk.store
        .each_act(|index, act| {
            if let Act::TextCorrected(corrected) = act {
                left.push((index, corrected.to));
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(left, [(kept.act, "كتابكم".to_owned())]);
    desk.store.rebuild(&user("nour"), &mut |_| {}).unwrap();
    assert_eq!(desk.store.dump(&user("nour"), true).unwrap(), dump);
    assert_eq!(desk.hits("كتابكم").len(), 1);
    // A correction after an erasure does not rewrite the index, and is found all the same.
    let done = desk
        .store
        .correct(&user("samir"), &ItemId::new(2), &ask(1, 1, "صنوبر"))
        .unwrap();
    assert!(done.findable);
    assert_eq!(
        (desk.hits("صنوبر").len(), desk.hits("كتابكم").len()),
        (1, 0)
    );
}

#[test]
fn many_corrections_in_a_row_leave_the_index_whole() {
    let desk = Desk::new();
    desk.read(1, vec![page(1, &["الموقوف سالم"])]);
    desk.read(2, vec![page(1, &["كتاب"])]);
    let start = Instant::now();
    for n in 1..=25u32 {
        desk.correct("layla", &ask(1, 2, &format!("سليم{n}")))
            .unwrap();
    }
    println!(
        "a correction took {:?} until it was found",
        start.elapsed() / 25
    );
    for n in 1..=25u32 {
        assert_eq!(
            desk.hits(&format!("سليم{n}")).len(),
            usize::from(n == 25),
            "{n}"
        );
    }
    assert_eq!(desk.hits("كتاب").len(), 1);
}
