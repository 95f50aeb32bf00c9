//! Changes that a document keeps track of (OASIS OpenDocument 1.3 part 3, section 5.5).
//!
//! They are listed in front of the text; marks in the text say where each of them is.

use crate::format::markup::xml::Tag;
use crate::format::revision::{Change, Revisions};
use std::collections::BTreeMap;

/// The list of changes, and what they come to.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Marks of the text read so far.
    pub revisions: Revisions,
    known: BTreeMap<String, Listed>,
    /// The one being listed, by its name.
    listing: Option<(String, Listed)>,
    /// Insertions around this place.
    open: Vec<String>,
    in_list: bool,
}

#[derive(Debug, Default)]
struct Listed {
    is_deletion: bool,
    author: String,
    when: String,
    text: String,
    placed: bool,
}

/// Changes that are listed at most.
const CHANGES: usize = 100_000;
/// Insertions that are open at one place.
const OPEN: usize = 100;

impl Changes {
    /// Takes a start tag that is about changes; false where it is not.
    pub(super) fn open(&mut self, tag: &Tag<'_>) -> bool {
        match tag.full_name() {
            "text:tracked-changes" => self.in_list = true,
            "text:changed-region" if self.known.len() < CHANGES => {
                let id = tag.attr_exact("text:id").or_else(|| tag.attr("id"));
                self.listing = Some((id.unwrap_or_default(), Listed::default()));
            }
            "text:deletion" => {
                if let Some((_, listed)) = &mut self.listing {
                    listed.is_deletion = true;
                }
            }
            "text:change" => {
                let id = tag.attr("change-id").unwrap_or_default();
                if let Some(listed) = self.known.get_mut(&id).filter(|l| l.is_deletion) {
                    listed.placed = true;
                    self.revisions
                        .add(Change::Deleted, &listed.author, &listed.when, &listed.text);
                }
            }
            "text:change-start" if self.open.len() < OPEN => {
                self.open.push(tag.attr("change-id").unwrap_or_default());
            }
            "text:change-end" => {
                let id = tag.attr("change-id").unwrap_or_default();
                self.open.retain(|open| *open != id);
            }
            "text:p" | "text:h" if self.is_listing() => {
                if let Some((_, listed)) = self
                    .listing
                    .as_mut()
                    .filter(|(_, listed)| !listed.text.is_empty())
                {
                    listed.text.push(' ');
                }
            }
            "dc:creator" | "dc:date" => return false,
            _ => return self.is_listing(),
        }
        true
    }

    /// Takes an end tag within the list; false where the list is not being read.
    pub(super) fn close(&mut self, name: &str) -> bool {
        match name {
            "tracked-changes" if self.in_list => self.in_list = false,
            "changed-region" => {
                if let Some((id, listed)) = self.listing.take() {
                    self.known.insert(id, listed);
                }
            }
            "change" | "change-start" | "change-end" => {}
            _ => return self.is_listing(),
        }
        true
    }

    /// A change is being listed.
    pub(super) const fn is_listing(&self) -> bool {
        self.listing.is_some()
    }

    /// Who made the change that is being listed.
    pub(super) fn name(&mut self, text: &str) {
        if let Some((_, listed)) = &mut self.listing {
            listed.author.push_str(text);
        }
    }

    /// When it was made.
    pub(super) fn date(&mut self, text: &str) {
        if let Some((_, listed)) = &mut self.listing {
            listed.when.push_str(text);
        }
    }

    /// What it took out.
    pub(super) fn list_text(&mut self, text: &str) {
        if let Some((_, listed)) = &mut self.listing {
            listed.text.push_str(text);
        }
    }

    /// Text of the document; true where it lies within insertions.
    pub(super) fn inserted_text(&mut self, text: &str) -> bool {
        let mut is_inserted = false;
        for id in &self.open {
            if let Some(listed) = self.known.get(id).filter(|l| !l.is_deletion) {
                self.revisions
                    .add(Change::Inserted, &listed.author, &listed.when, text);
                is_inserted = true;
            }
        }
        is_inserted
    }

    /// Adds what was taken out and whose place the text does not say.
    pub(super) fn add_unplaced(&mut self) {
        for listed in self.known.values() {
            if listed.is_deletion && !listed.placed {
                self.revisions
                    .add(Change::Deleted, &listed.author, &listed.when, &listed.text);
            }
        }
    }
}
