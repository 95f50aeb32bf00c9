//! One item and everything known about it, for a person who may see it.

use crate::Cover;
use crate::answer::{Document, ItemLine, PageView, TrailStep};
use crate::correction::is_correctable;
use crate::{Store, WorkbenchError, pages};
use catalogue::{ItemFilter, ItemRow};
use custody::act::{Act, ActBody};
use domain::access::Action;
use domain::{ItemId, Sha256, UserName};
use extract::{Page, Reading, TextSource};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// A page with at least so many words, read with at least this confidence, is paper; anything less
/// may be a photograph with a label in it and stays covered.
const PAPER_WORDS: usize = 25;
const PAPER_CONFIDENCE: f32 = 0.55;
/// The share of a page up to which pictures on it are a letterhead or an emblem: on A4 a square of
/// 43 millimetres. The photograph of a pass is about a fiftieth, and shows a face and no more.
const PAPER_PICTURES: f32 = 0.03;
/// A list shows at most so many items at once.
const LONGEST_LIST: u32 = 10_000;

impl Store {
    /// A list of items that the person may see, in the order of their numbers.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read.
    pub fn items(
        &self,
        by: &UserName,
        filter: &ItemFilter,
    ) -> Result<Vec<ItemLine>, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        let filter = ItemFilter {
            limit: filter.limit.clamp(1, LONGEST_LIST),
            ..filter.clone()
        };
        let rows = self.0.catalogue.items(&scope, &filter)?;
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some("list of items".to_owned()),
            None,
            "permitted",
        )?;
        Ok(rows.into_iter().map(line).collect())
    }

    /// The item and its reading, for a person who looks at it; the look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub(crate) fn looked_at(
        &self,
        by: &UserName,
        id: &ItemId,
    ) -> Result<(ItemRow, Option<extract::Reading>), WorkbenchError> {
        let row = self.readable(by, id)?;
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some(id.to_string()),
            None,
            "permitted",
        )?;
        let reading = self.reading(&row)?;
        Ok((row, reading))
    }

    /// Everything about one item but its text.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn document(&self, by: &UserName, id: &ItemId) -> Result<Document, WorkbenchError> {
        let (row, reading) = self.looked_at(by, id)?;
        let parent = row
            .id
            .parent()
            .map(|parent| self.0.catalogue.item(&parent))
            .transpose()?
            .flatten();
        let copies = self.copies_of_row(by, &row)?;
        // The title that search shows: of the text as people corrected it.
        let title = match &reading {
            Some(reading) => pages::title(&row, &*self.corrected(id, reading)?),
            None => row.path.file_name(),
        };
        let (metadata, warnings, tools) = match reading {
            Some(reading) => {
                let tools = reading
                    .tools
                    .into_iter()
                    .map(|tool| (tool.name, tool.version, tool.options));
                (reading.metadata, reading.warnings, tools.collect())
            }
            None => Default::default(),
        };
        Ok(Document {
            title,
            other_digests: row.other_digests.clone(),
            modified: row.modified,
            link_target: row.link_target.clone(),
            metadata,
            warnings,
            tools,
            parent: parent.map(line),
            members: self
                .0
                .catalogue
                .members(id)?
                .into_iter()
                .map(line)
                .collect(),
            copies,
            has_images: has_images(&row),
            line: line(row),
        })
    }

    /// One page, counted from 1. An item without pages has one empty page.
    ///
    /// # Errors
    /// As [`Store::document`], and where there is no such page.
    pub fn page(&self, by: &UserName, id: &ItemId, n: u32) -> Result<PageView, WorkbenchError> {
        self.page_at(by, id, n, None)
    }

    /// As [`Store::page`], at a version of its text; the newest where none is asked for.
    ///
    /// # Errors
    /// As [`Store::page`], and where the page has no such version.
    pub fn page_at(
        &self,
        by: &UserName,
        id: &ItemId,
        n: u32,
        version: Option<u32>,
    ) -> Result<PageView, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some(format!("{id}#p{n}")),
            None,
            "permitted",
        )?;
        let (page, at, versions) = match self.page_version(&row, n, version)? {
            Some(found) => found,
            None if n == 1 => Default::default(),
            None => return Err(WorkbenchError::NotAvailable(format!("{id}#p{n}"))),
        };
        Ok(PageView {
            n,
            has_image: has_images(&row),
            cover: Cover::of(&row, Some(&page), self.is_a_photograph(&row)?),
            grade: extract::grade::of_page(&page),
            correctable: is_correctable(&page),
            quality: page.quality,
            choice: page.choice,
            others: page.others,
            source: source_name(page.source).to_owned(),
            label: page.label,
            text: at.wording.text(),
            confidence: page.confidence,
            words: at.wording.placed_words(),
            wording: at.wording,
            unread: page.unread,
            version: at.version,
            versions,
            earlier: at.earlier,
        })
    }

    /// The custody of an item: the reception of what it lies in, and every act on it since.
    ///
    /// # Errors
    /// As [`Store::document`].
    pub fn trail(&self, by: &UserName, id: &ItemId) -> Result<Vec<TrailStep>, WorkbenchError> {
        self.readable(by, id)?;
        let mut steps = Vec::new();
        if id.depth() > 0 {
            let root = ItemId::new(id.root());
            steps.extend(
                self.0
                    .catalogue
                    .trail(&root)?
                    .into_iter()
                    .filter(|step| step.name == "ItemReceived"),
            );
        }
        steps.extend(self.0.catalogue.trail(id)?);
        steps
            .into_iter()
            .map(|step| {
                let body = self.0.evidence.body(step.act)?;
                Ok(TrailStep {
                    index: step.act,
                    details: body
                        .as_ref()
                        .map(|body| details(body, id))
                        .unwrap_or_default(),
                    erased: body.is_none(),
                    act: step.name,
                    at: step.at,
                    by: step.by,
                })
            })
            .collect()
    }

    /// Writes the original bytes of an item out. A right of its own, with a reason.
    ///
    /// # Errors
    /// Where the person may not, the reason is empty, or the object does not hold; then nothing that
    /// was written may be used.
    pub fn original(
        &self,
        by: &UserName,
        id: &ItemId,
        reason: &str,
        out: &mut dyn Write,
    ) -> Result<(), WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::TakeOutOriginal, Some(row.accession))?;
        if reason.trim().is_empty() {
            return Err(WorkbenchError::ReasonRequired);
        }
        let Some(content) = row.sha256 else {
            let reason = format!(
                "it has no content to take out ({})",
                row.reason.unwrap_or(row.kind)
            );
            return Err(WorkbenchError::BadValue {
                what: "item",
                reason,
            });
        };
        self.record(
            by,
            Action::TakeOutOriginal.name(),
            Some(id.to_string()),
            Some(reason),
            "permitted",
        )?;
        let mut plain = self
            .0
            .vault
            .plain_copy(&content, row.size_bytes.unwrap_or_default())?;
        let mut buffer = vec![0u8; 1 << 16];
        let failed = |e| WorkbenchError::io("write out", &self.0.root, e);
        loop {
            match plain.read(&mut buffer).map_err(failed)? {
                0 => return Ok(()),
                n => out
                    .write_all(buffer.get(..n).unwrap_or_default())
                    .map_err(failed)?,
            }
        }
    }

    /// The row of an item that the person may read. What is not there and what is not for this
    /// person answer alike.
    pub(crate) fn readable(&self, by: &UserName, id: &ItemId) -> Result<ItemRow, WorkbenchError> {
        let scope = self.scope(by, Action::ReadEvidence)?;
        match self.0.catalogue.item(id)? {
            Some(row) if scope.contains(&row.accession) => Ok(row),
            Some(_) => Err(self.not_granted(by, Action::ReadEvidence, id.to_string())?),
            None => Err(WorkbenchError::NotAvailable(id.to_string())),
        }
    }

    /// The reading of an item, from the vault.
    pub(crate) fn reading(&self, row: &ItemRow) -> Result<Option<Reading>, WorkbenchError> {
        row.derivative
            .map(|derivative| self.reading_of(&derivative, row.received_act))
            .transpose()
    }

    /// A reading, the newest of its item or an earlier one. `index` is the act that received the item.
    pub(crate) fn reading_of(
        &self,
        derivative: &Sha256,
        index: u64,
    ) -> Result<Reading, WorkbenchError> {
        let bytes = self.0.vault.read(derivative)?;
        serde_json::from_slice(&bytes).map_err(|e| WorkbenchError::ActUnreadable {
            index,
            reason: format!("the reading {derivative} is of no form this program knows: {e}"),
        })
    }
}

