//! The fenced child as a real process.

use domain::ItemState;
use extract::{
    FormatFault, Limits, MemberHead, MemberProblem, MemberSink, Probe, ReadFault, ReadOptions,
    Reader, ReaderSettings, Reading,
};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// The example that `cargo test` builds beside the tests; it is the child as the program is.
pub fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = tests.parent().unwrap().parent().unwrap();
    let program = built.join("examples/extract_jsonl");
    assert!(
        program.exists(),
        "{} is not built: run `cargo test -p extract`",
        program.display()
    );
    program
}

pub fn settings(limits: Limits) -> ReaderSettings {
    ReaderSettings {
        program: Some(program()),
        limits,
        ..ReaderSettings::default()
    }
}

pub fn reader() -> Reader {
    Reader::start(&settings(Limits::default())).unwrap()
}

pub fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Keeps members in memory.
#[derive(Default)]
pub struct Kept(pub Vec<(MemberHead, Vec<u8>, Option<MemberProblem>)>);

impl MemberSink for Kept {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        self.0.push((head, Vec::new(), None));
        Ok(())
    }
    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        self.0.last_mut().unwrap().1.extend_from_slice(bytes);
        Ok(())
    }
    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        self.0.last_mut().unwrap().2 = problem;
        Ok(())
    }
}

pub fn read(reader: &mut Reader, bytes: &[u8], name: &str, options: &ReadOptions) -> Reading {
    reader
        .read(&file(bytes), name.as_bytes(), options, &mut Kept::default())
        .unwrap()
}

fn signal(id: u32, signal: i32) {
    let done = std::process::Command::new("kill")
        .arg(format!("-{signal}"))
        .arg(id.to_string())
        .status();
    assert!(done.unwrap().success());
}

/// Stops every thread of the child, and waits until they stand.
fn hold_still(id: u32) {
    signal(id, 19);
    let stands = || {
        let threads = std::fs::read_dir(format!("/proc/{id}/task"))
            .unwrap()
            .flatten();
        let stats = threads.map(|t| std::fs::read_to_string(t.path().join("stat")).unwrap());
        stats
            .into_iter()
            .all(|stat| stat.rsplit(") ").next().unwrap().starts_with('T'))
    };
    while !stands() {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_fence_refuses_what_it_must() {
    let report = extract::doctor(&settings(Limits::default())).unwrap();
    for (probe, answer) in &report.probes {
        assert!(answer.refused, "{probe:?}: {}", answer.words);
    }
    assert_eq!(report.probes.len(), Probe::ALL.len());
    assert_ne!(report.fence.user, 0);
    assert!(report.is_fenced(), "{:?}", report.fence);
}

#[test]
fn memory_is_bounded_by_the_kernel_at_the_value_given() {
    let limits = Limits {
        memory_bytes: 300 * 1024 * 1024,
        ..Limits::default()
    };
    let mut reader = Reader::start(&settings(limits)).unwrap();
    assert!(reader.probe(Probe::Memory).unwrap().refused);
}

#[test]
fn a_child_killed_from_outside_costs_nothing() {
    for with in [9, 15, 1] {
        let mut reader = reader();
        let id = reader.child_id().unwrap();
        // Held still, so that the file is certainly not read before the child is gone.
        hold_still(id);
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            signal(id, with);
            // A child that is held still takes other signals when it goes on.
            if with != 9 {
                signal(id, 18);
            }
        });
        let reading = read(&mut reader, b"a letter", "a.txt", &ReadOptions::default());
        killer.join().unwrap();
        assert_eq!(
            reading.state,
            ItemState::Read,
            "{with}: {:?}",
            reading.reason
        );
        assert_eq!(reading.text(), "a letter");
        assert_ne!(reader.child_id(), Some(id));
    }
}

