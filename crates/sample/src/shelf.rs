//! Puts files on disk and notes each in the truth.

use crate::SampleError;
use crate::day::Day;
use crate::truth::{FileTruth, Truth};
use domain::{ItemPath, Sha256};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileTimes};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folder being filled.
pub(crate) struct Shelf {
    root: PathBuf,
    folders: BTreeSet<PathBuf>,
    taken: BTreeSet<Vec<u8>>,
    pub(crate) truth: Truth,
    pub(crate) written_bytes: u64,
}

/// What to note of a file beside its path and digest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    pub(crate) kind: &'static str,
    pub(crate) why: Option<&'static str>,
    pub(crate) copy_of: Option<String>,
}

impl Note {
    pub(crate) fn kind(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    pub(crate) fn unreadable(kind: &'static str, why: &'static str) -> Self {
        Self {
            kind,
            why: Some(why),
            copy_of: None,
        }
    }
}

impl Shelf {
    /// Opens an empty folder to be filled, making it where it is absent.
    pub(crate) fn open(root: &Path) -> Result<Self, SampleError> {
        fs::create_dir_all(root).map_err(|e| SampleError::write(root, e))?;
        Ok(Self {
            root: root.to_owned(),
            folders: BTreeSet::new(),
            taken: BTreeSet::new(),
            truth: Truth::default(),
            written_bytes: 0,
        })
    }

    /// Writes a file whose path is text; answers the path, which is a new one where it was taken.
    pub(crate) fn put(
        &mut self,
        path: &str,
        bytes: &[u8],
        day: Day,
        second: i64,
        note: Note,
    ) -> Result<String, SampleError> {
        let mut free = path.to_owned();
        let mut n = 1;
        while self.taken.contains(free.as_bytes()) {
            n += 1;
            free = match path.rsplit_once('.') {
                Some((stem, extension)) => format!("{stem} ({n}).{extension}"),
                None => format!("{path} ({n})"),
            };
        }
        self.put_bytes(free.as_bytes(), bytes, day, second, note)?;
        Ok(free)
    }

    /// Writes a file whose path is any bytes.
    pub(crate) fn put_bytes(
        &mut self,
        path: &[u8],
        bytes: &[u8],
        day: Day,
        second: i64,
        note: Note,
    ) -> Result<(), SampleError> {
        let full = self.root.join(OsStr::from_bytes(path));
        self.make_folder(&full)?;
        let write = || -> std::io::Result<()> {
            let mut file = File::create_new(&full)?;
            file.write_all(bytes)?;
            file.set_times(FileTimes::new().set_modified(moment(day, second)))
        };
        write().map_err(|e| SampleError::write(&full, e))?;
        self.taken.insert(path.to_vec());
        self.written_bytes += bytes.len() as u64;
        let noted = truth(path, bytes, note);
        self.truth.files.push(noted);
        Ok(())
    }

    /// Reads a file back.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, SampleError> {
        let full = self.root.join(path);
        fs::read(&full).map_err(|e| SampleError::write(&full, e))
    }

    /// Makes a symbolic link; `target` is relative to the link's folder.
    pub(crate) fn link(&mut self, path: &str, target: &str, day: Day) -> Result<(), SampleError> {
        let full = self.root.join(path);
        self.make_folder(&full)?;
        std::os::unix::fs::symlink(target, &full).map_err(|e| SampleError::write(&full, e))?;
        // The standard library can set times only through a link, not on it.
        let time = Timespec {
            tv_sec: day.at(0),
            tv_nsec: 0,
        };
        let times = Timestamps {
            last_access: time,
            last_modification: time,
        };
        utimensat(CWD, &full, &times, AtFlags::SYMLINK_NOFOLLOW)
            .map_err(|e| SampleError::write(&full, e.into()))?;
        self.truth.files.push(FileTruth {
            path: path.to_owned(),
            kind: "symlink".to_owned(),
            why: Some("a symbolic link, not followed".to_owned()),
            target: Some(target.to_owned()),
            ..FileTruth::default()
        });
        Ok(())
    }

    /// Notes a member of a container that is already written.
    pub(crate) fn note_member(&mut self, container: &str, name: &str, bytes: &[u8], note: Note) {
        let path = format!("{container}!/{name}");
        self.truth.files.push(truth(path.as_bytes(), bytes, note));
    }

    /// Gives the folders a fixed time as well. Called last, as writing into a folder changes it.
    pub(crate) fn close(&self, day: Day) -> Result<(), SampleError> {
        for folder in self.folders.iter().rev() {
            let set =
                || File::open(folder)?.set_times(FileTimes::new().set_modified(moment(day, 0)));
            set().map_err(|e: std::io::Error| SampleError::write(folder, e))?;
        }
        Ok(())
    }

    fn make_folder(&mut self, file: &Path) -> Result<(), SampleError> {
        let Some(folder) = file.parent() else {
            return Ok(());
        };
        fs::create_dir_all(folder).map_err(|e| SampleError::write(folder, e))?;
        let inside = folder
            .ancestors()
            .take_while(|above| above.starts_with(&self.root));
        self.folders.extend(inside.map(Path::to_owned));
        Ok(())
    }
}

fn moment(day: Day, second: i64) -> SystemTime {
    let seconds = u64::try_from(day.at(second)).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn truth(path: &[u8], bytes: &[u8], note: Note) -> FileTruth {
    let digest = Sha256::from_bytes(sha2::Sha256::digest(bytes).into());
    let text = std::str::from_utf8(path).ok();
    let plain = text.is_some_and(|text| !text.chars().any(char::is_control));
    FileTruth {
        path: text.map_or_else(|| ItemPath::from_bytes(path).to_string(), str::to_owned),
        path_hex: (!plain).then(|| path.iter().map(|byte| format!("{byte:02x}")).collect()),
        sha256: Some(digest.to_string()),
        size_bytes: bytes.len() as u64,
        kind: note.kind.to_owned(),
        exact_dup_of: note.copy_of,
        readable: note.why.is_none(),
        why: note.why.map(str::to_owned),
        target: None,
    }
}
