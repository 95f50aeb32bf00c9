//! Pictures of pages: re-made from pixels in the fence, and covered where they may show a person.

use crate::document::{has_images, reads_as_paper};
use crate::{Store, WorkbenchError};
use domain::access::Action;
use domain::{ItemId, UserName};
use extract::{Reader, ReaderSettings};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The longest side of a picture that is asked for, in pixels.
const LONGEST_SIDE_PX: u32 = 4_000;

/// What was uncovered by whom since they signed in.
#[derive(Default)]
pub(crate) struct Reveals(Mutex<BTreeSet<(UserName, ItemId, u32)>>);

impl Reveals {
    fn uncover(&self, by: &UserName, id: &ItemId, n: u32) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((by.clone(), id.clone(), n));
    }

    fn is_uncovered(&self, by: &UserName, id: &ItemId, n: u32) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&(by.clone(), id.clone(), n))
    }

    pub(crate) fn cover_all(&self, by: &UserName) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(who, _, _)| who != by);
    }
}

/// The fenced reader that draws pages, started when the first is asked for.
#[derive(Default)]
pub(crate) struct Renderer(Mutex<Option<Reader>>);

impl Store {
    /// Uncovers a page for this person until they sign out. Recorded with the reason given.
    ///
    /// # Errors
    /// Where the item is not available or the person may not uncover.
    pub fn reveal(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        reason: Option<&str>,
    ) -> Result<(), WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::RevealImage, Some(row.accession))?;
        self.record(
            by,
            Action::RevealImage.name(),
            Some(format!("{id}#p{n}")),
            reason,
            "permitted",
        )?;
        self.0.reveals.uncover(by, id, n);
        Ok(())
    }

    /// Covers again everything that this person uncovered.
    pub fn cover_all(&self, by: &UserName) {
        self.0.reveals.cover_all(by);
    }

    /// The picture of a page as PNG, its longer side at most `max_px` pixels.
    ///
    /// # Errors
    /// [`WorkbenchError::Covered`] where the page may show a person and was not uncovered; where the
    /// page cannot be drawn.
    pub fn page_image(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        max_px: u32,
    ) -> Result<Vec<u8>, WorkbenchError> {
        let row = self.readable(by, id)?;
        let Some(content) = row.sha256.filter(|_| has_images(&row)) else {
            return Err(WorkbenchError::NotAvailable(format!("{id}#p{n}")));
        };
        let reading = self.reading(&row)?;
        let page = reading
            .as_ref()
            .and_then(|reading| reading.pages.iter().find(|page| page.n == n));
        let paper = page.is_some_and(reads_as_paper);
        if !paper && !self.0.reveals.is_uncovered(by, id, n) {
            return Err(WorkbenchError::Covered);
        }
        let source = self
            .0
            .vault
            .plain_copy(&content, row.size_bytes.unwrap_or_default())?;
        let mut reader = self
            .0
            .renderer
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let reader = match &mut *reader {
            Some(reader) => reader,
            none => none.insert(Reader::start(&ReaderSettings::default())?),
        };
        Ok(reader.render(&source, n, max_px.clamp(16, LONGEST_SIDE_PX))?)
    }
}
