//! People's word on what a page reads: versions beside the machine's reading, which stays as it is.

mod fault;
mod versions;

pub use fault::CorrectionFault;
pub use versions::{Change, Fit, Made, TextVersion};

use crate::wording::WordSpan;
use crate::{Store, WorkbenchError};
use catalogue::{ItemRow, Log, ReadingRow};
use custody::act::{Act, TextCorrected};
use domain::access::Action;
use domain::{ItemId, UserName};
use extract::{Page, Reading, TextSource};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use versions::{History, PageAt, units};

/// A reading of some words or a note is at most so many characters long.
const LONGEST_CHARS: usize = 1_000;
/// How often a long work asks whether somebody corrected a text.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often is asked whether a correction is in the index.
const PAUSE: Duration = Duration::from_millis(100);

/// What a person says some words of a page read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// The page, counted from 1.
    pub page: u32,
    /// Which words, in the version that the person looks at.
    pub at: WordSpan,
    /// What stands there as far as the person knows; checked where given.
    pub from: Option<String>,
    /// What it reads. The same as stands there: the person has checked it. Empty: there is no word.
    pub to: String,
    /// Why.
    pub note: Option<String>,
    /// The version that the person looks at; the newest where absent.
    pub on_version: Option<u32>,
}

/// A correction that was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// The version that it made.
    pub version: u32,
    /// Index of the act in the log.
    pub act: u64,
    /// Whether it can be found already. If not, a long work holds the index and takes it in.
    pub findable: bool,
}

/// The versions of one page, oldest first, and what became of corrections that were made on an earlier
/// reading, by their version.
pub type PageVersions = (Vec<TextVersion>, Vec<(u32, Fit)>);

/// The versions of an item's text.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemVersions {
    /// Every reading by a machine, oldest first.
    pub readings: Vec<ReadingRow>,
    /// The versions of each page that people corrected, and what became of corrections that were made
    /// on a reading before the newest.
    pub pages: BTreeMap<u32, PageVersions>,
}

