//! From a reading to what the index holds of it, page by page.

mod dates;

use catalogue::ItemRow;
use catalogue::index::PageDoc;
use domain::{ItemState, ReadingQuality};
use extract::{Reading, grade};

/// A title is cut after so many characters.
const TITLE_CHARS: usize = 160;

/// What the index holds of an item that was not read because there was nothing to read: its path.
pub(crate) fn path_doc(item: &ItemRow) -> Vec<PageDoc> {
    let state = item.state.unwrap_or(ItemState::NoText);
    page_docs(
        item,
        &Reading::ended(
            state,
            item.media_type.clone().unwrap_or_default(),
            String::new(),
        ),
    )
}

/// What the index holds of an item: a document a page. An item without text is found by its path.
pub(crate) fn page_docs(item: &ItemRow, reading: &Reading) -> Vec<PageDoc> {
    let title = title(item, reading);
    let kind = kind_of(&reading.media_type).to_owned();
    let doc = |page: u32, text: &str, quality: Option<ReadingQuality>| PageDoc {
        quality,
        item: item.id.clone(),
        accession: item.accession,
        page,
        text: text.to_owned(),
        title: title.clone(),
        path: item.path.to_string(),
        kind: kind.clone(),
        state: reading.state,
        dates: dates::dates_in(text),
        language: language_of(text).to_owned(),
        modified: item.modified,
    };
    if reading.pages.is_empty() {
        // Bytes that nobody could open or read hold something; an empty file holds nothing.
        // Containers and folders are what lies in them.
        let unread = matches!(
            reading.state,
            ItemState::NoText
                | ItemState::Encrypted
                | ItemState::Unsupported
                | ItemState::Damaged
                | ItemState::OverLimit
        ) && item.sha256.is_some();
        let unread = unread.then_some(ReadingQuality::NotRead);
        return vec![doc(1, "", unread)];
    }
    reading
        .pages
        .iter()
        .map(|page| doc(page.n, &page.text, grade::of_page(page)))
        .collect()
}

/// The title of an item: what its metadata say, else the line that names its subject, else its file name.
pub(crate) fn title(item: &ItemRow, reading: &Reading) -> String {
    let stated = ["title", "subject"]
        .iter()
        .filter_map(|key| reading.metadata.get(*key))
        .flatten();
    let stated = stated
        .map(|text| text.trim())
        .find(|text| text.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    let title = match stated {
        Some(text) => text.to_owned(),
        None => subject_line(reading).unwrap_or_else(|| item.path.file_name()),
    };
    title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(TITLE_CHARS)
        .collect()
}

/// Office papers name their subject on a line of its own (الموضوع: ...).
fn subject_line(reading: &Reading) -> Option<String> {
    let lines = reading.pages.first()?.text.lines().take(40);
    let subject = |line: &str| {
        let rest = line
            .trim()
            .strip_prefix("الموضوع")
            .or_else(|| line.trim().strip_prefix("موضوع"))?;
        let rest = rest
            .trim_start_matches([':', '：', '/', '-', ' ', '\u{640}'])
            .trim();
        (rest.chars().filter(|c| c.is_alphabetic()).count() >= 3).then(|| rest.to_owned())
    };
    lines.map(str::to_owned).find_map(|line| subject(&line))
}

/// The kind by which people filter: what the thing is, not how it is coded.
pub(crate) fn kind_of(media_type: &str) -> &'static str {
    let contains = |parts: &[&str]| parts.iter().any(|part| media_type.contains(part));
    if media_type == "application/pdf" {
        "pdf"
    } else if media_type.starts_with("image/") {
        "image"
    } else if media_type.starts_with("audio/") || media_type.starts_with("video/") {
        "recording"
    } else if contains(&["spreadsheet", "ms-excel", "csv", "tab-separated"])
        || contains(&["sqlite", "msaccess", "/dbf"])
    {
        "table"
    } else if contains(&["presentation", "powerpoint"]) {
        "slides"
    } else if contains(&["wordprocessing", "msword", "opendocument.text", "rtf"]) {
        "letter"
    } else if contains(&["message/", "mbox", "outlook"]) {
        "mail"
    } else if contains(&["zip", "tar", "gzip", "bzip", "7z", "rar", "xz", "cab"]) {
        "archive"
    } else if contains(&["html", "xml", "json", "markdown"]) {
        "web"
    } else if media_type.starts_with("text/") {
        "text"
    } else {
        "other"
    }
}

/// The language a page is mostly written in: by script, then by the commonest words.
fn language_of(text: &str) -> &'static str {
    let (mut arabic, mut latin) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => arabic += 1,
            c if c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) => latin += 1,
            _ => {}
        }
    }
    if arabic + latin < 3 {
        return "none";
    }
    if arabic >= latin {
        return "ar";
    }
    const COMMON: [(&str, &[&str]); 4] = [
        (
            "en",
            &[
                "the", "and", "of", "to", "in", "that", "is", "was", "for", "with",
            ],
        ),
        (
            "fr",
            &[
                "le", "la", "les", "et", "des", "est", "dans", "pour", "que", "une",
            ],
        ),
        (
            "nl",
            &[
                "de", "het", "een", "van", "en", "niet", "dat", "voor", "met", "zijn",
            ],
        ),
        (
            "de",
            &[
                "der", "die", "und", "das", "nicht", "den", "mit", "ist", "von", "ein",
            ],
        ),
    ];
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .collect();
    let hits = |list: &[&str]| {
        words
            .iter()
            .filter(|word| list.contains(&word.as_str()))
            .count()
    };
    let best = COMMON
        .iter()
        .map(|(code, list)| (hits(list), *code))
        .max_by_key(|(n, _)| *n);
    match best {
        Some((n, code)) if n >= 3 => code,
        _ => "latin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_page_is_told_by_script_and_common_words() {
        assert_eq!(language_of("كتاب إلى رئيس الفرع"), "ar");
        assert_eq!(
            language_of("The head of the branch and the clerk of the registry"),
            "en"
        );
        assert_eq!(
            language_of("le chef de la section et les agents dans une salle"),
            "fr"
        );
        assert_eq!(
            language_of("het hoofd van de afdeling en een brief van de griffier"),
            "nl"
        );
        assert_eq!(language_of("12/5"), "none");
    }

    #[test]
    fn kinds_are_what_people_filter_by() {
        assert_eq!(
            kind_of("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            "letter"
        );
        assert_eq!(
            kind_of("application/vnd.oasis.opendocument.spreadsheet"),
            "table"
        );
        assert_eq!(kind_of("application/octet-stream"), "other");
        assert_eq!(kind_of("image/jpeg"), "image");
    }
}
