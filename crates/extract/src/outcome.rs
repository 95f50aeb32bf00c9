//! A reading while it is being made.

use crate::format::FormatFault;
use crate::grade;
use crate::limits::{LimitKind, Limits};
use crate::reading::{Page, Reading, TextSource, Tool};
use domain::ItemState;

/// Takes what a reader finds, holds the limits on it, and settles the state at the end.
pub struct Outcome {
    reading: Reading,
    limits: Limits,
    text_bytes: u64,
    parts: Vec<String>,
    no_text: Option<String>,
    about_only: bool,
}

impl Outcome {
    /// An empty one for a file of this type.
    pub fn new(media_type: impl Into<String>, limits: &Limits) -> Self {
        let mut reading = Reading::ended(ItemState::Read, media_type, "");
        reading.reason = None;
        Self {
            reading,
            limits: limits.clone(),
            text_bytes: 0,
            parts: Vec::new(),
            no_text: None,
            about_only: false,
        }
    }

    /// Adds a page; its number and its quality are set here.
    ///
    /// # Errors
    /// [`FormatFault::Over`] of `pages` or `text_bytes`; a page that goes beyond `text_bytes` is cut.
    pub fn push_page(&mut self, mut page: Page) -> Result<(), FormatFault> {
        let n = self.reading.pages.len() as u64 + 1;
        self.limits.within(
            LimitKind::Pages,
            n,
            &format!("nothing from page {n} on was read"),
        )?;
        page.n = u32::try_from(n).unwrap_or(u32::MAX);
        let room = self.limits.text_bytes.saturating_sub(self.text_bytes);
        let over = page.text.len() as u64 > room;
        if over {
            let mut end = usize::try_from(room).unwrap_or(usize::MAX);
            while !page.text.is_char_boundary(end) {
                end = end.saturating_sub(1);
            }
            page.text.truncate(end);
        }
        self.text_bytes = self.text_bytes.saturating_add(page.text.len() as u64);
        page.quality = grade::of_text(&page.text);
        self.reading.pages.push(page);
        if over {
            return Err(self
                .limits
                .hit(
                    LimitKind::TextBytes,
                    format!("the text was cut on page {n}"),
                )
                .into());
        }
        Ok(())
    }

    /// Adds a page of text that the format itself holds.
    ///
    /// # Errors
    /// As [`Outcome::push_page`].
    pub fn push_text(&mut self, text: impl Into<String>) -> Result<(), FormatFault> {
        self.push_page(Page {
            text: text.into(),
            source: TextSource::Native,
            ..Page::default()
        })
    }

