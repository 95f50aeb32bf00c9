//! The external programs: looked for once, run inside the fence with bounds on time and output.

mod models;

use crate::format::FormatFault;
use crate::reading::Tool;
pub use models::{MODEL, Models};
use std::cell::{Cell, OnceCell};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The external programs that readers use.
#[derive(Debug, Default)]
pub struct Tools {
    /// poppler's text reader, `pdftotext`.
    pub pdftotext: Program,
    /// poppler's page renderer, `pdftoppm`.
    pub pdftoppm: Program,
    /// The optical reader, `tesseract`.
    pub tesseract: Program,
    /// libarchive's program, `bsdtar`, which turns archives of many kinds into TAR.
    pub bsdtar: Program,
    /// What unpacks the pictures of telephones, `heif-convert`.
    pub heif_convert: Program,
    /// The models that the optical reader reads with.
    pub models: Models,
}

/// One external program.
#[derive(Debug, Default)]
pub struct Program {
    name: &'static str,
    path: Option<PathBuf>,
    environment: Option<(&'static str, OsString)>,
    version: OnceCell<String>,
    missed: Cell<bool>,
    killed: Cell<bool>,
}

/// Folders in which programs are looked for; the environment of who started us is not asked.
const PROGRAM_FOLDERS: [&str; 3] = ["/usr/local/bin", "/usr/bin", "/bin"];

/// Longest time a question for a version may take.
const VERSION_TIME: Duration = Duration::from_secs(10);

impl Tools {
    /// Looks for the programs.
    pub fn find() -> Self {
        Self::with_models(None)
    }

    /// Looks for the programs; the optical reader reads with the models in this folder.
    pub fn with_models(models: Option<PathBuf>) -> Self {
        let mut tesseract = Program::find("tesseract");
        // Tesseract 4 and 5 take the folder of the models itself from here.
        tesseract.environment = models
            .as_ref()
            .map(|folder| ("TESSDATA_PREFIX", folder.clone().into_os_string()));
        Self {
            pdftotext: Program::find("pdftotext"),
            pdftoppm: Program::find("pdftoppm"),
            tesseract,
            models: Models::of(models),
            bsdtar: Program::find("bsdtar"),
            heif_convert: Program::find("heif-convert"),
        }
    }

    /// The entries of the models of these languages for the tools of a reading.
    pub(crate) fn model_tools(&self, languages: &[String]) -> Vec<Tool> {
        self.models.tools(&self.tesseract, languages)
    }

    /// Forgets what happened to programs while the last file was read.
    pub(crate) fn forget(&self) {
        for program in self.all() {
            program.missed.set(false);
            program.killed.set(false);
        }
    }

    /// The programs that were wanted since and are not on this machine.
    pub(crate) fn missed(&self) -> impl Iterator<Item = &'static str> {
        self.all()
            .into_iter()
            .filter(|program| program.missed.get())
            .map(Program::name)
    }

    /// Whether a program was killed since by somebody outside: neither by its own fault nor by a
    /// limit. What it said, and so the reading, is not what it would say undisturbed.
    pub(crate) fn was_killed(&self) -> bool {
        self.all().into_iter().any(|program| program.killed.get())
    }

    /// All of them.
    pub fn all(&self) -> [&Program; 5] {
        [
            &self.pdftotext,
            &self.pdftoppm,
            &self.tesseract,
            &self.bsdtar,
            &self.heif_convert,
        ]
    }
}

impl Program {
    /// Looks for a program by name in the system's folders.
    pub fn find(name: &'static str) -> Self {
        let path = PROGRAM_FOLDERS
            .iter()
            .map(|f| Path::new(f).join(name))
            .find(|p| p.is_file());
        Self {
            name,
            path,
            environment: None,
            version: OnceCell::new(),
            missed: Cell::new(false),
            killed: Cell::new(false),
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where it is.
    pub fn path(&self) -> Option<&Path> {
        self.missed.set(self.missed.get() | self.path.is_none());
        self.path.as_deref()
    }

    /// The number in the first line it tells about itself; asked once.
    pub fn version(&self) -> &str {
        self.version.get_or_init(|| {
            let flag = if matches!(self.name, "tesseract" | "bsdtar") {
                "--version"
            } else {
                "-v"
            };
            let told = self.run(&[flag], Given::Nothing, VERSION_TIME, |out| {
                let mut text = String::new();
                out.take(4096).read_to_string(&mut text).map(|_| text)
            });
            let told = match told {
                Ok(ended) => ended.value.unwrap_or_default() + &ended.complaint,
                Err(_) => String::new(),
            };
            let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
            told.split_whitespace()
                .find(number)
                .unwrap_or("unknown")
                .to_owned()
        })
    }

    /// The entry for [`crate::Reading::tools`].
    pub fn took_part(&self, shown: &str, options: impl Into<String>) -> Tool {
        Tool {
            name: shown.to_owned(),
            version: self.version().to_owned(),
            options: options.into(),
        }
    }

    /// The arguments as this program takes them. A folder that holds models alone has no file
    /// `configs/tsv`, so what stands in it is said in its place.
    fn understood<'a>(&self, arguments: &'a [impl AsRef<OsStr>]) -> Vec<&'a OsStr> {
        let arguments = arguments.iter().map(AsRef::as_ref);
        arguments
            .flat_map(
                |argument| match argument == "tsv" && self.environment.is_some() {
                    true => vec![OsStr::new("-c"), OsStr::new("tessedit_create_tsv=1")],
                    false => vec![argument],
                },
            )
            .collect()
    }

