//! Bytes in, pages out: the readers of foreign files and the fence they run in.
//!
//! A file is read by [`Reader`], which hands it to a child process without network and without any
//! file but that one. What the child finds comes back as a [`Reading`]; members of a container come
//! back as bytes and are read as files of their own. A child that dies costs one file.
//!
//! The program that uses this crate calls [`child::run`] for its hidden subcommand
//! [`child::SUBCOMMAND`], first thing in `main`.

pub mod account;
pub mod child;
mod doctor;
pub mod edition;
mod fault;
mod fence;
pub mod format;
pub mod grade;
pub mod jsonl;
mod kernel;
pub mod kind;
pub mod label;
pub mod limits;
mod ocr;
mod outcome;
mod protocol;
mod reader;
mod reading;
pub mod table;
mod text_form;
mod tools;

pub use account::{Account, LOOKS};
pub use child::{PeakMemory, ProbeAnswer, ProgramState, read_unfenced, read_unfenced_as};
pub use doctor::{DoctorReport, doctor};
pub use fault::ReadFault;
pub use fence::{FenceReport, Strength};
pub use format::{FormatFault, Input, MemberSink, OcrChoice, ReadOptions, hand_over};
pub use limits::{LimitHit, LimitKind, Limits};
pub use ocr::numbers;
pub use outcome::Outcome;
pub use protocol::{Drawing, Look, Probe};
pub use reader::{Reader, ReaderSettings};
pub use reading::{
    Engine, Label, LabelLine, LabelOrigin, MemberHead, MemberProblem, OtherReading, OtherWord,
    Page, PageTable, Reading, TextSource, Tool, Unread, UnreadKind, Word, around,
};
pub use tools::{Ended, Given, MODEL, Models, Program, Tools};

/// The form of readings. Raised where every reading must be made anew, which makes every item due
/// again; a change of one reader raises its row in [`edition`] instead.
pub const READING_VERSION: &str = "read/2";
