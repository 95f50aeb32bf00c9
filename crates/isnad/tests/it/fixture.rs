//! A store in a temporary folder, the program, and one fictional leak for all tests.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;
use workbench::{CatalogueSetting, Clock, NewStore, ProcessOptions, Store};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_isnad");
pub const PASSPHRASE: &str = "seven grey herons over the weir";

pub fn user(name: &str) -> domain::UserName {
    name.parse().unwrap()
}

/// What a program said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program in a bare environment.
pub fn program() -> Command {
    let mut command = Command::new(PROGRAM);
    for name in [
        "ISNAD_STORE",
        "ISNAD_USER",
        "LC_ALL",
        "LC_MESSAGES",
        "LANGUAGE",
    ] {
        command.env_remove(name);
    }
    command
        .env("LANG", "C.UTF-8")
        .env("ISNAD_PASSPHRASE", PASSPHRASE)
        .stdin(Stdio::null());
    command
}

/// A folder with a store in it, whose keys open cheaply.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        make_store(&place.root());
        place
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let place = self.path(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, bytes).unwrap();
        place
    }

    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = program();
        command
            .env("ISNAD_STORE", self.root())
            .args(words)
            .current_dir(self.folder.path());
        command
    }

    pub fn isnad(&self, words: &[&str]) -> Said {
        said(&mut self.command(words))
    }

    /// As [`Place::isnad`]; it must end with this code.
    pub fn ends(&self, code: i32, words: &[&str]) -> Said {
        let said = self.isnad(words);
        assert_eq!(said.code, code, "{words:?}: {said:?}");
        said
    }

    pub fn take_in(&self, medium: &Path) {
        self.ends(
            0,
            &[
                "intake",
                "add",
                medium.to_str().unwrap(),
                "--source",
                "a drawer",
                "--quiet",
            ],
        );
    }

    pub fn store(&self) -> Store {
        Store::open(&self.root(), PASSPHRASE, Clock::of_this_machine()).unwrap()
    }

    pub fn dump(&self) -> String {
        self.ends(0, &["store", "dump"]).out
    }

    /// Size of the log, and its checkpoint.
    pub fn checkpoint(&self) -> (u64, String) {
        let said = self.ends(0, &["ledger", "checkpoint"]);
        (said.out.lines().nth(1).unwrap().parse().unwrap(), said.out)
    }
}

pub fn make_store(root: &Path) {
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
    Store::init(root, &new, Clock::of_this_machine()).unwrap();
}

/// How the library reads when the program under test is its fenced child.
pub fn reading(ocr: extract::OcrChoice) -> ProcessOptions {
    ProcessOptions {
        ocr,
        program: Some(PathBuf::from(PROGRAM)),
        ..ProcessOptions::default()
    }
}

pub fn read_all(store: &Store, ocr: extract::OcrChoice) {
    let summary = store
        .process(&user("nour"), &reading(ocr), &mut |_| {})
        .unwrap();
    assert!(summary.failures.is_empty(), "{:?}", summary.failures);
}

/// The smallest leak in which every format occurs; made once for a run of the tests.
pub fn leak() -> &'static sample::Summary {
    static LEAK: OnceLock<sample::Summary> = OnceLock::new();
    LEAK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder).unwrap();
        // Those of runs that are over.
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let of_the_past = name
                .strip_prefix("leak-")
                .is_some_and(|pid| !Path::new("/proc").join(pid).exists());
            if of_the_past {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let options = sample::Options {
            seed: 1,
            papers: sample::LEAST_PAPERS,
            photos: 1,
        };
        sample::make(
            &folder.join(format!("leak-{}", std::process::id())),
            &options,
        )
        .unwrap()
    })
}

/// Copies a folder with links and pipes as they are.
pub fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp")
        .arg("-a")
        .arg(from)
        .arg(to)
        .status()
        .unwrap();
    assert!(done.success());
}

/// The verifier beside the program; nothing, with a word, where it was not built.
pub fn verifier() -> Option<Command> {
    let path = Path::new(PROGRAM).with_file_name("isnad-verify");
    if path.is_file() {
        return Some(Command::new(path));
    }
    println!(
        "skipped: there is no isnad-verify beside isnad; `cargo build -p isnad-verify` makes it"
    );
    None
}

/// A zip file without packing.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    };
    for (name, content) in members {
        let mut common = Vec::new();
        // Version 2.0, names in UTF-8, stored, 1980-01-01.
        common.extend([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]);
        common.extend(crc(content).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes().repeat(2));
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        let offset = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (offset, count) = (bytes.len() as u32, members.len() as u16);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes().repeat(2));
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.write_all(&[0, 0]).unwrap();
    bytes
}

/// Path bytes as the truth of the leak writes them: what is no UTF-8 as `\xNN`.
pub fn shown(path: &Path) -> String {
    domain::ItemPath::from_bytes(path.as_os_str().as_bytes()).to_string()
}