impl Store {
    /// Records what words of a page read, as a new version, and puts the page into the index.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where the item or page is not there or not for this person;
    /// [`WorkbenchError::Correction`] where the words are not there or somebody was faster.
    pub fn correct(
        &self,
        by: &UserName,
        id: &ItemId,
        request: &CorrectionRequest,
    ) -> Result<Corrected, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.authorise(by, Action::CorrectText, Some(row.accession))?;
        let to = one_line("text", &request.to)?;
        let note = one_line("note", request.note.as_deref().unwrap_or_default())?;
        let object = Some(format!("{id}#p{}", request.page));
        self.record(by, Action::CorrectText.name(), object, None, "permitted")?;
        let mut version = 0;
        let acts = || {
            let act = self.correction(id, request, to, note)?;
            version = act.version;
            Ok(vec![Act::TextCorrected(Box::new(act))])
        };
        let range =
            self.0
                .evidence
                .append_after(&self.0.catalogue, self.0.clock.now(), by, acts)?;
        Ok(Corrected {
            version,
            act: range.start,
            findable: self.findable(range.start)?,
        })
    }

    /// The act that a request comes to, as the tables stand now.
    fn correction(
        &self,
        id: &ItemId,
        request: &CorrectionRequest,
        to: String,
        note: String,
    ) -> Result<TextCorrected, WorkbenchError> {
        let here = format!("{id}#p{}", request.page);
        let missing = || WorkbenchError::NotAvailable(here.clone());
        let row = self.0.catalogue.item(id)?.ok_or_else(missing)?;
        let reading = self.reading(&row)?.ok_or_else(missing)?;
        let page = reading.pages.iter().find(|page| page.n == request.page);
        let page = page.ok_or_else(missing)?;
        if !is_correctable(page) {
            return Err(CorrectionFault::NotRead(here).into());
        }
        let history = self.text_history(id)?;
        let versions = history.versions(request.page);
        let newest = versions.last().ok_or_else(missing)?;
        if request.on_version.is_some_and(|on| on != newest.version) {
            return Err(meanwhile(id, request.page, newest).into());
        }
        let now = history.page_at(page, newest.version).ok_or_else(missing)?;
        let (at, wording) = (request.at, &now.wording);
        let line = wording.line(at.line).ok_or(CorrectionFault::NoLine {
            line: at.line,
            lines: wording.line_count(),
        })?;
        let stands = wording.text_at(at).ok_or_else(|| CorrectionFault::NoWord {
            line: at.line,
            word: at.word.saturating_add(at.words.saturating_sub(1)),
            stands: crate::wording::joined(&line.words),
        })?;
        let from = request.from.as_deref().map(|from| {
            let words: Vec<&str> = from.split_whitespace().collect();
            words.join(" ")
        });
        if let Some(from) = from.filter(|from| *from != stands) {
            return Err(CorrectionFault::OtherWord {
                line: at.line,
                word: at.word,
                stands,
                from,
            }
            .into());
        }
        if to.is_empty() && usize::try_from(at.words).is_ok_and(|n| n == line.words.len()) {
            return Err(CorrectionFault::LineEmptied(at.line).into());
        }
        Ok(TextCorrected {
            item: id.clone(),
            page: request.page,
            reading: row.derivative.ok_or_else(missing)?,
            version: newest.version.saturating_add(1),
            line: at.line,
            word: at.word,
            words: at.words,
            place: wording.place_of(at).map(|place| place.map(units)),
            from: stands,
            to,
            note: Some(note).filter(|note| !note.is_empty()),
        })
    }

    /// Puts what is corrected into the index if no long work is going on, and says whether this act is in it.
    fn findable(&self, act: u64) -> Result<bool, WorkbenchError> {
        if self.0.index.position()? <= act {
            self.put_into_index_if_free()?;
        }
        Ok(self.0.index.position()? > act)
    }

    /// Waits until a correction can be found. A long work takes it in with its next look; where that ended
    /// before, this puts it into the index.
    ///
    /// # Errors
    /// Where the index cannot be read or written.
    pub fn wait_until_findable(
        &self,
        act: u64,
        patience: Duration,
    ) -> Result<bool, WorkbenchError> {
        let start = Instant::now();
        while !self.findable(act)? {
            if start.elapsed() >= patience {
                return Ok(false);
            }
            std::thread::sleep(PAUSE);
        }
        Ok(true)
    }

    /// Every version of an item's text. The look is recorded.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where it is not there or not for this person.
    pub fn text_versions(
        &self,
        by: &UserName,
        id: &ItemId,
    ) -> Result<ItemVersions, WorkbenchError> {
        let (_, reading) = self.looked_at(by, id)?;
        let history = self.text_history(id)?;
        let corrected: BTreeSet<u32> = history.corrections.iter().map(|c| c.page).collect();
        let pages = corrected.into_iter().map(|n| {
            let versions = history.versions(n);
            let base = reading
                .iter()
                .flat_map(|reading| &reading.pages)
                .find(|page| page.n == n);
            let newest = versions.last().map_or(0, |newest| newest.version);
            let earlier = match base.and_then(|base| history.page_at(base, newest)) {
                Some(at) => at.earlier,
                // The newest reading has no such page: what was said of it stands beside.
                None => versions
                    .iter()
                    .filter(|version| matches!(version.made, Made::ByPerson(_)))
                    .map(|version| (version.version, Fit::Left))
                    .collect(),
            };
            (n, (versions, earlier))
        });
        Ok(ItemVersions {
            pages: pages.collect(),
            readings: history.readings,
        })
    }

    pub(crate) fn text_history(&self, id: &ItemId) -> Result<History, WorkbenchError> {
        Ok(History {
            readings: self.0.catalogue.readings(id)?,
            corrections: self.0.catalogue.corrections(id)?,
        })
    }

    /// A page at a version, with the page as the machine had read it, and all versions.
    pub(crate) fn page_version(
        &self,
        row: &ItemRow,
        n: u32,
        version: Option<u32>,
    ) -> Result<Option<(Page, PageAt, Vec<TextVersion>)>, WorkbenchError> {
        // A member that waits to be read again may be another file than its earlier readings are of.
        if version.is_none() && row.derivative.is_none() {
            return Ok(None);
        }
        let history = self.text_history(&row.id)?;
        let versions = history.versions(n);
        let Some(newest) = versions.last().map(|newest| newest.version) else {
            return Ok(None);
        };
        let version = version.unwrap_or(newest);
        let Some(reading) = history.reading_at(n, version) else {
            return Err(CorrectionFault::NoVersion { version, newest }.into());
        };
        let pages = self
            .reading_of(&reading.derivative, row.received_act)?
            .pages;
        let Some(base) = pages.into_iter().find(|page| page.n == n) else {
            return Ok(None);
        };
        let at = history.page_at(&base, version);
        Ok(at.map(|at| (base, at, versions)))
    }

    /// A reading with people's corrections in it: what is found by search.
    pub(crate) fn corrected<'a>(
        &self,
        id: &ItemId,
        reading: &'a Reading,
    ) -> Result<Cow<'a, Reading>, WorkbenchError> {
        let corrections = self.0.catalogue.corrections(id)?;
        if corrections.is_empty() {
            return Ok(Cow::Borrowed(reading));
        }
        let history = History {
            readings: self.0.catalogue.readings(id)?,
            corrections,
        };
        let pages: BTreeSet<u32> = history.corrections.iter().map(|c| c.page).collect();
        let mut reading = reading.clone();
        for page in reading
            .pages
            .iter_mut()
            .filter(|page| pages.contains(&page.n))
        {
            let newest = history.versions(page.n).last().map(|newest| newest.version);
            if let Some(at) = newest.and_then(|newest| history.page_at(page, newest)) {
                page.text = at.wording.text();
            }
        }
        Ok(Cow::Owned(reading))
    }

    /// Puts corrected items into the index that were corrected at or behind this position of the log. The
    /// caller holds the writer and commits.
    pub(crate) fn put_corrected(
        &self,
        writer: &catalogue::index::IndexWriter,
        since: u64,
    ) -> Result<u64, WorkbenchError> {
        let mut put = 0;
        for id in self.0.catalogue.corrected_since(since)? {
            if let Some(row) = self.0.catalogue.item(&id)?
                && let Some(reading) = self.reading(&row)?
            {
                let reading = self.corrected(&id, &reading)?;
                writer.put_item(&id, &crate::pages::page_docs(&row, &reading))?;
                put += 1;
            }
        }
        Ok(put)
    }
}

