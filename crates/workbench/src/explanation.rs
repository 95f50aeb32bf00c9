//! How one item was read: everything that shaped the reading, so that somebody else can repeat it.

use crate::answer::ItemLine;
use crate::document::{line, source_name};
use crate::{Store, WorkbenchError};
use catalogue::Step;
use custody::act::Act;
use domain::{ItemId, ItemState, Moment, ReadingQuality, Sha256, UserName};
use extract::{LimitKind, Limits, account, edition};

/// How one item was read. How long it took is left out: nothing of the reading depends on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The item and how its reading ended.
    pub line: ItemLine,
    /// The form of readings and the options: where they differ, the item is read again.
    pub version: Option<String>,
    /// The reader that read it and its edition.
    pub reader: Option<String>,
    /// The edition that this program has of that reader, where it is another.
    pub reader_now: Option<String>,
    /// Every program that took part: name, version, options.
    pub tools: Vec<(String, String, String)>,
    /// Programs that were wanted and were not there.
    pub absent: Vec<String>,
    /// Every limit with the value in force, and whether that is another than the usual one.
    pub limits: Vec<(&'static str, u64, bool)>,
    /// What the reader had to tell.
    pub warnings: Vec<String>,
    /// Where the text of each page came from.
    pub pages: Vec<PageOrigin>,
    /// Members that the item says it has.
    pub declared_members: Option<u64>,
    /// Its members.
    pub members: Vec<ItemLine>,
    /// What a person can do about it.
    pub step: Option<(Step, Option<String>)>,
    /// The reading, an object of the vault.
    pub derivative: Option<Sha256>,
    /// Every reading of it and every order to read it again, in the order of the log.
    pub history: Vec<EarlierReading>,
}

/// Where the text of a page came from.
#[derive(Debug, Clone, PartialEq)]
pub struct PageOrigin {
    /// Counted from 1.
    pub n: u32,
    /// native, layer, ocr, none.
    pub source: &'static str,
    /// Mean confidence of optical reading, in per cent.
    pub percent: Option<u8>,
    /// Letters and other signs, spaces left out.
    pub signs: u64,
    /// How far its text reads as written language, 0 to 1; absent where there is too little of it.
    pub quality: Option<f32>,
    /// How far it can be relied on; absent where there is nothing to be read.
    pub grade: Option<ReadingQuality>,
    /// Why its text is the one that is shown, in one English sentence.
    pub choice: Option<String>,
    /// Whether another reading of the page is kept beside it.
    pub other_kept: bool,
}

/// One act of reading, or an order to read again.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierReading {
    /// Index of the act in the log.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// How it ended and why; absent for an order.
    pub ended: Option<(ItemState, Option<String>)>,
    /// The reader and its edition, or why it was ordered.
    pub words: String,
    /// The reading, an object of the vault.
    pub derivative: Option<Sha256>,
}

impl Store {
    /// How an item was read.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn explain(&self, by: &UserName, id: &ItemId) -> Result<Explanation, WorkbenchError> {
        let (row, reading) = self.looked_at(by, id)?;
        let (mut tools, mut absent, mut limits) = (Vec::new(), Vec::new(), Limits::default());
        for tool in reading.iter().flat_map(|reading| &reading.tools) {
            if tool.version == account::ABSENT {
                absent.push(tool.name.clone());
                continue;
            }
            if tool.name == "isnad"
                && let Some((_, unusual)) = tool.options.split_once(" limits ")
            {
                for assignment in unusual.split(' ') {
                    // A limit that this version does not know any more is in the options shown.
                    let _ = limits.set(assignment);
                }
            }
            tools.push((
                tool.name.clone(),
                tool.version.clone(),
                tool.options.clone(),
            ));
        }
        let usual = Limits::default();
        let limits = LimitKind::ALL.map(|kind| {
            let value = limits.value(kind);
            (kind.name(), value, value != usual.value(kind))
        });
        let noted = row.reader.clone();
        let media_type = row.media_type.clone().unwrap_or_default();
        let reader_now = noted.as_ref().and_then(|noted| {
            let reader = noted.split(' ').next().unwrap_or_default();
            let now = edition::current(reader, &media_type);
            (now != *noted).then_some(now)
        });
        Ok(Explanation {
            version: row.reading_version.clone(),
            reader: noted,
            reader_now,
            tools,
            absent,
            limits: limits.to_vec(),
            warnings: reading
                .as_ref()
                .map(|reading| reading.warnings.clone())
                .unwrap_or_default(),
            pages: reading.as_ref().map(origins).unwrap_or_default(),
            declared_members: row.members.0,
            members: self
                .0
                .catalogue
                .members(id)?
                .into_iter()
                .map(line)
                .collect(),
            step: row.step.clone(),
            derivative: row.derivative,
            history: self.history(id)?,
            line: line(row),
        })
    }

    fn history(&self, id: &ItemId) -> Result<Vec<EarlierReading>, WorkbenchError> {
        let mut history = Vec::new();
        for step in self.0.catalogue.trail(id)? {
            if !matches!(step.name.as_str(), "Extracted" | "RetryOrdered") {
                continue;
            }
            let Some(body) = self.0.evidence.body(step.act)? else {
                continue;
            };
            let (ended, words, derivative) = match body.act {
                // A member stands in the trail with the reading of its container, too.
                Act::Extracted(read) if read.item == *id => (
                    Some((read.state, read.reason)),
                    read.account
                        .and_then(|account| account.reader)
                        .unwrap_or(read.version),
                    read.derivative.map(|content| content.sha256),
                ),
                Act::RetryOrdered { reason, .. } => (None, reason, None),
                _ => continue,
            };
            history.push(EarlierReading {
                act: step.act,
                at: step.at,
                by: step.by,
                ended,
                words,
                derivative,
            });
        }
        Ok(history)
    }
}

fn origins(reading: &extract::Reading) -> Vec<PageOrigin> {
    let origin = |page: &extract::Page| PageOrigin {
        n: page.n,
        source: source_name(page.source),
        // Between 0 and 100: a share times a hundred.
        percent: page
            .confidence
            .map(|share| (share.clamp(0.0, 1.0) * 100.0).round() as u8),
        signs: page.text.chars().filter(|c| !c.is_whitespace()).count() as u64,
        quality: page.quality,
        grade: extract::grade::of_page(page),
        choice: page.choice.clone(),
        // Readings of earlier editions kept the other text among the metadata.
        other_kept: !page.others.is_empty()
            || ["text_layer", "second_reading", "optical_text"]
                .iter()
                .any(|kept| {
                    reading
                        .metadata
                        .contains_key(&format!("pdf.{kept}.{}", page.n))
                }),
    };
    reading.pages.iter().map(origin).collect()
}