pub(crate) fn line(row: ItemRow) -> ItemLine {
    ItemLine {
        item: row.id,
        accession: row.accession,
        path: row.path,
        kind: row.kind,
        media_type: row.media_type,
        state: row.state,
        reason: row.reason,
        size_bytes: row.size_bytes,
        sha256: row.sha256,
        pages: row.pages,
    }
}

/// Whether pictures of an item's pages can be made.
pub(crate) fn has_images(row: &ItemRow) -> bool {
    let drawable = |media: &str| {
        media == "application/pdf" || media.starts_with("image/") && media != "image/svg+xml"
    };
    row.sha256.is_some() && row.media_type.as_deref().is_some_and(drawable)
}

/// Whether a page is certainly paper. In doubt it is a photograph and covered.
pub(crate) fn reads_as_paper(page: &Page) -> bool {
    let words = page
        .text
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    let confident = match page.source {
        TextSource::Native | TextSource::Layer => true,
        TextSource::Ocr => page.confidence.is_some_and(|c| c >= PAPER_CONFIDENCE),
        TextSource::None => false,
    };
    let shows_a_picture = page
        .picture_share
        .is_some_and(|share| share > PAPER_PICTURES);
    confident && !shows_a_picture && words.count() >= PAPER_WORDS
}

pub(crate) const fn source_name(source: TextSource) -> &'static str {
    match source {
        TextSource::Native => "native",
        TextSource::Layer => "layer",
        TextSource::Ocr => "ocr",
        TextSource::None => "none",
    }
}

