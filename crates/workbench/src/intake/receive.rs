//! Taking entries in: several threads read, one acknowledges in the order of the walk.

use super::IntakeProgress;
use super::walk::{self, Entry, EntryKind, Walk};
use crate::correction::CorrectionWatch;
use crate::{Store, WorkbenchError};
use custody::act::{Act, Content, ItemKind, ItemReceived, PathText};
use domain::{AccessionId, ItemId, ItemPath, UserName};
use rustix::fs::{Mode, OFlags};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use vault::{Staged, VaultError};

/// A batch is acknowledged when it has this many entries, ...
const BATCH_ENTRIES: usize = 2_000;
/// ... this many bytes, ...
const BATCH_BYTES: u64 = 512 << 20;
/// ... or is this old.
const BATCH_AGE: Duration = Duration::from_secs(2);

/// What one run received.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Received {
    /// Folders walked.
    pub(super) folders: u64,
    /// Entries that were not received before, as the walk over the medium counted them: the tables
    /// are held against this figure, so it does not come from them.
    pub(super) new_entries: u64,
    /// Entries whose content could not be taken, earlier runs included.
    pub(super) problems: u64,
}

/// An entry with its content on the way into the vault.
struct Taken {
    order: u64,
    entry: Entry,
    staged: Option<Staged>,
    problem: Option<String>,
    link_target: Option<ItemPath>,
}

/// Sizes and times of what earlier runs received, by path.
type Known = HashMap<ItemPath, Vec<(Option<u64>, Option<i64>, bool)>>;

pub(super) fn receive(
    store: &Store,
    by: &UserName,
    accession: AccessionId,
    medium: &Path,
    report: &mut dyn FnMut(IntakeProgress),
) -> Result<Received, WorkbenchError> {
    let survey = walk::survey(medium);
    let mut progress = IntakeProgress {
        entries: survey.entries,
        size_bytes: survey.size_bytes,
        ..IntakeProgress::default()
    };
    let mut known = Known::new();
    for (path, item) in store.0.catalogue.received_paths(accession)? {
        let modified = item.modified.map(|m| m.unix_ms());
        known
            .entry(path)
            .or_default()
            .push((item.size_bytes, modified, item.sha256.is_some()));
    }
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(8));
    let (to_read, work) = sync_channel::<(u64, Entry)>(threads * 4);
    let (taken, results) = sync_channel::<Result<Taken, WorkbenchError>>(threads * 4);
    // Held by the reading threads alone: when they are gone, the walker finds nobody listening and ends.
    let work = Arc::new(Mutex::new(work));
    std::thread::scope(|scope| {
        let walker = scope.spawn(|| feed(medium, &known, to_read));
        for _ in 0..threads {
            let (work, taken) = (work.clone(), taken.clone());
            scope.spawn(move || take(store, &work, &taken));
        }
        drop((work, taken));
        let acknowledged = acknowledge(store, by, accession, &results, &mut progress, report);
        // On an error the threads end when they find nobody listening.
        drop(results);
        let walked = walker.join();
        let acknowledged = acknowledged?;
        // INVARIANT: what the walk handed out was acknowledged, each entry once; else nothing may say
        // that the medium was received.
        let walked = match walked {
            Ok(walked) if walked.new_entries == acknowledged => walked,
            Ok(walked) => {
                let seen = walked.new_entries;
                let reason = format!("{seen} entries were seen and {acknowledged} received");
                return Err(WorkbenchError::Internal(reason));
            }
            Err(_) => {
                let reason = "the walk over the medium ended early".to_owned();
                return Err(WorkbenchError::Internal(reason));
            }
        };
        progress.done += walked.known_entries;
        progress.done_bytes += walked.known_bytes;
        progress.entries = progress.entries.max(acknowledged + walked.known_entries);
        report(progress);
        Ok(Received {
            folders: walked.folders,
            new_entries: walked.new_entries,
            problems: progress.problems + walked.known_problems,
        })
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Walked {
    folders: u64,
    /// Entries handed out to be read.
    new_entries: u64,
    /// Entries that an earlier run received.
    known_entries: u64,
    known_bytes: u64,
    known_problems: u64,
}

/// Walks the medium and hands out what was not received before.
fn feed(medium: &Path, known: &Known, to_read: SyncSender<(u64, Entry)>) -> Walked {
    let mut walked = Walked::default();
    let mut walk = Walk::new(medium);
    for entry in walk.by_ref() {
        let size = entry
            .facts
            .filter(|_| entry.kind == EntryKind::File)
            .map(|facts| facts.size_bytes);
        let modified = entry.facts.map(|facts| facts.modified_ms);
        let earlier = known.get(&entry.path).and_then(|versions| {
            // An entry whose content could not be taken is tried again only where it changed.
            versions
                .iter()
                .find(|(s, m, whole)| *m == modified && (!*whole || *s == size))
        });
        if let Some((size, _, whole)) = earlier {
            walked.known_entries += 1;
            walked.known_bytes += size.unwrap_or_default();
            walked.known_problems += u64::from(entry.kind == EntryKind::File && !whole);
            continue;
        }
        if to_read.send((walked.new_entries, entry)).is_err() {
            break;
        }
        walked.new_entries += 1;
    }
    walked.folders = walk.folders;
    walked
}

fn take(
    store: &Store,
    work: &Mutex<Receiver<(u64, Entry)>>,
    taken: &SyncSender<Result<Taken, WorkbenchError>>,
) {
    loop {
        let next = work
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .recv();
        let Ok((order, entry)) = next else { return };
        let result = take_one(store, order, entry);
        let failed = result.is_err();
        if taken.send(result).is_err() || failed {
            return;
        }
    }
}

fn take_one(store: &Store, order: u64, entry: Entry) -> Result<Taken, WorkbenchError> {
    let mut taken = Taken {
        order,
        staged: None,
        problem: entry.problem.clone(),
        link_target: None,
        entry,
    };
    match taken.entry.kind {
        EntryKind::Symlink => match std::fs::read_link(&taken.entry.place) {
            Ok(target) => {
                taken.link_target = Some(ItemPath::from_bytes(target.as_os_str().as_bytes()))
            }
            Err(e) => taken.problem = Some(format!("the link could not be read: {e}")),
        },
        EntryKind::File if taken.problem.is_none() => match open_regular(&taken.entry.place) {
            Ok(mut file) => match store.0.vault.stage_all(&mut file) {
                Ok(staged) => taken.staged = Some(staged),
                Err(VaultError::Source(e)) => {
                    taken.problem = Some(format!("its content could not be read to the end: {e}"));
                }
                Err(other) => return Err(other.into()),
            },
            Err(e) => taken.problem = Some(format!("it could not be opened: {e}")),
        },
        EntryKind::File | EntryKind::Folder | EntryKind::Device | EntryKind::Channel => {}
    }
    Ok(taken)
}

/// Opens a file that is still a file: what was put in its place since the walk is neither followed nor waited for.
fn open_regular(place: &Path) -> std::io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(place, flags, Mode::empty())?);
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(std::io::Error::other(
            "it changed its kind while it was received",
        ))
    }
}

