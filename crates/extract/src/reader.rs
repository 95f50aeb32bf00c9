//! The parent's side: keeps a fenced child, hands it files, holds it to clock and limits.

mod intake;
mod spawn;
mod told;

use crate::child::{PeakMemory, ProbeAnswer, ProgramState, RenderAnswer};
use crate::fault::ReadFault;
use crate::fence::FenceReport;
use crate::format::{FormatFault, MemberSink, ReadOptions};
use crate::kernel;
use crate::limits::{LimitKind, Limits};
use crate::protocol::{self, Drawing, Probe, Request, Tag};
use crate::reading::Reading;
use domain::ItemState;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use intake::Intake;
use serde::de::DeserializeOwned;
use spawn::{Obituary, Running};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Seek};
use std::path::PathBuf;
use std::time::Duration;
use told::{Told, note_part};

/// How the child is started and held.
#[derive(Debug, Clone)]
pub struct ReaderSettings {
    /// The program that is the child; this very program where absent.
    pub program: Option<PathBuf>,
    /// What it is started with.
    pub arguments: Vec<OsString>,
    /// Files one child reads before a fresh one takes its place.
    pub files_per_child: u32,
    /// Refuse to read at all where a part of the fence does not stand.
    pub require_fence: bool,
    /// Where private folders are made; the system's temporary folder where absent.
    pub scratch_root: Option<PathBuf>,
    /// The bounds the kernel holds on each child.
    pub limits: Limits,
    /// A folder of models for the optical reader, which the fence lets the child read; those of the
    /// program where absent.
    pub ocr_models: Option<PathBuf>,
}

impl Default for ReaderSettings {
    fn default() -> Self {
        Self {
            program: None,
            arguments: vec![crate::child::SUBCOMMAND.into()],
            files_per_child: 64,
            require_fence: false,
            scratch_root: None,
            limits: Limits::default(),
            ocr_models: None,
        }
    }
}

/// Time more for each page that is read optically, in milliseconds.
const STEP_MS: u64 = 40_000;

/// How often a file is read where the child is killed from outside.
const ATTEMPTS: u32 = 2;

/// How many children more are started where one is killed before it stands.
const STARTS: u32 = 20;

/// Time within which a fresh child must have raised its fence.
const HELLO_TIME: Duration = Duration::from_secs(30);

/// A reader of foreign files: one fenced child at a time, replaced after a number of files and after
/// every crash, timeout and limit.
///
/// For one caller at a time; start several for work side by side. Dropping it ends the child.
pub struct Reader {
    settings: ReaderSettings,
    running: Option<Running>,
    report: FenceReport,
    optical_ms: u64,
}

impl Reader {
    /// Starts a child and raises its fence.
    ///
    /// # Errors
    /// Where the child cannot be started, or the fence does not stand and is required.
    pub fn start(settings: &ReaderSettings) -> Result<Self, ReadFault> {
        let running = fresh(settings)?;
        let report = running.report().clone();
        if settings.require_fence && !report.is_whole() {
            return Err(ReadFault::FenceMissing {
                missing: report.missing.join("; "),
            });
        }
        Ok(Self {
            settings: settings.clone(),
            running: Some(running),
            report,
            optical_ms: 0,
        })
    }

    /// What of the fence stands.
    pub const fn fence(&self) -> &FenceReport {
        &self.report
    }

    /// The process number of the child, while one runs.
    pub fn child_id(&self) -> Option<u32> {
        self.running.as_ref().map(Running::id)
    }

    /// Processor time that optical reading has taken since this reader was started, in milliseconds:
    /// of the child from the first page of a file on that was read optically, and of the programs
    /// it started. Only what a child that answered said of itself, and no more than its limits allow.
    pub const fn optical_ms(&self) -> u64 {
        self.optical_ms
    }

    /// Reads one file, one level deep; members go to `sink`. `name` is the name it came with.
    ///
    /// What is wrong with the file, a crash, a timeout or a limit is in the reading's state.
    /// The same bytes, options and tools give the same reading.
    ///
    /// A child, or a program it started, that was killed from outside says nothing of the file: it
    /// is read once more by a fresh child. Killed again, it has no reading, but for the one case in
    /// which the kernel says that memory was spent each time; that is a limit.
    ///
    /// # Errors
    /// Only where this machine fails: no child, no file, killed twice, or `sink` answers
    /// [`FormatFault::Machine`].
    pub fn read(
        &mut self,
        source: &File,
        name: &[u8],
        options: &ReadOptions,
        sink: &mut dyn MemberSink,
    ) -> Result<Reading, ReadFault> {
        let source = read_only(source)?;
        let request = Request::Read {
            name: name.to_vec(),
            options: options.clone(),
        };
        let (mut starved, mut told) = (0, Told::default());
        for _ in 0..ATTEMPTS {
            let before = kernel::out_of_memory_kills();
            match self.attempt(&source, &request, options, sink)? {
                Attempt::Read(reading) => return Ok(*reading),
                Attempt::Killed { members, what } => {
                    starved += u32::from(kernel::out_of_memory_kills() > before);
                    told = what;
                    if members > 0 && !sink.forget() {
                        return Err(ReadFault::Killed);
                    }
                }
            }
        }
        if starved < ATTEMPTS {
            return Err(ReadFault::Killed);
        }
        // It would be so with every further attempt on this machine, so it is the file's end here.
        let reason =
            "this machine ran out of memory each time it read the file; nothing of it was read";
        Ok(told.ended(ItemState::OverLimit, reason.to_owned()))
    }

