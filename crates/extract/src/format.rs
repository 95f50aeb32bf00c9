//! The readers of formats and the seam between them and the child.
//!
//! # For who writes a reader
//!
//! A reader is `pub fn read(input: &Input<'_>, out: &mut Outcome, members: &mut dyn MemberSink) ->
//! Result<(), FormatFault>`. It runs inside the fenced child: no network, no file but the one it is
//! given, memory and time bounded from outside. It reads one level: what lies inside goes to
//! `members` and comes back later as a file of its own.
//!
//! - Return `Ok(())` when all was read. Without any text and members the state becomes `no_text`;
//!   give the sentence with [`Outcome::no_text`].
//! - Return `Err(fault)` when the reading cannot go on. What was pushed before is kept: with pages or
//!   members the state is then `read_in_part`, without them the one of the fault.
//! - For a part that failed while the rest goes on: [`Outcome::in_part`] (state `read_in_part`).
//! - Text goes in through [`Outcome::push_page`] or [`Outcome::push_text`], which hold the limits on
//!   text and pages: pass their error on with `?`.
//! - Members go out through [`hand_over`], which reads a member from a stream, holds the limits and
//!   notes damage; or by hand with `begin`, `write`, `end`. A member of which only the name is known
//!   (encrypted, a link, cut) is a [`MemberHead`] with a `problem`: `begin`, then `end(None)`.
//!   An error of `write` with [`FormatFault::Over`] closes only the member if you call `end` and go
//!   on; returning it ends the reading, and the open member is closed for you.
//! - Never panic, never recurse with the depth of the input, never allocate by a number the file states.

pub mod apple;
pub mod archive;
pub mod card;
pub mod database;
pub mod drawing;
pub mod hangul;
pub mod mail;
pub mod markup;
pub mod media;
pub mod notebook;
pub(crate) mod octets;
pub mod office;
pub mod open_document;
pub(crate) mod optical;
pub mod pdf;
pub mod picture;
pub mod plain;
pub(crate) mod revision;
pub mod rtf;
pub mod shortcut;
pub mod thumbnails;
pub(crate) mod xmp;

use crate::limits::{LimitHit, LimitKind, Limits};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use crate::tools::Tools;
use domain::ItemState;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

/// What shapes a reading beside the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// Whether pages are read optically.
    pub ocr: OcrChoice,
    /// Whether pages that are to be read optically are left for a later run, and said to wait.
    #[serde(default)]
    pub ocr_later: bool,
    /// Languages of optical reading, as tesseract names them, in order: `ara`, `fra`.
    pub ocr_languages: Vec<String>,
    /// Whether words with their places are kept.
    pub words: bool,
    /// The bounds for this file.
    pub limits: Limits,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            ocr: OcrChoice::Auto,
            ocr_later: false,
            ocr_languages: vec!["ara".to_owned()],
            words: false,
            limits: Limits::default(),
        }
    }
}

impl ReadOptions {
    /// What shapes the result beside the bytes, in words; part of the version of a reading.
    pub fn in_words(&self) -> String {
        let ocr = match self.ocr {
            OcrChoice::Auto => "auto",
            OcrChoice::Force => "force",
            OcrChoice::Never => "never",
        };
        let later = if self.ocr_later { ",later" } else { "" };
        let words = if self.words { "yes" } else { "no" };
        format!(
            "ocr={ocr}{later} languages={} words={words}",
            self.ocr_languages.join("+")
        )
    }

    /// As [`ReadOptions::in_words`], and every limit that is not the usual one.
    pub fn all_in_words(&self) -> String {
        let unusual = self.limits.unusual();
        match unusual.as_slice() {
            [] => self.in_words(),
            unusual => format!("{} limits {}", self.in_words(), unusual.join(" ")),
        }
    }

    /// The same options, with every page read that is to be read.
    pub fn at_once(&self) -> Self {
        Self {
            ocr_later: false,
            ..self.clone()
        }
    }

    /// The options that say what shaped a reading: where no page was left for later, it is the
    /// reading that would have been made at once, byte for byte, and says so.
    pub fn shaping(&self, reading: &crate::reading::Reading) -> Self {
        match reading.pages.iter().any(|page| page.waits) {
            true => self.clone(),
            false => self.at_once(),
        }
    }

    /// The version of a reading made with these options: where it differs, items are due again.
    pub fn version(&self) -> String {
        format!("{} {}", crate::READING_VERSION, self.in_words())
    }
}

/// Whether pages are read optically.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OcrChoice {
    /// Where a page has no text or a bad one, and pictures that look like paper.
    #[default]
    Auto,
    /// Every page and picture.
    Force,
    /// None.
    Never,
}

/// The file to read, as the child received it.
pub struct Input<'a> {
    /// All its bytes.
    pub bytes: &'a [u8],
    /// The same as an open file, for external programs.
    pub file: &'a File,
    /// The name it came with, as bytes; a hint that may lie.
    pub name: &'a [u8],
    /// The type told from the content.
    pub media_type: &'a str,
    /// The reader it goes to.
    pub family: crate::kind::Family,
    /// What shapes the reading, the limits among it.
    pub options: &'a ReadOptions,
    /// The private folder, empty at the start of each file; for tools that cannot read a stream.
    pub scratch: &'a Path,
    /// The external programs found on this machine.
    pub tools: &'a Tools,
    /// To be called before each page that is read optically: gives the file more time.
    pub step: &'a dyn Fn(),
}

