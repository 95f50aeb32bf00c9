//! The reader child: raises the fence, then reads one file after the other for its parent.

mod members;
mod probes;
mod render;

pub use probes::{PeakMemory, ProbeAnswer, ProgramState};
pub(crate) use render::RenderAnswer;

use crate::account;
use crate::edition;
use crate::fence;
use crate::format::{self, FormatFault, Input, MemberSink, ReadOptions};
use crate::kernel::{self, Mapping};
use crate::kind::{self, Family, Kind};
use crate::limits::LimitKind;
use crate::outcome::Outcome;
use crate::protocol::{self, Request, Start, Tag};
use crate::reading::{Reading, Tool};
use crate::tools::Tools;
use domain::ItemState;
use members::Budgeted;
use std::cell::Cell;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

/// The name of the hidden subcommand that starts a reader child.
pub const SUBCOMMAND: &str = "reader-child";

/// Stack of the thread that reads, in bytes: parsers of markup and PDF lean on it.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Reads files for the parent at the other end of standard input until the parent is gone.
///
/// Call first thing in the process, with one thread and nothing opened.
pub fn run() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(70),
    }
}

fn serve() -> io::Result<()> {
    let mut stream = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut body = Vec::new();
    if protocol::receive(&mut stream, &mut body)? != Tag::Start {
        return Err(protocol::garbled());
    }
    let start: Start = protocol::value(&body)?;
    drop(stream);
    let report = fence::raise(&start.limits, start.ocr_models.as_deref());
    let mut stream = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    protocol::send_value(&mut stream, Tag::Hello, &report)?;
    let reading = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || answer_all(stream, &start))?;
    reading
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the reader failed")))
}

fn answer_all(mut stream: UnixStream, start: &Start) -> io::Result<()> {
    let tools = Tools::with_models(start.ocr_models.clone());
    while let Some((request, file)) = protocol::receive_request(&mut stream)? {
        let file = file.map(File::from);
        match (request, file) {
            (Request::Read { name, options }, Some(file)) => {
                fence::allot_cpu(options.limits.cpu_ms);
                let healthy = answer_read(&mut stream, &tools, &file, &name, &options)?;
                if !healthy {
                    return Ok(());
                }
            }
            (Request::Render { drawing, limits }, Some(file)) => {
                fence::allot_cpu(limits.cpu_ms);
                render::answer(&mut stream, &tools, &file, drawing, limits)?;
            }
            (Request::Probe(probe), _) => {
                let answer = probes::try_it(probe, &start.limits);
                protocol::send_long(&mut stream, Tag::Answer, &answer)?;
                protocol::send(&mut stream, Tag::Done, b"true")?;
            }
            (Request::Programs, _) => {
                protocol::send_long(&mut stream, Tag::Answer, &probes::programs(&tools))?;
                protocol::send(&mut stream, Tag::Done, b"true")?;
            }
            (Request::Peak, _) => {
                protocol::send_long(&mut stream, Tag::Answer, &PeakMemory::now())?;
                protocol::send(&mut stream, Tag::Done, b"true")?;
            }
            (_, None) => return Err(protocol::garbled()),
        }
    }
    Ok(())
}

/// Whether the child can take another file.
fn answer_read(
    stream: &mut UnixStream,
    tools: &Tools,
    file: &File,
    name: &[u8],
    options: &ReadOptions,
) -> io::Result<bool> {
    let mut sink = members::ToParent::new(stream.try_clone()?);
    let signals = stream.try_clone()?;
    let before_first = Cell::new(None);
    let step = || {
        if before_first.get().is_none() {
            before_first.set(Some(kernel::used_cpu_ms_with_programs()));
        }
        fence::allot_cpu(options.limits.cpu_ms);
        let _ = signals
            .try_clone()
            .and_then(|mut s| protocol::send(&mut s, Tag::Step, b""));
    };
    let typed = |media_type: &str, reader: &str| {
        let told = format!("{media_type};{reader}");
        let _ = signals
            .try_clone()
            .and_then(|mut s| protocol::send(&mut s, Tag::Kind, told.as_bytes()));
    };
    tools.forget();
    let parts = Parts { kind: None, tools };
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        read_one(file, name, options, &parts, &mut sink, &step, &typed)
    }));
    let (reading, healthy) = match attempt {
        Ok(reading) => (reading, true),
        Err(_) => (
            Reading::ended(
                ItemState::Damaged,
                "application/octet-stream",
                "the reader gave up on this file, which is likely damaged",
            ),
            false,
        ),
    };
    if tools.was_killed() {
        protocol::send(stream, Tag::Done, protocol::KILLED)?;
        return Ok(false);
    }
    if let Some(before) = before_first.get() {
        let spent = kernel::used_cpu_ms_with_programs().saturating_sub(before);
        protocol::send(stream, Tag::Spent, &spent.to_le_bytes())?;
    }
    protocol::send_long(stream, Tag::Answer, &reading)?;
    let last = if healthy {
        b"true".as_slice()
    } else {
        b"false"
    };
    protocol::send(stream, Tag::Done, last)?;
    Ok(healthy)
}