    /// Lets one child read the file.
    fn attempt(
        &mut self,
        source: &File,
        request: &Request,
        options: &ReadOptions,
        sink: &mut dyn MemberSink,
    ) -> Result<Attempt, ReadFault> {
        let mut rewound = source;
        rewound.rewind().map_err(ReadFault::Source)?;
        let session = self.ask(request, Some(source), &options.limits)?;
        let mut intake = Intake::new(sink, &options.limits);
        let mut answer = Vec::new();
        let mut body = Vec::new();
        let mut told = Told::default();
        let mut steps_left = options.limits.ocr_pages;
        let mut spent_ms = 0u64;
        let end = loop {
            let tag = match session.receive(&mut body) {
                Ok(tag) => tag,
                Err(error) => break Err(Broken::Io(error)),
            };
            let taken = match tag {
                Tag::Kind => {
                    told = Told::from(&body);
                    Ok(())
                }
                Tag::MemberBegin => intake.begin(&body),
                Tag::MemberData => intake.data(&body),
                Tag::MemberEnd => intake.end(&body),
                Tag::Step if steps_left > 0 => {
                    steps_left -= 1;
                    session.give_time(Duration::from_millis(STEP_MS));
                    Ok(())
                }
                Tag::Spent => match body.as_slice().try_into() {
                    Ok(bytes) => {
                        spent_ms = u64::from_le_bytes(bytes);
                        Ok(())
                    }
                    Err(_) => Err(Broken::Io(protocol::garbled())),
                },
                Tag::Answer => {
                    answer.extend_from_slice(&body);
                    options
                        .limits
                        .within(
                            LimitKind::MemoryBytes,
                            answer.len() as u64,
                            "the text and metadata found were too large to take over",
                        )
                        .map_err(|hit| Broken::Format(hit.into()))
                }
                Tag::Done if body.as_slice() == protocol::KILLED => break Err(Broken::Program),
                Tag::Done => break Ok(body.as_slice() == b"true"),
                _ => Err(Broken::Io(protocol::garbled())),
            };
            if let Err(broken) = taken {
                break Err(broken);
            }
        };
        let settled = match end {
            Ok(healthy) => protocol::value::<Reading>(&answer)
                .map(|reading| (reading, healthy))
                .map_err(Broken::Io),
            Err(broken) => Err(broken),
        };
        match settled {
            Ok((mut reading, healthy)) => {
                intake.finish(None)?;
                reading.found_members = intake.count;
                if let Some(cut) = intake.cut.take() {
                    note_part(&mut reading, cut);
                }
                told.complete(&mut reading);
                told::keep_sane_labels(&mut reading);
                let pages = options.limits.ocr_pages - steps_left;
                let most = pages.saturating_mul(options.limits.cpu_ms.max(STEP_MS));
                self.optical_ms = self.optical_ms.saturating_add(spent_ms.min(most));
                self.keep(healthy);
                Ok(Attempt::Read(Box::new(reading)))
            }
            Err(Broken::Format(FormatFault::Machine(error))) => {
                self.discard();
                Err(ReadFault::Members(error))
            }
            Err(broken) => {
                let members = intake.count;
                match self.why(broken, &options.limits) {
                    Obituary::Killed => Ok(Attempt::Killed {
                        members,
                        what: told,
                    }),
                    Obituary::Ended(state, reason) => {
                        intake.finish(Some((state, &reason)))?;
                        let mut reading = told.ended(state, reason);
                        reading.found_members = members;
                        Ok(Attempt::Read(Box::new(reading)))
                    }
                }
            }
        }
    }