    /// Runs the program; `take` reads its output as it comes, and may stop early, which ends it.
    ///
    /// # Errors
    /// [`FormatFault::ToolAbsent`], or where it cannot be started. How it ended is in [`Ended`].
    pub fn run<T>(
        &self,
        arguments: &[impl AsRef<OsStr>],
        given: Given<'_>,
        time: Duration,
        take: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<Ended<T>, FormatFault> {
        let path = self.path().ok_or(FormatFault::ToolAbsent(self.name))?;
        let complaint = memory_file()?;
        let mut child = Command::new(path)
            .args(self.understood(arguments))
            .env_clear()
            .envs([
                ("LC_ALL", "C.UTF-8"),
                ("OMP_THREAD_LIMIT", "1"),
                ("HOME", "."),
            ])
            .envs(self.environment.clone())
            .stdin(given.stdin()?)
            .stdout(Stdio::piped())
            .stderr(complaint.try_clone()?)
            .spawn()?;
        let id = rustix::process::Pid::from_child(&child);
        let (ended, over) = mpsc::channel::<()>();
        let guard = std::thread::Builder::new()
            .stack_size(64 * 1024)
            .spawn(move || {
                let timed_out = over.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
                if timed_out {
                    // The process is not waited for before this thread is joined, so the id is still its own.
                    let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
                }
                timed_out
            });
        let value = match child.stdout.take() {
            Some(mut out) => take(&mut out),
            None => take(&mut io::empty()),
        };
        // The output is closed here: a program that still writes gets a broken pipe and ends.
        let timed_out = match guard {
            Ok(guard) => {
                let status = wait_unreaped(id);
                drop(ended);
                let timed_out = guard.join().unwrap_or(false);
                status?;
                timed_out
            }
            Err(error) => {
                child.kill()?;
                child.wait()?;
                return Err(error.into());
            }
        };
        let status = child.wait()?;
        if status.signal() == Some(libc::SIGKILL) && !timed_out {
            self.killed.set(true);
        }
        Ok(Ended {
            value,
            success: status.success(),
            timed_out,
            complaint: tail(&complaint),
        })
    }
}

/// Waits until the process has ended, and leaves its id taken.
fn wait_unreaped(id: rustix::process::Pid) -> io::Result<()> {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    loop {
        match waitid(
            WaitId::Pid(id),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        ) {
            Err(rustix::io::Errno::INTR) => {}
            other => return other.map(|_| ()).map_err(io::Error::from),
        }
    }
}

/// What a program gets as its input.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// Nothing.
    Nothing,
    /// An open file, from its start.
    File(&'a File),
    /// These bytes.
    Bytes(&'a [u8]),
}

impl Given<'_> {
    fn stdin(self) -> io::Result<Stdio> {
        Ok(match self {
            Given::Nothing => Stdio::null(),
            Given::File(file) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(0))?;
                file.into()
            }
            Given::Bytes(bytes) => {
                let mut file = memory_file()?;
                file.write_all(bytes)?;
                file.seek(SeekFrom::Start(0))?;
                file.into()
            }
        })
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct Ended<T> {
    /// What was taken from its output.
    pub value: T,
    /// Whether it said that all went well.
    pub success: bool,
    /// Whether it was ended because its time was over.
    pub timed_out: bool,
    /// The last words it complained with.
    pub complaint: String,
}

/// A file that exists in memory only.
pub(crate) fn memory_file() -> io::Result<File> {
    let flags = rustix::fs::MemfdFlags::CLOEXEC;
    Ok(File::from(rustix::fs::memfd_create("reader", flags)?))
}

/// The last words in a file of complaints.
pub(crate) fn tail(file: &File) -> String {
    use std::os::unix::fs::FileExt;
    let size = file.metadata().map_or(0, |about| about.len());
    let mut bytes = vec![0u8; 2048];
    let count = file
        .read_at(&mut bytes, size.saturating_sub(2048))
        .unwrap_or(0);
    bytes.truncate(count);
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_never_stops_talking_is_ended() {
        let yes = Program::find("yes");
        let ended = yes
            .run(&["y"], Given::Nothing, Duration::from_secs(20), |out| {
                let mut bytes = Vec::new();
                out.take(1_000_000)
                    .read_to_end(&mut bytes)
                    .map(|_| bytes.len())
            })
            .unwrap();
        assert_eq!(ended.value.unwrap(), 1_000_000);
        assert!(!ended.success && !ended.timed_out);
    }

    #[test]
    fn a_program_that_never_ends_is_ended() {
        let sleep = Program::find("sleep");
        let ended = sleep
            .run(
                &["100"],
                Given::Nothing,
                Duration::from_millis(100),
                |out| io::copy(out, &mut io::sink()).unwrap_or(0),
            )
            .unwrap();
        assert!(ended.timed_out);
    }

    #[test]
    fn bytes_reach_the_program() {
        let cat = Program::find("cat");
        let ended = cat
            .run(
                &[""; 0],
                Given::Bytes(b"words"),
                Duration::from_secs(20),
                |out| {
                    let mut text = String::new();
                    out.read_to_string(&mut text).map(|_| text)
                },
            )
            .unwrap();
        assert!(ended.success);
        assert_eq!(ended.value.unwrap(), "words");
    }

    #[test]
    fn an_absent_program_is_named() {
        let absent = Program::find("no-such-program");
        let fault = absent
            .run(&["x"], Given::Nothing, Duration::from_secs(1), |_| ())
            .unwrap_err();
        assert!(fault.to_string().contains("no-such-program"));
    }
}
