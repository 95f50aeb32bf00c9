//! A crash after any step of an append or an erasure loses nothing that was acknowledged.
//!
//! The steps are taken down and played again on a model of a disk that keeps only what was synced
//! for certain. The rest it keeps, drops, tears or fills with zeros, as chance has it.

use crate::fixture::{acts, body_key, copy, create, files, log_key, open, received};
use custody::ledger::disk::Step;
use custody::{Body, Ledger};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A small generator with a seed, so that a failure can be played again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// What is on the disk after `steps` and a crash.
fn after_crash(
    base: &Path,
    root: &Path,
    steps: &[Step],
    chance: &mut Chance,
) -> BTreeMap<PathBuf, Vec<u8>> {
    let local = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
    // What running programs see, and what the disk keeps: a name points to the number of a content.
    let mut contents: Vec<Vec<u8>> = Vec::new();
    let mut seen: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for file in files(base) {
        seen.insert(file.clone(), contents.len());
        contents.push(fs::read(base.join(&file)).unwrap());
    }
    let mut kept_names = seen.clone();
    let mut kept: Vec<Vec<u8>> = contents.clone();
    let mut lost_dirs: BTreeSet<PathBuf> = BTreeSet::new();
    for (place, step) in steps.iter().enumerate() {
        let later = &steps[place + 1..];
        let dir_synced = |path: &Path| {
            let dir = path.parent().unwrap();
            later
                .iter()
                .any(|s| matches!(s, Step::SyncAll) || matches!(s, Step::SyncDir(d) if d == dir))
        };
        match step {
            Step::MakeDir(path) => {
                if !dir_synced(path) && chance.below(2) == 0 {
                    lost_dirs.insert(local(path));
                }
            }
            Step::Write {
                path,
                offset,
                bytes,
            } => {
                let name = local(path);
                let number = *seen.entry(name.clone()).or_insert_with(|| {
                    contents.push(Vec::new());
                    kept.push(Vec::new());
                    contents.len() - 1
                });
                if !kept_names.contains_key(&name) && (dir_synced(path) || chance.below(2) == 0) {
                    kept_names.insert(name, number);
                }
                contents[number].truncate(*offset as usize);
                contents[number].extend_from_slice(bytes);
                // Not synced yet: old, new, torn, or the right length with zeros at its end.
                let new = &contents[number];
                let part = *offset as usize + chance.below(bytes.len() as u64 + 1) as usize;
                match chance.below(4) {
                    0 => {}
                    1 => kept[number] = new.clone(),
                    2 => kept[number] = new[..part].to_vec(),
                    _ => {
                        let mut zeroed = new[..part].to_vec();
                        zeroed.resize(new.len(), 0);
                        kept[number] = zeroed;
                    }
                }
            }
            Step::SyncFile(path) => {
                let number = seen[&local(path)];
                kept[number] = contents[number].clone();
            }
            Step::SyncDir(_) => {}
            Step::SyncAll => kept = contents.clone(),
            Step::Rename(from, to) => {
                let number = seen.remove(&local(from)).unwrap();
                seen.insert(local(to), number);
                if dir_synced(to) || chance.below(2) == 0 {
                    kept_names.remove(&local(from));
                    kept_names.insert(local(to), number);
                }
            }
            Step::Remove(path) => {
                seen.remove(&local(path));
                if dir_synced(path) || chance.below(2) == 0 {
                    kept_names.remove(&local(path));
                }
            }
        }
    }
    let reachable = |name: &PathBuf| !name.ancestors().any(|dir| lost_dirs.contains(dir));
    kept_names
        .into_iter()
        .filter(|(name, _)| reachable(name))
        .map(|(name, number)| (name, kept[number].clone()))
        .collect()
}

fn put(files: &BTreeMap<PathBuf, Vec<u8>>, to: &Path) {
    for (name, bytes) in files {
        fs::create_dir_all(to.join(name).parent().unwrap()).unwrap();
        fs::write(to.join(name), bytes).unwrap();
    }
}

/// Crashes at every step of what `work` does to a ledger of `before` acts, several times.
fn check(
    before: u64,
    rounds: u64,
    work: impl Fn(&mut Ledger),
    holds: impl Fn(&Ledger, usize, usize),
) {
    let dir = crate::fixture::folder();
    let (home, base) = (dir.path().join("ledger"), dir.path().join("base"));
    let mut ledger = create(&home);
    for chunk in acts(0..before).chunks(97) {
        ledger.append(chunk).unwrap();
    }
    drop(ledger);
    copy(&home, &base);
    let mut ledger = open(&home);
    ledger.disk_mut().take_down();
    work(&mut ledger);
    let steps = ledger.disk_mut().taken_down();
    assert!(steps.len() > 3);
    for stop in 0..=steps.len() {
        for round in 0..rounds {
            let mut chance = Chance(stop as u64 * 1000 + round);
            let crashed = dir.path().join("crashed");
            let _ = fs::remove_dir_all(&crashed);
            put(
                &after_crash(&base, &home, &steps[..stop], &mut chance),
                &crashed,
            );
            let mut after = Ledger::open(&crashed, log_key(), &body_key())
                .unwrap_or_else(|error| panic!("stop {stop}, round {round}: {error}"));
            for index in 0..before {
                let body = after.body(index).unwrap();
                assert!(body == Body::Present(received(index)) || body == Body::Erased);
            }
            holds(&after, stop, steps.len());
            let findings = after.verify_all(|_, _| {}).unwrap();
            let only_erasures = findings.iter().all(|f| f.to_string().contains("erased"));
            assert!(only_erasures, "stop {stop}, round {round}: {findings:?}");
            let size = after.size();
            after.append(&[received(size)]).unwrap();
            drop(after);
            assert_eq!(
                open(&crashed).body(size).unwrap(),
                Body::Present(received(size))
            );
        }
    }
}

