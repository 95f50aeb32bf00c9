//! Invented logs to test with.

use custody::act::{Act, ActBody, Content, ItemKind, ItemReceived, PathText};
use custody::verify::log::{LogHolds, Older, verify_log_dir};
use custody::verify::proof::{ItemDigest, ProofHolds, verify_proof};
use custody::{BodyKey, CosignerKey, Ledger, LogKey, Trust, Verdict};
use domain::{AccessionId, ItemId, Moment};
use std::fs;
use std::path::{Path, PathBuf};

pub const ORIGIN: &str = "isnad.example/store/test";

/// A folder for one test; in memory where the system has such a place, as thousands of syncs of a
/// disk prove nothing here.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

pub fn log_key() -> LogKey {
    LogKey::from_seed(ORIGIN, &[7; 32]).unwrap()
}

pub fn body_key() -> BodyKey {
    BodyKey([9; 32])
}

pub fn cosigner(number: u8) -> CosignerKey {
    CosignerKey::from_seed(
        &format!("office{number}.example/witness"),
        &[100 + number; 32],
    )
    .unwrap()
}

pub fn trust() -> Trust {
    Trust::in_log(log_key().verifier()).unwrap()
}

pub fn create(dir: &Path) -> Ledger {
    Ledger::create(dir, log_key(), &body_key()).unwrap()
}

pub fn open(dir: &Path) -> Ledger {
    Ledger::open(dir, log_key(), &body_key()).unwrap()
}

pub fn at(second: i64) -> Moment {
    Moment::from_unix_ms(1_700_000_000_000 + second * 1000)
}

/// The bytes of invented item number `number`.
pub fn item(number: u64) -> Vec<u8> {
    format!("invented paper number {number}\n").into_bytes()
}

pub fn act(second: u64, act: Act) -> Vec<u8> {
    let by = "samer.invented".parse().unwrap();
    ActBody {
        at: at(second as i64),
        by,
        act,
    }
    .to_bytes()
    .unwrap()
}

/// The act by which item `number` was received.
pub fn received(number: u64) -> Vec<u8> {
    let digest = ItemDigest::of(item(number).as_slice()).unwrap();
    act(
        number,
        Act::ItemReceived(ItemReceived {
            item: ItemId::new(number as u32 + 1),
            accession: AccessionId::new(1),
            path: PathText::Utf8(format!("الفرع/كتاب {number}.txt")),
            kind: ItemKind::File,
            content: Some(Content {
                size_bytes: digest.size_bytes,
                sha256: digest.sha256,
                md5: String::new(),
                sha1: String::new(),
                sha512: String::new(),
            }),
            modified_ms: Some(1_360_000_000_000),
            accessed_ms: None,
            changed_ms: None,
            mode: Some(0o644),
            link_target: None,
            problem: None,
        }),
    )
}

pub fn acts(range: std::ops::Range<u64>) -> Vec<Vec<u8>> {
    range.map(received).collect()
}

/// A ledger of `size` acts in `dir`, and its export beside it.
pub fn exported(dir: &Path, size: u64) -> (Ledger, PathBuf) {
    let mut ledger = create(&dir.join("ledger"));
    ledger.append(&acts(0..size)).unwrap();
    let to = dir.join("export");
    ledger.export(&to).unwrap();
    (ledger, to)
}

pub fn verify(dir: &Path) -> Verdict<LogHolds> {
    verify_log_dir(dir, &trust(), &[])
}

pub fn verify_after(dir: &Path, older: &str) -> Verdict<LogHolds> {
    let older = Older {
        name: "older".to_owned(),
        bytes: older.as_bytes().to_vec(),
    };
    verify_log_dir(dir, &trust(), &[older])
}

pub fn check_proof(proof: &[u8], item: &[u8]) -> Verdict<ProofHolds> {
    verify_proof(proof, &ItemDigest::of(item).unwrap(), &trust())
}

/// Every file below a folder, relative to it, sorted.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(dir).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

pub fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        fs::create_dir_all(to.join(&file).parent().unwrap()).unwrap();
        fs::copy(from.join(&file), to.join(&file)).unwrap();
    }
}