/// The values of an act that a sentence on screen needs.
fn details(body: &ActBody, id: &ItemId) -> BTreeMap<String, String> {
    let mut details = BTreeMap::new();
    let mut put = |key: &str, value: String| details.insert(key.to_owned(), value);
    match &body.act {
        Act::ItemReceived(received) => {
            put("accession", received.accession.to_string());
            if let Some(content) = &received.content {
                put("size_bytes", content.size_bytes.to_string());
                put("sha256", content.sha256.to_string());
            }
            if let Some(problem) = &received.problem {
                put("problem", problem.clone());
            }
        }
        Act::Extracted(extracted) if extracted.item == *id => {
            put("state", extracted.state.to_string());
            put("version", extracted.version.clone());
            put("pages", extracted.pages.to_string());
            put("members", extracted.members.len().to_string());
            if let Some(derivative) = &extracted.derivative {
                put("derivative", derivative.sha256.to_string());
            }
        }
        Act::Extracted(container) => {
            put("container", container.item.to_string());
        }
        Act::RetryOrdered { reason, .. } => {
            put("reason", reason.clone());
        }
        Act::TextCorrected(corrected) => {
            let at = (corrected.page, corrected.line, corrected.version);
            put("page", format!("{id} p{} l{} v{}", at.0, at.1, at.2));
            put("from", corrected.from.clone());
            put("to", corrected.to.clone());
        }
        Act::LabelReviewed(reviewed) => {
            for (field, value) in &reviewed.fields {
                put(field, value.clone());
            }
        }
        Act::PhotoDescribed(described) => {
            put("words", described.words.clone());
            put("tags", described.tags.join(", "));
        }
        _ => {}
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_text_with_a_photograph_on_it_is_not_certainly_paper() {
        let page = |words: usize, picture_share: Option<f32>| Page {
            text: "patrol ".repeat(words),
            source: TextSource::Layer,
            picture_share,
            ..Page::default()
        };
        assert!(reads_as_paper(&page(PAPER_WORDS, None)));
        assert!(reads_as_paper(&page(PAPER_WORDS, Some(PAPER_PICTURES))));
        assert!(!reads_as_paper(&page(PAPER_WORDS, Some(0.12))));
        assert!(!reads_as_paper(&page(500, Some(1.0))));
        assert!(!reads_as_paper(&page(PAPER_WORDS - 1, None)));
    }
}
