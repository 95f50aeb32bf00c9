//! Changes that a document keeps track of, and text that it hides, as marks a person can read.
//!
//! Text that was inserted or is hidden stays where it stands. Text that was deleted stands in a mark
//! behind its paragraph: so a phrase of the last version is found as it reads, and what was taken
//! out is found as well.

use crate::outcome::Outcome;
use std::collections::BTreeSet;

/// What happened to a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Put in by somebody and not yet accepted.
    Inserted,
    /// Taken out by somebody and not yet accepted.
    Deleted,
    /// Stood here before it was moved.
    MovedAway,
    /// Not shown on screen or paper.
    Hidden,
}

impl Change {
    const fn word(self) -> &'static str {
        match self {
            Change::Inserted => "inserted",
            Change::Deleted => "deleted",
            Change::MovedAway => "moved from here",
            Change::Hidden => "hidden",
        }
    }

    /// The text stands in the paragraph itself, so that the mark may be short.
    const fn is_in_place(self) -> bool {
        matches!(self, Change::Inserted | Change::Hidden)
    }
}

#[derive(Debug, Clone)]
struct Mark {
    change: Change,
    author: String,
    when: String,
    text: String,
}

/// Marks that wait while something else is read.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Vec<Mark>);

/// Letters of a text in place that its mark repeats.
const REPEATED: usize = 80;
/// Marks of one paragraph, and names of all who changed something.
const MARKS: usize = 10_000;
const AUTHORS: usize = 1_000;

/// Collects the changes of a document, paragraph by paragraph.
#[derive(Debug, Default)]
pub(crate) struct Revisions {
    open: Vec<Mark>,
    counts: [u64; 4],
    authors: BTreeSet<String>,
    /// Texts marked as deleted, in order.
    pub deleted: Vec<String>,
    /// Text that was not changed stands between the last mark and the next.
    paused: bool,
}

impl Revisions {
    /// Text that was not changed came: what follows is another change.
    pub(crate) const fn pause(&mut self) {
        self.paused = true;
    }

    /// Notes a run of changed text; runs of one change after another become one mark.
    pub(crate) fn add(&mut self, change: Change, author: &str, when: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let goes_on = !std::mem::take(&mut self.paused);
        if let Some(last) = self.open.last_mut()
            && goes_on
            && last.change == change
            && last.author == author
            && last.when == when
        {
            last.text.push_str(text);
            return;
        }
        // Hidden text that was also inserted gets both marks: each is told apart from the other.
        if self.open.len() < MARKS {
            self.open.push(Mark {
                change,
                author: author.to_owned(),
                when: when.to_owned(),
                text: text.to_owned(),
            });
        }
        if !author.is_empty() && self.authors.len() < AUTHORS {
            self.authors.insert(author.to_owned());
        }
    }

    /// Whether a mark waits for the end of its paragraph.
    pub(crate) fn is_waiting(&self) -> bool {
        !self.open.is_empty()
    }

    /// Takes the waiting marks away while something else is read that stands within the paragraph.
    pub(crate) fn set_aside(&mut self) -> Waiting {
        Waiting(std::mem::take(&mut self.open))
    }

    /// Goes on with marks that were set aside.
    pub(crate) fn take_back(&mut self, waiting: Waiting) {
        self.open = waiting.0;
    }

    /// The marks of the paragraph that ends here, each a line.
    pub(crate) fn marks(&mut self) -> Vec<String> {
        let open = std::mem::take(&mut self.open);
        let mut lines = Vec::new();
        for mark in open {
            let text = mark.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            if let Some(count) = self.counts.get_mut(mark.change as usize) {
                *count += 1;
            }
            if mark.change == Change::Deleted && self.deleted.len() < 1_000 {
                self.deleted.push(text.clone());
            }
            lines.push(written(&mark, &text));
        }
        lines
    }

