//! One running child.

use super::ReaderSettings;
use crate::fault::ReadFault;
use crate::fence::FenceReport;
use crate::limits::{LimitKind, Limits};
use crate::protocol::{self, Request, Start, Tag};
use crate::tools;
use domain::ItemState;
use rustix::process::{Pid, Signal};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A child with its fence up.
pub(super) struct Running {
    process: Child,
    id: Pid,
    stream: UnixStream,
    incoming: BufReader<Timed>,
    complaints: File,
    folder: TempDir,
    report: FenceReport,
    files: u32,
}

/// The child's words, each waited for no longer than the clock allows.
struct Timed {
    stream: UnixStream,
    deadline: Instant,
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}

impl Running {
    pub(super) fn start(settings: &ReaderSettings, time: Duration) -> Result<Self, ReadFault> {
        let program = match &settings.program {
            Some(program) => program.clone(),
            None => std::env::current_exe().map_err(|source| ReadFault::NotStarted {
                program: String::new(),
                source,
            })?,
        };
        let not_started = |source: io::Error| ReadFault::NotStarted {
            program: program.display().to_string(),
            source,
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix("isnad-reader-");
        let folder = match &settings.scratch_root {
            Some(root) => builder.tempdir_in(root),
            None => builder.tempdir(),
        }
        .map_err(ReadFault::Scratch)?;
        let complaints = tools::memory_file().map_err(ReadFault::Scratch)?;
        let (mut stream, theirs) = UnixStream::pair().map_err(not_started)?;
        let mut command = Command::new(&program);
        command
            .args(&settings.arguments)
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .current_dir(folder.path())
            .process_group(0)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(complaints.try_clone().map_err(not_started)?);
        let process = spawn_for_life(command).map_err(not_started)?;
        let id = Pid::from_child(&process);
        let incoming = stream.try_clone().map_err(not_started)?;
        let deadline = Instant::now() + time;
        let mut incoming = BufReader::with_capacity(
            256 * 1024,
            Timed {
                stream: incoming,
                deadline,
            },
        );
        let start = Start {
            limits: settings.limits.clone(),
            ocr_models: settings.ocr_models.clone(),
        };
        let mut body = Vec::new();
        let hello = stream
            .set_write_timeout(Some(time))
            .and_then(|()| protocol::send_value(&mut stream, Tag::Start, &start))
            .and_then(|()| protocol::receive(&mut incoming, &mut body))
            .and_then(|tag| match tag {
                Tag::Hello => protocol::value::<FenceReport>(&body),
                _ => Err(protocol::garbled()),
            });
        match hello {
            Ok(report) => Ok(Self {
                process,
                id,
                stream,
                incoming,
                complaints,
                folder,
                report,
                files: 0,
            }),
            Err(error) => {
                let killed = last_signal(id).is_some_and(is_from_outside);
                let _ = rustix::process::kill_process_group(id, Signal::KILL);
                let mut process = process;
                let _ = process.wait();
                if killed {
                    return Err(ReadFault::Killed);
                }
                let words = tools::tail(&complaints);
                Err(not_started(io::Error::other(format!("{error} {words}"))))
            }
        }
    }

    pub(super) const fn report(&self) -> &FenceReport {
        &self.report
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    pub(super) fn restart_clock(&mut self, time: Duration) {
        self.incoming.get_mut().deadline = Instant::now() + time;
    }

    pub(super) fn give_time(&mut self, time: Duration) {
        self.incoming.get_mut().deadline += time;
    }

    pub(super) fn send(&mut self, request: &Request, file: Option<&File>) -> io::Result<()> {
        protocol::send_request(&mut self.stream, request, file)
    }

    pub(super) fn receive(&mut self, body: &mut Vec<u8>) -> io::Result<Tag> {
        protocol::receive(&mut self.incoming, body)
    }

    /// Whether the process still runs. One that has ended stays unreaped.
    pub(super) fn is_alive(&self) -> bool {
        use rustix::process::{WaitId, WaitIdOptions, waitid};
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        matches!(waitid(WaitId::Pid(self.id), options), Ok(None))
    }

    /// Clears up after a file; how many were read so far.
    pub(super) fn after_file(&mut self) -> u32 {
        self.files = self.files.saturating_add(1);
        if self.empty_folder().is_err() {
            return u32::MAX;
        }
        self.files
    }

    fn empty_folder(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(self.folder.path())? {
            let entry = entry?;
            // Links are taken away, never followed.
            if entry.file_type()?.is_dir() {
                std::fs::remove_dir_all(entry.path())?;
            } else {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Ends the child and every program it started.
    pub(super) fn end(mut self) {
        // The group is ended before its leader is waited for, so its number is still its own.
        let _ = rustix::process::kill_process_group(self.id, Signal::KILL);
        let _ = self.process.wait();
    }

    /// Tells why a child that closed its mouth did so.
    pub(super) fn obituary(mut self, limits: &Limits) -> Obituary {
        let signal = last_signal(self.id);
        // Not before its own end is known: a signal sent here must not be taken for another's.
        let _ = rustix::process::kill_process_group(self.id, Signal::KILL);
        let _ = self.process.wait();
        if signal.is_some_and(is_from_outside) {
            return Obituary::Killed;
        }
        let (state, reason) = self.cause(signal, limits);
        Obituary::Ended(state, reason)
    }

    /// How the file ends on which the child ended by itself, with this signal or without any.
    fn cause(&self, signal: Option<i32>, limits: &Limits) -> (ItemState, String) {
        let words = tools::tail(&self.complaints);
        match signal {
            Some(libc::SIGXCPU) => {
                let cut = "the reading was ended, and what had been read of it is lost";
                (
                    ItemState::OverLimit,
                    limits.hit(LimitKind::CpuMs, cut).to_string(),
                )
            }
            Some(libc::SIGXFSZ) => {
                let cut = "a program wrote more than that into the private folder";
                (
                    ItemState::OverLimit,
                    limits.hit(LimitKind::ScratchBytes, cut).to_string(),
                )
            }
            Some(libc::SIGABRT) if words.contains("memory allocation of") => {
                let cut = "the file asked for more memory than allotted";
                (
                    ItemState::OverLimit,
                    limits.hit(LimitKind::MemoryBytes, cut).to_string(),
                )
            }
            Some(libc::SIGABRT | libc::SIGSEGV) if words.contains("overflowed its stack") => (
                ItemState::OverLimit,
                "the file nests more deeply than the reader can follow; nothing of it was read"
                    .to_owned(),
            ),
            Some(libc::SIGBUS) => (
                ItemState::Damaged,
                "the file could not be read from its medium, or changed while it was read"
                    .to_owned(),
            ),
            Some(signal) => (
                ItemState::Damaged,
                format!(
                    "the reader crashed on this file (signal {signal}); nothing of it was read"
                ),
            ),
            None => (
                ItemState::Damaged,
                "the reader ended on this file without an answer; nothing of it was read"
                    .to_owned(),
            ),
        }
    }
}

/// Why a child is gone.
pub(super) enum Obituary {
    /// Somebody outside killed it, or the kernel for want of memory: that says nothing of the file.
    Killed,
    /// The file did it: the state in which the file ends, and the reason.
    Ended(ItemState, String),
}

/// The signal that ended a process which is about to end; none where it ended otherwise, or not yet.
/// Leaves it unreaped.
fn last_signal(id: Pid) -> Option<i32> {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
    let patience = Instant::now() + Duration::from_millis(1000);
    loop {
        match waitid(WaitId::Pid(id), options) {
            Ok(Some(status)) => return status.terminating_signal(),
            Ok(None) | Err(rustix::io::Errno::INTR) if Instant::now() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            _ => return None,
        }
    }
}

/// Signals that no file brings about: the limits of the kernel and the mistakes of a reader send
/// others, and the fence lets the child send none.
const fn is_from_outside(signal: i32) -> bool {
    matches!(
        signal,
        libc::SIGKILL | libc::SIGTERM | libc::SIGHUP | libc::SIGINT | libc::SIGQUIT
    )
}

/// Starts a process from a thread that lives as long as this program.
///
/// A child asks to be ended when its parent dies, and the kernel means the *thread* that started it:
/// one started from a short-lived thread would be ended in the middle of a file.
fn spawn_for_life(command: Command) -> io::Result<Child> {
    type Order = (Command, mpsc::Sender<io::Result<Child>>);
    static ORDERS: OnceLock<io::Result<mpsc::Sender<Order>>> = OnceLock::new();
    let orders = ORDERS.get_or_init(|| {
        let (give, take) = mpsc::channel::<Order>();
        std::thread::Builder::new()
            .name("reader-starter".to_owned())
            .spawn(move || {
                while let Ok((mut command, answer)) = take.recv() {
                    let started = command.spawn();
                    // The command holds the child's end of the socket; it must be closed here.
                    drop(command);
                    let _ = answer.send(started);
                }
            })?;
        Ok(give)
    });
    let orders = orders
        .as_ref()
        .map_err(|error| io::Error::from(error.kind()))?;
    let (give, take) = mpsc::channel();
    let gone = || io::Error::other("the thread that starts readers is gone");
    orders.send((command, give)).map_err(|_| gone())?;
    take.recv().map_err(|_| gone())?
}