/// A long work that brings no pages into the index itself, and looks after what people correct meanwhile.
pub(crate) struct CorrectionWatch<'a> {
    store: &'a Store,
    since: u64,
    looked: Instant,
}

impl<'a> CorrectionWatch<'a> {
    /// The caller holds the work lock.
    pub(crate) fn of(store: &'a Store) -> Result<Self, WorkbenchError> {
        Ok(Self {
            store,
            since: store.0.catalogue.position(Log::Evidence)?,
            looked: Instant::now(),
        })
    }

    /// Puts what was corrected since the last look into the index. Its position stays: what else came
    /// since is put in at the end of the work.
    pub(crate) fn look(&mut self) -> Result<(), WorkbenchError> {
        if self.looked.elapsed() < LOOK_EVERY {
            return Ok(());
        }
        self.looked = Instant::now();
        let until = self.store.0.catalogue.position(Log::Evidence)?;
        if !self
            .store
            .0
            .catalogue
            .corrected_since(self.since)?
            .is_empty()
        {
            let index = &self.store.0.index;
            let mut writer = index.writer()?;
            self.store.put_corrected(&writer, self.since)?;
            writer.merge_small_alone();
            writer.commit(index.position()?)?;
            writer.end()?;
        }
        self.since = until;
        Ok(())
    }
}

/// Whether a machine read the page from pixels or from a text layer that may be wrong. What a file
/// itself holds as text is not for people to change.
pub(crate) const fn is_correctable(page: &Page) -> bool {
    matches!(page.source, TextSource::Ocr | TextSource::Layer)
}

/// What happened to a page since a person looked at it.
fn meanwhile(id: &ItemId, page: u32, newest: &TextVersion) -> CorrectionFault {
    match &newest.made {
        Made::ByMachine { .. } => CorrectionFault::ReadMeanwhile {
            item: id.clone(),
            page,
            version: newest.version,
        },
        Made::ByPerson(change) => CorrectionFault::ChangedMeanwhile {
            item: id.clone(),
            page,
            version: newest.version,
            by: newest.by.clone(),
            line: change.at.line,
            from: change.from.clone(),
            to: change.to.clone(),
        },
    }
}

/// A text of one line, its spaces single.
fn one_line(what: &'static str, text: &str) -> Result<String, WorkbenchError> {
    let bad = |reason: String| WorkbenchError::BadValue { what, reason };
    if let Some(sign) = text.chars().find(|c| c.is_control() && !c.is_whitespace()) {
        return Err(bad(format!(
            "it holds the control character {:#06x}",
            u32::from(sign)
        )));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() > LONGEST_CHARS {
        return Err(bad(format!("it is longer than {LONGEST_CHARS} characters")));
    }
    Ok(line)
}

#[cfg(test)]
mod tests;
