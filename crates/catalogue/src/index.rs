//! The full-text index: one entry a page, found by words in any of their spellings.
//!
//! Trusted for nothing: it is made from the catalogue's rows and the texts in the vault, and may be
//! deleted at any time. Each commit carries the position in the ledger up to which it was made.

mod analysis;
mod collect;
mod compile;
pub(crate) mod dates;
mod fields;
mod highlight;
mod search;
mod write;

pub(crate) use analysis::{PlacedTerm, Reading, script_sign, terms};
pub use highlight::{Fragment, highlight};
pub use search::{Hit, Hits, Request, Sort};
pub use write::IndexWriter;

use crate::CatalogueError;
use domain::{AccessionId, ItemId, ItemState, Moment, ReadingQuality};
use fields::Fields;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::{IndexReader, ReloadPolicy};

/// A page as the index takes it. An item without text has one page, numbered 1, with empty text,
/// so that it is found by its name and its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDoc {
    /// The item.
    pub item: ItemId,
    /// The accession it came with; the filter of rights works on it.
    pub accession: AccessionId,
    /// The number of the page, from 1.
    pub page: u32,
    /// The text.
    pub text: String,
    /// The item's title; empty if it has none. Searched on the first page.
    pub title: String,
    /// The path inside the accession, as text to show. Its file name is searched on the first page.
    pub path: String,
    /// The kind of file, such as `pdf`; compared in small letters.
    pub kind: String,
    /// How the reading of the item ended.
    pub state: ItemState,
    /// How far the page's text can be relied on; absent where the page holds nothing to be read.
    pub quality: Option<ReadingQuality>,
    /// Dates on the page: `2013`, `2013-06` or `2013-06-11`. What is no such date is kept and
    /// shown, but not found by date.
    pub dates: Vec<String>,
    /// The language, such as `ar`; empty if unknown.
    pub language: String,
    /// When the file was last changed, if the medium said so.
    pub modified: Option<Moment>,
}

/// The index in one folder.
///
/// May be used from several threads at once. One writer at a time, in any process; readers see
/// each commit as a whole.
#[derive(Clone)]
pub struct Index {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    engine: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
}

impl Index {
    /// Makes an empty index in a folder, which is made where missing.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the folder cannot be made or already holds an index.
    pub fn create(folder: &Path) -> Result<Self, CatalogueError> {
        std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        let (schema, _) = fields::schema();
        let engine =
            tantivy::Index::create_in_dir(folder, schema).map_err(|e| failed(folder, &e))?;
        Self::with(folder, engine)
    }

    /// Opens the index in a folder.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if there is none, if it cannot be read, or if it was made by
    /// another version of this program and is to be made anew.
    pub fn open(folder: &Path) -> Result<Self, CatalogueError> {
        let engine = tantivy::Index::open_in_dir(folder).map_err(|e| failed(folder, &e))?;
        Self::with(folder, engine)
    }

    /// Opens the index in a folder, or makes an empty one where there is none.
    ///
    /// # Errors
    /// As [`Index::create`] and [`Index::open`].
    pub fn open_or_create(folder: &Path) -> Result<Self, CatalogueError> {
        if folder.join("meta.json").exists() {
            Self::open(folder)
        } else {
            Self::create(folder)
        }
    }

    fn with(folder: &Path, engine: tantivy::Index) -> Result<Self, CatalogueError> {
        let (schema, fields) = fields::schema();
        if engine.schema() != schema {
            return Err(failed(
                folder,
                &"it was made by another version; make it anew",
            ));
        }
        for reading in Reading::ALL {
            engine
                .tokenizers()
                .register(reading.field(), analysis::ReadingTokenizer::new(reading));
        }
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::OnCommitWithDelay)
            .try_into()
            .map_err(|e| failed(folder, &e))?;
        let folder = folder.to_owned();
        Ok(Self {
            inner: Arc::new(Inner {
                folder,
                engine,
                reader,
                fields,
            }),
        })
    }

    /// The position in the ledger up to which the last commit was made; 0 before the first.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the index cannot be read.
    pub fn position(&self) -> Result<u64, CatalogueError> {
        let metas = self
            .inner
            .engine
            .load_metas()
            .map_err(|e| self.failed(&e))?;
        match metas.payload {
            None => Ok(0),
            Some(payload) => payload
                .parse()
                .map_err(|_| self.failed(&"its position is no number")),
        }
    }

    /// The only writer.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if another one is open, in this process or in another.
    pub fn writer(&self) -> Result<IndexWriter, CatalogueError> {
        IndexWriter::new(self.clone())
    }

    /// Makes the last commit visible to searches at once, where another process made it; without
    /// this call it becomes visible within a second.
    ///
    /// # Errors
    /// [`CatalogueError::Index`] if the index cannot be read.
    pub fn reload(&self) -> Result<(), CatalogueError> {
        self.inner.reader.reload().map_err(|e| self.failed(&e))
    }

    fn failed(&self, reason: &dyn std::fmt::Display) -> CatalogueError {
        failed(&self.inner.folder, reason)
    }
}

fn failed(folder: &Path, reason: &dyn std::fmt::Display) -> CatalogueError {
    if crate::room::is_full(folder) {
        return CatalogueError::DiskFull(folder.to_owned());
    }
    CatalogueError::Index {
        path: folder.to_owned(),
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests;