/// Reads one file in this very process, without a fence: for tests of single formats.
///
/// # Errors
/// Where the kernel gives no file in memory.
pub fn read_unfenced(
    bytes: &[u8],
    name: &[u8],
    options: &ReadOptions,
    sink: &mut dyn MemberSink,
) -> io::Result<Reading> {
    let tools = Tools::find();
    let parts = Parts {
        kind: None,
        tools: &tools,
    };
    read_held(bytes, name, options, &parts, sink)
}

/// Reads one file in this very process with the reader of `kind`, whatever its bytes look like, and
/// without outside programs: for fuzzing of single formats.
///
/// # Errors
/// Where the kernel gives no file in memory.
pub fn read_unfenced_as(
    bytes: &[u8],
    name: &[u8],
    kind: Kind,
    options: &ReadOptions,
    sink: &mut dyn MemberSink,
) -> io::Result<Reading> {
    let parts = Parts {
        kind: Some(kind),
        tools: &Tools::default(),
    };
    read_held(bytes, name, options, &parts, sink)
}

fn read_held(
    bytes: &[u8],
    name: &[u8],
    options: &ReadOptions,
    parts: &Parts<'_>,
    sink: &mut dyn MemberSink,
) -> io::Result<Reading> {
    let file = held(bytes)?;
    Ok(read_one(
        &file,
        name,
        options,
        parts,
        sink,
        &|| {},
        &|_, _| {},
    ))
}

fn held(bytes: &[u8]) -> io::Result<File> {
    use std::io::Write;
    let mut file = crate::tools::memory_file()?;
    file.write_all(bytes)?;
    Ok(file)
}

/// What a reading is made with beside the file.
struct Parts<'a> {
    /// The type of the file; told from its content where absent.
    kind: Option<Kind>,
    tools: &'a Tools,
}

fn read_one(
    file: &File,
    name: &[u8],
    options: &ReadOptions,
    parts: &Parts<'_>,
    sink: &mut dyn MemberSink,
    step: &dyn Fn(),
    typed: &dyn Fn(&str, &str),
) -> Reading {
    const UNKNOWN: &str = "application/octet-stream";
    let limits = &options.limits;
    let size = file.metadata().map_or(0, |about| about.len());
    if let Err(hit) = limits.within(LimitKind::InputBytes, size, "the file was not opened") {
        let mut reading = Reading::ended(ItemState::OverLimit, UNKNOWN, hit.to_string());
        reading.warnings.push(hit.to_string());
        reading.tools = vec![read_by("size", UNKNOWN)];
        return reading;
    }
    if size == 0 {
        let mut reading = Reading::ended(
            ItemState::Empty,
            "application/x-empty",
            "the file has no bytes",
        );
        reading.tools = vec![read_by("size", UNKNOWN)];
        return reading;
    }
    let bytes = match Mapping::of(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let reason = format!("the file could not be read from its medium: {error}");
            return Reading::ended(ItemState::Damaged, UNKNOWN, reason);
        }
    };
    let Kind {
        media_type,
        family,
        warnings,
    } = match &parts.kind {
        Some(kind) => kind.clone(),
        None => kind::detect(&bytes, name),
    };
    let reader = edition::reader_of(family);
    typed(&media_type, &reader);
    let mut out = Outcome::new(media_type.clone(), limits);
    for warning in warnings {
        out.warn(warning);
    }
    out.tool(Tool {
        name: "isnad".to_owned(),
        version: crate::READING_VERSION.to_owned(),
        options: options.all_in_words(),
    });
    out.tool(read_by(&reader, &media_type));
    let input = Input {
        bytes: &bytes,
        file,
        name,
        media_type: &media_type,
        family,
        options,
        scratch: Path::new("."),
        tools: parts.tools,
        step,
    };
    let mut budgeted = Budgeted::new(sink, limits, size);
    let mut end = format::read(&input, &mut out, &mut budgeted);
    if let Err(fault) = budgeted.close(end.as_ref().err()) {
        end = end.and(Err(fault));
    }
    if matches!(family, Family::None(_)) && matches!(end, Ok(())) {
        end = Err(FormatFault::Unsupported("nothing reads this".to_owned()));
    }
    let found = budgeted.count();
    let mut reading = out.settle(end, found);
    let shaped = options.shaping(&reading).all_in_words();
    for tool in reading.tools.iter_mut().filter(|tool| tool.name == "isnad") {
        tool.options.clone_from(&shaped);
    }
    reading.tools.extend(parts.tools.missed().map(|name| Tool {
        name: name.to_owned(),
        version: account::ABSENT.to_owned(),
        options: String::new(),
    }));
    reading
}

/// The entry among the tools that names the reader.
fn read_by(reader: &str, media_type: &str) -> Tool {
    Tool {
        name: account::READER.to_owned(),
        version: edition::current(reader, media_type),
        options: String::new(),
    }
}
