//! The open page of the viewer: image, text, what to distrust, and the versions of the text.

use super::document::Place;
use super::page_text::{self, PageText, WordKind};
use super::photos::{ExposureCard, PhotoCard};
use super::shell::{Shell, direction, face};
use domain::{ItemId, Moment};
use extract::{Engine, Word};
use std::ops::Range;
use workbench::answer::PageView;
use workbench::wording::TextWord;
use workbench::{Change, Fit, Made, RevealStep, TextVersion};

/// The open page.
pub struct Shown {
    /// What the engine says of it.
    pub view: PageView,
    /// Its text laid out.
    pub text: PageText,
    /// The image's address, absent while it is covered or there is none.
    pub image: Option<String>,
    /// How far the image in the page is uncovered; absent where it never was covered.
    pub step: Option<RevealStep>,
    /// The step that is offered next; absent where there is none.
    pub offered: Option<RevealStep>,
    /// Reasons for uncovering a photograph: word of the record, words on screen, whether it is chosen.
    pub reasons: Vec<(&'static str, String, bool)>,
    /// What is known of a photograph without looking.
    pub photo: Option<PhotoCard>,
    /// What the person uncovered today.
    pub exposure: Option<ExposureCard>,
    /// Mean confidence of optical reading.
    pub confidence_percent: Option<u32>,
    /// Whether this person may correct this version.
    pub may_correct: bool,
    /// The newest version.
    pub newest: u32,
    /// The versions, newest first.
    pub versions: Vec<VersionLine>,
    /// Where people say otherwise than the machine, in this version.
    pub said: Vec<SaidLine>,
    /// Corrections that were made on an earlier reading.
    pub earlier: Vec<EarlierLine>,
    /// Readings that were not chosen.
    pub others: Vec<OtherLine>,
    /// How many places of each kind nobody has read.
    pub unread: Vec<(&'static str, usize)>,
    /// The form for a correction.
    pub form: FixForm,
    /// The version that was saved by the request before this one.
    pub saved: Option<VersionLine>,
}

impl Shown {
    /// Whether the picture is covered, and uncovered step by step.
    pub fn is_covered(&self) -> bool {
        self.view.cover.is_covered()
    }

    /// Whether what is drawn over the image fits what is shown of it.
    pub fn is_overlaid(&self) -> bool {
        self.image.is_some() && self.step.is_none_or(|step| step >= RevealStep::Grey)
    }

    /// Whether anything is drawn over the image.
    pub fn has_overlay(&self) -> bool {
        !self.text.boxes.is_empty() || !self.text.unread.is_empty()
    }

    /// Key of the words for where the text came from.
    pub fn source_key(&self) -> &'static str {
        source_key(&self.view.source)
    }
}

fn source_key(source: &str) -> &'static str {
    match source {
        "native" => "screen-source-native",
        "layer" => "screen-source-layer",
        "ocr" => "screen-source-ocr",
        _ => "screen-source-none",
    }
}

/// A version in words.
#[derive(Clone)]
pub struct VersionLine {
    /// Its number.
    pub version: u32,
    /// How it is cited: `ISN-000418 p2 l7 v1`.
    pub citation: String,
    /// The address that shows it.
    pub address: String,
    /// When.
    pub at: Moment,
    /// Who corrected, or who had it read.
    pub by: String,
    /// What a person changed; absent for a machine.
    pub change: Option<Change>,
    /// The reader and its edition, for a machine.
    pub reader: Option<String>,
    /// Whether it is the one shown.
    pub is_shown: bool,
}

/// A place where people say otherwise than the machine.
pub struct SaidLine {
    /// The line.
    pub line: u32,
    /// What the machine read.
    pub machine: String,
    /// What a person says.
    pub reads: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Option<Moment>,
    /// The version that brought it.
    pub version: u32,
}

/// A correction that was made on an earlier reading.
pub struct EarlierLine {
    /// The version that brought it.
    pub version: VersionLine,
    /// Key of the words for what became of it.
    pub key: &'static str,
}

/// A reading that was not chosen.
pub struct OtherLine {
    /// Key of the words for where it came from.
    pub key: &'static str,
    /// Mean confidence of optical reading.
    pub percent: Option<u32>,
    /// Writing direction.
    pub dir: &'static str,
    /// Text face.
    pub face: &'static str,
    /// Its text.
    pub text: String,
}

