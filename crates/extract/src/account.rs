//! What a reading says of itself in figures, so that an account of many needs no look into each.

use crate::grade;
use crate::reading::{Page, Reading, TextSource};
use domain::ReadingQuality;

/// Name of the entry among the tools that names the reader and its edition.
pub const READER: &str = "isnad reader";
/// Version of an entry among the tools whose program was wanted and not there.
pub const ABSENT: &str = "absent";

/// The key of the metadata under which a picture says what it looks like.
pub const LOOKS: &str = "image.looks";
/// Most warnings of one reading that are kept in its account.
const WARNINGS: usize = 12;
/// Longest warning in an account, in characters.
const WARNING_CHARS: usize = 240;

/// The figures of one reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The reader and its edition; absent where no reader answered.
    pub reader: Option<String>,
    /// External programs that took part, with their versions, sorted, each once.
    pub programs: Vec<(String, String)>,
    /// External programs that were wanted and are not on the machine, sorted.
    pub absent: Vec<String>,
    /// Mean confidence of every page that was read optically, in per cent.
    pub ocr_percent: Vec<u8>,
    /// Pages whose text layer reads badly; both readings are kept where the optical one was taken.
    pub doubted_pages: u32,
    /// Pages with text that reads badly, however it was come by.
    pub poor_pages: u32,
    /// Pages by how far they can be relied on, in the order of [`ReadingQuality::ALL`].
    pub graded_pages: [u32; 4],
    /// Pages that were left to be read optically by a later run.
    pub waiting_pages: u32,
    /// What a picture looks like: `paper`, `drawing` or `photograph`.
    pub looks: Option<String>,
    /// The year in which the document says it was made.
    pub year: Option<u16>,
    /// What a person should know that is neither the reason of the state nor counted above.
    pub warnings: Vec<String>,
}

impl Account {
    /// Counts a reading.
    pub fn of(reading: &Reading) -> Self {
        let doubts = |warning: &&String| {
            warning.starts_with("the text layer of page ") && warning.contains(" reads badly ")
        };
        let doubted = reading.warnings.iter().filter(doubts).count();
        let reason = reading.reason.as_deref().unwrap_or_default();
        let told = |warning: &&String| !doubts(warning) && !reason.contains(warning.as_str());
        Self {
            reader: reading
                .tools
                .iter()
                .find(|tool| tool.name == READER)
                .map(|tool| tool.version.clone()),
            programs: programs(reading),
            absent: absent(reading),
            ocr_percent: reading
                .pages
                .iter()
                .filter(|page| page.source == TextSource::Ocr)
                .map(|page| percent(page.confidence.unwrap_or_default()))
                .collect(),
            doubted_pages: u32::try_from(doubted).unwrap_or(u32::MAX),
            poor_pages: pages(reading, grade::is_poor),
            graded_pages: ReadingQuality::ALL
                .map(|quality| pages(reading, |page| grade::of_page(page) == Some(quality))),
            waiting_pages: pages(reading, |page| page.waits),
            looks: reading
                .metadata
                .get(LOOKS)
                .and_then(|looks| looks.first())
                .cloned(),
            year: year(reading),
            warnings: reading
                .warnings
                .iter()
                .filter(told)
                .take(WARNINGS)
                .map(|warning| warning.chars().take(WARNING_CHARS).collect())
                .collect(),
        }
    }
}

/// How many pages are so.
fn pages(reading: &Reading, is_so: impl Fn(&Page) -> bool) -> u32 {
    let count = reading.pages.iter().filter(|page| is_so(page)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn programs(reading: &Reading) -> Vec<(String, String)> {
    let mut programs: Vec<(String, String)> = reading
        .tools
        .iter()
        .filter(|tool| !matches!(tool.name.as_str(), READER | "isnad") && tool.version != ABSENT)
        .map(|tool| (tool.name.clone(), tool.version.clone()))
        .collect();
    programs.sort_unstable();
    programs.dedup();
    programs
}

fn absent(reading: &Reading) -> Vec<String> {
    let mut absent: Vec<String> = reading
        .tools
        .iter()
        .filter(|tool| tool.version == ABSENT)
        .map(|tool| tool.name.clone())
        .collect();
    absent.sort_unstable();
    absent.dedup();
    absent
}

fn percent(share: f32) -> u8 {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round();
    // Between 0 and 100 by the line above; a share that is no number is 0.
    percent as u8
}

/// The first year in what the document says of its own making. Beginnings of epochs that programs
/// write where they know nothing (1601, 1970-01-01) are read as written: a person sees which.
fn year(reading: &Reading) -> Option<u16> {
    ["created", "exif.datetime_original", "date"]
        .iter()
        .filter_map(|key| reading.metadata.get(*key))
        .flatten()
        .find_map(|value| domain::year_in(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Tool;
    use domain::ItemState;

    #[test]
    fn a_reading_is_counted_once_in_every_figure() {
        let mut reading = Reading::ended(
            ItemState::ReadInPart,
            "application/pdf",
            "page 3 was not read optically: x",
        );
        let page = |source, confidence, text: &str| Page {
            source,
            confidence,
            text: text.to_owned(),
            ..Page::default()
        };
        reading.pages = vec![
            page(TextSource::Ocr, Some(0.914), "كتاب"),
            page(TextSource::Ocr, None, "كتاب"),
            Page {
                quality: Some(0.1),
                ..page(TextSource::Layer, None, "\u{fffd}\u{fffd}\u{fffd} a")
            },
            Page {
                waits: true,
                ..page(TextSource::None, None, "")
            },
        ];
        reading.warnings = vec![
            "page 3 was not read optically: x".to_owned(),
            "the text layer of page 1 reads badly (0.20 of 1); optical text is used instead"
                .to_owned(),
            "the name ends in `.jpg`, the content is `application/pdf`".to_owned(),
        ];
        let tool = |name: &str, version: &str| Tool {
            name: name.to_owned(),
            version: version.to_owned(),
            options: String::new(),
        };
        reading.tools = vec![
            tool("isnad", "read/1"),
            tool(READER, "pdf 1"),
            tool("tesseract", "5.3.0"),
            tool("x", ABSENT),
        ];
        reading
            .metadata
            .insert("created".to_owned(), vec!["2013-06-11".to_owned()]);
        let account = Account::of(&reading);
        assert_eq!(
            account,
            Account {
                reader: Some("pdf 1".to_owned()),
                programs: vec![("tesseract".to_owned(), "5.3.0".to_owned())],
                absent: vec!["x".to_owned()],
                ocr_percent: vec![91, 0],
                doubted_pages: 1,
                poor_pages: 1,
                graded_pages: [1, 0, 2, 1],
                waiting_pages: 1,
                looks: None,
                year: Some(2013),
                warnings: vec![
                    "the name ends in `.jpg`, the content is `application/pdf`".to_owned()
                ],
            }
        );
    }
}
