//! Originals and derived files at rest: content-addressed, sealed, checked.
//!
//! An object is an age v1 file named after the SHA-256 of what it holds. Once named it never changes.

pub mod digests;
pub mod error;
pub mod keys;
mod object;
mod stage;

pub use digests::{Digester, Digests};
pub use error::VaultError;
pub use keys::{KeyCost, SealedKeys, StoreKeys};
pub use object::ObjectReader;
pub use stage::{Staged, Stager};

use domain::Sha256;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Plain copies for readers stay in memory up to this size; larger ones go to an unnamed file
/// inside the vault. In bytes.
const PLAIN_IN_MEMORY_BYTES: u64 = 64 << 20;

/// A folder of sealed objects. May be used by several threads and processes at once: objects are
/// only ever added, under names that follow from their content.
pub struct Vault {
    root: PathBuf,
    identity: age::x25519::Identity,
    recipient: age::x25519::Recipient,
}

/// What a check of one object found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The object is not there.
    Missing,
    /// The object cannot be opened or ends early.
    Broken(String),
    /// The object opens, and holds other bytes than its name says.
    OtherContent(Sha256),
}

impl Vault {
    /// Makes an empty vault in `root`, which must not exist.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn create(root: &Path, keys: &StoreKeys) -> Result<Self, VaultError> {
        for folder in [root.to_owned(), root.join("objects"), root.join("incoming")] {
            fs::create_dir(&folder).map_err(|e| VaultError::io("make the folder", &folder, e))?;
        }
        Self::open(root, keys)
    }

    /// Opens the vault in `root`.
    ///
    /// # Errors
    /// Where the folder is not a vault.
    pub fn open(root: &Path, keys: &StoreKeys) -> Result<Self, VaultError> {
        let objects = root.join("objects");
        if !objects.is_dir() {
            return Err(VaultError::NotAVault(root.to_owned()));
        }
        // A backup may have left out the empty folder.
        let incoming = root.join("incoming");
        fs::create_dir_all(&incoming)
            .map_err(|e| VaultError::io("make the folder", &incoming, e))?;
        let identity = keys.vault_identity()?;
        let recipient = identity.to_public();
        Ok(Self {
            root: root.to_owned(),
            identity,
            recipient,
        })
    }

    /// Removes half-written objects of runs that were killed. Only for the holder of the store's work lock.
    ///
    /// # Errors
    /// Where the folder cannot be read or a leftover cannot be removed.
    pub fn clear_incoming(&self) -> Result<(), VaultError> {
        let incoming = self.root.join("incoming");
        for entry in fs::read_dir(&incoming).map_err(|e| VaultError::io("read", &incoming, e))? {
            let path = entry
                .map_err(|e| VaultError::io("read", &incoming, e))?
                .path();
            fs::remove_file(&path).map_err(|e| VaultError::io("remove", &path, e))?;
        }
        Ok(())
    }

    /// Starts a new object. Nothing is named before [`Vault::settle`].
    ///
    /// # Errors
    /// Where no file can be made.
    pub fn stage(&self) -> Result<Stager, VaultError> {
        Stager::new(&self.root.join("incoming"), &self.recipient)
    }

    /// Stages everything that `source` gives, reading it once.
    ///
    /// # Errors
    /// [`VaultError::Source`] where the source fails, [`VaultError::Io`] where the vault does.
    pub fn stage_all(&self, source: &mut dyn Read) -> Result<Staged, VaultError> {
        let mut stager = self.stage()?;
        let mut buffer = vec![0u8; 1 << 17];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return stager.finish(),
                Ok(n) => stager.write(buffer.get(..n).unwrap_or_default())?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(VaultError::Source(e)),
            }
        }
    }

    /// Names staged objects. When it returns, every one of them survives a power cut under its name.
    ///
    /// The whole batch costs two flushes of the file system: content before names, names before return.
    ///
    /// # Errors
    /// Where the disk is full or fails; objects that were named stay and are whole.
    pub fn settle(&self, staged: Vec<Staged>) -> Result<(), VaultError> {
        if staged.is_empty() {
            return Ok(());
        }
        self.flush()?;
        for object in staged {
            let name = self.object_path(&object.digests().sha256);
            if name.exists() {
                continue;
            }
            if let Some(folder) = name.parent() {
                fs::create_dir_all(folder)
                    .map_err(|e| VaultError::io("make the folder", folder, e))?;
            }
            object.rename_to(&name)?;
        }
        self.flush()
    }

    fn flush(&self) -> Result<(), VaultError> {
        let objects = self.root.join("objects");
        let folder = File::open(&objects).map_err(|e| VaultError::io("open", &objects, e))?;
        rustix::fs::syncfs(&folder).map_err(|e| VaultError::io("sync", &objects, e.into()))
    }

    /// Whether an object of this name is here. Says nothing about whether it is whole.
    pub fn contains(&self, name: &Sha256) -> bool {
        self.object_path(name).exists()
    }

    /// Removes an object for good. What is not there is gone already.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn erase(&self, name: &Sha256) -> Result<(), VaultError> {
        let path = self.object_path(name);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                Err(VaultError::io("remove", &path, e))
            }
            _ => self.flush(),
        }
    }

    /// Opens an object for reading. Each block is authenticated as it is read.
    ///
    /// # Errors
    /// [`VaultError::Missing`] or [`VaultError::Broken`].
    pub fn open_object(&self, name: &Sha256) -> Result<ObjectReader, VaultError> {
        object::open(&self.object_path(name), name, &self.identity)
    }

    /// The whole content of an object, checked against its name.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Broken`] or, where the bytes are others,
    /// [`VaultError::OtherContent`].
    pub fn read(&self, name: &Sha256) -> Result<Vec<u8>, VaultError> {
        let mut bytes = Vec::new();
        self.open_object(name)?
            .read_to_end(&mut bytes)
            .map_err(|e| VaultError::broken(name, &e))?;
        let found = digests::sha256(&bytes);
        if found != *name {
            return Err(VaultError::OtherContent { name: *name, found });
        }
        Ok(bytes)
    }

    /// Copies an object into an unnamed file, open for reading at its start: what a fenced reader is
    /// handed. The copy is gone when the last handle closes.
    ///
    /// # Errors
    /// Like [`Vault::read`], or where the copy cannot be written.
    pub fn plain_copy(&self, name: &Sha256, size_bytes: u64) -> Result<File, VaultError> {
        let incoming = self.root.join("incoming");
        let failed = |e: io::Error| VaultError::io("copy an object into", &incoming, e);
        let mut copy = if size_bytes <= PLAIN_IN_MEMORY_BYTES {
            let flags = rustix::fs::MemfdFlags::CLOEXEC;
            File::from(rustix::fs::memfd_create("item", flags).map_err(|e| failed(e.into()))?)
        } else {
            tempfile_in(&incoming)?
        };
        let mut digester = digests::Sha256Writer::new(&mut copy);
        let mut object = self.open_object(name)?;
        let mut buffer = vec![0u8; 1 << 17];
        loop {
            match object
                .read(&mut buffer)
                .map_err(|e| VaultError::broken(name, &e))?
            {
                0 => break,
                n => digester
                    .write_all(buffer.get(..n).unwrap_or_default())
                    .map_err(failed)?,
            }
        }
        let found = digester.finish();
        if found != *name {
            return Err(VaultError::OtherContent { name: *name, found });
        }
        copy.seek(SeekFrom::Start(0)).map_err(failed)?;
        Ok(copy)
    }

    /// Re-reads one object from the disk.
    ///
    /// # Errors
    /// Only where this machine fails; what is wrong with the object comes back as [`Damage`].
    pub fn check(&self, name: &Sha256) -> Result<Option<Damage>, VaultError> {
        let mut object = match self.open_object(name) {
            Ok(object) => object,
            Err(VaultError::Missing(_)) => return Ok(Some(Damage::Missing)),
            Err(VaultError::Broken { reason, .. }) => return Ok(Some(Damage::Broken(reason))),
            Err(other) => return Err(other),
        };
        let mut digester = digests::Sha256Writer::new(io::sink());
        match io::copy(&mut object, &mut digester) {
            Err(e) => Ok(Some(Damage::Broken(e.to_string()))),
            Ok(_) => {
                let found = digester.finish();
                Ok((found != *name).then_some(Damage::OtherContent(found)))
            }
        }
    }

    /// The names of all objects, in order.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn names(&self) -> Result<Vec<Sha256>, VaultError> {
        let objects = self.root.join("objects");
        let mut names = Vec::new();
        for folder in fs::read_dir(&objects).map_err(|e| VaultError::io("read", &objects, e))? {
            let folder = folder
                .map_err(|e| VaultError::io("read", &objects, e))?
                .path();
            for entry in fs::read_dir(&folder).map_err(|e| VaultError::io("read", &folder, e))? {
                let entry = entry.map_err(|e| VaultError::io("read", &folder, e))?;
                names.extend(
                    entry
                        .file_name()
                        .to_str()
                        .and_then(|name| name.parse::<Sha256>().ok()),
                );
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Where an object lies; for messages that name a damaged one.
    pub fn object_path(&self, name: &Sha256) -> PathBuf {
        let text = name.to_string();
        self.root
            .join("objects")
            .join(text.get(..2).unwrap_or_default())
            .join(text)
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the file has no name and lies inside the store"
)]
fn tempfile_in(folder: &Path) -> Result<File, VaultError> {
    let flags =
        rustix::fs::OFlags::TMPFILE | rustix::fs::OFlags::RDWR | rustix::fs::OFlags::CLOEXEC;
    rustix::fs::open(
        folder,
        flags,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
    )
    .map(File::from)
    .map_err(|e| VaultError::io("make a file in", folder, e.into()))
}
