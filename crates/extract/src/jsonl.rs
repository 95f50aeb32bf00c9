//! Reading without a store: paths in, one JSON object per file out.

mod object;
mod walk;

pub use object::FileObject;

use crate::fault::ReadFault;
use crate::format::{FormatFault, MemberSink, OcrChoice, ReadOptions};
use crate::limits::LimitKind;
use crate::reader::{Reader, ReaderSettings};
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How files are read by this front.
#[derive(Debug, Clone, Default)]
pub struct JsonlSettings {
    /// The child and its bounds.
    pub reader: ReaderSettings,
    /// What shapes the readings; its limits hold for a file with everything inside it.
    pub options: ReadOptions,
    /// Files read side by side; 0 is one for each processor.
    pub workers: usize,
}

/// Reads every file under `paths` and writes one object a line, in the order of the paths; a folder
/// stands for its files in byte order of their paths.
///
/// # Errors
/// Where no child can be started, or `out` cannot be written. Files that fail say so themselves.
pub fn extract(
    settings: &JsonlSettings,
    paths: &[PathBuf],
    out: &mut dyn Write,
) -> Result<(), ReadFault> {
    check_models(settings)?;
    let files = walk::files(paths);
    let workers = match settings.workers {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        some => some,
    };
    let workers = workers.clamp(1, files.len().max(1));
    let line = Line::default();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut front = match Front::start(settings) {
                    Ok(front) => front,
                    Err(fault) => return line.fail(fault),
                };
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(at) else { return };
                    match front.file(path) {
                        Ok(object) => line.put(at, object, workers * 4),
                        Err(fault) => return line.fail(fault),
                    }
                    if line.is_over() {
                        return;
                    }
                }
            });
        }
        for at in 0..files.len() {
            let Some(object) = line.take(at) else { break };
            if let Err(error) = write_line(out, &object) {
                line.fail(ReadFault::Talk(error));
                break;
            }
        }
    });
    match line.into_fault() {
        Some(fault) => Err(fault),
        None => out.flush().map_err(ReadFault::Talk),
    }
}

/// Speaks the line protocol: writes `READY`, then for each line with a path as a JSON string one
/// object, until `lines` ends.
///
/// # Errors
/// As [`extract`].
pub fn serve(
    settings: &JsonlSettings,
    lines: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), ReadFault> {
    check_models(settings)?;
    let mut front = Front::start(settings)?;
    writeln!(out, "READY")
        .and_then(|()| out.flush())
        .map_err(ReadFault::Talk)?;
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line).map_err(ReadFault::Talk)? == 0 {
            return Ok(());
        }
        let object = match serde_json::from_str::<String>(line.trim()) {
            Ok(path) => front.file(Path::new(&path))?,
            Err(_) => FileObject::failed("", "the line is no JSON string with a path"),
        };
        write_line(out, &object).map_err(ReadFault::Talk)?;
    }
}

/// A language without a model is told before the first file, not with every page.
fn check_models(settings: &JsonlSettings) -> Result<(), ReadFault> {
    if settings.options.ocr != OcrChoice::Never {
        Reader::start(&settings.reader)?.programs_for(&settings.options.ocr_languages)?;
    }
    Ok(())
}

fn write_line(out: &mut dyn Write, object: &FileObject) -> io::Result<()> {
    let mut text = serde_json::to_vec(object)?;
    text.push(b'\n');
    out.write_all(&text)?;
    out.flush()
}

/// Objects on their way out, put in order.
#[derive(Default)]
struct Line {
    state: Mutex<LineState>,
    changed: Condvar,
}

#[derive(Default)]
struct LineState {
    waiting: BTreeMap<usize, FileObject>,
    written: usize,
    fault: Option<ReadFault>,
}

impl Line {
    /// Adds an object, after waiting while too many are ahead of the one being written.
    fn put(&self, at: usize, object: FileObject, ahead: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.fault.is_none() && at > state.written + ahead {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.insert(at, object);
        self.changed.notify_all();
    }

    /// The object at this place, once it is there; none after a fault.
    fn take(&self, at: usize) -> Option<FileObject> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(object) = state.waiting.remove(&at) {
                state.written = at + 1;
                self.changed.notify_all();
                return Some(object);
            }
            if state.fault.is_some() {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn fail(&self, fault: ReadFault) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.fault.get_or_insert(fault);
        self.changed.notify_all();
    }

    fn is_over(&self) -> bool {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fault
            .is_some()
    }

    fn into_fault(self) -> Option<ReadFault> {
        self.state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .fault
    }
}

/// One reader that follows members to their depth.
struct Front<'a> {
    settings: &'a JsonlSettings,
    reader: Reader,
}

/// What is left for a file and everything inside it.
struct Budget {
    member_bytes: u64,
    members: u64,
    until: Instant,
}

/// Time for a file with everything inside it, in times of the limit for one file.
const TREE_TIME: u32 = 10;

