//! Ordering that items be read again: those of a state or type, or those that today's readers may
//! read otherwise.

use super::ProcessOptions;
use crate::lock;
use crate::{Store, WorkbenchError};
use catalogue::{ItemFilter, ItemRow, ReaderNote, Step};
use custody::act::{Act, ItemIdText};
use domain::access::Action;
use domain::{AccessionId, ItemId, ItemState, UserName};
use extract::{OcrChoice, ProgramState, ReadFault, Reader, edition};
use std::collections::BTreeSet;
use std::fmt;

/// How many items one order to read again names.
const RETRIED_AT_ONCE: u32 = 10_000;

/// How often a reader is asked what there is, where it is killed from outside.
const TRIES: u32 = 20;

/// Which items are to be read again.
#[derive(Debug, Clone, Default)]
pub struct RetryRequest {
    /// In one of these states; in any where there is none.
    pub states: Vec<ItemState>,
    /// Of this type.
    pub media_type: Option<String>,
    /// That ended for this reason, word for word.
    pub ended_because: Option<String>,
    /// That today's readers or programs may read otherwise than those that read them.
    pub outdated: bool,
    /// Why, for the record.
    pub reason: String,
    /// Order nothing; only say what would be ordered.
    pub dry_run: bool,
    /// The program that reads in a fence; this very program where absent.
    pub program: Option<std::path::PathBuf>,
}

/// What was ordered, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetryOrder {
    /// Items that will be read again. A member that ended with its container counts as the container.
    pub items: u64,
    /// The same by what they have in common.
    pub groups: Vec<RetryGroup>,
}

/// Items with one thing in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryGroup {
    /// Their state, where they were asked for by state.
    pub state: Option<ItemState>,
    /// Their type, where they are outdated.
    pub media_type: Option<String>,
    /// Why they are outdated.
    pub outdated: Option<Outdated>,
    /// How many.
    pub items: u64,
}

/// Why today's readers may read an item otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outdated {
    /// It was read before readers left a note.
    NoNote,
    /// By another edition of the reader, as noted and as it is now.
    Reader(String, String),
    /// With another version of a program: name, as noted, as it is now.
    Program(String, String, String),
    /// With another model of a language: its name, SHA-256 as noted and as it is now.
    Model(String, String, String),
    /// Without a program that is here now.
    ProgramHere(String),
    /// Without a language that is here now.
    LanguageHere(String),
}

impl fmt::Display for Outdated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outdated::NoNote => f.write_str("read before readers left a note of themselves"),
            Outdated::Reader(was, is) => write!(f, "read by `{was}`; now it is `{is}`"),
            Outdated::Program(name, was, is) => {
                write!(f, "read with `{name}` {was}; now it is {is}")
            }
            Outdated::Model(language, was, is) => {
                let short = |digest: &str| digest.chars().take(12).collect::<String>();
                let (was, is) = (short(was), short(is));
                write!(
                    f,
                    "read with the model `{was}` of the language `{language}`; now it is `{is}`"
                )
            }
            Outdated::ProgramHere(name) => {
                write!(f, "read without `{name}`, which is installed now")
            }
            Outdated::LanguageHere(name) => {
                write!(
                    f,
                    "read without the language `{name}`, which is installed now"
                )
            }
        }
    }
}

/// The readers and programs of this machine as they are now.
#[derive(Debug, Clone)]
pub(crate) struct Today {
    programs: Vec<ProgramState>,
}

impl Today {
    /// Asks a reader in its fence.
    pub(crate) fn of(options: &ProcessOptions) -> Result<Self, WorkbenchError> {
        let mut tries = 0;
        loop {
            let mut reader = Reader::start(&options.reader_settings())?;
            let languages = match options.ocr {
                OcrChoice::Never => &[],
                OcrChoice::Auto | OcrChoice::Force => options.ocr_languages.as_slice(),
            };
            match reader.programs_for(languages) {
                Ok(programs) => return Ok(Self { programs }),
                // Whoever kills a reader that has no file yet costs no more than another start.
                Err(ReadFault::Killed) if tries < TRIES => tries += 1,
                Err(fault) => return Err(fault.into()),
            }
        }
    }

