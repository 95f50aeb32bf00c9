//! An invented population and four lists that speak of it, with the truth of who is who.
//!
//! For demonstration and for measuring matching: households, twins, cousins named after one
//! grandfather, homonyms; each list with the faults of the office that kept it. The rates of faults
//! are choices, not measured on real lists.

mod clan;
mod confusion;
mod hand;
mod list;
mod list_file;
mod list_form;
mod name_stock;
mod person;
mod planted;
mod population;
mod row;
mod sound;
mod workbook;

use crate::SampleError;
use list::List;
use list_file::Folder;
use name_stock::NameStock;
use population::Population;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// How the lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// Tab-separated, one set of English headings for all.
    #[default]
    Plain,
    /// In the forms in which offices pass lists on: CSV in two encodings and a workbook, with
    /// headings in Arabic, Dutch, French, German and English.
    Local,
}

/// What lists to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOptions {
    /// Another seed gives another population.
    pub seed: u64,
    /// How many people; at least [`LEAST_PERSONS`].
    pub persons: u32,
    /// A table of attested spellings (columns `arabic`, `latin`, `count`) to draw names from, beside
    /// the built-in ones.
    pub names: Option<PathBuf>,
    /// How the lists are written.
    pub headings: Headings,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            persons: 300,
            names: None,
            headings: Headings::Plain,
        }
    }
}

/// The fewest people among whom the planted cases have room.
pub const LEAST_PERSONS: u32 = 100;

/// The most people whose lists are written with [`Headings::Local`]: a workbook is made in memory.
pub const MOST_PERSONS_LOCAL: u32 = 200_000;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListSummary {
    /// The folder that holds the lists and their truth.
    pub dir: PathBuf,
    /// How many people there are.
    pub persons: u32,
    /// Each list by its file, and how many records it has.
    pub lists: Vec<(PathBuf, u64)>,
    /// `truth.tsv`: which record speaks of whom.
    pub truth: PathBuf,
    /// `relations.tsv`: who everybody is, and whose child.
    pub relations: PathBuf,
    /// `planted.tsv`: the records of the planted cases.
    pub planted: PathBuf,
}

/// Makes the lists and their truth in `dir`, which must be empty or absent. People are made clan by
/// clan and forgotten when they are written, so that memory does not grow with their number.
///
/// Stopped half-way it leaves a folder that is not empty; delete it and start again.
///
/// # Errors
/// [`SampleError`] where too few or too many people are asked for, the table of names cannot be used,
/// the folder holds something, or it cannot be written.
pub fn make_lists(dir: &Path, options: &ListOptions) -> Result<ListSummary, SampleError> {
    let given = options.persons;
    if given < LEAST_PERSONS {
        return Err(SampleError::TooFewPersons { given });
    }
    if options.headings == Headings::Local && given > MOST_PERSONS_LOCAL {
        return Err(SampleError::TooManyPersons { given });
    }
    crate::ensure_empty(dir)?;
    let stock = NameStock::load(options.names.as_deref())?;
    let population = Population::new(options.seed, given, &stock);
    let mut folder = Folder::create(dir, options.headings, &stock)?;
    population.write_relations(&mut folder)?;
    for list in List::ALL {
        list.write(&population, &mut folder)?;
    }
    folder.finish(given)
}