fn check_append(before: u64, count: u64, rounds: u64) {
    check(
        before,
        rounds,
        |ledger| {
            ledger.append(&acts(before..before + count)).unwrap();
        },
        |after, stop, steps| {
            let size = after.size();
            assert!(
                size == before || size == before + count,
                "all of a batch or nothing: {size}"
            );
            if stop == steps {
                assert_eq!(size, before + count, "an acknowledged batch was lost");
            }
            if size > before {
                let last = after.body(size - 1).unwrap();
                assert_eq!(last, Body::Present(received(size - 1)));
            }
        },
    );
}

#[test]
fn the_first_act_of_a_ledger() {
    check_append(0, 1, 6);
}

#[test]
fn one_act_more() {
    check_append(20, 1, 6);
}

#[test]
fn the_act_that_fills_a_tile() {
    check_append(255, 1, 4);
}

#[test]
fn the_act_that_begins_a_tile() {
    check_append(256, 1, 4);
}

#[test]
fn a_batch_over_several_tiles() {
    check_append(250, 530, 2);
}

#[test]
fn an_erasure_takes_the_one_body_or_nothing() {
    check(
        40,
        12,
        |ledger| ledger.erase(11).unwrap(),
        |after, stop, steps| {
            assert_eq!(after.size(), 40);
            for index in (0..40).filter(|index| *index != 11) {
                assert_eq!(after.body(index).unwrap(), Body::Present(received(index)));
            }
            if stop == steps {
                assert_eq!(after.body(11).unwrap(), Body::Erased);
            }
        },
    );
}

#[test]
fn after_a_failed_append_nothing_was_appended_and_the_next_one_works() {
    let dir = crate::fixture::folder();
    let mut ledger = create(dir.path());
    ledger.append(&acts(0..5)).unwrap();
    // A folder where the bundle of six entries should go: the system refuses to write it.
    let obstacle = dir.path().join("tile/entries/000.p/6");
    fs::create_dir(&obstacle).unwrap();
    assert!(ledger.append(&acts(5..6)).is_err());
    assert_eq!(ledger.size(), 5);
    fs::remove_dir(&obstacle).unwrap();
    ledger.append(&acts(5..7)).unwrap();
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap(), []);
    drop(ledger);
    assert_eq!(
        open(dir.path()).body(6).unwrap(),
        Body::Present(received(6))
    );
}

/// The model can fail: without one kind of sync, some crash after the last step loses acts.
#[test]
fn on_the_model_of_a_disk_every_kind_of_sync_is_needed() {
    let dir = crate::fixture::folder();
    let (home, base) = (dir.path().join("ledger"), dir.path().join("base"));
    drop(create(&home));
    copy(&home, &base);
    let mut ledger = open(&home);
    ledger.disk_mut().take_down();
    ledger.append(&acts(0..3)).unwrap();
    let steps = ledger.disk_mut().taken_down();
    let lost_without = |left_out: &dyn Fn(&Step) -> bool| {
        let kept: Vec<Step> = steps
            .iter()
            .filter(|step| !left_out(step))
            .cloned()
            .collect();
        (0..80)
            .filter(|round| {
                let crashed = dir.path().join("crashed");
                let _ = fs::remove_dir_all(&crashed);
                put(
                    &after_crash(&base, &home, &kept, &mut Chance(*round)),
                    &crashed,
                );
                let after = Ledger::open(&crashed, log_key(), &body_key());
                !after.is_ok_and(|l| {
                    l.size() == 3 && l.verify_all(|_, _| {}).is_ok_and(|f| f.is_empty())
                })
            })
            .count()
    };
    let is_file = |step: &Step| matches!(step, Step::SyncFile(_));
    let is_new_checkpoint =
        |step: &Step| matches!(step, Step::SyncFile(path) if path.ends_with("checkpoint.new"));
    let is_dir = |step: &Step| matches!(step, Step::SyncDir(_));
    let is_home = |step: &Step| matches!(step, Step::SyncDir(path) if *path == home);
    assert_eq!(lost_without(&|_| false), 0);
    assert!(lost_without(&is_file) > 15);
    assert!(lost_without(&is_new_checkpoint) > 5);
    assert!(lost_without(&is_dir) > 15);
    assert!(lost_without(&is_home) > 5);
}
