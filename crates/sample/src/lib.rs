//! A small leak with complete truth: invented papers of an invented state, for demonstration and
//! for testing every reader.
//!
//! INVARIANT: the same options give the same files, byte for byte; no clock and no random source of
//! the machine is asked.

mod chance;
mod compose;
mod day;
mod exif;
mod ink;
mod leak;
mod mail;
mod marks;
mod office;
mod paper;
mod pdf;
mod people;
mod photo;
mod plain;
mod press;
mod questions;
mod scan;
mod sheet;
mod shelf;
mod truth;
mod typeface;
mod words;
mod world;
mod zipped;

pub use people::{
    Headings, LEAST_PERSONS, ListOptions, ListSummary, MOST_PERSONS_LOCAL, make_lists,
};

use domain::{Family, Fault, Report};
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Another seed gives another leak.
    pub seed: u64,
    /// How many papers; at least [`LEAST_PAPERS`].
    pub papers: u32,
    /// How many label photographs.
    pub photos: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            papers: 40,
            photos: 12,
        }
    }
}

/// The fewest papers with which every file format occurs.
pub const LEAST_PAPERS: u32 = leak::LEAST_PAPERS;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The folder to take in.
    pub files_dir: PathBuf,
    /// The folder with `files.jsonl`, `documents.jsonl`, `photos.jsonl`, `questions.jsonl`.
    pub truth_dir: PathBuf,
    /// Files on disk, links among them.
    pub files: u64,
    /// Members of archives and attachments of mails, noted beside the files.
    pub members: u64,
    /// Bytes on disk below `files_dir`.
    pub size_bytes: u64,
    /// Papers whose text is in the truth.
    pub documents: u64,
    /// Label photographs.
    pub photos: u64,
    /// Searches with known answers.
    pub questions: u64,
    /// Files on disk that nobody can read: empty, cut short, encrypted, random.
    pub unreadable: u64,
}

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// Fewer papers than there are formats.
    #[error("{given} papers are too few; the least is {LEAST_PAPERS}")]
    TooFewPapers {
        /// How many were asked for.
        given: u32,
    },
    /// Fewer people than the planted cases need.
    #[error("{given} people are too few; the least is {LEAST_PERSONS}")]
    TooFewPersons {
        /// How many were asked for.
        given: u32,
    },
    /// More people than lists of that form are made for.
    #[error("{given} people are too many for lists of this form; the most is {MOST_PERSONS_LOCAL}")]
    TooManyPersons {
        /// How many were asked for.
        given: u32,
    },
    /// A table of names cannot be used.
    #[error("the table of names `{path}` cannot be used: {detail}")]
    Names {
        /// The table.
        path: PathBuf,
        /// What the system said, or the line that is no row of it.
        detail: String,
    },
    /// The folder holds something already.
    #[error("`{0}` is not an empty folder")]
    NotEmpty(PathBuf),
    /// The disk did not take it.
    #[error("cannot write `{path}`")]
    Write {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A built-in word list lacks what is needed.
    #[error("the built-in word lists lack `{0}`")]
    Table(String),
    /// A built-in font cannot be used.
    #[error("a built-in font cannot be used")]
    Font,
    /// An image could not be encoded.
    #[error("an image could not be encoded")]
    Image(#[from] image::ImageError),
    /// A file could not be put together in memory.
    #[error("a file could not be put together")]
    Assembly(#[from] io::Error),
}

impl SampleError {
    fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }
}

impl Report for SampleError {
    fn fault(&self) -> Fault {
        match self {
            Self::TooFewPapers { given } => Fault::new("sample-too-few-papers", Family::Input)
                .with("given", given)
                .with("least", LEAST_PAPERS),
            Self::TooFewPersons { given } => Fault::new("sample-too-few-persons", Family::Input)
                .with("given", given)
                .with("least", LEAST_PERSONS),
            Self::TooManyPersons { given } => Fault::new("sample-too-many-persons", Family::Input)
                .with("given", given)
                .with("most", MOST_PERSONS_LOCAL),
            Self::Names { path, detail } => Fault::new("sample-names", Family::Input)
                .with("path", path.display())
                .with("detail", detail),
            Self::NotEmpty(path) => {
                Fault::new("sample-folder-not-empty", Family::Input).with("path", path.display())
            }
            Self::Write { path, source } => Fault::new("sample-cannot-write", Family::Machine)
                .with("path", path.display())
                .with("detail", source),
            Self::Table(detail) => {
                Fault::new("sample-not-made", Family::Internal).with("detail", detail)
            }
            Self::Font | Self::Image(_) | Self::Assembly(_) => {
                Fault::new("sample-not-made", Family::Internal).with("detail", self)
            }
        }
    }
}

/// Makes the leak under `dir/files` and its truth under `dir/truth`. `dir` must be empty or absent.
///
/// Stopped half-way it leaves a folder that is not empty; delete it and start again.
///
/// # Errors
/// [`SampleError`] where too few papers are asked for, the folder holds something, or it cannot be
/// written.
pub fn make(dir: &Path, options: &Options) -> Result<Summary, SampleError> {
    if options.papers < LEAST_PAPERS {
        return Err(SampleError::TooFewPapers {
            given: options.papers,
        });
    }
    ensure_empty(dir)?;
    let (files_dir, truth_dir) = (dir.join("files"), dir.join("truth"));
    let (shelf, world, shelved) = leak::fill(&files_dir, options)?;
    let mut truth = shelf.truth;
    truth.questions = questions::ask(&world, &shelved, &truth.documents);
    fs::create_dir_all(&truth_dir).map_err(|e| SampleError::write(&truth_dir, e))?;
    write_lines(&truth_dir.join("files.jsonl"), &truth.files)?;
    write_lines(&truth_dir.join("documents.jsonl"), &truth.documents)?;
    write_lines(&truth_dir.join("photos.jsonl"), &truth.photos)?;
    write_lines(&truth_dir.join("questions.jsonl"), &truth.questions)?;
    let (members, files): (Vec<_>, Vec<_>) = truth
        .files
        .iter()
        .partition(|file| file.path.contains("!/"));
    Ok(Summary {
        files_dir,
        truth_dir,
        files: files.len() as u64,
        members: members.len() as u64,
        size_bytes: shelf.written_bytes,
        documents: truth.documents.len() as u64,
        photos: truth.photos.len() as u64,
        questions: truth.questions.len() as u64,
        unreadable: files
            .iter()
            .filter(|file| !file.readable && file.target.is_none())
            .count() as u64,
    })
}

/// Refuses a folder that holds something.
fn ensure_empty(dir: &Path) -> Result<(), SampleError> {
    let occupied = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => true,
        Err(error) => return Err(SampleError::write(dir, error)),
    };
    if occupied {
        return Err(SampleError::NotEmpty(dir.to_owned()));
    }
    Ok(())
}

fn write_lines<T: Serialize>(path: &Path, rows: &[T]) -> Result<(), SampleError> {
    let mut text = String::new();
    for row in rows {
        text += &serde_json::to_string(row).map_err(io::Error::from)?;
        text.push('\n');
    }
    fs::write(path, text).map_err(|e| SampleError::write(path, e))
}