    /// Adds a value under a metadata key; an empty value and one already there are left out.
    pub fn meta(&mut self, key: impl Into<String>, value: impl AsRef<str>) {
        let value = value
            .as_ref()
            .trim_matches(|c: char| c.is_whitespace() || c == '\0');
        let values = match value {
            "" => return,
            _ => self.reading.metadata.entry(key.into()).or_default(),
        };
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    /// How many values stand under a key.
    pub fn count(&self, key: &str) -> usize {
        self.reading.metadata.get(key).map_or(0, Vec::len)
    }

    /// Adds a value under a canonical key, beside those that are there, and names the raw key from
    /// which it was taken under `source.KEY`.
    pub fn fact(&mut self, key: &str, value: impl AsRef<str>, raw: &str) {
        let value = value.as_ref();
        if value
            .trim_matches(|c: char| c.is_whitespace() || c == '\0')
            .is_empty()
        {
            return;
        }
        self.meta(key, value);
        self.meta(format!("source.{key}"), raw);
    }

    /// Tells a person something about the file; the same words once only.
    pub fn warn(&mut self, warning: impl Into<String>) {
        let warning = warning.into();
        if !self.reading.warnings.contains(&warning) {
            self.reading.warnings.push(warning);
        }
    }

    /// Notes that a part was not read and why; the file ends as `read_in_part`.
    pub fn in_part(&mut self, reason: impl Into<String>) {
        let reason = reason.into();
        self.warn(reason.clone());
        if !self.parts.contains(&reason) {
            self.parts.push(reason);
        }
    }

    /// Says why there is no text, for when none was found.
    pub fn no_text(&mut self, reason: impl Into<String>) {
        self.no_text = Some(reason.into());
    }

    /// Says that the pages hold only what the file says about itself: whatever stands on them, the
    /// file ends as `no_text`, for this reason.
    pub fn about_only(&mut self, reason: impl Into<String>) {
        self.about_only = true;
        self.no_text = Some(reason.into());
    }

    /// Names a program that took part.
    pub fn tool(&mut self, tool: Tool) {
        if !self.reading.tools.contains(&tool) {
            self.reading.tools.push(tool);
        }
    }

    /// How many members the container says it has.
    pub fn declared_members(&mut self, count: u64) {
        self.reading.declared_members = Some(count);
    }

    /// Changes the type, where a reader knows better than the first look.
    pub fn media_type(&mut self, media_type: impl Into<String>) {
        self.reading.media_type = media_type.into();
    }

    /// The pages so far.
    pub fn pages(&self) -> &[Page] {
        &self.reading.pages
    }

    /// UTF-8 bytes of text that may still be added.
    pub fn text_room(&self) -> u64 {
        self.limits.text_bytes.saturating_sub(self.text_bytes)
    }

    /// Settles the state from how the reader ended and what it left behind.
    pub fn settle(mut self, end: Result<(), FormatFault>, found_members: u64) -> Reading {
        self.reading.found_members = found_members;
        let has_text = self
            .reading
            .pages
            .iter()
            .any(|page| !page.text.trim().is_empty());
        let has_something = has_text || found_members > 0;
        match end {
            Err(fault) if has_something => self.in_part(fault.to_string()),
            Err(fault) => {
                let reason = fault.to_string();
                self.warn(reason.clone());
                self.reading.state = fault.state();
                self.reading.reason = Some(reason);
                return self.reading;
            }
            Ok(()) => {}
        }
        if let Some(declared) = self.reading.declared_members
            && declared > found_members
        {
            self.in_part(format!(
                "the container states {declared} members and {found_members} were found"
            ));
        }
        if !self.parts.is_empty() {
            self.reading.state = ItemState::ReadInPart;
            self.reading.reason = Some(self.parts.join("; "));
        } else if self.about_only || !has_something {
            self.reading.state = ItemState::NoText;
            self.reading.reason = Some(
                self.no_text
                    .take()
                    .unwrap_or_else(|| "it holds no text".to_owned()),
            );
        }
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(limits: Limits) -> Outcome {
        Outcome::new("text/plain", &limits)
    }

    #[test]
    fn text_beyond_the_limit_is_cut_at_a_letter_and_told() {
        let mut out = outcome(Limits {
            text_bytes: 5,
            ..Limits::default()
        });
        let end = out.push_text("ابجد");
        let reading = out.settle(end, 0);
        assert_eq!(reading.text(), "اب");
        assert_eq!(reading.state, ItemState::ReadInPart);
        assert!(
            reading.warnings[0].contains("`text_bytes` of 5"),
            "{:?}",
            reading.warnings
        );
    }

    #[test]
    fn a_fault_before_anything_was_read_is_the_state() {
        let out = outcome(Limits::default());
        let reading = out.settle(
            Err(FormatFault::Encrypted("a password is needed".into())),
            0,
        );
        assert_eq!(reading.state, ItemState::Encrypted);
        assert_eq!(reading.reason.as_deref(), Some("a password is needed"));
    }

    #[test]
    fn members_that_are_declared_and_missing_are_told() {
        let mut out = outcome(Limits::default());
        out.declared_members(3);
        let reading = out.settle(Ok(()), 2);
        assert_eq!(reading.state, ItemState::ReadInPart);
        assert!(reading.reason.unwrap().contains("states 3 members and 2"));
    }

    #[test]
    fn what_a_file_says_about_itself_is_no_text_of_it() {
        let mut out = outcome(Limits::default());
        out.about_only("a recording");
        out.push_text("title").unwrap();
        let reading = out.settle(Ok(()), 1);
        assert_eq!(reading.state, ItemState::NoText);
        assert_eq!(reading.reason.as_deref(), Some("a recording"));
        assert_eq!(reading.text(), "title");
    }

    #[test]
    fn nothing_at_all_is_no_text_with_a_reason() {
        let reading = outcome(Limits::default()).settle(Ok(()), 0);
        assert_eq!(reading.state, ItemState::NoText);
        assert!(reading.reason.is_some());
    }
}