    /// Draws a page, or a label of a photograph cut out and set upright, as a PNG.
    ///
    /// The picture is packed here from the pixels the child sends, so it holds nothing but colours.
    ///
    /// # Errors
    /// [`ReadFault::NotDrawn`] where the file has no such page, cannot be drawn, or the corners are none
    /// of a label in the picture; otherwise this machine's faults.
    pub fn render(&mut self, source: &File, drawing: &Drawing) -> Result<Vec<u8>, ReadFault> {
        let source = read_only(source)?;
        let limits = self.settings.limits.clone();
        let max_px = drawing.max_px;
        let request = Request::Render {
            drawing: *drawing,
            limits: limits.clone(),
        };
        let session = self.ask(&request, Some(&source), &limits)?;
        let room = u64::from(max_px)
            .saturating_mul(u64::from(max_px))
            .saturating_mul(3);
        let (mut answer, mut pixels, mut body) = (Vec::new(), Vec::new(), Vec::new());
        let end = loop {
            match session.receive(&mut body) {
                Ok(Tag::Answer) if answer.len() < 65_536 => answer.extend_from_slice(&body),
                Ok(Tag::Pixels) if pixels.len() as u64 + body.len() as u64 <= room => {
                    pixels.extend_from_slice(&body);
                }
                Ok(Tag::Done) => break Ok(()),
                Ok(_) => break Err(Broken::Io(protocol::garbled())),
                Err(error) => break Err(Broken::Io(error)),
            }
        };
        let answered = end.and_then(|()| protocol::value(&answer).map_err(Broken::Io));
        match answered {
            Ok(RenderAnswer::Picture { width, height }) => {
                self.keep(true);
                pack(&pixels, width, height)
            }
            Ok(RenderAnswer::Refused { state, reason }) => {
                self.keep(true);
                Err(ReadFault::NotDrawn { state, reason })
            }
            Err(broken) => match self.why(broken, &limits) {
                Obituary::Killed => Err(ReadFault::Killed),
                Obituary::Ended(state, reason) => Err(ReadFault::NotDrawn { state, reason }),
            },
        }
    }

    /// Lets the child try what the fence forbids.
    ///
    /// # Errors
    /// Where the child cannot be started or talked to.
    pub fn probe(&mut self, probe: Probe) -> Result<ProbeAnswer, ReadFault> {
        let answer = self.short_answer(&Request::Probe(probe));
        // What a probe leaves behind is not trusted with evidence.
        self.discard();
        answer
    }

    /// The external programs, as they run inside the fence.
    ///
    /// # Errors
    /// Where the child cannot be started or talked to.
    pub fn programs(&mut self) -> Result<Vec<ProgramState>, ReadFault> {
        self.short_answer(&Request::Programs)
    }