impl<'a> Front<'a> {
    fn start(settings: &'a JsonlSettings) -> Result<Self, ReadFault> {
        Ok(Self {
            settings,
            reader: Reader::start(&settings.reader)?,
        })
    }

    fn file(&mut self, path: &Path) -> Result<FileObject, ReadFault> {
        let shown = path.to_string_lossy();
        let name = path.file_name().unwrap_or_default().as_bytes();
        let about = std::fs::symlink_metadata(path);
        let opened = match about {
            Ok(about) if about.is_symlink() => Err("a symbolic link, which is not followed"),
            Ok(about) if !about.is_file() => Err("neither a file nor a folder"),
            _ => Ok(File::open(path)),
        };
        let file = match opened {
            Ok(Ok(file)) => file,
            Ok(Err(error)) => return Ok(FileObject::failed(&shown, &error.to_string())),
            Err(words) => return Ok(FileObject::failed(&shown, words)),
        };
        let limits = &self.settings.options.limits;
        let time = Duration::from_millis(limits.wall_ms) * TREE_TIME;
        let mut budget = Budget {
            member_bytes: limits.member_bytes_total,
            members: limits.members,
            until: Instant::now() + time,
        };
        let mut object = self.tree(&file, name, 0, &mut budget)?;
        object.path = Some(shown.into_owned());
        Ok(object)
    }

    fn tree(
        &mut self,
        file: &File,
        name: &[u8],
        depth: u64,
        budget: &mut Budget,
    ) -> Result<FileObject, ReadFault> {
        let mut options = self.settings.options.clone();
        let limits = &mut options.limits;
        limits.member_bytes_total = budget.member_bytes;
        limits.members = budget.members;
        let left = budget.until.saturating_duration_since(Instant::now());
        let left_ms = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
        if left_ms == 0 {
            let cut =
                "the time for the file and everything inside it was spent before this was read";
            let hit = self
                .settings
                .options
                .limits
                .hit(LimitKind::WallMs, cut)
                .to_string();
            return Ok(FileObject::ended(ItemState::OverLimit, hit));
        }
        limits.wall_ms = limits.wall_ms.min(left_ms);
        let mut spool = Spool::new().map_err(ReadFault::Members)?;
        let reading = self.reader.read(file, name, &options, &mut spool)?;
        budget.member_bytes = budget.member_bytes.saturating_sub(spool.length);
        budget.members = budget.members.saturating_sub(spool.members.len() as u64);
        let members = std::mem::take(&mut spool.members);
        let mut object = FileObject::of(reading);
        for member in members {
            let child = self.member(&mut spool, member, depth + 1, budget)?;
            object.adopt(child);
        }
        Ok(object)
    }

    fn member(
        &mut self,
        spool: &mut Spool,
        member: Spooled,
        depth: u64,
        budget: &mut Budget,
    ) -> Result<FileObject, ReadFault> {
        let Spooled {
            head,
            start,
            length,
            problem,
        } = member;
        let problem = head.problem.or(problem);
        let limits = &self.settings.options.limits;
        let mut object =
            match limits.within(LimitKind::Depth, depth, "what lies deeper was not read") {
                Err(hit) => FileObject::ended(ItemState::OverLimit, hit.to_string()),
                Ok(()) if length == 0 && problem.is_some() => {
                    FileObject::ended(ItemState::Damaged, "")
                }
                Ok(()) => {
                    let file = spool.copy(start, length).map_err(ReadFault::Members)?;
                    self.tree(&file, &head.name, depth, budget)?
                }
            };
        if let Some(problem) = problem {
            object.end_as(problem.state, &problem.reason, length > 0);
        }
        object.name = Some(head.shown);
        Ok(object)
    }
}

/// Members of one container, one after the other in one file without a name.
struct Spool {
    file: File,
    length: u64,
    members: Vec<Spooled>,
}

struct Spooled {
    head: MemberHead,
    start: u64,
    length: u64,
    problem: Option<MemberProblem>,
}

/// Members up to this size are given to the child from memory.
const IN_MEMORY: u64 = 16 * 1024 * 1024;

impl Spool {
    fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            length: 0,
            members: Vec::new(),
        })
    }

    fn copy(&mut self, start: u64, length: u64) -> io::Result<File> {
        let mut file = if length <= IN_MEMORY {
            crate::tools::memory_file()?
        } else {
            tempfile::tempfile()?
        };
        self.file.seek(SeekFrom::Start(start))?;
        io::copy(&mut (&self.file).take(length), &mut file)?;
        Ok(file)
    }
}

impl MemberSink for Spool {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        self.members.push(Spooled {
            head,
            start: self.length,
            length: 0,
            problem: None,
        });
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        if let Some(member) = self.members.last_mut() {
            member.length += bytes.len() as u64;
        }
        Ok(())
    }

    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        if let Some(member) = self.members.last_mut() {
            member.problem = problem;
        }
        Ok(())
    }

    fn forget(&mut self) -> bool {
        // Bytes of forgotten members stay in the file; nothing points at them.
        self.members.clear();
        true
    }
}