/// The form for a correction: filled where a word was asked for, or where saving failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FixForm {
    /// Whether it is open.
    pub open: bool,
    /// The line; 0 for none.
    pub line: u32,
    /// The first word.
    pub word: u32,
    /// How many words.
    pub words: u32,
    /// What stands there.
    pub from: String,
    /// What the person says.
    pub to: String,
    /// Why.
    pub note: String,
    /// What else it may read.
    pub others: Vec<String>,
    /// Why it was not saved, and what to do.
    pub fault: Option<(String, String)>,
}

/// What a person has uncovered of a page, and what is known of it without.
#[derive(Default)]
pub struct Seen {
    /// The furthest step.
    pub uncovered: Option<RevealStep>,
    /// Today's figures of the person.
    pub exposure: Option<ExposureCard>,
    /// Of a photograph.
    pub photo: Option<PhotoCard>,
}

/// Puts the open page together. `asked` is the form as the address or a failed saving has it.
pub fn shown(
    s: &Shell,
    view: &PageView,
    id: &ItemId,
    seen: Seen,
    place: &Place,
    marks: &[Range<usize>],
    asked: FixForm,
) -> Shown {
    let covered = view.cover.is_covered();
    let step = place
        .shows
        .filter(|step| covered && step.shows_a_body() && seen.uncovered >= Some(*step));
    let image = (view.has_image && (!covered || step.is_some()))
        .then(|| super::reveal::image_address(id, view.n, step));
    // What was uncovered before, here or on a copy, is taken up again there.
    let offered = match step {
        None if covered && seen.uncovered.is_some() => seen.uncovered,
        step => view.cover.after(step),
    };
    let reasons = super::reveal::REASONS.map(|code| {
        let words = s.t(&format!("photo-reason-{code}"));
        (code, words, code == place.why)
    });
    let tell = |kind: WordKind, word: &TextWord, boxes: &[&Word]| told(s, kind, word, boxes);
    let line = |version: &TextVersion| version_line(id, view, place, version);
    let versions: Vec<VersionLine> = view.versions.iter().rev().map(line).collect();
    let newest = view.versions.last().map_or(0, |newest| newest.version);
    let of = |n: u32| versions.iter().find(|line| line.version == n).cloned();
    let earlier = view.earlier.iter().filter_map(|(n, fit)| {
        let key = match fit {
            Fit::Carried => "screen-fit-carried",
            Fit::ReadSo => "screen-fit-read-so",
            Fit::Left => "screen-fit-left",
        };
        Some(EarlierLine {
            version: of(*n)?,
            key,
        })
    });
    let text = page_text::lay_out(view, marks, &tell);
    let mut unread: Vec<(&'static str, usize)> = Vec::new();
    for (_, key) in &text.unread {
        match unread.iter_mut().find(|(known, _)| known == key) {
            Some((_, count)) => *count += 1,
            None => unread.push((*key, 1)),
        }
    }
    Shown {
        image,
        step,
        offered,
        reasons: reasons.to_vec(),
        photo: seen.photo,
        exposure: seen.exposure,
        confidence_percent: view.confidence.map(percent),
        may_correct: view.correctable
            && !view.versions.is_empty()
            && view.version == newest
            && s.may("correct-text"),
        said: said(view, &versions),
        earlier: earlier.collect(),
        others: view.others.iter().map(other).collect(),
        form: form(view, asked),
        saved: place
            .saved
            .and_then(of)
            .filter(|line| line.change.is_some()),
        unread,
        newest,
        text,
        versions,
        view: view.clone(),
    }
}

fn percent(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

fn other(other: &extract::OtherReading) -> OtherLine {
    let source = match other.source {
        extract::TextSource::Native => "native",
        extract::TextSource::Layer => "layer",
        extract::TextSource::Ocr => "ocr",
        extract::TextSource::None => "none",
    };
    OtherLine {
        key: source_key(source),
        percent: other.confidence.map(percent),
        dir: direction(&other.text),
        face: face(&other.text),
        text: other.text.clone(),
    }
}

fn version_line(id: &ItemId, view: &PageView, place: &Place, version: &TextVersion) -> VersionLine {
    let n = version.version;
    let (change, reader) = match &version.made {
        Made::ByMachine { reader, .. } => (None, reader.clone()),
        Made::ByPerson(change) => (Some(change.clone()), None),
    };
    let line = change
        .as_ref()
        .map_or_else(String::new, |change| format!(" l{}", change.at.line));
    VersionLine {
        version: n,
        citation: format!("{id} p{}{line} v{n}", view.n),
        address: place.at_version(n),
        at: version.at,
        by: version.by.to_string(),
        change,
        reader,
        is_shown: n == view.version,
    }
}

/// Where people say otherwise than the machine; where they only checked a word, nothing differs.
fn said(view: &PageView, versions: &[VersionLine]) -> Vec<SaidLine> {
    let mut lines = Vec::new();
    for line in &view.wording.lines {
        for (n, word) in line.words.iter().enumerate() {
            let Some(said) = word.said.as_ref().filter(|said| said.first) else {
                continue;
            };
            let same = |word: &&TextWord| {
                word.said
                    .as_ref()
                    .is_some_and(|s| s.version == said.version)
            };
            let rest = line.words.iter().skip(n).take_while(same);
            let reads: Vec<&str> = rest.map(|word| word.text.as_str()).collect();
            let reads = reads.join(" ");
            if reads == said.machine {
                continue;
            }
            let version = versions.iter().find(|known| known.version == said.version);
            lines.push(SaidLine {
                line: line.n,
                machine: said.machine.clone(),
                reads,
                by: version.map(|known| known.by.clone()).unwrap_or_default(),
                at: version.map(|known| known.at),
                version: said.version,
            });
        }
    }
    lines
}

/// Fills what the page knows of the words that a form is about.
fn form(view: &PageView, asked: FixForm) -> FixForm {
    let at = workbench::WordSpan {
        line: asked.line,
        word: asked.word,
        words: asked.words.max(1),
    };
    let Some(stands) = view.wording.text_at(at) else {
        return FixForm {
            open: asked.fault.is_some(),
            ..asked
        };
    };
    let boxes = view.wording.words_at(at).unwrap_or_default().iter();
    let boxes = boxes.flat_map(|word| &word.boxes);
    let others = boxes
        .filter_map(|index| view.wording.boxes.get(*index))
        .flat_map(|word| &word.others)
        .map(|other| other.text.clone())
        .filter(|other| *other != stands);
    FixForm {
        words: at.words,
        to: match asked.fault {
            Some(_) => asked.to.clone(),
            None => stands.clone(),
        },
        others: others.collect(),
        from: stands,
        ..asked
    }
}

/// What is known of a word: how sure it is, who read it, what it may be besides.
fn told(s: &Shell, kind: WordKind, word: &TextWord, boxes: &[&Word]) -> String {
    let mut told = Vec::new();
    match kind {
        WordKind::Weak => told.push(s.t("screen-weak-word")),
        WordKind::Unsettled => told.push(s.t("screen-unsettled-word")),
        WordKind::Said => {
            if let Some(said) = &word.said {
                told.push(s.t1("screen-said-in", "version", said.version));
                told.push(s.t1("screen-machine-read", "text", isolated(&said.machine)));
            }
        }
        WordKind::Plain => {}
    }
    if let Some(confidence) = boxes
        .iter()
        .filter_map(|word| word.confidence)
        .reduce(f32::min)
    {
        told.push(s.t1("screen-confidence", "percent", percent(confidence)));
    }
    if let Some(engine) = boxes.iter().find_map(|word| word.by) {
        told.push(s.t1("screen-read-by", "engine", s.t(engine_key(engine))));
    }
    for other in boxes.iter().flat_map(|word| &word.others) {
        let values = [
            ("text", isolated(&other.text)),
            ("percent", percent(other.confidence).to_string()),
            ("engine", s.t(engine_key(other.by))),
        ];
        told.extend(s.find("screen-may-read", &values));
    }
    told.join(" · ")
}

/// A text of the page inside a sentence that may run the other way.
fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

const fn engine_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Tesseract => "screen-engine-tesseract",
        Engine::Numbers => "screen-engine-numbers",
    }
}
