//! A run may be killed at any moment: what was acknowledged stays, and running again ends in the
//! same tables as a run that nobody disturbed.
//!
//! `ISNAD_KILLS` is the number of kills, `ISNAD_KILL_SEED` gives other moments.

use crate::fixture::{Place, copy, leak, said, verifier};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// SplitMix64: the moments follow from the seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % end.max(1)
    }
}

/// The leak, and so many small papers that acts are committed in several batches.
fn medium(folder: &Path, papers: u32) {
    copy(&leak().files_dir, folder);
    for n in 0..papers {
        let place = folder.join(format!("papers/{:02}/{n:04}.txt", n % 21));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(
            place,
            format!("كتاب رقم {n} إلى رئيس الفرع\npaper {}\n", n % 1_500),
        )
        .unwrap();
    }
}

const READ: [&str; 5] = ["process", "run", "--ocr", "never", "--no-progress"];

/// Starts the program and kills it at that moment; whether it ended by itself before.
fn killed(place: &Place, words: &[&str], after: Duration) -> bool {
    let mut child = place
        .command(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0), "{words:?} did not go on");
            return true;
        }
        if start.elapsed() >= after {
            child.kill().unwrap();
            child.wait().unwrap();
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn timed(place: &Place, words: &[&str]) -> Duration {
    let start = Instant::now();
    place.ends(0, words);
    start.elapsed()
}

fn answers(place: &Place) -> Vec<String> {
    ["رئيس الفرع", "paper", "date:2013", "kind:pdf"]
        .map(|query| {
            place
                .ends(0, &["search", query, "--jsonl", "--limit", "0", "-q"])
                .out
        })
        .to_vec()
}

#[test]
fn a_run_killed_at_any_moment_goes_on_and_ends_the_same() {
    let shared = tempfile::tempdir().unwrap();
    let folder = shared.path().join("medium");
    medium(&folder, 2_100);
    let receive = [
        "intake",
        "add",
        folder.to_str().unwrap(),
        "--source",
        "a drawer",
        "--no-progress",
    ];

    let undisturbed = Place::new();
    let received_in = timed(&undisturbed, &receive);
    let read_in = timed(&undisturbed, &READ);
    let expected = undisturbed.dump();
    assert!(expected.lines().count() > 2_100);

    let place = Place::new();
    let seed = number("ISNAD_KILL_SEED", 1);
    let kills = number("ISNAD_KILLS", 20);
    let mut chance = Chance(seed);
    let rebuild: &[&str] = &["store", "rebuild"];
    // How long each kind of work takes here and now; a run that ends by itself corrects it.
    let mut works = [
        (&receive[..], received_in),
        (&READ[..], read_in),
        (rebuild, timed(&undisturbed, rebuild)),
    ];
    let (mut size, mut seen, mut landed, mut received) = (0, Vec::new(), 0, false);
    for kill in 0..kills {
        let work = match (kill * 20).checked_div(kills).unwrap_or_default() {
            0..6 if !received => 0,
            0..17 => 1,
            _ => 2,
        };
        let (words, whole) = works[work];
        let moment = Duration::from_micros(chance.below(whole.as_micros() as u64 * 9 / 10));
        let started = Instant::now();
        if killed(&place, words, moment) {
            works[work].1 = started.elapsed();
            received |= work == 0;
            // Without an order nothing would be left to do for the runs that follow.
            place.ends(
                0,
                &["process", "retry", "--state", "read", "--state", "no_text"],
            );
        } else {
            landed += 1;
        }
        if work == 0 && kill * 20 / kills == 5 {
            place.ends(0, &receive);
        }
        let (now, checkpoint) = place.checkpoint();
        assert!(
            now >= size,
            "kill {kill} of seed {seed}: the log had {size} acts and has {now}"
        );
        size = now;
        seen.push(checkpoint);
    }
    println!(
        "{landed} of {kills} kills landed; receiving took {received_in:?}, reading {read_in:?}"
    );
    assert!(
        landed * 2 >= kills,
        "most kills came too late: {landed} of {kills} landed"
    );
    place.ends(0, &receive);
    place.ends(0, &READ);
    assert_eq!(place.dump(), expected, "seed {seed}");
    assert_eq!(answers(&place), answers(&undisturbed), "seed {seed}");
    let status = place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(
        (&status["reconciled"], &status["waiting"]),
        (&true.into(), &0.into())
    );
    let verdict = place
        .ends(0, &["store", "verify", "--all", "--json"])
        .json();
    assert_eq!(verdict["holds"], true);
    // Nothing half-written is left, and tables made anew say the same.
    assert_eq!(
        fs::read_dir(place.root().join("vault/incoming"))
            .unwrap()
            .count(),
        0
    );
    place.ends(0, &["store", "rebuild"]);
    assert_eq!(place.dump(), expected);

    let Some(mut check) = verifier() else { return };
    fs::write(place.path("vkey"), place.ends(0, &["ledger", "vkey"]).out).unwrap();
    place.ends(0, &["ledger", "export", "log"]);
    check
        .arg("log")
        .arg(place.path("log"))
        .arg("--vkey")
        .arg(place.path("vkey"));
    for (n, checkpoint) in seen.iter().enumerate() {
        let older = place.put(&format!("seen/{n}"), checkpoint);
        check.arg("--older").arg(older);
    }
    let verdict = said(&mut check);
    assert_eq!(verdict.code, 0, "{verdict:?}");
}

/// Process numbers of the readers that a program has started, and of the programs that these have.
fn readers(of: u32) -> Vec<i32> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<i32>().ok())
        else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        // `pid (name) state parent ...`; the name may hold anything but ends at the last bracket.
        let parent = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<i32>().ok());
        parents.extend(parent.map(|parent| (pid, parent)));
    }
    let below = |of: &[i32]| -> Vec<i32> {
        let children = parents.iter().filter(|(_, parent)| of.contains(parent));
        children.map(|(pid, _)| *pid).collect()
    };
    let children = below(&[i32::try_from(of).unwrap()]);
    let programs = below(&children);
    children.into_iter().chain(programs).collect()
}