impl<'a> Input<'a> {
    /// The bytes as a stream that can seek.
    pub fn cursor(&self) -> Cursor<&'a [u8]> {
        Cursor::new(self.bytes)
    }

    /// The bounds for this file.
    pub fn limits(&self) -> &'a Limits {
        &self.options.limits
    }

    /// The last part of the name after the last dot, in lower case, where it is ASCII.
    pub fn extension(&self) -> Option<String> {
        crate::kind::extension(self.name)
    }
}

/// Takes the members of a container, one after the other.
///
/// Order: `begin`, any number of `write`, `end`; then the next.
pub trait MemberSink {
    /// Opens a member.
    ///
    /// # Errors
    /// [`FormatFault::Over`] where the number of members is spent.
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault>;

    /// Adds bytes to the open member.
    ///
    /// # Errors
    /// [`FormatFault::Over`] where a budget of bytes or the ratio is spent.
    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault>;

    /// Closes the open member, with what was found wrong since it was opened.
    ///
    /// # Errors
    /// [`FormatFault::Machine`] where it cannot be handed on.
    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault>;

    /// Forgets every member it was given, the open one too, so that the file can be read anew;
    /// false where it cannot.
    fn forget(&mut self) -> bool {
        false
    }
}

/// Why the reading of a file ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum FormatFault {
    /// A key or password is needed. The sentence says `encrypted` or `password`.
    #[error("{0}")]
    Encrypted(String),
    /// The bytes do not hold to the format.
    #[error("{0}")]
    Damaged(String),
    /// No reader for this, or for this variant.
    #[error("{0}")]
    Unsupported(String),
    /// A limit was met.
    #[error("{0}")]
    Over(LimitHit),
    /// An external program that is needed is not on this machine.
    #[error("the program `{0}` is not installed, so this was not read")]
    ToolAbsent(&'static str),
    /// This machine failed, not the file.
    #[error("this machine failed while it read the file: {0}")]
    Machine(#[from] std::io::Error),
}

impl From<LimitHit> for FormatFault {
    fn from(hit: LimitHit) -> Self {
        Self::Over(hit)
    }
}

impl FormatFault {
    /// The state a file ends in when nothing of it was read before this fault.
    pub const fn state(&self) -> ItemState {
        match self {
            FormatFault::Encrypted(_) => ItemState::Encrypted,
            FormatFault::Damaged(_) | FormatFault::Machine(_) => ItemState::Damaged,
            FormatFault::Unsupported(_) | FormatFault::ToolAbsent(_) => ItemState::Unsupported,
            FormatFault::Over(_) => ItemState::OverLimit,
        }
    }
}

/// Reads a member from `source` and hands it over.
///
/// Damage in `source` and limits on this member close the member with that problem and are no error;
/// the container goes on.
///
/// # Errors
/// Where the container cannot go on: the number of members or the bytes of all members are spent.
pub fn hand_over(
    members: &mut dyn MemberSink,
    head: MemberHead,
    source: &mut dyn Read,
) -> Result<(), FormatFault> {
    members.begin(head)?;
    let mut buffer = vec![0u8; 64 * 1024];
    loop {
        let count = match source.read(&mut buffer) {
            Ok(0) => return members.end(None),
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return members.end(Some(MemberProblem {
                    state: ItemState::Damaged,
                    reason: format!("the member could be unpacked only in part: {error}"),
                }));
            }
        };
        match members.write(buffer.get(..count).unwrap_or_default()) {
            Ok(()) => {}
            Err(FormatFault::Over(hit))
                if matches!(hit.kind, LimitKind::Ratio | LimitKind::MemberBytes) =>
            {
                return members.end(Some(MemberProblem {
                    state: ItemState::OverLimit,
                    reason: hit.to_string(),
                }));
            }
            Err(fault) => return Err(fault),
        }
    }
}

/// Reads the file with the reader of its type.
///
/// # Errors
/// The fault that ended the reading; what was read before it is in `out`.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    use crate::kind::Family;
    match input.family {
        Family::Archive => archive::read(input, out, members),
        Family::Mail => mail::read(input, out, members),
        Family::Office => office::read(input, out, members),
        Family::OpenDocument => open_document::read(input, out, members),
        Family::Rtf => rtf::read(input, out, members),
        Family::Markup => markup::read(input, out, members),
        Family::Plain => plain::read(input, out, members),
        Family::Pdf => pdf::read(input, out, members),
        Family::Picture => picture::read(input, out, members),
        Family::Card => card::read(input, out, members),
        Family::Media => media::read(input, out, members),
        Family::Drawing => drawing::read(input, out, members),
        Family::Notebook => notebook::read(input, out, members),
        Family::Apple => apple::read(input, out, members),
        Family::Shortcut => shortcut::read(input, out, members),
        Family::Hangul => hangul::read(input, out, members),
        Family::Thumbnails => thumbnails::read(input, out, members),
        Family::Database => database::read(input, out, members),
        Family::None(word) => Err(FormatFault::Unsupported(format!(
            "no reader for {word} (`{}`) is part of isnad yet",
            input.media_type
        ))),
    }
}