/// Acknowledges what was taken, in the order of the walk; gives the number of new items.
fn acknowledge(
    store: &Store,
    by: &UserName,
    accession: AccessionId,
    results: &Receiver<Result<Taken, WorkbenchError>>,
    progress: &mut IntakeProgress,
    report: &mut dyn FnMut(IntakeProgress),
) -> Result<u64, WorkbenchError> {
    let mut root = store.0.catalogue.last_root()?;
    let mut early: BTreeMap<u64, Taken> = BTreeMap::new();
    let (mut next, mut batch, mut batch_bytes, mut started) =
        (0u64, Vec::new(), 0u64, Instant::now());
    let mut corrections = CorrectionWatch::of(store)?;
    loop {
        corrections.look()?;
        let ended = match results.recv_timeout(Duration::from_millis(200)) {
            Ok(taken) => {
                let taken = taken?;
                early.insert(taken.order, taken);
                while let Some(taken) = early.remove(&next) {
                    batch_bytes += taken
                        .staged
                        .as_ref()
                        .map_or(0, |staged| staged.digests().size_bytes);
                    batch.push(taken);
                    next += 1;
                }
                false
            }
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => false,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => true,
        };
        let full = batch.len() >= BATCH_ENTRIES
            || batch_bytes >= BATCH_BYTES
            || started.elapsed() >= BATCH_AGE;
        if (full || ended) && !batch.is_empty() {
            let (acts, staged) = acts(std::mem::take(&mut batch), accession, &mut root, progress);
            store.0.vault.settle(staged)?;
            store.act(by, acts)?;
            progress.done_bytes += batch_bytes;
            report(*progress);
            (batch_bytes, started) = (0, Instant::now());
        }
        if ended {
            return Ok(next);
        }
        if batch.is_empty() {
            started = Instant::now();
        }
    }
}

fn acts(
    batch: Vec<Taken>,
    accession: AccessionId,
    root: &mut u32,
    progress: &mut IntakeProgress,
) -> (Vec<Act>, Vec<Staged>) {
    let mut acts = Vec::with_capacity(batch.len());
    let mut objects = Vec::with_capacity(batch.len());
    for taken in batch {
        *root += 1;
        progress.done += 1;
        progress.problems += u64::from(taken.problem.is_some());
        let facts = taken.entry.facts;
        acts.push(Act::ItemReceived(ItemReceived {
            item: ItemId::new(*root),
            accession,
            path: PathText::from(&taken.entry.path),
            kind: match taken.entry.kind {
                EntryKind::File => ItemKind::File,
                EntryKind::Symlink => ItemKind::Symlink,
                EntryKind::Folder => ItemKind::Folder,
                EntryKind::Device => ItemKind::Device,
                EntryKind::Channel => ItemKind::Channel,
            },
            content: taken
                .staged
                .as_ref()
                .map(|staged| content(staged.digests())),
            modified_ms: facts.map(|f| f.modified_ms),
            accessed_ms: facts.map(|f| f.accessed_ms),
            changed_ms: facts.map(|f| f.changed_ms),
            mode: facts.map(|f| f.mode),
            link_target: taken.link_target.as_ref().map(PathText::from),
            problem: taken.problem,
        }));
        objects.extend(taken.staged);
    }
    (acts, objects)
}

/// What an act says of an object.
pub(crate) fn content(digests: &vault::Digests) -> Content {
    Content {
        size_bytes: digests.size_bytes,
        sha256: digests.sha256,
        md5: digests.md5.clone(),
        sha1: digests.sha1.clone(),
        sha512: digests.sha512.clone(),
    }
}