/// `ISNAD_READER_KILLS` is the number of kills.
#[test]
fn killed_readers_leave_no_trace() {
    let shared = tempfile::tempdir().unwrap();
    let folder = shared.path().join("medium");
    medium(&folder, 300);
    let place = Place::new();
    place.take_in(&folder);
    let whole = Place::new();
    whole.take_in(&folder);
    whole.ends(0, &READ);
    let expected = whole.dump();

    let wanted = number("ISNAD_READER_KILLS", 20);
    let mut chance = Chance(number("ISNAD_KILL_SEED", 1));
    let (mut kills, mut of_programs, mut runs, mut in_part) = (0, 0, 0, 0);
    while kills < wanted {
        let mut child = place
            .command(&READ)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let ended = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(chance.below(200)));
            let found = readers(child.id());
            if found.is_empty() || kills >= wanted {
                continue;
            }
            let at = chance.below(found.len() as u64) as usize;
            let pid = rustix::process::Pid::from_raw(found[at]).unwrap();
            let sent = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            kills += u64::from(sent.is_ok());
            of_programs += u64::from(sent.is_ok() && at > 1);
        };
        runs += 1;
        // 7 where one item was hit twice: it still waits, and it is said.
        match ended.code() {
            Some(0) => {
                assert_eq!(place.dump(), expected, "after {kills} kills");
                if kills < wanted {
                    let mut again = vec!["process", "retry"];
                    again.extend(["--state", "read", "--state", "no_text"]);
                    place.ends(0, &again);
                }
            }
            Some(7) => in_part += 1,
            other => panic!("{other:?} after {kills} kills"),
        }
        assert!(runs < 400, "only {kills} kills landed");
    }
    place.ends(0, &READ);
    println!(
        "{kills} kills, {of_programs} of programs that readers had started, in {runs} runs; {in_part} ended with \
         items still waiting"
    );
    assert_eq!(place.dump(), expected);
    let status = place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(status["reconciled"], true);
    assert_eq!(status["waiting"], 0);
}

#[test]
fn no_reader_outlives_a_killed_program() {
    let place = Place::new();
    let folder = place.path("medium");
    medium(&folder, 500);
    place.take_in(&folder);
    let mut child = place
        .command(&READ)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let orphans = loop {
        let found = readers(child.id());
        if !found.is_empty() {
            break found;
        }
        assert!(child.try_wait().unwrap().is_none() && started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(2));
    };
    child.kill().unwrap();
    child.wait().unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    let alive = |pid: &i32| {
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    };
    while orphans.iter().any(alive) {
        assert!(
            Instant::now() < deadline,
            "readers {orphans:?} go on without their program"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