    /// The external programs, and that there is a model for each of these languages.
    ///
    /// Where tesseract itself is absent nothing is asked: files then say what they lack.
    ///
    /// # Errors
    /// [`ReadFault::ModelMissing`], or as [`Reader::programs`].
    pub fn programs_for(&mut self, languages: &[String]) -> Result<Vec<ProgramState>, ReadFault> {
        let programs = self.programs()?;
        let tesseract = programs.iter().find(|program| program.name == "tesseract");
        let Some(tesseract) = tesseract.filter(|program| program.path.is_some()) else {
            return Ok(programs);
        };
        let missing = languages
            .iter()
            .find(|language| !tesseract.models.contains_key(*language));
        match missing {
            None => Ok(programs),
            Some(language) => Err(ReadFault::ModelMissing {
                language: language.clone(),
                folder: match &self.settings.ocr_models {
                    Some(folder) => folder.display().to_string(),
                    None => "the folder of the program".to_owned(),
                },
                there: tesseract
                    .models
                    .keys()
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }

    /// The most memory that the child and its programs have held since it was started.
    ///
    /// # Errors
    /// Where the child cannot be started or talked to.
    pub fn peak_memory(&mut self) -> Result<PeakMemory, ReadFault> {
        self.short_answer(&Request::Peak)
    }

    fn short_answer<T: DeserializeOwned>(&mut self, request: &Request) -> Result<T, ReadFault> {
        let limits = self.settings.limits.clone();
        let session = self.ask(request, None, &limits)?;
        let (mut answer, mut body) = (Vec::new(), Vec::new());
        let end = loop {
            match session.receive(&mut body) {
                Ok(Tag::Answer) if answer.len() < 65_536 => answer.extend_from_slice(&body),
                Ok(Tag::Done) => break protocol::value(&answer),
                Ok(_) => break Err(protocol::garbled()),
                Err(error) => break Err(error),
            }
        };
        end.map_err(|error| match self.running.take() {
            Some(running) if error.kind() == io::ErrorKind::UnexpectedEof => {
                match running.obituary(&limits) {
                    Obituary::Killed => ReadFault::Killed,
                    Obituary::Ended(..) => ReadFault::Talk(error),
                }
            }
            running => {
                if let Some(running) = running {
                    running.end();
                }
                ReadFault::Talk(error)
            }
        })
    }

    /// Sends a request, to a fresh child where there is none or the old one is gone.
    fn ask(
        &mut self,
        request: &Request,
        file: Option<&File>,
        limits: &Limits,
    ) -> Result<&mut Running, ReadFault> {
        let time = Duration::from_millis(limits.wall_ms);
        let sent = self.running.as_mut().is_some_and(|running| {
            running.restart_clock(time);
            running.send(request, file).is_ok() && running.is_alive()
        });
        if !sent {
            self.discard();
            let mut killed = 0;
            self.running = loop {
                let mut fresh = fresh(&self.settings)?;
                fresh.restart_clock(time);
                match fresh.send(request, file) {
                    Ok(()) => break Some(fresh),
                    Err(error) => match fresh.obituary(limits) {
                        Obituary::Killed if killed < STARTS => killed += 1,
                        _ => return Err(ReadFault::Talk(error)),
                    },
                }
            };
        }
        self.running
            .as_mut()
            .ok_or_else(|| ReadFault::Talk(protocol::garbled()))
    }

    /// Keeps the child for the next file, unless it is used up.
    fn keep(&mut self, healthy: bool) {
        let files_per_child = self.settings.files_per_child;
        let fit = self
            .running
            .as_mut()
            .is_some_and(|running| healthy && running.after_file() < files_per_child);
        if !fit {
            self.discard();
        }
    }

    fn discard(&mut self) {
        if let Some(running) = self.running.take() {
            running.end();
        }
    }

    /// Ends the child and tells why it did not answer.
    fn why(&mut self, broken: Broken, limits: &Limits) -> Obituary {
        let running = self.running.take();
        let end = |running: Option<Running>| running.map_or((), Running::end);
        let error = match broken {
            Broken::Format(fault) => {
                end(running);
                return Obituary::Ended(fault.state(), fault.to_string());
            }
            Broken::Program => {
                end(running);
                return Obituary::Killed;
            }
            Broken::Io(error) => error,
        };
        let timed_out = matches!(
            error.kind(),
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock
        );
        if timed_out {
            end(running);
            let cut = "the reading was ended, and what had been read of it is lost";
            let hit = limits.hit(LimitKind::WallMs, cut);
            return Obituary::Ended(ItemState::OverLimit, hit.to_string());
        }
        if error.kind() == io::ErrorKind::InvalidData {
            end(running);
            return Obituary::Ended(
                ItemState::Damaged,
                "the reader was led astray by this file and gave no proper answer".to_owned(),
            );
        }
        match running {
            Some(running) => running.obituary(limits),
            None => Obituary::Ended(
                ItemState::Damaged,
                "the reader ended without an answer".to_owned(),
            ),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.discard();
    }
}

/// A child with its fence up. One that somebody killed before it stood is started anew.
fn fresh(settings: &ReaderSettings) -> Result<Running, ReadFault> {
    let mut killed = 0;
    loop {
        match Running::start(settings, HELLO_TIME) {
            Err(ReadFault::Killed) if killed < STARTS => killed += 1,
            other => return other,
        }
    }
}

/// What came of one child's work on a file.
enum Attempt {
    /// A reading.
    Read(Box<Reading>),
    /// The child, or a program it started, was killed from outside.
    Killed {
        /// Members that the sink had been given by then.
        members: u64,
        /// What the child had told by then.
        what: Told,
    },
}

/// Why no answer came.
enum Broken {
    /// A program that the child had started was killed from outside.
    Program,
    /// The child was silent, gone, or spoke out of order.
    Io(io::Error),
    /// A member could not be taken, or a limit was met here.
    Format(FormatFault),
}

/// The same file, open for reading only: the child could write through any other.
fn read_only(source: &File) -> Result<File, ReadFault> {
    use std::os::fd::AsRawFd;
    let flags = rustix::fs::fcntl_getfl(source).map_err(|e| ReadFault::Source(e.into()))?;
    let mut file = if flags & rustix::fs::OFlags::ACCMODE == rustix::fs::OFlags::RDONLY {
        source.try_clone()
    } else {
        File::open(format!("/proc/self/fd/{}", source.as_raw_fd()))
    }
    .map_err(ReadFault::Source)?;
    if !file.metadata().map_err(ReadFault::Source)?.is_file() {
        return Err(ReadFault::Source(io::Error::other("it is no regular file")));
    }
    file.rewind().map_err(ReadFault::Source)?;
    Ok(file)
}

fn pack(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ReadFault> {
    let expected = u64::from(width)
        .saturating_mul(u64::from(height))
        .saturating_mul(3);
    if expected == 0 || expected != pixels.len() as u64 {
        return Err(ReadFault::Talk(protocol::garbled()));
    }
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| ReadFault::Talk(io::Error::other(error)))?;
    Ok(png)
}