    /// Why an item with this note may be read otherwise now; the first reason there is.
    pub(crate) fn outdated(&self, note: &ReaderNote) -> Option<Outdated> {
        let media_type = note.media_type.as_deref().unwrap_or_default();
        let Some(noted) = &note.reader else {
            return Some(Outdated::NoNote);
        };
        if !edition::is_current(noted, media_type) {
            let reader = noted.split(' ').next().unwrap_or_default();
            let now = edition::current(reader, media_type);
            return Some(Outdated::Reader(noted.clone(), now));
        }
        let parts = |list: &Option<String>| -> Vec<String> {
            let list = list.as_deref().unwrap_or_default();
            list.split("; ").map(str::to_owned).collect()
        };
        for entry in parts(&note.programs) {
            let Some((shown, was)) = entry.rsplit_once(' ') else {
                continue;
            };
            if let Some(language) = shown.strip_prefix(extract::MODEL) {
                if let Some(is) = self.model(language).filter(|is| *is != was) {
                    return Some(Outdated::Model(
                        language.to_owned(),
                        was.to_owned(),
                        is.to_owned(),
                    ));
                }
                continue;
            }
            let is = self.version(shown);
            if let Some(is) = is.filter(|is| *is != was) {
                return Some(Outdated::Program(
                    shown.to_owned(),
                    was.to_owned(),
                    is.to_owned(),
                ));
            }
        }
        parts(&note.absent)
            .into_iter()
            .find(|name| self.version(name).is_some())
            .map(Outdated::ProgramHere)
    }

    /// The version of a program that runs here, by the name under which readings show it
    /// (`poppler pdftotext`); none where it does not run or does not say.
    fn version(&self, shown: &str) -> Option<&str> {
        let name = shown.rsplit(' ').next().unwrap_or_default();
        let program = self.programs.iter().find(|program| program.name == name)?;
        program
            .version
            .as_deref()
            .filter(|version| *version != "unknown")
    }

    /// The SHA-256 of the model of a language; none where there is none here.
    fn model(&self, language: &str) -> Option<&str> {
        let tesseract = self.programs.iter().find(|p| p.name == "tesseract")?;
        tesseract.models.get(language).map(String::as_str)
    }

    fn has_languages(&self, joined: &str) -> bool {
        let tesseract = self.programs.iter().find(|p| p.name == "tesseract");
        tesseract.is_some_and(|program| {
            joined
                .split('+')
                .all(|wanted| program.languages.iter().any(|have| have == wanted))
        })
    }
}

/// What an item notes of its readers.
pub(crate) fn note_of(row: &ItemRow) -> ReaderNote {
    ReaderNote {
        reader: row.reader.clone(),
        media_type: row.media_type.clone(),
        programs: row.programs.clone(),
        absent: row.absent.clone(),
    }
}

impl Store {
    /// Orders that items be read again, or says which would be.
    ///
    /// # Errors
    /// Where the person may not do this, the store is held by another long work, or the readers
    /// cannot be asked what they are.
    pub fn retry(
        &self,
        by: &UserName,
        request: &RetryRequest,
    ) -> Result<RetryOrder, WorkbenchError> {
        let scope = self.scope(by, Action::Process)?;
        let _held = match request.dry_run {
            true => None,
            false => Some(lock::take_work(&self.0.root)?),
        };
        let mut order = RetryOrder::default();
        let mut named = BTreeSet::new();
        let common = ItemFilter {
            media_type: request.media_type.clone(),
            reason: request.ended_because.clone(),
            ended: true,
            limit: RETRIED_AT_ONCE,
            ..ItemFilter::default()
        };
        let states: Vec<Option<ItemState>> = match request.states.as_slice() {
            [] => vec![None],
            states => states.iter().copied().map(Some).collect(),
        };
        let groups = match request.outdated {
            true => self.outdated_groups(&scope, request)?,
            false => vec![(None, common.clone())],
        };
        for (outdated, group) in groups {
            for state in &states {
                let filter = ItemFilter {
                    state: *state,
                    media_type: group.media_type.clone().or(common.media_type.clone()),
                    reason: common.reason.clone(),
                    ended: true,
                    limit: RETRIED_AT_ONCE,
                    ..group.clone()
                };
                let items = self.order(by, &scope, filter.clone(), request, &mut named)?;
                if items > 0 {
                    order.items += items;
                    order.groups.push(RetryGroup {
                        state: *state,
                        media_type: filter
                            .reader
                            .and_then(|note| note.media_type)
                            .or(filter.media_type),
                        outdated: outdated.clone(),
                        items,
                    });
                }
            }
        }
        Ok(order)
    }

