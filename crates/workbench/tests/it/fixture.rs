//! A store in a temporary folder beside a medium, with a clock that ticks a second a look.

use domain::{AccessionId, ItemId, Role, UserName};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use workbench::answer::{ItemLine, Receipt};
use workbench::{
    CatalogueSetting, Clock, IntakeRequest, ItemFilter, NewStore, RetryRequest, Store,
    WorkbenchError,
};

pub const PASSPHRASE: &str = "seven grey herons over the weir";
pub const PASSWORD: &str = "a password nobody guesses";

pub fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

pub fn accession(number: u32) -> AccessionId {
    AccessionId::new(number)
}

pub fn item(root: u32) -> ItemId {
    ItemId::new(root)
}

/// A clock that is told nothing of the machine's: two stores that do the same have the same times.
pub fn ticking() -> Clock {
    let next = AtomicI64::new(1_400_000_000_000);
    Clock::new(move || domain::Moment::from_unix_ms(next.fetch_add(1_000, Ordering::Relaxed)))
}

pub struct Bench {
    pub folder: TempDir,
    pub store: Store,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(CatalogueSetting::Embedded)
    }

    pub fn with(catalogue: CatalogueSetting) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("medium")).unwrap();
        let new = NewStore {
            custodian: user("nour"),
            passphrase: PASSPHRASE.to_owned(),
            password: None,
            catalogue,
            cost: vault::KeyCost {
                memory_kib: 64,
                passes: 1,
            },
        };
        let store = Store::init(&folder.path().join("store"), &new, ticking()).unwrap();
        Self { folder, store }
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub fn medium(&self) -> PathBuf {
        self.folder.path().join("medium")
    }

    /// Puts a file on the medium, last changed at a time of its own.
    pub fn put(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let place = self.medium().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    pub fn request(&self) -> IntakeRequest {
        IntakeRequest {
            path: self.medium(),
            source: "a drawer".to_owned(),
            ..IntakeRequest::default()
        }
    }

    pub fn intake(&self) -> Receipt {
        self.store
            .intake(&user("nour"), &self.request(), &mut |_| {})
            .unwrap()
    }

    /// Another handle, as another program has it.
    pub fn open(&self) -> Result<Store, WorkbenchError> {
        Store::open(&self.root(), PASSPHRASE, ticking())
    }

    pub fn items(&self) -> Vec<ItemLine> {
        let filter = ItemFilter {
            limit: 10_000,
            ..ItemFilter::default()
        };
        self.store.items(&user("nour"), &filter).unwrap()
    }

    /// The item that lies at a path; the newest of several.
    pub fn at(&self, path: &str) -> ItemLine {
        let mut found = self
            .items()
            .into_iter()
            .filter(|line| line.path.to_string() == path);
        found
            .next_back()
            .unwrap_or_else(|| panic!("no item at `{path}`"))
    }

    pub fn bytes(&self, id: &ItemId) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.store
            .original(&user("nour"), id, "for a test", &mut bytes)
            .unwrap();
        bytes
    }

    /// Acts in the log of evidence.
    pub fn acts(&self) -> u64 {
        acts(&self.store)
    }

    pub fn dump(&self) -> Vec<String> {
        self.store.dump(&user("nour"), true).unwrap()
    }

    /// Adds a person who may sign in to nothing, with roles and no grants.
    pub fn person(&self, by: &str, name: &str, roles: &[Role]) -> UserName {
        let name = user(name);
        self.store.add_user(&user(by), &name, roles, None).unwrap();
        name
    }

    pub fn object_path(&self, sha256: &str) -> PathBuf {
        self.root()
            .join("vault/objects")
            .join(&sha256[..2])
            .join(sha256)
    }
}

/// An order to read everything in a state again.
pub fn again(state: domain::ItemState) -> RetryRequest {
    RetryRequest {
        states: vec![state],
        reason: "again".to_owned(),
        ..RetryRequest::default()
    }
}

pub fn acts(store: &Store) -> u64 {
    let (checkpoint, _) = store.checkpoint(&user("nour")).unwrap();
    checkpoint.lines().nth(1).unwrap().parse().unwrap()
}

/// Every file below a folder, by its path, with its bytes. A file that the index or the database
/// removes while this looks is left out.
pub fn files(folder: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let place = entry.unwrap().path();
            let Some(kind) = there(place.symlink_metadata()) else {
                continue;
            };
            let kind = kind.file_type();
            if kind.is_dir() {
                waiting.push(place);
            } else if kind.is_file() {
                let name = place
                    .strip_prefix(folder)
                    .unwrap()
                    .as_os_str()
                    .as_bytes()
                    .to_vec();
                found.extend(there(fs::read(&place)).map(|bytes| (name, bytes)));
            }
        }
    }
    found
}

/// What was read; nothing where it was gone by then.
fn there<T>(read: std::io::Result<T>) -> Option<T> {
    match read {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        read => Some(read.unwrap()),
    }
}

/// What of a store is trusted for something: settings, vault and ledger.
pub fn truth(root: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut found = BTreeMap::from([(
        b"store.toml".to_vec(),
        fs::read(root.join("store.toml")).unwrap(),
    )]);
    for folder in ["vault", "ledger"] {
        let below = files(&root.join(folder)).into_iter();
        found.extend(below.map(|(name, bytes)| ([folder.as_bytes(), b"/", &name].concat(), bytes)));
    }
    found
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in files(from) {
        let place = to.join(std::ffi::OsStr::from_bytes(&name));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}