#[test]
fn members_handed_over_before_a_kill_are_forgotten_or_nothing_is_said() {
    struct Killing {
        child: u32,
        begun: u32,
        forgets: bool,
    }
    impl MemberSink for Killing {
        fn begin(&mut self, _: MemberHead) -> Result<(), FormatFault> {
            self.begun += 1;
            if self.child != 0 {
                signal(std::mem::take(&mut self.child), 9);
            }
            Ok(())
        }
        fn write(&mut self, _: &[u8]) -> Result<(), FormatFault> {
            Ok(())
        }
        fn end(&mut self, _: Option<MemberProblem>) -> Result<(), FormatFault> {
            Ok(())
        }
        fn forget(&mut self) -> bool {
            self.begun = 0;
            self.forgets
        }
    }
    // Enough to fill the socket: the child is at it when it is killed.
    let mut tar = Vec::new();
    for n in 0..40 {
        let mut head = [0u8; 512];
        let put = |head: &mut [u8; 512], at: usize, text: &str| {
            head[at..at + text.len()].copy_from_slice(text.as_bytes());
        };
        put(&mut head, 0, &format!("{n}.txt"));
        put(&mut head, 100, "0000644");
        put(&mut head, 124, "00004000000");
        put(&mut head, 156, "0");
        put(&mut head, 257, "ustar\u{0}00");
        head[148..156].fill(b' ');
        let sum: u32 = head.iter().map(|b| u32::from(*b)).sum();
        put(&mut head, 148, &format!("{sum:06o}\0 "));
        tar.extend(head);
        tar.extend(vec![b'a'; 1 << 20]);
    }
    tar.extend([0u8; 1024]);
    for forgets in [true, false] {
        let mut reader = reader();
        let mut sink = Killing {
            child: reader.child_id().unwrap(),
            begun: 0,
            forgets,
        };
        let options = ReadOptions::default();
        let answer = reader.read(&file(&tar), b"a.tar", &options, &mut sink);
        match answer {
            Ok(reading) => {
                assert!(forgets);
                assert_eq!((reading.found_members, sink.begun), (40, 40));
                assert_eq!(reading.state, ItemState::Read, "{:?}", reading.reason);
            }
            Err(fault) => assert!(!forgets && matches!(fault, ReadFault::Killed), "{fault}"),
        }
    }
}

#[test]
fn a_child_that_is_silent_is_ended_by_the_clock() {
    let mut reader = reader();
    hold_still(reader.child_id().unwrap());
    let limits = Limits {
        wall_ms: 300,
        ..Limits::default()
    };
    let slow = read(
        &mut reader,
        b"text",
        "a.txt",
        &ReadOptions {
            limits,
            ..Default::default()
        },
    );
    assert_eq!(slow.state, ItemState::OverLimit);
    assert!(
        slow.reason
            .unwrap()
            .contains("limit `wall_ms` of 300 reached")
    );
    let next = read(&mut reader, b"text", "a.txt", &ReadOptions::default());
    assert_eq!(next.state, ItemState::Read);
}

#[test]
fn a_child_that_died_between_files_costs_none() {
    let mut reader = reader();
    signal(reader.child_id().unwrap(), 9);
    std::thread::sleep(Duration::from_millis(100));
    let next = read(&mut reader, b"text", "a.txt", &ReadOptions::default());
    assert_eq!(next.state, ItemState::Read);
}

#[test]
fn the_same_bytes_give_the_same_reading() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["b.txt", "a.txt"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all("نص".as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let page = super::pdf::one_page("BT /F1 24 Tf 72 700 Td (Report 17) Tj ET");
    for bytes in [zip, page, "تقرير رقم ١٧\nسطر".as_bytes().to_vec()] {
        let written = || {
            let reading = read(&mut reader(), &bytes, "x", &ReadOptions::default());
            serde_json::to_string(&reading).unwrap()
        };
        assert_eq!(written(), written());
    }
}

#[test]
fn one_child_reads_its_number_of_files_and_no_more() {
    let mut settings = settings(Limits::default());
    settings.files_per_child = 2;
    let mut reader = Reader::start(&settings).unwrap();
    let first = reader.child_id();
    read(&mut reader, b"one", "a.txt", &ReadOptions::default());
    assert_eq!(reader.child_id(), first);
    read(&mut reader, b"two", "a.txt", &ReadOptions::default());
    assert_eq!(reader.child_id(), None);
    read(&mut reader, b"three", "a.txt", &ReadOptions::default());
    assert_ne!(reader.child_id(), first);
}

#[test]
fn a_file_larger_than_the_limit_is_not_opened() {
    let limits = Limits {
        input_bytes: 10,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..Default::default()
    };
    let over = read(&mut reader(), b"more than ten bytes", "a.txt", &options);
    assert_eq!(over.state, ItemState::OverLimit);
    assert!(over.warnings[0].contains("`input_bytes` of 10"));
}

#[test]
fn no_bytes_is_empty() {
    let empty = read(&mut reader(), b"", "a.pdf", &ReadOptions::default());
    assert_eq!(empty.state, ItemState::Empty);
}

#[test]
fn a_reader_outlives_the_thread_that_started_it() {
    let mut reader = std::thread::spawn(reader).join().unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let id = reader.child_id();
    assert_eq!(
        read(&mut reader, b"text", "a.txt", &ReadOptions::default()).state,
        ItemState::Read
    );
    assert_eq!(reader.child_id(), id);
}

#[test]
fn a_program_that_is_no_reader_is_told() {
    let settings = ReaderSettings {
        program: Some("/bin/true".into()),
        arguments: Vec::new(),
        ..ReaderSettings::default()
    };
    let fault = Reader::start(&settings).err().unwrap();
    assert!(fault.to_string().contains("/bin/true"));
    let absent = ReaderSettings {
        program: Some("/no/such/program".into()),
        ..settings
    };
    assert!(Reader::start(&absent).is_err());
}