    /// Items that today's readers may read otherwise, as filters.
    fn outdated_groups(
        &self,
        scope: &BTreeSet<AccessionId>,
        request: &RetryRequest,
    ) -> Result<Vec<(Option<Outdated>, ItemFilter)>, WorkbenchError> {
        let today = Today::of(&self.with_models(&ProcessOptions {
            program: request.program.clone(),
            // No language is wanted here, so none may be missing.
            ocr: OcrChoice::Never,
            ..ProcessOptions::default()
        })?)?;
        let mut groups = Vec::new();
        for (note, _) in self.0.catalogue.by_reader(scope)? {
            let wanted = request.media_type.as_ref();
            if wanted.is_some_and(|wanted| note.media_type.as_ref() != Some(wanted)) {
                continue;
            }
            if let Some(outdated) = today.outdated(&note) {
                let filter = ItemFilter {
                    reader: Some(note),
                    ..ItemFilter::default()
                };
                groups.push((Some(outdated), filter));
            }
        }
        for ((step, value), _) in self.0.catalogue.by_step(scope)? {
            if let (Step::InstallLanguage, Some(language)) = (step, &value)
                && today.has_languages(language)
            {
                let filter = ItemFilter {
                    step: Some((step, value.clone())),
                    ..ItemFilter::default()
                };
                groups.push((Some(Outdated::LanguageHere(language.clone())), filter));
            }
        }
        Ok(groups)
    }

    /// Orders all items of a filter that were not ordered before; how many.
    fn order(
        &self,
        by: &UserName,
        scope: &BTreeSet<AccessionId>,
        mut filter: ItemFilter,
        request: &RetryRequest,
        named: &mut BTreeSet<ItemId>,
    ) -> Result<u64, WorkbenchError> {
        let mut ordered = 0;
        loop {
            let rows = self.0.catalogue.items(scope, &filter)?;
            let Some(last) = rows.last() else {
                return Ok(ordered);
            };
            filter.after = Some(last.id.clone());
            let items: Vec<ItemIdText> = rows
                .iter()
                .filter_map(read_again)
                .filter(|item| named.insert(item.clone()))
                .map(ItemIdText)
                .collect();
            ordered += items.len() as u64;
            if !items.is_empty() && !request.dry_run {
                self.act(
                    by,
                    vec![Act::RetryOrdered {
                        items,
                        reason: request.reason.clone(),
                    }],
                )?;
            }
        }
    }
}

/// What is read again for an item: itself, or, for a member that ended with its container, the
/// container. An item without content has nothing to be read.
fn read_again(row: &ItemRow) -> Option<ItemId> {
    match row.derivative {
        None if row.kind == "member" => row.id.parent(),
        _ => row.sha256.map(|_| row.id.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Today {
        let program = |name: &str, version: Option<&str>, languages: &[&str]| ProgramState {
            name: name.to_owned(),
            path: version.map(|_| "/usr/bin".to_owned()),
            version: version.map(str::to_owned),
            languages: languages.iter().map(|l| (*l).to_owned()).collect(),
            models: languages
                .iter()
                .map(|language| ((*language).to_owned(), format!("{language}-now")))
                .collect(),
        };
        Today {
            programs: vec![
                program("pdftotext", Some("25.03"), &[]),
                program("tesseract", Some("5.5"), &["ara", "fra"]),
                program("dvisvgm", None, &[]),
                program("mute", Some("unknown"), &[]),
            ],
        }
    }

    fn why(reader: Option<&str>, programs: Option<&str>, absent: Option<&str>) -> Option<Outdated> {
        today().outdated(&ReaderNote {
            reader: reader.map(str::to_owned),
            media_type: Some("application/pdf".to_owned()),
            programs: programs.map(str::to_owned),
            absent: absent.map(str::to_owned),
        })
    }

    #[test]
    fn only_what_may_be_read_otherwise_is_outdated() {
        let now = edition::current("pdf", "application/pdf");
        let now = Some(now.as_str());
        assert_eq!(why(now, Some("poppler pdftotext 25.03"), None), None);
        assert_eq!(why(now, Some("mute 1; a library 2"), Some("dvisvgm")), None);
        assert_eq!(why(None, None, None), Some(Outdated::NoNote));
        assert!(matches!(
            why(Some("pdf 0"), None, None),
            Some(Outdated::Reader(..))
        ));
        assert!(matches!(
            why(now, Some("poppler pdftotext 25.03; tesseract 5.3"), None),
            Some(Outdated::Program(name, ..)) if name == "tesseract"
        ));
        assert_eq!(
            why(now, None, Some("dvisvgm; tesseract")),
            Some(Outdated::ProgramHere("tesseract".to_owned()))
        );
        let model = |digest: &str| format!("tesseract 5.5; tesseract model ara {digest}");
        assert_eq!(why(now, Some(&model("ara-now")), None), None);
        assert!(matches!(
            why(now, Some(&model("ara-then")), None),
            Some(Outdated::Model(language, ..)) if language == "ara"
        ));
        assert_eq!(why(now, Some("tesseract model fas x"), None), None);
        assert!(today().has_languages("ara+fra") && !today().has_languages("ara+fas"));
    }
}
