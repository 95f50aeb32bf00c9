//! What a reader found in one file.

mod label;

use domain::ItemState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use label::{Label, LabelLine, LabelOrigin};

/// The outcome of reading one file, one level deep: members of a container are handed over as bytes
/// beside it and read as files of their own.
///
/// INVARIANT: the same bytes, options and tool versions give the same `Reading`, byte for byte once
/// written as JSON (requirement C8). Nothing in it comes from a clock or a random source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// How the reading ended.
    #[serde(with = "crate::text_form")]
    pub state: ItemState,
    /// Why it ended so, in one English sentence; absent only for `read`.
    pub reason: Option<String>,
    /// The type told from the content, e.g. `application/pdf`.
    pub media_type: String,
    /// The pages in reading order. A format without pages has one; a workbook one a sheet; a deck one a slide.
    pub pages: Vec<Page>,
    /// Metadata under canonical keys (`title author subject from to exif.make exif.model
    /// exif.datetime_original gps created modified producer ...`) and raw keys (`pdf.Producer`, `mail.Received`, `exif.…`),
    /// each with every value found.
    pub metadata: BTreeMap<String, Vec<String>>,
    /// How many members a container says it has, where it says so.
    pub declared_members: Option<u64>,
    /// How many members were handed over.
    pub found_members: u64,
    /// What a person should know: a limit that cut, a part that failed, a type that the name hides.
    pub warnings: Vec<String>,
    /// Every program that took part.
    pub tools: Vec<Tool>,
}

/// One page of text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Counted from 1.
    pub n: u32,
    /// A name the page has itself: a sheet's name, a slide's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The text in reading order, lines parted by `\n`.
    pub text: String,
    /// Which of its lines are rows of a table; absent where none are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<PageTable>,
    /// Where the text came from.
    pub source: TextSource,
    /// Mean word confidence of optical reading, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// The words with their places; empty for formats without a fixed layout.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
    /// Why this reading was chosen, in one English sentence; absent where there was no choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// The other readings of the page, which were not chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherReading>,
    /// Places with ink on them that nobody has read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
    /// How far the text reads as written language, 0 to 1, judged from the text alone; absent where
    /// there is too little of it to judge ([`crate::grade`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<f32>,
    /// Whether it is to be read optically and was left for a later run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// Labels found on a photograph; the text of the page is then theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
    /// The share of the page, 0 to 1, that bitmaps cover which may be photographs: each of at least
    /// a fiftieth of the page, but for the scan that the page's words were read from and what the
    /// file says is of one bit or few colours. What lies one over the other counts twice; 1 also
    /// where nobody could look through the page. Absent where there is none, and for formats other
    /// than PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_share: Option<f32>,
    /// What the page looks like, so that copies of it are found without its pixels; the text form of
    /// [`copies::Fingerprint`]. Absent where no pixels were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// A reading of a page that was made and not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherReading {
    /// Where the text came from.
    pub source: TextSource,
    /// The text in reading order, lines parted by `\n`.
    pub text: String,
    /// Mean word confidence of optical reading, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// A place on a page that has ink and no reading: said, not guessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    /// `[left, top, right, bottom]` as shares of the page's width and height, 0 to 1.
    pub place: [f32; 4],
    /// What it seems to be.
    pub what: UnreadKind,
}

/// What ink that was not read seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadKind {
    /// Letters that a hand has written: a note, a signature.
    Handwriting,
    /// A note in the margin, beside the lines of the page.
    Margin,
    /// A stamp or seal.
    Stamp,
    /// Printed letters that came out too doubtful to be shown as text.
    Illegible,
}

/// The lines of a page that are rows of a table: its first ones. How a line is parted into cells says
/// [`crate::table`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageTable {
    /// How many lines; what follows them stands beside the table.
    pub lines: u32,
    /// Whether the first line repeats the names of the columns and the first cell of each line is the
    /// row's address, as in databases.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub addressed: bool,
    /// Whether the table began on an earlier page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub continues: bool,
}

/// Where a page's text came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    /// The format holds text: an office file, a mail.
    #[default]
    Native,
    /// The text layer of a page description.
    Layer,
    /// Optical character recognition.
    Ocr,
    /// The page has no text.
    None,
}

/// A word and its place on the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as read, in logical order.
    pub text: String,
    /// `[left, top, right, bottom]` as shares of the page's width and height, 0 to 1.
    pub place: [f32; 4],
    /// Which line of the page, counted from 1, in reading order.
    pub line: u32,
    /// 0 to 1; absent where the text is not optical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// Who read it; absent where the text is not optical. Versions and models stand in [`Reading::tools`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Engine>,
    /// Only of words that hold a number or the name of a month that others resemble: whether two
    /// readings that do not know of each other agree. What is not settled is no key to anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<bool>,
    /// What the word may be besides, surest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherWord>,
}

/// Another reading of a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherWord {
    /// In logical order.
    pub text: String,
    /// 0 to 1, on the scale of who read it.
    pub confidence: f32,
    /// Who read it so.
    pub by: Engine,
}

/// What turns pixels into letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// The program tesseract.
    Tesseract,
    /// The reader of numbers of this program.
    Numbers,
}

/// A program or library that took part in a reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tool {
    /// Its name: `isnad`, `poppler pdftotext`, `tesseract`.
    pub name: String,
    /// Its version, with the digest of a model where one was used.
    pub version: String,
    /// The options that shaped the result.
    pub options: String,
}

/// A file found inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberHead {
    /// The path inside the container, as its bytes. Never used as a path on this machine.
    pub name: Vec<u8>,
    /// The same, decoded to text as well as can be told.
    pub shown: String,
    /// Last change as the container states it, as written there.
    pub modified: Option<String>,
    /// Why the member's bytes are missing or cut, where they are; the member is an item all the same.
    pub problem: Option<MemberProblem>,
}

impl MemberHead {
    /// A member of which the container tells no more than a name, in letters.
    pub fn named(name: impl Into<String>) -> Self {
        let shown = name.into();
        Self {
            name: shown.clone().into_bytes(),
            shown,
            modified: None,
            problem: None,
        }
    }
}

/// Why a member could not be handed over whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberProblem {
    /// The state the member ends in: encrypted, damaged, over_limit, unsupported or no_text (a link, a folder).
    #[serde(with = "crate::text_form")]
    pub state: ItemState,
    /// In one English sentence.
    pub reason: String,
}

/// The smallest `[left, top, right, bottom]` around several; none around none.
pub fn around(places: impl IntoIterator<Item = [f32; 4]>) -> Option<[f32; 4]> {
    let joined = |[a, b, c, d]: [f32; 4], [left, top, right, bottom]: [f32; 4]| {
        [a.min(left), b.min(top), c.max(right), d.max(bottom)]
    };
    places.into_iter().reduce(joined)
}

impl Reading {
    /// A reading that found nothing to read, with its reason.
    pub fn ended(
        state: ItemState,
        media_type: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            state,
            reason: Some(reason.into()),
            media_type: media_type.into(),
            pages: Vec::new(),
            metadata: BTreeMap::new(),
            declared_members: None,
            found_members: 0,
            warnings: Vec::new(),
            tools: Vec::new(),
        }
    }

    /// All pages' text, parted by form feeds.
    pub fn text(&self) -> String {
        self.pages
            .iter()
            .map(|page| page.text.as_str())
            .collect::<Vec<_>>()
            .join("\u{c}")
    }
}
