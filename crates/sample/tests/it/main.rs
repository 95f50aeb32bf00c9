//! The promises of the sample, checked with readers other than the code that wrote it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail where it stands"
)]

mod formats;
mod leak;
mod lists;
mod scorer;

use sample::{Options, Summary};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A sample small enough for tests and large enough for every format.
fn small() -> Options {
    Options {
        seed: 7,
        papers: sample::LEAST_PAPERS,
        photos: 2,
    }
}

/// A sample that several tests read and none changes.
struct Leak {
    dir: PathBuf,
    summary: Summary,
}

impl Leak {
    fn path(&self) -> &Path {
        &self.dir
    }
}

fn leak_of_all() -> &'static Leak {
    static LEAK: OnceLock<Leak> = OnceLock::new();
    LEAK.get_or_init(|| {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-leak");
        if dir.exists() {
            fs::remove_dir_all(&dir).unwrap();
        }
        let summary = sample::make(&dir, &small()).unwrap();
        Leak { dir, summary }
    })
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}