    /// Says in words what was met, and who changed something.
    pub(crate) fn note(&self, key: &str, out: &mut Outcome) {
        let words = [
            (
                Change::Inserted,
                "are marked as inserted; they are kept in the text",
            ),
            (
                Change::Deleted,
                "are marked as deleted; they are kept in the text, in brackets",
            ),
            (
                Change::MovedAway,
                "are marked as moved; they are kept in the text, in brackets",
            ),
            (Change::Hidden, "are hidden; they are kept in the text"),
        ];
        for (change, words) in words {
            let count = self.counts.get(change as usize).copied().unwrap_or(0);
            if count > 0 {
                out.warn(format!("{count} runs of text {words}"));
            }
        }
        for author in &self.authors {
            out.meta("office.change.author", author);
        }
        for deleted in &self.deleted {
            out.meta(key, deleted);
        }
    }
}

fn written(mark: &Mark, text: &str) -> String {
    let mut out = format!("[{}", mark.change.word());
    if !mark.author.is_empty() {
        out.push_str(" by ");
        out.push_str(&mark.author);
    }
    if !mark.when.is_empty() {
        out.push(' ');
        out.push_str(&mark.when);
    }
    out.push_str(": ");
    if mark.change.is_in_place() && text.chars().count() > REPEATED {
        out.extend(text.chars().take(REPEATED));
        out.push('…');
    } else {
        out.push_str(text);
    }
    out.push(']');
    out
}

/// A packed time to the minute, in the zone of the machine that wrote it; empty for none ([MS-DOC] 2.9.70).
pub(crate) fn packed_time(packed: u32) -> String {
    let field = |shift: u32, bits: u32| (packed >> shift) & ((1 << bits) - 1);
    let (minute, hour, day, month, year) = (
        field(0, 6),
        field(6, 5),
        field(11, 5),
        field(16, 4),
        field(20, 9) + 1900,
    );
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 {
        return String::new();
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

/// A comment with who wrote it, as a line: `[comment by NAME DATE] …`.
pub(crate) fn comment(author: &str, when: &str, text: &str) -> String {
    comment_on("", author, when, text)
}

/// The same with what it is about: `[comment on B3 by NAME DATE] …`.
pub(crate) fn comment_on(place: &str, author: &str, when: &str, text: &str) -> String {
    let mut out = "[comment".to_owned();
    if !place.is_empty() {
        out.push_str(" on ");
        out.push_str(place);
    }
    if !author.trim().is_empty() {
        out.push_str(" by ");
        out.push_str(author.trim());
    }
    if !when.trim().is_empty() {
        out.push(' ');
        out.push_str(when.trim());
    }
    out.push_str("] ");
    out.push_str(text.trim());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_change_become_one_mark_with_name_and_time() {
        let mut revisions = Revisions::default();
        revisions.add(Change::Deleted, "سامر", "2013-02-03", "كل");
        revisions.add(Change::Deleted, "سامر", "2013-02-03", "مة");
        revisions.pause();
        revisions.add(Change::Deleted, "سامر", "2013-02-03", "other");
        revisions.add(Change::Inserted, "", "", "new");
        assert_eq!(
            revisions.marks(),
            [
                "[deleted by سامر 2013-02-03: كلمة]",
                "[deleted by سامر 2013-02-03: other]",
                "[inserted: new]"
            ]
        );
        assert!(revisions.marks().is_empty());
    }

    #[test]
    fn a_mark_of_text_in_place_is_short_and_of_deleted_text_whole() {
        let mut revisions = Revisions::default();
        let long = "a".repeat(500);
        revisions.add(Change::Hidden, "", "", &long);
        revisions.add(Change::Deleted, "", "", &long);
        let marks = revisions.marks();
        assert!(marks[0].len() < 120 && marks[0].ends_with("…]"));
        assert_eq!(marks[1], format!("[deleted: {long}]"));
    }
    #[test]
    fn a_packed_time_is_written_and_none_is_empty() {
        let packed = 30 | 14 << 6 | 3 << 11 | 2 << 16 | 113 << 20;
        assert_eq!(packed_time(packed), "2013-02-03T14:30");
        assert_eq!(packed_time(0), "");
    }
}
