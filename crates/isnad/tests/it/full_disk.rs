//! A disk that runs full costs time and nothing else.

use crate::fixture::{PASSPHRASE, Place, Said, leak, make_store, program, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small disk of its own, in memory.
struct SmallDisk {
    at: PathBuf,
    _folder: tempfile::TempDir,
}

const DISK_BYTES: u64 = 96 << 20;

impl SmallDisk {
    /// Nothing where this machine lets nobody mount one.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("disk");
        fs::create_dir(&at).unwrap();
        let size = format!("size={DISK_BYTES}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(&at)
            .output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            println!("skipped: a small disk cannot be mounted here (that takes root)");
            return None;
        }
        Some(Self {
            at,
            _folder: folder,
        })
    }

    fn free_bytes(&self) -> u64 {
        let disk = rustix::fs::statvfs(&self.at).unwrap();
        disk.f_bavail * disk.f_frsize
    }

    /// Fills the disk but for so many bytes.
    fn leave(&self, bytes: u64) {
        self.make_room();
        let ballast = self.free_bytes().saturating_sub(bytes);
        fs::write(self.at.join("ballast"), vec![0u8; ballast as usize]).unwrap();
    }

    fn make_room(&self) {
        let _ = fs::remove_file(self.at.join("ballast"));
    }

    fn isnad(&self, words: &[&str]) -> Said {
        said(
            program()
                .env("ISNAD_STORE", self.at.join("store"))
                .env("ISNAD_PASSPHRASE", PASSPHRASE)
                .args(words),
        )
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

/// In kibibytes: nothing, less than a page, and so on to room enough.
const ROOM_KIB: [u64; 7] = [0, 24, 100, 300, 900, 2_700, 8_100];

fn size(disk: &SmallDisk) -> u64 {
    let said = disk.isnad(&["ledger", "checkpoint"]);
    assert_eq!(said.code, 0, "{said:?}");
    said.out.lines().nth(1).unwrap().parse().unwrap()
}

/// Runs a command on ever more room; each time it ends well, or says that the disk is full.
fn squeezed(disk: &SmallDisk, words: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut acts = size(disk);
    for room in ROOM_KIB {
        disk.leave(room << 10);
        let said = disk.isnad(words);
        let first = said.err.lines().next().unwrap_or_default();
        let full = said.code == 2 && first.starts_with("isnad: The disk is full");
        if said.code != 0 && !full {
            wrong.push(format!(
                "{} with {room} KiB: exit {} `{first}`",
                words[0], said.code
            ));
        }
        disk.make_room();
        let now = size(disk);
        assert!(
            now >= acts,
            "{words:?} with {room} KiB: the log had {acts} acts and has {now}"
        );
        acts = now;
        let verdict = disk.isnad(&["store", "verify", "--all"]);
        assert_eq!(verdict.code, 0, "{words:?} with {room} KiB: {verdict:?}");
        acts = acts.max(size(disk));
    }
    let said = disk.isnad(words);
    assert_eq!(said.code, 0, "{said:?}");
    wrong
}

#[test]
fn a_full_disk_is_named_and_with_room_the_same_command_goes_on() {
    let Some(disk) = SmallDisk::new() else { return };
    let medium: &Path = &leak().files_dir;
    let receive = [
        "intake",
        "add",
        medium.to_str().unwrap(),
        "--source",
        "a drawer",
        "--no-progress",
    ];
    let read = ["process", "run", "--ocr", "never", "--no-progress"];

    let roomy = Place::new();
    roomy.ends(0, &receive);
    roomy.ends(0, &read);

    make_store(&disk.at.join("store"));
    let mut wrong = squeezed(&disk, &receive);
    wrong.extend(squeezed(&disk, &read));
    let dump = disk.isnad(&["store", "dump"]);
    assert_eq!(dump.out, roomy.dump());
    let status = disk.isnad(&["process", "status", "--json"]);
    assert_eq!(
        (status.code, &status.json()["reconciled"]),
        (0, &true.into())
    );
    assert!(
        wrong.is_empty(),
        "{} ends without the right sentence:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn making_tables_anew_on_a_full_disk_loses_nothing() {
    let Some(disk) = SmallDisk::new() else { return };
    make_store(&disk.at.join("store"));
    let medium = leak().files_dir.to_str().unwrap();
    assert_eq!(
        disk.isnad(&["intake", "add", medium, "--source", "a drawer"])
            .code,
        0
    );
    assert_eq!(disk.isnad(&["process", "run", "--ocr", "never"]).code, 0);
    let before = disk.isnad(&["store", "dump"]).out;
    let wrong = squeezed(&disk, &["store", "rebuild"]);
    assert_eq!(disk.isnad(&["store", "dump"]).out, before);
    assert!(
        wrong.is_empty(),
        "{} ends without the right sentence:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
